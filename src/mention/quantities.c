/* Finds numbers and what they count: the killed, wounded, detained and displaced, money, people, other things.
 *
 * What became of those counted is read from the tree: from the verb that governs them ("killed six", "six died"), from a noun that
 * they hang on ("the deaths of six"), from what is said of them ("six wounded", "left six dead"), from a toll. One number has
 * one kind; "killing six people, including a diplomat" is six killed and one person, never seven.
 *
 * "a soldier" counts as one only if the noun names a human being, and is marked generic. "no casualties" is zero killed. */
#include "mention/quantities.h"

#include "base/utf8.h"
#include "mention/mentions.h"

typedef struct finder {
    an_arena *arena;
    const an_parsed_text *parsed;
    an_mentions *mentions;
    size_t times_end;  /* mentions before this one are times */
    size_t times_at;   /* the first that may cover what is still to come */
    uint32_t sentence, base;
    an_number_text text;
} finder;

/* A number in its place in the tree; tokens count inside the sentence. */
typedef struct counted {
    an_number number;
    uint32_t head; /* what the tree attaches: the noun counted, or the number itself */
    uint32_t noun; /* what is counted; AN_NONE if it is not said */
    const char *currency;
} counted;

static const an_token *token_at(const finder *f, uint32_t at) { return &f->text.tokens[at]; }
static bool is_form(const finder *f, uint32_t at, const char *word) { return at < f->text.count && an_str_is(f->text.folded[at], word); }
static bool is_lemma(const an_token *token, const char *lemma) { return an_str_is(token->lemma, lemma); }
static bool is_noun(const an_token *token) { return token->upos == AN_UPOS_NOUN || token->upos == AN_UPOS_PROPN; }

static bool is_one_of(an_str text, const char *const *list)
{
    for (size_t i = 0; list[i]; i++)
        if (an_str_is(text, list[i])) return true;
    return false;
}

/* First child of `head` with that relation from `from` on; AN_NONE. */
static uint32_t child_of(const finder *f, uint32_t head, an_deprel relation, uint32_t from)
{
    for (uint32_t i = from; i < f->text.count; i++)
        if (token_at(f, i)->head == (int32_t)head && token_at(f, i)->deprel == relation) return i;
    return AN_NONE;
}

static bool has_case(const finder *f, uint32_t head, const char *const *words)
{
    for (uint32_t i = child_of(f, head, AN_DEPREL_CASE, 0); i != AN_NONE; i = child_of(f, head, AN_DEPREL_CASE, i + 1))
        if (is_one_of(f->text.folded[i], words)) return true;
    return false;
}

/* ---- what no number of things is ---- */

static bool is_in_time(finder *f, uint32_t first, uint32_t end)
{
    first += f->base;
    end += f->base;
    while (f->times_at < f->times_end && f->mentions->items[f->times_at].end_token <= first) f->times_at++;
    for (size_t i = f->times_at; i < f->times_end && f->mentions->items[i].first_token < end; i++)
        if (f->mentions->items[i].end_token > first) return true;
    return false;
}

/* "Flight 370", "Resolution 2231", "F-16", "Article 5", "No. 10": a number behind its noun is its name. */
static bool is_name(const finder *f, const an_number *n)
{
    static const char *const named[] = {"flight", "resolution", "article", "chapter", "section", "phase", "level", "number", "no.", "no", "#", "group", "version", "page", "grade",
                                        "route", "highway", "room", "unit", "division", "brigade", "zone", "district", "ward", "boeing", "airbus", "sector", "season", "point", NULL};
    const an_token *number = token_at(f, n->amount_first), *before = n->amount_first ? token_at(f, n->amount_first - 1) : NULL;
    if (!before || !n->is_digits) return false;
    if (is_one_of(f->text.folded[n->amount_first - 1], named)) return true;
    if (an_str_is(f->text.folded[n->amount_first - 1], "-") && !before->has_space_after) return true;
    if (number->deprel == AN_DEPREL_FLAT || (number->deprel == AN_DEPREL_COMPOUND && number->head < (int32_t)n->amount_first)) return true;
    return number->head == (int32_t)n->amount_first - 1 && before->upos == AN_UPOS_PROPN;
}

/* "aged 23", "Karimi, 23,", "a 23-year-old", "10:50", "8 p.m." */
static bool is_age_or_hour(const finder *f, const an_number *n)
{
    static const char *const hours[] = {"a.m.", "p.m.", "am", "pm", ":", "o'clock", "gmt", "th", NULL};
    uint32_t next = n->end, before = n->amount_first - 1;
    if (n->amount_first && (is_form(f, before, "aged") || is_form(f, before, "age"))) return true;
    if (n->amount_first >= 2 && n->is_digits && is_form(f, before, ":") && !token_at(f, before)->has_space_after && token_at(f, before - 1)->upos == AN_UPOS_NUM) return true;
    if (next < f->text.count && is_one_of(f->text.folded[next], hours)) return true;
    if (n->amount_first && is_form(f, before, ",") && (next >= f->text.count || is_form(f, next, ",") || is_form(f, next, ")")) && n->is_digits &&
        n->amount_first >= 2 && token_at(f, n->amount_first - 2)->upos == AN_UPOS_PROPN) return true;
    if (is_form(f, next, "-") && (is_form(f, next + 1, "year") || is_form(f, next + 1, "month"))) return true;
    return is_form(f, next, "years") && (is_form(f, next + 1, "old") || is_form(f, next + 1, "of"));
}

/* "Two were killed and one was detained": alone, but the verb says that it is a person; not "one of them", who is counted already. */
static bool is_one_person(const finder *f, uint32_t at)
{
    const an_token *one = token_at(f, at);
    bool is_undergoer = one->deprel == AN_DEPREL_OBJ || (one->deprel == AN_DEPREL_NSUBJ && one->subrel == AN_SUBREL_PASS);
    if (is_form(f, at + 1, "of")) return false;
    return is_undergoer && one->head >= 0 && an_fate_of(token_at(f, (uint32_t)one->head)->lemma, AN_FATE_OF_OBJECT) != AN_FATE_NONE;
}

static bool is_number_word(const finder *f, const an_number *n)
{
    const an_token *token = token_at(f, n->amount_first);
    if (is_form(f, n->amount_first, "one")) return token->upos == AN_UPOS_NUM && (token->deprel == AN_DEPREL_NUMMOD || is_one_person(f, n->amount_first));
    return token->upos != AN_UPOS_VERB && token->upos != AN_UPOS_PROPN && token->upos != AN_UPOS_ADV;
}

/* ---- what is counted ---- */

/* The token of [first, end) whose head lies outside; the last such, so that "at least 20" is led by 20. */
static uint32_t top_of(const finder *f, uint32_t first, uint32_t end)
{
    for (uint32_t i = end; i-- > first;) {
        int32_t head = token_at(f, i)->head;
        if (head < (int32_t)first || head >= (int32_t)end) return i;
    }
    return end - 1;
}

/* The noun after "of" that hangs on one of the tokens [first, end): "hundreds of thousands of people". */
static uint32_t counted_by_of_any(const finder *f, uint32_t first, uint32_t end)
{
    static const char *const of[] = {"of", NULL};
    for (uint32_t i = end; i < f->text.count; i++) {
        const an_token *t = token_at(f, i);
        if (t->deprel == AN_DEPREL_NMOD && t->head >= (int32_t)first && t->head < (int32_t)end && has_case(f, i, of)) return i;
    }
    return AN_NONE;
}

/* A plural noun right behind a number that the tree does not tie to it. */
static uint32_t noun_behind(const finder *f, uint32_t end)
{
    uint32_t at = end;
    while (at < f->text.count && at < end + 3 && (token_at(f, at)->upos == AN_UPOS_ADJ || token_at(f, at)->deprel == AN_DEPREL_COMPOUND)) at++;
    if (at >= f->text.count || token_at(f, at)->upos != AN_UPOS_NOUN || !an_token_has_feature(token_at(f, at), "Number=Plur")) return AN_NONE;
    return at;
}

static uint32_t counted_by_of(const finder *f, uint32_t top)
{
    static const char *const of[] = {"of", NULL};
    for (uint32_t i = child_of(f, top, AN_DEPREL_NMOD, top + 1); i != AN_NONE; i = child_of(f, top, AN_DEPREL_NMOD, i + 1))
        if (has_case(f, i, of)) return i;
    return AN_NONE;
}

static void find_currency(const finder *f, counted *c)
{
    const an_number *n = &c->number;
    if (n->amount_first && an_currency_of(f->text.folded[n->amount_first - 1], &c->currency)) c->number.first = n->first < n->amount_first - 1 ? n->first : n->amount_first - 1;
    else if (n->end < f->text.count && an_currency_of(f->text.folded[n->end], &c->currency)) c->number.end++;
}

static counted find_counted(const finder *f, const an_number *number)
{
    counted c = {.number = *number, .noun = AN_NONE};
    const an_token *top;
    find_currency(f, &c);
    c.head = top_of(f, number->amount_first, number->end);
    top = token_at(f, c.head);
    if (top->head > (int32_t)c.head && top->deprel != AN_DEPREL_OBL && top->deprel != AN_DEPREL_NSUBJ && top->deprel != AN_DEPREL_OBJ && top->deprel != AN_DEPREL_ADVCL &&
        token_at(f, (uint32_t)top->head)->upos != AN_UPOS_VERB && token_at(f, (uint32_t)top->head)->upos != AN_UPOS_AUX) {
        c.noun = c.head = (uint32_t)top->head;
        /* "20 wounded", "13 dead" may hang on a verb through an adjective that acts as the noun */
    } else if (c.currency && top->head >= 0 && (uint32_t)top->head + 1 == number->amount_first) {
        c.head = (uint32_t)top->head; /* "$ 5 million" */
    } else {
        c.noun = counted_by_of_any(f, number->amount_first, number->end);
        if (c.noun == AN_NONE && !number->is_article && !c.currency && (c.noun = noun_behind(f, number->end)) != AN_NONE) c.head = c.noun;
    }
    return c;
}

/* ---- what became of them ---- */

static an_fate fate_of_token(const an_token *token, an_fate_role role) { return an_fate_of(token->lemma, role); }

/* "20 wounded people", "six people killed in the blast", "people who died". */
static an_fate fate_said_of(const finder *f, uint32_t noun)
{
    for (uint32_t i = 0; i < f->text.count; i++) {
        const an_token *t = token_at(f, i);
        an_fate fate;
        bool is_passive;
        if (t->head != (int32_t)noun) continue;
        if (t->deprel == AN_DEPREL_AMOD && (fate = an_fate_of(f->text.folded[i], AN_FATE_STATE)) != AN_FATE_NONE) return fate;
        if (t->deprel != AN_DEPREL_ACL && t->deprel != AN_DEPREL_ADVCL) continue;
        is_passive = child_of(f, i, AN_DEPREL_AUX, 0) != AN_NONE || t->subrel != AN_SUBREL_RELCL;
        if (an_str_is(t->xpos, "VBG") || child_of(f, i, AN_DEPREL_OBJ, i) != AN_NONE) continue;
        if (is_passive && an_str_is(t->xpos, "VBN") && (fate = fate_of_token(t, AN_FATE_OF_OBJECT)) != AN_FATE_NONE) return fate;
        if (t->subrel == AN_SUBREL_RELCL && (fate = fate_of_token(t, AN_FATE_OF_SUBJECT)) != AN_FATE_NONE) return fate;
        if ((fate = an_fate_of(f->text.folded[i], AN_FATE_STATE)) != AN_FATE_NONE && t->upos == AN_UPOS_ADJ) return fate;
    }
    return AN_FATE_NONE;
}

/* "left 20 dead", "were found dead", "forced 2,000 people to flee": what a second predicate says of the first one's object. */
static an_fate fate_by_complement(const finder *f, uint32_t verb)
{
    for (uint32_t i = 0; i < f->text.count; i++) {
        const an_token *t = token_at(f, i);
        an_fate fate;
        if (t->head != (int32_t)verb || (t->deprel != AN_DEPREL_XCOMP && t->deprel != AN_DEPREL_CCOMP && t->deprel != AN_DEPREL_ADVCL)) continue;
        if (t->deprel != AN_DEPREL_XCOMP && !is_lemma(token_at(f, verb), "leave")) continue;
        if ((fate = an_fate_of(f->text.folded[i], AN_FATE_STATE)) != AN_FATE_NONE) return fate;
        if ((fate = fate_of_token(t, AN_FATE_OF_SUBJECT)) != AN_FATE_NONE) return fate;
    }
    return AN_FATE_NONE;
}

static bool has_own_object(const finder *f, uint32_t verb, uint32_t except)
{
    uint32_t object = child_of(f, verb, AN_DEPREL_OBJ, 0);
    return object != AN_NONE && object != except;
}

/* "shot and killed three": the second verb shares the object. */
static an_fate fate_by_shared_object(const finder *f, uint32_t verb)
{
    for (uint32_t i = child_of(f, verb, AN_DEPREL_CONJ, verb); i != AN_NONE; i = child_of(f, verb, AN_DEPREL_CONJ, i + 1)) {
        an_fate fate = fate_of_token(token_at(f, i), AN_FATE_OF_OBJECT);
        if (fate != AN_FATE_NONE && i < verb + 4 && !has_own_object(f, i, AN_NONE)) return fate;
    }
    return AN_FATE_NONE;
}

static bool is_passive_subject(const finder *f, uint32_t verb, const an_token *subject)
{
    if (subject->subrel == AN_SUBREL_PASS) return true;
    if (has_own_object(f, verb, AN_NONE)) return false;
    return an_str_is(token_at(f, verb)->xpos, "VBN"); /* "20 killed in blast": headlines leave out the auxiliary */
}

/* "wounding at least 23 others": parsers take the "at" of "at least" for a preposition. */
static bool is_object_in_disguise(const finder *f, const counted *c, uint32_t verb, uint32_t argument)
{
    if (token_at(f, argument)->deprel != AN_DEPREL_OBL || argument != c->head || c->number.first != verb + 1 || c->number.first == c->number.amount_first) return false;
    for (uint32_t i = child_of(f, argument, AN_DEPREL_CASE, 0); i != AN_NONE; i = child_of(f, argument, AN_DEPREL_CASE, i + 1))
        if (i < c->number.first || i >= c->number.amount_first) return false;
    return true;
}

static an_fate fate_by_verb(const finder *f, const counted *c, uint32_t verb, uint32_t argument)
{
    const an_token *v = token_at(f, verb), *a = token_at(f, argument);
    an_fate fate = AN_FATE_NONE;
    bool is_object = a->deprel == AN_DEPREL_OBJ || is_object_in_disguise(f, c, verb, argument), is_subject = a->deprel == AN_DEPREL_NSUBJ;
    bool is_undergoer = is_object || a->deprel == AN_DEPREL_DET || (is_subject && is_passive_subject(f, verb, a)); /* an article: "another injured" */
    if (is_undergoer) fate = fate_of_token(v, AN_FATE_OF_OBJECT);
    if (fate == AN_FATE_NONE && is_subject) fate = fate_of_token(v, AN_FATE_OF_SUBJECT);
    if (fate == AN_FATE_NONE && is_undergoer) fate = fate_by_complement(f, verb);
    if (fate == AN_FATE_NONE && is_object) fate = fate_by_shared_object(f, verb);
    if (fate == AN_FATE_NONE && is_subject && v->upos == AN_UPOS_ADJ) fate = an_fate_of(f->text.folded[verb], AN_FATE_STATE);
    if (fate == AN_FATE_NONE && is_subject && is_lemma(v, "lose")) {
        uint32_t object = child_of(f, verb, AN_DEPREL_OBJ, 0);
        if (object != AN_NONE && is_lemma(token_at(f, object), "life")) fate = AN_FATE_KILLED;
    }
    return fate;
}

/* What a noun that people hang on tells of them: "the deaths of six people", "claimed the lives of 20", "injuries to ten". */
static an_fate fate_by_noun(const finder *f, uint32_t governor, uint32_t argument)
{
    static const char *const links[] = {"of", "to", "for", NULL};
    const an_token *g = token_at(f, governor);
    an_fate fate = fate_of_token(g, AN_FATE_NOUN);
    if (token_at(f, argument)->deprel != AN_DEPREL_NMOD || !has_case(f, argument, links)) return AN_FATE_NONE;
    if (fate == AN_FATE_NONE && (is_lemma(g, "life") || is_lemma(g, "toll"))) fate = AN_FATE_KILLED;
    return fate;
}

/* "death toll", "number of wounded", "number of people killed": the kind of figure that a noun stands for. */
static an_fate fate_of_figure(const finder *f, uint32_t noun)
{
    uint32_t of = counted_by_of(f, noun);
    an_fate fate;
    if (is_lemma(token_at(f, noun), "toll")) {
        for (uint32_t i = 0; i < f->text.count; i++)
            if (token_at(f, i)->head == (int32_t)noun && is_one_of(f->text.folded[i], (const char *const[]){"injury", "wounded", "injured", NULL})) return AN_FATE_WOUNDED;
        return AN_FATE_KILLED;
    }
    if (!is_lemma(token_at(f, noun), "number") || of == AN_NONE) return AN_FATE_NONE;
    if ((fate = an_fate_of(f->text.folded[of], AN_FATE_STATE)) != AN_FATE_NONE || (fate = fate_of_token(token_at(f, of), AN_FATE_NOUN)) != AN_FATE_NONE) return fate;
    return fate_said_of(f, of);
}

/* "the death toll rose to 144", "brought the number of dead to 144". */
static an_fate fate_by_toll(const finder *f, uint32_t verb)
{
    static const char *const verbs[] = {"rise", "climb", "reach", "stand", "increase", "exceed", "pass", "hit", "top", "grow", "jump", "bring", "raise", "put", "be", "surpass", "take", "revise", "set", "lower", "drop", "fall", NULL};
    an_fate fate = AN_FATE_NONE;
    if (!is_one_of(token_at(f, verb)->lemma, verbs) && token_at(f, verb)->upos != AN_UPOS_NUM) return AN_FATE_NONE;
    for (uint32_t i = 0; i < f->text.count && fate == AN_FATE_NONE; i++) {
        const an_token *t = token_at(f, i);
        if (t->head == (int32_t)verb && (t->deprel == AN_DEPREL_NSUBJ || t->deprel == AN_DEPREL_OBJ)) fate = fate_of_figure(f, i);
    }
    return fate;
}

/* The words right after a number without a noun: "20 killed, 30 wounded". */
static an_fate fate_beside(const finder *f, const counted *c)
{
    uint32_t end = c->noun != AN_NONE && c->noun >= c->number.end ? c->noun + 1 : c->number.end;
    if (is_form(f, end, "more") || is_form(f, end, "others")) end++;
    if (is_form(f, end, "were") || is_form(f, end, "was") || is_form(f, end, "are")) end++;
    if (end >= f->text.count || has_own_object(f, end, AN_NONE)) return AN_FATE_NONE;
    if (token_at(f, end)->upos == AN_UPOS_NOUN) return AN_FATE_NONE;
    if (token_at(f, end)->upos == AN_UPOS_VERB && !an_str_is(token_at(f, end)->xpos, "VBN")) return AN_FATE_NONE;
    return an_fate_of(f->text.folded[end], AN_FATE_STATE);
}

/* "13 soldiers and 170 civilians": what is said of the first holds for all. */
static uint32_t first_conjunct(const finder *f, uint32_t token)
{
    for (uint32_t steps = 0; steps < f->text.count; steps++) {
        const an_token *t = token_at(f, token);
        if (t->deprel != AN_DEPREL_CONJ || t->head < 0 || token_at(f, (uint32_t)t->head)->upos == AN_UPOS_VERB) break;
        token = (uint32_t)t->head;
    }
    return token;
}

static bool is_apart(const finder *f, uint32_t head) /* "including a diplomat": part of another number */
{
    static const char *const words[] = {"including", "among", "include", "excluding", "except", "besides", "by", "with", "from", NULL};
    return has_case(f, head, words) || (head > 0 && is_form(f, head - 1, "including"));
}

static an_fate fate_of_counted(const finder *f, const counted *c)
{
    static const char *const life_takers[] = {"take", "claim", "cost", "lose", "loss", "end", NULL};
    uint32_t top = first_conjunct(f, c->head), governor;
    an_fate fate;
    if (c->noun != AN_NONE && (fate = fate_of_token(token_at(f, c->noun), AN_FATE_NOUN)) != AN_FATE_NONE) return fate;
    if (c->noun != AN_NONE && (fate = an_fate_of(f->text.folded[c->noun], AN_FATE_STATE)) != AN_FATE_NONE) return fate;
    if (is_apart(f, c->head)) return AN_FATE_NONE;
    if (token_at(f, top)->head >= 0) {
        governor = (uint32_t)token_at(f, top)->head;
        if (c->noun != AN_NONE && is_lemma(token_at(f, c->noun), "life") && is_one_of(token_at(f, governor)->lemma, life_takers)) return AN_FATE_KILLED;
        if ((fate = fate_by_verb(f, c, governor, top)) != AN_FATE_NONE || (fate = fate_by_noun(f, governor, top)) != AN_FATE_NONE || (fate = fate_by_toll(f, governor)) != AN_FATE_NONE) return fate;
    } else if (c->noun == AN_NONE && (fate = fate_by_toll(f, top)) != AN_FATE_NONE) {
        return fate;
    }
    fate = fate_said_of(f, c->head);
    return fate != AN_FATE_NONE ? fate : fate_beside(f, c);
}

static bool is_person(const finder *f, uint32_t noun)
{
    const an_token *t = token_at(f, noun);
    if (an_is_person_noun(t->lemma) || an_is_person_noun(f->text.folded[noun])) return true;
    return t->upos == AN_UPOS_PROPN && an_str_is(t->xpos, "NNPS") && an_str_ends_with(t->form, "s"); /* "170 Afghans" */
}

static an_quantity_kind kind_of(const finder *f, const counted *c)
{
    static const an_quantity_kind of_fate[] = {[AN_FATE_KILLED] = AN_QUANTITY_KILLED, [AN_FATE_WOUNDED] = AN_QUANTITY_WOUNDED, [AN_FATE_DETAINED] = AN_QUANTITY_DETAINED, [AN_FATE_DISPLACED] = AN_QUANTITY_DISPLACED};
    bool is_thing = c->noun != AN_NONE && !is_person(f, c->noun);
    an_fate fate;
    if (c->currency) return AN_QUANTITY_MONEY;
    if (c->number.is_article) return AN_QUANTITY_PEOPLE;
    fate = fate_of_counted(f, c);
    if (fate != AN_FATE_NONE && is_thing) { /* "seized 20 rifles", "the death toll of 20 attacks" */
        const an_token *noun = token_at(f, c->noun);
        bool tells_itself = fate_of_token(noun, AN_FATE_NOUN) != AN_FATE_NONE || an_fate_of(f->text.folded[c->noun], AN_FATE_STATE) != AN_FATE_NONE || is_lemma(noun, "life");
        if (!tells_itself && (fate == AN_FATE_DETAINED || noun->upos == AN_UPOS_SYM || an_is_measure(noun->lemma))) fate = AN_FATE_NONE;
    }
    if (fate != AN_FATE_NONE) return of_fate[fate];
    return c->noun != AN_NONE && is_person(f, c->noun) ? AN_QUANTITY_PEOPLE : AN_QUANTITY_OTHER;
}

/* ---- results ---- */

enum { WORDS_TO_NOUN_MAX = 8 };

static bool add(finder *f, const counted *c, an_quantity_kind kind, int64_t low, int64_t high)
{
    uint32_t first = c->number.first, end = c->number.end;
    an_mention mention = {.kind = AN_MENTION_QUANTITY, .sentence = f->sentence};
    if (c->noun != AN_NONE && c->noun >= end && c->noun - end < WORDS_TO_NOUN_MAX) end = c->noun + 1;
    mention.first_token = f->base + first;
    mention.end_token = f->base + end;
    mention.head_token = f->base + c->head;
    mention.span = (an_span){token_at(f, first)->span.start, token_at(f, end - 1)->span.end};
    mention.quantity = (an_quantity){.kind = kind, .low = low, .high = high};
    if (c->currency) mention.quantity.unit = an_str_from(c->currency);
    else if (c->noun != AN_NONE) mention.quantity.unit = token_at(f, c->noun)->lemma.data ? token_at(f, c->noun)->lemma : token_at(f, c->noun)->form;
    mention.is_generic = c->number.is_article;
    return AN_PUSH(f->arena, f->mentions, mention);
}

/* "While another died", "and another injured": alone, and it says what became of him, though the parser may take it for an article of the verb. */
static bool is_another(const finder *f, uint32_t at)
{
    const an_token *t = token_at(f, at);
    if (!is_form(f, at, "another")) return false;
    return t->deprel == AN_DEPREL_NSUBJ || t->deprel == AN_DEPREL_OBJ || t->deprel == AN_DEPREL_CONJ || (t->deprel == AN_DEPREL_DET && t->head >= 0 && an_str_is(token_at(f, (uint32_t)t->head)->xpos, "VBN"));
}

/* "no casualties", "no one was hurt", "another was killed", "both soldiers": counting words that are no numbers. False only when memory is exhausted. */
static bool add_determiner(finder *f, uint32_t at, bool *is_taken)
{
    counted c = {.number = {.first = at, .end = at + 1, .amount_first = at, .low = 0, .high = 0}, .noun = AN_NONE};
    bool is_no = is_form(f, at, "no"), is_both = is_form(f, at, "both");
    bool is_nobody = is_form(f, at, "nobody") || (is_no && is_form(f, at + 1, "one"));
    bool is_one_more = is_another(f, at);
    int32_t head = token_at(f, at)->head;
    int64_t value = is_both ? 2 : is_one_more;
    an_quantity_kind kind;
    *is_taken = false;
    if (!is_no && !is_both && !is_nobody && !is_one_more) return true;
    if (is_nobody || is_one_more) {
        c.number.end = at + (is_no ? 2 : 1);
        c.head = top_of(f, at, c.number.end);
        kind = kind_of(f, &c);
        if (kind == AN_QUANTITY_OTHER) return true;
    } else {
        if (head <= (int32_t)at || !is_noun(token_at(f, (uint32_t)head)) || (uint32_t)head > at + WORDS_TO_NOUN_MAX) return true;
        c.head = c.noun = (uint32_t)head;
        kind = kind_of(f, &c);
        if (is_no && is_lemma(token_at(f, c.noun), "casualty")) kind = AN_QUANTITY_KILLED;
        if (kind == AN_QUANTITY_OTHER || (is_both && !an_token_has_feature(token_at(f, c.noun), "Number=Plur"))) return true;
    }
    *is_taken = true;
    return add(f, &c, kind, value, value);
}

static bool is_counting(finder *f, const an_number *n)
{
    if (n->is_article) return true;
    return is_number_word(f, n) && !is_in_time(f, n->amount_first, n->end) && !is_name(f, n) && !is_age_or_hour(f, n);
}

static bool add_number(finder *f, const an_number *n)
{
    counted c = find_counted(f, n);
    if (n->is_article) {
        const an_token *noun = c.noun == AN_NONE ? NULL : token_at(f, c.noun);
        if (!noun || noun->upos != AN_UPOS_NOUN || an_token_has_feature(noun, "Number=Plur") || !an_is_person_noun(noun->lemma)) return true;
        if (c.noun > n->end + WORDS_TO_NOUN_MAX) return true;
    }
    return add(f, &c, kind_of(f, &c), n->low, n->high);
}

static bool find_in_sentence(finder *f)
{
    for (uint32_t at = 0; at < f->text.count;) {
        an_number n;
        bool is_taken;
        if (!add_determiner(f, at, &is_taken)) return false;
        if (is_taken || !an_number_read(&f->text, at, &n)) {
            at++;
            continue;
        }
        if (!is_counting(f, &n)) {
            at = n.amount_first + 1;
            continue;
        }
        if (!add_number(f, &n)) return false;
        at = n.end;
    }
    return true;
}

/* Appends the quantities of `parsed` in reading order. Times must have been found before: their numbers count nothing. E_MEMORY only. */
annals_status an_mention_quantities(an_arena *arena, an_arena *scratch, const an_parsed_text *parsed, an_mentions *mentions,
                                    annals_error *error)
{
    finder f = {.arena = arena, .parsed = parsed, .mentions = mentions, .times_end = mentions->count};
    for (uint32_t s = 0; s < parsed->sentence_count; s++) {
        an_str *folded = AN_NEW_ARRAY(scratch, an_str, parsed->sentences[s].token_count);
        f.sentence = s;
        f.base = parsed->sentences[s].first_token;
        f.text = (an_number_text){an_sentence_tokens(parsed, s), folded, parsed->sentences[s].token_count};
        for (uint32_t i = 0; folded && i < f.text.count; i++) folded[i] = an_utf8_fold(scratch, f.text.tokens[i].form);
        if (!folded || scratch->is_exhausted || !find_in_sentence(&f)) return an_fail(error, ANNALS_E_MEMORY, "mention", 0, "out of memory while finding quantities");
    }
    return ANNALS_OK;
}
