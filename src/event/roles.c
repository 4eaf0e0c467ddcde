/* From words in slots to participants: which of a frame's places stands for which role, and whom an argument means there that is itself an event, a place
 * or one of two sides. */
#include "event/draft.h"

/* "Fired rockets into Chad and Niger". */
static bool add_states_of_places(const an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list)
{
    bool is_found = an_add_state_of_place(coder, tree, token, list);
    AN_FOR_CHILDREN(tree, child, token)
        if (is_found && tree->tokens[child].deprel == AN_DEPREL_CONJ) an_add_state_of_place(coder, tree, child, list);
    return is_found;
}

/* An argument that is itself an event ("condemned the attack") means those who did it. */
static const an_draft *event_in(const an_coder *coder, const an_draft *draft, uint32_t token)
{
    uint32_t number = coder->draft_at[token];
    if (number == AN_NONE || coder->drafts + number == draft) return NULL;
    return coder->drafts + number;
}

static bool takes_doers(an_event_type type)
{
    return type == AN_TYPE_ACCUSE || type == AN_TYPE_SUPPORT || type == AN_TYPE_REQUEST || type == AN_TYPE_REJECT || type == AN_TYPE_CONCEDE || type == AN_TYPE_AGREE;
}

static bool is_inquiry(const an_event *event) { return event->type == AN_TYPE_ACCUSE && event->mode_count && event->modes[0] == AN_MODE_ACCUSE_INVESTIGATE; }

/* Of an argument that is itself an event those who are meant: who did what is condemned or refused; who is accused where the charge is looked into
 * ("an inquiry into claims by an aide against the mayor"); both sides of "refused talks with Chad". */
static void fill_from_event(an_coder *coder, const an_draft *draft, const an_argument *argument, const an_draft *inner, an_participants *list)
{
    bool looks_into = is_inquiry(&draft->event) && inner->event.type == AN_TYPE_ACCUSE && list == &draft->event.recipients;
    if (looks_into) {
        an_participants_add_all(coder, list, &inner->event.recipients);
        return;
    }
    if (takes_doers(draft->event.type) || argument->slot == AN_SLOT_SUBJECT) an_participants_add_all(coder, list, &inner->event.actors);
    if (takes_doers(draft->event.type) && !list->count && inner->frame->both.count) an_participants_add_all(coder, list, &inner->event.recipients);
}

/* "Condemned the act (of piracy) and the threats made by the army": those who did the second, where nobody is told of the first. */
static void fill_from_other_acts(an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token, an_participants *list)
{
    AN_FOR_CHILDREN(tree, child, token) {
        const an_draft *inner = tree->tokens[child].deprel == AN_DEPREL_CONJ ? event_in(coder, draft, child) : NULL;
        an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD && child > token && !an_tree_has_case(tree, token) ? an_tree_case(tree, child) : AN_NONE;
        if (w != AN_NONE && w == coder->grammar.of && !list->count) fill_from_other_acts(coder, tree, draft, child, list);
        if (tree->tokens[child].deprel != AN_DEPREL_CONJ || list->count) continue;
        if (inner && inner->is_noun) an_participants_add_all(coder, list, &inner->event.actors);
        if (!list->count && an_maker_of(coder, tree, child) != AN_NONE) an_resolve(coder, tree, an_maker_of(coder, tree, child), false, list);
    }
}

static bool is_lifting(an_event_type type) { return type == AN_TYPE_CONCEDE || type == AN_TYPE_RETREAT || type == AN_TYPE_REJECT; }

/* "Will not lift the embargo that it imposed on Chad", "filed a suit accusing the firm of fraud": what is said of the object beside it is told of the same
 * measure or the same words. */
static void fill_from_clause_of(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        const an_draft *inner = tree->tokens[child].deprel == AN_DEPREL_ACL ? event_in(coder, draft, child) : NULL;
        bool is_measure = inner && is_lifting(draft->event.type) && (inner->event.type == AN_TYPE_SANCTION || inner->event.type == AN_TYPE_COERCE);
        bool are_words = inner && draft->event.type == AN_TYPE_ACCUSE && inner->event.type == AN_TYPE_ACCUSE;
        if ((is_measure || are_words) && !draft->event.recipients.count) an_participants_add_all(coder, &draft->event.recipients, &inner->event.recipients);
    }
}

static void fill_from_clauses(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    for (uint32_t i = 0; i < draft->arguments.count && !draft->event.recipients.count && !draft->is_noun; i++) {
        const an_argument *a = draft->arguments.items + i;
        uint32_t object = a->slot == AN_SLOT_OBJECT ? a->token : a->slot == AN_SLOT_INFINITIVE ? an_tree_child(tree, a->token, AN_DEPREL_OBJ) : AN_NONE;
        if (object != AN_NONE && a->distance != AN_INHERITED) fill_from_clause_of(coder, tree, draft, object);
    }
}

/* "Launched an offensive to recapture the town from the rebels": whom the act is meant to be done to. */
static void fill_from_purpose(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t words[] = {draft->token, draft->light_token};
    if (draft->event.type != AN_TYPE_ASSAULT || !draft->is_noun || draft->event.recipients.count) return;
    for (size_t i = 0; i < sizeof words / sizeof *words && words[i] != AN_NONE; i++)
        AN_FOR_CHILDREN(tree, child, words[i]) {
            bool is_purpose = (tree->tokens[child].deprel == AN_DEPREL_ACL || tree->tokens[child].deprel == AN_DEPREL_ADVCL) && an_tree_has_to(tree, child);
            const an_draft *inner = is_purpose ? event_in(coder, draft, child) : NULL;
            if (inner && an_is_seizure(&inner->event) && !draft->event.recipients.count) an_participants_add_all(coder, &draft->event.recipients, &inner->event.recipients);
        }
}

static bool is_joined_behind(const an_tree *tree, uint32_t token, uint32_t clause)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_CONJ && child > clause) return true;
    return false;
}

/* "Anna Diallo, a judge whom rebels abducted", "Omar and Anna Diallo, two sisters held by rebels": the name that the noun with the clause explains; AN_NONE. */
static uint32_t name_explained(const an_tree *tree, uint32_t clause, uint32_t noun)
{
    uint32_t name = tree->tokens[noun].deprel == AN_DEPREL_APPOS && tree->tokens[noun].upos == AN_UPOS_NOUN ? an_tree_head(tree, noun) : AN_NONE;
    if (clause == AN_NONE || tree->tokens[clause].deprel != AN_DEPREL_ACL || an_tree_head(tree, clause) != noun || name == AN_NONE || name > noun) return AN_NONE;
    return tree->tokens[name].name == AN_NAME_PERSON && tree->actor_at[name] != AN_NONE ? name : AN_NONE;
}

/* "Chad, which Libya annexed, and Niger": what is joined behind the clause is not of it. */
static uint32_t resolve_argument(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_argument *argument, an_participants *list)
{
    uint32_t clause = draft->is_noun ? AN_NONE : an_tree_first_conjunct(tree, draft->token), name = name_explained(tree, clause, argument->token);
    size_t before = list->count;
    if (name != AN_NONE) return an_resolve(coder, tree, name, false, list);
    if (clause == AN_NONE || tree->tokens[clause].subrel != AN_SUBREL_RELCL || an_tree_head(tree, clause) != argument->token || !is_joined_behind(tree, argument->token, clause)) return an_resolve(coder, tree, argument->token, argument->slot == AN_SLOT_MODIFIER, list);
    an_resolve_alone(coder, tree, argument->token, list);
    AN_FOR_CHILDREN(tree, child, argument->token)
        if (tree->tokens[child].deprel == AN_DEPREL_CONJ && child < clause) an_resolve(coder, tree, child, false, list);
    return (uint32_t)(list->count - before);
}

static bool fill_from_argument(an_coder *coder, const an_tree *tree, an_draft *draft, const an_argument *argument, an_participants *list)
{
    const an_draft *inner = event_in(coder, draft, argument->token);
    if (inner && inner->is_noun && tree->actor_at[argument->token] == AN_NONE) {
        fill_from_event(coder, draft, argument, inner, list);
        if (!list->count && takes_doers(draft->event.type) && an_maker_of(coder, tree, argument->token) != AN_NONE) an_resolve(coder, tree, an_maker_of(coder, tree, argument->token), false, list); /* "dismissed a complaint filed by" */
        if (!list->count && takes_doers(draft->event.type)) fill_from_other_acts(coder, tree, draft, argument->token, list);
        return list->count > 0;
    }
    if (resolve_argument(coder, tree, draft, argument, list) > 0) return true;
    if (list == &draft->event.recipients && argument->slot == AN_SLOT_OBJECT && takes_doers(draft->event.type)) fill_from_other_acts(coder, tree, draft, argument->token, list);
    if (list->count) return true;
    return list == &draft->event.recipients && draft->event.type != AN_TYPE_PROTEST && add_states_of_places(coder, tree, argument->token, list);
}

/* "clashes between supporters of the party and the police", with the police hung on the party: there are always two between whom it is. */
static void resolve_second_side(an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list)
{
    if (list->count != 1 || an_tree_child(tree, token, AN_DEPREL_CONJ) != AN_NONE) return;
    AN_FOR_CHILDREN(tree, child, token) {
        bool is_phrase = tree->tokens[child].deprel == AN_DEPREL_NMOD, is_glued = tree->tokens[child].deprel == AN_DEPREL_COMPOUND;
        AN_FOR_CHILDREN(tree, other, child) {
            if (tree->tokens[other].deprel != AN_DEPREL_CONJ || (!is_phrase && !is_glued)) continue;
            if (is_phrase) an_resolve(coder, tree, other, false, list);
            else an_resolve_alone(coder, tree, child, list); /* "between police and opposition supporters" */
        }
    }
}

/* "A barrage of rockets": what is fired is hit by nobody. */
static bool is_fired(const an_tree *tree, const an_draft *draft, const an_argument *argument)
{
    return draft->is_noun && draft->event.type == AN_TYPE_ASSAULT && argument->slot == AN_SLOT_PREPOSITION + tree->grammar->of && tree->actor_at[argument->token] == AN_NONE && an_tree_lemma_in(tree, argument->token, tree->grammar->weapons);
}

static bool fill_from_slot(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t slot, an_participants *list)
{
    bool is_found = false;
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        const an_argument *argument = draft->arguments.items + i;
        uint32_t token = argument->token;
        if (argument->slot != slot || is_fired(tree, draft, argument)) continue;
        if (slot == AN_SLOT_CLAUSE) { /* its subject is meant */
            token = an_subject_of(tree, token);
            if (token != AN_NONE) is_found = an_resolve(coder, tree, token, false, list) > 0 || is_found;
        } else if (fill_from_argument(coder, tree, draft, argument, list)) {
            is_found = true;
            if (slot == AN_SLOT_PREPOSITION + coder->grammar.between) resolve_second_side(coder, tree, token, list);
            if (slot == AN_SLOT_SUBJECT && argument->distance == AN_INHERITED) draft->has_inherited_actor = true;
        }
    }
    return is_found;
}

static void fill_first(an_coder *coder, const an_tree *tree, an_draft *draft, an_range slots, an_participants *list)
{
    for (uint32_t i = 0; i < slots.count; i++)
        if (fill_from_slot(coder, tree, draft, coder->frames->numbers[slots.first + i], list)) return;
}

/* Who committed what a clause of the noun says was committed; AN_NONE. */
static uint32_t committer(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun) {
        bool is_doing = tree->tokens[child].deprel == AN_DEPREL_ACL && an_tree_is_tagged(tree, child, "VBN") && an_tree_lemma_in(tree, child, an_frames_set(coder->frames, "committing"));
        if (is_doing && an_agent_of(tree, child) != AN_NONE) return an_agent_of(tree, child);
    }
    return AN_NONE;
}

/* "The killing of six priests carried out by soldiers", with what is said of the killing hung on it or on the priests: who did it. */
static void fill_from_committing(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    bool is_open = draft->is_noun && draft->event.type == AN_TYPE_ASSAULT && !draft->event.actors.count;
    uint32_t doer = is_open ? committer(coder, tree, draft->top) : AN_NONE;
    for (uint32_t i = 0; i < draft->arguments.count && doer == AN_NONE && is_open; i++)
        if (draft->arguments.items[i].slot > AN_SLOT_PREPOSITION && draft->arguments.items[i].distance != AN_NESTED) doer = committer(coder, tree, draft->arguments.items[i].token);
    if (doer != AN_NONE) an_resolve(coder, tree, doer, false, &draft->event.actors);
}

static void fill_default_actor(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_grammar *g = &coder->grammar;
    const uint32_t of_noun[] = {AN_SLOT_PREPOSITION + g->by, AN_SLOT_POSS, AN_SLOT_MODIFIER, AN_SLOT_PREPOSITION + g->between};
    if (!draft->is_noun) {
        fill_from_slot(coder, tree, draft, AN_SLOT_SUBJECT, &draft->event.actors);
        return;
    }
    for (size_t i = 0; i < sizeof of_noun / sizeof *of_noun && !draft->event.actors.count; i++) fill_from_slot(coder, tree, draft, of_noun[i], &draft->event.actors);
    for (uint32_t i = 0; i < draft->arguments.count && !draft->event.actors.count; i++) /* "a barrage of rockets fired by the rebels" */
        if (is_fired(tree, draft, draft->arguments.items + i) && an_maker_of(coder, tree, draft->arguments.items[i].token) != AN_NONE) an_resolve(coder, tree, an_maker_of(coder, tree, draft->arguments.items[i].token), false, &draft->event.actors);
}

static void fill_default_recipient(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_grammar *g = &coder->grammar;
    const uint32_t of_noun[] = {AN_SLOT_PREPOSITION + g->on, AN_SLOT_PREPOSITION + g->against, AN_SLOT_PREPOSITION + g->of};
    if (!draft->is_noun) {
        fill_from_slot(coder, tree, draft, AN_SLOT_OBJECT, &draft->event.recipients);
        return;
    }
    for (size_t i = 0; i < sizeof of_noun / sizeof *of_noun && !draft->event.recipients.count; i++) fill_from_slot(coder, tree, draft, of_noun[i], &draft->event.recipients);
}

/* The subject of "carry out" or "suffer" takes its role before anything that hangs on the noun. */
static void fill_from_light(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_participants *list = draft->light->gives == AN_GIVES_RECIPIENT ? &draft->event.recipients : &draft->event.actors;
    if (draft->light->gives != AN_GIVES_NONE) fill_from_slot(coder, tree, draft, AN_SLOT_SUBJECT, list);
}

/* "The Observatory reports eight killed by guards", read as the observatory's deed: those who watch and write bear no arms. */
static void remove_witnesses(const an_draft *draft, an_participants *actors)
{
    size_t kept = 0;
    if (draft->event.type != AN_TYPE_ASSAULT || draft->is_noun) return;
    for (size_t i = 0; i < actors->count; i++)
        if (actors->items[i].actor.kind != AN_ACTOR_NGO && actors->items[i].actor.kind != AN_ACTOR_MEDIA) actors->items[kept++] = actors->items[i];
    actors->count = kept;
}

/* Whether all of them are told behind the word: "a talk with Ruiz and two envoys". */
static bool are_behind(const an_tree *tree, const an_participants *list, uint32_t token)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].span.start < tree->tokens[token].span.end) return false;
    return list->count > 0;
}

/* "After a meeting with the envoy, the rebels agreed": the rebels met him. */
static void add_other_side(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = an_tree_head(tree, draft->top), preposition = an_tree_child(tree, draft->top, AN_DEPREL_CASE), subject;
    if (!draft->is_noun || (draft->event.actors.count != 1 && !are_behind(tree, &draft->event.actors, draft->token)) || verb == AN_NONE || preposition == AN_NONE || tree->tokens[draft->top].deprel != AN_DEPREL_OBL || !an_tree_is_verbal(tree, verb)) return;
    if (tree->lemmas[preposition] != coder->grammar.in && !an_tree_lemma_in(tree, preposition, coder->grammar.occasions)) return;
    for (uint32_t i = 0; i < draft->arguments.count; i++)
        if (draft->arguments.items[i].slot == AN_SLOT_POSS || draft->arguments.items[i].slot == AN_SLOT_PREPOSITION + coder->grammar.between) return;
    if (draft->event.type != AN_TYPE_CONSULT || an_tree_is_passive(tree, verb) || (subject = an_subject_of(tree, verb)) == AN_NONE) return;
    if (an_resolve(coder, tree, subject, false, &draft->event.actors)) draft->has_inherited_actor = true;
}

/* Where the other side stands: whom one fights, meets or trades with; not the object that a passive's subject is ("was locked in battle"). */
static bool is_other_side(const an_grammar *g, uint32_t slot, bool is_passive)
{
    return (slot == AN_SLOT_OBJECT && !is_passive) || slot == AN_SLOT_PREPOSITION + g->with || slot == AN_SLOT_PREPOSITION + g->against || slot == AN_SLOT_PREPOSITION + g->on;
}

static void fill_side(an_coder *coder, const an_tree *tree, an_draft *draft, bool is_other, an_participants *list)
{
    an_range slots = draft->frame->both;
    bool is_passive = !draft->is_noun && an_tree_is_passive(tree, draft->token);
    for (uint32_t i = 0; i < slots.count; i++) {
        uint32_t slot = coder->frames->numbers[slots.first + i];
        if (is_other_side(&coder->grammar, slot, is_passive) == is_other) fill_from_slot(coder, tree, draft, slot, list);
    }
}

/* "Turkey wants talks with Chad": whose wish they are, where the verb tells no event of its own. */
static void fill_from_governor(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = an_verb_of_object(tree, draft->top), subject;
    an_participants found = {0};
    if (!draft->is_noun || verb == AN_NONE || coder->draft_at[verb] != AN_NONE || an_tree_is_passive(tree, verb) || (subject = an_subject_of(tree, verb)) == AN_NONE) return;
    an_resolve(coder, tree, subject, false, &found);
    for (size_t i = 0; i < found.count; i++)
        if (an_participant_is_known(found.items + i)) an_participants_add(coder, &draft->event.actors, found.items + i);
    draft->has_inherited_actor = draft->has_inherited_actor || draft->event.actors.count > 0;
}

/* Acts of two sides. Who stands alone where the other side does is the other side: "the means to fight the rebels"; but of "six were killed in a clash
 * with the rebels" it is they who are known to have fought. */
static void fill_both(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_participants others = {0}, *actors = &draft->event.actors;
    fill_side(coder, tree, draft, false, actors);
    if (draft->is_noun && !actors->count) fill_default_actor(coder, tree, draft);
    fill_side(coder, tree, draft, true, &others);
    if (!actors->count && others.count) fill_from_governor(coder, tree, draft);
    if (!actors->count) {
        *actors = others;
        add_other_side(coder, tree, draft);
        if (actors->count > others.count || draft->frame->recipient.count || (draft->is_noun && draft->event.type == AN_TYPE_ASSAULT)) return;
        draft->event.recipients = others;
        *actors = (an_participants){0};
        return;
    }
    an_participants_add_all(coder, actors, &others);
    add_other_side(coder, tree, draft);
}

/* "Demanded an admission by Chad": who is to do what is asked for is asked. */
static void ask_doer(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t object = draft->is_noun || draft->event.type != AN_TYPE_REQUEST || draft->event.recipients.count ? AN_NONE : an_tree_child(tree, draft->token, AN_DEPREL_OBJ), parents[] = {draft->token, object};
    for (size_t i = 0; i < sizeof parents / sizeof *parents && object != AN_NONE && !an_tree_is_passive(tree, draft->token); i++)
        AN_FOR_CHILDREN(tree, child, parents[i]) {
            bool is_phrase = tree->tokens[child].deprel == AN_DEPREL_NMOD || tree->tokens[child].deprel == AN_DEPREL_OBL;
            if (is_phrase && child > object && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == coder->grammar.by && tree->actor_at[child] != AN_NONE) an_resolve(coder, tree, child, false, &draft->event.recipients);
        }
}

/* Acts asked for that are done to others than those who are asked. */
static bool is_for_others(const an_event *event)
{
    bool is_release = event->type == AN_TYPE_RETREAT && event->mode_count && event->modes[0] == AN_MODE_RETREAT_RELEASE;
    return is_release || event->type == AN_TYPE_AID || event->type == AN_TYPE_ASSAULT || event->type == AN_TYPE_COOPERATE;
}

/* Whether somebody of the list is told in the same words, or in more of them. */
static bool is_told_in(const an_participants *list, const an_participant *p)
{
    for (size_t i = 0; i < list->count; i++)
        if (p->span.start < list->items[i].span.end && list->items[i].span.start < p->span.end) return true;
    return an_participants_share(list, p);
}

/* "Called for engagement with the militia": with whom something should be done is not who is asked to do it. */
static void drop_partners(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_participants kept = {0};
    for (size_t i = 0; i < draft->event.recipients.count; i++) {
        const an_participant *p = draft->event.recipients.items + i;
        uint32_t head = p->mention == AN_NONE ? AN_NONE : tree->document->mentions.items[p->mention].head_token - tree->first;
        bool is_partner = head < tree->count && head > draft->token && tree->tokens[head].deprel == AN_DEPREL_NMOD && an_tree_case(tree, head) != AN_NONE && an_tree_case(tree, head) == coder->grammar.with;
        if (!is_partner) an_participants_add(coder, &kept, p);
    }
    draft->event.recipients = kept;
}

/* "Called for the release of the monks", "requested the murder of rivals": for whom or to whom it would be done is not who is asked, unless told before it. */
void an_drop_spoken_for(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    if (draft->event.type != AN_TYPE_REQUEST) return;
    drop_partners(coder, tree, draft);
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *asked = coder->drafts + i;
        an_participants kept = {0};
        if (asked == draft || !is_for_others(&asked->event) || !an_tree_dominates(tree, draft->token, asked->token)) continue;
        for (size_t k = 0; k < draft->event.recipients.count; k++) {
            const an_participant *p = draft->event.recipients.items + k;
            bool is_behind = p->span.start > tree->tokens[asked->token].span.start;
            if (!is_behind || !is_told_in(&asked->event.recipients, p) || is_told_in(&asked->event.actors, p)) an_participants_add(coder, &kept, p);
        }
        draft->event.recipients = kept;
    }
}

static bool is_denied(const an_grammar *g, const an_tree *tree, uint32_t verb, uint32_t subject)
{
    if (subject != AN_NONE && an_tree_lemma_in(tree, subject, g->negations)) return true;
    AN_FOR_CHILDREN(tree, child, verb)
        if (an_tree_lemma_in(tree, child, g->negations) && tree->tokens[child].deprel == AN_DEPREL_ADVMOD) return true;
    for (uint32_t child = subject == AN_NONE ? AN_NONE : tree->first_child[subject]; child != AN_NONE; child = tree->next_sibling[child])
        if (an_tree_lemma_in(tree, child, g->negations) && tree->tokens[child].deprel == AN_DEPREL_DET) return true;
    return false;
}

/* "No group has claimed the bombing": it was, and nobody is told to have done it. */
static void forget_unclaimed(const an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = draft->light_token;
    if (!draft->light || draft->light->stance != AN_STANCE_CLAIMS_OWN || !is_denied(&coder->grammar, tree, verb, an_subject_of(tree, verb))) return;
    draft->light = NULL;
    draft->light_token = AN_NONE;
    draft->own_stance = AN_STANCE_COUNT;
}

void an_assign_roles(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_frame *frame = draft->frame;
    forget_unclaimed(coder, tree, draft);
    if (draft->light) fill_from_light(coder, tree, draft);
    if (frame->both.count) {
        fill_both(coder, tree, draft);
    } else if (!draft->event.actors.count) {
        if (frame->actor.count) fill_first(coder, tree, draft, frame->actor, &draft->event.actors);
        else fill_default_actor(coder, tree, draft);
        fill_from_committing(coder, tree, draft);
    }
    if (!draft->event.recipients.count) {
        if (frame->recipient.count) fill_first(coder, tree, draft, frame->recipient, &draft->event.recipients);
        else if (!frame->both.count) fill_default_recipient(coder, tree, draft);
    }
    fill_from_clauses(coder, tree, draft);
    fill_from_purpose(coder, tree, draft);
    an_take_from_losers(coder, tree, draft);
    ask_doer(coder, tree, draft);
    an_participants_remove_doubled(&draft->event.recipients, &draft->event.actors);
    remove_witnesses(draft, &draft->event.actors);
}
