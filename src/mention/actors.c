/* Finds who is spoken of. The passes and what they share are told in actors.h; here they are run, and hits become mentions. */
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
    f->seen_at = AN_NEW_ARRAY(f->scratch, uint32_t, f->actors->entry_count);
    if (!f->sentence_of || !f->hit_at || !f->place_at || !f->place_over || !f->other_at || !f->seen_at) return false;
    for (uint32_t i = 0; i < count; i++) f->hit_at[i] = f->place_at[i] = f->place_over[i] = AN_NONE;
    for (uint32_t s = 0; s < f->parsed->sentence_count; s++)
        for (uint32_t i = f->parsed->sentences[s].first_token; i < an_mention_sentence_end(f, s); i++) f->sentence_of[i] = s;
    note_other_mentions(f);
    return true;
}

bool an_mention_emit(an_actor_finder *f, an_mention mention, an_emitted about)
{
    const an_token *tokens = f->parsed->tokens;
    mention.kind = AN_MENTION_ACTOR;
    mention.sentence = f->sentence_of[mention.head_token];
    mention.span = (an_span){tokens[mention.first_token].span.start, tokens[mention.end_token - 1].span.end};
    about.is_subject = an_mention_is_relation(f, an_mention_coordination_head(f, mention.head_token), AN_DEPREL_NSUBJ);
    return AN_PUSH(f->arena, f->mentions, mention) && AN_PUSH(f->scratch, &f->emitted, about);
}

/* The one country that the places of a sentence lie in; "" if there are several, or none. Only words that stand for a place. */
static void country_of_places(const an_actor_finder *f, uint32_t sentence, char country[AN_COUNTRY_BYTES])
{
    memset(country, 0, AN_COUNTRY_BYTES);
    for (uint32_t i = f->parsed->sentences[sentence].first_token; i < an_mention_sentence_end(f, sentence); i++) {
        const an_place *place = f->place_at[i] == AN_NONE ? NULL : &f->mentions->items[f->place_at[i]].place;
        if (!place || !place->country[0] || !an_mention_is_place_use(f, i)) continue;
        if (country[0] && memcmp(country, place->country, AN_COUNTRY_BYTES) != 0) {
            memset(country, 0, AN_COUNTRY_BYTES);
            return;
        }
        memcpy(country, place->country, AN_COUNTRY_BYTES);
    }
}

/* Those of whom it can be said without a word that they are from where they are; a government may be anybody's. */
static bool is_of_the_place(const an_actor_finder *f, uint32_t role)
{
    static const an_sector locals[] = {AN_SECTOR_COP, AN_SECTOR_UAF, AN_SECTOR_REB, AN_SECTOR_CRM, AN_SECTOR_CVL, AN_SECTOR_OPP, AN_SECTOR_LAB,
                                       AN_SECTOR_REL, AN_SECTOR_AGR, AN_SECTOR_EDU, AN_SECTOR_MED};
    const an_role *r = f->roles->roles + role;
    bool is_local = r->sector_count && r->sectors[0] == AN_SECTOR_GOV && r->is_person && !r->is_office; /* "officials" */
    for (size_t i = 0; i < sizeof locals / sizeof *locals; i++) is_local = is_local || (r->sector_count && r->sectors[0] == locals[i]);
    return is_local && an_mention_is_local_role(f, role);
}

/* "Gunmen killed five people in Kabul": bare roles are of the country where all of the sentence happens. They stay generic. */
static void localise(an_actor_finder *f, an_hit *hit)
{
    char country[AN_COUNTRY_BYTES];
    uint32_t state;
    an_actor body, made;
    if (!is_of_the_place(f, hit->role)) return;
    country_of_places(f, hit->sentence, country);
    state = country[0] ? an_actors_state(f->actors, country, f->date) : AN_NONE;
    if (state == AN_NONE) return;
    an_actors_describe(f->arena, f->actors, state, f->date, &body);
    if (an_mention_compose_role(f, hit->role, true, &body, &made)) hit->actor = made;
}

static void emit_hits(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++) {
        an_hit *hit = f->hits.items + number;
        an_mention mention = {0};
        if (hit->part_of != AN_NONE || !hit->has_actor || hit->is_silent) continue;
        if (hit->is_generic) localise(f, hit);
        mention.first_token = hit->first;
        mention.end_token = hit->end;
        mention.head_token = hit->head;
        mention.actor = hit->actor;
        mention.is_generic = hit->is_generic;
        an_mention_emit(f, mention, (an_emitted){.gender = hit->gender, .is_plural = hit->is_plural || an_mention_is_plural_token(f, hit->head)});
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
