/* Where English contractions have their seams. */
#ifndef ANNALS_SPLIT_CONTRACTIONS_H
#define ANNALS_SPLIT_CONTRACTIONS_H

#include "base/span.h"

enum { AN_CONTRACTION_CUTS_MAX = 2 };

size_t an_contraction_cuts(an_str letters, an_str rest, uint32_t cuts[AN_CONTRACTION_CUTS_MAX]);

#endif
