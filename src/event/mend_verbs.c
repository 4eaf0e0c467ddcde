/* Verbs that the parser took for something else: for a part of a noun ("it has severed ties"), for a noun ("police arrest Carlos Vega"), for a clause
 * about a noun ("the watchdog accused Egypt"), for what somebody did that befell him ("was jailed and banned from office"). */
#include "event/mend.h"

/* "it has severed old ties", read as "it has ties, severed": the participle next to "have" takes its place. */
static void mend_perfect(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t noun = (uint32_t)tokens[verb].head, have = verb - 1;
    tokens[verb].head = tokens[have].head;
    tokens[verb].deprel = tokens[have].deprel;
    tokens[verb].subrel = tokens[have].subrel;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == (int32_t)have) tokens[i].head = (int32_t)verb;
    tokens[noun].head = (int32_t)verb;
    tokens[noun].deprel = AN_DEPREL_OBJ;
    tokens[have].head = (int32_t)verb;
    tokens[have].deprel = AN_DEPREL_AUX;
    tokens[have].subrel = AN_SUBREL_NONE;
    tokens[have].upos = AN_UPOS_AUX;
}

static bool is_split_perfect(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    (void)grammar;
    const an_token *t = tokens + verb, *have = verb ? tokens + verb - 1 : t;
    bool is_participle = verb && t->deprel == AN_DEPREL_AMOD && an_str_is(t->xpos, "VBN") && t->head > (int32_t)verb && (uint32_t)t->head < count;
    return is_participle && have->upos == AN_UPOS_VERB && an_str_is(have->lemma, "have") && tokens[t->head].deprel == AN_DEPREL_OBJ && tokens[t->head].head == (int32_t)verb - 1;
}

/* A verb read as a noun, with its subject as a part of it. */
static void mend_headline(an_token *tokens, uint32_t count, uint32_t root)
{
    uint32_t subject = root - 1;
    tokens[root].upos = AN_UPOS_VERB;
    tokens[root].xpos = AN_STR("VBP");
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)root || i == root) continue;
        if (i < subject && tokens[i].deprel != AN_DEPREL_OBL && tokens[i].deprel != AN_DEPREL_PUNCT && tokens[i].deprel != AN_DEPREL_ADVMOD) tokens[i].head = (int32_t)subject;
        else if (i > root && tokens[i].deprel == AN_DEPREL_APPOS) tokens[i].deprel = AN_DEPREL_OBJ;
        else if (i > root && tokens[i].deprel == AN_DEPREL_NMOD) tokens[i].deprel = AN_DEPREL_OBL;
    }
    tokens[subject].deprel = AN_DEPREL_NSUBJ;
    tokens[subject].subrel = AN_SUBREL_NONE;
}

/* Whether what stands before the noun, as part of it, is many or people: "police", "troops". */
static bool is_of_many(const an_grammar *grammar, const an_token *tokens, uint32_t noun)
{
    const an_token *before = tokens + noun - 1;
    an_word w = an_frames_word(grammar->frames, before->lemma);
    if (before->deprel != AN_DEPREL_COMPOUND || before->head != (int32_t)noun) return false;
    return an_str_is(before->xpos, "NNS") || an_str_is(before->lemma, "police") || (w != AN_NONE && an_frames_has(grammar->frames, grammar->people, w));
}

/* The person named right behind the noun, title and all: "arrest Father Carlos"; AN_NONE. */
static uint32_t name_behind(const an_token *tokens, uint32_t count, uint32_t noun)
{
    enum { TITLES = 2 };
    for (uint32_t i = noun + 1; i < count && i <= noun + 1 + TITLES; i++) {
        bool is_beside = tokens[i].deprel == AN_DEPREL_APPOS || tokens[i].deprel == AN_DEPREL_COMPOUND || tokens[i].deprel == AN_DEPREL_FLAT;
        if (tokens[i].head != (int32_t)noun) continue;
        if (!is_beside) return AN_NONE;
        return tokens[i].name == AN_NAME_PERSON || (i + 1 < count && tokens[i + 1].head == (int32_t)i && tokens[i + 1].name == AN_NAME_PERSON) ? i : AN_NONE;
    }
    return AN_NONE;
}

/* "The police arrest Carlos Vega", read as an arrest of that name, which is all, or to which something happened: a deed has no name. */
static bool is_deed_with_name(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t deed)
{
    const an_token *t = tokens + deed, *above = t->head > (int32_t)deed && t->head < (int32_t)count ? tokens + t->head : NULL;
    bool is_subject = above && t->deprel == AN_DEPREL_NSUBJ && above->head < 0 && above->upos == AN_UPOS_VERB && an_str_ends_with(above->form, "ed") && (above - 1)->upos == AN_UPOS_NOUN; /* "members of a board charged with" */
    if (t->upos != AN_UPOS_NOUN || !an_str_is(t->xpos, "NN") || (t->head >= 0 && !is_subject) || !is_of_many(grammar, tokens, deed) || name_behind(tokens, count, deed) == AN_NONE) return false;
    if (is_subject && !an_mend_is_below(tokens, count, (uint32_t)t->head - 1, deed)) return false;
    return an_mend_is_verb_too(grammar->frames, t) && an_mend_is_noun_frame(grammar->frames, t->form);
}

/* "Arrest Chad Bank clerks Ann and Eve": the name belongs to what stands beside the deed with no comma between. */
static uint32_t take_named(an_token *tokens, uint32_t count, uint32_t deed)
{
    uint32_t name = name_behind(tokens, count, deed);
    for (uint32_t i = name + 1; i < count && !an_str_is(tokens[i].form, ","); i++) {
        if (tokens[i].head != (int32_t)deed || tokens[i].deprel != AN_DEPREL_APPOS) continue;
        tokens[name].head = (int32_t)i;
        tokens[name].deprel = AN_DEPREL_COMPOUND;
        return i;
    }
    return name;
}

static void mend_deed(an_token *tokens, uint32_t count, uint32_t deed)
{
    uint32_t name = take_named(tokens, count, deed), above = tokens[deed].head < 0 ? AN_NONE : (uint32_t)tokens[deed].head;
    for (uint32_t i = name + 1; i < count; i++)
        if (tokens[i].head == (int32_t)deed && tokens[i].deprel == AN_DEPREL_APPOS) tokens[i].head = (int32_t)name;
    tokens[name].deprel = AN_DEPREL_APPOS;
    mend_headline(tokens, count, deed);
    if (above == AN_NONE) return;
    tokens[deed].head = tokens[above].head;
    tokens[deed].deprel = tokens[above].deprel;
    tokens[above].head = (int32_t)above - 1;
    tokens[above].deprel = AN_DEPREL_ACL;
    tokens[above].xpos = AN_STR("VBN");
}

/* In a relative clause that belongs to the root: its finite verb is not the sentence's. */
static bool is_in_relative_clause(const an_token *tokens, uint32_t count, uint32_t token, int32_t root)
{
    for (int steps = 0; steps < AN_CLIMB_MAX && (int32_t)token != root; steps++) {
        if (tokens[token].subrel == AN_SUBREL_RELCL) return true;
        if (tokens[token].head < 0 || tokens[token].head >= (int32_t)count) return false;
        token = (uint32_t)tokens[token].head;
    }
    return false;
}

/* Whether there is another verb with a better claim to the noun: a copula's, a subject's, a clause's; not "a car bomb containing explosives destroyed". */
static bool is_rival(const an_token *tokens, uint32_t token, uint32_t verb)
{
    const an_token *t = tokens + token;
    bool is_describing = token < verb && an_str_is(t->xpos, "VBG");
    return t->deprel == AN_DEPREL_COP || t->deprel == AN_DEPREL_NSUBJ || (t->deprel == AN_DEPREL_ACL && token != verb && t->subrel != AN_SUBREL_RELCL && !is_describing);
}

/* The noun that a verb is told of as by a clause of it, though it may be its subject: "the watchdog (that was) accused", "the men who fled claim", with the
 * claim hung on "fled"; AN_NONE. */
static uint32_t noun_told_of(const an_token *tokens, uint32_t verb)
{
    const an_token *t = tokens + verb;
    uint32_t above = t->head >= 0 && t->head < (int32_t)verb ? (uint32_t)t->head : AN_NONE;
    if (above == AN_NONE || t->subrel == AN_SUBREL_RELCL) return AN_NONE;
    if (t->deprel == AN_DEPREL_ACL) return above;
    if (t->deprel != AN_DEPREL_XCOMP || !an_mend_is_finite(t) || tokens[above].subrel != AN_SUBREL_RELCL || tokens[above].head < 0) return AN_NONE;
    return (uint32_t)tokens[above].head;
}

/* "The watchdog accused Egypt of torture", read as a noun and "accused by ...": a sentence without a finite verb, and under its noun a
 * participle that has an object or is hardly ever passive, or a verb that can only be finite. */
static bool is_verbless_past(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    uint32_t noun = t->upos == AN_UPOS_VERB && (an_mend_is_finite(t) || an_str_is(t->xpos, "VBN")) ? noun_told_of(tokens, verb) : AN_NONE;
    bool has_object = an_str_is(t->xpos, "VBZ") || an_str_is(t->xpos, "VBP") || t->deprel == AN_DEPREL_XCOMP;
    if (noun == AN_NONE || tokens[noun].head >= 0 || (tokens[noun].upos != AN_UPOS_NOUN && tokens[noun].upos != AN_UPOS_PROPN)) return false;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head == (int32_t)noun && is_rival(tokens, i, verb)) return false;
        if (tokens[i].head == (int32_t)verb && (tokens[i].deprel == AN_DEPREL_AUX || tokens[i].deprel == AN_DEPREL_MARK || tokens[i].deprel == AN_DEPREL_NSUBJ || tokens[i].subrel == AN_SUBREL_AGENT)) return false;
        has_object = has_object || (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_OBJ);
        if (i != verb && an_mend_is_finite(tokens + i) && (i < verb || tokens[i].head == (int32_t)noun || tokens[i].head < 0) && !is_in_relative_clause(tokens, count, i, (int32_t)noun)) return false;
    }
    return has_object || an_mend_is_word_of(grammar, grammar->active, t->lemma);
}

static void mend_past(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t subject = noun_told_of(tokens, verb);
    tokens[verb].head = tokens[subject].head;
    tokens[verb].deprel = tokens[subject].deprel;
    if (an_str_is(tokens[verb].xpos, "VBN")) tokens[verb].xpos = AN_STR("VBD");
    tokens[subject].head = (int32_t)verb;
    tokens[subject].deprel = AN_DEPREL_NSUBJ;
    tokens[subject].subrel = AN_SUBREL_NONE;
    for (uint32_t i = verb + 1; i < count; i++)
        if (tokens[i].head == (int32_t)subject) tokens[i].head = (int32_t)verb;
}

/* "A court sentences the officer", with "court" as a part of the verb: a finite verb has no such parts, but a subject. */
static bool is_glued_subject(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *before = tokens + verb - 1;
    bool has_rest = false;
    (void)grammar;
    if (t->upos != AN_UPOS_VERB || !an_mend_is_finite(t) || before->deprel != AN_DEPREL_COMPOUND || before->head != (int32_t)verb) return false;
    if (before->upos != AN_UPOS_NOUN && before->upos != AN_UPOS_PROPN) return false;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)verb) continue;
        if (tokens[i].deprel == AN_DEPREL_NSUBJ || tokens[i].deprel == AN_DEPREL_AUX) return false;
        has_rest = has_rest || tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].deprel == AN_DEPREL_OBL || tokens[i].deprel == AN_DEPREL_CCOMP || tokens[i].deprel == AN_DEPREL_XCOMP;
    }
    return has_rest;
}

static void mend_glued(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t subject = verb - 1;
    (void)count;
    tokens[subject].deprel = AN_DEPREL_NSUBJ;
    for (uint32_t i = 0; i < subject; i++) {
        bool is_of_noun = tokens[i].deprel == AN_DEPREL_DET || tokens[i].deprel == AN_DEPREL_AMOD || tokens[i].deprel == AN_DEPREL_COMPOUND || tokens[i].deprel == AN_DEPREL_NUMMOD || tokens[i].subrel == AN_SUBREL_POSS;
        if (tokens[i].head == (int32_t)verb && is_of_noun) tokens[i].head = (int32_t)subject;
    }
}

/* The number right behind a word of harm that was taken for one more object: "kills six and wound 40"; AN_NONE. */
static uint32_t number_harmed(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *next = verb + 1 < count ? tokens + verb + 1 : tokens + verb;
    bool is_number = next->upos == AN_UPOS_NUM && next->head == (int32_t)verb && (next->deprel == AN_DEPREL_FLAT || next->deprel == AN_DEPREL_NUMMOD || next->deprel == AN_DEPREL_APPOS);
    return is_number && an_mend_is_word_of(grammar, grammar->suffered, tokens[verb].lemma) ? verb + 1 : AN_NONE;
}

/* "A bomb kills six soldiers and wounds nine", read as "soldiers and wounds": a finite verb, or what can be one, with an object and no subject goes with
 * the verb above. */
static bool is_verb_beside_object(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *object = t->head >= 0 && t->head < (int32_t)verb ? tokens + t->head : t;
    bool has_number = t->upos == AN_UPOS_NOUN && number_harmed(grammar, tokens, count, verb) != AN_NONE, has_object = has_number;
    bool is_verb = t->upos == AN_UPOS_VERB ? an_mend_is_finite(t) : has_number || (t->upos == AN_UPOS_NOUN && an_str_is(t->xpos, "NNS") && an_mend_is_verb_too(grammar->frames, t));
    if (object == t || !is_verb || t->deprel != AN_DEPREL_CONJ || object->deprel != AN_DEPREL_OBJ || (object->upos != AN_UPOS_NOUN && object->upos != AN_UPOS_PROPN) || object->head < 0 || !an_mend_is_finite(tokens + object->head)) return false;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)verb) continue;
        if (tokens[i].deprel == AN_DEPREL_NSUBJ || tokens[i].deprel == AN_DEPREL_AUX) return false;
        has_object = has_object || tokens[i].deprel == AN_DEPREL_OBJ;
    }
    return has_object;
}

static void mend_verb_beside_object(an_token *tokens, uint32_t count, uint32_t verb)
{
    tokens[verb].head = tokens[tokens[verb].head].head;
    if (tokens[verb].upos == AN_UPOS_VERB) return;
    for (uint32_t i = verb + 1; i < count; i++) {
        if (tokens[i].head != (int32_t)verb) continue;
        if (i == verb + 1 && tokens[i].upos == AN_UPOS_NUM) tokens[i].deprel = AN_DEPREL_OBJ;
        if (tokens[i].deprel == AN_DEPREL_NMOD) tokens[i].deprel = AN_DEPREL_OBL;
    }
    tokens[verb].upos = AN_UPOS_VERB;
    tokens[verb].xpos = AN_STR("VBZ");
}

/* "Was sentenced to a year and banned from holding office", read as "he banned": what is joined to what befell its subject, and has neither a subject nor an
 * object of its own, befell it too. */
static bool is_joined_suffering(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    bool is_passive = false;
    if (t->upos != AN_UPOS_VERB || !an_str_is(t->xpos, "VBD") || t->deprel != AN_DEPREL_CONJ || t->head < 0 || t->head >= (int32_t)verb || !an_str_is(tokens[t->head].xpos, "VBN")) return false;
    if (!an_mend_is_word_of(grammar, grammar->suffered, t->lemma) && !an_mend_is_word_of(grammar, an_frames_set(grammar->frames, "befalling"), t->lemma)) return false;
    for (uint32_t i = 0; i < count; i++) {
        bool is_own = tokens[i].head == (int32_t)verb;
        is_passive = is_passive || (tokens[i].head == t->head && tokens[i].deprel == AN_DEPREL_AUX && tokens[i].subrel == AN_SUBREL_PASS);
        if (is_own && (tokens[i].deprel == AN_DEPREL_NSUBJ || tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].deprel == AN_DEPREL_AUX || tokens[i].deprel == AN_DEPREL_CCOMP)) return false;
    }
    return is_passive;
}

static void mend_joined_suffering(an_token *tokens, uint32_t count, uint32_t verb)
{
    (void)count;
    tokens[verb].xpos = AN_STR("VBN");
}

/* "After the troops attacked in the valley", read as "were attacked": a clause that a word of occasion opens has a finite verb. */
static bool is_active_clause(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    bool has_mark = false, has_subject = false;
    if (t->upos != AN_UPOS_VERB || !an_str_is(t->xpos, "VBN") || t->deprel != AN_DEPREL_ADVCL || !an_str_ends_with(t->form, "ed") || an_mend_is_word_of(grammar, grammar->suffered, t->lemma)) return false;
    for (uint32_t i = 0; i < count; i++) {
        bool is_of_subject = i < verb && tokens[i].head >= 0 && tokens[i].head < (int32_t)verb && tokens[tokens[i].head].head == (int32_t)verb && tokens[tokens[i].head].subrel == AN_SUBREL_PASS;
        if (i < verb && has_mark && an_str_is(tokens[i].xpos, "VBG")) return false; /* "while excluding men convicted of murder" */
        if ((tokens[i].head == (int32_t)verb || is_of_subject) && i < verb) has_mark = has_mark || ((tokens[i].deprel == AN_DEPREL_MARK || tokens[i].deprel == AN_DEPREL_CASE || tokens[i].deprel == AN_DEPREL_ADVMOD) && an_mend_is_word_of(grammar, grammar->occasions, tokens[i].lemma));
        if (tokens[i].head != (int32_t)verb) continue;
        if (tokens[i].deprel == AN_DEPREL_AUX || tokens[i].subrel == AN_SUBREL_AGENT) return false;
        has_subject = has_subject || (i < verb && tokens[i].deprel == AN_DEPREL_NSUBJ && tokens[i].subrel == AN_SUBREL_PASS);
    }
    return has_mark && has_subject;
}

static void mend_active(an_token *tokens, uint32_t count, uint32_t verb)
{
    tokens[verb].xpos = AN_STR("VBD");
    for (uint32_t i = 0; i < count && i < verb; i++)
        if (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_NSUBJ) tokens[i].subrel = AN_SUBREL_NONE;
}

const an_mending an_mendings_of_verbs[] = {{is_split_perfect, mend_perfect},
    {is_glued_subject, mend_glued},
    {is_verbless_past, mend_past},
    {is_deed_with_name, mend_deed},
    {is_verb_beside_object, mend_verb_beside_object},
    {is_joined_suffering, mend_joined_suffering},
    {is_active_clause, mend_active},
    {NULL, NULL}};
