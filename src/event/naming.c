/* Things told for want of anybody: where a frame's place holds a noun that is nobody known, its words stand for who acts or is acted on ("the report accused",
 * "refused the offer", "took control of the prison"). They hold an event together but never make it worth keeping; in the end those that are nobody's are
 * forgotten (an_forget_things). Of a measure that is said to do something ("imposed a lockdown that closes schools") its maker is found instead. */
#include "event/draft.h"

/* Types whose recipient may be a thing: what is condemned, refused, praised, destroyed. Of what is given or asked for, the object is no recipient. */
static bool may_touch_things(an_event_type type)
{
    return type == AN_TYPE_ACCUSE || type == AN_TYPE_REJECT || type == AN_TYPE_SUPPORT || type == AN_TYPE_ASSAULT || type == AN_TYPE_COERCE || type == AN_TYPE_PROTEST;
}

/* "A 19-year-old was arrested": somebody of whom no more is told. */
static bool is_somebody_by_age(const an_tree *tree, uint32_t token)
{
    return token > 1 && an_str_is(tree->tokens[token].lemma, "old") && an_str_is(tree->tokens[token - 1].form, "-") && an_tree_child(tree, token, AN_DEPREL_DET) != AN_NONE;
}

static bool is_nameable(const an_tree *tree, const an_draft *draft, uint32_t token)
{
    const an_token *t = tree->tokens + token;
    const an_mention *mentions = tree->document->mentions.items;
    if (is_somebody_by_age(tree, token)) return true;
    if ((t->upos != AN_UPOS_NOUN && t->upos != AN_UPOS_PROPN) || token == draft->token || token == draft->light_token || token == draft->top) return false;
    if (draft->event.type == AN_TYPE_ASSAULT && an_tree_lemma_in(tree, token, tree->grammar->weapons)) return false; /* "hit a mine" */
    if (an_tree_lemma_in(tree, token, tree->grammar->frontiers) || an_tree_lemma_in(tree, token, tree->grammar->idiom_objects) || an_tree_lemma_in(tree, token, tree->grammar->hours)) return false;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_TIME && mentions[m].head_token == token + tree->first) return false;
    return true;
}

/* "A wide range of targets": the targets. */
static uint32_t contained(const an_tree *tree, uint32_t token)
{
    if (!an_tree_lemma_in(tree, token, tree->grammar->containers)) return token;
    AN_FOR_CHILDREN(tree, child, token)
        if (child > token && tree->tokens[child].upos == AN_UPOS_NOUN && tree->tokens[child].deprel == AN_DEPREL_NMOD && an_tree_case(tree, child) != AN_NONE && an_tree_case(tree, child) == tree->grammar->of) return child;
    return token;
}

/* "A curfew for bars, restaurants and gyms". */
static void add_joined_things(an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token, an_participants *list)
{
    AN_FOR_CHILDREN(tree, child, token) {
        an_participant p;
        if (tree->tokens[child].deprel != AN_DEPREL_CONJ || !is_nameable(tree, draft, child) || coder->draft_at[child] != AN_NONE) continue;
        p = an_participant_of_words(tree, an_words_of(tree, child), AN_ACTOR_UNKNOWN);
        an_participants_add(coder, list, &p);
    }
}

static an_span words_of_thing(const an_tree *tree, uint32_t token)
{
    uint32_t determiner = an_tree_child(tree, token, AN_DEPREL_DET);
    if (is_somebody_by_age(tree, token) && determiner + 1 < token) return (an_span){tree->tokens[determiner + 1].span.start, tree->tokens[token].span.end};
    return an_words_of(tree, token);
}

/* A place, or what stands on the ground: "the village of Farn", "two checkpoints". */
static bool is_ground(const an_tree *tree, uint32_t token)
{
    if (an_tree_lemma_in(tree, token, tree->grammar->ways_and_roads)) return false;
    return tree->tokens[token].name == AN_NAME_PLACE || an_tree_lemma_in(tree, token, tree->grammar->territory) || an_tree_lemma_in(tree, token, tree->grammar->buildings) || an_tree_lemma_in(tree, token, tree->grammar->struck_things);
}

/* "Killed four men and mutilated their bodies", with the bodies taken for nobody's or for the killers' own: of those who were killed. */
static void add_hit_before(an_coder *coder, const an_tree *tree, const an_draft *draft, an_participants *list)
{
    uint32_t number = coder->draft_at[an_tree_first_conjunct(tree, draft->token)];
    if (number != AN_NONE && coder->drafts + number != draft) an_participants_add_all(coder, list, &coder->drafts[number].event.recipients);
}

/* "Mutilated their faces", "cut off the hands of the thief": whose they are. */
static bool add_owner_of_part(an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t noun, an_participants *list)
{
    if (!an_tree_lemma_in(tree, noun, tree->grammar->body_parts)) return false;
    AN_FOR_CHILDREN(tree, child, noun) {
        bool is_owner = tree->tokens[child].deprel == AN_DEPREL_NMOD && (tree->tokens[child].subrel == AN_SUBREL_POSS || an_tree_case(tree, child) == coder->grammar.of);
        an_participants found = {0};
        if (!is_owner) continue;
        an_resolve(coder, tree, child, false, &found);
        if (found.count && !an_participants_share(&draft->event.actors, found.items)) an_participants_add_all(coder, list, &found);
        else if (tree->tokens[child].upos == AN_UPOS_PRON) add_hit_before(coder, tree, draft, list);
    }
    return list->count > 0;
}

/* Names what stands in the first of the slots that holds a noun; returns the noun, or AN_NONE. */
static uint32_t name_thing(an_coder *coder, const an_tree *tree, an_draft *draft, const uint32_t *slots, uint32_t count, an_participants *list)
{
    for (uint32_t s = 0; s < count; s++)
        for (uint32_t i = 0; i < draft->arguments.count; i++) {
            const an_argument *a = draft->arguments.items + i;
            an_participant p;
            uint32_t token = contained(tree, a->token);
            bool is_detail = a->distance == AN_NESTED && slots[s] == AN_SLOT_PREPOSITION + coder->grammar.of && !(an_is_seizure(&draft->event) && is_ground(tree, token)); /* but "took control of the prison" */
            if (a->slot != slots[s] || is_detail || !is_nameable(tree, draft, token)) continue;
            if (add_owner_of_part(coder, tree, draft, token, list)) return AN_NONE;
            p = an_participant_of_words(tree, words_of_thing(tree, token), AN_ACTOR_UNKNOWN);
            an_participants_add(coder, list, &p);
            add_joined_things(coder, tree, draft, token, list);
            return token;
        }
    return AN_NONE;
}

void an_name_recipient(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_frame *frame = draft->frame;
    const an_grammar *g = &coder->grammar;
    an_participants *list = &draft->event.recipients;
    const uint32_t of_verb[] = {AN_SLOT_OBJECT}, of_noun[] = {AN_SLOT_PREPOSITION + g->on, AN_SLOT_PREPOSITION + g->against, AN_SLOT_PREPOSITION + g->of};
    if (list->count || frame->both.count || !may_touch_things(draft->event.type)) return;
    if (frame->recipient.count) draft->recipient_word = name_thing(coder, tree, draft, coder->frames->numbers + frame->recipient.first, frame->recipient.count, list);
    else if (draft->is_noun) draft->recipient_word = name_thing(coder, tree, draft, of_noun, sizeof of_noun / sizeof *of_noun, list);
    else draft->recipient_word = name_thing(coder, tree, draft, of_verb, 1, list);
    if (draft->recipient_word == AN_NONE && !draft->is_noun && an_is_seizure(&draft->event)) draft->recipient_word = name_thing(coder, tree, draft, of_verb, 1, list); /* "secured the checkpoint" */
    draft->names_recipient = draft->recipient_word != AN_NONE;
}

static bool has_ending(an_str word, const char *const *endings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (an_str_ends_with(word, endings[i])) return true;
    return false;
}

static bool is_abstract(const an_tree *tree, uint32_t token)
{
    static const char *const endings[] = {"tion", "sion", "ment", "ing", "ity", "ism", "ness", "ance", "ence", "ency", "ancy", "ure", "ysis", "ponse"};
    return tree->tokens[token].upos == AN_UPOS_NOUN && (an_tree_lemma_in(tree, token, tree->grammar->nobody) || has_ending(tree->tokens[token].lemma, endings, sizeof endings / sizeof *endings));
}

/* "Gun makers", "a physicist": by their endings somebody. */
static bool is_doer_by_name(const an_tree *tree, uint32_t token)
{
    static const char *const endings[] = {"er", "or", "ist", "ian", "ee", "man", "woman", "ant", "old"};
    if (an_tree_lemma_in(tree, token, tree->grammar->no_doers)) return false;
    if (an_tree_lemma_in(tree, token, tree->grammar->opposites)) return true; /* "her nephew" */
    return tree->tokens[token].upos != AN_UPOS_NOUN || an_tree_lemma_in(tree, token, tree->grammar->people) || an_tree_lemma_in(tree, token, tree->grammar->structures) || has_ending(tree->tokens[token].lemma, endings, sizeof endings / sizeof *endings);
}

/* Acts by which ground is taken, shut in or laid waste. */
static bool holds_ground(const an_tree *tree, const an_draft *draft)
{
    bool is_riot = draft->event.type == AN_TYPE_PROTEST && !draft->is_noun && draft->event.mode_count && draft->event.modes[0] == AN_MODE_PROTEST_RIOT;
    bool is_siege = draft->event.type == AN_TYPE_COERCE && an_tree_lemma_in(tree, draft->token, tree->grammar->besieging);
    return an_is_seizure(&draft->event) || is_siege || is_riot;
}

/* What is condemned, refused, praised or taken ("the decision", "the limits", "the garments") held the event together; but it is nobody, so that it is told as no recipient.
 * People and bodies that the dictionary lacks ("gun makers", "Etsy") and what an attack hits stay. */
void an_forget_things(const an_tree *tree, an_draft *draft)
{
    an_mode mode = draft->event.mode_count ? draft->event.modes[0] : AN_MODE_NONE;
    bool is_of_ground = mode == AN_MODE_COERCE_CURFEW || mode == AN_MODE_COERCE_MARTIAL_LAW; /* "placed the island under" */
    if (!draft->names_recipient || draft->event.type == AN_TYPE_ASSAULT) return;
    if (holds_ground(tree, draft) && is_ground(tree, draft->recipient_word) && an_tree_case(tree, draft->recipient_word) != tree->grammar->in) return; /* "took control of the prison" */
    if (is_abstract(tree, draft->recipient_word) || (!is_of_ground && !is_doer_by_name(tree, draft->recipient_word))) draft->event.recipients.count = 0;
}

/* "Imposed a lockdown that orders schools to close", "passed a package of measures, such as banning rallies": who makes a measure does what it says; AN_NONE. */
static uint32_t maker_of_measure(const an_coder *coder, const an_tree *tree, uint32_t measure)
{
    uint32_t head = an_tree_head(tree, measure), verb;
    if (head != AN_NONE && tree->tokens[measure].deprel == AN_DEPREL_NMOD && an_tree_case(tree, measure) == coder->grammar.of && tree->tokens[head].upos == AN_UPOS_NOUN) measure = head;
    verb = an_verb_of_object(tree, measure);
    return verb != AN_NONE && an_tree_lemma_in(tree, verb, coder->grammar.enacting) && !an_tree_is_passive(tree, verb) ? an_subject_of(tree, verb) : AN_NONE;
}

static void reach_maker(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    for (uint32_t i = 0; i < draft->arguments.count && !draft->event.actors.count; i++) {
        uint32_t subject = draft->arguments.items[i].slot == AN_SLOT_SUBJECT && !draft->is_noun ? draft->arguments.items[i].token : AN_NONE, maker;
        if (subject == AN_NONE || tree->tokens[subject].upos != AN_UPOS_NOUN || tree->actor_at[subject] != AN_NONE || (maker = maker_of_measure(coder, tree, subject)) == AN_NONE) continue;
        draft->has_inherited_actor = an_resolve(coder, tree, maker, false, &draft->event.actors) > 0;
    }
}

/* "The report accused the ministry": who acts by words need be nobody known. */
void an_name_actor(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const uint32_t subject[] = {AN_SLOT_SUBJECT};
    if (draft->event.actors.count || draft->is_noun || draft->frame->actor.count || draft->frame->both.count || draft->event.type == AN_TYPE_ASSAULT) return;
    reach_maker(coder, tree, draft);
    if (!draft->event.actors.count) draft->names_actor = name_thing(coder, tree, draft, subject, 1, &draft->event.actors) != AN_NONE;
}
