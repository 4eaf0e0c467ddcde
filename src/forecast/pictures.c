#include "forecast/pictures.h"

#include <math.h>

static const char STAGE[] = "forecast";

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

an_paths an_paths_of_bvar(const double *out, size_t paths, size_t horizon, size_t series_count, size_t series)
{
    return (an_paths){.doubles = out + series, .count = paths, .horizon = horizon, .path_stride = horizon * series_count, .step_stride = series_count};
}

an_paths an_paths_of_excite(const float *out, size_t paths, size_t horizon, size_t target_count, size_t target)
{
    return (an_paths){.floats = out + target * horizon, .count = paths, .horizon = horizon, .path_stride = target_count * horizon, .step_stride = 1};
}

static double value_at(const an_paths *paths, size_t path, size_t period)
{
    size_t at = path * paths->path_stride + period * paths->step_stride;
    return paths->doubles ? paths->doubles[at] : (double)paths->floats[at];
}

static an_fan_step step_of(const an_prediction *p)
{
    return (an_fan_step){an_prediction_quantile(p, .05), an_prediction_quantile(p, .25), an_prediction_quantile(p, .5), an_prediction_quantile(p, .75),
                         an_prediction_quantile(p, .95)};
}

/* The share above 0, ties shared out evenly; `sorted` ascending. */
static double chance_of_more(const double *sorted, size_t count)
{
    double more = 0;
    for (size_t i = 0; i < count; i++) more += sorted[i] > 0 ? 1 : sorted[i] == 0 ? .5 : 0;
    return more / (double)count;
}

/* The fan of with - without (NULL: of with); chances[k] for each mark. */
static annals_status outline(an_arena *arena, an_arena *scratch, const an_paths *with, const an_paths *without, bool is_summed, const size_t *marks,
                             size_t mark_count, double *chances, an_fan *fan, annals_error *error)
{
    an_fan_step *steps = AN_NEW_ARRAY(arena, an_fan_step, with->horizon);
    double *sums = AN_NEW_ARRAY(scratch, double, with->count), *values = AN_NEW_ARRAY(scratch, double, with->count);
    if (!steps || !sums || !values) return no_memory(error);
    for (size_t h = 0; h < with->horizon; h++) {
        an_prediction p;
        for (size_t i = 0; i < with->count; i++) {
            double value = value_at(with, i, h) - (without ? value_at(without, i, h) : 0);
            values[i] = sums[i] = is_summed ? sums[i] + value : value;
        }
        p = an_prediction_of_draws(values, with->count);
        steps[h] = step_of(&p);
        for (size_t k = 0; k < mark_count; k++)
            if (marks[k] == h + 1) chances[k] = chance_of_more(values, with->count);
    }
    fan->steps = steps;
    fan->count = with->horizon;
    return ANNALS_OK;
}

annals_status an_fan_of_paths(an_arena *arena, an_arena *scratch, an_str name, const an_paths *paths, bool is_summed, an_fan *out, annals_error *error)
{
    *out = (an_fan){.name = name};
    if (paths->count == 0) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "a fan needs at least one path");
    return outline(arena, scratch, paths, NULL, is_summed, NULL, 0, NULL, out, error);
}

annals_status an_fan_of_predictions(an_arena *arena, an_str name, const an_prediction *predictions, size_t count, an_fan *out, annals_error *error)
{
    an_fan_step *steps = AN_NEW_ARRAY(arena, an_fan_step, count);
    if (!steps) return no_memory(error);
    for (size_t i = 0; i < count; i++) steps[i] = step_of(&predictions[i]);
    *out = (an_fan){name, steps, count};
    return ANNALS_OK;
}

annals_status an_difference_of_paths(an_arena *arena, an_arena *scratch, an_str name, const an_paths *with, const an_paths *without, bool is_summed,
                                     const size_t *marks, size_t mark_count, an_difference *out, annals_error *error)
{
    double *chances = AN_NEW_ARRAY(arena, double, mark_count);
    if (!chances) return no_memory(error);
    if (with->count == 0 || with->count != without->count || with->horizon != without->horizon)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "two sets of paths that do not match cannot be compared");
    for (size_t k = 0; k < mark_count; k++)
        if (marks[k] == 0 || marks[k] > with->horizon)
            return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "mark %zu lies outside %zu periods", marks[k], with->horizon);
    *out = (an_difference){.fan.name = name, .chance_more = chances};
    return outline(arena, scratch, with, without, is_summed, marks, mark_count, chances, &out->fan, error);
}

an_skill an_skill_of_verdict(const an_backtest *b, const an_backtest_verdict *verdict)
{
    if (verdict->baseline == SIZE_MAX) return (an_skill){.share = NAN, .saved = NAN, .saved_se = NAN};
    return (an_skill){.baseline = an_str_from(b->names[verdict->baseline]), .share = verdict->skill, .saved = verdict->saved.mean,
                      .saved_se = verdict->saved.se, .origins = b->origins, .is_sure = verdict->is_sure};
}

/* ---- calibration ---- */

static annals_status count_pit(an_arena *arena, const an_backtest *b, size_t method, size_t series, size_t step, an_calibration_method *out,
                               annals_error *error)
{
    size_t count;
    double *pit = an_backtest_pit(arena, b, method, series, step, &count);
    if (!pit) return no_memory(error);
    for (size_t i = 0; i < count; i++) {
        size_t bin = pit[i] < 1 ? (size_t)(pit[i] * AN_PIT_BINS) : AN_PIT_BINS - 1;
        out->pit[bin]++;
    }
    out->pit_p_value = an_score_uniformity(pit, count).p_value;
    return ANNALS_OK;
}

static annals_status describe(an_arena *arena, const an_backtest *b, size_t method, size_t baseline, size_t series, size_t step,
                              an_calibration_method *out, annals_error *error)
{
    an_score_mean saved = {.mean = NAN, .se = NAN};
    if (baseline != SIZE_MAX && baseline != method) saved = an_backtest_difference(arena, b, baseline, method, AN_BACKTEST_CRPS, series, step);
    *out = (an_calibration_method){
        .name = an_str_from(b->names[method]), .is_baseline = b->is_baseline[method],
        .crps = an_backtest_mean(arena, b, method, AN_BACKTEST_CRPS, series, step).mean, .crps_saved = saved.mean, .crps_saved_se = saved.se,
        .log_score = an_backtest_mean(arena, b, method, AN_BACKTEST_LOG, series, step).mean,
        .brier = an_backtest_mean(arena, b, method, AN_BACKTEST_BRIER, series, step).mean,
        .covers_50 = an_backtest_mean(arena, b, method, AN_BACKTEST_COVERS_50, series, step).mean,
        .covers_90 = an_backtest_mean(arena, b, method, AN_BACKTEST_COVERS_90, series, step).mean};
    return count_pit(arena, b, method, series, step, out, error);
}

annals_status an_calibration_of_backtest(an_arena *arena, const an_backtest *b, size_t published, size_t series, size_t step, an_calibration_chart *out,
                                         annals_error *error)
{
    an_calibration_method *methods = AN_NEW_ARRAY(arena, an_calibration_method, b->methods);
    size_t baseline = an_backtest_best_baseline(arena, b, AN_BACKTEST_CRPS, series, step);
    if (!methods) return no_memory(error);
    for (size_t i = 0; i < b->methods; i++) {
        AN_TRY(describe(arena, b, i, baseline, series, step, &methods[i], error));
        methods[i].is_published = i == published;
    }
    *out = (an_calibration_chart){
        .origins = b->origins, .methods = methods, .method_count = b->methods, .dates = AN_DATE_RANGE_UNKNOWN,
        .forecasts = b->origins * (series == AN_BACKTEST_ALL ? b->series : 1) * (step == AN_BACKTEST_ALL ? b->steps : 1)};
    return ANNALS_OK;
}

an_response_set an_response_set_of_bands(an_str name, const an_response_bands *bands)
{
    return (an_response_set){name, bands->median, bands->low_68, bands->high_68, bands->low_90, bands->high_90};
}
