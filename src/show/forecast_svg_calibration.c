/* The calibration page: every method's scores against the best baseline, how often its intervals held what came, and its PIT histogram. */
#include <math.h>
#include <stdio.h>

#include "show/forecast_svg_parts.h"
#include "show/html.h"

static const char STAGE[] = "picture";
enum { TOP = 112, ROW = 46, HISTOGRAM_WIDTH = 118, HISTOGRAM_HEIGHT = 30, BAR_WIDTH = 58 };

/* Where the columns end (numbers stand at the right) or begin. */
enum { NAME_X = 14, CRPS_X = 256, SAVED_X = 374, LOG_X = 434, BRIER_X = 488, COVER_50_X = 502, COVER_90_X = 568, PIT_X = 634 };

static void heading(an_strbuf *out, double x, const char *classes, const char *above, const char *below)
{
    if (above) an_svg_label(out, x, TOP - 28, classes, above);
    an_svg_label(out, x, TOP - 12, classes, below);
}

static void draw_headings(an_strbuf *out)
{
    heading(out, NAME_X, "soft", NULL, "method");
    heading(out, CRPS_X, "soft end", "mean", "CRPS");
    heading(out, SAVED_X, "soft end", "saved against", "best baseline");
    heading(out, LOG_X, "soft end", "log", "score");
    heading(out, BRIER_X, "soft end", NULL, "Brier");
    heading(out, COVER_50_X, "soft", "inside", "50 %");
    heading(out, COVER_90_X, "soft", "inside", "90 %");
    heading(out, PIT_X, "soft", "PIT: flat is", "right");
}

static void put_value(an_strbuf *out, double x, double y, double value, int decimals)
{
    an_strbuf_printf(out, "<text class=\"end\" x=\"%d\" y=\"%d\">", (int)x, (int)y);
    an_svg_number(out, value, decimals);
    an_strbuf_puts(out, "</text>");
}

static int score_decimals(double value) { return fabs(value) < 10 ? 3 : fabs(value) < 100 ? 2 : 1; }

static void put_saved(an_strbuf *out, const an_calibration_method *method, double y)
{
    bool is_sure = fabs(method->crps_saved) > 2 * method->crps_saved_se;
    if (!isfinite(method->crps_saved)) {
        an_svg_label(out, SAVED_X, y, "end soft", method->is_baseline ? "best baseline" : "-");
        return;
    }
    an_strbuf_printf(out, "<text class=\"end %s\" x=\"%d\" y=\"%d\">", is_sure ? "strong" : "", SAVED_X, (int)y);
    if (method->crps_saved > 0) an_strbuf_putc(out, '+');
    an_svg_number(out, method->crps_saved, score_decimals(method->crps));
    an_strbuf_puts(out, " \xC2\xB1 ");
    an_svg_number(out, method->crps_saved_se, score_decimals(method->crps));
    an_strbuf_puts(out, "</text>");
}

/* A bar for what was, a mark for what was promised. */
static void draw_coverage(an_strbuf *out, double x, double y, double share, double promised)
{
    if (isfinite(share)) {
        an_strbuf_puts(out, "<g class=\"a\">");
        an_svg_rect(out, x, y + 4, BAR_WIDTH * (share < 1 ? share : 1), 7, "narrow");
        an_strbuf_puts(out, "</g>");
    }
    an_svg_line(out, x + BAR_WIDTH * promised, y + 2, x + BAR_WIDTH * promised, y + 14, "axis");
    an_strbuf_printf(out, "<text x=\"%d\" y=\"%d\">", (int)x, (int)y);
    an_svg_number(out, 100 * share, 0);
    an_strbuf_puts(out, isfinite(share) ? " %</text>" : "</text>");
}

static size_t total_of(const an_calibration_method *method)
{
    size_t total = 0;
    for (int i = 0; i < AN_PIT_BINS; i++) total += method->pit[i];
    return total;
}

/* Ten bars; the line is where all of them would end if the forecasts were right. */
static void draw_histogram(an_strbuf *out, double x, double y, double width, double height, const an_calibration_method *method)
{
    size_t total = total_of(method), most = 0;
    double each = width / AN_PIT_BINS, scale;
    if (total == 0) return;
    for (int i = 0; i < AN_PIT_BINS; i++) most = method->pit[i] > most ? method->pit[i] : most;
    scale = height / ((double)most > 2.0 * (double)total / AN_PIT_BINS ? (double)most : 2.0 * (double)total / AN_PIT_BINS);
    an_strbuf_puts(out, "<g class=\"a\">");
    for (int i = 0; i < AN_PIT_BINS; i++)
        an_svg_rect(out, x + i * each, y + height - scale * (double)method->pit[i], each - 1, scale * (double)method->pit[i], "narrow");
    an_strbuf_puts(out, "</g>");
    an_svg_line(out, x, y + height - scale * (double)total / AN_PIT_BINS, x + width, y + height - scale * (double)total / AN_PIT_BINS, "axis");
    an_svg_line(out, x, y + height, x + width, y + height, "axis");
}

static void draw_method(an_strbuf *out, const an_calibration_method *method, size_t i)
{
    double y = TOP + ROW * (double)i, middle = y + ROW / 2.0 + 4;
    if (method->is_published) {
        an_strbuf_puts(out, "<g class=\"a\">");
        an_svg_rect(out, 6, y, AN_SVG_WIDTH - 12, ROW, "picked");
        an_strbuf_puts(out, "</g>");
    }
    an_svg_line(out, 6, y, AN_SVG_WIDTH - 6, y, "grid");
    an_svg_text(out, NAME_X, method->is_baseline || method->is_published ? middle - 7 : middle, method->is_published ? "strong" : "", method->name, 26);
    if (method->is_baseline || method->is_published)
        an_svg_label(out, NAME_X, middle + 9, "soft", method->is_published ? "shown as the forecast" : "baseline");
    put_value(out, CRPS_X, middle, method->crps, score_decimals(method->crps));
    put_saved(out, method, middle);
    put_value(out, LOG_X, middle, method->log_score, 3);
    put_value(out, BRIER_X, middle, method->brier, 3);
    draw_coverage(out, COVER_50_X, middle - 4, method->covers_50, .5);
    draw_coverage(out, COVER_90_X, middle - 4, method->covers_90, .9);
    draw_histogram(out, PIT_X, y + 8, HISTOGRAM_WIDTH, HISTOGRAM_HEIGHT, method);
}

static void draw_subtitle(const an_calibration_chart *c, an_strbuf *out)
{
    char day[AN_ISO_DAY_BYTES];
    an_strbuf_puts(out, "<text class=\"soft\" x=\"14\" y=\"50\">");
    an_html_put_short(out, c->horizon, 40);
    an_strbuf_printf(out, ": %zu forecasts from %zu origins", c->forecasts, c->origins);
    if (c->dates.from != AN_DAY_UNKNOWN) an_strbuf_printf(out, ", %s", an_iso_format(c->dates.from, day));
    if (c->dates.to != AN_DAY_UNKNOWN) an_strbuf_printf(out, " to %s", an_iso_format(c->dates.to, day));
    an_strbuf_puts(out, "</text>");
}

static const an_calibration_method *published(const an_calibration_chart *c)
{
    for (size_t i = 0; i < c->method_count; i++)
        if (c->methods[i].is_published) return &c->methods[i];
    return NULL;
}

/* What to make of the PIT histogram of the forecast that is shown. */
static void draw_verdict(const an_calibration_chart *c, double y, an_strbuf *out)
{
    const an_calibration_method *shown = published(c);
    if (!shown) return;
    an_strbuf_printf(out, "<text x=\"14\" y=\"%d\">", (int)y);
    if (!isfinite(shown->pit_p_value)) an_strbuf_puts(out, "The PIT values of the forecast that is shown were not tested.");
    else {
        an_strbuf_puts(out, shown->pit_p_value < .05 ? "The PIT values of the forecast that is shown are not uniform: its shape is wrong somewhere (p = "
                                                     : "The PIT values of the forecast that is shown do not contradict it (p = ");
        an_svg_number(out, shown->pit_p_value, 3);
        an_strbuf_puts(out, ", Kolmogorov and Smirnov).");
    }
    an_strbuf_puts(out, "</text>");
}

annals_status an_svg_calibration(const an_calibration_chart *c, an_strbuf *out, annals_error *error)
{
    double bottom = TOP + ROW * (double)c->method_count;
    if (c->method_count == 0) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "there is no method to draw");
    if (c->method_count > AN_SVG_METHODS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "%zu methods; the page holds %d", c->method_count, AN_SVG_METHODS_MAX);
    an_svg_open(out, bottom + 78, c->title, "calibration");
    draw_subtitle(c, out);
    draw_headings(out);
    for (size_t i = 0; i < c->method_count; i++) draw_method(out, &c->methods[i], i);
    an_svg_line(out, 6, bottom, AN_SVG_WIDTH - 6, bottom, "grid");
    draw_verdict(c, bottom + 26, out);
    an_svg_label(out, 14, bottom + 46, "soft", "CRPS and Brier: less is better; log score: more. Upright marks: what the intervals promised.");
    an_svg_label(out, 14, bottom + 64, "soft", "Saved: mean and standard error; bold: over two of them. Each forecast saw only what was published by then.");
    return an_svg_close(out, error);
}
