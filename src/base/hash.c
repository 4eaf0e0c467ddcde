#include "base/hash.h"

#include <nettle/sha2.h>

/* The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output bit. */
static uint64_t scramble(uint64_t x)
{
    x ^= x >> 30;
    x *= UINT64_C(0xBF58476D1CE4E5B9);
    x ^= x >> 27;
    x *= UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* Eight bytes a step, read little-endian byte by byte so that the value does not depend on the machine. */
uint64_t an_hash_seeded(an_str text, uint64_t seed)
{
    uint64_t state = seed ^ (uint64_t)text.length * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = 0;
    while (i < text.length) {
        uint64_t word = 0;
        size_t n = text.length - i < 8 ? text.length - i : 8;
        for (size_t k = 0; k < n; k++) word |= (uint64_t)(unsigned char)text.data[i + k] << (8 * k);
        state = scramble(state ^ word);
        i += n;
    }
    return scramble(state);
}

uint64_t an_hash(an_str text) { return an_hash_seeded(text, 0); }

uint64_t an_hash_mix(uint64_t a, uint64_t b) { return scramble(a * UINT64_C(0x9E3779B97F4A7C15) + b); }

void an_sha256_hex(an_str bytes, char out[AN_SHA256_HEX_BYTES])
{
    static const char hex[] = "0123456789abcdef";
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, bytes.length, (const uint8_t *)bytes.data);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = hex[digest[i] >> 4];
        out[2 * i + 1] = hex[digest[i] & 15];
    }
    out[2 * sizeof digest] = '\0';
}
