/* `given` blocks and the persons of the dictionary -> section "given-names": sorted numbers, found by halving. A name stands in it only if all who
 * are known to bear it are of one gender. Hashes stand for names: of some five thousand names in thirty bits, a strange word meets one in 200,000. */
#include "lexicon/actors_given.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"

typedef AN_ARRAY(uint32_t) numbers;

static uint32_t key_of(an_str folded) { return (uint32_t)(an_hash(folded) >> 32) & ~(uint32_t)AN_GIVEN_GENDERS; }

/* ---- compiling ---- */

static uint32_t gender_of(const an_block *block)
{
    const an_field *field = an_block_field(block, "gender");
    if (!field) return 0;
    return an_str_is(field->value, "f") ? AN_GIVEN_WOMAN : an_str_is(field->value, "m") ? AN_GIVEN_MAN : 0;
}

static size_t first_word(an_str text)
{
    const char *blank = text.length ? memchr(text.data, ' ', text.length) : NULL;
    return blank ? (size_t)(blank - text.data) : text.length;
}

static void add_name(an_lexicon_build *build, numbers *names, an_str name, uint32_t gender)
{
    an_str folded = an_utf8_fold(build->arena, name);
    if (folded.data) AN_PUSH(build->arena, names, key_of(folded) | gender);
}

static void add_names(an_lexicon_build *build, numbers *names, an_str list, uint32_t gender)
{
    while (list.length) {
        size_t length = first_word(list);
        if (length) add_name(build, names, (an_str){list.data, length}, gender);
        if (length < list.length) length++;
        list = (an_str){list.data + length, list.length - length};
    }
}

static void add_given(an_lexicon_build *build, numbers *names, const an_block *block)
{
    uint32_t gender = gender_of(block);
    if (!gender) an_problem(build->problems, block->file, block->line, "given names must have the gender m or f");
    for (size_t i = 0; i < block->fields.count; i++) {
        const an_field *field = block->fields.items + i;
        if (an_str_is(field->key, "names")) add_names(build, names, field->value, gender);
        else if (!an_str_is(field->key, "gender"))
            an_problem(build->problems, block->file, field->line, "given names have no field %.*s", (int)field->key.length, field->key.data);
    }
}

/* Where the family's name stands first, the first word tells nothing. */
static bool puts_family_first(const an_block *block)
{
    static const char *const countries[] = {"CHN", "TWN", "HKG", "MAC", "SGP", "KOR", "PRK", "VNM", "KHM", NULL};
    const an_field *country = an_block_field(block, "country");
    for (const char *const *code = countries; country && *code; code++)
        if (an_str_is(country->value, *code)) return true;
    return false;
}

static void add_person(an_lexicon_build *build, numbers *names, const an_block *block)
{
    const an_field *name = an_block_field(block, "name");
    uint32_t gender = gender_of(block);
    size_t length = name ? first_word(name->value) : 0;
    if (gender && name && length < name->value.length && !puts_family_first(block)) add_name(build, names, (an_str){name->value.data, length}, gender);
}

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Sorted, each name once, without those of both. */
static void keep_clear(numbers *names)
{
    size_t kept = 0;
    if (names->count) qsort(names->items, names->count, sizeof *names->items, compare);
    for (size_t i = 0, end; i < names->count; i = end) {
        uint32_t number = names->items[i], key = number & ~(uint32_t)AN_GIVEN_GENDERS;
        for (end = i; end < names->count && (names->items[end] & ~(uint32_t)AN_GIVEN_GENDERS) == key; end++) number |= names->items[end];
        if ((number & AN_GIVEN_GENDERS) != AN_GIVEN_GENDERS) names->items[kept++] = number;
    }
    names->count = kept;
}

annals_status an_given_names_compile(an_lexicon_build *build, annals_error *error)
{
    numbers names = {0};
    for (size_t i = 0; i < build->blocks->count; i++) {
        const an_block *block = build->blocks->items + i;
        if (an_str_is(block->kind, "given")) add_given(build, &names, block);
        else if (an_str_is(block->kind, "actor")) add_person(build, &names, block);
    }
    keep_clear(&names);
    return an_build_section(build, "given-names", (an_str){names.count ? (const char *)names.items : "", names.count * sizeof *names.items}, error);
}

/* ---- looking up ---- */

uint8_t an_actors_given_gender(const an_actors *actors, an_str folded)
{
    uint32_t key = key_of(folded), low = 0, high = actors->given_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2, found = actors->given[middle] & ~(uint32_t)AN_GIVEN_GENDERS;
        if (found == key) return (actors->given[middle] & AN_GIVEN_GENDERS) == AN_GIVEN_WOMAN ? 'f' : 'm';
        if (found < key) low = middle + 1;
        else high = middle;
    }
    return 0;
}
