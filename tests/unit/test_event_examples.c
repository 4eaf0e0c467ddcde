/* Every example in the frame dictionary, through the real parser and all dictionaries: it must code as it says,
 *     example SENTENCE => TYPE[/mode] WORDS, ... > WORDS, ...
 * where each WORDS stands in the name or the words of an actor (before >) or a recipient; and of each frame's examples one at least must
 * be coded by that very frame, or the frame is not shown to do anything. Frames of type NONE: no event at all. (A frame marked `result` becomes part of another's event where it
 * can; that is what its examples show.) ANNALS_DATA: where the compiled files lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "event/events.h"
#include "mention/mentions.h"
#include "parse/parser.h"
#include "split/splitter.h"

/* How many may fail, of examples and of frames: a new parser may read a sentence otherwise. The run names each. */
enum { WRONG_EXAMPLES_MAX = 3, SILENT_FRAMES_MAX = 3, EXAMPLES_MIN = 1650, PATH_BYTES = 1024 };

typedef enum verdict { CODED_OTHERWISE, CODED_BY_OTHER_FRAME, CODED } verdict;

typedef struct tools {
    an_lexicon *lexicon;
    an_splitter *splitter;
    an_parser *parser;
    an_arena arena, scratch;
} tools;

static const char *in_data(char path[PATH_BYTES], const char *name)
{
    const char *folder = getenv("ANNALS_DATA");
    snprintf(path, PATH_BYTES, "%s/%s", folder ? folder : ".", name);
    return path;
}

static bool open_tools(tools *t, annals_error *error)
{
    char path[PATH_BYTES];
    memset(t, 0, sizeof *t);
    an_arena_init(&t->arena, 0);
    an_arena_init(&t->scratch, 0);
    if (an_lexicon_open(&t->lexicon, in_data(path, "annals.lexicon"), error) != ANNALS_OK ||
        an_splitter_open(&t->splitter, in_data(path, "split.model"), error) != ANNALS_OK ||
        an_parser_open(&t->parser, in_data(path, "parse.model"), error) != ANNALS_OK)
        return false;
    an_parser_use_lexicon(t->parser, t->lexicon);
    return true;
}

static void close_tools(tools *t)
{
    an_lexicon_close(t->lexicon);
    an_splitter_close(t->splitter);
    an_parser_close(t->parser);
    an_arena_free(&t->arena);
    an_arena_free(&t->scratch);
}

static void code(tools *t, an_str sentence, an_document *d)
{
    annals_error error = {0};
    memset(d, 0, sizeof *d);
    an_arena_reset(&t->arena);
    an_arena_reset(&t->scratch);
    d->article.text = sentence;
    d->article.published = AN_DATE_RANGE_UNKNOWN;
    an_iso_parse(AN_STR("2024-03-05"), &d->article.published);
    d->article.published_basis = AN_BASIS_GIVEN;
    an_sha256_hex(sentence, d->article.sha256);
    assert_int_equal(an_split(&t->arena, &t->scratch, t->splitter, sentence, &d->parsed, &error), ANNALS_OK);
    assert_int_equal(an_parse(&t->arena, &t->scratch, t->parser, &d->parsed, &error), ANNALS_OK);
    assert_int_equal(an_mention_find(&t->arena, &t->scratch, t->lexicon, d, &error), ANNALS_OK);
    assert_int_equal(an_event_code(&t->arena, &t->scratch, t->lexicon, d, &error), ANNALS_OK);
}

static bool contains(tools *t, an_str text, an_str words)
{
    an_str a = an_utf8_fold(&t->scratch, text), b = an_utf8_fold(&t->scratch, words);
    for (size_t i = 0; i + b.length <= a.length; i++)
        if (memcmp(a.data + i, b.data, b.length) == 0) return true;
    return false;
}

static bool names_all(tools *t, const an_document *d, const an_participants *list, an_str wanted)
{
    size_t start = 0;
    if (!wanted.length) return true;
    for (size_t i = 0; i <= wanted.length; i++) {
        bool is_found = false;
        an_str words;
        if (i < wanted.length && wanted.data[i] != ',') continue;
        words = an_str_trim((an_str){wanted.data + start, i - start});
        start = i + 1;
        for (size_t k = 0; k < list->count && words.length && !is_found; k++)
            is_found = contains(t, list->items[k].actor.name, words) || contains(t, an_str_of_span(d->article.text.data, list->items[k].span), words);
        if (words.length && !is_found) return false;
    }
    return true;
}

static bool has_mode(const an_event *e, an_str name)
{
    for (int i = 0; i < e->mode_count; i++)
        if (an_str_is(name, an_modes[e->modes[i]].name)) return true;
    return !name.length;
}

/* "TYPE/mode A, B > C" */
typedef struct expectation {
    an_event_type type;
    an_str mode, actors, recipients;
} expectation;

static expectation read_expectation(an_str wanted)
{
    size_t type_end = 0, word_end = 0, arrow;
    expectation e = {0};
    while (word_end < wanted.length && wanted.data[word_end] != ' ') word_end++;
    while (type_end < word_end && wanted.data[type_end] != '/') type_end++;
    for (arrow = word_end; arrow < wanted.length && wanted.data[arrow] != '>';) arrow++;
    e.type = an_type_parse((an_str){wanted.data, type_end});
    if (type_end < word_end) e.mode = (an_str){wanted.data + type_end + 1, word_end - type_end - 1};
    e.actors = (an_str){wanted.data + word_end, arrow - word_end};
    if (arrow < wanted.length) e.recipients = (an_str){wanted.data + arrow + 1, wanted.length - arrow - 1};
    return e;
}

/* *rule: the frame that coded it. */
static verdict judge(tools *t, const an_document *d, const expectation *wanted, an_str frame, an_str *rule)
{
    verdict best = CODED_OTHERWISE;
    if (wanted->type == AN_TYPE_NONE) return d->events.count ? CODED_OTHERWISE : CODED;
    for (size_t i = 0; i < d->events.count; i++) {
        const an_event *e = d->events.items + i;
        verdict now = an_str_equal(e->rule, frame) ? CODED : CODED_BY_OTHER_FRAME;
        if (now <= best || e->type != wanted->type || !has_mode(e, wanted->mode)) continue;
        if (!names_all(t, d, &e->actors, wanted->actors) || !names_all(t, d, &e->recipients, wanted->recipients)) continue;
        best = now;
        *rule = e->rule;
    }
    return best;
}

static verdict check_example(tools *t, const an_block *block, an_str value, an_str *rule)
{
    an_document d;
    size_t arrow = 0;
    expectation wanted;
    while (arrow + 1 < value.length && !(value.data[arrow] == '=' && value.data[arrow + 1] == '>')) arrow++;
    assert_true(arrow + 1 < value.length);
    wanted = read_expectation(an_str_trim((an_str){value.data + arrow + 2, value.length - arrow - 2}));
    assert_true(wanted.type != AN_TYPE_NONE || an_str_is(an_str_trim((an_str){value.data + arrow + 2, value.length - arrow - 2}), "NONE"));
    code(t, an_str_trim((an_str){value.data, arrow}), &d);
    return judge(t, &d, &wanted, block->id, rule);
}

static void print_place(const an_block *block, uint32_t line, const char *what, an_str rule, an_str value)
{
    print_message("%.*s:%u: frame %.*s %s%.*s: %.*s\n", (int)block->file.length, block->file.data, line, (int)block->id.length, block->id.data, what,
                  (int)rule.length, rule.data, (int)value.length, value.data);
}

typedef struct counts {
    unsigned frames, examples, wrong, silent;
} counts;

static bool is_result(const an_block *block)
{
    const an_field *mark = an_block_field(block, "mark");
    return mark && an_str_starts_with(mark->value, "result");
}

static void check_frame(tools *t, const an_block *block, counts *sum)
{
    verdict best = CODED_OTHERWISE;
    an_str rule = AN_STR("");
    const an_field *first = an_block_field(block, "example");
    sum->frames++;
    if (!first) fail_msg("frame %.*s has no example", (int)block->id.length, block->id.data);
    for (size_t k = 0; k < block->fields.count; k++) {
        const an_field *field = block->fields.items + k;
        verdict now;
        if (!an_str_is(field->key, "example")) continue;
        sum->examples++;
        now = check_example(t, block, field->value, &rule);
        if (now == CODED_OTHERWISE) {
            sum->wrong++;
            print_place(block, field->line, "codes otherwise", AN_STR(""), field->value);
        }
        if (now > best) best = now;
    }
    if (best == CODED || (best == CODED_BY_OTHER_FRAME && is_result(block))) return;
    sum->silent++;
    if (best == CODED_BY_OTHER_FRAME) print_place(block, first->line, "yields to ", rule, first->value);
}

static void test_examples(void **state)
{
    an_arena arena;
    an_blocks blocks = {0};
    an_problem_sink problems = {0};
    annals_error error = {0};
    tools t;
    counts sum = {0};
    (void)state;
    an_arena_init(&arena, 0);
    if (!open_tools(&t, &error)) fail_msg("%s", error.message);
    assert_int_equal(an_blocks_read_folder(&arena, ANNALS_SOURCE_ROOT "/data/frames", &blocks, &problems, &error), ANNALS_OK);
    for (size_t i = 0; i < blocks.count; i++)
        if (an_str_is(blocks.items[i].kind, "frame")) check_frame(&t, blocks.items + i, &sum);
    print_message("%u frames, %u examples: %u code otherwise, %u frames code none of theirs\n", sum.frames, sum.examples, sum.wrong, sum.silent);
    assert_true(sum.examples >= EXAMPLES_MIN);
    assert_true(sum.wrong <= WRONG_EXAMPLES_MAX);
    assert_true(sum.silent <= SILENT_FRAMES_MAX);
    close_tools(&t);
    an_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
