/* `actor` and `office` blocks -> sections. Entries are sorted by id, so that an id is found by halving and the numbers do not
 * depend on how entries are spread over files. Values that name another entry are looked up here; one that names nobody becomes
 * AN_NONE, which `check` reports: a dictionary with a gap still works. */
#include "lexicon/actors_compile.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "lexicon/actors_given.h"

typedef struct office_title {
    an_str words; /* folded */
    uint32_t office;
} office_title;

typedef struct compiler {
    an_lexicon_build *build;
    an_phrase_builder *phrases;
    an_pool_builder pool;
    const an_block **blocks; /* of the entries, same numbers */
    size_t count;
    AN_ARRAY(an_entry) entries;
    AN_ARRAY(an_form) forms;
    AN_ARRAY(an_fact) facts;
    AN_ARRAY(an_tenure) tenures;
    AN_ARRAY(office_title) titles;
} compiler;

#define TEXT(name, text) text,
static const char *const form_keys[AN_FORM_COUNT] = {AN_FORM_LIST(TEXT)};
static const char *const fact_keys[AN_FACT_COUNT] = {AN_FACT_LIST(TEXT)};

static void wrong(const compiler *c, const an_block *block, const an_field *field, const char *what)
{
    an_problem(c->build->problems, block->file, field ? field->line : block->line, "%.*s: %s%s%.*s%s%.*s", (int)block->id.length, block->id.data, what,
               field ? ": " : "", field ? (int)field->key.length : 0, field ? field->key.data : "", field ? " " : "",
               field ? (int)field->value.length : 0, field ? field->value.data : "");
}

static int find_key(const char *const *keys, int count, an_str key)
{
    for (int i = 0; i < count; i++)
        if (an_str_is(key, keys[i])) return i;
    return -1;
}

bool an_is_actor_block(const an_block *block) { return an_str_is(block->kind, "actor") || an_str_is(block->kind, "office"); }

static int compare_blocks(const void *a, const void *b)
{
    const an_block *x = *(const an_block *const *)a, *y = *(const an_block *const *)b;
    int order = an_str_compare(x->id, y->id);
    if (order) return order;
    order = an_str_compare(x->file, y->file);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static bool is_slug(an_str id)
{
    for (size_t i = 0; i < id.length; i++) {
        char c = id.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_')) return false;
    }
    return id.length > 0;
}

static bool collect_blocks(compiler *c)
{
    size_t kept = 0;
    c->blocks = (const an_block **)an_arena_alloc_array(c->build->arena, c->build->blocks->count + 1, sizeof *c->blocks);
    if (!c->blocks) return false;
    for (size_t i = 0; i < c->build->blocks->count; i++) {
        const an_block *block = c->build->blocks->items + i;
        if (!an_is_actor_block(block)) continue;
        if (is_slug(block->id)) c->blocks[c->count++] = block;
        else wrong(c, block, NULL, "an id is small letters, digits, '.', '-' and '_'");
    }
    if (c->count) qsort((void *)c->blocks, c->count, sizeof *c->blocks, compare_blocks);
    for (size_t i = 0; i < c->count; i++) {
        if (kept && an_str_equal(c->blocks[kept - 1]->id, c->blocks[i]->id)) wrong(c, c->blocks[i], NULL, "this id stands in the dictionary already");
        else c->blocks[kept++] = c->blocks[i];
    }
    c->count = kept;
    return true;
}

static uint32_t find_entry(const compiler *c, an_str id)
{
    size_t low = 0, high = c->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = an_str_compare(c->blocks[middle]->id, id);
        if (!order) return (uint32_t)middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return AN_NONE;
}

static void add_form(compiler *c, const an_block *block, const an_field *field, an_form_kind kind)
{
    an_form form = {(uint32_t)c->entries.count, kind, field->validity, an_pool_add(&c->pool, field->value)};
    annals_error error;
    annals_status status = an_phrase_builder_add(c->phrases, field->value, (uint32_t)c->forms.count, &error);
    if (status == ANNALS_E_FORMAT) wrong(c, block, field, "no words, or too many");
    else if (status != ANNALS_OK || !AN_PUSH(c->build->arena, &c->forms, form)) c->build->arena->is_exhausted = 1;
}

static void check_value(compiler *c, const an_block *block, const an_field *field, an_fact_key key)
{
    bool is_known = true;
    if (key == AN_FACT_KIND) an_actor_kind_parse(field->value, &is_known);
    if (key == AN_FACT_SECTORS) is_known = an_sectors_are_known(field->value);
    if (key == AN_FACT_GENDER) is_known = an_str_is(field->value, "m") || an_str_is(field->value, "f");
    if (key == AN_FACT_COUNTRY) is_known = an_country_is_code(field->value);
    if (!is_known) wrong(c, block, field, "not a value of this field");
}

static void add_fact(compiler *c, const an_block *block, const an_field *field, an_fact_key key)
{
    an_fact fact = {key, AN_NONE, an_pool_add(&c->pool, field->value), field->validity};
    uint32_t self = (uint32_t)c->entries.count;
    check_value(c, block, field, key);
    if (key >= AN_FACT_PART_OF) fact.entry = find_entry(c, field->value);
    if (key == AN_FACT_OFFICE && fact.entry != AN_NONE) AN_PUSH(c->build->arena, &c->tenures, (an_tenure){fact.entry, self, field->validity});
    if (key == AN_FACT_TITLE) AN_PUSH(c->build->arena, &c->titles, (office_title){an_utf8_fold(c->build->arena, field->value), self});
    AN_PUSH(c->build->arena, &c->facts, fact);
}

static void compile_field(compiler *c, const an_block *block, const an_field *field)
{
    an_str key = an_str_is(field->key, "sector") ? AN_STR("sectors") : field->key;
    int form = find_key(form_keys, AN_FORM_COUNT, key), fact = find_key(fact_keys, AN_FACT_COUNT, key);
    if (form < 0 && fact < 0) {
        if (!an_str_is(key, "example")) wrong(c, block, field, "an actor has no such field");
        return;
    }
    if (!field->value.length) {
        wrong(c, block, field, "nothing stands behind it");
        return;
    }
    if (fact >= 0) add_fact(c, block, field, (an_fact_key)fact);
    if (form >= 0) add_form(c, block, field, (an_form_kind)form);
}

static void compile_entry(compiler *c, const an_block *block)
{
    const an_field *name = an_block_field(block, "name");
    an_entry entry = {.line = block->line, .first_fact = (uint32_t)c->facts.count, .first_form = (uint32_t)c->forms.count};
    entry.is_office = an_str_is(block->kind, "office");
    entry.id = an_pool_add(&c->pool, block->id);
    entry.file = an_pool_add(&c->pool, block->file);
    if (name) entry.name = an_pool_add(&c->pool, name->value);
    else if (!entry.is_office) wrong(c, block, NULL, "an actor must have a name");
    for (size_t i = 0; i < block->fields.count; i++) compile_field(c, block, block->fields.items + i);
    entry.fact_count = (uint32_t)c->facts.count - entry.first_fact;
    entry.form_count = (uint32_t)c->forms.count - entry.first_form;
    AN_PUSH(c->build->arena, &c->entries, entry);
}

static int compare_numbers(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int compare_tenures(const void *a, const void *b)
{
    const an_tenure *x = a, *y = b;
    int order = compare_numbers(x->office, y->office);
    if (!order) order = compare_numbers(x->validity.from, y->validity.from);
    return order ? order : compare_numbers(x->person, y->person);
}

static int compare_titles(const void *a, const void *b)
{
    const office_title *x = a, *y = b;
    int order = an_str_compare(x->words, y->words);
    return order ? order : compare_numbers(x->office, y->office);
}

static annals_status put_records(compiler *c, const char *name, const void *items, size_t count, size_t item_bytes, annals_error *error)
{
    return an_build_section(c->build, name, (an_str){items ? items : "", count * item_bytes}, error);
}

static annals_status put_titles(compiler *c, annals_error *error)
{
    an_title *titles = AN_NEW_ARRAY(c->build->arena, an_title, c->titles.count);
    if (c->titles.count) qsort(c->titles.items, c->titles.count, sizeof *c->titles.items, compare_titles);
    for (size_t i = 0; titles && i < c->titles.count; i++)
        titles[i] = (an_title){an_pool_add(&c->pool, c->titles.items[i].words), c->titles.items[i].office};
    return put_records(c, "titles", titles, c->titles.count, sizeof *titles, error);
}

static annals_status write_sections(compiler *c, annals_error *error)
{
    an_strbuf section;
    annals_status status;
    if (c->tenures.count) qsort(c->tenures.items, c->tenures.count, sizeof *c->tenures.items, compare_tenures);
    an_strbuf_init(&section, 0);
    status = an_phrase_builder_finish(c->phrases, &section, error);
    if (status == ANNALS_OK) status = an_build_section_from(c->build, "actor-phrases", &section, error);
    an_strbuf_free(&section);
    AN_TRY(status);
    AN_TRY(put_records(c, "actors", c->entries.items, c->entries.count, sizeof(an_entry), error));
    AN_TRY(put_records(c, "actor-forms", c->forms.items, c->forms.count, sizeof(an_form), error));
    AN_TRY(put_records(c, "actor-facts", c->facts.items, c->facts.count, sizeof(an_fact), error));
    AN_TRY(put_records(c, "tenures", c->tenures.items, c->tenures.count, sizeof(an_tenure), error));
    AN_TRY(put_titles(c, error));
    AN_TRY(an_given_names_compile(c->build, error));
    return an_build_section_from(c->build, "actor-pool", &c->pool.bytes, error);
}

annals_status an_actors_compile(an_lexicon_build *build, annals_error *error)
{
    compiler c = {.build = build, .phrases = an_phrase_builder_new()};
    annals_status status;
    if (!c.phrases) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for actors");
    an_pool_builder_init(&c.pool, build->arena);
    if (collect_blocks(&c))
        for (size_t i = 0; i < c.count; i++) compile_entry(&c, c.blocks[i]);
    status = write_sections(&c, error);
    an_pool_builder_free(&c.pool);
    an_phrase_builder_free(c.phrases);
    return status;
}
