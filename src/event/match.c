/* Finds the words of a sentence that may tell an event and the frame that fits each best: the dictionary lists the triggers of a word
 * with the most demanding first, so the first whose demands are met is taken. A frame of type NONE that fits says that there is none. */
#include "event/draft.h"

static bool has_particle(const an_tree *tree, uint32_t verb, an_word particle)
{
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        bool is_small = t->deprel == AN_DEPREL_COMPOUND || t->deprel == AN_DEPREL_ADVMOD || t->deprel == AN_DEPREL_CASE || t->deprel == AN_DEPREL_OBL;
        if (is_small && tree->lemmas[child] == particle) return true;
    }
    return verb + 1 < tree->count && tree->lemmas[verb + 1] == particle && tree->tokens[verb + 1].upos == AN_UPOS_ADP;
}

/* The words just before; a hyphen between them does not count. */
static bool has_words_before(const an_coder *coder, const an_tree *tree, uint32_t token, an_range before)
{
    uint32_t at = token;
    for (uint32_t i = before.count; i-- > 0;) {
        if (at > 0 && an_str_is(tree->tokens[at - 1].form, "-")) at--;
        if (at == 0 || tree->lemmas[at - 1] != coder->frames->numbers[before.first + i]) return false;
        at--;
    }
    return true;
}

/* "a shipment of weapons", "eleven of the prisoners", "anti-tank weapons", "President Diallo", "Diallo, the president": the word itself, what a container or number
 * holds, and what stands before it. */
static bool is_one_of(const an_coder *coder, const an_tree *tree, uint32_t token, an_range words)
{
    bool is_container = tree->tokens[token].upos == AN_UPOS_NUM || an_tree_lemma_in(tree, token, coder->grammar.containers);
    if (an_tree_lemma_in(tree, token, words)) return true;
    AN_FOR_CHILDREN(tree, child, token) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if ((relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_AMOD || relation == AN_DEPREL_CONJ || relation == AN_DEPREL_APPOS) && an_tree_lemma_in(tree, child, words)) return true;
        if (relation == AN_DEPREL_NMOD && (is_container || tree->tokens[child].subrel == AN_SUBREL_DESC) && an_tree_lemma_in(tree, child, words)) return true;
    }
    return false;
}

static bool has_mention(const an_tree *tree, uint32_t token, an_mention_kind kind, an_quantity_kind quantity)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t at = token + tree->first;
        if (mentions[m].kind != kind || at < mentions[m].first_token || at >= mentions[m].end_token) continue;
        if (kind != AN_MENTION_QUANTITY || mentions[m].quantity.kind == quantity) return true;
    }
    return false;
}

static bool tells_event(const an_coder *coder, const an_trigger *trigger)
{
    return trigger->entry_class == AN_ENTRY_FRAME && coder->frames->frames[trigger->entry].type != AN_TYPE_NONE;
}

static bool is_event_word(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    an_range triggers = an_frames_triggers(coder->frames, tree->lemmas[token]);
    for (uint32_t i = 0; i < triggers.count; i++)
        if (tells_event(coder, coder->frames->triggers + triggers.first + i) && coder->frames->triggers[triggers.first + i].pos == AN_KEY_NOUN) return true;
    return false;
}

static bool is_official(const an_actor *a)
{
    return a->kind == AN_ACTOR_STATE || a->kind == AN_ACTOR_GOVERNMENT || a->kind == AN_ACTOR_IGO || an_actor_has_sector(a, AN_SECTOR_GOV) || an_actor_has_sector(a, AN_SECTOR_JUD) ||
           an_actor_has_sector(a, AN_SECTOR_LEG);
}

static bool is_armed(const an_actor *a)
{
    return a->kind == AN_ACTOR_MILITARY || a->kind == AN_ACTOR_ARMED_GROUP || an_actor_has_sector(a, AN_SECTOR_MIL) || an_actor_has_sector(a, AN_SECTOR_REB) ||
           an_actor_has_sector(a, AN_SECTOR_UAF) || an_actor_has_sector(a, AN_SECTOR_COP) || an_actor_has_sector(a, AN_SECTOR_PRM);
}

static bool actor_is(const an_participant *p, uint32_t kind)
{
    const an_actor *a = &p->actor;
    if (kind >= AN_KIND_SECTORS) return an_actor_has_sector(a, kind - AN_KIND_SECTORS);
    if (kind >= AN_KIND_ACTOR_KINDS) return a->kind == (an_actor_kind)(kind - AN_KIND_ACTOR_KINDS);
    switch (kind) {
    case AN_KIND_ACTOR: return true;
    case AN_KIND_KNOWN: return a->id.data != NULL;
    case AN_KIND_PEOPLE: return a->kind == AN_ACTOR_PERSON || a->kind == AN_ACTOR_POPULATION || a->kind == AN_ACTOR_UNKNOWN || is_armed(a);
    case AN_KIND_ARMED: return is_armed(a);
    case AN_KIND_OFFICIAL: return is_official(a);
    default: return false;
    }
}

/* `with_owner`: "Israeli warplanes" are of the kind of Israel. */
static bool is_of_kind(const an_coder *coder, const an_tree *tree, uint32_t token, uint32_t kind, bool with_owner)
{
    an_participants list = {0};
    if (kind == AN_KIND_PLACE) return has_mention(tree, token, AN_MENTION_PLACE, AN_QUANTITY_OTHER);
    if (kind == AN_KIND_MONEY) return has_mention(tree, token, AN_MENTION_QUANTITY, AN_QUANTITY_MONEY);
    if (kind == AN_KIND_EVENT) return is_event_word(coder, tree, token);
    if (kind == AN_KIND_PEOPLE && tree->tokens[token].upos == AN_UPOS_NUM && !has_mention(tree, token, AN_MENTION_QUANTITY, AN_QUANTITY_MONEY)) return true; /* "injures 29" */
    if (kind == AN_KIND_PEOPLE && (is_one_of(coder, tree, token, coder->grammar.people) || has_mention(tree, token, AN_MENTION_QUANTITY, AN_QUANTITY_PEOPLE))) return true;
    if (!with_owner && tree->actor_at[token] == AN_NONE) return false;
    an_resolve(coder, tree, token, false, &list);
    for (size_t i = 0; i < list.count; i++)
        if (actor_is(list.items + i, kind)) return true;
    return false;
}

static bool is_met_by(const an_coder *coder, const an_tree *tree, uint32_t token, const an_condition *condition)
{
    if (condition->test == AN_TEST_PRESENT || is_one_of(coder, tree, token, condition->values)) return true;
    for (uint32_t i = 0; i < condition->values.count; i++) {
        uint32_t value = coder->frames->numbers[condition->values.first + i];
        if (value >= AN_VALUE_IS_KIND && is_of_kind(coder, tree, token, value - AN_VALUE_IS_KIND, condition->slot != AN_SLOT_OBJECT || condition->is_negated)) return true;
    }
    return false;
}

static bool is_met(const an_coder *coder, const an_tree *tree, const an_arguments *arguments, const an_condition *condition)
{
    bool is_found = false;
    for (uint32_t i = 0; i < arguments->count && !is_found; i++) {
        bool is_when = condition->test == AN_TEST_PRESENT && condition->slot >= AN_SLOT_PREPOSITION && has_mention(tree, arguments->items[i].token, AN_MENTION_TIME, AN_QUANTITY_OTHER); /* "called her on Friday": no "call on" */
        if (!is_when && (condition->slot == AN_SLOT_ANY || arguments->items[i].slot == condition->slot)) is_found = is_met_by(coder, tree, arguments->items[i].token, condition);
    }
    return is_found != (condition->is_negated != 0);
}

static bool fits_pos(const an_tree *tree, uint32_t token, uint16_t pos)
{
    const an_token *t = tree->tokens + token;
    switch (pos) {
    case AN_KEY_VERB:
        if (t->upos == AN_UPOS_AUX) return t->deprel != AN_DEPREL_AUX && t->deprel != AN_DEPREL_COP; /* "was like": the head of its clause */
        return an_tree_is_verbal(tree, token) && t->deprel != AN_DEPREL_AMOD && t->deprel != AN_DEPREL_COMPOUND && t->deprel != AN_DEPREL_CASE;
    case AN_KEY_NOUN: return an_names_trace(tree, token) || ((t->upos == AN_UPOS_NOUN || (t->upos == AN_UPOS_PROPN && t->name == AN_NAME_NONE) || (t->upos == AN_UPOS_VERB && an_tree_child(tree, token, AN_DEPREL_DET) != AN_NONE)) &&
                             t->deprel != AN_DEPREL_COMPOUND && t->deprel != AN_DEPREL_FLAT && t->deprel != AN_DEPREL_FIXED);
    case AN_KEY_ADJECTIVE: return t->upos == AN_UPOS_ADJ || t->upos == AN_UPOS_ADV || (t->upos == AN_UPOS_VERB && t->deprel == AN_DEPREL_AMOD);
    default: return true;
    }
}

/* `arguments` are those of the token as a verb or as a noun. */
bool an_match_trigger(const an_coder *coder, const an_tree *tree, uint32_t token, const an_trigger *trigger, const an_arguments *arguments)
{
    if (!fits_pos(tree, token, trigger->pos)) return false;
    if (trigger->particle != AN_NONE && !has_particle(tree, token, trigger->particle)) return false;
    if (trigger->before.count && !has_words_before(coder, tree, token, trigger->before)) return false;
    for (uint32_t i = 0; i < trigger->conditions.count; i++)
        if (!is_met(coder, tree, arguments, coder->frames->conditions + trigger->conditions.first + i)) return false;
    return true;
}

static bool has_class(const an_coder *coder, an_range triggers, an_entry_class entry_class)
{
    for (uint32_t i = 0; i < triggers.count; i++)
        if (coder->frames->triggers[triggers.first + i].entry_class == entry_class) return true;
    return false;
}

static bool stands_in(const an_coder *coder, an_range slots, uint32_t otherwise, const an_arguments *arguments)
{
    for (uint32_t i = 0; i < arguments->count; i++)
        if (slots.count ? an_frames_has(coder->frames, slots, arguments->items[i].slot) : arguments->items[i].slot == otherwise) return true;
    return false;
}

/* A verb's frame that needs somebody whose places are all empty gives way to one that asks for less: "condemned the attack", said of no attacker. */
static bool has_needs(const an_coder *coder, const an_trigger *trigger, const an_arguments *arguments)
{
    const an_frame *frame = coder->frames->frames + trigger->entry;
    if (trigger->pos != AN_KEY_VERB || frame->both.count) return true;
    if ((frame->flags & AN_FRAME_NEEDS_RECIPIENT) && !stands_in(coder, frame->recipient, AN_SLOT_OBJECT, arguments)) return false;
    return !(frame->flags & AN_FRAME_NEEDS_ACTOR) || stands_in(coder, frame->actor, AN_SLOT_SUBJECT, arguments);
}

static const an_trigger *best_trigger(const an_coder *coder, const an_tree *tree, uint32_t token, an_entry_class entry_class, an_arguments *arguments)
{
    an_range triggers = an_frames_triggers(coder->frames, tree->lemmas[token]);
    const an_trigger *second_best = NULL;
    bool is_noun = (tree->tokens[token].upos == AN_UPOS_NOUN && !an_tree_is_verbal(tree, token)) || tree->tokens[token].upos == AN_UPOS_PROPN;
    if (!has_class(coder, triggers, entry_class)) return NULL;
    if (is_noun || (tree->tokens[token].upos == AN_UPOS_VERB && an_tree_child(tree, token, AN_DEPREL_DET) != AN_NONE)) an_arguments_of_noun(tree, token, arguments);
    else an_arguments_of_verb(tree, token, arguments);
    for (uint32_t i = 0; i < triggers.count; i++) {
        const an_trigger *trigger = coder->frames->triggers + triggers.first + i;
        if (trigger->entry_class != entry_class || !an_match_trigger(coder, tree, token, trigger, arguments)) continue;
        if (entry_class != AN_ENTRY_FRAME || has_needs(coder, trigger, arguments)) return trigger;
        if (!second_best) second_best = trigger;
    }
    return second_best;
}

/* The reporting word that stands at the token, with its arguments; NULL if none. */
const an_report *an_find_report(const an_coder *coder, const an_tree *tree, uint32_t token, an_arguments *arguments)
{
    const an_trigger *trigger = best_trigger(coder, tree, token, AN_ENTRY_REPORT, arguments);
    return trigger ? coder->frames->reports + trigger->entry : NULL;
}

const an_attitude *an_find_attitude(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    an_arguments arguments;
    const an_trigger *trigger = best_trigger(coder, tree, token, AN_ENTRY_ATTITUDE, &arguments);
    return trigger ? coder->frames->attitudes + trigger->entry : NULL;
}

static uint32_t depth_of(const an_tree *tree, uint32_t token)
{
    uint32_t depth = 0;
    while (depth < tree->count && an_tree_head(tree, token) != AN_NONE) {
        token = an_tree_head(tree, token);
        depth++;
    }
    return depth;
}

/* "a series of attacks", "two rounds of talks": what stands for the noun above it. */
static uint32_t carrier(const an_tree *tree, uint32_t noun)
{
    for (int i = 0; i < AN_CLIMB_MAX; i++) {
        uint32_t head = an_tree_head(tree, noun);
        bool is_conjunct = tree->tokens[noun].deprel == AN_DEPREL_CONJ;
        bool is_held = tree->tokens[noun].deprel == AN_DEPREL_NMOD && an_tree_case(tree, noun) == tree->grammar->of;
        if (head == AN_NONE || tree->tokens[head].upos == AN_UPOS_VERB) break;
        if (!is_conjunct && !(is_held && an_tree_lemma_in(tree, head, tree->grammar->containers))) break;
        noun = head;
    }
    return noun;
}

static void begin_draft(an_draft *draft, const an_coder *coder, const an_tree *tree, uint32_t token, const an_trigger *trigger)
{
    const an_frame *frame = coder->frames->frames + trigger->entry;
    draft->frame = frame;
    draft->rank = trigger->rank;
    draft->token = draft->top = token;
    draft->light_token = draft->absorbed_by = draft->content = draft->number = AN_NONE;
    draft->is_noun = trigger->pos == AN_KEY_NOUN;
    draft->depth = depth_of(tree, token);
    draft->own_stance = AN_STANCE_COUNT;
    draft->event.type = (an_event_type)frame->type;
    draft->event.mode_count = frame->mode_count;
    for (int i = 0; i < frame->mode_count; i++) draft->event.modes[i] = (an_mode)frame->modes[i];
    memcpy(draft->event.cameo, frame->cameo, AN_CAMEO_CODE_BYTES);
    draft->event.contexts = frame->contexts;
    if (draft->is_noun) draft->top = carrier(tree, token);
}

/* "The law forbids strikes": what the law of the land says is no act; what a new law does is. */
static bool tells_law(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    uint32_t subject = an_tree_child(tree, verb, AN_DEPREL_NSUBJ);
    if (subject == AN_NONE || !an_is_norm(coder, tree, verb)) return false;
    AN_FOR_CHILDREN(tree, child, subject) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if (relation == AN_DEPREL_AMOD || relation == AN_DEPREL_ACL || relation == AN_DEPREL_NMOD || relation == AN_DEPREL_NUMMOD || relation == AN_DEPREL_APPOS) return false;
    }
    return true;
}

bool an_match_sentence(an_coder *coder, const an_tree *tree)
{
    coder->draft_count = 0;
    for (uint32_t t = 0; t < tree->count; t++) coder->draft_at[t] = AN_NONE;
    for (uint32_t t = 0; t < tree->count; t++) {
        an_arguments arguments;
        const an_trigger *trigger;
        if (tree->lemmas[t] == AN_NONE) continue;
        trigger = best_trigger(coder, tree, t, AN_ENTRY_FRAME, &arguments);
        if (!trigger || !tells_event(coder, trigger) || tells_law(coder, tree, t)) continue;
        if (coder->draft_count >= AN_DRAFTS_MAX) {
            an_diagnose(coder->arena, &coder->document->diagnostics, "sentence-too-full", tree->document->parsed.sentences[tree->sentence].span,
                        "more than %d possible events in one sentence: the rest is left out", AN_DRAFTS_MAX);
            break;
        }
        memset(coder->drafts + coder->draft_count, 0, sizeof *coder->drafts);
        begin_draft(coder->drafts + coder->draft_count, coder, tree, t, trigger);
        coder->drafts[coder->draft_count].arguments = arguments;
        coder->draft_at[t] = coder->draft_count++;
    }
    return coder->draft_count > 0;
}
