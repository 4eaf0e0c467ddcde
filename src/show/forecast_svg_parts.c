/* Numbers are written from whole tenths, never by printf's %f, whose decimal point depends on the host's locale. */
#include "show/forecast_svg_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "show/html.h"

static const char STYLE[] =
    "<style>"
    ".forecast-svg{--ink:#1d2330;--soft:#5b6475;--line:#d9dee7;--paper:#fff;--a:#2467ae;--b:#c0392b;--c:#1e7d4f;--d:#7b4fa6;--g:#7d8696;"
    "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;max-width:100%;height:auto}"
    "@media(prefers-color-scheme:dark){.forecast-svg{--ink:#e4e8f0;--soft:#a3adbf;--line:#323a49;--paper:#1b212c;--a:#62a8ef;--b:#f07a6a;"
    "--c:#5fc493;--d:#bb95e3;--g:#9aa3b4}}"
    ".forecast-svg text{fill:var(--ink);font-size:13px;text-anchor:start;stroke:none}.forecast-svg .title{font-size:17px;font-weight:700}"
    ".forecast-svg .soft{fill:var(--soft)}.forecast-svg .middle{text-anchor:middle}.forecast-svg .end{text-anchor:end}"
    ".forecast-svg .strong{font-weight:700}.forecast-svg .paper{fill:var(--paper)}.forecast-svg .grid{stroke:var(--line)}"
    ".forecast-svg .axis{stroke:var(--soft)}.forecast-svg .zero{stroke:var(--soft);stroke-width:1.2}.forecast-svg .now{stroke:var(--soft);stroke-dasharray:2 3}"
    ".forecast-svg .a{color:var(--a)}.forecast-svg .b{color:var(--b)}.forecast-svg .c{color:var(--c)}.forecast-svg .d{color:var(--d)}"
    ".forecast-svg .g{color:var(--g)}.forecast-svg .ink{color:var(--ink)}"
    ".forecast-svg .wide{fill:currentColor;fill-opacity:.17}.forecast-svg .narrow{fill:currentColor;fill-opacity:.3}"
    ".forecast-svg .curve{fill:none;stroke:currentColor;stroke-width:1.9;stroke-linejoin:round}"
    ".forecast-svg .thin{fill:none;stroke:currentColor;stroke-width:1.1;stroke-linejoin:round}"
    ".forecast-svg .edge{fill:none;stroke:currentColor;stroke-width:1.2;stroke-dasharray:5 4}"
    ".forecast-svg .bar{fill:currentColor}.forecast-svg .dot{fill:var(--paper);stroke:currentColor;stroke-width:1.8}"
    ".forecast-svg .halo{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}"
    ".forecast-svg .picked{fill:currentColor;fill-opacity:.1}"
    "@media(max-width:560px){.forecast-svg{min-width:600px}}"
    "</style>";

/* Past this a coordinate or number is a mistake, and its digits would not fit the arithmetic below. */
static const double NUMBER_MAX = 1e12;

void an_svg_number(an_strbuf *out, double value, int decimals)
{
    static const long long powers[] = {1, 10, 100, 1000, 10000, 100000};
    long long scaled, power = powers[decimals];
    if (!(fabs(value) <= NUMBER_MAX)) {
        an_strbuf_putc(out, '-');
        return;
    }
    scaled = llround(value * (double)power);
    if (scaled < 0) an_strbuf_puts(out, "\xE2\x88\x92"); /* a minus sign, for readers */
    scaled = llabs(scaled);
    an_strbuf_printf(out, "%lld", scaled / power);
    if (decimals) an_strbuf_printf(out, ".%0*lld", decimals, scaled % power);
}

void an_svg_short_number(an_strbuf *out, double value)
{
    double size = fabs(value);
    an_svg_number(out, value, size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= .1 ? 3 : 4);
}

/* A coordinate: tenths, with a plain minus, as SVG wants it. */
static void put_place(an_strbuf *out, double value)
{
    long long tenths = fabs(value) <= NUMBER_MAX ? llround(value * 10) : 0;
    an_strbuf_printf(out, "%s%lld", tenths < 0 ? "-" : "", llabs(tenths) / 10);
    if (llabs(tenths) % 10) an_strbuf_printf(out, ".%lld", llabs(tenths) % 10);
}

static void put_attribute(an_strbuf *out, const char *name, double value)
{
    an_strbuf_printf(out, " %s=\"", name);
    put_place(out, value);
    an_strbuf_putc(out, '"');
}

/* ---- ranges and axes ---- */

void an_svg_widen(an_svg_range *range, double value)
{
    if (!(fabs(value) <= NUMBER_MAX)) return;
    if (range->low > range->high) *range = (an_svg_range){value, value};
    else if (value < range->low) range->low = value;
    else if (value > range->high) range->high = value;
}

/* 1, 2 or 5 times a power of ten, so that about `wanted` of them cover the range. */
static double tick_step(double range, int wanted)
{
    double raw = range / wanted, power = 1;
    while (power * 10 <= raw) power *= 10;
    while (power > raw) power /= 10;
    return raw >= 5 * power ? 5 * power : raw >= 2 * power ? 2 * power : power;
}

enum { TICKS_WANTED = 5, COUNT_TICK_WIDTH = 50, DATE_TICK_WIDTH = 105 };

an_svg_range an_svg_round(an_svg_range range)
{
    double step;
    if (range.low > range.high) return (an_svg_range){0, 1};
    if (range.high - range.low < 1e-9 * (1 + fabs(range.high))) {
        double room = fabs(range.high) > 0 ? fabs(range.high) / 2 : 1;
        range = (an_svg_range){range.low - room, range.high + room};
    }
    step = tick_step(range.high - range.low, TICKS_WANTED);
    return (an_svg_range){floor(range.low / step + 1e-9) * step, ceil(range.high / step - 1e-9) * step};
}

static double hold(double value, double low, double high) { return value < low ? low : value > high ? high : value; }

double an_svg_x(const an_svg_frame *f, double x)
{
    return hold(f->left + (x - f->x_low) / (f->x_high > f->x_low ? f->x_high - f->x_low : 1) * f->width, f->left, f->left + f->width);
}

double an_svg_y(const an_svg_frame *f, double y)
{
    return hold(f->top + f->height - (y - f->y_low) / (f->y_high > f->y_low ? f->y_high - f->y_low : 1) * f->height, f->top, f->top + f->height);
}

static int decimals_of(double step)
{
    int decimals = 0;
    while (decimals < 5 && step < 0.999) {
        step *= 10;
        decimals++;
    }
    return decimals;
}

void an_svg_value_axis(an_strbuf *out, const an_svg_frame *frame, int ticks_wanted, bool has_labels)
{
    double step = tick_step(frame->y_high - frame->y_low, ticks_wanted);
    long long first = (long long)ceil(frame->y_low / step - 1e-6), last = (long long)floor(frame->y_high / step + 1e-6);
    for (long long tick = first; tick <= last; tick++) {
        double y = an_svg_y(frame, (double)tick * step);
        an_svg_line(out, frame->left, y, frame->left + frame->width, y, tick == 0 ? "zero" : "grid");
        if (!has_labels) continue;
        an_strbuf_puts(out, "<text class=\"soft end\"");
        put_attribute(out, "x", frame->left - 6);
        put_attribute(out, "y", y + 4);
        an_strbuf_putc(out, '>');
        an_svg_number(out, (double)tick * step, decimals_of(step));
        an_strbuf_puts(out, "</text>");
    }
}

static void date_tick(an_strbuf *out, const an_svg_frame *frame, an_day first, int days_each, an_day day, int characters)
{
    char text[AN_ISO_DAY_BYTES];
    double x = frame->left + ((double)(day - first) / days_each - frame->x_low) / (frame->x_high - frame->x_low) * frame->width;
    double bottom = frame->top + frame->height, reach = 4.0 * characters; /* half of what the label takes */
    if (x < frame->left - 1e-6 || x > frame->left + frame->width + 1e-6) return;
    an_svg_line(out, x, bottom, x, bottom + 5, "axis");
    an_iso_format(day, text);
    text[characters] = '\0';
    an_svg_label(out, hold(x, frame->left + reach - 20, frame->left + frame->width - reach + 8), bottom + 22, "soft middle", text);
}

/* Ticks at the first of every so many months. */
static void month_ticks(an_strbuf *out, const an_svg_frame *frame, an_day first, int days_each, an_day from, an_day to, int months_each)
{
    int year, month, day;
    an_day_to_ymd(from, &year, &month, &day);
    for (int index = year * 12 + month - 1; index < 9999 * 12; index++) {
        an_day tick = an_day_from_ymd(index / 12, index % 12 + 1, 1);
        if (tick > to) break;
        if (index % months_each == 0) date_tick(out, frame, first, days_each, tick, months_each % 12 == 0 ? 4 : 7);
    }
}

void an_svg_date_axis(an_strbuf *out, const an_svg_frame *frame, an_day first, int days_each)
{
    static const int month_steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600};
    static const int day_steps[] = {1, 2, 7, 14, 28};
    double periods = frame->x_high - frame->x_low;
    int days = (int)(periods * days_each), wanted = (int)(frame->width / DATE_TICK_WIDTH);
    an_day from = first + (an_day)ceil(frame->x_low) * days_each, to = from + days; /* ticks stand at beginnings of periods */
    if (wanted < 1) wanted = 1;
    an_svg_line(out, frame->left, frame->top + frame->height, frame->left + frame->width, frame->top + frame->height, "axis");
    for (size_t i = 0; i < sizeof day_steps / sizeof *day_steps; i++)
        if (days / day_steps[i] <= wanted) {
            for (an_day tick = from; tick <= to; tick += day_steps[i]) date_tick(out, frame, first, days_each, tick, 10);
            return;
        }
    for (size_t i = 0; i < sizeof month_steps / sizeof *month_steps; i++)
        if (days / 30 / month_steps[i] <= wanted || i + 1 == sizeof month_steps / sizeof *month_steps) {
            month_ticks(out, frame, first, days_each, from, to, month_steps[i]);
            return;
        }
}

void an_svg_count_axis(an_strbuf *out, const an_svg_frame *frame, bool has_labels)
{
    double range = frame->x_high - frame->x_low, bottom = frame->top + frame->height;
    double step = tick_step(range, frame->width > 2 * COUNT_TICK_WIDTH ? (int)(frame->width / COUNT_TICK_WIDTH) : 2);
    if (step < 1) step = 1;
    an_svg_line(out, frame->left, bottom, frame->left + frame->width, bottom, "axis");
    for (double tick = ceil(frame->x_low / step) * step; tick <= frame->x_high + 1e-9; tick += step) {
        char text[32];
        double x = an_svg_x(frame, tick);
        an_svg_line(out, x, bottom, x, bottom + 4, "axis");
        if (!has_labels) continue;
        snprintf(text, sizeof text, "%d", (int)tick);
        an_svg_label(out, x, bottom + 19, "soft middle", text);
    }
}

/* ---- elements ---- */

void an_svg_open(an_strbuf *out, double height, an_str title, const char *kind)
{
    an_strbuf_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"forecast-svg %s\" viewBox=\"0 0 %d %d\" role=\"img\"><title>", kind,
                     AN_SVG_WIDTH, (int)height);
    an_html_put(out, title);
    an_strbuf_puts(out, "</title>");
    an_strbuf_puts(out, STYLE);
    an_svg_rect(out, 0, 0, AN_SVG_WIDTH, height, "paper");
    an_svg_text(out, 14, 26, "title", title, 76);
}

annals_status an_svg_close(an_strbuf *out, annals_error *error)
{
    an_strbuf_puts(out, "</svg>\n");
    return out->has_failed ? an_fail(error, ANNALS_E_MEMORY, "picture", 0, "the picture does not fit the memory that it was given") : ANNALS_OK;
}

static void open_text(an_strbuf *out, double x, double y, const char *classes)
{
    an_strbuf_printf(out, "<text class=\"%s\"", classes);
    put_attribute(out, "x", x);
    put_attribute(out, "y", y);
    an_strbuf_putc(out, '>');
}

void an_svg_text(an_strbuf *out, double x, double y, const char *classes, an_str text, size_t characters_max)
{
    open_text(out, x, y, classes);
    an_html_put_short(out, text, characters_max);
    an_strbuf_puts(out, "</text>");
}

void an_svg_label(an_strbuf *out, double x, double y, const char *classes, const char *text)
{
    an_svg_text(out, x, y, classes, an_str_from(text), SIZE_MAX);
}

void an_svg_line(an_strbuf *out, double x1, double y1, double x2, double y2, const char *classes)
{
    an_strbuf_printf(out, "<line class=\"%s\"", classes);
    put_attribute(out, "x1", x1);
    put_attribute(out, "y1", y1);
    put_attribute(out, "x2", x2);
    put_attribute(out, "y2", y2);
    an_strbuf_puts(out, "/>");
}

void an_svg_rect(an_strbuf *out, double x, double y, double width, double height, const char *classes)
{
    an_strbuf_printf(out, "<rect class=\"%s\"", classes);
    put_attribute(out, "x", x);
    put_attribute(out, "y", y);
    put_attribute(out, "width", width);
    put_attribute(out, "height", height);
    an_strbuf_puts(out, "/>");
}

static void put_point(an_strbuf *out, char command, double x, double y)
{
    an_strbuf_putc(out, command);
    put_place(out, x);
    an_strbuf_putc(out, ' ');
    put_place(out, y);
}

void an_svg_curve(an_strbuf *out, const an_svg_frame *frame, double x0, const double *values, size_t count, size_t stride, const char *classes)
{
    bool is_drawing = false;
    an_strbuf_printf(out, "<path class=\"%s\" d=\"", classes);
    for (size_t i = 0; i < count; i++) {
        double value = values[i * stride];
        if (isfinite(value)) put_point(out, is_drawing ? 'L' : 'M', an_svg_x(frame, x0 + (double)i), an_svg_y(frame, value));
        is_drawing = isfinite(value);
    }
    an_strbuf_puts(out, "\"/>");
}

void an_svg_band(an_strbuf *out, const an_svg_frame *frame, double x0, const double *low, const double *high, size_t count, size_t stride,
                 const char *classes)
{
    an_strbuf_printf(out, "<path class=\"%s\" d=\"", classes);
    for (size_t i = 0; i < count; i++)
        put_point(out, i ? 'L' : 'M', an_svg_x(frame, x0 + (double)i), an_svg_y(frame, high[i * stride]));
    for (size_t i = count; i-- > 0;) put_point(out, 'L', an_svg_x(frame, x0 + (double)i), an_svg_y(frame, low[i * stride]));
    an_strbuf_puts(out, "Z\"/>");
}

/* A period is drawn from half a period before to half a period after, so that a fan of one period has a width too. */
static void fan_band(an_strbuf *out, const an_svg_frame *f, double x0, const an_fan *fan, bool is_wide)
{
    double last = x0 + (double)fan->count - 1;
    an_strbuf_printf(out, "<path class=\"%s\" d=\"", is_wide ? "wide" : "narrow");
    for (size_t i = 0; i < fan->count; i++) {
        double y = an_svg_y(f, is_wide ? fan->steps[i].high_90 : fan->steps[i].high_50);
        if (i == 0) put_point(out, 'M', an_svg_x(f, x0 - .5), y);
        put_point(out, 'L', an_svg_x(f, x0 + (double)i), y);
        if (i + 1 == fan->count) put_point(out, 'L', an_svg_x(f, last + .5), y);
    }
    for (size_t i = fan->count; i-- > 0;) {
        double y = an_svg_y(f, is_wide ? fan->steps[i].low_90 : fan->steps[i].low_50);
        if (i + 1 == fan->count) put_point(out, 'L', an_svg_x(f, last + .5), y);
        put_point(out, 'L', an_svg_x(f, x0 + (double)i), y);
        if (i == 0) put_point(out, 'L', an_svg_x(f, x0 - .5), y);
    }
    an_strbuf_puts(out, "Z\"/>");
}

static void fan_line(an_strbuf *out, const an_svg_frame *f, double x0, const an_fan *fan, size_t member, const char *classes)
{
    const double *values = (const double *)fan->steps + member;
    size_t stride = sizeof *fan->steps / sizeof *values, last = fan->count - 1;
    an_strbuf_printf(out, "<path class=\"%s\" d=\"", classes);
    put_point(out, 'M', an_svg_x(f, x0 - .5), an_svg_y(f, values[0]));
    for (size_t i = 0; i < fan->count; i++) put_point(out, 'L', an_svg_x(f, x0 + (double)i), an_svg_y(f, values[i * stride]));
    put_point(out, 'L', an_svg_x(f, x0 + (double)last + .5), an_svg_y(f, values[last * stride]));
    an_strbuf_puts(out, "\"/>");
}

enum { MEMBER_LOW_90 = 0, MEMBER_MIDDLE = 2, MEMBER_HIGH_90 = 4 }; /* places in an an_fan_step */

void an_svg_fan_shape(an_strbuf *out, const an_svg_frame *frame, double x0, const an_fan *fan, const char *colour, bool is_behind)
{
    if (fan->count == 0) return;
    an_strbuf_printf(out, "<g class=\"%s\">", colour);
    fan_band(out, frame, x0, fan, true);
    if (is_behind) {
        fan_line(out, frame, x0, fan, MEMBER_LOW_90, "edge");
        fan_line(out, frame, x0, fan, MEMBER_HIGH_90, "edge");
    } else fan_band(out, frame, x0, fan, false);
    fan_line(out, frame, x0, fan, MEMBER_MIDDLE, is_behind ? "edge" : "curve");
    an_strbuf_puts(out, "</g>");
}
