/* Random numbers that depend on a seed and an index, never on a clock, a thread or the order of calls elsewhere.
 *
 * Two kinds. A generator (an_random) is seeded by (seed, index): give each path, chain or resample its own index, and the result is
 * the same with any number of threads. A numbered uniform (an_random_at) is a pure function of its coordinates: two runs of a
 * simulation that differ in one assumption draw the same number for the same stream and day (common random numbers). */
#ifndef ANNALS_FORECAST_RANDOM_H
#define ANNALS_FORECAST_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* xoshiro256** (Blackman and Vigna 2018). One thread at a time. Copying it copies the sequence still to come. */
typedef struct an_random {
    uint64_t state[4];
} an_random;

void an_random_seed(an_random *random, uint64_t seed, uint64_t index);
uint64_t an_random_bits(an_random *random);
uint64_t an_random_below(an_random *random, uint64_t bound); /* 0 .. bound-1, unbiased; 0 if bound is 0 */
double an_random_uniform(an_random *random);                 /* open interval (0, 1) */
double an_random_normal(an_random *random);                  /* mean 0, variance 1 */
double an_random_exponential(an_random *random);             /* mean 1 */
double an_random_gamma(an_random *random, double shape);     /* rate 1; shape > 0 (divide by a rate yourself) */
double an_random_chi_square(an_random *random, double degrees); /* degrees > 0, need not be whole */
uint64_t an_random_poisson(an_random *random, double mean);  /* mean >= 0, below 1e15 */
/* Gamma-mixed Poisson: variance mean + mean^2/size. size = INFINITY is Poisson. */
uint64_t an_random_negative_binomial(an_random *random, double mean, double size);
uint64_t an_random_binomial(an_random *random, uint64_t trials, double probability); /* fewer than 2^31 trials */

/* Open interval (0, 1), from the coordinates alone. */
double an_random_at(uint64_t seed, uint64_t path, uint64_t stream, uint64_t time);

#endif
