/* What the dictionaries hold, as lists and counts: annals_lexicon_list, annals_lexicon_stats. */
#include "handles.h"

#include "lexicon/actors.h"
#include "lexicon/frames.h"
#include "lexicon/happenings.h"
#include "lexicon/places.h"
#include "lexicon/roles.h"

typedef struct listing {
    const an_lexicon *lexicon;
    an_strbuf out;
    annals_sink sink;
    void *user;
    bool is_stopped;
} listing;

enum { FLUSH_BYTES = 1 << 16 };

/* Hands on what has gathered, so that memory stays small; false once the sink asked to stop. */
static bool flush(listing *l, bool is_last)
{
    if (l->is_stopped || (!is_last && l->out.length < FLUSH_BYTES)) return !l->is_stopped;
    l->is_stopped = l->out.length && l->sink(l->user, l->out.data, l->out.length) != 0;
    an_strbuf_clear(&l->out);
    return !l->is_stopped;
}

static void put_cell(listing *l, an_str text, char end)
{
    an_strbuf_put_str(&l->out, text);
    an_strbuf_putc(&l->out, end);
}

static void put_line_number(listing *l, an_str file, uint32_t line)
{
    an_strbuf_put_str(&l->out, file);
    an_strbuf_printf(&l->out, ":%u\n", line);
}

/* ---- actors and offices ---- */

static void put_facts(listing *l, const an_actors *actors, const an_entry *entry, an_fact_key key, char end)
{
    bool is_first = true;
    for (uint32_t i = 0; i < entry->fact_count; i++) {
        const an_fact *fact = &actors->facts[entry->first_fact + i];
        if (fact->key != (uint32_t)key) continue;
        if (!is_first) an_strbuf_putc(&l->out, '|');
        an_strbuf_put_str(&l->out, an_pool_get(actors->pool, fact->value));
        is_first = false;
    }
    an_strbuf_putc(&l->out, end);
}

static void put_aliases(listing *l, const an_actors *actors, const an_entry *entry)
{
    bool is_first = true;
    for (uint32_t i = 0; i < entry->form_count; i++) {
        const an_form *form = &actors->forms[entry->first_form + i];
        if (form->kind != AN_FORM_ALIAS && form->kind != AN_FORM_FORMER) continue;
        if (!is_first) an_strbuf_putc(&l->out, '|');
        an_strbuf_put_str(&l->out, an_pool_get(actors->pool, form->words));
        is_first = false;
    }
    an_strbuf_putc(&l->out, '\t');
}

static void list_entries(listing *l, bool wants_offices)
{
    const an_actors *actors = an_lexicon_actors(l->lexicon);
    an_strbuf_printf(&l->out, "id\tname\tkind\tcountry\tsectors\tcameo\taliases\tline\n");
    for (uint32_t e = 0; actors && e < actors->entry_count && flush(l, false); e++) {
        const an_entry *entry = &actors->entries[e];
        if ((entry->is_office != 0) != wants_offices) continue;
        put_cell(l, an_pool_get(actors->pool, entry->id), '\t');
        put_cell(l, an_pool_get(actors->pool, entry->name), '\t');
        put_facts(l, actors, entry, AN_FACT_KIND, '\t');
        put_facts(l, actors, entry, AN_FACT_COUNTRY, '\t');
        put_facts(l, actors, entry, AN_FACT_SECTORS, '\t');
        put_facts(l, actors, entry, AN_FACT_CAMEO, '\t');
        put_aliases(l, actors, entry);
        put_line_number(l, an_pool_get(actors->pool, entry->file), entry->line);
    }
}

static void list_actors(listing *l) { list_entries(l, false); }
static void list_offices(listing *l) { list_entries(l, true); }

static void list_tenures(listing *l)
{
    const an_actors *actors = an_lexicon_actors(l->lexicon);
    an_strbuf_printf(&l->out, "office\tperson\tfrom\tuntil\n");
    for (uint32_t i = 0; actors && i < actors->tenure_count && flush(l, false); i++) {
        const an_tenure *tenure = &actors->tenures[i];
        char from[AN_ISO_DAY_BYTES], until[AN_ISO_DAY_BYTES];
        put_cell(l, an_actors_id(actors, tenure->office), '\t');
        put_cell(l, an_actors_id(actors, tenure->person), '\t');
        an_strbuf_printf(&l->out, "%s\t%s\n", an_iso_format(tenure->validity.from, from), an_iso_format(tenure->validity.to, until));
    }
}

/* ---- the other kinds ---- */

static void list_roles(listing *l)
{
    const an_roles *roles = an_lexicon_roles(l->lexicon);
    an_strbuf_printf(&l->out, "words\tkind\tsectors\tcameo\tgender\tline\n");
    for (uint32_t r = 0; roles && r < roles->count && flush(l, false); r++) {
        const an_role *role = &roles->roles[r];
        put_cell(l, an_pool_get(roles->pool, role->id), '\t');
        an_strbuf_printf(&l->out, "%s\t", an_actor_kind_names[role->kind]);
        for (int s = 0; s < role->sector_count; s++) an_strbuf_printf(&l->out, "%s%s", s ? " " : "", an_sector_names[role->sectors[s]]);
        an_strbuf_putc(&l->out, '\t');
        put_cell(l, an_pool_get(roles->pool, role->cameo), '\t');
        an_strbuf_printf(&l->out, "%.1s\t", role->gender ? (const char[]){(char)role->gender, '\0'} : "");
        put_line_number(l, an_pool_get(roles->pool, role->file), role->line);
    }
}

static void list_frames(listing *l)
{
    const an_frames *frames = an_lexicon_frames(l->lexicon);
    an_strbuf_printf(&l->out, "id\ttype\tmodes\tcameo\tline\n");
    for (uint32_t f = 0; frames && f < frames->frame_count && flush(l, false); f++) {
        const an_frame *frame = &frames->frames[f];
        put_cell(l, an_pool_get(frames->pool, frame->id), '\t');
        an_strbuf_printf(&l->out, "%s\t", frame->type == AN_TYPE_NONE ? "" : an_types[frame->type].name);
        for (int m = 0; m < frame->mode_count; m++) an_strbuf_printf(&l->out, "%s%s", m ? " " : "", an_modes[frame->modes[m]].name);
        an_strbuf_printf(&l->out, "\t%.8s\t", frame->cameo);
        put_line_number(l, an_pool_get(frames->pool, frame->file), frame->line);
    }
}

static void list_places(listing *l)
{
    const an_places *places = an_lexicon_places(l->lexicon);
    an_strbuf_printf(&l->out, "name\tcountry\tdivision\tprecision\tlatitude\tlongitude\tpopulation\tgeonames\n");
    for (uint32_t p = 0; places && p < places->count && flush(l, false); p++) {
        const an_place_entry *place = &places->entries[p];
        put_cell(l, an_places_name(places, p), '\t');
        an_strbuf_printf(&l->out, "%s\t", place->country);
        put_cell(l, an_places_parent(places, p), '\t');
        an_strbuf_printf(&l->out, "%s\t%.2f\t%.2f\t%u\t%u\n", an_precision_names[place->precision], place->latitude / 1e5, place->longitude / 1e5,
                         place->population, place->geonames);
    }
}

static void list_happenings(listing *l)
{
    const an_happenings *happenings = an_lexicon_happenings(l->lexicon);
    an_strbuf_printf(&l->out, "id\ttype\tfrom\tuntil\tplace\tcountry\tline\n");
    for (uint32_t i = 0; happenings && i < happenings->count && flush(l, false); i++) {
        const an_happening *happening = happenings->items + i;
        char from[AN_ISO_DAY_BYTES], until[AN_ISO_DAY_BYTES];
        put_cell(l, an_pool_get(happenings->pool, happening->id), '\t');
        an_strbuf_printf(&l->out, "%s\t%s\t%s\t", an_types[happening->type].name, an_iso_format(happening->range.from, from), an_iso_format(happening->range.to, until));
        put_cell(l, an_pool_get(happenings->pool, happening->place), '\t');
        an_strbuf_printf(&l->out, "%s\t", happening->country);
        put_line_number(l, an_pool_get(happenings->pool, happening->file), happening->line);
    }
}

static const struct {
    const char *kind;
    void (*list)(listing *l);
} lists[] = {{"actors", list_actors}, {"offices", list_offices}, {"tenures", list_tenures},
             {"roles", list_roles},   {"frames", list_frames},   {"places", list_places},   {"happenings", list_happenings}};

static annals_status finish(listing *l, annals_error *error)
{
    annals_status status = ANNALS_OK;
    flush(l, true);
    if (l->out.has_failed) status = an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    else if (l->is_stopped) status = ANNALS_STOPPED;
    an_strbuf_free(&l->out);
    return status;
}

annals_status annals_lexicon_list(const annals_engine *engine, const char *kind, annals_sink sink, void *user, annals_error *error)
{
    listing l = {.lexicon = engine->resources.lexicon, .sink = sink, .user = user};
    an_error_clear(error);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (strcmp(lists[i].kind, kind) != 0) continue;
        an_strbuf_init(&l.out, 0);
        lists[i].list(&l);
        return finish(&l, error);
    }
    return an_fail(error, ANNALS_E_USAGE, "lexicon", 0, "there is no list '%.40s'; there are actors, offices, tenures, roles, frames, places, happenings", kind);
}

/* ---- counts ---- */

static void put_count(listing *l, const char *what, const char *kind, uint64_t count)
{
    if (count) an_strbuf_printf(&l->out, "%s\t%s\t%llu\n", what, kind, (unsigned long long)count);
}

static void count_actors(listing *l)
{
    const an_actors *actors = an_lexicon_actors(l->lexicon);
    uint64_t kinds[AN_ACTOR_KIND_COUNT] = {0}, offices = 0;
    if (!actors) return;
    for (uint32_t e = 0; e < actors->entry_count; e++) {
        if (actors->entries[e].is_office) offices++;
        else kinds[an_actors_kind(actors, e, AN_DATE_RANGE_UNKNOWN)]++;
    }
    for (int k = 0; k < AN_ACTOR_KIND_COUNT; k++) put_count(l, "actors", an_actor_kind_names[k], kinds[k]);
    put_count(l, "offices", "", offices);
    put_count(l, "tenures", "", actors->tenure_count);
    put_count(l, "words of actors", "", actors->form_count);
}

static void count_frames(listing *l)
{
    const an_frames *frames = an_lexicon_frames(l->lexicon);
    uint64_t types[AN_TYPE_COUNT] = {0};
    if (!frames) return;
    for (uint32_t f = 0; f < frames->frame_count; f++) types[frames->frames[f].type]++;
    for (int t = AN_TYPE_NONE + 1; t < AN_TYPE_COUNT; t++) put_count(l, "frames", an_types[t].name, types[t]);
    put_count(l, "reports and attitudes", "", (uint64_t)frames->report_count + frames->attitude_count);
    put_count(l, "context terms", "", frames->context_term_count);
}

annals_status annals_lexicon_stats(const annals_engine *engine, annals_sink sink, void *user, annals_error *error)
{
    listing l = {.lexicon = engine->resources.lexicon, .sink = sink, .user = user};
    const an_roles *roles = an_lexicon_roles(l.lexicon);
    const an_places *places = an_lexicon_places(l.lexicon);
    const an_happenings *happenings = an_lexicon_happenings(l.lexicon);
    an_error_clear(error);
    an_strbuf_init(&l.out, 0);
    an_strbuf_printf(&l.out, "what\tkind\tcount\n");
    count_actors(&l);
    put_count(&l, "roles", "", roles ? roles->count : 0);
    count_frames(&l);
    put_count(&l, "places", "", places ? places->count : 0);
    put_count(&l, "happenings", "", happenings ? happenings->count : 0);
    return finish(&l, error);
}
