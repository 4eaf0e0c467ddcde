/* The posterior of the Bayesian vector autoregression: prior, filter, closed form, choice of the volatility discount. */
#include "forecast/bvar.h"

#include <math.h>
#include <string.h>

static const char STAGE[] = "forecast";
static const double PI = 3.14159265358979323846;

/* What is left of the weight of the past at a break that the analyst has marked: the coefficients become three times as uncertain, and the
 * size of shocks is learned from few weeks again. */
static const double BREAK_KEEPS = 0.1;
/* The volatility discounts that are tried; half-lives of about no end, 34, 13 and 7 weeks. */
static const double DISCOUNTS[] = {1, 0.98, 0.95, 0.9};
enum {
    DISCOUNT_COUNT = sizeof DISCOUNTS / sizeof *DISCOUNTS,
    WARM_UP_WEEKS = 52,    /* not scored: the prior still speaks louder than the weeks */
    CHOICE_WEEKS_MIN = 104 /* fewer scored weeks do not tell discounts apart; the default is taken */
};

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

static annals_status check_options(const an_bvar_options *o, size_t series, annals_error *error)
{
    const double tightness[] = {o->overall, o->own, o->constant};
    double lasting = o->volatility_discount < 1 ? 1 / (1 - o->volatility_discount) : INFINITY; /* freedom in the long run */
    for (size_t i = 1; i < o->break_count; i++)
        if (o->breaks[i] <= o->breaks[i - 1]) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "breaks must stand in order, each once");
    for (size_t i = 0; o->scales && i < series; i++)
        if (!(o->scales[i] > 0 && isfinite(o->scales[i])))
            return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "the scale given for series %zu is no positive number", i + 1);
    for (size_t i = 0; i < sizeof tightness / sizeof *tightness; i++)
        if (!(tightness[i] >= 1e-6 && tightness[i] <= 1e6))
            return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "tightness %g of the prior; from 1e-6 to 1e6 are possible", tightness[i]);
    if (!(o->decay >= 0 && o->decay <= 10))
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "lag decay %g of the prior; from 0 to 10 are possible", o->decay);
    if (!(o->coefficient_discount > 0.5 && o->coefficient_discount <= 1))
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "coefficient discount %g; above 0.5 up to 1 are possible", o->coefficient_discount);
    if (!(o->volatility_discount > 0 && o->volatility_discount <= 1))
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "volatility discount %g; above 0 up to 1 are possible", o->volatility_discount);
    if (!(o->volatility_discount * lasting > (double)series + 1))
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "a volatility discount of %g remembers too few weeks for %zu series",
                       o->volatility_discount, series);
    return ANNALS_OK;
}

/* The prior as precisions (H0, diagonal) and a scale (S0, diagonal); s2: variance of each series about its own past. */
static void prior_precision(const an_bvar_options *o, const double *s2, size_t series, double *precision)
{
    for (size_t lag = 1; lag <= o->lags; lag++)
        for (size_t i = 0; i < series; i++) {
            double width = pow((double)lag, -o->decay) * o->overall * o->own;
            precision[(lag - 1) * series + i] = s2[i] / (width * width);
        }
    precision[series * o->lags] = 1 / (o->overall * o->constant * o->overall * o->constant);
}

static void describe_range(const an_panel *panel, double *least, double *most)
{
    an_matrix y = panel->values;
    for (size_t i = 0; i < y.columns; i++) {
        least[i] = most[i] = y.at[i];
        for (size_t t = 1; t < y.rows; t++) {
            double value = y.at[t * y.columns + i];
            if (value < least[i]) least[i] = value;
            if (value > most[i]) most[i] = value;
        }
    }
}

/* Allocates the model and sets it to the prior; `precision` gets the diagonal of H0. */
static annals_status begin(an_arena *arena, an_arena *scratch, const an_panel *panel, const an_bvar_options *options, an_bvar *model,
                           double *precision, annals_error *error)
{
    an_matrix y = panel->values;
    size_t m = y.columns, width = an_var_width(m, options->lags);
    double s2[AN_VAR_SERIES_MAX];
    double *state = AN_NEW_ARRAY(arena, double, width), *least = AN_NEW_ARRAY(arena, double, m), *most = AN_NEW_ARRAY(arena, double, m);
    if (options->scales) memcpy(s2, options->scales, m * sizeof *s2);
    else AN_TRY(an_var_own_variances(scratch, panel, options->lags, s2, error));
    *model = (an_bvar){.options = *options, .series = m, .lags = options->lags, .weeks = y.rows - options->lags,
                       .mean = an_matrix_new(arena, width, m), .spread = an_matrix_new(arena, width, width), .scale = an_matrix_new(arena, m, m),
                       .freedom = (double)m + 1, .state = state, .least = least, .most = most, .log_score = NAN, .is_short = y.rows < AN_BVAR_WEEKS_ADVISED};
    if (!state || !least || !most || !model->mean.at || !model->spread.at || !model->scale.at) return no_memory(error);
    an_var_regressor(y, y.rows, options->lags, state);
    describe_range(panel, least, most);
    prior_precision(options, s2, m, precision);
    for (size_t i = 0; i < m; i++) {
        model->mean.at[i * m + i] = 1;
        model->scale.at[i * m + i] = s2[i] / (options->overall * options->overall);
    }
    for (size_t i = 0; i < width; i++) model->spread.at[i * width + i] = 1 / precision[i];
    return ANNALS_OK;
}

/* What one week needs; allocated once. */
typedef struct week_room {
    double *x, *reach;             /* q: regressor; R x */
    double miss[AN_VAR_SERIES_MAX]; /* e = y - M'x */
    double q;                      /* 1 + x'Rx */
    an_matrix factor, solved;      /* m x m, m x 1: for the density */
} week_room;

static void look(const an_bvar *model, const double *y, week_room *room)
{
    size_t width = model->mean.rows, m = model->series;
    for (size_t i = 0; i < width; i++)
        room->reach[i] = an_linear_dot(an_matrix_row(model->spread, i), room->x, width) / model->options.coefficient_discount;
    room->q = 1 + an_linear_dot(room->x, room->reach, width);
    for (size_t j = 0; j < m; j++) {
        double expected = 0;
        for (size_t i = 0; i < width; i++) expected += room->x[i] * model->mean.at[i * m + j];
        room->miss[j] = y[j] - expected;
    }
}

/* Log density of the week under the multivariate t that predicts it: df = b n - m + 1, scale matrix q b D / df. */
static annals_status log_density(const an_bvar *model, week_room *room, double *density, annals_error *error)
{
    size_t m = model->series;
    double b = model->options.volatility_discount, df = b * model->freedom - (double)m + 1, distance;
    int sign;
    for (size_t i = 0; i < m * m; i++) room->factor.at[i] = model->scale.at[i] * room->q * b / df;
    memcpy(room->solved.at, room->miss, m * sizeof(double));
    AN_TRY(an_linear_cholesky(room->factor, "the shocks", error));
    an_linear_solve_lower(room->factor, room->solved);
    distance = an_linear_dot(room->solved.at, room->solved.at, m);
    *density = lgamma_r((df + (double)m) / 2, &sign) - lgamma_r(df / 2, &sign) - (double)m / 2 * log(df * PI) -
               an_linear_log_determinant(room->factor) / 2 - (df + (double)m) / 2 * log1p(distance / df);
    return ANNALS_OK;
}

/* A = Rx/Q; M += A e'; C = R - A A' Q; n = b n + 1; D = b D + e e'/Q. */
static void learn(an_bvar *model, const week_room *room)
{
    size_t width = model->mean.rows, m = model->series;
    double d = model->options.coefficient_discount, b = model->options.volatility_discount;
    for (size_t i = 0; i < width; i++) {
        double gain = room->reach[i] / room->q, *row = an_matrix_row(model->spread, i);
        for (size_t j = 0; j < m; j++) model->mean.at[i * m + j] += gain * room->miss[j];
        for (size_t j = 0; j < width; j++) row[j] = row[j] / d - room->reach[i] * room->reach[j] / room->q;
    }
    model->freedom = b * model->freedom + 1;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++)
            model->scale.at[i * m + j] = b * model->scale.at[i * m + j] + room->miss[i] * room->miss[j] / room->q;
}

/* Sigma stays where it is, but on fewer weeks: never so few that its mean would not exist. */
static void forget(an_bvar *model)
{
    double freedom = model->freedom * BREAK_KEEPS, least = ((double)model->series + 2) / model->options.volatility_discount, share;
    if (freedom < least) freedom = least;
    share = freedom < model->freedom ? freedom / model->freedom : 1;
    model->freedom *= share;
    for (size_t i = 0; i < model->scale.rows * model->scale.columns; i++) model->scale.at[i] *= share;
    for (size_t i = 0; i < model->spread.rows * model->spread.columns; i++) model->spread.at[i] /= BREAK_KEEPS;
}

static bool is_break(const an_bvar_options *options, size_t week)
{
    for (size_t i = 0; i < options->break_count; i++)
        if (options->breaks[i] == week) return true;
    return false;
}

static annals_status filter(an_arena *scratch, const an_panel *panel, an_bvar *model, annals_error *error)
{
    size_t width = model->mean.rows;
    week_room room = {.x = AN_NEW_ARRAY(scratch, double, width), .reach = AN_NEW_ARRAY(scratch, double, width),
                      .factor = an_matrix_new(scratch, model->series, model->series), .solved = an_matrix_new(scratch, model->series, 1)};
    double sum = 0;
    if (!room.x || !room.reach || !room.factor.at || !room.solved.at) return no_memory(error);
    for (size_t t = model->lags; t < panel->values.rows; t++) {
        if (is_break(&model->options, t)) forget(model);
        an_var_regressor(panel->values, t, model->lags, room.x);
        look(model, an_matrix_row(panel->values, t), &room);
        if (t >= model->lags + WARM_UP_WEEKS) {
            double density;
            AN_TRY(log_density(model, &room, &density, error));
            sum += density;
            model->scored_weeks++;
        }
        learn(model, &room);
    }
    if (model->scored_weeks) model->log_score = sum / (double)model->scored_weeks;
    if (!an_matrix_is_finite(model->mean) || !an_matrix_is_finite(model->spread) || !an_matrix_is_finite(model->scale))
        return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "the fit ran out of the range of numbers: the series are too large or the discount too strong");
    return ANNALS_OK;
}

static annals_status fit_with(an_arena *arena, an_arena *scratch, const an_panel *panel, const an_bvar_options *options, an_bvar *model,
                              annals_error *error)
{
    double precision[AN_VAR_SERIES_MAX * AN_VAR_LAGS_MAX + 1];
    AN_TRY(check_options(options, panel->values.columns, error));
    AN_TRY(begin(arena, scratch, panel, options, model, precision, error));
    return filter(scratch, panel, model, error);
}

static annals_status choose_discount(an_arena *scratch, const an_panel *panel, an_bvar_options *options, annals_error *error)
{
    double best = -INFINITY, chosen = AN_BVAR_DEFAULTS.volatility_discount;
    for (size_t i = 0; i < DISCOUNT_COUNT; i++) {
        an_bvar model;
        options->volatility_discount = DISCOUNTS[i];
        if (check_options(options, panel->values.columns, NULL) != ANNALS_OK) continue; /* too forgetful for so many series */
        AN_TRY(fit_with(scratch, scratch, panel, options, &model, error));
        if (model.scored_weeks < CHOICE_WEEKS_MIN) break;
        if (model.log_score > best) {
            best = model.log_score;
            chosen = DISCOUNTS[i];
        }
    }
    options->volatility_discount = chosen;
    return ANNALS_OK;
}

annals_status an_bvar_fit(an_arena *arena, an_arena *scratch, const an_panel *panel, const an_bvar_options *options, an_bvar *model,
                          annals_error *error)
{
    an_bvar_options used = *options;
    AN_TRY(an_panel_check(panel, used.lags, error));
    if (used.volatility_discount == 0) AN_TRY(choose_discount(scratch, panel, &used, error));
    return fit_with(arena, scratch, panel, &used, model, error);
}

/* spread := (H0 + X'X)^-1; mean := spread (X'Y + H0 M0); scale := S0 + Y'Y + M0'H0M0 - mean'(H0 + X'X) mean. M0 is 1 on the own first lag
 * and 0 elsewhere, so H0 M0 and M0'H0M0 are the first m numbers of the diagonal. */
static annals_status complete(an_arena *scratch, const an_panel *panel, an_bvar *model, const double *precision, annals_error *error)
{
    size_t m = model->series, width = model->mean.rows;
    an_matrix x = an_matrix_new(scratch, model->weeks, width), y = an_matrix_new(scratch, model->weeks, m);
    an_matrix normal = an_matrix_new(scratch, width, width), right = an_matrix_new(scratch, width, m), yy = an_matrix_new(scratch, m, m);
    an_matrix fitted = an_matrix_new(scratch, m, m);
    if (!x.at || !y.at || !normal.at || !right.at || !yy.at || !fitted.at) return no_memory(error);
    an_var_design(panel->values, model->lags, model->lags, x, y);
    an_linear_product_transposed(x, x, normal);
    an_linear_product_transposed(x, y, right);
    an_linear_product_transposed(y, y, yy);
    for (size_t i = 0; i < width; i++) normal.at[i * width + i] += precision[i];
    for (size_t i = 0; i < m; i++) {
        right.at[i * m + i] += precision[i];
        yy.at[i * m + i] += precision[i];
    }
    AN_TRY(an_linear_cholesky(normal, "the lagged series with their prior", error));
    an_linear_inverse_cholesky(normal, model->spread);
    memcpy(model->mean.at, right.at, width * m * sizeof(double));
    an_linear_solve_cholesky(normal, model->mean);
    an_linear_product_transposed(model->mean, right, fitted);
    for (size_t i = 0; i < m * m; i++) model->scale.at[i] += yy.at[i] - fitted.at[i];
    model->freedom += (double)model->weeks;
    return ANNALS_OK;
}

annals_status an_bvar_fit_batch(an_arena *arena, an_arena *scratch, const an_panel *panel, const an_bvar_options *options, an_bvar *model,
                                annals_error *error)
{
    double precision[AN_VAR_SERIES_MAX * AN_VAR_LAGS_MAX + 1];
    if (options->coefficient_discount != 1 || options->volatility_discount != 1 || options->break_count)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "the closed form knows no discounting and no breaks");
    AN_TRY(an_panel_check(panel, options->lags, error));
    AN_TRY(check_options(options, panel->values.columns, error));
    AN_TRY(begin(arena, scratch, panel, options, model, precision, error));
    return complete(scratch, panel, model, precision, error);
}

void an_bvar_point_covariance(const an_bvar *model, an_matrix out)
{
    for (size_t i = 0; i < out.rows * out.columns; i++) out.at[i] = model->scale.at[i] / (double)model->weeks;
}
