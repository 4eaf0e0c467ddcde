/* What the files behind annals_forecast share: the question, the history that it is asked of, and the rows of the answer. */
#ifndef ANNALS_FORECAST_INTERNAL_H
#define ANNALS_FORECAST_INTERNAL_H

#include "base/json.h"
#include "forecast/scenario.h"
#include "forecast/series.h"
#include "store/base.h"

/* ---- history (annals_forecast_history.c) ---- */

/* One report of an event of a stream, to show what came before. From a base only. */
typedef struct an_telling {
    an_day day;
    uint32_t stream;
    double mark;
    uint64_t key;
    an_str document, sentence;
} an_telling;

typedef struct an_gathered {
    an_history history;         /* its streams bear the names of an_forecast_label */
    const an_telling *tellings; /* in the order of the base */
    size_t telling_count;
    uint64_t undated, outside;  /* events left out: without a day of their own (or one of more than a week); outside the time that was read */
} an_gathered;

/* One who takes part in an event, as far as streams tell actors apart. */
typedef struct an_told_side {
    an_str id, acts_for, name;
} an_told_side;

/* An event of a base as far as histories need it. */
typedef struct an_told_event {
    uint64_t key;
    an_event_type type;
    int quad; /* 0 = it is not counted: it did not happen, or its class is not known */
    an_date_range days;
    an_day published;
    double goldstein, mark; /* NaN = none */
    const an_told_side *actors, *recipients;
    size_t actor_count, recipient_count;
    an_str document, sentence; /* cut off where they are long; the sentence only of what is counted */
} an_told_event;

/* A base read once, for any number of histories: how many documents each day brought, and the events in the order of the base. */
typedef struct an_told {
    const an_coverage *coverage;
    size_t coverage_count;
    const an_told_event *events;
    size_t event_count;
} an_told;

annals_status an_forecast_read_base(an_arena *arena, an_store *store, an_told *out, annals_error *error);

/* Where events come from: a base, or a CSV where `store` is NULL. A base is read when its events are first wanted, into the arena given then. */
typedef struct an_forecast_source {
    an_store *store;
    const an_told *told; /* what was read of the base; NULL = nothing yet */
    an_str csv;
} an_forecast_source;

/* The history of the wanted streams. An event counts for every stream that it fits: by a part of the actor (rus.gov for rus) or one who acts for
 * it, and by its class or the wider one; source or target data NULL = anyone. E_INPUT also if nothing at all names one of the actors. */
annals_status an_forecast_gather(an_arena *arena, an_forecast_source *source, const an_selector *wanted, size_t wanted_count, an_gathered *out,
                                 annals_error *error);
/* The dyads (of whole actors: the first part of an id) with most events of the class, busiest first. */
annals_status an_forecast_busiest(an_arena *arena, an_forecast_source *source, an_str class_name, size_t limit, an_selector **out, size_t *count,
                                  annals_error *error);
/* The selector with words for what it leaves open. */
an_selector an_forecast_label(an_selector selector);
bool an_forecast_knows_class(an_str class_name); /* of those that a base has */
extern const char an_forecast_classes[];         /* all of them, for messages */

/* ---- answers ---- */

typedef struct an_forecast_answer an_forecast_answer;

/* One column of a section. */
typedef struct an_answer_column {
    const char *name;
    int decimals; /* of numbers; -1 = text */
    bool is_detail; /* left out of tables on a terminal */
} an_answer_column;

/* Formats as the row writers have them, and svg. */
annals_status an_answer_open(an_forecast_answer **answer, const char *format, annals_sink sink, void *user, annals_error *error);
void an_answer_close(an_forecast_answer *answer); /* NULL is allowed */
bool an_answer_is_picture(const an_forecast_answer *answer);
/* A sentence beside the numbers: a line above or below tables, {"kind":"note","text":...} in JSON, nothing in csv and tsv. */
annals_status an_answer_note(an_forecast_answer *answer, annals_error *error, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A section of rows. Of csv and tsv only the first section is written: they hold one table. kind: in JSON the first member of each row. */
annals_status an_answer_begin(an_forecast_answer *answer, const char *kind, const an_answer_column *columns, size_t count, annals_error *error);
void an_answer_text(an_forecast_answer *answer, an_str text);   /* the next cell; data NULL = unknown */
void an_answer_number(an_forecast_answer *answer, double value); /* NaN = unknown */
annals_status an_answer_row(an_forecast_answer *answer, annals_error *error); /* ends a row */
annals_status an_answer_end(an_forecast_answer *answer, annals_error *error); /* ends the section */
annals_status an_answer_picture(an_forecast_answer *answer, an_strbuf *svg, annals_error *error);

/* ---- questions ---- */

/* A question read: what each kind needs of it. */
typedef struct an_asked {
    const annals_forecast_question *question;
    an_forecast_source source;
    an_selector selector;
    an_period period;
    size_t horizon;
    an_day since, until;
    an_arena *arena;
    an_forecast_answer *answer;
} an_asked;

/* annals_forecast of a base that was read already; `told` NULL: it reads the base itself. */
annals_status an_forecast_ask(annals_base *base, const an_told *told, const annals_forecast_question *question, const char *format, annals_sink sink,
                              void *user, annals_error *error);
annals_status an_forecast_whatif(an_asked *asked, annals_error *error);
annals_status an_forecast_influence(an_asked *asked, annals_error *error);
an_str an_forecast_name(an_arena *arena, an_selector selector); /* "rus to ukr, conflict" */
annals_status an_forecast_no_memory(annals_error *error);

#endif
