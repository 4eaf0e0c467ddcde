/* Annals: reports in, the system they describe out. The whole public interface.
 *
 * Handles: an engine (dictionaries and models; read-only, shared by any number of threads), documents (results), a base (a file
 * of coded documents that can be asked). Functions that can fail return an annals_status and fill an annals_error, which may be
 * NULL. The library never prints, exits or aborts, and keeps no global state. Text is UTF-8. */
#ifndef ANNALS_H
#define ANNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ANNALS_API __attribute__((visibility("default")))

typedef enum annals_status {
    ANNALS_OK = 0,
    ANNALS_END,       /* nothing more to read: not a failure */
    ANNALS_STOPPED,   /* a callback asked to stop: not a failure */
    ANNALS_E_USAGE,   /* a parameter, filter or format that does not exist */
    ANNALS_E_INPUT,   /* an input that cannot be read; the next one can be tried */
    ANNALS_E_LIMIT,   /* an input over a limit */
    ANNALS_E_FORMAT,  /* a dictionary, model or base that is broken or of another kind */
    ANNALS_E_VERSION, /* ... of a version that this library does not know */
    ANNALS_E_IO,      /* the operating system refused */
    ANNALS_E_BASE,    /* the base refused: locked, full disk */
    ANNALS_E_MEMORY
} annals_status;

typedef struct annals_error {
    annals_status status;
    const char *stage;  /* a literal: "read", "store", ... */
    uint64_t offset;    /* byte or line that the message speaks of; 0 = none */
    char message[512];  /* one sentence without a line end, with file and place where there is one */
} annals_error;

/* "ok", "usage", ...: a literal. */
ANNALS_API const char *annals_status_name(annals_status status);
/* "0.1.0": a literal. */
ANNALS_API const char *annals_version(void);

/* ---- engine ---- */

typedef struct annals_engine annals_engine;

typedef struct annals_engine_options {
    const char *data_directory; /* where the compiled dictionary and the models lie; NULL = ANNALS_DATA in the environment, then the
                                   place that the library was built or installed for */
    const char *lexicon_path;   /* another compiled dictionary, or a folder with dictionaries in the formats of TABARI, PETRARCH, PETRARCH-2
                                   or UniversalPetrarch to code CAMEO with; NULL = the one in data_directory */
    void *user;                 /* handed to on_problem */
    void (*on_problem)(void *user, const annals_error *problem); /* wrong lines of such a folder, which are left out; may be NULL */
} annals_engine_options;

/* Opens dictionaries and models. `options` may be NULL. On success *engine is the caller's and is given back with
 * annals_engine_close; it may be used by many threads at once. E_IO, E_FORMAT, E_VERSION, E_MEMORY. */
ANNALS_API annals_status annals_engine_open(annals_engine **engine, const annals_engine_options *options, annals_error *error);
/* NULL is allowed. Documents made with the engine must be gone before. */
ANNALS_API void annals_engine_close(annals_engine *engine);
/* SHA-256 in hexadecimal of "program", "lexicon", "split" or "parse"; NULL for another word. Lives as long as the engine. */
ANNALS_API const char *annals_engine_digest(const annals_engine *engine, const char *part);

/* ---- documents ---- */

typedef struct annals_document annals_document;

/* One document given directly. Only `text` must be set; text_bytes 0 = up to its NUL. published: ISO 8601 year, month or day. */
typedef struct annals_input {
    const char *text;
    size_t text_bytes;
    const char *id, *title, *outlet, *author, *url, *lang, *published;
} annals_input;

enum { ANNALS_WITH_TEXT = 1, ANNALS_WITH_MENTIONS = 2 };

/* Codes one document. *document is the caller's (annals_document_free). E_USAGE for an unreadable date, E_LIMIT, E_MEMORY. */
ANNALS_API annals_status annals_code(const annals_engine *engine, const annals_input *input, annals_document **document,
                                     annals_error *error);
/* NULL is allowed. */
ANNALS_API void annals_document_free(annals_document *document);
/* The line of JSON of docs/formats.md, NUL-terminated, no line end; owned by the document, valid until the next call on it.
 * flags: ANNALS_WITH_*. NULL when memory is exhausted. */
ANNALS_API const char *annals_document_json(annals_document *document, unsigned flags, size_t *length);
/* The parse as CoNLL-U; owner, lifetime and NULL as above. */
ANNALS_API const char *annals_document_conllu(annals_document *document, size_t *length);
ANNALS_API const char *annals_document_id(const annals_document *document);
ANNALS_API size_t annals_document_event_count(const annals_document *document);
ANNALS_API size_t annals_document_claim_count(const annals_document *document);

/* ---- many documents ---- */

/* How far annals_run has come; bytes of inputs as they lie on disk (total_bytes 0 = unknown, as for a pipe). */
typedef struct annals_progress {
    uint64_t documents, failed_inputs, events;
    uint64_t done_bytes, total_bytes;
} annals_progress;

typedef struct annals_run_options {
    unsigned threads;       /* 0 = one per core */
    bool parse_only;        /* stop after the parse */
    void *user;             /* handed to the callbacks */
    /* In input order, from the calling thread; the document is freed after the call. Another value than 0 stops the run. */
    int (*on_document)(void *user, annals_document *document);
    /* Something could not be read: the rest goes on. May be NULL. */
    void (*on_problem)(void *user, const annals_error *problem);
    /* From the calling thread, a few times a second. May be NULL. */
    void (*on_progress)(void *user, const annals_progress *progress);
    /* Asked before the work: true = this document need not be coded (it is stored already). Digest of the raw bytes. May be NULL. */
    bool (*is_known)(void *user, const char *url, const char *raw_sha256);
} annals_run_options;

/* Reads and codes every document in `paths` (files, folders, "-" for standard input), told apart by content. The sequence of
 * documents and every byte of them do not depend on `threads`; folders are read in byte order of their names.
 * OK: everything done. E_INPUT: done, but some inputs could not be read (each told to on_problem). STOPPED; else as failed. */
ANNALS_API annals_status annals_run(const annals_engine *engine, const char *const *paths, size_t path_count,
                                    const annals_run_options *options, annals_error *error);

/* ---- base ---- */

typedef struct annals_base annals_base;

enum { ANNALS_BASE_CREATE = 1, ANNALS_BASE_READ_ONLY = 2 };

/* Opens a base; with CREATE makes a new one if there is none; an older version is migrated (not with READ_ONLY). One thread at a
 * time. E_IO, E_FORMAT (not a base of Annals), E_VERSION (made by a newer program), E_BASE (locked). */
ANNALS_API annals_status annals_base_open(annals_base **base, const char *path, unsigned flags, annals_error *error);
ANNALS_API void annals_base_close(annals_base *base);

typedef struct annals_read_summary {
    uint64_t stored, known, failed_inputs, events, claims;
} annals_read_summary;

/* Reads and codes inputs into the base, nothing twice (by digest of the raw document, by URL and digest of the text), in
 * transactions of bounded size: when the process dies the base holds whole documents and the next call completes it. Then what is new is
 * compared with what is there: derivations, incidents, contradictions.
 * Of `options`, on_document, is_known and parse_only are not used. `summary` may be NULL. Status as annals_run, and E_BASE. */
ANNALS_API annals_status annals_base_read(annals_base *base, const annals_engine *engine, const char *const *paths,
                                          size_t path_count, const annals_run_options *options,
                                          annals_read_summary *summary, annals_error *error);

/* Takes output piece by piece; another value than 0 stops (status STOPPED). */
typedef int (*annals_sink)(void *user, const char *bytes, size_t length);

/* A question: which records, filtered how. Any string may be NULL = not asked. Dates: ISO 8601 year, month or day. */
typedef struct annals_query {
    const char *what;       /* "documents", "events", "claims", "actors", "relations", "derivations",
                               "incidents", "contradictions", "corrections" */
    const char *actor, *recipient, *type, *since, *until, *place, *factuality, *speaker, *document;
    const char *words;      /* full-text search over sentences */
    uint64_t limit;         /* 0 = all */
    const char *by;         /* relations: "day", "week", "month" or "year", a row for each with its turning points; NULL = a row a dyad */
    const char *about;      /* claims: only those about the incident of this key, in the order in which they were made */
} annals_query;

/* Answers in "table", "csv", "tsv", "jsonl" or "json", or in a format of the field: events as "polecat", "icews", "gdelt", "gdelt-mentions",
 * "geojson", "graphml", "gexf" or "stix"; incidents as "ucdp" or "geojson"; relations as "graphml" or "gexf". Order of rows is fixed
 * (document, then place in the text). E_USAGE for an unknown word, date or format, or a format that has no place for what is asked. */
ANNALS_API annals_status annals_base_query(annals_base *base, const annals_query *query, const char *format,
                                           annals_sink sink, void *user, annals_error *error);
/* Why: sentence, tree, rule, dictionary line, spans of the event or claim with this key, as text. E_INPUT if there is none. */
ANNALS_API annals_status annals_base_explain(annals_base *base, const annals_engine *engine, const char *key,
                                             annals_sink sink, void *user, annals_error *error);
/* A page of HTML that stands alone, of what `query` asks for (its `what` and `limit` are not used; NULL = the whole base). title may be
 * NULL. */
ANNALS_API annals_status annals_base_report(annals_base *base, const annals_query *query, const char *title, annals_sink sink,
                                            void *user, annals_error *error);

/* Rival explanations of an incident set against what the base holds about it: which claims and events speak for, against, or are silent, how
 * independent they are, and which tell the explanations apart. `text` names them (docs/formats.md), `length` 0 = up to its NUL. Formats:
 * "table", "csv", "tsv", "jsonl". E_INPUT names the line that is wrong, or that there is no such incident. */
ANNALS_API annals_status annals_base_hypotheses(annals_base *base, const char *text, size_t length, const char *format, annals_sink sink,
                                                void *user, annals_error *error);

/* ---- corrections ---- */

/* What a person decides about something that the program made. Decisions are kept in their order, apart from the program's output, and are
 * made again after every recode. docs/formats.md lists the actions and their values. */
typedef struct annals_correction {
    const char *action; /* "drop", "type", "actor", "recipient", "date", "place", "killed", "wounded", "detained", "displaced", "factuality",
                           "merge-actors", "split-actor", "join-incidents", "split-incident", "drop-derivation" */
    const char *target; /* key of the event, incident or derivation; id of the actor */
    const char *value;  /* what it shall be; NULL where the action needs none */
    const char *by;     /* who decides; NULL = not told */
    const char *day;    /* when, ISO 8601; NULL = not told: the library asks no clock */
    const char *note;   /* why; NULL = not told */
} annals_correction;

/* Takes a decision and applies it. The engine's dictionaries tell who belongs to whom when the incidents that it touches are made anew: they should
 * be those that the base was linked with, and how a type that is decided is coded in CAMEO (NULL = only ids tell, and the code is unknown). *number
 * (may be NULL) is its place in the log, by which it can be undone. E_INPUT: nothing of that key, or the value cannot be; E_USAGE: unknown action;
 * E_BASE: another one writes. */
ANNALS_API annals_status annals_base_correct(annals_base *base, const annals_engine *engine, const annals_correction *correction, uint64_t *number,
                                             annals_error *error);
/* Takes one decision back; those after it stay. It stays in the log as undone. E_INPUT: no such number, or undone already. */
ANNALS_API annals_status annals_base_undo(annals_base *base, const annals_engine *engine, uint64_t number, annals_error *error);
/* Takes the decisions of a log that the query "corrections" wrote as "jsonl". Those whose target is not there are kept as conflicts and told
 * to on_problem (may be NULL), as are wrong lines, which are left out. *taken may be NULL. */
ANNALS_API annals_status annals_base_read_corrections(annals_base *base, const annals_engine *engine, const char *path,
                                                      void (*on_problem)(void *user, const annals_error *problem), void *user,
                                                      uint64_t *taken, annals_error *error);

typedef struct annals_recode_summary {
    uint64_t documents, same_events, gone_events, new_events, changed_events, conflicts;
    uint64_t same_claims, gone_claims, new_claims, changed_claims;
} annals_recode_summary;

/* Codes all documents of the base anew from their stored texts with the engine's dictionaries and models, links them, applies the decisions
 * again, and tells the sink what changed: lines of "what, key, field, before, after", apart by tabs. Of `options` threads, user, on_problem
 * and on_progress are used. All or nothing: if it fails, the base stays as it was. `summary` may be NULL. */
ANNALS_API annals_status annals_base_recode(annals_base *base, const annals_engine *engine, const annals_run_options *options,
                                            annals_recode_summary *summary, annals_sink sink, void *user, annals_error *error);

/* ---- dictionaries ---- */

/* Compiles the dictionary texts in a folder (data/) to one file. E_FORMAT names file and line of the first wrong line; all are
 * told to on_problem, which may be NULL. */
ANNALS_API annals_status annals_lexicon_compile(const char *folder, const char *out_path,
                                                void (*on_problem)(void *user, const annals_error *problem), void *user,
                                                annals_error *error);
/* Looks for overlaps, contradictions, dates that do not meet, unknown codes, frames whose examples code otherwise; as compile. */
ANNALS_API annals_status annals_lexicon_check(const char *folder,
                                              void (*on_problem)(void *user, const annals_error *problem), void *user,
                                              annals_error *error);
/* "who is it then": entries whose words match, at a date (NULL = any), a line each. */
ANNALS_API annals_status annals_lexicon_find(const annals_engine *engine, const char *words, const char *date,
                                             annals_sink sink, void *user, annals_error *error);
/* All entries of a kind ("actors", "offices", "tenures", "roles", "frames", "places"): a line of column names, then a line each, cells
 * apart by tabs, the last one "file:line" where there is one. E_USAGE for another kind. */
ANNALS_API annals_status annals_lexicon_list(const annals_engine *engine, const char *kind, annals_sink sink, void *user,
                                             annals_error *error);
/* How many entries of what: lines of "what, kind, count", apart by tabs. */
ANNALS_API annals_status annals_lexicon_stats(const annals_engine *engine, annals_sink sink, void *user, annals_error *error);
/* True if the folder holds dictionaries in the formats of TABARI, PETRARCH, PETRARCH-2 or UniversalPetrarch. */
ANNALS_API bool annals_is_peers_folder(const char *folder);
/* Names every wrong line of such dictionaries. E_FORMAT if there is one, E_IO, E_MEMORY, E_LIMIT. on_problem may be NULL. */
ANNALS_API annals_status annals_peers_check(const char *folder, void (*on_problem)(void *user, const annals_error *problem), void *user,
                                            annals_error *error);
typedef struct annals_import_summary {
    uint64_t actors, roles, sets, frames, not_imported;
} annals_import_summary;
/* Turns such dictionaries into dictionary texts of Annals in `out_folder` (made if need be): actors.txt, roles.txt, frames.txt, and
 * not-imported.tsv with what cannot be said in them. `summary` may be NULL. E_IO, E_FORMAT, E_MEMORY, E_LIMIT. */
ANNALS_API annals_status annals_peers_import(const annals_engine *engine, const char *folder, const char *out_folder,
                                             void (*on_problem)(void *user, const annals_error *problem), void *user,
                                             annals_import_summary *summary, annals_error *error);
/* Names, and verbs with a name as subject, that the base holds and the dictionaries do not know: lines of "kind, words, documents,
 * times", those of most documents first. limit 0 = all. */
ANNALS_API annals_status annals_base_missing(annals_base *base, const annals_engine *engine, uint64_t limit, annals_sink sink, void *user,
                                             annals_error *error);

/* ---- forecasting ---- */

/* What may follow from what was reported so far. Any string may be NULL = not asked. docs/forecast.md tells how, and how well. */
typedef struct annals_forecast_question {
    const char *what;        /* "forecast", "backtest", "whatif", "influence" */
    const char *events;      /* path of a CSV of dated events (docs/forecast.md) to use instead of a base */
    const char *actor, *recipient; /* ids; each stands also for ids below it and for who acts for them; NULL = anyone */
    const char *event_class; /* "verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict", "cooperation", "conflict",
                                "all" (NULL), or a class of the CSV's own */
    const char *measure;     /* "count" (NULL) or "goldstein": weekly sums */
    const char *horizon;     /* "12w" (NULL), "84d" */
    const char *since, *until; /* what is learned from; until: nothing published later is known. ISO 8601 year, month or day */
    const char *actors;      /* influence: "rus, ukr, usa"; NULL = those of the busiest dyads */
    const char *scenario;    /* whatif: the text of a scenario, or ... */
    const char *inject, *hold; /* ... one step of one, "iskp > rus conflict", asked about actor, recipient and event_class */
    uint64_t streams;        /* backtest without actors, influence: how many of the busiest dyads; 0 = the usual number */
    uint64_t origins;        /* back-test: from how many past weeks or days; 0 = the usual number */
    uint64_t seed;           /* same question, same seed, same bytes */
    unsigned threads;        /* 0 = none beside the caller's; changes no byte of the answer */
} annals_forecast_question;

/* Answers in "table", "csv", "tsv", "jsonl" or "svg" (a picture). `base` may be NULL if `events` is given. E_INPUT: the history does not carry an
 * answer (too few events, a gap of a year, a series that never changes, no precedents, a system that explodes), or the file or scenario is
 * wrong: the message names the reason and the line. E_USAGE for an unknown word; else as the base and the sink. */
ANNALS_API annals_status annals_forecast(annals_base *base, const annals_forecast_question *question, const char *format, annals_sink sink,
                                         void *user, annals_error *error);

#ifdef __cplusplus
}
#endif

#endif
