/* Both directions of all facts are sorted by relation, subject, object, time, which gives every triple (r, s, o) a number and puts the candidates for
 * (r, s) side by side; another order gives every pair (r, o) a number. History then is two arrays of sums that decay, advanced in time order. */
#include "forecast/ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const an_ranking_options an_ranking_default = {.02, .99999};
enum { FACTS_MAX = 1 << 27 };

typedef struct fact {
    uint32_t relation, subject, object;
    int32_t time;
    uint32_t triple, pair;
} fact;

/* A sum of 2^(decay (t' - at)). */
typedef struct decayed {
    double sum;
    int32_t at;
} decayed;

typedef struct group {
    uint32_t relation, subject; /* of triples; of pairs: relation alone */
    uint32_t first, end;
} group;

struct an_ranking {
    uint32_t entities, relations;
    double decay;
    fact *facts;          /* by time */
    size_t count, next;   /* facts before `next` are history */
    int32_t now;
    decayed *triples;
    uint32_t *triple_object;
    group *by_subject;    /* triples of (relation, subject), in that order */
    size_t group_count;
    double *pairs;        /* count of (relation, object) */
    uint32_t *pair_object;
    uint32_t *pair_first; /* [2 * relations + 1] */
    double *objects;      /* [2 * relations] past objects of the relation */
    decayed *seen;        /* [2 * relations] over the times at which it was seen, the last left out */
    int32_t *last_seen;   /* [2 * relations] */
};

static int compare(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int by_triple(const void *left, const void *right)
{
    const fact *a = left, *b = right;
    int order = compare(a->relation, b->relation);
    if (!order) order = compare(a->subject, b->subject);
    if (!order) order = compare(a->object, b->object);
    return order ? order : (a->time > b->time) - (a->time < b->time);
}

static int by_pair(const void *left, const void *right)
{
    const fact *a = left, *b = right;
    int order = compare(a->relation, b->relation);
    if (!order) order = compare(a->object, b->object);
    return order ? order : by_triple(left, right);
}

static int by_time(const void *left, const void *right)
{
    const fact *a = left, *b = right;
    int order = (a->time > b->time) - (a->time < b->time);
    return order ? order : by_triple(left, right);
}

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, "forecast", 0, "out of memory for interactions"); }

/* ---- making ---- */

static annals_status take_facts(an_arena *arena, const an_interaction *facts, size_t count, an_ranking *r, annals_error *error)
{
    if (!count) return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "there is no interaction");
    if (count > FACTS_MAX) return an_fail(error, ANNALS_E_LIMIT, "forecast", 0, "%zu interactions, more than %d", count, FACTS_MAX);
    r->facts = AN_NEW_ARRAY(arena, fact, 2 * count);
    if (!r->facts) return no_memory(error);
    for (size_t i = 0; i < count; i++) {
        const an_interaction *f = facts + i;
        if (f->subject >= r->entities || f->object >= r->entities || f->relation >= r->relations)
            return an_fail(error, ANNALS_E_INPUT, "forecast", i + 1, "interaction %zu: an actor or a relation that there is not", i + 1);
        r->facts[2 * i] = (fact){f->relation, f->subject, f->object, f->time, 0, 0};
        r->facts[2 * i + 1] = (fact){f->relation + r->relations, f->object, f->subject, f->time, 0, 0};
    }
    r->count = 2 * count;
    return ANNALS_OK;
}

static void drop_repeats(an_ranking *r)
{
    size_t kept = 0;
    qsort(r->facts, r->count, sizeof *r->facts, by_triple);
    for (size_t i = 0; i < r->count; i++)
        if (!kept || by_triple(r->facts + kept - 1, r->facts + i)) r->facts[kept++] = r->facts[i];
    r->count = kept;
}

static bool is_same_pair(const fact *a, const fact *b) { return a->relation == b->relation && a->object == b->object; }
static bool is_same_group(const fact *a, const fact *b) { return a->relation == b->relation && a->subject == b->subject; }

/* Facts stand by triple. */
static annals_status number_triples(an_arena *arena, an_ranking *r, annals_error *error)
{
    uint32_t triples = 0;
    r->triples = AN_NEW_ARRAY(arena, decayed, r->count);
    r->triple_object = AN_NEW_ARRAY(arena, uint32_t, r->count);
    r->by_subject = AN_NEW_ARRAY(arena, group, r->count);
    if (!r->triples || !r->triple_object || !r->by_subject) return no_memory(error);
    for (size_t i = 0; i < r->count; i++) {
        fact *f = r->facts + i;
        bool is_new_group = !i || !is_same_group(f - 1, f);
        if (is_new_group) r->by_subject[r->group_count++] = (group){f->relation, f->subject, triples, triples};
        if (is_new_group || f[-1].object != f->object) {
            r->triple_object[triples++] = f->object;
            r->by_subject[r->group_count - 1].end++;
        }
        f->triple = triples - 1;
    }
    return ANNALS_OK;
}

static annals_status number_pairs(an_arena *arena, an_ranking *r, annals_error *error)
{
    uint32_t pairs = 0, relations = 2 * r->relations;
    r->pairs = AN_NEW_ARRAY(arena, double, r->count);
    r->pair_object = AN_NEW_ARRAY(arena, uint32_t, r->count);
    r->pair_first = AN_NEW_ARRAY(arena, uint32_t, relations + 1);
    r->objects = AN_NEW_ARRAY(arena, double, relations);
    r->seen = AN_NEW_ARRAY(arena, decayed, relations);
    r->last_seen = AN_NEW_ARRAY(arena, int32_t, relations);
    if (!r->pairs || !r->pair_object || !r->pair_first || !r->objects || !r->seen || !r->last_seen) return no_memory(error);
    qsort(r->facts, r->count, sizeof *r->facts, by_pair);
    for (size_t i = 0; i < r->count; i++) {
        fact *f = r->facts + i;
        if (!i || !is_same_pair(f - 1, f)) {
            r->pair_object[pairs++] = f->object;
            r->pair_first[f->relation + 1]++;
        }
        f->pair = pairs - 1;
    }
    for (uint32_t k = 0; k < relations; k++) {
        r->pair_first[k + 1] += r->pair_first[k];
        r->last_seen[k] = INT32_MIN;
    }
    return ANNALS_OK;
}

annals_status an_ranking_make(an_arena *arena, const an_interaction *facts, size_t count, uint32_t entities, uint32_t relations, double decay,
                              an_ranking **out,
                              annals_error *error)
{
    an_ranking *r = AN_NEW(arena, an_ranking);
    if (!r) return no_memory(error);
    if (!(decay >= 0 && decay <= 100)) return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "a decay must be 0 to 100, not %g", decay);
    *r = (an_ranking){.entities = entities, .relations = relations, .decay = decay, .now = INT32_MIN};
    AN_TRY(take_facts(arena, facts, count, r, error));
    drop_repeats(r);
    AN_TRY(number_triples(arena, r, error));
    AN_TRY(number_pairs(arena, r, error));
    qsort(r->facts, r->count, sizeof *r->facts, by_time);
    *out = r;
    return ANNALS_OK;
}

/* ---- history ---- */

static double value_at(const an_ranking *r, const decayed *d,
                       int32_t time) { return d->sum > 0 ? d->sum * exp2(r->decay * ((double)d->at - time)) : 0; }

static void add_at(const an_ranking *r, decayed *d, int32_t time) { *d = (decayed){value_at(r, d, time) + 1, time}; }

void an_ranking_advance(an_ranking *r, int32_t time)
{
    for (; r->next < r->count && r->facts[r->next].time < time; r->next++) {
        const fact *f = r->facts + r->next;
        add_at(r, r->triples + f->triple, f->time);
        r->pairs[f->pair]++;
        r->objects[f->relation]++;
        if (r->last_seen[f->relation] != INT32_MIN && r->last_seen[f->relation] != f->time) add_at(r, r->seen + f->relation,
                                                                    r->last_seen[f->relation]);
        r->last_seen[f->relation] = f->time;
    }
    r->now = time;
}

static const group *find_group(const an_ranking *r, uint32_t subject, uint32_t relation)
{
    size_t low = 0, high = r->group_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const group *g = r->by_subject + middle;
        int order = compare(g->relation, relation);
        if (!order) order = compare(g->subject, subject);
        if (!order) return g;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

void an_ranking_score(const an_ranking *r, uint32_t subject, uint32_t relation, double weight, double *scores)
{
    const group *g = find_group(r, subject, relation);
    double seen = value_at(r, r->seen + relation, r->now), objects = r->objects[relation];
    if (!(seen > 0)) seen = 1; /* seen at one time only: there is nothing to divide by, and order does not depend on it */
    memset(scores, 0, r->entities * sizeof *scores);
    for (uint32_t p = r->pair_first[relation]; objects > 0 && p < r->pair_first[relation + 1]; p++)
        scores[r->pair_object[p]] = (1 - weight) * r->pairs[p] / objects;
    for (uint32_t i = g ? g->first : 0; g && i < g->end; i++) scores[r->triple_object[i]] += weight * value_at(r, r->triples + i, r->now) / seen;
}

/* ---- evaluation ---- */

/* True answers of the same question at the same time stand side by side in the order by time. */
static size_t end_of_question(const an_ranking *r, size_t from)
{
    size_t end = from + 1;
    while (end < r->count && r->facts[end].time == r->facts[from].time && is_same_group(r->facts + from, r->facts + end)) end++;
    return end;
}

static void count_rank(const an_ranking *r, const double *scores, size_t from, size_t end, size_t asked, an_ranking_result *out)
{
    double own = scores[r->facts[asked].object], rank = 1;
    for (uint32_t e = 0; e < r->entities; e++) rank += scores[e] > own ? 1 : scores[e] == own ? .5 : 0;
    rank -= .5; /* itself */
    for (size_t i = from; i < end; i++) {
        double other = scores[r->facts[i].object];
        if (i != asked) rank -= other > own ? 1 : other == own ? .5 : 0;
    }
    out->reciprocal += 1 / rank;
    out->hits_1 += rank <= 1;
    out->hits_3 += rank <= 3;
    out->hits_10 += rank <= 10;
    out->queries++;
}

annals_status an_ranking_evaluate(an_arena *scratch, const an_interaction *facts, size_t count, uint32_t entities, uint32_t relations,
                                  int32_t test_from,
                                  an_ranking_options options, an_ranking_result *out, annals_error *error)
{
    an_ranking *r = NULL;
    double *scores = AN_NEW_ARRAY(scratch, double, entities);
    size_t at = 0;
    *out = (an_ranking_result){0};
    if (!(options.weight >= 0 && options.weight <= 1))
        return an_fail(error, ANNALS_E_USAGE, "forecast", 0, "a weight must be 0 to 1, not %g", options.weight);
    AN_TRY(an_ranking_make(scratch, facts, count, entities, relations, options.decay, &r, error));
    if (!scores) return no_memory(error);
    while (at < r->count && r->facts[at].time < test_from) at++;
    while (at < r->count) {
        size_t end = end_of_question(r, at);
        an_ranking_advance(r, r->facts[at].time);
        an_ranking_score(r, r->facts[at].subject, r->facts[at].relation, options.weight, scores);
        for (size_t i = at; i < end; i++) count_rank(r, scores, at, end, i, out);
        at = end;
    }
    if (!out->queries) return an_fail(error, ANNALS_E_INPUT, "forecast", 0, "there is no interaction from time %d on to be tested", test_from);
    out->reciprocal /= (double)out->queries;
    out->hits_1 /= (double)out->queries;
    out->hits_3 /= (double)out->queries;
    out->hits_10 /= (double)out->queries;
    return ANNALS_OK;
}
