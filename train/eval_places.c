/* Measures the finding of places against GeoVirus (Gritta et al. 2018: Wikinews on epidemics with names of places, character offsets
 * and coordinates).
 *
 *     eval_places SPLIT_MODEL PARSE_MODEL LEXICON GEOVIRUS.xml [-v]
 *
 * Matching rule. A gold name is found if a place mention with coordinates shares a character with it (those that the gazetteer lacks
 * are given under their names alone, and counted apart); of several the one that shares most counts,
 * then the earlier one. It is right within 161 km (100 miles, the field's measure) if the great circle between the mention's and
 * the gold's coordinates is no longer. Its country is right if it is that of the town of the gazetteer that lies nearest to the
 * gold's coordinates (GeoVirus names no countries); mentions without a country and gold names marked as continents are left out of
 * this count. Precision: mentions that share a character with a gold name, of all mentions. GeoVirus leaves out some names of
 * institutions' seats, so precision is a lower bound. With -v each miss is shown. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "lexicon/places.h"
#include "mention/mentions.h"
#include "parse/parser.h"
#include "split/splitter.h"

enum { NEAR_KM = 161, GOLD_MAX = 4096 };
static const double EARTH_RADIUS_KM = 6371.0, DEGREE = 3.14159265358979323846 / 180.0;

typedef struct tools {
    an_splitter *splitter;
    an_parser *parser;
    an_lexicon *lexicon;
    bool is_verbose;
} tools;

typedef struct gold_place {
    an_span span; /* bytes */
    double latitude, longitude;
    bool is_continent;
} gold_place;

typedef struct counts {
    size_t articles, gold, found, named, near, towns, towns_near, countries, countries_right, mentions, mentions_right;
    double kilometres[GOLD_MAX];
} counts;

static double distance_km(double lat1, double lon1, double lat2, double lon2)
{
    double a = sin((lat2 - lat1) * DEGREE / 2), b = sin((lon2 - lon1) * DEGREE / 2);
    double h = a * a + cos(lat1 * DEGREE) * cos(lat2 * DEGREE) * b * b;
    return 2 * EARTH_RADIUS_KM * asin(sqrt(h > 1 ? 1 : h));
}

static const char *nearest_country(const an_places *places, double latitude, double longitude)
{
    const char *best = "";
    double best_km = 1e9;
    for (uint32_t i = 0; i < places->count; i++) {
        an_place place;
        double km;
        if (places->entries[i].precision != AN_PRECISION_CITY) continue;
        place = an_places_describe(places, i);
        km = distance_km(latitude, longitude, place.latitude, place.longitude);
        if (km < best_km) best_km = km, best = places->entries[i].country;
    }
    return best;
}

static const char *child_text(const xmlNode *node, const char *name)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && strcmp((const char *)child->name, name) == 0) return child->children ? (const char *)child->children->content : "";
    return NULL;
}

static uint32_t byte_of_character(const char *text, long characters)
{
    size_t at = 0, length = strlen(text);
    while (characters-- > 0 && at < length) {
        size_t step = an_utf8_length(text + at, length - at);
        at += step ? step : 1;
    }
    return (uint32_t)at;
}

/* The annotation counts characters from 1. */
static gold_place read_gold(const xmlNode *node, const char *text)
{
    gold_place gold = {.latitude = strtod(child_text(node, "lat"), NULL), .longitude = strtod(child_text(node, "lon"), NULL), .is_continent = child_text(node, "continent") != NULL};
    gold.span.start = byte_of_character(text, strtol(child_text(node, "start"), NULL, 10) - 1);
    gold.span.end = byte_of_character(text, strtol(child_text(node, "end"), NULL, 10) - 1);
    return gold;
}

static uint32_t shared(an_span a, an_span b)
{
    uint32_t from = a.start > b.start ? a.start : b.start, to = a.end < b.end ? a.end : b.end;
    return to > from ? to - from : 0;
}

static const an_mention *best_match(const an_mentions *mentions, an_span span, bool is_located)
{
    const an_mention *best = NULL;
    uint32_t most = 0;
    for (size_t i = 0; i < mentions->count; i++) {
        const an_mention *m = &mentions->items[i];
        if (m->kind != AN_MENTION_PLACE || m->place.has_coordinates != is_located || shared(m->span, span) <= most) continue;
        most = shared(m->span, span);
        best = m;
    }
    return best;
}

/* Of a state or division two gazetteers give different middles; a town has one place. */
static bool is_town(const an_place *place) { return an_str_is(place->precision, "city") || an_str_is(place->precision, "district") || an_str_is(place->precision, "point"); }

static void score_gold(const tools *t, const gold_place *gold, const an_mentions *mentions, const char *text, counts *c)
{
    const an_mention *m = best_match(mentions, gold->span, true);
    double km = m ? distance_km(gold->latitude, gold->longitude, m->place.latitude, m->place.longitude) : 0;
    const char *country;
    if (m && c->found < GOLD_MAX) c->kilometres[c->found] = km;
    c->gold++;
    c->found += m != NULL;
    c->named += !m && best_match(mentions, gold->span, false);
    c->near += m && km <= NEAR_KM;
    c->towns += m && is_town(&m->place);
    c->towns_near += m && is_town(&m->place) && km <= NEAR_KM;
    if (t->is_verbose && (!m || km > NEAR_KM))
        printf("%s\t%.*s\t%.2f,%.2f\t%s\t%.0f km\t...%.60s\n", m ? "FAR" : "MISSED", (int)(gold->span.end - gold->span.start), text + gold->span.start, gold->latitude, gold->longitude,
               m ? m->place.country : "", km, text + (gold->span.start > 30 ? gold->span.start - 30 : 0));
    if (!m || gold->is_continent || !m->place.country[0]) return;
    country = nearest_country(an_lexicon_places(t->lexicon), gold->latitude, gold->longitude);
    c->countries++;
    c->countries_right += strcmp(country, m->place.country) == 0;
}

static void score_mentions(const tools *t, const an_mentions *mentions, const gold_place *gold, size_t gold_count, const char *text, counts *c)
{
    for (size_t i = 0; i < mentions->count; i++) {
        const an_mention *m = &mentions->items[i];
        bool is_right = false;
        if (m->kind != AN_MENTION_PLACE) continue;
        for (size_t g = 0; g < gold_count; g++) is_right = is_right || shared(m->span, gold[g].span) > 0;
        c->mentions++;
        c->mentions_right += is_right;
        if (t->is_verbose && !is_right)
            printf("EXTRA\t%.*s\t%.*s %s\t...%.70s\n", (int)(m->span.end - m->span.start), text + m->span.start, (int)m->place.name.length, m->place.name.data, m->place.country,
                   text + (m->span.start > 30 ? m->span.start - 30 : 0));
    }
}

static annals_status find(const tools *t, an_arena *arena, an_arena *scratch, const char *text, an_mentions *mentions, annals_error *error)
{
    an_article article = {.text = an_str_from(text)};
    an_parsed_text parsed = {0};
    an_str *folded;
    AN_TRY(an_split(arena, scratch, t->splitter, article.text, &parsed, error));
    AN_TRY(an_parse(arena, scratch, t->parser, &parsed, error));
    folded = AN_NEW_ARRAY(scratch, an_str, parsed.token_count + 1);
    for (uint32_t i = 0; folded && i < parsed.token_count; i++) folded[i] = an_utf8_fold(scratch, parsed.tokens[i].form);
    AN_TRY(an_mention_times(arena, scratch, t->lexicon, &article, &parsed, folded, mentions, error));
    return an_mention_places(arena, scratch, t->lexicon, &article, &parsed, folded, mentions, error);
}

static annals_status score_article(const tools *t, const xmlNode *article, counts *c, annals_error *error)
{
    static gold_place gold[GOLD_MAX];
    const char *text = child_text(article, "text");
    size_t gold_count = 0;
    an_arena arena, scratch;
    an_mentions mentions = {0};
    annals_status status;
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    status = find(t, &arena, &scratch, text, &mentions, error);
    for (const xmlNode *list = article->children; list && status == ANNALS_OK; list = list->next) {
        if (list->type != XML_ELEMENT_NODE || strcmp((const char *)list->name, "locations") != 0) continue;
        for (const xmlNode *place = list->children; place && gold_count < GOLD_MAX; place = place->next)
            if (place->type == XML_ELEMENT_NODE) gold[gold_count++] = read_gold(place, text);
    }
    for (size_t i = 0; i < gold_count; i++) score_gold(t, &gold[i], &mentions, text, c);
    score_mentions(t, &mentions, gold, gold_count, text, c);
    c->articles++;
    an_arena_free(&arena);
    an_arena_free(&scratch);
    return status;
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_counts(counts *c)
{
    size_t measured = c->found < GOLD_MAX ? c->found : GOLD_MAX;
    qsort(c->kilometres, measured, sizeof *c->kilometres, compare_numbers);
    printf("articles %zu, gold names %zu, mentions %zu\n", c->articles, c->gold, c->mentions);
    printf("found                     %.1f %% of gold\n", 100.0 * (double)c->found / (double)c->gold);
    printf("  named, not located      %.1f %% of gold\n", 100.0 * (double)c->named / (double)c->gold);
    printf("precision of finding      %.1f %% of mentions\n", 100.0 * (double)c->mentions_right / (double)c->mentions);
    printf("within %d km of gold     %.1f %% of found, %.1f %% of gold\n", NEAR_KM, 100.0 * (double)c->near / (double)c->found, 100.0 * (double)c->near / (double)c->gold);
    printf("  of towns and points     %.1f %% of %zu found\n", 100.0 * (double)c->towns_near / (double)c->towns, c->towns);
    printf("country right             %.1f %% of %zu\n", 100.0 * (double)c->countries_right / (double)c->countries, c->countries);
    printf("median distance           %.0f km\n", measured ? c->kilometres[measured / 2] : 0.0);
}

static int run(const tools *t, const char *path)
{
    static counts c;
    annals_error error = {0};
    xmlDoc *document = xmlReadFile(path, NULL, XML_PARSE_NOERROR | XML_PARSE_HUGE | XML_PARSE_RECOVER);
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    if (!root) return fprintf(stderr, "%s: no XML\n", path), 1;
    for (const xmlNode *article = root->children; article; article = article->next)
        if (article->type == XML_ELEMENT_NODE && score_article(t, article, &c, &error) != ANNALS_OK) return fprintf(stderr, "%s\n", error.message), 1;
    xmlFreeDoc(document);
    print_counts(&c);
    return 0;
}

int main(int count, char **words)
{
    tools t = {.is_verbose = count > 5 && strcmp(words[5], "-v") == 0};
    annals_error error = {0};
    int result;
    if (count < 5) return fprintf(stderr, "usage: eval_places SPLIT_MODEL PARSE_MODEL LEXICON GEOVIRUS.xml [-v]\n"), 2;
    if (an_splitter_open(&t.splitter, words[1], &error) != ANNALS_OK || an_parser_open(&t.parser, words[2], &error) != ANNALS_OK || an_lexicon_open(&t.lexicon, words[3], &error) != ANNALS_OK)
        return fprintf(stderr, "%s\n", error.message), 3;
    an_parser_use_lexicon(t.parser, t.lexicon);
    result = run(&t, words[4]);
    an_lexicon_close(t.lexicon);
    an_parser_close(t.parser);
    an_splitter_close(t.splitter);
    return result;
}
