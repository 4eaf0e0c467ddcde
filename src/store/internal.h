/* What the files of this folder share: the handle, its prepared statements, binding and reading of columns. */
#ifndef ANNALS_STORE_INTERNAL_H
#define ANNALS_STORE_INTERNAL_H

#include <sqlite3.h>
#include <zstd.h>

#include "store/base.h"
#include "store/schema.h"

/* Columns in the order in which put.c binds and load.c reads them. */
#define AN_DOCUMENT_COLUMNS "name, sha256, url, version, title, outlet, author, lang, published_from, published_to, published_basis, coder"
#define AN_ACTOR_COLUMNS "slug, name, kind, country, sectors, cameo, acts_for"
#define AN_EVENT_COLUMNS                                                                                                 \
    "key, text_start, text_end, trigger_token, type, modes, contexts, cameo, goldstein, plover_score, quad, date_from, "  \
    "date_to, date_basis, date_is_duration, date_is_habitual, date_start, date_end, place_name, place_country, "          \
    "place_latitude, place_longitude, place_geonames, place_precision, place_parent, place_population, place_start, "     \
    "place_end, killed_low, killed_high, killed_start, killed_end, wounded_low, wounded_high, wounded_start, "            \
    "wounded_end, detained_low, detained_high, detained_start, detained_end, displaced_low, displaced_high, "             \
    "displaced_start, displaced_end, instrument_start, instrument_end, factuality, confidence, rule, corrected"
#define AN_CLAIM_COLUMNS                                                                                                 \
    "key, text_start, text_end, stance, content_start, content_end, certainty_low, certainty_high, certainty_start, "     \
    "certainty_end, speaker_start, speaker_end, title, resolution"

/* One row a statement in statements.c. */
typedef enum an_statement_id {
    AN_SQL_BEGIN_WRITE, AN_SQL_BEGIN_READ, AN_SQL_COMMIT, AN_SQL_ROLLBACK,
    AN_SQL_FIND_SOURCE, AN_SQL_FIND_DIGEST, AN_SQL_COUNT_URL, AN_SQL_FIND_CODER, AN_SQL_FIND_ACTOR,
    AN_SQL_ADD_CODER, AN_SQL_ADD_DOCUMENT, AN_SQL_ADD_SOURCE, AN_SQL_ADD_TEXT, AN_SQL_ADD_DIAGNOSTIC, AN_SQL_ADD_SENTENCE,
    AN_SQL_ADD_WORDS, AN_SQL_ADD_ACTOR, AN_SQL_ADD_EVENT, AN_SQL_ADD_PARTICIPANT, AN_SQL_ADD_ACCOUNT, AN_SQL_ADD_CLAIM,
    AN_SQL_LOAD_DOCUMENT, AN_SQL_LOAD_CODER, AN_SQL_LOAD_COUNTS, AN_SQL_LOAD_TEXT, AN_SQL_LOAD_CONLLU, AN_SQL_LOAD_DIAGNOSTICS,
    AN_SQL_LOAD_EVENT, AN_SQL_LOAD_PARTICIPANTS, AN_SQL_LOAD_ACCOUNTS, AN_SQL_LOAD_CLAIM, AN_SQL_LOAD_EVENT_IDS,
    AN_SQL_LOAD_CLAIM_IDS, AN_SQL_FIND_EVENT_KEY, AN_SQL_FIND_CLAIM_KEY,
    AN_SQL_LINK_DONE, AN_SQL_LINK_SET_DONE, AN_SQL_LINK_DOCUMENTS,
    AN_SQL_ADD_NEAR_KEY, AN_SQL_ADD_PASSAGE_KEY, AN_SQL_ADD_ANCHOR_KEY, AN_SQL_NEAR_MEMBERS, AN_SQL_PASSAGE_MEMBERS, AN_SQL_ANCHOR_MEMBERS,
    AN_SQL_ADD_DERIVATION, AN_SQL_ADD_PASSAGE, AN_SQL_DROP_DERIVATION, AN_SQL_LINK_PARTNERS, AN_SQL_LOAD_DERIVATION, AN_SQL_LOAD_PASSAGES,
    AN_SQL_TAKEN_PASSAGES, AN_SQL_TOUCH, AN_SQL_TOUCHED, AN_SQL_UNTOUCH,
    AN_SQL_LINK_EVENT, AN_SQL_LINK_TEXT_PAIRS, AN_SQL_FIND_NODE, AN_SQL_ADD_NODE, AN_SQL_LOAD_NODE, AN_SQL_SET_NODE_SAMPLE, AN_SQL_SET_NODE_BLOCK,
    AN_SQL_SET_NODE_INCIDENT, AN_SQL_ADD_NODE_EVENT, AN_SQL_ADD_NODE_KEY, AN_SQL_DROP_NODE_KEYS, AN_SQL_KEY_NODES, AN_SQL_BLOCK_NODES, AN_SQL_INCIDENT_NODES,
    AN_SQL_DOCUMENT_NODES, AN_SQL_NODE_DOCUMENTS, AN_SQL_ADD_INCIDENT, AN_SQL_CLEAR_INCIDENT, AN_SQL_DROP_INCIDENT, AN_SQL_DROP_INCIDENT_ACTORS,
    AN_SQL_DROP_CONTRADICTIONS, AN_SQL_SET_INCIDENT, AN_SQL_ADD_INCIDENT_ACTORS, AN_SQL_COUNT_INCIDENT, AN_SQL_COUNT_INDEPENDENT,
    AN_SQL_INCIDENT_CLAIMS, AN_SQL_INCIDENT_DENIALS, AN_SQL_INCIDENT_DERIVATIONS, AN_SQL_ADD_CONTRADICTION, AN_SQL_LOAD_INCIDENT, AN_SQL_LOAD_INCIDENT_ACTORS,
    AN_SQL_LOAD_CONTRADICTION, AN_SQL_LOAD_SIDE, AN_SQL_LOAD_ACTOR, AN_SQL_FIND_INCIDENT, AN_SQL_INCIDENT_EVENTS, AN_SQL_LOAD_JOIN,
    AN_SQL_ADD_CORRECTION, AN_SQL_SAME_CORRECTION, AN_SQL_LIST_CORRECTIONS, AN_SQL_SET_UNDONE, AN_SQL_ADD_ANCHOR, AN_SQL_LIST_ANCHORS, AN_SQL_SET_ANCHOR,
    AN_SQL_ADD_CORRECTION_ACTOR, AN_SQL_LIST_CORRECTION_ACTORS, AN_SQL_NOTE_DECIDED_ACTOR, AN_SQL_DROP_DECIDED_ACTORS, AN_SQL_TIDY_DECIDED_ACTORS,
    AN_SQL_KEY_EVENTS, AN_SQL_DOCUMENTS_NAMED, AN_SQL_USUAL_ACTOR, AN_SQL_ASKED_ACTOR, AN_SQL_HAS_ACTOR, AN_SQL_PLACES_NAMED, AN_SQL_ACTOR_EVENTS, AN_SQL_ACTOR_CLAIMS,
    AN_SQL_IS_LIVE, AN_SQL_IS_SAVED, AN_SQL_SAVE_EVENT, AN_SQL_SAVE_PARTICIPANTS, AN_SQL_SAVE_ACCOUNTS, AN_SQL_SAVE_EVENT_CLAIMS, AN_SQL_SAVE_CLAIM,
    AN_SQL_DROP_EVENT, AN_SQL_DROP_PARTICIPANTS, AN_SQL_DROP_ACCOUNTS, AN_SQL_CUT_CLAIMS, AN_SQL_RESTORE_EVENT, AN_SQL_REVERT_EVENT,
    AN_SQL_RESTORE_PARTICIPANTS, AN_SQL_RESTORE_ACCOUNTS, AN_SQL_RESTORE_CLAIMS, AN_SQL_REVERT_CLAIM, AN_SQL_TIDY_EVENT_CLAIMS, AN_SQL_TIDY_CLAIM,
    AN_SQL_FORGET_EVENT, AN_SQL_FORGET_PARTICIPANTS, AN_SQL_FORGET_ACCOUNTS, AN_SQL_UPDATE_EVENT, AN_SQL_SET_CLAIM_ACTOR, AN_SQL_CLAIM_PLACE,
    AN_SQL_LOAD_MACHINE_EVENT, AN_SQL_LOAD_MACHINE_PARTICIPANTS, AN_SQL_LOAD_MACHINE_ACCOUNTS, AN_SQL_SAVED_EVENTS, AN_SQL_SAVED_CLAIMS,
    AN_SQL_EVENT_DOCUMENT, AN_SQL_EVENT_NODE, AN_SQL_AGAIN_NODE, AN_SQL_AGAIN_INCIDENT, AN_SQL_AGAIN_BLOCK, AN_SQL_AGAIN_MENTIONS,
    AN_SQL_DROP_NODE_CONTRADICTIONS, AN_SQL_CHANGED_EVENT, AN_SQL_CHANGED_NODE, AN_SQL_TOUCH_EVENT, AN_SQL_TAKE_OUT_EVENT, AN_SQL_EMPTY_NODE,
    AN_SQL_FORGET_AGAIN, AN_SQL_DROP_NODE, AN_SQL_LIST_CHANGED, AN_SQL_LIST_AGAIN, AN_SQL_CLEAR_CHANGED, AN_SQL_CLEAR_AGAIN,
    AN_SQL_IS_HELD, AN_SQL_LIST_TIES, AN_SQL_ADD_TIE, AN_SQL_ADD_HELD, AN_SQL_CLEAR_TIES, AN_SQL_CLEAR_HELD, AN_SQL_LIST_HELD,
    AN_SQL_FORGET_JOINED, AN_SQL_LIST_JOINED, AN_SQL_ADD_JOINED, AN_SQL_CLEAR_JOINED, AN_SQL_INCIDENT_FIRST, AN_SQL_TIE_FIRST, AN_SQL_TIE_NODES,
    AN_SQL_ADD_DROPPED_PAIR, AN_SQL_CLEAR_DROPPED_PAIRS, AN_SQL_LIST_DROPPED_PAIRS, AN_SQL_IS_DROPPED_PAIR,
    AN_SQL_HIDE_DERIVATION, AN_SQL_HIDE_PASSAGES, AN_SQL_SHOW_DERIVATION, AN_SQL_SHOW_PASSAGES, AN_SQL_DROP_HIDDEN, AN_SQL_DROP_HIDDEN_PASSAGES,
    AN_SQL_FIND_PAIR, AN_SQL_IS_HIDDEN_PAIR, AN_SQL_LAST_DOCUMENT, AN_SQL_LAST_ACTOR, AN_SQL_DOCUMENT_AFTER, AN_SQL_FORGET_CHANGED,
    AN_SQL_IS_DECIDED_ACTOR, AN_SQL_FIND_MACHINE_KEY, AN_SQL_LIST_SENTENCES, AN_SQL_DROP_WORDS, AN_SQL_DROP_SENTENCES, AN_SQL_DROP_DOCUMENT_CLAIMS,
    AN_SQL_DROP_DOCUMENT_PARTICIPANTS, AN_SQL_DROP_DOCUMENT_ACCOUNTS, AN_SQL_DROP_DOCUMENT_EVENTS, AN_SQL_DROP_DIAGNOSTICS, AN_SQL_LAST_DIAGNOSTIC,
    AN_SQL_SET_CODER, AN_SQL_SET_PARSE,
    AN_SQL_COUNT
} an_statement_id;

struct an_store {
    sqlite3 *db;
    char *path;
    sqlite3_stmt *statements[AN_SQL_COUNT]; /* prepared at first use */
    ZSTD_CCtx *packer;
    ZSTD_DCtx *unpacker;
    an_arena scratch;       /* reset for each document that is put or found */
    an_strbuf text;         /* CoNLL-U, then SQL: whatever is being built */
    an_store_counts committed, pending; /* pending: of the open transaction */
    uint64_t pending_bytes; /* of texts in the open transaction */
    bool holds;             /* an_store_hold: nothing is committed before an_store_release */
    int64_t coder;          /* row of last_coder; 0 = not known yet */
    an_strbuf last_coder;   /* the four digests in one text */
    an_act_codes codes;     /* of types that persons decide */
};

/* The prepared statement, reset. */
annals_status an_store_statement(an_store *store, an_statement_id id, sqlite3_stmt **out, annals_error *error);
/* Prepares the SQL that stands in store->text. *out is the caller's to finalize, whatever is returned. */
annals_status an_store_prepare_text(an_store *store, const char *doing, sqlite3_stmt **out, annals_error *error);
/* Runs a statement that gives no rows. */
annals_status an_store_run(an_store *store, sqlite3_stmt *statement, const char *doing, annals_error *error);
annals_status an_store_exec(an_store *store, an_statement_id id, const char *doing, annals_error *error);
annals_status an_store_failed(an_store *store, int code, const char *doing, annals_error *error);
/* Takes the open transaction back, if there is one. */
void an_store_rollback(an_store *store);

/* ---- binding: parameters from the first on ---- */

typedef struct an_binder {
    sqlite3_stmt *statement;
    int at;   /* the parameter bound last */
    int code; /* the first failure */
} an_binder;

void an_bind_str(an_binder *binder, an_str text);        /* the text must live until the statement was run */
void an_bind_name(an_binder *binder, const char *name);  /* "" and NULL are NULL */
void an_bind_copy(an_binder *binder, const char *text);  /* the same, copied */
void an_bind_int(an_binder *binder, int64_t value);
void an_bind_real(an_binder *binder, double value);
void an_bind_null(an_binder *binder);
void an_bind_span(an_binder *binder, an_span span);      /* two parameters */
void an_bind_day(an_binder *binder, an_day day);
void an_bind_key(an_binder *binder, uint64_t key);

/* ---- reading: columns from the first on ----
 * A base may come from anywhere, so names, days and spans are checked; the first that is wrong is kept in `wrong`. */

typedef struct an_columns {
    sqlite3_stmt *statement;
    int at; /* the column read next */
    an_arena *arena;
    size_t text_length;  /* spans must lie in it */
    const char *wrong;   /* what could not be read, a literal; NULL = all well */
} an_columns;

an_str an_column_str(an_columns *columns); /* in the arena; data NULL for NULL */
int64_t an_column_int(an_columns *columns);
double an_column_real(an_columns *columns);
bool an_column_is_null(const an_columns *columns); /* the next one */
an_span an_column_span(an_columns *columns);       /* two columns */
an_day an_column_day(an_columns *columns);
uint64_t an_column_key(an_columns *columns);
int an_column_name(an_columns *columns, const char *const *names, int count, const char *what); /* its index; 0 for a name not in it */

/* The row of an actor that is resolved like this one; made if there is none. (put.c) */
annals_status an_store_put_actor(an_store *store, const an_actor *actor, int64_t *row, annals_error *error);

/* Writes the event over the row, with its participants and accounts. (put.c) */
annals_status an_store_rewrite_event(an_store *store, int64_t row, const an_event *event, annals_error *error);
/* Writes what was coded anew for the document of this row, whose old events and claims are gone. first_sentence: row of the first of its
 * sentences, which then stay; 0 = they are gone too. (put.c) */
annals_status an_store_put_again(an_store *store, int64_t row, int64_t first_sentence, const an_document *document, const an_coder *coder,
                                 annals_error *error);
/* In the order of AN_ACTOR_COLUMNS. (put.c) */
void an_bind_actor(an_binder *binder, const an_actor *actor);

/* ---- filters (select.c) ---- */

/* Appends "(SELECT ...)": the rows of actors that the word bound to `parameter` stands for. */
void an_store_put_actor_rows(an_strbuf *sql, const char *parameter);
/* Appends " AND ..." of all that the filter asks of an event `e`. */
void an_store_put_event_filter(an_strbuf *sql, const an_filter *filter);
/* Binds what the filter says to the parameters that the statement has. E_USAGE as an_store_select_events. */
annals_status an_store_bind_filter(an_store *store, sqlite3_stmt *statement, const an_filter *filter, annals_error *error);

/* ---- loading (load.c) ---- */

extern const char *const an_store_resolution_names[AN_RESOLUTION_DECIDED + 1];

/* The article without its text; the digests of its coder if `coder` is not NULL. */
annals_status an_store_load_article(an_store *store, an_arena *arena, int64_t document, an_article *article, int64_t *version,
                                    an_coder *coder, annals_error *error);
annals_status an_store_load_text(an_store *store, an_arena *arena, int64_t document, an_str *text, annals_error *error);
/* Appends the event to document->events. `sentence` (the span of its sentence) may be NULL. document->article.text must be there. */
annals_status an_store_load_event(an_store *store, an_arena *arena, int64_t event, an_document *document, an_span *sentence,
                                  annals_error *error);
/* The event as the program made it, before any decision. It must have been saved. */
annals_status an_store_load_machine_event(an_store *store, an_arena *arena, int64_t event, an_document *document, annals_error *error);
/* Appends the claim to document->claims; its `event` is AN_NONE and *event the row that it speaks of, 0 for none. */
annals_status an_store_load_claim(an_store *store, an_arena *arena, int64_t claim, an_document *document, an_span *sentence,
                                  int64_t *event, annals_error *error);
/* In the order of AN_ACTOR_COLUMNS. */
void an_store_read_actor(an_columns *columns, an_actor *actor);
annals_status an_store_load_document(an_store *store, an_arena *arena, int64_t document, an_stored_document *out, annals_error *error);

#endif
