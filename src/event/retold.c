/* One happening told several times: "A bomb killed ten people in Kaduna. ... Boko Haram claimed the attack."
 *
 * What makes two tellings one. One that points at what is told elsewhere ("the attack", "their raid": telling.c) tells the same as an earlier happening if
 * that is of its type, told as news and not by the way, a few sentences before (or anywhere, if both tell the same building or the same day), and
 * nothing that is known of one contradicts the other: recipients, days, places, ways of doing it, and, unless somebody's account tells them, doers and
 * numbers of dead. If several happenings are such, the one with which it shares most (parties, place, day, the very word) is meant; if two share as much,
 * nobody can tell, and nothing is done. A telling that does not point tells the same as another only if both kill or abduct the same person, which
 * happens once, or if it merely counts the dead or wounded ("the ministry counted six dead") shortly after the only violence that the document has told
 * so far. What somebody claims as his own deed ("X claimed responsibility") is the deed that the claim was made of.
 *
 * What is lent. Actors and recipients of deeds, date and place, each only to a telling that has none, with the words where they were told (their spans
 * lie in another sentence; dates have the basis `narrative`); forward and back, since a doer is often named last. Numbers and instruments stay where they
 * were told: reports correct them. Actors are lent by the article's voice and by those who say so or own up to it, not by accusations: whom somebody
 * blames is the doer by that account alone; and by nobody where voices name different ones. A day or week told in words goes before the day of
 * publication that stood for it, which is but a guess and keeps no telling apart from what it points at.
 *
 * A telling is weighed when it is added to the document, and gets its place then, which other events of its sentence may share; the rest is lent
 * after the last sentence. Every telling is weighed against the happenings of a few sentences and a bounded list of those with a name, so that the
 * time is linear. */
#include "event/retold.h"

#include "event/confidence.h"
#include "event/telling.h"

enum {
    REACH = 6,         /* sentences from a happening's last telling to a noun that points at it */
    REACH_OF_CLAIM = 3, /* as "X claimed responsibility" reaches (accounts_claims.c) */
    BARE_REACH = 3,    /* where the two share nothing but their type */
    NAMED_MAX = 48,    /* happenings with a building or a day of their own that are kept in mind */
    VICTIMS_BACK = 48, /* killings that a killing is compared with */
    COUNTING_DAYS = 31, /* after a deed of which its dead are still counted */
    NEWS_DAYS = 4,     /* from a deed to the report that tells it as the day's news */
    LENT_DAYS = 7      /* "this week" is lent to a telling that had but the day of publication; a year is not */
};

typedef an_deed_telling telling;

/* ---- happenings ---- */

/* What happened once. Below `last`, numbers of events: whose list or detail stands for the happening; AN_NONE. */
typedef struct happening {
    uint32_t type, word; /* the token of the first telling */
    uint32_t last_sentence;
    bool is_plural, is_verbal;
    bool has_rivals; /* voices name others as those who did it: nobody is lent */
    uint32_t actors, recipients, date, place, killed, mode;
} happening;

typedef AN_ARRAY(uint32_t) numbers;

struct an_retold {
    an_coder *coder;
    uint32_t *chains;     /* per token of the article: the chain of the reference with that head; 0 = none */
    numbers happening_of; /* per event that was weighed; AN_NONE */
    AN_ARRAY(happening) happenings;
    uint32_t named[NAMED_MAX], named_count;
    uint32_t deed, deed_count; /* the violence told last that is more than a toll, and how much there was */
    uint32_t killings[VICTIMS_BACK], killing_count; /* events, the oldest overwritten first */
    uint32_t settled;     /* so many events stand as they are: their sentences are done */
};
typedef struct an_retold teller;

static an_event *event_of(const teller *t, uint32_t number) { return t->coder->document->events.items + number; }

static bool is_fact(const an_event *e) { return e->factuality == AN_FACTUALITY_HAPPENED || e->factuality == AN_FACTUALITY_ONGOING; }

static const an_account *innermost(const an_event *e) { return e->accounts.count ? e->accounts.items + e->accounts.count - 1 : NULL; }

/* Told by somebody who charges, doubts or foretells: what it adds is his. */
static bool is_disputed(const an_event *e)
{
    const an_account *a = innermost(e);
    return !is_fact(e) || (a && a->stance != AN_STANCE_SAYS && a->stance != AN_STANCE_CLAIMS_OWN && a->stance != AN_STANCE_CONFIRMS && a->stance != AN_STANCE_QUOTES);
}

static bool is_told_day(const an_event *e) { return e->date.is_known && !an_span_is_empty(e->date.span) && e->date.time.basis != AN_BASIS_NARRATIVE; }

/* No words gave it: the day of publication stands for it. */
static bool is_guessed_day(const an_event *e) { return e->date.is_known && an_span_is_empty(e->date.span); }

static bool is_within(an_date_range range, int days) { return range.from != AN_DAY_UNKNOWN && range.to != AN_DAY_UNKNOWN && range.to - range.from < days; }

static bool is_single_day(const an_event *e) { return is_told_day(e) && e->date.time.range.from != AN_DAY_UNKNOWN && e->date.time.range.from == e->date.time.range.to; }

static bool is_site(const an_event *e) { return e->place.is_known && e->place.place.precision.data && an_str_is(e->place.place.precision, "point"); }

/* ---- parties ---- */

/* The same, or an organ of the other: "isr" and "isr.air-force". */
static bool is_of(an_str id, an_str whole)
{
    if (id.length < whole.length || memcmp(id.data, whole.data, whole.length) != 0) return false;
    return id.length == whole.length || id.data[whole.length] == '.';
}

static uint32_t chain_of(const teller *t, const an_participant *p)
{
    return p->mention == AN_NONE ? 0 : t->chains[t->coder->document->mentions.items[p->mention].head_token];
}

/* "Delgado" and "Hector Delgado Parker". */
static bool is_in_name(an_str part, an_str name)
{
    for (size_t i = 0; part.length && i + part.length <= name.length; i++) {
        bool is_word = (!i || name.data[i - 1] == ' ') && (i + part.length == name.length || name.data[i + part.length] == ' ');
        if (is_word && memcmp(name.data + i, part.data, part.length) == 0) return true;
    }
    return false;
}

static bool is_named_person(const teller *t, const an_participant *p)
{
    return p->actor.kind == AN_ACTOR_PERSON && p->mention != AN_NONE && !t->coder->document->mentions.items[p->mention].is_generic;
}

static bool is_one(const teller *t, const an_participant *a, const an_participant *b)
{
    an_str one = a->actor.id, other = b->actor.id;
    if (one.data && other.data) return is_of(one, other) || is_of(other, one);
    if (chain_of(t, a) && chain_of(t, a) == chain_of(t, b)) return true;
    return is_named_person(t, a) && is_named_person(t, b) && (is_in_name(a->actor.name, b->actor.name) || is_in_name(b->actor.name, a->actor.name));
}

static bool share_one(const teller *t, const an_participants *a, const an_participants *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (is_one(t, a->items + i, b->items + k)) return true;
    return false;
}

/* Somebody of it has a name. */
static bool names_one(const teller *t, const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (an_participant_is_known(list->items + i) || is_named_person(t, list->items + i)) return true;
    return false;
}

static bool are_strangers(const teller *t, const an_participants *a, const an_participants *b) { return names_one(t, a) && names_one(t, b) && !share_one(t, a, b); }

/* The last word of the participant's, which is its head but for phrases behind it; NULL if no word ends there. */
static const an_token *word_of(const teller *t, const an_participant *p)
{
    const an_parsed_text *parsed = &t->coder->document->parsed;
    uint32_t low = 0, high = parsed->token_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (parsed->tokens[middle].span.end < p->span.end) low = middle + 1;
        else high = middle;
    }
    return low < parsed->token_count && parsed->tokens[low].span.end == p->span.end ? parsed->tokens + low : NULL;
}

static bool is_called(const teller *t, const an_participant *p, an_range words)
{
    const an_token *word = word_of(t, p);
    return word && !p->actor.id.data && an_frames_has(t->coder->frames, words, an_frames_word(t->coder->frames, word->lemma));
}

/* "Two judges", "soldiers" of nobody knows whose army. */
static bool is_person(const an_participant *p)
{
    return p->actor.kind == AN_ACTOR_PERSON || p->actor.kind == AN_ACTOR_POPULATION || (p->actor.kind == AN_ACTOR_MILITARY && !p->actor.id.data);
}

enum { TARGETS_VAGUE, TARGETS_PEOPLE, TARGETS_THINGS };

/* What kind of targets: "two judges", "a bus and a bank"; people and things, or people of whom nothing is said ("the crowd"), are vague. */
static int targets_of(const teller *t, const an_participants *list)
{
    size_t people = 0, vague = 0;
    for (size_t i = 0; i < list->count; i++) {
        people += is_person(list->items + i);
        vague += is_called(t, list->items + i, t->coder->grammar.anybody);
    }
    if (vague || (people && people < list->count) || !list->count) return TARGETS_VAGUE;
    return people ? TARGETS_PEOPLE : TARGETS_THINGS;
}

/* An attack on a building and the people it killed are told apart; two bodies, or two people, that are not the same are of two deeds. */
static bool are_other_targets(const teller *t, const an_participants *a, const an_participants *b)
{
    return are_strangers(t, a, b) || (targets_of(t, a) != TARGETS_VAGUE && targets_of(t, a) == targets_of(t, b) && !share_one(t, a, b));
}

/* ---- contradictions ---- */

enum { WAY_ANY, WAY_BOMBS, WAY_GUNS, WAY_HANDS, WAY_CAPTIVITY, WAY_SEXUAL };

static int way_of(const an_event *e)
{
    switch (e->mode_count ? e->modes[0] : AN_MODE_NONE) {
    case AN_MODE_ASSAULT_EXPLOSIVES: case AN_MODE_ASSAULT_SUICIDE_ATTACK: case AN_MODE_ASSAULT_AERIAL: case AN_MODE_ASSAULT_DRONE: case AN_MODE_ASSAULT_HEAVY_WEAPONS: return WAY_BOMBS;
    case AN_MODE_ASSAULT_FIREARMS: return WAY_GUNS;
    case AN_MODE_ASSAULT_BEAT: case AN_MODE_ASSAULT_PRIMITIVE: case AN_MODE_ASSAULT_TORTURE: case AN_MODE_ASSAULT_CROWD_CONTROL: return WAY_HANDS;
    case AN_MODE_ASSAULT_ABDUCT: return WAY_CAPTIVITY;
    case AN_MODE_ASSAULT_SEXUAL: return WAY_SEXUAL;
    default: return WAY_ANY;
    }
}

/* Violence by its means; other acts by their mode. An abduction is never meant by "the attack" and the like. */
static bool are_other_ways(const an_event *a, const an_event *b)
{
    int one = way_of(a), other = way_of(b);
    if (a->type != AN_TYPE_ASSAULT) return a->mode_count && b->mode_count && a->modes[0] != b->modes[0];
    if (one == WAY_CAPTIVITY || other == WAY_CAPTIVITY) return one != other;
    return one != WAY_ANY && other != WAY_ANY && one != other;
}

static bool are_apart(an_date_range a, an_date_range b) { return an_date_range_is_before(a, b) || an_date_range_is_before(b, a); }

static bool would_be_other_days(const an_event *a, const an_event *b)
{
    an_date_range day, other = b->date.time.range;
    if (!a->date.is_known || !b->date.is_known) return false;
    if (is_told_day(a) && is_told_day(b)) return are_apart(a->date.time.range, other);
    day = a->date.time.range; /* a day of publication may stand for one shortly before */
    if (day.from != AN_DAY_UNKNOWN) day.from -= NEWS_DAYS;
    if (other.from != AN_DAY_UNKNOWN) other.from -= NEWS_DAYS;
    return are_apart(day, other);
}

/* What only the day of publication dates may be of any day before it. */
static bool are_other_days(const an_event *e, const an_event *known) { return !is_guessed_day(e) && would_be_other_days(e, known); }

/* A town and its country agree, two towns do not. */
static bool are_other_places(const an_event *a, const an_event *b)
{
    const an_place *one = &a->place.place, *other = &b->place.place;
    if (!a->place.is_known || !b->place.is_known) return false;
    if (one->country[0] && other->country[0] && strcmp(one->country, other->country) != 0) return true;
    if (an_str_equal(one->name, other->name) || an_str_equal(one->parent, other->name) || an_str_equal(other->parent, one->name)) return false;
    return an_str_equal(one->precision, other->precision) && !an_str_is(one->precision, "region");
}

static bool are_other_numbers(const an_event_quantity *a, const an_event_quantity *b)
{
    return a->is_known && b->is_known && (a->high < b->low || b->high < a->low);
}

static bool are_rivals(const teller *t, const an_event *e, const happening *h) { return h->actors != AN_NONE && are_strangers(t, &e->actors, &event_of(t, h->actors)->actors); }

/* Voices may name others as the doers of one deed. "The attack on the embassy" is on nothing else; those who "were killed in the attack" may be others than those told before. */
static bool are_other_parties(const teller *t, const an_event *e, bool names_target, const happening *h)
{
    if (h->actors != AN_NONE && !e->accounts.count && !event_of(t, h->actors)->accounts.count && are_rivals(t, e, h)) return true;
    if (h->recipients != AN_NONE && names_target && are_other_targets(t, &e->recipients, &event_of(t, h->recipients)->recipients)) return true;
    if (h->actors != AN_NONE && share_one(t, &e->recipients, &event_of(t, h->actors)->actors)) return true;
    return h->recipients != AN_NONE && share_one(t, &e->actors, &event_of(t, h->recipients)->recipients);
}

/* Numbers of the same: "ten people" and "12 people". */
static bool are_called_alike(const teller *t, const an_participants *a, const an_participants *b)
{
    const an_token *one = a->count ? word_of(t, a->items) : NULL, *other = b->count ? word_of(t, b->items) : NULL;
    return !one || !other || an_str_equal(one->lemma, other->lemma);
}

static bool contradicts(const teller *t, const an_event *e, bool names_target, const happening *h)
{
    if ((uint32_t)e->type != h->type) return true;
    if (are_other_parties(t, e, names_target, h)) return true;
    if (h->mode != AN_NONE && are_other_ways(e, event_of(t, h->mode))) return true;
    if (h->date != AN_NONE && are_other_days(e, event_of(t, h->date))) return true;
    if (h->place != AN_NONE && are_other_places(e, event_of(t, h->place))) return true;
    if (h->killed == AN_NONE || e->accounts.count || event_of(t, h->killed)->accounts.count) return false; /* voices count differently */
    if (!are_other_numbers(&e->killed, &event_of(t, h->killed)->killed)) return false;
    return are_called_alike(t, &e->recipients, &event_of(t, h->killed)->recipients); /* not "six gunmen were also killed" */
}

/* ---- what speaks for one ---- */

/* "fire" and "firing", "bomb" and "bombing", "attack" and "attack", "explode" and "explosion". */
static bool is_same_word(an_str a, an_str b)
{
    enum { STEM = 4 };
    if (an_str_equal_ignoring_ascii_case(a, b)) return true;
    return a.length >= STEM && b.length >= STEM && an_str_equal_ignoring_ascii_case((an_str){a.data, STEM}, (an_str){b.data, STEM});
}

static bool has_same_word(const teller *t, const telling *told, const happening *h)
{
    const an_token *tokens = t->coder->document->parsed.tokens;
    return is_same_word(tokens[told->word].lemma, tokens[h->word].lemma);
}

/* "The attack of August 1988" is another than one whose day nobody told, unless that was news on that day. */
static bool has_day_of_its_own(const teller *t, const an_event *e, const happening *h)
{
    return is_told_day(e) && (h->date == AN_NONE || (!is_told_day(event_of(t, h->date)) && !is_single_day(e)));
}

/* How much a telling and a happening that do not contradict each other share. */
static int evidence(const teller *t, const telling *told, const happening *h)
{
    const an_event *e = event_of(t, told->event);
    int score = !told->is_vague && has_same_word(t, told, h);
    if (h->actors != AN_NONE) score += 2 * share_one(t, &e->actors, &event_of(t, h->actors)->actors);
    if (h->recipients != AN_NONE) score += 2 * share_one(t, &e->recipients, &event_of(t, h->recipients)->recipients);
    if (told->names_target && h->recipients == AN_NONE) score -= 2;
    if (has_day_of_its_own(t, e, h)) score -= 2;
    if (h->place != AN_NONE && e->place.is_known) score += an_str_equal(e->place.place.name, event_of(t, h->place)->place.place.name);
    if (h->date != AN_NONE && is_told_day(e) && is_told_day(event_of(t, h->date)) && is_within(e->date.time.range, NEWS_DAYS) && is_within(event_of(t, h->date)->date.time.range, NEWS_DAYS)) score += 2;
    return score;
}

/* ---- joining ---- */

/* "The attackers", "two suspects", "they": the words say no more than that somebody did it. */
static bool is_mere_doer(const teller *t, const an_participant *p)
{
    const an_token *word = word_of(t, p);
    return (word && word->upos == AN_UPOS_PRON && !p->actor.id.data) || is_called(t, p, t->coder->grammar.mere_doers);
}

/* A paper or agency that claims a deed does so for others. */
static bool says_who(const teller *t, const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (!is_mere_doer(t, list->items + i) && list->items[i].actor.kind != AN_ACTOR_MEDIA) return true;
    return false;
}

static void note(uint32_t *who, bool is_told, uint32_t event)
{
    if (*who == AN_NONE && is_told) *who = event;
}

/* "In Kabul", told after "in Afghanistan". */
static bool is_finer(const an_event *e, const an_event *other)
{
    return e->place.is_known && an_str_is(other->place.place.precision, "country") && !an_str_is(e->place.place.precision, "country") && !an_str_is(e->place.place.precision, "region");
}

static void keep_in_mind(teller *t, uint32_t number)
{
    for (uint32_t i = 0; i < t->named_count; i++)
        if (t->named[i] == number) return;
    if (t->named_count < NAMED_MAX) t->named[t->named_count++] = number;
}

/* What an event adds to what is known of its happening. */
static void add_known(teller *t, uint32_t event)
{
    const an_event *e = event_of(t, event);
    happening *h = t->happenings.items + t->happening_of.items[event];
    if (!is_fact(e)) return;
    h->has_rivals = h->has_rivals || (!is_disputed(e) && are_rivals(t, e, h));
    note(&h->actors, !is_disputed(e) && says_who(t, &e->actors), event);
    note(&h->recipients, e->recipients.count > 0, event);
    if (h->place != AN_NONE && is_finer(e, event_of(t, h->place))) h->place = event;
    note(&h->place, e->place.is_known, event);
    note(&h->killed, e->killed.is_known, event);
    note(&h->mode, e->mode_count && (e->type != AN_TYPE_ASSAULT || way_of(e) != WAY_ANY), event);
    if (is_told_day(e) && h->date != AN_NONE && !is_told_day(event_of(t, h->date))) h->date = event;
    note(&h->date, e->date.is_known, event);
    if (is_site(e) || is_single_day(e)) keep_in_mind(t, t->happening_of.items[event]);
}

static void join(teller *t, uint32_t event, uint32_t number)
{
    t->happening_of.items[event] = number;
    t->happenings.items[number].last_sentence = event_of(t, event)->sentence;
    add_known(t, event);
}

static bool open(teller *t, const telling *told)
{
    const an_event *e = event_of(t, told->event);
    happening h = {e->type, told->word, e->sentence, told->is_plural, told->is_verbal, false, AN_NONE, AN_NONE, AN_NONE, AN_NONE, AN_NONE, AN_NONE};
    if (!AN_PUSH(t->coder->scratch, &t->happenings, h)) return false;
    join(t, told->event, (uint32_t)t->happenings.count - 1);
    return true;
}

typedef struct choice {
    uint32_t number; /* AN_NONE */
    int score;
    bool is_tied;
} choice;

static void offer(choice *best, uint32_t number, int score)
{
    if (number == best->number) return;
    if (best->number != AN_NONE && score <= best->score) best->is_tied = best->is_tied || score == best->score;
    else *best = (choice){number, score, false};
}

/* Several shots or arrests that a verb told are "the shootings", "the arrests". */
static bool is_as_many(const teller *t, const telling *told, const happening *h)
{
    return h->is_plural == told->is_plural || (h->is_verbal && !told->names_target && has_same_word(t, told, h));
}

/* Whether so much shared suffices for a happening told there; the word alone does, if nothing else comes into question. */
static bool is_enough(const teller *t, const telling *told, const happening *h, const an_event *other, int shared)
{
    const an_event *e = event_of(t, told->event);
    bool is_close = told->takes_up && !told->is_plural && other->sentence + BARE_REACH >= e->sentence;
    if (other->sentence == e->sentence && e->recipients.count) return false; /* "killed at a march against the killing of ..." */
    if (shared > 0 || (is_close && other->sentence < e->sentence)) return shared >= 0;
    return shared == 0 && told->is_vague && has_same_word(t, told, h);
}

/* Deaths that nobody and nothing stands beside are no deed that "the attack" may mean. */
static bool is_somebodys(const happening *h) { return h->actors != AN_NONE || h->recipients != AN_NONE || h->place != AN_NONE; }

/* Of the happenings that the noun may point at, the one that shares most with it. */
static uint32_t pointed_at(const teller *t, const telling *told)
{
    const an_event *e = event_of(t, told->event);
    choice best = {AN_NONE, 0, false};
    for (size_t i = told->event; i-- > 0 && event_of(t, i)->sentence + REACH >= e->sentence;) {
        uint32_t number = t->happening_of.items[i];
        const happening *h = number == AN_NONE ? NULL : t->happenings.items + number;
        int score;
        if (!h || !is_somebodys(h) || !is_as_many(t, told, h) || contradicts(t, e, told->names_target, h)) continue;
        score = evidence(t, told, h);
        if (is_enough(t, told, h, event_of(t, i), score)) offer(&best, number, 2 * score - (h->date != AN_NONE && would_be_other_days(e, event_of(t, h->date))));
    }
    return best.is_tied ? AN_NONE : best.number;
}

/* "The Crocus attack", "the attack of 22 March", far from the others: the one happening with that building or day. */
static uint32_t named_alike(const teller *t, const telling *told)
{
    const an_event *e = event_of(t, told->event);
    uint32_t found = AN_NONE;
    for (uint32_t i = 0; i < t->named_count && (is_site(e) || is_single_day(e)); i++) {
        const happening *h = t->happenings.items + t->named[i];
        bool is_there = h->place != AN_NONE && is_site(e) && an_str_equal(e->place.place.name, event_of(t, h->place)->place.place.name);
        bool is_then = h->date != AN_NONE && is_single_day(e) && is_single_day(event_of(t, h->date)) && e->date.time.range.from == event_of(t, h->date)->date.time.range.from;
        if ((!is_there && !is_then) || contradicts(t, e, told->names_target, h)) continue;
        if (found != AN_NONE) return AN_NONE;
        found = t->named[i];
    }
    return found;
}

/* Tells of the dead or abducted: nobody is killed twice. */
static bool is_fatal(const teller *t, const an_event *e)
{
    const an_frames *frames = t->coder->frames;
    bool is_deadly = an_frames_has(frames, t->coder->grammar.deadly, an_frames_word(frames, t->coder->document->parsed.tokens[e->trigger_token].lemma));
    if (e->type != AN_TYPE_ASSAULT || !is_fact(e) || !e->recipients.count) return false;
    return is_deadly || (e->killed.is_known && e->killed.low > 0) || way_of(e) == WAY_CAPTIVITY;
}

static bool is_same_person(const teller *t, const an_participant *a, const an_participant *b)
{
    return a->actor.kind == AN_ACTOR_PERSON && b->actor.kind == AN_ACTOR_PERSON && (a->actor.id.data != NULL) == (b->actor.id.data != NULL) && is_one(t, a, b);
}

static bool share_victim(const teller *t, const an_event *a, const an_event *b)
{
    for (size_t i = 0; i < a->recipients.count; i++)
        for (size_t k = 0; k < b->recipients.count; k++)
            if (is_same_person(t, a->recipients.items + i, b->recipients.items + k)) return true;
    return false;
}

static uint32_t with_same_victim(const teller *t, uint32_t event)
{
    uint32_t kept = t->killing_count < VICTIMS_BACK ? t->killing_count : VICTIMS_BACK;
    for (uint32_t i = 0; i < kept && is_fatal(t, event_of(t, event)); i++) {
        uint32_t other = t->killings[(t->killing_count - 1 - i) % VICTIMS_BACK];
        uint32_t number = t->happening_of.items[other];
        if (number != AN_NONE && share_victim(t, event_of(t, event), event_of(t, other)) && !contradicts(t, event_of(t, event), true, t->happenings.items + number)) return number;
    }
    return AN_NONE;
}

/* "Six people were killed", "the ministry counted ten wounded": how many, and nothing of who did it or how. */
static bool is_toll(const teller *t, const an_event *e)
{
    bool counts = (e->killed.is_known && e->killed.low > 0) || (e->wounded.is_known && e->wounded.low > 0);
    return e->type == AN_TYPE_ASSAULT && counts && !e->actors.count && !e->mode_count && !names_one(t, &e->recipients);
}

/* "The Columbine massacre", named in a report of these days: its dead were counted long ago; those of last week's attack may still be. */
static bool is_of_old(const teller *t, const happening *h)
{
    const an_event *known = h->date == AN_NONE ? NULL : event_of(t, h->date);
    const an_date_range *published = &t->coder->document->article.published;
    if (!known || known->date.time.basis != AN_BASIS_DICTIONARY || published->from == AN_DAY_UNKNOWN || known->date.time.range.to == AN_DAY_UNKNOWN) return false;
    return known->date.time.range.to < published->from - COUNTING_DAYS;
}

/* A toll is that of the only violence that was told so far, shortly before. */
static uint32_t counted_of(const teller *t, const telling *told)
{
    const an_event *e = event_of(t, told->event);
    const happening *h = t->deed_count == 1 ? t->happenings.items + t->deed : NULL;
    bool is_near = h && h->last_sentence < e->sentence && h->last_sentence + BARE_REACH >= e->sentence;
    if (!is_near || !is_fact(e) || !told->is_verbal || told->is_aside || h->is_plural || !is_somebodys(h) || !is_toll(t, e) || targets_of(t, &e->recipients) == TARGETS_THINGS) return AN_NONE;
    return contradicts(t, e, false, h) || has_day_of_its_own(t, e, h) || is_of_old(t, h) ? AN_NONE : t->deed;
}

static void count_deed(teller *t, uint32_t event)
{
    const an_event *e = event_of(t, event);
    if (e->type != AN_TYPE_ASSAULT || t->happening_of.items[event] == AN_NONE || (is_toll(t, e) && !e->place.is_known)) return;
    t->deed_count += !t->deed_count || t->deed != t->happening_of.items[event];
    t->deed = t->happening_of.items[event];
}

static bool place_telling(teller *t, const telling *told)
{
    const an_event *e = event_of(t, told->event);
    bool can_point = told->points && (is_fact(e) || e->factuality == AN_FACTUALITY_POSSIBLE || e->factuality == AN_FACTUALITY_PLANNED || e->factuality == AN_FACTUALITY_DID_NOT_HAPPEN);
    uint32_t number = can_point ? pointed_at(t, told) : AN_NONE;
    if (number == AN_NONE && can_point) number = named_alike(t, told);
    if (number == AN_NONE) number = with_same_victim(t, told->event);
    if (number == AN_NONE && !told->points) number = counted_of(t, told);
    if (is_fatal(t, e)) t->killings[t->killing_count++ % VICTIMS_BACK] = told->event;
    if (number != AN_NONE) join(t, told->event, number);
    else if (is_fact(e) && !(told->is_aside && is_told_day(e))) return open(t, told);
    return true;
}

/* A soldier, a policeman: whom an_is_of_state does not ask for. */
static bool serves_state(const an_participant *p) { return p->actor.kind == AN_ACTOR_MILITARY || an_actor_has_sector(&p->actor, AN_SECTOR_MIL) || an_actor_has_sector(&p->actor, AN_SECTOR_COP); }

bool an_befalls_doers(const an_coder *coder, const an_event *e)
{
    const teller *t = coder->retold;
    for (size_t i = 0; i < e->recipients.count; i++) {
        const an_participant *p = e->recipients.items + i;
        bool is_armed = an_bears_arms(p) && !serves_state(p) && !p->actor.id.data;
        if (!is_armed && !is_called(t, p, t->coder->grammar.mere_doers)) return false;
    }
    return e->recipients.count > 0;
}

/* "X claimed responsibility", which accounts_claims.c made of the deed told last. */
static void place_claim(teller *t, uint32_t event)
{
    const an_event *e = event_of(t, event);
    for (uint32_t i = event; i-- > 0 && event_of(t, i)->sentence + REACH_OF_CLAIM >= e->sentence;) {
        uint32_t number = t->happening_of.items[i];
        if (event_of(t, i)->type != e->type || an_befalls_doers(t->coder, event_of(t, i))) continue;
        if (number != AN_NONE && !contradicts(t, e, false, t->happenings.items + number)) join(t, event, number);
        return;
    }
}

/* ---- lending ---- */

static void lower(an_event *e)
{
    e->findings |= 1U << AN_FINDING_INHERITED;
    e->confidence = an_confidence_of(e->findings);
}

/* Those who are not on the other side of the telling that lacks them. */
static void lend_parties(teller *t, an_event *e, an_participants *list, const an_participants *told, const an_participants *others)
{
    if (list->count || share_one(t, told, others)) return;
    an_participants_add_all(t->coder, list, told);
    if (list->count) lower(e);
}

/* Two who fought one another are told as two actors: nobody is missing, and which of them killed whom nobody says. */
static bool is_mutual(const an_event *e) { return e->actors.count > 1 && !e->recipients.count; }

/* What people do to one another; who is asked, praised or refused is not known from another telling. */
static bool is_deed(const an_event *e) { return e->type == AN_TYPE_ASSAULT || e->type == AN_TYPE_COERCE || e->type == AN_TYPE_PROTEST; }

static bool is_denied(const an_event *e) { return innermost(e) && innermost(e)->stance == AN_STANCE_DENIES; }

static void lend_place(teller *t, uint32_t event)
{
    const happening *h = t->happenings.items + t->happening_of.items[event];
    if (!event_of(t, event)->place.is_known && h->place != AN_NONE) event_of(t, event)->place = event_of(t, h->place)->place;
}

/* A day or week in words goes before the day of publication that stood for it; a year does not, unless it is another year. */
static bool is_better_date(const an_event *e, const an_event_date *told)
{
    if (is_told_day(e)) return false;
    if (!e->date.is_known) return true;
    return !an_span_is_empty(told->span) && (is_within(told->time.range, LENT_DAYS) || (is_guessed_day(e) && are_apart(e->date.time.range, told->time.range)));
}

static void lend_date(an_event *e, const an_event_date *told)
{
    if (!is_better_date(e, told)) return;
    e->date = *told;
    e->date.time.basis = AN_BASIS_NARRATIVE;
}

/* "Six gunmen were also killed in the attack": those who bear arms as the doers do may be of them. */
static bool may_be_doers(const teller *t, const an_event *e, const happening *h)
{
    const an_participants *doers = h->actors == AN_NONE ? NULL : &event_of(t, h->actors)->actors;
    if (!doers || (h->recipients != AN_NONE && share_one(t, &e->recipients, &event_of(t, h->recipients)->recipients))) return false;
    for (size_t i = 0; i < e->recipients.count; i++)
        for (size_t k = 0; k < doers->count; k++)
            if (an_bears_arms(e->recipients.items + i) && serves_state(e->recipients.items + i) == serves_state(doers->items + k)) return true;
    return false;
}

static bool takes_actors(const teller *t, const an_event *e, const happening *h)
{
    if (h->actors == AN_NONE || h->has_rivals || (e->recipients.count && is_mutual(event_of(t, h->actors)))) return false;
    return is_deed(e) && !e->actors.count && !is_denied(e) && !may_be_doers(t, e, h);
}

/* "The attacker" is of the armed group that is known to have done it; a suspect whom the police shot is not of the police. */
static void identify_doer(const teller *t, an_event *e, const happening *h)
{
    const an_participants *known = h->actors == AN_NONE || h->has_rivals ? NULL : &event_of(t, h->actors)->actors;
    an_participant *doer = e->actors.count == 1 ? e->actors.items : NULL;
    if (!known || !doer || known->count != 1 || !an_participant_is_known(known->items) || known->items->actor.kind != AN_ACTOR_ARMED_GROUP) return;
    if (an_participant_is_known(doer) || is_named_person(t, doer) || !is_mere_doer(t, doer) || share_one(t, known, &e->recipients)) return;
    doer->actor = known->items->actor;
    doer->actor.resolution = AN_RESOLUTION_COREFERENCE;
}

static void lend(teller *t, uint32_t event)
{
    an_event *e = event_of(t, event);
    const happening *h = t->happenings.items + t->happening_of.items[event];
    bool lacks_recipients = is_deed(e) && !e->recipients.count && !is_mutual(e);
    if (takes_actors(t, e, h)) lend_parties(t, e, &e->actors, &event_of(t, h->actors)->actors, &e->recipients);
    if (lacks_recipients && h->recipients != AN_NONE && h->recipients != event) lend_parties(t, e, &e->recipients, &event_of(t, h->recipients)->recipients, &e->actors);
    identify_doer(t, e, h);
    lend_place(t, event);
    if (h->date != AN_NONE && h->date != event) lend_date(e, &event_of(t, h->date)->date);
}

static bool map_chains(teller *t)
{
    const an_parsed_text *parsed = &t->coder->document->parsed;
    t->chains = AN_NEW_ARRAY(t->coder->scratch, uint32_t, (size_t)parsed->token_count + 1);
    for (uint32_t i = 0; t->chains && i < parsed->reference_count; i++) t->chains[parsed->references[i].head_token] = parsed->references[i].chain;
    return t->chains != NULL;
}

bool an_begin_tellings(an_coder *coder)
{
    coder->retold = AN_NEW(coder->scratch, struct an_retold);
    if (!coder->retold) return false;
    coder->retold->coder = coder;
    return map_chains(coder->retold);
}

/* Events that no sentence told by a trigger of its own are claims' (accounts_claims.c). */
static bool catch_up(teller *t, size_t end)
{
    while (t->happening_of.count < end) {
        uint32_t event = (uint32_t)t->happening_of.count;
        if (!AN_PUSH(t->coder->scratch, &t->happening_of, AN_NONE)) return false;
        place_claim(t, event);
    }
    return true;
}

/* Places and dates that events of one sentence lent one another once all were there. */
static void settle(teller *t, uint32_t sentence)
{
    for (; t->settled < t->happening_of.count && event_of(t, t->settled)->sentence < sentence; t->settled++)
        if (t->happening_of.items[t->settled] != AN_NONE) add_known(t, t->settled);
}

bool an_note_telling(an_coder *coder, const an_tree *tree, const an_draft *draft)
{
    teller *t = coder->retold;
    telling told = an_read_telling(tree, draft);
    settle(t, tree->sentence);
    if (!catch_up(t, draft->number) || !AN_PUSH(coder->scratch, &t->happening_of, AN_NONE) || !place_telling(t, &told)) return false;
    count_deed(t, told.event);
    if (t->happening_of.items[told.event] != AN_NONE) lend_place(t, told.event);
    return true;
}

bool an_complete_tellings(an_coder *coder)
{
    teller *t = coder->retold;
    if (!catch_up(t, coder->document->events.count)) return false;
    settle(t, UINT32_MAX);
    for (uint32_t i = 0; i < t->happening_of.count; i++)
        if (t->happening_of.items[i] != AN_NONE) lend(t, i);
    return true;
}
