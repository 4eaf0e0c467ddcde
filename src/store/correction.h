/* Decisions of persons in a base: the log of them, and what they do to events, claims and what compares documents.
 *
 * The tables that everybody asks always hold what counts. Of an event or claim that a decision changes, the row as the program made it is
 * laid aside first; what counts is then always made anew from that row and all decisions that are not undone, in the order of the log. So
 * decisions can be undone in any order, and when all are undone the base is what the program made. */
#ifndef ANNALS_STORE_CORRECTION_H
#define ANNALS_STORE_CORRECTION_H

#include "record/correction.h"
#include "store/base.h"

/* All of these are called between an_store_hold and an_store_release. What comparing has to do again is noted in the base, so that
 * an_link_update follows. */

/* What types that persons decide are coded as from now on; NULL, and until this is called: their codes are unknown. Copied. */
void an_store_set_act_codes(an_store *store, const an_act_codes *codes);

/* Fills value, seen, anchors and actors of a new decision from action, target and value. E_INPUT: nothing of that key, or the value cannot
 * be. E_USAGE is the caller's: the action must be one. */
annals_status an_store_prepare_correction(an_store *store, an_arena *arena, an_correction *correction, annals_error *error);
/* Looks for what the anchors of a decision from another log are in this base. */
annals_status an_store_find_anchors(an_store *store, an_correction *correction, annals_error *error);
/* Takes a prepared decision: sets its number, and applies it. */
annals_status an_store_take_correction(an_store *store, an_correction *correction, annals_error *error);
/* Takes one without applying it: for many, an_store_apply_log follows. */
annals_status an_store_log_correction(an_store *store, an_correction *correction, annals_error *error);
/* Applies all that is in the log and is not applied yet. */
annals_status an_store_apply_log(an_store *store, annals_error *error);
/* True if the log has the same decision, not undone. */
annals_status an_store_has_correction(an_store *store, const an_correction *correction, bool *has, annals_error *error);
/* E_INPUT: no such number, or undone already. */
annals_status an_store_undo_correction(an_store *store, uint64_t number, annals_error *error);
/* Applies what was decided to documents that came since this was called last, and looks again for what was not there. */
annals_status an_store_refresh_corrections(an_store *store, annals_error *error);
/* True if documents came since; needs no transaction. */
annals_status an_store_corrections_lag(an_store *store, bool *lag, annals_error *error);
/* Actors that decisions brought in and that nothing speaks of any more go. After an_link_update. */
annals_status an_store_tidy_corrections(an_store *store, annals_error *error);

/* ---- coding anew ---- */

/* Makes everything as the program made it; the log stays. All that compares documents must have been emptied. */
annals_status an_store_set_corrections_aside(an_store *store, annals_error *error);
/* Finds the anchors of all decisions again and applies them. */
annals_status an_store_apply_corrections(an_store *store, annals_error *error);
/* Writes a document that is coded anew over the one of this row: parse, diagnostics of coding, sentences, events and claims. */
annals_status an_store_recode(an_store *store, int64_t row, const an_document *document, const an_coder *coder, annals_error *error);
/* The article, with its text, of the next document after *row, which moves on; *row 0 = no more. */
annals_status an_store_next_article(an_store *store, an_arena *arena, int64_t *row, an_article *out, annals_error *error);
/* The row of the document with this digest; 0 = there is none. */
annals_status an_store_find_digest(an_store *store, const char *sha256, int64_t *row, annals_error *error);
annals_status an_store_load_row(an_store *store, an_arena *arena, int64_t row, an_stored_document *out, annals_error *error);

/* ---- asking: no transaction is needed ---- */

typedef annals_status (*an_on_correction)(void *user, const an_correction *correction, annals_error *error);
/* All decisions in the order of the log, with state and what the program says now. limit 0 = all. */
annals_status an_store_select_corrections(an_store *store, uint64_t limit, an_on_correction on_found, void *user, annals_error *error);
/* Decisions not undone that changed this event, in the order of the log; appended. */
annals_status an_store_corrections_of(an_store *store, an_arena *arena, uint64_t event, an_corrections *out, annals_error *error);
/* Decisions whose target is gone, or of which the program now says something else than the person saw. */
annals_status an_store_count_conflicts(an_store *store, uint64_t *count, annals_error *error);

#endif
