/* Whom a pronoun or a description means where the sentence says otherwise than coreference, or coreference says nothing. What somebody is attacked,
 * punished or warned for, he did himself, not who does it to him: "troops shot two militants after they ambushed a patrol", "Chad broke with Mali over
 * its help to rebels". And who says why people were killed is not among them. Coreference takes the subject for both, since it mostly is. And
 * "the militants" are the armed group that was named shortly before, if no other was. */
#include "event/draft.h"

enum {
    GROUP_REACH = 3, /* sentences from an armed group's name to "the militants" */
    DOER_REACH = 1   /* to "the attackers", who are of those who attacked, not of whoever was named since (retold.c knows them) */
};

static bool is_subject(const an_tree *tree, uint32_t token) { return tree->tokens[token].deprel == AN_DEPREL_NSUBJ; }

static an_event_type type_at(const an_coder *coder, uint32_t token)
{
    uint32_t number = coder->draft_count ? coder->draft_at[token] : AN_NONE;
    return number == AN_NONE || number >= coder->draft_count ? AN_TYPE_NONE : coder->drafts[number].event.type;
}

static bool is_penalty(an_event_type type) { return type == AN_TYPE_SANCTION || type == AN_TYPE_REJECT || type == AN_TYPE_ACCUSE || type == AN_TYPE_COERCE || type == AN_TYPE_ASSAULT; }

static bool is_offence(an_event_type type) { return type == AN_TYPE_ASSAULT || type == AN_TYPE_THREATEN || type == AN_TYPE_PROTEST; }

/* The act that the pronoun's own clause or phrase is the ground of: "shot" of "shot two militants after they ambushed"; AN_NONE. */
static uint32_t act_answering(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    const an_grammar *g = tree->grammar;
    uint32_t below = an_tree_head(tree, token), above = below == AN_NONE ? AN_NONE : an_tree_head(tree, below), mark;
    if (above == AN_NONE || !an_tree_is_verb(tree, above)) return AN_NONE;
    mark = is_subject(tree, token) && tree->tokens[below].deprel == AN_DEPREL_ADVCL ? an_tree_child(tree, below, AN_DEPREL_MARK) : AN_NONE;
    if (mark != AN_NONE && an_tree_lemma_in(tree, mark, g->conditions)) return an_tree_lemma_in(tree, above, g->warning) ? above : AN_NONE;
    if (mark != AN_NONE && an_tree_lemma_in(tree, mark, g->grounds)) return is_penalty(type_at(coder, above)) && is_offence(type_at(coder, below)) ? above : AN_NONE;
    if (tree->tokens[token].subrel != AN_SUBREL_POSS || tree->tokens[below].deprel != AN_DEPREL_OBL || !is_penalty(type_at(coder, above))) return AN_NONE;
    return an_tree_case(tree, below) != AN_NONE && (an_tree_case(tree, below) == g->over || an_tree_case(tree, below) == g->for_) ? above : AN_NONE;
}

/* "it" is one thing or body, "they" are many, "he" is a person. */
static bool agrees(const an_tree *tree, uint32_t pronoun, uint32_t noun)
{
    const an_token *n = tree->tokens + noun;
    bool is_person = n->name == AN_NAME_PERSON || (tree->actor_at[noun] != AN_NONE && tree->document->mentions.items[tree->actor_at[noun]].actor.kind == AN_ACTOR_PERSON);
    bool is_many = an_str_is(n->xpos, "NNS") || an_tree_child(tree, noun, AN_DEPREL_CONJ) != AN_NONE;
    if (n->upos != AN_UPOS_NOUN && n->upos != AN_UPOS_PROPN) return false;
    if (an_str_starts_with(tree->tokens[pronoun].lemma, "the")) return is_many;
    if (an_str_starts_with(tree->tokens[pronoun].lemma, "it")) return !is_many && !is_person && tree->actor_at[noun] != AN_NONE;
    return is_person;
}

/* Whom the act is done to: its object, or who stands behind a preposition with it or its object: "broke with Mali". */
static uint32_t other_party(const an_tree *tree, uint32_t act, uint32_t pronoun)
{
    uint32_t object = an_tree_child(tree, act, AN_DEPREL_OBJ);
    if (object != AN_NONE && object < pronoun && agrees(tree, pronoun, object)) return object;
    for (uint32_t t = act + 1; t < pronoun; t++) {
        bool hangs_there = an_tree_head(tree, t) == act || (object != AN_NONE && an_tree_head(tree, t) == object);
        if (hangs_there && an_tree_case(tree, t) != AN_NONE && an_tree_lemma_in(tree, an_tree_child(tree, t, AN_DEPREL_CASE), tree->grammar->towards) && agrees(tree, pronoun, t)) return t;
    }
    return AN_NONE;
}

static bool is_same_actor(const an_tree *tree, uint32_t one, uint32_t other)
{
    const an_mention *mentions = tree->document->mentions.items;
    an_str a, b;
    if (tree->actor_at[one] == AN_NONE || tree->actor_at[other] == AN_NONE) return false;
    a = mentions[tree->actor_at[one]].actor.id;
    b = mentions[tree->actor_at[other]].actor.id;
    return a.data && b.data ? an_str_equal(a, b) : an_str_equal(mentions[tree->actor_at[one]].actor.name, mentions[tree->actor_at[other]].actor.name);
}

/* The noun that the pronoun means instead of the subject that coreference gave it; AN_NONE: coreference is right. */
uint32_t an_other_side(const an_coder *coder, const an_tree *tree, uint32_t pronoun)
{
    uint32_t act = tree->tokens[pronoun].upos == AN_UPOS_PRON ? act_answering(coder, tree, pronoun) : AN_NONE;
    uint32_t subject = act == AN_NONE ? AN_NONE : an_subject_of(tree, act);
    if (subject == AN_NONE || an_tree_is_passive(tree, act) || !is_same_actor(tree, pronoun, subject)) return AN_NONE;
    return other_party(tree, act, pronoun);
}

/* "The militia never explained why they were murdered": the dead are not who speaks. */
bool an_is_killed_speaker(const an_coder *coder, const an_tree *tree, uint32_t pronoun)
{
    uint32_t verb = an_tree_head(tree, pronoun), above = verb == AN_NONE ? AN_NONE : an_tree_head(tree, verb), subject;
    if (tree->tokens[pronoun].upos != AN_UPOS_PRON || above == AN_NONE || type_at(coder, verb) != AN_TYPE_ASSAULT || !an_tree_lemma_in(tree, verb, tree->grammar->deadly)) return false;
    if (!(is_subject(tree, pronoun) ? an_tree_is_passive(tree, verb) : tree->tokens[pronoun].deprel == AN_DEPREL_OBJ)) return false;
    if (tree->tokens[verb].deprel != AN_DEPREL_CCOMP && tree->tokens[verb].deprel != AN_DEPREL_ADVCL) return false;
    AN_FOR_CHILDREN(tree, child, verb)
        if (an_tree_is_tagged(tree, child, "MD")) return false; /* "says that he may be killed" */
    subject = an_subject_of(tree, above);
    return subject != AN_NONE && is_same_actor(tree, pronoun, subject);
}

/* ---- "the militants" ---- */

/* "The rebels who hold the north" are told from others by that, "the rebels, who hold the north" are not. */
static bool is_telling_apart(const an_tree *tree, uint32_t child)
{
    uint32_t first, last;
    const an_token *t = tree->tokens + child;
    if (t->deprel == AN_DEPREL_NMOD || t->deprel == AN_DEPREL_NUMMOD || t->deprel == AN_DEPREL_APPOS || t->deprel == AN_DEPREL_FLAT || t->deprel == AN_DEPREL_CONJ) return true;
    if (t->deprel != AN_DEPREL_ACL) return false;
    an_tree_extent(tree, child, &first, &last);
    return t->subrel != AN_SUBREL_RELCL || tree->tokens[first].upos != AN_UPOS_PUNCT;
}

/* Nothing tells them from those who were named: "the militants", "the extremist group"; not "the other rebels", "the rebels of the north". */
static bool is_bare_description(const an_tree *tree, uint32_t noun)
{
    bool is_definite = false;
    AN_FOR_CHILDREN(tree, child, noun) {
        const an_token *t = tree->tokens + child;
        if (t->deprel == AN_DEPREL_DET) is_definite = an_tree_lemma_in(tree, child, tree->grammar->pointing);
        else if (is_telling_apart(tree, child)) return false;
        else if (t->deprel == AN_DEPREL_AMOD || t->deprel == AN_DEPREL_COMPOUND) {
            uint32_t mention = tree->actor_at[child];
            if (an_tree_lemma_in(tree, child, tree->grammar->other_times) || t->upos == AN_UPOS_PROPN) return false;
            if (mention != AN_NONE && tree->document->mentions.items[mention].actor.id.data) return false;
        }
    }
    return is_definite && tree->tokens[noun].deprel != AN_DEPREL_CONJ;
}

static bool bears_arms_against_state(const an_actor *actor) { return an_actor_has_sector(actor, AN_SECTOR_REB) || an_actor_has_sector(actor, AN_SECTOR_UAF); }

/* Of a body without a name the words for its kind tell it: "extremist" of "the extremist movement". */
static bool is_armed_description(const an_tree *tree, uint32_t noun)
{
    const an_mention *mentions = tree->document->mentions.items;
    uint32_t mention = tree->actor_at[noun];
    if (tree->tokens[noun].upos != AN_UPOS_NOUN || !is_bare_description(tree, noun)) return false;
    if (mention != AN_NONE && mentions[mention].actor.id.data) return false;
    if (mention != AN_NONE && mentions[mention].actor.sector_count) return bears_arms_against_state(&mentions[mention].actor);
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->actor_at[child] != AN_NONE && bears_arms_against_state(&mentions[tree->actor_at[child]].actor)) return true;
    return false;
}

/* The mention of the only armed group that was named in the sentences before; AN_NONE: none, or several. */
static uint32_t only_group_before(const an_tree *tree, uint32_t reach)
{
    const an_mention *mentions = tree->document->mentions.items;
    uint32_t found = AN_NONE;
    for (uint32_t m = tree->first_mention; m-- > 0 && mentions[m].sentence + reach >= tree->sentence;) {
        if (mentions[m].kind != AN_MENTION_ACTOR || mentions[m].actor.kind == AN_ACTOR_PERSON || !bears_arms_against_state(&mentions[m].actor)) continue;
        if (!mentions[m].actor.id.data) {
            if (mentions[m].is_generic) return AN_NONE; /* "gunmen" that nobody named */
            continue;
        }
        if (found != AN_NONE && !an_str_equal(mentions[found].actor.id, mentions[m].actor.id)) return AN_NONE;
        if (found == AN_NONE) found = m;
    }
    return found;
}

/* Whom "the militants" means: a mention in a sentence before; AN_NONE. */
uint32_t an_group_meant(const an_tree *tree, uint32_t noun)
{
    if (!is_armed_description(tree, noun)) return AN_NONE;
    return only_group_before(tree, an_tree_lemma_in(tree, noun, tree->grammar->mere_doers) ? DOER_REACH : GROUP_REACH);
}
