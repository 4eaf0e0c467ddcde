/* Who holds the ground that is attacked or seized, and loses it: "took the town from the rebels", "the rebel-held town", "after the rebels withdrew". He is
 * hit, not the state in which the town lies. Asked twice: with the roles, so that what is read from them knows him (an_take_from_losers), and at the end,
 * when every act of the sentence has its sides (an_settle_ground). */
#include "event/draft.h"

bool an_is_of_state(const an_actor *a) { return a->kind != AN_ACTOR_ARMED_GROUP && (a->kind == AN_ACTOR_STATE || a->kind == AN_ACTOR_GOVERNMENT || a->kind == AN_ACTOR_MILITARY || (a->sector_count && a->sectors[0] == AN_SECTOR_GOV)); }

bool an_is_seizure(const an_event *event) { return event->type == AN_TYPE_COERCE && event->mode_count && event->modes[0] == AN_MODE_COERCE_SEIZE; }

/* The state in which a town lies. */
static bool is_ground(const an_participant *p) { return p->mention == AN_NONE && p->actor.kind == AN_ACTOR_STATE; }

static bool is_own_ground(const an_event *event, const an_participant *p)
{
    if (!is_ground(p) || !event->actors.count) return false;
    for (size_t i = 0; i < event->actors.count; i++)
        if (!an_is_of_state(&event->actors.items[i].actor) || strcmp(event->actors.items[i].actor.country, p->actor.country) != 0) return false;
    return true;
}

static void add_enemies(an_coder *coder, const an_draft *draft, const an_participants *others, an_participants *list)
{
    for (size_t i = 0; i < others->count; i++) {
        const an_participant *p = others->items + i;
        if (an_bears_arms(p) && !an_participants_share(&draft->event.actors, p)) an_participants_add(coder, list, p);
    }
}

/* Who holds the place: "the rebel-held town"; AN_NONE. */
static uint32_t holder_of(const an_tree *tree, uint32_t noun)
{
    uint32_t before = an_holder_of(tree, noun);
    if (before != AN_NONE) return before;
    AN_FOR_CHILDREN(tree, child, noun) {
        if (tree->tokens[child].deprel != AN_DEPREL_APPOS || !an_tree_lemma_in(tree, child, tree->grammar->strongholds)) continue;
        AN_FOR_CHILDREN(tree, owner, child)
            if (tree->tokens[owner].subrel == AN_SUBREL_POSS) return owner; /* "Tarn, the rebels' last stronghold" */
    }
    return AN_NONE;
}

/* "Rebel" of "rebel-held". */
static void add_nameless(an_coder *coder, const an_tree *tree, uint32_t word, an_participants *list)
{
    an_participant p = an_participant_of_words(tree, tree->tokens[word].span, AN_ACTOR_ARMED_GROUP);
    if (!an_tree_lemma_in(tree, word, coder->grammar.bearing_arms) && !an_tree_lemma_in(tree, word, coder->grammar.violent_doers)) return;
    an_participants_add(coder, list, &p);
}

/* "Attacked the rebel-held town": the rebels, not what names the town. */
static void settle_held(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        const an_participants told = draft->event.recipients;
        uint32_t noun = draft->arguments.items[i].token, holder = holder_of(tree, noun);
        an_participants found = {0}, holders = {0};
        if (holder == AN_NONE || draft->arguments.items[i].slot == AN_SLOT_SUBJECT || draft->arguments.items[i].slot == AN_SLOT_PREPOSITION + coder->grammar.in) continue;
        add_nameless(coder, tree, holder, &found);
        if (!found.count) an_resolve(coder, tree, holder, false, &found);
        add_enemies(coder, draft, &found, &holders);
        if (!holders.count) continue;
        for (size_t k = 0; k < told.count; k++)
            if (!holders.items[0].actor.country[0] && (is_ground(told.items + k) || an_participant_is_below(tree, noun, told.items + k))) memcpy(holders.items[0].actor.country, told.items[k].actor.country, AN_COUNTRY_BYTES);
        for (size_t k = 0; k < told.count; k++)
            if (!is_ground(told.items + k) && !an_participant_is_below(tree, noun, told.items + k)) an_participants_add(coder, &holders, told.items + k);
        draft->event.recipients = holders;
        draft->names_recipient = false;
    }
}

/* "Took the town from the rebels"; else "after clashes with the rebels", "after the rebels withdrew": whose it was. */
static void find_enemies(an_coder *coder, const an_tree *tree, const an_draft *draft, an_participants *list)
{
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        an_participants found = {0};
        if (draft->arguments.items[i].slot != AN_SLOT_PREPOSITION + coder->grammar.from) continue;
        an_resolve(coder, tree, draft->arguments.items[i].token, false, &found);
        add_enemies(coder, draft, &found, list);
    }
    for (uint32_t i = 0; i < coder->draft_count && !list->count && an_is_seizure(&draft->event); i++) {
        const an_draft *other = coder->drafts + i;
        bool is_fight = other->event.type == AN_TYPE_ASSAULT && other->frame->both.count;
        bool is_leaving = other->event.type == AN_TYPE_RETREAT && other->event.mode_count && other->event.modes[0] == AN_MODE_RETREAT_WITHDRAW;
        if (other != draft && (is_fight || is_leaving) && an_tree_dominates(tree, draft->token, other->token)) add_enemies(coder, draft, &other->event.actors, list);
    }
}

/* Named as a whole: "a mutiny in Madagascar". */
static bool is_country(const an_tree *tree, const an_participant *ground)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_PLACE && mentions[m].span.start <= ground->span.start && mentions[m].span.end >= ground->span.end && mentions[m].place.precision.data && an_str_is(mentions[m].place.precision, "country")) return true;
    return false;
}

/* "A raid in Dushanbe": where, and nothing was taken. */
static bool is_scene(const an_coder *coder, const an_tree *tree, const an_participant *ground)
{
    for (uint32_t t = 0; t < tree->count; t++)
        if (tree->tokens[t].span.end == ground->span.end) return an_tree_case(tree, t) != AN_NONE && an_tree_case(tree, t) == coder->grammar.in;
    return false;
}

/* "The Iraqi army retook Sinjar": the town, where nobody is told from whom; Iraq does not take from itself. */
static void name_ground(an_coder *coder, const an_tree *tree, const an_participant *ground, an_participants *list)
{
    an_participant p = an_participant_of_words(tree, ground->span, AN_ACTOR_UNKNOWN);
    if (is_country(tree, ground) || is_scene(coder, tree, ground)) return;
    memcpy(p.actor.country, ground->actor.country, AN_COUNTRY_BYTES);
    an_participants_add(coder, list, &p);
}

/* "The Iraqi army retook the town after fighting with the rebels": from them, and not from Iraq. */
void an_settle_ground(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_participants told, kept = {0}, enemies = {0};
    if (draft->event.type != AN_TYPE_ASSAULT && !an_is_seizure(&draft->event)) return;
    settle_held(coder, tree, draft);
    told = draft->event.recipients;
    find_enemies(coder, tree, draft, &enemies);
    for (size_t i = 0; i < told.count; i++) {
        bool is_place = is_ground(told.items + i) || (draft->names_recipient && an_is_seizure(&draft->event));
        if (!is_own_ground(&draft->event, told.items + i) && !(enemies.count && is_place)) an_participants_add(coder, &kept, told.items + i);
    }
    if (!kept.count) an_participants_add_all(coder, &kept, &enemies);
    for (size_t i = 0; i < told.count && !kept.count && !draft->is_reached; i++) name_ground(coder, tree, told.items + i, &kept);
    draft->event.recipients = kept;
}

static bool is_ground_only(const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].actor.kind != AN_ACTOR_STATE && list->items[i].actor.id.data) return false;
    return true;
}

/* Who can lose ground; police may help to take it ("with assistance from the city's police"). */
static bool is_force(const an_participant *p) { return p->actor.kind == AN_ACTOR_ARMED_GROUP || p->actor.kind == AN_ACTOR_MILITARY; }

/* Adds the fighters behind "from" below the token: "control of the dam on the river in the north from the rebels", with the rebels hung on the north. */
static void add_losers(an_coder *coder, const an_tree *tree, uint32_t token, int depth, an_participants *list)
{
    enum { PHRASES = 4 };
    AN_FOR_CHILDREN(tree, child, token) {
        an_word w = tree->tokens[child].deprel == AN_DEPREL_NMOD || tree->tokens[child].deprel == AN_DEPREL_OBL || tree->tokens[child].deprel == AN_DEPREL_OBJ ? an_tree_case(tree, child) : AN_NONE;
        bool is_way = child > token && (w != AN_NONE || tree->tokens[child].deprel == AN_DEPREL_OBJ);
        an_participants found = {0};
        if (!is_way || list->count || depth > PHRASES) continue;
        if (w != AN_NONE && w == coder->grammar.from && tree->actor_at[child] != AN_NONE) an_resolve(coder, tree, child, false, &found);
        for (size_t i = 0; i < found.count; i++)
            if (is_force(found.items + i)) an_participants_add(coder, list, found.items + i);
        add_losers(coder, tree, child, depth + 1, list);
    }
}

/* "Seized the town from the rebels", "seized the town after the rebels withdrew from it": from those who lose it, not from the state in which it lies. */
void an_take_from_losers(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_participants losers = {0};
    if (!an_is_seizure(&draft->event) || draft->is_noun || !is_ground_only(&draft->event.recipients)) return;
    add_losers(coder, tree, draft->token, 0, &losers);
    if (losers.count) {
        draft->event.recipients = losers;
        return;
    }
    AN_FOR_CHILDREN(tree, child, draft->token) {
        uint32_t mark = tree->tokens[child].deprel == AN_DEPREL_ADVCL ? an_tree_child(tree, child, AN_DEPREL_MARK) : AN_NONE;
        uint32_t number = mark != AN_NONE && an_tree_lemma_in(tree, mark, coder->grammar.occasions) ? coder->draft_at[child] : AN_NONE;
        const an_draft *leaving = number == AN_NONE ? NULL : coder->drafts + number;
        if (!leaving || leaving == draft || leaving->event.type != AN_TYPE_RETREAT || !leaving->event.actors.count) continue;
        draft->event.recipients = (an_participants){0};
        an_participants_add_all(coder, &draft->event.recipients, &leaving->event.actors);
        return;
    }
}
