/* What came of an act becomes a part of it: "attacked the base, killing six", "killed in the bombing", "died when police fired". The act takes
 * the victims, before the things that it hit, and their numbers. */
#include "event/draft.h"

bool an_is_assault(const an_draft *draft) { return draft->event.type == AN_TYPE_ASSAULT || draft->event.type == AN_TYPE_COERCE || draft->event.type == AN_TYPE_PROTEST; }

uint32_t an_root_of(const an_coder *coder, uint32_t number)
{
    for (uint32_t i = 0; i < coder->draft_count && coder->drafts[number].absorbed_by != AN_NONE; i++) number = coder->drafts[number].absorbed_by;
    return number;
}

/* The draft at a token, or at the noun that a container there holds. */
uint32_t an_draft_for(const an_coder *coder, uint32_t token)
{
    if (coder->draft_at[token] != AN_NONE) return coder->draft_at[token];
    for (uint32_t i = 0; i < coder->draft_count; i++)
        if (coder->drafts[i].top == token && coder->drafts[i].is_noun) return i;
    return AN_NONE;
}

bool an_is_result(const an_draft *draft) { return draft->frame->flags & AN_FRAME_IS_RESULT; }

/* "Three died": told of nobody who did it, it is a part of an act and can have none of its own. */
bool an_is_mere_result(const an_draft *draft) { return an_is_result(draft) && (draft->frame->flags & AN_FRAME_NEEDS_ACTOR) && !draft->event.actors.count; }

/* The preposition of a noun, wherever it hangs: "in" of "in a police shooting"; AN_NONE. */
static uint32_t preposition_before(const an_tree *tree, uint32_t noun)
{
    enum { WORDS_BETWEEN = 3 };
    for (uint32_t at = noun; at > 0 && noun - at <= WORDS_BETWEEN; at--)
        if (tree->tokens[at - 1].upos == AN_UPOS_ADP) return at - 1;
    return AN_NONE;
}

/* "Hundreds died in the riots, including 40 in police firing": the number of those among others whom the act befell, hung on the act, above it or right
 * before it; AN_NONE. */
static uint32_t share_of(const an_tree *tree, const an_draft *act)
{
    uint32_t head = an_tree_head(tree, act->top), preposition = preposition_before(tree, act->top), before = preposition == AN_NONE || preposition == 0 ? AN_NONE : preposition - 1;
    AN_FOR_CHILDREN(tree, child, act->top)
        if (tree->tokens[child].deprel == AN_DEPREL_NUMMOD && child + 1 < tree->count && tree->tokens[child + 1].upos == AN_UPOS_ADP) return child;
    if (before != AN_NONE && before == head && tree->tokens[head].upos == AN_UPOS_NUM) return head;
    return before != AN_NONE && tree->tokens[before].upos == AN_UPOS_NUM && an_tree_case(tree, before) != AN_NONE && an_tree_case(tree, before) == tree->grammar->include ? before : AN_NONE;
}

/* "In the blast", "during the raid", "by police firing", "from the shelling": what befell somebody there is of that act. */
static bool is_place_of_act(const an_grammar *g, uint32_t slot)
{
    an_word preposition = slot > AN_SLOT_PREPOSITION ? slot - AN_SLOT_PREPOSITION : AN_NONE;
    return preposition != AN_NONE && (preposition == g->in || preposition == g->by || preposition == g->from || an_frames_has(g->frames, g->occasions, preposition));
}

/* Of "riots and police firing left two dead" the firing; else what the noun at the token tells; AN_NONE. */
static uint32_t worst_of(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    uint32_t first = an_draft_for(coder, token);
    AN_FOR_CHILDREN(tree, child, token) {
        uint32_t number = tree->tokens[child].deprel == AN_DEPREL_CONJ ? an_draft_for(coder, child) : AN_NONE;
        bool is_worse = number != AN_NONE && coder->drafts[number].event.type == AN_TYPE_ASSAULT && (first == AN_NONE || coder->drafts[first].event.type != AN_TYPE_ASSAULT);
        if (is_worse) first = number;
    }
    return first;
}

/* The act told by the noun at a token, if a result can be its own; AN_NONE. Those killed in one part of it are counted for themselves. */
static uint32_t act_at(const an_coder *coder, const an_tree *tree, const an_draft *result, uint32_t token)
{
    uint32_t number = worst_of(coder, tree, token);
    const an_draft *act = number == AN_NONE ? result : coder->drafts + number;
    bool is_act = act != result && act->is_noun && an_is_assault(act) && !an_is_mere_result(act);
    return is_act && share_of(tree, act) == AN_NONE ? number : AN_NONE;
}

/* "The death of two pupils in police firing", with the firing hung on the pupils; AN_NONE. */
static uint32_t act_beside_victims(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    for (uint32_t i = 0; i < draft->arguments.count && draft->is_noun; i++) {
        const an_argument *a = draft->arguments.items + i;
        if (a->slot != AN_SLOT_PREPOSITION + coder->grammar.of || a->distance == AN_NESTED) continue;
        AN_FOR_CHILDREN(tree, child, a->token) {
            an_word preposition = tree->tokens[child].deprel == AN_DEPREL_NMOD ? an_tree_case(tree, child) : AN_NONE;
            uint32_t number = preposition != AN_NONE && is_place_of_act(&coder->grammar, AN_SLOT_PREPOSITION + preposition) ? act_at(coder, tree, draft, child) : AN_NONE;
            if (number != AN_NONE && coder->drafts[number].event.type == AN_TYPE_ASSAULT) return number;
        }
    }
    return AN_NONE;
}

/* The act that a result belongs to, by its arguments: "the blast killed", "killed in the blast". */
static uint32_t act_in_arguments(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        const an_argument *a = draft->arguments.items + i;
        bool is_subject = a->slot == AN_SLOT_SUBJECT;
        uint32_t number = (is_subject || is_place_of_act(&coder->grammar, a->slot)) && a->distance != AN_NESTED ? act_at(coder, tree, draft, a->token) : AN_NONE;
        if (number != AN_NONE && (is_subject || coder->drafts[number].event.type == AN_TYPE_ASSAULT)) return number;
    }
    return act_beside_victims(coder, tree, draft);
}

/* The verb of "the clashes left dozens of people hurt and a nurse wounded", which left those whom the result befell so; AN_NONE. */
static uint32_t verb_leaving(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t noun = tree->tokens[draft->token].deprel == AN_DEPREL_ACL && tree->tokens[draft->token].subrel != AN_SUBREL_RELCL ? an_tree_head(tree, draft->token) : AN_NONE, verb;
    if (!an_tree_is_tagged(tree, draft->token, "VBN")) return AN_NONE;
    if (noun != AN_NONE && tree->tokens[noun].deprel == AN_DEPREL_NMOD && an_tree_case(tree, noun) == coder->grammar.of) noun = an_tree_head(tree, noun);
    verb = noun != AN_NONE ? an_verb_of_object(tree, noun) : tree->tokens[draft->token].deprel != AN_DEPREL_ACL && an_tree_child(tree, draft->token, AN_DEPREL_AUX) == AN_NONE ? an_tree_head(tree, draft->token) : AN_NONE;
    return verb == AN_NONE || !an_str_is(tree->tokens[verb].lemma, "leave") || an_tree_is_passive(tree, verb) ? AN_NONE : verb;
}

/* What left them so, if an event is told by it; AN_NONE. */
static uint32_t act_leaving(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t verb = verb_leaving(coder, tree, draft), subject = verb == AN_NONE ? AN_NONE : an_subject_of(tree, verb);
    uint32_t number = subject == AN_NONE ? AN_NONE : worst_of(coder, tree, subject);
    return number == AN_NONE && verb != AN_NONE ? coder->draft_at[verb] : number; /* "left three dead and two wounded" */
}

/* "A brawl between rebels and soldiers", "a fight with rebels", "an operation by the army": who took part in what is no event itself. */
static void lend_parties(an_coder *coder, const an_tree *tree, uint32_t noun, an_draft *result)
{
    const an_grammar *g = &coder->grammar;
    an_participants found = {0};
    AN_FOR_CHILDREN(tree, child, noun) {
        an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD ? an_tree_case(tree, child) : AN_NONE;
        if (w != AN_NONE && (w == g->between || w == g->with || w == g->by)) an_resolve(coder, tree, child, false, &found);
    }
    for (size_t i = 0; i < found.count; i++)
        if (an_participant_is_known(found.items + i) || found.items[i].actor.sector_count) an_participants_add(coder, &result->event.actors, found.items + i);
    result->has_inherited_actor = result->event.actors.count > 0;
    an_participants_remove_doubled(&result->event.recipients, &result->event.actors);
}

static bool is_encounter(const an_coder *coder, const an_tree *tree, uint32_t noun) { return an_tree_lemma_in(tree, noun, an_frames_set(coder->frames, "encounters")); }

/* "Killed in police firing", with the act read as a verb. */
static bool is_gerund_of_act(const an_coder *coder, const an_tree *tree, uint32_t child)
{
    uint32_t preposition = an_tree_is_tagged(tree, child, "VBG") || an_tree_is_tagged(tree, child, "NN") ? preposition_before(tree, child) : AN_NONE;
    an_word word = preposition == AN_NONE ? AN_NONE : tree->lemmas[preposition];
    return word != AN_NONE && (word == coder->grammar.in || word == coder->grammar.by || an_tree_lemma_in(tree, preposition, coder->grammar.occasions));
}

/* What the clause below tells, if that is how the result came about: "killed when rebels attacked". AN_NONE. */
static uint32_t told_by_clause(const an_coder *coder, const an_tree *tree, uint32_t clause)
{
    bool is_gerund = tree->tokens[clause].deprel == AN_DEPREL_OBL && an_tree_is_tagged(tree, clause, "VBG");
    uint32_t number = tree->tokens[clause].deprel == AN_DEPREL_ADVCL || is_gerund ? an_draft_for(coder, clause) : AN_NONE;
    uint32_t mark = number == AN_NONE ? AN_NONE : an_tree_child(tree, clause, AN_DEPREL_MARK);
    if (number == AN_NONE || share_of(tree, coder->drafts + number) != AN_NONE) return AN_NONE;
    if (mark == AN_NONE) mark = an_tree_child(tree, clause, AN_DEPREL_ADVMOD);
    if (mark == AN_NONE) return is_gerund_of_act(coder, tree, clause) ? number : AN_NONE;
    if (an_str_is(tree->tokens[mark].lemma, "while") && an_tree_has_subject(tree, clause)) return AN_NONE; /* elsewhere, at the same time */
    return an_tree_lemma_in(tree, mark, coder->grammar.occasions) ? number : AN_NONE;
}

/* "Killed when rebels attacked": the clause that tells how, if the result names nobody who did it; nobody's death, but "a bomb hit". */
static uint32_t act_below(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    bool is_told_of_victims = draft->frame->actor.count && coder->frames->numbers[draft->frame->actor.first] == AN_SLOT_NONE; /* "died" */
    for (uint32_t i = 0; i < draft->arguments.count; i++)
        if (draft->arguments.items[i].slot == AN_SLOT_SUBJECT && !is_told_of_victims) return AN_NONE;
    AN_FOR_CHILDREN(tree, child, draft->token) {
        uint32_t number = told_by_clause(coder, tree, child);
        if (number != AN_NONE && coder->drafts[number].event.type == AN_TYPE_ASSAULT && coder->drafts[number].frame->effect == AN_EFFECT_NONE) return number;
    }
    return AN_NONE;
}

/* "Killed when a mob clashed with guards", "as strikers fight the police": a riot of two sides stays a protest, and those who fought there killed. */
static void lend_rioters(an_coder *coder, const an_tree *tree, an_draft *result)
{
    AN_FOR_CHILDREN(tree, child, result->token) {
        uint32_t number = result->event.actors.count ? AN_NONE : told_by_clause(coder, tree, child);
        const an_event *riot = number == AN_NONE ? NULL : &coder->drafts[number].event;
        bool is_fought = riot && riot->type == AN_TYPE_PROTEST && riot->mode_count && riot->modes[0] == AN_MODE_PROTEST_RIOT && riot->actors.count && riot->recipients.count;
        if (!is_fought) continue;
        an_participants_add_all(coder, &result->event.actors, &riot->actors);
        an_participants_add_all(coder, &result->event.actors, &riot->recipients);
        result->has_inherited_actor = true;
        an_participants_remove_doubled(&result->event.recipients, &result->event.actors);
    }
}

static bool lend_all(an_coder *coder, const an_draft *act, an_draft *result)
{
    an_participants_add_all(coder, &result->event.actors, &act->event.actors);
    an_participants_remove_doubled(&result->event.recipients, &result->event.actors);
    return act->event.actors.count > 0;
}

/* "Nine were killed in a police raid", "riots left nine hurt": the raid stays what it is, and who led it killed. */
static void lend_actors(an_coder *coder, const an_tree *tree, an_draft *result)
{
    const an_grammar *g = &coder->grammar;
    uint32_t leaving = act_leaving(coder, tree, result), verb = verb_leaving(coder, tree, result), subject = verb == AN_NONE ? AN_NONE : an_subject_of(tree, verb);
    if (leaving != AN_NONE && !result->event.actors.count) result->has_inherited_actor = lend_all(coder, coder->drafts + leaving, result);
    if (subject != AN_NONE && is_encounter(coder, tree, subject) && !result->event.actors.count) lend_parties(coder, tree, subject, result);
    for (uint32_t i = 0; i < result->arguments.count && !result->event.actors.count; i++) {
        const an_argument *a = result->arguments.items + i;
        uint32_t number = a->distance == AN_NESTED ? AN_NONE : an_draft_for(coder, a->token);
        bool is_within = a->slot == AN_SLOT_PREPOSITION + g->in || (a->slot > AN_SLOT_PREPOSITION && an_frames_has(coder->frames, g->occasions, a->slot - AN_SLOT_PREPOSITION));
        if (number == AN_NONE && is_within && a->distance != AN_NESTED && is_encounter(coder, tree, a->token)) lend_parties(coder, tree, a->token, result);
        if (number == AN_NONE || !is_within || !coder->drafts[number].is_noun || coder->drafts[number].event.type != AN_TYPE_COERCE) continue;
        an_participants_add_all(coder, &result->event.actors, &coder->drafts[number].event.actors);
        an_participants_remove_doubled(&result->event.recipients, &result->event.actors);
    }
    lend_rioters(coder, tree, result);
}

/* "Fired at a crowd in the town, in which four were killed": the act whose crowd and town it was. */
static uint32_t act_in_which(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t head)
{
    enum { LINKS_MAX = 4 };
    uint32_t number = AN_NONE;
    bool has_which = false;
    if (tree->tokens[draft->token].subrel != AN_SUBREL_RELCL) return AN_NONE;
    for (uint32_t links = 0, up = head; links < LINKS_MAX && number == AN_NONE && up != AN_NONE; links++) {
        an_deprel relation = (an_deprel)tree->tokens[up].deprel;
        if (relation != AN_DEPREL_NMOD && relation != AN_DEPREL_OBL && relation != AN_DEPREL_OBJ && relation != AN_DEPREL_APPOS) break;
        up = an_tree_head(tree, up);
        number = up == AN_NONE ? AN_NONE : an_draft_for(coder, up);
    }
    if (number == AN_NONE || coder->drafts + number == draft || coder->drafts[number].event.type != AN_TYPE_ASSAULT) return AN_NONE;
    AN_FOR_CHILDREN(tree, child, draft->token)
        has_which = has_which || (child < draft->token && tree->tokens[child].deprel == AN_DEPREL_OBL && an_tree_case(tree, child) == coder->grammar.in && an_tree_lemma_in(tree, child, coder->grammar.relative_pronouns));
    return has_which ? number : AN_NONE;
}

/* The act that a result belongs to, by its place in the tree: "attacked the base, killing six", "attacked and killed". */
static uint32_t act_above(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t token = draft->is_noun && draft->light_token != AN_NONE ? draft->light_token : draft->token;
    uint32_t head = an_tree_head(tree, token), number;
    an_deprel relation = (an_deprel)tree->tokens[token].deprel;
    uint32_t subject;
    if (head == AN_NONE) return AN_NONE;
    if (relation != AN_DEPREL_ADVCL && relation != AN_DEPREL_CONJ && relation != AN_DEPREL_XCOMP && relation != AN_DEPREL_ACL && relation != AN_DEPREL_PARATAXIS) return AN_NONE;
    number = an_draft_for(coder, head);
    if (number == AN_NONE && relation == AN_DEPREL_ACL && (number = act_in_which(coder, tree, draft, head)) != AN_NONE) return number;
    if (number == AN_NONE && relation == AN_DEPREL_ACL && an_str_is(tree->tokens[token].xpos, "VBG") && tree->tokens[head].deprel == AN_DEPREL_OBJ && an_tree_head(tree, head) != AN_NONE) { /* "fired rounds, killing two" */
        number = an_draft_for(coder, an_tree_head(tree, head));
        if (number != AN_NONE && coder->drafts + number != draft && an_is_assault(coder->drafts + number)) return number;
        return AN_NONE;
    }
    if (number == AN_NONE || coder->drafts + number == draft || !an_is_assault(coder->drafts + number)) return AN_NONE;
    if (relation == AN_DEPREL_ADVCL && an_tree_child(tree, token, AN_DEPREL_MARK) != AN_NONE) return AN_NONE; /* "while four were killed" */
    if (relation == AN_DEPREL_ACL) return coder->drafts[number].is_noun ? number : AN_NONE;
    subject = an_tree_child(tree, token, AN_DEPREL_NSUBJ);
    if (subject != AN_NONE && tree->tokens[subject].upos != AN_UPOS_PRON && !an_tree_is_passive(tree, token)) return AN_NONE;
    return number;
}

/* Whether somebody without an id is told by words that end in one of the set. */
static bool ends_in(const an_coder *coder, const an_participant *p, const char *set)
{
    an_str name = p->actor.name;
    size_t start = name.length;
    an_word word;
    while (start > 0 && name.data[start - 1] != ' ' && name.data[start - 1] != '-') start--;
    word = p->actor.id.data ? AN_NONE : an_frames_word(coder->frames, (an_str){name.data + start, name.length - start});
    return word != AN_NONE && an_frames_has(coder->frames, an_frames_set(coder->frames, set), word);
}

/* "nine others", "four more": a number that tells nothing of who they are. */
static bool is_mere_number(const an_coder *coder, const an_participant *p) { return p->mention == AN_NONE && ends_in(coder, p, "mere-others"); }

/* "Four attackers died in the raid on the station": not against them. */
static bool is_attacker(const an_coder *coder, const an_participant *p) { return ends_in(coder, p, "attackers"); }

static void add_telling(an_coder *coder, an_participants *list, const an_participants *victims)
{
    for (size_t i = 0; i < victims->count; i++)
        if (!is_mere_number(coder, victims->items + i) && !is_attacker(coder, victims->items + i)) an_participants_add(coder, list, victims->items + i);
}

/* Victims of paired results in the order of the text; mere numbers only where nothing else tells of people. */
static void join_victims(an_coder *coder, an_participants *list, const an_participants *victims)
{
    an_participants rest = *list;
    bool are_later = rest.count && rest.items[0].span.start < victims->items[0].span.start;
    memset(list, 0, sizeof *list);
    add_telling(coder, list, are_later ? &rest : victims);
    add_telling(coder, list, are_later ? victims : &rest);
    if (!list->count) *list = rest.count ? rest : *victims;
}

/* Those who were hit before the things that were. */
static void put_in_front(an_coder *coder, an_participants *list, const an_participants *victims)
{
    an_participants things = *list;
    memset(list, 0, sizeof *list);
    for (size_t i = 0; i < victims->count; i++)
        if (!things.count || !is_attacker(coder, victims->items + i)) an_participants_add(coder, list, victims->items + i);
    an_participants_add_all(coder, list, &things);
}

/* "shelled the town, killing six": the six, and the town; "two were killed and a third wounded in the raid": all of them. */
static void join_recipients(an_coder *coder, const an_tree *tree, an_draft *whole, const an_draft *part)
{
    uint32_t result = an_is_result(part) ? an_tree_first_conjunct(tree, part->token) + 1 : 0;
    bool are_more = result && (whole->victims_of == result || (an_is_result(whole) && an_tree_first_conjunct(tree, whole->token) + 1 == result));
    if (an_is_result(part) && whole->event.type == AN_TYPE_ASSAULT) an_name_recipient(coder, tree, whole);
    if (whole->event.recipients.count && !whole->names_recipient && !whole->hits_things && !are_more) return;
    if (!part->event.recipients.count) return;
    if (are_more) join_victims(coder, &whole->event.recipients, &part->event.recipients);
    else put_in_front(coder, &whole->event.recipients, &part->event.recipients);
    whole->names_recipient = whole->hits_things = false;
    whole->victims_of = result;
}

/* "A nurse was killed and six others hurt after clashing with rebels": those who were hurt are told as victims; one alone may have done it ("another
 * was shot after stabbing a guard"). */
static void drop_mere_numbers(const an_coder *coder, an_participants *list)
{
    size_t kept = 0;
    if (list->count == 1 && an_str_is(list->items[0].actor.name, "another")) return;
    for (size_t i = 0; i < list->count; i++)
        if (!is_mere_number(coder, list->items + i)) list->items[kept++] = list->items[i];
    list->count = kept;
}

void an_absorb(an_coder *coder, const an_tree *tree, uint32_t whole, uint32_t part)
{
    an_draft *w = coder->drafts + whole, *p = coder->drafts + part;
    bool is_stronger = p->event.type == w->event.type && p->event.mode_count > w->event.mode_count;
    p->absorbed_by = whole;
    p->is_dropped = true;
    if (w->part_count < AN_PARTS_MAX) w->parts[w->part_count++] = p->token;
    for (uint32_t i = 0; i < p->part_count && w->part_count < AN_PARTS_MAX; i++) w->parts[w->part_count++] = p->parts[i];
    if (!w->event.actors.count) an_participants_add_all(coder, &w->event.actors, &p->event.actors);
    if (an_is_result(p)) drop_mere_numbers(coder, &w->event.actors);
    join_recipients(coder, tree, w, p);
    if (is_stronger) {
        memcpy(w->event.modes, p->event.modes, sizeof w->event.modes);
        w->event.mode_count = p->event.mode_count;
    }
}


/* "Led to the deaths of ten rebels": a death told by a noun, with the verb that brings it about; AN_NONE. */
static uint32_t act_bringing(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t head = an_tree_head(tree, draft->top), number = head == AN_NONE ? AN_NONE : coder->draft_at[head];
    an_deprel relation = (an_deprel)tree->tokens[draft->top].deprel;
    if (!draft->is_noun || number == AN_NONE || (relation != AN_DEPREL_OBL && relation != AN_DEPREL_OBJ)) return AN_NONE;
    return coder->drafts + number != draft && an_is_result(coder->drafts + number) && coder->drafts[number].event.type == AN_TYPE_ASSAULT ? number : AN_NONE;
}

/* "Three died and ten were hurt when police fired": what tells how it came about is nearer than another result. */
static uint32_t act_of_result(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t act = act_in_arguments(coder, tree, draft), below;
    if (act == AN_NONE) act = act_above(coder, tree, draft);
    if (act == AN_NONE) act = act_bringing(coder, tree, draft);
    if (act == AN_NONE && (act = act_leaving(coder, tree, draft)) != AN_NONE && coder->drafts[act].event.type != AN_TYPE_ASSAULT) act = AN_NONE;
    if (act != AN_NONE && !an_is_result(coder->drafts + act)) return act;
    below = act_below(coder, tree, draft);
    return below != AN_NONE ? below : act;
}

static bool is_arrest(const an_draft *act) { return act->event.mode_count && act->event.modes[0] == AN_MODE_COERCE_ARREST; }

/* "Raided the house, killing six": a raid is no killing. Told by a verb it stays, and the killing beside it is its doers'; told by a noun ("the raid killed
 * six") it is but how they were killed. */
static bool is_worse_than(const an_draft *result, const an_draft *act)
{
    return act->event.type == AN_TYPE_COERCE && !is_arrest(act) && result->event.type == AN_TYPE_ASSAULT && result->frame->effect == AN_EFFECT_KILLED;
}

static void part_from(an_coder *coder, const an_tree *tree, uint32_t result, uint32_t act)
{
    an_draft *draft = coder->drafts + result;
    if (coder->drafts[act].is_noun) an_absorb(coder, tree, result, act);
    else if (!draft->event.actors.count) draft->has_inherited_actor = lend_all(coder, coder->drafts + act, draft);
}

/* "The arrest of two officers for killing a priest": they did it. */
static bool is_ground_of_arrest(const an_coder *coder, const an_tree *tree, const an_draft *result, const an_draft *act)
{
    uint32_t mark = result->is_noun ? AN_NONE : an_tree_child(tree, result->token, AN_DEPREL_MARK);
    return mark != AN_NONE && tree->lemmas[mark] == coder->grammar.for_ && act->is_noun && is_arrest(act) && act->event.recipients.count;
}

static void blame_arrested(an_coder *coder, an_draft *result, const an_draft *act)
{
    result->event.actors = (an_participants){0};
    an_participants_add_all(coder, &result->event.actors, &act->event.recipients);
    result->has_inherited_actor = true;
    an_participants_remove_doubled(&result->event.recipients, &result->event.actors);
}

static void join_to_acts(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        an_draft *draft = coder->drafts + i;
        uint32_t act;
        if (!an_is_result(draft) || draft->is_dropped) continue;
        act = act_of_result(coder, tree, draft);
        if (act != AN_NONE) act = an_root_of(coder, act);
        if (act != AN_NONE && act != i && an_is_result(coder->drafts + act)) lend_actors(coder, tree, draft); /* "six killed and nine hurt in a fight with rebels" */
        if (act != AN_NONE && act != i && is_ground_of_arrest(coder, tree, draft, coder->drafts + act)) blame_arrested(coder, draft, coder->drafts + act);
        else if (act != AN_NONE && act != i && is_worse_than(draft, coder->drafts + act)) part_from(coder, tree, i, act);
        else if (act != AN_NONE && act != i && !coder->drafts[act].is_dropped && !an_is_mere_result(coder->drafts + act)) an_absorb(coder, tree, act, i);
        else if (an_has_accident(coder, tree, draft)) draft->is_dropped = true;
        else lend_actors(coder, tree, draft);
    }
}

/* "25 were killed and 50 injured in the attack": what befell the one result befell the other. "Two died and six were injured": one event. */
static void join_paired_results(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        an_draft *draft = coder->drafts + i;
        for (uint32_t k = 0; k < coder->draft_count && an_is_result(draft) && !draft->is_dropped; k++) {
            const an_draft *other = coder->drafts + k;
            bool is_pair = k != i && an_is_result(other) && an_tree_first_conjunct(tree, other->token) == an_tree_first_conjunct(tree, draft->token);
            uint32_t act = is_pair && (other->absorbed_by != AN_NONE || (an_is_mere_result(draft) && !an_is_mere_result(other))) ? an_root_of(coder, k) : i;
            if (act != i && !coder->drafts[act].is_dropped) an_absorb(coder, tree, act, i);
        }
    }
}

static an_event_quantity *quantity_of(an_event *event, uint32_t effect)
{
    return effect == AN_EFFECT_KILLED ? &event->killed : effect == AN_EFFECT_WOUNDED ? &event->wounded : NULL;
}

static const an_mention *number_of(const an_tree *tree, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_QUANTITY && token + tree->first >= mentions[m].first_token && token + tree->first < mentions[m].end_token) return mentions + m;
    return NULL;
}

static const an_draft *result_above(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    for (uint32_t steps = 0, up = token; steps < AN_CLIMB_MAX && up != AN_NONE; steps++, up = an_tree_head(tree, up))
        if (coder->draft_at[up] != AN_NONE && an_is_result(coder->drafts + coder->draft_at[up])) return coder->drafts + coder->draft_at[up];
    return NULL;
}

/* "Hundreds died in the riots, including 40 in police firing": the forty are the firing's, of those told above. */
static void count_shares(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        an_draft *act = coder->drafts + i;
        uint32_t share = act->is_dropped || !act->is_noun || act->event.type != AN_TYPE_ASSAULT ? AN_NONE : share_of(tree, act);
        const an_mention *number = share == AN_NONE ? NULL : number_of(tree, share);
        const an_draft *result = number ? result_above(coder, tree, share) : NULL;
        an_event_quantity *total = result ? quantity_of(&act->event, result->frame->effect) : NULL;
        if (total) *total = (an_event_quantity){number->quantity.low, number->quantity.high, number->span, true};
    }
}

/* "Two were shot in an attack at a station": the attack is that they were shot; it tells who did it, they are whom it hit. */
static void join_occasions(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *draft = coder->drafts + i;
        uint32_t act;
        if (draft->is_dropped || draft->is_noun || an_is_result(draft) || draft->event.type != AN_TYPE_ASSAULT || !draft->event.recipients.count || draft->names_recipient) continue;
        act = act_in_arguments(coder, tree, draft);
        if (act == AN_NONE || coder->drafts[act].is_dropped || coder->drafts[act].event.type != AN_TYPE_ASSAULT) continue;
        if (coder->drafts[act].frame->both.count && (draft->event.actors.count || !coder->drafts[act].event.actors.count)) continue;
        if (!draft->event.actors.count || !coder->drafts[act].event.actors.count) an_absorb(coder, tree, i, act);
    }
}

/* "A bomb planted by the gang exploded": planted, it did what is told behind; one act, theirs. */
static void join_uses(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *use = coder->drafts + i;
        bool is_reduced = !use->is_noun && tree->tokens[use->token].deprel == AN_DEPREL_ACL && tree->tokens[use->token].subrel != AN_SUBREL_RELCL && an_tree_is_tagged(tree, use->token, "VBN");
        uint32_t weapon = is_reduced && !use->is_dropped && use->event.type == AN_TYPE_ASSAULT ? an_tree_head(tree, use->token) : AN_NONE, verb, act;
        if (weapon == AN_NONE || !an_tree_lemma_in(tree, weapon, coder->grammar.weapons) || tree->tokens[weapon].deprel != AN_DEPREL_NSUBJ || (verb = an_tree_head(tree, weapon)) == AN_NONE) continue;
        act = an_tree_is_passive(tree, verb) || coder->draft_at[verb] == AN_NONE ? AN_NONE : an_root_of(coder, coder->draft_at[verb]);
        if (act != AN_NONE && act != i && !coder->drafts[act].is_dropped && coder->drafts[act].event.type == AN_TYPE_ASSAULT && !coder->drafts[act].event.actors.count) an_absorb(coder, tree, act, i);
    }
}

/* "Retaliated with airstrikes on the camp": the airstrikes are how. */
static void join_means(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *means = coder->drafts + i;
        uint32_t verb = means->is_noun && !means->is_dropped && means->event.type == AN_TYPE_ASSAULT && tree->tokens[means->top].deprel == AN_DEPREL_OBL && an_tree_case(tree, means->top) == coder->grammar.with ? an_tree_head(tree, means->top) : AN_NONE;
        uint32_t act = verb == AN_NONE || coder->grammar.with == AN_NONE ? AN_NONE : coder->draft_at[verb];
        if (act != AN_NONE && act != i && !means->event.actors.count && !coder->drafts[act].is_noun && !coder->drafts[act].is_dropped && coder->drafts[act].event.type == AN_TYPE_ASSAULT && !an_is_result(coder->drafts + act) && !coder->drafts[act].event.recipients.count) an_absorb(coder, tree, act, i);
    }
}

/* The last act of violence told at most a sentence ago in the same paragraph, if it says who did it; NULL. */
static const an_event *deed_before(const an_coder *coder, const an_tree *tree)
{
    const an_sentence *sentences = tree->document->parsed.sentences;
    for (size_t i = coder->document->events.count; i-- > 0;) {
        const an_event *event = coder->document->events.items + i;
        if (tree->sentence - event->sentence > 1 || sentences[event->sentence].paragraph != sentences[tree->sentence].paragraph) return NULL;
        if (event->type == AN_TYPE_ASSAULT) return event->factuality == AN_FACTUALITY_HAPPENED && event->actors.count ? event : NULL;
    }
    return NULL;
}

static bool counts_people(const an_tree *tree, uint32_t token)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_NUMMOD) return true;
    return tree->tokens[token].upos == AN_UPOS_NUM || an_tree_lemma_in(tree, token, tree->grammar->counts);
}

/* "Rebels attacked a convoy. Twelve soldiers died, the army said": so many right behind a deed died of it. */
static void lend_told_doers(an_coder *coder, const an_tree *tree)
{
    const an_event *deed = deed_before(coder, tree);
    for (uint32_t i = 0; i < coder->draft_count && deed; i++) {
        an_draft *draft = coder->drafts + i;
        uint32_t subject = draft->is_noun || draft->is_dropped || !an_is_mere_result(draft) ? AN_NONE : an_subject_of(tree, draft->token);
        if (subject == AN_NONE || !counts_people(tree, subject)) continue;
        an_participants_add_all(coder, &draft->event.actors, &deed->actors);
        an_participants_remove_doubled(&draft->event.recipients, &draft->event.actors);
        draft->has_inherited_actor = true;
    }
}

static bool are_all_among(const an_participants *few, const an_participants *list)
{
    for (size_t i = 0; i < few->count; i++)
        if (!an_participants_share(list, few->items + i)) return false;
    return true;
}

/* "Teachers marched to demand higher pay": what a protest is for is no demand of its own, as long as it is put to nobody. */
void an_drop_demands(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++)
        for (uint32_t k = 0; k < coder->draft_count; k++) {
            an_draft *demand = coder->drafts + i;
            const an_draft *act = coder->drafts + k;
            uint32_t verb = act->light_token != AN_NONE ? act->light_token : act->token;
            an_deprel relation = (an_deprel)tree->tokens[demand->token].deprel;
            bool is_beside = relation == AN_DEPREL_XCOMP || relation == AN_DEPREL_ADVCL || relation == AN_DEPREL_ACL || relation == AN_DEPREL_CONJ;
            if (i == k || demand->is_dropped || act->is_dropped || act->event.type != AN_TYPE_PROTEST || demand->event.type != AN_TYPE_REQUEST || demand->event.recipients.count) continue;
            if (is_beside && demand->token != verb && an_tree_dominates(tree, verb, demand->token) && are_all_among(&demand->event.actors, &act->event.actors)) demand->is_dropped = true;
        }
}

void an_join_results(an_coder *coder, const an_tree *tree)
{
    join_means(coder, tree);
    join_uses(coder, tree);
    join_to_acts(coder, tree);
    join_occasions(coder, tree);
    join_paired_results(coder, tree);
    count_shares(coder, tree);
    lend_told_doers(coder, tree);
    an_lend_suspects(coder, tree);
}
