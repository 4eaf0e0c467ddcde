/* Trees that the words beside show to be misread: a perfect taken for an adjective, a headline without a verb, a compound torn apart. Only
 * what the dictionary knows better than the parser is mended; explanations show the parser's tree. */
#include "event/tree.h"

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

static bool is_verb_too(const an_frames *frames, const an_token *token)
{
    an_word w = an_frames_word(frames, token->lemma);
    an_range triggers = w == AN_NONE ? (an_range){0, 0} : an_frames_triggers(frames, w);
    for (uint32_t i = 0; i < triggers.count; i++)
        if (frames->triggers[triggers.first + i].entry_class == AN_ENTRY_FRAME && frames->triggers[triggers.first + i].pos == AN_KEY_VERB) return true;
    return false;
}

/* "Iraqi troops advance on the town", read as a noun and no verb anywhere: many are before it, and something follows that it governs. */
static bool is_verbless_headline(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t root)
{
    const an_token *t = tokens + root, *before = root ? t - 1 : t;
    bool governs = false, is_noun = false, is_many;
    an_word w;
    if (!root || t->head >= 0 || t->upos != AN_UPOS_NOUN || !an_str_is(t->xpos, "NN") || before->deprel != AN_DEPREL_COMPOUND || before->head != (int32_t)root) return false;
    w = an_frames_word(grammar->frames, before->lemma);
    is_many = an_str_is(before->xpos, "NNS") || (w != AN_NONE && an_frames_has(grammar->frames, grammar->people, w));
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)root) continue;
        governs = governs || (i > root && (tokens[i].deprel == AN_DEPREL_APPOS || tokens[i].deprel == AN_DEPREL_NMOD || tokens[i].deprel == AN_DEPREL_OBL));
        is_noun = is_noun || tokens[i].deprel == AN_DEPREL_DET || tokens[i].deprel == AN_DEPREL_NSUBJ || tokens[i].deprel == AN_DEPREL_COP || tokens[i].deprel == AN_DEPREL_CASE || tokens[i].subrel == AN_SUBREL_POSS;
    }
    return is_many && governs && !is_noun && is_verb_too(grammar->frames, t);
}

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

/* Whether the dictionary has the form, without regard to a capital at its beginning, as a noun that tells an event. */
static bool is_noun_frame(const an_frames *frames, an_str form)
{
    char text[64];
    an_word w;
    an_range triggers;
    if (form.length == 0 || form.length > sizeof text) return false;
    memcpy(text, form.data, form.length);
    if (text[0] >= 'A' && text[0] <= 'Z') text[0] = (char)(text[0] - 'A' + 'a');
    w = an_frames_word(frames, (an_str){text, form.length});
    triggers = w == AN_NONE ? (an_range){0, 0} : an_frames_triggers(frames, w);
    for (uint32_t i = 0; i < triggers.count; i++)
        if (frames->triggers[triggers.first + i].entry_class == AN_ENTRY_FRAME && frames->triggers[triggers.first + i].pos == AN_KEY_NOUN) return true;
    return false;
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
    return is_verb_too(grammar->frames, t) && is_noun_frame(grammar->frames, t->form);
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

/* "killed in police firing", read as "killed in police, firing": a noun with a preposition, and right behind it a participle that the
 * dictionary knows as a noun, with no object. */
static bool is_split_compound(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *noun = tokens + verb - 1;
    bool has_case = false;
    if (!an_str_is(t->xpos, "VBG") || (t->deprel != AN_DEPREL_ADVCL && t->deprel != AN_DEPREL_ACL && t->deprel != AN_DEPREL_OBL) || (noun->upos != AN_UPOS_NOUN && noun->upos != AN_UPOS_PROPN)) return false;
    if (t->head != noun->head && t->head != (int32_t)verb - 1) return false;
    if (noun->deprel != AN_DEPREL_OBL && noun->deprel != AN_DEPREL_NMOD) return false;
    for (uint32_t i = 0; i < count; i++) {
        bool is_own = tokens[i].head == (int32_t)verb;
        if (is_own && (tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].deprel == AN_DEPREL_MARK || tokens[i].deprel == AN_DEPREL_NSUBJ)) return false;
        has_case = has_case || (tokens[i].deprel == AN_DEPREL_CASE && (is_own || tokens[i].head == (int32_t)verb - 1) && i < verb);
    }
    return has_case && is_noun_frame(grammar->frames, t->form);
}

static void mend_compound(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t noun = verb - 1;
    tokens[verb].upos = AN_UPOS_NOUN;
    tokens[verb].xpos = AN_STR("NN");
    tokens[verb].lemma = tokens[verb].form;
    tokens[verb].head = tokens[noun].head;
    tokens[verb].deprel = tokens[noun].deprel;
    tokens[verb].subrel = tokens[noun].subrel;
    tokens[noun].head = (int32_t)verb;
    tokens[noun].deprel = AN_DEPREL_COMPOUND;
    tokens[noun].subrel = AN_SUBREL_NONE;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == (int32_t)noun && tokens[i].deprel != AN_DEPREL_COMPOUND && tokens[i].deprel != AN_DEPREL_FLAT) tokens[i].head = (int32_t)verb;
        else if (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_OBL) tokens[i].deprel = AN_DEPREL_NMOD;
}

static bool is_nominal(const an_token *t) { return t->deprel == AN_DEPREL_OBL || t->deprel == AN_DEPREL_NMOD; }

/* The preposition of a participle: right before it, or before the noun that is taken for its subject ("in police firing"); AN_NONE. */
static uint32_t gerund_preposition(const an_token *tokens, uint32_t verb)
{
    uint32_t noun = verb - 1, found = AN_NONE;
    bool has_noun = tokens[noun].head == (int32_t)verb && (tokens[noun].deprel == AN_DEPREL_NSUBJ || tokens[noun].deprel == AN_DEPREL_COMPOUND) && tokens[noun].upos == AN_UPOS_NOUN;
    for (uint32_t i = verb; i-- > 0 && found == AN_NONE;)
        if (tokens[i].head == (int32_t)verb && (tokens[i].deprel == AN_DEPREL_MARK || tokens[i].deprel == AN_DEPREL_CASE)) found = i;
    return found != AN_NONE && (found == noun || has_noun) ? found : AN_NONE;
}

/* "killed in firing by the police", read as "while they fired": a participle behind "in" that the dictionary knows as a noun, with neither an
 * object nor a clause of its own. */
static bool is_gerund(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    uint32_t preposition;
    if (!an_str_is(t->xpos, "VBG") || t->upos != AN_UPOS_VERB || (t->deprel != AN_DEPREL_ADVCL && t->deprel != AN_DEPREL_ACL && !is_nominal(t))) return false;
    preposition = gerund_preposition(tokens, verb);
    if (preposition == AN_NONE) return false;
    if (!is_nominal(t) && !an_str_is(tokens[preposition].lemma, "in") && !an_str_is(tokens[preposition].lemma, "during") && !an_str_is(tokens[preposition].lemma, "amid") && !an_str_is(tokens[preposition].lemma, "to")) return false;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == (int32_t)verb && (tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].deprel == AN_DEPREL_AUX || tokens[i].deprel == AN_DEPREL_CCOMP || tokens[i].deprel == AN_DEPREL_XCOMP)) return false;
    return is_noun_frame(grammar->frames, t->form);
}

static void mend_gerund(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t preposition = gerund_preposition(tokens, verb);
    if (!is_nominal(tokens + verb)) tokens[verb].deprel = tokens[verb].deprel == AN_DEPREL_ACL ? AN_DEPREL_NMOD : AN_DEPREL_OBL;
    tokens[verb].subrel = AN_SUBREL_NONE;
    tokens[verb].upos = AN_UPOS_NOUN;
    tokens[verb].xpos = AN_STR("NN");
    tokens[verb].lemma = tokens[verb].form;
    tokens[preposition].deprel = AN_DEPREL_CASE;
    tokens[preposition].upos = AN_UPOS_ADP;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)verb) continue;
        if (tokens[i].deprel == AN_DEPREL_NSUBJ) tokens[i].deprel = AN_DEPREL_COMPOUND;
        if (tokens[i].deprel == AN_DEPREL_OBL) tokens[i].deprel = AN_DEPREL_NMOD;
        tokens[i].subrel = AN_SUBREL_NONE;
    }
}

static bool is_finite(const an_token *t) { return an_str_is(t->xpos, "VBD") || an_str_is(t->xpos, "VBZ") || an_str_is(t->xpos, "VBP") || an_str_is(t->xpos, "MD"); }

static bool is_word_of(const an_grammar *grammar, an_range words, an_str lemma)
{
    an_word w = an_frames_word(grammar->frames, lemma);
    return w != AN_NONE && an_frames_has(grammar->frames, words, w);
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

/* "The watchdog accused Egypt of torture", read as a noun and "accused by ...": a sentence without a finite verb, and under its noun a
 * participle that has an object or is hardly ever passive. */
static bool is_verbless_past(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *root;
    bool has_object = false;
    if (!an_str_is(t->xpos, "VBN") || t->deprel != AN_DEPREL_ACL || t->subrel == AN_SUBREL_RELCL || t->head < 0 || t->head >= (int32_t)verb) return false;
    root = tokens + t->head;
    if (root->head >= 0 || (root->upos != AN_UPOS_NOUN && root->upos != AN_UPOS_PROPN)) return false;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head == t->head && (tokens[i].deprel == AN_DEPREL_COP || tokens[i].deprel == AN_DEPREL_NSUBJ || (tokens[i].deprel == AN_DEPREL_ACL && i != verb && tokens[i].subrel != AN_SUBREL_RELCL))) return false;
        if (tokens[i].head == (int32_t)verb && (tokens[i].deprel == AN_DEPREL_AUX || tokens[i].subrel == AN_SUBREL_AGENT)) return false;
        has_object = has_object || (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_OBJ);
        if (is_finite(tokens + i) && (i < verb || tokens[i].head == t->head || tokens[i].head < 0) && !is_in_relative_clause(tokens, count, i, t->head)) return false;
    }
    return has_object || is_word_of(grammar, grammar->active, t->lemma);
}

static void mend_past(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t subject = (uint32_t)tokens[verb].head;
    tokens[verb].head = tokens[subject].head;
    tokens[verb].deprel = tokens[subject].deprel;
    tokens[verb].xpos = AN_STR("VBD");
    tokens[subject].head = (int32_t)verb;
    tokens[subject].deprel = AN_DEPREL_NSUBJ;
    tokens[subject].subrel = AN_SUBREL_NONE;
    for (uint32_t i = verb + 1; i < count; i++)
        if (tokens[i].head == (int32_t)subject) tokens[i].head = (int32_t)verb;
}

/* "UK and EU negotiators have agreed", "Chad, Mali and Niger agreed", read as two subjects: the one that stands before another, with "and" or
 * a comma between; AN_NONE. */
static uint32_t torn_subject(const an_token *tokens, uint32_t second)
{
    const an_token *t = tokens + second;
    uint32_t first = AN_NONE, left = second;
    bool has_and = false, has_comma;
    if (t->deprel != AN_DEPREL_NSUBJ || t->head <= (int32_t)second) return AN_NONE;
    for (uint32_t i = second; i-- > 0;) {
        if (tokens[i].head == (int32_t)second && tokens[i].deprel != AN_DEPREL_CC && tokens[i].deprel != AN_DEPREL_PUNCT) left = i;
        if (first == AN_NONE && tokens[i].deprel == AN_DEPREL_NSUBJ && tokens[i].head == t->head) first = i;
    }
    has_comma = left > 0 && an_str_is(tokens[left - 1].form, ",");
    for (uint32_t i = first == AN_NONE ? (uint32_t)t->head : first; i < (uint32_t)t->head; i++)
        if (tokens[i].deprel == AN_DEPREL_CC && tokens[i].head > (int32_t)i && tokens[i].head < t->head) has_and = has_and || i < second || has_comma;
    return has_and && first != AN_NONE && tokens[first].upos != AN_UPOS_PRON ? first : AN_NONE;
}

static bool is_torn_subject(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t second)
{
    (void)grammar;
    (void)count;
    return torn_subject(tokens, second) != AN_NONE;
}

static void join_to(an_token *tokens, uint32_t first, uint32_t second)
{
    tokens[second].head = (int32_t)first;
    tokens[second].deprel = AN_DEPREL_CONJ;
    tokens[second].subrel = AN_SUBREL_NONE;
}

static void mend_subjects(an_token *tokens, uint32_t count, uint32_t second)
{
    (void)count;
    join_to(tokens, torn_subject(tokens, second), second);
}

/* "sold gas to the neighbours": an indirect object alone, with neither a direct one nor a clause, is the object. */
static bool is_lone_indirect(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t noun)
{
    (void)grammar;
    if (tokens[noun].deprel != AN_DEPREL_IOBJ) return false;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == tokens[noun].head && (tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].deprel == AN_DEPREL_CCOMP)) return false;
    return true;
}

/* "Talks between the government and the rebels collapsed", read as "talks ..., and the rebels collapsed": between one there is nothing. The
 * noun after "between" that lacks its other side; AN_NONE. */
static uint32_t lone_side(const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    uint32_t subject = AN_NONE, and = AN_NONE, side = AN_NONE;
    if (t->deprel != AN_DEPREL_CONJ || t->upos != AN_UPOS_VERB || t->head < 0 || t->head >= (int32_t)verb || tokens[t->head].upos != AN_UPOS_NOUN) return AN_NONE;
    for (uint32_t i = (uint32_t)t->head; i < verb; i++) {
        if (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_NSUBJ) subject = i;
        if (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_CC) and = i;
        if (tokens[i].deprel == AN_DEPREL_CASE && an_str_is(tokens[i].lemma, "between") && tokens[i].head >= 0 && tokens[tokens[i].head].head == t->head) side = (uint32_t)tokens[i].head;
    }
    if (subject == AN_NONE || and == AN_NONE || side == AN_NONE || side > and || and > subject) return AN_NONE;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == (int32_t)side && tokens[i].deprel == AN_DEPREL_CONJ) return AN_NONE;
    return side;
}

static bool is_torn_between(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    (void)grammar;
    return lone_side(tokens, count, verb) != AN_NONE;
}

static void mend_between(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t noun = (uint32_t)tokens[verb].head, side = lone_side(tokens, count, verb), other = verb;
    for (uint32_t i = noun; i < verb; i++)
        if (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_NSUBJ) other = i;
    for (uint32_t i = noun; i < verb; i++)
        if (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_CC) tokens[i].head = (int32_t)other;
    tokens[other].head = (int32_t)side;
    tokens[other].deprel = AN_DEPREL_CONJ;
    tokens[verb].head = tokens[noun].head;
    tokens[verb].deprel = tokens[noun].deprel;
    tokens[verb].subrel = tokens[noun].subrel;
    tokens[noun].head = (int32_t)verb;
    tokens[noun].deprel = AN_DEPREL_NSUBJ;
    tokens[noun].subrel = AN_SUBREL_NONE;
}

/* "A court sentences the officer", with "court" as a part of the verb: a finite verb has no such parts, but a subject. */
static bool is_glued_subject(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *before = tokens + verb - 1;
    bool has_rest = false;
    (void)grammar;
    if (t->upos != AN_UPOS_VERB || !is_finite(t) || before->deprel != AN_DEPREL_COMPOUND || before->head != (int32_t)verb) return false;
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

/* "The leader Omar Diallo and President Ann Lee", with Ann as another name of the leader: what has its own "and" before it is a conjunct. */
static bool is_lost_conjunct(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t second)
{
    const an_token *t = tokens + second;
    (void)grammar;
    (void)count;
    if (t->deprel != AN_DEPREL_APPOS && t->deprel != AN_DEPREL_FLAT && t->deprel != AN_DEPREL_LIST && t->deprel != AN_DEPREL_DEP) return false;
    if (t->head < 0 || t->head >= (int32_t)second || (t->upos != AN_UPOS_NOUN && t->upos != AN_UPOS_PROPN)) return false;
    for (uint32_t i = (uint32_t)t->head + 1; i < second; i++)
        if (tokens[i].head == (int32_t)second && tokens[i].deprel == AN_DEPREL_CC) return true;
    return false;
}

static void mend_conjunct(an_token *tokens, uint32_t count, uint32_t second)
{
    (void)count;
    tokens[second].deprel = AN_DEPREL_CONJ;
    tokens[second].subrel = AN_SUBREL_NONE;
}

static bool is_capitals(an_str form)
{
    for (size_t i = 0; i < form.length; i++)
        if (form.data[i] >= 'a' && form.data[i] <= 'z') return false;
    return form.length > 1;
}

/* "KILIS, Turkey -- A court convicted him", with the town as the subject and the court as its other name: what stands behind the dash of a
 * dateline is the subject. */
static bool is_after_dateline(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t noun)
{
    static const char *const dashes[] = {"--", "-", "\xe2\x80\x93", "\xe2\x80\x94", ":"};
    const an_token *t = tokens + noun;
    (void)grammar;
    (void)count;
    if (t->head != 0 || tokens[0].deprel != AN_DEPREL_NSUBJ || tokens[0].head <= (int32_t)noun || tokens[0].upos != AN_UPOS_PROPN || !is_capitals(tokens[0].form)) return false;
    if ((t->upos != AN_UPOS_NOUN && t->upos != AN_UPOS_PROPN) || (t->deprel != AN_DEPREL_APPOS && t->deprel != AN_DEPREL_LIST && t->deprel != AN_DEPREL_PARATAXIS && t->deprel != AN_DEPREL_DEP)) return false;
    for (uint32_t i = 1; i < noun; i++)
        for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++)
            if (an_str_is(tokens[i].form, dashes[k])) return true;
    return false;
}

static void mend_dateline(an_token *tokens, uint32_t count, uint32_t noun)
{
    (void)count;
    tokens[noun].head = tokens[0].head;
    tokens[noun].deprel = AN_DEPREL_NSUBJ;
    tokens[noun].subrel = tokens[0].subrel;
    tokens[0].deprel = AN_DEPREL_DISLOCATED;
    tokens[0].subrel = AN_SUBREL_NONE;
}

/* "died in the police firing", with the police as the firing's subject: a noun behind a preposition has none. */
static bool is_noun_with_subject(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t noun)
{
    const an_token *t = tokens + noun, *before = t - 1;
    (void)grammar;
    (void)count;
    if (t->upos != AN_UPOS_NOUN || !is_nominal(t) || before->head != (int32_t)noun || before->deprel != AN_DEPREL_NSUBJ || before->upos != AN_UPOS_NOUN) return false;
    for (uint32_t i = 0; i < noun; i++)
        if (tokens[i].head == (int32_t)noun && tokens[i].deprel == AN_DEPREL_CASE) return true;
    return false;
}

static void mend_noun_subject(an_token *tokens, uint32_t count, uint32_t noun)
{
    (void)count;
    tokens[noun - 1].deprel = AN_DEPREL_COMPOUND;
    tokens[noun - 1].subrel = AN_SUBREL_NONE;
}

/* "Fighting between two clans killed nine", read as "fighting between clans (that were) killed": a participle at the beginning that the
 * dictionary knows as a noun, and a verb with an object under one of its nouns. */
static bool is_gerund_subject(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *root = tokens;
    bool has_object = false;
    if (t->deprel != AN_DEPREL_ACL || t->subrel == AN_SUBREL_RELCL || (!an_str_is(t->xpos, "VBN") && !an_str_is(t->xpos, "VBD")) || root->head >= 0 || !an_str_is(root->xpos, "VBG")) return false;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head == 0 && (tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].deprel == AN_DEPREL_NSUBJ || tokens[i].deprel == AN_DEPREL_AUX)) return false;
        if (tokens[i].head == (int32_t)verb && (tokens[i].deprel == AN_DEPREL_AUX || tokens[i].deprel == AN_DEPREL_MARK)) return false;
        has_object = has_object || (tokens[i].head == (int32_t)verb && tokens[i].deprel == AN_DEPREL_OBJ);
    }
    return has_object && is_noun_frame(grammar->frames, root->form);
}

static void mend_gerund_subject(an_token *tokens, uint32_t count, uint32_t verb)
{
    tokens[verb].head = tokens[0].head;
    tokens[verb].deprel = tokens[0].deprel;
    tokens[verb].xpos = AN_STR("VBD");
    tokens[0].head = (int32_t)verb;
    tokens[0].deprel = AN_DEPREL_NSUBJ;
    tokens[0].upos = AN_UPOS_NOUN;
    tokens[0].xpos = AN_STR("NN");
    tokens[0].lemma = tokens[0].form;
    for (uint32_t i = 1; i < count; i++) {
        if (tokens[i].head != 0) continue;
        if (i > verb) tokens[i].head = (int32_t)verb;
        else if (tokens[i].deprel == AN_DEPREL_OBL) tokens[i].deprel = AN_DEPREL_NMOD;
    }
}

/* "Turkey blocks access to the site", with the verb as the noun's subject and Turkey as a part of the verb: nothing else is finite. */
static bool is_nominal_headline(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *before = t - 1;
    (void)grammar;
    if (t->upos != AN_UPOS_VERB || !is_finite(t) || t->deprel != AN_DEPREL_NSUBJ || t->head <= (int32_t)verb || t->head >= (int32_t)count || tokens[t->head].head >= 0 || tokens[t->head].upos != AN_UPOS_NOUN) return false;
    if (before->deprel != AN_DEPREL_COMPOUND || before->head != (int32_t)verb || (before->upos != AN_UPOS_PROPN && before->upos != AN_UPOS_NOUN)) return false;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == t->head && (tokens[i].deprel == AN_DEPREL_COP || tokens[i].deprel == AN_DEPREL_OBJ || (tokens[i].deprel == AN_DEPREL_NSUBJ && i != verb))) return false;
    return true;
}

static void mend_nominal_headline(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t noun = (uint32_t)tokens[verb].head, subject = verb - 1;
    tokens[verb].head = tokens[noun].head;
    tokens[verb].deprel = tokens[noun].deprel;
    tokens[verb].subrel = AN_SUBREL_NONE;
    tokens[noun].head = (int32_t)verb;
    tokens[noun].deprel = AN_DEPREL_OBJ;
    tokens[subject].deprel = AN_DEPREL_NSUBJ;
    for (uint32_t i = 0; i < count; i++) {
        if (i < subject && tokens[i].head == (int32_t)verb) tokens[i].head = (int32_t)subject;
        if (tokens[i].head == (int32_t)noun && (tokens[i].deprel == AN_DEPREL_PUNCT || i < verb)) tokens[i].head = (int32_t)verb;
    }
}

/* "Murdered the banker Juan Lopez", read as the banker and Juan: the name right behind the noun is his. */
static bool is_lost_name(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t name)
{
    const an_token *t = tokens + name, *noun = t - 1;
    (void)grammar;
    (void)count;
    if (t->upos != AN_UPOS_PROPN || t->name != AN_NAME_PERSON || noun->upos != AN_UPOS_NOUN || !an_str_is(noun->xpos, "NN") || t->head != noun->head || t->deprel != noun->deprel || t->subrel != noun->subrel) return false;
    return t->deprel == AN_DEPREL_OBJ || t->deprel == AN_DEPREL_NSUBJ || t->deprel == AN_DEPREL_OBL;
}

static void mend_name(an_token *tokens, uint32_t count, uint32_t name)
{
    tokens[name].head = (int32_t)name - 1;
    tokens[name].deprel = AN_DEPREL_APPOS;
    tokens[name].subrel = AN_SUBREL_NONE;
    for (uint32_t i = name + 1; i < count; i++)
        if (tokens[i].head == (int32_t)name && (tokens[i].deprel == AN_DEPREL_NMOD || tokens[i].deprel == AN_DEPREL_CONJ || tokens[i].deprel == AN_DEPREL_ACL)) tokens[i].head = (int32_t)name - 1;
}

/* "Kidnapped a young couple", with the couple as a measure: people right behind an active verb that has no object are it. */
static bool is_lost_object(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t noun)
{
    enum { WORDS_BETWEEN = 4 };
    const an_token *t = tokens + noun;
    if (t->upos != AN_UPOS_NOUN || t->deprel != AN_DEPREL_OBL || t->subrel != AN_SUBREL_UNMARKED || t->head < 0 || t->head >= (int32_t)noun || (int32_t)noun - t->head > WORDS_BETWEEN) return false;
    if (!is_finite(tokens + t->head) || !is_word_of(grammar, grammar->people, t->lemma) || is_word_of(grammar, grammar->hours, t->lemma)) return false;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == t->head && (tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].subrel == AN_SUBREL_PASS || tokens[i].deprel == AN_DEPREL_XCOMP || tokens[i].deprel == AN_DEPREL_CCOMP)) return false;
    return true;
}

/* "Dissolves parliament and calls for elections", read as "parliament and calls": a verb's form, its preposition behind it. */
static bool is_call_as_noun(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t call)
{
    const an_token *t = tokens + call;
    (void)grammar;
    if (t->upos != AN_UPOS_NOUN || t->deprel != AN_DEPREL_CONJ || !an_str_equal_ignoring_ascii_case(t->form, AN_STR("calls")) || t->head < 0 || call + 1 >= count || (!an_str_is(tokens[call + 1].lemma, "for") && !an_str_is(tokens[call + 1].lemma, "on"))) return false;
    if (tokens[t->head].deprel != AN_DEPREL_OBJ || tokens[t->head].head < 0 || !an_str_is(tokens[tokens[t->head].head].xpos, "VBZ")) return false;
    for (uint32_t i = 0; i < call; i++)
        if (tokens[i].head == (int32_t)call && tokens[i].deprel != AN_DEPREL_CC && tokens[i].deprel != AN_DEPREL_PUNCT && tokens[i].deprel != AN_DEPREL_ADVMOD) return false;
    return true;
}

static void mend_call(an_token *tokens, uint32_t count, uint32_t call)
{
    tokens[call].upos = AN_UPOS_VERB;
    tokens[call].xpos = AN_STR("VBZ");
    tokens[call].lemma = AN_STR("call");
    tokens[call].head = tokens[tokens[call].head].head;
    for (uint32_t i = call + 1; i < count; i++)
        if (tokens[i].head == (int32_t)call && tokens[i].deprel == AN_DEPREL_NMOD) tokens[i].deprel = AN_DEPREL_OBL;
}

/* "From neighboring Chad", read as "from being next to Chad". */
static bool is_neighbouring(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t participle)
{
    const an_token *t = tokens + participle, *before = t - 1;
    (void)grammar;
    if (!an_str_is(t->form, "neighboring") && !an_str_is(t->form, "neighbouring")) return false;
    if (t->upos != AN_UPOS_VERB || before->head != (int32_t)participle || before->deprel != AN_DEPREL_MARK) return false;
    return participle + 1 < count && tokens[participle + 1].head == (int32_t)participle && tokens[participle + 1].deprel == AN_DEPREL_OBJ;
}

static void mend_neighbour(an_token *tokens, uint32_t count, uint32_t participle)
{
    uint32_t noun = participle + 1;
    tokens[noun].head = tokens[participle].head;
    tokens[noun].deprel = tokens[participle].deprel == AN_DEPREL_ACL ? AN_DEPREL_NMOD : AN_DEPREL_OBL;
    tokens[noun].subrel = AN_SUBREL_NONE;
    tokens[participle - 1].head = (int32_t)noun;
    tokens[participle - 1].deprel = AN_DEPREL_CASE;
    tokens[participle - 1].upos = AN_UPOS_ADP;
    tokens[participle].head = (int32_t)noun;
    tokens[participle].deprel = AN_DEPREL_AMOD;
    tokens[participle].upos = AN_UPOS_ADJ;
    for (uint32_t i = noun + 1; i < count; i++)
        if (tokens[i].head == (int32_t)participle) tokens[i].head = (int32_t)noun;
}

/* "Chad and Niger's ministers", read as two owners side by side. The first of them; AN_NONE. */
static uint32_t torn_owner(const an_token *tokens, uint32_t second)
{
    const an_token *t = tokens + second;
    bool has_and = false;
    if (t->subrel != AN_SUBREL_POSS || t->upos != AN_UPOS_PROPN || t->head <= (int32_t)second) return AN_NONE;
    for (uint32_t i = second; i-- > 0;) {
        has_and = has_and || (tokens[i].head == (int32_t)second && tokens[i].deprel == AN_DEPREL_CC);
        if (tokens[i].head == t->head && tokens[i].subrel == AN_SUBREL_POSS) return has_and && tokens[i].upos == AN_UPOS_PROPN ? i : AN_NONE;
    }
    return AN_NONE;
}

static bool is_torn_owner(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t second)
{
    (void)grammar;
    (void)count;
    return torn_owner(tokens, second) != AN_NONE;
}

static void mend_owner(an_token *tokens, uint32_t count, uint32_t second)
{
    (void)count;
    join_to(tokens, torn_owner(tokens, second), second);
}

static bool has_finite_verb(const an_token *tokens, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (is_finite(tokens + i)) return true;
    return false;
}

/* "Norway mobilised reservists", read as "Norway's mobilised reservists": a past form between a name and a bare noun, where nothing is finite. */
static bool is_past_as_adjective(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *before = t - 1, *root;
    if (t->upos != AN_UPOS_VERB || t->deprel != AN_DEPREL_AMOD || t->head <= (int32_t)verb || t->head >= (int32_t)count || before->upos != AN_UPOS_PROPN) return false;
    root = tokens + t->head;
    if (root->head >= 0 || root->upos != AN_UPOS_NOUN || (before->head != t->head && before->head != (int32_t)verb) || (before->deprel != AN_DEPREL_COMPOUND && before->deprel != AN_DEPREL_NMOD)) return false;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == t->head && (tokens[i].deprel == AN_DEPREL_DET || tokens[i].deprel == AN_DEPREL_COP || tokens[i].deprel == AN_DEPREL_NSUBJ || tokens[i].subrel == AN_SUBREL_POSS)) return false;
    return is_verb_too(grammar->frames, t) && !has_finite_verb(tokens, count);
}

static void mend_adjective(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t noun = (uint32_t)tokens[verb].head, subject = verb - 1;
    tokens[verb].head = tokens[noun].head;
    tokens[verb].deprel = tokens[noun].deprel;
    tokens[verb].xpos = AN_STR("VBD");
    tokens[noun].head = (int32_t)verb;
    tokens[noun].deprel = AN_DEPREL_OBJ;
    tokens[subject].head = (int32_t)verb;
    tokens[subject].deprel = AN_DEPREL_NSUBJ;
    tokens[subject].subrel = AN_SUBREL_NONE;
    for (uint32_t i = 0; i < count; i++)
        if (i != verb && i != subject && tokens[i].head == (int32_t)noun && (i < verb || tokens[i].deprel == AN_DEPREL_PUNCT)) tokens[i].head = i < subject && tokens[i].deprel != AN_DEPREL_PUNCT ? (int32_t)subject : (int32_t)verb;
}

static bool is_report_word(const an_frames *frames, an_str lemma)
{
    an_word w = an_frames_word(frames, lemma);
    an_range triggers = w == AN_NONE ? (an_range){0, 0} : an_frames_triggers(frames, w);
    for (uint32_t i = 0; i < triggers.count; i++)
        if (frames->triggers[triggers.first + i].entry_class == AN_ENTRY_REPORT && frames->triggers[triggers.first + i].pos == AN_KEY_VERB) return true;
    return false;
}

/* "Jets struck the camp, wounding 12, a spokesman said", read as "struck and said": a clause of saying at the end, without "and" and with a
 * subject of its own behind a comma, says what stands before it. */
static bool is_final_saying(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    uint32_t subject = AN_NONE, left;
    if (t->upos != AN_UPOS_VERB || !is_finite(t) || t->deprel != AN_DEPREL_CONJ || t->head < 0 || t->head >= (int32_t)verb || tokens[t->head].head >= 0 || !is_report_word(grammar->frames, t->lemma)) return false;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)verb) continue;
        if (tokens[i].deprel == AN_DEPREL_CC || tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].deprel == AN_DEPREL_CCOMP || tokens[i].deprel == AN_DEPREL_XCOMP || tokens[i].deprel == AN_DEPREL_CONJ || tokens[i].subrel == AN_SUBREL_PASS) return false;
        if (tokens[i].deprel == AN_DEPREL_NSUBJ && i > (uint32_t)t->head && i < verb) subject = i;
    }
    if (subject == AN_NONE) return false;
    left = subject;
    for (uint32_t i = (uint32_t)t->head + 1; i < subject; i++)
        if (tokens[i].head == (int32_t)subject && tokens[i].deprel != AN_DEPREL_PUNCT && i < left) left = i;
    return left > 0 && an_str_is(tokens[left - 1].form, ",");
}

static void mend_saying(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t told = (uint32_t)tokens[verb].head;
    (void)count;
    tokens[verb].head = tokens[told].head;
    tokens[verb].deprel = tokens[told].deprel;
    tokens[verb].subrel = AN_SUBREL_NONE;
    tokens[told].head = (int32_t)verb;
    tokens[told].deprel = AN_DEPREL_CCOMP;
}

static void mend_indirect(an_token *tokens, uint32_t count, uint32_t noun)
{
    (void)count;
    tokens[noun].deprel = AN_DEPREL_OBJ;
}

/* "40 were killed and 900 fled", read as fled by 900: a number between "and" and a finite verb that has no other subject. */
static bool is_number_subject(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t number)
{
    const an_token *t = tokens + number;
    (void)grammar;
    if (t->upos != AN_UPOS_NUM || t->deprel != AN_DEPREL_OBL || t->head != (int32_t)number + 1 || number + 1 >= count || tokens[number + 1].deprel != AN_DEPREL_CONJ || !is_finite(t + 1) || (t - 1)->deprel != AN_DEPREL_CC) return false;
    for (uint32_t i = 0; i < count; i++)
        if ((tokens[i].head == (int32_t)number + 1 && tokens[i].deprel == AN_DEPREL_NSUBJ) || tokens[i].head == (int32_t)number) return false;
    return true;
}

static void mend_number(an_token *tokens, uint32_t count, uint32_t number)
{
    (void)count;
    tokens[number].deprel = AN_DEPREL_NSUBJ;
    tokens[number].subrel = AN_SUBREL_NONE;
}

typedef struct mending {
    bool (*is_wrong)(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t at);
    void (*mend)(an_token *tokens, uint32_t count, uint32_t at);
} mending;

static const mending mendings[] = {{is_split_perfect, mend_perfect}, {is_split_compound, mend_compound}, {is_gerund, mend_gerund}, {is_lone_indirect, mend_indirect},
    {is_torn_subject, mend_subjects}, {is_torn_between, mend_between}, {is_glued_subject, mend_glued}, {is_lost_conjunct, mend_conjunct}, {is_after_dateline, mend_dateline},
    {is_noun_with_subject, mend_noun_subject}, {is_gerund_subject, mend_gerund_subject}, {is_nominal_headline, mend_nominal_headline}, {is_lost_name, mend_name},
    {is_lost_object, mend_indirect}, {is_call_as_noun, mend_call}, {is_final_saying, mend_saying}, {is_past_as_adjective, mend_adjective}, {is_neighbouring, mend_neighbour}, {is_torn_owner, mend_owner},
    {is_verbless_past, mend_past}, {is_deed_with_name, mend_deed}, {is_number_subject, mend_number}, {is_verbless_headline, mend_headline}};

/* The sentence's tokens, where the parser's reading can be told to be wrong by the words beside it; else as they are. */
const an_token *an_tree_mend(an_arena *scratch, const an_grammar *grammar, const an_token *tokens, uint32_t count)
{
    an_token *copy = NULL;
    for (uint32_t at = 1; at < count; at++) {
        size_t m = 0;
        while (m < sizeof mendings / sizeof *mendings && !mendings[m].is_wrong(grammar, copy ? copy : tokens, count, at)) m++;
        if (m == sizeof mendings / sizeof *mendings) continue;
        if (!copy) {
            copy = AN_NEW_ARRAY(scratch, an_token, count);
            if (!copy) return tokens;
            memcpy(copy, tokens, count * sizeof *copy);
        }
        mendings[m].mend(copy, count, at);
    }
    return copy ? copy : tokens;
}
