/* Looks for entries that compile but cannot be meant: words that lead to two actors at one time, ids that name nobody, dates that
 * overlap or leave a gap, offices that act for nobody, circles. */
#include <stdio.h>

#include "lexicon/actors_compile.h"
#include "lexicon/atoms.h"

enum { DEPTH_MAX = 16, HANDOVER_DAYS = 1 }; /* a predecessor's last day may be the successor's first */

typedef struct checker {
    an_lexicon_build *build;
    const an_actors *actors;
} checker;

static an_str text_of(const checker *c, an_pool_ref ref)
{
    an_str text = an_pool_get(c->actors->pool, ref);
    return text.data ? text : AN_STR("");
}

static void doubt(const checker *c, uint32_t entry, const char *what, an_str detail)
{
    const an_entry *e = c->actors->entries + entry;
    an_str id = text_of(c, e->id);
    an_problem(c->build->problems, text_of(c, e->file), e->line, "%.*s: %s%s%.*s", (int)id.length, id.data, what, detail.length ? ": " : "", (int)detail.length,
               detail.data ? detail.data : "");
}

static bool do_overlap(an_date_range a, an_date_range b, int allowed_days)
{
    if (a.from != AN_DAY_UNKNOWN && b.to != AN_DAY_UNKNOWN && b.to - a.from < allowed_days) return false;
    if (b.from != AN_DAY_UNKNOWN && a.to != AN_DAY_UNKNOWN && a.to - b.from < allowed_days) return false;
    return true;
}

static void check_references(const checker *c, uint32_t entry)
{
    const an_entry *e = c->actors->entries + entry;
    for (uint32_t i = 0; i < e->fact_count; i++) {
        const an_fact *fact = c->actors->facts + e->first_fact + i;
        if (fact->key < AN_FACT_PART_OF) continue;
        if (fact->entry == AN_NONE) doubt(c, entry, "no entry has the id", text_of(c, fact->value));
        else if (fact->key == AN_FACT_OFFICE && !c->actors->entries[fact->entry].is_office) doubt(c, entry, "is no office", text_of(c, fact->value));
    }
}

static void check_circle(const checker *c, uint32_t entry)
{
    uint32_t above = entry;
    for (int depth = 0; depth <= DEPTH_MAX; depth++) {
        above = an_actors_above(c->actors, above, AN_DATE_RANGE_UNKNOWN);
        if (above == AN_NONE) return;
        if (above == entry) break;
    }
    doubt(c, entry, "belongs to itself, or too deep", (an_str){0});
}

/* Dated values of one key must follow one another day by day. */
static void check_dates(const checker *c, uint32_t entry, an_fact_key key, const char *overlap, const char *gap)
{
    const an_entry *e = c->actors->entries + entry;
    const an_fact *last = NULL;
    for (uint32_t i = 0; i < e->fact_count; i++) {
        const an_fact *fact = c->actors->facts + e->first_fact + i;
        if (fact->key != (uint32_t)key || !an_date_range_is_known(fact->validity)) continue;
        if (last && do_overlap(last->validity, fact->validity, 0)) doubt(c, entry, overlap, text_of(c, fact->value));
        else if (last && last->validity.to != AN_DAY_UNKNOWN && fact->validity.from > last->validity.to + 1) doubt(c, entry, gap, text_of(c, fact->value));
        last = fact;
    }
}

static void check_office(const checker *c, uint32_t entry)
{
    const an_entry *e = c->actors->entries + entry;
    if (!e->is_office) return;
    if (!an_actors_value(c->actors, entry, AN_FACT_ACTS_FOR, AN_DATE_RANGE_UNKNOWN).data) doubt(c, entry, "an office that acts for nobody", (an_str){0});
    if (!an_actors_value(c->actors, entry, AN_FACT_TITLE, AN_DATE_RANGE_UNKNOWN).data && !e->form_count) doubt(c, entry, "an office without title or alias", (an_str){0});
}

static void check_entry(const checker *c, uint32_t entry)
{
    static const an_fact_key single[] = {AN_FACT_KIND, AN_FACT_COUNTRY, AN_FACT_SECTORS, AN_FACT_CAMEO, AN_FACT_PART_OF};
    check_references(c, entry);
    check_circle(c, entry);
    check_office(c, entry);
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        check_dates(c, entry, single[i], "two values at one time", "a gap in time before");
}

static bool is_ambiguity(const checker *c, uint32_t form, uint32_t other)
{
    const an_form *a = c->actors->forms + form, *b = c->actors->forms + other;
    uint32_t letters;
    if (a->entry >= b->entry || a->kind >= AN_FORM_SURNAME || b->kind >= AN_FORM_SURNAME) return false;
    return do_overlap(a->validity, b->validity, 0) &&
           an_atom_case_of(text_of(c, a->words), &letters) == an_atom_case_of(text_of(c, b->words), &letters);
}

static void check_form(const checker *c, uint32_t form)
{
    an_phrase_match match;
    char detail[256];
    if (!an_phrase_lookup(&c->actors->phrases, text_of(c, c->actors->forms[form].words), &match)) return;
    for (uint32_t i = 0; i < match.value_count; i++) {
        an_str words = text_of(c, c->actors->forms[form].words), other;
        int length;
        if (!is_ambiguity(c, form, match.values[i])) continue;
        other = an_actors_id(c->actors, c->actors->forms[match.values[i]].entry);
        length = snprintf(detail, sizeof detail, "%.*s (%.*s)", (int)words.length, words.data, (int)other.length, other.data);
        doubt(c, c->actors->forms[form].entry, "the same words lead to another actor at the same time", (an_str){detail, length < 0 ? 0 : strlen(detail)});
    }
}

/* One office, two holders on more days than that of the handover. */
static void check_tenures(const checker *c)
{
    for (uint32_t i = 1; i < c->actors->tenure_count; i++) {
        const an_tenure *a = c->actors->tenures + i - 1, *b = c->actors->tenures + i;
        if (a->office == b->office && a->person != b->person && do_overlap(a->validity, b->validity, HANDOVER_DAYS))
            doubt(c, b->person, "holds an office that somebody else holds too", an_actors_id(c->actors, b->office));
    }
}

annals_status an_actors_check(an_lexicon_build *build, const an_lexicon *lexicon, annals_error *error)
{
    checker c = {build, an_lexicon_actors(lexicon)};
    (void)error; /* nothing here can fail */
    for (uint32_t i = 0; i < c.actors->entry_count; i++) check_entry(&c, i);
    for (uint32_t i = 0; i < c.actors->form_count; i++) check_form(&c, i);
    check_tenures(&c);
    return ANNALS_OK;
}
