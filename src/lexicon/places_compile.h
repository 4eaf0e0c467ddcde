/* How the gazetteer is compiled; apart from places.h because nobody else calls it. */
#ifndef ANNALS_LEXICON_PLACES_COMPILE_H
#define ANNALS_LEXICON_PLACES_COMPILE_H

#include "lexicon/kinds.h"

/* The large table, below the folder of the dictionaries; it may be missing. */
#define AN_PLACES_TABLE "places/gazetteer.tsv"
enum { AN_PLACES_TABLE_BYTES_MAX = 64 * 1024 * 1024, AN_PLACES_MAX = 4 * 1024 * 1024 };

annals_status an_places_compile(an_lexicon_build *build, annals_error *error);

#endif
