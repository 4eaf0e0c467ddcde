/* Opens one input after another, asks what it is, and hands its documents on. Only one input is open at a time. What cannot be
 * read is told once, with the file's name, and the next input goes on; a file in a folder that is no report of any kind is told
 * too, except a base of Annals, which may well lie beside what it was made from. */
#include "read/source.h"

#include <stdlib.h>

#include "read/format.h"
#include "read/limits.h"
#include "read/sniff.h"
#include "read/stream.h"
#include "read/walk.h"

struct an_source {
    an_read_walk *walk;
    an_read_stream *stream; /* NULL between two inputs */
    const an_read_format *format;
    void *reader;
    uint64_t done_bytes, total_bytes;
};

static const an_read_format *const formats[] = {
    [AN_READ_TEXT] = &an_read_text_format, [AN_READ_HTML] = &an_read_html_format, [AN_READ_JSON_LINES] = &an_read_json_lines_format,
    [AN_READ_JSON] = &an_read_json_format, [AN_READ_WARC] = &an_read_warc_format, [AN_READ_FEED] = &an_read_feed_format,
};

/* The sum over all files; 0 (unknown) when there is a pipe among them. */
static uint64_t count_bytes(const char *const *paths, size_t path_count)
{
    an_read_walk *walk = an_read_walk_open(paths, path_count, true);
    uint64_t total = 0;
    bool is_known = true;
    an_read_file file;
    for (annals_status status = ANNALS_OK; walk && status != ANNALS_END && status != ANNALS_E_MEMORY;) {
        status = an_read_walk_next(walk, &file, NULL);
        if (status != ANNALS_OK) continue;
        if (file.is_regular) total += file.size_bytes;
        else is_known = false;
    }
    an_read_walk_close(walk);
    return is_known ? total : 0;
}

/* `paths` must outlive the source. E_MEMORY; a path that cannot be opened shows when its turn comes. */
annals_status an_source_open(an_source **source, const char *const *paths, size_t path_count, annals_error *error)
{
    *source = calloc(1, sizeof **source);
    if (*source) (*source)->walk = an_read_walk_open(paths, path_count, false);
    if (!*source || !(*source)->walk) {
        free(*source);
        *source = NULL;
        return an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory to open the inputs");
    }
    (*source)->total_bytes = count_bytes(paths, path_count);
    return ANNALS_OK;
}

static void close_input(an_source *source)
{
    if (source->reader) source->format->close(source->reader);
    if (source->stream) source->done_bytes += an_read_stream_file_offset(source->stream);
    an_read_stream_close(source->stream);
    source->reader = NULL;
    source->stream = NULL;
}

/* NULL is allowed. */
void an_source_close(an_source *source)
{
    if (!source) return;
    close_input(source);
    an_read_walk_close(source->walk);
    free(source);
}

static annals_status choose_format(an_source *source, const an_read_file *file, annals_error *error)
{
    const char *what;
    an_str beginning = an_read_stream_peek(source->stream, AN_READ_SNIFF_BYTES);
    an_read_kind kind = an_read_sniff(beginning, &what);
    if (kind == AN_READ_EMPTY && beginning.length < AN_READ_SNIFF_BYTES) return an_read_stream_status(source->stream, error);
    if (kind == AN_READ_EMPTY) what = "nothing but white space as far as is looked (64 KiB)";
    if (kind == AN_READ_BASE) {
        if (file->is_from_folder) return ANNALS_OK;
        what = "a database, not a report";
    }
    if (kind < AN_READ_TEXT) return an_fail(error, ANNALS_E_INPUT, "read", 0, "%s: %s", file->path, what);
    source->format = formats[kind];
    source->reader = source->format->open(source->stream);
    return source->reader ? ANNALS_OK : an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory to read %s", file->path);
}

/* OK without a reader: there is nothing in this input. */
static annals_status open_input(an_source *source, annals_error *error)
{
    an_read_file file;
    annals_status status;
    AN_TRY(an_read_walk_next(source->walk, &file, error));
    AN_TRY(an_read_stream_open(&source->stream, file.descriptor, file.path, error));
    status = choose_format(source, &file, error);
    if (status || !source->reader) close_input(source);
    return status;
}

/* The reader has no more: was that the end, or did the stream fail? */
static annals_status end_input(an_source *source, annals_error *error)
{
    annals_status status = an_read_stream_status(source->stream, error);
    close_input(source);
    return status;
}

annals_status an_source_next(an_source *source, an_arena *arena, an_raw_document *out, annals_error *error)
{
    for (;;) {
        annals_status status;
        if (!source->reader) {
            AN_TRY(open_input(source, error));
            continue;
        }
        status = source->format->next(source->reader, arena, out, error);
        if (status == ANNALS_OK) {
            const char *name = an_read_stream_name(source->stream);
            out->input = (an_str){an_arena_copy(arena, name, strlen(name)), strlen(name)};
            return out->input.data ? ANNALS_OK : an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory for a document");
        }
        if (status != ANNALS_END) return status;
        AN_TRY(end_input(source, error));
    }
}

/* Bytes of inputs as they lie on disk; *total_bytes is 0 when it cannot be known. */
bool an_source_waits(const an_source *source) { return source->stream && an_read_stream_waits(source->stream); }

void an_source_progress(const an_source *source, uint64_t *done_bytes, uint64_t *total_bytes)
{
    *done_bytes = source->done_bytes + (source->stream ? an_read_stream_file_offset(source->stream) : 0);
    *total_bytes = source->total_bytes;
}
