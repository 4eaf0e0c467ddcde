/* From what comparing finds to whether two events are one happening.
 *
 * The rules come first: they ask for points, and for something that few other happenings share. Follow-ups of deeds share much that no
 * rule asks for: what the rules do not join is weighed. */
#include "link/node_weigh.h"

#include <math.h>
#include <stdlib.h>

enum { MONTH_DAYS = 31, NEWS_DAYS = 30, NUMBER_DAYS = 7 /* so long a number of people alone tells what is meant */, GAP_DAYS_MAX = 60, BITS_MAX = 100, NAMES_MAX = 5 };

/* A mention may mean an incident from so much on. One that names not even the month must say more, and something telling: that a base
 * holds one attack in a town does not mean that there was but one. */
static const double mention_score_min = 4.0, undated_score_min = 5.0, personal_score_min = 3.0, town_score_min = 2.0, counted_score_min = 3.5;

/* So much is asked for, by what the later one speaks of. Least where it looks back, or follows up what was done on the very day; more where
 * nothing says so, of arrests, which are told in standing words, and in a war, which goes on; most where both tell of different days, for
 * the same is done again the next one. About nine in ten that reach it are one happening, as judged. What the rules refuse is impossible
 * from so much below it on, or a third report would bring two attacks together. */
static const double looked_back_min = 1.0, day_looked_back_min = 0.5, war_looked_back_min = 1.75, known_min = 2.5, arrest_min = 1.25, day_min = 3.5, days_min = 4.0, refused_margin = 4.0;
static const double bits_unit = 10, many_units = 4, known_units_max = 5;

/* ---- the rules ---- */

static int64_t days(an_day from, an_day to) { return from == AN_DAY_UNKNOWN || to == AN_DAY_UNKNOWN ? INT32_MAX : (int64_t)to - from; }

/* What is done to somebody once; words are said again. */
static bool is_deed(an_event_type type) { return type == AN_TYPE_ASSAULT || type == AN_TYPE_COERCE || type == AN_TYPE_SANCTION; }

/* The wide node's range ends at its publication at the latest: what it tells of without a date is news of these weeks, or it says more. */
static bool may_mean(const an_node *wide, const an_node *precise, const an_node_match *match)
{
    if (!match->is_specific) return false;
    if (days(wide->dates.from, wide->dates.to) < MONTH_DAYS) return match->score >= mention_score_min;
    if (days(precise->dates.to, wide->dates.to) > NEWS_DAYS) return match->is_lasting && wide->type != AN_TYPE_SANCTION && is_deed(wide->type) && match->score >= mention_score_min;
    if (match->is_personal && is_deed(wide->type)) return match->score >= (match->is_personally_named ? personal_score_min : mention_score_min);
    if (match->is_told && is_deed(wide->type)) return match->score >= personal_score_min;
    if (match->is_close && match->score >= an_node_join_score) return true;
    if (match->is_news_of_town) return match->score >= town_score_min;
    if (match->is_counted && days(precise->dates.to, wide->dates.to) <= NUMBER_DAYS) return match->score >= counted_score_min;
    return match->score >= undated_score_min && match->is_telling && days(precise->dates.to, wide->dates.to) <= NUMBER_DAYS;
}

static bool rules_join(const comparing *c)
{
    if (c->is_refused) return false;
    if (c->a->is_wide == c->b->is_wide) return c->match.score >= an_node_join_score;
    return c->a->is_wide ? may_mean(c->a, c->b, &c->match) : may_mean(c->b, c->a, &c->match);
}

/* ---- evidence ---- */

#define AN_EVIDENCE_NAME(name, weight) #name,
const char *const an_evidence_names[AN_EVIDENCE_COUNT] = {AN_EVIDENCE_LIST(AN_EVIDENCE_NAME)};
#define AN_EVIDENCE_WEIGHT(name, weight) weight,
static const double weights[AN_EVIDENCE_COUNT] = {AN_EVIDENCE_LIST(AN_EVIDENCE_WEIGHT)};

static bool has(const comparing *c, an_join_reason reason) { return (c->match.reasons & 1u << reason) != 0; }

static const an_node *later_of(const comparing *c) { return c->a->published >= c->b->published ? c->a : c->b; }

static bool is_leader_in(const an_node_parties *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].is_leader) return true;
    return false;
}

/* The later one says when it was: at most so many days are in doubt. Else it may have been on any day before its publication. */
static double days_in_doubt(const an_node *earlier, const an_node *later)
{
    bool is_dated = !later->is_dateline && later->dates.from != AN_DAY_UNKNOWN && later->dates.to != AN_DAY_UNKNOWN;
    double between = fmin(GAP_DAYS_MAX, (double)days(earlier->published, later->published));
    return is_dated ? fmin(between, (double)days(later->dates.from, later->dates.to)) : between;
}

static bool is_same_range(const comparing *c)
{
    bool is_one = c->a->dates.from == c->b->dates.from && c->a->dates.to == c->b->dates.to;
    return is_one && c->a->is_wide && c->b->is_wide && has(c, AN_JOIN_DATE);
}

static void find_dates(const comparing *c, double *out)
{
    const an_node *later = later_of(c), *earlier = later == c->a ? c->b : c->a;
    bool is_same_published = later->published == earlier->published;
    bool is_same_day = !c->a->is_wide && !c->b->is_wide && !c->guess_days && !c->is_next_day && !c->is_looked_back;
    bool is_dateline = c->a->is_dateline || c->b->is_dateline;
    out[AN_EVIDENCE_DAY] = is_same_day && !is_dateline;
    out[AN_EVIDENCE_DATELINE_DAY] = is_same_day && is_dateline;
    out[AN_EVIDENCE_TOLD_BACK] = is_same_day && !is_same_published && !later->is_dateline;
    out[AN_EVIDENCE_SAME_MONTH] = is_same_range(c) && days(c->a->dates.from, c->a->dates.to) <= MONTH_DAYS;
    out[AN_EVIDENCE_SAME_YEAR] = is_same_range(c) && !out[AN_EVIDENCE_SAME_MONTH];
    out[AN_EVIDENCE_NEXT_DAY] = c->is_next_day && !c->is_looked_back;
    out[AN_EVIDENCE_GUESS_DAYS] = c->guess_days ? log2((double)c->guess_days) : 0;
    out[AN_EVIDENCE_BOTH_WIDE] = c->a->is_wide && c->b->is_wide;
    out[AN_EVIDENCE_ONE_WIDE] = c->a->is_wide != c->b->is_wide;
    out[AN_EVIDENCE_GAP] = log2(1 + days_in_doubt(earlier, later));
    out[AN_EVIDENCE_SAME_PUBLISHED] = is_same_published;
    out[AN_EVIDENCE_FOLLOWS_UP] = later->follows_up || (is_same_published && earlier->follows_up);
    out[AN_EVIDENCE_APART] = (c->is_next_day || c->guess_days) && !later->follows_up;
    out[AN_EVIDENCE_APART_WORDS] = out[AN_EVIDENCE_APART] * fmin(c->shared_bits, BITS_MAX) / bits_unit;
    out[AN_EVIDENCE_WIDE_UNTOLD] = out[AN_EVIDENCE_BOTH_WIDE] && !out[AN_EVIDENCE_FOLLOWS_UP];
    out[AN_EVIDENCE_EARLIER_WIDE] = earlier->is_wide && !later->is_wide && !is_same_published;
    out[AN_EVIDENCE_REPEATS] = c->a->repeats || c->b->repeats;
}

static void find_places(const comparing *c, double *out)
{
    bool is_in_town = c->in_town || c->in_large_town;
    out[AN_EVIDENCE_TOWN] = c->in_town;
    out[AN_EVIDENCE_LARGE_TOWN] = c->in_large_town;
    out[AN_EVIDENCE_NEAR] = c->is_near && !is_in_town;
    out[AN_EVIDENCE_PLACE] = has(c, AN_JOIN_PLACE) && !c->is_near && !c->names_town;
    out[AN_EVIDENCE_ONE_WAR] = c->is_war && !c->are_war;
    out[AN_EVIDENCE_BOTH_WAR] = c->are_war;
    out[AN_EVIDENCE_WAR_TOWN] = c->is_war && is_in_town;
    out[AN_EVIDENCE_WAR_NUMBER] = c->is_war && c->numbers_agree;
}

static void find_parties(const comparing *c, double *out)
{
    bool is_person = c->match.is_personally_named, is_leader = is_leader_in(&c->a->recipients) || is_leader_in(&c->b->recipients);
    out[AN_EVIDENCE_ACTOR] = c->same_actor;
    out[AN_EVIDENCE_STATE_ACTOR] = c->same_state && !c->same_actor;
    out[AN_EVIDENCE_KIN_ACTOR] = has(c, AN_JOIN_ACTOR) && !c->same_state;
    out[AN_EVIDENCE_OTHER_ACTOR] = c->parties_differ && !c->recipients_differ;
    out[AN_EVIDENCE_PERSON] = is_person;
    out[AN_EVIDENCE_LEADER] = is_person && is_leader;
    out[AN_EVIDENCE_KNOWN_PERSON] = is_person && c->shares_known_person && !c->match.is_once;
    out[AN_EVIDENCE_RECIPIENT] = c->same_victim && !is_person;
    out[AN_EVIDENCE_OTHER_RECIPIENT] = c->recipients_differ;
    out[AN_EVIDENCE_COERCE] = c->a->type == AN_TYPE_COERCE;
    out[AN_EVIDENCE_COERCE_PERSON] = c->a->type == AN_TYPE_COERCE && is_person;
}

static void find_numbers(const comparing *c, double *out)
{
    out[AN_EVIDENCE_NUMBER] = c->numbers_agree;
    out[AN_EVIDENCE_LARGE_NUMBER] = c->same_large_number;
    out[AN_EVIDENCE_VERY_LARGE_NUMBER] = c->same_very_large_number;
    out[AN_EVIDENCE_SMALL_NUMBER] = c->same_small_number && !c->numbers_agree;
    out[AN_EVIDENCE_NUMBERS_FIT] = c->numbers_fit;
    out[AN_EVIDENCE_NUMBERS_DIFFER] = c->numbers_differ;
    out[AN_EVIDENCE_NUMBERS_FAR] = c->numbers_are_far;
    out[AN_EVIDENCE_NUMBERS_GROW] = c->numbers_grow;
    out[AN_EVIDENCE_COUNTS_ON] = c->numbers_grow && later_of(c)->counts_on;
}

static void find_words(const comparing *c, double *out)
{
    uint32_t least = c->a->word_bits < c->b->word_bits ? c->a->word_bits : c->b->word_bits;
    double units = fmin(c->shared_bits, BITS_MAX) / bits_unit;
    out[AN_EVIDENCE_MODE] = has(c, AN_JOIN_MODE);
    out[AN_EVIDENCE_OTHER_MODE] = c->modes_differ;
    out[AN_EVIDENCE_LOOSE] = !an_node_is_anchored(c) && !c->shares_handle && c->shared_names <= 0;
    out[AN_EVIDENCE_HANDLE] = c->shares_handle;
    out[AN_EVIDENCE_HANDLE_GAP] = c->shares_handle * out[AN_EVIDENCE_GAP];
    out[AN_EVIDENCE_NAMES] = fmin(NAMES_MAX, c->shared_names);
    out[AN_EVIDENCE_WORDS] = units;
    out[AN_EVIDENCE_MANY_WORDS] = fmax(0, units - many_units);
    out[AN_EVIDENCE_SHARE] = least ? fmin(1, (double)c->shared_bits / least) : 0;
    out[AN_EVIDENCE_KNOWN_NAMES] = fmin(known_units_max, c->shared_known_bits / bits_unit);
}

static void find_evidence(const comparing *c, double *out)
{
    out[AN_EVIDENCE_ALWAYS] = 1;
    out[AN_EVIDENCE_TOLD] = c->match.is_told;
    find_dates(c, out);
    find_places(c, out);
    find_parties(c, out);
    find_numbers(c, out);
    find_words(c, out);
}

/* ---- deciding ---- */

static bool is_weighed(const comparing *c) { return an_node_looks_back(c->a->type) && c->a->article != c->b->article; }

static double weight_needed(const comparing *c, const double evidence[AN_EVIDENCE_COUNT])
{
    bool follows_up = evidence[AN_EVIDENCE_FOLLOWS_UP] > 0;
    bool is_day = evidence[AN_EVIDENCE_DAY] > 0 || evidence[AN_EVIDENCE_DATELINE_DAY] > 0;
    if (is_day) return follows_up ? day_looked_back_min : day_min;
    if (!c->a->is_wide && !c->b->is_wide) return days_min;
    if (c->a->type == AN_TYPE_COERCE && !(follows_up && c->is_war)) return arrest_min;
    return !follows_up ? known_min : c->is_war ? war_looked_back_min : looked_back_min;
}

static void weigh(comparing *c)
{
    double evidence[AN_EVIDENCE_COUNT], weight;
    find_evidence(c, evidence);
    weight = -weight_needed(c, evidence);
    for (int i = 0; i < AN_EVIDENCE_COUNT; i++) weight += weights[i] * evidence[i];
    c->match.score = an_node_join_score + weight;
    c->match.joins = weight >= 0;
    c->match.is_impossible = c->is_refused && weight < -refused_margin;
    if (c->shared_names > 0) c->match.reasons |= 1u << AN_JOIN_NAMES;
    if (c->shared_bits >= AN_LINK_RARE_BITS) c->match.reasons |= 1u << AN_JOIN_WORDS;
}

an_node_match an_node_compare(const an_node *a, const an_node *b, const an_actors *actors, bool shares_text)
{
    comparing c;
    an_node_compare_fields(a, b, actors, shares_text, &c);
    if (c.match.is_impossible) return c.match;
    c.match.joins = rules_join(&c);
    if (!c.match.joins && is_weighed(&c)) weigh(&c);
    else c.match.is_impossible = c.is_refused;
    return c.match;
}

bool an_node_find_evidence(const an_node *a, const an_node *b, const an_actors *actors, bool *by_rule, double out[AN_EVIDENCE_COUNT])
{
    comparing c;
    an_node_compare_fields(a, b, actors, false, &c);
    if (c.match.is_impossible || !is_weighed(&c)) return false;
    *by_rule = rules_join(&c);
    find_evidence(&c, out);
    return true;
}
