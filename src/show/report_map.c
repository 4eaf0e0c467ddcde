/* The map: where incidents happened, as exactly as it is known and no more. A town is a small disc at its place; a district or division is a
 * large hatched disc around a point of it; what is known to a country hatches the country. Nothing is moved apart: incidents at one place share
 * one disc, which grows with their number. Longitude and latitude are drawn straight, with degrees of longitude as long as they are in the middle
 * of the picture. */
#include <math.h>
#include <stdlib.h>

#include "show/outlines.h"
#include "show/report_parts.h"

enum {
    WIDTH = 960, HEIGHT_MIN = 360, HEIGHT_MAX = 620, MARGIN_PERCENT = 12,
    SPOTS_MAX = 2000, SPOTS_DRAWN = 400, /* those with most incidents */
    LINKS_MAX = 6, LABELS_MAX = 24,
    GRID = 10 /* outlines are drawn in tenths of the picture's units */
};
#define SPAN_MIN_DEGREES 7.0   /* a smaller piece of the world has no shape to know it by */
#define POINT_APART_UNITS 0.7  /* points of outlines that are closer are one */
#define KM_PER_DEGREE 111.2
#define PI 3.14159265358979323846

/* How far off the true place may be from the point, and how small its mark may get. */
typedef struct vagueness {
    const char *precision;
    double radius_km, radius_min;
} vagueness;
static const vagueness vague[] = {{"district", 20, 9}, {"division", 75, 14}, {"region", 250, 22}, {"sea", 250, 22}};
#define POINT_RADIUS_MIN 4.0
#define POINT_RADIUS_MAX 15.0

/* Incidents of one place; incidents known to a country only have its code alone. */
typedef struct spot {
    const an_report_incident *first; /* that gives it its name and place */
    uint32_t incidents[LINKS_MAX];   /* the first of them: indices into report->incidents */
    size_t count;
    int quad;                        /* of the worst of them */
} spot;

typedef struct map {
    const an_report *report;
    spot spots[SPOTS_MAX];
    size_t spot_count;
    size_t placed, unplaced, left_out;
    double west, north, x_scale, y_scale; /* units per degree */
    double height;
} map;

static bool is_country(const an_place *place) { return an_str_is(place->precision, "country"); }

static const vagueness *vagueness_of(const an_place *place)
{
    for (size_t i = 0; i < sizeof vague / sizeof *vague; i++)
        if (an_str_is(place->precision, vague[i].precision)) return &vague[i];
    return NULL;
}

/* ---- gathering ---- */

static bool is_same_spot(const an_place *a, const an_place *b)
{
    if (is_country(a) != is_country(b)) return false;
    if (is_country(a)) return strcmp(a->country, b->country) == 0;
    return a->latitude == b->latitude && a->longitude == b->longitude && an_str_equal(a->precision, b->precision);
}

static spot *spot_of(map *m, const an_report_incident *incident)
{
    for (size_t i = 0; i < m->spot_count; i++)
        if (is_same_spot(&m->spots[i].first->place, &incident->place)) return &m->spots[i];
    if (m->spot_count == SPOTS_MAX) return NULL;
    m->spots[m->spot_count] = (spot){.first = incident};
    return &m->spots[m->spot_count++];
}

static void gather(map *m)
{
    for (size_t i = 0; i < m->report->incident_count; i++) {
        const an_report_incident *incident = &m->report->incidents[i];
        bool has_place = incident->place.precision.data && (incident->place.has_coordinates || (is_country(&incident->place) && incident->place.country[0]));
        spot *at;
        if (!has_place) {
            m->unplaced++;
            continue;
        }
        at = spot_of(m, incident);
        if (!at) {
            m->left_out++;
            continue;
        }
        m->placed++;
        if (at->count < LINKS_MAX) at->incidents[at->count] = (uint32_t)i;
        at->count++;
        if (an_types[incident->type].quad > at->quad) at->quad = an_types[incident->type].quad;
    }
}

/* Spots by number of incidents, first come first among equals; those beyond what a map can hold go. */
static void order_spots(map *m)
{
    for (size_t i = 1; i < m->spot_count; i++) {
        spot moved = m->spots[i];
        size_t at = i;
        for (; at > 0 && m->spots[at - 1].count < moved.count; at--) m->spots[at] = m->spots[at - 1];
        m->spots[at] = moved;
    }
    for (; m->spot_count > SPOTS_DRAWN; m->spot_count--) {
        m->placed -= m->spots[m->spot_count - 1].count;
        m->left_out += m->spots[m->spot_count - 1].count;
    }
}

/* ---- the piece of the world ---- */

typedef struct box {
    double west, east, south, north;
    bool is_known;
} box;

static void include(box *b, double longitude, double latitude)
{
    if (!b->is_known) *b = (box){longitude, longitude, latitude, latitude, true};
    if (longitude < b->west) b->west = longitude;
    if (longitude > b->east) b->east = longitude;
    if (latitude < b->south) b->south = latitude;
    if (latitude > b->north) b->north = latitude;
}

static void stretch(double *low, double *high, double least)
{
    double more = least - (*high - *low);
    if (more <= 0) return;
    *low -= more / 2;
    *high += more / 2;
}

static void choose_piece(map *m)
{
    box b = {0};
    double middle, degree, margin;
    for (size_t i = 0; i < m->spot_count; i++)
        if (m->spots[i].first->place.has_coordinates) include(&b, m->spots[i].first->place.longitude, m->spots[i].first->place.latitude);
    if (!b.is_known) b = (box){-180, 180, -60, 80, true};
    margin = (b.east - b.west) * MARGIN_PERCENT / 100;
    b.west -= margin, b.east += margin;
    margin = (b.north - b.south) * MARGIN_PERCENT / 100;
    b.south -= margin, b.north += margin;
    stretch(&b.west, &b.east, SPAN_MIN_DEGREES);
    stretch(&b.south, &b.north, SPAN_MIN_DEGREES / 2);
    if (b.south < -85) b.south = -85;
    if (b.north > 85) b.north = 85;
    middle = (b.south + b.north) / 2;
    degree = cos(middle * PI / 180); /* of a degree of longitude, in degrees of latitude */
    stretch(&b.west, &b.east, (b.north - b.south) / degree * WIDTH / HEIGHT_MAX);
    stretch(&b.south, &b.north, (b.east - b.west) * degree * HEIGHT_MIN / WIDTH);
    m->west = b.west;
    m->north = b.north;
    m->x_scale = WIDTH / (b.east - b.west);
    m->y_scale = m->x_scale / degree;
    m->height = (b.north - b.south) * m->y_scale;
}

static double x_of(const map *m, double longitude) { return (longitude - m->west) * m->x_scale; }
static double y_of(const map *m, double latitude) { return (m->north - latitude) * m->y_scale; }

/* ---- outlines ---- */

typedef struct corner {
    double x, y;
} corner;

/* Cuts a ring at one side of the picture (Sutherland and Hodgman 1974). `axis` 0: x, 1: y; keeps what is above `limit`, or below it. */
static size_t cut_side(const corner *in, size_t count, int axis, double limit, bool keeps_above, corner *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        corner a = in[i ? i - 1 : count - 1], b = in[i];
        double from = axis ? a.y : a.x, to = axis ? b.y : b.x;
        bool was_in = keeps_above ? from >= limit : from <= limit, is_in = keeps_above ? to >= limit : to <= limit;
        if (was_in != is_in) {
            double share = (limit - from) / (to - from);
            out[kept++] = (corner){a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
        }
        if (is_in) out[kept++] = b;
    }
    return kept;
}

typedef struct clipper {
    corner *a, *b; /* twice as many places as a ring has points: a cut can double them */
    size_t capacity;
} clipper;

static bool reserve(an_arena *scratch, clipper *c, size_t count)
{
    size_t places = count * 2 + 16;
    if (places <= c->capacity) return true;
    c->a = AN_NEW_ARRAY(scratch, corner, places);
    c->b = AN_NEW_ARRAY(scratch, corner, places);
    c->capacity = c->a && c->b ? places : 0;
    return c->capacity > 0;
}

static bool is_apart(corner a, corner b) { return fabs(a.x - b.x) + fabs(a.y - b.y) >= POINT_APART_UNITS; }

/* Into the picture's units, without points that the eye cannot tell apart. */
static size_t project(const map *m, const an_outlines *ring, corner *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < ring->count; i++) {
        corner c = {x_of(m, ring->points[i].longitude / 100.0), y_of(m, ring->points[i].latitude / 100.0)};
        if (!kept || is_apart(out[kept - 1], c)) out[kept++] = c;
    }
    return kept;
}

static size_t clip(const map *m, clipper *c, size_t count)
{
    const double edge = 2; /* the stroke along a cut lies outside of the picture */
    count = cut_side(c->a, count, 0, -edge, true, c->b);
    count = cut_side(c->b, count, 0, WIDTH + edge, false, c->a);
    count = cut_side(c->a, count, 1, -edge, true, c->b);
    return cut_side(c->b, count, 1, m->height + edge, false, c->a);
}

static void put_ring(an_strbuf *out, const corner *points, size_t count)
{
    long x = 0, y = 0;
    for (size_t i = 0; i < count; i++) {
        long next_x = lround(points[i].x * GRID), next_y = lround(points[i].y * GRID);
        an_strbuf_printf(out, i == 0 ? "M%ld %ld" : i == 1 ? "l%ld %ld" : " %ld %ld", next_x - x, next_y - y);
        x = next_x;
        y = next_y;
    }
    an_strbuf_putc(out, 'z');
}

/* The mark of incidents of which only the country is known. */
static const spot *spot_of_country(const map *m, const char *country)
{
    for (size_t i = 0; i < m->spot_count; i++)
        if (is_country(&m->spots[i].first->place) && strcmp(m->spots[i].first->place.country, country) == 0) return &m->spots[i];
    return NULL;
}

static void put_titles(const map *m, const spot *s, an_strbuf *out)
{
    const an_place *place = &s->first->place;
    an_strbuf_puts(out, "<title>");
    an_html_put(out, place->name);
    an_strbuf_printf(out, " (%.*s): %zu incident%s", (int)place->precision.length, place->precision.data, s->count, s->count == 1 ? "" : "s");
    for (size_t i = 0; i < s->count && i < LINKS_MAX; i++) {
        const an_report_incident *incident = &m->report->incidents[s->incidents[i]];
        an_strbuf_printf(out, "; %s ", an_types[incident->type].name);
        an_report_days(out, incident->dates);
    }
    if (s->count > LINKS_MAX) an_strbuf_puts(out, "; ...");
    an_strbuf_puts(out, "</title>");
}

static void put_country(const map *m, const char *country, const an_strbuf *path, an_strbuf *out)
{
    const spot *s = spot_of_country(m, country);
    if (!path->length) return;
    if (s) an_strbuf_printf(out, "<a href=\"#p%zu\">", (size_t)(s - m->spots));
    an_strbuf_puts(out, "<path class=\"land\" d=\"");
    an_strbuf_put_str(out, an_strbuf_view(path));
    an_strbuf_puts(out, "\"/>");
    if (!s) return;
    an_strbuf_printf(out, "<path class=\"vague q%d\" fill=\"url(#area%d)\" d=\"", s->quad, s->quad);
    an_strbuf_put_str(out, an_strbuf_view(path));
    an_strbuf_puts(out, "\">");
    put_titles(m, s, out);
    an_strbuf_puts(out, "</path></a>");
}

static void put_outlines(const map *m, an_arena *scratch, an_strbuf *out)
{
    enum { CORNERS_MIN = 3 };
    an_outlines ring;
    clipper c = {0};
    an_strbuf path;
    char country[4] = "";
    an_strbuf_init(&path, 0);
    an_outlines_begin(&ring);
    an_strbuf_printf(out, "<g transform=\"scale(0.1)\">");
    while (an_outlines_next(scratch, &ring)) {
        size_t count;
        if (strcmp(country, ring.country) != 0) {
            put_country(m, country, &path, out);
            an_strbuf_clear(&path);
            memcpy(country, ring.country, sizeof country);
        }
        if (!reserve(scratch, &c, ring.count)) break;
        count = clip(m, &c, project(m, &ring, c.a));
        if (count >= CORNERS_MIN) put_ring(&path, c.a, count);
    }
    put_country(m, country, &path, out);
    an_strbuf_puts(out, "</g>");
    if (path.has_failed) out->has_failed = true;
    an_strbuf_free(&path);
}

/* ---- marks ---- */

static double radius_of(const map *m, const spot *s)
{
    const vagueness *v = vagueness_of(&s->first->place);
    double radius = v ? v->radius_km / KM_PER_DEGREE * m->y_scale : POINT_RADIUS_MIN + 1.6 * (sqrt((double)s->count) - 1);
    if (v) return radius < v->radius_min ? v->radius_min : radius;
    return radius > POINT_RADIUS_MAX ? POINT_RADIUS_MAX : radius;
}

static void put_tenths(an_strbuf *out, const char *name, double value)
{
    long tenths = lround(value * GRID);
    an_strbuf_printf(out, " %s=\"%s%ld.%ld\"", name, tenths < 0 ? "-" : "", labs(tenths) / GRID, labs(tenths) % GRID);
}

static void put_spot(const map *m, size_t number, an_strbuf *out)
{
    const spot *s = &m->spots[number];
    bool is_vague = vagueness_of(&s->first->place) != NULL;
    an_strbuf_printf(out, "<a href=\"#p%zu\"><circle class=\"%s q%d\"", number, is_vague ? "vague" : "exact", s->quad);
    if (is_vague) an_strbuf_printf(out, " fill=\"url(#hatch%d)\"", s->quad);
    put_tenths(out, "cx", x_of(m, s->first->place.longitude));
    put_tenths(out, "cy", y_of(m, s->first->place.latitude));
    put_tenths(out, "r", radius_of(m, s));
    an_strbuf_putc(out, '>');
    put_titles(m, s, out);
    an_strbuf_puts(out, "</circle></a>");
}

static void put_spots(const map *m, bool vague_ones, an_strbuf *out)
{
    for (size_t i = 0; i < m->spot_count; i++) {
        const an_place *place = &m->spots[i].first->place;
        if (!is_country(place) && (vagueness_of(place) != NULL) == vague_ones) put_spot(m, i, out);
    }
}

/* Names of the spots with most incidents, where they do not run into one already there. */
typedef struct label {
    double x, y, width;
} label;

static bool is_free(const label *labels, size_t count, label wanted)
{
    const double line = 15;
    for (size_t i = 0; i < count; i++)
        if (fabs(labels[i].y - wanted.y) < line && wanted.x < labels[i].x + labels[i].width && labels[i].x < wanted.x + wanted.width) return false;
    return true;
}

static void put_labels(const map *m, an_strbuf *out)
{
    enum { CHARACTERS = 22, PER_CHARACTER = 8 };
    label labels[LABELS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < m->spot_count && count < LABELS_MAX; i++) {
        const spot *s = &m->spots[i];
        const an_place *place = &s->first->place;
        size_t characters = place->name.length < CHARACTERS ? place->name.length : CHARACTERS;
        double offset = vagueness_of(place) || is_country(place) ? 0 : radius_of(m, s) + 3;
        label at = {x_of(m, place->longitude) + offset, y_of(m, place->latitude) + 4, (double)characters * PER_CHARACTER};
        double middle = is_country(place) ? at.width / 2 : 0; /* names of countries stand around their point */
        at.x -= middle;
        if (!place->has_coordinates || at.x < 0 || at.x + at.width > WIDTH || !is_free(labels, count, at)) continue;
        labels[count++] = at;
        an_strbuf_printf(out, "<text%s", is_country(place) ? " class=\"country\"" : "");
        put_tenths(out, "x", at.x + middle);
        put_tenths(out, "y", at.y);
        an_strbuf_putc(out, '>');
        an_html_put_short(out, place->name, CHARACTERS);
        an_strbuf_puts(out, "</text>");
    }
}

/* ---- the list under the map ---- */

/* To the incident where it is told with its accounts, else to its one event. */
static void put_incident_link(const map *m, const an_report_incident *incident, an_strbuf *out)
{
    if (!incident->accounts) {
        an_report_event_link(out, m->report, incident->key, an_types[incident->type].name);
        return;
    }
    an_strbuf_puts(out, "<a href=\"#i");
    an_html_put(out, incident->key);
    an_strbuf_printf(out, "\">%s</a>", an_types[incident->type].name);
}

static void put_place_row(const map *m, size_t number, an_strbuf *out)
{
    const spot *s = &m->spots[number];
    const an_place *place = &s->first->place;
    an_strbuf_printf(out, "<tr id=\"p%zu\"><td>", number);
    an_html_put(out, place->name);
    an_strbuf_printf(out, "<td>%s<td>%.*s<td class=\"n\">%zu<td>", place->country, (int)place->precision.length, place->precision.data, s->count);
    for (size_t i = 0; i < s->count && i < LINKS_MAX; i++) {
        const an_report_incident *incident = &m->report->incidents[s->incidents[i]];
        an_strbuf_puts(out, i ? ", " : "");
        put_incident_link(m, incident, out);
        an_strbuf_puts(out, " <small>");
        an_report_days(out, incident->dates);
        an_strbuf_puts(out, "</small>");
    }
    if (s->count > LINKS_MAX) an_strbuf_printf(out, " and %zu more", s->count - LINKS_MAX);
    an_strbuf_puts(out, "</tr>");
}

static void put_places(const map *m, an_strbuf *out)
{
    an_strbuf_printf(out, "<details><summary>The %zu places</summary><div class=\"wide\"><table class=\"places\"><thead><tr><th>Place<th>Country<th>Known to<th class=\"n\">Incidents<th>"
                          "</tr></thead><tbody>", m->spot_count);
    for (size_t i = 0; i < m->spot_count; i++) put_place_row(m, i, out);
    an_strbuf_puts(out, "</tbody></table></div></details>");
}

static void put_patterns(an_strbuf *out)
{
    an_strbuf_puts(out, "<defs>");
    for (int i = 0; i < 8; i++) {
        int quad = i % 4 + 1;
        bool is_area = i >= 4;
        an_strbuf_printf(out, "<pattern id=\"%s%d\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"%srotate(45)\"><line class=\"hatch q%d\" "
                              "x1=\"0\" y1=\"0\" x2=\"0\" y2=\"7\"/></pattern>", is_area ? "area" : "hatch", quad, is_area ? "scale(10) " : "", quad); /* outlines lie in a group scaled down */
    }
    an_strbuf_puts(out, "</defs>");
}

static void put_picture(const map *m, an_arena *scratch, an_strbuf *out)
{
    an_strbuf_printf(out, "<svg class=\"map\" viewBox=\"0 0 %d %ld\" role=\"group\" aria-label=\"Map of %zu incidents at %zu places\">", WIDTH, lround(m->height), m->placed,
                     m->spot_count);
    put_patterns(out);
    put_outlines(m, scratch, out);
    put_spots(m, true, out);
    put_spots(m, false, out);
    put_labels(m, out);
    an_strbuf_puts(out, "</svg>");
}

void an_report_map(an_arena *scratch, const an_report *report, an_strbuf *out)
{
    map *m = AN_NEW(scratch, map);
    if (!m) return;
    m->report = report;
    gather(m);
    order_spots(m);
    an_report_section(out, "map", "Where");
    if (!m->spot_count) {
        an_strbuf_puts(out, "<p class=\"note\">No incident has a place.</p></section>\n");
        return;
    }
    choose_piece(m);
    an_report_quad_legend(out);
    put_picture(m, scratch, out);
    an_strbuf_printf(out, "<p class=\"note\">A filled disc is a town or exact place, the larger the more incidents; a hatched disc a district or division, somewhere in which it was; a hatched "
                          "country is all that is known of where. Colour: the worst of the incidents there. %zu of %zu incidents are drawn%s; %zu have no place that could be. Outlines: Natural Earth.</p>",
                     m->placed, report->incident_total, m->left_out || report->incident_count < report->incident_total ? ", as many as one map holds" : "", m->unplaced);
    put_places(m, out);
    an_strbuf_puts(out, "</section>\n");
}
