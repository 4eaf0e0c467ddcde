/* A window over a file, a pipe or bytes in memory. Packed input (gzip, zstd; told by its first bytes; any number of members or
 * frames one after another) is unpacked into the window. The window grows to what a caller asks for and no further, so memory is
 * bounded by the largest record that a format accepts, however long the input is.
 *
 * Invariant: window[start, end) are the next bytes; `failure` is set at most once and after that nothing more is read. */
#include "read/stream.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "read/find.h"
#include "read/limits.h"

typedef enum packing { PACKING_UNKNOWN, PACKING_NONE, PACKING_GZIP, PACKING_ZSTD } packing;

struct an_read_stream {
    int descriptor; /* -1 = bytes in memory, which lie in `input` from the start */
    char *name;
    packing packing;
    unsigned char *input; /* as it lies in the file: [input_start, input_end) is still to be unpacked */
    size_t input_start, input_end;
    bool input_is_over, is_between_members;
    char *window;
    size_t start, end, capacity;
    uint64_t taken_bytes, unpacked_bytes, file_bytes;
    z_stream inflater;
    ZSTD_DStream *zstd;
    annals_error failure;
    bool is_over;
};

static void fail(an_read_stream *stream, annals_status status, const char *what)
{
    if (stream->failure.status) return;
    stream->is_over = true;
    an_fail(&stream->failure, status, "read", stream->file_bytes, "%s: %s at byte %llu", stream->name, what,
            (unsigned long long)(stream->file_bytes - (stream->input_end - stream->input_start)));
}

static an_read_stream *new_stream(const char *name, size_t input_bytes)
{
    an_read_stream *stream = calloc(1, sizeof *stream);
    if (!stream) return NULL;
    stream->name = strdup(name);
    stream->input = malloc(input_bytes ? input_bytes : 1);
    if (stream->name && stream->input) return stream;
    stream->descriptor = -1;
    an_read_stream_close(stream);
    return NULL;
}

/* Takes over `descriptor`, also when it fails. */
annals_status an_read_stream_open(an_read_stream **stream, int descriptor, const char *name, annals_error *error)
{
    *stream = new_stream(name, AN_READ_CHUNK_BYTES);
    if (!*stream) {
        close(descriptor);
        return an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory to read %s", name);
    }
    (*stream)->descriptor = descriptor;
    return ANNALS_OK;
}

/* The same over bytes in memory, which are copied. */
annals_status an_read_stream_open_bytes(an_read_stream **stream, an_str bytes, const char *name, annals_error *error)
{
    *stream = new_stream(name, bytes.length);
    if (!*stream) return an_fail(error, ANNALS_E_MEMORY, "read", 0, "no memory to read %s", name);
    (*stream)->descriptor = -1;
    if (bytes.length) memcpy((*stream)->input, bytes.data, bytes.length);
    (*stream)->input_end = bytes.length;
    (*stream)->file_bytes = bytes.length;
    (*stream)->input_is_over = true;
    return ANNALS_OK;
}

/* NULL is allowed. */
void an_read_stream_close(an_read_stream *stream)
{
    if (!stream) return;
    if (stream->packing == PACKING_GZIP) inflateEnd(&stream->inflater);
    ZSTD_freeDStream(stream->zstd);
    if (stream->descriptor > 0) close(stream->descriptor);
    free(stream->name);
    free(stream->input);
    free(stream->window);
    free(stream);
}

/* ---- the file ---- */

/* Adds what the system gives to the input buffer, which must have room. */
static void read_more(an_read_stream *stream)
{
    ssize_t got;
    if (stream->input_is_over) return;
    do
        got = read(stream->descriptor, stream->input + stream->input_end, AN_READ_CHUNK_BYTES - stream->input_end);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        stream->input_is_over = true;
        fail(stream, ANNALS_E_INPUT, errno == EISDIR ? "it is a folder" : "the system could not read it");
    } else if (got == 0) {
        stream->input_is_over = true;
    } else {
        stream->input_end += (size_t)got;
        stream->file_bytes += (uint64_t)got;
    }
}

/* Whether whoever writes into a pipe has to write before another line can be taken. */
bool an_read_stream_waits(const an_read_stream *stream)
{
    struct pollfd ready = {.fd = stream->descriptor, .events = POLLIN};
    if (stream->descriptor < 0 || stream->input_is_over || stream->is_over || stream->input_start < stream->input_end) return false;
    if (stream->end > stream->start && memchr(stream->window + stream->start, '\n', stream->end - stream->start)) return false;
    return poll(&ready, 1, 0) == 0;
}

static void refill_input(an_read_stream *stream)
{
    if (stream->input_start < stream->input_end || stream->input_is_over) return;
    stream->input_start = stream->input_end = 0;
    read_more(stream);
}

static bool starts_with_magic(const an_read_stream *stream, const char *magic, size_t length)
{
    return stream->input_end - stream->input_start >= length && memcmp(stream->input + stream->input_start, magic, length) == 0;
}

static void start_unpacking(an_read_stream *stream)
{
    while (stream->input_end < 4 && !stream->input_is_over) read_more(stream);
    stream->packing = PACKING_NONE;
    if (starts_with_magic(stream, "\x1f\x8b\x08", 3)) {
        if (inflateInit2(&stream->inflater, 15 + 16) != Z_OK) fail(stream, ANNALS_E_MEMORY, "no memory to unpack");
        else stream->packing = PACKING_GZIP;
    } else if (starts_with_magic(stream, "\x28\xb5\x2f\xfd", 4)) {
        stream->zstd = ZSTD_createDStream();
        stream->packing = PACKING_ZSTD;
        if (!stream->zstd || ZSTD_isError(ZSTD_DCtx_setParameter(stream->zstd, ZSTD_d_windowLogMax, AN_READ_ZSTD_WINDOW_LOG_MAX)))
            fail(stream, ANNALS_E_MEMORY, "no memory to unpack");
    }
}

/* ---- unpacking: each puts at most `room` bytes at `out` and says how many; 0 = over, or failed ---- */

static size_t copy_plain(an_read_stream *stream, char *out, size_t room)
{
    size_t n = stream->input_end - stream->input_start;
    if (n > room) n = room;
    memcpy(out, stream->input + stream->input_start, n);
    stream->input_start += n;
    return n;
}

/* Between two gzip members. What follows the last one is padding (zeros) or not ours. */
static bool next_gzip_member(an_read_stream *stream)
{
    size_t left;
    if (stream->input_end - stream->input_start < 2 && !stream->input_is_over) {
        memmove(stream->input, stream->input + stream->input_start, stream->input_end - stream->input_start);
        stream->input_end -= stream->input_start;
        stream->input_start = 0;
        while (stream->input_end < 2 && !stream->input_is_over) read_more(stream);
    }
    left = stream->input_end - stream->input_start;
    if (left && stream->input[stream->input_start] == 0) left = 0;
    if (!left) return false;
    if (!starts_with_magic(stream, "\x1f\x8b", 2)) {
        fail(stream, ANNALS_E_INPUT, "something that is no gzip follows the packed data");
        return false;
    }
    inflateReset(&stream->inflater);
    stream->is_between_members = false;
    return true;
}

static size_t unpack_gzip(an_read_stream *stream, char *out, size_t room)
{
    z_stream *z = &stream->inflater;
    z->next_out = (unsigned char *)out;
    z->avail_out = (unsigned)room;
    while (z->avail_out == room) {
        int result;
        if (stream->is_between_members && !next_gzip_member(stream)) return 0;
        refill_input(stream);
        z->next_in = stream->input + stream->input_start;
        z->avail_in = (unsigned)(stream->input_end - stream->input_start);
        if (!z->avail_in) {
            fail(stream, ANNALS_E_INPUT, "the packed data are cut off");
            return 0;
        }
        result = inflate(z, Z_NO_FLUSH);
        stream->input_start = stream->input_end - z->avail_in;
        if (result == Z_STREAM_END) stream->is_between_members = true;
        else if (result != Z_OK && result != Z_BUF_ERROR) {
            fail(stream, ANNALS_E_INPUT, "the packed data are damaged");
            break;
        }
    }
    return room - z->avail_out;
}

static size_t unpack_zstd(an_read_stream *stream, char *out, size_t room)
{
    ZSTD_outBuffer output = {out, room, 0};
    while (output.pos == 0) {
        ZSTD_inBuffer input;
        size_t result;
        refill_input(stream);
        input = (ZSTD_inBuffer){stream->input + stream->input_start, stream->input_end - stream->input_start, 0};
        if (!input.size && stream->is_between_members) return 0;
        result = ZSTD_decompressStream(stream->zstd, &output, &input);
        stream->input_start += input.pos;
        if (ZSTD_isError(result)) {
            fail(stream, ANNALS_E_INPUT, "the packed data are damaged");
            break;
        }
        stream->is_between_members = result == 0;
        if (!input.size && !output.pos) {
            fail(stream, ANNALS_E_INPUT, "the packed data are cut off");
            break;
        }
    }
    return output.pos;
}

static bool is_bomb(const an_read_stream *stream)
{
    return stream->packing != PACKING_NONE && stream->unpacked_bytes > AN_READ_UNPACK_FREE_BYTES &&
           stream->unpacked_bytes / AN_READ_UNPACK_RATIO_MAX > stream->file_bytes;
}

/* ---- the window ---- */

static bool make_room(an_read_stream *stream, size_t wanted)
{
    size_t capacity = stream->capacity ? stream->capacity : AN_READ_CHUNK_BYTES;
    char *grown;
    if (stream->start) {
        memmove(stream->window, stream->window + stream->start, stream->end - stream->start);
        stream->end -= stream->start;
        stream->start = 0;
    }
    while (capacity < wanted) capacity *= 2;
    if (capacity == stream->capacity) return true;
    grown = realloc(stream->window, capacity);
    if (!grown) {
        fail(stream, ANNALS_E_MEMORY, "no memory for what is read");
        return false;
    }
    stream->window = grown;
    stream->capacity = capacity;
    return true;
}

static void fill(an_read_stream *stream)
{
    size_t room = stream->capacity - stream->end, got;
    char *out = stream->window + stream->end;
    if (stream->packing == PACKING_UNKNOWN) start_unpacking(stream);
    if (stream->is_over) return;
    if (stream->packing == PACKING_GZIP) {
        got = unpack_gzip(stream, out, room);
    } else if (stream->packing == PACKING_ZSTD) {
        got = unpack_zstd(stream, out, room);
    } else {
        refill_input(stream);
        got = copy_plain(stream, out, room);
    }
    stream->end += got;
    stream->unpacked_bytes += got;
    if (!got) stream->is_over = true;
    if (is_bomb(stream)) fail(stream, ANNALS_E_LIMIT, "it unpacks to more than 400 times its size");
}

/* The next bytes without taking them: `wanted_bytes` or more, or fewer when the input is over or failed. Valid until the next call. */
an_str an_read_stream_peek(an_read_stream *stream, size_t wanted_bytes)
{
    while (stream->end - stream->start < wanted_bytes && !stream->is_over) {
        if (stream->capacity - stream->start < wanted_bytes || stream->end == stream->capacity || !stream->window)
            if (!make_room(stream, wanted_bytes)) break;
        fill(stream);
    }
    return (an_str){stream->window ? stream->window + stream->start : "", stream->end - stream->start};
}

/* Goes past `bytes` of the window that the last peek showed. */
void an_read_stream_take(an_read_stream *stream, size_t bytes)
{
    if (bytes > stream->end - stream->start) bytes = stream->end - stream->start;
    stream->start += bytes;
    stream->taken_bytes += bytes;
}

/* Goes past the rest of a line that is too long, in constant memory. */
static void skip_line(an_read_stream *stream)
{
    for (;;) {
        an_str window = an_read_stream_peek(stream, 1);
        const char *end = window.length ? memchr(window.data, '\n', window.length) : NULL;
        if (!window.length) return;
        an_read_stream_take(stream, end ? (size_t)(end - window.data) + 1 : window.length);
        if (end) return;
    }
}

/* Shows the next line without its end. OK: *line stands in the window, and *line_bytes are to be taken when it has been used.
 * E_LIMIT: it was over the limit and is skipped. END: over, or failed (an_read_stream_status); a last line that a failure cut
 * off is not shown. */
annals_status an_read_stream_line(an_read_stream *stream, size_t limit_bytes, an_str *line, size_t *line_bytes)
{
    size_t searched = 0, wanted = 1;
    for (;;) {
        an_str window = an_read_stream_peek(stream, wanted);
        const char *end = window.length > searched ? memchr(window.data + searched, '\n', window.length - searched) : NULL;
        size_t length = end ? (size_t)(end - window.data) : window.length;
        if (length > limit_bytes) {
            skip_line(stream);
            return ANNALS_E_LIMIT;
        }
        if (end || (stream->is_over && window.length < wanted)) {
            if (!window.length || (!end && stream->failure.status)) return ANNALS_END;
            *line = (an_str){window.data, length};
            *line_bytes = length + (end != NULL);
            return ANNALS_OK;
        }
        searched = window.length;
        wanted = window.length + 1;
    }
}

/* Takes `bytes` without keeping them; false when the input was over before. */
bool an_read_stream_skip(an_read_stream *stream, uint64_t bytes)
{
    while (bytes) {
        an_str window = an_read_stream_peek(stream, 1);
        size_t step = window.length < bytes ? window.length : (size_t)bytes;
        if (!step) return false;
        an_read_stream_take(stream, step);
        bytes -= step;
    }
    return true;
}

/* Takes everything up to the next `mark`, which then begins the window; false (and all taken) when there is none. */
bool an_read_stream_skip_to(an_read_stream *stream, const char *mark)
{
    size_t length = strlen(mark);
    for (;;) {
        an_str window = an_read_stream_peek(stream, length);
        const char *found = an_read_find(window, mark);
        if (found) {
            an_read_stream_take(stream, (size_t)(found - window.data));
            return true;
        }
        if (window.length < length) {
            an_read_stream_take(stream, window.length);
            return false;
        }
        an_read_stream_take(stream, window.length - (length - 1));
    }
}

/* OK while nothing failed; else the failure, which lies after all bytes that peek still shows. */
annals_status an_read_stream_status(const an_read_stream *stream, annals_error *error)
{
    if (!stream->failure.status) return ANNALS_OK;
    if (error) *error = stream->failure;
    return stream->failure.status;
}

const char *an_read_stream_name(const an_read_stream *stream) { return stream->name; }
uint64_t an_read_stream_offset(const an_read_stream *stream) { return stream->taken_bytes; }
uint64_t an_read_stream_file_offset(const an_read_stream *stream)
{
    return stream->file_bytes - (stream->input_end - stream->input_start);
}
