/* Incidents with their accounts below one another, field under field, and what contradicts what. */
#include "show/report_parts.h"

enum { SIDES_SHOWN = 6, SENTENCE_CHARACTERS = 240 };

static const char *const place_words[8] = {"", "town", "district", "", "first division", "", "country", "region or sea"};

/* ---- what is agreed ---- */

static void put_open_range(an_strbuf *out, int64_t low, int64_t high)
{
    an_strbuf_printf(out, "%lld", (long long)low);
    if (high == INT64_MAX) an_strbuf_puts(out, " or more");
    else if (high != low) an_strbuf_printf(out, "\xE2\x80\x93%lld", (long long)high);
}

static void put_counts(an_strbuf *out, const an_report_incident *incident)
{
    for (int k = 0; k < AN_COUNT_KINDS; k++) {
        const an_incident_count *count = &incident->counts[k];
        if (!count->is_known) continue;
        an_strbuf_printf(out, "<span>%s <b>%lld</b>", an_count_names[k], (long long)count->best);
        if (count->low != count->best || count->high != count->best) {
            an_strbuf_puts(out, " (low\xE2\x80\x93high ");
            put_open_range(out, count->low, count->high);
            an_strbuf_putc(out, ')');
        }
        an_strbuf_puts(out, "</span>");
    }
}

static void put_place(an_strbuf *out, const an_report_incident *incident)
{
    int precision = incident->place_precision;
    if (!incident->place.precision.data) return;
    an_strbuf_puts(out, "<span>");
    an_html_put(out, incident->place.name);
    if (precision > 1 && precision < 8 && place_words[precision][0]) an_strbuf_printf(out, " <small>(%s)</small>", place_words[precision]);
    an_strbuf_puts(out, "</span>");
}

static void put_sides(an_strbuf *out, const an_report_actor *actors, size_t count)
{
    an_report_actors(out, actors, count < SIDES_SHOWN ? count : SIDES_SHOWN);
    if (count > SIDES_SHOWN) an_strbuf_printf(out, " and %zu more", count - SIDES_SHOWN);
}

static void put_summary(an_strbuf *out, const an_report_incident *incident)
{
    an_strbuf_printf(out, "<summary><span class=\"type q%d\">%s</span> ", an_types[incident->type].quad, an_types[incident->type].name);
    put_sides(out, incident->actors, incident->actor_count);
    an_strbuf_puts(out, " <span class=\"arrow\">\xE2\x86\x92</span> ");
    put_sides(out, incident->recipients, incident->recipient_count);
    an_strbuf_puts(out, "<span class=\"facts\"><span>");
    an_report_days(out, incident->dates);
    an_strbuf_puts(out, "</span>");
    put_place(out, incident);
    put_counts(out, incident);
    an_strbuf_printf(out, "<span>%lld report%s, %lld independent</span>", (long long)incident->reports, incident->reports == 1 ? "" : "s",
                     (long long)incident->independent);
    if (incident->contradiction_count) an_strbuf_printf(out, "<span class=\"disputed\">%zu contradiction%s</span>", incident->contradiction_count,
                                                        incident->contradiction_count == 1 ? "" : "s");
    an_strbuf_puts(out, "</span></summary>");
}

/* ---- accounts ---- */

static void put_cell(an_strbuf *out, const an_report_account *account, an_report_field field, const char *classes)
{
    bool is_disputed = account->disputed >> field & 1;
    an_strbuf_printf(out, "<td class=\"%s%s\">", classes, is_disputed ? " disputed" : "");
}

static void put_source(an_strbuf *out, const an_report_account *account)
{
    an_strbuf_puts(out, "<tr><td>");
    an_report_days(out, account->published);
    an_strbuf_puts(out, "<td>");
    an_report_put_document(out, account->document, account->outlet, account->title);
    if (account->is_taken) an_strbuf_puts(out, " <small class=\"taken\">takes text from another account</small>");
    an_strbuf_puts(out, "<td>");
    if (account->speaker_count) {
        for (size_t i = 0; i < account->speaker_count; i++) {
            if (i) an_strbuf_puts(out, ", quoting ");
            an_report_actors(out, &account->speakers[i], 1);
        }
        an_strbuf_puts(out, " <small>");
        an_html_put(out, account->stance);
        an_strbuf_puts(out, "</small>");
    } else if (account->stance.data) {
        an_strbuf_puts(out, "<span class=\"unknown\">nobody named</span> <small>");
        an_html_put(out, account->stance);
        an_strbuf_puts(out, "</small>");
    } else {
        an_strbuf_puts(out, "<small>the article itself</small>");
    }
}

static void put_account(an_strbuf *out, const an_report *report, const an_report_account *account, const bool has_count[AN_COUNT_KINDS])
{
    put_source(out, account);
    put_cell(out, account, AN_SHOWN_ACTOR, "");
    an_report_actors(out, account->actors, account->actor_count);
    an_strbuf_puts(out, " <span class=\"arrow\">\xE2\x86\x92</span> ");
    an_report_actors(out, account->recipients, account->recipient_count);
    put_cell(out, account, AN_SHOWN_DATE, "");
    if (an_date_range_is_known(account->date)) an_report_days(out, account->date);
    put_cell(out, account, AN_SHOWN_PLACE, "");
    an_html_put(out, account->place);
    for (int k = 0; k < AN_COUNT_KINDS; k++) {
        if (!has_count[k]) continue;
        put_cell(out, account, (an_report_field)(AN_SHOWN_KILLED + k), "n");
        if (account->counts[k].is_known) put_open_range(out, account->counts[k].low, account->counts[k].high);
    }
    an_strbuf_puts(out, "<td>");
    an_html_put(out, account->factuality);
    an_strbuf_puts(out, "<td><small>");
    if (account->reasons.data) an_html_put(out, account->reasons);
    else an_strbuf_puts(out, "the first");
    an_strbuf_puts(out, "</small><td>");
    an_report_event_link(out, report, account->key, "event");
    an_strbuf_puts(out, "</tr><tr class=\"said\"><td><td colspan=\"11\"><q>");
    an_html_put_short(out, account->sentence, SENTENCE_CHARACTERS);
    an_strbuf_puts(out, "</q></tr>");
}

static void put_accounts(an_strbuf *out, const an_report *report, const an_report_incident *incident)
{
    bool has_count[AN_COUNT_KINDS] = {false};
    for (size_t i = 0; i < incident->account_count; i++)
        for (int k = 0; k < AN_COUNT_KINDS; k++) has_count[k] |= incident->accounts[i].counts[k].is_known;
    an_strbuf_puts(out, "<div class=\"wide\"><table class=\"accounts\"><thead><tr><th>Published<th>Told by<th>By the account of<th>Who to whom<th>Date<th>Place");
    for (int k = 0; k < AN_COUNT_KINDS; k++)
        if (has_count[k]) an_strbuf_printf(out, "<th class=\"n\">%c%s", an_count_names[k][0] - 'a' + 'A', an_count_names[k] + 1);
    an_strbuf_puts(out, "<th>Told as<th>Joined by<th></tr></thead><tbody>");
    for (size_t i = 0; i < incident->account_count; i++) put_account(out, report, &incident->accounts[i], has_count);
    an_strbuf_puts(out, "</tbody></table></div>");
    if ((int64_t)incident->account_count < incident->events)
        an_strbuf_printf(out, "<p class=\"note\">and %lld more accounts in the base</p>", (long long)incident->events - (long long)incident->account_count);
}

static void put_changes(an_strbuf *out, const an_report_incident *incident)
{
    if (!incident->change_count) return;
    an_strbuf_puts(out, "<p class=\"note\">Changed accounts: ");
    for (size_t i = 0; i < incident->change_count; i++) {
        const an_report_change *change = &incident->changes[i];
        bool is_named = change->speaker.id.data || change->speaker.name.data;
        if (i) an_strbuf_puts(out, "; ");
        if (is_named) an_report_actors(out, &change->speaker, 1);
        else an_html_put(out, change->outlet.length ? change->outlet : change->document);
        an_strbuf_puts(out, " ");
        an_html_put(out, change->change);
        an_strbuf_puts(out, " (");
        an_report_days(out, change->published);
        an_strbuf_puts(out, ")");
    }
    an_strbuf_puts(out, ".</p>");
}

static void put_incident(an_strbuf *out, const an_report *report, const an_report_incident *incident)
{
    an_strbuf_printf(out, "<details open class=\"incident%s%s%s\" id=\"i", incident->reports > 1 ? " several" : "",
                     incident->independent > 1 ? " independent" : "", incident->contradiction_count ? " contradicted" : "");
    an_html_put(out, incident->key);
    an_strbuf_puts(out, "\">");
    put_summary(out, incident);
    put_accounts(out, report, incident);
    put_changes(out, incident);
    an_strbuf_puts(out, "</details>");
}

void an_report_incidents(const an_report *report, an_strbuf *out)
{
    an_report_section(out, "incidents", "Incidents, each with its accounts");
    if (!report->incidents_told) {
        an_strbuf_printf(out, "<p class=\"note\">%zu incidents, none told by more than one event. They stand among the events below.</p></section>\n", report->incident_total);
        return;
    }
    an_strbuf_printf(out, "<p class=\"note\">What happened once, however many articles tell it: %zu incidents, of which those with several accounts or a contradiction "
                          "are shown with them. Best, low and high are over all accounts; independent are those that take it from no other one; values that cannot both "
                          "hold are <span class=\"disputed\">marked</span>.</p>", report->incident_total);
    an_strbuf_puts(out, "<input type=\"radio\" name=\"fi\" id=\"fi-all\" checked><label for=\"fi-all\">all</label>"
                        "<input type=\"radio\" name=\"fi\" id=\"fi-several\"><label for=\"fi-several\">told by several articles</label>"
                        "<input type=\"radio\" name=\"fi\" id=\"fi-independent\"><label for=\"fi-independent\">by several independent ones</label>"
                        "<input type=\"radio\" name=\"fi\" id=\"fi-contradicted\"><label for=\"fi-contradicted\">with a contradiction</label><div class=\"incidents\">");
    for (size_t i = 0; i < report->incidents_told; i++) put_incident(out, report, &report->incidents[i]);
    an_strbuf_puts(out, "</div>");
    if (report->incident_total > report->incidents_told)
        an_strbuf_printf(out, "<p class=\"note\">%zu more incidents have one account each, or stand beyond what this page shows; their events are below or in the base.</p>",
                         report->incident_total - report->incidents_told);
    an_strbuf_puts(out, "</section>\n");
}

/* ---- contradictions ---- */

static const an_report_incident *find_incident(const an_report *report, an_str key)
{
    for (size_t i = 0; i < report->incidents_told; i++)
        if (an_str_equal(report->incidents[i].key, key)) return &report->incidents[i];
    return NULL;
}

static void put_side(an_strbuf *out, const an_report *report, const an_report_side *side)
{
    an_strbuf_puts(out, "<td><b>");
    an_html_put(out, side->value);
    an_strbuf_puts(out, "</b> <small>");
    if (side->speaker.name.data || side->speaker.id.data) {
        an_strbuf_puts(out, "by ");
        an_report_actors(out, &side->speaker, 1);
        an_strbuf_puts(out, ", ");
    }
    an_strbuf_puts(out, "in ");
    an_html_put(out, side->document);
    an_strbuf_puts(out, ", ");
    an_report_event_link(out, report, side->event_key, "sentence");
    an_strbuf_puts(out, ", ");
    an_report_days(out, side->published);
    if (side->accounts > 1) an_strbuf_printf(out, "; %lld accounts say so", (long long)side->accounts);
    an_strbuf_puts(out, "</small>");
}

static const char *word_of_independence(const an_report_contradiction *c)
{
    if (an_str_equal(c->sides[0].document, c->sides[1].document)) return "told by one article";
    if (!c->is_independent) return "one article takes from the other";
    return c->is_ordered ? "by articles independent of one another" : "by articles independent of one another; which came first is not known";
}

static void put_contradiction(const an_report *report, const an_report_contradiction *c, an_strbuf *out)
{
    const an_report_incident *incident = find_incident(report, c->incident);
    an_strbuf_puts(out, "<tr><td>");
    if (incident) {
        an_strbuf_puts(out, "<a href=\"#i");
        an_html_put(out, c->incident);
        an_strbuf_printf(out, "\">%s</a> <small>", an_types[incident->type].name);
        an_report_days(out, incident->dates);
        an_strbuf_puts(out, " ");
        an_html_put(out, incident->place.name);
        an_strbuf_puts(out, "</small>");
    } else {
        an_html_put(out, c->incident);
    }
    an_strbuf_printf(out, "<td>%s", an_contradiction_names[c->field]);
    put_side(out, report, &c->sides[0]);
    put_side(out, report, &c->sides[1]);
    an_strbuf_printf(out, "<td>%s; %s</tr>", c->is_superseded ? "the later one replaces the earlier one" : "both stand", word_of_independence(c));
}

void an_report_contradictions(const an_report *report, an_strbuf *out)
{
    an_report_section(out, "contradictions", "Contradictions");
    if (!report->contradiction_total) {
        an_strbuf_puts(out, "<p class=\"note\">No two accounts of one incident contradict one another.</p></section>\n");
        return;
    }
    an_report_shown(out, report->contradiction_count, report->contradiction_total);
    an_strbuf_puts(out, "<div class=\"wide\"><table class=\"contradictions\"><thead><tr><th>Incident<th>About<th>One says<th>The other says<th></tr></thead><tbody>");
    for (size_t i = 0; i < report->contradiction_count; i++) put_contradiction(report, &report->contradictions[i], out);
    an_strbuf_puts(out, "</tbody></table></div></section>\n");
}
