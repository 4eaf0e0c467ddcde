/* Fans: a series with what is expected of it, and the differences that courses of action make. */
#include <math.h>
#include <stdio.h>

#include "show/forecast_svg_parts.h"
#include "show/html.h"

static const char STAGE[] = "picture";
enum {
    FAN_HEIGHT = 400, FAN_TOP = 92, FAN_FRAME_HEIGHT = 262, LEFT = 62, RIGHT = 18, BETWEEN = 70,
    CLOSE_UP_FACTOR = 4 /* a history this many times longer than the fan gets a close-up beside it */
};

static void put_percent(an_strbuf *out, double share, bool has_sign)
{
    if (has_sign && share >= 0.005) an_strbuf_putc(out, '+');
    an_svg_number(out, 100 * share, 0);
    an_strbuf_puts(out, " %");
}

static bool has_skill(const an_skill *skill) { return skill->share > 0; }

/* The badge: says when the engine is no better than a simple method. */
static void put_skill(an_strbuf *out, const an_skill *skill)
{
    if (!skill->baseline.data) {
        an_svg_label(out, 14, 48, "soft", "not back-tested");
        return;
    }
    an_strbuf_printf(out, "<text class=\"%s\" x=\"14\" y=\"48\">", has_skill(skill) ? "soft" : "strong");
    an_strbuf_puts(out, has_skill(skill) ? "engine against " : "no better than ");
    an_html_put_short(out, skill->baseline, 30);
    an_strbuf_puts(out, ": ");
    put_percent(out, skill->share, true);
    an_strbuf_printf(out, " CRPS (%zu origins)", skill->origins);
    if (!has_skill(skill)) an_strbuf_puts(out, "; the simple forecast stands in front");
    else if (!skill->is_sure) an_strbuf_puts(out, ", within two standard errors");
    an_strbuf_puts(out, "</text>");
}

static void widen_by_fan(an_svg_range *range, const an_fan *fan)
{
    for (size_t i = 0; i < fan->count; i++) {
        an_svg_widen(range, fan->steps[i].low_90);
        an_svg_widen(range, fan->steps[i].high_90);
    }
}

static bool is_finite_fan(const an_fan *fan)
{
    for (size_t i = 0; i < fan->count; i++) {
        const an_fan_step *s = &fan->steps[i];
        if (!isfinite(s->low_90) || !isfinite(s->low_50) || !isfinite(s->middle) || !isfinite(s->high_50) || !isfinite(s->high_90)) return false;
    }
    return true;
}

static size_t periods_ahead(const an_fan_chart *c)
{
    size_t most = c->engine.count > c->baseline.count ? c->engine.count : c->baseline.count;
    return most > c->outcome_count ? most : c->outcome_count;
}

static void draw_outcomes(const an_fan_chart *c, const an_svg_frame *frame, an_strbuf *out)
{
    for (size_t i = 0; i < c->outcome_count; i++) {
        if (!isfinite(c->outcomes[i])) continue;
        an_strbuf_puts(out, "<g class=\"ink\"><circle class=\"dot\" r=\"3.5\" cx=\"");
        an_strbuf_printf(out, "%d\" cy=\"%d\"/></g>", (int)an_svg_x(frame, (double)(c->history_count + i)), (int)an_svg_y(frame, c->outcomes[i]));
    }
}

/* The periods from `from` on, with the fans at the end. */
static void draw_panel(const an_fan_chart *c, size_t from, double left, double width, bool has_outcomes, an_strbuf *out)
{
    an_svg_frame frame = {left, FAN_TOP, width, FAN_FRAME_HEIGHT, (double)from - .5, (double)(c->history_count + periods_ahead(c)) - .5, 0, 0};
    an_svg_range range = AN_SVG_RANGE_EMPTY;
    const an_fan *front = has_skill(&c->skill) || !c->skill.baseline.data || !c->baseline.count ? &c->engine : &c->baseline;
    const an_fan *back = front == &c->engine ? &c->baseline : &c->engine;
    double origin = (double)c->history_count - .5;
    for (size_t t = from; t < c->history_count; t++) an_svg_widen(&range, c->history[t]);
    for (size_t t = 0; has_outcomes && t < c->outcome_count; t++) an_svg_widen(&range, c->outcomes[t]);
    widen_by_fan(&range, &c->engine);
    widen_by_fan(&range, &c->baseline);
    range = an_svg_round(range);
    frame.y_low = range.low;
    frame.y_high = range.high;
    an_svg_value_axis(out, &frame, 5, true);
    an_svg_date_axis(out, &frame, c->first, c->days_each);
    an_svg_line(out, an_svg_x(&frame, origin), FAN_TOP, an_svg_x(&frame, origin), FAN_TOP + FAN_FRAME_HEIGHT, "now");
    an_svg_fan_shape(out, &frame, (double)c->history_count, back, "g", true);
    an_svg_fan_shape(out, &frame, (double)c->history_count, front, "a", false);
    an_strbuf_puts(out, "<g class=\"ink\">");
    an_svg_curve(out, &frame, (double)from, c->history + from, c->history_count - from, 1, c->history_count - from > 200 ? "thin" : "curve");
    an_strbuf_puts(out, "</g>");
    if (has_outcomes) draw_outcomes(c, &frame, out);
}

static double put_key(an_strbuf *out, double x, bool is_front, an_str name)
{
    const char *colour = is_front ? "a" : "g", *more = is_front ? ": 50 and 90 %" : ": 90 %";
    size_t length = name.length > 34 ? 34 : name.length;
    an_strbuf_printf(out, "<g class=\"%s\">", colour);
    an_svg_rect(out, x, 62, 18, 12, "wide");
    if (is_front) an_svg_rect(out, x + 3, 65, 12, 6, "narrow");
    else an_svg_line(out, x, 68, x + 18, 68, "edge");
    an_strbuf_puts(out, "</g>");
    an_strbuf_printf(out, "<text class=\"soft\" x=\"%d\" y=\"73\">", (int)x + 24);
    an_html_put_short(out, name, 34);
    an_strbuf_puts(out, more);
    an_strbuf_puts(out, "</text>");
    return x + 24 + 7.4 * (double)(length + strlen(more)) + 26;
}

static void draw_key(const an_fan_chart *c, an_strbuf *out)
{
    bool engine_first = has_skill(&c->skill) || !c->skill.baseline.data || !c->baseline.count;
    double x = 14;
    if (c->engine.count) x = put_key(out, x, engine_first, c->engine.name);
    if (c->baseline.count) put_key(out, x, !engine_first, c->baseline.name);
    an_svg_text(out, AN_SVG_WIDTH - RIGHT, 73, "soft end", c->unit, 28);
}

static annals_status check_fan(const an_fan_chart *c, annals_error *error)
{
    if (c->history_count + periods_ahead(c) < 2 || c->days_each < 1 || c->first == AN_DAY_UNKNOWN)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "a fan chart needs at least two periods and their dates");
    if (c->history_count + periods_ahead(c) > AN_SVG_POINTS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "a fan chart holds at most %d periods", AN_SVG_POINTS_MAX);
    if (!is_finite_fan(&c->engine) || !is_finite_fan(&c->baseline))
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "a fan holds something that is no number");
    return ANNALS_OK;
}

annals_status an_svg_fan(const an_fan_chart *c, an_strbuf *out, annals_error *error)
{
    size_t ahead = periods_ahead(c);
    double whole = AN_SVG_WIDTH - LEFT - RIGHT, overview = (whole - BETWEEN) * .55;
    AN_TRY(check_fan(c, error));
    an_svg_open(out, FAN_HEIGHT, c->title, "fan");
    put_skill(out, &c->skill);
    draw_key(c, out);
    if (ahead && c->history_count > CLOSE_UP_FACTOR * ahead) {
        draw_panel(c, 0, LEFT, overview, false, out);
        draw_panel(c, c->history_count - ahead, LEFT + overview + BETWEEN, whole - overview - BETWEEN, true, out);
    } else draw_panel(c, 0, LEFT, whole, true, out);
    return an_svg_close(out, error);
}

/* ---- differences ---- */

enum { DIFFERENCE_TOP = 78, DIFFERENCE_HEIGHT = 220, PANEL_GAP = 14, LINE = 19 };

static const char *const COLOURS[AN_SVG_COURSES_MAX] = {"a", "b", "c", "d"};

static size_t longest(const an_difference_chart *c)
{
    size_t most = 0;
    for (size_t i = 0; i < c->course_count; i++) most = c->courses[i].fan.count > most ? c->courses[i].fan.count : most;
    return most;
}

static void put_mark(an_strbuf *out, const an_difference_chart *c, size_t mark, double chance)
{
    size_t days = c->marks[mark] * (size_t)c->days_each;
    an_strbuf_printf(out, "%zu day%s: ", days, days == 1 ? "" : "s");
    if (isfinite(chance)) put_percent(out, chance, false);
    else an_strbuf_puts(out, "not known");
}

static void draw_course(const an_difference_chart *c, size_t i, an_svg_frame frame, an_strbuf *out)
{
    const an_difference *course = &c->courses[i];
    double middle = frame.left + frame.width / 2;
    an_svg_text(out, middle, DIFFERENCE_TOP - 9, "middle strong", course->fan.name, (size_t)(frame.width / 7.5));
    an_svg_value_axis(out, &frame, 5, i == 0);
    an_svg_count_axis(out, &frame, true);
    an_svg_fan_shape(out, &frame, 1, &course->fan, COLOURS[i], false);
    for (size_t k = 0; k < c->mark_count; k++) {
        double x = an_svg_x(&frame, (double)c->marks[k]);
        an_svg_line(out, x, frame.top, x, frame.top + frame.height, "now");
        an_strbuf_printf(out, "<text class=\"middle\" x=\"%d\" y=\"%d\">", (int)middle, DIFFERENCE_TOP + DIFFERENCE_HEIGHT + 44 + LINE * (int)k);
        put_mark(out, c, k, course->chance_more ? course->chance_more[k] : NAN);
        an_strbuf_puts(out, "</text>");
    }
}

static void note(an_strbuf *out, int y, const char *text) { an_svg_label(out, 14, y, "soft", text); }

static void draw_notes(const an_difference_chart *c, int y, an_strbuf *out)
{
    note(out, y, "Percentages: chance that there is more with the act than without it.");
    note(out, y + LINE, "Bands: 50 and 90 %; with and without are run on the same random numbers.");
    an_strbuf_printf(out, "<text class=\"soft\" x=\"14\" y=\"%d\">Precedents: ", y + 2 * LINE);
    an_svg_number(out, c->precedents, 0);
    an_strbuf_puts(out, " in this stream, ");
    an_svg_number(out, c->class_precedents, 0);
    an_strbuf_puts(out, " in its class");
    an_strbuf_puts(out, c->is_pooled ? "; too few here: the effect is that of the class" : "");
    an_strbuf_puts(out, c->extrapolates ? "; beyond anything seen" : "");
    an_strbuf_puts(out, ".</text>");
    note(out, y + 3 * LINE, "If such an event is reported, the model expects this. It does not say that the event causes it.");
}

static annals_status check_difference(const an_difference_chart *c, annals_error *error)
{
    if (c->course_count == 0 || longest(c) == 0 || c->days_each < 1)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "there is no difference to draw");
    if (c->course_count > AN_SVG_COURSES_MAX || c->mark_count > 6 || longest(c) > AN_SVG_POINTS_MAX)
        return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "at most %d courses, 6 marks and %d periods can be drawn", AN_SVG_COURSES_MAX, AN_SVG_POINTS_MAX);
    for (size_t i = 0; i < c->course_count; i++)
        if (!is_finite_fan(&c->courses[i].fan)) return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "a fan holds something that is no number");
    return ANNALS_OK;
}

annals_status an_svg_difference(const an_difference_chart *c, an_strbuf *out, annals_error *error)
{
    double width = AN_SVG_WIDTH - LEFT - RIGHT, each;
    an_svg_range range = AN_SVG_RANGE_EMPTY;
    int notes = DIFFERENCE_TOP + DIFFERENCE_HEIGHT + 58 + LINE * (int)c->mark_count;
    AN_TRY(check_difference(c, error));
    an_svg_widen(&range, 0);
    for (size_t i = 0; i < c->course_count; i++) widen_by_fan(&range, &c->courses[i].fan);
    range = an_svg_round(range);
    each = (width - PANEL_GAP * (double)(c->course_count - 1)) / (double)c->course_count;
    an_svg_open(out, notes + 3 * LINE + 14, c->title, "difference");
    an_strbuf_puts(out, "<text class=\"soft\" x=\"14\" y=\"48\">");
    an_html_put_short(out, c->unit, 40);
    an_strbuf_puts(out, c->is_summed ? ", summed from the start, " : ", ");
    an_strbuf_printf(out, "with less without; across: %s</text>", c->days_each == 1 ? "days" : c->days_each == 7 ? "weeks" : "periods");
    for (size_t i = 0; i < c->course_count; i++) {
        an_svg_frame frame = {LEFT + (double)i * (each + PANEL_GAP), DIFFERENCE_TOP, each, DIFFERENCE_HEIGHT, .5, (double)longest(c) + .5, range.low, range.high};
        draw_course(c, i, frame, out);
    }
    draw_notes(c, notes, out);
    return an_svg_close(out, error);
}
