/* Nouns and adjectives that the parser took for verbs: "killed in police firing", "from neighbouring Chad", "gave in to demands". */
#include "event/mend.h"

/* Whether the noun right before and the participle hang as they would if the parser had torn a compound: side by side, or one on the other; behind a
 * preposition, or both joined by "and" to what stands before ("riots and police firing"). */
static bool are_torn(const an_token *noun, const an_token *participle, int32_t at)
{
    bool are_joined = noun->deprel == AN_DEPREL_CONJ && participle->deprel == AN_DEPREL_CONJ && noun->head == participle->head;
    bool is_side = participle->deprel == AN_DEPREL_ADVCL || participle->deprel == AN_DEPREL_ACL || participle->deprel == AN_DEPREL_OBL;
    return are_joined || (is_side && (participle->head == noun->head || participle->head == at - 1) && (noun->deprel == AN_DEPREL_OBL || noun->deprel == AN_DEPREL_NMOD));
}

/* "killed in police firing", read as "killed in police, firing": a noun with a preposition, and right behind it a participle that the
 * dictionary knows as a noun, with no object. */
static bool is_split_compound(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb, *noun = tokens + verb - 1;
    bool has_case = t->deprel == AN_DEPREL_CONJ;
    if (!an_str_is(t->xpos, "VBG") || (noun->upos != AN_UPOS_NOUN && noun->upos != AN_UPOS_PROPN) || !are_torn(noun, t, (int32_t)verb)) return false;
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

/* Whether the noun right before is taken for the participle's subject or a part of it: "in police firing". */
static bool has_noun_before(const an_token *tokens, uint32_t verb)
{
    const an_token *noun = tokens + verb - 1;
    return noun->head == (int32_t)verb && (noun->deprel == AN_DEPREL_NSUBJ || noun->deprel == AN_DEPREL_COMPOUND) && noun->upos == AN_UPOS_NOUN;
}

/* "Of the Cali shooting": an article makes it a noun. */
static bool has_article_after(const an_token *tokens, uint32_t preposition, uint32_t verb)
{
    const an_token *article = tokens + preposition + 1;
    if (preposition + 1 >= verb || article->deprel != AN_DEPREL_DET || article->head != (int32_t)verb) return false;
    for (uint32_t i = preposition + 2; i < verb; i++)
        if (tokens[i].head != (int32_t)verb || (tokens[i].deprel != AN_DEPREL_COMPOUND && tokens[i].deprel != AN_DEPREL_AMOD)) return false;
    return true;
}

/* The preposition of a participle: right before it or its article, or before such a noun, on which it may hang; AN_NONE. */
static uint32_t gerund_preposition(const an_token *tokens, uint32_t verb)
{
    bool has_noun = has_noun_before(tokens, verb);
    for (uint32_t i = verb; i-- > 0;) {
        bool is_own = tokens[i].head == (int32_t)verb || (has_noun && tokens[i].head == (int32_t)verb - 1);
        if (is_own && (tokens[i].deprel == AN_DEPREL_MARK || tokens[i].deprel == AN_DEPREL_CASE)) return i + 1 == verb || has_noun || has_article_after(tokens, i, verb) ? i : AN_NONE;
    }
    return AN_NONE;
}

/* Behind these a participle of a clause's is rather a noun; behind "of" if it says who did it ("40 rounds of firing by the guards"). */
static bool is_before_deeds(const an_token *tokens, uint32_t count, uint32_t preposition, uint32_t verb)
{
    static const char *const words[] = {"in", "during", "amid", "to"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (an_str_is(tokens[preposition].lemma, words[i])) return true;
    return an_str_is(tokens[preposition].lemma, "of") && verb + 1 < count && an_str_is(tokens[verb + 1].lemma, "by");
}

/* "Resorted to firing to disperse them", "those killed in police firing belong to": a clause that such a noun may have below it. */
static bool is_purpose(const an_token *tokens, uint32_t count, uint32_t clause)
{
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == (int32_t)clause && tokens[i].deprel == AN_DEPREL_MARK) return an_str_is(tokens[i].xpos, "TO");
    return false;
}

/* "wounded in shooting by the guards", read as "while they fired": a participle behind "in" that the dictionary knows as a noun, with neither an
 * object nor a clause of its own. */
static bool is_gerund(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    uint32_t preposition;
    if (!an_str_is(t->xpos, "VBG") || t->upos != AN_UPOS_VERB || (t->deprel != AN_DEPREL_ADVCL && t->deprel != AN_DEPREL_ACL && !is_nominal(t))) return false;
    preposition = gerund_preposition(tokens, verb);
    if (preposition == AN_NONE || (!is_nominal(t) && !has_article_after(tokens, preposition, verb) && !is_before_deeds(tokens, count, preposition, verb))) return false;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)verb) continue;
        if (tokens[i].deprel == AN_DEPREL_OBJ || tokens[i].deprel == AN_DEPREL_AUX || tokens[i].deprel == AN_DEPREL_CCOMP) return false;
        if (tokens[i].deprel == AN_DEPREL_XCOMP && !has_noun_before(tokens, verb) && !is_purpose(tokens, count, i)) return false;
    }
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
    tokens[preposition].head = (int32_t)verb;
    tokens[preposition].deprel = AN_DEPREL_CASE;
    tokens[preposition].upos = AN_UPOS_ADP;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)verb) continue;
        if (tokens[i].deprel == AN_DEPREL_NSUBJ) tokens[i].deprel = AN_DEPREL_COMPOUND;
        if (tokens[i].deprel == AN_DEPREL_OBL) tokens[i].deprel = AN_DEPREL_NMOD;
        if (tokens[i].deprel == AN_DEPREL_XCOMP) tokens[i].deprel = AN_DEPREL_ACL;
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

static bool is_clause_or_phrase(const an_token *t) { return is_nominal(t) || t->deprel == AN_DEPREL_ADVCL || t->deprel == AN_DEPREL_ACL || t->deprel == AN_DEPREL_XCOMP; }

/* "Gave in to demands from the union", read as "in order to demand"; "killed in border clashes", "sent her to jail": what the parser itself gave the form of
 * a noun, or a preposition, is a noun. */
static bool is_noun_as_verb(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t noun)
{
    const an_token *t = tokens + noun, *before = t - 1;
    bool has_form = an_str_is(t->xpos, "NNS") || an_str_is(t->xpos, "NN"), is_custody = before->deprel == AN_DEPREL_CASE && t->deprel == AN_DEPREL_XCOMP && an_mend_is_word_of(grammar, an_frames_set(grammar->frames, "prison-terms"), t->lemma);
    (void)count;
    if (t->upos != AN_UPOS_VERB) return false;
    if (before->head == (int32_t)noun && an_str_is(before->lemma, "to") && (an_str_is(t->xpos, "NNS") || is_custody)) return true;
    for (uint32_t i = 0; i < noun && has_form && is_clause_or_phrase(t); i++)
        if (tokens[i].head == (int32_t)noun && tokens[i].deprel == AN_DEPREL_CASE) return true;
    return false;
}

static void mend_noun_as_verb(an_token *tokens, uint32_t count, uint32_t noun)
{
    tokens[noun].upos = AN_UPOS_NOUN;
    if (tokens[noun].deprel == AN_DEPREL_ADVCL || tokens[noun].deprel == AN_DEPREL_XCOMP) tokens[noun].deprel = AN_DEPREL_OBL;
    if (tokens[noun].deprel == AN_DEPREL_ACL) tokens[noun].deprel = AN_DEPREL_NMOD;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head != (int32_t)noun) continue;
        if (i + 1 == noun && an_str_is(tokens[i].lemma, "to")) {
            tokens[i].deprel = AN_DEPREL_CASE;
            tokens[i].upos = AN_UPOS_ADP;
        }
        if (tokens[i].deprel == AN_DEPREL_OBL) tokens[i].deprel = AN_DEPREL_NMOD;
        if (tokens[i].deprel == AN_DEPREL_ADVCL) tokens[i].deprel = AN_DEPREL_ACL;
    }
}

/* "Expelled an envoy weeks before the vote", read as "envoy weeks": before "before" such a word measures how long. */
static bool is_glued_to_span(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t unit)
{
    static const char *const sequels[] = {"before", "after", "later", "earlier"};
    const an_token *t = tokens + unit, *noun = t - 1;
    if (!an_str_is(t->xpos, "NNS") || t->head < 0 || t->head >= (int32_t)unit || tokens[t->head].upos != AN_UPOS_VERB || unit + 1 >= count) return false;
    if (noun->head != (int32_t)unit || noun->deprel != AN_DEPREL_COMPOUND || (noun->upos != AN_UPOS_NOUN && noun->upos != AN_UPOS_PROPN)) return false;
    return an_mend_is_word_of(grammar, an_frames_set(grammar->frames, "measures-of-time"), t->lemma) && is_any_of(tokens[unit + 1].lemma, sequels, sizeof sequels / sizeof *sequels);
}

/* The noun takes the unit's place and what stands before it; the unit says when. */
static void mend_span(an_token *tokens, uint32_t count, uint32_t unit)
{
    uint32_t noun = unit - 1;
    bool has_case = false, has_object = false;
    for (uint32_t i = 0; i < count; i++) {
        has_object = has_object || (i != unit && tokens[i].head == tokens[unit].head && tokens[i].deprel == AN_DEPREL_OBJ);
        if (i >= noun || tokens[i].head != (int32_t)unit) continue;
        has_case = has_case || tokens[i].deprel == AN_DEPREL_CASE;
        tokens[i].head = (int32_t)noun;
    }
    tokens[noun].head = tokens[unit].head;
    tokens[noun].deprel = has_case || has_object ? AN_DEPREL_OBL : AN_DEPREL_OBJ;
    tokens[noun].subrel = AN_SUBREL_NONE;
    tokens[unit].deprel = AN_DEPREL_OBL;
    tokens[unit].subrel = AN_SUBREL_UNMARKED;
}

/* "A suit against former prosecutor Jan Berg", with the preposition hung on the title: it is the name's. */
static bool is_case_of_title(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t preposition)
{
    const an_token *t = tokens + preposition, *title = t->head > (int32_t)preposition && t->head < (int32_t)count ? tokens + t->head : NULL;
    (void)grammar;
    if (!title || t->deprel != AN_DEPREL_CASE || title->subrel != AN_SUBREL_DESC || title->head <= t->head || title->head >= (int32_t)count) return false;
    if (tokens[title->head].deprel != AN_DEPREL_OBL && tokens[title->head].deprel != AN_DEPREL_NMOD) return false;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == title->head && (tokens[i].deprel == AN_DEPREL_CASE || i < preposition)) return false; /* "President-elect of Chad Ann Lee" */
    return true;
}

static void mend_case_of_title(an_token *tokens, uint32_t count, uint32_t preposition)
{
    (void)count;
    tokens[preposition].head = tokens[tokens[preposition].head].head;
}

const an_mending an_mendings_of_nouns[] = {{is_split_compound, mend_compound},
    {is_gerund, mend_gerund},
    {is_noun_with_subject, mend_noun_subject},
    {is_neighbouring, mend_neighbour},
    {is_noun_as_verb, mend_noun_as_verb},
    {is_glued_to_span, mend_span},
    {is_guest, mend_guest},
    {is_case_of_title, mend_case_of_title},
    {NULL, NULL}};
