/* Where, when, how many, with what. How closely a phrase belongs to an event is said here for all of them: a time, place or number
 * belongs to the event whose word is the first predicate or trigger above it in the tree; a governing clause hands its time and place
 * down, never a clause that reports or describes. Dates: details_dates.c; places: details_places.c. */
#include "base/utf8.h"
#include "event/details.h"

/* The draft that the token triggers, carries or was merged into; AN_NONE. */
static uint32_t draft_of(const an_coder *coder, uint32_t token)
{
    uint32_t number = coder->draft_at[token];
    for (uint32_t i = 0; i < coder->draft_count && number != AN_NONE && coder->drafts[number].absorbed_by != AN_NONE; i++) number = coder->drafts[number].absorbed_by;
    return number;
}

bool an_belongs_to(const an_coder *coder, const an_draft *draft, uint32_t token)
{
    return token == draft->token || token == draft->top || token == draft->light_token || draft_of(coder, token) == (uint32_t)(draft - coder->drafts);
}

uint32_t an_node_above(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    for (uint32_t steps = 0; steps < tree->count; steps++) {
        uint32_t head = an_tree_head(tree, token);
        if (head == AN_NONE) return token;
        token = head;
        if (coder->draft_at[token] != AN_NONE && !coder->drafts[coder->draft_at[token]].is_dropped) return token;
        if (coder->draft_at[token] != AN_NONE && coder->drafts[coder->draft_at[token]].absorbed_by != AN_NONE) return token;
        if (an_tree_is_predicate(tree, token)) return token;
    }
    return token;
}

/* The word by which the event hangs in the tree. */
uint32_t an_details_anchor(const an_draft *draft) { return draft->light_token != AN_NONE ? draft->light_token : draft->top; }

/* How the event below a governing predicate hangs there: through clauses that share its time, or not. */
static int score_below(const an_tree *tree, const an_draft *draft, uint32_t node)
{
    uint32_t at = an_details_anchor(draft), noun = an_tree_head(tree, at);
    int score = AN_SCORE_GOVERNED;
    if (draft->is_noun && tree->tokens[at].deprel == AN_DEPREL_ACL && noun == draft->top) at = noun; /* "raids carried out" */
    for (uint32_t steps = 0; at != node && at != AN_NONE && steps < tree->count; steps++, at = an_tree_head(tree, at)) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        if (relation == AN_DEPREL_CCOMP || relation == AN_DEPREL_PARATAXIS) return AN_SCORE_NONE;
        if (relation == AN_DEPREL_ACL) return AN_SCORE_NONE;
        if (relation != AN_DEPREL_CONJ && relation != AN_DEPREL_ADVCL && relation != AN_DEPREL_XCOMP) score = AN_SCORE_LOOSE;
    }
    return score;
}

bool an_details_is_participant(const an_participants *list, an_span span)
{
    for (size_t i = 0; i < list->count; i++)
        if (an_details_overlap(list->items[i].span, span)) return true;
    return false;
}

int an_details_score(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t head)
{
    if (an_belongs_to(coder, draft, head)) return AN_SCORE_OWN;
    if (coder->draft_at[head] != AN_NONE && !coder->drafts[coder->draft_at[head]].is_dropped && tree->tokens[head].upos == AN_UPOS_VERB) return AN_SCORE_NONE;
    return an_details_score_at(coder, tree, draft, an_node_above(coder, tree, head));
}

int an_details_score_at(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t node)
{
    uint32_t anchor = an_details_anchor(draft);
    if (an_belongs_to(coder, draft, node)) return AN_SCORE_OWN;
    if (an_tree_dominates(tree, node, anchor)) return score_below(tree, draft, node);
    if (an_tree_first_conjunct(tree, node) == an_tree_first_conjunct(tree, anchor)) return AN_SCORE_GOVERNED;
    if (tree->tokens[node].deprel == AN_DEPREL_CONJ && an_tree_dominates(tree, an_tree_first_conjunct(tree, node), anchor)) return AN_SCORE_LOOSE;
    return AN_SCORE_NONE;
}

static an_event_quantity *quantity_of(an_event *event, an_effect effect)
{
    switch (effect) {
    case AN_EFFECT_KILLED: return &event->killed;
    case AN_EFFECT_WOUNDED: return &event->wounded;
    case AN_EFFECT_DETAINED: return &event->detained;
    case AN_EFFECT_DISPLACED: return &event->displaced;
    default: return NULL;
    }
}

static void add_quantity(an_event_quantity *total, int64_t low, int64_t high, an_span span)
{
    if (total->is_known && an_details_overlap(total->span, span)) return;
    if (low == 0 && high > 1) low = 1; /* "up to 30 were killed": some were */
    if (!total->is_known) {
        *total = (an_event_quantity){low, high, span, true};
        return;
    }
    total->low = total->low > INT64_MAX - low ? INT64_MAX : total->low + low;
    total->high = total->high > INT64_MAX - high ? INT64_MAX : total->high + high;
    if (span.start < total->span.start) total->span.start = span.start;
    if (span.end > total->span.end) total->span.end = span.end;
}

static an_quantity_kind kind_of(an_effect effect)
{
    static const an_quantity_kind kinds[] = {AN_QUANTITY_PEOPLE, AN_QUANTITY_KILLED, AN_QUANTITY_WOUNDED, AN_QUANTITY_DETAINED, AN_QUANTITY_DISPLACED};
    return kinds[effect];
}

/* "three of his helpers", "detained six": the frame says that people are counted; "one of them" is of those counted already. */
static bool is_bare_number(const an_tree *tree, uint32_t token)
{
    uint32_t of = an_tree_child(tree, token, AN_DEPREL_NMOD);
    return tree->tokens[token].upos == AN_UPOS_NUM && (of == AN_NONE || tree->tokens[of].upos != AN_UPOS_PRON);
}

static const an_mention *number_at(const an_tree *tree, uint32_t token, an_quantity_kind wanted)
{
    const an_mention *mentions = tree->document->mentions.items;
    bool is_of_people = an_tree_lemma_in(tree, token, tree->grammar->people), is_bare = is_bare_number(tree, token);
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        an_quantity_kind kind = mentions[m].quantity.kind;
        if (mentions[m].kind != AN_MENTION_QUANTITY || mentions[m].head_token != token + tree->first) continue;
        if (kind == AN_QUANTITY_PEOPLE || kind == wanted || (kind == AN_QUANTITY_OTHER && (is_of_people || (is_bare && mentions[m].quantity.low > 0)))) return mentions + m;
    }
    return NULL;
}

/* One person named or meant: "a guard", "the commander", "him". */
static bool is_one_person(const an_tree *tree, uint32_t token)
{
    const an_token *t = tree->tokens + token;
    uint32_t mention = tree->actor_at[token];
    bool is_singular = an_str_is(t->xpos, "NN") || an_str_is(t->xpos, "NNP");
    if (an_str_is(t->xpos, "PRP")) return an_str_is(t->lemma, "he") || an_str_is(t->lemma, "she");
    if (!is_singular) return false;
    if (mention != AN_NONE && tree->document->mentions.items[mention].actor.kind == AN_ACTOR_PERSON) return true;
    return an_tree_lemma_in(tree, token, tree->grammar->people) && an_tree_child(tree, token, AN_DEPREL_NUMMOD) == AN_NONE;
}

/* "along with two guards", but not "including two guards", who are counted already. */
static bool joins_group(const an_tree *tree, uint32_t token)
{
    bool is_joined = false;
    if (tree->tokens[token].deprel != AN_DEPREL_NMOD && tree->tokens[token].deprel != AN_DEPREL_OBL) return false;
    AN_FOR_CHILDREN(tree, child, token) {
        if (tree->tokens[child].deprel != AN_DEPREL_CASE && tree->tokens[child].deprel != AN_DEPREL_ADVMOD) continue;
        if (an_str_is(tree->tokens[child].lemma, "include")) return false;
        is_joined = is_joined || an_tree_lemma_in(tree, child, tree->grammar->joining);
    }
    return is_joined;
}

/* "nine people, among them two guards" */
static bool is_part_of_group(const an_tree *tree, uint32_t group, uint32_t token)
{
    for (uint32_t t = group + 1; t < token; t++)
        if (an_str_is(tree->tokens[t].lemma, "among")) return true;
    return false;
}

/* The group at the token and those joined to it by "and": "13 soldiers and 170 civilians"; not a number alone, which a verb may have lost
 * ("killing two and injuring twenty"). */
static void count_group(const an_tree *tree, uint32_t token, an_quantity_kind wanted, an_event_quantity *total, int depth)
{
    const an_mention *number = number_at(tree, token, wanted);
    if (number) add_quantity(total, number->quantity.low, number->quantity.high, number->span);
    else if (is_one_person(tree, token)) add_quantity(total, 1, 1, tree->tokens[token].span);
    if (depth >= AN_CLIMB_MAX) return;
    AN_FOR_CHILDREN(tree, child, token)
        if ((tree->tokens[child].deprel == AN_DEPREL_CONJ && !is_bare_number(tree, child) && !is_part_of_group(tree, token, child)) || joins_group(tree, child)) count_group(tree, child, wanted, total, depth + 1);
}

/* "detained the leader along with two guards", read as "detained ... with two guards". */
static bool joins_object(const an_tree *tree, uint32_t token)
{
    uint32_t preposition = an_tree_child(tree, token, AN_DEPREL_CASE);
    if (joins_group(tree, token)) return true;
    return preposition != AN_NONE && preposition > 0 && preposition < token && an_tree_lemma_in(tree, preposition - 1, tree->grammar->joining);
}

/* "the number of people killed" */
static bool is_of_tally(const an_tree *tree, uint32_t token)
{
    uint32_t above = an_tree_head(tree, token);
    return above != AN_NONE && tree->tokens[token].deprel == AN_DEPREL_NMOD && an_tree_lemma_in(tree, above, tree->grammar->tallies);
}

/* "... rose to 61", "bringing the number of people killed to 61", whichever verb the tree hangs the figure on. */
static void count_tally(const an_tree *tree, uint32_t token, an_event_quantity *total)
{
    const an_mention *mentions = tree->document->mentions.items;
    uint32_t verb = an_tree_head(tree, an_tree_head(tree, token));
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first, above;
        if (mentions[m].kind != AN_MENTION_QUANTITY || head >= tree->count || head < token || !an_details_is_marked_with(tree, head, tree->grammar->to)) continue;
        above = an_tree_head(tree, head);
        if (above != AN_NONE && (above == verb || an_tree_head(tree, above) == token)) add_quantity(total, mentions[m].quantity.low, mentions[m].quantity.high, mentions[m].span);
    }
}

/* "killed rioters": how many is not said, but more than one; "half of them died": one at least; not "the number of people killed rose to 61". */
static void count_some(const an_tree *tree, uint32_t token, an_event_quantity *total)
{
    const an_token *t = tree->tokens + token;
    if (is_of_tally(tree, token)) {
        count_tally(tree, token, total);
        return;
    }
    if (an_tree_child(tree, token, AN_DEPREL_NUMMOD) != AN_NONE) return; /* a number that nothing read is not "some" */
    if (an_tree_lemma_in(tree, token, tree->grammar->portions)) add_quantity(total, 1, INT64_MAX, t->span);
    if ((an_str_is(t->xpos, "NNS") || an_str_is(t->lemma, "people")) && an_tree_lemma_in(tree, token, tree->grammar->people)) add_quantity(total, 2, INT64_MAX, t->span);
}

static bool fills_effect(const an_coder *coder, const an_draft *teller, uint32_t slot)
{
    for (uint32_t s = 0; s < teller->frame->effect_slots.count; s++)
        if (coder->frames->numbers[teller->frame->effect_slots.first + s] == slot) return true;
    return false;
}

/* "shot dead by a soldier", where the tree hangs the soldier on the dead. */
static bool is_doer(const an_tree *tree, const an_event *event, uint32_t token)
{
    an_span span = tree->tokens[token].span;
    if (tree->tokens[token].deprel != AN_DEPREL_OBL || !an_details_is_marked_with(tree, token, tree->grammar->by)) return false;
    return an_details_is_participant(&event->actors, span) && !an_details_is_participant(&event->recipients, span);
}

static void count_effect(const an_coder *coder, const an_tree *tree, const an_draft *teller, an_event *event)
{
    an_event_quantity *total = quantity_of(event, (an_effect)teller->frame->effect);
    if (!total) return;
    for (uint32_t i = 0; i < teller->arguments.count; i++) {
        const an_argument *argument = teller->arguments.items + i;
        if (fills_effect(coder, teller, argument->slot) && !is_doer(tree, event, argument->token)) count_group(tree, argument->token, kind_of((an_effect)teller->frame->effect), total, 0);
    }
    for (uint32_t i = 0; i < teller->arguments.count && total->is_known; i++)
        if (teller->arguments.items[i].slot >= AN_SLOT_PREPOSITION && joins_object(tree, teller->arguments.items[i].token)) count_group(tree, teller->arguments.items[i].token, kind_of((an_effect)teller->frame->effect), total, 0);
    if (total == &event->detained || event->type != AN_TYPE_ASSAULT || !an_details_is_fact(event)) return;
    for (uint32_t i = 0; i < teller->arguments.count && !total->is_known; i++)
        if (fills_effect(coder, teller, teller->arguments.items[i].slot)) count_some(tree, teller->arguments.items[i].token, total);
}

/* No other event of violence has a better claim to what stands there. */
static bool is_nearest(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t head)
{
    int score = an_details_score(coder, tree, draft, head);
    if (score < AN_SCORE_LOOSE) return false;
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *other = coder->drafts + i;
        if (other == draft || other->is_dropped || other->event.type != AN_TYPE_ASSAULT) continue;
        int theirs = an_details_score(coder, tree, other, head);
        if (theirs > score || (theirs == score && other < draft)) return false;
    }
    return true;
}

/* Numbers whose own words say what became of the people: "six deaths", "leaving ten wounded". */
static void count_telling_numbers(const an_coder *coder, const an_tree *tree, const an_draft *draft, an_event *event)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first;
        an_event_quantity *total;
        if (mentions[m].kind != AN_MENTION_QUANTITY || head >= tree->count) continue;
        total = mentions[m].quantity.kind == AN_QUANTITY_KILLED ? &event->killed : mentions[m].quantity.kind == AN_QUANTITY_WOUNDED ? &event->wounded
              : mentions[m].quantity.kind == AN_QUANTITY_DETAINED && event->type != AN_TYPE_ASSAULT ? &event->detained : NULL;
        if (total && !total->is_known && is_nearest(coder, tree, draft, head)) *total = (an_event_quantity){mentions[m].quantity.low, mentions[m].quantity.high, mentions[m].span, true};
    }
}

static void find_quantities(const an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t number = (uint32_t)(draft - coder->drafts);
    bool is_violent = draft->event.type == AN_TYPE_ASSAULT || draft->event.type == AN_TYPE_PROTEST || draft->event.type == AN_TYPE_COERCE;
    count_effect(coder, tree, draft, &draft->event);
    for (uint32_t i = 0; i < coder->draft_count; i++)
        if (coder->drafts[i].absorbed_by != AN_NONE && draft_of(coder, coder->drafts[i].token) == number) count_effect(coder, tree, coder->drafts + i, &draft->event);
    if (is_violent && an_details_is_fact(&draft->event)) count_telling_numbers(coder, tree, draft, &draft->event);
}

/* Modes that say what was done, not with what: an instrument does not replace them. */
static bool is_kind_of_deed(an_mode mode)
{
    return mode == AN_MODE_ASSAULT_ABDUCT || mode == AN_MODE_ASSAULT_TORTURE || mode == AN_MODE_ASSAULT_SEXUAL || mode == AN_MODE_ASSAULT_CROWD_CONTROL;
}

static void apply_instrument(an_draft *draft, const an_instrument *instrument)
{
    an_event *event = &draft->event;
    bool keeps = event->mode_count && is_kind_of_deed(event->modes[0]);
    if (instrument->mode && !keeps) {
        if (event->mode_count && event->modes[0] == AN_MODE_ASSAULT_TARGETED && event->mode_count < AN_MODES_MAX) event->modes[event->mode_count++] = (an_mode)instrument->mode;
        else {
            event->modes[0] = (an_mode)instrument->mode;
            event->mode_count = 1;
            if (instrument->cameo[0]) memcpy(event->cameo, instrument->cameo, AN_CAMEO_CODE_BYTES);
        }
    }
    event->contexts |= instrument->contexts;
}

/* What was destroyed is no instrument: "shot down a drone". */
static bool is_target(const an_tree *tree, const an_draft *draft, uint32_t token)
{
    bool destroys = false;
    for (int i = 0; i < draft->event.mode_count; i++) destroys = destroys || draft->event.modes[i] == AN_MODE_ASSAULT_DESTROY;
    for (uint32_t i = 0; i < draft->arguments.count && destroys; i++)
        if (draft->arguments.items[i].slot == AN_SLOT_OBJECT && an_tree_dominates(tree, draft->arguments.items[i].token, token)) return true;
    return false;
}

/* "an explosion at a gun shop": what is made, kept or sold there. */
static bool names_building(const an_tree *tree, uint32_t token)
{
    uint32_t noun = an_tree_head(tree, token);
    return noun != AN_NONE && noun > token && tree->tokens[token].deprel == AN_DEPREL_COMPOUND && an_tree_lemma_in(tree, noun, tree->grammar->buildings);
}

/* "shelled the town using mortars", "attacked wielding axes": the verb between says with what. */
static bool is_used(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token)
{
    uint32_t verb = an_tree_head(tree, token), above = verb == AN_NONE ? AN_NONE : an_tree_head(tree, verb);
    if (above == AN_NONE || tree->tokens[an_tree_first_conjunct(tree, token)].deprel != AN_DEPREL_OBJ || !an_belongs_to(coder, draft, above)) return false;
    if (tree->tokens[verb].deprel != AN_DEPREL_ADVCL && tree->tokens[verb].deprel != AN_DEPREL_ACL) return false;
    return an_tree_lemma_in(tree, verb, tree->grammar->wielding);
}

typedef struct instrument_word {
    const an_instrument *instrument; /* NULL = none */
    uint32_t rank;
} instrument_word;

/* The instrument of the event's type that the word names, of several the first of the dictionary, by its longest words. */
static instrument_word instrument_at(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token)
{
    an_range triggers = tree->lemmas[token] == AN_NONE ? (an_range){0, 0} : an_frames_triggers(coder->frames, tree->lemmas[token]);
    instrument_word best = {NULL, 0};
    for (uint32_t i = 0; i < triggers.count; i++) {
        const an_trigger *trigger = coder->frames->triggers + triggers.first + i;
        const an_instrument *instrument = coder->frames->instruments + trigger->entry;
        an_arguments none = {.count = 0};
        if (trigger->entry_class != AN_ENTRY_INSTRUMENT || instrument->type != (uint32_t)draft->event.type) continue;
        if (best.instrument && (instrument->order > best.instrument->order || (instrument == best.instrument && trigger->rank <= best.rank))) continue;
        if (an_match_trigger(coder, tree, token, trigger, &none)) best = (instrument_word){instrument, trigger->rank};
    }
    return best;
}

/* Something that the deed was done with, not who did it, or a deed itself ("airstrike", "shooting spree"). */
static bool is_thing_used(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token)
{
    const an_instrument *instrument = instrument_at(coder, tree, draft, token).instrument;
    bool is_person = tree->actor_at[token] != AN_NONE && instrument && instrument->mode != AN_MODE_ASSAULT_SUICIDE_ATTACK; /* "the gunman"; but "a suicide bomber" */
    if (is_person) return false;
    if (an_belongs_to(coder, draft, token) || tree->tokens[token].upos == AN_UPOS_VERB || an_str_ends_with(tree->tokens[token].lemma, "ing")) return false;
    return !an_details_is_participant(&draft->event.actors, tree->tokens[token].span);
}

/* "explosive device" for its "explosive": the noun that the word stands before, if that is a thing used too. */
static uint32_t whole_thing(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token)
{
    for (int i = 0; i < AN_CLIMB_MAX; i++) {
        an_deprel relation = (an_deprel)tree->tokens[token].deprel;
        uint32_t noun = an_tree_head(tree, token);
        if (noun == AN_NONE || (relation != AN_DEPREL_COMPOUND && relation != AN_DEPREL_AMOD)) return token;
        if (!instrument_at(coder, tree, draft, noun).instrument || !is_thing_used(coder, tree, draft, noun)) return token;
        token = noun;
    }
    return token;
}

/* With its modifiers, and what is coordinated with it: "rifles and hand grenades". */
static an_span instrument_span(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token)
{
    uint32_t first = token, last = token;
    AN_FOR_CHILDREN(tree, child, token) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        if (child < first && (relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_AMOD || relation == AN_DEPREL_DET)) first = child;
        if (relation == AN_DEPREL_CONJ && child > last && instrument_at(coder, tree, draft, child).instrument && is_thing_used(coder, tree, draft, child)) last = child;
    }
    return (an_span){tree->tokens[first].span.start, tree->tokens[last].span.end};
}

/* The mode is that of the instrument which the dictionary has first, were it in the deed's own word ("shelled"); shown is the first thing,
 * of that instrument if there is one. */
void an_find_instrument(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    instrument_word best = {NULL, 0}, shown = {NULL, 0};
    uint32_t shown_token = AN_NONE, first_conjunct;
    for (uint32_t t = 0; t < tree->count; t++) {
        instrument_word word = instrument_at(coder, tree, draft, t);
        if (!word.instrument || names_building(tree, t) || (tree->tokens[t].upos == AN_UPOS_VERB && t != draft->token)) continue;
        if (an_details_is_participant(&draft->event.recipients, tree->tokens[t].span) || is_target(tree, draft, t)) continue;
        if (an_details_score(coder, tree, draft, t) < AN_SCORE_OWN && !is_used(coder, tree, draft, t)) continue;
        if (!best.instrument || word.instrument->order < best.instrument->order) best = word;
        if (!is_thing_used(coder, tree, draft, t) || (shown.instrument && word.instrument->order >= shown.instrument->order)) continue;
        shown = word;
        shown_token = t;
    }
    if (best.instrument) apply_instrument(draft, best.instrument);
    if (shown_token == AN_NONE) return;
    shown_token = whole_thing(coder, tree, draft, shown_token);
    first_conjunct = an_tree_first_conjunct(tree, shown_token);
    if (instrument_at(coder, tree, draft, first_conjunct).instrument && is_thing_used(coder, tree, draft, first_conjunct)) shown_token = first_conjunct;
    draft->event.instrument = instrument_span(coder, tree, draft, shown_token);
}

void an_find_details(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_find_date(coder, tree, draft);
    an_find_place(coder, tree, draft);
    an_forget_place_of_clause(tree, draft);
    an_take_from_known(coder, tree, draft);
    find_quantities(coder, tree, draft);
}
