/* The dead and hurt of a sentence whom no act has claimed, though it tells of one: hung too far off ("fighting between rebels and guards ... leaves nine people
 * dead", "the toll of the strikes rises to nine, while 30 people were hurt"), or behind words that the parser took for a clause ("were killed following a
 * raid by the army") or for a description of the hurt alone ("nine were killed and another hurt in a rebel attack"). */
#include "event/draft.h"

enum { LINKS_TO_CLAUSE = 5 };

static bool is_orphan(const an_draft *draft)
{
    return !draft->is_dropped && !draft->is_noun && draft->event.type == AN_TYPE_ASSAULT && an_is_result(draft) && !draft->event.actors.count;
}

/* The number of the act of violence that the noun (or a verb that stands for one: "fighting between") tells; AN_NONE. */
static uint32_t act_at(const an_coder *coder, const an_draft *orphan, uint32_t token)
{
    uint32_t number = an_draft_for(coder, token);
    const an_draft *act = number == AN_NONE ? orphan : coder->drafts + number;
    return act != orphan && !act->is_dropped && act->event.type == AN_TYPE_ASSAULT && !an_is_result(act) ? number : AN_NONE;
}

/* The only act told below the token outside of any clause; AN_NONE. */
static uint32_t act_within(const an_coder *coder, const an_tree *tree, const an_draft *orphan, uint32_t above)
{
    uint32_t found = AN_NONE;
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        uint32_t top = coder->drafts[i].top, up = top;
        if (act_at(coder, orphan, top) != i || !an_tree_dominates(tree, above, top)) continue;
        while (up != above && tree->tokens[up].deprel != AN_DEPREL_ACL && tree->tokens[up].deprel != AN_DEPREL_APPOS) up = an_tree_head(tree, up);
        if (up != above) continue;
        if (found != AN_NONE) return AN_NONE;
        found = i;
    }
    return found;
}

/* The finite verb of the clause that the dead are told in: "leaves" of "leaves nine people dead". */
static uint32_t verb_of_clause(const an_tree *tree, uint32_t token)
{
    uint32_t at = token;
    for (int i = 0; i < LINKS_TO_CLAUSE && at != AN_NONE && !(an_tree_is_verb(tree, at) && an_tree_is_finite(tree, at)); i++) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        bool is_inside = relation == AN_DEPREL_ACL || relation == AN_DEPREL_AMOD || relation == AN_DEPREL_XCOMP || relation == AN_DEPREL_OBJ || relation == AN_DEPREL_CONJ || relation == AN_DEPREL_ADVCL;
        if (!is_inside || tree->tokens[at].subrel == AN_SUBREL_RELCL) return AN_NONE;
        at = an_tree_head(tree, at);
    }
    return at;
}

static uint32_t subject_of_clause(const an_tree *tree, uint32_t verb)
{
    uint32_t subject = an_tree_child(tree, verb, AN_DEPREL_NSUBJ);
    return subject != AN_NONE ? subject : an_tree_child(tree, verb, AN_DEPREL_CSUBJ);
}

/* "Fighting between rebels and guards leaves nine dead". */
static uint32_t act_of_subject(const an_coder *coder, const an_tree *tree, const an_draft *orphan)
{
    uint32_t verb = verb_of_clause(tree, orphan->token), subject = verb == AN_NONE || an_tree_is_passive(tree, verb) ? AN_NONE : subject_of_clause(tree, verb);
    return subject == AN_NONE ? AN_NONE : act_within(coder, tree, orphan, subject);
}

/* "Clashes between students and soldiers left nine people dead": a riot of two sides stays a protest; those who fought there killed. */
static void lend_rioters(an_coder *coder, const an_tree *tree, an_draft *orphan)
{
    uint32_t verb = verb_of_clause(tree, orphan->token), subject = verb == AN_NONE || an_tree_is_passive(tree, verb) ? AN_NONE : subject_of_clause(tree, verb);
    uint32_t number = subject == AN_NONE ? AN_NONE : an_draft_for(coder, subject);
    const an_event *riot = number == AN_NONE ? NULL : &coder->drafts[number].event;
    if (!riot || riot->type != AN_TYPE_PROTEST || !riot->mode_count || riot->modes[0] != AN_MODE_PROTEST_RIOT || coder->drafts + number == orphan || riot->actors.count < 2) return;
    an_participants_add_all(coder, &orphan->event.actors, &riot->actors);
    orphan->has_inherited_actor = true;
}

/* "The toll of the strikes rises to nine, while 30 people were hurt". */
static uint32_t act_of_toll(const an_coder *coder, const an_tree *tree, const an_draft *orphan)
{
    uint32_t head = an_tree_head(tree, orphan->token), subject;
    an_deprel relation = (an_deprel)tree->tokens[orphan->token].deprel;
    if (head == AN_NONE || (relation != AN_DEPREL_ADVCL && relation != AN_DEPREL_CONJ && relation != AN_DEPREL_PARATAXIS)) return AN_NONE;
    subject = an_tree_child(tree, head, AN_DEPREL_NSUBJ);
    return subject != AN_NONE && an_tree_lemma_in(tree, subject, coder->grammar.tallies) ? act_within(coder, tree, orphan, subject) : AN_NONE;
}

/* What the phrase or the participle below a verb gives as the occasion: "in an attack", "following a raid"; AN_NONE. */
static uint32_t occasion_in(const an_coder *coder, const an_tree *tree, const an_draft *orphan, uint32_t child)
{
    const an_grammar *g = &coder->grammar;
    uint32_t preposition = an_tree_child(tree, child, AN_DEPREL_CASE), object;
    if (tree->tokens[child].deprel == AN_DEPREL_OBL && preposition != AN_NONE && (an_tree_case(tree, child) == g->in || an_tree_lemma_in(tree, preposition, g->occasions))) return act_at(coder, orphan, child);
    object = tree->tokens[child].deprel == AN_DEPREL_ADVCL && an_tree_is_tagged(tree, child, "VBG") && an_tree_lemma_in(tree, child, g->occasions) ? an_tree_child(tree, child, AN_DEPREL_OBJ) : AN_NONE;
    return object == AN_NONE ? AN_NONE : act_at(coder, orphan, object);
}

/* "... and another is injured", "while nine others were hurt": what is told with the dead, of the same act. */
static bool is_more_harm(const an_tree *tree, uint32_t clause)
{
    uint32_t mark = an_tree_child(tree, clause, AN_DEPREL_MARK), subject;
    if (tree->tokens[clause].deprel == AN_DEPREL_CONJ) return an_tree_is_passive(tree, clause);
    if (tree->tokens[clause].deprel != AN_DEPREL_ADVCL || mark == AN_NONE || !an_str_is(tree->tokens[mark].lemma, "while") || !an_tree_lemma_in(tree, clause, tree->grammar->suffered)) return false;
    subject = an_tree_child(tree, clause, AN_DEPREL_NSUBJ);
    return subject != AN_NONE && an_tree_lemma_in(tree, subject, tree->grammar->mere_others); /* not "a nun was hurt in Ilam while a farmer was killed in Bara" */
}

/* "Opened fire in the town, with nine people dead": the verb that the dead go with. */
static uint32_t act_with(const an_coder *coder, const an_tree *tree, const an_draft *orphan)
{
    uint32_t noun = tree->tokens[orphan->token].deprel == AN_DEPREL_AMOD || tree->tokens[orphan->token].deprel == AN_DEPREL_ACL ? an_tree_head(tree, orphan->token) : AN_NONE;
    if (noun == AN_NONE || tree->tokens[noun].deprel != AN_DEPREL_OBL || an_tree_case(tree, noun) == AN_NONE || an_tree_case(tree, noun) != coder->grammar.with) return AN_NONE;
    return act_at(coder, orphan, an_tree_head(tree, noun));
}

/* "Were killed following a raid", "were killed and another hurt in an attack". */
static uint32_t act_of_occasion(const an_coder *coder, const an_tree *tree, const an_draft *orphan)
{
    uint32_t found = AN_NONE;
    AN_FOR_CHILDREN(tree, child, orphan->token) {
        if (found == AN_NONE) found = occasion_in(coder, tree, orphan, child);
        if (!is_more_harm(tree, child)) continue;
        AN_FOR_CHILDREN(tree, inner, child)
            if (found == AN_NONE) found = occasion_in(coder, tree, orphan, inner);
    }
    return found;
}

/* With those whom the act has told of already ("while nine others were hurt in a shooting") behind the orphan's own. */
static void take_in(an_coder *coder, const an_tree *tree, uint32_t act, uint32_t orphan)
{
    an_draft *whole = coder->drafts + act;
    an_participants all = {0};
    bool has_victims = whole->victims_of != 0;
    an_absorb(coder, tree, act, orphan);
    if (!has_victims) return;
    an_participants_add_all(coder, &all, &coder->drafts[orphan].event.recipients);
    an_participants_add_all(coder, &all, &whole->event.recipients);
    whole->event.recipients = all;
}

void an_join_orphans(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *orphan = coder->drafts + i;
        uint32_t act = AN_NONE;
        if (!is_orphan(orphan)) continue;
        act = act_of_subject(coder, tree, orphan);
        if (act == AN_NONE) act = act_of_toll(coder, tree, orphan);
        if (act == AN_NONE) act = act_of_occasion(coder, tree, orphan);
        if (act == AN_NONE) act = act_with(coder, tree, orphan);
        if (act != AN_NONE) take_in(coder, tree, act, i);
        else lend_rioters(coder, tree, coder->drafts + i);
    }
}
