/* Which of the places of one name is meant. Candidates are scored by what a reader goes by: how large and how important a place is,
 * which countries the text speaks of, what contains it ("Termez, Uzbekistan"), what it is named together with ("Helmand and
 * Kandahar"), what kind of place the words say it is ("province"), and what the same name meant before.
 *
 * A place that nothing in the text supports is not taken at all: small places need their country to be spoken of. */
#include <math.h>

#include "mention/places.h"

/* Scores add up; one power of ten in population is worth 1. */
static const double SCORE_COUNTRY = 9.0;        /* "Georgia", "Jordan", "Mexico": a state before towns and divisions of its name */
static const double SCORE_REGION = 6.5;         /* as a large city: what a dictionary text names is meant */
static const double SCORE_CAPITAL = 1.5, SCORE_GREAT_CAPITAL = 2.5, SCORE_SEAT = 0.3;
static const double SCORE_DIVISION = -1.2;      /* a division gives way to the city that it is named after */
static const double SCORE_US_STATE = 1.0;       /* English texts name them without saying what they are */
static const double SCORE_COUNTRY_NAMED = 2.0;  /* the text speaks of its country */
static const double SCORE_COUNTRY_NEAR = 1.0;   /* ... in the same sentence */
static const double SCORE_COUNTRY_MAIN = 0.5;   /* ... more than of any other */
static const double SCORE_CONTAINED = 12.0, SCORE_HOLDS = 6.0; /* "Portland, Oregon": for Portland, for Oregon */
static const double SCORE_HOLDS_OTHERS = 2.5;   /* something in it is named anywhere in the text */
static const double SCORE_BESIDE = 1.5, SCORE_BESIDE_KIND = 1.3;
static const double SCORE_HINT = 6.0, SCORE_AGAINST_HINT = -4.0;
static const double SCORE_SAME_SENSE = 3.0;
static const double SCORE_OWN_TEXT = 0.8;       /* from a dictionary text of ours, not from the large table */
static const double SCORE_UNKNOWN_SIZE = 3.0;   /* seats of districts without a figure */
static const double SCORE_VILLAGE = -1.5;       /* that its country is spoken of does not put a village before a city elsewhere */

/* The smallest population at which a name stands for the place by itself, by use; "supported": the text speaks of the country. */
enum {
    ALONE_LOCAL = 40000, ALONE_LOOSE = 150000, ALONE_ACTOR = 400000,
    ALONE_ABROAD = 60000, /* for LOCAL where the text speaks of other countries only */
    SUPPORTED_LOOSE = 10000, SUPPORTED_ACTOR = 60000,
    PERSON_LOOSE = 50000, PERSON_ACTOR = 200000, /* tagged as a person */
    VILLAGE_POPULATION = 5000,
    GREAT_CAPITAL = 1000000, /* "the two presidents of A and B met in Rome" is not the Rome of A */
    NAMES_AROUND = 400,    /* how far a name is compared with others of the text: more than an article has, and time stays linear */
    COMMON_ALONE = 300000 /* "Nice", "Reading": a word that is also a large city */
};

static const an_place_entry *entry_of(const an_place_reader *r, uint32_t entry) { return &r->places->entries[entry]; }

static const an_place_country *find_country(const an_place_reader *r, const char *code)
{
    for (size_t i = 0; i < r->countries.count; i++)
        if (strcmp(r->countries.items[i].code, code) == 0) return &r->countries.items[i];
    return NULL;
}

void an_place_count_country(an_place_reader *r, const char *code)
{
    an_place_country fresh = {.count = 1};
    if (!code[0]) return;
    for (size_t i = 0; i < r->countries.count; i++)
        if (strcmp(r->countries.items[i].code, code) == 0) {
            r->countries.items[i].count++;
            return;
        }
    memcpy(fresh.code, code, AN_COUNTRY_BYTES);
    AN_PUSH(r->scratch, &r->countries, fresh);
}

static bool is_main_country(const an_place_reader *r, const an_place_country *country)
{
    for (size_t i = 0; i < r->countries.count; i++)
        if (r->countries.items[i].count > country->count) return false;
    return true;
}

/* True if the country is named (or shown by an adjective) in that sentence. */
static bool is_country_in_sentence(const an_place_reader *r, const char *code, uint32_t sentence)
{
    for (size_t i = 0; i < r->names.count; i++) {
        const an_place_name *n = &r->names.items[i];
        if (n->sentence != sentence) continue;
        for (uint32_t c = 0; c < n->candidate_count; c++)
            if (entry_of(r, n->candidates[c])->precision == AN_PRECISION_COUNTRY && strcmp(entry_of(r, n->candidates[c])->country, code) == 0) return true;
    }
    return false;
}

static bool contains(const an_place_reader *r, const an_place_entry *outer, const an_place_entry *inner)
{
    if (outer == inner || strcmp(outer->country, inner->country) != 0 || !outer->country[0]) return false;
    if (outer->precision == AN_PRECISION_COUNTRY) return inner->precision != AN_PRECISION_COUNTRY;
    if (outer->precision != AN_PRECISION_DIVISION && outer->precision != AN_PRECISION_REGION && outer->precision != AN_PRECISION_CITY) return false;
    if (inner->precision == AN_PRECISION_DIVISION ? !inner->parent.length || outer->precision != AN_PRECISION_DIVISION : inner->precision >= outer->precision) return false; /* a district lies in a province */
    return an_str_equal(an_pool_get(r->places->pool, outer->name), an_pool_get(r->places->pool, inner->parent));
}

static double score_size(const an_place_entry *e)
{
    double score = e->population ? log10((double)e->population) : SCORE_UNKNOWN_SIZE;
    if (e->precision == AN_PRECISION_COUNTRY) return SCORE_COUNTRY;
    if (e->precision == AN_PRECISION_SEA || e->precision == AN_PRECISION_REGION || e->precision == AN_PRECISION_POINT) return SCORE_REGION;
    if (e->precision == AN_PRECISION_DIVISION) score += SCORE_DIVISION;
    if (e->precision == AN_PRECISION_DIVISION && strcmp(e->country, "USA") == 0) score += SCORE_US_STATE;
    if (e->rank == AN_RANK_CAPITAL) score += e->population >= GREAT_CAPITAL ? SCORE_GREAT_CAPITAL : SCORE_CAPITAL;
    if (e->rank == AN_RANK_SEAT) score += SCORE_SEAT;
    if (e->is_table && e->precision <= AN_PRECISION_CITY && e->population < VILLAGE_POPULATION) score += SCORE_VILLAGE;
    return e->is_table ? score : score + SCORE_OWN_TEXT;
}

static double score_said(const an_place_name *n, const an_place_entry *e)
{
    return n->said_country[0] && strcmp(n->said_country, e->country) == 0 ? SCORE_CONTAINED : 0;
}

static double score_context(const an_place_reader *r, const an_place_name *n, const an_place_entry *e)
{
    const an_place_country *country = find_country(r, e->country);
    double score = 0;
    if (!country) return 0;
    score += SCORE_COUNTRY_NAMED;
    if (is_main_country(r, country)) score += SCORE_COUNTRY_MAIN;
    if (is_country_in_sentence(r, e->country, n->sentence)) score += SCORE_COUNTRY_NEAR;
    return score;
}

static double score_hint(const an_place_name *n, const an_place_entry *e)
{
    bool is_division = e->precision == AN_PRECISION_DIVISION || e->precision == AN_PRECISION_REGION;
    if (n->hint == AN_HINT_DIVISION) return is_division ? SCORE_HINT : e->precision == AN_PRECISION_COUNTRY ? SCORE_AGAINST_HINT * 2 : 0;
    if (n->hint == AN_HINT_CITY) return e->precision == AN_PRECISION_CITY ? SCORE_HINT : SCORE_AGAINST_HINT;
    if (n->hint == AN_HINT_DISTRICT) return e->precision <= AN_PRECISION_CITY ? SCORE_HINT / 4 : 0;
    return 0;
}

/* The town that a division is named after does not count: "Tehran" is in Tehran. */
static bool holds_any(const an_place_reader *r, const an_place_name *n, const an_place_entry *outer)
{
    an_str name = an_pool_get(r->places->pool, outer->name);
    size_t at = (size_t)(n - r->names.items), first = at > NAMES_AROUND ? at - NAMES_AROUND : 0;
    for (size_t i = first; i < r->names.count && i <= at + NAMES_AROUND; i++) {
        uint32_t entry = r->names.items[i].entry;
        if (entry != AN_NONE && contains(r, outer, entry_of(r, entry)) && !an_str_equal(an_places_name(r->places, entry), name)) return true;
    }
    return false;
}

static bool may_be_state(const an_place_reader *r, const an_place_name *n)
{
    for (uint32_t c = 0; c < n->candidate_count; c++)
        if (entry_of(r, n->candidates[c])->precision == AN_PRECISION_COUNTRY) return true;
    return false;
}

static double score_neighbours(const an_place_reader *r, const an_place_name *n, const an_place_entry *e)
{
    double score = 0, holds = 0;
    bool is_town_of_state_name = e->precision <= AN_PRECISION_CITY && may_be_state(r, n); /* "China, Japan": a list, and no town in Japan */
    if (n->within != AN_NONE && !is_town_of_state_name) {
        const an_place_name *outer = &r->names.items[n->within];
        for (uint32_t c = 0; c < outer->candidate_count; c++)
            if (contains(r, entry_of(r, outer->candidates[c]), e)) score = SCORE_CONTAINED;
    }
    if (n->holds != AN_NONE) {
        const an_place_name *inner = &r->names.items[n->holds];
        for (uint32_t c = 0; c < inner->candidate_count; c++)
            if (contains(r, e, entry_of(r, inner->candidates[c]))) holds = SCORE_HOLDS;
    }
    score += holds; /* "Ardel, Oregon, Northland": Oregon holds Ardel and lies in Northland */
    if (score == 0 && (e->precision == AN_PRECISION_DIVISION || e->precision == AN_PRECISION_CITY) && holds_any(r, n, e)) score = SCORE_HOLDS_OTHERS;
    if (n->beside != AN_NONE && r->names.items[n->beside].entry != AN_NONE) {
        const an_place_entry *other = entry_of(r, r->names.items[n->beside].entry);
        if (strcmp(other->country, e->country) == 0) score += SCORE_BESIDE;
        if (other->precision == e->precision) score += SCORE_BESIDE_KIND;
    }
    return score;
}

/* The same words before, resolved: one text rarely means two places by one name. */
static double score_same_sense(const an_place_reader *r, size_t index, uint32_t entry)
{
    const an_place_name *n = &r->names.items[index];
    for (size_t i = index; i-- > 0 && index - i <= NAMES_AROUND;) {
        const an_place_name *other = &r->names.items[i];
        if (other->candidates != n->candidates || other->entry == AN_NONE) continue;
        return other->entry == entry && other->hint == n->hint ? SCORE_SAME_SENSE : 0;
    }
    return 0;
}

/* "of Ardel, Tennessee", "hit Ardel in Idlib": the words name what it lies in. */
static bool is_located(const an_place_reader *r, const an_place_name *n, const an_place_entry *e) { return n->within != AN_NONE && score_neighbours(r, n, e) >= SCORE_CONTAINED; }

static bool is_supported(const an_place_reader *r, const an_place_name *n, const an_place_entry *e)
{
    if (is_located(r, n, e)) return true;
    return e->country[0] && find_country(r, e->country) != NULL;
}

/* Tagged as a place, and the gazetteer has no other country for it: enough where the text speaks of no country, or for two words. */
static bool is_alone(const an_place_reader *r, const an_place_name *n)
{
    const an_token *before = n->first > r->parsed->sentences[n->sentence].first_token ? an_place_token(r, n->first - 1) : NULL;
    if ((r->countries.count && n->end - n->first < 2) || (before && before->upos == AN_UPOS_PROPN)) return false;
    for (uint32_t i = n->first; i < n->end; i++)
        if (an_place_token(r, i)->name != AN_NAME_PLACE) return false;
    for (uint32_t c = 1; c < n->candidate_count; c++)
        if (strcmp(entry_of(r, n->candidates[c])->country, entry_of(r, n->candidates[0])->country) != 0) return false;
    return true;
}

/* How well the name is known in its country: a town is as well known as the province that is named after it. */
static uint32_t weight_of_name(const an_place_reader *r, const an_place_name *n, const an_place_entry *e)
{
    uint32_t most = e->population;
    for (uint32_t c = 0; c < n->candidate_count; c++) {
        const an_place_entry *other = entry_of(r, n->candidates[c]);
        if (other->population > most && strcmp(other->country, e->country) == 0 && an_str_equal(an_places_name(r->places, n->candidates[c]), an_pool_get(r->places->pool, e->parent))) most = other->population;
    }
    return most;
}

/* Whether the text says enough for this place to be named at all. */
static bool is_plausible(const an_place_reader *r, const an_place_name *n, uint32_t entry)
{
    const an_place_entry *e = entry_of(r, entry);
    bool is_supported_here = is_supported(r, n, e);
    uint32_t population = weight_of_name(r, n, e);
    if (e->is_common && n->use != AN_USE_LOCAL) return false;
    if (e->is_common && n->hint == AN_HINT_NONE && !(is_supported_here && population >= SUPPORTED_ACTOR) && population < COMMON_ALONE) return false;
    if (e->is_common && e->precision == AN_PRECISION_DIVISION && n->hint != AN_HINT_DIVISION) return false;
    if (!e->is_table || is_located(r, n, e)) return true; /* what we put into a dictionary text is meant */
    if (n->is_person && n->use == AN_USE_ACTOR && population < PERSON_ACTOR && e->rank == AN_RANK_NONE) return false;
    if (n->is_person && n->use == AN_USE_LOOSE && population < PERSON_LOOSE && e->rank == AN_RANK_NONE) return false;
    if (n->is_held && n->within == AN_NONE) return population >= (is_supported_here ? (uint32_t)SUPPORTED_LOOSE : (uint32_t)ALONE_LOCAL);
    if (n->use == AN_USE_LOCAL) return is_supported_here || population >= (r->countries.count ? (uint32_t)ALONE_ABROAD : (uint32_t)ALONE_LOCAL) || (n->hint == AN_HINT_DIVISION && e->precision == AN_PRECISION_DIVISION) || is_alone(r, n);
    if (n->use == AN_USE_LOOSE) return population >= (is_supported_here ? (uint32_t)SUPPORTED_LOOSE : (uint32_t)ALONE_LOOSE);
    return population >= (is_supported_here ? (uint32_t)SUPPORTED_ACTOR : (uint32_t)ALONE_ACTOR);
}

/* The words name the country, and no place of this name lies there: "the Lebanese village of X", "X, Tarn Province", where we know X in
 * Algeria only. A town may stand in a list, "X, Y and Z"; a village hardly. */
static bool is_elsewhere(const an_place_reader *r, const an_place_name *n, uint32_t entry)
{
    const an_place_entry *e = entry_of(r, entry);
    const an_place_name *outer = n->within == AN_NONE ? NULL : &r->names.items[n->within];
    const an_place_entry *around = !outer || outer->entry == AN_NONE ? NULL : entry_of(r, outer->entry);
    if (around && around->country[0] && e->is_table && (outer->hint == AN_HINT_DIVISION || e->population < VILLAGE_POPULATION) && strcmp(around->country, e->country) != 0) return true;
    return n->said_country[0] && e->country[0] && strcmp(n->said_country, e->country) != 0;
}

static void resolve_one(const an_place_reader *r, size_t index)
{
    an_place_name *n = &r->names.items[index];
    double best = 0;
    n->entry = AN_NONE;
    if (n->use == AN_USE_NONE) return;
    for (uint32_t c = 0; c < n->candidate_count; c++) {
        const an_place_entry *e = entry_of(r, n->candidates[c]);
        double score = score_size(e) + score_said(n, e) + score_context(r, n, e) + score_hint(n, e) + score_neighbours(r, n, e) + score_same_sense(r, index, n->candidates[c]);
        if (n->entry != AN_NONE && score <= best) continue;
        n->entry = n->candidates[c];
        best = score;
    }
    if (n->entry != AN_NONE && (!is_plausible(r, n, n->entry) || is_elsewhere(r, n, n->entry))) n->entry = AN_NONE;
}

/* Twice: what the first pass makes of names without a doubt speaks for the countries of the second. */
void an_place_resolve(an_place_reader *r)
{
    for (size_t i = 0; i < r->names.count; i++) resolve_one(r, i);
    for (size_t i = 0; i < r->names.count; i++) {
        const an_place_name *n = &r->names.items[i];
        const an_place_entry *e = n->entry == AN_NONE ? NULL : entry_of(r, n->entry);
        if (e && e->precision != AN_PRECISION_COUNTRY && (e->population >= ALONE_ACTOR || n->within != AN_NONE)) an_place_count_country(r, e->country);
    }
    for (size_t i = 0; i < r->names.count; i++) resolve_one(r, i);
}
