/* What forecasts look like when they are shown: fans, differences between courses of action, who excites whom, responses, calibration.
 * Plain numbers and names, so that those who compute (forecast) and those who draw (show) need not know one another.
 *
 * Owner of every array and text: whoever hands the record over. NaN = not measured. */
#ifndef ANNALS_RECORD_FORECAST_H
#define ANNALS_RECORD_FORECAST_H

#include "base/calendar.h"
#include "base/span.h"

/* The predicted distribution of one period. */
typedef struct an_fan_step {
    double low_90, low_50, middle, high_50, high_90; /* 5, 25, 50, 75 and 95 % quantiles; never falling */
} an_fan_step;

typedef struct an_fan {
    an_str name; /* "pool", "last 12 weeks" */
    const an_fan_step *steps;
    size_t count; /* 0 = no such fan */
} an_fan;

/* What the back-test said about the method that is shown. */
typedef struct an_skill {
    an_str baseline;  /* the best one; data NULL = no back-test was made */
    double share;     /* of the baseline's mean CRPS saved: 0.06 = 6 % better; 0 or less = the engine does not beat it */
    double saved, saved_se;
    size_t origins;
    bool is_sure;     /* by two standard errors */
} an_skill;

/* A series: what was, what is expected, and what the simplest method expects. */
typedef struct an_fan_chart {
    an_str title; /* "Russia to the Taliban, verbal cooperation" */
    an_str unit;  /* "events a week" */
    an_day first; /* of the first period of the history */
    int days_each;
    const double *history;
    size_t history_count;
    an_fan engine, baseline; /* both begin with the period after the history */
    const double *outcomes;  /* what came, where that is known by now; NaN = not yet */
    size_t outcome_count;
    an_skill skill;
} an_fan_chart;

/* What an act, or a course of action, changes: with it minus without it, on the same random numbers. */
typedef struct an_difference {
    an_fan fan; /* name: the course of action; sums from the origin on if is_summed in the chart */
    const double *chance_more; /* at each of the chart's marks: P(difference > 0) */
} an_difference;

typedef struct an_difference_chart {
    an_str title, unit;
    an_day first; /* of the first period after the origin */
    int days_each;
    bool is_summed;
    const an_difference *courses;
    size_t course_count;
    const size_t *marks; /* periods after the origin, from 1, e.g. 7, 30, 90 days */
    size_t mark_count;
    double precedents, class_precedents; /* events ever seen in the stream itself; in all streams of its class */
    bool is_pooled;     /* too few in the stream: the effect is that of its class */
    bool extrapolates;  /* beyond anything seen */
} an_difference_chart;

typedef enum an_influence_tone { AN_TONE_OTHER, AN_TONE_COOPERATION, AN_TONE_CONFLICT } an_influence_tone;

typedef struct an_influence_node {
    an_str name; /* "Russia to the Taliban" */
    an_influence_tone tone;
    double events; /* seen; sets the size */
} an_influence_node;

typedef struct an_influence_arrow {
    size_t from, to; /* nodes; the same = a stream that excites itself */
    double strength, low, high; /* further events expected from one event: mean, 5 and 95 % */
    double sure;     /* P(strength > what matters) */
    bool is_pooled;
} an_influence_arrow;

typedef struct an_influence_chart {
    an_str title;
    const an_influence_node *nodes;
    size_t node_count;
    const an_influence_arrow *arrows;
    size_t arrow_count;
    double radius_low, radius, radius_high; /* spectral radius: 5 %, mean, 95 % */
} an_influence_chart;

/* Responses to a shock of one standard deviation. Arrays: [(week * series + shock) * series + responding]. */
typedef struct an_response_set {
    an_str name; /* "in the order given" */
    const double *median, *low_68, *high_68, *low_90, *high_90;
} an_response_set;

typedef struct an_response_chart {
    an_str title, unit;
    const an_str *series;
    size_t series_count, weeks;
    const an_response_set *sets; /* the first with bands of 68 and 90 %, the others with the edges of 90 % */
    size_t set_count;
} an_response_chart;

enum { AN_PIT_BINS = 10 };

typedef struct an_calibration_method {
    an_str name;
    bool is_baseline, is_published; /* published: the one that is shown as the forecast */
    double crps, crps_saved, crps_saved_se; /* saved: against the best baseline */
    double log_score, brier;
    double covers_50, covers_90;
    size_t pit[AN_PIT_BINS]; /* how many PIT values fell into each tenth */
    double pit_p_value;
} an_calibration_method;

typedef struct an_calibration_chart {
    an_str title, horizon; /* "one week ahead" */
    size_t origins, forecasts;
    an_date_range dates;   /* of the origins */
    const an_calibration_method *methods;
    size_t method_count;
} an_calibration_chart;

#endif
