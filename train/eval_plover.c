/* Measures types and actors on PLOVER's gold standard records (CAMEO's examples, coded to PLOVER: one event a text, JSON list).
 *
 *     eval_plover DATA RECORDS.txt [-v]
 *
 * DATA: the folder of the compiled files. Matching rules. The file's older names are read as today's types: DEMAND as REQUEST, FIGHT as
 * ASSAULT, DISAPPROVE and INVESTIGATE as ACCUSE. Type: "any" if one of the text's events has the gold type, "first" if the most
 * confident has (the earlier of equals). Source and target country: of the event of the gold type, else of the most confident, one
 * actor (recipient) has one of the record's countries; records that name none are left out; IGO, NGO, IMG and MNC are met by actors of
 * that kind or sector; in events without recipients the actors stand for both. Triples: type, source country, target country, of
 * every event of the text and of the record, as sets; whoever has no country counts as "---"; where actors have no recipient but one another
 * (they meet, they agree), each two of them are one triple without direction. -v prints every wrong record. */
#include <stdlib.h>
#include <string.h>

#include "eval_events.h"

enum { TRIPLES_MAX = 256, CODES_MAX = 24 };

typedef struct codes {
    char items[CODES_MAX][AN_COUNTRY_BYTES];
    size_t count;
} codes;

typedef struct triple {
    an_event_type type;
    char source[AN_COUNTRY_BYTES], target[AN_COUNTRY_BYTES];
    bool is_mutual;
} triple;

typedef struct triples {
    triple items[TRIPLES_MAX];
    size_t count;
} triples;

typedef struct counts {
    size_t records, any, first, sources, sources_right, targets, targets_right;
    an_eval_tally triple;
} counts;

static an_event_type read_type(const char *name)
{
    static const struct { const char *old; an_event_type type; } renamed[] = {{"DEMAND", AN_TYPE_REQUEST}, {"FIGHT", AN_TYPE_ASSAULT}, {"DISAPPROVE", AN_TYPE_ACCUSE}, {"INVESTIGATE", AN_TYPE_ACCUSE}};
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
        if (strcmp(name, renamed[i].old) == 0) return renamed[i].type;
    return an_type_parse(an_str_from(name));
}

static bool has_code(const codes *list, const char *code)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], code) == 0) return true;
    return false;
}

static void add_code(codes *list, const char *code)
{
    if (list->count >= CODES_MAX || has_code(list, code)) return;
    snprintf(list->items[list->count++], AN_COUNTRY_BYTES, "%s", code);
}

static void read_codes(const json_t *list, codes *out)
{
    out->count = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *code = json_string_value(json_object_get(json_array_get(list, i), "code"));
        if (code && code[0]) add_code(out, code);
    }
}

static const char *code_of(const an_actor *a)
{
    if (a->country[0]) return a->country;
    if (a->kind == AN_ACTOR_IGO) return "IGO";
    if (a->kind == AN_ACTOR_NGO) return "NGO";
    for (int i = 0; i < a->sector_count; i++) {
        if (a->sectors[i] == AN_SECTOR_IGO) return "IGO";
        if (a->sectors[i] == AN_SECTOR_NGO) return "NGO";
        if (a->sectors[i] == AN_SECTOR_IMG || a->sectors[i] == AN_SECTOR_ISM) return "IMG";
        if (a->sectors[i] == AN_SECTOR_MNC) return "MNC";
    }
    return "---";
}

static void codes_of(const an_participants *list, codes *out)
{
    out->count = 0;
    for (size_t i = 0; i < list->count; i++) add_code(out, code_of(&list->items[i].actor));
}

static bool is_same(const triple *a, const triple *b)
{
    if (a->type != b->type) return false;
    if (strcmp(a->source, b->source) == 0 && strcmp(a->target, b->target) == 0) return true;
    return (a->is_mutual || b->is_mutual) && strcmp(a->source, b->target) == 0 && strcmp(a->target, b->source) == 0;
}

static void add_triple(triples *list, an_event_type type, const char *source, const char *target, bool is_mutual)
{
    triple t = {.type = type, .is_mutual = is_mutual};
    snprintf(t.source, sizeof t.source, "%s", source);
    snprintf(t.target, sizeof t.target, "%s", target);
    for (size_t i = 0; i < list->count; i++)
        if (is_same(list->items + i, &t)) return;
    if (list->count < TRIPLES_MAX) list->items[list->count++] = t;
}

/* Every source with every target; without targets, the sources with one another. */
static void cross(triples *list, an_event_type type, const codes *sources, const codes *targets)
{
    if (!sources->count)
        for (size_t k = 0; k < targets->count; k++) add_triple(list, type, "---", targets->items[k], false);
    for (size_t i = 0; i < sources->count; i++) {
        for (size_t k = 0; k < targets->count; k++) add_triple(list, type, sources->items[i], targets->items[k], false);
        for (size_t k = i + 1; k < sources->count && !targets->count; k++) add_triple(list, type, sources->items[i], sources->items[k], true);
        if (!targets->count && sources->count == 1) add_triple(list, type, sources->items[i], "---", false);
    }
}

static size_t count_shared(const triples *gold, const triples *coded)
{
    size_t shared = 0;
    for (size_t i = 0; i < coded->count; i++)
        for (size_t k = 0; k < gold->count; k++)
            if (is_same(coded->items + i, gold->items + k)) {
                shared++;
                break;
            }
    return shared < gold->count ? shared : gold->count;
}

static const an_event *most_confident(const an_document *d, an_event_type type)
{
    const an_event *best = NULL;
    for (size_t i = 0; i < d->events.count; i++) {
        const an_event *e = d->events.items + i;
        if ((type == AN_TYPE_NONE || e->type == type) && (!best || e->confidence > best->confidence)) best = e;
    }
    return best;
}

static bool share_code(const codes *a, const codes *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (has_code(b, a->items[i])) return true;
    return false;
}

static void print_event(const an_event *e)
{
    printf("\t%s", an_types[e->type].name);
    for (size_t i = 0; i < e->actors.count; i++) printf(" %s", code_of(&e->actors.items[i].actor));
    printf(" >");
    for (size_t i = 0; i < e->recipients.count; i++) printf(" %s", code_of(&e->recipients.items[i].actor));
}

static void print_record(const json_t *record, const an_document *d, const codes *sources, const codes *targets)
{
    printf("%s", json_string_value(json_object_get(record, "event")));
    for (size_t i = 0; i < sources->count; i++) printf(" %s", sources->items[i]);
    printf(" >");
    for (size_t i = 0; i < targets->count; i++) printf(" %s", targets->items[i]);
    printf("\n");
    for (size_t i = 0; i < d->events.count; i++) print_event(d->events.items + i);
    printf("\n\t%s\n", json_string_value(json_object_get(record, "text")));
}

static void score(const an_eval_tools *tools, const json_t *record, const an_document *d, counts *c)
{
    static triples gold, coded;
    an_event_type type = read_type(json_string_value(json_object_get(record, "event")));
    const an_event *first = most_confident(d, AN_TYPE_NONE), *same = most_confident(d, type), *chosen = same ? same : first;
    codes sources, targets, actors = {.count = 0}, recipients = {.count = 0};
    bool source_right, target_right;
    size_t shared;
    read_codes(json_object_get(record, "source"), &sources);
    read_codes(json_object_get(record, "target"), &targets);
    if (chosen) codes_of(&chosen->actors, &actors);
    if (chosen) codes_of(chosen->recipients.count ? &chosen->recipients : &chosen->actors, &recipients);
    source_right = share_code(&sources, &actors);
    target_right = share_code(&targets, &recipients);
    gold.count = coded.count = 0;
    cross(&gold, type, &sources, &targets);
    for (size_t i = 0; i < d->events.count; i++) {
        codes a, r;
        codes_of(&d->events.items[i].actors, &a);
        codes_of(&d->events.items[i].recipients, &r);
        cross(&coded, d->events.items[i].type, &a, &r);
    }
    shared = count_shared(&gold, &coded);
    c->records++;
    c->any += same != NULL;
    c->first += first && first->type == type;
    c->sources += sources.count > 0;
    c->sources_right += source_right;
    c->targets += targets.count > 0;
    c->targets_right += target_right;
    c->triple.right += shared;
    c->triple.found += coded.count;
    c->triple.wanted += gold.count;
    if (tools->is_verbose && (shared != gold.count || coded.count != gold.count)) print_record(record, d, &sources, &targets);
}

static bool run(an_eval_tools *tools, const char *path)
{
    json_error_t error;
    json_t *records = json_load_file(path, 0, &error);
    counts c = {0};
    bool is_good = records != NULL;
    if (!records) fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
    for (size_t i = 0; i < json_array_size(records) && is_good; i++) {
        const json_t *record = json_array_get(records, i);
        const char *text = json_string_value(json_object_get(record, "text")), *event = json_string_value(json_object_get(record, "event"));
        an_document d;
        if (!text || !event || read_type(event) == AN_TYPE_NONE) continue;
        is_good = an_eval_code(tools, an_str_from(text), json_string_value(json_object_get(record, "date")), &d);
        if (is_good) score(tools, record, &d, &c);
    }
    json_decref(records);
    printf("records %zu\n", c.records);
    printf("type            any %5.1f %%   first %5.1f %%\n", an_eval_percent(c.any, c.records), an_eval_percent(c.first, c.records));
    printf("source country  %5.1f %% of %zu\n", an_eval_percent(c.sources_right, c.sources), c.sources);
    printf("target country  %5.1f %% of %zu\n", an_eval_percent(c.targets_right, c.targets), c.targets);
    an_eval_print_tally("triples", &c.triple);
    return is_good;
}

int main(int count, char **words)
{
    an_eval_tools tools;
    bool is_good;
    if (count < 3) return fprintf(stderr, "usage: eval_plover DATA RECORDS.txt [-v]\n"), 2;
    if (!an_eval_open(&tools, words[1])) return 3;
    tools.is_verbose = count > 3 && strcmp(words[3], "-v") == 0;
    is_good = run(&tools, words[2]);
    an_eval_close(&tools);
    return is_good ? 0 : 1;
}
