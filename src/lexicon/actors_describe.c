/* What an entry was at a date: the record that a mention carries. */
#include "lexicon/actors.h"

#include <stdio.h>

enum { COMPOSED_BYTES = 128, SLUG_BYTES = 8 }; /* of an id or name made of two; of a sector's part of an id */

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

/* ---- what is made of a country and a sector ---- */

/* What is composed of a country and a sector is called after its sector, whatever word stood in the text. */
static const struct sector_body {
    an_sector sector;
    an_actor_kind kind;
    const char *name;
} sector_bodies[] = {
    {AN_SECTOR_GOV, AN_ACTOR_GOVERNMENT, "government"},   {AN_SECTOR_MIL, AN_ACTOR_MILITARY, "military"},
    {AN_SECTOR_COP, AN_ACTOR_GOVERNMENT, "police"},       {AN_SECTOR_JUD, AN_ACTOR_GOVERNMENT, "judiciary"},
    {AN_SECTOR_LEG, AN_ACTOR_GOVERNMENT, "legislature"},  {AN_SECTOR_SPY, AN_ACTOR_GOVERNMENT, "intelligence"},
    {AN_SECTOR_REB, AN_ACTOR_ARMED_GROUP, "rebels"},      {AN_SECTOR_PRM, AN_ACTOR_ARMED_GROUP, "paramilitaries"},
    {AN_SECTOR_UAF, AN_ACTOR_ARMED_GROUP, "armed men"},   {AN_SECTOR_CRM, AN_ACTOR_ARMED_GROUP, "criminals"},
    {AN_SECTOR_PTY, AN_ACTOR_PARTY, "party"},             {AN_SECTOR_OPP, AN_ACTOR_POPULATION, "opposition"},
    {AN_SECTOR_BUS, AN_ACTOR_POPULATION, "business"},     {AN_SECTOR_MNC, AN_ACTOR_COMPANY, "companies"},
    {AN_SECTOR_JRN, AN_ACTOR_MEDIA, "journalists"},       {AN_SECTOR_EDU, AN_ACTOR_POPULATION, "education"},
    {AN_SECTOR_MED, AN_ACTOR_POPULATION, "health workers"}, {AN_SECTOR_LAB, AN_ACTOR_POPULATION, "labour"},
    {AN_SECTOR_AGR, AN_ACTOR_POPULATION, "farmers"},      {AN_SECTOR_REL, AN_ACTOR_POPULATION, "religious community"},
    {AN_SECTOR_REF, AN_ACTOR_POPULATION, "refugees"},     {AN_SECTOR_ELI, AN_ACTOR_POPULATION, "elites"},
    {AN_SECTOR_NGO, AN_ACTOR_NGO, "organisations"},       {AN_SECTOR_IGO, AN_ACTOR_IGO, "intergovernmental body"},
    {AN_SECTOR_SOC, AN_ACTOR_POPULATION, "civil society"}, {AN_SECTOR_CVL, AN_ACTOR_POPULATION, "civilians"},
};

static const struct sector_body *body_of(an_sector sector)
{
    for (size_t i = 0; i < sizeof sector_bodies / sizeof *sector_bodies; i++)
        if (sector_bodies[i].sector == sector) return sector_bodies + i;
    return NULL;
}

const char *an_sector_body_name(an_sector sector) { return body_of(sector) ? body_of(sector)->name : NULL; }
an_actor_kind an_sector_body_kind(an_sector sector) { return body_of(sector) ? body_of(sector)->kind : AN_ACTOR_UNKNOWN; }

an_str an_actors_compose(an_arena *arena, an_str first, const char *between, an_str second)
{
    char text[COMPOSED_BYTES];
    int length = snprintf(text, sizeof text, "%.*s%s%.*s", (int)first.length, first.data, between, (int)second.length, second.data);
    if (length < 0 || (size_t)length >= sizeof text) return (an_str){0};
    return (an_str){an_arena_copy(arena, text, (size_t)length), (size_t)length};
}

uint32_t an_actors_state_or_territory(const an_actors *actors, const char country[AN_COUNTRY_BYTES], an_date_range date)
{
    char id[AN_COUNTRY_BYTES] = {0};
    uint32_t entry = an_actors_state(actors, country, date);
    if (entry != AN_NONE || !country[0]) return entry;
    for (int i = 0; i + 1 < AN_COUNTRY_BYTES; i++) id[i] = (char)(country[i] + ('a' - 'A'));
    entry = an_actors_by_id(actors, an_str_from(id));
    return entry != AN_NONE && an_actors_kind(actors, entry, date) == AN_ACTOR_REGION ? entry : AN_NONE;
}

/* "afg" and CVL: "afg.cvl" */
static an_str people_id(an_arena *arena, an_str state, an_sector sector)
{
    char slug[SLUG_BYTES] = {0};
    for (size_t i = 0; an_sector_names[sector][i] && i + 1 < sizeof slug; i++) slug[i] = (char)(an_sector_names[sector][i] + ('a' - 'A'));
    return an_actors_compose(arena, state, ".", an_str_from(slug));
}

static an_str people_name(an_arena *arena, const an_actors *actors, uint32_t state, an_sector sector, an_date_range date)
{
    an_str adjective = an_actors_form_of(actors, state, AN_FORM_ADJECTIVE, date);
    return an_actors_compose(arena, adjective.data ? adjective : name_at(actors, state, date), " ", an_str_from(an_sector_body_name(sector)));
}

bool an_actors_name_people(an_arena *arena, const an_actors *actors, an_date_range date, an_actor *people)
{
    uint32_t state = an_actors_state_or_territory(actors, people->country, date);
    an_sector sector = people->sector_count ? (an_sector)people->sectors[0] : AN_SECTOR_NONE;
    an_str id, name;
    if (state == AN_NONE || !an_sector_body_name(sector)) return false;
    id = people_id(arena, an_actors_id(actors, state), sector);
    if (!id.data) return false;
    people->entry = an_actors_by_id(actors, id);
    name = people->entry == AN_NONE ? people_name(arena, actors, state, sector, date) : name_at(actors, people->entry, date);
    people->id = id;
    people->name = name.data ? name : id;
    people->resolution = AN_RESOLUTION_COMPOSED;
    return true;
}
