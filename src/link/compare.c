/* Comparing two texts.
 *
 * Verbatim passages come from alignment. Reworded sentences are found by what they share: for each sentence of one text the sentence
 * (or two neighbours) of the other that holds most of the weight of its content stems. Two reporters who write of one event
 * share names, places and figures; one who rewrites the other also shares what no event forces on him: the side remarks, their order,
 * the plain words between the names. So a sentence counts as reworded only where much of it is found again, and more than names. */
#include "link/compare.h"

#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"

enum {
    COVERED_PERCENT = 50,         /* a sentence with so much in verbatim passages is no reworded one */
    SENTENCE_STEMS_MAX = 64,
    SENTENCE_WEIGHT_MIN = 36,     /* bits: shorter sentences ("He denied it.") are alike by chance */
    PASSAGE_SCORE_MIN = 16,       /* about six words with three that say something */
    PLAIN_MIN = 2,                /* plain words (no names, no numbers) that a reworded sentence shares at least */
    WORD_BITS = 10,               /* what a word weighs in running text; "are killed and others are injured" weighs less */
    TOPIC_SENTENCES = 3           /* a stem in so many sentences of a text is what the text is about, and shared for that reason */
};

/* Shares and strengths, chosen on the tuning half of tests/golden/link (train/eval_derivations). */
static const double reworded_share_min = 0.42; /* of a sentence's weight found in the other */
static const double reworded_back_min = 0.20;  /* of the other's weight found in the sentence */
static const double topic_weight = 0.25;       /* of a stem that is topic in either text */
static const double copy_share_min = 0.6;      /* of either text in verbatim passages makes a near copy */
static const double rewrite_share_min = 0.3;   /* of either text reworded or verbatim makes a rewrite, else it is a quotation */
static const double fuller_ratio = 1.15;       /* by how much one share must be larger than the other to tell the direction */

/* What makes one piece of evidence, so that 1 decides. A passage in quotation marks on one side only is somebody's words taken over
 * as such; without marks it takes more to be sure that it is no common phrase. */
enum {
    REWORDED_UNIT = 90, REWORDED_SENTENCES_MIN = 2,
    PLAIN_UNIT_WORDS = 14, PLAIN_FREE_WORDS = 5,  /* so many words count nothing */
    QUOTED_UNIT_WORDS = 8, QUOTED_FREE_WORDS = 3
};

/* ---- sentences as sets of stems ---- */

typedef struct stem {
    uint32_t hash;
    float weight;
    bool is_plain;
} stem;

typedef struct sentence {
    stem stems[SENTENCE_STEMS_MAX];
    uint32_t count;
    double weight;
    uint32_t best; /* sentence of the other side */
    bool best_is_two, is_reworded;
    double share, back; /* of its weight found there, and of the weight there found in it */
    double plain_share;  /* of the weight found there, what no name and no number brings */
    uint32_t plain;
} sentence;

typedef struct side {
    const an_link_text *text;
    sentence *sentences;
    double weight;       /* of all content words */
    uint8_t *is_covered; /* by word: in a verbatim passage */
} side;

static int by_hash(const void *x, const void *y)
{
    const stem *p = x, *q = y;
    return (p->hash > q->hash) - (p->hash < q->hash);
}

static void fill_sentence(const an_link_words *words, uint32_t number, sentence *out)
{
    uint32_t kept = 0;
    for (uint32_t i = words->sentences[number]; i < words->sentences[number + 1] && out->count < SENTENCE_STEMS_MAX; i++) {
        const an_link_word *w = &words->items[i];
        if (an_link_is_content(w)) out->stems[out->count++] = (stem){w->stem, w->bits, !w->is_name && !w->is_number};
    }
    qsort(out->stems, out->count, sizeof *out->stems, by_hash);
    for (uint32_t i = 0; i < out->count; i++)
        if (!kept || out->stems[kept - 1].hash != out->stems[i].hash) out->stems[kept++] = out->stems[i];
    out->count = kept;
}

/* How many sentences hold each stem, in a table of open addressing. */
typedef struct stem_counts {
    uint32_t *hashes, *counts, mask;
} stem_counts;

static uint32_t *count_of(const stem_counts *t, uint32_t hash)
{
    uint32_t slot = hash & t->mask;
    while (t->hashes[slot] && t->hashes[slot] != hash) slot = (slot + 1) & t->mask;
    t->hashes[slot] = hash;
    return &t->counts[slot];
}

static bool count_stems(an_arena *arena, const side *s, stem_counts *t)
{
    uint32_t slots = 64;
    while (slots < s->text->words.count * 2 + 2) slots *= 2;
    *t = (stem_counts){AN_NEW_ARRAY(arena, uint32_t, slots), AN_NEW_ARRAY(arena, uint32_t, slots), slots - 1};
    if (!t->hashes || !t->counts) return false;
    for (uint32_t k = 0; k < s->text->words.sentence_count; k++)
        for (uint32_t i = 0; i < s->sentences[k].count; i++) ++*count_of(t, s->sentences[k].stems[i].hash);
    return true;
}

static uint32_t look_up(const stem_counts *t, uint32_t hash)
{
    uint32_t slot = hash & t->mask;
    while (t->hashes[slot] && t->hashes[slot] != hash) slot = (slot + 1) & t->mask;
    return t->hashes[slot] ? t->counts[slot] : 0;
}

/* Topic stems lose weight on both sides alike. */
static bool weigh_stems(an_arena *arena, side sides[2])
{
    stem_counts counts[2];
    for (int k = 0; k < 2; k++)
        if (!count_stems(arena, &sides[k], &counts[k])) return false;
    for (int k = 0; k < 2; k++)
        for (uint32_t n = 0; n < sides[k].text->words.sentence_count; n++) {
            sentence *s = &sides[k].sentences[n];
            for (uint32_t i = 0; i < s->count; i++) {
                uint32_t hash = s->stems[i].hash;
                if (look_up(&counts[0], hash) >= TOPIC_SENTENCES || look_up(&counts[1], hash) >= TOPIC_SENTENCES)
                    s->stems[i].weight *= (float)topic_weight;
                s->weight += s->stems[i].weight;
            }
        }
    return true;
}

static bool make_side(an_arena *arena, const an_link_text *text, side *out)
{
    const an_link_words *words = &text->words;
    *out = (side){text, AN_NEW_ARRAY(arena, sentence, words->sentence_count + 1), 0, AN_NEW_ARRAY(arena, uint8_t, words->count + 1)};
    if (!out->sentences || !out->is_covered) return false;
    for (uint32_t s = 0; s < words->sentence_count; s++) fill_sentence(words, s, &out->sentences[s]);
    for (uint32_t i = 0; i < words->count; i++)
        if (an_link_is_content(&words->items[i])) out->weight += words->items[i].bits;
    return true;
}

/* ---- verbatim passages ---- */

static double weigh(const an_link_words *words, uint32_t first, uint32_t end)
{
    double sum = 0;
    for (uint32_t i = first; i < end; i++)
        if (an_link_is_content(&words->items[i])) sum += words->items[i].bits;
    return sum;
}

static bool mostly_quoted(const an_link_words *words, uint32_t first, uint32_t end)
{
    uint32_t quoted = 0;
    for (uint32_t i = first; i < end; i++) quoted += words->items[i].is_quoted;
    return quoted * 2 > end - first;
}

typedef struct comparing {
    an_arena *arena;
    side sides[2];
    an_link_passages passages; /* a = sides[0], b = sides[1] */
    an_link_evidence *evidence;
} comparing;

static void cover(side *s, uint32_t first, uint32_t end) { memset(s->is_covered + first, 1, end - first); }

static uint32_t larger(uint32_t a, uint32_t b) { return a > b ? a : b; }

static void note_longest(an_link_evidence *e, const an_link_passage *p, bool a_quotes, bool b_quotes)
{
    uint32_t words = p->bits / WORD_BITS;
    if (a_quotes && b_quotes) return;
    e->longest = larger(e->longest, words);
    if (a_quotes) e->longest_quoted[0] = larger(e->longest_quoted[0], words);
    if (b_quotes) e->longest_quoted[1] = larger(e->longest_quoted[1], words);
}

/* Short passages are idiom ("at the end of the year") unless both print them as a quotation. */
static void keep_passages(comparing *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->passages.count; i++) {
        const an_link_passage *p = &c->passages.items[i];
        bool both_quote = mostly_quoted(&c->sides[0].text->words, p->a_first, p->a_end) &&
                          mostly_quoted(&c->sides[1].text->words, p->b_first, p->b_end);
        if (p->score >= PASSAGE_SCORE_MIN || both_quote) c->passages.items[kept++] = *p;
    }
    c->passages.count = kept;
}

static void weigh_passage(comparing *c, const an_link_passage *p)
{
    const uint32_t first[2] = {p->a_first, p->b_first}, end[2] = {p->a_end, p->b_end};
    bool quoted[2];
    for (int k = 0; k < 2; k++) quoted[k] = mostly_quoted(&c->sides[k].text->words, first[k], end[k]);
    for (int k = 0; k < 2; k++) {
        double share = c->sides[k].weight > 0 ? weigh(&c->sides[k].text->words, first[k], end[k]) / c->sides[k].weight : 0;
        cover(&c->sides[k], first[k], end[k]);
        if (quoted[0] && quoted[1]) c->evidence->shared_quotes[k] += share;
        else c->evidence->verbatim[k] += share;
        if (quoted[k] && !quoted[!k]) c->evidence->quoted[k] += share;
    }
    note_longest(c->evidence, p, quoted[0], quoted[1]);
}

/* ---- reworded sentences ---- */

/* Weight of the stems that stand in the first and in the second (or in the one after it, if `next`). */
typedef struct shared {
    double weight, plain_weight;
    uint32_t plain;
} shared;

static shared shared_weight(const sentence *s, const sentence *other, const sentence *next)
{
    shared sum = {0};
    for (uint32_t i = 0; i < s->count; i++) {
        const stem *found = bsearch(&s->stems[i], other->stems, other->count, sizeof(stem), by_hash);
        if (!found && next) found = bsearch(&s->stems[i], next->stems, next->count, sizeof(stem), by_hash);
        if (!found) continue;
        sum.weight += s->stems[i].weight;
        if (!s->stems[i].is_plain) continue;
        sum.plain_weight += s->stems[i].weight;
        sum.plain++;
    }
    return sum;
}

static bool is_covered(const side *s, uint32_t number)
{
    const an_link_words *words = &s->text->words;
    uint32_t first = words->sentences[number], end = words->sentences[number + 1], covered = 0;
    for (uint32_t i = first; i < end; i++) covered += s->is_covered[i];
    return covered * 100 >= (end - first) * COVERED_PERCENT;
}

/* Two neighbours count only where they hold clearly more than one of them alone. */
static void find_best(sentence *s, const side *other)
{
    uint32_t count = other->text->words.sentence_count;
    shared best = {0};
    for (uint32_t k = 0; k < count; k++)
        for (int two = 0; two <= (k + 1 < count); two++) {
            shared one = shared_weight(s, &other->sentences[k], two ? &other->sentences[k + 1] : NULL);
            if (one.weight - two * AN_LINK_CONTENT_BITS <= best.weight) continue;
            best = one;
            best.weight -= two * AN_LINK_CONTENT_BITS;
            s->best = k;
            s->best_is_two = two;
        }
    if (best.weight <= 0) return;
    s->plain = best.plain;
    s->plain_share = best.plain_weight / best.weight;
    s->share = best.weight / s->weight;
    s->back = best.weight / (other->sentences[s->best].weight + (s->best_is_two ? other->sentences[s->best + 1].weight : 0));
}

static void find_reworded(comparing *c, int k)
{
    side *s = &c->sides[k];
    uint32_t found = 0;
    for (uint32_t i = 0; i < s->text->words.sentence_count; i++) {
        sentence *one = &s->sentences[i];
        if (one->weight < SENTENCE_WEIGHT_MIN || is_covered(s, i)) continue;
        find_best(one, &c->sides[!k]);
        one->is_reworded = one->share >= reworded_share_min && one->back >= reworded_back_min && one->plain >= PLAIN_MIN;
        if (!one->is_reworded) continue;
        c->evidence->reworded[k] += weigh(&s->text->words, s->text->words.sentences[i], s->text->words.sentences[i + 1]) / s->weight;
        found++;
        c->evidence->reworded_strength += (one->share - reworded_share_min) * one->weight * one->plain_share;
    }
    c->evidence->reworded_sentences = larger(c->evidence->reworded_sentences, found);
}

/* ---- who names whom ---- */

/* True if the words of `name` stand one after another in the text. A name of one common word ("Time") names nobody. */
static bool is_named(an_arena *arena, const an_link_vocabulary *vocabulary, const an_link_words *words, an_str name)
{
    an_link_words n;
    uint32_t bits = 0;
    if (!name.data || !an_link_words_find(arena, vocabulary, name, &n) || n.count == 0) return false;
    for (uint32_t k = 0; k < n.count; k++) bits += n.items[k].bits;
    if (bits < AN_LINK_RARE_BITS) return false;
    for (uint32_t i = 0; i + n.count <= words->count; i++) {
        uint32_t k = 0;
        while (k < n.count && words->items[i + k].form == n.items[k].form) k++;
        if (k == n.count && an_utf8_is_upper((unsigned char)words->text.data[words->items[i].span.start])) return true;
    }
    return false;
}

static void find_names(comparing *c, const an_link_vocabulary *vocabulary)
{
    const an_article *articles[2] = {c->sides[0].text->article, c->sides[1].text->article};
    bool same_outlet = articles[0]->outlet.data && articles[1]->outlet.data && an_str_equal(articles[0]->outlet, articles[1]->outlet);
    for (int k = 0; k < 2; k++) {
        const an_link_words *words = &c->sides[k].text->words;
        c->evidence->names[k] = (!same_outlet && is_named(c->arena, vocabulary, words, articles[!k]->outlet)) ||
                                is_named(c->arena, vocabulary, words, articles[!k]->author);
    }
}

/* ---- what is made of it ---- */

static bool is_identical(const an_link_words *a, const an_link_words *b)
{
    if (a->count != b->count || a->count == 0) return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (a->items[i].form != b->items[i].form) return false;
    return true;
}

static double at_least_zero(double x) { return x > 0 ? x : 0; }
static double max(double a, double b) { return a > b ? a : b; }

static double plain_unit(uint32_t words) { return at_least_zero((double)words - PLAIN_FREE_WORDS) / (PLAIN_UNIT_WORDS - PLAIN_FREE_WORDS); }
static double quoted_unit(uint32_t words) { return at_least_zero((double)words - QUOTED_FREE_WORDS) / (QUOTED_UNIT_WORDS - QUOTED_FREE_WORDS); }

/* Evidence that one takes from the other; from 1 on it is taken as so. */
static double sum_evidence(const an_link_evidence *e)
{
    double reworded = e->reworded_strength / REWORDED_UNIT, passages = plain_unit(e->longest);
    uint32_t pieces = e->reworded_sentences + (passages >= 0.5);
    if (pieces < REWORDED_SENTENCES_MIN) reworded *= 0.5; /* one sentence alike is one fact told twice */
    for (int k = 0; k < 2; k++) {
        passages = max(passages, quoted_unit(e->longest_quoted[k]));
        if (e->names[k] && e->shared_quotes[k] > 0) passages = max(passages, 1);
        if (e->names[k]) reworded *= 2; /* it says where it has it from */
    }
    return reworded + passages;
}

static double verbatim_share(const an_link_evidence *e) { return max(e->verbatim[0] + e->shared_quotes[0], e->verbatim[1] + e->shared_quotes[1]); }

static an_derivation_kind choose_kind(const an_link_evidence *e)
{
    double own_voice = max(e->verbatim[0], e->verbatim[1]);
    double all = max(e->verbatim[0] + e->reworded[0], e->verbatim[1] + e->reworded[1]);
    if (e->is_identical) return AN_DERIVATION_COPY;
    if (own_voice > 0 && verbatim_share(e) >= copy_share_min) return AN_DERIVATION_NEAR_COPY;
    if (e->reworded_sentences < REWORDED_SENTENCES_MIN) return AN_DERIVATION_QUOTATION;
    if (all >= rewrite_share_min) return AN_DERIVATION_REWRITE;
    return e->reworded_strength / REWORDED_UNIT > plain_unit(e->longest) ? AN_DERIVATION_REWRITE : AN_DERIVATION_QUOTATION;
}

/* Which side takes. Named credit goes before dates: who is named wrote first. */
static int choose_taker(const comparing *c, an_direction *direction)
{
    const an_link_evidence *e = c->evidence;
    an_date_range dates[2] = {c->sides[0].text->article->published, c->sides[1].text->article->published};
    double shares[2];
    for (int k = 0; k < 2; k++) shares[k] = e->verbatim[k] + e->shared_quotes[k] + e->reworded[k];
    *direction = AN_DIRECTION_CREDIT;
    if (e->names[0] != e->names[1]) return e->names[1];
    *direction = AN_DIRECTION_DATES;
    if (an_date_range_is_before(dates[0], dates[1])) return 1;
    if (an_date_range_is_before(dates[1], dates[0])) return 0;
    *direction = AN_DIRECTION_COMPLETENESS;
    if (e->quoted[0] > 0 && e->quoted[1] == 0) return 0;
    if (e->quoted[1] > 0 && e->quoted[0] == 0) return 1;
    if (shares[0] > shares[1] * fuller_ratio) return 0;
    if (shares[1] > shares[0] * fuller_ratio) return 1;
    *direction = AN_DIRECTION_NONE;
    return 1;
}

static an_span words_span(const an_link_words *words, uint32_t first, uint32_t end)
{
    return (an_span){words->items[first].span.start, words->items[end - 1].span.end};
}

static void add_verbatim(comparing *c, int taker, an_passages *out)
{
    for (size_t i = 0; i < c->passages.count; i++) {
        const an_link_passage *p = &c->passages.items[i];
        const uint32_t first[2] = {p->a_first, p->b_first}, end[2] = {p->a_end, p->b_end};
        const an_link_words *words = &c->sides[taker].text->words;
        an_passage passage = {words_span(words, first[taker], end[taker]),
                              words_span(&c->sides[!taker].text->words, first[!taker], end[!taker]),
                              mostly_quoted(words, first[taker], end[taker]) ? AN_PASSAGE_QUOTED : AN_PASSAGE_VERBATIM};
        AN_PUSH(c->arena, out, passage);
    }
}

static void add_reworded(comparing *c, int taker, an_passages *out)
{
    const side *s = &c->sides[taker];
    const an_link_words *words = &s->text->words, *other = &c->sides[!taker].text->words;
    for (uint32_t i = 0; i < words->sentence_count; i++) {
        const sentence *one = &s->sentences[i];
        an_passage passage = {.kind = AN_PASSAGE_REWRITTEN};
        if (!one->is_reworded) continue;
        passage.taker = words_span(words, words->sentences[i], words->sentences[i + 1]);
        passage.source = words_span(other, other->sentences[one->best], other->sentences[one->best + 1 + one->best_is_two]);
        AN_PUSH(c->arena, out, passage);
    }
}

static int by_taker(const void *x, const void *y)
{
    const an_passage *p = x, *q = y;
    if (p->taker.start != q->taker.start) return p->taker.start < q->taker.start ? -1 : 1;
    return (p->source.start > q->source.start) - (p->source.start < q->source.start);
}

static void conclude(comparing *c, double evidence, int swapped, an_link_comparison *out)
{
    const an_link_evidence *e = c->evidence;
    an_derivation *d = &out->derivation;
    int taker = choose_taker(c, &d->direction);
    out->is_derived = true;
    out->taker = taker ^ swapped;
    d->kind = choose_kind(e);
    d->score = 1 - exp2(-evidence);
    d->taken = fmin(1, e->verbatim[taker] + e->shared_quotes[taker] + e->reworded[taker]);
    d->given = fmin(1, e->verbatim[!taker] + e->shared_quotes[!taker] + e->reworded[!taker]);
    add_verbatim(c, taker, &d->passages);
    add_reworded(c, taker, &d->passages);
    if (d->passages.count) qsort(d->passages.items, d->passages.count, sizeof *d->passages.items, by_taker);
}

bool an_link_compare(an_arena *arena, const an_link_vocabulary *vocabulary, const an_link_text *first, const an_link_text *second,
                     an_link_comparison *out)
{
    comparing c = {.arena = arena};
    int swapped = strcmp(first->article->sha256, second->article->sha256) > 0;
    const an_link_text *texts[2] = {swapped ? second : first, swapped ? first : second};
    double evidence;
    memset(out, 0, sizeof *out);
    c.evidence = &out->evidence;
    for (int k = 0; k < 2; k++)
        if (!make_side(arena, texts[k], &c.sides[k])) return false;
    if (!weigh_stems(arena, c.sides)) return false;
    if (!an_link_align(arena, &texts[0]->words, &texts[1]->words, &c.passages)) return false;
    keep_passages(&c);
    for (size_t i = 0; i < c.passages.count; i++) weigh_passage(&c, &c.passages.items[i]);
    for (int k = 0; k < 2; k++) find_reworded(&c, k);
    find_names(&c, vocabulary);
    out->evidence.is_identical = is_identical(&texts[0]->words, &texts[1]->words);
    evidence = sum_evidence(&out->evidence);
    if (evidence >= 1 || out->evidence.is_identical) conclude(&c, evidence, swapped, out);
    return !arena->is_exhausted;
}
