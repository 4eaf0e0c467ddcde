/* Forecasts and back-tests asked of a base or of a CSV of events. The engine's forecast is published as its pool with the last weeks, and only if it
 * beat the best baseline on the past; otherwise that baseline is the answer, and the answer says so. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "annals_forecast_internal.h"
#include "forecast/count_methods.h"
#include "forecast/pictures.h"
#include "forecast/pool.h"
#include "forecast/series_methods.h"
#include "handles.h"
#include "show/forecast_svg.h"

enum {
    ORIGINS_DEFAULT = 104,  /* two years of weeks */
    ORIGINS_MIN = 8,        /* fewer say nothing of who is better */
    TRAINING_PERIODS_MIN = 104,
    STREAMS_DEFAULT = 20,   /* of a back-test of the busiest dyads */
    STREAMS_MAX = 200,
    EVENTS_MIN = AN_EXCITE_EVENTS_MIN,
    EM_ITERATIONS = 200,
    BACKTEST_PATHS = 400, FORECAST_PATHS = 4000, /* standard errors of a probability: .025 and .008 */
    SVG_BYTES_MAX = 64 << 20, HISTORY_SHOWN = 104
};

static const char STAGE[] = "forecast";

an_str an_forecast_name(an_arena *arena, an_selector selector)
{
    an_strbuf text;
    an_str kept;
    an_selector s = an_forecast_label(selector);
    an_strbuf_init(&text, 0);
    an_strbuf_put_str(&text, s.source);
    an_strbuf_puts(&text, " to ");
    an_strbuf_put_str(&text, s.target);
    an_strbuf_puts(&text, ", ");
    an_strbuf_put_str(&text, s.class_name);
    kept = (an_str){an_arena_copy(arena, text.data ? text.data : "", text.length), text.length};
    an_strbuf_free(&text);
    return kept;
}

/* ---- methods: the engine, its pool, and what they must beat ---- */

typedef struct methods {
    an_baseline baselines[6];
    an_window_method windows[3];
    an_excite_method excite;
    an_bvar_method bvar;
    an_forecaster list[8];
    an_forecaster engine_alone, stand_in; /* whoever answers where the engine refuses */
    _Atomic size_t refusals;              /* at so many origins; a sum, so the order of threads does not matter */
    size_t count, engine;
    an_backtest_pool pool;
    double half_lives[3];
} methods;

/* Where the engine refuses (mostly since the fit explodes), the last weeks answer: a back-test that left such origins out would be too kind to it. */
static annals_status predict_steadily(const void *user, an_arena *arena, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    const methods *m = user;
    annals_status status = m->engine_alone.predict(m->engine_alone.user, arena, view, out, error);
    if (status != ANNALS_E_INPUT) return status;
    ((methods *)(uintptr_t)m)->refusals++; /* the one thing that threads share, and atomic */
    return m->stand_in.predict(m->stand_in.user, arena, view, out, error);
}

/* Series by series: streams that excite only themselves have nothing to say to one another, and one that explodes takes none with it. */
static annals_status predict_each_steadily(const void *user, an_arena *arena, const an_backtest_view *view, an_prediction *out, annals_error *error)
{
    for (size_t s = 0; s < view->known->series_count; s++) {
        an_series one = *view->known;
        an_backtest_view part = *view;
        one.series_count = 1;
        one.values += s * one.length;
        part.known = &one;
        part.seed += s;
        AN_TRY(predict_steadily(user, arena, &part, out + s * view->step_count, error));
    }
    return ANNALS_OK;
}

static an_forecaster steady(methods *m, an_forecaster engine, an_forecaster stand_in, bool is_each)
{
    m->engine_alone = engine;
    m->stand_in = stand_in;
    return (an_forecaster){.name = engine.name, .user = m, .predict = is_each ? predict_each_steadily : predict_steadily};
}

/* Windows as long as they are usual: 4, 12 and 52 weeks, or 7, 30 and 90 days. */
static void add_count_methods(methods *m, an_period period)
{
    static const char *const names[2][3] = {{"last 7 days", "last 30 days", "last 90 days"}, {"last 4 weeks", "last 12 weeks", "last 52 weeks"}};
    static const double spans[2][3] = {{7, 30, 90}, {4, 12, 52}};
    int weekly = period == AN_PERIOD_WEEK;
    m->baselines[0] = (an_baseline){AN_BASELINE_HISTORIC, 0};
    for (int i = 0; i < 3; i++) m->baselines[i + 1] = (an_baseline){AN_BASELINE_WINDOW, spans[weekly][i]};
    m->baselines[4] = (an_baseline){AN_BASELINE_EWMA, spans[weekly][1]};
    m->baselines[5] = (an_baseline){AN_BASELINE_NO_CHANGE, 0};
    m->list[0] = an_forecaster_baseline("historic mean", &m->baselines[0]);
    for (int i = 0; i < 3; i++) m->list[i + 1] = an_forecaster_baseline(names[weekly][i], &m->baselines[i + 1]);
    m->list[4] = an_forecaster_baseline("weighted mean", &m->baselines[4]);
    m->list[5] = an_forecaster_baseline("no change", &m->baselines[5]);
    m->list[6] = steady(m, an_forecaster_excite("engine A", &m->excite), m->list[2], true);
    m->engine = 6;
    m->count = 7;
    m->pool = (an_backtest_pool){"pool", 6, 2, AN_POOL_WEIGHT};
}

static annals_status set_count_methods(methods *m, an_arena *arena, an_period period, const an_selector *selectors, size_t count, size_t paths,
                                       annals_error *error)
{
    an_excite_stream *streams;
    AN_TRY(an_excite_streams_of(arena, selectors, count, &streams, error));
    m->excite = (an_excite_method){.half_lives = period == AN_PERIOD_WEEK ? an_excite_week_half_lives : an_excite_day_half_lives, .half_life_count = 3,
                                   .streams = streams, .roles = 1u << AN_EXCITE_SELF, .fit_from = 1, .level_block = an_excite_level_block(period),
                                   .prior = &an_excite_default_prior, .iterations = EM_ITERATIONS, .paths = paths};
    add_count_methods(m, period);
    return ANNALS_OK;
}

static void set_series_methods(methods *m, size_t paths)
{
    static const size_t spans[3] = {0, 12, 52};
    static const char *const names[3] = {"all weeks", "last 12 weeks", "last 52 weeks"};
    for (int i = 0; i < 3; i++) {
        m->windows[i] = (an_window_method){spans[i]};
        m->list[i] = an_forecaster_window(names[i], &m->windows[i]);
        m->list[i].is_baseline = true;
    }
    m->list[3] = an_forecaster_no_change("no change");
    m->bvar = (an_bvar_method){AN_BVAR_DEFAULTS, paths};
    m->list[4] = steady(m, an_forecaster_bvar("engine B", &m->bvar), m->list[1], false);
    m->engine = 4;
    m->count = 5;
    m->pool = (an_backtest_pool){"pool", 4, 1, AN_POOL_WEIGHT};
}

/* ---- what both commands prepare ---- */

typedef struct prepared {
    an_gathered gathered;
    an_selector *selectors; /* as the history names them */
    size_t count, dropped;
    bool is_many; /* streams of many dyads, of which those with too few events are left out */
    an_series known;
    an_measure measure;
    methods methods;
    size_t steps[AN_BACKTEST_STEPS_MAX], step_count;
    an_backtest backtest;
} prepared;

static bool asks_goldstein(const an_asked *asked) { return asked->question->measure && strcmp(asked->question->measure, "goldstein") == 0; }

/* One dyad: of Goldstein sums both directions, since engine B lives of how one answers the other. */
static annals_status choose_one(an_asked *asked, prepared *p, annals_error *error)
{
    p->selectors = AN_NEW_ARRAY(asked->arena, an_selector, 2);
    if (!p->selectors) return an_forecast_no_memory(error);
    p->selectors[0] = asked->selector;
    p->count = 1;
    if (!asks_goldstein(asked)) return ANNALS_OK;
    if (!asked->selector.source.data || !asked->selector.target.data)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "a forecast of Goldstein sums needs --actor and --recipient");
    p->selectors[1] = (an_selector){asked->selector.target, asked->selector.source, asked->selector.class_name};
    p->count = 2;
    return ANNALS_OK;
}

static annals_status check_enough(const an_asked *asked, const prepared *p, size_t length, annals_error *error)
{
    for (size_t s = 0; s < p->count; s++) {
        an_str name = an_forecast_name(asked->arena, p->selectors[s]);
        double events = 0, least = INFINITY, most = -INFINITY;
        for (size_t t = 0; t < p->known.length; t++) {
            double value = p->known.values[s * p->known.length + t];
            events += t < length ? value : 0;
            least = fmin(least, value);
            most = fmax(most, value);
        }
        if (p->measure == AN_MEASURE_COUNT && events < EVENTS_MIN)
            return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "%.*s: %.0f events in the time that is learned from; fewer than %d tell nothing of what follows",
                           (int)name.length, name.data, events, EVENTS_MIN);
        if (least == most)
            return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "%.*s: every period has the same value (%g): nothing can be learned from what never changes",
                           (int)name.length, name.data, least);
    }
    return ANNALS_OK;
}

static annals_status make_series(an_asked *asked, prepared *p, annals_error *error)
{
    AN_TRY(an_forecast_gather(asked->arena, &asked->source, p->selectors, p->count, &p->gathered, error));
    for (size_t i = 0; i < p->count; i++) p->selectors[i] = an_forecast_label(p->selectors[i]);
    if (asked->until == AN_DAY_UNKNOWN || asked->until > p->gathered.history.last) asked->until = p->gathered.history.last;
    p->measure = asks_goldstein(asked) ? AN_MEASURE_GOLDSTEIN : AN_MEASURE_COUNT;
    return an_series_make(asked->arena, &p->gathered.history, p->measure, asked->period, p->selectors, p->count, asked->since, asked->until, asked->until,
                          &p->known, error);
}

static size_t choose_origins(const an_asked *asked) { return asked->question->origins ? (size_t)asked->question->origins : ORIGINS_DEFAULT; }

static annals_status set_methods(an_asked *asked, prepared *p, size_t paths, annals_error *error)
{
    if (p->measure == AN_MEASURE_COUNT) return set_count_methods(&p->methods, asked->arena, asked->period, p->selectors, p->count, paths, error);
    set_series_methods(&p->methods, paths);
    return ANNALS_OK;
}

/* Streams with too few events before the first origin go; at least one stays, to be refused by name. */
static void drop_poor(prepared *p, size_t length)
{
    size_t kept = 0;
    for (size_t s = 0; s < p->count; s++) {
        double events = 0;
        for (size_t t = 0; t < length; t++) events += p->known.values[s * p->known.length + t];
        if (events < EVENTS_MIN && !(kept == 0 && s + 1 == p->count)) continue;
        memmove(p->known.values + kept * p->known.length, p->known.values + s * p->known.length, p->known.length * sizeof *p->known.values);
        p->selectors[kept++] = p->selectors[s];
    }
    p->dropped = p->count - kept;
    p->known.series_count = p->count = kept;
}

/* The last origins whose outcomes are known. */
static annals_status run_backtest(an_asked *asked, prepared *p, annals_error *error)
{
    size_t length = p->known.length, last_step = p->steps[p->step_count - 1], wanted = choose_origins(asked), room;
    an_backtest_plan plan = {.source = {.history = &p->gathered.history, .measure = p->measure, .period = asked->period, .selectors = p->selectors,
                                        .selector_count = p->count, .from = asked->since, .to = asked->until},
                             .every = 1, .steps = p->steps, .step_count = p->step_count, .forecasters = p->methods.list,
                             .forecaster_count = p->methods.count, .pools = &p->methods.pool, .pool_count = 1, .seed = asked->question->seed,
                             .threads = asked->question->threads};
    if (length < TRAINING_PERIODS_MIN + last_step + ORIGINS_MIN)
        return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "%zu whole periods are known; at least %zu are needed, to learn from %d and to test on what came after",
                       length, TRAINING_PERIODS_MIN + last_step + ORIGINS_MIN, TRAINING_PERIODS_MIN);
    room = length - last_step - TRAINING_PERIODS_MIN + 1;
    if (wanted > room) wanted = room;
    plan.last_origin = length - last_step;
    plan.first_origin = plan.last_origin - wanted + 1;
    if (p->is_many) drop_poor(p, plan.first_origin);
    plan.source.selector_count = p->count;
    AN_TRY(check_enough(asked, p, plan.first_origin, error));
    AN_TRY(set_methods(asked, p, BACKTEST_PATHS, error));
    plan.forecaster_count = p->methods.count;
    return an_backtest_run(asked->arena, &plan, &p->backtest, error);
}

static void choose_steps(prepared *p, size_t horizon)
{
    p->steps[p->step_count++] = 1;
    if (horizon >= 4) p->steps[p->step_count++] = 4 < horizon / 2 ? 4 : horizon / 2;
    if (horizon > 1 && horizon != p->steps[p->step_count - 1]) p->steps[p->step_count++] = horizon;
}

static const char *period_word(const an_asked *asked) { return asked->period == AN_PERIOD_WEEK ? "week" : "day"; }

static annals_status note_left_out(an_asked *asked, const an_gathered *g, annals_error *error)
{
    if (g->history.merged) AN_TRY(an_answer_note(asked->answer, error, "%llu reports of an event that another report told already are counted once.", (unsigned long long)g->history.merged));
    if (!g->undated && !g->outside) return ANNALS_OK;
    return an_answer_note(asked->answer, error, "Not counted, of all events of the base: %llu that cannot be dated to a week, %llu dated outside the time that was read.",
                          (unsigned long long)g->undated, (unsigned long long)g->outside);
}

/* ---- forecast ---- */

typedef struct answered {
    an_prediction *pool, *baseline; /* [step] of the asked series */
    const char *baseline_name;
    an_backtest_verdict verdict;
    an_skill skill;
    size_t tested_refusals;
    bool is_refused; /* the engine has nothing to say today */
    char refusal[sizeof ((annals_error *)0)->message];
} answered;

/* Every period up to the horizon, by one method. */
static annals_status predict(an_asked *asked, const prepared *p, size_t method, an_prediction **out, annals_error *error)
{
    size_t *steps = AN_NEW_ARRAY(asked->arena, size_t, asked->horizon);
    an_backtest_view view = {.known = &p->known, .history = &p->gathered.history, .origin = asked->until, .steps = steps, .step_count = asked->horizon,
                             .seed = asked->question->seed};
    *out = AN_NEW_ARRAY(asked->arena, an_prediction, asked->horizon * p->count);
    if (!*out || !steps) return an_forecast_no_memory(error);
    for (size_t k = 0; k < asked->horizon; k++) steps[k] = k + 1;
    return p->methods.list[method].predict(p->methods.list[method].user, asked->arena, &view, *out, error);
}

static annals_status answer_forecast(an_asked *asked, prepared *p, answered *a, annals_error *error)
{
    an_prediction *engine, *window;
    size_t pool_index = p->methods.count;
    a->verdict = an_backtest_judge(asked->arena, &p->backtest, pool_index, 0, AN_BACKTEST_ALL);
    if (a->verdict.baseline == SIZE_MAX) return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "the back-test gave no score");
    a->skill = an_skill_of_verdict(&p->backtest, &a->verdict);
    a->baseline_name = p->methods.list[a->verdict.baseline].name;
    AN_TRY(set_methods(asked, p, FORECAST_PATHS, error));
    a->tested_refusals = p->methods.refusals;
    AN_TRY(predict(asked, p, p->methods.engine, &engine, error));
    a->is_refused = p->methods.refusals > a->tested_refusals;
    if (a->is_refused && error) memcpy(a->refusal, error->message, sizeof a->refusal);
    a->verdict.has_skill = a->verdict.has_skill && !a->is_refused;
    AN_TRY(predict(asked, p, p->methods.pool.second, &window, error));
    AN_TRY(predict(asked, p, a->verdict.baseline, &a->baseline, error));
    a->pool = AN_NEW_ARRAY(asked->arena, an_prediction, asked->horizon);
    if (!a->pool) return an_forecast_no_memory(error);
    for (size_t k = 0; k < asked->horizon; k++) AN_TRY(an_pool(asked->arena, &engine[k], &window[k], AN_POOL_WEIGHT, &a->pool[k], error));
    return ANNALS_OK;
}

static annals_status note_refusals(an_asked *asked, const prepared *p, size_t refusals, annals_error *error)
{
    if (!refusals) return ANNALS_OK;
    return an_answer_note(asked->answer, error, "In %zu of %zu fits of the past %s found nothing that could be run forward; the %s stood in for it there.", refusals,
                          p->backtest.origins * (p->measure == AN_MEASURE_COUNT ? p->count : 1), p->methods.engine_alone.name, p->methods.stand_in.name);
}

static annals_status say_forecast(an_asked *asked, const prepared *p, const answered *a, annals_error *error)
{
    an_str name = an_forecast_name(asked->arena, asked->selector);
    char day[AN_ISO_DAY_BYTES];
    double percent = 100 * a->verdict.skill;
    AN_TRY(an_answer_note(asked->answer, error, "%.*s: %s a %s, as known on %s, from %zu %ss.", (int)name.length, name.data,
                          p->measure == AN_MEASURE_COUNT ? "events" : "Goldstein sum", period_word(asked), an_iso_format(asked->until, day), p->known.length, period_word(asked)));
    AN_TRY(note_left_out(asked, &p->gathered, error));
    AN_TRY(note_refusals(asked, p, a->tested_refusals, error));
    if (a->is_refused)
        return an_answer_note(asked->answer, error, "Shown: the best baseline (%s). The engine refuses: %s.", a->baseline_name, a->refusal);
    if (a->verdict.has_skill)
        return an_answer_note(asked->answer, error,
                              "Shown: the pool of %s and the %s. Over %zu past origins it saved %.1f %% of the CRPS of the best baseline (%s): %.4f +- %.4f%s.",
                              p->methods.list[p->methods.engine].name, p->methods.list[p->methods.pool.second].name, p->backtest.origins, percent, a->baseline_name,
                              a->verdict.saved.mean, a->verdict.saved.se, a->verdict.is_sure ? "" : ", which may be chance");
    return an_answer_note(asked->answer, error,
                          "Shown: the best baseline (%s). The pool of %s with the %s does not beat it: over %zu past origins its CRPS is %.1f %% worse (%.4f +- %.4f).",
                          a->baseline_name, p->methods.list[p->methods.engine].name, p->methods.list[p->methods.pool.second].name, p->backtest.origins, -percent,
                          -a->verdict.saved.mean, a->verdict.saved.se);
}

static annals_status put_forecast(an_asked *asked, const prepared *p, const answered *a, annals_error *error)
{
    static const an_answer_column columns[] = {{"from", -1, false}, {"shown", -1, false}, {"mean", 2, false}, {"low_90", 1, false}, {"low_50", 1, false}, {"median", 1, false},
                                               {"high_50", 1, false}, {"high_90", 1, false}, {"chance_any", 3, false}, {"baseline", -1, true}, {"baseline_mean", 2, false},
                                               {"baseline_low_90", 1, true}, {"baseline_high_90", 1, true}, {"skill", 4, true}, {"skill_se", 4, true}, {"origins", 0, true}};
    const an_prediction *shown = a->verdict.has_skill ? a->pool : a->baseline;
    an_day first = p->known.first + (an_day)(p->known.length * (asked->period == AN_PERIOD_WEEK ? 7 : 1));
    double scale = a->verdict.skill != 0 ? a->verdict.skill / a->verdict.saved.mean : NAN;
    AN_TRY(an_answer_begin(asked->answer, "forecast", columns, sizeof columns / sizeof *columns, error));
    for (size_t k = 0; k < asked->horizon; k++) {
        static const double levels[] = {.05, .25, .5, .75, .95};
        char day[AN_ISO_DAY_BYTES];
        an_answer_text(asked->answer, an_str_from(an_iso_format(first + (an_day)(k * (asked->period == AN_PERIOD_WEEK ? 7 : 1)), day)));
        an_answer_text(asked->answer, an_str_from(a->verdict.has_skill ? "pool" : a->baseline_name));
        an_answer_number(asked->answer, an_prediction_mean(&shown[k]));
        for (int i = 0; i < 5; i++) an_answer_number(asked->answer, an_prediction_quantile(&shown[k], levels[i]));
        an_answer_number(asked->answer, p->measure == AN_MEASURE_COUNT ? an_prediction_above(&shown[k], 0) : NAN);
        an_answer_text(asked->answer, an_str_from(a->baseline_name));
        an_answer_number(asked->answer, an_prediction_mean(&a->baseline[k]));
        an_answer_number(asked->answer, an_prediction_quantile(&a->baseline[k], .05));
        an_answer_number(asked->answer, an_prediction_quantile(&a->baseline[k], .95));
        an_answer_number(asked->answer, a->verdict.skill);
        an_answer_number(asked->answer, a->verdict.saved.se * fabs(scale));
        an_answer_number(asked->answer, (double)p->backtest.origins);
        AN_TRY(an_answer_row(asked->answer, error));
    }
    return an_answer_end(asked->answer, error);
}

static annals_status draw_forecast(an_asked *asked, const prepared *p, const answered *a, annals_error *error)
{
    size_t shown = p->known.length < HISTORY_SHOWN ? p->known.length : HISTORY_SHOWN;
    int days = asked->period == AN_PERIOD_WEEK ? 7 : 1;
    an_fan_chart chart = {.title = an_forecast_name(asked->arena, asked->selector), .first = p->known.first + (an_day)((p->known.length - shown) * (size_t)days),
                          .unit = p->measure == AN_MEASURE_GOLDSTEIN ? AN_STR("Goldstein sum a week") : days == 7 ? AN_STR("events a week") : AN_STR("events a day"),
                          .days_each = days, .history = p->known.values + p->known.length - shown, .history_count = shown, .skill = a->skill};
    an_strbuf svg;
    annals_status status;
    AN_TRY(an_fan_of_predictions(asked->arena, a->verdict.has_skill ? AN_STR("pool") : an_str_from(a->baseline_name), a->verdict.has_skill ? a->pool : a->baseline,
                                 asked->horizon, &chart.engine, error));
    if (a->verdict.has_skill) AN_TRY(an_fan_of_predictions(asked->arena, an_str_from(a->baseline_name), a->baseline, asked->horizon, &chart.baseline, error));
    an_strbuf_init(&svg, SVG_BYTES_MAX);
    status = an_svg_fan(&chart, &svg, error);
    if (status == ANNALS_OK) status = an_answer_picture(asked->answer, &svg, error);
    an_strbuf_free(&svg);
    return status;
}

static annals_status run_forecast(an_asked *asked, annals_error *error)
{
    prepared p;
    answered a = {0};
    memset(&p, 0, sizeof p);
    AN_TRY(choose_one(asked, &p, error));
    AN_TRY(make_series(asked, &p, error));
    choose_steps(&p, asked->horizon);
    AN_TRY(check_enough(asked, &p, p.known.length, error));
    AN_TRY(run_backtest(asked, &p, error));
    AN_TRY(answer_forecast(asked, &p, &a, error));
    if (an_answer_is_picture(asked->answer)) return draw_forecast(asked, &p, &a, error);
    AN_TRY(say_forecast(asked, &p, &a, error));
    return put_forecast(asked, &p, &a, error);
}

/* ---- back-test ---- */

static annals_status put_scores(an_asked *asked, const prepared *p, annals_error *error)
{
    static const an_answer_column columns[] = {{"ahead", 0, false}, {"method", -1, false}, {"baseline", -1, true}, {"crps", 4, false}, {"crps_se", 4, true}, {"saved", 4, false},
                                               {"saved_se", 4, false}, {"log_score", 4, false}, {"brier", 4, false}, {"covers_50", 3, false}, {"covers_90", 3, false}, {"inside_50", 3, true}, {"inside_90", 3, false},
                                               {"forecasts", 0, true}};
    const an_backtest *b = &p->backtest;
    size_t series = p->measure == AN_MEASURE_GOLDSTEIN ? 0 : AN_BACKTEST_ALL;
    AN_TRY(an_answer_begin(asked->answer, "score", columns, sizeof columns / sizeof *columns, error));
    for (size_t k = 0; k < b->steps; k++) {
        size_t best = an_backtest_best_baseline(asked->arena, b, AN_BACKTEST_CRPS, series, k);
        for (size_t m = 0; m < b->methods; m++) {
            an_score_mean crps = an_backtest_mean(asked->arena, b, m, AN_BACKTEST_CRPS, series, k);
            an_score_mean saved = best == SIZE_MAX ? (an_score_mean){.mean = NAN, .se = NAN} : an_backtest_difference(asked->arena, b, best, m, AN_BACKTEST_CRPS, series, k);
            an_answer_number(asked->answer, (double)p->steps[k]);
            an_answer_text(asked->answer, an_str_from(b->names[m]));
            an_answer_text(asked->answer, m == best ? AN_STR("best baseline") : b->is_baseline[m] ? AN_STR("baseline") : AN_STR(""));
            an_answer_number(asked->answer, crps.mean);
            an_answer_number(asked->answer, crps.se);
            an_answer_number(asked->answer, m == best ? NAN : saved.mean);
            an_answer_number(asked->answer, m == best ? NAN : saved.se);
            an_answer_number(asked->answer, an_backtest_mean(asked->arena, b, m, AN_BACKTEST_LOG, series, k).mean);
            an_answer_number(asked->answer, an_backtest_mean(asked->arena, b, m, AN_BACKTEST_BRIER, series, k).mean);
            an_answer_number(asked->answer, an_backtest_mean(asked->arena, b, m, AN_BACKTEST_COVERS_50, series, k).mean);
            an_answer_number(asked->answer, an_backtest_mean(asked->arena, b, m, AN_BACKTEST_COVERS_90, series, k).mean);
            an_answer_number(asked->answer, an_backtest_mean(asked->arena, b, m, AN_BACKTEST_INSIDE_50, series, k).mean);
            an_answer_number(asked->answer, an_backtest_mean(asked->arena, b, m, AN_BACKTEST_INSIDE_90, series, k).mean);
            an_answer_number(asked->answer, (double)crps.count);
            AN_TRY(an_answer_row(asked->answer, error));
        }
    }
    return an_answer_end(asked->answer, error);
}

static annals_status say_backtest(an_asked *asked, const prepared *p, annals_error *error)
{
    const an_backtest *b = &p->backtest;
    size_t series = p->measure == AN_MEASURE_GOLDSTEIN ? 0 : AN_BACKTEST_ALL;
    an_backtest_verdict verdict = an_backtest_judge(asked->arena, b, p->methods.count, series, AN_BACKTEST_ALL);
    int days = asked->period == AN_PERIOD_WEEK ? 7 : 1;
    char first[AN_ISO_DAY_BYTES], last[AN_ISO_DAY_BYTES];
    an_str name = p->count == 1 || p->measure == AN_MEASURE_GOLDSTEIN ? an_forecast_name(asked->arena, p->selectors[0]) : AN_STR("the busiest streams");
    AN_TRY(an_answer_note(asked->answer, error, "%.*s (%zu series): %zu origins from %s to %s, each with what had been published by then.", (int)name.length, name.data,
                          series == 0 ? 1 : p->count, b->origins, an_iso_format(p->known.first + (an_day)b->origin_periods[0] * days, first),
                          an_iso_format(p->known.first + (an_day)b->origin_periods[b->origins - 1] * days, last)));
    AN_TRY(note_left_out(asked, &p->gathered, error));
    if (p->dropped) AN_TRY(an_answer_note(asked->answer, error, "%zu streams with fewer than %d events before the first origin are left out.", p->dropped, EVENTS_MIN));
    AN_TRY(note_refusals(asked, p, p->methods.refusals, error));
    if (verdict.baseline == SIZE_MAX) return ANNALS_OK;
    if (!verdict.has_skill)
        return an_answer_note(asked->answer, error, "The pool does not beat the best baseline (%s): over all steps its CRPS is %.1f %% worse (%.4f +- %.4f).",
                              b->names[verdict.baseline], -100 * verdict.skill, -verdict.saved.mean, verdict.saved.se);
    return an_answer_note(asked->answer, error, "The pool beats the best baseline (%s): %.1f %% of its CRPS saved over all steps, %.4f +- %.4f%s.", b->names[verdict.baseline],
                          100 * verdict.skill, verdict.saved.mean, verdict.saved.se, verdict.is_sure ? "" : ", which may be chance");
}

static annals_status draw_backtest(an_asked *asked, const prepared *p, annals_error *error)
{
    size_t series = p->measure == AN_MEASURE_GOLDSTEIN ? 0 : AN_BACKTEST_ALL;
    int days = asked->period == AN_PERIOD_WEEK ? 7 : 1;
    an_calibration_chart chart = {0};
    an_strbuf svg;
    annals_status status;
    AN_TRY(an_calibration_of_backtest(asked->arena, &p->backtest, p->methods.count, series, 0, &chart, error));
    chart.title = p->count == 1 ? an_forecast_name(asked->arena, p->selectors[0]) : AN_STR("The busiest streams");
    chart.horizon = days == 7 ? AN_STR("one week ahead") : AN_STR("one day ahead");
    chart.dates = (an_date_range){p->known.first + (an_day)p->backtest.origin_periods[0] * days,
                                  p->known.first + (an_day)p->backtest.origin_periods[p->backtest.origins - 1] * days};
    an_strbuf_init(&svg, SVG_BYTES_MAX);
    status = an_svg_calibration(&chart, &svg, error);
    if (status == ANNALS_OK) status = an_answer_picture(asked->answer, &svg, error);
    an_strbuf_free(&svg);
    return status;
}

static annals_status choose_busiest(an_asked *asked, prepared *p, annals_error *error)
{
    size_t limit = asked->question->streams ? (size_t)asked->question->streams : STREAMS_DEFAULT;
    if (limit > STREAMS_MAX) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "streams: %zu are more than %d", limit, STREAMS_MAX);
    return an_forecast_busiest(asked->arena, &asked->source, asked->selector.class_name, limit, &p->selectors, &p->count, error);
}

static annals_status run_backtest_question(an_asked *asked, annals_error *error)
{
    prepared p;
    bool is_one = asked->selector.source.data || asked->selector.target.data || asks_goldstein(asked);
    memset(&p, 0, sizeof p);
    p.is_many = !is_one;
    AN_TRY(is_one ? choose_one(asked, &p, error) : choose_busiest(asked, &p, error));
    AN_TRY(make_series(asked, &p, error));
    choose_steps(&p, asked->horizon);
    AN_TRY(run_backtest(asked, &p, error));
    if (an_answer_is_picture(asked->answer)) return draw_backtest(asked, &p, error);
    AN_TRY(say_backtest(asked, &p, error));
    return put_scores(asked, &p, error);
}

/* ---- the question ---- */

static annals_status read_day(const char *name, const char *text, bool is_end, an_day *out, annals_error *error)
{
    an_date_range range;
    *out = AN_DAY_UNKNOWN;
    if (!text) return ANNALS_OK;
    if (!an_iso_parse(an_str_from(text), &range)) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "%s: '%.40s' is no date; write 2022, 2022-03 or 2022-03-31", name, text);
    *out = is_end ? range.to : range.from;
    return ANNALS_OK;
}

static annals_status read_file(an_arena *arena, const char *path, an_str *out, annals_error *error)
{
    FILE *file = fopen(path, "rb");
    an_strbuf text;
    size_t got = 0;
    char piece[1 << 16];
    bool is_whole;
    if (!file) return an_fail(error, ANNALS_E_IO, STAGE, 0, "%s: %s", path, strerror(errno));
    an_strbuf_init(&text, AN_HISTORY_CSV_BYTES_MAX);
    while (!text.has_failed && (got = fread(piece, 1, sizeof piece, file)) > 0) an_strbuf_put(&text, piece, got);
    is_whole = !ferror(file);
    fclose(file);
    if (is_whole && !text.has_failed) *out = (an_str){an_arena_copy(arena, text.data ? text.data : "", text.length), text.length};
    an_strbuf_free(&text);
    if (!is_whole) return an_fail(error, ANNALS_E_IO, STAGE, 0, "%s: it cannot be read", path);
    if (text.has_failed) return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%s: more than %d bytes", path, AN_HISTORY_CSV_BYTES_MAX);
    return out->data ? ANNALS_OK : an_forecast_no_memory(error);
}

static annals_status read_class(an_asked *asked, const char *text, annals_error *error)
{
    asked->selector.class_name = text ? an_str_trim(an_str_from(text)) : AN_STR("all");
    if (!asked->source.store || an_forecast_knows_class(asked->selector.class_name)) return ANNALS_OK;
    return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "class: '%.60s' is none of %s", text, an_forecast_classes);
}

static annals_status read_question(an_asked *asked, annals_base *base, annals_error *error)
{
    const annals_forecast_question *q = asked->question;
    if (!base && !q->events) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "a base or a file of events is needed");
    if (q->events) AN_TRY(read_file(asked->arena, q->events, &asked->source.csv, error));
    else asked->source.store = an_base_store(base);
    if (q->measure && strcmp(q->measure, "count") != 0 && strcmp(q->measure, "goldstein") != 0)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "measure: '%.40s' is neither count nor goldstein", q->measure);
    if (q->origins > AN_BACKTEST_ORIGINS_MAX) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "origins: %llu are more than %d", (unsigned long long)q->origins, AN_BACKTEST_ORIGINS_MAX);
    AN_TRY(read_class(asked, q->event_class, error));
    AN_TRY(an_scenario_read_horizon(an_str_from(q->horizon ? q->horizon : "12w"), &asked->period, &asked->horizon, error));
    if (asked->horizon > AN_BACKTEST_STEPS_MAX && strcmp(q->what, "whatif") != 0)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "horizon: more than %d periods", AN_BACKTEST_STEPS_MAX);
    if (asks_goldstein(asked) && asked->period != AN_PERIOD_WEEK) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "Goldstein sums are forecast by week: write 12w");
    asked->selector.source = q->actor ? an_str_trim(an_str_from(q->actor)) : (an_str){0};
    asked->selector.target = q->recipient ? an_str_trim(an_str_from(q->recipient)) : (an_str){0};
    AN_TRY(read_day("since", q->since, false, &asked->since, error));
    return read_day("until", q->until, true, &asked->until, error);
}

static annals_status answer(an_asked *asked, annals_base *base, annals_error *error)
{
    static const struct { const char *what; annals_status (*run)(an_asked *asked, annals_error *error); } kinds[] = {
        {"forecast", run_forecast}, {"backtest", run_backtest_question}, {"whatif", an_forecast_whatif}, {"influence", an_forecast_influence}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!asked->question->what || strcmp(asked->question->what, kinds[i].what) != 0) continue;
        AN_TRY(read_question(asked, base, error));
        return kinds[i].run(asked, error);
    }
    return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "what: there are forecast, backtest, whatif, influence");
}

annals_status an_forecast_ask(annals_base *base, const an_told *told, const annals_forecast_question *question, const char *format, annals_sink sink,
                              void *user, annals_error *error)
{
    an_arena arena;
    an_asked asked = {.question = question, .source.told = told, .arena = &arena};
    annals_status status;
    an_error_clear(error);
    AN_TRY(an_answer_open(&asked.answer, format, sink, user, error));
    an_arena_init(&arena, 0);
    status = answer(&asked, base, error);
    if (status == ANNALS_OK && arena.is_exhausted) status = an_forecast_no_memory(error);
    an_arena_free(&arena);
    an_answer_close(asked.answer);
    return status;
}

annals_status annals_forecast(annals_base *base, const annals_forecast_question *question, const char *format, annals_sink sink, void *user, annals_error *error)
{
    return an_forecast_ask(base, NULL, question, format, sink, user, error);
}
