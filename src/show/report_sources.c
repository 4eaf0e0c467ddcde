/* The documents, and which of them takes text or substance from which. */
#include "show/report_parts.h"

enum { PERCENT = 100, SAMPLE_CHARACTERS = 160 };

static int percent(double share) { return (int)(share * PERCENT + 0.5); }

static void put_document(const an_report_document *d, size_t number, an_strbuf *out)
{
    an_strbuf_puts(out, "<tr><td>");
    an_report_days(out, d->published);
    an_strbuf_puts(out, " <small>");
    an_html_put(out, d->published_basis);
    an_strbuf_printf(out, "</small><td><a href=\"#d%zu\">", number);
    an_html_put(out, d->title.data ? d->title : d->id);
    an_strbuf_puts(out, "</a><td>");
    an_html_put(out, d->outlet);
    an_strbuf_puts(out, "<td>");
    an_html_put(out, d->author);
    an_strbuf_puts(out, "<td class=\"n\">");
    if (d->own_share >= 0) an_strbuf_printf(out, "%d&nbsp;%%", percent(d->own_share));
    an_strbuf_printf(out, "<td class=\"n\">%u<td class=\"n\">%u</tr>", d->event_count, d->claim_count);
}

static void put_documents(const an_report *report, an_strbuf *out)
{
    an_report_section(out, "documents", "What was read");
    an_report_shown(out, report->document_count, report->document_total);
    an_strbuf_puts(out, "<div class=\"wide\"><table class=\"documents\"><thead><tr><th>Published<th>Title<th>Outlet<th>Author<th class=\"n\" title=\"share of the text that it "
                        "takes from no other article here; empty: all of it\">Own<th class=\"n\">Events<th class=\"n\">Claims</tr></thead><tbody>");
    for (size_t i = 0; i < report->document_count; i++) put_document(&report->documents[i], i, out);
    an_strbuf_puts(out, "</tbody></table></div></section>\n");
}

static const char *direction_word(an_direction direction)
{
    switch (direction) {
    case AN_DIRECTION_CREDIT: return "it names its source";
    case AN_DIRECTION_DATES: return "it was published later";
    case AN_DIRECTION_COMPLETENESS: return "the other is more complete";
    default: return "nothing tells which way";
    }
}

static void put_derivation(const an_report_derivation *d, an_strbuf *out)
{
    an_strbuf_puts(out, "<tr><td>");
    an_report_put_document(out, d->taker, d->taker_outlet, d->taker_title);
    an_strbuf_printf(out, "<td>%s<td>", an_derivation_kind_names[d->kind]);
    an_report_put_document(out, d->source, d->source_outlet, d->source_title);
    an_strbuf_printf(out, "<td><small>%s</small><td class=\"n\">%d&nbsp;%%<td class=\"n\">%zu<td><small>", direction_word(d->direction), percent(d->taken), d->passages);
    if (d->sample.length) {
        an_strbuf_puts(out, "\xE2\x80\x9C");
        an_html_put_short(out, d->sample, SAMPLE_CHARACTERS);
        an_strbuf_puts(out, "\xE2\x80\x9D");
    }
    an_strbuf_puts(out, "</small></tr>");
}

static void put_derivations(const an_report *report, an_strbuf *out)
{
    an_report_section(out, "sources", "Who copies whom");
    if (!report->derivation_total) {
        an_strbuf_puts(out, "<p class=\"note\">No document takes text from another one: all accounts are independent, as far as their words show.</p></section>\n");
        return;
    }
    an_report_shown(out, report->derivation_count, report->derivation_total);
    an_strbuf_puts(out, "<div class=\"wide\"><table class=\"derivations\"><thead><tr><th>This document<th>is a<th>of this one<th>known because<th class=\"n\">Taken"
                        "<th class=\"n\">Passages<th>The longest</tr></thead><tbody>");
    for (size_t i = 0; i < report->derivation_count; i++) put_derivation(&report->derivations[i], out);
    an_strbuf_puts(out, "</tbody></table></div></section>\n");
}

void an_report_sources(const an_report *report, an_strbuf *out)
{
    put_documents(report, out);
    put_derivations(report, out);
}
