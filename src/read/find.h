/* Where some bytes stand in others. */
#ifndef ANNALS_READ_FIND_H
#define ANNALS_READ_FIND_H

#include "base/span.h"

const char *an_read_find(an_str text, const char *mark);
bool an_read_contains_word(an_str text, const char *word);

#endif
