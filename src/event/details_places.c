/* Where an event was: a place of its own clause, or of a clause that shares its scene; never one that stands for somebody, or says whence
 * somebody comes. */
#include "event/details.h"

int an_details_precision_rank(an_str precision)
{
    static const char *const names[] = {"country", "sea", "region", "division", "district", "city", "point"};
    for (int i = 0; i < 7; i++)
        if (an_str_is(precision, names[i])) return i;
    return 0;
}

/* "U.S. President": part of a longer name of somebody. */
static bool is_inside_actor(const an_tree *tree, const an_mention *place)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_ACTOR && mentions[m].head_token != place->head_token && mentions[m].first_token <= place->first_token &&
            mentions[m].end_token >= place->end_token && mentions[m].end_token - mentions[m].first_token > place->end_token - place->first_token)
            return true;
    return false;
}

static bool says_where(const an_tree *tree, an_word preposition)
{
    return preposition != AN_NONE && an_frames_has(tree->grammar->frames, tree->grammar->where, preposition);
}

/* Prepositions of rest, not of a way or a belonging: "bound for A in the B Sea". */
static bool is_stay(const an_tree *tree, an_word preposition)
{
    return says_where(tree, preposition) && !an_frames_has(tree->grammar->frames, tree->grammar->ways, preposition);
}

/* "the streets of Tarn", "the centre of Tarn": the preposition of the part says how the whole is used. */
static bool is_part_of_place(const an_tree *tree, uint32_t token)
{
    uint32_t head = an_tree_head(tree, token);
    return tree->tokens[token].deprel == AN_DEPREL_NMOD && head != AN_NONE && an_tree_case(tree, token) == tree->grammar->of && an_tree_lemma_in(tree, head, tree->grammar->place_parts) && an_tree_has_case(tree, head);
}

/* The word whose preposition says how the place is used: that of the noun before which it stands ("in Tarn's main square", "in a Tarn flat"),
 * which is no deed. Before a noun a state says whose it is. */
static uint32_t bearer_of(const an_coder *coder, const an_tree *tree, const an_mention *m)
{
    uint32_t token = m->head_token - tree->first, head = an_tree_head(tree, token);
    const an_token *t = tree->tokens + token;
    bool is_owner = t->deprel == AN_DEPREL_NMOD && t->subrel == AN_SUBREL_POSS;
    if (head != AN_NONE && is_part_of_place(tree, token)) return head;
    if (!is_owner && an_tree_has_case(tree, token)) return token;
    if (head != AN_NONE && t->deprel == AN_DEPREL_OBJ && tree->tokens[head].deprel == AN_DEPREL_ACL && an_tree_has_case(tree, head)) return head; /* "in rebel-held Tarn" */
    if (head == AN_NONE || (t->deprel != AN_DEPREL_COMPOUND && !is_owner)) return token;
    if (an_str_is(tree->tokens[head].lemma, "border")) return head; /* "near Northland's border with Southland" */
    if (is_owner && !an_tree_lemma_in(tree, head, tree->grammar->sites)) return token;
    if (tree->actor_at[head] != AN_NONE || coder->draft_at[head] != AN_NONE || an_str_is(m->place.precision, "country")) return token;
    return tree->tokens[head].upos == AN_UPOS_PROPN && !is_owner && !an_tree_lemma_in(tree, head, tree->grammar->sites) ? token : head;
}

/* "on the border", "off the coast", though one may also go "on" or "off" a way. */
static bool stays_at(const an_coder *coder, const an_tree *tree, const an_mention *m)
{
    uint32_t bearer = bearer_of(coder, tree, m);
    an_word preposition = an_tree_case(tree, bearer);
    bool is_edge = an_tree_lemma_in(tree, bearer, tree->grammar->edges) && bearer != m->head_token - tree->first; /* not "along the East Coast" */
    return is_edge ? says_where(tree, preposition) : is_stay(tree, preposition);
}

/* Deeds are done where those who do them are ("protesters in Tbilisi", "a court in Paris convicted"); words reach further. */
bool an_details_acts_on_spot(an_event_type type)
{
    return type == AN_TYPE_PROTEST || type == AN_TYPE_SANCTION || type == AN_TYPE_COERCE || type == AN_TYPE_ASSAULT || type == AN_TYPE_MOBILIZE;
}

/* "protesters in Tbilisi": the place stands inside the words of the actor, behind a preposition that says where, and is not the actor. */
static bool holds_place(const an_tree *tree, const an_participants *actors, const an_mention *m)
{
    if (!is_stay(tree, an_tree_case(tree, m->head_token - tree->first))) return false;
    for (size_t i = 0; i < actors->count; i++)
        if (actors->items[i].span.start < m->span.start && actors->items[i].span.end >= m->span.end) return true;
    return false;
}

/* "recaptured the town of A", "besieged A": what is seized or shut in is where it happens, but for a whole country. */
static bool is_taken(const an_draft *draft, const an_mention *m)
{
    if (draft->event.type == AN_TYPE_RETREAT) return true; /* "withdrew from A" */
    return draft->event.type == AN_TYPE_COERCE && !an_str_is(m->place.precision, "country");
}

/* "visits the city of A": whom one visits is where it is, but for a whole country. */
static bool is_visited(const an_tree *tree, const an_draft *draft, const an_mention *m, uint32_t head)
{
    bool is_visit = draft->event.type == AN_TYPE_CONSULT && draft->event.mode_count && draft->event.modes[0] == AN_MODE_CONSULT_VISIT;
    uint32_t above = an_tree_head(tree, head);
    if (!is_visit || an_str_is(m->place.precision, "country") || above == AN_NONE) return false;
    return tree->tokens[head].deprel == AN_DEPREL_OBJ || (tree->tokens[above].deprel == AN_DEPREL_OBJ && is_part_of_place(tree, head));
}

/* Who decide or demand where they are: "voters in Tarn rejected", "a court in Tarn reduced". */
static bool is_settled(const an_tree *tree, uint32_t token) { return an_tree_lemma_in(tree, token, tree->grammar->settled); }

/* "protesters in Tarn": the words of the one who acts say where the act is. */
static bool is_at_actor(const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    uint32_t actor = an_tree_head(tree, m->head_token - tree->first);
    if (!holds_place(tree, &draft->event.actors, m)) return false;
    return an_details_acts_on_spot(draft->event.type) || (actor != AN_NONE && is_settled(tree, actor));
}

/* "The embassy in A urged": it says who they are; the words may be said anywhere. */
static bool is_part_of_speaker(const an_tree *tree, const an_draft *draft, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    if (an_details_acts_on_spot(draft->event.type) || draft->event.type == AN_TYPE_CONSULT) return false;
    for (size_t i = 0; i < draft->event.actors.count; i++) {
        uint32_t m = draft->event.actors.items[i].mention, head;
        if (m == AN_NONE || mentions[m].head_token < tree->first || mentions[m].head_token >= tree->first + tree->count) continue;
        head = mentions[m].head_token - tree->first;
        if (head != token && tree->tokens[head].deprel == AN_DEPREL_NSUBJ && an_tree_dominates(tree, head, token)) return !is_settled(tree, head);
    }
    return false;
}

/* One of them is the person of that word. */
static bool is_among(const an_tree *tree, const an_participants *list, uint32_t person)
{
    for (size_t i = 0; i < list->count; i++)
        if (an_participant_head(tree, list->items + i) == person) return true;
    return false;
}

/* "the office of the governor of Tarn": from the governor up to the office. */
static uint32_t top_of_phrase(const an_tree *tree, uint32_t token)
{
    for (int i = 0; i < AN_CLIMB_MAX && tree->tokens[token].deprel == AN_DEPREL_NMOD && an_tree_head(tree, token) != AN_NONE; i++) token = an_tree_head(tree, token);
    return token;
}

/* "the sheriff of Tarn County", "the leaders of Northland": whose, not where; what is done to people by force is done to them there. */
static bool is_seat_of_person(const an_tree *tree, const an_draft *draft, const an_mention *m, uint32_t token)
{
    uint32_t person = an_tree_head(tree, token), last = person, actor = person == AN_NONE ? AN_NONE : tree->actor_at[person];
    if (actor == AN_NONE || tree->grammar->of == AN_NONE || an_tree_case(tree, token) != tree->grammar->of) return false;
    AN_FOR_CHILDREN(tree, child, person)
        if (tree->tokens[child].deprel == AN_DEPREL_FLAT && child > last && child < token) last = child;
    if (tree->document->mentions.items[actor].span.start >= m->span.start || an_tree_child(tree, token, AN_DEPREL_CASE) != last + 1) return false;
    if (an_details_acts_on_spot(draft->event.type) && (an_str_is(tree->tokens[person].xpos, "NNS") || is_among(tree, &draft->event.recipients, person))) return draft->event.type == AN_TYPE_SANCTION;
    return !is_stay(tree, an_tree_case(tree, top_of_phrase(tree, person)));
}

/* A place inside of such a one, too: "the mayor of Tarn in Old Shire", "of Tarn, Northland". */
static bool is_in_seat_of_person(const an_tree *tree, const an_draft *draft, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (int i = 0; i < AN_CLIMB_MAX && token != AN_NONE; i++, token = an_tree_head(tree, token)) {
        for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
            if (mentions[m].kind == AN_MENTION_PLACE && mentions[m].head_token - tree->first == token && is_seat_of_person(tree, draft, mentions + m, token)) return true;
        if (tree->tokens[token].deprel != AN_DEPREL_NMOD && tree->tokens[token].deprel != AN_DEPREL_APPOS && tree->tokens[token].deprel != AN_DEPREL_FLAT) return false;
    }
    return false;
}

/* What is done to a state, or in it, so that "to" and "on" say where. */
static bool is_acted_on(an_event_type type) { return type == AN_TYPE_ASSAULT || type == AN_TYPE_CONSULT || type == AN_TYPE_COERCE || type == AN_TYPE_MOBILIZE; }

/* "along with Northland": one more of those who act. */
static bool is_companion(const an_tree *tree, uint32_t token)
{
    uint32_t preposition = an_tree_child(tree, token, AN_DEPREL_CASE);
    if (preposition == AN_NONE || !an_str_is(tree->tokens[preposition].lemma, "along")) return false;
    return preposition + 1 < tree->count && an_str_is(tree->tokens[preposition + 1].lemma, "with");
}

/* "abducted nine miners from Tarn": there they were taken. */
static bool is_abduction(const an_draft *draft) { return draft->event.type == AN_TYPE_ASSAULT && draft->event.mode_count && draft->event.modes[0] == AN_MODE_ASSAULT_ABDUCT; }

/* "fought them from their base in Tarn": whence the blow comes. */
static bool is_base_of_attack(const an_tree *tree, const an_draft *draft, uint32_t place)
{
    uint32_t preposition = an_tree_child(tree, place, AN_DEPREL_CASE), noun = preposition == AN_NONE || preposition == 0 ? AN_NONE : preposition - 1; /* whatever the tree hangs it on */
    if (draft->event.type != AN_TYPE_ASSAULT || noun == AN_NONE || is_abduction(draft)) return false;
    return an_tree_case(tree, noun) == tree->grammar->from && tree->grammar->from != AN_NONE && an_tree_lemma_in(tree, noun, tree->grammar->attack_bases);
}

/* "the Northland summit", "the Northland sanctions": who or whom, not where. */
static bool is_name_of_occasion(const an_draft *draft, const an_mention *m)
{
    return an_str_is(m->place.precision, "country") && (draft->event.type == AN_TYPE_CONSULT || draft->event.type == AN_TYPE_SANCTION);
}

/* "the North Tarn governor-elect Ann Doe", "Tarn Governor Ann Doe": the person that the word before the noun belongs to; AN_NONE */
static uint32_t person_named_with(const an_tree *tree, uint32_t place)
{
    uint32_t head = an_tree_head(tree, place), name;
    if (head == AN_NONE || tree->tokens[place].deprel != AN_DEPREL_COMPOUND) return AN_NONE;
    if (tree->tokens[head].name == AN_NAME_PERSON) return head;
    name = tree->tokens[head].subrel == AN_SUBREL_DESC ? an_tree_head(tree, head) : an_tree_child(tree, head, AN_DEPREL_APPOS);
    return name != AN_NONE && name > head && tree->tokens[name].name == AN_NAME_PERSON ? name : AN_NONE;
}

/* "Tarn Governor Ann Doe closes the schools", "is shot": a deed of those who have the place in their title is most likely done there, and so is what is
 * done to their bodies; of no other act does a title say where. */
static bool is_in_title(const an_tree *tree, const an_draft *draft, const an_mention *m, uint32_t place)
{
    uint32_t person = person_named_with(tree, place);
    bool is_bodily = draft->event.type == AN_TYPE_ASSAULT || (draft->event.mode_count && draft->event.modes[0] == AN_MODE_COERCE_ARREST);
    if (person == AN_NONE || an_str_is(m->place.precision, "point") || !an_details_acts_on_spot(draft->event.type)) return person != AN_NONE;
    return !is_among(tree, &draft->event.actors, person) && !(is_bodily && is_among(tree, &draft->event.recipients, person));
}

/* "suspends the Tarn Declaration": where a paper was once signed, by which it is called. */
static bool is_name_of_paper(const an_tree *tree, const an_draft *draft, uint32_t place)
{
    uint32_t head = an_tree_head(tree, place);
    if (draft->event.type == AN_TYPE_AGREE || head == AN_NONE || tree->tokens[place].deprel != AN_DEPREL_COMPOUND) return false;
    if (tree->tokens[head].form.data[0] < 'A' || tree->tokens[head].form.data[0] > 'Z') return false;
    return an_tree_lemma_in(tree, head, tree->grammar->documents) || an_tree_lemma_in(tree, head, tree->grammar->papers);
}

/* "fired at a camp in response to the attack on Tarn": where the other deed was. */
static bool is_of_what_it_answers(const an_tree *tree, const an_draft *draft, uint32_t place)
{
    for (uint32_t steps = 0, at = place; at != AN_NONE && at != draft->token && steps < tree->count; steps++, at = an_tree_head(tree, at))
        if (an_tree_lemma_in(tree, at, tree->grammar->replies)) return an_tree_dominates(tree, draft->token, at);
    return false;
}

/* "withdraws from A"; not "lets in travellers from A" */
static bool leaves(const an_draft *draft)
{
    return draft->event.type == AN_TYPE_RETREAT && !(draft->event.mode_count && draft->event.modes[0] == AN_MODE_RETREAT_ACCESS);
}

/* A place word that stands for somebody ("Moscow said", "Kenya's army") or says whence somebody comes is not where it happened. */
static bool can_be_place_of(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m, uint32_t head)
{
    const an_token *t = tree->tokens + head;
    uint32_t first = t->deprel == AN_DEPREL_CONJ && !an_tree_has_case(tree, head) ? an_tree_first_conjunct(tree, head) : head;
    an_word preposition = an_tree_case(tree, first);
    if (bearer_of(coder, tree, m) != head && stays_at(coder, tree, m)) return !an_details_is_participant(&draft->event.actors, m->span);
    if (tree->tokens[first].deprel == AN_DEPREL_NSUBJ || (t->deprel == AN_DEPREL_NMOD && t->subrel == AN_SUBREL_POSS) || is_companion(tree, first)) return false;
    if ((t->deprel == AN_DEPREL_COMPOUND || (t->deprel == AN_DEPREL_NMOD && preposition == AN_NONE)) && (is_name_of_occasion(draft, m) || is_in_title(tree, draft, m, head))) return false;
    if (preposition != AN_NONE && ((preposition == tree->grammar->from && !leaves(draft) && !is_abduction(draft)) || preposition == tree->grammar->by || preposition == tree->grammar->with || preposition == tree->grammar->between || preposition == tree->grammar->for_)) return false;
    if (an_details_is_participant(&draft->event.actors, m->span) && !is_at_actor(tree, draft, m)) return false;
    if (draft->event.type == AN_TYPE_SANCTION && preposition != AN_NONE && preposition == tree->grammar->to) return false; /* "suspends flights to Tarn" */
    if (an_str_is(m->place.precision, "country") && t->deprel == AN_DEPREL_COMPOUND && !an_belongs_to(coder, draft, an_tree_head(tree, head))) return false; /* "Northland bases" */
    if (an_str_is(m->place.precision, "country") && tree->tokens[first].deprel == AN_DEPREL_OBJ && t->deprel == AN_DEPREL_CONJ && draft->event.type == AN_TYPE_COERCE) return false; /* "fined A, B and C" */
    if (is_name_of_paper(tree, draft, head) || is_of_what_it_answers(tree, draft, head) || is_part_of_speaker(tree, draft, head) || is_in_seat_of_person(tree, draft, head) || is_base_of_attack(tree, draft, head)) return false;
    if (an_str_is(m->place.precision, "country") && !is_acted_on(draft->event.type) && preposition != AN_NONE && an_tree_has_case(tree, first) &&
        an_tree_lemma_in(tree, an_tree_child(tree, first, AN_DEPREL_CASE), tree->grammar->whither)) return false;
    if (t->deprel == AN_DEPREL_COMPOUND && !an_details_acts_on_spot(draft->event.type) && !an_belongs_to(coder, draft, an_tree_head(tree, head)) &&
        !is_stay(tree, an_tree_case(tree, an_tree_head(tree, head))) && draft->event.type != AN_TYPE_RETREAT) return false; /* "their North Sea assets" */
    if (an_details_is_participant(&draft->event.recipients, m->span) && draft->event.type != AN_TYPE_ASSAULT && !is_taken(draft, m) && !is_visited(tree, draft, m, head) &&
        !(is_stay(tree, preposition) && (an_details_acts_on_spot(draft->event.type) || draft->event.type == AN_TYPE_CONSULT)) && !(draft->event.type == AN_TYPE_CONSULT && preposition == tree->grammar->to)) return false;
    return preposition != AN_NONE || t->deprel == AN_DEPREL_OBJ || t->deprel == AN_DEPREL_COMPOUND || t->deprel == AN_DEPREL_APPOS || t->deprel == AN_DEPREL_FLAT ||
           t->deprel == AN_DEPREL_CONJ || t->deprel == AN_DEPREL_OBL || t->deprel == AN_DEPREL_NMOD || t->deprel == AN_DEPREL_ROOT;
}

/* "accused of killing", "banned from competing": what an act is about, told by a participle with a preposition; or its purpose, "in order to curb". */
static bool is_matter(const an_tree *tree, uint32_t verb)
{
    if (tree->tokens[verb].deprel == AN_DEPREL_ADVCL && an_str_is(tree->tokens[verb].xpos, "VB") && an_details_is_marked_with(tree, verb, tree->grammar->in)) return true;
    return an_str_is(tree->tokens[verb].xpos, "VBG") && (an_details_is_joined_by(tree, verb, tree->grammar->of_matter) || an_details_is_marked_with(tree, verb, tree->grammar->from));
}

/* "a raid on a school sheltering people in A", "fired at a party honouring B in A": what goes on where the deed is done, and is no deed. */
static bool describes_scene(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    const an_draft *other = coder->drafts + coder->draft_at[verb];
    return draft->event.type == AN_TYPE_ASSAULT && tree->tokens[verb].deprel == AN_DEPREL_ACL && an_tree_is_tagged(tree, verb, "VBG") && !an_details_acts_on_spot(other->event.type);
}

/* "a raid on a school used to shelter people in A": below the event through descriptions that tell of no act of their own. */
static bool is_below(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token)
{
    for (uint32_t steps = 0, at = token; at != AN_NONE && steps < tree->count; steps++, at = an_tree_head(tree, at)) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        if (an_belongs_to(coder, draft, at)) return true;
        if (coder->draft_at[at] != AN_NONE && !coder->drafts[coder->draft_at[at]].is_dropped && !describes_scene(coder, tree, draft, at)) return false;
        if (relation == AN_DEPREL_CCOMP || relation == AN_DEPREL_PARATAXIS || tree->tokens[at].subrel == AN_SUBREL_RELCL || is_matter(tree, at)) return false;
        if ((relation == AN_DEPREL_ACL || (relation == AN_DEPREL_ADVCL && an_details_is_joined_by(tree, at, tree->grammar->apart_in_sense))) && an_tree_child(tree, at, AN_DEPREL_NSUBJ) != AN_NONE) return false;
    }
    return false;
}

/* From another clause only what says where that clause plays, not at whom or whither. */
static bool is_rest(const an_tree *tree, uint32_t token)
{
    uint32_t preposition = an_tree_child(tree, token, AN_DEPREL_CASE);
    return preposition == AN_NONE || !an_tree_lemma_in(tree, preposition, tree->grammar->aiming);
}

/* "attacked Lor before the strike on Tarn": of another act; but "tried before a court in Tarn". */
static bool is_of_another_time(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t place)
{
    for (uint32_t steps = 0, at = place; at != AN_NONE && steps < tree->count && !an_belongs_to(coder, draft, at); steps++, at = an_tree_head(tree, at)) {
        uint32_t preposition = an_tree_child(tree, at, AN_DEPREL_CASE);
        if (is_settled(tree, at)) return false;
        if (at != place && preposition != AN_NONE && (an_tree_lemma_in(tree, preposition, tree->grammar->since) || an_str_is(tree->tokens[preposition].lemma, "before"))) return true;
    }
    return false;
}

/* Words, not deeds: what they are about may be far from where they were said. */
static bool is_told(an_event_type type)
{
    return type == AN_TYPE_ACCUSE || type == AN_TYPE_REQUEST || type == AN_TYPE_SUPPORT || type == AN_TYPE_REJECT || type == AN_TYPE_AGREE || type == AN_TYPE_THREATEN || type == AN_TYPE_CONCEDE;
}

/* "arrested in Tarn at protests against A's support for B", "met in Tarn after A backed B": words that are spoken of, and not spoken where the rest plays. */
static bool is_spoken_of(const an_tree *tree, const an_draft *draft, uint32_t place)
{
    uint32_t word = draft->is_noun ? draft->top : an_details_anchor(draft);
    an_deprel relation = (an_deprel)tree->tokens[word].deprel;
    if (!is_told(draft->event.type) || draft->part_count || an_tree_dominates(tree, word, place)) return false;
    if (draft->is_noun) return draft->light_token == AN_NONE && (relation == AN_DEPREL_NMOD || relation == AN_DEPREL_OBL);
    return relation == AN_DEPREL_ADVCL && an_tree_child(tree, word, AN_DEPREL_NSUBJ) != AN_NONE && place < word && !an_details_is_joined_by(tree, word, tree->grammar->at_once);
}

/* "A hosted B in Tarn, and C accepted D": said of one of two clauses with a subject each, unless before both; of words also the later verb of one
 * subject ("raised a wall in Tarn and sought talks"). Deeds play on one scene. */
static bool is_of_other_clause(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t place, int score)
{
    uint32_t anchor = an_details_anchor(draft), node = an_node_above(coder, tree, place);
    if (score == AN_SCORE_OWN || an_details_acts_on_spot(draft->event.type)) return false;
    if (is_spoken_of(tree, draft, place)) return true;
    if (tree->tokens[node].deprel == AN_DEPREL_CONJ && node > anchor && an_tree_child(tree, node, AN_DEPREL_NSUBJ) != AN_NONE && place > node) return true;
    if (tree->tokens[anchor].deprel != AN_DEPREL_CONJ || place <= an_tree_first_conjunct(tree, anchor)) return false;
    return an_tree_child(tree, anchor, AN_DEPREL_NSUBJ) != AN_NONE || (is_told(draft->event.type) && coder->draft_at[node] == AN_NONE);
}

/* "signed a pact in Tarn", "said at a rally in Tarn", "opened an embassy in Tarn": the paper, the occasion and the house are where the act is. */
static bool is_of_the_words(const an_tree *tree, const an_draft *draft, uint32_t noun)
{
    uint32_t preposition = an_tree_child(tree, noun, AN_DEPREL_CASE);
    if (tree->tokens[noun].deprel == AN_DEPREL_OBL && tree->tokens[noun].upos != AN_UPOS_VERB && preposition != AN_NONE && an_tree_lemma_in(tree, preposition, tree->grammar->staying)) return true;
    if (draft->event.type == AN_TYPE_SUPPORT && an_tree_lemma_in(tree, noun, tree->grammar->missions)) return true;
    return an_tree_lemma_in(tree, noun, tree->grammar->papers) || an_tree_lemma_in(tree, noun, tree->grammar->documents);
}

/* Not another kind of act that was merged into it: "threatened them for the raid on Tarn". */
static bool is_own_word(const an_coder *coder, const an_draft *draft, uint32_t token)
{
    uint32_t number = coder->draft_at[token];
    if (token == draft->token || token == draft->top || token == draft->light_token) return true;
    return an_belongs_to(coder, draft, token) && (number == AN_NONE || coder->drafts[number].event.type == draft->event.type || is_told(coder->drafts[number].event.type));
}

/* "gathered in front of the embassy in Tarn to denounce it": the house is of the clause above. */
static bool is_stood_before(const an_tree *tree, const an_draft *draft, uint32_t noun)
{
    uint32_t above = an_tree_head(tree, noun);
    return an_tree_lemma_in(tree, noun, tree->grammar->structures) && above != AN_NONE && an_str_is(tree->tokens[above].lemma, "front") && !an_tree_dominates(tree, an_details_anchor(draft), noun);
}

/* "condemned the violence in Tarn", "agreed to set up a force in Tarn", "support for the rebels in Tarn": where the matter is, not the words; nor does the
 * matter of the clause above say where they are. */
static bool is_in_content(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t place)
{
    if (!is_told(draft->event.type) || draft->is_future_turned) return false;
    for (uint32_t steps = 0, at = place; at != AN_NONE && steps < tree->count && !is_own_word(coder, draft, at); steps++) {
        uint32_t head = an_tree_head(tree, at);
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        if (head == AN_NONE || is_own_word(coder, draft, head)) return false;
        if (an_tree_is_predicate(tree, head)) return an_tree_dominates(tree, an_details_anchor(draft), head);
        if (tree->tokens[head].deprel == AN_DEPREL_NSUBJ || is_settled(tree, head)) return !is_settled(tree, head);
        if (relation != AN_DEPREL_APPOS && relation != AN_DEPREL_FLAT && relation != AN_DEPREL_CONJ && !is_of_the_words(tree, draft, head) && !is_stood_before(tree, draft, head)) return true;
        at = head;
    }
    return false;
}

/* "After A seized Northland, B struck in Tarn", "sought ties after the withdrawal": told as of another time than the clause that names the place. */
static bool is_before_clause(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t place)
{
    uint32_t anchor = draft->is_noun && draft->light_token == AN_NONE ? draft->top : an_details_anchor(draft), above = an_tree_head(tree, anchor);
    if (above == AN_NONE || an_tree_dominates(tree, anchor, place) || !an_details_is_joined_by(tree, anchor, tree->grammar->apart)) return false;
    if (tree->tokens[anchor].deprel == AN_DEPREL_ADVCL) return anchor < above && place > above && an_tree_child(tree, anchor, AN_DEPREL_NSUBJ) != AN_NONE;
    return draft->is_noun && !an_details_acts_on_spot(draft->event.type) && draft->event.type != AN_TYPE_RETREAT && !an_belongs_to(coder, draft, above);
}

/* "declares a truce in A for May", told in April: the time is of what was settled, and the place of both. */
static bool is_to_come(const an_tree *tree, const an_mention *time)
{
    const an_date_range *published = &tree->document->article.published;
    return an_details_is_one_day(published) && time->time.range.from > published->to;
}

/* "march in Tarn a day after the raid": the day is the raid's, the place is not. */
static bool is_counted_back(const an_tree *tree, const an_mention *time) { return tree->lemmas[time->head_token - tree->first] == tree->grammar->after; }

/* "in March in A and in May in B": the place stands beside a time that is not the event's. */
static bool is_beside_other_time(const an_tree *tree, const an_draft *draft, const an_mention *place)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention && draft->event.date.is_known && !draft->is_future_turned; m++) {
        const an_mention *time = mentions + m;
        bool is_beside = time->end_token + 1 == place->first_token || time->first_token == place->end_token; /* a preposition stands between */
        if (time->kind != AN_MENTION_TIME || !is_beside || time->time.is_duration || time->time.is_habitual || !an_date_range_is_known(time->time.range) || is_to_come(tree, time) || is_counted_back(tree, time)) continue;
        if (!an_details_overlap(time->span, draft->event.date.span) && !an_date_range_overlaps(time->time.range, draft->event.date.time.range)) return true;
    }
    return false;
}

static bool is_time(const an_tree *tree, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_TIME && mentions[m].head_token - tree->first == token) return true;
    return false;
}

/* "guilty of murder" */
static bool is_crime(const an_tree *tree, uint32_t noun) { return an_tree_lemma_in(tree, noun, tree->grammar->crimes) && an_tree_case(tree, noun) == tree->grammar->of; }

/* "sentenced for a murder in Tarn", "arrested in connection with a blast in Tarn": where the crime was, not the court. */
static bool is_of_charge(const an_tree *tree, const an_draft *draft, uint32_t place)
{
    bool is_court = draft->event.type == AN_TYPE_SANCTION;
    uint32_t anchor = an_details_anchor(draft);
    if (!is_court && draft->event.type != AN_TYPE_COERCE) return false;
    for (uint32_t steps = 0, at = place; at != AN_NONE && steps < tree->count && at != anchor && at != draft->token; steps++, at = an_tree_head(tree, at)) {
        if (at == place || is_time(tree, at)) continue; /* "held for nine months in Tarn" */
        if (an_details_is_joined_by(tree, at, tree->grammar->charged) || an_str_is(tree->tokens[at].lemma, "connection") || an_str_is(tree->tokens[at].lemma, "relation") || (is_court && is_crime(tree, at)) || (is_court && tree->tokens[at].deprel == AN_DEPREL_ACL)) return an_tree_dominates(tree, anchor, at);
    }
    return false;
}

/* "a raid in Tarn in Northland": the second lies around the first, whatever the tree hangs it on. */
static uint32_t first_of_chain(const an_tree *tree, uint32_t place)
{
    const an_mention *mentions = tree->document->mentions.items;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t preposition = an_tree_child(tree, place, AN_DEPREL_CASE), head = mentions[m].head_token - tree->first;
        if (mentions[m].kind == AN_MENTION_PLACE && preposition != AN_NONE && mentions[m].end_token == tree->first + preposition && head < place && an_str_is(tree->tokens[preposition].lemma, "in")) place = head;
    }
    return place;
}

static bool stands_in(const an_tree *tree, const an_participants *list, uint32_t token)
{
    for (size_t i = 0; i < list->count; i++)
        if (an_details_overlap(list->items[i].span, tree->tokens[token].span)) return true;
    return false;
}

/* "a court in Tarn sentences him for killing two": the court's place is not the crime's. */
static bool is_of_court(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t place)
{
    uint32_t at = draft->is_noun && draft->light_token == AN_NONE ? draft->top : an_details_anchor(draft);
    bool is_charge = false;
    if (draft->event.type != AN_TYPE_ASSAULT || place > at || stands_in(tree, &draft->event.actors, place)) return false;
    for (uint32_t steps = 0; at != AN_NONE && steps < tree->count; steps++, at = an_tree_head(tree, at)) {
        const an_draft *court = coder->draft_at[at] == AN_NONE ? NULL : coder->drafts + coder->draft_at[at];
        if (is_charge && court && court != draft && !court->is_dropped && (court->event.type == AN_TYPE_SANCTION || court->event.type == AN_TYPE_ACCUSE)) return true;
        is_charge = is_charge || an_details_has_marker(tree, at, tree->grammar->of_matter);
    }
    return false;
}

/* Orders and measures, which may hold anywhere. */
static bool is_decree(const an_draft *draft)
{
    return draft->event.type == AN_TYPE_SANCTION || (draft->event.type == AN_TYPE_COERCE && draft->event.mode_count && draft->event.modes[0] == AN_MODE_COERCE_RESTRICT);
}

/* "resigns amid the war in neighbouring Tarn", "banned it following the deaths in Tarn": what goes on elsewhere, unless it is done there. */
static bool is_of_circumstance(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t place)
{
    if ((an_details_acts_on_spot(draft->event.type) && !is_decree(draft)) || draft->event.type == AN_TYPE_AID) return false; /* "rescued six after a boat sank off A" */
    for (uint32_t steps = 0, at = an_tree_head(tree, place); at != AN_NONE && steps < tree->count && !an_belongs_to(coder, draft, at); steps++, at = an_tree_head(tree, at)) {
        uint32_t preposition = an_tree_child(tree, at, AN_DEPREL_CASE);
        if (is_settled(tree, at)) return false; /* "stands before a court in Tarn" */
        if (preposition != AN_NONE && (an_str_starts_with(tree->tokens[preposition].lemma, "amid") || an_tree_lemma_in(tree, preposition, tree->grammar->apart))) return true;
    }
    return false;
}

/* Another's place, or that of another time or matter. */
static bool is_elsewhere(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t place, int score)
{
    if (score < AN_SCORE_OWN && !is_rest(tree, place)) return true;
    if (is_of_another_time(coder, tree, draft, place) || is_of_other_clause(coder, tree, draft, place, score) || is_in_content(coder, tree, draft, first_of_chain(tree, place))) return true;
    if (is_of_circumstance(coder, tree, draft, place)) return true;
    return is_before_clause(coder, tree, draft, place) || is_of_court(coder, tree, draft, place) || is_of_charge(tree, draft, first_of_chain(tree, place));
}

static bool is_told_where(const an_tree *tree, uint32_t clause)
{
    AN_FOR_CHILDREN(tree, child, clause)
        if (an_str_is(tree->tokens[child].lemma, "where")) return true;
    return false;
}

/* Said of where something is, by words that fit this event too, though the tree hangs them elsewhere. */
bool an_details_may_be_scene(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    uint32_t head = m->head_token - tree->first;
    if (m->kind != AN_MENTION_PLACE || head >= tree->count || an_tree_is_predicate(tree, head) || !stays_at(coder, tree, m)) return false;
    if (!can_be_place_of(coder, tree, draft, m, head) || is_inside_actor(tree, m) || is_of_court(coder, tree, draft, head)) return false;
    return !is_of_charge(tree, draft, head) && !is_before_clause(coder, tree, draft, head) && !is_beside_other_time(tree, draft, m);
}

/* "the park in Tarn, where police arrested six", "the town of Tarn, which rebels had taken": the noun that the clause speaks of is the place, or holds it;
 * what is only said in such a clause, "the envoys in Tarn, whom it accused", may be said anywhere. */
static const an_mention *place_where(const an_tree *tree, const an_draft *draft)
{
    const an_mention *mentions = tree->document->mentions.items, *best = NULL;
    uint32_t anchor = an_details_anchor(draft), clause = an_tree_first_conjunct(tree, anchor), noun = an_tree_head(tree, clause);
    if (noun == AN_NONE || tree->tokens[clause].deprel != AN_DEPREL_ACL || (anchor != clause && an_details_is_present(tree, anchor))) return NULL; /* "the riots that killed nine, and is held" */
    if (!is_told_where(tree, clause) && !an_details_acts_on_spot(draft->event.type) && draft->event.type != AN_TYPE_RETREAT) return NULL;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first;
        if (mentions[m].kind != AN_MENTION_PLACE || head >= clause || !an_tree_dominates(tree, noun, head)) continue;
        if (tree->tokens[head].deprel == AN_DEPREL_COMPOUND || an_str_is(mentions[m].place.precision, "country")) continue; /* "Tarn Hall", "the fans of Northland" */
        if (!best || an_details_precision_rank(mentions[m].place.precision) > an_details_precision_rank(best->place.precision)) best = mentions + m;
    }
    return best;
}

/* "a summit in Tarn on June 12, when they agreed": the place in the phrase that the clause goes on from, beside its time or the comma. */
static const an_mention *place_before_when(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    const an_mention *mentions = tree->document->mentions.items;
    uint32_t when = an_details_joining_when(coder, tree, draft), end = when == AN_NONE ? AN_NONE : tree->first + when - 1;
    for (uint32_t m = tree->first_mention; m < tree->end_mention && when != AN_NONE; m++)
        if (mentions[m].kind == AN_MENTION_TIME && mentions[m].end_token == end) end = mentions[m].first_token;
    for (uint32_t m = tree->first_mention; m < tree->end_mention && when != AN_NONE; m++) {
        bool is_beside = mentions[m].end_token == end || mentions[m].end_token + 1 == end || mentions[m].end_token + 1 == tree->first + when;
        if (mentions[m].kind == AN_MENTION_PLACE && is_beside && stays_at(coder, tree, mentions + m)) return mentions + m;
    }
    return NULL;
}

/* "near the Tarn-Ardel highway": two towns that the way joins, and the act may be far from both. */
static bool is_in_name_of_way(const an_tree *tree, uint32_t token)
{
    uint32_t noun = an_tree_head(tree, token);
    for (int i = 0; i < AN_CLIMB_MAX && noun != AN_NONE && tree->tokens[noun].deprel == AN_DEPREL_COMPOUND; i++) noun = an_tree_head(tree, noun);
    return noun != AN_NONE && noun > token && tree->tokens[token].deprel == AN_DEPREL_COMPOUND && an_tree_lemma_in(tree, noun, tree->grammar->roads);
}

void an_find_place(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_mention *mentions = tree->document->mentions.items, *best = NULL;
    int best_score = AN_SCORE_NONE, best_rank = 0;
    uint32_t best_distance = 0;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first, away;
        int score, rank;
        if (mentions[m].kind != AN_MENTION_PLACE || head >= tree->count || !can_be_place_of(coder, tree, draft, mentions + m, head)) continue;
        score = an_details_score(coder, tree, draft, head);
        if (is_inside_actor(tree, mentions + m) && !says_where(tree, an_tree_case(tree, bearer_of(coder, tree, mentions + m)))) continue;
        if (score == AN_SCORE_NONE && stays_at(coder, tree, mentions + m) && is_below(coder, tree, draft, head)) score = AN_SCORE_FAR;
        if (score < AN_SCORE_OWN && !says_where(tree, an_tree_case(tree, bearer_of(coder, tree, mentions + m))) && tree->tokens[head].deprel != AN_DEPREL_FLAT) continue;
        rank = is_in_name_of_way(tree, head) ? 0 : an_details_precision_rank(mentions[m].place.precision);
        away = an_details_distance(head, draft->token);
        if (is_elsewhere(coder, tree, draft, head, score) || is_beside_other_time(tree, draft, mentions + m)) continue;
        if (score > best_score || (score == best_score && score > AN_SCORE_NONE && (rank > best_rank || (rank == best_rank && away < best_distance)))) {
            best = mentions + m;
            best_score = score;
            best_rank = rank;
            best_distance = away;
        }
    }
    if (!best) best = place_where(tree, draft);
    if (!best) best = place_before_when(coder, tree, draft);
    if (best) draft->event.place = (an_event_place){best->place, best->span, true};
}
