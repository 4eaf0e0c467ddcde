/* Each rule is nearly always right where it speaks, and silent elsewhere; then the model decides. Lists are closed classes of English
 * and of news style. How often the treebanks agree is measured by eval_parse with and without them. */
#include "split/rules.h"

/* Lists are in lower case and end with NULL. */
static bool is_in(an_str word, const char *const *list)
{
    for (; *list; list++)
        if (an_str_equal_ignoring_ascii_case(word, an_str_from(*list))) return true;
    return false;
}

/* Before a name; a full stop behind them ends nothing. Written with a capital. */
static const char *const titles[] = {
    "adm", "amb", "brig", "capt", "cdr", "cmdr", "col", "cpl", "cpt", "det", "dr", "fr", "ft", "gen", "gov", "hon", "insp", "lt", "maj",
    "messrs", "mlle", "mme", "mr", "mrs", "ms", "msgr", "mt", "mx", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt",
    "st", "ste", "supt", NULL};

/* Before a number; a full stop behind them ends nothing there. */
static const char *const before_numbers[] = {
    "art", "approx", "apr", "aug", "c", "ca", "ch", "chap", "circa", "dec", "est", "feb", "fig", "figs", "jan", "jul", "jun", "mar", "no",
    "nos", "nov", "oct", "op", "p", "para", "paras", "pop", "pp", "pt", "sec", "sep", "sept", "tel", "vol", "vols", NULL};

/* Full stops of these never end a sentence, whatever follows. */
static const char *const never_last[] = {"i.e.", "e.g.", "cf.", "vs.", "v.", "viz.", NULL};

/* Behind "a.m." and "p.m." these go on with the time. */
static const char *const after_times[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan",
    "feb", "apr", "aug", "sept", "oct", "nov", "dec", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt", "gmt",
    "bst", "cet", "cest", "utc", "eastern", "pacific", "local", NULL};

/* Words that begin a sentence when they have a capital; names do not begin with them. */
static const char *const starters[] = {
    "a", "after", "all", "although", "an", "and", "another", "as", "at", "because", "before", "both", "but", "by", "despite", "during",
    "each", "earlier", "even", "every", "for", "from", "he", "her", "his", "how", "however", "i", "if", "in", "it", "its", "last", "later",
    "many", "meanwhile", "more", "most", "my", "no", "nobody", "not", "on", "one", "only", "our", "several", "she", "since", "so", "some",
    "such", "that", "the", "their", "then", "there", "these", "they", "this", "those", "to", "two", "under", "until", "we", "what", "when",
    "where", "while", "who", "why", "with", "yet", "you", "your", NULL};

/* Parts of words before a hyphen that the treebanks keep with what follows ("pro-Russian"); other hyphens are words. */
static const char *const prefixes[] = {"anti", "co", "cross", "e", "ex", "inter", "intra", "mid", "mini", "multi", "non", "post", "pre",
                                       "pro", "re", "semi", "sub", NULL};

static const char *const clitics[] = {"s", "m", "re", "ve", "ll", "d", NULL}; /* behind an apostrophe */

static const char *const always_two[] = {"cannot", "gonna", "gotta", "wanna", NULL};

static an_str text_of(an_str text, const an_split_unit *unit) { return an_str_of_span(text.data, unit->span); }

static const an_split_unit *at(const an_split_units *units, size_t i, int offset)
{
    static const an_split_unit nothing = {.kind = AN_UNIT_MARK, .gap = AN_GAP_START};
    if (offset < 0 && i < (size_t)-offset) return &nothing;
    i += (size_t)offset;
    return i < units->count ? units->items + i : &nothing;
}

static bool is_full_stop(const an_split_unit *unit) { return unit->first == '.' && unit->span.end - unit->span.start == 1; }

static bool is_letters(const an_split_unit *unit) { return unit->kind == AN_UNIT_LETTERS && unit->span.end > unit->span.start; }

/* ---- tokens ---- */

/* "he's", "don't", "cannot": the seam before piece `i`, or no seam inside of what follows the apostrophe. */
static bool clitic_rule(an_str text, const an_split_units *pieces, size_t i, an_split_join *join)
{
    const an_split_unit *left = at(pieces, i, -1), *right = at(pieces, i, 0), *after = at(pieces, i, 1), *second = at(pieces, i, 2);
    if (right->is_inner && after->first == '\'' && after->gap == AN_GAP_NONE) { /* do|n't */
        *join = AN_SPLIT_WORD;
        return true;
    }
    if (left->is_inner && right->first == '\'') { /* n|'t */
        *join = AN_JOIN;
        return true;
    }
    if (right->first == '\'' && is_letters(left) && after->gap == AN_GAP_NONE && is_in(text_of(text, after), clitics) &&
        !(second->gap == AN_GAP_NONE && second->kind != AN_UNIT_MARK)) {
        *join = AN_SPLIT_WORD;
        return true;
    }
    if (right->is_inner && is_in((an_str){text.data + left->span.start, right->span.end - left->span.start}, always_two)) {
        *join = AN_SPLIT_WORD;
        return true;
    }
    return false;
}

/* "pro|-|Russian": both places are joined. */
static bool prefix_rule(an_str text, const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_join *join)
{
    const an_split_unit *left = at(pieces, i, -1), *right = at(pieces, i, 0), *after = at(pieces, i, 1);
    bool is_hyphen = right->first == '-' && right->span.end - right->span.start == 1;
    *join = AN_JOIN;
    if (is_hyphen)
        return state->piece_count == 1 && is_letters(left) && after->gap == AN_GAP_NONE && after->kind != AN_UNIT_MARK &&
               is_in(text_of(text, left), prefixes);
    return left->first == '-' && left->span.end - left->span.start == 1 && state->piece_count == 2 && is_in(text_of(text, at(pieces, i, -2)), prefixes);
}

/* "Gen.", "Sept.", "No.": the full stop belongs to the abbreviation if a name or number follows. */
static bool abbreviation_rule(an_str text, const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_join *join)
{
    const an_split_unit *left = at(pieces, i, -1), *next = at(pieces, i, 1);
    *join = AN_JOIN;
    if (!is_full_stop(at(pieces, i, 0)) || !is_letters(left) || state->piece_count != 1) return false;
    if (next->kind == AN_UNIT_DIGITS) return next->gap == AN_GAP_SPACE && is_in(text_of(text, left), before_numbers);
    return left->is_capital && next->is_capital && is_in(text_of(text, left), titles);
}

/* "5 p.m. Tuesday": pieces i - 3 to i are "p", ".", "m", ".". */
static bool time_rule(an_str text, const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_join *join)
{
    const an_split_unit *left = at(pieces, i, -1), *first = at(pieces, i, -3), *next = at(pieces, i, 1);
    *join = AN_JOIN;
    return state->piece_count == 3 && is_full_stop(at(pieces, i, 0)) && left->first == 'm' && (first->first == 'a' || first->first == 'p') &&
           left->span.end - first->span.start == 3 && next->gap == AN_GAP_SPACE && is_in(text_of(text, next), after_times);
}

/* Decides the place before piece `i` if a rule knows it: then true, and *join is set. */
bool an_split_join_rule(an_str text, const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_join *join)
{
    if (pieces->items[i].is_glued) {
        *join = AN_JOIN;
        return true;
    }
    if (pieces->items[i].first == '%' && at(pieces, i, -1)->kind == AN_UNIT_DIGITS) {
        *join = AN_SPLIT_TOKEN;
        return true;
    }
    return clitic_rule(text, pieces, i, join) || prefix_rule(text, pieces, i, state, join) ||
           abbreviation_rule(text, pieces, i, state, join) || time_rule(text, pieces, i, state, join);
}

/* ---- sentences ---- */

/* Signs that begin the items of a list: bullets of all shapes. */
static bool is_bullet(an_str word)
{
    static const char *const bullets[] = {"\xE2\x80\xA2", "\xE2\x80\xA3", "\xE2\x81\x83", "\xE2\x96\xAA", "\xE2\x96\xA0", "\xE2\x96\xBA",
                                          "\xE2\x97\x8F", "\xE2\x97\xA6", NULL};
    return is_in(word, bullets);
}

static bool ends_like_sentence(const an_split_units *words, size_t i)
{
    const an_split_unit *word = words->items + i;
    bool is_mark = word->kind == AN_UNIT_MARK && word->first != ',' && word->first != '-';
    return is_mark && (words->items[i].to_stop == 0 || (i > 0 && words->items[i - 1].to_stop == 0));
}

static an_split_rule line_rule(an_str text, const an_split_units *words, size_t i)
{
    const an_split_unit *next = at(words, i, 1), *second = at(words, i, 2);
    if (is_bullet(text_of(text, next))) return AN_RULE_ENDS;
    if (!next->begins_line) return AN_RULE_NONE;
    if (ends_like_sentence(words, i)) return AN_RULE_ENDS;
    if (next->kind == AN_UNIT_DIGITS && (second->first == ')' || is_full_stop(second))) return AN_RULE_ENDS; /* a numbered item */
    return (next->first == '-' || next->first == '*') && second->gap == AN_GAP_SPACE && !second->begins_line ? AN_RULE_ENDS : AN_RULE_NONE;
}

/* Word `i` ends with a full stop of its own ("U.S.", "Gen."). */
static an_split_rule abbreviation_end_rule(an_str text, const an_split_unit *word, const an_split_unit *next)
{
    an_str all = text_of(text, word), stem = {all.data, all.length - 1};
    if (is_in(all, never_last)) return AN_RULE_GOES_ON;
    if (next->kind == AN_UNIT_DIGITS) return is_in(stem, before_numbers) ? AN_RULE_GOES_ON : AN_RULE_NONE;
    if (!next->is_capital) return AN_RULE_NONE;
    if (stem.length == 3 && word->last == '.' && stem.data[1] == '.' && is_in(text_of(text, next), after_times)) return AN_RULE_GOES_ON;
    if (word->is_capital && is_in(stem, titles)) return AN_RULE_GOES_ON;
    return stem.length > 1 && next->has_lower && is_in(text_of(text, next), starters) ? AN_RULE_ENDS : AN_RULE_NONE;
}

/* A full stop of its own between a whole word and a capital letter; the treebanks have seven thousand ends of this kind and ten
 * exceptions. Behind numbers it may be the mark of a numbered list. */
static bool is_plain_end(const an_split_units *words, size_t i)
{
    const an_split_unit *before = at(words, i, -1), *next = at(words, i, 1);
    if (!is_full_stop(words->items + i) || words->items[i].gap != AN_GAP_NONE || next->gap != AN_GAP_SPACE) return false;
    return is_letters(before) && before->span.end - before->span.start > 1 && next->is_capital && !next->continues_word;
}

/* Whether the sentence ends behind word `i`. */
an_split_rule an_split_sentence_rule(an_str text, const an_split_units *words, size_t i)
{
    const an_split_unit *word = words->items + i;
    an_split_rule rule = line_rule(text, words, i);
    if (rule != AN_RULE_NONE) return rule;
    if (is_plain_end(words, i)) return AN_RULE_ENDS;
    if (word->kind == AN_UNIT_LETTERS && word->last == '.' && word->span.end - word->span.start > 1)
        return abbreviation_end_rule(text, word, at(words, i, 1));
    return AN_RULE_NONE;
}
