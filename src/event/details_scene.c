/* Where an event was that has no place of its own: where another deed of its sentence was, where the sentence plays, or in the town or country that
 * it calls "the city", "the country". */
#include "event/details.h"

static bool may_share_time(const an_event_date *a, const an_event_date *b)
{
    return !a->is_known || !b->is_known || an_date_range_overlaps(a->time.range, b->time.range);
}

/* "arrested activists protesting in Tarn", "fired tear gas at a rally in Tarn" */
static bool is_police_matter(an_event_type type) { return type == AN_TYPE_COERCE || type == AN_TYPE_ASSAULT; }

/* "killed during raids by soldiers", "killed six and seized arms in raids": the noun is when the verb's act was done. */
static bool is_occasion(const an_coder *coder, const an_tree *tree, const an_draft *noun, const an_draft *verb)
{
    uint32_t above = noun->is_noun ? an_node_above(coder, tree, noun->top) : AN_NONE;
    if (above == AN_NONE || an_tree_head(tree, noun->top) != above || (!an_details_has_marker(tree, noun->top, tree->grammar->meanwhile) && !an_details_is_marked_with(tree, noun->top, tree->grammar->in))) return false;
    return an_belongs_to(coder, verb, above) || an_belongs_to(coder, verb, an_tree_first_conjunct(tree, above));
}

/* "killed when the police opened fire": one act came of the other. */
static bool is_outcome(const an_coder *coder, const an_tree *tree, const an_draft *outcome, const an_draft *cause)
{
    uint32_t anchor = an_details_anchor(cause);
    if (tree->tokens[anchor].deprel != AN_DEPREL_ADVCL || !an_belongs_to(coder, outcome, an_tree_head(tree, anchor))) return false;
    return an_details_is_joined_by(tree, anchor, tree->grammar->at_once);
}

/* Two acts of one sentence that are told as of one place: violence and what came of it ("four were killed when gunmen attacked a mine in A"), or one
 * deed after another of one subject ("entered the town of A and stormed the hall"). */
static bool are_at_one_place(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_draft *other)
{
    const an_event *a = &draft->event, *b = &other->event;
    bool is_harm = a->type == AN_TYPE_ASSAULT && b->type == AN_TYPE_ASSAULT;
    if (!may_share_time(&a->date, &b->date)) return false;
    if (a->factuality != b->factuality) return is_harm && an_details_is_fact(a) && an_details_is_fact(b); /* "were killed as the army goes on shelling A" */
    if (is_harm) return true;
    if (an_details_acts_on_spot(a->type) && an_details_acts_on_spot(b->type) && (is_outcome(coder, tree, draft, other) || is_outcome(coder, tree, other, draft) || is_occasion(coder, tree, draft, other) || is_occasion(coder, tree, other, draft))) return true;
    if ((a->type == AN_TYPE_PROTEST) != (b->type == AN_TYPE_PROTEST) && (is_police_matter(a->type) || is_police_matter(b->type))) return true;
    return an_details_acts_on_spot(a->type) && an_details_acts_on_spot(b->type) && tree->tokens[an_details_anchor(draft)].deprel == AN_DEPREL_CONJ &&
           an_tree_first_conjunct(tree, an_details_anchor(draft)) == an_tree_first_conjunct(tree, an_details_anchor(other));
}

/* "shot at as they treated a man in Tarn": the clause goes on about the same people. */
static bool is_meanwhile(const an_tree *tree, uint32_t clause)
{
    uint32_t subject = an_tree_child(tree, clause, AN_DEPREL_NSUBJ);
    return tree->tokens[clause].deprel == AN_DEPREL_ADVCL && subject != AN_NONE && tree->tokens[subject].upos == AN_UPOS_PRON && an_details_is_joined_by(tree, clause, tree->grammar->at_once);
}

/* Nothing lies between the place and what it shares with the event but phrases of the scene: no reported or relative clause, no other act. */
static bool is_on_scene(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t place)
{
    uint32_t anchor = an_details_anchor(draft), at = place;
    for (uint32_t steps = 0; at != AN_NONE && steps < tree->count && !an_tree_dominates(tree, at, anchor); steps++, at = an_tree_head(tree, at)) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        if ((relation == AN_DEPREL_CCOMP && !an_details_is_joined_by(tree, at, tree->grammar->at_once)) || relation == AN_DEPREL_PARATAXIS || tree->tokens[at].subrel == AN_SUBREL_RELCL) return false;
        if (is_meanwhile(tree, at)) continue;
        if (at != place && coder->draft_at[at] != AN_NONE && coder->drafts[coder->draft_at[at]].number != AN_NONE && !an_belongs_to(coder, draft, at)) return false;
    }
    for (uint32_t steps = 0; anchor != at && anchor != AN_NONE && steps < tree->count; steps++, anchor = an_tree_head(tree, anchor)) {
        an_deprel relation = (an_deprel)tree->tokens[anchor].deprel;
        if (relation == AN_DEPREL_CCOMP || relation == AN_DEPREL_PARATAXIS || relation == AN_DEPREL_ACL) return false;
    }
    return at != AN_NONE;
}

/* The tree hangs places wrong more often than not in long sentences: a deed that has none is where the sentence plays, if it plays in one
 * country only. */
static const an_mention *scene_of(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    const an_mention *mentions = tree->document->mentions.items, *best = NULL;
    if (!an_details_acts_on_spot(draft->event.type) || !an_details_is_fact(&draft->event)) return NULL;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        if (!an_details_may_be_scene(coder, tree, draft, mentions + m) || !is_on_scene(coder, tree, draft, mentions[m].head_token - tree->first)) continue;
        if (best && strcmp(best->place.country, mentions[m].place.country) != 0) return NULL;
        if (!best || an_details_precision_rank(mentions[m].place.precision) > an_details_precision_rank(best->place.precision)) best = mentions + m;
    }
    return best;
}

static bool take_scene(an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    an_event *event = coder->document->events.items + draft->number;
    const an_mention *scene = scene_of(coder, tree, draft);
    if (scene) event->place = (an_event_place){scene->place, scene->span, true};
    return scene != NULL;
}

/* "In Northland, the leader says that ...": the place that the whole sentence is told of; NULL */
static const an_mention *place_in_front(const an_tree *tree)
{
    const an_mention *mentions = tree->document->mentions.items;
    if (tree->count < 3 || !an_tree_lemma_in(tree, 0, tree->grammar->staying)) return NULL;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t end = mentions[m].end_token - tree->first;
        bool is_first = mentions[m].kind == AN_MENTION_PLACE && mentions[m].first_token <= tree->first + 2 && end < tree->count;
        if (is_first && an_str_is(tree->tokens[end].form, ",")) return mentions + m;
    }
    return NULL;
}

static bool are_of_country(const an_participants *list, const char *country)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].actor.country[0] && strcmp(list->items[i].actor.country, country) != 0) return false;
    return true;
}

/* Also of what somebody says there, if nobody of another country has a part in it. */
static bool take_place_in_front(an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    an_event *event = coder->document->events.items + draft->number;
    const an_mention *front = place_in_front(tree);
    if (!front || !an_details_is_fact(event) || !an_details_acts_on_spot(event->type) || !are_of_country(&event->actors, front->place.country) || !are_of_country(&event->recipients, front->place.country)) return false;
    event->place = (an_event_place){front->place, front->span, true};
    return true;
}

static bool holds_name_of_place(const an_tree *tree, uint32_t noun)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first;
        if (mentions[m].kind == AN_MENTION_PLACE && head < tree->count && an_tree_dominates(tree, noun, head)) return true;
    }
    return false;
}

/* "the city" that the deed is done to or in, without its name; a country only where it says where: "in the country", "the country's curfew". AN_NONE */
static uint32_t site_meant(const an_coder *coder, const an_tree *tree, const an_draft *draft, bool is_country)
{
    for (uint32_t t = 0; t < tree->count; t++) {
        bool is_whole = false, stays = an_details_has_marker(tree, t, tree->grammar->staying) || (is_country && tree->tokens[t].subrel == AN_SUBREL_POSS);
        if (!an_tree_lemma_in(tree, t, is_country ? tree->grammar->countries : tree->grammar->towns) || !an_details_has_definite(tree, t) || holds_name_of_place(tree, t)) continue;
        for (uint32_t i = 0; i < draft->arguments.count && !is_country; i++) is_whole = is_whole || draft->arguments.items[i].token == t;
        if (is_whole && tree->tokens[t].deprel == AN_DEPREL_NSUBJ && tree->tokens[t].subrel != AN_SUBREL_PASS) continue; /* "the city shut its gates" */
        if ((is_whole || stays) && an_details_score(coder, tree, draft, t) == AN_SCORE_OWN) return t;
    }
    return AN_NONE;
}

/* The last town named before, in this sentence or the one before; not in a title or a name ("Tarn mayor Ann Doe"). */
static const an_mention *last_town(const an_tree *tree, uint32_t before)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->end_mention; m-- > 0 && mentions[m].sentence + 1 >= tree->sentence;) {
        bool is_named = mentions[m].kind == AN_MENTION_PLACE && mentions[m].head_token < tree->first + before && an_str_is(mentions[m].place.precision, "city");
        if (is_named && tree->document->parsed.tokens[mentions[m].head_token].deprel != AN_DEPREL_COMPOUND) return mentions + m;
    }
    return NULL;
}

/* The country's own entry; the dictionary texts stand behind the large table of towns. */
static bool find_country(const an_places *places, const char *code, an_place *place)
{
    for (uint32_t i = places ? places->count : 0; i-- > 0 && !places->entries[i].is_table;) {
        if (places->entries[i].precision != AN_PRECISION_COUNTRY || strcmp(places->entries[i].country, code) != 0) continue;
        *place = an_places_describe(places, i);
        return true;
    }
    return false;
}

/* "evacuated A after the city was shelled", "forty were killed across the country": a place told before by its name. */
static void take_meant(an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    an_event_place *place = &coder->document->events.items[draft->number].place;
    uint32_t town = an_details_acts_on_spot(draft->event.type) ? site_meant(coder, tree, draft, false) : AN_NONE, land = AN_NONE;
    const an_mention *named = town == AN_NONE ? NULL : last_town(tree, town);
    const char *country;
    if (!named && an_details_acts_on_spot(draft->event.type) && draft->event.type != AN_TYPE_SANCTION) land = site_meant(coder, tree, draft, true);
    country = land == AN_NONE ? NULL : an_only_country(tree, 1);
    if (named) *place = (an_event_place){named->place, named->span, true};
    else if (country && find_country(coder->places, country, &place->place)) *place = (an_event_place){place->place, tree->tokens[land].span, true};
}

void an_share_places(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++)
        if (coder->drafts[i].number != AN_NONE) an_share_date(coder, tree, coder->drafts + i);
    for (uint32_t i = 0; i < coder->draft_count; i++)
        if (coder->drafts[i].number != AN_NONE) an_lean_date(coder, tree, coder->drafts + i);
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *draft = coder->drafts + i, *nearest = NULL;
        if (draft->number == AN_NONE || draft->is_dropped || draft->event.place.is_known) continue;
        for (uint32_t k = 0; k < coder->draft_count; k++) {
            const an_draft *other = coder->drafts + k;
            if (k == i || other->is_dropped || !other->event.place.is_known || !are_at_one_place(coder, tree, draft, other)) continue;
            if (!nearest || an_details_distance(other->token, draft->token) < an_details_distance(nearest->token, draft->token)) nearest = other;
        }
        if (nearest) coder->document->events.items[draft->number].place = nearest->event.place;
        else if (!take_scene(coder, tree, draft) && !take_place_in_front(coder, tree, draft)) take_meant(coder, tree, draft);
    }
}
