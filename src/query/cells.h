/* How values are written in cells, and the columns of each kind of record. */
#ifndef ANNALS_QUERY_CELLS_H
#define ANNALS_QUERY_CELLS_H

#include "base/json.h"
#include "record/relation.h"
#include "record/statement.h"
#include "record/table.h"
#include "store/correction.h"
#include "store/link.h"

/* A record of one of the kinds; the others are NULL. */
typedef struct an_record {
    const an_found *found; /* an event or a claim */
    const an_found_document *document;
    const an_found_actor *actor;
    const an_relation *relation;
    const an_statement *statement;
    an_relation_by by; /* the periods of `relation` */
    const an_found_derivation *derivation;
    const an_incident *incident;
    const an_contradiction *contradiction;
    const an_correction *correction;
} an_record;

/* A column and what stands in it: `put` appends the cell, or nothing for unknown. */
typedef struct an_cell_row {
    an_column column;
    void (*put)(an_strbuf *out, const an_record *record);
} an_cell_row;

typedef struct an_cell_table {
    const char *what; /* "events" */
    const an_cell_row *rows;
    size_t count;
    void (*put_json)(an_strbuf *out, const an_record *record);
} an_cell_table;

enum { AN_CELLS_MAX = 64 };

extern const an_cell_table an_event_cells, an_claim_cells, an_statement_cells, an_document_cells, an_actor_cells, an_relation_cells, an_relation_by_cells, an_derivation_cells, an_incident_cells,
    an_contradiction_cells, an_correction_cells;

/* Shared by the tables. */
void an_cell_int(an_strbuf *out, int64_t value);
void an_cell_number(an_strbuf *out, double value, int decimals);
void an_cell_day(an_strbuf *out, an_day day);
void an_cell_days(an_strbuf *out, an_date_range range); /* "2022-03-05", "2022-03-01..05", "..2022-03-05" */
void an_cell_key(an_strbuf *out, uint64_t key);
void an_cell_span(an_strbuf *out, const an_found *found, an_span span); /* its words */
void an_cell_who(an_strbuf *out, const an_actor *actor); /* the id, or the words of one that has none */

void an_cell_json_text(an_json *json, const char *key, an_str text); /* null if text.data is NULL */
void an_cell_json_count(an_json *json, const char *key, int64_t value);
void an_cell_json_day(an_json *json, const char *key, an_day day); /* null if unknown */

#endif
