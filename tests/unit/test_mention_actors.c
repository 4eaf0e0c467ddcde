/* Tests of src/mention (actors, references) on parsed sentences of our own: tests/golden/actors/cases.conllu. Each document there
 * carries what must be found as comments, a line a mention:
 *     # actor = WORDS | head word | id | name | kind | acts for | title | CAMEO | how it was found
 * and, for the places that other parts would have found, "# place = WORD COUNTRY", or "# place = WORD COUNTRY division".
 * A case with a wrong expectation is reported with what was found instead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "dictionary.h"
#include "mention/mentions.h"

#ifndef ANNALS_SOURCE_ROOT
#define ANNALS_SOURCE_ROOT "."
#endif
#define GOLDEN ANNALS_SOURCE_ROOT "/tests/golden/actors/"

static char *load(const char *path)
{
    FILE *file = fopen(path, "rb");
    long size = 0;
    char *text;
    if (!file || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0) fail_msg("%s cannot be read", path);
    rewind(file);
    text = calloc(1, (size_t)size + 1);
    assert_int_equal(fread(text, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    return text;
}

static void put(an_strbuf *out, an_str text)
{
    an_strbuf_puts(out, " | ");
    if (text.data) an_strbuf_put_str(out, text);
    else an_strbuf_putc(out, '-');
}

static void print_mention(const an_parsed_text *parsed, const an_mention *m, an_strbuf *out)
{
    static const char *const how[] = {"unknown", "dictionary", "office", "composed", "alias", "reference"};
    const an_actor *a = &m->actor;
    an_strbuf_puts(out, "# actor = ");
    an_strbuf_put_str(out, an_str_of_span(parsed->text.data, m->span));
    put(out, parsed->tokens[m->head_token].form);
    put(out, a->id);
    put(out, a->name);
    put(out, an_str_from(an_actor_kind_names[a->kind]));
    put(out, a->acts_for);
    put(out, a->title);
    put(out, a->cameo);
    put(out, an_str_from(m->is_generic ? "generic" : how[a->resolution]));
    an_strbuf_putc(out, '\n');
}

static an_str find_line(const char *text, const char *key)
{
    const char *at = strstr(text, key);
    if (!at) return (an_str){0};
    at += strlen(key);
    return (an_str){at, strcspn(at, "\n")};
}

static void collect_expected(const char *text, an_strbuf *out)
{
    for (const char *line = text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        if (strncmp(line, "# actor = ", 10) == 0) an_strbuf_put(out, line, strcspn(line, "\n") + 1);
}

/* Every token with this form becomes a mention of a place in that country. */
static void add_place(an_arena *arena, const an_parsed_text *parsed, an_str form, an_str country, an_str precision, an_mentions *mentions)
{
    for (uint32_t i = 0; i < parsed->token_count; i++) {
        an_mention place = {.kind = AN_MENTION_PLACE, .first_token = i, .end_token = i + 1, .head_token = i, .span = parsed->tokens[i].span};
        if (!an_str_equal(parsed->tokens[i].form, form)) continue;
        place.place.name = form;
        place.place.precision = precision;
        memcpy(place.place.country, country.data, country.length);
        assert_true(AN_PUSH(arena, mentions, place));
    }
}

static void add_places(an_arena *arena, const char *text, const an_parsed_text *parsed, an_mentions *mentions)
{
    static const char key[] = "# place = ";
    for (const char *line = strstr(text, key); line; line = strstr(line + 1, key)) {
        const char *form = line + sizeof key - 1, *country = strchr(form, ' ') + 1;
        const char *precision = country + AN_COUNTRY_BYTES - 1;
        add_place(arena, parsed, (an_str){form, (size_t)(country - form) - 1}, (an_str){country, AN_COUNTRY_BYTES - 1},
                  *precision == ' ' ? (an_str){precision + 1, strcspn(precision + 1, "\n")} : (an_str){0}, mentions);
    }
}

static int compare(const void *x, const void *y)
{
    const an_mention *a = x, *b = y;
    if (a->first_token != b->first_token) return a->first_token < b->first_token ? -1 : 1;
    return an_str_compare(a->actor.id, b->actor.id);
}

static void find_actors(const an_lexicon *lexicon, const char *text, an_strbuf *found)
{
    an_arena arena, scratch;
    an_article article = {.published = AN_DATE_RANGE_UNKNOWN};
    an_parsed_text parsed = {0};
    an_mentions mentions = {0};
    annals_error error = {0};
    an_str *folded;
    size_t first;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    assert_true(an_iso_parse(find_line(text, "# published = "), &article.published));
    if (an_parsed_text_read_conllu(&arena, an_str_from(text), &parsed, &error) != ANNALS_OK) fail_msg("%s", error.message);
    article.text = parsed.text;
    folded = AN_NEW_ARRAY(&scratch, an_str, parsed.token_count);
    for (uint32_t i = 0; i < parsed.token_count; i++) folded[i] = an_utf8_fold(&scratch, parsed.tokens[i].form);
    add_places(&arena, text, &parsed, &mentions);
    first = mentions.count;
    assert_int_equal(an_mention_actors(&arena, &scratch, lexicon, &article, &parsed, folded, &mentions, &error), ANNALS_OK);
    if (mentions.count > first) qsort(mentions.items + first, mentions.count - first, sizeof *mentions.items, compare);
    for (size_t i = first; i < mentions.count; i++) print_mention(&parsed, mentions.items + i, found);
    an_arena_free(&arena);
    an_arena_free(&scratch);
}

static bool run_case(const an_lexicon *lexicon, const char *text)
{
    an_strbuf expected, found;
    an_str id = find_line(text, "# newdoc id = ");
    bool is_right;
    an_strbuf_init(&expected, 0);
    an_strbuf_init(&found, 0);
    collect_expected(text, &expected);
    find_actors(lexicon, text, &found);
    is_right = an_str_equal(an_strbuf_view(&expected), an_strbuf_view(&found));
    if (!is_right) print_error("%.*s: found\n%s", (int)id.length, id.data, found.length ? found.data : "(nothing)\n");
    an_strbuf_free(&expected);
    an_strbuf_free(&found);
    return is_right;
}

static void actors_are_found_as_written_down(void **state)
{
    char *dictionary = load(GOLDEN "dictionary.txt"), *cases = load(GOLDEN "cases.conllu");
    an_lexicon *lexicon = open_dictionary(dictionary);
    size_t count = 0, wrong = 0;
    (void)state;
    assert_non_null(lexicon);
    for (char *at = strstr(cases, "# newdoc"), *next; at; at = next) {
        next = strstr(at + 1, "# newdoc");
        if (next) next[-1] = '\0';
        wrong += !run_case(lexicon, at);
        count++;
    }
    assert_true(count > 20);
    assert_int_equal(wrong, 0);
    an_lexicon_close(lexicon);
    free(dictionary);
    free(cases);
}

/* Trees that no parser should give: every head and relation in turn is set to something else; nothing may break. */
static void strange_trees_do_no_harm(void **state)
{
    char *dictionary = load(GOLDEN "dictionary.txt"), *cases = load(GOLDEN "cases.conllu");
    an_lexicon *lexicon = open_dictionary(dictionary);
    an_arena arena, scratch;
    an_parsed_text parsed = {0};
    annals_error error = {0};
    an_article article = {.published = AN_DATE_RANGE_UNKNOWN};
    an_str *folded;
    (void)state;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    assert_int_equal(an_parsed_text_read_conllu(&arena, an_str_from(cases), &parsed, &error), ANNALS_OK);
    article.text = parsed.text;
    folded = AN_NEW_ARRAY(&arena, an_str, parsed.token_count);
    for (uint32_t i = 0; i < parsed.token_count; i++) folded[i] = an_utf8_fold(&arena, parsed.tokens[i].form);
    for (uint32_t round = 0; round < 60; round++) {
        an_mentions mentions = {0};
        for (uint32_t s = 0; s < parsed.sentence_count; s++)
            for (uint32_t i = 0; i < parsed.sentences[s].token_count; i++) {
                an_token *token = an_sentence_tokens(&parsed, s) + i;
                uint32_t noise = (uint32_t)an_hash_mix(round, (uint64_t)s * 1000 + i);
                token->head = (int32_t)(noise % (parsed.sentences[s].token_count + 1)) - 1;
                token->deprel = (uint8_t)(noise / 64 % AN_DEPREL_COUNT);
                token->upos = (uint8_t)(noise / 4096 % AN_UPOS_COUNT);
                token->name = (uint8_t)(noise / 65536 % 5);
            }
        assert_int_equal(an_mention_actors(&arena, &scratch, lexicon, &article, &parsed, folded, &mentions, &error), ANNALS_OK);
        for (size_t i = 0; i < mentions.count; i++) {
            const an_mention *m = mentions.items + i;
            assert_true(m->first_token < m->end_token && m->end_token <= parsed.token_count && m->head_token < parsed.token_count);
            assert_true(m->span.start < m->span.end && m->span.end <= parsed.text.length);
        }
        an_arena_reset(&scratch);
    }
    an_arena_free(&arena);
    an_arena_free(&scratch);
    an_lexicon_close(lexicon);
    free(dictionary);
    free(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(actors_are_found_as_written_down),
        cmocka_unit_test(strange_trees_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
