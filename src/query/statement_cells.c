/* The columns of the ledger of an incident. */
#include "query/cells.h"

enum { FILE_ONLY = AN_COLUMN_FILE, TABLE_ONLY = AN_COLUMN_TABLE, BOTH = FILE_ONLY | TABLE_ONLY, NUMBER = AN_COLUMN_NUMBER, SHARE_DECIMALS = 2 };

#define CELL(name, expression)                                               \
    static void name(an_strbuf *out, const an_record *record)                \
    {                                                                        \
        const an_statement *s = record->statement;                           \
        expression;                                                          \
    }

static void put_ids(an_strbuf *out, const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (i) an_strbuf_putc(out, ';');
        an_cell_who(out, &list->items[i].actor);
    }
}

static void put_low(an_strbuf *out, const an_incident_count *count)
{
    if (count->is_known) an_cell_int(out, count->low);
}

static void put_high(an_strbuf *out, const an_incident_count *count)
{
    if (count->is_known && count->high != INT64_MAX) an_cell_int(out, count->high);
}

/* The field that the two accounts differ in stands in `change`; its key alone tells a table's reader little. */
static void put_change(an_strbuf *out, const an_statement *s)
{
    if (!s->changes) return;
    an_strbuf_put_str(out, s->change);
}

static void put_independence(an_strbuf *out, const an_statement *s)
{
    if (s->source.data) {
        an_strbuf_puts(out, "taken from ");
        an_strbuf_put_str(out, s->source);
    } else if (s->repeats) an_strbuf_puts(out, "repeated");
    else an_strbuf_puts(out, "independent");
}

CELL(key, an_cell_key(out, s->key))
CELL(kind, an_strbuf_puts(out, an_statement_names[s->kind]))
CELL(document, an_strbuf_put_str(out, s->document))
CELL(outlet, an_strbuf_put_str(out, s->outlet))
CELL(published, an_cell_days(out, s->published))
CELL(published_from, an_cell_day(out, s->published.from))
CELL(published_to, an_cell_day(out, s->published.to))
CELL(who, if (s->has_speaker) an_cell_who(out, &s->speaker))
CELL(speaker, if (s->has_speaker) an_strbuf_put_str(out, s->speaker.id))
CELL(speaker_name, if (s->has_speaker) an_strbuf_put_str(out, s->speaker.name))
CELL(stance, an_strbuf_puts(out, an_stance_names[s->stance]))
CELL(value, an_statement_write_value(s, out))
CELL(event, if (s->value.is_known) an_cell_key(out, s->value.event))
CELL(event_type, if (s->value.is_known) an_strbuf_puts(out, an_types[s->value.type].name))
CELL(event_from, an_cell_day(out, s->value.dates.from))
CELL(event_to, an_cell_day(out, s->value.dates.to))
CELL(event_factuality, if (s->value.is_known) an_strbuf_puts(out, an_factuality_names[s->value.factuality]))
CELL(event_actors, put_ids(out, &s->value.actors))
CELL(event_recipients, put_ids(out, &s->value.recipients))
CELL(event_place, an_strbuf_put_str(out, s->value.place.name))
CELL(killed_low, put_low(out, &s->value.counts[AN_COUNT_KILLED]))
CELL(killed_high, put_high(out, &s->value.counts[AN_COUNT_KILLED]))
CELL(wounded_low, put_low(out, &s->value.counts[AN_COUNT_WOUNDED]))
CELL(wounded_high, put_high(out, &s->value.counts[AN_COUNT_WOUNDED]))
CELL(instrument, an_strbuf_put_str(out, s->value.instrument))
CELL(certainty_low, if (s->certainty.is_known) an_cell_number(out, s->certainty.low, SHARE_DECIMALS))
CELL(certainty_high, if (s->certainty.is_known) an_cell_number(out, s->certainty.high, SHARE_DECIMALS))
CELL(changes, if (s->changes) an_cell_key(out, s->changes))
CELL(change, put_change(out, s))
CELL(independence, put_independence(out, s))
CELL(taken_from, an_strbuf_put_str(out, s->source))
CELL(repeats, if (s->repeats) an_cell_key(out, s->repeats))
CELL(content, an_strbuf_put_str(out, s->content))
CELL(text, an_strbuf_put_str(out, s->text))

static const an_cell_row rows[] = {
    {{"key", BOTH | AN_COLUMN_WHOLE}, key},
    {{"kind", FILE_ONLY}, kind},
    {{"document", FILE_ONLY}, document},
    {{"outlet", FILE_ONLY}, outlet},
    {{"published", TABLE_ONLY}, published},
    {{"published_from", FILE_ONLY}, published_from},
    {{"published_to", FILE_ONLY}, published_to},
    {{"who", TABLE_ONLY}, who},
    {{"speaker", FILE_ONLY}, speaker},
    {{"speaker_name", FILE_ONLY}, speaker_name},
    {{"stance", BOTH}, stance},
    {{"value", BOTH | AN_COLUMN_WIDE}, value},
    {{"event", FILE_ONLY}, event},
    {{"event_type", FILE_ONLY}, event_type},
    {{"event_date_from", FILE_ONLY}, event_from},
    {{"event_date_to", FILE_ONLY}, event_to},
    {{"event_factuality", FILE_ONLY}, event_factuality},
    {{"event_actors", FILE_ONLY}, event_actors},
    {{"event_recipients", FILE_ONLY}, event_recipients},
    {{"event_place", FILE_ONLY}, event_place},
    {{"killed_low", FILE_ONLY | NUMBER}, killed_low},
    {{"killed_high", FILE_ONLY | NUMBER}, killed_high},
    {{"wounded_low", FILE_ONLY | NUMBER}, wounded_low},
    {{"wounded_high", FILE_ONLY | NUMBER}, wounded_high},
    {{"instrument", FILE_ONLY}, instrument},
    {{"certainty_low", FILE_ONLY | NUMBER}, certainty_low},
    {{"certainty_high", FILE_ONLY | NUMBER}, certainty_high},
    {{"changes", FILE_ONLY}, changes},
    {{"change", BOTH | AN_COLUMN_WIDE}, change},
    {{"independence", TABLE_ONLY | AN_COLUMN_WIDE}, independence},
    {{"taken_from", FILE_ONLY}, taken_from},
    {{"repeats", FILE_ONLY}, repeats},
    {{"content", BOTH | AN_COLUMN_WIDE}, content},
    {{"text", FILE_ONLY | AN_COLUMN_WIDE}, text},
};

static void put_json(an_strbuf *out, const an_record *record) { an_statement_write_json(record->statement, out); }

const an_cell_table an_statement_cells = {"claims", rows, sizeof rows / sizeof *rows, put_json};
