/* Places in sentences, with a small gazetteer: what is found, which of several it is, what is left alone. */
#include "marked_text.h"

#include "gazetteer.h"
#include "mention/mentions.h"

enum { EXPECTED_MAX = 4 };

typedef struct expected {
    const char *text, *country, *precision, *parent;
    bool is_generic;
} expected;

typedef struct row {
    const char *marked;
    expected found[EXPECTED_MAX];
} row;

static const row rows[] = {
    {"They/PRON/2/nsubj attacked/VERB/0/root/attack a/DET/4/det hall/NOUN/2/obj outside/ADP/6/case Moscow/PROPN/4/nmod/Moscow/L | Officials/NOUN/4/nsubj/official/P in/ADP/3/case Kabul/PROPN/1/nmod/Kabul/L spoke/VERB/0/root",
     {{"Moscow", "RUS", "city", "Moscow", 0}, {"Kabul", "AFG", "city", "Kabul", 0}}},
    {"Rockets/NOUN/2/nsubj/rocket/P hit/VERB/0/root Paris/PROPN/2/obl/Paris/J ,/PUNCT/5/punct Texas/PROPN/3/nmod:unmarked/Texas", {{"Paris", "USA", "city", "Texas", 0}, {"Texas", "USA", "division", "", 0}}},
    {"They/PRON/2/nsubj met/VERB/0/root/meet in/ADP/4/case Paris/PROPN/2/obl", {{"Paris", "FRA", "city", "", 0}}},
    {"It/PRON/2/nsubj spread/VERB/0/root across/ADP/4/case Helmand/PROPN/2/obl and/CCONJ/7/cc Kandahar/PROPN/7/compound provinces/NOUN/4/conj/province/P in/ADP/9/case Afghanistan/PROPN/2/obl",
     {{"Helmand", "AFG", "division", "", 0}, {"Kandahar provinces", "AFG", "division", "", 0}, {"Afghanistan", "AFG", "country", "", 0}}},
    {"KABUL/PROPN/7/nsubj//J ,/PUNCT/3/punct Afghanistan/PROPN/1/appos -/PUNCT/7/punct A/DET/6/det bomb/NOUN/7/nsubj exploded/VERB/0/root", {{"KABUL", "AFG", "city", "Kabul", 0}, {"Afghanistan", "AFG", "country", "", 0}}},
    {"They/PRON/2/nsubj seized/VERB/0/root the/DET/4/det city/NOUN/2/obj of/ADP/6/case Goma/PROPN/4/nmod in/ADP/8/case Congo/PROPN/2/obl", {{"city of Goma", "COD", "city", "North Kivu", 0}, {"Congo", "COD", "country", "", 0}}},
    {"Russia/PROPN/3/nmod:poss 's/PART/1/case army/NOUN/4/nsubj attacked/VERB/0/root Ukraine/PROPN/4/obj", {{"Russia", "RUS", "country", "", 1}, {"Ukraine", "UKR", "country", "", 1}}},
    {"Georgia/PROPN/4/nsubj/Georgia/H and/CCONJ/3/cc Armenia/PROPN/1/conj signed/VERB/0/root it/PRON/4/obj in/ADP/7/case Tbilisi/PROPN/4/obl",
     {{"Georgia", "GEO", "country", "", 1}, {"Armenia", "ARM", "country", "", 1}, {"Tbilisi", "GEO", "city", "Tbilisi", 0}}},
    {"Police/NOUN/6/nsubj//P in/ADP/3/case Georgia/PROPN/1/nmod left/VERB/1/acl/leave Atlanta/PROPN/4/obl went/VERB/0/root/go to/ADP/10/case the/DET/10/det United/PROPN/10/compound States/PROPN/6/obl",
     {{"Georgia", "USA", "division", "", 0}, {"Atlanta", "USA", "city", "Georgia", 0}, {"United States", "USA", "country", "", 0}}},
    {"He/PRON/2/nsubj flew/VERB/0/root to/ADP/4/case Reading/PROPN/2/obl", {{"Reading", "GBR", "city", "England", 0}}},
    {"A/DET/2/det bomber/NOUN/3/nsubj struck/VERB/0/root Kabul/PROPN/5/compound airport/NOUN/3/obj", {{"Kabul airport", "AFG", "point", "", 0}}},
    {"The/DET/3/det Uzbek/ADJ/3/amod city/NOUN/6/nsubj:pass of/ADP/5/case Termez/PROPN/3/nmod shelled/VERB/0/root", {{"city of Termez", "UZB", "city", "Surxondaryo", 0}}},
    {"Many/ADJ/0/root like/ADP/3/case China/PROPN/1/obl//J ,/PUNCT/5/punct Japan/PROPN/3/conj", {{"China", "CHN", "country", "", 1}, {"Japan", "JPN", "country", "", 1}}},
    {"Afghan/ADJ/2/amod police/NOUN/3/nsubj live/VERB/0/root in/ADP/5/case Smallville/PROPN/3/obl", {{"Smallville", "AFG", "city", "Herat", 0}}}, /* its country is spoken of */
    /* its first word is the name of a town as well, and nothing stands before it */
    {"Republic/PROPN/5/obl/Republic of/ADP/3/case Goma/PROPN/1/nmod :/PUNCT/5/punct speak/VERB/0/root", {{"Republic of Goma", "COD", "city", "North Kivu", 0}}},
    {"They/PRON/2/nsubj crossed/VERB/0/root the/DET/5/det Black/PROPN/5/compound Sea/PROPN/2/obl", {{"Black Sea", "", "sea", "", 0}}},
    /* not in the gazetteer: the words show that it is a place, and perhaps of which country */
    {"They/PRON/2/nsubj live/VERB/0/root/live in/ADP/4/case Ardelo/PROPN/2/obl//L ,/PUNCT/6/punct Afghanistan/PROPN/4/nmod:unmarked",
     {{"Ardelo", "AFG", "city", "", 0}, {"Afghanistan", "AFG", "country", "", 0}}},
    {"They/PRON/2/nsubj fled/VERB/0/root/flee the/DET/5/det Afghan/ADJ/5/amod village/NOUN/2/obj of/ADP/7/case Ardelo/PROPN/5/nmod", {{"village of Ardelo", "AFG", "city", "", 0}}},
    {"They/PRON/2/nsubj met/VERB/0/root/meet near/ADP/5/case Upper/PROPN/5/compound//L Ardelo/PROPN/2/obl//L", {{"Upper Ardelo", "", "city", "", 0}}},
    {"They/PRON/2/nsubj fled/VERB/0/root/flee the/DET/5/det Afghan/ADJ/5/amod village/NOUN/2/obj of/ADP/7/case Termez/PROPN/5/nmod", {{"village of Termez", "AFG", "city", "", 0}}}, /* ours is Uzbek */
    {"They/PRON/2/nsubj live/VERB/0/root/live in/ADP/6/case Ardelo/PROPN/6/compound//L refugee/NOUN/6/compound camp/NOUN/2/obl", {{"Ardelo", "", "point", "", 0}}},
    {"They/PRON/2/nsubj live/VERB/0/root/live in/ADP/4/case Ardelo/PROPN/2/obl//L near/ADP/6/case Kabul/PROPN/4/nmod", {{"Ardelo", "AFG", "city", "", 0}, {"Kabul", "AFG", "city", "Kabul", 0}}},
    {"Attacks/NOUN/4/nsubj/attack/P on/ADP/3/case Ardelo/PROPN/1/nmod//L continued/VERB/0/root/continue near/ADP/6/case Kabul/PROPN/4/obl", {{"Ardelo", "AFG", "city", "", 0}, {"Kabul", "AFG", "city", "Kabul", 0}}},
    /* behind "in" whatever the tagger says */
    {"They/PRON/2/nsubj live/VERB/0/root/live in/ADP/4/case Smallville/NOUN/2/obl near/ADP/6/case Kabul/PROPN/4/nmod", {{"Smallville", "AFG", "city", "Herat", 0}, {"Kabul", "AFG", "city", "Kabul", 0}}},
    /* a town before its province is none */
    {"They/PRON/2/nsubj live/VERB/0/root/live in/ADP/4/case Ardelo/PROPN/2/obl//L ,/PUNCT/7/punct Helmand/PROPN/7/compound Province/PROPN/4/conj",
     {{"Ardelo", "AFG", "city", "Helmand", 0}, {"Helmand Province", "AFG", "division", "", 0}}},
    /* no places */
    {"They/PRON/2/nsubj fired/VERB/0/root/fire a/DET/5/det 9K33/NUM/5/nummod Paris/PROPN/2/obj/Paris", {{0}}},
    {"It/PRON/2/nsubj fell/VERB/0/root/fall at/ADP/5/case noon/NOUN/5/compound GOMA/PROPN/2/obl", {{0}}},
    {"The/DET/4/det frigate/NOUN/4/compound HMS/PROPN/4/compound Paris/PROPN/5/nsubj/Paris left/VERB/0/root/leave", {{0}}},
    {"They/PRON/2/nsubj met/VERB/0/root/meet in/ADP/4/case Ardelo/PROPN/2/obl", {{0}}},
    {"They/PRON/2/nsubj met/VERB/0/root/meet in/ADP/4/case Parliament/PROPN/2/obl//L", {{0}}},
    {"They/PRON/2/nsubj work/VERB/0/root/work at/ADP/4/case Ardelo/PROPN/2/obl//O", {{0}}},
    {"They/PRON/2/nsubj live/VERB/0/root in/ADP/4/case Smallville/PROPN/2/obl", {{0}}}, /* too small to be meant by itself */
    {"Paris/PROPN/3/nsubj/Paris/H Hilton/PROPN/1/flat/Hilton/H met/VERB/0/root students/NOUN/3/obj of/ADP/7/case Georgetown/PROPN/7/compound/Georgetown/O University/PROPN/4/nmod/University/O", {{0}}},
    {"Reading/VERB/2/csubj/read/G helps/VERB/0/root", {{0}}},
    {"The/DET/3/det Moscow/PROPN/3/compound/Moscow/L Times/PROPN/4/nsubj/Times/O wrote/VERB/0/root", {{0}}},
    {"General/PROPN/3/nsubj/General Moscow/PROPN/1/flat/Moscow spoke/VERB/0/root", {{0}}},
};

static void assert_place(const an_parsed_text *text, const an_mention *mention, const expected *wanted)
{
    an_str words = an_str_of_span(text->text.data, mention->span);
    if (!an_str_is(words, wanted->text)) fail_msg("found '%.*s' instead of '%s'", (int)words.length, words.data, wanted->text);
    assert_int_equal(mention->kind, AN_MENTION_PLACE);
    if (strcmp(mention->place.country, wanted->country) != 0 || !an_str_is(mention->place.precision, wanted->precision) || !an_str_is(mention->place.parent, wanted->parent))
        fail_msg("'%s': %s %.*s", wanted->text, mention->place.country, (int)mention->place.precision.length, mention->place.precision.data);
    if (mention->is_generic != wanted->is_generic) fail_msg("'%s': generic", wanted->text);
    assert_true(mention->head_token >= mention->first_token && mention->head_token < mention->end_token);
}

static an_str *fold_all(an_arena *arena, const an_parsed_text *text)
{
    an_str *folded = AN_NEW_ARRAY(arena, an_str, text->token_count + 1);
    for (uint32_t i = 0; i < text->token_count; i++) folded[i] = an_utf8_fold(arena, text->tokens[i].form);
    return folded;
}

static void check_row(const an_lexicon *lexicon, const row *r)
{
    an_arena arena;
    an_article article = {.published = AN_DATE_RANGE_UNKNOWN};
    an_mentions mentions = {0};
    annals_error error;
    an_parsed_text text;
    size_t wanted = 0;
    an_arena_init(&arena, 0);
    text = read_marked(&arena, r->marked);
    assert_int_equal(an_mention_places(&arena, &arena, lexicon, &article, &text, fold_all(&arena, &text), &mentions, &error), ANNALS_OK);
    while (wanted < EXPECTED_MAX && r->found[wanted].text) wanted++;
    if (mentions.count != wanted) fail_msg("%zu places instead of %zu in: %.*s", mentions.count, wanted, (int)text.text.length, text.text.data);
    for (size_t i = 0; i < wanted; i++) assert_place(&text, &mentions.items[i], &r->found[i]);
    an_arena_free(&arena);
}

static void test_rows(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) check_row(*state, &rows[i]);
}

/* A date is no place, though a town may be called so. */
static void test_times_come_first(void **state)
{
    annals_error error;
    an_lexicon *lexicon = open_gazetteer_with("1\tMarch\tGBR\tEngland\t52.5\t0.1\t522000\tcity\t\t\t\n", "", &error);
    an_arena arena;
    an_article article = {.published = AN_DATE_RANGE_UNKNOWN};
    an_mentions mentions = {0};
    an_parsed_text text;
    (void)state;
    an_arena_init(&arena, 0);
    text = read_marked(&arena, "It/PRON/2/nsubj fell/VERB/0/root/fall in/ADP/4/case March/PROPN/2/obl 2021/NUM/4/nmod:unmarked");
    assert_non_null(lexicon);
    assert_int_equal(an_mention_times(&arena, &arena, NULL, &article, &text, NULL, &mentions, &error), ANNALS_OK);
    assert_int_equal(an_mention_places(&arena, &arena, lexicon, &article, &text, fold_all(&arena, &text), &mentions, &error), ANNALS_OK);
    assert_int_equal(mentions.count, 1);
    assert_int_equal(mentions.items[0].kind, AN_MENTION_TIME);
    an_lexicon_close(lexicon);
    an_arena_free(&arena);
}

static void test_memory(void **state)
{
    an_arena arena, none;
    an_article article = {.published = AN_DATE_RANGE_UNKNOWN};
    an_mentions mentions = {0};
    annals_error error;
    an_parsed_text text;
    an_arena_init(&arena, 0);
    an_arena_init(&none, 16);
    text = read_marked(&arena, rows[0].marked);
    assert_int_equal(an_mention_places(&none, &none, *state, &article, &text, fold_all(&arena, &text), &mentions, &error), ANNALS_E_MEMORY);
    an_arena_free(&none);
    an_arena_free(&arena);
}

static int open_state(void **state) { return (*state = open_gazetteer()) ? 0 : -1; }
static int close_state(void **state) { return an_lexicon_close(*state), 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_times_come_first), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, open_state, close_state);
}
