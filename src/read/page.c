/* A file that is one document: a page or a plain text. It has to be held whole, so it has the limit of a record. */
#include <stdlib.h>

#include "read/format.h"
#include "read/limits.h"
#include "read/sniff.h"

typedef struct page {
    an_read_stream *stream;
    an_raw_kind kind;
    bool is_done;
} page;

static void *open_page(an_read_stream *stream, an_raw_kind kind)
{
    page *reader = calloc(1, sizeof *reader);
    if (reader) *reader = (page){.stream = stream, .kind = kind};
    return reader;
}

static void *open_text(an_read_stream *stream) { return open_page(stream, AN_RAW_TEXT); }
static void *open_html(an_read_stream *stream) { return open_page(stream, AN_RAW_HTML); }

static annals_status next_page(void *state, an_arena *arena, an_raw_document *out, annals_error *error)
{
    page *reader = state;
    an_str bytes;
    annals_status status;
    if (reader->is_done) return ANNALS_END;
    reader->is_done = true;
    bytes = an_read_stream_peek(reader->stream, (size_t)AN_READ_RECORD_BYTES_MAX + 1);
    if (bytes.length > AN_READ_RECORD_BYTES_MAX)
        return an_fail(error, ANNALS_E_LIMIT, "read", 0, "%s: one document of more than %d MiB", an_read_stream_name(reader->stream),
                       AN_READ_RECORD_BYTES_MAX >> 20);
    status = an_read_stream_status(reader->stream, error);
    if (status) {
        an_read_stream_take(reader->stream, bytes.length);
        return ANNALS_END; /* a document that was cut off is no document; the source tells of the failure */
    }
    *out = (an_raw_document){.kind = reader->kind, .published = AN_DATE_RANGE_UNKNOWN};
    out->bytes = (an_str){an_arena_copy(arena, bytes.data, bytes.length), bytes.length};
    an_read_stream_take(reader->stream, bytes.length);
    return out->bytes.data ? ANNALS_OK : an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a document");
}

an_raw_kind an_read_page_kind(an_str beginning) { return an_read_looks_like_html(beginning) ? AN_RAW_HTML : AN_RAW_TEXT; }

const an_read_format an_read_text_format = {"text", open_text, next_page, free};
const an_read_format an_read_html_format = {"html", open_html, next_page, free};
