/* The JSON line of a document: the whole of a made-up one read again with jansson, and each case of "unknown" by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>

#include "synthetic.h"

static char *document_line(const an_document *document, unsigned flags, an_strbuf *out)
{
    an_strbuf_clear(out);
    an_document_write_json(document, flags, out);
    assert_false(out->has_failed);
    return out->data;
}

static void test_keys(void **state)
{
    char text[AN_KEY_BYTES];
    uint64_t key = 1;
    (void)state;
    assert_string_equal(an_key_format(UINT64_C(0x0123456789abcdef), text), "0123456789abcdef");
    assert_string_equal(an_key_format(0, text), "0000000000000000");
    assert_true(an_key_parse(AN_STR("fedcba9876543210"), &key));
    assert_true(key == UINT64_C(0xfedcba9876543210));
    assert_false(an_key_parse(AN_STR("fedcba987654321"), &key));
    assert_false(an_key_parse(AN_STR("fedcba987654321g"), &key));
    assert_false(an_key_parse(AN_STR("FEDCBA9876543210"), &key));
    assert_false(an_key_parse(AN_STR("00fedcba9876543210"), &key));
}

/* An event of which nothing is known, in a text of one word. */
static void test_unknown_is_null(void **state)
{
    an_sentence sentence = {.span = {0, 4}, .token_count = 1};
    an_event event = {.key = 7, .span = {0, 4}, .type = AN_TYPE_AID, .rule = AN_STR("help#1")};
    an_document document = {.article = {.id = AN_STR("x"), .text = AN_STR("Help"), .published = {AN_DAY_UNKNOWN, AN_DAY_UNKNOWN}},
                            .parsed = {.text = AN_STR("Help"), .sentences = &sentence, .sentence_count = 1},
                            .events = {.items = &event, .count = 1}};
    an_strbuf out;
    (void)state;
    an_strbuf_init(&out, 0);
    assert_string_equal(
        document_line(&document, 0, &out),
        "{\"document\":{\"id\":\"x\",\"title\":null,\"outlet\":null,\"author\":null,\"url\":null,\"lang\":null,\"published\":null,"
        "\"sha256\":null},\"events\":[{\"key\":\"0000000000000007\",\"sentence\":0,\"span\":[0,4],\"type\":\"AID\",\"modes\":[],"
        "\"contexts\":[],\"cameo\":null,\"goldstein\":null,\"plover_score\":0.0,\"quad\":null,\"actors\":[],\"recipients\":[],"
        "\"date\":null,\"place\":null,\"killed\":null,\"wounded\":null,\"detained\":null,\"displaced\":null,\"instrument\":null,"
        "\"factuality\":\"happened\",\"accounts\":[],\"confidence\":0.00,\"rule\":\"help#1\"}],\"claims\":[],\"diagnostics\":[]}");
    an_strbuf_free(&out);
}

static void test_open_ends(void **state)
{
    an_sentence sentence = {.span = {0, 4}, .token_count = 1};
    an_event event = {.key = 7, .span = {0, 4}, .type = AN_TYPE_ASSAULT};
    an_document document = {.article = {.id = AN_STR("x"), .text = AN_STR("Help"), .published = {AN_DAY_UNKNOWN, AN_DAY_UNKNOWN}},
                            .parsed = {.text = AN_STR("Help"), .sentences = &sentence, .sentence_count = 1},
                            .events = {.items = &event, .count = 1}};
    an_strbuf out;
    (void)state;
    event.killed = (an_event_quantity){139, INT64_MAX, {0, 4}, true};
    event.date = (an_event_date){.time = {.range = {AN_DAY_UNKNOWN, 0}, .basis = AN_BASIS_TEXT}, .is_known = true};
    event.place = (an_event_place){.place = {.name = AN_STR("Nowhere")}, .is_known = true};
    an_strbuf_init(&out, 0);
    document_line(&document, AN_DOCUMENT_WITH_TEXT, &out);
    assert_non_null(strstr(out.data, "\"killed\":{\"low\":139,\"high\":null,\"text\":\"Help\",\"span\":[0,4]}"));
    assert_non_null(strstr(out.data, "\"date\":{\"from\":null,\"to\":\"1970-01-01\",\"text\":null,\"span\":null,\"basis\":\"text\"}"));
    assert_non_null(strstr(out.data, "\"place\":{\"name\":\"Nowhere\",\"country\":null,\"lat\":null,\"lon\":null,\"geonames\":null,"
                                     "\"precision\":null,\"text\":null,\"span\":null}"));
    assert_non_null(strstr(out.data, "\"rule\":null,\"text\":\"Help\"}"));
    assert_non_null(strstr(out.data, "\"sha256\":null,\"text\":\"Help\"}"));
    an_strbuf_free(&out);
}

static void test_mentions(void **state)
{
    an_mention mentions[] = {
        {.kind = AN_MENTION_ACTOR, .span = {0, 4}, .actor = {.id = AN_STR("rus.gov")}},
        {.kind = AN_MENTION_ACTOR, .sentence = 1, .span = {0, 4}},
        {.kind = AN_MENTION_TIME, .span = {0, 4}, .time = {.range = {0, 1}, .basis = AN_BASIS_TEXT}},
        {.kind = AN_MENTION_PLACE, .span = {0, 4}, .place = {.name = AN_STR("Kabul"), .country = "AFG"}},
        {.kind = AN_MENTION_QUANTITY, .span = {0, 4}, .quantity = {.kind = AN_QUANTITY_MONEY, .low = 5, .high = 5, .unit = AN_STR("USD")}},
    };
    an_document document = {.article = {.text = AN_STR("Help"), .published = {AN_DAY_UNKNOWN, AN_DAY_UNKNOWN}},
                            .mentions = {.items = mentions, .count = 5}};
    an_strbuf out;
    (void)state;
    an_strbuf_init(&out, 0);
    assert_null(strstr(document_line(&document, 0, &out), "mentions"));
    document_line(&document, AN_DOCUMENT_WITH_MENTIONS, &out);
    assert_non_null(strstr(out.data, "{\"sentence\":0,\"span\":[0,4],\"text\":\"Help\",\"kind\":\"actor\",\"actor\":\"rus.gov\"}"));
    assert_non_null(strstr(out.data, "{\"sentence\":1,\"span\":[0,4],\"text\":\"Help\",\"kind\":\"actor\",\"actor\":null}"));
    assert_non_null(strstr(out.data, "\"kind\":\"time\",\"from\":\"1970-01-01\",\"to\":\"1970-01-02\",\"basis\":\"text\"}"));
    assert_non_null(strstr(out.data, "\"kind\":\"place\",\"name\":\"Kabul\",\"country\":\"AFG\""));
    assert_non_null(strstr(out.data, "\"kind\":\"quantity\",\"quantity\":\"money\",\"low\":5,\"high\":5,\"unit\":\"USD\"}"));
    an_strbuf_free(&out);
}

/* What a reader of the line relies on, in many documents: it is JSON, spans and texts agree, claims point to events of the line. */
static void check_span(json_t *object, const char *text)
{
    json_t *span = json_object_get(object, "span"), *words = json_object_get(object, "text");
    assert_non_null(span);
    if (json_is_null(span)) {
        assert_true(json_is_null(words));
        return;
    }
    json_int_t start = json_integer_value(json_array_get(span, 0)), end = json_integer_value(json_array_get(span, 1));
    assert_int_equal(end - start, json_string_length(words));
    assert_memory_equal(text + start, json_string_value(words), (size_t)(end - start));
}

static void check_event(json_t *event, const char *text)
{
    static const char *const parts[] = {"date", "place", "killed", "wounded", "detained", "displaced", "instrument"};
    size_t i;
    json_t *item;
    for (i = 0; i < sizeof parts / sizeof *parts; i++) {
        json_t *part = json_object_get(event, parts[i]);
        assert_non_null(part);
        if (!json_is_null(part)) check_span(part, text);
    }
    json_array_foreach(json_object_get(event, "actors"), i, item) check_span(item, text);
    json_array_foreach(json_object_get(event, "recipients"), i, item) check_span(item, text);
    json_array_foreach(json_object_get(event, "accounts"), i, item) check_span(json_object_get(item, "speaker"), text);
}

static void check_claim(json_t *claim, json_t *events)
{
    json_t *key = json_object_get(claim, "event"), *event;
    bool is_found = json_is_null(key);
    size_t i;
    json_array_foreach(events, i, event) is_found = is_found || json_equal(json_object_get(event, "key"), key);
    assert_true(is_found);
}

static void test_synthetic_documents(void **state)
{
    an_arena arena;
    an_strbuf out;
    (void)state;
    an_arena_init(&arena, 0);
    an_strbuf_init(&out, 0);
    for (uint64_t number = 0; number < 300; number++) {
        an_document document;
        json_t *line, *item;
        size_t i;
        an_arena_reset(&arena);
        synthetic_document(&arena, number, 0, &document);
        line = json_loads(document_line(&document, AN_DOCUMENT_WITH_TEXT, &out), 0, NULL);
        assert_non_null(line);
        const char *text = json_string_value(json_object_get(json_object_get(line, "document"), "text"));
        json_array_foreach(json_object_get(line, "events"), i, item) check_event(item, text);
        assert_int_equal(json_array_size(json_object_get(line, "events")), document.events.count);
        json_array_foreach(json_object_get(line, "claims"), i, item) check_claim(item, json_object_get(line, "events"));
        json_decref(line);
    }
    an_strbuf_free(&out);
    an_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),     cmocka_unit_test(test_unknown_is_null),    cmocka_unit_test(test_open_ends),
        cmocka_unit_test(test_mentions), cmocka_unit_test(test_synthetic_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
