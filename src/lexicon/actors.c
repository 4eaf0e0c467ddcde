/* Reading the compiled actors: sections "actors" (sorted by id), "actor-forms", "actor-facts", "tenures", "titles", "actor-phrases",
 * "actor-pool". Every index in them is checked when the file is opened. */
#include "lexicon/actors.h"

#include "base/utf8.h"
#include "lexicon/actors_compile.h"

const an_actors *an_lexicon_actors(const an_lexicon *lexicon) { return lexicon->parts[AN_PART_ACTORS]; }

static an_str text_of(const an_actors *actors, an_pool_ref ref) { return an_pool_get(actors->pool, ref); }

an_str an_actors_id(const an_actors *actors, uint32_t entry) { return text_of(actors, actors->entries[entry].id); }

uint32_t an_actors_by_id(const an_actors *actors, an_str id)
{
    uint32_t low = 0, high = actors->entry_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = an_str_compare(an_actors_id(actors, middle), id);
        if (!order) return middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return AN_NONE;
}

bool an_validity_meets(an_date_range validity, an_date_range date)
{
    if (validity.from != AN_DAY_UNKNOWN && date.to != AN_DAY_UNKNOWN && date.to < validity.from) return false;
    return validity.to == AN_DAY_UNKNOWN || date.from == AN_DAY_UNKNOWN || date.from <= validity.to;
}

/* When no date is known, what holds now is meant: what has no end. */
static bool holds(an_date_range validity, an_date_range date)
{
    if (!an_date_range_is_known(date)) return validity.to == AN_DAY_UNKNOWN;
    return an_validity_meets(validity, date);
}

const an_fact *an_actors_fact(const an_actors *actors, uint32_t entry, an_fact_key key, an_date_range date)
{
    const an_entry *e = actors->entries + entry;
    const an_fact *undated = NULL;
    for (uint32_t i = 0; i < e->fact_count; i++) {
        const an_fact *fact = actors->facts + e->first_fact + i;
        if (fact->key != (uint32_t)key || !holds(fact->validity, date)) continue;
        if (an_date_range_is_known(fact->validity)) return fact;
        if (!undated) undated = fact;
    }
    return undated;
}

an_str an_actors_value(const an_actors *actors, uint32_t entry, an_fact_key key, an_date_range date)
{
    const an_fact *fact = an_actors_fact(actors, entry, key, date);
    return fact ? text_of(actors, fact->value) : (an_str){0};
}

an_actor_kind an_actor_kind_parse(an_str text, bool *is_known)
{
    *is_known = true;
    for (int i = 0; i < AN_ACTOR_KIND_COUNT; i++)
        if (an_str_is(text, an_actor_kind_names[i])) return (an_actor_kind)i;
    *is_known = false;
    return AN_ACTOR_UNKNOWN;
}

an_actor_kind an_actors_kind(const an_actors *actors, uint32_t entry, an_date_range date)
{
    bool is_known;
    an_str kind = an_actors_value(actors, entry, AN_FACT_KIND, date);
    return kind.data ? an_actor_kind_parse(kind, &is_known) : AN_ACTOR_UNKNOWN;
}

uint32_t an_actors_above(const an_actors *actors, uint32_t entry, an_date_range date)
{
    const an_fact *fact = an_actors_fact(actors, entry, actors->entries[entry].is_office ? AN_FACT_ACTS_FOR : AN_FACT_PART_OF, date);
    return fact ? fact->entry : AN_NONE;
}

enum { DEPTH_MAX = 16 }; /* of part-of; ends the search in a dictionary that runs in a circle */

bool an_actors_is_within(const an_actors *actors, uint32_t entry, uint32_t body, an_date_range date)
{
    for (int depth = 0; entry != AN_NONE && depth < DEPTH_MAX; depth++) {
        if (entry == body) return true;
        entry = an_actors_above(actors, entry, date);
    }
    return false;
}

uint32_t an_actors_holder(const an_actors *actors, uint32_t office, an_date_range date)
{
    uint32_t low = 0, high = actors->tenure_count, found = AN_NONE;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (actors->tenures[middle].office < office) low = middle + 1;
        else high = middle;
    }
    if (!an_date_range_is_known(date)) return AN_NONE;
    for (; low < actors->tenure_count && actors->tenures[low].office == office; low++)
        if (holds(actors->tenures[low].validity, date)) found = actors->tenures[low].person; /* the latest to start */
    return found;
}

uint32_t an_actors_office_of(const an_actors *actors, uint32_t person, an_date_range date)
{
    const an_fact *fact = an_actors_fact(actors, person, AN_FACT_OFFICE, date);
    return fact ? fact->entry : AN_NONE;
}

static uint32_t first_title(const an_actors *actors, an_str words)
{
    uint32_t low = 0, high = actors->title_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (an_str_compare(text_of(actors, actors->titles[middle].words), words) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* "Pakistan's head ..." is no leader of an armed group or party of that country. */
static bool acts_for_organ(const an_actors *actors, uint32_t office, an_date_range date)
{
    uint32_t above = an_actors_above(actors, office, date);
    an_actor_kind kind = above == AN_NONE ? AN_ACTOR_GOVERNMENT : an_actors_kind(actors, above, date);
    return kind == AN_ACTOR_STATE || kind == AN_ACTOR_GOVERNMENT || kind == AN_ACTOR_MILITARY;
}

static bool is_office_of_state(const an_actors *actors, uint32_t office, uint32_t body, an_date_range date)
{
    an_actor_kind kind = an_actors_kind(actors, body, date);
    an_str country = an_actors_value(actors, body, AN_FACT_COUNTRY, date);
    return acts_for_organ(actors, office, date) && (kind == AN_ACTOR_STATE || kind == AN_ACTOR_GOVERNMENT) && country.data &&
           an_str_equal(country, an_actors_value(actors, office, AN_FACT_COUNTRY, date));
}

uint32_t an_actors_office(const an_actors *actors, uint32_t body, an_str title, an_date_range date)
{
    uint32_t by_country = AN_NONE;
    for (uint32_t i = first_title(actors, title); i < actors->title_count && an_str_equal(text_of(actors, actors->titles[i].words), title); i++) {
        uint32_t office = actors->titles[i].office;
        if (an_actors_is_within(actors, office, body, date)) return office;
        if (by_country == AN_NONE && is_office_of_state(actors, office, body, date)) by_country = office;
    }
    return by_country;
}

uint32_t an_actors_state(const an_actors *actors, const char country[AN_COUNTRY_BYTES], an_date_range date)
{
    char id[AN_COUNTRY_BYTES] = {0};
    uint32_t entry;
    for (int i = 0; i + 1 < AN_COUNTRY_BYTES && country[i]; i++) id[i] = (char)(country[i] >= 'A' && country[i] <= 'Z' ? country[i] - 'A' + 'a' : country[i]);
    entry = an_actors_by_id(actors, an_str_from(id));
    return entry != AN_NONE && an_actors_kind(actors, entry, date) == AN_ACTOR_STATE ? entry : AN_NONE;
}

/* ---- opening ---- */

static bool are_entries_sound(const an_actors *a)
{
    for (uint32_t i = 0; i < a->entry_count; i++) {
        const an_entry *e = a->entries + i;
        if (!an_pool_ref_is_valid(e->id, a->pool.length) || !an_pool_ref_is_valid(e->name, a->pool.length) || !an_pool_ref_is_valid(e->file, a->pool.length) ||
            e->first_fact > a->fact_count || e->fact_count > a->fact_count - e->first_fact || e->first_form > a->form_count ||
            e->form_count > a->form_count - e->first_form)
            return false;
    }
    return true;
}

static bool are_forms_and_facts_sound(const an_actors *a)
{
    for (uint32_t i = 0; i < a->form_count; i++)
        if (a->forms[i].entry >= a->entry_count || a->forms[i].kind >= AN_FORM_COUNT || !an_pool_ref_is_valid(a->forms[i].words, a->pool.length)) return false;
    for (uint32_t i = 0; i < a->fact_count; i++) {
        const an_fact *f = a->facts + i;
        if (f->key >= AN_FACT_COUNT || (f->entry != AN_NONE && f->entry >= a->entry_count) || !an_pool_ref_is_valid(f->value, a->pool.length)) return false;
    }
    return true;
}

static bool are_offices_sound(const an_actors *a)
{
    for (uint32_t i = 0; i < a->tenure_count; i++)
        if (a->tenures[i].office >= a->entry_count || a->tenures[i].person >= a->entry_count) return false;
    for (uint32_t i = 0; i < a->title_count; i++)
        if (a->titles[i].office >= a->entry_count || !an_pool_ref_is_valid(a->titles[i].words, a->pool.length)) return false;
    return true;
}

#define RECORDS(section, field, count) an_lexicon_records(lexicon, section, sizeof *actors->field, (const void **)&actors->field, &actors->count, error)

static annals_status map_sections(const an_lexicon *lexicon, an_actors *actors, annals_error *error)
{
    AN_TRY(RECORDS("actors", entries, entry_count));
    AN_TRY(RECORDS("actor-forms", forms, form_count));
    AN_TRY(RECORDS("actor-facts", facts, fact_count));
    AN_TRY(RECORDS("tenures", tenures, tenure_count));
    AN_TRY(RECORDS("titles", titles, title_count));
    AN_TRY(RECORDS("given-names", given, given_count));
    actors->pool = an_image_section(&lexicon->image, "actor-pool");
    return an_phrase_table_open(&actors->phrases, an_image_section(&lexicon->image, "actor-phrases"), "actor-phrases", error);
}

static annals_status open(an_lexicon *lexicon, annals_error *error)
{
    an_actors *actors = AN_NEW(&lexicon->arena, an_actors);
    if (!actors) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    AN_TRY(map_sections(lexicon, actors, error));
    if (!are_entries_sound(actors) || !are_forms_and_facts_sound(actors) || !are_offices_sound(actors) ||
        !an_phrase_values_are_below(&actors->phrases, actors->form_count))
        return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "the dictionary's actors are broken");
    lexicon->parts[AN_PART_ACTORS] = actors;
    return ANNALS_OK;
}

static const char *const block_kinds[] = {"actor", "office", "given", NULL};
const an_lexicon_part an_actors_part = {AN_PART_ACTORS, block_kinds, an_actors_compile, open, an_actors_check};
