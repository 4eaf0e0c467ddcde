/* The bytes of one input, unpacked on the way, looked at through a window of bounded size. */
#ifndef ANNALS_READ_STREAM_H
#define ANNALS_READ_STREAM_H

#include "base/span.h"
#include "base/status.h"

/* One thread at a time. What cannot be read shows only after every byte before it was taken: then the window stays shorter than
 * was asked for, and an_read_stream_status says why. */
typedef struct an_read_stream an_read_stream;

annals_status an_read_stream_open(an_read_stream **stream, int descriptor, const char *name, annals_error *error);
annals_status an_read_stream_open_bytes(an_read_stream **stream, an_str bytes, const char *name, annals_error *error);
void an_read_stream_close(an_read_stream *stream);

an_str an_read_stream_peek(an_read_stream *stream, size_t wanted_bytes);
void an_read_stream_take(an_read_stream *stream, size_t bytes);
annals_status an_read_stream_line(an_read_stream *stream, size_t limit_bytes, an_str *line, size_t *line_bytes);
bool an_read_stream_skip(an_read_stream *stream, uint64_t bytes);
bool an_read_stream_skip_to(an_read_stream *stream, const char *mark);
bool an_read_stream_waits(const an_read_stream *stream);
annals_status an_read_stream_status(const an_read_stream *stream, annals_error *error);

const char *an_read_stream_name(const an_read_stream *stream);
uint64_t an_read_stream_offset(const an_read_stream *stream);      /* unpacked bytes taken */
uint64_t an_read_stream_file_offset(const an_read_stream *stream); /* bytes of the file read so far */

#endif
