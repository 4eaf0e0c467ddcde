/* A page of HTML that stands alone: what was read, dyads, timeline, network, claims, every event with its sentence. */
#ifndef ANNALS_SHOW_REPORT_H
#define ANNALS_SHOW_REPORT_H

#include "base/status.h"
#include "base/strbuf.h"
#include "record/event.h"
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
    an_str sentence;
    an_mark *marks;
    size_t mark_count;
} an_report_event;

typedef struct an_report_claim {
    uint32_t document;
    an_report_actor speaker; /* both NULL = nobody named */
    an_str stance, content, event_key;
} an_report_claim;

typedef struct an_report {
    an_str title;
    const an_report_document *documents;
    size_t document_count, document_total; /* total: in the base; count: shown */
    const an_report_event *events;
    size_t event_count, event_total;
    const an_report_claim *claims;
    size_t claim_count, claim_total;
    const an_relation *relations; /* busiest first */
    size_t relation_count;
} an_report;

annals_status an_report_write(an_arena *scratch, const an_report *report, an_strbuf *out, annals_error *error);

/* The parts that draw; each writes one <svg>, or a sentence that says why there is none. */
void an_report_timeline(an_arena *scratch, const an_report *report, an_strbuf *out);
annals_status an_report_network(an_arena *scratch, const an_report *report, an_strbuf *out, annals_error *error);

#endif
