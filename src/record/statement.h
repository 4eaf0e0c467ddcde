/* What one voice says of an incident: a line of the ledger of claims, a row of the matrix of hypotheses. */
#ifndef ANNALS_RECORD_STATEMENT_H
#define ANNALS_RECORD_STATEMENT_H

#include "record/incident.h"

#define AN_STATEMENT_LIST(X)                                                                                             \
    X(CLAIM, "claim")   /* a claim about an event of the incident */                                                     \
    X(DENIAL, "denial") /* a denial of something that is no event, in the sentence of such an event or the next one */    \
    X(VOICE, "voice")   /* such an event told in the article's own voice, or by a speaker without a claim of its own */   \
    X(BESIDE, "beside") /* any other claim about no event, in an article that tells of the incident */
#define AN_ENUM_STATEMENT(name, text) AN_STATEMENT_##name,
typedef enum an_statement_kind { AN_STATEMENT_LIST(AN_ENUM_STATEMENT) AN_STATEMENT_KINDS } an_statement_kind;
extern const char *const an_statement_names[AN_STATEMENT_KINDS];

/* What it says happened; nothing is known of it where the statement is about no event. */
typedef struct an_statement_value {
    bool is_known;
    uint64_t event, incident;            /* their keys */
    an_event_type type;
    uint64_t modes;                      /* bits: 1 << an_mode % 64, among those of the type */
    an_factuality factuality;
    an_date_range dates;
    an_place place;                      /* name, country; data NULL = unknown */
    an_participants actors, recipients;  /* ids and names */
    an_incident_count counts[AN_COUNT_KINDS]; /* low and high; best is unused */
    an_str instrument;                   /* its words */
} an_statement_value;

/* Owner: the arena of whoever gathers. */
typedef struct an_statement {
    an_statement_kind kind;
    uint64_t key;             /* of the claim; of the event if there is no claim */
    an_str document, outlet;
    an_date_range published;  /* when it was made: on or before the day of the article */
    an_str source;            /* id of the article that the words are taken from; data NULL = none */
    bool has_speaker;         /* false: the article's own voice, or "it was reported" */
    an_actor speaker;         /* id and name */
    bool is_own_voice;        /* the article's */
    an_stance stance;         /* says for the article's own voice */
    an_certainty certainty;
    an_statement_value value;
    an_str content, text;     /* the clause claimed; the sentence */
    uint64_t changes;         /* key of the statement of the same speaker that it departs from; 0 = none */
    an_str change;            /* in what: "killed 6 to 8" */
    uint64_t repeats;         /* key of an earlier statement by the same voice that says nothing else; 0 = none */
} an_statement;

/* "iskp; killed 6; Kabul": what of its value can be set against other statements. */
void an_statement_write_value(const an_statement *statement, an_strbuf *out);
void an_statement_write_count(const an_incident_count *count, an_strbuf *out); /* "6", "6-8", "139+" */
void an_statement_write_json(const an_statement *statement, an_strbuf *out);

#endif
