/* Finds the times that a text speaks of: dates, spans, relative phrases, durations, habits.
 *
 * One pass over the words of each sentence. At each word the longest phrase wins: a span of two dates ("from 1996 to 2001"), a date
 * after a preposition, a date alone. The tree is asked only where words do not suffice: whether a number is a year, whether
 * the clause speaks of the future, whether two dates belong to one clause.
 *
 * Dates without a year and relative phrases are placed against the day of publication, else against the last date that the text
 * named (basis NARRATIVE); where neither is known they keep an unknown range. "since X" reaches to the publication, "until",
 * "by", "before" and "after" leave one end open. */
#include "base/utf8.h"
#include "mention/mentions.h"
#include "mention/times.h"

typedef enum bound { BOUND_NONE, BOUND_PLAIN, BOUND_SINCE, BOUND_UNTIL, BOUND_BEFORE, BOUND_AFTER, BOUND_LENGTH } bound;

typedef struct bound_row {
    const char *text;
    bound bound;
} bound_row;

static const bound_row bounds[] = {
    {"in", BOUND_PLAIN}, {"on", BOUND_PLAIN}, {"at", BOUND_PLAIN}, {"during", BOUND_PLAIN}, {"throughout", BOUND_PLAIN}, {"of", BOUND_PLAIN},
    {"over", BOUND_PLAIN}, {"within", BOUND_PLAIN}, {"for", BOUND_PLAIN}, {"circa", BOUND_PLAIN}, {"around", BOUND_PLAIN}, {"across", BOUND_PLAIN},
    {"since", BOUND_SINCE}, {"from", BOUND_PLAIN}, {"to", BOUND_PLAIN}, {"until", BOUND_UNTIL}, {"till", BOUND_UNTIL}, {"through", BOUND_UNTIL}, {"by", BOUND_UNTIL},
    {"before", BOUND_BEFORE}, {"after", BOUND_AFTER}, {"lasting", BOUND_LENGTH}, {"lasted", BOUND_LENGTH}, {"spanning", BOUND_LENGTH},
};
static const char *const in_span_words[] = {"of", "to", NULL}; /* prepositions that are not part of the phrase they license */

/* A phrase in the words of one sentence; word numbers are end-exclusive. */
typedef struct phrase {
    uint32_t first, end;
    bound bound;
    an_time_form form, second; /* second.kind NONE unless the phrase runs from one date to another */
    bool is_pair;              /* "2016 and 2017": from the earlier to the later */
} phrase;

/* The last date whose year the words gave, and the clause that it stands in. */
typedef struct fixed_date {
    uint32_t sentence;
    uint32_t clause; /* token of the clause's head */
    an_date_range range;
} fixed_date;

typedef struct finder {
    an_arena *arena;
    const an_parsed_text *parsed;
    an_mentions *mentions;
    an_time_anchors anchors;
    an_time_days named; /* where the day of publication is not known */
    fixed_date fixed;
    uint32_t narrative_sentence; /* where anchors.narrative was named */
    uint32_t sentence;
    an_token *tokens;
    uint32_t token_count;
    an_time_words words;
} finder;

static const an_token *token_of(const finder *f, uint32_t word) { return &f->tokens[f->words.items[word].token]; }
static bool is_word(const finder *f, uint32_t at, const char *text) { return an_time_is(&f->words, at, f->words.count, text); }
static bool is_one_of(const finder *f, uint32_t at, const char *texts) { return an_time_is_one_of(&f->words, at, f->words.count, texts); }
static bool is_before_one_of(const finder *f, uint32_t at, const char *texts) { return at > 0 && is_one_of(f, at - 1, texts); }

/* ---- licences: whether a number is a year, a word a month ---- */

static bool counts_what_follows(const finder *f, uint32_t word)
{
    const an_token *token = token_of(f, word);
    const an_token *head = token->head >= 0 ? &f->tokens[token->head] : NULL;
    return token->deprel == AN_DEPREL_NUMMOD && head > token && (an_token_has_feature(head, "Number=Plur") || head->upos == AN_UPOS_SYM);
}

enum { MODERN_FROM = 1900, MODERN_TO = 2060 };

static bool is_modern(const an_time_form *form)
{
    int year, month, day;
    an_day_to_ymd(form->range.from, &year, &month, &day);
    return year >= MODERN_FROM && year <= MODERN_TO;
}

static bool is_attributive_year(const finder *f, uint32_t at, uint32_t end)
{
    const an_token *next = end < f->words.count ? token_of(f, end) : NULL;
    if (!next || f->words.items[end].token == f->words.items[end - 1].token) return false;
    if (next->upos != AN_UPOS_NOUN && next->upos != AN_UPOS_PROPN && next->upos != AN_UPOS_ADJ) return false;
    if (is_before_one_of(f, at, "the a an its their his her this that 's '") || (at > 0 && token_of(f, at - 1)->upos == AN_UPOS_DET)) return true;
    return !counts_what_follows(f, at) && token_of(f, at)->deprel != AN_DEPREL_OBJ;
}

/* A number of four digits is a year where its surroundings say so: 1,000 people have a comma in most texts, but not in all. */
static bool is_licensed_year(const finder *f, uint32_t at, uint32_t end, const an_time_form *form)
{
    const an_token *token = token_of(f, at);
    bool is_span = form->range.to - form->range.from > 366;
    if (is_before_one_of(f, at, "flight resolution room route no number boeing airbus") || is_one_of(f, end, "jet jets fighter fighters aircraft plane planes warplane warplanes helicopter helicopters bomber bombers missile missiles")) return false;
    if (at > 0 && end < f->words.count && is_word(f, at - 1, "(") && is_one_of(f, end, ") - ,")) return is_modern(form);
    if (is_attributive_year(f, at, end)) return is_modern(form) && !(counts_what_follows(f, at) && !is_before_one_of(f, at, "the its 's their his her this that"));
    if (counts_what_follows(f, at)) return false;
    if (is_before_one_of(f, at, "in since by until till from during before after through throughout circa between late early mid")) return true;
    if (is_span) return is_modern(form);
    if (is_before_one_of(f, at, "of to and or year around")) return is_modern(form) && token->deprel != AN_DEPREL_OBJ;
    return is_modern(form) && (token->deprel == AN_DEPREL_OBL || (token->deprel == AN_DEPREL_NMOD && is_before_one_of(f, at, ",")));
}

static bool is_licensed_month(const finder *f, uint32_t at)
{
    const an_token *token = token_of(f, at);
    if (token->upos == AN_UPOS_AUX || token->upos == AN_UPOS_VERB || token->deprel == AN_DEPREL_FLAT) return false;
    if (token->name != AN_NAME_NONE && is_one_of(f, at, "mar jan dec sep")) return false; /* the first word of a place or a person */
    if (is_before_one_of(f, at, "in since by until till from last next this before after during through throughout between for of and to early late mid")) return true;
    if (is_one_of(f, at, "may march april june august")) return false; /* names of persons, verbs */
    return token->deprel == AN_DEPREL_COMPOUND || token->deprel == AN_DEPREL_NMOD || token->deprel == AN_DEPREL_OBL;
}

/* "Sunday Times", "Good Friday". */
static bool is_part_of_name(const finder *f, uint32_t at, uint32_t end)
{
    const an_token *token = token_of(f, end - 1);
    const an_token *next = end < f->words.count ? token_of(f, end) : NULL;
    if (is_before_one_of(f, at, "black good bloody easter palm usa")) return true;
    if (token->name == AN_NAME_ORGANISATION || token->name == AN_NAME_PERSON) return true;
    return next && next->upos == AN_UPOS_PROPN && (token->deprel == AN_DEPREL_COMPOUND || token->deprel == AN_DEPREL_FLAT) &&
           f->words.items[end].class == AN_TIME_OTHER && token->head == (int32_t)f->words.items[end].token && is_one_of(f, end, "times mosque post mirror mail night");
}

/* "the May 23 Movement", "4 June Square": a name with a day in it. */
static bool is_before_name(const finder *f, uint32_t end)
{
    if (end >= f->words.count || token_of(f, end)->upos != AN_UPOS_PROPN) return false;
    return is_one_of(f, end, "movement brigade brigades martyrs square street avenue bridge front coalition alliance party university stadium");
}

static bool is_licensed(const finder *f, uint32_t at, uint32_t end, const an_time_form *form)
{
    if (form->kind == AN_TIME_ON_WEEKDAY) return !is_part_of_name(f, at, end);
    if (form->kind == AN_TIME_MONTH_DAY && !form->is_bare_month) return !is_before_name(f, end);
    if (form->kind == AN_TIME_HABIT && f->words.items[at].class == AN_TIME_ADVERB) return token_of(f, at)->upos == AN_UPOS_ADV;
    if (form->is_bare_year) return is_licensed_year(f, at, end, form);
    if (form->is_bare_month) return is_licensed_month(f, at);
    return true;
}

/* ---- phrases ---- */

static uint32_t match(const finder *f, uint32_t at, an_time_form *form)
{
    uint32_t taken = an_time_match(&f->words, at, f->words.count, form);
    if (taken && !is_licensed(f, at, at + taken, form)) return 0;
    return taken;
}

/* The second date of a span or a list lends its year: "August to October 2021". */
static void lend_year(an_time_form *form, const an_time_form *later)
{
    int year, month, day;
    if (form->kind != AN_TIME_MONTH_DAY || later->kind != AN_TIME_RANGE || !later->month) return;
    an_day_to_ymd(later->range.from, &year, &month, &day);
    if (form->month > later->month) year--;
    form->range = form->day ? (an_date_range){an_day_from_ymd(year, form->month, form->day), an_day_from_ymd(year, form->month, form->day_to)}
                            : an_month_range(year, form->month);
    if (form->range.from != AN_DAY_UNKNOWN && form->range.to != AN_DAY_UNKNOWN) form->kind = AN_TIME_RANGE;
}

static bool is_date_form(const an_time_form *form)
{
    return form->kind == AN_TIME_RANGE || form->kind == AN_TIME_MONTH_DAY || form->kind == AN_TIME_ON_WEEKDAY || form->kind == AN_TIME_UNIT_AT ||
           (form->kind == AN_TIME_OFFSET && form->direction <= 0);
}

/* The bare years of "1996 and 2001" are licensed by the word that opens the span, not by their own surroundings. */
static bool match_two(const finder *f, uint32_t at, const char *joints, phrase *out)
{
    uint32_t first = an_time_match(&f->words, at, f->words.count, &out->form), second, next = at + first;
    if (!first || !is_date_form(&out->form) || counts_what_follows(f, at)) return false;
    if (!is_one_of(f, next, joints) && !(f->words.count > next && f->words.items[next].is_hyphen)) return false;
    next++;
    second = an_time_match(&f->words, next, f->words.count, &out->second);
    if (!second || !is_date_form(&out->second)) return false;
    if (out->form.kind == AN_TIME_ON_WEEKDAY && out->second.kind != AN_TIME_ON_WEEKDAY) return false;
    lend_year(&out->form, &out->second);
    out->end = next + second;
    return true;
}

static bound bound_of(const finder *f, uint32_t at)
{
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (is_word(f, at, bounds[i].text)) return bounds[i].bound;
    return BOUND_NONE;
}

/* Words between a preposition and its date: "since at least 2015". */
static uint32_t pass_hedges(const finder *f, uint32_t at)
{
    for (int i = 0; i < 3 && is_one_of(f, at, "at least about around approximately roughly sometime some as early recently late far back"); i++) {
        an_time_form form;
        if (an_time_match(&f->words, at, f->words.count, &form)) break;
        at++;
    }
    return at;
}

static bool read_span(const finder *f, uint32_t at, phrase *out)
{
    out->first = at;
    out->bound = BOUND_PLAIN;
    if (is_word(f, at, "between")) return match_two(f, at + 1, "and", out);
    if (is_word(f, at, "from")) return match_two(f, pass_hedges(f, at + 1), "to until till through", out);
    return false;
}

static bool read_length(const finder *f, uint32_t at, phrase *out)
{
    bool is_licensed_here = is_one_of(f, at, "for over within in after during lasting lasted spanning");
    uint32_t start = at + is_licensed_here;
    uint32_t taken = an_time_match_duration(&f->words, start, f->words.count, is_licensed_here, &out->form);
    if (!taken && is_licensed_here) return false;
    out->first = at;
    out->end = start + taken;
    out->bound = BOUND_LENGTH;
    return taken > 0;
}

/* "March 2020 - May 2021", "Monday to Friday", after a date has been read. */
static void extend_to_span(const finder *f, uint32_t start, phrase *out)
{
    phrase whole = *out;
    if (out->form.kind != AN_TIME_RANGE && out->form.kind != AN_TIME_MONTH_DAY && out->form.kind != AN_TIME_ON_WEEKDAY) return;
    if (out->bound != BOUND_NONE && out->bound != BOUND_PLAIN) return;
    if (!match_two(f, start, "to through until", &whole)) return;
    if (whole.form.is_bare_year || whole.second.is_bare_year != whole.form.is_bare_year) return;
    *out = whole;
}

/* "on Friday and Saturday", "in 2016 and 2017", "in September and in December 2022": one act, or several told as one, in both. */
static void extend_to_pair(const finder *f, phrase *out)
{
    enum { PAIR_DAYS_MAX = 2 * 366 }; /* years farther apart are told apart */
    phrase pair = *out;
    uint32_t at = out->end, taken;
    if (out->bound != BOUND_PLAIN || !is_word(f, at, "and")) return;
    at += is_one_of(f, at + 1, "in on") ? 2 : 1;
    taken = an_time_match(&f->words, at, f->words.count, &pair.second);
    if (!taken || pair.second.is_bare_year != pair.form.is_bare_year || counts_what_follows(f, at)) return;
    lend_year(&pair.form, &pair.second);
    if (pair.second.kind != pair.form.kind || pair.second.part != pair.form.part) return;
    if (pair.form.kind != AN_TIME_RANGE && pair.form.kind != AN_TIME_MONTH_DAY && pair.form.kind != AN_TIME_ON_WEEKDAY) return;
    if (pair.form.kind == AN_TIME_RANGE && (pair.second.range.to - pair.form.range.from > PAIR_DAYS_MAX || pair.second.range.from < pair.form.range.from)) return;
    pair.end = at + taken;
    pair.is_pair = true;
    *out = pair;
}

static void lend_year_from_list(const finder *f, phrase *out)
{
    an_time_form later;
    uint32_t at = out->end;
    for (int i = 0; i < 2 && is_one_of(f, at, ", and or"); i++) at++;
    if (at > out->end && out->form.kind == AN_TIME_MONTH_DAY && an_time_match(&f->words, at, f->words.count, &later)) lend_year(&out->form, &later);
}

/* "after June's summit": the summit was in June, whatever came after it. */
static bool is_owner(const finder *f, uint32_t end) { return is_one_of(f, end, "'s \xE2\x80\x99s '"); }

static bool read_point(const finder *f, uint32_t at, phrase *out)
{
    uint32_t start = at, taken;
    out->first = at;
    out->bound = bound_of(f, at);
    if (out->bound != BOUND_NONE && out->bound != BOUND_LENGTH) start = pass_hedges(f, at + 1);
    taken = match(f, start, &out->form);
    if (!taken) return false;
    if (out->form.kind == AN_TIME_DURATION) return false;
    out->end = start + taken;
    for (size_t i = 0; in_span_words[i]; i++)
        if (start > at && is_word(f, at, in_span_words[i])) out->first = start;
    if (is_owner(f, out->end) && (out->bound == BOUND_AFTER || out->bound == BOUND_BEFORE)) out->bound = BOUND_NONE, out->first = start;
    extend_to_span(f, start, out);
    if (!out->second.kind) extend_to_pair(f, out);
    if (!out->second.kind) lend_year_from_list(f, out);
    return true;
}

static bool read_phrase(const finder *f, uint32_t at, phrase *out)
{
    phrase found = {0};
    if (read_span(f, at, &found)) return *out = found, true;
    found = (phrase){0};
    if (read_point(f, at, &found)) return *out = found, true;
    found = (phrase){0};
    if (read_length(f, at, &found)) return *out = found, true;
    return false;
}

/* ---- the tree ---- */

/* The word that ties the phrase to the rest: its head lies outside. */
static uint32_t head_of(const finder *f, uint32_t first_token, uint32_t end_token)
{
    uint32_t best = first_token;
    bool has_best = false;
    for (uint32_t i = first_token; i < end_token; i++) {
        const an_token *token = &f->tokens[i];
        bool is_inside = token->head >= (int32_t)first_token && token->head < (int32_t)end_token;
        bool is_function = token->upos == AN_UPOS_ADP || token->upos == AN_UPOS_DET || token->upos == AN_UPOS_PUNCT || token->upos == AN_UPOS_SCONJ;
        if (is_inside || (has_best && is_function)) continue;
        if (!has_best || f->tokens[best].upos == AN_UPOS_ADP) best = i;
        has_best = has_best || !is_function;
    }
    return best;
}

/* The verb (or other predicate) of the clause that a word stands in. */
static uint32_t clause_of(const finder *f, uint32_t token)
{
    for (uint32_t steps = 0; steps < f->token_count; steps++) {
        const an_token *t = &f->tokens[token];
        if (t->head < 0 || (t->upos == AN_UPOS_VERB && t->deprel != AN_DEPREL_AUX)) break;
        token = (uint32_t)t->head;
    }
    return token;
}

static uint32_t first_of_conjuncts(const finder *f, uint32_t token)
{
    for (uint32_t steps = 0; steps < f->token_count && f->tokens[token].deprel == AN_DEPREL_CONJ && f->tokens[token].head >= 0; steps++)
        token = (uint32_t)f->tokens[token].head;
    return token;
}

static bool is_lemma_of(const an_token *token, const char *const *lemmas)
{
    for (size_t i = 0; lemmas[i]; i++)
        if (an_str_is(token->lemma, lemmas[i])) return true;
    return false;
}

/* "will meet on Friday", "is due to fly on 5 April", "plans to vote in June", "vowed to vote in June". */
static bool speaks_of_future(const finder *f, uint32_t token)
{
    static const char *const auxiliaries[] = {"will", "shall", "'ll", NULL};
    static const char *const modals[] = {"may", "might", NULL}, *const perfect[] = {"have", NULL};
    bool has_modal = false, has_perfect = false;
    static const char *const verbs[] = {"schedule", "plan", "expect", "due", "set", "slate", "intend", "prepare", "upcoming", "aim", NULL};
    static const char *const promises[] = {"vow", "promise", NULL};
    uint32_t clause = clause_of(f, token);
    const an_token *head = &f->tokens[clause];
    for (uint32_t i = 0; i < f->token_count; i++) {
        if (f->tokens[i].head != (int32_t)clause || f->tokens[i].deprel != AN_DEPREL_AUX) continue;
        if (is_lemma_of(&f->tokens[i], auxiliaries)) return true;
        has_modal = has_modal || is_lemma_of(&f->tokens[i], modals);
        has_perfect = has_perfect || is_lemma_of(&f->tokens[i], perfect);
    }
    if (is_lemma_of(head, verbs) || (has_modal && !has_perfect)) return true;
    if (is_lemma_of(head, promises)) return !an_str_is(head->xpos, "VBD"); /* "vowed in June": then */
    if ((head->deprel != AN_DEPREL_XCOMP && head->deprel != AN_DEPREL_ADVCL) || head->head < 0) return false;
    return is_lemma_of(&f->tokens[head->head], verbs) || is_lemma_of(&f->tokens[head->head], promises);
}

/* "announces a curfew from Saturday", "from 10 pm on Saturday": what is announced is to come. */
static bool is_announced(const finder *f, const phrase *p, uint32_t token)
{
    enum { WORDS_TO_FROM_MAX = 4 };
    static const char *const announcing[] = {"announce", "declare", "impose", "order", "extend", "introduce", NULL};
    if (p->form.kind != AN_TIME_ON_WEEKDAY || !is_lemma_of(&f->tokens[clause_of(f, token)], announcing)) return false;
    for (uint32_t at = p->first + 1; at-- > 0 && p->first - at <= WORDS_TO_FROM_MAX;)
        if (is_one_of(f, at, "from until till starting beginning effective")) return true;
    return false;
}

/* A verb in the past tense, or with an auxiliary that is. */
static bool speaks_of_past(const finder *f, uint32_t token)
{
    uint32_t clause = clause_of(f, token);
    if (an_str_is(f->tokens[clause].xpos, "VBD")) return true;
    for (uint32_t i = 0; i < f->token_count; i++)
        if (f->tokens[i].head == (int32_t)clause && f->tokens[i].deprel == AN_DEPREL_AUX && an_str_is(f->tokens[i].xpos, "VBD")) return true;
    return false;
}

static bool is_finite_present(const finder *f, uint32_t verb)
{
    if (an_str_is(f->tokens[verb].xpos, "VBZ") || an_str_is(f->tokens[verb].xpos, "VBP")) return true;
    for (uint32_t i = 0; i < f->token_count; i++)
        if (f->tokens[i].head == (int32_t)verb && (f->tokens[i].deprel == AN_DEPREL_AUX || f->tokens[i].deprel == AN_DEPREL_COP) &&
            (an_str_is(f->tokens[i].xpos, "VBZ") || an_str_is(f->tokens[i].xpos, "VBP"))) return true;
    return false;
}

/* "plans to deport them starting in March", told of no past: the month to come. */
static bool starts_then(const finder *f, const phrase *p, uint32_t token)
{
    if (p->form.kind != AN_TIME_MONTH_DAY || !is_before_one_of(f, p->first, "effective starting beginning")) return false;
    for (uint32_t steps = 0, clause = clause_of(f, token); steps < f->token_count; steps++) {
        if (speaks_of_past(f, clause)) return false;
        if (is_finite_present(f, clause)) return an_str_is(f->tokens[clause].xpos, "VBZ") || an_str_is(f->tokens[clause].xpos, "VBP"); /* not "has trained them" */
        if (f->tokens[clause].head < 0) return false;
        clause = clause_of(f, (uint32_t)f->tokens[clause].head);
    }
    return false;
}

/* "comes a day after the raid": the clause that the days are counted back from, seen from its "after". */
static uint32_t clause_counted_from(const finder *f, uint32_t after)
{
    int32_t what = f->tokens[after].head;
    if (what < 0) return clause_of(f, after);
    if ((uint32_t)what > after && f->tokens[what].head >= 0) what = f->tokens[what].head; /* else the tree hangs "after" on the days */
    return clause_of(f, (uint32_t)what);
}

/* What is told in the present is of the day of the report; days counted back from anything else need its date. */
static void count_back(const finder *f, phrase *p, uint32_t after)
{
    uint32_t clause = clause_counted_from(f, after);
    if (p->form.is_feast) {
        p->form.is_narrative = f->narrative_sentence == f->sentence && an_date_range_is_known(f->anchors.narrative); /* "in 2019 marked the anniversary" */
        return;
    }
    if (is_one_of(f, p->first, "for over within") || is_before_one_of(f, p->first, "for to over within")) p->form.kind = AN_TIME_DURATION; /* "banned for seven days after" */
    else if (is_finite_present(f, clause)) p->form.is_narrative = false;
    else if (f->fixed.sentence != f->sentence || f->fixed.clause != first_of_conjuncts(f, clause)) p->form.kind = AN_TIME_DURATION;
}

/* ---- results ---- */

/* Days that need no year: "the September 11 attacks". */
typedef struct named_day {
    int month, day, year;
    const char *nouns;
} named_day;

static const named_day named_days[] = {
    {9, 11, 2001, "attacks attack terrorist terror hijackers hijackings hijacking memorial museum commission"},
    {10, 7, 2023, "attacks attack massacre massacres assault hostages"},
    {1, 6, 2021, "attack riot riots insurrection rioters committee"},
};

/* Up to three words stand between: "the October 7 Hamas-led attack". */
static bool is_before_noun_of(const finder *f, uint32_t at, const char *nouns)
{
    enum { WORDS_BETWEEN = 3 };
    for (uint32_t i = at; i <= at + WORDS_BETWEEN && i < f->words.count; i++) {
        if (is_one_of(f, i, nouns)) return true;
        if (token_of(f, i)->upos != AN_UPOS_PROPN && token_of(f, i)->upos != AN_UPOS_ADJ && token_of(f, i)->upos != AN_UPOS_PUNCT && token_of(f, i)->upos != AN_UPOS_VERB) return false;
    }
    return false;
}

static void recognise_named_day(const finder *f, phrase *p)
{
    an_day of_name;
    if (p->form.kind != AN_TIME_MONTH_DAY || !p->form.day || p->form.day != p->form.day_to) return;
    of_name = an_time_day_of_name(&f->named, p->form.month, p->form.day);
    if (of_name != AN_DAY_UNKNOWN) p->form.kind = AN_TIME_RANGE, p->form.range.from = p->form.range.to = of_name;
    for (size_t i = 0; i < sizeof named_days / sizeof *named_days; i++) {
        const named_day *row = named_days + i;
        an_day day = an_day_from_ymd(row->year, row->month, row->day);
        bool is_later = f->anchors.published.to == AN_DAY_UNKNOWN || f->anchors.published.to >= day;
        if (p->form.month != row->month || p->form.day != row->day || !is_later || !is_before_noun_of(f, p->end, row->nouns)) continue;
        p->form.kind = AN_TIME_RANGE;
        p->form.range.from = p->form.range.to = day;
    }
}

static an_date_range bounded(const finder *f, bound kind, an_date_range range)
{
    if (!an_date_range_is_known(range)) return range;
    switch (kind) {
    case BOUND_SINCE: return (an_date_range){range.from, f->anchors.published.to >= range.from ? f->anchors.published.to : AN_DAY_UNKNOWN};
    case BOUND_UNTIL: return (an_date_range){AN_DAY_UNKNOWN, range.to};
    case BOUND_BEFORE: return (an_date_range){AN_DAY_UNKNOWN, range.from == AN_DAY_UNKNOWN ? range.from : range.from - 1};
    case BOUND_AFTER: return (an_date_range){range.to == AN_DAY_UNKNOWN ? range.to : range.to + 1, AN_DAY_UNKNOWN};
    default: return range;
    }
}

static an_day a_year_before(an_day day)
{
    int year, month, day_of_month;
    an_day_to_ymd(day, &year, &month, &day_of_month);
    return an_day_from_ymd(year - 1, month, month == 2 && day_of_month == 29 ? 28 : day_of_month);
}

static an_date_range place(finder *f, const phrase *p, an_basis *basis)
{
    an_date_range range = an_time_place(&p->form, &f->anchors, basis);
    if (p->second.kind) {
        an_basis second_basis;
        an_date_range second = an_time_place(&p->second, &f->anchors, &second_basis);
        if (second_basis > *basis) *basis = second_basis;
        if (p->is_pair && second.from != AN_DAY_UNKNOWN && second.from < range.from) second.to = range.to, range.from = second.from; /* "on Saturday and Sunday", told on Sunday */
        range.to = second.to;
        if (range.from != AN_DAY_UNKNOWN && range.to != AN_DAY_UNKNOWN && range.from > range.to && p->form.kind == AN_TIME_MONTH_DAY) range.from = a_year_before(range.from); /* "between May and August", told in June */
        if (range.from != AN_DAY_UNKNOWN && range.to != AN_DAY_UNKNOWN && range.from > range.to) { /* "from Friday to Monday": read apart */
            range = AN_DATE_RANGE_UNKNOWN;
            *basis = AN_BASIS_NONE;
        }
    }
    if (p->form.kind == AN_TIME_STRETCH) return range;
    return bounded(f, p->form.is_onward ? BOUND_SINCE : p->bound, range);
}

/* What later phrases may count from. */
static void remember(finder *f, const phrase *p, const an_time *time, uint32_t head, uint32_t clause)
{
    int from_year, to_year, month, day;
    const an_token *token = &f->tokens[head];
    if (time->range.from == AN_DAY_UNKNOWN || time->range.to == AN_DAY_UNKNOWN || p->form.kind == AN_TIME_STRETCH || p->form.is_count_back || p->form.is_onward || p->bound == BOUND_SINCE) return;
    f->anchors.narrative = time->range;
    f->narrative_sentence = f->sentence;
    an_day_to_ymd(time->range.from, &from_year, &month, &day);
    an_day_to_ymd(time->range.to, &to_year, &month, &day);
    if (p->form.kind != AN_TIME_RANGE || from_year != to_year) return;
    if (token->deprel != AN_DEPREL_OBL && token->deprel != AN_DEPREL_ADVMOD) return;
    f->fixed = (fixed_date){f->sentence, clause, time->range};
}

/* "In April 2017 the minister said that they had met over the past year": what is said then is counted from then. */
static bool is_said_then(const finder *f, const phrase *p, uint32_t clause)
{
    if (f->fixed.sentence != f->sentence || p->form.is_narrative) return false;
    if (p->form.kind != AN_TIME_STRETCH && p->form.kind != AN_TIME_OFFSET && p->form.kind != AN_TIME_UNIT_AT) return false;
    for (uint32_t steps = 0; steps < f->token_count && f->tokens[clause].deprel == AN_DEPREL_CCOMP && f->tokens[clause].head >= 0; steps++) {
        clause = first_of_conjuncts(f, (uint32_t)f->tokens[clause].head);
        if (clause == f->fixed.clause) return true;
    }
    return false;
}

static bool add_mention(finder *f, phrase *p)
{
    const an_date_range published = f->anchors.published;
    uint32_t base = f->parsed->sentences[f->sentence].first_token;
    uint32_t first = f->words.items[p->first].token, end = f->words.items[p->end - 1].token + 1;
    uint32_t head = head_of(f, first, end), clause = first_of_conjuncts(f, clause_of(f, head));
    an_mention mention = {.kind = AN_MENTION_TIME, .sentence = f->sentence};
    f->anchors.is_future = speaks_of_future(f, head) || (p->form.kind == AN_TIME_ON_WEEKDAY && is_before_one_of(f, p->first, "effective starting beginning")) || is_announced(f, p, head) || starts_then(f, p, head);
    f->anchors.is_past = speaks_of_past(f, head);
    f->anchors.is_future = f->anchors.is_future || (p->form.kind == AN_TIME_ON_WEEKDAY && !f->anchors.is_past && is_before_one_of(f, p->first, "before")); /* "before Thursday's vote" */
    f->anchors.is_future = f->anchors.is_future || (p->bound == BOUND_UNTIL && !f->anchors.is_past && is_before_one_of(f, p->first + 1, "until till"));
    f->anchors.fixed = f->fixed.sentence == f->sentence && f->fixed.clause == clause ? f->fixed.range : AN_DATE_RANGE_UNKNOWN;
    recognise_named_day(f, p);
    if (p->form.is_count_back) count_back(f, p, head = end - 1); /* it hangs where its "after" does */
    if (is_said_then(f, p, clause)) f->anchors.published = f->fixed.range;
    mention.time.range = place(f, p, &mention.time.basis);
    f->anchors.published = published;
    mention.time.is_duration = p->form.kind == AN_TIME_DURATION;
    mention.time.is_habitual = p->form.kind == AN_TIME_HABIT;
    mention.first_token = base + first;
    mention.end_token = base + end;
    mention.head_token = base + head;
    mention.span = (an_span){f->tokens[first].span.start, f->tokens[end - 1].span.end};
    remember(f, p, &mention.time, head, clause);
    return AN_PUSH(f->arena, f->mentions, mention);
}

static bool find_in_sentence(finder *f)
{
    for (uint32_t at = 0; at < f->words.count;) {
        phrase p;
        if (!read_phrase(f, at, &p)) {
            at++;
            continue;
        }
        if (!add_mention(f, &p)) return false;
        at = p.end;
    }
    return true;
}

/* Appends the times of `parsed` in reading order. `article` gives the day of publication; where it is not known, names of happenings in `lexicon` (NULL:
 * none; `folded` may then be NULL too) help out. E_MEMORY only. */
annals_status an_mention_times(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, const an_article *article,
                               const an_parsed_text *parsed, const an_str *folded, an_mentions *mentions, annals_error *error)
{
    finder f = {.arena = arena, .parsed = parsed, .mentions = mentions};
    f.anchors.published = article->published_basis == AN_BASIS_NONE ? AN_DATE_RANGE_UNKNOWN : article->published;
    f.anchors.narrative = f.fixed.range = AN_DATE_RANGE_UNKNOWN;
    if (lexicon && f.anchors.published.to == AN_DAY_UNKNOWN) f.named = an_time_days_named(scratch, an_lexicon_happenings(lexicon), parsed, folded);
    for (uint32_t s = 0; s < parsed->sentence_count; s++) {
        f.sentence = s;
        f.tokens = an_sentence_tokens(parsed, s);
        f.token_count = parsed->sentences[s].token_count;
        f.words = an_time_words_of(scratch, f.tokens, f.token_count);
        if (!f.words.items || !find_in_sentence(&f)) return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory while finding times");
    }
    return ANNALS_OK;
}
