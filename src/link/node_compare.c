/* How well two events agree.
 *
 * Points for what agrees, weighted by how few happenings share it: a town and a day much, a state that acts every day little. Points
 * off for what differs. What cannot be (two distant towns, two days apart) is impossible whatever else agrees. The numbers were set by
 * reading pairs of a sample of reports, and stand here together. */
#include <math.h>
#include <stdlib.h>

#include "link/node_compare.h"

const double an_node_join_score = 4.5;

static const double day_score = 2.0, dateline_score = 1.0, next_day_penalty = -1.0, range_score = 1.0, within_score = 0.5;
static const double town_score = 2.5, near_town_score = 0.5, division_score = 0.5, country_score = 0.5, other_town_penalty = -1.0;
static const double person_score = 2.5, party_score = 1.5, state_score = 1.0, kin_score = 0.75, other_actor_penalty = -1.0, other_recipient_penalty = -1.5;
static const double number_score = 2.0, large_number_score = 2.5, very_large_number_score = 3.0, second_number_score = 1.0, number_again_score = 1.5, small_number_score = 0.7, close_number_score = 0.5, other_number_penalty = -1.5, by_one_penalty = -0.5, far_number_penalty = -2.5;
static const double mode_score = 0.7, other_mode_penalty = -1.5, text_score = 3.0, wide_text_score = 1.0;
static const double town_name_score = 1.0, two_names_score = 2.5, more_names_score = 0.75, names_score_max = 4.0;
static const double words_score = 2.0, more_words_score = 0.05 /* a bit */, words_score_max = 4.5, once_score = 1.5, named_town_score = 1.0, article_score = 2.0, looked_back_score = 1.3, news_score = 1;
static const double no_mention_score = 2; /* less than any mention needs */
static const double far_km = 60; /* two towns */

enum { TELLING_COUNT_MIN = 3, LARGE_COUNT_MIN = 10, VERY_LARGE_COUNT_MIN = 30, FAR_RATIO = 2, FAR_DIFFERENCE = 4, GROWTH_RATIO = 6, NEWS_DAYS = 30, GUESS_DAYS = 14, CLOSE_DAYS = 3, TOWN_DAYS = 10, WEEK_DAYS = 7, FEW = 5, LASTING_NAMES = 4 };

/* Words that tell: so much weight must be in both, and so much of what the shorter one says. Less is asked for where the day is the
 * same, more where it is not known, and more where one fights, who does the like tomorrow. AGREED_BITS: for a town, a recipient that is
 * no state, a number. */
enum { SAME_DAY_BITS = 32, NEXT_DAY_BITS = 40, LOOKED_BACK_BITS = 46, LOOSE_BITS = 50, UNTOLD_BITS = 64, WAR_BITS = 20, HALF_WAR_BITS = 10, AGREED_BITS = 10 };
static const double about_ratio = 1.3, told_share = 0.4, beside_share = 0.5;

static void agree(comparing *c, double score, an_join_reason reason)
{
    c->match.score += score;
    c->match.reasons |= 1u << reason;
}

/* ---- dates ---- */

static bool lies_in(an_date_range inner, an_date_range outer)
{
    return inner.from != AN_DAY_UNKNOWN && inner.to != AN_DAY_UNKNOWN && (outer.from == AN_DAY_UNKNOWN || outer.from <= inner.from) &&
           (outer.to == AN_DAY_UNKNOWN || outer.to >= inner.to);
}

/* Days between two ranges; 0 = they overlap. */
static int64_t gap(an_date_range a, an_date_range b)
{
    if (a.from > b.to) return (int64_t)a.from - b.to;
    return b.from > a.to ? (int64_t)b.from - a.to : 0;
}

/* "Ann Lee", "Lee", "Ann B. Lee": one person, as far as names tell. */
static bool are_one_person(const an_node_party *p, const an_node_party *q)
{
    if (!p->is_person || !q->is_person) return false;
    if (p->id == q->id) return true;
    return !(p->is_resolved && q->is_resolved) && p->family == q->family && (!p->given || !q->given || p->given == q->given);
}

static bool share_person(const comparing *c)
{
    for (uint32_t i = 0; i < c->a->recipients.count; i++)
        for (uint32_t k = 0; k < c->b->recipients.count; k++)
            if (are_one_person(&c->a->recipients.items[i], &c->b->recipients.items[k])) return true;
    return false;
}

static bool share_known_person(const comparing *c)
{
    for (uint32_t i = 0; i < c->a->recipients.count; i++)
        for (uint32_t k = 0; k < c->b->recipients.count; k++)
            if (are_one_person(&c->a->recipients.items[i], &c->b->recipients.items[k]) && c->a->recipients.items[i].is_resolved) return true;
    return false;
}

static bool one_fights(const an_node_parties *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].fights) return true;
    return false;
}

static bool one_is_armed(const an_node_parties *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].is_armed) return true;
    return false;
}

/* Deeds of war come again the next day at the same place. Whom a government arrests it does not arrest every day. */
static bool is_of_war(const an_node *n)
{
    return (n->type == AN_TYPE_COERCE ? one_is_armed(&n->actors) : one_fights(&n->actors)) || one_is_armed(&n->recipients);
}

/* Little is done to one person within weeks; but politicians are arrested, and attacked, again. */
static void look_back_at_person(comparing *c)
{
    c->is_looked_back = true;
    if ((c->a->follows_up || c->b->follows_up) && !c->is_war) agree(c, looked_back_score, AN_JOIN_DATE);
}

/* So many people in a town where that does not happen every week; in a war it does not happen every day. */
static bool is_number_of_town(const comparing *c)
{
    return c->same_large_number && c->a->place.name == c->b->place.name && c->a->place.precision == 1 && !c->a->place.is_large;
}

/* The rules see nothing that leads from the one to the other. */
static void guess_day(comparing *c, int64_t days)
{
    c->is_refused = true;
    c->guess_days = days;
}

static void compare_precise_dates(comparing *c)
{
    int64_t days = gap(c->a->dates, c->b->dates);
    const an_node *later = c->a->dates.from > c->b->dates.from ? c->a : c->b;
    if (days == 0) agree(c, day_score, AN_JOIN_DATE);
    /* The day of publication is only a guess at the day: who names the one that was attacked may look back, and who tells what came after. */
    else if (days > 1 && days <= NEWS_DAYS && later->is_dateline && an_node_looks_back(later->type) && share_person(c)) look_back_at_person(c);
    else if (days > 1 && days <= NEWS_DAYS && later->is_dateline && later->follows_up) c->is_looked_back = true;
    else if (days > 1 && days <= (c->is_war ? CLOSE_DAYS : WEEK_DAYS) && later->is_dateline && is_number_of_town(c)) c->is_looked_back = true;
    else if (days > 1 && days <= GUESS_DAYS && later->is_dateline && an_node_looks_back(later->type)) guess_day(c, days);
    else if (days > 1) c->match.is_impossible = true;
    else if (c->a->is_dateline || c->b->is_dateline) agree(c, dateline_score, AN_JOIN_DATE);
    else c->match.score += next_day_penalty;
    if (days == 1 && later->is_dateline && later->follows_up) c->is_looked_back = true;
    c->is_next_day = days == 1;
}

/* Two that are told of without a date are news of the same weeks, or they are not the same. */
static bool are_weeks_apart(const comparing *c)
{
    an_day a = c->a->dates.to, b = c->b->dates.to;
    if (c->a->dates.from != AN_DAY_UNKNOWN || c->b->dates.from != AN_DAY_UNKNOWN || a == AN_DAY_UNKNOWN || b == AN_DAY_UNKNOWN) return false;
    return llabs((int64_t)a - b) > NEWS_DAYS;
}

/* True if what was told without a date may be what the later one, dated by its publication, looks back at. */
static bool is_guess_after(const comparing *c, const an_node *wide, const an_node *later)
{
    bool is_open = wide->dates.from == AN_DAY_UNKNOWN, is_by_number = !is_open && wide->follows_up && c->same_large_number;
    return wide->is_wide && later->is_dateline && ((is_open && (later->follows_up || share_person(c))) || is_by_number) && an_date_range_is_before(wide->dates, later->dates) &&
           (int64_t)later->dates.from - wide->dates.to <= NEWS_DAYS && an_node_looks_back(c->a->type);
}

/* "Last week" of a Sunday may mean the days before, or the calendar's week before. */
static bool is_last_week(const an_node *wide, const an_node *precise)
{
    if (!wide->is_wide || precise->is_wide || wide->dates.from == AN_DAY_UNKNOWN || wide->published == AN_DAY_UNKNOWN) return false;
    return wide->dates.to - wide->dates.from < WEEK_DAYS && precise->dates.from > wide->dates.to && precise->dates.to < wide->published &&
           (int64_t)precise->dates.to - wide->dates.to <= WEEK_DAYS;
}

/* Told without a date, and told later with no date but that of the publication. */
static int64_t days_after(const an_node *wide, const an_node *later)
{
    if (!wide->is_wide || later->is_wide || !later->is_dateline || wide->dates.from != AN_DAY_UNKNOWN || wide->dates.to == AN_DAY_UNKNOWN) return 0;
    return (int64_t)later->dates.from - wide->dates.to;
}

static void compare_dates(comparing *c)
{
    int64_t days = days_after(c->a, c->b) > 0 ? days_after(c->a, c->b) : days_after(c->b, c->a);
    an_date_range a = c->a->dates, b = c->b->dates;
    if (!c->a->is_wide && !c->b->is_wide) compare_precise_dates(c);
    else if (is_guess_after(c, c->a, c->b) || is_guess_after(c, c->b, c->a)) c->is_looked_back = true;
    else if (is_last_week(c->a, c->b) || is_last_week(c->b, c->a)) return;
    else if (days > 0 && days <= GUESS_DAYS && an_node_looks_back(c->a->type)) guess_day(c, days);
    else if (!an_date_range_overlaps(a, b) || are_weeks_apart(c)) c->match.is_impossible = true;
    else if (a.from == AN_DAY_UNKNOWN || b.from == AN_DAY_UNKNOWN || a.to == AN_DAY_UNKNOWN || b.to == AN_DAY_UNKNOWN) return;
    else if (a.from == b.from && a.to == b.to) agree(c, range_score, AN_JOIN_DATE);
    else if (lies_in(a, b) || lies_in(b, a)) agree(c, within_score, AN_JOIN_DATE);
}

/* ---- places ---- */

double an_node_distance_km(const an_node_place *a, const an_node_place *b)
{
    const double degree = 3.14159265358979323846 / 180, earth_km = 6371;
    double y = sin((b->latitude - a->latitude) * degree / 2), x = sin((b->longitude - a->longitude) * degree / 2);
    double h = y * y + cos(a->latitude * degree) * cos(b->latitude * degree) * x * x;
    return 2 * earth_km * asin(sqrt(fmin(1, h)));
}

static bool is_town(const an_node_place *p) { return p->precision == 1 || p->precision == 2; }

static void compare_towns(comparing *c, const an_node_place *a, const an_node_place *b)
{
    double km = a->has_coordinates && b->has_coordinates ? an_node_distance_km(a, b) : INFINITY;
    c->is_near = km <= AN_NODE_NEAR_KM;
    if (km <= AN_NODE_NEAR_KM) agree(c, near_town_score, AN_JOIN_PLACE);
    else if (km <= far_km) c->match.score += other_town_penalty;
    else c->match.is_impossible = true;
}

/* A wide place against one that may lie in it. */
static void compare_wide_places(comparing *c, const an_node_place *a, const an_node_place *b)
{
    bool is_within = a->name == b->parent || b->name == a->parent;
    if (a->name == b->name && a->precision == b->precision) agree(c, a->precision == 4 ? division_score : country_score, AN_JOIN_PLACE);
    else if (is_within) agree(c, division_score, AN_JOIN_PLACE);
    else if (a->precision == 4 && (b->precision == 4 || (is_town(b) && b->parent))) c->match.is_impossible = true;
    else if (b->precision == 4 && is_town(a) && a->parent) c->match.is_impossible = true;
    else agree(c, country_score, AN_JOIN_PLACE);
}

static void compare_places(comparing *c)
{
    const an_node_place *a = &c->a->place, *b = &c->b->place;
    if (!a->precision || !b->precision) return;
    if (a->name == b->name && is_town(a) && is_town(b)) {
        agree(c, town_score, AN_JOIN_PLACE);
        c->is_near = true;
        c->match.is_specific = !a->is_large;
        c->in_town = !a->is_large;
        c->in_large_town = a->is_large;
    } else if (is_town(a) && is_town(b)) compare_towns(c, a, b);
    else if (a->country[0] && b->country[0]) compare_wide_places(c, a, b);
}

/* ---- parties ---- */

static bool are_kin(const comparing *c, const an_node_party *p, const an_node_party *q)
{
    if (p->is_person && q->is_person) return are_one_person(p, q);
    if (p->root == q->root || (p->acts_for && p->acts_for == q->id) || (q->acts_for && q->acts_for == p->id)) return true;
    if (!c->actors || p->entry == AN_NONE || q->entry == AN_NONE) return false;
    return an_actors_is_within(c->actors, p->entry, q->entry, c->a->dates) || an_actors_is_within(c->actors, q->entry, p->entry, c->a->dates);
}

/* The best that two lists have in common; 0 = nothing. */
static double common_party(comparing *c, const an_node_parties *a, const an_node_parties *b)
{
    double best = 0;
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++) {
            const an_node_party *p = &a->items[i], *q = &b->items[k];
            double one = are_one_person(p, q) ? person_score : p->id == q->id ? (p->is_state ? state_score : party_score) : are_kin(c, p, q) ? kin_score : 0;
            best = fmax(best, one);
            c->same_group = c->same_group || (p->id == q->id && !p->is_state);
        }
    return best;
}

/* All are persons whose full names are told. */
static bool are_named(const an_node_parties *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (!list->items[i].is_person || !list->items[i].given) return false;
    return true;
}

static bool are_resolved(const an_node_parties *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (!list->items[i].is_resolved) return false;
    return true;
}

bool an_node_are_kin(const an_node *a, const an_node_parties *of_a, const an_node_parties *of_b, const an_actors *actors)
{
    comparing c = {.a = a, .b = a, .actors = actors};
    return common_party(&c, of_a, of_b) > 0;
}

/* What is said, or shown, again and again, about the same persons too. */
static bool is_said_again(an_event_type type)
{
    return type == AN_TYPE_ACCUSE || type == AN_TYPE_CONSULT || type == AN_TYPE_PROTEST || type == AN_TYPE_REQUEST || type == AN_TYPE_SUPPORT ||
           type == AN_TYPE_THREATEN;
}

static bool is_any(const an_node_count *n) { return n->is_known && n->low > 0; }
static bool is_hurt(const an_node *n) { return is_any(&n->counts[AN_COUNT_KILLED]) || is_any(&n->counts[AN_COUNT_WOUNDED]); }

static bool is_in_office(const an_node_parties *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].is_leader) return true;
    return false;
}

/* Nobody is killed twice, and private people are seldom in the news for two things; but the house of a leader is shelled every week. */
static void look_at_person(comparing *c)
{
    bool is_attack = c->a->type == AN_TYPE_ASSAULT, is_once = is_attack && (is_hurt(c->a) || is_hurt(c->b));
    bool is_leader = is_in_office(&c->a->recipients) || is_in_office(&c->b->recipients);
    c->match.is_once = is_once;
    c->match.is_lasting = c->match.is_lasting || is_once || (!is_said_again(c->a->type) && !is_leader);
    if (is_once || (is_attack && !is_leader)) c->match.score += once_score;
}

static void compare_parties(comparing *c, const an_node_parties *a, const an_node_parties *b, an_join_reason reason, double penalty)
{
    double common;
    if (!a->count || !b->count) return;
    common = common_party(c, a, b);
    if (reason == AN_JOIN_RECIPIENT && share_person(c)) look_at_person(c);
    c->same_actor = c->same_actor || (reason == AN_JOIN_ACTOR && common >= party_score);
    c->same_state = c->same_state || (reason == AN_JOIN_ACTOR && common >= state_score);
    c->same_victim = c->same_victim || (reason == AN_JOIN_RECIPIENT && common >= party_score);
    c->same_recipient = c->same_recipient || (reason == AN_JOIN_RECIPIENT && common >= kin_score && common != state_score);
    if (common > 0) agree(c, common, reason);
    else if ((are_resolved(a) && are_resolved(b)) || (are_named(a) && are_named(b))) {
        c->match.score += penalty;
        c->parties_differ = true;
        c->recipients_differ = c->recipients_differ || reason == AN_JOIN_RECIPIENT;
    }
    else return;
    /* Whose bomb it was is disputed; who recalled an ambassador is not. */
    if (common <= 0 && reason == AN_JOIN_ACTOR && c->a->type != AN_TYPE_ASSAULT) c->match.is_impossible = true;
}

/* ---- numbers, modes ---- */

/* "Dozens" and "several" are said of everything. */
static bool is_said(const an_node_count *n) { return n->is_known && (n->high == n->low || n->high == INT64_MAX); }

/* "About 88" of 88. */
static bool is_about(const an_node_count *about, const an_node_count *exact)
{
    return is_said(exact) && about->is_known && about->low >= LARGE_COUNT_MIN && about->high <= about->low * about_ratio &&
           exact->low >= about->low && exact->low <= about->high;
}

static bool is_same_number(const an_node_count *a, const an_node_count *b)
{
    int64_t low = a->low < b->low ? a->low : b->low, high = a->low < b->low ? b->low : a->low;
    bool is_more_than = low >= LARGE_COUNT_MIN && high == low + 1 && (a->low == high ? a : b)->high == INT64_MAX && (a->low == low ? a : b)->high == low; /* "more than 54" begins at 55 */
    if (is_about(a, b) || is_about(b, a)) return true;
    return is_said(a) && is_said(b) && low >= TELLING_COUNT_MIN && (low == high || is_more_than);
}

static bool is_close(const an_node_count *a, const an_node_count *b)
{
    int64_t low = a->low < b->low ? a->low : b->low, high = a->low < b->low ? b->low : a->low;
    return high <= low * FAR_RATIO || high - low < FAR_DIFFERENCE;
}

static bool is_very_large(const an_node_count *n) { return n->is_known && n->low >= VERY_LARGE_COUNT_MIN; }

static void look_at_numbers(comparing *c)
{
    for (int k = 0; k < AN_COUNT_KINDS; k++) {
        const an_node_count *p = &c->a->counts[k], *q = &c->b->counts[k];
        bool is_same = is_same_number(p, q);
        c->numbers_agree = c->numbers_agree || is_same;
        c->same_numbers += is_same;
        c->same_very_large_number = c->same_very_large_number || (is_same && p->low >= VERY_LARGE_COUNT_MIN);
        c->same_large_number = c->same_large_number || (is_same && p->low >= LARGE_COUNT_MIN);
        c->numbers_fit = c->numbers_fit || (is_very_large(p) && is_very_large(q) && p->low <= q->high && q->low <= p->high && is_close(p, q));
        c->same_small_number = c->same_small_number || (is_said(p) && is_said(q) && p->low == q->low);
    }
}

static double same_number_score(int64_t number)
{
    return number >= VERY_LARGE_COUNT_MIN ? very_large_number_score : number >= LARGE_COUNT_MIN ? large_number_score : number_score;
}

static double compare_count(const an_node_count *a, const an_node_count *b)
{
    if (!a->is_known || !b->is_known) return 0;
    if (is_same_number(a, b)) return same_number_score(a->low);
    if (a->low == b->low) return small_number_score;
    if (a->low <= b->high && b->low <= a->high && is_close(a, b)) return close_number_score;
    return is_close(a, b) ? other_number_penalty : far_number_penalty;
}

static bool share_full_name(const comparing *c)
{
    for (uint32_t i = 0; i < c->a->full_name_count; i++)
        for (uint32_t k = 0; k < c->b->full_name_count; k++)
            if (c->a->full_names[i] == c->b->full_names[k]) return true;
    return false;
}

/* "The death toll rises to 20": the later one looks back and gives more, but not another order of people. */
static bool has_grown(const comparing *c, const an_node_count *a, const an_node_count *b)
{
    const an_node *later = c->a->published > c->b->published ? c->a : c->b;
    const an_node_count *first = later == c->a ? b : a, *second = later == c->a ? a : b;
    bool is_there = (c->in_town || c->in_large_town) && (c->same_state || c->same_recipient || !c->is_war) && !c->parties_differ;
    if (!later->counts_on && (c->is_looked_back || !is_close(first, second))) return false;
    return (c->match.is_told || (is_there && later->counts_on)) && c->a->published != c->b->published && later->follows_up && second->low >= first->low &&
           second->low <= first->low * GROWTH_RATIO + FAR_DIFFERENCE;
}

/* One report counts the one who is named, the other all who died. */
static bool is_of_one(const comparing *c, const an_node_count *a, const an_node_count *b)
{
    return c->match.is_named && is_said(a) && is_said(b) && (a->high == 1 || b->high == 1);
}

/* Reports of one shooting often count one more or less. */
static bool differ_by_one(const an_node_count *a, const an_node_count *b) { return llabs(a->low - b->low) == 1; }

/* More, but not another order of people. */
static bool grows(const comparing *c, const an_node_count *a, const an_node_count *b)
{
    const an_node_count *first = c->a->published > c->b->published ? b : a, *second = first == a ? b : a;
    return a->is_known && b->is_known && c->a->published != c->b->published && second->low > first->low && second->low <= first->low * GROWTH_RATIO + FAR_DIFFERENCE;
}

/* Of several numbers the one that agrees best and the one that differs most. */
static void compare_counts(comparing *c)
{
    double best = 0, worst = 0;
    for (int k = 0; k < AN_COUNT_KINDS; k++) {
        double one = compare_count(&c->a->counts[k], &c->b->counts[k]);
        if (one < 0 && (has_grown(c, &c->a->counts[k], &c->b->counts[k]) || is_of_one(c, &c->a->counts[k], &c->b->counts[k]))) one = 0;
        if (one == other_number_penalty && c->in_town && !c->is_war && differ_by_one(&c->a->counts[k], &c->b->counts[k])) one = by_one_penalty;
        c->numbers_grow = c->numbers_grow || grows(c, &c->a->counts[k], &c->b->counts[k]);
        if (one > 0 && best > 0) c->match.score += second_number_score;
        best = fmax(best, one);
        worst = fmin(worst, one);
    }
    c->match.score += worst;
    c->numbers_differ = worst < 0;
    c->numbers_are_far = worst <= far_number_penalty;
    if (best > 0) agree(c, best, AN_JOIN_NUMBERS);
    if (c->same_large_number && c->is_looked_back && !c->is_war && (c->a->follows_up || c->b->follows_up) && c->match.reasons & 1u << AN_JOIN_PLACE) agree(c, number_again_score, AN_JOIN_DATE);
}

static void compare_modes(comparing *c)
{
    /* Ways of attack that one report names more exactly than another. */
    const uint64_t blasts = an_node_mode_bit(AN_MODE_ASSAULT_EXPLOSIVES) | an_node_mode_bit(AN_MODE_ASSAULT_SUICIDE_ATTACK) |
                            an_node_mode_bit(AN_MODE_ASSAULT_HEAVY_WEAPONS) | an_node_mode_bit(AN_MODE_ASSAULT_AERIAL) |
                            an_node_mode_bit(AN_MODE_ASSAULT_DRONE) | an_node_mode_bit(AN_MODE_ASSAULT_DESTROY);
    uint64_t a = c->a->modes, b = c->b->modes;
    if (!a || !b) return;
    if (a & b) agree(c, mode_score, AN_JOIN_MODE);
    else if (!((a & blasts) && (b & blasts))) {
        c->match.score += other_mode_penalty;
        c->modes_differ = true;
    }
}

/* One or some few killed: who they are is told by name. */
static bool tells_of_few(const an_node *n)
{
    return is_any(&n->counts[AN_COUNT_KILLED]) && n->counts[AN_COUNT_KILLED].low <= FEW;
}

static double shared_names(const comparing *c)
{
    double common = 0;
    for (uint32_t i = 0, k = 0; i < c->a->name_count && k < c->b->name_count;) {
        const an_node_name *p = &c->a->names[i], *q = &c->b->names[k];
        if (p->stem == q->stem) common += p->is_beside && q->is_beside ? 0 : p->is_beside || q->is_beside ? beside_share : 1;
        if (p->stem < q->stem) i++;
        else k++;
    }
    return common;
}

/* Not inside of one article: two acts of one sentence have all its names. */
static void compare_names(comparing *c)
{
    double common = shared_names(c);
    c->shared_names = common;
    if (c->a->article == c->b->article) return;
    if (c->a->type != AN_TYPE_ASSAULT && !share_person(c)) return; /* whose name stands beside an arrest or a resignation had others */
    if (common > 0 && common < 2 && !(c->are_war || (c->is_war && (c->a->is_wide || c->b->is_wide))) && (c->in_town || c->in_large_town)) {
        agree(c, town_name_score, AN_JOIN_NAMES);
        c->match.is_personal = true;
    }
    if (c->is_war && share_full_name(c) && tells_of_few(c->a) && tells_of_few(c->b)) {
        agree(c, two_names_score, AN_JOIN_NAMES);
        c->match.is_personal = true;
        return;
    }
    if (common < 2 || c->is_war) return;
    agree(c, fmin(names_score_max, two_names_score + more_names_score * (common - 2)), AN_JOIN_NAMES);
    c->match.is_personal = true;
    c->match.is_lasting = c->match.is_lasting || (common >= LASTING_NAMES && !c->is_war);
}

/* Words alone ("pirates hijack a cargo ship") must say more than words about one town, one victim, one number. */
bool an_node_is_anchored(const comparing *c)
{
    return c->in_town || c->in_large_town || c->names_town || c->same_recipient || c->numbers_agree || c->numbers_fit || c->match.is_named;
}

/* What the words of both must weigh. */
static uint32_t bits_needed(const comparing *c)
{
    bool is_loose = c->a->is_wide || c->b->is_wide, follows_up = c->a->follows_up || c->b->follows_up;
    uint32_t bits = is_loose && !follows_up ? UNTOLD_BITS : is_loose ? LOOSE_BITS : c->is_looked_back ? LOOKED_BACK_BITS : c->is_next_day ? NEXT_DAY_BITS : SAME_DAY_BITS;
    if (!an_node_is_anchored(c)) bits = is_loose ? UNTOLD_BITS : bits > LOOSE_BITS ? bits : LOOSE_BITS;
    if (!c->is_war) return bits;
    return c->are_war || !(c->numbers_agree || bits == SAME_DAY_BITS) ? bits + WAR_BITS : bits + HALF_WAR_BITS;
}

/* Bans, suspensions and arrests are told in standing words, of one office-holder every week: only with whom, where or how many do words tell. */
static bool is_in_standing_words(const comparing *c)
{
    bool is_leader = is_in_office(&c->a->recipients) || is_in_office(&c->b->recipients);
    if (c->a->type != AN_TYPE_COERCE || c->shares_text) return false;
    return !(c->in_town || c->in_large_town || c->names_town || c->numbers_agree || share_full_name(c) || (c->same_victim && !is_leader));
}

/* Rare words of the sentences. What the place and the parties say in both is counted there. */
static void compare_words(comparing *c)
{
    uint32_t bits = 0, least = c->a->word_bits < c->b->word_bits ? c->a->word_bits : c->b->word_bits, needed;
    if (c->a->article == c->b->article || !an_node_looks_back(c->a->type)) return;
    for (uint32_t i = 0, k = 0; i < c->a->word_count && k < c->b->word_count;) {
        const an_node_word *p = &c->a->words[i], *q = &c->b->words[k];
        c->shares_handle = c->shares_handle || (p->stem == q->stem && p->is_handle && q->is_handle);
        if (p->stem == q->stem && p->is_known) c->shared_known_bits += p->bits < q->bits ? p->bits : q->bits;
        if (p->stem == q->stem && !(p->is_compared && q->is_compared)) bits += p->bits < q->bits ? p->bits : q->bits;
        if (p->stem == q->stem) c->names_town = c->names_town || (p->is_town && !c->b->place.precision) || (q->is_town && !c->a->place.precision);
        if (p->stem == q->stem) c->names_small_town = c->names_small_town || (c->names_town && !p->is_known && !q->is_known && (p->is_town || q->is_town));
        if (p->stem < q->stem) i++;
        else k++;
    }
    c->shared_bits = bits;
    if (c->names_town) agree(c, named_town_score, AN_JOIN_PLACE);
    if (is_in_standing_words(c)) return;
    needed = bits_needed(c);
    if (c->in_town || c->in_large_town || c->names_town) bits += AGREED_BITS;
    if (c->same_recipient) bits += AGREED_BITS;
    if (c->numbers_agree) bits += AGREED_BITS;
    if (bits < needed || bits < told_share * least || (c->is_war && !c->match.is_named && (c->a->is_wide || c->b->is_wide))) return;
    agree(c, fmin(words_score_max, words_score + more_words_score * (bits - needed)), AN_JOIN_WORDS);
    c->match.is_told = true;
}

/* Sentences of one article that tell of one place and day tell of one happening, unless something speaks against it. */
static void compare_article(comparing *c)
{
    bool is_same_way = c->match.reasons & 1u << AN_JOIN_MODE || !c->a->modes || !c->b->modes;
    if (c->a->article != c->b->article || !c->is_near || !is_same_way || c->numbers_differ || c->parties_differ) return;
    if (!(c->match.reasons & 1u << AN_JOIN_DATE) || c->a->type != AN_TYPE_ASSAULT) return;
    agree(c, article_score, AN_JOIN_ARTICLE);
    c->match.is_specific = c->match.is_personal = true;
}

/* Deeds that are done many times a day need more than who, whom and when. */
static bool must_be_specific(an_event_type type)
{
    return type == AN_TYPE_ACCUSE || type == AN_TYPE_REQUEST || type == AN_TYPE_SUPPORT || type == AN_TYPE_THREATEN || type == AN_TYPE_ASSAULT || type == AN_TYPE_COERCE || type == AN_TYPE_PROTEST || type == AN_TYPE_SANCTION || type == AN_TYPE_MOBILIZE;
}

/* Both give the day in words, one of them days later: what that town's day is known for. */
static bool look_back_at_day(const comparing *c)
{
    an_day later = c->a->published > c->b->published ? c->a->published : c->b->published;
    return !c->a->is_dateline && !c->b->is_dateline && !c->a->is_wide && !c->b->is_wide && c->a->dates.from == c->b->dates.from &&
           c->a->dates.to == c->b->dates.to && c->a->dates.from == c->a->dates.to && later > c->a->dates.to + 1;
}

static bool are_published_soon(const comparing *c)
{
    return c->a->published != AN_DAY_UNKNOWN && c->b->published != AN_DAY_UNKNOWN && llabs((int64_t)c->a->published - c->b->published) <= CLOSE_DAYS;
}

/* Whom and where agree within days, and who does not differ; or a number that few happenings have: what the later one follows up. */
static bool follows_closely(const comparing *c)
{
    bool same_parties = c->match.reasons & 1u << AN_JOIN_RECIPIENT && (c->same_actor || c->same_recipient) && !c->parties_differ;
    bool follows_up = c->a->follows_up || c->b->follows_up;
    bool same_number = (is_number_of_town(c) && !c->parties_differ) || (follows_up && c->same_large_number && !c->is_war) ||
                       (follows_up && c->same_very_large_number && c->same_victim);
    return are_published_soon(c) && (same_number || (same_parties && (c->in_town || c->in_large_town)));
}

/* "The shooting in the city" of today's report and the one "yesterday" of tomorrow's. */
static bool looks_back_at_report(const an_node *wide, const an_node *other)
{
    return other->follows_up && !other->is_dateline && other->published > wide->published && other->dates.from == other->dates.to &&
           other->dates.to <= wide->published && other->dates.to >= wide->published - 1;
}

/* A report without a date that looks back at what was done in this town days ago, or is looked back at: nothing in it may speak against that. */
static bool is_news_of_town(const comparing *c)
{
    const an_node *wide = c->a->is_wide ? c->a : c->b, *other = c->a->is_wide ? c->b : c->a;
    bool is_there = c->in_town || c->names_small_town || (c->in_large_town && c->same_recipient), agrees;
    int64_t days;
    if (!wide->is_wide || other->is_wide || !is_there || c->numbers_differ || c->parties_differ) return false;
    if (wide->published == AN_DAY_UNKNOWN || other->published == AN_DAY_UNKNOWN) return false;
    days = (int64_t)wide->published - other->published;
    if (c->is_war && !(wide->counts_on && c->same_state && days >= 0 && days <= CLOSE_DAYS)) return false; /* a toll that rises is no new attack */
    agrees = c->match.reasons & (1u << AN_JOIN_MODE | 1u << AN_JOIN_RECIPIENT | 1u << AN_JOIN_ACTOR) || c->same_small_number || days <= 1;
    return agrees && ((wide->follows_up && days >= 0 && days <= TOWN_DAYS) || looks_back_at_report(wide, other));
}

/* "Two of that people were shot in the city yesterday": small numbers tell together with all the rest. */
static bool agrees_in_all(const comparing *c)
{
    bool is_there = c->in_town || c->in_large_town || c->names_town;
    bool is_known_day = (!c->a->is_dateline || !c->b->is_dateline) && !c->a->is_wide && !c->b->is_wide;
    if (is_known_day && !c->is_next_day && c->names_town && c->same_state && c->match.reasons & 1u << AN_JOIN_MODE) return true;
    return !c->is_next_day && is_there && c->same_small_number && c->match.reasons & 1u << AN_JOIN_DATE && c->match.reasons & 1u << AN_JOIN_RECIPIENT;
}

/* A number is telling together with where it was, or to whom: on many days "five are killed" in two towns of a country. */
static bool tells_by_number(const comparing *c)
{
    unsigned others = c->is_war ? 1u << AN_JOIN_RECIPIENT : 1u << AN_JOIN_RECIPIENT | 1u << AN_JOIN_ACTOR;
    bool same_country = c->match.reasons & 1u << AN_JOIN_PLACE;
    if (!c->numbers_agree) return false;
    return c->is_near || c->names_town || c->match.reasons & others || (c->same_large_number && same_country);
}

/* What a single happening needs besides points. */
static bool is_doubtful(const comparing *c)
{
    const an_node_match *m = &c->match;
    bool are_wide = c->a->is_wide && c->b->is_wide;
    if (must_be_specific(c->a->type) && !m->is_specific) return true;
    if (c->is_looked_back && !m->is_told && !m->is_lasting && !m->is_close) return true;
    return are_wide && (c->numbers_differ || (c->is_war && !m->is_told && !m->is_personal && !c->numbers_agree));
}

/* Nobody else is hurt, as far as numbers tell. */
static bool tells_of_one(const an_node *n)
{
    return n->counts[AN_COUNT_KILLED].low <= 1 && n->counts[AN_COUNT_WOUNDED].low <= 1;
}

/* Who is known by name for what he does is arrested again, and attacked again: told on two days without a word that looks back. */
static bool are_known_apart(const comparing *c)
{
    bool follows_up = c->a->follows_up || c->b->follows_up, is_leader = is_in_office(&c->a->recipients) || is_in_office(&c->b->recipients);
    return c->is_looked_back && !follows_up && !(c->match.is_once && tells_of_one(c->a) && tells_of_one(c->b)) && !(c->match.is_told && !is_leader) && share_known_person(c);
}

/* What speaks against one happening however many points there are: it was done again, or to others elsewhere. */
static bool is_refuted(const comparing *c)
{
    bool repeats = (c->a->type == AN_TYPE_COERCE || (c->is_next_day && !c->numbers_agree)) && (c->a->repeats || c->b->repeats);
    bool same_known_day = c->match.reasons & 1u << AN_JOIN_DATE && !c->a->is_dateline && !c->b->is_dateline && !c->a->is_wide && !c->b->is_wide;
    if (c->a->article == c->b->article) return false;
    if (repeats && !same_known_day) return true;
    if (are_known_apart(c)) return true;
    return !c->is_near && !c->match.is_lasting && (c->recipients_differ || (c->parties_differ && !c->shares_text));
}

/* Fighting at one place on two days, and nobody looks back. */
static bool goes_on(const comparing *c) { return c->is_war && !c->numbers_agree && !c->match.is_personally_named && !c->a->follows_up && !c->b->follows_up; }

/* Two reports of the same days that both speak of the deed as known: "the arrest of" the one, "the attack on" the other. */
static bool are_news_of_days(const comparing *c)
{
    bool same_parties = c->match.reasons & (1u << AN_JOIN_RECIPIENT | 1u << AN_JOIN_ACTOR) && !c->parties_differ && !c->numbers_differ;
    bool are_wide = c->a->is_wide && c->b->is_wide, follows_up = c->a->follows_up || c->b->follows_up;
    return are_wide && follows_up && same_parties && c->match.is_specific && !c->is_war && are_published_soon(c) && an_node_looks_back(c->a->type);
}

/* Points are not enough where the same parties do the same thing day after day. */
static void judge(comparing *c)
{
    /* "The shooting of 15 June in the city": who gives the day speaks of something known. */
    bool is_known_day = c->a->is_dateline != c->b->is_dateline && c->match.reasons & 1u << AN_JOIN_MODE;
    /* In a war a city is hit at several places a day. */
    bool same_victims = c->match.reasons & 1u << AN_JOIN_RECIPIENT && !(c->is_war && c->a->is_dateline && c->b->is_dateline);
    bool same_parties = c->in_large_town && (c->same_group || is_known_day || look_back_at_day(c) || same_victims);
    bool is_same_day;
    c->match.is_personal = c->match.is_personal || c->match.is_lasting;
    is_same_day = !c->is_next_day || ((c->match.is_personal || c->same_numbers > 1 || (c->numbers_agree && (c->in_town || c->in_large_town))) && !c->numbers_differ);
    /* "in response to the airstrikes" is a standing phrase: words shared by two undated mentions tell nothing. */
    c->match.is_personal = c->match.is_personal || (c->shares_text && !c->numbers_differ && !(c->a->is_wide && c->b->is_wide));
    c->match.is_told = c->match.is_told && !c->numbers_are_far && !(c->numbers_differ && (c->is_next_day || c->is_looked_back));
    c->match.is_close = follows_closely(c);
    c->match.is_counted = tells_by_number(c) && !c->numbers_differ && !c->parties_differ &&
                          ((c->is_near && !c->in_large_town) || ((c->is_near || c->names_town) && c->same_large_number) || (c->names_town && !c->is_war && c->match.reasons & 1u << AN_JOIN_MODE) ||
                           (!c->is_war && c->same_large_number && c->match.reasons & 1u << AN_JOIN_RECIPIENT));
    c->match.is_news_of_town = is_news_of_town(c);
    is_same_day = is_same_day || (c->match.is_told && !goes_on(c)) || c->is_looked_back;
    c->match.is_telling = c->match.is_personal || c->match.is_told || tells_by_number(c);
    c->match.is_specific = c->match.is_specific || c->match.is_telling || same_parties || agrees_in_all(c) || c->match.is_news_of_town || c->match.is_counted;
    if (are_news_of_days(c)) agree(c, news_score, AN_JOIN_DATE);
    if (is_doubtful(c)) c->match.score = fmin(c->match.score, an_node_join_score - 1);
    if (is_refuted(c)) c->match.score = fmin(c->match.score, no_mention_score);
    if (is_said_again(c->a->type) && !c->shares_text && !(c->match.reasons & 1u << AN_JOIN_DATE)) c->match.score = fmin(c->match.score, no_mention_score);
    if (!is_same_day) c->is_refused = true; /* or a report of "the 5th or 6th" would bring two attacks together */
}

/* Asked first: it is what keeps most pairs apart. */
static bool are_in_two_countries(const an_node *a, const an_node *b)
{
    return a->place.precision && b->place.precision && a->place.country[0] && b->place.country[0] && strcmp(a->place.country, b->place.country) != 0;
}

void an_node_compare_fields(const an_node *a, const an_node *b, const an_actors *actors, bool shares_text, comparing *c)
{
    *c = (comparing){.a = a, .b = b, .actors = actors, .shares_text = shares_text};
    c->match.is_impossible = a->type != b->type || are_in_two_countries(a, b);
    if (c->match.is_impossible) return;
    c->is_war = is_of_war(a) || is_of_war(b);
    c->are_war = is_of_war(a) && is_of_war(b);
    look_at_numbers(c);
    compare_dates(c);
    compare_places(c);
    if (c->match.is_impossible) return;
    compare_parties(c, &a->actors, &b->actors, AN_JOIN_ACTOR, other_actor_penalty);
    compare_parties(c, &a->recipients, &b->recipients, AN_JOIN_RECIPIENT, other_recipient_penalty);
    c->match.is_personally_named = share_person(c);
    c->shares_known_person = share_known_person(c);
    c->match.is_named = c->match.is_personally_named || share_full_name(c);
    compare_words(c);
    compare_counts(c);
    compare_modes(c);
    compare_names(c);
    compare_article(c);
    if (shares_text) agree(c, a->is_wide && b->is_wide ? wide_text_score : text_score, AN_JOIN_TEXT);
    judge(c);
}
