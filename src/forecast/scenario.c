/* The system that scenarios run on, and the runs. */
#include "forecast/scenario.h"

#include <math.h>
#include <stdlib.h>

#include "forecast/bvar.h"
#include "forecast/count_methods.h"
#include "forecast/pictures.h"
#include "forecast/series_methods.h"

static const char STAGE[] = "scenario";

enum {
    SWEEPS = 1200, BURN_IN = 400, KEEP_EVERY = 4, /* 200 draws: a 5 % quantile is the 10th of them */
    PATHS = 2000,                                 /* a probability of a half is known to .011 */
    PARENTS_MAX = 20,
    INDICATOR_DRAWS = 40,
    DYADS_MAX = 8                                 /* of engine B */
};

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

/* ---- the system ---- */

static double most_of(const an_history *history, an_selector stream)
{
    size_t at = an_history_find(history, stream.source, stream.target, stream.class_name);
    double most = 0;
    for (size_t i = 0; at != SIZE_MAX && i < history->streams[at].data_count; i++) most = fmax(most, history->streams[at].data[i].mark);
    return most;
}

static annals_status measure(an_arena *arena, const an_history *history, const an_system_options *o, an_system *out, double **weights, annals_error *error)
{
    an_series marks;
    double *totals = AN_NEW_ARRAY(arena, double, out->count), *most = AN_NEW_ARRAY(arena, double, out->count);
    AN_TRY(an_series_make(arena, history, AN_MEASURE_COUNT, o->period, out->streams, out->count, o->from, o->origin, o->origin, &out->counts, error));
    AN_TRY(an_series_make(arena, history, AN_MEASURE_MARK, o->period, out->streams, out->count, o->from, o->origin, o->origin, &marks, error));
    *weights = AN_NEW_ARRAY(arena, double, out->count * out->counts.length);
    if (!totals || !most || !*weights) return no_memory(error);
    an_excite_weigh(out->counts.values, marks.values, out->count * out->counts.length, o->mark_exponent, *weights);
    for (size_t s = 0; s < out->count; s++) {
        most[s] = most_of(history, out->streams[s]);
        for (size_t t = 0; t < out->counts.length; t++) totals[s] += out->counts.values[s * out->counts.length + t];
    }
    out->totals = totals;
    out->marks_most = most;
    return ANNALS_OK;
}

annals_status an_system_fit(an_arena *arena, an_arena *scratch, const an_history *history, const an_selector *streams, size_t count,
                            const an_system_options *options, an_system *out, annals_error *error)
{
    const an_excite_sampling sampling = {.is_pooled = true, .sweeps = SWEEPS, .burn_in = BURN_IN, .keep_every = KEEP_EVERY, .seed = options->seed};
    uint32_t *kinds = AN_NEW_ARRAY(arena, uint32_t, count);
    an_excite_data data = {.stream_count = count, .kinds = kinds, .half_life_count = 3, .fit_from = 1};
    an_excite_stream *numbers;
    double *weights;
    *out = (an_system){.streams = streams, .count = count, .mark_exponent = options->mark_exponent};
    if (!kinds) return no_memory(error);
    AN_TRY(measure(arena, history, options, out, &weights, error));
    AN_TRY(an_excite_streams_of(arena, streams, count, &numbers, error));
    for (size_t s = 0; s < count; s++) kinds[s] = numbers[s].kind;
    data.length = out->counts.length;
    data.counts = out->counts.values;
    data.weights = weights;
    data.coverage = out->counts.coverage;
    data.half_lives = options->period == AN_PERIOD_WEEK ? an_excite_week_half_lives : an_excite_day_half_lives;
    AN_TRY(an_excite_find_levels(arena, data.counts, data.coverage, count, data.length, an_excite_level_block(options->period), &data.levels, error));
    AN_TRY(an_excite_link_streams(arena, numbers, out->totals, count, options->roles, PARENTS_MAX, &data.links, error));
    AN_TRY(an_excite_prepare(arena, &data, &out->engine, error));
    return an_excite_sample(arena, scratch, &out->engine, &an_excite_default_prior, &sampling, &out->draws, error);
}

size_t an_system_find(const an_system *system, an_selector stream)
{
    for (size_t s = 0; s < system->count; s++)
        if (an_str_equal(system->streams[s].source, stream.source) && an_str_equal(system->streams[s].target, stream.target) &&
            an_str_equal(system->streams[s].class_name, stream.class_name)) return s;
    return SIZE_MAX;
}

an_precedents an_system_precedents(const an_system *system, const an_scenario_step *step)
{
    size_t at = an_system_find(system, step->stream);
    an_precedents p = {.own = at == SIZE_MAX ? 0 : system->totals[at]};
    for (size_t s = 0; s < system->count; s++)
        if (an_str_equal(system->streams[s].class_name, step->stream.class_name)) p.of_class += system->totals[s];
    p.is_pooled = p.own < AN_SCENARIO_PRECEDENTS_OWN;
    p.is_refused = p.of_class < AN_SCENARIO_PRECEDENTS_CLASS;
    p.extrapolates = step->kind == AN_SCENARIO_INJECT && at != SIZE_MAX && step->deaths > system->marks_most[at];
    return p;
}

bool an_scenario_has(const an_scenario_course *course, bool is_given)
{
    for (size_t i = 0; i < course->step_count; i++)
        if ((course->steps[i].kind == AN_SCENARIO_GIVEN) == is_given) return true;
    return false;
}

/* ---- effects: paths with less paths without ---- */

typedef struct runs {
    an_arena *arena, *scratch;
    const an_scenario *scenario;
    size_t targets; /* asked streams */
    size_t horizon;
    bool is_goldstein;
    an_paths *paths; /* [(course + 1) * targets + ask], course 0 = nothing done; count 0 = not run */
    an_outcome *out;
} runs;

static void choose_marks(const an_scenario *scenario, an_outcome *out)
{
    size_t usual[2] = {scenario->period == AN_PERIOD_WEEK ? 1 : 7, scenario->period == AN_PERIOD_WEEK ? 4 : 30};
    for (int i = 0; i < 2; i++)
        if (usual[i] < scenario->horizon) out->marks[out->mark_count++] = usual[i];
    out->marks[out->mark_count++] = scenario->horizon;
}

static double sum_to(const an_paths *paths, size_t path, size_t periods)
{
    double sum = 0;
    for (size_t t = 0; t < periods; t++) {
        size_t at = path * paths->path_stride + t * paths->step_stride;
        sum += paths->floats ? (double)paths->floats[at] : paths->doubles[at];
    }
    return sum;
}

static double mean_to(const an_paths *paths, size_t periods)
{
    double sum = 0;
    for (size_t p = 0; p < paths->count; p++) sum += sum_to(paths, p, periods);
    return sum / (double)paths->count;
}

/* Cooperation is wanted (as is a high Goldstein sum); of everything else less is better. */
static bool is_more_better(an_str class_name) { return an_str_ends_with(class_name, "cooperation"); }

/* Shares of the paths in which a course (0 = nothing done) is best; ties are shared out. */
static annals_status rank_courses(const runs *r, size_t ask, double *chances, annals_error *error)
{
    size_t courses = r->scenario->course_count + 1, count = r->paths[ask].count;
    double sign = r->is_goldstein || is_more_better(r->scenario->asks[ask].class_name) ? 1 : -1, *sums = AN_NEW_ARRAY(r->scratch, double, courses);
    if (!sums) return no_memory(error);
    for (size_t c = 0; c < courses; c++) chances[c] = 0;
    for (size_t p = 0; p < count; p++) {
        double best = -INFINITY;
        size_t ties = 0;
        for (size_t c = 0; c < courses; c++) {
            sums[c] = r->paths[c * r->targets + ask].count ? sign * sum_to(&r->paths[c * r->targets + ask], p, r->horizon) : -INFINITY;
            if (sums[c] > best) best = sums[c];
        }
        for (size_t c = 0; c < courses; c++) ties += sums[c] == best;
        for (size_t c = 0; c < courses; c++)
            if (sums[c] == best) chances[c] += 1 / (double)ties / (double)count;
    }
    return ANNALS_OK;
}

static annals_status compare_course(const runs *r, size_t course, size_t ask, const double *chances, an_difference *difference, annals_error *error)
{
    const an_paths *with = &r->paths[(course + 1) * r->targets + ask], *without = &r->paths[ask];
    an_outcome *out = r->out;
    for (size_t m = 0; m < out->mark_count; m++) {
        an_effect *e = &out->effects[(course * r->targets + ask) * out->mark_count + m];
        bool is_last = m + 1 == out->mark_count;
        *e = (an_effect){course, ask, out->marks[m], mean_to(without, out->marks[m]), NAN, NAN, NAN, NAN, NAN, NAN, is_last ? chances[0] : NAN};
        if (with->count && is_last) e->chance_best = chances[course + 1];
    }
    difference->fan.name = r->scenario->courses[course].name;
    if (!with->count) return ANNALS_OK;
    AN_TRY(an_difference_of_paths(r->arena, r->scratch, r->scenario->courses[course].name, with, without, true, out->marks, out->mark_count, difference, error));
    for (size_t m = 0; m < out->mark_count; m++) {
        an_effect *e = &out->effects[(course * r->targets + ask) * out->mark_count + m];
        e->with = mean_to(with, out->marks[m]);
        e->difference = e->with - e->without;
        e->low_90 = difference->fan.steps[out->marks[m] - 1].low_90;
        e->high_90 = difference->fan.steps[out->marks[m] - 1].high_90;
        e->chance_more = difference->chance_more[m];
    }
    return ANNALS_OK;
}

static annals_status compare(const runs *r, an_day first, annals_error *error)
{
    const an_scenario *s = r->scenario;
    an_outcome *out = r->out;
    double *chances = AN_NEW_ARRAY(r->scratch, double, s->course_count + 1);
    out->effect_count = s->course_count * r->targets * out->mark_count;
    out->effects = AN_NEW_ARRAY(r->arena, an_effect, out->effect_count);
    out->charts = AN_NEW_ARRAY(r->arena, an_difference_chart, r->targets);
    if (!chances || !out->effects || !out->charts) return no_memory(error);
    for (size_t ask = 0; ask < r->targets; ask++) {
        an_difference *courses = AN_NEW_ARRAY(r->arena, an_difference, s->course_count);
        size_t shown = 0;
        if (!courses) return no_memory(error);
        AN_TRY(rank_courses(r, ask, chances, error));
        for (size_t c = 0; c < s->course_count; c++) {
            AN_TRY(compare_course(r, c, ask, chances, &courses[shown], error));
            shown += courses[shown].fan.count > 0;
        }
        out->charts[ask] = (an_difference_chart){.first = first, .days_each = s->period == AN_PERIOD_WEEK ? 7 : 1, .is_summed = true, .courses = courses,
                                                 .course_count = shown, .marks = out->marks, .mark_count = out->mark_count};
    }
    return ANNALS_OK;
}

/* ---- engine A ---- */

typedef struct acts {
    an_excite_injection injections[AN_SCENARIO_STEPS_MAX];
    an_excite_hold holds[AN_SCENARIO_STEPS_MAX];
    an_excite_tilt tilts[AN_SCENARIO_STEPS_MAX];
    an_excite_scenario scenario;
} acts;

/* False: precedents are too few for a number. */
static bool translate(const an_system *system, const an_scenario_course *course, acts *a)
{
    a->scenario = (an_excite_scenario){.injections = a->injections, .holds = a->holds, .tilts = a->tilts};
    for (size_t i = 0; i < course->step_count; i++) {
        const an_scenario_step *step = &course->steps[i];
        uint32_t stream = (uint32_t)an_system_find(system, step->stream), from = (uint32_t)step->from - 1, to = (uint32_t)step->to;
        double weight = step->amount > 0 ? step->amount * pow(1 + step->deaths / step->amount, system->mark_exponent) : 0;
        if (step->kind != AN_SCENARIO_ASSUME && an_system_precedents(system, step).is_refused) return false;
        if (step->kind == AN_SCENARIO_INJECT) a->injections[a->scenario.injection_count++] = (an_excite_injection){stream, from, weight};
        if (step->kind == AN_SCENARIO_HOLD) a->holds[a->scenario.hold_count++] = (an_excite_hold){stream, from, to, step->amount};
        if (step->kind == AN_SCENARIO_ASSUME) a->tilts[a->scenario.tilt_count++] = (an_excite_tilt){stream, from, to, step->amount};
    }
    return true;
}

static annals_status simulate(runs *r, const an_system *system, const an_excite_scenario *scenario, const uint32_t *targets, uint64_t seed, size_t course,
                              annals_error *error)
{
    an_excite_run run = {.horizon = r->horizon, .path_count = PATHS, .targets = targets, .target_count = r->targets, .seed = seed};
    float *out = AN_NEW_ARRAY(r->arena, float, PATHS * r->targets * r->horizon);
    if (!out) return no_memory(error);
    AN_TRY(an_excite_simulate(r->scratch, &system->engine, &system->draws, scenario, &run, out, error));
    for (size_t k = 0; k < r->targets; k++) r->paths[course * r->targets + k] = an_paths_of_excite(out, PATHS, r->horizon, r->targets, k);
    return ANNALS_OK;
}

static annals_status begin(runs *r, an_arena *arena, an_arena *scratch, const an_scenario *scenario, an_outcome *out, annals_error *error)
{
    *out = (an_outcome){0};
    *r = (runs){.arena = arena, .scratch = scratch, .scenario = scenario, .targets = scenario->ask_count, .horizon = scenario->horizon, .out = out};
    r->paths = AN_NEW_ARRAY(arena, an_paths, (scenario->course_count + 1) * scenario->ask_count);
    if (!r->paths) return no_memory(error);
    choose_marks(scenario, out);
    return ANNALS_OK;
}

/* ---- what would change the ranking ---- */

/* True if the scenario acts on the stream. */
static bool is_acted_on(const an_scenario *s, const an_system *system, size_t stream)
{
    for (size_t c = 0; c < s->course_count; c++)
        for (size_t i = 0; i < s->courses[c].step_count; i++)
            if (an_system_find(system, s->courses[c].steps[i].stream) == stream) return true;
    return false;
}

static double parameter_of(const an_system *system, const an_excite_parameters *draw, an_scenario_parameter which)
{
    const an_excite_data *d = &system->engine.data;
    double sum = 0;
    if (which.from == SIZE_MAX) return draw->base[which.to];
    for (uint32_t l = d->links.first[which.to]; l < d->links.first[which.to + 1]; l++)
        for (size_t b = 0; d->links.links[l].parent == which.from && b < d->half_life_count; b++) sum += draw->effects[l * d->half_life_count + b];
    return sum;
}

/* The base of the asked stream, what excites it, and what the streams that are acted on excite: of the others the draws hold noise only. */
static annals_status list_parameters(runs *r, const an_system *system, size_t asked, annals_error *error)
{
    const an_excite_links *links = &system->engine.data.links;
    an_scenario_parameter *list = AN_NEW_ARRAY(r->arena, an_scenario_parameter, links->count + 1);
    if (!list) return no_memory(error);
    list[r->out->parameter_count++] = (an_scenario_parameter){SIZE_MAX, asked};
    for (size_t k = 0; k < system->count; k++)
        for (uint32_t l = links->first[k]; l < links->first[k + 1]; l++)
            if (k == asked || is_acted_on(r->scenario, system, links->links[l].parent))
                list[r->out->parameter_count++] = (an_scenario_parameter){links->links[l].parent, k};
    r->out->parameters = list;
    return ANNALS_OK;
}

/* Path p runs on draw p mod draws. */
static void fill_outcomes(const runs *r, size_t draws, double *outcomes)
{
    size_t courses = r->scenario->course_count + 1;
    double sign = is_more_better(r->scenario->asks[0].class_name) ? 1 : -1;
    for (size_t c = 0; c < courses; c++) {
        const an_paths *paths = &r->paths[c * r->targets];
        for (size_t d = 0; d < draws; d++) {
            double sum = 0, count = 0;
            for (size_t p = d; p < paths->count; p += draws, count++) sum += sign * sum_to(paths, p, r->horizon);
            outcomes[d * courses + c] = sum / count; /* NaN if it was not run */
        }
    }
}

static annals_status find_flips(runs *r, const an_system *system, size_t asked, annals_error *error)
{
    an_outcome *out = r->out;
    size_t draws = system->draws.count < PATHS ? system->draws.count : PATHS, courses = r->scenario->course_count + 1;
    double *outcomes = AN_NEW_ARRAY(r->scratch, double, draws * courses), *values;
    an_flip *flips;
    AN_TRY(list_parameters(r, system, asked, error));
    values = AN_NEW_ARRAY(r->scratch, double, draws * out->parameter_count);
    flips = AN_NEW_ARRAY(r->arena, an_flip, 2 * out->parameter_count);
    if (!outcomes || !values || !flips) return no_memory(error);
    fill_outcomes(r, draws, outcomes);
    for (size_t p = 0; p < out->parameter_count; p++)
        for (size_t d = 0; d < draws; d++) values[p * draws + d] = parameter_of(system, &system->draws.draws[d], out->parameters[p]);
    out->flip_count = an_flips_find(r->scratch, outcomes, draws, courses, values, out->parameter_count, flips);
    if (out->flip_count == SIZE_MAX) return no_memory(error);
    out->flips = flips;
    return ANNALS_OK;
}

annals_status an_scenario_run(an_arena *arena, an_arena *scratch, const an_system *system, const an_scenario *scenario, uint64_t seed, an_outcome *out,
                              annals_error *error)
{
    runs r;
    uint32_t targets[AN_SCENARIO_ASKS_MAX];
    AN_TRY(begin(&r, arena, scratch, scenario, out, error));
    for (size_t k = 0; k < r.targets; k++) {
        size_t at = an_system_find(system, scenario->asks[k]);
        if (at == SIZE_MAX) return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "question %zu: the system does not hold this stream", k + 1);
        targets[k] = (uint32_t)at;
    }
    AN_TRY(simulate(&r, system, NULL, targets, seed, 0, error));
    for (size_t c = 0; c < scenario->course_count; c++) {
        acts *a = AN_NEW(scratch, acts);
        if (!a) return no_memory(error);
        if (an_scenario_has(&scenario->courses[c], true) || !translate(system, &scenario->courses[c], a)) continue;
        AN_TRY(simulate(&r, system, &a->scenario, targets, seed, c + 1, error));
    }
    AN_TRY(find_flips(&r, system, targets[0], error));
    return compare(&r, system->counts.first + (an_day)(system->counts.length * (scenario->period == AN_PERIOD_WEEK ? 7 : 1)), error);
}

/* ---- engine B ---- */

typedef struct dyads {
    an_selector items[DYADS_MAX];
    size_t count;
} dyads;

static size_t dyad_of(dyads *d, an_selector stream)
{
    for (size_t i = 0; i < d->count; i++)
        if (an_str_equal(d->items[i].source, stream.source) && an_str_equal(d->items[i].target, stream.target)) return i;
    if (d->count == DYADS_MAX) return SIZE_MAX;
    d->items[d->count] = (an_selector){stream.source, stream.target, AN_STR("all")};
    return d->count++;
}

static annals_status collect_dyads(const an_scenario *s, dyads *d, annals_error *error)
{
    for (size_t k = 0; k < s->ask_count; k++)
        if (dyad_of(d, s->asks[k]) == SIZE_MAX) return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "engine B takes at most %d dyads", DYADS_MAX);
    for (size_t c = 0; c < s->course_count; c++)
        for (size_t i = 0; i < s->courses[c].step_count; i++) {
            const an_scenario_step *step = &s->courses[c].steps[i];
            if (step->kind != AN_SCENARIO_GIVEN)
                return an_fail(error, ANNALS_E_INPUT, STAGE, step->line, "line %zu: what is given (engine B) cannot be mixed with acts (engine A): write two scenarios", step->line);
            if (dyad_of(d, step->stream) == SIZE_MAX) return an_fail(error, ANNALS_E_LIMIT, STAGE, step->line, "line %zu: engine B takes at most %d dyads", step->line, DYADS_MAX);
        }
    return ANNALS_OK;
}

static annals_status steer(runs *r, const an_bvar *model, dyads *d, size_t course, uint64_t seed, annals_error *error)
{
    an_bvar_hold *holds = AN_NEW_ARRAY(r->scratch, an_bvar_hold, AN_BVAR_HOLDS_MAX);
    an_bvar_run run = {.horizon = r->horizon, .paths = PATHS, .seed = seed, .holds = holds};
    double *out = AN_NEW_ARRAY(r->arena, double, PATHS * r->horizon * d->count);
    if (!out || !holds) return no_memory(error);
    for (size_t i = 0; course && i < r->scenario->courses[course - 1].step_count; i++) {
        const an_scenario_step *step = &r->scenario->courses[course - 1].steps[i];
        for (size_t week = step->from; week <= step->to; week++) {
            if (run.hold_count == AN_BVAR_HOLDS_MAX) return an_fail(error, ANNALS_E_LIMIT, STAGE, step->line, "line %zu: more than %d weeks are given", step->line, AN_BVAR_HOLDS_MAX);
            holds[run.hold_count++] = (an_bvar_hold){dyad_of(d, step->stream), week, step->amount};
        }
    }
    AN_TRY(an_bvar_simulate(r->scratch, model, &run, out, NULL, error));
    for (size_t k = 0; k < r->targets; k++)
        r->paths[course * r->targets + k] = an_paths_of_bvar(out, PATHS, r->horizon, d->count, dyad_of(d, r->scenario->asks[k]));
    return ANNALS_OK;
}

annals_status an_scenario_run_given(an_arena *arena, an_arena *scratch, const an_history *history, const an_scenario *scenario, uint64_t seed,
                                    an_outcome *out, annals_error *error)
{
    an_bvar_options options = AN_BVAR_DEFAULTS;
    dyads d = {.count = 0};
    an_series series;
    an_panel panel;
    an_bvar model;
    runs r;
    if (scenario->period != AN_PERIOD_WEEK) return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "what is given runs by weeks: write a horizon like 12w");
    AN_TRY(collect_dyads(scenario, &d, error));
    AN_TRY(an_series_make(arena, history, AN_MEASURE_GOLDSTEIN, AN_PERIOD_WEEK, d.items, d.count, scenario->since, scenario->until, scenario->until, &series, error));
    panel = an_panel_of_series(arena, &series);
    if (!panel.values.at) return no_memory(error);
    AN_TRY(an_bvar_fit(arena, scratch, &panel, &options, &model, error));
    AN_TRY(begin(&r, arena, scratch, scenario, out, error));
    r.is_goldstein = true;
    for (size_t c = 0; c <= scenario->course_count; c++) AN_TRY(steer(&r, &model, &d, c, seed, error));
    return compare(&r, series.first + (an_day)(series.length * 7), error);
}

/* ---- indicators ---- */

static int compare_indicators(const void *left, const void *right)
{
    const an_indicator *a = left, *b = right;
    if (a->weight != b->weight) return a->weight < b->weight ? 1 : -1;
    return a->stream < b->stream ? -1 : 1;
}

static annals_status add_responses(an_arena *scratch, const an_system *system, size_t asked, an_indicator *out, annals_error *error)
{
    size_t draws = system->draws.count < INDICATOR_DRAWS ? system->draws.count : INDICATOR_DRAWS;
    double *response = AN_NEW_ARRAY(scratch, double, system->count);
    if (!response) return no_memory(error);
    for (size_t s = 0; s < system->count; s++)
        for (size_t i = 0; i < draws; i++) {
            size_t draw = i * system->draws.count / draws;
            AN_TRY(an_excite_response(scratch, &system->engine, &system->draws.draws[draw], s, response, error));
            out[s].response += response[asked] / (double)draws;
        }
    return ANNALS_OK;
}

annals_status an_system_indicators(an_arena *scratch, const an_system *system, size_t asked, uint64_t seed, an_indicator *out, annals_error *error)
{
    uint32_t *targets = AN_NEW_ARRAY(scratch, uint32_t, system->count);
    float *paths = AN_NEW_ARRAY(scratch, float, PATHS * system->count);
    an_excite_run run = {.horizon = 1, .path_count = PATHS, .targets = targets, .target_count = system->count, .seed = seed};
    if (!targets || !paths) return no_memory(error);
    for (size_t s = 0; s < system->count; s++) {
        targets[s] = (uint32_t)s;
        out[s] = (an_indicator){.stream = s};
    }
    AN_TRY(an_excite_simulate(scratch, &system->engine, &system->draws, NULL, &run, paths, error));
    for (size_t p = 0; p < PATHS; p++)
        for (size_t s = 0; s < system->count; s++) out[s].chance += (paths[p * system->count + s] > 0) / (double)PATHS;
    AN_TRY(add_responses(scratch, system, asked, out, error));
    for (size_t s = 0; s < system->count; s++) out[s].weight = out[s].chance * out[s].response;
    qsort(out, system->count, sizeof *out, compare_indicators);
    return ANNALS_OK;
}
