/* How English inflects, undone. A form allows a few base forms; the first that exists as a word of the class is taken, and if none
 * does, what the spelling makes most likely. Worked example, "besieging": the stem "besieg" ends in vowel and consonant, so a
 * silent e may have gone: "besiege" is asked for first and exists. "barring": "barr" is no verb; with one r it is. "googling": nothing
 * exists; no English word ends in -gl, so an e is added.
 *
 * Everything here is in lower case and bytes: English inflects in ASCII. */
#include "parse/inflection.h"

enum { STEM_LEAST = 2, PART_LEAST = 3 /* shortest part behind a hyphen, or before an irregular verb, that is taken for a word */ };

typedef struct search {
    const an_lemmas *lemmas;
    an_lemma_class lemma_class;
    an_str form;
    char *room;
    size_t length; /* of the candidate in room */
} search;

static bool is_vowel(char c) { return c && strchr("aeiou", c); }

static bool is_one_of(char c, const char *letters) { return c && strchr(letters, c); }

static bool is_ascii_letter(char c) { return c >= 'a' && c <= 'z'; }

/* The candidate: the first `kept` bytes of the form, and `added`. */
static an_str make(search *s, size_t kept, const char *added)
{
    size_t more = strlen(added);
    memcpy(s->room, s->form.data, kept);
    memcpy(s->room + kept, added, more);
    s->length = kept + more;
    return (an_str){s->room, s->length};
}

/* Also true of "re-elect", because "elect" exists. */
bool an_inflection_lemma_exists(const an_lemmas *lemmas, an_lemma_class lemma_class, an_str word)
{
    size_t start = word.length;
    if (an_lemma_written(an_lemmas_find(lemmas, word), lemma_class)) return true;
    while (start > 0 && word.data[start - 1] != '-') start--;
    if (start == 0 || word.length - start < PART_LEAST) return false;
    return an_lemma_written(an_lemmas_find(lemmas, (an_str){word.data + start, word.length - start}), lemma_class) != 0;
}

/* Makes the candidate and asks for it. */
static bool exists(search *s, size_t kept, const char *added) { return an_inflection_lemma_exists(s->lemmas, s->lemma_class, make(s, kept, added)); }

static char from_end(const search *s, size_t length, size_t back) { return length >= back ? s->form.data[length - back] : '\0'; }

static bool stem_ends(const search *s, size_t length, const char *end) { return an_str_ends_with((an_str){s->form.data, length}, end); }

static bool is_doubled(const search *s, size_t length)
{
    char last = from_end(s, length, 1);
    return length > STEM_LEAST + 1 && last == from_end(s, length, 2) && is_ascii_letter(last) && !is_vowel(last);
}

/* One consonant after one vowel ("hop", "besieg" has two vowels), or an ending that no verb has without e. */
static bool wants_e(const search *s, size_t length)
{
    char last = from_end(s, length, 1), before = from_end(s, length, 2), third = from_end(s, length, 3);
    if (is_ascii_letter(last) && !is_vowel(last) && !is_one_of(last, "wxy") && (is_vowel(before) || before == 'y') && third && !is_vowel(third)) return true;
    return stem_ends(s, length, "th") || stem_ends(s, length, "dg") || is_one_of(last, "cvzu") || (length == STEM_LEAST && is_vowel(before));
}

/* A stem of `length` bytes -> a word that exists: as it is, without its doubled letter, or with e. */
static bool find_by_stem(search *s, size_t length)
{
    if (is_doubled(s, length)) return exists(s, length, "") || exists(s, length - 1, "") || exists(s, length, "e");
    if (wants_e(s, length)) return exists(s, length, "e") || exists(s, length, "");
    return exists(s, length, "") || exists(s, length, "e");
}

static int count_vowels(const search *s, size_t length)
{
    int vowels = 0;
    for (size_t i = 0; i < length; i++) vowels += is_one_of(s->form.data[i], "aeiouy");
    return vowels;
}

/* "sped", "thing": what stands before is no stem, so that is no ending. */
static bool has_stem(const search *s, size_t length) { return length >= STEM_LEAST && count_vowels(s, length) > 0; }

/* Endings that verbs of Latin have before a silent e: "facilitat", "urbaniz". */
static bool is_latin_stem(const search *s, size_t length)
{
    static const char *const ends[] = {"at", "iz", "ut", "is", "ur", "id", "in", "ir", NULL};
    if (count_vowels(s, length) < 2 || is_vowel(from_end(s, length, 3))) return false;
    for (int i = 0; ends[i]; i++)
        if (stem_ends(s, length, ends[i])) return true;
    return false;
}

static bool guess_wants_e(const search *s, size_t length)
{
    char last = from_end(s, length, 1), before = from_end(s, length, 2);
    if (is_one_of(last, "vuzc") || stem_ends(s, length, "dg") || stem_ends(s, length, "rg")) return true;
    if (last == 'l' && is_ascii_letter(before) && !is_vowel(before) && !is_one_of(before, "lrwy")) return true;
    return (last == 's' && is_one_of(before, "nrl")) || is_latin_stem(s, length);
}

static void guess_by_stem(search *s, size_t length)
{
    if (is_doubled(s, length) && is_one_of(from_end(s, length, 1), "bdgmnprt")) make(s, length - 1, "");
    else make(s, length, guess_wants_e(s, length) ? "e" : "");
}

/* Each of these leaves the base form in s->room, or false and a guess there. The form has its ending and enough before it. */

static bool undo_past(search *s)
{
    size_t length = s->form.length;
    if (stem_ends(s, length, "ied")) {
        if (exists(s, length - 3, "y") || exists(s, length - 1, "")) return true;
        make(s, length - 3, "y");
        return false;
    }
    if (stem_ends(s, length, "ed") && has_stem(s, length - 2)) {
        if (find_by_stem(s, length - 2)) return true;
        guess_by_stem(s, length - 2);
        return false;
    }
    make(s, length, "");
    return false;
}

static bool undo_ing(search *s)
{
    size_t length = s->form.length;
    if (!stem_ends(s, length, "ing") || !has_stem(s, length - 3)) {
        make(s, length, "");
        return false;
    }
    if (find_by_stem(s, length - 3)) return true;
    if (from_end(s, length, 4) == 'y' && exists(s, length - 4, "ie")) return true;
    guess_by_stem(s, length - 3);
    return false;
}

/* Does the plural or third person put -es behind the base form ("crushes")? */
static bool takes_es(const search *s)
{
    static const char *const ends[] = {"sses", "xes", "zzes", "ches", "shes", NULL};
    for (int i = 0; ends[i]; i++)
        if (stem_ends(s, s->form.length, ends[i])) return true;
    return false;
}

/* The s off, as verbs and nouns share it. */
static bool undo_s(search *s)
{
    size_t length = s->form.length;
    if (!stem_ends(s, length, "s") || stem_ends(s, length, "ss") || length <= STEM_LEAST) {
        make(s, length, "");
        return false;
    }
    if (exists(s, length - 1, "")) return true;
    if (stem_ends(s, length, "ies") && length > STEM_LEAST + 2) {
        if (exists(s, length - 3, "y")) return true;
        make(s, length - 3, "y");
        return false;
    }
    if (stem_ends(s, length, "es") && exists(s, length - 2, "")) return true;
    make(s, length - (takes_es(s) ? 2 : 1), "");
    return false;
}

static bool undo_plural(search *s)
{
    size_t length = s->form.length;
    if (stem_ends(s, length, "'s") && length > STEM_LEAST) {
        make(s, length - 2, "");
        return true;
    }
    if (stem_ends(s, length, "men") && length > STEM_LEAST + 2 && exists(s, length - 2, "an")) return true;
    if (stem_ends(s, length, "ves") && (exists(s, length - 1, "") || exists(s, length - 3, "f") || exists(s, length - 3, "fe"))) return true;
    if (undo_s(s)) return true;
    if (an_inflection_lemma_exists(s->lemmas, AN_LEMMA_NOUN, s->form) || stem_ends(s, length, "us") || stem_ends(s, length, "is")) make(s, length, "");
    return false;
}

static bool undo_degree(search *s, const char *ending)
{
    size_t length = s->form.length, cut = strlen(ending);
    if (!stem_ends(s, length, ending) || length < cut + STEM_LEAST + 1) {
        make(s, length, "");
        return false;
    }
    for (s->lemma_class = AN_LEMMA_ADJECTIVE;; s->lemma_class = AN_LEMMA_ADVERB) {
        if (from_end(s, length - cut, 1) == 'i' && exists(s, length - cut - 1, "y")) return true;
        if (find_by_stem(s, length - cut)) return true;
        if (s->lemma_class == AN_LEMMA_ADVERB) break;
    }
    if (from_end(s, length - cut, 1) == 'i') make(s, length - cut - 1, "y");
    else if (cut == 2) make(s, length, ""); /* "inner", "outer": too many end so */
    else guess_by_stem(s, length - cut);
    return false;
}

static an_lemma_class class_of(an_inflection inflection)
{
    if (inflection == AN_INFLECTION_PLURAL) return AN_LEMMA_NOUN;
    return inflection == AN_INFLECTION_COMPARATIVE || inflection == AN_INFLECTION_SUPERLATIVE ? AN_LEMMA_ADJECTIVE : AN_LEMMA_VERB;
}

/* The listed lemma of an irregular form; of adjectives also as an adverb, since tags of degree are shared. */
static an_str listed(const search *s)
{
    an_str lemma = an_lemmas_exception(s->lemmas, s->lemma_class, s->form);
    if (!lemma.data && s->lemma_class == AN_LEMMA_ADJECTIVE) lemma = an_lemmas_exception(s->lemmas, AN_LEMMA_ADVERB, s->form);
    return lemma.length <= AN_INFLECTION_BYTES_MAX ? lemma : (an_str){0};
}

/* "resold": an irregular verb behind letters that make another verb of it. */
static bool undo_prefixed(search *s)
{
    for (size_t n = STEM_LEAST; n + PART_LEAST <= s->form.length; n++) {
        an_str lemma = an_lemmas_exception(s->lemmas, AN_LEMMA_VERB, (an_str){s->form.data + n, s->form.length - n});
        if (!lemma.data || n + lemma.length > AN_INFLECTION_BYTES_MAX) continue;
        memcpy(s->room, s->form.data, n);
        memcpy(s->room + n, lemma.data, lemma.length);
        s->length = n + lemma.length;
        if (s->form.data[n - 1] == '-' || an_inflection_lemma_exists(s->lemmas, AN_LEMMA_VERB, (an_str){s->room, s->length})) return true;
    }
    return false;
}

static bool undo(search *s, an_inflection inflection)
{
    switch (inflection) {
    case AN_INFLECTION_THIRD_PERSON: return undo_s(s);
    case AN_INFLECTION_PAST: return (!stem_ends(s, s->form.length, "ed") && undo_prefixed(s)) || undo_past(s);
    case AN_INFLECTION_ING: return undo_ing(s);
    case AN_INFLECTION_PLURAL: return undo_plural(s);
    case AN_INFLECTION_COMPARATIVE: return undo_degree(s, "er");
    case AN_INFLECTION_SUPERLATIVE: return undo_degree(s, "est");
    case AN_INFLECTION_NONE: break;
    }
    make(s, s->form.length, "");
    return false;
}

/* The base form of `form`, which is in lower case and of at most AN_INFLECTION_BYTES_MAX bytes; shorter than AN_INFLECTION_ROOM, in `room` or in the lists. *is_sure:
 * it is listed; else it is a guess. `lemmas` may be NULL. */
an_str an_inflection_base(const an_lemmas *lemmas, an_inflection inflection, an_str form, char room[AN_INFLECTION_ROOM], bool *is_sure)
{
    search s = {.lemmas = lemmas, .lemma_class = class_of(inflection), .form = form, .room = room};
    an_str lemma = listed(&s);
    *is_sure = lemma.data != NULL;
    if (lemma.data) return lemma;
    *is_sure = undo(&s, inflection);
    return (an_str){room, s.length};
}

/* Of a Penn tag; NONE for those of base forms and of words that do not inflect. */
an_inflection an_inflection_of_tag(an_str xpos)
{
    static const struct {
        const char *tag;
        an_inflection inflection;
    } rows[] = {
        {"VBZ", AN_INFLECTION_THIRD_PERSON}, {"VBD", AN_INFLECTION_PAST}, {"VBN", AN_INFLECTION_PAST}, {"VBG", AN_INFLECTION_ING},
        {"NNS", AN_INFLECTION_PLURAL}, {"NNPS", AN_INFLECTION_PLURAL}, {"JJR", AN_INFLECTION_COMPARATIVE}, {"RBR", AN_INFLECTION_COMPARATIVE},
        {"JJS", AN_INFLECTION_SUPERLATIVE}, {"RBS", AN_INFLECTION_SUPERLATIVE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (an_str_is(xpos, rows[i].tag)) return rows[i].inflection;
    return AN_INFLECTION_NONE;
}
