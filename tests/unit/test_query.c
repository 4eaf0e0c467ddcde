/* Questions as a user writes them: wrong words are named, answers in each format agree with one another, `explain` tells the parts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>

#include "query/query.h"
#include "scratch_base.h"
#include "show/rows.h"
#include "synthetic.h"

enum { DOCUMENTS = 120 };

typedef struct fixture {
    scratch_base scratch;
    an_store *store;
    an_strbuf out;
    annals_error error;
} fixture;

static int set_up(void **state)
{
    const an_coder coder = {AN_STR("p0"), AN_STR("l0"), AN_STR("s0"), AN_STR("m0")};
    fixture *f = calloc(1, sizeof *f);
    an_arena arena;
    char raw[AN_SHA256_HEX_BYTES];
    *state = f;
    scratch_base_make(&f->scratch);
    an_strbuf_init(&f->out, 0);
    if (an_store_open(&f->store, f->scratch.path, &(an_store_options){.create = true}, &f->error) != ANNALS_OK) return 1;
    an_arena_init(&arena, 0);
    for (uint64_t i = 0; i < DOCUMENTS; i++) {
        an_document document;
        an_arena_reset(&arena);
        synthetic_document(&arena, i, 0, &document);
        if (an_store_put(f->store, &document, synthetic_raw_digest(i, raw), &coder, &f->error) != ANNALS_OK) return 1;
    }
    an_arena_free(&arena);
    return an_store_commit(f->store, &f->error) != ANNALS_OK;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    an_store_close(f->store);
    an_strbuf_free(&f->out);
    scratch_base_remove(&f->scratch);
    free(f);
    return 0;
}

static int append(void *user, const char *bytes, size_t length)
{
    an_strbuf_put(user, bytes, length);
    return 0;
}

static annals_status ask(fixture *f, const annals_query *query, const char *format)
{
    an_row_writer *writer;
    annals_status status;
    an_strbuf_clear(&f->out);
    AN_TRY(an_row_writer_open(&writer, format, append, &f->out, &f->error));
    status = an_query_run(f->store, query, an_row_writer_sink(writer), &f->error);
    an_row_writer_close(writer);
    return status;
}

static size_t count_lines(const an_strbuf *text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text->length; i++) lines += text->data[i] == '\n';
    return lines;
}

/* ---- wrong words ---- */

static void test_wrong_words(void **state)
{
    static const struct {
        annals_query query;
        const char *message;
    } cases[] = {
        {{.what = NULL}, "cannot ask for ''"},
        {{.what = "birds"}, "cannot ask for 'birds'; there are events, claims, documents, actors, relations, derivations, incidents, contradictions and corrections"},
        {{.what = "events", .type = "DANCE"}, "type: 'DANCE' is no type of event; there are AGREE, CONSULT"},
        {{.what = "events", .factuality = "maybe"}, "factuality: 'maybe' is no factuality; there are happened, did-not-happen"},
        {{.what = "claims", .since = "yesterday"}, "since: 'yesterday' is no date"},
        {{.what = "events", .until = "2023-02-30"}, "until: '2023-02-30' is no date"},
        {{.what = "events", .since = "2024", .until = "2023"}, "since: '2024' lies after until '2023'"},
        {{.what = "events", .actor = ""}, "actor: '' is empty"},
        {{.what = "documents", .document = " "}, "document: ' ' is empty"},
        {{.what = "events", .words = "?!"}, "words: '?!' holds no word"},
        {{.what = "relations", .by = "decade"}, "by: 'decade' is no period; there are day, week, month and year"},
        {{.what = "events", .by = "week"}, "by: only relations are told by week"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(ask(f, &cases[i].query, "csv"), ANNALS_E_USAGE);
        if (!strstr(f->error.message, cases[i].message)) fail_msg("'%s' does not say '%s'", f->error.message, cases[i].message);
    }
    assert_int_equal(ask(f, &(annals_query){.what = "events"}, "xml"), ANNALS_E_USAGE);
}

static void test_reading_filters(void **state)
{
    an_filter filter;
    an_factuality factuality;
    annals_error error;
    annals_query query = {.what = "events", .type = "assault", .factuality = "Planned", .since = "2022-02", .until = "2022",
                          .place = " Kabul "};
    (void)state;
    assert_int_equal(an_query_read_filter(&query, &filter, &factuality, &error), ANNALS_OK);
    assert_int_equal(filter.type, AN_TYPE_ASSAULT);
    assert_int_equal(*filter.factuality, AN_FACTUALITY_PLANNED);
    assert_int_equal(filter.dates.from, an_day_from_ymd(2022, 2, 1));
    assert_int_equal(filter.dates.to, an_day_from_ymd(2022, 12, 31));
    assert_true(an_str_is(filter.place, "Kabul"));
    assert_null(filter.actor.data);
}

/* ---- formats agree ---- */

/* The cells of one line of tab-separated values. */
static size_t split_tabs(char *line, char **cells, size_t max)
{
    size_t count = 0;
    while (count < max) {
        cells[count++] = line;
        line = strchr(line, '\t');
        if (!line) break;
        *line++ = '\0';
    }
    return count;
}

static const char *string_of(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

typedef void (*compare_row)(char **names, char **cells, size_t count, json_t *object);

/* Each row of `tsv` beside the object of `jsonl` that it was made from. */
static void compare_formats(fixture *f, const annals_query *query, compare_row compare)
{
    enum { CELLS_MAX = 80 };
    char *names[CELLS_MAX], *cells[CELLS_MAX], *objects, *line, *rest, *objects_rest;
    size_t count, rows = 0;
    assert_int_equal(ask(f, query, "jsonl"), ANNALS_OK);
    objects = objects_rest = strdup(an_strbuf_view(&f->out).data);
    assert_int_equal(ask(f, query, "tsv"), ANNALS_OK);
    rest = f->out.data;
    count = split_tabs(strsep(&rest, "\n"), names, CELLS_MAX);
    while ((line = strsep(&rest, "\n")) && *line) {
        json_t *object = json_loads(strsep(&objects_rest, "\n"), 0, NULL);
        assert_non_null(object);
        assert_int_equal(split_tabs(line, cells, CELLS_MAX), count);
        compare(names, cells, count, object);
        json_decref(object);
        rows++;
    }
    assert_true(rows > 0);
    assert_true(objects_rest && !*objects_rest);
    free(objects);
}

static const char *cell(char **names, char **cells, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return cells[i];
    fail_msg("no column '%s'", name);
    return NULL;
}

static void assert_number(const char *text, json_t *value)
{
    if (!value || json_is_null(value)) assert_string_equal(text, "");
    else assert_true(strtod(text, NULL) == json_number_value(value));
}

static void compare_event(char **names, char **cells, size_t count, json_t *object)
{
    json_t *date = json_object_get(object, "date"), *place = json_object_get(object, "place"), *killed = json_object_get(object, "killed");
    json_t *recipients = json_object_get(object, "recipients");
    const char *ids = cell(names, cells, count, "recipients");
    size_t separators = 0;
    assert_string_equal(cell(names, cells, count, "document"), string_of(object, "document"));
    assert_string_equal(cell(names, cells, count, "key"), string_of(object, "key"));
    assert_string_equal(cell(names, cells, count, "type"), string_of(object, "type"));
    assert_string_equal(cell(names, cells, count, "cameo"), string_of(object, "cameo"));
    assert_string_equal(cell(names, cells, count, "factuality"), string_of(object, "factuality"));
    assert_string_equal(cell(names, cells, count, "rule"), string_of(object, "rule"));
    assert_string_equal(cell(names, cells, count, "date_from"), string_of(date, "from"));
    assert_string_equal(cell(names, cells, count, "date_to"), string_of(date, "to"));
    assert_string_equal(cell(names, cells, count, "date_basis"), string_of(date, "basis"));
    assert_string_equal(cell(names, cells, count, "place"), string_of(place, "name"));
    assert_string_equal(cell(names, cells, count, "country"), string_of(place, "country"));
    assert_string_equal(cell(names, cells, count, "instrument"), string_of(json_object_get(object, "instrument"), "text"));
    assert_number(cell(names, cells, count, "latitude"), json_object_get(place, "lat"));
    assert_number(cell(names, cells, count, "goldstein"), json_object_get(object, "goldstein"));
    assert_number(cell(names, cells, count, "plover_score"), json_object_get(object, "plover_score"));
    assert_number(cell(names, cells, count, "quad"), json_object_get(object, "quad"));
    assert_number(cell(names, cells, count, "confidence"), json_object_get(object, "confidence"));
    assert_number(cell(names, cells, count, "killed_low"), json_object_get(killed, "low"));
    assert_number(cell(names, cells, count, "killed_high"), json_object_get(killed, "high"));
    assert_string_equal(cell(names, cells, count, "actors"), string_of(json_array_get(json_object_get(object, "actors"), 0), "id"));
    for (const char *c = ids; *c; c++) separators += *c == ';';
    assert_int_equal(separators + 1, json_array_size(recipients));
    assert_true(strlen(cell(names, cells, count, "text")) > 0);
}

static void compare_claim(char **names, char **cells, size_t count, json_t *object)
{
    assert_string_equal(cell(names, cells, count, "key"), string_of(object, "key"));
    assert_string_equal(cell(names, cells, count, "event"), string_of(object, "event"));
    assert_string_equal(cell(names, cells, count, "stance"), string_of(object, "stance"));
    assert_string_equal(cell(names, cells, count, "speaker"), string_of(json_object_get(object, "speaker"), "id"));
    assert_string_equal(cell(names, cells, count, "content"), string_of(object, "text"));
    assert_number(cell(names, cells, count, "certainty_low"), json_object_get(json_object_get(object, "certainty"), "low"));
}

static void compare_document(char **names, char **cells, size_t count, json_t *object)
{
    json_t *document = json_object_get(object, "document");
    assert_string_equal(cell(names, cells, count, "document"), string_of(document, "id"));
    assert_string_equal(cell(names, cells, count, "title"), string_of(document, "title"));
    assert_string_equal(cell(names, cells, count, "sha256"), string_of(document, "sha256"));
    assert_string_equal(cell(names, cells, count, "published_from"), string_of(json_object_get(document, "published"), "from"));
    assert_string_equal(cell(names, cells, count, "parse"), string_of(json_object_get(object, "coded_by"), "parse"));
    assert_string_equal(cell(names, cells, count, "parse"), "m0");
    assert_number(cell(names, cells, count, "events"), json_object_get(object, "events"));
    assert_number(cell(names, cells, count, "claims"), json_object_get(object, "claims"));
}

static void compare_actor(char **names, char **cells, size_t count, json_t *object)
{
    assert_string_equal(cell(names, cells, count, "actor"), string_of(object, "id"));
    assert_string_equal(cell(names, cells, count, "country"), string_of(object, "country"));
    assert_string_equal(cell(names, cells, count, "first"), string_of(object, "first"));
    assert_number(cell(names, cells, count, "as_actor"), json_object_get(object, "as_actor"));
    assert_number(cell(names, cells, count, "as_recipient"), json_object_get(object, "as_recipient"));
}

static void compare_relation(char **names, char **cells, size_t count, json_t *object)
{
    assert_string_equal(cell(names, cells, count, "actor"), string_of(object, "actor"));
    assert_string_equal(cell(names, cells, count, "recipient"), string_of(object, "recipient"));
    assert_string_equal(cell(names, cells, count, "last"), string_of(object, "last"));
    assert_number(cell(names, cells, count, "events"), json_object_get(object, "events"));
    assert_number(cell(names, cells, count, "incidents"), json_object_get(object, "incidents"));
    assert_number(cell(names, cells, count, "reports"), json_object_get(object, "reports"));
    assert_number(cell(names, cells, count, "independent"), json_object_get(object, "independent"));
    assert_number(cell(names, cells, count, "material_conflict"), json_object_get(object, "material_conflict"));
    assert_number(cell(names, cells, count, "goldstein_sum"), json_object_get(object, "goldstein_sum"));
    assert_number(cell(names, cells, count, "score"), json_object_get(object, "score"));
}

static void compare_relation_by(char **names, char **cells, size_t count, json_t *object)
{
    assert_string_equal(cell(names, cells, count, "actor"), string_of(object, "actor"));
    assert_string_equal(cell(names, cells, count, "period"), string_of(object, "period"));
    assert_string_equal(cell(names, cells, count, "period_from"), string_of(object, "from"));
    assert_string_equal(cell(names, cells, count, "period_to"), string_of(object, "to"));
    assert_number(cell(names, cells, count, "incidents"), json_object_get(object, "incidents"));
    assert_number(cell(names, cells, count, "verbal_coop"), json_object_get(object, "verbal_coop"));
    assert_number(cell(names, cells, count, "goldstein"), json_object_get(object, "goldstein"));
    assert_number(cell(names, cells, count, "score_sum"), json_object_get(object, "score_sum"));
}

static void test_formats_agree(void **state)
{
    fixture *f = *state;
    compare_formats(f, &(annals_query){.what = "events"}, compare_event);
    compare_formats(f, &(annals_query){.what = "events", .actor = "rus", .since = "2016"}, compare_event);
    compare_formats(f, &(annals_query){.what = "claims"}, compare_claim);
    compare_formats(f, &(annals_query){.what = "documents"}, compare_document);
    compare_formats(f, &(annals_query){.what = "actors", .type = "assault"}, compare_actor);
    compare_formats(f, &(annals_query){.what = "relations"}, compare_relation);
    compare_formats(f, &(annals_query){.what = "relations", .by = "month"}, compare_relation_by);
}

static bool names(const json_t *participants, const char *id)
{
    size_t i;
    json_t *one;
    json_array_foreach(participants, i, one)
        if (strcmp(string_of(one, "id"), id) == 0) return true;
    return false;
}

/* In how many events told as real `actor` acts on `recipient`: counted again the slow way, from the events' JSON. */
static json_int_t recount(const json_t *events, const char *actor, const char *recipient)
{
    json_int_t sum = 0;
    size_t i;
    json_t *event;
    json_array_foreach(events, i, event)
    {
        const char *factuality = string_of(event, "factuality");
        bool is_real = strcmp(factuality, "happened") == 0 || strcmp(factuality, "ongoing") == 0;
        sum += is_real && names(json_object_get(event, "actors"), actor) && names(json_object_get(event, "recipients"), recipient);
    }
    return sum;
}

static void test_relations_count_events(void **state)
{
    fixture *f = *state;
    json_t *relations, *events, *relation;
    json_int_t before = INT64_MAX;
    size_t i;
    assert_int_equal(ask(f, &(annals_query){.what = "events"}, "json"), ANNALS_OK);
    events = json_loads(f->out.data, 0, NULL);
    assert_int_equal(ask(f, &(annals_query){.what = "relations"}, "json"), ANNALS_OK);
    relations = json_loads(f->out.data, 0, NULL);
    assert_true(json_array_size(relations) >= 5);
    json_array_foreach(relations, i, relation)
    {
        json_int_t count = json_integer_value(json_object_get(relation, "events"));
        assert_string_not_equal(string_of(relation, "actor"), string_of(relation, "recipient"));
        assert_int_equal(count, recount(events, string_of(relation, "actor"), string_of(relation, "recipient")));
        assert_true(count <= before);
        before = count;
    }
    json_decref(events);
    json_decref(relations);
}

static void test_json_array(void **state)
{
    static const char *const whats[] = {"events", "claims", "documents", "actors", "relations"};
    fixture *f = *state;
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
        annals_query query = {.what = whats[i], .limit = 5};
        json_t *array;
        assert_int_equal(ask(f, &query, "json"), ANNALS_OK);
        array = json_loads(f->out.data, 0, NULL);
        assert_int_equal(json_array_size(array), 5);
        json_decref(array);
        assert_int_equal(ask(f, &query, "table:100"), ANNALS_OK);
        assert_int_equal(count_lines(&f->out), 6);
    }
}

/* Lists go in step: as many names as ids, an actor without an id leaves its place empty. */
static void test_lists_in_step(void **state)
{
    fixture *f = *state;
    assert_int_equal(ask(f, &(annals_query){.what = "events"}, "csv"), ANNALS_OK);
    assert_non_null(strstr(f->out.data, ",\"two \"\"witnesses\"\", nobody else\",")); /* the ';' in the name became ',' */
    assert_int_equal(ask(f, &(annals_query){.what = "events", .recipient = "masked gunmen"}, "csv"), ANNALS_OK);
    assert_non_null(strstr(f->out.data, ";masked gunmen,"));
    assert_non_null(strstr(f->out.data, ",masked gunmen;"));
}

/* ---- explain ---- */

static void describe_rule(void *user, an_str rule, an_strbuf *out)
{
    (void)user;
    an_strbuf_puts(out, "    the frame of ");
    an_strbuf_put_str(out, rule);
    an_strbuf_putc(out, '\n');
}

static annals_status explain(fixture *f, const char *key)
{
    const an_explain_help help = {.describe_rule = describe_rule};
    an_strbuf_clear(&f->out);
    return an_query_explain(f->store, key, &help, append, &f->out, &f->error);
}

static void assert_says(const fixture *f, const char *part)
{
    if (!strstr(f->out.data, part)) fail_msg("no '%s' in:\n%s", part, f->out.data);
}

/* Explains every event and claim of a document with many, and looks at the parts of one. */
static void test_explain(void **state)
{
    fixture *f = *state;
    an_arena arena;
    an_document document;
    char key[AN_KEY_BYTES], line[64];
    uint64_t number = 0;
    an_arena_init(&arena, 0);
    do synthetic_document(&arena, number++, 0, &document);
    while (!document.claims.count || document.claims.items[0].event == AN_NONE || !document.events.items[0].place.is_known);
    for (size_t i = 0; i < document.events.count; i++) {
        const an_event *e = &document.events.items[i];
        assert_int_equal(explain(f, an_key_format(e->key, key)), ANNALS_OK);
        assert_says(f, key);
        assert_says(f, "[act ");
        assert_says(f, "<- the act");
        assert_says(f, "    the frame of ");
        assert_says(f, an_types[e->type].name);
        assert_says(f, e->place.is_known ? "[place " : "Place       unknown");
        snprintf(line, sizeof line, "Confidence  0.%02d", (int)(e->confidence * 100 + .5));
        if (e->confidence < 1) assert_says(f, line);
    }
    assert_int_equal(explain(f, an_key_format(document.events.items[document.claims.items[0].event].key, key)), ANNALS_OK);
    assert_says(f, an_key_format(document.claims.items[0].key, key)); /* the claim about it is told */
    assert_int_equal(explain(f, key), ANNALS_OK);
    assert_says(f, "Claim       ");
    assert_says(f, "[content ");
    assert_says(f, "About       event ");
    assert_says(f, "Coded by    program p0");
    an_arena_free(&arena);
}

static void test_explain_wrong_keys(void **state)
{
    static const char *const wrong[] = {"", "x", "0123", "0123456789ABCDEF", "0123456789abcdef0"};
    fixture *f = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_int_equal(explain(f, wrong[i]), ANNALS_E_USAGE);
    assert_int_equal(explain(f, NULL), ANNALS_E_USAGE);
    assert_int_equal(explain(f, "0000000000000001"), ANNALS_E_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong_words), cmocka_unit_test(test_reading_filters), cmocka_unit_test(test_formats_agree), cmocka_unit_test(test_relations_count_events),
        cmocka_unit_test(test_json_array),  cmocka_unit_test(test_lists_in_step),   cmocka_unit_test(test_explain),
        cmocka_unit_test(test_explain_wrong_keys),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
