/* "The group that had vowed to strike was forced to withdraw": that -> group; strike's subject -> group by control; withdraw's
 * subject -> group because "forced" is passive. Everything climbs at most AN_CLIMB_MAX links, so no sentence can make it slow. */
#include "event/tree.h"

/* "Ann Lee, 26, and Omar Diallo, who were held": a clause of several, hung on the last of them. */
static bool speaks_of_several(const an_tree *tree, uint32_t noun, uint32_t clause)
{
    static const char *const plurals[] = {"were", "are", "have"};
    if (tree->tokens[noun].deprel != AN_DEPREL_CONJ || (!an_tree_is_tagged(tree, noun, "NN") && !an_tree_is_tagged(tree, noun, "NNP"))) return false;
    AN_FOR_CHILDREN(tree, child, clause)
        for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++)
            if ((tree->tokens[child].deprel == AN_DEPREL_AUX || tree->tokens[child].deprel == AN_DEPREL_COP) && an_str_is(tree->tokens[child].form, plurals[i])) return true;
    return false;
}

static bool is_who(const an_tree *tree, uint32_t token) { return an_str_equal_ignoring_ascii_case(tree->tokens[token].form, AN_STR("who")) || an_str_equal_ignoring_ascii_case(tree->tokens[token].form, AN_STR("whom")); }

static bool tells_of_harm(const an_tree *tree, uint32_t token, an_key_pos pos)
{
    const an_frames *frames = tree->grammar->frames;
    an_range triggers = tree->lemmas[token] == AN_NONE ? (an_range){0, 0} : an_frames_triggers(frames, tree->lemmas[token]);
    for (uint32_t i = 0; i < triggers.count; i++) {
        const an_trigger *t = frames->triggers + triggers.first + i;
        if (t->entry_class == AN_ENTRY_FRAME && t->pos == pos && frames->frames[t->entry].type == AN_TYPE_ASSAULT) return true;
    }
    return false;
}

static bool is_harm_noun(const an_tree *tree, uint32_t noun) { return tree->tokens[noun].upos == AN_UPOS_NOUN && tells_of_harm(tree, noun, AN_KEY_NOUN); }

/* "The attack in Graz which killed six", "an attack on a base that killed six", with the clause hung on the place: the act above; AN_NONE. */
static uint32_t harm_above(const an_tree *tree, uint32_t noun, uint32_t clause)
{
    enum { LINKS_MAX = 4 };
    if (!an_tree_lemma_in(tree, clause, tree->grammar->suffered) || an_tree_is_passive(tree, clause)) return AN_NONE;
    for (int i = 0; i < LINKS_MAX && noun != AN_NONE && (tree->tokens[noun].deprel == AN_DEPREL_NMOD || tree->tokens[noun].deprel == AN_DEPREL_APPOS); i++) {
        noun = an_tree_head(tree, noun);
        if (noun == AN_NONE || is_harm_noun(tree, noun)) return noun;
        AN_FOR_CHILDREN(tree, child, noun) /* "responsibility for a bombing outside of a bank, which killed six" */
            if (tree->tokens[child].deprel == AN_DEPREL_NMOD && child < clause && is_harm_noun(tree, child)) return child;
    }
    return AN_NONE;
}

/* A place, or a body in a phrase: "of the government". */
static bool is_no_person(const an_tree *tree, uint32_t noun)
{
    const an_mention *m = tree->actor_at[noun] == AN_NONE ? NULL : tree->document->mentions.items + tree->actor_at[noun];
    bool is_body = (!m || (m->actor.kind != AN_ACTOR_PERSON && m->actor.kind != AN_ACTOR_POPULATION && m->actor.kind != AN_ACTOR_ARMED_GROUP)) && !an_tree_lemma_in(tree, noun, tree->grammar->people);
    if (tree->tokens[noun].name == AN_NAME_PLACE) return true;
    return is_body && tree->tokens[noun].name != AN_NAME_PERSON && (an_tree_is_tagged(tree, noun, "NN") || an_tree_is_tagged(tree, noun, "NNP")) && tree->tokens[noun].deprel == AN_DEPREL_NMOD && an_tree_has_case(tree, noun);
}

/* "The wife of a man in Graz, Austria, who was killed", with the clause hung on the town: the nearest person above; else the town. */
static uint32_t person_above(const an_tree *tree, uint32_t place)
{
    enum { LINKS_MAX = 4 };
    uint32_t at = place;
    for (int i = 0; i < LINKS_MAX && (at = an_tree_head(tree, at)) != AN_NONE; i++) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        if (relation == AN_DEPREL_APPOS && an_tree_head(tree, at) != AN_NONE && tree->tokens[an_tree_head(tree, at)].name == AN_NAME_PERSON) return an_tree_head(tree, at); /* "Ann Lee, a member of" */
        if (tree->tokens[at].name == AN_NAME_PERSON || (tree->tokens[at].upos == AN_UPOS_NOUN && (tree->actor_at[at] != AN_NONE || an_tree_lemma_in(tree, at, tree->grammar->people)))) return at;
        if (relation != AN_DEPREL_NMOD && relation != AN_DEPREL_OBL && relation != AN_DEPREL_ACL && relation != AN_DEPREL_APPOS) break;
    }
    return place;
}

static bool is_person(const an_tree *tree, uint32_t noun)
{
    const an_mention *m = tree->actor_at[noun] == AN_NONE ? NULL : tree->document->mentions.items + tree->actor_at[noun];
    return tree->tokens[noun].name == AN_NAME_PERSON || (m && m->actor.kind == AN_ACTOR_PERSON);
}

/* "The murder of Jan Berg, which is being probed", with the clause hung on Berg: the first noun above that is no person; else he. */
static uint32_t thing_above(const an_tree *tree, uint32_t person)
{
    enum { LINKS_MAX = 4 };
    uint32_t at = person;
    for (int i = 0; i < LINKS_MAX && is_person(tree, at); i++) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        if (relation != AN_DEPREL_NMOD && relation != AN_DEPREL_APPOS && relation != AN_DEPREL_FLAT) return person;
        at = an_tree_head(tree, at);
        if (at == AN_NONE) return person;
    }
    return is_person(tree, at) || tree->tokens[at].upos != AN_UPOS_NOUN ? person : at;
}

/* "Shelled the market, which left nine dead": not the market but the shelling; whoever did it. AN_NONE: what stands above is no such thing. */
static uint32_t doer_above(const an_tree *tree, uint32_t noun, uint32_t clause)
{
    uint32_t verb = an_verb_of_object(tree, noun), subject;
    bool is_harm = an_str_is(tree->tokens[clause].lemma, "leave") || an_tree_lemma_in(tree, clause, tree->grammar->suffered);
    if (verb == AN_NONE || !is_harm || an_tree_is_passive(tree, clause) || an_tree_is_passive(tree, verb) || tree->actor_at[noun] != AN_NONE || an_tree_lemma_in(tree, noun, tree->grammar->weapons) || is_harm_noun(tree, noun)) return AN_NONE;
    if (!an_tree_lemma_in(tree, noun, tree->grammar->struck_things)) return AN_NONE;
    subject = an_tree_child(tree, verb, AN_DEPREL_NSUBJ);
    return subject != AN_NONE && !an_tree_lemma_in(tree, subject, tree->grammar->relative_pronouns) ? subject : AN_NONE;
}

/* The word that a relative pronoun stands for: the noun above the relative clause. */
uint32_t an_antecedent(const an_tree *tree, uint32_t token, uint32_t clause)
{
    uint32_t head = an_tree_head(tree, clause);
    for (int i = 0; i < AN_CLIMB_MAX && tree->tokens[clause].deprel == AN_DEPREL_CONJ && head != AN_NONE; i++) {
        clause = head;
        head = an_tree_head(tree, clause);
    }
    if (head == AN_NONE || tree->tokens[clause].subrel != AN_SUBREL_RELCL || !an_tree_lemma_in(tree, token, tree->grammar->relative_pronouns)) return token;
    if (tree->tokens[clause].deprel != AN_DEPREL_ACL) return token;
    if (is_who(tree, token) && is_no_person(tree, head)) return person_above(tree, head);
    if (an_str_equal_ignoring_ascii_case(tree->tokens[token].form, AN_STR("which")) && is_person(tree, head)) return thing_above(tree, head);
    if (!is_who(tree, token) && harm_above(tree, head, clause) != AN_NONE) return harm_above(tree, head, clause);
    if (!is_who(tree, token) && doer_above(tree, head, clause) != AN_NONE) return doer_above(tree, head, clause);
    return speaks_of_several(tree, head, clause) ? an_tree_first_conjunct(tree, head) : head;
}

/* "The pope is to visit": who is to; not what is, as in "the plan is to". */
static uint32_t destined(const an_tree *tree, uint32_t verb)
{
    uint32_t subject = an_tree_has_to(tree, verb) && an_tree_child(tree, verb, AN_DEPREL_COP) != AN_NONE ? an_tree_child(tree, verb, AN_DEPREL_NSUBJ) : AN_NONE;
    return subject != AN_NONE && (tree->actor_at[subject] != AN_NONE || tree->tokens[subject].upos != AN_UPOS_NOUN) ? subject : AN_NONE;
}

/* "After a youth attacked people", with the youth hung on the verb as if by a preposition: the last bare noun before a verb that has no subject; AN_NONE. */
static uint32_t bare_noun_before(const an_tree *tree, uint32_t verb)
{
    uint32_t noun = AN_NONE, mark = an_tree_child(tree, verb, AN_DEPREL_MARK);
    if (mark == AN_NONE || !an_tree_lemma_in(tree, mark, tree->grammar->occasions) || !(an_tree_is_tagged(tree, verb, "VBD") || an_tree_is_tagged(tree, verb, "VBZ") || an_tree_is_tagged(tree, verb, "VBP"))) return AN_NONE;
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        bool is_noun = t->upos == AN_UPOS_NOUN || t->upos == AN_UPOS_PROPN;
        if (child > mark && child < verb && t->deprel == AN_DEPREL_OBL && t->subrel != AN_SUBREL_TMOD && is_noun && !an_tree_has_case(tree, child)) noun = child;
    }
    return noun;
}

/* "The march turned violent and police detained forty", with the police joined to "violent": the noun right before a verb with its object; AN_NONE. */
static uint32_t noun_joined_before(const an_tree *tree, uint32_t verb)
{
    uint32_t noun = verb > 0 ? verb - 1 : AN_NONE, head = noun == AN_NONE ? AN_NONE : an_tree_head(tree, noun), object = an_tree_child(tree, verb, AN_DEPREL_OBJ);
    if (head == AN_NONE || tree->tokens[noun].deprel != AN_DEPREL_CONJ || tree->tokens[noun].upos != AN_UPOS_NOUN || an_tree_child(tree, noun, AN_DEPREL_CC) == AN_NONE) return AN_NONE;
    if (tree->tokens[head].upos != AN_UPOS_ADJ || tree->tokens[verb].deprel != AN_DEPREL_XCOMP || object == AN_NONE || object < verb) return AN_NONE;
    return noun;
}

uint32_t an_own_subject(const an_tree *tree, uint32_t verb)
{
    uint32_t subject = AN_NONE;
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        if (t->deprel == AN_DEPREL_NSUBJ && t->subrel != AN_SUBREL_OUTER) {
            if (subject != AN_NONE && an_tree_has_case(tree, child)) continue; /* "Chad along with Niger bombed", "a bus from Oslo, to Bergen hit", with two subjects */
            if (subject == AN_NONE || tree->tokens[subject].deprel == AN_DEPREL_CSUBJ || child < verb) subject = child; /* "THE HAGUE -- A prosecutor charged": the nearer */
        } else if (t->deprel == AN_DEPREL_CSUBJ && subject == AN_NONE) subject = child;
    }
    if (subject == AN_NONE) subject = destined(tree, verb);
    if (subject == AN_NONE) subject = bare_noun_before(tree, verb);
    if (subject == AN_NONE) subject = noun_joined_before(tree, verb);
    return subject == AN_NONE ? AN_NONE : an_antecedent(tree, subject, verb);
}

bool an_is_marked_with_object_control(const an_tree *tree, uint32_t verb)
{
    const an_grammar *g = tree->grammar;
    AN_FOR_CHILDREN(tree, child, verb) {
        an_word w = tree->lemmas[child];
        if (tree->tokens[child].deprel == AN_DEPREL_MARK && w != AN_NONE && (w == g->of || w == g->from || w == g->for_ || w == g->into || (w == g->to && an_tree_is_tagged(tree, verb, "VBG")))) return true;
    }
    return false;
}

/* Whom "to withdraw" speaks of in "forced them to withdraw", "called on them to withdraw"; AN_NONE = the subject above. */
static uint32_t controller(const an_tree *tree, uint32_t governor)
{
    uint32_t object = an_tree_child(tree, governor, AN_DEPREL_OBJ);
    if (an_tree_lemma_in(tree, governor, tree->grammar->own_control)) return AN_NONE;
    if (object == AN_NONE) object = an_tree_child(tree, governor, AN_DEPREL_IOBJ);
    if (object != AN_NONE) return object;
    if (!an_tree_lemma_in(tree, governor, tree->grammar->oblique_control)) return AN_NONE;
    return an_tree_child(tree, governor, AN_DEPREL_OBL);
}

/* "Russia's decision to withdraw", "the decision of Russia to withdraw". */
static uint32_t owner(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        an_word w = an_tree_case(tree, child);
        if (tree->tokens[child].deprel != AN_DEPREL_NMOD) continue;
        if (tree->tokens[child].subrel == AN_SUBREL_POSS || (w != AN_NONE && (w == tree->grammar->by || w == tree->grammar->of))) return child;
    }
    return AN_NONE;
}

/* "they made a promise to withdraw": the verb whose object the noun is. */
uint32_t an_verb_of_object(const an_tree *tree, uint32_t noun)
{
    uint32_t head = an_tree_head(tree, noun);
    return tree->tokens[noun].deprel == AN_DEPREL_OBJ && head != AN_NONE && an_tree_is_verb(tree, head) ? head : AN_NONE;
}

uint32_t an_agent_of(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_OBL && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == tree->grammar->by) return child;
    return AN_NONE;
}

bool an_tree_has_to(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (an_tree_is_tagged(tree, child, "TO")) return true;
    return false;
}

/* "Clashes near the town kill ten": a headline's present tense makes the parser hang the verb under its own subject. */
static bool hangs_under_its_subject(const an_tree *tree, uint32_t verb, uint32_t head)
{
    const an_token *above = tree->tokens + head;
    bool is_finite = an_tree_takes_object(tree, verb) || an_tree_is_tagged(tree, verb, "VBZ") || an_tree_is_tagged(tree, verb, "VBP") || an_tree_is_tagged(tree, verb, "VBD") || (an_tree_is_tagged(tree, verb, "VB") && !an_tree_has_to(tree, verb));
    return is_finite && head < verb && (above->upos == AN_UPOS_NOUN || above->upos == AN_UPOS_PROPN) && an_tree_child(tree, head, AN_DEPREL_COP) == AN_NONE &&
           an_tree_child(tree, head, AN_DEPREL_NSUBJ) == AN_NONE && an_tree_child(tree, verb, AN_DEPREL_MARK) == AN_NONE && an_tree_child(tree, verb, AN_DEPREL_AUX) == AN_NONE;
}

static bool is_object_of(const an_tree *tree, uint32_t noun, an_range verbs)
{
    uint32_t verb = an_verb_of_object(tree, noun);
    return verb != AN_NONE && an_tree_lemma_in(tree, verb, verbs);
}

static bool is_actor(const an_tree *tree, uint32_t token) { return tree->actor_at[token] != AN_NONE; }

static bool has_thing_with(const an_tree *tree, uint32_t word)
{
    AN_FOR_CHILDREN(tree, child, word)
        if ((tree->tokens[child].deprel == AN_DEPREL_OBL || tree->tokens[child].deprel == AN_DEPREL_NMOD) && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == tree->grammar->with) return true;
    return false;
}

static uint32_t actor_to(const an_tree *tree, uint32_t word)
{
    AN_FOR_CHILDREN(tree, child, word)
        if ((tree->tokens[child].deprel == AN_DEPREL_OBL || tree->tokens[child].deprel == AN_DEPREL_NMOD) && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == tree->grammar->to && is_actor(tree, child)) return child;
    return AN_NONE;
}

/* Who is given something: "gave the rebels guns", "provided the rebels with guns", "sent guns to the rebels"; AN_NONE. */
static uint32_t receiver(const an_tree *tree, uint32_t verb)
{
    uint32_t first = an_tree_child(tree, verb, AN_DEPREL_IOBJ), object = an_tree_child(tree, verb, AN_DEPREL_OBJ), objects = 0;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_OBJ) objects++;
    if (first != AN_NONE) return first;
    if (object == AN_NONE) return AN_NONE;
    if (is_actor(tree, object) && (objects > 1 || has_thing_with(tree, verb) || has_thing_with(tree, object))) return object;
    if (is_actor(tree, object)) return AN_NONE;
    return actor_to(tree, verb) != AN_NONE ? actor_to(tree, verb) : actor_to(tree, object);
}

/* "Provided the rebels with guns to fight the army", "armed them to fight": whoever is given or enabled does what it is for; AN_NONE. */
static uint32_t beneficiary(const an_tree *tree, uint32_t verb)
{
    enum { NOUNS_BETWEEN = 2 };
    uint32_t head = an_tree_head(tree, verb), object;
    if (!an_tree_has_to(tree, verb) || (tree->tokens[verb].deprel != AN_DEPREL_ADVCL && tree->tokens[verb].deprel != AN_DEPREL_ACL && tree->tokens[verb].deprel != AN_DEPREL_XCOMP)) return AN_NONE;
    for (int i = 0; i < NOUNS_BETWEEN && head != AN_NONE && !an_tree_is_verb(tree, head); i++) {
        if (i == 0 && an_tree_lemma_in(tree, head, tree->grammar->giving) && actor_to(tree, head) != AN_NONE) return actor_to(tree, head); /* "supplies to the rebels to fight" */
        head = an_tree_head(tree, head);
    }
    if (head == AN_NONE || !an_tree_is_verb(tree, head) || head > verb || an_tree_is_passive(tree, head)) return AN_NONE;
    if (an_tree_lemma_in(tree, head, tree->grammar->giving)) return receiver(tree, head);
    object = an_tree_child(tree, head, AN_DEPREL_OBJ);
    return an_tree_lemma_in(tree, head, tree->grammar->enabling) && object != AN_NONE && object < verb && is_actor(tree, object) ? object : AN_NONE;
}

/* "Fighting the rebels is a priority for Chad": for whom; "Chad is open to continue talks", read as "to continue is open": the other subject. */
static uint32_t subject_of_clause(const an_tree *tree, uint32_t predicate)
{
    uint32_t subject = an_tree_child(tree, predicate, AN_DEPREL_NSUBJ);
    if (an_tree_child(tree, predicate, AN_DEPREL_COP) == AN_NONE) return AN_NONE;
    if (subject != AN_NONE) return tree->tokens[subject].upos == AN_UPOS_PRON && !is_actor(tree, subject) ? AN_NONE : subject;
    AN_FOR_CHILDREN(tree, child, predicate)
        if ((tree->tokens[child].deprel == AN_DEPREL_OBL || tree->tokens[child].deprel == AN_DEPREL_NMOD) && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == tree->grammar->for_ && is_actor(tree, child)) return child;
    return AN_NONE;
}

/* "Did so in a bid to fight", "with plans to fight": what those who did it meant to do. */
static bool is_aim(const an_tree *tree, uint32_t noun, uint32_t verb)
{
    enum { WORDS_BETWEEN = 2 };
    an_word w = an_tree_case(tree, noun);
    return tree->tokens[noun].deprel == AN_DEPREL_OBL && w != AN_NONE && (w == tree->grammar->in || w == tree->grammar->with) && verb - noun <= WORDS_BETWEEN;
}

/* "Called on Chad to stop": Chad is to stop. */
static bool is_asked_of(const an_tree *tree, uint32_t verb, uint32_t head)
{
    return an_tree_has_to(tree, verb) && an_tree_lemma_in(tree, head, tree->grammar->oblique_control) && an_tree_child(tree, head, AN_DEPREL_OBJ) == AN_NONE && !an_tree_is_passive(tree, head);
}

/* "Accused Chad of aggression by arming the rebels": Chad arms them. */
static bool is_means_of_accused(const an_tree *tree, uint32_t verb, uint32_t head)
{
    uint32_t mark = an_tree_child(tree, verb, AN_DEPREL_MARK);
    return mark != AN_NONE && tree->grammar->by != AN_NONE && tree->lemmas[mark] == tree->grammar->by && an_tree_is_tagged(tree, verb, "VBG") && an_tree_lemma_in(tree, head, tree->grammar->accusing) && !an_tree_is_passive(tree, head);
}

/* "After Peru and Chile threatened sanctions", read as two words of when and a second verb: who stands right before the verb; AN_NONE. */
static uint32_t torn_subject(const an_tree *tree, uint32_t verb, uint32_t head)
{
    uint32_t noun = verb > 0 ? verb - 1 : AN_NONE, preposition;
    bool is_finite = an_tree_is_tagged(tree, verb, "VBD") || an_tree_is_tagged(tree, verb, "VBZ") || an_tree_is_tagged(tree, verb, "VBP");
    if (!is_finite || noun == AN_NONE || tree->tokens[verb].deprel != AN_DEPREL_CONJ || an_tree_child(tree, verb, AN_DEPREL_CC) != AN_NONE) return AN_NONE;
    for (int i = 0; i < AN_CLIMB_MAX && noun != AN_NONE && tree->tokens[noun].deprel != AN_DEPREL_OBL; i++) noun = an_tree_head(tree, noun);
    if (noun == AN_NONE || noun >= verb || an_tree_head(tree, noun) != head) return AN_NONE;
    preposition = an_tree_child(tree, noun, AN_DEPREL_CASE);
    return preposition != AN_NONE && an_tree_lemma_in(tree, preposition, tree->grammar->occasions) ? noun : AN_NONE;
}

/* "The raids cause havoc in a town, killing four", with the participle hung on the nearest noun: the verb whose doing it is; AN_NONE. */
static uint32_t verb_before_comma(const an_tree *tree, uint32_t verb)
{
    uint32_t at = an_tree_head(tree, verb);
    if (verb == 0 || !an_str_is(tree->tokens[verb - 1].form, ",") || !an_tree_is_tagged(tree, verb, "VBG") || an_tree_child(tree, verb, AN_DEPREL_MARK) != AN_NONE) return AN_NONE;
    if (at == AN_NONE || tree->actor_at[at] != AN_NONE || tree->tokens[at].upos != AN_UPOS_NOUN || an_tree_lemma_in(tree, at, tree->grammar->people)) return AN_NONE;
    for (int i = 0; i < AN_CLIMB_MAX && at != AN_NONE && !an_tree_is_verb(tree, at); i++) at = tree->tokens[at].deprel == AN_DEPREL_NSUBJ ? AN_NONE : an_tree_head(tree, at);
    return at != AN_NONE && at < verb && !an_tree_is_passive(tree, at) ? at : AN_NONE;
}

/* What one step up in search of a missing subject finds: the subject, or the verb at which the search goes on; neither: nobody is told. */
typedef struct step {
    uint32_t subject, verb;
} step;

static step at_subject(uint32_t subject) { return (step){subject, AN_NONE}; }
static step at_verb(uint32_t verb) { return (step){AN_NONE, verb}; }

/* Who speaks in a paper: who issues it; not who gets it, but whom it is from or by; of "vetoed a Council resolution calling for" the paper's own maker. */
static step step_from_document(const an_tree *tree, uint32_t document)
{
    uint32_t verb = an_verb_of_object(tree, document);
    if (an_tree_lemma_in(tree, verb, tree->grammar->refusing_papers)) return at_subject(document);
    if (!an_tree_lemma_in(tree, verb, tree->grammar->getting)) return at_verb(verb);
    AN_FOR_CHILDREN(tree, child, document) {
        an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD ? an_tree_case(tree, child) : AN_NONE;
        if (w != AN_NONE && (w == tree->grammar->from || w == tree->grammar->by)) return at_subject(child);
    }
    return at_verb(AN_NONE);
}

/* What somebody is held over: "in connection with robbing a bank", "over a plot to rob a bank". */
static bool is_charge(const an_tree *tree, uint32_t noun)
{
    uint32_t preposition = an_tree_child(tree, noun, AN_DEPREL_CASE);
    if (preposition == AN_NONE) return false;
    if (an_tree_lemma_in(tree, noun, tree->grammar->in_connection)) return true;
    return an_str_is(tree->tokens[preposition].lemma, "over") && an_tree_lemma_in(tree, noun, tree->grammar->plots);
}

/* "Arrested ten men in connection with robbing a bank", "questioned ten men held over a plot to rob it": who is held; AN_NONE. */
static uint32_t held_over(const an_tree *tree, uint32_t noun)
{
    uint32_t verb = noun;
    if (!is_charge(tree, noun)) return AN_NONE;
    for (int i = 0; i < AN_CLIMB_MAX && verb != AN_NONE && !an_tree_is_verb(tree, verb); i++) verb = an_tree_head(tree, verb);
    if (verb == AN_NONE || !an_tree_is_passive(tree, verb)) return verb == AN_NONE ? AN_NONE : an_tree_child(tree, verb, AN_DEPREL_OBJ);
    return an_own_subject(tree, verb) == AN_NONE && tree->tokens[verb].deprel == AN_DEPREL_ACL ? an_tree_head(tree, verb) : an_own_subject(tree, verb);
}

/* "Sentenced a man to six years in prison for beating a guard", with the beating hung on the prison: the verb above, and so whom it sends there; AN_NONE. */
static uint32_t verb_of_term(const an_tree *tree, uint32_t verb, uint32_t noun)
{
    uint32_t mark = an_tree_child(tree, verb, AN_DEPREL_MARK);
    if (mark == AN_NONE || tree->grammar->for_ == AN_NONE || tree->lemmas[mark] != tree->grammar->for_ || !an_tree_is_tagged(tree, verb, "VBG")) return AN_NONE;
    for (int i = 0; i < AN_CLIMB_MAX && noun != AN_NONE && an_tree_lemma_in(tree, noun, tree->grammar->prison_terms) && an_tree_has_case(tree, noun); i++) {
        noun = an_tree_head(tree, noun);
        if (noun != AN_NONE && an_tree_is_verb(tree, noun)) return noun;
    }
    return AN_NONE;
}

static step step_from_term(const an_tree *tree, uint32_t verb)
{
    uint32_t sent = an_tree_is_passive(tree, verb) ? AN_NONE : controller(tree, verb);
    return sent == AN_NONE ? at_verb(verb) : at_subject(an_antecedent(tree, sent, verb));
}

/* "The decision to withdraw", "the first state to sign": whose the noun is, or whoever it is told of. */
static step step_to_owner(const an_tree *tree, uint32_t verb, uint32_t noun)
{
    uint32_t whose, above = an_verb_of_object(tree, noun);
    if (tree->tokens[noun].deprel == AN_DEPREL_XCOMP && an_tree_has_to(tree, verb)) return at_verb(an_tree_head(tree, noun)); /* "became the first state to sign" */
    if (verb_of_term(tree, verb, noun) != AN_NONE) return step_from_term(tree, verb_of_term(tree, verb, noun));
    whose = an_tree_child(tree, noun, AN_DEPREL_COP) == AN_NONE ? owner(tree, noun) : an_tree_child(tree, noun, AN_DEPREL_NSUBJ);
    if (whose == AN_NONE) whose = held_over(tree, noun);
    if (whose != AN_NONE) return at_subject(whose);
    if (is_aim(tree, noun, verb)) return at_verb(an_tree_head(tree, noun));
    return at_verb(above != AN_NONE && an_tree_lemma_in(tree, above, tree->grammar->thwarting) ? AN_NONE : above);
}

/* From a verb that hangs on a noun. */
static step step_from_noun(const an_tree *tree, uint32_t verb, uint32_t noun)
{
    const an_token *t = tree->tokens + verb;
    bool is_gerund = an_tree_is_tagged(tree, verb, "VBG"), is_relative = t->subrel == AN_SUBREL_RELCL;
    bool is_participle = (is_gerund || an_tree_is_tagged(tree, verb, "VBN")) && an_tree_child(tree, verb, AN_DEPREL_MARK) == AN_NONE; /* not "suspected of having killed" */
    if (is_gerund && an_tree_lemma_in(tree, noun, tree->grammar->documents) && an_verb_of_object(tree, noun) != AN_NONE) return step_from_document(tree, noun); /* "issued a statement calling on" */
    if (is_gerund && an_is_marked_with_object_control(tree, verb) && tree->tokens[noun].deprel == AN_DEPREL_OBJ && (tree->actor_at[noun] != AN_NONE || is_object_of(tree, noun, tree->grammar->accusing))) return at_subject(noun); /* "accused the rebels of killing" */
    if (!is_relative && verb_before_comma(tree, verb) != AN_NONE) return at_verb(verb_before_comma(tree, verb));
    if (is_relative || is_participle || an_tree_is_tagged(tree, verb, "VBD") || an_tree_is_tagged(tree, verb, "VBZ")) return at_subject(noun);
    return step_to_owner(tree, verb, noun);
}

/* Whether the clause tells of whoever the verb above does something to: "forced them to withdraw", "called on Chad to stop", "accused Chad of aggression by arming". */
static bool is_controlled(const an_tree *tree, uint32_t verb, uint32_t head)
{
    an_deprel relation = (an_deprel)tree->tokens[verb].deprel;
    if (relation == AN_DEPREL_XCOMP) return true;
    if (relation != AN_DEPREL_CCOMP && relation != AN_DEPREL_ADVCL) return false;
    if (an_is_marked_with_object_control(tree, verb)) return true;
    return relation == AN_DEPREL_ADVCL && (is_means_of_accused(tree, verb, head) || is_asked_of(tree, verb, head));
}

/* "The Coast Guard boards and seizes a tanker", with "boards" read as a noun that the guard describes: the name right before it; AN_NONE. */
static uint32_t name_before(const an_tree *tree, uint32_t noun)
{
    uint32_t name = noun > 0 ? noun - 1 : AN_NONE;
    if (name == AN_NONE || tree->tokens[noun].upos != AN_UPOS_NOUN || (!an_tree_is_tagged(tree, noun, "VBZ") && !an_tree_is_tagged(tree, noun, "VBD"))) return AN_NONE;
    return tree->tokens[name].deprel == AN_DEPREL_COMPOUND && an_tree_head(tree, name) == noun && tree->tokens[name].upos == AN_UPOS_PROPN ? name : AN_NONE;
}

/* The verb that does something to the noun, or to a group of such: "shot at a crowd of people"; AN_NONE. */
static uint32_t verb_upon(const an_tree *tree, uint32_t noun)
{
    uint32_t above = an_tree_head(tree, noun);
    if (above != AN_NONE && tree->tokens[noun].deprel == AN_DEPREL_NMOD && an_tree_lemma_in(tree, above, tree->grammar->containers) && an_tree_case(tree, noun) == tree->grammar->of) noun = above;
    above = an_tree_head(tree, noun);
    if (above == AN_NONE || tree->tokens[noun].deprel != AN_DEPREL_OBL || noun < above || !an_tree_has_case(tree, noun)) return an_verb_of_object(tree, noun);
    return an_tree_is_verb(tree, above) ? above : AN_NONE;
}

/* "Attacked a convoy that escorted doctors, killing six", "shot at people waiting for bread, killing six", with the killing hung on what the convoy or
 * the people did: the verb whose doing it is; not "shot at men who attacked a bus, killing six". AN_NONE. */
static uint32_t verb_over_description(const an_tree *tree, uint32_t verb, uint32_t head)
{
    uint32_t noun = tree->tokens[head].deprel == AN_DEPREL_ACL ? an_tree_head(tree, head) : AN_NONE, above = noun == AN_NONE ? AN_NONE : verb_upon(tree, noun);
    bool is_result = tree->tokens[verb].deprel == AN_DEPREL_ADVCL && an_tree_is_tagged(tree, verb, "VBG") && an_tree_child(tree, verb, AN_DEPREL_MARK) == AN_NONE && an_tree_lemma_in(tree, verb, tree->grammar->suffered), is_harm;
    if (!is_result || above == AN_NONE || head < noun || an_tree_is_passive(tree, above)) return AN_NONE;
    is_harm = tells_of_harm(tree, above, AN_KEY_VERB) && !tells_of_harm(tree, head, AN_KEY_VERB);
    return is_harm || (an_verb_of_object(tree, noun) != AN_NONE && !an_tree_lemma_in(tree, noun, tree->grammar->people)) ? above : AN_NONE;
}

/* What a participle stands right behind that was hung on the verb above, not on it: "vetoed a resolution calling for", "fired at students marching"; AN_NONE. */
static uint32_t noun_right_before(const an_tree *tree, uint32_t verb, uint32_t head)
{
    bool is_behind = verb > 0 && tree->tokens[verb].deprel == AN_DEPREL_ADVCL && an_tree_is_tagged(tree, verb, "VBG") && an_tree_child(tree, verb, AN_DEPREL_MARK) == AN_NONE && an_tree_head(tree, verb - 1) == head;
    return is_behind && (tree->tokens[verb - 1].deprel == AN_DEPREL_OBJ || tree->tokens[verb - 1].deprel == AN_DEPREL_OBL) ? verb - 1 : AN_NONE;
}

/* "Vetoed a resolution calling for", with the calling hung on the veto: the paper right before it; AN_NONE. */
static uint32_t paper_before(const an_tree *tree, uint32_t verb, uint32_t head)
{
    uint32_t noun = noun_right_before(tree, verb, head);
    return noun != AN_NONE && tree->tokens[noun].deprel == AN_DEPREL_OBJ && an_tree_lemma_in(tree, noun, tree->grammar->documents) ? noun : AN_NONE;
}

/* "Fired at students marching in Accra", with the marching hung on the firing: the people right before it; AN_NONE. */
static uint32_t marchers_before(const an_tree *tree, uint32_t verb, uint32_t head)
{
    uint32_t noun = an_tree_lemma_in(tree, verb, tree->grammar->gatherings) ? noun_right_before(tree, verb, head) : AN_NONE;
    return noun != AN_NONE && (tree->actor_at[noun] != AN_NONE || an_tree_lemma_in(tree, noun, tree->grammar->people)) ? noun : AN_NONE;
}

/* "The king announces that the talks will end, accusing Chad of fraud", with the accusing hung on the end of the talks: who announces it; AN_NONE. */
static uint32_t teller_above(const an_tree *tree, uint32_t verb, uint32_t head)
{
    bool is_remark = tree->tokens[verb].deprel == AN_DEPREL_ADVCL && verb > head && an_tree_is_tagged(tree, verb, "VBG") && an_tree_child(tree, verb, AN_DEPREL_MARK) == AN_NONE && an_str_is(tree->tokens[verb - 1].form, ",");
    uint32_t clause = is_remark && an_tree_lemma_in(tree, verb, tree->grammar->remarks) ? an_tree_first_conjunct(tree, head) : AN_NONE;
    uint32_t teller = clause != AN_NONE && tree->tokens[clause].deprel == AN_DEPREL_CCOMP ? an_tree_head(tree, clause) : AN_NONE;
    return teller != AN_NONE && teller < clause && an_tree_lemma_in(tree, teller, tree->grammar->telling_that) ? teller : AN_NONE;
}

/* "The army says between 100 and 200 have been killed", with the dead hung elsewhere: a finite clause of what is said has a subject of its own. */
static bool has_lost_its_subject(const an_tree *tree, uint32_t verb, uint32_t head)
{
    bool is_said = tree->tokens[verb].deprel == AN_DEPREL_CCOMP && verb > head && an_tree_lemma_in(tree, head, tree->grammar->telling_that);
    return is_said && an_tree_is_tagged(tree, verb, "VBN") && an_tree_is_passive(tree, verb) && an_tree_is_finite(tree, verb) && an_tree_child(tree, verb, AN_DEPREL_AUX) != AN_NONE;
}

/* From a verb that hangs on a verb. */
static step step_from_verb(const an_tree *tree, uint32_t verb, uint32_t head)
{
    an_deprel relation = (an_deprel)tree->tokens[verb].deprel;
    bool is_gerund = an_tree_is_tagged(tree, verb, "VBG");
    if (is_controlled(tree, verb, head)) {
        uint32_t found = controller(tree, head);
        return found != AN_NONE ? at_subject(an_antecedent(tree, found, head)) : at_verb(head);
    }
    if (paper_before(tree, verb, head) != AN_NONE) return step_from_document(tree, paper_before(tree, verb, head));
    if (marchers_before(tree, verb, head) != AN_NONE) return at_subject(marchers_before(tree, verb, head));
    if (teller_above(tree, verb, head) != AN_NONE) return at_verb(teller_above(tree, verb, head));
    if (verb_over_description(tree, verb, head) != AN_NONE) return at_verb(verb_over_description(tree, verb, head));
    if (relation == AN_DEPREL_CONJ && name_before(tree, head) != AN_NONE) return at_subject(name_before(tree, head));
    if (relation == AN_DEPREL_ADVCL && is_gerund && an_tree_is_passive(tree, head) && an_tree_child(tree, verb, AN_DEPREL_MARK) == AN_NONE) return at_subject(an_agent_of(tree, head)); /* "was bombed, killing six": the bomber kills */
    if (relation == AN_DEPREL_CCOMP && tree->tokens[head].subrel == AN_SUBREL_RELCL && an_own_subject(tree, head) != AN_NONE && an_own_subject(tree, head) != an_tree_head(tree, head)) return at_subject(an_tree_head(tree, head)); /* "anyone it believes is helping" */
    if (relation == AN_DEPREL_CONJ && is_gerund && an_verb_of_object(tree, head) != AN_NONE) return at_verb(an_verb_of_object(tree, head)); /* "killing six guards and wounding others", hung on the guards */
    if (torn_subject(tree, verb, head) != AN_NONE) return at_subject(torn_subject(tree, verb, head));
    if (has_lost_its_subject(tree, verb, head)) return at_verb(AN_NONE);
    return at_verb(relation == AN_DEPREL_CONJ || relation == AN_DEPREL_ADVCL || relation == AN_DEPREL_CCOMP ? head : AN_NONE);
}

static step step_up(const an_tree *tree, uint32_t verb)
{
    const an_token *t = tree->tokens + verb;
    uint32_t head = an_tree_head(tree, verb), helped;
    if (head == AN_NONE) return at_verb(AN_NONE);
    if (t->deprel == AN_DEPREL_CSUBJ) return at_subject(subject_of_clause(tree, head));
    if ((helped = beneficiary(tree, verb)) != AN_NONE) return at_subject(an_antecedent(tree, helped, an_tree_head(tree, helped)));
    if ((t->deprel == AN_DEPREL_ACL || t->deprel == AN_DEPREL_ADVCL || an_tree_takes_object(tree, verb)) && hangs_under_its_subject(tree, verb, head)) return at_subject(head);
    if (t->deprel == AN_DEPREL_ACL) return step_from_noun(tree, verb, head);
    if (t->deprel == AN_DEPREL_AMOD && t->upos == AN_UPOS_ADJ && head < verb) return at_subject(head); /* "the man responsible for killing six" */
    return step_from_verb(tree, verb, head);
}

uint32_t an_subject_of(const an_tree *tree, uint32_t verb)
{
    for (int i = 0; i < AN_CLIMB_MAX && verb != AN_NONE; i++) {
        step next;
        if (an_own_subject(tree, verb) != AN_NONE) return an_own_subject(tree, verb);
        next = step_up(tree, verb);
        if (next.subject != AN_NONE) return next.subject;
        verb = next.verb;
    }
    return AN_NONE;
}
