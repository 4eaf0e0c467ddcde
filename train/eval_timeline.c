/* Measures dates of events on the timelines of SemEval-2015 task 4 (Wikinews; one actor's events over many articles).
 *
 *     eval_timeline DATA TIMELINE.txt... ARTICLE.tml... [-v]
 *
 * DATA: the folder of the compiled files. A timeline's lines: order, date (YYYY-MM-DD, unknown parts XX), then events, each
 * article-sentence-word. Matching rule. The article's text is put together from the words of its sentences; its first two (title, date)
 * are paragraphs of their own; published on its creation time. Each event of a line with at least a year is looked up in its article's
 * sentence by its word (the first EVENT element of that wording) and judged there, whether or not the dictionary codes it. Right: the
 * coded range lies inside of the day, month or year. Events whose article is not given, or that are not found in it, are left out and
 * counted. -v prints what is wrong. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "eval_events.h"

enum { EVENTS_MAX = 4096, NAME_BYTES = 64, LINE_BYTES = 1 << 14, ARTICLE_EVENTS_MAX = 512 };

typedef struct wanted {
    char article[NAME_BYTES], word[NAME_BYTES];
    long sentence;
    an_date_range date;
    uint32_t byte; /* in its article */
    bool is_found;
} wanted;

typedef struct run_state {
    an_eval_tools tools;
    wanted events[EVENTS_MAX];
    size_t event_count, judged, right, none;
    an_strbuf text;
} run_state;

/* "2007-10-XX" is October 2007, "2007-XX-XX" the year. */
static bool read_date(const char *text, an_date_range *range)
{
    const char *unknown = strstr(text, "-XX");
    size_t length = unknown ? (size_t)(unknown - text) : strlen(text);
    return text[0] != 'X' && an_iso_parse((an_str){text, length}, range);
}

/* "100911-2-defeated" */
static void read_event(run_state *r, const char *text, an_date_range date)
{
    wanted w = {.date = date};
    const char *first = strchr(text, '-'), *second = first ? strchr(first + 1, '-') : NULL;
    if (!second || r->event_count >= EVENTS_MAX || first - text >= NAME_BYTES) return;
    snprintf(w.article, sizeof w.article, "%.*s", (int)(first - text), text);
    snprintf(w.word, sizeof w.word, "%s", second + 1);
    w.sentence = strtol(first + 1, NULL, 10);
    r->events[r->event_count++] = w;
}

static bool read_timeline(run_state *r, const char *path)
{
    static char line[LINE_BYTES];
    FILE *file = fopen(path, "r");
    if (!file) return perror(path), false;
    while (fgets(line, sizeof line, file)) {
        an_date_range date;
        char *save = NULL, *field = strtok_r(line, "\t\r\n", &save);
        bool is_dated = field && (field = strtok_r(NULL, "\t\r\n", &save)) && read_date(field, &date);
        for (field = strtok_r(NULL, "\t\r\n", &save); field && is_dated; field = strtok_r(NULL, "\t\r\n", &save)) read_event(r, field, date);
    }
    fclose(file);
    return true;
}

static bool is_named(const xmlNode *node, const char *name) { return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0; }

static uint32_t put_words(an_strbuf *text, char *words)
{
    uint32_t first = UINT32_MAX;
    char *save = NULL;
    for (char *word = strtok_r(words, " \t\r\n", &save); word; word = strtok_r(NULL, " \t\r\n", &save)) {
        uint32_t start = an_eval_put_word(text, word);
        if (first == UINT32_MAX) first = start;
    }
    return first;
}

static void find_wanted(run_state *r, const char *article, long sentence, const char *word, uint32_t byte)
{
    for (size_t i = 0; i < r->event_count; i++) {
        wanted *w = r->events + i;
        if (w->is_found || w->sentence != sentence || strcmp(w->article, article) != 0 || strcmp(w->word, word) != 0) continue;
        w->byte = byte;
        w->is_found = true;
    }
}

static void read_sentence(run_state *r, const xmlNode *node, const char *article)
{
    xmlChar *id = xmlGetProp((xmlNode *)(uintptr_t)node, (const xmlChar *)"id");
    long sentence = id ? strtol((const char *)id, NULL, 10) : 0;
    if (r->text.length && sentence <= 2) an_strbuf_puts(&r->text, "\n\n");
    for (const xmlNode *part = node->children; part; part = part->next) {
        xmlChar *words = xmlNodeGetContent((xmlNode *)(uintptr_t)part), *copy = xmlStrdup(words);
        uint32_t byte = put_words(&r->text, (char *)words);
        if (is_named(part, "EVENT") && byte != UINT32_MAX) find_wanted(r, article, sentence, (const char *)copy, byte);
        xmlFree(words);
        xmlFree(copy);
    }
    xmlFree(id);
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
    for (const xmlNode *c = node ? node->children : NULL; c; c = c->next)
        if (is_named(c, name)) return c;
    return NULL;
}

static int by_byte(const void *a, const void *b)
{
    const wanted *x = *(const wanted *const *)a, *y = *(const wanted *const *)b;
    return (x->byte > y->byte) - (x->byte < y->byte);
}

static void score(run_state *r, const wanted *w, const an_event *coded)
{
    an_date_range range = coded->date.time.range;
    bool is_right = coded->date.is_known && range.from != AN_DAY_UNKNOWN && range.to != AN_DAY_UNKNOWN && range.from >= w->date.from && range.to <= w->date.to;
    char from[AN_ISO_DAY_BYTES], given[AN_ISO_DAY_BYTES] = "none";
    size_t start = w->byte > 80 ? w->byte - 80 : 0;
    r->judged++;
    r->right += is_right;
    r->none += !coded->date.is_known;
    if (!r->tools.is_verbose || is_right) return;
    if (coded->date.is_known && range.from != AN_DAY_UNKNOWN) an_iso_format(range.from, given);
    printf("wanted %s\tcoded %s\t%s\t%.*s\n", an_iso_format(w->date.from, from), given, w->word, 160, r->text.data + start);
}

static bool judge(run_state *r, const char *article, const char *published)
{
    static const wanted *asked[ARTICLE_EVENTS_MAX];
    static uint32_t bytes[ARTICLE_EVENTS_MAX];
    static an_event coded[ARTICLE_EVENTS_MAX];
    static bool is_there[ARTICLE_EVENTS_MAX];
    size_t count = 0;
    an_document d;
    for (size_t i = 0; i < r->event_count && count < ARTICLE_EVENTS_MAX; i++)
        if (r->events[i].is_found && strcmp(r->events[i].article, article) == 0) asked[count++] = r->events + i;
    qsort(asked, count, sizeof *asked, by_byte);
    for (size_t i = 0; i < count; i++) bytes[i] = asked[i]->byte;
    if (!an_eval_probe(&r->tools, an_strbuf_view(&r->text), published, bytes, count, coded, is_there, &d)) return false;
    for (size_t i = 0; i < count; i++)
        if (is_there[i]) score(r, asked[i], coded + i);
    return true;
}

static bool read_article(run_state *r, const char *path)
{
    xmlDoc *document = xmlReadFile(path, NULL, XML_PARSE_NOERROR);
    const xmlNode *root = document ? xmlDocGetRootElement(document) : NULL, *id = child(root, "DOCID"), *text = child(root, "TEXT"), *time = child(child(root, "DCT"), "TIMEX3");
    xmlChar *name = id ? xmlNodeGetContent((xmlNode *)(uintptr_t)id) : NULL, *published = time ? xmlGetProp((xmlNode *)(uintptr_t)time, (const xmlChar *)"value") : NULL;
    bool is_good = name && text;
    an_strbuf_clear(&r->text);
    for (const xmlNode *s = is_good ? text->children : NULL; s; s = s->next)
        if (is_named(s, "s")) read_sentence(r, s, (const char *)name);
    if (is_good) is_good = judge(r, (const char *)name, (const char *)published);
    else fprintf(stderr, "%s: no article\n", path);
    xmlFree(name);
    xmlFree(published);
    xmlFreeDoc(document);
    return is_good;
}

static bool ends_with(const char *text, const char *end) { return an_str_ends_with(an_str_from(text), end); }

int main(int count, char **words)
{
    static run_state r;
    bool is_good = true;
    if (count < 4) return fprintf(stderr, "usage: eval_timeline DATA TIMELINE.txt... ARTICLE.tml... [-v]\n"), 2;
    if (!an_eval_open(&r.tools, words[1])) return 3;
    r.tools.is_verbose = strcmp(words[count - 1], "-v") == 0;
    an_strbuf_init(&r.text, 0);
    for (int i = 2; i < count && is_good; i++)
        if (ends_with(words[i], ".txt")) is_good = read_timeline(&r, words[i]);
    for (int i = 2; i < count && is_good; i++)
        if (ends_with(words[i], ".tml")) is_good = read_article(&r, words[i]);
    printf("events %zu, found in articles %zu\ndate right  %5.1f %% (none given: %.1f %%)\n", r.event_count, r.judged, an_eval_percent(r.right, r.judged), an_eval_percent(r.none, r.judged));
    an_strbuf_free(&r.text);
    an_eval_close(&r.tools);
    return is_good ? 0 : 1;
}
