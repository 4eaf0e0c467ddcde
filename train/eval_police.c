/* Measures what police did, sentence by sentence, on IndiaPoliceEvents (stories of one newspaper; labels KILL, ARREST, FORCE).
 *
 *     eval_police DATA SENTS.jsonl METADATA.jsonl [-v]
 *
 * DATA: the folder of the compiled files. Lines of SENTS: doc_id, sent_id, sent_text, sent_labels; of METADATA: doc_id, date.
 * Matching rule. Sentences of a story are coded together, in their order, with the story's date. An event belongs to the sentence in
 * which its trigger stands, and counts if it happened or goes on and one of its actors is of the police or the army (sector COP or
 * MIL), or, for arrests, if it names no actor. KILL: ASSAULT with killed of at least one. FORCE: every ASSAULT of theirs, killed or
 * not. ARREST: COERCE of mode arrest. -v prints every sentence that is wrong. */
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "eval_events.h"

enum { SENTENCES_MAX = 4096, DATES_MAX = 1 << 20 };
enum { KILL, ARREST, FORCE, LABELS };
static const char *const names[LABELS] = {"KILL", "ARREST", "FORCE"};

typedef struct story {
    long id;
    an_strbuf text;
    uint32_t starts[SENTENCES_MAX + 1];
    bool gold[SENTENCES_MAX][LABELS], coded[SENTENCES_MAX][LABELS];
    size_t count;
} story;

typedef struct run_state {
    an_eval_tools tools;
    story story;
    char (*dates)[AN_ISO_DAY_BYTES]; /* by doc_id */
    an_eval_tally tallies[LABELS];
} run_state;

static bool read_date(void *context, const json_t *object)
{
    run_state *r = context;
    json_int_t id = json_integer_value(json_object_get(object, "doc_id"));
    const char *date = json_string_value(json_object_get(object, "date"));
    if (id >= 0 && id < DATES_MAX && date) snprintf(r->dates[id], AN_ISO_DAY_BYTES, "%s", date);
    return true;
}

static bool is_of_police(const an_actor *a)
{
    for (int i = 0; i < a->sector_count; i++)
        if (a->sectors[i] == AN_SECTOR_COP || a->sectors[i] == AN_SECTOR_MIL) return true;
    return false;
}

static void mark(const an_event *e, bool labels[LABELS])
{
    bool is_police = false, is_arrest = e->type == AN_TYPE_COERCE && e->mode_count && e->modes[0] == AN_MODE_COERCE_ARREST;
    for (size_t i = 0; i < e->actors.count; i++) is_police = is_police || is_of_police(&e->actors.items[i].actor);
    if (e->factuality != AN_FACTUALITY_HAPPENED && e->factuality != AN_FACTUALITY_ONGOING) return;
    if (is_arrest && (is_police || !e->actors.count)) labels[ARREST] = true;
    if (e->type != AN_TYPE_ASSAULT || !is_police) return;
    labels[FORCE] = true;
    if (e->killed.is_known && e->killed.low > 0) labels[KILL] = true;
}

static size_t sentence_at(const story *s, uint32_t byte)
{
    size_t i = 0;
    while (i + 1 < s->count && s->starts[i + 1] <= byte) i++;
    return i;
}

static void print_sentence(const story *s, size_t i, int label)
{
    printf("%s\t%s\t%.*s\n", names[label], s->gold[i][label] ? "missed" : "extra", (int)(s->starts[i + 1] - s->starts[i]), s->text.data + s->starts[i]);
}

static bool finish_story(run_state *r)
{
    story *s = &r->story;
    an_document d;
    if (!s->count) return true;
    s->starts[s->count] = (uint32_t)s->text.length;
    if (!an_eval_code(&r->tools, (an_str){s->text.data, s->text.length}, s->id < DATES_MAX && r->dates[s->id][0] ? r->dates[s->id] : NULL, &d)) return false;
    for (size_t i = 0; i < d.events.count; i++) mark(d.events.items + i, s->coded[sentence_at(s, d.parsed.tokens[d.events.items[i].trigger_token].span.start)]);
    for (size_t i = 0; i < s->count; i++)
        for (int l = 0; l < LABELS; l++) {
            r->tallies[l].wanted += s->gold[i][l];
            r->tallies[l].found += s->coded[i][l];
            r->tallies[l].right += s->gold[i][l] && s->coded[i][l];
            if (r->tools.is_verbose && s->gold[i][l] != s->coded[i][l]) print_sentence(s, i, l);
        }
    return true;
}

static void begin_story(story *s, long id)
{
    an_strbuf_clear(&s->text);
    memset(s->gold, 0, sizeof s->gold);
    memset(s->coded, 0, sizeof s->coded);
    s->count = 0;
    s->id = id;
}

static bool read_sentence(void *context, const json_t *object)
{
    run_state *r = context;
    story *s = &r->story;
    long id = (long)json_integer_value(json_object_get(object, "doc_id"));
    const char *text = json_string_value(json_object_get(object, "sent_text"));
    const json_t *labels = json_object_get(object, "sent_labels");
    if (id != s->id) {
        if (!finish_story(r)) return false;
        begin_story(s, id);
    }
    if (!text || s->count >= SENTENCES_MAX) return true;
    if (s->text.length && s->text.data[s->text.length - 1] != '\n') an_strbuf_putc(&s->text, ' ');
    s->starts[s->count] = (uint32_t)s->text.length;
    an_strbuf_puts(&s->text, text);
    for (size_t i = 0; i < json_array_size(labels); i++)
        for (int l = 0; l < LABELS; l++)
            if (strcmp(json_string_value(json_array_get(labels, i)), names[l]) == 0) s->gold[s->count][l] = true;
    s->count++;
    return true;
}

int main(int count, char **words)
{
    static run_state r;
    bool is_good;
    if (count < 4) return fprintf(stderr, "usage: eval_police DATA SENTS.jsonl METADATA.jsonl [-v]\n"), 2;
    if (!an_eval_open(&r.tools, words[1])) return 3;
    r.tools.is_verbose = count > 4 && strcmp(words[4], "-v") == 0;
    an_strbuf_init(&r.story.text, 0);
    begin_story(&r.story, -1);
    r.dates = calloc(DATES_MAX, sizeof *r.dates);
    is_good = r.dates && an_eval_lines(words[3], read_date, &r) && an_eval_lines(words[2], read_sentence, &r) && finish_story(&r);
    for (int l = 0; l < LABELS; l++) an_eval_print_tally(names[l], &r.tallies[l]);
    free(r.dates);
    an_strbuf_free(&r.story.text);
    an_eval_close(&r.tools);
    return is_good ? 0 : 1;
}
