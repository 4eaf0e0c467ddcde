/* What an entry was at a date: the record that a mention carries. */
#include "lexicon/actors.h"

#include <stdio.h>

/* Cuts the next word off `text`. */
static an_str next_word(an_str *text)
{
    an_str word;
    *text = an_str_trim(*text);
    if (!text->length) return *text;
    word = (an_str){text->data, 0};
    while (word.length < text->length && word.data[word.length] != ' ' && word.data[word.length] != '\t') word.length++;
    *text = (an_str){text->data + word.length, text->length - word.length};
    return word;
}

uint8_t an_sectors_parse(an_str text, uint8_t out[AN_SECTORS_MAX])
{
    uint8_t count = 0;
    while (count < AN_SECTORS_MAX) {
        an_str word = next_word(&text);
        an_sector sector = an_sector_parse(word);
        if (!word.length) break;
        if (sector != AN_SECTOR_NONE) out[count++] = (uint8_t)sector;
    }
    return count;
}

/* True if `text` is one to AN_SECTORS_MAX codes of sectors. */
bool an_sectors_are_known(an_str text)
{
    int count = 0;
    for (an_str word = next_word(&text); word.length; word = next_word(&text), count++)
        if (an_sector_parse(word) == AN_SECTOR_NONE) return false;
    return count >= 1 && count <= AN_SECTORS_MAX;
}

/* CAMEO's words for roles, where PLOVER's sector has another name or the kind says more (CAMEO manual 1.1b3, chapter 3). */
static const char *cameo_role(an_actor_kind kind, const uint8_t *sectors, uint8_t sector_count)
{
    if (kind == AN_ACTOR_STATE || kind == AN_ACTOR_REGION) return "";
    if (kind == AN_ACTOR_POPULATION && !sector_count) return "CVL";
    if (!sector_count) return kind == AN_ACTOR_IGO ? "IGO" : kind == AN_ACTOR_NGO ? "NGO" : kind == AN_ACTOR_COMPANY ? "BUS" : kind == AN_ACTOR_MEDIA ? "MED" : "";
    switch (sectors[0]) {
    case AN_SECTOR_UNK:
    case AN_SECTOR_PRE: return "";
    case AN_SECTOR_JRN: return "MED";
    case AN_SECTOR_MED: return "HLH";
    case AN_SECTOR_PRM: return "REB";
    case AN_SECTOR_PTY: return "PTY";
    case AN_SECTOR_SOC: return "CVL";
    default: return an_sector_names[sectors[0]];
    }
}

an_str an_cameo_compose(an_arena *arena, an_actor_kind kind, const char *country, const uint8_t *sectors, uint8_t sector_count)
{
    char code[16];
    const char *role = cameo_role(kind, sectors, sector_count);
    int length = snprintf(code, sizeof code, "%s%s", country, role);
    if (length <= 0 || (size_t)length >= sizeof code) return (an_str){0};
    return (an_str){an_arena_copy(arena, code, (size_t)length), (size_t)length};
}

an_str an_actors_form_of(const an_actors *actors, uint32_t entry, an_form_kind kind, an_date_range date)
{
    const an_entry *e = actors->entries + entry;
    for (uint32_t i = 0; i < e->form_count; i++) {
        const an_form *form = actors->forms + e->first_form + i;
        if (form->kind == (uint32_t)kind && an_validity_meets(form->validity, date)) return an_pool_get(actors->pool, form->words);
    }
    return (an_str){0};
}

static void copy_country(an_str code, char out[AN_COUNTRY_BYTES])
{
    memset(out, 0, AN_COUNTRY_BYTES);
    if (code.length == AN_COUNTRY_BYTES - 1) memcpy(out, code.data, code.length);
}

/* An office without a name of its own is called by its title and country: "president (RUS)" would help nobody, so its id serves. */
static an_str name_at(const an_actors *actors, uint32_t entry, an_date_range date)
{
    an_str name = an_actors_value(actors, entry, AN_FACT_NAME, date);
    if (!name.data) name = an_pool_get(actors->pool, actors->entries[entry].name);
    if (!name.data) name = an_actors_form_of(actors, entry, AN_FORM_ALIAS, date);
    return name.data ? name : an_actors_id(actors, entry);
}

/* What an entry does not say of itself, the larger actor says: a person has the country and sectors of the office. */
static an_str inherited(const an_actors *actors, uint32_t entry, an_fact_key key, an_date_range date)
{
    an_str value = an_actors_value(actors, entry, key, date);
    uint32_t above;
    if (value.data) return value;
    above = actors->entries[entry].is_office ? an_actors_above(actors, entry, date) : an_actors_office_of(actors, entry, date);
    if (above == AN_NONE) return value;
    value = an_actors_value(actors, above, key, date);
    if (!value.data && actors->entries[above].is_office && (above = an_actors_above(actors, above, date)) != AN_NONE)
        value = an_actors_value(actors, above, key, date);
    return value;
}

static void describe_office(const an_actors *actors, uint32_t entry, an_date_range date, an_actor *out)
{
    uint32_t office = actors->entries[entry].is_office ? entry : an_actors_office_of(actors, entry, date), body;
    if (office == AN_NONE) return;
    out->title = an_actors_value(actors, office, AN_FACT_TITLE, date);
    body = an_actors_above(actors, office, date);
    if (body != AN_NONE) out->acts_for = an_actors_id(actors, body);
}

/* "The Secretary-General of the United Nations warned": who acts for a body of many states acts for none of them. */
static void describe_service(const an_actors *actors, an_date_range date, an_actor *out)
{
    uint32_t body = out->acts_for.data ? an_actors_by_id(actors, out->acts_for) : AN_NONE;
    if (body == AN_NONE || an_actors_kind(actors, body, date) != AN_ACTOR_IGO) return;
    copy_country((an_str){0}, out->country);
    if (!out->cameo.data) out->cameo = an_actors_value(actors, body, AN_FACT_CAMEO, date);
}

void an_actors_describe(an_arena *arena, const an_actors *actors, uint32_t entry, an_date_range date, an_actor *out)
{
    memset(out, 0, sizeof *out);
    out->entry = entry;
    out->resolution = AN_RESOLUTION_DICTIONARY;
    out->id = an_actors_id(actors, entry);
    out->name = name_at(actors, entry, date);
    out->kind = actors->entries[entry].is_office ? AN_ACTOR_PERSON : an_actors_kind(actors, entry, date);
    copy_country(inherited(actors, entry, AN_FACT_COUNTRY, date), out->country);
    out->sector_count = an_sectors_parse(inherited(actors, entry, AN_FACT_SECTORS, date), out->sectors);
    describe_office(actors, entry, date, out);
    out->cameo = an_actors_value(actors, entry, AN_FACT_CAMEO, date);
    describe_service(actors, date, out);
    if (!out->cameo.data) out->cameo = an_cameo_compose(arena, out->kind, out->country, out->sectors, out->sector_count);
}
