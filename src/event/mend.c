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

static bool is_split_perfect(const an_token *tokens, uint32_t count, uint32_t verb)
{
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

static bool is_noun_frame(const an_frames *frames, an_str form)
{
    an_word w = an_frames_word(frames, form);
    an_range triggers = w == AN_NONE ? (an_range){0, 0} : an_frames_triggers(frames, w);
    for (uint32_t i = 0; i < triggers.count; i++)
        if (frames->triggers[triggers.first + i].entry_class == AN_ENTRY_FRAME && frames->triggers[triggers.first + i].pos == AN_KEY_NOUN) return true;
    return false;
}

/* "killed in police firing", read as "killed in police, firing": a noun with a preposition, and right behind it a participle that the
 * dictionary knows as a noun, with no object. */
static bool is_split_compound(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *noun = tokens + verb - 1;
    bool has_case = false;
    if (!an_str_is(t->xpos, "VBG") || (t->deprel != AN_DEPREL_ADVCL && t->deprel != AN_DEPREL_ACL) || (noun->upos != AN_UPOS_NOUN && noun->upos != AN_UPOS_PROPN)) return false;
    if (t->head != noun->head && t->head != (int32_t)verb - 1) return false;
    if (noun->deprel != AN_DEPREL_OBL && noun->deprel != AN_DEPREL_NMOD) return false;
    for (uint32_t i = 0; i < count; i++) {
        has_case = has_case || (tokens[i].head == (int32_t)verb - 1 && tokens[i].deprel == AN_DEPREL_CASE);
        if (tokens[i].head == (int32_t)verb && (tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].deprel == AN_DEPREL_MARK || tokens[i].deprel == AN_DEPREL_NSUBJ)) return false;
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

/* "sold gas to the neighbours": an indirect object alone, with neither a direct one nor a clause, is the object. */
static bool is_lone_indirect(const an_token *tokens, uint32_t count, uint32_t noun)
{
    if (tokens[noun].deprel != AN_DEPREL_IOBJ) return false;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == tokens[noun].head && (tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].deprel == AN_DEPREL_CCOMP)) return false;
    return true;
}

/* The sentence's tokens, where the parser's reading can be told to be wrong by the words beside it; else as they are. */
const an_token *an_tree_mend(an_arena *scratch, const an_grammar *grammar, const an_token *tokens, uint32_t count)
{
    an_token *copy = NULL;
    for (uint32_t i = 1; i < count; i++) {
        bool is_perfect = is_split_perfect(copy ? copy : tokens, count, i), is_compound = is_split_compound(grammar, copy ? copy : tokens, count, i);
        bool is_object = is_lone_indirect(copy ? copy : tokens, count, i);
        if (!is_perfect && !is_compound && !is_object && !is_verbless_headline(grammar, copy ? copy : tokens, count, i)) continue;
        if (!copy) {
            copy = AN_NEW_ARRAY(scratch, an_token, count);
            if (!copy) return tokens;
            memcpy(copy, tokens, count * sizeof *copy);
        }
        if (is_perfect) mend_perfect(copy, count, i);
        else if (is_compound) mend_compound(copy, count, i);
        else if (is_object) copy[i].deprel = AN_DEPREL_OBJ;
        else mend_headline(copy, count, i);
    }
    return copy ? copy : tokens;
}
