/* Which of the times that a sentence names is an event's: the nearest in the tree, unless it is the time of a noun, of a crime or of a matter that the act
 * is about, or says how far a comparison goes. */
#include "event/details.h"

static bool is_long(const an_mention *m)
{
    enum { YEAR_DAYS = 365 };
    const an_date_range *range = &m->time.range;
    return range->from == AN_DAY_UNKNOWN || range->to == AN_DAY_UNKNOWN || range->to - range->from >= YEAR_DAYS - 1;
}

/* "during the war in the 1980s": the war is when it was. */
static uint32_t past_occasion(const an_tree *tree, uint32_t noun)
{
    bool is_occasion = noun != AN_NONE && an_details_has_marker(tree, noun, tree->grammar->meanwhile) && !an_tree_is_predicate(tree, noun);
    return is_occasion ? an_tree_head(tree, noun) : noun;
}

/* More than two years are the date only of what they hang on, or of what its verb does: "jailed for crimes in the 1960s" was not then. */
static bool is_background(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    enum { TWO_YEARS_DAYS = 2 * 366 };
    uint32_t above = past_occasion(tree, an_tree_head(tree, m->head_token - tree->first)), verb;
    const an_date_range *range = &m->time.range;
    bool is_age = range->from == AN_DAY_UNKNOWN || range->to == AN_DAY_UNKNOWN || range->to - range->from > TWO_YEARS_DAYS;
    if (!is_age || above == draft->token || above == draft->light_token || above == draft->top) return false;
    verb = an_details_clause(coder, tree, draft);
    if (above == an_details_finite_above(tree, verb) && above != verb) return !an_details_is_fact(&draft->event) && draft->event.factuality != AN_FACTUALITY_DID_NOT_HAPPEN; /* "since 2005, no state has agreed to recognise" */
    return above != verb || !an_details_shares_verb(tree, draft, verb);
}

/* "the first killed there since 1993", "the most since the war": the time says how far the comparison goes. */
bool an_details_is_comparison(const an_tree *tree, uint32_t time)
{
    enum { WORDS_BEFORE = 20 };
    const an_grammar *g = tree->grammar;
    uint32_t end = time > 0 && an_tree_lemma_in(tree, time - 1, g->since) ? time - 1 : AN_NONE, above = an_tree_head(tree, time);
    AN_FOR_CHILDREN(tree, child, time)
        if (an_tree_lemma_in(tree, child, g->since)) end = child;
    if (end == AN_NONE && above != AN_NONE && tree->tokens[above].upos != AN_UPOS_VERB && an_details_has_marker(tree, above, g->since)) end = above; /* "since the war in 1928" */
    for (uint32_t t = end == AN_NONE || end < WORDS_BEFORE ? 0 : end - WORDS_BEFORE; end != AN_NONE && t < end; t++) {
        const an_token *token = tree->tokens + t;
        bool is_of_count = t > 0 && an_str_equal_ignoring_ascii_case(tree->tokens[t - 1].form, AN_STR("at")); /* "at least nine" */
        if (an_tree_lemma_in(tree, t, g->ranks) || ((an_str_is(token->xpos, "JJS") || an_str_is(token->xpos, "RBS")) && !is_of_count)) return true;
    }
    return false;
}

/* "the fourth such crime this year": how far it was counted. */
static bool is_counted_up(const an_tree *tree, uint32_t time)
{
    uint32_t noun = an_tree_head(tree, time);
    if (noun == AN_NONE || noun > time || tree->tokens[noun].upos != AN_UPOS_NOUN) return false;
    AN_FOR_CHILDREN(tree, child, noun)
        if (tree->tokens[child].deprel == AN_DEPREL_AMOD && (an_token_has_feature(tree->tokens + child, "NumType=Ord") || an_str_is(tree->tokens[child].xpos, "JJS"))) return an_details_has_definite(tree, noun);
    return false;
}

/* "Sunday's election", "the 2008 crisis": the time is the noun's own, and the noun is not this event's nor when it was ("at the 2022 parade"). */
static bool is_of_noun(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    uint32_t time = m->head_token - tree->first, noun = an_tree_head(tree, time);
    const an_token *t = tree->tokens + time;
    bool is_tight = (t->deprel == AN_DEPREL_NMOD && an_details_is_marked_with(tree, time, tree->grammar->of)) || t->deprel == AN_DEPREL_COMPOUND || t->deprel == AN_DEPREL_AMOD || t->deprel == AN_DEPREL_NUMMOD || (t->deprel == AN_DEPREL_NMOD && t->subrel == AN_SUBREL_POSS);
    if (noun == AN_NONE || !is_tight || an_belongs_to(coder, draft, noun) || an_tree_lemma_in(tree, noun, tree->grammar->hours)) return false; /* "the early hours of Sunday morning" */
    if (tree->tokens[noun].deprel == AN_DEPREL_NSUBJ && !is_long(m) && an_belongs_to(coder, draft, an_tree_head(tree, noun))) return false; /* "Friday's blast killed" */
    if (an_details_has_marker(tree, noun, is_long(m) ? tree->grammar->occasion_of_year : tree->grammar->occasion_of_day) && an_belongs_to(coder, draft, an_tree_head(tree, noun))) return false;
    return tree->tokens[noun].upos == AN_UPOS_NOUN || tree->tokens[noun].upos == AN_UPOS_PROPN;
}

/* Of courts and accusers, who speak of what was long ago. */
static bool is_judgement(const an_draft *draft) { return draft->event.type == AN_TYPE_SANCTION || draft->event.type == AN_TYPE_ACCUSE || draft->event.type == AN_TYPE_RETREAT; }

/* "earlier this month": not today. */
static bool is_earlier(const an_tree *tree, const an_mention *m)
{
    return an_str_equal_ignoring_ascii_case(tree->document->parsed.tokens[m->first_token].form, AN_STR("earlier"));
}

/* "the 2011 conviction" */
static bool is_attribute(const an_tree *tree, uint32_t time)
{
    an_deprel relation = (an_deprel)tree->tokens[time].deprel;
    return relation == AN_DEPREL_COMPOUND || relation == AN_DEPREL_AMOD || relation == AN_DEPREL_NUMMOD;
}

/* "convicts two men over a death in 2019", "is arrested over a blast last month": what a daily report tells in the present is of these days; an old
 * date behind it is another's. */
static bool is_of_another(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    const an_date_range *published = &tree->document->article.published, *range = &m->time.range;
    uint32_t verb = an_details_clause(coder, tree, draft), time = m->head_token - tree->first, above = an_tree_head(tree, time);
    bool is_relative = m->time.basis == AN_BASIS_DOCUMENT_DATE; /* "last month", "in May" */
    if (above == AN_NONE || !an_details_is_one_day(published) || tree->document->article.published_basis == AN_BASIS_TEXT || range->to == AN_DAY_UNKNOWN) return false;
    if (is_relative ? range->from >= published->from - AN_DAYS_OF_DEED || (range->to >= published->from && !is_earlier(tree, m)) : range->to >= published->from - AN_DAYS_OF_NEWS) return false;
    if (draft->is_noun && draft->light_token == AN_NONE && (an_belongs_to(coder, draft, above) || !an_details_shares_verb(tree, draft, verb))) return false;
    if (!is_judgement(draft) && !is_relative && an_belongs_to(coder, draft, above) && (above == draft->token || !is_attribute(tree, time))) return false; /* "overturns the 2011 conviction" */
    return time > verb && an_details_is_present(tree, verb) && !an_str_is(tree->tokens[above].xpos, "VBD");
}

/* "agreed in May and, in July, signed": said before one verb of several, it is of this one. */
static bool is_of_later_conjunct(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t time)
{
    uint32_t node = an_node_above(coder, tree, time);
    return node > draft->token && time < node && time > draft->token && tree->tokens[node].deprel == AN_DEPREL_CONJ && !an_belongs_to(coder, draft, node);
}

/* "the students who were abducted in Tarn last week have been found": a time that stands between the clause of a subject and the verb is of the clause. */
static uint32_t subject_clause_of(const an_coder *coder, const an_tree *tree, uint32_t time)
{
    uint32_t verb = an_node_above(coder, tree, time), subject = an_tree_child(tree, verb, AN_DEPREL_NSUBJ), clause = AN_NONE, first, last;
    if (verb <= time || subject == AN_NONE || subject >= time) return AN_NONE;
    an_tree_extent(tree, subject, &first, &last);
    for (uint32_t t = subject; t < time; t++)
        if (tree->tokens[t].deprel == AN_DEPREL_ACL && tree->tokens[t].upos == AN_UPOS_VERB && an_tree_dominates(tree, subject, t)) clause = t;
    return clause != AN_NONE && last >= clause && last < time ? clause : AN_NONE;
}

/* "the tenth anniversary of the raid": the time is the raid's. */
static bool is_feast(const an_tree *tree, uint32_t time) { return an_str_is(tree->tokens[time].lemma, "anniversary"); }

/* "two days after the raid": the days are the raid's, which their "after" hangs on, and of what hangs there. */
static bool is_counted_back_for_other(const an_tree *tree, const an_draft *draft, uint32_t time)
{
    uint32_t what = an_tree_head(tree, time);
    if (is_feast(tree, time)) return !an_tree_dominates(tree, time, an_details_anchor(draft));
    return tree->lemmas[time] == tree->grammar->after && (what == AN_NONE || what < time || !an_tree_dominates(tree, what, an_details_anchor(draft)));
}

/* Courts, prosecutors and police, who act on what was done before. */
static bool acts_by_law(const an_draft *draft) { return is_judgement(draft) || draft->event.type == AN_TYPE_COERCE; }

/* Of one more act or crime: "the murder", "robbing". */
static bool is_deed(const an_coder *coder, const an_tree *tree, uint32_t token)
{
    return coder->draft_at[token] != AN_NONE || an_tree_is_tagged(tree, token, "VBG") || an_tree_lemma_in(tree, token, tree->grammar->crimes) || an_tree_lemma_in(tree, token, tree->grammar->parts_played);
}

/* "the Fisheries Act of 2022", "the Fisheries Act, 2022" */
static bool is_in_title(const an_tree *tree, uint32_t time)
{
    bool is_joined = time >= 2 && (an_str_is(tree->tokens[time - 1].lemma, "of") || an_str_is(tree->tokens[time - 1].form, ","));
    return is_joined && tree->tokens[time - 2].upos == AN_UPOS_PROPN && (an_str_is(tree->tokens[time - 2].form, "Act") || an_tree_lemma_in(tree, time - 2, tree->grammar->documents));
}

/* "attend the 2024 summit", told in 2024 in the present: the year is a part of the name, and the day is that of the report. */
static bool is_year_of_name(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    const an_date_range *published = &tree->document->article.published;
    uint32_t time = m->head_token - tree->first, verb = an_details_clause(coder, tree, draft);
    if (is_in_title(tree, time)) return true;
    if (!is_long(m) || !an_details_is_one_day(published) || m->time.range.from > published->from || m->time.range.to < published->to) return false;
    if (!is_attribute(tree, time)) return false;
    return an_details_is_present(tree, verb) && an_details_shares_verb(tree, draft, verb);
}

/* "after a protest", "despite a ruling" */
static bool is_earlier_noun(const an_tree *tree, uint32_t noun)
{
    return tree->tokens[noun].deprel == AN_DEPREL_OBL && tree->tokens[noun].upos == AN_UPOS_NOUN && an_details_has_marker(tree, noun, tree->grammar->apart);
}

/* "marches", "resumes marching"; not "claims to have marched". */
static bool is_told_in_present(const an_tree *tree, uint32_t verb)
{
    bool is_content = tree->tokens[verb].deprel == AN_DEPREL_XCOMP && !an_details_is_perfect(tree, verb);
    return an_details_is_present(tree, is_content ? an_details_finite_above(tree, verb) : verb);
}

/* "march in A after a protest on Friday": told in the present of the day, the day before stands behind what came before. */
static bool is_of_earlier_phrase(const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    const an_date_range *published = &tree->document->article.published;
    uint32_t time = m->head_token - tree->first, anchor = an_details_anchor(draft), at = an_tree_head(tree, time);
    if (!an_details_is_one_day(published) || m->time.range.to == AN_DAY_UNKNOWN || m->time.range.to >= published->from) return false;
    if (time < anchor || !is_told_in_present(tree, anchor) || !an_tree_dominates(tree, anchor, time)) return false;
    for (uint32_t steps = 0; at != AN_NONE && at != anchor && steps < tree->count; steps++, at = an_tree_head(tree, at))
        if (is_earlier_noun(tree, at) && an_tree_head(tree, at) == anchor) return true;
    AN_FOR_CHILDREN(tree, child, anchor)
        if (an_tree_head(tree, time) == anchor && child > anchor && child < time && is_earlier_noun(tree, child)) return true;
    return false;
}

/* "confirm the arrest of a man for a raid in May 2014": what is told in the present is of these days, and an old time of the deed that stands before it. */
static bool is_of_nearer_deed(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    const an_date_range *published = &tree->document->article.published;
    uint32_t time = m->head_token - tree->first, verb = an_tree_head(tree, time);
    if (verb == AN_NONE || verb > time || !an_details_is_one_day(published) || m->time.range.to == AN_DAY_UNKNOWN) return false;
    if (m->time.range.to >= published->from - AN_DAYS_OF_NEWS || !an_details_is_present(tree, verb)) return false;
    for (uint32_t t = time; t-- > verb + 1;)
        if (coder->draft_at[t] != AN_NONE && !coder->drafts[coder->draft_at[t]].is_dropped) return !an_belongs_to(coder, draft, t);
    return false;
}

/* "convicted of the 2003 murder", "the arrest of a man for his role in a raid in May": when the crime was, not the court or the police. */
static bool is_of_charge(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    const an_date_range *published = &tree->document->article.published;
    uint32_t time = m->head_token - tree->first;
    if (!acts_by_law(draft)) return false;
    if (an_details_is_one_day(published) && m->time.range.from >= published->from - AN_DAYS_OF_DEED) return false; /* "sentenced for fraud on Friday" */
    for (uint32_t steps = 0, at = an_tree_head(tree, time); at != AN_NONE && steps < tree->count; steps++, at = an_tree_head(tree, at)) {
        if (at == draft->token || at == draft->top || at == draft->light_token) return false;
        if (is_deed(coder, tree, at) && an_details_has_marker(tree, at, tree->grammar->of_matter)) return true;
    }
    return false;
}

/* "convicted in May of robbing two", "convicted of robbing two and jailed in May": the verdict's time, not the crime's, which was before. */
static bool is_of_verdict(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t time)
{
    uint32_t node = an_node_above(coder, tree, time), matter = AN_NONE;
    if (draft->event.type != AN_TYPE_ASSAULT) return false;
    for (uint32_t steps = 0, at = an_details_anchor(draft); at != AN_NONE && steps < tree->count; steps++, at = an_tree_head(tree, at)) {
        const an_draft *court = coder->draft_at[at] == AN_NONE ? NULL : coder->drafts + coder->draft_at[at];
        if (matter != AN_NONE && court && court != draft && court->event.type == AN_TYPE_SANCTION) return node == at ? time < matter : an_tree_first_conjunct(tree, node) == an_tree_first_conjunct(tree, at);
        if (an_details_has_marker(tree, at, tree->grammar->of_matter)) matter = at;
    }
    return false;
}

/* "could face" */
static bool is_modal(const an_tree *tree, uint32_t verb)
{
    AN_FOR_CHILDREN(tree, child, verb)
        if (tree->tokens[child].deprel == AN_DEPREL_AUX && an_str_is(tree->tokens[child].xpos, "MD")) return true;
    return false;
}

/* "condemns it and said yesterday", "was held in May and could be jailed": a past time of the past verb, and the other is of the day or to come. */
static bool is_of_past_conjunct(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    const an_date_range *published = &tree->document->article.published;
    uint32_t node = an_node_above(coder, tree, m->head_token - tree->first), verb = an_details_clause(coder, tree, draft);
    if (!an_details_is_one_day(published) || m->time.range.to == AN_DAY_UNKNOWN || m->time.range.to >= published->from) return false;
    for (uint32_t steps = 0; verb != AN_NONE && steps < tree->count && an_tree_first_conjunct(tree, node) != an_tree_first_conjunct(tree, verb); steps++) verb = an_tree_head(tree, verb);
    if (verb == AN_NONE || node == verb || an_belongs_to(coder, draft, node)) return false;
    return an_details_is_past(tree, node) && (an_details_is_present(tree, verb) || is_modal(tree, verb));
}

/* "sentences a man who pleaded guilty in May": told in the present, with a clause in the past that tells what led to it. */
static bool is_of_what_led_to_it(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    const an_date_range *published = &tree->document->article.published;
    uint32_t clause = an_node_above(coder, tree, m->head_token - tree->first), anchor = an_details_anchor(draft);
    if (clause == anchor || clause == draft->token || clause == draft->top || !an_belongs_to(coder, draft, clause) || !an_details_is_one_day(published)) return false;
    if (m->time.range.to == AN_DAY_UNKNOWN || m->time.range.to >= published->from - AN_DAYS_OF_DEED) return false;
    return tree->tokens[clause].subrel == AN_SUBREL_RELCL && an_details_is_past(tree, clause) && an_details_is_present(tree, anchor) && an_tree_dominates(tree, anchor, clause);
}

/* ", when": the adverb that joins a clause to what stands before its comma. */
uint32_t an_details_joining_when(const an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    uint32_t clause = an_tree_first_conjunct(tree, an_details_finite_above(tree, an_details_clause(coder, tree, draft)));
    AN_FOR_CHILDREN(tree, child, clause)
        if (child > 1 && child < clause && an_str_is(tree->tokens[child].lemma, "when") && an_str_is(tree->tokens[child - 1].form, ",")) return child;
    return AN_NONE;
}

/* "a summit on June 12, when they agreed", "June's summit in Tarn, when they agreed": the clause says what was done at the time in the phrase before it,
 * whatever the tree hangs it on; not "since June, when", which reaches on. */
static bool is_of_when_clause(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    uint32_t when = an_details_joining_when(coder, tree, draft), time = m->head_token - tree->first, at = when == AN_NONE ? AN_NONE : when - 2;
    if (when == AN_NONE || an_details_has_marker(tree, time, tree->grammar->apart_in_time)) return false;
    for (uint32_t steps = 0; at != AN_NONE && steps < AN_CLIMB_MAX; steps++, at = an_tree_head(tree, at)) {
        if (at == time || (at + tree->first >= m->first_token && at + tree->first < m->end_token)) return true;
        if (an_tree_is_predicate(tree, at)) return false;
        if (an_tree_head(tree, time) == at) return true;
    }
    return false;
}

/* "mocked her at a rally on Saturday", "shot during last month's riots": the time of the occasion is that of what was done there; but courts and accusers
 * speak of what was done "during" it, or "at the 2012 rally". */
static bool is_of_occasion(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    uint32_t occasion = an_tree_head(tree, m->head_token - tree->first), verb = occasion == AN_NONE ? AN_NONE : an_tree_head(tree, occasion);
    const an_date_range *published = &tree->document->article.published;
    if (verb == AN_NONE || tree->tokens[occasion].deprel != AN_DEPREL_OBL || !an_belongs_to(coder, draft, verb)) return false;
    if (m->time.range.to == AN_DAY_UNKNOWN || m->time.range.to >= published->from || an_details_is_present(tree, verb)) return false;
    if (an_details_is_marked_with(tree, occasion, tree->grammar->at)) return !acts_by_law(draft) || an_details_is_one_day(&m->time.range);
    return draft->event.type == AN_TYPE_ASSAULT && an_details_is_marked_with(tree, occasion, tree->grammar->during);
}

/* "ordered them to leave on Thursday", told afterwards: the order was not later than what it was for. */
static bool is_of_thing_asked(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    uint32_t asked = an_tree_head(tree, m->head_token - tree->first), verb = asked == AN_NONE ? AN_NONE : an_tree_head(tree, asked);
    const an_date_range *published = &tree->document->article.published;
    if (verb == AN_NONE || tree->tokens[asked].deprel != AN_DEPREL_XCOMP || !an_str_is(tree->tokens[asked].xpos, "VB") || !an_belongs_to(coder, draft, verb)) return false;
    return m->time.range.to != AN_DAY_UNKNOWN && m->time.range.to < published->from && an_details_is_past(tree, verb);
}

/* "the last time they attacked was in 1953" */
static bool is_said_of_clause(const an_coder *coder, const an_tree *tree, const an_draft *draft, uint32_t time)
{
    uint32_t clause = an_details_clause(coder, tree, draft), noun = an_tree_head(tree, clause), predicate = noun == AN_NONE ? AN_NONE : an_tree_head(tree, noun);
    if (predicate == AN_NONE || tree->tokens[clause].deprel != AN_DEPREL_ACL || tree->tokens[noun].deprel != AN_DEPREL_NSUBJ || !an_str_is(tree->tokens[noun].lemma, "time")) return false;
    return time == predicate || an_tree_head(tree, time) == predicate;
}

/* The words around the clause say that it tells what was done then. */
static bool is_of_clause(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    return is_of_when_clause(coder, tree, draft, m) || is_said_of_clause(coder, tree, draft, m->head_token - tree->first);
}

/* The time of a noun, a crime, a matter or another deed, or how far a comparison goes. */
static bool is_anothers(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    uint32_t head = m->head_token - tree->first;
    if (is_background(coder, tree, draft, m) || an_details_is_comparison(tree, head) || is_counted_up(tree, head) || is_of_noun(coder, tree, draft, m) || is_of_another(coder, tree, draft, m)) return true;
    if (is_of_later_conjunct(coder, tree, draft, head) || is_year_of_name(coder, tree, draft, m) || is_counted_back_for_other(tree, draft, head)) return true;
    return is_of_earlier_phrase(tree, draft, m) || is_of_nearer_deed(coder, tree, draft, m) || is_of_charge(coder, tree, draft, m) ||
           is_of_verdict(coder, tree, draft, m->head_token - tree->first) || is_of_what_led_to_it(coder, tree, draft, m) || is_of_past_conjunct(coder, tree, draft, m);
}

/* How closely the time belongs to the event. */
static int score_of(const an_coder *coder, const an_tree *tree, const an_draft *draft, const an_mention *m)
{
    uint32_t head = m->head_token - tree->first, clause = subject_clause_of(coder, tree, head);
    int score = clause == AN_NONE ? an_details_score(coder, tree, draft, head) : an_details_score_at(coder, tree, draft, clause);
    if (score < AN_SCORE_LOOSE && (is_of_occasion(coder, tree, draft, m) || is_of_thing_asked(coder, tree, draft, m))) return AN_SCORE_LOOSE;
    return score;
}

const an_mention *an_details_best_time(const an_coder *coder, const an_tree *tree, const an_draft *draft, int *best_score)
{
    const an_mention *mentions = tree->document->mentions.items, *best = NULL;
    uint32_t best_distance = 0;
    *best_score = AN_SCORE_NONE;
    for (uint32_t m = tree->first_mention; m < tree->end_mention; m++) {
        uint32_t head = mentions[m].head_token - tree->first, away;
        int score;
        if (mentions[m].kind != AN_MENTION_TIME || mentions[m].time.is_duration || mentions[m].time.is_habitual || head >= tree->count) continue;
        bool is_own = is_of_clause(coder, tree, draft, mentions + m);
        if (!an_date_range_is_known(mentions[m].time.range) || (!is_own && is_anothers(coder, tree, draft, mentions + m))) continue;
        score = is_own ? AN_SCORE_OWN : score_of(coder, tree, draft, mentions + m);
        away = an_details_distance(head, draft->token);
        if (score > *best_score || (score == *best_score && score > AN_SCORE_NONE && away < best_distance)) {
            best = mentions + m;
            *best_score = score;
            best_distance = away;
        }
    }
    return best;
}

