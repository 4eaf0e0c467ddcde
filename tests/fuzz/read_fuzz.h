/* For the fuzz targets of read/: bytes through one format's reader, and every document that comes out through the cleaning. What must
 * hold of any article is checked, so that a run finds wrong results too, not only crashes. */
#ifndef ANNALS_FUZZ_READ_FUZZ_H
#define ANNALS_FUZZ_READ_FUZZ_H

#include <stdlib.h>

#include "base/utf8.h"
#include "read/clean.h"
#include "read/format.h"

static inline void require(bool holds)
{
    if (!holds) abort();
}

static inline void require_article(const an_article *article)
{
    require(article->text.data != NULL && article->text.length <= AN_ARTICLE_BYTES_MAX);
    require(an_utf8_is_valid(article->text));
    require(!memchr(article->text.data, '\0', article->text.length));
    require(article->text.length == 0 || (article->text.data[0] != '\n' && article->text.data[article->text.length - 1] != '\n'));
    for (size_t i = 1; i < article->text.length; i++)
        require(article->text.data[i] != '\n' || article->text.data[i - 1] == '\n' || article->text.data[i + 1] == '\n');
    require(article->id.length > 0 && strlen(article->sha256) == 64);
    require(!article->title.data || an_utf8_is_valid(article->title));
    require(!article->author.data || an_utf8_is_valid(article->author));
    require(!article->outlet.data || an_utf8_is_valid(article->outlet));
}

static inline void fuzz_article(const an_raw_document *raw)
{
    an_arena arena, scratch;
    an_article article;
    an_diagnostics diagnostics = {0};
    annals_error error;
    annals_status status;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    status = an_read_article(&arena, &scratch, raw, &article, &diagnostics, &error);
    require(status == ANNALS_OK || status == ANNALS_E_INPUT || status == ANNALS_E_LIMIT);
    if (status == ANNALS_OK) require_article(&article);
    an_arena_free(&arena);
    an_arena_free(&scratch);
}

/* A reader must come to an end: each call takes at least a byte or fails once. */
static inline int fuzz_format(const an_read_format *format, const uint8_t *bytes, size_t size)
{
    an_read_stream *stream;
    an_arena arena;
    void *reader;
    annals_status status = ANNALS_OK;
    if (an_read_stream_open_bytes(&stream, (an_str){(const char *)bytes, size}, "input", NULL)) return 0;
    an_arena_init(&arena, 0);
    reader = format->open(stream);
    for (size_t calls = 0; reader && status != ANNALS_END; calls++) {
        an_raw_document raw;
        annals_error error = {0};
        status = format->next(reader, &arena, &raw, &error);
        require(calls <= size + 8);
        if (status == ANNALS_OK) fuzz_article(&raw);
        else require(status == ANNALS_END || (error.message[0] && (status == ANNALS_E_INPUT || status == ANNALS_E_LIMIT)));
        an_arena_reset(&arena);
    }
    if (reader) format->close(reader);
    an_read_stream_close(stream);
    an_arena_free(&arena);
    return 0;
}

#endif
