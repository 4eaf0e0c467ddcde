/* The scores of chains, on cases counted by hand, and the reading of gold chains. Mentions are written as letters: each is a byte of
 * its own, so that a chain is a word: "abc". */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "chains_gold.h"

static void add_chains(an_arena *arena, const char *words, an_eval_chains *out)
{
    memset(out, 0, sizeof *out);
    for (char letter = 'a'; letter <= 'z'; letter++) {
        const char *at = strchr(words, letter);
        uint32_t place = (uint32_t)letter * 10, chain = 0;
        if (!at) continue;
        for (const char *c = words; c < at; c++) chain += *c == ' ';
        assert_true(AN_PUSH(arena, &out->mentions, (an_eval_mention){.span = {place, place + 5}, .head = {place + 4, place + 5}, .chain = chain, .antecedent = AN_EVAL_NONE}));
        if (chain >= out->chain_count) out->chain_count = chain + 1;
    }
}

static void score(const char *gold_words, const char *system_words, bool keeps_singletons, an_chain_scores *scores)
{
    an_arena arena;
    an_eval_chains gold, system;
    an_chain_options options = {.keeps_singletons = keeps_singletons};
    annals_error error;
    an_arena_init(&arena, 0);
    memset(scores, 0, sizeof *scores);
    add_chains(&arena, gold_words, &gold);
    add_chains(&arena, system_words, &system);
    assert_int_equal(an_eval_chains_score(&arena, &gold, &system, &options, scores, &error), ANNALS_OK);
    an_arena_free(&arena);
}

static void check(const an_chain_scores *scores, an_chain_metric metric, double precision, double recall)
{
    const an_chain_count *count = scores->counts + metric;
    if (fabs(an_chain_precision(count) - 100 * precision) > 1e-6 || fabs(an_chain_recall(count) - 100 * recall) > 1e-6)
        fail_msg("%s: P %.4f R %.4f, not %.4f %.4f", an_chain_metric_names[metric], an_chain_precision(count), an_chain_recall(count), 100 * precision, 100 * recall);
}

static void equal_chains_are_perfect(void **state)
{
    an_chain_scores scores;
    (void)state;
    score("abc de", "de abc", false, &scores);
    for (int m = 0; m < AN_CHAIN_METRIC_COUNT; m++) check(&scores, (an_chain_metric)m, 1, 1);
    assert_true(fabs(an_chain_f1(scores.counts + AN_CHAIN_MUC) - 100) < 1e-9);
}

/* Luo 2005: 1-5 stay, 6-7 and 8-12 are one. */
static void joined_chains(void **state)
{
    an_chain_scores scores;
    (void)state;
    score("abcde fg hijkl", "abcde fghijkl", false, &scores);
    check(&scores, AN_CHAIN_MUC, 9.0 / 10, 1);
    check(&scores, AN_CHAIN_B3, 16.0 / 21, 1);
    check(&scores, AN_CHAIN_CEAFE, 11.0 / 12, 11.0 / 18);
}

/* Both lack a mention of the other. MUC: each chain falls into two parts of two links. B3: two mentions with 2/3 each, of three.
 * CEAFe: 2 * 2 / (3 + 3). */
static void missed_and_invented_mentions(void **state)
{
    an_chain_scores scores;
    (void)state;
    score("abc", "abd", false, &scores);
    check(&scores, AN_CHAIN_MUC, 1.0 / 2, 1.0 / 2);
    check(&scores, AN_CHAIN_B3, 4.0 / 9, 4.0 / 9);
    check(&scores, AN_CHAIN_CEAFE, 2.0 / 3, 2.0 / 3);
    assert_int_equal(scores.aligned_mentions, 2);
}

/* What stands alone counts only where asked. With it: B3 recall (1 + 1/2 + 1/2) / 3; CEAFe a-a 1, bc-b 2/3, over 3 and over 2 chains. */
static void singletons(void **state)
{
    an_chain_scores scores;
    (void)state;
    score("a bc", "a b c", true, &scores);
    check(&scores, AN_CHAIN_MUC, 0, 0);
    check(&scores, AN_CHAIN_B3, 1, 2.0 / 3);
    check(&scores, AN_CHAIN_CEAFE, 5.0 / 9, 5.0 / 6);
    assert_int_equal(scores.gold_mentions, 3);
    score("a bc", "a b c", false, &scores);
    check(&scores, AN_CHAIN_B3, 0, 0);
    assert_int_equal(scores.gold_mentions, 2);
    assert_int_equal(scores.system_mentions, 0);
}

/* abcde is most like abcfg (6/10); but then nothing is left for fg and de. Better: abcde-de 4/7 and fg-abcfg 4/7. */
static void chains_are_paired_once(void **state)
{
    an_chain_scores scores;
    (void)state;
    score("abcde fg", "abcfg de", false, &scores);
    check(&scores, AN_CHAIN_CEAFE, 4.0 / 7, 4.0 / 7);
    score("abc", "ab c", true, &scores); /* 4/5, of one gold chain and two */
    check(&scores, AN_CHAIN_CEAFE, 2.0 / 5, 4.0 / 5);
}

/* Gold: b and d take up a; e is alone; f takes up c. The system links b to a (right), d to c (wrong), f to nothing. */
static void pronouns_by_antecedents(void **state)
{
    an_arena arena;
    an_eval_chains gold, system;
    an_chain_options options = {0};
    an_chain_scores scores = {0};
    annals_error error;
    (void)state;
    an_arena_init(&arena, 0);
    add_chains(&arena, "abd cf e", &gold);
    add_chains(&arena, "ab cd f", &system);
    gold.mentions.items[1].pronoun = AN_EVAL_HE;
    gold.mentions.items[3].pronoun = AN_EVAL_HE;
    gold.mentions.items[4].pronoun = AN_EVAL_IT; /* alone: not anaphoric */
    gold.mentions.items[5].pronoun = AN_EVAL_IT;
    system.mentions.items[1].antecedent = 0;
    system.mentions.items[3].antecedent = 2;
    assert_int_equal(an_eval_chains_score(&arena, &gold, &system, &options, &scores, &error), ANNALS_OK);
    assert_int_equal(scores.pronouns[AN_EVAL_NO_PRONOUN].all, 3);
    assert_int_equal(scores.pronouns[AN_EVAL_NO_PRONOUN].linked, 2);
    assert_int_equal(scores.pronouns[AN_EVAL_NO_PRONOUN].right, 1);
    assert_int_equal(scores.pronouns[AN_EVAL_HE].all, 2);
    assert_int_equal(scores.pronouns[AN_EVAL_IT].all, 1);
    assert_int_equal(scores.pronouns[AN_EVAL_IT].linked, 0);
    an_arena_free(&arena);
}

/* A mention with another extent is the same by its head, not by its bytes; of two with one head the equal one is taken. */
static void heads_and_extents(void **state)
{
    an_arena arena;
    an_eval_chains gold, system;
    uint32_t *partner;
    (void)state;
    an_arena_init(&arena, 0);
    add_chains(&arena, "ab", &gold);
    add_chains(&arena, "ab", &system);
    system.mentions.items[1].span.start -= 2;
    partner = an_eval_align(&arena, &gold, &system, false);
    assert_int_equal(partner[1], 1);
    partner = an_eval_align(&arena, &gold, &system, true);
    assert_int_equal(partner[1], AN_EVAL_NONE);
    gold.mentions.items[0] = gold.mentions.items[1]; /* two gold mentions with one head, the first with the system's extent */
    gold.mentions.items[0].span.start -= 2;
    partner = an_eval_align(&arena, &gold, &system, false);
    assert_int_equal(partner[1], 0);
    assert_int_equal(partner[0], AN_EVAL_NONE);
    an_arena_free(&arena);
}

#define W(id, form, upos, head, rel, misc) id "\t" form "\t_\t" upos "\t_\t_\t" head "\t" rel "\t_\t" misc "\n"
static const char gold_conllu[] =
    "# newdoc id = one\n# global.Entity = GRP-etype\n"
    W("1", "The", "DET", "2", "det", "Entity=(1-person-new-x(2-place") W("2", "envoy", "NOUN", "4", "nsubj", "Entity=2)|SpaceAfter=No")
    W("3", "'s", "PART", "2", "case", "Entity=1)") W("4", "left", "VERB", "0", "root", "_") "\n"
    W("1", "He", "PRON", "2", "nsubj", "Discourse=x|Entity=(1-person-giv)") W("2", "slept", "VERB", "0", "root", "_") "\n"
    "# newdoc id = two\n"
    W("1", "Who", "PRON", "0", "root", "Entity=(1-person)") "\n";

static void gold_is_read_document_by_document(void **state)
{
    an_arena arena;
    an_str rest = an_str_from(gold_conllu);
    an_gold_document document;
    annals_error error;
    (void)state;
    an_arena_init(&arena, 0);
    assert_int_equal(an_gold_next(&arena, &rest, &document, &error), ANNALS_OK);
    assert_true(an_str_is(document.id, "one"));
    assert_int_equal(document.chains.mentions.count, 3);
    assert_int_equal(document.chains.chain_count, 2);
    assert_int_equal(document.chains.mentions.items[0].span.end, 11);  /* "The envoy's" */
    assert_int_equal(document.chains.mentions.items[0].head.start, 4);
    assert_int_equal(document.chains.mentions.items[1].span.end, 9);
    assert_int_equal(document.chains.mentions.items[2].chain, document.chains.mentions.items[0].chain);
    assert_int_equal(document.chains.mentions.items[2].pronoun, AN_EVAL_HE);
    assert_int_equal(an_gold_next(&arena, &rest, &document, &error), ANNALS_OK);
    assert_int_equal(document.chains.mentions.count, 1);
    assert_int_equal(document.chains.mentions.items[0].pronoun, AN_EVAL_NO_PRONOUN);
    assert_int_equal(an_gold_next(&arena, &rest, &document, &error), ANNALS_END);
    an_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(equal_chains_are_perfect), cmocka_unit_test(joined_chains), cmocka_unit_test(missed_and_invented_mentions),
                                       cmocka_unit_test(singletons), cmocka_unit_test(chains_are_paired_once), cmocka_unit_test(pronouns_by_antecedents),
                                       cmocka_unit_test(heads_and_extents), cmocka_unit_test(gold_is_read_document_by_document)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
