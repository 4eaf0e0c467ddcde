/* What a shock to one series does to all of them, week after week: posterior bands in both orders and without an order. */
#include <math.h>
#include <string.h>

#include "forecast/bvar.h"
#include "forecast/scores.h"

static const char STAGE[] = "forecast";
enum { RESPONSE_NUMBERS_MAX = 64 * 1024 * 1024 }; /* draws x weeks x series^2 kept at once: half a gigabyte */

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

/* Sigma from its factor, with rows and columns turned round if asked. */
static void covariance(an_matrix root, bool is_reversed, an_matrix out)
{
    size_t m = root.rows;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++) {
            size_t shorter = i < j ? i : j, a = is_reversed ? m - 1 - i : i, b = is_reversed ? m - 1 - j : j;
            out.at[a * m + b] = an_linear_dot(an_matrix_row(root, i), an_matrix_row(root, j), shorter + 1);
        }
}

annals_status an_bvar_impact(an_arena *scratch, an_matrix covariance_root, an_response_kind kind, an_matrix impact, annals_error *error)
{
    size_t m = covariance_root.rows;
    an_matrix sigma = an_matrix_new(scratch, m, m);
    if (!sigma.at) return no_memory(error);
    covariance(covariance_root, kind == AN_RESPONSE_REVERSED, sigma);
    if (kind == AN_RESPONSE_REVERSED) AN_TRY(an_linear_cholesky(sigma, "the shocks", error));
    for (size_t shock = 0; shock < m; shock++)
        for (size_t series = 0; series < m; series++) {
            double *at = &impact.at[shock * m + series];
            if (kind == AN_RESPONSE_ORDERED) *at = covariance_root.at[series * m + shock];
            else if (kind == AN_RESPONSE_REVERSED) *at = sigma.at[(m - 1 - series) * m + m - 1 - shock];
            else *at = sigma.at[shock * m + series] / sqrt(sigma.at[shock * m + shock]);
        }
    return ANNALS_OK;
}

static annals_status make_bands(an_arena *arena, size_t weeks, size_t series, an_response_bands *bands, annals_error *error)
{
    double **parts[] = {&bands->median, &bands->low_68, &bands->high_68, &bands->low_90, &bands->high_90};
    *bands = (an_response_bands){.weeks = weeks, .series = series};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) *parts[i] = AN_NEW_ARRAY(arena, double, weeks * series * series);
    return arena->is_exhausted ? no_memory(error) : ANNALS_OK;
}

static void summarise(const double *all, size_t cells, size_t draws, double *column, an_response_bands *bands)
{
    for (size_t cell = 0; cell < cells; cell++) {
        for (size_t k = 0; k < draws; k++) column[k] = all[k * cells + cell];
        an_score_sort(column, draws);
        bands->median[cell] = an_score_quantile(column, draws, 0.5);
        bands->low_68[cell] = an_score_quantile(column, draws, 0.16);
        bands->high_68[cell] = an_score_quantile(column, draws, 0.84);
        bands->low_90[cell] = an_score_quantile(column, draws, 0.05);
        bands->high_90[cell] = an_score_quantile(column, draws, 0.95);
    }
}

static annals_status check_run(const an_bvar *model, size_t weeks, size_t draws, annals_error *error)
{
    size_t cells = weeks * model->series * model->series;
    if (weeks == 0 || weeks > AN_VAR_HORIZON_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu weeks of response; from 1 to %d are possible", weeks, AN_VAR_HORIZON_MAX);
    if (draws == 0 || draws > AN_BVAR_PATHS_MAX || draws > RESPONSE_NUMBERS_MAX / cells)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu draws of %zu weeks of response are too many", draws, weeks);
    return ANNALS_OK;
}

annals_status an_bvar_responses(an_arena *arena, an_arena *scratch, const an_bvar *model, an_response_kind kind, size_t weeks, size_t draws,
                                uint64_t seed, an_response_bands *bands, annals_error *error)
{
    size_t m = model->series, cells = weeks * m * m;
    double *all, *column, *x;
    an_matrix impact;
    an_bvar_sampler sampler;
    AN_TRY(check_run(model, weeks, draws, error));
    AN_TRY(make_bands(arena, weeks, m, bands, error));
    AN_TRY(an_bvar_sampler_init(scratch, model, &sampler, error));
    all = AN_NEW_ARRAY(scratch, double, draws * cells);
    column = AN_NEW_ARRAY(scratch, double, draws);
    x = AN_NEW_ARRAY(scratch, double, model->mean.rows);
    impact = an_matrix_new(scratch, m, m);
    if (scratch->is_exhausted) return no_memory(error);
    for (size_t k = 0; k < draws; k++) {
        an_random random;
        an_random_seed(&random, seed, k);
        an_bvar_sampler_draw(&sampler, &random);
        AN_TRY(an_bvar_impact(scratch, sampler.root, kind, impact, error));
        an_var_responses(sampler.coefficients, model->lags, impact, weeks, x, all + k * cells);
    }
    summarise(all, cells, draws, column, bands);
    return ANNALS_OK;
}
