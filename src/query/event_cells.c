/* The columns of events and claims. Lists in one cell are apart by ';', and lists of one event go in step: the third of actor_names
 * belongs to the third of actors, so an actor without an id leaves its place empty. A ';' inside a name is written as ','. */
#include "query/cells.h"

enum { SCORE_DECIMALS = 1, DEGREE_DECIMALS = 5, SHARE_DECIMALS = 2, BOTH = AN_COLUMN_FILE | AN_COLUMN_TABLE };

/* ---- lists of participants ---- */

static void put_in_list(an_strbuf *out, an_str text)
{
    for (size_t i = 0; i < text.length; i++) an_strbuf_putc(out, text.data[i] == ';' ? ',' : text.data[i]);
}

typedef void (*put_actor)(an_strbuf *out, const an_actor *actor);

static void put_id(an_strbuf *out, const an_actor *actor) { put_in_list(out, actor->id); }
static void put_name(an_strbuf *out, const an_actor *actor) { put_in_list(out, actor->name); }
static void put_country(an_strbuf *out, const an_actor *actor) { an_strbuf_puts(out, actor->country); }
static void put_code(an_strbuf *out, const an_actor *actor) { put_in_list(out, actor->cameo); }
static void put_who(an_strbuf *out, const an_actor *actor) { an_cell_who(out, actor); }

static void put_sectors(an_strbuf *out, const an_actor *actor)
{
    for (int i = 0; i < actor->sector_count; i++) {
        if (i) an_strbuf_putc(out, ' ');
        an_strbuf_puts(out, an_sector_names[actor->sectors[i]]);
    }
}

static void put_list(an_strbuf *out, const an_participants *list, put_actor put, const char *between)
{
    for (size_t i = 0; i < list->count; i++) {
        if (i) an_strbuf_puts(out, between);
        put(out, &list->items[i].actor);
    }
}

static void put_speakers(an_strbuf *out, const an_event *event, put_actor put)
{
    for (size_t i = 0; i < event->accounts.count; i++) {
        if (i) an_strbuf_putc(out, ';');
        put(out, &event->accounts.items[i].speaker.actor);
    }
}

/* ---- what events and claims share ---- */

#define CELL(name, expression) \
    static void name(an_strbuf *out, const an_record *r) { expression; }
#define ARTICLE(r) (&(r)->found->document->article)

CELL(document, an_strbuf_put_str(out, ARTICLE(r)->id))
CELL(published_from, an_cell_day(out, ARTICLE(r)->published.from))
CELL(published_to, an_cell_day(out, ARTICLE(r)->published.to))
CELL(outlet, an_strbuf_put_str(out, ARTICLE(r)->outlet))
CELL(text, an_strbuf_put_str(out, r->found->sentence))

/* ---- events ---- */

/* For claims without an event these columns stay empty. */
#define EVENT_CELL(name, expression)                           \
    static void name(an_strbuf *out, const an_record *r)       \
    {                                                          \
        const an_event *e = r->found->event;                   \
        if (e) expression;                                     \
    }

EVENT_CELL(event_key, an_cell_key(out, e->key))
EVENT_CELL(sentence, an_cell_int(out, e->sentence))
EVENT_CELL(span_start, an_cell_int(out, e->span.start))
EVENT_CELL(span_end, an_cell_int(out, e->span.end))
EVENT_CELL(days, an_cell_days(out, e->date.is_known ? e->date.time.range : AN_DATE_RANGE_UNKNOWN))
EVENT_CELL(date_from, an_cell_day(out, e->date.is_known ? e->date.time.range.from : AN_DAY_UNKNOWN))
EVENT_CELL(date_to, an_cell_day(out, e->date.is_known ? e->date.time.range.to : AN_DAY_UNKNOWN))
EVENT_CELL(date_basis, an_strbuf_puts(out, e->date.is_known ? an_basis_names[e->date.time.basis] : ""))
EVENT_CELL(type, an_strbuf_puts(out, an_types[e->type].name))
EVENT_CELL(cameo, an_strbuf_puts(out, e->cameo))
EVENT_CELL(plover_score, an_cell_number(out, e->plover_score, SCORE_DECIMALS))
EVENT_CELL(who, put_list(out, &e->actors, put_who, ", "))
EVENT_CELL(whom, put_list(out, &e->recipients, put_who, ", "))
EVENT_CELL(actor_ids, put_list(out, &e->actors, put_id, ";"))
EVENT_CELL(actor_names, put_list(out, &e->actors, put_name, ";"))
EVENT_CELL(actor_countries, put_list(out, &e->actors, put_country, ";"))
EVENT_CELL(actor_sectors, put_list(out, &e->actors, put_sectors, ";"))
EVENT_CELL(actor_codes, put_list(out, &e->actors, put_code, ";"))
EVENT_CELL(recipient_ids, put_list(out, &e->recipients, put_id, ";"))
EVENT_CELL(recipient_names, put_list(out, &e->recipients, put_name, ";"))
EVENT_CELL(recipient_countries, put_list(out, &e->recipients, put_country, ";"))
EVENT_CELL(recipient_sectors, put_list(out, &e->recipients, put_sectors, ";"))
EVENT_CELL(recipient_codes, put_list(out, &e->recipients, put_code, ";"))
EVENT_CELL(place, an_strbuf_put_str(out, e->place.place.name))
EVENT_CELL(country, an_strbuf_puts(out, e->place.place.country))
EVENT_CELL(precision, an_strbuf_put_str(out, e->place.place.precision))
EVENT_CELL(instrument, an_cell_span(out, r->found, e->instrument))
EVENT_CELL(factuality, an_strbuf_puts(out, an_factuality_names[e->factuality]))
EVENT_CELL(speakers, put_speakers(out, e, put_id))
EVENT_CELL(speaker_names, put_speakers(out, e, put_name))
EVENT_CELL(confidence, an_cell_number(out, e->confidence, SHARE_DECIMALS))
EVENT_CELL(rule, an_strbuf_put_str(out, e->rule))

EVENT_CELL(corrected, an_event_corrected_write(e, ";", out))

static void goldstein(an_strbuf *out, const an_record *r)
{
    if (r->found->event->has_goldstein) an_cell_number(out, r->found->event->goldstein, SCORE_DECIMALS);
}

static void quad(an_strbuf *out, const an_record *r)
{
    if (r->found->event->quad) an_cell_int(out, r->found->event->quad);
}

static void modes(an_strbuf *out, const an_record *r)
{
    const an_event *e = r->found->event;
    for (int i = 0; i < e->mode_count; i++) {
        if (i) an_strbuf_putc(out, ';');
        an_strbuf_puts(out, an_modes[e->modes[i]].name);
    }
}

static void contexts(an_strbuf *out, const an_record *r)
{
    bool is_next = false;
    for (int i = 0; i < AN_CONTEXT_COUNT; i++) {
        if (!(r->found->event->contexts >> i & 1)) continue;
        if (is_next) an_strbuf_putc(out, ';');
        an_strbuf_puts(out, an_context_names[i]);
        is_next = true;
    }
}

static void latitude(an_strbuf *out, const an_record *r)
{
    const an_place *p = &r->found->event->place.place;
    if (p->has_coordinates) an_cell_number(out, p->latitude, DEGREE_DECIMALS);
}

static void longitude(an_strbuf *out, const an_record *r)
{
    const an_place *p = &r->found->event->place.place;
    if (p->has_coordinates) an_cell_number(out, p->longitude, DEGREE_DECIMALS);
}

static void geonames(an_strbuf *out, const an_record *r)
{
    uint32_t id = r->found->event->place.place.geonames;
    if (id) an_cell_int(out, id);
}

static void stances(an_strbuf *out, const an_record *r)
{
    const an_accounts *accounts = &r->found->event->accounts;
    for (size_t i = 0; i < accounts->count; i++) {
        if (i) an_strbuf_putc(out, ';');
        an_strbuf_puts(out, an_stance_names[accounts->items[i].stance]);
    }
}

static void put_low(an_strbuf *out, const an_event_quantity *q)
{
    if (q->is_known) an_cell_int(out, q->low);
}

static void put_high(an_strbuf *out, const an_event_quantity *q)
{
    if (q->is_known && q->high != INT64_MAX) an_cell_int(out, q->high);
}

/* "6", "6-8", "139+". */
static void put_range(an_strbuf *out, const an_event_quantity *q)
{
    put_low(out, q);
    if (!q->is_known || q->high == q->low) return;
    an_strbuf_putc(out, q->high == INT64_MAX ? '+' : '-');
    put_high(out, q);
}

CELL(killed, put_range(out, &r->found->event->killed))
CELL(killed_low, put_low(out, &r->found->event->killed))
CELL(killed_high, put_high(out, &r->found->event->killed))
CELL(wounded_low, put_low(out, &r->found->event->wounded))
CELL(wounded_high, put_high(out, &r->found->event->wounded))
CELL(detained_low, put_low(out, &r->found->event->detained))
CELL(detained_high, put_high(out, &r->found->event->detained))
CELL(displaced_low, put_low(out, &r->found->event->displaced))
CELL(displaced_high, put_high(out, &r->found->event->displaced))

static const an_cell_row event_rows[] = {
    {{"document", AN_COLUMN_FILE}, document},
    {{"published_from", AN_COLUMN_FILE}, published_from},
    {{"published_to", AN_COLUMN_FILE}, published_to},
    {{"outlet", AN_COLUMN_FILE}, outlet},
    {{"key", BOTH | AN_COLUMN_WHOLE}, event_key},
    {{"sentence", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, sentence},
    {{"span_start", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, span_start},
    {{"span_end", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, span_end},
    {{"date", AN_COLUMN_TABLE}, days},
    {{"date_from", AN_COLUMN_FILE}, date_from},
    {{"date_to", AN_COLUMN_FILE}, date_to},
    {{"date_basis", AN_COLUMN_FILE}, date_basis},
    {{"type", BOTH}, type},
    {{"modes", AN_COLUMN_FILE}, modes},
    {{"contexts", AN_COLUMN_FILE}, contexts},
    {{"cameo", AN_COLUMN_FILE}, cameo},
    {{"goldstein", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, goldstein},
    {{"plover_score", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, plover_score},
    {{"quad", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, quad},
    {{"who", AN_COLUMN_TABLE}, who},
    {{"whom", AN_COLUMN_TABLE}, whom},
    {{"actors", AN_COLUMN_FILE}, actor_ids},
    {{"actor_names", AN_COLUMN_FILE}, actor_names},
    {{"actor_countries", AN_COLUMN_FILE}, actor_countries},
    {{"actor_sectors", AN_COLUMN_FILE}, actor_sectors},
    {{"actor_cameo", AN_COLUMN_FILE}, actor_codes},
    {{"recipients", AN_COLUMN_FILE}, recipient_ids},
    {{"recipient_names", AN_COLUMN_FILE}, recipient_names},
    {{"recipient_countries", AN_COLUMN_FILE}, recipient_countries},
    {{"recipient_sectors", AN_COLUMN_FILE}, recipient_sectors},
    {{"recipient_cameo", AN_COLUMN_FILE}, recipient_codes},
    {{"place", BOTH}, place},
    {{"country", AN_COLUMN_FILE}, country},
    {{"latitude", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, latitude},
    {{"longitude", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, longitude},
    {{"geonames", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, geonames},
    {{"place_precision", AN_COLUMN_FILE}, precision},
    {{"killed", AN_COLUMN_TABLE | AN_COLUMN_NUMBER}, killed},
    {{"killed_low", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, killed_low},
    {{"killed_high", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, killed_high},
    {{"wounded_low", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, wounded_low},
    {{"wounded_high", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, wounded_high},
    {{"detained_low", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, detained_low},
    {{"detained_high", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, detained_high},
    {{"displaced_low", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, displaced_low},
    {{"displaced_high", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, displaced_high},
    {{"instrument", AN_COLUMN_FILE}, instrument},
    {{"factuality", BOTH}, factuality},
    {{"speakers", AN_COLUMN_FILE}, speakers},
    {{"speaker_names", AN_COLUMN_FILE}, speaker_names},
    {{"stances", AN_COLUMN_FILE}, stances},
    {{"confidence", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, confidence},
    {{"rule", AN_COLUMN_FILE}, rule},
    {{"corrected", AN_COLUMN_FILE}, corrected},
    {{"text", BOTH | AN_COLUMN_WIDE}, text},
};

static void put_event_json(an_strbuf *out, const an_record *r)
{
    an_event_write_json(r->found->document, r->found->event, ARTICLE(r)->id, 0, out);
}

const an_cell_table an_event_cells = {"events", event_rows, sizeof event_rows / sizeof *event_rows, put_event_json};

/* ---- claims ---- */

#define CLAIM_CELL(name, expression)                                  \
    static void claim_##name(an_strbuf *out, const an_record *r)      \
    {                                                                 \
        const an_claim *c = r->found->claim;                          \
        expression;                                                   \
    }

CLAIM_CELL(key, an_cell_key(out, c->key))
CLAIM_CELL(sentence, an_cell_int(out, c->sentence))
CLAIM_CELL(span_start, an_cell_int(out, c->span.start))
CLAIM_CELL(span_end, an_cell_int(out, c->span.end))
CLAIM_CELL(who, if (c->has_speaker) an_cell_who(out, &c->speaker.actor))
CLAIM_CELL(speaker, if (c->has_speaker) an_strbuf_put_str(out, c->speaker.actor.id))
CLAIM_CELL(speaker_name, if (c->has_speaker) an_strbuf_put_str(out, c->speaker.actor.name))
CLAIM_CELL(speaker_country, if (c->has_speaker) an_strbuf_puts(out, c->speaker.actor.country))
CLAIM_CELL(stance, an_strbuf_puts(out, an_stance_names[c->stance]))
CLAIM_CELL(certainty_low, if (c->certainty.is_known) an_cell_number(out, c->certainty.low, SHARE_DECIMALS))
CLAIM_CELL(certainty_high, if (c->certainty.is_known) an_cell_number(out, c->certainty.high, SHARE_DECIMALS))
CLAIM_CELL(content, an_cell_span(out, r->found, c->content))

static const an_cell_row claim_rows[] = {
    {{"document", AN_COLUMN_FILE}, document},
    {{"published_from", AN_COLUMN_FILE}, published_from},
    {{"published_to", AN_COLUMN_FILE}, published_to},
    {{"outlet", AN_COLUMN_FILE}, outlet},
    {{"key", BOTH | AN_COLUMN_WHOLE}, claim_key},
    {{"sentence", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, claim_sentence},
    {{"span_start", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, claim_span_start},
    {{"span_end", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, claim_span_end},
    {{"who", AN_COLUMN_TABLE}, claim_who},
    {{"speaker", AN_COLUMN_FILE}, claim_speaker},
    {{"speaker_name", AN_COLUMN_FILE}, claim_speaker_name},
    {{"speaker_country", AN_COLUMN_FILE}, claim_speaker_country},
    {{"stance", BOTH}, claim_stance},
    {{"event", BOTH | AN_COLUMN_WHOLE}, event_key},
    {{"event_type", BOTH}, type},
    {{"event_date", AN_COLUMN_TABLE}, days},
    {{"event_date_from", AN_COLUMN_FILE}, date_from},
    {{"event_date_to", AN_COLUMN_FILE}, date_to},
    {{"event_actors", AN_COLUMN_FILE}, actor_ids},
    {{"event_recipients", AN_COLUMN_FILE}, recipient_ids},
    {{"event_factuality", AN_COLUMN_FILE}, factuality},
    {{"certainty_low", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, claim_certainty_low},
    {{"certainty_high", AN_COLUMN_FILE | AN_COLUMN_NUMBER}, claim_certainty_high},
    {{"content", BOTH | AN_COLUMN_WIDE}, claim_content},
    {{"text", AN_COLUMN_FILE | AN_COLUMN_WIDE}, text},
};

static void put_claim_json(an_strbuf *out, const an_record *r)
{
    an_claim_write_json(r->found->document, r->found->claim, ARTICLE(r)->id, out);
}

const an_cell_table an_claim_cells = {"claims", claim_rows, sizeof claim_rows / sizeof *claim_rows, put_claim_json};
