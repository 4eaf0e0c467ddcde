/* parse_vectors: word vectors by structured skip-gram with negative sampling (Mikolov et al. 2013; Ling et al. 2015: one output
 * matrix for each relative position, which makes the vectors say more about syntax). One thread and one seed, so that a run can
 * be repeated.
 *
 * use: parse_vectors words.txt width least_count most_words epochs seed >vectors.txt      (a line of words per line of text) */
#include "base/arena.h"
#include "base/hash.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { WINDOW = 3, NEGATIVES = 5, SLOTS = 1 << 21, SAMPLE_TABLE = 1 << 22, WORD_BYTES_MAX = 256, LINE_WORDS_MAX = 4096 };
static const double START_RATE = 0.025, FREQUENT_SHARE = 1e-4, SAMPLE_POWER = 0.75;

typedef struct entry {
    an_str word;
    uint64_t count;
} entry;

typedef struct job {
    an_arena arena;
    entry *slots; /* open addressing by hash */
    entry *vocabulary;
    uint32_t *slot_to_word;
    uint32_t word_count, width;
    uint64_t total, seen, goal, random;
    uint32_t *samples;
    float *in, *out; /* [word][width], [position][word][width] */
    float rate;
} job;

static uint64_t next_random(job *j)
{
    j->random = j->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return j->random >> 33;
}

static uint32_t slot_of(const job *j, an_str word)
{
    uint32_t slot = (uint32_t)(an_hash(word) % SLOTS);
    while (j->slots[slot].word.data && !an_str_equal(j->slots[slot].word, word)) slot = (slot + 1) % SLOTS;
    return slot;
}

static void *must(void *memory)
{
    if (!memory) fprintf(stderr, "parse_vectors: out of memory\n"), exit(3);
    return memory;
}

static bool read_word(FILE *file, char *word, size_t *length, bool *ends_line)
{
    int c;
    *length = 0;
    *ends_line = false;
    while ((c = getc_unlocked(file)) != EOF && c != ' ' && c != '\n')
        if (*length < WORD_BYTES_MAX) word[(*length)++] = (char)c;
    *ends_line = c == '\n';
    return c != EOF;
}

static void count_words(job *j, FILE *file)
{
    char word[WORD_BYTES_MAX];
    size_t length, kinds = 0;
    bool ends_line;
    while (read_word(file, word, &length, &ends_line)) {
        uint32_t slot = slot_of(j, (an_str){word, length});
        if (!length) continue;
        if (!j->slots[slot].word.data) {
            if (++kinds > SLOTS / 2) fprintf(stderr, "parse_vectors: too many words\n"), exit(2);
            j->slots[slot].word = (an_str){must(an_arena_copy(&j->arena, word, length)), length};
        }
        j->slots[slot].count++;
    }
}

static int by_count(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return an_str_compare(x->word, y->word);
}

static void choose_vocabulary(job *j, uint64_t least, uint32_t most)
{
    j->vocabulary = must(calloc(SLOTS, sizeof *j->vocabulary));
    j->slot_to_word = must(malloc(SLOTS * sizeof *j->slot_to_word));
    for (uint32_t i = 0; i < SLOTS; i++) {
        j->slot_to_word[i] = UINT32_MAX;
        if (j->slots[i].count >= least) j->vocabulary[j->word_count++] = j->slots[i];
    }
    qsort(j->vocabulary, j->word_count, sizeof *j->vocabulary, by_count);
    if (j->word_count > most) j->word_count = most;
    for (uint32_t i = 0; i < j->word_count; i++) {
        j->slot_to_word[slot_of(j, j->vocabulary[i].word)] = i;
        j->total += j->vocabulary[i].count;
    }
}

static void fill_samples(job *j)
{
    double sum = 0, done = 0;
    uint32_t filled = 0;
    j->samples = must(malloc(SAMPLE_TABLE * sizeof *j->samples));
    for (uint32_t i = 0; i < j->word_count; i++) sum += pow((double)j->vocabulary[i].count, SAMPLE_POWER);
    for (uint32_t i = 0; i < j->word_count; i++) {
        done += pow((double)j->vocabulary[i].count, SAMPLE_POWER);
        while (filled < SAMPLE_TABLE && filled < done / sum * SAMPLE_TABLE) j->samples[filled++] = i;
    }
    while (filled < SAMPLE_TABLE) j->samples[filled++] = 0;
}

/* One logistic regression: does `target` stand at this position beside the word of vector `in`? */
static void learn(const job *j, float *in, float *change, const float *table, uint32_t target, float is_true)
{
    float *out = (float *)(uintptr_t)table + (size_t)target * j->width, dot = 0, step;
    for (uint32_t k = 0; k < j->width; k++) dot += in[k] * out[k];
    step = j->rate * (is_true - 1.0f / (1.0f + expf(-dot)));
    for (uint32_t k = 0; k < j->width; k++) {
        change[k] += step * out[k];
        out[k] += step * in[k];
    }
}

static void learn_pair(job *j, uint32_t centre, uint32_t position, uint32_t beside)
{
    float change[1024] = {0}, *in = j->in + (size_t)centre * j->width;
    const float *table = j->out + (size_t)position * j->word_count * j->width;
    learn(j, in, change, table, beside, 1.0f);
    for (int n = 0; n < NEGATIVES; n++) {
        uint32_t other = j->samples[next_random(j) % SAMPLE_TABLE];
        if (other != beside) learn(j, in, change, table, other, 0.0f);
    }
    for (uint32_t k = 0; k < j->width; k++) in[k] += change[k];
}

static bool is_skipped(job *j, uint32_t word)
{
    double share = (double)j->vocabulary[word].count / (double)j->total;
    return share > FREQUENT_SHARE && (double)(next_random(j) % 65536) / 65536 > sqrt(FREQUENT_SHARE / share) + FREQUENT_SHARE / share;
}

/* Frequent words are skipped as centres only: as neighbours they carry the syntax. */
static void learn_line(job *j, const uint32_t *words, int count)
{
    for (int i = 0; i < count; i++) {
        if (words[i] == UINT32_MAX) continue;
        j->seen++;
        if (is_skipped(j, words[i])) continue;
        for (int d = -WINDOW; d <= WINDOW; d++)
            if (d && i + d >= 0 && i + d < count && words[i + d] != UINT32_MAX)
                learn_pair(j, words[i], (uint32_t)(d < 0 ? d + WINDOW : d + WINDOW - 1), words[i + d]);
    }
    j->rate = (float)(START_RATE * fmax(0.0001, 1.0 - (double)j->seen / (double)j->goal));
}

static void learn_file(job *j, FILE *file)
{
    static uint32_t words[LINE_WORDS_MAX];
    char word[WORD_BYTES_MAX];
    size_t length;
    int count = 0;
    bool ends_line;
    while (read_word(file, word, &length, &ends_line)) {
        if (length && count < LINE_WORDS_MAX) words[count++] = j->slot_to_word[slot_of(j, (an_str){word, length})];
        if (!ends_line) continue;
        learn_line(j, words, count);
        count = 0;
    }
}

static void start_weights(job *j)
{
    size_t cells = (size_t)j->word_count * j->width;
    j->in = must(malloc(cells * sizeof *j->in));
    j->out = must(calloc(cells * 2 * WINDOW, sizeof *j->out));
    for (size_t i = 0; i < cells; i++) j->in[i] = ((float)(next_random(j) % 65536) / 65536 - 0.5f) / (float)j->width;
}

static void print_vectors(const job *j)
{
    for (uint32_t i = 0; i < j->word_count; i++) {
        printf("%.*s", (int)j->vocabulary[i].word.length, j->vocabulary[i].word.data);
        for (uint32_t k = 0; k < j->width; k++) printf(" %.4f", (double)j->in[(size_t)i * j->width + k]);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    static job j;
    int epochs;
    FILE *file = argc == 7 ? fopen(argv[1], "r") : NULL;
    if (!file) return fprintf(stderr, "use: parse_vectors words.txt width least_count most_words epochs seed >vectors.txt\n"), 2;
    j.width = (uint32_t)atoi(argv[2]);
    epochs = atoi(argv[5]);
    j.random = (uint64_t)atoll(argv[6]);
    if (j.width < 1 || j.width > 1024) return 2;
    an_arena_init(&j.arena, 0);
    j.slots = must(calloc(SLOTS, sizeof *j.slots));
    count_words(&j, file);
    choose_vocabulary(&j, (uint64_t)atoll(argv[3]), (uint32_t)atoi(argv[4]));
    fill_samples(&j);
    start_weights(&j);
    j.goal = j.total * (uint64_t)epochs;
    j.rate = (float)START_RATE;
    fprintf(stderr, "%u words, %llu running\n", j.word_count, (unsigned long long)j.total);
    for (int e = 0; e < epochs; e++) {
        rewind(file);
        learn_file(&j, file);
        fprintf(stderr, "epoch %d done\n", e + 1);
    }
    fclose(file);
    print_vectors(&j);
    return fflush(stdout) == 0 ? 0 : 3;
}
