/* What the words of an event say of its being told before. A telling *points* if its deed is told by a noun that speaks of what is known ("the attack",
 * "this killing", "their raid", "it was the deadliest assault"; not "another attack", "previous attacks") or that the dictionary knows by name, or if those who do it are known by nothing else
 * ("the attackers fired on the crowd"). Which happening is meant, retold.c decides. */
#include "event/telling.h"

#include "event/details.h"

static bool is_pointing_word(const an_tree *tree, uint32_t token)
{
    const an_token *t = tree->tokens + token;
    return t->subrel == AN_SUBREL_POSS || (t->deprel == AN_DEPREL_DET && an_tree_lemma_in(tree, token, tree->grammar->pointing));
}

/* The tree sometimes hangs the article on the word before the noun: "in the mass stabbing". */
static bool has_pointing_word(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        bool is_before = child < noun && (tree->tokens[child].deprel == AN_DEPREL_COMPOUND || tree->tokens[child].deprel == AN_DEPREL_AMOD);
        if (is_pointing_word(tree, child)) return true;
        AN_FOR_CHILDREN(tree, inner, child)
            if (is_before && inner < child && is_pointing_word(tree, inner)) return true;
    }
    return false;
}

/* "Another attack", "previous raids", "three bombings": not the one that was told. */
static bool is_of_others(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun)
        if (an_tree_lemma_in(tree, child, tree->grammar->other_times)) return true;
    return false;
}

/* "It was the deadliest assault in years." */
static bool is_said_of_it(const an_tree *tree, uint32_t noun)
{
    uint32_t subject = an_tree_child(tree, noun, AN_DEPREL_NSUBJ);
    if (an_tree_child(tree, noun, AN_DEPREL_COP) == AN_NONE || subject == AN_NONE) return false;
    return an_str_equal_ignoring_ascii_case(tree->tokens[subject].form, AN_STR("it")) || an_str_equal_ignoring_ascii_case(tree->tokens[subject].form, AN_STR("this"));
}

static bool is_noun(const an_tree *tree, uint32_t token) { return tree->tokens[token].upos == AN_UPOS_NOUN || tree->tokens[token].upos == AN_UPOS_PROPN; }

static bool points(const an_tree *tree, uint32_t noun) { return !is_of_others(tree, noun) && (has_pointing_word(tree, noun) || is_said_of_it(tree, noun)); }

/* The noun that names the deed: its own, or that of the part that points ("the blast killed two"); AN_NONE. */
static uint32_t naming_noun(const an_tree *tree, const an_draft *draft)
{
    uint32_t named = draft->is_noun ? draft->token : AN_NONE;
    for (uint32_t i = 0; i < draft->part_count; i++)
        if (is_noun(tree, draft->parts[i]) && (named == AN_NONE || (!points(tree, named) && points(tree, draft->parts[i])))) named = draft->parts[i];
    return named;
}

/* "The attacker blew himself up": whose deed was told. */
static bool is_by_known_doer(const an_tree *tree, const an_participants *actors)
{
    for (uint32_t t = 0; t < tree->count && actors->count == 1; t++)
        if (tree->tokens[t].span.end == actors->items[0].span.end) return an_tree_lemma_in(tree, t, tree->grammar->mere_doers) && has_pointing_word(tree, t);
    return false;
}

/* "Beslan siege survivors": the dictionary knows of one only. */
static bool is_by_name(const an_event *event) { return event->date.is_known && event->date.time.basis == AN_BASIS_DICTIONARY; }

an_deed_telling an_read_telling(const an_tree *tree, const an_draft *draft)
{
    uint32_t noun = naming_noun(tree, draft);
    an_deed_telling told = {.event = draft->number, .word = tree->first + (noun == AN_NONE ? draft->token : noun), .is_verbal = noun == AN_NONE};
    told.is_aside = an_details_is_aside(tree, an_details_anchor(draft));
    told.names_target = noun == AN_NONE;
    told.takes_up = noun == AN_NONE && is_by_known_doer(tree, &draft->event.actors);
    told.points = told.takes_up || is_by_name(&draft->event);
    if (noun == AN_NONE) return told;
    told.points = told.points || points(tree, noun);
    told.is_vague = an_tree_lemma_in(tree, noun, tree->grammar->vague_acts);
    told.takes_up = an_tree_lemma_in(tree, noun, tree->grammar->taking_up);
    told.is_plural = an_str_is(tree->tokens[noun].xpos, "NNS") || an_str_is(tree->tokens[noun].xpos, "NNPS");
    for (size_t i = 0; i < draft->event.recipients.count; i++)
        told.names_target = told.names_target || an_participant_is_below(tree, noun, draft->event.recipients.items + i);
    return told;
}
