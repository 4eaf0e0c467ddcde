/* Days that a text need not give a year: those of happenings that it calls by their name. A text that does not say of what day it is, but speaks of
 * "the Crocus City Hall attack", means by "22 March" the day of that attack. */
#include "lexicon/phrase.h"
#include "mention/times.h"

/* The longest name that begins at the token, if it is that of a happening of one day, and not of its victim; AN_DAY_UNKNOWN. */
static an_day day_named_at(const an_happenings *happenings, const an_parsed_text *parsed, const an_str *folded, uint32_t at, uint32_t end)
{
    an_phrase_match found[AN_PHRASE_WORDS_MAX];
    size_t count = an_phrase_find(&happenings->phrases, parsed->tokens, folded, at, end, found);
    const an_happening *happening = count ? an_happening_of(happenings, found[count - 1].values[0]) : NULL;
    bool is_day = happening && !an_happening_is_victim(found[count - 1].values[0]) && happening->range.from == happening->range.to;
    return is_day ? happening->range.from : AN_DAY_UNKNOWN;
}

an_time_days an_time_days_named(an_arena *scratch, const an_happenings *happenings, const an_parsed_text *parsed, const an_str *folded)
{
    an_time_days days = {0};
    if (!happenings || !folded) return days;
    for (uint32_t s = 0; s < parsed->sentence_count; s++) {
        uint32_t first = parsed->sentences[s].first_token, end = first + parsed->sentences[s].token_count;
        for (uint32_t at = first; at < end; at++) {
            an_day day = day_named_at(happenings, parsed, folded, at, end);
            if (day != AN_DAY_UNKNOWN && !AN_PUSH(scratch, &days, day)) return days;
        }
    }
    return days;
}

an_day an_time_day_of_name(const an_time_days *days, int month, int day)
{
    for (size_t i = 0; i < days->count; i++) {
        int its_year, its_month, its_day;
        an_day_to_ymd(days->items[i], &its_year, &its_month, &its_day);
        if (its_month == month && its_day == day) return days->items[i];
    }
    return AN_DAY_UNKNOWN;
}
