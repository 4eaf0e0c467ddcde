/* What the draws say about links, and whether the fit can be believed. */
#include "forecast/excite_internal.h"

#include <math.h>

annals_status an_excite_influences(an_arena *scratch, const an_excite *engine, const an_excite_draws *draws, an_excite_influence *out,
                                   annals_error *error)
{
    const an_excite_data *d = &engine->data;
    double *values = AN_NEW_ARRAY(scratch, double, draws->count);
    if (!values) return an_excite_no_memory(error);
    if (!draws->count) return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "there is no draw of the parameters to judge by");
    for (uint32_t k = 0; k < d->stream_count; k++)
        for (uint32_t l = d->links.first[k]; l < d->links.first[k + 1]; l++) {
            an_excite_influence *o = out + l;
            *o = (an_excite_influence){.to = k, .from = d->links.links[l].parent, .role = d->links.links[l].role};
            for (size_t i = 0; i < draws->count; i++) {
                values[i] = 0;
                for (size_t b = 0; b < d->half_life_count; b++) values[i] += draws->draws[i].effects[l * d->half_life_count + b];
                o->mean += values[i] / (double)draws->count;
                o->sure += (values[i] > AN_EXCITE_INFLUENCE_MIN) / (double)draws->count;
            }
            an_score_sort(values, draws->count);
            o->low = an_score_quantile(values, draws->count, .05);
            o->high = an_score_quantile(values, draws->count, .95);
        }
    return ANNALS_OK;
}

annals_status an_excite_test(an_arena *scratch, const an_excite *engine, const an_excite_parameters *p, size_t stream, uint64_t seed, double *pit,
                             an_score_fit *out, annals_error *error)
{
    const an_excite_data *d = &engine->data;
    size_t from = stream == SIZE_MAX ? 0 : stream, to = stream == SIZE_MAX ? d->stream_count : stream + 1, count = 0;
    double *means = AN_NEW_ARRAY(scratch, double, d->length);
    if (to > d->stream_count) return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "there is no stream %zu", stream + 1);
    if (!pit) pit = AN_NEW_ARRAY(scratch, double, (to - from) * d->length);
    if (!pit || !means) return an_excite_no_memory(error);
    for (size_t k = from; k < to; k++) {
        an_excite_means(engine, p, k, means);
        for (size_t t = d->fit_from; t < d->length; t++)
            pit[count++] = an_score_count_pit((an_counts){means[t], p->sizes[k]}, an_excite_counts(engine, k)[t], an_random_at(seed, 0, k, t));
    }
    an_score_sort(pit, count);
    *out = an_score_uniformity(pit, count);
    return ANNALS_OK;
}

void an_excite_shuffle(const double *series, size_t stream_count, size_t length, uint64_t seed, size_t *order, double *out)
{
    an_random random;
    an_random_seed(&random, seed, 0);
    for (size_t t = 0; t < length; t++) order[t] = t;
    for (size_t t = length; t > 1; t--) {
        size_t other = an_random_below(&random, t), kept = order[t - 1];
        order[t - 1] = order[other];
        order[other] = kept;
    }
    for (size_t k = 0; k < stream_count; k++)
        for (size_t t = 0; t < length; t++) out[k * length + t] = series[k * length + order[t]];
}
