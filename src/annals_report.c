/* Gathers from the base what the report page shows, bounded, and hands it to show/. */
#include "annals_report.h"

#include "annals_report_internal.h"
#include "handles.h"
#include "query/relations.h"
#include "record/fields.h"

/* Enough to read, little enough for a browser to open; the page says when there is more. */
enum { DOCUMENTS_MAX = 2000, EVENTS_MAX = 4000, CLAIMS_MAX = 1000, MARKS_MAX = 24, RENDER_BYTES_MAX = 256 * 1024 * 1024 };

an_str an_gather_keep(an_gathering *g, an_str text)
{
    if (!text.data) return (an_str){0};
    return (an_str){an_arena_copy(g->arena, text.data, text.length), text.length};
}

an_str an_gather_key(an_gathering *g, uint64_t key)
{
    char text[AN_KEY_BYTES];
    return an_gather_keep(g, an_str_from(an_key_format(key, text)));
}

annals_status an_gather_check(const an_gathering *g, annals_error *error)
{
    return g->arena->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "report", 0, "out of memory") : ANNALS_OK;
}

static annals_status gather_document(void *user, const an_found_document *found, annals_error *error)
{
    an_gathering *g = user;
    const an_article *a = found->article;
    an_report_document d = {
        .id = an_gather_keep(g, a->id), .title = an_gather_keep(g, a->title), .outlet = an_gather_keep(g, a->outlet), .author = an_gather_keep(g, a->author), .url = an_gather_keep(g, a->url),
        .published = a->published, .published_basis = an_str_from(an_basis_names[a->published_basis]),
        .event_count = (uint32_t)found->events, .claim_count = (uint32_t)found->claims, .own_share = -1};
    if (g->document_total++ < DOCUMENTS_MAX) AN_PUSH(g->arena, &g->documents, d);
    return an_gather_check(g, error);
}

/* Events and claims come in the order of the documents, so the document of one is that of the last or one further on. */
uint32_t an_gather_find_document(const an_gathering *g, an_str id, uint32_t from)
{
    for (uint32_t i = from; i < g->documents.count; i++)
        if (an_str_equal(g->documents.items[i].id, id)) return i;
    return UINT32_MAX;
}

an_report_actor *an_gather_participants(an_gathering *g, const an_participants *participants)
{
    an_report_actor *kept = AN_NEW_ARRAY(g->arena, an_report_actor, participants->count + 1);
    for (size_t i = 0; kept && i < participants->count; i++)
        kept[i] = (an_report_actor){an_gather_keep(g, participants->items[i].actor.id), an_gather_keep(g, participants->items[i].actor.name)};
    return kept;
}

static void add_mark(an_report_event *event, an_mark_kind kind, an_span span, an_span sentence)
{
    if (an_span_is_empty(span) || span.start < sentence.start || span.end > sentence.end || event->mark_count == MARKS_MAX) return;
    event->marks[event->mark_count++] = (an_mark){kind, {span.start - sentence.start, span.end - sentence.start}};
}

/* Sorts by place in the sentence; of two that begin together the longer comes first, and the page leaves out what overlaps. */
static void sort_marks(an_mark *marks, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0; k--) {
            an_span a = marks[k - 1].span, b = marks[k].span;
            an_mark swapped = marks[k];
            if (a.start < b.start || (a.start == b.start && a.end >= b.end)) break;
            marks[k] = marks[k - 1];
            marks[k - 1] = swapped;
        }
}

static void keep_marks(an_gathering *g, an_report_event *out, const an_event *event, an_span sentence)
{
    out->marks = AN_NEW_ARRAY(g->arena, an_mark, MARKS_MAX);
    if (!out->marks) return;
    for (size_t i = 0; i < event->actors.count; i++) add_mark(out, AN_MARK_ACTOR, event->actors.items[i].span, sentence);
    for (size_t i = 0; i < event->recipients.count; i++) add_mark(out, AN_MARK_RECIPIENT, event->recipients.items[i].span, sentence);
    add_mark(out, AN_MARK_DATE, event->date.span, sentence);
    add_mark(out, AN_MARK_PLACE, event->place.span, sentence);
    add_mark(out, AN_MARK_QUANTITY, event->killed.span, sentence);
    add_mark(out, AN_MARK_QUANTITY, event->wounded.span, sentence);
    add_mark(out, AN_MARK_QUANTITY, event->detained.span, sentence);
    add_mark(out, AN_MARK_QUANTITY, event->displaced.span, sentence);
    for (size_t i = 0; i < event->accounts.count; i++) add_mark(out, AN_MARK_SAYING, event->accounts.items[i].span, sentence);
    sort_marks(out->marks, out->mark_count);
}

/* Keeps what was written and clears it. */
static an_str keep_written(an_gathering *g, an_strbuf *text)
{
    an_str kept = an_gather_keep(g, an_strbuf_view(text));
    an_strbuf_clear(text);
    return kept;
}

/* What is written of an event as lists of names. */
static void view_names(an_gathering *g, const an_event *event, an_report_event *out)
{
    an_strbuf text;
    an_strbuf_init(&text, 0);
    for (int i = 0; i < event->mode_count; i++) {
        if (i) an_strbuf_putc(&text, ' ');
        an_strbuf_puts(&text, an_modes[event->modes[i]].name);
    }
    out->modes = keep_written(g, &text);
    an_event_corrected_write(event, ", ", &text);
    if (text.length) out->corrected = keep_written(g, &text);
    an_strbuf_free(&text);
}

static an_report_event view_event(an_gathering *g, const an_found *found)
{
    const an_event *e = found->event;
    an_report_event out = {
        .key = an_gather_key(g, e->key), .type = e->type, .quad = e->quad,
        .actors = an_gather_participants(g, &e->actors), .actor_count = e->actors.count,
        .recipients = an_gather_participants(g, &e->recipients), .recipient_count = e->recipients.count,
        .date = e->date.is_known ? e->date.time.range : AN_DATE_RANGE_UNKNOWN,
        .factuality = an_str_from(an_factuality_names[e->factuality]), .rule = an_gather_keep(g, e->rule),
        .killed = e->killed, .wounded = e->wounded, .detained = e->detained, .displaced = e->displaced,
        .confidence = e->confidence, .sentence = an_gather_keep(g, found->sentence)};
    view_names(g, e, &out);
    if (e->place.is_known) out.place = an_gather_keep(g, e->place.place.name);
    if (e->accounts.count) {
        const an_account *outermost = &e->accounts.items[0];
        an_participants speaker = {.items = (an_participant *)&outermost->speaker, .count = 1};
        out.stance = an_str_from(an_stance_names[outermost->stance]);
        out.speakers = an_gather_participants(g, &speaker);
        out.speaker_count = outermost->speaker.actor.name.data || outermost->speaker.actor.id.data;
    }
    return out;
}

/* The words of the sentence are a view of the article's text. */
static an_span span_of_sentence(const an_found *found)
{
    uint32_t start = (uint32_t)(found->sentence.data - found->document->article.text.data);
    return (an_span){start, start + (uint32_t)found->sentence.length};
}

static annals_status gather_event(void *user, const an_found *found, annals_error *error)
{
    an_gathering *g = user;
    uint32_t last = g->events.count ? g->events.items[g->events.count - 1].document : 0, document;
    g->event_total++;
    AN_PUSH(g->arena, &g->moments, ((an_report_moment){found->event->date.is_known ? found->event->date.time.range : AN_DATE_RANGE_UNKNOWN, found->event->quad}));
    document = g->events.count < EVENTS_MAX ? an_gather_find_document(g, found->document->article.id, last) : UINT32_MAX;
    if (document != UINT32_MAX) {
        an_report_event event = view_event(g, found);
        event.document = document;
        keep_marks(g, &event, found->event, span_of_sentence(found));
        AN_PUSH(g->arena, &g->events, event);
    }
    return an_gather_check(g, error);
}

static annals_status gather_claim(void *user, const an_found *found, annals_error *error)
{
    an_gathering *g = user;
    const an_claim *c = found->claim;
    uint32_t last = g->claims.count ? g->claims.items[g->claims.count - 1].document : 0, document;
    g->claim_total++;
    document = g->claims.count < CLAIMS_MAX ? an_gather_find_document(g, found->document->article.id, last) : UINT32_MAX;
    if (document != UINT32_MAX) {
        an_str text = found->document->article.text;
        an_report_claim claim = {.document = document, .kind = c->stance, .stance = an_str_from(an_stance_names[c->stance])};
        if (c->has_speaker) claim.speaker = (an_report_actor){an_gather_keep(g, c->speaker.actor.id), an_gather_keep(g, c->speaker.actor.name)};
        if (c->content.end <= text.length) claim.content = an_gather_keep(g, an_str_of_span(text.data, c->content));
        if (found->event) claim.event_key = an_gather_key(g, found->event->key);
        AN_PUSH(g->arena, &g->claims, claim);
    }
    return an_gather_check(g, error);
}

static annals_status gather(an_gathering *g, annals_error *error)
{
    AN_TRY(an_store_select_documents(g->store, g->filter, gather_document, g, error));
    AN_TRY(an_store_select_events(g->store, g->filter, gather_event, g, error));
    AN_TRY(an_store_select_claims(g->store, g->filter, gather_claim, g, error));
    AN_TRY(an_gather_links(g, error));
    AN_TRY(an_query_relations(g->store, g->filter, g->arena, &g->relations, &g->relation_count, error));
    AN_TRY(an_gather_curves(g, error));
    return an_gather_pictures(g, error);
}

static annals_status write(an_gathering *g, an_str title, an_strbuf *out, annals_error *error)
{
    an_report report = {.title = title,
                        .documents = g->documents.items, .document_count = g->documents.count, .document_total = g->document_total,
                        .events = g->events.items, .event_count = g->events.count, .event_total = g->event_total,
                        .moments = g->moments.items, .moment_count = g->moments.count,
                        .claims = g->claims.items, .claim_count = g->claims.count, .claim_total = g->claim_total,
                        .relations = g->relations, .relation_count = g->relation_count,
                        .incidents = g->incidents.items, .incident_count = g->incidents.count, .incident_total = g->incident_total,
                        .incidents_told = g->incidents_told,
                        .contradictions = g->contradictions.items, .contradiction_count = g->contradictions.count,
                        .contradiction_total = g->contradiction_total,
                        .derivations = g->derivations.items, .derivation_count = g->derivations.count, .derivation_total = g->derivation_total,
                        .curves = g->curves.items, .curve_count = g->curves.count,
                        .pictures = g->pictures.items, .picture_count = g->pictures.count};
    return an_report_write(g->arena, &report, out, error);
}

annals_status an_report_from_base(annals_base *base, const an_filter *filter, an_str title, an_strbuf *out, annals_error *error)
{
    an_arena arena;
    an_gathering g = {.arena = &arena, .base = base, .store = an_base_store(base), .filter = filter};
    annals_status status;
    an_arena_init(&arena, RENDER_BYTES_MAX);
    status = gather(&g, error);
    if (status == ANNALS_OK) status = write(&g, title, out, error);
    an_arena_free(&arena);
    return status;
}
