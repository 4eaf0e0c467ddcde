/* On what day an event was: at a time of its own clause (details_times.c), on the date that the paragraph goes on from, or on the day of publication. */
#include "event/details.h"

bool an_details_is_perfect(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].lemma, "have")) return true;
    return false;
}

/* A report tells its news without a date when it is of the day it is published: a main verb (or its participles), no description ("the
 * group that bombed ..."), in a brief or in the lead of a longer text; further down only what somebody says. A perfect ("has met") is of
 * the day in the lead, unless it looks back over more than a day ("has met since May", "had met"). An analysis, which no wire report is
 * as long as, speaks of what its readers know: what it names by a noun ("the attack") or tells in the perfect was on some day before. */
enum { LEAD_SENTENCES = 3, BRIEF_SENTENCES = 12, ANALYSIS_SENTENCES = 40 };

static bool looks_back(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb) {
        const an_token *t = tree->tokens + child;
        if (t->deprel == AN_DEPREL_AUX && an_str_is(t->lemma, "have") && !an_str_is(t->xpos, "VBZ") && !an_str_is(t->xpos, "VBP")) return true;
        if (an_details_has_marker(tree, child, tree->grammar->since) && !an_details_is_present(tree, verb) && !an_details_is_comparison(tree, child)) return true; /* "since May", "since the war began" */
        if (t->deprel == AN_DEPREL_ADVMOD && (an_tree_lemma_in(tree, child, tree->grammar->looking_back) || (an_str_is(t->lemma, "repeatedly") && !an_details_is_present(tree, verb)))) return true;
    }
    return false;
}

static bool is_lead(const an_tree *tree) { return tree->sentence < LEAD_SENTENCES || tree->document->parsed.sentence_count <= BRIEF_SENTENCES; }

static bool is_analysis(const an_tree *tree) { return tree->document->parsed.sentence_count >= ANALYSIS_SENTENCES; }

/* A long text that names past times and none of the last week looks back, as yearly reports do: what it tells in the past is not the day's news. */
bool an_is_review(const an_document *document)
{
    enum { PAST_TIMES_MIN = 3 };
    const an_date_range *published = &document->article.published;
    uint32_t past = 0;
    if (!an_details_is_one_day(published) || document->parsed.sentence_count <= BRIEF_SENTENCES) return false;
    for (uint32_t m = 0; m < document->mentions.count; m++) {
        const an_time *time = &document->mentions.items[m].time;
        if (document->mentions.items[m].kind != AN_MENTION_TIME || time->is_duration || time->is_habitual || time->range.to == AN_DAY_UNKNOWN) continue;
        if (time->range.to >= published->from - AN_DAYS_OF_DEED && time->range.from != AN_DAY_UNKNOWN && time->range.to - time->range.from <= AN_DAYS_OF_DEED) return false;
        past += time->range.to < published->from - AN_DAYS_OF_NEWS;
    }
    return past >= PAST_TIMES_MIN;
}

bool an_details_is_saying(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    an_arguments arguments;
    return tree->lemmas[verb] != AN_NONE && an_find_report(coder, tree, verb, &arguments) != NULL;
}

/* "weeks after the minister was arrested": counted back from what the sentence tells. */
static bool is_long_before(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (child > 0 && tree->tokens[child].deprel == AN_DEPREL_MARK && tree->lemmas[child] == tree->grammar->after && an_tree_lemma_in(tree, child - 1, tree->grammar->time_units)) return true;
    return false;
}

/* "admits killing six", "admits to killing six", "apologises for shelling": said now of what was before. */
static bool is_owned_up(const an_tree *tree, uint32_t verb)
{
    an_deprel relation = (an_deprel)tree->tokens[verb].deprel;
    uint32_t above = an_tree_head(tree, verb);
    bool is_content = relation == AN_DEPREL_CCOMP || relation == AN_DEPREL_XCOMP || (relation == AN_DEPREL_ADVCL && (an_details_is_marked_with(tree, verb, tree->grammar->for_) || an_details_is_marked_with(tree, verb, tree->grammar->to)));
    return above != AN_NONE && is_content && an_tree_lemma_in(tree, above, tree->grammar->owning_up);
}

/* "executed for their part in a raid" */
static bool is_part_played(const an_tree *tree, const an_draft *draft)
{
    uint32_t above = an_tree_head(tree, draft->top);
    if (draft->light_token != AN_NONE && an_tree_lemma_in(tree, draft->light_token, tree->grammar->parts_played)) return true;
    return above != AN_NONE && tree->tokens[draft->top].deprel == AN_DEPREL_NMOD && an_tree_lemma_in(tree, above, tree->grammar->parts_played);
}

/* "is jailed after he criticised the king": words in the past lie before what came of them, told in the present. */
static bool is_said_before(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    an_event_type type = draft->event.type;
    uint32_t above = an_tree_head(tree, verb);
    bool is_words = type == AN_TYPE_ACCUSE || type == AN_TYPE_REQUEST || type == AN_TYPE_THREATEN || type == AN_TYPE_SUPPORT || type == AN_TYPE_REJECT;
    return is_words && above != AN_NONE && tree->tokens[verb].deprel == AN_DEPREL_ADVCL && an_details_is_past(tree, verb) && an_details_is_marked_with(tree, verb, tree->grammar->after) && an_details_is_present(tree, an_details_finite_above(tree, above));
}

/* "charged with having robbed", "as requested by the mayor": the form of the verb says that it was before. */
static bool is_before_in_form(const an_tree *tree, uint32_t verb)
{
    if (an_str_is(tree->tokens[verb].xpos, "VBN") && an_tree_lemma_in(tree, verb, tree->grammar->asked_for) && tree->tokens[verb].deprel == AN_DEPREL_ADVCL && an_details_is_marked_with(tree, verb, tree->grammar->as) && an_tree_child(tree, verb, AN_DEPREL_NSUBJ) == AN_NONE) return true;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].lemma, "have") && an_str_is(tree->tokens[child].xpos, "VBG")) return true;
    return false;
}

/* "The toll of the strikes rises to 90", "the number killed in the raid": counted up since, on no one day. */
static bool is_tallied(const an_tree *tree, uint32_t at)
{
    for (uint32_t steps = 0; at != AN_NONE && steps < AN_CLIMB_MAX; steps++, at = an_tree_head(tree, at)) {
        an_deprel relation = (an_deprel)tree->tokens[at].deprel;
        if (relation == AN_DEPREL_NSUBJ) return an_tree_lemma_in(tree, at, tree->grammar->tallies);
        if (relation != AN_DEPREL_NMOD && relation != AN_DEPREL_ACL && relation != AN_DEPREL_OBL && relation != AN_DEPREL_COMPOUND) return false;
    }
    return false;
}

/* Told as what lies before: "jailed leader", "charged with stabbing three", "since the invasion began", "a recent raid". */
static bool is_told_as_past(const an_tree *tree, const an_draft *draft)
{
    uint32_t anchor = an_details_anchor(draft);
    const an_token *t = tree->tokens + anchor;
    if (is_tallied(tree, anchor)) return true;
    if (draft->is_noun) {
        AN_FOR_CHILDREN(tree, child, anchor)
            if (tree->tokens[child].deprel == AN_DEPREL_AMOD && (an_tree_lemma_in(tree, child, tree->grammar->bygone) || an_str_is(tree->tokens[child].form, "earlier"))) return true;
        return is_part_played(tree, draft) || an_is_of_those_involved(tree, draft) || an_names_trace(tree, draft->token);
    }
    if (is_owned_up(tree, anchor) || is_said_before(tree, draft, anchor) || is_before_in_form(tree, an_tree_first_conjunct(tree, anchor))) return true;
    if (an_details_has_marker(tree, anchor, tree->grammar->since) || is_long_before(tree, anchor) || (t->deprel == AN_DEPREL_AMOD && an_str_is(t->xpos, "VBN"))) return true;
    return an_str_is(t->xpos, "VBG") && an_tree_child(tree, anchor, AN_DEPREL_NSUBJ) == AN_NONE && an_details_has_marker(tree, anchor, tree->grammar->of_matter);
}

/* "the group that bombed ..."; not "..., where he met ...", nor what the parser hangs on the noun that begins a headline ("Thousands march"). */
static bool is_description(const an_tree *tree, uint32_t verb)
{
    uint32_t noun = an_tree_head(tree, verb);
    if (tree->tokens[verb].deprel != AN_DEPREL_ACL || noun == AN_NONE || an_details_is_told_along(tree, verb) || an_str_is(tree->tokens[noun].lemma, "time")) return false; /* "it is the first time that" */
    if (tree->tokens[noun].deprel == AN_DEPREL_ROOT && tree->tokens[noun].upos == AN_UPOS_NOUN && !an_tree_is_predicate(tree, noun) && tree->tokens[verb].subrel != AN_SUBREL_RELCL) return false;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && an_str_is(tree->tokens[child].lemma, "where")) return false;
    return true;
}

/* "the group that the army fights": a deed that a relative clause tells in the simple present of a text that is no brief is done at all times; what is no
 * deed ("the road that leads to") is so on the day too. */
static bool is_general(const an_tree *tree, const an_draft *draft, uint32_t verb)
{
    uint32_t clause = an_tree_first_conjunct(tree, verb);
    return draft->event.type != AN_TYPE_NONE && tree->document->parsed.sentence_count > BRIEF_SENTENCES && tree->tokens[clause].subrel == AN_SUBREL_RELCL && is_description(tree, clause) && an_tree_child(tree, verb, AN_DEPREL_AUX) == AN_NONE;
}

/* "six are killed after tanks open fire": two verbs that tell one deed, of which one is told in the present. */
static bool is_told_by_part(const an_tree *tree, const an_draft *draft)
{
    for (uint32_t i = 0; i < draft->part_count; i++) {
        uint32_t part = draft->parts[i];
        bool is_clause = tree->tokens[part].upos == AN_UPOS_VERB && (tree->tokens[part].deprel == AN_DEPREL_ROOT || tree->tokens[an_tree_first_conjunct(tree, part)].deprel == AN_DEPREL_ROOT);
        if (is_clause && an_details_is_present(tree, part) && !looks_back(tree, part)) return true;
    }
    return false;
}

/* "six months to go until A leaves the pact": still to come. */
static bool is_awaited(const an_tree *tree, uint32_t verb)
{
    return tree->tokens[verb].deprel == AN_DEPREL_ADVCL && an_details_is_present(tree, verb) && an_details_is_marked_with(tree, verb, tree->grammar->until);
}

/* "told the court last week that he had beaten her", "was in 1953 for two who spied": what the clause above dates to a day before, and what it speaks of
 * in the past was not on the day either. */
static bool is_below_past_time(const an_coder *coder, const an_tree *tree, uint32_t verb)
{
    const an_date_range *published = &tree->document->article.published;
    const an_mention *mentions = tree->document->mentions.items;
    if (an_details_is_present(tree, verb)) return false;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first, above;
        const an_time *time = &mentions[m].time;
        if (mentions[m].kind != AN_MENTION_TIME || head >= tree->count || time->is_duration || time->is_habitual) continue;
        if (time->range.to == AN_DAY_UNKNOWN || time->range.to >= published->from) continue;
        above = an_node_above(coder, tree, head);
        if (above != verb && an_tree_is_predicate(tree, above) && an_details_is_past(tree, above) && an_tree_dominates(tree, above, verb)) return true;
    }
    return false;
}

static bool is_news_of_the_day(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t own = an_details_clause(coder, tree, draft), verb = an_details_finite_above(tree, own);
    const an_date_range *published = &tree->document->article.published;
    if (!an_details_is_one_day(published) || tree->document->article.published_basis == AN_BASIS_TEXT || is_told_as_past(tree, draft)) return false;
    if (is_awaited(tree, verb) || is_below_past_time(coder, tree, verb)) return false;
    if (coder->is_review && an_details_is_past(tree, verb)) return false;
    if (is_analysis(tree) && (draft->is_noun || an_details_is_perfect(tree, verb))) return false;
    if (is_told_by_part(tree, draft)) return true;
    if (an_details_is_present(tree, verb)) return an_details_shares_verb(tree, draft, own) && !looks_back(tree, verb) && !is_general(tree, draft, verb);
    if (!is_lead(tree) && !(an_details_is_saying(coder, tree, verb) && !an_details_is_perfect(tree, verb))) return false;
    if (is_description(tree, verb)) return false;
    return an_details_shares_verb(tree, draft, own) && !looks_back(tree, verb);
}

bool an_details_is_past(const an_tree *tree, uint32_t verb)
{
    if (an_str_is(tree->tokens[verb].xpos, "VBD")) return true;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].xpos, "VBD")) return true;
    return false;
}

/* What a sentence says by the way: in a relative clause, in brackets, as what came before ("after X in May"). */
bool an_details_is_aside(const an_tree *tree, uint32_t token)
{
    int brackets = 0;
    for (uint32_t i = 0; i < token; i++) brackets += an_str_is(tree->tokens[i].form, "(") - an_str_is(tree->tokens[i].form, ")");
    for (uint32_t steps = 0; brackets <= 0 && token != AN_NONE && steps < tree->count; steps++, token = an_tree_head(tree, token))
        if (tree->tokens[token].subrel == AN_SUBREL_RELCL || an_details_has_marker(tree, token, tree->grammar->apart_in_time)) return true;
    return brackets > 0;
}

/* Dates that later sentences may go on from: of something that happened, no coarser than a month, not after the text. */
static bool can_lead_on(const an_tree *tree, const an_draft *draft, const an_time *time)
{
    enum { MONTH_DAYS = 31 };
    const an_date_range *published = &tree->document->article.published;
    if (!an_details_is_fact(&draft->event)) return false;
    if (an_details_is_aside(tree, an_details_anchor(draft))) return false;
    if (time->range.from == AN_DAY_UNKNOWN || time->range.to == AN_DAY_UNKNOWN || time->range.to - time->range.from > MONTH_DAYS) return false;
    return published->to == AN_DAY_UNKNOWN || time->range.from <= published->to;
}

static void lead_on(an_coder *coder, const an_event_date *date, uint32_t paragraph)
{
    coder->narrative = *date;
    coder->narrative_paragraph = paragraph;
}

/* "bans gatherings for the next three weeks", "until 7 April": how long it will hold; "signs a law in force from May", "backs him for 2030": what comes
 * of it, or what it is for; it was done on the day. */
static bool reaches_ahead(const an_tree *tree, const an_draft *draft, const an_mention *time)
{
    const an_date_range *published = &tree->document->article.published, *range = &time->time.range;
    if (!an_details_is_one_day(published) || range->to == AN_DAY_UNKNOWN || range->to <= published->to) return false;
    if (range->from == AN_DAY_UNKNOWN) return true; /* "until 7 April" */
    if (range->from > published->to) return draft->event.type != AN_TYPE_NONE; /* what is no act may be to come: "lands on Friday" */
    if (time->time.basis != AN_BASIS_DOCUMENT_DATE || range->from != published->from) return false;
    return !an_str_equal_ignoring_ascii_case(tree->document->parsed.tokens[time->first_token].form, AN_STR("this")); /* "visits this week" */
}

/* "reportedly broke up": told as news, though not vouched for. */
static bool is_hearsay(const an_tree *tree, uint32_t verb)
{
    if (an_str_is(tree->tokens[verb].lemma, "report") && an_tree_is_passive(tree, verb)) return true;
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_ADVMOD && an_tree_lemma_in(tree, child, tree->grammar->hearsay)) return true;
    return false;
}

/* A sentence with a date of its own does not go on from the one before. */
static bool has_own_time(const an_coder *coder, const an_tree *tree)
{
    const an_mention *mentions = tree->document->mentions.items;
    if (an_details_overlap(coder->narrative.span, tree->document->parsed.sentences[tree->sentence].span)) return false;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++)
        if (mentions[m].kind == AN_MENTION_TIME && !mentions[m].time.is_duration && !mentions[m].time.is_habitual && an_date_range_is_known(mentions[m].time.range)) return true;
    return false;
}

/* The time is in a phrase with "since" below the verb, or right behind it. */
static bool is_since(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t verb, uint32_t time)
{
    uint32_t first, last;
    AN_FOR_CHILDREN(tree, child, verb) {
        if (child < verb || child > time || an_belongs_to(coder, draft, child) || !an_details_has_marker(tree, child, tree->grammar->since)) continue;
        an_tree_extent(tree, child, &first, &last);
        if (last + 2 >= time) return true; /* a preposition stands between */
    }
    return false;
}

/* "has killed nine since the outbreak of the war in March": from then on; not the day itself, "since being kidnapped in 2016". */
static an_date_range range_reached(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *time)
{
    const an_date_range *published = &tree->document->article.published;
    an_date_range range = time->time.range;
    uint32_t verb = an_details_clause(coder, tree, draft);
    if (!an_details_is_one_day(published) || range.to == AN_DAY_UNKNOWN || range.to >= published->from || !an_details_is_perfect(tree, verb)) return range;
    if (is_since(coder, tree, draft, verb, time->head_token - tree->first)) range.to = published->to;
    return range;
}

void an_find_date(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    int score;
    uint32_t paragraph = tree->document->parsed.sentences[tree->sentence].paragraph;
    const an_mention *time = an_details_best_time(coder, tree, draft, &score);
    an_event_date *date = &draft->event.date;
    uint32_t verb = an_details_finite_above(tree, an_details_clause(coder, tree, draft));
    bool is_told = an_details_is_fact(&draft->event) ||
                   (draft->event.factuality == AN_FACTUALITY_POSSIBLE && is_hearsay(tree, verb)) ||
                   (draft->event.factuality == AN_FACTUALITY_HABITUAL && draft->event.type == AN_TYPE_NONE); /* "the road leads to": so on the day, too */
    bool is_to_come = (draft->is_future_turned || an_tree_lemma_in(tree, verb, tree->grammar->putting_off)) && time && an_details_is_one_day(&tree->document->article.published) && time->time.range.from > tree->document->article.published.to;
    is_to_come = is_to_come || (time && (!draft->is_noun || draft->light_token != AN_NONE || score < AN_SCORE_OWN) && draft->event.factuality == AN_FACTUALITY_HAPPENED && reaches_ahead(tree, draft, time));
    bool has_narrative = coder->narrative.is_known && coder->narrative_paragraph == paragraph;
    if (time && score >= AN_SCORE_LOOSE && !is_to_come) { /* a promise is of the day when it is made */
        *date = (an_event_date){time->time, time->span, true};
        date->time.range = range_reached(coder, tree, draft, time);
        if (score >= AN_SCORE_GOVERNED && can_lead_on(tree, draft, &time->time)) lead_on(coder, date, paragraph);
    } else if (is_told && has_narrative && !has_own_time(coder, tree) && an_details_is_past(tree, verb) && !looks_back(tree, verb) && !is_told_as_past(tree, draft) && !is_description(tree, verb) && an_details_shares_verb(tree, draft, verb)) {
        *date = coder->narrative;
        date->time.basis = AN_BASIS_NARRATIVE;
    } else if ((is_told || draft->is_future_turned) && is_news_of_the_day(coder, tree, draft)) {
        date->time = (an_time){.range = tree->document->article.published, .basis = AN_BASIS_DOCUMENT_DATE};
        date->is_known = true;
        if (!has_narrative && an_details_is_past(tree, verb)) lead_on(coder, date, paragraph);
    }
}

static bool is_violent(const an_event *event) { return event->type == AN_TYPE_ASSAULT || event->type == AN_TYPE_PROTEST; }
static bool is_forceful(const an_event *event) { return is_violent(event) || event->type == AN_TYPE_COERCE; }

/* The noun by which it is the scene of another deed: its own, or the one that its participle tells of ("at a march organised by"). */
static uint32_t scene_word(const an_tree *tree, const an_draft *draft)
{
    uint32_t anchor = an_details_anchor(draft);
    if (draft->is_noun) return draft->top;
    return tree->tokens[anchor].deprel == AN_DEPREL_ACL && an_str_is(tree->tokens[anchor].xpos, "VBN") ? an_tree_head(tree, anchor) : AN_NONE;
}

/* "killed in a strike", "hurt during raids", "by an explosion"; of violence also what it followed, and through other nouns. */
static bool is_scene_of(const an_coder *coder, const an_tree *tree, uint32_t word, const an_draft *other, bool is_violence)
{
    uint32_t above = is_violence ? an_node_above(coder, tree, word) : an_tree_head(tree, word);
    if (other->is_noun || above == AN_NONE || (!an_belongs_to(coder, other, above) && !an_belongs_to(coder, other, an_tree_first_conjunct(tree, above)))) return false; /* "killed and lost in an attack" */
    if (an_details_has_marker(tree, word, tree->grammar->scene_words) || an_details_is_marked_with(tree, word, tree->grammar->by)) return true;
    return is_violence && an_details_has_marker(tree, word, tree->grammar->causes);
}

/* Violence and its outcome are of one day: "four were killed in a strike on a depot", "in clashes with the police". */
void an_share_date(an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    an_event *event = coder->document->events.items + draft->number;
    uint32_t word = scene_word(tree, draft);
    if (word == AN_NONE || !is_forceful(event) || event->factuality != AN_FACTUALITY_HAPPENED || event->date.is_known || is_told_as_past(tree, draft)) return;
    for (uint32_t i = 0; i < coder->draft_count; i++) {
        const an_draft *other = coder->drafts + i;
        const an_event *told = other->number == AN_NONE ? NULL : coder->document->events.items + other->number;
        if (!told || told == event || !is_forceful(told) || told->factuality != event->factuality || !told->date.is_known) continue;
        if (!is_scene_of(coder, tree, word, other, is_violent(event) && is_violent(told))) continue;
        event->date = told->date;
        return;
    }
}
