/* Events and claims of two codings of one text are paired, the surest pairs first, and compared field by field. What has no pair is gone or new. */
#include "query/changes.h"

#include "record/fields.h"

enum { ROUNDS = 3 }; /* of pairing: by key, then less and less sure */

typedef struct codings {
    const an_document *before, *after;
} codings;

/* What is asked of events and of claims alike. */
typedef struct kind {
    size_t (*count)(const an_document *document);
    uint64_t (*key)(const an_document *document, size_t index);
    bool (*is_match)(const codings *c, size_t a, size_t b, int round);
    const char *name; /* the field of a line about the whole */
    void (*put)(const an_document *document, size_t index, an_strbuf *out);
    int field_count;
    const char *const *field_names;
    void (*put_field)(const an_document *document, size_t index, int field, an_strbuf *out);
} kind;

/* ---- events ---- */

static size_t count_events(const an_document *document) { return document->events.count; }
static uint64_t event_key(const an_document *document, size_t index) { return document->events.items[index].key; }

static an_span trigger_of(const an_document *document, const an_event *event)
{
    return event->trigger_token < document->parsed.token_count ? document->parsed.tokens[event->trigger_token].span : (an_span){0, 0};
}

static bool is_same_span(an_span a, an_span b) { return !an_span_is_empty(a) && a.start == b.start && a.end == b.end; }

/* By key, then by the word that tells them and their type, then by the word. */
static bool is_event_match(const codings *c, size_t a, size_t b, int round)
{
    const an_event *x = &c->before->events.items[a], *y = &c->after->events.items[b];
    if (round == 0) return x->key == y->key;
    return is_same_span(trigger_of(c->before, x), trigger_of(c->after, y)) && (round == 2 || x->type == y->type);
}

/* "ASSAULT iskp > rus" */
static void put_event(const an_document *document, size_t index, an_strbuf *out)
{
    const an_event *event = &document->events.items[index];
    an_event_field_write(event, AN_FIELD_TYPE, out);
    an_strbuf_putc(out, ' ');
    an_event_field_write(event, AN_FIELD_ACTOR, out);
    an_strbuf_puts(out, " > ");
    an_event_field_write(event, AN_FIELD_RECIPIENT, out);
}

static void put_event_field(const an_document *document, size_t index, int field, an_strbuf *out)
{
    an_event_field_write(&document->events.items[index], (an_event_field)field, out);
}

static const kind event_kind = {count_events, event_key, is_event_match, "event", put_event, AN_FIELD_COUNT, an_event_field_names, put_event_field};

/* ---- claims ---- */

static size_t count_claims(const an_document *document) { return document->claims.count; }
static uint64_t claim_key(const an_document *document, size_t index) { return document->claims.items[index].key; }

/* By key, then by what is claimed and the stance, then by what is claimed. */
static bool is_claim_match(const codings *c, size_t a, size_t b, int round)
{
    const an_claim *x = &c->before->claims.items[a], *y = &c->after->claims.items[b];
    if (round == 0) return x->key == y->key;
    return is_same_span(x->content, y->content) && (round == 2 || x->stance == y->stance);
}

static void put_claim_field(const an_document *document, size_t index, int field, an_strbuf *out)
{
    an_claim_field_write(document, &document->claims.items[index], (an_claim_field)field, out);
}

/* "rus.gov denies: that it had armed the group" */
static void put_claim(const an_document *document, size_t index, an_strbuf *out)
{
    put_claim_field(document, index, AN_CLAIM_SPEAKER, out);
    an_strbuf_putc(out, ' ');
    put_claim_field(document, index, AN_CLAIM_STANCE, out);
    an_strbuf_puts(out, ": ");
    put_claim_field(document, index, AN_CLAIM_CONTENT, out);
}

static const kind claim_kind = {count_claims, claim_key, is_claim_match, "claim", put_claim, AN_CLAIM_FIELD_COUNT, an_claim_field_names, put_claim_field};

/* ---- lines ---- */

static void put_cell(an_strbuf *out, an_str text)
{
    size_t start = out->length;
    an_strbuf_put_str(out, text);
    for (size_t i = start; i < out->length; i++)
        if ((unsigned char)out->data[i] < ' ') out->data[i] = ' ';
}

void an_change_put(an_strbuf *out, const char *what, an_str key, const char *field, an_str before, an_str after)
{
    an_strbuf_printf(out, "%s\t", what);
    put_cell(out, key);
    an_strbuf_printf(out, "\t%s\t", field);
    put_cell(out, before);
    an_strbuf_putc(out, '\t');
    put_cell(out, after);
    an_strbuf_putc(out, '\n');
}

typedef struct writing {
    an_strbuf *out;
    an_strbuf texts[2]; /* before, after */
    codings codings;
} writing;

static an_str key_text(uint64_t key, char text[AN_KEY_BYTES]) { return an_str_from(an_key_format(key, text)); }

/* What is on one side only. */
static void tell_one(writing *w, const kind *k, const an_document *document, size_t index, bool is_new)
{
    char key[AN_KEY_BYTES];
    an_str nothing = {0}, text;
    an_strbuf_clear(&w->texts[0]);
    k->put(document, index, &w->texts[0]);
    text = an_strbuf_view(&w->texts[0]);
    an_change_put(w->out, is_new ? "new" : "gone", key_text(k->key(document, index), key), k->name, is_new ? nothing : text, is_new ? text : nothing);
}

/* True if a field differs; each is told under the old key. */
static bool tell_changes(writing *w, const kind *k, size_t a, size_t b)
{
    const codings *c = &w->codings;
    char keys[2][AN_KEY_BYTES];
    an_str before = key_text(k->key(c->before, a), keys[0]), after = key_text(k->key(c->after, b), keys[1]);
    bool changed = !an_str_equal(before, after);
    if (changed) an_change_put(w->out, "changed", before, "key", before, after);
    for (int field = 0; field < k->field_count; field++) {
        an_strbuf_clear(&w->texts[0]);
        an_strbuf_clear(&w->texts[1]);
        k->put_field(c->before, a, field, &w->texts[0]);
        k->put_field(c->after, b, field, &w->texts[1]);
        if (an_str_equal(an_strbuf_view(&w->texts[0]), an_strbuf_view(&w->texts[1]))) continue;
        an_change_put(w->out, "changed", before, k->field_names[field], an_strbuf_view(&w->texts[0]), an_strbuf_view(&w->texts[1]));
        changed = true;
    }
    return changed;
}

/* ---- pairing ---- */

/* The base keeps one of several of one key. */
static bool is_repeated(const kind *k, const an_document *document, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (k->key(document, i) == k->key(document, index)) return true;
    return false;
}

static void pair(const kind *k, const codings *c, uint32_t *of_before, uint32_t *of_after)
{
    size_t before = k->count(c->before), after = k->count(c->after);
    for (size_t a = 0; a < before; a++) of_before[a] = AN_NONE;
    for (size_t b = 0; b < after; b++) of_after[b] = AN_NONE;
    for (int round = 0; round < ROUNDS; round++)
        for (size_t a = 0; a < before; a++)
            for (size_t b = 0; b < after && of_before[a] == AN_NONE; b++) {
                if (of_after[b] != AN_NONE || is_repeated(k, c->after, b) || !k->is_match(c, a, b, round)) continue;
                of_before[a] = (uint32_t)b;
                of_after[b] = (uint32_t)a;
            }
}

static bool compare(an_arena *scratch, writing *w, const kind *k, an_change_counts *counts)
{
    const codings *c = &w->codings;
    size_t before = k->count(c->before), after = k->count(c->after);
    uint32_t *of_before = AN_NEW_ARRAY(scratch, uint32_t, before + 1), *of_after = AN_NEW_ARRAY(scratch, uint32_t, after + 1);
    if (!of_before || !of_after) return false;
    pair(k, c, of_before, of_after);
    for (size_t a = 0; a < before; a++) {
        if (of_before[a] == AN_NONE) {
            tell_one(w, k, c->before, a, false);
            counts->gone++;
        } else if (tell_changes(w, k, a, of_before[a])) counts->changed++;
        else counts->same++;
    }
    for (size_t b = 0; b < after; b++) {
        if (of_after[b] != AN_NONE || is_repeated(k, c->after, b)) continue;
        tell_one(w, k, c->after, b, true);
        counts->added++;
    }
    return true;
}

annals_status an_changes_write(an_arena *scratch, const an_document *before, const an_document *after, an_change_counts *events, an_change_counts *claims,
                               an_strbuf *out, annals_error *error)
{
    writing w = {.out = out, .codings = {before, after}};
    bool is_done;
    an_strbuf_init(&w.texts[0], 0);
    an_strbuf_init(&w.texts[1], 0);
    is_done = compare(scratch, &w, &event_kind, events) && compare(scratch, &w, &claim_kind, claims);
    is_done = is_done && !w.texts[0].has_failed && !w.texts[1].has_failed && !out->has_failed;
    an_strbuf_free(&w.texts[0]);
    an_strbuf_free(&w.texts[1]);
    return is_done ? ANNALS_OK : an_fail(error, ANNALS_E_MEMORY, "recode", 0, "out of memory");
}
