/* Reads numbers: digits, words ("one hundred and twenty-three"), vague ones ("dozens", "several hundred") and the words that
 * bound them ("at least", "nearly", "up to").
 *
 * Every number is a range. What the words leave open is settled once, here: "dozens" 24 to 99, "scores" 40 to 199, "hundreds" 200
 * to 999 and so on; "several", "multiple" and "a number of" 3 to 9; "numerous" and "a large number of" 4 to 99; "a few" 2 to 5; "about N" a
 * tenth to both sides; "nearly N" nine tenths of N up to N - 1; "more than N" from N + 1, "at least N" from N, both open; "up to N" from 0. */
#include "mention/quantities.h"

typedef struct amount {
    double low, high;
} amount;

typedef struct word_value {
    const char *word;
    int low, high;
} word_value;

static const word_value units[] = {
    {"zero", 0, 0}, {"one", 1, 1}, {"two", 2, 2}, {"three", 3, 3}, {"four", 4, 4}, {"five", 5, 5}, {"six", 6, 6}, {"seven", 7, 7}, {"eight", 8, 8}, {"nine", 9, 9},
    {"ten", 10, 10}, {"eleven", 11, 11}, {"twelve", 12, 12}, {"thirteen", 13, 13}, {"fourteen", 14, 14}, {"fifteen", 15, 15}, {"sixteen", 16, 16},
    {"seventeen", 17, 17}, {"eighteen", 18, 18}, {"nineteen", 19, 19}, {"several", 3, 9}, {"multiple", 3, 9}, {"numerous", 4, 99}, {"few", 2, 5}, {"couple", 2, 2},
};
static const word_value tens[] = {{"twenty", 20, 20}, {"thirty", 30, 30}, {"forty", 40, 40}, {"fifty", 50, 50}, {"sixty", 60, 60}, {"seventy", 70, 70}, {"eighty", 80, 80}, {"ninety", 90, 90}};

typedef struct scale_row {
    const char *word;
    double value;
} scale_row;

static const scale_row scales[] = {{"dozen", 12}, {"score", 20}, {"hundred", 1e2}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}, {"m", 1e6}, {"bn", 1e9}};

typedef struct plural_row {
    const char *word;
    double low, high;
} plural_row;

static const plural_row plurals[] = {{"dozens", 24, 99}, {"scores", 40, 199}, {"tens", 20, 99}, {"hundreds", 200, 999}, {"thousands", 2000, 9999}, {"millions", 2e6, 9999999}, {"billions", 2e9, 9999999999.0}};

static const double NUMBER_MAX = 9e15; /* more is no count of anything in the news */

static an_str word_at(const an_number_text *text, uint32_t at) { return at < text->count ? text->folded[at] : (an_str){0}; }
static bool is_word(const an_number_text *text, uint32_t at, const char *word) { return at < text->count && an_str_is(text->folded[at], word); }

static bool find_value(const word_value *rows, size_t count, an_str word, amount *out)
{
    for (size_t i = 0; i < count; i++)
        if (an_str_is(word, rows[i].word)) {
            *out = (amount){rows[i].low, rows[i].high};
            return true;
        }
    return false;
}

static bool find_scale(an_str word, double *out)
{
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (an_str_is(word, scales[i].word)) return *out = scales[i].value, true;
    return false;
}

static const plural_row *find_plural(an_str word)
{
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++)
        if (an_str_is(word, plurals[i].word)) return &plurals[i];
    return NULL;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "1,200", "1.5", "300": groups of three after a comma, one decimal point. */
static bool read_digits(an_str word, double *value)
{
    double number = 0, share = 0;
    int since_comma = -1;
    if (!word.length || !is_digit(word.data[0])) return false;
    for (size_t i = 0; i < word.length; i++) {
        char c = word.data[i];
        if (is_digit(c) && share > 0) number += (c - '0') * share, share /= 10;
        else if (is_digit(c)) number = number * 10 + (c - '0'), since_comma += since_comma >= 0;
        else if (c == ',' && share == 0 && since_comma != 1 && since_comma != 2 && since_comma != 0) since_comma = 0;
        else if (c == '.' && share == 0 && i + 1 < word.length) share = 0.1;
        else return false;
    }
    *value = number;
    return (since_comma < 0 || since_comma == 3 || share > 0) && number < NUMBER_MAX;
}

/* "twenty", "twenty-three" in one token or three, "seven". */
static uint32_t read_small(const an_number_text *text, uint32_t at, amount *out)
{
    an_str word = word_at(text, at), first = word, rest = {0};
    const char *hyphen = word.length ? memchr(word.data, '-', word.length) : NULL;
    amount ones;
    uint32_t next = at + 1;
    if (hyphen) {
        first.length = (size_t)(hyphen - word.data);
        rest = (an_str){hyphen + 1, word.length - first.length - 1};
    }
    if (find_value(tens, sizeof tens / sizeof *tens, first, out)) {
        if (!hyphen && is_word(text, next, "-")) next++;
        if (!hyphen) rest = word_at(text, next);
        if (rest.length && find_value(units, 10, rest, &ones) && ones.low > 0) {
            *out = (amount){out->low + ones.low, out->high + ones.high};
            return hyphen ? at + 1 : next + 1;
        }
        return hyphen ? 0 : at + 1;
    }
    if (find_value(units, sizeof units / sizeof *units, word, out)) return at + 1;
    if (hyphen && find_value(units, sizeof units / sizeof *units, first, out)) { /* "two-dozen" */
        double scale;
        if (!find_scale(rest, &scale)) return 0;
        *out = (amount){out->low * scale, out->high * scale};
        return at + 1;
    }
    return 0;
}

/* Words of scale after a number: "million", "hundred and fifty" (`adds_up`: after digits, "and fifty" counts something else).
 * Returns the token after them. */
static uint32_t read_scales(const an_number_text *text, uint32_t at, bool adds_up, amount *out)
{
    double scale;
    amount more;
    for (;;) {
        uint32_t next = at, after;
        if (is_word(text, next, "-")) next++;
        if (!find_scale(word_at(text, next), &scale)) return at;
        *out = (amount){out->low * scale, out->high * scale};
        at = next + 1;
        next = is_word(text, at, "and") ? at + 1 : at;
        if (!adds_up || scale < 100 || (after = read_small(text, next, &more)) == 0 || more.high >= scale || more.high != more.low || text->tokens[next].upos != AN_UPOS_NUM) continue;
        if (next > at && is_word(text, after, "of")) continue;
        *out = (amount){out->low + more.low, out->high + more.high};
        at = after;
    }
}

/* "dozens", "tens of thousands", "hundreds of thousands". */
static uint32_t read_plural(const an_number_text *text, uint32_t at, amount *out)
{
    const plural_row *row = find_plural(word_at(text, at)), *next;
    if (!row) return 0;
    *out = (amount){row->low, row->high};
    at++;
    while (is_word(text, at, "of") && (next = find_plural(word_at(text, at + 1))) != NULL && next->low >= 1000) {
        double unit = next->low / 2;
        *out = (amount){out->low * unit, (out->high + 1) * unit - 1};
        at += 2;
    }
    return at;
}

/* "a number of", "a large number of". */
static uint32_t read_number_of(const an_number_text *text, uint32_t at, amount *out)
{
    bool is_large = is_word(text, at + 1, "large") || is_word(text, at + 1, "great") || is_word(text, at + 1, "significant");
    uint32_t noun = at + 1 + is_large;
    if (!is_word(text, at, "a") || !is_word(text, noun, "number") || !is_word(text, noun + 1, "of")) return 0;
    *out = is_large ? (amount){4, 99} : (amount){3, 9};
    return noun + 1; /* "of" hangs on what is counted */
}

/* A number without bounds; returns the token after it, 0 if there is none. */
static uint32_t read_amount(const an_number_text *text, uint32_t at, amount *out, bool *is_article, bool *is_digits)
{
    double value;
    uint32_t next;
    *is_article = *is_digits = false;
    if (is_word(text, at, "half") && is_word(text, at + 1, "a") && is_word(text, at + 2, "dozen")) return *out = (amount){6, 6}, at + 3;
    if ((next = read_plural(text, at, out)) != 0 || (next = read_number_of(text, at, out)) != 0) return next;
    if (is_word(text, at, "a") || is_word(text, at, "an")) {
        *out = (amount){1, 1};
        if (find_scale(word_at(text, at + 1), &value)) return read_scales(text, at + 1, true, out);
        if (is_word(text, at + 1, "few") || is_word(text, at + 1, "couple")) {
            next = read_scales(text, read_small(text, at + 1, out), true, out);
            return next + (is_word(text, next, "of") && next == at + 2 && is_word(text, at + 1, "couple") ? 1 : 0);
        }
        *is_article = true;
        return at + 1;
    }
    if (read_digits(word_at(text, at), &value)) {
        *is_digits = true;
        *out = (amount){value, value};
        return read_scales(text, at + 1, false, out);
    }
    if (is_word(text, at, "few") || is_word(text, at, "couple")) return 0; /* "few people" is not some people */
    next = read_small(text, at, out);
    return next ? read_scales(text, next, true, out) : 0;
}

/* ---- bounds ---- */

typedef enum bound { BOUND_EXACT, BOUND_ABOUT, BOUND_NEARLY, BOUND_ABOVE, BOUND_FROM, BOUND_UP_TO, BOUND_BELOW } bound;

typedef struct bound_row {
    const char *words; /* apart by blanks */
    bound bound;
} bound_row;

static const bound_row bounds[] = { /* longer ones before their beginnings */
    {"at least", BOUND_FROM}, {"no fewer than", BOUND_FROM}, {"no less than", BOUND_FROM}, {"not less than", BOUND_FROM}, {"a minimum of", BOUND_FROM},
    {"no more than", BOUND_UP_TO}, {"not more than", BOUND_UP_TO}, {"at most", BOUND_UP_TO}, {"up to", BOUND_UP_TO}, {"as many as", BOUND_UP_TO}, {"a maximum of", BOUND_UP_TO},
    {"more than", BOUND_ABOVE}, {"over", BOUND_ABOVE}, {"upwards of", BOUND_ABOVE}, {"upward of", BOUND_ABOVE}, {"well over", BOUND_ABOVE}, {"above", BOUND_ABOVE}, {"in excess of", BOUND_ABOVE},
    {"fewer than", BOUND_BELOW}, {"less than", BOUND_BELOW}, {"under", BOUND_BELOW}, {"below", BOUND_BELOW},
    {"nearly", BOUND_NEARLY}, {"almost", BOUND_NEARLY}, {"close to", BOUND_NEARLY}, {"just under", BOUND_NEARLY},
    {"about", BOUND_ABOUT}, {"around", BOUND_ABOUT}, {"some", BOUND_ABOUT}, {"roughly", BOUND_ABOUT}, {"approximately", BOUND_ABOUT}, {"an estimated", BOUND_ABOUT}, {"estimated", BOUND_ABOUT},
    {"only", BOUND_EXACT}, {"just", BOUND_EXACT}, {"exactly", BOUND_EXACT}, {"another", BOUND_EXACT}, {"an additional", BOUND_EXACT}, {"a further", BOUND_EXACT}, {"a total of", BOUND_EXACT},
};

static uint32_t match_words(const an_number_text *text, uint32_t at, const char *words)
{
    while (*words) {
        size_t length = 0;
        an_str word = word_at(text, at);
        while (length < word.length && words[length] == word.data[length]) length++; /* ends at the end of `words`, too */
        if (!length || length < word.length || (words[length] && words[length] != ' ')) return 0;
        at++;
        words += length;
        while (*words == ' ') words++;
    }
    return at;
}

static uint32_t read_bound(const an_number_text *text, uint32_t at, bound *out)
{
    *out = BOUND_EXACT;
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        uint32_t next = match_words(text, at, bounds[i].words);
        if (next) return *out = bounds[i].bound, next;
    }
    return at;
}

static int64_t whole(double value) { return (int64_t)(value + 0.5); }

static void apply_bound(bound kind, const amount *a, an_number *out)
{
    int64_t low = whole(a->low), high = whole(a->high), slack = high / 10 > 1 ? high / 10 : 1;
    out->low = low;
    out->high = high;
    switch (kind) {
    case BOUND_EXACT: return;
    case BOUND_ABOUT: out->low = low > slack ? low - slack : low > 0; out->high = high + slack; return;
    case BOUND_NEARLY: out->low = low - (low + 9) / 10; out->high = high > 0 ? high - 1 : 0; return;
    case BOUND_ABOVE: out->low = low + 1; out->high = INT64_MAX; return;
    case BOUND_FROM: out->high = INT64_MAX; return;
    case BOUND_UP_TO: out->low = 0; return;
    case BOUND_BELOW: out->low = 0; out->high = high > 0 ? high - 1 : 0; return;
    }
}

/* "between 10 and 15", "10 to 15", "10-15", "ten or twelve". */
static uint32_t read_second(const an_number_text *text, uint32_t at, bool is_between, amount *first)
{
    amount second;
    bool is_article, is_digits;
    uint32_t next;
    double scale;
    bool is_joint = is_word(text, at, "to") || is_word(text, at, "or") || is_word(text, at, "-") || (is_between && is_word(text, at, "and"));
    if (!is_joint) return 0;
    next = read_amount(text, at + 1, &second, &is_article, &is_digits);
    if (!next || is_article) return 0;
    if (find_scale(word_at(text, next - 1), &scale) && next > at + 2 && first->high < scale) *first = (amount){first->low * scale, first->high * scale}; /* "two to three million" */
    if (second.high <= first->high || first->low == 0) return 0;
    first->high = second.high;
    return next;
}

/* "10-15" that the tokenizer left in one piece. */
static bool read_joined(an_str word, amount *out)
{
    const char *hyphen = word.length ? memchr(word.data, '-', word.length) : NULL;
    size_t left = hyphen ? (size_t)(hyphen - word.data) : 0;
    return hyphen && read_digits((an_str){word.data, left}, &out->low) && read_digits((an_str){hyphen + 1, word.length - left - 1}, &out->high) && out->low < out->high;
}

bool an_number_read(const an_number_text *text, uint32_t at, an_number *out)
{
    bound kind;
    amount value;
    bool is_between = is_word(text, at, "between");
    uint32_t start = is_between ? at + 1 : read_bound(text, at, &kind), end, second;
    if (is_between) kind = BOUND_EXACT;
    if (start > at) { /* "at least some 20" */
        bound inner;
        uint32_t inside = read_bound(text, start, &inner);
        if (inside > start && kind == BOUND_EXACT) kind = inner;
        start = inside;
    }
    *out = (an_number){.first = at, .amount_first = start};
    if (read_joined(word_at(text, start), &value)) end = start + 1, out->is_digits = true;
    else end = read_amount(text, start, &value, &out->is_article, &out->is_digits);
    if (!end || (out->is_article && start > at)) return false;
    second = out->is_article ? 0 : read_second(text, end, is_between, &value);
    if (is_between && !second) return false;
    if (second) end = second;
    if (value.high >= NUMBER_MAX) return false;
    apply_bound(kind, &value, out);
    out->end = end;
    if (is_word(text, end, "or") && is_word(text, end + 1, "more")) {
        out->high = INT64_MAX;
        out->end = end + 2;
    }
    return out->low <= out->high;
}
