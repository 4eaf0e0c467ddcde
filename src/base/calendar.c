#include "base/calendar.h"

enum { DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468 };

static bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int an_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Counts years from March, so that the leap day is the last of its year, in eras of 400 years (H. Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms", days_from_civil). */
an_day an_day_from_ymd(int year, int month, int day)
{
    int era, year_of_era, day_of_year, y;
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > an_days_in_month(year, month))
        return AN_DAY_UNKNOWN;
    y = year - (month <= 2);
    era = y / 400;
    year_of_era = y - era * 400;
    day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - DAYS_TO_1970;
}

void an_day_to_ymd(an_day day, int *year, int *month, int *day_of_month)
{
    int shifted = day + DAYS_TO_1970;
    int era = shifted / DAYS_PER_ERA;
    int day_of_era = shifted - era * DAYS_PER_ERA;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

int an_day_weekday(an_day day)
{
    int weekday = (day + 3) % 7; /* 1970-01-01 was a Thursday */
    return weekday < 0 ? weekday + 7 : weekday;
}

an_date_range an_year_range(int year)
{
    return (an_date_range){an_day_from_ymd(year, 1, 1), an_day_from_ymd(year, 12, 31)};
}

an_date_range an_month_range(int year, int month)
{
    if (month < 1 || month > 12) return AN_DATE_RANGE_UNKNOWN;
    return (an_date_range){an_day_from_ymd(year, month, 1), an_day_from_ymd(year, month, an_days_in_month(year, month))};
}

static bool read_digits(an_str *text, size_t count, int *value)
{
    if (text->length < count) return false;
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        if (text->data[i] < '0' || text->data[i] > '9') return false;
        *value = *value * 10 + (text->data[i] - '0');
    }
    text->data += count;
    text->length -= count;
    return true;
}

static bool skip_hyphen(an_str *text)
{
    if (!text->length || text->data[0] != '-') return false;
    text->data++;
    text->length--;
    return true;
}

/* Reads an ISO 8601 year, month or day, extended form; what follows a full day after 'T' or ' ' is not looked at. False, and the
 * range untouched, for anything else. */
bool an_iso_parse(an_str text, an_date_range *range)
{
    int year, month, day;
    an_date_range result;
    if (!read_digits(&text, 4, &year)) return false;
    if (!text.length) {
        result = an_year_range(year);
    } else {
        if (!skip_hyphen(&text) || !read_digits(&text, 2, &month)) return false;
        if (!text.length) {
            result = an_month_range(year, month);
        } else {
            if (!skip_hyphen(&text) || !read_digits(&text, 2, &day)) return false;
            if (text.length && text.data[0] != 'T' && text.data[0] != 't' && text.data[0] != ' ') return false;
            result.from = result.to = an_day_from_ymd(year, month, day);
        }
    }
    if (!an_date_range_is_known(result)) return false;
    *range = result;
    return true;
}

/* Writes YYYY-MM-DD; the empty text for AN_DAY_UNKNOWN. Returns `out`. */
const char *an_iso_format(an_day day, char out[AN_ISO_DAY_BYTES])
{
    int parts[3], widths[3] = {4, 2, 2}, at = 0;
    out[0] = '\0';
    if (day == AN_DAY_UNKNOWN) return out;
    an_day_to_ymd(day, &parts[0], &parts[1], &parts[2]);
    for (int i = 0; i < 3; i++) {
        if (i) out[at++] = '-';
        for (int digit = widths[i] - 1; digit >= 0; digit--) {
            out[at + digit] = (char)('0' + parts[i] % 10);
            parts[i] /= 10;
        }
        at += widths[i];
    }
    out[at] = '\0';
    return out;
}
