/* A dateline is no part of the sentence behind it, and a parser that reads both as one takes the city for the subject. It becomes a sentence
 * of its own. What is asked of one: it begins a paragraph or a line, is short, and ends in a dash that stands apart; before the dash there are only places in
 * capitals, a date and marks, or it closes with a bracket ("Kabul (Reuters) -"), which is then enough for a place in small letters. */
#include "split/dateline.h"

enum { WORDS_MAX = 16, BRACKET_WORDS_MAX = 6, CAPITALS_MIN = 3, REST_WORDS_MIN = 3 };

static bool is_dash(an_str text, const an_split_unit *word)
{
    an_str form = an_str_of_span(text.data, word->span);
    return word->gap == AN_GAP_SPACE && (an_str_is(form, "-") || an_str_is(form, "--") || an_str_is(form, "\xE2\x80\x93") || an_str_is(form, "\xE2\x80\x94"));
}

static bool is_month(an_str text, const an_split_unit *word)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    an_str form = an_str_of_span(text.data, word->span);
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (an_str_starts_with(form, months[i])) return true;
    return false;
}

/* A capitalised word, a number, a comma or full stop. */
static bool fits(const an_split_unit *word)
{
    if (word->kind == AN_UNIT_MARK) return word->first == ',' || word->first == '.' || word->first == '/';
    return word->kind == AN_UNIT_DIGITS || word->is_capital;
}

static bool is_capitals(an_str text, const an_split_unit *word)
{
    return word->kind != AN_UNIT_LETTERS || !word->has_lower || is_month(text, word);
}

/* Behind the bracket that opens at word `i`; `i` if none closes soon. */
static size_t skip_bracket(const an_split_units *words, size_t i)
{
    for (size_t k = i + 1; k < words->count && k <= i + BRACKET_WORDS_MAX; k++)
        if (words->items[k].first == ')') return k + 1;
    return i;
}

/* Enough words follow, and the first is written as the first of a sentence: "NATO - a large alliance - met" has no dateline. */
static bool begins_sentence(const an_split_units *words, size_t i)
{
    return words->count >= i + REST_WORDS_MIN && (words->items[i].is_capital || words->items[i].kind != AN_UNIT_LETTERS);
}

/* The number of words of the dateline that `words` begin with, its dash among them; 0 = it has none. */
size_t an_split_dateline_end(an_str text, const an_split_units *words)
{
    bool has_bracket = false, is_all_capitals = true;
    size_t i = 0;
    if (!words->count || words->items[0].kind != AN_UNIT_LETTERS || !words->items[0].is_capital) return 0;
    if (words->items[0].span.end - words->items[0].span.start < CAPITALS_MIN) is_all_capitals = false;
    while (i < words->count && i < WORDS_MAX) {
        const an_split_unit *word = &words->items[i];
        if (i && word->begins_line && word->is_capital) return 0; /* a byline, then the dateline */
        if (is_dash(text, word)) return i && (is_all_capitals || has_bracket) && begins_sentence(words, i + 1) ? i + 1 : 0;
        if (word->first == '(' && skip_bracket(words, i) > i) {
            i = skip_bracket(words, i);
            has_bracket = true;
        } else if (has_bracket || !fits(word)) {
            return 0;
        } else {
            is_all_capitals = is_all_capitals && is_capitals(text, word);
            i++;
        }
    }
    return 0;
}
