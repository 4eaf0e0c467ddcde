/* People who are known by what they are ("protesters", "police", "six villagers") get the country that the passage places them in:
 * that of a place which hangs on them ("protesters in Tbilisi"), else of the nearest place of their clause ("gunmen killed six people
 * in Quetta"), else the only country that the text has spoken of so far. Where two countries come into question nothing is said.
 *
 * Who may be of any country stays without one: tourists, refugees, peacekeepers. Only organs of a state ("police", "the parliament",
 * "the prime minister") become somebody with an id here; a crowd or a gang is of a country, but nobody in particular. (When all is coded
 * the crowd gets that of its country's people: event/peoples.c.) */
#include "mention/actor_words.h"
#include "mention/actors.h"

#define SECTOR(name) (UINT64_C(1) << AN_SECTOR_##name)
enum {
    CLIMB_MAX = 8, /* from a word to the clause that says where: deeper trees are parsed wrong more often than not */
    STEPS_MAX = 24, /* up a tree, side steps counted; a circle ends here */
    DEPTH_MAX = 4, /* from that clause down to the place: "in a market in the west of Kabul" */
    DEPTH_NEAR = 2, /* surely the same scene */
    DEPTH_SEVERAL = 3 /* where several countries are spoken of, a farther one may be about something else */
};

/* How far a role lets a country be inferred. */
typedef enum reach {
    REACH_NONE,  /* may be of any country */
    REACH_SCENE, /* of where its own clause stands: extremists, of whom a text may speak in general */
    REACH_PLACE, /* of where it stands: people, gunmen, a school */
    REACH_ALONE, /* of where it stands, if no other country is spoken of: troops, a gang that may have come over a border */
    REACH_TEXT,  /* at home: also of the only country that the text speaks of */
    REACH_WORDS  /* travels for his country: only words for states and nationalities count, no place */
} reach;

static const an_role *role_of(const an_actor_finder *f, const an_hit *hit) { return f->roles->roles + hit->role; }

static uint32_t outermost(const an_actor_finder *f, uint32_t number)
{
    while (f->hits.items[number].part_of != AN_NONE) number = f->hits.items[number].part_of;
    return number;
}

static an_str role_words(const an_actor_finder *f, const an_role *role) { return an_pool_get(f->roles->pool, role->id); }

/* "federal judge" as "judge": the noun decides. */
static bool ends_with_one_of(an_str words, const char *const *nouns)
{
    size_t start = words.length;
    if (an_mention_is_one_of(words, nouns)) return true;
    while (start > 0 && words.data[start - 1] != ' ') start--;
    return an_mention_is_one_of((an_str){words.data + start, words.length - start}, nouns);
}

/* "Central Asian people in Moscow"; "Arab gunmen" are of some country there. */
static bool is_of_region(const an_actor_finder *f, const an_hit *hit)
{
    static const uint64_t armed = SECTOR(UAF) | SECTOR(REB) | SECTOR(PRM) | SECTOR(CRM);
    if (role_of(f, hit)->sector_count && armed >> role_of(f, hit)->sectors[0] & 1) return false;
    for (uint32_t i = an_mention_first_hit(f, hit->sentence); i < f->hits.count; i++) {
        const an_hit *region = f->hits.items + i;
        if (region->part_of != AN_NONE && f->hits.items + region->part_of == hit && region->actor.kind == AN_ACTOR_REGION && region->form == AN_FORM_ADJECTIVE) return true;
    }
    return false;
}

static reach reach_of(const an_actor_finder *f, const an_hit *hit)
{
    static const uint64_t home = SECTOR(JUD) | SECTOR(LEG) | SECTOR(COP) | SECTOR(OPP) | SECTOR(PTY) | SECTOR(GOV) | SECTOR(SPY);
    static const uint64_t nowhere = SECTOR(REF) | SECTOR(IGO) | SECTOR(JRN) | SECTOR(ISM) | SECTOR(IMG) | SECTOR(MNC) | SECTOR(NGO);
    const an_role *role = role_of(f, hit);
    an_str words = role_words(f, role);
    uint64_t sector = role->sector_count ? UINT64_C(1) << role->sectors[0] : 0;
    if (an_mention_is_place_noun(words) || ends_with_one_of(words, an_words_elsewhere_roles) || is_of_region(f, hit)) return REACH_NONE;
    if (ends_with_one_of(words, an_words_rovers)) return REACH_SCENE;
    if (an_mention_is_one_of(words, an_words_weak_roles) && !(hit->is_plural && sector & SECTOR(CVL))) return REACH_NONE;
    if (an_mention_is_one_of(words, an_words_abroad_roles) || sector & nowhere) return REACH_NONE;
    if (role->is_office && ends_with_one_of(words, an_words_travelling_offices)) return REACH_WORDS;
    if (ends_with_one_of(words, an_words_home_roles)) return REACH_TEXT;
    if (sector & SECTOR(MIL)) return an_mention_is_organ(f, hit->role) ? REACH_TEXT : REACH_ALONE;
    if (sector & home) return REACH_TEXT;
    return sector ? REACH_PLACE : REACH_NONE;
}

/* ---- the nearest place in the tree ---- */

static bool is_locative(const an_actor_finder *f, uint32_t token)
{
    static const char *const words[] = {"in", "at", "near", "inside", "within", "across", "throughout", "outside", "around", "on", "along", NULL};
    an_str own = an_mention_case_of(f, token), shared = own.data ? own : an_mention_case_of(f, an_mention_coordination_head(f, token));
    return shared.data && an_mention_is_one_of(shared, words);
}

static bool is_place_word(const an_actor_finder *f, uint32_t token)
{
    an_str lemma = f->parsed->tokens[token].lemma;
    return f->place_at[token] != AN_NONE || an_mention_is_place_noun(lemma.length ? lemma : f->folded[token]);
}

/* "shelled Bakhmut", "the south of Gaza": what is done to a place is done there. */
static bool is_scene(const an_actor_finder *f, uint32_t token)
{
    uint32_t head = an_mention_head_of(f, token);
    if (head == AN_NONE) return false;
    if (an_mention_is_relation(f, token, AN_DEPREL_OBJ)) return f->hit_at[token] == AN_NONE || f->hits.items[f->hit_at[token]].is_silent;
    return an_mention_is_relation(f, token, AN_DEPREL_NMOD) && f->place_at[head] == AN_NONE && is_place_word(f, head) && an_str_is(an_mention_case_of(f, token), "of");
}

static const an_mention *place_at(const an_actor_finder *f, uint32_t token)
{
    const an_mention *place = f->place_at[token] == AN_NONE ? NULL : f->mentions->items + f->place_at[token];
    return place && place->place.country[0] ? place : NULL;
}

/* "people of Quetta", "a man from Kano": tells whose only what it hangs on. */
static bool is_origin_of(const an_actor_finder *f, uint32_t token, const an_hit *hit)
{
    if (an_mention_is_modifier_of(f, token, hit)) return true;
    return an_mention_head_of(f, token) == hit->head && an_mention_is_relation(f, token, AN_DEPREL_NMOD) &&
           an_mention_is_one_of(an_mention_case_of(f, token), an_words_origin_prepositions);
}

/* How many steps `token` stands below `above`, conjuncts side by side and "a village in a district of X" one place; DEPTH_MAX + 1 = not
 * below, or too far. */
static int depth_below(const an_actor_finder *f, uint32_t token, uint32_t above)
{
    int depth = 0;
    for (int steps = 0; token != above && token != AN_NONE && depth <= DEPTH_MAX; steps++) {
        uint32_t head = an_mention_head_of(f, token);
        bool is_same = an_mention_is_relation(f, token, AN_DEPREL_CONJ) || (head != AN_NONE && head != above && is_place_word(f, head));
        depth += !is_same;
        token = steps < STEPS_MAX ? head : AN_NONE;
    }
    return token == above ? depth : DEPTH_MAX + 1;
}

/* The country of the highest locative place below one word; "" if there is none, false if several are equally near. */
static bool country_below(const an_actor_finder *f, uint32_t above, const an_hit *hit, int depth_max, char country[AN_COUNTRY_BYTES])
{
    uint32_t end = an_mention_sentence_end(f, hit->sentence);
    int best = depth_max + 1;
    bool is_single = true;
    memset(country, 0, AN_COUNTRY_BYTES);
    for (uint32_t token = f->parsed->sentences[hit->sentence].first_token; token < end; token++) {
        const an_mention *place = place_at(f, token);
        int depth;
        if (!place || (token >= hit->first && token < hit->end) || !(is_locative(f, token) || is_scene(f, token) || is_origin_of(f, token, hit))) continue;
        depth = depth_below(f, token, above);
        if (depth > best || depth > depth_max) continue;
        is_single = depth < best || memcmp(country, place->place.country, AN_COUNTRY_BYTES) == 0;
        best = depth;
        memcpy(country, place->place.country, AN_COUNTRY_BYTES);
    }
    return is_single;
}

/* Climbs from the words to the first word that has a place below it. */
static void country_of_clause(const an_actor_finder *f, const an_hit *hit, int depth_max, char country[AN_COUNTRY_BYTES])
{
    uint32_t at = an_mention_coordination_head(f, hit->head);
    if (!country_below(f, hit->head, hit, depth_max, country)) memset(country, 0, AN_COUNTRY_BYTES);
    for (int i = 0; i < CLIMB_MAX && at != AN_NONE && !country[0]; i++, at = an_mention_head_of(f, at))
        if (!country_below(f, at, hit, depth_max, country)) {
            memset(country, 0, AN_COUNTRY_BYTES);
            return;
        }
}

/* ---- the only country that is spoken of ---- */

/* Adds a country to those known: one stays, a second makes them several. */
static void add_country(char known[AN_COUNTRY_BYTES], bool *has_several, const char *country)
{
    if (!country[0]) return;
    if (known[0] && memcmp(known, country, AN_COUNTRY_BYTES) != 0) *has_several = true;
    memcpy(known, country, AN_COUNTRY_BYTES);
}

static bool is_argument(const an_actor_finder *f, uint32_t top) { return an_mention_has_relation(f, top, AN_RELATION(NSUBJ) | AN_RELATION(OBJ) | AN_RELATION(IOBJ)); }

static bool is_above(const an_actor_finder *f, uint32_t above, uint32_t token)
{
    for (int i = 0; i < CLIMB_MAX && token != AN_NONE; i++)
        if ((token = an_mention_head_of(f, token)) == above) return token != AN_NONE;
    return false;
}

/* "Russia attacked the army", "the ministry said that Russia helps": a state that takes part says nothing about whose they are, unless
 * they stand in a clause below its own ("Panama declares an emergency after protests that injured police"). */
static bool meets_state(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t own = an_mention_head_of(f, an_mention_coordination_head(f, hit->head));
    for (uint32_t i = an_mention_first_hit(f, hit->sentence); i < f->hits.count; i++) {
        const an_hit *state = f->hits.items + i;
        uint32_t top = an_mention_coordination_head(f, state->head);
        if (state->kind != AN_HIT_ENTRY || !state->has_actor || state->actor.kind != AN_ACTOR_STATE || state->part_of != AN_NONE || state->form == AN_FORM_ADJECTIVE) continue;
        if (is_argument(f, top) && (own == AN_NONE || !is_above(f, an_mention_head_of(f, top), own))) return true;
    }
    return false;
}

/* "The coast guard fired at a Vietnamese boat": the nationality of those whom an army meets is not its own. */
static bool meets_foreigner(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t verb = an_mention_head_of(f, an_mention_coordination_head(f, hit->head));
    if (verb == AN_NONE || !an_mention_is_relation(f, hit->head, AN_DEPREL_NSUBJ) || !an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_harming_verbs)) return false;
    for (uint32_t i = an_mention_first_hit(f, hit->sentence); i < f->hits.count; i++) {
        const an_hit *state = f->hits.items + i;
        uint32_t noun = state->kind == AN_HIT_ENTRY && state->form == AN_FORM_ADJECTIVE ? an_mention_head_of(f, state->head) : AN_NONE;
        if (noun != AN_NONE && an_mention_head_of(f, noun) == verb && an_mention_has_relation(f, noun, AN_RELATION(OBJ) | AN_RELATION(OBL))) return true;
    }
    return false;
}

/* What a sentence, and the text so far, say about countries. */
typedef struct countries {
    char only[AN_COUNTRY_BYTES];   /* the one country that is spoken of; "" = none, or several */
    char places[AN_COUNTRY_BYTES]; /* the one country of all places; "" = none, or several */
    char words[AN_COUNTRY_BYTES];  /* the same without places */
    char police[AN_COUNTRY_BYTES]; /* the one country whose police or courts stand in the sentence: they act at home; "" = none, several */
    bool has_several;              /* the sentence speaks of more than one, in whatever way */
} countries;

static void note_places(an_actor_finder *f, uint32_t sentence, countries *out, bool *has_several)
{
    for (uint32_t i = f->parsed->sentences[sentence].first_token; i < an_mention_sentence_end(f, sentence); i++)
        if (f->place_at[i] != AN_NONE) add_country(out->only, has_several, f->mentions->items[f->place_at[i]].place.country);
    memcpy(out->places, out->only, AN_COUNTRY_BYTES);
    add_country(f->country_of_places, &f->has_places, out->places);
    f->has_places = f->has_places || *has_several;
    if (*has_several) memset(out->places, 0, AN_COUNTRY_BYTES);
    else if (!out->places[0] && !f->has_places) memcpy(out->places, f->country_of_places, AN_COUNTRY_BYTES);
}

static bool differ(const char *a, const char *b) { return a[0] && b[0] && memcmp(a, b, AN_COUNTRY_BYTES) != 0; }

/* "Namibians elect a new parliament" */
static bool is_whole_people(const an_actor_finder *f, const an_hit *hit)
{
    return hit->kind == AN_HIT_ENTRY && an_mention_is_plural_token(f, hit->head) && an_mention_child(f, hit->head, AN_DEPREL_NUMMOD) == AN_NONE;
}

/* "A Russian shot villagers": where somebody comes from does not say where he is; who is known in public life says of what the text speaks. */
static bool is_stranger(const an_actor_finder *f, const an_hit *hit)
{
    return hit->actor.kind == AN_ACTOR_PERSON ? !hit->actor.id.data : hit->actor.kind == AN_ACTOR_POPULATION && !is_whole_people(f, hit);
}

/* "Somali" of "a Somali man": where the text has spoken of a country, it is still there. */
static bool is_strangers(const an_actor_finder *f, const an_hit *hit)
{
    return hit->form == AN_FORM_ADJECTIVE && hit->part_of != AN_NONE && is_stranger(f, f->hits.items + outermost(f, hit->part_of));
}

/* "French police detain twelve people" */
static void note_police(const an_actor_finder *f, uint32_t sentence, countries *out)
{
    static const uint64_t home = SECTOR(COP) | SECTOR(JUD);
    bool has_several = false;
    for (uint32_t i = an_mention_first_hit(f, sentence); i < f->hits.count; i++) {
        const an_hit *hit = f->hits.items + i;
        if (hit->part_of == AN_NONE && hit->has_actor && hit->actor.sector_count && home >> hit->actor.sectors[0] & 1) add_country(out->police, &has_several, hit->actor.country);
    }
    if (has_several) memset(out->police, 0, AN_COUNTRY_BYTES);
}

/* "The French parliament", "Ukraine's police": whoever is named beside them is likely of their country. A state that is visited, asked or
 * named as a place is not such a word. */
static bool is_at_home(const an_actor_finder *f, const an_hit *hit)
{
    if (is_stranger(f, hit) || hit->kind != AN_HIT_ENTRY) return !is_stranger(f, hit);
    if (hit->form == AN_FORM_CAPITAL || hit->form == AN_FORM_SEAT) return !hit->is_silent;
    if (hit->actor.kind != AN_ACTOR_STATE && hit->actor.kind != AN_ACTOR_REGION) return true;
    return hit->form == AN_FORM_ADJECTIVE || an_mention_is_subrelation(f, hit->head, AN_DEPREL_NMOD, AN_SUBREL_POSS);
}

static void note_words(an_actor_finder *f, const char *words, bool has_several, countries *out)
{
    add_country(f->country_of_words, &f->has_words, words);
    f->has_words = f->has_words || has_several;
    if (!has_several && !f->has_words) memcpy(out->words, f->country_of_words, AN_COUNTRY_BYTES);
    if (differ(out->words, out->places)) memset(out->words, 0, AN_COUNTRY_BYTES);
}

/* The only country that the sentence names, by a place, a state or a nationality; where it names none, the only one that the
 * article has named so far. */
static void find_countries(an_actor_finder *f, uint32_t sentence, countries *out)
{
    bool has_several = false;
    char others[AN_COUNTRY_BYTES] = {0}, strangers[AN_COUNTRY_BYTES] = {0}, words[AN_COUNTRY_BYTES] = {0};
    memset(out, 0, sizeof *out);
    note_places(f, sentence, out, &has_several);
    note_police(f, sentence, out);
    for (uint32_t i = an_mention_first_hit(f, sentence); i < f->hits.count; i++) {
        const an_hit *hit = f->hits.items + i;
        bool is_strange = hit->has_actor && (is_stranger(f, hit) || (f->country[0] && is_strangers(f, hit)));
        if (!hit->has_actor) continue;
        add_country(is_strange ? strangers : others, &has_several, hit->actor.country);
        if (!is_strange && is_at_home(f, hit)) add_country(words, &has_several, hit->actor.country);
        if (!is_strange && hit->kind == AN_HIT_ENTRY && hit->actor.kind == AN_ACTOR_STATE) add_country(out->only, &has_several, hit->actor.country);
    }
    has_several = has_several || differ(out->only, others) || differ(out->only, strangers) || differ(others, strangers);
    note_words(f, words, has_several, out);
    add_country(f->country, &f->has_countries, out->only);
    add_country(f->country, &f->has_countries, others);
    f->has_countries = f->has_countries || has_several;
    if (!out->only[0] && !f->has_countries) memcpy(out->only, f->country, AN_COUNTRY_BYTES);
    if (has_several) memset(out->only, 0, AN_COUNTRY_BYTES);
    out->has_several = has_several;
}

/* ---- whose they are ---- */

static bool is_military(const an_actor_finder *f, const an_hit *hit)
{
    return hit->kind == AN_HIT_ROLE && role_of(f, hit)->sector_count && role_of(f, hit)->sectors[0] == AN_SECTOR_MIL;
}

static bool country_of(an_actor_finder *f, const an_hit *hit, reach how, const countries *known, char country[AN_COUNTRY_BYTES])
{
    memset(country, 0, AN_COUNTRY_BYTES);
    if (how == REACH_NONE || (how == REACH_ALONE && (known->has_several || f->has_countries))) return false;
    if (how == REACH_WORDS) {
        memcpy(country, known->words, AN_COUNTRY_BYTES);
        return country[0] != '\0';
    }
    country_of_clause(f, hit, DEPTH_NEAR, country);
    if (!country[0] && (how == REACH_PLACE || how == REACH_SCENE)) memcpy(country, known->police, AN_COUNTRY_BYTES);
    if (!country[0]) country_of_clause(f, hit, known->has_several ? DEPTH_SEVERAL : DEPTH_MAX, country);
    if (!country[0] && how == REACH_TEXT && !meets_state(f, hit) && !(is_military(f, hit) && meets_foreigner(f, hit))) memcpy(country, known->only, AN_COUNTRY_BYTES);
    if (!country[0] && how == REACH_PLACE && !known->has_several) memcpy(country, known->places, AN_COUNTRY_BYTES);
    return country[0] != '\0';
}

/* "No government", "another court": one of many, wherever. */
static bool is_any(const an_actor_finder *f, const an_hit *hit)
{
    static const char *const any[] = {"no", "any", "every", "each", "some", "another", "other", NULL};
    uint32_t determiner = an_mention_child(f, hit->head, AN_DEPREL_DET);
    if (determiner == AN_NONE) return false;
    return an_mention_is_one_of(f->folded[determiner], any) ||
           (an_str_is(role_words(f, role_of(f, hit)), "government") && !an_mention_folded_is(f, determiner, "the"));
}

/* "The party's president", "ministers of several states": somebody else's, whether we know him or not. */
static bool has_owner(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t end = an_mention_sentence_end(f, hit->sentence);
    for (uint32_t t = f->parsed->sentences[hit->sentence].first_token; t < end; t++) {
        if ((t >= hit->first && t < hit->end) || an_mention_head_of(f, t) != hit->head || !an_mention_is_relation(f, t, AN_DEPREL_NMOD)) continue;
        if (an_mention_is_subrelation(f, t, AN_DEPREL_NMOD, AN_SUBREL_POSS) || an_mention_is_one_of(an_mention_case_of(f, t), an_words_origin_prepositions)) return true;
    }
    return false;
}

/* "The company's police": an owner that is neither a pronoun, a place nor an organ ("the regime's army"). */
static bool has_other_owner(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t owner = an_mention_child(f, hit->head, AN_DEPREL_NMOD), owning = owner == AN_NONE ? AN_NONE : f->hit_at[owner];
    if (owner == AN_NONE || (owner >= hit->first && owner < hit->end) || !an_mention_is_subrelation(f, owner, AN_DEPREL_NMOD, AN_SUBREL_POSS)) return false;
    if (f->parsed->tokens[owner].upos == AN_UPOS_PRON || f->place_at[owner] != AN_NONE) return false;
    return owning == AN_NONE || f->hits.items[owning].kind != AN_HIT_ROLE || !an_mention_is_organ(f, f->hits.items[owning].role);
}

/* "the president": of the state, unless a body that has presidents too stands in the sentence. */
static bool is_office_of_state(const an_actor_finder *f, const an_hit *hit)
{
    static const uint32_t bodies = 1u << AN_ACTOR_IGO | 1u << AN_ACTOR_NGO | 1u << AN_ACTOR_COMPANY | 1u << AN_ACTOR_ORGANISATION |
                                   1u << AN_ACTOR_PARTY | 1u << AN_ACTOR_ARMED_GROUP;
    const an_role *role = role_of(f, hit);
    if (!role->is_office || !an_mention_is_official(role) || has_owner(f, hit) || ends_with_one_of(role_words(f, role), an_words_local_offices)) return false;
    for (uint32_t i = an_mention_first_hit(f, hit->sentence); i < f->hits.count; i++)
        if (f->hits.items[i].has_actor && bodies >> f->hits.items[i].actor.kind & 1) return false;
    return true;
}

/* "the Sindh government", "the New Hampshire attorney general": a part of the state has these, too. */
static bool is_of_part(const an_actor_finder *f, const an_hit *hit)
{
    static const uint64_t shared = SECTOR(GOV) | SECTOR(LEG) | SECTOR(JUD);
    const an_role *role = role_of(f, hit);
    if (!(role->sector_count && shared >> role->sectors[0] & 1)) return false;
    for (uint32_t t = f->parsed->sentences[hit->sentence].first_token; t < hit->first; t++)
        if (an_mention_is_modifier_of(f, t, hit) && f->hit_at[t] == AN_NONE && an_mention_is_capitalised(f, t)) return true;
    return false;
}

static bool compose_with_state(an_actor_finder *f, const an_hit *role, bool is_holder, const char *country, an_actor *made)
{
    uint32_t state = an_mention_state_of(f, country);
    an_actor body;
    if (state == AN_NONE || is_of_part(f, role)) return false;
    an_actors_describe(f->arena, f->actors, state, f->date, &body);
    return an_mention_compose_role(f, role->role, !is_holder, &body, made);
}

/* Who held an office is said by "the president", not by "a president", "as president" or "the president-elect". */
static bool is_the_holder(const an_actor_finder *f, const an_hit *hit)
{
    static const char *const becoming[] = {"as", "for", "to", NULL};
    uint32_t determiner = an_mention_child(f, hit->head, AN_DEPREL_DET), top = an_mention_coordination_head(f, hit->head);
    an_str preposition = an_mention_case_of(f, hit->head);
    if (hit->is_plural || an_mention_is_former(f, hit) || an_mention_has_word_before(f, hit, an_words_below_words)) return false;
    if (an_mention_is_elect(f, hit->end - 1)) return false;
    if (preposition.data && an_mention_is_one_of(preposition, becoming)) return false;
    if (!an_mention_has_relation(f, top, AN_RELATION(NSUBJ) | AN_RELATION(OBJ) | AN_RELATION(IOBJ) | AN_RELATION(OBL) | AN_RELATION(NMOD))) return false;
    return determiner != AN_NONE && an_mention_folded_is(f, determiner, "the");
}

/* "The Taliban banned music. The government arrested singers": a body that rules a country, named before in this sentence or the last, is its
 * government; AN_NONE. */
static uint32_t ruling_body(const an_actor_finder *f, const an_hit *hit, const char *country)
{
    uint32_t first = an_mention_first_hit(f, hit->sentence ? hit->sentence - 1 : 0), found = AN_NONE;
    if (!an_str_is(role_words(f, role_of(f, hit)), "government")) return AN_NONE;
    for (uint32_t i = first; i < f->hits.count && f->hits.items[i].first < hit->first; i++) {
        const an_hit *body = f->hits.items + i;
        if (body->kind != AN_HIT_ENTRY || body->actor.kind != AN_ACTOR_GOVERNMENT || body->form > AN_FORM_FORMER || !body->actor.id.data) continue;
        if (memcmp(body->actor.country, country, AN_COUNTRY_BYTES) == 0) found = memchr(body->actor.id.data, '.', body->actor.id.length) ? AN_NONE : i;
    }
    return found;
}

/* The words of an organ end with the noun: "the United States Senate" is "the Senate". */
static bool is_named_so(const an_actor_finder *f, const an_hit *organ, const an_hit *hit)
{
    if (!organ->has_actor || !organ->actor.id.data || !organ->actor.country[0]) return false;
    if (organ->kind == AN_HIT_ROLE) return organ->role == hit->role;
    return organ->kind == AN_HIT_ENTRY && (organ->actor.kind == AN_ACTOR_GOVERNMENT || organ->actor.kind == AN_ACTOR_MILITARY) &&
           an_str_equal(f->folded[organ->end - 1], f->folded[hit->end - 1]) && organ->end - organ->first > hit->end - hit->first;
}

/* "The Italian Senate voted. ... The Senate also ...": the only organ of that name that the article has named; AN_NONE. */
static uint32_t organ_named_before(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t found = AN_NONE, number = f->hit_at[hit->head];
    for (uint32_t i = 0; i < number && number != AN_NONE; i++) {
        const an_hit *organ = f->hits.items + i;
        if (!is_named_so(f, organ, hit)) continue;
        if (found != AN_NONE && !an_str_equal(f->hits.items[found].actor.id, organ->actor.id)) return AN_NONE;
        found = i;
    }
    return found;
}

/* Whose side does the harm: "Israeli forces kill two soldiers" says nothing about whose soldiers those are. */
static bool does_harm(const an_actor_finder *f, const an_hit *hit)
{
    uint32_t top = an_mention_coordination_head(f, hit->head), verb = an_mention_head_of(f, top);
    if (verb == AN_NONE) return false;
    if (!an_mention_is_relation(f, top, AN_DEPREL_NSUBJ)) return an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_harming_verbs) && !an_mention_is_relation(f, top, AN_DEPREL_OBJ);
    return !an_mention_is_subrelation(f, top, AN_DEPREL_NSUBJ, AN_SUBREL_PASS) && an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_harming_verbs);
}

/* "Gunmen attack a Malian military post, killing three soldiers": the soldiers are of the one army that stands in the sentence, if it does
 * not do the harm. */
static bool country_of_army(const an_actor_finder *f, const an_hit *soldiers, char country[AN_COUNTRY_BYTES])
{
    bool has_several = false;
    memset(country, 0, AN_COUNTRY_BYTES);
    for (uint32_t i = an_mention_first_hit(f, soldiers->sentence); i < f->hits.count; i++) {
        const an_hit *army = f->hits.items + i;
        if (army->part_of != AN_NONE || !army->has_actor || !army->actor.id.data || !army->actor.sector_count || army->actor.sectors[0] != AN_SECTOR_MIL) continue;
        if (does_harm(f, army)) return false;
        add_country(country, &has_several, army->actor.country);
    }
    return country[0] && !has_several;
}

/* "foreign troops", "the French-led force", "CMA troops": somebody else's, or told already. */
static bool is_told_otherwise(const an_actor_finder *f, const an_hit *soldiers)
{
    static const char *const others[] = {"foreign", "enemy", "allied", "coalition", "opposing", "rival", "other", "rebel", NULL};
    for (uint32_t t = f->parsed->sentences[soldiers->sentence].first_token; t < soldiers->end; t++) {
        if (an_mention_head_of(f, t) != soldiers->head) continue;
        if ((f->hit_at[t] != AN_NONE && f->hits.items + f->hit_at[t] != soldiers) || an_mention_is_one_of(f->folded[t], others)) return true;
    }
    return false;
}

/* People with arms: tanks and jets stand beside those who own them. */
static bool are_troops(const an_actor_finder *f, const an_hit *hit)
{
    static const char *const words[] = {"troops", "force", "forces", NULL};
    return is_military(f, hit) && (role_of(f, hit)->is_person || an_mention_is_one_of(role_words(f, role_of(f, hit)), words));
}

/* Soldiers whose side nothing in their own clause tells, when all others have found theirs. */
static void localise_soldiers(an_actor_finder *f, an_hit *hit)
{
    char country[AN_COUNTRY_BYTES];
    an_actor made;
    if (!hit->is_generic || hit->actor.country[0] || hit->actor.id.data || !are_troops(f, hit) || reach_of(f, hit) != REACH_ALONE || is_any(f, hit)) return;
    if (has_other_owner(f, hit) || is_told_otherwise(f, hit)) return;
    if (country_of_army(f, hit, country) && compose_with_state(f, hit, false, country, &made)) hit->actor = made;
}

static void localise_role(an_actor_finder *f, an_hit *hit, const countries *known)
{
    uint32_t ruler;
    char country[AN_COUNTRY_BYTES];
    an_actor made;
    bool is_organ = an_mention_is_organ(f, hit->role), is_office = !is_organ && is_office_of_state(f, hit) && is_the_holder(f, hit);
    if (hit->actor.country[0] || hit->actor.id.data || is_any(f, hit) || (is_organ && has_other_owner(f, hit))) return;
    if (!country_of(f, hit, reach_of(f, hit), known, country)) {
        ruler = is_organ && an_mention_is_capitalised(f, hit->head) ? organ_named_before(f, hit) : AN_NONE;
        if (ruler != AN_NONE) hit->actor = f->hits.items[ruler].actor;
        return;
    }
    ruler = ruling_body(f, hit, country);
    if (ruler != AN_NONE) {
        hit->actor = f->hits.items[ruler].actor;
        hit->actor.resolution = AN_RESOLUTION_COREFERENCE;
        hit->is_generic = false;
    } else if ((is_organ || is_office) && compose_with_state(f, hit, is_office, country, &made)) hit->actor = made;
    else {
        an_mention_give_country(f, hit, country);
        if ((is_organ || an_mention_is_local_office(f, hit->role)) && is_of_part(f, hit)) an_mention_name_organ_of_part(f, hit);
    }
}

/* "The Libyan premier suspends Foreign Minister Jo Smith": who is named or dismissed without a country is of the country of the official
 * who does it; who is met may be anybody's. */
static bool country_of_superior(const an_actor_finder *f, const an_hit *hit, char country[AN_COUNTRY_BYTES])
{
    static const uint64_t powers = SECTOR(GOV) | SECTOR(LEG) | SECTOR(JUD) | SECTOR(PTY);
    uint32_t top = an_mention_coordination_head(f, hit->head), verb = an_mention_head_of(f, top), subject;
    const an_hit *superior;
    if (verb == AN_NONE || !an_mention_has_relation(f, top, AN_RELATION(OBJ) | AN_RELATION(IOBJ)) || an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_meeting_words) ||
        an_mention_is_one_of(an_mention_lemma_of(f, verb), an_words_harming_verbs))
        return false;
    subject = an_mention_child(f, verb, AN_DEPREL_NSUBJ);
    superior = subject == AN_NONE || f->hit_at[subject] == AN_NONE ? NULL : f->hits.items + outermost(f, f->hit_at[subject]);
    if (!superior || !superior->has_actor || !superior->actor.country[0] || !superior->actor.sector_count || !(powers >> superior->actor.sectors[0] & 1)) return false;
    memcpy(country, superior->actor.country, AN_COUNTRY_BYTES);
    return true;
}

/* "Prime Minister Jo Smith" in a text about one country: the title that the name has taken in is that country's. */
static void localise_titled(an_actor_finder *f, uint32_t number, const countries *known)
{
    for (uint32_t r = an_mention_first_hit(f, an_mention_hit(f, number)->sentence); r < f->hits.count; r++) {
        an_hit *hit = an_mention_hit(f, number), *role = an_mention_hit(f, r);
        char country[AN_COUNTRY_BYTES];
        an_actor made;
        if (role->part_of != number || role->kind != AN_HIT_ROLE || role->has_actor || !an_mention_is_official(role_of(f, role))) continue;
        if (!country_of_superior(f, hit, country) && !country_of(f, hit, reach_of(f, role), known, country)) continue;
        if (has_owner(f, hit)) continue;
        if (!is_office_of_state(f, role) || !compose_with_state(f, role, false, country, &made)) {
            memcpy(hit->actor.country, country, AN_COUNTRY_BYTES);
            hit->actor.cameo = an_cameo_compose(f->arena, hit->actor.kind, country, hit->actor.sectors, hit->actor.sector_count);
            continue;
        }
        role->actor = made;
        role->has_actor = true;
        an_mention_give_office(f, hit, role);
    }
}

/* "Lakeside University", "ethnic Albanian guerrillas": the noun tells whether the country can be known by where they stand. */
static void localise_named(an_actor_finder *f, an_hit *hit, const countries *known)
{
    char country[AN_COUNTRY_BYTES];
    reach how = reach_of(f, hit);
    if (how != REACH_NONE && hit->actor.id.data) how = REACH_PLACE;
    if (!country_of(f, hit, how, known, country)) return;
    memcpy(hit->actor.country, country, AN_COUNTRY_BYTES);
    hit->actor.cameo = an_cameo_compose(f->arena, hit->actor.kind, country, hit->actor.sectors, hit->actor.sector_count);
}

/* A name with a noun in it, or part of a people without a state ("kurds.lab"), of which no country is known yet. */
static bool is_open_to_country(const an_hit *hit)
{
    if (hit->role == AN_NONE || hit->actor.country[0]) return false;
    if (hit->kind == AN_HIT_NAME) return !hit->actor.id.data;
    return hit->kind == AN_HIT_ROLE && hit->actor.id.data && hit->actor.resolution == AN_RESOLUTION_COMPOSED && hit->actor.entry == AN_NONE;
}

void an_mention_localise(an_actor_finder *f, uint32_t sentence)
{
    countries known;
    find_countries(f, sentence, &known);
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++) {
        an_hit *hit = an_mention_hit(f, number);
        if (hit->part_of != AN_NONE || !hit->has_actor || hit->is_silent) continue;
        if (hit->is_generic) localise_role(f, hit, &known);
        else if (is_open_to_country(hit)) localise_named(f, hit, &known);
        else if (hit->kind == AN_HIT_NAME && hit->actor.kind == AN_ACTOR_PERSON && !hit->actor.id.data && !hit->actor.country[0]) localise_titled(f, number, &known);
    }
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++)
        if (an_mention_hit(f, number)->part_of == AN_NONE && an_mention_hit(f, number)->has_actor) localise_soldiers(f, an_mention_hit(f, number));
}
