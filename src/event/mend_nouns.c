/* Nouns and adjectives that the parser took for verbs: "killed in police firing", "fighting between two clans killed nine", "from neighbouring Chad". */
#include "event/mend.h"

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
    return has_case && an_mend_is_noun_frame(grammar->frames, t->form);
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

/* "wounded in shooting by the guards", read as "while they fired": a participle behind "in" that the dictionary knows as a noun, with neither an
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
    return an_mend_is_noun_frame(grammar->frames, t->form);
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

/* "hurt in the guards shooting", with the guards as the firing's subject: a noun behind a preposition has none. */
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
    return has_object && an_mend_is_noun_frame(grammar->frames, root->form);
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

static bool is_any_of(an_str lemma, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (an_str_is(lemma, words[i])) return true;
    return false;
}

/* "Held talks with visiting President Paz", "received visiting President Paz", read as visits to him: whom the participle describes is a guest. AN_NONE. */
static uint32_t guest(const an_token *tokens, uint32_t count, uint32_t participle)
{
    static const char *const meetings[] = {"receive", "host", "meet", "greet", "welcome", "tell"}, *const sides[] = {"with", "against", "between"};
    const an_token *t = tokens + participle;
    uint32_t person = AN_NONE, mark = AN_NONE;
    if (t->upos != AN_UPOS_VERB || !an_str_is(t->form, "visiting") || t->head < 0 || t->head >= (int32_t)participle) return AN_NONE;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)participle) continue;
        if (tokens[i].deprel == AN_DEPREL_MARK) mark = i;
        if (tokens[i].deprel == AN_DEPREL_OBJ && i > participle && tokens[i].name == AN_NAME_PERSON) person = i;
    }
    if (mark == AN_NONE) return t->deprel == AN_DEPREL_XCOMP && is_any_of(tokens[t->head].lemma, meetings, sizeof meetings / sizeof *meetings) ? person : AN_NONE;
    return mark + 1 == participle && is_any_of(tokens[mark].lemma, sides, sizeof sides / sizeof *sides) ? person : AN_NONE;
}

static bool is_guest(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t participle)
{
    (void)grammar;
    return guest(tokens, count, participle) != AN_NONE;
}

static void mend_guest(an_token *tokens, uint32_t count, uint32_t participle)
{
    uint32_t person = guest(tokens, count, participle), verb = (uint32_t)tokens[participle].head;
    tokens[person].head = (int32_t)verb;
    tokens[person].deprel = tokens[participle].deprel == AN_DEPREL_XCOMP ? AN_DEPREL_OBJ : AN_DEPREL_OBL;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)participle) continue;
        tokens[i].head = tokens[i].deprel == AN_DEPREL_MARK ? (int32_t)person : (int32_t)verb;
        if (tokens[i].deprel != AN_DEPREL_MARK) continue;
        tokens[i].deprel = AN_DEPREL_CASE;
        tokens[i].upos = AN_UPOS_ADP;
    }
    tokens[participle].head = (int32_t)person;
    tokens[participle].deprel = AN_DEPREL_AMOD;
    tokens[participle].upos = AN_UPOS_ADJ;
}

/* "Gave in to demands from the union", read as "in order to demand": a form for many behind "to". */
static bool is_plural_as_verb(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t noun)
{
    (void)grammar;
    (void)count;
    return tokens[noun].upos == AN_UPOS_VERB && an_str_is(tokens[noun].xpos, "NNS") && tokens[noun - 1].head == (int32_t)noun && an_str_is(tokens[noun - 1].lemma, "to");
}

static void mend_plural(an_token *tokens, uint32_t count, uint32_t noun)
{
    tokens[noun].upos = AN_UPOS_NOUN;
    tokens[noun - 1].deprel = AN_DEPREL_CASE;
    tokens[noun - 1].upos = AN_UPOS_ADP;
    for (uint32_t i = noun + 1; i < count; i++) {
        if (tokens[i].head != (int32_t)noun) continue;
        if (tokens[i].deprel == AN_DEPREL_OBL) tokens[i].deprel = AN_DEPREL_NMOD;
        if (tokens[i].deprel == AN_DEPREL_ADVCL) tokens[i].deprel = AN_DEPREL_ACL;
    }
}

const an_mending an_mendings_of_nouns[] = {{is_split_compound, mend_compound},
    {is_gerund, mend_gerund},
    {is_noun_with_subject, mend_noun_subject},
    {is_gerund_subject, mend_gerund_subject},
    {is_neighbouring, mend_neighbour},
    {is_plural_as_verb, mend_plural},
    {is_guest, mend_guest},
    {NULL, NULL}};
