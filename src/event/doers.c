/* Who did what is told of nobody: those of the act beside it ("abducted after gunmen attacked"), who is blamed for it, who led the
 * operation in which it was done, whose weapon it was, and who fought where only the other side is named ("took the town after fighting with the rebels"). */
#include "event/draft.h"

enum { NOUNS_TO_VERB = 3 };

/* "After", "when" before the clause; AN_NONE. */
static uint32_t word_of_occasion(const an_tree *tree, uint32_t clause)
{
    uint32_t mark = an_tree_child(tree, clause, AN_DEPREL_MARK);
    return mark != AN_NONE ? mark : an_tree_child(tree, clause, AN_DEPREL_ADVMOD);
}

/* The event of a clause that tells on what occasion: "after gunmen attacked"; AN_NONE. */
uint32_t an_occasion_at(const an_coder *coder, const an_tree *tree, uint32_t clause)
{
    uint32_t word = tree->tokens[clause].deprel == AN_DEPREL_ADVCL ? word_of_occasion(tree, clause) : tree->tokens[clause].deprel == AN_DEPREL_CONJ ? an_tree_child(tree, clause, AN_DEPREL_MARK) : AN_NONE; /* read as "is killed and after a man fired" */
    return word != AN_NONE && an_tree_lemma_in(tree, word, coder->grammar.occasions) ? coder->draft_at[clause] : AN_NONE;
}

/* The act that a clause "with six villagers killed" goes with: its verb's, or the noun's that the verb tells of ("the assault goes on, with ..."). */
static uint32_t act_beside(const an_coder *coder, const an_tree *tree, uint32_t clause)
{
    uint32_t head = an_tree_head(tree, clause), mark = an_tree_child(tree, clause, AN_DEPREL_MARK), subject;
    if (head == AN_NONE || mark == AN_NONE || tree->tokens[clause].deprel != AN_DEPREL_ADVCL || coder->grammar.with == AN_NONE || tree->lemmas[mark] != coder->grammar.with) return AN_NONE;
    subject = an_own_subject(tree, head);
    return coder->draft_at[head] != AN_NONE || subject == AN_NONE ? coder->draft_at[head] : coder->draft_at[subject];
}

/* "Nine are killed, most of them children, in a Libyan strike", with the strike hung on the children. */
static uint32_t act_below_aside(const an_coder *coder, const an_tree *tree, uint32_t aside)
{
    if ((tree->tokens[aside].deprel != AN_DEPREL_PARATAXIS && tree->tokens[aside].deprel != AN_DEPREL_APPOS) || tree->tokens[aside].upos != AN_UPOS_NOUN) return AN_NONE;
    AN_FOR_CHILDREN(tree, child, aside)
        if ((tree->tokens[child].deprel == AN_DEPREL_OBL || tree->tokens[child].deprel == AN_DEPREL_NMOD) && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == coder->grammar.in && coder->draft_at[child] != AN_NONE) return coder->draft_at[child];
    return AN_NONE;
}

/* The act of violence in what hangs on the verb of those who were hit, or on a second such verb; AN_NONE. */
static uint32_t act_below(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t other = AN_NONE;
    AN_FOR_CHILDREN(tree, child, verb) {
        if (other == AN_NONE) other = an_occasion_at(coder, tree, child);
        if (other == AN_NONE) other = act_below_aside(coder, tree, child);
        if (tree->tokens[child].deprel != AN_DEPREL_CONJ || !an_tree_is_passive(tree, child)) continue;
        AN_FOR_CHILDREN(tree, inner, child)
            if (other == AN_NONE) other = an_occasion_at(coder, tree, inner);
    }
    return other;
}

/* "Six were abducted after gunmen attacked the town", "they traded fire, with six villagers killed", "killed in a shooting when gunmen opened fire": by those of
 * the clause beside. */
static void add_doers_beside(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t other = AN_NONE;
    if (draft->event.actors.count || draft->event.type != AN_TYPE_ASSAULT) return;
    if (!draft->is_noun && an_tree_is_passive(tree, draft->token)) {
        other = act_below(coder, tree, draft->token);
        if (other == AN_NONE) other = act_beside(coder, tree, draft->token);
    }
    for (uint32_t i = 0; i < draft->part_count && draft->is_noun && other == AN_NONE; i++)
        if (an_tree_is_passive(tree, draft->parts[i])) other = act_below(coder, tree, draft->parts[i]);
    if (other == AN_NONE || coder->drafts[other].event.type != AN_TYPE_ASSAULT || coder->drafts + other == draft || coder->drafts[other].token == draft->token) return;
    for (size_t i = 0; i < coder->drafts[other].event.actors.count; i++) {
        const an_participant *p = coder->drafts[other].event.actors.items + i;
        if (!an_participants_share(&draft->event.recipients, p)) an_participants_add(coder, &draft->event.actors, p);
    }
    draft->has_inherited_actor = draft->has_inherited_actor || draft->event.actors.count > 0;
}

static void add_known(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t token)
{
    an_participants found = {0};
    if (token == AN_NONE) return;
    an_resolve(coder, tree, token, false, &found);
    for (size_t i = 0; i < found.count; i++)
        if (an_participant_is_known(found.items + i) && !an_participants_share(&draft->event.recipients, found.items + i)) an_participants_add(coder, &draft->event.actors, found.items + i);
    draft->has_inherited_actor = draft->has_inherited_actor || draft->event.actors.count > 0;
}

/* Who is held responsible in the clause: "with the militia (believed to be) responsible"; AN_NONE. */
static uint32_t responsible_in(const an_tree *tree, uint32_t clause)
{
    uint32_t inner = an_str_is(tree->tokens[clause].lemma, "responsible") ? clause : an_tree_child(tree, clause, AN_DEPREL_XCOMP);
    if (tree->tokens[clause].deprel != AN_DEPREL_ADVCL || inner == AN_NONE || !an_str_is(tree->tokens[inner].lemma, "responsible")) return AN_NONE;
    return an_own_subject(tree, clause);
}

/* "Six died in a blast, with the militia believed to be responsible", "an attack blamed on the militia", "the militia is behind the attack". */
static void add_responsible(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_grammar *g = &coder->grammar;
    uint32_t at = draft->top, preposition = an_tree_child(tree, draft->top, AN_DEPREL_CASE);
    if (draft->event.actors.count || draft->event.type != AN_TYPE_ASSAULT) return;
    if (draft->is_noun && preposition != AN_NONE && an_str_is(tree->tokens[preposition].lemma, "behind")) add_known(coder, tree, draft, tree->tokens[at].deprel == AN_DEPREL_XCOMP ? an_own_subject(tree, an_tree_head(tree, at)) : an_tree_child(tree, at, AN_DEPREL_NSUBJ));
    AN_FOR_CHILDREN(tree, child, draft->top)
        if (draft->is_noun && tree->tokens[child].deprel == AN_DEPREL_ACL && an_str_is(tree->tokens[child].lemma, "blame"))
            AN_FOR_CHILDREN(tree, inner, child)
                if ((tree->tokens[inner].deprel == AN_DEPREL_OBL || tree->tokens[inner].deprel == AN_DEPREL_NMOD) && an_tree_case(tree, inner) == g->on) add_known(coder, tree, draft, inner);
    for (int i = 0; i < NOUNS_TO_VERB && at != AN_NONE && !an_tree_is_verb(tree, at); i++) at = an_tree_head(tree, at);
    if (at == AN_NONE || draft->event.actors.count) return;
    AN_FOR_CHILDREN(tree, child, at)
        add_known(coder, tree, draft, responsible_in(tree, child));
}

/* The verb above the noun, through objects and phrases: "announced the seizure of guns in an operation"; AN_NONE. */
static uint32_t verb_above(const an_tree *tree, uint32_t noun)
{
    for (int i = 0; i < NOUNS_TO_VERB && noun != AN_NONE; i++) {
        an_deprel relation = (an_deprel)tree->tokens[noun].deprel;
        if (relation != AN_DEPREL_OBL && relation != AN_DEPREL_OBJ && relation != AN_DEPREL_NMOD) return AN_NONE;
        noun = an_tree_head(tree, noun);
        if (noun != AN_NONE && an_tree_is_verb(tree, noun)) return noun;
    }
    return AN_NONE;
}

/* What is done in an operation, told by its noun or a participle below it: "seized guns in an operation targeting the gang"; AN_NONE. */
static uint32_t verb_of_operation(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    const an_token *t = tree->tokens + draft->token;
    bool is_below = t->deprel == AN_DEPREL_ACL && t->subrel != AN_SUBREL_RELCL && an_tree_is_tagged(tree, draft->token, "VBG");
    uint32_t noun = draft->is_noun ? draft->top : is_below ? an_tree_head(tree, draft->token) : AN_NONE, verb;
    if (draft->is_noun && (draft->event.type != AN_TYPE_ASSAULT || !draft->event.recipients.count || an_tree_case(tree, noun) != coder->grammar.in || (verb = verb_above(tree, noun)) == AN_NONE || an_tree_child(tree, verb, AN_DEPREL_OBJ) == AN_NONE)) return AN_NONE; /* not "died in a raid" */
    return noun != AN_NONE && an_tree_lemma_in(tree, noun, coder->grammar.operations) ? verb_above(tree, noun) : AN_NONE;
}

/* "Retaliated with airstrikes on the camp"; AN_NONE. */
static uint32_t verb_of_answer(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    uint32_t verb = an_tree_head(tree, noun);
    if (verb == AN_NONE || tree->tokens[noun].deprel != AN_DEPREL_OBL || an_tree_case(tree, noun) == AN_NONE || an_tree_case(tree, noun) != coder->grammar.with) return AN_NONE;
    return an_tree_lemma_in(tree, verb, coder->grammar.answering) && !an_tree_is_passive(tree, verb) ? verb : AN_NONE;
}

/* "Police seized guns in an operation targeting the gang": the police did both; "answered with raids on the camp": who answered raided. */
static void add_doers_of_operation(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = draft->event.actors.count ? AN_NONE : verb_of_operation(coder, tree, draft);
    if (verb == AN_NONE && !draft->event.actors.count && draft->is_noun) verb = verb_of_answer(coder, tree, draft->top);
    if (verb != AN_NONE && (draft->event.type == AN_TYPE_ASSAULT || draft->event.type == AN_TYPE_COERCE)) add_known(coder, tree, draft, an_tree_is_passive(tree, verb) ? an_agent_of(tree, verb) : an_subject_of(tree, verb));
}

/* Whose weapon it is: "a Houthi missile", "a bomb planted by the gang", "fired rockets that". */
static void add_owners(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t weapon)
{
    uint32_t verb = an_verb_of_object(tree, weapon);
    AN_FOR_CHILDREN(tree, child, weapon) {
        const an_token *t = tree->tokens + child;
        bool is_owner = (t->deprel == AN_DEPREL_COMPOUND || t->deprel == AN_DEPREL_AMOD || t->subrel == AN_SUBREL_POSS) && t->upos != AN_UPOS_PRON;
        bool is_use = t->deprel == AN_DEPREL_ACL && coder->draft_at[child] != AN_NONE && coder->drafts[coder->draft_at[child]].event.type == AN_TYPE_ASSAULT;
        if (is_owner && tree->actor_at[child] != AN_NONE) add_known(coder, tree, draft, child);
        if (is_use) add_known(coder, tree, draft, an_agent_of(tree, child));
    }
    if (verb == AN_NONE || draft->event.actors.count || coder->draft_at[verb] == AN_NONE || coder->drafts[coder->draft_at[verb]].event.type != AN_TYPE_ASSAULT) return;
    if (coder->drafts[coder->draft_at[verb]].event.mode_count && coder->drafts[coder->draft_at[verb]].event.modes[0] == AN_MODE_ASSAULT_DESTROY) return; /* "shot down drones fired at" */
    an_participants_add_all(coder, &draft->event.actors, &coder->drafts[coder->draft_at[verb]].event.actors);
}

/* "The Houthi missile fired at the port", "a bomb planted by the gang exploded": whose weapon it is does what it does. */
static void add_doers_by_weapon(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_token *t = tree->tokens + draft->token;
    bool is_reduced = t->deprel == AN_DEPREL_ACL && t->subrel != AN_SUBREL_RELCL && an_tree_is_tagged(tree, draft->token, "VBN") && an_agent_of(tree, draft->token) == AN_NONE;
    uint32_t weapon;
    if (draft->event.type != AN_TYPE_ASSAULT || draft->is_noun || draft->event.actors.count) return;
    weapon = is_reduced ? an_tree_head(tree, draft->token) : an_tree_is_passive(tree, draft->token) ? AN_NONE : an_own_subject(tree, draft->token);
    if (weapon != AN_NONE && tree->tokens[weapon].upos == AN_UPOS_NOUN && an_tree_lemma_in(tree, weapon, coder->grammar.weapons)) add_owners(coder, tree, draft, weapon);
}

/* Acts in which those who do them fight. */
static bool is_of_war(const an_event *event)
{
    bool is_leaving = event->type == AN_TYPE_RETREAT && event->mode_count && event->modes[0] == AN_MODE_RETREAT_WITHDRAW;
    return event->type == AN_TYPE_ASSAULT || an_is_seizure(event) || is_leaving;
}

/* Whom the fight is told to be with: "fighting with the rebels", and nobody else. */
static bool is_with_others(const an_coder *coder, const an_draft *draft)
{
    bool is_with = false;
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        uint32_t slot = draft->arguments.items[i].slot;
        is_with = is_with || slot == AN_SLOT_PREPOSITION + coder->grammar.with || slot == AN_SLOT_PREPOSITION + coder->grammar.against;
        if (slot == AN_SLOT_PREPOSITION + coder->grammar.between || slot == AN_SLOT_PREPOSITION + coder->grammar.by || slot == AN_SLOT_POSS || slot == AN_SLOT_SUBJECT) return false;
    }
    return is_with;
}

/* "The army took the town after days of fighting with the rebels": the army fought them. */
static void add_fighters_above(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_participants *actors = &draft->event.actors, *others = &draft->event.recipients, found = {0};
    bool is_open = draft->is_noun && draft->event.type == AN_TYPE_ASSAULT && draft->frame->both.count && !draft->part_count && actors->count + others->count == 1 && is_with_others(coder, draft);
    uint32_t verb = is_open ? verb_above(tree, draft->top) : AN_NONE, subject = verb == AN_NONE || an_tree_is_passive(tree, verb) ? AN_NONE : an_subject_of(tree, verb);
    bool is_war = subject != AN_NONE && coder->draft_at[verb] != AN_NONE && is_of_war(&coder->drafts[coder->draft_at[verb]].event);
    if (subject == AN_NONE || !is_war) return;
    an_resolve(coder, tree, subject, false, &found);
    for (size_t i = 0; i < found.count; i++)
        if (an_bears_arms(found.items + i) || found.items[i].actor.kind == AN_ACTOR_STATE) an_participants_add(coder, actors, found.items + i);
    draft->has_inherited_actor = draft->has_inherited_actor || found.count > 0;
    an_participants_add_all(coder, actors, others);
    if (found.count) others->count = 0;
}

void an_find_doers(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    add_doers_beside(coder, tree, draft);
    add_responsible(coder, tree, draft);
    add_doers_of_operation(coder, tree, draft);
    add_doers_by_weapon(coder, tree, draft);
    add_fighters_above(coder, tree, draft);
}
