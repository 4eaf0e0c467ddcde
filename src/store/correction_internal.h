/* What the files about corrections share. */
#ifndef ANNALS_STORE_CORRECTION_INTERNAL_H
#define ANNALS_STORE_CORRECTION_INTERNAL_H

#include "store/correction.h"
#include "store/link_internal.h"

/* ---- the log (correction_log.c) ---- */

/* All decisions, with APPLIED or UNDONE as their state; appended. */
annals_status an_store_load_log(an_store *store, an_arena *arena, an_corrections *out, annals_error *error);
annals_status an_store_write_correction(an_store *store, an_correction *correction, annals_error *error);
annals_status an_store_set_anchor(an_store *store, uint64_t correction, size_t number, int64_t event, annals_error *error);
annals_status an_store_no_memory(an_store *store, annals_error *error);
/* True if the statement, with this number bound, gives a row. */
annals_status an_store_has_row(an_store *store, an_statement_id id, int64_t number, bool *has, annals_error *error);
/* Runs statements one after another, each with this number bound. */
annals_status an_store_run_each(an_store *store, const an_statement_id *ids, size_t count, int64_t number, annals_error *error);

/* ---- what they are about (correction_target.c) ---- */

/* Events (with events true) or claims in which the actor stands, in documents after this row; appended. */
annals_status an_store_actor_rows(an_store *store, an_str actor, int64_t after, bool events, an_arena *arena, an_row_list *out,
                                  annals_error *error);
/* The event as the program made it, saved or not, without its text's length known. */
annals_status an_store_machine_event(an_store *store, an_arena *arena, int64_t row, an_event *out, annals_error *error);
/* Row of the event of this key, dropped or not, and of its document; 0 = there is none. */
annals_status an_store_find_event(an_store *store, uint64_t key, int64_t *event, int64_t *document, annals_error *error);
/* Sets state and now of a decision that is not undone. */
annals_status an_store_judge_correction(an_store *store, an_arena *arena, an_correction *correction, annals_error *error);

/* ---- what they do (correction_apply.c, correction_links.c) ---- */

/* The event leaves its node, and comes back when comparing is brought up to date. Before it is changed. */
annals_status an_store_link_forget(an_store *store, int64_t event, annals_error *error);
/* Writes ties, held events and dropped derivations as the log has them, and notes what changes by it. */
annals_status an_store_link_decide(an_store *store, const an_corrections *log, annals_error *error);

#endif
