/* The base: a file of coded documents that can be asked. All SQL of the program lives in this folder.
 *
 * A base is one SQLite file, described column by column in schema.c. One thread at a time may use an an_store; any number of
 * programs may read the file while one writes. Documents enter in transactions of bounded size, whole or not at all. */
#ifndef ANNALS_STORE_BASE_H
#define ANNALS_STORE_BASE_H

#include "record/event.h"

typedef struct an_store an_store;

typedef struct an_store_options {
    bool create;              /* make the file if there is none */
    bool read_only;
    unsigned busy_timeout_ms; /* how long to wait for another program's lock; 0 = five seconds */
} an_store_options;

/* Opens the base at `path`; an older one is migrated unless read_only. On success *store is the caller's. E_IO: the file cannot be
 * opened; E_FORMAT: it is no base of Annals; E_VERSION: newer than this program, or older and read_only; E_BASE: locked; E_MEMORY. */
annals_status an_store_open(an_store **store, const char *path, const an_store_options *options, annals_error *error);
/* Takes back what was not committed. NULL is allowed. */
void an_store_close(an_store *store);

/* ---- writing ---- */

/* SHA-256 in hexadecimal of what coded a document. */
typedef struct an_coder {
    an_str program, lexicon, split, parse;
} an_coder;

/* What this an_store has committed so far; what is in an open transaction does not count yet. */
typedef struct an_store_counts {
    uint64_t stored, known;    /* documents stored, and documents put that were there already */
    uint64_t events, claims;
    uint64_t repeated_keys;    /* events and claims left out because the document had one with the same key before */
} an_store_counts;

/* True if these raw bytes were put before under this url (data NULL = no url). */
annals_status an_store_is_known(an_store *store, an_str url, const char *raw_sha256, bool *is_known, annals_error *error);

/* Puts a document: article, parse, events, claims, diagnostics (mentions are not kept). A document whose title and text are in the
 * base already is not stored again, only its raw digest and url are noted; another text under a url that is there becomes the next
 * version beside it. `raw_sha256`: digest of the document's raw bytes. Begins a transaction when none is open and commits it when
 * it has grown large. On failure the open transaction is taken back, and what was committed stays: E_BASE, E_MEMORY, E_FORMAT. */
annals_status an_store_put(an_store *store, const an_document *document, const char *raw_sha256, const an_coder *coder,
                           annals_error *error);
/* Commits what is open, if anything. On failure it is taken back. */
annals_status an_store_commit(an_store *store, annals_error *error);
/* Begins a transaction in which an_store_commit does nothing: all that follows, whoever does it, is written as one, or not at all, by
 * an_store_release. E_BASE: another program writes. */
annals_status an_store_hold(an_store *store, annals_error *error);
/* Ends it. keeps: it is written, and an open transaction must have been left; else all of it is taken back. */
annals_status an_store_release(an_store *store, bool keeps, annals_error *error);
an_store_counts an_store_committed(const an_store *store);

/* ---- asking ---- */

/* Which records. A zero filter but for `dates` (AN_DATE_RANGE_UNKNOWN) asks for all. Text is not asked if its data is NULL. */
typedef struct an_filter {
    an_str actor, recipient, speaker; /* an id: stands also for ids below it and for who acts for them; or a name */
    an_event_type type;               /* AN_TYPE_NONE = not asked */
    an_date_range dates;              /* overlaps it; an unknown end is open */
    an_str place;                     /* name of the place, or ISO alpha-3 code of its country; case is ignored */
    const an_factuality *factuality;  /* NULL = not asked */
    an_str document;                  /* its id, or at least AN_DIGEST_PREFIX_MIN digits of its digest */
    an_str words;                     /* words that stand in the sentence; "in double quotes" as a phrase; beginn* */
    uint64_t limit;                   /* 0 = all */
} an_filter;

enum { AN_DIGEST_PREFIX_MIN = 8 };

/* One record found. Everything in it lives until the callback returns. */
typedef struct an_found {
    const an_document *document; /* article with its text, no parse; events and claims hold only what this row speaks of */
    const an_event *event;       /* select_events: the event; select_claims: the one that the claim is about, or NULL */
    const an_claim *claim;       /* select_claims only */
    an_str sentence;             /* the words of the sentence */
} an_found;

typedef struct an_found_document {
    const an_article *article; /* its text is not loaded */
    an_coder coder;
    int64_t version;           /* 1, or 2 and up for another text under the same url */
    int64_t text_bytes, sentences, events, claims;
} an_found_document;

typedef struct an_found_actor {
    an_actor actor;
    int64_t as_actor, as_recipient, as_speaker; /* in how many of the events asked for */
    an_date_range dates;                        /* from the first to the last day of those events */
} an_found_actor;

/* Each calls back for every record of the filter in a fixed order that does not depend on the order of storing: documents by date of
 * publication (unknown last), id, digest; in a document by place in the text; actors by number of events, then id. A callback that
 * returns another status than OK ends the call with it. The callback must not write to the base. E_USAGE: words hold no word. */
typedef annals_status (*an_on_found)(void *user, const an_found *found, annals_error *error);
typedef annals_status (*an_on_document)(void *user, const an_found_document *found, annals_error *error);
typedef annals_status (*an_on_actor)(void *user, const an_found_actor *found, annals_error *error);
annals_status an_store_select_events(an_store *store, const an_filter *filter, an_on_found on_found, void *user, annals_error *error);
annals_status an_store_select_claims(an_store *store, const an_filter *filter, an_on_found on_found, void *user, annals_error *error);
/* Documents of the filter's dates, id and words that hold an event of the rest of the filter, if the rest asks anything. */
annals_status an_store_select_documents(an_store *store, const an_filter *filter, an_on_document on_found, void *user,
                                        annals_error *error);
/* Actors that take part in, or speak of, the events of the filter; only those with an id. */
annals_status an_store_select_actors(an_store *store, const an_filter *filter, an_on_actor on_found, void *user, annals_error *error);

/* A whole document as it was put, without mentions. Owner: the arena given. */
typedef struct an_stored_document {
    an_document document;
    an_coder coder;
    int64_t version;
} an_stored_document;

/* The document that holds the event or claim `key`. E_INPUT if there is none. Should two hold it, the one stored first. */
annals_status an_store_load_by_key(an_store *store, an_arena *arena, uint64_t key, an_stored_document *out, annals_error *error);
/* All documents one after another, in the order of select_documents. `document` lives until the callback returns. */
typedef annals_status (*an_on_stored)(void *user, const an_stored_document *document, annals_error *error);
annals_status an_store_load_all(an_store *store, an_on_stored on_stored, void *user, annals_error *error);

#endif
