/* Digests: a fast 64-bit hash for tables, SHA-256 for identity. Both give the same value on every machine. */
#ifndef ANNALS_BASE_HASH_H
#define ANNALS_BASE_HASH_H

#include "base/span.h"

enum { AN_SHA256_HEX_BYTES = 65 };

uint64_t an_hash(an_str text);
uint64_t an_hash_seeded(an_str text, uint64_t seed);
uint64_t an_hash_mix(uint64_t a, uint64_t b); /* combines two hashes; order counts */
void an_sha256_hex(an_str bytes, char out[AN_SHA256_HEX_BYTES]);

#endif
