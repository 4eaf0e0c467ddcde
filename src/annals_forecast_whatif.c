/* What if such an event is reported? Scenarios, and who is followed by whom, asked of a base or of a CSV of events. Every number is shown with the
 * precedents that it rests on; where there are too few there is no number, only what is nearest to a precedent. */
#include <math.h>
#include <stdlib.h>

#include "annals_forecast_internal.h"
#include "forecast/bvar.h"
#include "forecast/pictures.h"
#include "forecast/series_methods.h"
#include "show/forecast_svg.h"

enum {
    STREAMS_MAX = 120,         /* that one system may hold */
    ANALOGUES_MAX = 12, ANALOGUE_DAYS = 30,
    INDICATORS_MAX = 10,
    POOL_DYADS = 15, POOL_CANDIDATES = 100,          /* the busiest dyads of each class: what they have in common serves streams with few events */
    DYADS_DEFAULT = 8, NODE_EVENTS_MIN = 5, /* of the network of influence */
    CLASS_EVENTS_MIN = AN_EXCITE_EVENTS_MIN + 1, /* the first period is not explained and may hold one */
    SVG_BYTES_MAX = 64 << 20
};

static const char STAGE[] = "forecast";

/* ---- the system ---- */

typedef struct built {
    an_selector *streams;
    size_t count;
    an_gathered gathered;
    an_system system;
    an_arena scratch;
} built;

/* All pairs of the actors, both ways, in each of the classes. */
static annals_status pair_up(an_arena *arena, const an_str *actors, size_t actor_count, const an_str *classes, size_t class_count, built *b, annals_error *error)
{
    size_t most = actor_count * actor_count * class_count;
    b->streams = AN_NEW_ARRAY(arena, an_selector, most + 1);
    if (!b->streams) return an_forecast_no_memory(error);
    for (size_t i = 0; i < actor_count; i++)
        for (size_t j = 0; j < actor_count; j++)
            for (size_t c = 0; i != j && c < class_count; c++) b->streams[b->count++] = (an_selector){actors[i], actors[j], classes[c]};
    if (b->count <= STREAMS_MAX) return ANNALS_OK;
    return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu actors in %zu classes make %zu streams, more than %d: name fewer", actor_count, class_count, b->count, STREAMS_MAX);
}

static bool names_one_of(const an_scenario *s, an_selector stream)
{
    for (size_t i = 0; i < s->actor_count; i++)
        if (an_str_equal(s->actors[i], stream.source) || an_str_equal(s->actors[i], stream.target)) return true;
    return false;
}

/* Streams of others, so that the effects of a class are learned from more than those that are asked about. Dyads of the actors themselves with
 * others stay out: a war of one of them would take the whole system with it. */
static annals_status add_pool(an_asked *asked, const an_scenario *s, built *b, annals_error *error)
{
    an_selector *streams = AN_NEW_ARRAY(asked->arena, an_selector, b->count + s->class_count * POOL_DYADS);
    if (!streams) return an_forecast_no_memory(error);
    memcpy(streams, b->streams, b->count * sizeof *streams);
    b->streams = streams;
    for (size_t c = 0; c < s->class_count; c++) {
        an_selector *busiest;
        size_t found = 0, taken = 0;
        annals_status status = an_forecast_busiest(asked->arena, &asked->source, s->classes[c], POOL_CANDIDATES, &busiest, &found, error);
        if (status != ANNALS_OK && status != ANNALS_E_INPUT) return status;
        for (size_t i = 0; status == ANNALS_OK && i < found && taken < POOL_DYADS && b->count + taken < STREAMS_MAX; i++)
            if (!names_one_of(s, busiest[i])) b->streams[b->count + taken++] = busiest[i];
        b->count += taken;
    }
    return ANNALS_OK;
}

static annals_status check_classes(const an_asked *asked, const an_str *classes, size_t count, annals_error *error)
{
    for (size_t i = 0; asked->source.store && i < count; i++)
        if (!an_forecast_knows_class(classes[i]))
            return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "class: '%.*s' is none of %s", (int)(classes[i].length < 60 ? classes[i].length : 60), classes[i].data,
                           an_forecast_classes);
    return ANNALS_OK;
}

static annals_status fit(an_asked *asked, built *b, double mark_exponent, annals_error *error)
{
    an_system_options options = {.period = asked->period, .from = asked->since, .origin = asked->until, .mark_exponent = mark_exponent, .seed = asked->question->seed,
                                 .roles = (1u << AN_EXCITE_ROLE_COUNT) - 1};
    if (asked->until == AN_DAY_UNKNOWN || asked->until > b->gathered.history.last) asked->until = b->gathered.history.last;
    options.origin = asked->until;
    return an_system_fit(asked->arena, &b->scratch, &b->gathered.history, b->streams, b->count, &options, &b->system, error);
}

static annals_status note_system(an_asked *asked, const built *b, annals_error *error)
{
    double events = 0;
    size_t explosive = b->system.draws.explosive;
    char day[AN_ISO_DAY_BYTES];
    for (size_t s = 0; s < b->count; s++) events += b->system.totals[s];
    AN_TRY(an_answer_note(asked->answer, error, "Learned from %.0f events in %zu streams over %zu %s, as known on %s.", events, b->count, b->system.counts.length,
                          asked->period == AN_PERIOD_WEEK ? "weeks" : "days", an_iso_format(asked->until, day)));
    if (!explosive) return ANNALS_OK;
    return an_answer_note(asked->answer, error, "%.1f %% of the posterior draws were left out: in them every event makes at least one more.",
                          100. * (double)explosive / (double)(explosive + b->system.draws.count));
}

/* ---- what is said of effects ---- */

/* The weakest of a course's steps decides what its numbers are worth. */
static an_precedents weakest(const an_system *system, const an_scenario_course *course)
{
    an_precedents least = {.own = INFINITY, .of_class = INFINITY};
    for (size_t i = 0; i < course->step_count; i++) {
        an_precedents p;
        if (course->steps[i].kind == AN_SCENARIO_ASSUME || course->steps[i].kind == AN_SCENARIO_GIVEN) continue;
        p = an_system_precedents(system, &course->steps[i]);
        least.own = fmin(least.own, p.own);
        least.of_class = fmin(least.of_class, p.of_class);
        least.is_pooled |= p.is_pooled;
        least.is_refused |= p.is_refused;
        least.extrapolates |= p.extrapolates;
    }
    return least;
}

static bool rests_on_assumption(const an_scenario_course *course)
{
    for (size_t i = 0; i < course->step_count; i++)
        if (course->steps[i].kind == AN_SCENARIO_ASSUME) return true;
    return false;
}

static const char *basis_of(const an_scenario_course *course, const an_precedents *p)
{
    if (an_scenario_has(course, true)) return "given";
    if (p->is_refused) return "refused";
    if (rests_on_assumption(course)) return "assumption";
    if (p->is_pooled) return p->extrapolates ? "pooled, beyond" : "pooled";
    return p->extrapolates ? "own, beyond" : "own";
}

static an_selector goldstein_of(an_selector s) { return (an_selector){s.source, s.target, AN_STR("Goldstein sum")}; }

static annals_status put_effects(an_asked *asked, const built *b, const an_scenario *s, const an_outcome *outcome, annals_error *error)
{
    static const an_answer_column columns[] = {{"course", -1, false}, {"asked", -1, false}, {"ahead", 0, false}, {"without", 2, false}, {"with", 2, false}, {"difference", 3, false},
                                               {"low_90", 2, false}, {"high_90", 2, false}, {"p_more", 3, false}, {"p_best", 3, false}, {"p_nothing_best", 3, true},
                                               {"basis", -1, false}, {"precedents", 0, true}, {"class_precedents", 0, true}};
    AN_TRY(an_answer_begin(asked->answer, "effect", columns, sizeof columns / sizeof *columns, error));
    for (size_t i = 0; i < outcome->effect_count; i++) {
        const an_effect *e = &outcome->effects[i];
        const an_scenario_course *course = &s->courses[e->course];
        bool is_given = an_scenario_has(course, true);
        an_precedents p = is_given ? (an_precedents){.own = NAN, .of_class = NAN} : weakest(&b->system, course);
        an_answer_text(asked->answer, course->name);
        an_answer_text(asked->answer, an_forecast_name(asked->arena, is_given ? goldstein_of(s->asks[e->ask]) : s->asks[e->ask]));
        an_answer_number(asked->answer, (double)e->mark);
        an_answer_number(asked->answer, e->without);
        an_answer_number(asked->answer, e->with);
        an_answer_number(asked->answer, e->difference);
        an_answer_number(asked->answer, e->low_90);
        an_answer_number(asked->answer, e->high_90);
        an_answer_number(asked->answer, e->chance_more);
        an_answer_number(asked->answer, e->chance_best);
        an_answer_number(asked->answer, e->chance_best_none);
        an_answer_text(asked->answer, an_str_from(basis_of(course, &p)));
        an_answer_number(asked->answer, p.own);
        an_answer_number(asked->answer, p.of_class);
        AN_TRY(an_answer_row(asked->answer, error));
    }
    return an_answer_end(asked->answer, error);
}

static annals_status note_step(an_asked *asked, const built *b, const an_scenario_course *course, const an_scenario_step *step, annals_error *error)
{
    an_str name = an_forecast_name(asked->arena, step->stream);
    an_precedents p = an_system_precedents(&b->system, step);
    if (step->kind == AN_SCENARIO_ASSUME)
        return an_answer_note(asked->answer, error, "%.*s: that the base rate of %.*s is multiplied by %g is the analyst's assumption, not learned.", (int)course->name.length,
                              course->name.data, (int)name.length, name.data, step->amount);
    if (p.is_refused)
        return an_answer_note(asked->answer, error, "%.*s: no number is given. %.*s: %.0f precedents, %.0f in all streams of its class, fewer than %d. See what is nearest below.",
                              (int)course->name.length, course->name.data, (int)name.length, name.data, p.own, p.of_class, AN_SCENARIO_PRECEDENTS_CLASS);
    AN_TRY(an_answer_note(asked->answer, error, "%.*s: %.*s has %.0f precedents%s (%.0f in all streams of its class).", (int)course->name.length, course->name.data,
                          (int)name.length, name.data, p.own, p.is_pooled ? ", too few: the effect is that of its class, pooled" : "", p.of_class));
    if (!p.extrapolates) return ANNALS_OK;
    return an_answer_note(asked->answer, error, "%.*s: %.0f deaths are more than any day of this stream has seen (%.0f): the answer extrapolates.", (int)course->name.length,
                          course->name.data, step->deaths, b->system.marks_most[an_system_find(&b->system, step->stream)]);
}

static annals_status note_courses(an_asked *asked, const built *b, const an_scenario *s, annals_error *error)
{
    for (size_t c = 0; c < s->course_count; c++)
        for (size_t i = 0; i < s->courses[c].step_count; i++) AN_TRY(note_step(asked, b, &s->courses[c], &s->courses[c].steps[i], error));
    return ANNALS_OK;
}

/* ---- analogues ---- */

typedef struct analogue {
    size_t stream;
    an_day day;
    double count, mark;
} analogue;

typedef struct analogues {
    an_arena *arena;
    AN_ARRAY(analogue) list;
} analogues;

static double events_between(const an_history *history, an_selector s, an_day from, an_day to)
{
    size_t at = an_history_find(history, s.source, s.target, s.class_name);
    double sum = 0;
    for (size_t i = 0; at != SIZE_MAX && i < history->streams[at].data_count; i++)
        if (history->streams[at].data[i].day >= from && history->streams[at].data[i].day <= to) sum += history->streams[at].data[i].count;
    return sum;
}

static void add_stream(analogues *a, const built *b, size_t stream, an_day until)
{
    const an_history *h = &b->gathered.history;
    an_selector s = b->streams[stream];
    size_t at = an_history_find(h, s.source, s.target, s.class_name);
    for (size_t i = 0; at != SIZE_MAX && i < h->streams[at].data_count; i++) {
        const an_datum *d = &h->streams[at].data[i];
        if (d->day <= until && d->published <= until && d->count > 0) AN_PUSH(a->arena, &a->list, (analogue){stream, d->day, d->count, d->mark});
    }
}

/* The stream itself; while that gives too few, what the same actor did to others, then all of the class. */
static void find_analogues(analogues *a, const built *b, an_selector wanted, an_day until)
{
    for (int level = 0; level < 3 && a->list.count < AN_SCENARIO_PRECEDENTS_OWN; level++)
        for (size_t s = 0; s < b->count; s++) {
            bool is_class = an_str_equal(b->streams[s].class_name, wanted.class_name), is_source = an_str_equal(b->streams[s].source, wanted.source);
            bool is_own = is_class && is_source && an_str_equal(b->streams[s].target, wanted.target);
            if (level == 0 ? is_own : level == 1 ? is_class && is_source && !is_own : is_class && !is_source) add_stream(a, b, s, until);
        }
}

static int compare_analogues(const void *left, const void *right)
{
    const analogue *a = left, *b = right;
    if (a->mark != b->mark) return a->mark < b->mark ? 1 : -1;
    if (a->day != b->day) return a->day < b->day ? 1 : -1;
    return (a->stream > b->stream) - (a->stream < b->stream);
}

static const an_telling *telling_of(const an_gathered *g, const analogue *a)
{
    const an_telling *best = NULL;
    for (size_t i = 0; i < g->telling_count; i++) {
        const an_telling *t = &g->tellings[i];
        if (t->stream == a->stream && t->day == a->day && (!best || (isfinite(t->mark) && !(best->mark >= t->mark)))) best = t;
    }
    return best;
}

static bool is_listed(const analogues *shown, const analogue *a)
{
    for (size_t i = 0; i < shown->list.count; i++)
        if (shown->list.items[i].stream == a->stream && shown->list.items[i].day == a->day) return true;
    return false;
}

static annals_status put_analogue(an_asked *asked, const built *b, an_selector ask, const analogue *a, annals_error *error)
{
    const an_telling *telling = telling_of(&b->gathered, a);
    char text[32];
    an_answer_text(asked->answer, an_forecast_name(asked->arena, b->streams[a->stream]));
    an_answer_text(asked->answer, an_str_from(an_iso_format(a->day, text)));
    an_answer_number(asked->answer, a->count);
    an_answer_number(asked->answer, a->mark);
    an_answer_text(asked->answer, an_forecast_name(asked->arena, ask));
    an_answer_number(asked->answer, events_between(&b->gathered.history, ask, a->day - ANALOGUE_DAYS, a->day - 1));
    an_answer_number(asked->answer, events_between(&b->gathered.history, ask, a->day + 1, a->day + ANALOGUE_DAYS));
    an_answer_text(asked->answer, telling ? an_str_from(an_key_format(telling->key, text)) : (an_str){0});
    an_answer_text(asked->answer, telling ? telling->document : (an_str){0});
    an_answer_text(asked->answer, telling ? telling->sentence : (an_str){0});
    return an_answer_row(asked->answer, error);
}

/* Of one step: the deadliest that no other step has shown. */
static annals_status put_step_analogues(an_asked *asked, const built *b, const an_scenario *s, const an_scenario_step *step, analogues *shown, annals_error *error)
{
    analogues found = {.arena = asked->arena};
    find_analogues(&found, b, step->stream, asked->until);
    if (found.list.count) qsort(found.list.items, found.list.count, sizeof *found.list.items, compare_analogues);
    for (size_t k = 0; k < found.list.count && k < ANALOGUES_MAX; k++) {
        if (is_listed(shown, &found.list.items[k])) continue;
        AN_PUSH(asked->arena, &shown->list, found.list.items[k]);
        AN_TRY(put_analogue(asked, b, s->asks[0], &found.list.items[k], error));
    }
    return ANNALS_OK;
}

/* Of each stream that a course acts on. */
static annals_status put_analogues(an_asked *asked, const built *b, const an_scenario *s, annals_error *error)
{
    static const an_answer_column columns[] = {{"precedent", -1, false}, {"day", -1, false}, {"events", 0, false}, {"deaths", 0, false}, {"asked", -1, true}, {"before_30_days", 0, false},
                                               {"after_30_days", 0, false}, {"key", -1, false}, {"document", -1, true}, {"sentence", -1, false}};
    analogues shown = {.arena = asked->arena};
    AN_TRY(an_answer_begin(asked->answer, "precedent", columns, sizeof columns / sizeof *columns, error));
    for (size_t c = 0; c < s->course_count; c++)
        for (size_t i = 0; i < s->courses[c].step_count; i++) {
            const an_scenario_step *step = &s->courses[c].steps[i];
            if (step->kind != AN_SCENARIO_ASSUME) AN_TRY(put_step_analogues(asked, b, s, step, &shown, error));
        }
    return an_answer_end(asked->answer, error);
}

/* ---- indicators ---- */

static annals_status put_indicators(an_asked *asked, built *b, const an_scenario *s, annals_error *error)
{
    static const an_answer_column columns[] = {{"would_change", -1, false}, {"if_reported", -1, false}, {"chance_next_period", 3, false}, {"events_that_follow", 4, false}, {"weight", 4, false}};
    an_indicator *list = AN_NEW_ARRAY(asked->arena, an_indicator, b->count);
    if (!list) return an_forecast_no_memory(error);
    AN_TRY(an_system_indicators(&b->scratch, &b->system, an_system_find(&b->system, s->asks[0]), asked->question->seed, list, error));
    AN_TRY(an_answer_begin(asked->answer, "indicator", columns, sizeof columns / sizeof *columns, error));
    for (size_t i = 0; i < b->count && i < INDICATORS_MAX; i++) {
        an_answer_text(asked->answer, an_forecast_name(asked->arena, s->asks[0]));
        an_answer_text(asked->answer, an_forecast_name(asked->arena, b->streams[list[i].stream]));
        an_answer_number(asked->answer, list[i].chance);
        an_answer_number(asked->answer, list[i].response);
        an_answer_number(asked->answer, list[i].weight);
        AN_TRY(an_answer_row(asked->answer, error));
    }
    return an_answer_end(asked->answer, error);
}

/* ---- what would change which course is best ---- */

static an_str course_name(const an_scenario *s, size_t course) { return course ? s->courses[course - 1].name : AN_STR("nothing done"); }

static annals_status put_flips(an_asked *asked, const built *b, const an_scenario *s, const an_outcome *outcome, annals_error *error)
{
    static const an_answer_column columns[] = {{"effect_of", -1, false}, {"on", -1, false}, {"if_it_is", 4, false}, {"usually", 4, false}, {"best", -1, false}, {"best_then", -1, false},
                                               {"better_by", 4, false}, {"better_by_se", 4, true}};
    if (!outcome->flip_count)
        return an_answer_note(asked->answer, error, "None of the %zu parameters that bear on the first question changes which course is best, at either end of what the posterior holds possible.",
                              outcome->parameter_count);
    AN_TRY(an_answer_begin(asked->answer, "flip", columns, sizeof columns / sizeof *columns, error));
    for (size_t i = 0; i < outcome->flip_count; i++) {
        const an_flip *f = &outcome->flips[i];
        an_scenario_parameter p = outcome->parameters[f->parameter];
        an_answer_text(asked->answer, p.from == SIZE_MAX ? AN_STR("base rate") : an_forecast_name(asked->arena, b->streams[p.from]));
        an_answer_text(asked->answer, an_forecast_name(asked->arena, b->streams[p.to]));
        an_answer_number(asked->answer, f->value);
        an_answer_number(asked->answer, f->usual);
        an_answer_text(asked->answer, course_name(s, f->best));
        an_answer_text(asked->answer, course_name(s, f->best_there));
        an_answer_number(asked->answer, f->difference);
        an_answer_number(asked->answer, f->se);
        AN_TRY(an_answer_row(asked->answer, error));
    }
    return an_answer_end(asked->answer, error);
}

/* ---- whatif ---- */

static annals_status draw_outcome(an_asked *asked, const built *b, const an_scenario *s, an_outcome *outcome, bool is_given, annals_error *error)
{
    an_difference_chart *chart = &outcome->charts[0];
    an_strbuf svg;
    annals_status status;
    if (!chart->course_count) return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "there is nothing to draw: every course has too few precedents for a number");
    chart->title = an_forecast_name(asked->arena, is_given ? goldstein_of(s->asks[0]) : s->asks[0]);
    chart->unit = is_given ? AN_STR("Goldstein sum") : AN_STR("events");
    if (!is_given) {
        an_precedents p = weakest(&b->system, &s->courses[0]);
        chart->precedents = isfinite(p.own) ? p.own : 0;
        chart->class_precedents = isfinite(p.of_class) ? p.of_class : 0;
        chart->is_pooled = p.is_pooled;
        chart->extrapolates = p.extrapolates;
    }
    an_strbuf_init(&svg, SVG_BYTES_MAX);
    status = an_svg_difference(chart, &svg, error);
    if (status == ANNALS_OK) status = an_answer_picture(asked->answer, &svg, error);
    an_strbuf_free(&svg);
    return status;
}

static annals_status note_head(an_asked *asked, const an_scenario *s, annals_error *error)
{
    if (s->title.data) AN_TRY(an_answer_note(asked->answer, error, "%.*s", (int)(s->title.length < 300 ? s->title.length : 300), s->title.data));
    return an_answer_note(asked->answer, error,
                          "If such an event is reported, the model expects what follows, summed over the periods. It does not say that one causes the other.");
}

static bool is_same(an_selector a, an_selector b)
{
    return an_str_equal(a.source, b.source) && an_str_equal(a.target, b.target) && an_str_equal(a.class_name, b.class_name);
}

static bool is_named(const an_scenario *s, an_selector stream)
{
    for (size_t k = 0; k < s->ask_count; k++)
        if (is_same(s->asks[k], stream)) return true;
    for (size_t c = 0; c < s->course_count; c++)
        for (size_t i = 0; i < s->courses[c].step_count; i++)
            if (is_same(s->courses[c].steps[i].stream, stream)) return true;
    return false;
}

/* Streams that are neither asked about nor acted on and have never been seen: nothing is learned from them, and what is merely believed of them
 * would make the system look nearer to explosion than it is. */
static annals_status gather_live(an_asked *asked, const an_scenario *s, built *b, annals_error *error)
{
    size_t kept = 0;
    AN_TRY(an_forecast_gather(asked->arena, &asked->source, b->streams, b->count, &b->gathered, error));
    if (asked->until == AN_DAY_UNKNOWN || asked->until > b->gathered.history.last) asked->until = b->gathered.history.last;
    for (size_t i = 0; i < b->count; i++)
        if (is_named(s, b->streams[i]) || events_between(&b->gathered.history, b->streams[i], asked->since, asked->until) > 0) b->streams[kept++] = b->streams[i];
    b->count = kept;
    return an_forecast_gather(asked->arena, &asked->source, b->streams, b->count, &b->gathered, error); /* tellings by the new numbers */
}

/* The class that has too little of it in all streams together for any number; data NULL = none. */
static an_str find_poor_class(const an_asked *asked, const built *b, const an_scenario *s, double *total)
{
    for (size_t c = 0; c < s->class_count; c++) {
        *total = 0;
        for (size_t i = 0; i < b->count; i++)
            if (an_str_equal(b->streams[i].class_name, s->classes[c])) *total += events_between(&b->gathered.history, b->streams[i], asked->since, asked->until);
        if (*total < AN_SCENARIO_PRECEDENTS_CLASS) return s->classes[c];
    }
    return (an_str){0};
}

/* No number, but what is nearest to a precedent; then the reason as a failure. */
static annals_status refuse(an_asked *asked, built *b, const an_scenario *s, annals_error *error)
{
    annals_error reason = *error;
    b->system.streams = b->streams;
    b->system.count = b->count;
    if (an_answer_is_picture(asked->answer)) return reason.status;
    AN_TRY(note_head(asked, s, error));
    AN_TRY(an_answer_note(asked->answer, error, "No number is given: %s.", reason.message));
    AN_TRY(put_analogues(asked, b, s, error));
    *error = reason;
    return reason.status;
}

static annals_status fit_or_say_why(an_asked *asked, built *b, const an_scenario *s, annals_error *error)
{
    double total;
    an_str poor = find_poor_class(asked, b, s, &total);
    if (!poor.data) return fit(asked, b, s->mark_exponent, error);
    return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "%.*s: %.0f events in all streams that could be learned from; fewer than %d carry no number", (int)poor.length, poor.data,
                   total, AN_SCENARIO_PRECEDENTS_CLASS);
}

static annals_status answer_acts(an_asked *asked, built *b, const an_scenario *s, annals_error *error)
{
    an_outcome outcome;
    annals_error own;
    annals_error *at = error ? error : &own;
    annals_status status;
    AN_TRY(pair_up(asked->arena, s->actors, s->actor_count, s->classes, s->class_count, b, error));
    AN_TRY(add_pool(asked, s, b, error));
    AN_TRY(gather_live(asked, s, b, error));
    status = fit_or_say_why(asked, b, s, at);
    if (status == ANNALS_E_INPUT) return refuse(asked, b, s, at);
    if (status != ANNALS_OK) return status;
    AN_TRY(an_scenario_run(asked->arena, &b->scratch, &b->system, s, asked->question->seed, &outcome, error));
    if (an_answer_is_picture(asked->answer)) return draw_outcome(asked, b, s, &outcome, false, error);
    AN_TRY(note_head(asked, s, error));
    AN_TRY(note_system(asked, b, error));
    AN_TRY(note_courses(asked, b, s, error));
    AN_TRY(put_effects(asked, b, s, &outcome, error));
    AN_TRY(put_analogues(asked, b, s, error));
    AN_TRY(put_flips(asked, b, s, &outcome, error));
    return put_indicators(asked, b, s, error);
}

static annals_status answer_given(an_asked *asked, built *b, an_scenario *s, annals_error *error)
{
    static const an_str all[] = {{"all", 3}};
    an_outcome outcome;
    AN_TRY(pair_up(asked->arena, s->actors, s->actor_count, all, 1, b, error));
    AN_TRY(an_forecast_gather(asked->arena, &asked->source, b->streams, b->count, &b->gathered, error));
    if (asked->until == AN_DAY_UNKNOWN || asked->until > b->gathered.history.last) asked->until = b->gathered.history.last;
    s->since = asked->since;
    s->until = asked->until;
    AN_TRY(an_scenario_run_given(asked->arena, &b->scratch, &b->gathered.history, s, asked->question->seed, &outcome, error));
    if (an_answer_is_picture(asked->answer)) return draw_outcome(asked, b, s, &outcome, true, error);
    AN_TRY(note_head(asked, s, error));
    return put_effects(asked, b, s, &outcome, error);
}

/* One step on the command line is a scenario of a few lines. */
static annals_status write_scenario(an_asked *asked, an_strbuf *text, annals_error *error)
{
    const annals_forecast_question *q = asked->question;
    if (!q->inject && !q->hold) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "a scenario, or --inject or --hold, is needed");
    if (!q->actor || !q->recipient || !q->event_class)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "--inject and --hold need what is asked: --actor, --recipient and --class");
    an_strbuf_printf(text, "horizon: %s\nask: %s > %s %s\ncourse: as supposed\n", q->horizon ? q->horizon : "12w", q->actor, q->recipient, q->event_class);
    if (q->inject) an_strbuf_printf(text, "inject: %s\n", q->inject);
    if (q->hold) an_strbuf_printf(text, "hold: %s\n", q->hold);
    return ANNALS_OK;
}

static annals_status read_scenario(an_asked *asked, an_scenario *s, annals_error *error)
{
    an_strbuf text;
    annals_status status = ANNALS_OK;
    if (asked->question->scenario) return an_scenario_read(asked->arena, an_str_from(asked->question->scenario), s, error);
    an_strbuf_init(&text, 0);
    status = write_scenario(asked, &text, error);
    if (status == ANNALS_OK) status = text.has_failed ? an_forecast_no_memory(error) : an_scenario_read(asked->arena, an_strbuf_view(&text), s, error);
    an_strbuf_free(&text);
    return status;
}

annals_status an_forecast_whatif(an_asked *asked, annals_error *error)
{
    an_scenario s;
    built b;
    annals_status status;
    bool is_given = false;
    memset(&b, 0, sizeof b);
    AN_TRY(read_scenario(asked, &s, error));
    AN_TRY(check_classes(asked, s.classes, s.class_count, error));
    for (size_t c = 0; c < s.course_count; c++) is_given |= an_scenario_has(&s.courses[c], true);
    asked->period = s.period;
    if (s.since != AN_DAY_UNKNOWN) asked->since = s.since;
    if (s.until != AN_DAY_UNKNOWN) asked->until = s.until;
    an_arena_init(&b.scratch, 0);
    status = is_given ? answer_given(asked, &b, &s, error) : answer_acts(asked, &b, &s, error);
    an_arena_free(&b.scratch);
    return status;
}

/* ---- influence ---- */

static annals_status split_actors(an_asked *asked, an_str *actors, size_t *count, annals_error *error)
{
    an_str rest = an_str_from(asked->question->actors);
    while (rest.length) {
        const char *comma = memchr(rest.data, ',', rest.length);
        size_t length = comma ? (size_t)(comma - rest.data) : rest.length;
        if (*count == AN_SCENARIO_ACTORS_MAX) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "actors: more than %d", AN_SCENARIO_ACTORS_MAX);
        actors[*count] = an_str_trim((an_str){rest.data, length});
        if (actors[*count].length) ++*count;
        rest.data += length + (comma != NULL);
        rest.length -= length + (comma != NULL);
    }
    return *count > 1 ? ANNALS_OK : an_fail(error, ANNALS_E_USAGE, STAGE, 0, "actors: name at least two, apart by commas");
}

static bool asks_goldstein(const an_asked *asked) { return asked->question->measure && strcmp(asked->question->measure, "goldstein") == 0; }

static annals_status choose_streams(an_asked *asked, built *b, annals_error *error)
{
    static const an_str classes[] = {{"cooperation", 11}, {"conflict", 8}};
    bool has_class = asked->question->event_class != NULL || !asked->source.store || asks_goldstein(asked);
    size_t class_count = has_class ? 1 : 2, limit = asked->question->streams ? (size_t)asked->question->streams : DYADS_DEFAULT, dyads;
    const an_str *used = has_class ? &asked->selector.class_name : classes;
    an_selector *busiest;
    if (asked->question->actors) {
        an_str actors[AN_SCENARIO_ACTORS_MAX];
        size_t count = 0;
        AN_TRY(split_actors(asked, actors, &count, error));
        return pair_up(asked->arena, actors, count, used, class_count, b, error);
    }
    if (limit * class_count > STREAMS_MAX) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "streams: more than %d", STREAMS_MAX / (int)class_count);
    AN_TRY(an_forecast_busiest(asked->arena, &asked->source, has_class ? used[0] : (an_str){0}, limit, &busiest, &dyads, error));
    b->streams = AN_NEW_ARRAY(asked->arena, an_selector, dyads * class_count);
    if (!b->streams) return an_forecast_no_memory(error);
    for (size_t i = 0; i < dyads; i++)
        for (size_t c = 0; c < class_count; c++) b->streams[b->count++] = (an_selector){busiest[i].source, busiest[i].target, used[c]};
    return ANNALS_OK;
}

static double events_of(const built *b, size_t stream) { return an_history_total(&b->gathered.history, b->streams[stream], AN_DAY_UNKNOWN); }

static double events_of_class(const built *b, an_str class_name)
{
    double sum = 0;
    for (size_t s = 0; s < b->count; s++)
        if (an_str_equal(b->streams[s].class_name, class_name)) sum += events_of(b, s);
    return sum;
}

/* Streams of which next to nothing is known would be nodes without meaning; a class of which too little is known for a fit goes as a whole. */
static annals_status keep_busy(built *b, annals_error *error)
{
    size_t kept = 0;
    for (size_t s = 0; s < b->count; s++)
        if (events_of(b, s) >= NODE_EVENTS_MIN) b->streams[kept++] = b->streams[s];
    b->count = kept;
    if (!kept) return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "no stream has %d events: there is nothing to learn from", NODE_EVENTS_MIN);
    kept = 0;
    for (size_t s = 0; s < b->count; s++) {
        an_selector stream = b->streams[s];
        if (events_of_class(b, stream.class_name) < CLASS_EVENTS_MIN) continue;
        b->streams[s] = b->streams[kept]; /* those left out go to the end, so that sums over a class stay right on the way */
        b->streams[kept++] = stream;
    }
    b->count = kept;
    return kept ? ANNALS_OK : an_fail(error, ANNALS_E_INPUT, STAGE, 0, "no class has %d events in these streams: there is nothing to learn from", CLASS_EVENTS_MIN);
}

static an_influence_tone tone_of(an_str class_name)
{
    if (an_str_ends_with(class_name, "cooperation")) return AN_TONE_COOPERATION;
    return an_str_ends_with(class_name, "conflict") ? AN_TONE_CONFLICT : AN_TONE_OTHER;
}

static int compare_numbers(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void summarise_radius(an_arena *arena, const an_excite_draws *draws, an_influence_chart *chart)
{
    double *sorted = AN_NEW_ARRAY(arena, double, draws->count);
    if (!sorted || !draws->count) return;
    memcpy(sorted, draws->spectral_radii, draws->count * sizeof *sorted);
    qsort(sorted, draws->count, sizeof *sorted, compare_numbers);
    for (size_t i = 0; i < draws->count; i++) chart->radius += sorted[i] / (double)draws->count;
    chart->radius_low = sorted[draws->count / 20];
    chart->radius_high = sorted[draws->count - 1 - draws->count / 20];
}

static annals_status make_chart(an_asked *asked, built *b, an_influence_chart *chart, annals_error *error)
{
    size_t links = b->system.engine.data.links.count;
    an_excite_influence *all = AN_NEW_ARRAY(asked->arena, an_excite_influence, links);
    an_influence_arrow *arrows = AN_NEW_ARRAY(asked->arena, an_influence_arrow, links);
    an_influence_node *nodes = AN_NEW_ARRAY(asked->arena, an_influence_node, b->count);
    if (!all || !arrows || !nodes) return an_forecast_no_memory(error);
    AN_TRY(an_excite_influences(&b->scratch, &b->system.engine, &b->system.draws, all, error));
    *chart = (an_influence_chart){.title = AN_STR("Whose events are followed by whose"), .nodes = nodes, .node_count = b->count, .arrows = arrows};
    for (size_t s = 0; s < b->count; s++)
        nodes[s] = (an_influence_node){an_forecast_name(asked->arena, b->streams[s]), tone_of(b->streams[s].class_name), b->system.totals[s]};
    for (size_t i = 0; i < links; i++)
        if (all[i].sure >= AN_EXCITE_SURE)
            arrows[chart->arrow_count++] = (an_influence_arrow){all[i].from, all[i].to, all[i].mean, all[i].low, all[i].high, all[i].sure,
                                                                b->system.totals[all[i].to] < AN_EXCITE_EVENTS_FOR_GAINS};
    summarise_radius(asked->arena, &b->system.draws, chart);
    return ANNALS_OK;
}

static annals_status put_arrows(an_asked *asked, const built *b, const an_influence_chart *chart, annals_error *error)
{
    static const an_answer_column columns[] = {{"from", -1, false}, {"to", -1, false}, {"events_that_follow", 3, false}, {"low_90", 3, false}, {"high_90", 3, false}, {"sure", 3, false},
                                               {"basis", -1, false}, {"from_events", 0, true}, {"to_events", 0, true}};
    AN_TRY(an_answer_note(asked->answer, error, "Spectral radius %.3f (90 %%: %.3f to %.3f); at 1 every event would make another.", chart->radius, chart->radius_low, chart->radius_high));
    AN_TRY(an_answer_note(asked->answer, error, "%zu of %zu possible influences are sure: at least %.0f %% of the posterior has more than %g events that follow from one. "
                                                "Followed by is not caused by.", chart->arrow_count, (size_t)b->system.engine.data.links.count, 100 * AN_EXCITE_SURE, AN_EXCITE_INFLUENCE_MIN));
    AN_TRY(an_answer_begin(asked->answer, "influence", columns, sizeof columns / sizeof *columns, error));
    for (size_t i = 0; i < chart->arrow_count; i++) {
        const an_influence_arrow *a = &chart->arrows[i];
        an_answer_text(asked->answer, chart->nodes[a->from].name);
        an_answer_text(asked->answer, chart->nodes[a->to].name);
        an_answer_number(asked->answer, a->strength);
        an_answer_number(asked->answer, a->low);
        an_answer_number(asked->answer, a->high);
        an_answer_number(asked->answer, a->sure);
        an_answer_text(asked->answer, a->is_pooled ? AN_STR("pooled") : AN_STR("own"));
        an_answer_number(asked->answer, chart->nodes[a->from].events);
        an_answer_number(asked->answer, chart->nodes[a->to].events);
        AN_TRY(an_answer_row(asked->answer, error));
    }
    return an_answer_end(asked->answer, error);
}

static annals_status draw_influence(an_asked *asked, const an_influence_chart *chart, annals_error *error)
{
    an_strbuf svg;
    annals_status status;
    an_strbuf_init(&svg, SVG_BYTES_MAX);
    status = an_svg_influence(chart, &svg, error);
    if (status == ANNALS_OK) status = an_answer_picture(asked->answer, &svg, error);
    an_strbuf_free(&svg);
    return status;
}

static annals_status answer_influence(an_asked *asked, built *b, annals_error *error)
{
    an_influence_chart chart;
    AN_TRY(choose_streams(asked, b, error));
    AN_TRY(an_forecast_gather(asked->arena, &asked->source, b->streams, b->count, &b->gathered, error));
    AN_TRY(keep_busy(b, error));
    AN_TRY(fit(asked, b, 0, error));
    AN_TRY(make_chart(asked, b, &chart, error));
    if (an_answer_is_picture(asked->answer)) return draw_influence(asked, &chart, error);
    AN_TRY(note_system(asked, b, error));
    return put_arrows(asked, b, &chart, error);
}

/* ---- responses: how one dyad's Goldstein sum answers a shock to another's (engine B) ---- */

static const struct {
    const char *name;
    an_response_kind kind;
} response_kinds[] = {{"in the order given", AN_RESPONSE_ORDERED}, {"in the reverse order", AN_RESPONSE_REVERSED}, {"without an order", AN_RESPONSE_GENERALISED}};
enum { RESPONSE_KINDS = 3, RESPONSE_WEEKS = 13, RESPONSE_DRAWS = 1000 };

static annals_status put_responses(an_asked *asked, const an_str *names, size_t count, const an_response_bands *bands, annals_error *error)
{
    static const an_answer_column columns[] = {{"identified", -1, false}, {"shocked", -1, false}, {"responding", -1, false}, {"week", 0, false}, {"median", 3, false}, {"low_90", 3, false},
                                               {"high_90", 3, false}, {"low_68", 3, true}, {"high_68", 3, true}};
    AN_TRY(an_answer_note(asked->answer, error, "Responses of weekly Goldstein sums to a shock of one standard deviation; week 0 is the week of the shock."));
    AN_TRY(an_answer_begin(asked->answer, "response", columns, sizeof columns / sizeof *columns, error));
    for (size_t k = 0; k < RESPONSE_KINDS; k++)
        for (size_t i = 0; i < bands[k].weeks * count * count; i++) {
            an_answer_text(asked->answer, an_str_from(response_kinds[k].name));
            an_answer_text(asked->answer, names[i / count % count]);
            an_answer_text(asked->answer, names[i % count]);
            an_answer_number(asked->answer, (double)(i / count / count));
            an_answer_number(asked->answer, bands[k].median[i]);
            an_answer_number(asked->answer, bands[k].low_90[i]);
            an_answer_number(asked->answer, bands[k].high_90[i]);
            an_answer_number(asked->answer, bands[k].low_68[i]);
            an_answer_number(asked->answer, bands[k].high_68[i]);
            AN_TRY(an_answer_row(asked->answer, error));
        }
    return an_answer_end(asked->answer, error);
}

static annals_status draw_responses(an_asked *asked, const an_str *names, size_t count, const an_response_bands *bands, annals_error *error)
{
    an_response_set sets[RESPONSE_KINDS];
    an_response_chart chart = {.title = AN_STR("How one dyad answers another"), .unit = AN_STR("Goldstein sum"), .series = names, .series_count = count,
                               .weeks = bands[0].weeks, .sets = sets, .set_count = RESPONSE_KINDS};
    an_strbuf svg;
    annals_status status;
    for (size_t k = 0; k < RESPONSE_KINDS; k++) sets[k] = an_response_set_of_bands(an_str_from(response_kinds[k].name), &bands[k]);
    an_strbuf_init(&svg, SVG_BYTES_MAX);
    status = an_svg_responses(&chart, &svg, error);
    if (status == ANNALS_OK) status = an_answer_picture(asked->answer, &svg, error);
    an_strbuf_free(&svg);
    return status;
}

static annals_status fit_dyads(an_asked *asked, built *b, an_bvar *model, annals_error *error)
{
    an_bvar_options options = AN_BVAR_DEFAULTS;
    an_series series;
    an_panel panel;
    if (b->count > AN_SVG_SERIES_MAX)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "%zu dyads: responses are computed for at most %d; name fewer actors or --streams", b->count, AN_SVG_SERIES_MAX);
    AN_TRY(an_forecast_gather(asked->arena, &asked->source, b->streams, b->count, &b->gathered, error));
    AN_TRY(an_series_make(asked->arena, &b->gathered.history, AN_MEASURE_GOLDSTEIN, AN_PERIOD_WEEK, b->streams, b->count, asked->since, asked->until, asked->until, &series, error));
    panel = an_panel_of_series(asked->arena, &series);
    if (!panel.values.at) return an_forecast_no_memory(error);
    return an_bvar_fit(asked->arena, &b->scratch, &panel, &options, model, error);
}

static annals_status answer_responses(an_asked *asked, built *b, annals_error *error)
{
    an_response_bands bands[RESPONSE_KINDS];
    an_bvar model;
    an_str *names;
    AN_TRY(choose_streams(asked, b, error));
    AN_TRY(fit_dyads(asked, b, &model, error));
    names = AN_NEW_ARRAY(asked->arena, an_str, b->count);
    if (!names) return an_forecast_no_memory(error);
    for (size_t s = 0; s < b->count; s++) names[s] = an_forecast_name(asked->arena, b->streams[s]);
    for (size_t k = 0; k < RESPONSE_KINDS; k++)
        AN_TRY(an_bvar_responses(asked->arena, &b->scratch, &model, response_kinds[k].kind, RESPONSE_WEEKS, RESPONSE_DRAWS, asked->question->seed, &bands[k], error));
    if (an_answer_is_picture(asked->answer)) return draw_responses(asked, names, b->count, bands, error);
    return put_responses(asked, names, b->count, bands, error);
}

annals_status an_forecast_influence(an_asked *asked, annals_error *error)
{
    built b;
    annals_status status;
    memset(&b, 0, sizeof b);
    an_arena_init(&b.scratch, 0);
    status = asks_goldstein(asked) ? answer_responses(asked, &b, error) : answer_influence(asked, &b, error);
    an_arena_free(&b.scratch);
    return status;
}
