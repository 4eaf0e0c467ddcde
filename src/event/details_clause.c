/* The clause that an event is told in, and whether the event is of that clause's day: what the verb does and what is told along with it, not what it speaks
 * of. */
#include "event/details.h"

static bool marks(const an_tree *tree, uint32_t child, an_range words, an_word word)
{
    const an_token *t = tree->tokens + child;
    if (t->deprel != AN_DEPREL_MARK && t->deprel != AN_DEPREL_CASE) return false;
    return (word != AN_NONE && tree->lemmas[child] == word) || an_tree_lemma_in(tree, child, words);
}

/* A word before its noun, on which the tree sometimes hangs what is the noun's: "in a mass stabbing". */
static bool is_before_noun(const an_tree *tree, uint32_t child, uint32_t noun)
{
    an_deprel relation = (an_deprel)tree->tokens[child].deprel;
    return child < noun && (relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_AMOD);
}

static bool is_marked_by(const an_tree *tree, uint32_t token, an_range words, an_word word)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (marks(tree, child, words, word)) return true;
    return false;
}

static bool has_mark(const an_tree *tree, uint32_t token, an_range words, an_word word)
{
    if (is_marked_by(tree, token, words, word)) return true;
    AN_FOR_CHILDREN(tree, child, token)
        if (is_before_noun(tree, child, token) && is_marked_by(tree, child, words, word)) return true;
    return false;
}

bool an_details_has_marker(const an_tree *tree, uint32_t token, an_range words) { return has_mark(tree, token, words, AN_NONE); }
bool an_details_is_marked_with(const an_tree *tree, uint32_t token, an_word word) { return has_mark(tree, token, (an_range){0, 0}, word); }

bool an_details_is_joined_by(const an_tree *tree, uint32_t clause, an_range words)
{
    if (an_details_has_marker(tree, clause, words)) return true;
    AN_FOR_CHILDREN(tree, child, clause)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && an_tree_lemma_in(tree, child, words)) return true;
    return false;
}

/* The clause that an event is told in: its own verb, or the one above its noun. */
uint32_t an_details_clause(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t light = draft->light_token;
    bool is_description = light != AN_NONE && tree->tokens[light].deprel == AN_DEPREL_ACL && (tree->tokens[light].subrel != AN_SUBREL_RELCL || draft->part_count) && an_belongs_to(coder, draft, an_tree_head(tree, light)); /* "raids carried out by" */
    if (light != AN_NONE && !is_description) return light;
    return draft->is_noun && !an_tree_is_predicate(tree, draft->token) ? an_node_above(coder, tree, draft->top) : draft->token;
}

/* "the plant makes", "is being moved", not "has made": so it is on the day of publication, wherever the text says it. */
bool an_details_is_present(const an_tree *tree, uint32_t verb)
{
    bool is_finite = an_str_is(tree->tokens[verb].xpos, "VBZ") || an_str_is(tree->tokens[verb].xpos, "VBP");
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        if (t->deprel != AN_DEPREL_AUX && t->deprel != AN_DEPREL_COP) continue;
        if (an_str_is(t->lemma, "have") || an_str_is(t->xpos, "MD") || an_str_is(t->xpos, "VBD")) return false;
        is_finite = is_finite || an_str_is(t->xpos, "VBZ") || an_str_is(t->xpos, "VBP");
    }
    return is_finite;
}

bool an_details_has_definite(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_DET && (an_str_equal_ignoring_ascii_case(tree->tokens[child].form, AN_STR("the")) ||
                                                            an_str_equal_ignoring_ascii_case(tree->tokens[child].form, AN_STR("this"))))
            return true;
    return false;
}

static bool is_demonstrated(const an_tree *tree, uint32_t noun)
{
    if (an_details_has_definite(tree, noun)) return true;
    AN_FOR_CHILDREN(tree, child, noun)
        if (is_before_noun(tree, child, noun) && an_details_has_definite(tree, child)) return true;
    return false;
}

/* "dozens of people": from the people up to the dozens. */
static uint32_t counted_whole(const an_tree *tree, uint32_t noun)
{
    uint32_t above = an_tree_head(tree, noun);
    return above != AN_NONE && tree->tokens[noun].deprel == AN_DEPREL_NMOD && an_tree_lemma_in(tree, above, tree->grammar->containers) && an_details_is_marked_with(tree, noun, tree->grammar->of) ? above : noun;
}

/* "leave six people hurt", "results in dozens killed" */
static bool is_result(const an_tree *tree, uint32_t noun)
{
    uint32_t verb;
    noun = counted_whole(tree, noun);
    verb = an_tree_head(tree, noun);
    if (verb == AN_NONE) return false;
    if (an_str_is(tree->tokens[verb].lemma, "leave")) return tree->tokens[noun].deprel == AN_DEPREL_OBJ;
    return an_str_is(tree->tokens[verb].lemma, "result") && an_details_is_marked_with(tree, noun, tree->grammar->in);
}

/* "hurt by settlers attacking a farm", "police disperse students protesting in A": what those do who are in the deed. */
static bool is_done_meanwhile(const an_tree *tree, uint32_t verb, uint32_t noun)
{
    uint32_t deed = an_tree_head(tree, noun);
    if (an_tree_lemma_in(tree, verb, tree->grammar->gatherings)) return true;
    if (tree->tokens[noun].deprel == AN_DEPREL_NSUBJ && an_tree_lemma_in(tree, verb, tree->grammar->visiting)) return true; /* "envoys visiting A propose" */
    return an_details_is_marked_with(tree, noun, tree->grammar->by) && tree->tokens[noun].deprel == AN_DEPREL_OBL && deed != AN_NONE && tree->tokens[deed].deprel != AN_DEPREL_ACL;
}

/* "is reported, with debris hurting two", "passed with one senator opposing it"; not "talks with members urging it" */
static bool is_absolute(const an_tree *tree, uint32_t noun)
{
    uint32_t preposition = an_tree_child(tree, noun, AN_DEPREL_CASE), above = an_tree_head(tree, noun);
    if (preposition == AN_NONE || preposition == 0 || above == AN_NONE || !an_details_is_marked_with(tree, noun, tree->grammar->with)) return false;
    return an_str_is(tree->tokens[preposition - 1].form, ",") || an_tree_is_predicate(tree, above);
}

/* "a rocket fired by rebels kills six", "shot down a missile fired into A" */
static bool is_thrown(const an_tree *tree, uint32_t verb, uint32_t noun)
{
    if (!an_tree_lemma_in(tree, noun, tree->grammar->weapons)) return false;
    return tree->tokens[noun].deprel == AN_DEPREL_NSUBJ || (tree->tokens[noun].deprel == AN_DEPREL_OBJ && an_tree_lemma_in(tree, verb, tree->grammar->leading));
}

/* What is told along with the deed, though the parser hangs it on a noun: "a blast targeting a van", "..., killing two", "left six people hurt", "killed
 * two, with six others hurt", "a rocket fired by rebels kills six". */
bool an_details_is_told_along(const an_tree *tree, uint32_t verb)
{
    uint32_t noun = an_tree_head(tree, verb), above = noun == AN_NONE ? AN_NONE : an_tree_head(tree, noun);
    const an_token *t = tree->tokens + verb;
    if (t->deprel != AN_DEPREL_ACL || t->subrel == AN_SUBREL_RELCL || above == AN_NONE) return false;
    if (an_str_is(tree->tokens[above].lemma, "become")) return true; /* "becomes the first envoy to visit" */
    if (an_str_is(t->xpos, "VBN") && (tree->tokens[noun].deprel == AN_DEPREL_CONJ ? an_tree_is_predicate(tree, above) : an_details_is_marked_with(tree, noun, tree->grammar->with))) return true;
    if (an_str_is(t->xpos, "VBN") && noun < verb && an_details_is_marked_with(tree, an_tree_first_conjunct(tree, noun), tree->grammar->with)) return true; /* "with homes and shops damaged" */
    if (an_str_is(t->xpos, "VBN")) return is_result(tree, noun) || is_thrown(tree, verb, noun);
    if (!an_str_is(t->xpos, "VBG")) return false;
    return an_str_is(t->lemma, "target") || is_absolute(tree, noun) || is_done_meanwhile(tree, verb, noun) || (verb > 0 && an_str_is(tree->tokens[verb - 1].form, ","));
}

static uint32_t predicate_above(const an_tree *tree, uint32_t token)
{
    for (uint32_t steps = 0; steps < tree->count && !an_tree_is_predicate(tree, token) && an_tree_head(tree, token) != AN_NONE; steps++) token = an_tree_head(tree, token);
    return token;
}

/* What goes on about a noun meanwhile: "that was returning home", "waiting for bread". */
static bool is_by_the_way(const an_tree *tree, uint32_t verb)
{
    return tree->tokens[verb].subrel == AN_SUBREL_RELCL || (tree->tokens[verb].deprel == AN_DEPREL_ACL && an_str_is(tree->tokens[verb].xpos, "VBG"));
}

/* "fired on a convoy that was returning home, killing six": the tree hangs the outcome on the clause before it. */
static uint32_t past_description(const an_tree *tree, uint32_t verb, uint32_t outcome)
{
    bool is_outcome = outcome > 0 && an_str_is(tree->tokens[outcome].xpos, "VBG") && an_tree_lemma_in(tree, outcome, tree->grammar->outcomes) && an_str_is(tree->tokens[outcome - 1].form, ",");
    if (!is_outcome || !is_by_the_way(tree, verb) || an_tree_head(tree, verb) == AN_NONE) return verb;
    return predicate_above(tree, an_tree_head(tree, verb));
}

static bool is_possessed(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].subrel == AN_SUBREL_POSS) return true;
    return false;
}

/* "his intention", not "the decision", "Northland's proposal": not spoken of before, nor another's. */
static bool is_news(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].subrel == AN_SUBREL_POSS) return tree->tokens[child].upos == AN_UPOS_PRON;
    return !is_demonstrated(tree, noun);
}

/* "passes a law banning", "announces a plan to send": what the verb's object is for. */
static bool is_content_of_object(const an_tree *tree, uint32_t verb, uint32_t noun)
{
    if (tree->tokens[verb].deprel != AN_DEPREL_ACL || tree->tokens[noun].deprel != AN_DEPREL_OBJ) return false;
    return an_tree_lemma_in(tree, noun, tree->grammar->documents) || (an_str_is(tree->tokens[verb].xpos, "VB") && is_news(tree, noun));
}

uint32_t an_details_finite_above(const an_tree *tree, uint32_t verb)
{
    for (int i = 0; i < AN_CLIMB_MAX; i++) {
        an_deprel relation = (an_deprel)tree->tokens[verb].deprel;
        uint32_t head = an_tree_head(tree, verb);
        if (head == AN_NONE || an_tree_child(tree, verb, AN_DEPREL_NSUBJ) != AN_NONE) return verb;
        if (relation == AN_DEPREL_CONJ && an_details_is_present(tree, verb)) return verb; /* "the blasts that killed six and is held": it says when by itself */
        if (is_content_of_object(tree, verb, head)) {
            verb = an_tree_head(tree, head);
            if (verb == AN_NONE) return head;
            continue;
        }
        if (an_details_is_told_along(tree, verb)) head = predicate_above(tree, head);
        else if (relation != AN_DEPREL_CONJ && relation != AN_DEPREL_ADVCL && relation != AN_DEPREL_XCOMP) return verb;
        verb = past_description(tree, head, verb);
    }
    return verb;
}

/* "sinks following a rocket attack", "hurt by falling debris from a strike": harm, and the blow that did it. */
static bool is_harm_of(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    uint32_t means = verb;
    if (tree->tokens[verb].deprel == AN_DEPREL_ADVCL && an_details_is_marked_with(tree, verb, tree->grammar->by)) verb = an_tree_head(tree, verb);
    if (draft->event.type != AN_TYPE_ASSAULT || an_tree_head(tree, draft->top) != means || tree->tokens[draft->top].deprel != AN_DEPREL_OBL) return false;
    return an_tree_lemma_in(tree, verb, tree->grammar->harms) && an_details_has_marker(tree, draft->top, tree->grammar->causes) && !is_demonstrated(tree, draft->top);
}

/* A noun shares its verb's day where it is what the verb does: "held talks", not "praised the talks". */
bool an_details_shares_verb(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    an_deprel relation = (an_deprel)tree->tokens[draft->top].deprel;
    bool is_carried = draft->light_token != AN_NONE && tree->tokens[draft->light_token].deprel != AN_DEPREL_ACL; /* not "the raid carried out by" */
    bool is_told_whole = draft->part_count && tree->tokens[draft->parts[0]].subrel != AN_SUBREL_RELCL; /* "the blast killed two"; not "is tried over the blast that killed two" */
    if (!draft->is_noun || is_carried || is_told_whole || draft->top == verb) return true;
    if (an_details_finite_above(tree, verb) != verb && is_possessed(tree, draft->top)) return false; /* "to keep his deal with" */
    if (relation == AN_DEPREL_OBJ && an_tree_lemma_in(tree, verb, tree->grammar->commenting)) return false; /* "serves a sentence" */
    if (is_harm_of(tree, draft, verb)) return true;
    if (relation == AN_DEPREL_OBJ && an_tree_head(tree, draft->top) == verb && an_str_is(tree->tokens[verb].lemma, "announce")) return true; /* "announces the capture of" */
    if (relation == AN_DEPREL_OBL && an_tree_lemma_in(tree, verb, tree->grammar->answering) && an_details_is_marked_with(tree, draft->top, tree->grammar->with)) return true; /* "responds with airstrikes" */
    if (relation == AN_DEPREL_OBL && an_str_is(tree->tokens[verb].lemma, "lead") && an_details_is_marked_with(tree, draft->top, tree->grammar->to)) return true; /* "leading to the arrest of" */
    if (relation == AN_DEPREL_NSUBJ && an_tree_lemma_in(tree, verb, tree->grammar->showing)) return false;
    if (relation == AN_DEPREL_OBL && an_tree_lemma_in(tree, verb, tree->grammar->trials)) return false; /* "is found guilty in a shooting" */
    if (relation == AN_DEPREL_OBL && an_tree_head(tree, draft->top) == verb && an_details_has_marker(tree, draft->top, tree->grammar->scene_words))
        return !is_demonstrated(tree, draft->top) || (draft->event.type == AN_TYPE_ASSAULT && an_details_has_marker(tree, draft->top, tree->grammar->meanwhile)); /* "is damaged during the strike" */
    return an_tree_head(tree, draft->top) == verb && (relation == AN_DEPREL_OBJ || relation == AN_DEPREL_NSUBJ) && !is_demonstrated(tree, draft->top);
}

