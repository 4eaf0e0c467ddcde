/* Relations counted by incidents, over the calendar, with turning points, over reports made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>

#include "store_fixture.h"

#include "link_fixture.h"
#include "query/relations.h"

/* ---- the calendar ---- */

static void test_periods(void **state)
{
    static const struct {
        an_relation_by by;
        const char *day, *start, *next, *label;
    } cases[] = {
        {AN_BY_DAY, "2024-02-28", "2024-02-28", "2024-02-29", "2024-02-28"}, {AN_BY_WEEK, "2022-09-05", "2022-09-05", "2022-09-12", "2022-W36"},
        {AN_BY_WEEK, "2021-01-03", "2020-12-28", "2021-01-04", "2020-W53"}, {AN_BY_WEEK, "2019-12-30", "2019-12-30", "2020-01-06", "2020-W01"},
        {AN_BY_WEEK, "1969-12-31", "1969-12-29", "1970-01-05", "1970-W01"}, {AN_BY_MONTH, "2023-12-31", "2023-12-01", "2024-01-01", "2023-12"},
        {AN_BY_MONTH, "2024-02-29", "2024-02-01", "2024-03-01", "2024-02"}, {AN_BY_YEAR, "1989-06-04", "1989-01-01", "1990-01-01", "1989"},
    };
    char label[AN_PERIOD_LABEL_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_day start = an_relation_period_start(cases[i].by, day_of(cases[i].day));
        assert_int_equal(start, day_of(cases[i].start));
        assert_int_equal(an_relation_period_next(cases[i].by, start), day_of(cases[i].next));
        assert_string_equal(an_relation_period_label(cases[i].by, start, label), cases[i].label);
    }
    assert_int_equal(an_relation_period_next(AN_BY_YEAR, day_of("9999-01-01")), AN_DAY_UNKNOWN);
}

/* From the start of a period so many periods later is where walking comes to. */
static void test_distances(void **state)
{
    (void)state;
    for (int by = AN_BY_DAY; by < AN_BY_COUNT; by++) {
        an_day start = an_relation_period_start((an_relation_by)by, day_of("1999-12-30")), at = start;
        for (int64_t n = 0; n < 600; n++) {
            assert_int_equal(an_relation_period_distance((an_relation_by)by, start, at), n);
            at = an_relation_period_next((an_relation_by)by, at);
        }
    }
}

/* ---- counting ---- */

#define ATTACK .type = AN_TYPE_ASSAULT, .actor = "iskp", .recipient = "rus"
#define ALL ((an_filter){.dates = AN_DATE_RANGE_UNKNOWN})

static void read_all(fixture *f, const report *reports, size_t count)
{
    for (size_t i = 0; i < count; i++) put_report(f, &reports[i]);
    update(f);
}
#define READ(f, ...) \
    do { \
        const report reports[] = {__VA_ARGS__}; \
        read_all(f, reports, sizeof reports / sizeof *reports); \
    } while (0)

static const an_relation *find(fixture *f, const an_filter *filter, const char *actor, const char *recipient)
{
    an_relation *all;
    size_t count;
    an_arena_reset(&f->arena);
    assert_ok(an_query_relations(f->store, filter, &f->arena, &all, &count, &f->error), &f->error);
    for (size_t i = 0; i < count; i++)
        if (an_str_is(all[i].actor, actor) && an_str_is(all[i].recipient, recipient)) return &all[i];
    return NULL;
}

#define LONG_TEXT                                                                                                         \
    "On the fifth of September an armed man came to the gate of the mission in the capital and set off what he carried among those " \
    "who waited there for papers so that six of them lost their lives and ten were taken to a hospital close by in the old town"

/* Three reports of one attack, one of them a copy, and another attack: two incidents. */
static void test_incident_counts_once(void **state)
{
    fixture *f = *state;
    const an_relation *r;
    READ(f, {"a", "2022-09-05", "Post", LONG_TEXT, {{ATTACK, .from = "2022-09-05", .town = "Kabul", .killed = 6}}, 1},
         {"b", "2022-09-06", "Herald", LONG_TEXT " said the Post", {{ATTACK, .from = "2022-09-05", .town = "Kabul", .killed = 6}}, 1},
         {"c", "2022-09-06", "Globe", "Another account of the day.", {{ATTACK, .from = "2022-09-05", .town = "Kabul", .killed = 6}}, 1},
         {"d", "2022-09-20", "Post", "They came back.", {{ATTACK, .from = "2022-09-19", .town = "Kabul", .killed = 2}}, 1});
    r = find(f, &ALL, "iskp", "rus");
    assert_non_null(r);
    assert_int_equal(r->incidents, 2);
    assert_int_equal(r->events, 4);
    assert_int_equal(r->reports, 4);
    assert_int_equal(r->independent, 3);
    assert_int_equal(r->quads[4], 2);
    assert_true(fabs(r->score_sum + 18) < 1e-9);
    assert_int_equal(r->goldstein_count, 0);
    assert_int_equal(r->dates.from, day_of("2022-09-05"));
    assert_int_equal(r->dates.to, day_of("2022-09-19"));
    assert_null(find(f, &ALL, "rus", "iskp"));
}

/* A side that is asked for stands for its parts; who acts beside it does not come in. */
static void test_asked_sides(void **state)
{
    fixture *f = *state;
    an_filter filter = ALL;
    const an_relation *r;
    READ(f, {"a", "2022-01-10", "Post", "Talks were held.", {{.type = AN_TYPE_CONSULT, .actor = "rus.gov", .recipient = "taliban", .from = "2022-01-09"}}, 1},
         {"b", "2022-03-10", "Post", "Help was sent.", {{.type = AN_TYPE_AID, .actor = "rus", .recipient = "taliban", .from = "2022-03-09"}}, 1},
         {"c", "2022-04-10", "Post", "Others came.", {{.type = AN_TYPE_AID, .actor = "chn", .recipient = "taliban", .from = "2022-04-09"}}, 1},
         {"d", "2022-05-10", "Post", "More talks.", {{.type = AN_TYPE_CONSULT, .actor = "rus.mil", .recipient = "taliban.mod", .from = "2022-05-09"}}, 1});
    r = find(f, &ALL, "rus", "taliban");
    assert_int_equal(r->incidents, 1);
    filter.actor = AN_STR("rus");
    r = find(f, &filter, "rus", "taliban");
    assert_int_equal(r->incidents, 2);
    assert_non_null(find(f, &filter, "rus", "taliban.mod"));
    assert_null(find(f, &filter, "rus.gov", "taliban"));
    filter.recipient = AN_STR("taliban");
    r = find(f, &filter, "rus", "taliban");
    assert_int_equal(r->incidents, 3);
    filter.recipient = AN_STR("nobody");
    assert_null(find(f, &filter, "rus", "nobody"));
}

/* ---- over time ---- */

typedef struct lines {
    an_strbuf text;
    an_relation_by by;
    size_t stop_after, rows;
    an_turning turnings[16];
    char turning_periods[16][AN_PERIOD_LABEL_BYTES];
    size_t turning_count;
} lines;

static annals_status on_row(void *user, const an_relation *r, annals_error *error)
{
    lines *l = user;
    char label[AN_PERIOD_LABEL_BYTES];
    (void)error;
    if (l->stop_after && l->rows == l->stop_after) return ANNALS_END;
    l->rows++;
    an_strbuf_printf(&l->text, "%s %s %s %d\n", r->actor.data, r->recipient.data,
                     r->period.from == AN_DAY_UNKNOWN ? "-" : an_relation_period_label(l->by, r->period.from, label), (int)r->incidents);
    for (int i = 0; i < r->turning_count; i++) {
        assert_true(l->turning_count < 16);
        snprintf(l->turning_periods[l->turning_count], AN_PERIOD_LABEL_BYTES, "%s", label);
        l->turnings[l->turning_count++] = r->turnings[i];
    }
    return ANNALS_OK;
}

static void ask_by(fixture *f, an_relation_by by, size_t stop_after, lines *l)
{
    annals_status status;
    memset(l, 0, sizeof *l);
    an_strbuf_init(&l->text, 0);
    l->by = by;
    l->stop_after = stop_after;
    status = an_query_relations_by(f->store, &ALL, by, on_row, l, &f->error);
    assert_int_equal(status, stop_after ? ANNALS_END : ANNALS_OK);
}

static void assert_rows(fixture *f, an_relation_by by, const char *expected)
{
    lines l;
    ask_by(f, by, 0, &l);
    assert_string_equal(l.text.data, expected);
    an_strbuf_free(&l.text);
}

#define TALK .type = AN_TYPE_CONSULT, .actor = "rus", .recipient = "taliban"

static void test_rows_over_time(void **state)
{
    fixture *f = *state;
    lines l;
    READ(f, {"a", "2021-11-10", "Post", "They met.", {{TALK, .from = "2021-11-08"}}, 1},
         {"b", "2022-02-02", "Post", "They met again.", {{TALK, .from = "2022-01-31", .to = "2022-02-01"}}, 1},   /* of two months alike the earlier */
         {"c", "2022-02-10", "Post", "They met once more.", {{TALK, .from = "2022-02-01", .to = "2022-02-09"}}, 1}, /* longer than a week */
         {"d", "2023-01-10", "Post", "They met all year.", {{TALK, .from = "2022-01-01", .to = "2022-12-31"}}, 1},
         {"e", "2023-02-10", "Post", "They met some day.", {{TALK, .from = "?"}}, 1},
         {"f", "2023-02-10", "Post", "An attack.", {{ATTACK, .from = "2023-02-09"}}, 1});
    assert_rows(f, AN_BY_MONTH, "rus taliban 2021-11 1\nrus taliban 2021-12 0\nrus taliban 2022-01 1\nrus taliban 2022-02 1\nrus taliban - 2\niskp rus 2023-02 1\n");
    assert_rows(f, AN_BY_YEAR, "rus taliban 2021 1\nrus taliban 2022 3\nrus taliban - 1\niskp rus 2023 1\n");
    assert_rows(f, AN_BY_WEEK, "rus taliban 2021-W45 1\nrus taliban 2021-W46 0\nrus taliban 2021-W47 0\nrus taliban 2021-W48 0\nrus taliban 2021-W49 0\n"
                               "rus taliban 2021-W50 0\nrus taliban 2021-W51 0\nrus taliban 2021-W52 0\nrus taliban 2022-W01 0\nrus taliban 2022-W02 0\n"
                               "rus taliban 2022-W03 0\nrus taliban 2022-W04 0\nrus taliban 2022-W05 1\nrus taliban - 3\niskp rus 2023-W06 1\n");
    assert_rows(f, AN_BY_DAY, "rus taliban 2021-11-08 1\nrus taliban - 4\niskp rus 2023-02-09 1\n");
    ask_by(f, AN_BY_MONTH, 2, &l);
    assert_string_equal(l.text.data, "rus taliban 2021-11 1\nrus taliban 2021-12 0\n");
    an_strbuf_free(&l.text);
}

static annals_status keep_period(void *user, const an_relation *r, annals_error *error)
{
    (void)error;
    *(an_date_range *)user = r->period;
    return ANNALS_OK;
}

static void test_end_of_the_calendar(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2024-01-02", "Post", "It shall be for ever.", {{TALK, .from = "9999-12-31"}}, 1});
    for (int by = AN_BY_DAY; by < AN_BY_COUNT; by++) {
        an_date_range period;
        assert_ok(an_query_relations_by(f->store, &ALL, (an_relation_by)by, keep_period, &period, &f->error), &f->error);
        assert_int_equal(period.from, an_relation_period_start((an_relation_by)by, day_of("9999-12-31")));
        assert_int_equal(period.to, day_of("9999-12-31"));
    }
}

/* One meeting a month for two years, then three attacks a month for a year. */
static void put_change(fixture *f)
{
    for (int month = 0; month < 36; month++)
        for (int n = 0; n < (month < 24 ? 1 : 3); n++) {
            char name[32], day[40], text[64];
            report r = {name, day, "Post", text, {{.actor = "ttp", .recipient = "pak", .from = day}}, 1};
            snprintf(name, sizeof name, "r%d-%d", month, n);
            snprintf(day, sizeof day, "%04d-%02d-%02d", 2020 + month / 12, month % 12 + 1, 3 + 9 * n);
            snprintf(text, sizeof text, "Report number %d of the month %d tells it", n, month);
            r.events[0].type = month < 24 ? AN_TYPE_CONSULT : AN_TYPE_ASSAULT;
            put_report(f, &r);
        }
}

static const an_turning *turning_of(const lines *l, an_turning_measure measure, const char *period)
{
    for (size_t i = 0; i < l->turning_count; i++)
        if (l->turnings[i].measure == measure && strcmp(l->turning_periods[i], period) == 0) return &l->turnings[i];
    return NULL;
}

static void test_turning_points(void **state)
{
    fixture *f = *state;
    lines l;
    const an_turning *t;
    char sql[160], key[AN_KEY_BYTES];
    put_change(f);
    assert_ok(an_store_commit(f->store, &f->error), &f->error);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM incidents"), 0); /* not compared yet: every event counts by itself */
    assert_int_equal(ask_number(f, "UPDATE events SET quad = 1, plover_score = 2.5 WHERE type = 'CONSULT' RETURNING quad"), 1);
    ask_by(f, AN_BY_MONTH, 0, &l);
    assert_int_equal(l.rows, 36);
    assert_int_equal(l.turning_count, 3);
    t = turning_of(&l, AN_TURNING_CONFLICT, "2022-01");
    assert_non_null(t);
    assert_true(t->before == 0 && fabs(t->after - 3) < 1e-9 && t->p < 0.01);
    assert_int_equal(t->carrier_count, 5);
    snprintf(sql, sizeof sql, "SELECT date_from = '2022-01-03' FROM events WHERE key = '%s'", an_key_format(t->carriers[0], key));
    assert_int_equal(ask_number(f, sql), 1);
    t = turning_of(&l, AN_TURNING_COOPERATION, "2022-01"); /* carried by the last meetings */
    assert_true(fabs(t->before - 1) < 1e-9 && t->after == 0);
    snprintf(sql, sizeof sql, "SELECT date_from = '2021-12-03' FROM events WHERE key = '%s'", an_key_format(t->carriers[0], key));
    assert_int_equal(ask_number(f, sql), 1);
    t = turning_of(&l, AN_TURNING_TONE, "2022-01");
    assert_true(fabs(t->before - 2.5) < 1e-9 && fabs(t->after + 9) < 1e-9);
    an_strbuf_free(&l.text);
    assert_rows(f, AN_BY_YEAR, "ttp pak 2020 12\nttp pak 2021 12\nttp pak 2022 36\n"); /* three years: no turning point */
    ask_by(f, AN_BY_YEAR, 0, &l);
    assert_int_equal(l.turning_count, 0);
    an_strbuf_free(&l.text);
}

/* ---- the order of reading ---- */

static void print_rows(fixture *f, an_strbuf *out)
{
    lines l;
    ask_by(f, AN_BY_MONTH, 0, &l);
    *out = l.text;
    for (size_t i = 0; i < l.turning_count; i++) {
        an_strbuf_printf(out, "%s %d %.17g %.17g %.17g", l.turning_periods[i], (int)l.turnings[i].measure, l.turnings[i].before, l.turnings[i].after, l.turnings[i].p);
        for (int k = 0; k < l.turnings[i].carrier_count; k++) an_strbuf_printf(out, " %016llx", (unsigned long long)l.turnings[i].carriers[k]);
        an_strbuf_putc(out, '\n');
    }
}

/* Made-up documents, read forwards and backwards. */
static void test_order_of_reading(void **state)
{
    enum { DOCUMENTS = 80 };
    fixture *f = *state;
    an_strbuf first, second;
    put_many(f, DOCUMENTS);
    update(f);
    print_rows(f, &first);
    an_store_close(f->store);
    scratch_base_remove(&f->scratch);
    scratch_base_make(&f->scratch);
    f->store = NULL;
    assert_ok(an_store_open(&f->store, f->scratch.path, &for_writing, &f->error), &f->error);
    for (uint64_t i = DOCUMENTS; i > 0; i--) put(f, i - 1);
    update(f);
    print_rows(f, &second);
    assert_true(first.length > 100);
    assert_string_equal(first.data, second.data);
    an_strbuf_free(&first);
    an_strbuf_free(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_periods), cmocka_unit_test(test_distances), BASE_TEST(test_incident_counts_once), BASE_TEST(test_asked_sides),
        BASE_TEST(test_rows_over_time), BASE_TEST(test_end_of_the_calendar), BASE_TEST(test_turning_points), BASE_TEST(test_order_of_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
