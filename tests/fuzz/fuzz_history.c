/* Fuzz target: CSV of dated events. What can be read becomes series by day and week, in counts and in Goldstein values. */
#include <stddef.h>
#include <stdint.h>

#include "forecast/series.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    an_arena arena, scratch;
    an_history history;
    an_coverage *coverage;
    size_t days;
    annals_error error;
    an_str csv = {(const char *)data, size};
    an_selector all = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    an_arena_init(&arena, 1 << 26);
    an_arena_init(&scratch, 1 << 26);
    an_coverage_read_csv(&scratch, csv, &coverage, &days, &error);
    if (an_history_read_csv(&arena, &scratch, csv, NULL, 0, &history, &error) == ANNALS_OK)
        for (int period = AN_PERIOD_DAY; period <= AN_PERIOD_WEEK; period++)
            for (int measure = AN_MEASURE_COUNT; measure <= AN_MEASURE_MARK; measure++) {
                an_series series;
                an_series_make(&arena, &history, (an_measure)measure, (an_period)period, &all, 1, AN_DAY_UNKNOWN, AN_DAY_UNKNOWN, history.first, &series, &error);
            }
    an_arena_free(&arena);
    an_arena_free(&scratch);
    return 0;
}
