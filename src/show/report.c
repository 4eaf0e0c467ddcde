/* The page: one pass per section into one buffer. It holds no script and its policy allows none, so that text of an article can never
 * run, whatever it is made of; what can be folded away uses <details>. */
#include "show/report.h"

#include "show/html.h"
#include "show/report_style.h"

enum { DYADS_SHOWN = 15, CONTENT_CHARACTERS = 280 };

static const char *const quad_names[] = {"", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"};

static void put_day_range(an_strbuf *out, an_date_range range)
{
    char from[AN_ISO_DAY_BYTES], to[AN_ISO_DAY_BYTES];
    an_iso_format(range.from, from);
    an_iso_format(range.to, to);
    if (!an_date_range_is_known(range)) an_strbuf_puts(out, "no date");
    else if (range.from == range.to) an_strbuf_puts(out, from);
    else if (!to[0]) an_strbuf_printf(out, "%s or later", from);
    else if (!from[0]) an_strbuf_printf(out, "until %s", to);
    else an_strbuf_printf(out, "%s to %s", from, to);
}

/* ---- head, documents ---- */

static void put_head(const an_report *report, an_strbuf *out)
{
    an_strbuf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
    an_html_put(out, report->title);
    an_strbuf_puts(out, "</title><style>" AN_REPORT_STYLE "</style></head>\n<body><header><h1>");
    an_html_put(out, report->title);
    an_strbuf_printf(out, "</h1><p class=\"totals\"><b>%zu</b> documents <b>%zu</b> events <b>%zu</b> claims</p>"
                          "<nav><a href=\"#documents\">Documents</a><a href=\"#dyads\">Dyads</a><a href=\"#timeline\">Timeline</a>"
                          "<a href=\"#network\">Network</a><a href=\"#claims\">Claims</a><a href=\"#events\">Events</a></nav></header>\n<main>",
                     report->document_total, report->event_total, report->claim_total);
}

static void put_section(an_strbuf *out, const char *id, const char *title)
{
    an_strbuf_printf(out, "<section id=\"%s\"><h2>%s</h2>", id, title);
}

static void put_shown(an_strbuf *out, size_t shown, size_t total)
{
    if (shown < total) an_strbuf_printf(out, "<p class=\"note\">The first %zu of %zu are shown.</p>", shown, total);
}

static void put_documents(const an_report *report, an_strbuf *out)
{
    put_section(out, "documents", "What was read");
    put_shown(out, report->document_count, report->document_total);
    an_strbuf_puts(out, "<div class=\"wide\"><table class=\"documents\"><thead><tr><th>Published<th>Title<th>Outlet<th>Author<th class=\"n\">Events<th class=\"n\">Claims</tr></thead><tbody>");
    for (size_t i = 0; i < report->document_count; i++) {
        const an_report_document *d = &report->documents[i];
        an_strbuf_puts(out, "<tr><td>");
        put_day_range(out, d->published);
        an_strbuf_puts(out, " <small>");
        an_html_put(out, d->published_basis);
        an_strbuf_printf(out, "</small><td><a href=\"#d%zu\">", i);
        an_html_put(out, d->title.data ? d->title : d->id);
        an_strbuf_puts(out, "</a><td>");
        an_html_put(out, d->outlet);
        an_strbuf_puts(out, "<td>");
        an_html_put(out, d->author);
        an_strbuf_printf(out, "<td class=\"n\">%u<td class=\"n\">%u</tr>", d->event_count, d->claim_count);
    }
    an_strbuf_puts(out, "</tbody></table></div></section>\n");
}

/* ---- dyads ---- */

static void put_legend(an_strbuf *out)
{
    an_strbuf_puts(out, "<p class=\"legend\">");
    for (int quad = 1; quad <= 4; quad++) an_strbuf_printf(out, "<span><i class=\"q%d\"></i>%s</span>", quad, quad_names[quad]);
    an_strbuf_puts(out, "</p>");
}

static void put_dyad(const an_relation *dyad, int64_t most, an_strbuf *out)
{
    an_strbuf_puts(out, "<tr><td>");
    an_html_put(out, dyad->actor_name);
    an_strbuf_puts(out, " <span class=\"arrow\">\xE2\x86\x92</span> ");
    an_html_put(out, dyad->recipient_name);
    an_strbuf_printf(out, "<td class=\"n\">%lld<td class=\"bar\">", (long long)dyad->events);
    for (int quad = 1; quad <= 4; quad++)
        if (dyad->quads[quad])
            an_strbuf_printf(out, "<i class=\"q%d\" style=\"width:%lld%%\" title=\"%lld %s\"></i>", quad, (long long)(dyad->quads[quad] * 100 / most),
                             (long long)dyad->quads[quad], quad_names[quad]);
    an_strbuf_puts(out, "</tr>");
}

static void put_dyads(const an_report *report, an_strbuf *out)
{
    put_section(out, "dyads", "Busiest dyads");
    put_legend(out);
    an_strbuf_puts(out, "<div class=\"wide\"><table class=\"dyads\"><thead><tr><th>Who to whom<th class=\"n\">Events<th></tr></thead><tbody>");
    for (size_t i = 0; i < report->relation_count && i < DYADS_SHOWN; i++) put_dyad(&report->relations[i], report->relations[0].events, out);
    an_strbuf_puts(out, "</tbody></table></div></section>\n");
}

/* ---- events ---- */

static void put_actors(const an_report_actor *actors, size_t count, an_strbuf *out)
{
    if (!count) an_strbuf_puts(out, "<span class=\"unknown\">?</span>");
    for (size_t i = 0; i < count; i++) {
        if (i) an_strbuf_puts(out, ", ");
        an_strbuf_puts(out, actors[i].id.data ? "<b title=\"" : "<span title=\"not in the dictionary");
        an_html_put(out, actors[i].id);
        an_strbuf_puts(out, "\">");
        an_html_put(out, actors[i].name);
        an_strbuf_puts(out, actors[i].id.data ? "</b>" : "</span>");
    }
}

static void put_marked_sentence(const an_report_event *event, an_strbuf *out)
{
    static const char *const classes[] = {"actor", "recipient", "date", "place", "quantity", "saying"};
    uint32_t at = 0;
    an_strbuf_puts(out, "<blockquote>");
    for (size_t i = 0; i < event->mark_count; i++) {
        const an_mark *mark = &event->marks[i];
        if (mark->span.start < at || mark->span.end > event->sentence.length || an_span_is_empty(mark->span)) continue;
        an_html_put(out, (an_str){event->sentence.data + at, mark->span.start - at});
        an_strbuf_printf(out, "<mark class=\"%s\" title=\"%s\">", classes[mark->kind], classes[mark->kind]);
        an_html_put(out, an_str_of_span(event->sentence.data, mark->span));
        an_strbuf_puts(out, "</mark>");
        at = mark->span.end;
    }
    an_html_put(out, (an_str){event->sentence.data + at, event->sentence.length - at});
    an_strbuf_puts(out, "</blockquote>");
}

static void put_quantity(const char *label, const an_event_quantity *quantity, an_strbuf *out)
{
    if (!quantity->is_known) return;
    an_strbuf_printf(out, "<span>%s %lld", label, (long long)quantity->low);
    if (quantity->high == INT64_MAX) an_strbuf_puts(out, " or more");
    else if (quantity->high != quantity->low) an_strbuf_printf(out, " to %lld", (long long)quantity->high);
    an_strbuf_puts(out, "</span>");
}

static void put_facts(const an_report_event *event, an_strbuf *out)
{
    an_strbuf_puts(out, "<p class=\"facts\"><span>");
    put_day_range(out, event->date);
    an_strbuf_puts(out, "</span>");
    if (event->place.data) {
        an_strbuf_puts(out, "<span>");
        an_html_put(out, event->place);
        an_strbuf_puts(out, "</span>");
    }
    put_quantity("killed", &event->killed, out);
    put_quantity("wounded", &event->wounded, out);
    put_quantity("detained", &event->detained, out);
    put_quantity("displaced", &event->displaced, out);
    an_strbuf_puts(out, "<span class=\"factuality\">");
    an_html_put(out, event->factuality);
    an_strbuf_puts(out, "</span>");
    if (event->stance.data) {
        an_strbuf_puts(out, "<span class=\"account\">by account of ");
        put_actors(event->speakers, event->speaker_count, out);
        an_strbuf_puts(out, " (");
        an_html_put(out, event->stance);
        an_strbuf_puts(out, ")</span>");
    }
    an_strbuf_printf(out, "<span class=\"rule\">rule ");
    an_html_put(out, event->rule);
    an_strbuf_printf(out, ", confidence %d %%, key ", (int)(event->confidence * 100 + 0.5));
    an_html_put(out, event->key);
    an_strbuf_puts(out, "</span></p>");
}

static void put_event(const an_report_event *event, an_strbuf *out)
{
    an_strbuf_puts(out, "<article class=\"event\" id=\"e");
    an_html_put(out, event->key);
    an_strbuf_printf(out, "\"><p class=\"act\"><span class=\"type q%d\">%s</span> ", event->quad, an_types[event->type].name);
    put_actors(event->actors, event->actor_count, out);
    an_strbuf_puts(out, " <span class=\"arrow\">\xE2\x86\x92</span> ");
    put_actors(event->recipients, event->recipient_count, out);
    if (event->modes.length) {
        an_strbuf_puts(out, " <small>");
        an_html_put(out, event->modes);
        an_strbuf_puts(out, "</small>");
    }
    an_strbuf_puts(out, "</p>");
    put_marked_sentence(event, out);
    put_facts(event, out);
    an_strbuf_puts(out, "</article>");
}

static void put_events(const an_report *report, an_strbuf *out)
{
    size_t at = 0;
    put_section(out, "events", "Every event, with its sentence");
    put_shown(out, report->event_count, report->event_total);
    an_strbuf_puts(out, "<p class=\"legend\"><mark class=\"actor\">actor</mark><mark class=\"recipient\">recipient</mark><mark class=\"date\">date</mark>"
                        "<mark class=\"place\">place</mark><mark class=\"quantity\">number</mark><mark class=\"saying\">account</mark></p>");
    for (size_t i = 0; i < report->document_count; i++) {
        const an_report_document *d = &report->documents[i];
        an_strbuf_printf(out, "<details open id=\"d%zu\"><summary>", i);
        an_html_put(out, d->title.data ? d->title : d->id);
        an_strbuf_printf(out, " <small>%u events</small></summary>", d->event_count);
        for (; at < report->event_count && report->events[at].document == i; at++) put_event(&report->events[at], out);
        an_strbuf_puts(out, "</details>");
    }
    an_strbuf_puts(out, "</section>\n");
}

/* ---- claims ---- */

static void put_claim(const an_report *report, const an_report_claim *claim, an_strbuf *out)
{
    const an_report_document *d = &report->documents[claim->document];
    an_strbuf_puts(out, "<tr><td>");
    put_day_range(out, d->published);
    an_strbuf_puts(out, "<td>");
    put_actors(&claim->speaker, claim->speaker.name.data ? 1 : 0, out);
    an_strbuf_puts(out, "<td class=\"stance\">");
    an_html_put(out, claim->stance);
    an_strbuf_puts(out, "<td>");
    an_html_put_short(out, claim->content, CONTENT_CHARACTERS);
    if (claim->event_key.data) {
        an_strbuf_puts(out, " <a href=\"#e");
        an_html_put(out, claim->event_key);
        an_strbuf_puts(out, "\">event</a>");
    }
    an_strbuf_puts(out, "</tr>");
}

static void put_claims(const an_report *report, an_strbuf *out)
{
    put_section(out, "claims", "Claims: who says what");
    put_shown(out, report->claim_count, report->claim_total);
    an_strbuf_puts(out, "<div class=\"wide\"><table class=\"claims\"><thead><tr><th>Published<th>Speaker<th>Stance<th>What</tr></thead><tbody>");
    for (size_t i = 0; i < report->claim_count; i++) put_claim(report, &report->claims[i], out);
    an_strbuf_puts(out, "</tbody></table></div></section>\n");
}

/* Writes the page into `out`. Events must stand in the order of their documents. ANNALS_E_MEMORY. */
annals_status an_report_write(an_arena *scratch, const an_report *report, an_strbuf *out, annals_error *error)
{
    put_head(report, out);
    put_documents(report, out);
    put_dyads(report, out);
    put_section(out, "timeline", "Timeline");
    an_report_timeline(scratch, report, out);
    an_strbuf_puts(out, "</section>\n");
    put_section(out, "network", "Who deals with whom");
    AN_TRY(an_report_network(scratch, report, out, error));
    an_strbuf_puts(out, "<p class=\"note\">Red where conflict prevails, blue where cooperation does; the thicker, the more events.</p></section>\n");
    put_claims(report, out);
    put_events(report, out);
    an_strbuf_puts(out, "</main><footer>Made by Annals. Every event rests on the sentence under it.</footer></body></html>\n");
    if (out->has_failed || scratch->is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "report", 0, "out of memory");
    return ANNALS_OK;
}
