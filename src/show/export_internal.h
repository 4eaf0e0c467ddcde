/* What the writers of the field's formats share. */
#ifndef ANNALS_SHOW_EXPORT_INTERNAL_H
#define ANNALS_SHOW_EXPORT_INTERNAL_H

#include "base/arena.h"
#include "base/json.h"
#include "show/export.h"
#include "show/export_countries.h"

enum { AN_EXPORT_DEGREE_DECIMALS = 5, AN_EXPORT_SCORE_DECIMALS = 1 };

/* A set of texts, kept as 64-bit digests. */
typedef struct an_export_set {
    uint64_t *slots;
    size_t capacity, count;
} an_export_set;
/* True if it was not there before. Memory that runs out shows in the arena. */
bool an_export_set_add(an_arena *arena, an_export_set *set, uint64_t digest);

typedef struct an_export_format an_export_format;

struct an_export {
    const an_export_format *format;
    an_export_options options;
    annals_sink sink;
    void *sink_user;
    an_strbuf out;     /* not yet given to the sink */
    an_strbuf scratch; /* of one call */
    an_arena arena;    /* of the whole answer */
    an_arena incident; /* of one incident and its accounts */
    int pass;
    uint64_t rows;     /* written so far */
    void *own;         /* the writer's, in the arena */
};

struct an_export_format {
    const char *name, *what;
    unsigned wants;
    int passes;
    /* Each may be NULL. They append to export->out and check memory nowhere: export.c does after every call. */
    void (*begin)(an_export *export);
    void (*event)(an_export *export, const an_export_event *event);
    bool (*takes)(const an_export *export, const an_incident *incident); /* NULL = every one */
    void (*incident)(an_export *export, const an_incident *incident);    /* it lives until the call returns */
    void (*end_incident)(an_export *export);
    void (*relation)(an_export *export, const an_relation *relation);
    void (*end)(an_export *export);
    void (*close)(an_export *export); /* gives back what is not in the arena, however far the writing came */
};

extern const an_export_format an_export_polecat, an_export_icews, an_export_gdelt, an_export_gdelt_mentions, an_export_ucdp,
    an_export_geojson_events, an_export_geojson_incidents, an_export_graphml_events, an_export_graphml_relations, an_export_gexf_events,
    an_export_gexf_relations, an_export_stix;

bool an_export_is_asserted(const an_export *export, an_factuality factuality);

/* ---- rows of separated values (export_cells.c) ---- */

/* A writer of rows: put cells one after another, end the row. */
typedef struct an_cells {
    an_strbuf *out;
    char separator;      /* '\t': nothing is quoted; tabs and line ends in a cell become blanks, " becomes '. ',': RFC 4180 */
    const char *missing; /* what stands for an empty cell: "" or "None" */
    size_t count;        /* cells of this row so far */
} an_cells;

void an_cells_header(an_cells *cells, const char *names); /* the names apart by '|' */
void an_cells_text(an_cells *cells, an_str text);         /* data NULL or length 0 = missing; so below */
void an_cells_word(an_cells *cells, const char *text);
void an_cells_int(an_cells *cells, int64_t value);
void an_cells_number(an_cells *cells, double value, int decimals);
void an_cells_day(an_cells *cells, an_day day);
void an_cells_none(an_cells *cells, size_t count);
void an_cells_end(an_cells *cells);

void an_put_number(an_strbuf *out, double value, int decimals); /* no locale; nothing if it is not finite */
/* The day of a range that is one day, else AN_DAY_UNKNOWN. */
an_day an_exact_day(an_date_range range);
an_day an_event_day(const an_event *event);
an_date_range an_event_days(const an_event *event); /* unknown if the event has no date */
/* The first 52 bits of a key (13 of its 16 digits) as a number, which a double of R or a spreadsheet holds exactly. `part`: 0, or which of
 * several rows made of one record; each gets a number of its own. */
int64_t an_key_number(uint64_t key, size_t part);
/* The words of a span. */
an_str an_export_words(const an_export_event *event, an_span span);
/* City, district and first division as the precision of the place has them; data NULL = unknown. */
typedef struct an_place_parts {
    an_str city, district, province;
} an_place_parts;
an_place_parts an_place_take_apart(const an_place *place);

/* Copies of what shall outlive the call that gave it. Memory that runs out shows in the arena, and then texts and lists are empty. */
an_str an_export_keep(an_arena *arena, an_str text);
an_participants an_export_keep_participants(an_arena *arena, const an_participants *list);
void an_export_keep_incident(an_arena *arena, const an_incident *incident, an_incident *out);

/* The pairs of source and target that a format of dyads makes of an event: each actor with each recipient; of an event that several do
 * together each with each other, both ways. One side may be NULL, not both unless nobody is named. Calls back in a fixed order. */
typedef void (*an_on_pair)(void *user, const an_participant *source, const an_participant *target, size_t number);
void an_export_pairs(const an_event *event, an_on_pair on_pair, void *user);

#endif
