/* Code texts with the real models and dictionaries, from words to events and claims. ANNALS_DATA: where the compiled files lie. */
#ifndef ANNALS_TESTS_WHOLE_CODER_H
#define ANNALS_TESTS_WHOLE_CODER_H

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

enum { PATH_BYTES = 1024, LINE_BYTES = 4096 };

typedef struct tools {
    an_lexicon *lexicon;
    an_splitter *splitter;
    an_parser *parser;
    an_coreference *coreference;
    an_arena arena, scratch;
} tools;

static tools t;

static inline const char *in_data(char path[PATH_BYTES], const char *name)
{
    const char *folder = getenv("ANNALS_DATA");
    snprintf(path, PATH_BYTES, "%s/%s", folder ? folder : ".", name);
    return path;
}

static inline int open_all(void **state)
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

static inline int close_all(void **state)
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

/* Of a text published on these days. */
static inline void code_on(an_str text, an_date_range published, an_document *d)
{
    annals_error error = {0};
    memset(d, 0, sizeof *d);
    an_arena_reset(&t.arena);
    an_arena_reset(&t.scratch);
    d->article.text = text;
    d->article.published = published;
    an_sha256_hex(text, d->article.sha256);
    assert_int_equal(an_split(&t.arena, &t.scratch, t.splitter, text, &d->parsed, &error), ANNALS_OK);
    assert_int_equal(an_parse(&t.arena, &t.scratch, t.parser, &d->parsed, &error), ANNALS_OK);
    assert_int_equal(an_coreference_resolve(&t.arena, &t.scratch, t.coreference, &d->parsed, &error), ANNALS_OK);
    assert_int_equal(an_mention_find(&t.arena, &t.scratch, t.lexicon, d, &error), ANNALS_OK);
    assert_int_equal(an_event_code(&t.arena, &t.scratch, t.lexicon, d, &error), ANNALS_OK);
}

static inline void code(an_str text, an_document *d) { code_on(text, AN_DATE_RANGE_UNKNOWN, d); }

static inline void put_words(an_strbuf *out, const an_document *d, const an_participants *list)
{
    if (!list->count) an_strbuf_puts(out, "-");
    for (size_t i = 0; i < list->count; i++) {
        if (i) an_strbuf_puts(out, "; ");
        an_strbuf_put_str(out, an_str_of_span(d->article.text.data, list->items[i].span));
    }
}

/* Codes the text of a "text ..." line and compares its events, each printed by `put_event`, with the lines up to the end of the block. */
static inline bool are_events_as_told(FILE *file, const char *line, an_date_range published, void (*put_event)(an_strbuf *out, const an_document *d, const an_event *e))
{
    an_strbuf wanted, found;
    an_document d;
    char told[LINE_BYTES];
    bool is_good;
    an_strbuf_init(&wanted, 0);
    an_strbuf_init(&found, 0);
    while (fgets(told, sizeof told, file) && told[0] != '\n') an_strbuf_puts(&wanted, told);
    code_on((an_str){line + 5, strcspn(line + 5, "\n")}, published, &d);
    for (size_t i = 0; i < d.events.count; i++) put_event(&found, &d, d.events.items + i);
    is_good = an_str_equal(an_strbuf_view(&wanted), an_strbuf_view(&found));
    if (!is_good) print_message("otherwise: %s%.*s", line, (int)found.length, found.data ? found.data : "");
    an_strbuf_free(&wanted);
    an_strbuf_free(&found);
    return is_good;
}

/* Calls `is_as_told` with every "text ..." line of a file of cases, which is then read on to the end of its block; at least so many must be there, and all as told. */
static inline void check_texts(const char *path, unsigned least, bool (*is_as_told)(FILE *file, const char *line))
{
    FILE *file = fopen(path, "r");
    char line[LINE_BYTES];
    unsigned count = 0, wrong = 0;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        if (strncmp(line, "text ", 5) != 0) continue;
        count++;
        wrong += !is_as_told(file, line);
    }
    fclose(file);
    assert_true(count >= least);
    assert_int_equal(wrong, 0);
}

#endif
