/* Coded documents made up from a number, for tests of what comes after the coder: the same number gives the same document, and every
 * field of every record is set in some of them. Not language, only its shape: the trees are valid but mean nothing. */
#ifndef ANNALS_TESTS_SYNTHETIC_H
#define ANNALS_TESTS_SYNTHETIC_H

#include "record/event.h"

/* Fills `out`; everything is in `arena`. `sentences` 0 = two to four. */
void synthetic_document(an_arena *arena, uint64_t number, uint32_t sentences, an_document *out);
/* A digest for the raw bytes of document `number`. */
const char *synthetic_raw_digest(uint64_t number, char out[AN_SHA256_HEX_BYTES]);

#endif
