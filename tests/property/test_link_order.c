/* The base is the same after any order of reading and any split of it: derivations, incidents, contradictions and why.
 The oldest of a crowd of copies
 * come late in some orders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../unit/store_fixture.h"

#include "../unit/link_fixture.h"

#include "random_reports.h"

enum { ORDERS = 5 };

/* Reads in an order given by `seed` (0 = as they lie), bringing the base up to date `splits` times on the way. */
static void read_in_order(const corpus *c, uint64_t seed, int splits, an_strbuf *out)
{
    int order[REPORTS];
    uint64_t state = seed;
    void *made;
    fixture *f;
    assert_int_equal(set_up(&made), 0);
    f = made;
    for (int i = 0; i < REPORTS; i++) order[i] = i;
    for (int i = REPORTS - 1; i > 0 && seed; i--) {
        int k = (int)roll(&state, (uint32_t)i + 1), kept = order[i];
        order[i] = order[k];
        order[k] = kept;
    }
    for (int i = 0; i < REPORTS; i++) {
        put_report(f, &c->reports[order[i]]);
        if (splits && (i + 1) % (REPORTS / splits + 1) == 0) update(f);
    }
    update(f);
    print_all(f, out);
    tear_down(&made);
}

static void test_order(void **state)
{
    corpus *c = calloc(1, sizeof *c);
    an_strbuf expected, found;
    (void)state;
    make_corpus(c);
    read_in_order(c, 0, 0, &expected);
    assert_non_null(strstr(expected.data, "\"kind\":\"copy\""));
    assert_non_null(strstr(expected.data, "background"));
    assert_non_null(strstr(expected.data, "\"superseded\":true"));
    for (uint64_t order = 1; order <= ORDERS; order++) {
        static const int splits[ORDERS] = {0, 1, 4, 13, REPORTS};
        read_in_order(c, order, splits[order - 1], &found);
        assert_string_equal(found.data, expected.data);
        an_strbuf_free(&found);
    }
    an_strbuf_free(&expected);
    free(c);
}

static void test_rebuild(void **state)
{
    corpus *c = calloc(1, sizeof *c);
    an_strbuf expected, found;
    fixture *f = *state;
    make_corpus(c);
    for (int i = 0; i < REPORTS; i++) {
        put_report(f, &c->reports[i]);
        if (i % 50 == 0) update(f);
    }
    update(f);
    print_all(f, &expected);
    assert_ok(an_link_rebuild(f->store, NULL, NULL, &f->error), &f->error);
    print_all(f, &found);
    assert_string_equal(found.data, expected.data);
    an_strbuf_free(&expected);
    an_strbuf_free(&found);
    free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_order), BASE_TEST(test_rebuild)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
