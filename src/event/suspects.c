/* Who is held to answer for a deed that the sentence tells by a noun: "arrested for the murder of", "suspects in the bombing", "linked the colonel to
 * the killing", "convicted for his part in the massacre", "holds the rebels responsible for the attack". The deed names nobody who did it; the words
 * around it do. Works on the tree alone, since most of these words tell no event. */
#include "event/draft.h"

enum { LINKS_MAX = 3 }; /* "in connection with", "his role in": words between the deed and the one that tells who */

static bool is_among(const an_coder *coder, const an_tree *tree, uint32_t token, const char *set) { return an_tree_lemma_in(tree, token, an_frames_set(coder->frames, set)); }

static bool is_noun_among(const an_coder *coder, const an_tree *tree, uint32_t token, const char *set) { return tree->tokens[token].upos == AN_UPOS_NOUN && is_among(coder, tree, token, set); }

static bool is_person(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    const an_grammar *g = &coder->grammar;
    if (an_tree_lemma_in(tree, token, g->accidents) || an_tree_lemma_in(tree, token, g->nature)) return false; /* "the fire responsible for the death of" */
    if (tree->tokens[token].upos == AN_UPOS_PRON) return tree->actor_at[token] != AN_NONE;
    return tree->actor_at[token] != AN_NONE || an_tree_lemma_in(tree, token, g->people) || is_among(coder, tree, token, "violent-doers") || is_noun_among(coder, tree, token, "suspects");
}

/* "Was not involved", "could have been linked to": nobody is said to have done it. */
static bool is_open(const an_coder *coder, const an_tree *tree, uint32_t word)
{
    AN_FOR_CHILDREN(tree, child, word)
        if (an_tree_lemma_in(tree, child, coder->grammar.negations)) return true;
    return an_tree_has_modal(tree, word);
}

static uint32_t owner_of(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_NMOD && tree->tokens[child].subrel == AN_SUBREL_POSS) return child;
    return AN_NONE;
}

/* What stands in a place of a verb's own; AN_NONE. */
static uint32_t argument_of(const an_tree *tree, uint32_t verb, uint32_t slot)
{
    an_arguments arguments = {.count = 0};
    an_arguments_of_verb(tree, verb, &arguments);
    for (uint32_t i = 0; i < arguments.count; i++)
        if (arguments.items[i].slot == slot && arguments.items[i].distance != AN_NESTED) return arguments.items[i].token;
    return AN_NONE;
}

/* "Holds the rebels responsible", "pleads guilty", "the men responsible", "the captain was involved", "accused of being involved". */
static uint32_t person_responsible(const an_tree *tree, uint32_t adjective)
{
    uint32_t head = an_tree_head(tree, adjective), object;
    an_deprel relation = (an_deprel)tree->tokens[adjective].deprel;
    if (head == AN_NONE) return an_own_subject(tree, adjective);
    if (relation == AN_DEPREL_AMOD || relation == AN_DEPREL_ACL) return head;
    object = relation == AN_DEPREL_XCOMP || !an_tree_has_subject(tree, adjective) ? argument_of(tree, head, AN_SLOT_OBJECT) : AN_NONE;
    if (object != AN_NONE) return object;
    return an_own_subject(tree, relation == AN_DEPREL_XCOMP ? head : adjective);
}

/* "The general was behind the murder", with the deed for a predicate: whose it is; AN_NONE. */
static uint32_t person_behind(const an_tree *tree, uint32_t deed)
{
    uint32_t preposition = an_tree_child(tree, deed, AN_DEPREL_CASE);
    if (preposition == AN_NONE || !an_str_is(tree->tokens[preposition].lemma, "behind") || an_tree_child(tree, deed, AN_DEPREL_COP) == AN_NONE) return AN_NONE;
    return an_own_subject(tree, deed);
}

static bool takes_into_custody(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (an_str_is(tree->tokens[child].lemma, "custody")) return true;
    return false;
}

/* Whom the word above a deed names, the deed hung on it by a preposition. */
static uint32_t person_at(const an_coder *coder, const an_tree *tree, uint32_t word, an_word preposition, bool is_connected)
{
    bool is_implicating = is_among(coder, tree, word, "implicating"), is_arresting = is_among(coder, tree, word, "arresting") || takes_into_custody(tree, word);
    bool is_for = preposition == coder->grammar.for_ || preposition == an_frames_word(coder->frames, AN_STR("over"));
    uint32_t object;
    if (is_among(coder, tree, word, "clearing")) return AN_NONE;
    if (is_noun_among(coder, tree, word, "suspects")) return word;
    if (is_among(coder, tree, word, "answerable")) return person_responsible(tree, word);
    if (is_among(coder, tree, word, is_connected ? "facing" : "confessing")) return an_own_subject(tree, word);
    object = is_implicating || is_arresting || is_connected ? argument_of(tree, word, AN_SLOT_OBJECT) : AN_NONE; /* "hanged two men for their part in it" */
    return object != AN_NONE && (is_connected || is_implicating || is_for || is_noun_among(coder, tree, object, "suspects")) ? object : AN_NONE;
}

/* "Sentenced two men for their part in the bombing", with the bombing hung on the verb: the noun stands before the preposition. */
static bool follows_connection(const an_coder *coder, const an_tree *tree, uint32_t deed)
{
    uint32_t preposition = an_tree_child(tree, deed, AN_DEPREL_CASE);
    return preposition != AN_NONE && preposition > 0 && is_noun_among(coder, tree, preposition - 1, "connections");
}

/* The one held to answer for the deed; AN_NONE. "Sentenced two men for their part in it": the men, whom a pronoun may miss. */
static uint32_t suspect_of(const an_coder *coder, const an_tree *tree, uint32_t deed)
{
    an_word preposition = an_tree_case(tree, deed);
    uint32_t owner = AN_NONE;
    bool is_connected = follows_connection(coder, tree, deed);
    if (person_behind(tree, deed) != AN_NONE) return is_open(coder, tree, deed) ? AN_NONE : person_behind(tree, deed);
    for (uint32_t links = 0, at = deed; links < LINKS_MAX && preposition != AN_NONE; links++) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        uint32_t head = an_tree_head(tree, at), person;
        if (head == AN_NONE || (relation != AN_DEPREL_NMOD && relation != AN_DEPREL_OBL && (relation != AN_DEPREL_OBJ || !is_connected))) return owner;
        if (is_open(coder, tree, head)) return AN_NONE;
        if (!is_noun_among(coder, tree, head, "connections")) {
            person = person_at(coder, tree, head, preposition, is_connected);
            if (person == AN_NONE && is_connected && is_person(coder, tree, head)) person = head; /* "two men for their part in" */
            return person != AN_NONE ? person : owner;
        }
        if (owner == AN_NONE) owner = owner_of(tree, head);
        if (owner != AN_NONE && tree->tokens[owner].upos != AN_UPOS_PRON) return owner;
        is_connected = true;
        at = head;
    }
    return owner;
}

void an_lend_suspects(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        an_draft *deed = coder->drafts + i;
        bool is_nobodys = deed->is_noun && !deed->is_dropped && deed->event.type == AN_TYPE_ASSAULT && !deed->event.actors.count && deed->event.recipients.count;
        uint32_t suspect = is_nobodys ? suspect_of(coder, tree, deed->top) : AN_NONE;
        if (suspect == AN_NONE || !is_person(coder, tree, suspect)) continue;
        deed->has_inherited_actor = an_resolve(coder, tree, suspect, false, &deed->event.actors) > 0;
        an_participants_remove_doubled(&deed->event.recipients, &deed->event.actors);
    }
}
