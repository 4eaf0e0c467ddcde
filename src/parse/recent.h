/* The words that a thread met lately, with what the first layer's input weights make of them. */
#ifndef ANNALS_PARSE_RECENT_H
#define ANNALS_PARSE_RECENT_H

#include "base/span.h"

/* Sums are a function of the form alone, so remembering them changes nothing but the time that parsing takes. One thread's. */
typedef struct an_parse_recent an_parse_recent;

an_parse_recent *an_parse_recent_new(size_t width);
void an_parse_recent_free(an_parse_recent *recent);
const int32_t *an_parse_recent_find(an_parse_recent *recent, an_str form);
void an_parse_recent_keep(an_parse_recent *recent, an_str form, const int32_t *sums);

#endif
