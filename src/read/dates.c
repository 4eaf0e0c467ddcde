/* One small reader of dates that name their year; the form that begins at a place decides. Dates without a year, and relative ones,
 * need the context of a sentence and are not read here.
 *
 * A numeric date may be read as American (month first) or British. When both readings are days, the range reaches from the earlier to
 * the later: it holds the truth, and says how much is known. */
#include "read/dates.h"

#include <stdlib.h>
#include <strings.h>

#include "read/find.h"

enum {
    YEAR_MIN = 1700, YEAR_MAX = 2199, /* numbers outside are no years of news */
    LOOK_BACK_BYTES = 90,             /* how far before a date a word like "will" is looked for */
    NEAR_BYTES = 14                   /* ... and one like "before", which speaks of the date itself */
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static an_str from(an_str text, size_t at) { return at < text.length ? (an_str){text.data + at,
    text.length - at} : (an_str){text.data + text.length, 0}; }

/* ---- pieces: each gives the bytes it took, 0 = it does not stand here ---- */

static size_t number_at(an_str text, size_t digits_max, int *value, size_t *digits)
{
    size_t n = 0;
    *value = 0;
    while (n < text.length && n < digits_max && is_digit(text.data[n])) *value = *value * 10 + (text.data[n++] - '0');
    if (n < text.length && is_digit(text.data[n])) return 0;
    if (digits) *digits = n;
    return n;
}

static size_t year_at(an_str text, int *year)
{
    size_t n = number_at(text, 4, year, NULL);
    if (n == 4 && n < text.length && is_letter(text.data[n]) && text.data[n] != 'T') return 0; /* "1990s" */
    return n == 4 && *year >= YEAR_MIN && *year <= YEAR_MAX ? 4 : 0;
}

static size_t blanks_at(an_str text)
{
    size_t n = 0;
    while (n < text.length && (text.data[n] == ' ' || text.data[n] == '\n' || text.data[n] == '\t' || text.data[n] == '\r')) n++;
    return n;
}

static size_t comma_at(an_str text)
{
    size_t n = blanks_at(text);
    if (n < text.length && text.data[n] == ',') n++;
    return n + blanks_at(from(text, n));
}

/* "March", "Mar", "Mar."; "Sept" too. */
static size_t month_at(an_str text, int *month)
{
    static const char *const names[] = {
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    };
    size_t n = 0;
    while (n < text.length && is_letter(text.data[n])) n++;
    if (n < 3 || n > 9) return 0;
    for (int m = 0; m < 12; m++) {
        bool is_short = n == 3 || (n == 4 && m == 8);
        if ((!is_short && n != strlen(names[m])) || strncasecmp(text.data, names[m], n) != 0) continue;
        *month = m + 1;
        return n + (n < text.length && text.data[n] == '.');
    }
    return 0;
}

/* "5", "05", "5th". */
static size_t day_at(an_str text, int *day)
{
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    size_t n = number_at(text, 2, day, NULL);
    if (!n || *day < 1 || *day > 31) return 0;
    for (int i = 0; i < 4; i++)
        if (n + 2 <= text.length && strncasecmp(text.data + n, endings[i], 2) == 0 && (n + 2 == text.length ||
            !is_letter(text.data[n + 2]))) return n + 2;
    return n < text.length && is_letter(text.data[n]) ? 0 : n;
}

/* ---- forms ---- */

static size_t set_day(int year, int month, int day, size_t length, an_date_range *range)
{
    an_day result = an_day_from_ymd(year, month, day);
    if (result == AN_DAY_UNKNOWN) return 0;
    *range = (an_date_range){result, result};
    return length;
}

/* "March 28, 2024", "Mar. 28 2024", "March 2024". */
static size_t month_first(an_str text, an_date_range *range)
{
    int year, month, day;
    size_t n = month_at(text, &month), d, y, at;
    if (!n) return 0;
    at = n + comma_at(from(text, n));
    if (at > n && (y = year_at(from(text, at), &year))) {
        *range = an_month_range(year, month);
        return at + y;
    }
    at = n + blanks_at(from(text, n));
    if (at == n || !(d = day_at(from(text, at), &day))) return 0;
    at += d;
    n = comma_at(from(text, at));
    return n && (y = year_at(from(text, at + n), &year)) ? set_day(year, month, day, at + n + y, range) : 0;
}

/* "28 March 2024", "28th of March, 2024", "28-Mar-2024". */
static size_t day_first(an_str text, an_date_range *range)
{
    int year, month, day;
    size_t at = day_at(text, &day), n, y;
    bool has_hyphen;
    if (!at || at >= text.length) return 0;
    has_hyphen = text.data[at] == '-';
    n = has_hyphen ? 1 : blanks_at(from(text, at));
    if (!n) return 0;
    at += n;
    if (text.length - at > 3 && strncasecmp(text.data + at, "of ", 3) == 0) at += 3;
    if (!(n = month_at(from(text, at), &month))) return 0;
    at += n;
    if (has_hyphen && at < text.length && text.data[at] == '-') at++;
    else at += comma_at(from(text, at));
    return (y = year_at(from(text, at), &year)) ? set_day(year, month, day, at + y, range) : 0;
}

/* "2024-03-28", "2024/03/28", "2024.03.28", and "20240328" with nothing around it. */
static size_t year_first(an_str text, an_date_range *range)
{
    int year, month, day;
    size_t n = year_at(text, &year), m, d;
    char mark;
    if (!n || n >= text.length) return 0;
    mark = text.data[n];
    if (mark != '-' && mark != '/' && mark != '.') return 0;
    m = number_at(from(text, n + 1), 2, &month, NULL);
    if (!m || n + 1 + m >= text.length || text.data[n + 1 + m] != mark) return 0;
    d = number_at(from(text, n + m + 2), 2, &day, NULL);
    return d ? set_day(year, month, day, n + m + d + 2, range) : 0;
}

static size_t both_readings(int year, int first, int second, size_t length, an_date_range *range)
{
    an_day american = an_day_from_ymd(year, first, second), british = an_day_from_ymd(year, second, first);
    if (american == AN_DAY_UNKNOWN) american = british;
    if (british == AN_DAY_UNKNOWN) british = american;
    if (british == AN_DAY_UNKNOWN) return 0;
    *range = american < british ? (an_date_range){american, british} : (an_date_range){british, american};
    return length;
}

/* "04/16/2024", "16.04.2024", "16-04-2024". A dot is never American. */
static size_t numeric(an_str text, an_date_range *range)
{
    int first, second, year;
    size_t a = number_at(text, 2, &first, NULL), b, y;
    char mark;
    if (!a || a >= text.length) return 0;
    mark = text.data[a];
    if (mark != '/' && mark != '.' && mark != '-') return 0;
    b = number_at(from(text, a + 1), 2, &second, NULL);
    if (!b || a + 1 + b >= text.length || text.data[a + 1 + b] != mark) return 0;
    if (!(y = year_at(from(text, a + b + 2), &year))) return 0;
    if (mark == '.') return set_day(year, second, first, a + b + y + 2, range);
    return both_readings(year, first, second, a + b + y + 2, range);
}

/* The date that begins `text`: its length in bytes, 0 when none does. */
size_t an_read_date_at(an_str text, an_date_range *range)
{
    size_t n;
    if (!text.length) return 0;
    if (is_letter(text.data[0])) return month_first(text, range);
    if (!is_digit(text.data[0])) return 0;
    if ((n = year_first(text, range)) || (n = day_first(text, range))) return n;
    return numeric(text, range);
}

static bool may_begin(an_str text, size_t at)
{
    char c = text.data[at], before = at ? text.data[at - 1] : ' ';
    if (is_letter(before) || is_digit(before) || (unsigned char)before >= 0x80) return (unsigned char)before >= 0x80 && is_digit(c);
    return is_digit(c) || strchr("JFMASONDjfmasond", c) != NULL;
}

/* The first date in a line; of a day if there is one, else of a month. `place` may be NULL. */
bool an_read_find_date(an_str text, an_date_range *range, an_span *place)
{
    bool has_found = false;
    for (size_t i = 0; i < text.length; i++) {
        an_date_range found;
        size_t n = text.data[i] && may_begin(text, i) ? an_read_date_at(from(text, i), &found) : 0;
        if (!n) continue;
        if (!has_found || found.to - found.from < range->to - range->from) {
            *range = found;
            if (place) *place = (an_span){(uint32_t)i, (uint32_t)(i + n)};
        }
        has_found = true;
        i += n - 1;
    }
    return has_found;
}

/* "20240328..." as some meta elements have it. */
static bool packed_date(an_str text, an_date_range *range)
{
    int year = 0, month = 0, day = 0;
    if (text.length < 8) return false;
    for (int i = 0; i < 8; i++)
        if (!is_digit(text.data[i])) return false;
    if (text.length > 8 && is_digit(text.data[8]) && text.length != 14) return false;
    for (int i = 0; i < 4; i++) year = year * 10 + (text.data[i] - '0');
    month = (text.data[4] - '0') * 10 + text.data[5] - '0';
    day = (text.data[6] - '0') * 10 + text.data[7] - '0';
    return year >= YEAR_MIN && year <= YEAR_MAX && set_day(year, month, day, 8, range) > 0;
}

/* ISO 8601, RFC 822 ("Thu, 28 Mar 2024 10:00:00 GMT"), or any of the above: the day as its writer's clock had it. */
bool an_read_machine_date(an_str text, an_date_range *range)
{
    text = an_str_trim(text);
    return text.length && (an_iso_parse(text, range) || packed_date(text, range) || an_read_find_date(text, range, NULL));
}

/* "/2024/03/28/", "/2024/mar/28/", "/2024-03-28-...", "/20240328/", "/2024/03/" (a month). */
bool an_read_url_date(an_str url, an_date_range *range)
{
    for (size_t i = 1; i + 5 < url.length; i++) {
        int year, month, day;
        size_t n, d;
        an_str rest = from(url, i);
        if (url.data[i - 1] != '/' && url.data[i - 1] != '-' && url.data[i - 1] != '_') continue;
        if (year_first(rest, range) || packed_date(rest, range)) return true;
        if (url.data[i - 1] != '/' || !(n = year_at(rest, &year)) || rest.data[n] != '/') continue;
        rest = from(rest, n + 1);
        n = number_at(rest, 2, &month, NULL);
        if (!n) n = month_at(rest, &month);
        if (!n || month < 1 || month > 12 || n >= rest.length || rest.data[n] != '/') continue;
        d = number_at(from(rest, n + 1), 2, &day, NULL);
        if (d && set_day(year, month, day, 1, range)) return true;
        *range = an_month_range(year, month);
        return true;
    }
    return false;
}

/* ---- what a text's own dates say about when it was written ---- */

static bool has_any(an_str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (an_read_find(text, words[i])) return true;
    return false;
}

/* A date that is still to come, or a limit, does not say that it has passed. Looks back inside of the sentence: some words speak
 * of the future wherever they stand, others only right before the date. */
static bool may_be_future(an_str text, size_t at)
{
    static const char *const anywhere[] = {
        " will ", " plan", " schedul", " expect", " would ", " could ", " may ", " target", " goal", " set to ", " set for ",
        " extend", " expire", " next ",
    };
    static const char *const right_before[] = {" by ", " until ", " till ", " due ", " before ", " through ", " ahead of "};
    size_t start = at > LOOK_BACK_BYTES ? at - LOOK_BACK_BYTES : 0, near;
    for (size_t i = at; i > start; i--)
        if (text.data[i - 1] && strchr(".!?\n", text.data[i - 1]) && i < at && text.data[i] <= ' ') {
            start = i;
            break;
        }
    near = at - start > NEAR_BYTES ? at - NEAR_BYTES : start;
    return has_any((an_str){text.data + start, at - start}, anywhere, sizeof anywhere / sizeof *anywhere) ||
           has_any((an_str){text.data + near, at - near}, right_before, sizeof right_before / sizeof *right_before);
}

/* "in 2022", "since 2015": a bare number is a year only behind such a word. */
static bool bare_year_at(an_str text, size_t at, an_date_range *range)
{
    static const char *const words[] = {"in ", "since ", "during ", "of ", "after ", "early ", "late ", "mid-"};
    int year;
    if (!year_at(from(text, at), &year)) return false;
    if (at + 4 < text.length && (text.data[at + 4] == '-' || text.data[at + 4] == '/' || text.data[at + 4] == '.') &&
        at + 5 < text.length && is_digit(text.data[at + 5])) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (at >= n && strncasecmp(text.data + at - n, words[i], n) == 0 && (at == n || !is_letter(text.data[at - n - 1]))) {
            *range = an_year_range(year);
            return true;
        }
    }
    return false;
}

/* The rule for a text of unknown date: it was written on or after the first day of the latest date that it names with a year and
 * speaks of as past. `to` stays open. False when it names none. Linear in the text. */
bool an_read_latest_date(an_str text, an_date_range *range)
{
    an_date_range latest = AN_DATE_RANGE_UNKNOWN;
    for (size_t i = 0; i < text.length; i++) {
        an_date_range found;
        size_t n;
        if (!text.data[i] || !may_begin(text, i)) continue;
        n = an_read_date_at(from(text, i), &found);
        if (!n && is_digit(text.data[i]) && bare_year_at(text, i, &found)) n = 4;
        if (!n) continue;
        if ((latest.from == AN_DAY_UNKNOWN || found.from > latest.from) && !may_be_future(text, i)) latest = found;
        i += n - 1;
    }
    if (latest.from == AN_DAY_UNKNOWN) return false;
    *range = (an_date_range){latest.from, AN_DAY_UNKNOWN};
    return true;
}
