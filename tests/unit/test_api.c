/* Tests of include/annals.h as a program that links the library sees it. argv[1]: folder with the example reports. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include <annals.h>

static const char *examples;
static annals_engine *engine;

static int open_engine(void **state)
{
    annals_error error;
    (void)state;
    if (annals_engine_open(&engine, NULL, &error) == ANNALS_OK) return 0;
    fprintf(stderr, "%s\n", error.message);
    return 1;
}

static int close_engine(void **state)
{
    (void)state;
    annals_engine_close(engine);
    return 0;
}

static json_t *code(const char *text, const char *published, unsigned flags)
{
    annals_input input = {.text = text, .published = published};
    annals_document *document;
    annals_error error;
    json_t *json;
    size_t length;
    const char *line;
    assert_int_equal(annals_code(engine, &input, &document, &error), ANNALS_OK);
    line = annals_document_json(document, flags, &length);
    assert_non_null(line);
    assert_null(memchr(line, '\n', length));
    json = json_loadb(line, length, 0, NULL);
    assert_non_null(json);
    annals_document_free(document);
    return json;
}

static void an_attack_is_coded_with_all_fields_of_the_contract(void **state)
{
    static const char *const fields[] = {"key", "sentence", "span", "type", "modes", "contexts", "cameo", "goldstein", "plover_score", "quad",
                                         "actors", "recipients", "date", "place", "killed", "wounded", "detained", "instrument", "factuality",
                                         "accounts", "confidence", "rule"};
    json_t *json = code("Islamic State attacked the Russian embassy in Kabul on 5 September 2022, killing six people.", "2022-09-06", 0);
    json_t *event = json_array_get(json_object_get(json, "events"), 0);
    (void)state;
    assert_non_null(event);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!json_object_get(event, fields[i])) fail_msg("no field %s", fields[i]);
    assert_string_equal(json_string_value(json_object_get(event, "type")), "ASSAULT");
    assert_string_equal(json_string_value(json_object_get(json_object_get(event, "date"), "from")), "2022-09-05");
    assert_string_equal(json_string_value(json_object_get(json_object_get(event, "place"), "name")), "Kabul");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(event, "killed"), "low")), 6);
    json_decref(json);
}

static void every_span_lies_in_the_text(void **state)
{
    static const char text[] = "Russian President Vladimir Putin accused Ukraine of the attack on 22 March. Kyiv denied it. \xE2\x80\x9CWe condemn terror,\xE2\x80\x9D Zelensky said.";
    json_t *json = code(text, "2024-03-25", ANNALS_WITH_MENTIONS | ANNALS_WITH_TEXT);
    json_t *mentions = json_object_get(json, "mentions"), *mention;
    const char *clean = json_string_value(json_object_get(json_object_get(json, "document"), "text"));
    size_t i;
    (void)state;
    assert_true(json_array_size(mentions) > 2);
    json_array_foreach(mentions, i, mention)
    {
        json_t *span = json_object_get(mention, "span");
        size_t start = (size_t)json_integer_value(json_array_get(span, 0)), end = (size_t)json_integer_value(json_array_get(span, 1));
        const char *words = json_string_value(json_object_get(mention, "text"));
        assert_true(start < end && end <= strlen(clean));
        assert_int_equal(strlen(words), end - start);
        assert_memory_equal(words, clean + start, end - start);
    }
    json_decref(json);
}

static void strange_texts_give_a_document_and_no_event(void **state)
{
    static const char *const texts[] = {"", " ", "\n\n\n", "!!!!!!!!!!!!", "\xFF\xFE\x00", "1 2 3", "\xE4\xBF\x84\xE7\xBD\x97\xE6\x96\xAF\xE6\x94\xBB\xE5\x87\xBB", "(((((((((((((((((("};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_t *json = code(texts[i], NULL, 0);
        assert_int_equal(json_array_size(json_object_get(json, "events")), 0);
        json_decref(json);
    }
}

static void errors_have_a_status_and_a_sentence(void **state)
{
    annals_error error;
    annals_document *document;
    annals_engine *other;
    annals_input no_text = {0}, bad_date = {.text = "x", .published = "yesterday"};
    annals_engine_options nowhere = {.data_directory = "/nonexistent"};
    (void)state;
    assert_int_equal(annals_code(engine, &no_text, &document, &error), ANNALS_E_USAGE);
    assert_int_equal(annals_code(engine, &bad_date, &document, &error), ANNALS_E_USAGE);
    assert_non_null(strstr(error.message, "yesterday"));
    assert_int_equal(annals_engine_open(&other, &nowhere, &error), ANNALS_E_IO);
    assert_non_null(strstr(error.message, "/nonexistent/annals.lexicon"));
    assert_null(other);
    assert_int_equal(annals_engine_open(&other, &nowhere, NULL), ANNALS_E_IO);
}

typedef struct collector {
    char *text;
    size_t length;
    int documents, stop_after;
} collector;

static int collect(void *user, annals_document *document)
{
    collector *all = user;
    size_t length;
    const char *line = annals_document_json(document, ANNALS_WITH_TEXT | ANNALS_WITH_MENTIONS, &length);
    all->text = realloc(all->text, all->length + length + 2);
    memcpy(all->text + all->length, line, length);
    all->length += length;
    all->text[all->length++] = '\n';
    all->text[all->length] = '\0';
    return ++all->documents == all->stop_after;
}

static collector run_with(unsigned threads, int stop_after, annals_status expected)
{
    collector all = {.stop_after = stop_after};
    annals_run_options options = {.threads = threads, .user = &all, .on_document = collect};
    annals_error error;
    assert_int_equal(annals_run(engine, &examples, 1, &options, &error), expected);
    return all;
}

static void threads_do_not_change_a_byte(void **state)
{
    collector one = run_with(1, 0, ANNALS_OK), two = run_with(2, 0, ANNALS_OK), seven = run_with(7, 0, ANNALS_OK);
    (void)state;
    assert_true(one.documents >= 20);
    assert_string_equal(one.text, two.text);
    assert_string_equal(one.text, seven.text);
    free(one.text);
    free(two.text);
    free(seven.text);
}

static void a_run_stops_when_told(void **state)
{
    collector stopped = run_with(3, 2, ANNALS_STOPPED);
    (void)state;
    assert_int_equal(stopped.documents, 2);
    free(stopped.text);
}

static void parts_have_digests(void **state)
{
    static const char *const parts[] = {"program", "lexicon", "split", "parse"};
    (void)state;
    for (size_t i = 0; i < 4; i++) assert_int_equal(strlen(annals_engine_digest(engine, parts[i])), 64);
    assert_null(annals_engine_digest(engine, "soup"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_attack_is_coded_with_all_fields_of_the_contract),
        cmocka_unit_test(every_span_lies_in_the_text),
        cmocka_unit_test(strange_texts_give_a_document_and_no_event),
        cmocka_unit_test(errors_have_a_status_and_a_sentence),
        cmocka_unit_test(threads_do_not_change_a_byte),
        cmocka_unit_test(a_run_stops_when_told),
        cmocka_unit_test(parts_have_digests),
    };
    if (argc < 2) return 2;
    examples = argv[1];
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
