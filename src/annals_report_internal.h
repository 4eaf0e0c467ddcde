/* What the files that gather the report page share. */
#ifndef ANNALS_ANNALS_REPORT_INTERNAL_H
#define ANNALS_ANNALS_REPORT_INTERNAL_H

#include "base/array.h"
#include "show/report.h"
#include "store/link.h"

typedef struct an_gathering {
    an_arena *arena;
    annals_base *base;
    an_store *store; /* the base's */
    const an_filter *filter;
    AN_ARRAY(an_report_document) documents;
    AN_ARRAY(an_report_event) events;
    AN_ARRAY(an_report_moment) moments; /* of all events, not only those kept */
    AN_ARRAY(an_report_claim) claims;
    AN_ARRAY(an_report_incident) incidents;
    AN_ARRAY(an_report_contradiction) contradictions;
    AN_ARRAY(an_report_derivation) derivations;
    AN_ARRAY(an_report_curve) curves;
    size_t document_total, event_total, claim_total, incident_total, incidents_told, contradiction_total, derivation_total;
    size_t several_seen, single_seen; /* incidents told by several events, by one */
    AN_ARRAY(an_report_picture) pictures;
    an_relation *relations;
    size_t relation_count;
} an_gathering;

an_str an_gather_keep(an_gathering *g, an_str text);
an_str an_gather_key(an_gathering *g, uint64_t key);
an_report_actor *an_gather_participants(an_gathering *g, const an_participants *participants);
/* The document with this id, looked for from `from` on; UINT32_MAX = not among those shown. */
uint32_t an_gather_find_document(const an_gathering *g, an_str id, uint32_t from);
annals_status an_gather_check(const an_gathering *g, annals_error *error); /* E_MEMORY when the arena is exhausted */

/* Derivations, contradictions, incidents with their accounts, after the documents; and curves. (annals_report_link.c) */
annals_status an_gather_links(an_gathering *g, annals_error *error);
annals_status an_gather_curves(an_gathering *g, annals_error *error);
/* Pictures of what may follow, after the curves. (annals_report_ahead.c) */
annals_status an_gather_pictures(an_gathering *g, annals_error *error);

#endif
