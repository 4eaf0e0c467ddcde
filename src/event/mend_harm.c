/* Words for what befell people, hung in a wrong place: "nine others injured" beside "twelve were killed", "left six people killed", "killed nine and wounded
 * twenty". */
#include "event/mend.h"

static bool is_harm(const an_grammar *grammar, const an_token *t) { return t->upos == AN_UPOS_VERB && an_mend_is_word_of(grammar, grammar->suffered, t->lemma); }

/* A participle that was read as an adjective: "two more injured". */
static bool is_adjective_of_harm(const an_grammar *grammar, const an_token *t)
{
    enum { ENDINGS = 2 };
    for (size_t cut = 1; cut <= ENDINGS && t->upos == AN_UPOS_ADJ && an_str_ends_with(t->form, "ed"); cut++)
        if (an_mend_is_word_of(grammar, grammar->suffered, (an_str){t->form.data, t->form.length - cut})) return true;
    return false;
}

/* The first child with the relation; AN_NONE. */
static uint32_t child_of(const an_token *tokens, uint32_t count, uint32_t head, an_deprel relation)
{
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == (int32_t)head && tokens[i].deprel == relation) return i;
    return AN_NONE;
}

static bool tells_state(const an_token *tokens, uint32_t count, uint32_t verb)
{
    bool is_adjective = tokens[verb].upos == AN_UPOS_ADJ && child_of(tokens, count, verb, AN_DEPREL_COP) != AN_NONE;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_AUX && tokens[i].subrel == AN_SUBREL_PASS) return true;
    return is_adjective || an_str_is(tokens[verb].lemma, "leave");
}

/* Of "a doctor is killed and three others wounded" the others, taken for a measure, a number or those who wound; AN_NONE. */
static uint32_t second_victim(const an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t victim = AN_NONE;
    for (uint32_t i = 0; i < count; i++) {
        bool is_measure = tokens[i].deprel == AN_DEPREL_OBL && tokens[i].subrel == AN_SUBREL_UNMARKED, is_doer = tokens[i].deprel == AN_DEPREL_NSUBJ && tokens[i].subrel != AN_SUBREL_PASS;
        if (tokens[i].head != (int32_t)verb) continue;
        if (tokens[i].deprel == AN_DEPREL_AUX || tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].subrel == AN_SUBREL_PASS) return AN_NONE;
        if (i < verb && (is_measure || is_doer || tokens[i].deprel == AN_DEPREL_NUMMOD)) victim = i;
    }
    return victim;
}

static bool is_second_harm(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    if (!is_harm(grammar, t) || t->deprel != AN_DEPREL_CONJ || t->head < 0 || t->head >= (int32_t)verb || !tells_state(tokens, count, (uint32_t)t->head)) return false;
    return second_victim(tokens, count, verb) != AN_NONE;
}

static void mend_second_harm(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t victim = second_victim(tokens, count, verb);
    tokens[verb].xpos = AN_STR("VBN");
    tokens[victim].deprel = AN_DEPREL_NSUBJ;
    tokens[victim].subrel = AN_SUBREL_PASS;
}

/* "Fifteen were killed and two more injured", with "injured" as a quality. */
static bool is_harm_as_quality(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t quality)
{
    const an_token *t = tokens + quality;
    if (t->deprel != AN_DEPREL_CONJ || t->head < 0 || t->head >= (int32_t)quality || !is_adjective_of_harm(grammar, t)) return false;
    return child_of(tokens, count, quality, AN_DEPREL_COP) == AN_NONE && tells_state(tokens, count, (uint32_t)t->head) && second_victim(tokens, count, quality) != AN_NONE;
}

/* Its verb is found by its ending (tree.c). */
static void mend_quality(an_token *tokens, uint32_t count, uint32_t quality)
{
    tokens[quality].upos = AN_UPOS_VERB;
    tokens[quality].lemma = tokens[quality].form;
    mend_second_harm(tokens, count, quality);
}

/* "Police say that two were killed and three were hurt", with the hurt joined to the saying: the harm that is said before; AN_NONE. */
static uint32_t harm_said_before(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    uint32_t said;
    if (!is_harm(grammar, t) || t->deprel != AN_DEPREL_CONJ || t->head < 0 || t->head >= (int32_t)verb || !tells_state(tokens, count, verb)) return AN_NONE;
    said = child_of(tokens, count, (uint32_t)t->head, AN_DEPREL_CCOMP);
    return said != AN_NONE && said > (uint32_t)t->head && said < verb && is_harm(grammar, tokens + said) && tells_state(tokens, count, said) ? said : AN_NONE;
}

static bool is_harm_said(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb) { return harm_said_before(grammar, tokens, count, verb) != AN_NONE; }

static void mend_said(an_token *tokens, uint32_t count, uint32_t verb) { tokens[verb].head = (int32_t)child_of(tokens, count, (uint32_t)tokens[verb].head, AN_DEPREL_CCOMP); }

/* The word of occasion that hangs on the clause's subject: "after militants opened fire", read as "after militants"; AN_NONE. */
static uint32_t lost_mark(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t subject = tokens[verb].deprel == AN_DEPREL_ADVCL && tokens[verb].upos == AN_UPOS_VERB && child_of(tokens, count, verb, AN_DEPREL_MARK) == AN_NONE ? child_of(tokens, count, verb, AN_DEPREL_NSUBJ) : AN_NONE;
    uint32_t preposition = subject == AN_NONE || subject > verb ? AN_NONE : child_of(tokens, count, subject, AN_DEPREL_CASE);
    return preposition != AN_NONE && preposition < subject && an_mend_is_word_of(grammar, grammar->occasions, tokens[preposition].lemma) ? preposition : AN_NONE;
}

static bool is_lost_mark(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb) { return lost_mark(grammar, tokens, count, verb) != AN_NONE; }

static void mend_mark(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t preposition = child_of(tokens, count, child_of(tokens, count, verb, AN_DEPREL_NSUBJ), AN_DEPREL_CASE);
    tokens[preposition].head = (int32_t)verb;
    tokens[preposition].deprel = AN_DEPREL_MARK;
    tokens[preposition].upos = AN_UPOS_SCONJ;
}

/* "Strikes left fifty people killed in the town", read as "fifty killed people were left". */
static bool is_left_harmed(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *people = t->head >= 0 && t->head < (int32_t)verb ? tokens + t->head : t;
    (void)count;
    if (people == t || !is_harm(grammar, t) || t->deprel != AN_DEPREL_ACL || t->subrel == AN_SUBREL_RELCL || people->deprel != AN_DEPREL_OBJ || people->head < 0) return false;
    return an_str_is(tokens[people->head].lemma, "leave");
}

static void mend_left_harmed(an_token *tokens, uint32_t count, uint32_t verb)
{
    (void)count;
    tokens[verb].head = tokens[tokens[verb].head].head;
    tokens[verb].deprel = AN_DEPREL_XCOMP;
}

/* "Killed nine and wounded twenty", read as "nine and wounded twenty". */
static bool is_number_and_harm(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *number = t->head >= 0 && t->head < (int32_t)verb ? tokens + t->head : t;
    if (number == t || !is_harm(grammar, t) || t->deprel != AN_DEPREL_CONJ || number->upos != AN_UPOS_NUM || verb + 1 >= count || number->head != (int32_t)verb + 1) return false;
    return tokens[verb + 1].deprel == AN_DEPREL_OBJ && tokens[verb + 1].head >= 0 && tokens[verb + 1].head < t->head && number->deprel == AN_DEPREL_NUMMOD;
}

static void mend_number_and_harm(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t number = (uint32_t)tokens[verb].head;
    (void)count;
    tokens[number].head = tokens[verb].head = tokens[verb + 1].head;
    tokens[number].deprel = AN_DEPREL_OBJ;
    tokens[verb].xpos = AN_STR("VBD");
    tokens[verb + 1].head = (int32_t)verb;
}

const an_mending an_mendings_of_harm[] = {{is_second_harm, mend_second_harm},
    {is_harm_as_quality, mend_quality},
    {is_harm_said, mend_said},
    {is_lost_mark, mend_mark},
    {is_left_harmed, mend_left_harmed},
    {is_number_and_harm, mend_number_and_harm},
    {NULL, NULL}};
