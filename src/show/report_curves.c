/* Relations over time: one small chart for each of the busiest dyads, incidents by period, cooperation above the line and conflict below it,
 * with the turning points where the level changes. */
#include "show/report_parts.h"

enum { WIDTH = 460, HEIGHT = 132, LEFT = 30, RIGHT = 6, MIDDLE = 62, REACH = 50, LABEL_EVERY = 70, TENTHS = 10 };

static int64_t tallest_of(const an_report_curve *curve)
{
    int64_t tallest = 1;
    for (size_t i = 0; i < curve->period_count; i++) {
        const int64_t *quads = curve->periods[i].quads;
        if (quads[1] + quads[2] > tallest) tallest = quads[1] + quads[2];
        if (quads[3] + quads[4] > tallest) tallest = quads[3] + quads[4];
    }
    return tallest;
}

/* Tenths of a unit of the drawing, so that many narrow bars stand evenly. */
static int left_of(const an_report_curve *curve, size_t period)
{
    return (int)(LEFT * TENTHS + (int64_t)period * (WIDTH - LEFT - RIGHT) * TENTHS / (int64_t)curve->period_count);
}

static void put_tenths(an_strbuf *out, const char *name, int tenths) { an_strbuf_printf(out, " %s=\"%d.%d\"", name, tenths / TENTHS, tenths % TENTHS); }

static void put_bar(an_strbuf *out, const an_report_curve *curve, size_t period, int quad, int64_t tallest, int *offset)
{
    int64_t value = curve->periods[period].quads[quad];
    int left = left_of(curve, period), width = left_of(curve, period + 1) - left, height = (int)(value * REACH * TENTHS / tallest);
    char label[AN_PERIOD_LABEL_BYTES];
    if (!value) return;
    an_strbuf_printf(out, "<rect class=\"q%d\"", quad);
    put_tenths(out, "x", left);
    put_tenths(out, "y", quad <= 2 ? MIDDLE * TENTHS - *offset - height : MIDDLE * TENTHS + *offset);
    put_tenths(out, "width", width > 2 * TENTHS ? width - TENTHS / 2 : width);
    put_tenths(out, "height", height);
    an_strbuf_printf(out, "><title>%lld %s, %s</title></rect>", (long long)value, an_quad_names[quad],
                     an_relation_period_label(curve->by, curve->periods[period].period.from, label));
    *offset += height;
}

static void put_bars(an_strbuf *out, const an_report_curve *curve, int64_t tallest)
{
    for (size_t i = 0; i < curve->period_count; i++) {
        int up = 0, down = 0;
        put_bar(out, curve, i, 2, tallest, &up);
        put_bar(out, curve, i, 1, tallest, &up);
        put_bar(out, curve, i, 4, tallest, &down);
        put_bar(out, curve, i, 3, tallest, &down);
    }
}

static void put_axis(an_strbuf *out, const an_report_curve *curve, int64_t tallest)
{
    size_t every = curve->period_count * LABEL_EVERY / (WIDTH - LEFT - RIGHT) + 1;
    an_strbuf_printf(out, "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>", LEFT, WIDTH - RIGHT, MIDDLE, MIDDLE);
    an_strbuf_printf(out, "<text x=\"0\" y=\"%d\">%lld</text><text x=\"0\" y=\"%d\">%lld</text>", MIDDLE - REACH + 8, (long long)tallest, MIDDLE + REACH + 2,
                     (long long)tallest);
    for (size_t i = 0; i < curve->period_count; i += every) {
        char label[AN_PERIOD_LABEL_BYTES];
        int left = left_of(curve, i) / TENTHS;
        if (left > WIDTH - LABEL_EVERY + LEFT && i) break;
        an_strbuf_printf(out, "<text x=\"%d\" y=\"%d\">%s</text>", left, HEIGHT - 4,
                         an_relation_period_label(curve->by, curve->periods[i].period.from, label));
    }
}

static void put_turning_lines(an_strbuf *out, const an_report_curve *curve)
{
    for (size_t i = 0; i < curve->period_count; i++) {
        int left = left_of(curve, i);
        if (!curve->periods[i].turning_count) continue;
        an_strbuf_puts(out, "<line class=\"turning\"");
        put_tenths(out, "x1", left);
        put_tenths(out, "x2", left);
        an_strbuf_printf(out, " y1=\"%d\" y2=\"%d\"/>", MIDDLE - REACH - 6, MIDDLE + REACH + 6);
    }
}

static void put_level(an_strbuf *out, double value)
{
    int hundredths = (int)(value * 100 + (value < 0 ? -0.5 : 0.5));
    an_strbuf_printf(out, "%s%d.%02d", hundredths < 0 ? "\xE2\x88\x92" : "", (hundredths < 0 ? -hundredths : hundredths) / 100,
                     (hundredths < 0 ? -hundredths : hundredths) % 100);
}

static void put_turning(an_strbuf *out, const an_report *report, const an_report_curve *curve, const an_relation *period, const an_turning *turning)
{
    char label[AN_PERIOD_LABEL_BYTES], key[AN_KEY_BYTES];
    an_strbuf_printf(out, "<li><b>%s</b>: %s %s from ", an_relation_period_label(curve->by, period->period.from, label),
                     turning->measure == AN_TURNING_TONE ? "the tone" : an_turning_names[turning->measure],
                     turning->after > turning->before ? "rises" : "falls");
    put_level(out, turning->before);
    an_strbuf_puts(out, " to ");
    put_level(out, turning->after);
    an_strbuf_printf(out, "%s <small>p ", turning->measure == AN_TURNING_TONE ? "" : " a period");
    if (turning->p < 0.01) an_strbuf_puts(out, "below 0.01");
    else put_level(out, turning->p);
    for (int i = 0; i < turning->carrier_count; i++) {
        an_strbuf_puts(out, i ? ", " : "; carried by ");
        an_report_event_link(out, report, an_str_from(an_key_format(turning->carriers[i], key)), "event");
    }
    an_strbuf_puts(out, "</small></li>");
}

static void put_turnings(an_strbuf *out, const an_report *report, const an_report_curve *curve)
{
    bool is_open = false;
    for (size_t i = 0; i < curve->period_count; i++)
        for (int k = 0; k < curve->periods[i].turning_count; k++) {
            if (!is_open) an_strbuf_puts(out, "<ul class=\"turnings\">");
            is_open = true;
            put_turning(out, report, curve, &curve->periods[i], &curve->periods[i].turnings[k]);
        }
    if (is_open) an_strbuf_puts(out, "</ul>");
}

static void put_curve(const an_report *report, const an_report_curve *curve, an_strbuf *out)
{
    int64_t tallest = tallest_of(curve);
    an_strbuf_puts(out, "<figure><figcaption><b>");
    an_html_put(out, curve->actor_name);
    an_strbuf_puts(out, "</b> <span class=\"arrow\">\xE2\x86\x92</span> <b>");
    an_html_put(out, curve->recipient_name);
    an_strbuf_printf(out, "</b> <small>by %s; %lld incident%s", an_relation_by_names[curve->by], (long long)curve->incidents, curve->incidents == 1 ? "" : "s");
    if (curve->undated) an_strbuf_printf(out, ", and %lld more that no single %s holds", (long long)curve->undated, an_relation_by_names[curve->by]);
    an_strbuf_puts(out, "</small></figcaption>");
    an_strbuf_printf(out, "<svg class=\"curve\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Incidents by %s: ", WIDTH, HEIGHT, an_relation_by_names[curve->by]);
    an_html_put(out, curve->actor_name);
    an_strbuf_puts(out, " to ");
    an_html_put(out, curve->recipient_name);
    an_strbuf_puts(out, "\">");
    put_axis(out, curve, tallest);
    put_bars(out, curve, tallest);
    put_turning_lines(out, curve);
    an_strbuf_puts(out, "</svg>");
    put_turnings(out, report, curve);
    an_strbuf_puts(out, "</figure>");
}

void an_report_curves(const an_report *report, an_strbuf *out)
{
    an_report_section(out, "relations", "Relations over time");
    if (!report->curve_count) {
        an_strbuf_puts(out, "<p class=\"note\">No two known actors have enough dated incidents for a curve.</p></section>\n");
        return;
    }
    an_report_quad_legend(out);
    an_strbuf_puts(out, "<div class=\"curves\">");
    for (size_t i = 0; i < report->curve_count; i++) put_curve(report, &report->curves[i], out);
    an_strbuf_puts(out, "</div><p class=\"note\">Incidents, each counted once however many articles tell it; cooperation above the line, conflict below. Dashed: turning "
                        "points, where the level changes more than chance would have it.</p></section>\n");
}
