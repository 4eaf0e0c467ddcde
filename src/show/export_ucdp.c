/* A table of violence as UCDP's georeferenced event data set has it: its 49 columns, comma-separated with a line of names. A row is an incident;
 * best, low and high, the precision of date and place, are what accounts of it say. What UCDP decides by its own definitions (conflict, dyad and
 * side ids, type of violence, clarity) stays empty; nobody's death is given to a side, so all stand under deaths_unknown. */
#include "base/hash.h"
#include "show/export_internal.h"

enum { ACCOUNTS_SHOWN = 20, SIDES_SHOWN = 5 };

static const char names[] =
    "id|relid|year|active_year|code_status|type_of_violence|conflict_dset_id|conflict_new_id|conflict_name|dyad_dset_id|dyad_new_id|dyad_name|"
    "side_a_dset_id|side_a_new_id|side_a|side_b_dset_id|side_b_new_id|side_b|number_of_sources|source_article|source_office|source_date|"
    "source_headline|source_original|where_prec|where_coordinates|where_description|adm_1|adm_2|latitude|longitude|geom_wkt|priogrid_gid|"
    "country|country_id|region|event_clarity|date_prec|date_start|date_end|deaths_a|deaths_b|deaths_civilians|deaths_unknown|best|high|low|"
    "gwnoa|gwnob";

/* What the accounts of one incident tell for its row. */
typedef struct ucdp {
    an_incident incident;
    an_strbuf articles, offices, dates, headlines, speakers; /* lists apart by ';' */
    an_export_set documents, said;
    size_t shown;
} ucdp;

static ucdp *state_of(an_export *export)
{
    ucdp *u = export->own;
    if (u) return u;
    u = export->own = AN_NEW(&export->arena, ucdp);
    if (!u) return NULL;
    an_strbuf *const lists[] = {&u->articles, &u->offices, &u->dates, &u->headlines, &u->speakers};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) an_strbuf_init(lists[i], 0);
    return u;
}

static an_cells cells_of(an_export *export) { return (an_cells){.out = &export->out, .separator = ',', .missing = ""}; }

static void begin(an_export *export)
{
    an_cells cells = cells_of(export);
    an_cells_header(&cells, names);
}

/* ---- sources ---- */

static void put_item(an_strbuf *list, an_str text)
{
    for (size_t i = 0; i < text.length; i++) an_strbuf_putc(list, text.data[i] == ';' ? ',' : text.data[i] == '\n' ? ' ' : text.data[i]);
}

static void begin_incident(an_export *export, const an_incident *incident)
{
    ucdp *u = state_of(export);
    if (!u) return;
    an_export_keep_incident(&export->incident, incident, &u->incident);
    u->shown = 0;
    u->documents = u->said = (an_export_set){0};
    an_strbuf_clear(&u->articles);
    an_strbuf_clear(&u->offices);
    an_strbuf_clear(&u->dates);
    an_strbuf_clear(&u->headlines);
    an_strbuf_clear(&u->speakers);
}

static void add_speaker(an_export *export, ucdp *u, const an_event *event)
{
    const an_actor *speaker;
    if (!event->accounts.count) return;
    speaker = &event->accounts.items[0].speaker.actor; /* the one that the article itself heard */
    if (!speaker->name.length || !an_export_set_add(&export->incident, &u->said, an_hash(speaker->name))) return;
    if (u->speakers.length) an_strbuf_putc(&u->speakers, ';');
    put_item(&u->speakers, speaker->name);
}

static void add_document(ucdp *u, const an_article *article)
{
    char day[AN_ISO_DAY_BYTES];
    an_iso_format(an_exact_day(article->published), day);
    if (u->shown++) {
        an_strbuf *const lists[] = {&u->articles, &u->offices, &u->dates, &u->headlines};
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) an_strbuf_putc(lists[i], ';');
    }
    put_item(&u->articles, article->outlet);
    an_strbuf_printf(&u->articles, "%s%s%s", article->outlet.length && day[0] ? "," : "", day, article->title.length ? "," : "");
    put_item(&u->articles, article->title);
    put_item(&u->offices, article->outlet);
    an_strbuf_puts(&u->dates, day);
    put_item(&u->headlines, article->title);
}

static void put_account(an_export *export, const an_export_event *given)
{
    ucdp *u = export->own;
    if (!u || u->shown >= ACCOUNTS_SHOWN || !an_export_set_add(&export->incident, &u->documents, an_hash(given->article->id))) return;
    add_document(u, given->article);
    add_speaker(export, u, given->event);
}

/* ---- the row ---- */

static bool is_all_separators(const an_strbuf *list)
{
    for (size_t i = 0; i < list->length; i++)
        if (list->data[i] != ';') return false;
    return true;
}

static void put_list(an_export *export, an_cells *cells, const an_strbuf *list)
{
    if (list->has_failed) export->scratch.has_failed = true;
    an_cells_text(cells, is_all_separators(list) ? (an_str){0} : an_strbuf_view(list));
}

/* Those of the list from `first` to before `end`. */
static an_participants part_of(const an_participants *list, size_t first, size_t end)
{
    return (an_participants){.items = list->items + first, .count = end - first};
}

/* Side a acts, side b suffers; of several who clash and nobody else, the first stands against the others. */
static void take_sides(const an_incident *incident, an_participants *a, an_participants *b)
{
    bool is_clash = incident->recipients.count == 0 && incident->actors.count > 1;
    *a = is_clash ? part_of(&incident->actors, 0, 1) : incident->actors;
    *b = is_clash ? part_of(&incident->actors, 1, incident->actors.count) : incident->recipients;
}

static an_str join_sides(an_export *export, const an_participants *sides)
{
    an_strbuf_clear(&export->scratch);
    for (size_t i = 0; i < sides->count && i < SIDES_SHOWN; i++) {
        if (i) an_strbuf_puts(&export->scratch, ", ");
        an_strbuf_put_str(&export->scratch, sides->items[i].actor.name);
    }
    return (an_str){an_arena_copy(&export->incident, export->scratch.data, export->scratch.length), export->scratch.length};
}

/* Number of Gleditsch and Ward of the state whose government, forces or self stand on a side. */
static int state_number(const an_participants *sides)
{
    for (size_t i = 0; i < sides->count; i++) {
        const an_actor *actor = &sides->items[i].actor;
        const an_country *country = an_country_find(actor->country);
        if (country && country->gw && (actor->kind == AN_ACTOR_STATE || actor->kind == AN_ACTOR_GOVERNMENT || actor->kind == AN_ACTOR_MILITARY))
            return country->gw;
    }
    return 0;
}

static void put_some(an_cells *cells, int64_t value)
{
    if (value) an_cells_int(cells, value);
    else an_cells_none(cells, 1);
}

static void put_who(an_export *export, an_cells *cells, const an_incident *incident)
{
    an_participants side_a, side_b;
    an_str a, b;
    take_sides(incident, &side_a, &side_b);
    a = join_sides(export, &side_a);
    b = join_sides(export, &side_b);
    an_strbuf_clear(&export->scratch);
    if (a.length && b.length) an_strbuf_printf(&export->scratch, "%.*s - %.*s", (int)a.length, a.data, (int)b.length, b.data);
    an_cells_none(cells, 7); /* code_status to dyad_new_id: UCDP's own */
    an_cells_text(cells, an_strbuf_view(&export->scratch));
    an_cells_none(cells, 2);
    an_cells_text(cells, a);
    an_cells_none(cells, 2);
    an_cells_text(cells, b);
}

/* The cell of PRIO-GRID, half a degree wide, counted from the south-west. */
static int64_t grid_cell(const an_place *place)
{
    enum { COLUMNS = 720, ROWS = 360, PER_DEGREE = 2 };
    int64_t row = (int64_t)((place->latitude + 90) * PER_DEGREE), column = (int64_t)((place->longitude + 180) * PER_DEGREE);
    if (row >= ROWS) row = ROWS - 1;
    if (column >= COLUMNS) column = COLUMNS - 1;
    return row * COLUMNS + column + 1;
}

static void put_coordinates(an_export *export, an_cells *cells, const an_place *place)
{
    if (!place->has_coordinates) {
        an_cells_none(cells, 4);
        return;
    }
    an_cells_number(cells, place->latitude, AN_EXPORT_DEGREE_DECIMALS);
    an_cells_number(cells, place->longitude, AN_EXPORT_DEGREE_DECIMALS);
    an_strbuf_clear(&export->scratch);
    an_strbuf_puts(&export->scratch, "POINT (");
    an_put_number(&export->scratch, place->longitude, AN_EXPORT_DEGREE_DECIMALS);
    an_strbuf_putc(&export->scratch, ' ');
    an_put_number(&export->scratch, place->latitude, AN_EXPORT_DEGREE_DECIMALS);
    an_strbuf_putc(&export->scratch, ')');
    an_cells_text(cells, an_strbuf_view(&export->scratch));
    an_cells_int(cells, grid_cell(place));
}

static void put_where(an_export *export, an_cells *cells, const an_incident *incident)
{
    const an_country *country = an_country_find(incident->place.country);
    an_place_parts parts = an_place_take_apart(&incident->place);
    put_some(cells, incident->place_precision);
    an_cells_text(cells, incident->place.name);
    an_cells_none(cells, 1);
    an_cells_text(cells, parts.province);
    an_cells_text(cells, parts.district);
    put_coordinates(export, cells, &incident->place);
    an_cells_word(cells, country ? country->name : incident->place.country);
    put_some(cells, country ? country->gw : 0);
    an_cells_word(cells, country ? an_country_region(country) : "");
    an_cells_none(cells, 1);
}

static void put_when(an_cells *cells, const an_incident *incident)
{
    put_some(cells, incident->date_precision);
    an_cells_day(cells, incident->dates.from);
    an_cells_day(cells, incident->dates.to);
}

static void put_deaths(an_cells *cells, const an_incident_count *killed)
{
    an_cells_none(cells, 3);
    if (!killed->is_known) {
        an_cells_none(cells, 4);
        return;
    }
    an_cells_int(cells, killed->best);
    an_cells_int(cells, killed->best);
    if (killed->high == INT64_MAX) an_cells_none(cells, 1); /* "at least": no upper end */
    else an_cells_int(cells, killed->high);
    an_cells_int(cells, killed->low);
}

static bool takes(const an_export *export, const an_incident *incident)
{
    return an_export_is_asserted(export, incident->factuality) && (export->options.any_type || incident->type == AN_TYPE_ASSAULT);
}

/* The year of the incident, if it began and ended in one. */
static int64_t year_of(an_date_range dates)
{
    int first, last, month, day;
    if (dates.from == AN_DAY_UNKNOWN || dates.to == AN_DAY_UNKNOWN) return 0;
    an_day_to_ymd(dates.from, &first, &month, &day);
    an_day_to_ymd(dates.to, &last, &month, &day);
    return first == last ? first : 0;
}

static void end_incident(an_export *export)
{
    const ucdp *u = export->own;
    const an_incident *incident;
    an_participants side_a, side_b;
    an_cells cells = cells_of(export);
    char key[AN_KEY_BYTES];
    if (!u) return;
    incident = &u->incident;
    an_cells_int(&cells, an_key_number(incident->key, 0));
    an_cells_word(&cells, an_key_format(incident->key, key));
    put_some(&cells, year_of(incident->dates));
    an_cells_none(&cells, 1);
    put_who(export, &cells, incident);
    an_cells_int(&cells, incident->reports);
    put_list(export, &cells, &u->articles);
    put_list(export, &cells, &u->offices);
    put_list(export, &cells, &u->dates);
    put_list(export, &cells, &u->headlines);
    put_list(export, &cells, &u->speakers);
    put_where(export, &cells, incident);
    put_when(&cells, incident);
    put_deaths(&cells, &incident->counts[AN_COUNT_KILLED]);
    take_sides(incident, &side_a, &side_b);
    put_some(&cells, state_number(&side_a));
    put_some(&cells, state_number(&side_b));
    an_cells_end(&cells);
}

static void close_lists(an_export *export)
{
    ucdp *u = export->own;
    an_strbuf *const lists[] = {&u->articles, &u->offices, &u->dates, &u->headlines, &u->speakers};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) an_strbuf_free(lists[i]);
}

const an_export_format an_export_ucdp = {.name = "ucdp", .what = "incidents", .wants = AN_EXPORT_INCIDENTS | AN_EXPORT_ACCOUNTS, .passes = 1, .begin = begin,
                                         .takes = takes, .incident = begin_incident, .event = put_account, .end_incident = end_incident, .close = close_lists};
