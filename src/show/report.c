/* The page: one pass per section into one buffer. It holds no script and its policy allows none, so that text of an article can never
 * run, whatever it is made of; what can be folded away uses <details>. */
#include "show/report_parts.h"
#include "show/report_style.h"

enum { DYADS_SHOWN = 15, CONTENT_CHARACTERS = 280 };

/* ---- head ---- */

/* The questions that the sections answer, in their order. */
static void put_contents(an_strbuf *out)
{
    static const struct { const char *id, *title; } sections[] = {
        {"incidents", "What happened, by which accounts"}, {"contradictions", "What cannot both be true"}, {"map", "Where"}, {"timeline", "When"},
        {"dyads", "Who to whom, most often"}, {"relations", "How relations moved"}, {"network", "Who deals with whom"}, {"ahead", "What may follow"}, {"claims", "Who says, denies, accuses what"},
        {"documents", "What was read"}, {"sources", "Who copies whom"}, {"events", "Every event with its sentence"}};
    an_strbuf_puts(out, "<nav aria-label=\"Contents\">");
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) an_strbuf_printf(out, "<a href=\"#%s\">%s</a>", sections[i].id, sections[i].title);
    an_strbuf_puts(out, "</nav>");
}

static void put_head(const an_report *report, an_strbuf *out)
{
    an_strbuf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
    an_html_put(out, report->title);
    an_strbuf_puts(out, "</title><style>" AN_REPORT_STYLE "</style></head>\n<body><header><h1>");
    an_html_put(out, report->title);
    an_strbuf_printf(out, "</h1><p class=\"totals\"><b>%zu</b> documents <b>%zu</b> events <b>%zu</b> incidents <b>%zu</b> contradictions <b>%zu</b> claims</p>",
                     report->document_total, report->event_total, report->incident_total, report->contradiction_total, report->claim_total);
    put_contents(out);
    an_strbuf_puts(out, "</header>\n<main>");
}

/* ---- dyads ---- */

static void put_dyad(const an_relation *dyad, int64_t most, an_strbuf *out)
{
    an_strbuf_puts(out, "<tr><td>");
    an_html_put(out, dyad->actor_name);
    an_strbuf_puts(out, " <span class=\"arrow\">\xE2\x86\x92</span> ");
    an_html_put(out, dyad->recipient_name);
    an_strbuf_printf(out, "<td class=\"n\">%lld<td class=\"bar\">", (long long)dyad->incidents);
    for (int quad = 1; quad <= 4; quad++)
        if (dyad->quads[quad])
            an_strbuf_printf(out, "<i class=\"q%d\" style=\"width:%lld%%\" title=\"%lld %s\"></i>", quad, (long long)(dyad->quads[quad] * 100 / most),
                             (long long)dyad->quads[quad], an_quad_names[quad]);
    an_strbuf_puts(out, "</tr>");
}

static void put_dyads(const an_report *report, an_strbuf *out)
{
    an_report_section(out, "dyads", "Busiest dyads");
    an_report_quad_legend(out);
    an_strbuf_puts(out, "<div class=\"wide\"><table class=\"dyads\"><thead><tr><th>Who to whom<th class=\"n\">Incidents<th></tr></thead><tbody>");
    for (size_t i = 0; i < report->relation_count && i < DYADS_SHOWN; i++) put_dyad(&report->relations[i], report->relations[0].incidents, out);
    an_strbuf_puts(out, "</tbody></table></div></section>\n");
}

/* ---- events ---- */

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
    an_report_days(out, event->date);
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
        an_report_actors(out, event->speakers, event->speaker_count);
        an_strbuf_puts(out, " (");
        an_html_put(out, event->stance);
        an_strbuf_puts(out, ")</span>");
    }
    an_strbuf_printf(out, "<span class=\"rule\">rule ");
    an_html_put(out, event->rule);
    an_strbuf_printf(out, ", confidence %d %%, key ", (int)(event->confidence * 100 + 0.5));
    an_html_put(out, event->key);
    an_strbuf_puts(out, "</span>");
    if (event->corrected.data) {
        an_strbuf_puts(out, "<span class=\"corrected\">corrected by a person: ");
        an_html_put(out, event->corrected);
        an_strbuf_puts(out, "</span>");
    }
    an_strbuf_puts(out, "</p>");
}

static void put_event(const an_report_event *event, an_strbuf *out)
{
    an_strbuf_puts(out, "<article class=\"event\" id=\"e");
    an_html_put(out, event->key);
    an_strbuf_printf(out, "\"><p class=\"act\"><span class=\"type q%d\">%s</span> ", event->quad, an_types[event->type].name);
    an_report_actors(out, event->actors, event->actor_count);
    an_strbuf_puts(out, " <span class=\"arrow\">\xE2\x86\x92</span> ");
    an_report_actors(out, event->recipients, event->recipient_count);
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
    an_report_section(out, "events", "Every event, with its sentence");
    an_report_shown(out, report->event_count, report->event_total);
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
    an_strbuf_puts(out, "<tr class=\"");
    an_html_put(out, claim->stance);
    an_strbuf_puts(out, "\"><td>");
    an_report_days(out, d->published);
    an_strbuf_puts(out, "<td>");
    an_report_actors(out, &claim->speaker, claim->speaker.name.data ? 1 : 0);
    an_strbuf_puts(out, "<td class=\"stance\">");
    an_html_put(out, claim->stance);
    an_strbuf_puts(out, "<td>");
    an_html_put_short(out, claim->content, CONTENT_CHARACTERS);
    an_strbuf_puts(out, "<td>");
    if (claim->event_key.data) an_report_event_link(out, report, claim->event_key, "event");
    if (claim->incident.data) {
        an_strbuf_puts(out, " <a href=\"#i");
        an_html_put(out, claim->incident);
        an_strbuf_puts(out, "\">incident</a>");
    }
    an_strbuf_puts(out, "</tr>");
}

/* Boxes for the stances that occur; the style sheet has a rule for each. */
static void put_stances(const an_report *report, an_strbuf *out)
{
    size_t counts[AN_STANCE_COUNT] = {0};
    for (size_t i = 0; i < report->claim_count; i++) counts[report->claims[i].kind]++;
    an_strbuf_printf(out, "<input type=\"radio\" name=\"fc\" id=\"fc-all\" checked><label for=\"fc-all\">all <small>%zu</small></label>", report->claim_count);
    for (int i = 0; i < AN_STANCE_COUNT; i++)
        if (counts[i]) an_strbuf_printf(out, "<input type=\"radio\" name=\"fc\" id=\"fc-%s\"><label for=\"fc-%s\">%s <small>%zu</small></label>", an_stance_names[i],
                                        an_stance_names[i], an_stance_names[i], counts[i]);
}

static void put_claims(const an_report *report, an_strbuf *out)
{
    an_report_section(out, "claims", "Claims: who says, denies, accuses what");
    an_report_shown(out, report->claim_count, report->claim_total);
    put_stances(report, out);
    an_strbuf_puts(out, "<div class=\"wide\"><table class=\"claims\"><thead><tr><th>Published<th>Speaker<th>Stance<th>What<th></tr></thead><tbody>");
    for (size_t i = 0; i < report->claim_count; i++) put_claim(report, &report->claims[i], out);
    an_strbuf_puts(out, "</tbody></table></div></section>\n");
}

/* Writes the page into `out`. Events must stand in the order of their documents. ANNALS_E_MEMORY. */
annals_status an_report_write(an_arena *scratch, const an_report *report, an_strbuf *out, annals_error *error)
{
    put_head(report, out);
    an_report_incidents(report, out);
    an_report_contradictions(report, out);
    an_report_map(scratch, report, out);
    an_report_section(out, "timeline", "When");
    an_report_quad_legend(out);
    an_report_timeline(scratch, report, out);
    an_strbuf_puts(out, "</section>\n");
    put_dyads(report, out);
    an_report_curves(report, out);
    an_report_section(out, "network", "Who deals with whom");
    AN_TRY(an_report_network(scratch, report, out, error));
    an_strbuf_puts(out, "<p class=\"note\">Red where conflict prevails, blue where cooperation does; the thicker, the more events.</p></section>\n");
    an_report_ahead(report, out);
    put_claims(report, out);
    an_report_sources(report, out);
    put_events(report, out);
    an_strbuf_puts(out, "</main><footer>Made by Annals. Every event rests on the sentence under it.</footer></body></html>\n");
    if (out->has_failed || scratch->is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "report", 0, "out of memory");
    return ANNALS_OK;
}
