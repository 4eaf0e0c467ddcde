/* For the programs that measure the forecasting engines: tables, event panels, back-tests one period ahead. Failures end the program with a message:
 * these are programs for those who develop Annals. */
#ifndef ANNALS_TRAIN_EVAL_FORECAST_H
#define ANNALS_TRAIN_EVAL_FORECAST_H

#include "forecast/baselines.h"
#include "forecast/excite.h"
#include "forecast/ranking.h"

/* A CSV with a header; bytes as they are (some published tables are Latin-1). */
typedef struct an_table {
    const char **cells; /* [row * columns + column], without the header */
    const char **names; /* [column] */
    size_t columns, row_count;
} an_table;
an_table an_table_read(an_arena *arena, const char *path);
const char *an_table_text(const an_table *table, size_t row, const char *column);
double an_table_number(const an_table *table, size_t row, const char *column);

/* Counts by stream and period; the periods from `train` on are for testing. */
typedef struct an_panel {
    size_t stream_count, length, train;
    double *counts;
    an_excite_stream *streams;
} an_panel;

/* ICEWS 2014 (folder/icews14, folder/cameo): days 1 to 365, 304 to learn from. A country acts through all that carry its name in brackets, or by itself if
 * others do; facts between countries only; streams of directed pair and quad class with 20 or more events to learn from. */
an_panel an_panel_icews(an_arena *arena, const char *folder);
/* UCDP GED: ISO weeks from the first event to the end of 2023, the last 104 for testing; events dated to the day; dyads with 60 or more to learn from. */
an_panel an_panel_ucdp(an_arena *arena, const char *path);

typedef struct an_interactions {
    an_interaction *facts;
    size_t count;
    uint32_t entities, relations;
    int32_t test_from;
} an_interactions;
an_interactions an_interactions_icews(an_arena *arena, const char *folder);

/* Means over streams and test periods; `gain`: in log score summed over streams, per period, over another forecast. */
typedef struct an_backtest_scores {
    double log, crps, brier;
    double *by_period; /* log score of each test period, all streams */
    an_score_mean gain;
} an_backtest_scores;
an_backtest_scores an_backtest_baseline(an_arena *arena, const an_panel *panel, an_baseline baseline, const an_backtest_scores *against);
/* Fitted to the periods before `train`, then run through the test periods with what came before each. */
an_backtest_scores an_backtest_engine(an_arena *arena, const an_panel *panel, const double half_lives[3], unsigned roles, const an_excite_prior *prior,
                                      const an_backtest_scores *against);

#endif
