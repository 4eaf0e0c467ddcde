/* The grammar of time phrases, without their prepositions. Each rule looks at the words from `at` on and says how many it takes; the
 * longest wins. A rule gives a form, not a date: where "Friday" or "last year" lies is times_place.c's business. */
#include "mention/times.h"

enum { YEAR_MIN = 1000, YEAR_MAX = 2100, YEARS_OFFSET_MAX = 5000, RULE_WORDS_MAX = 24 };
#define END_OF_PHRASE ". , ; : ) and but \""

typedef struct reader {
    const an_time_words *words;
    uint32_t at, end;
} reader;

static const an_time_word *word_at(const reader *r, uint32_t ahead) { return r->at + ahead < r->end ? &r->words->items[r->at + ahead] : NULL; }
static bool is_class(const reader *r, an_time_class class) { return r->at < r->end && r->words->items[r->at].class == class; }
static bool is_word(const reader *r, const char *text) { return an_time_is(r->words, r->at, r->end, text); }
static bool is_one_of(const reader *r, const char *texts) { return an_time_is_one_of(r->words, r->at, r->end, texts); }
static bool skip(reader *r, const char *texts)
{
    if (!is_one_of(r, texts)) return false;
    r->at++;
    return true;
}
static bool skip_hyphen(reader *r)
{
    if (r->at >= r->end || !r->words->items[r->at].is_hyphen) return false;
    r->at++;
    return true;
}

static bool read_class(reader *r, an_time_class class, int *value)
{
    if (!is_class(r, class)) return false;
    *value = r->words->items[r->at++].value;
    return true;
}

static bool read_year(reader *r, int *year)
{
    const an_time_word *w = word_at(r, 0);
    if (!w || w->class != AN_TIME_DIGITS || w->high != 4 || w->value < YEAR_MIN || w->value > YEAR_MAX) return false;
    *year = w->value;
    r->at++;
    return true;
}

static bool read_day(reader *r, int *day)
{
    const an_time_word *w = word_at(r, 0);
    if (!w || w->value < 1 || w->value > 31) return false;
    if (!(w->class == AN_TIME_DIGITS && w->high <= 2) && w->class != AN_TIME_ORDINAL) return false;
    *day = w->value;
    r->at++;
    return true;
}

/* "22", "22-24", "22 and 23", "22 to 24". */
static bool read_days(reader *r, int *day, int *day_to)
{
    reader next;
    if (!read_day(r, day)) return false;
    *day_to = *day;
    next = *r;
    if ((skip_hyphen(&next) || skip(&next, "and or to through until &")) && read_day(&next, day_to) && *day_to > *day) *r = next;
    else *day_to = *day;
    return true;
}

static an_date_range days_of(int year, int month, int day, int day_to)
{
    an_date_range range = {an_day_from_ymd(year, month, day), an_day_from_ymd(year, month, day_to)};
    return range.from == AN_DAY_UNKNOWN || range.to == AN_DAY_UNKNOWN ? AN_DATE_RANGE_UNKNOWN : range;
}

static bool is_real_day(int month, int day) { return day <= an_days_in_month(2000, month); }

/* What a year, or its absence, makes of a month and its days. */
static bool give_month_day(an_time_form *form, int year, int month, int day, int day_to)
{
    if (day && (!is_real_day(month, day) || !is_real_day(month, day_to))) return false;
    *form = (an_time_form){.kind = AN_TIME_MONTH_DAY, .month = month, .day = day, .day_to = day_to};
    if (!year) return true;
    form->kind = AN_TIME_RANGE;
    form->range = day ? days_of(year, month, day, day_to) : an_month_range(year, month);
    return an_date_range_is_known(form->range);
}

/* ", 2022", "2022", "of 2022", "this year", "of last year": the year of a month. relative: years from the anchor's. */
static bool read_month_year(reader *r, int *year, an_time_form *relative)
{
    reader next = *r;
    an_time_form found;
    relative->kind = AN_TIME_NONE;
    if (skip(&next, ",")) {
        if (!read_year(&next, year)) return false;
        *r = next;
        return true;
    }
    skip(&next, "of");
    if (read_year(&next, year)) {
        *r = next;
        return true;
    }
    if (!is_one_of(&next, "this last next that the") || !word_at(&next, 1)) return false;
    found = (an_time_form){.kind = AN_TIME_UNIT_AT, .unit = AN_UNIT_YEAR,
                           .direction = is_word(&next, "last") ? -1 : is_word(&next, "next") ? 1 : 0, .is_narrative = is_word(&next, "that")};
    if (skip(&next, "the") && !skip(&next, "same")) return false;
    if (is_word(&next, "year")) found.is_narrative = found.is_narrative || next.words->items[next.at - 1].text.data[0] == 's';
    else next.at++;
    if (!skip(&next, "year")) return false;
    *relative = found; /* not of "on 12 April the minister" */
    *r = next;
    return true;
}

/* A month of "last year": keeps month and day beside the unit; times_place.c combines them. */
static void give_relative_year(an_time_form *form, const an_time_form *relative)
{
    form->kind = AN_TIME_UNIT_AT;
    form->unit = AN_UNIT_YEAR;
    form->direction = relative->direction;
    form->is_narrative = relative->is_narrative;
}

/* "5 September 2022", "the 5th of September", "5-7 September". */
static bool match_day_month(reader *r, an_time_form *form)
{
    int day, day_to, month, year = 0;
    an_time_form relative;
    skip(r, "the");
    if (!read_days(r, &day, &day_to)) return false;
    skip(r, "of");
    if (!read_class(r, AN_TIME_MONTH, &month)) return false;
    read_month_year(r, &year, &relative);
    if (!give_month_day(form, year, month, day, day_to)) return false;
    if (relative.kind) give_relative_year(form, &relative);
    return true;
}

static bool is_counting(const reader *r) /* "March 22 people": a number that counts what follows */
{
    const an_time_word *w = word_at(r, 0);
    return w && w->class == AN_TIME_OTHER && an_time_is_one_of(r->words, r->at, r->end, "people percent per soldiers civilians troops");
}

/* "September 5", "Sept. 5-7, 2022", "September 5th of last year", "September 2022", "September". */
static bool match_month(reader *r, an_time_form *form)
{
    int day = 0, day_to = 0, month, year = 0;
    an_time_form relative;
    reader after_month;
    if (!read_class(r, AN_TIME_MONTH, &month)) return false;
    if (is_word(r, ".") && word_at(r, 1) && word_at(r, 1)->class == AN_TIME_DIGITS) r->at++; /* "Sep. 5" that the tokenizer cut at the stop */
    after_month = *r;
    skip(r, "the");
    if (!read_days(r, &day, &day_to) || is_counting(r)) *r = after_month, day = day_to = 0;
    read_month_year(r, &year, &relative);
    if (!give_month_day(form, year, month, day, day_to)) return false;
    if (relative.kind) give_relative_year(form, &relative);
    form->is_bare_month = form->kind == AN_TIME_MONTH_DAY && !day;
    return true;
}

/* "Friday, 22 March 2024", "Friday the 22nd of March". */
static bool match_weekday_date(reader *r, an_time_form *form)
{
    int weekday;
    if (!read_class(r, AN_TIME_WEEKDAY, &weekday)) return false;
    skip(r, ",");
    if (match_day_month(r, form)) return true;
    if (is_class(r, AN_TIME_MONTH) && match_month(r, form)) return form->kind == AN_TIME_RANGE ? form->range.from == form->range.to : form->day > 0;
    return false;
}

/* "Friday", "last Friday", "next Friday", "this Friday", "Friday last week" is left at "Friday". */
static bool match_weekday(reader *r, an_time_form *form)
{
    *form = (an_time_form){.kind = AN_TIME_ON_WEEKDAY};
    if (is_one_of(r, "last past") ) form->direction = -1, r->at++;
    else if (is_one_of(r, "next coming")) form->direction = 1, r->at++;
    else skip(r, "this");
    if (!read_class(r, AN_TIME_WEEKDAY, &form->weekday)) return false;
    skip(r, "morning afternoon evening night");
    return true;
}

static bool match_year(reader *r, an_time_form *form)
{
    int year, to;
    reader next;
    *form = (an_time_form){.kind = AN_TIME_RANGE, .is_bare_year = true};
    if (is_word(r, "the") && an_time_is(r->words, r->at + 1, r->end, "year")) r->at += 2;
    if (!read_year(r, &year)) return false;
    form->range = an_year_range(year);
    next = *r;
    if (skip_hyphen(&next) && next.words->items[next.at - 1].is_abutting && is_class(&next, AN_TIME_DIGITS)) {
        const an_time_word *w = word_at(&next, 0);
        to = w->high == 2 ? year / 100 * 100 + w->value : w->high == 4 ? w->value : 0;
        if (to <= year || to > YEAR_MAX) return false; /* a number with a hyphen that is no span of years */
        form->range.to = an_year_range(to).to;
        next.at++;
        *r = next;
    }
    return true;
}

static int decade_year(int value)
{
    return value >= 100 ? value : value >= 30 ? 1900 + value : 2000 + value;
}

static bool match_decade(reader *r, an_time_form *form)
{
    int value;
    bool is_marked = skip(r, "the");
    if (is_word(r, "'")) r->at++, is_marked = true;
    is_marked = is_marked || (r->at < r->end && r->words->items[r->at].text.data[0] == '\'');
    if (!read_class(r, AN_TIME_DECADE, &value) || (value < 100 && !is_marked)) return false; /* "in his mid-20s" is an age */
    value = decade_year(value);
    *form = (an_time_form){.kind = AN_TIME_RANGE, .range = {an_year_range(value).from, an_year_range(value + 9).to}};
    return value >= YEAR_MIN && value <= YEAR_MAX;
}

static bool match_century(reader *r, an_time_form *form)
{
    int number;
    skip(r, "the");
    if (!read_class(r, AN_TIME_ORDINAL, &number)) return false;
    skip_hyphen(r);
    if (!skip(r, "century") || number > 21) return false;
    *form = (an_time_form){.kind = AN_TIME_RANGE, .range = {an_day_from_ymd(number * 100 - 99, 1, 1), an_day_from_ymd(number * 100, 12, 31)}};
    return true;
}

static an_date_range season_of(int year, int first_month)
{
    int last = first_month + 2;
    an_date_range first = an_month_range(year, first_month);
    first.to = an_month_range(last > 12 ? year + 1 : year, last > 12 ? last - 12 : last).to;
    return first;
}

/* "spring 2022", "the summer of 2021", "last winter". "fall" and "spring" alone are other words. */
static bool match_season(reader *r, an_time_form *form)
{
    int month, year;
    bool has_direction = false;
    *form = (an_time_form){.kind = AN_TIME_SEASON_AT};
    skip(r, "the");
    if (is_one_of(r, "last past previous")) form->direction = -1, has_direction = true, r->at++;
    else if (is_one_of(r, "next coming upcoming")) form->direction = 1, has_direction = true, r->at++;
    else if (skip(r, "this")) has_direction = true;
    if (!read_class(r, AN_TIME_SEASON, &month)) return false;
    form->month = month;
    if (has_direction) return true;
    skip(r, ",");
    skip(r, "of");
    if (!read_year(r, &year)) return false;
    form->kind = AN_TIME_RANGE;
    form->range = season_of(year, month);
    return true;
}

/* "the first half of 2022", "third quarter of 2023", "Q3 2023". */
static bool match_year_share(reader *r, an_time_form *form)
{
    int number, year, months;
    skip(r, "the");
    if (is_one_of(r, "q1 q2 q3 q4")) number = r->words->items[r->at++].text.data[1] - '0', months = 3;
    else if (read_class(r, AN_TIME_ORDINAL, &number) && is_one_of(r, "half quarter")) months = is_word(r, "half") ? 6 : 3, r->at++;
    else return false;
    skip(r, "of");
    if (number > 12 / months || !read_year(r, &year)) return false;
    *form = (an_time_form){.kind = AN_TIME_RANGE};
    form->range = (an_date_range){an_month_range(year, (number - 1) * months + 1).from, an_month_range(year, number * months).to};
    return true;
}

/* 2022-09-05 as one token or as pieces; 9/11; 22/3/2024 where only one order is a date. */
static bool match_numeric(reader *r, an_time_form *form)
{
    const an_time_word *y = word_at(r, 0), *h1 = word_at(r, 1), *m = word_at(r, 2), *h2 = word_at(r, 3), *d = word_at(r, 4);
    *form = (an_time_form){.kind = AN_TIME_RANGE};
    if (is_word(r, "9/11")) {
        r->at++;
        form->range = days_of(2001, 9, 11, 11);
        return true;
    }
    if (!d || y->class != AN_TIME_DIGITS || m->class != AN_TIME_DIGITS || d->class != AN_TIME_DIGITS || y->high != 4 || m->high != 2 || d->high != 2) return false;
    if (!h1->is_hyphen || !h2->is_hyphen || !m->is_abutting || !d->is_abutting) return false;
    form->range = days_of(y->value, m->value >= 1 && m->value <= 12 ? m->value : 1, d->value, d->value);
    r->at += 5;
    return m->value >= 1 && m->value <= 12 && an_date_range_is_known(form->range);
}

/* ---- relative ---- */

static bool match_deictic(reader *r, an_time_form *form)
{
    *form = (an_time_form){.kind = AN_TIME_OFFSET, .unit = AN_UNIT_DAY};
    if (skip(r, "earlier later")) return skip(r, "today");
    if (skip(r, "today tonight")) return true;
    if (skip(r, "yesterday")) { skip(r, "morning afternoon evening"); form->low = form->high = 1; form->direction = -1; return true; }
    if (skip(r, "tomorrow")) { skip(r, "morning afternoon evening night"); form->low = form->high = 1; form->direction = 1; return true; }
    if (skip(r, "overnight")) { form->high = 1; form->direction = -1; return true; }
    if (is_one_of(r, "this last")) {
        bool is_last = is_word(r, "last");
        r->at++;
        if (is_last) { form->high = 1; form->direction = -1; return skip(r, "night evening"); }
        return skip(r, "morning afternoon evening");
    }
    return false;
}

/* "two", "twenty-one", "a few", "the past several": a number of units; approximating words are passed over. */
static bool read_count(reader *r, int *low, int *high)
{
    const an_time_word *w, *ones;
    skip(r, "some about around nearly almost roughly approximately just only over");
    if (is_one_of(r, "more less") && word_at(r, 1) && an_time_is(r->words, r->at + 1, r->end, "than")) r->at += 2;
    if (is_one_of(r, "at") && an_time_is_one_of(r->words, r->at + 1, r->end, "least most")) r->at += 2;
    if (is_one_of(r, "a the") && an_time_is_one_of(r->words, r->at + 1, r->end, "few couple")) r->at++;
    w = word_at(r, 0);
    if (!w || (w->class != AN_TIME_NUMBER && w->class != AN_TIME_DIGITS)) return false;
    *low = w->value;
    *high = w->class == AN_TIME_NUMBER ? w->high : w->value;
    r->at++;
    ones = word_at(r, 1);
    if (w->class == AN_TIME_NUMBER && w->value >= 20 && ones && word_at(r, 0)->is_hyphen && ones->class == AN_TIME_NUMBER && ones->value < 10)
        *low = *high = w->value + ones->value, r->at += 2;
    if (*low == 2 && *high == 3) skip(r, "of"); /* a couple of */
    if (is_word(r, "or") || is_word(r, "to")) {
        reader next = *r;
        int low_too, high_too;
        next.at++;
        if (word_at(&next, 0) && read_count(&next, &low_too, &high_too) && high_too > *high) *high = high_too, *r = next;
    }
    return *high <= YEARS_OFFSET_MAX;
}

static bool read_unit(reader *r, an_time_unit *unit)
{
    int value;
    skip_hyphen(r);
    if (!read_class(r, AN_TIME_UNIT, &value)) return false;
    *unit = (an_time_unit)value;
    return true;
}

/* "two years ago", "a week later", "two years earlier"; "decades ago". */
static bool match_offset(reader *r, an_time_form *form)
{
    bool is_plural;
    *form = (an_time_form){.kind = AN_TIME_OFFSET, .low = 2, .high = 9};
    if (!is_class(r, AN_TIME_UNIT) || !r->words->items[r->at].is_plural) {
        if (!read_count(r, &form->low, &form->high)) return false;
    }
    is_plural = is_class(r, AN_TIME_UNIT) && r->words->items[r->at].is_plural;
    if (!read_unit(r, &form->unit) || (form->high > 1 && !is_plural)) return false;
    if (is_word(r, "and")) { /* "two and a half years" is too fine to matter; "a year and a half ago" */
        reader next = *r;
        next.at++;
        if (skip(&next, "a") && skip(&next, "half")) form->high++, *r = next;
    }
    form->direction = -1;
    if (skip(r, "ago")) return skip(r, "today"), true; /* "a month ago today" */
    form->is_narrative = true;
    if (skip(r, "earlier previously prior")) return !is_one_of(r, "than to"); /* "two weeks earlier than planned" */
    if (is_word(r, "after") && form->unit != AN_UNIT_HOUR && word_at(r, 1) && !an_time_is_one_of(r->words, r->at + 1, r->end, END_OF_PHRASE)) {
        form->is_count_back = true; /* "two days after the raid": so long ago was the raid, if the report is of the day */
        return skip(r, "after");
    }
    if (!skip(r, "later")) return false;
    form->direction = 1;
    return true;
}

/* "the past two years", "the last few days", "the coming weeks", "recent months". */
static bool match_stretch(reader *r, an_time_form *form)
{
    *form = (an_time_form){.kind = AN_TIME_STRETCH};
    skip(r, "the these");
    if (is_one_of(r, "past last previous")) form->direction = -1;
    else if (is_one_of(r, "next coming following")) form->direction = 1;
    else if (is_one_of(r, "recent")) form->direction = -1;
    else return false;
    r->at++;
    if (is_class(r, AN_TIME_UNIT) && r->words->items[r->at].is_plural) return read_unit(r, &form->unit); /* low 0: however many */
    if (is_one_of(r, "half")) r->at++; /* "the past half century" */
    if (!read_count(r, &form->low, &form->high) || !is_class(r, AN_TIME_UNIT)) return false;
    return read_unit(r, &form->unit);
}

/* "last week", "this year", "next month", "the same day", "that month", "the following year", "earlier this week". */
static bool match_unit(reader *r, an_time_form *form)
{
    bool has_the, is_plural, is_stretch = false;
    *form = (an_time_form){.kind = AN_TIME_UNIT_AT};
    if (is_word(r, "the") && an_time_is(r->words, r->at + 1, r->end, "weekend")) {
        form->unit = AN_UNIT_WEEKEND;
        r->at += 2;
        return true;
    }
    if (skip(r, "earlier")) form->until_now = true;
    else if (skip(r, "later")) form->from_now = true;
    skip(r, "in"); /* "earlier in the year" */
    skip(r, "on"); /* "later on that day" */
    has_the = skip(r, "the");
    if (is_one_of(r, "last past")) form->direction = -1, is_stretch = has_the; /* "in the last year" reaches to today */
    else if (is_one_of(r, "previous preceding")) form->direction = -1, form->is_narrative = true;
    else if (is_one_of(r, "next coming following ensuing")) form->direction = 1, form->is_narrative = has_the || is_one_of(r, "following ensuing");
    else if (is_one_of(r, "this current")) form->direction = 0;
    else if (is_one_of(r, "same that")) form->is_narrative = true;
    else if (has_the && (form->until_now || form->from_now)) r->at--; /* "earlier in the year" */
    else return false;
    r->at++;
    if (form->is_narrative) skip(r, "same very");
    if (!is_class(r, AN_TIME_UNIT)) return false;
    is_plural = r->words->items[r->at].is_plural;
    if (is_stretch) form->kind = AN_TIME_STRETCH, form->low = form->high = 1;
    return read_unit(r, &form->unit) && !is_plural && form->unit != AN_UNIT_HOUR;
}

/* "the day before", "the day after"; where something follows that they are after of, the time is its. */
static bool match_day_before(reader *r, an_time_form *form)
{
    *form = (an_time_form){.kind = AN_TIME_OFFSET, .unit = AN_UNIT_DAY, .low = 1, .high = 1, .direction = -1, .is_narrative = true};
    if (!skip(r, "the") || !skip(r, "day")) return false;
    if (is_word(r, "after")) form->direction = 1;
    if (skip(r, "prior")) return !is_word(r, "to");
    if (!skip(r, "before after")) return false;
    if (skip(r, "yesterday")) { form->low = form->high = 2; form->is_narrative = false; return true; }
    if (skip(r, "tomorrow")) { form->low = form->high = 2; form->direction = 1; form->is_narrative = false; return true; }
    if (r->at >= r->end || is_one_of(r, END_OF_PHRASE)) return true;
    form->is_count_back = form->direction > 0; /* "the day after the vote" */
    form->direction = -1;
    return form->is_count_back;
}

/* "the 30th anniversary of", "the second anniversary", "the ten-year anniversary": so long ago. */
static bool match_anniversary(reader *r, an_time_form *form)
{
    *form = (an_time_form){.kind = AN_TIME_OFFSET, .unit = AN_UNIT_YEAR, .direction = -1, .is_narrative = true, .is_count_back = true, .is_feast = true};
    if (read_class(r, AN_TIME_ORDINAL, &form->low)) form->high = form->low;
    else if (!read_count(r, &form->low, &form->high) || !read_unit(r, &form->unit)) return false;
    skip_hyphen(r);
    return skip(r, "anniversary");
}

/* Behind "since" or "from": "then", "that point onwards": the last time that the text named, and all that came behind it. */
static bool match_then(reader *r, an_time_form *form)
{
    uint32_t first = r->at;
    *form = (an_time_form){.kind = AN_TIME_UNIT_AT, .unit = AN_UNIT_DAY, .is_narrative = true, .is_onward = true};
    if (!first || !an_time_is_one_of(r->words, first - 1, r->end, "since from")) return false;
    if (skip(r, "that") ? !skip(r, "point time moment day") : !skip(r, "then")) return false;
    return skip(r, "on onward onwards forward") || an_time_is(r->words, first - 1, r->end, "since");
}

/* "last March", "next June", "this August". */
static bool match_relative_month(reader *r, an_time_form *form)
{
    int direction = is_word(r, "last") ? -1 : is_word(r, "next") ? 1 : 0;
    int month;
    if (!skip(r, "last next this") || !read_class(r, AN_TIME_MONTH, &month)) return false;
    *form = (an_time_form){.kind = AN_TIME_MONTH_DAY, .month = month, .direction = direction};
    if (!direction) form->kind = AN_TIME_UNIT_AT, form->unit = AN_UNIT_YEAR;
    return true;
}

static bool match_holiday(reader *r, an_time_form *form)
{
    int month = 12, day = 25, year = 0;
    if (skip(r, "christmas")) {
        if (skip(r, "eve")) day = 24;
        else skip(r, "day");
    } else if (skip(r, "new") && skip(r, "year")) {
        skip(r, "'s");
        if (skip(r, "eve")) month = 12, day = 31;
        else if (skip(r, "day")) month = 1, day = 1;
        else return false;
    } else {
        return false;
    }
    skip(r, ",");
    if (!read_year(r, &year) && r->words->items[r->at - 1].text.data[0] == ',') r->at--;
    return give_month_day(form, year, month, day, day);
}

static bool match_habit(reader *r, an_time_form *form)
{
    int low, high;
    *form = (an_time_form){.kind = AN_TIME_HABIT};
    if (skip(r, "every each")) {
        if (read_count(r, &low, &high)) return is_class(r, AN_TIME_UNIT) && (r->at++, true);
        skip(r, "other single");
        if (!is_class(r, AN_TIME_UNIT) && !is_class(r, AN_TIME_WEEKDAY) && !is_class(r, AN_TIME_MONTH) && !is_class(r, AN_TIME_SEASON)) return skip(r, "morning night evening time");
        r->at++;
        return true;
    }
    if (is_class(r, AN_TIME_WEEKDAYS)) return r->at++, true;
    if (skip(r, "once twice") || (read_count(r, &low, &high) && skip(r, "times"))) return skip(r, "a per every each") && is_class(r, AN_TIME_UNIT) && (r->at++, true);
    return false;
}

typedef bool (*rule)(reader *r, an_time_form *form);

static uint32_t longest(const rule *rules, size_t rule_count, const an_time_words *words, uint32_t at, uint32_t end, an_time_form *form)
{
    uint32_t best = 0;
    if (end > at + RULE_WORDS_MAX) end = at + RULE_WORDS_MAX;
    for (size_t i = 0; i < rule_count; i++) {
        reader r = {words, at, end};
        an_time_form found = {0};
        if (!rules[i](&r, &found) || r.at - at <= best) continue;
        best = r.at - at;
        *form = found;
    }
    return best;
}

static const rule point_rules[] = {match_day_month, match_month, match_weekday_date, match_weekday, match_year, match_decade, match_century,
                                   match_season, match_year_share, match_numeric, match_deictic, match_offset, match_unit, match_stretch,
                                   match_day_before, match_anniversary, match_then, match_relative_month, match_holiday, match_habit};

static bool read_part(reader *r, an_time_part *part)
{
    reader next = *r;
    skip(&next, "the very");
    if (skip(&next, "early")) *part = AN_TIME_EARLY;
    else if (skip(&next, "late")) *part = AN_TIME_LATE;
    else if (skip(&next, "mid")) *part = AN_TIME_MID;
    else if (is_one_of(&next, "beginning start end middle") && an_time_is_one_of(next.words, next.at + 1, next.end, "of in")) {
        *part = is_word(&next, "end") ? AN_TIME_LATE : is_word(&next, "middle") ? AN_TIME_MID : AN_TIME_EARLY;
        next.at += 2;
    } else {
        return false;
    }
    skip_hyphen(&next);
    skip(&next, "in"); /* "late in 2022" */
    *r = next;
    return true;
}

/* "the end of the year" */
static bool match_the_unit(reader *r, an_time_form *form)
{
    *form = (an_time_form){.kind = AN_TIME_UNIT_AT};
    return skip(r, "the") && is_one_of(r, "week month year decade century") && read_unit(r, &form->unit);
}

uint32_t an_time_match(const an_time_words *words, uint32_t at, uint32_t end, an_time_form *form)
{
    static const rule the_unit_rule[] = {match_the_unit};
    reader r = {words, at, end};
    an_time_part part = AN_TIME_WHOLE;
    uint32_t taken;
    if (!read_part(&r, &part)) return longest(point_rules, sizeof point_rules / sizeof *point_rules, words, at, end, form);
    taken = longest(point_rules, sizeof point_rules / sizeof *point_rules, words, r.at, end, form);
    if (!taken) taken = longest(the_unit_rule, 1, words, r.at, end, form);
    if (!taken || form->kind == AN_TIME_HABIT || form->kind == AN_TIME_STRETCH) return 0;
    form->part = part;
    form->is_bare_year = form->is_bare_month = false;
    return r.at - at + taken;
}

uint32_t an_time_match_duration(const an_time_words *words, uint32_t at, uint32_t end, bool is_licensed, an_time_form *form)
{
    reader r = {words, at, end};
    int low, high;
    bool is_joined;
    *form = (an_time_form){.kind = AN_TIME_DURATION};
    skip(&r, "many");
    if (is_licensed && is_class(&r, AN_TIME_UNIT) && r.words->items[r.at].is_plural) return r.at + 1 - at;
    if (!read_count(&r, &low, &high)) return 0;
    is_joined = skip_hyphen(&r);
    if (!is_class(&r, AN_TIME_UNIT) || (!is_joined && !is_licensed)) return 0;
    r.at++;
    if (r.at < r.end && r.words->items[r.at].is_hyphen) { /* "20-year-old" is no duration, "two-year-long" is */
        r.at++;
        if (!skip(&r, "long")) return 0;
    } else if (is_one_of(&r, "old ago later earlier before after")) {
        return 0;
    }
    return r.at - at;
}
