/* WARC archives (ISO 28500): records one after another, each with headers, a block of Content-Length bytes and two line ends. Pages
 * lie in `response` (an HTTP message) and `resource` records, text made from pages in `conversion` records (.wet).
 *
 * A record is checked before it is believed: behind its block must come line ends and then a record or the end of the file. When
 * something else stands there the length was false; the record is told of, and reading goes on at the next "WARC/1." that
 * begins a line, which may lie inside the block that was claimed. */
#include <stdlib.h>
#include <strings.h>

#include "read/find.h"
#include "read/format.h"
#include "read/http.h"
#include "read/limits.h"

typedef struct warc_reader {
    an_read_stream *stream;
    uint64_t record_offset; /* of the record that is read, in the unpacked archive */
} warc_reader;

typedef struct warc_record {
    an_str headers;      /* a view of the window */
    size_t header_bytes; /* with the empty line */
    uint64_t length;
} warc_record;

enum { LOOK_BEHIND_BYTES = 16 }; /* seen behind a block to know that it ends where it says */

#define RECORD_MARK "\nWARC/1."

static void *open_warc(an_read_stream *stream)
{
    warc_reader *reader = calloc(1, sizeof *reader);
    if (reader) reader->stream = stream;
    return reader;
}

static annals_status record_failed(const warc_reader *reader, annals_status status, const char *what, annals_error *error)
{
    return an_fail(error, status, "read", reader->record_offset, "%s: record at byte %llu: %s", an_read_stream_name(reader->stream),
                   (unsigned long long)reader->record_offset, what);
}

/* Leaves the window at the next record, or at the end. */
static annals_status resync(warc_reader *reader, annals_status status, const char *what, annals_error *error)
{
    annals_status result = record_failed(reader, status, what, error);
    if (an_read_stream_skip_to(reader->stream, RECORD_MARK)) an_read_stream_take(reader->stream, 1);
    return result;
}

static bool read_length(an_str value, uint64_t *length)
{
    *length = 0;
    if (!value.length || value.length > 18) return false;
    for (size_t i = 0; i < value.length; i++) {
        if (value.data[i] < '0' || value.data[i] > '9') return false;
        *length = *length * 10 + (uint64_t)(value.data[i] - '0');
    }
    return true;
}

static size_t find_header_end(an_str window)
{
    const char *found = an_read_find(window, "\r\n\r\n");
    const char *plain = an_read_find(window, "\n\n");
    if (plain && (!found || plain < found)) return (size_t)(plain - window.data) + 2;
    return found ? (size_t)(found - window.data) + 4 : 0;
}

/* NULL, or what is wrong. END is the caller's to see. */
static const char *read_headers(an_str window, warc_record *record)
{
    if (!an_str_starts_with(window, "WARC/")) return "no record begins here";
    if (window.length > AN_READ_HEADER_BYTES_MAX) window.length = AN_READ_HEADER_BYTES_MAX;
    record->header_bytes = find_header_end(window);
    if (!record->header_bytes) return "its headers do not end";
    record->headers = (an_str){window.data, record->header_bytes};
    return read_length(an_read_header(record->headers, "Content-Length"), &record->length)
        ? NULL : "its Content-Length is missing or no number";
}

/* What follows the block: line ends, then a record or nothing. */
static bool ends_well(an_str rest, bool is_all)
{
    while (rest.length && (rest.data[0] == '\r' || rest.data[0] == '\n')) rest.data++, rest.length--;
    if (!rest.length) return is_all;
    return memcmp(rest.data, "WARC/", rest.length < 5 ? rest.length : 5) == 0;
}

static void skip_line_ends(an_read_stream *stream)
{
    an_str window;
    while ((window = an_read_stream_peek(stream, 1)).length && (window.data[0] == '\r' || window.data[0] == '\n'))
        an_read_stream_take(stream, 1);
}

/* ---- which records are documents ---- */

static bool is_page_type(an_str media_type)
{
    static const char *const types[] = {"text/html", "application/xhtml+xml", "text/plain", NULL};
    if (!media_type.data) return true;
    for (size_t i = 0; types[i]; i++)
        if (media_type.length == strlen(types[i]) && strncasecmp(media_type.data, types[i], media_type.length) == 0) return true;
    return false;
}

static bool is_wanted(const warc_record *record)
{
    an_str type = an_read_header(record->headers, "WARC-Type"), media_type, charset;
    an_read_content_type(an_read_header(record->headers, "Content-Type"), &media_type, &charset);
    if (an_str_is(type, "response")) return !media_type.data || an_str_starts_with(media_type, "application/http");
    return (an_str_is(type, "resource") || an_str_is(type, "conversion")) && is_page_type(media_type);
}

static an_str keep(an_arena *arena, an_str text)
{
    return text.data ? (an_str){an_arena_copy(arena, text.data, text.length), text.length} : text;
}

static void take_headers(an_arena *arena, an_str headers, an_raw_document *out)
{
    an_str url = an_read_header(headers, "WARC-Target-URI");
    if (url.length > 2 && url.data[0] == '<') url.data++, url.length -= 2; /* WARC 1.0 writes <uri> */
    out->url = keep(arena, url);
    if (an_iso_parse(an_read_header(headers, "WARC-Date"), &out->published)) {
        out->published.from = AN_DAY_UNKNOWN; /* a page is not published after it was archived: that is all this says */
        out->published_basis = AN_BASIS_ARCHIVE;
    }
}

/* Finds the document in the block. OK, or END: the record holds none (an image, a redirection, an error page, a DNS answer). */
static annals_status find_body(an_arena *arena, const warc_record *record, an_str block, an_read_http *http, annals_error *error)
{
    if (!an_str_is(an_read_header(record->headers, "WARC-Type"), "response")) {
        an_read_content_type(an_read_header(record->headers, "Content-Type"), &http->media_type, &http->charset);
        http->body = block;
        return ANNALS_OK;
    }
    if (!an_read_http_head(block, http) || http->status < 200 || http->status > 299 ||
        !is_page_type(http->media_type)) return ANNALS_END;
    AN_TRY(an_read_http_decode(arena, http, error));
    return http->body.length ? ANNALS_OK : ANNALS_END;
}

/* Copies to `arena` only what is a document, so that an archive of pictures costs nothing. */
static annals_status take_block(an_arena *arena, const warc_record *record, an_str block, an_raw_document *out, annals_error *error)
{
    an_read_http http = {0};
    *out = (an_raw_document){.published = AN_DATE_RANGE_UNKNOWN};
    AN_TRY(find_body(arena, record, block, &http, error));
    take_headers(arena, record->headers, out);
    out->charset = keep(arena, http.charset);
    out->kind = an_str_is(http.media_type, "text/plain") ? AN_RAW_TEXT : http.media_type.data
        ? AN_RAW_HTML : an_read_page_kind(http.body);
    out->bytes = http.body.data >= block.data && http.body.data <= block.data + block.length ? keep(arena, http.body) : http.body;
    return arena->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a document") : ANNALS_OK;
}

/* ---- the reader ---- */

/* Goes to the next record by its mark, not by the length, which may be false. */
static annals_status pass_over(warc_reader *reader, const warc_record *record, annals_error *error)
{
    bool is_page = is_wanted(record);
    annals_status result = resync(reader, ANNALS_E_LIMIT, "its Content-Length is over 32 MiB, passed over", error);
    return is_page ? result : ANNALS_OK;
}

static annals_status with_place(const warc_reader *reader, annals_status status, annals_error *error)
{
    annals_error inner;
    if (!error || status == ANNALS_E_MEMORY) return status;
    inner = *error;
    return record_failed(reader, status, inner.message, error);
}

/* Looks at the whole record at once; so nothing is taken before it is known to be sound. */
static annals_status next_record(warc_reader *reader, an_arena *arena, an_raw_document *out, bool *has_document, annals_error *error)
{
    warc_record record;
    const char *problem;
    an_str window, rest;
    annals_status status = ANNALS_END;
    size_t size;
    skip_line_ends(reader->stream);
    reader->record_offset = an_read_stream_offset(reader->stream);
    window = an_read_stream_peek(reader->stream, AN_READ_HEADER_BYTES_MAX);
    if (!window.length) return ANNALS_END;
    problem = read_headers(window, &record);
    if (problem && an_read_stream_status(reader->stream, NULL)) return ANNALS_END;
    if (problem) return resync(reader, ANNALS_E_INPUT, problem, error);
    if (record.length > AN_READ_RECORD_BYTES_MAX) return pass_over(reader, &record, error);
    size = record.header_bytes + (size_t)record.length;
    window = an_read_stream_peek(reader->stream, size + LOOK_BEHIND_BYTES);
    if (window.length < size && an_read_stream_status(reader->stream, NULL)) return ANNALS_END;
    rest = window.length < size ? (an_str){"?", 1} : (an_str){window.data + size, window.length - size};
    if (!ends_well(rest, window.length < size + LOOK_BEHIND_BYTES))
        return resync(reader, ANNALS_E_INPUT, "its Content-Length is false", error);
    record.headers.data = window.data;
    if (is_wanted(&record))
        status = take_block(arena, &record, (an_str){window.data + record.header_bytes, (size_t)record.length}, out, error);
    out->offset = reader->record_offset;
    an_read_stream_take(reader->stream, size);
    *has_document = status == ANNALS_OK;
    return status == ANNALS_OK || status == ANNALS_END ? ANNALS_OK : with_place(reader, status, error);
}

static annals_status next_warc(void *state, an_arena *arena, an_raw_document *out, annals_error *error)
{
    bool has_document = false;
    while (!has_document) AN_TRY(next_record(state, arena, out, &has_document, error));
    return ANNALS_OK;
}

const an_read_format an_read_warc_format = {"warc", open_warc, next_warc, free};
