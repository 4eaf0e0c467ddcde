/* Random reports over few towns, days, actors and texts, so that much meets; among them more copies of one text than the index takes for a
 * crowd. Include after cmocka.h, store_fixture.h and link_fixture.h. */
#ifndef ANNALS_TESTS_RANDOM_REPORTS_H
#define ANNALS_TESTS_RANDOM_REPORTS_H

enum { REPORTS = 120, COPIES = 45, DAYS = 40, TEXT_BYTES = 900 };

typedef struct corpus {
    report reports[REPORTS];
    char names[REPORTS][16], published[REPORTS][AN_ISO_DAY_BYTES], texts[REPORTS][TEXT_BYTES], from[REPORTS][3][AN_ISO_DAY_BYTES],
        to[REPORTS][3][AN_ISO_DAY_BYTES];
} corpus;

static inline uint32_t roll(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % below;
}

static const char *const words[] = {"convoy", "bridge", "market", "Haroldsen", "gunmen", "ministry", "harbour", "quarrel", "Tarrantino", "Velvet",
                                    "orchard", "lantern", "copper", "seventeen", "wounded", "checkpoint", "drought", "Marzipan", "railway", "bishop"};

/* Sentences of eight words; the whole of it by a number, so that the same numbers give texts that share sentences. */
static inline void write_text(char *out, uint64_t seed, uint32_t sentences)
{
    size_t length = 0;
    for (uint32_t s = 0; s < sentences; s++) {
        uint64_t state = (seed + s % 3) * 977 + s;
        for (int w = 0; w < 12; w++)
            length += (size_t)snprintf(out + length, TEXT_BYTES - length, "%s%s", words[roll(&state, sizeof words / sizeof *words)], w == 11 ? ". " : " ");
    }
    out[length - 1] = '\0';
}

static inline void write_event(corpus *c, int i, int k, uint64_t *state)
{
    static const char *const actors[] = {"iskp", "ttp", "rus.mil", "rus", NULL}, *const towns[] = {"Kabul", "Kunduz", "Zaranj", NULL};
    static const an_stance stances[] = {AN_STANCE_SAYS, AN_STANCE_DENIES, AN_STANCE_CLAIMS_OWN, AN_STANCE_ACCUSES};
    told *t = &c->reports[i].events[k];
    an_day day = day_of("2022-09-01") + (an_day)roll(state, 12);
    uint32_t width = roll(state, 5) == 0 ? 29 : roll(state, 4) == 0 ? 1 : 0;
    an_iso_format(day, c->from[i][k]);
    an_iso_format(day + (an_day)width, c->to[i][k]);
    *t = (told){.type = roll(state, 6) ? AN_TYPE_ASSAULT : AN_TYPE_COERCE, .actor = actors[roll(state, 5)], .recipient = actors[roll(state, 5)],
                .from = roll(state, 8) ? c->from[i][k] : "?", .to = c->to[i][k], .town = towns[roll(state, 4)], .killed = roll(state, 3) * 3};
    if (roll(state, 3) == 0) t->from = t->to = NULL;
    if (roll(state, 3) == 0) {
        t->speaker = actors[roll(state, 4)];
        t->stance = stances[roll(state, 4)];
    }
}

static inline void make_corpus(corpus *c)
{
    uint64_t state = 42;
    memset(c, 0, sizeof *c);
    for (int i = 0; i < REPORTS; i++) {
        report *r = &c->reports[i];
        bool is_copy = i < COPIES;
        snprintf(c->names[i], sizeof c->names[i], "r%d", i);
        an_iso_format(day_of("2022-09-01") + (an_day)roll(&state, DAYS), c->published[i]);
        write_text(c->texts[i], is_copy ? 7 : roll(&state, 30), is_copy ? 4 : 2 + roll(&state, 4));
        *r = (report){c->names[i], c->published[i], i % 3 ? "Post" : "Velvet Herald", c->texts[i], {{0}}, 1 + roll(&state, 3)};
        for (size_t k = 0; k < r->event_count; k++) write_event(c, i, (int)k, &state);
    }
}

#endif
