/* Tests of src/peers: dictionaries of our own in each of the peers' formats (tests/golden/peers), sentences of our own and what they are
 * coded to, wrong lines and how they are named, what is imported. */
#include "marked_text.h"

#include <sys/stat.h>
#include <unistd.h>

#include "peers/dictionary.h"
#include "lexicon/lexicon.h"

#define GOLDEN ANNALS_SOURCE_ROOT "/tests/golden/peers/"

enum { LINE_BYTES = 4096, CASES_MIN = 10 };

static char problem_text[1 << 16];

static void note_problem(void *user, const annals_error *problem)
{
    int *count = user;
    size_t used = strlen(problem_text);
    if (count) ++*count;
    snprintf(problem_text + used, sizeof problem_text - used, "%s\n", problem->message);
}

static an_peers *open_folder(const char *name)
{
    char path[512];
    annals_error error = {0};
    an_peers *peers = NULL;
    int count = 0;
    problem_text[0] = '\0';
    snprintf(path, sizeof path, GOLDEN "%s", name);
    if (an_peers_open(path, note_problem, &count, &peers, &error) != ANNALS_OK) fail_msg("%s", error.message);
    if (count) fail_msg("%s", problem_text);
    return peers;
}

/* "VAL SEL 190; SEL VAL 041" */
static void put_events(const an_document *document, an_strbuf *out)
{
    for (size_t i = 0; i < document->events.count; i++) {
        const an_event *event = document->events.items + i;
        an_str a = event->actors.items[0].actor.cameo, b = event->recipients.items[0].actor.cameo;
        an_strbuf_printf(out, "%s%.*s %.*s %s", i ? "; " : "", (int)a.length, a.data, (int)b.length, b.data, event->cameo);
    }
}

/* A text as TABARI has it: one sentence without tokens. */
static void plain_text(an_arena *arena, const char *line, an_document *document)
{
    an_parsed_text *parsed = &document->parsed;
    parsed->text = document->article.text = an_str_from(an_arena_copy(arena, line, strlen(line)));
    parsed->sentences = AN_NEW(arena, an_sentence);
    parsed->tokens = AN_NEW(arena, an_token);
    parsed->sentence_count = 1;
    parsed->sentences[0].span = (an_span){0, (uint32_t)strlen(line)};
}

static void check_case(const an_peers *peers, const char *line, const char *expected, an_date_range date)
{
    an_arena arena, scratch;
    an_document document = {0};
    an_strbuf coded;
    annals_error error = {0};
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    an_strbuf_init(&coded, 0);
    document.article.published = date;
    if (peers->dialect == AN_PEER_TABARI) plain_text(&arena, line, &document);
    else {
        document.parsed = read_marked(&arena, line);
        document.article.text = document.parsed.text;
    }
    assert_int_equal(an_peers_code(peers, NULL, &arena, &scratch, &document, &error), ANNALS_OK);
    put_events(&document, &coded);
    if (strcmp(coded.data ? coded.data : "", expected) != 0) fail_msg("%s\n  expected: %s\n  coded:    %s", line, expected, coded.data ? coded.data : "");
    for (size_t i = 0; i < document.events.count; i++) {
        const an_event *event = document.events.items + i;
        assert_true(event->span.end <= document.article.text.length && event->span.start < event->span.end);
        assert_true(event->rule.length > 0 && memchr(event->rule.data, ':', event->rule.length) != NULL);
        for (size_t k = 0; k < i; k++) assert_true(document.events.items[k].key != event->key);
    }
    an_strbuf_free(&coded);
    an_arena_free(&arena);
    an_arena_free(&scratch);
}

static void run_cases(const char *name)
{
    char path[512], line[LINE_BYTES], text[LINE_BYTES] = "";
    an_peers *peers = open_folder(name);
    an_date_range date = AN_DATE_RANGE_UNKNOWN;
    annals_error error = {0};
    FILE *file;
    int cases = 0;
    snprintf(path, sizeof path, GOLDEN "%s.txt", name);
    file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || !line[0]) continue;
        if (strncmp(line, "date ", 5) == 0) assert_true(an_iso_parse(an_str_from(line + 5), &date));
        else if (strncmp(line, "option ", 7) == 0) assert_int_equal(an_peers_option(peers, an_str_from(line + 7), &error), ANNALS_OK);
        else if (strncmp(line, "=>", 2) == 0) check_case(peers, text, line[2] ? line + 3 : "", date), cases++;
        else strcpy(text, line);
    }
    fclose(file);
    an_peers_close(peers);
    assert_true(cases >= CASES_MIN);
}

static void codes_like_tabari(void **state)
{
    (void)state;
    run_cases("tabari");
}

static void codes_like_petrarch(void **state)
{
    (void)state;
    run_cases("petrarch");
}

static void codes_like_petrarch2(void **state)
{
    (void)state;
    run_cases("petrarch2");
}

/* Every problem that problems.txt names, in its order, and no other; the good lines are used. */
static void names_wrong_lines(void **state)
{
    an_peers *peers = NULL;
    annals_error error = {0};
    char line[LINE_BYTES], *at = problem_text;
    FILE *file = fopen(GOLDEN "bad/problems.txt", "r");
    (void)state;
    assert_non_null(file);
    problem_text[0] = '\0';
    if (an_peers_open(GOLDEN "bad", note_problem, NULL, &peers, &error) != ANNALS_OK) fail_msg("%s", error.message);
    while (fgets(line, sizeof line, file)) {
        size_t length = strcspn(line, "\n");
        line[length] = '\0';
        if (strncmp(at, line, length) != 0) fail_msg("expected: %s\n  but: %.*s", line, (int)strcspn(at, "\n"), at);
        at += strcspn(at, "\n");
        if (*at) at++;
    }
    if (*at) fail_msg("not expected: %s", at);
    fclose(file);
    assert_int_equal(peers->actors.items[0].code_count, 1);
    assert_int_equal(peers->patterns.count, 2); /* "- * GOOD [195]", and "- * WITH &NOWHERE", whose set is empty */
    an_peers_close(peers);
}

static void refuses_what_is_no_dictionary(void **state)
{
    an_peers *peers = NULL;
    annals_error error = {0};
    (void)state;
    assert_int_equal(an_peers_open(GOLDEN "nowhere", NULL, NULL, &peers, &error), ANNALS_E_IO);
    assert_null(peers);
    assert_int_equal(an_peers_open(GOLDEN, NULL, NULL, &peers, &error), ANNALS_E_FORMAT);
    assert_null(peers);
    an_peers_close(NULL);
}

static void checks_every_dictionary(void **state)
{
    annals_error error = {0};
    int count = 0;
    (void)state;
    problem_text[0] = '\0';
    assert_int_equal(an_peers_check(GOLDEN "bad", note_problem, &count, &error), ANNALS_E_FORMAT);
    assert_true(count > 0 && error.message[0]);
    count = 0;
    assert_int_equal(an_peers_check(GOLDEN "tabari", note_problem, &count, &error), ANNALS_OK);
    assert_int_equal(an_peers_check(GOLDEN "petrarch", note_problem, &count, &error), ANNALS_OK);
    assert_int_equal(count, 0);
    assert_int_equal(an_peers_check(GOLDEN "nowhere", note_problem, &count, &error), ANNALS_E_IO);
}

static void refuses_unknown_options(void **state)
{
    an_peers *peers = open_folder("petrarch");
    annals_error error = {0};
    (void)state;
    assert_int_equal(an_peers_option(peers, AN_STR("COLOUR: BLUE"), &error), ANNALS_E_FORMAT);
    assert_int_equal(an_peers_option(peers, AN_STR("no option"), &error), ANNALS_E_FORMAT);
    assert_int_equal(an_peers_option(peers, AN_STR("comma_min = 3"), &error), ANNALS_OK);
    assert_int_equal(peers->options.comma_min, 3);
    an_peers_close(peers);
}

/* Long lists, many actors, many verbs: bounded, and nothing breaks. */
static void survives_a_long_sentence(void **state)
{
    an_peers *peers = open_folder("tabari");
    an_arena arena, scratch;
    an_document document = {0};
    annals_error error = {0};
    an_strbuf text;
    (void)state;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    an_strbuf_init(&text, 0);
    for (int i = 0; i < 200; i++) an_strbuf_puts(&text, i % 3 ? "Selnia, Valdor and Okran attacked with the heavy field " : "Twin Isles, said ");
    plain_text(&arena, text.data, &document);
    assert_int_equal(an_peers_option(peers, AN_STR("COMPLEX: ACTORS[0]"), &error), ANNALS_OK);
    assert_int_equal(an_peers_code(peers, NULL, &arena, &scratch, &document, &error), ANNALS_OK);
    an_strbuf_free(&text);
    an_arena_free(&arena);
    an_arena_free(&scratch);
    an_peers_close(peers);
}

static an_cameo_row row(const char *code, an_event_type type)
{
    an_cameo_row made = {.type = type};
    strcpy(made.code, code);
    return made;
}

/* An event's type comes from the codebook, by the code or its first digits; issues are told once. */
static void tells_type_and_issues(void **state)
{
    const an_cameo_row rows[] = {row("19", AN_TYPE_ASSAULT)};
    const an_codebook book = {rows, 1, {0}};
    an_peers *peers = open_folder("petrarch");
    an_arena arena, scratch;
    an_document document = {0};
    annals_error error = {0};
    (void)state;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    document.parsed = read_marked(&arena, "Valdorian/ADJ/2/amod lancers/NOUN/3/nsubj/lancer/P attacked/VERB/0/root/attack/D a/DET/6/det Selnian/ADJ/6/amod school/NOUN/3/obj by/ADP/10/case "
                                          "the/DET/10/det old/ADJ/10/amod school/NOUN/3/obl near/ADP/12/case school/NOUN/10/nmod");
    document.article.text = document.parsed.text;
    assert_int_equal(an_peers_code(peers, &book, &arena, &scratch, &document, &error), ANNALS_OK);
    assert_int_equal(document.events.count, 1);
    assert_int_equal(document.events.items[0].type, AN_TYPE_ASSAULT);
    assert_int_equal(document.events.items[0].quad, 4);
    assert_int_equal(document.events.items[0].actors.items[0].actor.sectors[0], AN_SECTOR_MIL);
    assert_true(an_str_is(document.events.items[0].actors.items[0].actor.name, "Valdorian lancers"));
    assert_int_equal(document.diagnostics.count, 1);
    assert_string_equal(document.diagnostics.items[0].code, "issue");
    assert_true(an_str_is(document.diagnostics.items[0].message, "SCHOOLS"));
    assert_true(document.diagnostics.items[0].span.end < 45);
    an_arena_free(&arena);
    an_arena_free(&scratch);
    an_peers_close(peers);
}

static size_t count_lines(const char *path, const char *start)
{
    char line[LINE_BYTES];
    size_t count = 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) count += strncmp(line, start, strlen(start)) == 0;
    fclose(file);
    return count;
}

/* What is imported can be compiled, and says what the peers' lines said. */
static void imports_what_can_be_said(void **state)
{
    const an_cameo_row rows[] = {row("010", AN_TYPE_SUPPORT), row("030", AN_TYPE_AGREE), row("037", AN_TYPE_AGREE), row("046", AN_TYPE_CONSULT), row("050", AN_TYPE_SUPPORT),
        row("051", AN_TYPE_SUPPORT), row("060", AN_TYPE_COOPERATE), row("080", AN_TYPE_CONCEDE), row("087", AN_TYPE_RETREAT), row("110", AN_TYPE_ACCUSE), row("190", AN_TYPE_ASSAULT)};
    const an_codebook book = {rows, sizeof rows / sizeof *rows, {0}};
    char folder[] = "/tmp/annals-peers-XXXXXX", path[600];
    static const char *const files[] = {"actors.txt", "roles.txt", "frames.txt", "not-imported.tsv", "made.lexicon"};
    an_peers_import_counts counts = {0};
    annals_error error = {0};
    an_problem_sink sink = {0};
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(an_peers_import(GOLDEN "petrarch2", &book, folder, NULL, NULL, &counts, &error), ANNALS_OK);
    assert_int_equal(counts.actors, 3); /* ISA/ISB is no actor of ours */
    assert_int_equal(counts.roles, 3);
    assert_int_equal(counts.sets, 1);
    snprintf(path, sizeof path, "%s/frames.txt", folder);
    assert_int_equal(count_lines(path, "frame "), counts.frames);
    assert_int_equal(count_lines(path, "    verb accept + truce/ceasefire + with"), 1);
    assert_int_equal(count_lines(path, "    verb accept down"), 1);
    assert_int_equal(count_lines(path, "    if subject critic"), 1);
    snprintf(path, sizeof path, "%s/not-imported.tsv", folder);
    assert_int_equal(count_lines(path, ""), counts.not_imported);
    assert_int_equal(count_lines(path, "own.verbs.txt:18\ta noun phrase of several words"), 1);
    snprintf(path, sizeof path, "%s/made.lexicon", folder);
    if (an_lexicon_compile(folder, path, &sink, &error) != ANNALS_OK) fail_msg("%s", error.message);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        unlink(path);
    }
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_like_tabari),      cmocka_unit_test(codes_like_petrarch),       cmocka_unit_test(codes_like_petrarch2),
        cmocka_unit_test(names_wrong_lines),      cmocka_unit_test(refuses_what_is_no_dictionary), cmocka_unit_test(refuses_unknown_options),
        cmocka_unit_test(survives_a_long_sentence), cmocka_unit_test(imports_what_can_be_said),
        cmocka_unit_test(tells_type_and_issues), cmocka_unit_test(checks_every_dictionary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
