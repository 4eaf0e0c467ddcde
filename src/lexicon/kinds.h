/* How a kind of dictionary entry plugs into the lexicon: a row that compiles, opens and checks it. To add a kind, write its
 * .h and .c with one an_lexicon_part and name it in kinds.c. */
#ifndef ANNALS_LEXICON_KINDS_H
#define ANNALS_LEXICON_KINDS_H

#include "base/strbuf.h"
#include "lexicon/lexicon.h"

/* Given to compile and check. Everything in `arena` lives until the file is written. */
typedef struct an_lexicon_build {
    an_arena *arena;
    const char *folder;          /* for parts that read tables of their own besides blocks */
    const an_blocks *blocks;     /* of all kinds, in the order of files and lines */
    an_problem_sink *problems;   /* wrong lines: an_problem(); a build with problems writes no file */
    AN_ARRAY(an_image_section_source) sections;
} an_lexicon_build;

/* What a part opens: its own struct, allocated in lexicon->arena, pointing into the mapped sections. */
typedef enum an_lexicon_part_id {
    AN_PART_ACTORS,
    AN_PART_ROLES,
    AN_PART_PLACES,
    AN_PART_FRAMES,
    AN_PART_CONTEXTS,
    AN_PART_CODEBOOK,
    AN_PART_LEMMAS,
    AN_PART_HAPPENINGS,
    AN_PART_COUNT
} an_lexicon_part_id;

struct an_lexicon {
    an_image image;
    an_arena arena;
    void *parts[AN_PART_COUNT]; /* by an_lexicon_part_id; NULL if the row is not there */
};

typedef struct an_lexicon_part {
    an_lexicon_part_id id;
    const char *const *block_kinds; /* the first words of blocks that this part reads; ends with NULL */
    /* Blocks -> sections. Wrong entries go to problems; a status only for memory, limits, input/output. */
    annals_status (*compile)(an_lexicon_build *build, annals_error *error);
    /* Sections -> lexicon->parts[id]; checks every index in them. Sections that are missing: E_FORMAT. */
    annals_status (*open)(an_lexicon *lexicon, annals_error *error);
    /* Questionable entries (compile has accepted them) -> problems. `lexicon` is what the same blocks compile to. May be NULL. */
    annals_status (*check)(an_lexicon_build *build, const an_lexicon *lexicon, annals_error *error);
} an_lexicon_part;

extern const an_lexicon_part *const an_lexicon_parts[]; /* kinds.c; ends with NULL; in the order in which they run */

/* Hands a finished section to the file. `name` is a literal of less than AN_IMAGE_NAME_BYTES; `bytes` must live in build->arena. */
annals_status an_build_section(an_lexicon_build *build, const char *name, an_str bytes, annals_error *error);
/* The same for a section made in a strbuf, which is copied (the caller frees it). */
annals_status an_build_section_from(an_lexicon_build *build, const char *name, const an_strbuf *bytes, annals_error *error);
/* A section as an array of `item_bytes`-sized records: E_FORMAT if it is missing or its size does not fit. */
annals_status an_lexicon_records(const an_lexicon *lexicon, const char *name, size_t item_bytes, const void **items,
                                 uint32_t *count, annals_error *error);

#endif
