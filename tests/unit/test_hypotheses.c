/* Rival explanations: their text with each wrong line, each field against each kind of statement, sums, what is missing, formats. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>
#include <math.h>

#include "store_fixture.h"

#include "link_fixture.h"

#include "claim_fixture.h"
#include "query/hypotheses.h"
#include "show/rows.h"

#define HEAD "incident 0123456789abcdef\n"
#define TWO "hypothesis a\n  actor iskp\nhypothesis b\n  actor ttp\n"

/* ---- the text ---- */

static void test_wrong_texts(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"", "names no incident"},
        {TWO, "names no incident"},
        {HEAD, "names fewer than two explanations"},
        {HEAD "hypothesis a\n  actor iskp\n", "names fewer than two explanations"},
        {"incident xyz\n" TWO, "line 1: 'xyz' is no key"},
        {"incident\n" TWO, "line 1: 'incident' needs a key, or fields"},
        {HEAD "   place Kabul\n" TWO, "line 2: 'place' is not needed"},
        {"incident\n  colour red\n" TWO, "line 2: 'colour' does not choose an incident; there are actor"},
        {HEAD "\n# a comment\nhypothesis\n  actor iskp\n", "line 4: 'hypothesis' needs a short name"},
        {HEAD "hypothesis two words\n", "line 2: 'two words' is no short name"},
        {HEAD "hypothesis a\n  says nothing else\n", "line 2: 'a' says nothing that could be set against"},
        {HEAD TWO "hypothesis a\n  actor x\n", "line 6: 'a' was there before"},
        {HEAD "hypothesis a\n  acter iskp\n", "line 3: an explanation has no 'acter'; there are says, not, actor"},
        {HEAD "hypothesis a\n  not\n", "line 3: an explanation has no ''"},
        {HEAD "hypothesis a\n  actor Islamic State\n", "line 3: 'Islamic State' is no id of an actor"},
        {HEAD "hypothesis a\n  actor\n", "line 3: '' says nothing"},
        {HEAD "hypothesis a\n  actor iskp,, ttp\n", "line 3: 'iskp,, ttp' has an empty place"},
        {HEAD "hypothesis a\n  actor iskp from 2020\n", "line 3: 'actor' takes no from and until"},
        {HEAD "hypothesis a\n  type DANCE\n", "line 3: 'DANCE' is no PLOVER type"},
        {HEAD "hypothesis a\n  mode waltz\n", "line 3: 'waltz' is no PLOVER mode"},
        {HEAD "hypothesis a\n  killed many\n", "line 3: 'many' is no number of people"},
        {HEAD "hypothesis a\n  killed 8 to 6\n", "line 3: '8 to 6' is no number of people"},
        {HEAD "hypothesis a\n  killed 99999999999999999999\n", "line 3: '99999999999999999999' is no number"},
        {HEAD "hypothesis a\n  date soon\n", "line 3: 'soon' is no date"},
        {HEAD "hypothesis a\n  happened maybe\n", "line 3: 'maybe' is neither yes nor no"},
        {HEAD TWO "evidence q\n", "line 6: 'q' is no key"},
        {HEAD TWO "evidence 0123456789abcdef\n  for c\n", "line 7: 'c' is no explanation given before"},
        {HEAD TWO "evidence 0123456789abcdef\n  maybe a\n", "line 7: 'maybe' is no judgement"},
        {HEAD TWO "evidence 0123456789abcdef\n  weight 1.5\n", "line 7: '1.5' is no weight"},
        {HEAD TWO "evidence 0123456789abcdef\n  weight heavy\n", "line 7: 'heavy' is no weight"},
        {HEAD TWO "voice\n  weight 1\n", "line 6: 'voice' needs the id"},
        {HEAD TWO "voice rus\n", "line 6: 'rus' needs one field: weight"},
        {HEAD TWO "theory c\n", "line 6: 'theory' begins nothing; there are incident, hypothesis, evidence and voice"},
        {"  actor iskp\n", "line 1: a field that belongs to no entry"},
        {HEAD TWO "hypothesis c\n  actor \x01\n", "line 7: control character 1"},
        {HEAD TWO "hypothesis c\n  says \xff\n", "line 7: not UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_arena arena;
        an_hypothesis_text out = {0};
        annals_error error;
        an_arena_init(&arena, 0);
        assert_int_equal(an_hypotheses_read(&arena, an_str_from(cases[i].text), &out, &error), ANNALS_E_INPUT);
        if (!strstr(error.message, cases[i].message)) fail_msg("'%s' does not say '%s'", error.message, cases[i].message);
        an_arena_free(&arena);
    }
}

static void test_right_text(void **state)
{
    static const char whole[] =
        "incident 0123456789abcdef\n"
        "incident ; place Kabul ; since 2022-09\n"
        "hypothesis a  # the first\n"
        "  says   They did it\n"
        "  actor  iskp, islamic-state\n"
        "  not actor ttp\n"
        "  killed at least 6\n"
        "  wounded 10-12\n"
        "  detained 139+\n"
        "  displaced at most 7\n"
        "  date from 2022-09-01 until 2022-09-30\n"
        "  type ASSAULT, COERCE\n"
        "  mode explosives\n"
        "  happened yes\n"
        "hypothesis b ; denied-by rus.gov\n"
        "evidence 00000000000000aa\n  for a\n  against b\n  weight .25\n  note a person's word\n"
        "voice al-naba ; weight 0\n";
    an_arena arena;
    an_hypothesis_text out = {0};
    annals_error error;
    const an_expectation *e;
    (void)state;
    an_arena_init(&arena, 0);
    assert_ok(an_hypotheses_read(&arena, an_str_from(whole), &out, &error), &error);
    assert_int_equal(out.incidents.count, 2);
    assert_true(out.incidents.items[0].key == UINT64_C(0x0123456789abcdef));
    assert_string_equal(out.incidents.items[1].question.place, "Kabul");
    assert_string_equal(out.incidents.items[1].question.since, "2022-09");
    assert_int_equal(out.hypotheses.count, 2);
    assert_true(an_str_is(out.hypotheses.items[0].says, "They did it"));
    assert_int_equal(out.hypotheses.items[0].expectation_count, 10);
    e = out.hypotheses.items[0].expectations;
    assert_true(e[0].alternative_count == 2 && an_str_is(e[0].alternatives[1], "islamic-state") && !e[0].is_not && e[1].is_not);
    assert_true(e[2].count.low == 6 && e[2].count.high == INT64_MAX && e[3].count.low == 10 && e[3].count.high == 12);
    assert_true(e[4].count.low == 139 && e[4].count.high == INT64_MAX && e[5].count.low == 0 && e[5].count.high == 7);
    assert_true(e[6].dates.from == day_of("2022-09-01") && e[6].dates.to == day_of("2022-09-30"));
    assert_true(e[7].types == ((uint64_t)1 << AN_TYPE_ASSAULT | (uint64_t)1 << AN_TYPE_COERCE));
    assert_true(e[9].is_yes);
    assert_true(out.judgements.items[0].verdicts[0] == AN_VERDICT_FOR && out.judgements.items[0].verdicts[1] == AN_VERDICT_AGAINST);
    assert_true(fabs(out.judgements.items[0].weight - 0.25) < 1e-9);
    assert_true(out.voices.items[0].weight == 0);
    an_arena_free(&arena);
}

/* ---- the matrix ---- */

typedef struct weighed {
    an_arena arena;
    an_hypothesis_text text;
    an_matrix matrix;
} weighed;

static annals_status weigh(fixture *f, const char *text, weighed *w)
{
    annals_status status;
    memset(w, 0, sizeof *w);
    an_arena_init(&w->arena, 0);
    status = an_hypotheses_read(&w->arena, an_str_from(text), &w->text, &f->error);
    return status == ANNALS_OK ? an_hypotheses_weigh(f->store, &w->text, &w->arena, &w->matrix, &f->error) : status;
}

static const an_matrix_row *row_of(const weighed *w, const char *document, an_statement_kind kind)
{
    for (size_t i = 0; i < w->matrix.row_count; i++)
        if (an_str_is(w->matrix.rows[i].statement->document, document) && w->matrix.rows[i].statement->kind == kind) return &w->matrix.rows[i];
    fail_msg("no %s in %s", an_statement_names[kind], document);
    return NULL;
}

#define BLAST .type = AN_TYPE_ASSAULT, .actor = "iskp", .recipient = "rus", .from = "2022-09-05", .town = "Kabul"
#define ANY "incident ; since 2022-09-05 ; until 2022-09-05\n"
#define NONE .beside_count = 0

/* What one field says of one statement: + for, - against, . silent; explanation b only fills the place of a rival. */
static void test_fields(void **state)
{
    static const struct {
        const char *field;
        char expected;
    } cases[] = {
        {"actor iskp", '+'}, {"actor ttp", '-'}, {"actor ttp, iskp", '+'}, {"not actor iskp", '-'}, {"not actor ttp", '+'},
        {"recipient rus", '+'}, {"recipient rus.embassy", '+'}, {"recipient ukr", '-'}, {"type ASSAULT", '+'}, {"type AID, CONSULT", '-'},
        {"mode explosives", '.'}, {"place Kabul", '+'}, {"place kabul", '+'}, {"place AFG", '+'}, {"place Zaranj", '-'},
        {"date 2022-09", '+'}, {"date 2022-09-05", '+'}, {"date 2022-09-06", '-'}, {"date 2021", '-'}, {"date from 2022-09-06", '-'},
        {"killed 6", '+'}, {"killed 5-7", '+'}, {"killed at least 4", '+'}, {"killed 7+", '-'}, {"killed at most 5", '-'}, {"wounded 10", '.'},
        {"instrument bomb", '.'}, {"happened yes", '+'}, {"happened no", '-'}, {"claimed-by iskp", '.'}, {"denied-by rus", '.'},
    };
    fixture *f = *state;
    TELL(f, {{"a", "2022-09-05", "Post", "Six died at the gate.", {{BLAST, .killed = 6}}, 1}, NONE});
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];
        weighed w;
        an_verdict verdict;
        snprintf(text, sizeof text, ANY "hypothesis a\n  %s\nhypothesis b\n  instrument knife\n", cases[i].field);
        assert_ok(weigh(f, text, &w), &f->error);
        assert_int_equal(w.matrix.row_count, 1);
        verdict = w.matrix.rows[0].verdicts[0];
        if (verdict != (cases[i].expected == '+' ? AN_VERDICT_FOR : cases[i].expected == '-' ? AN_VERDICT_AGAINST : AN_VERDICT_SILENT))
            fail_msg("%s: %s", cases[i].field, an_verdict_names[verdict]);
        an_arena_free(&w.arena);
    }
}

/* The same of statements with a speaker and a stance. */
static void test_speakers(void **state)
{
    static const struct {
        const char *document, *field;
        char expected;
    } cases[] = {
        {"own", "claimed-by iskp", '+'}, {"own", "actor iskp", '+'}, {"own", "denied-by iskp", '-'}, {"own", "claimed-by ttp", '.'},
        {"deny", "denied-by ttp", '+'}, {"deny", "claimed-by ttp", '-'}, {"deny", "actor ttp", '-'}, {"deny", "not actor ttp", '+'}, {"deny", "actor iskp", '.'},
        {"deny", "killed 9", '.'}, {"deny", "happened yes", '-'}, {"deny", "happened no", '+'},
        {"deny", "happened yes\n  denied-by ttp", '+'}, {"deny", "actor ttp\n  denied-by ttp", '+'}, {"deny", "actor ttp\n  not denied-by ttp", '-'},
        {"deny", "actor ttp\n  denied-by iskp", '-'}, {"blame", "accused-by rus", '+'}, {"blame", "accused-by rus.gov", '+'}, {"blame", "accused-by ukr", '.'},
        {"blame", "actor ttp", '+'}, {"confirm", "confirmed-by afg", '+'}, {"confirm", "denied-by afg", '-'}, {"predict", "actor iskp", '.'}, {"predict", "happened yes", '.'},
    };
    fixture *f = *state;
    TELL(f, {{"own", "2022-09-06", "Post", "It was us they say.", {{BLAST, .killed = 6, .speaker = "iskp", .stance = AN_STANCE_CLAIMS_OWN}}, 1}, NONE},
         {{"deny", "2022-09-06", "Herald", "It was not us they say.", {{.type = AN_TYPE_ASSAULT, .actor = "ttp", .from = "2022-09-05", .town = "Kabul", .killed = 6, .speaker = "ttp",
                                                                      .stance = AN_STANCE_DENIES, .factuality = AN_FACTUALITY_POSSIBLE}}, 1}, NONE},
         {{"blame", "2022-09-06", "Globe", "It was them the envoy said.", {{.type = AN_TYPE_ASSAULT, .actor = "ttp", .from = "2022-09-05", .town = "Kabul", .killed = 6,
                                                                           .speaker = "rus.gov", .stance = AN_STANCE_ACCUSES}}, 1}, NONE},
         {{"confirm", "2022-09-06", "Mail", "The police confirm six.", {{BLAST, .killed = 6, .speaker = "afg.cop", .stance = AN_STANCE_CONFIRMS}}, 1}, NONE},
         {{"predict", "2022-09-06", "Times", "More will die he thinks.", {{BLAST, .killed = 6, .speaker = "expert", .stance = AN_STANCE_PREDICTS}}, 1}, NONE});
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[256];
        weighed w;
        an_verdict verdict;
        snprintf(text, sizeof text, ANY "hypothesis a\n  %s\nhypothesis b\n  instrument knife\n", cases[i].field);
        assert_ok(weigh(f, text, &w), &f->error);
        verdict = row_of(&w, cases[i].document, AN_STATEMENT_CLAIM)->verdicts[0];
        if (verdict != (cases[i].expected == '+' ? AN_VERDICT_FOR : cases[i].expected == '-' ? AN_VERDICT_AGAINST : AN_VERDICT_SILENT))
            fail_msg("%s, %s: %s", cases[i].document, cases[i].field, an_verdict_names[verdict]);
        an_arena_free(&w.arena);
    }
}

#define COPIED                                                                                                            \
    "On the fifth of September an armed man came to the gate of the mission in the capital and set off what he carried among those " \
    "who waited there for papers so that six of them lost their lives and ten were taken to a hospital close by in the old town"

static void tell_story(fixture *f)
{
    TELL(f, {{"a", "2022-09-05", "Post", COPIED, {{BLAST, .killed = 6}}, 1}, NONE},
         {{"b", "2022-09-06", "Herald", COPIED " said the Post", {{BLAST, .killed = 6}}, 1}, NONE},
         {{"c", "2022-09-06", "Globe", "Police speak of six.", {{BLAST, .killed = 6, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, NONE},
         {{"d", "2022-09-07", "Mail", "Police speak of nine now.", {{BLAST, .killed = 9, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1}, .beside_count = 0, .is_likely = true},
         {{"e", "2022-09-08", "Times", "Nine it is the police say. The ttp had a hand in it a colonel said. It rained.", {{BLAST, .killed = 9, .speaker = "afg.cop", .stance = AN_STANCE_SAYS}}, 1},
          {{"colonel", "ttp had a hand", AN_STANCE_SAYS}, {"weather", "It rained", AN_STANCE_SAYS}}, 2, false});
}

#define STORY ANY "hypothesis one\n  says It was the branch\n  actor iskp\n  killed 6\n  place Kabul\nhypothesis other\n  actor ttp\n  denied-by ttp\n  place Kabul\n"

static void test_weights_and_sums(void **state)
{
    fixture *f = *state;
    weighed w;
    const an_matrix *m = &w.matrix;
    tell_story(f);
    assert_ok(weigh(f, STORY, &w), &f->error);
    assert_int_equal(m->incident_count, 1);
    assert_int_equal(m->row_count, 6);
    assert_int_equal(m->left_out, 1); /* the rain */
    assert_int_equal(row_of(&w, "a", AN_STATEMENT_VOICE)->standing, AN_STANDING_INDEPENDENT);
    assert_int_equal(row_of(&w, "b", AN_STATEMENT_VOICE)->standing, AN_STANDING_TAKEN);
    assert_int_equal(row_of(&w, "c", AN_STATEMENT_CLAIM)->standing, AN_STANDING_WITHDRAWN);
    assert_int_equal(row_of(&w, "e", AN_STATEMENT_CLAIM)->standing, AN_STANDING_REPEATED);
    assert_true(fabs(row_of(&w, "d", AN_STATEMENT_CLAIM)->weight - 0.7) < 1e-9); /* "likely" */
    assert_int_equal(row_of(&w, "e", AN_STATEMENT_BESIDE)->verdicts[0], AN_VERDICT_SILENT);
    assert_int_equal(row_of(&w, "e", AN_STATEMENT_BESIDE)->verdicts[1], AN_VERDICT_OPEN);
    /* a: for one, against other; d: against both. */
    assert_true(fabs(m->scores[0].against - 0.7) < 1e-9 && fabs(m->scores[0].in_favour - 1) < 1e-9);
    assert_true(fabs(m->scores[1].against - 1.7) < 1e-9 && m->scores[1].in_favour == 0);
    assert_int_equal(m->scores[0].rank, 1);
    assert_int_equal(m->scores[1].rank, 2);
    assert_int_equal(m->scores[1].open, 1);
    assert_int_equal(m->scores[0].silent, 1);
    assert_true(an_str_is(m->rows[0].statement->document, "a"));
    assert_true(m->rows[0].diagnosticity == 1 && row_of(&w, "d", AN_STATEMENT_CLAIM)->diagnosticity == 0);
    assert_int_equal(m->missing_count, 1);
    assert_int_equal(m->missing[0].hypothesis, 1);
    assert_int_equal(m->missing[0].expectation->field, AN_EXPECT_DENIED_BY);
    assert_true(m->missing[0].tells_apart);
    an_arena_free(&w.arena);
}

static void test_persons_word(void **state)
{
    fixture *f = *state;
    weighed w;
    const an_matrix_row *row;
    char text[1024], key[AN_KEY_BYTES];
    tell_story(f);
    assert_ok(weigh(f, STORY, &w), &f->error);
    an_key_format(row_of(&w, "e", AN_STATEMENT_BESIDE)->statement->key, key);
    an_arena_free(&w.arena);
    snprintf(text, sizeof text, STORY "evidence %s\n  for other\n  against one\n  weight 0.5\n  note a colonel\nvoice Post ; weight .2\n", key);
    assert_ok(weigh(f, text, &w), &f->error);
    row = row_of(&w, "e", AN_STATEMENT_BESIDE);
    assert_true(row->is_judged && an_str_is(row->note, "a colonel"));
    assert_true(fabs(row->weight - 0.5) < 1e-9 && fabs(row->diagnosticity - 0.5) < 1e-9);
    assert_true(fabs(row_of(&w, "a", AN_STATEMENT_VOICE)->weight - 0.2) < 1e-9);
    assert_true(fabs(w.matrix.scores[0].against - 1.2) < 1e-9);
    assert_true(fabs(w.matrix.scores[1].in_favour - 0.5) < 1e-9);
    an_arena_free(&w.arena);
    assert_fails(weigh(f, STORY "evidence 0000000000000001\n  for one\n", &w), ANNALS_E_INPUT, &f->error, "line 11: nothing with the key 0000000000000001");
    an_arena_free(&w.arena);
}

static void test_no_incident(void **state)
{
    fixture *f = *state;
    weighed w;
    tell_story(f);
    assert_fails(weigh(f, HEAD TWO, &w), ANNALS_E_INPUT, &f->error, "line 1: there is no incident with the key 0123456789abcdef");
    an_arena_free(&w.arena);
    assert_fails(weigh(f, "\nincident ; place Ulaanbaatar\n" TWO, &w), ANNALS_E_INPUT, &f->error, "line 2: no incident fits");
    an_arena_free(&w.arena);
    assert_fails(weigh(f, "incident ; since yesterday\n" TWO, &w), ANNALS_E_INPUT, &f->error, "line 1: since: 'yesterday' is no date");
    an_arena_free(&w.arena);
}

/* ---- written ---- */

static int append(void *user, const char *bytes, size_t length)
{
    an_strbuf_put(user, bytes, length);
    return 0;
}

static void write_matrix(fixture *f, const weighed *w, an_matrix_part part, const char *format, an_strbuf *out)
{
    an_row_writer *writer;
    an_strbuf_clear(out);
    assert_ok(an_row_writer_open(&writer, format, append, out, &f->error), &f->error);
    assert_ok(an_matrix_write(&w->matrix, part, an_row_writer_sink(writer), &f->error), &f->error);
    an_row_writer_close(writer);
}

static size_t lines_with(const char *text, const char *start)
{
    size_t count = 0;
    for (const char *line = text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) count += strncmp(line, start, strlen(start)) == 0;
    return count;
}

static void test_formats(void **state)
{
    fixture *f = *state;
    weighed w;
    an_strbuf out;
    json_t *array, *one;
    size_t i, evidence = 0, cells = 0;
    tell_story(f);
    assert_ok(weigh(f, STORY, &w), &f->error);
    an_strbuf_init(&out, 0);
    write_matrix(f, &w, AN_MATRIX_ALL, "csv", &out);
    assert_int_equal(lines_with(out.data, "row,key,kind,"), 1);
    assert_int_equal(lines_with(out.data, "incident,"), 1);
    assert_int_equal(lines_with(out.data, "evidence,"), 6);
    assert_int_equal(lines_with(out.data, "against,,,,,,,,,,,,,,,,,,0.70,1.70\r"), 1);
    assert_int_equal(lines_with(out.data, "rank,,,,,,,,,,,,,,,,,,1,2\r"), 1);
    assert_int_equal(lines_with(out.data, "missing,"), 1);
    assert_non_null(strstr(out.data, "one +actor +place +killed; other -actor +place"));
    write_matrix(f, &w, AN_MATRIX_ALL, "json", &out);
    array = json_loads(out.data, 0, NULL);
    assert_int_equal(json_array_size(array), 1 + 6 + 2 + 1);
    json_array_foreach(array, i, one)
    {
        if (strcmp(json_string_value(json_object_get(one, "row")), "evidence") != 0) continue;
        evidence++;
        cells += json_array_size(json_object_get(one, "cells"));
        assert_non_null(json_string_value(json_object_get(json_object_get(one, "statement"), "key")));
    }
    assert_int_equal(evidence, 6);
    assert_int_equal(cells, 12);
    json_decref(array);
    write_matrix(f, &w, AN_MATRIX_ROWS, "table:120", &out);
    assert_non_null(strstr(out.data, "(Post)"));
    write_matrix(f, &w, AN_MATRIX_SCORES, "table:120", &out);
    assert_non_null(strstr(out.data, "   1  one            0.70  1.00"));
    an_strbuf_free(&out);
    an_arena_free(&w.arena);
}

/* ---- as a whole ---- */

static void test_public(void **state)
{
    fixture *f = *state;
    annals_base *base;
    annals_error error;
    an_strbuf out, again;
    tell_story(f);
    an_strbuf_init(&out, 0);
    an_strbuf_init(&again, 0);
    assert_ok(annals_base_open(&base, f->scratch.path, ANNALS_BASE_READ_ONLY, &error), &error);
    assert_ok(annals_base_hypotheses(base, STORY, 0, "table", append, &out, &error), &error);
    assert_ok(annals_base_hypotheses(base, STORY "rubbish", sizeof STORY - 1, "table", append, &again, &error), &error);
    assert_string_equal(out.data, again.data);
    assert_non_null(strstr(out.data, "not a finding of what happened"));
    assert_int_equal(annals_base_hypotheses(base, STORY, 0, "xml", append, &out, &error), ANNALS_E_USAGE);
    assert_int_equal(annals_base_hypotheses(base, "what\n", 0, "csv", append, &out, &error), ANNALS_E_INPUT);
    annals_base_close(base);
    an_strbuf_free(&out);
    an_strbuf_free(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wrong_texts), cmocka_unit_test(test_right_text), BASE_TEST(test_fields), BASE_TEST(test_speakers),
        BASE_TEST(test_weights_and_sums), BASE_TEST(test_persons_word), BASE_TEST(test_no_incident), BASE_TEST(test_formats), BASE_TEST(test_public),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
