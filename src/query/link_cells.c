/* The columns of derivations, incidents and contradictions. */
#include "query/cells.h"
#include "store/link.h"

enum { FILE_ONLY = AN_COLUMN_FILE, BOTH = AN_COLUMN_FILE | AN_COLUMN_TABLE, NUMBER = BOTH | AN_COLUMN_NUMBER, SHARE_DECIMALS = 2 };

/* ---- derivations ---- */

#define DERIVATION_CELL(name, expression)                        \
    static void name(an_strbuf *out, const an_record *record)    \
    {                                                            \
        const an_found_derivation *d = record->derivation;       \
        expression;                                              \
    }

static void derivation_key(an_strbuf *out, const an_record *record)
{
    char key[AN_DERIVATION_KEY_BYTES];
    an_strbuf_puts(out, an_derivation_key(record->derivation->taker, record->derivation->source, key));
}

DERIVATION_CELL(taker, an_strbuf_put_str(out, d->taker->id))
DERIVATION_CELL(taker_title, an_strbuf_put_str(out, d->taker->title))
DERIVATION_CELL(taker_outlet, an_strbuf_put_str(out, d->taker->outlet))
DERIVATION_CELL(taker_published, an_cell_days(out, d->taker->published))
DERIVATION_CELL(source, an_strbuf_put_str(out, d->source->id))
DERIVATION_CELL(source_title, an_strbuf_put_str(out, d->source->title))
DERIVATION_CELL(source_outlet, an_strbuf_put_str(out, d->source->outlet))
DERIVATION_CELL(source_published, an_cell_days(out, d->source->published))
DERIVATION_CELL(kind, an_strbuf_puts(out, an_derivation_kind_names[d->derivation->kind]))
DERIVATION_CELL(direction, an_strbuf_puts(out, an_direction_names[d->derivation->direction]))
DERIVATION_CELL(score, an_cell_number(out, d->derivation->score, SHARE_DECIMALS))
DERIVATION_CELL(taken, an_cell_number(out, d->derivation->taken, SHARE_DECIMALS))
DERIVATION_CELL(given, an_cell_number(out, d->derivation->given, SHARE_DECIMALS))
DERIVATION_CELL(passages, an_cell_int(out, (int64_t)d->derivation->passages.count))

static const an_cell_row derivation_rows[] = {
    {{"key", BOTH | AN_COLUMN_WHOLE}, derivation_key},
    {{"taker", BOTH | AN_COLUMN_WHOLE}, taker},
    {{"taker_title", BOTH | AN_COLUMN_WIDE}, taker_title},
    {{"taker_outlet", FILE_ONLY}, taker_outlet},
    {{"taker_published", FILE_ONLY}, taker_published},
    {{"source", BOTH | AN_COLUMN_WHOLE}, source},
    {{"source_title", BOTH | AN_COLUMN_WIDE}, source_title},
    {{"source_outlet", FILE_ONLY}, source_outlet},
    {{"source_published", FILE_ONLY}, source_published},
    {{"kind", BOTH}, kind},
    {{"direction", BOTH}, direction},
    {{"score", NUMBER}, score},
    {{"taken", NUMBER}, taken},
    {{"given", FILE_ONLY | AN_COLUMN_NUMBER}, given},
    {{"passages", NUMBER}, passages},
};

static void put_derivation(an_strbuf *out, const an_record *record)
{
    const an_found_derivation *d = record->derivation;
    an_derivation_write_json(d->derivation, d->taker, d->source, out);
}

const an_cell_table an_derivation_cells = {"derivations", derivation_rows, sizeof derivation_rows / sizeof *derivation_rows, put_derivation};

/* ---- incidents ---- */

#define INCIDENT_CELL(name, expression)                          \
    static void name(an_strbuf *out, const an_record *record)    \
    {                                                            \
        const an_incident *i = record->incident;                 \
        expression;                                              \
    }

static void put_participants(an_strbuf *out, const an_participants *participants)
{
    for (size_t p = 0; p < participants->count; p++) {
        if (p) an_strbuf_putc(out, ';');
        an_cell_who(out, &participants->items[p].actor);
    }
}

static void put_number(an_strbuf *out, const an_incident *incident, an_count_kind count, int64_t value)
{
    if (incident->counts[count].is_known && value != INT64_MAX) an_cell_int(out, value);
}

INCIDENT_CELL(incident_key, an_cell_key(out, i->key))
INCIDENT_CELL(incident_days, an_cell_days(out, i->dates))
INCIDENT_CELL(incident_from, an_cell_day(out, i->dates.from))
INCIDENT_CELL(incident_to, an_cell_day(out, i->dates.to))
INCIDENT_CELL(date_precision, if (i->date_precision) an_cell_int(out, i->date_precision))
INCIDENT_CELL(incident_type, an_strbuf_puts(out, an_types[i->type].name))
INCIDENT_CELL(incident_actors, put_participants(out, &i->actors))
INCIDENT_CELL(incident_recipients, put_participants(out, &i->recipients))
INCIDENT_CELL(incident_place, an_strbuf_put_str(out, i->place.name))
INCIDENT_CELL(incident_country, an_strbuf_puts(out, i->place.country))
INCIDENT_CELL(latitude, if (i->place.has_coordinates) an_cell_number(out, i->place.latitude, 4))
INCIDENT_CELL(longitude, if (i->place.has_coordinates) an_cell_number(out, i->place.longitude, 4))
INCIDENT_CELL(place_precision, if (i->place_precision) an_cell_int(out, i->place_precision))
INCIDENT_CELL(killed_best, put_number(out, i, AN_COUNT_KILLED, i->counts[AN_COUNT_KILLED].best))
INCIDENT_CELL(killed_low, put_number(out, i, AN_COUNT_KILLED, i->counts[AN_COUNT_KILLED].low))
INCIDENT_CELL(killed_high, put_number(out, i, AN_COUNT_KILLED, i->counts[AN_COUNT_KILLED].high))
INCIDENT_CELL(wounded_best, put_number(out, i, AN_COUNT_WOUNDED, i->counts[AN_COUNT_WOUNDED].best))
INCIDENT_CELL(wounded_low, put_number(out, i, AN_COUNT_WOUNDED, i->counts[AN_COUNT_WOUNDED].low))
INCIDENT_CELL(wounded_high, put_number(out, i, AN_COUNT_WOUNDED, i->counts[AN_COUNT_WOUNDED].high))
INCIDENT_CELL(incident_factuality, an_strbuf_puts(out, an_factuality_names[i->factuality]))
INCIDENT_CELL(incident_events, an_cell_int(out, i->events))
INCIDENT_CELL(incident_reports, an_cell_int(out, i->reports))
INCIDENT_CELL(incident_independent, an_cell_int(out, i->independent))

static const an_cell_row incident_rows[] = {
    {{"key", BOTH | AN_COLUMN_WHOLE}, incident_key},
    {{"date", AN_COLUMN_TABLE}, incident_days},
    {{"date_from", FILE_ONLY}, incident_from},
    {{"date_to", FILE_ONLY}, incident_to},
    {{"date_precision", FILE_ONLY | AN_COLUMN_NUMBER}, date_precision},
    {{"type", BOTH}, incident_type},
    {{"actors", BOTH | AN_COLUMN_WIDE}, incident_actors},
    {{"recipients", BOTH | AN_COLUMN_WIDE}, incident_recipients},
    {{"place", BOTH | AN_COLUMN_WIDE}, incident_place},
    {{"country", FILE_ONLY}, incident_country},
    {{"latitude", FILE_ONLY | AN_COLUMN_NUMBER}, latitude},
    {{"longitude", FILE_ONLY | AN_COLUMN_NUMBER}, longitude},
    {{"place_precision", FILE_ONLY | AN_COLUMN_NUMBER}, place_precision},
    {{"killed", NUMBER}, killed_best},
    {{"killed_low", NUMBER}, killed_low},
    {{"killed_high", NUMBER}, killed_high},
    {{"wounded", FILE_ONLY | AN_COLUMN_NUMBER}, wounded_best},
    {{"wounded_low", FILE_ONLY | AN_COLUMN_NUMBER}, wounded_low},
    {{"wounded_high", FILE_ONLY | AN_COLUMN_NUMBER}, wounded_high},
    {{"factuality", FILE_ONLY}, incident_factuality},
    {{"events", NUMBER}, incident_events},
    {{"reports", NUMBER}, incident_reports},
    {{"independent", NUMBER}, incident_independent},
};

static void put_incident(an_strbuf *out, const an_record *record) { an_incident_write_json(record->incident, out); }

const an_cell_table an_incident_cells = {"incidents", incident_rows, sizeof incident_rows / sizeof *incident_rows, put_incident};

/* ---- contradictions ---- */

#define SIDE_CELLS(number)                                                                                          \
    static void side_event_##number(an_strbuf *out, const an_record *record)                                        \
    {                                                                                                               \
        an_cell_key(out, record->contradiction->sides[number].event);                                               \
    }                                                                                                               \
    static void side_document_##number(an_strbuf *out, const an_record *record)                                     \
    {                                                                                                               \
        an_strbuf_put_str(out, record->contradiction->sides[number].document);                                      \
    }                                                                                                               \
    static void side_published_##number(an_strbuf *out, const an_record *record)                                    \
    {                                                                                                               \
        an_cell_days(out, record->contradiction->sides[number].published);                                          \
    }                                                                                                               \
    static void side_value_##number(an_strbuf *out, const an_record *record)                                        \
    {                                                                                                               \
        an_strbuf_put_str(out, record->contradiction->sides[number].value);                                         \
    }                                                                                                               \
    static void side_speaker_##number(an_strbuf *out, const an_record *record)                                      \
    {                                                                                                               \
        an_cell_who(out, &record->contradiction->sides[number].speaker);                                            \
    }                                                                                                               \
    static void side_accounts_##number(an_strbuf *out, const an_record *record)                                     \
    {                                                                                                               \
        an_cell_int(out, record->contradiction->sides[number].accounts);                                            \
    }
SIDE_CELLS(0)
SIDE_CELLS(1)

static void contradiction_incident(an_strbuf *out, const an_record *record) { an_cell_key(out, record->contradiction->incident); }
static void field(an_strbuf *out, const an_record *record) { an_strbuf_puts(out, an_contradiction_names[record->contradiction->field]); }
static void state(an_strbuf *out, const an_record *record)
{
    an_strbuf_puts(out, record->contradiction->is_superseded ? "superseded" : "open");
}
static void independence(an_strbuf *out, const an_record *record)
{
    an_strbuf_puts(out, record->contradiction->is_independent ? "independent" : "derived");
}

static const an_cell_row contradiction_rows[] = {
    {{"incident", BOTH | AN_COLUMN_WHOLE}, contradiction_incident},
    {{"field", BOTH}, field},
    {{"first_value", BOTH | AN_COLUMN_WIDE}, side_value_0},
    {{"first_speaker", BOTH | AN_COLUMN_WIDE}, side_speaker_0},
    {{"first_document", FILE_ONLY}, side_document_0},
    {{"first_published", BOTH}, side_published_0},
    {{"first_accounts", FILE_ONLY | AN_COLUMN_NUMBER}, side_accounts_0},
    {{"first_event", FILE_ONLY}, side_event_0},
    {{"second_value", BOTH | AN_COLUMN_WIDE}, side_value_1},
    {{"second_speaker", BOTH | AN_COLUMN_WIDE}, side_speaker_1},
    {{"second_document", FILE_ONLY}, side_document_1},
    {{"second_published", BOTH}, side_published_1},
    {{"second_accounts", FILE_ONLY | AN_COLUMN_NUMBER}, side_accounts_1},
    {{"second_event", FILE_ONLY}, side_event_1},
    {{"state", BOTH}, state},
    {{"independence", BOTH}, independence},
};

static void put_contradiction(an_strbuf *out, const an_record *record) { an_contradiction_write_json(record->contradiction, out); }

const an_cell_table an_contradiction_cells = {"contradictions", contradiction_rows, sizeof contradiction_rows / sizeof *contradiction_rows,
                                              put_contradiction};
