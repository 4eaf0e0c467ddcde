/* Opening the compiled dictionaries: the file is mapped, each part checks its sections and keeps pointers into them. */
#include "lexicon/lexicon.h"

#include <stdlib.h>

#include "lexicon/kinds.h"

static annals_status open_parts(an_lexicon *lexicon, const char *path, annals_error *error)
{
    if (lexicon->image.version != AN_LEXICON_VERSION)
        return an_fail(error, ANNALS_E_VERSION, "lexicon", 0, "%s: a dictionary of version %u, this program reads %d", path, lexicon->image.version, AN_LEXICON_VERSION);
    for (const an_lexicon_part *const *part = an_lexicon_parts; *part; part++) AN_TRY((*part)->open(lexicon, error));
    if (lexicon->arena.is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "%s: out of memory", path);
    return ANNALS_OK;
}

/* Opens a compiled dictionary. On success *lexicon is the caller's (an_lexicon_close), read-only, for any number of threads.
 * E_IO, E_FORMAT, E_VERSION, E_MEMORY. */
annals_status an_lexicon_open(an_lexicon **lexicon, const char *path, annals_error *error)
{
    an_lexicon *opened = calloc(1, sizeof *opened);
    annals_status status;
    *lexicon = NULL;
    if (!opened) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "%s: out of memory", path);
    an_arena_init(&opened->arena, 0);
    status = an_image_open(&opened->image, path, AN_LEXICON_MAGIC, error);
    if (status == ANNALS_OK) status = open_parts(opened, path, error);
    if (status == ANNALS_OK) *lexicon = opened;
    else an_lexicon_close(opened);
    return status;
}

/* NULL is allowed. */
void an_lexicon_close(an_lexicon *lexicon)
{
    if (!lexicon) return;
    an_image_close(&lexicon->image);
    an_arena_free(&lexicon->arena);
    free(lexicon);
}

/* SHA-256 of the file, in hexadecimal; lives as long as the lexicon. */
const char *an_lexicon_digest(const an_lexicon *lexicon) { return lexicon->image.sha256; }

annals_status an_lexicon_records(const an_lexicon *lexicon, const char *name, size_t item_bytes, const void **items,
                                 uint32_t *count, annals_error *error)
{
    an_str section = an_image_section(&lexicon->image, name);
    if (!section.data || section.length % item_bytes != 0 || section.length / item_bytes > UINT32_MAX)
        return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "the dictionary's section %s is missing or broken", name);
    *items = section.data;
    *count = (uint32_t)(section.length / item_bytes);
    return ANNALS_OK;
}
