/* Which lemma a word gets, once it has its tags. First that knows:
 *
 *   1. the model's table of what training showed, by form, part of speech and Penn tag ("better" is "good" as JJR, "well" as RBR),
 *      then without the Penn tag (the exporter writes such rows for classes in which it does not matter)
 *   2. for tags of inflected forms: WordNet's irregular forms, and rules whose results its lists confirm (inflection.c)
 *   3. for tags of base forms: the word itself, in lower case; for names as written, with the case that the lists know
 *   4. for the rest (symbols, foreign words, pronouns never seen): the rule that the network chose
 *
 * The conventions are those of the treebanks (EWT, GUM): lemmas of names keep their capitals, decades lose no more than
 * an apostrophe ("1990's" -> "1990s"), numbers lose the commas of thousands, curly apostrophes become plain. */
#include "parse/lemmatize.h"

#include "parse/inflection.h"

enum {
    STRETCH_LEAST = 3,    /* a letter so many times in a row is no spelling but a way of speaking: "sooo" */
    ACRONYM_LONGEST = 3,  /* so few capitals are an acronym, whatever word they spell ("WHO") */
    SHOUTED_NAME = 6      /* so many capitals, among other words in capitals, are a name like others (a headline, not "AMISOM") */
};

typedef struct word {
    const an_lemmatizer *by;
    an_token *token;
    an_str form;                       /* the token's, or as respelt */
    char plain[AN_INFLECTION_ROOM];    /* where form stands if it is respelt */
    char small_bytes[AN_INFLECTION_ROOM];
    an_str small;                      /* form with ASCII letters in lower case */
    char out[AN_INFLECTION_ROOM];
    uint32_t found;                    /* of small, in the lists */
    bool is_among_capitals;            /* a neighbour is written in capitals too */
} word;

/* ---- letters ---- */

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

static bool is_small(char c) { return c >= 'a' && c <= 'z'; }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static char to_small(char c) { return is_capital(c) ? (char)(c - 'A' + 'a') : c; }

static char to_capital(char c) { return is_small(c) ? (char)(c - 'a' + 'A') : c; }

/* Every byte is an ASCII letter of the one kind. */
static bool is_all(an_str form, bool (*is_kind)(char))
{
    for (size_t i = 0; i < form.length; i++)
        if (!is_kind(form.data[i])) return false;
    return form.length > 0;
}

static bool is_in_capitals(an_str form) { return form.length > 1 && is_all(form, is_capital); }

/* "GDP", "AS400" */
static bool is_code(an_str form)
{
    bool has_capital = false;
    for (size_t i = 0; i < form.length; i++) {
        if (!is_capital(form.data[i]) && !is_digit(form.data[i])) return false;
        has_capital |= is_capital(form.data[i]);
    }
    return has_capital && form.length > 1;
}

/* Letters only, with a small one, and a capital behind the first: "iPhone". */
static bool is_mixed(an_str form)
{
    bool has_capital = false, has_small = false;
    for (size_t i = 0; i < form.length; i++) {
        if (!is_capital(form.data[i]) && !is_small(form.data[i])) return false;
        has_small |= is_small(form.data[i]);
        has_capital |= i > 0 && is_capital(form.data[i]);
    }
    return has_capital && has_small && form.length > 2;
}

static const char curly[] = "\xE2\x80\x99";
enum { CURLY_BYTES = sizeof curly - 1 };

/* The form with plain apostrophes; itself if it has none. */
static an_str straighten(an_str form, char room[AN_INFLECTION_ROOM])
{
    size_t length = 0;
    if (form.length < CURLY_BYTES || !memchr(form.data, curly[0], form.length)) return form;
    for (size_t i = 0; i < form.length; i++) {
        bool is_curly = form.length - i >= CURLY_BYTES && memcmp(form.data + i, curly, CURLY_BYTES) == 0;
        room[length++] = is_curly ? '\'' : form.data[i];
        if (is_curly) i += CURLY_BYTES - 1;
    }
    return length == form.length ? form : (an_str){room, length};
}

/* The form with runs of STRETCH_LEAST letters or more made `kept` long; itself if it has none. */
static an_str shorten_runs(an_str form, size_t kept, char room[AN_INFLECTION_ROOM])
{
    size_t length = 0;
    for (size_t i = 0, run; i < form.length; i += run) {
        char c = to_small(form.data[i]);
        for (run = 1; i + run < form.length && to_small(form.data[i + run]) == c;) run++;
        for (size_t k = 0; k < (run >= STRETCH_LEAST && is_small(c) ? kept : run); k++) room[length++] = form.data[i + k];
    }
    return length == form.length ? form : (an_str){room, length};
}

static an_str titled(an_str form, char room[AN_INFLECTION_ROOM])
{
    for (size_t i = 0; i < form.length; i++) room[i] = i == 0 ? to_capital(form.data[i]) : to_small(form.data[i]);
    return (an_str){room, form.length};
}

/* ---- what training showed ---- */

static const an_parse_lemma_rule *rule_of_key(const an_parse_weights *w, uint64_t key)
{
    uint32_t count = (uint32_t)w->shape.lemma_count, place = an_parse_find_key(w->lemma_keys, count, key);
    return place < count ? &w->lemma_rules[w->lemma_rule_of_key[place]] : NULL;
}

static const an_parse_lemma_rule *known_as(const an_lemmatizer *by, an_str form, const an_token *token)
{
    uint64_t key = an_parse_lemma_key(form, token->upos);
    const an_parse_lemma_rule *rule = rule_of_key(by->weights, an_parse_lemma_tag_key(key, token->xpos));
    return rule ? rule : rule_of_key(by->weights, key);
}

static bool is_name_tag(an_str xpos) { return an_str_is(xpos, "NNP") || an_str_is(xpos, "NNPS"); }

/* As written, then in lower case if capitals are no part of such words; each with the Penn tag, then without. */
static const an_parse_lemma_rule *known_rule(const an_lemmatizer *by, an_str form, const an_token *token)
{
    const an_parse_lemma_rule *rule = known_as(by, form, token);
    char room[AN_INFLECTION_ROOM];
    bool has_capitals = false;
    if (!rule && an_str_is(token->xpos, "NNPS")) rule = rule_of_key(by->weights, an_parse_lemma_tag_key(an_parse_lemma_key(form, token->upos), AN_STR("NNP")));
    if (rule || token->upos == AN_UPOS_PROPN || is_name_tag(token->xpos) || form.length > AN_INFLECTION_BYTES_MAX) return rule;
    for (size_t i = 0; i < form.length; i++) {
        has_capitals |= is_capital(form.data[i]);
        room[i] = to_small(form.data[i]);
    }
    return has_capitals ? known_as(by, (an_str){room, form.length}, token) : NULL;
}

/* "prettty", "sooo": the word that it is without the stretching, if there is one, else the form itself. */
static an_str unstretched(const an_lemmatizer *by, an_str form, const an_token *token, char room[AN_INFLECTION_ROOM])
{
    if (token->upos == AN_UPOS_PROPN) return form;
    for (size_t kept = STRETCH_LEAST - 1; kept > 0; kept--) {
        an_str shorter = shorten_runs(form, kept, room);
        if (shorter.data == form.data) return form;
        if (known_rule(by, shorter, token) || an_lemmas_find(by->lemmas, shorter)) return shorter;
    }
    return form;
}

/* ---- rules ---- */

static bool is_listed_small(const word *w) { return an_lemma_written_anyhow(w->found) & AN_LEMMA_SMALL; }

static bool is_known_name(const word *w, an_str form)
{
    return rule_of_key(w->by->weights, an_parse_lemma_tag_key(an_parse_lemma_key(form, AN_UPOS_PROPN), AN_STR("NNP"))) != NULL;
}

/* "TEHRAN", "UNICEF". */
static an_str name_in_capitals(word *w)
{
    unsigned written = an_lemma_written(w->found, AN_LEMMA_NOUN) | an_lemma_written(w->found, AN_LEMMA_ADJECTIVE);
    an_str title = titled(w->form, w->out);
    if (w->form.length <= ACRONYM_LONGEST || (written & AN_LEMMA_CAPITALS)) return w->form;
    if (written || is_known_name(w, title)) return title;
    return w->form.length >= SHOUTED_NAME && w->is_among_capitals ? title : w->form;
}

/* "afghanistan": only if the word is never written small. */
static an_str name_in_small_letters(word *w)
{
    an_str title = titled(w->form, w->out);
    if (w->form.length <= 2 || is_listed_small(w)) return w->form;
    return (an_lemma_written(w->found, AN_LEMMA_NOUN) & AN_LEMMA_CAPITAL) || is_known_name(w, title) ? title : w->form;
}

static bool lowers_only(const an_parse_lemma_rule *rule) { return rule->letter_case == 'l' && rule->cut_bytes == 0 && rule->added.length == 0; }

static an_str name(word *w, const an_parse_lemma_rule *guess)
{
    if (is_in_capitals(w->form)) return name_in_capitals(w);
    if (is_all(w->form, is_small)) return name_in_small_letters(w);
    /* The tag says that it is a name, the network's other opinion that it is not, and there is such a word. */
    return lowers_only(guess) && is_listed_small(w) ? w->small : w->form;
}

/* "Diaries" -> "Diary": the base form with the capitals of what stays. */
static an_str names(word *w)
{
    bool is_sure;
    size_t shared = 0;
    char room[AN_INFLECTION_ROOM];
    an_str base = an_inflection_base(w->by->lemmas, AN_INFLECTION_PLURAL, w->small, room, &is_sure);
    if (is_in_capitals(w->form) && w->form.length <= ACRONYM_LONGEST + 1) return w->form;
    if (is_in_capitals(w->form)) return titled(base, w->out);
    while (shared < base.length && shared < w->small.length && base.data[shared] == w->small.data[shared]) shared++;
    memcpy(w->out, w->form.data, shared);
    memcpy(w->out + shared, base.data + shared, base.length - shared);
    return (an_str){w->out, base.length};
}

/* "1990s", "80's": the decade is the word. */
static an_str decade(word *w)
{
    size_t start = w->small.length > 0 && w->small.data[0] == '\'', end = start;
    an_str rest;
    while (end < w->small.length && is_digit(w->small.data[end])) end++;
    rest = (an_str){w->small.data + end, w->small.length - end};
    if (end - start < 2 || end - start > 4 || w->small.data[end - 1] != '0' || !(an_str_is(rest, "s") || an_str_is(rest, "'s"))) return (an_str){0};
    memcpy(w->out, w->small.data, end);
    w->out[end] = 's';
    return (an_str){w->out, end + 1};
}

/* A form that is a word of another class by itself is taken for one rather than for a form of a word that nobody lists: "ashamed". */
static an_str inflected(word *w, an_inflection inflection)
{
    bool is_sure, is_verb = w->token->upos == AN_UPOS_VERB || w->token->upos == AN_UPOS_AUX;
    an_str base = inflection == AN_INFLECTION_PLURAL ? decade(w) : (an_str){0};
    if (base.data) return base;
    base = an_inflection_base(w->by->lemmas, inflection, w->small, w->out, &is_sure);
    return !is_sure && is_verb && is_listed_small(w) ? w->small : base;
}

/* An adjective or adverb that is tagged as no comparative but can only be one: "narrower". */
static an_str degree_in_disguise(word *w)
{
    an_inflection inflection = an_str_ends_with(w->small, "est") ? AN_INFLECTION_SUPERLATIVE : an_str_ends_with(w->small, "er") ? AN_INFLECTION_COMPARATIVE : AN_INFLECTION_NONE;
    bool is_sure = false;
    an_str base = w->small;
    if (inflection != AN_INFLECTION_NONE && !w->found) base = an_inflection_base(w->by->lemmas, inflection, w->small, w->out, &is_sure);
    return is_sure ? base : w->small;
}

static an_str base_form(word *w)
{
    uint8_t upos = w->token->upos;
    if ((upos == AN_UPOS_NOUN || upos == AN_UPOS_ADJ || upos == AN_UPOS_ADV) && is_mixed(w->form)) return w->form;
    if (upos == AN_UPOS_NOUN) return is_code(w->form) && !is_listed_small(w) ? w->form : w->small;
    if (upos == AN_UPOS_ADJ && an_lemma_written(w->found, AN_LEMMA_ADJECTIVE) == AN_LEMMA_CAPITAL) return titled(w->form, w->out);
    if (upos == AN_UPOS_ADJ || upos == AN_UPOS_ADV) return degree_in_disguise(w);
    return w->small;
}

static bool is_thousands_comma(an_str form, size_t at)
{
    size_t digits = 0;
    while (at + 1 + digits < form.length && is_digit(form.data[at + 1 + digits])) digits++;
    return at > 0 && is_digit(form.data[at - 1]) && digits >= 3;
}

/* "1,100" -> "1100"; "10MM" -> "10mm". */
static an_str number(word *w)
{
    size_t length = 0;
    for (size_t i = 0; i < w->small.length; i++)
        if (w->small.data[i] != ',' || !is_thousands_comma(w->small, i)) w->out[length++] = w->small.data[i];
    return (an_str){w->out, length};
}

static bool is_one_of(an_str tag, const char *const *tags)
{
    for (; *tags; tags++)
        if (an_str_is(tag, *tags)) return true;
    return false;
}

/* Classes whose words, save inflected ones, are their own lemmas. */
static bool is_plain_class(uint8_t upos)
{
    switch (upos) {
    case AN_UPOS_NOUN: case AN_UPOS_VERB: case AN_UPOS_ADJ: case AN_UPOS_ADV: case AN_UPOS_ADP: case AN_UPOS_SCONJ: case AN_UPOS_CCONJ:
    case AN_UPOS_DET: case AN_UPOS_INTJ: return true;
    default: return false;
    }
}

/* By the tags, which may disagree: a noun tagged as a verb's third person is a plural, and the other way round. */
static an_inflection inflection_of(const an_token *token)
{
    an_inflection inflection = an_inflection_of_tag(token->xpos);
    bool is_noun = token->upos == AN_UPOS_NOUN || token->upos == AN_UPOS_PROPN, is_verb = token->upos == AN_UPOS_VERB || token->upos == AN_UPOS_AUX;
    bool is_degree = inflection == AN_INFLECTION_COMPARATIVE || inflection == AN_INFLECTION_SUPERLATIVE;
    bool ends_in_s = inflection == AN_INFLECTION_PLURAL || inflection == AN_INFLECTION_THIRD_PERSON;
    if (is_noun && ends_in_s) return AN_INFLECTION_PLURAL;
    if (is_verb && ends_in_s) return AN_INFLECTION_THIRD_PERSON;
    if (is_degree && (token->upos == AN_UPOS_ADJ || token->upos == AN_UPOS_ADV)) return inflection;
    return is_verb && !is_degree ? inflection : AN_INFLECTION_NONE;
}

/* data NULL: no rule speaks. */
static an_str by_rule(word *w, const an_parse_lemma_rule *guess)
{
    static const char *const odd_tags[] = {"FW", "GW", "AFX", "LS", "SYM", NULL}; /* foreign, parts of words, symbols: anything may be meant */
    an_str xpos = w->token->xpos;
    uint8_t upos = w->token->upos;
    an_inflection inflection = inflection_of(w->token);
    if (an_str_is(xpos, "ADD")) return w->form;
    if (upos == AN_UPOS_PROPN && is_name_tag(xpos)) return inflection == AN_INFLECTION_PLURAL ? names(w) : name(w, guess);
    if (upos == AN_UPOS_ADJ && is_name_tag(xpos)) return lowers_only(guess) && is_listed_small(w) ? w->small : titled(w->form, w->out);
    if (inflection != AN_INFLECTION_NONE && upos != AN_UPOS_PROPN) return inflected(w, inflection);
    if (upos == AN_UPOS_NUM && w->form.length && is_digit(w->form.data[0])) return number(w);
    if (!is_plain_class(upos) || is_name_tag(xpos) || is_one_of(xpos, odd_tags)) return (an_str){0};
    return base_form(w);
}

static bool is_written_in_capitals(const an_token *tokens, uint32_t count, uint32_t at) { return at < count && is_in_capitals(tokens[at].form); }

static void look_up(word *w, const an_token *tokens, uint32_t count, uint32_t at)
{
    for (size_t i = 0; i < w->form.length; i++) w->small_bytes[i] = to_small(w->form.data[i]);
    w->small = (an_str){w->small_bytes, w->form.length};
    w->found = an_lemmas_find(w->by->lemmas, w->small);
    w->is_among_capitals = is_written_in_capitals(tokens, count, at + 1) || (at > 0 && is_written_in_capitals(tokens, count, at - 1));
}

static bool keep(an_arena *arena, an_token *token, an_str lemma)
{
    if (lemma.length == 0 || an_str_equal(lemma, token->form)) lemma = token->form;
    else lemma.data = an_arena_copy(arena, lemma.data, lemma.length);
    token->lemma = lemma;
    return lemma.data || !lemma.length;
}

/* Spellings that stand for another one. */
static an_str respelt(word *w)
{
    an_str form = straighten(w->form, w->plain);
    if (form.data != w->form.data) return form;
    return unstretched(w->by, form, w->token, w->plain);
}

/* Fills the token's lemma if training showed the rule for its form; the network need not be asked then. False if it did not. */
bool an_lemmatize_known(an_arena *arena, const an_lemmatizer *lemmatizer, an_token *token)
{
    const an_parse_lemma_rule *rule = known_rule(lemmatizer, token->form, token);
    if (rule) token->lemma = an_parse_lemma(arena, rule, token->form);
    return rule != NULL;
}

/* Fills tokens[at].lemma, which an_lemmatize_known did not. `guess` is the network's rule. The lemma lives in `arena`, the form or the
 * model; false if the arena is exhausted. */
bool an_lemmatize_unknown(an_arena *arena, const an_lemmatizer *lemmatizer, const an_parse_lemma_rule *guess, an_token *tokens, uint32_t count,
                          uint32_t at)
{
    word w = {.by = lemmatizer, .token = &tokens[at], .form = tokens[at].form};
    const an_parse_lemma_rule *rule = NULL;
    an_str lemma = {0};
    if (w.form.length > AN_INFLECTION_BYTES_MAX) return keep(arena, w.token, w.form);
    w.form = respelt(&w);
    if (w.form.data == w.plain) rule = known_rule(lemmatizer, w.form, w.token);
    if (!rule) {
        look_up(&w, tokens, count, at);
        lemma = by_rule(&w, guess);
        if (lemma.data) return keep(arena, w.token, lemma);
        rule = guess;
    }
    lemma = an_parse_lemma(arena, rule, w.form);
    if (lemma.data == w.plain) return keep(arena, w.token, lemma);
    w.token->lemma = lemma;
    return lemma.data != NULL;
}

/* ---- 's ---- */

static bool is_short_s(an_str form) { return an_str_is(form, "'s") || an_str_is(form, "\xE2\x80\x99s") || an_str_is(form, "'S"); }

static bool is_perfect(const an_token *tokens, uint32_t end, uint32_t at)
{
    static const char *const participles[] = {"been", "got", "had", NULL};
    const an_token *token = tokens + at;
    uint32_t next = at + 1;
    if (token->deprel != AN_DEPREL_AUX || token->subrel == AN_SUBREL_PASS) return false;
    while (next < end && (tokens[next].upos == AN_UPOS_ADV || tokens[next].upos == AN_UPOS_PART)) next++;
    if (next < end && is_one_of(tokens[next].form, participles)) return true;
    return token->head != AN_HEAD_ROOT && an_str_is(tokens[token->head].xpos, "VBN");
}

/* "'s" is "has" where the tree says so: an auxiliary of a participle that is no passive. `tokens` is the sentence, whose words from `first` to `end` have
 * their heads. */
void an_lemmatize_auxiliaries(an_token *tokens, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (tokens[i].upos == AN_UPOS_AUX && is_short_s(tokens[i].form)) tokens[i].lemma = is_perfect(tokens, end, i) ? AN_STR("have") : AN_STR("be");
}
