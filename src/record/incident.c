#include "record/incident.h"

#define TEXT(name, text) text,
const char *const an_join_reason_names[AN_JOIN_REASON_COUNT] = {AN_JOIN_REASON_LIST(TEXT)};
const char *const an_count_names[AN_COUNT_KINDS] = {"killed", "wounded", "detained", "displaced"};

enum { DEGREE_DECIMALS = 5 };

int an_date_precision(an_date_range range)
{
    int64_t days;
    if (range.from == AN_DAY_UNKNOWN && range.to == AN_DAY_UNKNOWN) return 0;
    if (range.from == AN_DAY_UNKNOWN || range.to == AN_DAY_UNKNOWN) return 5;
    days = (int64_t)range.to - range.from + 1;
    return days <= 1 ? 1 : days < 7 ? 2 : days == 7 ? 3 : days <= 31 ? 4 : 5;
}

int an_place_precision(const an_place *place)
{
    static const struct { const char *name; int value; } rows[] = {{"point", 1}, {"city", 1}, {"district", 2}, {"division", 4},
                                                                   {"country", 6}, {"region", 7}, {"sea", 7}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (an_str_is(place->precision, rows[i].name)) return rows[i].value;
    return 0;
}

void an_join_reasons_write(unsigned reasons, an_strbuf *out)
{
    bool is_next = false;
    for (int i = 0; i < AN_JOIN_REASON_COUNT; i++) {
        if (!(reasons >> i & 1)) continue;
        if (is_next) an_strbuf_putc(out, ' ');
        an_strbuf_puts(out, an_join_reason_names[i]);
        is_next = true;
    }
}

static void put_int(an_json *json, const char *key, int64_t value)
{
    an_json_key(json, key);
    an_json_int(json, value);
}

static void put_text(an_json *json, const char *key, const char *text)
{
    an_json_key(json, key);
    an_json_cstr(json, text && text[0] ? text : NULL);
}

static void put_count(an_json *json, const char *key, const an_incident_count *count)
{
    an_json_key(json, key);
    if (!count->is_known) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    put_int(json, "best", count->best);
    put_int(json, "low", count->low);
    an_json_key(json, "high");
    if (count->high == INT64_MAX) an_json_null(json);
    else an_json_int(json, count->high);
    an_json_close_object(json);
}

static void put_dates(an_json *json, const an_incident *incident)
{
    char day[AN_ISO_DAY_BYTES];
    an_json_key(json, "date");
    if (!incident->date_precision) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    put_text(json, "from", an_iso_format(incident->dates.from, day));
    put_text(json, "to", an_iso_format(incident->dates.to, day));
    put_int(json, "precision", incident->date_precision);
    an_json_close_object(json);
}

static void put_place(an_json *json, const an_incident *incident)
{
    const an_place *place = &incident->place;
    an_json_key(json, "place");
    if (!place->precision.data) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    an_json_key(json, "name");
    an_json_str(json, place->name);
    put_text(json, "country", place->country);
    an_json_key(json, "lat");
    if (place->has_coordinates) an_json_number(json, place->latitude, DEGREE_DECIMALS);
    else an_json_null(json);
    an_json_key(json, "lon");
    if (place->has_coordinates) an_json_number(json, place->longitude, DEGREE_DECIMALS);
    else an_json_null(json);
    put_int(json, "precision", incident->place_precision);
    an_json_close_object(json);
}

static void put_actors(an_json *json, const char *key, const an_participants *list)
{
    an_json_key(json, key);
    an_json_open_array(json);
    for (size_t i = 0; i < list->count; i++) an_json_str(json, list->items[i].actor.id);
    an_json_close_array(json);
}

void an_incident_write_json(const an_incident *incident, an_strbuf *out)
{
    char key[AN_KEY_BYTES];
    an_json json;
    an_json_begin(&json, out);
    an_json_open_object(&json);
    put_text(&json, "key", an_key_format(incident->key, key));
    put_text(&json, "type", an_types[incident->type].name);
    put_dates(&json, incident);
    put_place(&json, incident);
    put_actors(&json, "actors", &incident->actors);
    put_actors(&json, "recipients", &incident->recipients);
    for (int k = 0; k < AN_COUNT_KINDS; k++) put_count(&json, an_count_names[k], &incident->counts[k]);
    put_text(&json, "factuality", an_factuality_names[incident->factuality]);
    put_int(&json, "events", incident->events);
    put_int(&json, "reports", incident->reports);
    put_int(&json, "independent", incident->independent);
    an_json_close_object(&json);
}
