/* POLECAT's weekly files: 40 columns apart by tabs with a line of names, "None" for what is missing. An event is one row; its actors stand in
 * one cell apart by "; ", what one actor has several of apart by "|". */
#include "show/export_internal.h"

static const char names[] =
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|"
    "Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|"
    "Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|"
    "Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version";

static an_cells cells_of(an_export *export) { return (an_cells){.out = &export->out, .separator = '\t', .missing = "None"}; }

static void begin(an_export *export)
{
    an_cells cells = cells_of(export);
    an_cells_header(&cells, names);
}

/* ---- lists ---- */

typedef void (*put_one)(an_strbuf *out, const an_export_event *event, const an_participant *participant);

static void put_name(an_strbuf *out, const an_export_event *event, const an_participant *p) { (void)event, an_strbuf_put_str(out, p->actor.name); }
static void put_country(an_strbuf *out, const an_export_event *event, const an_participant *p) { (void)event, an_strbuf_puts(out, p->actor.country); }
static void put_title(an_strbuf *out, const an_export_event *event, const an_participant *p) { (void)event, an_strbuf_put_str(out, p->actor.title); }
static void put_words(an_strbuf *out, const an_export_event *event, const an_participant *p) { an_strbuf_put_str(out, an_export_words(event, p->span)); }

static void put_cow(an_strbuf *out, const an_export_event *event, const an_participant *p)
{
    const an_country *country = an_country_find(p->actor.country);
    (void)event;
    if (country && country->cow) an_strbuf_printf(out, "%d", country->cow);
}

static void put_primary_sector(an_strbuf *out, const an_export_event *event, const an_participant *p)
{
    (void)event;
    if (p->actor.sector_count) an_strbuf_puts(out, an_sector_names[p->actor.sectors[0]]);
}

static void put_sectors(an_strbuf *out, const an_export_event *event, const an_participant *p)
{
    (void)event;
    for (int i = 0; i < p->actor.sector_count; i++) {
        if (i) an_strbuf_putc(out, '|');
        an_strbuf_puts(out, an_sector_names[p->actor.sectors[i]]);
    }
}

/* The cell stays missing if nobody has anything to stand there; otherwise who has nothing is "None", so that lists go in step. */
static void list_cell(an_export *export, an_cells *cells, const an_export_event *event, const an_participants *list, put_one put)
{
    bool has_any = false;
    an_strbuf_clear(&export->scratch);
    for (size_t i = 0; i < list->count; i++) {
        size_t before;
        if (i) an_strbuf_puts(&export->scratch, "; ");
        before = export->scratch.length;
        put(&export->scratch, event, &list->items[i]);
        if (export->scratch.length > before) has_any = true;
        else an_strbuf_puts(&export->scratch, "None");
    }
    an_cells_text(cells, has_any ? an_strbuf_view(&export->scratch) : (an_str){0});
}

static void put_participants(an_export *export, an_cells *cells, const an_export_event *event, const an_participants *list)
{
    static const put_one columns[] = {put_name, put_country, put_cow, put_primary_sector, put_sectors, put_title, put_words};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) list_cell(export, cells, event, list, columns[i]);
    an_cells_none(cells, 1); /* Wikipedia ids: we have ids of our own */
}

/* ---- the row ---- */

static void put_modes(an_export *export, an_cells *cells, const an_event *event)
{
    an_strbuf_clear(&export->scratch);
    for (int i = 0; i < event->mode_count; i++) an_strbuf_printf(&export->scratch, "%s%s", i ? "; " : "", an_modes[event->modes[i]].name);
    an_cells_text(cells, an_strbuf_view(&export->scratch));
}

static void put_contexts(an_export *export, an_cells *cells, const an_event *event)
{
    an_strbuf_clear(&export->scratch);
    for (int i = 0; i < AN_CONTEXT_COUNT; i++)
        if (event->contexts >> i & 1) an_strbuf_printf(&export->scratch, "%s%s", export->scratch.length ? "; " : "", an_context_names[i]);
    an_cells_text(cells, an_strbuf_view(&export->scratch));
}

static void put_place(an_cells *cells, const an_export_event *event)
{
    const an_event_place *where = &event->event->place;
    an_place_parts parts;
    if (!where->is_known) {
        an_cells_none(cells, 10);
        return;
    }
    parts = an_place_take_apart(&where->place);
    an_cells_text(cells, where->place.name);
    an_cells_text(cells, parts.city);
    an_cells_text(cells, parts.district);
    an_cells_text(cells, parts.province);
    an_cells_word(cells, where->place.country);
    if (where->place.has_coordinates) {
        an_cells_number(cells, where->place.latitude, AN_EXPORT_DEGREE_DECIMALS);
        an_cells_number(cells, where->place.longitude, AN_EXPORT_DEGREE_DECIMALS);
    } else {
        an_cells_none(cells, 2);
    }
    if (where->place.geonames) an_cells_int(cells, where->place.geonames);
    else an_cells_none(cells, 1);
    an_cells_text(cells, an_export_words(event, where->span));
    an_cells_none(cells, 1); /* feature type: a code of GeoNames that we do not keep */
}

static void put_event(an_export *export, const an_export_event *given)
{
    static const char *const quads[] = {"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"};
    const an_event *event = given->event;
    an_cells cells = cells_of(export);
    char key[AN_KEY_BYTES];
    if (!an_export_is_asserted(export, event->factuality)) return;
    an_cells_word(&cells, an_key_format(event->key, key));
    an_cells_day(&cells, an_event_day(event));
    an_cells_word(&cells, an_types[event->type].name);
    put_modes(export, &cells, event);
    an_cells_number(&cells, event->plover_score, AN_EXPORT_SCORE_DECIMALS);
    an_cells_word(&cells, event->quad >= 1 && event->quad <= 4 ? quads[event->quad] : "");
    put_contexts(export, &cells, event);
    put_participants(export, &cells, given, &event->actors);
    put_participants(export, &cells, given, &event->recipients);
    put_place(&cells, given);
    an_cells_text(&cells, given->article->outlet);
    an_cells_day(&cells, an_exact_day(given->article->published));
    an_cells_none(&cells, 3); /* people, organisations and places of the story: a base does not keep mentions */
    an_cells_text(&cells, given->article->lang);
    an_strbuf_clear(&export->scratch);
    an_strbuf_printf(&export->scratch, "Annals %s", annals_version());
    an_cells_text(&cells, an_strbuf_view(&export->scratch));
    an_cells_end(&cells);
}

const an_export_format an_export_polecat = {.name = "polecat", .what = "events", .wants = AN_EXPORT_EVENTS, .passes = 1, .begin = begin, .event = put_event};
