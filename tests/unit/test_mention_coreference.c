/* Coreference with the model that is shipped, on parsed sentences of our own: tests/golden/coreference/cases.conllu, where the claims
 * stand as comments. And: trees and texts that nobody expects, models that are broken, and the text form of what was found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "mention/coreference_parts.h"

#ifndef ANNALS_SOURCE_ROOT
#define ANNALS_SOURCE_ROOT "."
#endif
#define CASES ANNALS_SOURCE_ROOT "/tests/golden/coreference/cases.conllu"
#define MODEL ANNALS_SOURCE_ROOT "/data/models/coreference.model"

enum { ITEMS_MAX = 8 };

typedef struct room {
    an_coreference *model;
    an_arena arena, scratch;
    char *cases;
    annals_error error;
} room;

static char *load(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    long size = 0;
    char *bytes;
    if (!file || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0) fail_msg("%s cannot be read", path);
    rewind(file);
    bytes = calloc(1, (size_t)size + 1);
    assert_int_equal(fread(bytes, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    *length = (size_t)size;
    return bytes;
}

static int set_up(void **state)
{
    room *r = calloc(1, sizeof *r);
    size_t length;
    an_arena_init(&r->arena, 0);
    an_arena_init(&r->scratch, 0);
    if (an_coreference_open(&r->model, MODEL, &r->error) != ANNALS_OK) fail_msg("%s", r->error.message);
    r->cases = load(CASES, &length);
    *state = r;
    return 0;
}

static int tear_down(void **state)
{
    room *r = *state;
    an_coreference_close(r->model);
    an_arena_free(&r->arena);
    an_arena_free(&r->scratch);
    free(r->cases);
    free(r);
    return 0;
}

static void resolve(room *r, an_parsed_text *text)
{
    if (an_coreference_resolve(&r->arena, &r->scratch, r->model, text, &r->error) != ANNALS_OK) fail_msg("%s", r->error.message);
    an_arena_reset(&r->scratch);
}

static void read_text(room *r, an_str conllu, an_parsed_text *text)
{
    if (an_parsed_text_read_conllu(&r->arena, conllu, text, &r->error) != ANNALS_OK) fail_msg("%s", r->error.message);
}

/* ---- claims ---- */

static an_str words_of(const an_parsed_text *text, const an_reference *reference)
{
    return an_str_of_span(text->text.data, (an_span){text->tokens[reference->first_token].span.start, text->tokens[reference->end_token - 1].span.end});
}

/* The chain of the first mention with these words; 0 = none. */
static uint32_t chain_of(const an_parsed_text *text, an_str words)
{
    for (uint32_t i = 0; i < text->reference_count; i++)
        if (an_str_equal(words_of(text, text->references + i), words)) return text->references[i].chain;
    return 0;
}

static void check_claim(const an_parsed_text *text, an_str claim, bool is_same)
{
    an_str items[ITEMS_MAX];
    size_t count = 0;
    while (claim.length && count < ITEMS_MAX) {
        const char *bar = memchr(claim.data, '|', claim.length);
        size_t length = bar ? (size_t)(bar - claim.data) : claim.length;
        items[count++] = an_str_trim((an_str){claim.data, length});
        claim.data += length + (bar != NULL);
        claim.length -= length + (bar != NULL);
    }
    assert_true(count >= 2);
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++) {
            uint32_t a = chain_of(text, items[i]), b = chain_of(text, items[k]);
            if ((a && a == b) != is_same)
                fail_msg("%.*s (%u) and %.*s (%u) should be %s", (int)items[i].length, items[i].data, a, (int)items[k].length, items[k].data, b, is_same ? "one" : "two");
        }
}

static size_t check_claims(const an_parsed_text *text, an_str lines)
{
    size_t checked = 0;
    while (lines.length) {
        const char *end = memchr(lines.data, '\n', lines.length);
        an_str line = {lines.data, end ? (size_t)(end - lines.data) : lines.length};
        bool is_same = an_str_starts_with(line, "# same = "), is_apart = an_str_starts_with(line, "# apart = ");
        size_t key = is_same ? sizeof "# same = " - 1 : sizeof "# apart = " - 1;
        if (is_same || is_apart) check_claim(text, (an_str){line.data + key, line.length - key}, is_same), checked++;
        if (an_str_starts_with(line, "# alone = ")) assert_int_equal(chain_of(text, (an_str){line.data + 10, line.length - 10}), 0), checked++;
        lines.data += line.length + (end != NULL);
        lines.length -= line.length + (end != NULL);
    }
    return checked;
}

static void chains_are_as_claimed(void **state)
{
    room *r = *state;
    size_t documents = 0;
    for (char *at = strstr(r->cases, "# newdoc"), *next; at; at = next) {
        an_str lines;
        an_parsed_text text;
        next = strstr(at + 1, "# newdoc");
        lines = (an_str){at, next ? (size_t)(next - at) : strlen(at)};
        read_text(r, lines, &text);
        resolve(r, &text);
        assert_true(check_claims(&text, lines) >= 2);
        documents++;
    }
    assert_true(documents >= 4);
}

/* ---- the text form ---- */

static void assert_same_references(const an_parsed_text *a, const an_parsed_text *b)
{
    assert_int_equal(a->reference_count, b->reference_count);
    for (uint32_t i = 0; i < a->reference_count; i++) {
        assert_int_equal(a->references[i].first_token, b->references[i].first_token);
        assert_int_equal(a->references[i].end_token, b->references[i].end_token);
        assert_int_equal(a->references[i].head_token, b->references[i].head_token);
        assert_int_equal(a->references[i].chain, b->references[i].chain);
        assert_int_equal(a->references[i].antecedent, b->references[i].antecedent);
    }
}

static void check_round_trip(room *r, const an_parsed_text *text)
{
    an_strbuf out, again;
    an_parsed_text back;
    an_strbuf_init(&out, 0);
    an_strbuf_init(&again, 0);
    an_parsed_text_write_conllu(text, AN_STR("d"), &out);
    read_text(r, an_strbuf_view(&out), &back);
    assert_same_references(text, &back);
    an_parsed_text_write_conllu(&back, AN_STR("d"), &again);
    assert_string_equal(out.data, again.data);
    an_strbuf_free(&out);
    an_strbuf_free(&again);
}

static void chains_are_written_and_read(void **state)
{
    room *r = *state;
    an_parsed_text text;
    read_text(r, an_str_from(r->cases), &text);
    resolve(r, &text);
    assert_true(text.reference_count > 10);
    check_round_trip(r, &text);
}

static void check_references(const an_parsed_text *text)
{
    for (uint32_t i = 0; i < text->reference_count; i++) {
        const an_reference *x = text->references + i;
        assert_true(x->first_token <= x->head_token && x->head_token < x->end_token && x->end_token <= text->token_count);
        assert_true(x->chain >= 1);
        assert_true(x->antecedent == AN_NONE || (x->antecedent < i && text->references[x->antecedent].chain == x->chain));
    }
}

/* Every head in turn is set to another word, circles and crossing arcs included; then every relation. */
static void strange_trees_do_no_harm(void **state)
{
    room *r = *state;
    an_parsed_text text;
    uint32_t seed = 1;
    read_text(r, an_str_from(r->cases), &text);
    for (int round = 0; round < 60; round++) {
        for (uint32_t s = 0; s < text.sentence_count; s++)
            for (uint32_t i = 0; i < text.sentences[s].token_count; i++) {
                an_token *token = text.tokens + text.sentences[s].first_token + i;
                seed = seed * 1664525u + 1013904223u;
                if (round % 3 != 2 || seed % 4 == 0) token->head = (int32_t)(seed >> 16) % (int32_t)text.sentences[s].token_count;
                if (token->head == (int32_t)i) token->head = AN_HEAD_ROOT;
                if (round % 2) token->deprel = (uint8_t)(1 + (seed >> 8) % (AN_DEPREL_COUNT - 1));
            }
        resolve(r, &text);
        check_references(&text);
        check_round_trip(r, &text);
    }
}

static void texts_without_a_parse_have_no_chains(void **state)
{
    room *r = *state;
    an_parsed_text text = {0};
    resolve(r, &text);
    assert_int_equal(text.reference_count, 0);
    read_text(r, AN_STR("1\tIt\t_\t_\t_\t_\t_\t_\t_\t_\n2\trains\t_\t_\t_\t_\t_\t_\t_\t_\n\n"), &text);
    resolve(r, &text);
    assert_int_equal(text.reference_count, 0);
}

/* ---- the file ---- */

static void write_bytes(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void broken_models_are_refused(void **state)
{
    room *r = *state;
    char path[] = "/tmp/annals_coreference_XXXXXX";
    int file = mkstemp(path);
    size_t length;
    char *bytes = load(MODEL, &length);
    an_coreference *model;
    const an_image_section_source sections[] = {{"weights", {bytes, AN_COREFERENCE_WEIGHTS}}};
    assert_true(file >= 0);
    write_bytes(path, bytes, length / 2);
    assert_int_equal(an_coreference_open(&model, path, &r->error), ANNALS_E_FORMAT);
    assert_null(model);
    bytes[length - 1] ^= 1;
    write_bytes(path, bytes, length);
    assert_int_equal(an_coreference_open(&model, path, &r->error), ANNALS_E_FORMAT);
    assert_int_equal(an_image_write(path, AN_COREFERENCE_MAGIC, AN_COREFERENCE_VERSION, sections, 1, &r->error), ANNALS_OK); /* half of the weights */
    assert_int_equal(an_coreference_open(&model, path, &r->error), ANNALS_E_FORMAT);
    assert_int_equal(an_image_write(path, AN_COREFERENCE_MAGIC, AN_COREFERENCE_VERSION + 1, sections, 1, &r->error), ANNALS_OK);
    assert_int_equal(an_coreference_open(&model, path, &r->error), ANNALS_E_VERSION);
    remove(path);
    assert_int_equal(an_coreference_open(&model, path, &r->error), ANNALS_E_IO);
    an_coreference_close(NULL);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(chains_are_as_claimed), cmocka_unit_test(chains_are_written_and_read), cmocka_unit_test(strange_trees_do_no_harm),
                                       cmocka_unit_test(texts_without_a_parse_have_no_chains), cmocka_unit_test(broken_models_are_refused)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
