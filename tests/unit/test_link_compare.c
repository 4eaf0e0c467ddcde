/* Two texts: what is found between them, in whatever order they come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "link/compare.h"
#include "link/sketch.h"

typedef struct fixture {
    an_arena arena;
    an_link_vocabulary vocabulary;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    an_arena_init(&f->arena, 0);
    *state = f;
    return an_link_vocabulary_make(&f->arena, &f->vocabulary) ? 0 : -1;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    an_arena_free(&f->arena);
    free(f);
    return 0;
}

static const char report[] =
    "A barge loaded with fertiliser exploded at the Marrow Quay on Tuesday, and nine dockers lost their lives. Sheds on both banks burned until noon. "
    "Harbour master Odile Ferrant said that the crew had smelled smoke for an hour. \"Nobody rang the bell, because nobody is paid to ring it,\" she "
    "told reporters. The company Brightwater owns eleven such barges. Its lawyers declined to speak. A hearing is set for the second week of June.";
static const char reworded[] =
    "Nine dockers lost their lives when fertiliser exploded in a barge at the Marrow Quay; on both banks of the river sheds burned until noon on Tuesday. For "
    "an hour the crew had smelled smoke, harbour master Odile Ferrant said. Eleven such barges are owned by the company Brightwater, whose lawyers "
    "declined to speak. In the second week of June there will be a hearing, which is set already.";
static const char essay[] =
    "Ports run on habits. In my town the watchman is a pensioner with a dog. The Quay Gazette wrote of the disaster that \"sheds on both banks burned until "
    "noon\", and one wonders who watched them burn. Insurance rates tell a story of their own, which few ministers care to read.";
static const char stranger[] =
    "The mountain railway will stay closed this winter. Engineers found cracks in three viaducts and want to inspect the tunnels as well. Hotels in the "
    "valley fear for the season, while environmental groups hope that fewer skiers will leave the deer in peace.";

static an_link_text make(fixture *f, const char *text, const char *outlet, const char *day)
{
    an_link_text t = {0};
    an_article *a = AN_NEW(&f->arena, an_article);
    a->text = an_str_from(text);
    a->outlet = an_str_from(outlet);
    a->published = AN_DATE_RANGE_UNKNOWN;
    if (day) an_iso_parse(an_str_from(day), &a->published);
    {
        an_strbuf both;
        an_strbuf_init(&both, 0);
        an_strbuf_printf(&both, "%s\n%s", outlet ? outlet : "", text);
        an_sha256_hex(an_strbuf_view(&both), a->sha256);
        an_strbuf_free(&both);
    }
    t.article = a;
    assert_true(an_link_words_find(&f->arena, &f->vocabulary, a->text, &t.words));
    return t;
}

/* Compares in both orders, which must not matter. */
static an_link_comparison compare(fixture *f, const an_link_text *a, const an_link_text *b)
{
    an_link_comparison one, other;
    assert_true(an_link_compare(&f->arena, &f->vocabulary, a, b, &one));
    assert_true(an_link_compare(&f->arena, &f->vocabulary, b, a, &other));
    assert_int_equal(one.is_derived, other.is_derived);
    if (!one.is_derived) return one;
    assert_int_equal(one.taker, !other.taker);
    assert_int_equal(one.derivation.kind, other.derivation.kind);
    assert_true(one.derivation.score == other.derivation.score);
    assert_int_equal(one.derivation.passages.count, other.derivation.passages.count);
    for (size_t i = 0; i < one.derivation.passages.count; i++) {
        const an_passage *p = &one.derivation.passages.items[i];
        const an_article *taker = (one.taker ? b : a)->article, *source = (one.taker ? a : b)->article;
        assert_true(p->taker.end <= taker->text.length && p->source.end <= source->text.length);
        assert_true(p->taker.start < p->taker.end && p->source.start < p->source.end);
    }
    return one;
}

static void test_copy(void **state)
{
    fixture *f = *state;
    an_link_text a = make(f, report, "Quay Gazette", "2024-05-07"), b = make(f, report, "Reader", "2024-05-08");
    an_link_comparison c = compare(f, &a, &b);
    assert_true(c.is_derived);
    assert_int_equal(c.derivation.kind, AN_DERIVATION_COPY);
    assert_int_equal(c.derivation.direction, AN_DIRECTION_DATES);
    assert_int_equal(c.taker, 1);
    assert_true(c.derivation.taken > 0.99 && c.derivation.given > 0.99);
    assert_int_equal(c.derivation.passages.count, 1);
}

static void test_cut(void **state)
{
    fixture *f = *state;
    char cut[sizeof report];
    an_link_text a = make(f, report, "Quay Gazette", "2024-05-07"), b;
    an_link_comparison c;
    snprintf(cut, sizeof cut, "Blast kills nine. %.230s", report);
    b = make(f, cut, "Digest", "2024-05-07");
    c = compare(f, &a, &b);
    assert_int_equal(c.derivation.kind, AN_DERIVATION_NEAR_COPY);
    assert_int_equal(c.derivation.direction, AN_DIRECTION_COMPLETENESS); /* the same day: the shorter one takes */
    assert_int_equal(c.taker, 1);
    assert_true(c.derivation.taken > c.derivation.given);
}

static void test_rewrite(void **state)
{
    fixture *f = *state;
    an_link_text a = make(f, report, "Quay Gazette", "2024-05-07"), b = make(f, reworded, "Reader", "2024-05-08");
    an_link_comparison c = compare(f, &a, &b);
    assert_true(c.is_derived);
    assert_int_equal(c.derivation.kind, AN_DERIVATION_REWRITE);
    assert_int_equal(c.taker, 1);
}

static bool has_passage(const an_derivation *d, an_passage_kind kind, const char *taker, const char *words)
{
    for (size_t i = 0; i < d->passages.count; i++)
        if (d->passages.items[i].kind == kind && an_str_is(an_str_of_span(taker, d->passages.items[i].taker), words)) return true;
    return false;
}

static void test_quotation(void **state)
{
    fixture *f = *state;
    an_link_text a = make(f, report, "Quay Gazette", NULL), b = make(f, essay, "Review", NULL);
    an_link_comparison c = compare(f, &a, &b);
    assert_true(c.is_derived);
    assert_int_equal(c.derivation.kind, AN_DERIVATION_QUOTATION);
    assert_int_equal(c.derivation.direction, AN_DIRECTION_CREDIT); /* "The Quay Gazette wrote" */
    assert_int_equal(c.taker, 1);
    assert_true(has_passage(&c.derivation, AN_PASSAGE_QUOTED, essay, "sheds on both banks burned until noon"));
}

static void test_credit_before_dates(void **state)
{
    fixture *f = *state;
    an_link_text a = make(f, report, "Quay Gazette", "2024-05-09"), b = make(f, essay, "Review", "2024-05-07");
    assert_int_equal(compare(f, &a, &b).taker, 1);
}

static void test_shared_quote_is_no_derivation(void **state)
{
    fixture *f = *state;
    an_link_text a = make(f, report, "Quay Gazette", "2024-05-07");
    an_link_text b = make(f, "Families waited at the gate all day. \"Nobody rang the bell, because nobody is paid to ring it,\" Odile Ferrant said. The mayor "
                             "cancelled the regatta, and divers were called from the capital to look at the pillars of the old bridge.", "Reader", "2024-05-08");
    assert_false(compare(f, &a, &b).is_derived);
}

static void test_strangers(void **state)
{
    fixture *f = *state;
    an_link_text a = make(f, report, "Quay Gazette", "2024-05-07"), b = make(f, stranger, "Reader", "2024-05-08"), none = make(f, "", NULL, NULL),
                 word = make(f, "Fire.", NULL, NULL);
    assert_false(compare(f, &a, &b).is_derived);
    assert_false(compare(f, &a, &none).is_derived);
    assert_false(compare(f, &none, &word).is_derived);
    assert_false(compare(f, &a, &word).is_derived);
}

/* The same sentence in house style about two facts. */
static void test_other_facts(void **state)
{
    fixture *f = *state;
    an_link_text a = make(f, "The Ministry of Defence announces that its troops captured the village of Olgino in Torez Oblast.", NULL, "2024-05-07");
    an_link_text b = make(f, "The Ministry of Defence announces that its troops captured the village of Kamenka in Marinka Oblast.", NULL, "2024-06-07");
    assert_false(compare(f, &a, &b).is_derived);
}

static void test_refrain(void **state)
{
    fixture *f = *state;
    an_strbuf text;
    an_link_text a, b;
    an_strbuf_init(&text, 0);
    for (int i = 0; i < 3000; i++) an_strbuf_puts(&text, "Glory to the brave harbour pilots of Marrow. ");
    a = make(f, text.data, "A", "2024-05-07");
    an_strbuf_puts(&text, "The end.");
    b = make(f, text.data, "B", "2024-05-08");
    assert_true(compare(f, &a, &b).is_derived); /* and in bounded time */
    an_strbuf_free(&text);
}

static void test_words(void **state)
{
    fixture *f = *state;
    an_link_text t = make(f, "U.S. officials paid 1,500 pilots\xE2\x80\x99 fees. \xE2\x80\x9CThey waited,\xE2\x80\x9D he said.", NULL, NULL);
    const an_link_word *w = t.words.items;
    char studies[] = "studies", running[] = "warnings", houses[] = "addresses";
    assert_int_equal(t.words.count, 11); /* "U" and "S" are two, in all texts alike */
    assert_int_equal(t.words.sentence_count, 2);
    assert_true(w[4].is_number && !w[6].is_quoted && w[7].is_quoted && w[8].is_quoted && !w[9].is_quoted);
    assert_int_equal(w[4].span.end - w[4].span.start, 5);
    assert_int_equal(an_link_stem(studies, 7), 5); /* study */
    assert_int_equal(an_link_stem(running, 8), 4); /* warn */
    assert_int_equal(an_link_stem(houses, 9), 7); /* address */
}

static bool share_key(const an_link_keys *a, const an_link_keys *b, an_link_index index)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (a->items[i].index == index && b->items[k].index == index && a->items[i].value == b->items[k].value) return true;
    return false;
}

static void test_sketch(void **state)
{
    fixture *f = *state;
    an_link_keys keys[4] = {{0}};
    const char *const texts[4] = {report, reworded, essay, stranger};
    size_t near = 0;
    for (int i = 0; i < 4; i++) {
        an_link_text t = make(f, texts[i], NULL, NULL);
        assert_true(an_link_sketch(&f->arena, &t.words, &keys[i]));
    }
    for (size_t i = 0; i < keys[0].count; i++) near += keys[0].items[i].index == AN_LINK_NEAR;
    assert_int_equal(near, AN_LINK_NEAR_KEYS);
    assert_true(share_key(&keys[0], &keys[1], AN_LINK_ANCHOR));
    for (int index = 0; index < AN_LINK_INDEX_COUNT; index++) assert_false(share_key(&keys[0], &keys[3], (an_link_index)index));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_copy), TEST(test_cut), TEST(test_rewrite), TEST(test_quotation), TEST(test_credit_before_dates), TEST(test_shared_quote_is_no_derivation),
        TEST(test_strangers), TEST(test_other_facts), TEST(test_refrain), TEST(test_words), TEST(test_sketch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
