/* Dates that lean on what stands around an event that has none: "after A fell in May 1990, B armed C" was not before May 1990; "since the siege, they have
 * guarded the roads", from the day of the siege on; and what somebody said in June 2011 of what he had done was about then. */
#include "event/details.h"

static bool may_start(const an_tree *tree, const an_mention *m, uint32_t part)
{
    uint32_t head = m->head_token - tree->first;
    if (m->kind != AN_MENTION_TIME || head >= tree->count || an_tree_head(tree, head) != part) return false;
    return !m->time.is_duration && !m->time.is_habitual && m->time.range.from != AN_DAY_UNKNOWN;
}

/* The day of an act that the phrase names: "the start of the siege". */
static const an_event_date *date_of_act_in(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t part)
{
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *other = coder->drafts + i;
        const an_event *told = other->number == AN_NONE || other == draft ? NULL : coder->document->events.items + other->number;
        if (!told || !told->date.is_known || told->date.time.range.from == AN_DAY_UNKNOWN || !an_details_is_fact(told)) continue;
        if (other->top == part || (other->is_noun && tree->tokens[part].deprel == AN_DEPREL_OBL && an_tree_dominates(tree, part, other->top))) return &told->date;
    }
    return NULL;
}

/* In front of the verb, behind "after" or "since"; behind a perfect, "since": "two million have fled since the war began in 2011". */
static bool is_start(const an_tree *tree, uint32_t part, uint32_t verb)
{
    an_deprel relation = (an_deprel)tree->tokens[part].deprel;
    bool is_since = an_details_has_marker(tree, part, tree->grammar->since);
    if (relation != AN_DEPREL_ADVCL && relation != AN_DEPREL_OBL) return false;
    if (part > verb) return is_since && an_details_is_perfect(tree, verb) && !an_details_is_comparison(tree, part);
    return is_since || an_details_is_marked_with(tree, part, tree->grammar->after);
}

static an_event_date start_of(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    const an_mention *mentions = tree->document->mentions.items;
    AN_FOR_CHILDREN(tree, part, verb) {
        const an_event_date *act;
        if (!is_start(tree, part, verb)) continue;
        for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
            if (may_start(tree, mentions + m, part)) return (an_event_date){mentions[m].time, mentions[m].span, true};
        act = date_of_act_in(coder, tree, draft, part);
        if (act) return *act;
    }
    return (an_event_date){0};
}

/* The open end is the day of the text, if that is known and the verb is in the perfect: "have guarded". */
static void close_range(const an_tree *tree, uint32_t verb, an_date_range *range)
{
    const an_date_range *published = &tree->document->article.published;
    bool is_till_now = an_details_is_one_day(published) && an_details_is_perfect(tree, verb) && published->to >= range->from;
    range->to = is_till_now ? published->to : AN_DAY_UNKNOWN;
}

/* "In June 2011 the rebels said that they had shelled it": when the same one speaks of it. */
static an_event_date time_of_saying(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    const an_mention *mentions = tree->document->mentions.items;
    uint32_t saying = an_tree_head(tree, verb), subject = an_tree_child(tree, verb, AN_DEPREL_NSUBJ);
    bool is_own = tree->tokens[verb].deprel == AN_DEPREL_CCOMP && subject != AN_NONE && tree->tokens[subject].upos == AN_UPOS_PRON;
    if (!is_own || saying == AN_NONE || !an_details_is_past(tree, saying) || !an_details_is_saying(coder, tree, saying)) return (an_event_date){0};
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (may_start(tree, mentions + m, saying) && mentions[m].time.range.to != AN_DAY_UNKNOWN) return (an_event_date){mentions[m].time, mentions[m].span, true};
    return (an_event_date){0};
}

void an_lean_date(an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    an_event *event = coder->document->events.items + draft->number;
    uint32_t own = an_details_clause(coder, tree, draft), verb = an_details_finite_above(tree, own);
    an_event_date date;
    if (event->date.is_known || (!an_details_is_fact(event) && event->factuality != AN_FACTUALITY_POSSIBLE) || !an_details_shares_verb(tree, draft, own)) return;
    if (!an_details_is_past(tree, verb) && !an_details_is_perfect(tree, verb)) return;
    date = start_of(coder, tree, draft, verb);
    if (date.is_known) close_range(tree, verb, &date.time.range);
    else date = time_of_saying(coder, tree, verb);
    if (date.is_known) event->date = date;
}
