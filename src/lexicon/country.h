/* The codes of ISO 3166-1 alpha-3, those of states that are no more, and XKX for Kosovo. */
#ifndef ANNALS_LEXICON_COUNTRY_H
#define ANNALS_LEXICON_COUNTRY_H

#include "base/span.h"

bool an_country_is_code(an_str code);

#endif
