/* Measures whether predicates are told as having happened, on UDS It-Happened (White et al. 2016, Rudinger et al. 2018; web text).
 *
 *     eval_factuality DATA IT-HAPPENED.tsv SENTENCE_MAP.tsv EWT.conllu... [--split NAME] [-v]
 *
 * DATA: the folder of the compiled files. Columns of the first: split, annotator, position, sentence ("FILE NUMBER"), token, lemma, is
 * predicate, understandable, happened, confidence (0 to 4), keep. Columns of the map: split, number, sent_id in the treebanks given.
 * Matching rule. A predicate's judgements that are kept and call it a predicate are added up, each with its confidence plus one; happened
 * if the sum for true is greater, left out if equal or empty. The sentence's text is coded by itself; the predicate is the word that stands
 * where the treebank's token begins; where none begins there, or its lemma's first letter differs, it is left out. Coded as happened:
 * happened, ongoing, habitual. "coded" are predicates that the dictionary codes as events. -v prints what is wrong. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "eval_events.h"

enum { SENTENCES_MAX = 1 << 15, PREDICATES_MAX = 1 << 16, LINE_BYTES = 1 << 16, COLUMNS = 11, ID_BYTES = 128, ASKED_MAX = 256 };
enum { SPLIT, ANNOTATOR, POSITION, SENTENCE, TOKEN, LEMMA, IS_PREDICATE, UNDERSTANDABLE, HAPPENED, CONFIDENCE, KEEP };

typedef struct predicate {
    bool is_dev;
    long sentence, token;
    long balance; /* for happened; against is negative */
    char initial;
} predicate;

typedef struct sentence_name {
    bool is_dev;
    long number;
    char id[ID_BYTES];
} sentence_name;

typedef struct run_state {
    an_eval_tools tools;
    predicate *predicates;
    sentence_name *names;
    size_t predicate_count, name_count;
    const char *split;
    size_t confusion[2][2], coded, coded_right;
    /* the treebank's sentence at hand */
    char id[ID_BYTES], text[LINE_BYTES];
    uint32_t starts[1024];
    uint32_t token_count, text_at;
} run_state;

static int split_columns(char *line, char *columns[COLUMNS])
{
    int count = 0;
    for (char *at = line; at && count < COLUMNS;) {
        columns[count++] = at;
        at = strchr(at, '\t');
        if (at) *at++ = '\0';
    }
    for (int i = count; i < COLUMNS; i++) columns[i] = line + strlen(line);
    columns[count - 1][strcspn(columns[count - 1], "\r\n")] = '\0';
    return count;
}

static int by_place(const void *a, const void *b)
{
    const predicate *x = a, *y = b;
    if (x->is_dev != y->is_dev) return x->is_dev - y->is_dev;
    if (x->sentence != y->sentence) return x->sentence < y->sentence ? -1 : 1;
    return (x->token > y->token) - (x->token < y->token);
}

/* Judgements of one predicate stand next to one another now. */
static void add_up(run_state *r)
{
    size_t kept = 0;
    qsort(r->predicates, r->predicate_count, sizeof *r->predicates, by_place);
    for (size_t i = 0; i < r->predicate_count; i++) {
        if (kept && by_place(r->predicates + kept - 1, r->predicates + i) == 0) r->predicates[kept - 1].balance += r->predicates[i].balance;
        else r->predicates[kept++] = r->predicates[i];
    }
    r->predicate_count = kept;
}

static bool read_judgements(run_state *r, const char *path)
{
    static char line[LINE_BYTES];
    FILE *file = fopen(path, "r");
    if (!file) return perror(path), false;
    while (fgets(line, sizeof line, file) && r->predicate_count < PREDICATES_MAX) {
        char *c[COLUMNS];
        const char *number;
        long weight;
        if (split_columns(line, c) < COLUMNS || strcmp(c[IS_PREDICATE], "True") != 0 || strcmp(c[KEEP], "True") != 0) continue;
        number = strrchr(c[SENTENCE], ' ');
        weight = strtol(c[CONFIDENCE], NULL, 10) + 1;
        if (!number || (strcmp(c[HAPPENED], "true") != 0 && strcmp(c[HAPPENED], "false") != 0)) continue;
        r->predicates[r->predicate_count++] = (predicate){.is_dev = strcmp(c[SPLIT], "dev") == 0, .sentence = strtol(number, NULL, 10), .token = strtol(c[TOKEN], NULL, 10),
            .balance = strcmp(c[HAPPENED], "true") == 0 ? weight : -weight, .initial = c[LEMMA][0]};
    }
    fclose(file);
    add_up(r);
    return true;
}

static int by_id(const void *a, const void *b) { return strcmp(((const sentence_name *)a)->id, ((const sentence_name *)b)->id); }

static bool read_map(run_state *r, const char *path)
{
    static char line[LINE_BYTES];
    FILE *file = fopen(path, "r");
    if (!file) return perror(path), false;
    while (fgets(line, sizeof line, file) && r->name_count < SENTENCES_MAX) {
        char *c[COLUMNS];
        sentence_name *name = r->names + r->name_count;
        if (split_columns(line, c) < 3) continue;
        name->is_dev = strcmp(c[0], "dev") == 0;
        name->number = strtol(c[1], NULL, 10);
        snprintf(name->id, sizeof name->id, "%.*s", ID_BYTES - 1, c[2]);
        r->name_count++;
    }
    fclose(file);
    qsort(r->names, r->name_count, sizeof *r->names, by_id);
    return true;
}

static bool is_real(an_factuality f) { return f == AN_FACTUALITY_HAPPENED || f == AN_FACTUALITY_ONGOING || f == AN_FACTUALITY_HABITUAL; }

static void score(run_state *r, const predicate *p, const an_event *coded)
{
    bool wanted = p->balance > 0, given = is_real(coded->factuality);
    r->confusion[wanted][given]++;
    r->coded += coded->type != AN_TYPE_NONE;
    r->coded_right += coded->type != AN_TYPE_NONE && wanted == given;
    if (!r->tools.is_verbose || wanted == given) return;
    printf("%s\t%s\t%.*s>>%s\n", wanted ? "happened" : "did not", an_factuality_names[coded->factuality], (int)r->starts[p->token], r->text, r->text + r->starts[p->token]);
}

static bool judge_sentence(run_state *r)
{
    static uint32_t bytes[ASKED_MAX];
    static an_event coded[ASKED_MAX];
    static bool is_there[ASKED_MAX];
    const predicate *asked[ASKED_MAX];
    sentence_name key;
    const sentence_name *name;
    size_t low = 0, high = r->predicate_count, count = 0;
    predicate first;
    an_document d;
    memcpy(key.id, r->id, sizeof key.id);
    name = bsearch(&key, r->names, r->name_count, sizeof *r->names, by_id);
    if (!name || (r->split && (strcmp(r->split, "dev") == 0) != name->is_dev)) return true;
    first = (predicate){.is_dev = name->is_dev, .sentence = name->number, .token = 0};
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (by_place(r->predicates + middle, &first) < 0) low = middle + 1;
        else high = middle;
    }
    for (; low < r->predicate_count && r->predicates[low].sentence == name->number && r->predicates[low].is_dev == name->is_dev && count < ASKED_MAX; low++) {
        const predicate *p = r->predicates + low;
        if (p->balance == 0 || p->token < 1 || p->token > (long)r->token_count) continue;
        asked[count] = p;
        bytes[count++] = r->starts[p->token];
    }
    if (!count) return true;
    if (!an_eval_probe(&r->tools, an_str_from(r->text), NULL, bytes, count, coded, is_there, &d)) return false;
    for (size_t i = 0; i < count; i++)
        if (is_there[i]) score(r, asked[i], coded + i);
    return true;
}

static void read_token(run_state *r, char *line)
{
    char *c[COLUMNS];
    size_t length, left;
    if (split_columns(line, c) < 2 || strchr(c[0], '-') || strchr(c[0], '.')) return;
    left = strlen(r->text + r->text_at);
    while (left && r->text[r->text_at] == ' ') r->text_at++, left--;
    length = strlen(c[1]);
    if (r->token_count + 1 >= sizeof r->starts / sizeof *r->starts) return;
    r->starts[++r->token_count] = r->text_at;
    if (length <= left && strncmp(r->text + r->text_at, c[1], length) == 0) r->text_at += (uint32_t)length;
}

static bool read_treebank(run_state *r, const char *path)
{
    static char line[LINE_BYTES];
    FILE *file = fopen(path, "r");
    bool is_good = file != NULL;
    if (!file) perror(path);
    while (is_good && fgets(line, sizeof line, file)) {
        if (strncmp(line, "# sent_id = ", 12) == 0) {
            snprintf(r->id, sizeof r->id, "%.*s", ID_BYTES - 1, line + 12);
            r->id[strcspn(r->id, "\r\n")] = '\0';
            r->token_count = r->text_at = 0;
        } else if (strncmp(line, "# text = ", 9) == 0) {
            snprintf(r->text, sizeof r->text, "%.*s", LINE_BYTES - 1, line + 9);
            r->text[strcspn(r->text, "\r\n")] = '\0';
        } else if (line[0] == '\n') is_good = judge_sentence(r);
        else if (line[0] != '#') read_token(r, line);
    }
    if (file) fclose(file);
    return is_good;
}

static void print_counts(const run_state *r)
{
    size_t right = r->confusion[0][0] + r->confusion[1][1], all = right + r->confusion[0][1] + r->confusion[1][0], majority = r->confusion[1][0] + r->confusion[1][1];
    an_eval_tally did_not = {r->confusion[0][0], r->confusion[0][0] + r->confusion[1][0], r->confusion[0][0] + r->confusion[0][1]};
    printf("predicates %zu\nright              %5.1f %% (all as happened: %.1f %%)\n", all, an_eval_percent(right, all), an_eval_percent(majority, all));
    printf("of %zu coded        %5.1f %%\n", r->coded, an_eval_percent(r->coded_right, r->coded));
    an_eval_print_tally("did not happen", &did_not);
}

int main(int count, char **words)
{
    static run_state r;
    bool is_good = true;
    if (count < 5) return fprintf(stderr, "usage: eval_factuality DATA IT-HAPPENED.tsv SENTENCE_MAP.tsv EWT.conllu... [--split NAME] [-v]\n"), 2;
    if (!an_eval_open(&r.tools, words[1])) return 3;
    r.predicates = calloc(PREDICATES_MAX, sizeof *r.predicates);
    r.names = calloc(SENTENCES_MAX, sizeof *r.names);
    for (int i = 4; i < count; i++) {
        if (strcmp(words[i], "-v") == 0) r.tools.is_verbose = true;
        if (strcmp(words[i], "--split") == 0 && i + 1 < count) r.split = words[i + 1];
    }
    is_good = r.predicates && r.names && read_judgements(&r, words[2]) && read_map(&r, words[3]);
    for (int i = 4; i < count && is_good; i++)
        if (an_str_ends_with(an_str_from(words[i]), ".conllu")) is_good = read_treebank(&r, words[i]);
    print_counts(&r);
    free(r.predicates);
    free(r.names);
    an_eval_close(&r.tools);
    return is_good ? 0 : 1;
}
