/* eval_coreference DATA_DIR GOLD.conllu... [--gold-tokens | --gold-parse] [--lexicon FILE] [--format plain|markdown] [--show N]
 *
 * Coreference of whole documents against treebanks that hold it in MISC (Entity=, as GUM and CorefUD write it). DATA_DIR holds
 * models/split.model, models/parse.model and models/coreference.model. A document's text is put together from its gold words and the
 * spaces noted there; then raw text -> split -> parse -> coreference.
 *   --gold-tokens  sentences and words are given, the parse is made
 *   --gold-parse   the treebank's own parse is given (names are then not known)
 *   --lexicon FILE the compiled dictionary, which knows more lemmas (as in use)
 *   --show N       the chains of the first N documents, as words; "?" marks a mention that gold has in another chain or not at all
 *
 * Which mentions are one: those whose head words share a byte (of several with one head the nearest in extent, each only once); in the
 * lines "exact", those with the same bytes. MUC, B3, CEAFe as the reference scorer counts them (eval_chains.c); CoNLL = mean of their F1.
 * Gold annotates singletons. "Chains": mentions without company are taken out of both sides, as in CoNLL 2012. "All mentions": they stay, and
 * the program's noun phrases that it linked to nothing are its singletons.
 * Pronouns: gold mentions of one word, personal, possessive, reflexive or demonstrative (not relative), with an earlier mention in
 * their chain. Right: the mention that the program linked it to is (by head) an earlier mention of the same gold chain. One that the
 * program did not link, or has as the first of a chain, is wrong. */
#include <stdio.h>
#include <stdlib.h>

#include "chains_gold.h"
#include "mention/coreference_parts.h"
#include "parse/parser.h"
#include "split/splitter.h"

enum { FILES_MAX = 64 };

typedef struct options {
    const char *data_directory, *files[FILES_MAX], *lexicon;
    int file_count;
    long shown;
    bool gold_tokens, gold_parse, markdown;
} options;

typedef struct tools {
    an_splitter *splitter;
    an_parser *parser;
    an_coreference *coreference;
    an_lexicon *lexicon;
} tools;

enum { VIEW_CHAINS, VIEW_CHAINS_EXACT, VIEW_ALL, VIEW_ALL_EXACT, VIEW_COUNT };
static const an_chain_options views[VIEW_COUNT] = {{false, false}, {true, false}, {false, true}, {true, true}};
static const char *const view_names[VIEW_COUNT] = {"chains", "chains, exact", "all mentions", "all mentions, exact"};

static int complain(const char *what, const annals_error *error)
{
    fprintf(stderr, "eval_coreference: %s: %s\n", what, error->message);
    return 1;
}

static bool read_options(int argc, char **argv, options *o)
{
    for (int i = 1; i < argc; i++) {
        bool has_value = i + 1 < argc;
        if (strcmp(argv[i], "--gold-tokens") == 0) o->gold_tokens = true;
        else if (strcmp(argv[i], "--gold-parse") == 0) o->gold_parse = true;
        else if (strcmp(argv[i], "--lexicon") == 0 && has_value) o->lexicon = argv[++i];
        else if (strcmp(argv[i], "--show") == 0 && has_value) o->shown = strtol(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--format") == 0 && has_value) o->markdown = strcmp(argv[++i], "markdown") == 0;
        else if (argv[i][0] == '-') return false;
        else if (!o->data_directory) o->data_directory = argv[i];
        else if (o->file_count < FILES_MAX) o->files[o->file_count++] = argv[i];
    }
    return o->file_count > 0 && !(o->gold_tokens && o->gold_parse);
}

static annals_status open_tools(const options *o, tools *t, annals_error *error)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/models/split.model", o->data_directory);
    AN_TRY(an_splitter_open(&t->splitter, path, error));
    snprintf(path, sizeof path, "%s/models/parse.model", o->data_directory);
    AN_TRY(an_parser_open(&t->parser, path, error));
    if (o->lexicon) {
        AN_TRY(an_lexicon_open(&t->lexicon, o->lexicon, error));
        an_parser_use_lexicon(t->parser, t->lexicon);
    }
    snprintf(path, sizeof path, "%s/models/coreference.model", o->data_directory);
    return an_coreference_open(&t->coreference, path, error);
}

/* ---- one document ---- */

static annals_status analyse(const options *o, const tools *t, an_arena *arena, an_arena *scratch, const an_gold_document *gold, an_parsed_text *out,
                             annals_error *error)
{
    *out = gold->text;
    if (o->gold_parse) return ANNALS_OK;
    if (!o->gold_tokens) AN_TRY(an_split(arena, scratch, t->splitter, gold->text.text, out, error));
    else AN_TRY(an_gold_forget_parse(arena, &gold->text, out, error));
    an_arena_reset(scratch);
    AN_TRY(an_parse(arena, scratch, t->parser, out, error));
    an_arena_reset(scratch);
    return ANNALS_OK;
}

static bool collect(an_arena *scratch, const an_coreference_state *state, an_eval_chains *out)
{
    uint32_t *places = AN_NEW_ARRAY(scratch, uint32_t, state->phrases->count + 1);
    memset(out, 0, sizeof *out);
    out->chain_count = (uint32_t)state->chains.count;
    if (!places) return false;
    for (uint32_t i = 0; i < state->phrases->count; i++) {
        const an_phrase *p = state->phrases->items + i;
        an_eval_mention m = an_gold_place(state->words->text, p->first, p->end, p->head);
        places[i] = (uint32_t)out->mentions.count;
        if (state->chains.items[p->chain].count < 2 && !an_coreference_counts_alone(state, i)) continue;
        m.chain = p->chain;
        if (p->antecedent != AN_NONE) m.antecedent = places[p->antecedent];
        if (!AN_PUSH(scratch, &out->mentions, m)) return false;
    }
    return true;
}

static void print_words(an_str text, an_span span)
{
    for (uint32_t i = span.start; i < span.end; i++) putchar(text.data[i] == '\n' ? ' ' : text.data[i]);
}

static void show(const an_gold_document *gold, const an_eval_chains *system, const uint32_t *partner)
{
    printf("== %.*s\n", (int)gold->id.length, gold->id.data);
    for (uint32_t chain = 0; chain < system->chain_count; chain++) {
        uint32_t count = 0, first = AN_EVAL_NONE;
        for (uint32_t i = 0; i < system->mentions.count; i++) count += system->mentions.items[i].chain == chain;
        if (count < 2) continue;
        for (uint32_t i = 0; i < system->mentions.count; i++) {
            uint32_t gold_chain = partner[i] == AN_EVAL_NONE ? AN_EVAL_NONE : gold->chains.mentions.items[partner[i]].chain;
            if (system->mentions.items[i].chain != chain) continue;
            if (first == AN_EVAL_NONE) first = gold_chain;
            fputs(gold_chain == AN_EVAL_NONE || gold_chain != first ? "?[" : "[", stdout);
            print_words(gold->text.text, system->mentions.items[i].span);
            fputs("] ", stdout);
        }
        putchar('\n');
    }
}

static annals_status score_document(const options *o, const tools *t, an_arena *arena, an_arena *scratch, const an_gold_document *gold, bool is_shown,
                                    an_chain_scores scores[VIEW_COUNT], annals_error *error)
{
    an_words words;
    an_phrases phrases = {0};
    an_parsed_text system;
    an_coreference_state state = {.model = t->coreference, .words = &words, .phrases = &phrases};
    an_eval_chains found;
    AN_TRY(analyse(o, t, arena, scratch, gold, &system, error));
    if (!an_coreference_words(scratch, &system, &words) || !an_coreference_phrases(scratch, t->coreference, &words, &phrases) ||
        !an_coreference_run(scratch, &state) || !collect(scratch, &state, &found))
        return an_fail(error, ANNALS_E_MEMORY, "eval", 0, "out of memory");
    if (is_shown) {
        uint32_t *partner = an_eval_align(scratch, &gold->chains, &found, false);
        if (partner) show(gold, &found, partner);
    }
    for (int v = 0; v < VIEW_COUNT; v++) AN_TRY(an_eval_chains_score(scratch, &gold->chains, &found, views + v, scores + v, error));
    return ANNALS_OK;
}

static annals_status score_file(const options *o, const tools *t, an_str conllu, an_chain_scores scores[VIEW_COUNT], annals_error *error)
{
    annals_status status = ANNALS_OK;
    for (long n = 0; status == ANNALS_OK; n++) {
        an_arena arena, scratch;
        an_gold_document gold;
        an_arena_init(&arena, 0);
        an_arena_init(&scratch, 0);
        status = an_gold_next(&arena, &conllu, &gold, error);
        if (status == ANNALS_OK) status = score_document(o, t, &arena, &scratch, &gold, n < o->shown, scores, error);
        an_arena_free(&arena);
        an_arena_free(&scratch);
    }
    return status == ANNALS_END ? ANNALS_OK : status;
}

/* ---- the report ---- */

static void print_view(const options *o, int v, const an_chain_scores *scores)
{
    double mean = 0;
    printf(o->markdown ? "| %s |" : "  %-20s", view_names[v]);
    for (int m = 0; m < AN_CHAIN_METRIC_COUNT; m++) {
        const an_chain_count *count = scores->counts + m;
        const char *format = o->markdown ? " %.1f %.1f %.1f |" : "  %s P %.1f R %.1f F %.1f";
        mean += an_chain_f1(count) / AN_CHAIN_METRIC_COUNT;
        if (o->markdown) printf(format, an_chain_precision(count), an_chain_recall(count), an_chain_f1(count));
        else printf(format, an_chain_metric_names[m], an_chain_precision(count), an_chain_recall(count), an_chain_f1(count));
    }
    printf(o->markdown ? " %.1f | %llu %llu %llu |\n" : "  CoNLL %.1f  mentions: gold %llu, found %llu, both %llu\n", mean,
           (unsigned long long)scores->gold_mentions, (unsigned long long)scores->system_mentions, (unsigned long long)scores->aligned_mentions);
}

static void print_pronouns(const options *o, const an_pronoun_count counts[AN_EVAL_PRONOUN_COUNT])
{
    if (o->markdown) printf("\n| pronouns | all | linked | right | %% |\n|---|---|---|---|---|\n");
    for (int i = 0; i < AN_EVAL_PRONOUN_COUNT; i++) {
        const an_pronoun_count *c = counts + i;
        double share = c->all ? 100.0 * (double)c->right / (double)c->all : 0.0;
        printf(o->markdown ? "| %s | %llu | %llu | %llu | %.1f |\n" : "  pronouns %-10s %5llu, linked %5llu, right %5llu: %.1f\n", an_eval_pronoun_names[i], (unsigned long long)c->all,
               (unsigned long long)c->linked, (unsigned long long)c->right, share);
    }
}

static void print_scores(const options *o, const char *name, const an_chain_scores scores[VIEW_COUNT])
{
    printf(o->markdown ? "\n%s\n\n| | MUC P R F | B3 P R F | CEAFe P R F | CoNLL | mentions: gold, found, both |\n|---|---|---|---|---|---|\n" : "%s\n", name);
    for (int v = 0; v < VIEW_COUNT; v++) print_view(o, v, scores + v);
    print_pronouns(o, scores->pronouns);
}

static int evaluate(const options *o, const tools *t, const char *path)
{
    an_chain_scores scores[VIEW_COUNT] = {0};
    const char *slash = strrchr(path, '/');
    an_strbuf bytes;
    annals_error error = {.message = "out of memory"};
    annals_status status;
    an_strbuf_init(&bytes, 0);
    status = an_gold_read_file(path, &bytes, &error);
    if (status == ANNALS_OK) status = score_file(o, t, an_strbuf_view(&bytes), scores, &error);
    an_strbuf_free(&bytes);
    if (status != ANNALS_OK) return complain(path, &error);
    print_scores(o, slash ? slash + 1 : path, scores);
    return 0;
}

int main(int argc, char **argv)
{
    options o = {0};
    tools t = {0};
    annals_error error;
    int failed = 0;
    if (!read_options(argc, argv, &o)) {
        fprintf(stderr, "usage: eval_coreference DATA_DIR GOLD.conllu... [--gold-tokens | --gold-parse] [--lexicon FILE] [--format plain|markdown] [--show N]\n");
        return 2;
    }
    if (open_tools(&o, &t, &error) != ANNALS_OK) failed = complain(o.data_directory, &error);
    for (int i = 0; !failed && i < o.file_count; i++) failed = evaluate(&o, &t, o.files[i]);
    an_splitter_close(t.splitter);
    an_parser_close(t.parser);
    an_coreference_close(t.coreference);
    an_lexicon_close(t.lexicon);
    return failed;
}
