/* Rows become text: a table for a terminal, separated values, JSON. */
#ifndef ANNALS_SHOW_ROWS_H
#define ANNALS_SHOW_ROWS_H

#include "record/table.h"

typedef struct an_row_writer an_row_writer;

/* Opens a writer for `format`: "table" (for 120 columns of a terminal), "table:WIDTH", "csv", "tsv", "jsonl", "json". What it writes
 * goes to `sink` in pieces; a sink that returns another value than 0 ends it with STOPPED. E_USAGE for another format, E_MEMORY.
 *   csv    RFC 4180 with a line of names and lines that end in CR LF; nothing is altered to please spreadsheets, so a cell that begins
 *          with '=' stays as it is
 *   tsv    IANA's text/tab-separated-values: a line of names; tab, line ends and backslash in cells as \t \n \r \\
 *   jsonl  an object a line;  json: one array of the same objects, a line each */
annals_status an_row_writer_open(an_row_writer **writer, const char *format, annals_sink sink, void *user, annals_error *error);
const an_row_sink *an_row_writer_sink(an_row_writer *writer);
/* NULL is allowed. */
void an_row_writer_close(an_row_writer *writer);

#endif
