/* Words that the parser knew but hung in a wrong place: sides of an "and" torn apart, a subject behind a dateline, a name beside its noun, a clause of
 * saying taken for one more deed. */
#include "event/mend.h"

/* "Chilean and Peruvian envoys have agreed", "Chad, Mali and Niger agreed", read as two subjects: the one that stands before another, with "and" or
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
    for (uint32_t i = first == AN_NONE ? (uint32_t)t->head : first; i < (uint32_t)t->head; i++) {
        bool is_of_verb = tokens[i].head == t->head && i < second; /* "not only Chad but also Niger agreed" */
        if (tokens[i].deprel == AN_DEPREL_CC && tokens[i].head > (int32_t)i && (tokens[i].head < t->head || is_of_verb)) has_and = has_and || i < second || has_comma;
    }
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

/* Whether a verb has a subject already where the token stands as one more: "a blast in Moga, Punjab kills six". */
static bool is_second_subject(const an_token *tokens, uint32_t token)
{
    for (uint32_t i = 0; i < token && tokens[token].deprel == AN_DEPREL_NSUBJ; i++)
        if (tokens[i].head == tokens[token].head && tokens[i].deprel == AN_DEPREL_NSUBJ) return true;
    return false;
}

/* Whether the place is the last of a list, or has one behind it. */
static bool is_in_list(const an_token *tokens, uint32_t count, uint32_t place)
{
    for (uint32_t i = 0; i < count; i++) {
        bool is_and = tokens[i].deprel == AN_DEPREL_CC && i <= place + 2, is_next = tokens[i].deprel == AN_DEPREL_CONJ && (tokens[i].head == tokens[place].head || tokens[i].head == (int32_t)place);
        if ((i > place && (is_and || is_next)) || (tokens[i].head == (int32_t)place && tokens[i].deprel == AN_DEPREL_CC)) return true;
    }
    return false;
}

/* The first token of the name that the token is in. */
static uint32_t start_of_name(const an_token *tokens, uint32_t token)
{
    while (token > 0 && !tokens[token].starts_name && tokens[token - 1].name == tokens[token].name) token--;
    return token;
}

static bool is_behind_comma(const an_token *tokens, uint32_t token)
{
    uint32_t start = start_of_name(tokens, token);
    return start > 0 && an_str_is(tokens[start - 1].form, ",");
}

/* "Militants in Moga, Punjab, killed six", with Punjab as another word for the militants: a place is nobody's other word but a place's. */
static bool is_word_for_somebody(const an_token *tokens, uint32_t place, uint32_t before)
{
    const an_token *t = tokens + place;
    return t->deprel == AN_DEPREL_APPOS && t->head < (int32_t)before && tokens[t->head].name == AN_NAME_NONE && tokens[t->head].upos == AN_UPOS_NOUN && tokens[before].name == AN_NAME_PLACE;
}

/* "Clashes between Hindus and Sikhs in Moga, Punjab", read as Hindus, Sikhs and Punjab, "a blast in Moga, Punjab kills six", read as what Punjab does: the
 * place behind the comma, with no "and" behind it, tells where the place before it lies. The head of that one; AN_NONE. */
static uint32_t place_before(const an_token *tokens, uint32_t count, uint32_t place)
{
    const an_token *t = tokens + place;
    uint32_t start = start_of_name(tokens, place), before = start < 2 ? 0 : start - 2;
    bool is_second = is_second_subject(tokens, place);
    if (start < 2 || t->upos != AN_UPOS_PROPN || t->name != AN_NAME_PLACE || t->head < 0 || !an_str_is(tokens[start - 1].form, ",") || (tokens[before].name != AN_NAME_PLACE && (!is_second || tokens[before].upos != AN_UPOS_PROPN))) return AN_NONE;
    if ((t->deprel != AN_DEPREL_CONJ && !is_second && !is_word_for_somebody(tokens, place, before)) || is_in_list(tokens, count, place) || is_behind_comma(tokens, before)) return AN_NONE;
    while (tokens[before].name == AN_NAME_PLACE && tokens[before].head >= 0 && tokens[tokens[before].head].name == AN_NAME_PLACE && (uint32_t)tokens[before].head < place && tokens[before].deprel != AN_DEPREL_CONJ) before = (uint32_t)tokens[before].head;
    return an_mend_is_below(tokens, count, before, place) ? AN_NONE : before;
}

static bool is_lost_region(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t place)
{
    (void)grammar;
    return place_before(tokens, count, place) != AN_NONE;
}

static void mend_region(an_token *tokens, uint32_t count, uint32_t place)
{
    tokens[place].head = (int32_t)place_before(tokens, count, place);
    tokens[place].deprel = AN_DEPREL_NMOD;
    tokens[place].subrel = AN_SUBREL_UNMARKED;
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

/* "The Northern Division, Ansar al-Din and the Guardians", with Ansar as another name of the division: between names of one kind, with an "and" behind it. */
static bool is_lost_middle(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t name)
{
    const an_token *t = tokens + name, *first = t->head >= 0 && t->head < (int32_t)name ? tokens + t->head : t;
    uint32_t left = name;
    (void)grammar;
    if (first == t || t->deprel != AN_DEPREL_APPOS || t->upos != AN_UPOS_PROPN || first->upos != AN_UPOS_PROPN || t->name != first->name || (t->name != AN_NAME_ORGANISATION && t->name != AN_NAME_PERSON)) return false;
    while (left > 0 && !tokens[left].starts_name) left--;
    if (left == 0 || !an_str_is(tokens[left - 1].form, ",")) return false;
    for (uint32_t i = name + 1; i < count; i++)
        if (tokens[i].deprel == AN_DEPREL_CONJ && tokens[i].head == t->head)
            for (uint32_t k = name + 1; k < i; k++)
                if (tokens[k].head == (int32_t)i && tokens[k].deprel == AN_DEPREL_CC) return true;
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

static bool has_case(const an_token *tokens, uint32_t count, uint32_t noun)
{
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].head == (int32_t)noun && tokens[i].deprel == AN_DEPREL_CASE && i < noun) return true;
    return false;
}

/* The word right before a name, or the head of a title with its phrases: "Minister" of "former Minister of Oil of Chad Idriss Saleh". It hangs where the
 * name does; AN_NONE. */
static uint32_t noun_before_name(const an_token *tokens, uint32_t count, uint32_t name)
{
    for (uint32_t i = name; i-- > 0;) {
        if (tokens[i].upos == AN_UPOS_PUNCT || tokens[i].deprel == AN_DEPREL_CC || tokens[i].upos == AN_UPOS_VERB) return AN_NONE;
        if (tokens[i].head != tokens[name].head) continue;
        for (uint32_t k = i + 1; k < name; k++)
            if (!an_mend_is_below(tokens, count, k, i)) return AN_NONE;
        return i;
    }
    return AN_NONE;
}

/* "Murdered the banker Juan Lopez", read as the banker and Juan; "an inquiry into the banker Juan Lopez", with Juan hung on the inquiry: the name behind the
 * noun is his. The noun; AN_NONE. */
static uint32_t noun_of_lost_name(const an_token *tokens, uint32_t count, uint32_t name)
{
    const an_token *t = tokens + name, *noun;
    uint32_t at = t->upos == AN_UPOS_PROPN && t->name == AN_NAME_PERSON && t->head >= 0 ? noun_before_name(tokens, count, name) : AN_NONE;
    if (at == AN_NONE) return AN_NONE;
    noun = tokens + at;
    if (noun->upos == AN_UPOS_NOUN ? !an_str_is(noun->xpos, "NN") : noun->upos != AN_UPOS_PROPN || noun->name != AN_NAME_NONE || at + 1 == name) return AN_NONE;
    if (at + 1 == name && t->subrel == AN_SUBREL_NONE && (t->deprel == AN_DEPREL_APPOS || (t->deprel == AN_DEPREL_NMOD && !has_case(tokens, count, name))) && noun->deprel == AN_DEPREL_NMOD && noun->subrel == AN_SUBREL_NONE) return at;
    if (t->deprel != noun->deprel || t->subrel != noun->subrel || has_case(tokens, count, name)) return AN_NONE;
    return t->deprel == AN_DEPREL_OBJ || t->deprel == AN_DEPREL_NSUBJ || t->deprel == AN_DEPREL_OBL ? at : AN_NONE;
}

static bool is_lost_name(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t name)
{
    (void)grammar;
    return noun_of_lost_name(tokens, count, name) != AN_NONE;
}

static void mend_name(an_token *tokens, uint32_t count, uint32_t name)
{
    int32_t noun = (int32_t)noun_of_lost_name(tokens, count, name);
    tokens[name].head = noun;
    tokens[name].deprel = AN_DEPREL_APPOS;
    tokens[name].subrel = AN_SUBREL_NONE;
    for (uint32_t i = name + 1; i < count; i++)
        if (tokens[i].head == (int32_t)name && (tokens[i].deprel == AN_DEPREL_NMOD || tokens[i].deprel == AN_DEPREL_CONJ || tokens[i].deprel == AN_DEPREL_ACL)) tokens[i].head = noun;
}

static bool is_of_somebody(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t noun)
{
    bool is_of = false;
    if (tokens[noun].name != AN_NAME_PERSON && !an_mend_is_word_of(grammar, grammar->people, tokens[noun].lemma)) return false;
    for (uint32_t i = 0; i < noun && i < count; i++)
        if (tokens[i].head == (int32_t)noun && tokens[i].deprel == AN_DEPREL_CASE) is_of = an_str_is(tokens[i].lemma, "of");
    return is_of;
}

/* The deed of "the killing on 3 May of a banker", with the banker hung on the day or its month; AN_NONE. */
static uint32_t deed_before_day(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t victim)
{
    enum { LINKS_MAX = 3 };
    const an_token *t = tokens + victim;
    uint32_t at = t->head >= 0 && t->head < (int32_t)victim ? (uint32_t)t->head : AN_NONE;
    if (at == AN_NONE || t->deprel != AN_DEPREL_NMOD || t->subrel != AN_SUBREL_NONE || !is_of_somebody(grammar, tokens, count, victim)) return AN_NONE;
    for (uint32_t links = 0; links < LINKS_MAX; links++) {
        bool is_month = tokens[at].subrel == AN_SUBREL_UNMARKED, is_of_day = tokens[at].upos == AN_UPOS_NUM && (tokens[at].deprel == AN_DEPREL_NMOD || tokens[at].deprel == AN_DEPREL_OBL);
        if ((!is_month && !is_of_day) || tokens[at].head < 0 || (tokens[at].head >= (int32_t)at && !is_month)) return AN_NONE;
        at = (uint32_t)tokens[at].head;
        if (tokens[at].upos == AN_UPOS_NOUN) return an_mend_is_noun_frame(grammar->frames, tokens[at].lemma) ? at : AN_NONE;
    }
    return AN_NONE;
}

static bool is_behind_day(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t victim) { return deed_before_day(grammar, tokens, count, victim) != AN_NONE; }

static void mend_victim(an_token *tokens, uint32_t count, uint32_t victim)
{
    (void)count;
    while (tokens[victim].head >= 0 && tokens[tokens[victim].head].upos != AN_UPOS_NOUN) tokens[victim].head = tokens[tokens[victim].head].head;
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

/* "Jets struck the camp, wounding 12, a spokesman said", read as "struck and said": a clause of saying at the end, without "and" and with a
 * subject of its own behind a comma, says what stands before it. */
static bool is_final_saying(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t verb)
{
    const an_token *t = tokens + verb;
    uint32_t subject = AN_NONE, left;
    if (t->upos != AN_UPOS_VERB || !an_mend_is_finite(t) || t->deprel != AN_DEPREL_CONJ || t->head < 0 || t->head >= (int32_t)verb || tokens[t->head].head >= 0 || !an_mend_is_report_word(grammar->frames, t->lemma)) return false;
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

/* "Shots were fired near President Diallo", "killed alongside his cousin", read as his doing: a doer stands behind "by". What does it may stand behind "in"
 * and "from", too: "hurt in Chadian strikes". */
static bool is_false_agent(const an_grammar *grammar, const an_token *tokens, uint32_t count, uint32_t noun)
{
    const an_token *t = tokens + noun;
    bool has_other = false;
    (void)grammar;
    (void)count;
    if (t->deprel != AN_DEPREL_OBL || t->subrel != AN_SUBREL_AGENT || t->head < 0 || t->head >= (int32_t)noun) return false;
    for (uint32_t i = noun; i-- > (uint32_t)t->head + 1;) {
        if (an_str_is(tokens[i].lemma, "by") || an_str_is(tokens[i].lemma, "in") || an_str_is(tokens[i].lemma, "from")) return false;
        has_other = has_other || (tokens[i].deprel == AN_DEPREL_CASE && tokens[i].upos == AN_UPOS_ADP);
    }
    return has_other;
}

static void mend_agent(an_token *tokens, uint32_t count, uint32_t noun)
{
    (void)count;
    tokens[noun].subrel = AN_SUBREL_NONE;
}

const an_mending an_mendings_of_places[] = {{is_lone_indirect, mend_indirect},
    {is_lost_region, mend_region}, /* before the next, which takes "a blast and a fire in Martin, Slovakia kill" for three that kill */
    {is_torn_subject, mend_subjects},
    {is_lost_conjunct, mend_conjunct},
    {is_lost_middle, mend_conjunct},
    {is_after_dateline, mend_dateline},
    {is_lost_name, mend_name},
    {is_behind_day, mend_victim},
    {is_final_saying, mend_saying},
    {is_torn_owner, mend_owner},
    {is_false_agent, mend_agent},
    {NULL, NULL}};
