/* Each rule is nearly always right where it speaks, and silent elsewhere; then the model decides. Lists are closed classes of English
 * and of news style. How often the treebanks agree is measured by eval_parse with and without them. */
#include "split/rules.h"

#include "split/casing.h"

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

/* Abbreviations whose full stop ends nothing where a small letter or a number follows. */
static const char *const before_small[] = {
    "al", "approx", "assn", "avg", "ave", "bn", "bros", "cf", "co", "corp", "dept", "div", "ed", "eds", "esp", "est", "etc", "ext", "gov",
    "govt", "hrs", "inc", "incl", "intl", "jr", "lb", "lbs", "ltd", "max", "mfg", "mil", "mins", "natl", "prov", "resp", "sq", "sr", "tel",
    "univ", "viz", "vs", NULL};

/* Full stops of these never end a sentence, whatever follows. */
static const char *const never_last[] = {"i.e.", "e.g.", "cf.", "vs.", "v.", "viz.", NULL};

/* Behind "a.m." and "p.m." these go on with the time. */
static const char *const after_times[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan",
    "feb", "apr", "aug", "sept", "oct", "nov", "dec", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt", "gmt",
    "bst", "cet", "cest", "utc", "eastern", "pacific", "local", NULL};

/* Last parts of internet names that are no words. */
static const char *const domains[] = {
    "com", "org", "net", "gov", "edu", "mil", "info", "biz", "io", "tv", "uk", "eu", "ru", "ua", "kz", "uz", "tj", "tm", "kg", "ge", "az", "ir",
    "iq", "sy", "lb", "il", "ps", "eg", "sa", "ae", "tr", "af", "pk", "bd", "lk", "cn", "jp", "kr", "tw", "hk", "vn", "th", "ph", "sg", "au", "nz",
    "ca", "mx", "br", "ar", "cl", "ve", "de", "fr", "nl", "ch", "se", "dk", "fi", "pl", "cz", "sk", "hu", "ro", "bg", "rs", "gr", "es", "pt", "ee",
    "lt", "lv", "za", "ng", "ke", "et", NULL};

/* Last parts of names of files. */
static const char *const file_types[] = {
    "avi", "bmp", "csv", "dat", "doc", "docx", "dwg", "exe", "gif", "htm", "html", "jpeg", "jpg", "json", "log", "mov", "mp3", "mp4", "mpg",
    "odt", "pdf", "php", "png", "pps", "ppt", "pptx", "ps", "rar", "rtf", "sql", "tar", "tex", "tgz", "tif", "tiff", "txt", "wav", "wmv", "wpd",
    "xls", "xlsx", "xml", "zip", NULL};

/* First parts of names of Usenet's groups. */
static const char *const newsgroups[] = {"alt", "comp", "humanities", "misc", "rec", "sci", "soc", NULL};

/* Words that begin a sentence when they have a capital; names do not begin with them. */
static const char *const starters[] = {
    "a", "after", "all", "although", "an", "and", "another", "as", "at", "because", "before", "both", "but", "by", "despite", "during",
    "each", "earlier", "even", "every", "for", "from", "he", "her", "his", "how", "however", "i", "if", "in", "it", "its", "last", "later",
    "many", "meanwhile", "more", "most", "my", "no", "nobody", "not", "on", "one", "only", "our", "several", "she", "since", "so", "some",
    "such", "that", "the", "their", "then", "there", "these", "they", "this", "those", "to", "two", "under", "until", "we", "what", "when",
    "where", "while", "who", "why", "with", "yet", "you", "your", NULL};

/* Words that have a capital behind a country's initials without beginning a sentence: "the U.S. Embassy". */
static const char *const offices[] = {
    "administration", "ambassador", "army", "attorney", "chamber", "charter", "code", "commission", "committee", "constitution", "consulate",
    "council", "customs", "department", "embassy", "envoy", "force", "forces", "general", "government", "governor", "house", "law", "marines",
    "marshals", "military", "minister", "mission", "office", "open", "parliament", "patent", "postal", "president", "representative",
    "resolution", "secretary", "secret", "special", "state", "supreme", "treasury", "virgin", NULL};

/* Parts of words before a hyphen that the treebanks keep with what follows ("pro-Russian"); other hyphens are words. */
static const char *const prefixes[] = {"anti", "co", "cross", "e", "ex", "inter", "intra", "mid", "mini", "multi", "non", "post", "pre",
                                       "pro", "re", "semi", "sub", NULL};

static const char *const clitics[] = {"s", "m", "re", "ve", "ll", "d", NULL}; /* behind an apostrophe */
static const char *const other_clitics[] = {"all", "em", "t", NULL};           /* left to the model */

/* Before a sum of money, not parts of a name such as "MH17". */
static const char *const currencies[] = {"ad", "afn", "aud", "bc", "cad", "chf", "cny", "eur", "gbp", "inr", "irr", "jpy", "pkr", "rmb", "rs",
                                         "rub", "rur", "sek", "try", "uah", "us", "usd", NULL};

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

static bool is_apostrophe(const an_split_unit *unit) { return unit->first == '\'' && unit->kind == AN_UNIT_MARK; }

/* ---- tokens ---- */

/* "he's", "don't", "cannot": the seam before piece `i`, or no seam inside of what follows the apostrophe. */
static bool clitic_rule(an_str text, const an_split_units *pieces, size_t i, an_split_join *join)
{
    const an_split_unit *left = at(pieces, i, -1), *right = at(pieces, i, 0), *after = at(pieces, i, 1), *second = at(pieces, i, 2);
    bool is_name;
    if (right->is_inner && after->first == '\'' && after->gap == AN_GAP_NONE) { /* do|n't */
        *join = AN_SPLIT_WORD;
        return true;
    }
    if (left->is_inner && right->first == '\'') { /* n|'t */
        *join = AN_JOIN;
        return true;
    }
    is_name = is_letters(left) || (left->kind == AN_UNIT_DIGITS && left->gap == AN_GAP_NONE && is_letters(at(pieces, i, -2))); /* MH17 */
    if (is_apostrophe(right) && is_name && after->gap == AN_GAP_NONE && is_in(text_of(text, after), clitics) &&
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

/* "Sana|'|a", "O|'|Brien": both places are joined. */
static bool apostrophe_rule(an_str text, const an_split_units *pieces, size_t i, an_split_join *join)
{
    size_t mark = is_apostrophe(at(pieces, i, 0)) ? i : i - 1;
    const an_split_unit *left = at(pieces, mark, -1), *right = at(pieces, mark, 1);
    *join = AN_JOIN;
    if (!is_apostrophe(at(pieces, mark, 0)) || at(pieces, mark, 0)->gap != AN_GAP_NONE || right->gap != AN_GAP_NONE) return false;
    if (!is_letters(left) || !is_letters(right)) return false;
    return !is_in(text_of(text, right), clitics) && !is_in(text_of(text, right), other_clitics);
}

/* "MH|17", "M|23": capitals and a short number are one name. */
static bool code_rule(an_str text, const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_join *join)
{
    enum { LETTERS_MAX = 4, DIGITS_MAX = 4 };
    const an_split_unit *left = at(pieces, i, -1), *right = at(pieces, i, 0), *after = at(pieces, i, 1), *second = at(pieces, i, 2);
    bool is_sum = (after->first == '.' || after->first == ',') && after->gap == AN_GAP_NONE && second->kind == AN_UNIT_DIGITS && second->gap == AN_GAP_NONE;
    *join = AN_JOIN;
    return right->kind == AN_UNIT_DIGITS && is_letters(left) && left->is_capital && !left->has_lower && state->piece_count == 1 && !is_sum &&
           left->span.end - left->span.start <= LETTERS_MAX && right->span.end - right->span.start <= DIGITS_MAX &&
           !is_in(text_of(text, left), currencies);
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
    if (next->gap != AN_GAP_SPACE) return false;
    if ((next->kind == AN_UNIT_DIGITS || !next->is_capital) && next->kind != AN_UNIT_MARK && is_in(text_of(text, left), before_small)) return true;
    if (next->kind == AN_UNIT_DIGITS) return is_in(text_of(text, left), before_numbers);
    return left->is_capital && next->is_capital && is_in(text_of(text, left), titles);
}

static bool is_initial(const an_split_unit *unit) { return is_letters(unit) && unit->span.end - unit->span.start == 1 && unit->is_capital; }

/* "U.S.", "p.m.": letters and full stops in turn are one word, the last full stop too. */
static bool initialism_rule(const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_join *join)
{
    const an_split_unit *left = at(pieces, i, -1), *before = at(pieces, i, -2);
    *join = AN_JOIN;
    return is_full_stop(at(pieces, i, 0)) && is_letters(left) && left->span.end - left->span.start == 1 && state->piece_count >= 3 &&
           state->piece_count % 2 == 1 && is_full_stop(before) && at(pieces, i, -3)->span.end - at(pieces, i, -3)->span.start == 1;
}

/* "G. K. Smith", and "G. Smith" where a paragraph begins: elsewhere the model tells initials from ends. */
static bool initial_rule(const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_join *join)
{
    const an_split_unit *left = at(pieces, i, -1), *next = at(pieces, i, 1);
    bool is_before_initial = is_initial(next) && is_full_stop(at(pieces, i, 2)) && at(pieces, i, 2)->gap == AN_GAP_NONE;
    bool is_behind_initial = i >= 3 && is_full_stop(at(pieces, i, -2)) && is_initial(at(pieces, i, -3)) && at(pieces, i, -2)->gap == AN_GAP_NONE;
    *join = AN_JOIN;
    return is_full_stop(at(pieces, i, 0)) && state->piece_count == 1 && is_initial(left) && next->is_capital && next->gap == AN_GAP_SPACE &&
           (is_before_initial || is_behind_initial || left->gap == AN_GAP_START);
}

static bool is_word_part(const an_split_unit *unit) { return unit->kind != AN_UNIT_MARK && unit->span.end > unit->span.start; }

/* "Lenta.ru", "a .uz domain", "list.pdf": a full stop that touches the last part of an internet name or of a file's. */
static bool domain_rule(an_str text, const an_split_units *pieces, size_t i, an_split_join *join)
{
    size_t stop = is_full_stop(at(pieces, i, 0)) ? i : i - 1;
    const an_split_unit *end = at(pieces, stop, 1), *after = at(pieces, stop, 2);
    *join = AN_JOIN;
    if (!is_full_stop(at(pieces, stop, 0)) || !is_word_part(end) || end->gap != AN_GAP_NONE) return false;
    if (after->gap == AN_GAP_NONE && after->kind != AN_UNIT_MARK) return false;
    return is_in(text_of(text, end), file_types) || (!end->is_capital && is_in(text_of(text, end), domains));
}

/* "#peace", "@name", "KABUL@office": the sign belongs to what it touches. */
static bool sign_rule(const an_split_units *pieces, size_t i, an_split_join *join)
{
    size_t sign = at(pieces, i, 0)->first == '@' ? i : i - 1;
    const an_split_unit *mark = at(pieces, sign, 0), *right = at(pieces, sign, 1);
    *join = AN_JOIN;
    if (mark->span.end - mark->span.start != 1 || !is_letters(right) || right->gap != AN_GAP_NONE) return false;
    if (mark->first == '#') return sign == i - 1;
    return mark->first == '@' && (sign == i - 1 || is_word_part(at(pieces, sign, -1)));
}

/* "?!!", "--==": marks of the same kind that touch are one. */
static bool ornament_rule(const an_split_units *pieces, size_t i, an_split_join *join)
{
    const an_split_unit *left = at(pieces, i, -1), *right = at(pieces, i, 0);
    bool is_long = left->span.end - left->span.start > 1 || right->span.end - right->span.start > 1;
    *join = AN_JOIN;
    if (left->kind != AN_UNIT_MARK || right->kind != AN_UNIT_MARK || !left->first || !right->first) return false;
    if (strchr("!?", left->first) && strchr("!?", right->first)) return true;
    return is_long && strchr("-=_*~#", left->first) && strchr("-=_*~#", right->first);
}

/* "cover_letter": a low line between letters or digits joins them. */
static bool low_line_rule(const an_split_units *pieces, size_t i, an_split_join *join)
{
    size_t line = at(pieces, i, 0)->first == '_' ? i : i - 1;
    const an_split_unit *mark = at(pieces, line, 0);
    *join = AN_JOIN;
    return mark->first == '_' && mark->span.end - mark->span.start == 1 && mark->gap == AN_GAP_NONE && at(pieces, line, 1)->gap == AN_GAP_NONE &&
           is_word_part(at(pieces, line, -1)) && is_word_part(at(pieces, line, 1));
}

/* "alt.folklore.urban": small words with full stops or hyphens between them, from a first word that begins newsgroups' names. */
static bool newsgroup_rule(an_str text, const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_join *join)
{
    const an_split_unit *first = at(pieces, i, -(int)state->piece_count), *right = at(pieces, i, 0), *after = at(pieces, i, 1);
    bool is_link = is_full_stop(right) || (right->first == '-' && state->piece_count > 2);
    *join = AN_JOIN;
    if (first->is_capital || !is_in(text_of(text, first), newsgroups)) return false;
    if (is_link) return is_letters(after) && after->gap == AN_GAP_NONE && !after->is_capital;
    return state->piece_count > 1 && is_letters(right) && at(pieces, i, -1)->kind == AN_UNIT_MARK;
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
    return clitic_rule(text, pieces, i, join) || apostrophe_rule(text, pieces, i, join) || code_rule(text, pieces, i, state, join) ||
           prefix_rule(text, pieces, i, state, join) ||
           abbreviation_rule(text, pieces, i, state, join) || initialism_rule(pieces, i, state, join) ||
           initial_rule(pieces, i, state, join) || domain_rule(text, pieces, i, join) || low_line_rule(pieces, i, join) ||
           sign_rule(pieces, i, join) || ornament_rule(pieces, i, join) ||
           newsgroup_rule(text, pieces, i, state, join);
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

/* The line before word `next` was broken off on purpose: the word would have found room in it, going by the length of the line that it
 * begins. Headlines and bylines are; lines of wrapped text are not. */
static bool is_short_line(an_str text, const an_split_unit *next)
{
    enum { LINE_BYTES_MAX = 200 };
    uint32_t start = next->span.start, end = next->span.end, line_end, line;
    while (start > 0 && (text.data[start - 1] == ' ' || text.data[start - 1] == '\t' || text.data[start - 1] == '\r' || text.data[start - 1] == '\n')) start--;
    for (line_end = start, line = 0; line < LINE_BYTES_MAX && line_end > line && text.data[line_end - line - 1] != '\n';) line++;
    while (end < text.length && end - next->span.start < LINE_BYTES_MAX && text.data[end] != '\n') end++;
    return line + 1 + (next->span.end - next->span.start) < end - next->span.start;
}

static an_split_rule line_rule(an_str text, const an_split_units *words, size_t i)
{
    const an_split_unit *next = at(words, i, 1), *second = at(words, i, 2);
    if (is_bullet(text_of(text, next))) return AN_RULE_ENDS;
    if (!next->begins_line) return AN_RULE_NONE;
    if (ends_like_sentence(words, i)) return AN_RULE_ENDS;
    if (next->is_capital && words->items[i].kind != AN_UNIT_MARK && is_short_line(text, next)) return AN_RULE_ENDS;
    if (next->kind == AN_UNIT_DIGITS && (second->first == ')' || is_full_stop(second))) return AN_RULE_ENDS; /* a numbered item */
    return (next->first == '-' || next->first == '*') && second->gap == AN_GAP_SPACE && !second->begins_line ? AN_RULE_ENDS : AN_RULE_NONE;
}

/* "TROOPS LEAVE THE CAPITAL The general said": a headline that ran into its text. So many words in capitals up to word `i`, then one that only begins with a capital, then a small one. */
static bool ends_headline(const an_split_units *words, size_t i)
{
    enum { WORDS_MIN = 4 };
    const an_split_unit *next = at(words, i, 1), *second = at(words, i, 2);
    if (i + 1 < WORDS_MIN || !is_letters(next) || !next->is_capital || !next->has_lower || !is_letters(second) || second->is_capital) return false;
    for (int k = 0; k < WORDS_MIN; k++) {
        const an_split_unit *word = at(words, i, -k);
        if (!is_letters(word) || !word->is_capital || word->has_lower || word->last == '.') return false;
    }
    return words->items[i].span.end - words->items[i].span.start > 1;
}

/* "G. K. Smith": word `i` is an initial among others, or the first word of its paragraph. */
static bool is_initial_of_name(an_str text, const an_split_units *words, size_t i)
{
    const an_split_unit *word = words->items + i, *next = at(words, i, 1), *before = at(words, i, -1);
    enum { INITIAL_BYTES = 2 };
    bool is_behind = before->last == '.' && before->is_capital && before->span.end - before->span.start == INITIAL_BYTES;
    bool is_before = next->last == '.' && next->is_capital && next->span.end - next->span.start == INITIAL_BYTES;
    return word->span.end - word->span.start == INITIAL_BYTES && word->is_capital && next->is_capital &&
           (is_behind || is_before || word->gap == AN_GAP_START) && !is_in(text_of(text, next), starters);
}

/* "... in the U.S. Officials said": behind initials, a capital on a word that is written small elsewhere, and a small word behind it. */
static bool is_end_of_initials(an_str text, const an_split_units *words, size_t i)
{
    const an_split_unit *word = words->items + i, *next = at(words, i, 1), *second = at(words, i, 2);
    return word->span.end - word->span.start >= 4 && text.data[word->span.start + 1] == '.' && next->casing == AN_CASING_SMALL &&
           next->is_capital && next->has_lower && is_letters(second) && !second->is_capital && !is_in(text_of(text, next), offices);
}

/* Word `i` ends with a full stop of its own ("U.S.", "Gen."). */
static an_split_rule abbreviation_end_rule(an_str text, const an_split_units *words, size_t i)
{
    const an_split_unit *word = words->items + i, *next = at(words, i, 1);
    an_str all = text_of(text, word), stem = {all.data, all.length - 1};
    if (is_in(all, never_last)) return AN_RULE_GOES_ON;
    if ((next->kind == AN_UNIT_DIGITS || (is_letters(next) && !next->is_capital)) && is_in(stem, before_small)) return AN_RULE_GOES_ON;
    if (next->kind == AN_UNIT_DIGITS) return is_in(stem, before_numbers) ? AN_RULE_GOES_ON : AN_RULE_NONE;
    if (!next->is_capital) return AN_RULE_NONE;
    if (stem.length == 3 && word->last == '.' && stem.data[1] == '.' && is_in(text_of(text, next), after_times)) return AN_RULE_GOES_ON;
    if (word->is_capital && is_in(stem, titles)) return AN_RULE_GOES_ON;
    if (is_end_of_initials(text, words, i)) return AN_RULE_ENDS;
    return stem.length > 1 && next->has_lower && is_in(text_of(text, next), starters) ? AN_RULE_ENDS : AN_RULE_NONE;
}

/* What stands at `i` can only begin something: a capital letter, or an opening quote before one. */
static bool is_start(an_str text, const an_split_units *words, size_t i)
{
    const an_split_unit *word = at(words, i, 0), *next = at(words, i, 1);
    bool is_quote = word->first == '"' || an_str_is(text_of(text, word), "\xE2\x80\x9C");
    if (word->gap != AN_GAP_SPACE) return false;
    return word->is_capital || (is_quote && next->gap == AN_GAP_NONE && next->is_capital);
}

/* A full stop of its own between a whole word and a start; the treebanks have seven thousand ends of this kind and ten
 * exceptions. Behind numbers it may be the mark of a numbered list. */
static bool is_plain_end(an_str text, const an_split_units *words, size_t i)
{
    const an_split_unit *before = at(words, i, -1);
    if (!is_full_stop(words->items + i) || words->items[i].gap != AN_GAP_NONE) return false;
    return is_letters(before) && before->span.end - before->span.start > 1 && is_start(text, words, i + 1);
}

/* A full stop inside of closing quotes before a start. */
static bool is_quoted_end(an_str text, const an_split_units *words, size_t i)
{
    const an_split_unit *word = words->items + i;
    bool is_quote = word->first == '"' || an_str_is(text_of(text, word), "\xE2\x80\x9D");
    return is_quote && word->gap == AN_GAP_NONE && is_full_stop(at(words, i, -1)) && is_start(text, words, i + 1);
}

/* Whether the sentence ends behind word `i`. */
an_split_rule an_split_sentence_rule(an_str text, const an_split_units *words, size_t i)
{
    const an_split_unit *word = words->items + i;
    an_split_rule rule = line_rule(text, words, i);
    if (rule != AN_RULE_NONE) return rule;
    if (is_plain_end(text, words, i) || is_quoted_end(text, words, i) || ends_headline(words, i)) return AN_RULE_ENDS;
    if (word->last == '.' && is_initial_of_name(text, words, i)) return AN_RULE_GOES_ON;
    if (word->kind == AN_UNIT_LETTERS && word->last == '.' && word->span.end - word->span.start > 1)
        return abbreviation_end_rule(text, words, i);
    return AN_RULE_NONE;
}
