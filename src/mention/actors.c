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

/* Adds a country to those known: one stays, a second makes them several. */
static void add_country(char known[AN_COUNTRY_BYTES], bool *has_several, const char *country)
{
    if (!country[0]) return;
    if (known[0] && memcmp(known, country, AN_COUNTRY_BYTES) != 0) *has_several = true;
    memcpy(known, country, AN_COUNTRY_BYTES);
}

/* "Russia attacked the army": a state that itself takes part says nothing about whose army it is. */
static bool takes_part(const an_actor_finder *f, const an_hit *hit)
{
    return hit->form != AN_FORM_ADJECTIVE && hit->part_of == AN_NONE &&
           an_mention_has_relation(f, an_mention_coordination_head(f, hit->head), AN_RELATION(NSUBJ) | AN_RELATION(OBJ) | AN_RELATION(IOBJ));
}

/* The only country that the sentence names, by a place, a state or a nationality; where it names none, the only one that the
 * article has named so far. "" = none, several, or one that is itself a party. */
static void only_country(an_actor_finder *f, uint32_t sentence, char country[AN_COUNTRY_BYTES])
{
    bool has_several = false, has_party = false;
    char others[AN_COUNTRY_BYTES] = {0};
    memset(country, 0, AN_COUNTRY_BYTES);
    for (uint32_t i = f->parsed->sentences[sentence].first_token; i < an_mention_sentence_end(f, sentence); i++)
        if (f->place_at[i] != AN_NONE) add_country(country, &has_several, f->mentions->items[f->place_at[i]].place.country);
    for (uint32_t i = an_mention_first_hit(f, sentence); i < f->hits.count; i++) {
        const an_hit *hit = f->hits.items + i;
        if (!hit->has_actor) continue;
        add_country(others, &has_several, hit->actor.country);
        if (hit->kind != AN_HIT_ENTRY || hit->actor.kind != AN_ACTOR_STATE) continue;
        has_party = has_party || takes_part(f, hit);
        add_country(country, &has_several, hit->actor.country);
    }
    has_several = has_several || (country[0] && others[0] && memcmp(country, others, AN_COUNTRY_BYTES) != 0);
    add_country(f->country, &f->has_countries, country);
    add_country(f->country, &f->has_countries, others);
    f->has_countries = f->has_countries || has_several;
    if (!country[0] && !f->has_countries) memcpy(country, f->country, AN_COUNTRY_BYTES);
    if (has_several || has_party) memset(country, 0, AN_COUNTRY_BYTES);
}

/* "No government", "another court": one of many, wherever. */
static bool is_any(const an_actor_finder *f, const an_hit *hit)
{
    static const char *const any[] = {"no", "any", "every", "each", "some", "another", "other", NULL};
    uint32_t determiner = an_mention_child(f, hit->head, AN_DEPREL_DET);
    if (determiner == AN_NONE) return false;
    return an_mention_is_one_of(f->folded[determiner], any) ||
           (an_str_is(an_pool_get(f->roles->pool, f->roles->roles[hit->role].id), "government") && !an_mention_folded_is(f, determiner, "the"));
}

/* "Police arrested five people in Kabul": bare organs of a state are of the only country spoken of. They stay generic. */
static void localise(an_actor_finder *f, an_hit *hit, const char *country)
{
    uint32_t state = country[0] && an_mention_is_organ(f, hit->role) && !is_any(f, hit) ? an_actors_state(f->actors, country, f->date) : AN_NONE;
    an_actor body, made;
    if (state == AN_NONE) return;
    an_actors_describe(f->arena, f->actors, state, f->date, &body);
    if (an_mention_compose_role(f, hit->role, true, &body, &made)) hit->actor = made;
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

/* Taggers take a rare abbreviation for a pronoun, and give it any number. */
static bool is_plural_noun(const an_actor_finder *f, uint32_t head)
{
    return f->parsed->tokens[head].upos != AN_UPOS_PRON && an_mention_is_plural_token(f, head);
}

static void emit_hits(an_actor_finder *f, uint32_t sentence)
{
    char country[AN_COUNTRY_BYTES];
    only_country(f, sentence, country);
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++) {
        an_hit *hit = f->hits.items + number;
        an_mention mention = {0};
        if (hit->part_of != AN_NONE || !hit->has_actor || hit->is_silent) continue;
        if (hit->is_generic) localise(f, hit, country);
        if (is_mere_word(f, hit)) continue;
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
    if (!prepare(&f)) return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory for actors");
    for (uint32_t sentence = 0; sentence < parsed->sentence_count; sentence++) {
        an_mention_find_hits(&f, sentence);
        an_mention_find_names(&f, sentence);
        an_mention_compose_actors(&f, sentence);
        an_mention_judge_places(&f, sentence);
        an_mention_learn_names(&f, sentence);
        emit_hits(&f, sentence);
        an_mention_resolve_references(&f, sentence);
    }
    if (arena->is_exhausted || scratch->is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory for actors");
    return ANNALS_OK;
}
