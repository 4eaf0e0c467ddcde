#include "base/strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_CAPACITY = 256 };

void an_strbuf_init(an_strbuf *buffer, size_t limit_bytes)
{
    memset(buffer, 0, sizeof *buffer);
    buffer->limit_bytes = limit_bytes;
}

/* Gives the memory back; the buffer is empty and usable again. */
void an_strbuf_free(an_strbuf *buffer)
{
    free(buffer->data);
    an_strbuf_init(buffer, buffer->limit_bytes);
}

/* Forgets the text and a failure, keeps the memory. */
void an_strbuf_clear(an_strbuf *buffer)
{
    buffer->length = 0;
    buffer->has_failed = false;
    if (buffer->data) buffer->data[0] = '\0';
}

/* Makes room for `more_bytes` and a NUL; false (and has_failed) when that is not to be had. */
bool an_strbuf_reserve(an_strbuf *buffer, size_t more_bytes)
{
    size_t needed, capacity = buffer->capacity ? buffer->capacity : FIRST_CAPACITY;
    char *grown;
    if (buffer->has_failed) return false;
    if (more_bytes > SIZE_MAX / 4 || buffer->length > SIZE_MAX / 4) goto failed;
    needed = buffer->length + more_bytes + 1;
    if (buffer->limit_bytes && needed - 1 > buffer->limit_bytes) goto failed;
    if (needed <= buffer->capacity) return true;
    while (capacity < needed) capacity *= 2;
    grown = realloc(buffer->data, capacity);
    if (!grown) goto failed;
    buffer->data = grown;
    buffer->capacity = capacity;
    return true;
failed:
    buffer->has_failed = true;
    return false;
}

void an_strbuf_put(an_strbuf *buffer, const char *bytes, size_t length)
{
    if (!an_strbuf_reserve(buffer, length)) return;
    if (length) memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void an_strbuf_puts(an_strbuf *buffer, const char *text) { an_strbuf_put(buffer, text, strlen(text)); }

void an_strbuf_put_str(an_strbuf *buffer, an_str text) { an_strbuf_put(buffer, text.data, text.length); }

void an_strbuf_putc(an_strbuf *buffer, char c) { an_strbuf_put(buffer, &c, 1); }

void an_strbuf_printf(an_strbuf *buffer, const char *format, ...)
{
    va_list args, again;
    int length;
    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length >= 0 && an_strbuf_reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

/* The text so far; stale after the next write. An empty buffer views "". */
an_str an_strbuf_view(const an_strbuf *buffer)
{
    return (an_str){buffer->data ? buffer->data : "", buffer->length};
}
