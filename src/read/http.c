/* Reads what crawlers keep of HTTP/1.x. Crawlers differ: some store a body as it came (chunked, packed), some store it decoded and
 * leave the headers as they were; so a coding is taken off only when the body really looks like it. */
#include "read/http.h"

#include <stdlib.h>
#include <strings.h>

#include "base/strbuf.h"
#include "read/find.h"
#include "read/limits.h"
#include "read/stream.h"

static an_str next_line(an_str *text)
{
    const char *end = text->length ? memchr(text->data, '\n', text->length) : NULL;
    an_str line = {text->data, end ? (size_t)(end - text->data) : text->length};
    size_t gone = line.length + (end != NULL);
    text->data += gone;
    text->length -= gone;
    if (line.length && line.data[line.length - 1] == '\r') line.length--;
    return line;
}

/* The value of the first header of this name (any case), trimmed; NULL if there is none. Also for the headers of a WARC record. */
an_str an_read_header(an_str headers, const char *name)
{
    size_t length = strlen(name);
    while (headers.length) {
        an_str line = next_line(&headers);
        if (line.length > length && line.data[length] == ':' && strncasecmp(line.data, name, length) == 0)
            return an_str_trim((an_str){line.data + length + 1, line.length - length - 1});
    }
    return (an_str){0};
}

/* "text/html; charset=utf-8". A part that is not there stays NULL. */
void an_read_content_type(an_str value, an_str *media_type, an_str *charset)
{
    const char *semicolon;
    *media_type = *charset = (an_str){0};
    if (!value.data) return;
    semicolon = memchr(value.data, ';', value.length);
    *media_type = an_str_trim((an_str){value.data, semicolon ? (size_t)(semicolon - value.data) : value.length});
    while (semicolon) {
        size_t left = value.length - (size_t)(semicolon + 1 - value.data);
        an_str part = {semicolon + 1, left};
        semicolon = memchr(part.data, ';', left);
        if (semicolon) part.length = (size_t)(semicolon - part.data);
        part = an_str_trim(part);
        if (part.length <= 8 || strncasecmp(part.data, "charset=", 8) != 0) continue;
        *charset = (an_str){part.data + 8, part.length - 8};
        if (charset->length > 1 && (charset->data[0] == '"' || charset->data[0] == '\'')) charset->data++, charset->length -= 2;
        return;
    }
}

static bool read_chunk_size(an_str line, size_t *size)
{
    size_t i = 0;
    *size = 0;
    for (; i < line.length && i < 8; i++) {
        char c = line.data[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) break;
        *size = *size * 16 + (size_t)digit;
    }
    return i > 0 && (i == line.length || line.data[i] == ';' || line.data[i] == ' ');
}

/* Joins the chunks; a body that is not chunked after all stays as it is, a last chunk that was cut off is taken as far as it goes. */
static annals_status take_off_chunks(an_arena *arena, an_str *body, annals_error *error)
{
    an_str rest = *body;
    size_t length = 0, size;
    char *out;
    if (!read_chunk_size(next_line(&rest), &size)) return ANNALS_OK;
    rest = *body;
    out = an_arena_alloc(arena, body->length + 1);
    if (!out) return an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a document");
    while (rest.length && read_chunk_size(next_line(&rest), &size) && size) {
        if (size > rest.length) size = rest.length;
        memcpy(out + length, rest.data, size);
        length += size;
        rest.data += size;
        rest.length -= size;
        next_line(&rest);
    }
    *body = (an_str){out, length};
    return ANNALS_OK;
}

static bool is_packed(an_str body)
{
    return an_str_starts_with(body, "\x1f\x8b\x08") || an_str_starts_with(body, "\x28\xb5\x2f\xfd");
}

static annals_status unpack(an_arena *arena, an_str *body, annals_error *error)
{
    an_read_stream *stream;
    an_str window;
    annals_status status;
    AN_TRY(an_read_stream_open_bytes(&stream, *body, "the packed body", error));
    window = an_read_stream_peek(stream, (size_t)AN_READ_RECORD_BYTES_MAX + 1);
    status = an_read_stream_status(stream, error);
    if (window.length > AN_READ_RECORD_BYTES_MAX)
        status = an_fail(error, ANNALS_E_LIMIT, "read", 0, "the packed body has more than %d MiB", AN_READ_RECORD_BYTES_MAX >> 20);
    if (!status) *body = (an_str){an_arena_copy(arena, window.data, window.length), window.length};
    an_read_stream_close(stream);
    return body->data ? status : an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a document");
}

static bool mentions(an_str value, const char *word)
{
    return an_read_find(value, word) != NULL;
}

static int read_status(an_str line)
{
    const char *space = memchr(line.data, ' ', line.length);
    int status = 0;
    for (const char *c = space ? space + 1 : line.data + line.length; c < line.data + line.length && *c >= '0' && *c <= '9' &&
        status < 1000; c++)
        status = status * 10 + (*c - '0');
    return status;
}

/* Reads status and headers; the body is what follows, with its codings still on. Strings are views into `message`. False when it
 * is no HTTP response. */
bool an_read_http_head(an_str message, an_read_http *out)
{
    an_str rest = message, headers, line;
    *out = (an_read_http){0};
    if (!an_str_starts_with(message, "HTTP/")) return false;
    out->status = read_status(next_line(&rest));
    headers.data = rest.data;
    do line = next_line(&rest);
    while (line.length && rest.length);
    headers.length = (size_t)(rest.data - headers.data);
    out->headers = headers;
    out->body = rest;
    an_read_content_type(an_read_header(headers, "Content-Type"), &out->media_type, &out->charset);
    return true;
}

/* Takes the codings off the body, which then lies in `arena` if there were any. E_INPUT, E_LIMIT: messages name no place, the
 * caller adds it. */
annals_status an_read_http_decode(an_arena *arena, an_read_http *http, annals_error *error)
{
    if (mentions(an_read_header(http->headers, "Transfer-Encoding"), "chunked")) AN_TRY(take_off_chunks(arena, &http->body, error));
    if (is_packed(http->body)) return unpack(arena, &http->body, error);
    if (an_str_is(an_read_header(http->headers, "Content-Encoding"), "br") &&
        !memchr(http->body.data, '<', http->body.length < 64 ? http->body.length : 64))
        return an_fail(error, ANNALS_E_INPUT, "read", 0, "the body is packed with brotli, which is not read");
    return ANNALS_OK;
}
