/* Tests of src/lexicon: the text format, phrases, actors and roles, damaged files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "dictionary.h"
#include "lexicon/actors.h"
#include "lexicon/atoms.h"
#include "lexicon/roles.h"

/* ---- blocks ---- */

enum { MESSAGES_BYTES = 4096 };

static void collect(void *user, const annals_error *problem)
{
    char *all = user;
    snprintf(all + strlen(all), MESSAGES_BYTES - strlen(all), "%s\n", problem->message);
}

/* Every block as "kind/id{key=value[from,until];...}" and every problem as a line. */
static void read_and_print(const char *text, size_t length, an_strbuf *out, char messages[MESSAGES_BYTES])
{
    an_arena arena;
    an_blocks blocks = {0};
    an_problem_sink sink = {.on_problem = collect, .user = messages};
    annals_error error;
    char from[AN_ISO_DAY_BYTES], until[AN_ISO_DAY_BYTES];
    an_arena_init(&arena, 0);
    messages[0] = '\0';
    an_strbuf_clear(out);
    assert_int_equal(an_blocks_read_text(&arena, AN_STR("f"), (an_str){text, length}, &blocks, &sink, &error), ANNALS_OK);
    for (size_t i = 0; i < blocks.count; i++) {
        an_block *b = blocks.items + i;
        an_strbuf_printf(out, "%.*s/%.*s{", (int)b->kind.length, b->kind.data, (int)b->id.length, b->id.data);
        for (size_t k = 0; k < b->fields.count; k++) {
            an_field *f = b->fields.items + k;
            an_strbuf_printf(out, "%.*s=%.*s", (int)f->key.length, f->key.data, (int)f->value.length, f->value.data);
            if (an_date_range_is_known(f->validity)) an_strbuf_printf(out, "[%s,%s]", an_iso_format(f->validity.from, from), an_iso_format(f->validity.to, until));
            an_strbuf_putc(out, ';');
        }
        an_strbuf_putc(out, '}');
    }
    an_arena_free(&arena);
}

static void blocks_are_read_as_documented(void **state)
{
    static const struct {
        const char *text, *blocks, *problems;
    } cases[] = {
        {"", "", ""},
        {"# nothing\n\n   \n", "", ""},
        {"actor a\n  name X Y\n", "actor/a{name=X Y;}", ""},
        {"actor a\r\n\tname X\r\n", "actor/a{name=X;}", ""},
        {"role foreign minister ; sector GOV ; office yes\n", "role/foreign minister{sector=GOV;office=yes;}", ""},
        {"context\n", "context/{}", ""},
        {"a b # c\n k v#w # comment\n", "a/b{k=v#w;}", ""},
        {"a b\n k \"v # no comment\"\n", "a/b{k=v # no comment;}", ""},
        {"a b\n k v from 2012\n", "a/b{k=v[2012-01-01,];}", ""},
        {"a b\n k v until 2012-02\n", "a/b{k=v[,2012-02-29];}", ""},
        {"a b\n k v from 2012-05-07 until 2018\n", "a/b{k=v[2012-05-07,2018-12-31];}", ""},
        {"a b\n k v until 2018 from 2012-05-07\n", "a/b{k=v[2012-05-07,2018-12-31];}", ""},
        {"a b\n k \"Class of until 2012\"\n", "a/b{k=Class of until 2012;}", ""},
        {"a b\n k man from Kabul\n", "a/b{k=man from Kabul;}", ""},
        {"a b\n k v from 2012-13\nc d\n", "a/b{k=v from 2012-13;}c/d{}", "f:2: no such date: 2012-13\n"},
        {"a b\n k v from 2013 until 2012\n", "a/b{k=v[2013-01-01,2012-12-31];}", "f:2: k ends before it begins\n"},
        {" k v\na b\n", "a/b{}", "f:1: a field that belongs to no entry\n"},
        {"a b\n k \xFF\n l w\n", "a/b{l=w;}", "f:2: not UTF-8\n"},
        {"a b\n k \x01\n l w\n", "a/b{l=w;}", "f:2: control character 1\n"},
        {"\xFF\n k v\nc d\n", "c/d{}", "f:1: not UTF-8\nf:2: a field that belongs to no entry\n"},
        {"; k v\n", "", "f:1: an entry must begin with its kind\n"},
        {"\xEF\xBB\xBF" "a b\n", "a/b{}", ""},
        {"a b ; k v ;\n l w", "a/b{k=v;l=w;}", ""},
    };
    an_strbuf out;
    char messages[MESSAGES_BYTES];
    (void)state;
    an_strbuf_init(&out, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_and_print(cases[i].text, strlen(cases[i].text), &out, messages);
        assert_string_equal(out.length ? out.data : "", cases[i].blocks);
        assert_string_equal(messages, cases[i].problems);
    }
    an_strbuf_free(&out);
}

static void overlong_lines_and_entries_are_refused_and_the_rest_is_read(void **state)
{
    an_strbuf text, out;
    char messages[MESSAGES_BYTES];
    (void)state;
    an_strbuf_init(&text, 0);
    an_strbuf_init(&out, 0);
    an_strbuf_puts(&text, "a b\n k ");
    for (int i = 0; i < 5000; i++) an_strbuf_putc(&text, 'x');
    an_strbuf_puts(&text, "\n l w\nc d\n");
    for (int i = 0; i < 4097; i++) an_strbuf_puts(&text, " k v\n");
    an_strbuf_puts(&text, "e f\n");
    read_and_print(text.data, text.length, &out, messages);
    assert_string_equal(messages, "f:2: line of more than 4096 bytes\nf:4101: more than 4096 fields in one entry\n");
    assert_non_null(strstr(out.data, "a/b{l=w;}c/d{k=v;"));
    assert_non_null(strstr(out.data, "}e/f{}"));
    an_strbuf_free(&text);
    an_strbuf_free(&out);
}

/* ---- phrases ---- */

enum { TOKENS_MAX = 32 };

/* Tokens of a text that is written with a blank between tokens, and '_' where two tokens touch ("al _ - _ Qaida"). */
static uint32_t make_tokens(an_arena *arena, const char *text, an_token tokens[TOKENS_MAX], an_str folded[TOKENS_MAX])
{
    uint32_t count = 0;
    memset(tokens, 0, TOKENS_MAX * sizeof *tokens);
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, " ");
        if (length == 1 && *at == '_') {
            if (count) tokens[count - 1].has_space_after = false;
        } else {
            assert_true(count < TOKENS_MAX);
            tokens[count].form = (an_str){at, length};
            tokens[count].has_space_after = true;
            folded[count] = an_utf8_fold(arena, tokens[count].form);
            count++;
        }
        at += length + (at[length] == ' ');
    }
    return count;
}

static const char *const phrases[] = {"Taliban", "al-Qaida", "US", "us", "U.S. Army", "Tehrik-e-Taliban Pakistan", "People's Liberation Army", "gunmen",
                                      "Islamic State", "Islamic State - Khorasan Province", "Turkey", "police", "Police", "Ma'rib", "S\xC3\xA3o Tom\xC3\xA9"};

static an_str build_phrases(an_strbuf *section)
{
    an_phrase_builder *builder = an_phrase_builder_new();
    annals_error error;
    an_strbuf_init(section, 0);
    for (uint32_t i = 0; i < sizeof phrases / sizeof *phrases; i++) assert_int_equal(an_phrase_builder_add(builder, an_str_from(phrases[i]), i, &error), ANNALS_OK);
    assert_int_equal(an_phrase_builder_finish(builder, section, &error), ANNALS_OK);
    an_phrase_builder_free(builder);
    return an_strbuf_view(section);
}

static void print_matches(const an_phrase_table *table, const char *text, uint32_t first, an_strbuf *out)
{
    an_arena arena;
    an_token tokens[TOKENS_MAX];
    an_str folded[TOKENS_MAX];
    an_phrase_match matches[AN_PHRASE_WORDS_MAX];
    uint32_t count;
    size_t found;
    an_arena_init(&arena, 0);
    an_strbuf_clear(out);
    count = make_tokens(&arena, text, tokens, folded);
    found = an_phrase_find(table, tokens, folded, first, count, matches);
    for (size_t i = 0; i < found; i++) {
        an_strbuf_printf(out, "%u:", matches[i].word_count);
        for (uint32_t k = 0; k < matches[i].value_count; k++) an_strbuf_printf(out, "%s%s", k ? "+" : "", phrases[matches[i].values[k]]);
        an_strbuf_putc(out, ' ');
    }
    an_arena_free(&arena);
}

static void phrases_match_however_words_are_cut(void **state)
{
    static const struct {
        const char *text;
        uint32_t first;
        const char *matches;
    } cases[] = {
        {"Taliban", 0, "1:Taliban "},
        {"taliban", 0, ""},
        {"TALIBAN", 0, "1:Taliban "},
        {"al-Qaida", 0, "1:al-Qaida "},
        {"al _ - _ Qaida", 0, "3:al-Qaida "},
        {"Al \xE2\x80\x93 Qaida", 0, "3:al-Qaida "},
        {"al \xE2\x80\x93 Qaida", 0, ""},
        {"al Qaida", 0, "2:al-Qaida "},
        {"al-Qaida _ 's", 0, "1:al-Qaida "},
        {"US", 0, "1:us+US "},
        {"us", 0, "1:us "},
        {"Us", 0, "1:us "},
        {"U.S.", 0, "1:us+US "},
        {"the US Army", 1, "1:us+US 2:U.S. Army "},
        {"the U.S. army", 1, "1:us+US "},
        {"Tehrik-e-Taliban Pakistan", 0, "2:Tehrik-e-Taliban Pakistan "},
        {"Tehrik _ - _ e- _ Taliban Pakistan", 0, "5:Tehrik-e-Taliban Pakistan "},
        {"People _ 's Liberation Army", 0, "4:People's Liberation Army "},
        {"People _ \xE2\x80\x99s Liberation Army", 0, "4:People's Liberation Army "},
        {"People Liberation Army", 0, ""},
        {"Gunmen", 0, "1:gunmen "},
        {"Islamic State - Khorasan Province", 0, "2:Islamic State 5:Islamic State - Khorasan Province "},
        {"Islamic State _ - _ Khorasan Province", 0, "2:Islamic State 5:Islamic State - Khorasan Province "},
        {"Islamic State Khorasan Province", 0, "2:Islamic State 4:Islamic State - Khorasan Province "},
        {"Police", 0, "1:police+Police "},
        {"police", 0, "1:police "},
        {"Marib", 0, "1:Ma'rib "},
        {"Sao Tome", 0, "2:S\xC3\xA3o Tom\xC3\xA9 "},
        {"turkey", 0, ""},
        {"- Taliban", 0, ""},
        {"Taliban", 1, ""},
    };
    an_strbuf section, out;
    an_phrase_table table;
    annals_error error;
    (void)state;
    an_strbuf_init(&out, 0);
    assert_int_equal(an_phrase_table_open(&table, build_phrases(&section), "p", &error), ANNALS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_matches(&table, cases[i].text, cases[i].first, &out);
        if (strcmp(out.length ? out.data : "", cases[i].matches)) print_error("case %zu: %s\n", i, cases[i].text);
        assert_string_equal(out.length ? out.data : "", cases[i].matches);
    }
    an_strbuf_free(&out);
    an_strbuf_free(&section);
}

static void lookup_takes_whole_words_in_any_case(void **state)
{
    an_strbuf section;
    an_phrase_table table;
    an_phrase_match match;
    annals_error error;
    (void)state;
    assert_int_equal(an_phrase_table_open(&table, build_phrases(&section), "p", &error), ANNALS_OK);
    assert_true(an_phrase_lookup(&table, AN_STR("AL QAIDA"), &match));
    assert_string_equal(phrases[match.values[0]], "al-Qaida");
    assert_true(an_phrase_lookup(&table, AN_STR("police"), &match));
    assert_int_equal(match.value_count, 2);
    assert_false(an_phrase_lookup(&table, AN_STR("al"), &match));
    assert_false(an_phrase_lookup(&table, AN_STR(""), &match));
    assert_false(an_phrase_lookup(&table, AN_STR("a b c d e f g h i j k l m n o p q"), &match));
    an_strbuf_free(&section);
}

static void phrases_without_words_or_with_too_many_are_refused(void **state)
{
    an_phrase_builder *builder = an_phrase_builder_new();
    annals_error error;
    (void)state;
    assert_int_equal(an_phrase_builder_add(builder, AN_STR("  "), 1, &error), ANNALS_E_FORMAT);
    assert_int_equal(an_phrase_builder_add(builder, AN_STR("a b c d e f g h i j k l m n o p q"), 1, &error), ANNALS_E_FORMAT);
    an_phrase_builder_free(builder);
}

/* No byte of a section can lead a reader out of it: each is changed in turn, and what still opens is searched. */
static void a_damaged_phrase_section_is_refused_or_harmless(void **state)
{
    an_strbuf section, out;
    an_str intact = build_phrases(&section);
    size_t refused = 0;
    (void)state;
    an_strbuf_init(&out, 0);
    for (size_t i = 0; i < intact.length; i++) {
        annals_error error;
        an_phrase_table table;
        unsigned char *copy = malloc(intact.length);
        memcpy(copy, intact.data, intact.length);
        copy[i] ^= 0x81;
        if (an_phrase_table_open(&table, (an_str){(const char *)copy, intact.length}, "p", &error) != ANNALS_OK) {
            refused++;
        } else {
            an_phrase_match match;
            an_phrase_lookup(&table, AN_STR("Islamic State Khorasan Province"), &match);
            if (an_phrase_values_are_below(&table, sizeof phrases / sizeof *phrases)) print_matches(&table, "Tehrik-e-Taliban Pakistan", 0, &out);
        }
        free(copy);
    }
    assert_true(refused > 0);
    an_strbuf_free(&out);
    an_strbuf_free(&section);
}

/* ---- actors ---- */

static const char sample[] =
    "actor north\n  name Northland\n  kind state\n  country NOR\n  alias Kingdom of Northland\n  adjective Northern\n  demonym Northerners\n  capital Northport\n"
    "actor north.gov ; name Northern government ; kind government ; country NOR ; sectors GOV ; part-of north\n"
    "actor league\n  name River League\n  kind armed-group\n  country NOR\n  sectors REB until 2010-06-30\n  sectors GOV from 2010-07-01\n"
    "  cameo NORREBRIV until 2010-06-30\n  alias Old League until 1999\n  not River League of Football\n"
    "actor ada ; name Ada Stone ; surname Stone ; kind person ; gender f ; office north.president from 2001 until 2004-05-06 ; office north.pm from 2006\n"
    "actor bo ; name Bo Reed ; kind person ; gender m ; office north.president from 2004-05-07\n"
    "office north.president ; acts-for north.gov ; title president ; sector GOV ; country NOR\n"
    "office north.pm ; acts-for north.gov ; title prime minister ; sector GOV ; country NOR\n"
    "role gunman ; sector UAF ; plural gunmen ; cameo UAF\n"
    "role ministry of defence ; sector MIL GOV ; kind government ; slug mod ; alias defence ministry\n";

static an_date_range on(const char *text)
{
    an_date_range range = AN_DATE_RANGE_UNKNOWN;
    if (text) assert_true(an_iso_parse(an_str_from(text), &range));
    return range;
}

static void assert_str(an_str actual, const char *expected)
{
    char copy[256];
    snprintf(copy, sizeof copy, "%.*s", (int)actual.length, actual.data ? actual.data : "");
    assert_string_equal(copy, expected);
}

static void an_entry_is_what_it_was_at_the_date(void **state)
{
    an_lexicon *lexicon = open_dictionary(sample);
    const an_actors *actors;
    an_arena arena;
    an_actor actor;
    uint32_t league, ada;
    (void)state;
    assert_non_null(lexicon);
    actors = an_lexicon_actors(lexicon);
    an_arena_init(&arena, 0);
    league = an_actors_by_id(actors, AN_STR("league"));
    an_actors_describe(&arena, actors, league, on("2010-06-30"), &actor);
    assert_int_equal(actor.sectors[0], AN_SECTOR_REB);
    assert_str(actor.cameo, "NORREBRIV");
    an_actors_describe(&arena, actors, league, on("2010-07-01"), &actor);
    assert_int_equal(actor.sectors[0], AN_SECTOR_GOV);
    assert_str(actor.cameo, "NORGOV");
    assert_int_equal(actor.kind, AN_ACTOR_ARMED_GROUP);
    an_actors_describe(&arena, actors, league, on(NULL), &actor);
    assert_int_equal(actor.sectors[0], AN_SECTOR_GOV);
    ada = an_actors_by_id(actors, AN_STR("ada"));
    an_actors_describe(&arena, actors, ada, on("2003"), &actor);
    assert_str(actor.acts_for, "north.gov");
    assert_str(actor.title, "president");
    assert_string_equal(actor.country, "NOR");
    an_actors_describe(&arena, actors, ada, on("2005-01-01"), &actor);
    assert_null(actor.acts_for.data);
    assert_string_equal(actor.country, "");
    assert_int_equal(an_actors_by_id(actors, AN_STR("nobody")), AN_NONE);
    an_arena_free(&arena);
    an_lexicon_close(lexicon);
}

static void offices_are_found_by_body_and_title_and_holders_by_date(void **state)
{
    an_lexicon *lexicon = open_dictionary(sample);
    const an_actors *actors = an_lexicon_actors(lexicon);
    uint32_t north = an_actors_by_id(actors, AN_STR("north")), government = an_actors_by_id(actors, AN_STR("north.gov"));
    uint32_t office = an_actors_office(actors, north, AN_STR("president"), on("2003"));
    (void)state;
    assert_str(an_actors_id(actors, office), "north.president");
    assert_int_equal(an_actors_office(actors, government, AN_STR("president"), on("2003")), office);
    assert_int_equal(an_actors_office(actors, north, AN_STR("king"), on("2003")), AN_NONE);
    assert_str(an_actors_id(actors, an_actors_holder(actors, office, on("2004-05-06"))), "ada");
    assert_str(an_actors_id(actors, an_actors_holder(actors, office, on("2004-05-07"))), "bo");
    assert_int_equal(an_actors_holder(actors, office, on("1990")), AN_NONE);
    assert_int_equal(an_actors_holder(actors, office, on(NULL)), AN_NONE);
    assert_true(an_actors_is_within(actors, office, north, on("2003")));
    assert_int_equal(an_actors_state(actors, "NOR", on("2003")), AN_NONE); /* the state's id is not its code */
    an_lexicon_close(lexicon);
}

static void roles_are_found_in_singular_and_plural(void **state)
{
    static const struct {
        const char *words;
        uint32_t value;
    } cases[] = {{"gunman", 0}, {"Gunmen", 1}, {"ministry of defence", 2}, {"ministries of defence", 3}, {"Defence Ministry", 2}, {"defence ministries", 3}};
    an_lexicon *lexicon = open_dictionary(sample);
    const an_roles *roles = an_lexicon_roles(lexicon);
    an_phrase_match match;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(an_phrase_lookup(&roles->phrases, an_str_from(cases[i].words), &match));
        assert_int_equal(match.values[0], cases[i].value);
    }
    assert_int_equal(roles->roles[1].sector_count, 2);
    assert_str(an_pool_get(roles->pool, roles->roles[1].slug), "mod");
    assert_str(an_pool_get(roles->pool, roles->roles[0].slug), "uaf");
    an_lexicon_close(lexicon);
}

static void the_same_text_gives_the_same_bytes(void **state)
{
    an_lexicon *a = open_dictionary(sample), *b = open_dictionary(sample);
    (void)state;
    assert_string_equal(an_lexicon_digest(a), an_lexicon_digest(b));
    an_lexicon_close(a);
    an_lexicon_close(b);
}

/* ---- wrong and doubtful entries ---- */

typedef struct wrong_case {
    const char *text, *message; /* a part of the only problem; NULL = none */
} wrong_case;

static void run_cases(const wrong_case *cases, size_t count, bool is_check)
{
    for (size_t i = 0; i < count; i++) {
        test_folder folder;
        char messages[MESSAGES_BYTES] = "";
        an_problem_sink sink = {.on_problem = collect, .user = messages};
        annals_error error = {0};
        annals_status status;
        make_folder(&folder);
        write_entries(&folder, cases[i].text);
        status = is_check ? an_lexicon_check(folder.path, &sink, &error) : an_lexicon_compile(folder.path, folder.compiled, &sink, &error);
        remove_folder(&folder);
        assert_int_equal(status, cases[i].message ? ANNALS_E_FORMAT : ANNALS_OK);
        if (!cases[i].message) continue;
        if (sink.count != 1 || !strstr(messages, cases[i].message)) print_error("case %zu: %s", i, messages);
        assert_int_equal(sink.count, 1);
        assert_non_null(strstr(messages, cases[i].message));
        assert_non_null(strstr(error.message, cases[i].message));
    }
}

static void wrong_entries_are_told_with_file_and_line(void **state)
{
    static const wrong_case cases[] = {
        {"actor a ; name A\n", NULL},
        {"nothing a ; name A\n", "entries.txt:1: no kind of entry is called 'nothing'"},
        {"actor a ; name A\nactor a ; name B\n", "entries.txt:2: a: this id stands in the dictionary already"},
        {"actor A ; name A\n", "entries.txt:1: A: an id is small letters"},
        {"actor a\n", "entries.txt:1: a: an actor must have a name"},
        {"actor a\n name A\n kind king\n", "entries.txt:3: a: not a value of this field: kind king"},
        {"actor a\n name A\n sectors GOV KNG\n", "entries.txt:3: a: not a value of this field"},
        {"actor a\n name A\n country RU\n", "entries.txt:3: a: not a value of this field"},
        {"actor a\n name A\n gender x\n", "entries.txt:3: a: not a value of this field"},
        {"actor a\n name A\n allias B\n", "entries.txt:3: a: an actor has no such field: allias B"},
        {"actor a\n name A\n alias\n", "entries.txt:3: a: nothing stands behind it"},
        {"actor a\n name A\n alias B from 2001-02-30\n", "entries.txt:3: no such date: 2001-02-30"},
        {"actor a\n name A\n alias B from 2001 until 1999\n", "entries.txt:3: alias ends before it begins"},
        {"actor a\n name A\n alias a b c d e f g h i j k l m n o p q\n", "entries.txt:3: a: no words, or too many"},
        {"role x ; sector ABC\n", "entries.txt:1: role x: no such sector: ABC"},
        {"role x ; office maybe\n", "entries.txt:1: role x: must be yes or no: maybe"},
        {"role x\nrole X\n", "entries.txt:2: role X: stands in the dictionary already"},
        {"role x ; colour red\n", "entries.txt:1: role x: a role has no such field: red"},
        {"happening x ; type ASSAULT ; date 2001-02-03 until 2001-02-05 ; words X attack\n", NULL},
        {"happening x ; type none ; date 2001-02-03 ; words X war\n", NULL},
        {"happening x ; date 2001-02-03 ; words X war\n", "entries.txt:1: happening x: a happening needs type and date"},
        {"happening x ; type war ; date 2001-02-03 ; words X war\n", "entries.txt:1: happening x: no such type of event: war"},
        {"happening x ; type ASSAULT ; words X attack\n", "entries.txt:1: happening x: a happening needs type and date"},
        {"happening x ; type ASSAULT ; date 2001\n", "entries.txt:1: happening x: a happening needs words or a victim"},
        {"happening x ; type ASSAULT\n date 2001-02-03 until 2001-02-01\n words X\n", "entries.txt:2: happening x: ends before it begins: 2001-02-03"},
        {"happening x ; type ASSAULT ; date 2001 ; words X ; country FR\n", "entries.txt:1: happening x: no such country: FR"},
        {"happening x ; type ASSAULT ; date 2001 ; words X ; colour red\n", "entries.txt:1: happening x: a happening has no such field: red"},
    };
    (void)state;
    run_cases(cases, sizeof cases / sizeof *cases, false);
}

static void doubtful_entries_are_found_by_check(void **state)
{
    static const wrong_case cases[] = {
        {sample, NULL},
        {"actor a ; name A ; part-of b\n", "a: no entry has the id: b"},
        {"actor a ; name A ; kind person ; office b\nactor b ; name B\n", "a: is no office: b"},
        {"office a ; title king\n", "a: an office that acts for nobody"},
        {"office a ; acts-for b\nactor b ; name B\n", "a: an office without title or alias"},
        {"actor a ; name Same\nactor b ; name Same\n", "a: the same words lead to another actor at the same time: Same (b)"},
        {"actor a ; name Ay-Bee\nactor b ; name Ay Bee\n", "a: the same words lead to another actor at the same time"},
        {"actor a ; name A1 ; alias Same until 2000\nactor b ; name B1 ; alias Same from 2001\n", NULL},
        {"actor a ; name US\nactor b ; name us\n", NULL},
        {"actor a ; name A1 ; sectors GOV from 2000 until 2002 ; sectors REB from 2002\n", "a: two values at one time: REB"},
        {"actor a ; name A1 ; sectors GOV until 2000 ; sectors REB from 2002\n", "a: a gap in time before: REB"},
        {"happening x ; type ASSAULT ; date 2001 ; words X ; place Nowhere ; country FRA\n", "entries.txt:1: happening x: the gazetteer has no such place in that country"},
        {"happening x ; type ASSAULT ; date 2001 ; words X\nhappening x ; type ASSAULT ; date 2002 ; words Y\n", "entries.txt:2: happening x: stands in the dictionary already"},
        {"office o ; acts-for a ; title king\nactor a ; name A1 ; kind state\nactor p ; name P Q ; office o until 2001\nactor q ; name Q R ; office o from 2000\n",
         "q: holds an office that somebody else holds too: o"},
    };
    (void)state;
    run_cases(cases, sizeof cases / sizeof *cases, true);
}

#define FRAME_A "frame a ; type AID ; verb feed ; example x => AID\n"

static void doubtful_frames_are_found_by_check(void **state)
{
    static const wrong_case cases[] = {
        {FRAME_A, NULL},
        {"frame a ; type AID ; verb feed\n", "entries.txt:1: frame a: no example"},
        {"frame a ; type AID ; example x => AID\n", "entries.txt:1: frame a: no words lead to it"},
        {"frame a ; type AID ; verb feed from 2001 ; example x => AID\n", "entries.txt:1: frame a: has no dates"},
        {FRAME_A "frame a ; type AID ; verb nurse ; example x => AID\n", "entries.txt:2: frame a: another one has this id (entries.txt:1)"},
        {"set s ; word a\nset s ; word b\n", "entries.txt:2: set s: another one has this id"},
        {FRAME_A "frame b ; type AID ; verb feed ; example x => AID\n",
         "entries.txt:2: frame b: can never match here, another frame always comes first: verb feed (a, entries.txt:1)"},
        {FRAME_A "frame b ; type COERCE ; verb feed ; example x => COERCE\n",
         "entries.txt:2: frame b: the same words are of another type or mode in another frame: verb feed (a, entries.txt:1)"},
        {FRAME_A "frame b ; type AID ; verb feed + fish ; example x => AID\n", NULL}, /* asks for more: comes before the other */
        {"frame a ; type AID ; verb feed ; if object cat, dog ; example x => AID\nframe b ; type AID ; verb feed ; if object dog ; example x => AID\n",
         "entries.txt:2: frame b: can never match here"},
        {"frame a ; type AID ; verb feed ; if object :actor ; example x => AID\nframe b ; type AID ; verb feed ; if object :GOV ; example x => AID\n",
         "entries.txt:2: frame b: can never match here"},
        {"frame a ; type AID ; verb feed ; if object cat, dog ; unless to lion ; example x => AID\n"
         "frame b ; type AID ; verb feed ; if object dog ; example x => AID\n", NULL}, /* "feed the dog to the lion" */
        {"frame a ; type AID ; verb feed ; if object cat, dog ; example x => AID\nframe b ; type COERCE ; verb feed ; if object dog, cow ; example x => COERCE\n",
         "entries.txt:2: frame b: with 'dog' a frame of another type fits as well: verb feed (a, entries.txt:1)"},
        {"frame a ; type AID ; verb feed ; if object cat, dog ; example x => AID\n"
         "frame b ; type COERCE ; verb feed ; if object dog, cow ; unless object dog ; example x => COERCE\n", NULL},
        {"frame a ; type REQUEST ; verb ask ; content * => 100 ; content AID => 103 ; example x => REQUEST\n", "frame a: a content line that can never match"},
        {"cameo 070 ; type AID ; goldstein 7 ; name Aid\nframe a ; type AID ; cameo 071 ; verb feed ; example x => AID\n",
         "entries.txt:2: frame a: a CAMEO code that the codebook does not hold: 071"},
        {"cameo 070 ; type AID ; default mode ; goldstein 7 ; name Aid\n", "entries.txt:1: default must be type or mode"},
        {"context health ; term doctor 2, nurse 1\ncontext health ; term doctor 1\n", "entries.txt:2: context health: 'doctor' stands twice"},
        {"context health ; term doctor 4\n", "entries.txt:1: context health: 'doctor' weighs more than 3"},
    };
    (void)state;
    run_cases(cases, sizeof cases / sizeof *cases, true);
}

static void a_folder_without_entries_is_named(void **state)
{
    test_folder folder;
    annals_error error = {0};
    (void)state;
    make_folder(&folder);
    write_entries(&folder, "# nothing\n");
    assert_int_equal(an_lexicon_check(folder.path, NULL, &error), ANNALS_E_FORMAT);
    assert_non_null(strstr(error.message, folder.path));
    assert_non_null(strstr(error.message, "no dictionary entries"));
    remove_folder(&folder);
}

static void a_cut_or_foreign_file_is_refused(void **state)
{
    test_folder folder;
    annals_error error = {0};
    an_lexicon *lexicon = NULL;
    static char bytes[1 << 20];
    size_t size;
    FILE *file;
    (void)state;
    make_folder(&folder);
    write_entries(&folder, sample);
    assert_int_equal(an_lexicon_compile(folder.path, folder.compiled, NULL, &error), ANNALS_OK);
    file = fopen(folder.compiled, "rb");
    size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t keep = 0; keep < size; keep += size / 7) {
        file = fopen(folder.compiled, "wb");
        assert_int_equal(fwrite(bytes, 1, keep, file), keep);
        fclose(file);
        assert_int_equal(an_lexicon_open(&lexicon, folder.compiled, &error), ANNALS_E_FORMAT);
        assert_null(lexicon);
    }
    assert_int_equal(an_lexicon_open(&lexicon, "/nonexistent/lexicon", &error), ANNALS_E_IO);
    assert_int_equal(an_lexicon_compile("/nonexistent", folder.compiled, NULL, &error), ANNALS_E_IO);
    remove_folder(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_read_as_documented),
        cmocka_unit_test(overlong_lines_and_entries_are_refused_and_the_rest_is_read),
        cmocka_unit_test(phrases_match_however_words_are_cut),
        cmocka_unit_test(lookup_takes_whole_words_in_any_case),
        cmocka_unit_test(phrases_without_words_or_with_too_many_are_refused),
        cmocka_unit_test(a_damaged_phrase_section_is_refused_or_harmless),
        cmocka_unit_test(an_entry_is_what_it_was_at_the_date),
        cmocka_unit_test(offices_are_found_by_body_and_title_and_holders_by_date),
        cmocka_unit_test(roles_are_found_in_singular_and_plural),
        cmocka_unit_test(the_same_text_gives_the_same_bytes),
        cmocka_unit_test(wrong_entries_are_told_with_file_and_line),
        cmocka_unit_test(doubtful_entries_are_found_by_check),
        cmocka_unit_test(doubtful_frames_are_found_by_check),
        cmocka_unit_test(a_folder_without_entries_is_named),
        cmocka_unit_test(a_cut_or_foreign_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
