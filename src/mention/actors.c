/* Finds who is spoken of. The passes and what they share are told in actors.h; here they are run, and hits become mentions. */
#include "mention/actor_words.h"
#include "mention/actors.h"

static void note_other_mentions(an_actor_finder *f)
{
    for (size_t i = 0; i < f->mentions->count; i++) {
        const an_mention *m = f->mentions->items + i;
        if (m->kind == AN_MENTION_PLACE) {
            f->place_at[m->head_token] = (uint32_t)i;
            for (uint32_t t = m->first_token; t < m->end_token; t++) f->place_over[t] = (uint32_t)i;
        }
        if (m->kind == AN_MENTION_TIME)
            for (uint32_t t = m->first_token; t < m->end_token; t++) f->other_at[t] = 1;
    }
}

static bool prepare(an_actor_finder *f)
{
    uint32_t count = f->parsed->token_count;
    f->first_mention = f->mentions->count;
    f->sentence_of = AN_NEW_ARRAY(f->scratch, uint32_t, count);
    f->hit_at = AN_NEW_ARRAY(f->scratch, uint32_t, count);
    f->place_at = AN_NEW_ARRAY(f->scratch, uint32_t, count);
    f->place_over = AN_NEW_ARRAY(f->scratch, uint32_t, count);
    f->other_at = AN_NEW_ARRAY(f->scratch, uint8_t, count);
    f->reference_at = AN_NEW_ARRAY(f->scratch, uint32_t, count);
    f->seen_at = AN_NEW_ARRAY(f->scratch, uint32_t, f->actors->entry_count);
    if (!f->sentence_of || !f->hit_at || !f->place_at || !f->place_over || !f->other_at || !f->reference_at || !f->seen_at) return false;
    for (uint32_t i = 0; i < count; i++) f->hit_at[i] = f->place_at[i] = f->place_over[i] = AN_NONE;
    for (uint32_t s = 0; s < f->parsed->sentence_count; s++)
        for (uint32_t i = f->parsed->sentences[s].first_token; i < an_mention_sentence_end(f, s); i++) f->sentence_of[i] = s;
    note_other_mentions(f);
    for (uint32_t i = 0; i < f->parsed->reference_count; i++) f->reference_at[f->parsed->references[i].head_token] = i + 1; /* of several the shortest */
    return true;
}

/* "its forces": the owner may yet be found. */
static bool is_owned(const an_actor_finder *f, uint32_t head)
{
    uint32_t owner = an_mention_child(f, head, AN_DEPREL_NMOD);
    return owner != AN_NONE && an_mention_is_subrelation(f, owner, AN_DEPREL_NMOD, AN_SUBREL_POSS);
}

/* "voter" in "voter intimidation", "state" in "state media": a word about a thing, or one that has other senses. */
static bool is_mere_word(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t noun = an_mention_head_of(f, hit->head);
    if (!hit->is_generic || hit->actor.id.data) return false;
    if (hit->is_plural || is_owned(f, hit->head) || an_mention_is_organ(f, hit->role)) return false;
    if (an_mention_is_one_of(an_pool_get(f->roles->pool, f->roles->roles[hit->role].id), an_words_weak_roles)) return true;
    return noun != AN_NONE && f->hit_at[noun] == AN_NONE && an_mention_is_relation(f, hit->head, AN_DEPREL_COMPOUND);
}

/* "The Moderna vaccine", "a Boeing plane": the name tells what thing it is. */
static bool is_brand(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t noun = an_mention_head_of(f, hit->head);
    return hit->has_actor && hit->actor.kind == AN_ACTOR_COMPANY && an_mention_is_relation(f, hit->head, AN_DEPREL_COMPOUND) && noun != AN_NONE &&
           an_mention_is_one_of(an_mention_lemma_of(f, noun), an_words_products);
}

/* "Charles de Gaulle airport", "the carrier Charles de Gaulle", "Hurricane Harvey": things that are called after a person. */
static bool is_namesake(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t start = f->parsed->sentences[hit->sentence].first_token;
    if (!hit->has_actor || hit->actor.kind != AN_ACTOR_PERSON || hit->kind != AN_HIT_ENTRY || hit->first != hit->core_first) return false;
    if (hit->end < an_mention_sentence_end(f, hit->sentence) && an_mention_is_one_of(f->folded[hit->end], an_words_namesakes)) return true;
    return hit->first > start && an_mention_is_one_of(f->folded[hit->first - 1], an_words_named_things);
}

/* Taggers take a rare abbreviation for a pronoun, and give it any number. */
static bool is_plural_noun(const an_actor_finder *f, uint32_t head)
{
    return f->parsed->tokens[head].upos != AN_UPOS_PRON && an_mention_is_plural_token(f, head);
}

static void silence_mere_words(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++)
        if (is_mere_word(f, f->hits.items + number) || is_brand(f, f->hits.items + number) || is_namesake(f, f->hits.items + number)) f->hits.items[number].is_silent = true;
}

static void emit_hits(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++) {
        an_hit *hit = f->hits.items + number;
        an_mention mention = {0};
        if (hit->part_of != AN_NONE || !hit->has_actor || hit->is_silent) continue;
        mention.first_token = hit->first;
        mention.end_token = hit->end;
        mention.head_token = hit->head;
        mention.actor = hit->actor;
        mention.is_generic = hit->is_generic;
        an_mention_emit(f, mention, (an_emitted){.gender = hit->gender, .is_plural = hit->is_plural || is_plural_noun(f, hit->head),
                                                .is_reference = hit->actor.resolution == AN_RESOLUTION_COREFERENCE});
    }
}

annals_status an_mention_actors(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, const an_article *article,
                                const an_parsed_text *parsed, const an_str *folded, an_mentions *mentions, annals_error *error)
{
    an_actor_finder f = {.arena = arena, .scratch = scratch, .actors = an_lexicon_actors(lexicon), .roles = an_lexicon_roles(lexicon), .article = article,
                         .parsed = parsed, .folded = folded, .mentions = mentions, .date = article->published};
    if (!prepare(&f) || !an_mention_note_full_names(&f)) return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory for actors");
    for (uint32_t sentence = 0; sentence < parsed->sentence_count; sentence++) {
        an_mention_find_hits(&f, sentence);
        an_mention_choose_local(&f, sentence);
        an_mention_find_names(&f, sentence);
        an_mention_compose_actors(&f, sentence);
        an_mention_judge_places(&f, sentence);
        silence_mere_words(&f, sentence);
        an_mention_localise(&f, sentence);
        an_mention_find_parts(&f, sentence);
        an_mention_place_branches(&f, sentence);
        an_mention_learn_names(&f, sentence);
        emit_hits(&f, sentence);
        an_mention_resolve_references(&f, sentence);
    }
    if (arena->is_exhausted || scratch->is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory for actors");
    return ANNALS_OK;
}
