/* Lemmas: lists in WordNet's form are compiled, asked and refused when broken; inflected forms find their base; a tagged word gets its
 * lemma from table, lists, rules and network in this order. All lists here are small and made up in WordNet's format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dictionary.h"
#include "parse/inflection.h"
#include "parse/lemmatize.h"

/* ---- lists ---- */

enum { LIST_COUNT = 12, INDEX = 0, DATA = 4, EXCEPTIONS = 8 };
static const char *const list_names[LIST_COUNT] = {"index.noun", "index.verb", "index.adj", "index.adv", "data.noun", "data.verb",
                                                   "data.adj",   "data.adv",   "noun.exc",  "verb.exc",  "adj.exc",  "adv.exc"};
static const char class_letters[] = "nvar";

/* The text of each list; written to a folder before it is compiled, so that a test may spoil them. */
typedef struct lists {
    char texts[LIST_COUNT][4096];
    size_t lengths[LIST_COUNT];
} lists;

static void append(lists *l, int list, const char *text)
{
    size_t length = strlen(text);
    assert_true(l->lengths[list] + length < sizeof l->texts[list]);
    memcpy(l->texts[list] + l->lengths[list], text, length);
    l->lengths[list] += length;
    l->texts[list][l->lengths[list]] = '\0';
}

/* Each word a synset of its own; "tehran=Tehran" is written so in the data, "proper(p)" carries a mark there. */
static void add_words(lists *l, int class_number, const char *words)
{
    char line[256], word[64], written[64];
    for (int length = 0; sscanf(words, " %63s%n", word, &length) == 1; words += length) {
        char *equal = strchr(word, '=');
        snprintf(written, sizeof written, "%s", equal ? equal + 1 : word);
        if (equal) *equal = '\0';
        word[strcspn(word, "(")] = '\0';
        snprintf(line, sizeof line, "%s %c 1 0 1 0 00000000  \n", word, class_letters[class_number]);
        append(l, INDEX + class_number, line);
        snprintf(line, sizeof line, "%08u 00 %c 01 %s 0 000 | a meaning  \n", (unsigned)l->lengths[DATA + class_number], class_letters[class_number], written);
        append(l, DATA + class_number, line);
    }
}

/* A lemma too long for the lemmatizer's rooms; it must be passed over. */
#define NINETY "aaaaaaaaabbbbbbbbbcccccccccdddddddddeeeeeeeeefffffffffggggggggghhhhhhhhhiiiiiiiiijjjjjjjjj"
#define LONG_LEMMA "abss " NINETY "\n"

static void make_lists(lists *l)
{
    memset(l, 0, sizeof *l);
    for (int i = 0; i < EXCEPTIONS; i++) append(l, i, "  1 A line of the licence, which begins with blanks  \n");
    add_words(l, 0, "siege glove leaf gunman woman man calorie army bus potato tehran=Tehran unicef=UNICEF march march=March diary wrongdoing "
                    "city cause dish force statistics hill take_off report");
    add_words(l, 1, "besiege bar hope hop fill sing singe program programme die study crush go sell elect bathe stare star model tie cause "
                    "interfere offer force report focus agree refer");
    add_words(l, 2, "narrow fierce happy big german=German proper(p) ashamed late");
    add_words(l, 3, "soon well late");
    append(l, EXCEPTIONS + 0, LONG_LEMMA "gunmen gunman\nlives life\nmen man\noxen ox\noxen wrong\n");
    append(l, EXCEPTIONS + 1, "died die\ndying die\nsold sell\nunderwent undergo\nwent go\n");
    append(l, EXCEPTIONS + 2, "better good well\nworse bad\n");
    append(l, EXCEPTIONS + 3, "better well\n");
}

typedef struct place {
    test_folder folder;
    char lists[96];
} place;

static void make_place(place *p, const lists *l)
{
    make_folder(&p->folder);
    snprintf(p->lists, sizeof p->lists, "%s/lists", p->folder.path);
    assert_int_equal(mkdir(p->lists, 0700), 0);
    for (int i = 0; i < LIST_COUNT; i++) {
        char path[128];
        FILE *file;
        snprintf(path, sizeof path, "%s/%s", p->lists, list_names[i]);
        file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(l->texts[i], 1, l->lengths[i], file), l->lengths[i]);
        assert_int_equal(fclose(file), 0);
    }
    write_entries(&p->folder, "wordnet\n    folder lists\n");
}

static void remove_place(const place *p)
{
    for (int i = 0; i < LIST_COUNT; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", p->lists, list_names[i]);
        remove(path);
    }
    rmdir(p->lists);
    remove_folder(&p->folder);
}

static an_lexicon *open_lists(const lists *l)
{
    place p;
    annals_error error = {0};
    an_lexicon *lexicon = NULL;
    make_place(&p, l);
    if (an_lexicon_compile(p.folder.path, p.folder.compiled, NULL, &error) != ANNALS_OK || an_lexicon_open(&lexicon, p.folder.compiled, &error) != ANNALS_OK)
        fail_msg("%s", error.message);
    remove_place(&p);
    return lexicon;
}

static an_lexicon *lexicon; /* of make_lists, for all tests */

static int set_up(void **state)
{
    lists l;
    (void)state;
    make_lists(&l);
    lexicon = open_lists(&l);
    return lexicon ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    an_lexicon_close(lexicon);
    return 0;
}

static void lists_know_words_their_classes_and_capitals(void **state)
{
    const an_lemmas *lemmas = an_lexicon_lemmas(lexicon);
    (void)state;
    assert_true(an_lexicon_lemma_exists(lexicon, AN_LEMMA_VERB, AN_STR("besiege")));
    assert_false(an_lexicon_lemma_exists(lexicon, AN_LEMMA_NOUN, AN_STR("besiege")));
    assert_false(an_lexicon_lemma_exists(lexicon, AN_LEMMA_VERB, AN_STR("besieg")));
    assert_false(an_lexicon_lemma_exists(lexicon, AN_LEMMA_VERB, AN_STR("")));
    assert_true(an_lexicon_lemma_exists(lexicon, AN_LEMMA_ADJECTIVE, AN_STR("proper")));
    assert_false(an_lexicon_lemma_exists(lexicon, AN_LEMMA_NOUN, AN_STR("take_off")));
    assert_int_equal(an_lemma_written(an_lemmas_find(lemmas, AN_STR("march")), AN_LEMMA_NOUN), AN_LEMMA_SMALL | AN_LEMMA_CAPITAL);
    assert_int_equal(an_lemma_written(an_lemmas_find(lemmas, AN_STR("tehran")), AN_LEMMA_NOUN), AN_LEMMA_CAPITAL);
    assert_int_equal(an_lemma_written(an_lemmas_find(lemmas, AN_STR("unicef")), AN_LEMMA_NOUN), AN_LEMMA_CAPITALS);
    assert_int_equal(an_lemma_written_anyhow(an_lemmas_find(lemmas, AN_STR("late"))), AN_LEMMA_SMALL);
    assert_int_equal(an_lemma_written_anyhow(an_lemmas_find(lemmas, AN_STR("nothing"))), 0);
}

static void exceptions_are_told_apart_by_class(void **state)
{
    const an_lemmas *lemmas = an_lexicon_lemmas(lexicon);
    (void)state;
    assert_true(an_str_is(an_lemmas_exception(lemmas, AN_LEMMA_ADJECTIVE, AN_STR("better")), "good"));
    assert_true(an_str_is(an_lemmas_exception(lemmas, AN_LEMMA_ADVERB, AN_STR("better")), "well"));
    assert_true(an_str_is(an_lemmas_exception(lemmas, AN_LEMMA_NOUN, AN_STR("oxen")), "ox"));
    assert_true(an_str_is(an_lemmas_exception(lemmas, AN_LEMMA_NOUN, AN_STR("gunmen")), "gunman"));
    assert_null(an_lemmas_exception(lemmas, AN_LEMMA_VERB, AN_STR("oxen")).data);
    assert_null(an_lemmas_exception(lemmas, AN_LEMMA_NOUN, AN_STR("aaa")).data);
    assert_null(an_lemmas_exception(lemmas, AN_LEMMA_ADVERB, AN_STR("zzz")).data);
}

static void without_lists_nothing_is_known(void **state)
{
    an_lexicon *empty = open_dictionary("");
    (void)state;
    assert_non_null(empty);
    assert_false(an_lexicon_lemma_exists(empty, AN_LEMMA_VERB, AN_STR("besiege")));
    assert_null(an_lemmas_exception(an_lexicon_lemmas(empty), AN_LEMMA_VERB, AN_STR("went")).data);
    assert_int_equal(an_lemmas_find(NULL, AN_STR("besiege")), 0);
    assert_null(an_lemmas_exception(NULL, AN_LEMMA_VERB, AN_STR("went")).data);
    an_lexicon_close(empty);
}

static void missing_folder_is_no_failure_but_check_tells(void **state)
{
    test_folder folder;
    annals_error error = {0};
    an_lexicon *opened = NULL;
    (void)state;
    make_folder(&folder);
    write_entries(&folder, "wordnet\n    folder /nonexistent/wordnet\n");
    assert_int_equal(an_lexicon_compile(folder.path, folder.compiled, NULL, &error), ANNALS_OK);
    assert_int_equal(an_lexicon_open(&opened, folder.compiled, &error), ANNALS_OK);
    assert_false(an_lexicon_lemma_exists(opened, AN_LEMMA_VERB, AN_STR("go")));
    assert_int_equal(an_lexicon_check(folder.path, NULL, &error), ANNALS_E_FORMAT);
    assert_non_null(strstr(error.message, "entries.txt:1: /nonexistent/wordnet is not there"));
    an_lexicon_close(opened);
    remove_folder(&folder);
}

/* ---- broken lists ---- */

typedef struct damage {
    int list;
    const char *find; /* what is replaced; "" = the end of the list; NULL = the whole list */
    const char *with;
    const char *told; /* part of the message */
} damage;

static void spoil(lists *l, const damage *d)
{
    char copy[sizeof l->texts[0]], *text = l->texts[d->list], *at = d->find ? (*d->find ? strstr(text, d->find) : text + l->lengths[d->list]) : text;
    assert_non_null(at);
    snprintf(copy, sizeof copy, "%s", d->find ? at + strlen(d->find) : "");
    l->lengths[d->list] = (size_t)(at - text);
    append(l, d->list, d->with);
    append(l, d->list, copy);
}

static void broken_lists_are_refused_with_their_place(void **state)
{
    static const damage cases[] = {
        {EXCEPTIONS + 1, "went go\n", "wen", "lists/verb.exc:5: the file ends in the middle of a line"},
        {EXCEPTIONS + 1, "went go", "went", "lists/verb.exc:5: no line of WordNet's exceptions"},
        {EXCEPTIONS + 0, "lives life", "lives\tlife", "lists/noun.exc:3: no line of WordNet: a character"},
        {EXCEPTIONS + 0, "lives life", "l\xC3\xA9 x", "lists/noun.exc:3: no line of WordNet: a character"},
        {EXCEPTIONS + 3, NULL, "", "lists/adv.exc:0: the list is empty"},
        {INDEX + 1, "hope v", "hope n", "lists/index.verb:4: no line of WordNet's index"},
        {INDEX + 1, "hope v 1", "hope v 0", "lists/index.verb:4: no line of WordNet's index"},
        {INDEX + 1, "hope v 1 0 1 0 00000000  \n", "", "lists/data.verb:4: a word that the index lacks"},
        {INDEX + 3, "", "late r 1 0", "lists/index.adv:5: the file ends in the middle of a line"},
        {INDEX + 3, "", "often r 1 0 1 0 00000000  \n", "lists/index.adv:5: a lemma that data.adv lacks"},
        {DATA + 2, " a 01 narrow", " a 02 narrow", "lists/data.adj:2: fewer words than the line says"},
        {DATA + 2, " a 01 fierce", " a xx fierce", "lists/data.adj:3: no line of WordNet's data"},
        {DATA + 2, " a 01 fierce", " a 00 fierce", "lists/data.adj:3: no line of WordNet's data"},
        {DATA + 2, "a meaning", "another meaning", "lists/data.adj:3: the line says that it stands elsewhere"},
        {DATA + 0, NULL, "\x7F" "ELF\n", "lists/data.noun:1: no line of WordNet: a character"},
        {DATA + 0, NULL, "<html>no such page</html>\n", "lists/data.noun:1: no line of WordNet's data"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lists l;
        place p;
        annals_error error = {0};
        make_lists(&l);
        spoil(&l, &cases[i]);
        make_place(&p, &l);
        assert_int_equal(an_lexicon_compile(p.folder.path, p.folder.compiled, NULL, &error), ANNALS_E_FORMAT);
        if (!strstr(error.message, cases[i].told)) fail_msg("case %zu: %s", i, error.message);
        assert_int_not_equal(access(p.folder.compiled, F_OK), 0);
        remove_place(&p);
    }
}

static void a_missing_list_is_named(void **state)
{
    lists l;
    place p;
    char path[128];
    annals_error error = {0};
    (void)state;
    make_lists(&l);
    make_place(&p, &l);
    snprintf(path, sizeof path, "%s/data.adj", p.lists);
    assert_int_equal(remove(path), 0);
    assert_int_equal(an_lexicon_compile(p.folder.path, p.folder.compiled, NULL, &error), ANNALS_E_IO);
    assert_non_null(strstr(error.message, "lists/data.adj: No such file"));
    remove_place(&p);
}

static uint64_t told;
static void count_problem(void *user, const annals_error *problem) { (void)user, (void)problem, told++; }

static void one_broken_list_is_given_up_after_some_problems(void **state)
{
    lists l;
    place p;
    annals_error error = {0};
    an_problem_sink sink = {.on_problem = count_problem};
    (void)state;
    make_lists(&l);
    l.lengths[EXCEPTIONS] = 0;
    for (int i = 0; i < 500; i++) append(&l, EXCEPTIONS, "junk\n");
    make_place(&p, &l);
    told = 0;
    assert_int_equal(an_lexicon_compile(p.folder.path, p.folder.compiled, &sink, &error), ANNALS_E_FORMAT);
    assert_in_range(told, 1, 50);
    remove_place(&p);
}

static void wrong_blocks_are_told(void **state)
{
    static const char *const cases[][2] = {
        {"wordnet\n", "entries.txt:1: WordNet needs one field"},
        {"wordnet\n    folder \"\"\n", "entries.txt:1: WordNet needs one field"},
        {"wordnet\n    folder /nonexistent\n    speed high\n", "entries.txt:1: WordNet needs one field"},
        {"wordnet\n    folder /nonexistent\nwordnet\n    folder /nonexistent\n", "entries.txt:3: WordNet stands twice"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_folder folder;
        annals_error error = {0};
        make_folder(&folder);
        write_entries(&folder, cases[i][0]);
        assert_int_equal(an_lexicon_compile(folder.path, folder.compiled, NULL, &error), ANNALS_E_FORMAT);
        if (!strstr(error.message, cases[i][1])) fail_msg("case %zu: %s", i, error.message);
        remove_folder(&folder);
    }
}

/* Whatever a byte of the compiled file is changed to, it is refused or can be asked. */
static void a_damaged_file_is_refused_or_harmless(void **state)
{
    enum { STEP = 7 };
    static unsigned char bytes[1 << 20];
    lists l;
    place p;
    annals_error error = {0};
    size_t size, refused = 0;
    FILE *file;
    (void)state;
    make_lists(&l);
    make_place(&p, &l);
    assert_int_equal(an_lexicon_compile(p.folder.path, p.folder.compiled, NULL, &error), ANNALS_OK);
    file = fopen(p.folder.compiled, "r+b");
    assert_non_null(file);
    size = fread(bytes, 1, sizeof bytes, file);
    for (size_t at = 0; at < size; at += STEP) {
        an_lexicon *opened = NULL;
        unsigned char changed = bytes[at] ^ 0x81;
        assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
        assert_int_equal(fwrite(&changed, 1, 1, file), 1);
        fflush(file);
        if (an_lexicon_open(&opened, p.folder.compiled, &error) == ANNALS_OK) {
            an_lexicon_lemma_exists(opened, AN_LEMMA_VERB, AN_STR("interfere"));
            an_lemmas_exception(an_lexicon_lemmas(opened), AN_LEMMA_VERB, AN_STR("went"));
        } else refused++;
        an_lexicon_close(opened);
        assert_int_equal(fseek(file, (long)at, SEEK_SET), 0);
        assert_int_equal(fwrite(bytes + at, 1, 1, file), 1);
    }
    assert_true(refused > 0);
    fclose(file);
    remove_place(&p);
}

/* ---- inflection ---- */

typedef struct inflection_case {
    const char *tag, *form, *base;
    bool is_sure;
} inflection_case;

static void check_inflections(const an_lemmas *lemmas, const inflection_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char room[AN_INFLECTION_ROOM];
        bool is_sure;
        an_str base = an_inflection_base(lemmas, an_inflection_of_tag(an_str_from(cases[i].tag)), an_str_from(cases[i].form), room, &is_sure);
        if (!an_str_is(base, cases[i].base) || is_sure != cases[i].is_sure)
            fail_msg("%s as %s: %.*s, sure: %d", cases[i].form, cases[i].tag, (int)base.length, base.data, is_sure);
    }
}

static void listed_words_find_their_base(void **state)
{
    static const inflection_case cases[] = {
        {"VBD", "besieged", "besiege", true}, {"VBG", "besieging", "besiege", true}, {"VBZ", "besieges", "besiege", true},
        {"VBG", "barring", "bar", true}, {"VBD", "hoped", "hope", true}, {"VBD", "hopped", "hop", true}, {"VBG", "filling", "fill", true},
        {"VBG", "singing", "sing", true}, {"VBG", "programming", "program", true}, {"VBG", "dying", "die", true}, {"VBG", "tying", "tie", true},
        {"VBN", "studied", "study", true}, {"VBZ", "studies", "study", true}, {"VBZ", "crushes", "crush", true}, {"VBZ", "goes", "go", true},
        {"VBD", "went", "go", true}, {"VBD", "resold", "resold", false}, {"VBD", "re-sold", "re-sell", true}, {"VBN", "re-elected", "re-elect", true},
        {"VBG", "bathing", "bathe", true}, {"VBD", "stared", "stare", true}, {"VBD", "starred", "star", true}, {"VBG", "modelling", "model", true},
        {"VBD", "interfered", "interfere", true}, {"VBD", "offered", "offer", true}, {"VBG", "forcing", "force", true}, {"VBD", "focused", "focus", true},
        {"VBD", "agreed", "agree", true}, {"VBG", "agreeing", "agree", true}, {"VBD", "referred", "refer", true}, {"VBD", "caused", "cause", true},
        {"NNS", "gunmen", "gunman", true}, {"NNS", "women", "woman", true}, {"NNS", "gloves", "glove", true}, {"NNS", "leaves", "leaf", true},
        {"NNS", "calories", "calorie", true}, {"NNS", "armies", "army", true}, {"NNS", "buses", "bus", true}, {"NNS", "potatoes", "potato", true},
        {"NNPS", "armies", "army", true}, {"NNS", "dishes", "dish", true}, {"NNS", "statistics", "statistics", false}, {"NNS", "area's", "area", true},
        {"JJR", "narrower", "narrow", true}, {"JJS", "fiercest", "fierce", true}, {"JJR", "happier", "happy", true}, {"JJS", "biggest", "big", true},
        {"JJR", "better", "good", true}, {"RBR", "sooner", "soon", true}, {"JJS", "latest", "late", true},
        {"NNS", "abss", "abss", false},
    };
    (void)state;
    check_inflections(an_lexicon_lemmas(lexicon), cases, sizeof cases / sizeof *cases);
}

static void unlisted_words_are_guessed_by_their_spelling(void **state)
{
    static const inflection_case cases[] = {
        {"VBD", "condemned", "condemn", false}, {"VBG", "googling", "google", false}, {"VBG", "vlogging", "vlog", false}, {"VBD", "facilitated", "facilitate", false},
        {"VBN", "urbanized", "urbanize", false}, {"VBD", "denied", "deny", false}, {"VBG", "serving", "serve", false}, {"VBG", "sensing", "sense", false},
        {"VBZ", "launches", "launch", false}, {"VBZ", "tries", "try", false}, {"VBZ", "moves", "move", false}, {"VBZ", "passes", "pass", false},
        {"VBD", "ran", "ran", false}, {"VBG", "thing", "thing", false}, {"VBG", "ing", "ing", false}, {"VBD", "ed", "ed", false}, {"VBD", "", "", false},
        {"NNS", "jirgas", "jirga", false}, {"NNS", "militiae", "militiae", false}, {"NNS", "companies", "company", false}, {"NNS", "boxes", "box", false},
        {"NNS", "s", "s", false}, {"NNS", "ss", "ss", false}, {"NNS", "abss", "abss", false}, {"NNS", "prospectus", "prospectus", false},
        {"JJR", "inner", "inner", false}, {"JJR", "wealthier", "wealthy", false}, {"JJS", "simplest", "simple", false}, {"JJR", "er", "er", false},
        {"VB", "lower", "lower", false}, {"XX", "lower", "lower", false},
    };
    (void)state;
    check_inflections(NULL, cases, sizeof cases / sizeof *cases);
}

/* Nothing is written beyond the room, whatever the form: run with sanitizers. */
static void long_and_strange_forms_stay_in_their_room(void **state)
{
    static const char *const ends[] = {"ed", "ied", "ing", "ies", "ves", "men", "'s", "ier", "est", "iest", "-ed", "\xE2\x80\x99s"};
    char form[AN_INFLECTION_BYTES_MAX], room[AN_INFLECTION_ROOM];
    (void)state;
    for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
        for (size_t length = 0; length <= sizeof form; length++)
            for (int inflection = AN_INFLECTION_NONE; inflection <= AN_INFLECTION_SUPERLATIVE; inflection++) {
                size_t tail = strlen(ends[e]);
                bool is_sure;
                an_str base;
                if (tail > length) continue;
                memset(form, length % 2 ? 'n' : 'e', sizeof form);
                memcpy(form + length - tail, ends[e], tail);
                base = an_inflection_base(an_lexicon_lemmas(lexicon), (an_inflection)inflection, (an_str){form, length}, room, &is_sure);
                assert_true(base.length <= sizeof room);
            }
}

/* ---- tagged words ---- */

/* A table of known lemmas by hand: what a model holds. */
typedef struct known_word {
    const char *form;
    an_upos upos;
    const char *xpos; /* NULL = any */
    const char *rule;
} known_word;

static const known_word known_words[] = {
    {"people", AN_UPOS_NOUN, "NNS", "l0+"}, {"better", AN_UPOS_ADJ, "JJR", "=good"}, {"better", AN_UPOS_ADV, "RBR", "=well"},
    {"Kabul", AN_UPOS_PROPN, "NNP", "k0+"}, {"her", AN_UPOS_PRON, NULL, "=she"}, {"her", AN_UPOS_PRON, "PRP$", "l0+"},
    {"'s", AN_UPOS_AUX, NULL, "=be"}, {"n't", AN_UPOS_PART, NULL, "=not"}, {"so", AN_UPOS_ADV, "RB", "l0+"}, {"Feb.", AN_UPOS_PROPN, "NNP", "=February"},
};
enum { KNOWN_COUNT = sizeof known_words / sizeof *known_words };

typedef struct table {
    uint64_t keys[KNOWN_COUNT];
    uint16_t rule_of_key[KNOWN_COUNT];
    an_parse_lemma_rule rules[KNOWN_COUNT];
    an_parse_weights weights;
    an_lemmatizer lemmatizer;
} table;

static uint64_t key_of(const known_word *word)
{
    uint64_t key = an_parse_lemma_key(an_str_from(word->form), word->upos);
    return word->xpos ? an_parse_lemma_tag_key(key, an_str_from(word->xpos)) : key;
}

static void make_table(table *t, const an_lemmas *lemmas)
{
    memset(t, 0, sizeof *t);
    for (uint16_t i = 0; i < KNOWN_COUNT; i++) {
        size_t at = i;
        uint64_t key = key_of(&known_words[i]);
        assert_true(an_parse_lemma_rule_read(an_str_from(known_words[i].rule), &t->rules[i]));
        for (; at > 0 && t->keys[at - 1] > key; at--) {
            t->keys[at] = t->keys[at - 1];
            t->rule_of_key[at] = t->rule_of_key[at - 1];
        }
        t->keys[at] = key;
        t->rule_of_key[at] = i;
    }
    t->weights.shape.lemma_count = KNOWN_COUNT;
    t->weights.lemma_keys = t->keys;
    t->weights.lemma_rule_of_key = t->rule_of_key;
    t->weights.lemma_rules = t->rules;
    t->lemmatizer = (an_lemmatizer){&t->weights, lemmas};
}

/* As the parser does. */
static bool lemmatize(an_arena *arena, const an_lemmatizer *lemmatizer, const an_parse_lemma_rule *guess, an_token *tokens, uint32_t count, uint32_t at)
{
    if (an_lemmatize_known(arena, lemmatizer, &tokens[at])) return tokens[at].lemma.data != NULL;
    return an_lemmatize_unknown(arena, lemmatizer, guess, tokens, count, at);
}

typedef struct word_case {
    const char *form;
    an_upos upos;
    const char *xpos, *lemma;
    const char *guess; /* the network's rule; NULL = one that shows itself if it is used */
} word_case;

static void check_words(const an_lemmas *lemmas, const word_case *cases, size_t count)
{
    table t;
    an_arena arena;
    make_table(&t, lemmas);
    an_arena_init(&arena, 0);
    for (size_t i = 0; i < count; i++) {
        an_token tokens[2] = {{.form = an_str_from(cases[i].form), .upos = (uint8_t)cases[i].upos, .xpos = an_str_from(cases[i].xpos)}, {.form = AN_STR("then")}};
        an_parse_lemma_rule guess;
        assert_true(an_parse_lemma_rule_read(an_str_from(cases[i].guess ? cases[i].guess : "=GUESSED"), &guess));
        assert_true(lemmatize(&arena, &t.lemmatizer, &guess, tokens, 2, 0));
        if (!an_str_is(tokens[0].lemma, cases[i].lemma)) fail_msg("%s %s: %.*s", cases[i].form, cases[i].xpos, (int)tokens[0].lemma.length, tokens[0].lemma.data);
    }
    an_arena_free(&arena);
}

static void words_get_their_lemmas(void **state)
{
    static const word_case cases[] = {
        {"people", AN_UPOS_NOUN, "NNS", "people", NULL}, {"People", AN_UPOS_NOUN, "NNS", "people", NULL}, {"PEOPLE", AN_UPOS_NOUN, "NNS", "people", NULL},
        {"better", AN_UPOS_ADJ, "JJR", "good", NULL}, {"better", AN_UPOS_ADV, "RBR", "well", NULL}, {"Better", AN_UPOS_ADV, "RBR", "well", NULL},
        {"her", AN_UPOS_PRON, "PRP$", "her", NULL}, {"her", AN_UPOS_PRON, "PRP", "she", NULL}, {"n\xE2\x80\x99t", AN_UPOS_PART, "RB", "not", NULL},
        {"besieged", AN_UPOS_VERB, "VBN", "besiege", NULL}, {"Besieged", AN_UPOS_VERB, "VBN", "besiege", NULL}, {"ashamed", AN_UPOS_VERB, "VBN", "ashamed", NULL},
        {"wrongdoing", AN_UPOS_VERB, "VBG", "wrongdoing", NULL}, {"besieged", AN_UPOS_ADJ, "VBN", "besieged", NULL}, {"reports", AN_UPOS_NOUN, "VBZ", "report", NULL},
        {"reports", AN_UPOS_VERB, "NNS", "report", NULL}, {"Shell", AN_UPOS_VERB, "VB", "shell", NULL}, {"Quickly", AN_UPOS_ADV, "RB", "quickly", NULL},
        {"narrower", AN_UPOS_ADJ, "JJ", "narrow", NULL}, {"proper", AN_UPOS_ADJ, "JJ", "proper", NULL}, {"german", AN_UPOS_ADJ, "JJ", "German", NULL},
        {"GDP", AN_UPOS_NOUN, "NN", "GDP", NULL}, {"FORCE", AN_UPOS_NOUN, "NN", "force", NULL}, {"iPhone", AN_UPOS_NOUN, "NN", "iPhone", NULL},
        {"1990s", AN_UPOS_NOUN, "NNS", "1990s", NULL}, {"1990's", AN_UPOS_NOUN, "NNS", "1990s", NULL}, {"\xE2\x80\x99" "90s", AN_UPOS_NOUN, "NNS", "'90s", NULL},
        {"1,100", AN_UPOS_NUM, "CD", "1100", NULL}, {"1,100,000.5", AN_UPOS_NUM, "CD", "1100000.5", NULL}, {"3,4", AN_UPOS_NUM, "CD", "3,4", NULL},
        {"seven", AN_UPOS_NUM, "CD", "GUESSED", NULL}, {"#", AN_UPOS_SYM, "SYM", "GUESSED", NULL}, {"voilà", AN_UPOS_X, "FW", "GUESSED", NULL},
        {"Soooo", AN_UPOS_ADV, "RB", "so", NULL}, {"ciiity", AN_UPOS_NOUN, "NN", "city", NULL}, {"zzzz", AN_UPOS_NOUN, "NN", "zzzz", NULL},
        {"http://x.org/A", AN_UPOS_PROPN, "ADD", "http://x.org/A", NULL}, {"", AN_UPOS_NOUN, "NN", "", NULL},
    };
    (void)state;
    check_words(an_lexicon_lemmas(lexicon), cases, sizeof cases / sizeof *cases);
}

static void names_keep_the_capitals_that_are_theirs(void **state)
{
    static const word_case cases[] = {
        {"Kabul", AN_UPOS_PROPN, "NNP", "Kabul", NULL}, {"kabul", AN_UPOS_PROPN, "NNP", "Kabul", NULL}, {"KABUL", AN_UPOS_PROPN, "NNP", "Kabul", NULL},
        {"tehran", AN_UPOS_PROPN, "NNP", "Tehran", NULL}, {"TEHRAN", AN_UPOS_PROPN, "NNP", "Tehran", NULL}, {"UNICEF", AN_UPOS_PROPN, "NNP", "UNICEF", NULL},
        {"AMISOM", AN_UPOS_PROPN, "NNP", "AMISOM", NULL}, {"WHO", AN_UPOS_PROPN, "NNP", "WHO", NULL}, {"march", AN_UPOS_PROPN, "NNP", "march", NULL},
        {"Force", AN_UPOS_PROPN, "NNP", "Force", "k0+"}, {"Force", AN_UPOS_PROPN, "NNP", "force", "l0+"}, {"Bamako", AN_UPOS_PROPN, "NNP", "Bamako", "l0+"},
        {"Diaries", AN_UPOS_PROPN, "NNPS", "Diary", NULL}, {"Gunmen", AN_UPOS_PROPN, "NNPS", "Gunman", NULL}, {"HILLS", AN_UPOS_PROPN, "NNPS", "Hill", NULL},
        {"Feb.", AN_UPOS_PROPN, "NNPS", "February", NULL}, {"al", AN_UPOS_PROPN, "NNP", "al", NULL}, {"ABSS", AN_UPOS_PROPN, "NNPS", "ABSS", NULL}, {"Abss", AN_UPOS_PROPN, "NNPS", "Abss", NULL}, {"National", AN_UPOS_ADJ, "NNP", "National", NULL},
    };
    (void)state;
    check_words(an_lexicon_lemmas(lexicon), cases, sizeof cases / sizeof *cases);
}

static void without_lists_rules_still_work(void **state)
{
    static const word_case cases[] = {
        {"people", AN_UPOS_NOUN, "NNS", "people", NULL}, {"condemned", AN_UPOS_VERB, "VBD", "condemn", NULL}, {"Kabul", AN_UPOS_PROPN, "NNP", "Kabul", NULL},
        {"Offensives", AN_UPOS_NOUN, "NNS", "offensive", NULL}, {"GDP", AN_UPOS_NOUN, "NN", "GDP", NULL}, {"tehran", AN_UPOS_PROPN, "NNP", "tehran", NULL},
    };
    (void)state;
    check_words(NULL, cases, sizeof cases / sizeof *cases);
}

static void a_name_among_words_in_capitals_is_no_acronym(void **state)
{
    table t;
    an_arena arena;
    an_token tokens[3] = {{.form = AN_STR("MAIDUGURI"), .upos = AN_UPOS_PROPN, .xpos = AN_STR("NNP")}, {.form = AN_STR("ATTACKED")}, {.form = AN_STR("again")}};
    an_parse_lemma_rule guess;
    (void)state;
    make_table(&t, an_lexicon_lemmas(lexicon));
    an_arena_init(&arena, 0);
    assert_true(an_parse_lemma_rule_read(AN_STR("k0+"), &guess));
    assert_true(lemmatize(&arena, &t.lemmatizer, &guess, tokens, 3, 0));
    assert_true(an_str_is(tokens[0].lemma, "Maiduguri"));
    tokens[1].form = AN_STR("attacked");
    assert_true(lemmatize(&arena, &t.lemmatizer, &guess, tokens, 3, 0));
    assert_true(an_str_is(tokens[0].lemma, "MAIDUGURI"));
    an_arena_free(&arena);
}

static void long_forms_are_their_own_lemmas(void **state)
{
    table t;
    an_arena arena;
    char form[200];
    an_parse_lemma_rule guess;
    (void)state;
    make_table(&t, an_lexicon_lemmas(lexicon));
    an_arena_init(&arena, 0);
    assert_true(an_parse_lemma_rule_read(AN_STR("l1+"), &guess));
    memset(form, 'S', sizeof form);
    for (size_t length = AN_INFLECTION_BYTES_MAX - 2; length <= sizeof form; length++) {
        an_token token = {.form = {form, length}, .upos = AN_UPOS_PROPN, .xpos = AN_STR("NNP")};
        assert_true(lemmatize(&arena, &t.lemmatizer, &guess, &token, 1, 0));
        assert_true(an_str_equal(token.lemma, token.form));
    }
    an_arena_free(&arena);
}

static void memory_that_runs_out_is_told(void **state)
{
    table t;
    an_arena arena;
    an_token token = {.form = AN_STR("besieged"), .upos = AN_UPOS_VERB, .xpos = AN_STR("VBD")};
    (void)state;
    make_table(&t, an_lexicon_lemmas(lexicon));
    an_arena_init(&arena, 1);
    assert_false(lemmatize(&arena, &t.lemmatizer, &t.rules[0], &token, 1, 0));
    an_arena_free(&arena);
}

/* ---- 's ---- */

static void short_s_is_has_where_the_tree_says_so(void **state)
{
    static const struct {
        an_deprel deprel;
        an_subrel subrel;
        const char *next, *head_tag, *lemma;
    } cases[] = {
        {AN_DEPREL_AUX, AN_SUBREL_NONE, "left", "VBN", "have"},  {AN_DEPREL_AUX, AN_SUBREL_PASS, "killed", "VBN", "be"},
        {AN_DEPREL_COP, AN_SUBREL_NONE, "gone", "VBN", "be"},    {AN_DEPREL_AUX, AN_SUBREL_NONE, "leaving", "VBG", "be"},
        {AN_DEPREL_AUX, AN_SUBREL_NONE, "been", "NN", "have"},   {AN_DEPREL_COP, AN_SUBREL_NONE, "leader", "NN", "be"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_token tokens[4] = {{.form = AN_STR("it"), .upos = AN_UPOS_PRON, .lemma = AN_STR("it"), .head = 3},
                              {.form = AN_STR("'s"), .upos = AN_UPOS_AUX, .xpos = AN_STR("VBZ"), .head = 3},
                              {.form = AN_STR("never"), .upos = AN_UPOS_ADV, .lemma = AN_STR("never"), .head = 3},
                              {.upos = AN_UPOS_VERB, .head = AN_HEAD_ROOT}};
        tokens[1].deprel = (uint8_t)cases[i].deprel;
        tokens[1].subrel = (uint8_t)cases[i].subrel;
        tokens[3].form = an_str_from(cases[i].next);
        tokens[3].xpos = an_str_from(cases[i].head_tag);
        an_lemmatize_auxiliaries(tokens, 0, 4);
        if (!an_str_is(tokens[1].lemma, cases[i].lemma)) fail_msg("case %zu: %.*s", i, (int)tokens[1].lemma.length, tokens[1].lemma.data);
        assert_true(an_str_is(tokens[2].lemma, "never"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_know_words_their_classes_and_capitals),
        cmocka_unit_test(exceptions_are_told_apart_by_class),
        cmocka_unit_test(without_lists_nothing_is_known),
        cmocka_unit_test(missing_folder_is_no_failure_but_check_tells),
        cmocka_unit_test(broken_lists_are_refused_with_their_place),
        cmocka_unit_test(a_missing_list_is_named),
        cmocka_unit_test(one_broken_list_is_given_up_after_some_problems),
        cmocka_unit_test(wrong_blocks_are_told),
        cmocka_unit_test(a_damaged_file_is_refused_or_harmless),
        cmocka_unit_test(listed_words_find_their_base),
        cmocka_unit_test(unlisted_words_are_guessed_by_their_spelling),
        cmocka_unit_test(long_and_strange_forms_stay_in_their_room),
        cmocka_unit_test(words_get_their_lemmas),
        cmocka_unit_test(names_keep_the_capitals_that_are_theirs),
        cmocka_unit_test(without_lists_rules_still_work),
        cmocka_unit_test(a_name_among_words_in_capitals_is_no_acronym),
        cmocka_unit_test(long_forms_are_their_own_lemmas),
        cmocka_unit_test(memory_that_runs_out_is_told),
        cmocka_unit_test(short_s_is_has_where_the_tree_says_so),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
