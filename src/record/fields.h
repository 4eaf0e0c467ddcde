/* The fields of an event and of a claim as short texts: what a person saw, what a recode changed, what a correction decides. */
#ifndef ANNALS_RECORD_FIELDS_H
#define ANNALS_RECORD_FIELDS_H

#include "base/strbuf.h"
#include "record/event.h"

#define AN_EVENT_FIELD_LIST(X)                                                                                           \
    X(TYPE, "type") X(ACTOR, "actor") X(RECIPIENT, "recipient") X(DATE, "date") X(PLACE, "place")                          \
    X(KILLED, "killed") X(WOUNDED, "wounded") X(DETAINED, "detained") X(DISPLACED, "displaced")                            \
    X(FACTUALITY, "factuality") X(ACCOUNTS, "accounts") X(CONTEXTS, "contexts") X(CAMEO, "cameo") X(SPAN, "span")          \
    X(INSTRUMENT, "instrument") X(CONFIDENCE, "confidence") X(RULE, "rule")
#define AN_ENUM_EVENT_FIELD(name, text) AN_FIELD_##name,
typedef enum an_event_field { AN_EVENT_FIELD_LIST(AN_ENUM_EVENT_FIELD) AN_FIELD_COUNT } an_event_field;
extern const char *const an_event_field_names[AN_FIELD_COUNT];

/* Appends the field: "ASSAULT aerial", ids apart by blanks (words of one who has none in quotes), "2022-03-01..2022-03-05", "139+".
 * What is not known is "unknown", an empty list "none": what it writes of type to factuality is what a correction reads. */
void an_event_field_write(const an_event *event, an_event_field field, an_strbuf *out);

/* Appends the names of the fields that a person decided; nothing if there are none. */
void an_event_corrected_write(const an_event *event, const char *between, an_strbuf *out);

#define AN_CLAIM_FIELD_LIST(X)                                                                                           \
    X(SPEAKER, "speaker") X(STANCE, "stance") X(EVENT, "event") X(CERTAINTY, "certainty") X(CONTENT, "content") X(SPAN, "span")
#define AN_ENUM_CLAIM_FIELD(name, text) AN_CLAIM_##name,
typedef enum an_claim_field { AN_CLAIM_FIELD_LIST(AN_ENUM_CLAIM_FIELD) AN_CLAIM_FIELD_COUNT } an_claim_field;
extern const char *const an_claim_field_names[AN_CLAIM_FIELD_COUNT];

/* Appends the field of a claim of `document`: the speaker as in an event, the key of the event, ".55-.80" as "0.55-0.8", the words claimed. */
void an_claim_field_write(const an_document *document, const an_claim *claim, an_claim_field field, an_strbuf *out);

/* A place in one line: name; country; latitude; longitude; precision; GeoNames id; what it lies in; population. */
void an_place_write_line(const an_place *place, an_strbuf *out);
/* Its inverse; what is missing at the end is unknown, the precision then "city". Texts stay those of the line. NULL, or what is wrong
 * with it. */
const char *an_place_read_line(an_str line, an_place *out);

#endif
