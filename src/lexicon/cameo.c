/* The codebook: a sorted table that is searched by halves. Codes are strings, since "0311" and "311" are different things. */
#include "lexicon/cameo.h"

#include <stdlib.h>

enum { GOLDSTEIN_LIMIT_TENTHS = 100, ACT_DIGITS_MIN = 3 /* two are a root, over several acts */ };

static int compare_rows(const void *a, const void *b)
{
    return strcmp(((const an_cameo_row *)a)->code, ((const an_cameo_row *)b)->code);
}

static bool is_code(an_str text)
{
    if (text.length < 2 || text.length >= AN_CAMEO_CODE_BYTES) return false;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] < '0' || text.data[i] > '9') return false;
    return true;
}

/* "-9.5" in tenths; false if it is no number of one decimal between -10 and 10. */
static bool parse_tenths(an_str text, int32_t *tenths)
{
    char copy[16], *end;
    double value;
    if (!text.length || text.length >= sizeof copy) return false;
    memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    value = strtod(copy, &end) * 10;
    *tenths = (int32_t)(value < 0 ? value - 0.5 : value + 0.5);
    return *end == '\0' && *tenths >= -GOLDSTEIN_LIMIT_TENTHS && *tenths <= GOLDSTEIN_LIMIT_TENTHS;
}

static an_cameo_default read_default(an_lexicon_build *build, const an_block *block, const an_cameo_row *row)
{
    const an_field *field = an_block_field(block, "default");
    if (!field) return AN_DEFAULT_OF_NOTHING;
    if (an_str_is(field->value, "type") && row->type) return AN_DEFAULT_OF_TYPE;
    if (an_str_is(field->value, "mode") && row->mode) return AN_DEFAULT_OF_MODE;
    an_problem(build->problems, block->file, field->line, "default must be type or mode, of a code that has one");
    return AN_DEFAULT_OF_NOTHING;
}

static void read_row(an_lexicon_build *build, const an_block *block, an_pool_builder *pool, an_cameo_row *row)
{
    const an_field *type = an_block_field(block, "type"), *mode = an_block_field(block, "mode");
    const an_field *goldstein = an_block_field(block, "goldstein"), *name = an_block_field(block, "name");
    memset(row, 0, sizeof *row);
    if (!is_code(block->id)) an_problem(build->problems, block->file, block->line, "a CAMEO code has two to four digits");
    else memcpy(row->code, block->id.data, block->id.length);
    if (type && !(row->type = an_type_parse(type->value)))
        an_problem(build->problems, block->file, type->line, "no such event type: %.*s", (int)type->value.length, type->value.data);
    if (mode && !(row->mode = an_mode_parse(row->type, mode->value)))
        an_problem(build->problems, block->file, mode->line, "no such mode: %.*s", (int)mode->value.length, mode->value.data);
    if (!goldstein || !parse_tenths(goldstein->value, &row->goldstein_tenths))
        an_problem(build->problems, block->file, block->line, "goldstein must be a number from -10 to 10");
    row->stands_for = read_default(build, block, row);
    row->name = an_pool_add(pool, name ? name->value : (an_str){0});
}

static annals_status compile(an_lexicon_build *build, annals_error *error)
{
    an_pool_builder pool;
    AN_ARRAY(an_cameo_row) rows = {0};
    annals_status status;
    an_pool_builder_init(&pool, build->arena);
    for (size_t i = 0; i < build->blocks->count; i++) {
        an_cameo_row row;
        if (!an_str_is(build->blocks->items[i].kind, "cameo")) continue;
        read_row(build, build->blocks->items + i, &pool, &row);
        AN_PUSH(build->arena, &rows, row);
    }
    if (rows.count) qsort(rows.items, rows.count, sizeof *rows.items, compare_rows);
    for (size_t i = 1; i < rows.count; i++)
        if (strcmp(rows.items[i - 1].code, rows.items[i].code) == 0)
            an_problem(build->problems, AN_STR("codebook"), 0, "CAMEO code %s stands twice", rows.items[i].code);
    status = an_build_section(build, "cameo.rows", (an_str){(const char *)rows.items, rows.count * sizeof *rows.items}, error);
    if (status == ANNALS_OK) status = an_build_section_from(build, "cameo.pool", &pool.bytes, error);
    an_pool_builder_free(&pool);
    return status;
}

static annals_status open_rows(an_lexicon *lexicon, annals_error *error)
{
    an_codebook *book = AN_NEW(&lexicon->arena, an_codebook);
    const void *items = NULL;
    if (!book) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    AN_TRY(an_lexicon_records(lexicon, "cameo.rows", sizeof(an_cameo_row), &items, &book->count, error));
    book->rows = items;
    book->pool = an_image_section(&lexicon->image, "cameo.pool");
    for (uint32_t i = 0; i < book->count; i++) {
        const an_cameo_row *row = book->rows + i;
        if (row->type >= AN_TYPE_COUNT || row->mode >= AN_MODE_COUNT || row->stands_for > AN_DEFAULT_OF_MODE || memchr(row->code, '\0', AN_CAMEO_CODE_BYTES) == NULL ||
            !an_pool_ref_is_valid(row->name, book->pool.length))
            return an_fail(error, ANNALS_E_FORMAT, "lexicon", i, "codebook row %u is broken", i);
    }
    lexicon->parts[AN_PART_CODEBOOK] = book;
    return ANNALS_OK;
}

const an_codebook *an_lexicon_codebook(const an_lexicon *lexicon) { return lexicon->parts[AN_PART_CODEBOOK]; }

const an_cameo_row *an_codebook_find(const an_codebook *codebook, an_str code)
{
    an_cameo_row key = {{0}, 0, 0, 0, {0, 0}, AN_DEFAULT_OF_NOTHING};
    if (!code.length || code.length >= AN_CAMEO_CODE_BYTES) return NULL;
    memcpy(key.code, code.data, code.length);
    return bsearch(&key, codebook->rows, codebook->count, sizeof *codebook->rows, compare_rows);
}

static bool is_act(const an_cameo_row *row, an_event_type type) { return row->type == (uint32_t)type && strlen(row->code) >= ACT_DIGITS_MIN; }

/* Rows are in the order of their codes: the first one is the lowest. */
static const an_cameo_row *default_of_mode(const an_codebook *codebook, an_event_type type, an_mode mode)
{
    const an_cameo_row *lowest = NULL;
    for (uint32_t i = 0; i < codebook->count; i++) {
        const an_cameo_row *row = codebook->rows + i;
        if (!is_act(row, type) || row->mode != (uint32_t)mode) continue;
        if (row->stands_for == AN_DEFAULT_OF_MODE) return row;
        if (!lowest) lowest = row;
    }
    return lowest;
}

/* A code that no mode has is rather the type's than one of a mode: "190" before "193". */
static const an_cameo_row *default_of_type(const an_codebook *codebook, an_event_type type)
{
    const an_cameo_row *plain = NULL, *lowest = NULL;
    for (uint32_t i = 0; i < codebook->count; i++) {
        const an_cameo_row *row = codebook->rows + i;
        if (!is_act(row, type)) continue;
        if (row->stands_for == AN_DEFAULT_OF_TYPE) return row;
        if (!lowest) lowest = row;
        if (!plain && row->mode == AN_MODE_NONE) plain = row;
    }
    return plain ? plain : lowest;
}

const an_cameo_row *an_codebook_default(const an_codebook *codebook, an_event_type type, an_mode mode)
{
    const an_cameo_row *row = mode == AN_MODE_NONE ? NULL : default_of_mode(codebook, type, mode);
    return row ? row : default_of_type(codebook, type);
}

static void take_code(const an_cameo_row *row, an_act_code *out)
{
    if (!row) return;
    memcpy(out->cameo, row->code, AN_CAMEO_CODE_BYTES);
    out->goldstein = row->goldstein_tenths / 10.0;
}

void an_codebook_list_codes(const an_codebook *codebook, an_act_codes *out)
{
    memset(out, 0, sizeof *out);
    for (int type = AN_TYPE_NONE + 1; type < AN_TYPE_COUNT; type++) take_code(default_of_type(codebook, (an_event_type)type), &out->of_type[type]);
    for (int mode = AN_MODE_NONE + 1; mode < AN_MODE_COUNT; mode++) take_code(default_of_mode(codebook, an_modes[mode].type, (an_mode)mode), &out->of_mode[mode]);
}

static const char *const kinds[] = {"cameo", NULL};
const an_lexicon_part an_codebook_part = {AN_PART_CODEBOOK, kinds, compile, open_rows, NULL};
