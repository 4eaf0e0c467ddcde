/* Rows of an answer on their way from those who ask (query) to those who write (show), who do not know one another. */
#ifndef ANNALS_RECORD_TABLE_H
#define ANNALS_RECORD_TABLE_H

#include "base/span.h"
#include "base/status.h"

enum {
    AN_COLUMN_FILE = 1,   /* belongs in a file of separated values */
    AN_COLUMN_TABLE = 2,  /* belongs in a table on a terminal, where there is room for few */
    AN_COLUMN_NUMBER = 4, /* stands at the right of its column */
    AN_COLUMN_WIDE = 8,   /* running text: is cut first when a table is too wide */
    AN_COLUMN_WHOLE = 16  /* never cut: a key that the reader wants to copy */
};

typedef struct an_column {
    const char *name;
    unsigned flags;
} an_column;

/* One row: a cell for each column (data NULL = unknown, written as nothing) and the whole record as JSON. A writer that wants only
 * one of the two gets the other empty. Valid during the call. */
typedef struct an_row {
    const an_str *cells;
    an_str json;
} an_row;

/* A writer, as those who ask see it: begin once, row for each, end once; a status other than OK ends the answer with it. The
 * columns live until the end. */
typedef struct an_row_sink {
    void *user;
    bool wants_cells, wants_json;
    annals_status (*begin)(void *user, const an_column *columns, size_t count, annals_error *error);
    annals_status (*row)(void *user, const an_row *row, annals_error *error);
    annals_status (*end)(void *user, annals_error *error);
} an_row_sink;

#endif
