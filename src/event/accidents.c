/* Nobody's deeds: what accidents and nature did to people is no event. */
#include "event/draft.h"

/* "Army fire", "machine-gun fire": somebody's deed, though fires are nobody's. */
static bool has_owner(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    const an_grammar *g = &coder->grammar;
    if (!an_str_is(tree->tokens[token].lemma, "fire")) return false;
    AN_FOR_CHILDREN(tree, child, token) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        bool is_of_violence = an_tree_lemma_in(tree, child, g->weapons) || an_tree_lemma_in(tree, child, g->violence_words) || an_tree_lemma_in(tree, child, g->forces);
        if ((relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_AMOD) && (is_of_violence || tree->actor_at[child] != AN_NONE)) return true;
    }
    return false;
}

/* A word of the set, anywhere. */
static bool has_word_of(const an_tree *tree, an_range words)
{
    for (uint32_t t = 0; t < tree->count; t++)
        if (an_tree_lemma_in(tree, t, words)) return true;
    return false;
}

static an_range sites(const an_coder *coder) { return an_frames_set(coder->frames, "accident-sites"); }

/* Whether a word speaks of force; not the explosives of an explosives factory. */
static bool is_of_violence(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    uint32_t head = an_tree_head(tree, token);
    an_deprel relation = (an_deprel)tree->tokens[token].deprel;
    bool is_of_site = head != AN_NONE && (relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_AMOD) && an_tree_lemma_in(tree, head, sites(coder));
    return !is_of_site && an_tree_lemma_in(tree, token, coder->grammar.violence_words);
}

/* "Typhoon Faxai", "the worst floods", "floods in Pakistan". */
static bool is_nature(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    if (an_tree_lemma_in(tree, token, coder->grammar.nature) && !has_owner(coder, tree, token)) return true;
    AN_FOR_CHILDREN(tree, child, token) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        bool is_name = relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_FLAT || (relation == AN_DEPREL_NMOD && tree->tokens[child].upos == AN_UPOS_PROPN);
        if (is_name && child < token && tree->tokens[child].subrel != AN_SUBREL_POSS && !an_tree_has_case(tree, child) && an_tree_lemma_in(tree, child, coder->grammar.nature)) return true;
    }
    return false;
}

/* "A car driven by a nurse hits a tree": whoever drove it did not mean to, if nothing speaks of force. */
static bool is_driven(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    bool is_driven = false;
    AN_FOR_CHILDREN(tree, child, token)
        is_driven = is_driven || (tree->tokens[child].deprel == AN_DEPREL_ACL && an_str_is(tree->tokens[child].lemma, "drive") && an_tree_is_tagged(tree, child, "VBN"));
    return is_driven && an_tree_lemma_in(tree, token, coder->grammar.accidents);
}

/* Whose deed it is: somebody with an id or a part in violence, or the people at hand ("a man kills"); never a storm, seldom a bus. */
static bool has_doer(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    an_range actor = draft->frame->actor;
    if (actor.count && coder->frames->numbers[actor.first] == AN_SLOT_NONE) return false; /* "ten people died": its subject suffers */
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        const an_argument *a = draft->arguments.items + i;
        if (a->slot != AN_SLOT_SUBJECT) continue;
        if (is_nature(coder, tree, a->token) || is_driven(coder, tree, a->token)) return false;
        if (an_tree_lemma_in(tree, a->token, coder->grammar.people) || an_tree_lemma_in(tree, a->token, coder->grammar.violence_words)) return true;
    }
    for (size_t i = 0; i < draft->event.actors.count; i++) {
        const an_participant *p = draft->event.actors.items + i;
        if (an_participant_is_known(p) || p->actor.sector_count || (an_is_result(draft) && p->actor.kind == AN_ACTOR_PERSON)) return true;
    }
    return false;
}

/* Whether the word stands in a place of the draft's, or belongs to what does: "oil" of "an explosion on an oil platform". */
static bool is_near(const an_tree *tree, const an_draft *draft, uint32_t token)
{
    enum { LINKS_MAX = 2 };
    for (uint32_t links = 0, at = token; links <= LINKS_MAX && at != AN_NONE; links++, at = an_tree_head(tree, at)) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        if (at == draft->token || at == draft->top) return links > 0;
        for (size_t i = 0; i < draft->arguments.count; i++)
            if (draft->arguments.items[i].token == at) return true;
        if (relation != AN_DEPREL_COMPOUND && relation != AN_DEPREL_AMOD && relation != AN_DEPREL_NMOD) return false;
    }
    return false;
}

/* "An explosion and fire". */
static bool is_with_fire(const an_tree *tree, uint32_t token)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_CONJ && (an_str_is(tree->tokens[child].lemma, "fire") || an_str_is(tree->tokens[child].lemma, "blaze"))) return true;
    return false;
}

/* "An explosion at a fireworks factory", "a boiler blast": where such things happen by themselves. A state that is named beside it did not do it. */
static bool is_industrial(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    if (!draft->event.mode_count || draft->event.modes[0] != AN_MODE_ASSAULT_EXPLOSIVES) return false;
    for (size_t i = 0; i < draft->event.actors.count; i++)
        if (an_bears_arms(draft->event.actors.items + i)) return false;
    if (has_word_of(tree, an_frames_set(coder->frames, "answerable")) || has_word_of(tree, an_frames_set(coder->frames, "on-purpose"))) return false;
    if (draft->is_noun && is_with_fire(tree, draft->token)) return true;
    for (uint32_t t = 0; t < tree->count; t++)
        if (an_tree_lemma_in(tree, t, sites(coder)) && is_near(tree, draft, t)) return true;
    return false;
}

static bool hits_armed(const an_draft *draft)
{
    for (size_t i = 0; i < draft->event.recipients.count; i++) {
        const an_actor *a = &draft->event.recipients.items[i].actor;
        if (a->kind == AN_ACTOR_MILITARY || a->kind == AN_ACTOR_ARMED_GROUP) return true;
    }
    return false;
}

/* What may befall people and things without anybody's doing: deaths and wounds, blasts and blows, houses destroyed. */
static bool is_unowned(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    if (draft->event.type != AN_TYPE_ASSAULT) return false;
    return an_tree_lemma_in(tree, draft->token, coder->grammar.unowned) || (an_is_result(draft) && an_tree_lemma_in(tree, draft->token, an_frames_set(coder->frames, "ruining")));
}

/* Does anything else here speak of force: a weapon, armed men, an attack? */
static bool speaks_of_force(const an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *draft = coder->drafts + i;
        if (draft->event.type == AN_TYPE_ASSAULT && !draft->is_dropped && !an_is_mere_result(draft) && (!is_unowned(coder, tree, draft) || has_doer(coder, tree, draft))) return true;
    }
    for (uint32_t t = 0; t < tree->count; t++)
        if (is_of_violence(coder, tree, t)) return true;
    return false;
}

/* Whether a word tells of an accident: "crash" always, "bus" and "bridge" only where nothing speaks of force ("killed in his car by two gunmen"). */
static bool is_of_accident(const an_coder *coder, const an_tree *tree, uint32_t token, bool has_force)
{
    if (!an_tree_lemma_in(tree, token, coder->grammar.accidents) || has_owner(coder, tree, token)) return false;
    return !has_force || an_tree_lemma_in(tree, token, coder->grammar.mishaps);
}

static bool has_force_below(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    for (uint32_t t = 0; t < tree->count; t++)
        if (an_tree_lemma_in(tree, t, coder->grammar.violence_words) && an_tree_dominates(tree, verb, t)) return true;
    return false;
}

/* Whether a verb tells an accident, or something that is nobody's deed does it: "a tornado struck", "the bus overturned"; not "their car hit a mine
 * laid by rebels". */
static bool tells_accident(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    bool has_force = has_force_below(coder, tree, verb);
    if (an_tree_lemma_in(tree, verb, coder->grammar.accidents)) return is_of_accident(coder, tree, verb, has_force);
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_NSUBJ && is_of_accident(coder, tree, child, has_force)) return true;
    return false;
}

/* "The bus overturned, killing six and injuring ten": a participle of harm hangs on the accident, or on another or its victims that do. */
static bool hangs_on_accident(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    enum { LINKS_MAX = 4 };
    for (uint32_t links = 0, at = token; links < LINKS_MAX; links++) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        uint32_t head = an_tree_head(tree, at), number = head == AN_NONE ? AN_NONE : coder->draft_at[head];
        bool is_clause = relation == AN_DEPREL_ADVCL || relation == AN_DEPREL_CONJ || relation == AN_DEPREL_ACL;
        if (head == AN_NONE || (!is_clause && (relation != AN_DEPREL_OBJ || links == 0))) return false;
        if (is_clause && tells_accident(coder, tree, head)) return true;
        if (number == AN_NONE ? tree->tokens[head].deprel != AN_DEPREL_OBJ : !an_is_result(coder->drafts + number)) return false;
        at = head;
    }
    return false;
}

bool an_has_accident(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    bool has_force = speaks_of_force(coder, tree);
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        const an_argument *a = draft->arguments.items + i;
        if ((a->slot == AN_SLOT_SUBJECT || a->slot >= AN_SLOT_PREPOSITION) && is_of_accident(coder, tree, a->token, has_force && a->slot != AN_SLOT_SUBJECT)) return true;
    }
    AN_FOR_CHILDREN(tree, child, draft->token) {
        if (tree->tokens[child].deprel == AN_DEPREL_OBL && is_of_accident(coder, tree, child, has_force)) return true;
        if (tree->tokens[child].deprel == AN_DEPREL_ADVCL && tells_accident(coder, tree, child)) return true;
    }
    return hangs_on_accident(coder, tree, draft->token);
}

static bool told_of_force(const an_coder *coder)
{
    for (size_t i = 0; i < coder->document->events.count; i++)
        if (coder->document->events.items[i].type == AN_TYPE_ASSAULT) return true;
    return false;
}

static bool is_done_by_nature(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    for (uint32_t i = 0; i < draft->arguments.count; i++)
        if (draft->arguments.items[i].slot == AN_SLOT_SUBJECT && is_nature(coder, tree, draft->arguments.items[i].token)) return true;
    return false;
}

static bool is_told_by(const an_tree *tree, const an_participant *p, uint32_t token)
{
    an_span word = tree->tokens[token].span;
    return p->span.start <= word.start && word.end <= p->span.end;
}

/* "A poacher killed a rhino": what is done to animals alone is no act between people; but "stole cattle from farmers". */
static bool hits_animals(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    const an_participants *recipients = &draft->event.recipients;
    bool has_animal = false;
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        const an_argument *a = draft->arguments.items + i;
        if (a->slot != AN_SLOT_OBJECT && (!draft->is_noun || a->slot != AN_SLOT_PREPOSITION + coder->grammar.of)) continue;
        if (!an_tree_lemma_in(tree, a->token, an_frames_set(coder->frames, "animals"))) return false;
        has_animal = has_animal || !recipients->count || (recipients->count == 1 && is_told_by(tree, recipients->items, a->token));
    }
    return has_animal;
}

/* Nobody's deeds are no events: "eighteen die as a train derails", "a typhoon kills three", "a ship hits a bridge". A death of which
 * nothing is said but that it happened counts only where force was told of before, or where it meets armed men. */
void an_drop_accidents(an_coder *coder, const an_tree *tree)
{
    enum { MISHAP_REACHES = 2 }; /* sentences: "A helicopter crashes. Six soldiers are killed." */
    bool has_force = speaks_of_force(coder, tree), has_mishap = has_word_of(tree, coder->grammar.mishaps);
    if (has_mishap && !has_force) coder->mishap_sentence = tree->sentence;
    has_mishap = has_mishap || (coder->mishap_sentence != AN_NONE && tree->sentence - coder->mishap_sentence <= MISHAP_REACHES);
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        an_draft *draft = coder->drafts + i;
        bool is_bare = an_is_result(draft) && !told_of_force(coder) && !hits_armed(draft);
        if (draft->is_dropped || draft->event.type != AN_TYPE_ASSAULT) continue;
        if (is_done_by_nature(coder, tree, draft) || hits_animals(coder, tree, draft)) draft->is_dropped = true;
        else if (!is_unowned(coder, tree, draft) || has_force) continue;
        else if (is_industrial(coder, tree, draft) || ((has_mishap || is_bare) && !has_doer(coder, tree, draft))) draft->is_dropped = true;
    }
}
