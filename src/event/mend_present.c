/* Verbs of the present that the parser took for a noun, or for a part of one: "soldiers fire warning shots at a drone", "hundreds of miners march to the
 * ministry", "Egypt bombs a camp", "until the militias hand over their arms". A clause has a finite verb: where it has none, the word that
 * agrees with the subject, is a verb of the dictionary and has an object or a preposition behind it takes that place. */
#include "event/mend.h"

/* From the first word of the subject on; `opener` is the conjunction before it, AN_NONE in a main clause. */
typedef struct clause {
    uint32_t begin, end, opener, subject;
    bool is_joined; /* two subjects: "Ann and Eve" */
} clause;

static bool is_noun(const an_token *t) { return t->upos == AN_UPOS_NOUN || t->upos == AN_UPOS_PROPN; }

/* Words that a noun phrase is made of, with what can stand between two of them. */
static bool is_of_phrase(const an_token *t)
{
    bool is_joint = an_str_is(t->form, "-") || an_str_is(t->form, "–") || an_str_is(t->xpos, "POS");
    return is_noun(t) || is_joint || t->upos == AN_UPOS_DET || t->upos == AN_UPOS_ADJ || t->upos == AN_UPOS_NUM || (t->upos == AN_UPOS_VERB && t->deprel == AN_DEPREL_AMOD);
}

/* "In Somaliland", with the name as an adjective. */
static bool is_name_as_quality(const an_token *t) { return t->upos == AN_UPOS_ADJ && t->form.data[0] >= 'A' && t->form.data[0] <= 'Z'; }

static bool is_comma(const an_token *t) { return an_str_is(t->form, ","); }

static bool is_any_of(an_str form, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (an_str_is(form, words[i])) return true;
    return false;
}

static bool is_conjunction(const an_token *t)
{
    static const char *const words[] = {"as", "while", "when", "until", "because"};
    return is_any_of(t->form, words, sizeof words / sizeof *words);
}

/* What opens a clause, a preposition too: "after". Not the second part of "such as", "known as". */
static bool is_opener(const an_token *tokens, uint32_t at)
{
    static const char *const prepositions[] = {"after", "before", "since"};
    const an_token *t = tokens + at;
    if (an_str_is(t->form, "as") && at > 0 && ((t - 1)->upos == AN_UPOS_ADJ || (t - 1)->upos == AN_UPOS_ADV || an_str_is((t - 1)->xpos, "VBN"))) return false;
    return is_conjunction(t) || is_any_of(t->form, prepositions, sizeof prepositions / sizeof *prepositions);
}

static bool is_inside_subject(const an_token *t) { return is_of_phrase(t) || is_comma(t) || t->upos == AN_UPOS_ADP || t->upos == AN_UPOS_CCONJ; }

/* Where the subject begins: behind a conjunction, "In Kenya," or nothing. */
static bool find_beginning(const an_token *tokens, uint32_t verb, clause *c)
{
    c->begin = verb;
    c->opener = AN_NONE;
    while (c->begin > 0 && is_inside_subject(tokens + c->begin - 1) && !is_opener(tokens, c->begin - 1)) c->begin--;
    if (c->begin > 1 && is_opener(tokens, c->begin - 1)) c->opener = c->begin - 1;
    if (c->opener != AN_NONE || c->begin == 0) {
        if (c->begin > 0 || tokens[0].upos != AN_UPOS_ADP) return true;
    } else if (c->begin > 1 || (tokens[0].upos != AN_UPOS_ADP && tokens[0].upos != AN_UPOS_SCONJ)) return false;
    while (c->begin < verb && !is_comma(tokens + c->begin)) c->begin++; /* "In Kenya," */
    c->begin++;
    return true;
}

/* The noun that what stands before the verb is about: the last of the first phrase, with prepositions, names and commas in pairs behind it. */
static bool find_subject(const an_token *tokens, uint32_t verb, clause *c)
{
    uint32_t end = c->begin, commas = 0;
    while (end < verb && is_of_phrase(tokens + end)) end++;
    if (c->begin >= verb || end == c->begin || !is_noun(tokens + end - 1) || (!is_noun(tokens + verb - 1) && !is_name_as_quality(tokens + verb - 1))) return false;
    for (uint32_t i = end; i < verb; i++) commas += is_comma(tokens + i);
    c->subject = commas == 1 && is_comma(tokens + end) && tokens[end - 1].upos == AN_UPOS_PROPN && tokens[end + 1].upos == AN_UPOS_PROPN ? verb - 1 : end - 1; /* "Tampa, Florida police" */
    c->is_joined = end < verb && tokens[end].upos == AN_UPOS_CCONJ;
    return commas % 2 == 0 || c->subject == verb - 1;
}

static bool find_clause(const an_token *tokens, uint32_t count, uint32_t verb, clause *c)
{
    if (!find_beginning(tokens, verb, c) || !find_subject(tokens, verb, c)) return false;
    c->end = c->opener == AN_NONE ? count : verb + 1;
    while (c->end < count && !is_comma(tokens + c->end) && !is_opener(tokens, c->end) && tokens[c->end].upos != AN_UPOS_PUNCT) c->end++;
    return true;
}

static bool is_many(const an_grammar *grammar, const an_token *t)
{
    an_word w = an_frames_word(grammar->frames, t->lemma);
    return an_str_is(t->xpos, "NNS") || an_str_is(t->xpos, "NNPS") || an_str_equal_ignoring_ascii_case(t->form, AN_STR("police")) || an_str_is(t->form, "aircraft") || (w != AN_NONE && an_frames_has(grammar->frames, grammar->people, w));
}

/* Whether an object begins at the token: nothing that a noun before it could have as its own. */
static bool begins_object(const an_token *t)
{
    return t->upos == AN_UPOS_DET || t->upos == AN_UPOS_NUM || t->upos == AN_UPOS_PRON || t->upos == AN_UPOS_PROPN || t->upos == AN_UPOS_ADJ || an_str_is(t->xpos, "NNS");
}

/* An object behind the verb, or a preposition that it could not have as a noun. Behind "after" a noun is as likely ("after a police raid on"). */
static bool governs(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb, const clause *c)
{
    const an_token *next = tokens + verb + 1;
    bool is_third = an_str_is(tokens[verb].xpos, "NNS");
    if (verb + 2 >= count) return false;
    if (c->opener != AN_NONE && !is_conjunction(tokens + c->opener)) return next->upos == AN_UPOS_DET || next->upos == AN_UPOS_NUM || next->upos == AN_UPOS_PRON;
    if (begins_object(next)) return true;
    if (next->upos == AN_UPOS_CCONJ) return c->subject + 1 == verb && verb + 3 < count && next[1].upos == AN_UPOS_NOUN && begins_object(next + 2); /* "arrest and release Ann Lee" */
    if (next->upos == AN_UPOS_NOUN && next[1].upos == AN_UPOS_PROPN) return true; /* "jails poet Ann Lee" */
    if (next->upos == AN_UPOS_NOUN || next->upos == AN_UPOS_VERB) return !is_third && c->subject + 1 == verb && is_noun(next + 1);
    if ((next->upos != AN_UPOS_ADP && next->deprel != AN_DEPREL_COMPOUND) || an_str_is(next->lemma, "of") || an_str_is(next->lemma, "by")) return false;
    return !is_third || !an_mend_is_noun_frame(grammar->frames, tokens[verb].lemma);
}

/* "Police fire tear gas", read as "fire tears gas": the word behind is the object's, and does not agree with what would be its subject. */
static bool is_part_of_object(const an_token *tokens, uint32_t verb, uint32_t token)
{
    const an_token *t = tokens + token;
    return token == verb + 1 && tokens[verb].head == (int32_t)token && tokens[verb].deprel == AN_DEPREL_NSUBJ && t->upos == AN_UPOS_VERB && an_str_is(tokens[verb].xpos, "NN") && !an_str_is(t->xpos, "VBZ") && !an_str_is(t->xpos, "VBD");
}

static bool is_head_of_sentence(const an_token *tokens, uint32_t at)
{
    for (int steps = 0; steps < AN_CLIMB_MAX && tokens[at].head >= 0; steps++) {
        if (tokens[at].deprel != AN_DEPREL_AUX && tokens[at].deprel != AN_DEPREL_COP && tokens[at].deprel != AN_DEPREL_CONJ && tokens[at].deprel != AN_DEPREL_PARATAXIS) return false;
        at = (uint32_t)tokens[at].head;
    }
    return true;
}

/* A finite verb that the clause has already. */
static bool has_verb(const an_token *tokens, uint32_t verb, const clause *c)
{
    for (uint32_t i = c->begin; i < c->end; i++) {
        if (!an_mend_is_finite(tokens + i) || is_part_of_object(tokens, verb, i)) continue;
        if (i < verb || c->opener != AN_NONE || is_head_of_sentence(tokens, i)) return true;
    }
    return false;
}

/* The clause's head as the parser has it: the only one that hangs outside. AN_NONE when there are more, or the clause is broken. */
static uint32_t top_of(const an_token *tokens, const clause *c)
{
    uint32_t top = AN_NONE;
    for (uint32_t i = c->begin; i < c->end; i++) {
        bool is_inside = tokens[i].head >= (int32_t)c->begin && tokens[i].head < (int32_t)c->end;
        if (is_inside || tokens[i].deprel == AN_DEPREL_PUNCT) continue;
        if (tokens[i].head < 0) return i;
        if (top == AN_NONE) top = i;
    }
    return top;
}

/* Whether what the clause hangs on is all outside: the verb can take its head's place and the tree stays one. */
static bool hangs_outside(const an_token *tokens, uint32_t count, uint32_t top, const clause *c)
{
    int32_t at = tokens[top].head;
    for (uint32_t steps = 0; steps < count && at >= 0 && at < (int32_t)count; steps++) {
        if (at >= (int32_t)c->opener && at < (int32_t)c->end) return false;
        at = tokens[at].head;
    }
    return tokens[top].head >= 0 && at < 0;
}

static bool is_present_as_noun(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    bool is_third = an_str_is(t->xpos, "NNS");
    clause c;
    uint32_t top;
    if (t->upos != AN_UPOS_NOUN || (!is_third && !an_str_is(t->xpos, "NN")) || !an_mend_is_verb_too(grammar->frames, t) || !find_clause(tokens, count, verb, &c)) return false;
    if ((c.is_joined || is_many(grammar, tokens + c.subject)) == is_third || !governs(grammar, tokens, count, verb, &c) || has_verb(tokens, verb, &c)) return false;
    top = top_of(tokens, &c);
    return top != AN_NONE && (c.opener == AN_NONE ? tokens[top].head < 0 : hangs_outside(tokens, count, top, &c));
}

/* Before the token. */
static bool has_child(const an_token *tokens, uint32_t token, an_deprel relation)
{
    for (uint32_t i = 0; i < token; i++)
        if (tokens[i].head == (int32_t)token && tokens[i].deprel == relation) return true;
    return false;
}

/* The verb's new dependents as they are found. */
typedef struct taking {
    uint32_t verb, object, last; /* last: the noun that a clause without a comma tells about; AN_NONE */
} taking;

static void take(an_token *tokens, taking *to, uint32_t token)
{
    an_token *t = tokens + token;
    bool is_close = t->deprel == AN_DEPREL_ACL && to->last != AN_NONE && to->last < token && !is_comma(t - 1);
    t->head = (int32_t)(is_close ? to->last : to->verb);
    if (t->deprel == AN_DEPREL_ACL && !is_close) t->deprel = AN_DEPREL_ADVCL;
    if ((!is_noun(t) && t->upos != AN_UPOS_NUM && t->upos != AN_UPOS_PRON) || t->deprel == AN_DEPREL_ADVCL) return;
    to->last = token;
    if (has_child(tokens, token, AN_DEPREL_CASE)) t->deprel = AN_DEPREL_OBL;
    else if (to->object == AN_NONE) {
        t->deprel = AN_DEPREL_OBJ;
        t->subrel = AN_SUBREL_NONE;
        to->object = token;
    }
}

/* The object's preposition phrases belong to the deed ("fire shots at a drone"), but for "of". */
static bool is_of_deed(const an_token *tokens, uint32_t token)
{
    an_deprel relation = tokens[token].deprel;
    if (relation == AN_DEPREL_PUNCT || relation == AN_DEPREL_ADVCL || relation == AN_DEPREL_PARATAXIS || relation == AN_DEPREL_OBL) return true;
    for (uint32_t i = 0; i < token && relation == AN_DEPREL_NMOD; i++)
        if (tokens[i].head == (int32_t)token && tokens[i].deprel == AN_DEPREL_CASE) return !an_str_is(tokens[i].lemma, "of");
    return false;
}

/* The word behind is a noun, the object's. */
static void give_back(an_token *tokens, uint32_t count, uint32_t verb)
{
    uint32_t part = verb + 1, object = part;
    for (uint32_t i = part + 1; i < count && object == part; i++)
        if (tokens[i].head == (int32_t)part && tokens[i].deprel == AN_DEPREL_OBJ) object = i;
    tokens[part].upos = AN_UPOS_NOUN;
    tokens[part].xpos = AN_STR("NN");
    if (object == part) return;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == (int32_t)part) tokens[i].head = (int32_t)object;
    tokens[object].head = tokens[part].head;
    tokens[object].deprel = tokens[part].deprel;
    tokens[object].subrel = tokens[part].subrel;
    tokens[part].head = (int32_t)object;
    tokens[part].deprel = AN_DEPREL_COMPOUND;
}

/* "Hand over Ann Lee", read as "a hand over her": what is no preposition with a verb. "Over" is one with most. */
static void take_particle(an_token *tokens, uint32_t verb)
{
    static const char *const particles[] = {"up", "down", "off", "out"}, *const with_over[] = {"hand", "turn", "take"};
    an_token *next = tokens + verb + 1;
    bool is_particle = is_any_of(next->lemma, particles, sizeof particles / sizeof *particles);
    if (an_str_is(next->lemma, "over")) is_particle = is_any_of(tokens[verb].lemma, with_over, sizeof with_over / sizeof *with_over);
    if (!is_particle || next->upos != AN_UPOS_ADP || next[1].upos == AN_UPOS_ADP) return;
    next->head = (int32_t)verb;
    next->deprel = AN_DEPREL_COMPOUND;
}

/* What stands before the verb hangs on the subject or, before its beginning, on the verb. */
static void gather_subject(an_token *tokens, uint32_t verb, const clause *c)
{
    for (uint32_t i = c->begin; i < verb; i++)
        if (tokens[i].head < (int32_t)c->begin || tokens[i].head >= (int32_t)verb) tokens[i].head = (int32_t)c->subject;
    for (uint32_t i = 0; i < c->begin; i++) {
        if (tokens[i].head < (int32_t)c->begin || tokens[i].head >= (int32_t)c->end) continue;
        tokens[i].head = (int32_t)verb;
        if (tokens[i].deprel == AN_DEPREL_NMOD) tokens[i].deprel = AN_DEPREL_OBL;
    }
    tokens[c->subject].head = (int32_t)verb;
    tokens[c->subject].deprel = AN_DEPREL_NSUBJ;
    tokens[c->subject].subrel = AN_SUBREL_NONE;
}

/* What stands behind it, with the noun that it was a part of as its object. */
static void gather_rest(an_token *tokens, uint32_t count, uint32_t verb, const clause *c)
{
    taking to = {verb, AN_NONE, AN_NONE};
    uint32_t noun = tokens[verb].head > (int32_t)verb && tokens[verb].head < (int32_t)c->end ? (uint32_t)tokens[verb].head : AN_NONE;
    for (uint32_t i = verb + 1; i < count; i++) {
        bool is_loose = tokens[i].head >= (int32_t)c->begin && tokens[i].head <= (int32_t)verb;
        bool is_outside = i < c->end && (tokens[i].head < (int32_t)c->begin || tokens[i].head >= (int32_t)c->end);
        bool is_beside = noun != AN_NONE && i > noun && tokens[i].head == (int32_t)noun && is_of_deed(tokens, i);
        if (tokens[i].head == (int32_t)verb && has_child(tokens, i, AN_DEPREL_CC)) continue; /* "arrest and release" */
        if (i == noun || is_loose || is_outside || is_beside) take(tokens, &to, i);
    }
}

static void mend_present(an_token *tokens, uint32_t count, uint32_t verb)
{
    clause c;
    an_token top;
    if (verb + 1 < count && is_part_of_object(tokens, verb, verb + 1)) give_back(tokens, count, verb);
    if (!find_clause(tokens, count, verb, &c)) return;
    top = tokens[top_of(tokens, &c)];
    gather_subject(tokens, verb, &c);
    if (verb + 2 < count) take_particle(tokens, verb);
    gather_rest(tokens, count, verb, &c);
    tokens[verb].head = top.head;
    tokens[verb].deprel = c.opener == AN_NONE ? top.deprel : AN_DEPREL_ADVCL;
    tokens[verb].subrel = c.opener == AN_NONE ? top.subrel : AN_SUBREL_NONE;
    tokens[verb].upos = AN_UPOS_VERB;
    tokens[verb].xpos = an_str_is(tokens[verb].xpos, "NNS") ? AN_STR("VBZ") : AN_STR("VBP");
    if (c.opener == AN_NONE) return;
    tokens[c.opener].head = (int32_t)verb;
    tokens[c.opener].deprel = AN_DEPREL_MARK;
    tokens[c.opener].upos = AN_UPOS_SCONJ;
}

const an_mending an_mendings_of_present[] = {{is_present_as_noun, mend_present}, {NULL, NULL}};
