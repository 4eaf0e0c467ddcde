/* A table of sets of WAYS words each; a new word takes the place of the one in its set that was not met for longest. Seven in ten words
 * of running news are in it, which saves looking them up and a tenth of all multiplications. */
#include "parse/recent.h"

#include <stdlib.h>

#include "base/hash.h"

enum {
    SETS = 512, /* 12 MB with the trained model's widths; with twice as many 80 words of 100 would be met again, which gains 1 % of the time */
    WAYS = 4,
    FORM_BYTES_MAX = 27 /* longer words seldom come again */
};

typedef struct recent_word {
    uint32_t met; /* by the clock; only the order counts */
    uint8_t length; /* 0 = nobody */
    char form[FORM_BYTES_MAX];
} recent_word;

struct an_parse_recent {
    recent_word *words; /* [SETS][WAYS] */
    int32_t *sums;      /* [SETS][WAYS][width] */
    size_t width;
    uint32_t clock;
};

/* NULL if there is no memory. `width`: how many sums a word has. */
an_parse_recent *an_parse_recent_new(size_t width)
{
    an_parse_recent *recent = calloc(1, sizeof *recent);
    if (!recent) return NULL;
    recent->width = width;
    recent->words = calloc(SETS * WAYS, sizeof *recent->words);
    recent->sums = calloc(SETS * WAYS, width * sizeof *recent->sums);
    if (recent->words && recent->sums) return recent;
    an_parse_recent_free(recent);
    return NULL;
}

/* NULL is allowed. */
void an_parse_recent_free(an_parse_recent *recent)
{
    if (!recent) return;
    free(recent->words);
    free(recent->sums);
    free(recent);
}

static bool is_kept(an_str form) { return form.length > 0 && form.length <= FORM_BYTES_MAX; }

static size_t set_of(an_str form) { return an_hash(form) % SETS * WAYS; }

static bool is_word(const recent_word *word, an_str form) { return word->length == form.length && memcmp(word->form, form.data, form.length) == 0; }

/* The word's sums, good until the next an_parse_recent_keep; NULL if it is not there. */
const int32_t *an_parse_recent_find(an_parse_recent *recent, an_str form)
{
    size_t set;
    if (!is_kept(form)) return NULL;
    set = set_of(form);
    for (size_t i = set; i < set + WAYS; i++) {
        if (!is_word(&recent->words[i], form)) continue;
        recent->words[i].met = ++recent->clock;
        return recent->sums + i * recent->width;
    }
    return NULL;
}

/* Keeps a copy of the sums, unless the word is too long or there already. */
void an_parse_recent_keep(an_parse_recent *recent, an_str form, const int32_t *sums)
{
    size_t set, oldest;
    if (!is_kept(form)) return;
    set = oldest = set_of(form);
    for (size_t i = set; i < set + WAYS; i++) {
        if (is_word(&recent->words[i], form)) return;
        if (recent->words[i].met < recent->words[oldest].met) oldest = i;
    }
    recent->words[oldest].met = ++recent->clock;
    recent->words[oldest].length = (uint8_t)form.length;
    memcpy(recent->words[oldest].form, form.data, form.length);
    memcpy(recent->sums + oldest * recent->width, sums, recent->width * sizeof *sums);
}
