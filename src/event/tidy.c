/* A last look at who stands in an event's lists: nobody twice ("five soldiers" and "a convoy of soldiers"), nobody as his own description ("Indian
 * actor and activist Ann Lee" is one person, and India none), no state as taken or hit by its own army (ground.c); lists are whole ("targets: the
 * French and German embassies", "his coach and a neighbour"); whoever promises to meet another is not met himself; and of a fight's dead and hurt,
 * those who bear arms fought in it. */
#include "event/draft.h"

static bool is_same_name(const an_participant *a, const an_participant *b)
{
    return !a->actor.id.data && !b->actor.id.data && a->actor.kind == b->actor.kind && an_str_equal_ignoring_ascii_case(a->actor.name, b->actor.name);
}

static bool is_within(const an_participant *part, const an_participant *whole)
{
    bool is_narrower = whole->span.end - whole->span.start > part->span.end - part->span.start;
    return is_narrower && part->span.start >= whole->span.start && part->span.end <= whole->span.end;
}

/* Nameless people told twice, inside of the words of somebody else, or right before them. */
static bool is_told_twice(const an_tree *tree, const an_participants *list, size_t at)
{
    const an_participant *p = list->items + at;
    if (p->actor.id.data || (p->mention != AN_NONE && !tree->document->mentions.items[p->mention].is_generic)) return false;
    for (size_t i = 0; i < list->count; i++) {
        const an_participant *other = list->items + i;
        bool is_before = other->span.start == p->span.end + 1 && tree->document->article.text.data[p->span.end] == ' '; /* "its neighbour Chad" */
        if (i < at && p->mention != AN_NONE && other->mention != AN_NONE && is_same_name(p, other)) return true;
        if (i != at && (is_within(p, other) || is_before)) return true;
    }
    return false;
}

static bool has_name_behind(const an_tree *tree, uint32_t noun) { return noun + 1 < tree->count && tree->tokens[noun + 1].name == AN_NAME_PERSON; }

/* "Activist", and a title in capitals that is no part of a name. */
static bool is_role(const an_tree *tree, uint32_t token)
{
    return an_tree_is_tagged(tree, token, "NN") || (an_tree_is_tagged(tree, token, "NNP") && tree->tokens[token].name == AN_NAME_NONE);
}

/* A role right before a person's name, with no "the": "activist" of "and activist Ann Lee", whichever of them the other hangs on. */
static bool is_role_with_name(const an_tree *tree, uint32_t token)
{
    bool is_name = token > 0 && tree->tokens[token].name == AN_NAME_PERSON && is_role(tree, token - 1) && an_tree_head(tree, token - 1) == token;
    return (is_name || (is_role(tree, token) && has_name_behind(tree, token))) && an_tree_child(tree, token, AN_DEPREL_DET) == AN_NONE;
}

/* "Co-leader of the front and acting president Omar Khan": the words of the first role up to the second, which has the name; empty: no such pair. */
static an_span first_role_of(const an_tree *tree, uint32_t second)
{
    uint32_t head = an_tree_head(tree, second), first, last, second_first;
    if (tree->tokens[second].deprel != AN_DEPREL_CONJ || head == AN_NONE || head > second || !is_role(tree, head) || has_name_behind(tree, head) || !is_role_with_name(tree, second)) return (an_span){0, 0};
    an_tree_extent(tree, head, &first, &last);
    an_tree_extent(tree, second, &second_first, &last);
    for (uint32_t t = first; t < second_first; t++)
        if (tree->tokens[t].name == AN_NAME_PERSON) return (an_span){0, 0}; /* "chief of staff Ann Lee and minister Omar Khan" */
    return (an_span){tree->tokens[first].span.start, tree->tokens[second_first].span.start};
}

static bool is_description(const an_tree *tree, const an_participant *p)
{
    for (uint32_t t = 0; t < tree->count; t++) {
        an_span role = first_role_of(tree, t);
        if (p->span.start >= role.start && p->span.end <= role.end) return true;
    }
    return false;
}

/* "Killed a nurse and wounded two": a bare number beside somebody names nobody. */
static bool is_number(const an_tree *tree, const an_participant *p)
{
    bool has_number = false;
    if (p->mention != AN_NONE || p->actor.id.data) return false;
    for (uint32_t t = 0; t < tree->count; t++) {
        if (tree->tokens[t].span.start < p->span.start || tree->tokens[t].span.end > p->span.end) continue;
        if (tree->tokens[t].upos != AN_UPOS_NUM) return false;
        has_number = true;
    }
    return has_number;
}

static void drop_doubles(an_coder *coder, const an_tree *tree, an_participants *list)
{
    an_participants kept = {0};
    if (list->count < 2) return;
    for (size_t i = 0; i < list->count; i++)
        if (!is_told_twice(tree, list, i) && !is_description(tree, list->items + i) && !is_number(tree, list->items + i)) an_participants_add(coder, &kept, list->items + i);
    if (kept.count) *list = kept;
}

bool an_bears_arms(const an_participant *p)
{
    an_sector s = p->actor.sector_count ? (an_sector)p->actor.sectors[0] : AN_SECTOR_NONE;
    if (p->actor.kind == AN_ACTOR_ARMED_GROUP || p->actor.kind == AN_ACTOR_MILITARY) return true;
    return s == AN_SECTOR_MIL || s == AN_SECTOR_REB || s == AN_SECTOR_UAF || s == AN_SECTOR_COP || s == AN_SECTOR_PRM;
}

static bool fights_with(const an_coder *coder, const an_draft *draft)
{
    for (uint32_t i = 0; i < draft->arguments.count; i++)
        if (draft->is_noun && draft->arguments.items[i].slot == AN_SLOT_PREPOSITION + coder->grammar.with) return true;
    return false;
}

/* "Six rebels were killed and two soldiers hurt in a gunfight", "two soldiers were killed in clashes with rebels": both fought. */
static void add_fighters(an_coder *coder, an_draft *draft)
{
    an_participants fighters = {0}, *actors = &draft->event.actors;
    if (draft->event.type != AN_TYPE_ASSAULT || !draft->frame->both.count || !draft->part_count || actors->count > 1 || (actors->count && !fights_with(coder, draft))) return;
    an_participants_add_all(coder, &fighters, actors);
    for (size_t i = 0; i < draft->event.recipients.count; i++)
        if (an_bears_arms(draft->event.recipients.items + i)) an_participants_add(coder, &fighters, draft->event.recipients.items + i);
    if (fighters.count > 1) *actors = fighters;
}

/* "The nation's mass shootings", "the country's first demonstration": where, not who. */
static void drop_scenes(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_range scenes = coder->grammar.scenes;
    const an_participants told = draft->event.actors;
    an_participants kept = {0};
    if (!draft->is_noun || (draft->event.type != AN_TYPE_ASSAULT && draft->event.type != AN_TYPE_PROTEST)) return;
    for (size_t i = 0; i < told.count; i++) {
        uint32_t head = an_participant_head(tree, told.items + i);
        bool is_scene = head != AN_NONE && tree->tokens[head].subrel == AN_SUBREL_POSS && tree->tokens[head].upos == AN_UPOS_NOUN && an_tree_lemma_in(tree, head, scenes);
        if (!is_scene) an_participants_add(coder, &kept, told.items + i);
    }
    draft->event.actors = kept;
}

/* "Canada will hold talks with Japan": whoever says what he will do with another promises it to him. */
static void turn_partners(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_grammar *g = &coder->grammar;
    an_participants partners = {0}, promisers = {0};
    if (!draft->is_future_turned || draft->event.type != AN_TYPE_AGREE || !draft->frame->both.count || draft->event.recipients.count) return;
    for (uint32_t i = 0; i < draft->arguments.count; i++)
        if (draft->arguments.items[i].slot == AN_SLOT_PREPOSITION + g->with || draft->arguments.items[i].slot == AN_SLOT_OBJECT) an_resolve(coder, tree, draft->arguments.items[i].token, false, &partners);
    for (size_t i = 0; i < draft->event.actors.count; i++)
        an_participants_add(coder, an_participants_share(&partners, draft->event.actors.items + i) ? &draft->event.recipients : &promisers, draft->event.actors.items + i);
    if (promisers.count) draft->event.actors = promisers;
    else draft->event.recipients.count = 0;
}

/* "Stabbed his coach and a neighbour", "sanctions on 12 persons and six firms": those beside somebody whom no dictionary knows. */
static void add_joined(an_coder *coder, const an_tree *tree, an_participants *list, uint32_t noun)
{
    an_participants found = {0};
    AN_FOR_CHILDREN(tree, child, noun) {
        an_participant p;
        bool is_bare = tree->tokens[child].upos == AN_UPOS_NOUN && tree->actor_at[child] == AN_NONE && coder->draft_at[child] == AN_NONE && !an_tree_lemma_in(tree, child, tree->grammar->nobody);
        if (tree->tokens[child].deprel != AN_DEPREL_CONJ || !is_bare) continue;
        p = an_participant_of_words(tree, an_words_of(tree, child), AN_ACTOR_POPULATION);
        an_participants_add(coder, &found, &p);
    }
    for (size_t i = 0; i < found.count; i++) {
        bool is_told = false;
        for (size_t k = 0; k < list->count; k++) is_told = is_told || (list->items[k].span.start < found.items[i].span.end && found.items[i].span.start < list->items[k].span.end);
        if (!is_told) an_participants_add(coder, list, found.items + i);
    }
}

static void add_all_joined(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    bool is_harm = draft->event.type == AN_TYPE_ASSAULT || draft->event.type == AN_TYPE_SANCTION || (draft->event.mode_count && draft->event.modes[0] == AN_MODE_COERCE_ARREST);
    if (!is_harm || draft->names_recipient) return;
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        const an_argument *a = draft->arguments.items + i;
        bool is_place = a->slot == AN_SLOT_OBJECT || (draft->event.type == AN_TYPE_SANCTION && a->slot == AN_SLOT_PREPOSITION + coder->grammar.on);
        for (size_t k = 0; is_place && k < draft->event.recipients.count; k++) {
            const an_participant *p = draft->event.recipients.items + k;
            bool is_person = p->actor.kind == AN_ACTOR_PERSON || p->actor.kind == AN_ACTOR_POPULATION;
            if (!is_person || p->span.start > tree->tokens[a->token].span.start || p->span.end < tree->tokens[a->token].span.end) continue;
            add_joined(coder, tree, &draft->event.recipients, a->token);
            break;
        }
    }
}

/* "Targets in the capital: the French and German embassies": what the list behind the colon hangs on; AN_NONE. */
static uint32_t list_behind(const an_tree *tree, uint32_t noun)
{
    for (uint32_t t = noun + 1; t < tree->count; t++) {
        uint32_t first, last;
        if (tree->tokens[t].deprel != AN_DEPREL_APPOS || !an_tree_dominates(tree, noun, t)) continue;
        an_tree_extent(tree, t, &first, &last);
        if (first <= noun) continue;
        if (an_str_is(tree->tokens[first].form, ":") || an_str_is(tree->tokens[first - 1].form, ":")) return t;
    }
    return AN_NONE;
}

/* Those whom such a list names stand for the word that it spells out. */
static void spell_out(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        const an_participants told = draft->event.recipients;
        uint32_t noun = draft->arguments.items[i].token, listed = draft->arguments.items[i].slot == AN_SLOT_OBJECT ? list_behind(tree, noun) : AN_NONE;
        an_participants found = {0};
        if (listed == AN_NONE || !an_resolve(coder, tree, listed, false, &found)) continue;
        for (size_t k = 0; k < told.count; k++)
            if (!an_participant_is_below(tree, noun, told.items + k)) an_participants_add(coder, &found, told.items + k);
        draft->event.recipients = found;
        draft->names_recipient = false;
    }
}

static bool is_name_of_person(const an_tree *tree, uint32_t token) { return tree->tokens[token].upos == AN_UPOS_PROPN && tree->tokens[token].name == AN_NAME_PERSON; }

/* Those joined to the token behind it whose names are told. */
static void add_joined_names(an_coder *coder, const an_tree *tree, uint32_t token, uint32_t behind, an_participants *list)
{
    AN_FOR_CHILDREN(tree, child, token)
        if (tree->tokens[child].deprel == AN_DEPREL_CONJ && child > behind && is_name_of_person(tree, child)) an_resolve_alone(coder, tree, child, list);
}

/* How many they are: "three ministers"; 0 = not told. */
static int64_t number_of(const an_tree *tree, uint32_t noun)
{
    const an_mention *mentions = tree->document->mentions.items;
    uint32_t number = an_tree_child(tree, noun, AN_DEPREL_NUMMOD);
    for (uint32_t m = tree->first_mention; m < tree->end_mention && number != AN_NONE; m++)
        if (mentions[m].kind == AN_MENTION_QUANTITY && number + tree->first >= mentions[m].first_token && number + tree->first < mentions[m].end_token) return mentions[m].quantity.low;
    return 0;
}

/* "Three ministers, Ann Lee, Omar Khan and Ola Holm": the names behind a noun for them all, which the parser joins to the first name or to the noun; where it
 * takes them for others beside the ministers, their number tells. */
static void add_names_behind(an_coder *coder, const an_tree *tree, uint32_t noun, an_participants *list)
{
    bool is_many = noun != AN_NONE && (an_tree_is_tagged(tree, noun, "NNS") || an_tree_lemma_in(tree, noun, coder->grammar.people_together));
    if (!is_many) return;
    AN_FOR_CHILDREN(tree, child, noun) {
        if (tree->tokens[child].deprel != AN_DEPREL_APPOS || child < noun || !is_name_of_person(tree, child)) continue;
        an_resolve_alone(coder, tree, child, list);
        add_joined_names(coder, tree, child, child, list);
        add_joined_names(coder, tree, noun, child, list);
    }
    if (list->count) return;
    add_joined_names(coder, tree, noun, noun, list);
    if ((int64_t)list->count != number_of(tree, noun)) list->count = 0;
}

/* Then they are told by their names, and the noun says less. */
static void spell_out_names(an_coder *coder, const an_tree *tree, an_participants *list)
{
    const an_participants told = *list;
    an_participants all = {0};
    for (size_t i = 0; i < told.count; i++) {
        an_participants names = {0};
        add_names_behind(coder, tree, an_participant_head(tree, told.items + i), &names);
        if (names.count > 1) an_participants_add_all(coder, &all, &names);
        else an_participants_add(coder, &all, told.items + i);
    }
    *list = all;
}

/* "Resigned as chief of staff to the president": of whom the post tells is left by nobody; a body that is left ("from the council") is, and who is given
 * what another had ("handed power to the mayor") has his place in the frame. */
static void drop_posts(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_participants told = draft->event.recipients;
    bool has_place = draft->frame->recipient.count && coder->frames->numbers[draft->frame->recipient.first] != AN_SLOT_NONE;
    if (draft->event.type != AN_TYPE_RETREAT || !draft->event.mode_count || draft->event.modes[0] != AN_MODE_RETREAT_RESIGN) return;
    draft->event.recipients = (an_participants){0};
    for (size_t i = 0; i < told.count; i++) {
        uint32_t head = an_participant_head(tree, told.items + i);
        bool is_body_left = head != AN_NONE && told.items[i].actor.kind != AN_ACTOR_PERSON && an_tree_case(tree, head) == coder->grammar.from;
        if (is_body_left || (has_place && !draft->is_reached)) an_participants_add(coder, &draft->event.recipients, told.items + i);
    }
}

/* "Demanded that Khan be freed": of whom a passive clause tells is not asked, unless it is by him. */
static bool is_wished(const an_tree *tree, const an_draft *draft, uint32_t head)
{
    for (uint32_t i = 0; i < draft->arguments.count && head != AN_NONE; i++) {
        uint32_t clause = draft->arguments.items[i].slot == AN_SLOT_CLAUSE ? draft->arguments.items[i].token : AN_NONE;
        if (clause == AN_NONE || tree->tokens[clause].deprel != AN_DEPREL_CCOMP || !an_tree_is_passive(tree, clause)) continue;
        if (an_tree_child(tree, clause, AN_DEPREL_NSUBJ) == an_tree_first_conjunct(tree, head)) return true;
    }
    return false;
}

/* Whose the thing is that is called for: "for Khan's release". */
static bool is_release_of(const an_coder *coder, const an_tree *tree, uint32_t head)
{
    uint32_t noun = head == AN_NONE || tree->tokens[head].subrel != AN_SUBREL_POSS ? AN_NONE : an_tree_head(tree, head), number = noun == AN_NONE ? AN_NONE : coder->draft_at[noun];
    return number != AN_NONE && coder->drafts[number].event.type == AN_TYPE_RETREAT && coder->drafts[number].event.mode_count && coder->drafts[number].event.modes[0] == AN_MODE_RETREAT_RELEASE;
}

static void drop_wished(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_participants told = draft->event.recipients;
    if (draft->event.type != AN_TYPE_REQUEST) return;
    draft->event.recipients = (an_participants){0};
    for (size_t i = 0; i < told.count; i++)
        if (!is_wished(tree, draft, an_participant_head(tree, told.items + i)) && !is_release_of(coder, tree, an_participant_head(tree, told.items + i))) an_participants_add(coder, &draft->event.recipients, told.items + i);
}

/* Firms, churches, clubs, newspapers: what befalls somebody of theirs befalls him. Of states, armies and parties it befalls them too. */
static bool is_private_body(const an_actor *a)
{
    an_sector s = a->sector_count ? (an_sector)a->sectors[0] : AN_SECTOR_NONE;
    return s == AN_SECTOR_BUS || s == AN_SECTOR_REL || s == AN_SECTOR_JRN || s == AN_SECTOR_SOC || s == AN_SECTOR_NGO || s == AN_SECTOR_IGO;
}

/* "Arrested Ann Lee, the president of Interpol": she, not the body whose she is. */
static void strip_bodies(const an_draft *draft, an_participants *list)
{
    an_mode mode = draft->event.mode_count ? draft->event.modes[0] : AN_MODE_NONE;
    bool is_personal = draft->event.type == AN_TYPE_ASSAULT || mode == AN_MODE_COERCE_ARREST || mode == AN_MODE_SANCTION_CONVICT || mode == AN_MODE_SANCTION_EXPEL || mode == AN_MODE_ACCUSE_INVESTIGATE || mode == AN_MODE_ACCUSE_ALLEGE || mode == AN_MODE_RETREAT_RESIGN || draft->event.type == AN_TYPE_CONCEDE;
    for (size_t i = 0; i < list->count && is_personal; i++) {
        an_actor *a = &list->items[i].actor;
        if (a->kind == AN_ACTOR_PERSON && a->id.data && a->acts_for.data && an_str_equal(a->id, a->acts_for) && is_private_body(a)) a->id = (an_str){0};
    }
}

/* "No group claimed the attack", "no militants were killed": nobody. */
static void drop_nobodies(an_coder *coder, const an_tree *tree, an_participants *list)
{
    const an_participants told = *list;
    *list = (an_participants){0};
    for (size_t i = 0; i < told.count; i++) {
        uint32_t head = an_participant_head(tree, told.items + i), determiner = head == AN_NONE ? AN_NONE : an_tree_child(tree, head, AN_DEPREL_DET);
        bool is_nobody = determiner != AN_NONE && (an_str_is(tree->tokens[determiner].lemma, "no") || an_str_is(tree->tokens[determiner].lemma, "neither"));
        if (!is_nobody) an_participants_add(coder, list, told.items + i);
    }
}

void an_tidy_parties(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    if (draft->event.factuality != AN_FACTUALITY_DID_NOT_HAPPEN) drop_nobodies(coder, tree, &draft->event.actors); /* who did not do it may be told so */
    drop_nobodies(coder, tree, &draft->event.recipients);
    drop_scenes(coder, tree, draft);
    drop_posts(coder, tree, draft);
    drop_wished(coder, tree, draft);
    turn_partners(coder, tree, draft);
    an_settle_ground(coder, tree, draft);
    spell_out(coder, tree, draft);
    spell_out_names(coder, tree, &draft->event.actors);
    spell_out_names(coder, tree, &draft->event.recipients);
    add_all_joined(coder, tree, draft);
    drop_doubles(coder, tree, &draft->event.actors);
    drop_doubles(coder, tree, &draft->event.recipients);
    add_fighters(coder, draft);
    strip_bodies(draft, &draft->event.actors);
    strip_bodies(draft, &draft->event.recipients);
}
