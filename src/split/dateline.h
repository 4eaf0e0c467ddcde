/* Where an agency's dateline ends: "KABUL, Sept. 5 (Reuters) -". */
#ifndef ANNALS_SPLIT_DATELINE_H
#define ANNALS_SPLIT_DATELINE_H

#include "split/units.h"

size_t an_split_dateline_end(an_str text, const an_split_units *words);

#endif
