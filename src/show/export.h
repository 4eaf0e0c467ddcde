/* Records in the formats of the field: what political scientists, mappers, network and threat analysts load elsewhere.
 *
 * Whoever asks the base hands records over and knows by an_export_wants() which; each format is one file here and one row of the table in
 * export.c. Nothing is made up to fill a column: what our record does not have stays empty, or is what the format itself writes for that. */
#ifndef ANNALS_SHOW_EXPORT_H
#define ANNALS_SHOW_EXPORT_H

#include "base/status.h"
#include "record/event.h"
#include "record/incident.h"
#include "record/relation.h"

typedef struct an_export an_export;

/* One event as one document tells it. Everything lives until the call returns. */
typedef struct an_export_event {
    const an_article *article; /* with its text */
    const an_event *event;
    an_str sentence;
} an_export_event;

enum {
    AN_EXPORT_EVENTS = 1,    /* an_export_event for each event */
    AN_EXPORT_INCIDENTS = 2, /* for each incident that an_export_takes: an_export_put_incident ... */
    AN_EXPORT_ACCOUNTS = 4,  /* ... an_export_put_event for each event of it in the order of publication ... */
                             /* ... an_export_end_incident */
    AN_EXPORT_RELATIONS = 8  /* an_export_relation for each dyad */
};

/* Which formats there are: the word of a format for some record, and whether it has a place for records of `what`. */
bool an_export_is_format(const char *format);
bool an_export_holds(const char *format, const char *what);

typedef struct an_export_options {
    bool any_factuality; /* the question chose a factuality itself; otherwise formats without a place for it take only what happened or is going on */
    bool any_type;       /* the same for the UCDP table, which is one of violence */
} an_export_options;

/* E_USAGE: no such format, or it has no place for `what` ("events", "incidents", "relations"). On success *out is the caller's. */
annals_status an_export_open(an_export **out, const char *what, const char *format, const an_export_options *options, annals_sink sink,
                             void *user, annals_error *error);
unsigned an_export_wants(const an_export *export);
/* How many times all records must be handed over, in the same order (graphs name all their nodes before their edges). */
int an_export_passes(const an_export *export);
annals_status an_export_begin(an_export *export, int pass, annals_error *error); /* pass 0, 1 */
annals_status an_export_put_event(an_export *export, const an_export_event *event, annals_error *error);
/* Whether the format has a place for the incident. */
bool an_export_takes(const an_export *export, const an_incident *incident);
annals_status an_export_put_incident(an_export *export, const an_incident *incident, annals_error *error);
annals_status an_export_end_incident(an_export *export, annals_error *error);
annals_status an_export_put_relation(an_export *export, const an_relation *relation, annals_error *error);
annals_status an_export_end(an_export *export, annals_error *error); /* once, after the last pass */
void an_export_close(an_export *export); /* NULL is allowed */

#endif
