/* train_split OUT.model NETWORK [--plain TEXT]... TRAIN.conllu...: fits the splitter's two linear models on treebanks in CoNLL-U and
 * puts them into one file with the network, whose sections split_network.py left in the folder NETWORK.
 *
 * From plain texts, one paragraph a line, it learns which words are written with a capital inside sentences (split_casing.c).
 *
 * Logistic regression by stochastic gradient descent with AdaGrad steps and weight decay on hashed features; then the weights are
 * rounded to 16 bits. The features are those of src/split, read from the same code. The same files in the same order give the same
 * model on the same machine. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "record/sentence.h"
#include "split/features.h"
#include "split/model.h"
#include "split_casing.h"
#include "split_files.h"

enum {
    RUNS = 4,                /* fits from nothing, each in another order; their weights are averaged */
    EPOCHS = 14,
    SENTENCE_THRESHOLD = -400,/* in integer units */
    NETWORK_REACH = 4500,    /* the network is asked where the linear model's log odds are nearer to even than this / WEIGHT_SCALE */
    NETWORK_WEIGHT = 2000,   /* 512 would weigh its log odds as the linear model's own */
    SEEN_MIN = 2,            /* features met less often are left out: they would only learn their one example by heart */
    WEIGHT_SCALE = 512,      /* integer units per unit of log odds; weights beyond +-64 are cut */
    TOKEN_ROWS = 1 << AN_SPLIT_TOKEN_BITS,
    SENTENCE_ROWS = 1 << AN_SPLIT_SENTENCE_BITS
};
static const double DROPPED = 0.3;      /* share of an example's features that a step does not see, so that none is relied on alone */
static const double STEP = 1.0;         /* AdaGrad's first step */
static const double TOKEN_DECAY = 1e-4; /* chosen on the development parts of EWT and GUM */
static const double SENTENCE_DECAY = 2e-3;

/* Examples one after another: `rows` of example e are [starts[e], starts[e + 1]). */
typedef struct examples {
    uint32_t *rows, bits;
    size_t row_count, row_capacity;
    size_t *starts;
    uint8_t *labels;
    size_t count, capacity;
} examples;

static void add_example(examples *set, const an_split_features *features, uint8_t label)
{
    if (set->count + 2 > set->capacity) {
        set->capacity = set->capacity ? set->capacity * 2 : 1024;
        set->starts = split_grown(set->starts, set->capacity * sizeof *set->starts);
        set->labels = split_grown(set->labels, set->capacity);
    }
    if (set->row_count + features->count > set->row_capacity) {
        set->row_capacity = set->row_capacity ? set->row_capacity * 2 : 1 << 16;
        set->rows = split_grown(set->rows, set->row_capacity * sizeof *set->rows);
    }
    set->starts[set->count] = set->row_count;
    for (uint32_t i = 0; i < features->count; i++) set->rows[set->row_count++] = an_split_row(features->keys[i], set->bits);
    set->labels[set->count++] = label;
    set->starts[set->count] = set->row_count;
}

/* ---- examples from a treebank ---- */

typedef struct gold {
    const an_parsed_text *text;
    uint8_t *begins; /* by byte of the text: 0 nothing, else 1 + an_split_join of the word that begins there */
} gold;

static void mark_words(gold *g)
{
    const an_parsed_text *text = g->text;
    uint32_t multiword_end = 0;
    for (uint32_t i = 0; i < text->token_count; i++) {
        bool continues = i < multiword_end;
        g->begins[text->tokens[i].span.start] = 1 + (continues ? AN_SPLIT_WORD : AN_SPLIT_TOKEN);
        if (text->tokens[i].multiword > 1) multiword_end = i + text->tokens[i].multiword;
    }
}

static void add_chunk_examples(const gold *g, const an_split_units *pieces, size_t *i, examples *set)
{
    an_split_token_state state;
    an_split_features features;
    an_split_token_begin(&state, pieces, *i);
    for (++*i; *i < state.chunk_end; ++*i) {
        uint8_t mark = g->begins[pieces->items[*i].span.start];
        an_split_join label = mark ? (an_split_join)(mark - 1) : AN_JOIN;
        if (!pieces->items[*i].is_glued) {
            an_split_token_features(pieces, *i, &state, &features);
            add_example(set, &features, (uint8_t)label);
        }
        an_split_token_advance(&state, pieces, *i, label);
    }
}

static void add_token_examples(const gold *g, an_arena *scratch, an_span paragraph, examples *set)
{
    an_split_units pieces = {0};
    an_split_find_pieces(scratch, g->text->text, paragraph, &pieces);
    for (size_t i = 0; i < pieces.count;) add_chunk_examples(g, &pieces, &i, set);
}

static void add_sentence_examples(const gold *g, const an_casing_table *casing, an_arena *scratch, uint32_t first_sentence,
                                  uint32_t end_sentence, examples *set)
{
    const an_parsed_text *text = g->text;
    an_split_units words = {0};
    an_split_sentence_state state;
    uint32_t first = text->sentences[first_sentence].first_token, sentence = first_sentence;
    uint32_t end = text->sentences[end_sentence - 1].first_token + text->sentences[end_sentence - 1].token_count;
    for (uint32_t i = first; i < end; i++) {
        an_split_unit word = an_split_describe(text->text, text->tokens[i].span);
        word.gap = i == first ? AN_GAP_START : text->tokens[i - 1].span.end < word.span.start ? AN_GAP_SPACE : AN_GAP_NONE;
        word.casing = (uint8_t)an_casing_find(casing, word.form);
        word.continues_word = g->begins[word.span.start] == 1 + AN_SPLIT_WORD;
        AN_PUSH(scratch, &words, word);
    }
    an_split_sentence_prepare(&words);
    an_split_sentence_begin(&state, 0, 0);
    for (uint32_t i = 0; i + 1 < words.count; i++) {
        const an_sentence *s = text->sentences + sentence;
        bool is_end = first + i + 1 == s->first_token + s->token_count;
        an_split_features features;
        an_split_sentence_advance(&state, &words, i);
        if (an_split_sentence_may_end(&words, i)) {
            an_split_sentence_features(&words, i, &state, &features);
            add_example(set, &features, is_end);
        }
        if (is_end) an_split_sentence_begin(&state, i + 1, state.first), sentence++;
    }
}

static void add_text(const an_parsed_text *text, const an_casing_table *casing, examples *tokens, examples *sentences)
{
    gold g = {text, calloc(text->text.length + 1, 1)};
    an_arena scratch;
    if (!g.begins) exit(1);
    an_arena_init(&scratch, 0);
    mark_words(&g);
    for (uint32_t first = 0, end; first < text->sentence_count; first = end) {
        for (end = first + 1; end < text->sentence_count && text->sentences[end].paragraph == text->sentences[first].paragraph;) end++;
        add_token_examples(&g, &scratch, (an_span){text->sentences[first].span.start, text->sentences[end - 1].span.end}, tokens);
        add_sentence_examples(&g, casing, &scratch, first, end, sentences);
        an_arena_reset(&scratch);
    }
    an_arena_free(&scratch);
    free(g.begins);
}

/* ---- fitting ---- */

/* A fixed sequence of numbers: xorshift64* (Vigna 2016). */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static void shuffle(uint32_t *order, size_t count, uint64_t *random)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = next_random(random) % i;
        uint32_t held = order[i - 1];
        order[i - 1] = order[j];
        order[j] = held;
    }
}

/* Softmax over `classes` sums, in place. */
static void to_probabilities(double *sums, int classes)
{
    double greatest = sums[0], total = 0;
    for (int c = 1; c < classes; c++)
        if (sums[c] > greatest) greatest = sums[c];
    for (int c = 0; c < classes; c++) total += sums[c] = exp(sums[c] - greatest);
    for (int c = 0; c < classes; c++) sums[c] /= total;
}

typedef struct fit {
    int classes;
    double decay;
    double *weights, *squares; /* [rows][classes] */
    uint8_t *is_used;          /* by row: met often enough */
} fit;

/* The rows of an example that a step sees; returns how many. */
static size_t choose_rows(const fit *f, const examples *set, size_t example, uint64_t *random, uint32_t rows[AN_SPLIT_FEATURES_MAX])
{
    const double whole = 18446744073709551616.0;
    size_t count = 0;
    for (size_t k = set->starts[example]; k < set->starts[example + 1]; k++)
        if (f->is_used[set->rows[k]] && (double)next_random(random) >= DROPPED * whole) rows[count++] = set->rows[k];
    return count;
}

/* One step down the gradient; returns whether the example was right before. */
static bool step(fit *f, const examples *set, size_t example, uint64_t *random)
{
    double p[AN_SPLIT_JOIN_COUNT] = {0};
    uint32_t rows[AN_SPLIT_FEATURES_MAX];
    size_t count = choose_rows(f, set, example, random, rows);
    int label = set->labels[example], best = 0;
    for (size_t k = 0; k < count; k++)
        for (int c = 0; c < f->classes; c++) p[c] += f->weights[(size_t)rows[k] * f->classes + c];
    to_probabilities(p, f->classes);
    for (int c = 1; c < f->classes; c++)
        if (p[c] > p[best]) best = c;
    for (size_t k = 0; k < count; k++) {
        for (int c = 0; c < f->classes; c++) {
            size_t w = (size_t)rows[k] * f->classes + c;
            double gradient = p[c] - (c == label) + f->decay * f->weights[w];
            f->squares[w] += gradient * gradient;
            f->weights[w] -= STEP * gradient / sqrt(f->squares[w] + 1e-8);
        }
    }
    return best == label;
}

static void mark_used(fit *f, const examples *set, size_t rows)
{
    uint8_t *seen = calloc(rows, 1);
    if (!seen) exit(1);
    for (size_t k = 0; k < set->row_count; k++)
        if (seen[set->rows[k]] < SEEN_MIN) seen[set->rows[k]]++;
    for (size_t r = 0; r < rows; r++) f->is_used[r] = seen[r] >= SEEN_MIN;
    free(seen);
}

/* One fit; adds its weights, averaged over the second half of the epochs, to `mean`, each counting 1 / RUNS. */
static void run(const examples *set, const char *name, size_t rows, fit *f, uint64_t *random, double *mean)
{
    size_t count = rows * (size_t)f->classes;
    uint32_t *order = split_grown(NULL, (set->count + 1) * sizeof *order);
    memset(f->weights, 0, count * sizeof *f->weights);
    memset(f->squares, 0, count * sizeof *f->squares);
    for (size_t i = 0; i < set->count; i++) order[i] = (uint32_t)i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        size_t right = 0;
        shuffle(order, set->count, random);
        for (size_t i = 0; i < set->count; i++) right += step(f, set, order[i], random);
        if (epoch >= EPOCHS / 2)
            for (size_t w = 0; w < count; w++) mean[w] += f->weights[w] / (EPOCHS - EPOCHS / 2) / RUNS;
        fprintf(stderr, "%s: epoch %d, %.3f %% of %zu right\n", name, epoch + 1, 100.0 * (double)right / (double)set->count, set->count);
    }
    free(order);
}

/* The weights, rows x classes, the caller's. */
static double *train(const examples *set, const char *name, size_t rows, int classes, double decay)
{
    size_t count = rows * (size_t)classes;
    fit f = {classes, decay, calloc(count, sizeof(double)), calloc(count, sizeof(double)), calloc(rows, 1)};
    double *mean = calloc(count, sizeof *mean);
    uint64_t random = 88172645463325252u;
    if (!f.weights || !f.squares || !f.is_used || !mean) exit(1);
    mark_used(&f, set, rows);
    for (int i = 0; i < RUNS; i++) run(set, name, rows, &f, &random, mean);
    free(f.weights);
    free(f.squares);
    free(f.is_used);
    return mean;
}

static int16_t rounded(double weight)
{
    double scaled = round(weight * WEIGHT_SCALE);
    return (int16_t)(scaled > INT16_MAX ? INT16_MAX : scaled < -INT16_MAX ? -INT16_MAX : scaled);
}

/* Adds the sections of the network, made by split_network.py: files named as they are. */
static size_t add_network(const char *folder, an_image_section_source *sections)
{
    static const char *const names[] = {
        "word.keys", "word.rows", "piece.rows", "curves", "lstm0.f.input", "lstm0.f.recurrent", "lstm0.b.input", "lstm0.b.recurrent",
        "lstm1.f.input", "lstm1.f.recurrent", "lstm1.b.input", "lstm1.b.recurrent", "judge", "verdict"};
    size_t count = sizeof names / sizeof *names;
    for (size_t i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        sections[i] = (an_image_section_source){names[i], split_read_file(path)};
    }
    return count;
}

static int write_model(const char *path, const char *network, const an_casing_table *casing, const double *token, const double *sentence)
{
    static int16_t token_weights[(size_t)TOKEN_ROWS * AN_SPLIT_JOIN_COUNT], sentence_weights[SENTENCE_ROWS];
    an_split_info info = {.kind = AN_SPLIT_KIND, .feature_version = AN_SPLIT_FEATURE_VERSION, .token_bits = AN_SPLIT_TOKEN_BITS,
                          .sentence_bits = AN_SPLIT_SENTENCE_BITS, .sentence_threshold = SENTENCE_THRESHOLD,
                          .network_reach = NETWORK_REACH, .network_weight = NETWORK_WEIGHT};
    an_image_section_source sections[AN_IMAGE_SECTIONS_MAX] = {
        {"info", {(const char *)&info, sizeof info}},
        {"token", {(const char *)token_weights, sizeof token_weights}},
        {"sentence", {(const char *)sentence_weights, sizeof sentence_weights}},
        {"casing", {(const char *)casing->entries, casing->count * sizeof *casing->entries}}};
    size_t count = 4 + add_network(network, sections + 4);
    annals_error error;
    for (size_t w = 0; w < (size_t)TOKEN_ROWS * AN_SPLIT_JOIN_COUNT; w++) token_weights[w] = rounded(token[w]);
    for (size_t w = 0; w < SENTENCE_ROWS; w++) sentence_weights[w] = rounded(sentence[2 * w + 1] - sentence[2 * w]);
    if (an_image_write(path, AN_SPLIT_MAGIC, AN_SPLIT_MODEL_VERSION, sections, count, &error) == ANNALS_OK) return 0;
    fprintf(stderr, "train_split: %s\n", error.message);
    return 1;
}

static bool read_treebank(const char *path, const an_casing_table *casing, examples *tokens, examples *sentences)
{
    an_str bytes = split_read_file(path);
    annals_error error;
    bool is_read;
    an_parsed_text text;
    an_arena arena;
    an_arena_init(&arena, 0);
    is_read = an_parsed_text_read_conllu(&arena, bytes, &text, &error) == ANNALS_OK;
    if (is_read) add_text(&text, casing, tokens, sentences);
    else fprintf(stderr, "train_split: %s: %s\n", path, error.message);
    an_arena_free(&arena);
    free((void *)(uintptr_t)bytes.data);
    return is_read;
}

int main(int argc, char **argv)
{
    examples tokens = {.bits = AN_SPLIT_TOKEN_BITS}, sentences = {.bits = AN_SPLIT_SENTENCE_BITS};
    casing_counts counts = {0};
    an_casing_table casing = {0};
    int next = 3;
    for (; next + 1 < argc && strcmp(argv[next], "--plain") == 0; next += 2) split_read_plain(argv[next + 1], &counts);
    if (next >= argc) {
        fprintf(stderr, "usage: train_split OUT.model NETWORK [--plain TEXT]... TRAIN.conllu...\n");
        return 2;
    }
    casing.entries = casing_table(&counts, &casing.count);
    casing_free(&counts);
    fprintf(stderr, "casing of %zu words\n", casing.count);
    for (; next < argc; next++)
        if (!read_treebank(argv[next], &casing, &tokens, &sentences)) return 1;
    return write_model(argv[1], argv[2], &casing, train(&tokens, "tokens", TOKEN_ROWS, AN_SPLIT_JOIN_COUNT, TOKEN_DECAY),
                       train(&sentences, "sentences", SENTENCE_ROWS, 2, SENTENCE_DECAY));
}
