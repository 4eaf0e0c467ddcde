/* When, where, how many, with what. A time, place or number belongs to the event whose word is the first predicate or trigger above it
 * in the tree; a governing clause hands its time and place down, never a clause that reports or describes. */
#include "base/utf8.h"
#include "event/draft.h"

enum { SCORE_NONE, SCORE_FAR, SCORE_LOOSE, SCORE_GOVERNED, SCORE_OWN }; /* how closely a phrase belongs to an event; FAR: places only */
enum { CONTEXT_SENTENCE_FACTOR = 2, CONTEXT_THRESHOLD = 6 };  /* a term of weight 3 in the sentence, or 2 there and 2 more around it */

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
static uint32_t anchor_of(const an_draft *draft) { return draft->light_token != AN_NONE ? draft->light_token : draft->top; }

/* How the event below a governing predicate hangs there: through clauses that share its time, or not. */
static int score_below(const an_tree *tree, const an_draft *draft, uint32_t node)
{
    uint32_t at = anchor_of(draft);
    int score = SCORE_GOVERNED;
    for (uint32_t steps = 0; at != node && at != AN_NONE && steps < tree->count; steps++, at = an_tree_head(tree, at)) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        if (relation == AN_DEPREL_CCOMP || relation == AN_DEPREL_PARATAXIS) return SCORE_NONE;
        if (relation == AN_DEPREL_ACL) return SCORE_NONE;
        if (relation != AN_DEPREL_CONJ && relation != AN_DEPREL_ADVCL && relation != AN_DEPREL_XCOMP) score = SCORE_LOOSE;
    }
    return score;
}

static int score_of(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t head)
{
    uint32_t anchor = anchor_of(draft), node;
    if (an_belongs_to(coder, draft, head)) return SCORE_OWN;
    if (coder->draft_at[head] != AN_NONE && !coder->drafts[coder->draft_at[head]].is_dropped && tree->tokens[head].upos == AN_UPOS_VERB) return SCORE_NONE;
    node = an_node_above(coder, tree, head);
    if (an_belongs_to(coder, draft, node)) return SCORE_OWN;
    if (an_tree_dominates(tree, node, anchor)) return score_below(tree, draft, node);
    if (an_tree_first_conjunct(tree, node) == an_tree_first_conjunct(tree, anchor)) return SCORE_GOVERNED;
    if (tree->tokens[node].deprel == AN_DEPREL_CONJ && an_tree_dominates(tree, an_tree_first_conjunct(tree, node), anchor)) return SCORE_LOOSE;
    return SCORE_NONE;
}

static uint32_t distance(uint32_t a, uint32_t b) { return a > b ? a - b : b - a; }

/* A decade or more is the date only of what it hangs on: "jailed for crimes in the 1960s" was not then. */
static bool is_background(const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    enum { YEAR_DAYS = 366 };
    uint32_t above = an_tree_head(tree, m->head_token - tree->first);
    const an_date_range *range = &m->time.range;
    bool is_long = range->from == AN_DAY_UNKNOWN || range->to == AN_DAY_UNKNOWN || range->to - range->from > YEAR_DAYS;
    return is_long && above != draft->token && above != draft->light_token && above != draft->top;
}

static const an_mention *best_time(const an_coder *coder, const an_tree *tree, const an_draft *draft, int *best_score)
{
    const an_mention *mentions = tree->document->mentions.items, *best = NULL;
    uint32_t best_distance = 0;
    *best_score = SCORE_NONE;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first, away;
        int score;
        if (mentions[m].kind != AN_MENTION_TIME || mentions[m].time.is_duration || mentions[m].time.is_habitual || head >= tree->count) continue;
        if (!an_date_range_is_known(mentions[m].time.range) || is_background(tree, draft, mentions + m)) continue;
        score = score_of(coder, tree, draft, head);
        away = distance(head, draft->token);
        if (score > *best_score || (score == *best_score && score > SCORE_NONE && away < best_distance)) {
            best = mentions + m;
            *best_score = score;
            best_distance = away;
        }
    }
    return best;
}

static bool is_perfect(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].lemma, "have")) return true;
    return false;
}

/* The clause that an event is told in: its own verb, or the one above its noun. */
static uint32_t clause_of(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    if (draft->light_token != AN_NONE) return draft->light_token;
    return draft->is_noun && !an_tree_is_predicate(tree, draft->token) ? an_node_above(coder, tree, draft->top) : draft->token;
}

static uint32_t finite_above(const an_tree *tree, uint32_t verb)
{
    for (int i = 0; i < AN_CLIMB_MAX; i++) {
        an_deprel relation = (an_deprel)tree->tokens[verb].deprel;
        uint32_t head = an_tree_head(tree, verb);
        if (head == AN_NONE || an_tree_child(tree, verb, AN_DEPREL_NSUBJ) != AN_NONE) return verb;
        if (relation != AN_DEPREL_CONJ && relation != AN_DEPREL_ADVCL && relation != AN_DEPREL_XCOMP) return verb;
        verb = head;
    }
    return verb;
}

/* A report tells its news without a date when it is of the day it is published: a main verb (or its participles), no description ("the
 * group that bombed ..."), in a brief or in the lead of a longer text; further down only what somebody says. A perfect ("has met") is of
 * the day in the lead, unless it looks back over more than a day ("has met since May", "had met"). */
enum { LEAD_SENTENCES = 3, BRIEF_SENTENCES = 12, LOOKS_BACK = 6 };

static bool looks_back(const an_tree *tree, uint32_t verb)
{
    static const char *const words[] = {"already", "ever", "never", "previously", "repeatedly", "often", "long", "always", "recently", "once", "before", "earlier"};
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        uint32_t preposition = an_tree_child(tree, child, AN_DEPREL_CASE);
        if (t->deprel == AN_DEPREL_AUX && an_str_is(t->lemma, "have") && !an_str_is(t->xpos, "VBZ") && !an_str_is(t->xpos, "VBP")) return true;
        if (preposition != AN_NONE && an_str_is(tree->tokens[preposition].lemma, "since")) return true;
        for (size_t i = 0; i < sizeof words / sizeof *words && t->deprel == AN_DEPREL_ADVMOD; i++)
            if (an_str_equal_ignoring_ascii_case(t->lemma, an_str_from(words[i]))) return true;
    }
    return false;
}

static bool is_lead(const an_tree *tree) { return tree->sentence < LEAD_SENTENCES || tree->document->parsed.sentence_count <= BRIEF_SENTENCES; }

static bool is_saying(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    an_arguments arguments;
    return tree->lemmas[verb] != AN_NONE && an_find_report(coder, tree, verb, &arguments) != NULL;
}

static bool is_demonstrated(const an_tree *tree, uint32_t noun)
{
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_DET && (an_str_equal_ignoring_ascii_case(tree->tokens[child].form, AN_STR("the")) ||
                                                            an_str_equal_ignoring_ascii_case(tree->tokens[child].form, AN_STR("this"))))
            return true;
    return false;
}

/* A noun shares its verb's day where it is what the verb does: "held talks", not "praised the talks". */
static bool shares_verb(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    an_deprel relation = (an_deprel)tree->tokens[draft->top].deprel;
    if (!draft->is_noun || draft->light_token != AN_NONE || draft->part_count || draft->top == verb) return true;
    return an_tree_head(tree, draft->top) == verb && (relation == AN_DEPREL_OBJ || relation == AN_DEPREL_NSUBJ) && !is_demonstrated(tree, draft->top);
}

/* "the plant makes", "is being moved": so it is on the day of publication, wherever the text says it. */
static bool is_present(const an_tree *tree, uint32_t verb)
{
    bool is_finite = an_str_is(tree->tokens[verb].xpos, "VBZ") || an_str_is(tree->tokens[verb].xpos, "VBP");
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        if (t->deprel != AN_DEPREL_AUX && t->deprel != AN_DEPREL_COP) continue;
        if (an_str_is(t->lemma, "have") || an_str_is(t->xpos, "MD") || an_str_is(t->xpos, "VBD")) return false;
        is_finite = is_finite || an_str_is(t->xpos, "VBZ") || an_str_is(t->xpos, "VBP");
    }
    return is_finite;
}

static bool is_news_of_the_day(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t verb = finite_above(tree, clause_of(coder, tree, draft));
    const an_date_range *published = &tree->document->article.published;
    if (published->from == AN_DAY_UNKNOWN || published->from != published->to) return false;
    if (tree->document->article.published_basis == AN_BASIS_TEXT) return false;
    if (is_present(tree, verb)) return shares_verb(tree, draft, verb) && !looks_back(tree, verb);
    if (!is_lead(tree) && !(is_saying(coder, tree, verb) && !is_perfect(tree, verb))) return false;
    if (tree->tokens[verb].deprel == AN_DEPREL_ACL) return false;
    return shares_verb(tree, draft, verb) && !looks_back(tree, verb);
}

static bool is_past(const an_tree *tree, uint32_t verb)
{
    if (an_str_is(tree->tokens[verb].xpos, "VBD")) return true;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].xpos, "VBD")) return true;
    return false;
}

/* "the attack": one that was told shortly before lends its date, and its place if there is none here. */
static void take_from_earlier(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_events *events = &coder->document->events;
    if (!draft->is_noun || !is_demonstrated(tree, draft->token)) return;
    for (size_t i = events->count; i-- > 0 && events->items[i].sentence + LOOKS_BACK >= tree->sentence;) {
        const an_event *earlier = events->items + i;
        if (earlier->type != draft->event.type || !earlier->date.is_known || earlier->factuality != AN_FACTUALITY_HAPPENED) continue;
        draft->event.date = earlier->date;
        draft->event.date.time.basis = AN_BASIS_NARRATIVE;
        if (!draft->event.place.is_known) draft->event.place = earlier->place;
        return;
    }
}

/* Dates that later sentences may go on from: of something that happened, no coarser than a month, not after the text. */
static bool can_lead_on(const an_tree *tree, const an_draft *draft, const an_time *time)
{
    enum { MONTH_DAYS = 31 };
    const an_date_range *published = &tree->document->article.published;
    if (draft->event.factuality != AN_FACTUALITY_HAPPENED && draft->event.factuality != AN_FACTUALITY_ONGOING) return false;
    if (time->range.from == AN_DAY_UNKNOWN || time->range.to == AN_DAY_UNKNOWN || time->range.to - time->range.from > MONTH_DAYS) return false;
    return published->to == AN_DAY_UNKNOWN || time->range.from <= published->to;
}

static void lead_on(an_coder *coder, const an_event_date *date, uint32_t paragraph)
{
    coder->narrative = *date;
    coder->narrative_paragraph = paragraph;
}

void an_find_date(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    int score;
    uint32_t paragraph = tree->document->parsed.sentences[tree->sentence].paragraph;
    const an_mention *time = best_time(coder, tree, draft, &score);
    an_event_date *date = &draft->event.date;
    uint32_t verb = finite_above(tree, clause_of(coder, tree, draft));
    bool is_told = draft->event.factuality == AN_FACTUALITY_HAPPENED || draft->event.factuality == AN_FACTUALITY_ONGOING;
    bool has_narrative = coder->narrative.is_known && coder->narrative_paragraph == paragraph;
    if (time && score >= SCORE_LOOSE) {
        *date = (an_event_date){time->time, time->span, true};
        if (score >= SCORE_GOVERNED && can_lead_on(tree, draft, &time->time)) lead_on(coder, date, paragraph);
    } else if (is_told && has_narrative && is_past(tree, verb) && !looks_back(tree, verb) && tree->tokens[verb].deprel != AN_DEPREL_ACL && shares_verb(tree, draft, verb)) {
        *date = coder->narrative;
        date->time.basis = AN_BASIS_NARRATIVE;
    } else if ((is_told || draft->is_future_turned) && is_news_of_the_day(coder, tree, draft)) {
        date->time = (an_time){.range = tree->document->article.published, .basis = AN_BASIS_DOCUMENT_DATE};
        date->is_known = true;
        if (!has_narrative && is_past(tree, verb)) lead_on(coder, date, paragraph);
    }
}

static int precision_rank(an_str precision)
{
    static const char *const names[] = {"sea", "country", "region", "division", "district", "city", "point"};
    for (int i = 0; i < 7; i++)
        if (an_str_is(precision, names[i])) return i;
    return 0;
}

static bool overlaps(an_span a, an_span b) { return a.start < b.end && b.start < a.end; }

static bool is_participant(const an_participants *list, an_span span)
{
    for (size_t i = 0; i < list->count; i++)
        if (overlaps(list->items[i].span, span)) return true;
    return false;
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

/* Deeds are done where those who do them are ("protesters in Tbilisi", "a court in Paris convicted"); words reach further. */
static bool acts_on_the_spot(an_event_type type)
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

/* "recaptured the town of A": what is seized is where it happens, but for a whole country. */
static bool is_taken(const an_draft *draft, const an_mention *m)
{
    return draft->event.type == AN_TYPE_COERCE && draft->event.mode_count && draft->event.modes[0] == AN_MODE_COERCE_SEIZE && !an_str_is(m->place.precision, "country");
}

/* "The embassy in A urged": it says who they are; the words may be said anywhere. */
static bool is_part_of_speaker(const an_tree *tree, const an_draft *draft, uint32_t token)
{
    const an_mention *mentions = tree->document->mentions.items;
    if (acts_on_the_spot(draft->event.type) || draft->event.type == AN_TYPE_CONSULT) return false;
    for (size_t i = 0; i < draft->event.actors.count; i++) {
        uint32_t m = draft->event.actors.items[i].mention, head;
        if (m == AN_NONE || mentions[m].head_token < tree->first || mentions[m].head_token >= tree->first + tree->count) continue;
        head = mentions[m].head_token - tree->first;
        if (head != token && tree->tokens[head].deprel == AN_DEPREL_NSUBJ && an_tree_dominates(tree, head, token)) return true;
    }
    return false;
}

/* A place word that stands for somebody ("Moscow said", "Kenya's army") or says whence somebody comes is not where it happened. */
static bool can_be_place_of(const an_tree *tree, const an_draft *draft, const an_mention *m, uint32_t head)
{
    const an_token *t = tree->tokens + head;
    an_word preposition = an_tree_case(tree, head);
    if (t->deprel == AN_DEPREL_NSUBJ || (t->deprel == AN_DEPREL_NMOD && t->subrel == AN_SUBREL_POSS)) return false;
    if (preposition != AN_NONE && (preposition == tree->grammar->from || preposition == tree->grammar->by || preposition == tree->grammar->with || preposition == tree->grammar->between || preposition == tree->grammar->for_)) return false;
    if (is_participant(&draft->event.actors, m->span) && !(acts_on_the_spot(draft->event.type) && holds_place(tree, &draft->event.actors, m))) return false;
    if (is_part_of_speaker(tree, draft, head)) return false;
    if (is_participant(&draft->event.recipients, m->span) && draft->event.type != AN_TYPE_ASSAULT && !is_taken(draft, m) && !(draft->event.type == AN_TYPE_CONSULT && preposition == tree->grammar->to)) return false;
    return preposition != AN_NONE || t->deprel == AN_DEPREL_OBJ || t->deprel == AN_DEPREL_COMPOUND || t->deprel == AN_DEPREL_APPOS || t->deprel == AN_DEPREL_FLAT ||
           t->deprel == AN_DEPREL_CONJ || t->deprel == AN_DEPREL_OBL || t->deprel == AN_DEPREL_NMOD || t->deprel == AN_DEPREL_ROOT;
}

/* "a raid on a school used to shelter people in A": below the event through descriptions that tell of no act of their own. */
static bool is_below(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token)
{
    for (uint32_t steps = 0, at = token; at != AN_NONE && steps < tree->count; steps++, at = an_tree_head(tree, at)) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        if (an_belongs_to(coder, draft, at)) return true;
        if (coder->draft_at[at] != AN_NONE && !coder->drafts[coder->draft_at[at]].is_dropped) return false;
        if (relation == AN_DEPREL_CCOMP || relation == AN_DEPREL_PARATAXIS || tree->tokens[at].subrel == AN_SUBREL_RELCL) return false;
    }
    return false;
}

static void find_place(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    const an_mention *mentions = tree->document->mentions.items, *best = NULL;
    int best_score = SCORE_NONE, best_rank = 0;
    uint32_t best_distance = 0;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first, away;
        int score, rank;
        if (mentions[m].kind != AN_MENTION_PLACE || head >= tree->count || !can_be_place_of(tree, draft, mentions + m, head)) continue;
        score = score_of(coder, tree, draft, head);
        if (is_inside_actor(tree, mentions + m) && !says_where(tree, an_tree_case(tree, head))) continue;
        if (score == SCORE_NONE && is_stay(tree, an_tree_case(tree, head)) && is_below(coder, tree, draft, head)) score = SCORE_FAR;
        if (score < SCORE_OWN && !says_where(tree, an_tree_case(tree, head)) && tree->tokens[head].deprel != AN_DEPREL_FLAT) continue;
        rank = precision_rank(mentions[m].place.precision);
        away = distance(head, draft->token);
        if (score > best_score || (score == best_score && score > SCORE_NONE && (rank > best_rank || (rank == best_rank && away < best_distance)))) {
            best = mentions + m;
            best_score = score;
            best_rank = rank;
            best_distance = away;
        }
    }
    if (best) draft->event.place = (an_event_place){best->place, best->span, true};
}

/* ---- what one event of a sentence knows of another one's place ---- */

static bool may_share_time(const an_event_date *a, const an_event_date *b)
{
    return !a->is_known || !b->is_known || an_date_range_overlaps(a->time.range, b->time.range);
}

/* Two acts of one sentence that are told as of one place: violence and what came of it ("four were killed when gunmen attacked a mine in A"), or one
 * deed after another of one subject ("entered the town of A and stormed the hall"). */
static bool are_at_one_place(const an_tree *tree, const an_draft *draft, const an_draft *other)
{
    const an_event *a = &draft->event, *b = &other->event;
    if (a->factuality != b->factuality || !may_share_time(&a->date, &b->date)) return false;
    if (a->type == AN_TYPE_ASSAULT && b->type == AN_TYPE_ASSAULT) return true;
    return acts_on_the_spot(a->type) && acts_on_the_spot(b->type) && tree->tokens[anchor_of(draft)].deprel == AN_DEPREL_CONJ &&
           an_tree_first_conjunct(tree, anchor_of(draft)) == an_tree_first_conjunct(tree, anchor_of(other));
}

void an_share_places(an_coder *coder, const an_tree *tree)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *draft = coder->drafts + i, *nearest = NULL;
        if (draft->number == AN_NONE || draft->is_dropped || draft->event.place.is_known) continue;
        for (uint32_t k = 0; k < coder->draft_count; k++) {
            const an_draft *other = coder->drafts + k;
            if (k == i || other->is_dropped || !other->event.place.is_known || !are_at_one_place(tree, draft, other)) continue;
            if (!nearest || distance(other->token, draft->token) < distance(nearest->token, draft->token)) nearest = other;
        }
        if (nearest) coder->document->events.items[draft->number].place = nearest->event.place;
    }
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
    if (total->is_known && overlaps(total->span, span)) return;
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

/* One person named or meant: "a guard", "the commander". */
static bool is_one_person(const an_tree *tree, uint32_t token)
{
    const an_token *t = tree->tokens + token;
    uint32_t mention = tree->actor_at[token];
    bool is_singular = an_str_is(t->xpos, "NN") || an_str_is(t->xpos, "NNP");
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

/* The group at the token and those joined to it by "and": "13 soldiers and 170 civilians"; not a number alone, which a verb may have lost
 * ("killing two and injuring twenty"). */
static void count_group(const an_tree *tree, uint32_t token, an_quantity_kind wanted, an_event_quantity *total, int depth)
{
    const an_mention *number = number_at(tree, token, wanted);
    if (number) add_quantity(total, number->quantity.low, number->quantity.high, number->span);
    else if (is_one_person(tree, token)) add_quantity(total, 1, 1, tree->tokens[token].span);
    if (depth >= AN_CLIMB_MAX) return;
    AN_FOR_CHILDREN(tree, child, token)
        if ((tree->tokens[child].deprel == AN_DEPREL_CONJ && !is_bare_number(tree, child)) || joins_group(tree, child)) count_group(tree, child, wanted, total, depth + 1);
}

/* "detained the leader along with two guards", read as "detained ... with two guards". */
static bool joins_object(const an_tree *tree, uint32_t token)
{
    uint32_t preposition = an_tree_child(tree, token, AN_DEPREL_CASE);
    if (joins_group(tree, token)) return true;
    return preposition != AN_NONE && preposition > 0 && preposition < token && an_tree_lemma_in(tree, preposition - 1, tree->grammar->joining);
}

static void count_effect(const an_coder *coder, const an_tree *tree, const an_draft *teller, an_event *event)
{
    an_event_quantity *total = quantity_of(event, (an_effect)teller->frame->effect);
    if (!total) return;
    for (uint32_t s = 0; s < teller->frame->effect_slots.count; s++)
        for (uint32_t i = 0; i < teller->arguments.count; i++)
            if (teller->arguments.items[i].slot == coder->frames->numbers[teller->frame->effect_slots.first + s]) count_group(tree, teller->arguments.items[i].token, kind_of((an_effect)teller->frame->effect), total, 0);
    for (uint32_t i = 0; i < teller->arguments.count && total->is_known; i++)
        if (teller->arguments.items[i].slot >= AN_SLOT_PREPOSITION && joins_object(tree, teller->arguments.items[i].token)) count_group(tree, teller->arguments.items[i].token, kind_of((an_effect)teller->frame->effect), total, 0);
}

/* No other event of violence has a better claim to what stands there. */
static bool is_nearest(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t head)
{
    int score = score_of(coder, tree, draft, head);
    if (score < SCORE_LOOSE) return false;
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *other = coder->drafts + i;
        if (other == draft || other->is_dropped || other->event.type != AN_TYPE_ASSAULT) continue;
        int theirs = score_of(coder, tree, other, head);
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
    if (is_violent && (draft->event.factuality == AN_FACTUALITY_HAPPENED || draft->event.factuality == AN_FACTUALITY_ONGOING)) count_telling_numbers(coder, tree, draft, &draft->event);
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

/* "shelled the town using mortars", "attacked wielding axes": the verb between says with what. */
static bool is_used(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t token)
{
    static const char *const verbs[] = {"use", "employ", "wield", "carry"};
    uint32_t verb = an_tree_head(tree, token), above = verb == AN_NONE ? AN_NONE : an_tree_head(tree, verb);
    if (above == AN_NONE || tree->tokens[an_tree_first_conjunct(tree, token)].deprel != AN_DEPREL_OBJ || !an_belongs_to(coder, draft, above)) return false;
    if (tree->tokens[verb].deprel != AN_DEPREL_ADVCL && tree->tokens[verb].deprel != AN_DEPREL_ACL) return false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (an_str_is(tree->tokens[verb].lemma, verbs[i])) return true;
    return false;
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
    return !is_participant(&draft->event.actors, tree->tokens[token].span);
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
        if (!word.instrument || (tree->tokens[t].upos == AN_UPOS_VERB && t != draft->token)) continue;
        if (is_participant(&draft->event.recipients, tree->tokens[t].span) || is_target(tree, draft, t)) continue;
        if (score_of(coder, tree, draft, t) < SCORE_OWN && !is_used(coder, tree, draft, t)) continue;
        if (!best.instrument || word.instrument->order < best.instrument->order) best = word;
        if (!is_thing_used(coder, tree, draft, t) || (shown.instrument && word.instrument->order >= shown.instrument->order)) continue;
        shown = word;
        shown_token = t;
    }
    if (best.instrument) apply_instrument(draft, best.instrument);
    if (shown_token == AN_NONE) return;
    first_conjunct = an_tree_first_conjunct(tree, shown_token);
    if (instrument_at(coder, tree, draft, first_conjunct).instrument && is_thing_used(coder, tree, draft, first_conjunct)) shown_token = first_conjunct;
    draft->event.instrument = instrument_span(coder, tree, draft, shown_token);
}

static an_str folded_lemma(an_coder *coder, const an_token *token)
{
    for (size_t i = 0; i < token->lemma.length; i++)
        if (token->lemma.data[i] >= 'A' && token->lemma.data[i] <= 'Z') return an_utf8_fold(coder->scratch, token->lemma);
    return token->lemma;
}

static void weigh_sentence(an_coder *coder, const an_tree *tree, uint32_t weights[AN_CONTEXT_COUNT])
{
    for (uint32_t t = 0; t < tree->count; t++) {
        an_range triggers = tree->lemmas[t] == AN_NONE ? (an_range){0, 0} : an_frames_triggers(coder->frames, tree->lemmas[t]);
        for (uint32_t i = 0; i < triggers.count; i++) {
            const an_trigger *trigger = coder->frames->triggers + triggers.first + i;
            an_arguments none = {.count = 0};
            if (trigger->entry_class != AN_ENTRY_CONTEXT || !an_match_trigger(coder, tree, t, trigger, &none)) continue;
            weights[coder->frames->context_terms[trigger->entry].context] += coder->frames->context_terms[trigger->entry].weight;
        }
    }
}

/* One-word terms only: that suffices for what stands around the sentence. */
static void weigh_paragraph(an_coder *coder, uint32_t sentence)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    uint32_t paragraph = parsed->sentences[sentence].paragraph;
    memset(coder->paragraph_weights, 0, sizeof coder->paragraph_weights);
    coder->context_paragraph = paragraph;
    for (uint32_t s = sentence; s < parsed->sentence_count && parsed->sentences[s].paragraph == paragraph; s++)
        for (uint32_t t = parsed->sentences[s].first_token; t < parsed->sentences[s].first_token + parsed->sentences[s].token_count; t++) {
            an_range triggers = an_frames_triggers(coder->frames, an_frames_word(coder->frames, folded_lemma(coder, parsed->tokens + t)));
            for (uint32_t i = 0; i < triggers.count; i++) {
                const an_trigger *trigger = coder->frames->triggers + triggers.first + i;
                if (trigger->entry_class == AN_ENTRY_CONTEXT && !trigger->before.count)
                    coder->paragraph_weights[coder->frames->context_terms[trigger->entry].context] += coder->frames->context_terms[trigger->entry].weight;
            }
        }
}

uint64_t an_contexts_of(an_coder *coder, const an_tree *tree)
{
    uint32_t weights[AN_CONTEXT_COUNT] = {0};
    uint64_t contexts = 0;
    if (coder->context_paragraph != coder->document->parsed.sentences[tree->sentence].paragraph) weigh_paragraph(coder, tree->sentence);
    weigh_sentence(coder, tree, weights);
    for (int c = 0; c < AN_CONTEXT_COUNT; c++)
        if (weights[c] && weights[c] * CONTEXT_SENTENCE_FACTOR + coder->paragraph_weights[c] - (coder->paragraph_weights[c] < weights[c] ? coder->paragraph_weights[c] : weights[c]) >= CONTEXT_THRESHOLD)
            contexts |= UINT64_C(1) << c;
    return contexts;
}

void an_find_details(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    an_find_date(coder, tree, draft);
    find_place(coder, tree, draft);
    if (!draft->event.date.is_known || draft->event.date.time.basis == AN_BASIS_DOCUMENT_DATE) {
        if (an_span_is_empty(draft->event.date.span)) take_from_earlier(coder, tree, draft);
    }
    find_quantities(coder, tree, draft);
}
