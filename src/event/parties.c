/* Who else has a part in an act, and who has none, once every frame has filled its places: companions ("along with Chad"), the victims of an act
 * whose place is its recipient ("bombed the town, killing six farmers"), the convict of "convicted of the murder", the other side of what is
 * only threatened; and nobody does to himself what is done to others. */
#include "event/draft.h"

static bool is_phrase(const an_tree *tree, uint32_t token)
{
    an_deprel relation = (an_deprel)tree->tokens[token].deprel;
    return relation == AN_DEPREL_OBL || relation == AN_DEPREL_NMOD || relation == AN_DEPREL_CONJ || (relation == AN_DEPREL_NSUBJ && an_tree_has_case(tree, token));
}

/* "Along with Chad", "alongside Chad", "together with Chad"; not "along the border". */
static bool is_joined(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    const an_grammar *g = &coder->grammar;
    if (!is_phrase(tree, token)) return false;
    AN_FOR_CHILDREN(tree, child, token) {
        bool is_with = child + 1 < tree->count && g->with != AN_NONE && tree->lemmas[child + 1] == g->with;
        if (tree->tokens[child].deprel == AN_DEPREL_CASE && (is_with || an_str_is(tree->tokens[child].lemma, "alongside")) && an_tree_lemma_in(tree, child, g->joining)) return true;
    }
    return false;
}

/* The one who goes with it: of a phrase itself, of "together" the phrase below, of "joined by" its agent; AN_NONE. */
static uint32_t companion_at(const an_coder *coder, const an_tree *tree, uint32_t child)
{
    const an_token *t = tree->tokens + child;
    if (is_joined(coder, tree, child)) return child;
    if (t->deprel == AN_DEPREL_ADVMOD && an_tree_lemma_in(tree, child, coder->grammar.joining)) {
        AN_FOR_CHILDREN(tree, inner, child)
            if (is_phrase(tree, inner) && an_tree_case(tree, inner) != AN_NONE && an_tree_case(tree, inner) == coder->grammar.with) return inner;
    }
    if ((t->deprel == AN_DEPREL_ACL || t->deprel == AN_DEPREL_ADVCL) && t->subrel != AN_SUBREL_RELCL && an_tree_is_tagged(tree, child, "VBN") && (an_str_is(t->lemma, "join") || an_str_is(t->lemma, "accompany"))) return an_agent_of(tree, child);
    return AN_NONE;
}

static void add_companion(an_coder *coder, const an_tree *tree, uint32_t token, an_participants *list)
{
    an_participants found = {0};
    an_resolve(coder, tree, token, false, &found);
    for (size_t i = 0; i < found.count; i++)
        if (an_participant_is_known(found.items + i) || found.items[i].actor.sector_count) an_participants_add(coder, list, found.items + i);
}

/* Whether what stands at the token goes with the verb's subject: before the verb, or behind a comma, or where there is no object. */
static bool goes_with_subject(const an_tree *tree, uint32_t verb, uint32_t token)
{
    uint32_t first, last;
    an_tree_extent(tree, token, &first, &last);
    return token < verb || an_tree_child(tree, verb, AN_DEPREL_OBJ) == AN_NONE || (first > 0 && an_str_is(tree->tokens[first - 1].form, ","));
}

/* "Along with Chad, Niger condemned", "Niger, joined by Chad, attacked", "arrested her along with two officers". */
static void add_companions(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = draft->light_token != AN_NONE ? draft->light_token : draft->token, own = verb, subject, companion;
    an_participants *doers = &draft->event.actors, *others = &draft->event.recipients;
    if (!an_tree_is_verb(tree, verb)) return;
    if (an_tree_is_passive(tree, verb)) doers = others;
    if (draft->frame->both.count) others = doers;
    if (tree->tokens[verb].deprel == AN_DEPREL_CONJ && !an_tree_has_subject(tree, verb)) verb = an_tree_first_conjunct(tree, verb);
    subject = an_own_subject(tree, verb);
    AN_FOR_CHILDREN(tree, child, verb) {
        bool is_before = (companion = companion_at(coder, tree, child)) != AN_NONE && companion < verb;
        if (companion != AN_NONE && (own == verb || is_before)) add_companion(coder, tree, companion, is_before || goes_with_subject(tree, verb, companion) ? doers : others);
    }
    if (subject == AN_NONE || subject > verb) return;
    AN_FOR_CHILDREN(tree, child, subject)
        if ((companion = companion_at(coder, tree, child)) != AN_NONE) add_companion(coder, tree, companion, doers);
}

static uint32_t number_of(const an_coder *coder, const an_draft *draft) { return (uint32_t)(draft - coder->drafts); }

static bool is_same_party(const an_participant *a, const an_participant *b)
{
    if (a->actor.id.data || b->actor.id.data) return a->actor.id.data && b->actor.id.data && an_str_equal(a->actor.id, b->actor.id);
    return a->actor.kind == b->actor.kind && an_str_equal(a->actor.name, b->actor.name);
}

static bool has_party(const an_participants *list, const an_participant *p)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_same_party(list->items + i, p)) return true;
    return false;
}

/* What befell others in the same breath, or by an act that is no result itself; told of another doer it is another act. */
static bool is_part(const an_coder *coder, const an_tree *tree, const an_draft *whole, const an_draft *part)
{
    if (part->absorbed_by != number_of(coder, whole) || !(part->frame->flags & AN_FRAME_IS_RESULT) || part->event.type != AN_TYPE_ASSAULT || part->names_recipient) return false;
    if ((whole->frame->flags & AN_FRAME_IS_RESULT) && an_tree_first_conjunct(tree, whole->token) != an_tree_first_conjunct(tree, part->token)) return false;
    for (size_t i = 0; i < part->event.actors.count; i++)
        if (!an_participants_share(&whole->event.actors, part->event.actors.items + i)) return false;
    return true;
}

/* "Killing ten", "wounding dozens of others": numbers that stand for people name nobody. */
static bool is_mere_number(const an_tree *tree, const an_participant *p)
{
    bool has_number = false;
    if (p->mention != AN_NONE || p->actor.id.data) return false;
    for (uint32_t t = 0; t < tree->count; t++) {
        if (tree->tokens[t].span.start < p->span.start || tree->tokens[t].span.end > p->span.end) continue;
        if (an_tree_lemma_in(tree, t, tree->grammar->counts) || tree->tokens[t].upos == AN_UPOS_NUM) has_number = true;
        else if (tree->tokens[t].upos == AN_UPOS_NOUN || tree->tokens[t].upos == AN_UPOS_PROPN) return false;
    }
    return has_number;
}

static bool is_place_only(const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].mention != AN_NONE || list->items[i].actor.kind != AN_ACTOR_STATE) return false;
    return true;
}

/* "Bombed the town, killing six farmers": where the act has recipients of its own and took none from its result, the farmers too, and instead of the
 * state in which the town lies. */
static void add_victims(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_participants victims = {0}, *list = &draft->event.recipients;
    bool is_raid = draft->event.type == AN_TYPE_COERCE && draft->event.mode_count && draft->event.modes[0] == AN_MODE_COERCE_SEIZE;
    if ((draft->event.type != AN_TYPE_ASSAULT && !is_raid) || draft->victims_of) return;
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *part = coder->drafts + i;
        for (size_t k = 0; k < part->event.recipients.count && is_part(coder, tree, draft, part); k++) {
            const an_participant *p = part->event.recipients.items + k;
            if (!an_participants_share(&draft->event.actors, p) && !has_party(list, p) && !is_mere_number(tree, p)) an_participants_add(coder, &victims, p);
        }
    }
    if (!victims.count) return;
    if (draft->frame->flags & AN_FRAME_IS_RESULT) { /* "killed six and wounded their guards" */
        an_participants_add_all(coder, list, &victims);
        return;
    }
    if (!is_place_only(list)) an_participants_add_all(coder, &victims, list);
    *list = victims;
}

static bool is_building(const an_coder *coder, const an_tree *tree, const an_participant *p)
{
    for (uint32_t t = tree->count; t-- > 0;)
        if (tree->tokens[t].span.end == p->span.end) return an_tree_lemma_in(tree, t, tree->grammar->structures) || an_tree_lemma_in(tree, t, coder->grammar.struck_things);
    return false;
}

static bool are_things(const an_coder *coder, const an_tree *tree, const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const an_participant *p = list->items + i;
        if (!is_building(coder, tree, p) && (p->mention != AN_NONE || p->actor.id.data || p->actor.kind != AN_ACTOR_UNKNOWN)) return false;
    }
    return true;
}

/* "Six rebels were killed in a raid by the army": told of nobody else, the raid was on them. */
static void add_raided(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    if (!draft->is_noun || !an_is_seizure(&draft->event) || draft->event.recipients.count) return;
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *result = coder->drafts + i;
        bool is_told = !result->is_noun && an_is_result(result) && result->event.type == AN_TYPE_ASSAULT && an_tree_is_passive(tree, result->token), is_within = false;
        for (uint32_t k = 0; k < result->arguments.count && is_told; k++) is_within = is_within || (result->arguments.items[k].token == draft->top && result->arguments.items[k].slot > AN_SLOT_PREPOSITION);
        for (size_t k = 0; k < result->event.recipients.count && is_within; k++) {
            const an_participant *p = result->event.recipients.items + k;
            if (!is_mere_number(tree, p) && !an_participants_share(&draft->event.actors, p)) an_participants_add(coder, &draft->event.recipients, p);
        }
    }
}

/* "Seven people were killed when gunmen fired inside of a bar", where the two are told as two acts: the seven were fired at. */
static void add_victims_beside(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t head = an_tree_head(tree, draft->token), number;
    an_participants hit = {0};
    if (draft->event.type != AN_TYPE_ASSAULT || draft->is_noun || draft->victims_of || head == AN_NONE || an_occasion_at(coder, tree, draft->token) == AN_NONE || !are_things(coder, tree, &draft->event.recipients)) return;
    head = an_tree_first_conjunct(tree, head);
    number = coder->draft_at[head];
    if (number == AN_NONE || !an_is_result(coder->drafts + number) || !an_tree_is_passive(tree, head)) return;
    for (size_t i = 0; i < coder->drafts[number].event.recipients.count; i++) {
        const an_participant *p = coder->drafts[number].event.recipients.items + i;
        if (!is_mere_number(tree, p) && !an_participants_share(&draft->event.actors, p)) an_participants_add(coder, &hit, p);
    }
    an_participants_add_all(coder, &hit, &draft->event.recipients);
    draft->event.recipients = hit;
    draft->names_recipient = draft->names_recipient && !hit.count;
}

static uint32_t end_token(const an_tree *tree, const an_participant *p)
{
    for (uint32_t t = tree->count; t-- > 0;)
        if (tree->tokens[t].span.end == p->span.end) return t;
    return AN_NONE;
}

static bool is_gathering(const an_tree *tree, uint32_t noun) { return tree->tokens[noun].upos == AN_UPOS_NOUN && an_tree_lemma_in(tree, noun, tree->grammar->gatherings_of_people); }

/* "In Homs, Syria", "in the north of Chad": a state that is named as the ground. */
static bool is_ground_of_act(const an_coder *coder, const an_tree *tree, const an_participant *p, uint32_t token)
{
    uint32_t at = token, up;
    if (p->actor.kind != AN_ACTOR_STATE) return false;
    while ((up = an_tree_head(tree, at)) != AN_NONE && tree->tokens[up].span.start >= p->span.start && tree->tokens[up].span.end <= p->span.end) at = up;
    while (tree->tokens[at].deprel == AN_DEPREL_APPOS || (tree->tokens[at].deprel == AN_DEPREL_NMOD && !an_tree_has_case(tree, at))) at = an_tree_head(tree, at);
    return an_tree_case(tree, at) != AN_NONE && an_tree_case(tree, at) == coder->grammar.in;
}

/* "An attack at a military base", "an airstrike at a camp": what is told with "at" is the target. */
static bool is_aimed_at(const an_tree *tree, uint32_t noun, an_mode mode)
{
    bool is_from_afar = mode == AN_MODE_ASSAULT_AERIAL || mode == AN_MODE_ASSAULT_DRONE || mode == AN_MODE_ASSAULT_HEAVY_WEAPONS;
    return is_from_afar || (mode == AN_MODE_NONE && an_tree_lemma_in(tree, noun, tree->grammar->structures));
}

/* "Shot at a hotel", "a bombing at a market", "opened fire on miners at a mine", "an ambush on a highway": where people were hit, and nobody. */
static bool is_scene(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_participant *p)
{
    uint32_t token = end_token(tree, p), preposition = token == AN_NONE ? AN_NONE : an_tree_child(tree, token, AN_DEPREL_CASE);
    an_mode mode = draft->event.mode_count ? draft->event.modes[0] : AN_MODE_NONE;
    bool is_by_hand = mode == AN_MODE_ASSAULT_FIREARMS || mode == AN_MODE_ASSAULT_PRIMITIVE;
    if (token != AN_NONE && !p->actor.id.data && is_gathering(tree, token)) return true; /* "attacked a funeral, killing six" */
    if (preposition == AN_NONE || p->actor.id.data || (!is_building(coder, tree, p) && !is_gathering(tree, token) && p->actor.kind != AN_ACTOR_UNKNOWN)) return false;
    if (an_str_is(tree->tokens[preposition].lemma, "at")) return is_by_hand || !is_aimed_at(tree, token, mode);
    if (an_tree_case(tree, token) == coder->grammar.on && (is_by_hand || mode == AN_MODE_NONE) && an_tree_lemma_in(tree, token, coder->grammar.ways_and_roads)) return true;
    return an_tree_case(tree, token) == coder->grammar.on && is_by_hand && draft->is_noun && tree->tokens[draft->token].upos == AN_UPOS_NOUN && an_str_ends_with(tree->tokens[draft->token].lemma, "ing") && is_building(coder, tree, p); /* "a stabbing on a train" */
}

/* Whether another act of the sentence, by the same doers as far as they are told, befell people. */
static bool is_told_of_people(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *other = coder->drafts + i;
        bool is_same = other != draft && !other->is_dropped && other->event.type == AN_TYPE_ASSAULT && other->event.recipients.count && !are_things(coder, tree, &other->event.recipients);
        for (size_t k = 0; k < draft->event.actors.count && is_same; k++) is_same = an_participants_share(&other->event.actors, draft->event.actors.items + k);
        if (is_same) return true;
    }
    return false;
}

static an_participants without_ground(an_coder *coder, const an_tree *tree, const an_participants *told)
{
    an_participants kept = {0};
    for (size_t i = 0; i < told->count; i++) {
        uint32_t token = end_token(tree, told->items + i);
        if (token == AN_NONE || !is_ground_of_act(coder, tree, told->items + i, token)) an_participants_add(coder, &kept, told->items + i);
    }
    return kept.count ? kept : *told;
}

void an_drop_venues(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_participants told = draft->event.type == AN_TYPE_ASSAULT ? without_ground(coder, tree, &draft->event.recipients) : draft->event.recipients;
    an_participants kept = {0};
    if (draft->event.type != AN_TYPE_ASSAULT || !told.count) return;
    draft->event.recipients = told;
    for (size_t i = 0; i < told.count; i++)
        if (!is_scene(coder, tree, draft, told.items + i)) an_participants_add(coder, &kept, told.items + i);
    if (kept.count ? !are_things(coder, tree, &kept) : is_told_of_people(coder, tree, draft)) draft->event.recipients = kept;
}

/* "The bombing killed the bomber and six others": he is no victim of his own deed. */
static void turn_bombers(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_participants told = draft->event.recipients;
    an_participants hit = {0}, bombers = {0};
    if (draft->event.type != AN_TYPE_ASSAULT || !draft->event.mode_count || draft->event.modes[0] != AN_MODE_ASSAULT_SUICIDE_ATTACK) return;
    for (size_t i = 0; i < told.count; i++) {
        uint32_t head = an_participant_head(tree, told.items + i);
        an_participants_add(coder, head != AN_NONE && an_tree_lemma_in(tree, head, coder->grammar.attackers) ? &bombers : &hit, told.items + i);
    }
    draft->event.recipients = hit;
    if (!draft->event.actors.count) draft->event.actors = bombers;
}

/* "Were hit in the strike", "was damaged during the raid", with no event of the verb's own. */
static bool is_blow(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    if (!an_tree_is_verb(tree, verb) || !an_tree_is_passive(tree, verb) || coder->draft_at[verb] != AN_NONE || !an_tree_lemma_in(tree, verb, coder->grammar.hitting)) return false;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && an_tree_lemma_in(tree, child, coder->grammar.negations)) return false;
    return true;
}

/* The verb of "suffered damage in the strike", also with the strike hung on the damage; AN_NONE. */
static uint32_t verb_of_suffering(const an_coder *coder, const an_tree *tree, uint32_t noun)
{
    uint32_t verb = an_tree_head(tree, noun), preposition = an_tree_child(tree, noun, AN_DEPREL_CASE), object;
    an_word w = an_tree_case(tree, noun);
    if (verb == AN_NONE || preposition == AN_NONE || (w != coder->grammar.in && w != coder->grammar.from && w != coder->grammar.by && !an_str_is(tree->tokens[preposition].lemma, "during"))) return AN_NONE;
    if (is_blow(coder, tree, verb)) return verb;
    if (tree->tokens[noun].deprel == AN_DEPREL_NMOD) verb = an_verb_of_object(tree, verb);
    object = verb == AN_NONE ? AN_NONE : an_tree_child(tree, verb, AN_DEPREL_OBJ);
    if (object == AN_NONE || (!an_str_is(tree->tokens[verb].lemma, "suffer") && !an_str_is(tree->tokens[verb].lemma, "sustain"))) return AN_NONE;
    return an_tree_lemma_in(tree, object, coder->grammar.losses) ? verb : AN_NONE;
}

/* "A market and a mosque": each whom the dictionary knows, or by its words. */
static void add_hit(an_coder *coder, const an_tree *tree, uint32_t noun, an_participants *list)
{
    if (!an_resolve_alone(coder, tree, noun, list)) {
        an_participant p = an_participant_of_words(tree, an_words_of(tree, noun), AN_ACTOR_UNKNOWN);
        an_participants_add(coder, list, &p);
    }
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_CONJ) add_hit(coder, tree, child, list);
}

static bool is_blast(const an_draft *draft) { return draft->event.mode_count && draft->event.modes[0] == AN_MODE_ASSAULT_EXPLOSIVES; }

/* "The church suffered damage in the strike", "was hit in the strike": the church was hit. */
static void add_sufferers(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t verb = draft->event.type == AN_TYPE_ASSAULT && draft->is_noun && !draft->event.recipients.count ? verb_of_suffering(coder, tree, draft->top) : AN_NONE, subject;
    an_participants hit = {0};
    if (verb == AN_NONE || (subject = an_own_subject(tree, verb)) == AN_NONE || (tree->tokens[subject].upos != AN_UPOS_NOUN && tree->tokens[subject].upos != AN_UPOS_PROPN)) return;
    add_hit(coder, tree, subject, &hit);
    an_participants_remove_doubled(&hit, &draft->event.actors);
    draft->event.recipients = hit;
    draft->names_recipient = is_blast(draft) && !draft->event.actors.count; /* "was destroyed in an explosion" may be nobody's deed */
}

uint32_t an_participant_head(const an_tree *tree, const an_participant *p)
{
    uint32_t head = p->mention == AN_NONE ? AN_NONE : tree->document->mentions.items[p->mention].head_token;
    return head == AN_NONE || head < tree->first || head - tree->first >= tree->count ? AN_NONE : head - tree->first;
}

static bool is_pronoun(const an_tree *tree, const an_participant *p)
{
    uint32_t head = an_participant_head(tree, p);
    return head != AN_NONE && tree->tokens[head].upos == AN_UPOS_PRON;
}

/* "Iranian" of "Iranian Kurdish camps": an adjective that names whose land it is. */
static bool is_adjective(const an_tree *tree, const an_participant *p)
{
    uint32_t head = an_participant_head(tree, p);
    return head != AN_NONE && tree->tokens[head].upos == AN_UPOS_ADJ;
}

/* What states do at home, to their own. */
static bool is_at_home(const an_draft *draft, const an_participant *p)
{
    bool is_state = p->actor.kind == AN_ACTOR_STATE || p->actor.kind == AN_ACTOR_GOVERNMENT;
    return is_state && (p->mention == AN_NONE || draft->event.type == AN_TYPE_COERCE || draft->event.type == AN_TYPE_CONCEDE || draft->event.type == AN_TYPE_PROTEST);
}

static bool is_nameless_person(const an_tree *tree, uint32_t noun)
{
    const an_mention *m = tree->actor_at[noun] == AN_NONE ? NULL : tree->document->mentions.items + tree->actor_at[noun];
    return m && m->is_generic && (m->actor.kind == AN_ACTOR_PERSON || m->actor.kind == AN_ACTOR_POPULATION);
}

/* "Her colleagues", "its owners": people who are somebody's are somebody else. */
static bool add_people_of(an_coder *coder, const an_tree *tree, const an_participant *owner, an_participants *list)
{
    uint32_t token = an_participant_head(tree, owner), noun = token == AN_NONE ? AN_NONE : an_tree_head(tree, token);
    an_participant p;
    if (noun == AN_NONE || tree->tokens[token].subrel != AN_SUBREL_POSS || tree->tokens[noun].upos != AN_UPOS_NOUN || (!an_tree_lemma_in(tree, noun, coder->grammar.people) && !is_nameless_person(tree, noun))) return false;
    p = an_participant_of_words(tree, an_words_of(tree, noun), AN_ACTOR_POPULATION);
    memcpy(p.actor.country, owner->actor.country, AN_COUNTRY_BYTES);
    an_participants_add(coder, list, &p);
    return true;
}

static bool is_possessor(const an_tree *tree, const an_participant *p)
{
    uint32_t head = an_participant_head(tree, p);
    return head != AN_NONE && tree->tokens[head].subrel == AN_SUBREL_POSS;
}

/* "She was held, and the court sentenced her", with her taken for the judge: who is no subject of the verb that has one, and suffers it, does not do it. */
static void drop_doubtful_doers(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_participants told = draft->event.actors;
    uint32_t subject = draft->is_noun ? AN_NONE : an_own_subject(tree, draft->token);
    an_participants kept = {0};
    if (subject == AN_NONE || an_tree_is_passive(tree, draft->token)) return;
    for (size_t i = 0; i < told.count; i++) {
        bool is_subject = !is_pronoun(tree, told.items + i) || an_participant_head(tree, told.items + i) == subject, suffers = false;
        for (size_t k = 0; k < draft->event.recipients.count && !is_subject; k++) {
            const an_participant *p = draft->event.recipients.items + k;
            suffers = suffers || (is_pronoun(tree, p) && !is_possessor(tree, p) && is_same_party(told.items + i, p));
        }
        if (!suffers) an_participants_add(coder, &kept, told.items + i);
    }
    draft->event.actors = kept;
}

/* "The mayor arrives in the capital", "the army withdrew from the town", "the Chadian envoy says Chad must be let in": at home nobody is on a
 * visit or leaves, and no state asks itself. */
static bool is_home_turf(const an_draft *draft, const an_participant *p)
{
    const an_event *event = &draft->event;
    an_mode mode = event->mode_count ? event->modes[0] : AN_MODE_NONE;
    bool is_visit = mode == AN_MODE_CONSULT_VISIT, is_leaving = mode == AN_MODE_RETREAT_WITHDRAW;
    if (p->actor.kind != AN_ACTOR_STATE || !p->actor.country[0] || (event->type != AN_TYPE_REQUEST && ((!is_visit && !is_leaving) || p->mention != AN_NONE))) return false;
    for (size_t i = 0; i < event->actors.count; i++) {
        const an_actor *a = &event->actors.items[i].actor;
        if (!a->id.data || strcmp(a->country, p->actor.country) != 0 || (!is_visit && !an_is_of_state(a))) return false;
    }
    return event->actors.count > 0;
}

/* "Withdrew from Dessie": a town that is taken for somebody's name. */
static bool is_ground_left(const an_tree *tree, const an_draft *draft, const an_participant *p)
{
    const an_mention *mentions = tree->document->mentions.items;
    if (draft->event.type != AN_TYPE_RETREAT || !draft->event.mode_count || draft->event.modes[0] != AN_MODE_RETREAT_WITHDRAW || p->actor.id.data || p->mention != AN_NONE) return false;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_PLACE && mentions[m].span.start <= p->span.start && mentions[m].span.end >= p->span.end) return true;
    return false;
}

/* "Withdrew from their positions", "dropped its tariffs": what one leaves or gives up is one's own. */
static bool is_own_thing(const an_tree *tree, const an_draft *draft, const an_participant *p)
{
    bool is_leaving = draft->event.mode_count && draft->event.modes[0] == AN_MODE_RETREAT_WITHDRAW;
    return (is_leaving || draft->event.type == AN_TYPE_CONCEDE) && draft->event.actors.count && is_pronoun(tree, p) && is_possessor(tree, p);
}

/* "Killed two robbers before seizing their guns", with the guns taken for the doers' own: of those to whom something is done in the clause above. */
static void add_robbed(an_coder *coder, const an_tree *tree, const an_draft *draft, an_participants *list)
{
    uint32_t verb = draft->is_noun ? AN_NONE : an_tree_head(tree, draft->token), hit = AN_NONE;
    bool is_beside = verb != AN_NONE && an_tree_is_verb(tree, verb) && verb < draft->token && (tree->tokens[draft->token].deprel == AN_DEPREL_CONJ || tree->tokens[draft->token].deprel == AN_DEPREL_ADVCL);
    an_participants found = {0};
    if (!is_beside || !an_is_seizure(&draft->event) || an_tree_is_passive(tree, verb)) return;
    hit = an_tree_child(tree, verb, AN_DEPREL_OBJ);
    if (hit != AN_NONE) an_resolve(coder, tree, hit, false, &found);
    for (size_t i = 0; i < found.count; i++)
        if (found.items[i].actor.kind != AN_ACTOR_STATE && !an_participants_share(&draft->event.actors, found.items + i)) an_participants_add(coder, list, found.items + i); /* not "left Chad and froze her funds" */
}

/* "A man fired at his school": nobody does to himself what is done to others. A recipient who acts too and is only pointed to, or was looked
 * for far away, is none. */
void an_drop_selves(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_participants told = draft->event.recipients;
    an_participants kept = {0};
    drop_doubtful_doers(coder, tree, draft);
    for (size_t i = 0; i < told.count; i++) {
        const an_participant *p = told.items + i;
        bool is_guess = draft->is_reached || is_pronoun(tree, p) || is_adjective(tree, p);
        if (is_home_turf(draft, p) || is_ground_left(tree, draft, p) || is_own_thing(tree, draft, p)) continue;
        if (p->actor.kind == AN_ACTOR_PERSON && is_pronoun(tree, p) && is_possessor(tree, p) && add_people_of(coder, tree, p, &kept)) continue; /* "killed his bodyguard" */
        if ((is_at_home(draft, p) && !is_pronoun(tree, p)) || !is_guess || !has_party(&draft->event.actors, p)) an_participants_add(coder, &kept, p);
        else if (is_pronoun(tree, p) && !add_people_of(coder, tree, p, &kept) && is_possessor(tree, p)) add_robbed(coder, tree, draft, &kept);
    }
    draft->event.recipients = kept;
}

/* What is condemned stands for who is, if nobody is told; it is forgotten in the end. */
static void name_deed(an_coder *coder, const an_tree *tree, an_draft *draft, uint32_t noun)
{
    an_participant p = an_participant_of_words(tree, tree->tokens[noun].span, AN_ACTOR_UNKNOWN);
    an_participants_add(coder, &draft->event.recipients, &p);
    draft->names_recipient = true;
    draft->recipient_word = noun;
}

/* Acts of words about another's deed: what is condemned, what is looked into. */
static bool is_about_deed(const an_coder *coder, const an_draft *draft, uint32_t slot)
{
    an_mode mode = draft->event.mode_count ? draft->event.modes[0] : AN_MODE_NONE;
    if (draft->event.type != AN_TYPE_ACCUSE || (mode != AN_MODE_ACCUSE_DISAPPROVE && mode != AN_MODE_ACCUSE_INVESTIGATE)) return false;
    return slot == AN_SLOT_OBJECT || (mode == AN_MODE_ACCUSE_INVESTIGATE && slot == AN_SLOT_PREPOSITION + coder->grammar.into);
}

/* "Condemned the murder of the priest", "investigates the arrest of the mayor": not those whom it befell. */
static void drop_pitied(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_participants told = draft->event.recipients;
    for (uint32_t i = 0; i < draft->arguments.count; i++) {
        uint32_t number = is_about_deed(coder, draft, draft->arguments.items[i].slot) ? coder->draft_at[draft->arguments.items[i].token] : AN_NONE;
        const an_draft *harm = number == AN_NONE ? draft : coder->drafts + number;
        bool is_harm = harm->event.type == AN_TYPE_ASSAULT || harm->event.type == AN_TYPE_COERCE;
        if (harm == draft || !harm->is_noun || !is_harm) continue;
        draft->event.recipients = (an_participants){0};
        for (size_t k = 0; k < told.count; k++)
            if (!an_participants_share(&harm->event.recipients, told.items + k) || an_participants_share(&harm->event.actors, told.items + k)) an_participants_add(coder, &draft->event.recipients, told.items + k);
        if (told.count && !draft->event.recipients.count) name_deed(coder, tree, draft, draft->arguments.items[i].token);
        return;
    }
}

void an_settle_parties(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    drop_pitied(coder, tree, draft);
    add_victims(coder, tree, draft);
    add_raided(coder, tree, draft);
    add_victims_beside(coder, tree, draft);
    add_companions(coder, tree, draft);
    an_find_doers(coder, tree, draft);
    add_sufferers(coder, tree, draft);
    turn_bombers(coder, tree, draft);
}
