/* Did it happen? From the trigger upwards: its own auxiliaries and negation, then each word above that bears on it ("failed to",
 * "plans to", "if", "a threat of"), until a clause is reached that stands by itself. The strongest finding wins:
 * did-not-happen > hypothetical > threatened > planned > possible > habitual > ongoing > happened;
 * but what is likely to be planned is possible. Of a plan it is kept whether it is that of those who act, or another's wish. */
#include "event/factuality.h"

#include "event/accounts.h"

/* The future that is made with "going to" and a verb. */
static bool is_about_to(const an_tree *tree, uint32_t head, uint32_t clause)
{
    return tree->tokens[clause].deprel == AN_DEPREL_XCOMP && an_tree_has_to(tree, clause) && an_str_is(tree->tokens[head].lemma, "go") && an_str_is(tree->tokens[head].xpos, "VBG");
}

/* "stopped them from entering": the clause is what is stopped; "stopped, demanding": it is not. */
static bool is_governed(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t mark = an_tree_child(tree, verb, AN_DEPREL_MARK), head = an_tree_head(tree, verb);
    const an_grammar *g = &coder->grammar;
    an_word w = mark == AN_NONE ? AN_NONE : tree->lemmas[mark];
    bool is_next = head != AN_NONE && verb > 0 && (head + 1 == verb || (an_tree_head(tree, verb - 1) == head && tree->tokens[verb - 1].deprel == AN_DEPREL_COMPOUND));
    if (mark == AN_NONE && is_next && an_str_is(tree->tokens[verb].xpos, "VBG")) return true; /* "gave up shelling" */
    return w != AN_NONE && (w == g->from || w == g->of || w == g->for_ || w == g->into || w == g->to || w == g->on);
}

/* "will stay until the army leaves": what is told in the present of a time to come is as likely as what waits for it. */
static bool is_awaited(const an_tree *tree, uint32_t verb)
{
    static const char *const marks[] = {"when", "before", "until", "till", "once"};
    uint32_t head = an_tree_head(tree, verb);
    if (!an_is_present(tree, verb)) return false;
    AN_FOR_CHILDREN(tree, child, verb) {
        if (child < verb && an_is_form(tree, child, "after") && head != AN_NONE && an_tree_has_modal(tree, head)) return true; /* not "plan to leave after he dies", in a headline */
        for (size_t i = 0; child < verb && i < sizeof marks / sizeof *marks; i++)
            if (an_is_form(tree, child, marks[i])) return true;
    }
    return false;
}

/* "since seizing power", "before leaving": when or how; what the main clause denies is not denied of it. */
static bool is_aside(const an_tree *tree, uint32_t verb)
{
    uint32_t mark = an_tree_child(tree, verb, AN_DEPREL_MARK);
    if (is_awaited(tree, verb)) return true;
    return mark != AN_NONE && !an_str_is(tree->tokens[mark].xpos, "TO") && mark < verb;
}

/* "since", "after", "(tried) for": what lies behind the main clause, whatever becomes of that; but "if he is tried for". */
static bool is_behind(const an_tree *tree, uint32_t verb)
{
    static const char *const marks[] = {"since", "after", "despite", "upon", "following", "for"};
    uint32_t mark = an_tree_child(tree, verb, an_tree_is_verb(tree, verb) ? AN_DEPREL_MARK : AN_DEPREL_CASE), head = an_tree_head(tree, verb);
    if (head != AN_NONE && an_has_if(tree, head)) return false;
    for (size_t i = 0; mark != AN_NONE && i < sizeof marks / sizeof *marks; i++)
        if (an_is_form(tree, mark, marks[i])) return true;
    return false;
}

/* "foiled an attempt to bomb", "a plot to kill him was thwarted". */
static bool is_thwarted(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    uint32_t verb = an_tree_head(tree, noun);
    bool is_undergone = tree->tokens[noun].deprel == AN_DEPREL_OBJ || (tree->tokens[noun].deprel == AN_DEPREL_NSUBJ && tree->tokens[noun].subrel == AN_SUBREL_PASS);
    const an_attitude *attitude = verb != AN_NONE && is_undergone && tree->tokens[noun].upos == AN_UPOS_NOUN ? an_find_attitude(coder, tree, verb) : NULL;
    return attitude && attitude->factuality == AN_FACTUALITY_DID_NOT_HAPPEN;
}

/* "was able to reach", "were quick to condemn", "was wrong to attack": he reached. */
static bool is_achieved(const an_coder *coder, const an_tree *tree, uint32_t adjective)
{
    return an_tree_child(tree, adjective, AN_DEPREL_COP) != AN_NONE && an_is_past(tree, adjective) && an_tree_lemma_in(tree, adjective, an_frames_set(coder->frames, "achieving"));
}

/* "was too weak to attack". */
static bool is_out_of_reach(const an_tree *tree, uint32_t clause, uint32_t adjective)
{
    return tree->tokens[adjective].upos == AN_UPOS_ADJ && an_tree_has_to(tree, clause) && an_has_adverb(tree, adjective, "too");
}

/* "told the paper that they had attacked": a clause in the past is no plan and no threat. */
static bool tells_past(const an_tree *tree, uint32_t verb, const an_attitude *attitude)
{
    return (attitude->factuality == AN_FACTUALITY_PLANNED || attitude->factuality == AN_FACTUALITY_THREATENED) && an_is_past(tree, verb);
}

/* "claims to have arrested", "is estimated to have killed": said of what is past. */
static bool is_told_of_past(const an_coder *coder, const an_tree *tree, uint32_t clause, uint32_t head)
{
    an_arguments arguments;
    bool is_perfect = false;
    AN_FOR_CHILDREN(tree, child, clause)
        is_perfect = is_perfect || (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].lemma, "have"));
    return is_perfect && an_tree_has_to(tree, clause) && an_find_report(coder, tree, head, &arguments) != NULL;
}

/* "are permitted to strike": may, and need not; "were permitted to leave" have left. */
static bool is_only_permitted(const an_tree *tree, uint32_t clause, uint32_t head)
{
    return an_tree_has_to(tree, clause) && an_tree_is_passive(tree, head) && an_is_present(tree, head) && an_tree_lemma_in(tree, head, tree->grammar->permitting);
}

/* "used to live in Rome". */
static bool is_habit_of_past(const an_tree *tree, uint32_t clause, uint32_t head)
{
    bool is_used = tree->tokens[clause].deprel == AN_DEPREL_XCOMP && an_tree_has_to(tree, clause) && an_str_is(tree->tokens[head].lemma, "use") && an_str_is(tree->tokens[head].xpos, "VBD");
    return is_used && an_tree_child(tree, head, AN_DEPREL_OBJ) == AN_NONE;
}

/* "has to fire", "has yet to fire", "had to fire". */
static void read_having_to(const an_tree *tree, uint32_t verb, uint32_t have, an_reading *found)
{
    if (an_has_adverb(tree, have, "yet") || an_has_adverb(tree, verb, "yet")) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
    else if (!an_str_is(tree->tokens[have].xpos, "VBD")) an_raise_to(found, AN_FACTUALITY_HYPOTHETICAL);
}

/* "this has meant leaving": left. */
static bool is_equation(const an_tree *tree, uint32_t verb, uint32_t head) { return an_str_is(tree->tokens[head].lemma, "mean") && !an_tree_has_to(tree, verb) && !an_tree_is_finite(tree, verb); }

/* "used the drones to strike a base": what is used for a deed does it. */
static bool is_used_for(const an_tree *tree, uint32_t clause, uint32_t verb)
{
    return an_tree_is_verb(tree, verb) && an_str_is(tree->tokens[verb].lemma, "use") && clause > verb && an_tree_has_to(tree, clause) && an_tree_child(tree, verb, AN_DEPREL_OBJ) != AN_NONE;
}

/* "pleaded guilty to killing": what they are or call themselves, not what they plead for. */
static bool is_description(const an_tree *tree, uint32_t child, const an_attitude *attitude)
{
    return attitude->factuality == AN_FACTUALITY_PLANNED && tree->tokens[child].deprel == AN_DEPREL_XCOMP && tree->tokens[child].upos == AN_UPOS_ADJ && !an_tree_has_to(tree, child);
}

/* "knows how to fly it", "decides whom to punish". */
static bool is_asked_how(const an_tree *tree, uint32_t clause)
{
    AN_FOR_CHILDREN(tree, child, clause)
        if (child < clause && an_str_starts_with(tree->tokens[child].xpos, "W")) return true;
    return false;
}

/* "It took them a year to retake the town": they did. */
static bool took_time(const an_tree *tree, uint32_t clause, uint32_t head) { return clause > head && an_str_is(tree->tokens[head].lemma, "take") && an_is_past(tree, head); }

/* "Attacking Iran would be folly": what is only weighed. */
static bool is_supposed_deed(const an_tree *tree, uint32_t clause, uint32_t head)
{
    return tree->tokens[clause].deprel == AN_DEPREL_CSUBJ && clause < head && an_str_is(tree->tokens[clause].xpos, "VBG") && an_tree_has_modal(tree, head);
}

static bool read_complement(const an_coder *coder, const an_tree *tree, uint32_t child, uint32_t head, an_reading *found)
{
    an_deprel relation = (an_deprel)tree->tokens[child].deprel;
    const an_attitude *attitude = an_find_attitude(coder, tree, head);
    if (relation == AN_DEPREL_XCOMP && an_tree_has_to(tree, child) && an_str_is(tree->tokens[head].lemma, "have")) {
        read_having_to(tree, child, head, found);
        return true;
    }
    if (an_tree_has_to(tree, child) && (is_achieved(coder, tree, head) || is_used_for(tree, child, head))) return true;
    if (attitude && (is_equation(tree, child, head) || is_description(tree, child, attitude))) return true;
    if (is_out_of_reach(tree, child, head)) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
    if (attitude && relation == AN_DEPREL_CCOMP && tells_past(tree, child, attitude)) return false;
    if (is_about_to(tree, head, child)) an_plan(found);
    else if (is_habit_of_past(tree, child, head)) an_raise_to(found, AN_FACTUALITY_HABITUAL);
    else if (is_only_permitted(tree, child, head)) an_raise_from_above(found, AN_FACTUALITY_POSSIBLE);
    else if (attitude) an_take_attitude(coder, tree, head, attitude, found);
    else if (is_told_of_past(coder, tree, child, head)) return true;
    else if (an_tree_has_to(tree, child) && (relation != AN_DEPREL_CCOMP || is_asked_how(tree, child)) && !took_time(tree, child, head)) an_raise_from_above(found, AN_FACTUALITY_POSSIBLE);
    if (is_supposed_deed(tree, child, head)) an_raise_to(found, AN_FACTUALITY_HYPOTHETICAL);
    return relation == AN_DEPREL_XCOMP || (attitude != NULL && !(attitude->factuality == AN_FACTUALITY_HAPPENED && an_tree_is_finite(tree, child))); /* "did not say that they left" */
}

/* "talks about leaving", "thought about it". */
static bool is_only_thought(const an_tree *tree, uint32_t verb, uint32_t head)
{
    static const char *const thinking[] = {"talk", "think", "speak", "dream"};
    uint32_t mark = an_tree_child(tree, verb, AN_DEPREL_MARK);
    for (size_t i = 0; mark != AN_NONE && an_is_form(tree, mark, "about") && i < sizeof thinking / sizeof *thinking; i++)
        if (an_str_is(tree->tokens[head].lemma, thinking[i])) return true;
    return false;
}

/* "is far from ending", "fell short of ending". */
static bool is_unreached(const an_tree *tree, uint32_t verb, uint32_t head)
{
    uint32_t mark = an_tree_child(tree, verb, AN_DEPREL_MARK);
    return mark != AN_NONE && ((an_is_form(tree, head, "far") && an_is_form(tree, mark, "from")) || (an_is_form(tree, head, "short") && an_is_form(tree, mark, "of")));
}

/* "opposition to lifting the ban": what is opposed is not done by it. */
static bool is_opposed(const an_coder *coder, const an_tree *tree, uint32_t clause, uint32_t noun)
{
    uint32_t mark = an_tree_child(tree, clause, AN_DEPREL_MARK);
    return mark == noun + 1 && an_is_form(tree, mark, "to") && an_str_is(tree->tokens[clause].xpos, "VBG") && an_tree_lemma_in(tree, noun, coder->grammar.opposing);
}

/* The same, where the parser hung the clause on the verb: "voiced opposition to lifting it". */
static bool is_opposed_before(const an_coder *coder, const an_tree *tree, uint32_t clause)
{
    uint32_t mark = an_tree_child(tree, clause, AN_DEPREL_MARK);
    return mark != AN_NONE && mark > 0 && is_opposed(coder, tree, clause, mark - 1);
}

/* "flew to Rome to meet them", told in the past: whoever tells it so knows of nothing that came between; not "encouraged them to meet". */
static bool is_done_for(const an_tree *tree, uint32_t verb)
{
    return an_str_is(tree->tokens[verb].xpos, "VBD") && an_tree_is_verb(tree, verb) && !an_tree_lemma_in(tree, verb, tree->grammar->enabling);
}

static bool read_adverbial(const an_coder *coder, const an_tree *tree, uint32_t child, uint32_t head, an_reading *found)
{
    const an_attitude *attitude = an_find_attitude(coder, tree, head);
    if (an_tree_has_to(tree, child) && (is_achieved(coder, tree, head) || is_used_for(tree, child, head))) return true;
    if (is_out_of_reach(tree, child, head)) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
    else if (an_tree_has_to(tree, child)) {
        if (attitude) an_take_attitude(coder, tree, head, attitude, found);
        else if (!is_done_for(tree, head)) an_raise_to(found, AN_FACTUALITY_PLANNED);
    } else if (attitude && !an_tree_is_finite(tree, child) && is_governed(coder, tree, child)) an_take_attitude(coder, tree, head, attitude, found);
    else if (is_unreached(tree, child, head)) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
    else if (is_opposed_before(coder, tree, child)) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
    else if (is_only_thought(tree, child, head)) an_raise_from_above(found, AN_FACTUALITY_POSSIBLE);
    else if (!is_awaited(tree, child) && is_behind(tree, child)) return false;
    if (is_awaited(tree, child)) found->is_wished = true;
    return !an_tree_is_finite(tree, child) || is_awaited(tree, child);
}

/* "the first state", "the only city", "the third party". */
static bool is_ranked(const an_tree *tree, uint32_t noun)
{
    static const char *const ranks[] = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last", "only", "latest"};
    AN_FOR_CHILDREN(tree, child, noun) {
        if (tree->tokens[child].deprel != AN_DEPREL_AMOD) continue;
        for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
            if (an_is_form(tree, child, ranks[i])) return true;
    }
    return false;
}

/* "since the vote", "after the meeting"; "in the raid, police ...". */
static bool is_occasion(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    uint32_t preposition = an_tree_child(tree, noun, AN_DEPREL_CASE), head = an_tree_head(tree, noun);
    if (preposition == AN_NONE) return false;
    return an_tree_lemma_in(tree, preposition, coder->grammar.occasions) || (tree->lemmas[preposition] == coder->grammar.in && head != AN_NONE && noun < head);
}

/* "a vote boycotted by the party": done to the plan, not planned; not "the order made by the court to expel him". */
static bool is_done_to(const an_tree *tree, uint32_t clause)
{
    AN_FOR_CHILDREN(tree, child, clause)
        if (an_tree_has_to(tree, child)) return false;
    return an_str_is(tree->tokens[clause].xpos, "VBN") && an_tree_child(tree, clause, AN_DEPREL_AUX) == AN_NONE && an_tree_child(tree, clause, AN_DEPREL_MARK) == AN_NONE;
}

/* "forcing dozens of people to flee", with the clause hung under them: those who are made to do it do it. */
static bool is_brought_about(const an_coder *coder, const an_tree *tree, uint32_t clause, uint32_t noun)
{
    uint32_t verb = an_verb_of_object(tree, noun);
    const an_attitude *attitude = verb == AN_NONE || !an_tree_has_to(tree, clause) ? NULL : an_find_attitude(coder, tree, verb);
    bool is_somebody = tree->actor_at[noun] != AN_NONE || an_tree_lemma_in(tree, noun, coder->grammar.people) || an_tree_lemma_in(tree, noun, coder->grammar.counts);
    return attitude && attitude->factuality == AN_FACTUALITY_HAPPENED && is_somebody;
}

/* "no reports that", "no evidence of". */
static bool read_noun_clause(const an_coder *coder, const an_tree *tree, uint32_t child, uint32_t noun, an_reading *found)
{
    const an_attitude *attitude = is_done_to(tree, child) ? NULL : an_find_attitude(coder, tree, noun);
    bool is_bare = an_str_is(tree->tokens[child].xpos, "VBG") && an_tree_child(tree, child, AN_DEPREL_MARK) == AN_NONE;
    bool is_done = an_tree_has_to(tree, child) && is_ranked(tree, noun); /* "the first state to sue" */
    bool is_performed = is_bare && attitude && attitude->factuality == AN_FACTUALITY_PLANNED; /* "an order lifting the ban" */
    bool is_carried_out = attitude && an_str_is(tree->tokens[noun].lemma, "decision") && tree->tokens[noun].deprel == AN_DEPREL_OBL && (is_occasion(coder, tree, noun) || is_behind(tree, noun)); /* "since the decision to withdraw" */
    if (is_opposed(coder, tree, child, noun)) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
    if (is_done || (!attitude && is_brought_about(coder, tree, child, noun))) return true;
    if (is_carried_out) return false;
    if (attitude && !is_performed && !tells_past(tree, child, attitude)) an_take_attitude(coder, tree, noun, attitude, found);
    else if (!attitude && an_tree_has_to(tree, child)) an_raise_to(found, AN_FACTUALITY_PLANNED);
    if (an_has_negative_determiner(coder, tree, noun) || ((an_tree_has_to(tree, child) || is_governed(coder, tree, child)) && is_thwarted(coder, tree, noun))) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
    return !attitude && an_tree_has_to(tree, child);
}

/* "there were no reports (that) they fired", "there is no country that trades with them". */
static bool is_denied_to_be(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    uint32_t be = an_tree_head(tree, noun);
    return be != AN_NONE && an_has_negative_determiner(coder, tree, noun) && an_tree_child(tree, be, AN_DEPREL_EXPL) != AN_NONE;
}

/* "if he has no licence and is fined": the second verb is of the condition too, whatever auxiliary it has of its own. */
static bool is_of_condition(const an_tree *tree, uint32_t conjunct, uint32_t verb)
{
    return tree->tokens[verb].deprel == AN_DEPREL_ADVCL && an_has_if(tree, verb) && an_is_past(tree, conjunct) == an_is_past(tree, verb);
}

/* What the word above says of the clause below it; true if the search goes on from there. */
static bool read_governor(const an_coder *coder, const an_tree *tree, uint32_t child, uint32_t head, an_reading *found)
{
    switch ((an_deprel)tree->tokens[child].deprel) {
    case AN_DEPREL_XCOMP:
    case AN_DEPREL_CCOMP:
    case AN_DEPREL_CSUBJ: return read_complement(coder, tree, child, head, found);
    case AN_DEPREL_ADVCL: return read_adverbial(coder, tree, child, head, found);
    case AN_DEPREL_CONJ:
        if (is_of_condition(tree, child, head)) an_raise_to(found, AN_FACTUALITY_HYPOTHETICAL);
        if (an_tree_has_to(tree, head) && an_is_past(tree, child)) return false; /* "used the law to ban books, and jailed writers" */
        return tree->tokens[head].upos == AN_UPOS_VERB && an_tree_child(tree, child, AN_DEPREL_AUX) == AN_NONE && an_tree_child(tree, child, AN_DEPREL_NSUBJ) == AN_NONE;
    case AN_DEPREL_OBJ: return true; /* "will take steps to protect": from the steps to what becomes of them */
    case AN_DEPREL_ACL:
        if (tree->tokens[child].subrel == AN_SUBREL_RELCL && is_denied_to_be(coder, tree, head)) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
        return tree->tokens[child].subrel != AN_SUBREL_RELCL && read_noun_clause(coder, tree, child, head, found);
    default: return false;
    }
}

/* "did not meet or call": the auxiliary and its "not" go for both; "did not wait and attacked": they do not. */
static bool shares_negation(const an_tree *tree, uint32_t conjunct)
{
    uint32_t cc = an_tree_child(tree, conjunct, AN_DEPREL_CC);
    if ((cc != AN_NONE && an_is_form(tree, cc, "but")) || an_has_adverb(tree, conjunct, "instead")) return false;
    return an_str_is(tree->tokens[conjunct].xpos, "VB") || (cc != AN_NONE && (an_is_form(tree, cc, "or") || an_is_form(tree, cc, "nor")));
}

static void read_verbs_above(const an_coder *coder, const an_tree *tree, uint32_t verb, an_reading *found)
{
    for (int i = 0; i < AN_CLIMB_MAX; i++) {
        uint32_t head = an_tree_head(tree, verb);
        bool is_free = tree->tokens[verb].deprel == AN_DEPREL_CONJ ? !shares_negation(tree, verb) : tree->tokens[verb].deprel == AN_DEPREL_ADVCL && is_aside(tree, verb);
        an_reading above = {.value = AN_FACTUALITY_HAPPENED}, governed = *found;
        bool goes_on = head != AN_NONE && read_governor(coder, tree, verb, head, &governed);
        bool is_denied = governed.value == AN_FACTUALITY_DID_NOT_HAPPEN && found->value != AN_FACTUALITY_DID_NOT_HAPPEN;
        if (goes_on) an_read_clause(coder, tree, head, false, &above);
        if (is_denied && above.value == AN_FACTUALITY_DID_NOT_HAPPEN && !an_has_adverb(tree, head, "yet")) above.value = AN_FACTUALITY_HAPPENED; /* "did not stop them from" */
        else *found = governed;
        if (!goes_on) return;
        found->is_willed = found->is_willed || above.is_willed;
        if (!is_free || above.value != AN_FACTUALITY_DID_NOT_HAPPEN) an_raise_from_above(found, above.value);
        verb = head;
    }
}

static bool is_pointed_at(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_DET && (an_is_form(tree, child, "this") || an_is_form(tree, child, "that") || an_is_form(tree, child, "these") || an_is_form(tree, child, "those"))) return true;
    return false;
}

static bool is_definite(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        const an_token *t = tree->tokens + child;
        if (t->subrel == AN_SUBREL_POSS || (t->deprel == AN_DEPREL_DET && an_is_form(tree, child, "the"))) return true;
    }
    return is_pointed_at(tree, noun);
}

/* "no attack", "a possible attack", "instead of an attack", "the foiled attack". */
static void read_noun(const an_coder *coder, const an_tree *tree, uint32_t noun, an_reading *found)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        const an_token *t = tree->tokens + child;
        const an_attitude *attitude;
        if (t->deprel == AN_DEPREL_DET && an_is_negation(coder, tree, child)) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN);
        if (t->deprel == AN_DEPREL_CASE || t->deprel == AN_DEPREL_CC) an_read_mark(coder, tree, child, found);
        if (t->deprel != AN_DEPREL_AMOD) continue;
        if (an_tree_lemma_in(tree, child, coder->grammar.ongoing_words)) an_raise_to(found, AN_FACTUALITY_ONGOING);
        attitude = an_find_attitude(coder, tree, child);
        if (attitude) an_take_attitude(coder, tree, child, attitude, found);
    }
}

/* "the threat of an attack", "fears an attack", "could lead to an attack". */
static void read_above_noun(const an_coder *coder, const an_tree *tree, uint32_t noun, an_reading *found)
{
    uint32_t head = an_tree_head(tree, noun);
    an_deprel relation = (an_deprel)tree->tokens[noun].deprel;
    const an_attitude *attitude;
    if (head == AN_NONE || (relation == AN_DEPREL_OBL && is_occasion(coder, tree, noun))) return; /* "after the meeting he promised" */
    attitude = relation == AN_DEPREL_NMOD || relation == AN_DEPREL_OBJ || relation == AN_DEPREL_OBL || (relation == AN_DEPREL_NSUBJ && tree->tokens[noun].subrel == AN_SUBREL_PASS) ? an_find_attitude(coder, tree, head) : NULL;
    if (attitude && tree->tokens[noun].subrel != AN_SUBREL_POSS) {
        if (relation == AN_DEPREL_OBJ || relation == AN_DEPREL_NMOD || tree->tokens[noun].subrel == AN_SUBREL_PASS || !is_definite(tree, noun)) an_take_attitude(coder, tree, head, attitude, found);
        return;
    }
    if (relation == AN_DEPREL_NMOD && an_has_negative_determiner(coder, tree, head)) an_raise_to(found, AN_FACTUALITY_DID_NOT_HAPPEN); /* "no reports of attacks" */
    if ((relation == AN_DEPREL_OBJ || relation == AN_DEPREL_OBL || relation == AN_DEPREL_NSUBJ) && tree->tokens[head].upos == AN_UPOS_VERB && !is_definite(tree, noun)) {
        an_read_clause(coder, tree, head, false, found);
        read_verbs_above(coder, tree, head, found);
    }
}

/* A clause of which a law or rule is the subject, and that tells of no past; a text that looks back tells standing law in the past, too. */
bool an_is_norm(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t subject = an_tree_child(tree, verb, AN_DEPREL_NSUBJ);
    return subject != AN_NONE && (coder->is_review || !an_is_past(tree, verb)) && an_tree_lemma_in(tree, subject, coder->grammar.norms);
}

/* "The law provides for five years for an attack": what a law speaks of need not ever happen. */
static bool is_in_norm(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    for (int i = 0; i < AN_CLIMB_MAX; i++) {
        uint32_t head = an_tree_head(tree, token);
        an_deprel relation = (an_deprel)tree->tokens[token].deprel;
        bool is_apart = relation == AN_DEPREL_CONJ ? an_tree_child(tree, token, AN_DEPREL_NSUBJ) != AN_NONE : relation == AN_DEPREL_ADVCL && an_tree_is_finite(tree, token);
        if (head == AN_NONE || relation == AN_DEPREL_NSUBJ || relation == AN_DEPREL_PARATAXIS || is_apart || an_str_is(tree->tokens[token].xpos, "VBD")) return false;
        if (relation != AN_DEPREL_CONJ && an_is_norm(coder, tree, head)) return true;
        token = head;
    }
    return false;
}

/* Words of blame, which are spoken even where they fail; not lawsuits and inquiries. */
static bool is_blame(const an_event *event) { return event->type == AN_TYPE_ACCUSE && strncmp(event->cameo, "11", 2) == 0 && event->cameo[2] >= '1' && event->cameo[2] <= '4'; }

/* An attempt on somebody's life is of that mode whether it comes off or not. */
static bool is_attack_on_life(const an_event *event) { return event->type == AN_TYPE_ASSAULT && event->mode_count && event->modes[0] == AN_MODE_ASSAULT_TARGETED; }

/* "tried to blame them", "attempts to link it to them", "attempted to assassinate him". */
static bool is_said_in_trying(const an_tree *tree, const an_draft *draft)
{
    uint32_t head = an_tree_head(tree, draft->token);
    an_deprel relation = (an_deprel)tree->tokens[draft->token].deprel;
    if (head == AN_NONE || draft->is_noun || (!is_blame(&draft->event) && !is_attack_on_life(&draft->event)) || !an_tree_has_to(tree, draft->token) || (relation != AN_DEPREL_XCOMP && relation != AN_DEPREL_ACL)) return false;
    return an_str_is(tree->tokens[head].lemma, "try") || an_str_is(tree->tokens[head].lemma, "attempt") || (is_blame(&draft->event) && an_str_is(tree->tokens[head].lemma, "seek"));
}

static bool is_of_words(an_event_type type)
{
    return type == AN_TYPE_ACCUSE || type == AN_TYPE_REQUEST || type == AN_TYPE_SUPPORT || type == AN_TYPE_REJECT || type == AN_TYPE_CONSULT || type == AN_TYPE_THREATEN || type == AN_TYPE_PROTEST;
}

/* "calling on the council to condemn it": the council is to condemn. */
static bool is_asked_of(const an_tree *tree, uint32_t verb, uint32_t clause)
{
    uint32_t asked = an_tree_lemma_in(tree, verb, tree->grammar->oblique_control) ? an_tree_child(tree, verb, AN_DEPREL_OBL) : AN_NONE;
    return asked != AN_NONE && asked > verb && asked < clause && an_tree_case(tree, asked) == tree->grammar->on;
}

/* "called her to congratulate", "rallied to demand": whoever turns to somebody to say something has said it. */
static bool is_said_in_act(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t head = an_tree_head(tree, draft->token), number = head == AN_NONE ? AN_NONE : coder->draft_at[head];
    an_deprel relation = (an_deprel)tree->tokens[draft->token].deprel;
    if (head == AN_NONE || relation != AN_DEPREL_ADVCL || !an_tree_has_to(tree, draft->token) || !is_of_words(draft->event.type)) return false;
    if (is_asked_of(tree, head, draft->token)) return false;
    if (number == AN_NONE || coder->drafts[number].event.type == AN_TYPE_CONSULT) return an_tree_lemma_in(tree, head, coder->grammar.addressing);
    return coder->drafts[number].event.type == AN_TYPE_ACCUSE || coder->drafts[number].event.type == AN_TYPE_PROTEST; /* no REQUEST: "called for talks to discuss" */
}

/* "is the only group that the army fights": how it is, no single deed. */
static bool is_told_of_kind(const an_tree *tree, uint32_t verb)
{
    uint32_t noun = an_tree_head(tree, verb), copula = noun == AN_NONE ? AN_NONE : an_tree_child(tree, noun, AN_DEPREL_COP);
    bool is_simple = an_str_is(tree->tokens[verb].xpos, "VBZ") || an_str_is(tree->tokens[verb].xpos, "VBP");
    return is_simple && copula != AN_NONE && tree->tokens[verb].subrel == AN_SUBREL_RELCL && an_str_starts_with(tree->tokens[copula].xpos, "VB") && an_is_present(tree, noun);
}

/* "cells targeting Kenya": what people are there for. */
static bool is_aim_of_people(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    const an_token *t = tree->tokens + verb;
    uint32_t noun = an_tree_head(tree, verb);
    if (noun == AN_NONE || t->deprel != AN_DEPREL_ACL || t->subrel == AN_SUBREL_RELCL || !an_str_is(t->xpos, "VBG") || !an_str_is(t->lemma, "target")) return false;
    return an_tree_lemma_in(tree, noun, coder->grammar.people) || an_tree_lemma_in(tree, noun, an_frames_set(coder->frames, "bands"));
}

/* "its efforts to fight the rebels": who makes efforts to fight does so. */
static bool is_fight_under_way(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t noun = an_tree_head(tree, verb);
    if (noun == AN_NONE || tree->tokens[verb].deprel != AN_DEPREL_ACL || !an_tree_has_to(tree, verb) || an_tree_child(tree, noun, AN_DEPREL_DET) != AN_NONE) return false;
    return an_tree_lemma_in(tree, verb, an_frames_set(coder->frames, "fighting")) && an_tree_lemma_in(tree, noun, an_frames_set(coder->frames, "efforts"));
}

static void read_kind(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t verb, an_reading *found)
{
    if (an_is_set_for_later(tree, draft, verb)) an_plan(found);
    if (is_told_of_kind(tree, verb)) an_raise_to(found, AN_FACTUALITY_HABITUAL);
    if (is_aim_of_people(coder, tree, verb)) an_raise_to(found, AN_FACTUALITY_PLANNED);
}

/* "will not be invited, accusing them of fraud", "fails to agree, calling for a vote": a remark is made, whatever becomes of the clause before it. */
static bool is_remark(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    return is_of_words(draft->event.type) && draft->event.type != AN_TYPE_CONSULT && an_is_trailing(tree, verb) && an_str_is(tree->tokens[verb - 1].form, ",");
}

static void read_verb(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t verb, an_reading *found)
{
    an_read_clause(coder, tree, verb, true, found);
    read_kind(coder, tree, draft, verb, found);
    if (is_fight_under_way(coder, tree, verb)) {
        an_raise_to(found, AN_FACTUALITY_ONGOING);
        return;
    }
    if (is_remark(tree, draft, verb)) return;
    if (!is_said_in_act(coder, tree, draft) && !is_said_in_trying(tree, draft)) {
        read_verbs_above(coder, tree, verb, found);
        return;
    }
    verb = an_tree_head(tree, verb);
    an_read_clause(coder, tree, verb, false, found);
    read_verbs_above(coder, tree, verb, found);
}

/* "ordered the shelling of a town, in which six people died": a result that is told as a fact makes the plan of it one. */
static bool has_told_result(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    for (uint32_t i = 0; i < draft->part_count; i++) {
        an_reading own = {.value = AN_FACTUALITY_HAPPENED};
        uint32_t part = draft->parts[i];
        if (!an_tree_is_verb(tree, part) || !an_is_past(tree, part) || (tree->tokens[part].subrel != AN_SUBREL_RELCL && an_tree_head(tree, part) != AN_NONE)) continue;
        an_read_clause(coder, tree, part, false, &own);
        if (own.value == AN_FACTUALITY_HAPPENED) return true;
    }
    return false;
}

/* "would be an attack on us"; not "was behind the attack". */
static bool is_predicate_noun(const an_tree *tree, uint32_t noun)
{
    return tree->tokens[noun].upos == AN_UPOS_NOUN && an_tree_child(tree, noun, AN_DEPREL_COP) != AN_NONE && !an_tree_has_case(tree, noun);
}

/* "No group claimed the attack": the attack there was, whoever claims it. */
static bool is_claimed_deed(const an_draft *draft) { return draft->is_noun && draft->light && draft->light->stance == AN_STANCE_CLAIMS_OWN; }

static an_reading read_draft(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    an_reading found = {.value = AN_FACTUALITY_HAPPENED};
    uint32_t anchor = draft->light_token != AN_NONE ? draft->light_token : draft->token;
    if (has_told_result(coder, tree, draft)) return found;
    if (draft->is_noun) read_noun(coder, tree, draft->token, &found);
    if (draft->is_noun && draft->top != draft->token) read_noun(coder, tree, draft->top, &found);
    if (draft->light && draft->light->factuality < AN_FACTUALITY_COUNT) {
        an_raise_to(&found, (an_factuality)draft->light->factuality);
        found.is_willed = draft->light->factuality == AN_FACTUALITY_PLANNED;
    }
    if (draft->is_noun && draft->light_token == AN_NONE) {
        if (is_pointed_at(tree, draft->token)) return found;
        if (is_predicate_noun(tree, draft->top)) {
            an_read_clause(coder, tree, draft->top, false, &found);
            read_verbs_above(coder, tree, draft->top, &found);
        } else read_above_noun(coder, tree, draft->top, &found);
        if ((!is_definite(tree, draft->token) || tree->tokens[draft->top].deprel == AN_DEPREL_OBJ) && is_in_norm(coder, tree, draft->top)) an_raise_to(&found, AN_FACTUALITY_HYPOTHETICAL);
        return found;
    }
    if (is_claimed_deed(draft) || (draft->is_noun && is_pointed_at(tree, draft->token) && an_tree_has_to(tree, anchor))) return found; /* "to carry out this attack" */
    read_verb(coder, tree, draft, anchor, &found);
    if (is_in_norm(coder, tree, anchor)) an_raise_to(&found, AN_FACTUALITY_HYPOTHETICAL);
    return found;
}

an_factuality an_factuality_of(const an_coder *coder, const an_tree *tree, const an_draft *draft) { return read_draft(coder, tree, draft).value; }

/* Planned by those who act, not asked of them, hoped or foretold. */
bool an_is_willed(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    an_reading found = read_draft(coder, tree, draft);
    return found.is_willed && !found.is_wished;
}

/* "will not end the blockade", "will no longer comply", "is not willing to talk": whoever says so refuses. */
bool an_is_refused(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t verb = draft->light_token != AN_NONE ? draft->light_token : draft->token;
    bool is_future = tree->tokens[verb].upos == AN_UPOS_ADJ && draft->event.type == AN_TYPE_AGREE, is_negated = false;
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        bool is_will = an_str_equal_ignoring_ascii_case(t->lemma, AN_STR("will")) || an_is_form(tree, child, "wo") || an_is_form(tree, child, "would");
        is_future = is_future || (t->deprel == AN_DEPREL_AUX && is_will);
        is_negated = is_negated || (t->deprel == AN_DEPREL_ADVMOD && an_is_negative_adverb(coder, tree, child));
        if (t->deprel == AN_DEPREL_MARK && tree->lemmas[child] != AN_NONE && (tree->lemmas[child] == coder->grammar.if_ || tree->lemmas[child] == coder->grammar.unless)) return false;
    }
    return is_future && is_negated && !an_tree_is_passive(tree, verb);
}

/* "failed to reach a deal", "were unable to agree". */
bool an_is_failed(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t verb = draft->light_token != AN_NONE ? draft->light_token : draft->token, head = an_tree_head(tree, verb);
    const an_attitude *attitude;
    if (head == AN_NONE || tree->tokens[verb].deprel != AN_DEPREL_XCOMP || !an_tree_has_to(tree, verb)) return false;
    attitude = an_find_attitude(coder, tree, head);
    return attitude && attitude->factuality == AN_FACTUALITY_DID_NOT_HAPPEN;
}
