/* Measures the event type of a marked pair of actors, end to end, on PLV (sentences with source, target and gold PLOVER root type).
 *
 *     eval_plv DATA PLV.tsv [-v | --findings]
 *
 * DATA: the folder of the compiled files. Columns: uid, sentence number, type, sentence, sentence with <s>...</s> and <t>...</t>.
 * Matching rule. The sentence is coded without its marks, by itself and without a date. An event links the pair if one of its participants
 * is the source, another the target, and not both are recipients: type is judged here, direction beside it. A participant is the source
 * if its words share a character with the source's, or if it was resolved to the same id as a mention inside of the source ("it"). Of several events that link the pair the most confident counts, then the earlier; "any"
 * shows what a choice that is always lucky would reach. YIELD stands for CONCEDE and RETREAT. Rows where no event links the pair are
 * wrong. The set also marks places where something happens as targets ("soldiers moved to the border"); we call such a thing the event's
 * place, not its recipient. Those rows are wrong in the figures; a line of its own tells how often one of the pair takes part in an event
 * whose place is the other, and how often its type is right. -v prints every wrong row;
 * --findings, for each event that links the pair, whether its type is right (1 or 0) and its findings, for train/fit_confidence.py. */
#include <stdlib.h>
#include <string.h>

#include "eval_events.h"

enum { BINS = 10 }; /* of confidence, in tenths */
enum { ROW_BYTES = 1 << 16, COLUMN_MARKED = 4, COLUMN_GOLD = 2 };

typedef struct row {
    char text[ROW_BYTES];
    size_t length;
    an_span source, target;
    const char *gold;
} row;

typedef struct counts {
    size_t rows, paired, directed, right, any, typed;
    size_t located, located_right; /* rows that no event links but by its place */
    bool prints_findings;
    size_t told[BINS], told_right[BINS]; /* events that link a pair, by confidence */
    double confidence[BINS];
    size_t confusion[AN_TYPE_COUNT + 1][AN_TYPE_COUNT + 1]; /* gold by coded; NONE: no event links the pair */
} counts;

static bool take_mark(const char **at, const char *mark)
{
    size_t length = strlen(mark);
    if (strncmp(*at, mark, length) != 0) return false;
    *at += length;
    return true;
}

/* A field that begins with a quotation mark is quoted: marks in it are doubled. */
static void read_marked(const char *marked, row *out)
{
    bool is_quoted = *marked == '"';
    out->length = 0;
    if (is_quoted) marked++;
    while (*marked && out->length + 1 < ROW_BYTES) {
        if (is_quoted && *marked == '"' && *++marked != '"') break;
        if (take_mark(&marked, "<s>")) out->source.start = (uint32_t)out->length;
        else if (take_mark(&marked, "</s>")) out->source.end = (uint32_t)out->length;
        else if (take_mark(&marked, "<t>")) out->target.start = (uint32_t)out->length;
        else if (take_mark(&marked, "</t>")) out->target.end = (uint32_t)out->length;
        else out->text[out->length++] = *marked++;
    }
}

static bool fits(const char *gold, an_event_type type)
{
    if (strcmp(gold, "YIELD") == 0) return type == AN_TYPE_CONCEDE || type == AN_TYPE_RETREAT;
    return strcmp(gold, an_types[type].name) == 0;
}

static bool is_named_in(const an_document *d, const an_actor *actor, an_span span)
{
    for (size_t i = 0; i < d->mentions.count && actor->id.data; i++) {
        const an_mention *m = d->mentions.items + i;
        if (m->kind == AN_MENTION_ACTOR && m->actor.id.data && m->span.start >= span.start && m->span.end <= span.end && an_str_equal(m->actor.id, actor->id)) return true;
    }
    return false;
}

static bool is_participant(const an_document *d, const an_participant *p, an_span span) { return an_eval_overlaps(p->span, span) || is_named_in(d, &p->actor, span); }

static bool has(const an_document *d, const an_participants *list, an_span span)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_participant(d, list->items + i, span)) return true;
    return false;
}

/* Two of the list, one the source, the other the target ("Chad and its allies", where "its" is Chad too). */
static bool has_two(const an_document *d, const an_participants *list, an_span source, an_span target)
{
    for (size_t i = 0; i < list->count; i++)
        for (size_t k = 0; k < list->count; k++)
            if (i != k && is_participant(d, list->items + i, source) && is_participant(d, list->items + k, target)) return true;
    return false;
}

static bool links(const an_document *d, const an_event *e, const row *r, bool *is_directed)
{
    *is_directed = has(d, &e->actors, r->source) && has(d, &e->recipients, r->target);
    if (*is_directed) return true;
    if (has(d, &e->recipients, r->source) && has(d, &e->actors, r->target)) return true;
    *is_directed = has_two(d, &e->actors, r->source, r->target);
    return *is_directed;
}

static bool takes_part(const an_document *d, const an_event *e, an_span span) { return has(d, &e->actors, span) || has(d, &e->recipients, span); }

/* One of the pair takes part and the other is where it happens. */
static bool is_located(const an_document *d, const an_event *e, const row *r)
{
    if (!e->place.is_known) return false;
    return (takes_part(d, e, r->source) && an_eval_overlaps(e->place.span, r->target)) || (takes_part(d, e, r->target) && an_eval_overlaps(e->place.span, r->source));
}

static void count_located(const an_document *d, const row *r, counts *c)
{
    const an_event *best = NULL;
    for (size_t i = 0; i < d->events.count; i++) {
        const an_event *e = d->events.items + i;
        if (is_located(d, e, r) && (!best || e->confidence > best->confidence)) best = e;
    }
    c->located += best != NULL;
    c->located_right += best && fits(r->gold, best->type);
}

static an_event_type parse_gold(const char *gold) { return strcmp(gold, "YIELD") == 0 ? AN_TYPE_CONCEDE : an_type_parse(an_str_from(gold)); }

static void print_event(const row *r, const an_event *e)
{
    printf("\t%s:", an_types[e->type].name);
    for (size_t i = 0; i < e->actors.count; i++) printf(" [%.*s]", (int)(e->actors.items[i].span.end - e->actors.items[i].span.start), r->text + e->actors.items[i].span.start);
    printf(" >");
    for (size_t i = 0; i < e->recipients.count; i++) printf(" [%.*s]", (int)(e->recipients.items[i].span.end - e->recipients.items[i].span.start), r->text + e->recipients.items[i].span.start);
    printf("\n");
}

static void score(const an_eval_tools *tools, const an_document *d, const row *r, counts *c)
{
    const an_event *best = NULL;
    bool is_any = false, is_typed = false, best_directed = false;
    for (size_t i = 0; i < d->events.count; i++) {
        const an_event *e = d->events.items + i;
        bool is_directed;
        is_typed = is_typed || fits(r->gold, e->type);
        if (!links(d, e, r, &is_directed)) continue;
        is_any = is_any || fits(r->gold, e->type);
        if (c->prints_findings) printf("finding\t%d\t%u\n", fits(r->gold, e->type), e->findings);
        if (best && e->confidence <= best->confidence) continue;
        best = e;
        best_directed = is_directed;
    }
    if (best) {
        int bin = best->confidence >= 1 ? BINS - 1 : (int)(best->confidence * BINS);
        c->told[bin]++;
        c->told_right[bin] += fits(r->gold, best->type);
        c->confidence[bin] += best->confidence;
    }
    if (!best) count_located(d, r, c);
    c->rows++;
    c->paired += best != NULL;
    c->directed += best_directed;
    c->right += best && fits(r->gold, best->type);
    c->any += is_any;
    c->typed += is_typed;
    c->confusion[parse_gold(r->gold)][best ? best->type : AN_TYPE_NONE]++;
    if (!tools->is_verbose || (best && fits(r->gold, best->type))) return;
    printf("%s\t%s%s\t%.*s > %.*s\t%.*s\n", r->gold, best ? an_types[best->type].name : "-", is_any ? " (any)" : is_typed ? " (type)" : "", (int)(r->source.end - r->source.start),
           r->text + r->source.start, (int)(r->target.end - r->target.start), r->text + r->target.start, (int)r->length, r->text);
    for (size_t i = 0; i < d->events.count; i++) print_event(r, d->events.items + i);
}

static void print_counts(const counts *c)
{
    printf("rows %zu\n", c->rows);
    printf("pair found and type right      %5.1f %%\n", an_eval_percent(c->right, c->rows));
    printf("  any of the pair's events     %5.1f %%\n", an_eval_percent(c->any, c->rows));
    printf("pair found                     %5.1f %%, of these the right way round %.1f %%\n", an_eval_percent(c->paired, c->rows), an_eval_percent(c->directed, c->paired));
    printf("type right where pair is found %5.1f %%\n", an_eval_percent(c->right, c->paired));
    printf("one of the pair as the place   %5.1f %% more, with the right type %.1f %%\n", an_eval_percent(c->located, c->rows), an_eval_percent(c->located_right, c->rows));
    printf("type among the sentence's      %5.1f %%\n", an_eval_percent(c->typed, c->rows));
    for (int i = 0; i < BINS; i++)
        if (c->told[i]) printf("confidence .%d: mean %.2f, type right %5.1f %% of %zu\n", i, c->confidence[i] / (double)c->told[i], an_eval_percent(c->told_right[i], c->told[i]), c->told[i]);
    for (int g = 1; g < AN_TYPE_COUNT; g++) {
        size_t all = 0;
        for (int k = 0; k < AN_TYPE_COUNT; k++) all += c->confusion[g][k];
        if (!all) continue;
        printf("  %-10s %4zu:", g == AN_TYPE_CONCEDE ? "YIELD" : an_types[g].name, all);
        for (int k = 0; k < AN_TYPE_COUNT; k++)
            if (c->confusion[g][k]) printf(" %s %zu", k ? an_types[k].name : "none", c->confusion[g][k]);
        printf("\n");
    }
}

static bool run(an_eval_tools *tools, const char *path, bool prints_findings)
{
    static char line[ROW_BYTES];
    static row r;
    static counts c;
    FILE *file = fopen(path, "r");
    bool is_good = file && fgets(line, sizeof line, file);
    if (!file) return perror(path), false;
    c.prints_findings = prints_findings;
    while (is_good && fgets(line, sizeof line, file)) {
        char *columns[COLUMN_MARKED + 1] = {line}, *at = line;
        an_document d;
        int count = 1;
        for (; *at; at++) {
            if (*at != '\t' && *at != '\n') continue;
            *at = '\0';
            if (count <= COLUMN_MARKED) columns[count++] = at + 1;
        }
        if (count <= COLUMN_MARKED) continue;
        r.gold = columns[COLUMN_GOLD];
        read_marked(columns[COLUMN_MARKED], &r);
        is_good = an_eval_code(tools, (an_str){r.text, r.length}, NULL, &d);
        if (is_good) score(tools, &d, &r, &c);
    }
    fclose(file);
    print_counts(&c);
    return is_good;
}

int main(int count, char **words)
{
    an_eval_tools tools;
    bool is_good;
    if (count < 3) return fprintf(stderr, "usage: eval_plv DATA PLV.tsv [-v | --findings]\n"), 2;
    if (!an_eval_open(&tools, words[1])) return 3;
    tools.is_verbose = count > 3 && strcmp(words[3], "-v") == 0;
    is_good = run(&tools, words[2], count > 3 && strcmp(words[3], "--findings") == 0);
    an_eval_close(&tools);
    return is_good ? 0 : 1;
}
