/* What the writers of rows share: the buffer in front of the sink. */
#ifndef ANNALS_SHOW_ROWS_INTERNAL_H
#define ANNALS_SHOW_ROWS_INTERNAL_H

#include "base/arena.h"
#include "base/strbuf.h"
#include "show/rows.h"

/* Columns shown: the indices of those that have one of the wanted flags. */
typedef struct an_shown_columns {
    const an_column *all;
    size_t *shown;
    size_t count;
} an_shown_columns;

struct an_row_writer {
    an_row_sink interface;
    annals_sink sink;
    void *sink_user;
    an_strbuf out;            /* not yet given to the sink */
    an_arena arena;           /* of the whole answer */
    an_shown_columns columns;
    char separator;           /* separated values: ',' or '\t' */
    size_t width;             /* table: columns of the terminal */
    struct an_waiting_rows *waiting; /* table: rows kept until the widths are known */
    bool has_rows, is_array;  /* JSON */
};

/* Keeps the columns that have one of the flags. */
annals_status an_row_writer_choose(an_row_writer *writer, const an_column *columns, size_t count, unsigned flags, annals_error *error);
/* Gives the buffer to the sink when it is full, or whatever its size if `all`. */
annals_status an_row_writer_flush(an_row_writer *writer, bool all, annals_error *error);

void an_table_writer_init(an_row_writer *writer);     /* table.c */
void an_separated_writer_init(an_row_writer *writer); /* separated.c */

#endif
