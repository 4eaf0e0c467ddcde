/* ICEWS: 20 columns apart by tabs with a line of names; a row for each pair of source and target. CAMEO codes are text ("010" is not "10"). */
#include "show/export_cameo.h"
#include "show/export_internal.h"

static const char names[] =
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|Target Country|"
    "Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude";

typedef struct row_maker {
    an_export *export;
    const an_export_event *given;
} row_maker;

static an_cells cells_of(an_export *export) { return (an_cells){.out = &export->out, .separator = '\t', .missing = ""}; }

static void begin(an_export *export)
{
    an_cells cells = cells_of(export);
    an_cells_header(&cells, names);
}

static void put_country(an_cells *cells, const char *iso3)
{
    const an_country *country = an_country_find(iso3);
    an_cells_word(cells, country ? country->name : iso3);
}

static void put_side(an_export *export, an_cells *cells, const an_participant *side)
{
    if (!side) {
        an_cells_none(cells, 3);
        return;
    }
    an_cells_text(cells, side->actor.name);
    an_strbuf_clear(&export->scratch);
    for (int i = 0; i < side->actor.sector_count; i++)
        an_strbuf_printf(&export->scratch, "%s%s", i ? "," : "", an_sector_names[side->actor.sectors[i]]);
    an_cells_text(cells, an_strbuf_view(&export->scratch));
    put_country(cells, side->actor.country);
}

static void put_place(an_cells *cells, const an_event_place *where)
{
    an_place_parts parts;
    if (!where->is_known) {
        an_cells_none(cells, 6);
        return;
    }
    parts = an_place_take_apart(&where->place);
    an_cells_text(cells, parts.city);
    an_cells_text(cells, parts.district);
    an_cells_text(cells, parts.province);
    put_country(cells, where->place.country);
    if (!where->place.has_coordinates) {
        an_cells_none(cells, 2);
        return;
    }
    an_cells_number(cells, where->place.latitude, AN_EXPORT_DEGREE_DECIMALS);
    an_cells_number(cells, where->place.longitude, AN_EXPORT_DEGREE_DECIMALS);
}

static void put_pair(void *user, const an_participant *source, const an_participant *target, size_t number)
{
    row_maker *maker = user;
    an_export *export = maker->export;
    const an_event *event = maker->given->event;
    an_cells cells = cells_of(export);
    an_cells_int(&cells, an_key_number(event->key, number));
    an_cells_day(&cells, an_event_day(event));
    put_side(export, &cells, source);
    an_cells_word(&cells, an_cameo_name(event->cameo));
    an_cells_word(&cells, event->cameo);
    if (event->has_goldstein) an_cells_number(&cells, event->goldstein, AN_EXPORT_SCORE_DECIMALS);
    else an_cells_none(&cells, 1);
    put_side(export, &cells, target);
    an_cells_text(&cells, maker->given->article->id);
    an_cells_int(&cells, (int64_t)event->sentence + 1);
    an_cells_text(&cells, maker->given->article->outlet);
    put_place(&cells, &event->place);
    an_cells_end(&cells);
}

static void put_event(an_export *export, const an_export_event *given)
{
    row_maker maker = {export, given};
    if (an_export_is_asserted(export, given->event->factuality)) an_export_pairs(given->event, put_pair, &maker);
}

const an_export_format an_export_icews = {.name = "icews", .what = "events", .wants = AN_EXPORT_EVENTS, .passes = 1, .begin = begin, .event = put_event};
