/* Places in a text, and views of text: nothing is copied to be looked at. */
#ifndef ANNALS_BASE_SPAN_H
#define ANNALS_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes [start, end) of an article's clean text. start == end == 0 means "no span". */
typedef struct an_span {
    uint32_t start, end;
} an_span;

/* A view of bytes that somebody else owns; not NUL-terminated. data == NULL means "unknown" where a record allows it. */
typedef struct an_str {
    const char *data;
    size_t length;
} an_str;

#define AN_STR(literal) ((an_str){(literal), sizeof(literal) - 1})

static inline an_str an_str_from(const char *text) { return (an_str){text, text ? strlen(text) : 0}; }
static inline an_str an_str_of_span(const char *text, an_span span)
{
    return (an_str){text + span.start, span.end - span.start};
}
static inline bool an_str_equal(an_str a, an_str b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}
/* Asked of whole lists of words: nearly all comparisons end at the first byte, without a call. */
static inline bool an_str_is(an_str a, const char *literal)
{
    if (a.length > 0 && a.data[0] != literal[0]) return false;
    return a.length == strlen(literal) && (a.length == 0 || memcmp(a.data, literal, a.length) == 0);
}
static inline bool an_span_is_empty(an_span span) { return span.end <= span.start; }

int an_str_compare(an_str a, an_str b); /* by bytes, then by length: the one order used in results */
bool an_str_equal_ignoring_ascii_case(an_str a, an_str b);
an_str an_str_trim(an_str text);        /* without ASCII white space at both ends */
bool an_str_starts_with(an_str text, const char *prefix);
bool an_str_ends_with(an_str text, const char *suffix);

#endif
