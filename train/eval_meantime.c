/* Measures factuality and dates of events on MEANTIME (Wikinews with every event marked; CAT XML).
 *
 *     eval_meantime DATA FILE.xml... [-v]
 *
 * DATA: the folder of the compiled files. Matching rules. The text is put together from the set's tokens; its first sentence (title)
 * and second (date) are paragraphs of their own; the day of publication is that of the TIMEX3 marked CREATION_TIME. Every EVENT_MENTION
 * with polarity and certainty is judged at its first token, whether or not the dictionary codes it; "coded" are those it codes.
 * Factuality in three classes: did not happen (polarity NEG); not real, or not yet (time FUTURE, certainty POSSIBLE or PROBABLE, a part
 * of a conditional); else happened. Coded: did-not-happen; planned, threatened, hypothetical, possible; the rest. Generic statements
 * (special_cases GEN) are left out. Beside it, how often the majority class would be right.
 * Dates: of events that a TLINK puts into or equal with a TIMEX3 whose value is a year, month or day (one other than the publication
 * date first). Right: the coded range lies inside of it. -v prints what is wrong. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "eval_events.h"

enum { TOKENS_MAX = 8192, EVENTS_MAX = 1024, TIMES_MAX = 512, CLASSES = 3, VALUE_BYTES = 32 };
static const char *const classes[CLASSES] = {"happened", "did not", "not real"};

typedef struct gold_event {
    long id;
    uint32_t byte;
    int class; /* -1: not judged */
    an_date_range date;
    bool is_date_own; /* of a time in the text, not of publication */
} gold_event;

typedef struct gold_time {
    long id;
    an_date_range range;
    bool is_publication;
} gold_time;

typedef struct article {
    an_strbuf text;
    uint32_t starts[TOKENS_MAX]; /* by t_id */
    gold_event events[EVENTS_MAX];
    gold_time times[TIMES_MAX];
    size_t event_count, time_count;
    char published[VALUE_BYTES];
} article;

typedef struct counts {
    size_t articles, confusion[CLASSES][CLASSES], judged_coded, right_coded, dated, dates_right, dates_none, dated_own, own_right;
} counts;

static bool is_named(const xmlNode *node, const char *name) { return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0; }

static void get(const xmlNode *node, const char *name, char out[VALUE_BYTES])
{
    xmlChar *value = xmlGetProp((xmlNode *)(uintptr_t)node, (const xmlChar *)name);
    snprintf(out, VALUE_BYTES, "%s", value ? (const char *)value : "");
    xmlFree(value);
}

static long get_number(const xmlNode *node, const char *name)
{
    char text[VALUE_BYTES];
    get(node, name, text);
    return strtol(text, NULL, 10);
}

static bool is_value(const xmlNode *node, const char *name, const char *value)
{
    char text[VALUE_BYTES];
    get(node, name, text);
    return strcmp(text, value) == 0;
}

static void read_token(article *a, const xmlNode *node, long *sentence)
{
    long here = get_number(node, "sentence"), id = get_number(node, "t_id");
    xmlChar *word = xmlNodeGetContent((xmlNode *)(uintptr_t)node);
    if (*sentence >= 0 && here != *sentence && here <= 2) an_strbuf_puts(&a->text, "\n\n");
    *sentence = here;
    if (id >= 0 && id < TOKENS_MAX) a->starts[id] = an_eval_put_word(&a->text, (const char *)word);
    xmlFree(word);
}

static int class_of(const xmlNode *node)
{
    if (is_value(node, "polarity", "") || is_value(node, "certainty", "") || is_value(node, "certainty", "UNDERSPECIFIED") || is_value(node, "special_cases", "GEN")) return -1;
    if (is_value(node, "polarity", "NEG")) return 1;
    if (is_value(node, "time", "FUTURE") || !is_value(node, "certainty", "CERTAIN") || is_value(node, "special_cases", "COND_IF_CLAUSE") || is_value(node, "special_cases", "COND_MAIN_CLAUSE")) return 2;
    return 0;
}

static void read_event(article *a, const xmlNode *node)
{
    gold_event e = {.id = get_number(node, "m_id"), .class = class_of(node), .date = AN_DATE_RANGE_UNKNOWN, .byte = UINT32_MAX};
    for (const xmlNode *anchor = node->children; anchor && e.byte == UINT32_MAX; anchor = anchor->next) {
        long token = is_named(anchor, "token_anchor") ? get_number(anchor, "t_id") : -1;
        if (token >= 0 && token < TOKENS_MAX) e.byte = a->starts[token];
    }
    if (e.byte != UINT32_MAX && a->event_count < EVENTS_MAX) a->events[a->event_count++] = e;
}

static void read_time(article *a, const xmlNode *node)
{
    gold_time t = {.id = get_number(node, "m_id"), .range = AN_DATE_RANGE_UNKNOWN, .is_publication = is_value(node, "functionInDocument", "CREATION_TIME")};
    char value[VALUE_BYTES];
    get(node, "value", value);
    if (t.is_publication) snprintf(a->published, sizeof a->published, "%s", value);
    if (is_value(node, "type", "DATE") && an_iso_parse(an_str_from(value), &t.range) && a->time_count < TIMES_MAX) a->times[a->time_count++] = t;
}

static gold_event *event_of(article *a, long id)
{
    for (size_t i = 0; i < a->event_count; i++)
        if (a->events[i].id == id) return a->events + i;
    return NULL;
}

static const gold_time *time_of(const article *a, long id)
{
    for (size_t i = 0; i < a->time_count; i++)
        if (a->times[i].id == id) return a->times + i;
    return NULL;
}

static void read_link(article *a, const xmlNode *node)
{
    long source = -1, target = -1;
    bool is_equal = is_value(node, "reltype", "SIMULTANEOUS");
    gold_event *e = NULL;
    const gold_time *t = NULL;
    for (const xmlNode *end = node->children; end; end = end->next) {
        if (is_named(end, "source")) source = get_number(end, "m_id");
        if (is_named(end, "target")) target = get_number(end, "m_id");
    }
    if (is_equal || is_value(node, "reltype", "IS_INCLUDED")) e = event_of(a, source), t = time_of(a, target);
    if ((!e || !t) && (is_equal || is_value(node, "reltype", "INCLUDES"))) e = event_of(a, target), t = time_of(a, source);
    if (!e || !t || (t->is_publication && an_date_range_is_known(e->date))) return;
    e->date = t->range;
    e->is_date_own = !t->is_publication;
}

static void read_markables(article *a, const xmlNode *list)
{
    for (const xmlNode *node = list; node; node = node->next) {
        if (is_named(node, "EVENT_MENTION")) read_event(a, node);
        if (is_named(node, "TIMEX3")) read_time(a, node);
    }
}

static int by_byte(const void *a, const void *b)
{
    const gold_event *x = a, *y = b;
    return (x->byte > y->byte) - (x->byte < y->byte);
}

static void read_article(article *a, const xmlNode *root)
{
    long sentence = -1;
    an_strbuf_clear(&a->text);
    a->event_count = a->time_count = 0;
    a->published[0] = '\0';
    for (const xmlNode *node = root->children; node; node = node->next)
        if (is_named(node, "token")) read_token(a, node, &sentence);
    for (const xmlNode *node = root->children; node; node = node->next)
        if (is_named(node, "Markables")) read_markables(a, node->children);
    for (const xmlNode *node = root->children; node; node = node->next)
        for (const xmlNode *link = is_named(node, "Relations") ? node->children : NULL; link; link = link->next)
            if (is_named(link, "TLINK")) read_link(a, link);
    qsort(a->events, a->event_count, sizeof *a->events, by_byte);
}

static int coded_class(an_factuality factuality)
{
    switch (factuality) {
    case AN_FACTUALITY_DID_NOT_HAPPEN: return 1;
    case AN_FACTUALITY_PLANNED:
    case AN_FACTUALITY_THREATENED:
    case AN_FACTUALITY_HYPOTHETICAL:
    case AN_FACTUALITY_POSSIBLE: return 2;
    default: return 0;
    }
}

static bool lies_in(an_date_range inner, an_date_range outer)
{
    return inner.from != AN_DAY_UNKNOWN && inner.to != AN_DAY_UNKNOWN && inner.from >= outer.from && inner.to <= outer.to;
}

static void print_wrong(const article *a, const gold_event *g, const char *kind, const char *wanted, const char *coded)
{
    size_t from = g->byte > 60 ? g->byte - 60 : 0, to = g->byte + 60 < a->text.length ? g->byte + 60 : a->text.length;
    printf("%s\twanted %s\tcoded %s\t", kind, wanted, coded);
    for (size_t i = from; i < to; i++) printf("%s%c", i == g->byte ? ">>" : "", a->text.data[i] == '\n' ? ' ' : a->text.data[i]);
    printf("\n");
}

static void score(const an_eval_tools *tools, const article *a, const gold_event *g, const an_event *coded, counts *c)
{
    int class = coded_class(coded->factuality);
    char wanted[AN_ISO_DAY_BYTES] = "", found[AN_ISO_DAY_BYTES] = "none";
    bool is_right = coded->date.is_known && lies_in(coded->date.time.range, g->date);
    if (g->class >= 0) {
        c->confusion[g->class][class]++;
        c->judged_coded += coded->type != AN_TYPE_NONE;
        c->right_coded += coded->type != AN_TYPE_NONE && class == g->class;
        if (tools->is_verbose && class != g->class) print_wrong(a, g, "FACTUALITY", classes[g->class], an_factuality_names[coded->factuality]);
    }
    if (!an_date_range_is_known(g->date)) return;
    c->dated++;
    c->dates_right += is_right;
    c->dates_none += !coded->date.is_known;
    c->dated_own += g->is_date_own;
    c->own_right += g->is_date_own && is_right;
    if (!tools->is_verbose || is_right) return;
    an_iso_format(g->date.from, wanted);
    if (coded->date.is_known) an_iso_format(coded->date.time.range.from, found);
    print_wrong(a, g, g->is_date_own ? "DATE" : "DATE-OF-PUBLICATION", wanted, found);
}

static bool measure(an_eval_tools *tools, const char *path, counts *c)
{
    static article a;
    static uint32_t bytes[EVENTS_MAX];
    static an_event coded[EVENTS_MAX];
    static bool is_there[EVENTS_MAX];
    an_document d;
    xmlDoc *document = xmlReadFile(path, NULL, XML_PARSE_NOERROR);
    const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    if (!root) return fprintf(stderr, "%s: no XML\n", path), false;
    read_article(&a, root);
    xmlFreeDoc(document);
    for (size_t i = 0; i < a.event_count; i++) bytes[i] = a.events[i].byte;
    if (!an_eval_probe(tools, an_strbuf_view(&a.text), a.published[0] ? a.published : NULL, bytes, a.event_count, coded, is_there, &d)) return false;
    for (size_t i = 0; i < a.event_count; i++)
        if (is_there[i]) score(tools, &a, a.events + i, coded + i, c);
    c->articles++;
    return true;
}

static void print_counts(const counts *c)
{
    size_t all = 0, right = 0, majority = 0;
    for (int g = 0; g < CLASSES; g++) {
        size_t row = 0;
        for (int k = 0; k < CLASSES; k++) row += c->confusion[g][k];
        printf("%-10s %4zu:", classes[g], row);
        for (int k = 0; k < CLASSES; k++) printf("  %s %zu", classes[k], c->confusion[g][k]);
        printf("\n");
        all += row;
        right += c->confusion[g][g];
        if (row > majority) majority = row;
    }
    printf("articles %zu\nfactuality right   %5.1f %% of %zu events (majority class %.1f %%); of %zu coded %.1f %%\n", c->articles, an_eval_percent(right, all), all, an_eval_percent(majority, all),
           c->judged_coded, an_eval_percent(c->right_coded, c->judged_coded));
    printf("date right         %5.1f %% of %zu (none given: %.1f %%); of dates in the text %.1f %% of %zu\n", an_eval_percent(c->dates_right, c->dated), c->dated, an_eval_percent(c->dates_none, c->dated),
           an_eval_percent(c->own_right, c->dated_own), c->dated_own);
}

int main(int count, char **words)
{
    an_eval_tools tools;
    counts c = {0};
    bool is_good = true;
    if (count < 3) return fprintf(stderr, "usage: eval_meantime DATA FILE.xml... [-v]\n"), 2;
    if (!an_eval_open(&tools, words[1])) return 3;
    tools.is_verbose = strcmp(words[count - 1], "-v") == 0;
    for (int i = 2; i < count - tools.is_verbose && is_good; i++) is_good = measure(&tools, words[i], &c);
    print_counts(&c);
    an_eval_close(&tools);
    return is_good ? 0 : 1;
}
