/* Several triggers that tell one event become one: a light verb and its noun ("launched an attack"), an act and its result ("attacked
 * the base, killing six"; "the bombing that killed six"; "killed in the bombing"), and a saying and what is said ("refused to meet",
 * "called for the release of"), where the dictionary's `content` lines give the type of the whole. */
#include "event/draft.h"

static const an_light *light_at(const an_coder *coder, const an_tree *tree, uint32_t verb, const an_draft *draft, an_arguments *arguments)
{
    an_range triggers = an_frames_triggers(coder->frames, tree->lemmas[verb]);
    bool is_read = false;
    for (uint32_t i = 0; i < triggers.count; i++) {
        const an_trigger *trigger = coder->frames->triggers + triggers.first + i;
        const an_light *light = coder->frames->lights + trigger->entry;
        if (trigger->entry_class != AN_ENTRY_LIGHT || !(light->groups & draft->frame->groups)) continue;
        if (!is_read) an_arguments_of_verb(tree, verb, arguments);
        is_read = true;
        if (!an_match_trigger(coder, tree, verb, trigger, arguments)) continue;
        for (uint32_t k = 0; k < arguments->count; k++)
            if (arguments->items[k].slot == light->noun_slot &&
                (arguments->items[k].token == draft->top || arguments->items[k].token == draft->token))
                return light;
    }
    return NULL;
}

/* What hangs on the light verb, and on the noun that stands for a series, belongs to the event too. */
static void join_arguments(const an_tree *tree, an_draft *draft, const an_arguments *verb)
{
    for (uint32_t i = 0; i < verb->count; i++) {
        const an_argument *a = verb->items + i;
        if (a->token == draft->top || a->token == draft->token || a->slot == AN_SLOT_OBJECT) continue;
        an_arguments_add(&draft->arguments, a->slot, a->token, a->distance);
    }
    if (draft->top != draft->token) {
        an_arguments of_top;
        an_arguments_of_noun(tree, draft->top, &of_top);
        for (uint32_t i = 0; i < of_top.count; i++)
            if (of_top.items[i].token != draft->token && of_top.items[i].slot != AN_SLOT_MODIFIER) an_arguments_add(&draft->arguments, of_top.items[i].slot, of_top.items[i].token, AN_NESTED);
    }
}

/* "lifted sanctions", "cancelled talks": the verb with this very noun is a frame, and knows better. */
static bool has_frame_of_its_own(const an_coder *coder, uint32_t verb)
{
    uint32_t number = coder->draft_at[verb];
    return number != AN_NONE && coder->drafts[number].token == verb && coder->drafts[number].rank > 0 && !coder->drafts[number].is_dropped;
}

/* "returned to Geneva for talks with the union": whom they met says more than where. */
static bool names_partner(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_arguments *verb)
{
    bool has_partner = false;
    AN_FOR_CHILDREN(tree, child, draft->token) /* "for upcoming talks": so far he has only come */
        if (tree->tokens[child].deprel == AN_DEPREL_AMOD && an_find_attitude(coder, tree, child)) return false;
    for (uint32_t i = 0; i < draft->arguments.count; i++) has_partner = has_partner || draft->arguments.items[i].slot == AN_SLOT_PREPOSITION + coder->grammar.with;
    for (uint32_t i = 0; i < verb->count; i++)
        if (verb->items[i].slot == AN_SLOT_OBJECT) return false;
    return has_partner && draft->event.type == AN_TYPE_CONSULT;
}

static bool take_light(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t verb)
{
    an_arguments arguments;
    const an_light *light;
    if (tree->tokens[verb].upos != AN_UPOS_VERB && tree->tokens[verb].upos != AN_UPOS_ADJ) return false;
    light = light_at(coder, tree, verb, draft, &arguments);
    if (!light) return false;
    if (has_frame_of_its_own(coder, verb) && !names_partner(coder, tree, draft, &arguments)) {
        draft->is_dropped = true;
        draft->absorbed_by = coder->draft_at[verb];
        return true;
    }
    draft->light = light;
    draft->light_token = verb;
    if (light->stance < AN_STANCE_COUNT) draft->own_stance = (an_stance)light->stance;
    join_arguments(tree, draft, &arguments);
    if (coder->draft_at[verb] == AN_NONE) coder->draft_at[verb] = (uint32_t)(draft - coder->drafts);
    else if (coder->drafts[coder->draft_at[verb]].token == verb) {
        coder->drafts[coder->draft_at[verb]].is_dropped = true;
        coder->draft_at[verb] = (uint32_t)(draft - coder->drafts);
    }
    return true;
}

static void find_light(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t head = an_tree_head(tree, draft->top);
    if (!draft->is_noun) return;
    if (draft->frame->groups && head != AN_NONE && take_light(coder, tree, draft, head)) return;
    if (draft->frame->groups && head != AN_NONE)
        AN_FOR_CHILDREN(tree, child, head) /* "the raids seem to have been carried out by" */
            if (tree->tokens[child].deprel == AN_DEPREL_XCOMP && take_light(coder, tree, draft, child)) return;
    /* "claimed responsibility for the attack": one noun between */
    if (draft->frame->groups && head != AN_NONE && an_tree_head(tree, head) != AN_NONE && take_light(coder, tree, draft, an_tree_head(tree, head))) return;
    if (draft->frame->groups)
        AN_FOR_CHILDREN(tree, child, draft->top)
            if (tree->tokens[child].deprel == AN_DEPREL_ACL && take_light(coder, tree, draft, child)) return;
    if (draft->top != draft->token) {
        an_arguments none = {.count = 0};
        join_arguments(tree, draft, &none);
    }
}

static bool is_content_slot(const an_coder *coder, const an_frame *frame, uint32_t slot)
{
    if (slot == AN_SLOT_INFINITIVE || slot == AN_SLOT_OBLIGATION) slot = AN_SLOT_CLAUSE;
    if (frame->content_slots.count) return an_frames_has(coder->frames, frame->content_slots, slot);
    return slot == AN_SLOT_CLAUSE || slot == AN_SLOT_INFINITIVE || slot == AN_SLOT_OBJECT || slot == AN_SLOT_PREPOSITION + coder->grammar.for_;
}

static const an_content *rule_for(const an_coder *coder, const an_frame *frame, const an_draft *inner)
{
    for (uint32_t i = 0; i < frame->contents.count; i++) {
        const an_content *rule = coder->frames->contents + frame->contents.first + i;
        bool has_mode = rule->mode == AN_MODE_NONE;
        for (int k = 0; k < inner->event.mode_count; k++) has_mode = has_mode || inner->event.modes[k] == (an_mode)rule->mode;
        if ((rule->type == AN_TYPE_NONE || rule->type == (uint8_t)inner->event.type) && has_mode) return rule;
    }
    return NULL;
}

/* Whom the saying turns to: of what is asked, those who should do it; of what is promised or threatened, those whom it touches. */
static void fill_recipients(an_coder *coder, an_draft *outer, const an_draft *inner)
{
    bool asks = outer->event.type == AN_TYPE_REQUEST || outer->event.type == AN_TYPE_ACCUSE || outer->event.type == AN_TYPE_REJECT;
    const an_participants *lists[2] = {asks ? &inner->event.actors : &inner->event.recipients, asks ? &inner->event.recipients : &inner->event.actors};
    bool is_harm = inner->event.type == AN_TYPE_ASSAULT || inner->event.type == AN_TYPE_COERCE;
    int list_count = outer->event.type == AN_TYPE_ACCUSE && is_harm ? 1 : 2; /* "condemned the murder of the priest": not the priest */
    if (outer->event.recipients.count) return;
    for (int l = 0; l < list_count && !outer->event.recipients.count; l++)
        for (size_t i = 0; i < lists[l]->count; i++)
            if (!an_participants_share(&outer->event.actors, lists[l]->items + i)) an_participants_add(coder, &outer->event.recipients, lists[l]->items + i);
}

static void apply_rule(an_draft *outer, const an_content *rule)
{
    if (rule->to_type) {
        outer->event.type = (an_event_type)rule->to_type;
        outer->event.mode_count = 0;
        outer->event.cameo[0] = '\0';
    }
    if (rule->to_mode) {
        outer->event.modes[0] = (an_mode)rule->to_mode;
        outer->event.mode_count = 1;
    }
    if (rule->cameo[0]) memcpy(outer->event.cameo, rule->cameo, AN_CAMEO_CODE_BYTES);
}

/* "agreed not to impose tariffs". */
static bool is_negated(const an_coder *coder, const an_tree *tree, const an_draft *inner)
{
    AN_FOR_CHILDREN(tree, child, inner->light_token == AN_NONE ? inner->token : inner->light_token)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && an_tree_lemma_in(tree, child, coder->grammar.negations)) return true;
    return false;
}

/* Words that say what somebody will do himself, and no threat: "agreed", "promised". */
static bool is_promise(const an_coder *coder, const an_tree *tree, const an_draft *outer)
{
    const an_attitude *attitude = outer->event.type == AN_TYPE_THREATEN ? an_find_attitude(coder, tree, outer->token) : NULL;
    return outer->event.type == AN_TYPE_AGREE || (attitude && attitude->factuality == AN_FACTUALITY_PLANNED);
}

static const an_content forswearing = {.to_type = AN_TYPE_AGREE, .cameo = "030"};

/* "vowed to attack and to expel": each part of what is said. The first whose type has a rule decides. */
static void take_content(an_coder *coder, const an_tree *tree, an_draft *outer, uint32_t token)
{
    uint32_t number = an_draft_for(coder, token);
    const an_content *rule;
    an_draft *inner;
    if (number == AN_NONE) return;
    inner = coder->drafts + an_root_of(coder, number);
    if (inner == outer || inner->is_dropped) return;
    rule = rule_for(coder, outer->frame, inner);
    if (!rule) return;
    if (outer->content == AN_NONE) {
        if (!is_promise(coder, tree, outer) || !is_negated(coder, tree, inner)) apply_rule(outer, rule);
        else apply_rule(outer, &forswearing);
        outer->content = (uint32_t)(inner - coder->drafts);
        outer->event.contexts |= inner->event.contexts;
    }
    fill_recipients(coder, outer, inner);
    if (outer->frame->flags & AN_FRAME_KEEPS_CONTENT) return;
    inner->is_dropped = true;
    inner->absorbed_by = (uint32_t)(outer - coder->drafts);
}

static void take_contents(an_coder *coder, const an_tree *tree, an_draft *outer)
{
    if (!outer->frame->contents.count || outer->is_dropped) return;
    for (uint32_t i = 0; i < outer->arguments.count; i++) {
        const an_argument *a = outer->arguments.items + i;
        if (!is_content_slot(coder, outer->frame, a->slot)) continue;
        take_content(coder, tree, outer, a->token);
        AN_FOR_CHILDREN(tree, child, a->token)
            if (tree->tokens[child].deprel == AN_DEPREL_CONJ) take_content(coder, tree, outer, child);
    }
}

/* Types that speak of acts which need not happen, or are undone: the act in their object is no event beside them. */
static bool swallows(an_event_type type)
{
    return type == AN_TYPE_REQUEST || type == AN_TYPE_THREATEN || type == AN_TYPE_REJECT || type == AN_TYPE_AGREE || type == AN_TYPE_CONCEDE || type == AN_TYPE_SANCTION || type == AN_TYPE_RETREAT;
}

static bool speaks_of_acts(an_event_type type) { return type == AN_TYPE_REQUEST || type == AN_TYPE_THREATEN || type == AN_TYPE_REJECT || type == AN_TYPE_AGREE; }

static void swallow_objects(an_coder *coder, an_draft *outer)
{
    if (outer->is_dropped || outer->is_noun || !swallows(outer->event.type) || (outer->frame->flags & AN_FRAME_KEEPS_CONTENT)) return;
    for (uint32_t i = 0; i < outer->arguments.count; i++) {
        const an_argument *a = outer->arguments.items + i;
        uint32_t number = an_draft_for(coder, a->token);
        an_draft *inner = number == AN_NONE ? outer : coder->drafts + number;
        if (inner == outer || inner->is_dropped || !inner->is_noun || inner->light || a->distance == AN_NESTED) continue;
        if (a->slot != AN_SLOT_OBJECT && a->slot != AN_SLOT_PREPOSITION + coder->grammar.for_ && a->slot != AN_SLOT_PREPOSITION + coder->grammar.from) continue;
        fill_recipients(coder, outer, inner);
        inner->is_dropped = true;
        inner->absorbed_by = (uint32_t)(outer - coder->drafts);
    }
}

/* "threatened to sever ties", "agreed to free two": told by a frame of its own for just this, what is said is no second event; those whom it
 * touches are whom the saying touches. */
static void swallow_clauses(an_coder *coder, const an_tree *tree, an_draft *outer)
{
    if (outer->is_dropped || outer->is_noun || !speaks_of_acts(outer->event.type) || (outer->frame->flags & AN_FRAME_KEEPS_CONTENT)) return;
    if ((outer->frame->flags & AN_FRAME_NEEDS_CONTENT) && outer->content == AN_NONE) return; /* it falls itself */
    for (uint32_t i = 0; i < outer->arguments.count; i++) {
        const an_argument *a = outer->arguments.items + i;
        uint32_t number = a->slot == AN_SLOT_CLAUSE || a->slot == AN_SLOT_INFINITIVE ? an_draft_for(coder, a->token) : AN_NONE;
        an_draft *inner = number == AN_NONE ? outer : coder->drafts + an_root_of(coder, number);
        if (inner == outer || inner->is_dropped || an_tree_head(tree, a->token) != outer->token || an_factuality_of(coder, tree, inner) == AN_FACTUALITY_HAPPENED) continue;
        fill_recipients(coder, outer, inner);
        if (!an_is_worth_keeping(coder, tree, outer)) return;
        inner->is_dropped = true;
        inner->absorbed_by = (uint32_t)(outer - coder->drafts);
        if (outer->content == AN_NONE) outer->content = (uint32_t)(inner - coder->drafts);
    }
}

/* "blamed the rebels for the attack": the one blamed is the attack's actor, if it names none. */
static void assign_blame(an_coder *coder, an_draft *outer)
{
    if (!(outer->frame->flags & AN_FRAME_ASSIGNS) || outer->is_dropped) return;
    for (uint32_t i = 0; i < outer->arguments.count; i++) {
        uint32_t number = an_draft_for(coder, outer->arguments.items[i].token);
        an_draft *inner = number == AN_NONE ? outer : coder->drafts + an_root_of(coder, number);
        if (inner == outer || inner->is_dropped || !an_is_assault(inner)) continue;
        if (!inner->event.actors.count) an_participants_add_all(coder, &inner->event.actors, &outer->event.recipients);
        outer->content = (uint32_t)(inner - coder->drafts);
    }
}

/* "The rebels announced an offensive": what somebody announces is his own doing, but for what befell him ("announced the death of"). */
static void assign_announced(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = draft->is_noun && !draft->is_dropped && !draft->event.actors.count ? an_verb_of_object(tree, draft->top) : AN_NONE, subject;
    bool is_abduction = draft->event.mode_count && draft->event.modes[0] == AN_MODE_ASSAULT_ABDUCT;
    if (verb == AN_NONE || !an_str_is(tree->tokens[verb].lemma, "announce") || is_abduction || an_is_result(draft) || an_tree_is_passive(tree, verb) || (subject = an_subject_of(tree, verb)) == AN_NONE) return;
    draft->has_inherited_actor = an_resolve(coder, tree, subject, false, &draft->event.actors) > 0;
    an_participants_remove_doubled(&draft->event.recipients, &draft->event.actors);
}

/* "rebels backed by Rwanda attacked": a participle that tells who they are, no act beside the sentence's own. */
static void drop_descriptions(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        an_draft *draft = coder->drafts + i;
        bool is_mild = draft->event.type == AN_TYPE_SUPPORT || draft->event.type == AN_TYPE_AID || draft->event.type == AN_TYPE_COOPERATE;
        bool is_bare = an_tree_child(tree, draft->token, AN_DEPREL_AUX) == AN_NONE && an_tree_child(tree, draft->token, AN_DEPREL_OBJ) == AN_NONE;
        if (is_mild && !draft->is_noun && is_bare && an_str_is(tree->tokens[draft->token].xpos, "VBN") && an_tree_is_passive(tree, draft->token)) draft->is_dropped = true;
    }
}

static void sort_by_depth(const an_coder *coder, uint32_t order[AN_DRAFTS_MAX])
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        uint32_t at = i;
        while (at > 0 && coder->drafts[order[at - 1]].depth < coder->drafts[i].depth) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = i;
    }
}

void an_compose(an_coder *coder, const an_tree *tree)
{
    uint32_t order[AN_DRAFTS_MAX];
    for (uint32_t i = 0; i < coder->draft_count; i++) find_light(coder, tree, coder->drafts + i);
    sort_by_depth(coder, order);
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        an_assign_roles(coder, tree, coder->drafts + order[i]);
        an_name_targets(coder, tree, coder->drafts + order[i]);
    }
    an_join_results(coder, tree);
    an_join_orphans(coder, tree);
    an_drop_accidents(coder, tree);
    for (uint32_t i = 0; i < coder->draft_count; i++) assign_announced(coder, tree, coder->drafts + i);
    drop_descriptions(coder, tree);
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        take_contents(coder, tree, coder->drafts + order[i]);
        swallow_objects(coder, coder->drafts + order[i]);
        swallow_clauses(coder, tree, coder->drafts + order[i]);
    }
    for (uint32_t i = 0; i < coder->draft_count; i++) assign_blame(coder, coder->drafts + order[i]);
    an_drop_demands(coder, tree);
    an_drop_reasons(coder, tree);
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        an_drop_venues(coder, tree, coder->drafts + i);
        an_widen_words(coder, tree, coder->drafts + i);
    }
}

/* "A suit against Tom Kraus, accusing him": somebody whom only the text knows, by the name that a pronoun stands for. */
static bool is_named_alike(const an_tree *tree, const an_participants *list, const an_participant *p)
{
    uint32_t head = an_participant_head(tree, p);
    if (head == AN_NONE || tree->tokens[head].subrel == AN_SUBREL_POSS) return false; /* "his associates" */
    for (size_t i = 0; i < list->count && !p->actor.id.data && p->actor.kind == AN_ACTOR_PERSON; i++) {
        const an_actor *other = &list->items[i].actor;
        bool is_name = other->name.length && other->name.data[0] >= 'A' && other->name.data[0] <= 'Z';
        if (is_name && !other->id.data && other->kind == AN_ACTOR_PERSON && an_str_equal(other->name, p->actor.name)) return true;
    }
    return false;
}

static bool is_subset(const an_tree *tree, const an_participants *small, const an_participants *large, bool are_words)
{
    for (size_t i = 0; i < small->count; i++)
        if (!an_participants_share(large, small->items + i) && !(are_words && is_named_alike(tree, large, small->items + i))) return false;
    return true;
}

static bool is_linked(const an_tree *tree, const an_draft *a, const an_draft *b)
{
    return an_tree_dominates(tree, a->top, b->top) || an_tree_dominates(tree, b->top, a->top) ||
           an_tree_first_conjunct(tree, a->top) == an_tree_first_conjunct(tree, b->top);
}

static uint32_t own_object(const an_draft *draft)
{
    for (uint32_t i = 0; i < draft->arguments.count; i++)
        if (draft->arguments.items[i].slot == AN_SLOT_OBJECT && draft->arguments.items[i].distance == AN_OWN) return draft->arguments.items[i].token;
    return AN_NONE;
}

/* "attacked a village and abducted ten women": two verbs, each with what it was done to. */
static bool are_two_acts(const an_tree *tree, const an_draft *a, const an_draft *b)
{
    bool is_pair = !a->is_noun && !b->is_noun && an_tree_first_conjunct(tree, a->token) == an_tree_first_conjunct(tree, b->token);
    return is_pair && own_object(a) != AN_NONE && own_object(b) != AN_NONE && own_object(a) != own_object(b);
}

/* "Began a hunger strike to protest against", "struck in protest at": a protest's own reason. */
static bool is_reason_for(const an_tree *tree, const an_draft *reason, const an_draft *act)
{
    bool is_below = act->event.type == AN_TYPE_PROTEST && an_tree_first_conjunct(tree, reason->top) != an_tree_first_conjunct(tree, act->top);
    return is_below && (an_tree_dominates(tree, act->top, reason->top) || (act->light_token != AN_NONE && an_tree_dominates(tree, act->light_token, reason->top)));
}

static bool is_word_protest(const an_tree *tree, const an_draft *draft)
{
    return draft->event.type == AN_TYPE_PROTEST && tree->lemmas[draft->token] != AN_NONE && tree->lemmas[draft->token] == tree->grammar->protest;
}

/* "Marched in protest of the mayor's plans": whom it is of is no marcher. */
static bool is_told_in(const an_coder *coder, const an_tree *tree, const an_draft *reason) { return reason->is_noun && an_tree_case(tree, reason->top) != AN_NONE && an_tree_case(tree, reason->top) == coder->grammar.in; }

/* "Began a hunger strike to protest against the law": the act, against whom its reason names. */
static void join_reasons(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++)
        for (uint32_t k = 0; k < coder->draft_count; k++) {
            an_draft *reason = coder->drafts + i, *act = coder->drafts + k;
            if (i == k || reason->is_dropped || act->is_dropped || !is_word_protest(tree, reason) || is_word_protest(tree, act) || reason->part_count || !is_reason_for(tree, reason, act)) continue;
            if (is_told_in(coder, tree, reason)) reason->event.actors.count = 0;
            if (!is_subset(tree, &reason->event.actors, &act->event.actors, false)) continue;
            an_absorb(coder, tree, k, i);
        }
}

/* `thin` says nothing that `rich` does not: the same type, told in one construction, nobody new. */
static bool is_double(const an_tree *tree, const an_draft *thin, const an_draft *rich)
{
    bool are_words = thin->event.type != AN_TYPE_ASSAULT; /* one may be killed for killing */
    if (thin->event.type != rich->event.type || !is_linked(tree, thin, rich) || are_two_acts(tree, thin, rich)) return false;
    if (thin->event.type != AN_TYPE_ASSAULT && thin->event.mode_count && rich->event.mode_count && thin->event.modes[0] != rich->event.modes[0]) return false;
    if (!is_subset(tree, &thin->event.actors, &rich->event.actors, are_words) || !is_subset(tree, &thin->event.recipients, &rich->event.recipients, are_words)) return false;
    if (thin->event.actors.count + thin->event.recipients.count < rich->event.actors.count + rich->event.recipients.count) return true;
    return thin->event.mode_count <= rich->event.mode_count && thin->depth > rich->depth;
}

/* "fired to disperse the crowd", "resorted to firing to disperse": what it was done for, below what was done. */
static bool is_purpose_of(const an_tree *tree, const an_draft *purpose, const an_draft *act)
{
    uint32_t mark = an_tree_child(tree, purpose->token, AN_DEPREL_MARK);
    an_deprel relation = (an_deprel)tree->tokens[purpose->token].deprel;
    bool is_below = relation == AN_DEPREL_ADVCL || relation == AN_DEPREL_ACL || relation == AN_DEPREL_XCOMP;
    return is_below && mark != AN_NONE && an_str_is(tree->tokens[mark].xpos, "TO") && an_tree_dominates(tree, act->token, purpose->token);
}

/* The richer one stays, unless it only tells the result or the purpose of the one above it. */
static void join_doubles(an_coder *coder, const an_tree *tree, uint32_t thin, uint32_t rich)
{
    bool is_act = !an_is_result(coder->drafts + thin) && an_is_result(coder->drafts + rich) && an_tree_dominates(tree, coder->drafts[thin].top, coder->drafts[rich].top);
    is_act = is_act || is_purpose_of(tree, coder->drafts + rich, coder->drafts + thin);
    an_absorb(coder, tree, is_act ? thin : rich, is_act ? rich : thin);
}

void an_drop_doubles(an_coder *coder, const an_tree *tree)
{
    join_reasons(coder, tree);
    for (uint32_t i = 0; i < coder->draft_count; i++)
        for (uint32_t k = 0; k < coder->draft_count && !coder->drafts[i].is_dropped; k++)
            if (k != i && !coder->drafts[k].is_dropped && is_double(tree, coder->drafts + i, coder->drafts + k)) join_doubles(coder, tree, i, k);
}
