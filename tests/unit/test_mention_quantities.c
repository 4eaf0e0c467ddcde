/* Quantities: each row is a sentence and what must be found, in order. */
#include "marked_text.h"

#include "mention/mentions.h"

enum { EXPECTED_MAX = 4 };
#define OPEN INT64_MAX

typedef struct expected {
    const char *text;
    an_quantity_kind kind;
    int64_t low, high;
    const char *unit;
    bool is_generic;
} expected;

typedef struct row {
    const char *marked;
    expected found[EXPECTED_MAX];
} row;

#define K AN_QUANTITY_KILLED
#define W AN_QUANTITY_WOUNDED
#define A AN_QUANTITY_DETAINED
#define F AN_QUANTITY_DISPLACED
#define M AN_QUANTITY_MONEY
#define P AN_QUANTITY_PEOPLE
#define O AN_QUANTITY_OTHER

static const row rows[] = {
    {"They/PRON/2/nsubj struck/VERB/0/root/strike ,/PUNCT/4/punct killing/VERB/2/advcl/kill/G 13/NUM/7/nummod American/ADJ/7/amod soldiers/NOUN/4/obj/soldier/P and/CCONJ/10/cc 170/NUM/10/nummod "
     "Afghans/PROPN/7/conj/Afghan/PS", {{"13 American soldiers", K, 13, 13, "soldier", 0}, {"170 Afghans", K, 170, 170, "Afghan", 0}}},
    {"It/PRON/2/nsubj killed/VERB/0/root/kill six/NUM/4/nummod people/NOUN/2/obj/person/P ,/PUNCT/8/punct including/VERB/8/case/include/G a/DET/8/det diplomat/NOUN/4/nmod ,/PUNCT/11/punct and/CCONJ/11/cc "
     "wounded/VERB/2/conj/wound/N at/ADP/13/case least/ADJ/14/nmod 23/NUM/15/nummod others/NOUN/11/obl/other/P",
     {{"six people", K, 6, 6, "person", 0}, {"a diplomat", P, 1, 1, "diplomat", 1}, {"at least 23 others", W, 23, OPEN, "other", 0}}},
    {"It/PRON/2/nsubj took/VERB/0/root/take at/ADP/4/case least/ADJ/5/nmod 139/NUM/6/nummod lives/NOUN/2/obj/life/P", {{"at least 139 lives", K, 139, OPEN, "life", 0}}},
    {"It/PRON/2/nsubj caused/VERB/0/root/cause the/DET/4/det loss/NOUN/2/obj of/ADP/7/case 20/NUM/7/nummod lives/NOUN/4/nmod/life/P", {{"20 lives", K, 20, 20, "life", 0}}},
    {"The/DET/3/det death/NOUN/3/compound toll/NOUN/4/nsubj rose/VERB/0/root/rise to/ADP/6/case 144/NUM/4/obl", {{"144", K, 144, 144, "", 0}}},
    {"The/DET/2/det raid/NOUN/3/nsubj resulted/VERB/0/root/result in/ADP/6/case six/NUM/6/nummod deaths/NOUN/3/obl/death/P", {{"six deaths", K, 6, 6, "death", 0}}},
    {"Police/NOUN/2/nsubj//P arrested/VERB/0/root/arrest dozens/NOUN/2/obj/dozen/P of/ADP/5/case protesters/NOUN/3/nmod/protester/P", {{"dozens of protesters", A, 24, 99, "protester", 0}}},
    {"Police/NOUN/2/nsubj//P arrested/VERB/0/root/arrest a/DET/4/det large/ADJ/5/amod number/NOUN/2/obj/number of/ADP/7/case protesters/NOUN/5/nmod/protester/P",
     {{"a large number of protesters", A, 4, 99, "protester", 0}}},
    {"Police/NOUN/2/nsubj//P arrested/VERB/0/root/arrest multiple/ADJ/4/amod suspects/NOUN/2/obj/suspect/P", {{"multiple suspects", A, 3, 9, "suspect", 0}}},
    {"One/NUM/3/nsubj:pass was/AUX/3/aux:pass/be detained/VERB/0/root/detain/N", {{"One", A, 1, 1, "", 0}}},
    {"One/NUM/5/nsubj:pass of/ADP/3/case them/PRON/1/nmod was/AUX/5/aux:pass/be detained/VERB/0/root/detain/N", {{0}}},
    {"About/ADV/3/advmod 1.2/NUM/3/compound million/NUM/4/nummod people/NOUN/6/nsubj:pass/person/P were/AUX/6/aux:pass/be displaced/VERB/0/root/displace/N",
     {{"About 1.2 million people", F, 1080000, 1320000, "person", 0}}},
    {"Hundreds/NOUN/6/nsubj/hundred/P of/ADP/3/case thousands/NOUN/1/nmod/thousand/P of/ADP/5/case people/NOUN/3/nmod/person/P fled/VERB/0/root/flee",
     {{"Hundreds of thousands of people", F, 200000, 999999, "person", 0}}},
    {"There/PRON/2/expl were/VERB/0/root/be no/DET/4/det casualties/NOUN/2/nsubj/casualty/P", {{"no casualties", K, 0, 0, "casualty", 0}}},
    {"No/DET/2/det one/PRON/4/nsubj:pass was/AUX/4/aux:pass/be hurt/VERB/0/root//N", {{"No one", W, 0, 0, "", 0}}},
    {"It/PRON/2/nsubj sent/VERB/0/root/send $/SYM/2/obj//J 60/NUM/5/compound million/NUM/3/nummod and/CCONJ/10/cc twenty/NUM/9/compound//J -/PUNCT/7/punct//J three/NUM/10/nummod trucks/NOUN/3/conj/truck/P",
     {{"$60 million", M, 60000000, 60000000, "USD", 0}, {"twenty-three trucks", O, 23, 23, "truck", 0}}},
    {"Both/DET/2/det soldiers/NOUN/4/nsubj:pass/soldier/P were/AUX/4/aux:pass/be wounded/VERB/0/root/wound/N", {{"Both soldiers", W, 2, 2, "soldier", 0}}},
    {"Gunmen/NOUN/2/nsubj/gunman/P shot/VERB/0/root/shoot and/CCONJ/4/cc killed/VERB/2/conj/kill three/NUM/6/nummod guards/NOUN/2/obj/guard/P", {{"three guards", K, 3, 3, "guard", 0}}},
    {"It/PRON/2/nsubj left/VERB/0/root/leave 20/NUM/4/nummod dead/ADJ/2/xcomp and/CCONJ/6/cc dozens/NOUN/4/conj/dozen/P wounded/VERB/6/acl/wound/N",
     {{"20 dead", K, 20, 20, "dead", 0}, {"dozens", W, 24, 99, "", 0}}},
    {"It/PRON/2/nsubj left/VERB/0/root/leave 20/NUM/4/nummod people/NOUN/2/obj/person/P dead/ADJ/2/xcomp", {{"20 people", K, 20, 20, "person", 0}}},
    {"Between/ADP/4/case 10/NUM/4/nummod and/CCONJ/4/cc 15/NUM/5/nummod fighters/NOUN/6/nsubj/fighter/P died/VERB/0/root/die", {{"Between 10 and 15 fighters", K, 10, 15, "fighter", 0}}},
    {"Up/ADP/3/advmod to/ADP/1/fixed 50/NUM/4/nummod men/NOUN/6/nsubj:pass/man/P were/AUX/6/aux:pass/be wounded/VERB/0/root/wound/N", {{"Up to 50 men", W, 0, 50, "man", 0}}},
    {"Nearly/ADV/2/advmod 200/NUM/3/nummod people/NOUN/5/nsubj:pass/person/P were/AUX/5/aux:pass/be injured/VERB/0/root/injure/N", {{"Nearly 200 people", W, 180, 199, "person", 0}}},
    {"A/DET/2/det soldier/NOUN/3/nsubj met/VERB/0/root/meet a/DET/6/det dozen/NUM/6/nummod gunmen/NOUN/3/obj/gunman/P", {{"A soldier", P, 1, 1, "soldier", 1}, {"a dozen gunmen", P, 12, 12, "gunman", 0}}},
    {"They/PRON/2/nsubj captured/VERB/0/root/capture 45/NUM/4/nummod soldiers/NOUN/2/obj/soldier/P and/CCONJ/6/cc seized/VERB/2/conj/seize 20/NUM/8/nummod rifles/NOUN/6/obj/rifle/P",
     {{"45 soldiers", A, 45, 45, "soldier", 0}, {"20 rifles", O, 20, 20, "rifle", 0}}},
    {"It/PRON/2/nsubj claimed/VERB/0/root/claim the/DET/4/det lives/NOUN/2/obj/life/P of/ADP/7/case 20/NUM/7/nummod workers/NOUN/4/nmod/worker/P", {{"20 workers", K, 20, 20, "worker", 0}}},
    {"Twenty/NUM/2/nummod gunmen/NOUN/3/nsubj/gunman/P killed/VERB/0/root/kill six/NUM/5/nummod villagers/NOUN/3/obj/villager/P", {{"Twenty gunmen", P, 20, 20, "gunman", 0}, {"six villagers", K, 6, 6, "villager", 0}}},
    {"More/ADV/3/advmod than/ADP/1/fixed 60/NUM/4/nummod people/NOUN/5/nsubj/person/P died/VERB/0/root/die and/CCONJ/9/cc 30/NUM/9/nsubj:pass were/AUX/9/aux:pass/be arrested/VERB/5/conj/arrest/N",
     {{"More than 60 people", K, 61, OPEN, "person", 0}, {"30", A, 30, 30, "", 0}}},
    {"Six/NUM/2/nummod people/NOUN/7/nsubj/person/P who/PRON/5/nsubj:pass were/AUX/5/aux:pass/be injured/VERB/2/acl:relcl/injure/N later/ADV/7/advmod died/VERB/0/root/die", {{"Six people", K, 6, 6, "person", 0}}},
    {"The/DET/2/det deaths/NOUN/6/nsubj/death/P of/ADP/5/case two/NUM/5/nummod boys/NOUN/2/nmod/boy/P shocked/VERB/0/root/shock them/PRON/6/obj", {{"two boys", K, 2, 2, "boy", 0}}},
    {"They/PRON/2/nsubj lost/VERB/0/root/lose 1,200/NUM/4/nummod men/NOUN/2/obj/man/P", {{"1,200 men", P, 1200, 1200, "man", 0}}},
    {"Two/NUM/2/compound hundred/NUM/5/nummod and/CCONJ/4/cc fifty/NUM/2/conj prisoners/NOUN/6/nsubj/prisoner/P escaped/VERB/0/root/escape", {{"Two hundred and fifty prisoners", P, 250, 250, "prisoner", 0}}},
    {"Another/DET/2/nsubj died/VERB/0/root/die", {{"Another", K, 1, 1, "", 0}}},
    {"Goma/PROPN/0/root :/PUNCT/6/punct four/NUM/4/nummod people/NOUN/6/nsubj:pass/person/P were/AUX/6/aux:pass/be killed/VERB/1/parataxis/kill/N", {{"four people", K, 4, 4, "person", 0}}},
    {"They/PRON/2/nsubj detained/VERB/0/root/detain a/DET/4/det dealer/NOUN/2/obj/dealer", {{"a dealer", P, 1, 1, "dealer", 1}}},
    /* no quantities */
    {"Another/DET/2/det attack/NOUN/3/nsubj failed/VERB/0/root/fail", {{0}}},
    {"Resolution/PROPN/3/nsubj 2231/NUM/1/flat passed/VERB/0/root/pass on/ADP/5/case Flight/NOUN/3/obl 370/NUM/5/flat", {{0}}},
    {"Ali/PROPN/4/nsubj/Ali/HJ ,/PUNCT/3/punct 23/NUM/1/appos//J ,/PUNCT/1/punct aged/ADJ/1/amod 23/NUM/5/obl", {{0}}},
    {"It/PRON/2/nsubj fell/VERB/0/root/fall on/ADP/4/case 5/NUM/2/obl September/PROPN/4/nmod:unmarked 2022/NUM/4/nmod:unmarked", {{0}}},
    {"An/DET/2/det attack/NOUN/3/nsubj failed/VERB/0/root/fail", {{0}}},
    {"F/PROPN/4/compound//J -/PUNCT/3/punct//J 16/NUM/4/nummod jets/NOUN/5/nsubj/jet/P flew/VERB/0/root/fly", {{0}}},
    {"Few/ADJ/2/amod people/NOUN/3/nsubj/person/P came/VERB/0/root/come", {{0}}},
};

static void assert_quantity(const an_parsed_text *text, const an_mention *mention, const expected *wanted)
{
    an_str words = an_str_of_span(text->text.data, mention->span);
    const an_quantity *q = &mention->quantity;
    if (!an_str_is(words, wanted->text)) fail_msg("found '%.*s' instead of '%s'", (int)words.length, words.data, wanted->text);
    if (q->kind != wanted->kind || q->low != wanted->low || q->high != wanted->high)
        fail_msg("'%s': kind %d, %lld to %lld", wanted->text, (int)q->kind, (long long)q->low, (long long)q->high);
    if (!an_str_is(q->unit, wanted->unit)) fail_msg("'%s': unit '%.*s'", wanted->text, (int)q->unit.length, q->unit.data);
    assert_int_equal(mention->is_generic, wanted->is_generic);
}

static void check_row(const row *r)
{
    an_arena arena;
    an_article article = {.published = AN_DATE_RANGE_UNKNOWN};
    an_mentions mentions = {0};
    annals_error error;
    an_parsed_text text;
    size_t wanted = 0, times;
    an_arena_init(&arena, 0);
    text = read_marked(&arena, r->marked);
    assert_int_equal(an_mention_times(&arena, &arena, NULL, &article, &text, NULL, &mentions, &error), ANNALS_OK);
    times = mentions.count;
    assert_int_equal(an_mention_quantities(&arena, &arena, &text, &mentions, &error), ANNALS_OK);
    while (wanted < EXPECTED_MAX && r->found[wanted].text) wanted++;
    if (mentions.count - times != wanted) fail_msg("%zu quantities instead of %zu in: %.*s", mentions.count - times, wanted, (int)text.text.length, text.text.data);
    for (size_t i = 0; i < wanted; i++) assert_quantity(&text, &mentions.items[times + i], &r->found[i]);
    an_arena_free(&arena);
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) check_row(&rows[i]);
}

static void test_memory(void **state)
{
    an_arena arena, none;
    an_mentions mentions = {0};
    annals_error error;
    an_parsed_text text;
    (void)state;
    an_arena_init(&arena, 0);
    an_arena_init(&none, 16);
    text = read_marked(&arena, rows[0].marked);
    assert_int_equal(an_mention_quantities(&none, &none, &text, &mentions, &error), ANNALS_E_MEMORY);
    an_arena_free(&none);
    an_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
