/* Who is said to be somebody: nouns that get their identity from a name in the same sentence. "ISKP, the same group that bombed the
 * airport", "Boko Haram is the only group that Niger fights", and branches, which are not the bodies that they belong to: "an al-Qaeda
 * affiliate, al-Shabaab", "the Islamic State's branch in Libya". */
#include "mention/actor_words.h"
#include "mention/actors.h"

#define KIND(name) (1u << AN_ACTOR_##name)
enum { APPOSITION_WORDS_MAX = 10 }; /* from a branch to the name that stands beside it */

static const uint32_t bodies = KIND(GOVERNMENT) | KIND(MILITARY) | KIND(ARMED_GROUP) | KIND(PARTY) | KIND(IGO) | KIND(NGO) | KIND(COMPANY) | KIND(MEDIA) |
                               KIND(ORGANISATION);

static bool is_open_role(const an_hit *hit) { return hit->kind == AN_HIT_ROLE && !hit->has_actor && hit->part_of == AN_NONE; }

static uint32_t hit_covering(const an_actor_finder *f, uint32_t token)
{
    uint32_t number = token == AN_NONE ? AN_NONE : f->hit_at[token];
    while (number != AN_NONE && f->hits.items[number].part_of != AN_NONE) number = f->hits.items[number].part_of;
    return number;
}

static void identify(an_hit *hit, const an_actor *actor)
{
    hit->actor = *actor;
    hit->actor.resolution = AN_RESOLUTION_COREFERENCE;
    hit->has_actor = true;
}

/* ---- apposition and "is" ---- */

static bool can_be(const an_actor_finder *f, const an_hit *role, const an_hit *named)
{
    bool is_person = named->actor.kind == AN_ACTOR_PERSON || (named->kind == AN_HIT_ROLE && f->roles->roles[named->role].is_person);
    if (!named->has_actor || !named->actor.id.data || named->is_hyphenated || role->is_plural) return false;
    if (f->roles->roles[role->role].is_person) return is_person;
    return (bodies >> f->roles->roles[role->role].kind & 1) && (bodies >> named->actor.kind & 1);
}

static void join_apposition(an_actor_finder *f, an_hit *hit)
{
    uint32_t named = hit_covering(f, an_mention_head_of(f, hit->head));
    if (!an_mention_is_relation(f, hit->head, AN_DEPREL_APPOS) || named == AN_NONE || f->roles->roles[hit->role].is_person) return;
    if (can_be(f, hit, an_mention_hit(f, named)) && an_mention_hit(f, named)->end <= hit->first) identify(hit, &an_mention_hit(f, named)->actor);
}

static bool is_dash(an_str word) { return an_str_is(word, "\xe2\x80\x94") || an_str_is(word, "\xe2\x80\x93") || an_str_is(word, "--") || an_str_is(word, "-") || an_str_is(word, ":"); }

/* "The common enemy: Daesh", "the only government that can rule them \xe2\x80\x94 the Taliban": the name that a dash sets off. */
static void join_name_behind_dash(an_actor_finder *f, an_hit *hit)
{
    static const char *const others[] = {"enemy", "rival", "foe", "adversary", "opponent", NULL};
    bool is_other = an_mention_is_one_of(an_pool_get(f->roles->pool, f->roles->roles[hit->role].id), others);
    for (uint32_t number = an_mention_first_hit(f, hit->sentence); number < f->hits.count; number++) {
        const an_hit *named = an_mention_hit(f, number);
        uint32_t mark = named->first ? named->first - 1 : 0;
        if (named->kind != AN_HIT_ENTRY || named->part_of != AN_NONE || named->first <= hit->end || hit->is_plural) continue;
        if (mark > hit->head && f->parsed->tokens[mark].upos == AN_UPOS_DET) mark--;
        if (mark != hit->end && (!an_mention_is_relation(f, named->head, AN_DEPREL_APPOS) || an_mention_head_of(f, named->head) != hit->head)) continue;
        if (!is_dash(f->folded[mark]) || !(can_be(f, hit, named) || (is_other && bodies >> named->actor.kind & 1))) continue;
        identify(hit, &named->actor);
        return;
    }
}

static bool is_denied(const an_actor_finder *f, uint32_t head)
{
    static const char *const no[] = {"not", "n't", "never", "no", "nor", "hardly", NULL};
    uint32_t adverb = an_mention_child(f, head, AN_DEPREL_ADVMOD), determiner = an_mention_child(f, head, AN_DEPREL_DET);
    return (adverb != AN_NONE && an_mention_is_one_of(f->folded[adverb], no)) || (determiner != AN_NONE && an_mention_is_one_of(f->folded[determiner], no));
}

/* "Boko Haram is the only group that Niger has fought", "One such Hezbollah man was the gunman who fired" */
static void join_copula(an_actor_finder *f, an_hit *hit)
{
    uint32_t subject = an_mention_child(f, hit->head, AN_DEPREL_NSUBJ), named = hit_covering(f, subject);
    if (an_mention_child(f, hit->head, AN_DEPREL_COP) == AN_NONE || named == AN_NONE || subject > hit->first || an_mention_is_relational(f, hit->role)) return;
    if (an_mention_hit(f, named)->head != subject || !can_be(f, hit, an_mention_hit(f, named)) || is_denied(f, hit->head)) return;
    identify(hit, &an_mention_hit(f, named)->actor);
}

void an_mention_join_identities(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++) {
        if (is_open_role(an_mention_hit(f, number))) join_apposition(f, an_mention_hit(f, number));
        if (is_open_role(an_mention_hit(f, number))) join_copula(f, an_mention_hit(f, number));
        if (is_open_role(an_mention_hit(f, number))) join_name_behind_dash(f, an_mention_hit(f, number));
    }
}

/* ---- branches ---- */

static bool is_branch_role(const an_actor_finder *f, const an_hit *hit)
{
    return hit->kind == AN_HIT_ROLE && an_mention_is_one_of(an_pool_get(f->roles->pool, f->roles->roles[hit->role].id), an_words_branch_roles);
}

/* "affiliate group": one noun. */
static void take_group(an_actor_finder *f, uint32_t branch)
{
    an_hit *hit = an_mention_hit(f, branch);
    uint32_t next = hit->end < an_mention_sentence_end(f, hit->sentence) ? f->hit_at[hit->end] : AN_NONE;
    if (next == AN_NONE || !is_open_role(an_mention_hit(f, next)) || an_mention_head_of(f, hit->head) != an_mention_hit(f, next)->head) return;
    if (f->roles->roles[an_mention_hit(f, next)->role].is_person) return;
    hit->head = an_mention_hit(f, next)->head;
    an_mention_swallow(f, branch, next);
}

static bool is_group(const an_hit *hit)
{
    return hit->kind == AN_HIT_ENTRY && hit->part_of == AN_NONE && hit->actor.kind == AN_ACTOR_ARMED_GROUP && hit->actor.id.data && hit->form <= AN_FORM_FORMER;
}

/* "an al-Qaeda affiliate", "the branch of al-Qaeda"; AN_NONE. */
static uint32_t parent_of(const an_actor_finder *f, const an_hit *branch)
{
    for (uint32_t number = an_mention_first_hit(f, branch->sentence); number < f->hits.count; number++) {
        const an_hit *hit = f->hits.items + number;
        if (is_group(hit) && an_mention_head_of(f, hit->head) == branch->head && an_mention_has_relation(f, hit->head, AN_RELATION(COMPOUND) | AN_RELATION(NMOD) | AN_RELATION(AMOD)))
            return number;
    }
    return AN_NONE;
}

/* ", al-Shabaab," behind the branch and what hangs on it, however the tree ties it to the left. */
static bool is_beside(const an_actor_finder *f, const an_hit *branch, const an_hit *name)
{
    uint32_t head = an_mention_head_of(f, name->head);
    bool has_comma = false;
    if (name->first < branch->end || name->first - branch->end > APPOSITION_WORDS_MAX || head == AN_NONE || head < branch->head || head >= name->first) return false;
    if (!an_mention_has_relation(f, name->head, AN_RELATION(APPOS) | AN_RELATION(COMPOUND)) || an_mention_case_of(f, name->head).data) return false;
    for (uint32_t t = branch->end; t < name->first; t++) {
        if (f->parsed->tokens[t].upos == AN_UPOS_VERB || f->parsed->tokens[t].upos == AN_UPOS_AUX) return false;
        has_comma = an_mention_folded_is(f, t, ",") || (has_comma && an_mention_folded_is(f, t, "the"));
    }
    return has_comma;
}

static uint32_t name_of_branch(const an_actor_finder *f, const an_hit *branch, uint32_t parent)
{
    for (uint32_t number = an_mention_first_hit(f, branch->sentence); number < f->hits.count; number++)
        if (number != parent && is_group(f->hits.items + number) && is_beside(f, branch, f->hits.items + number)) return number;
    return AN_NONE;
}

static bool add_country(char country[AN_COUNTRY_BYTES], const char *other)
{
    bool is_other = country[0] && memcmp(country, other, AN_COUNTRY_BYTES) != 0;
    memcpy(country, other, AN_COUNTRY_BYTES);
    return !is_other;
}

static bool is_in(const an_actor_finder *f, uint32_t token) { return an_mention_is_relation(f, token, AN_DEPREL_NMOD) && an_str_is(an_mention_case_of(f, token), "in"); }

static bool is_modifier(const an_actor_finder *f, uint32_t token) { return an_mention_has_relation(f, token, AN_RELATION(COMPOUND) | AN_RELATION(AMOD)); }

/* "the Libyan branch", "its branch in Derna", "its Sinai branch": false if no country, or more than one, is said. */
static bool country_of_branch(const an_actor_finder *f, const an_hit *branch, char country[AN_COUNTRY_BYTES])
{
    memset(country, 0, AN_COUNTRY_BYTES);
    for (uint32_t t = f->parsed->sentences[branch->sentence].first_token; t < an_mention_sentence_end(f, branch->sentence); t++) {
        const an_hit *hit = f->hit_at[t] == AN_NONE ? NULL : f->hits.items + f->hit_at[t];
        bool is_state = hit && hit->kind == AN_HIT_ENTRY && hit->head == t && hit->actor.kind == AN_ACTOR_STATE;
        if (an_mention_head_of(f, t) != branch->head) continue;
        if (is_state && (is_in(f, t) || hit->form == AN_FORM_ADJECTIVE) && !add_country(country, hit->actor.country)) return false;
        if (f->place_at[t] != AN_NONE && (is_in(f, t) || is_modifier(f, t)) && !add_country(country, f->mentions->items[f->place_at[t]].place.country)) return false;
    }
    return country[0] != '\0';
}

/* The only group of a country that is part of another; AN_NONE. */
static uint32_t branch_in(const an_actor_finder *f, uint32_t parent, const char *country)
{
    uint32_t found = AN_NONE;
    for (uint32_t entry = 0; entry < f->actors->entry_count; entry++) {
        if (an_actors_kind(f->actors, entry, f->date) != AN_ACTOR_ARMED_GROUP || an_actors_above(f->actors, entry, f->date) != parent) continue;
        if (!an_str_is(an_actors_value(f->actors, entry, AN_FACT_COUNTRY, f->date), country)) continue;
        if (found != AN_NONE) return AN_NONE;
        found = entry;
    }
    return found;
}

/* "the Libyan branch": nor did Libya. */
static void take_adjectives(an_actor_finder *f, uint32_t branch)
{
    for (uint32_t number = an_mention_first_hit(f, an_mention_hit(f, branch)->sentence); number < f->hits.count; number++) {
        const an_hit *hit = an_mention_hit(f, number);
        if (hit->kind == AN_HIT_ENTRY && hit->form == AN_FORM_ADJECTIVE && hit->part_of == AN_NONE && an_mention_head_of(f, hit->head) == an_mention_hit(f, branch)->head)
            an_mention_swallow(f, branch, number);
    }
}

static void join_branch(an_actor_finder *f, uint32_t number)
{
    uint32_t parent, name, entry;
    char country[AN_COUNTRY_BYTES];
    an_actor actor;
    take_group(f, number);
    parent = parent_of(f, an_mention_hit(f, number));
    if (parent == AN_NONE) return;
    name = name_of_branch(f, an_mention_hit(f, number), parent);
    if (name != AN_NONE) {
        identify(an_mention_hit(f, number), &an_mention_hit(f, name)->actor);
    } else if (country_of_branch(f, an_mention_hit(f, number), country) && (entry = branch_in(f, an_mention_hit(f, parent)->entry, country)) != AN_NONE) {
        an_actors_describe(f->arena, f->actors, entry, f->date, &actor);
        identify(an_mention_hit(f, number), &actor);
    }
    take_adjectives(f, number);
    an_mention_swallow(f, number, parent); /* whichever it is, the body above it did not act */
}

/* "An al-Qaeda offshoot fought the army in Yemen": the branch of the country where it was found to be. */
void an_mention_place_branches(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++) {
        an_hit *group = an_mention_hit(f, number), *branch;
        uint32_t entry;
        an_actor actor;
        if (group->kind != AN_HIT_ENTRY || group->part_of == AN_NONE || group->actor.kind != AN_ACTOR_ARMED_GROUP) continue;
        branch = an_mention_hit(f, group->part_of);
        if (!branch->is_generic || !branch->actor.country[0] || !is_branch_role(f, branch)) continue;
        if ((entry = branch_in(f, group->entry, branch->actor.country)) == AN_NONE) continue;
        an_actors_describe(f->arena, f->actors, entry, f->date, &actor);
        identify(branch, &actor);
        branch->is_generic = false;
    }
}

void an_mention_join_branches(an_actor_finder *f, uint32_t sentence)
{
    for (uint32_t number = an_mention_first_hit(f, sentence); number < f->hits.count; number++)
        if (is_open_role(an_mention_hit(f, number)) && is_branch_role(f, an_mention_hit(f, number))) join_branch(f, number);
}
