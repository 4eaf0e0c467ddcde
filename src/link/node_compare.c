/* How well two events agree.
 *
 * Points for what agrees, weighted by how few happenings share it: a town and a day much, a state that acts every day little. Points
 * off for what differs. What cannot be (two distant towns, two days apart) is impossible whatever else agrees. The numbers were set by
 * reading pairs of a sample of reports, and stand here together. */
#include <math.h>
#include <stdlib.h>

#include "link/node.h"

const double an_node_join_score = 4.5;

static const double day_score = 2.0, dateline_score = 1.0, next_day_penalty = -1.0, range_score = 1.0, within_score = 0.5;
static const double town_score = 2.5, near_town_score = 0.5, division_score = 0.5, country_score = 0.5, other_town_penalty = -1.0;
static const double person_score = 2.5, party_score = 1.5, state_score = 1.0, kin_score = 0.75, other_actor_penalty = -1.0, other_recipient_penalty = -1.5;
static const double number_score = 2.0, small_number_score = 0.7, close_number_score = 0.5, other_number_penalty = -1.5, far_number_penalty = -2.5;
static const double mode_score = 0.7, other_mode_penalty = -1.5, text_score = 3.0, wide_text_score = 1.0;
static const double town_name_score = 1.0, two_names_score = 2.5, more_names_score = 0.75, names_score_max = 4.0;
static const double words_score = 2.0, more_words_score = 0.5, words_score_max = 3.5, article_score = 2.0, looked_back_score = 1.3;
static const double no_mention_score = 2; /* less than any mention needs */
static const double far_km = 60; /* two towns */

enum { TELLING_COUNT_MIN = 3, FAR_RATIO = 2, FAR_DIFFERENCE = 4, GROWTH_RATIO = 4, NEWS_DAYS = 30, LASTING_NAMES = 4 };

/* Words that tell: so many that are in both, of so much weight, and so much of what the shorter one says. Who fights every day needs more. */
enum { TOLD_WORDS = 2, TOLD_BITS = 36, LOOSE_WORDS = 4 /* if the day is not known */, FIGHTER_WORDS = 3, FIGHTER_BITS = 50, AGREED_BITS = 10 /* a town, a recipient that is no state */ };
static const double told_share = 0.4;

typedef struct comparing {
    const an_node *a, *b;
    const an_actors *actors;
    bool is_next_day;     /* the two are told of days that follow one another */
    bool same_fighter;    /* who did it fights: places and names come back every day */
    bool is_looked_back;  /* the later one follows up: the day of its publication is not the day */
    bool numbers_differ, numbers_agree, in_town, in_large_town, same_group, same_recipient, is_near, parties_differ;
    an_node_match match;
} comparing;

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

static bool share_person(const comparing *c)
{
    for (uint32_t i = 0; i < c->a->recipients.count; i++)
        for (uint32_t k = 0; k < c->b->recipients.count; k++)
            if (c->a->recipients.items[i].id == c->b->recipients.items[k].id && c->a->recipients.items[i].is_person) return true;
    return false;
}

static bool one_fights(const an_node_parties *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].fights) return true;
    return false;
}

/* Little is done to one person within weeks. */
static void look_back_at_person(comparing *c)
{
    c->is_looked_back = true;
    if ((c->a->follows_up || c->b->follows_up) && !one_fights(&c->a->actors) && !one_fights(&c->b->actors)) agree(c, looked_back_score, AN_JOIN_DATE);
}

static void compare_precise_dates(comparing *c)
{
    int64_t days = gap(c->a->dates, c->b->dates);
    const an_node *later = c->a->dates.from > c->b->dates.from ? c->a : c->b;
    if (days == 0) agree(c, day_score, AN_JOIN_DATE);
    /* The day of publication is only a guess at the day: who names the one that was attacked may look back, and who tells what came after. */
    else if (days > 1 && days <= NEWS_DAYS && later->is_dateline && an_node_looks_back(later->type) && share_person(c)) look_back_at_person(c);
    else if (days > 1 && days <= NEWS_DAYS && later->is_dateline && later->follows_up) c->is_looked_back = true;
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
    return wide->is_wide && later->is_dateline && (later->follows_up || share_person(c)) && wide->dates.from == AN_DAY_UNKNOWN && an_date_range_is_before(wide->dates, later->dates) &&
           (int64_t)later->dates.from - wide->dates.to <= NEWS_DAYS && an_node_looks_back(c->a->type);
}

static void compare_dates(comparing *c)
{
    an_date_range a = c->a->dates, b = c->b->dates;
    if (!c->a->is_wide && !c->b->is_wide) compare_precise_dates(c);
    else if (is_guess_after(c, c->a, c->b) || is_guess_after(c, c->b, c->a)) c->is_looked_back = true;
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
    if (a->country[0] && b->country[0] && strcmp(a->country, b->country) != 0) c->match.is_impossible = true;
    else if (a->name == b->name && is_town(a) && is_town(b)) {
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
            double one = p->id == q->id ? (p->is_state ? state_score : p->is_person ? person_score : party_score) : are_kin(c, p, q) ? kin_score : 0;
            best = fmax(best, one);
            c->same_group = c->same_group || (p->id == q->id && !p->is_state);
        }
    return best;
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

static void compare_parties(comparing *c, const an_node_parties *a, const an_node_parties *b, an_join_reason reason, double penalty)
{
    double common;
    if (!a->count || !b->count) return;
    common = common_party(c, a, b);
    if (reason == AN_JOIN_ACTOR && common > 0)
        for (uint32_t i = 0; i < a->count; i++) c->same_fighter = c->same_fighter || a->items[i].fights;
    /* To whom it was done happens once; who does things does others tomorrow. */
    c->match.is_lasting = c->match.is_lasting || (reason == AN_JOIN_RECIPIENT && share_person(c));
    c->same_recipient = c->same_recipient || (reason == AN_JOIN_RECIPIENT && common >= kin_score && common != state_score);
    if (common > 0) agree(c, common, reason);
    else if (are_resolved(a) && are_resolved(b)) {
        c->match.score += penalty;
        c->parties_differ = true;
    }
    else return;
    /* Whose bomb it was is disputed; who recalled an ambassador is not. */
    if (common <= 0 && reason == AN_JOIN_ACTOR && c->a->type != AN_TYPE_ASSAULT) c->match.is_impossible = true;
}

/* ---- numbers, modes ---- */

static bool is_close(const an_node_count *a, const an_node_count *b)
{
    int64_t low = a->low < b->low ? a->low : b->low, high = a->low < b->low ? b->low : a->low;
    return high <= low * FAR_RATIO || high - low < FAR_DIFFERENCE;
}

static double compare_count(comparing *c, const an_node_count *a, const an_node_count *b)
{
    if (!a->is_known || !b->is_known) return 0;
    if (a->low == b->low && a->low >= TELLING_COUNT_MIN) {
        c->numbers_agree = true;
        return number_score;
    }
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
    if (!later->counts_on && (c->is_looked_back || !is_close(first, second))) return false;
    return c->match.is_told && c->a->published != c->b->published && later->follows_up && second->low >= first->low &&
           second->low <= first->low * GROWTH_RATIO + FAR_DIFFERENCE;
}

/* Of several numbers the one that agrees best and the one that differs most. */
static void compare_counts(comparing *c)
{
    double best = 0, worst = 0;
    for (int k = 0; k < AN_COUNT_KINDS; k++) {
        double one = compare_count(c, &c->a->counts[k], &c->b->counts[k]);
        if (one < 0 && has_grown(c, &c->a->counts[k], &c->b->counts[k])) one = 0;
        best = fmax(best, one);
        worst = fmin(worst, one);
    }
    c->match.score += worst;
    c->numbers_differ = worst < 0;
    if (best > 0) agree(c, best, AN_JOIN_NUMBERS);
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
    else if (!((a & blasts) && (b & blasts))) c->match.score += other_mode_penalty;
}

/* Not inside of one article: two acts of one sentence have all its names. */
static void compare_names(comparing *c)
{
    uint32_t common = 0;
    if (c->a->article == c->b->article) return;
    if (c->a->type != AN_TYPE_ASSAULT && !share_person(c)) return; /* whose name stands beside an arrest or a resignation had others */
    for (uint32_t i = 0, k = 0; i < c->a->name_count && k < c->b->name_count;) {
        common += c->a->names[i] == c->b->names[k];
        if (c->a->names[i] < c->b->names[k]) i++;
        else k++;
    }
    if (common == 1 && !c->same_fighter && (c->in_town || c->in_large_town)) {
        agree(c, town_name_score, AN_JOIN_NAMES);
        c->match.is_personal = true;
    }
    if (c->same_fighter && share_full_name(c)) {
        agree(c, two_names_score, AN_JOIN_NAMES);
        c->match.is_personal = true;
        return;
    }
    if (common < 2 || (c->same_fighter && common < LASTING_NAMES)) return;
    agree(c, fmin(names_score_max, two_names_score + more_names_score * (common - 2)), AN_JOIN_NAMES);
    c->match.is_personal = true;
    c->match.is_lasting = c->match.is_lasting || common >= LASTING_NAMES;
}

/* Rare words of the sentences. What the place and the parties say in both is counted there. */
static void compare_words(comparing *c)
{
    uint32_t common = 0, fresh = 0, bits = 0, least = c->a->word_bits < c->b->word_bits ? c->a->word_bits : c->b->word_bits;
    bool is_war, is_loose = c->is_looked_back || c->a->is_wide || c->b->is_wide;
    if (c->a->article == c->b->article) return;
    for (uint32_t i = 0, k = 0; i < c->a->word_count && k < c->b->word_count;) {
        const an_node_word *p = &c->a->words[i], *q = &c->b->words[k];
        if (p->stem == q->stem && !(p->is_compared && q->is_compared)) {
            common++;
            fresh += !p->is_known;
            bits += p->bits;
        }
        if (p->stem < q->stem) i++;
        else k++;
    }
    if (!c->a->follows_up && !c->b->follows_up) return;
    if (c->in_town || c->in_large_town) bits += AGREED_BITS;
    if (c->same_recipient) bits += AGREED_BITS;
    is_war = one_fights(&c->a->actors) || one_fights(&c->b->actors) || one_fights(&c->a->recipients) || one_fights(&c->b->recipients);
    if (fresh < (is_loose && !(share_person(c) || (c->match.is_named && !c->is_looked_back)) ? LOOSE_WORDS : TOLD_WORDS)) return;
    if (is_war && !c->match.is_named && is_loose) return;
    if (common < (is_war ? FIGHTER_WORDS : TOLD_WORDS) || bits < (is_war ? FIGHTER_BITS : TOLD_BITS) || bits < told_share * least) return;
    agree(c, fmin(words_score_max, words_score + more_words_score * (common - TOLD_WORDS)), AN_JOIN_WORDS);
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

/* What is said, or shown, again and again, about the same persons too. */
static bool is_said_again(an_event_type type)
{
    return type == AN_TYPE_ACCUSE || type == AN_TYPE_CONSULT || type == AN_TYPE_PROTEST || type == AN_TYPE_REQUEST || type == AN_TYPE_SUPPORT ||
           type == AN_TYPE_THREATEN;
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

/* Points are not enough where the same parties do the same thing day after day. */
static void judge(comparing *c, bool shares_text)
{
    /* "The shooting of 15 June in the city": who gives the day speaks of something known. */
    bool is_known_day = c->a->is_dateline != c->b->is_dateline && c->match.reasons & 1u << AN_JOIN_MODE;
    bool same_parties = c->in_large_town && (c->same_group || is_known_day || look_back_at_day(c) || c->match.reasons & 1u << AN_JOIN_RECIPIENT);
    bool is_same_day;
    c->match.is_personal = c->match.is_personal || c->match.is_lasting;
    is_same_day = !c->is_next_day || ((c->match.is_personal || (c->numbers_agree && (c->in_town || c->in_large_town))) && !c->numbers_differ);
    /* "in response to the airstrikes" is a standing phrase: words shared by two undated mentions tell nothing. */
    c->match.is_personal = c->match.is_personal || (shares_text && !c->numbers_differ && !(c->a->is_wide && c->b->is_wide));
    c->match.is_told = c->match.is_told && !c->numbers_differ;
    is_same_day = is_same_day || c->match.is_told || c->is_looked_back;
    c->match.is_telling = c->match.is_personal || c->match.is_told || c->numbers_agree;
    c->match.is_specific = c->match.is_specific || c->match.is_telling || same_parties;
    if (must_be_specific(c->a->type) && !c->match.is_specific) c->match.score = fmin(c->match.score, an_node_join_score - 1);
    if (c->is_looked_back && !c->match.is_told && !c->match.is_lasting) c->match.score = fmin(c->match.score, an_node_join_score - 1);
    if (c->a->is_wide && c->b->is_wide && c->numbers_differ) c->match.score = fmin(c->match.score, an_node_join_score - 1);
    if (is_said_again(c->a->type) && !shares_text && !(c->match.reasons & 1u << AN_JOIN_DATE)) c->match.score = fmin(c->match.score, no_mention_score);
    if (!is_same_day) c->match.is_impossible = true; /* or a report of "the 5th or 6th" would bring two attacks together */
}

an_node_match an_node_compare(const an_node *a, const an_node *b, const an_actors *actors, bool shares_text)
{
    comparing c = {.a = a, .b = b, .actors = actors};
    if (a->type != b->type) {
        c.match.is_impossible = true;
        return c.match;
    }
    compare_dates(&c);
    compare_places(&c);
    if (c.match.is_impossible) return c.match;
    compare_parties(&c, &a->actors, &b->actors, AN_JOIN_ACTOR, other_actor_penalty);
    compare_parties(&c, &a->recipients, &b->recipients, AN_JOIN_RECIPIENT, other_recipient_penalty);
    c.match.is_named = share_person(&c) || share_full_name(&c);
    compare_words(&c);
    compare_counts(&c);
    compare_modes(&c);
    compare_names(&c);
    compare_article(&c);
    if (shares_text) agree(&c, a->is_wide && b->is_wide ? wide_text_score : text_score, AN_JOIN_TEXT);
    judge(&c, shares_text);
    return c.match;
}
