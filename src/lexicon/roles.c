/* Section "roles": an array of an_role in the order of the files. Section "role-phrases": words -> role * 2 + is_plural.
 * Section "role-pool": their strings. */
#include "lexicon/roles.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "lexicon/actors.h"

enum { PLURAL_BYTES_MAX = 256 };

/* ---- compiling ---- */

typedef struct compiler {
    an_lexicon_build *build;
    an_phrase_builder *phrases;
    an_pool_builder pool;
    AN_ARRAY(an_role) roles;
    an_slots by_id;
} compiler;

static void wrong(const compiler *c, const an_block *block, const an_field *field, const char *what)
{
    an_problem(c->build->problems, block->file, field ? field->line : block->line, "role %.*s: %s%s%.*s", (int)block->id.length, block->id.data, what,
               field ? ": " : "", field ? (int)field->value.length : 0, field ? field->value.data : "");
}

static void add_words(compiler *c, const an_block *block, const an_field *field, an_str words, bool is_plural)
{
    uint32_t value = (uint32_t)c->roles.count * 2 + is_plural;
    annals_error error;
    annals_status status = an_phrase_builder_add(c->phrases, words, value, &error);
    if (status == ANNALS_E_FORMAT) wrong(c, block, field, "no words, or too many");
    else if (status != ANNALS_OK) c->build->arena->is_exhausted = 1;
}

static bool is_vowel(char letter) { return letter && strchr("aeiou", letter); }

/* The regular plural of a noun, or of the noun before " of ": "ministry of defence" -> "ministries of defence". */
static an_str regular_plural(an_arena *arena, an_str words)
{
    char text[PLURAL_BYTES_MAX];
    size_t end = words.length, stem;
    const char *ending = "s";
    int length;
    for (size_t i = 0; i + 4 <= words.length; i++)
        if (memcmp(words.data + i, " of ", 4) == 0) {
            end = i;
            break;
        }
    stem = end;
    if (an_str_ends_with((an_str){words.data, end}, "man")) stem -= 3, ending = "men";
    else if (end > 1 && words.data[end - 1] == 'y' && !is_vowel(words.data[end - 2])) stem--, ending = "ies";
    else if (end > 1 && (strchr("sxz", words.data[end - 1]) || (words.data[end - 1] == 'h' && strchr("cs", words.data[end - 2])))) ending = "es";
    length = snprintf(text, sizeof text, "%.*s%s%.*s", (int)stem, words.data, ending, (int)(words.length - end), words.data + end);
    if (length < 0 || (size_t)length >= sizeof text) return (an_str){0};
    return (an_str){an_arena_copy(arena, text, (size_t)length), (size_t)length};
}

static bool read_flag(const compiler *c, const an_block *block, const an_field *field)
{
    if (an_str_is(field->value, "yes")) return true;
    if (!an_str_is(field->value, "no")) wrong(c, block, field, "must be yes or no");
    return false;
}

static void read_sectors(compiler *c, const an_block *block, const an_field *field, an_role *role)
{
    role->sector_count = an_sectors_parse(field->value, role->sectors);
    if (!an_sectors_are_known(field->value)) wrong(c, block, field, "no such sector");
}

static void read_field(compiler *c, const an_block *block, const an_field *field, an_role *role, bool *has_plural)
{
    bool is_known = true;
    an_str key = field->key, value = field->value;
    if (an_str_is(key, "sector") || an_str_is(key, "sectors")) read_sectors(c, block, field, role);
    else if (an_str_is(key, "plural")) add_words(c, block, field, value, true), *has_plural = true;
    else if (an_str_is(key, "alias")) {
        add_words(c, block, field, value, false);
        add_words(c, block, field, regular_plural(c->build->arena, value), true);
    } else if (an_str_is(key, "cameo")) role->cameo = an_pool_add(&c->pool, value);
    else if (an_str_is(key, "slug")) role->slug = an_pool_add(&c->pool, value);
    else if (an_str_is(key, "kind")) {
        role->kind = (uint8_t)an_actor_kind_parse(value, &is_known);
        if (!is_known) wrong(c, block, field, "no such kind of actor");
    } else if (an_str_is(key, "gender")) {
        role->gender = (uint8_t)(an_str_is(value, "m") ? 'm' : an_str_is(value, "f") ? 'f' : 0);
        if (!role->gender) wrong(c, block, field, "gender must be m or f");
    } else if (an_str_is(key, "office")) role->is_office = read_flag(c, block, field);
    else if (an_str_is(key, "person")) role->is_person = read_flag(c, block, field);
    else if (!an_str_is(key, "example")) wrong(c, block, field, "a role has no such field");
}

/* Composed ids end in the role's CAMEO code or first sector, unless `slug` says otherwise. */
static an_pool_ref default_slug(compiler *c, const an_role *role)
{
    an_str code = an_pool_get(an_strbuf_view(&c->pool.bytes), role->cameo), folded;
    if (!code.data && role->sector_count) code = an_str_from(an_sector_names[role->sectors[0]]);
    folded = an_utf8_fold(c->build->arena, code);
    return an_pool_add(&c->pool, folded);
}

static bool is_duplicate(compiler *c, const an_block *block, an_str id)
{
    uint32_t cursor = 0, other;
    uint64_t hash = an_hash(id);
    while ((other = an_slots_next(&c->by_id, hash, &cursor)) != UINT32_MAX)
        if (an_str_equal(an_pool_get(an_strbuf_view(&c->pool.bytes), c->roles.items[other].id), id)) {
            wrong(c, block, NULL, "stands in the dictionary already");
            return true;
        }
    an_slots_add(c->build->arena, &c->by_id, hash, (uint32_t)c->roles.count);
    return false;
}

static void compile_role(compiler *c, const an_block *block)
{
    an_str id = an_utf8_fold(c->build->arena, block->id);
    an_role role = {.line = block->line, .kind = AN_ACTOR_UNKNOWN};
    bool has_plural = false;
    if (!id.length) {
        wrong(c, block, NULL, "a role must have words");
        return;
    }
    if (is_duplicate(c, block, id)) return;
    role.id = an_pool_add(&c->pool, id);
    role.file = an_pool_add(&c->pool, block->file);
    add_words(c, block, NULL, block->id, false);
    for (size_t i = 0; i < block->fields.count; i++) read_field(c, block, block->fields.items + i, &role, &has_plural);
    if (!has_plural) add_words(c, block, NULL, regular_plural(c->build->arena, block->id), true);
    if (!role.slug.length) role.slug = default_slug(c, &role);
    AN_PUSH(c->build->arena, &c->roles, role);
}

static annals_status write_sections(compiler *c, annals_error *error)
{
    an_strbuf section;
    annals_status status;
    size_t size = c->roles.count * sizeof(an_role);
    an_strbuf_init(&section, 0);
    status = an_phrase_builder_finish(c->phrases, &section, error);
    if (status == ANNALS_OK) status = an_build_section_from(c->build, "role-phrases", &section, error);
    an_strbuf_free(&section);
    AN_TRY(status);
    AN_TRY(an_build_section(c->build, "roles", (an_str){c->roles.items ? (const char *)c->roles.items : "", size}, error));
    return an_build_section_from(c->build, "role-pool", &c->pool.bytes, error);
}

static annals_status compile(an_lexicon_build *build, annals_error *error)
{
    compiler c = {.build = build, .phrases = an_phrase_builder_new()};
    annals_status status;
    if (!c.phrases) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for roles");
    an_pool_builder_init(&c.pool, build->arena);
    for (size_t i = 0; i < build->blocks->count; i++)
        if (an_str_is(build->blocks->items[i].kind, "role")) compile_role(&c, build->blocks->items + i);
    status = write_sections(&c, error);
    an_pool_builder_free(&c.pool);
    an_phrase_builder_free(c.phrases);
    return status;
}

/* ---- opening ---- */

static bool is_sound(const an_role *role, size_t pool_bytes)
{
    bool is_good = an_pool_ref_is_valid(role->id, pool_bytes) && an_pool_ref_is_valid(role->cameo, pool_bytes) && an_pool_ref_is_valid(role->slug, pool_bytes) &&
                   an_pool_ref_is_valid(role->file, pool_bytes) && role->kind < AN_ACTOR_KIND_COUNT && role->sector_count <= AN_SECTORS_MAX;
    for (uint8_t i = 0; is_good && i < role->sector_count; i++) is_good = role->sectors[i] < AN_SECTOR_COUNT;
    return is_good;
}

static annals_status open(an_lexicon *lexicon, annals_error *error)
{
    an_roles *roles = AN_NEW(&lexicon->arena, an_roles);
    const void *items;
    if (!roles) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    AN_TRY(an_lexicon_records(lexicon, "roles", sizeof(an_role), &items, &roles->count, error));
    roles->roles = items;
    roles->pool = an_image_section(&lexicon->image, "role-pool");
    AN_TRY(an_phrase_table_open(&roles->phrases, an_image_section(&lexicon->image, "role-phrases"), "role-phrases", error));
    for (uint32_t i = 0; i < roles->count; i++)
        if (!is_sound(roles->roles + i, roles->pool.length)) return an_fail(error, ANNALS_E_FORMAT, "lexicon", i, "the dictionary's role %u is broken", i);
    if (!an_phrase_values_are_below(&roles->phrases, roles->count * 2)) return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "the dictionary's section role-phrases is broken");
    lexicon->parts[AN_PART_ROLES] = roles;
    return ANNALS_OK;
}

const an_roles *an_lexicon_roles(const an_lexicon *lexicon) { return lexicon->parts[AN_PART_ROLES]; }

static const char *const block_kinds[] = {"role", NULL};
const an_lexicon_part an_roles_part = {AN_PART_ROLES, block_kinds, compile, open, NULL};
