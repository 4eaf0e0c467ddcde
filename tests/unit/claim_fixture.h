/* Reports made by hand, with claims: each event that a speaker tells gets a claim about it. Include after link_fixture.h. */
#ifndef ANNALS_TESTS_CLAIM_FIXTURE_H
#define ANNALS_TESTS_CLAIM_FIXTURE_H

/* A claim about no event. The words stand in the text. */
typedef struct beside {
    const char *speaker, *words;
    an_stance stance;
} beside;

typedef struct telling {
    report report;
    beside beside[2];
    size_t beside_count;
    bool is_likely; /* the first claim is told as likely */
} telling;

static inline an_claim claim_of(const an_document *document, uint64_t number, const char *speaker, an_stance stance)
{
    an_claim claim = {.event = AN_NONE, .stance = stance, .has_speaker = speaker != NULL, .span = {0, (uint32_t)(document->article.text.length < 20 ? document->article.text.length : 20)}};
    claim.key = an_hash_seeded(an_str_from(document->article.sha256), 1000 + number);
    if (speaker) claim.speaker = (an_participant){.actor = actor_of(speaker), .mention = AN_NONE};
    claim.content = claim.span;
    return claim;
}

static inline void put_telling(fixture *f, const telling *t)
{
    an_document document;
    an_arena_reset(&f->arena);
    make_report(&f->arena, &t->report, &document);
    for (uint32_t i = 0; i < t->report.event_count; i++) {
        an_claim claim = claim_of(&document, i, t->report.events[i].speaker, t->report.events[i].stance);
        claim.event = i;
        if (t->is_likely && !i) claim.certainty = (an_certainty){.low = 0.55, .high = 0.85, .span = {0, 2}, .is_known = true};
        if (t->report.events[i].speaker) AN_PUSH(&f->arena, &document.claims, claim);
    }
    for (uint32_t i = 0; i < t->beside_count; i++) {
        an_claim claim = claim_of(&document, 100 + i, t->beside[i].speaker, t->beside[i].stance);
        const char *at = strstr(t->report.text, t->beside[i].words);
        assert_non_null(at);
        claim.content = (an_span){(uint32_t)(at - t->report.text), (uint32_t)(at - t->report.text + (long)strlen(t->beside[i].words))};
        claim.span = claim.content;
        AN_PUSH(&f->arena, &document.claims, claim);
    }
    assert_ok(an_store_put(f->store, &document, document.article.sha256, &coder, &f->error), &f->error);
}

static inline void tell_all(fixture *f, const telling *tellings, size_t count)
{
    for (size_t i = 0; i < count; i++) put_telling(f, &tellings[i]);
    update(f);
}
#define TELL(f, ...) \
    do { \
        const telling tellings[] = {__VA_ARGS__}; \
        tell_all(f, tellings, sizeof tellings / sizeof *tellings); \
    } while (0)

#endif
