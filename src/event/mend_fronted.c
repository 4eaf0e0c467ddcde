/* Subjects that the parser hung on what stands before them: "During the war in the 1990s, the warlord Omar Khan, a Tajik, had offered shelter", "according to
 * monitors, police in Gemena arrested a reporter", with the warlord as another word for the war, and the police as one more of the monitors. The verb
 * is left without a subject, which a finite verb is not, and the subject stands behind a comma. */
#include "event/mend.h"

static bool is_root(const an_token *t) { return t->head < 0 && t->upos == AN_UPOS_VERB; }

static bool is_subject_relation(const an_token *t) { return t->deprel == AN_DEPREL_NSUBJ || t->deprel == AN_DEPREL_CSUBJ || t->deprel == AN_DEPREL_EXPL; }

/* Finite, by itself or by its auxiliary, and without a subject. */
static bool lacks_subject(const an_token *tokens, uint32_t count, uint32_t verb)
{
    bool is_finite = an_mend_is_finite(tokens + verb) && !an_str_is(tokens[verb].xpos, "MD");
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)verb) continue;
        if (is_subject_relation(tokens + i)) return false;
        is_finite = is_finite || (i < verb && tokens[i].deprel == AN_DEPREL_AUX && an_mend_is_finite(tokens + i));
    }
    return is_finite;
}

/* The first word of what hangs below. */
static uint32_t first_below(const an_token *tokens, uint32_t count, uint32_t above)
{
    uint32_t first = above;
    while (first > 0 && an_mend_is_below(tokens, count, first - 1, above)) first--;
    return first;
}

/* "..., an overcrowded prison, ...": describes what stands before. */
static bool is_description(const an_token *tokens, uint32_t fronted, uint32_t at)
{
    for (uint32_t i = fronted; i < at && tokens[at].deprel == AN_DEPREL_APPOS; i++)
        if (tokens[i].head == (int32_t)at && tokens[i].deprel == AN_DEPREL_DET && an_str_is(tokens[i].lemma, "a")) return true;
    return false;
}

/* A noun behind a comma, without a preposition, that hangs on the fronted noun as another word for it or as one more. */
static bool may_be_subject(const an_token *tokens, uint32_t count, uint32_t fronted, uint32_t at)
{
    const an_token *t = tokens + at;
    uint32_t first;
    bool is_noun = t->upos == AN_UPOS_NOUN || t->upos == AN_UPOS_PROPN || t->upos == AN_UPOS_PRON;
    if (t->head != (int32_t)fronted || !is_noun || (t->deprel != AN_DEPREL_APPOS && t->deprel != AN_DEPREL_CONJ) || is_description(tokens, fronted, at)) return false;
    if (t->name != AN_NAME_NONE && t->name == tokens[fronted].name) return false; /* "in Kano, Nigeria," */
    for (uint32_t i = fronted; i < at; i++)
        if (tokens[i].head == (int32_t)at && (tokens[i].deprel == AN_DEPREL_CASE || tokens[i].deprel == AN_DEPREL_CC)) return false;
    first = first_below(tokens, count, at);
    return first > fronted && tokens[first].upos == AN_UPOS_PUNCT ? an_str_is(tokens[first].form, ",") : first > 0 && an_str_is(tokens[first - 1].form, ",");
}

/* Not in "Omar Khan, the judge, the warden, was tried", where what stands before the comma is itself the subject, though no word says so. */
static uint32_t lost_subject(const an_token *tokens, uint32_t count, uint32_t verb)
{
    for (uint32_t fronted = 0; fronted < verb; fronted++) {
        if (tokens[fronted].head != (int32_t)verb || tokens[fronted].deprel != AN_DEPREL_OBL || tokens[fronted].name == AN_NAME_PERSON) continue;
        for (uint32_t at = fronted + 1; at < verb; at++)
            if (may_be_subject(tokens, count, fronted, at)) return at;
    }
    return AN_NONE;
}

static bool is_headless_clause(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    (void)grammar;
    return is_root(tokens + verb) && lacks_subject(tokens, count, verb) && lost_subject(tokens, count, verb) != AN_NONE;
}

/* The other words of its list or description go with it. */
static void mend_headless(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t subject = lost_subject(tokens, count, verb), fronted = (uint32_t)tokens[subject].head;
    bool is_passive = false;
    for (uint32_t i = 0; i < verb; i++) {
        bool goes_along = i > subject && tokens[i].head == (int32_t)fronted && (tokens[i].deprel == AN_DEPREL_APPOS || tokens[i].deprel == AN_DEPREL_CONJ);
        if (goes_along) tokens[i].head = (int32_t)subject;
        is_passive = is_passive || (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_AUX && tokens[i].subrel == AN_SUBREL_PASS);
    }
    tokens[subject].head = (int32_t)verb;
    tokens[subject].deprel = AN_DEPREL_NSUBJ;
    tokens[subject].subrel = is_passive ? AN_SUBREL_PASS : AN_SUBREL_NONE;
}

const an_mending an_mendings_of_fronted[] = {{is_headless_clause, mend_headless}, {NULL, NULL}};
