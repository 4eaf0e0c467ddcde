/* Who excites whom: streams on a circle in their order, an arrow where the posterior is sure, a ring where a stream excites itself. The
 * circle is dull but says nothing that the numbers do not say, and is the same on every machine. */
#include <math.h>
#include <stdio.h>

#include "base/utf8.h"
#include "show/forecast_svg_parts.h"
#include "show/html.h"

static const char STAGE[] = "picture";
static const double PI = 3.14159265358979323846;
/* Arrows are drawn from this posterior probability on; the others are counted in the caption. */
static const double SURE = 0.9;
enum {
    HEIGHT = 640, CENTRE_X = 380, CENTRE_Y = 318, RADIUS_X = 180, RADIUS_Y = 188, NODE_RADIUS_MIN = 6, NODE_RADIUS_MAX = 17,
    LABEL_CHARACTERS = 24, LABEL_LINES = 3
};

typedef struct place {
    double x, y, radius, angle;
} place;

static const char *tone_colour(an_influence_tone tone)
{
    return tone == AN_TONE_CONFLICT ? "b" : tone == AN_TONE_COOPERATION ? "a" : "g";
}

static void place_nodes(const an_influence_chart *c, place *places)
{
    double most = 0;
    for (size_t i = 0; i < c->node_count; i++) most = c->nodes[i].events > most ? c->nodes[i].events : most;
    for (size_t i = 0; i < c->node_count; i++) {
        double angle = 2 * PI * (double)i / (double)c->node_count - PI / 2, share = most > 0 ? c->nodes[i].events / most : 0;
        places[i] = (place){CENTRE_X + RADIUS_X * cos(angle), CENTRE_Y + RADIUS_Y * sin(angle),
                            NODE_RADIUS_MIN + (NODE_RADIUS_MAX - NODE_RADIUS_MIN) * sqrt(share > 0 ? share : 0), angle};
    }
}

static void put(an_strbuf *out, double value)
{
    long long tenths = llround(value * 10);
    an_strbuf_printf(out, "%s%lld.%lld ", tenths < 0 ? "-" : "", (tenths < 0 ? -tenths : tenths) / 10, (tenths < 0 ? -tenths : tenths) % 10);
}

static double stroke(const an_influence_arrow *arrow) { return 1.2 + 9 * (arrow->strength < 1 ? arrow->strength : 1); }

static void open_path(an_strbuf *out, const an_influence_arrow *arrow)
{
    an_strbuf_puts(out, "<path fill=\"none\" stroke=\"currentColor\" stroke-opacity=\".75\" stroke-width=\"");
    put(out, stroke(arrow));
    an_strbuf_puts(out, arrow->is_pooled ? "\" stroke-dasharray=\"6 4\" d=\"" : "\" d=\"");
}

static void put_words(an_strbuf *out, const an_influence_chart *c, const an_influence_arrow *arrow)
{
    an_strbuf_puts(out, "<title>");
    an_html_put(out, c->nodes[arrow->from].name);
    an_strbuf_puts(out, " \xE2\x86\x92 ");
    an_html_put(out, c->nodes[arrow->to].name);
    an_strbuf_puts(out, ": ");
    an_svg_short_number(out, arrow->strength);
    an_strbuf_puts(out, " further events for each event (90 %: ");
    an_svg_short_number(out, arrow->low);
    an_strbuf_puts(out, " to ");
    an_svg_short_number(out, arrow->high);
    an_strbuf_puts(out, arrow->is_pooled ? "), pooled</title>" : ")</title>");
}

/* The point of the arrow lies at (x, y) and looks along (dx, dy), a unit vector. */
static void draw_point(an_strbuf *out, double x, double y, double dx, double dy, double size)
{
    an_strbuf_puts(out, "<path class=\"bar\" d=\"M");
    put(out, x);
    put(out, y);
    an_strbuf_putc(out, 'L');
    put(out, x - size * dx - size * .55 * dy);
    put(out, y - size * dy + size * .55 * dx);
    an_strbuf_putc(out, 'L');
    put(out, x - size * dx + size * .55 * dy);
    put(out, y - size * dy - size * .55 * dx);
    an_strbuf_puts(out, "Z\"/>");
}

/* A curve bent towards the middle and to the right of its way, so that the arrow back does not lie on it. */
static void draw_arrow(const an_influence_chart *c, const place *places, const an_influence_arrow *arrow, an_strbuf *out)
{
    const place *from = &places[arrow->from], *to = &places[arrow->to];
    double way_x = to->x - from->x, way_y = to->y - from->y, length = hypot(way_x, way_y), size = 8 + stroke(arrow) * 1.2;
    double bend_x = (from->x + to->x) / 2 * .72 + CENTRE_X * .28 - way_y * .08, bend_y = (from->y + to->y) / 2 * .72 + CENTRE_Y * .28 + way_x * .08;
    double end_x = to->x - bend_x, end_y = to->y - bend_y, end = hypot(end_x, end_y), gap = to->radius + 3;
    if (length < 1 || end < 1) return;
    end_x /= end;
    end_y /= end;
    an_strbuf_printf(out, "<g class=\"%s\">", tone_colour(c->nodes[arrow->to].tone));
    put_words(out, c, arrow);
    open_path(out, arrow);
    an_strbuf_putc(out, 'M');
    put(out, from->x);
    put(out, from->y);
    an_strbuf_putc(out, 'Q');
    put(out, bend_x);
    put(out, bend_y);
    put(out, to->x - (gap + size * .8) * end_x);
    put(out, to->y - (gap + size * .8) * end_y);
    an_strbuf_puts(out, "\"/>");
    draw_point(out, to->x - gap * end_x, to->y - gap * end_y, end_x, end_y, size);
    an_strbuf_puts(out, "</g>");
}

static void draw_ring(const an_influence_chart *c, const place *places, const an_influence_arrow *arrow, an_strbuf *out)
{
    const place *at = &places[arrow->to];
    double radius = at->radius + 3 + stroke(arrow) / 2;
    an_strbuf_printf(out, "<g class=\"%s\">", tone_colour(c->nodes[arrow->to].tone));
    put_words(out, c, arrow);
    open_path(out, arrow);
    an_strbuf_putc(out, 'M');
    put(out, at->x - radius);
    put(out, at->y);
    for (int half = 0; half < 2; half++) {
        an_strbuf_putc(out, 'A');
        put(out, radius);
        put(out, radius);
        an_strbuf_puts(out, "0 1 1 ");
        put(out, half ? at->x - radius : at->x + radius);
        put(out, at->y);
    }
    an_strbuf_puts(out, "\"/></g>");
}

/* How many bytes of the text make a line of at most LABEL_CHARACTERS, broken at a blank where there is one. */
static size_t line_length(an_str text)
{
    size_t at = 0, characters = 0, blank = 0;
    while (at < text.length && characters < LABEL_CHARACTERS) {
        size_t length = an_utf8_length(text.data + at, text.length - at);
        if (text.data[at] == ' ') blank = at;
        at += length ? length : 1;
        characters++;
    }
    return at == text.length || !blank ? at : blank;
}

static void draw_label(const an_influence_node *node, const place *at, an_strbuf *out)
{
    double reach = at->radius + 14, x = at->x + reach * cos(at->angle), y = at->y + (reach + 6) * sin(at->angle) + 4;
    const char *side = fabs(cos(at->angle)) < .2 ? "middle" : cos(at->angle) < 0 ? "end" : "start";
    an_str rest = node->name, lines[LABEL_LINES];
    size_t count = 0;
    while (rest.length && count < LABEL_LINES) {
        size_t length = count + 1 == LABEL_LINES ? rest.length : line_length(rest);
        lines[count++] = (an_str){rest.data, length};
        rest = an_str_trim((an_str){rest.data + length, rest.length - length});
    }
    y -= (sin(at->angle) < -.9 ? 15 : 7.5) * ((double)count - 1);
    for (size_t i = 0; i < count; i++) {
        an_strbuf_printf(out, "<text class=\"halo %s\" x=\"%d\" y=\"%d\">", side, (int)x, (int)y + 15 * (int)i);
        an_html_put_short(out, lines[i], LABEL_CHARACTERS);
        an_strbuf_puts(out, "</text>");
    }
}

static void draw_node(const an_influence_node *node, const place *at, an_strbuf *out)
{
    an_strbuf_printf(out, "<g class=\"%s\"><title>", tone_colour(node->tone));
    an_html_put(out, node->name);
    an_strbuf_puts(out, ": ");
    an_svg_number(out, node->events, 0);
    an_strbuf_puts(out, " events</title><circle class=\"bar\" cx=\"");
    put(out, at->x);
    an_strbuf_puts(out, "\" cy=\"");
    put(out, at->y);
    an_strbuf_puts(out, "\" r=\"");
    put(out, at->radius);
    an_strbuf_puts(out, "\"/></g>");
}

static void draw_notes(const an_influence_chart *c, size_t shown, an_strbuf *out)
{
    an_svg_label(out, 14, 48, "soft", "Arrow: events of one stream bring on events of the other; ring: of its own. Dashed: pooled.");
    an_strbuf_printf(out, "<text class=\"soft\" x=\"14\" y=\"%d\">%zu of %zu influences are sure enough to be drawn (probability over ",
                     HEIGHT - 34, shown, c->arrow_count);
    an_svg_number(out, 100 * SURE, 0);
    an_strbuf_puts(out, " %). Blue: cooperation, red: conflict.</text>");
    an_strbuf_printf(out, "<text class=\"soft\" x=\"14\" y=\"%d\">", HEIGHT - 14);
    if (!isfinite(c->radius)) an_strbuf_puts(out, "Spectral radius: not known.");
    else {
        an_strbuf_puts(out, "Spectral radius ");
        an_svg_number(out, c->radius, 2);
        an_strbuf_puts(out, " (90 %: ");
        an_svg_number(out, c->radius_low, 2);
        an_strbuf_puts(out, " to ");
        an_svg_number(out, c->radius_high, 2);
        an_strbuf_puts(out, "); at 1 events would keep themselves going for ever.");
    }
    an_strbuf_puts(out, "</text>");
}

static annals_status check(const an_influence_chart *c, annals_error *error)
{
    if (c->node_count == 0) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "there is no stream to draw");
    if (c->node_count > AN_SVG_NODES_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu streams; a picture holds %d: choose the busiest", c->node_count, AN_SVG_NODES_MAX);
    for (size_t i = 0; i < c->arrow_count; i++)
        if (c->arrows[i].from >= c->node_count || c->arrows[i].to >= c->node_count || !(c->arrows[i].strength >= 0))
            return an_fail(error, ANNALS_E_USAGE, STAGE, i + 1, "arrow %zu leads nowhere or has no strength", i + 1);
    return ANNALS_OK;
}

annals_status an_svg_influence(const an_influence_chart *c, an_strbuf *out, annals_error *error)
{
    place places[AN_SVG_NODES_MAX];
    size_t shown = 0;
    AN_TRY(check(c, error));
    place_nodes(c, places);
    an_svg_open(out, HEIGHT, c->title, "influence");
    for (size_t i = 0; i < c->arrow_count; i++) {
        const an_influence_arrow *arrow = &c->arrows[i];
        if (!(arrow->sure > SURE)) continue;
        shown++;
        if (arrow->from == arrow->to) draw_ring(c, places, arrow, out);
        else draw_arrow(c, places, arrow, out);
    }
    for (size_t i = 0; i < c->node_count; i++) draw_node(&c->nodes[i], &places[i], out);
    for (size_t i = 0; i < c->node_count; i++) draw_label(&c->nodes[i], &places[i], out);
    draw_notes(c, shown, out);
    return an_svg_close(out, error);
}
