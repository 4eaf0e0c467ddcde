/* Scenarios: what an analyst supposes ("another such attack is reported", "two strikes a week for a month"), read from a small text, and what
 * the fitted system expects then. All courses of a scenario run on the same random numbers as the course of nothing, so that their difference is
 * that of the supposed steps alone.
 *
 * The text, a statement a line, '#' begins a comment (docs/forecast.md has it in full):
 *     title: Another attack          actors: a, b, c      classes: cooperation, conflict     horizon: 12w
 *     ask: b > c cooperation
 *     course: one more attack
 *     inject: a > b conflict at 1 count 1 deaths 140
 *     hold: b > a conflict 2 from 1 to 8        assume: b > c cooperation times 2 from 1 to 12
 *     given: b > a goldstein -20 from 1 to 4
 * Periods count from 1 = the first after the origin. */
#ifndef ANNALS_FORECAST_SCENARIO_H
#define ANNALS_FORECAST_SCENARIO_H

#include "forecast/excite.h"
#include "forecast/flips.h"
#include "forecast/series.h"
#include "record/forecast.h"

enum {
    AN_SCENARIO_BYTES_MAX = 1 << 20,
    AN_SCENARIO_ACTORS_MAX = 12,
    AN_SCENARIO_CLASSES_MAX = 4,
    AN_SCENARIO_ASKS_MAX = 16,
    AN_SCENARIO_COURSES_MAX = 8,
    AN_SCENARIO_STEPS_MAX = 64,   /* of one course */
    AN_SCENARIO_PRECEDENTS_OWN = 5,    /* fewer events in the stream itself: the effect is that of its pool, and the answer says so */
    AN_SCENARIO_PRECEDENTS_CLASS = 20, /* fewer in all streams of its class: no number is given */
    AN_SCENARIO_HORIZON_MAX = 366
};

typedef enum an_scenario_kind {
    AN_SCENARIO_INJECT, /* an act more */
    AN_SCENARIO_HOLD,   /* exactly so many events in each period */
    AN_SCENARIO_ASSUME, /* the analyst's word: the base rate times a factor */
    AN_SCENARIO_GIVEN   /* the Goldstein sum of each period is so much: engine B */
} an_scenario_kind;

typedef struct an_scenario_step {
    an_scenario_kind kind;
    an_selector stream;  /* of GIVEN: class_name data NULL */
    size_t from, to;     /* periods, ends included; to 0 = to the horizon */
    double amount;       /* events; events in each period; factor; Goldstein sum */
    double deaths;       /* of an injected act; 0 = not said */
    size_t line;
} an_scenario_step;

typedef struct an_scenario_course {
    an_str name;
    an_scenario_step *steps;
    size_t step_count;
} an_scenario_course;

/* Owner: the arena given. */
typedef struct an_scenario {
    an_str title;
    an_str *actors, *classes;
    size_t actor_count, class_count;
    an_selector *asks; /* at least one; those of engine B too, whose class is not looked at */
    size_t ask_count;
    an_scenario_course *courses; /* at least one */
    size_t course_count;
    an_period period;
    size_t horizon;
    an_day since, until; /* unknown: as far as the history goes */
    double mark_exponent; /* weight of an event = (1 + deaths) to this power */
} an_scenario;

/* Reads the text. Actors and classes that are not listed are those that the steps and questions name. E_INPUT with the line: an unknown word,
 * a number out of range, a step without its course, a stream both held and given or held twice in a period, nothing asked; E_LIMIT; E_MEMORY. */
annals_status an_scenario_read(an_arena *arena, an_str text, an_scenario *out, annals_error *error);
/* "12w" or "84d": a whole number of weeks or days from 1. E_USAGE. */
annals_status an_scenario_read_horizon(an_str text, an_period *period, size_t *horizon, annals_error *error);

/* ---- the system that scenarios run on ---- */

typedef struct an_system_options {
    an_period period;
    an_day from, origin;     /* unknown: the history's ends */
    unsigned roles;          /* who may excite whom: bits as in an_excite_link_streams */
    double mark_exponent;
    uint64_t seed;
} an_system_options;

/* Streams, the numbers of each, and what was learned of who excites whom. Read-only. Owner: the arena given. */
typedef struct an_system {
    const an_selector *streams;
    size_t count;
    an_series counts;
    const double *totals;      /* [stream] events */
    const double *marks_most;  /* [stream] the largest mark of one day */
    an_excite engine;
    an_excite_draws draws;
    double mark_exponent;
} an_system;

/* Fits engine A to the streams together, pooled by role and class, and draws from its posterior. E_INPUT: too little happened, or a history
 * with gaps; E_MEMORY. */
annals_status an_system_fit(an_arena *arena, an_arena *scratch, const an_history *history, const an_selector *streams, size_t count,
                            const an_system_options *options, an_system *out, annals_error *error);
/* The stream, or SIZE_MAX. */
size_t an_system_find(const an_system *system, an_selector stream);

/* How much stands behind what is said of a step. */
typedef struct an_precedents {
    double own;       /* events ever seen in its stream */
    double of_class;  /* in all streams of its class that the system holds */
    bool is_pooled, is_refused, extrapolates;
} an_precedents;
an_precedents an_system_precedents(const an_system *system, const an_scenario_step *step);

enum { AN_SCENARIO_MARKS = 3 };

/* What a course changes in one asked stream. */
typedef struct an_effect {
    size_t course, ask;
    size_t mark;             /* periods after the origin, summed */
    double without, with;    /* expected events */
    double difference, low_90, high_90;
    double chance_more;      /* P(difference > 0), half of those with none counted */
    double chance_best;      /* that no other course, nor nothing, does better: more cooperation, less of all else; NaN before the last mark */
    double chance_best_none; /* the same for doing nothing */
} an_effect;

/* A parameter of the system: what follows from one event of `from` in `to`, or (from SIZE_MAX) the base rate of `to`. */
typedef struct an_scenario_parameter {
    size_t from, to;
} an_scenario_parameter;

typedef struct an_outcome {
    an_effect *effects; /* [(course * asks + ask) * mark_count + mark] */
    size_t effect_count, mark_count;
    size_t marks[AN_SCENARIO_MARKS];
    an_difference_chart *charts; /* [ask]; courses as in the scenario */
    const an_flip *flips;        /* of the first question; courses count from 1, 0 = nothing done. None with engine B */
    size_t flip_count;
    const an_scenario_parameter *parameters; /* that were looked at: what an_flip.parameter counts */
    size_t parameter_count;
} an_outcome;

/* Runs every course that has steps for engine A. E_INPUT with the line of a step that cannot be. */
annals_status an_scenario_run(an_arena *arena, an_arena *scratch, const an_system *system, const an_scenario *scenario, uint64_t seed, an_outcome *out,
                              annals_error *error);
/* The same for steps of kind GIVEN, by engine B on weekly Goldstein sums of the dyads asked for and given. */
annals_status an_scenario_run_given(an_arena *arena, an_arena *scratch, const an_history *history, const an_scenario *scenario, uint64_t seed,
                                    an_outcome *out, annals_error *error);
bool an_scenario_has(const an_scenario_course *course, bool is_given);

/* What would change the answer: how likely a stream moves next, and by how much the asked one then moves. */
typedef struct an_indicator {
    size_t stream;
    double chance;   /* of at least one event in the coming period */
    double response; /* further events expected in the asked stream in the end, from one event */
    double weight;   /* chance * response */
} an_indicator;
/* out[system->count], heaviest first. */
annals_status an_system_indicators(an_arena *scratch, const an_system *system, size_t asked, uint64_t seed, an_indicator *out, annals_error *error);

#endif
