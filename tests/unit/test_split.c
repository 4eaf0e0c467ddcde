/* Text -> sentences and words: what must hold for every text, a golden file of news, rules, and models that are no models. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/image.h"
#include "split/addresses.h"
#include "split/contractions.h"
#include "split/model.h"
#include "split/splitter.h"

#define MODEL_PATH ANNALS_SOURCE_ROOT "/data/models/split.model"
#define GOLDEN_PATH ANNALS_SOURCE_ROOT "/tests/golden/split/"

enum { SENTENCE_WORDS_MAX = 400, GOLDEN_BYTES_MAX = 1 << 16 };

/* Everything that a test needs; made anew for each. */
typedef struct room {
    an_splitter *splitter;
    an_arena arena, scratch;
    an_parsed_text text;
} room;

static int set_up(void **state)
{
    room *r = calloc(1, sizeof *r);
    annals_error error;
    if (!r || an_splitter_open(&r->splitter, MODEL_PATH, &error) != ANNALS_OK) return -1;
    an_arena_init(&r->arena, 0);
    an_arena_init(&r->scratch, 0);
    *state = r;
    return 0;
}

static int tear_down(void **state)
{
    room *r = *state;
    an_splitter_close(r->splitter);
    an_arena_free(&r->arena);
    an_arena_free(&r->scratch);
    free(r);
    return 0;
}

static bool is_space(const char *text, size_t i, size_t length, size_t *step)
{
    static const char *const spaces[] = {" ", "\t", "\n", "\v", "\f", "\r", "\xC2\xA0", "\xC2\x85", "\xE2\x80\x8B", "\xE3\x80\x80"};
    for (size_t k = 0; k < sizeof spaces / sizeof *spaces; k++) {
        *step = strlen(spaces[k]);
        if (*step <= length - i && memcmp(text + i, spaces[k], *step) == 0) return true;
    }
    return false;
}

/* Every byte that is not white space is in exactly one word, words in order; sentences are runs of words. */
static void check_tiling(const an_parsed_text *t)
{
    uint32_t at = 0, next_token = 0, paragraph = 0;
    for (uint32_t i = 0; i < t->token_count; i++) {
        size_t step;
        while (at < t->tokens[i].span.start) {
            assert_true(is_space(t->text.data, at, t->text.length, &step));
            at += (uint32_t)step;
        }
        assert_int_equal(at, t->tokens[i].span.start);
        assert_true(t->tokens[i].span.end > at);
        at = t->tokens[i].span.end;
        assert_true(t->tokens[i].form.data == t->text.data + t->tokens[i].span.start);
        assert_int_equal(t->tokens[i].form.length, at - t->tokens[i].span.start);
        assert_int_equal(t->tokens[i].has_space_after, at < t->text.length && is_space(t->text.data, at, t->text.length, &step));
    }
    for (size_t step; at < t->text.length; at += (uint32_t)step) assert_true(is_space(t->text.data, at, t->text.length, &step));
    for (uint32_t i = 0; i < t->sentence_count; i++) {
        const an_sentence *s = t->sentences + i;
        assert_int_equal(s->first_token, next_token);
        assert_in_range(s->token_count, 1, SENTENCE_WORDS_MAX);
        next_token += s->token_count;
        assert_int_equal(s->span.start, t->tokens[s->first_token].span.start);
        assert_int_equal(s->span.end, t->tokens[next_token - 1].span.end);
        assert_in_range(s->paragraph, paragraph, paragraph + (i > 0));
        paragraph = s->paragraph;
        for (uint32_t k = 0; k < s->token_count; k++) assert_true(k + t->tokens[s->first_token + k].multiword <= s->token_count);
    }
    assert_int_equal(next_token, t->token_count);
}

static void split(room *r, const char *text, size_t length)
{
    annals_error error;
    an_arena_reset(&r->arena);
    an_arena_reset(&r->scratch);
    assert_int_equal(an_split(&r->arena, &r->scratch, r->splitter, (an_str){text, length}, &r->text, &error), ANNALS_OK);
    check_tiling(&r->text);
}

/* One sentence a line, words apart by blanks, the words of a multiword token by bars. */
static const char *shown(const room *r, an_strbuf *out)
{
    an_strbuf_clear(out);
    for (uint32_t i = 0; i < r->text.sentence_count; i++) {
        uint32_t multiword_end = 0;
        for (uint32_t k = 0; k < r->text.sentences[i].token_count; k++) {
            const an_token *token = an_sentence_tokens(&r->text, i) + k;
            if (k) an_strbuf_putc(out, k < multiword_end ? '|' : ' ');
            if (token->multiword > 1) multiword_end = k + token->multiword;
            an_strbuf_put_str(out, token->form);
        }
        an_strbuf_putc(out, '\n');
    }
    return out->data ? out->data : "";
}

static void test_texts_of_little(void **state)
{
    static const char *const texts[] = {"", " ", "\n\n\n", "\t \r\n \n", "\xC2\xA0\xE3\x80\x80", "\n\n \n\n"};
    room *r = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        split(r, texts[i], strlen(texts[i]));
        assert_int_equal(r->text.sentence_count, 0);
        assert_int_equal(r->text.token_count, 0);
    }
}

static void test_strange_texts(void **state)
{
    static const char *const texts[] = {
        "x", ".", "...", "'", "n't", "'s", "don'", "don't", "\"", "(", "\xE2\x80\x9C\xE2\x80\x9D",
        "\xE5\x96\x80\xE5\xB8\x83\xE5\xB0\x94\xE5\x8F\x91\xE7\x94\x9F\xE7\x88\x86\xE7\x82\xB8\xE3\x80\x82",
        "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 \xD8\xA8\xD9\x83\xD9\x85\xD8\x8C \xD9\xA1\xD9\xA2",
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD\xE2\x9D\xA4\xEF\xB8\x8F!",
        "e\xCC\x81t\xC3\xA9", "\xFF\xFE broken \xE2\x80", "\xC3", "a\xC2\x85z", "one\r\ntwo\r\n\r\nthree", "a\n \nb",
        "\xE2\x80\x8D\xE2\x80\x8D", "1.2.3.4", "its its its", "'s's's's's's's's", "a.b.c.d.e.f.g.", "@@@", "a@b", "http://", "www.", "-- -- --"};
    room *r = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) split(r, texts[i], strlen(texts[i]));
    split(r, "a\0b\0\0 c", 7);
}

/* `unit` over and over: must be split in bounded sentences, and soon. */
static void split_repeated(room *r, const char *unit, size_t bytes)
{
    size_t length = strlen(unit), count = bytes / length;
    char *text = malloc(count * length);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++) memcpy(text + i * length, unit, length);
    split(r, text, count * length);
    assert_true(r->text.sentence_count > 0);
    free(text);
}

static void test_long_texts(void **state)
{
    static const char *const units[] = {"word ", "Word ", "a", "9", ".", ". ", "\" ", "'", "n't", "a.", "a@", "www.a", "x-", "(", "it's ",
                                        "\xE5\x96\x80", "\xD9\x85 ", "\xF0\x9F\x91\x8D", "\xFF", "\xE2\x80\x8D", "-\n", "5 p.m. ", "The end. "};
    room *r = *state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) split_repeated(r, units[i], 100000);
}

/* Parts of a long paragraph must not show: the sentences are those of one part. */
static void test_parts_do_not_show(void **state)
{
    room *r = *state;
    split_repeated(r, "The minister left Kabul on Monday. ", 200000);
    for (uint32_t i = 0; i < r->text.sentence_count - 1; i++) {
        assert_int_equal(r->text.sentences[i].token_count, 7);
        assert_int_equal(r->text.sentences[i].paragraph, 0);
    }
}

static double processor_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The least processor time of a few goes at `bytes` bytes of `unit` over and over: what else runs on the machine only ever adds. */
static double least_seconds(room *r, const char *unit, size_t bytes)
{
    double least = 1e9;
    for (int go = 0; go < 2; go++) {
        double start = processor_seconds(), took;
        split_repeated(r, unit, bytes);
        took = processor_seconds() - start;
        if (took < least) least = took;
    }
    return least;
}

/* Four times the text takes about four times as long, whatever the text; in the square it would take sixteen times. */
static void test_time_is_linear(void **state)
{
    enum { BYTES = 12000, TIMES = 4, TIMES_MAX = 9 };
    static const char *const units[] = {
        "the ministry said on monday that talks with the rebels went on ", "?!", "\xE8\xAE\xBF\xE9\x97\xAE", "\xD8\xB2\xD8\xA7\xD8\xB1 ",
        "REBELS SEIZE PORT AS GOVERNMENT TROOPS FLEE ", "tlie rnin1ster sa1d ,,ye.s tha t ", "x", "a.b@", "http://a.b/", "( \" ", "Mr. A. "};
    room *r = *state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        bool is_linear = false;
        for (int try = 0; try < 3 && !is_linear; try++)
            is_linear = least_seconds(r, units[i], TIMES * BYTES) < TIMES_MAX * least_seconds(r, units[i], BYTES);
        if (!is_linear) fail_msg("not linear: %s", units[i]);
    }
}

static void test_same_again(void **state)
{
    static const char text[] = "He can't stay in the U.S. The talks ended.They left... \"Why?\" she asked.";
    room *r = *state;
    an_strbuf first, second;
    an_strbuf_init(&first, 0);
    an_strbuf_init(&second, 0);
    split(r, text, sizeof text - 1);
    shown(r, &first);
    split(r, text, sizeof text - 1);
    assert_string_equal(first.data, shown(r, &second));
    an_strbuf_free(&first);
    an_strbuf_free(&second);
}

typedef struct example {
    const char *text, *expected;
} example;

static void test_rules(void **state)
{
    static const example examples[] = {
        {"He's here and they don't know.", "He|'s here and they do|n't know .\n"},
        {"They\xE2\x80\x99re not; I can\xE2\x80\x99t.", "They|\xE2\x80\x99re not ; I ca|n\xE2\x80\x99t .\n"},
        {"We cannot leave.", "We can|not leave .\n"},
        {"A pro-Russian, anti-war group met.", "A pro-Russian , anti-war group met .\n"},
        {"Turnout was 45% in Kabul.", "Turnout was 45 % in Kabul .\n"},
        {"They met Gen. Dostum.", "They met Gen. Dostum .\n"},
        {"He spoke on Nov. 5 in Rome.", "He spoke on Nov. 5 in Rome .\n"},
        {"It began at 5 p.m. Tuesday.", "It began at 5 p.m. Tuesday .\n"},
        {"He left the U.S. The vote went on.", "He left the U.S.\nThe vote went on .\n"},
        {"Read https://example.org/a.b?c=d, then write to desk@example.org.", "Read https://example.org/a.b?c=d , then write to desk@example.org .\n"},
        {"U.K. ministers left the F.B.I.", "U.K. ministers left the F.B.I.\n"},
        {"G. K. Singh met J. R. Lee.", "G. K. Singh met J. R. Lee .\n"},
        {"Lenta.ru and the .uz domain were blocked.", "Lenta.ru and the .uz domain were blocked .\n"},
        {"MH17's crew flew from Sana'a with O'Brien.", "MH17|'s crew flew from Sana'a with O'Brien .\n"},
        {"The govt. fell, incl. 3 ministers.", "The govt. fell , incl. 3 ministers .\n"},
        {"He said: \xE2\x80\x9CIt is over.\xE2\x80\x9D Others left.", "He said : \xE2\x80\x9C It is over . \xE2\x80\x9D\nOthers left .\n"},
        {"He was held in the U.S. Officials said so.", "He was held in the U.S.\nOfficials said so .\n"},
        {"It left the U.K. Police are looking on.", "It left the U.K.\nPolice are looking on .\n"},
        {"The U.S. Embassy closed, the U.S. Government said.", "The U.S. Embassy closed , the U.S. Government said .\n"},
        {"See report.pdf, cover_letter.doc and Plan.xls.", "See report.pdf , cover_letter.doc and Plan.xls .\n"},
        {"Post it to alt.culture.kites or rec.boats.", "Post it to alt.culture.kites or rec.boats .\n"},
        {"Write to @harbour or desk@north, or use #peace.", "Write to @harbour or desk@north , or use #peace .\n"},
        {"He won?!! It took alot.", "He won ?!!\nIt took a lot .\n"},
        {"REBELS LEAVE THE CAPITAL The general said so.", "REBELS LEAVE THE CAPITAL\nThe general said so .\n"},
        {"Port reopens\nShips came back to the harbour on Sunday.", "Port reopens\nShips came back to the harbour on Sunday .\n"},
        {"The port was opened again by the\nGovernor on Sunday.", "The port was opened again by the Governor on Sunday .\n"},
        {"By Ana Reyes\nQUITO (Wire) - Miners left.", "By Ana Reyes\nQUITO ( Wire ) -\nMiners left .\n"},
        {"First line.\nSecond line.", "First line .\nSecond line .\n"},
        {"Killed:\n- two in Herat\n- one in Kabul", "Killed :\n- two in Herat\n- one in Kabul\n"},
        {"A heading\n\nThe text.", "A heading\nThe text .\n"},
    };
    room *r = *state;
    an_strbuf out;
    an_strbuf_init(&out, 0);
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        split(r, examples[i].text, strlen(examples[i].text));
        assert_string_equal(shown(r, &out), examples[i].expected);
    }
    an_strbuf_free(&out);
}

static void test_paragraphs(void **state)
{
    room *r = *state;
    static const char text[] = "\n\nOne here. Two here.\n\nThree\n \t\nFour";
    static const uint32_t expected[] = {0, 0, 1, 2};
    split(r, text, sizeof text - 1);
    assert_int_equal(r->text.sentence_count, 4);
    for (uint32_t i = 0; i < 4; i++) assert_int_equal(r->text.sentences[i].paragraph, expected[i]);
}

static size_t read_file(const char *path, char *bytes)
{
    FILE *file = fopen(path, "rb");
    size_t length;
    assert_non_null(file);
    length = fread(bytes, 1, GOLDEN_BYTES_MAX - 1, file);
    bytes[length] = '\0';
    fclose(file);
    return length;
}

static void test_golden(void **state)
{
    static char input[GOLDEN_BYTES_MAX], expected[GOLDEN_BYTES_MAX];
    room *r = *state;
    an_strbuf out;
    an_strbuf_init(&out, 0);
    split(r, input, read_file(GOLDEN_PATH "news.txt", input));
    read_file(GOLDEN_PATH "news.expected", expected);
    assert_string_equal(shown(r, &out), expected);
    an_strbuf_free(&out);
}

static void test_contractions(void **state)
{
    static const struct { const char *letters, *rest; size_t count; uint32_t first; } rows[] = {
        {"don", "'t know", 1, 2}, {"WON", "\xE2\x80\x99T", 1, 2}, {"don", "'te", 0, 0}, {"n", "'t", 0, 0}, {"cannot", "", 1, 3},
        {"Gonna", " go", 1, 3},   {"dunno", "", 2, 2},            {"aint", "", 1, 2},   {"youve", "", 1, 3}, {"someones", "", 1, 7},
        {"minister", "", 0, 0},   {"", "", 0, 0},                 {"somebodyselse", "", 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t cuts[AN_CONTRACTION_CUTS_MAX];
        assert_int_equal(an_contraction_cuts(an_str_from(rows[i].letters), an_str_from(rows[i].rest), cuts), rows[i].count);
        if (rows[i].count) assert_int_equal(cuts[0], rows[i].first);
    }
}

static void test_addresses(void **state)
{
    static const struct { const char *text; size_t length; } rows[] = {
        {"https://a.org/x).", 15}, {"http://a.org/(x) y", 16}, {"www.a.org, and", 9}, {"a.b@c.org.", 9}, {"a@b", 0},
        {"http://", 0},            {"www. a", 0},              {"a.b.c", 0},          {"x@y.z, w", 5},   {"", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(an_address_length(an_str_from(rows[i].text), true), rows[i].length);
}

/* ---- models ---- */

enum { TEST_WORDS = 3, SECTIONS = 18 };

/* A layer of zeros, as model/layer.c wants it. */
static an_str zero_layer(int32_t rows, int32_t columns)
{
    size_t padded = ((size_t)rows + 15) / 16 * 16, length = 64 + padded * 8 + padded * (size_t)columns * 2;
    int32_t *ints = calloc(1, length);
    assert_non_null(ints);
    ints[0] = rows;
    ints[1] = columns;
    for (size_t r = 0; r < padded; r++) ints[16 + padded + r] = 1; /* shifts */
    return (an_str){(const char *)ints, length};
}

static an_str zero_bytes(size_t length)
{
    char *zeros = calloc(1, length);
    assert_non_null(zeros);
    return (an_str){zeros, length};
}

static size_t zero_network(an_image_section_source *sections)
{
    static const char *const layers[4] = {"lstm0.f.", "lstm0.b.", "lstm1.f.", "lstm1.b."};
    static char names[8][32];
    const int32_t gates = 4 * AN_SPLIT_HIDDEN, state = 2 * AN_SPLIT_HIDDEN, inputs[2] = {AN_SPLIT_WORD_WIDTH + AN_SPLIT_PIECE_WIDTH, state};
    size_t count = 0;
    sections[count++] = (an_image_section_source){"word.keys", zero_bytes(8 * TEST_WORDS)};
    sections[count++] = (an_image_section_source){"word.rows", zero_bytes(64 + (TEST_WORDS + 1) * AN_SPLIT_WORD_WIDTH)};
    sections[count++] = (an_image_section_source){"piece.rows", zero_bytes(((size_t)1 << AN_SPLIT_PIECE_BITS) * (1 + AN_SPLIT_PIECE_WIDTH))};
    sections[count++] = (an_image_section_source){"curves", zero_bytes(2 * AN_MODEL_CURVE_POINTS * sizeof(int16_t))};
    sections[count++] = (an_image_section_source){"judge", zero_layer(AN_SPLIT_JUDGE_WIDTH, 2 * state)};
    sections[count++] = (an_image_section_source){"verdict", zero_layer(1, AN_SPLIT_JUDGE_WIDTH)};
    for (int i = 0; i < 8; i++) {
        snprintf(names[i], sizeof names[i], "%s%s", layers[i / 2], i % 2 ? "recurrent" : "input");
        sections[count++] = (an_image_section_source){names[i], zero_layer(gates, i % 2 ? AN_SPLIT_HIDDEN : inputs[i / 4])};
    }
    return count;
}

/* What opening says to a model of zeros, with section number `without` left out or, if it is `shorter`, cut by 16 bytes. */
static annals_status open_changed(const an_split_info *info, size_t token_bytes, size_t sentence_bytes, const char *magic, size_t without,
                                  bool is_shorter)
{
    char path[] = "/tmp/annals-split-XXXXXX";
    an_image_section_source sections[SECTIONS] = {{"info", {(const char *)info, sizeof *info}},
                                                  {"token", zero_bytes(token_bytes)},
                                                  {"sentence", zero_bytes(sentence_bytes)},
                                                  {"casing", zero_bytes(400)}};
    size_t count = 4 + zero_network(sections + 4);
    annals_error error;
    annals_status status;
    an_splitter *splitter;
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    if (without < count && is_shorter) sections[without].bytes.length -= 16;
    else if (without < count) sections[without].name = "other";
    assert_int_equal(an_image_write(path, magic, AN_SPLIT_MODEL_VERSION, sections, count, &error), ANNALS_OK);
    status = an_splitter_open(&splitter, path, &error);
    assert_true((status == ANNALS_OK) == (splitter != NULL));
    an_splitter_close(splitter);
    remove(path);
    for (size_t i = 1; i < count; i++) free((void *)(uintptr_t)sections[i].bytes.data);
    return status;
}

static annals_status open_written(const an_split_info *info, size_t token_bytes, size_t sentence_bytes, const char *magic)
{
    return open_changed(info, token_bytes, sentence_bytes, magic, SECTIONS, false);
}

static void test_models(void **state)
{
    const size_t token_bytes = sizeof(int16_t) * AN_SPLIT_JOIN_COUNT << AN_SPLIT_TOKEN_BITS;
    const size_t sentence_bytes = sizeof(int16_t) << AN_SPLIT_SENTENCE_BITS;
    const an_split_info good = {.kind = AN_SPLIT_KIND, .feature_version = AN_SPLIT_FEATURE_VERSION,
                                .token_bits = AN_SPLIT_TOKEN_BITS, .sentence_bits = AN_SPLIT_SENTENCE_BITS};
    an_split_info wrong = good;
    an_splitter *splitter;
    (void)state;
    assert_int_equal(open_written(&good, token_bytes, sentence_bytes, AN_SPLIT_MAGIC), ANNALS_OK);
    assert_int_equal(open_written(&good, token_bytes, sentence_bytes, "OTHERKND"), ANNALS_E_FORMAT);
    assert_int_equal(open_written(&good, token_bytes - 2, sentence_bytes, AN_SPLIT_MAGIC), ANNALS_E_FORMAT);
    assert_int_equal(open_written(&good, token_bytes, 0, AN_SPLIT_MAGIC), ANNALS_E_FORMAT);
    wrong.kind++;
    assert_int_equal(open_written(&wrong, token_bytes, sentence_bytes, AN_SPLIT_MAGIC), ANNALS_E_FORMAT);
    wrong = good;
    wrong.sentence_threshold = INT32_MIN;
    assert_int_equal(open_written(&wrong, token_bytes, sentence_bytes, AN_SPLIT_MAGIC), ANNALS_E_FORMAT);
    wrong = good;
    wrong.network_reach = INT32_MAX;
    assert_int_equal(open_written(&wrong, token_bytes, sentence_bytes, AN_SPLIT_MAGIC), ANNALS_E_FORMAT);
    wrong = good;
    for (size_t section = 0; section < SECTIONS; section++) {
        if (section != 3) assert_int_equal(open_changed(&good, token_bytes, sentence_bytes, AN_SPLIT_MAGIC, section, false), ANNALS_E_FORMAT);
        if (section != 3) assert_int_equal(open_changed(&good, token_bytes, sentence_bytes, AN_SPLIT_MAGIC, section, true), ANNALS_E_FORMAT);
    }
    wrong.feature_version++;
    assert_int_equal(open_written(&wrong, token_bytes, sentence_bytes, AN_SPLIT_MAGIC), ANNALS_E_VERSION);
    assert_int_equal(an_splitter_open(&splitter, "/nonexistent/split.model", NULL), ANNALS_E_IO);
    assert_null(splitter);
    an_splitter_close(NULL);
}

/* An arena that is too small is said, not survived by luck. */
static void test_arena_limits(void **state)
{
    room *r = *state;
    an_arena small;
    annals_error error;
    an_parsed_text text;
    an_arena_init(&small, 256);
    assert_int_equal(an_split(&small, &r->scratch, r->splitter, AN_STR("One two three four."), &text, &error), ANNALS_E_MEMORY);
    assert_int_equal(an_split(&r->arena, &small, r->splitter, AN_STR("One two three four."), &text, &error), ANNALS_E_MEMORY);
    an_arena_free(&small);
}

static void test_too_many_words(void **state)
{
    enum { BYTES = 8200000 };
    room *r = *state;
    annals_error error;
    char *text = malloc(BYTES);
    assert_non_null(text);
    for (size_t i = 0; i < BYTES; i++) text[i] = ".,"[i % 2];
    assert_int_equal(an_split(&r->arena, &r->scratch, r->splitter, (an_str){text, BYTES}, &r->text, &error), ANNALS_E_LIMIT);
    assert_int_equal(r->text.token_count, 0);
    free(text);
}

static void test_digest(void **state)
{
    room *r = *state;
    assert_int_equal(strlen(an_splitter_digest(r->splitter)), 64);
}

#define WITH_ROOM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ROOM(test_texts_of_little), WITH_ROOM(test_strange_texts), WITH_ROOM(test_long_texts), WITH_ROOM(test_parts_do_not_show), WITH_ROOM(test_time_is_linear),
        WITH_ROOM(test_same_again), WITH_ROOM(test_rules), WITH_ROOM(test_paragraphs), WITH_ROOM(test_golden), WITH_ROOM(test_arena_limits),
        WITH_ROOM(test_too_many_words), WITH_ROOM(test_digest), cmocka_unit_test(test_contractions), cmocka_unit_test(test_addresses), cmocka_unit_test(test_models)};
    return cmocka_run_group_tests_name("split", tests, NULL, NULL);
}
