/* Names in full: what the passes before have read as a noun with something beside it, and is a name that goes on. "Lakeside University",
 * "the University of Lakeside", "the International Whaling Commission": a noun with a capital is a part of the name. Parsers mark names well;
 * where their span and a noun with a capital agree, the span is the name, and the noun tells what it is. */
#include "mention/actor_words.h"
#include "mention/actors.h"

enum { NAME_WORDS_MAX = 12 }; /* longer spans are the parser's mistake */

static bool is_open_role(const an_hit *hit) { return hit->kind == AN_HIT_ROLE && !hit->has_actor && hit->part_of == AN_NONE; }

/* ---- a name and the noun behind it ---- */

static bool is_end_of_name(const an_actor_finder *f, const an_hit *name, const an_hit *role)
{
    return is_open_role(role) && !role->is_plural && !f->roles->roles[role->role].is_person && an_mention_is_capitalised(f, role->first) &&
           name->kind == AN_HIT_NAME && name->part_of == AN_NONE && name->name != AN_NAME_PERSON && name->end == role->first &&
           an_mention_head_of(f, name->head) == role->head;
}

static void complete_name(an_actor_finder *f, uint32_t name, uint32_t role)
{
    an_hit *hit;
    an_mention_join_name(f, name, role);
    hit = an_mention_hit(f, name);
    hit->head = an_mention_hit(f, role)->head;
    hit->core_end = an_mention_hit(f, role)->end;
    if (!hit->actor.id.data) hit->actor.name = an_mention_words(f, hit->core_first, hit->core_end);
}

/* ---- a noun inside a name ---- */

/* The words of one name that the parser sees around a token; just the token if it sees none. */
static void find_span(const an_actor_finder *f, uint32_t token, uint32_t *first, uint32_t *end)
{
    const an_token *tokens = f->parsed->tokens;
    uint32_t start = f->parsed->sentences[f->sentence_of[token]].first_token, stop = an_mention_sentence_end(f, f->sentence_of[token]);
    *first = token;
    *end = token + 1;
    if (tokens[token].name == AN_NAME_NONE) return;
    while (*first > start && !tokens[*first].starts_name && tokens[*first - 1].name == tokens[token].name) (*first)--;
    while (*end < stop && !tokens[*end].starts_name && tokens[*end].name == tokens[token].name) (*end)++;
    if (tokens[*first].upos == AN_UPOS_DET && *first < token) (*first)++;
}

/* Bodies that have names of their own; organs of a state are known by their state, and places say where. */
static bool can_be_in_name(const an_actor_finder *f, const an_hit *role)
{
    const an_role *noun = f->roles->roles + role->role;
    if (!is_open_role(role) || role->is_plural || noun->is_person || noun->is_office || !an_mention_is_capitalised(f, role->head)) return false;
    if (an_mention_is_organ(f, role->role) || an_mention_is_relational(f, role->role)) return false;
    return f->parsed->tokens[role->head].name != AN_NAME_PERSON && !an_mention_is_one_of(f->folded[role->end - 1], an_words_thing_words);
}

/* What else may stand in such a name: words nobody has taken, nouns, states and capitals ("Tunis University"). */
static bool may_stand_in_name(const an_actor_finder *f, uint32_t token)
{
    const an_hit *hit = f->hit_at[token] == AN_NONE ? NULL : f->hits.items + f->hit_at[token];
    if (f->other_at[token]) return false;
    if (!hit) return true;
    if (hit->part_of != AN_NONE) return false;
    if (hit->kind == AN_HIT_ENTRY) return hit->actor.kind == AN_ACTOR_STATE || hit->actor.kind == AN_ACTOR_REGION || hit->form == AN_FORM_CAPITAL;
    return hit->kind == AN_HIT_NAME || (!hit->has_actor && !hit->is_plural && !f->roles->roles[hit->role].is_person);
}

/* "Lakeside Institute professor Ann Lee": words that a person's description has taken in. */
static bool is_in_description(const an_actor_finder *f, const an_hit *role, uint32_t first, uint32_t end)
{
    for (uint32_t number = an_mention_first_hit(f, role->sentence); number < f->hits.count; number++) {
        const an_hit *hit = f->hits.items + number;
        if (hit != role && hit->part_of == AN_NONE && hit->first <= first && hit->end >= end) return true;
    }
    return false;
}

static bool is_whole_name(const an_actor_finder *f, const an_hit *role, uint32_t first, uint32_t end)
{
    if (first > role->first || end < role->end || end - first == role->end - role->first || end - first > NAME_WORDS_MAX) return false;
    if (is_in_description(f, role, first, end)) return false;
    for (uint32_t t = first; t < end; t++)
        if (!may_stand_in_name(f, t)) return false;
    return true;
}

/* "Lakeside University" is of the country where Lakeside lies. */
static const char *country_in(const an_actor_finder *f, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++) {
        if (f->hit_at[t] != AN_NONE && f->hits.items[f->hit_at[t]].actor.country[0]) return f->hits.items[f->hit_at[t]].actor.country;
        if (f->place_at[t] != AN_NONE && f->mentions->items[f->place_at[t]].place.country[0]) return f->mentions->items[f->place_at[t]].place.country;
    }
    return NULL;
}

static void take_whole_name(an_actor_finder *f, uint32_t role, uint32_t first, uint32_t end)
{
    const char *country = country_in(f, first, end);
    uint32_t before = (uint32_t)f->hits.count, head = an_mention_hit(f, role)->head;
    an_hit *name;
    an_mention_add_name(f, first, end, AN_NAME_ORGANISATION);
    if (f->hits.count == before) return;
    if (country && !an_mention_hit(f, before)->actor.country[0]) memcpy(an_mention_hit(f, role)->actor.country, country, AN_COUNTRY_BYTES);
    an_mention_join_name(f, before, role);
    for (uint32_t number = an_mention_first_hit(f, an_mention_hit(f, role)->sentence); number < before; number++) {
        name = an_mention_hit(f, number);
        if (name->part_of == AN_NONE && name->first >= first && name->end <= end) an_mention_swallow(f, before, number);
    }
    an_mention_hit(f, before)->head = head;
}

/* ---- states inside names ---- */

static bool is_unknown_body(const an_hit *hit)
{
    return hit->kind == AN_HIT_NAME && hit->part_of == AN_NONE && hit->name != AN_NAME_PERSON && !hit->actor.id.data && hit->actor.kind != AN_ACTOR_PERSON;
}

static bool is_state_name(const an_hit *hit)
{
    return hit->kind == AN_HIT_ENTRY && hit->part_of == AN_NONE && hit->actor.kind == AN_ACTOR_STATE && hit->form <= AN_FORM_FORMER && !hit->is_hyphenated;
}

/* The name's words are counted again, and it is of the state's country. */
static void take_state(an_actor_finder *f, uint32_t name, uint32_t state)
{
    an_hit *hit = an_mention_hit(f, name);
    memcpy(hit->actor.country, an_mention_hit(f, state)->actor.country, AN_COUNTRY_BYTES);
    hit->actor.cameo = an_cameo_compose(f->arena, hit->actor.kind, hit->actor.country, hit->actor.sectors, hit->actor.sector_count);
    if (an_mention_hit(f, state)->first < hit->first) hit->core_first = an_mention_hit(f, state)->first;
    else hit->core_end = an_mention_hit(f, state)->end;
    an_mention_swallow(f, name, state);
    an_mention_hit(f, name)->actor.name = an_mention_words(f, an_mention_hit(f, name)->core_first, an_mention_hit(f, name)->core_end);
}

/* "The Self-Defence Front of Congo", "Norway Post": the state is a word of the name. */
static void join_state_to_name(an_actor_finder *f, uint32_t number)
{
    const an_hit *hit = an_mention_hit(f, number);
    uint32_t before = hit->first > f->parsed->sentences[hit->sentence].first_token ? f->hit_at[hit->first - 1] : AN_NONE;
    uint32_t after = hit->end < an_mention_sentence_end(f, hit->sentence) ? f->hit_at[hit->end] : AN_NONE;
    if (after != AN_NONE && is_state_name(an_mention_hit(f, after)) && f->parsed->tokens[hit->end - 1].upos == AN_UPOS_ADP && hit->end - hit->first > 1) {
        take_state(f, number, after);
    } else if (before != AN_NONE && is_state_name(an_mention_hit(f, before)) && an_mention_is_relation(f, an_mention_hit(f, before)->head, AN_DEPREL_COMPOUND) &&
               an_mention_head_of(f, an_mention_hit(f, before)->head) == hit->head) {
        take_state(f, number, before);
    }
}

/* ---- what goes on behind an organ ---- */

static bool is_named_organ(const an_actor_finder *f, const an_hit *role)
{
    return role->kind == AN_HIT_ROLE && role->part_of == AN_NONE && !f->roles->roles[role->role].is_person && !role->is_plural && an_mention_is_capitalised(f, role->end - 1);
}

/* "the Ministry of Trade and Rural Crafts": where the words of the name end; the role's own end if it has none. Countries are owners. */
static uint32_t end_of_field(const an_actor_finder *f, const an_hit *role)
{
    static const char *const ties[] = {"of", "for", NULL}, *const joints[] = {"and", ",", "&", "the", NULL};
    uint32_t stop = an_mention_sentence_end(f, role->sentence), at = role->end, end = at;
    if (at >= stop || !an_mention_is_one_of(f->folded[at], ties)) return role->end;
    for (at++; at < stop && at < role->end + NAME_WORDS_MAX; at++) {
        const an_hit *hit = f->hit_at[at] == AN_NONE ? NULL : f->hits.items + f->hit_at[at];
        if (hit && hit->kind != AN_HIT_NAME) break;
        if (an_mention_is_capitalised(f, at) && f->parsed->tokens[at].name != AN_NAME_PERSON && f->place_at[at] == AN_NONE && !f->other_at[at]) end = at + 1;
        else if (!an_mention_is_one_of(f->folded[at], joints)) break;
    }
    return end;
}

/* Takes in the names that are words of the organ's field. */
static void take_field(an_actor_finder *f, uint32_t role)
{
    uint32_t end = end_of_field(f, an_mention_hit(f, role)), last = (uint32_t)f->hits.count;
    for (uint32_t number = an_mention_first_hit(f, an_mention_hit(f, role)->sentence); number < last; number++) {
        const an_hit *name = an_mention_hit(f, number);
        if (is_unknown_body(name) && name->first >= an_mention_hit(f, role)->end && name->end <= end) an_mention_swallow(f, role, number);
    }
}

/* "the Israeli Air Defence Command": the name that the words of an army, police or office modify is only its last word. */
static void take_last_word(an_actor_finder *f, uint32_t role)
{
    an_hit *hit = an_mention_hit(f, role);
    uint32_t next = hit->end < an_mention_sentence_end(f, hit->sentence) ? f->hit_at[hit->end] : AN_NONE;
    const an_hit *name = next == AN_NONE ? NULL : an_mention_hit(f, next);
    if (!name || !is_unknown_body(name) || !hit->has_actor || !hit->actor.id.data || !an_mention_is_official(f->roles->roles + hit->role)) return;
    if (an_mention_head_of(f, hit->head) != name->head || !an_mention_is_relation(f, hit->head, AN_DEPREL_COMPOUND)) return;
    hit->head = name->head;
    an_mention_swallow(f, role, next);
}

static void complete_organs(an_actor_finder *f, uint32_t sentence)
{
    uint32_t last = (uint32_t)f->hits.count;
    for (uint32_t number = an_mention_first_hit(f, sentence); number < last; number++) {
        if (is_unknown_body(an_mention_hit(f, number))) join_state_to_name(f, number);
        if (!is_named_organ(f, an_mention_hit(f, number))) continue;
        take_field(f, number);
        take_last_word(f, number);
    }
}

void an_mention_complete_names(an_actor_finder *f, uint32_t sentence)
{
    uint32_t last = (uint32_t)f->hits.count;
    complete_organs(f, sentence);
    for (uint32_t r = an_mention_first_hit(f, sentence); r < last; r++) {
        uint32_t before = an_mention_hit(f, r)->first ? f->hit_at[an_mention_hit(f, r)->first - 1] : AN_NONE, first, end;
        find_span(f, an_mention_hit(f, r)->head, &first, &end);
        if (can_be_in_name(f, an_mention_hit(f, r)) && is_whole_name(f, an_mention_hit(f, r), first, end)) take_whole_name(f, r, first, end);
        else if (before != AN_NONE && an_mention_hit(f, before)->sentence == sentence && is_end_of_name(f, an_mention_hit(f, before), an_mention_hit(f, r))) complete_name(f, before, r);
    }
}
