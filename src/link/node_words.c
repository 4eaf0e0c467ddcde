/* The words of an event's sentence that few other reports have: "the mosque", "machete", "rugby". A follow-up names neither the day nor
 * all parties, but says such words again. Words that every report of violence has tell nothing, however rare they are elsewhere. */
#include <stdlib.h>

#include "link/node.h"

enum { FOLDED_BYTES_MAX = 32, WORD_BYTES_MIN = 4, WORD_BITS_MIN = 10, NAME_BITS = 18 /* rarer than the table of words tells */, HEADING_WORDS_MAX = 20, HANDLE_WORDS_MAX = 2 };

/* Beginnings of words; "bomb" stands for "bombers" too. */
static const char *const standing[] = {
    "accus",  "airstrik", "alleg",    "announc", "armed",   "arrest",   "assassin", "attack",  "bodies", "bomb",    "casualt", "charg",    "civilian", "claim",
    "clash",  "condemn",  "confirm",  "convict", "dead",    "death",    "detain",   "detonat", "died",   "dozen",   "drone",   "eight",    "explo",    "fatal",
    "fifteen", "fighter", "fire",     "five",    "follow",  "forces",   "four",     "gunm",    "gunfire", "hospital", "hundred", "identif", "incident", "injur",
    "insurg", "investig", "islamist", "kidnap",  "kill",    "least",    "leav",     "mass",    "milita", "milit",   "minister", "missile", "murder",   "nine",
    "opened", "outside",  "people",   "perpetrat", "polic", "president", "prosecut", "protest", "raid",  "rebel",   "respons", "rocket",   "royal",    "sentenc",
    "seven",  "shell",    "shoot",    "shot",    "sold",    "stab",     "state",    "strik",   "suicid", "suspect", "target",  "terror",   "thre",     "toll",
    "troop",  "victim",   "violen",   "wound",   "yesterday", "spokes", "several",  "report",  "capital", "town",   "city",    "district", "province", "region",
    "monday", "tuesday",  "wednesday", "thursday", "friday", "saturday", "sunday",  "january", "february", "march", "april",   "june",     "july",     "august",
    "september", "october", "november", "december"};

/* What is said when a happening is looked back at. */
static const char *const looking_back[] = {"accus",   "acquit",   "aftermath", "ago",     "anniversar", "apolog",  "arrest",   "autops",   "blam",     "charg",   "commemorat", "condemn",  "connection", "convict",
                                           "court",   "deni",     "deny",      "extradit", "follow",    "funeral", "guilt",    "identif",  "indict",   "inqu",    "investig",   "judg",     "memorial",   "mourn",
                                           "named",   "perpetrat", "plead",    "pled",    "previous",   "prior",   "respons",  "retaliat", "revenge",  "sentenc", "since",      "toll",     "trial",      "vengeance",
                                           "victim",  "vigil",    "wake",      "warrant", "yesterday"};

/* ... but not if it is an arrest that happens. */
static const char *const arrests[] = {"accus", "arrest", "charg", "court", "investig", "trial", "warrant"};

/* It is done again, or goes on: another ban, a longer curfew. */
static const char *const repeating[] = {"rearrest", "second", "third", "fourth", "fifth", "extend", "prolong", "similar"};

/* Nouns of deeds that are called by a word before them: "the Norrby bombing". */
static const char *const deeds[] = {"abduction", "assassination", "assault", "attack", "blast", "bombing", "clash", "coup", "crisis", "explosion", "hijacking", "kidnapping", "killing", "massacre", "murder", "raid", "riot", "shooting", "siege", "stabbing", "strike", "storming"};

static const char *const counting_on[] = {"climb", "increas", "rise", "rising", "rose", "toll"};

static size_t fold(an_str word, char out[FOLDED_BYTES_MAX])
{
    size_t length = word.length < FOLDED_BYTES_MAX ? word.length : FOLDED_BYTES_MAX;
    for (size_t i = 0; i < length; i++) out[i] = (char)(word.data[i] >= 'A' && word.data[i] <= 'Z' ? word.data[i] - 'A' + 'a' : word.data[i]);
    return length;
}

static bool begins_with_one(an_str word, const char *const *list, size_t count)
{
    char folded[FOLDED_BYTES_MAX];
    size_t length = fold(word, folded);
    for (size_t i = 0; i < count; i++) {
        size_t of_one;
        if (!length || list[i][0] != folded[0]) continue;
        of_one = strlen(list[i]);
        if (of_one <= length && memcmp(folded, list[i], of_one) == 0) return true;
    }
    return false;
}
#define IS_ONE_OF(word, list) begins_with_one(word, list, sizeof list / sizeof *list)

static int by_bits(const void *x, const void *y)
{
    const an_node_word *a = x, *b = y;
    if (a->bits != b->bits) return a->bits > b->bits ? -1 : 1;
    return (a->stem > b->stem) - (a->stem < b->stem);
}

static int by_stem(const void *x, const void *y)
{
    const an_node_word *a = x, *b = y;
    if (a->stem != b->stem) return a->stem < b->stem ? -1 : 1;
    if (a->bits != b->bits) return a->bits > b->bits ? -1 : 1;
    return (a->is_compared > b->is_compared) - (a->is_compared < b->is_compared);
}

static bool is_telling(const an_link_word *word, an_str text)
{
    return !word->is_number && word->bits >= WORD_BITS_MIN && text.length >= WORD_BYTES_MIN && !IS_ONE_OF(text, standing);
}

/* A word that is said twice counts once. */
static size_t make_single(an_node_word *words, size_t count)
{
    size_t kept = 0;
    if (count) qsort(words, count, sizeof *words, by_stem);
    for (size_t i = 0; i < count; i++)
        if (!kept || words[kept - 1].stem != words[i].stem) words[kept++] = words[i];
        else words[kept - 1].is_handle = words[kept - 1].is_handle || words[i].is_handle;
    return kept;
}

static void keep_rarest(an_node_word *words, size_t count, an_node *out)
{
    count = make_single(words, count);
    if (count) qsort(words, count, sizeof *words, by_bits);
    out->word_count = (uint32_t)(count < AN_NODE_WORDS_MAX ? count : AN_NODE_WORDS_MAX);
    if (out->word_count) qsort(words, out->word_count, sizeof *words, by_stem);
    for (uint32_t i = 0; i < out->word_count; i++) {
        out->words[i] = words[i];
        if (!words[i].is_compared) out->word_bits += words[i].bits;
    }
}

uint32_t an_node_first_word(const an_link_words *words)
{
    for (uint32_t i = 0; i + 1 < words->count && i < HEADING_WORDS_MAX; i++) {
        uint32_t end = words->items[i].span.end;
        if (end + 1 < words->text.length && words->text.data[end] == ':' && words->text.data[end + 1] == ' ') return i + 1;
    }
    return 0;
}

static an_node_word make_word(const an_link_word *word, bool is_known, bool is_beside, const an_link_event *source)
{
    uint8_t bits = (uint8_t)(is_known ? word->bits / 2 : word->is_name && word->bits == AN_LINK_RARE_BITS ? NAME_BITS : word->bits);
    bool is_town = source->event.place.is_known && an_place_precision(&source->event.place.place) <= 2 && an_node_is_place(source, word->span);
    return (an_node_word){word->stem, is_beside ? bits / 2 : bits, an_node_is_compared(source, word->span), is_town, is_known, false};
}

/* One of the next two words, with nothing but a blank between, is the noun of a deed. */
static bool is_handle(const an_link_words *words, uint32_t i, const an_node_word *made)
{
    const an_link_word *w = &words->items[i];
    bool is_after_name = i > 0 && words->items[i - 1].is_name && words->items[i - 1].span.end + 1 == w->span.start;
    if (made->is_known ? !made->is_town : !w->is_name && !is_after_name) return false; /* "Israeli attacks", "the rocket attack": there are many */
    for (uint32_t k = i + 1; k < words->count && k <= i + HANDLE_WORDS_MAX && words->items[k].span.start == words->items[k - 1].span.end + 1; k++)
        if (IS_ONE_OF(an_str_of_span(words->text.data, words->items[k].span), deeds)) return true;
    return false;
}

bool an_node_find_words(an_arena *arena, const an_link_words *words, const bool *is_known, uint16_t own, const an_link_event *source, an_node *out)
{
    an_node_word *found;
    size_t count = 0;
    if (!an_node_looks_back(out->type)) return true;
    found = AN_NEW_ARRAY(arena, an_node_word, words->count + 1);
    if (!found) return false;
    for (uint32_t i = an_node_first_word(words); i < words->count; i++) {
        const an_link_word *w = &words->items[i];
        an_str text = an_str_of_span(words->text.data, w->span);
        out->follows_up = out->follows_up || (IS_ONE_OF(text, looking_back) && !(out->type == AN_TYPE_COERCE && IS_ONE_OF(text, arrests)));
        out->counts_on = out->counts_on || IS_ONE_OF(text, counting_on);
        out->repeats = out->repeats || IS_ONE_OF(text, repeating) || an_str_is(text, "again");
        if (!is_telling(w, text)) continue;
        found[count] = make_word(w, is_known[i], w->sentence != own, source);
        found[count].is_handle = is_handle(words, i, &found[count]);
        count++;
    }
    keep_rarest(found, count, out);
    return true;
}
