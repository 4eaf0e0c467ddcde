/* CoNLL-U: what is written can be read again as the same records; what others write can be read; what is broken is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "record/sentence.h"

typedef struct room {
    an_arena arena;
    an_strbuf out;
    an_parsed_text text;
    annals_error error;
} room;

static int set_up(void **state)
{
    static room r;
    an_arena_init(&r.arena, 0);
    an_strbuf_init(&r.out, 0);
    *state = &r;
    return 0;
}

static int tear_down(void **state)
{
    room *r = *state;
    an_arena_free(&r->arena);
    an_strbuf_free(&r->out);
    return 0;
}

static annals_status read_text(room *r, const char *conllu)
{
    return an_parsed_text_read_conllu(&r->arena, an_str_from(conllu), &r->text, &r->error);
}

/* ---- our own form ---- */

/* A text with everything that the format has to carry. */
static const char full_text[] = "\n \"Amir Khan's men\tdidn't\n\nleave|Kabul\\.\" ";

#define WORD(from, to, ...) {.span = {from, to}, .form = {full_text + (from), (to) - (from)}, __VA_ARGS__}

static an_token full_tokens[] = {
    WORD(2, 3, .lemma = {"\"", 1}, .xpos = {"``", 2}, .features = {"", 0}, .upos = AN_UPOS_PUNCT, .head = 1, .deprel = AN_DEPREL_PUNCT),
    WORD(3, 7, .lemma = {"Amir", 4}, .xpos = {"NNP", 3}, .features = {"Number=Sing", 11}, .upos = AN_UPOS_PROPN, .head = 4,
         .deprel = AN_DEPREL_NMOD, .subrel = AN_SUBREL_POSS, .name = AN_NAME_PERSON, .starts_name = true, .has_space_after = true),
    WORD(8, 12, .lemma = {"Khan", 4}, .xpos = {"NNP", 3}, .features = {"Number=Sing", 11}, .upos = AN_UPOS_PROPN, .head = 1,
         .deprel = AN_DEPREL_FLAT, .multiword = 2, .name = AN_NAME_PERSON),
    WORD(12, 14, .lemma = {"'s", 2}, .xpos = {"POS", 3}, .features = {"", 0}, .upos = AN_UPOS_PART, .head = 1, .deprel = AN_DEPREL_CASE,
         .has_space_after = true),
    WORD(15, 18, .lemma = {"man", 3}, .xpos = {"NNS", 3}, .features = {"Number=Plur", 11}, .upos = AN_UPOS_NOUN, .head = AN_HEAD_ROOT,
         .deprel = AN_DEPREL_ROOT, .has_space_after = true),
    WORD(19, 22, .lemma = {"do", 2}, .xpos = {"VBD", 3}, .features = {"Mood=Ind|Tense=Past|VerbForm=Fin", 32}, .upos = AN_UPOS_AUX,
         .head = 4, .deprel = AN_DEPREL_AUX, .multiword = 2),
    WORD(22, 25, .lemma = {"not", 3}, .xpos = {"RB", 2}, .features = {"", 0}, .upos = AN_UPOS_PART, .head = 4, .deprel = AN_DEPREL_ADVMOD,
         .has_space_after = true),
    WORD(27, 32, .head = AN_HEAD_ROOT, .features = {"", 0}, .name = AN_NAME_ORGANISATION, .starts_name = true), /* not parsed yet */
    WORD(32, 33, .head = AN_HEAD_ROOT, .features = {"", 0}, .name = AN_NAME_ORGANISATION, .starts_name = true),
    WORD(33, 38, .head = AN_HEAD_ROOT, .features = {"", 0}, .name = AN_NAME_PLACE, .starts_name = true),
    WORD(38, 39, .head = AN_HEAD_ROOT, .features = {"", 0}, .name = AN_NAME_MISC, .starts_name = true),
    WORD(39, 40, .head = AN_HEAD_ROOT, .features = {"", 0}, .name = AN_NAME_MISC),
    WORD(40, 41, .head = AN_HEAD_ROOT, .features = {"", 0}, .has_space_after = true)};

static an_sentence full_sentences[] = {{{2, 25}, 0, 7, 0}, {{27, 41}, 7, 6, 1}};

static const an_parsed_text full = {.text = {full_text, sizeof full_text - 1}, .sentences = full_sentences, .sentence_count = 2, .tokens = full_tokens, .token_count = 13};

static const char full_conllu[] =
    "# newdoc id = d1\n"
    "# sent_id = d1-1\n"
    "# text = \"Amir Khan's men didn't\n"
    "1\t\"\t\"\tPUNCT\t``\t_\t2\tpunct\t_\tStart=2|End=3|SpacesBefore=\\n\\s|SpaceAfter=No\n"
    "2\tAmir\tAmir\tPROPN\tNNP\tNumber=Sing\t5\tnmod:poss\t_\tStart=3|End=7|Entity=(PER\n"
    "3-4\tKhan's\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\tKhan\tKhan\tPROPN\tNNP\tNumber=Sing\t2\tflat\t_\tStart=8|End=12|Entity=PER)\n"
    "4\t's\t's\tPART\tPOS\t_\t2\tcase\t_\tStart=12|End=14\n"
    "5\tmen\tman\tNOUN\tNNS\tNumber=Plur\t0\troot\t_\tStart=15|End=18|SpacesAfter=\\t\n"
    "6-7\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "6\tdid\tdo\tAUX\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t5\taux\t_\tStart=19|End=22\n"
    "7\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\tStart=22|End=25\n"
    "\n"
    "# newpar\n"
    "# sent_id = d1-2\n"
    "# text = leave|Kabul\\.\"\n"
    "1\tleave\t_\t_\t_\t_\t_\t_\t_\tStart=27|End=32|Entity=(ORG)|SpaceAfter=No\n"
    "2\t|\t_\t_\t_\t_\t_\t_\t_\tStart=32|End=33|Entity=(ORG)|SpaceAfter=No\n"
    "3\tKabul\t_\t_\t_\t_\t_\t_\t_\tStart=33|End=38|Entity=(LOC)|SpaceAfter=No\n"
    "4\t\\\t_\t_\t_\t_\t_\t_\t_\tStart=38|End=39|Entity=(MISC|SpaceAfter=No\n"
    "5\t.\t_\t_\t_\t_\t_\t_\t_\tStart=39|End=40|Entity=MISC)|SpaceAfter=No\n"
    "6\t\"\t_\t_\t_\t_\t_\t_\t_\tStart=40|End=41\n"
    "\n";

static void test_writes(void **state)
{
    room *r = *state;
    an_parsed_text_write_conllu(&full, AN_STR("d1"), &r->out);
    assert_string_equal(r->out.data, full_conllu);
}

static void assert_same_str(an_str a, an_str b)
{
    assert_int_equal(a.length, b.length);
    if (a.length) assert_memory_equal(a.data, b.data, a.length);
}

static void assert_same_token(const an_token *a, const an_token *b)
{
    assert_int_equal(a->span.start, b->span.start);
    assert_int_equal(a->span.end, b->span.end);
    assert_same_str(a->form, b->form);
    assert_same_str(a->lemma, b->lemma);
    assert_same_str(a->xpos, b->xpos);
    assert_same_str(a->features, b->features);
    assert_int_equal(a->head, b->head);
    assert_int_equal(a->upos, b->upos);
    assert_int_equal(a->deprel, b->deprel);
    assert_int_equal(a->subrel, b->subrel);
    assert_int_equal(a->multiword, b->multiword);
    assert_int_equal(a->name, b->name);
    assert_int_equal(a->starts_name, b->starts_name);
    assert_int_equal(a->has_space_after, b->has_space_after);
}

static void test_reads_its_own(void **state)
{
    room *r = *state;
    assert_int_equal(read_text(r, full_conllu), ANNALS_OK);
    assert_same_str(r->text.text, full.text);
    assert_int_equal(r->text.sentence_count, full.sentence_count);
    assert_int_equal(r->text.token_count, full.token_count);
    for (uint32_t i = 0; i < full.token_count; i++) assert_same_token(r->text.tokens + i, full.tokens + i);
    for (uint32_t i = 0; i < full.sentence_count; i++) {
        assert_int_equal(r->text.sentences[i].span.start, full.sentences[i].span.start);
        assert_int_equal(r->text.sentences[i].span.end, full.sentences[i].span.end);
        assert_int_equal(r->text.sentences[i].first_token, full.sentences[i].first_token);
        assert_int_equal(r->text.sentences[i].token_count, full.sentences[i].token_count);
        assert_int_equal(r->text.sentences[i].paragraph, full.sentences[i].paragraph);
    }
}

/* Every kind of white space between two tokens comes back. */
static void test_gaps(void **state)
{
    static const struct { const char *text, *misc; } rows[] = {
        {"a b", ""}, {"ab", "|SpaceAfter=No"}, {"a  b", "|SpacesAfter=\\s\\s"}, {"a\xC2\xA0 b", "|SpacesAfter=\\u00A0\\s"},
        {"a\xE3\x80\x80" "b", "|SpacesAfter=\\u3000"}, {"a\t\r\n|\\b", "|SpacesAfter=\\t\\r\\n\\p\\\\"}, {"a\xFF" "b", "|SpacesAfter=\xFF"}};
    room *r = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t length = (uint32_t)strlen(rows[i].text);
        an_token tokens[] = {{.span = {0, 1}, .form = {rows[i].text, 1}}, {.span = {length - 1, length}, .form = {"b", 1}}};
        an_sentence sentence = {.span = {0, length}, .token_count = 2};
        an_parsed_text text = {.text = {rows[i].text, length}, .sentences = &sentence, .sentence_count = 1, .tokens = tokens, .token_count = 2};
        char expected[128];
        an_strbuf_clear(&r->out);
        an_parsed_text_write_conllu(&text, (an_str){0}, &r->out);
        snprintf(expected, sizeof expected, "Start=0|End=1%s\n", rows[i].misc);
        assert_non_null(strstr(r->out.data, expected));
        assert_int_equal(read_text(r, r->out.data), ANNALS_OK);
        assert_same_str(r->text.text, text.text);
    }
    assert_int_equal(read_text(r, "1\ta\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\q\\uD800\\u12\n"), ANNALS_OK);
    assert_same_str(r->text.text, AN_STR("a\\q\\uD800\\u12"));
}

static void test_nothing(void **state)
{
    static const char *const empty[] = {"", "\n\n\n", "# newdoc id = x\n"};
    room *r = *state;
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        assert_int_equal(read_text(r, empty[i]), ANNALS_OK);
        assert_int_equal(r->text.sentence_count, 0);
        assert_int_equal(r->text.text.length, 0);
    }
    an_parsed_text_write_conllu(&r->text, (an_str){0}, &r->out);
    assert_int_equal(r->out.length, 0);
}

/* ---- as others write it ---- */

static void test_reads_treebanks(void **state)
{
    static const char conllu[] =
        "# newdoc id = x\r\n# newpar\r\n"
        "1-2\tcan\xE2\x80\x99t\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\r\n"
        "1\tca\tcan\tAUX\tMD\tVerbForm=Fin\t0\troot\t0:root\t_\r\n"
        "2\tn't\tnot\tPART\tRB\t_\t1\tadvmod:emph\t1:advmod\t_\r\n"
        "3\t.\t.\tPUNCT\t.\t_\t1\tpunct\t1:punct\tEntity=(3-person-new:giv)\r\n"
        "3.1\tgone\tgo\tVERB\tVBN\t_\t_\t_\t1:conj\tCopyOf=1\r\n"
        "\r\n"
        "# newpar\r\n"
        "1\t_\t_\tSYM\tNFP\t_\t0\troot\t_\t_";
    room *r = *state;
    assert_int_equal(read_text(r, conllu), ANNALS_OK);
    assert_same_str(r->text.text, AN_STR("can\xE2\x80\x99t.\n\n_ "));
    assert_int_equal(r->text.token_count, 4);
    assert_int_equal(r->text.tokens[0].multiword, 2);
    assert_int_equal(r->text.tokens[0].span.end, 2);
    assert_int_equal(r->text.tokens[1].span.start, 2);
    assert_int_equal(r->text.tokens[1].span.end, 7);
    assert_int_equal(r->text.tokens[1].deprel, AN_DEPREL_ADVMOD);
    assert_int_equal(r->text.tokens[1].subrel, AN_SUBREL_NONE);
    assert_int_equal(r->text.tokens[2].name, AN_NAME_NONE);
    assert_same_str(r->text.tokens[3].lemma, AN_STR("_"));
    assert_int_equal(r->text.sentences[1].paragraph, 1);
}

static void test_broken(void **state)
{
    static const struct { const char *conllu; uint64_t line; } rows[] = {
        {"1\ta\n", 1},
        {"# c\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\t_\n", 2},
        {"2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
        {"x\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
        {"1\t\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
        {"1\ta\t_\tNOPE\t_\t_\t_\t_\t_\t_\n", 1},
        {"1\ta\t_\t_\t_\t_\t0\tnope\t_\t_\n", 1},
        {"1\ta\t_\t_\t_\t_\t-1\troot\t_\t_\n", 1},
        {"1\ta\t_\t_\t_\t_\t1\tdep\t_\t_\n\n", 2},
        {"1\ta\t_\t_\t_\t_\t2\tdep\t_\t_\n\n", 2},
        {"1\ta\t_\t_\t_\t_\t9999999999\tdep\t_\t_\n\n", 1},
        {"1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n", 3},
        {"2-3\tab\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
        {"1-1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
        {"1-900\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", 1},
        {"1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n", 2},
    };
    room *r = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(read_text(r, rows[i].conllu), ANNALS_E_FORMAT);
        assert_int_equal(r->error.offset, rows[i].line);
        assert_non_null(strstr(r->error.message, "line "));
    }
}

static void test_memory(void **state)
{
    an_arena small;
    an_parsed_text text;
    annals_error error;
    (void)state;
    for (size_t limit = 16; limit < 3000; limit += 64) {
        an_arena_init(&small, limit);
        assert_int_equal(an_parsed_text_read_conllu(&small, an_str_from(full_conllu), &text, &error), ANNALS_E_MEMORY);
        an_arena_free(&small);
    }
}

static void test_features(void **state)
{
    an_token token = {.features = AN_STR("Mood=Ind|Tense=Past|VerbForm=Fin")};
    (void)state;
    assert_true(an_token_has_feature(&token, "Mood=Ind"));
    assert_true(an_token_has_feature(&token, "Tense=Past"));
    assert_true(an_token_has_feature(&token, "VerbForm=Fin"));
    assert_false(an_token_has_feature(&token, "VerbForm"));
    assert_false(an_token_has_feature(&token, "Tense=Pas"));
    assert_false(an_token_has_feature(&token, "ense=Past"));
    token.features = (an_str){0};
    assert_false(an_token_has_feature(&token, "Tense=Past"));
}

#define WITH_ROOM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {WITH_ROOM(test_writes), WITH_ROOM(test_reads_its_own), WITH_ROOM(test_gaps), WITH_ROOM(test_nothing),
                                       WITH_ROOM(test_reads_treebanks), WITH_ROOM(test_broken), cmocka_unit_test(test_memory),
                                       cmocka_unit_test(test_features)};
    return cmocka_run_group_tests_name("conllu", tests, NULL, NULL);
}
