/* The text of a scenario becomes its record. Words are read from left to right; every wrong one is named with its line. */
#include <math.h>
#include <stdlib.h>

#include "forecast/scenario.h"

static const char STAGE[] = "scenario";
enum { SHOWN_MAX = 80, NUMBER_BYTES_MAX = 40 };
static const double AMOUNT_MAX = 1e6;

typedef struct reader {
    an_arena *arena;
    an_scenario *out;
    size_t line;
    annals_error *error;
} reader;

static annals_status wrong(const reader *r, an_str word, const char *what)
{
    int shown = (int)(word.length < SHOWN_MAX ? word.length : SHOWN_MAX);
    return an_fail(r->error, ANNALS_E_INPUT, STAGE, r->line, "line %zu: '%.*s' %s", r->line, shown, word.data ? word.data : "", what);
}

static annals_status too_many(const reader *r, const char *what, int most)
{
    return an_fail(r->error, ANNALS_E_LIMIT, STAGE, r->line, "line %zu: more than %d %s", r->line, most, what);
}

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

/* ---- words ---- */

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static an_str take_word(an_str *rest)
{
    an_str word;
    while (rest->length && is_blank(*rest->data)) rest->data++, rest->length--;
    word = (an_str){rest->data, 0};
    while (word.length < rest->length && !is_blank(rest->data[word.length])) word.length++;
    rest->data += word.length;
    rest->length -= word.length;
    return word;
}

/* A decimal number, read without the locale's help: digits, a point, a sign. */
static bool read_number(an_str word, double *out)
{
    double value = 0, scale = 1;
    bool is_negative = word.length && word.data[0] == '-', has_digit = false, has_point = false;
    if (word.length > NUMBER_BYTES_MAX) return false;
    for (size_t i = is_negative; i < word.length; i++) {
        if (word.data[i] == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (word.data[i] < '0' || word.data[i] > '9') return false;
        has_digit = true;
        value = value * 10 + (word.data[i] - '0');
        if (has_point) scale *= 10;
    }
    *out = (is_negative ? -value : value) / scale;
    return has_digit;
}

static annals_status read_amount(const reader *r, an_str word, double least, double *out)
{
    if (!read_number(word, out)) return wrong(r, word, "is no number");
    if (*out < least || *out > AMOUNT_MAX) return wrong(r, word, "is out of range");
    return ANNALS_OK;
}

static annals_status read_period(const reader *r, an_str word, size_t *out)
{
    double value;
    if (!read_number(word, &value) || value != floor(value) || value < 1 || value > AN_SCENARIO_HORIZON_MAX)
        return wrong(r, word, "is no period; they count from 1, the first after the origin");
    *out = (size_t)value;
    return ANNALS_OK;
}

annals_status an_scenario_read_horizon(an_str text, an_period *period, size_t *horizon, annals_error *error)
{
    double value = 0;
    char unit = text.length ? text.data[text.length - 1] : 0;
    bool is_read = text.length > 1 && (unit == 'w' || unit == 'd') && read_number((an_str){text.data, text.length - 1}, &value) && value == floor(value);
    if (!is_read || value < 1 || value > AN_SCENARIO_HORIZON_MAX)
        return an_fail(error, ANNALS_E_USAGE, STAGE, 0, "horizon: '%.*s' is not like 12w or 84d, with at most %d of them", (int)(text.length < 40 ? text.length : 40),
                       text.data ? text.data : "", AN_SCENARIO_HORIZON_MAX);
    *period = unit == 'w' ? AN_PERIOD_WEEK : AN_PERIOD_DAY;
    *horizon = (size_t)value;
    return ANNALS_OK;
}

/* ---- streams ---- */

/* "a > b conflict"; the class is missing for Goldstein sums. */
static annals_status read_stream(const reader *r, an_str *rest, bool has_class, an_selector *out)
{
    an_str arrow;
    *out = (an_selector){.source = take_word(rest)};
    arrow = take_word(rest);
    out->target = take_word(rest);
    if (!out->target.length || !an_str_is(arrow, ">")) return wrong(r, out->source, "should begin a stream like: a > b conflict");
    if (an_str_equal(out->source, out->target)) return wrong(r, out->source, "cannot act on itself here");
    if (!has_class) return ANNALS_OK;
    out->class_name = take_word(rest);
    return out->class_name.length ? ANNALS_OK : wrong(r, out->target, "is not followed by a class, like: a > b conflict");
}

/* ---- steps ---- */

/* The words that may follow a step; NULL where a kind does not take one. */
typedef struct step_words {
    size_t *from, *to, *at;
    double *count, *deaths;
} step_words;

static annals_status read_step_words(const reader *r, an_str rest, step_words words)
{
    for (an_str word = take_word(&rest); word.length; word = take_word(&rest)) {
        an_str value = take_word(&rest);
        if (an_str_is(word, "from") && words.from) AN_TRY(read_period(r, value, words.from));
        else if (an_str_is(word, "to") && words.to) AN_TRY(read_period(r, value, words.to));
        else if (an_str_is(word, "at") && words.at) AN_TRY(read_period(r, value, words.at));
        else if (an_str_is(word, "count") && words.count) AN_TRY(read_amount(r, value, 0, words.count));
        else if (an_str_is(word, "deaths") && words.deaths) AN_TRY(read_amount(r, value, 0, words.deaths));
        else return wrong(r, word, "is not understood here");
    }
    return ANNALS_OK;
}

static annals_status read_inject(const reader *r, an_str rest, an_scenario_step *step)
{
    step->amount = 1;
    step->from = 1;
    AN_TRY(read_stream(r, &rest, true, &step->stream));
    AN_TRY(read_step_words(r, rest, (step_words){.at = &step->from, .count = &step->amount, .deaths = &step->deaths}));
    step->to = step->from;
    return ANNALS_OK;
}

/* A number after a word of the kind's own ("times", "goldstein"), then the periods. */
static annals_status read_lasting(const reader *r, an_str rest, const char *before, double least, an_scenario_step *step)
{
    an_str word;
    step->from = 1;
    AN_TRY(read_stream(r, &rest, step->kind != AN_SCENARIO_GIVEN, &step->stream));
    word = take_word(&rest);
    if (before && !an_str_is(word, before)) return wrong(r, word, an_str_is(an_str_from(before), "times") ? "should be 'times'" : "should be 'goldstein'");
    AN_TRY(read_amount(r, before ? take_word(&rest) : word, least, &step->amount));
    AN_TRY(read_step_words(r, rest, (step_words){.from = &step->from, .to = &step->to}));
    return step->to && step->to < step->from ? wrong(r, AN_STR("to"), "lies before 'from'") : ANNALS_OK;
}

static annals_status read_step(reader *r, an_scenario_kind kind, an_str rest)
{
    an_scenario_course *course;
    an_scenario_step *step;
    if (!r->out->course_count) return wrong(r, rest, "belongs to no course; write 'course: NAME' before it");
    course = &r->out->courses[r->out->course_count - 1];
    if (course->step_count == AN_SCENARIO_STEPS_MAX) return too_many(r, "steps in a course", AN_SCENARIO_STEPS_MAX);
    step = &course->steps[course->step_count++];
    *step = (an_scenario_step){.kind = kind, .line = r->line};
    switch (kind) {
    case AN_SCENARIO_INJECT: return read_inject(r, rest, step);
    case AN_SCENARIO_HOLD: return read_lasting(r, rest, NULL, 0, step);
    case AN_SCENARIO_ASSUME: return read_lasting(r, rest, "times", 0, step);
    case AN_SCENARIO_GIVEN: return read_lasting(r, rest, "goldstein", -AMOUNT_MAX, step);
    }
    return ANNALS_OK;
}

/* ---- statements ---- */

static annals_status read_list(reader *r, an_str rest, an_str *items, size_t *count, size_t most, const char *what)
{
    while (rest.length) {
        const char *comma = memchr(rest.data, ',', rest.length);
        size_t length = comma ? (size_t)(comma - rest.data) : rest.length;
        an_str item = an_str_trim((an_str){rest.data, length});
        if (!item.length) return wrong(r, rest, "holds an empty item");
        if (*count == most) return too_many(r, what, (int)most);
        items[(*count)++] = item;
        rest.data += length + (comma != NULL);
        rest.length -= length + (comma != NULL);
    }
    return ANNALS_OK;
}

static annals_status read_title(reader *r, an_str rest)
{
    r->out->title = rest;
    return ANNALS_OK;
}

static annals_status read_actors(reader *r, an_str rest) { return read_list(r, rest, r->out->actors, &r->out->actor_count, AN_SCENARIO_ACTORS_MAX, "actors"); }
static annals_status read_classes(reader *r, an_str rest) { return read_list(r, rest, r->out->classes, &r->out->class_count, AN_SCENARIO_CLASSES_MAX, "classes"); }

static annals_status read_horizon(reader *r, an_str rest)
{
    if (an_scenario_read_horizon(rest, &r->out->period, &r->out->horizon, NULL) != ANNALS_OK) return wrong(r, rest, "is not like 12w or 84d");
    return ANNALS_OK;
}

static annals_status read_since(reader *r, an_str rest)
{
    an_date_range range;
    if (!an_iso_parse(rest, &range)) return wrong(r, rest, "is no date");
    r->out->since = range.from;
    return ANNALS_OK;
}

static annals_status read_until(reader *r, an_str rest)
{
    an_date_range range;
    if (!an_iso_parse(rest, &range)) return wrong(r, rest, "is no date");
    r->out->until = range.to;
    return ANNALS_OK;
}

static annals_status read_marks(reader *r, an_str rest)
{
    AN_TRY(read_amount(r, rest, 0, &r->out->mark_exponent));
    return r->out->mark_exponent <= 1 ? ANNALS_OK : wrong(r, rest, "is out of range; deaths weigh from 0 (not at all) to 1");
}

static annals_status read_ask(reader *r, an_str rest)
{
    if (r->out->ask_count == AN_SCENARIO_ASKS_MAX) return too_many(r, "questions", AN_SCENARIO_ASKS_MAX);
    AN_TRY(read_stream(r, &rest, true, &r->out->asks[r->out->ask_count++]));
    rest = take_word(&rest);
    return rest.length ? wrong(r, rest, "is not understood here") : ANNALS_OK;
}

static annals_status read_course(reader *r, an_str rest)
{
    an_scenario_course *course;
    if (r->out->course_count == AN_SCENARIO_COURSES_MAX) return too_many(r, "courses", AN_SCENARIO_COURSES_MAX);
    if (!rest.length) return wrong(r, rest, "is no name of a course");
    course = &r->out->courses[r->out->course_count++];
    *course = (an_scenario_course){.name = rest, .steps = AN_NEW_ARRAY(r->arena, an_scenario_step, AN_SCENARIO_STEPS_MAX)};
    return course->steps ? ANNALS_OK : no_memory(r->error);
}

static annals_status read_inject_step(reader *r, an_str rest) { return read_step(r, AN_SCENARIO_INJECT, rest); }
static annals_status read_hold_step(reader *r, an_str rest) { return read_step(r, AN_SCENARIO_HOLD, rest); }
static annals_status read_assume_step(reader *r, an_str rest) { return read_step(r, AN_SCENARIO_ASSUME, rest); }
static annals_status read_given_step(reader *r, an_str rest) { return read_step(r, AN_SCENARIO_GIVEN, rest); }

static const struct statement {
    const char *word;
    annals_status (*read)(reader *r, an_str rest);
} statements[] = {
    {"title", read_title}, {"actors", read_actors}, {"classes", read_classes}, {"horizon", read_horizon}, {"since", read_since}, {"until", read_until},
    {"deaths-weigh", read_marks}, {"ask", read_ask}, {"course", read_course}, {"inject", read_inject_step}, {"hold", read_hold_step},
    {"assume", read_assume_step}, {"given", read_given_step},
};

static annals_status read_line(reader *r, an_str line)
{
    const char *comment = memchr(line.data, '#', line.length), *colon;
    an_str word;
    if (comment) line.length = (size_t)(comment - line.data);
    line = an_str_trim(line);
    if (!line.length) return ANNALS_OK;
    colon = memchr(line.data, ':', line.length);
    if (!colon) return wrong(r, line, "is no statement; they look like 'ask: a > b conflict'");
    word = an_str_trim((an_str){line.data, (size_t)(colon - line.data)});
    line = an_str_trim((an_str){colon + 1, line.length - (size_t)(colon - line.data) - 1});
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        if (an_str_is(word, statements[i].word)) return statements[i].read(r, line);
    return wrong(r, word, "is no statement; there are title, actors, classes, horizon, since, until, deaths-weigh, ask, course, inject, hold, assume, given");
}

/* ---- the whole ---- */

static annals_status add_name(reader *r, an_str *items, size_t *count, size_t most, an_str name, const char *what)
{
    for (size_t i = 0; i < *count; i++)
        if (an_str_equal(items[i], name)) return ANNALS_OK;
    if (*count == most) return too_many(r, what, (int)most);
    items[(*count)++] = name;
    return ANNALS_OK;
}

static annals_status add_names(reader *r, const an_selector *stream)
{
    an_scenario *s = r->out;
    AN_TRY(add_name(r, s->actors, &s->actor_count, AN_SCENARIO_ACTORS_MAX, stream->source, "actors"));
    AN_TRY(add_name(r, s->actors, &s->actor_count, AN_SCENARIO_ACTORS_MAX, stream->target, "actors"));
    return stream->class_name.data ? add_name(r, s->classes, &s->class_count, AN_SCENARIO_CLASSES_MAX, stream->class_name, "classes") : ANNALS_OK;
}

static bool is_same_dyad(an_selector a, an_selector b) { return an_str_equal(a.source, b.source) && an_str_equal(a.target, b.target); }

/* Two steps that cannot both be: one stream fixed twice in a period, or fixed and given. */
static annals_status check_pair(reader *r, const an_scenario_step *a, const an_scenario_step *b)
{
    bool meets = a->from <= b->to && b->from <= a->to, is_fixed = a->kind != AN_SCENARIO_ASSUME && b->kind != AN_SCENARIO_ASSUME;
    r->line = b->line;
    if (!meets || !is_fixed || !is_same_dyad(a->stream, b->stream)) return ANNALS_OK;
    if (a->kind == AN_SCENARIO_GIVEN && b->kind == AN_SCENARIO_GIVEN) return wrong(r, b->stream.source, "begins a stream that is given already in these periods");
    if (a->kind == AN_SCENARIO_GIVEN || b->kind == AN_SCENARIO_GIVEN) return wrong(r, b->stream.source, "begins a stream that is both given and acted on");
    if (!an_str_equal(a->stream.class_name, b->stream.class_name) || (a->kind == AN_SCENARIO_INJECT && b->kind == AN_SCENARIO_INJECT)) return ANNALS_OK;
    return wrong(r, b->stream.source, "begins a stream that is held already in these periods");
}

static annals_status check_course(reader *r, an_scenario_course *course)
{
    if (!course->step_count) return wrong(r, course->name, "is a course without a step");
    for (size_t i = 0; i < course->step_count; i++) {
        an_scenario_step *step = &course->steps[i];
        r->line = step->line;
        if (!step->to) step->to = r->out->horizon;
        if (step->to > r->out->horizon || step->from > r->out->horizon) return wrong(r, step->stream.source, "begins a step that lies beyond the horizon");
        AN_TRY(add_names(r, &step->stream));
        for (size_t k = 0; k < i; k++) AN_TRY(check_pair(r, &course->steps[k], step));
    }
    return ANNALS_OK;
}

static annals_status check(reader *r)
{
    an_scenario *s = r->out;
    if (!s->ask_count) return an_fail(r->error, ANNALS_E_INPUT, STAGE, 0, "nothing is asked; write a line like: ask: a > b cooperation");
    if (!s->course_count) return an_fail(r->error, ANNALS_E_INPUT, STAGE, 0, "no course of action; write a line like: course: one more attack");
    for (size_t i = 0; i < s->ask_count; i++) AN_TRY(add_names(r, &s->asks[i]));
    for (size_t i = 0; i < s->course_count; i++) AN_TRY(check_course(r, &s->courses[i]));
    return ANNALS_OK;
}

annals_status an_scenario_read(an_arena *arena, an_str text, an_scenario *out, annals_error *error)
{
    reader r = {.arena = arena, .out = out, .error = error};
    if (text.length > AN_SCENARIO_BYTES_MAX) return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "a scenario of more than %d bytes", AN_SCENARIO_BYTES_MAX);
    text.data = an_arena_copy(arena, text.data ? text.data : "", text.length);
    *out = (an_scenario){.period = AN_PERIOD_WEEK, .horizon = 13, .since = AN_DAY_UNKNOWN, .until = AN_DAY_UNKNOWN,
                         .actors = AN_NEW_ARRAY(arena, an_str, AN_SCENARIO_ACTORS_MAX), .classes = AN_NEW_ARRAY(arena, an_str, AN_SCENARIO_CLASSES_MAX),
                         .asks = AN_NEW_ARRAY(arena, an_selector, AN_SCENARIO_ASKS_MAX), .courses = AN_NEW_ARRAY(arena, an_scenario_course, AN_SCENARIO_COURSES_MAX)};
    if (arena->is_exhausted) return no_memory(error);
    while (text.length) {
        const char *end = memchr(text.data, '\n', text.length);
        size_t length = end ? (size_t)(end - text.data) : text.length;
        r.line++;
        AN_TRY(read_line(&r, (an_str){text.data, length}));
        text.data += length + (end != NULL);
        text.length -= length + (end != NULL);
    }
    return check(&r);
}
