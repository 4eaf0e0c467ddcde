/* The timeline: events by day, week, month, quarter or year, stacked by quad class, cooperation up and conflict down from one line. */
#include <stdlib.h>

#include "show/html.h"
#include "show/report.h"

enum {
    WIDTH = 960, HEIGHT = 260, MIDDLE = 120, REACH = 95, LEFT = 8, BINS_MAX = 60, LABELS_MAX = 8,
    VAGUEST_DAYS = 366, /* a date vaguer than a year sets no limit */
    TAIL_SHARE = 200    /* one in so many at either end may lie outside: one old war told in passing must not press all else into one bar */
};

typedef struct bins {
    an_day from, to;
    int days_each; /* 1, 7, or a length that keeps the number of bins under BINS_MAX */
    int count;
    uint32_t quads[BINS_MAX + 1][5];
    uint32_t tallest;
} bins;

/* An event counts where its date is known to within a bin; a vaguer one would draw certainty that is not there. */
static int bin_of(const bins *b, const an_report_moment *moment)
{
    an_date_range d = moment->date;
    if (d.from == AN_DAY_UNKNOWN || d.to == AN_DAY_UNKNOWN || d.from < b->from || d.to > b->to) return -1;
    if (d.to - d.from > b->days_each) return -1;
    return (d.from - b->from) / b->days_each;
}

static int compare_days(const void *a, const void *b)
{
    an_day x = *(const an_day *)a, y = *(const an_day *)b;
    return (x > y) - (x < y);
}

/* The days on which the dated events begin and end, in order; *count of them. */
static void sort_days(const an_report *report, an_day *begins, an_day *ends, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < report->moment_count; i++) {
        an_date_range d = report->moments[i].date;
        if (d.from == AN_DAY_UNKNOWN || d.to == AN_DAY_UNKNOWN || d.to - d.from > VAGUEST_DAYS) continue;
        begins[*count] = d.from;
        ends[(*count)++] = d.to;
    }
    if (!*count) return;
    qsort(begins, *count, sizeof *begins, compare_days);
    qsort(ends, *count, sizeof *ends, compare_days);
}

/* False if no event has a date, or memory is short. */
static bool find_limits(an_arena *scratch, bins *b, const an_report *report)
{
    an_day *begins = AN_NEW_ARRAY(scratch, an_day, report->moment_count + 1), *ends = AN_NEW_ARRAY(scratch, an_day, report->moment_count + 1);
    size_t count, tail;
    if (!begins || !ends) return false;
    sort_days(report, begins, ends, &count);
    if (!count) return false;
    tail = count / TAIL_SHARE;
    b->from = begins[tail];
    b->to = ends[count - 1 - tail];
    return true;
}

static void choose_bins(bins *b)
{
    static const int lengths[] = {1, 7, 31, 92, 366, 1830};
    int days = b->to - b->from + 1;
    b->days_each = 0;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths && !b->days_each; i++)
        if (days / lengths[i] < BINS_MAX) b->days_each = lengths[i];
    if (!b->days_each) b->days_each = days / BINS_MAX + 1;
    b->count = days / b->days_each + 1;
}

static void fill_bins(bins *b, const an_report *report)
{
    for (size_t i = 0; i < report->moment_count; i++) {
        const an_report_moment *moment = &report->moments[i];
        int bin = bin_of(b, moment);
        uint32_t up, down;
        if (bin < 0 || bin >= b->count || moment->quad < 1 || moment->quad > 4) continue;
        b->quads[bin][moment->quad]++;
        up = b->quads[bin][1] + b->quads[bin][2];
        down = b->quads[bin][3] + b->quads[bin][4];
        if (up > b->tallest) b->tallest = up;
        if (down > b->tallest) b->tallest = down;
    }
}

static void draw_bar(an_strbuf *out, const bins *b, int bin, int quad, double *offset)
{
    double width = (double)(WIDTH - 2 * LEFT) / b->count, height = (double)REACH * b->quads[bin][quad] / b->tallest;
    double x = LEFT + bin * width, y = quad <= 2 ? MIDDLE - *offset - height : MIDDLE + *offset;
    char day[AN_ISO_DAY_BYTES];
    if (!b->quads[bin][quad]) return;
    an_strbuf_printf(out, "<rect class=\"q%d\" x=\"%d.%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>%u from %s</title></rect>", quad,
                     (int)x, (int)((x - (int)x) * 10), (int)y, width > 3 ? (int)width - 1 : 2, height < 1 ? 1 : (int)height,
                     b->quads[bin][quad], an_iso_format(b->from + bin * b->days_each, day));
    *offset += height;
}

static void draw_labels(an_strbuf *out, const bins *b)
{
    int step = b->count / LABELS_MAX + 1;
    for (int bin = 0; bin < b->count; bin += step) {
        char day[AN_ISO_DAY_BYTES];
        int x = LEFT + bin * (WIDTH - 2 * LEFT) / b->count;
        an_iso_format(b->from + bin * b->days_each, day);
        if (b->days_each > 31) day[7] = '\0'; /* year and month are enough */
        if (x < WIDTH - 80) an_strbuf_printf(out, "<text x=\"%d\" y=\"%d\">%s</text>", x, HEIGHT - 14, day);
    }
}

/* Writes the timeline of all events, those that the page does not list too; events without a date, or with a vaguer one than a bar's width, and
 * the few that lie far from all others are left out, and the caption says how many. */
void an_report_timeline(an_arena *scratch, const an_report *report, an_strbuf *out)
{
    bins *b = AN_NEW(scratch, bins);
    size_t shown = 0;
    if (!b) return;
    if (!find_limits(scratch, b, report)) {
        an_strbuf_puts(out, "<p class=\"note\">No event has a date.</p>");
        return;
    }
    choose_bins(b);
    fill_bins(b, report);
    for (size_t i = 0; i < report->moment_count; i++) shown += bin_of(b, &report->moments[i]) >= 0;
    an_strbuf_printf(out, "<svg class=\"timeline\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Events over time\">", WIDTH, HEIGHT);
    for (int bin = 0; bin < b->count && b->tallest; bin++) {
        double up = 0, down = 0;
        draw_bar(out, b, bin, 2, &up);
        draw_bar(out, b, bin, 1, &up);
        draw_bar(out, b, bin, 4, &down);
        draw_bar(out, b, bin, 3, &down);
    }
    an_strbuf_printf(out, "<line class=\"axis\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>", WIDTH, MIDDLE, MIDDLE);
    draw_labels(out, b);
    an_strbuf_printf(out, "</svg><p class=\"note\">Cooperation above the line, conflict below; one bar is %d day%s; tallest: %u events. %zu of %zu events are drawn: the others have no date as exact as that, or lie further away.</p>",
                     b->days_each, b->days_each == 1 ? "" : "s", b->tallest, shown, report->moment_count);
}
