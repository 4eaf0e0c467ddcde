/* What the finder of times is made of: words with a meaning for time, forms that phrases have, their place in the calendar.
 * Private to times*.c. */
#ifndef ANNALS_MENTION_TIMES_H
#define ANNALS_MENTION_TIMES_H

#include "base/array.h"
#include "base/calendar.h"
#include "lexicon/happenings.h"
#include "record/article.h"
#include "record/sentence.h"

typedef enum an_time_class {
    AN_TIME_OTHER,
    AN_TIME_MONTH,    /* value 1 to 12 */
    AN_TIME_WEEKDAY,  /* value 0 = Monday */
    AN_TIME_WEEKDAYS, /* "Fridays" */
    AN_TIME_UNIT,     /* value an_time_unit; is_plural */
    AN_TIME_SEASON,   /* value: first month */
    AN_TIME_DIGITS,   /* value; letters and signs keep a word out */
    AN_TIME_NUMBER,   /* in words: value; "several" and the like: low in value, high in high */
    AN_TIME_ORDINAL,  /* "5th", "fifth": value */
    AN_TIME_DECADE,   /* "1990s": value 1990; "90s": 90 */
    AN_TIME_ADVERB    /* "daily": habitual */
} an_time_class;

typedef enum an_time_unit {
    AN_UNIT_HOUR, AN_UNIT_DAY, AN_UNIT_WEEK, AN_UNIT_WEEKEND, AN_UNIT_MONTH, AN_UNIT_SEASON, AN_UNIT_YEAR, AN_UNIT_DECADE, AN_UNIT_CENTURY
} an_time_unit;

/* A token, or a piece of one that is cut at hyphens ("mid-2010s", "2018-2019"): what the grammar reads. */
typedef struct an_time_word {
    an_str text; /* folded, without a closing full stop if it has letters */
    uint32_t token;
    an_time_class class;
    int32_t value, high;
    bool is_plural, is_capital;
    bool is_hyphen;   /* a hyphen or dash */
    bool is_abutting; /* a piece that follows its hyphen, or a hyphen that follows its piece, without space */
} an_time_word;

typedef struct an_time_words {
    an_time_word *items;
    uint32_t count;
} an_time_words;

/* The words of a sentence; data NULL in items when scratch is exhausted. */
an_time_words an_time_words_of(an_arena *scratch, const an_token *tokens, uint32_t token_count);

typedef enum an_time_part { AN_TIME_WHOLE, AN_TIME_EARLY, AN_TIME_MID, AN_TIME_LATE } an_time_part;

typedef enum an_time_kind {
    AN_TIME_NONE,
    AN_TIME_RANGE,     /* range says it all */
    AN_TIME_MONTH_DAY, /* month, day to day_to, no year; day 0 = the whole month */
    AN_TIME_ON_WEEKDAY, /* weekday; direction: -1 last, 0 plain, 1 next */
    AN_TIME_UNIT_AT,   /* the calendar unit `direction` units from the anchor's: last week, this year; part narrows */
    AN_TIME_SEASON_AT, /* season beginning with month; direction */
    AN_TIME_OFFSET,    /* low to high units before (direction -1) or after (1) the anchor */
    AN_TIME_STRETCH,   /* from the anchor low..high units back (-1) or on (1): "the past two years" */
    AN_TIME_DURATION,
    AN_TIME_HABIT
} an_time_kind;

/* One phrase, read but not yet placed. */
typedef struct an_time_form {
    an_time_kind kind;
    an_date_range range;
    int month, day, day_to;
    int weekday;
    an_time_unit unit;
    int low, high;
    int direction;
    an_time_part part;
    bool is_narrative;  /* counted from another date of the text: "the same month" */
    bool until_now, from_now; /* "earlier this year", "later this year" */
    bool is_count_back; /* "two days after": the time of what follows, counted from what goes before */
    bool is_feast;      /* "the 30th anniversary of": like is_count_back, of what hangs on the word; to the month, if the feast is dated */
    bool is_onward;     /* "from then on" */
    bool is_bare_year;  /* a number and nothing more: needs a licence */
    bool is_bare_month;
} an_time_form;

/* The longest form that begins at word `at`; returns the number of words, 0 if there is none. */
uint32_t an_time_match(const an_time_words *words, uint32_t at, uint32_t end, an_time_form *form);

/* "two years", "three-week", "decades": how long, after a preposition that says so (`is_licensed`) or as one compound word. */
uint32_t an_time_match_duration(const an_time_words *words, uint32_t at, uint32_t end, bool is_licensed, an_time_form *form);

static inline bool an_time_is(const an_time_words *words, uint32_t at, uint32_t end, const char *text)
{
    return at < end && an_str_is(words->items[at].text, text);
}
/* True if the word at `at` is one of `texts`, words apart by blanks. */
bool an_time_is_one_of(const an_time_words *words, uint32_t at, uint32_t end, const char *texts);

/* What forms are placed against. An unknown range = not known. */
typedef struct an_time_anchors {
    an_date_range published;
    an_date_range narrative;      /* the last date that the text named */
    an_date_range fixed;          /* a date with its year that the same clause names before: "in 2016 ... on 5 June"; may be unknown */
    bool is_future;               /* the clause speaks of what is to come */
    bool is_past;                 /* its verb is in the past tense */
} an_time_anchors;

/* Days of happenings that the text calls by their name, in reading order; items lie in scratch. */
typedef struct an_time_days {
    an_day *items;
    size_t count, capacity;
} an_time_days;
/* happenings or folded NULL: none. */
an_time_days an_time_days_named(an_arena *scratch, const an_happenings *happenings, const an_parsed_text *parsed, const an_str *folded);
/* The one that has this month and day; AN_DAY_UNKNOWN. */
an_day an_time_day_of_name(const an_time_days *days, int month, int day);

/* Range and basis of a form; an unknown range and basis NONE if it cannot be placed. */
an_date_range an_time_place(const an_time_form *form, const an_time_anchors *anchors, an_basis *basis);
an_date_range an_time_part_of(an_date_range range, an_time_part part);

#endif
