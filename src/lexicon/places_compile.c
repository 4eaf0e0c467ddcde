/* Compiles `place` blocks and the large table (AN_PLACES_TABLE) into the sections place.entries, place.strings, place.names and
 * place.adjectives. The table comes first, so that a block without a name may add words to one of its places:
 *
 *     place 1138958 ; alias Caboul */
#include "lexicon/places_compile.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "lexicon/country.h"
#include "lexicon/places.h"

enum { COLUMNS = 11, MINUTE_DIGITS = 5, MAX_DEGREES = 180 };

typedef struct compiler {
    an_lexicon_build *build;
    an_pool_builder pool;
    an_phrase_builder *names, *adjectives;
    AN_ARRAY(an_place_entry) entries;
    AN_ARRAY(an_str) ids;
    an_slots by_id;
    annals_status status; /* the first failure that is no wrong line */
    annals_error error;
} compiler;

static void wrong(const compiler *c, an_str file, uint64_t line, const char *what, an_str words)
{
    an_problem(c->build->problems, file, line, "place: %s: %.*s", what, (int)words.length, words.data ? words.data : "");
}

/* ---- values ---- */

static bool read_number(an_str text, uint32_t *number)
{
    uint64_t value = 0;
    if (!text.length || text.length > 10) return false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return false;
        value = value * 10 + (uint64_t)(text.data[i] - '0');
    }
    *number = (uint32_t)value;
    return value <= UINT32_MAX;
}

/* "-12.5" -> -1250000; what the fifth decimal leaves is cut off. */
static bool read_degrees(an_str text, int max_degrees, int32_t *out)
{
    bool is_negative = text.length && text.data[0] == '-';
    int64_t value = 0;
    int decimals = -1;
    if (is_negative) text.data++, text.length--;
    if (!text.length || text.length > 12) return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '.' && decimals < 0) decimals = 0;
        else if (c < '0' || c > '9') return false;
        else if (decimals < MINUTE_DIGITS) value = value * 10 + (c - '0'), decimals += decimals >= 0;
    }
    for (decimals = decimals < 0 ? 0 : decimals; decimals < MINUTE_DIGITS; decimals++) value *= 10;
    if (value > (int64_t)max_degrees * 100000) return false;
    *out = (int32_t)(is_negative ? -value : value);
    return true;
}

static bool read_precision(an_str text, uint8_t *out)
{
    for (int i = 0; i < AN_PRECISION_COUNT; i++)
        if (an_str_is(text, an_precision_names[i])) return *out = (uint8_t)i, true;
    return false;
}

static bool read_rank(an_str text, uint8_t *out)
{
    *out = an_str_is(text, "capital") ? AN_RANK_CAPITAL : an_str_is(text, "seat") ? AN_RANK_SEAT : AN_RANK_NONE;
    return *out || !text.length;
}

static bool read_country(an_str text, char out[AN_COUNTRY_BYTES])
{
    if (!an_country_is_code(text)) return false;
    memcpy(out, text.data, AN_COUNTRY_BYTES - 1);
    return true;
}

/* ---- names ---- */

static void note_failure(compiler *c, annals_status status, const annals_error *error)
{
    if (c->status != ANNALS_OK || status == ANNALS_OK) return;
    c->status = status;
    c->error = *error;
}

static void add_phrase(compiler *c, an_phrase_builder *builder, an_str words, uint32_t entry, an_str file, uint64_t line)
{
    annals_error error;
    annals_status status = an_phrase_builder_add(builder, words, entry, &error);
    if (status == ANNALS_E_FORMAT) wrong(c, file, line, "no words, or too many", words);
    else note_failure(c, status, &error);
}

/* Texts write the Arabic article as they like, "Al-Hasakah" or "al-Hasakah": the small form asks less of capitals and covers both. */
static an_str with_small_article(an_arena *arena, an_str words)
{
    static const char *const articles[] = {"Al ", "Al-", "Ad ", "Ad-", "Ar ", "Ar-", "As ", "As-", "Ash ", "Ash-", "At ", "At-", "Az ", "Az-", "El ", "El-"};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        char *copy;
        if (!an_str_starts_with(words, articles[i])) continue;
        copy = an_arena_copy(arena, words.data, words.length);
        if (!copy) return words;
        copy[0] = (char)(copy[0] - 'A' + 'a');
        return (an_str){copy, words.length};
    }
    return words;
}

static void add_name(compiler *c, an_str words, uint32_t entry, an_str file, uint64_t line)
{
    add_phrase(c, c->names, with_small_article(c->build->arena, words), entry, file, line);
}

static uint32_t find_id(const compiler *c, an_str id)
{
    uint32_t cursor = 0, entry;
    while ((entry = an_slots_next(&c->by_id, an_hash(id), &cursor)) != UINT32_MAX)
        if (an_str_equal(c->ids.items[entry], id)) return entry;
    return UINT32_MAX;
}

static void add_entry(compiler *c, an_str id, const an_place_entry *entry)
{
    an_slots_add(c->build->arena, &c->by_id, an_hash(id), (uint32_t)c->entries.count);
    AN_PUSH(c->build->arena, &c->ids, id);
    AN_PUSH(c->build->arena, &c->entries, *entry);
}

/* ---- the table ---- */

static uint32_t split(an_str line, char separator, an_str *out, uint32_t most)
{
    uint32_t count = 0;
    size_t start = 0;
    for (size_t i = 0; i <= line.length; i++) {
        if (i < line.length && line.data[i] != separator) continue;
        if (count == most) return most + 1;
        out[count++] = (an_str){line.data + start, i - start};
        start = i + 1;
    }
    return count;
}

enum { COLUMN_ID, COLUMN_NAME, COLUMN_COUNTRY, COLUMN_DIVISION, COLUMN_LAT, COLUMN_LON, COLUMN_POPULATION, COLUMN_PRECISION, COLUMN_RANK, COLUMN_WORD, COLUMN_ALIASES };
enum { ALIASES_MAX = 32 };

static void read_row(compiler *c, an_str file, uint64_t line, an_str text)
{
    an_str columns[COLUMNS], aliases[ALIASES_MAX];
    an_place_entry entry = {.is_table = 1};
    uint32_t index = (uint32_t)c->entries.count, alias_count;
    if (split(text, '\t', columns, COLUMNS) != COLUMNS || !columns[COLUMN_NAME].length) {
        wrong(c, file, line, "a row needs 11 columns", text);
        return;
    }
    if (!read_country(columns[COLUMN_COUNTRY], entry.country) || !read_degrees(columns[COLUMN_LAT], MAX_DEGREES / 2, &entry.latitude) ||
        !read_degrees(columns[COLUMN_LON], MAX_DEGREES, &entry.longitude) || !read_number(columns[COLUMN_POPULATION], &entry.population) ||
        !read_precision(columns[COLUMN_PRECISION], &entry.precision) || !read_rank(columns[COLUMN_RANK], &entry.rank)) {
        wrong(c, file, line, "country, lat, lon, population, precision or rank cannot be read", text);
        return;
    }
    if (find_id(c, columns[COLUMN_ID]) != UINT32_MAX) {
        wrong(c, file, line, "this id stands in the table already", columns[COLUMN_ID]);
        return;
    }
    read_number(columns[COLUMN_ID], &entry.geonames);
    entry.is_common = columns[COLUMN_WORD].length > 0;
    entry.name = an_pool_add(&c->pool, columns[COLUMN_NAME]);
    entry.parent = an_pool_add(&c->pool, columns[COLUMN_DIVISION]);
    add_entry(c, columns[COLUMN_ID], &entry);
    add_name(c, columns[COLUMN_NAME], index, file, line);
    alias_count = columns[COLUMN_ALIASES].length ? split(columns[COLUMN_ALIASES], '|', aliases, ALIASES_MAX) : 0;
    for (uint32_t i = 0; i < alias_count && i < ALIASES_MAX; i++) add_name(c, aliases[i], index, file, line);
}

static void read_table(compiler *c, an_str file, an_str text)
{
    uint64_t line = 0;
    bool has_head = false;
    for (size_t start = 0; start < text.length && c->entries.count < AN_PLACES_MAX;) {
        const char *end = memchr(text.data + start, '\n', text.length - start);
        size_t length = end ? (size_t)(end - (text.data + start)) : text.length - start;
        an_str row = {text.data + start, length};
        line++;
        if (length && row.data[0] != '#') {
            if (has_head) read_row(c, file, line, row);
            has_head = true;
        }
        start += length + 1;
    }
}

static annals_status load_table(compiler *c, annals_error *error)
{
    char path[4096];
    struct stat info;
    FILE *file;
    char *bytes;
    size_t length;
    if (snprintf(path, sizeof path, "%s/%s", c->build->folder, AN_PLACES_TABLE) >= (int)sizeof path)
        return an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: path too long", c->build->folder);
    file = fopen(path, "rb");
    if (!file) return errno == ENOENT || errno == ENOTDIR ? ANNALS_OK : an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: %s", path, strerror(errno));
    if (fstat(fileno(file), &info) != 0 || info.st_size > AN_PLACES_TABLE_BYTES_MAX) {
        fclose(file);
        return an_fail(error, ANNALS_E_LIMIT, "lexicon", 0, "%s: over %d bytes, or no file", path, AN_PLACES_TABLE_BYTES_MAX);
    }
    bytes = an_arena_alloc(c->build->arena, (size_t)info.st_size + 1);
    length = bytes ? fread(bytes, 1, (size_t)info.st_size, file) : 0;
    if (ferror(file) || !bytes) {
        fclose(file);
        return an_fail(error, bytes ? ANNALS_E_IO : ANNALS_E_MEMORY, "lexicon", 0, "%s: cannot be read", path);
    }
    fclose(file);
    read_table(c, AN_STR(AN_PLACES_TABLE), (an_str){bytes, length});
    return ANNALS_OK;
}

/* ---- blocks ---- */

static void read_field(compiler *c, const an_block *block, const an_field *field, uint32_t index, an_place_entry *entry)
{
    bool is_right = true;
    an_str key = field->key, value = field->value;
    if (an_str_is(key, "name")) entry->name = an_pool_add(&c->pool, value), add_name(c, value, index, block->file, field->line);
    else if (an_str_is(key, "alias")) add_name(c, value, index, block->file, field->line);
    else if (an_str_is(key, "adjective")) add_phrase(c, c->adjectives, value, index, block->file, field->line);
    else if (an_str_is(key, "country")) is_right = read_country(value, entry->country);
    else if (an_str_is(key, "lat")) is_right = read_degrees(value, MAX_DEGREES / 2, &entry->latitude);
    else if (an_str_is(key, "lon")) is_right = read_degrees(value, MAX_DEGREES, &entry->longitude);
    else if (an_str_is(key, "population")) is_right = read_number(value, &entry->population);
    else if (an_str_is(key, "precision")) is_right = read_precision(value, &entry->precision);
    else if (an_str_is(key, "parent")) entry->parent = an_pool_add(&c->pool, value);
    else if (an_str_is(key, "geonames")) is_right = read_number(value, &entry->geonames);
    else if (an_str_is(key, "rank")) is_right = read_rank(value, &entry->rank);
    else wrong(c, block->file, field->line, "a place has no such field", key);
    if (!is_right) wrong(c, block->file, field->line, "cannot be read", value);
}

static void read_block(compiler *c, const an_block *block)
{
    static const char *const needed[] = {"lat", "lon", "precision", NULL};
    uint32_t known = find_id(c, block->id);
    bool is_new = an_block_field(block, "name") != NULL;
    an_place_entry entry = {.precision = AN_PRECISION_CITY};
    uint32_t index = is_new ? (uint32_t)c->entries.count : known;
    if (!block->id.length || (is_new ? known != UINT32_MAX : known == UINT32_MAX)) {
        wrong(c, block->file, block->line, is_new ? "this id stands in the gazetteer already, or is missing" : "without a name, and no place has this id", block->id);
        return;
    }
    if (!is_new) entry = c->entries.items[known];
    for (size_t i = 0; i < block->fields.count; i++) read_field(c, block, &block->fields.items[i], index, &entry);
    for (size_t i = 0; is_new && needed[i]; i++)
        if (!an_block_field(block, needed[i])) wrong(c, block->file, block->line, "lacks a field", an_str_from(needed[i]));
    if (!is_new) {
        c->entries.items[known] = entry;
        return;
    }
    read_number(block->id, &entry.geonames);
    add_entry(c, block->id, &entry);
}

/* ---- sections ---- */

static annals_status write_phrases(compiler *c, an_phrase_builder *builder, const char *section, annals_error *error)
{
    an_strbuf bytes;
    annals_status status;
    an_strbuf_init(&bytes, 0);
    status = an_phrase_builder_finish(builder, &bytes, error);
    if (status == ANNALS_OK) status = an_build_section_from(c->build, section, &bytes, error);
    an_strbuf_free(&bytes);
    return status;
}

static annals_status write_sections(compiler *c, annals_error *error)
{
    if (c->entries.count >= AN_PLACES_MAX) return an_fail(error, ANNALS_E_LIMIT, "lexicon", 0, "over %d places", AN_PLACES_MAX);
    AN_TRY(an_build_section(c->build, "place.entries", (an_str){c->entries.items ? (const char *)c->entries.items : "", c->entries.count * sizeof(an_place_entry)}, error));
    AN_TRY(an_build_section_from(c->build, "place.strings", &c->pool.bytes, error));
    AN_TRY(write_phrases(c, c->names, "place.names", error));
    return write_phrases(c, c->adjectives, "place.adjectives", error);
}

static annals_status compile_all(compiler *c, annals_error *error)
{
    if (!c->names || !c->adjectives) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for the gazetteer");
    AN_TRY(load_table(c, error));
    for (size_t i = 0; i < c->build->blocks->count; i++)
        if (an_str_is(c->build->blocks->items[i].kind, "place")) read_block(c, &c->build->blocks->items[i]);
    if (c->status != ANNALS_OK) {
        if (error) *error = c->error;
        return c->status;
    }
    return write_sections(c, error);
}

/* See kinds.h. */
annals_status an_places_compile(an_lexicon_build *build, annals_error *error)
{
    compiler c = {.build = build, .names = an_phrase_builder_new(), .adjectives = an_phrase_builder_new()};
    annals_status status;
    an_pool_builder_init(&c.pool, build->arena);
    status = compile_all(&c, error);
    an_pool_builder_free(&c.pool);
    an_phrase_builder_free(c.names);
    an_phrase_builder_free(c.adjectives);
    return status;
}
