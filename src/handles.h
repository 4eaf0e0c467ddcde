/* What stands behind the opaque handles of annals.h. */
#ifndef ANNALS_HANDLES_H
#define ANNALS_HANDLES_H

#include "pipeline.h"

struct annals_engine {
    an_resources resources;
    char peers_digest[AN_SHA256_HEX_BYTES]; /* of the folder that resources.peers was read from */
};

/* The record lives in the document's own arena; `text_form` holds the last JSON or CoNLL-U that was asked for. */
struct annals_document {
    an_arena arena;
    an_document record;
    an_strbuf text_form;
};

/* A document's own memory: enough for the longest article, small enough that a few at once fit a small machine. */
#define AN_DOCUMENT_ARENA_BYTES_MAX ((size_t)1 << 30)
#define AN_SCRATCH_ARENA_BYTES_MAX ((size_t)1 << 30)

const char *an_program_digest(void); /* SHA-256 of the sources that the library was built from */

/* annals_run with the raw digest of each document handed along (the base stores it). */
typedef int (*an_run_document)(void *user, annals_document *document, const char *raw_sha256);
annals_status an_run(const annals_engine *engine, const char *const *paths, size_t path_count,
                     const annals_run_options *options, an_run_document on_document, void *document_user,
                     annals_error *error);

/* The same for documents that do not come from inputs: `next` gives one after another, as an_source_next does, from the calling thread. */
typedef annals_status (*an_next_document)(void *user, an_arena *arena, an_raw_document *out, annals_error *error);
annals_status an_run_stored(const annals_engine *engine, an_next_document next, void *next_user, const annals_run_options *options,
                            an_run_document on_document, void *document_user, annals_error *error);

/* The store behind a base. */
struct an_store *an_base_store(annals_base *base);
/* Tells the store what the engine's codebook says of types that persons decide. */
void an_base_take_codes(struct an_store *store, const annals_engine *engine);

#endif
