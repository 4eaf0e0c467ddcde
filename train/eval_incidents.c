/* Measures role fillers on MUC-4 (reports of terrorist incidents), as Du et al. 2021 (GRIT) do.
 *
 *     eval_incidents DATA GRIT.jsonl [--limit N] [-v]
 *
 * DATA: the folder of the compiled files. Lines: docid, doctext, extracts of five roles (PerpInd, PerpOrg, Target, Victim, Weapon), each a
 * list of entities, each a list of [words, offset].
 * Matching rule (CEAF-REE). Entities of a role, coded and gold, are set against one another one to one so that most match; a pair matches
 * if all words of the coded entity are among those of the gold entity's mentions, case, quotation marks and a leading article aside.
 * Precision and recall are over coded and gold entities, micro-averaged over documents and roles. A coded entity has one wording: that of
 * its first mention in an event. From the events of type ASSAULT, of COERCE/seize and of PROTEST/vandalize, riot, whatever their
 * factuality: actors who are organisations or armed groups with a name are PerpOrg, other actors PerpInd; recipients that are persons or
 * people Victim, other recipients Target; the instrument is Weapon. -v prints each document's coded and gold entities. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "eval_events.h"

enum { ENTITIES_MAX = 128, ROLES = 5, WORDS_BYTES = 256 };
enum { PERPETRATOR, ORGANISATION, TARGET, VICTIM, WEAPON };
static const char *const roles[ROLES] = {"PerpInd", "PerpOrg", "Target", "Victim", "Weapon"};

typedef struct coded_entities {
    an_str words[ENTITIES_MAX];
    an_str ids[ENTITIES_MAX];
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

static void add(run_state *r, int role, an_str id, an_str words)
{
    coded_entities *list = r->coded + role;
    words = plain(&r->tools.arena, words);
    if (!words.length || list->count >= ENTITIES_MAX) return;
    for (size_t i = 0; i < list->count; i++)
        if (an_str_equal(list->words[i], words) || (id.data && list->ids[i].data && an_str_equal(list->ids[i], id))) return;
    list->ids[list->count] = id;
    list->words[list->count++] = words;
}

static bool is_organisation(const an_participant *p)
{
    an_actor_kind kind = p->actor.kind;
    bool has_name = p->actor.resolution == AN_RESOLUTION_DICTIONARY || p->actor.resolution == AN_RESOLUTION_ALIAS || p->actor.resolution == AN_RESOLUTION_COREFERENCE;
    return has_name && (kind == AN_ACTOR_ARMED_GROUP || kind == AN_ACTOR_PARTY || kind == AN_ACTOR_MILITARY || kind == AN_ACTOR_ORGANISATION || kind == AN_ACTOR_GOVERNMENT);
}

static bool is_people(const an_participant *p)
{
    an_actor_kind kind = p->actor.kind;
    return kind == AN_ACTOR_PERSON || kind == AN_ACTOR_POPULATION || (kind == AN_ACTOR_UNKNOWN && p->mention != AN_NONE) || (kind == AN_ACTOR_MILITARY && p->actor.resolution == AN_RESOLUTION_COMPOSED);
}

static void take(run_state *r, const an_document *d, const an_event *e)
{
    const char *text = d->article.text.data;
    bool is_incident = e->type == AN_TYPE_ASSAULT || (e->type == AN_TYPE_COERCE && e->mode_count && e->modes[0] == AN_MODE_COERCE_SEIZE) ||
                       (e->type == AN_TYPE_PROTEST && e->mode_count && (e->modes[0] == AN_MODE_PROTEST_VANDALIZE || e->modes[0] == AN_MODE_PROTEST_RIOT));
    if (!is_incident) return;
    for (size_t i = 0; i < e->actors.count; i++) add(r, is_organisation(e->actors.items + i) ? ORGANISATION : PERPETRATOR, e->actors.items[i].actor.id, an_str_of_span(text, e->actors.items[i].span));
    for (size_t i = 0; i < e->recipients.count; i++) add(r, is_people(e->recipients.items + i) ? VICTIM : TARGET, e->recipients.items[i].actor.id, an_str_of_span(text, e->recipients.items[i].span));
    if (!an_span_is_empty(e->instrument)) add(r, WEAPON, (an_str){0}, an_str_of_span(text, e->instrument));
}

static bool matches(run_state *r, an_str coded, const json_t *entity)
{
    for (size_t i = 0; i < json_array_size(entity); i++)
        if (an_str_equal(coded, plain(&r->tools.arena, an_str_from(json_string_value(json_array_get(json_array_get(entity, i), 0)))))) return true;
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
        for (size_t g = 0; g < gold_count; g++) fits[i][g] = matches(r, coded->words[i], json_array_get(gold, g));
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
    for (size_t i = 0; i < coded->count; i++) printf(" [%.*s]", (int)coded->words[i].length, coded->words[i].data);
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
