/* Roles become somebody by what stands with them: "Russian officials", "the Taliban's deputy prime minister", "a spokesman for the
 * Ministry of Defence of Ukraine"; and persons get their offices: "Russian President Vladimir Putin".
 *
 * A role takes as its body the nearest hit before it in the same noun phrase, or one that hangs on it with "of", "for", "from".
 * "Russian Defence Ministry spokesman Ivan Ivanov": ministry takes Russian, spokesman takes the ministry, the person takes the
 * spokesman's place, and one hit is left that spans all of it. */
#include "mention/actors.h"
#include "mention/actor_words.h"

#define KIND(name) (1u << AN_ACTOR_##name)
_Static_assert(AN_SECTOR_COUNT <= 64, "sets of sectors are bits of one number");
enum { WORDS_BETWEEN_MAX = 4, COMPOSED_ID_BYTES = 128, PASSES = 2 };

/* ---- what a role of a body is ---- */

/* Bodies whose parts are others than they: a state and its army, a people and its leaders. */
static bool is_state_like(an_actor_kind kind) { return kind == AN_ACTOR_STATE || kind == AN_ACTOR_REGION || kind == AN_ACTOR_POPULATION; }

/* "Russian business": the adjective of the state where the dictionary has one. */
static an_str composed_name(an_actor_finder *f, const an_actor *body, an_str slug, const an_role *role)
{
    an_str adjective = body->entry == AN_NONE ? (an_str){0} : an_actors_form_of(f->actors, body->entry, AN_FORM_ADJECTIVE, f->date), noun;
    an_sector sector = role->sector_count ? (an_sector)role->sectors[0] : AN_SECTOR_NONE;
    const char *generic = an_sector_body_name(sector);
    bool is_sector_slug = sector && slug.length == 3 && an_str_equal_ignoring_ascii_case(slug, an_str_from(an_sector_names[sector]));
    noun = generic && is_sector_slug ? an_str_from(generic) : an_pool_get(f->roles->pool, role->id);
    return an_actors_compose(f->arena, adjective.data ? adjective : body->name, " ", noun);
}

/* Peoples have no country: their own code leads. */
static an_str composed_cameo(an_actor_finder *f, const an_role *role, const an_actor *body, const an_actor *made)
{
    an_str own = an_pool_get(f->roles->pool, role->cameo);
    an_str code = own.data ? own : an_cameo_compose(f->arena, made->kind, "", made->sectors, made->sector_count);
    an_str prefix = body->country[0] ? an_str_from(made->country) : body->cameo;
    if (!prefix.length) return code;
    return an_actors_compose(f->arena, prefix, "", code.length ? code : AN_STR(""));
}

static void set_from_role(an_actor_finder *f, const an_role *role, const an_actor *body, an_actor *out)
{
    bool is_of_body = !role->sector_count; /* "a Taliban spokesman": the noun has no sector of its own */
    out->sector_count = is_of_body ? body->sector_count : role->sector_count;
    memcpy(out->sectors, is_of_body ? body->sectors : role->sectors, sizeof out->sectors);
    memcpy(out->country, body->country, sizeof out->country);
    out->kind = role->kind != AN_ACTOR_UNKNOWN && role->kind != AN_ACTOR_PERSON ? (an_actor_kind)role->kind
                : role->sector_count ? an_sector_body_kind((an_sector)role->sectors[0]) : AN_ACTOR_UNKNOWN;
    out->cameo = composed_cameo(f, role, body, out);
}

/* A person who speaks for a state without a word about the branch speaks for its government. */
static const an_role government_role = {.kind = AN_ACTOR_GOVERNMENT, .sectors = {AN_SECTOR_GOV}, .sector_count = 1};

/* "Russian rivals", "an Indian veteran": of the country, but not of its government. */
static bool speaks_for_body(const an_actor_finder *f, const an_role *role)
{
    return role->slug.length || !role->is_person || role->is_office || an_mention_is_one_of(an_pool_get(f->roles->pool, role->id), an_words_speaking_roles);
}

/* "The Senate" of a state whose Senate the dictionary has ("usa.senate"); AN_NONE. */
static uint32_t find_named_organ(an_actor_finder *f, const an_role *role, const an_actor *state)
{
    an_str word = an_pool_get(f->roles->pool, role->id), id;
    char slug[COMPOSED_ID_BYTES];
    if (role->is_person || !an_mention_is_official(role) || role->sectors[0] == AN_SECTOR_COP || word.length >= sizeof slug) return AN_NONE; /* countries have many police forces */
    for (size_t i = 0; i < word.length; i++) slug[i] = word.data[i] == ' ' ? '-' : word.data[i];
    id = an_actors_compose(f->scratch, state->id, ".", (an_str){slug, word.length});
    return id.data ? an_actors_by_id(f->actors, id) : AN_NONE;
}

/* state + role: an entry of that id if the dictionary has one ("rus.mil"), else one made here. */
static bool compose_below_state(an_actor_finder *f, const an_role *noun, const an_actor *state, an_actor *out)
{
    const an_role *role = !noun->slug.length && (noun->is_person || noun == &government_role) ? &government_role : noun;
    an_str slug = role == &government_role ? AN_STR("gov") : an_pool_get(f->roles->pool, role->slug);
    an_str id = slug.data ? an_actors_compose(f->arena, state->id, ".", slug) : state->id;
    uint32_t entry = role == &government_role ? AN_NONE : find_named_organ(f, role, state);
    if (entry == AN_NONE && id.data) entry = an_actors_by_id(f->actors, id);
    if (!id.data) return false;
    if (entry != AN_NONE) {
        an_actors_describe(f->arena, f->actors, entry, f->date, out);
    } else {
        *out = (an_actor){.id = id, .entry = AN_NONE, .name = composed_name(f, state, slug, role)};
        set_from_role(f, role, state, out);
    }
    out->resolution = AN_RESOLUTION_COMPOSED;
    return true;
}

/* "the Taliban's company" is not the Taliban; its fighters, officials and offices are. */
static bool is_own_kind(const an_role *role, const an_actor *body)
{
    static const uint32_t others = KIND(COMPANY) | KIND(MEDIA) | KIND(IGO) | KIND(NGO) | KIND(PARTY);
    return role->kind == body->kind || !(others >> role->kind & 1);
}

/* "the Taliban's defence ministry": an entry "taliban.mod" if there is one, else the body itself acts. */
static void compose_below_body(an_actor_finder *f, const an_role *role, const an_actor *body, an_actor *out)
{
    an_str slug = an_pool_get(f->roles->pool, role->slug), id = slug.data ? an_actors_compose(f->arena, body->id, ".", slug) : (an_str){0};
    uint32_t entry = id.data ? an_actors_by_id(f->actors, id) : AN_NONE;
    if (entry == AN_NONE) *out = *body;
    else an_actors_describe(f->arena, f->actors, entry, f->date, out);
    out->resolution = AN_RESOLUTION_COMPOSED;
}

void an_mention_government_of(an_actor_finder *f, const an_actor *state, an_actor *out)
{
    if (!state->id.data || !compose_below_state(f, &government_role, state, out)) *out = *state;
}

/* The body that a person speaks for, as an actor: "Putin's spokesman" is the Russian government's. */
static bool body_behind_person(an_actor_finder *f, const an_actor *person, an_actor *out)
{
    uint32_t entry = person->acts_for.data ? an_actors_by_id(f->actors, person->acts_for) : AN_NONE;
    if (entry == AN_NONE) return false;
    an_actors_describe(f->arena, f->actors, entry, f->date, out);
    return true;
}

/* One who holds an office now is meant by the office's name. */
static bool find_office(an_actor_finder *f, uint32_t role, const an_actor *body, an_actor *out)
{
    uint32_t office, holder;
    if (body->entry == AN_NONE || !f->roles->roles[role].is_office) return false;
    office = an_actors_office(f->actors, body->entry, an_pool_get(f->roles->pool, f->roles->roles[role].id), f->date);
    if (office == AN_NONE) return false;
    holder = an_actors_holder(f->actors, office, f->date);
    an_actors_describe(f->arena, f->actors, holder == AN_NONE ? office : holder, f->date, out);
    out->resolution = AN_RESOLUTION_OFFICE;
    return true;
}

/* "The parliament told its army": one power of a state has no army or police; the state has. */
static bool is_other_power(const an_role *role, const an_actor *body)
{
    static const uint64_t powers = UINT64_C(1) << AN_SECTOR_LEG | UINT64_C(1) << AN_SECTOR_JUD;
    static const uint64_t forces = UINT64_C(1) << AN_SECTOR_MIL | UINT64_C(1) << AN_SECTOR_COP | UINT64_C(1) << AN_SECTOR_SPY;
    return body->kind == AN_ACTOR_GOVERNMENT && body->country[0] && body->sector_count && powers >> body->sectors[0] & 1 && role->sector_count &&
           forces >> role->sectors[0] & 1;
}

/* "Moscow's forces": of what belongs to a government's country, only officials are the government's own. */
static bool climb_to_state(an_actor_finder *f, const an_role *role, const an_actor *body, an_actor *out)
{
    uint32_t above = is_other_power(role, body) ? an_mention_state_of(f, body->country) : AN_NONE;
    if (above != AN_NONE) {
        an_actors_describe(f->arena, f->actors, above, f->date, out);
        return true;
    }
    if (body->entry == AN_NONE || !an_str_ends_with(body->id, ".gov") || an_str_is(an_pool_get(f->roles->pool, role->slug), "gov")) return false;
    above = an_actors_above(f->actors, body->entry, f->date);
    if (above == AN_NONE || an_actors_kind(f->actors, above, f->date) != AN_ACTOR_STATE) return false;
    an_actors_describe(f->arena, f->actors, above, f->date, out);
    return true;
}

static bool is_power(const an_role *role)
{
    return !role->sector_count || role->sectors[0] == AN_SECTOR_GOV || role->sectors[0] == AN_SECTOR_LEG || role->sectors[0] == AN_SECTOR_JUD;
}

/* "A NATO member" is not NATO, and "a neo-Nazi group" is not all neo-Nazis: one of many. */
static bool is_one_of_many(const an_actor_finder *f, const an_role *role, bool is_plural, const an_actor *body)
{
    static const uint64_t movements = UINT64_C(1) << AN_SECTOR_UAF | UINT64_C(1) << AN_SECTOR_OPP | UINT64_C(1) << AN_SECTOR_REB;
    static const char *const members[] = {"member", "member state", "member country", "member nation", NULL};
    if (is_plural) return false;
    if (body->kind == AN_ACTOR_IGO) return an_mention_is_one_of(an_pool_get(f->roles->pool, role->id), members);
    return body->kind == AN_ACTOR_POPULATION && body->sector_count && movements >> body->sectors[0] & 1 && !role->is_person && !role->sector_count;
}

/* "Princeton students", "Amazon workers", "the founders of Google": people of a company or a university, not it. */
static bool are_people_of(const an_actor_finder *f, const an_role *role, const an_actor *body)
{
    static const uint64_t people = UINT64_C(1) << AN_SECTOR_CVL | UINT64_C(1) << AN_SECTOR_LAB | UINT64_C(1) << AN_SECTOR_OPP | UINT64_C(1) << AN_SECTOR_EDU |
                                   UINT64_C(1) << AN_SECTOR_MED;
    bool is_owner = body->kind == AN_ACTOR_COMPANY && an_mention_is_one_of(an_pool_get(f->roles->pool, role->id), an_words_owning_roles);
    if (is_owner) return true;
    if (!role->is_person || role->is_office || !role->sector_count || !(people >> role->sectors[0] & 1)) return false;
    return body->kind == AN_ACTOR_COMPANY || (body->kind == AN_ACTOR_ORGANISATION && body->sector_count && (body->sectors[0] == AN_SECTOR_EDU || body->sectors[0] == AN_SECTOR_MED));
}

/* "Putin's ministers", "his spokesman" stand for what he leads; "his lawyer", "his guards" are his own people. */
static bool serves_office_of(const an_actor_finder *f, const an_role *role)
{
    static const uint64_t public = UINT64_C(1) << AN_SECTOR_GOV | UINT64_C(1) << AN_SECTOR_MIL;
    if (!role->is_person || role->is_office || !role->sector_count) return true;
    return public >> role->sectors[0] & 1 || an_mention_is_one_of(an_pool_get(f->roles->pool, role->id), an_words_speaking_roles);
}

/* "The foreign minister's government": not his ministry, but what that is part of. */
static void climb_to_government(an_actor_finder *f, const an_role *role, an_actor *body)
{
    uint32_t above;
    if (!an_mention_is_one_of(an_pool_get(f->roles->pool, role->id), an_words_governments)) return;
    while (body->entry != AN_NONE && body->kind == AN_ACTOR_GOVERNMENT && (above = an_actors_above(f->actors, body->entry, f->date)) != AN_NONE)
        an_actors_describe(f->arena, f->actors, above, f->date, body);
}

static bool compose(an_actor_finder *f, uint32_t role_number, bool is_plural, bool is_current, const an_actor *body, an_actor *out)
{
    const an_role *role = f->roles->roles + role_number;
    an_actor behind;
    memset(out, 0, sizeof *out);
    out->entry = AN_NONE;
    if (!body->id.data || is_one_of_many(f, role, is_plural, body) || are_people_of(f, role, body)) return false;
    if (body->kind == AN_ACTOR_PERSON) {
        if (!serves_office_of(f, role) || !body_behind_person(f, body, &behind)) return false;
        climb_to_government(f, role, &behind);
        body = &behind;
    }
    if (climb_to_state(f, role, body, &behind)) body = &behind;
    if (is_current && !is_plural && find_office(f, role_number, body, out)) return true;
    if (body->kind == AN_ACTOR_POPULATION && is_power(role)) {
        compose_below_body(f, role, body, out); /* a people has leaders, but no government */
    } else if (is_state_like(body->kind)) {
        if (!speaks_for_body(f, role) || !compose_below_state(f, role, body, out)) return false;
    } else if (is_own_kind(role, body)) {
        compose_below_body(f, role, body, out);
    } else {
        return false;
    }
    if (role->is_person || role->is_office) out->title = an_pool_get(f->roles->pool, role->id);
    return true;
}

bool an_mention_compose_role(an_actor_finder *f, uint32_t role, bool is_plural, const an_actor *body, an_actor *out)
{
    return compose(f, role, is_plural, true, body, out);
}

/* ---- finding the body ---- */

bool an_mention_is_relational(const an_actor_finder *f, uint32_t role)
{
    an_str id = an_pool_get(f->roles->pool, f->roles->roles[role].id);
    return an_mention_is_place_noun(id) || an_mention_is_one_of(id, an_words_relational_roles);
}

bool an_mention_is_organ(const an_actor_finder *f, uint32_t role)
{
    const an_role *r = f->roles->roles + role;
    an_str id = an_pool_get(f->roles->pool, r->id);
    if (!an_mention_is_official(r) || an_mention_is_one_of(id, an_words_abroad_roles) || an_mention_is_one_of(id, an_words_weak_roles)) return false;
    if (an_mention_is_relational(f, role)) return false;
    return r->kind == AN_ACTOR_GOVERNMENT || an_str_starts_with(id, "police") || an_mention_is_one_of(id, an_words_military_organs);
}

/* The outermost hit that a hit has become part of. */
static uint32_t outermost(const an_actor_finder *f, uint32_t number)
{
    while (f->hits.items[number].part_of != AN_NONE) number = f->hits.items[number].part_of;
    return number;
}

static uint32_t hit_covering(const an_actor_finder *f, uint32_t token)
{
    uint32_t number = f->hit_at[token];
    return number == AN_NONE ? AN_NONE : outermost(f, number);
}

/* Wide regions ("the West", "Central Asia") are nobody's body: their officials are of some state in them. */
static bool is_body(const an_hit *hit)
{
    if (hit->has_actor && hit->actor.kind == AN_ACTOR_REGION && !hit->actor.country[0]) return false;
    return hit->has_actor && hit->actor.id.data && hit->part_of == AN_NONE && !hit->is_hyphenated &&
           !(hit->kind == AN_HIT_ENTRY && hit->form == AN_FORM_DEMONYM);
}

/* Words that may stand between a body and its role: "Russian senior military officials", "Ukraine's new minister". A hyphen may
 * not: "Russian-backed separatists" are not Russia's, nor are "London-based analysts" London's. */
static bool may_stand_between(const an_actor_finder *f, uint32_t token, const an_hit *role)
{
    uint8_t upos = f->parsed->tokens[token].upos;
    if (an_mention_folded_is(f, token, "'s") || an_mention_folded_is(f, token, "'")) return true;
    if (f->hit_at[token] != AN_NONE) return false;
    if (an_mention_is_capitalised(f, token) && !an_mention_is_capitalised(f, role->first)) return false; /* "Scottish Conservative leader" */
    return upos == AN_UPOS_ADJ || upos == AN_UPOS_NUM || upos == AN_UPOS_NOUN || upos == AN_UPOS_ADV ||
           (upos == AN_UPOS_VERB && an_mention_is_relation(f, token, AN_DEPREL_AMOD));
}

static bool is_possessive_between(const an_actor_finder *f, const an_hit *body, const an_hit *role)
{
    return body->end < role->first && (an_mention_folded_is(f, body->end, "'s") || an_mention_folded_is(f, body->end, "'"));
}

static bool is_place_role(const an_actor_finder *f, const an_hit *role)
{
    return an_mention_is_place_noun(an_pool_get(f->roles->pool, f->roles->roles[role->role].id));
}

/* "Russia's neighbours", "Russian neighbours" alike are not Russians; "Russian rivals" mostly are. */
static bool is_beside_others(const an_actor_finder *f, const an_hit *role)
{
    static const char *const words[] = {"neighbour", "neighbor", NULL};
    return an_mention_is_one_of(an_pool_get(f->roles->pool, f->roles->roles[role->role].id), words);
}

/* "Brussels officials" may be the Union's; the police and the mayor of Brussels are not. */
static bool is_seat_of_union(const an_hit *body) { return body->kind == AN_HIT_ENTRY && body->form == AN_FORM_CAPITAL && body->actor.kind == AN_ACTOR_IGO; }

/* A capital stands for its government, and lends its name to what serves the state; "Kabul residents" are from wherever. */
static bool can_have(const an_actor_finder *f, const an_hit *body, const an_hit *role)
{
    bool is_capital = body->kind == AN_HIT_ENTRY && (body->form == AN_FORM_CAPITAL || body->form == AN_FORM_SEAT);
    if (is_seat_of_union(body) && (an_mention_is_organ(f, role->role) || f->roles->roles[role->role].is_office)) return false;
    return is_body(body) && (!is_capital || an_mention_is_official(f->roles->roles + role->role));
}

/* An adjective or a possessive right before the role is enough; another name ("In Kabul police said") must also hang on it. */
static bool belongs_to_role(const an_actor_finder *f, const an_hit *body, const an_hit *role)
{
    bool is_adjective = body->kind == AN_HIT_ENTRY && body->form == AN_FORM_ADJECTIVE;
    if (!can_have(f, body, role) || body->end > role->first) return false;
    if (an_mention_is_relational(f, role->role)) return is_adjective && is_state_like(body->actor.kind) && !is_place_role(f, role) && !is_beside_others(f, role);
    if (body->end == role->first && f->roles->roles[role->role].is_office && an_mention_is_capitalised(f, role->first)) return true; /* "United States President" */
    return is_adjective || is_possessive_between(f, body, role) || an_mention_is_left_part_of(f, body->head, role->head);
}

static uint32_t body_before(const an_actor_finder *f, const an_hit *role)
{
    uint32_t first = f->parsed->sentences[role->sentence].first_token, at = role->first;
    for (int i = 0; i <= WORDS_BETWEEN_MAX && at > first; i++) {
        uint32_t number = hit_covering(f, --at);
        if (number != AN_NONE) return belongs_to_role(f, f->hits.items + number, role) ? number : AN_NONE;
        if (!may_stand_between(f, at, role)) break;
    }
    return AN_NONE;
}

/* A modifier that the tree attaches to the role from farther away ("the ministry, Russian officials ..." never). */
static uint32_t body_attached(const an_actor_finder *f, const an_hit *role)
{
    for (uint32_t number = an_mention_first_hit(f, role->sentence); number < f->hits.count; number++) {
        const an_hit *hit = f->hits.items + number;
        if (!can_have(f, hit, role) || an_mention_head_of(f, hit->head) != role->head || hit->first >= role->first) continue;
        if (an_mention_has_relation(f, hit->head, AN_RELATION(AMOD) | AN_RELATION(COMPOUND)) ||
            (an_mention_is_relation(f, hit->head, AN_DEPREL_NMOD) && an_mention_is_subrelation(f, hit->head, AN_DEPREL_NMOD, AN_SUBREL_POSS)))
            return number;
    }
    return AN_NONE;
}

/* What a place is to a role: "police in Kabul" and "the mayor of Kabul" are its country's, "people in Kabul" need not be. */
static bool is_place_preposition(const an_actor_finder *f, const an_hit *role, an_str word)
{
    const an_role *noun = f->roles->roles + role->role;
    bool is_organ = an_mention_is_organ(f, role->role);
    if (an_str_is(word, "of")) return is_organ || (noun->is_office && an_mention_is_official(noun));
    return an_str_is(word, "in") && is_organ;
}

static bool is_body_preposition(const an_actor_finder *f, const an_hit *role, const an_hit *body, an_str word)
{
    bool is_capital = body->kind == AN_HIT_ENTRY && body->form == AN_FORM_CAPITAL;
    bool is_official_word = an_str_is(an_pool_get(f->roles->pool, f->roles->roles[role->role].id), "official");
    if (is_seat_of_union(body)) return false;
    if (is_capital) return is_place_preposition(f, role, word) || (is_official_word && an_str_is(word, "in")); /* "officials in Kyiv" */
    if (is_state_like(body->actor.kind)) return an_mention_is_one_of(word, an_words_origin_prepositions) || (an_str_is(word, "in") && an_mention_is_organ(f, role->role));
    return an_mention_is_one_of(word, an_words_body_prepositions);
}

static uint32_t body_after(const an_actor_finder *f, const an_hit *role)
{
    for (uint32_t number = an_mention_first_hit(f, role->sentence); number < f->hits.count; number++) {
        const an_hit *hit = f->hits.items + number;
        if (!is_body(hit) || hit->first < role->end || !an_mention_is_relation(f, hit->head, AN_DEPREL_NMOD)) continue;
        if (an_mention_head_of(f, hit->head) == role->head && is_body_preposition(f, role, hit, an_mention_case_of(f, hit->head))) return number;
    }
    return AN_NONE;
}

/* "of", and behind an envoy "from"; citizens may be brought home from elsewhere. */
static bool is_tie(const an_actor_finder *f, const an_hit *role, uint32_t token)
{
    bool is_envoy = an_mention_is_one_of(an_mention_lemma_of(f, role->head), an_words_abroad_roles);
    return an_mention_folded_is(f, token, "of") || (is_envoy && an_mention_folded_is(f, token, "from"));
}

/* "President of Indonesia Joko Widodo" confuses parsers: "of" and a body right behind the role are enough. */
static uint32_t body_right_after(const an_actor_finder *f, const an_hit *role)
{
    uint32_t end = an_mention_sentence_end(f, role->sentence), at = role->end, tie = at, number;
    if (at + 1 >= end || !is_tie(f, role, at)) return AN_NONE;
    at += 1 + (at + 2 < end && an_mention_folded_is(f, at + 1, "the"));
    number = hit_covering(f, at);
    if (number == AN_NONE || !is_body(f->hits.items + number) || f->hits.items[number].first != at) return AN_NONE;
    if (f->hits.items[number].form == AN_FORM_ADJECTIVE && an_mention_head_of(f, f->hits.items[number].head) != AN_NONE &&
        an_mention_head_of(f, f->hits.items[number].head) >= f->hits.items[number].end)
        return AN_NONE; /* "deputy of the British organisation" */
    return is_body_preposition(f, role, f->hits.items + number, f->folded[tie]) ? number : AN_NONE;
}

bool an_mention_is_local_office(const an_actor_finder *f, uint32_t role)
{
    const an_role *noun = f->roles->roles + role;
    return noun->sector_count && noun->sectors[0] == AN_SECTOR_GOV && an_mention_is_one_of(an_pool_get(f->roles->pool, noun->id), an_words_local_offices);
}

/* "police in Kabul": a place that hangs on the role tells the country; NULL. */
static const an_mention *place_after(const an_actor_finder *f, const an_hit *role, an_actor *state)
{
    uint32_t end = an_mention_sentence_end(f, role->sentence);
    for (uint32_t token = role->end; token < end; token++) {
        const an_mention *place;
        uint32_t entry;
        if (f->place_at[token] == AN_NONE || an_mention_head_of(f, token) != role->head || !an_mention_is_relation(f, token, AN_DEPREL_NMOD)) continue;
        if (!is_place_preposition(f, role, an_mention_case_of(f, token))) continue;
        place = f->mentions->items + f->place_at[token];
        entry = place->place.country[0] ? an_mention_state_of(f, place->place.country) : AN_NONE;
        if (entry == AN_NONE) continue;
        an_actors_describe(f->arena, f->actors, entry, f->date, state);
        return place;
    }
    return NULL;
}

/* "Russian and Chinese officials": every conjunct of the body makes a hit of its own with the same role. */
static void compose_conjuncts(an_actor_finder *f, uint32_t role_number, uint32_t body_number)
{
    uint32_t top = an_mention_coordination_head(f, an_mention_hit(f, body_number)->head), last = (uint32_t)f->hits.count;
    for (uint32_t number = an_mention_first_hit(f, an_mention_hit(f, role_number)->sentence); number < last; number++) {
        an_hit *hit = an_mention_hit(f, number);
        an_actor made;
        if (number == body_number || !is_body(hit) || an_mention_coordination_head(f, hit->head) != top || top == an_mention_hit(f, role_number)->head) continue;
        if (hit->form != AN_FORM_ADJECTIVE && !an_mention_hit(f, role_number)->is_plural) continue; /* "Russia and Ukraine's ministry" */
        if (!compose(f, an_mention_hit(f, role_number)->role, true, true, &hit->actor, &made)) continue;
        hit->actor = made;
        hit->kind = AN_HIT_ROLE;
        hit->role = an_mention_hit(f, role_number)->role;
        hit->head = an_mention_hit(f, role_number)->head;
        hit->is_plural = true;
    }
}

/* "Its neighbours", "the Serbian neighbours": states, where those of a person are people next door. */
static bool are_neighbour_states(const an_actor_finder *f, const an_hit *hit)
{
    if (!hit->is_plural || !is_beside_others(f, hit)) return false;
    for (uint32_t t = f->parsed->sentences[hit->sentence].first_token; t < hit->head; t++) {
        const an_hit *owner = f->hit_at[t] == AN_NONE ? NULL : f->hits.items + f->hit_at[t];
        if (an_mention_head_of(f, t) != hit->head) continue;
        if (an_mention_folded_is(f, t, "its") || (owner && owner->has_actor && owner->actor.kind == AN_ACTOR_STATE)) return true;
    }
    return false;
}

static void describe_generic(an_actor_finder *f, an_hit *hit)
{
    const an_role *role = f->roles->roles + hit->role;
    an_actor nobody = {.entry = AN_NONE};
    hit->actor = (an_actor){.entry = AN_NONE, .name = an_pool_get(f->roles->pool, role->id)};
    set_from_role(f, role, &nobody, &hit->actor);
    if (role->kind == AN_ACTOR_PERSON && !hit->is_plural) hit->actor.kind = AN_ACTOR_PERSON;
    if (role->is_person || role->is_office) hit->actor.title = hit->actor.name;
    if (are_neighbour_states(f, hit)) hit->actor = (an_actor){.entry = AN_NONE, .name = hit->actor.name, .kind = AN_ACTOR_STATE};
    hit->has_actor = true;
    hit->is_generic = true;
}

void an_mention_give_country(an_actor_finder *f, an_hit *role, const char *country)
{
    an_actor body = {.entry = AN_NONE};
    an_actor_kind kind = role->actor.kind;
    memcpy(body.country, country, AN_COUNTRY_BYTES);
    set_from_role(f, f->roles->roles + role->role, &body, &role->actor);
    role->actor.kind = kind;
}

/* "Ukrainian rivals": nobody whom an id could be made for, but of a country. */
static bool give_nationality(an_actor_finder *f, uint32_t role_number, uint32_t body_number)
{
    an_hit *role = an_mention_hit(f, role_number);
    const an_actor body = an_mention_hit(f, body_number)->actor;
    bool is_of_body;
    if (is_one_of_many(f, f->roles->roles + role->role, role->is_plural, &body)) {
        an_mention_swallow(f, role_number, body_number); /* a name beside it may still tell which */
        return true;
    }
    is_of_body = are_people_of(f, f->roles->roles + role->role, &body);
    if (!is_of_body && (!is_state_like(body.kind) || speaks_for_body(f, f->roles->roles + role->role))) return false;
    if (is_of_body && an_mention_is_relation(f, role->head, AN_DEPREL_COMPOUND)) return false; /* "the university's student visas" */
    describe_generic(f, role);
    memcpy(role->actor.country, body.country, sizeof role->actor.country);
    role->actor.cameo = an_cameo_compose(f->arena, role->actor.kind, body.country, role->actor.sectors, role->actor.sector_count);
    an_mention_swallow(f, role_number, body_number);
    return true;
}

/* "The leadership of the groups" is the groups', whoever they are: not that of the state where they stand; "the leadership of the bishop" is
 * his. */
static bool lead_others(an_actor_finder *f, uint32_t number)
{
    an_hit *role = an_mention_hit(f, number);
    uint32_t end = an_mention_sentence_end(f, role->sentence);
    if (!an_str_is(an_pool_get(f->roles->pool, f->roles->roles[role->role].id), "leadership")) return false;
    for (uint32_t t = role->end; t < end; t++) {
        const an_hit *owner = f->hit_at[t] == AN_NONE ? NULL : an_mention_hit(f, f->hit_at[t]);
        if (!owner || owner->kind != AN_HIT_ROLE || owner->head != t || an_mention_head_of(f, t) != role->head || !an_str_is(an_mention_case_of(f, t), "of")) continue;
        if (f->roles->roles[owner->role].is_person && !owner->is_plural) {
            an_mention_hit(f, f->hit_at[t])->head = role->head;
            an_mention_swallow(f, f->hit_at[t], number);
            return true;
        }
        role->role = owner->role;
        role->is_plural = owner->is_plural;
        return true;
    }
    return false;
}

static bool compose_role_hit(an_actor_finder *f, uint32_t number)
{
    an_hit *role = an_mention_hit(f, number);
    bool is_current = !an_mention_is_former(f, role) && !an_mention_has_word_before(f, role, an_words_below_words) && !an_mention_is_elect(f, role->end - 1);
    uint32_t body = body_before(f, role);
    an_actor made, state;
    if (body == AN_NONE && (an_mention_is_relational(f, role->role) || lead_others(f, number))) return false;
    if (body == AN_NONE) body = body_attached(f, role);
    if (body == AN_NONE) body = body_after(f, role);
    if (body == AN_NONE) body = body_right_after(f, role);
    if (body != AN_NONE) {
        if (!compose(f, role->role, role->is_plural, is_current, &an_mention_hit(f, body)->actor, &made)) return give_nationality(f, number, body);
        compose_conjuncts(f, number, body);
        an_mention_swallow(f, number, body);
    } else {
        const an_mention *place = place_after(f, role, &state);
        if (!place || !compose(f, role->role, role->is_plural, is_current, &state, &made)) return false;
        if (!role->is_plural && an_mention_is_local_office(f, role->role) && an_mention_is_part(place)) an_mention_name_part(f, place, &made, AN_STR("gov")); /* "the mayor of Denver" */
    }
    an_mention_hit(f, number)->actor = made;
    an_mention_hit(f, number)->has_actor = true;
    return true;
}

/* ---- roles that stand alone ---- */

static bool is_open_role(const an_hit *hit) { return hit->kind == AN_HIT_ROLE && !hit->has_actor && hit->part_of == AN_NONE; }

/* "African migrants", "Western hostages": people of a part of the world, which did nothing; its governments and leaders speak for it. */
static void take_region(an_actor_finder *f, uint32_t number)
{
    an_hit *role = an_mention_hit(f, number);
    uint32_t before = role->first ? f->hit_at[role->first - 1] : AN_NONE;
    const an_hit *region = before == AN_NONE ? NULL : an_mention_hit(f, before);
    if (!region || region->sentence != role->sentence || region->part_of != AN_NONE || region->actor.kind != AN_ACTOR_REGION || region->form != AN_FORM_ADJECTIVE) return;
    if (!f->roles->roles[role->role].is_person || an_mention_is_official(f->roles->roles + role->role) || an_mention_head_of(f, region->head) != role->head) return;
    if (!f->roles->roles[role->role].sector_count) return; /* "Western allies" */
    an_mention_swallow(f, number, before);
}

/* The state that a composed role begins with, by its adjective or as its owner ("Peru's"); AN_NONE. */
static uint32_t state_before(const an_actor_finder *f, uint32_t role)
{
    for (uint32_t number = an_mention_first_hit(f, f->hits.items[role].sentence); number < f->hits.count; number++) {
        const an_hit *hit = f->hits.items + number;
        bool is_state = hit->form == AN_FORM_ADJECTIVE || (hit->actor.kind == AN_ACTOR_STATE && hit->end < f->hits.items[role].end && (an_mention_folded_is(f, hit->end, "'s") || an_mention_folded_is(f, hit->end, "'")));
        if (hit->part_of == role && hit->kind == AN_HIT_ENTRY && is_state && hit->first == f->hits.items[role].first) return number;
    }
    return AN_NONE;
}

/* Who stands for a country as those before "and" do: its organs, and its officials, traders and reporters; rebels are others than it. */
static bool may_share_state(const an_actor_finder *f, uint32_t role)
{
    static const uint64_t shared = UINT64_C(1) << AN_SECTOR_GOV | UINT64_C(1) << AN_SECTOR_MIL | UINT64_C(1) << AN_SECTOR_COP | UINT64_C(1) << AN_SECTOR_LEG |
                                   UINT64_C(1) << AN_SECTOR_JUD | UINT64_C(1) << AN_SECTOR_SPY | UINT64_C(1) << AN_SECTOR_BUS | UINT64_C(1) << AN_SECTOR_JRN;
    const an_role *noun = f->roles->roles + role;
    return an_mention_is_organ(f, role) || (noun->sector_count && shared >> noun->sectors[0] & 1 && !an_mention_is_relational(f, role));
}

/* "Afghan government officials and security forces", "Russian traders and officials", "Peru's president and prime minister": the bare noun behind "and"
 * shares what tells of which state the first is. */
static void share_state(an_actor_finder *f, uint32_t number)
{
    an_hit *hit = an_mention_hit(f, number);
    uint32_t top = an_mention_head_of(f, hit->head), first = top == AN_NONE ? AN_NONE : hit_covering(f, top), state;
    bool is_plural = hit->is_plural || an_mention_is_plural_token(f, hit->head);
    an_actor made;
    if (!an_mention_is_relation(f, hit->head, AN_DEPREL_CONJ) || !(is_plural || f->roles->roles[hit->role].is_office) || !may_share_state(f, hit->role)) return;
    if (first == AN_NONE || an_mention_hit(f, first)->kind != AN_HIT_ROLE || !an_mention_hit(f, first)->has_actor || an_mention_hit(f, first)->first >= hit->first) return;
    if (an_mention_child(f, hit->head, AN_DEPREL_DET) != AN_NONE || an_mention_child(f, hit->head, AN_DEPREL_NMOD) != AN_NONE) return;
    state = state_before(f, first);
    if (state == AN_NONE || !compose(f, hit->role, is_plural, true, &an_mention_hit(f, state)->actor, &made)) return;
    hit->actor = made;
    hit->has_actor = true;
}

void an_mention_compose_actors(an_actor_finder *f, uint32_t sentence)
{
    uint32_t first = an_mention_first_hit(f, sentence);
    an_mention_join_names(f, sentence, true); /* "the head of the terrorist group Hamas" is of Hamas */
    an_mention_join_states(f, sentence);
    an_mention_join_branches(f, sentence);
    for (int pass = 0; pass < PASSES; pass++)
        for (uint32_t number = first; number < f->hits.count; number++)
            if (is_open_role(an_mention_hit(f, number))) compose_role_hit(f, number);
    an_mention_join_persons(f, sentence);
    an_mention_join_descriptions(f, sentence);
    an_mention_complete_names(f, sentence);
    an_mention_join_names(f, sentence, false);
    an_mention_join_identities(f, sentence);
    for (uint32_t number = first; number < f->hits.count; number++) {
        if (is_open_role(an_mention_hit(f, number))) share_state(f, number);
        if (!is_open_role(an_mention_hit(f, number))) continue;
        take_region(f, number);
        describe_generic(f, an_mention_hit(f, number));
    }
}
