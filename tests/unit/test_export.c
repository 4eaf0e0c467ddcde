/* What the exports share: codes of countries and actors, cells, pairs, keys, and the doors of the table of formats. The files themselves are read
 * back by tests/conformance/check_exports.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lexicon/country.h"
#include "show/export_cameo.h"
#include "show/export_internal.h"

/* ---- codes ---- */

static void every_country_of_the_dictionaries_has_a_row(void **state)
{
    (void)state;
    for (int n = 0; n < 26 * 26 * 26; n++) {
        char code[4] = {(char)('A' + n / 676), (char)('A' + n / 26 % 26), (char)('A' + n % 26), '\0'};
        const an_country *country = an_country_find(code);
        if (an_country_is_code(an_str_from(code)) != (country != NULL)) fail_msg("%s", code);
        if (country && (!country->name[0] || !country->cameo[0])) fail_msg("%s has no name or no code of CAMEO", code);
    }
}

static void countries_have_the_codes_of_other_data_sets(void **state)
{
    static const an_country expected[] = {
        {"DEU", "DE", "GM", "DEU", 255, 260, "Germany"}, {"YEM", "YE", "YM", "YEM", 679, 678, "Yemen"},     {"SRB", "RS", "RI", "SRB", 345, 340, "Serbia"},
        {"RUS", "RU", "RS", "RUS", 365, 365, "Russia"},  {"ROU", "RO", "RO", "ROM", 360, 360, "Romania"},   {"XKX", "", "KV", "KSV", 347, 347, "Kosovo"},
        {"SSD", "SS", "OD", "SSD", 626, 626, "South Sudan"}, {"GBR", "GB", "UK", "GBR", 200, 200, "United Kingdom"}, {"SUN", "", "UR", "SUN", 365, 365, "Soviet Union"}};
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const an_country *found = an_country_find(expected[i].iso3);
        assert_non_null(found);
        assert_string_equal(found->iso2, expected[i].iso2);
        assert_string_equal(found->fips, expected[i].fips);
        assert_string_equal(found->cameo, expected[i].cameo);
        assert_int_equal(found->cow, expected[i].cow);
        assert_int_equal(found->gw, expected[i].gw);
        assert_string_equal(found->name, expected[i].name);
    }
    assert_string_equal(an_country_region(an_country_find("EGY")), "Middle East");
    assert_string_equal(an_country_region(an_country_find("SDN")), "Africa");
    assert_string_equal(an_country_region(an_country_find("HKG")), "");
    assert_null(an_country_find(""));
}

/* "cameo 010 ; goldstein 0.0 ; name Make statement" */
static void names_of_events_are_those_of_the_codebook(void **state)
{
    FILE *file = fopen(ANNALS_SOURCE_ROOT "/data/codebook/cameo.txt", "r");
    char line[4096];
    int count = 0;
    (void)state;
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        char code[8];
        char *name = strstr(line, "; name ");
        if (sscanf(line, "cameo %7s", code) != 1) continue;
        assert_non_null(name);
        name += strlen("; name ");
        name[strcspn(name, "\n")] = '\0';
        assert_string_equal(an_cameo_name(code), name);
        count++;
    }
    fclose(file);
    assert_true(count > 300);
    assert_string_equal(an_cameo_name("999"), "");
    assert_string_equal(an_cameo_name(""), "");
}

static void actor_codes_come_apart(void **state)
{
    static const struct { const char *given, *iso3, *code, *country, *group, *religion, *types[3]; } rows[] = {
        {"AFGREBTAL", "AFG", "AFGREBTAL", "AFG", "TAL", "", {"REB", "", ""}},
        {"ROUGOVMIL", "ROU", "ROMGOVMIL", "ROM", "", "", {"GOV", "MIL", ""}},
        {"XKX", "XKX", "KSV", "KSV", "", "", {"", "", ""}},
        {"IGOUNO", "", "IGOUNO", "", "UNO", "", {"IGO", "", ""}},
        {"IRQSUNCVL", "IRQ", "IRQSUNCVL", "IRQ", "", "SUN", {"CVL", "", ""}}, /* here Sunni ... */
        {"SUNMIL", "SUN", "SUNMIL", "SUN", "", "", {"MIL", "", ""}},          /* ... there the Soviet Union */
        {"MNCBUSMEDAGR", "", "MNCBUSMEDAGR", "", "", "", {"MNC", "BUS", "MED"}},
        {NULL, "FRA", "", "FRA", "", "", {"", "", ""}}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        an_cameo_actor out;
        an_cameo_actor_read(an_str_from(rows[i].given), rows[i].iso3, &out);
        assert_string_equal(out.code, rows[i].code);
        assert_string_equal(out.country, rows[i].country);
        assert_string_equal(out.group, rows[i].group);
        assert_string_equal(out.religions[0], rows[i].religion);
        for (int t = 0; t < 3; t++) assert_string_equal(out.types[t], rows[i].types[t]);
    }
}

/* ---- cells, keys, days ---- */

static void cells_keep_rows_whole(void **state)
{
    an_strbuf out;
    an_cells tabs = {.out = &out, .separator = '\t', .missing = "None"}, commas = {.out = &out, .separator = ',', .missing = ""};
    (void)state;
    an_strbuf_init(&out, 0);
    an_cells_text(&tabs, AN_STR("a\tb\n\"c\""));
    an_cells_text(&tabs, (an_str){0});
    an_cells_number(&tabs, -9.5, 1);
    an_cells_end(&tabs);
    an_cells_text(&commas, AN_STR("a, \"b\""));
    an_cells_none(&commas, 2);
    an_cells_text(&commas, AN_STR(" x"));
    an_cells_day(&commas, AN_DAY_UNKNOWN);
    an_cells_end(&commas);
    assert_string_equal(out.data, "a b 'c'\tNone\t-9.5\n\"a, \"\"b\"\"\",,,\" x\",\r\n");
    an_strbuf_free(&out);
}

static void numbers_of_keys_fit_a_double(void **state)
{
    uint64_t key = UINT64_C(0xfedcba9876543210);
    (void)state;
    assert_int_equal(an_key_number(key, 0), INT64_C(0xfedcba9876543)); /* its first 13 digits */
    for (size_t part = 0; part < 1000; part++) {
        int64_t number = an_key_number(key, part);
        assert_true(number >= 0 && number < INT64_C(1) << 52);
        assert_true(part == 0 || number != an_key_number(key, part - 1));
    }
}

static void a_range_is_no_day(void **state)
{
    an_event event = {.date = {.is_known = true, .time = {.range = {100, 100}}}};
    (void)state;
    assert_int_equal(an_event_day(&event), 100);
    event.date.time.range.to = 101;
    assert_int_equal(an_event_day(&event), AN_DAY_UNKNOWN);
    event.date.time = (an_time){.range = {100, 100}, .is_duration = true}; /* how long, not when */
    assert_int_equal(an_event_day(&event), AN_DAY_UNKNOWN);
    assert_int_equal(an_exact_day(AN_DATE_RANGE_UNKNOWN), AN_DAY_UNKNOWN);
}

/* ---- pairs ---- */

typedef struct pair_list {
    char text[256];
} pair_list;

static void note_pair(void *user, const an_participant *source, const an_participant *target, size_t number)
{
    pair_list *list = user;
    size_t used = strlen(list->text);
    snprintf(list->text + used, sizeof list->text - used, "%zu:%s>%s ", number, source ? source->actor.id.data : "?", target ? target->actor.id.data : "?");
}

static void pairs_are_those_of_the_field(void **state)
{
    static an_participant people[] = {{.actor = {.id = AN_STR("a")}}, {.actor = {.id = AN_STR("b")}}, {.actor = {.id = AN_STR("c")}}};
    static const struct { size_t actors, recipients; const char *pairs; } rows[] = {
        {1, 1, "0:a>c "}, {2, 1, "0:a>c 1:b>c "}, {2, 0, "0:a>b 1:b>a "}, {1, 0, "0:a>? "}, {0, 1, "0:?>c "}, {0, 0, "0:?>? "}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        an_event event = {.actors = {.items = people, .count = rows[i].actors}, .recipients = {.items = people + 2, .count = rows[i].recipients}};
        pair_list list = {""};
        an_export_pairs(&event, note_pair, &list);
        assert_string_equal(list.text, rows[i].pairs);
    }
}

static void sets_hold_each_once(void **state)
{
    an_arena arena;
    an_export_set set = {0};
    (void)state;
    an_arena_init(&arena, 0);
    for (uint64_t i = 0; i < 5000; i++) assert_true(an_export_set_add(&arena, &set, i * 977));
    for (uint64_t i = 0; i < 5000; i++) assert_false(an_export_set_add(&arena, &set, i * 977));
    assert_int_equal(set.count, 5000);
    an_arena_free(&arena);
}

/* ---- the table ---- */

static int refuse(void *user, const char *bytes, size_t length)
{
    (void)user, (void)bytes, (void)length;
    return 1;
}

static void wrong_questions_are_refused(void **state)
{
    an_export *export;
    an_export_options options = {0};
    annals_error error;
    (void)state;
    assert_true(an_export_is_format("gdelt-mentions"));
    assert_false(an_export_is_format("csv"));
    assert_true(an_export_holds("geojson", "incidents"));
    assert_false(an_export_holds("stix", "incidents"));
    assert_int_equal(an_export_open(&export, "claims", "graphml", &options, refuse, NULL, &error), ANNALS_E_USAGE);
    assert_non_null(strstr(error.message, "events or relations"));
    assert_null(export);
}

/* Whoever stops a writer in the middle gets everything back: run under the address sanitizer. */
static void a_writer_can_be_stopped_anywhere(void **state)
{
    static const struct { const char *format, *what; } rows[] = {{"stix", "events"}, {"ucdp", "incidents"}, {"gexf", "relations"}, {"geojson", "events"}};
    an_article article = {.id = AN_STR("d"), .text = AN_STR("A met B."), .published = {19000, 19000}};
    an_participant people[] = {{.actor = {.id = AN_STR("a"), .name = AN_STR("A")}}, {.actor = {.id = AN_STR("b"), .name = AN_STR("B")}}};
    an_event event = {.key = 7, .type = AN_TYPE_CONSULT, .actors = {.items = people, .count = 2}};
    an_export_event given = {&article, &event, AN_STR("A met B.")};
    an_incident incident = {.key = 7, .type = AN_TYPE_CONSULT};
    an_relation relation = {.actor = AN_STR("a"), .recipient = AN_STR("b"), .dates = {19000, 19000}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        an_export *export;
        an_export_options options = {.any_type = true};
        annals_error error;
        assert_int_equal(an_export_open(&export, rows[i].what, rows[i].format, &options, refuse, NULL, &error), ANNALS_OK);
        for (int pass = 0; pass < an_export_passes(export); pass++) {
            unsigned wants = an_export_wants(export);
            assert_int_equal(an_export_begin(export, pass, &error), ANNALS_OK);
            if (wants & AN_EXPORT_INCIDENTS) assert_int_equal(an_export_put_incident(export, &incident, &error), ANNALS_OK);
            if (wants & (AN_EXPORT_EVENTS | AN_EXPORT_ACCOUNTS)) assert_int_equal(an_export_put_event(export, &given, &error), ANNALS_OK);
            if (wants & AN_EXPORT_INCIDENTS) assert_int_equal(an_export_end_incident(export, &error), ANNALS_OK);
            if (wants & AN_EXPORT_RELATIONS) assert_int_equal(an_export_put_relation(export, &relation, &error), ANNALS_OK);
        }
        assert_int_equal(an_export_end(export, &error), ANNALS_STOPPED);
        an_export_close(export);
    }
    an_export_close(NULL);
}

/* ---- accounts ---- */

static int collect(void *user, const char *bytes, size_t length)
{
    an_strbuf_put(user, bytes, length);
    return 0;
}

/* One account, in memory that is overwritten as soon as it was handed over. */
static void put_account(an_export *export, const char *outlet, an_factuality factuality)
{
    char name[8] = "Anders", place[16], text[] = "On Monday Anders hit Berta.";
    an_participant actor = {.actor = {.id = {name, 6}, .name = {name, 6}}, .span = {10, 16}};
    an_article article = {.published = {19000, 19000}, .text = {text, strlen(text)}};
    an_event event = {.key = 7, .type = AN_TYPE_ASSAULT, .factuality = factuality, .cameo = "180", .span = {10, 26}, .confidence = .5,
                      .actors = {.items = &actor, .count = 1}};
    an_export_event given = {&article, &event, {text, strlen(text)}};
    snprintf(place, sizeof place, "%s", outlet);
    article.id = article.outlet = article.url = article.title = (an_str){place, strlen(place)};
    assert_int_equal(an_export_put_event(export, &given, NULL), ANNALS_OK);
    memset(name, '?', sizeof name);
    memset(place, '?', sizeof place);
    memset(text, '?', sizeof text);
}

static void put_told_incident(const char *what, const char *format, an_strbuf *out)
{
    an_export *export;
    an_export_options options = {0};
    an_incident incident = {.key = 7, .type = AN_TYPE_ASSAULT, .dates = {19000, 19000}, .events = 2, .reports = 2};
    assert_int_equal(an_export_open(&export, what, format, &options, collect, out, NULL), ANNALS_OK);
    assert_int_equal(an_export_begin(export, 0, NULL), ANNALS_OK);
    assert_true(an_export_takes(export, &incident));
    assert_int_equal(an_export_put_incident(export, &incident, NULL), ANNALS_OK);
    memset(&incident, 0, sizeof incident);
    put_account(export, "courier", AN_FACTUALITY_POSSIBLE);
    put_account(export, "herald", AN_FACTUALITY_HAPPENED);
    assert_int_equal(an_export_end_incident(export, NULL), ANNALS_OK);
    assert_int_equal(an_export_end(export, NULL), ANNALS_OK);
    an_export_close(export);
    an_strbuf_putc(out, '\0');
}

/* Each account is handed over once, and what a row needs of it outlives it. */
static void rows_are_made_of_accounts_told_once(void **state)
{
    static const struct { const char *what, *format, *rows[3]; } cases[] = {
        /* events, sources and articles; the account that says it happened gives the address */
        {"events", "gdelt", {"\tAnders\t", "\t2\t2\t2\t", "\therald\n"}},
        /* both accounts, in their order: sentence, where the actor stands, nobody on the other side, where the event begins */
        {"events", "gdelt-mentions", {"\tcourier\tcourier\t1\t10\t-1\t10\t1\t50\t27\t", "\therald\therald\t1\t10\t-1\t10\t1\t50\t27\t", "\n"}},
        {"incidents", "ucdp", {"courier;herald", "2022-01-08;2022-01-08", "\n"}}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_strbuf out;
        const char *at;
        an_strbuf_init(&out, 0);
        put_told_incident(cases[i].what, cases[i].format, &out);
        at = out.data;
        for (size_t k = 0; k < 3; k++) {
            at = strstr(at, cases[i].rows[k]);
            assert_non_null(at);
        }
        assert_null(strchr(out.data, '?'));
        an_strbuf_free(&out);
    }
}

/* Accounts of an incident that a format has no row for need not be read. */
static void formats_say_which_incidents_they_take(void **state)
{
    static const struct { const char *what, *format; an_event_type type; an_factuality factuality; bool any_type, takes; } cases[] = {
        {"incidents", "ucdp", AN_TYPE_ASSAULT, AN_FACTUALITY_HAPPENED, false, true},
        {"incidents", "ucdp", AN_TYPE_CONSULT, AN_FACTUALITY_HAPPENED, false, false},
        {"incidents", "ucdp", AN_TYPE_CONSULT, AN_FACTUALITY_HAPPENED, true, true},
        {"incidents", "ucdp", AN_TYPE_ASSAULT, AN_FACTUALITY_PLANNED, false, false},
        {"incidents", "geojson", AN_TYPE_CONSULT, AN_FACTUALITY_PLANNED, false, true},
        {"events", "gdelt", AN_TYPE_CONSULT, AN_FACTUALITY_ONGOING, false, true},
        {"events", "gdelt-mentions", AN_TYPE_CONSULT, AN_FACTUALITY_PLANNED, false, false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_export *export;
        an_export_options options = {.any_type = cases[i].any_type};
        an_incident incident = {.type = cases[i].type, .factuality = cases[i].factuality};
        assert_int_equal(an_export_open(&export, cases[i].what, cases[i].format, &options, refuse, NULL, NULL), ANNALS_OK);
        assert_int_equal(an_export_takes(export, &incident), cases[i].takes);
        an_export_close(export);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_country_of_the_dictionaries_has_a_row), cmocka_unit_test(countries_have_the_codes_of_other_data_sets),
        cmocka_unit_test(names_of_events_are_those_of_the_codebook),   cmocka_unit_test(actor_codes_come_apart),
        cmocka_unit_test(cells_keep_rows_whole),                       cmocka_unit_test(numbers_of_keys_fit_a_double),
        cmocka_unit_test(a_range_is_no_day),                           cmocka_unit_test(pairs_are_those_of_the_field),
        cmocka_unit_test(sets_hold_each_once),                         cmocka_unit_test(wrong_questions_are_refused),
        cmocka_unit_test(a_writer_can_be_stopped_anywhere),            cmocka_unit_test(rows_are_made_of_accounts_told_once),
        cmocka_unit_test(formats_say_which_incidents_they_take),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
