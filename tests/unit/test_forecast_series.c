/* From rows and CSV to histories and series: what is merged, what is refused and where. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forecast/series.h"
#include "fresh_arenas.h"

static an_history read(const char *csv)
{
    an_history history;
    annals_error error = {0};
    annals_status status = an_history_read_csv(&arena, &scratch, an_str_from(csv), NULL, 0, &history, &error);
    if (status != ANNALS_OK) fail_msg("%s", error.message);
    return history;
}

static void check_merging(void **state)
{
    an_history h = read("date,published,source,target,class,root,goldstein,deaths\n"
                        "2024-01-01,2024-01-05,A,B,conflict,19,-9,3\n"   /* the same attack ... */
                        "2024-01-01,2024-01-02,A,B,conflict,19,-10,5\n"  /* ... told earlier and worse */
                        "2024-01-01,,A,B,conflict,18,-8,1\n"             /* another root */
                        "2024-01-02,,A,B,conflict,19,,\n"                /* another day */
                        "2024-01-02,,A,A,conflict,19,,\n"                /* on itself */
                        "2024-01-02,,B,A,\"talks, of \"\"peace\"\"\",05,3,\n");
    const an_stream *s = h.streams;
    (void)state;
    assert_int_equal(h.stream_count, 2);
    assert_int_equal(h.merged, 1);
    assert_int_equal(h.dropped, 1);
    assert_true(an_str_is(s[0].source, "A") && an_str_is(s[0].class_name, "conflict"));
    assert_true(an_str_is(s[1].class_name, "talks, of \"peace\""));
    assert_true(s[0].total == 3 && s[0].data_count == 3);
    assert_true(s[0].data[0].published == an_day_from_ymd(2024, 1, 1) && s[0].data[0].goldstein == -8);
    assert_true(s[0].data[1].published == an_day_from_ymd(2024, 1, 2) && s[0].data[1].goldstein == -10 && s[0].data[1].mark == 5);
    assert_int_equal(an_history_find(&h, AN_STR("B"), AN_STR("A"), s[1].class_name), 1);
    assert_true(an_history_find(&h, AN_STR("B"), AN_STR("A"), AN_STR("conflict")) == SIZE_MAX);
}

/* The set of rows decides, not their order. */
static void check_order(void **state)
{
    enum { ROWS = 6 };
    an_event_row rows[ROWS], turned[ROWS];
    an_history a, b;
    annals_error error;
    (void)state;
    for (int i = 0; i < ROWS; i++)
        rows[i] = (an_event_row){.day = 100 + i % 2, .published = 102 + i, .source = AN_STR("A"), .target = i % 3 ? AN_STR("B") : AN_STR("C"),
                                 .class_name = i < 3 ? AN_STR("x") : AN_STR("y"), .root = AN_STR("19"), .count = NAN, .goldstein = -i, .mark = i};
    for (int i = 0; i < ROWS; i++) turned[i] = rows[(i * 5 + 3) % ROWS];
    assert_int_equal(an_history_build(&arena, &scratch, rows, ROWS, NULL, 0, &a, &error), ANNALS_OK);
    assert_int_equal(an_history_build(&arena, &scratch, turned, ROWS, NULL, 0, &b, &error), ANNALS_OK);
    assert_int_equal(a.stream_count, b.stream_count);
    assert_int_equal(a.merged, b.merged);
    assert_true(a.merged > 0);
    for (size_t s = 0; s < a.stream_count; s++) {
        assert_true(an_str_equal(a.streams[s].class_name, b.streams[s].class_name));
        assert_int_equal(a.streams[s].data_count, b.streams[s].data_count);
        for (size_t i = 0; i < a.streams[s].data_count; i++) {
            assert_int_equal(a.streams[s].data[i].published, b.streams[s].data[i].published);
            assert_true(a.streams[s].data[i].goldstein == b.streams[s].data[i].goldstein && a.streams[s].data[i].mark == b.streams[s].data[i].mark);
        }
    }
}

/* 2024-01-01 is a Monday. */
static const char weeks_csv[] = "date,published,source,target,class,count,goldstein\n"
                                "2023-12-31,,A,B,x,7,1\n"
                                "2024-01-01,,A,B,x,2,-4\n"
                                "2024-01-07,2024-01-20,A,B,x,1,-1.5\n"
                                "2024-01-08,,A,C,y,5,2e0\n"
                                "2024-01-14,,B,A,x,1,0.25\n";

static void check_weeks(void **state)
{
    an_history h = read(weeks_csv);
    an_selector of[] = {{AN_STR("A"), AN_STR("B"), {NULL, 0}}, {AN_STR("A"), {NULL, 0}, {NULL, 0}}, {{NULL, 0}, {NULL, 0}, {NULL, 0}}};
    an_series s;
    annals_error error;
    (void)state;
    assert_int_equal(an_series_make(&arena, &h, AN_MEASURE_COUNT, AN_PERIOD_WEEK, of, 3, AN_DAY_UNKNOWN, AN_DAY_UNKNOWN, AN_DAY_UNKNOWN, &s,
                                    &error), ANNALS_OK);
    assert_int_equal(s.first, an_day_from_ymd(2024, 1, 1));
    assert_int_equal(s.length, 2);
    assert_true(s.values[0] == 3 && s.values[1] == 0 && s.values[2] == 3 && s.values[3] == 5 && s.values[4] == 3 && s.values[5] == 6);
    assert_true(s.coverage[0] == 1 && s.coverage[1] == 1);
    assert_int_equal(an_series_make(&arena, &h, AN_MEASURE_GOLDSTEIN, AN_PERIOD_WEEK, of, 3, AN_DAY_UNKNOWN, AN_DAY_UNKNOWN,
                                    an_day_from_ymd(2024, 1, 14), &s, &error),
                     ANNALS_OK);
    assert_true(s.values[0] == -4 && s.values[5] == 2.25);
    assert_true(an_history_total(&h, of[0], AN_DAY_UNKNOWN) == 10 && an_history_total(&h, of[0], an_day_from_ymd(2024, 1, 14)) == 9);
}

static void check_coverage(void **state)
{
    an_coverage *days;
    size_t count;
    an_history h;
    an_series s;
    an_selector all = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    annals_error error;
    (void)state;
    assert_int_equal(an_coverage_read_csv(&arena, AN_STR("date,reports\n2024-01-01,10\n2024-01-02,30\n2024-01-04,20\n"), &days, &count, &error),
                     ANNALS_OK);
    assert_int_equal(an_history_read_csv(&arena, &scratch, AN_STR("date,source,target\n2024-01-02,A,B\n"), days, count, &h, &error), ANNALS_OK);
    assert_int_equal(an_series_make(&arena, &h, AN_MEASURE_COUNT, AN_PERIOD_DAY, &all, 1, AN_DAY_UNKNOWN, AN_DAY_UNKNOWN, AN_DAY_UNKNOWN, &s,
                                    &error), ANNALS_OK);
    assert_int_equal(s.length, 4);
    assert_true(fabs(s.coverage[0] - 10 / 15.) < 1e-12 && fabs(s.coverage[1] - 2) < 1e-12 && s.coverage[2] == 0);
}

static void check_gap(void **state)
{
    an_history h = read("date,source,target\n2001-05-01,A,B\n2001-06-01,A,B\n2009-02-03,A,B\n");
    an_selector all = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    an_series s;
    annals_error error;
    (void)state;
    assert_int_equal(an_series_make(&arena, &h, AN_MEASURE_COUNT, AN_PERIOD_DAY, &all, 1, AN_DAY_UNKNOWN, AN_DAY_UNKNOWN, AN_DAY_UNKNOWN, &s,
                                    &error), ANNALS_E_INPUT);
    assert_non_null(strstr(error.message, "2001-06-02 to 2009-02-02"));
    assert_int_equal(an_series_make(&arena, &h, AN_MEASURE_COUNT, AN_PERIOD_DAY, &all, 1, 20, 10, AN_DAY_UNKNOWN, &s, &error), ANNALS_E_USAGE);
    assert_int_equal(an_series_make(&arena, &h, AN_MEASURE_COUNT, AN_PERIOD_WEEK, &all, 1, 13, 15, AN_DAY_UNKNOWN, &s, &error), ANNALS_E_INPUT);
}

static void check_refusals(void **state)
{
    static const struct { const char *csv; unsigned line; const char *message; } cases[] = {
        {"", 1, "empty"},
        {"date,source\n", 1, "no column \"target\""},
        {"date,source,target,actor\n", 1, "columns 2 and 4"},
        {"date,source,target\n", 0, "no event"},
        {"date,source,target\n2024-01-02,A,B\n2024-01-01,A,B\n", 3, "before that of line 2"},
        {"date,source,target\n2024-02-30,A,B\n", 2, "2024-02-30"},
        {"date,source,target\n2024-01,A,B\n", 2, "must be a day"},
        {"date,source,target,count\n2024-01-01,A,B,nan\n", 2, "\"nan\""},
        {"date,source,target,count\n2024-01-01,A,B,-1\n", 2, "from 0"},
        {"date,source,target,count\n2024-01-01,A,B,1e999\n", 2, "1e999"},
        {"date,source,target,count\n2024-01-01,A,B,1 2\n", 2, "1 2"},
        {"date,source,target,count\n2024-01-01,A,B,1\n\n2024-01-01,A,B,2\n", 4, "repeats"},
        {"date,source,target,goldstein\n2024-01-01,A,B,inf\n", 2, "inf"},
        {"date,source,target\n2024-01-01,A\n", 2, "2 cells"},
        {"date,source,target\n2024-01-01,\"A,B\n", 2, "not closed"},
        {"date,source,target\n2024-01-01,\"A\"x,B\n", 2, "follows a closing quote"},
        {"date,source,target,count\n2024-01-01,A,B,2e9\n", 2, "0 to 1e+09"},
        {"date,source,target\n0001-01-01,A,B\n2024-01-01,A,B\n", 0, "spans more"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_history h;
        annals_error error = {0};
        annals_status status = an_history_read_csv(&arena, &scratch, an_str_from(cases[i].csv), NULL, 0, &h, &error);
        if (status == ANNALS_OK) fail_msg("case %zu is taken", i);
        if (error.offset != cases[i].line || !strstr(error.message, cases[i].message)) fail_msg("case %zu: %u %s", i, (unsigned)error.offset,
                                                                    error.message);
    }
}

static void check_bad_coverage(void **state)
{
    static const char *const cases[] = {"date,reports\n2024-01-02,1\n2024-01-01,1\n", "date,reports\n2024-01-02,\n",
                                        "date,reports\n2024-01-02,-3\n", "date\n2024-01-02\n"};
    an_coverage *days;
    size_t count;
    annals_error error;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_int_equal(an_coverage_read_csv(&arena, an_str_from(cases[i]), &days, &count,
                                                                &error), ANNALS_E_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(check_merging),  cmocka_unit_test(check_order), cmocka_unit_test(check_weeks),
                                       cmocka_unit_test(check_coverage),
                                       cmocka_unit_test(check_gap),      cmocka_unit_test(check_refusals), cmocka_unit_test(check_bad_coverage)};
    return cmocka_run_group_tests(tests, begin, end);
}
