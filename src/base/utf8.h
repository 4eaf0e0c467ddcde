/* UTF-8: one character at a time; folding of English text. (Normalisation is utf8proc's.) */
#ifndef ANNALS_BASE_UTF8_H
#define ANNALS_BASE_UTF8_H

#include "base/arena.h"
#include "base/span.h"

size_t an_utf8_length(const char *bytes, size_t available); /* 1-4, or 0 if no well-formed character stands here */
uint32_t an_utf8_decode(const char *bytes, size_t available, size_t *length); /* U+FFFD and *length 1 if malformed */
size_t an_utf8_encode(uint32_t character, char out[4]);
bool an_utf8_is_valid(an_str text);
bool an_utf8_is_upper(uint32_t character);
bool an_utf8_is_letter(uint32_t character);
uint32_t an_utf8_upper(uint32_t character); /* itself where there is none */
uint32_t an_utf8_lower(uint32_t character);
bool an_utf8_acts_on_terminal(uint32_t character); /* controls, line ends, and marks that turn the direction of writing */
an_str an_utf8_fold(an_arena *arena, an_str text); /* lower case, accents off, curly quotes and dashes plain */

#endif
