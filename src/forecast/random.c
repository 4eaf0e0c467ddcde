/* The generator is ours, the distributions are GSL's: a gsl_rng is only a pair of pointers, so one is put on the stack around our
 * state, and nothing is allocated, global or shared. Only samplers of GSL that raise no error are called, since its error handler
 * aborts and can be replaced for the whole process only. */
#include "forecast/random.h"

#include <math.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

/* From here on a Poisson is a normal to within 1e-4 of its standard deviation; GSL's sampler counts in 32 bits. */
#define POISSON_MEAN_NORMAL 1e8

/* The finaliser of SplitMix64: every bit of the input moves every bit of the output. */
static uint64_t scramble(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

enum { STATE_WORDS = 4 };
static const uint64_t GOLDEN = UINT64_C(0x9e3779b97f4a7c15); /* SplitMix64's step, 2^64 / golden ratio */

void an_random_seed(an_random *random, uint64_t seed, uint64_t index)
{
    uint64_t x = scramble(seed + GOLDEN) ^ scramble(index * GOLDEN + 1);
    for (int i = 0; i < STATE_WORDS; i++) random->state[i] = scramble(x += GOLDEN);
}

static uint64_t rotate_left(uint64_t x, int bits) { return x << bits | x >> (64 - bits); }

uint64_t an_random_bits(an_random *random)
{
    uint64_t *s = random->state, result = rotate_left(s[1] * 5, 7) * 9, shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

uint64_t an_random_below(an_random *random, uint64_t bound)
{
    uint64_t bits, excess;
    if (bound == 0) return 0;
    excess = -bound % bound; /* 2^64 mod bound: so many of the lowest values would make some results likelier */
    do bits = an_random_bits(random);
    while (bits < excess);
    return bits % bound;
}

/* 52 bits and a half step: never 0, never 1. */
static double to_open_unit(uint64_t bits) { return ((double)(bits >> 12) + 0.5) * 0x1p-52; }

double an_random_uniform(an_random *random) { return to_open_unit(an_random_bits(random)); }

double an_random_at(uint64_t seed, uint64_t path, uint64_t stream, uint64_t time)
{
    uint64_t x = scramble(seed + GOLDEN);
    x = scramble(x ^ (path + 1) * GOLDEN);
    x = scramble(x ^ (stream + 1) * UINT64_C(0xd1342543de82ef95));
    x = scramble(x ^ (time + 1) * UINT64_C(0xaf251af3b0f025b5));
    return to_open_unit(x);
}

/* ---- as GSL sees it ---- */

static void seed_nothing(void *state, unsigned long seed)
{
    (void)state;
    (void)seed;
}
static unsigned long bits_for_gsl(void *state) { return an_random_bits(state); }
static double unit_for_gsl(void *state) { return (double)(an_random_bits(state) >> 11) * 0x1p-53; }

_Static_assert(sizeof(unsigned long) == 8, "GSL is given 64 bits at a time");
static const gsl_rng_type our_generator = {"xoshiro256**", ~0ul, 0, sizeof(an_random), seed_nothing, bits_for_gsl, unit_for_gsl};

static gsl_rng for_gsl(an_random *random) { return (gsl_rng){&our_generator, random}; }

double an_random_normal(an_random *random)
{
    gsl_rng gsl = for_gsl(random);
    return gsl_ran_gaussian_ziggurat(&gsl, 1);
}

double an_random_exponential(an_random *random) { return -log(an_random_uniform(random)); }

double an_random_gamma(an_random *random, double shape)
{
    gsl_rng gsl = for_gsl(random);
    return gsl_ran_gamma(&gsl, shape, 1);
}

double an_random_chi_square(an_random *random, double degrees) { return 2 * an_random_gamma(random, degrees / 2); }

uint64_t an_random_poisson(an_random *random, double mean)
{
    gsl_rng gsl = for_gsl(random);
    if (!(mean > 0)) return 0;
    if (mean >= POISSON_MEAN_NORMAL) return (uint64_t)fmax(0, floor(mean + sqrt(mean) * an_random_normal(random) + 0.5));
    return gsl_ran_poisson(&gsl, mean);
}

uint64_t an_random_negative_binomial(an_random *random, double mean, double size)
{
    if (!(mean > 0)) return 0;
    return an_random_poisson(random, isinf(size) ? mean : mean * (an_random_gamma(random, size) / size));
}

uint64_t an_random_binomial(an_random *random, uint64_t trials, double probability)
{
    gsl_rng gsl = for_gsl(random);
    if (!(probability > 0)) return 0;
    if (probability >= 1) return trials;
    return gsl_ran_binomial(&gsl, probability, (unsigned)trials);
}
