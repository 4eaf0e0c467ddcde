/* Measures role fillers on MUC-4 (reports of terrorist incidents), as Du et al. 2021 (GRIT) do.
 *
 *     eval_incidents DATA GRIT.jsonl [--limit N] [-v]
 *
 * DATA: the folder of the compiled files. Lines: docid, doctext, extracts of five roles (PerpInd, PerpOrg, Target, Victim, Weapon), each a
 * list of entities, each a list of [words, offset].
 * Matching rule (CEAF-REE). Entities of a role, coded and gold, are set against one another one to one so that most match; a pair matches
 * if all words of the coded entity are among those of the gold entity's mentions, case, quotation marks and a leading article aside.
 * Precision and recall are over coded and gold entities, micro-averaged over documents and roles. A coded entity has the words of its first
 * mention in an event and, if it is known by name, that name without titles; a pronoun has the words of what it stands for.
 *
 * Which events: type ASSAULT, COERCE/seize, PROTEST/vandalize and riot that happened or go on, as far as the set's fill rules ask for
 * them: not those against armed men alone, and only if they say against whom or with what. Actors who are organisations or armed groups with
 * a name are PerpOrg, other actors PerpInd ("fmln rebels" both: the rebels, and the group that they are of). Recipients that are people of
 * any kind are Victim, things and firms Target; states, regions and places, which cannot be targets there, are neither. Each of the
 * coordinated instruments is Weapon. -v prints each document's coded and gold entities. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "eval_events.h"

enum { ENTITIES_MAX = 128, ROLES = 5, WORDS_BYTES = 256 };
enum { PERPETRATOR, ORGANISATION, TARGET, VICTIM, WEAPON };
static const char *const roles[ROLES] = {"PerpInd", "PerpOrg", "Target", "Victim", "Weapon"};

typedef struct coded_entity {
    an_str id, words, name; /* data NULL: none */
} coded_entity;
typedef struct coded_entities {
    coded_entity items[ENTITIES_MAX];
    size_t count;
} coded_entities;

typedef struct run_state {
    an_eval_tools tools;
    an_eval_tally tallies[ROLES];
    coded_entities coded[ROLES];
    size_t limit, documents;
} run_state;

static bool is_skipped(char c) { return c == '"' || c == '\'' || c == '`'; }

/* Folded, without quotation marks, leading articles and double spaces. */
static an_str plain(an_arena *arena, an_str text)
{
    static const char *const articles[] = {"the ", "a ", "an ", "some ", "several "};
    an_str folded = an_utf8_fold(arena, text);
    char *out = an_arena_alloc(arena, folded.length + 1);
    size_t length = 0;
    for (size_t i = 0; out && i < folded.length; i++) {
        char c = folded.data[i] == '\n' ? ' ' : folded.data[i];
        if (is_skipped(c) || (c == ' ' && (!length || out[length - 1] == ' '))) continue;
        out[length++] = c;
    }
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t skip = strlen(articles[i]);
        if (length > skip && memcmp(out, articles[i], skip) == 0) return an_str_trim((an_str){out + skip, length - skip});
    }
    return an_str_trim((an_str){out, length});
}

/* "jaramillo", "bernardo jaramillo": one ends in the other. */
static bool is_shorter_name(an_str shorter, an_str name)
{
    size_t start = name.length - shorter.length;
    return shorter.length && shorter.length < name.length && name.data[start - 1] == ' ' && memcmp(name.data + start, shorter.data, shorter.length) == 0;
}

static bool is_same(const coded_entity *a, const coded_entity *b)
{
    if (an_str_equal(a->words, b->words) || (a->id.data && b->id.data && an_str_equal(a->id, b->id))) return true;
    return (a->name.length && an_str_equal(a->name, b->name)) || is_shorter_name(a->name, b->name) || is_shorter_name(b->name, a->name);
}

static void add(run_state *r, int role, an_str id, an_str words, an_str name)
{
    coded_entities *list = r->coded + role;
    coded_entity entity = {id, plain(&r->tools.arena, words), plain(&r->tools.arena, name)};
    if (!entity.words.length || list->count >= ENTITIES_MAX) return;
    for (size_t i = 0; i < list->count; i++)
        if (is_same(list->items + i, &entity)) {
            if (is_shorter_name(list->items[i].name, entity.name)) list->items[i] = entity;
            return;
        }
    list->items[list->count++] = entity;
}

/* ---- words of a participant ---- */

static const an_token *head_of(const an_document *d, const an_participant *p)
{
    return p->mention == AN_NONE ? NULL : d->parsed.tokens + d->mentions.items[p->mention].head_token;
}

/* What a pronoun stands for: the first of its chain that is none. */
static an_str words_of(const an_document *d, const an_participant *p)
{
    const an_parsed_text *parsed = &d->parsed;
    const an_token *head = head_of(d, p);
    uint32_t chain = 0;
    for (uint32_t i = 0; head && (head->upos == AN_UPOS_PRON || head->upos == AN_UPOS_DET) && i < parsed->reference_count; i++)
        if (parsed->references[i].head_token == d->mentions.items[p->mention].head_token) chain = parsed->references[i].chain;
    for (uint32_t i = 0; chain && i < parsed->reference_count; i++) {
        const an_reference *reference = parsed->references + i;
        if (reference->chain != chain || parsed->tokens[reference->head_token].upos == AN_UPOS_PRON) continue;
        return an_str_of_span(d->article.text.data, (an_span){parsed->tokens[reference->first_token].span.start, parsed->tokens[reference->end_token - 1].span.end});
    }
    return an_str_of_span(d->article.text.data, p->span);
}

/* ---- which events, which roles ---- */

static bool has_sector(const an_actor *a, an_sector sector)
{
    for (int i = 0; i < a->sector_count; i++)
        if (a->sectors[i] == sector) return true;
    return false;
}

static bool is_armed(const an_actor *a)
{
    return a->kind == AN_ACTOR_MILITARY || a->kind == AN_ACTOR_ARMED_GROUP || has_sector(a, AN_SECTOR_MIL) || has_sector(a, AN_SECTOR_REB);
}

static bool has_name(const an_participant *p)
{
    return p->actor.resolution == AN_RESOLUTION_DICTIONARY || p->actor.resolution == AN_RESOLUTION_ALIAS || p->actor.resolution == AN_RESOLUTION_COREFERENCE;
}

static bool is_organisation(const an_participant *p)
{
    an_actor_kind kind = p->actor.kind;
    return has_name(p) && (kind == AN_ACTOR_ARMED_GROUP || kind == AN_ACTOR_PARTY || kind == AN_ACTOR_MILITARY || kind == AN_ACTOR_ORGANISATION || kind == AN_ACTOR_GOVERNMENT);
}

static bool is_place(const an_actor *a) { return a->kind == AN_ACTOR_STATE || a->kind == AN_ACTOR_REGION; }

static bool is_thing(const an_participant *p)
{
    an_actor_kind kind = p->actor.kind;
    return kind == AN_ACTOR_COMPANY || kind == AN_ACTOR_MEDIA || kind == AN_ACTOR_ORGANISATION || kind == AN_ACTOR_IGO || kind == AN_ACTOR_NGO || (kind == AN_ACTOR_UNKNOWN && p->mention == AN_NONE);
}

static bool is_incident(const an_event *e)
{
    bool is_act = e->type == AN_TYPE_ASSAULT || (e->type == AN_TYPE_COERCE && e->mode_count && e->modes[0] == AN_MODE_COERCE_SEIZE) ||
                  (e->type == AN_TYPE_PROTEST && e->mode_count && (e->modes[0] == AN_MODE_PROTEST_VANDALIZE || e->modes[0] == AN_MODE_PROTEST_RIOT));
    bool is_fact = e->factuality == AN_FACTUALITY_HAPPENED || e->factuality == AN_FACTUALITY_ONGOING;
    size_t armed = 0;
    for (size_t i = 0; i < e->recipients.count; i++) armed += is_armed(&e->recipients.items[i].actor);
    if (!e->recipients.count && an_span_is_empty(e->instrument)) return false;
    return is_act && is_fact && (!e->recipients.count || armed < e->recipients.count);
}

static void take_actor(run_state *r, const an_document *d, const an_participant *p)
{
    an_str words = words_of(d, p), core = plain(&r->tools.arena, words), name = plain(&r->tools.arena, p->actor.name);
    if (is_place(&p->actor)) return;
    if (!is_organisation(p)) {
        add(r, PERPETRATOR, p->actor.id, words, p->actor.name);
        return;
    }
    add(r, ORGANISATION, p->actor.id, words, p->actor.name);
    if (p->actor.kind == AN_ACTOR_ARMED_GROUP && core.length > name.length) add(r, PERPETRATOR, (an_str){0}, words, (an_str){0});
}

/* "rifles and grenades" are two. */
static void take_weapons(run_state *r, an_str words)
{
    static const char *const joints[] = {" and ", ", "};
    for (size_t i = 0; i < words.length; i++)
        for (size_t j = 0; j < sizeof joints / sizeof *joints; j++) {
            size_t length = strlen(joints[j]);
            if (words.length - i <= length || memcmp(words.data + i, joints[j], length) != 0) continue;
            add(r, WEAPON, (an_str){0}, (an_str){words.data, i}, (an_str){0});
            take_weapons(r, (an_str){words.data + i + length, words.length - i - length});
            return;
        }
    add(r, WEAPON, (an_str){0}, words, (an_str){0});
}

static void take(run_state *r, const an_document *d, const an_event *e)
{
    if (!is_incident(e)) return;
    for (size_t i = 0; i < e->actors.count; i++) take_actor(r, d, e->actors.items + i);
    for (size_t i = 0; i < e->recipients.count; i++) {
        const an_participant *p = e->recipients.items + i;
        if (!is_place(&p->actor)) add(r, is_thing(p) ? TARGET : VICTIM, p->actor.id, words_of(d, p), p->actor.name);
    }
    if (!an_span_is_empty(e->instrument)) take_weapons(r, an_str_of_span(d->article.text.data, e->instrument));
}

static bool matches(run_state *r, const coded_entity *coded, const json_t *entity)
{
    for (size_t i = 0; i < json_array_size(entity); i++) {
        an_str gold = plain(&r->tools.arena, an_str_from(json_string_value(json_array_get(json_array_get(entity, i), 0))));
        if (an_str_equal(coded->words, gold) || (coded->name.length && an_str_equal(coded->name, gold))) return true;
    }
    return false;
}

/* One step of the search for a largest matching: a gold entity for `coded`, moving others if need be. */
static bool assign(bool (*fits)[ENTITIES_MAX], size_t gold_count, size_t coded, size_t *owner, bool *seen)
{
    for (size_t g = 0; g < gold_count; g++) {
        if (!fits[coded][g] || seen[g]) continue;
        seen[g] = true;
        if (owner[g] == SIZE_MAX || assign(fits, gold_count, owner[g], owner, seen)) {
            owner[g] = coded;
            return true;
        }
    }
    return false;
}

static size_t count_matches(run_state *r, const coded_entities *coded, const json_t *gold)
{
    static bool fits[ENTITIES_MAX][ENTITIES_MAX];
    size_t owner[ENTITIES_MAX], gold_count = json_array_size(gold), matched = 0;
    if (gold_count > ENTITIES_MAX) gold_count = ENTITIES_MAX;
    for (size_t g = 0; g < gold_count; g++) owner[g] = SIZE_MAX;
    for (size_t i = 0; i < coded->count; i++)
        for (size_t g = 0; g < gold_count; g++) fits[i][g] = matches(r, coded->items + i, json_array_get(gold, g));
    for (size_t i = 0; i < coded->count; i++) {
        bool seen[ENTITIES_MAX] = {false};
        matched += assign(fits, gold_count, i, owner, seen);
    }
    return matched;
}

static void print_role(int role, const coded_entities *coded, const json_t *gold)
{
    if (!coded->count && !json_array_size(gold)) return;
    printf("  %s\tcoded:", roles[role]);
    for (size_t i = 0; i < coded->count; i++) printf(" [%.*s]", (int)coded->items[i].words.length, coded->items[i].words.data);
    printf("\tgold:");
    for (size_t g = 0; g < json_array_size(gold); g++) {
        printf(" [");
        for (size_t k = 0; k < json_array_size(json_array_get(gold, g)); k++) printf("%s%s", k ? "; " : "", json_string_value(json_array_get(json_array_get(json_array_get(gold, g), k), 0)));
        printf("]");
    }
    printf("\n");
}

static bool read_document(void *context, const json_t *object)
{
    run_state *r = context;
    const char *text = json_string_value(json_object_get(object, "doctext"));
    const json_t *extracts = json_object_get(object, "extracts");
    an_document d;
    if (!text || (r->limit && r->documents >= r->limit)) return true;
    if (!an_eval_code(&r->tools, an_str_from(text), NULL, &d)) return false;
    r->documents++;
    memset(r->coded, 0, sizeof r->coded);
    for (size_t i = 0; i < d.events.count; i++) take(r, &d, d.events.items + i);
    if (r->tools.is_verbose) printf("%s\n", json_string_value(json_object_get(object, "docid")));
    for (int role = 0; role < ROLES; role++) {
        const json_t *gold = json_object_get(extracts, roles[role]);
        r->tallies[role].right += count_matches(r, r->coded + role, gold);
        r->tallies[role].found += r->coded[role].count;
        r->tallies[role].wanted += json_array_size(gold);
        if (r->tools.is_verbose) print_role(role, r->coded + role, gold);
    }
    return true;
}

int main(int count, char **words)
{
    static run_state r;
    an_eval_tally all = {0, 0, 0};
    bool is_good;
    if (count < 3) return fprintf(stderr, "usage: eval_incidents DATA GRIT.jsonl [--limit N] [-v]\n"), 2;
    if (!an_eval_open(&r.tools, words[1])) return 3;
    for (int i = 3; i < count; i++) {
        if (strcmp(words[i], "-v") == 0) r.tools.is_verbose = true;
        else if (strcmp(words[i], "--limit") == 0 && i + 1 < count) r.limit = strtoul(words[++i], NULL, 10);
    }
    is_good = an_eval_lines(words[2], read_document, &r);
    printf("documents %zu\n", r.documents);
    for (int role = 0; role < ROLES; role++) {
        an_eval_print_tally(roles[role], &r.tallies[role]);
        all.right += r.tallies[role].right;
        all.found += r.tallies[role].found;
        all.wanted += r.tallies[role].wanted;
    }
    an_eval_print_tally("all roles", &all);
    an_eval_close(&r.tools);
    return is_good ? 0 : 1;
}
