/* Series for the tests of engine B: Luetkepohl's growth rates, the weekly dyads where shared data are at hand, and made-up ones. */
#ifndef ANNALS_TESTS_FORECAST_SERIES_H
#define ANNALS_TESTS_FORECAST_SERIES_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/random.h"
#include "forecast/var.h"
#include "number_table.h"

static inline an_panel panel_from_file(an_arena *arena, const char *path, size_t first_column)
{
    number_table table;
    an_panel panel = {0};
    if (number_table_read(path, &table) != 0) return panel;
    panel.values = an_matrix_new(arena, table.rows, table.columns - first_column);
    for (size_t t = 0; t < table.rows; t++)
        memcpy(an_matrix_row(panel.values, t), table.at + t * table.columns + first_column, panel.values.columns * sizeof(double));
    free(table.at);
    return panel;
}

/* Differences of logarithms of the first 76 quarters. */
static inline an_panel luetkepohl_growth(an_arena *arena)
{
    an_panel panel = panel_from_file(arena, ANNALS_SOURCE_ROOT "/tests/golden/forecast/luetkepohl_e1.csv", 0);
    an_matrix y = panel.values;
    for (size_t t = 0; y.at && t + 1 < 76; t++)
        for (size_t i = 0; i < y.columns; i++)
            y.at[t * y.columns + i] = log(y.at[(t + 1) * y.columns + i]) - log(y.at[t * y.columns + i]);
    panel.values.rows = 75;
    return panel;
}

/* The weekly Goldstein sums of two dyads; no values (and a line) where ANNALS_SHARED does not say where they lie. */
static inline an_panel weekly_dyads(an_arena *arena)
{
    const char *shared = getenv("ANNALS_SHARED");
    char path[4096];
    if (!shared) {
        printf("skipped: ANNALS_SHARED is not set\n");
        return (an_panel){0};
    }
    snprintf(path, sizeof path, "%s/data/dynamics/keds_msbvar/israel_palestine_weekly_1979_2003.csv", shared);
    return panel_from_file(arena, path, 1);
}

/* Two series; the first follows itself, the second follows the first of the week before. */
static inline an_panel leader_and_follower(an_arena *arena, size_t weeks, uint64_t seed)
{
    an_panel panel = {.values = an_matrix_new(arena, weeks, 2)};
    an_random random;
    double leader = 0, follower = 0;
    an_random_seed(&random, seed, 0);
    for (size_t t = 0; t < weeks; t++) {
        double next = 1 + .5 * leader + an_random_normal(&random);
        follower = .3 * follower + .6 * leader + 2 * an_random_normal(&random);
        leader = next;
        panel.values.at[2 * t] = leader;
        panel.values.at[2 * t + 1] = follower;
    }
    return panel;
}

#endif
