/* A growing text on the heap, with a limit. All output of the library is built in one. */
#ifndef ANNALS_BASE_STRBUF_H
#define ANNALS_BASE_STRBUF_H

#include "base/span.h"

/* data is NUL-terminated whenever it is not NULL. Once memory or limit_bytes is exhausted, has_failed is set, further writes do
 * nothing, and the text so far stays: write freely, check once. */
typedef struct an_strbuf {
    char *data;
    size_t length, capacity;
    size_t limit_bytes; /* 0 = none */
    bool has_failed;
} an_strbuf;

void an_strbuf_init(an_strbuf *buffer, size_t limit_bytes);
void an_strbuf_free(an_strbuf *buffer);
void an_strbuf_clear(an_strbuf *buffer);
bool an_strbuf_reserve(an_strbuf *buffer, size_t more_bytes);
void an_strbuf_put(an_strbuf *buffer, const char *bytes, size_t length);
void an_strbuf_puts(an_strbuf *buffer, const char *text);
void an_strbuf_put_str(an_strbuf *buffer, an_str text);
void an_strbuf_putc(an_strbuf *buffer, char c);
void an_strbuf_printf(an_strbuf *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
an_str an_strbuf_view(const an_strbuf *buffer);

#endif
