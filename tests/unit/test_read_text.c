/* The small parts of read/: dates, language, spelling, encodings, and plain text with what is copied along with it. */
#include "read_helper.h"

#include "read/block.h"
#include "read/dates.h"
#include "read/language.h"
#include "read/tidy.h"
#include "read/words.h"

/* ---- dates ---- */

typedef struct date_case {
    const char *text, *from, *to; /* from NULL: no date */
} date_case;

static const date_case found_dates[] = {
    {"March 28, 2024", "2024-03-28", "2024-03-28"},
    {"Published Sept. 5, 2022 at 10:31", "2022-09-05", "2022-09-05"},
    {"5 September 2022", "2022-09-05", "2022-09-05"},
    {"Mon 5th of September, 2022", "2022-09-05", "2022-09-05"},
    {"05-Sep-2022", "2022-09-05", "2022-09-05"},
    {"04/16/2024", "2024-04-16", "2024-04-16"},
    {"16/04/2024", "2024-04-16", "2024-04-16"},
    {"04/05/2024", "2024-04-05", "2024-05-04"}, /* American or British */
    {"5.4.2024", "2024-04-05", "2024-04-05"},
    {"2024/03/28", "2024-03-28", "2024-03-28"},
    {"updated 2024-03-28 10:00", "2024-03-28", "2024-03-28"},
    {"March 2024", "2024-03-01", "2024-03-31"},
    {"March 2024, printed May 3, 2024", "2024-05-03", "2024-05-03"}, /* a day before a month */
    {"February 30, 2024", NULL, NULL},
    {"Marching 28, 2024", NULL, NULL},
    {"10,000 people", NULL, NULL},
    {"1200/45/6", NULL, NULL},
    {"May", NULL, NULL},
    {"", NULL, NULL},
};

static void dates_in_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof found_dates / sizeof *found_dates; i++) {
        const date_case *c = &found_dates[i];
        an_date_range range = AN_DATE_RANGE_UNKNOWN;
        bool has_found = an_read_find_date(an_str_from(c->text), &range, NULL);
        if (has_found != (c->from != NULL)) fail_msg("\"%s\": %s", c->text, has_found ? "a date" : "no date");
        if (c->from) assert_range(range, c->from, c->to);
    }
}

static const date_case machine_dates[] = {
    {"2024-03-28T23:30:00-04:00", "2024-03-28", "2024-03-28"}, {"Thu, 28 Mar 2024 10:00:00 GMT", "2024-03-28", "2024-03-28"},
    {"20240328", "2024-03-28", "2024-03-28"}, {"20240328103000", "2024-03-28", "2024-03-28"}, {"2024-03", "2024-03-01",
    "2024-03-31"}, {"soon", NULL, NULL},
};
static const date_case url_dates[] = {
    {"https://x.example/2024/03/28/title", "2024-03-28", "2024-03-28"}, {"https://x.example/2024/mar/28/title", "2024-03-28",
    "2024-03-28"},
    {"https://x.example/news/2024-03-28-title", "2024-03-28", "2024-03-28"}, {"https://x.example/2024/03/title", "2024-03-01",
    "2024-03-31"},
    {"https://x.example/a-20240328-b", "2024-03-28", "2024-03-28"}, {"https://x.example/story/48201", NULL, NULL},
    {"https://x.example/2024/88/1/", NULL, NULL},
};

static void dates_of_machines_and_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof machine_dates / sizeof *machine_dates; i++) {
        an_date_range range;
        assert_int_equal(an_read_machine_date(an_str_from(machine_dates[i].text), &range), machine_dates[i].from != NULL);
        if (machine_dates[i].from) assert_range(range, machine_dates[i].from, machine_dates[i].to);
    }
    for (size_t i = 0; i < sizeof url_dates / sizeof *url_dates; i++) {
        an_date_range range;
        if (an_read_url_date(an_str_from(url_dates[i].text), &range) != (url_dates[i].from != NULL)) fail_msg("%s", url_dates[i].text);
        if (url_dates[i].from) assert_range(range, url_dates[i].from, url_dates[i].to);
    }
}

static const date_case latest_dates[] = {
    {"The treaty of May 2011 was broken in 2014 and on 3 June 2016. It will end on 1 May 2030.", "2016-06-03", ""},
    {"Elections are planned for 2027. The last were held in 2022.", "2022-01-01", ""},
    {"He ruled until March 2021, when he fell.", NULL, NULL},
    {"Some 2019 people came, and 1987 left.", NULL, NULL},
    {"She left in April 2023. They say he died before April 2024.", "2023-04-01", ""},
};

static void date_from_the_text_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof latest_dates / sizeof *latest_dates; i++) {
        an_date_range range;
        if (an_read_latest_date(an_str_from(latest_dates[i].text), &range) != (latest_dates[i].from != NULL)) fail_msg("%s",
            latest_dates[i].text);
        if (latest_dates[i].from) assert_range(range, latest_dates[i].from, latest_dates[i].to);
    }
}

/* ---- language, spelling ---- */

typedef struct language_case {
    const char *text;
    an_read_language language;
} language_case;

static const language_case language_cases[] = {
    {"The ministry said on Monday that the road to the port was open again.", AN_READ_LANGUAGE_ENGLISH},
    {"Rebels seize town.", AN_READ_LANGUAGE_UNKNOWN},
    {"Das Ministerium teilte am Montag mit, dass die Strasse zum Hafen wieder offen ist und der Verkehr nicht mehr von der Polizei geregelt wird.", AN_READ_LANGUAGE_OTHER},
    {"Le ministre a dit lundi que la route est ouverte et que les camions peuvent passer pour la nuit dans les deux sens.",
    AN_READ_LANGUAGE_OTHER},
    {"\xd0\x9c\xd0\xb8\xd0\xbd\xd0\xb8\xd1\x81\xd1\x82\xd1\x80 \xd1\x81\xd0\xba\xd0\xb0\xd0\xb7\xd0\xb0\xd0\xbb \xd1\x87\xd1\x82\xd0\xbe \xd0\xb4\xd0\xbe\xd1\x80\xd0\xbe\xd0\xb3\xd0\xb0", AN_READ_LANGUAGE_OTHER},
    {"", AN_READ_LANGUAGE_UNKNOWN},
};

static void language_is_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof language_cases / sizeof *language_cases; i++)
        if (an_read_guess_language(an_str_from(language_cases[i].text)) != language_cases[i].language) fail_msg("%s",
            language_cases[i].text);
}

typedef struct tidy_case {
    const char *text, *tidy;
} tidy_case;

static const tidy_case tidy_cases[] = {
    {"  two \t\r\n words  ", "two words"},
    {"no\xc2\xa0" "break\xe2\x80\x89thin", "no break thin"},
    {"soft\xc2\xad" "hyphen\xe2\x80\x8b", "softhyphen"},
    {"cafe\xcc\x81", "caf\xc3\xa9"},
    {"it\xc2\x92s", "it\xe2\x80\x99s"},
    {"a\x01" "b\x7f", "ab"},
    {" \n ", ""},
};

static void spelling_is_one(void **state)
{
    read_fixture *f = *state;
    for (size_t i = 0; i < sizeof tidy_cases / sizeof *tidy_cases; i++) assert_str(an_read_tidy(&f->arena,
        an_str_from(tidy_cases[i].text)), tidy_cases[i].tidy);
    assert_str(an_read_tidy_field(&f->arena, AN_STR("Salt &amp; <b>Wind</b>&#8217;s &#x2014; 5 < 6")),
        "Salt & Wind\xe2\x80\x99s \xe2\x80\x94 5 < 6");
    assert_str(an_read_tidy_field(&f->arena, AN_STR("  ")), NULL);
}

/* ---- lines ---- */

typedef struct byline_case {
    const char *line, *name; /* name NULL: no byline */
} byline_case;

static const byline_case byline_cases[] = {
    {"By Jane Doe", "Jane Doe"},
    {"BY JANE DOE AND BOB ROE, STAFF WRITERS", NULL}, /* shouted: left alone */
    {"By Jane Doe and Bob Roe, Staff Writers", "Jane Doe and Bob Roe"},
    {"By Jane Doe in Kabul | March 3, 2021", "Jane Doe"},
    {"By Jane Doe March 3, 2021", "Jane Doe"},
    {"By Jane Doe 3 March 2021", "Jane Doe"},
    {"Written by Jo van der Berg", "Jo van der Berg"},
    {"By Reuters", "Reuters"},
    {"By the end of the week the town had fallen.", NULL},
    {"By noon the rain", NULL},
};

static void bylines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof byline_cases / sizeof *byline_cases; i++) assert_str(an_read_byline_name(an_str_from(byline_cases[i].line)), byline_cases[i].name);
}

typedef struct line_case {
    const char *line;
    bool (*test)(an_str line);
    bool holds;
} line_case;

static const line_case line_cases[] = {
    {"8 min read", an_read_is_reading_time, true},
    {"It was an easy read", an_read_is_reading_time, false},
    {"A crane stands idle. REUTERS/Ana Reed", an_read_is_credit, true},
    {"Photo by Ana Reed", an_read_is_credit, true},
    {"HARBOUR CITY (AP) \xe2\x80\x94 Two men died on Sunday.", an_read_is_credit, false},
    {"Share", an_read_is_interface, true},
    {"Share prices fell on Monday after the attack.", an_read_is_interface, false},
    {"Read more: the story of the dam", an_read_is_interface, true},
    {"Follow us on Telegram", an_read_is_interface, true},
    {"HomeWorldSportSubscribe now", an_read_is_interface, true},
    {"The McDonald and MacArthur families", an_read_is_interface, false},
    {"Related articles", an_read_is_tail_mark, true},
    {"Check Also", an_read_is_tail_mark, true},
    {"Comments by the minister angered the union", an_read_is_tail_mark, false},
    {"OPINION", an_read_is_label, true},
    {"Opinion polls favour the left", an_read_is_label, false},
    {"The Guardian", an_read_is_outlet, true},
    {"The guardian of the shrine", an_read_is_outlet, false},
    {"Ana Reed", an_read_is_name, true},
    {"What Happened Next", an_read_is_name, false},
    {"The Road Ahead", an_read_is_name, false},
};

static void lines_around_articles(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof line_cases / sizeof *line_cases; i++)
        if (line_cases[i].test(an_str_from(line_cases[i].line)) != line_cases[i].holds) fail_msg("%s", line_cases[i].line);
}

/* ---- paragraphs ---- */

typedef struct split_case {
    const char *text, *paragraphs; /* '|' between */
} split_case;

static const split_case split_cases[] = {
    {"One.\n\nTwo.\r\n\r\nThree.", "One.|Two.|Three."},
    {"A paragraph on a line of its own.\nAnother one on the next line, which is longer than the first.",
    "A paragraph on a line of its own.|Another one on the next line, which is longer than the first."},
    {"The council met on Monday to discuss the repair of the old bridge and\nthe costs that it would cause for the towns on both banks of the river.\nNo decision was taken.\n\nThe next meeting is in May.",
     "The council met on Monday to discuss the repair of the old bridge and the costs that it would cause for the towns on both banks of the river. No decision was taken.|The next meeting is in May."},
    {"  The council met on Monday to discuss the repair of the old bridge and\nthe costs that it would cause for the towns on both banks of the wide-\nranging river and its delta, which is large.\n  A second paragraph begins with an indent and goes on for a while until\nit ends here.",
     "The council met on Monday to discuss the repair of the old bridge and the costs that it would cause for the towns on both banks of the wide-ranging river and its delta, which is large.|A second paragraph begins with an indent and goes on for a while until it ends here."},
    {"Demands were these:\n- open the road\n- free the men", "Demands were these:|- open the road|- free the men"},
};

static void paragraphs_of_plain_text(void **state)
{
    read_fixture *f = *state;
    for (size_t i = 0; i < sizeof split_cases / sizeof *split_cases; i++) {
        an_read_blocks blocks = {0};
        char joined[2048] = "";
        an_read_split_paragraphs(&f->arena, an_str_from(split_cases[i].text), &blocks);
        for (size_t k = 0; k < blocks.count; k++)
            snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%.*s", k ? "|" : "",
                (int)blocks.items[k].text.length, blocks.items[k].text.data);
        assert_string_equal(joined, split_cases[i].paragraphs);
    }
}

/* ---- encodings ---- */

typedef struct charset_case {
    const char *bytes;
    size_t length;
    const char *charset; /* as HTTP would say; NULL = nothing */
    an_raw_kind kind;
    const char *text;
    bool is_bad;
} charset_case;

#define BYTES(text) text, sizeof(text) - 1
static const charset_case charset_cases[] = {
    {BYTES("caf\xc3\xa9 open"), NULL, AN_RAW_CLEAN, "caf\xc3\xa9 open", false},
    {BYTES("caf\xe9 open"), "iso-8859-1", AN_RAW_CLEAN, "caf\xc3\xa9 open", false},
    {BYTES("\x93" "caf\xe9\x94 open"), "iso-8859-1", AN_RAW_CLEAN, "\xe2\x80\x9c" "caf\xc3\xa9\xe2\x80\x9d open", false},
    {BYTES("caf\xc3\xa9 open"), "iso-8859-1", AN_RAW_CLEAN, "caf\xc3\xa9 open", false}, /* it proves to be UTF-8 */
    {BYTES("<meta charset='windows-1251'><p>\xcc\xe8\xf0 here</p>"), NULL, AN_RAW_HTML, "\xd0\x9c\xd0\xb8\xd1\x80 here", false},
    {BYTES("<?xml version='1.0' encoding='iso-8859-2'?><html><p>\xe8 here</p></html>"), NULL, AN_RAW_HTML, "\xc4\x8d here", false},
    {BYTES("\xef\xbb\xbfopen"), NULL, AN_RAW_CLEAN, "open", false},
    {BYTES("\xff\xfeo\0p\0\xe9\0"), NULL, AN_RAW_CLEAN, "op\xc3\xa9", false},
    {BYTES("o\0p\0e\0n\0 \0d\0o\0o\0r\0"), NULL, AN_RAW_CLEAN, "open door", false},
    {BYTES("one\0two"), NULL, AN_RAW_CLEAN, "onetwo", true},
    {BYTES("\xe2\x80\x9cone\xe2\x80\x9d \xe2\x80\x9ctwo\xe2\x80\x9d \xff three"), NULL, AN_RAW_CLEAN,
    "\xe2\x80\x9cone\xe2\x80\x9d \xe2\x80\x9ctwo\xe2\x80\x9d \xef\xbf\xbd three", true},
    {BYTES("caf\xe9 open"), "no-such-charset", AN_RAW_CLEAN, "caf\xc3\xa9 open", false},
};

static void encodings(void **state)
{
    read_fixture *f = *state;
    for (size_t i = 0; i < sizeof charset_cases / sizeof *charset_cases; i++) {
        const charset_case *c = &charset_cases[i];
        an_article article;
        an_diagnostics diagnostics = {0};
        an_raw_document raw = {.kind = c->kind, .bytes = {c->bytes, c->length}, .charset = an_str_from(c->charset),
            .published = AN_DATE_RANGE_UNKNOWN};
        assert_int_equal(an_read_article(&f->arena, &f->scratch, &raw, &article, &diagnostics, NULL), ANNALS_OK);
        assert_str(article.text, c->text);
        if (has_diagnostic(&diagnostics, "bad-encoding") != c->is_bad) fail_msg("case %zu", i);
    }
}

/* ---- whole articles ---- */

static void text_that_was_cleaned_keeps_everything(void **state)
{
    read_fixture *f = *state;
    an_article article;
    an_diagnostics diagnostics;
    assert_int_equal(clean_bytes(f, AN_RAW_CLEAN,
        AN_STR("Share\n\nBy Jane Doe\n\nSix  people were killed in 2019.\nRelated articles"), &article, &diagnostics), ANNALS_OK);
    assert_str(article.text, "Share\n\nBy Jane Doe\n\nSix people were killed in 2019.\n\nRelated articles");
    assert_str(article.title, NULL);
    assert_range(article.published, "2019-01-01", "");
    assert_int_equal(article.published_basis, AN_BASIS_TEXT);
}

static void one_line_is_text_not_title(void **state)
{
    read_fixture *f = *state;
    an_article article;
    an_diagnostics diagnostics;
    assert_int_equal(clean_bytes(f, AN_RAW_TEXT, AN_STR("Rebels kill six people in the port"), &article, &diagnostics), ANNALS_OK);
    assert_str(article.text, "Rebels kill six people in the port");
    assert_str(article.title, NULL);
    assert_int_equal(article.id.length, 16);
    assert_memory_equal(article.id.data, article.sha256, 16);
}

static void digest_is_of_title_and_text(void **state)
{
    read_fixture *f = *state;
    an_article article;
    an_diagnostics diagnostics = {0};
    char expected[AN_SHA256_HEX_BYTES];
    an_raw_document raw = {.kind = AN_RAW_CLEAN, .bytes = AN_STR("Body."), .title = AN_STR("Head"), .id = AN_STR("given"),
        .published = AN_DATE_RANGE_UNKNOWN};
    assert_int_equal(an_read_article(&f->arena, &f->scratch, &raw, &article, &diagnostics, NULL), ANNALS_OK);
    an_sha256_hex(AN_STR("Head\nBody."), expected);
    assert_string_equal(article.sha256, expected);
    assert_str(article.id, "given");
}

static void nothing_is_told(void **state)
{
    read_fixture *f = *state;
    an_article article;
    an_diagnostics diagnostics = {0};
    annals_error error;
    an_raw_document raw = {.kind = AN_RAW_TEXT, .bytes = AN_STR(" \n "), .input = AN_STR("where.txt"),
        .published = AN_DATE_RANGE_UNKNOWN};
    assert_int_equal(an_read_article(&f->arena, &f->scratch, &raw, &article, &diagnostics, &error), ANNALS_E_INPUT);
    assert_mentions(&error, "where.txt: there is no text");
    raw.kind = AN_RAW_CLEAN; /* a record of JSON lines: a line in, a line out */
    assert_int_equal(an_read_article(&f->arena, &f->scratch, &raw, &article, &diagnostics, &error), ANNALS_OK);
    assert_true(has_diagnostic(&diagnostics, "no-text"));
    raw.title = AN_STR("Head only");
    assert_int_equal(an_read_article(&f->arena, &f->scratch, &raw, &article, &diagnostics, &error), ANNALS_OK);
    assert_true(has_diagnostic(&diagnostics, "no-text"));
}

static void article_has_a_limit(void **state)
{
    read_fixture *f = *state;
    an_article article;
    an_diagnostics diagnostics;
    size_t length = (size_t)AN_ARTICLE_BYTES_MAX + 10;
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, 'x', length);
    assert_int_equal(clean_bytes(f, AN_RAW_CLEAN, (an_str){text, length}, &article, &diagnostics), ANNALS_E_LIMIT);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_in_words),
        cmocka_unit_test(dates_of_machines_and_addresses),
        cmocka_unit_test(date_from_the_text_itself),
        cmocka_unit_test(language_is_seen),
        cmocka_unit_test_setup_teardown(spelling_is_one, read_setup, read_teardown),
        cmocka_unit_test(bylines),
        cmocka_unit_test(lines_around_articles),
        cmocka_unit_test_setup_teardown(paragraphs_of_plain_text, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(encodings, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(text_that_was_cleaned_keeps_everything, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(one_line_is_text_not_title, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(digest_is_of_title_and_text, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(nothing_is_told, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(article_has_a_limit, read_setup, read_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
