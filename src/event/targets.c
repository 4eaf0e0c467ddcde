/* Who did an act of violence and what it was done to, in the words of a careful reader. A frame's places give the people and bodies whom a phrase means ("the army" of "an army
 * post"); here the thing itself gets its due: all that is coordinated ("a water tower and a bridge"), what a list spells out ("three
 * vehicles: an ambulance and two taxis"), where a bomb went off ("exploded outside the bank"); and who owns what was hit is shown in
 * the words of the whole ("the offices of the company"). What counts as a thing is the dictionary's set "struck-things". Whoever has no name
 * is shown with what is said before the noun ("heavily armed men", "a group of students"); those whom a list names ("a couple, Ann Lee
 * and Tom Ray", "twelve miners, including Ann Lee") stand beside the noun, and those whom a thing carries or shelters beside the thing. */
#include "event/draft.h"

enum { THINGS_MAX = 12, OWNER_WORDS_MAX = 8 };

typedef struct things {
    uint32_t tokens[THINGS_MAX];
    uint32_t count;
    an_range words; /* the set */
} things;

static bool is_deed(const an_draft *draft)
{
    an_mode mode = draft->event.mode_count ? draft->event.modes[0] : AN_MODE_NONE;
    if (draft->event.type == AN_TYPE_PROTEST) return mode == AN_MODE_PROTEST_VANDALIZE || mode == AN_MODE_PROTEST_RIOT;
    return draft->event.type == AN_TYPE_ASSAULT && mode != AN_MODE_ASSAULT_ABDUCT && mode != AN_MODE_ASSAULT_CROWD_CONTROL;
}

static bool is_thing(const an_tree *tree, uint32_t token, an_range words)
{
    const an_token *t = tree->tokens + token;
    return (t->upos == AN_UPOS_NOUN || t->upos == AN_UPOS_PROPN) && an_tree_lemma_in(tree, token, words);
}

static void add_thing(things *list, uint32_t token)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->tokens[i] == token) return;
    if (list->count < THINGS_MAX) list->tokens[list->count++] = token;
}

/* "A section of the pipeline": the thing that it is a part or a number of. */
static uint32_t whole_of(const an_coder *coder, const an_tree *tree, uint32_t token, an_range words)
{
    if (is_thing(tree, token, words) || !an_tree_lemma_in(tree, token, coder->grammar.struck_parts)) return token;
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_NMOD && an_tree_case(tree, child) == coder->grammar.of && is_thing(tree, child, words)) return child;
    return token;
}

/* What is coordinated with the token, and what stands beside it in a list; then the word for them all says less. */
static void collect(const an_tree *tree, uint32_t token, things *list)
{
    uint32_t before = list->count;
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_APPOS && is_thing(tree, child, list->words)) {
            add_thing(list, child);
            AN_FOR_CHILDREN(tree, other, child)
                if (tree->tokens[other].deprel == AN_DEPREL_CONJ && is_thing(tree, other, list->words)) add_thing(list, other);
        }
    if (list->count == before && is_thing(tree, token, list->words)) add_thing(list, token);
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_CONJ && is_thing(tree, child, list->words)) add_thing(list, child);
}

/* The first word of what the thing is called, numbers aside: "electric power substation", "mayor's office". */
static uint32_t first_word(const an_tree *tree, uint32_t token)
{
    uint32_t first = token;
    AN_FOR_CHILDREN(tree, child, token) {
        an_deprel relation = (an_deprel)tree->tokens[child].deprel;
        bool is_before = relation == AN_DEPREL_AMOD || relation == AN_DEPREL_COMPOUND ||
                         (relation == AN_DEPREL_NMOD && tree->tokens[child].subrel == AN_SUBREL_POSS && tree->tokens[child].upos != AN_UPOS_PRON);
        uint32_t at = is_before && child < token ? first_word(tree, child) : token, how = is_before ? an_tree_child(tree, child, AN_DEPREL_ADVMOD) : AN_NONE;
        if (at < first) first = at;
        if (relation == AN_DEPREL_AMOD && how != AN_NONE && how + 1 == child && how < first) first = how; /* "heavily armed" */
    }
    return first;
}

static an_span words_of(const an_tree *tree, uint32_t token)
{
    return (an_span){tree->tokens[first_word(tree, token)].span.start, an_words_of(tree, token).end};
}

static bool is_inside(const an_tree *tree, uint32_t token, an_span span)
{
    return tree->tokens[token].span.start >= span.start && tree->tokens[token].span.end <= span.end;
}

/* Of whom no dictionary knows, the last word. */
static uint32_t head_of(const an_tree *tree, const an_participant *p)
{
    if (p->mention != AN_NONE) return an_participant_head(tree, p);
    for (uint32_t t = tree->count; t-- > 0;)
        if (is_inside(tree, t, p->span)) return t;
    return AN_NONE;
}

/* The way up leads through no other thing and no clause. */
static bool owns(const an_tree *tree, uint32_t owner, uint32_t thing)
{
    if (owner == AN_NONE || !an_tree_dominates(tree, thing, owner) || owner > thing + OWNER_WORDS_MAX) return false;
    for (uint32_t up = owner; up != thing; up = an_tree_head(tree, up))
        if (tree->tokens[up].deprel == AN_DEPREL_CONJ || tree->tokens[up].deprel == AN_DEPREL_APPOS || tree->tokens[up].upos == AN_UPOS_VERB) return false;
    return true;
}

/* The owner who stands nearest to the thing; NULL = nobody of the list. */
static an_participant *owner_of(const an_tree *tree, const an_participants *list, uint32_t thing)
{
    an_participant *nearest = NULL;
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < list->count; i++) {
        uint32_t head = head_of(tree, list->items + i), distance = head < thing ? thing - head : head - thing;
        if (!owns(tree, head, thing) || distance >= least) continue;
        nearest = list->items + i;
        least = distance;
    }
    return nearest;
}

/* Whether somebody of the list is meant by the thing: named by it, or its owner, who is then shown in the words of both. */
static bool is_told(const an_tree *tree, const an_participants *list, uint32_t thing)
{
    an_span words = words_of(tree, thing);
    an_participant *owner;
    for (size_t i = 0; i < list->count; i++)
        if (is_inside(tree, thing, list->items[i].span)) return true;
    owner = owner_of(tree, list, thing);
    if (owner) owner->span = (an_span){words.start < owner->span.start ? words.start : owner->span.start, words.end > owner->span.end ? words.end : owner->span.end};
    return owner != NULL;
}

/* No people among those hit, but owners of things. */
static bool are_all_things(const an_tree *tree, const an_participants *list, const things *hit)
{
    for (size_t i = 0; i < list->count; i++) {
        bool is_one = false;
        for (uint32_t k = 0; k < hit->count; k++) is_one = is_one || is_inside(tree, hit->tokens[k], list->items[i].span);
        if (!is_one) return false;
    }
    return list->count > 0;
}

static void add_words(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t thing)
{
    an_participant p = an_participant_of_words(tree, words_of(tree, thing), AN_ACTOR_UNKNOWN);
    an_participants_add(coder, &draft->event.recipients, &p);
}

static bool is_slot_of(const an_coder *coder, const an_draft *draft, uint32_t slot)
{
    if (draft->light && draft->light->gives == AN_GIVES_RECIPIENT && slot == AN_SLOT_SUBJECT) return true; /* "the base came under attack" */
    const an_grammar *g = &coder->grammar;
    if (draft->frame->recipient.count) return an_frames_has(coder->frames, draft->frame->recipient, slot);
    if (!draft->is_noun) return slot == AN_SLOT_OBJECT;
    return slot == AN_SLOT_PREPOSITION + g->on || slot == AN_SLOT_PREPOSITION + g->against || slot == AN_SLOT_PREPOSITION + g->of;
}

/* "Exploded near the embassy": where a blast was, if the frame has no places for those whom it hit. */
static bool is_slot_of_blast(const an_coder *coder, const an_draft *draft, uint32_t slot)
{
    bool has_none = draft->frame->recipient.count && coder->frames->numbers[draft->frame->recipient.first] == AN_SLOT_NONE;
    bool is_blast = draft->event.mode_count && draft->event.modes[0] == AN_MODE_ASSAULT_EXPLOSIVES;
    return has_none && is_blast && slot > AN_SLOT_PREPOSITION && an_frames_has(coder->frames, coder->grammar.blast_places, slot - AN_SLOT_PREPOSITION);
}

static bool is_named_person(const an_tree *tree, uint32_t token)
{
    return tree->tokens[token].upos == AN_UPOS_PROPN && tree->tokens[token].name == AN_NAME_PERSON;
}

static void add_person(an_coder *coder, const an_tree *tree, an_participants *list, uint32_t token)
{
    if (is_named_person(tree, token)) an_resolve(coder, tree, token, false, list);
}

/* "A young couple, Ann Lee and Tom Ray": of one person the name is found with the noun. */
static void add_listed(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t token)
{
    bool is_many = an_str_is(tree->tokens[token].xpos, "NNS") || an_str_is(tree->tokens[token].xpos, "NNPS") || an_tree_lemma_in(tree, token, coder->grammar.people_together);
    AN_FOR_CHILDREN(tree, child, token) {
        bool is_list = tree->tokens[child].deprel == AN_DEPREL_APPOS || (tree->tokens[child].deprel == AN_DEPREL_NMOD && an_tree_case(tree, child) == coder->grammar.include);
        if (is_list && is_many) add_person(coder, tree, &draft->event.recipients, child);
    }
}

/* "A bus carrying soldiers", "a camp for Chadian refugees": those in it are hit with it. */
static void add_occupants(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t thing)
{
    AN_FOR_CHILDREN(tree, child, thing) {
        const an_token *t = tree->tokens + child;
        bool is_for = t->deprel == AN_DEPREL_NMOD && child > thing && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == coder->grammar.for_;
        bool is_load = t->deprel == AN_DEPREL_ACL && an_str_is(t->xpos, "VBG") && an_tree_lemma_in(tree, child, coder->grammar.carrying);
        uint32_t who = is_for ? child : is_load ? an_tree_child(tree, child, AN_DEPREL_OBJ) : AN_NONE;
        if (who != AN_NONE && (tree->actor_at[who] != AN_NONE || an_tree_lemma_in(tree, who, coder->grammar.people))) an_resolve(coder, tree, who, false, &draft->event.recipients);
    }
}

/* Where a frame's doer may stand; for a noun also right before it: "gang ambushes", "a cartel attack"; but "gang rape" tells how. */
static bool is_slot_of_doer(const an_coder *coder, const an_draft *draft, uint32_t slot)
{
    if (draft->is_noun && slot == AN_SLOT_MODIFIER) return !draft->event.mode_count || draft->event.modes[0] != AN_MODE_ASSAULT_SEXUAL;
    if (draft->frame->actor.count) return an_frames_has(coder->frames, draft->frame->actor, slot);
    return slot == (draft->is_noun ? AN_SLOT_PREPOSITION + coder->grammar.by : AN_SLOT_SUBJECT);
}

/* "A rebel attack", "an insurgent ambush". */
static bool is_fighter_before(const an_coder *coder, const an_tree *tree, const an_argument *a)
{
    bool is_word = tree->tokens[a->token].upos == AN_UPOS_NOUN || tree->tokens[a->token].upos == AN_UPOS_ADJ;
    return a->slot == AN_SLOT_MODIFIER && is_word && an_tree_lemma_in(tree, a->token, coder->grammar.fighters_before);
}

/* "Ambushed by a column of rebels": those who do it, though no dictionary knows them, by their words. */
static void name_doers(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_range doers = coder->grammar.violent_doers;
    const an_frame *frame = draft->frame;
    bool has_none = frame->actor.count && coder->frames->numbers[frame->actor.first] == AN_SLOT_NONE;
    for (uint32_t i = 0; i < draft->arguments.count && !draft->event.actors.count && !has_none; i++) {
        const an_argument *a = draft->arguments.items + i;
        an_participant p;
        if (!is_slot_of_doer(coder, draft, a->slot) || !(is_fighter_before(coder, tree, a) || (tree->tokens[a->token].upos == AN_UPOS_NOUN && an_tree_lemma_in(tree, a->token, doers))) || coder->draft_at[a->token] != AN_NONE) continue;
        p = an_participant_of_words(tree, words_of(tree, a->token), AN_ACTOR_ARMED_GROUP);
        an_participants_add(coder, &draft->event.actors, &p);
    }
}

void an_name_targets(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    things list = {.words = coder->grammar.struck_things};
    bool is_blast = false;
    if (draft->is_dropped || draft->frame->both.count) return;
    if (draft->event.type == AN_TYPE_ASSAULT) name_doers(coder, tree, draft);
    if (!is_deed(draft)) return;
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        const an_argument *a = draft->arguments.items + i;
        bool is_place = is_slot_of_blast(coder, draft, a->slot);
        uint32_t thing;
        is_blast = is_blast || is_place;
        if (a->distance == AN_NESTED || (!is_place && !is_slot_of(coder, draft, a->slot))) continue;
        thing = whole_of(coder, tree, a->token, list.words);
        if (is_place && is_thing(tree, thing, list.words)) an_resolve(coder, tree, thing, false, &draft->event.recipients);
        if (!is_place) add_listed(coder, tree, draft, a->token);
        collect(tree, thing, &list);
    }
    for (uint32_t i = 0; i < list.count; i++)
        if (!is_told(tree, &draft->event.recipients, list.tokens[i]) && draft->event.type == AN_TYPE_ASSAULT) add_words(coder, tree, draft, list.tokens[i]);
    for (uint32_t i = 0; i < list.count && draft->event.type == AN_TYPE_ASSAULT; i++) add_occupants(coder, tree, draft, list.tokens[i]);
    draft->hits_things = are_all_things(tree, &draft->event.recipients, &list);
    draft->names_recipient = is_blast && draft->is_noun && draft->hits_things; /* "an explosion at a plant" may be nobody's deed */
}

/* ---- in whose words ---- */

/* The end of "of students" in "a group of students", of "from the front" in "men from the People's Front". */
static uint32_t end_of_makers(const an_coder *coder, const an_tree *tree, uint32_t head)
{
    bool is_container = an_tree_lemma_in(tree, head, coder->grammar.containers);
    AN_FOR_CHILDREN(tree, child, head) {
        an_word preposition = tree->tokens[child].deprel == AN_DEPREL_NMOD && child > head ? an_tree_case(tree, child) : AN_NONE;
        if (preposition == AN_NONE || (preposition != coder->grammar.of && preposition != coder->grammar.from)) continue;
        if (tree->tokens[child].name == AN_NAME_ORGANISATION) return an_tree_name(tree, child).end;
        if (is_container && preposition == coder->grammar.of && tree->tokens[child].upos == AN_UPOS_NOUN) return tree->tokens[child].span.end;
    }
    return 0;
}

/* From the first word that describes the noun; words of number and parts of words ("year-old") tell nothing. */
static uint32_t start_of_description(const an_coder *coder, const an_tree *tree, uint32_t head)
{
    an_range empty = coder->grammar.no_description;
    uint32_t first = first_word(tree, head);
    for (uint32_t t = head; t-- > first;) {
        bool is_part = t > 0 && tree->tokens[t - 1].span.end == tree->tokens[t].span.start && tree->tokens[t].upos != AN_UPOS_PUNCT && an_str_is(tree->tokens[t - 1].form, "-") && t - 1 <= first;
        if (is_part || tree->tokens[t].upos == AN_UPOS_NUM || an_token_has_feature(tree->tokens + t, "NumType=Ord") || an_tree_lemma_in(tree, t, empty)) return tree->tokens[t + 1].span.start;
    }
    return tree->tokens[first].span.start;
}

/* "Guerrilla columns", "rebel urban commandos": the noun of those whom the first noun only describes. */
static uint32_t noun_of_doers(const an_coder *coder, const an_tree *tree, uint32_t head)
{
    uint32_t up = an_tree_head(tree, head);
    bool is_described = up != AN_NONE && up > head && (tree->tokens[head].deprel == AN_DEPREL_COMPOUND || tree->tokens[head].deprel == AN_DEPREL_AMOD) && tree->tokens[up].upos == AN_UPOS_NOUN;
    bool is_doer = is_described && (an_tree_lemma_in(tree, up, coder->grammar.containers) || an_tree_lemma_in(tree, up, coder->grammar.people) || an_tree_lemma_in(tree, up, coder->grammar.violent_doers));
    return is_doer && coder->draft_at[up] == AN_NONE ? up : head;
}

static void widen(const an_coder *coder, const an_tree *tree, an_participant *p)
{
    uint32_t head = p->actor.id.data ? AN_NONE : head_of(tree, p);
    an_span words;
    if (head == AN_NONE || !is_inside(tree, head, p->span)) return;
    head = noun_of_doers(coder, tree, head);
    if (tree->tokens[head].span.end > p->span.end) p->span.end = tree->tokens[head].span.end;
    words = tree->tokens[head].upos == AN_UPOS_NOUN ? (an_span){start_of_description(coder, tree, head), end_of_makers(coder, tree, head)} : tree->tokens[head].name == AN_NAME_ORGANISATION ? an_tree_name(tree, head) : p->span;
    if (words.start < p->span.start) p->span.start = words.start;
    if (words.end > p->span.end) p->span.end = words.end;
}

void an_widen_words(const an_coder *coder, const an_tree *tree, an_draft *draft)
{
    if (draft->event.type != AN_TYPE_ASSAULT) return;
    for (size_t i = 0; i < draft->event.actors.count; i++) widen(coder, tree, draft->event.actors.items + i);
    for (size_t i = 0; i < draft->event.recipients.count; i++) widen(coder, tree, draft->event.recipients.items + i);
}
