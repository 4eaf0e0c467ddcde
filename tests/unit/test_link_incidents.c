/* Incidents and contradictions over reports made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store_fixture.h"

#include "link_fixture.h"

#define ATTACK .type = AN_TYPE_ASSAULT, .actor = "iskp"

static void read_all(fixture *f, const report *reports, size_t count)
{
    for (size_t i = 0; i < count; i++) put_report(f, &reports[i]);
    update(f);
}
#define READ(f, ...) \
    do { \
        const report reports[] = {__VA_ARGS__}; \
        read_all(f, reports, sizeof reports / sizeof *reports); \
    } while (0)

static int64_t incidents(fixture *f) { return ask_number(f, "SELECT count(*) FROM incidents"); }
static int64_t largest(fixture *f) { return ask_number(f, "SELECT max(reports) FROM incidents"); }

static void test_two_reports(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "Five died at the gate in Kabul.", {{ATTACK, .from = "2022-09-05", .town = "Kabul", .killed = 6}}, 1},
         {"b", "2022-09-07", "Herald", "An embassy was struck, officials told us.", {{ATTACK, .from = "2022-09-05", .town = "Kabul"}}, 1});
    assert_int_equal(incidents(f), 1);
    assert_int_equal(ask_number(f, "SELECT killed_best = 6 AND events = 2 AND independent = 2 FROM incidents"), 1);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM incident_nodes WHERE joined_to IS NOT NULL AND reasons = 'actor date place'"), 1);
}

static void test_days_stay_apart(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-05", "Post", "An attack on Monday.", {{ATTACK, .from = "2022-09-05", .town = "Kabul", .killed = 6}}, 1},
         {"b", "2022-09-06", "Post", "Another one on Tuesday.", {{ATTACK, .from = "2022-09-06", .town = "Kabul", .killed = 9}}, 1},
         {"c", "2022-09-07", "Post", "Two days of blood.", {{ATTACK, .from = "2022-09-05", .to = "2022-09-06", .town = "Kabul"}}, 1},
         {"d", "2022-09-08", "Post", "A week of blood.", {{ATTACK, .from = "2022-09-01", .to = "2022-09-08", .town = "Kabul"}}, 1});
    assert_int_equal(ask_number(f, "SELECT count(DISTINCT n.incident) FROM incident_nodes n JOIN events e ON e.id = n.sample WHERE e.killed_low > 0"), 2);
}

static void test_towns_stay_apart(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-05", "Post", "An attack in the one town.", {{ATTACK, .from = "2022-09-05", .town = "Kabul", .killed = 6}}, 1},
         {"b", "2022-09-05", "Herald", "An attack in the other town.", {{ATTACK, .from = "2022-09-05", .town = "Zaranj", .killed = 6}}, 1});
    assert_int_equal(incidents(f), 2);
}

static void test_background_mention(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "Five died at the gate.", {{ATTACK, .from = "2022-09-05", .town = "Kabul", .killed = 6}}, 1},
         {"b", "2024-03-28", "Review", "Last year but one they struck.", {{ATTACK, .from = "2022-09-01", .to = "2022-09-30", .town = "Kabul"}}, 1});
    assert_int_equal(incidents(f), 1);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM incident_nodes WHERE reasons LIKE '%background%'"), 1);
    assert_int_equal(ask_number(f, "SELECT date_from = '2022-09-05' AND date_precision = 1 FROM incidents"), 1);
    /* A second attack of that month: the mention may mean either. */
    READ(f, {"c", "2022-09-20", "Post", "They came back.", {{ATTACK, .from = "2022-09-19", .town = "Kabul", .killed = 2}}, 1});
    assert_int_equal(incidents(f), 3);
    assert_int_equal(largest(f), 1);
}

static void test_mention_before(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "Five died at the gate.", {{ATTACK, .from = "2022-09-05", .town = "Kabul", .killed = 6}}, 1},
         {"b", "2022-08-01", "Review", "Six were killed there before.", {{ATTACK, .from = "?", .town = "Kabul", .killed = 6}}, 1});
    assert_int_equal(incidents(f), 2); /* what was told before it happened is something else */
}

/* Only "at least" is said: nobody says how many at most. */
static void test_open_figure(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "At least forty died.", {{ATTACK, .from = "2022-09-05", .town = "Kabul", .killed = 40, .killed_high = -1}}, 1});
    assert_int_equal(ask_number(f, "SELECT killed_low = 40 AND killed_high IS NULL FROM incidents"), 1);
    READ(f, {"b", "2022-09-07", "Mail", "The dead are forty-four.", {{ATTACK, .from = "2022-09-05", .town = "Kabul", .killed = 44}}, 1});
    assert_int_equal(ask_number(f, "SELECT killed_low = 40 AND killed_high = 44 FROM incidents"), 1);
}

static void test_names(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2014-04-30", "Post", "He was held over the murder of Maeve Tarrantino in the past", {{.type = AN_TYPE_ASSAULT, .recipient = "civ", .from = "?", .killed = 1}}, 1},
         {"b", "2014-05-04", "Herald", "Asked for days about the killing of Maeve Tarrantino he went free", {{.type = AN_TYPE_ASSAULT, .recipient = "civ", .from = "?", .killed = 1}}, 1},
         {"c", "2014-05-04", "Herald", "Asked for days about another killing he went free", {{.type = AN_TYPE_ASSAULT, .recipient = "civ", .from = "?", .killed = 1}}, 1},
         {"d", "2014-11-04", "Herald", "Months later the murder of Maeve Tarrantino came up", {{.type = AN_TYPE_ASSAULT, .recipient = "civ", .from = "?", .killed = 1}}, 1});
    assert_int_equal(largest(f), 2);
    assert_int_equal(incidents(f), 3);
}

/* ---- follow-ups ---- */

#define SHOT .type = AN_TYPE_ASSAULT

static void test_looking_back(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2015-07-16", "Post", "Masked men shoot the watchmaker Fenwick at the jeweller Oberlin in the arcade of Quillby", {{SHOT}}, 1},
         {"b", "2015-07-19", "Herald", "Two brothers are charged over the killing of watchmaker Fenwick at the jeweller Oberlin in Quillby", {{SHOT}}, 1},
         {"c", "2015-07-20", "Herald", "Two cousins rob the stationer Marlowe in Quillby and shoot his clerk", {{SHOT}}, 1});
    assert_int_equal(largest(f), 2);
    assert_int_equal(incidents(f), 2);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM incident_nodes WHERE reasons LIKE '%words%'"), 1);
}

/* The like words, but nobody looks back, and the day is another one. */
static void test_next_one(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2015-07-16", "Post", "Masked men shoot the watchmaker Fenwick at the jeweller Oberlin in the arcade of Quillby", {{SHOT}}, 1},
         {"b", "2015-07-19", "Herald", "Masked men shoot the watchmaker Fenwick at the jeweller Oberlin in the arcade of Quillby", {{SHOT, .from = "2015-07-18"}}, 1});
    assert_int_equal(incidents(f), 2);
}

static void test_number_of_town(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2006-07-30", "Post", "A house came down.", {{SHOT, .town = "Quillby", .killed = 54}}, 1},
         {"b", "2006-08-02", "Herald", "The council debates more than 54 deaths.", {{SHOT, .from = "?", .town = "Quillby", .killed = 55, .killed_high = -1}}, 1},
         {"c", "2006-08-02", "Mail", "The council debates 70 deaths.", {{SHOT, .from = "?", .town = "Quillby", .killed = 70}}, 1});
    assert_int_equal(largest(f), 2);
    assert_int_equal(incidents(f), 2);
}

/* "Dozens" are killed at many places; the year is no toll. */
static void test_vague_numbers(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2014-05-23", "Post", "Dozens lie in the fields.", {{SHOT, .killed = 24, .killed_high = 99}}, 1},
         {"b", "2014-05-23", "Herald", "Dozens drown in a bay.", {{SHOT, .killed = 24, .killed_high = 99}}, 1},
         {"c", "2014-05-23", "Post", "Seven fell on the campus.", {{SHOT, .town = "Quillby", .killed = 7}}, 1},
         {"d", "2014-05-24", "Herald", "A name is given after the 2014 killings.", {{SHOT, .from = "2014-05-23", .town = "Quillby", .killed = 2014}}, 1});
    assert_int_equal(incidents(f), 3);
}

static void test_rising_toll(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2020-11-28", "Post", "Farm hands were cut down in the morning.", {{SHOT, .town = "Quillby", .killed = 43}}, 1},
         {"b", "2020-11-29", "Herald", "The death toll rises as bodies are found.", {{SHOT, .from = "2020-11-28", .town = "Quillby", .killed = 110}}, 1});
    assert_int_equal(incidents(f), 1);
    READ(f, {"c", "2021-03-01", "Post", "Hands were cut down in the morning.", {{SHOT, .town = "Quillby", .killed = 43}}, 1},
         {"d", "2021-03-02", "Herald", "Others lie in another field.", {{SHOT, .from = "2021-03-01", .town = "Quillby", .killed = 110}}, 1});
    assert_int_equal(incidents(f), 3);
}

/* Towns with the same first letter lie at one place: a suburb and its city. */
static void test_suburb(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2014-05-23", "Post", "A drive through the students' quarter.", {{SHOT, .town = "Quillby", .killed = 7}}, 1},
         {"b", "2014-05-24", "Herald", "The county counts its dead.", {{SHOT, .from = "2014-05-23", .town = "Quarry End", .killed = 7}}, 1},
         {"c", "2014-05-24", "Mail", "Far away there was another one.", {{SHOT, .from = "2014-05-23", .town = "Zanten", .killed = 7}}, 1});
    assert_int_equal(largest(f), 2);
    assert_int_equal(incidents(f), 2);
}

/* One article tells of two attacks: different numbers, or different towns, are different happenings. */
static void test_two_of_one_article(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2014-05-23", "Post", "A black day.", {{SHOT, .town = "Quillby", .killed = 7}, {SHOT, .town = "Quillby", .killed = 30}, {SHOT, .town = "Zanten"}}, 3},
         {"b", "2014-05-23", "Herald", "Two sentences on one matter.", {{SHOT, .town = "Hallin", .killed = 3}, {SHOT, .town = "Hallin"}}, 2});
    assert_int_equal(incidents(f), 4);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM incident_nodes WHERE reasons LIKE '%article%'"), 1);
}

static void test_held_again(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2007-11-09", "Post", "She is put under house arrest.", {{.type = AN_TYPE_COERCE, .actor = "pak", .recipient = "lawyer", .town = "Quillby"}}, 1},
         {"b", "2007-11-10", "Post", "They hold her again before the march.", {{.type = AN_TYPE_COERCE, .actor = "pak", .recipient = "lawyer", .town = "Quillby"}}, 1});
    assert_int_equal(incidents(f), 2);
}

/* Two armed sides at one town on two days, and nobody looks back. */
static void test_fighting_goes_on(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2025-07-24", "Post", "Gunners exchange fire near the shrine Tamoen Thong at the border", {{ATTACK, .recipient = "tha", .town = "Quillby"}}, 1},
         {"b", "2025-07-25", "Herald", "Jets strike near the shrine Tamoen Thong at the border", {{ATTACK, .recipient = "tha", .from = "2025-07-25", .town = "Quillby"}}, 1});
    assert_int_equal(incidents(f), 2);
}

/* In a war too so many die in one small town but once in some days; some weeks later it may happen again. */
static void test_number_of_war(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-06-22", "Post", "Rebels fall upon the farmers.", {{ATTACK, .town = "Quillby", .killed = 26}}, 1},
         {"b", "2022-06-25", "Herald", "The bishop counts the graves.", {{SHOT, .town = "Quillby", .killed = 26}}, 1},
         {"c", "2022-07-02", "Mail", "Rebels fall upon the herdsmen.", {{ATTACK, .town = "Quillby", .killed = 26}}, 1});
    assert_int_equal(largest(f), 2);
    assert_int_equal(incidents(f), 2);
}

/* Dead and wounded both agree on the next day; with the dead alone it may be another ambush. "At least seven" is not "more than six". */
static void test_two_numbers(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2023-12-21", "Post", "A patrol is ambushed.", {{SHOT, .recipient = "ind", .killed = 4, .wounded = 3}}, 1},
         {"b", "2023-12-22", "Herald", "Lorries were fired at.", {{SHOT, .recipient = "ind", .town = "Quillby", .killed = 4, .wounded = 3}}, 1});
    assert_int_equal(incidents(f), 1);
    READ(f, {"c", "2024-03-21", "Post", "A patrol is ambushed there.", {{SHOT, .recipient = "ind", .killed = 4}}, 1},
         {"d", "2024-03-22", "Herald", "Lorries were fired at there.", {{SHOT, .recipient = "ind", .town = "Quillby", .killed = 4}}, 1});
    assert_int_equal(incidents(f), 3);
    READ(f, {"e", "2024-05-21", "Post", "At least seven fell after the raid.", {{SHOT, .recipient = "ind", .town = "Quillby", .killed = 7, .killed_high = -1}}, 1},
         {"f", "2024-05-24", "Herald", "Six fell following clashes.", {{SHOT, .recipient = "ind", .town = "Quillby", .killed = 6}}, 1});
    assert_int_equal(incidents(f), 5);
}

/* Today's report gives no date; tomorrow's speaks of "yesterday". */
static void test_reported_before(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2018-04-07", "Post", "Many are said to have choked.", {{SHOT, .from = "?", .town = "Quillby"}}, 1},
         {"b", "2018-04-08", "Herald", "The toll of the gassing is seventy.", {{SHOT, .from = "2018-04-07", .town = "Quillby", .killed = 70}}, 1},
         {"c", "2018-04-12", "Mail", "The toll of the gassing is ninety.", {{SHOT, .from = "2018-04-11", .town = "Quillby", .killed = 90}}, 1});
    assert_int_equal(largest(f), 2);
    assert_int_equal(incidents(f), 2);
}

/* Neither of two reports of these days gives a date, and one looks back: they speak of one attack. A month later it may be another one. */
static void test_news_of_days(void **state)
{
    fixture *f = *state;
#define BEATEN .type = AN_TYPE_ASSAULT, .recipient = "sonko", .recipient_kind = AN_ACTOR_PERSON, .from = "?"
    READ(f, {"a", "2021-03-04", "Post", "Crowds shout that he was beaten.", {{BEATEN}}, 1},
         {"b", "2021-03-05", "Herald", "The crowds mourn and speak of what was done to him.", {{BEATEN}}, 1},
         {"c", "2021-05-05", "Herald", "The crowds mourn, he has been beaten.", {{BEATEN}}, 1});
    assert_int_equal(largest(f), 2);
    assert_int_equal(incidents(f), 2);
}

/* "Sentenced after her conviction": the conviction is not the sentence that the same article tells. */
static void test_mention_beside_another(void **state)
{
    fixture *f = *state;
#define TRIED .type = AN_TYPE_SANCTION, .recipient = "lee", .recipient_kind = AN_ACTOR_PERSON, .town = "Quillby"
    READ(f, {"a", "2023-08-18", "Post", "The nurse is found guilty.", {{TRIED}}, 1},
         {"b", "2023-08-21", "Herald", "The nurse gets life, having been found guilty.", {{TRIED}, {TRIED, .from = "?"}}, 2});
    assert_int_equal(incidents(f), 2);
    assert_int_equal(ask_number(f, "SELECT max(reports) FROM incidents"), 2);
}

/* Bans are told in the same words time and again: without a place, a person or a number they are not one. */
static void test_standing_words(void **state)
{
    fixture *f = *state;
#define HALTS .type = AN_TYPE_COERCE, .recipient = "usa", .recipient_kind = AN_ACTOR_STATE
    READ(f, {"a", "2025-01-28", "Post", "The magistrate Quillan halts the decree freezing grants for orchards, vineyards and beekeepers", {{HALTS}}, 1},
         {"b", "2025-01-28", "Herald", "Beekeepers, vineyards and orchards are granted a halt by magistrate Oberlin of a decree that was freezing them out", {{HALTS}}, 1});
    assert_int_equal(incidents(f), 2);
}

/* Words alone say less than words about one town. */
static void test_words_alone(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2009-03-20", "Post", "Near the harbour corsairs board the freighter Titania", {{SHOT}}, 1},
         {"b", "2009-03-20", "Herald", "In the harbour a freighter, Rafaela, is boarded by corsairs", {{SHOT}}, 1});
    assert_int_equal(incidents(f), 2);
    READ(f, {"c", "2009-06-20", "Post", "Near the harbour corsairs board the freighter Titania again", {{SHOT, .town = "Quillby", .wounded = 3}}, 1},
         {"d", "2009-06-20", "Herald", "In the harbour a freighter, Rafaela, is boarded by corsairs again", {{SHOT, .town = "Quillby"}}, 1});
    assert_int_equal(incidents(f), 3);
}

/* ---- contradictions ---- */

static int64_t contradictions(fixture *f, const char *field, int superseded)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM contradictions WHERE field = '%s' AND is_superseded = %d", field, superseded);
    return ask_number(f, sql);
}

#define BLAST ATTACK, .from = "2022-09-05", .town = "Kabul"

static void test_figures(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "The ministry counts six dead.", {{BLAST, .killed = 6, .recipient = "rus"}}, 1},
         {"b", "2022-09-06", "Herald", "Doctors speak of eight dead.", {{BLAST, .killed = 8, .recipient = "rus"}}, 1},
         {"c", "2022-09-06", "Globe", "Between five and seven died.", {{BLAST, .killed = 5, .killed_high = 7, .recipient = "rus"}}, 1},
         {"d", "2022-09-06", "Mail", "At least four lost their lives.", {{BLAST, .killed = 4, .killed_high = -1, .recipient = "rus"}}, 1});
    assert_int_equal(incidents(f), 1);
    assert_int_equal(contradictions(f, "killed", 0), 2); /* 6 and 8, 5-7 and 8; not 6 in 5-7, nor anything of 4+ */
    assert_int_equal(ask_number(f, "SELECT killed_low = 4 AND killed_high = 8 FROM incidents"), 1);
    assert_int_equal(ask_number(f, "SELECT min(is_independent) FROM contradictions"), 1);
}

static void test_growing_toll(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-05", "Post", "Six are dead so far.", {{BLAST, .killed = 6, .recipient = "rus"}}, 1},
         {"b", "2022-09-07", "Herald", "Two more have died in hospital.", {{BLAST, .killed = 8, .recipient = "rus"}}, 1});
    assert_int_equal(contradictions(f, "killed", 1), 1);
    assert_int_equal(contradictions(f, "killed", 0), 0);
    assert_int_equal(ask_number(f, "SELECT killed_best FROM incidents"), 8);
    assert_int_equal(ask_number(f, "SELECT is_ordered FROM contradictions"), 1);
    /* Somebody still says six afterwards. */
    READ(f, {"c", "2022-09-09", "Globe", "Officials insist on six.", {{BLAST, .killed = 6, .recipient = "rus", .speaker = "afg", .stance = AN_STANCE_SAYS}}, 1});
    assert_int_equal(contradictions(f, "killed", 0), 1);
}

static void test_correction(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-05", "Post", "Nine are dead, we hear.", {{BLAST, .killed = 9, .recipient = "rus"}}, 1},
         {"b", "2022-09-06", "Post", "We gave a wrong number yesterday.", {{BLAST, .killed = 7, .recipient = "rus"}}, 1},
         {"c", "2022-09-06", "Herald", "Our count differs.", {{BLAST, .killed = 5, .recipient = "rus"}}, 1});
    assert_int_equal(contradictions(f, "killed", 1), 1);
    assert_int_equal(contradictions(f, "killed", 0), 2);
}

static void test_who_did_it(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "It was them.", {{BLAST, .killed = 6, .speaker = "iskp", .stance = AN_STANCE_CLAIMS_OWN}}, 1},
         {"b", "2022-09-06", "Herald", "It was the others.", {{.type = AN_TYPE_ASSAULT, .actor = "ttp", .from = "2022-09-05", .town = "Kabul", .killed = 6,
                                                             .speaker = "ttp", .stance = AN_STANCE_CLAIMS_OWN}}, 1});
    assert_int_equal(incidents(f), 1);
    assert_int_equal(contradictions(f, "actor", 0), 1);
    assert_int_equal(contradictions(f, "responsibility", 0), 1);
}

static void test_denial(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "They are accused by the state.", {{BLAST, .killed = 6, .speaker = "afg", .stance = AN_STANCE_ACCUSES}}, 1},
         {"b", "2022-09-06", "Herald", "They say it was not them.", {{BLAST, .killed = 6, .speaker = "iskp", .stance = AN_STANCE_DENIES,
                                                                    .factuality = AN_FACTUALITY_POSSIBLE}}, 1},
         {"c", "2022-09-06", "Globe", "They killed six in the city.", {{BLAST, .killed = 6}}, 1});
    assert_int_equal(incidents(f), 1);
    assert_int_equal(contradictions(f, "denial", 0), 1);
    assert_int_equal(contradictions(f, "voice", 0), 1);
}

/* ---- asking ---- */

static annals_status count_incident(void *user, const an_incident *incident, annals_error *error)
{
    (void)incident, (void)error;
    ++*(size_t *)user;
    return ANNALS_OK;
}

static size_t ask(fixture *f, const an_filter *filter)
{
    size_t count = 0;
    assert_ok(an_store_select_incidents(f->store, filter, count_incident, &count, &f->error), &f->error);
    return count;
}

static void test_asking(void **state)
{
    fixture *f = *state;
    annals_error error;
    printing p = {.f = f};
    READ(f, {"a", "2022-09-06", "Post", "Six died.", {{BLAST, .killed = 6}}, 1},
         {"b", "2023-01-06", "Post", "A meeting.", {{.type = AN_TYPE_CONSULT, .actor = "rus", .recipient = "taliban", .from = "2023-01-05"}}, 1});
    assert_int_equal(ask(f, &(an_filter){.dates = AN_DATE_RANGE_UNKNOWN}), 2);
    assert_int_equal(ask(f, &(an_filter){.dates = AN_DATE_RANGE_UNKNOWN, .actor = AN_STR("iskp")}), 1);
    assert_int_equal(ask(f, &(an_filter){.dates = AN_DATE_RANGE_UNKNOWN, .type = AN_TYPE_CONSULT}), 1);
    assert_int_equal(ask(f, &(an_filter){.dates = an_year_range(2022)}), 1);
    assert_int_equal(ask(f, &(an_filter){.dates = AN_DATE_RANGE_UNKNOWN, .document = AN_STR("b")}), 1);
    assert_int_equal(ask(f, &(an_filter){.dates = AN_DATE_RANGE_UNKNOWN, .limit = 1}), 1);
    assert_fails(an_store_select_members(f->store, 1, 0, print_member, &p, &error), ANNALS_E_INPUT, &error, "no incident");
}

static void test_plans_make_none(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "They plan it.", {{BLAST, .factuality = AN_FACTUALITY_PLANNED}, {BLAST, .factuality = AN_FACTUALITY_HABITUAL}}, 2});
    assert_int_equal(incidents(f), 0);
}

/* What looks back without a day is weighed: who, some rare words, days. The same told of two days as new is not enough. */
static void test_weighed(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2017-11-05", "Post", "Masked men drag two botanists out of a greenhouse on the moor", {{SHOT, .recipient = "ngo", .recipient_kind = AN_ACTOR_NGO}}, 1},
         {"b", "2017-11-07", "Herald", "A ransom letter arrives following the seizure of botanists in their greenhouse", {{SHOT, .from = "?", .recipient = "ngo", .recipient_kind = AN_ACTOR_NGO}}, 1});
    assert_int_equal(incidents(f), 1);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM incident_nodes WHERE reasons LIKE '%recipient%words%'"), 1);
    READ(f, {"c", "2018-03-05", "Post", "Masked men drag two botanists out of a greenhouse on the moor", {{SHOT, .recipient = "lay", .recipient_kind = AN_ACTOR_NGO}}, 1},
         {"d", "2018-03-07", "Herald", "In a greenhouse near the river botanists are beaten", {{SHOT, .recipient = "lay", .recipient_kind = AN_ACTOR_NGO}}, 1});
    assert_int_equal(incidents(f), 3);
}

/* "More than 54" begins at 55, and contradicts 54 no more than "no group has claimed it" contradicts the report. */
static void test_no_contradiction(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "The ministry counts fifty-four dead.", {{BLAST, .killed = 54}}, 1},
         {"b", "2022-09-06", "Herald", "Doctors speak of more than that.", {{BLAST, .killed = 55, .killed_high = -1}}, 1},
         {"c", "2022-09-06", "Mail", "Nobody owns up to it.", {{BLAST, .killed = 54, .speaker = "ttp", .stance = AN_STANCE_CLAIMS_OWN, .factuality = AN_FACTUALITY_DID_NOT_HAPPEN}}, 1});
    assert_int_equal(incidents(f), 1);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM contradictions"), 0);
}

/* One name for the deed says more than the same words apart from it. */
static void test_name_of_deed(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2019-03-10", "Post", "Clerks mourn after the Quenby massacre", {{SHOT, .from = "?"}}, 1},
         {"b", "2019-03-11", "Herald", "Clerks demand the files on the Quenby massacre", {{SHOT, .from = "?"}}, 1});
    assert_int_equal(incidents(f), 1);
    READ(f, {"c", "2020-03-10", "Post", "Clerks from Tolsta mourn after a massacre", {{SHOT, .from = "?"}}, 1},
         {"d", "2020-03-11", "Herald", "After a massacre clerks from Tolsta demand the files", {{SHOT, .from = "?"}}, 1});
    assert_int_equal(incidents(f), 3);
}

/* A figure of those whom it names is a part of the toll. */
static void test_part_of_toll(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "The ministry counts three dead.", {{BLAST, .killed = 3}}, 1},
         {"b", "2022-09-06", "Herald", "The consul died there.", {{BLAST, .killed = 1, .recipient = "lee", .recipient_kind = AN_ACTOR_PERSON}}, 1});
    assert_int_equal(incidents(f), 1);
    assert_int_equal(ask_number(f, "SELECT count(*) FROM contradictions"), 0);
}

/* Who denies his part does not deny that others did it; who says "they did it with us" does not contest it; and what an article tells as
 * prevented it does not deny. */
static void test_statements_that_agree(void **state)
{
    fixture *f = *state;
    READ(f, {"a", "2022-09-06", "Post", "It was them.", {{BLAST, .killed = 6, .speaker = "iskp", .stance = AN_STANCE_CLAIMS_OWN}}, 1},
         {"b", "2022-09-06", "Globe", "They and we did it.", {{BLAST, .killed = 6, .speaker = "haqqani", .stance = AN_STANCE_CLAIMS_OWN}}, 1},
         {"c", "2022-09-06", "Herald", "It was not us.", {{.type = AN_TYPE_ASSAULT, .actor = "ttp", .from = "2022-09-05", .town = "Kabul", .killed = 6,
                                                          .speaker = "ttp", .stance = AN_STANCE_DENIES, .factuality = AN_FACTUALITY_POSSIBLE}}, 1},
         {"d", "2022-09-06", "Mail", "Guards foil it.", {{BLAST, .killed = 6, .factuality = AN_FACTUALITY_DID_NOT_HAPPEN}}, 1});
    assert_int_equal(incidents(f), 1);
    assert_int_equal(contradictions(f, "responsibility", 0), 0);
    assert_int_equal(contradictions(f, "denial", 0), 0);
    assert_int_equal(contradictions(f, "voice", 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BASE_TEST(test_two_reports), BASE_TEST(test_days_stay_apart), BASE_TEST(test_towns_stay_apart), BASE_TEST(test_background_mention),
        BASE_TEST(test_mention_before), BASE_TEST(test_names), BASE_TEST(test_looking_back), BASE_TEST(test_next_one),
        BASE_TEST(test_number_of_town), BASE_TEST(test_vague_numbers), BASE_TEST(test_rising_toll), BASE_TEST(test_suburb),
        BASE_TEST(test_two_of_one_article), BASE_TEST(test_held_again), BASE_TEST(test_number_of_war), BASE_TEST(test_two_numbers), BASE_TEST(test_reported_before),
        BASE_TEST(test_news_of_days), BASE_TEST(test_mention_beside_another), BASE_TEST(test_standing_words), BASE_TEST(test_words_alone), BASE_TEST(test_fighting_goes_on), BASE_TEST(test_open_figure), BASE_TEST(test_figures), BASE_TEST(test_growing_toll), BASE_TEST(test_correction),
        BASE_TEST(test_who_did_it), BASE_TEST(test_denial), BASE_TEST(test_asking), BASE_TEST(test_plans_make_none),
        BASE_TEST(test_weighed), BASE_TEST(test_no_contradiction), BASE_TEST(test_name_of_deed), BASE_TEST(test_part_of_toll),
        BASE_TEST(test_statements_that_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
