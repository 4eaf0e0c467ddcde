/* The frame dictionary: what compiles, what is found, and that every kind of wrong line is told with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dictionary.h"
#include "lexicon/cameo.h"
#include "lexicon/frames.h"

static const char good[] =
    "set arms ; word weapon, missile\n"
    "form strike ; word struck\n"
    "frame strike ; type ASSAULT ; cameo 190\n"
    "    verb strike, strike back\n"
    "frame ship ; type AID ; cameo 072\n"
    "    verb ship + @arms + to, hand over\n"
    "    if subject :state, :GOV, army\n"
    "    unless object letter\n"
    "frame hunger ; type PROTEST ; mode hunger\n"
    "    noun hunger strike\n"
    "context cyber ; term hacker 3, computer network 2\n"
    "cameo 190 ; type ASSAULT ; goldstein -10.0 ; name Use force\n";

static void test_lookup(void **state)
{
    an_lexicon *lexicon = open_dictionary(good);
    const an_frames *frames;
    an_word strike;
    (void)state;
    assert_non_null(lexicon);
    frames = an_lexicon_frames(lexicon);
    strike = an_frames_word(frames, AN_STR("strike"));
    assert_true(strike != AN_NONE);
    assert_int_equal(an_frames_word(frames, AN_STR("nothing-like-it")), AN_NONE);
    assert_int_equal(an_frames_triggers(frames, strike).count, 3); /* strike, strike back, hunger strike */
    assert_int_equal(an_frames_set(frames, "arms").count, 2);
    assert_int_equal(an_frames_set(frames, "none").count, 0);
    assert_int_equal(frames->triggers[an_frames_triggers(frames, an_frames_word(frames, AN_STR("struck"))).first].entry, strike);
    an_lexicon_close(lexicon);
}

/* The trigger that asks for most comes first. */
static void test_most_demanding_first(void **state)
{
    an_lexicon *lexicon = open_dictionary(good);
    const an_frames *frames = an_lexicon_frames(lexicon);
    an_range triggers = an_frames_triggers(frames, an_frames_word(frames, AN_STR("strike")));
    (void)state;
    for (uint32_t i = 1; i < triggers.count; i++) assert_true(frames->triggers[triggers.first + i - 1].rank >= frames->triggers[triggers.first + i].rank);
    assert_int_equal(frames->triggers[triggers.first + triggers.count - 1].rank, 0);
    an_lexicon_close(lexicon);
}

static void test_codebook(void **state)
{
    an_lexicon *lexicon = open_dictionary(good);
    const an_cameo_row *row = an_codebook_find(an_lexicon_codebook(lexicon), AN_STR("190"));
    (void)state;
    assert_non_null(row);
    assert_int_equal(row->goldstein_tenths, -100);
    assert_null(an_codebook_find(an_lexicon_codebook(lexicon), AN_STR("191")));
    assert_null(an_codebook_find(an_lexicon_codebook(lexicon), AN_STR("190190")));
    an_lexicon_close(lexicon);
}

static const struct {
    const char *text, *told;
} wrong[] = {
    {"frame a\n    verb hit\n", "entries.txt:1: a frame needs a type"},
    {"frame a ; type NOPE\n    verb hit\n", "no such event type: NOPE"},
    {"frame a ; type ASSAULT ; mode visit\n", "no such mode of this type: visit"},
    {"frame a ; type ASSAULT ; cameo 19x\n", "no CAMEO code: 19x"},
    {"frame a ; type ASSAULT\n    recipient sideways\n", "entries.txt:2: no such place in a sentence: sideways"},
    {"frame a ; type ASSAULT\n    verb hit\n    if object @unknown\n", "entries.txt:3: no such set: @unknown"},
    {"frame a ; type ASSAULT\n    verb hit\n    if object :wizard\n", "no such kind of actor: wizard"},
    {"frame a ; type ASSAULT ; colour red\n", "no such key of a frame: colour"},
    {"frame a ; type ASSAULT ; mark shiny\n", "no such mark: shiny"},
    {"frame a ; type ASSAULT ; trust 150\n", "trust is a percentage: 150"},
    {"frame a ; type REQUEST\n    content AID assist\n", "content needs =>: AID assist"},
    {"frame a ; type ASSAULT ; verb one two three\n", "no trigger: one two three"},
    {"light a ; verb do ; for nonsense\n", "no such group of nouns: nonsense"},
    {"report a ; verb say ; stance shouts\n", "no such stance: shouts"},
    {"attitude a ; verb plan ; means sometimes\n", "no such factuality: sometimes"},
    {"certainty a ; word likely ; range 80-20\n", "not a range of percent: 80-20"},
    {"context weather ; term rain 2\n", "no such context: weather"},
    {"topic weather ; term rain 2\n", "no such topic: weather"},
    {"instrument a ; word gun\n", "an instrument needs an event type: a"},
    {"cameo 1x ; goldstein 1\n", "a CAMEO code has two to four digits"},
    {"cameo 19 ; goldstein 11\n", "goldstein must be a number from -10 to 10"},
};

static void test_wrong_lines_are_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        test_folder folder;
        annals_error error = {0};
        make_folder(&folder);
        write_entries(&folder, wrong[i].text);
        assert_int_equal(an_lexicon_compile(folder.path, folder.compiled, NULL, &error), ANNALS_E_FORMAT);
        if (!strstr(error.message, wrong[i].told)) fail_msg("'%s' told as '%s'", wrong[i].text, error.message);
        remove_folder(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lookup), cmocka_unit_test(test_most_demanding_first), cmocka_unit_test(test_codebook),
        cmocka_unit_test(test_wrong_lines_are_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
