/* From stored events, or those of a CSV, to the history of wanted streams. What belongs to which stream is decided here and nowhere else. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "annals_forecast_internal.h"

enum { SENTENCE_BYTES_MAX = 240, DOCUMENT_BYTES_MAX = 100, EVENT_DAYS_MAX = 7, TELLINGS_MAX = 200000 };

const char an_forecast_classes[] = "verbal-cooperation, material-cooperation, verbal-conflict, material-conflict, cooperation, conflict, all";
static const char *const quad_classes[] = {NULL, "verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"};
static const char STAGE[] = "forecast";

annals_status an_forecast_no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

bool an_forecast_knows_class(an_str class_name)
{
    if (an_str_is(class_name, "cooperation") || an_str_is(class_name, "conflict") || an_str_is(class_name, "all")) return true;
    for (int quad = 1; quad <= 4; quad++)
        if (an_str_is(class_name, quad_classes[quad])) return true;
    return false;
}

an_selector an_forecast_label(an_selector selector)
{
    if (!selector.source.data) selector.source = AN_STR("anyone");
    if (!selector.target.data) selector.target = AN_STR("anybody"); /* another word: a source that is its own target is dropped */
    if (!selector.class_name.data) selector.class_name = AN_STR("all");
    return selector;
}

/* ---- what fits ---- */

/* The class itself, or the wider one that holds it. */
static bool fits_class(an_str wanted, an_str class_name)
{
    if (!wanted.data || an_str_is(wanted, "all") || an_str_equal(wanted, class_name)) return true;
    if (an_str_is(wanted, "cooperation")) return an_str_ends_with(class_name, "-cooperation");
    return an_str_is(wanted, "conflict") && an_str_ends_with(class_name, "-conflict");
}

static bool is_part_of(an_str id, an_str whole)
{
    return id.data && id.length >= whole.length && memcmp(id.data, whole.data, whole.length) == 0 && (id.length == whole.length || id.data[whole.length] == '.');
}

static bool fits_side(an_str wanted, const an_told_side *side)
{
    return is_part_of(side->id, wanted) || is_part_of(side->acts_for, wanted) || (side->id.data && an_str_equal_ignoring_ascii_case(side->name, wanted));
}

static bool fits_sides(an_str wanted, const an_told_side *sides, size_t count)
{
    if (!wanted.data) return true;
    for (size_t i = 0; i < count; i++)
        if (fits_side(wanted, &sides[i])) return true;
    return false;
}

/* ---- reading a base ---- */

static an_str keep(an_arena *arena, an_str text, size_t most)
{
    size_t length = text.length < most ? text.length : most;
    while (length < text.length && length && ((unsigned char)text.data[length] & 0xC0) == 0x80) length--; /* not inside a character */
    return text.data ? (an_str){an_arena_copy(arena, text.data, length), length} : text;
}

typedef struct reading {
    an_arena *arena;
    AN_ARRAY(an_coverage) days;
    AN_ARRAY(an_told_event) events;
    an_str document; /* id of the last one that an event was kept of */
} reading;

/* Documents come by date of publication. A range counts at its end: not before was all of it known. */
static annals_status on_document(void *user, const an_found_document *found, annals_error *error)
{
    reading *r = user;
    an_day day = found->article->published.to;
    if (day == AN_DAY_UNKNOWN) return ANNALS_OK;
    if (!AN_PUSH(r->arena, &r->days, (an_coverage){day, 1})) return an_forecast_no_memory(error);
    return ANNALS_OK;
}

static int compare_days(const void *left, const void *right)
{
    const an_coverage *a = left, *b = right;
    return (a->day > b->day) - (a->day < b->day);
}

static void merge_days(reading *r)
{
    size_t kept = 0;
    if (r->days.count) qsort(r->days.items, r->days.count, sizeof *r->days.items, compare_days);
    for (size_t i = 0; i < r->days.count; i++)
        if (kept && r->days.items[kept - 1].day == r->days.items[i].day) r->days.items[kept - 1].reports++;
        else r->days.items[kept++] = r->days.items[i];
    r->days.count = kept;
}

static void keep_sides(an_arena *arena, const an_participants *list, an_told_side *out)
{
    for (size_t i = 0; i < list->count; i++) {
        const an_actor *a = &list->items[i].actor;
        out[i] = (an_told_side){keep(arena, a->id, SIZE_MAX), keep(arena, a->acts_for, SIZE_MAX), keep(arena, a->name, SIZE_MAX)};
    }
}

static bool is_counted(const an_event *e)
{
    return (e->factuality == AN_FACTUALITY_HAPPENED || e->factuality == AN_FACTUALITY_ONGOING) && e->quad >= 1 && e->quad <= 4;
}

static annals_status on_event(void *user, const an_found *found, annals_error *error)
{
    reading *r = user;
    const an_event *e = found->event;
    const an_article *article = &found->document->article;
    an_told_side *sides = AN_NEW_ARRAY(r->arena, an_told_side, e->actors.count + e->recipients.count + 1);
    an_told_event told = {.key = e->key, .type = e->type, .quad = is_counted(e) ? e->quad : 0, .published = article->published.to,
                          .days = e->date.is_known ? e->date.time.range : AN_DATE_RANGE_UNKNOWN, .goldstein = e->has_goldstein ? e->goldstein : NAN,
                          .mark = e->killed.is_known ? (double)e->killed.low : NAN, .actors = sides, .actor_count = e->actors.count,
                          .recipients = sides + e->actors.count, .recipient_count = e->recipients.count};
    if (!sides) return an_forecast_no_memory(error);
    keep_sides(r->arena, &e->actors, sides);
    keep_sides(r->arena, &e->recipients, sides + e->actors.count);
    if (!an_str_equal(r->document, article->id)) r->document = keep(r->arena, article->id, DOCUMENT_BYTES_MAX);
    told.document = r->document;
    if (told.quad) told.sentence = keep(r->arena, found->sentence, SENTENCE_BYTES_MAX);
    AN_PUSH(r->arena, &r->events, told);
    return r->arena->is_exhausted ? an_forecast_no_memory(error) : ANNALS_OK;
}

annals_status an_forecast_read_base(an_arena *arena, an_store *store, an_told *out, annals_error *error)
{
    an_filter all = {.dates = AN_DATE_RANGE_UNKNOWN};
    reading r = {.arena = arena};
    AN_TRY(an_store_select_documents(store, &all, on_document, &r, error));
    merge_days(&r);
    AN_TRY(an_store_select_events(store, &all, on_event, &r, error));
    *out = (an_told){r.days.items, r.days.count, r.events.items, r.events.count};
    return ANNALS_OK;
}

static annals_status read_once(an_arena *arena, an_forecast_source *source, annals_error *error)
{
    an_told *told;
    if (!source->store || source->told) return ANNALS_OK;
    told = AN_NEW(arena, an_told);
    if (!told) return an_forecast_no_memory(error);
    AN_TRY(an_forecast_read_base(arena, source->store, told, error));
    source->told = told;
    return ANNALS_OK;
}

/* ---- gathering ---- */

typedef struct gathering {
    an_arena *arena;
    const an_selector *wanted;
    size_t wanted_count;
    bool *is_seen; /* [2 * wanted + side] */
    AN_ARRAY(an_event_row) rows;
    AN_ARRAY(an_telling) tellings;
    an_day first, last; /* of what was read */
    uint64_t undated, outside;
} gathering;

static annals_status check_memory(const gathering *g, annals_error *error)
{
    return g->arena->is_exhausted ? an_forecast_no_memory(error) : ANNALS_OK;
}

static void push(gathering *g, an_selector wanted, an_event_row row)
{
    an_selector names = an_forecast_label(wanted);
    row.source = names.source;
    row.target = names.target;
    row.class_name = names.class_name;
    AN_PUSH(g->arena, &g->rows, row);
}


static annals_status check_actors(gathering *g, annals_error *error)
{
    for (size_t i = 0; i < 2 * g->wanted_count; i++) {
        const an_selector *s = &g->wanted[i / 2];
        an_str actor = i % 2 ? s->target : s->source;
        if (actor.data && !g->is_seen[i])
            return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "no event names '%.*s'; 'annals actors' lists those of a base", (int)actor.length, actor.data);
    }
    return ANNALS_OK;
}

static annals_status finish(gathering *g, const an_coverage *coverage, size_t coverage_count, an_gathered *out, annals_error *error)
{
    an_arena scratch;
    annals_status status;
    AN_TRY(check_memory(g, error));
    AN_TRY(check_actors(g, error));
    if (!g->rows.count)
        return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "%s", g->wanted_count == 1 ? "no such event between these two: there is no history to learn from"
                                                                                   : "not one event in any of these streams: there is no history to learn from");
    an_arena_init(&scratch, 0);
    status = an_history_build(g->arena, &scratch, g->rows.items, g->rows.count, coverage, coverage_count, &out->history, error);
    an_arena_free(&scratch);
    out->tellings = g->tellings.items;
    out->telling_count = g->tellings.count;
    out->undated = g->undated;
    out->outside = g->outside;
    return status;
}

/* ---- from a base ---- */

/* One event of a base in the shape of a row. False if it is not to be counted. */
static bool read_event(gathering *g, const an_told_event *e, an_event_row *row)
{
    if (!e->quad) return false;
    if (e->days.from == AN_DAY_UNKNOWN || e->days.to == AN_DAY_UNKNOWN || e->days.to - e->days.from >= EVENT_DAYS_MAX) {
        g->undated++;
        return false;
    }
    if (e->days.to < g->first || e->days.to > g->last) {
        g->outside++;
        return false;
    }
    *row = (an_event_row){.day = e->days.to, .published = e->published, .count = NAN, .goldstein = e->goldstein, .mark = e->mark,
                          .root = an_str_from(an_types[e->type].name)};
    return true;
}

static bool names(an_str wanted, const an_told_event *e)
{
    return fits_sides(wanted, e->actors, e->actor_count) || fits_sides(wanted, e->recipients, e->recipient_count);
}

static void note_seen(gathering *g, const an_told_event *e)
{
    for (size_t i = 0; i < g->wanted_count; i++) {
        const an_selector *s = &g->wanted[i];
        if (s->source.data && !g->is_seen[2 * i]) g->is_seen[2 * i] = names(s->source, e);
        if (s->target.data && !g->is_seen[2 * i + 1]) g->is_seen[2 * i + 1] = names(s->target, e);
    }
}

static void gather_event(gathering *g, const an_told_event *e)
{
    an_event_row row;
    note_seen(g, e);
    if (!read_event(g, e, &row)) return;
    for (size_t i = 0; i < g->wanted_count; i++) {
        const an_selector *s = &g->wanted[i];
        if (!fits_class(s->class_name, an_str_from(quad_classes[e->quad])) || !fits_sides(s->source, e->actors, e->actor_count) ||
            !fits_sides(s->target, e->recipients, e->recipient_count)) continue;
        push(g, *s, row);
        if (g->tellings.count < TELLINGS_MAX)
            AN_PUSH(g->arena, &g->tellings, (an_telling){row.day, (uint32_t)i, row.mark, e->key, e->document, e->sentence});
    }
}

static annals_status gather_base(gathering *g, const an_told *told, an_gathered *out, annals_error *error)
{
    if (!told->coverage_count)
        return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "the base holds no document with a date of publication: what was known when cannot be told");
    g->first = told->coverage[0].day;
    g->last = told->coverage[told->coverage_count - 1].day;
    for (size_t i = 0; i < told->event_count; i++) gather_event(g, &told->events[i]);
    return finish(g, told->coverage, told->coverage_count, out, error);
}

/* ---- from a CSV ---- */

/* Sums of one stream of the file, each with the stream's number as root so that none are merged with another's. */
static void push_stream(gathering *g, an_selector wanted, const an_stream *stream, size_t number)
{
    char root[24];
    int length = snprintf(root, sizeof root, "stream %zu", number);
    an_str kept = {an_arena_copy(g->arena, root, (size_t)length), (size_t)length};
    for (size_t i = 0; i < stream->data_count; i++) {
        const an_datum *d = &stream->data[i];
        push(g, wanted, (an_event_row){.day = d->day, .published = d->published, .root = kept, .count = d->count, .goldstein = d->goldstein, .mark = d->mark});
    }
}

static void note_names(gathering *g, const an_history *raw)
{
    for (size_t i = 0; i < 2 * g->wanted_count; i++) {
        an_str actor = i % 2 ? g->wanted[i / 2].target : g->wanted[i / 2].source;
        for (size_t s = 0; actor.data && s < raw->stream_count && !g->is_seen[i]; s++)
            g->is_seen[i] = is_part_of(raw->streams[s].source, actor) || is_part_of(raw->streams[s].target, actor);
    }
}

static annals_status read_csv(an_arena *arena, an_str csv, an_history *raw, annals_error *error)
{
    an_arena scratch;
    annals_status status;
    an_arena_init(&scratch, 0);
    status = an_history_read_csv(arena, &scratch, csv, NULL, 0, raw, error);
    an_arena_free(&scratch);
    return status;
}

static annals_status gather_csv(gathering *g, an_str csv, an_gathered *out, annals_error *error)
{
    an_history raw;
    AN_TRY(read_csv(g->arena, csv, &raw, error));
    note_names(g, &raw);
    for (size_t w = 0; w < g->wanted_count; w++)
        for (size_t s = 0; s < raw.stream_count; s++) {
            const an_stream *stream = &raw.streams[s];
            if (fits_class(g->wanted[w].class_name, stream->class_name) && (!g->wanted[w].source.data || is_part_of(stream->source, g->wanted[w].source)) &&
                (!g->wanted[w].target.data || is_part_of(stream->target, g->wanted[w].target)))
                push_stream(g, g->wanted[w], stream, s);
        }
    /* Everything in the file shows when it was silent and when only these streams were. */
    for (size_t s = 0; g->rows.count && s < raw.stream_count; s++) push_stream(g, (an_selector){.class_name = AN_STR("everything")}, &raw.streams[s], s);
    return finish(g, NULL, 0, out, error);
}

annals_status an_forecast_gather(an_arena *arena, an_forecast_source *source, const an_selector *wanted, size_t wanted_count, an_gathered *out,
                                 annals_error *error)
{
    gathering g = {.arena = arena, .wanted = wanted, .wanted_count = wanted_count, .is_seen = AN_NEW_ARRAY(arena, bool, 2 * wanted_count)};
    if (!g.is_seen) return an_forecast_no_memory(error);
    AN_TRY(read_once(arena, source, error));
    return source->told ? gather_base(&g, source->told, out, error) : gather_csv(&g, source->csv, out, error);
}

/* ---- the busiest dyads ---- */

typedef struct dyad {
    an_str source, target;
    double events;
} dyad;

typedef struct counting {
    an_arena *arena;
    an_str class_name;
    AN_ARRAY(dyad) dyads;
} counting;

static an_str whole(an_str id)
{
    const char *dot = id.data ? memchr(id.data, '.', id.length) : NULL;
    return dot ? (an_str){id.data, (size_t)(dot - id.data)} : id;
}

static annals_status count_dyad(counting *c, an_str source, an_str target, double events, annals_error *error)
{
    dyad d = {whole(source), whole(target), events};
    if (!d.source.data || !d.target.data || an_str_equal(d.source, d.target)) return ANNALS_OK;
    return AN_PUSH(c->arena, &c->dyads, d) ? ANNALS_OK : an_forecast_no_memory(error);
}

static an_str body_of(const an_told_side *side) { return side->acts_for.data ? side->acts_for : side->id; }

static annals_status count_told(counting *c, const an_told *told, annals_error *error)
{
    for (size_t i = 0; i < told->event_count; i++) {
        const an_told_event *e = &told->events[i];
        if (!e->quad || !fits_class(c->class_name, an_str_from(quad_classes[e->quad]))) continue;
        for (size_t a = 0; a < e->actor_count; a++)
            for (size_t r = 0; r < e->recipient_count; r++) AN_TRY(count_dyad(c, body_of(&e->actors[a]), body_of(&e->recipients[r]), 1, error));
    }
    return ANNALS_OK;
}

static annals_status count_csv(counting *c, an_str csv, annals_error *error)
{
    an_history raw;
    AN_TRY(read_csv(c->arena, csv, &raw, error));
    for (size_t s = 0; s < raw.stream_count; s++)
        if (fits_class(c->class_name, raw.streams[s].class_name))
            AN_TRY(count_dyad(c, raw.streams[s].source, raw.streams[s].target, raw.streams[s].total, error));
    return ANNALS_OK;
}

static int compare_names(const void *left, const void *right)
{
    const dyad *a = left, *b = right;
    int order = an_str_compare(a->source, b->source);
    return order ? order : an_str_compare(a->target, b->target);
}

static int compare_busy(const void *left, const void *right)
{
    const dyad *a = left, *b = right;
    if (a->events != b->events) return a->events < b->events ? 1 : -1;
    return compare_names(left, right);
}

annals_status an_forecast_busiest(an_arena *arena, an_forecast_source *source, an_str class_name, size_t limit, an_selector **out, size_t *count,
                                  annals_error *error)
{
    counting c = {.arena = arena, .class_name = class_name};
    size_t kept = 0;
    AN_TRY(read_once(arena, source, error));
    AN_TRY(source->told ? count_told(&c, source->told, error) : count_csv(&c, source->csv, error));
    if (!c.dyads.count) return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "no event has both an actor and a recipient that are known");
    qsort(c.dyads.items, c.dyads.count, sizeof *c.dyads.items, compare_names);
    for (size_t i = 0; i < c.dyads.count; i++)
        if (kept && compare_names(&c.dyads.items[kept - 1], &c.dyads.items[i]) == 0) c.dyads.items[kept - 1].events += c.dyads.items[i].events;
        else c.dyads.items[kept++] = c.dyads.items[i];
    qsort(c.dyads.items, kept, sizeof *c.dyads.items, compare_busy);
    *count = kept < limit ? kept : limit;
    *out = AN_NEW_ARRAY(arena, an_selector, *count);
    for (size_t i = 0; *out && i < *count; i++) (*out)[i] = (an_selector){c.dyads.items[i].source, c.dyads.items[i].target, class_name};
    return *out ? ANNALS_OK : an_forecast_no_memory(error);
}
