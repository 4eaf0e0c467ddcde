/* Scores derivations on a gold set: every .txt in FOLDER, one story a file, of articles one behind the other:
 *
 *     == ID | RELATION | OF | OUTLET | DATE
 *
 * and the text. RELATION: base; copy, near-copy, rewrite, quotation (of the article OF); independent (of all but what takes from it).
 * Pairs: every taker with what it takes from; every independent article with every other of its story; articles of two stories.
 * Stories with an even place in the order of names are for tuning, those with an odd one are held back.
 *
 * usage: eval_derivations [--pairs] FOLDER       exit status 1: below the floors */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "link/compare.h"

enum { STORIES_MAX = 200, ARTICLES_MAX = 40, KINDS = AN_DERIVATION_KIND_COUNT, NONE = KINDS };

typedef struct gold_article {
    an_str id;
    int relation; /* an_derivation_kind, NONE = independent, -1 = base */
    an_str of;
    an_article article;
    an_link_text text;
} gold_article;

typedef struct story {
    char *file;
    gold_article articles[ARTICLES_MAX];
    int count;
} story;

/* found[gold][system]: kinds of pairs, the last index = none. */
typedef struct tally {
    int found[KINDS + 1][KINDS + 1];
    int directed, direction_right;
} tally;

static int fail(const char *file, const char *what)
{
    fprintf(stderr, "eval_derivations: %s: %s\n", file, what);
    return 2;
}

static char *read_file(const char *folder, const char *name)
{
    char path[4096];
    FILE *file;
    char *text = calloc(1, 1 << 20);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (!file || !text || fread(text, 1, (1 << 20) - 1, file) == 0) exit(fail(path, "cannot be read"));
    fclose(file);
    return text;
}

static an_str take_field(char **at)
{
    char *end = strstr(*at, " | ");
    an_str field = {*at, end ? (size_t)(end - *at) : strlen(*at)};
    *at = end ? end + 3 : *at + field.length;
    return field;
}

static int read_relation(an_str word, const char *file)
{
    if (an_str_is(word, "base")) return -1;
    if (an_str_is(word, "independent")) return NONE;
    for (int k = 0; k < KINDS; k++)
        if (an_str_is(word, an_derivation_kind_names[k])) return k;
    exit(fail(file, "an unknown relation"));
}

static void read_article(story *s, char *head, char *body, char *end)
{
    gold_article *g = &s->articles[s->count++];
    g->id = take_field(&head);
    g->relation = read_relation(take_field(&head), s->file);
    g->of = take_field(&head);
    g->article.outlet = take_field(&head);
    g->article.id = g->id;
    if (!an_iso_parse(take_field(&head), &g->article.published)) exit(fail(s->file, "a date that is none"));
    g->article.text = an_str_trim((an_str){body, (size_t)(end - body)});
    an_sha256_hex(g->article.text, g->article.sha256);
    g->article.sha256[0] = g->relation == AN_DERIVATION_COPY ? 'f' : g->article.sha256[0]; /* titles differ, which these digests do not see */
}

static void read_story(const char *folder, char *name, story *s)
{
    char *at = strstr(read_file(folder, name), "\n== ");
    s->file = name;
    while (at && s->count < ARTICLES_MAX) {
        char *head = at + 4, *body = strchr(head, '\n'), *end;
        if (!body) exit(fail(name, "a head without a text"));
        *body++ = '\0';
        end = strstr(body, "\n== ");
        read_article(s, head, body, end ? end : body + strlen(body));
        at = end;
    }
    if (s->count < 2) exit(fail(name, "no articles"));
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int list_files(const char *folder, char **names)
{
    DIR *directory = opendir(folder);
    struct dirent *entry;
    int count = 0;
    if (!directory) exit(fail(folder, "cannot be read"));
    while ((entry = readdir(directory)) && count < STORIES_MAX)
        if (an_str_ends_with(an_str_from(entry->d_name), ".txt")) names[count++] = strdup(entry->d_name);
    closedir(directory);
    qsort(names, (size_t)count, sizeof *names, by_name);
    return count;
}

typedef struct evaluating {
    an_arena arena, scratch;
    an_link_vocabulary vocabulary;
    bool prints_pairs;
} evaluating;

static void judge(evaluating *v, tally *t, const story *a, const gold_article *taker, const story *b, const gold_article *source, int gold)
{
    an_link_comparison c;
    int found;
    an_arena_reset(&v->scratch);
    if (!an_link_compare(&v->scratch, &v->vocabulary, &taker->text, &source->text, &c)) exit(fail(a->file, "out of memory"));
    found = c.is_derived ? (int)c.derivation.kind : NONE;
    t->found[gold][found]++;
    if (gold != NONE && found != NONE) {
        t->directed++;
        t->direction_right += c.taker == 0;
    }
    if (v->prints_pairs)
        printf("%s\t%.*s\t%s\t%.*s\t%s\t%s\t%.2f\t%u\t%u\t%.0f\t%s\n", a->file, (int)taker->id.length, taker->id.data, b->file, (int)source->id.length,
               source->id.data, gold == NONE ? "none" : an_derivation_kind_names[gold], found == NONE ? "none" : an_derivation_kind_names[found],
               c.derivation.score, c.evidence.longest, c.evidence.reworded_sentences, c.evidence.reworded_strength,
               c.is_derived ? an_direction_names[c.derivation.direction] : "");
}

/* True if the second takes from the first, directly or over others. */
static bool takes_from(const story *s, const gold_article *first, const gold_article *second)
{
    for (int steps = 0; steps < s->count && second->relation >= 0 && second->relation < NONE; steps++) {
        const gold_article *of = NULL;
        for (int i = 0; i < s->count; i++)
            if (an_str_equal(s->articles[i].id, second->of)) of = &s->articles[i];
        if (!of) exit(fail(s->file, "takes from an article that is not there"));
        if (of == first) return true;
        second = of;
    }
    return false;
}

static void judge_story(evaluating *v, tally *t, const story *s)
{
    for (int i = 0; i < s->count; i++)
        for (int k = 0; k < s->count; k++) {
            const gold_article *one = &s->articles[i], *other = &s->articles[k];
            bool is_independent = one->relation == NONE || other->relation == NONE;
            if (i == k) continue;
            if (one->relation >= 0 && one->relation < NONE && an_str_equal(one->of, other->id)) judge(v, t, s, one, s, other, one->relation);
            else if (i < k && is_independent && !takes_from(s, one, other) && !takes_from(s, other, one)) judge(v, t, s, one, s, other, NONE);
        }
}

/* Two stories: the first article of each, and of the first with the last of the second. */
static void judge_strangers(evaluating *v, tally *t, const story *a, const story *b)
{
    judge(v, t, a, &a->articles[0], b, &b->articles[0], NONE);
    judge(v, t, a, &a->articles[0], b, &b->articles[b->count - 1], NONE);
}

static double ratio(int part, int whole) { return whole ? (double)part / whole : 1; }

static double f1(const tally *t, int from, int to)
{
    int right = 0, gold = 0, system = 0;
    for (int g = 0; g <= KINDS; g++)
        for (int s = 0; s <= KINDS; s++) {
            bool is_gold = g >= from && g <= to, is_system = s >= from && s <= to;
            right += is_gold && is_system ? t->found[g][s] : 0;
            gold += is_gold ? t->found[g][s] : 0;
            system += is_system ? t->found[g][s] : 0;
        }
    return 2 * ratio(right, gold) * ratio(right, system) / (ratio(right, gold) + ratio(right, system) + 1e-9);
}

/* What is asked for. */
static const double copies_floor = 0.95, rewrites_floor = 0.85, direction_floor = 0.90, joined_ceiling = 0.02;

static bool report(const char *name, const tally *t)
{
    int independent = 0, joined, pairs = 0;
    double copies = f1(t, AN_DERIVATION_COPY, AN_DERIVATION_NEAR_COPY), rewrites = f1(t, AN_DERIVATION_REWRITE, AN_DERIVATION_REWRITE);
    double quotations = f1(t, AN_DERIVATION_QUOTATION, AN_DERIVATION_QUOTATION), direction = ratio(t->direction_right, t->directed);
    for (int s = 0; s <= KINDS; s++) independent += t->found[NONE][s];
    for (int g = 0; g <= KINDS; g++)
        for (int s = 0; s <= KINDS; s++) pairs += t->found[g][s];
    joined = independent - t->found[NONE][NONE];
    printf("%-5s %4d pairs: F1 of copies and near copies %.3f, rewrites %.3f, quotations %.3f; direction right %d of %d (%.3f); "
           "independent pairs joined %d of %d\n", name, pairs, copies, rewrites, quotations, t->direction_right, t->directed, direction,
           joined, independent);
    return copies >= copies_floor && rewrites >= rewrites_floor && direction >= direction_floor && ratio(joined, independent) <= joined_ceiling;
}

int main(int count, char **words)
{
    static story stories[STORIES_MAX];
    char *names[STORIES_MAX];
    evaluating v = {.prints_pairs = count == 3 && strcmp(words[1], "--pairs") == 0};
    tally tallies[2] = {0};
    int story_count;
    bool is_well;
    if (count != 2 + v.prints_pairs) return fail("usage", "eval_derivations [--pairs] FOLDER");
    an_arena_init(&v.arena, 0);
    an_arena_init(&v.scratch, 0);
    if (!an_link_vocabulary_make(&v.arena, &v.vocabulary)) return fail(words[1], "out of memory");
    story_count = list_files(words[count - 1], names);
    for (int i = 0; i < story_count; i++) {
        read_story(words[count - 1], names[i], &stories[i]);
        for (int k = 0; k < stories[i].count; k++) {
            gold_article *g = &stories[i].articles[k];
            g->text.article = &g->article;
            if (!an_link_words_find(&v.arena, &v.vocabulary, g->article.text, &g->text.words)) return fail(names[i], "out of memory");
        }
    }
    for (int i = 0; i < story_count; i++) {
        judge_story(&v, &tallies[i % 2], &stories[i]);
        for (int k = i + 2; k < story_count; k += 2) judge_strangers(&v, &tallies[i % 2], &stories[i], &stories[k]);
    }
    is_well = report("tune", &tallies[0]);
    is_well = report("held", &tallies[1]) && is_well;
    an_arena_free(&v.arena);
    an_arena_free(&v.scratch);
    return is_well ? 0 : 1;
}
