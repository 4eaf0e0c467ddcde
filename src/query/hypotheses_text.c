/* The text of hypotheses becomes its record: blocks as in dictionaries, one table of what each field of an explanation means. */
#include "query/hypotheses.h"

#include "lexicon/block.h"

static const char STAGE[] = "hypotheses";
enum { SHOWN_MAX = 80, JUDGEMENTS_MAX = 1000, INCIDENTS_MAX = 100, TEXT_BYTES_MAX = 1024 * 1024, NUMBER_DIGITS_MAX = 12 };

typedef struct reader {
    an_arena *arena;
    an_hypothesis_text *out;
    uint32_t line;
    annals_error *error;
} reader;

static annals_status wrong(const reader *r, an_str word, const char *what)
{
    int shown = (int)(word.length < SHOWN_MAX ? word.length : SHOWN_MAX);
    return an_fail(r->error, ANNALS_E_INPUT, STAGE, r->line, "line %u: '%.*s' %s", r->line, shown, word.data ? word.data : "", what);
}

static annals_status too_many(const reader *r, const char *what, int most)
{
    return an_fail(r->error, ANNALS_E_INPUT, STAGE, r->line, "line %u: more than %d %s", r->line, most, what);
}

static annals_status no_memory(const reader *r) { return an_fail(r->error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

/* ---- values ---- */

/* What stands before the next comma. */
static an_str take_part(an_str *rest)
{
    const char *comma = memchr(rest->data, ',', rest->length);
    an_str part = {rest->data, comma ? (size_t)(comma - rest->data) : rest->length};
    rest->data += part.length + (comma != NULL);
    rest->length -= part.length + (comma != NULL);
    return an_str_trim(part);
}

static annals_status read_list(const reader *r, an_str value, an_expectation *e)
{
    while (value.length) {
        an_str part = take_part(&value);
        if (!part.length) return wrong(r, e->text, "has an empty place between commas");
        if (e->alternative_count == AN_ALTERNATIVES_MAX) return too_many(r, "alternatives", AN_ALTERNATIVES_MAX);
        e->alternatives[e->alternative_count++] = part;
    }
    return e->alternative_count ? ANNALS_OK : wrong(r, (an_str){0}, "says nothing: a value must follow");
}

/* Ids are small letters, figures, '.', '-' and '/': anything else is a name, which would never match. */
static annals_status read_ids(const reader *r, an_str value, an_expectation *e)
{
    AN_TRY(read_list(r, value, e));
    for (int i = 0; i < e->alternative_count; i++)
        for (size_t k = 0; k < e->alternatives[i].length; k++) {
            char c = e->alternatives[i].data[k];
            if (c == ' ' || (c >= 'A' && c <= 'Z')) return wrong(r, e->alternatives[i], "is no id of an actor; 'annals actors' lists those of the base");
        }
    return ANNALS_OK;
}

static annals_status read_types(const reader *r, an_str value, an_expectation *e)
{
    AN_TRY(read_list(r, value, e));
    for (int i = 0; i < e->alternative_count; i++) {
        an_event_type type = an_type_parse(e->alternatives[i]);
        if (type == AN_TYPE_NONE) return wrong(r, e->alternatives[i], "is no PLOVER type, like ASSAULT");
        e->types |= (uint64_t)1 << type;
    }
    return ANNALS_OK;
}

static annals_status read_modes(const reader *r, an_str value, an_expectation *e)
{
    AN_TRY(read_list(r, value, e));
    for (int i = 0; i < e->alternative_count; i++) {
        bool is_known = false;
        for (int type = 1; type < AN_TYPE_COUNT; type++) {
            an_mode mode = an_mode_parse((an_event_type)type, e->alternatives[i]);
            if (mode == AN_MODE_NONE) continue;
            e->modes |= (uint64_t)1 << (mode % 64);
            is_known = true;
        }
        if (!is_known) return wrong(r, e->alternatives[i], "is no PLOVER mode, like explosives");
    }
    return ANNALS_OK;
}

static bool take_number(an_str *rest, int64_t *out)
{
    size_t digits = 0;
    *rest = an_str_trim(*rest);
    *out = 0;
    while (digits < rest->length && rest->data[digits] >= '0' && rest->data[digits] <= '9') digits++;
    if (!digits || digits > NUMBER_DIGITS_MAX) return false;
    for (size_t i = 0; i < digits; i++) *out = *out * 10 + (rest->data[i] - '0');
    rest->data += digits;
    rest->length -= digits;
    *rest = an_str_trim(*rest);
    return true;
}

static bool take_word(an_str *rest, const char *word)
{
    if (!an_str_starts_with(*rest, word)) return false;
    rest->data += strlen(word);
    rest->length -= strlen(word);
    return true;
}

/* "6", "6-8", "6 to 8", "139+", "at least 139", "at most 40". */
static annals_status read_count(const reader *r, an_str value, an_expectation *e)
{
    an_str rest = value;
    bool is_least = take_word(&rest, "at least"), is_most = !is_least && take_word(&rest, "at most"), is_read = take_number(&rest, &e->count.low);
    e->count.high = e->count.low;
    if (is_read && is_most) e->count.low = 0;
    else if (is_read && (is_least || take_word(&rest, "+"))) e->count.high = INT64_MAX;
    else if (is_read && (take_word(&rest, "-") || take_word(&rest, "to"))) is_read = take_number(&rest, &e->count.high);
    e->count.is_known = true;
    if (!is_read || rest.length || e->count.high < e->count.low) return wrong(r, value, "is no number of people; write 6, 6-8 or at least 6");
    return ANNALS_OK;
}

static annals_status read_yes_no(const reader *r, an_str value, an_expectation *e)
{
    e->is_yes = an_str_is(value, "yes");
    return e->is_yes || an_str_is(value, "no") ? ANNALS_OK : wrong(r, value, "is neither yes nor no");
}

/* The reader of blocks has cut "from D" and "until D" off already. */
static annals_status read_dates(const reader *r, an_str value, const an_field *field, an_expectation *e)
{
    e->dates = field->validity;
    if (!value.length && an_date_range_is_known(e->dates)) return ANNALS_OK;
    return an_iso_parse(value, &e->dates) ? ANNALS_OK : wrong(r, value, "is no date; write 2022, 2022-03, 2022-03-31, or from DATE until DATE");
}

/* ---- explanations ---- */

enum value_kind { IDS, TYPES, MODES, WORDS, DATES, COUNT, YES_NO };
#define KIND(name, text, kind) kind,
static const enum value_kind kinds[AN_EXPECTATION_FIELDS] = {AN_EXPECTATION_LIST(KIND)};

static annals_status read_value(const reader *r, an_str value, const an_field *field, an_expectation *e)
{
    switch (kinds[e->field]) {
    case IDS: return read_ids(r, value, e);
    case TYPES: return read_types(r, value, e);
    case MODES: return read_modes(r, value, e);
    case WORDS: return read_list(r, value, e);
    case DATES: return read_dates(r, value, field, e);
    case COUNT: return read_count(r, value, e);
    case YES_NO: return read_yes_no(r, value, e);
    }
    return ANNALS_OK;
}

static bool find_field(an_str word, an_expectation_field *out)
{
    for (int i = 0; i < AN_EXPECTATION_FIELDS; i++)
        if (an_str_is(word, an_expectation_names[i])) {
            *out = (an_expectation_field)i;
            return true;
        }
    return false;
}

static an_str cut_word(an_str *rest)
{
    an_str word = {rest->data, 0};
    while (word.length < rest->length && rest->data[word.length] != ' ' && rest->data[word.length] != '\t') word.length++;
    *rest = an_str_trim((an_str){rest->data + word.length, rest->length - word.length});
    return word;
}

static annals_status unknown_field(const reader *r, an_str word)
{
    an_strbuf names;
    annals_status status;
    an_strbuf_init(&names, 0);
    for (int i = 0; i < AN_EXPECTATION_FIELDS; i++) an_strbuf_printf(&names, ", %s", an_expectation_names[i]);
    status = an_fail(r->error, ANNALS_E_INPUT, STAGE, r->line, "line %u: an explanation has no '%.*s'; there are says, not%.*s", r->line,
                     (int)(word.length < SHOWN_MAX ? word.length : SHOWN_MAX), word.data, (int)names.length, names.data ? names.data : "");
    an_strbuf_free(&names);
    return status;
}

static annals_status read_expectation(reader *r, an_hypothesis *h, const an_field *field)
{
    an_str key = field->key, value = field->value;
    an_expectation e = {.line = field->line, .dates = AN_DATE_RANGE_UNKNOWN};
    r->line = field->line;
    if (an_str_is(key, "says")) {
        h->says = value;
        return ANNALS_OK;
    }
    if (an_str_is(key, "not")) {
        e.is_not = true;
        key = cut_word(&value);
    }
    if (!find_field(key, &e.field)) return unknown_field(r, key);
    e.text = value;
    if (e.field != AN_EXPECT_DATE && an_date_range_is_known(field->validity)) return wrong(r, key, "takes no from and until");
    AN_TRY(read_value(r, value, field, &e));
    if (e.field == AN_EXPECT_DATE && !value.length) e.text = AN_STR("as given");
    if (h->expectation_count == AN_EXPECTATIONS_MAX) return too_many(r, "fields in one explanation", AN_EXPECTATIONS_MAX);
    h->expectations[h->expectation_count++] = e;
    return ANNALS_OK;
}

static annals_status read_hypothesis(reader *r, const an_block *block)
{
    an_hypothesis *h;
    if (!block->id.length) return wrong(r, block->kind, "needs a short name");
    for (size_t i = 0; i < block->id.length; i++)
        if (block->id.data[i] == ' ') return wrong(r, block->id, "is no short name: it has a blank in it");
    for (size_t i = 0; i < r->out->hypotheses.count; i++)
        if (an_str_equal(r->out->hypotheses.items[i].id, block->id)) return wrong(r, block->id, "was there before");
    if (r->out->hypotheses.count == AN_HYPOTHESES_MAX) return too_many(r, "explanations", AN_HYPOTHESES_MAX);
    if (!AN_PUSH(r->arena, &r->out->hypotheses, (an_hypothesis){.id = block->id, .line = block->line})) return no_memory(r);
    h = &r->out->hypotheses.items[r->out->hypotheses.count - 1];
    for (size_t i = 0; i < block->fields.count; i++) AN_TRY(read_expectation(r, h, &block->fields.items[i]));
    r->line = block->line;
    return h->expectation_count ? ANNALS_OK : wrong(r, block->id, "says nothing that could be set against what is told");
}

/* ---- incidents ---- */

static annals_status read_key(const reader *r, an_str word, uint64_t *out)
{
    return an_key_parse(word, out) ? ANNALS_OK : wrong(r, word, "is no key; a key has 16 digits, as 'annals incidents' and 'annals claims' print them");
}

static annals_status read_choice_field(reader *r, an_incident_choice *choice, const an_field *field)
{
    const struct { const char *name; const char **to; } rows[] = {
        {"actor", &choice->question.actor}, {"recipient", &choice->question.recipient}, {"type", &choice->question.type},
        {"place", &choice->question.place}, {"since", &choice->question.since}, {"until", &choice->question.until},
        {"document", &choice->question.document}, {"words", &choice->question.words},
    };
    r->line = field->line;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!an_str_is(field->key, rows[i].name)) continue;
        *rows[i].to = an_arena_copy(r->arena, field->value.data, field->value.length);
        return *rows[i].to ? ANNALS_OK : no_memory(r);
    }
    return wrong(r, field->key, "does not choose an incident; there are actor, recipient, type, place, since, until, document and words");
}

static annals_status read_choice(reader *r, const an_block *block)
{
    an_incident_choice choice = {.line = block->line};
    if (block->id.length) AN_TRY(read_key(r, block->id, &choice.key));
    else if (!block->fields.count) return wrong(r, block->kind, "needs a key, or fields that choose one");
    if (choice.key && block->fields.count) {
        r->line = block->fields.items[0].line;
        return wrong(r, block->fields.items[0].key, "is not needed: the key tells which incident");
    }
    for (size_t i = 0; i < block->fields.count; i++) AN_TRY(read_choice_field(r, &choice, &block->fields.items[i]));
    if (r->out->incidents.count == INCIDENTS_MAX) return too_many(r, "incidents", INCIDENTS_MAX);
    return AN_PUSH(r->arena, &r->out->incidents, choice) ? ANNALS_OK : no_memory(r);
}

/* ---- a person's judgements; they come after the explanations that they speak of ---- */

static annals_status read_weight(const reader *r, an_str word, double *out)
{
    double scale = 1, value = 0;
    bool has_point = false, has_digit = false;
    for (size_t i = 0; i < word.length && word.length < NUMBER_DIGITS_MAX; i++) {
        if (word.data[i] == '.' && !has_point) has_point = true;
        else if (word.data[i] < '0' || word.data[i] > '9') return wrong(r, word, "is no weight; write 0 to 1");
        else {
            has_digit = true;
            value = value * 10 + (word.data[i] - '0');
            if (has_point) scale *= 10;
        }
    }
    *out = value / scale;
    return has_digit && *out <= 1 ? ANNALS_OK : wrong(r, word, "is no weight; write 0 to 1");
}

static annals_status read_verdict(const reader *r, an_str names, an_verdict verdict, an_judgement *out)
{
    while (names.length) {
        an_str name = take_part(&names);
        size_t found = AN_HYPOTHESES_MAX;
        for (size_t i = 0; i < r->out->hypotheses.count; i++)
            if (an_str_equal(r->out->hypotheses.items[i].id, name)) found = i;
        if (found == AN_HYPOTHESES_MAX) return wrong(r, name, "is no explanation given before");
        out->verdicts[found] = verdict;
        out->is_set[found] = true;
    }
    return ANNALS_OK;
}

static annals_status read_judgement_field(reader *r, const an_field *field, an_judgement *out)
{
    r->line = field->line;
    if (an_str_is(field->key, "for")) return read_verdict(r, field->value, AN_VERDICT_FOR, out);
    if (an_str_is(field->key, "against")) return read_verdict(r, field->value, AN_VERDICT_AGAINST, out);
    if (an_str_is(field->key, "silent")) return read_verdict(r, field->value, AN_VERDICT_SILENT, out);
    if (an_str_is(field->key, "weight")) return read_weight(r, field->value, &out->weight);
    if (!an_str_is(field->key, "note")) return wrong(r, field->key, "is no judgement; there are for, against, silent, weight and note");
    out->note = field->value;
    return ANNALS_OK;
}

static annals_status read_judgement(reader *r, const an_block *block)
{
    an_judgement judgement = {.line = block->line, .weight = -1};
    AN_TRY(read_key(r, block->id, &judgement.key));
    for (size_t i = 0; i < block->fields.count; i++) AN_TRY(read_judgement_field(r, &block->fields.items[i], &judgement));
    if (r->out->judgements.count == JUDGEMENTS_MAX) return too_many(r, "judgements", JUDGEMENTS_MAX);
    return AN_PUSH(r->arena, &r->out->judgements, judgement) ? ANNALS_OK : no_memory(r);
}

static annals_status read_voice(reader *r, const an_block *block)
{
    an_voice_weight voice = {.id = block->id};
    const an_field *weight = an_block_field(block, "weight");
    if (!block->id.length) return wrong(r, block->kind, "needs the id of a speaker, an outlet, or an article");
    if (!weight || block->fields.count != 1) return wrong(r, block->id, "needs one field: weight");
    r->line = weight->line;
    AN_TRY(read_weight(r, weight->value, &voice.weight));
    return AN_PUSH(r->arena, &r->out->voices, voice) ? ANNALS_OK : no_memory(r);
}

/* ---- the text ---- */

static annals_status read_block(reader *r, const an_block *block)
{
    r->line = block->line;
    if (an_str_is(block->kind, "incident")) return read_choice(r, block);
    if (an_str_is(block->kind, "hypothesis")) return read_hypothesis(r, block);
    if (an_str_is(block->kind, "evidence")) return read_judgement(r, block);
    if (an_str_is(block->kind, "voice")) return read_voice(r, block);
    return wrong(r, block->kind, "begins nothing; there are incident, hypothesis, evidence and voice");
}

/* A wrong line of the block format itself, said like the others. */
static annals_status retell(const annals_error *problem, annals_error *error)
{
    const char *message = strstr(problem->message, ": ");
    return an_fail(error, ANNALS_E_INPUT, STAGE, problem->offset, "line %u: %s", (unsigned)problem->offset, message ? message + 2 : problem->message);
}

annals_status an_hypotheses_read(an_arena *arena, an_str text, an_hypothesis_text *out, annals_error *error)
{
    reader r = {.arena = arena, .out = out, .error = error};
    an_problem_sink problems = {0};
    an_blocks blocks = {0};
    if (text.length > TEXT_BYTES_MAX) return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "a text of more than %d bytes", TEXT_BYTES_MAX);
    AN_TRY(an_blocks_read_text(arena, AN_STR("hypotheses"), text, &blocks, &problems, error));
    if (problems.count) return retell(&problems.first, error);
    for (size_t i = 0; i < blocks.count; i++) AN_TRY(read_block(&r, &blocks.items[i]));
    if (!out->incidents.count) return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "names no incident: a line 'incident KEY' is needed");
    if (out->hypotheses.count < 2) return an_fail(error, ANNALS_E_INPUT, STAGE, 0, "names fewer than two explanations: there is nothing to tell apart");
    return arena->is_exhausted ? no_memory(&r) : ANNALS_OK;
}
