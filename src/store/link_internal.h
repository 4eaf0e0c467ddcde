/* What the files about derived tables share: asking a statement row by row. */
#ifndef ANNALS_STORE_LINK_INTERNAL_H
#define ANNALS_STORE_LINK_INTERNAL_H

#include "store/internal.h"
#include "store/link.h"

/* The statement with nothing bound. */
annals_status an_store_link_ask(an_store *store, an_statement_id id, an_binder *binder, annals_error *error);
/* Runs a bound statement that gives no rows. */
annals_status an_store_link_run(an_store *store, an_binder *binder, annals_error *error);
/* Binds the numbers and runs. */
annals_status an_store_link_run_numbers(an_store *store, an_statement_id id, const int64_t *numbers, int count, annals_error *error);
/* Binds the numbers and appends the one number of every row. */
annals_status an_store_link_list(an_store *store, an_statement_id id, const int64_t *numbers, int count, an_arena *arena, an_row_list *out,
                                 annals_error *error);
/* The next row of a bound statement: OK, END, or a failure. `columns` begins zeroed but for its arena. */
annals_status an_store_link_next(an_store *store, an_binder *binder, an_columns *columns, annals_error *error);
/* The one number of every row; appended. */
annals_status an_store_link_rows(an_store *store, an_binder *binder, an_arena *arena, an_row_list *out, annals_error *error);

/* Takes a derivation out of what counts, as a person decided. (correction_links.c) */
annals_status an_store_hide_derivation(an_store *store, int64_t first, int64_t second, annals_error *error);

/* All that is read between the two is of one state of the base. */
annals_status an_store_link_open_read(an_store *store, bool *opened, annals_error *error);
void an_store_link_close_read(an_store *store, bool opened);

/* The rows that the SQL in store->text gives; the filter's words are bound where it asks for them. Appended. */
annals_status an_store_link_question(an_store *store, const an_filter *filter, an_arena *arena, an_row_list *out, annals_error *error);

#endif
