/* Alignment in four steps: runs of at least three words that stand in both texts (from a table of all triples of a); runs that follow
 * one another closely in both make a cluster; a banded Smith-Waterman over the cluster and a little around it; of alignments that
 * overlap the best stays. The whole table of two long texts would be a hundred million cells, the clusters are a few thousand. */
#include "link/align.h"

#include <stdlib.h>

#include "base/hash.h"

enum {
    RUN_WORDS = 3,
    RUN_BITS_MIN = 24,        /* "one of the" begins no passage */
    OCCURRENCES_MAX = 16,     /* of one triple in a: the first ones; more is a refrain */
    RUNS_MAX = 20000,         /* of one pair of texts */
    CLUSTER_GAP_WORDS = 14,   /* a clause put in between */
    OPEN_CLUSTERS_MAX = 64,   /* how far back a run looks for its cluster */
    MARGIN_WORDS = 8,         /* an alignment may begin and end in words that are akin */
    BAND_WORDS = 8,
    CELLS_MAX = 1 << 23,
    /* Scores. A wrong word costs what a common word brings, so that one changed word in three is borne. */
    MATCH_CONTENT = 3, MATCH_COMMON = 2, MATCH_AKIN = 2, MISMATCH = -2, GAP = -2,
    /* Another name or figure in the same sentence: two facts told in the same house style, or a corrected one. */
    OTHER_FACT = -6
};

typedef struct run {
    uint32_t a, b, length;
} run;

/* a diagonal is a - b */
typedef struct cluster {
    uint32_t a_first, a_end, b_first, b_end;
    int64_t diagonal_min, diagonal_max;
} cluster;

typedef struct aligning {
    an_arena *arena;
    const an_link_words *a, *b;
    uint32_t *heads, *next; /* triples of a by hash: first position + 1, and the next one of the same slot */
    uint32_t mask;
    AN_ARRAY(run) runs;
    AN_ARRAY(cluster) clusters;
    an_link_passages found;
} aligning;

/* ---- runs ---- */

static uint32_t triple_hash(const an_link_word *w) { return (uint32_t)an_hash_mix(an_hash_mix(w[0].form, w[1].form), w[2].form); }

static bool make_table(aligning *g)
{
    uint32_t slots = 64, count = g->a->count;
    while (slots < count * 2) slots *= 2;
    g->mask = slots - 1;
    g->heads = AN_NEW_ARRAY(g->arena, uint32_t, slots);
    g->next = AN_NEW_ARRAY(g->arena, uint32_t, count + 1);
    if (!g->heads || !g->next) return false;
    for (uint32_t i = count - RUN_WORDS + 1; i-- > 0;) { /* backwards, so that chains run forwards */
        uint32_t slot = triple_hash(g->a->items + i) & g->mask;
        g->next[i] = g->heads[slot];
        g->heads[slot] = i + 1;
    }
    return true;
}

static uint32_t run_length(const aligning *g, uint32_t i, uint32_t j)
{
    uint32_t n = 0;
    while (i + n < g->a->count && j + n < g->b->count && g->a->items[i + n].form == g->b->items[j + n].form) n++;
    return n;
}

static bool says_enough(const aligning *g, uint32_t j, uint32_t length)
{
    uint32_t bits = 0;
    for (uint32_t k = j; k < j + length && bits < RUN_BITS_MIN; k++) bits += g->b->items[k].bits;
    return bits >= RUN_BITS_MIN;
}

static bool find_runs_at(aligning *g, uint32_t j)
{
    uint32_t seen = 0;
    for (uint32_t at = g->heads[triple_hash(g->b->items + j) & g->mask]; at && seen < OCCURRENCES_MAX; at = g->next[at - 1]) {
        uint32_t i = at - 1, length;
        if (i && j && g->a->items[i - 1].form == g->b->items[j - 1].form) continue; /* inside of a longer one */
        length = run_length(g, i, j);
        if (length < RUN_WORDS) continue;
        seen++;
        if (says_enough(g, j, length) && !AN_PUSH(g->arena, &g->runs, (run){i, j, length})) return false;
    }
    return true;
}

static bool find_runs(aligning *g)
{
    for (uint32_t j = 0; j + RUN_WORDS <= g->b->count && g->runs.count < RUNS_MAX; j++)
        if (!find_runs_at(g, j)) return false;
    return true;
}

/* ---- clusters ---- */

/* How far the run lies behind the cluster's end; -1 = not behind, or too far. */
static int64_t distance(const cluster *c, const run *r)
{
    int64_t a = (int64_t)r->a - c->a_end, b = (int64_t)r->b - c->b_end;
    return a < -RUN_WORDS || b < -RUN_WORDS || a > CLUSTER_GAP_WORDS || b > CLUSTER_GAP_WORDS ? -1 : llabs(a) + llabs(b);
}

static cluster *nearest_cluster(aligning *g, const run *r)
{
    cluster *best = NULL;
    int64_t best_distance = INT64_MAX;
    for (size_t k = g->clusters.count, looked = 0; k-- > 0 && looked < OPEN_CLUSTERS_MAX; looked++) {
        int64_t d = distance(&g->clusters.items[k], r);
        if (d < 0 || d >= best_distance) continue;
        best = &g->clusters.items[k];
        best_distance = d;
    }
    return best;
}

static uint32_t larger(uint32_t a, uint32_t b) { return a > b ? a : b; }

static bool make_clusters(aligning *g)
{
    for (size_t i = 0; i < g->runs.count; i++) { /* in the order of b, then a */
        const run *r = &g->runs.items[i];
        int64_t diagonal = (int64_t)r->a - r->b;
        cluster *c = nearest_cluster(g, r);
        if (!c) {
            if (!AN_PUSH(g->arena, &g->clusters, (cluster){r->a, r->a + r->length, r->b, r->b + r->length, diagonal, diagonal})) return false;
            continue;
        }
        c->a_end = larger(c->a_end, r->a + r->length);
        c->b_end = larger(c->b_end, r->b + r->length);
        if (diagonal < c->diagonal_min) c->diagonal_min = diagonal;
        if (diagonal > c->diagonal_max) c->diagonal_max = diagonal;
    }
    return true;
}

/* ---- the banded table ---- */

enum { STOP, DIAGONAL, UP, LEFT };

/* Row y is word b_first + y; column x of it is word a_first(y) + x, where a_first(y) = b_first + y + diagonal. */
typedef struct table {
    uint32_t b_first, rows, columns;
    int64_t diagonal; /* of column 0 */
    int32_t *scores;
    uint8_t *from;
    int32_t best;
    uint32_t best_row, best_column;
} table;

static int32_t compare_words(const an_link_word *a, const an_link_word *b)
{
    if (a->form == b->form) return an_link_is_content(a) ? MATCH_CONTENT : MATCH_COMMON;
    if (a->stem == b->stem) return MATCH_AKIN;
    return (a->is_number && b->is_number) || (a->is_name && b->is_name) ? OTHER_FACT : MISMATCH;
}

static void fill_cell(table *t, const an_link_word *a, const an_link_word *b, uint32_t y, uint32_t x)
{
    size_t at = (size_t)y * t->columns + x, above = at - t->columns;
    int32_t best = 0, s;
    uint8_t from = STOP;
    s = (y ? t->scores[above] : 0) + compare_words(a, b);
    if (s > best) { best = s; from = DIAGONAL; }
    s = y && x + 1 < t->columns ? t->scores[above + 1] + GAP : 0; /* a word of b more */
    if (s > best) { best = s; from = UP; }
    s = x ? t->scores[at - 1] + GAP : 0; /* a word of a more */
    if (s > best) { best = s; from = LEFT; }
    t->scores[at] = best;
    t->from[at] = from;
    if (best > t->best) {
        t->best = best;
        t->best_row = y;
        t->best_column = x;
    }
}

static void fill_table(const aligning *g, table *t)
{
    for (uint32_t y = 0; y < t->rows; y++)
        for (uint32_t x = 0; x < t->columns; x++) {
            int64_t a = (int64_t)t->b_first + y + t->diagonal + x;
            if (a >= 0 && a < (int64_t)g->a->count) fill_cell(t, &g->a->items[a], &g->b->items[t->b_first + y], y, x);
        }
}

static an_link_passage trace(const aligning *g, const table *t)
{
    uint32_t y = t->best_row, x = t->best_column;
    an_link_passage p = {.score = t->best, .b_end = t->b_first + y + 1};
    p.a_end = (uint32_t)((int64_t)t->b_first + y + t->diagonal + x) + 1;
    for (;;) {
        uint32_t b = t->b_first + y, a = (uint32_t)((int64_t)b + t->diagonal + x);
        uint8_t from = t->from[(size_t)y * t->columns + x];
        if (from == STOP) break;
        p.a_first = a;
        p.b_first = b;
        if (from == DIAGONAL && g->a->items[a].stem == g->b->items[b].stem) {
            p.matched++;
            p.bits += g->b->items[b].bits;
        }
        if (from == LEFT) x--;
        else if (y == 0) break;
        else {
            y--;
            x += from == UP;
        }
    }
    return p;
}

static bool align_cluster(aligning *g, const cluster *c)
{
    table t = {.b_first = c->b_first > MARGIN_WORDS ? c->b_first - MARGIN_WORDS : 0};
    uint32_t b_end = c->b_end + MARGIN_WORDS < g->b->count ? c->b_end + MARGIN_WORDS : g->b->count;
    an_link_passage p;
    t.rows = b_end - t.b_first;
    t.diagonal = c->diagonal_min - BAND_WORDS;
    t.columns = (uint32_t)(c->diagonal_max - c->diagonal_min) + 2 * BAND_WORDS + 1;
    if ((uint64_t)t.rows * t.columns > CELLS_MAX) return true; /* two refrains; what they are worth is in other clusters */
    t.scores = AN_NEW_ARRAY(g->arena, int32_t, (size_t)t.rows * t.columns);
    t.from = AN_NEW_ARRAY(g->arena, uint8_t, (size_t)t.rows * t.columns);
    if (!t.scores || !t.from) return false;
    fill_table(g, &t);
    if (t.best < AN_LINK_PASSAGE_SCORE_MIN) return true;
    p = trace(g, &t);
    return AN_PUSH(g->arena, &g->found, p);
}

/* ---- choosing ---- */

static int by_score(const void *x, const void *y)
{
    const an_link_passage *p = x, *q = y;
    if (p->score != q->score) return p->score > q->score ? -1 : 1;
    if (p->b_first != q->b_first) return p->b_first < q->b_first ? -1 : 1;
    return (p->a_first > q->a_first) - (p->a_first < q->a_first);
}

static int by_place(const void *x, const void *y)
{
    const an_link_passage *p = x, *q = y;
    return (p->b_first > q->b_first) - (p->b_first < q->b_first);
}

static bool overlap(const an_link_passage *p, const an_link_passage *q)
{
    return (p->b_first < q->b_end && q->b_first < p->b_end) || (p->a_first < q->a_end && q->a_first < p->a_end);
}

static bool choose(aligning *g, an_link_passages *out)
{
    if (g->found.count) qsort(g->found.items, g->found.count, sizeof *g->found.items, by_score);
    for (size_t i = 0; i < g->found.count; i++) {
        size_t k = 0;
        while (k < out->count && !overlap(&out->items[k], &g->found.items[i])) k++;
        if (k == out->count && !AN_PUSH(g->arena, out, g->found.items[i])) return false;
    }
    if (out->count) qsort(out->items, out->count, sizeof *out->items, by_place);
    return true;
}

bool an_link_align(an_arena *arena, const an_link_words *a, const an_link_words *b, an_link_passages *out)
{
    aligning g = {.arena = arena, .a = a, .b = b};
    memset(out, 0, sizeof *out);
    if (a->count < RUN_WORDS || b->count < RUN_WORDS) return true;
    if (!make_table(&g) || !find_runs(&g) || !make_clusters(&g)) return false;
    for (size_t i = 0; i < g.clusters.count; i++)
        if (!align_cluster(&g, &g.clusters.items[i])) return false;
    return choose(&g, out);
}
