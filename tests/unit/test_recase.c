/* Text in one case is read as if it had its capitals; text in usual case is not touched; spans and output stay those of the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "split/recase.h"

typedef struct room {
    an_splitter *splitter;
    an_lexicon *lexicon;
    an_arena arena, scratch;
    an_parsed_text parsed;
} room;

static int set_up(void **state)
{
    room *r = calloc(1, sizeof *r);
    char path[4096];
    annals_error error;
    if (!r || an_splitter_open(&r->splitter, ANNALS_SOURCE_ROOT "/data/models/split.model", &error) != ANNALS_OK) return -1;
    snprintf(path, sizeof path, "%s/annals.lexicon", getenv("ANNALS_DATA"));
    if (an_lexicon_open(&r->lexicon, path, &error) != ANNALS_OK) return -1;
    an_arena_init(&r->arena, 0);
    an_arena_init(&r->scratch, 0);
    *state = r;
    return 0;
}

static int tear_down(void **state)
{
    room *r = *state;
    an_splitter_close(r->splitter);
    an_lexicon_close(r->lexicon);
    an_arena_free(&r->arena);
    an_arena_free(&r->scratch);
    free(r);
    return 0;
}

static void read_text(room *r, an_str text)
{
    annals_error error;
    an_arena_reset(&r->arena);
    an_arena_reset(&r->scratch);
    assert_int_equal(an_split_as_read(&r->arena, &r->scratch, r->splitter, r->lexicon, text, &r->parsed, &error), ANNALS_OK);
    assert_int_equal(r->parsed.text.length, text.length);
}

typedef struct reading {
    const char *written, *read;
} reading;

static const reading readings[] = {
    /* all small: sentences, names of the dictionaries, unknown names, abbreviations, a month and a verb */
    {"gunmen killed two traders in lagos. the nigerian army arrested ahmed bukarto on 5 may.",
     "Gunmen killed two traders in Lagos. The Nigerian Army arrested Ahmed Bukarto on 5 May."},
    {"it may rain, said the fbi. us troops left kabul with us.", "It may rain, said the FBI. US troops left Kabul with us."},
    {"the democratic people's party (dppq) won.", "The democratic people's party (DPPQ) won."},
    /* all capitals */
    {"POLICE IN KABUL DIDN'T NAME THE MEN. ITS CHIEF MET JOHN KERRY ON THE 35TH DAY.", "Police in Kabul didn't name the men. Its chief met John Kerry on the 35th day."},
    {"SEG\xC3\x9ANOL ATTACKED THE TOWN IN THE NORTH.", "Seg\xC3\xBAnol attacked the town in the north."},
    /* a headline in capitals, then text in usual case */
    {"Gunmen Kill Three Police Officers In Attack On Market In Kabul\n\nThe attack began at noon.",
     "Gunmen kill three police officers in attack on market in Kabul\n\nThe attack began at noon."},
    {"MAN SHOT DEAD IN MARKET\n\nThe attack in Kabul began at noon.", "Man shot dead in market\n\nThe attack in Kabul began at noon."},
};

static void text_in_one_case_is_read_in_usual_case(void **state)
{
    room *r = *state;
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        char read[512];
        read_text(r, an_str_from(readings[i].written));
        snprintf(read, sizeof read, "%.*s", (int)r->parsed.text.length, r->parsed.text.data);
        assert_string_equal(read, readings[i].read);
    }
}

/* Usual case, abbreviations, lists of names, datelines, fragments: the same bytes, not a copy. */
static const char *const usual[] = {
    "Gunmen killed two traders in Lagos. The army denied it.",
    "a man of no name",
    "NATO and the UN",
    "KABUL, Afghanistan (AP) -- The army left.",
    "Ministry of Foreign Affairs of the Russian Federation",
    ("The agreement says that the parties will not use force, will withdraw what they have sent, will open all roads to those who "
     "bring food and medicine, and will meet again before the end of the year to settle what was left open between them."),
    "- food and water for all who ask for it\n\nThe list was signed in Geneva.",
    "I. O. U.", "", "...", "\xFF\xFE",
};

static void usual_text_is_not_touched(void **state)
{
    room *r = *state;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        an_str text = an_str_from(usual[i]);
        read_text(r, text);
        assert_ptr_equal(r->parsed.text.data, text.data);
    }
}

static void spans_and_forms_are_those_of_the_text(void **state)
{
    room *r = *state;
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        an_str text = an_str_from(readings[i].written);
        read_text(r, text);
        assert_ptr_not_equal(r->parsed.text.data, text.data);
        an_split_as_written(text, &r->parsed);
        assert_ptr_equal(r->parsed.text.data, text.data);
        for (uint32_t t = 0; t < r->parsed.token_count; t++) {
            an_str form = an_str_of_span(text.data, r->parsed.tokens[t].span);
            assert_ptr_equal(r->parsed.tokens[t].form.data, form.data);
            assert_int_equal(r->parsed.tokens[t].form.length, form.length);
        }
    }
}

/* Only case changes, whatever stands in a text: the folded copies are the same. */
static void only_case_changes(void **state)
{
    static const char *const strange[] = {("\xC4\xB0STANBUL STRA\xC3\x9F" "E \xC7\x84ON \xEF\xAC\x81RE AND WATER"), "one two three \xF0\x9F\x98\x80 four five six sevenx",
                                          "a@b.org http://a.b/c the words of the mail were few", "ONE\n\nTWO\n\nTHREE FOUR FIVE SIX\n\nseven eight nine ten"};
    room *r = *state;
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        an_str text = an_str_from(strange[i]), before, after;
        read_text(r, text);
        before = an_utf8_fold(&r->arena, text);
        after = an_utf8_fold(&r->arena, r->parsed.text);
        assert_true(an_str_equal(before, after));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_in_one_case_is_read_in_usual_case, set_up, tear_down),
        cmocka_unit_test_setup_teardown(usual_text_is_not_touched, set_up, tear_down),
        cmocka_unit_test_setup_teardown(spans_and_forms_are_those_of_the_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_case_changes, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
