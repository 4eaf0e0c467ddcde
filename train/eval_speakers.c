/* Measures by whose account things are told, on GUM's attribution relations (eRST; news, interviews, speeches, biographies and others).
 *
 *     eval_speakers DATA GUM.conllu [--genre NAME] [-v]
 *
 * DATA: the folder of the compiled files. Column 10 holds Discourse=attribution-positive:... (or -negative) on the first word of a clause that
 * names a source, with sem-atsrc-N-M,K: the words of the source, N to M and K, counted over the document; and Entity= brackets.
 * Matching rule. Texts of sentences are put together, paragraphs apart, and coded. A gold statement is an attribution whose source
 * has a word in a mention that GUM calls person or organization, and whose clause, up to the next clause, has a verb or "according": credits of
 * pictures and bylines are no statements. Right: a claim, or an account of an event, of which the speaker's words
 * share a character with the source's. Wrong: none such, but a claim or an account with a speaker whose words of saying or whole span
 * stand in the same sentence. A source that is a relative pronoun is also named by the words of its antecedent ("people who think"). Precision: claims with a speaker whose words share a character with the source of any attribution, of all
 * claims with a speaker (GUM marks no attribution in some of them: a lower bound). "third person": sources that are not I, we, you. --genre: documents GUM_NAME_... only. -v prints what
 * is wrong or missed. */
#include <stdlib.h>
#include <string.h>

#include "eval_events.h"

enum { LINE_BYTES = 1 << 16, WORDS_MAX = 1 << 15, SOURCES_MAX = 4096, SOURCE_WORDS_MAX = 24, DEPTH_MAX = 64, COLUMNS = 10 };

typedef struct source {
    uint32_t words[SOURCE_WORDS_MAX]; /* from 1 over the document */
    uint32_t count;
    uint32_t clause; /* its first word */
    bool has_verb; /* the clause that names it */
    bool is_third_person;
} source;

typedef struct corpus_document {
    an_strbuf text;
    an_span words[WORDS_MAX + 1];
    bool is_somebody[WORDS_MAX + 1], is_relative[WORDS_MAX + 1]; /* is_relative: the verb of a relative clause */
    uint32_t heads[WORDS_MAX + 1]; /* 0: none */
    uint32_t before_sentence;      /* words */
    source sources[SOURCES_MAX];
    uint32_t word_count, source_count;
    char id[256];
    uint32_t open_source; /* whose clause the words belong to now; SOURCES_MAX: none's */
    int open[DEPTH_MAX]; /* whether each mention that is open now is of somebody */
    int depth;
} corpus_document;

typedef struct run_state {
    an_eval_tools tools;
    corpus_document document;
    const char *genre;
    size_t documents, statements, right, wrong, third, third_right, claims, claims_right;
} run_state;

static bool shares_source(const corpus_document *d, const source *s, an_span span)
{
    for (uint32_t i = 0; i < s->count; i++)
        if (s->words[i] <= d->word_count && an_eval_overlaps(d->words[s->words[i]], span)) return true;
    return false;
}

/* "people who think": the word that the relative clause of a pronoun hangs on becomes one of the source's words. */
static void add_antecedents(corpus_document *d)
{
    static const char *const pronouns[] = {"who", "which", "that", "whom"};
    for (uint32_t i = 0; i < d->source_count; i++) {
        source *s = d->sources + i;
        uint32_t word = s->words[0], verb = word <= d->word_count ? d->heads[word] : 0;
        if (s->count != 1 || !verb || !d->is_relative[verb] || !d->heads[verb]) continue;
        for (size_t k = 0; k < sizeof pronouns / sizeof *pronouns; k++)
            if (s->count == 1 && an_str_equal_ignoring_ascii_case(an_str_of_span(d->text.data, d->words[word]), an_str_from(pronouns[k]))) s->words[s->count++] = d->heads[verb];
    }
}

static bool is_somebody(const corpus_document *d, const source *s)
{
    for (uint32_t i = 0; i < s->count; i++)
        if (s->words[i] <= d->word_count && d->is_somebody[s->words[i]]) return true;
    return false;
}

static bool has_right_speaker(const corpus_document *d, const source *s, const an_document *coded)
{
    for (size_t i = 0; i < coded->claims.count; i++)
        if (coded->claims.items[i].has_speaker && shares_source(d, s, coded->claims.items[i].speaker.span)) return true;
    for (size_t i = 0; i < coded->events.count; i++)
        for (size_t k = 0; k < coded->events.items[i].accounts.count; k++)
            if (shares_source(d, s, coded->events.items[i].accounts.items[k].speaker.span)) return true;
    return false;
}

static bool has_other_speaker(const corpus_document *d, const source *s, const an_document *coded)
{
    an_span here = d->words[s->clause];
    for (size_t i = 0; i < coded->claims.count; i++)
        if (coded->claims.items[i].has_speaker && an_eval_overlaps(coded->claims.items[i].span, here)) return true;
    return false;
}

static void score_statement(run_state *r, const source *s, const an_document *coded)
{
    const corpus_document *d = &r->document;
    bool is_right = has_right_speaker(d, s, coded), is_other = !is_right && has_other_speaker(d, s, coded);
    uint32_t from = d->words[s->clause].start > 60 ? d->words[s->clause].start - 60 : 0;
    if (!is_somebody(d, s) || !s->has_verb) return;
    r->third += s->is_third_person;
    r->third_right += s->is_third_person && is_right;
    r->statements++;
    r->right += is_right;
    r->wrong += is_other;
    if (r->tools.is_verbose && !is_right)
        printf("%s\t%.*s\t%.*s>>%.120s\n", is_other ? "OTHER" : "MISSED", (int)(d->words[s->words[0]].end - d->words[s->words[0]].start), d->text.data + d->words[s->words[0]].start,
               (int)(d->words[s->clause].start - from), d->text.data + from, d->text.data + d->words[s->clause].start);
}

static bool is_speaking_to_us(an_str word)
{
    static const char *const words[] = {"I", "we", "you", "me", "us", "my", "our", "your"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (an_str_equal_ignoring_ascii_case(word, an_str_from(words[i]))) return true;
    return false;
}

static void settle_persons(corpus_document *d)
{
    for (uint32_t i = 0; i < d->source_count; i++)
        for (uint32_t k = 0; k < d->sources[i].count; k++)
            if (d->sources[i].words[k] <= d->word_count && is_speaking_to_us(an_str_of_span(d->text.data, d->words[d->sources[i].words[k]]))) d->sources[i].is_third_person = false;
}

static bool is_of_any_source(const corpus_document *d, an_span span)
{
    for (uint32_t i = 0; i < d->source_count; i++)
        if (shares_source(d, d->sources + i, span)) return true;
    return false;
}

static bool finish_document(run_state *r)
{
    corpus_document *d = &r->document;
    an_document coded;
    char prefix[64];
    if (!d->word_count) return true;
    snprintf(prefix, sizeof prefix, "GUM_%s_", r->genre ? r->genre : "");
    if (r->genre && strncmp(d->id, prefix, strlen(prefix)) != 0) return true;
    if (!an_eval_code(&r->tools, an_strbuf_view(&d->text), NULL, &coded)) return false;
    r->documents++;
    settle_persons(d);
    add_antecedents(d);
    for (uint32_t i = 0; i < d->source_count; i++) score_statement(r, d->sources + i, &coded);
    for (size_t i = 0; i < coded.claims.count; i++) {
        if (!coded.claims.items[i].has_speaker) continue;
        r->claims++;
        r->claims_right += is_of_any_source(d, coded.claims.items[i].speaker.span);
    }
    return true;
}

static void begin_document(corpus_document *d, const char *id)
{
    an_strbuf_clear(&d->text);
    d->word_count = d->source_count = d->before_sentence = 0;
    d->depth = 0;
    d->open_source = SOURCES_MAX;
    snprintf(d->id, sizeof d->id, "%.*s", (int)strcspn(id, "\r\n"), id);
}

/* "attribution-positive:3->57:7:sem-atsrc-12-16,18+...": the words 12 to 16 and 18. */
static void read_attribution(corpus_document *d, const char *discourse)
{
    const char *relation = strstr(discourse, "attribution-"), *signal = relation ? strstr(relation, "sem-atsrc-") : NULL, *end = strchr(discourse, '|');
    source *s = d->sources + d->source_count;
    if (!signal || (end && signal > end) || d->source_count >= SOURCES_MAX) return;
    *s = (source){.clause = d->word_count, .is_third_person = true};
    for (const char *at = signal + 10; *at >= '0' && *at <= '9';) {
        char *next;
        uint32_t from = (uint32_t)strtoul(at, &next, 10), to = *next == '-' ? (uint32_t)strtoul(next + 1, &next, 10) : from;
        for (uint32_t word = from; word <= to && s->count < SOURCE_WORDS_MAX; word++) s->words[s->count++] = word;
        at = *next == ',' ? next + 1 : next;
    }
    d->source_count += s->count > 0;
}

static bool opens_somebody(const char *mention)
{
    const char *kind = strchr(mention, '-');
    return kind && (strncmp(kind + 1, "person", 6) == 0 || strncmp(kind + 1, "organization", 12) == 0);
}

/* Brackets of mentions at a word: "(6-person-...)", "(10-abstract-...", "19)18)". */
static void read_entity(corpus_document *d, const char *entity)
{
    const char *end = entity + strcspn(entity, "|\n");
    for (const char *at = entity; at < end; at++)
        if (*at == '(' && d->depth < DEPTH_MAX) d->open[d->depth++] = opens_somebody(at);
    d->is_somebody[d->word_count] = d->depth && d->open[d->depth - 1];
    for (const char *at = entity; at < end; at++)
        if (*at == ')' && d->depth) d->depth--;
}

static void read_word(corpus_document *d, char *line, uint32_t *text_at)
{
    char *c[COLUMNS] = {line}, *at = line;
    const char *entity, *discourse;
    int count = 1;
    for (; *at && count < COLUMNS; at++)
        if (*at == '\t') {
            *at = '\0';
            c[count++] = at + 1;
        }
    if (count < COLUMNS || strchr(c[0], '-') || strchr(c[0], '.') || d->word_count >= WORDS_MAX) return;
    while (*text_at < d->text.length && d->text.data[*text_at] == ' ') ++*text_at;
    d->word_count++;
    d->words[d->word_count] = (an_span){*text_at, *text_at + (uint32_t)strlen(c[1])};
    if (strncmp(d->text.data + *text_at, c[1], strlen(c[1])) == 0) *text_at += (uint32_t)strlen(c[1]);
    d->is_somebody[d->word_count] = d->depth && d->open[d->depth - 1];
    d->heads[d->word_count] = strtoul(c[6], NULL, 10) ? d->before_sentence + (uint32_t)strtoul(c[6], NULL, 10) : 0;
    d->is_relative[d->word_count] = strcmp(c[7], "acl:relcl") == 0;
    entity = strstr(c[COLUMNS - 1], "Entity=");
    discourse = strstr(c[COLUMNS - 1], "Discourse=");
    if (discourse) {
        uint32_t before = d->source_count;
        read_attribution(d, discourse);
        d->open_source = d->source_count > before ? before : SOURCES_MAX;
    }
    if (d->open_source < d->source_count && (strcmp(c[3], "VERB") == 0 || strncmp(c[2], "accord", 6) == 0)) d->sources[d->open_source].has_verb = true;
    if (entity) read_entity(d, entity + 7);
}

static bool read_corpus(run_state *r, const char *path)
{
    static char line[LINE_BYTES];
    FILE *file = fopen(path, "r");
    corpus_document *d = &r->document;
    uint32_t text_at = 0;
    bool is_good = file != NULL, is_paragraph = false;
    if (!file) perror(path);
    while (is_good && fgets(line, sizeof line, file)) {
        if (strncmp(line, "# newdoc id = ", 14) == 0) {
            is_good = finish_document(r);
            begin_document(d, line + 14);
        } else if (strncmp(line, "# newpar", 8) == 0) is_paragraph = true;
        else if (strncmp(line, "# text = ", 9) == 0) {
            if (d->text.length) an_strbuf_puts(&d->text, is_paragraph ? "\n\n" : " ");
            is_paragraph = false;
            d->before_sentence = d->word_count;
            text_at = (uint32_t)d->text.length;
            an_strbuf_put(&d->text, line + 9, strcspn(line + 9, "\r\n"));
        } else if (line[0] != '#' && line[0] != '\n') read_word(d, line, &text_at);
    }
    if (file) fclose(file);
    return is_good && finish_document(r);
}

int main(int count, char **words)
{
    static run_state r;
    bool is_good;
    if (count < 3) return fprintf(stderr, "usage: eval_speakers DATA GUM.conllu [--genre NAME] [-v]\n"), 2;
    if (!an_eval_open(&r.tools, words[1])) return 3;
    for (int i = 3; i < count; i++) {
        if (strcmp(words[i], "-v") == 0) r.tools.is_verbose = true;
        if (strcmp(words[i], "--genre") == 0 && i + 1 < count) r.genre = words[i + 1];
    }
    an_strbuf_init(&r.document.text, 0);
    is_good = read_corpus(&r, words[2]);
    printf("documents %zu, statements of somebody %zu\nright speaker     %5.1f %%\nother speaker     %5.1f %%\nthird person      %5.1f %% right of %zu\nclaims whose speaker is a source of GUM's %5.1f %% of %zu\n", r.documents, r.statements,
           an_eval_percent(r.right, r.statements), an_eval_percent(r.wrong, r.statements), an_eval_percent(r.third_right, r.third), r.third, an_eval_percent(r.claims_right, r.claims), r.claims);
    an_strbuf_free(&r.document.text);
    an_eval_close(&r.tools);
    return is_good ? 0 : 1;
}
