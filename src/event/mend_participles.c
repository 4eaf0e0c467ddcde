/* Participles that the parser hung on the wrong verb: what is said beside a comma is said by whoever did the main thing. */
#include "event/mend.h"

/* A participle without subject, "to" or mark that hangs on a verb before it. */
static bool is_free_participle(const an_token *tokens, uint32_t count, uint32_t participle)
{
    const an_token *t = tokens + participle;
    if (!an_str_is(t->xpos, "VBG") || t->upos != AN_UPOS_VERB || t->deprel != AN_DEPREL_ADVCL || t->head < 0 || t->head >= (int32_t)participle) return false;
    for (uint32_t i = 0; i < count; i++) {
        bool is_own = tokens[i].head == (int32_t)participle;
        if (is_own && (tokens[i].deprel == AN_DEPREL_MARK || tokens[i].deprel == AN_DEPREL_NSUBJ || tokens[i].deprel == AN_DEPREL_AUX || tokens[i].deprel == AN_DEPREL_CASE)) return false;
    }
    return true;
}

static bool is_infinitive(const an_token *tokens, uint32_t verb)
{
    for (uint32_t i = verb; i-- > 0;)
        if (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_MARK) return an_str_is(tokens[i].xpos, "TO");
    return false;
}

/* The verb that governs the infinitive which the participle behind a comma hangs on; AN_NONE. */
static uint32_t verb_above(const an_token *tokens, uint32_t participle)
{
    uint32_t verb = (uint32_t)tokens[participle].head;
    if (!an_str_is(tokens[participle - 1].form, ",")) return AN_NONE;
    while (is_infinitive(tokens, verb) && tokens[verb].deprel == AN_DEPREL_XCOMP && tokens[verb].head >= 0 && tokens[verb].head < (int32_t)verb && tokens[tokens[verb].head].upos == AN_UPOS_VERB) verb = (uint32_t)tokens[verb].head;
    return verb == (uint32_t)tokens[participle].head ? AN_NONE : verb;
}

/* "Asked the court to ban the party, accusing it of fraud", read as the court's words. */
static bool is_said_beside(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t participle)
{
    an_str lemma = tokens[participle].lemma;
    if (!is_free_participle(tokens, count, participle) || verb_above(tokens, participle) == AN_NONE) return false;
    return an_mend_is_report_word(grammar->frames, lemma) || an_mend_is_word_of(grammar, grammar->accusing, lemma);
}

static void mend_said_beside(an_token *tokens, uint32_t count, uint32_t participle)
{
    (void)count;
    tokens[participle].head = (int32_t)verb_above(tokens, participle);
}

const an_mending an_mendings_of_participles[] = {{is_said_beside, mend_said_beside}, {NULL, NULL}};
