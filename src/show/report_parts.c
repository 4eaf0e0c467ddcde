#include "show/report_parts.h"

const char *const an_quad_names[5] = {"", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"};

/* A range that is a whole year or month is written as one. */
static bool put_whole(an_strbuf *out, an_date_range range)
{
    int year, month, day;
    an_date_range of_year, of_month;
    if (range.from == AN_DAY_UNKNOWN || range.to == AN_DAY_UNKNOWN) return false;
    an_day_to_ymd(range.from, &year, &month, &day);
    of_year = an_year_range(year);
    of_month = an_month_range(year, month);
    if (range.from == of_year.from && range.to == of_year.to) an_strbuf_printf(out, "%04d", year);
    else if (range.from == of_month.from && range.to == of_month.to) an_strbuf_printf(out, "%04d-%02d", year, month);
    else return false;
    return true;
}

void an_report_days(an_strbuf *out, an_date_range range)
{
    char from[AN_ISO_DAY_BYTES], to[AN_ISO_DAY_BYTES];
    an_iso_format(range.from, from);
    an_iso_format(range.to, to);
    if (!an_date_range_is_known(range)) an_strbuf_puts(out, "no date");
    else if (range.from == range.to) an_strbuf_puts(out, from);
    else if (put_whole(out, range)) return;
    else if (!to[0]) an_strbuf_printf(out, "%s or later", from);
    else if (!from[0]) an_strbuf_printf(out, "until %s", to);
    else an_strbuf_printf(out, "%s to %s", from, to);
}

void an_report_section(an_strbuf *out, const char *id, const char *title)
{
    an_strbuf_printf(out, "<section id=\"%s\"><h2>%s</h2>", id, title);
}

void an_report_shown(an_strbuf *out, size_t shown, size_t total)
{
    if (shown < total) an_strbuf_printf(out, "<p class=\"note\">%zu are shown, and %zu more are in the base.</p>", shown, total - shown);
}

void an_report_actors(an_strbuf *out, const an_report_actor *actors, size_t count)
{
    if (!count) an_strbuf_puts(out, "<span class=\"unknown\">?</span>");
    for (size_t i = 0; i < count; i++) {
        if (i) an_strbuf_puts(out, ", ");
        an_strbuf_puts(out, actors[i].id.data ? "<b title=\"" : "<span title=\"not in the dictionary");
        an_html_put(out, actors[i].id);
        an_strbuf_puts(out, "\">");
        an_html_put(out, actors[i].name.data ? actors[i].name : actors[i].id);
        an_strbuf_puts(out, actors[i].id.data ? "</b>" : "</span>");
    }
}

void an_report_put_document(an_strbuf *out, uint32_t document, an_str outlet, an_str title)
{
    enum { TITLE_CHARACTERS = 70 };
    if (outlet.length) {
        an_html_put(out, outlet);
        an_strbuf_puts(out, ": ");
    }
    if (document != UINT32_MAX) an_strbuf_printf(out, "<a href=\"#d%u\">", document);
    an_html_put_short(out, title, TITLE_CHARACTERS);
    if (document != UINT32_MAX) an_strbuf_puts(out, "</a>");
}

static bool holds_event(const an_report *report, an_str key)
{
    for (size_t i = 0; i < report->event_count; i++)
        if (an_str_equal(report->events[i].key, key)) return true;
    return false;
}

void an_report_event_link(an_strbuf *out, const an_report *report, an_str key, const char *label)
{
    bool is_here = holds_event(report, key);
    an_strbuf_puts(out, is_here ? "<a href=\"#e" : "");
    if (is_here) an_html_put(out, key);
    an_strbuf_puts(out, is_here ? "\">" : "");
    an_html_puts(out, label);
    an_strbuf_puts(out, is_here ? "</a>" : " <small>");
    if (is_here) return;
    an_html_put(out, key);
    an_strbuf_puts(out, "</small>");
}

void an_report_quad_legend(an_strbuf *out)
{
    an_strbuf_puts(out, "<p class=\"legend\">");
    for (int quad = 1; quad <= 4; quad++) an_strbuf_printf(out, "<span><i class=\"q%d\"></i>%s</span>", quad, an_quad_names[quad]);
    an_strbuf_puts(out, "</p>");
}
