/* The scorer, on cases small enough to count by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "eval_conllu.h"

/* A word: id, form, lemma, UPOS, XPOS, features, head, relation. */
#define W(id, form, lemma, upos, xpos, feats, head, rel, misc) \
    id "\t" form "\t" lemma "\t" upos "\t" xpos "\t" feats "\t" head "\t" rel "\t_\t" misc "\n"
#define M(range, form, misc) range "\t" form "\t_\t_\t_\t_\t_\t_\t_\t" misc "\n"

static const char gold[] =
    M("1-2", "Don't", "_")
    W("1", "Do", "do", "AUX", "VB", "Mood=Imp|VerbForm=Fin", "3", "aux", "_")
    W("2", "n't", "not", "PART", "RB", "_", "3", "advmod", "_")
    W("3", "go", "go", "VERB", "VB", "VerbForm=Inf", "0", "root", "SpaceAfter=No")
    W("4", ".", ".", "PUNCT", ".", "_", "3", "punct", "_")
    "\n"
    W("1", "Kabul", "Kabul", "PROPN", "NNP", "Number=Sing", "2", "nsubj:pass", "_")
    W("2", "fell", "fall", "VERB", "VBD", "Mood=Ind|NumForm=Word|Tense=Past", "0", "root", "_")
    "\n";

/* "Don't" is one word; go and its full stop are one; the sentences are one. */
static const char glued[] =
    W("1", "Don't", "do", "AUX", "VB", "_", "2", "aux", "_")
    W("2", "go.", "go", "VERB", "VB", "_", "0", "root", "_")
    W("3", "Kabul", "Kabul", "PROPN", "NNP", "Number=Sing", "4", "nsubj", "_")
    W("4", "fell", "fall", "VERB", "VBD", "_", "2", "parataxis", "_")
    "\n";

/* As gold in its words, with a wrong tag, lemma, feature and head each. */
static const char mistaken[] =
    M("1-2", "Don't", "_")
    W("1", "Do", "do", "VERB", "VB", "Mood=Imp|VerbForm=Fin", "3", "aux", "_")
    W("2", "n't", "n't", "PART", "RB", "_", "3", "advmod", "_")
    W("3", "go", "go", "VERB", "VBP", "VerbForm=Fin", "0", "root", "SpaceAfter=No")
    W("4", ".", ".", "PUNCT", ".", "_", "1", "punct", "_")
    "\n"
    W("1", "Kabul", "Kabul", "PROPN", "NNP", "Number=Sing", "2", "obj", "_")
    W("2", "fell", "fall", "VERB", "VBD", "Mood=Ind|Tense=Past", "0", "root", "_")
    "\n";


static void score(const char *gold_conllu, const char *system_conllu, annals_status expected, an_eval_scores *scores)
{
    an_arena arena;
    an_parsed_text a, b;
    annals_error error;
    an_arena_init(&arena, 0);
    memset(scores, 0, sizeof *scores);
    assert_int_equal(an_parsed_text_read_conllu(&arena, an_str_from(gold_conllu), &a, &error), ANNALS_OK);
    assert_int_equal(an_parsed_text_read_conllu(&arena, an_str_from(system_conllu), &b, &error), ANNALS_OK);
    assert_int_equal(an_eval_score(&arena, &a, &b, scores, &error), expected);
    an_arena_free(&arena);
}

static void check(const an_eval_scores *scores, an_eval_metric metric, uint64_t correct, uint64_t in_gold, uint64_t in_system)
{
    assert_int_equal(scores->counts[metric].correct, correct);
    assert_int_equal(scores->counts[metric].gold, in_gold);
    assert_int_equal(scores->counts[metric].system, in_system);
}

static void test_gold_against_itself(void **state)
{
    an_eval_scores scores;
    (void)state;
    score(gold, gold, ANNALS_OK, &scores);
    check(&scores, AN_EVAL_TOKENS, 5, 5, 5);
    check(&scores, AN_EVAL_SENTENCES, 2, 2, 2);
    for (int metric = 0; metric < AN_EVAL_METRIC_COUNT; metric++) assert_true(fabs(an_eval_f1(scores.counts + metric) - 100) < 1e-9);
}

static void test_glued_words(void **state)
{
    an_eval_scores scores;
    (void)state;
    score(gold, glued, ANNALS_OK, &scores);
    check(&scores, AN_EVAL_TOKENS, 3, 5, 4);    /* Don't, Kabul, fell */
    check(&scores, AN_EVAL_SENTENCES, 0, 2, 1);
    check(&scores, AN_EVAL_WORDS, 2, 6, 4);     /* Kabul, fell */
    check(&scores, AN_EVAL_UPOS, 2, 6, 4);
    check(&scores, AN_EVAL_UAS, 1, 6, 4);       /* Kabul <- fell; fell hangs on a word that gold has not */
    check(&scores, AN_EVAL_LAS, 1, 6, 4);       /* without subtype */
    check(&scores, AN_EVAL_FEATURES, 1, 6, 4);
    check(&scores, AN_EVAL_CLAS, 1, 4, 3);      /* content: n't go Kabul fell; go. Kabul fell */
    assert_true(fabs(an_eval_f1(scores.counts + AN_EVAL_WORDS) - 40) < 1e-9);
    score(glued, gold, ANNALS_OK, &scores);     /* the other way round */
    check(&scores, AN_EVAL_WORDS, 2, 4, 6);
}

static void test_mistakes(void **state)
{
    an_eval_scores scores;
    (void)state;
    score(gold, mistaken, ANNALS_OK, &scores);
    check(&scores, AN_EVAL_WORDS, 6, 6, 6);
    check(&scores, AN_EVAL_UPOS, 5, 6, 6);
    check(&scores, AN_EVAL_XPOS, 5, 6, 6);
    check(&scores, AN_EVAL_LEMMAS, 5, 6, 6);
    check(&scores, AN_EVAL_FEATURES, 5, 6, 6); /* NumForm is not universal */
    check(&scores, AN_EVAL_UAS, 5, 6, 6);
    check(&scores, AN_EVAL_LAS, 4, 6, 6);
    check(&scores, AN_EVAL_CLAS, 3, 4, 4);
}

/* A stretch of two multiword tokens that are divided otherwise: the longest common subsequence of forms is aligned. */
static void test_multiword_stretch(void **state)
{
    static const char one[] = M("1-3", "abc", "_")
        W("1", "a", "a", "X", "X", "_", "0", "root", "_") W("2", "b", "b", "X", "X", "_", "1", "dep", "_")
        W("3", "c", "c", "X", "X", "_", "1", "dep", "_") "\n";
    static const char other[] = W("1", "a", "a", "X", "X", "_", "0", "root", "SpaceAfter=No") M("2-3", "bc", "_")
        W("2", "x", "x", "X", "X", "_", "1", "dep", "_") W("3", "C", "c", "X", "X", "_", "1", "dep", "_") "\n";
    an_eval_scores scores;
    (void)state;
    score(one, other, ANNALS_OK, &scores);
    check(&scores, AN_EVAL_WORDS, 2, 3, 3);  /* a, c */
    check(&scores, AN_EVAL_TOKENS, 0, 1, 2);
    check(&scores, AN_EVAL_LAS, 2, 3, 3);
}

static void test_other_text(void **state)
{
    an_eval_scores scores;
    (void)state;
    score(gold, W("1", "Else", "_", "_", "_", "_", "_", "_", "_") "\n", ANNALS_E_INPUT, &scores);
}

static void test_selection(void **state)
{
    static const char conllu[] =
        "# newdoc id = n1\n# sent_id = n1-1\n1\ta\n\n"
        "# newdoc id = w1\n# sent_id = w1-1\n1\tb\n\n"
        "# sent_id = n2-1\n1\tc\n\n# sent_id = n2-2\n1\td";
    an_strbuf out;
    (void)state;
    an_strbuf_init(&out, 0);
    assert_int_equal(an_eval_select(an_str_from(conllu), "n", &out), ANNALS_OK);
    assert_string_equal(out.data, "# newdoc id = n1\n# sent_id = n1-1\n1\ta\n\n# newpar\n# sent_id = n2-1\n1\tc\n\n# sent_id = n2-2\n1\td");
    an_strbuf_clear(&out);
    assert_int_equal(an_eval_select(an_str_from(conllu), "", &out), ANNALS_OK);
    assert_string_equal(out.data, conllu);
    an_strbuf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_gold_against_itself), cmocka_unit_test(test_glued_words),
                                       cmocka_unit_test(test_mistakes), cmocka_unit_test(test_multiword_stretch),
                                       cmocka_unit_test(test_other_text), cmocka_unit_test(test_selection)};
    return cmocka_run_group_tests_name("eval", tests, NULL, NULL);
}
