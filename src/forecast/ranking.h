/* Who will be the other side of an interaction: ranked by how recently and how often it was before. A baseline, and a public benchmark.
 *
 *     psi(s, r, o, t) = sum over t' < t with (s, r, o, t') of 2^(decay (t' - t)) / the same sum over the times at which r was seen, the last one left out
 *     xi(r, o)        = share of o among the past objects of r
 *     score           = weight psi + (1 - weight) xi
 *
 * After Gastinger, Meilicke, Errica, Sztyler, Schuelke and Stuckenschmidt (IJCAI 2024). Relation r + relations asks the other way round: who did r to s. */
#ifndef ANNALS_FORECAST_RANKING_H
#define ANNALS_FORECAST_RANKING_H

#include "base/arena.h"
#include "base/status.h"

typedef struct an_interaction {
    uint32_t subject, relation, object;
    int32_t time;
} an_interaction;

typedef struct an_ranking_options {
    double decay;  /* per time step, >= 0; 0 = frequency alone */
    double weight; /* of psi, 0 to 1 */
} an_ranking_options;
extern const an_ranking_options an_ranking_default; /* decay .02, weight .99999: xi only orders what psi leaves equal */

typedef struct an_ranking an_ranking;

/* Takes facts in any order (the same fact twice counts once). They are history only as far as an_ranking_advance has come. E_INPUT: an id out of range
 * (offset: number of the fact from 1), no fact; E_LIMIT: over 2^27 facts; E_MEMORY. */
annals_status an_ranking_make(an_arena *arena, const an_interaction *facts, size_t count, uint32_t entities, uint32_t relations, double decay, an_ranking **out,
                              annals_error *error);
/* Facts before `time` become history. Times must not fall. */
void an_ranking_advance(an_ranking *ranking, int32_t time);
/* scores[entities] for (subject, relation, ?) at the time advanced to. relation < 2 * relations. */
void an_ranking_score(const an_ranking *ranking, uint32_t subject, uint32_t relation, double weight, double *scores);

typedef struct an_ranking_result {
    double reciprocal, hits_1, hits_3, hits_10; /* means; ties count as the mean of their ranks */
    size_t queries;
} an_ranking_result;
/* Asks both directions of every fact from `test_from` on, with all before its time as history; other true answers of that time are left out
 * of the ranking (time-aware filter). E_INPUT as above, or nothing to test. */
annals_status an_ranking_evaluate(an_arena *scratch, const an_interaction *facts, size_t count, uint32_t entities, uint32_t relations, int32_t test_from,
                                  an_ranking_options options, an_ranking_result *out, annals_error *error);

#endif
