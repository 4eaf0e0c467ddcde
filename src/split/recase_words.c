/* The case of a word, in this order: a name of the dictionaries of several words as they write it; how the word is mostly written inside
 * sentences (casing.h); for words that were not seen often enough, small if WordNet's lists know it so, else it is somebody's name; for
 * words of both kinds ("president", "may", "us") what stands beside them. */
#include "split/recase_words.h"

#include "base/utf8.h"
#include "lexicon/actors.h"
#include "lexicon/lemmas.h"
#include "lexicon/places.h"
#include "split/units.h"

enum { ABBREVIATION_LETTERS_MAX = 6, SPELLED_WORD_BYTES_MAX = 48 };

/* What a word is by itself; MIXED: now this, now that. */
typedef enum nature { NATURE_SMALL, NATURE_MIXED, NATURE_NAME } nature;

static an_str folded(const an_recaser *r, uint32_t token) { return r->folded[token]; }

static bool is_letter_first(an_str word)
{
    size_t length;
    return word.length && an_utf8_is_letter(an_utf8_decode(word.data, word.length, &length));
}

static bool is_plain_word(an_str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (strchr("/@_:", word.data[i]) || (word.data[i] >= '0' && word.data[i] <= '9')) return false;
    return is_letter_first(word);
}

/* ---- ordinary words ---- */

static bool is_listed(const an_lemmas *lemmas, const char *stem, size_t length, const char *ending)
{
    char word[SPELLED_WORD_BYTES_MAX];
    size_t more = strlen(ending);
    if (length < 2 || length + more > sizeof word) return false;
    memcpy(word, stem, length);
    memcpy(word + length, ending, more);
    return an_lemma_written_anyhow(an_lemmas_find(lemmas, (an_str){word, length + more})) & AN_LEMMA_SMALL;
}

typedef struct inflection {
    const char *ending, *base;
} inflection;

/* Is it written small in WordNet's lists, as it stands or as a form of a word there? */
static bool is_ordinary(const an_lemmas *lemmas, an_str word)
{
    static const inflection inflections[] = {{"", ""}, {"s", ""}, {"es", ""}, {"ies", "y"}, {"ed", ""}, {"ed", "e"}, {"ied", "y"}, {"ing", ""},
                                             {"ing", "e"}, {"er", ""}, {"er", "e"}, {"est", ""}, {"ly", ""}, {"ness", ""}};
    for (size_t i = 0; i < sizeof inflections / sizeof *inflections; i++) {
        size_t cut = strlen(inflections[i].ending);
        if (!an_str_ends_with(word, inflections[i].ending)) continue;
        if (is_listed(lemmas, word.data, word.length - cut, inflections[i].base)) return true;
        /* "planned", "planning" */
        if (cut > 1 && word.length > cut + 3 && word.data[word.length - cut - 1] == word.data[word.length - cut - 2] &&
            is_listed(lemmas, word.data, word.length - cut - 1, "")) return true;
    }
    for (an_lemma_class c = AN_LEMMA_NOUN; c < AN_LEMMA_CLASS_COUNT; c++)
        if (an_lemmas_exception(lemmas, c, word).data) return true;
    return false;
}

/* Words that neither list shows: "its" is counted in two pieces, and a hyphen stays inside a word only behind "anti-" and the like. */
static bool is_small_part(an_str word) { return an_str_is(word, "its") || memchr(word.data, '-', word.length); }

/* "'s", "n't", and the "nt" of "dont". */
static bool is_clitic(const an_recaser *r, uint32_t token)
{
    return token > 0 && !r->parsed->tokens[token - 1].has_space_after && is_letter_first(folded(r, token - 1)) && r->parsed->tokens[token].form.data[0] != '-';
}

static nature nature_of(const an_recaser *r, uint32_t token)
{
    const an_lemmas *lemmas = an_lexicon_lemmas(r->lexicon);
    if (!is_plain_word(folded(r, token)) || is_small_part(folded(r, token)) || is_clitic(r, token)) return NATURE_SMALL;
    switch (an_casing_find(&r->casing, an_split_describe(r->parsed->text, r->parsed->tokens[token].span).form)) {
    case AN_CASING_SMALL: return NATURE_SMALL;
    case AN_CASING_MIXED: return NATURE_MIXED;
    case AN_CASING_CAPITAL: return NATURE_NAME;
    case AN_CASING_UNKNOWN: break;
    }
    return !lemmas->row_count || is_ordinary(lemmas, folded(r, token)) ? NATURE_SMALL : NATURE_NAME;
}

/* ---- abbreviations ---- */

static bool has_vowel(an_str word)
{
    for (size_t i = 0; i < word.length; i++)
        if (strchr("aeiouy", word.data[i])) return true;
    return false;
}

/* "u.s.": letters, each with its stop. */
static bool is_dotted(an_str word)
{
    if (word.length < 4) return false;
    for (size_t i = 0; i < word.length; i++)
        if ((i % 2 == 1) != (word.data[i] == '.')) return false;
    return true;
}

static bool is_in_brackets(const an_recaser *r, uint32_t token)
{
    return token > 0 && token + 1 < r->parsed->token_count && an_str_is(folded(r, token - 1), "(") && an_str_is(folded(r, token + 1), ")");
}

static bool is_abbreviation(const an_recaser *r, uint32_t token)
{
    an_str word = folded(r, token);
    if (is_dotted(word)) return true;
    if (word.length < 2 || word.length > ABBREVIATION_LETTERS_MAX || memchr(word.data, '.', word.length)) return false;
    return is_in_brackets(r, token) || !has_vowel(word);
}

/* The one abbreviation that is also a common word. */
static bool is_us(const an_recaser *r, uint32_t token) { return an_str_is(folded(r, token), "us"); }

/* ---- the dictionaries ---- */

static bool has_name(const uint8_t *natures, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++)
        if (natures[i] == NATURE_NAME || natures[i] == NATURE_MIXED) return true;
    return false;
}

/* The longest name of the dictionaries at `at`, if its words can be meant as one: places hold towns called like any word. */
static bool find_spelling(const an_recaser *r, const uint8_t *natures, uint32_t at, uint32_t end, an_phrase_spelling *out)
{
    const an_actors *actors = an_lexicon_actors(r->lexicon);
    const an_places *places = an_lexicon_places(r->lexicon);
    an_phrase_spelling actor = {0}, place = {0};
    if (actors) an_phrase_spell(&actors->phrases, r->parsed->tokens, r->folded, at, end, &actor);
    if (places && an_phrase_spell(&places->names, r->parsed->tokens, r->folded, at, end, &place) && !has_name(natures, at, place.word_count)) place.word_count = 0;
    *out = actor.word_count >= place.word_count ? actor : place;
    if (out->word_count > 1) return out->capitals != 0;
    return out->word_count == 1 && out->capitals && natures[at] == NATURE_NAME;
}

static void spell_phrase(an_recaser *r, uint32_t at, const an_phrase_spelling *spelling)
{
    for (uint32_t i = 0; i < spelling->word_count; i++) {
        bool is_capital = spelling->capitals >> i & 1, is_all = spelling->is_all_capitals || is_us(r, at + i) || is_abbreviation(r, at + i);
        r->spellings[at + i] = !is_capital ? AN_SPELLING_SMALL : is_all ? AN_SPELLING_CAPITALS : AN_SPELLING_CAPITAL;
    }
}

/* ---- words of both kinds ---- */

static bool is_number(an_str word) { return word.length && word.data[0] >= '0' && word.data[0] <= '9'; }

static bool is_month(an_str word) { return an_str_is(word, "may") || an_str_is(word, "march") || an_str_is(word, "august"); }

/* Behind a full stop that is a word of its own. */
static bool is_after_stop(const an_recaser *r, uint32_t token)
{
    return token > 0 && (an_str_is(folded(r, token - 1), ".") || an_str_is(folded(r, token - 1), "?") || an_str_is(folded(r, token - 1), "!"));
}

/* "the us", "us president", "us-led". */
static bool is_us_state(const an_recaser *r, const uint8_t *natures, uint32_t token, uint32_t first, uint32_t end)
{
    if (token == first || is_after_stop(r, token) || an_str_is(folded(r, token - 1), "the")) return true;
    return token + 1 < end && (natures[token + 1] == NATURE_NAME || natures[token + 1] == NATURE_MIXED || an_str_is(folded(r, token + 1), "-"));
}

/* "president cerezo", "march 10". */
static bool is_capital_here(const an_recaser *r, const uint8_t *natures, uint32_t token, uint32_t first, uint32_t end)
{
    an_str word = folded(r, token);
    bool has_next = token + 1 < end, has_before = token > first;
    if (is_month(word)) return (has_next && is_number(folded(r, token + 1))) || (has_before && (is_number(folded(r, token - 1)) || an_str_is(folded(r, token - 1), "in")));
    if (is_us(r, token)) return is_us_state(r, natures, token, first, end);
    return has_next && natures[token + 1] == NATURE_NAME && r->spellings[token + 1] == AN_SPELLING_CAPITAL;
}

static void spell_word(an_recaser *r, const uint8_t *natures, uint32_t token, uint32_t first, uint32_t end)
{
    bool is_capital = natures[token] == NATURE_NAME || (natures[token] == NATURE_MIXED && is_capital_here(r, natures, token, first, end));
    r->spellings[token] = !is_capital ? AN_SPELLING_SMALL : is_us(r, token) || is_abbreviation(r, token) ? AN_SPELLING_CAPITALS : AN_SPELLING_CAPITAL;
}

static void spell_sentence(an_recaser *r, const uint8_t *natures, uint32_t first, uint32_t end)
{
    an_phrase_spelling spelling;
    for (uint32_t at = end; at-- > first;)
        if (r->passages[at] != AN_PASSAGE_USUAL) spell_word(r, natures, at, first, end);
    for (uint32_t at = first; at < end; at++) {
        if (r->passages[at] == AN_PASSAGE_USUAL || !find_spelling(r, natures, at, end, &spelling)) continue;
        spell_phrase(r, at, &spelling);
        at += spelling.word_count - 1;
    }
    for (uint32_t at = first; at < end; at++)
        if (r->spellings[at] == AN_SPELLING_SMALL && is_after_stop(r, at)) r->spellings[at] = AN_SPELLING_CAPITAL;
}

/* In a headline only words that are small elsewhere change. */
static void leave_names(an_recaser *r, const uint8_t *natures)
{
    for (uint32_t i = 0; i < r->parsed->token_count; i++)
        if (r->passages[i] == AN_PASSAGE_HEADLINE && (natures[i] != NATURE_SMALL || r->spellings[i] != AN_SPELLING_SMALL)) r->spellings[i] = AN_SPELLING_LEFT;
}

bool an_recase_words(an_recaser *r)
{
    uint32_t count = r->parsed->token_count;
    uint8_t *natures = AN_NEW_ARRAY(r->scratch, uint8_t, count + 1);
    r->folded = AN_NEW_ARRAY(r->scratch, an_str, count + 1);
    r->spellings = AN_NEW_ARRAY(r->scratch, uint8_t, count + 1);
    if (!natures || !r->folded || !r->spellings) return false;
    for (uint32_t i = 0; i < count; i++) {
        r->folded[i] = an_utf8_fold(r->scratch, r->parsed->tokens[i].form);
        if (!r->folded[i].data) return false;
    }
    for (uint32_t i = 0; i < count; i++)
        if (r->passages[i] != AN_PASSAGE_USUAL) natures[i] = (uint8_t)nature_of(r, i);
    for (uint32_t s = 0; s < r->parsed->sentence_count; s++)
        spell_sentence(r, natures, r->parsed->sentences[s].first_token, r->parsed->sentences[s].first_token + r->parsed->sentences[s].token_count);
    leave_names(r, natures);
    return true;
}
