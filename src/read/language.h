/* Is this English? A light check, so that nobody codes German without knowing. */
#ifndef ANNALS_READ_LANGUAGE_H
#define ANNALS_READ_LANGUAGE_H

#include "base/span.h"

typedef enum an_read_language { AN_READ_LANGUAGE_UNKNOWN, AN_READ_LANGUAGE_ENGLISH, AN_READ_LANGUAGE_OTHER } an_read_language;

an_read_language an_read_guess_language(an_str text);

#endif
