/* Bytes in, raw documents out: files, folders, standard input, packed or not, told apart by content. */
#ifndef ANNALS_READ_SOURCE_H
#define ANNALS_READ_SOURCE_H

#include "base/status.h"
#include "record/article.h"

typedef struct an_source an_source;

annals_status an_source_open(an_source **source, const char *const *paths, size_t path_count, annals_error *error);
/* OK: *out is filled, its strings in `arena`. END: nothing more. E_INPUT, E_LIMIT: this input (or record) failed, the next call goes
 * on after it. Anything else is final. */
annals_status an_source_next(an_source *source, an_arena *arena, an_raw_document *out, annals_error *error);
void an_source_progress(const an_source *source, uint64_t *done_bytes, uint64_t *total_bytes);
bool an_source_waits(const an_source *source); /* the next document is still to come down a pipe: an_source_next would wait for it */
void an_source_close(an_source *source);

#endif
