/* The pieces in which words of dictionaries and of texts meet, however a tokenizer cuts them. Private to the phrase table. */
#ifndef ANNALS_LEXICON_ATOMS_H
#define ANNALS_LEXICON_ATOMS_H

#include "base/arena.h"
#include "base/span.h"

/* An atom is a word without hyphens, slashes, inner dots and apostrophes, folded: "al-Qaida" is "al" and "qaida" whether it comes as
 * one token or as three, "U.S." is "us", "Ma'rib" is "marib". */
enum { AN_ATOM_BYTES_MAX = 64 };

typedef struct an_atom {
    char bytes[AN_ATOM_BYTES_MAX];
    uint32_t length;
} an_atom;

/* A token that only joins its neighbours: a hyphen, dash or slash. `folded` as from an_utf8_fold. */
bool an_atom_is_joint(an_str folded);
/* The next atom of a folded token from *at on (0 at first); false at its end. Overlong atoms are cut, in text and dictionary alike. */
bool an_atom_next(an_str folded, size_t *at, an_atom *atom);

/* How a word is written, as far as phrases ask. */
typedef enum an_atom_case { AN_ATOM_LOWER, AN_ATOM_CAPITAL, AN_ATOM_ALL_CAPITALS } an_atom_case;
/* Of the word as written; *letters becomes the number of its letters. One capital alone ("A") is all capitals. */
an_atom_case an_atom_case_of(an_str form, uint32_t *letters);

#endif
