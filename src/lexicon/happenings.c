/* Section "happenings": an array of an_happening in the order of the files. Section "happening-words": words ->
 * index * 2 + is_victim. Section "happening-pool": their strings. */
#include "lexicon/happenings.h"

#include "lexicon/country.h"

/* ---- compiling ---- */

typedef struct compiler {
    an_lexicon_build *build;
    an_phrase_builder *phrases;
    an_pool_builder pool;
    AN_ARRAY(an_happening) items;
} compiler;

static void wrong(const an_lexicon_build *build, const an_block *block, const an_field *field, const char *what)
{
    an_problem(build->problems, block->file, field ? field->line : block->line, "happening %.*s: %s%s%.*s", (int)block->id.length, block->id.data, what,
               field ? ": " : "", field ? (int)field->value.length : 0, field ? field->value.data : "");
}

static void add_words(const compiler *c, const an_block *block, const an_field *field, bool is_victim)
{
    annals_error error;
    annals_status status = an_phrase_builder_add(c->phrases, field->value, (uint32_t)c->items.count * 2 + is_victim, &error);
    if (status == ANNALS_E_FORMAT) wrong(c->build, block, field, "no words, or too many");
    else if (status != ANNALS_OK) c->build->arena->is_exhausted = 1;
}

/* "date 2004-09-01 until 2004-09-03" */
static void read_date(const compiler *c, const an_block *block, const an_field *field, an_happening *happening)
{
    if (!an_iso_parse(field->value, &happening->range)) wrong(c->build, block, field, "no ISO 8601 date");
    else if (field->validity.to != AN_DAY_UNKNOWN) happening->range.to = field->validity.to;
    if (happening->range.to < happening->range.from) wrong(c->build, block, field, "ends before it begins");
}

static void read_country(const compiler *c, const an_block *block, const an_field *field, an_happening *happening)
{
    if (!an_country_is_code(field->value)) wrong(c->build, block, field, "no such country");
    else memcpy(happening->country, field->value.data, field->value.length);
}

static void read_field(compiler *c, const an_block *block, const an_field *field, an_happening *happening)
{
    if (an_str_is(field->key, "words")) add_words(c, block, field, false);
    else if (an_str_is(field->key, "victim")) add_words(c, block, field, true);
    else if (an_str_is(field->key, "date")) read_date(c, block, field, happening);
    else if (an_str_is(field->key, "place")) happening->place = an_pool_add(&c->pool, field->value);
    else if (an_str_is(field->key, "country")) read_country(c, block, field, happening);
    else if (an_str_is(field->key, "type")) {
        happening->type = (uint8_t)an_type_parse(field->value);
        if (!happening->type && !an_str_is(field->value, "none")) wrong(c->build, block, field, "no such type of event");
    } else wrong(c->build, block, field, "a happening has no such field");
}

static void compile_happening(compiler *c, const an_block *block)
{
    an_happening happening = {.line = block->line, .range = AN_DATE_RANGE_UNKNOWN};
    happening.id = an_pool_add(&c->pool, block->id);
    happening.file = an_pool_add(&c->pool, block->file);
    for (size_t i = 0; i < block->fields.count; i++) read_field(c, block, block->fields.items + i, &happening);
    if (!block->id.length) wrong(c->build, block, NULL, "a happening must have an id");
    if (!an_block_field(block, "words") && !an_block_field(block, "victim")) wrong(c->build, block, NULL, "a happening needs words or a victim");
    if (!an_block_field(block, "type") || !an_date_range_is_known(happening.range)) wrong(c->build, block, NULL, "a happening needs type and date");
    AN_PUSH(c->build->arena, &c->items, happening);
}

static annals_status write_sections(compiler *c, annals_error *error)
{
    an_strbuf section;
    annals_status status;
    an_str items = {c->items.items ? (const char *)c->items.items : "", c->items.count * sizeof(an_happening)};
    an_strbuf_init(&section, 0);
    status = an_phrase_builder_finish(c->phrases, &section, error);
    if (status == ANNALS_OK) status = an_build_section_from(c->build, "happening-words", &section, error);
    an_strbuf_free(&section);
    AN_TRY(status);
    AN_TRY(an_build_section(c->build, "happenings", items, error));
    return an_build_section_from(c->build, "happening-pool", &c->pool.bytes, error);
}

static annals_status compile(an_lexicon_build *build, annals_error *error)
{
    compiler c = {.build = build, .phrases = an_phrase_builder_new()};
    annals_status status;
    if (!c.phrases) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for happenings");
    an_pool_builder_init(&c.pool, build->arena);
    for (size_t i = 0; i < build->blocks->count; i++)
        if (an_str_is(build->blocks->items[i].kind, "happening")) compile_happening(&c, build->blocks->items + i);
    status = write_sections(&c, error);
    an_pool_builder_free(&c.pool);
    an_phrase_builder_free(c.phrases);
    return status;
}

/* ---- opening ---- */

const an_happenings *an_lexicon_happenings(const an_lexicon *lexicon) { return lexicon->parts[AN_PART_HAPPENINGS]; }

static bool is_sound(const an_happening *h, size_t pool_bytes)
{
    return an_pool_ref_is_valid(h->id, pool_bytes) && an_pool_ref_is_valid(h->place, pool_bytes) && an_pool_ref_is_valid(h->file, pool_bytes) &&
           h->type < AN_TYPE_COUNT && h->country[AN_COUNTRY_BYTES - 1] == '\0';
}

static annals_status open(an_lexicon *lexicon, annals_error *error)
{
    an_happenings *happenings = AN_NEW(&lexicon->arena, an_happenings);
    const void *items;
    if (!happenings) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    AN_TRY(an_lexicon_records(lexicon, "happenings", sizeof(an_happening), &items, &happenings->count, error));
    happenings->items = items;
    happenings->pool = an_image_section(&lexicon->image, "happening-pool");
    AN_TRY(an_phrase_table_open(&happenings->phrases, an_image_section(&lexicon->image, "happening-words"), "happening-words", error));
    for (uint32_t i = 0; i < happenings->count; i++)
        if (!is_sound(happenings->items + i, happenings->pool.length)) return an_fail(error, ANNALS_E_FORMAT, "lexicon", i, "the dictionary's happening %u is broken", i);
    if (!an_phrase_values_are_below(&happenings->phrases, happenings->count * 2)) return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "the dictionary's section happening-words is broken");
    lexicon->parts[AN_PART_HAPPENINGS] = happenings;
    return ANNALS_OK;
}

const an_happening *an_happenings_by_words(const an_happenings *happenings, an_str words)
{
    an_phrase_match found;
    return an_phrase_lookup(&happenings->phrases, words, &found) ? an_happening_of(happenings, found.values[0]) : NULL;
}

bool an_happening_place(const an_happenings *happenings, const an_places *places, const an_happening *happening, an_place *place)
{
    an_phrase_match found;
    uint32_t best = AN_NONE;
    if (!happening->place.length || !places || !an_phrase_lookup(&places->names, an_pool_get(happenings->pool, happening->place), &found)) return false;
    for (uint32_t i = 0; i < found.value_count; i++) {
        const an_place_entry *entry = places->entries + found.values[i];
        if (strcmp(entry->country, happening->country) == 0 && (best == AN_NONE || entry->population > places->entries[best].population)) best = found.values[i];
    }
    if (best == AN_NONE) return false;
    *place = an_places_describe(places, best);
    return true;
}

/* ---- checking ---- */

static bool is_doubled(const an_blocks *blocks, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (an_str_equal(blocks->items[i].kind, blocks->items[at].kind) && an_str_equal(blocks->items[i].id, blocks->items[at].id)) return true;
    return false;
}

/* Ids and words that stand twice, places that the gazetteer does not have. */
static annals_status check(an_lexicon_build *build, const an_lexicon *lexicon, annals_error *error)
{
    const an_happenings *happenings = an_lexicon_happenings(lexicon);
    uint32_t number = 0;
    (void)error;
    for (size_t i = 0; i < build->blocks->count; i++) {
        const an_block *block = build->blocks->items + i;
        an_place place;
        if (!an_str_is(block->kind, "happening")) continue;
        if (is_doubled(build->blocks, i)) wrong(build, block, NULL, "stands in the dictionary already");
        if (happenings->items[number].place.length && !an_happening_place(happenings, an_lexicon_places(lexicon), happenings->items + number, &place)) wrong(build, block, NULL, "the gazetteer has no such place in that country");
        for (size_t f = 0; f < block->fields.count; f++) {
            an_phrase_match found;
            bool is_name = an_str_is(block->fields.items[f].key, "words") || an_str_is(block->fields.items[f].key, "victim");
            if (is_name && an_phrase_lookup(&happenings->phrases, block->fields.items[f].value, &found) && found.value_count > 1)
                wrong(build, block, block->fields.items + f, "several happenings have these words");
        }
        number++;
    }
    return ANNALS_OK;
}

static const char *const block_kinds[] = {"happening", NULL};
const an_lexicon_part an_happenings_part = {AN_PART_HAPPENINGS, block_kinds, compile, open, check};
