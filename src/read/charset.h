/* Bytes of any encoding become UTF-8. */
#ifndef ANNALS_READ_CHARSET_H
#define ANNALS_READ_CHARSET_H

#include "base/status.h"
#include "record/article.h"

typedef struct an_read_decoded {
    an_str text;          /* valid UTF-8 without NUL */
    size_t bad_sequences; /* bytes that had no meaning, each now U+FFFD; and NULs, now gone */
    const char *charset;  /* what it was read as: a literal or in the arena */
} an_read_decoded;

annals_status an_read_decode(an_arena *arena, const an_raw_document *raw, an_read_decoded *out, annals_error *error);

#endif
