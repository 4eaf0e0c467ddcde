/* The parse stage over a model of random weights: features, lemma rules, trees, name sequences, refusal of bad files, and that
 * results are whole, repeatable and the same on every path. How well a trained model parses is measured by eval_parse, not here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "parse/encode.h"
#include "parse/parser.h"
#include "tiny_parser.h"

static char path[] = "/tmp/annals-test-parser-XXXXXX";
static an_arena arena, scratch;

static int set_up(void **state)
{
    int file = mkstemp(path);
    (void)state;
    if (file < 0) return -1;
    close(file);
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    an_arena_free(&arena);
    an_arena_free(&scratch);
    return unlink(path);
}

static void write_tiny(tiny_parser *tiny)
{
    annals_error error;
    assert_int_equal(an_image_write(path, AN_PARSE_MODEL_MAGIC, AN_PARSE_MODEL_VERSION, tiny->sections, tiny->count, &error), ANNALS_OK);
}

static an_parser *open_tiny(uint64_t seed)
{
    tiny_parser tiny;
    annals_error error;
    an_parser *parser;
    tiny_make(&tiny, &arena, seed);
    write_tiny(&tiny);
    if (an_parser_open(&parser, path, &error) != ANNALS_OK) fail_msg("%s", error.message);
    return parser;
}

/* One sentence of `count` words made of the letters of the alphabet, capitals and commas among them. */
static an_parsed_text text_of(uint32_t count)
{
    static const char *const forms[] = {"The", "rebels", ",", "shelled", "Caf\xC3\xA9s", "in", "KABUL", "2024", ".", "\xE2\x80\x9C"};
    an_parsed_text text = {.sentence_count = 1, .token_count = count};
    text.sentences = AN_NEW(&arena, an_sentence);
    text.tokens = AN_NEW_ARRAY(&arena, an_token, count);
    text.sentences[0] = (an_sentence){.token_count = count};
    for (uint32_t i = 0; i < count; i++) text.tokens[i].form = an_str_from(forms[i * 7 % 10]);
    return text;
}

static bool reaches_root(const an_token *tokens, uint32_t count, int32_t at)
{
    for (uint32_t steps = 0; steps <= count && at != AN_HEAD_ROOT; steps++) {
        if (at < 0 || (uint32_t)at >= count) return false;
        at = tokens[at].head;
    }
    return at == AN_HEAD_ROOT;
}

static void assert_is_whole(const an_parsed_text *text)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < text->token_count; i++) {
        const an_token *token = &text->tokens[i];
        roots += token->head == AN_HEAD_ROOT;
        assert_int_equal(token->head == AN_HEAD_ROOT, token->deprel == AN_DEPREL_ROOT);
        assert_true(reaches_root(text->tokens, text->token_count, (int32_t)i));
        assert_true(token->upos > AN_UPOS_NONE && token->upos < AN_UPOS_COUNT);
        assert_true(token->deprel > AN_DEPREL_NONE && token->deprel < AN_DEPREL_COUNT);
        assert_true(token->lemma.length > 0 && token->xpos.length > 0);
        assert_true(an_utf8_is_valid(token->lemma));
        assert_true(token->name || !token->starts_name);
    }
    assert_int_equal(roots, 1);
}

static void every_length_gives_one_whole_tree(void **state)
{
    static const uint32_t lengths[] = {1, 2, 3, 7, 40, 255, 256, 257, 600};
    an_parser *parser = open_tiny(1);
    annals_error error;
    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        an_parsed_text text = text_of(lengths[i]);
        assert_int_equal(an_parse(&arena, &scratch, parser, &text, &error), ANNALS_OK);
        assert_is_whole(&text);
        an_arena_reset(&scratch);
    }
    an_parser_close(parser);
}

static void assert_same(const an_parsed_text *a, const an_parsed_text *b)
{
    for (uint32_t i = 0; i < a->token_count; i++) {
        const an_token *x = &a->tokens[i], *y = &b->tokens[i];
        assert_true(an_str_equal(x->lemma, y->lemma) && an_str_equal(x->xpos, y->xpos) && an_str_equal(x->features, y->features));
        assert_int_equal(x->head, y->head);
        assert_int_equal(x->deprel, y->deprel);
        assert_int_equal(x->upos, y->upos);
        assert_int_equal(x->name, y->name);
    }
}

/* The neighbours of a sentence in a text, and earlier use of the memory, have no say. */
static void parsing_again_gives_the_same(void **state)
{
    an_parser *parser = open_tiny(2);
    an_parsed_text first = text_of(30), again = text_of(30), other = text_of(77);
    annals_error error;
    (void)state;
    assert_int_equal(an_parse(&arena, &scratch, parser, &first, &error), ANNALS_OK);
    assert_int_equal(an_parse(&arena, &scratch, parser, &other, &error), ANNALS_OK);
    assert_int_equal(an_parse(&arena, &scratch, parser, &again, &error), ANNALS_OK);
    assert_same(&first, &again);
    an_parser_close(parser);
}

/* Nor have the other texts of a batch, or the words that the desk remembers: the second round finds all of them there. */
static void parsing_together_gives_the_same(void **state)
{
    static const uint32_t lengths[] = {12, 1, 300, 40, 9, 0, 77};
    enum { TEXTS = sizeof lengths / sizeof *lengths };
    an_parser *parser = open_tiny(5);
    an_parse_desk *desk = an_parse_desk_new(parser);
    (void)state;
    assert_non_null(desk);
    for (int round = 0; round < 2; round++) {
        an_parsed_text alone[TEXTS], together[TEXTS];
        an_parse_job jobs[TEXTS];
        annals_error error;
        for (size_t i = 0; i < TEXTS; i++) {
            alone[i] = text_of(lengths[i]);
            together[i] = text_of(lengths[i]);
            jobs[i] = (an_parse_job){&arena, &together[i]};
            assert_int_equal(an_parse(&arena, &scratch, parser, &alone[i], &error), ANNALS_OK);
        }
        assert_int_equal(an_parse_together(&scratch, desk, jobs, TEXTS, &error), ANNALS_OK);
        for (size_t i = 0; i < TEXTS; i++) assert_same(&alone[i], &together[i]);
    }
    an_parse_desk_free(desk);
    an_parser_close(parser);
}

static void one_text_without_memory_leaves_the_others_whole(void **state)
{
    an_parser *parser = open_tiny(6);
    an_parse_desk *desk = an_parse_desk_new(parser);
    an_parsed_text alone = text_of(20), poor = text_of(20), rich = text_of(20);
    an_arena none;
    annals_error error;
    (void)state;
    an_arena_init(&none, 1);
    assert_int_equal(an_parse(&arena, &scratch, parser, &alone, &error), ANNALS_OK);
    assert_int_equal(an_parse_together(&scratch, desk, (an_parse_job[]){{&none, &poor}, {&arena, &rich}}, 2, &error), ANNALS_OK);
    assert_true(none.is_exhausted);
    assert_same(&alone, &rich);
    an_arena_free(&none);
    an_parse_desk_free(desk);
    an_parser_close(parser);
}

static void words_met_lately_are_remembered(void **state)
{
    enum { WIDTH = 3, MANY = 20000 };
    an_parse_recent *recent = an_parse_recent_new(WIDTH);
    const int32_t sums[WIDTH] = {1, -2, 3}, other[WIDTH] = {4, 5, 6};
    char form[32];
    (void)state;
    assert_null(an_parse_recent_find(recent, AN_STR("siege")));
    an_parse_recent_keep(recent, AN_STR("siege"), sums);
    an_parse_recent_keep(recent, AN_STR("sieges"), other);
    assert_memory_equal(an_parse_recent_find(recent, AN_STR("siege")), sums, sizeof sums);
    assert_memory_equal(an_parse_recent_find(recent, AN_STR("sieges")), other, sizeof other);
    assert_null(an_parse_recent_find(recent, AN_STR("Siege")));
    for (int i = 0; i < MANY; i++) {
        const int32_t value[WIDTH] = {i, i, i};
        an_str word = {form, (size_t)snprintf(form, sizeof form, "w%d", i)};
        an_parse_recent_keep(recent, word, value);
        assert_memory_equal(an_parse_recent_find(recent, word), value, sizeof value);
    }
    assert_null(an_parse_recent_find(recent, AN_STR("siege")));
    an_parse_recent_keep(recent, AN_STR(""), sums);
    assert_null(an_parse_recent_find(recent, AN_STR("")));
    an_parse_recent_free(recent);
}

static void portable_and_fast_paths_leave_the_same_states(void **state)
{
    tiny_parser tiny;
    an_parse_weights weights;
    const an_parse_piece whole = {0, 50};
    an_parse_room fast, portable;
    an_parsed_text text = text_of(50);
    annals_error error;
    (void)state;
    tiny_make(&tiny, &arena, 3);
    write_tiny(&tiny);
    assert_int_equal(an_parse_weights_open(&weights, path, &error), ANNALS_OK);
    assert_true(an_parse_room_new(&scratch, &weights, 50, &fast) && an_parse_room_new(&scratch, &weights, 50, &portable));
    for (uint32_t i = 0; i < 50; i++) fast.words[i] = portable.words[i] = &text.tokens[i];
    assert_true(an_parse_encode(&scratch, &weights, &fast, &whole, 1));
    an_parse_heads(&weights, &fast, whole);
    weights.kernels = &an_model_kernels_portable;
    assert_true(an_parse_encode(&scratch, &weights, &portable, &whole, 1));
    an_parse_heads(&weights, &portable, whole);
    assert_memory_equal(fast.states, portable.states, 50 * weights.state_width * sizeof *fast.states);
    assert_memory_equal(fast.heads, portable.heads, 50 * sizeof *fast.heads);
    an_parse_weights_close(&weights);
}

static void running_out_of_memory_is_an_error(void **state)
{
    an_parser *parser = open_tiny(4);
    an_parsed_text text = text_of(20);
    an_arena small;
    annals_error error;
    (void)state;
    an_arena_init(&small, 4096);
    assert_int_equal(an_parse(&arena, &small, parser, &text, &error), ANNALS_E_MEMORY);
    an_arena_free(&small);
    an_parser_close(parser);
}

static void assert_refused(tiny_parser *tiny)
{
    annals_error error;
    an_parser *parser;
    annals_status status;
    write_tiny(tiny);
    status = an_parser_open(&parser, path, &error);
    if (status != ANNALS_E_FORMAT && status != ANNALS_E_VERSION) fail_msg("opened although broken: %d", (int)status);
    assert_null(parser);
}

static void sections_cut_short_or_missing_are_refused(void **state)
{
    tiny_parser tiny;
    (void)state;
    tiny_make(&tiny, &arena, 5);
    for (size_t i = 0; i < tiny.count; i++) {
        tiny_parser cut = tiny, missing = tiny;
        cut.sections[i].bytes.length -= 1;
        assert_refused(&cut);
        missing.sections[i] = missing.sections[--missing.count];
        assert_refused(&missing);
    }
}

static void impossible_shapes_are_refused(void **state)
{
    static const int32_t values[] = {-1, 0, INT32_MAX, INT32_MIN, 7, 1 << 20};
    tiny_parser tiny;
    int32_t *shape;
    (void)state;
    tiny_make(&tiny, &arena, 6);
    shape = (int32_t *)(uintptr_t)tiny_section(&tiny, "shape")->bytes.data;
    for (size_t i = 0; i < sizeof(an_parse_shape) / 4; i++)
        for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
            int32_t right = shape[i];
            shape[i] = values[v];
            assert_refused(&tiny);
            shape[i] = right;
        }
}

static void bad_labels_are_refused(void **state)
{
    static const char *const bad[][2] = {
        {"upos.labels", "NOUN\nVERB\nWHAT\n"}, {"deprel.labels", "root\nroot\nroot\n"}, {"deprel.labels", "nsubj\nroot\nnonsense\n"},
        {"lemma.labels", "l0+\nl1+\nk0+\nl+\n=x\n"}, {"lemma.labels", "l0+\nl1+\nk0+\n=be\n"}, {"lemma.labels", "l0+\nl1+\nk0+\nl0+\xFF\n=x\n"}, {"name.labels", "O\nB\nI-PER\nB-ORG\nI-ORG\nB-LOC\nI-LOC\n"},
        {"xpos.labels", "NN"}, {"xpos.labels", "NN\nVB\nJJ\n"}};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tiny_parser tiny;
        tiny_make(&tiny, &arena, 7);
        tiny_section(&tiny, bad[i][0])->bytes = an_str_from(bad[i][1]);
        assert_refused(&tiny);
    }
}

static void a_damaged_file_is_refused(void **state)
{
    annals_error error;
    an_parser *parser;
    FILE *file;
    (void)state;
    an_parser_close(open_tiny(8));
    file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, 5000, SEEK_SET);
    fputc(0x55, file);
    fputc(0xAA, file);
    fclose(file);
    assert_int_equal(an_parser_open(&parser, path, &error), ANNALS_E_FORMAT);
    assert_int_equal(truncate(path, 3000), 0);
    assert_int_equal(an_parser_open(&parser, path, &error), ANNALS_E_FORMAT);
    assert_int_equal(an_parser_open(&parser, "/nonexistent/parse.model", &error), ANNALS_E_IO);
}

static void lemma_rules_edit_the_form(void **state)
{
    static const char *const cases[][3] = {{"l3+y", "Parties", "party"}, {"l0+", "THE", "the"}, {"k0+", "Kabul", "Kabul"},
                                           {"k2+", "Iraqis", "Iraq"},    {"t0+", "PUTIN", "Putin"}, {"=be", "was", "be"},
                                           {"l9+x", "Ran", "ran"},       {"l1+", "caf\xC3\xA9", "caf\xC3\xA9"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_parse_lemma_rule rule;
        an_str lemma;
        assert_true(an_parse_lemma_rule_read(an_str_from(cases[i][0]), &rule));
        lemma = an_parse_lemma(&arena, &rule, an_str_from(cases[i][1]));
        assert_true(an_str_is(lemma, cases[i][2]));
    }
}

static void lemmas_seen_in_training_come_from_the_table(void **state)
{
    an_parse_weights weights;
    tiny_parser tiny;
    annals_error error;
    (void)state;
    tiny_make(&tiny, &arena, 11);
    write_tiny(&tiny);
    assert_int_equal(an_parse_weights_open(&weights, path, &error), ANNALS_OK);
    assert_true(an_str_is(an_parse_known_lemma(&weights, AN_STR("rebels"), AN_UPOS_NOUN)->added, "insurgent"));
    assert_non_null(an_parse_known_lemma(&weights, AN_STR("Rebels"), AN_UPOS_NOUN));
    assert_null(an_parse_known_lemma(&weights, AN_STR("rebels"), AN_UPOS_VERB));
    assert_null(an_parse_known_lemma(&weights, AN_STR("Rebels"), AN_UPOS_PROPN));
    an_parse_weights_close(&weights);
}

static void features_fold_case_and_digits(void **state)
{
    an_parse_features lower, upper, number, other_number, long_word;
    char garbage[5000];
    (void)state;
    memset(garbage, 'x', sizeof garbage);
    assert_true(an_parse_features_of(&scratch, AN_STR("kabul"), &lower) && an_parse_features_of(&scratch, AN_STR("KABUL"), &upper));
    assert_true(an_parse_features_of(&scratch, AN_STR("1994"), &number) && an_parse_features_of(&scratch, AN_STR("2024"), &other_number));
    assert_true(lower.word == upper.word && number.word == other_number.word && lower.word != number.word);
    assert_int_not_equal(lower.pieces[0], upper.pieces[0]);
    assert_true(an_parse_features_of(&scratch, (an_str){garbage, sizeof garbage}, &long_word));
    assert_int_equal(long_word.piece_count, AN_PARSE_PIECES_MAX);
}

static int64_t tree_score(const int32_t *scores, uint32_t n, const int32_t *heads)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += scores[i * (n + 1) + (uint32_t)(heads[i] + 1)];
    return sum;
}

static bool is_tree(uint32_t n, const int32_t *heads)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        int32_t at = (int32_t)i;
        for (uint32_t steps = 0; steps <= n && at >= 0; steps++) at = heads[at];
        if (at >= 0 || heads[i] == (int32_t)i) return false;
        roots += heads[i] == -1;
    }
    return roots == 1;
}

/* The best tree of all, by trying every assignment of heads. */
static int64_t best_by_trying(const int32_t *scores, uint32_t n)
{
    int32_t heads[4];
    int64_t best = INT64_MIN;
    uint32_t ways = 1;
    for (uint32_t i = 0; i < n; i++) ways *= n + 1;
    for (uint32_t way = 0; way < ways; way++) {
        uint32_t rest = way;
        for (uint32_t i = 0; i < n; i++, rest /= n + 1) heads[i] = (int32_t)(rest % (n + 1)) - 1;
        if (is_tree(n, heads) && tree_score(scores, n, heads) > best) best = tree_score(scores, n, heads);
    }
    return best;
}

static void the_tree_is_the_best_of_all(void **state)
{
    an_parse_tree_room *room = an_parse_tree_room_new(&arena, 4);
    tiny_parser source = {.random = 9};
    (void)state;
    assert_non_null(room);
    for (int round = 0; round < 2000; round++) {
        uint32_t n = 1 + (uint32_t)round % 4;
        int32_t scores[20], heads[4];
        for (uint32_t i = 0; i < n * (n + 1); i++) scores[i] = (int32_t)(tiny_random(&source) % 2001) - 1000;
        an_parse_tree(room, scores, n + 1, n, heads);
        assert_true(is_tree(n, heads));
        assert_true(tree_score(scores, n, heads) == best_by_trying(scores, n));
    }
}

static void large_random_scores_give_trees(void **state)
{
    enum { WORDS = 200 };
    an_parse_tree_room *room = an_parse_tree_room_new(&arena, WORDS);
    int32_t *scores = AN_NEW_ARRAY(&arena, int32_t, WORDS * (WORDS + 1)), heads[WORDS];
    tiny_parser source = {.random = 10};
    (void)state;
    for (int round = 0; round < 5; round++) {
        for (uint32_t i = 0; i < WORDS * (WORDS + 1); i++) scores[i] = (int32_t)tiny_random(&source) - (1 << 30);
        an_parse_tree(room, scores, WORDS + 1, WORDS, heads);
        assert_true(is_tree(WORDS, heads));
    }
}

static const an_parse_name_label name_labels[] = {
    {AN_NAME_NONE, false}, {AN_NAME_PERSON, true}, {AN_NAME_PERSON, false}, {AN_NAME_PLACE, true}, {AN_NAME_PLACE, false},
};
enum { NAME_LABELS = sizeof name_labels / sizeof *name_labels, NAME_WORDS = 5, NAME_STRIDE = 8 };

/* Inside labels stand behind a label of their own kind. */
static bool is_name_sequence(const uint32_t *classes, uint32_t count)
{
    uint8_t kind_before = AN_NAME_NONE;
    for (uint32_t i = 0; i < count; i++) {
        an_parse_name_label label = name_labels[classes[i]];
        if (label.kind != AN_NAME_NONE && !label.is_start && label.kind != kind_before) return false;
        kind_before = label.kind;
    }
    return true;
}

static bool may_follow(uint32_t before, uint32_t next)
{
    uint8_t kind_before = before < NAME_LABELS ? name_labels[before].kind : AN_NAME_NONE;
    return name_labels[next].kind == AN_NAME_NONE || name_labels[next].is_start || name_labels[next].kind == kind_before;
}

/* Random steps where a label may follow another, forbidding ones elsewhere; the last row is the start. */
static void make_steps(tiny_parser *source, int32_t *steps)
{
    for (uint32_t i = 0; i < (NAME_LABELS + 1) * NAME_LABELS; i++)
        steps[i] = may_follow(i / NAME_LABELS, i % NAME_LABELS) ? (int32_t)(tiny_random(source) % 4001) - 2000 : -AN_PARSE_NAME_BREAK_COST;
}

static int64_t name_total(const int32_t *steps, const int32_t *scores, const uint32_t *classes, uint32_t count)
{
    int64_t total = 0;
    for (uint32_t i = 0; i < count; i++)
        total += scores[i * NAME_STRIDE + classes[i]] + steps[(i ? classes[i - 1] : NAME_LABELS) * NAME_LABELS + classes[i]];
    return total;
}

/* The best total of all, by trying every sequence. */
static int64_t best_names_by_trying(const int32_t *steps, const int32_t *scores, uint32_t count)
{
    uint32_t classes[NAME_WORDS], ways = 1;
    int64_t best = INT64_MIN;
    for (uint32_t i = 0; i < count; i++) ways *= NAME_LABELS;
    for (uint32_t way = 0; way < ways; way++) {
        uint32_t rest = way;
        for (uint32_t i = 0; i < count; i++, rest /= NAME_LABELS) classes[i] = rest % NAME_LABELS;
        if (is_name_sequence(classes, count) && name_total(steps, scores, classes, count) > best) best = name_total(steps, scores, classes, count);
    }
    return best;
}

static void names_are_the_best_sequence_of_all(void **state)
{
    tiny_parser source = {.random = 11};
    (void)state;
    for (int round = 0; round < 200; round++) {
        uint32_t count = (uint32_t)round % (NAME_WORDS + 1), classes[NAME_WORDS];
        int32_t steps[(NAME_LABELS + 1) * NAME_LABELS], scores[NAME_WORDS * NAME_STRIDE], totals[NAME_WORDS * NAME_STRIDE];
        for (uint32_t i = 0; i < NAME_WORDS * NAME_STRIDE; i++) totals[i] = scores[i] = (int32_t)(tiny_random(&source) % 40001) - 20000;
        make_steps(&source, steps);
        an_parse_best_names(steps, NAME_LABELS, totals, NAME_STRIDE, count, classes);
        assert_true(is_name_sequence(classes, count));
        if (count > 0) assert_true(name_total(steps, scores, classes, count) == best_names_by_trying(steps, scores, count));
    }
}

static void names_stay_whole_with_scores_of_any_size(void **state)
{
    enum { WORDS = 256 };
    int32_t *scores = AN_NEW_ARRAY(&arena, int32_t, WORDS * NAME_STRIDE);
    int32_t steps[(NAME_LABELS + 1) * NAME_LABELS];
    uint32_t classes[WORDS];
    tiny_parser source = {.random = 12};
    (void)state;
    make_steps(&source, steps);
    for (uint32_t i = 0; i < WORDS * NAME_STRIDE; i++) scores[i] = (int32_t)tiny_random(&source) - (1 << 30);
    an_parse_best_names(steps, NAME_LABELS, scores, NAME_STRIDE, WORDS, classes);
    assert_true(is_name_sequence(classes, WORDS));
}

static void marks_follow_the_pieces_of_a_known_word(void **state)
{
    static const uint16_t bits[] = {1 << 0 | 1 << 15, UINT16_MAX};
    an_parse_features word, other;
    uint64_t keys[2];
    an_parse_marks marks = {keys, bits, 2};
    uint32_t count;
    (void)state;
    assert_true(an_parse_features_of(&scratch, AN_STR("Miriam"), &word) && an_parse_features_of(&scratch, AN_STR("strikes"), &other));
    keys[0] = word.word;
    keys[1] = UINT64_MAX;
    count = word.piece_count;
    an_parse_add_marks(&marks, &word);
    assert_int_equal(word.piece_count, count + 2);
    assert_int_equal(word.pieces[count], AN_PARSE_BUCKETS);
    assert_int_equal(word.pieces[count + 1], AN_PARSE_BUCKETS + 15);
    count = other.piece_count;
    an_parse_add_marks(&marks, &other);
    assert_int_equal(other.piece_count, count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_follow_the_pieces_of_a_known_word),
        cmocka_unit_test(every_length_gives_one_whole_tree),
        cmocka_unit_test(parsing_again_gives_the_same),
        cmocka_unit_test(parsing_together_gives_the_same),
        cmocka_unit_test(one_text_without_memory_leaves_the_others_whole),
        cmocka_unit_test(words_met_lately_are_remembered),
        cmocka_unit_test(portable_and_fast_paths_leave_the_same_states),
        cmocka_unit_test(running_out_of_memory_is_an_error),
        cmocka_unit_test(sections_cut_short_or_missing_are_refused),
        cmocka_unit_test(impossible_shapes_are_refused),
        cmocka_unit_test(bad_labels_are_refused),
        cmocka_unit_test(a_damaged_file_is_refused),
        cmocka_unit_test(lemma_rules_edit_the_form),
        cmocka_unit_test(lemmas_seen_in_training_come_from_the_table),
        cmocka_unit_test(features_fold_case_and_digits),
        cmocka_unit_test(the_tree_is_the_best_of_all),
        cmocka_unit_test(large_random_scores_give_trees),
        cmocka_unit_test(names_are_the_best_sequence_of_all),
        cmocka_unit_test(names_stay_whole_with_scores_of_any_size),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
