/* The vocabulary of time: which words name months, units, numbers, and how a sentence is cut into them. */
#include <stdlib.h>

#include "base/utf8.h"
#include "mention/times.h"

typedef struct vocabulary_row {
    const char *text;
    an_time_class class;
    int value, high;
} vocabulary_row;

/* What English leaves open gets a range that a reader would accept: "a few" 2 to 5, "several" 3 to 9, "some" units 2 to 9. */
static const vocabulary_row vocabulary[] = { /* sorted by text */
    {"a", AN_TIME_NUMBER, 1, 1}, {"an", AN_TIME_NUMBER, 1, 1}, {"annually", AN_TIME_ADVERB, 0, 0}, {"apr", AN_TIME_MONTH, 4, 0},
    {"april", AN_TIME_MONTH, 4, 0}, {"aug", AN_TIME_MONTH, 8, 0}, {"august", AN_TIME_MONTH, 8, 0}, {"autumn", AN_TIME_SEASON, 9, 0},
    {"centuries", AN_TIME_UNIT, AN_UNIT_CENTURY, 1}, {"century", AN_TIME_UNIT, AN_UNIT_CENTURY, 0}, {"couple", AN_TIME_NUMBER, 2, 3},
    {"daily", AN_TIME_ADVERB, 0, 0}, {"day", AN_TIME_UNIT, AN_UNIT_DAY, 0}, {"days", AN_TIME_UNIT, AN_UNIT_DAY, 1}, {"dec", AN_TIME_MONTH, 12, 0},
    {"decade", AN_TIME_UNIT, AN_UNIT_DECADE, 0}, {"decades", AN_TIME_UNIT, AN_UNIT_DECADE, 1}, {"december", AN_TIME_MONTH, 12, 0},
    {"eight", AN_TIME_NUMBER, 8, 8}, {"eighteen", AN_TIME_NUMBER, 18, 18}, {"eighteenth", AN_TIME_ORDINAL, 18, 0}, {"eighth", AN_TIME_ORDINAL, 8, 0},
    {"eighty", AN_TIME_NUMBER, 80, 80}, {"eleven", AN_TIME_NUMBER, 11, 11}, {"fall", AN_TIME_SEASON, 9, 0}, {"feb", AN_TIME_MONTH, 2, 0},
    {"february", AN_TIME_MONTH, 2, 0}, {"few", AN_TIME_NUMBER, 2, 5}, {"fifteen", AN_TIME_NUMBER, 15, 15}, {"fifteenth", AN_TIME_ORDINAL, 15, 0},
    {"fifth", AN_TIME_ORDINAL, 5, 0}, {"fifty", AN_TIME_NUMBER, 50, 50}, {"first", AN_TIME_ORDINAL, 1, 0}, {"five", AN_TIME_NUMBER, 5, 5},
    {"fortnight", AN_TIME_UNIT, AN_UNIT_WEEK, 0}, {"forty", AN_TIME_NUMBER, 40, 40}, {"four", AN_TIME_NUMBER, 4, 4}, {"fourteen", AN_TIME_NUMBER, 14, 14},
    {"fourteenth", AN_TIME_ORDINAL, 14, 0}, {"fourth", AN_TIME_ORDINAL, 4, 0}, {"friday", AN_TIME_WEEKDAY, 4, 0}, {"fridays", AN_TIME_WEEKDAYS, 4, 0},
    {"hour", AN_TIME_UNIT, AN_UNIT_HOUR, 0}, {"hours", AN_TIME_UNIT, AN_UNIT_HOUR, 1}, {"jan", AN_TIME_MONTH, 1, 0}, {"january", AN_TIME_MONTH, 1, 0},
    {"jul", AN_TIME_MONTH, 7, 0}, {"july", AN_TIME_MONTH, 7, 0}, {"jun", AN_TIME_MONTH, 6, 0}, {"june", AN_TIME_MONTH, 6, 0}, {"mar", AN_TIME_MONTH, 3, 0},
    {"march", AN_TIME_MONTH, 3, 0}, {"may", AN_TIME_MONTH, 5, 0}, {"minute", AN_TIME_UNIT, AN_UNIT_HOUR, 0}, {"minutes", AN_TIME_UNIT, AN_UNIT_HOUR, 1},
    {"monday", AN_TIME_WEEKDAY, 0, 0}, {"mondays", AN_TIME_WEEKDAYS, 0, 0}, {"month", AN_TIME_UNIT, AN_UNIT_MONTH, 0}, {"monthly", AN_TIME_ADVERB, 0, 0},
    {"months", AN_TIME_UNIT, AN_UNIT_MONTH, 1}, {"nightly", AN_TIME_ADVERB, 0, 0}, {"nine", AN_TIME_NUMBER, 9, 9}, {"nineteen", AN_TIME_NUMBER, 19, 19},
    {"nineteenth", AN_TIME_ORDINAL, 19, 0}, {"ninety", AN_TIME_NUMBER, 90, 90}, {"ninth", AN_TIME_ORDINAL, 9, 0}, {"nov", AN_TIME_MONTH, 11, 0},
    {"november", AN_TIME_MONTH, 11, 0}, {"oct", AN_TIME_MONTH, 10, 0}, {"october", AN_TIME_MONTH, 10, 0}, {"one", AN_TIME_NUMBER, 1, 1},
    {"saturday", AN_TIME_WEEKDAY, 5, 0}, {"saturdays", AN_TIME_WEEKDAYS, 5, 0}, {"second", AN_TIME_ORDINAL, 2, 0}, {"sep", AN_TIME_MONTH, 9, 0},
    {"sept", AN_TIME_MONTH, 9, 0}, {"september", AN_TIME_MONTH, 9, 0}, {"seven", AN_TIME_NUMBER, 7, 7}, {"seventeen", AN_TIME_NUMBER, 17, 17},
    {"seventeenth", AN_TIME_ORDINAL, 17, 0}, {"seventh", AN_TIME_ORDINAL, 7, 0}, {"seventy", AN_TIME_NUMBER, 70, 70}, {"several", AN_TIME_NUMBER, 3, 9},
    {"six", AN_TIME_NUMBER, 6, 6}, {"sixteen", AN_TIME_NUMBER, 16, 16}, {"sixteenth", AN_TIME_ORDINAL, 16, 0}, {"sixth", AN_TIME_ORDINAL, 6, 0},
    {"sixty", AN_TIME_NUMBER, 60, 60}, {"spring", AN_TIME_SEASON, 3, 0}, {"summer", AN_TIME_SEASON, 6, 0}, {"sunday", AN_TIME_WEEKDAY, 6, 0},
    {"sundays", AN_TIME_WEEKDAYS, 6, 0}, {"ten", AN_TIME_NUMBER, 10, 10}, {"tenth", AN_TIME_ORDINAL, 10, 0}, {"third", AN_TIME_ORDINAL, 3, 0},
    {"thirteen", AN_TIME_NUMBER, 13, 13}, {"thirty", AN_TIME_NUMBER, 30, 30}, {"three", AN_TIME_NUMBER, 3, 3}, {"thurs", AN_TIME_WEEKDAY, 3, 0},
    {"thursday", AN_TIME_WEEKDAY, 3, 0}, {"thursdays", AN_TIME_WEEKDAYS, 3, 0}, {"tues", AN_TIME_WEEKDAY, 1, 0}, {"tuesday", AN_TIME_WEEKDAY, 1, 0},
    {"tuesdays", AN_TIME_WEEKDAYS, 1, 0}, {"twelfth", AN_TIME_ORDINAL, 12, 0}, {"twelve", AN_TIME_NUMBER, 12, 12}, {"twentieth", AN_TIME_ORDINAL, 20, 0},
    {"twenty", AN_TIME_NUMBER, 20, 20}, {"two", AN_TIME_NUMBER, 2, 2}, {"wednesday", AN_TIME_WEEKDAY, 2, 0}, {"wednesdays", AN_TIME_WEEKDAYS, 2, 0},
    {"week", AN_TIME_UNIT, AN_UNIT_WEEK, 0}, {"weekend", AN_TIME_UNIT, AN_UNIT_WEEKEND, 0}, {"weekends", AN_TIME_UNIT, AN_UNIT_WEEKEND, 1},
    {"weekly", AN_TIME_ADVERB, 0, 0}, {"weeks", AN_TIME_UNIT, AN_UNIT_WEEK, 1}, {"winter", AN_TIME_SEASON, 12, 0}, {"year", AN_TIME_UNIT, AN_UNIT_YEAR, 0},
    {"yearly", AN_TIME_ADVERB, 0, 0}, {"years", AN_TIME_UNIT, AN_UNIT_YEAR, 1},
};

static int compare_row(const void *key, const void *row)
{
    return an_str_compare(*(const an_str *)key, an_str_from(((const vocabulary_row *)row)->text));
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

enum { DIGITS_MAX = 4 };

/* "22", "22nd", "1990s", "'90s"; anything longer or mixed is none of time's business. */
static void classify_number(an_time_word *word)
{
    an_str text = word->text;
    size_t digits = 0;
    int value = 0;
    if (text.length && text.data[0] == '\'') text.data++, text.length--;
    while (digits < text.length && is_digit(text.data[digits])) {
        if (digits == DIGITS_MAX) return;
        value = value * 10 + (text.data[digits++] - '0');
    }
    if (!digits) return;
    word->value = value;
    text.data += digits;
    text.length -= digits;
    if (!text.length) word->class = AN_TIME_DIGITS, word->high = (int32_t)digits;
    else if (an_str_is(text, "s") && value % 10 == 0 && (digits == 4 || digits == 2)) word->class = AN_TIME_DECADE;
    else if (digits < DIGITS_MAX && (an_str_is(text, "st") || an_str_is(text, "nd") || an_str_is(text, "rd") || an_str_is(text, "th"))) word->class = AN_TIME_ORDINAL;
}

static void classify(an_time_word *word)
{
    const vocabulary_row *row = bsearch(&word->text, vocabulary, sizeof vocabulary / sizeof *vocabulary, sizeof *vocabulary, compare_row);
    if (!row) {
        classify_number(word);
        return;
    }
    word->class = row->class;
    word->value = row->value;
    word->high = row->high;
    word->is_plural = row->class == AN_TIME_UNIT && row->high;
    if ((row->class == AN_TIME_MONTH || row->class == AN_TIME_WEEKDAY) && !word->is_capital) word->class = AN_TIME_OTHER;
}

static bool is_hyphen(an_str text) { return an_str_is(text, "-") || an_str_is(text, "--"); }

static void add_word(an_time_words *words, an_str text, uint32_t token, bool is_capital, bool is_abutting)
{
    an_time_word *word = &words->items[words->count++];
    bool has_letters = text.length > 1 && text.data[0] >= 'a' && text.data[0] <= 'z';
    if (has_letters && text.data[text.length - 1] == '.') text.length--;
    *word = (an_time_word){.text = text, .token = token, .is_capital = is_capital, .is_abutting = is_abutting, .is_hyphen = is_hyphen(text)};
    if (!word->is_hyphen) classify(word);
}

static bool starts_with_capital(an_str form)
{
    size_t length;
    return form.length && an_utf8_is_upper(an_utf8_decode(form.data, form.length, &length));
}

/* Cuts one folded token at its hyphens: "mid-2010s" is three words. */
static void add_token(an_time_words *words, an_str folded, const an_token *token, uint32_t index, bool is_abutting)
{
    size_t start = 0;
    bool is_capital = starts_with_capital(token->form);
    for (size_t i = 0; i <= folded.length; i++) {
        bool is_cut = i < folded.length && folded.data[i] == '-' && folded.length > 1;
        if (i < folded.length && !is_cut) continue;
        if (i > start) add_word(words, (an_str){folded.data + start, i - start}, index, is_capital, start ? true : is_abutting);
        if (is_cut) add_word(words, (an_str){folded.data + i, 1}, index, false, true);
        if (is_cut) is_capital = folded.length == token->form.length && i + 1 < folded.length && starts_with_capital((an_str){token->form.data + i + 1, 1});
        start = i + 1;
    }
}

an_time_words an_time_words_of(an_arena *scratch, const an_token *tokens, uint32_t token_count)
{
    an_time_words words = {0};
    size_t most = 0;
    for (uint32_t i = 0; i < token_count; i++) most += 2 * tokens[i].form.length + 2;
    words.items = AN_NEW_ARRAY(scratch, an_time_word, most);
    if (!words.items) return words;
    for (uint32_t i = 0; i < token_count; i++) {
        an_str folded = an_utf8_fold(scratch, tokens[i].form);
        bool is_abutting = i > 0 && !tokens[i - 1].has_space_after;
        if (!folded.data) return (an_time_words){0};
        add_token(&words, folded, &tokens[i], i, is_abutting);
    }
    return words;
}

bool an_time_is_one_of(const an_time_words *words, uint32_t at, uint32_t end, const char *texts)
{
    an_str text;
    if (at >= end) return false;
    text = words->items[at].text;
    for (const char *p = texts; *p;) {
        size_t length = 0;
        while (length < text.length && p[length] == text.data[length]) length++; /* ends at the end of `texts`, too */
        if (length && length == text.length && (p[length] == ' ' || !p[length])) return true;
        while (*p && *p != ' ') p++;
        while (*p == ' ') p++;
    }
    return false;
}
