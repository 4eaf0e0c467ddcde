/* What a reader of one kind of input looks like to the source that drives it. */
#ifndef ANNALS_READ_FORMAT_H
#define ANNALS_READ_FORMAT_H

#include "read/stream.h"
#include "record/article.h"

/* `state` is the reader's own, made by open (NULL when memory is exhausted). next: OK, a document with its strings in `arena`;
 * END, no more; E_INPUT or E_LIMIT, one record failed and the next call goes on behind it; else final. */
typedef struct an_read_format {
    const char *name;
    void *(*open)(an_read_stream *stream);
    annals_status (*next)(void *state, an_arena *arena, an_raw_document *out, annals_error *error);
    void (*close)(void *state);
} an_read_format;

extern const an_read_format an_read_text_format, an_read_html_format, an_read_json_lines_format, an_read_json_format,
    an_read_warc_format, an_read_feed_format;

/* Also for the pages that an archive holds. */
an_raw_kind an_read_page_kind(an_str beginning);

#endif
