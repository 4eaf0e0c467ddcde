/* Pictures of forecasts: well-formed, honest about skill, the same bytes twice, and refusals of what cannot be drawn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <math.h>
#include <string.h>

#include "show/forecast_svg.h"

static an_strbuf out;
static annals_error error;

static int start(void **state)
{
    (void)state;
    an_strbuf_init(&out, 0);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    an_strbuf_free(&out);
    return 0;
}

static size_t occurrences(const char *word)
{
    size_t count = 0;
    for (const char *at = out.data; (at = strstr(at, word)) != NULL; at += strlen(word)) count++;
    return count;
}

static bool says(const char *word) { return strstr(out.data, word) != NULL; }

/* One <svg>, well-formed, nothing that acts. */
static void assert_picture(annals_status status)
{
    xmlDocPtr document;
    assert_int_equal(status, ANNALS_OK);
    document = xmlReadMemory(out.data, (int)out.length, "picture", "UTF-8", XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);
    assert_non_null(document);
    assert_string_equal((const char *)xmlDocGetRootElement(document)->name, "svg");
    xmlFreeDoc(document);
    assert_false(says("<script") || says("javascript") || says("onload") || says("href"));
    assert_false(says("nan") || says("inf\""));
}

/* ---- fans ---- */

static const an_fan_step engine_steps[] = {{-2, -1, 0, 1, 2}, {-4, -2, 0, 2, 4}}, baseline_steps[] = {{-1, 0, 1, 2, 3}, {-1, 0, 1, 2, 3}};
static const double history[] = {1, 3, NAN, 2, 4, 0, 1, 2, 3, 1, 2, 10};

static an_fan_chart fan_chart(void)
{
    static const double outcomes[] = {1, NAN};
    return (an_fan_chart){.title = AN_STR("A & <B> to \"C\""), .unit = AN_STR("events a week"), .first = an_day_from_ymd(2024, 1, 1), .days_each = 7,
                          .history = history, .history_count = 12, .engine = {AN_STR("pool"), engine_steps, 2},
                          .baseline = {AN_STR("last 12 weeks"), baseline_steps, 2}, .outcomes = outcomes, .outcome_count = 2,
                          .skill = {AN_STR("last 12 weeks"), .06, 1.9, .5, 167, true}};
}

static void a_fan_is_drawn(void **state)
{
    an_fan_chart chart = fan_chart();
    (void)state;
    assert_picture(an_svg_fan(&chart, &out, &error));
    assert_true(says("A &amp; &lt;B&gt; to &quot;C&quot;"));
    assert_true(says("engine against last 12 weeks: +6 % CRPS (167 origins)"));
    assert_false(says("within two standard errors"));
    assert_true(says("2024-0")); /* dates below */
    assert_int_equal(occurrences("class=\"dot\""), 1); /* the outcome that is known, in the close-up */
    assert_int_equal(occurrences("class=\"now\""), 2); /* overview and close-up */
}

static void a_missing_week_breaks_the_line(void **state)
{
    an_fan_chart chart = fan_chart();
    const char *line;
    (void)state;
    chart.history_count = 4;
    assert_picture(an_svg_fan(&chart, &out, &error));
    line = strstr(out.data, "<g class=\"ink\"><path class=\"curve\" d=\"");
    assert_non_null(line);
    assert_non_null(strchr(strchr(line, 'M') + 1, 'M'));
    assert_true(strchr(strchr(line, 'M') + 1, 'M') < strstr(line, "\"/>"));
}

static size_t place_of(const char *word) { return (size_t)(strstr(out.data, word) - out.data); }

static void what_is_no_better_says_so_and_steps_back(void **state)
{
    an_fan_chart chart = fan_chart();
    (void)state;
    chart.skill.share = -.03;
    assert_picture(an_svg_fan(&chart, &out, &error));
    assert_true(says("no better than last 12 weeks: \xE2\x88\x92" "3 % CRPS"));
    /* in the key the baseline has the bands of the forecast that counts */
    assert_true(place_of("pool: 90 %") < place_of("last 12 weeks: 50 and 90 %"));
    an_strbuf_clear(&out);
    chart.skill.share = 0;
    assert_picture(an_svg_fan(&chart, &out, &error));
    assert_true(says("no better than"));
    an_strbuf_clear(&out);
    chart.skill.share = .01;
    chart.skill.is_sure = false;
    assert_picture(an_svg_fan(&chart, &out, &error));
    assert_true(says("within two standard errors"));
    an_strbuf_clear(&out);
    chart.skill.baseline.data = NULL;
    assert_picture(an_svg_fan(&chart, &out, &error));
    assert_true(says("not back-tested"));
}

static void a_fan_alone_or_of_one_week(void **state)
{
    an_fan_chart chart = fan_chart();
    (void)state;
    chart.baseline.count = chart.outcome_count = 0;
    chart.engine.count = 1;
    assert_picture(an_svg_fan(&chart, &out, &error));
    an_strbuf_clear(&out);
    chart.history_count = 0;
    chart.engine.count = 2;
    assert_picture(an_svg_fan(&chart, &out, &error));
}

/* 12 periods and 3 to come from -4 to 10: -10/5 ticks; the last value of the history, 10, lies at the top edge of its frame. */
static void values_stand_where_they_belong(void **state)
{
    an_fan_chart chart = fan_chart();
    (void)state;
    chart.history_count = 8; /* as long as four fans: one panel */
    assert_picture(an_svg_fan(&chart, &out, &error));
    /* frame: x 62 + 680 (t + .5) / 10, y 92 + 262 (4 - v) / 8 with ticks every 2 */
    assert_true(says("M96 190.3L164 124.8M300 157.5L368 92"));
}

static void days_months_and_years_below(void **state)
{
    static const struct {
        int days_each;
        const char *label;
    } cases[] = {{1, ">2024-01-05<"}, {7, ">2024-01-15<"}, {31, ">2024-05<"}, {366, ">2028<"}};
    an_fan_chart chart = fan_chart();
    (void)state;
    chart.history_count = 8;
    for (size_t i = 0; i < 4; i++) {
        an_strbuf_clear(&out);
        chart.days_each = cases[i].days_each;
        assert_picture(an_svg_fan(&chart, &out, &error));
        assert_true(says(cases[i].label));
    }
}

static void fans_that_cannot_be_drawn(void **state)
{
    an_fan_step broken[] = {{0, 0, NAN, 0, 0}};
    an_fan_chart chart = fan_chart();
    an_strbuf small;
    (void)state;
    chart.engine = (an_fan){AN_STR("x"), broken, 1};
    assert_int_equal(an_svg_fan(&chart, &out, &error), ANNALS_E_USAGE);
    chart = fan_chart();
    chart.first = AN_DAY_UNKNOWN;
    assert_int_equal(an_svg_fan(&chart, &out, &error), ANNALS_E_USAGE);
    chart = fan_chart();
    chart.history_count = AN_SVG_POINTS_MAX;
    assert_int_equal(an_svg_fan(&chart, &out, &error), ANNALS_E_LIMIT);
    chart = fan_chart();
    an_strbuf_init(&small, 100);
    assert_int_equal(an_svg_fan(&chart, &small, &error), ANNALS_E_MEMORY);
    an_strbuf_free(&small);
}

static void wild_values_stay_inside(void **state)
{
    static const double wild[] = {1e300, -INFINITY, 5, -1e11, 0, 0, 0, 0};
    an_fan_chart chart = fan_chart();
    (void)state;
    chart.history = wild;
    chart.history_count = 8;
    assert_picture(an_svg_fan(&chart, &out, &error));
    chart.history_count = 1;
    an_strbuf_clear(&out);
    assert_picture(an_svg_fan(&chart, &out, &error));
}

/* ---- differences ---- */

static an_difference_chart difference_chart(void)
{
    static const double chances[] = {.25, NAN};
    static const an_difference courses[] = {{{AN_STR("strike"), engine_steps, 2}, chances}, {{AN_STR("wait"), baseline_steps, 2}, NULL}};
    static const size_t marks[] = {1, 2};
    return (an_difference_chart){.title = AN_STR("T"), .unit = AN_STR("events"), .first = an_day_from_ymd(2024, 1, 1), .days_each = 1, .is_summed = true,
                                 .courses = courses, .course_count = 2, .marks = marks, .mark_count = 2, .precedents = 3, .class_precedents = 240,
                                 .is_pooled = true};
}

static void a_difference_says_what_it_rests_on(void **state)
{
    an_difference_chart chart = difference_chart();
    (void)state;
    assert_picture(an_svg_difference(&chart, &out, &error));
    assert_true(says("1 day: 25 %"));
    assert_true(says("2 days: not known"));
    assert_true(says("Precedents: 3 in this stream, 240 in its class; too few here: the effect is that of the class."));
    assert_true(says("does not say that the event causes it"));
    assert_false(says("beyond anything seen"));
    an_strbuf_clear(&out);
    chart.extrapolates = true;
    assert_picture(an_svg_difference(&chart, &out, &error));
    assert_true(says("beyond anything seen"));
    chart.course_count = 0;
    assert_int_equal(an_svg_difference(&chart, &out, &error), ANNALS_E_USAGE);
    chart.course_count = 1;
    chart.mark_count = 7;
    assert_int_equal(an_svg_difference(&chart, &out, &error), ANNALS_E_LIMIT);
}

/* ---- influence ---- */

static void only_sure_arrows_are_drawn(void **state)
{
    static const an_influence_node nodes[] = {{AN_STR("a to b, material conflict"), AN_TONE_CONFLICT, 40}, {AN_STR("b to a"), AN_TONE_COOPERATION, 4}};
    static const an_influence_arrow arrows[] = {
        {0, 1, .3, .1, .5, .95, true}, {1, 0, .2, 0, .5, .9, false}, {0, 0, .4, .3, .5, .99, false}, {1, 1, .02, 0, .1, .4, false}};
    an_influence_arrow lost = {0, 2, 1, 1, 1, 1, false};
    an_influence_chart chart = {AN_STR("Who excites whom"), nodes, 2, arrows, 4, .5, .6, .7};
    (void)state;
    assert_picture(an_svg_influence(&chart, &out, &error));
    assert_true(says("2 of 4 influences are sure enough"));
    assert_true(says("a to b, material conflict \xE2\x86\x92 b to a: 0.300 further events for each event (90 %: 0.100 to 0.500), pooled"));
    assert_int_equal(occurrences("stroke-dasharray=\"6 4\""), 1);
    assert_int_equal(occurrences("<circle"), 2);
    assert_true(says("Spectral radius 0.60 (90 %: 0.50 to 0.70)"));
    chart.arrows = &lost;
    chart.arrow_count = 1;
    assert_int_equal(an_svg_influence(&chart, &out, &error), ANNALS_E_USAGE);
    chart.node_count = 0;
    assert_int_equal(an_svg_influence(&chart, &out, &error), ANNALS_E_USAGE);
    chart.node_count = AN_SVG_NODES_MAX + 1;
    assert_int_equal(an_svg_influence(&chart, &out, &error), ANNALS_E_LIMIT);
}

/* ---- responses ---- */

static void a_grid_has_a_cell_for_each_pair(void **state)
{
    static const double low[] = {0, 0, 0, 0, -1, -1, -1, -1}, median[] = {1, 1, 1, 1, 0, 0, 0, 0}, high[] = {2, 2, 2, 2, 1, 1, 1, 1};
    static const an_str names[] = {{"a & b", 5}, {"c", 1}};
    const an_response_set sets[] = {{AN_STR("in order"), median, low, high, low, high}, {AN_STR("turned round"), median, low, high, low, high}};
    an_response_chart chart = {AN_STR("Responses"), AN_STR("score"), names, 2, 2, sets, 2};
    double broken[8];
    an_response_set bad = sets[0];
    (void)state;
    assert_picture(an_svg_responses(&chart, &out, &error));
    assert_int_equal(occurrences("<path class=\"wide\""), 4);
    assert_int_equal(occurrences("<path class=\"edge\""), 8);
    assert_true(says("a &amp; b"));
    memcpy(broken, low, sizeof low);
    broken[5] = NAN;
    bad.low_90 = broken;
    chart.sets = &bad;
    chart.set_count = 1;
    assert_int_equal(an_svg_responses(&chart, &out, &error), ANNALS_E_USAGE);
    chart.set_count = 0;
    assert_int_equal(an_svg_responses(&chart, &out, &error), ANNALS_E_USAGE);
    chart.set_count = 4;
    assert_int_equal(an_svg_responses(&chart, &out, &error), ANNALS_E_LIMIT);
}

/* ---- calibration ---- */

static void the_calibration_page_compares_methods(void **state)
{
    an_calibration_method methods[] = {
        {AN_STR("pool"), false, true, 29.5, 1.86, .5, -5.1, .21, .53, .91, {14, 17, 18, 16, 17, 15, 18, 19, 16, 17}, .42},
        {AN_STR("last 12 weeks"), true, false, 31.3, NAN, NAN, NAN, .23, .55, .82, {24, 15, 13, 12, 12, 13, 16, 18, 20, 24}, NAN}};
    an_calibration_chart chart = {AN_STR("How good?"), AN_STR("one week ahead"), 167, 167, {an_day_from_ymd(1990, 10, 14), an_day_from_ymd(2003, 7, 6)}, methods, 2};
    (void)state;
    assert_picture(an_svg_calibration(&chart, &out, &error));
    assert_true(says("+1.86 \xC2\xB1 0.50"));
    assert_true(says("best baseline"));
    assert_true(says("91 %"));
    assert_true(says("1990-10-14 to 2003-07-06"));
    assert_true(says("do not contradict it (p = 0.420"));
    assert_int_equal(occurrences("<rect class=\"narrow\""), 2 * AN_PIT_BINS + 4);
    methods[0].pit_p_value = .01;
    an_strbuf_clear(&out);
    assert_picture(an_svg_calibration(&chart, &out, &error));
    assert_true(says("are not uniform"));
    chart.method_count = 0;
    assert_int_equal(an_svg_calibration(&chart, &out, &error), ANNALS_E_USAGE);
    chart.method_count = AN_SVG_METHODS_MAX + 1;
    assert_int_equal(an_svg_calibration(&chart, &out, &error), ANNALS_E_LIMIT);
}

static void the_same_record_gives_the_same_bytes(void **state)
{
    an_fan_chart chart = fan_chart();
    size_t half;
    (void)state;
    assert_picture(an_svg_fan(&chart, &out, &error));
    half = out.length;
    assert_int_equal(an_svg_fan(&chart, &out, &error), ANNALS_OK);
    assert_int_equal(out.length, 2 * half);
    assert_memory_equal(out.data, out.data + half, half);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_fan_is_drawn, start, stop),
        cmocka_unit_test_setup_teardown(a_missing_week_breaks_the_line, start, stop),
        cmocka_unit_test_setup_teardown(what_is_no_better_says_so_and_steps_back, start, stop),
        cmocka_unit_test_setup_teardown(a_fan_alone_or_of_one_week, start, stop),
        cmocka_unit_test_setup_teardown(values_stand_where_they_belong, start, stop),
        cmocka_unit_test_setup_teardown(days_months_and_years_below, start, stop),
        cmocka_unit_test_setup_teardown(fans_that_cannot_be_drawn, start, stop),
        cmocka_unit_test_setup_teardown(wild_values_stay_inside, start, stop),
        cmocka_unit_test_setup_teardown(a_difference_says_what_it_rests_on, start, stop),
        cmocka_unit_test_setup_teardown(only_sure_arrows_are_drawn, start, stop),
        cmocka_unit_test_setup_teardown(a_grid_has_a_cell_for_each_pair, start, stop),
        cmocka_unit_test_setup_teardown(the_calibration_page_compares_methods, start, stop),
        cmocka_unit_test_setup_teardown(the_same_record_gives_the_same_bytes, start, stop),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
