/* MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998) and CEAF with entity similarity phi-4 (Luo 2005), as the reference scorer
 * of CoNLL 2012 counts them (Pradhan et al. 2014): mentions that the other side does not have stay what they are, no twins are made.
 *
 * Worked example, from Luo 2005. Gold {1 2 3 4 5} {6 7} {8 9 A B C}, system {1 2 3 4 5} {6 7 8 9 A B C}:
 *   MUC: gold chains fall into 1, 1, 1 parts: recall (4+1+4)/(4+1+4) = 1; system chains into 1, 2: precision (4+5)/(4+6) = 9/10.
 *   B3: precision (5*1 + 2*2/7 + 5*5/7) / 12 = 16/21; recall 1.
 *   CEAFe: best pairs 1-1 (similarity 1) and 3-2 (2*5/12): precision (11/6)/2 = 11/12, recall (11/6)/3 = 11/18. */
#include "eval_chains.h"

const char *const an_chain_metric_names[AN_CHAIN_METRIC_COUNT] = {"MUC", "B3", "CEAFe"};
const char *const an_eval_pronoun_names[AN_EVAL_PRONOUN_COUNT] = {"all", "I", "we", "you", "he", "she", "it", "they", "this, that"};

double an_chain_precision(const an_chain_count *count) { return count->precision_whole ? 100 * count->precision_part / count->precision_whole : 0; }
double an_chain_recall(const an_chain_count *count) { return count->recall_whole ? 100 * count->recall_part / count->recall_whole : 0; }

double an_chain_f1(const an_chain_count *count)
{
    double p = an_chain_precision(count), r = an_chain_recall(count);
    return p + r ? 2 * p * r / (p + r) : 0;
}

/* ---- which mentions are one ---- */

static bool is_same_place(an_span a, an_span b) { return a.start == b.start && a.end == b.end; }

static bool can_be_one(const an_eval_mention *a, const an_eval_mention *b, bool has_exact_spans)
{
    return is_same_place(a->span, b->span) || (!has_exact_spans && a->head.start < b->head.end && b->head.start < a->head.end);
}

static uint32_t difference(uint32_t a, uint32_t b) { return a > b ? a - b : b - a; }

/* Several mentions can have one head ("Mali" and "Mali and Niger"): equal spans first, then those that differ least. */
static uint32_t best_partner(const an_eval_chains *gold, const an_eval_mention *m, const bool *is_taken, bool has_exact_spans)
{
    uint32_t best = AN_EVAL_NONE, least = UINT32_MAX;
    for (uint32_t g = 0; g < gold->mentions.count; g++) {
        const an_eval_mention *other = gold->mentions.items + g;
        uint32_t off = difference(other->span.start, m->span.start) + difference(other->span.end, m->span.end);
        if (is_taken[g] || !can_be_one(other, m, has_exact_spans) || off >= least) continue;
        best = g;
        least = off;
    }
    return best;
}

uint32_t *an_eval_align(an_arena *scratch, const an_eval_chains *gold, const an_eval_chains *system, bool has_exact_spans)
{
    uint32_t *partner = AN_NEW_ARRAY(scratch, uint32_t, system->mentions.count + 1);
    bool *is_taken = AN_NEW_ARRAY(scratch, bool, gold->mentions.count + 1);
    if (!partner || !is_taken) return NULL;
    for (uint32_t s = 0; s < system->mentions.count; s++) {
        partner[s] = best_partner(gold, system->mentions.items + s, is_taken, true);
        if (partner[s] != AN_EVAL_NONE) is_taken[partner[s]] = true;
    }
    for (uint32_t s = 0; s < system->mentions.count && !has_exact_spans; s++) {
        if (partner[s] != AN_EVAL_NONE) continue;
        partner[s] = best_partner(gold, system->mentions.items + s, is_taken, false);
        if (partner[s] != AN_EVAL_NONE) is_taken[partner[s]] = true;
    }
    return partner;
}

/* ---- sides without their singletons ---- */

static uint32_t *count_members(an_arena *scratch, const an_eval_chains *side)
{
    uint32_t *members = AN_NEW_ARRAY(scratch, uint32_t, side->chain_count + 1);
    for (uint32_t i = 0; members && i < side->mentions.count; i++) members[side->mentions.items[i].chain]++;
    return members;
}

/* Drops what stands alone, and numbers the chains that are left anew. Antecedents are not carried over. */
static bool choose_mentions(an_arena *scratch, const an_eval_chains *side, bool keeps_singletons, an_eval_chains *out)
{
    uint32_t *members = count_members(scratch, side), *numbers = AN_NEW_ARRAY(scratch, uint32_t, side->chain_count + 1);
    memset(out, 0, sizeof *out);
    if (!members || !numbers) return false;
    for (uint32_t i = 0; i < side->mentions.count; i++) {
        an_eval_mention m = side->mentions.items[i];
        if (members[m.chain] < 2 && !keeps_singletons) continue;
        if (!numbers[m.chain]) numbers[m.chain] = ++out->chain_count;
        m.chain = numbers[m.chain] - 1;
        if (!AN_PUSH(scratch, &out->mentions, m)) return false;
    }
    return true;
}

/* ---- the three metrics ---- */

/* How chains of gold and system meet: `both[g * system_chains + s]` mentions are in chain g and in chain s. */
typedef struct table {
    uint32_t gold_chains, system_chains;
    uint32_t *gold_members, *system_members;
    uint32_t *both;
} table;

static bool make_table(an_arena *scratch, const an_eval_chains *gold, const an_eval_chains *system, const uint32_t *partner, table *t)
{
    t->gold_chains = gold->chain_count;
    t->system_chains = system->chain_count;
    t->gold_members = count_members(scratch, gold);
    t->system_members = count_members(scratch, system);
    t->both = AN_NEW_ARRAY(scratch, uint32_t, (size_t)t->gold_chains * t->system_chains + 1);
    if (!t->gold_members || !t->system_members || !t->both) return false;
    for (uint32_t s = 0; s < system->mentions.count; s++)
        if (partner[s] != AN_EVAL_NONE) t->both[(size_t)gold->mentions.items[partner[s]].chain * t->system_chains + system->mentions.items[s].chain]++;
    return true;
}

/* Mentions that the other side lacks are parts of their own. */
static double links_kept(uint32_t members, const uint32_t *shares, uint32_t count, size_t step)
{
    uint32_t parts = 0, shared = 0;
    for (uint32_t i = 0; i < count; i++) {
        parts += shares[i * step] > 0;
        shared += shares[i * step];
    }
    return (double)members - (double)(parts + members - shared);
}

static void count_muc(const table *t, an_chain_count *count)
{
    for (uint32_t g = 0; g < t->gold_chains; g++) {
        count->recall_part += links_kept(t->gold_members[g], t->both + (size_t)g * t->system_chains, t->system_chains, 1);
        count->recall_whole += t->gold_members[g] - 1.0;
    }
    for (uint32_t s = 0; s < t->system_chains; s++) {
        count->precision_part += links_kept(t->system_members[s], t->both + s, t->gold_chains, t->system_chains);
        count->precision_whole += t->system_members[s] - 1.0;
    }
}

static void count_b3(const table *t, an_chain_count *count)
{
    for (uint32_t g = 0; g < t->gold_chains; g++)
        for (uint32_t s = 0; s < t->system_chains; s++) {
            double both = t->both[(size_t)g * t->system_chains + s];
            if (!both) continue;
            count->recall_part += both * both / t->gold_members[g];
            count->precision_part += both * both / t->system_members[s];
        }
    for (uint32_t g = 0; g < t->gold_chains; g++) count->recall_whole += t->gold_members[g];
    for (uint32_t s = 0; s < t->system_chains; s++) count->precision_whole += t->system_members[s];
}

static double similarity(const table *t, uint32_t g, uint32_t s)
{
    return 2.0 * t->both[(size_t)g * t->system_chains + s] / (t->gold_members[g] + t->system_members[s]);
}

/* State of the Hungarian method (Kuhn 1955, with potentials): rows and columns count from 1, 0 is the free column. */
typedef struct assignment {
    uint32_t rows, columns;
    double *row_potential, *column_potential, *slack;
    uint32_t *row_of, *way; /* by column */
    bool *is_used;
    bool is_transposed;
} assignment;

static double cost(const table *t, const assignment *a, uint32_t row, uint32_t column)
{
    return a->is_transposed ? -similarity(t, column - 1, row - 1) : -similarity(t, row - 1, column - 1);
}

/* One step of looking for a free column; returns the column to go on from. */
static uint32_t step(const table *t, assignment *a, uint32_t column)
{
    uint32_t row = a->row_of[column], next = 0;
    double least = 1e300;
    a->is_used[column] = true;
    for (uint32_t c = 1; c <= a->columns; c++) {
        double value;
        if (a->is_used[c]) continue;
        value = cost(t, a, row, c) - a->row_potential[row] - a->column_potential[c];
        if (value < a->slack[c]) a->slack[c] = value, a->way[c] = column;
        if (a->slack[c] < least) least = a->slack[c], next = c;
    }
    for (uint32_t c = 0; c <= a->columns; c++) {
        if (a->is_used[c]) a->row_potential[a->row_of[c]] += least, a->column_potential[c] -= least;
        else a->slack[c] -= least;
    }
    return next;
}

static void place_row(const table *t, assignment *a, uint32_t row)
{
    uint32_t column = 0;
    a->row_of[0] = row;
    for (uint32_t c = 0; c <= a->columns; c++) a->slack[c] = 1e300, a->is_used[c] = false;
    do column = step(t, a, column);
    while (a->row_of[column]);
    while (column) {
        a->row_of[column] = a->row_of[a->way[column]];
        column = a->way[column];
    }
}

/* The greatest sum of similarities over pairs of chains, each chain in at most one. */
static bool best_pairing(an_arena *scratch, const table *t, double *sum)
{
    assignment a = {.is_transposed = t->gold_chains > t->system_chains};
    a.rows = a.is_transposed ? t->system_chains : t->gold_chains;
    a.columns = a.is_transposed ? t->gold_chains : t->system_chains;
    a.row_potential = AN_NEW_ARRAY(scratch, double, a.rows + 1);
    a.column_potential = AN_NEW_ARRAY(scratch, double, a.columns + 1);
    a.slack = AN_NEW_ARRAY(scratch, double, a.columns + 1);
    a.row_of = AN_NEW_ARRAY(scratch, uint32_t, a.columns + 1);
    a.way = AN_NEW_ARRAY(scratch, uint32_t, a.columns + 1);
    a.is_used = AN_NEW_ARRAY(scratch, bool, a.columns + 1);
    if (!a.row_potential || !a.column_potential || !a.slack || !a.row_of || !a.way || !a.is_used) return false;
    for (uint32_t row = 1; row <= a.rows; row++) place_row(t, &a, row);
    *sum = 0;
    for (uint32_t c = 1; c <= a.columns; c++)
        if (a.row_of[c]) *sum -= cost(t, &a, a.row_of[c], c);
    return true;
}

static bool count_ceafe(an_arena *scratch, const table *t, an_chain_count *count)
{
    double sum;
    if (!best_pairing(scratch, t, &sum)) return false;
    count->recall_part += sum;
    count->precision_part += sum;
    count->recall_whole += t->gold_chains;
    count->precision_whole += t->system_chains;
    return true;
}

/* ---- pronouns ---- */

/* True for a gold mention with an earlier one in its chain. */
static bool is_anaphoric(const an_eval_chains *gold, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (gold->mentions.items[k].chain == gold->mentions.items[i].chain) return true;
    return false;
}

/* Right: the mention that the system linked the pronoun to is, by its head word, an earlier gold mention of the pronoun's chain. `s`:
 * the system's mention that is gold's `g`. */
static void count_pronoun(const an_eval_chains *gold, const an_eval_chains *system, const uint32_t *partner, uint32_t g, uint32_t s,
                          an_pronoun_count counts[AN_EVAL_PRONOUN_COUNT])
{
    const an_eval_mention *m = gold->mentions.items + g;
    uint32_t linked = s == AN_EVAL_NONE ? AN_EVAL_NONE : system->mentions.items[s].antecedent;
    uint32_t antecedent = linked == AN_EVAL_NONE ? AN_EVAL_NONE : partner[linked];
    bool is_right = antecedent != AN_EVAL_NONE && antecedent < g && gold->mentions.items[antecedent].chain == m->chain;
    an_pronoun_count *both[] = {counts + AN_EVAL_NO_PRONOUN, counts + m->pronoun};
    for (int i = 0; i < 2; i++) {
        both[i]->all++;
        both[i]->linked += linked != AN_EVAL_NONE;
        both[i]->right += is_right;
    }
}

static bool count_pronouns(an_arena *scratch, const an_eval_chains *gold, const an_eval_chains *system, an_chain_scores *scores)
{
    uint32_t *partner = an_eval_align(scratch, gold, system, false);
    uint32_t *system_of = AN_NEW_ARRAY(scratch, uint32_t, gold->mentions.count + 1);
    if (!partner || !system_of) return false;
    for (uint32_t g = 0; g < gold->mentions.count; g++) system_of[g] = AN_EVAL_NONE;
    for (uint32_t s = 0; s < system->mentions.count; s++)
        if (partner[s] != AN_EVAL_NONE) system_of[partner[s]] = s;
    for (uint32_t g = 0; g < gold->mentions.count; g++)
        if (gold->mentions.items[g].pronoun && is_anaphoric(gold, g)) count_pronoun(gold, system, partner, g, system_of[g], scores->pronouns);
    return true;
}

/* Adds one document to `scores`. */
annals_status an_eval_chains_score(an_arena *scratch, const an_eval_chains *gold, const an_eval_chains *system, const an_chain_options *options,
                                   an_chain_scores *scores, annals_error *error)
{
    an_eval_chains g, s;
    uint32_t *partner;
    table t;
    bool is_done = choose_mentions(scratch, gold, options->keeps_singletons, &g) && choose_mentions(scratch, system, options->keeps_singletons, &s);
    partner = is_done ? an_eval_align(scratch, &g, &s, options->has_exact_spans) : NULL;
    is_done = partner && make_table(scratch, &g, &s, partner, &t);
    if (is_done) {
        count_muc(&t, scores->counts + AN_CHAIN_MUC);
        count_b3(&t, scores->counts + AN_CHAIN_B3);
        is_done = count_ceafe(scratch, &t, scores->counts + AN_CHAIN_CEAFE) && count_pronouns(scratch, gold, system, scores);
        scores->gold_mentions += g.mentions.count;
        scores->system_mentions += s.mentions.count;
        for (uint32_t i = 0; i < s.mentions.count; i++) scores->aligned_mentions += partner[i] != AN_EVAL_NONE;
    }
    return is_done ? ANNALS_OK : an_fail(error, ANNALS_E_MEMORY, "eval", 0, "out of memory");
}
