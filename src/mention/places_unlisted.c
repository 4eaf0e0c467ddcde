/* Places that the gazetteer lacks: villages, camps, quarters. The words around a name show that it is one ("in the village of X",
 * "in X, Y Province", "near X"); then it is given under the name that the text has, in the country that the text says, without
 * coordinates. */
#include <string.h>

#include "mention/places.h"

enum { UNLISTED_WORDS_MAX = 5, CONTAINERS_MAX = 3, ACRONYM_LETTERS_MIN = 2, ACRONYM_LETTERS_MAX = 5 /* longer words in capitals are words */ };

static bool is_one_of(an_str text, const char *const *list)
{
    for (size_t i = 0; list[i]; i++)
        if (an_str_is(text, list[i])) return true;
    return false;
}

static uint32_t first_of(const an_place_reader *r, uint32_t sentence) { return r->parsed->sentences[sentence].first_token; }
static uint32_t end_of(const an_place_reader *r, uint32_t sentence) { return first_of(r, sentence) + r->parsed->sentences[sentence].token_count; }

/* Words with a capital that stand after "in" or "at" and are no place: bodies, texts, contests, times. */
static const char *const no_places[] = {"parliament", "congress", "senate", "court", "council", "assembly", "party", "union", "league", "war", "cup", "olympics", "games", "championship", "championships",
                                        "christmas", "easter", "ramadan", "summit", "conference", "operation", "internet", "twitter", "facebook", "article", "chapter", "section", "phase", "group", "act", "bill", "index",
                                        "accord", "agreement", "treaty", "constitution", "committee", "commission", "ministry", "department", "office", "bank", "times", "post", "news", "company", "university",
                                        "academy", "institute", "association", "airlines", "airways", "flight", "festival", "show", "airshow", "forum", "parade", "protocol", "law", "code", "church", NULL};

static bool is_name_word(const an_place_reader *r, uint32_t token)
{
    const an_token *t = an_place_token(r, token);
    if (t->upos != AN_UPOS_PROPN || !an_place_begins_with_capital(t) || r->is_taken[token]) return false;
    return t->name != AN_NAME_PERSON && t->name != AN_NAME_ORGANISATION && an_place_hint_of(r->folded[token]) == AN_HINT_NONE && !is_one_of(r->folded[token], no_places);
}

/* What stands inside names: "Beit al-Wadi", "Saint-Marc". */
static bool is_link_word(const an_place_reader *r, uint32_t token)
{
    static const char *const links[] = {"-", "al", "el", "as", "ez", "ad", "ar", "at", "de", "du", "la", "le", "del", "di", "des", "sur", NULL};
    return is_one_of(r->folded[token], links);
}

/* What the tokenizer cut off: "Qa'im" as "Qa'i" and "m". */
static bool is_tail(const an_place_reader *r, uint32_t token)
{
    const an_token *t = an_place_token(r, token);
    return t->upos != AN_UPOS_PUNCT && an_place_token(r, token - 1)->upos != AN_UPOS_PUNCT && an_place_token(r, token - 1)->span.end == t->span.start && t->upos != AN_UPOS_PART && t->deprel != AN_DEPREL_CASE;
}

/* "Castel d'Ardo" */
static bool is_elided(const an_place_reader *r, uint32_t token)
{
    return an_str_starts_with(r->folded[token], "d'") || an_str_starts_with(r->folded[token], "l'");
}

static uint32_t name_words(const an_place_reader *r, uint32_t sentence, uint32_t at)
{
    uint32_t end = end_of(r, sentence), last = at;
    for (uint32_t i = at; i < end && i < at + UNLISTED_WORDS_MAX; i++) {
        if (is_name_word(r, i) || (i > at && (is_tail(r, i) || is_elided(r, i)))) last = i + 1;
        else if (i == at || !is_link_word(r, i)) break;
    }
    return last - at;
}

static bool is_tagged_place(const an_place_reader *r, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (an_place_token(r, i)->name != AN_NAME_PLACE) return false;
    return true;
}

/* "in NSU player's case", "at NSU Northland": letters for a body or a team. */
static bool is_acronym(const an_place_reader *r, uint32_t first)
{
    an_str form = an_place_token(r, first)->form;
    if (form.length < ACRONYM_LETTERS_MIN || form.length > ACRONYM_LETTERS_MAX) return false;
    for (size_t i = 0; i < form.length; i++)
        if (form.data[i] < 'A' || form.data[i] > 'Z') return false;
    return true;
}

/* "village of X", "X district", "X refugee camp": the word for its kind. */
static an_str kind_before(const an_place_reader *r, uint32_t sentence, uint32_t at)
{
    static const char *const camps[] = {"camp", "island", "islands", "base", "peninsula", "commune", NULL};
    if (at < first_of(r, sentence) + 2 || !an_str_is(r->folded[at - 1], "of")) return (an_str){0};
    return an_place_hint_of(r->folded[at - 2]) != AN_HINT_NONE || is_one_of(r->folded[at - 2], camps) ? r->folded[at - 2] : (an_str){0};
}

static an_str kind_behind(const an_place_reader *r, uint32_t sentence, uint32_t end)
{
    static const char *const camps[] = {"camp", "island", "islands", "neighborhood", "neighbourhood", "peninsula", "crossing", "commune", NULL};
    static const char *const before_camp[] = {"refugee", "military", "border", "concentration", "prison", "detention", "training", NULL};
    if (end < end_of(r, sentence) && is_one_of(r->folded[end], before_camp)) end++;
    if (end >= end_of(r, sentence)) return (an_str){0};
    return an_place_hint_of(r->folded[end]) != AN_HINT_NONE || is_one_of(r->folded[end], camps) ? r->folded[end] : (an_str){0};
}

/* "in X, Y", "in X near Y", "in X, south of Y": Y is a place of the gazetteer. */
static bool is_before_place(const an_place_reader *r, uint32_t sentence, uint32_t end)
{
    static const char *const directions[] = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", NULL};
    an_phrase_match found[AN_PHRASE_WORDS_MAX];
    if (end + 1 >= end_of(r, sentence) || !(an_str_is(r->folded[end], ",") || an_str_is(r->folded[end], "near"))) return false;
    if (end + 3 < end_of(r, sentence) && is_one_of(r->folded[end + 1], directions) && an_str_is(r->folded[end + 2], "of")) end += 2;
    return an_phrase_find(&r->places->names, r->parsed->tokens, r->folded, end + 1, end_of(r, sentence), found) > 0;
}

/* "an assault on X", "attacks against X": the tagger takes it for a place. */
static bool is_attacked(const an_place_reader *r, uint32_t sentence, uint32_t at)
{
    static const char *const on[] = {"on", "against", NULL};
    static const char *const attacks[] = {"attack", "assault", "strike", "airstrike", "raid", "offensive", "shelling", "bombardment", "bombing", NULL};
    return at >= first_of(r, sentence) + 2 && is_one_of(r->folded[at - 1], on) && is_one_of(an_place_token(r, at - 2)->lemma, attacks);
}

static bool shows_place(const an_place_reader *r, uint32_t sentence, uint32_t first, uint32_t end)
{
    bool is_located = an_place_follows_locative(r, sentence, first);
    if (kind_before(r, sentence, first).length || (is_attacked(r, sentence, first) && is_tagged_place(r, first, end) && an_place_token(r, end - 1)->deprel != AN_DEPREL_COMPOUND)) return true;
    if (!is_located && !(first > first_of(r, sentence) && an_str_is(r->folded[first - 1], ","))) return false;
    if (kind_behind(r, sentence, end).length) return true;
    return is_located && (is_before_place(r, sentence, end) || (is_tagged_place(r, first, end) && !is_acronym(r, first)));
}

/* "West Tarn", "Tarn Castle": a part of a place, or a building in it, that the gazetteer has. */
static bool is_part_of_listed(const an_place_reader *r, uint32_t sentence, uint32_t at, uint32_t words)
{
    static const char *const directions[] = {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower", "downtown", "greater", NULL};
    static const char *const buildings[] = {"castle", "hall", "house", "park", "tower", "cathedral", "garden", "gardens", "beach", "mall", "centre", "center", "hills", "campus", NULL};
    an_phrase_match found[AN_PHRASE_WORDS_MAX];
    if (words > 1 && is_one_of(r->folded[at], directions)) return an_phrase_find(&r->places->names, r->parsed->tokens, r->folded, at + 1, end_of(r, sentence), found) > 0;
    if (words < 2 || !(is_one_of(r->folded[at + words - 1], buildings) || an_place_is_facility(r->folded[at + words - 1]))) return false;
    return an_phrase_find(&r->places->names, r->parsed->tokens, r->folded, at, end_of(r, sentence), found) > 0;
}

/* "near Mill Street": of a town that the text names, too. */
static bool is_street(const an_place_reader *r, uint32_t at, uint32_t words)
{
    static const char *const streets[] = {"street", "avenue", "road", "boulevard", "highway", "lane", "expressway", "motorway", NULL};
    return words > 1 && is_one_of(r->folded[at + words - 1], streets);
}

uint32_t an_place_unlisted_words(const an_place_reader *r, uint32_t sentence, uint32_t at)
{
    uint32_t words = is_name_word(r, at) ? name_words(r, sentence, at) : 0;
    if (words && is_street(r, at, words)) return 0;
    if (words && is_part_of_listed(r, sentence, at, words)) return 0;
    return words && shows_place(r, sentence, at, at + words) ? words : 0;
}

/* "the Lebanese village of X", "Lebanon's X district". */
static void read_said_country(const an_place_reader *r, an_place_name *n)
{
    an_phrase_match found[AN_PHRASE_WORDS_MAX];
    uint32_t at = n->span_first;
    if (n->hint == AN_HINT_NONE || at == n->first || at <= first_of(r, n->sentence)) return;
    if (!an_phrase_find(&r->places->adjectives, r->parsed->tokens, r->folded, at - 1, at, found)) return;
    memcpy(n->said_country, r->places->entries[found[0].values[0]].country, AN_COUNTRY_BYTES);
}

void an_place_judge_unlisted(const an_place_reader *r, an_place_name *n)
{
    bool is_whole = n->use != AN_USE_NONE && is_name_word(r, n->first) && name_words(r, n->sentence, n->first) == n->end - n->first;
    for (uint32_t c = 0; c < n->candidate_count; c++)
        if (r->places->entries[n->candidates[c]].is_common) is_whole = is_whole && (kind_before(r, n->sentence, n->first).length || is_before_place(r, n->sentence, n->end));
    read_said_country(r, n);
    n->may_be_unlisted = is_whole && shows_place(r, n->sentence, n->first, n->end);
}

static an_str precision_of(const an_place_reader *r, const an_place_name *n)
{
    static const char *const points[] = {"camp", "base", "crossing", NULL};
    static const char *const regions[] = {"island", "islands", "peninsula", NULL};
    an_str kind = kind_before(r, n->sentence, n->first);
    if (!kind.length) kind = kind_behind(r, n->sentence, n->end);
    if (is_one_of(kind, points)) return an_str_from(an_precision_names[AN_PRECISION_POINT]);
    if (is_one_of(kind, regions)) return an_str_from(an_precision_names[AN_PRECISION_REGION]);
    if (n->hint == AN_HINT_DIVISION) return an_str_from(an_precision_names[AN_PRECISION_DIVISION]);
    return an_str_from(an_precision_names[n->hint == AN_HINT_DISTRICT ? AN_PRECISION_DISTRICT : AN_PRECISION_CITY]);
}

/* Country and division of the nearest place around it that the gazetteer has: "Ardel, North Vale, Cameroon". */
static void take_container(const an_place_reader *r, const an_place_name *n, an_place *place)
{
    for (int i = 0; i < CONTAINERS_MAX && n->within != AN_NONE && !place->country[0]; i++) {
        const an_place_entry *outer;
        n = &r->names.items[n->within];
        if (n->entry == AN_NONE) continue;
        outer = &r->places->entries[n->entry];
        memcpy(place->country, outer->country, AN_COUNTRY_BYTES);
        if (outer->precision == AN_PRECISION_DIVISION) place->parent = an_places_name(r->places, n->entry);
    }
}

/* The name as the text has it, with the spaces where the text has them. */
static an_str words_of(an_arena *arena, const an_place_reader *r, uint32_t first, uint32_t end)
{
    an_str out = {0};
    size_t length = 0;
    char *bytes;
    for (uint32_t i = first; i < end; i++) length += an_place_token(r, i)->form.length + 1;
    bytes = an_arena_alloc(arena, length);
    if (!bytes) return out;
    out.data = bytes;
    for (uint32_t i = first; i < end; i++) {
        const an_token *t = an_place_token(r, i);
        if (i > first && an_place_token(r, i - 1)->span.end < t->span.start) bytes[out.length++] = ' ';
        memcpy(bytes + out.length, t->form.data, t->form.length);
        out.length += t->form.length;
    }
    return out;
}

/* "shelled A and six villages in Idlib": the country of the other places of the sentence, if it is one. */
static void take_country_of_sentence(const an_place_reader *r, const an_place_name *n, an_place *place)
{
    size_t at = (size_t)(n - r->names.items);
    const char *country = "";
    for (size_t i = at; i-- > 0 && r->names.items[i].sentence == n->sentence;) at = i;
    for (size_t i = at; i < r->names.count && r->names.items[i].sentence == n->sentence; i++) {
        const an_place_name *other = &r->names.items[i];
        bool is_after_comma = other->first > 0 && an_str_is(r->folded[other->first - 1], ","); /* "in A and B, Northland" */
        const char *its = other->entry == AN_NONE || (other->use < AN_USE_LOOSE && !is_after_comma) ? "" : r->places->entries[other->entry].country;
        if (its[0] && country[0] && strcmp(its, country) != 0) return;
        if (its[0]) country = its;
    }
    memcpy(place->country, country, strlen(country) + 1);
}

an_place an_place_describe_unlisted(an_arena *arena, const an_place_reader *r, const an_place_name *n)
{
    an_place place = {.precision = precision_of(r, n), .name = words_of(arena, r, n->first, n->end)};
    memcpy(place.country, n->said_country, AN_COUNTRY_BYTES);
    if (!place.country[0]) take_container(r, n, &place);
    if (!place.country[0] && n->beside != AN_NONE) take_container(r, &r->names.items[n->beside], &place); /* "A and B, Northland" */
    if (!place.country[0]) take_country_of_sentence(r, n, &place);
    return place;
}
