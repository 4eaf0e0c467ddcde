/* Times: each row is a sentence, the day of publication, and what must be found, in order. */
#include "marked_text.h"

#include "mention/mentions.h"

enum { EXPECTED_MAX = 4 };

typedef struct expected {
    const char *text, *from, *to; /* "" = open; both "" = unknown */
    an_basis basis;
    int kind; /* 0 date, 'd' duration, 'h' habit */
} expected;

typedef struct row {
    const char *published, *marked;
    expected found[EXPECTED_MAX];
} row;

#define T AN_BASIS_TEXT
#define D AN_BASIS_DOCUMENT_DATE
#define N AN_BASIS_NARRATIVE
#define U AN_BASIS_NONE

static const row rows[] = {
    {"2024-03-28", "They/PRON/2/nsubj fled/VERB/0/root/flee on/ADP/4/case 5/NUM/2/obl September/PROPN/4/nmod:unmarked 2022/NUM/4/nmod:unmarked",
     {{"on 5 September 2022", "2022-09-05", "2022-09-05", T, 0}}},
    {"2024-03-28", "Guards/NOUN/2/nsubj/guard/P fired/VERB/0/root/fire on/ADP/5/case Sept./PROPN/5/nmod:unmarked 5/NUM/2/obl//J ,/PUNCT/7/punct 2022/NUM/5/nmod:unmarked",
     {{"on Sept. 5, 2022", "2022-09-05", "2022-09-05", T, 0}}},
    {"2024-03-28", "He/PRON/2/nsubj left/VERB/0/root/leave on/ADP/6/case Sep/PROPN/6/nmod:unmarked//J ./PUNCT/4/punct 9/NUM/2/obl 2001/NUM/6/nmod:unmarked", {{"on Sep. 9 2001", "2001-09-09", "2001-09-09", T, 0}}},
    {"2024-03-28", "He/PRON/2/nsubj left/VERB/0/root/leave in/ADP/4/case August/PROPN/2/obl 2021/NUM/4/nmod:unmarked and/CCONJ/7/cc died/VERB/2/conj/die the/DET/10/det same/ADJ/10/amod month/NOUN/7/obl:unmarked",
     {{"in August 2021", "2021-08-01", "2021-08-31", T, 0}, {"the same month", "2021-08-01", "2021-08-31", N, 0}}},
    {"2024-03-28", "Gunmen/NOUN/2/nsubj/gunman/P struck/VERB/0/root/strike on/ADP/4/case Friday/PROPN/2/obl", {{"on Friday", "2024-03-22", "2024-03-22", D, 0}}},
    {"2024-03-29", "Gunmen/NOUN/2/nsubj/gunman/P struck/VERB/0/root/strike on/ADP/4/case Friday/PROPN/2/obl", {{"on Friday", "2024-03-29", "2024-03-29", D, 0}}},
    {"", "Gunmen/NOUN/2/nsubj/gunman/P struck/VERB/0/root/strike on/ADP/4/case Friday/PROPN/2/obl", {{"on Friday", "", "", U, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj fell/VERB/0/root/fall last/ADJ/4/amod week/NOUN/2/obl:unmarked", {{"last week", "2024-03-18", "2024-03-24", D, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj split/VERB/0/root two/NUM/4/nummod years/NOUN/5/obl:unmarked/year/P ago/ADV/2/advmod", {{"two years ago", "2022-01-01", "2022-12-31", D, 0}}},
    {"2024-03-28", "By/ADP/2/case 2017/NUM/4/obl it/PRON/4/nsubj grew/VERB/0/root/grow", {{"By 2017", "", "2017-12-31", T, 0}}},
    {"2024-03-28", "They/PRON/2/nsubj fought/VERB/0/root/fight in/ADP/5/case the/DET/5/det 1990s/NOUN/2/obl", {{"in the 1990s", "1990-01-01", "1999-12-31", T, 0}}},
    {"2024-03-28", "Raids/NOUN/2/nsubj/raid/P continued/VERB/0/root/continue in/ADP/5/case late/ADJ/5/amod 2022/NUM/2/obl", {{"in late 2022", "2022-09-01", "2022-12-31", T, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj advanced/VERB/0/root/advance from/ADP/4/case 2018/NUM/2/obl//J -/SYM/6/case//J 2019/NUM/4/nmod", {{"from 2018-2019", "2018-01-01", "2019-12-31", T, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj advanced/VERB/0/root/advance from/ADP/4/case 2018-2019/NUM/2/obl", {{"from 2018-2019", "2018-01-01", "2019-12-31", T, 0}}},
    {"2024-03-28", "Between/ADP/2/case 1996/NUM/6/obl and/CCONJ/4/cc 2001/NUM/2/conj they/PRON/6/nsubj ruled/VERB/0/root/rule", {{"Between 1996 and 2001", "1996-01-01", "2001-12-31", T, 0}}},
    {"2024-03-28", "Since/ADP/2/case 2015/NUM/5/obl they/PRON/5/nsubj have/AUX/5/aux grown/VERB/0/root/grow", {{"Since 2015", "2015-01-01", "2024-03-28", T, 0}}},
    {"2024-03-28", "They/PRON/2/nsubj grew/VERB/0/root/grow over/ADP/7/case the/DET/7/det past/ADJ/7/amod two/NUM/7/nummod years/NOUN/2/obl/year/P",
     {{"over the past two years", "2022-03-28", "2024-03-28", D, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj grew/VERB/0/root/grow in/ADP/5/case recent/ADJ/5/amod months/NOUN/2/obl/month/P", {{"in recent months", "2023-09-27", "2024-03-28", D, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj ended/VERB/0/root/end at/ADP/5/case the/DET/5/det end/NOUN/2/obl of/ADP/7/case July/PROPN/5/nmod", {{"at the end of July", "2023-07-21", "2023-07-31", D, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj fell/VERB/0/root/fall on/ADP/5/case March/PROPN/5/compound 22/NUM/2/obl", {{"on March 22", "2024-03-22", "2024-03-22", D, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj ends/VERB/0/root/end on/ADP/5/case April/PROPN/5/compound 14/NUM/2/obl", {{"on April 14", "2024-04-14", "2024-04-14", D, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj fell/VERB/0/root/fall/D on/ADP/5/case April/PROPN/5/compound 14/NUM/2/obl", {{"on April 14", "2023-04-14", "2023-04-14", D, 0}}},
    {"2024-03-28", "They/PRON/3/nsubj will/AUX/3/aux vote/VERB/0/root on/ADP/6/case April/PROPN/6/nmod:unmarked 14/NUM/3/obl", {{"on April 14", "2024-04-14", "2024-04-14", D, 0}}},
    {"2024-03-28", "They/PRON/2/nsubj fought/VERB/0/root/fight for/ADP/5/case two/NUM/5/nummod years/NOUN/2/obl/year/P", {{"for two years", "", "", T, 'd'}}},
    {"2024-03-28", "They/PRON/2/nsubj meet/VERB/0/root every/DET/4/det week/NOUN/2/obl:unmarked", {{"every week", "", "", T, 'h'}}},
    {"2024-03-28", "They/PRON/2/nsubj pray/VERB/0/root on/ADP/4/case Fridays/PROPN/2/obl/Friday/P", {{"on Fridays", "", "", T, 'h'}}},
    {"2024-03-28", "The/DET/3/det 2021/NUM/3/nummod withdrawal/NOUN/4/nsubj ended/VERB/0/root/end a/DET/9/det 20/NUM/8/nummod//J -/PUNCT/6/punct//J year/NOUN/9/compound war/NOUN/4/obj",
     {{"2021", "2021-01-01", "2021-12-31", T, 0}, {"20-year", "", "", T, 'd'}}},
    {"", "He/PRON/2/nsubj left/VERB/0/root/leave on/ADP/4/case 3/NUM/2/obl May/PROPN/4/nmod:unmarked 2019/NUM/4/nmod:unmarked | On/ADP/2/case 9/NUM/5/obl June/PROPN/2/nmod:unmarked he/PRON/5/nsubj "
         "returned/VERB/0/root/return and/CCONJ/10/cc the/DET/9/det next/ADJ/9/amod day/NOUN/10/obl:unmarked spoke/VERB/5/conj/speak",
     {{"on 3 May 2019", "2019-05-03", "2019-05-03", T, 0}, {"On 9 June", "2019-06-09", "2019-06-09", N, 0}, {"the next day", "2019-06-10", "2019-06-10", N, 0}}},
    /* days that need no year, and a day in a name */
    {"2024-11-28", "They/PRON/2/nsubj recalled/VERB/0/root/recall/D the/DET/6/det October/PROPN/6/compound 7/NUM/4/nummod attacks/NOUN/2/obj/attack/P", {{"October 7", "2023-10-07", "2023-10-07", T, 0}}},
    {"2022-11-28", "They/PRON/2/nsubj recalled/VERB/0/root/recall/D the/DET/6/det October/PROPN/6/compound 7/NUM/4/nummod attacks/NOUN/2/obj/attack/P", {{"October 7", "2022-10-07", "2022-10-07", D, 0}}},
    {"2024-03-28", "The/DET/4/det May/PROPN/4/compound 9/NUM/2/nummod Brigade/PROPN/5/nsubj fled/VERB/0/root/flee/D", {{0}}},
    {"2024-03-28", "Effective/ADJ/2/amod Saturday/PROPN/4/obl:unmarked they/PRON/4/nsubj ban/VERB/0/root it/PRON/4/obj", {{"Saturday", "2024-03-30", "2024-03-30", D, 0}}},
    {"2024-03-28", "Talks/NOUN/2/nsubj/talk/P begin/VERB/0/root next/ADJ/4/amod Tuesday/PROPN/2/obl:unmarked", {{"next Tuesday", "2024-04-02", "2024-04-02", D, 0}}},
    {"2024-03-28", "The/DET/4/det Sept./PROPN/3/nmod:unmarked 11/NUM/4/nummod attacks/NOUN/5/nsubj/attack/P shocked/VERB/0/root/shock them/PRON/5/obj", {{"Sept. 11", "2001-09-11", "2001-09-11", T, 0}}},
    {"2024-03-28", "They/PRON/2/nsubj spoke/VERB/0/root/speak yesterday/NOUN/2/obl:unmarked", {{"yesterday", "2024-03-27", "2024-03-27", D, 0}}},
    {"2024-03", "They/PRON/2/nsubj spoke/VERB/0/root/speak yesterday/NOUN/2/obl:unmarked", {{"yesterday", "2024-02-29", "2024-03-30", D, 0}}},
    {"2024", "They/PRON/2/nsubj spoke/VERB/0/root/speak last/ADJ/4/amod year/NOUN/2/obl:unmarked", {{"last year", "2023-01-01", "2023-12-31", D, 0}}},
    {"2024-03-28", "In/ADP/3/case late/ADJ/3/amod 2022/NUM/9/obl and/CCONJ/6/cc early/ADJ/6/amod March/PROPN/3/conj raids/NOUN/9/nsubj/raid/P then/ADV/9/advmod grew/VERB/0/root/grow",
     {{"In late 2022", "2022-09-01", "2022-12-31", T, 0}, {"early March", "2024-03-01", "2024-03-11", D, 0}}},
    {"2024-03-28", "In/ADP/2/case 2016/NUM/4/obl he/PRON/4/nsubj won/VERB/0/root/win and/CCONJ/6/cc left/VERB/4/conj/leave on/ADP/9/case June/PROPN/9/compound 5/NUM/6/obl",
     {{"In 2016", "2016-01-01", "2016-12-31", T, 0}, {"on June 5", "2016-06-05", "2016-06-05", N, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj rose/VERB/0/root/rise in/ADP/4/case August/PROPN/2/obl and/CCONJ/6/cc September/PROPN/4/conj 2021/NUM/6/nmod:unmarked",
     {{"in August and September 2021", "2021-08-01", "2021-09-30", T, 0}}},
    /* two years apart, one act in both; years apart, told apart */
    {"2024-03-28", "It/PRON/2/nsubj rose/VERB/0/root/rise in/ADP/4/case 2016/NUM/2/obl and/CCONJ/6/cc 2017/NUM/4/conj", {{"in 2016 and 2017", "2016-01-01", "2017-12-31", T, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj rose/VERB/0/root/rise in/ADP/4/case 2008/NUM/2/obl and/CCONJ/6/cc 2016/NUM/4/conj",
     {{"in 2008", "2008-01-01", "2008-12-31", T, 0}, {"2016", "2016-01-01", "2016-12-31", T, 0}}},
    {"2024-03-24", "It/PRON/2/nsubj rained/VERB/0/root/rain on/ADP/4/case Saturday/PROPN/2/obl and/CCONJ/6/cc Sunday/PROPN/4/conj", {{"on Saturday and Sunday", "2024-03-23", "2024-03-24", D, 0}}},
    /* before the report, if the text names no other day */
    {"2024-03-28", "It/PRON/2/nsubj fell/VERB/0/root/fall/D the/DET/5/det previous/ADJ/5/amod day/NOUN/2/obl:unmarked", {{"the previous day", "2024-03-27", "2024-03-27", D, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj fell/VERB/0/root/fall/D the/DET/4/det day/NOUN/2/obl:unmarked prior/ADV/4/advmod", {{"the day prior", "2024-03-27", "2024-03-27", D, 0}}},
    /* said then, counted from then */
    {"2024-03-28", "In/ADP/2/case 2017/NUM/4/obl he/PRON/4/nsubj said/VERB/0/root/say/D that/SCONJ/7/mark it/PRON/7/nsubj grew/VERB/4/ccomp/grow/D over/ADP/12/case the/DET/12/det past/ADJ/12/amod two/NUM/12/nummod years/NOUN/7/obl/year/P",
     {{"In 2017", "2017-01-01", "2017-12-31", T, 0}, {"over the past two years", "2015-01-01", "2017-12-31", D, 0}}},
    /* counted back from the report, if what they are counted from is of its day; else they are only long */
    {"2024-03-28", "He/PRON/2/nsubj resigns/VERB/0/root/resign/Z two/NUM/4/nummod days/NOUN/7/obl:unmarked/day/P after/SCONJ/7/mark they/PRON/7/nsubj met/VERB/2/advcl/meet/D",
     {{"two days after", "2024-03-26", "2024-03-26", D, 0}}},
    {"2024-03-28", "He/PRON/2/nsubj resigned/VERB/0/root/resign/D two/NUM/4/nummod days/NOUN/7/obl:unmarked/day/P after/SCONJ/7/mark they/PRON/7/nsubj met/VERB/2/advcl/meet/D",
     {{"two days after", "", "", T, 'd'}}},
    {"2024-03-28", "He/PRON/2/nsubj ruled/VERB/0/root/rule in/ADP/5/case the/DET/6/det 19th/ADJ/6/amod century/NOUN/2/obl", {{"in the 19th century", "1801-01-01", "1900-12-31", T, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj fell/VERB/0/root/fall after/ADP/4/case 2014/NUM/2/obl", {{"after 2014", "2015-01-01", "", T, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj lasted/VERB/0/root/last until/ADP/4/case 2014/NUM/2/obl", {{"until 2014", "", "2014-12-31", T, 0}}},
    {"2024-03-28", "It/PRON/2/nsubj fell/VERB/0/root/fall in/ADP/7/case the/DET/6/det first/ADJ/6/amod half/NOUN/2/obl of/ADP/8/case 2023/NUM/6/nmod", {{"in the first half of 2023", "2023-01-01", "2023-06-30", T, 0}}},
    {"2024-03-28", "Raids/NOUN/2/nsubj/raid/P grew/VERB/0/root/grow earlier/ADV/5/advmod this/DET/5/det month/NOUN/2/obl:unmarked", {{"earlier this month", "2024-03-01", "2024-03-28", D, 0}}},
    {"2024-03-28", "Men/NOUN/2/nsubj/man/P met/VERB/0/root/meet three/NUM/4/nummod days/NOUN/5/obl:unmarked/day/P earlier/ADV/2/advmod", {{"three days earlier", "2024-03-25", "2024-03-25", D, 0}}}, /* no other date to count from */
    {"2024-03-28", "Shops/NOUN/2/nsubj/shop/P open/VERB/0/root/open two/NUM/4/nummod weeks/NOUN/5/obl:unmarked/week/P earlier/ADV/2/advmod than/ADP/7/mark planned/VERB/5/advcl", {{0}}},
    {"2024-03-28", "He/PRON/2/nsubj died/VERB/0/root/die in/ADP/4/case Mar/PROPN/2/obl//L Elias/PROPN/4/flat//L", {{0}}}, /* a quarter */
    {"2024-03-28", "It/PRON/2/nsubj fell/VERB/0/root/fall on/ADP/4/case 2022-09-05/NUM/2/obl", {{"on 2022-09-05", "2022-09-05", "2022-09-05", T, 0}}},
    /* no dates */
    {"2024-03-28", "He/PRON/2/nsubj took/VERB/0/root/take Flight/NOUN/2/obj 370/NUM/3/flat with/ADP/7/case 1,200/NUM/7/nummod people/NOUN/2/obl/person/P", {{0}}},
    {"2024-03-28", "Some/ADV/2/advmod 2000/NUM/3/nummod soldiers/NOUN/4/nsubj/soldier/P crossed/VERB/0/root/cross", {{0}}},
    {"2024-03-28", "Resolution/PROPN/3/nsubj 1973/NUM/1/flat passed/VERB/0/root/pass", {{0}}},
    {"2024-03-28", "A/DET/7/det 23/NUM/6/nummod//J -/PUNCT/2/punct//J year/NOUN/6/obl:unmarked//J -/PUNCT/2/punct//J old/ADJ/7/amod man/NOUN/8/nsubj died/VERB/0/root/die", {{0}}},
    {"2024-03-28", "They/PRON/3/nsubj may/AUX/3/aux march/VERB/0/root", {{0}}},
    {"2024-03-28", "May/PROPN/2/nsubj/May/H resigned/VERB/0/root/resign", {{0}}},
    {"2024-03-28", "The/DET/3/det Sunday/PROPN/3/compound Times/PROPN/4/nsubj reported/VERB/0/root/report it/PRON/4/obj", {{0}}},
    {"2024-03-28", "It/PRON/2/nsubj broke/VERB/0/root/break on/ADP/5/case February/PROPN/5/compound 30/NUM/2/obl", {{0}}},
};

static void assert_day(an_day day, const char *wanted, const char *text)
{
    char found[AN_ISO_DAY_BYTES];
    if (strcmp(an_iso_format(day, found), wanted) != 0) fail_msg("'%s': %s instead of %s", text, found, wanted);
}

static void assert_time(const an_parsed_text *text, const an_mention *mention, const expected *wanted)
{
    an_str words = an_str_of_span(text->text.data, mention->span);
    if (!an_str_is(words, wanted->text)) fail_msg("found '%.*s' instead of '%s'", (int)words.length, words.data, wanted->text);
    assert_int_equal(mention->kind, AN_MENTION_TIME);
    assert_day(mention->time.range.from, wanted->from, wanted->text);
    assert_day(mention->time.range.to, wanted->to, wanted->text);
    if (mention->time.basis != wanted->basis) fail_msg("'%s': basis %s", wanted->text, an_basis_names[mention->time.basis]);
    assert_int_equal(mention->time.is_duration, wanted->kind == 'd');
    assert_int_equal(mention->time.is_habitual, wanted->kind == 'h');
    assert_true(mention->head_token >= mention->first_token && mention->head_token < mention->end_token);
}

static void check_row(const row *r)
{
    an_arena arena;
    an_article article = {.published = AN_DATE_RANGE_UNKNOWN};
    an_mentions mentions = {0};
    annals_error error;
    an_parsed_text text;
    size_t wanted = 0;
    an_arena_init(&arena, 0);
    text = read_marked(&arena, r->marked);
    if (an_iso_parse(an_str_from(r->published), &article.published)) article.published_basis = AN_BASIS_GIVEN;
    assert_int_equal(an_mention_times(&arena, &arena, NULL, &article, &text, NULL, &mentions, &error), ANNALS_OK);
    while (wanted < EXPECTED_MAX && r->found[wanted].text) wanted++;
    if (mentions.count != wanted) fail_msg("%zu times instead of %zu in: %.*s", mentions.count, wanted, (int)text.text.length, text.text.data);
    for (size_t i = 0; i < wanted; i++) assert_time(&text, &mentions.items[i], &r->found[i]);
    an_arena_free(&arena);
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) check_row(&rows[i]);
}

/* The time hangs on the verb through the word that the tree ties to it. */
static void test_head(void **state)
{
    an_arena arena;
    an_article article = {.published = AN_DATE_RANGE_UNKNOWN};
    an_mentions mentions = {0};
    annals_error error;
    an_parsed_text text;
    (void)state;
    an_arena_init(&arena, 0);
    text = read_marked(&arena, rows[0].marked);
    assert_int_equal(an_mention_times(&arena, &arena, NULL, &article, &text, NULL, &mentions, &error), ANNALS_OK);
    assert_int_equal(mentions.count, 1);
    assert_int_equal(mentions.items[0].head_token, 3);
    an_arena_free(&arena);
}

/* "The treaty of 2014 ... on April 12": of 2014 if nothing is known of the article, of no year if the article is of 2022 or later. */
static void test_later_article(void **state)
{
    static const an_date_range published[] = {{AN_DAY_UNKNOWN, AN_DAY_UNKNOWN}, {19000, AN_DAY_UNKNOWN}};
    (void)state;
    for (int i = 0; i < 2; i++) {
        an_arena arena;
        an_article article = {.published = published[i], .published_basis = AN_BASIS_TEXT};
        an_mentions mentions = {0};
        annals_error error;
        an_parsed_text text;
        an_arena_init(&arena, 0);
        text = read_marked(&arena, "The/DET/2/det treaty/NOUN/5/nsubj of/ADP/4/case 2014/NUM/2/nmod ended/VERB/0/root/end on/ADP/7/case April/PROPN/5/obl 12/NUM/7/nummod");
        assert_int_equal(an_mention_times(&arena, &arena, NULL, &article, &text, NULL, &mentions, &error), ANNALS_OK);
        assert_int_equal(mentions.count, 2);
        if (i == 0) assert_int_equal(mentions.items[1].time.range.from, an_day_from_ymd(2014, 4, 12));
        else assert_int_equal(mentions.items[1].time.range.from, AN_DAY_UNKNOWN);
        an_arena_free(&arena);
    }
}

static void test_memory(void **state)
{
    an_arena arena, none;
    an_article article = {.published = AN_DATE_RANGE_UNKNOWN};
    an_mentions mentions = {0};
    annals_error error;
    an_parsed_text text;
    (void)state;
    an_arena_init(&arena, 0);
    an_arena_init(&none, 16);
    text = read_marked(&arena, rows[0].marked);
    assert_int_equal(an_mention_times(&none, &none, NULL, &article, &text, NULL, &mentions, &error), ANNALS_E_MEMORY);
    an_arena_free(&none);
    an_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_head), cmocka_unit_test(test_later_article), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
