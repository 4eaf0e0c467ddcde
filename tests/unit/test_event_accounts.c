/* By whose account things are told: tests/golden/event/accounts.txt through the real parser and dictionaries. ANNALS_DATA: where the compiled
 * files lie. With a text as argument it prints what that text gives, in the file's form. */
#include "whole_coder.h"

#include "event/confidence.h"

enum { FIELDS = 5 };

static void put_claim(an_strbuf *out, const an_document *d, const an_claim *c)
{
    const char *text = d->article.text.data;
    an_str content = an_str_of_span(text, c->content), speaker = c->has_speaker ? an_str_of_span(text, c->speaker.span) : AN_STR("-");
    char certainty[32] = "-";
    if (c->certainty.is_known) snprintf(certainty, sizeof certainty, "%.0f-%.0f", c->certainty.low * 100, c->certainty.high * 100);
    an_strbuf_printf(out, "claim %s | %.*s | %s | %s | %.*s\n", an_stance_names[c->stance], (int)speaker.length, speaker.data,
                     c->event == AN_NONE ? "-" : an_types[d->events.items[c->event].type].name, certainty, (int)content.length, content.data);
}

static void put_event(an_strbuf *out, const an_event *e)
{
    an_strbuf_printf(out, "event %s | %s%s", an_types[e->type].name, an_factuality_names[e->factuality], e->accounts.count ? " | " : "");
    for (size_t i = 0; i < e->accounts.count; i++) {
        const an_actor *a = &e->accounts.items[i].speaker.actor;
        an_str name = a->id.data ? a->id : a->name;
        an_strbuf_printf(out, "%s%s %.*s", i ? " > " : "", an_stance_names[e->accounts.items[i].stance], (int)name.length, name.data);
    }
    an_strbuf_puts(out, "\n");
}

/* "//" of the file becomes an empty line. */
static void put_text(an_strbuf *out, const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        bool is_break = i + 1 < length && line[i] == '/' && line[i + 1] == '/';
        if (is_break) an_strbuf_puts(out, "\n\n");
        else an_strbuf_putc(out, line[i]);
        i += is_break;
    }
}

static bool holds(an_str text, an_str part)
{
    for (size_t i = 0; i + part.length <= text.length; i++)
        if (memcmp(text.data + i, part.data, part.length) == 0) return true;
    return false;
}

static an_str field(const char *line, int number)
{
    const char *at = line;
    for (int i = 0; i < number; i++) {
        const char *bar = strstr(at, " | ");
        if (!bar) return (an_str){0};
        at = bar + 3;
    }
    return (an_str){at, strstr(at, " | ") ? (size_t)(strstr(at, " | ") - at) : strcspn(at, "\n")};
}

static bool speaks(const an_document *d, const an_participant *p, an_str wanted)
{
    return an_str_equal(p->actor.id, wanted) || holds(p->actor.name, wanted) || holds(an_str_of_span(d->article.text.data, p->span), wanted);
}

static bool fits(an_str wanted, an_str got) { return an_str_is(wanted, "*") || an_str_equal(wanted, got); }

static bool is_claim(const an_document *d, const an_claim *c, const char *line)
{
    an_strbuf got;
    an_str who = field(line, 1);
    bool is_good;
    an_strbuf_init(&got, 0);
    put_claim(&got, d, c);
    is_good = an_str_equal(field(line, 0), field(got.data, 0)) && fits(field(line, 2), field(got.data, 2)) && fits(field(line, 3), field(got.data, 3)) && fits(field(line, 4), field(got.data, 4));
    is_good = is_good && (c->has_speaker ? speaks(d, &c->speaker, who) : an_str_is(who, "-"));
    an_strbuf_free(&got);
    return is_good;
}

static bool has_event(const an_document *d, const char *line)
{
    bool is_found = false;
    for (size_t i = 0; i < d->events.count && !is_found; i++) {
        an_strbuf got;
        an_strbuf_init(&got, 0);
        put_event(&got, d->events.items + i);
        is_found = got.length == strlen(line) && memcmp(got.data, line, got.length) == 0;
        an_strbuf_free(&got);
    }
    return is_found;
}

static void print_all(const an_document *d)
{
    an_strbuf out;
    an_strbuf_init(&out, 0);
    for (size_t i = 0; i < d->claims.count; i++) put_claim(&out, d, d->claims.items + i);
    for (size_t i = 0; i < d->events.count; i++) put_event(&out, d->events.items + i);
    print_message("%.*s", (int)out.length, out.data ? out.data : "");
    an_strbuf_free(&out);
}

/* Reads the lines below a text; false if anything is otherwise. */
static bool check_block(FILE *file, const an_document *d)
{
    char line[LINE_BYTES];
    size_t claims = 0;
    bool is_good = true;
    while (fgets(line, sizeof line, file) && line[0] != '\n') {
        if (strncmp(line, "claim ", 6) == 0) {
            is_good = is_good && claims < d->claims.count && is_claim(d, d->claims.items + claims, line);
            claims++;
        } else is_good = is_good && has_event(d, line);
    }
    return is_good && claims == d->claims.count;
}

static bool is_as_told(FILE *file, const char *line)
{
    an_strbuf text;
    an_document d;
    bool is_good;
    an_strbuf_init(&text, 0);
    put_text(&text, line + 5, strcspn(line + 5, "\n"));
    code(an_strbuf_view(&text), &d);
    is_good = check_block(file, &d);
    if (!is_good) {
        print_message("otherwise: %s", line);
        print_all(&d);
    }
    an_strbuf_free(&text);
    return is_good;
}

static void test_accounts(void **state)
{
    (void)state;
    check_texts(ANNALS_SOURCE_ROOT "/tests/golden/event/accounts.txt", 25, is_as_told);
}

/* Thousands of quotation marks and words of saying in one text: bounded time. */
static void test_monster_is_bounded(void **state)
{
    an_strbuf text;
    an_document d;
    (void)state;
    an_strbuf_init(&text, 0);
    for (int i = 0; i < 400; i++) an_strbuf_puts(&text, "He said \"she said that they said \"no one said it\" and said so\" and he added, \"");
    code(an_strbuf_view(&text), &d);
    assert_true(d.claims.count < 8000);
    an_strbuf_free(&text);
}

/* Doubts (all that stand before LIGHT) lower confidence or leave it; nothing makes it certain. */
static void test_confidence(void **state)
{
    double clean = an_confidence_of(0), doubted = an_confidence_of((1u << AN_FINDING_LIGHT) - 1);
    (void)state;
    for (int i = 0; i < AN_FINDING_LIGHT; i++) assert_true(an_confidence_of(1u << i) <= clean);
    assert_true(an_confidence_of(1u << AN_FINDING_INHERITED) < clean);
    assert_true(doubted > 0 && doubted < an_confidence_of(1u << AN_FINDING_INHERITED) && clean < 1);
    assert_true(an_confidence_of(1u << AN_FINDING_BY_STATE | 1u << AN_FINDING_TO_PERSON | 1u << AN_FINDING_IN_PARTS | 1u << AN_FINDING_LIGHT | 1u << AN_FINDING_OF_FORCE) < 1);
}

int main(int count, char **words)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_accounts), cmocka_unit_test(test_monster_is_bounded), cmocka_unit_test(test_confidence)};
    if (count > 1 && open_all(NULL) == 0) {
        an_document d;
        code(an_str_from(words[1]), &d);
        print_all(&d);
        return close_all(NULL);
    }
    return cmocka_run_group_tests(tests, open_all, close_all);
}
