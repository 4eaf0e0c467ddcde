/* Keys by which texts that may share something find one another without being compared. */
#ifndef ANNALS_LINK_SKETCH_H
#define ANNALS_LINK_SKETCH_H

#include "link/words.h"
#include "store/link.h"

/* NEAR: of the whole text, at most AN_LINK_NEAR_KEYS, whatever its length (Broder 1997: the smallest hashes of its shingles).
 * PASSAGE: of shared passages, in proportion to the text (winnowing: Schleimer, Wilkerson, Aiken 2003; a run of eleven words that
 * stands in both texts gives both at least one key).
 * ANCHOR: of reworded sentences: pairs of the rarest stems of a sentence. */
enum { AN_LINK_NEAR_KEYS = 8 };

/* Appends the keys, sorted by index and value, none twice. False when the arena is exhausted. */
bool an_link_sketch(an_arena *arena, const an_link_words *words, an_link_keys *out);

#endif
