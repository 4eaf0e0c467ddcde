/* Countries, capitals and seats of government stand for those who act there, and stand for places. Which, the tree tells: a
 * subject acts, what stands under "in" is a place. */
#include "mention/actors.h"
#include "mention/actor_words.h"

static bool is_under(const an_actor_finder *f, uint32_t token, const char *const *prepositions)
{
    uint32_t top = an_mention_coordination_head(f, token);
    an_str own = an_mention_case_of(f, token), shared = an_mention_case_of(f, top);
    an_str preposition = own.data ? own : shared;
    return preposition.data && (an_mention_has_relation(f, top, AN_RELATION(OBL) | AN_RELATION(NMOD) | AN_RELATION(ROOT) | AN_RELATION(ADVMOD))) &&
           an_mention_is_one_of(preposition, prepositions);
}

bool an_mention_is_place_use(const an_actor_finder *f, uint32_t token) { return is_under(f, token, an_words_place_prepositions); }

/* "Moscow saw the ministry as weak", "Moscow remained calm and sent envoys": more than a setting. */
static bool is_mere_stage(const an_actor_finder *f, uint32_t verb)
{
    uint32_t oblique = an_mention_child(f, verb, AN_DEPREL_OBL), next = an_mention_child(f, verb, AN_DEPREL_CONJ);
    if (!an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_still_verbs)) return false;
    if (an_str_is(an_mention_lemma_of(f, verb), "see") && oblique != AN_NONE && an_str_is(an_mention_case_of(f, oblique), "as")) return false;
    return next == AN_NONE || f->parsed->tokens[next].upos != AN_UPOS_VERB || an_mention_child(f, next, AN_DEPREL_NSUBJ) != AN_NONE ||
           an_mention_is_one_of(an_mention_lemma_of(f, next), an_words_still_verbs);
}

static bool is_agent(const an_actor_finder *f, uint32_t token)
{
    uint32_t top = an_mention_coordination_head(f, token), verb = an_mention_head_of(f, top);
    if (verb == AN_NONE) return false;
    if (an_mention_is_relation(f, top, AN_DEPREL_OBJ) || an_mention_is_subrelation(f, top, AN_DEPREL_NSUBJ, AN_SUBREL_PASS))
        return an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_address_verbs);
    if (!an_mention_is_relation(f, top, AN_DEPREL_NSUBJ)) return false;
    return f->parsed->tokens[verb].upos == AN_UPOS_VERB && an_mention_child(f, verb, AN_DEPREL_COP) == AN_NONE && !is_mere_stage(f, verb);
}

static bool is_owner(const an_actor_finder *f, uint32_t token)
{
    uint32_t noun = an_mention_head_of(f, token);
    return noun != AN_NONE && an_mention_is_subrelation(f, token, AN_DEPREL_NMOD, AN_SUBREL_POSS) &&
           f->parsed->tokens[noun].upos != AN_UPOS_PROPN && f->place_at[noun] == AN_NONE && !an_mention_is_one_of(an_mention_lemma_of(f, noun), an_words_city_nouns);
}

/* "the Kenyan town of Garissa", "Nigeria's Plateau State": the country only tells where the place is. */
static bool tells_where(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t noun = an_mention_head_of(f, hit->head);
    bool is_modifier = an_mention_has_relation(f, hit->head, AN_RELATION(AMOD) | AN_RELATION(COMPOUND)) ||
                       an_mention_is_subrelation(f, hit->head, AN_DEPREL_NMOD, AN_SUBREL_POSS);
    return is_modifier && noun != AN_NONE && (an_mention_is_place_noun(an_mention_lemma_of(f, noun)) || f->place_at[noun] != AN_NONE);
}

/* "Gunmen in Deraa, Syria", where the tree makes Syria an apposition to the gunmen: it tells where Deraa lies. */
static bool is_behind_place(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t start = f->parsed->sentences[hit->sentence].first_token, above = an_mention_head_of(f, hit->head), place;
    if (hit->first < start + 2 || !an_mention_folded_is(f, hit->first - 1, ",") || !an_mention_is_relation(f, hit->head, AN_DEPREL_APPOS)) return false;
    if (above == AN_NONE || f->place_over[above] != AN_NONE || f->hit_at[above] == AN_NONE) return false;
    place = f->place_over[hit->first - 2];
    return place != AN_NONE && memcmp(f->mentions->items[place].place.country, hit->actor.country, AN_COUNTRY_BYTES) == 0;
}

/* "Tehran and its proxies" */
static bool has_own_beside(const an_actor_finder *f, const an_hit *hit)
{
    return hit->end + 1 < an_mention_sentence_end(f, hit->sentence) && an_mention_folded_is(f, hit->end, "and") && an_mention_folded_is(f, hit->end + 1, "its");
}

/* "around the capital Dushanbe": where the noun that the name explains stands. */
static bool is_name_of_place(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t noun = an_mention_head_of(f, hit->head);
    return noun != AN_NONE && an_mention_has_relation(f, hit->head, AN_RELATION(APPOS) | AN_RELATION(FLAT) | AN_RELATION(NMOD) | AN_RELATION(COMPOUND)) &&
           !an_mention_case_of(f, hit->head).data && an_mention_is_place_noun(an_mention_lemma_of(f, noun)) && an_mention_is_place_use(f, noun);
}

static bool does_capital_act(const an_actor_finder *f, const an_hit *hit)
{
    if (an_mention_is_place_use(f, hit->head) || is_name_of_place(f, hit)) return false;
    return has_own_beside(f, hit) || is_agent(f, hit->head) || is_owner(f, hit->head) || is_under(f, hit->head, an_words_party_prepositions);
}

/* The adjective of a nationality alone ("a Russian", "the French"): a person of it, if it is used as a noun. */
static bool is_noun_use(const an_actor_finder *f, const an_hit *hit)
{
    const an_token *token = f->parsed->tokens + hit->head;
    uint32_t top = an_mention_coordination_head(f, hit->head);
    uint32_t determiner = an_mention_child(f, hit->head, AN_DEPREL_DET);
    if (token->upos == AN_UPOS_ADJ && determiner != AN_NONE && determiner < hit->head && !an_mention_folded_is(f, determiner, "the"))
        return an_mention_has_relation(f, top, AN_RELATION(NSUBJ) | AN_RELATION(OBJ) | AN_RELATION(OBL)); /* "a Palestinian is held" */
    return (token->upos == AN_UPOS_NOUN || token->upos == AN_UPOS_PROPN) &&
           !an_mention_has_relation(f, top, AN_RELATION(COMPOUND) | AN_RELATION(AMOD) | AN_RELATION(NMOD) | AN_RELATION(FLAT));
}

/* Languages: "spoke in Russian". */
static bool is_language(const an_actor_finder *f, const an_hit *hit)
{
    return an_mention_has_relation(f, hit->head, AN_RELATION(OBL) | AN_RELATION(OBJ)) && an_mention_child(f, hit->head, AN_DEPREL_DET) == AN_NONE &&
           !an_mention_is_plural_token(f, hit->head);
}

static void become_population(an_actor_finder *f, an_hit *hit)
{
    an_actor state = hit->actor;
    an_str adjective = an_actors_form_of(f->actors, hit->entry, AN_FORM_DEMONYM, f->date);
    size_t length = state.id.length + 4;
    char *id = an_arena_alloc(f->arena, length + 1);
    if (!id) return;
    memcpy(id, state.id.data, state.id.length);
    memcpy(id + state.id.length, ".cvl", 4);
    hit->actor = (an_actor){.id = {id, length}, .entry = an_actors_by_id(f->actors, (an_str){id, length}), .kind = AN_ACTOR_POPULATION,
                            .resolution = AN_RESOLUTION_COMPOSED, .sectors = {AN_SECTOR_CVL}, .sector_count = 1};
    hit->actor.name = adjective.data ? adjective : state.name;
    memcpy(hit->actor.country, state.country, sizeof state.country);
    hit->actor.cameo = an_cameo_compose(f->arena, hit->actor.kind, state.country, hit->actor.sectors, 1);
}

/* "The Russians gave them weapons" means the state; "two Russians", "Russians who fled", "many Americans" mean people of it. */
static bool is_whole_nation(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t determiner = an_mention_child(f, hit->head, AN_DEPREL_DET);
    return determiner != AN_NONE && an_mention_folded_is(f, determiner, "the") && an_mention_is_plural_token(f, hit->head) &&
           an_mention_child(f, hit->head, AN_DEPREL_NUMMOD) == AN_NONE && an_mention_child(f, hit->head, AN_DEPREL_AMOD) == AN_NONE &&
           an_mention_child(f, hit->head, AN_DEPREL_ACL) == AN_NONE;
}

static void judge(an_actor_finder *f, an_hit *hit)
{
    an_actor state = hit->actor;
    if (hit->form == AN_FORM_CAPITAL || hit->form == AN_FORM_SEAT) {
        bool acts = hit->form == AN_FORM_SEAT ? !an_mention_is_place_use(f, hit->head) : does_capital_act(f, hit);
        hit->is_silent = !acts;
        if (state.kind == AN_ACTOR_STATE) an_mention_government_of(f, &state, &hit->actor); /* "Brussels" is the Union itself */
    } else if (hit->form == AN_FORM_DEMONYM) {
        if (!is_whole_nation(f, hit)) become_population(f, hit);
    } else if (hit->form == AN_FORM_ADJECTIVE && is_noun_use(f, hit)) {
        if (is_whole_nation(f, hit)) return;
        if (is_language(f, hit)) hit->is_silent = true;
        else become_population(f, hit);
    } else if (state.kind == AN_ACTOR_STATE || state.kind == AN_ACTOR_REGION) {
        hit->is_silent = an_mention_is_place_use(f, hit->head) || tells_where(f, hit) || is_behind_place(f, hit);
    }
}

/* The name of nobody known that stands in apposition to a hit; AN_NONE. */
static uint32_t apposed_person(const an_actor_finder *f, const an_hit *hit)
{
    for (uint32_t number = an_mention_first_hit(f, hit->sentence); number < f->hits.count; number++) {
        const an_hit *name = f->hits.items + number;
        if (name->kind == AN_HIT_NAME && name->part_of == AN_NONE && name->name == AN_NAME_PERSON && !name->actor.id.data && !name->actor.country[0] &&
            an_mention_is_relation(f, name->head, AN_DEPREL_APPOS) && an_mention_head_of(f, name->head) == hit->head)
            return number;
    }
    return AN_NONE;
}

/* "An American, James Foley": the person is meant, who is of that country; not its people. */
static void join_national(an_actor_finder *f, uint32_t number)
{
    an_hit *hit = f->hits.items + number, *name;
    uint32_t named;
    if (hit->actor.kind != AN_ACTOR_POPULATION || hit->kind != AN_HIT_ENTRY || an_mention_is_plural_token(f, hit->head)) return;
    named = apposed_person(f, hit);
    if (named == AN_NONE) return;
    name = f->hits.items + named;
    name->actor.kind = AN_ACTOR_PERSON;
    name->actor.sectors[0] = AN_SECTOR_CVL;
    name->actor.sector_count = 1;
    memcpy(name->actor.country, hit->actor.country, sizeof name->actor.country);
    name->actor.cameo = an_cameo_compose(f->arena, AN_ACTOR_PERSON, name->actor.country, name->actor.sectors, 1);
    name->head = hit->head;
    an_mention_swallow(f, named, number);
}

/* "in the city": a role noun for a place, where it only tells where. */
static bool is_setting(const an_actor_finder *f, const an_hit *hit)
{
    return hit->kind == AN_HIT_ROLE && hit->is_generic && an_mention_is_place_noun(an_pool_get(f->roles->pool, f->roles->roles[hit->role].id)) &&
           an_mention_is_place_use(f, hit->head);
}

void an_mention_judge_places(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++) {
        an_hit *hit = f->hits.items + number;
        if (hit->kind == AN_HIT_ENTRY && hit->part_of == AN_NONE && hit->has_actor && !hit->is_silent) judge(f, hit);
        if (is_setting(f, hit)) hit->is_silent = true;
        if (hit->part_of == AN_NONE && hit->has_actor && !hit->is_silent) join_national(f, number);
    }
}
