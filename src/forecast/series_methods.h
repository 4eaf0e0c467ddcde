/* Forecasters of series of sums (Goldstein scores, deaths): engine B, and the baselines that it must beat. For an_backtest_plan. */
#ifndef ANNALS_FORECAST_SERIES_METHODS_H
#define ANNALS_FORECAST_SERIES_METHODS_H

#include "forecast/backtest.h"
#include "forecast/bvar.h"

/* The series side by side, a row for each period. names NULL. at NULL = no memory. */
an_panel an_panel_of_series(an_arena *arena, const an_series *series);

/* Whatever the last `periods` values were is as likely to come again (0 = all values ever). The strongest simple method for weekly sums. */
typedef struct an_window_method {
    size_t periods;
} an_window_method;
an_forecaster an_forecaster_window(const char *name, const an_window_method *user);

/* The last value, moved by any change that there ever was over as many periods. */
an_forecaster an_forecaster_no_change(const char *name);

/* Least-squares autoregression; weeks ahead with its residuals drawn again. */
typedef struct an_bootstrap_method {
    size_t lags, paths;
} an_bootstrap_method;
an_forecaster an_forecaster_bootstrap(const char *name, const an_bootstrap_method *user);

/* Engine B. */
typedef struct an_bvar_method {
    an_bvar_options options;
    size_t paths;
} an_bvar_method;
an_forecaster an_forecaster_bvar(const char *name, const an_bvar_method *user);

#endif
