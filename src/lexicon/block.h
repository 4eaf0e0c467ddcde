/* The text format of all dictionaries: blocks of fields. Described in docs/formats.md ("Dictionaries"). */
#ifndef ANNALS_LEXICON_BLOCK_H
#define ANNALS_LEXICON_BLOCK_H

#include "base/array.h"
#include "base/calendar.h"
#include "base/span.h"
#include "base/status.h"

/* One `key value [from DATE] [until DATE]`. Owner: the arena given to the reader. */
typedef struct an_field {
    an_str key, value;
    an_date_range validity; /* unknown ends = open */
    uint32_t line;          /* from 1 */
} an_field;

/* One entry: `KIND ID` and its fields. */
typedef struct an_block {
    an_str kind, id;
    AN_ARRAY(an_field) fields;
    an_str file;
    uint32_t line;
} an_block;

typedef AN_ARRAY(an_block) an_blocks;

/* Where wrong lines go; the reader carries on after each. */
typedef struct an_problem_sink {
    void (*on_problem)(void *user, const annals_error *problem); /* may be NULL */
    void *user;
    uint64_t count;
    annals_error first; /* the first one, if count > 0 */
} an_problem_sink;

void an_problem(an_problem_sink *sink, an_str file, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

annals_status an_blocks_read_text(an_arena *arena, an_str file, an_str text, an_blocks *blocks, an_problem_sink *problems, annals_error *error);
annals_status an_blocks_read_folder(an_arena *arena, const char *folder, an_blocks *blocks, an_problem_sink *problems, annals_error *error);

const an_field *an_block_field(const an_block *block, const char *key); /* the first of that key, or NULL */

#endif
