/* The one spelling of text in records: NFC, one blank between words, nothing invisible. */
#ifndef ANNALS_READ_TIDY_H
#define ANNALS_READ_TIDY_H

#include "base/arena.h"
#include "base/span.h"

an_str an_read_valid(an_arena *arena, an_str text);
an_str an_read_tidy(an_arena *arena, an_str text);
an_str an_read_tidy_field(an_arena *arena, an_str text);
an_str an_read_decode_entities(an_arena *arena, an_str text);

#endif
