/* Measures numbers killed and captured against the hand coding of ISAF's press releases.
 *
 *     eval_releases DATA RELEASES.jsonl [-v]
 *
 * DATA: the folder of the compiled files. Each line holds a conversation of three turns: the codes, the release's text after
 * "PRESS RELEASE TEXT:", and the coding as JSON in a string (start_date, min_killed, min_captured ...).
 * Matching rule. Of the release's events that happened, killed and captured are read from those of type ASSAULT or COERCE whose victims are no
 * soldiers, police or civilians ("the kidnapping of soldiers"), captured from those that detain; what "has been done since the first of the year" (present perfect) is no part of the
 * operation. Releases tell the same operation two or three times, so numbers add up like this: those of one sentence are added; that of a later
 * sentence is the new total if it is greater, where its people stand with "the", "both" or "these" or where it says whom it includes ("including", "one of whom"); else
 * it is added if the sentence says that it is another ("additional", "other", "also", "separate" ...) or if no people of that noun were told
 * of before (a leader, then "several insurgents"; a leader may be one of insurgents told before); else it is the new total if it is greater. The release is right if the number equals the
 * coding's. People without a number count one, or PLURAL if their noun is plural, the coding's own rule. -v prints every release that is wrong. */
#include <stdlib.h>
#include <string.h>

#include "eval_events.h"

enum { PLURAL = 3 }; /* what the coders took "insurgents" or "several" for at least */

typedef struct counts {
    an_eval_tools tools;
    size_t releases, killed, captured, both;
} counts;

typedef struct sums {
    long killed, captured;
} sums;

static bool is_plural(const an_document *d, an_span span)
{
    for (uint32_t t = 0; t < d->parsed.token_count; t++) {
        const an_token *token = d->parsed.tokens + t;
        if (token->span.start >= span.start && token->span.end <= span.end && (an_str_is(token->xpos, "NNS") || an_str_is(token->xpos, "NNPS"))) return true;
    }
    return false;
}

/* "Insurgents": the coder's two at least is read from the plural alone, no word tells a number. */
static bool is_mere_plural(const an_document *d, const an_event_quantity *q)
{
    bool has_number = false;
    for (uint32_t t = 0; t < d->parsed.token_count; t++) {
        const an_token *token = d->parsed.tokens + t;
        has_number = has_number || (token->span.start >= q->span.start && token->span.end <= q->span.end && token->upos == AN_UPOS_NUM);
    }
    return q->high == INT64_MAX && !has_number && is_plural(d, q->span);
}

/* The number; of people without one, from their words. */
static long size_of(const an_document *d, const an_event *e, const an_event_quantity *q)
{
    if (q->is_known && is_mere_plural(d, q)) return PLURAL;
    if (q->is_known) return q->low > 1000 ? 1000 : (long)q->low;
    for (size_t i = 0; i < e->recipients.count; i++)
        if (is_plural(d, e->recipients.items[i].span)) return PLURAL;
    return e->recipients.count ? (long)e->recipients.count : 1;
}

static bool is_arrest(const an_event *e)
{
    return (e->type == AN_TYPE_COERCE && e->mode_count && e->modes[0] == AN_MODE_COERCE_ARREST) || (e->type == AN_TYPE_ASSAULT && e->mode_count && e->modes[0] == AN_MODE_ASSAULT_ABDUCT);
}

static bool is_one_of(an_str word, const char *const *list)
{
    for (; *list; list++)
        if (an_str_equal_ignoring_ascii_case(word, an_str_from(*list))) return true;
    return false;
}

/* The sentence says that it tells of others than those before. */
static bool tells_of_others(const an_document *d, const an_event *e)
{
    static const char *const words[] = {"other", "others", "another", "also", "separate", "separately", "second", "elsewhere", "meanwhile", NULL};
    const an_sentence *s = d->parsed.sentences + e->sentence;
    for (uint32_t t = s->first_token; t < s->first_token + s->token_count; t++)
        if (is_one_of(d->parsed.tokens[t].form, words)) return true;
    return false;
}

static bool is_in_phrase(const an_token *token)
{
    return token->upos == AN_UPOS_ADJ || token->upos == AN_UPOS_NUM || token->upos == AN_UPOS_NOUN || token->upos == AN_UPOS_PROPN || (token->upos == AN_UPOS_VERB && token->deprel == AN_DEPREL_AMOD);
}

/* "the two insurgents", "both men": told of before. */
static bool is_told_of_before(const an_document *d, an_span people)
{
    static const char *const words[] = {"the", "both", "these", "those", "this", "him", "them", "he", "they", NULL};
    uint32_t t = 0;
    while (t < d->parsed.token_count && d->parsed.tokens[t].span.start < people.start) t++;
    if (t >= d->parsed.token_count) return false;
    if (is_one_of(d->parsed.tokens[t].form, words)) return true;
    while (t > 0 && is_in_phrase(d->parsed.tokens + t - 1)) t--;
    return t > 0 && is_one_of(d->parsed.tokens[t - 1].form, words);
}

/* "Several men were detained, including the leader", "two men, one of whom is the leader": a total. */
static bool is_total(const an_document *d, const an_event *e)
{
    const an_sentence *s = d->parsed.sentences + e->sentence;
    for (uint32_t t = s->first_token; t < s->first_token + s->token_count; t++) {
        bool is_of_whom = t > s->first_token && an_str_equal_ignoring_ascii_case(d->parsed.tokens[t].form, AN_STR("whom")) && an_str_equal_ignoring_ascii_case(d->parsed.tokens[t - 1].form, AN_STR("of"));
        if (is_of_whom || an_str_equal_ignoring_ascii_case(d->parsed.tokens[t].form, AN_STR("including"))) return true;
    }
    return false;
}

static bool has_perfect(const an_document *d, const an_sentence *s, uint32_t verb)
{
    static const char *const words[] = {"have", "has", "'ve", NULL};
    for (uint32_t t = s->first_token; t < s->first_token + s->token_count; t++)
        if (d->parsed.tokens[t].upos == AN_UPOS_AUX && d->parsed.tokens[t].head + (int32_t)s->first_token == (int32_t)verb && is_one_of(d->parsed.tokens[t].form, words)) return true;
    return false;
}

/* "Forces have detained more than 35 leaders since January", "have conducted raids, capturing 125". */
static bool is_summary(const an_document *d, const an_event *e)
{
    const an_sentence *s = d->parsed.sentences + e->sentence;
    uint32_t verb = e->trigger_token;
    for (uint32_t steps = 0; steps < s->token_count; steps++) {
        const an_token *token = d->parsed.tokens + verb;
        if (has_perfect(d, s, verb)) return true;
        if (token->head < 0 || (token->deprel != AN_DEPREL_CONJ && token->deprel != AN_DEPREL_ADVCL && token->deprel != AN_DEPREL_XCOMP)) return false;
        verb = s->first_token + (uint32_t)token->head;
    }
    return false;
}

static bool has_other_victims(const an_event *e)
{
    for (size_t i = 0; i < e->recipients.count; i++) {
        const an_actor *a = &e->recipients.items[i].actor;
        for (int k = 0; k < a->sector_count; k++)
            if (a->sectors[k] == AN_SECTOR_MIL || a->sectors[k] == AN_SECTOR_COP || a->sectors[k] == AN_SECTOR_CVL) return true;
        if (a->kind == AN_ACTOR_MILITARY) return true;
    }
    return false;
}

enum { NOUNS_MAX = 16 };

typedef struct total {
    long sum;
    an_str nouns[NOUNS_MAX]; /* lemmas of those counted */
    size_t noun_count;
    uint32_t sentence;
    an_span last; /* of the number */
    bool is_begun;
} total;

/* The lemma of the last noun of the words; "suspect" and "insurgent" are the same people here. */
static an_str noun_of(const an_document *d, an_span people)
{
    static const char *const anybody[] = {"suspect", "individual", "militant", "man", "person", "fighter", "people", NULL};
    an_str noun = {0};
    for (uint32_t t = 0; t < d->parsed.token_count; t++)
        if (d->parsed.tokens[t].span.start >= people.start && d->parsed.tokens[t].span.end <= people.end && d->parsed.tokens[t].upos == AN_UPOS_NOUN) noun = d->parsed.tokens[t].lemma;
    return is_one_of(noun, anybody) ? AN_STR("insurgent") : noun;
}

static bool is_new_noun(const total *t, an_str noun)
{
    for (size_t i = 0; i < t->noun_count; i++)
        if (an_str_equal_ignoring_ascii_case(t->nouns[i], noun) || an_str_is(t->nouns[i], "insurgent")) return false;
    return noun.length > 0;
}

static void remember_nouns(const an_document *d, const an_event *e, total *t)
{
    for (size_t i = 0; i < e->recipients.count && t->noun_count < NOUNS_MAX; i++) t->nouns[t->noun_count++] = noun_of(d, e->recipients.items[i].span);
}

static void take(const an_document *d, const an_event *e, const an_event_quantity *q, total *t)
{
    long size = size_of(d, e, q);
    an_span people = e->recipients.count ? e->recipients.items[0].span : q->span;
    bool is_same_words = t->is_begun && q->is_known && an_eval_overlaps(q->span, t->last), is_restated = is_told_of_before(d, people);
    if (is_same_words || (t->is_begun && is_restated && !q->is_known && t->sentence != e->sentence)) return;
    if (!t->is_begun || t->sentence == e->sentence) t->sum += size;
    else if (!is_restated && !is_total(d, e) && (tells_of_others(d, e) || is_new_noun(t, noun_of(d, people)))) t->sum += size;
    else if (size > t->sum) t->sum = size;
    remember_nouns(d, e, t);
    t->is_begun = true;
    t->sentence = e->sentence;
    if (q->is_known) t->last = q->span;
}

static sums add_up(const an_document *d)
{
    total killed = {0}, captured = {0};
    for (size_t i = 0; i < d->events.count; i++) {
        const an_event *e = d->events.items + i;
        if (e->factuality != AN_FACTUALITY_HAPPENED || (e->type != AN_TYPE_ASSAULT && e->type != AN_TYPE_COERCE) || is_summary(d, e)) continue;
        if (e->killed.is_known && !has_other_victims(e)) take(d, e, &e->killed, &killed);
        if ((e->detained.is_known || is_arrest(e)) && !has_other_victims(e)) take(d, e, &e->detained, &captured);
    }
    return (sums){killed.sum, captured.sum};
}

static bool read_release(void *context, const json_t *object)
{
    counts *c = context;
    const json_t *turns = json_object_get(object, "conversations");
    const char *text = json_string_value(json_object_get(json_array_get(turns, 1), "value")), *coding = json_string_value(json_object_get(json_array_get(turns, 2), "value"));
    static const char lead[] = "PRESS RELEASE TEXT:";
    json_t *gold = coding ? json_loads(coding, 0, NULL) : NULL;
    long killed, captured;
    an_document d;
    sums s;
    if (!text || !gold) return json_decref(gold), true;
    if (strncmp(text, lead, sizeof lead - 1) == 0) text += sizeof lead - 1;
    if (!an_eval_code(&c->tools, an_str_trim(an_str_from(text)), json_string_value(json_object_get(gold, "start_date")), &d)) return json_decref(gold), false;
    s = add_up(&d);
    killed = (long)json_integer_value(json_object_get(gold, "min_killed"));
    captured = (long)json_integer_value(json_object_get(gold, "min_captured"));
    c->releases++;
    c->killed += s.killed == killed;
    c->captured += s.captured == captured;
    c->both += s.killed == killed && s.captured == captured;
    if (c->tools.is_verbose && (s.killed != killed || s.captured != captured)) printf("killed %ld, coded %ld; captured %ld, coded %ld\n%s\n\n", killed, s.killed, captured, s.captured, text);
    json_decref(gold);
    return true;
}

int main(int count, char **words)
{
    static counts c;
    bool is_good;
    if (count < 3) return fprintf(stderr, "usage: eval_releases DATA RELEASES.jsonl [-v]\n"), 2;
    if (!an_eval_open(&c.tools, words[1])) return 3;
    c.tools.is_verbose = count > 3 && strcmp(words[3], "-v") == 0;
    is_good = an_eval_lines(words[2], read_release, &c);
    printf("releases %zu\nkilled exact    %5.1f %%\ncaptured exact  %5.1f %%\nboth exact      %5.1f %%\n", c.releases, an_eval_percent(c.killed, c.releases), an_eval_percent(c.captured, c.releases),
           an_eval_percent(c.both, c.releases));
    an_eval_close(&c.tools);
    return is_good ? 0 : 1;
}
