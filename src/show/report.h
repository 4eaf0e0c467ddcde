/* A page of HTML that stands alone: what was read and who copies whom, incidents with their accounts, contradictions, relations over time, a map,
 * claims, every event with its sentence. */
#ifndef ANNALS_SHOW_REPORT_H
#define ANNALS_SHOW_REPORT_H

#include "base/status.h"
#include "base/strbuf.h"
#include "record/contradiction.h"
#include "record/derivation.h"
#include "record/incident.h"
#include "record/relation.h"

/* What the page is made of, in the order in which it is shown. Owner of everything: whoever hands it over. */
typedef struct an_report_actor {
    an_str id, name; /* id data NULL = unresolved */
} an_report_actor;

typedef struct an_report_document {
    an_str id, title, outlet, author, url;
    an_date_range published;
    an_str published_basis;
    uint32_t event_count, claim_count;
    double own_share; /* of its bytes that it takes from no other article; below 0 = it takes none */
} an_report_document;

typedef enum an_mark_kind { AN_MARK_ACTOR, AN_MARK_RECIPIENT, AN_MARK_DATE, AN_MARK_PLACE, AN_MARK_QUANTITY, AN_MARK_SAYING } an_mark_kind;
typedef struct an_mark {
    an_mark_kind kind;
    an_span span; /* in the sentence's own text */
} an_mark;

typedef struct an_report_event {
    an_str key;
    uint32_t document; /* index of its document */
    an_event_type type;
    an_str modes;      /* apart by blanks */
    int quad;
    an_report_actor *actors, *recipients, *speakers;
    size_t actor_count, recipient_count, speaker_count;
    an_date_range date;
    an_str place, factuality, rule, stance; /* stance of the outermost account; NULL = the article's own voice */
    an_event_quantity killed, wounded, detained, displaced;
    double confidence;
    an_str corrected;  /* names of the fields that a person decided, apart by ", "; NULL = none */
    an_str sentence;
    an_mark *marks;
    size_t mark_count;
} an_report_event;

/* When an event was, and its quad class: of every event of the question, shown or not. */
typedef struct an_report_moment {
    an_date_range date;
    int quad;
} an_report_moment;

typedef struct an_report_claim {
    uint32_t document;
    an_report_actor speaker; /* both NULL = nobody named */
    an_stance kind; /* its stance */
    an_str stance, content, event_key;
    an_str incident; /* key of the incident that it is about; NULL = none, or not told on the page */
} an_report_claim;

/* A value of a field that the page compares: "6", "2022-09-05", marked where a contradiction is about it. */
typedef enum an_report_field { AN_SHOWN_DATE, AN_SHOWN_PLACE, AN_SHOWN_ACTOR, AN_SHOWN_KILLED, AN_SHOWN_WOUNDED, AN_SHOWN_DETAINED, AN_SHOWN_DISPLACED,
                               AN_SHOWN_COUNT } an_report_field;

/* One event of an incident: what it says, and by whose account. */
typedef struct an_report_account {
    uint32_t document; /* UINT32_MAX = not among those shown */
    an_str outlet, title, key;
    an_date_range published;
    an_report_actor *speakers; /* outermost first; none = the article's own voice */
    size_t speaker_count;
    an_str stance;
    an_date_range date;
    an_str place, place_precision, factuality;
    an_report_actor *actors, *recipients;
    size_t actor_count, recipient_count;
    an_event_quantity counts[AN_COUNT_KINDS];
    an_str sentence;
    an_str reasons;    /* why it was joined, apart by blanks; NULL = the first */
    bool is_taken;     /* its article takes text from another article of the incident */
    unsigned disputed; /* bits of an_report_field */
} an_report_account;

/* A voice that says something else of an incident than it did before. */
typedef struct an_report_change {
    an_report_actor speaker; /* both NULL = the outlet itself */
    an_str outlet, document; /* where it says so now */
    an_date_range published;
    an_str change;           /* "killed 6 to 8" */
} an_report_change;

typedef struct an_report_incident {
    an_str key;
    an_event_type type;
    an_date_range dates;
    int date_precision, place_precision; /* after UCDP */
    an_place place;                      /* precision.data NULL = unknown */
    an_report_actor *actors, *recipients;
    size_t actor_count, recipient_count;
    an_incident_count counts[AN_COUNT_KINDS];
    an_str factuality;
    int64_t events, reports, independent;
    size_t contradiction_count;
    const an_report_account *accounts;   /* in the order of publication; NULL = the page shows none of them */
    size_t account_count;                /* shown; `events` in all */
    const an_report_change *changes;
    size_t change_count;
} an_report_incident;

typedef struct an_report_side {
    an_str event_key, document, value;
    an_date_range published;
    an_report_actor speaker; /* both NULL = the article's own voice */
    int64_t accounts;
} an_report_side;

typedef struct an_report_contradiction {
    an_str incident; /* its key */
    an_contradiction_field field;
    an_report_side sides[2];
    bool is_ordered, is_superseded, is_independent;
} an_report_contradiction;

typedef struct an_report_derivation {
    uint32_t taker, source;         /* UINT32_MAX = not among the documents shown */
    an_str taker_title, source_title, taker_outlet, source_outlet;
    an_derivation_kind kind;
    an_direction direction;
    double score, taken, given;
    size_t passages;
    an_str sample;                  /* the longest passage, in the taker's words */
} an_report_derivation;

/* One dyad over time: counts of incidents by period, from the first to the last, without gaps. */
typedef struct an_report_curve {
    an_str actor, recipient; /* ids */
    an_str actor_name, recipient_name;
    an_relation_by by;
    const an_relation *periods; /* in the order of time, all with a known period */
    size_t period_count;
    int64_t incidents, undated; /* drawn; and those that lie in no single period */
} an_report_curve;

/* A picture of what may follow, or the reason why there is none. */
typedef struct an_report_picture {
    an_str caption;
    an_str svg;    /* a whole file of its own; data NULL = none */
    an_str reason;
} an_report_picture;

typedef struct an_report {
    an_str title;
    const an_report_document *documents;
    size_t document_count, document_total; /* total: in the base; count: shown */
    const an_report_event *events;
    size_t event_count, event_total;
    const an_report_moment *moments;
    size_t moment_count;
    const an_report_claim *claims;
    size_t claim_count, claim_total;
    const an_relation *relations; /* busiest first */
    size_t relation_count;
    const an_report_incident *incidents; /* those with several accounts or contradictions first, those of most reports first among them */
    size_t incident_count, incident_total, incidents_told; /* ..., of which the first so many have accounts */
    const an_report_contradiction *contradictions;
    size_t contradiction_count, contradiction_total;
    const an_report_derivation *derivations;
    size_t derivation_count, derivation_total;
    const an_report_curve *curves;
    size_t curve_count;
    const an_report_picture *pictures;
    size_t picture_count;
} an_report;

annals_status an_report_write(an_arena *scratch, const an_report *report, an_strbuf *out, annals_error *error);

/* The parts of the page, each in a file of its own; those that draw write one <svg>, or a sentence that says why there is none. */
void an_report_incidents(const an_report *report, an_strbuf *out);
void an_report_contradictions(const an_report *report, an_strbuf *out);
void an_report_sources(const an_report *report, an_strbuf *out);
void an_report_curves(const an_report *report, an_strbuf *out);
void an_report_ahead(const an_report *report, an_strbuf *out);
void an_report_map(an_arena *scratch, const an_report *report, an_strbuf *out);
void an_report_timeline(an_arena *scratch, const an_report *report, an_strbuf *out);
annals_status an_report_network(an_arena *scratch, const an_report *report, an_strbuf *out, annals_error *error);

#endif
