/* Turning points: where they must be, where they must not be, and how often chance makes one: measured on made series without any change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "query/turning.h"

enum { PERIODS_MAX = 400, SERIES = 400 };

/* ---- chance, the same in every run ---- */

typedef struct chance {
    uint64_t draws;
} chance;

static double uniform(chance *c) { return ((double)(an_hash_mix(7, c->draws++) >> 11) + 0.5) / 9007199254740992.0; }

static double poisson(chance *c, double mean)
{
    double product = uniform(c), limit = exp(-mean), count = 0;
    while (product > limit) {
        product *= uniform(c);
        count++;
    }
    return count;
}

static double exponential(chance *c, double mean) { return -mean * log(uniform(c)); }

static double thinned(chance *c, double count, double share)
{
    double kept = 0;
    for (double i = 0; i < count; i++) kept += uniform(c) < share;
    return kept;
}

/* ---- series ---- */

typedef struct made {
    double sums[PERIODS_MAX], weights[PERIODS_MAX];
    size_t count;
    bool is_tone;
} made;

typedef void (*make_series)(chance *c, size_t periods, made *out);

static void make_poisson(chance *c, size_t periods, made *out)
{
    for (size_t i = 0; i < periods; i++) out->sums[i] = poisson(c, 2);
}

static void make_rare(chance *c, size_t periods, made *out)
{
    for (size_t i = 0; i < periods; i++) out->sums[i] = poisson(c, 0.3);
}

/* Negative binomial with the variance of four times the mean: a mean of 3 that is itself drawn from an exponential law. */
static void make_bursty(chance *c, size_t periods, made *out)
{
    for (size_t i = 0; i < periods; i++) out->sums[i] = poisson(c, exponential(c, 3));
}

/* Each incident makes one more in the next period with a chance of .3: integer-valued autoregression of the first order. */
static void make_dependent(chance *c, size_t periods, made *out)
{
    double last = poisson(c, 2);
    for (size_t i = 0; i < periods; i++) out->sums[i] = last = thinned(c, last, 0.3) + poisson(c, 1.4);
}

/* As above with .6: what happens makes more of it for many periods. */
static void make_very_dependent(chance *c, size_t periods, made *out)
{
    double last = poisson(c, 2);
    for (size_t i = 0; i < periods; i++) out->sums[i] = last = thinned(c, last, 0.6) + poisson(c, 0.8);
}

/* Scores of one to some incidents: quarrels, attacks, now and then a visit. */
static void make_tone(chance *c, size_t periods, made *out)
{
    static const double scores[] = {-9.5, -9, -2, -2, 2.5, 4};
    out->is_tone = true;
    for (size_t i = 0; i < periods; i++) {
        out->weights[i] = 1 + poisson(c, 1);
        out->sums[i] = 0;
        for (double k = 0; k < out->weights[i]; k++) out->sums[i] += scores[(size_t)(uniform(c) * 6)];
    }
}

/* As a relation is seen: from the first incident to the last one. */
static void trim(made *m)
{
    size_t first = 0;
    while (m->count && m->sums[m->count - 1] == 0 && !m->is_tone) m->count--;
    while (first < m->count && m->sums[first] == 0 && !m->is_tone) first++;
    memmove(m->sums, m->sums + first, (m->count - first) * sizeof *m->sums);
    m->count -= first;
}

static size_t find(an_arena *arena, const made *m, size_t block, an_turning_points *points)
{
    annals_error error;
    an_arena_reset(arena);
    memset(points, 0, sizeof *points);
    assert_int_equal(an_turning_find(arena, &(an_turning_series){m->sums, m->is_tone ? m->weights : NULL, m->count}, block, points, &error), ANNALS_OK);
    return points->count;
}

/* ---- how often it is wrong ---- */

/* The share of made series in which a turning point is found. */
static double alarms(make_series make, size_t periods, size_t block)
{
    chance c = {0};
    an_arena arena;
    int found = 0;
    an_arena_init(&arena, 0);
    for (int i = 0; i < SERIES; i++) {
        made m = {.count = periods};
        an_turning_points points;
        make(&c, periods, &m);
        trim(&m);
        found += find(&arena, &m, block, &points) > 0;
    }
    an_arena_free(&arena);
    return (double)found / SERIES;
}

/* The bounds are those of the level (.017) and three standard errors of a measurement on so many series (.019); of series whose periods
 * depend on one another they are what docs/relations.md warns of. */
static void test_false_alarms(void **state)
{
    static const struct {
        const char *name;
        make_series make;
        size_t block;
        double most;
    } cases[] = {
        {"Poisson, mean 2", make_poisson, 4, 0.036}, {"Poisson, mean .3", make_rare, 4, 0.036}, {"variance 4 times the mean", make_bursty, 4, 0.036},
        {"tone", make_tone, 4, 0.036}, {"dependent by .3, blocks of 4", make_dependent, 4, 0.06}, {"dependent by .6, blocks of 4", make_very_dependent, 4, 0.18},
        {"dependent by .6, blocks of 14", make_very_dependent, 14, 0.18},
    };
    static const size_t lengths[] = {12, 36, 120, 360};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
            double share = alarms(cases[i].make, lengths[k], cases[i].block);
            print_message("%-32s %3zu periods: %.3f\n", cases[i].name, lengths[k], share);
            assert_true(share <= cases[i].most);
        }
}

/* ---- how often it is right ---- */

static void test_finds_changes(void **state)
{
    chance c = {0};
    an_arena arena;
    int found = 0, near = 0;
    (void)state;
    an_arena_init(&arena, 0);
    for (int i = 0; i < 200; i++) {
        made m = {.count = 60};
        an_turning_points points;
        for (size_t k = 0; k < m.count; k++) m.sums[k] = poisson(&c, k < 36 ? 0.5 : 2);
        if (!find(&arena, &m, 4, &points)) continue;
        found++;
        near += points.items[0].at >= 34 && points.items[0].at <= 38;
    }
    an_arena_free(&arena);
    print_message("0.5 to 2 a period after 36 of 60: found %.3f, within two periods %.3f\n", found / 200.0, near / 200.0);
    assert_true(found >= 170);
    assert_true(near >= 130);
}

/* ---- exact cases ---- */

#define SERIES_OF(...) ((made){.sums = {__VA_ARGS__}, .count = sizeof((double[]){__VA_ARGS__}) / sizeof(double)})

static void test_places_and_levels(void **state)
{
    const made rise = SERIES_OF(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6);
    const made there_and_back = SERIES_OF(1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0);
    an_turning_points points;
    an_arena arena;
    (void)state;
    an_arena_init(&arena, 0);
    assert_int_equal(find(&arena, &rise, 1, &points), 1);
    assert_int_equal(points.items[0].at, 10);
    assert_true(fabs(points.items[0].before - 0.5) < 1e-9 && fabs(points.items[0].after - 5.5) < 1e-9);
    assert_true(points.items[0].p <= 0.002);
    assert_int_equal(find(&arena, &there_and_back, 1, &points), 2);
    assert_int_equal(points.items[0].at, 10);
    assert_int_equal(points.items[1].at, 20);
    assert_true(fabs(points.items[0].after - 8.5) < 1e-9 && fabs(points.items[1].before - 8.5) < 1e-9 && fabs(points.items[1].after - 0.5) < 1e-9);
    an_arena_free(&arena);
}

static void test_tone_is_weighted(void **state)
{
    made m = {.count = 24, .is_tone = true};
    an_turning_points points;
    an_arena arena;
    (void)state;
    for (size_t i = 0; i < m.count; i++) {
        m.weights[i] = 1 + (double)(i % 3);
        m.sums[i] = m.weights[i] * (i < 12 ? (i % 2 ? -2 : -3) : (i % 2 ? 4 : 5));
    }
    an_arena_init(&arena, 0);
    assert_int_equal(find(&arena, &m, 2, &points), 1);
    assert_int_equal(points.items[0].at, 12);
    assert_true(points.items[0].before < -2 && points.items[0].before > -3 && points.items[0].after > 4 && points.items[0].after < 5);
    an_arena_free(&arena);
}

/* Too few periods, too few incidents, one episode, no variation. */
static void test_none(void **state)
{
    const made cases[] = {
        SERIES_OF(0, 0, 0, 9, 9, 9, 9), SERIES_OF(0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3), SERIES_OF(0, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        SERIES_OF(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2), SERIES_OF(0),
    };
    an_turning_points points;
    an_arena arena;
    (void)state;
    an_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_int_equal(find(&arena, &cases[i], 1, &points), 0);
    an_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_and_levels), cmocka_unit_test(test_tone_is_weighted), cmocka_unit_test(test_none),
        cmocka_unit_test(test_finds_changes), cmocka_unit_test(test_false_alarms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
