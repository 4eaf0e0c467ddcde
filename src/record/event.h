/* What the text reports: events, and claims made about them. */
#ifndef ANNALS_RECORD_EVENT_H
#define ANNALS_RECORD_EVENT_H

#include "record/mention.h"

#define AN_FACTUALITY_LIST(X)                                                                                            \
    X(HAPPENED, "happened") X(DID_NOT_HAPPEN, "did-not-happen") X(ONGOING, "ongoing") X(PLANNED, "planned")               \
    X(THREATENED, "threatened") X(HYPOTHETICAL, "hypothetical") X(POSSIBLE, "possible") X(HABITUAL, "habitual")
#define AN_STANCE_LIST(X)                                                                                                \
    X(SAYS, "says") X(CLAIMS_OWN, "claims-own") X(CLAIMS, "claims") X(DENIES, "denies") X(ACCUSES, "accuses")             \
    X(CONFIRMS, "confirms") X(DOUBTS, "doubts") X(PREDICTS, "predicts") X(PROPOSES, "proposes") X(QUOTES, "quotes")
#define AN_ENUM_FACTUALITY(name, text) AN_FACTUALITY_##name,
#define AN_ENUM_STANCE(name, text) AN_STANCE_##name,
typedef enum an_factuality { AN_FACTUALITY_LIST(AN_ENUM_FACTUALITY) AN_FACTUALITY_COUNT } an_factuality;
typedef enum an_stance { AN_STANCE_LIST(AN_ENUM_STANCE) AN_STANCE_COUNT } an_stance;
extern const char *const an_factuality_names[AN_FACTUALITY_COUNT];
extern const char *const an_stance_names[AN_STANCE_COUNT];

enum { AN_MODES_MAX = 4, AN_CAMEO_CODE_BYTES = 5 };

/* One who takes part: the actor and the words that name it here. */
typedef struct an_participant {
    an_actor actor;
    an_span span;
    uint32_t mention; /* index into the document's mentions; AN_NONE */
} an_participant;
typedef AN_ARRAY(an_participant) an_participants;

typedef struct an_account {
    an_participant speaker;
    an_stance stance;
    an_span span; /* the words of saying: "according to" */
} an_account;
typedef AN_ARRAY(an_account) an_accounts;

typedef struct an_event_date {
    an_time time;
    an_span span; /* empty: no words in the text, then basis DOCUMENT_DATE */
    bool is_known;
} an_event_date;

typedef struct an_event_place {
    an_place place;
    an_span span;
    bool is_known;
} an_event_place;

typedef struct an_event_quantity {
    int64_t low, high; /* as an_quantity */
    an_span span;
    bool is_known;
} an_event_quantity;

/* What a type is coded as in CAMEO where nothing says more, and what the code weighs. */
typedef struct an_act_code {
    char cameo[AN_CAMEO_CODE_BYTES]; /* "" = the codebook gives it none */
    double goldstein;
} an_act_code;

/* What a codebook says of types without a mode, and of modes; a mode of which it says nothing has the code of its type. All zero = no
 * codebook: no code is known. */
typedef struct an_act_codes {
    an_act_code of_type[AN_TYPE_COUNT], of_mode[AN_MODE_COUNT];
} an_act_codes;

/* Owner: the document's arena. */
typedef struct an_event {
    uint64_t key; /* of document digest, span and type: stable whatever else changes */
    uint32_t sentence;
    an_span span;           /* from the first to the last word that the event rests on */
    uint32_t trigger_token; /* over the whole article */
    an_event_type type;
    an_mode modes[AN_MODES_MAX];
    uint8_t mode_count;
    uint64_t contexts; /* bits of an_context */
    char cameo[AN_CAMEO_CODE_BYTES]; /* "" = none */
    bool has_goldstein;
    double goldstein, plover_score;
    int quad;
    an_participants actors, recipients;
    an_event_date date;
    an_event_place place;
    an_event_quantity killed, wounded, detained, displaced;
    an_span instrument; /* empty = none */
    an_factuality factuality;
    an_accounts accounts; /* outermost first; empty = the article's own voice */
    double confidence;    /* 0 to 1 */
    an_str rule;          /* frame id, "attack#3" */
    uint32_t findings;    /* bits of an_finding (event/confidence.h) that the confidence rests on; not stored, 0 for events of a base */
    uint32_t corrected;   /* bits of an_event_field that a person decided; 0 = all as the program made it */
} an_event;

/* A share of certainty that words express ("likely" = .55 to .80), after a documented scale. */
typedef struct an_certainty {
    double low, high;
    an_span span;
    bool is_known;
} an_certainty;

typedef struct an_claim {
    uint64_t key;
    uint32_t sentence;
    an_span span;          /* speaker, verb and content */
    an_participant speaker;
    bool has_speaker;      /* false: "it was reported" */
    an_stance stance;
    uint32_t event;        /* index into the document's events; AN_NONE = a clause that is no event */
    an_span content;       /* the clause claimed */
    an_certainty certainty;
} an_claim;

typedef AN_ARRAY(an_event) an_events;
typedef AN_ARRAY(an_claim) an_claims;

/* Everything known of one document. Owner of all: the document's arena. */
typedef struct an_document {
    an_article article;
    an_parsed_text parsed;
    an_mentions mentions;
    an_events events;
    an_claims claims;
    an_diagnostics diagnostics;
} an_document;

enum { AN_DOCUMENT_WITH_TEXT = 1, AN_DOCUMENT_WITH_MENTIONS = 2 };

/* The text form of a document: the one line of JSON that `annals code` prints, without a line end. */
void an_document_write_json(const an_document *document, unsigned flags, an_strbuf *out);
void an_actor_write_json(const an_actor *actor, an_str text, an_span span, an_strbuf *out);
/* One event or claim of `document` as in that line; with document_id.data the object begins with "document", as rows of a base do.
 * Of the document they read the article's text, for AN_DOCUMENT_WITH_TEXT the sentences, and for a claim the event it points to. */
void an_event_write_json(const an_document *document, const an_event *event, an_str document_id, unsigned flags, an_strbuf *out);
void an_claim_write_json(const an_document *document, const an_claim *claim, an_str document_id, an_strbuf *out);
/* The "document" object of that line. */
void an_article_write_json(const an_article *article, unsigned flags, an_strbuf *out);
/* Keys in text: 16 hexadecimal digits, since a JSON number holds 53 bits only. */
enum { AN_KEY_BYTES = 17 };
const char *an_key_format(uint64_t key, char out[AN_KEY_BYTES]);
bool an_key_parse(an_str text, uint64_t *key);

#endif
