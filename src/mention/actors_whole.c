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

void an_mention_complete_names(an_actor_finder *f, uint32_t sentence)
{
    uint32_t last = (uint32_t)f->hits.count;
    for (uint32_t r = an_mention_first_hit(f, sentence); r < last; r++) {
        uint32_t before = an_mention_hit(f, r)->first ? f->hit_at[an_mention_hit(f, r)->first - 1] : AN_NONE, first, end;
        find_span(f, an_mention_hit(f, r)->head, &first, &end);
        if (can_be_in_name(f, an_mention_hit(f, r)) && is_whole_name(f, an_mention_hit(f, r), first, end)) take_whole_name(f, r, first, end);
        else if (before != AN_NONE && an_mention_hit(f, before)->sentence == sentence && is_end_of_name(f, an_mention_hit(f, before), an_mention_hit(f, r))) complete_name(f, before, r);
    }
}
