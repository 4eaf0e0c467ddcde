/* Draws from the posterior, simulated weeks, and weeks that are held at given values (Waggoner and Zha 1999).
 *
 * Holding. With B and Sigma = L L' fixed, every week ahead is a linear function of independent standard shocks, one for each series and
 * week. "Series i is at v in week h" is then one equation R e = r, r being v less what would come without shocks. The shocks given the
 * equations are normal: e = z + R'(R R')^-1 (r - R z) with z drawn freely. Without equations e = z, so a run with holds and a run
 * without, on one seed, differ by what the holds do and by nothing else. */
#include <math.h>
#include <string.h>

#include "forecast/bvar.h"

static const char STAGE[] = "forecast";

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

annals_status an_bvar_sampler_init(an_arena *arena, const an_bvar *model, an_bvar_sampler *sampler, annals_error *error)
{
    size_t m = model->series, width = model->mean.rows;
    *sampler = (an_bvar_sampler){.model = model, .spread_root = an_matrix_copy(arena, model->spread), .scale_root = an_matrix_copy(arena, model->scale),
                                 .normals = an_matrix_new(arena, width, m), .turned = an_matrix_new(arena, width, m),
                                 .bartlett = an_matrix_new(arena, m, m), .coefficients = an_matrix_new(arena, width, m),
                                 .root = an_matrix_new(arena, m, m)};
    if (arena->is_exhausted) return no_memory(error);
    for (size_t i = 0; i < width * width; i++) sampler->spread_root.at[i] /= model->options.coefficient_discount;
    for (size_t i = 0; i < m * m; i++) sampler->scale_root.at[i] *= model->options.volatility_discount;
    AN_TRY(an_linear_cholesky(sampler->spread_root, "the uncertainty of the coefficients", error));
    return an_linear_cholesky(sampler->scale_root, "the shocks", error);
}

/* Sigma ~ IW(b n, b D). With b D = K K' and a Wishart matrix U U' (U upper triangular, Bartlett's decomposition in reverse order of rows),
 * Sigma = K (U U')^-1 K' = (K U'^-1)(K U'^-1)', and K U'^-1 is lower triangular: the Cholesky factor of Sigma itself. */
static void draw_root(an_bvar_sampler *s, an_random *random)
{
    size_t m = s->model->series;
    double df = s->model->options.volatility_discount * s->model->freedom, *lower = s->bartlett.at; /* U' */
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < i; j++) lower[i * m + j] = an_random_normal(random);
        lower[i * m + i] = sqrt(an_random_chi_square(random, df - (double)(m - 1 - i)));
    }
    for (size_t i = 0; i < m; i++) /* solve root U' = K, row by row from the last column */
        for (size_t j = i + 1; j-- > 0;) {
            double sum = s->scale_root.at[i * m + j];
            for (size_t k = j + 1; k <= i; k++) sum -= s->root.at[i * m + k] * lower[k * m + j];
            s->root.at[i * m + j] = sum / lower[j * m + j];
        }
}

/* out := l z for lower triangular l. */
static void multiply_lower(an_matrix l, an_matrix z, an_matrix out)
{
    for (size_t i = 0; i < l.rows; i++) {
        double *row = an_matrix_row(out, i);
        memset(row, 0, z.columns * sizeof *row);
        for (size_t k = 0; k <= i; k++)
            for (size_t j = 0; j < z.columns; j++) row[j] += l.at[i * l.columns + k] * z.at[k * z.columns + j];
    }
}

/* Sigma, then B = M + chol(C/d) Z chol(Sigma)'. */
void an_bvar_sampler_draw(an_bvar_sampler *s, an_random *random)
{
    size_t m = s->model->series, width = s->coefficients.rows;
    draw_root(s, random);
    for (size_t i = 0; i < width * m; i++) s->normals.at[i] = an_random_normal(random);
    multiply_lower(s->spread_root, s->normals, s->turned);
    for (size_t i = 0; i < width; i++)
        for (size_t j = 0; j < m; j++)
            s->coefficients.at[i * m + j] =
                s->model->mean.at[i * m + j] + an_linear_dot(an_matrix_row(s->turned, i), an_matrix_row(s->root, j), j + 1);
}

/* Room for one path. Shocks are numbered week * m + series. */
typedef struct path_room {
    size_t horizon, series, lags;
    double *x, *shocks, *response; /* q; horizon*m; horizon*m*m: effect of a shock in week w after */
    an_matrix equations;           /* holds x (horizon*m): R */
    an_matrix square;              /* holds x holds: R R' and its factor */
    an_matrix gap;                 /* holds x 1 */
    an_matrix impact;              /* m x m: L' */
} path_room;

static annals_status make_room(an_arena *scratch, size_t horizon, size_t series, size_t lags, size_t holds, path_room *room, annals_error *error)
{
    *room = (path_room){.horizon = horizon, .series = series, .lags = lags, .x = AN_NEW_ARRAY(scratch, double, an_var_width(series, lags)),
                        .shocks = AN_NEW_ARRAY(scratch, double, horizon * series),
                        .response = AN_NEW_ARRAY(scratch, double, holds ? horizon * series * series : 0),
                        .equations = an_matrix_new(scratch, holds, horizon * series), .square = an_matrix_new(scratch, holds, holds),
                        .gap = an_matrix_new(scratch, holds, 1), .impact = an_matrix_new(scratch, series, series)};
    return scratch->is_exhausted ? no_memory(error) : ANNALS_OK;
}

/* y = x'B + L e, week after week. */
static void walk(path_room *room, an_matrix coefficients, an_matrix root, const double *x0, double *path)
{
    size_t m = room->series, last = coefficients.rows - 1;
    memcpy(room->x, x0, coefficients.rows * sizeof(double));
    for (size_t h = 0; h < room->horizon; h++) {
        double *y = path + h * m;
        for (size_t j = 0; j < m; j++)
            y[j] = coefficients.at[last * m + j] + an_linear_dot(an_matrix_row(root, j), room->shocks + h * m, j + 1);
        for (size_t i = 0; i < last; i++)
            for (size_t j = 0; j < m; j++) y[j] += room->x[i] * coefficients.at[i * m + j];
        an_var_advance(room->x, m, room->lags, y);
    }
}

static void write_equations(path_room *room, const an_bvar_hold *holds, size_t count)
{
    size_t m = room->series;
    memset(room->equations.at, 0, count * room->horizon * m * sizeof(double));
    for (size_t k = 0; k < count; k++)
        for (size_t week = 0; week < holds[k].week; week++)
            for (size_t shock = 0; shock < m; shock++)
                room->equations.at[k * room->horizon * m + week * m + shock] =
                    room->response[((holds[k].week - 1 - week) * m + shock) * m + holds[k].series];
}

/* Turns free shocks into shocks that satisfy the holds. `path` is used. */
static annals_status bend(path_room *room, an_matrix coefficients, an_matrix root, const double *x0, const an_bvar_hold *holds, size_t count,
                          double *path, annals_error *error)
{
    size_t m = room->series, total = room->horizon * m;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++) room->impact.at[j * m + i] = root.at[i * m + j];
    an_var_responses(coefficients, room->lags, room->impact, room->horizon, room->x, room->response);
    write_equations(room, holds, count);
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            room->square.at[a * count + b] = an_linear_dot(an_matrix_row(room->equations, a), an_matrix_row(room->equations, b), total);
    AN_TRY(an_linear_cholesky(room->square, "the held values", error));
    walk(room, coefficients, root, x0, path); /* with the free shocks: what is still missing is r - R z */
    for (size_t k = 0; k < count; k++) room->gap.at[k] = holds[k].value - path[(holds[k].week - 1) * m + holds[k].series];
    an_linear_solve_cholesky(room->square, room->gap);
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < total; i++) room->shocks[i] += room->equations.at[k * total + i] * room->gap.at[k];
    return ANNALS_OK;
}

static annals_status check_holds(const an_bvar_hold *holds, size_t count, size_t series, size_t horizon, annals_error *error)
{
    if (count > AN_BVAR_HOLDS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu held weeks; at most %d are possible", count, AN_BVAR_HOLDS_MAX);
    for (size_t k = 0; k < count; k++) {
        const an_bvar_hold *h = &holds[k];
        if (h->series >= series || h->week == 0 || h->week > horizon)
            return an_fail(error, ANNALS_E_USAGE, STAGE, k + 1, "held value %zu: series %zu in week %zu lies outside %zu series and %zu weeks",
                           k + 1, h->series + 1, h->week, series, horizon);
        if (!isfinite(h->value)) return an_fail(error, ANNALS_E_USAGE, STAGE, k + 1, "held value %zu is no number", k + 1);
        for (size_t other = 0; other < k; other++)
            if (holds[other].series == h->series && holds[other].week == h->week)
                return an_fail(error, ANNALS_E_USAGE, STAGE, k + 1, "series %zu is held twice in week %zu", h->series + 1, h->week);
    }
    return ANNALS_OK;
}

static annals_status check_horizon(size_t horizon, annals_error *error)
{
    if (horizon == 0 || horizon > AN_VAR_HORIZON_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu weeks ahead; from 1 to %d are possible", horizon, AN_VAR_HORIZON_MAX);
    return ANNALS_OK;
}

annals_status an_bvar_steer(an_arena *scratch, an_matrix coefficients, an_matrix root, size_t lags, const double *x0,
                            const an_bvar_hold *holds, size_t hold_count, an_matrix path, annals_error *error)
{
    path_room room;
    AN_TRY(check_horizon(path.rows, error));
    AN_TRY(check_holds(holds, hold_count, coefficients.columns, path.rows, error));
    AN_TRY(make_room(scratch, path.rows, coefficients.columns, lags, hold_count, &room, error));
    if (hold_count) AN_TRY(bend(&room, coefficients, root, x0, holds, hold_count, path.at, error));
    walk(&room, coefficients, root, x0, path.at);
    return ANNALS_OK;
}

/* At the posterior mean, from no shocks at all: how large must the shocks be? */
static annals_status measure_strain(const an_bvar *model, const an_bvar_run *run, an_bvar_sampler *sampler, path_room *room, double *path,
                                    an_bvar_strain *strain, annals_error *error)
{
    size_t total = run->horizon * model->series;
    double size = sqrt(model->freedom * model->options.volatility_discount); /* K K' / (b n) stands for Sigma */
    *strain = (an_bvar_strain){0};
    if (!run->hold_count) return ANNALS_OK;
    for (size_t i = 0; i < model->series * model->series; i++) sampler->root.at[i] = sampler->scale_root.at[i] / size;
    memset(room->shocks, 0, total * sizeof(double));
    AN_TRY(bend(room, model->mean, sampler->root, model->state, run->holds, run->hold_count, path, error));
    strain->shock_size = sqrt(an_linear_dot(room->shocks, room->shocks, total) / (double)run->hold_count);
    for (size_t k = 0; k < run->hold_count; k++) {
        const an_bvar_hold *h = &run->holds[k];
        strain->extrapolates = strain->extrapolates || h->value < model->least[h->series] || h->value > model->most[h->series];
    }
    return ANNALS_OK;
}

annals_status an_bvar_simulate(an_arena *scratch, const an_bvar *model, const an_bvar_run *run, double *out, an_bvar_strain *strain,
                               annals_error *error)
{
    size_t total = run->horizon * model->series;
    an_bvar_sampler sampler;
    path_room room;
    AN_TRY(check_horizon(run->horizon, error));
    AN_TRY(check_holds(run->holds, run->hold_count, model->series, run->horizon, error));
    if (run->paths == 0 || run->paths > AN_BVAR_PATHS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu paths; from 1 to %d are possible", run->paths, AN_BVAR_PATHS_MAX);
    AN_TRY(an_bvar_sampler_init(scratch, model, &sampler, error));
    AN_TRY(make_room(scratch, run->horizon, model->series, model->lags, run->hold_count, &room, error));
    if (strain) AN_TRY(measure_strain(model, run, &sampler, &room, out, strain, error));
    for (size_t k = 0; k < run->paths; k++) {
        an_random random;
        double *path = out + k * total;
        an_random_seed(&random, run->seed, k);
        an_bvar_sampler_draw(&sampler, &random);
        for (size_t i = 0; i < total; i++) room.shocks[i] = an_random_normal(&random);
        if (run->hold_count)
            AN_TRY(bend(&room, sampler.coefficients, sampler.root, model->state, run->holds, run->hold_count, path, error));
        walk(&room, sampler.coefficients, sampler.root, model->state, path);
    }
    return ANNALS_OK;
}
