/* Who did an act of violence, to whom and to what, with what and with how many killed: tests/golden/event/violence.txt through the real
 * parser and dictionaries. ANNALS_DATA: where the compiled files lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/strbuf.h"
#include "event/events.h"
#include "mention/coreference.h"
#include "mention/mentions.h"
#include "parse/parser.h"
#include "split/splitter.h"

enum { PATH_BYTES = 1024, LINE_BYTES = 4096, TEXTS_MIN = 25, MONSTER_PARTS = 60 };

typedef struct tools {
    an_lexicon *lexicon;
    an_splitter *splitter;
    an_parser *parser;
    an_coreference *coreference;
    an_arena arena, scratch;
} tools;

static tools t;

static const char *in_data(char path[PATH_BYTES], const char *name)
{
    const char *folder = getenv("ANNALS_DATA");
    snprintf(path, PATH_BYTES, "%s/%s", folder ? folder : ".", name);
    return path;
}

static int open_all(void **state)
{
    char path[PATH_BYTES];
    annals_error error = {0};
    (void)state;
    an_arena_init(&t.arena, 0);
    an_arena_init(&t.scratch, 0);
    if (an_lexicon_open(&t.lexicon, in_data(path, "annals.lexicon"), &error) != ANNALS_OK || an_splitter_open(&t.splitter, in_data(path, "split.model"), &error) != ANNALS_OK ||
        an_parser_open(&t.parser, in_data(path, "parse.model"), &error) != ANNALS_OK || an_coreference_open(&t.coreference, in_data(path, "coreference.model"), &error) != ANNALS_OK) {
        fprintf(stderr, "%s\n", error.message);
        return -1;
    }
    an_parser_use_lexicon(t.parser, t.lexicon);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    an_lexicon_close(t.lexicon);
    an_splitter_close(t.splitter);
    an_parser_close(t.parser);
    an_coreference_close(t.coreference);
    an_arena_free(&t.arena);
    an_arena_free(&t.scratch);
    return 0;
}

static void code(an_str text, an_document *d)
{
    annals_error error = {0};
    memset(d, 0, sizeof *d);
    an_arena_reset(&t.arena);
    an_arena_reset(&t.scratch);
    d->article.text = text;
    d->article.published = AN_DATE_RANGE_UNKNOWN;
    assert_int_equal(an_split(&t.arena, &t.scratch, t.splitter, text, &d->parsed, &error), ANNALS_OK);
    assert_int_equal(an_parse(&t.arena, &t.scratch, t.parser, &d->parsed, &error), ANNALS_OK);
    assert_int_equal(an_coreference_resolve(&t.arena, &t.scratch, t.coreference, &d->parsed, &error), ANNALS_OK);
    assert_int_equal(an_mention_find(&t.arena, &t.scratch, t.lexicon, d, &error), ANNALS_OK);
    assert_int_equal(an_event_code(&t.arena, &t.scratch, t.lexicon, d, &error), ANNALS_OK);
}

static void put_words(an_strbuf *out, const an_document *d, const an_participants *list)
{
    if (!list->count) an_strbuf_puts(out, "-");
    for (size_t i = 0; i < list->count; i++) {
        if (i) an_strbuf_puts(out, "; ");
        an_strbuf_put_str(out, an_str_of_span(d->article.text.data, list->items[i].span));
    }
}

static void put_number(an_strbuf *out, const char *name, const an_event_quantity *q)
{
    char words[64];
    if (!q->is_known) return;
    if (q->high == INT64_MAX) snprintf(words, sizeof words, " %s %lld+", name, (long long)q->low);
    else if (q->high > q->low) snprintf(words, sizeof words, " %s %lld-%lld", name, (long long)q->low, (long long)q->high);
    else snprintf(words, sizeof words, " %s %lld", name, (long long)q->low);
    an_strbuf_puts(out, words);
}

static void put_event(an_strbuf *out, const an_document *d, const an_event *e)
{
    an_strbuf_puts(out, "event ");
    an_strbuf_puts(out, an_types[e->type].name);
    if (e->mode_count) {
        an_strbuf_puts(out, "/");
        an_strbuf_puts(out, an_modes[e->modes[0]].name);
    }
    an_strbuf_puts(out, " | ");
    put_words(out, d, &e->actors);
    an_strbuf_puts(out, " > ");
    put_words(out, d, &e->recipients);
    an_strbuf_puts(out, " |");
    put_number(out, "killed", &e->killed);
    put_number(out, "wounded", &e->wounded);
    put_number(out, "detained", &e->detained);
    if (!an_span_is_empty(e->instrument)) {
        an_strbuf_puts(out, " with ");
        an_strbuf_put_str(out, an_str_of_span(d->article.text.data, e->instrument));
    }
    an_strbuf_puts(out, "\n");
}

static void read_block(FILE *file, an_strbuf *out)
{
    char line[LINE_BYTES];
    while (fgets(line, sizeof line, file) && line[0] != '\n') an_strbuf_puts(out, line);
}

static void test_violence(void **state)
{
    FILE *file = fopen(ANNALS_SOURCE_ROOT "/tests/golden/event/violence.txt", "r");
    char line[LINE_BYTES];
    unsigned count = 0, wrong = 0;
    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        an_strbuf wanted, found;
        an_document d;
        if (strncmp(line, "text ", 5) != 0) continue;
        an_strbuf_init(&wanted, 0);
        an_strbuf_init(&found, 0);
        read_block(file, &wanted);
        code((an_str){line + 5, strcspn(line + 5, "\n")}, &d);
        for (size_t i = 0; i < d.events.count; i++) put_event(&found, &d, d.events.items + i);
        count++;
        if (!an_str_equal(an_strbuf_view(&wanted), an_strbuf_view(&found))) {
            wrong++;
            print_message("otherwise: %s%.*s", line, (int)found.length, found.data ? found.data : "");
        }
        an_strbuf_free(&wanted);
        an_strbuf_free(&found);
    }
    fclose(file);
    assert_true(count >= TEXTS_MIN);
    assert_int_equal(wrong, 0);
}

/* Sixty things and as many results in one sentence: bounded participants, no crash. */
static void test_monster_is_bounded(void **state)
{
    an_strbuf text;
    an_document d;
    (void)state;
    an_strbuf_init(&text, 0);
    an_strbuf_puts(&text, "Rebels bombed a bank");
    for (int i = 0; i < MONSTER_PARTS; i++) an_strbuf_puts(&text, ", a bridge, killing two guards and wounding nine others, and a school of the company");
    an_strbuf_puts(&text, ".");
    code(an_strbuf_view(&text), &d);
    for (size_t i = 0; i < d.events.count; i++) assert_true(d.events.items[i].recipients.count <= 24);
    an_strbuf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_violence), cmocka_unit_test(test_monster_is_bounded)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
