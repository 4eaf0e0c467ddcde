/* Coding of sentences whose trees and mentions are given: tests/golden/event/constructions.txt, against the real frame dictionary. And
 * what no sentence may do: take long, or make an event out of nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "dictionary.h"
#include "event/events.h"
#include "event/tree.h"

enum { TEXT_BYTES_MAX = 1 << 20, LINE_MAX_BYTES = 512, MONSTER_ACTORS = 60, MONSTER_WORDS = 400 };

static char *dictionary_text, *golden_text;
static an_lexicon *lexicon;

static void append_file(char *text, const char *name)
{
    char path[512];
    FILE *file;
    size_t length = strlen(text);
    snprintf(path, sizeof path, "%s/%s", ANNALS_SOURCE_ROOT, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    length += fread(text + length, 1, TEXT_BYTES_MAX - length - 2, file);
    fclose(file);
    text[length] = '\n';
    text[length + 1] = '\0';
}

static int open_all(void **state)
{
    static const char *const names[] = {"grammar", "saying", "accuse", "aid", "assault", "coerce", "concessions", "consult", "mobilize", "protest", "reject", "request", "retreat",
        "sanction", "support", "threaten", "not-acts", "happening"};
    (void)state;
    dictionary_text = calloc(1, TEXT_BYTES_MAX);
    golden_text = calloc(1, TEXT_BYTES_MAX);
    if (!dictionary_text || !golden_text) return -1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char name[64];
        snprintf(name, sizeof name, "data/frames/%s.txt", names[i]);
        append_file(dictionary_text, name);
    }
    append_file(dictionary_text, "data/codebook/cameo.txt");
    append_file(golden_text, "tests/golden/event/constructions.txt");
    append_file(golden_text, "tests/golden/event/mended.txt");
    append_file(golden_text, "tests/golden/event/roles.txt");
    lexicon = open_dictionary(dictionary_text);
    return lexicon ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    an_lexicon_close(lexicon);
    free(dictionary_text);
    free(golden_text);
    return 0;
}

static an_span span_of(const an_document *d, unsigned first, unsigned end)
{
    return (an_span){d->parsed.tokens[first].span.start, d->parsed.tokens[end - 1].span.end};
}

static an_actor_kind kind_named(const char *name)
{
    for (int k = 0; k < AN_ACTOR_KIND_COUNT; k++)
        if (strcmp(an_actor_kind_names[k], name) == 0) return (an_actor_kind)k;
    return AN_ACTOR_UNKNOWN;
}

/* "# actor FIRST END HEAD ID KIND GENERIC NAME" or "# number FIRST END HEAD KIND VALUE" */
static void read_mention(an_arena *arena, an_document *d, const char *line)
{
    unsigned first, end, head, generic, quantity_kind;
    char id[64], kind[32];
    long long value;
    int at = 0;
    an_mention m = {0};
    if (sscanf(line, "# actor %u %u %u %63s %31s %u %n", &first, &end, &head, id, kind, &generic, &at) == 6 && at) {
        m.kind = AN_MENTION_ACTOR;
        m.actor.id = strcmp(id, "-") == 0 ? (an_str){0} : (an_str){an_arena_copy(arena, id, strlen(id)), strlen(id)};
        m.actor.name = (an_str){an_arena_copy(arena, line + at, strlen(line + at)), strlen(line + at)};
        m.actor.kind = kind_named(kind);
        m.actor.entry = AN_NONE;
        if (m.actor.kind == AN_ACTOR_ARMED_GROUP || m.actor.kind == AN_ACTOR_GOVERNMENT) { /* as the roles dictionary has them */
            m.actor.sectors[0] = m.actor.kind == AN_ACTOR_GOVERNMENT ? AN_SECTOR_GOV : AN_SECTOR_REB;
            m.actor.sector_count = 1;
        }
        m.is_generic = generic;
    } else if (sscanf(line, "# number %u %u %u %u %lld", &first, &end, &head, &quantity_kind, &value) == 5) {
        m.kind = AN_MENTION_QUANTITY;
        m.quantity.kind = (an_quantity_kind)quantity_kind;
        m.quantity.low = m.quantity.high = value;
    } else {
        return;
    }
    assert_true(end <= d->parsed.token_count && first < end && head < end);
    m.first_token = first;
    m.end_token = end;
    m.head_token = head;
    m.span = span_of(d, first, end);
    AN_PUSH(arena, &d->mentions, m);
}

static void put_names(an_strbuf *out, const an_participants *list)
{
    if (!list->count) an_strbuf_puts(out, "-");
    for (size_t i = 0; i < list->count; i++) {
        if (i) an_strbuf_puts(out, ",");
        an_strbuf_put_str(out, list->items[i].actor.name);
    }
}

static void put_event(an_strbuf *out, const an_event *e)
{
    an_strbuf_printf(out, "# expect %s", an_types[e->type].name);
    for (int i = 0; i < e->mode_count; i++) an_strbuf_printf(out, "/%s", an_modes[e->modes[i]].name);
    an_strbuf_printf(out, " %s ", e->cameo);
    put_names(out, &e->actors);
    an_strbuf_puts(out, " > ");
    put_names(out, &e->recipients);
    an_strbuf_printf(out, " | %s", an_factuality_names[e->factuality]);
    if (e->killed.is_known) an_strbuf_printf(out, " killed %lld", (long long)e->killed.low);
    if (e->wounded.is_known) an_strbuf_printf(out, " wounded %lld", (long long)e->wounded.low);
    for (size_t i = 0; i < e->accounts.count; i++)
        an_strbuf_printf(out, " <%s %.*s>", an_stance_names[e->accounts.items[i].stance], (int)e->accounts.items[i].speaker.actor.name.length, e->accounts.items[i].speaker.actor.name.data);
    an_strbuf_puts(out, "\n");
}

static void put_claim(an_strbuf *out, const an_claim *c)
{
    an_strbuf_printf(out, "# claim %s ", an_stance_names[c->stance]);
    if (c->has_speaker) an_strbuf_put_str(out, c->speaker.actor.name);
    else an_strbuf_puts(out, "-");
    an_strbuf_printf(out, " %d\n", (int)c->event);
}

/* One block of the golden file: what is expected and what coding gives, as text. */
static void check_block(const char *block)
{
    an_arena arena, scratch;
    an_document d = {0};
    annals_error error = {0};
    an_strbuf wanted, got;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    an_strbuf_init(&wanted, 0);
    an_strbuf_init(&got, 0);
    assert_int_equal(an_parsed_text_read_conllu(&arena, an_str_from(block), &d.parsed, &error), ANNALS_OK);
    d.article.text = d.parsed.text;
    d.article.published = AN_DATE_RANGE_UNKNOWN;
    an_sha256_hex(d.article.text, d.article.sha256);
    for (const char *line = block; *line; line += strcspn(line, "\n") + (line[strcspn(line, "\n")] != '\0')) {
        char copy[LINE_MAX_BYTES];
        snprintf(copy, sizeof copy, "%.*s", (int)strcspn(line, "\n"), line);
        read_mention(&arena, &d, copy);
        if (strncmp(copy, "# expect", 8) == 0 || strncmp(copy, "# claim", 7) == 0) an_strbuf_printf(&wanted, "%s\n", copy);
    }
    assert_int_equal(an_event_code(&arena, &scratch, lexicon, &d, &error), ANNALS_OK);
    for (size_t i = 0; i < d.events.count; i++) put_event(&got, &d.events.items[i]);
    for (size_t i = 0; i < d.claims.count; i++) put_claim(&got, &d.claims.items[i]);
    assert_string_equal(got.data ? got.data : "", wanted.data ? wanted.data : "");
    an_strbuf_free(&wanted);
    an_strbuf_free(&got);
    an_arena_free(&arena);
    an_arena_free(&scratch);
}

static void test_constructions(void **state)
{
    char *block = strstr(golden_text, "# sent_id");
    int count = 0;
    (void)state;
    while (block && *block) {
        char *end = strstr(block, "\n\n");
        if (end) end[1] = '\0';
        check_block(block);
        count++;
        block = end ? strstr(end + 2, "# sent_id") : NULL;
    }
    assert_true(count >= 20);
}

/* "A1 and A2 and ... A60 attacked , bombed , ... W400": every word an actor or a trigger, all conjoined. */
static void test_monster_is_bounded(void **state)
{
    an_strbuf text;
    an_arena arena, scratch;
    an_document d = {0};
    annals_error error = {0};
    clock_t start = clock();
    (void)state;
    an_strbuf_init(&text, 0);
    for (int i = 0; i < MONSTER_WORDS; i++) {
        bool is_actor = i < MONSTER_ACTORS;
        const char *form = is_actor ? "Actor" : i % 2 ? "attacked" : "attack";
        an_strbuf_printf(&text, "%d\t%s\t%s\t%s\t%s\t_\t%d\t%s\t_\t_\n", i + 1, form, is_actor ? "Actor" : "attack", is_actor ? "PROPN" : i % 2 ? "VERB" : "NOUN",
                         is_actor ? "NNP" : i % 2 ? "VBD" : "NN", i == MONSTER_ACTORS + 1 ? 0 : i < MONSTER_ACTORS ? (i == 0 ? MONSTER_ACTORS + 2 : i) : i == MONSTER_ACTORS ? MONSTER_ACTORS + 2 : i,
                         i == MONSTER_ACTORS + 1 ? "root" : i == 0 ? "nsubj" : i < MONSTER_ACTORS ? "conj" : i == MONSTER_ACTORS ? "obj" : i % 2 ? "conj" : "obj");
    }
    an_strbuf_puts(&text, "\n");
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    assert_int_equal(an_parsed_text_read_conllu(&arena, an_strbuf_view(&text), &d.parsed, &error), ANNALS_OK);
    d.article.text = d.parsed.text;
    for (unsigned i = 0; i < MONSTER_ACTORS; i++) {
        char line[64];
        snprintf(line, sizeof line, "# actor %u %u %u a%u state 0 A%u", i, i + 1, i, i, i);
        read_mention(&arena, &d, line);
    }
    assert_int_equal(an_event_code(&arena, &scratch, lexicon, &d, &error), ANNALS_OK);
    assert_true(d.events.count > 0);
    assert_true(d.events.count < 100);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 2.0);
    an_strbuf_free(&text);
    an_arena_free(&arena);
    an_arena_free(&scratch);
}

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* Whatever the parser says, what is mended is a tree: from every word the heads lead to the root. */
static void test_mended_trees_are_trees(void **state)
{
    enum { TREES = 60000, WORDS = 9, PLACE = 1, COMMA = 7 };
    static const struct { const char *form, *lemma, *xpos; an_upos upos; an_name_kind name; } words[] = {
        {"Hindus", "Hindu", "NNPS", AN_UPOS_PROPN, AN_NAME_NONE}, {"Tarn", "Tarn", "NNP", AN_UPOS_PROPN, AN_NAME_PLACE}, {"Erland", "Erland", "NNP", AN_UPOS_PROPN, AN_NAME_PLACE},
        {"Ann", "Ann", "NNP", AN_UPOS_PROPN, AN_NAME_PERSON}, {"in", "in", "IN", AN_UPOS_ADP, AN_NAME_NONE}, {"by", "by", "IN", AN_UPOS_ADP, AN_NAME_NONE},
        {"after", "after", "IN", AN_UPOS_SCONJ, AN_NAME_NONE}, {",", ",", ",", AN_UPOS_PUNCT, AN_NAME_NONE}, {"and", "and", "CC", AN_UPOS_CCONJ, AN_NAME_NONE}, {"but", "but", "CC", AN_UPOS_CCONJ, AN_NAME_NONE},
        {"killed", "kill", "VBN", AN_UPOS_VERB, AN_NAME_NONE}, {"injured", "injured", "JJ", AN_UPOS_ADJ, AN_NAME_NONE}, {"strike", "strike", "NN", AN_UPOS_NOUN, AN_NAME_NONE},
        {"firing", "fire", "VBG", AN_UPOS_VERB, AN_NAME_NONE}, {"are", "be", "VBP", AN_UPOS_AUX, AN_NAME_NONE}, {"soldiers", "soldier", "NNS", AN_UPOS_NOUN, AN_NAME_NONE},
        {"calls", "call", "NNS", AN_UPOS_NOUN, AN_NAME_NONE}, {"three", "three", "CD", AN_UPOS_NUM, AN_NAME_NONE}, {"visiting", "visit", "VBG", AN_UPOS_VERB, AN_NAME_NONE}};
    static const an_deprel relations[] = {AN_DEPREL_NSUBJ, AN_DEPREL_OBJ, AN_DEPREL_IOBJ, AN_DEPREL_OBL, AN_DEPREL_NMOD, AN_DEPREL_CONJ, AN_DEPREL_CC, AN_DEPREL_APPOS, AN_DEPREL_CASE, AN_DEPREL_MARK,
        AN_DEPREL_PUNCT, AN_DEPREL_ACL, AN_DEPREL_ADVCL, AN_DEPREL_AMOD, AN_DEPREL_COMPOUND, AN_DEPREL_FLAT, AN_DEPREL_AUX, AN_DEPREL_NUMMOD};
    an_grammar grammar;
    an_arena scratch;
    uint32_t seed = 7;
    (void)state;
    an_grammar_init(&grammar, an_lexicon_frames(lexicon));
    an_arena_init(&scratch, 0);
    for (uint32_t tree = 0; tree < TREES; tree++) {
        an_token tokens[WORDS] = {0};
        const an_token *mended;
        uint32_t root = draw(&seed, WORDS), order[WORDS];
        for (uint32_t i = 0; i < WORDS; i++) order[i] = (root + i) % WORDS;
        for (uint32_t i = 0; i < WORDS; i++) { /* a head comes before its dependents in the order that begins with the root */
            uint32_t word = tree % 2 ? draw(&seed, sizeof words / sizeof *words) : order[i] % 2 ? COMMA : PLACE + draw(&seed, 2); /* every other one a list of places */
            an_token *t = tokens + order[i];
            *t = (an_token){.form = an_str_from(words[word].form), .lemma = an_str_from(words[word].lemma), .xpos = an_str_from(words[word].xpos), .features = AN_STR(""),
                            .upos = (uint8_t)words[word].upos, .name = (uint8_t)words[word].name, .starts_name = words[word].name != AN_NAME_NONE};
            t->head = i ? (int32_t)order[draw(&seed, i)] : AN_HEAD_ROOT;
            t->deprel = (uint8_t)(i ? relations[draw(&seed, sizeof relations / sizeof *relations)] : AN_DEPREL_ROOT);
        }
        mended = an_tree_mend(&scratch, &grammar, tokens, WORDS);
        for (uint32_t i = 0; i < WORDS; i++) {
            int32_t at = (int32_t)i;
            for (uint32_t steps = 0; at != AN_HEAD_ROOT; steps++, at = mended[at].head) {
                assert_true(steps < WORDS);
                assert_true(at >= 0 && at < WORDS);
            }
        }
        an_arena_reset(&scratch);
    }
    an_arena_free(&scratch);
}

static void test_empty_text(void **state)
{
    an_arena arena, scratch;
    an_document d = {0};
    annals_error error = {0};
    (void)state;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    assert_int_equal(an_event_code(&arena, &scratch, lexicon, &d, &error), ANNALS_OK);
    assert_int_equal(d.events.count, 0);
    an_arena_free(&arena);
    an_arena_free(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_constructions), cmocka_unit_test(test_monster_is_bounded), cmocka_unit_test(test_mended_trees_are_trees), cmocka_unit_test(test_empty_text)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
