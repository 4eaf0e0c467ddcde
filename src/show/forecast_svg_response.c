/* The grid of impulse responses: a row for each shocked series, a column for each that responds; a column shares one scale. */
#include <math.h>
#include <stdio.h>

#include "show/forecast_svg_parts.h"
#include "show/html.h"

static const char STAGE[] = "picture";
enum { TOP = 92, LEFT = 64, RIGHT = 16, GAP = 46, ROW_GAP = 34, CELL_HEIGHT_MAX = 150, SETS_MAX = 3 };

static const char *const COLOURS[SETS_MAX] = {"a", "b", "c"};

typedef struct grid {
    const an_response_chart *chart;
    double cell_width, cell_height;
    an_svg_range ranges[AN_SVG_SERIES_MAX];
} grid;

static void find_ranges(grid *g)
{
    const an_response_chart *c = g->chart;
    size_t m = c->series_count;
    for (size_t j = 0; j < m; j++) {
        g->ranges[j] = AN_SVG_RANGE_EMPTY;
        an_svg_widen(&g->ranges[j], 0);
        for (size_t set = 0; set < c->set_count; set++)
            for (size_t at = j; at < c->weeks * m * m; at += m) {
                an_svg_widen(&g->ranges[j], c->sets[set].low_90[at]);
                an_svg_widen(&g->ranges[j], c->sets[set].high_90[at]);
            }
        g->ranges[j] = an_svg_round(g->ranges[j]);
    }
}

static void draw_set(const grid *g, size_t set, const an_svg_frame *frame, size_t cell, an_strbuf *out)
{
    const an_response_chart *c = g->chart;
    const an_response_set *s = &c->sets[set];
    size_t stride = c->series_count * c->series_count;
    an_strbuf_printf(out, "<g class=\"%s\">", COLOURS[set]);
    if (set == 0) {
        an_svg_band(out, frame, 0, s->low_90 + cell, s->high_90 + cell, c->weeks, stride, "wide");
        an_svg_band(out, frame, 0, s->low_68 + cell, s->high_68 + cell, c->weeks, stride, "narrow");
    } else {
        an_svg_curve(out, frame, 0, s->low_90 + cell, c->weeks, stride, "edge");
        an_svg_curve(out, frame, 0, s->high_90 + cell, c->weeks, stride, "edge");
    }
    an_svg_curve(out, frame, 0, s->median + cell, c->weeks, stride, set == 0 ? "curve" : "thin");
    an_strbuf_puts(out, "</g>");
}

static void draw_cell(const grid *g, size_t shock, size_t series, an_strbuf *out)
{
    const an_response_chart *c = g->chart;
    double weeks = c->weeks > 1 ? (double)c->weeks - 1 : 1;
    an_svg_frame frame = {LEFT + (double)series * (g->cell_width + GAP), TOP + (double)shock * (g->cell_height + ROW_GAP), g->cell_width, g->cell_height,
                          0, weeks, g->ranges[series].low, g->ranges[series].high};
    an_svg_value_axis(out, &frame, g->cell_height > 110 ? 4 : 2, true);
    an_svg_count_axis(out, &frame, shock + 1 == c->series_count);
    for (size_t set = c->set_count; set-- > 0;) draw_set(g, set, &frame, shock * c->series_count + series, out);
}

static void draw_key(const an_response_chart *c, an_strbuf *out)
{
    double x = 14;
    for (size_t set = 0; set < c->set_count; set++) {
        an_strbuf_printf(out, "<g class=\"%s\">", COLOURS[set]);
        if (set == 0) an_svg_rect(out, x, 38, 18, 12, "narrow");
        else an_svg_line(out, x, 44, x + 18, 44, "edge");
        an_strbuf_puts(out, "</g>");
        an_svg_text(out, x + 24, 49, "soft", c->sets[set].name, 40);
        x += 24 + 7.4 * (double)(c->sets[set].name.length > 40 ? 40 : c->sets[set].name.length) + 24;
    }
    an_strbuf_puts(out, "<text class=\"soft end\" x=\"744\" y=\"49\">68 and 90 %</text>");
}

static void draw_names(const grid *g, an_strbuf *out)
{
    const an_response_chart *c = g->chart;
    size_t fits = (size_t)(g->cell_width / 7) > 8 ? (size_t)(g->cell_width / 7) : 8;
    for (size_t i = 0; i < c->series_count; i++) {
        double x = LEFT + (double)i * (g->cell_width + GAP) + g->cell_width / 2;
        double y = TOP + (double)i * (g->cell_height + ROW_GAP) + g->cell_height / 2;
        an_svg_text(out, x, TOP - 12, "middle strong", c->series[i], fits);
        an_strbuf_printf(out, "<text class=\"middle strong\" transform=\"translate(15 %d) rotate(-90)\">", (int)y);
        an_html_put_short(out, c->series[i], (size_t)(g->cell_height / 7));
        an_strbuf_puts(out, "</text>");
    }
}

static annals_status check(const an_response_chart *c, annals_error *error)
{
    size_t cells = c->series_count * c->series_count * c->weeks;
    if (c->series_count == 0 || c->weeks == 0 || c->set_count == 0)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "there is no response to draw");
    if (c->series_count > AN_SVG_SERIES_MAX || c->weeks > AN_SVG_POINTS_MAX || c->set_count > SETS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "at most %d series, %d weeks and %d sets can be drawn", AN_SVG_SERIES_MAX, AN_SVG_POINTS_MAX, SETS_MAX);
    for (size_t set = 0; set < c->set_count; set++)
        for (size_t i = 0; i < cells; i++)
            if (!isfinite(c->sets[set].low_90[i]) || !isfinite(c->sets[set].high_90[i]) || !isfinite(c->sets[set].median[i]))
                return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "a response holds something that is no number");
    return ANNALS_OK;
}

annals_status an_svg_responses(const an_response_chart *c, an_strbuf *out, annals_error *error)
{
    double count = (double)c->series_count, bottom;
    grid g = {.chart = c};
    AN_TRY(check(c, error));
    g.cell_width = (AN_SVG_WIDTH - LEFT - RIGHT - GAP * (count - 1)) / count;
    g.cell_height = g.cell_width * .7 < CELL_HEIGHT_MAX ? g.cell_width * .7 : CELL_HEIGHT_MAX;
    bottom = TOP + count * g.cell_height + (count - 1) * ROW_GAP;
    find_ranges(&g);
    an_svg_open(out, bottom + 68, c->title, "responses");
    draw_key(c, out);
    draw_names(&g, out);
    for (size_t shock = 0; shock < c->series_count; shock++)
        for (size_t series = 0; series < c->series_count; series++) draw_cell(&g, shock, series, out);
    an_strbuf_printf(out, "<text class=\"soft\" x=\"14\" y=\"%d\">Row: what gets a shock of one standard deviation; column: what responds (", (int)bottom + 54);
    an_html_put_short(out, c->unit, 30);
    an_strbuf_puts(out, "), by week.</text>");
    return an_svg_close(out, error);
}
