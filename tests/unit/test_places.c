/* The gazetteer: table and blocks are compiled, looked up, and wrong lines are named. */
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "dictionary.h"
#include "gazetteer.h"
#include "lexicon/places.h"

static uint32_t find_one(const an_places *places, const char *words)
{
    an_phrase_match match;
    if (!an_phrase_lookup(&places->names, an_str_from(words), &match)) return AN_NONE;
    assert_true(match.value_count >= 1);
    return match.values[0];
}

static void test_table(void **state)
{
    const an_places *places = an_lexicon_places(*state);
    an_place place;
    assert_non_null(places);
    place = an_places_describe(places, find_one(places, "Kabul"));
    assert_true(an_str_is(place.name, "Kabul"));
    assert_string_equal(place.country, "AFG");
    assert_int_equal(place.geonames, 1138958);
    assert_true(place.has_coordinates && fabs(place.latitude - 34.53) < 1e-9 && fabs(place.longitude - 69.17) < 1e-9);
    assert_true(an_str_is(place.precision, "city"));
    assert_true(an_str_is(place.parent, "Kabul"));
    place = an_places_describe(places, find_one(places, "Santiago"));
    assert_true(fabs(place.latitude + 33.46) < 1e-9 && fabs(place.longitude + 70.65) < 1e-9);
}

static void test_names(void **state)
{
    const an_places *places = an_lexicon_places(*state);
    assert_int_equal(find_one(places, "Caboul"), find_one(places, "Kabul")); /* added by a block without a name */
    assert_int_equal(find_one(places, "Tirmiz"), find_one(places, "Termez"));
    assert_int_equal(find_one(places, "al-Hasakah"), find_one(places, "Al-Hasakah"));
    assert_int_equal(find_one(places, "Herat"), find_one(places, "Her\xC4\x81t"));
    assert_int_equal(find_one(places, "Nowhere"), AN_NONE);
}

static void test_homonyms(void **state)
{
    const an_places *places = an_lexicon_places(*state);
    an_phrase_match match;
    assert_true(an_phrase_lookup(&places->names, AN_STR("Paris"), &match));
    assert_int_equal(match.value_count, 2);
    assert_string_not_equal(places->entries[match.values[0]].country, places->entries[match.values[1]].country);
}

static void test_adjectives(void **state)
{
    const an_places *places = an_lexicon_places(*state);
    an_phrase_match match;
    assert_true(an_phrase_lookup(&places->adjectives, AN_STR("Afghan"), &match));
    assert_string_equal(places->entries[match.values[0]].country, "AFG");
    assert_int_equal(find_one(places, "Afghan"), AN_NONE);
}

typedef struct wrong_row {
    const char *text;
    const char *message; /* a part of it */
} wrong_row;

static const wrong_row wrong_rows[] = {
    {"place x ; name X ; lat 1 ; lon 2 ; precision planet\n", "cannot be read: planet"},
    {"place x ; name X ; lat 91 ; lon 2 ; precision city\n", "cannot be read: 91"},
    {"place x ; name X ; lat 1e3 ; lon 2 ; precision city\n", "cannot be read: 1e3"},
    {"place x ; name X ; lat 1 ; lon 2 ; precision city ; country QQQ\n", "cannot be read: QQQ"},
    {"place x ; name X ; lon 2 ; precision city\n", "lacks a field: lat"},
    {"place x ; alias Y\n", "no place has this id: x"},
    {"place x ; name X ; lat 1 ; lon 2 ; precision city ; colour red\n", "no such field: colour"},
    {"place x ; name X ; lat 1 ; lon 2 ; precision city\nplace x ; name Y ; lat 1 ; lon 2 ; precision city\n", "already"},
};

static void test_wrong_blocks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong_rows / sizeof *wrong_rows; i++) {
        test_folder folder;
        annals_error error = {0};
        make_folder(&folder);
        write_entries(&folder, wrong_rows[i].text);
        assert_int_equal(an_lexicon_compile(folder.path, folder.compiled, NULL, &error), ANNALS_E_FORMAT);
        if (!strstr(error.message, wrong_rows[i].message)) fail_msg("message: %s", error.message);
        remove_folder(&folder);
    }
}

static const char *const wrong_table_rows[] = {
    "1\tX\tAFG\t\t34.5\t69.1\t100\tcity\t\t\n",                /* a column too few */
    "1\tX\tAFG\t\t134.5\t69.1\t100\tcity\t\t\t\n",             /* no such latitude */
    "1\tX\tQQQ\t\t34.5\t69.1\t100\tcity\t\t\t\n",              /* no such country */
    "1\tX\tAFG\t\t34.5\t69.1\tmany\tcity\t\t\t\n",             /* no number */
    "1\tX\tAFG\t\t34.5\t69.1\t100\tcity\tpearl\t\t\n",         /* no such rank */
    "1\tX\tAFG\t\t34.5\t69.1\t1\tcity\t\t\t\n1\tY\tAFG\t\t34.5\t69.1\t1\tcity\t\t\t\n", /* one id twice */
};

static void test_wrong_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong_table_rows / sizeof *wrong_table_rows; i++) {
        annals_error error = {0};
        assert_null(open_gazetteer_with(wrong_table_rows[i], "", &error));
        assert_int_equal(error.status, ANNALS_E_FORMAT);
        assert_non_null(strstr(error.message, "gazetteer.tsv:"));
    }
}

static int open_state(void **state) { return (*state = open_gazetteer()) ? 0 : -1; }
static int close_state(void **state) { return an_lexicon_close(*state), 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_names), cmocka_unit_test(test_homonyms), cmocka_unit_test(test_adjectives),
                                       cmocka_unit_test(test_wrong_blocks), cmocka_unit_test(test_wrong_tables)};
    return cmocka_run_group_tests(tests, open_state, close_state);
}
