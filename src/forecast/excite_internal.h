/* Shared by excite*.c alone. */
#ifndef ANNALS_FORECAST_EXCITE_INTERNAL_H
#define ANNALS_FORECAST_EXCITE_INTERNAL_H

#include "forecast/excite.h"

#include <string.h>

enum { DOT_LANES = 8 }; /* partial sums of a dot product, fixed so that it is the same on every machine */

annals_status an_excite_no_memory(annals_error *error);
annals_status an_excite_refuse_explosive(double radius, annals_error *error);

void an_excite_add_scaled(double *out, const double *column, double factor, size_t count);
double an_excite_dot(const double *a, const double *b, size_t count);

/* The column e_t x_jbt. */
static inline const double *an_excite_felt(const an_excite *engine, size_t parent, size_t b)
{
    return engine->felt + (parent * engine->data.half_life_count + b) * (engine->data.length + 1);
}
static inline uint32_t an_excite_kind(const an_excite *engine, size_t stream) { return engine->data.kinds ? engine->data.kinds[stream] : 0; }
static inline const double *an_excite_counts(const an_excite *engine, size_t stream)
{
    return engine->data.counts + stream * engine->data.length;
}

/* e_t exp(trend' z_t) for all t: of a kind. */
void an_excite_background(const an_excite *engine, const double *trend, double *out);
/* The background of a stream: that of its kind times its levels. `out` may be `of_kind`. */
void an_excite_raise(const an_excite *engine, size_t stream, const double *of_kind, double *out);
/* Adds what all parents of `stream` give. */
void an_excite_add_links(const an_excite *engine, size_t stream, const double *effects, double *out);

/* Which links share their effects. effect of link l, half-life b = cells[cell_of[l] * half_lives + b] * gains[l]. */
typedef struct an_excite_pool {
    uint32_t *cell_of; /* [link] */
    uint32_t *kind_of_cell; /* of the streams that receive through it */
    bool *has_gain;    /* [link] else its gain is 1; alike for all links of a stream */
    size_t cell_count;
    bool is_pooled;
} an_excite_pool;
annals_status an_excite_pool_links(an_arena *arena, const an_excite *engine, bool is_pooled, an_excite_pool *out, annals_error *error);

/* Rate of the Gamma prior of a base: shape over its mean, or over the mean rate of the stream's kind. */
double an_excite_base_rate(const an_excite *engine, const an_excite_prior *prior, size_t stream);
/* Refuses a stream that cannot be fitted by itself, or a kind that cannot be together. */
annals_status an_excite_check_stream(const an_excite *engine, size_t stream, annals_error *error);
annals_status an_excite_check_kinds(an_arena *scratch, const an_excite *engine, annals_error *error);

/* The log likelihood of all streams of one kind as a function of their common size, made cheap: log Gamma(size + y) - log Gamma(size) is a sum over
 * how many counts exceed i. */
typedef struct an_excite_size_sums {
    double *exceeding; /* [i] periods with y > i, i < length */
    size_t length;
} an_excite_size_sums;
annals_status an_excite_count_exceeding(an_arena *arena, const an_excite *engine, uint32_t kind, an_excite_size_sums *out, annals_error *error);
/* Sum over the explained periods of log(1 + factor mean_t). */
double an_excite_sum_log1p(const an_excite *engine, const double *means, double factor);
/* means: [stream * length + t]. */
double an_excite_size_likelihood(const an_excite *engine, const an_excite_size_sums *sums, const double *means, uint32_t kind, double size);

#endif
