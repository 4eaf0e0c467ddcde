/* GeoJSON (RFC 7946): one FeatureCollection. A point lies where the gazetteer has the place, at its own precision, which stands in the
 * properties: a country's point is somewhere near its middle, and nothing is moved to look better. What has no coordinates has no geometry. */
#include "show/export_internal.h"

static void begin(an_export *export) { an_strbuf_puts(&export->out, "{\"type\":\"FeatureCollection\",\"features\":["); }
static void end(an_export *export) { an_strbuf_puts(&export->out, export->rows ? "\n]}\n" : "]}\n"); }

static void put_key(an_json *json, const char *name, uint64_t key)
{
    char text[AN_KEY_BYTES];
    an_json_key(json, name);
    an_json_cstr(json, an_key_format(key, text));
}

static void put_geometry(an_json *json, const an_place *place)
{
    an_json_key(json, "geometry");
    if (!place || !place->has_coordinates) {
        an_json_null(json);
        return;
    }
    an_json_open_object(json);
    an_json_key(json, "type");
    an_json_cstr(json, "Point");
    an_json_key(json, "coordinates");
    an_json_open_array(json);
    an_json_number(json, place->longitude, AN_EXPORT_DEGREE_DECIMALS);
    an_json_number(json, place->latitude, AN_EXPORT_DEGREE_DECIMALS);
    an_json_close_array(json);
    an_json_close_object(json);
}

/* Begins a feature up to its properties, which the caller writes in the format of the record. */
static void open_feature(an_export *export, an_json *json, uint64_t key, const an_place *place)
{
    an_strbuf_puts(&export->out, export->rows++ ? ",\n" : "\n");
    an_json_begin(json, &export->out);
    an_json_open_object(json);
    an_json_key(json, "type");
    an_json_cstr(json, "Feature");
    put_key(json, "id", key);
    put_geometry(json, place);
    an_json_key(json, "properties");
}

/* Properties are the record's own JSON, so that a map knows as much as a row of JSON lines; GIS programs keep what is nested as text, so the
 * few things to colour and filter by stand at the top level under plain names. */
static void put_range(an_json *json, const char *from, const char *to, an_date_range dates)
{
    char day[AN_ISO_DAY_BYTES];
    an_json_key(json, from);
    an_json_cstr(json, an_iso_format(dates.from, day)[0] ? day : NULL);
    an_json_key(json, to);
    an_json_cstr(json, an_iso_format(dates.to, day)[0] ? day : NULL);
}

static void put_place(an_json *json, const an_place *place)
{
    an_json_key(json, "place");
    an_json_str(json, place ? place->name : (an_str){0});
    an_json_key(json, "country");
    an_json_cstr(json, place && place->country[0] ? place->country : NULL);
    an_json_key(json, "precision");
    an_json_str(json, place ? place->precision : (an_str){0});
}

static void put_names(an_json *json, const char *name, const an_participants *list)
{
    an_json_key(json, name);
    an_json_open_array(json);
    for (size_t i = 0; i < list->count; i++) an_json_str(json, list->items[i].actor.name);
    an_json_close_array(json);
}

static void put_bound(an_json *json, const char *name, bool is_known, int64_t value)
{
    an_json_key(json, name);
    if (is_known && value != INT64_MAX) an_json_int(json, value);
    else an_json_null(json);
}

static void put_event(an_export *export, const an_export_event *given)
{
    const an_event *event = given->event;
    const an_place *place = event->place.is_known ? &event->place.place : NULL;
    an_document document = {.article = *given->article};
    an_json json;
    open_feature(export, &json, event->key, place);
    an_json_open_object(&json);
    an_json_key(&json, "type");
    an_json_cstr(&json, an_types[event->type].name);
    an_json_key(&json, "quad");
    if (event->quad) an_json_int(&json, event->quad);
    else an_json_null(&json);
    put_range(&json, "date_from", "date_to", an_event_days(event));
    put_place(&json, place);
    put_names(&json, "actor_names", &event->actors);
    put_names(&json, "recipient_names", &event->recipients);
    put_bound(&json, "killed_low", event->killed.is_known, event->killed.low);
    put_bound(&json, "killed_high", event->killed.is_known, event->killed.high);
    an_json_key(&json, "factuality");
    an_json_cstr(&json, an_factuality_names[event->factuality]);
    an_json_key(&json, "text");
    an_json_str(&json, given->sentence);
    an_event_write_json(&document, event, given->article->id, 0, &export->scratch);
    an_json_key(&json, "record");
    an_json_raw(&json, an_strbuf_view(&export->scratch));
    an_json_close_object(&json);
    an_json_close_object(&json);
}

static void put_incident(an_export *export, const an_incident *incident)
{
    const an_place *place = incident->place.precision.data ? &incident->place : NULL;
    const an_incident_count *killed = &incident->counts[AN_COUNT_KILLED];
    an_json json;
    open_feature(export, &json, incident->key, place);
    an_json_open_object(&json);
    an_json_key(&json, "type");
    an_json_cstr(&json, an_types[incident->type].name);
    put_range(&json, "date_from", "date_to", incident->dates);
    an_json_key(&json, "date_precision");
    an_json_int(&json, incident->date_precision);
    put_place(&json, place);
    an_json_key(&json, "where_precision");
    an_json_int(&json, incident->place_precision);
    put_names(&json, "actor_names", &incident->actors);
    put_names(&json, "recipient_names", &incident->recipients);
    put_bound(&json, "killed_best", killed->is_known, killed->best);
    put_bound(&json, "killed_low", killed->is_known, killed->low);
    put_bound(&json, "killed_high", killed->is_known, killed->high);
    an_json_key(&json, "factuality");
    an_json_cstr(&json, an_factuality_names[incident->factuality]);
    an_json_key(&json, "reports");
    an_json_int(&json, incident->reports);
    an_json_key(&json, "independent");
    an_json_int(&json, incident->independent);
    an_incident_write_json(incident, &export->scratch);
    an_json_key(&json, "record");
    an_json_raw(&json, an_strbuf_view(&export->scratch));
    an_json_close_object(&json);
    an_json_close_object(&json);
}

const an_export_format an_export_geojson_events = {.name = "geojson", .what = "events", .wants = AN_EXPORT_EVENTS, .passes = 1, .begin = begin,
                                                   .event = put_event, .end = end};
const an_export_format an_export_geojson_incidents = {.name = "geojson", .what = "incidents", .wants = AN_EXPORT_INCIDENTS, .passes = 1,
                                                      .begin = begin, .incident = put_incident, .end = end};
