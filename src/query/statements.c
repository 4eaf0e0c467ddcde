/* Statements are copied out of the base row by row, then each is set against the earlier ones of the same voice. Words that an article takes
 * from another one are not said again: they change no account and repeat none but that of their source. */
#include "query/statements.h"

#include <stdlib.h>

#include "store/ledger.h"

/* ---- kin ---- */

static bool lies_below(an_str id, an_str root)
{
    return id.length > root.length && id.data[root.length] == '.' && memcmp(id.data, root.data, root.length) == 0;
}

bool an_ids_are_kin(an_str a, an_str b)
{
    if (!a.data || !b.data) return false;
    return an_str_equal(a, b) || lies_below(a, b) || lies_below(b, a);
}

bool an_list_has_kin(const an_participants *list, an_str id)
{
    for (size_t i = 0; i < list->count; i++)
        if (an_ids_are_kin(list->items[i].actor.id, id) || an_ids_are_kin(list->items[i].actor.acts_for, id)) return true;
    return false;
}

/* ---- gathering ---- */

typedef struct gathering {
    an_arena *arena;
    an_statements *out;
} gathering;

static an_str keep(gathering *g, an_str text)
{
    if (!text.data) return (an_str){0};
    return (an_str){an_arena_copy(g->arena, text.data, text.length), text.length};
}

static an_actor keep_actor(gathering *g, const an_actor *actor)
{
    return (an_actor){.id = keep(g, actor->id), .name = keep(g, actor->name), .acts_for = keep(g, actor->acts_for), .kind = actor->kind, .resolution = actor->resolution, .entry = AN_NONE};
}

static an_participants keep_list(gathering *g, const an_participants *list)
{
    an_participants kept = {0};
    for (size_t i = 0; i < list->count; i++) {
        an_participant one = {.mention = AN_NONE, .actor = keep_actor(g, &list->items[i].actor)};
        AN_PUSH(g->arena, &kept, one);
    }
    return kept;
}

static an_incident_count count_of(const an_event_quantity *q)
{
    return q->is_known ? (an_incident_count){.low = q->low, .high = q->high, .is_known = true} : (an_incident_count){0};
}

static void fill_value(gathering *g, const an_ledger_row *row, an_statement_value *v)
{
    const an_event *e = row->found->event;
    an_str words = row->found->document->article.text;
    v->is_known = true;
    v->event = e->key;
    v->incident = row->incident;
    v->type = e->type;
    for (int i = 0; i < e->mode_count; i++) v->modes |= (uint64_t)1 << (e->modes[i] % 64);
    v->factuality = e->factuality;
    v->dates = e->date.is_known && !e->date.time.is_duration && !e->date.time.is_habitual ? e->date.time.range : AN_DATE_RANGE_UNKNOWN;
    if (e->place.is_known) {
        v->place.name = keep(g, e->place.place.name);
        v->place.precision = keep(g, e->place.place.precision);
        memcpy(v->place.country, e->place.place.country, sizeof v->place.country);
    }
    v->actors = keep_list(g, &e->actors);
    v->recipients = keep_list(g, &e->recipients);
    v->counts[AN_COUNT_KILLED] = count_of(&e->killed);
    v->counts[AN_COUNT_WOUNDED] = count_of(&e->wounded);
    v->counts[AN_COUNT_DETAINED] = count_of(&e->detained);
    v->counts[AN_COUNT_DISPLACED] = count_of(&e->displaced);
    if (!an_span_is_empty(e->instrument)) v->instrument = keep(g, an_str_of_span(words.data, e->instrument));
}

/* A claim has its speaker, an event the outermost of its chain. */
static void fill_voice(gathering *g, const an_found *found, an_statement *s)
{
    if (found->claim) {
        s->key = found->claim->key;
        s->stance = found->claim->stance;
        s->certainty = found->claim->certainty;
        s->has_speaker = found->claim->has_speaker;
        s->speaker = keep_actor(g, &found->claim->speaker.actor);
        if (!an_span_is_empty(found->claim->content)) s->content = keep(g, an_str_of_span(found->document->article.text.data, found->claim->content));
        return;
    }
    s->key = found->event->key;
    s->stance = AN_STANCE_SAYS;
    s->is_own_voice = !found->event->accounts.count;
    if (s->is_own_voice) return;
    s->stance = found->event->accounts.items[0].stance;
    s->speaker = keep_actor(g, &found->event->accounts.items[0].speaker.actor);
    s->has_speaker = s->speaker.id.data || s->speaker.name.data;
}

static annals_status on_row(void *user, const an_ledger_row *row, annals_error *error)
{
    gathering *g = user;
    const an_article *article = &row->found->document->article;
    an_statement s = {.kind = row->kind, .document = keep(g, article->id), .outlet = keep(g, article->outlet), .published = article->published,
                      .source = keep(g, row->source), .text = keep(g, row->found->sentence)};
    if (g->out->count >= AN_STATEMENTS_MAX) return an_fail(error, ANNALS_E_LIMIT, "query", 0, "more than %d statements about one incident", AN_STATEMENTS_MAX);
    s.value.dates = AN_DATE_RANGE_UNKNOWN;
    fill_voice(g, row->found, &s);
    if (row->found->event) fill_value(g, row, &s.value);
    return AN_PUSH(g->arena, g->out, s) ? ANNALS_OK : an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory");
}

/* ---- comparing ---- */

static bool are_disjoint(const an_incident_count *a, const an_incident_count *b)
{
    return a->is_known && b->is_known && (a->high < b->low || b->high < a->low);
}

static bool share_actor(const an_participants *a, const an_participants *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (an_list_has_kin(b, a->items[i].actor.id) || an_list_has_kin(b, a->items[i].actor.acts_for)) return true;
    return false;
}

static bool has_ids(const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].actor.id.data) return true;
    return false;
}

static bool names_others(const an_statement *a, const an_statement *b)
{
    return has_ids(&a->value.actors) && has_ids(&b->value.actors) && !share_actor(&a->value.actors, &b->value.actors);
}

/* Says that it was not so. */
static bool denies(const an_statement *s)
{
    return s->stance == AN_STANCE_DENIES || (s->value.is_known && s->value.factuality == AN_FACTUALITY_DID_NOT_HAPPEN);
}

/* What somebody thinks will or should be is no account of what was. */
static bool is_account(const an_statement *s) { return s->stance != AN_STANCE_PREDICTS && s->stance != AN_STANCE_PROPOSES; }

static void put_change(an_strbuf *out, const char *field)
{
    if (out->length) an_strbuf_puts(out, "; ");
    an_strbuf_puts(out, field);
}

static void put_actor_ids(an_strbuf *out, const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (i) an_strbuf_puts(out, ", ");
        an_strbuf_put_str(out, list->items[i].actor.id.data ? list->items[i].actor.id : list->items[i].actor.name);
    }
}

/* What is said beside is said of nobody knows what; figures are compared inside of one incident. */
static bool are_comparable(const an_statement *a, const an_statement *b)
{
    if (a->kind == AN_STATEMENT_BESIDE || b->kind == AN_STATEMENT_BESIDE) return false;
    return !a->value.is_known || !b->value.is_known || a->value.incident == b->value.incident;
}

/* They speak of the same thing. */
static bool do_meet(const an_statement *a, const an_statement *b)
{
    if (!are_comparable(a, b)) return false;
    if (denies(a) || denies(b) || (has_ids(&a->value.actors) && has_ids(&b->value.actors))) return true;
    for (int k = 0; k < AN_COUNT_KINDS; k++)
        if (a->value.counts[k].is_known && b->value.counts[k].is_known) return true;
    return false;
}

/* Writes in what the later one departs from the earlier one; nothing if they can both hold. */
static void compare(const an_statement *earlier, const an_statement *later, an_strbuf *out)
{
    const an_statement_value *a = &earlier->value, *b = &later->value;
    if (denies(earlier) != denies(later)) put_change(out, denies(later) ? "denied now" : "denied no more");
    if (!a->is_known || !b->is_known) return;
    for (int k = 0; k < AN_COUNT_KINDS; k++) {
        if (!are_disjoint(&a->counts[k], &b->counts[k])) continue;
        put_change(out, an_count_names[k]);
        an_strbuf_putc(out, ' ');
        an_statement_write_count(&a->counts[k], out);
        an_strbuf_puts(out, " to ");
        an_statement_write_count(&b->counts[k], out);
    }
    if (!names_others(earlier, later)) return;
    put_change(out, "actor ");
    put_actor_ids(out, &a->actors);
    an_strbuf_puts(out, " to ");
    put_actor_ids(out, &b->actors);
}

/* The same speaker by id; one without an id only inside of one outlet, where the same words mean the same body. Own voices: the outlet. */
static bool are_one_voice(const an_statement *a, const an_statement *b)
{
    if (a->is_own_voice != b->is_own_voice || a->has_speaker != b->has_speaker) return false;
    if (a->is_own_voice) return an_str_equal(a->document, b->document) || (a->outlet.length && an_str_equal(a->outlet, b->outlet));
    if (!a->has_speaker) return false;
    if (a->speaker.id.data || b->speaker.id.data) return a->speaker.id.data && b->speaker.id.data && an_str_equal(a->speaker.id, b->speaker.id);
    return an_str_equal_ignoring_ascii_case(a->speaker.name, b->speaker.name) && an_str_equal(a->outlet, b->outlet);
}

/* Nothing is known of the later one that was not known of the earlier one. */
static bool adds_nothing(const an_statement *earlier, const an_statement *later)
{
    const an_statement_value *a = &earlier->value, *b = &later->value;
    if (earlier->stance != later->stance || a->is_known != b->is_known) return false;
    if (!a->is_known) return an_str_equal(earlier->content, later->content);
    if (a->factuality != b->factuality || (b->place.name.data && !an_str_equal(a->place.name, b->place.name))) return false;
    if (b->instrument.data && !an_str_equal_ignoring_ascii_case(a->instrument, b->instrument)) return false;
    for (size_t i = 0; i < b->actors.count; i++)
        if (!b->actors.items[i].actor.id.data || !an_list_has_kin(&a->actors, b->actors.items[i].actor.id)) return false;
    for (int k = 0; k < AN_COUNT_KINDS; k++)
        if (b->counts[k].is_known && (!a->counts[k].is_known || a->counts[k].low != b->counts[k].low || a->counts[k].high != b->counts[k].high)) return false;
    return true;
}

/* Each is set against the latest earlier statement that it meets: an account that was changed already is not changed again. `voice` holds the
 * statements of one voice, in their order. */
static void compare_voice(gathering *g, an_statement **voice, size_t count, an_strbuf *change)
{
    for (size_t i = 1; i < count; i++) {
        an_statement *later = voice[i];
        bool has_met = false;
        for (size_t k = i; k > 0; k--) {
            an_statement *earlier = voice[k - 1];
            if (!later->repeats && adds_nothing(earlier, later)) later->repeats = earlier->key;
            if (has_met || !an_date_range_is_before(earlier->published, later->published) || !do_meet(earlier, later)) continue;
            has_met = true;
            an_strbuf_clear(change);
            compare(earlier, later, change);
            if (!change->length) continue;
            later->changes = earlier->key;
            later->change = keep(g, an_strbuf_view(change));
        }
    }
}

static int by_voice(const void *x, const void *y)
{
    const an_statement *a = *(an_statement *const *)x, *b = *(an_statement *const *)y;
    int order = (int)a->is_own_voice - (int)b->is_own_voice;
    if (!order) order = an_str_compare(a->speaker.id, b->speaker.id);
    if (!order && !a->speaker.id.data) order = an_str_compare(a->outlet, b->outlet);
    if (!order && !a->speaker.id.data) order = an_str_compare(a->speaker.name, b->speaker.name);
    return order ? order : (a > b) - (a < b); /* they lie in one array, in their order */
}

/* One voice in a hundred thousand articles is compared with its last statements only. */
enum { VOICE_WINDOW = 200 };

static annals_status compare_all(gathering *g, annals_error *error)
{
    an_statement **sorted = AN_NEW_ARRAY(g->arena, an_statement *, g->out->count + 1);
    an_strbuf change;
    size_t count = 0;
    if (!sorted) return an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory");
    for (size_t i = 0; i < g->out->count; i++)
        if (!g->out->items[i].source.data && is_account(&g->out->items[i])) sorted[count++] = &g->out->items[i];
    qsort(sorted, count, sizeof *sorted, by_voice);
    an_strbuf_init(&change, 0);
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && end - i < VOICE_WINDOW && are_one_voice(sorted[i], sorted[end]);) end++;
        compare_voice(g, sorted + i, end - i, &change);
    }
    an_strbuf_free(&change);
    return g->arena->is_exhausted || change.has_failed ? an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory") : ANNALS_OK;
}

annals_status an_query_statements(an_store *store, const uint64_t *incidents, size_t count, an_arena *arena, an_statements *out,
                                  annals_error *error)
{
    gathering g = {.arena = arena, .out = out};
    AN_TRY(an_store_select_ledger(store, incidents, count, on_row, &g, error));
    return compare_all(&g, error);
}
