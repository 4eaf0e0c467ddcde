/* Words that a base holds often and the dictionaries do not know. */
#ifndef ANNALS_MISSING_H
#define ANNALS_MISSING_H

#include <annals.h>

#include "lexicon/lexicon.h"
#include "store/base.h"

annals_status an_missing_find(an_store *store, const an_lexicon *lexicon, uint64_t limit, annals_sink sink, void *user, annals_error *error);

#endif
