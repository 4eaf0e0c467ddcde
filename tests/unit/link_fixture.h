/* Reports made by hand for tests of what compares them: a text, and events that are given by their fields. Include after cmocka.h and
 * store_fixture.h. */
#ifndef ANNALS_TESTS_LINK_FIXTURE_H
#define ANNALS_TESTS_LINK_FIXTURE_H

#include "link/link.h"

/* What a report tells. Strings may be NULL, numbers 0 = not told. */
typedef struct told {
    an_event_type type;
    const char *actor, *recipient; /* ids */
    const char *from, *to;         /* ISO days; to NULL = from; "?" as from = a date that is not told; NULL = the day of publication */
    const char *town;
    int64_t killed, killed_high;   /* killed_high 0 = killed, -1 = open */
    int64_t wounded;
    an_actor_kind recipient_kind;  /* 0 = an armed group, as all others are */
    const char *speaker;           /* id */
    an_stance stance;
    an_factuality factuality;
} told;

typedef struct report {
    const char *name, *published, *outlet, *text;
    told events[3];
    size_t event_count;
} report;

static inline an_day day_of(const char *iso)
{
    an_date_range range;
    if (!iso || !an_iso_parse(an_str_from(iso), &range)) return AN_DAY_UNKNOWN;
    return range.from;
}

static inline an_actor actor_of(const char *id)
{
    return (an_actor){.id = an_str_from(id), .name = an_str_from(id), .kind = AN_ACTOR_ARMED_GROUP, .resolution = AN_RESOLUTION_DICTIONARY,
                      .entry = AN_NONE};
}

/* Towns lie one degree apart, in the order of their first letters. */
static inline an_place place_of(const char *town)
{
    return (an_place){.name = an_str_from(town), .country = "AFG", .latitude = town[0] - 'A', .longitude = 60, .has_coordinates = true,
                      .geonames = (uint32_t)an_hash(an_str_from(town)), .precision = AN_STR("city"), .population = 1000};
}

static inline void make_event(an_arena *arena, const told *t, const an_article *article, uint64_t number, an_event *e)
{
    an_participant who = {.mention = AN_NONE};
    *e = (an_event){.type = t->type, .plover_score = -9, .quad = 4, .factuality = t->factuality, .confidence = 0.9, .rule = AN_STR("test#1")};
    e->key = an_hash_seeded(an_str_from(article->sha256), number + 1);
    e->span = (an_span){0, (uint32_t)(article->text.length < 20 ? article->text.length : 20)};
    if (t->actor) AN_PUSH(arena, &e->actors, (who.actor = actor_of(t->actor), who));
    if (t->recipient) {
        who.actor = actor_of(t->recipient);
        if (t->recipient_kind) who.actor.kind = t->recipient_kind;
        AN_PUSH(arena, &e->recipients, who);
    }
    e->date.is_known = !t->from || t->from[0] != '?';
    e->date.time.range = t->from ? (an_date_range){day_of(t->from), day_of(t->to ? t->to : t->from)} : article->published;
    e->date.time.basis = t->from ? AN_BASIS_TEXT : AN_BASIS_DOCUMENT_DATE;
    if (t->from) e->date.span = (an_span){0, 4};
    if (t->town) e->place = (an_event_place){.place = place_of(t->town), .span = {0, 3}, .is_known = true};
    if (t->killed) e->killed = (an_event_quantity){t->killed, t->killed_high == -1 ? INT64_MAX : t->killed_high ? t->killed_high : t->killed, {0, 2}, true};
    if (t->wounded) e->wounded = (an_event_quantity){t->wounded, t->wounded, {0, 2}, true};
    if (t->speaker) {
        an_account account = {.speaker = {.actor = actor_of(t->speaker), .mention = AN_NONE}, .stance = t->stance};
        AN_PUSH(arena, &e->accounts, account);
    }
}

/* One sentence of words apart by blanks, all hanging on the first. */
static inline void make_parse(an_arena *arena, an_str text, an_parsed_text *out)
{
    uint32_t at = 0;
    out->text = text;
    out->tokens = AN_NEW_ARRAY(arena, an_token, text.length + 1);
    out->sentences = AN_NEW_ARRAY(arena, an_sentence, 1);
    while (at < text.length) {
        uint32_t end = at;
        an_token *token = &out->tokens[out->token_count];
        while (end < text.length && text.data[end] != ' ') end++;
        *token = (an_token){.span = {at, end}, .form = {text.data + at, end - at}, .lemma = {text.data + at, end - at}, .upos = AN_UPOS_NOUN,
                            .xpos = AN_STR("NN"), .features = AN_STR(""), .head = out->token_count ? 0 : AN_HEAD_ROOT,
                            .deprel = out->token_count ? AN_DEPREL_DEP : AN_DEPREL_ROOT, .has_space_after = end < text.length};
        out->token_count++;
        at = end + 1;
    }
    out->sentence_count = 1;
    out->sentences[0] = (an_sentence){{0, (uint32_t)text.length}, 0, out->token_count, 0};
}

static inline void make_report(an_arena *arena, const report *r, an_document *out)
{
    an_article *a = &out->article;
    memset(out, 0, sizeof *out);
    *a = (an_article){.id = an_str_from(r->name), .text = an_str_from(r->text), .title = an_str_from(r->name), .outlet = an_str_from(r->outlet),
                      .lang = AN_STR("en"), .published = {day_of(r->published), day_of(r->published)},
                      .published_basis = r->published ? AN_BASIS_GIVEN : AN_BASIS_NONE};
    {
        char both[8192];
        int length = snprintf(both, sizeof both, "%s\n%s", r->name, r->text);
        an_sha256_hex((an_str){both, (size_t)length}, a->sha256);
    }
    make_parse(arena, a->text, &out->parsed);
    for (size_t i = 0; i < r->event_count; i++) {
        an_event event;
        make_event(arena, &r->events[i], a, i, &event);
        AN_PUSH(arena, &out->events, event);
    }
}

static inline void put_report(fixture *f, const report *r)
{
    an_document document;
    an_arena_reset(&f->arena);
    make_report(&f->arena, r, &document);
    assert_ok(an_store_put(f->store, &document, document.article.sha256, &coder, &f->error), &f->error);
}

static inline void update(fixture *f)
{
    assert_ok(an_store_commit(f->store, &f->error), &f->error);
    assert_ok(an_link_update(f->store, NULL, NULL, &f->error), &f->error);
}

/* ---- all that was found, as lines that do not depend on rows ---- */

typedef struct printing {
    fixture *f;
    an_strbuf *out;
    uint64_t keys[512];
    size_t count;
} printing;

static inline annals_status print_derivation(void *user, const an_found_derivation *found, annals_error *error)
{
    printing *p = user;
    (void)error;
    an_derivation_write_json(found->derivation, found->taker, found->source, p->out);
    an_strbuf_putc(p->out, '\n');
    return ANNALS_OK;
}

static inline annals_status print_incident(void *user, const an_incident *incident, annals_error *error)
{
    printing *p = user;
    (void)error;
    an_incident_write_json(incident, p->out);
    an_strbuf_putc(p->out, '\n');
    if (p->count < sizeof p->keys / sizeof *p->keys) p->keys[p->count++] = incident->key;
    return ANNALS_OK;
}

static inline annals_status print_member(void *user, const an_found_member *member, annals_error *error)
{
    printing *p = user;
    (void)error;
    an_strbuf_printf(p->out, "  %.*s %016llx to %016llx %.2f ", (int)member->found->document->article.id.length, member->found->document->article.id.data,
                     (unsigned long long)member->found->event->key, (unsigned long long)member->joined_to, member->score);
    an_join_reasons_write(member->reasons, p->out);
    an_strbuf_putc(p->out, '\n');
    return ANNALS_OK;
}

static inline annals_status print_contradiction(void *user, const an_contradiction *contradiction, annals_error *error)
{
    printing *p = user;
    (void)error;
    an_contradiction_write_json(contradiction, p->out);
    an_strbuf_putc(p->out, '\n');
    return ANNALS_OK;
}

/* The caller frees *out. */
static inline void print_all(fixture *f, an_strbuf *out)
{
    printing p = {.f = f, .out = out};
    an_filter all = {.dates = AN_DATE_RANGE_UNKNOWN};
    an_strbuf_init(out, 0);
    assert_ok(an_store_select_derivations(f->store, &all, print_derivation, &p, &f->error), &f->error);
    assert_ok(an_store_select_incidents(f->store, &all, print_incident, &p, &f->error), &f->error);
    for (size_t i = 0; i < p.count; i++) assert_ok(an_store_select_members(f->store, p.keys[i], 0, print_member, &p, &f->error), &f->error);
    assert_ok(an_store_select_contradictions(f->store, &all, print_contradiction, &p, &f->error), &f->error);
    assert_false(out->has_failed);
}

#endif
