/* train_coreference OUT.model DATA_DIR LEXICON WORDNET_DIR EPOCHS GOLD.conllu...
 *
 * Fits the weights of src/mention/coreference*.c. DATA_DIR holds models/split.model and models/parse.model; LEXICON: the
 * compiled dictionary, out of which come first names and their gender; WORDNET_DIR: the files index.noun and data.noun (Debian:
 * wordnet-base), out of which each noun's class is taken: the file of its first sense.
 *
 * Texts are split and parsed by our own models, as in use; their phrases are laid against the gold mentions by head words. The loss
 * is that of Durrett and Klein 2013: the negative logarithm of the probability of all right antecedents together ("new" where there
 * is none), with a price on the three kinds of mistakes inside the normalisation; AdaGrad, weights pulled to zero (L1). Phrases
 * follow one another with the gold chains before them. The order of phrases is shuffled with a fixed seed: the same file every time. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "chains_gold.h"
#include "lexicon/actors.h"
#include "mention/coreference_parts.h"
#include "parse/parser.h"
#include "split/splitter.h"

/* Found on GUM's development part. Missing an antecedent is priced highest: without that, rare and difficult pronouns are left alone. */
static const double RATE = 0.05, PULL = 0.001;
static const double PRICE_LINKS_NEW = 0.3, PRICE_MISSES = 3.0, PRICE_WRONG_LINK = 1.0;
enum { SEED = 1, TABLE_SLOTS_MIN = 1024, LINE_BYTES = 1 << 16, CLASS_BITS = 6, GENDER_BITS = 2, EPOCHS_MAX = 1000 };

/* ---- tables of words ---- */

typedef struct word_table {
    uint32_t *slots;
    size_t count, used;
    unsigned bits;
} word_table;

static bool table_put(word_table *t, uint32_t key, uint32_t value);

static bool table_grow(word_table *t)
{
    word_table larger = {.count = t->count ? t->count * 2 : TABLE_SLOTS_MIN, .bits = t->bits};
    uint32_t mask = (UINT32_C(1) << t->bits) - 1;
    larger.slots = calloc(larger.count, sizeof *larger.slots);
    if (!larger.slots) return false;
    for (size_t i = 0; i < t->count; i++)
        if (t->slots[i]) table_put(&larger, t->slots[i] & ~mask, t->slots[i] & mask);
    free(t->slots);
    *t = larger;
    return true;
}

/* Of classes the first one of a word stays; genders add up to "either". */
static bool table_put(word_table *t, uint32_t key, uint32_t value)
{
    uint32_t mask = (UINT32_C(1) << t->bits) - 1, entry = (key & ~mask) | value;
    size_t at;
    if (t->used * 2 >= t->count && !table_grow(t)) return false;
    for (at = (key >> t->bits) & (t->count - 1); t->slots[at]; at = (at + 1) & (t->count - 1))
        if ((t->slots[at] & ~mask) == (key & ~mask)) {
            if (t->bits == GENDER_BITS) t->slots[at] |= value;
            return true;
        }
    t->slots[at] = entry;
    t->used += entry != 0;
    return true;
}

static FILE *open_text(const char *folder, const char *name)
{
    char path[4096];
    FILE *file;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (!file) fprintf(stderr, "train_coreference: cannot open %s\n", path);
    return file;
}

/* index.noun: "lemma n senses pointers ... senses tagged offset ...": the first offset is that of the most frequent sense. */
static long first_offset(const char *line)
{
    long senses = 0, pointers = 0;
    int taken = 0;
    const char *at = strchr(line, ' ');
    if (!at || sscanf(at, " n %ld %ld%n", &senses, &pointers, &taken) != 2) return -1;
    at += taken;
    for (long i = 0; i < pointers + 2; i++) {
        at += strspn(at, " ");
        at += strcspn(at, " ");
    }
    return strtol(at, NULL, 10);
}

static int file_number(FILE *data, long offset)
{
    long there;
    int number;
    if (fseek(data, offset, SEEK_SET) != 0 || fscanf(data, "%ld %d", &there, &number) != 2 || there != offset) return -1;
    return number;
}

/* Words whose first sense WordNet keeps among the "tops", where no class is told. */
static bool put_tops(word_table *nouns)
{
    static const char *const persons[] = {"person", "people", "human", "someone", NULL};
    for (const char *const *word = persons; *word; word++)
        if (!table_put(nouns, an_coreference_key(an_str_from(*word)), AN_CLASS_PERSON)) return false;
    return true;
}

static bool read_nouns(const char *folder, word_table *nouns)
{
    enum { FIRST_FILE = 3, LAST_FILE = 28 };
    static char line[LINE_BYTES];
    FILE *index = open_text(folder, "index.noun"), *data = open_text(folder, "data.noun");
    bool is_read = index && data && put_tops(nouns);
    while (is_read && fgets(line, sizeof line, index)) {
        size_t length = strcspn(line, " ");
        int number = line[0] == ' ' || memchr(line, '_', length) ? -1 : file_number(data, first_offset(line));
        if (number < FIRST_FILE || number > LAST_FILE) continue;
        is_read = table_put(nouns, an_coreference_key((an_str){line, length}), (uint32_t)(number - 2));
    }
    if (index) fclose(index);
    if (data) fclose(data);
    return is_read;
}

/* First names of the dictionary's persons whose gender it tells; a name of both is of neither. */
static bool read_names(an_arena *arena, const an_lexicon *lexicon, word_table *names)
{
    const an_actors *actors = an_lexicon_actors(lexicon);
    bool is_read = table_grow(names);
    for (uint32_t i = 0; is_read && actors && i < actors->entry_count; i++) {
        an_str gender = an_actors_value(actors, i, AN_FACT_GENDER, AN_DATE_RANGE_UNKNOWN), name = an_pool_get(actors->pool, actors->entries[i].name);
        const char *blank = name.length ? memchr(name.data, ' ', name.length) : NULL;
        uint32_t value = an_str_is(gender, "f") ? AN_GENDER_F : AN_GENDER_M;
        if (!gender.length || !blank) continue;
        name = an_utf8_fold(arena, (an_str){name.data, (size_t)(blank - name.data)});
        is_read = name.data && table_put(names, an_coreference_key(name), value);
    }
    return is_read;
}

/* ---- cases to learn from ---- */

/* One way to decide a case: features[first, first + count); is_right: one that gold has. */
typedef struct choice {
    size_t first;
    uint32_t count;
    bool is_right;
} choice;

/* The decision for one phrase: choices[first, first + count), the first of which is "new". */
typedef struct decision {
    size_t first;
    uint32_t count;
} decision;

typedef struct lesson {
    uint32_t *features;
    size_t feature_count, feature_max;
    choice *choices;
    size_t choice_count, choice_max;
    decision *decisions;
    size_t decision_count, decision_max;
} lesson;

static bool reserve(void **items, size_t *max, size_t needed, size_t item_bytes)
{
    size_t larger = *max ? *max : 1024;
    void *grown;
    if (needed <= *max) return true;
    while (larger < needed) larger *= 2;
    grown = realloc(*items, larger * item_bytes);
    if (!grown) return false;
    *items = grown;
    *max = larger;
    return true;
}

static bool add_choice(lesson *l, const an_feature_list *features, bool is_right)
{
    if (!reserve((void **)&l->features, &l->feature_max, l->feature_count + features->count, sizeof *l->features) ||
        !reserve((void **)&l->choices, &l->choice_max, l->choice_count + 1, sizeof *l->choices))
        return false;
    memcpy(l->features + l->feature_count, features->items, features->count * sizeof *features->items);
    l->choices[l->choice_count++] = (choice){l->feature_count, features->count, is_right};
    l->feature_count += features->count;
    return true;
}

static bool add_decision(lesson *l, const an_coreference_state *state, an_candidate_index *index, const uint32_t *gold_chain, uint32_t i)
{
    uint32_t candidates[AN_COREFERENCE_CANDIDATES_MAX], count = an_candidates_find(index, i, candidates);
    size_t first = l->choice_count;
    bool has_right = false;
    an_candidate_order order = {0};
    an_feature_list features;
    for (uint32_t n = 0; n < count; n++) has_right = has_right || (gold_chain[i] != AN_NONE && gold_chain[candidates[n]] == gold_chain[i]);
    an_coreference_features_new(state, i, an_candidates_has_namesake(index, i), &features);
    if (!add_choice(l, &features, !has_right)) return false;
    for (uint32_t n = 0; n < count; n++) {
        an_coreference_features_pair(state, i, candidates[n], &order, &features);
        if (!add_choice(l, &features, gold_chain[i] != AN_NONE && gold_chain[candidates[n]] == gold_chain[i])) return false;
    }
    if (!reserve((void **)&l->decisions, &l->decision_max, l->decision_count + 1, sizeof *l->decisions)) return false;
    l->decisions[l->decision_count++] = (decision){first, count + 1};
    return true;
}

/* For each phrase its gold chain, AN_NONE if gold has no such mention. */
static uint32_t *gold_chains(an_arena *scratch, const an_gold_document *gold, const an_coreference_state *state)
{
    an_eval_chains phrases = {0};
    uint32_t *partner;
    for (uint32_t i = 0; i < state->phrases->count; i++) {
        const an_phrase *p = state->phrases->items + i;
        if (!AN_PUSH(scratch, &phrases.mentions, an_gold_place(state->words->text, p->first, p->end, p->head))) return NULL;
    }
    partner = an_eval_align(scratch, &gold->chains, &phrases, false);
    for (uint32_t i = 0; partner && i < state->phrases->count; i++)
        if (partner[i] != AN_EVAL_NONE) partner[i] = gold->chains.mentions.items[partner[i]].chain;
    return partner;
}

static bool learn_document(lesson *l, an_arena *scratch, an_coreference_state *state, const an_gold_document *gold)
{
    an_candidate_index *index = an_candidates_new(scratch, state);
    uint32_t *chain = gold_chains(scratch, gold, state), *latest = AN_NEW_ARRAY(scratch, uint32_t, gold->chains.chain_count + 1);
    if (!index || !chain || !latest) return false;
    for (uint32_t i = 0; i < state->phrases->count; i++) {
        uint32_t before = chain[i] == AN_NONE || !latest[chain[i]] ? AN_NONE : latest[chain[i]] - 1;
        if (!add_decision(l, state, index, chain, i) || !an_coreference_link(scratch, state, i, before)) return false;
        if (chain[i] != AN_NONE) latest[chain[i]] = i + 1;
        an_candidates_add(index, i);
    }
    return true;
}

typedef struct tools {
    an_splitter *splitter;
    an_parser *parser;
    an_coreference model; /* its tables of words; no weights yet */
} tools;

static annals_status read_document(lesson *l, const tools *t, an_arena *arena, an_arena *scratch, const an_gold_document *gold, annals_error *error)
{
    an_parsed_text text;
    an_words words;
    an_phrases phrases = {0};
    an_coreference_state state = {.model = &t->model, .words = &words, .phrases = &phrases};
    AN_TRY(an_split(arena, scratch, t->splitter, gold->text.text, &text, error));
    an_arena_reset(scratch);
    AN_TRY(an_parse(arena, scratch, t->parser, &text, error));
    an_arena_reset(scratch);
    if (!an_coreference_words(scratch, &text, &words) || !an_coreference_phrases(scratch, &t->model, &words, &phrases) || !learn_document(l, scratch, &state, gold))
        return an_fail(error, ANNALS_E_MEMORY, "train", 0, "out of memory");
    return ANNALS_OK;
}

static annals_status read_gold(lesson *l, const tools *t, const char *path, annals_error *error)
{
    an_strbuf bytes;
    an_str rest;
    annals_status status;
    an_strbuf_init(&bytes, 0);
    status = an_gold_read_file(path, &bytes, error);
    rest = an_strbuf_view(&bytes);
    while (status == ANNALS_OK) {
        an_arena arena, scratch;
        an_gold_document gold;
        an_arena_init(&arena, 0);
        an_arena_init(&scratch, 0);
        status = an_gold_next(&arena, &rest, &gold, error);
        if (status == ANNALS_OK) status = read_document(l, t, &arena, &scratch, &gold, error);
        an_arena_free(&arena);
        an_arena_free(&scratch);
    }
    an_strbuf_free(&bytes);
    return status == ANNALS_END ? ANNALS_OK : status;
}

/* ---- fitting ---- */

typedef struct fit {
    double *weights, *squares;   /* squares: sum of squared slopes, for AdaGrad */
    double *sums;                /* of the weights at the ends of epochs: their mean is steadier than the last */
    double *scores;              /* of the choices of one decision */
    double loss;
    uint64_t random;
} fit;

static double score_of(const fit *f, const lesson *l, const choice *c)
{
    double sum = 0;
    for (uint32_t k = 0; k < c->count; k++) sum += f->weights[l->features[c->first + k]];
    return sum;
}

/* What choosing `n` wrongly costs: linking what is new, calling new what is not, linking to something else. */
static double price(const lesson *l, const decision *d, uint32_t n)
{
    if (l->choices[d->first + n].is_right) return 0;
    if (l->choices[d->first].is_right) return PRICE_LINKS_NEW;
    return n == 0 ? PRICE_MISSES : PRICE_WRONG_LINK;
}

/* AdaGrad with L1 as a proximal step: a weight whose slope is no larger than the pull goes to zero and stays. */
static void change(fit *f, uint32_t feature, double slope)
{
    double *weight = f->weights + feature, rate, pull;
    f->squares[feature] += slope * slope;
    rate = RATE / (1e-2 + sqrt(f->squares[feature]));
    *weight += rate * slope;
    pull = rate * PULL;
    *weight = *weight > pull ? *weight - pull : *weight < -pull ? *weight + pull : 0;
}

static void learn_decision(fit *f, const lesson *l, const decision *d)
{
    double top = -1e300, all = 0, right = 0;
    for (uint32_t n = 0; n < d->count; n++) {
        f->scores[n] = score_of(f, l, l->choices + d->first + n) + price(l, d, n);
        if (f->scores[n] > top) top = f->scores[n];
    }
    for (uint32_t n = 0; n < d->count; n++) {
        f->scores[n] = exp(f->scores[n] - top);
        all += f->scores[n];
        if (l->choices[d->first + n].is_right) right += f->scores[n];
    }
    f->loss -= log((right + 1e-300) / all);
    for (uint32_t n = 0; n < d->count; n++) {
        const choice *c = l->choices + d->first + n;
        double slope = (c->is_right ? f->scores[n] / (right + 1e-300) : 0) - f->scores[n] / all;
        if (fabs(slope) < 1e-4) continue;
        for (uint32_t k = 0; k < c->count; k++) change(f, l->features[c->first + k], slope);
    }
}

static uint64_t next_random(fit *f)
{
    f->random = f->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return f->random >> 33;
}

static void shuffle(fit *f, decision *items, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t k = next_random(f) % i;
        decision other = items[i - 1];
        items[i - 1] = items[k];
        items[k] = other;
    }
}

static bool learn(lesson *l, int epochs, int16_t *weights)
{
    fit f = {.random = SEED};
    bool is_learned;
    f.weights = calloc(AN_COREFERENCE_WEIGHTS, sizeof *f.weights);
    f.squares = calloc(AN_COREFERENCE_WEIGHTS, sizeof *f.squares);
    f.sums = calloc(AN_COREFERENCE_WEIGHTS, sizeof *f.sums);
    f.scores = calloc(AN_COREFERENCE_CANDIDATES_MAX + 1, sizeof *f.scores);
    is_learned = f.weights && f.squares && f.sums && f.scores;
    for (int epoch = 0; is_learned && epoch < epochs; epoch++) {
        f.loss = 0;
        shuffle(&f, l->decisions, l->decision_count);
        for (size_t i = 0; i < l->decision_count; i++) learn_decision(&f, l, l->decisions + i);
        for (size_t i = 0; epoch >= epochs / 2 && i < AN_COREFERENCE_WEIGHTS; i++) f.sums[i] += f.weights[i];
        fprintf(stderr, "epoch %d: loss %.4f\n", epoch + 1, f.loss / (double)l->decision_count);
    }
    for (size_t i = 0; is_learned && i < AN_COREFERENCE_WEIGHTS; i++) {
        double scaled = round(f.sums[i] / (epochs - epochs / 2) * AN_COREFERENCE_SCALE);
        weights[i] = (int16_t)(scaled > INT16_MAX ? INT16_MAX : scaled < INT16_MIN ? INT16_MIN : scaled);
    }
    free(f.weights);
    free(f.squares);
    free(f.sums);
    free(f.scores);
    return is_learned;
}

/* ---- the whole ---- */

static int complain(const annals_error *error)
{
    fprintf(stderr, "train_coreference: %s\n", error->message);
    return 1;
}

static annals_status open_tools(const char *folder, tools *t, annals_error *error)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/models/split.model", folder);
    AN_TRY(an_splitter_open(&t->splitter, path, error));
    snprintf(path, sizeof path, "%s/models/parse.model", folder);
    return an_parser_open(&t->parser, path, error);
}

static an_str bytes_of(const void *items, size_t count, size_t item_bytes) { return (an_str){items, count * item_bytes}; }

static annals_status write_model(const char *path, const int16_t *weights, const word_table *nouns, const word_table *names, annals_error *error)
{
    an_image_section_source sections[] = {{"weights", bytes_of(weights, AN_COREFERENCE_WEIGHTS, sizeof *weights)},
                                          {"nouns", bytes_of(nouns->slots, nouns->count, sizeof *nouns->slots)},
                                          {"names", bytes_of(names->slots, names->count, sizeof *names->slots)}};
    return an_image_write(path, AN_COREFERENCE_MAGIC, AN_COREFERENCE_VERSION, sections, sizeof sections / sizeof *sections, error);
}

int main(int argc, char **argv)
{
    static int16_t weights[AN_COREFERENCE_WEIGHTS];
    word_table nouns = {.bits = CLASS_BITS}, names = {.bits = GENDER_BITS};
    lesson l = {0};
    tools t = {0};
    an_arena arena;
    annals_error error = {.message = "out of memory"};
    annals_status status;
    an_lexicon *lexicon = NULL;
    long epochs = argc > 6 ? strtol(argv[5], NULL, 10) : 0;
    if (epochs < 1 || epochs > EPOCHS_MAX) return fprintf(stderr, "usage: train_coreference OUT.model DATA_DIR LEXICON WORDNET_DIR EPOCHS GOLD.conllu...\n"), 2;
    an_arena_init(&arena, 0);
    status = an_lexicon_open(&lexicon, argv[3], &error);
    if (status == ANNALS_OK && (!read_nouns(argv[4], &nouns) || !read_names(&arena, lexicon, &names))) status = an_fail(&error, ANNALS_E_INPUT, "train", 0, "word tables cannot be made");
    if (status == ANNALS_OK) status = open_tools(argv[2], &t, &error);
    if (status == ANNALS_OK) an_parser_use_lexicon(t.parser, lexicon);
    t.model.nouns = nouns.slots, t.model.noun_slots = (uint32_t)nouns.count;
    t.model.names = names.slots, t.model.name_slots = (uint32_t)names.count;
    for (int i = 6; status == ANNALS_OK && i < argc; i++) status = read_gold(&l, &t, argv[i], &error);
    fprintf(stderr, "%zu phrases, %zu choices, %zu features\n", l.decision_count, l.choice_count, l.feature_count);
    if (status == ANNALS_OK && !learn(&l, (int)epochs, weights)) status = ANNALS_E_MEMORY;
    if (status == ANNALS_OK) status = write_model(argv[1], weights, &nouns, &names, &error);
    if (status != ANNALS_OK) complain(&error);
    an_splitter_close(t.splitter);
    an_parser_close(t.parser);
    an_lexicon_close(lexicon);
    an_arena_free(&arena);
    free(l.features);
    free(l.choices);
    free(l.decisions);
    free(nouns.slots);
    free(names.slots);
    return status == ANNALS_OK ? 0 : 1;
}
