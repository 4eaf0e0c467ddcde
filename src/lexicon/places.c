/* Opens the gazetteer in the mapped file. Every reference is checked once here, so that look-ups need not check again. */
#include "lexicon/places.h"

#include "lexicon/places_compile.h"

#define TEXT(name, text) text,
const char *const an_precision_names[AN_PRECISION_COUNT] = {AN_PRECISION_LIST(TEXT)};

static const double UNITS_PER_DEGREE = 100000.0;

const an_places *an_lexicon_places(const an_lexicon *lexicon) { return lexicon->parts[AN_PART_PLACES]; }

an_place an_places_describe(const an_places *places, uint32_t entry)
{
    const an_place_entry *e = &places->entries[entry];
    an_place place = {.name = an_places_name(places, entry), .parent = an_places_parent(places, entry), .geonames = e->geonames, .population = e->population};
    place.latitude = e->latitude / UNITS_PER_DEGREE;
    place.longitude = e->longitude / UNITS_PER_DEGREE;
    place.has_coordinates = true;
    place.precision = an_str_from(an_precision_names[e->precision]);
    memcpy(place.country, e->country, AN_COUNTRY_BYTES);
    return place;
}

static bool is_sound(const an_place_entry *e, size_t pool_bytes)
{
    return an_pool_ref_is_valid(e->name, pool_bytes) && an_pool_ref_is_valid(e->parent, pool_bytes) && e->precision < AN_PRECISION_COUNT &&
           e->rank <= AN_RANK_CAPITAL && e->country[AN_COUNTRY_BYTES - 1] == '\0';
}

static annals_status open_names(const an_lexicon *lexicon, an_phrase_table *table, const char *section, uint32_t entry_count, annals_error *error)
{
    AN_TRY(an_phrase_table_open(table, an_image_section(&lexicon->image, section), section, error));
    if (!an_phrase_values_are_below(table, entry_count)) return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "the dictionary's section %s names a place that there is not", section);
    return ANNALS_OK;
}

static annals_status open_places(an_lexicon *lexicon, annals_error *error)
{
    an_places *places = AN_NEW(&lexicon->arena, an_places);
    const void *entries;
    if (!places) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for the gazetteer");
    AN_TRY(an_lexicon_records(lexicon, "place.entries", sizeof(an_place_entry), &entries, &places->count, error));
    places->entries = entries;
    places->pool = an_image_section(&lexicon->image, "place.strings");
    for (uint32_t i = 0; i < places->count; i++)
        if (!is_sound(&places->entries[i], places->pool.length)) return an_fail(error, ANNALS_E_FORMAT, "lexicon", i, "place %u of the gazetteer is broken", i);
    AN_TRY(open_names(lexicon, &places->names, "place.names", places->count, error));
    AN_TRY(open_names(lexicon, &places->adjectives, "place.adjectives", places->count, error));
    lexicon->parts[AN_PART_PLACES] = places;
    return ANNALS_OK;
}

static const char *const block_kinds[] = {"place", NULL};
const an_lexicon_part an_places_part = {.id = AN_PART_PLACES, .block_kinds = block_kinds, .compile = an_places_compile, .open = open_places};
