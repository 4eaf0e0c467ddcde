/* Each statement is set against each explanation, field by field; what nobody can weigh but a person stays open. Weights only take away:
 * a copy, a repetition or a withdrawn account is shown but does not count again, so that no account grows by being passed on. */
#include "query/hypotheses.h"

#include <stdlib.h>

#include "query/query.h"
#include "query/statements.h"
#include "store/link.h"
#include "store/relations.h"

static const char STAGE[] = "hypotheses";
enum { INCIDENTS_MAX = 100, STEM_MIN = 4, STEM_CUT = 2 };

typedef struct weighing {
    an_store *store;
    const an_hypothesis_text *text;
    an_arena *arena;
    an_matrix *out;
    AN_ARRAY(an_incident) incidents;
    size_t fitting; /* incidents that a choice found, also those that were chosen before */
    an_statements statements;
    AN_ARRAY(an_matrix_row) rows;
    AN_ARRAY(an_missing) missing;
    AN_ARRAY(uint64_t) changed; /* keys that a later statement of the same voice departs from, sorted */
    uint32_t *is_told; /* for each explanation and expectation: some statement that counts speaks of it */
    an_str *names;     /* for each explanation and expectation and alternative: the actor's name, where it is one */
    annals_error *error;
} weighing;

static annals_status no_memory(annals_error *error) { return an_fail(error, ANNALS_E_MEMORY, STAGE, 0, "out of memory"); }

/* ---- one field ---- */

typedef enum answer { UNKNOWN, YES, NO } answer;

/* "Gunmen", "Tajik citizens": a description fits many, so it speaks against none. */
static bool is_named(const an_actor *actor)
{
    return actor->id.data && actor->resolution != AN_RESOLUTION_COMPOSED && actor->kind != AN_ACTOR_POPULATION && actor->kind != AN_ACTOR_UNKNOWN;
}

static answer match_actors(const an_expectation *e, const an_participants *list)
{
    bool has_name = false;
    for (int i = 0; i < e->alternative_count; i++)
        if (an_list_has_kin(list, e->alternatives[i])) return YES;
    for (size_t i = 0; i < list->count; i++) has_name = has_name || is_named(&list->items[i].actor);
    return has_name ? NO : UNKNOWN;
}

/* Somewhere in a country or region may be the place. */
static answer match_place(const an_expectation *e, const an_place *place)
{
    if (!place->name.data) return UNKNOWN;
    for (int i = 0; i < e->alternative_count; i++)
        if (an_str_equal_ignoring_ascii_case(e->alternatives[i], place->name) || an_str_is(e->alternatives[i], place->country)) return YES;
    return an_str_is(place->precision, "point") || an_str_is(place->precision, "city") || an_str_is(place->precision, "district") ? NO : UNKNOWN;
}

static answer match_dates(an_date_range expected, an_date_range told)
{
    bool begins_late = expected.from != AN_DAY_UNKNOWN && (told.from == AN_DAY_UNKNOWN || told.from < expected.from);
    bool ends_early = expected.to != AN_DAY_UNKNOWN && (told.to == AN_DAY_UNKNOWN || told.to > expected.to);
    if (!an_date_range_is_known(told)) return UNKNOWN;
    if (!an_date_range_overlaps(expected, told)) return NO;
    return begins_late || ends_early ? UNKNOWN : YES;
}

static answer match_count(const an_incident_count *expected, const an_incident_count *told)
{
    if (!told->is_known) return UNKNOWN;
    return told->high < expected->low || told->low > expected->high ? NO : YES;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80; }

/* The words begin somewhere in the text, at the start of a word. */
static bool stands_in(an_str words, an_str text)
{
    for (size_t at = 0; words.length && at + words.length <= text.length; at++) {
        size_t i = 0;
        if (at && is_letter(text.data[at - 1])) continue;
        while (i < words.length && lower(words.data[i]) == lower(text.data[at + i])) i++;
        if (i == words.length) return true;
    }
    return false;
}

/* Words for one thing are many, so another word speaks against nothing. */
static answer match_words(const an_expectation *e, an_str told)
{
    for (int i = 0; i < e->alternative_count; i++)
        if (stands_in(e->alternatives[i], told)) return YES;
    return UNKNOWN;
}

static answer match_value(const an_expectation *e, const an_statement_value *v)
{
    switch (e->field) {
    case AN_EXPECT_ACTOR: return match_actors(e, &v->actors);
    case AN_EXPECT_RECIPIENT: return match_actors(e, &v->recipients);
    case AN_EXPECT_TYPE: return e->types >> v->type & 1 ? YES : NO;
    case AN_EXPECT_MODE: return !v->modes ? UNKNOWN : v->modes & e->modes ? YES : NO;
    case AN_EXPECT_PLACE: return match_place(e, &v->place);
    case AN_EXPECT_DATE: return match_dates(e->dates, v->dates);
    case AN_EXPECT_KILLED: return match_count(&e->count, &v->counts[AN_COUNT_KILLED]);
    case AN_EXPECT_WOUNDED: return match_count(&e->count, &v->counts[AN_COUNT_WOUNDED]);
    case AN_EXPECT_DETAINED: return match_count(&e->count, &v->counts[AN_COUNT_DETAINED]);
    case AN_EXPECT_DISPLACED: return match_count(&e->count, &v->counts[AN_COUNT_DISPLACED]);
    case AN_EXPECT_INSTRUMENT: return match_words(e, v->instrument);
    default: return UNKNOWN;
    }
}

/* ---- one statement ---- */

static bool denies(const an_statement *s)
{
    return s->stance == AN_STANCE_DENIES || s->stance == AN_STANCE_DOUBTS || (s->value.is_known && s->value.factuality == AN_FACTUALITY_DID_NOT_HAPPEN);
}

static bool is_account(const an_statement *s)
{
    if (s->stance == AN_STANCE_PREDICTS || s->stance == AN_STANCE_PROPOSES) return false;
    if (!s->value.is_known) return true;
    return s->value.factuality != AN_FACTUALITY_PLANNED && s->value.factuality != AN_FACTUALITY_THREATENED && s->value.factuality != AN_FACTUALITY_HYPOTHETICAL;
}

static bool speaks(const an_expectation *e, const an_statement *s)
{
    for (int i = 0; s->has_speaker && i < e->alternative_count; i++)
        if (an_ids_are_kin(s->speaker.id, e->alternatives[i]) || an_ids_are_kin(s->speaker.acts_for, e->alternatives[i])) return true;
    return false;
}

/* Whether the one who should say so says it, or the contrary. */
static answer match_speaker(const an_expectation *e, const an_statement *s)
{
    bool owns = s->stance == AN_STANCE_CLAIMS_OWN, disowns = s->stance == AN_STANCE_DENIES, affirms = owns || s->stance == AN_STANCE_CONFIRMS;
    if (!speaks(e, s)) return UNKNOWN;
    if (e->field == AN_EXPECT_CLAIMED_BY) return owns ? YES : disowns ? NO : UNKNOWN;
    if (e->field == AN_EXPECT_DENIED_BY) return disowns ? YES : affirms ? NO : UNKNOWN;
    if (e->field == AN_EXPECT_CONFIRMED_BY) return affirms ? YES : disowns ? NO : UNKNOWN;
    return s->stance == AN_STANCE_ACCUSES ? YES : UNKNOWN;
}

/* Who denies that they did it says nothing of who did, nor of how many died. */
static answer turn_denied(const an_expectation *e, answer a)
{
    if (e->field == AN_EXPECT_ACTOR) return a == YES ? NO : UNKNOWN;
    return UNKNOWN;
}

static answer match_happened(const an_expectation *e, const an_statement *s)
{
    bool is_told_so = s->value.factuality == AN_FACTUALITY_HAPPENED || s->value.factuality == AN_FACTUALITY_ONGOING;
    if (denies(s)) return e->is_yes ? NO : YES;
    if (!s->value.is_known || !is_told_so) return UNKNOWN;
    return e->is_yes ? YES : NO;
}

static answer match(const an_expectation *e, const an_statement *s)
{
    answer a;
    if (e->field >= AN_EXPECT_CLAIMED_BY) return match_speaker(e, s);
    if (!is_account(s)) return UNKNOWN;
    if (e->field == AN_EXPECT_HAPPENED) return s->kind == AN_STATEMENT_BESIDE ? UNKNOWN : match_happened(e, s);
    if (!s->value.is_known) return UNKNOWN;
    a = match_value(e, &s->value);
    return denies(s) ? turn_denied(e, a) : a;
}

/* ---- what only a person can weigh ---- */

/* A name without its ending, so that "Ukraine" is found in "Ukrainian". */
static an_str stem_of(an_str name)
{
    if (name.length > STEM_MIN + STEM_CUT) name.length -= STEM_CUT;
    return name;
}

static an_str *name_at(const weighing *w, int hypothesis, int expectation, int alternative)
{
    return &w->names[((size_t)hypothesis * AN_EXPECTATIONS_MAX + (size_t)expectation) * AN_ALTERNATIVES_MAX + (size_t)alternative];
}

static bool is_actor_field(const an_expectation *e) { return e->field == AN_EXPECT_ACTOR; }

static annals_status load_names(weighing *w)
{
    w->names = AN_NEW_ARRAY(w->arena, an_str, w->text->hypotheses.count * AN_EXPECTATIONS_MAX * AN_ALTERNATIVES_MAX);
    if (!w->names) return no_memory(w->error);
    for (int h = 0; h < w->out->hypothesis_count; h++)
        for (int k = 0; k < w->out->hypotheses[h].expectation_count; k++) {
            const an_expectation *e = &w->out->hypotheses[h].expectations[k];
            for (int i = 0; is_actor_field(e) && i < e->alternative_count; i++) {
                an_str id;
                AN_TRY(an_store_find_asked_actor(w->store, w->arena, e->alternatives[i], &id, name_at(w, h, k, i), w->error));
            }
        }
    return ANNALS_OK;
}

static bool names_actor_of(const weighing *w, int h, const an_statement *s)
{
    const an_hypothesis *hypothesis = &w->out->hypotheses[h];
    for (int k = 0; k < hypothesis->expectation_count; k++)
        for (int i = 0; is_actor_field(&hypothesis->expectations[k]) && i < hypothesis->expectations[k].alternative_count; i++)
            if (stands_in(stem_of(*name_at(w, h, k, i)), s->content)) return true;
    return false;
}

/* ---- a row ---- */

/* A denial that the explanation would have anyway tells nothing of what it denies. */
static bool is_expected_denial(const an_hypothesis *hypothesis, const an_statement *s)
{
    for (int k = 0; k < hypothesis->expectation_count; k++) {
        const an_expectation *e = &hypothesis->expectations[k];
        if (e->field == AN_EXPECT_DENIED_BY && !e->is_not && match_speaker(e, s) == YES) return true;
    }
    return false;
}

static void set_cell(weighing *w, an_matrix_row *row, int h)
{
    const an_hypothesis *hypothesis = &w->out->hypotheses[h];
    bool is_expected = is_expected_denial(hypothesis, row->statement);
    for (int k = 0; k < hypothesis->expectation_count; k++) {
        const an_expectation *e = &hypothesis->expectations[k];
        answer a = match(e, row->statement);
        if (a == UNKNOWN || (is_expected && e->field < AN_EXPECT_CLAIMED_BY)) continue;
        if ((a == YES) != e->is_not) row->fields_for[h] |= 1u << e->field;
        else row->fields_against[h] |= 1u << e->field;
        if (row->weight > 0) w->is_told[h * AN_EXPECTATIONS_MAX + k] = 1;
    }
    if (row->fields_against[h]) row->verdicts[h] = AN_VERDICT_AGAINST;
    else if (row->fields_for[h]) row->verdicts[h] = AN_VERDICT_FOR;
    else if (!row->statement->value.is_known && is_account(row->statement) && names_actor_of(w, h, row->statement)) row->verdicts[h] = AN_VERDICT_OPEN;
}

static int compare_keys(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static annals_status list_changed(weighing *w)
{
    for (size_t i = 0; i < w->statements.count; i++)
        if (w->statements.items[i].changes && !AN_PUSH(w->arena, &w->changed, w->statements.items[i].changes)) return no_memory(w->error);
    if (w->changed.count) qsort(w->changed.items, w->changed.count, sizeof *w->changed.items, compare_keys);
    return ANNALS_OK;
}

static bool is_withdrawn(const weighing *w, const an_statement *s)
{
    return w->changed.count && bsearch(&s->key, w->changed.items, w->changed.count, sizeof s->key, compare_keys);
}

static double voice_weight(const weighing *w, const an_statement *s)
{
    double weight = 1;
    for (size_t i = 0; i < w->text->voices.count; i++) {
        an_str id = w->text->voices.items[i].id;
        bool is_speaker = s->has_speaker && (an_ids_are_kin(s->speaker.id, id) || an_str_equal_ignoring_ascii_case(s->speaker.name, id));
        if (is_speaker || an_str_equal(s->document, id) || (s->outlet.length && an_str_equal_ignoring_ascii_case(s->outlet, id)))
            if (w->text->voices.items[i].weight < weight) weight = w->text->voices.items[i].weight;
    }
    return weight;
}

static void set_weight(const weighing *w, an_matrix_row *row)
{
    const an_statement *s = row->statement;
    if (s->source.data) row->standing = AN_STANDING_TAKEN;
    else if (s->repeats) row->standing = AN_STANDING_REPEATED;
    else if (is_withdrawn(w, s)) row->standing = AN_STANDING_WITHDRAWN;
    else if (!is_account(s)) row->standing = AN_STANDING_NO_ACCOUNT;
    row->weight = row->standing == AN_STANDING_INDEPENDENT ? voice_weight(w, s) : 0;
    if (s->certainty.is_known) row->weight *= (s->certainty.low + s->certainty.high) / 2;
}

static void apply_judgement(const weighing *w, an_matrix_row *row)
{
    for (size_t i = 0; i < w->text->judgements.count; i++) {
        const an_judgement *j = &w->text->judgements.items[i];
        if (j->key != row->statement->key) continue;
        row->is_judged = true;
        row->note = j->note;
        if (j->weight >= 0) row->weight = j->weight;
        for (int h = 0; h < w->out->hypothesis_count; h++)
            if (j->is_set[h]) row->verdicts[h] = j->verdicts[h];
    }
}

static double value_of(an_verdict verdict) { return verdict == AN_VERDICT_FOR ? 1 : verdict == AN_VERDICT_AGAINST ? -1 : 0; }

static void set_diagnosticity(const weighing *w, an_matrix_row *row)
{
    double most = -1, least = 1;
    for (int h = 0; h < w->out->hypothesis_count; h++) {
        double value = value_of(row->verdicts[h]);
        if (value > most) most = value;
        if (value < least) least = value;
    }
    row->diagnosticity = row->weight * (most - least) / 2;
}

static bool says_something(const weighing *w, const an_matrix_row *row)
{
    for (int h = 0; h < w->out->hypothesis_count; h++)
        if (row->verdicts[h] != AN_VERDICT_SILENT) return true;
    return row->is_judged;
}

static annals_status add_row(weighing *w, const an_statement *s)
{
    an_matrix_row row = {.statement = s};
    set_weight(w, &row);
    for (int h = 0; h < w->out->hypothesis_count; h++) set_cell(w, &row, h);
    apply_judgement(w, &row);
    set_diagnosticity(w, &row);
    if (s->kind == AN_STATEMENT_BESIDE && !says_something(w, &row)) {
        w->out->left_out++;
        return ANNALS_OK;
    }
    return AN_PUSH(w->arena, &w->rows, row) ? ANNALS_OK : no_memory(w->error);
}

static int by_diagnosticity(const void *x, const void *y)
{
    const an_matrix_row *a = x, *b = y;
    if (a->diagnosticity != b->diagnosticity) return a->diagnosticity > b->diagnosticity ? -1 : 1;
    return (a->statement > b->statement) - (a->statement < b->statement); /* they lie in one array, in their order */
}

static annals_status check_judgements(const weighing *w)
{
    for (size_t i = 0; i < w->text->judgements.count; i++) {
        bool is_found = false;
        char key[AN_KEY_BYTES];
        for (size_t k = 0; k < w->rows.count && !is_found; k++) is_found = w->rows.items[k].statement->key == w->text->judgements.items[i].key;
        if (!is_found)
            return an_fail(w->error, ANNALS_E_INPUT, STAGE, w->text->judgements.items[i].line, "line %u: nothing with the key %s is told of these incidents",
                           w->text->judgements.items[i].line, an_key_format(w->text->judgements.items[i].key, key));
    }
    return ANNALS_OK;
}

/* ---- sums ---- */

static void sum_up(weighing *w)
{
    for (int h = 0; h < w->out->hypothesis_count; h++) {
        an_hypothesis_score *score = &w->out->scores[h];
        for (size_t i = 0; i < w->rows.count; i++) {
            const an_matrix_row *row = &w->rows.items[i];
            if (row->verdicts[h] == AN_VERDICT_AGAINST) score->against += row->weight;
            else if (row->verdicts[h] == AN_VERDICT_FOR) score->in_favour += row->weight;
            else if (row->weight > 0 && row->verdicts[h] == AN_VERDICT_OPEN) score->open++;
            else if (row->weight > 0) score->silent++;
        }
    }
    for (int h = 0; h < w->out->hypothesis_count; h++) {
        w->out->scores[h].rank = 1;
        for (int k = 0; k < w->out->hypothesis_count; k++) w->out->scores[h].rank += w->out->scores[k].against < w->out->scores[h].against;
    }
}

static bool says_the_same(const an_expectation *a, const an_expectation *b)
{
    return a->field == b->field && a->is_not == b->is_not && an_str_equal(a->text, b->text) && a->dates.from == b->dates.from && a->dates.to == b->dates.to;
}

static bool is_shared_by_all(const weighing *w, const an_expectation *e)
{
    for (int h = 0; h < w->out->hypothesis_count; h++) {
        bool is_shared = false;
        for (int k = 0; k < w->out->hypotheses[h].expectation_count && !is_shared; k++) is_shared = says_the_same(e, &w->out->hypotheses[h].expectations[k]);
        if (!is_shared) return false;
    }
    return true;
}

static annals_status find_missing(weighing *w)
{
    for (int h = 0; h < w->out->hypothesis_count; h++)
        for (int tells_apart = 1; tells_apart >= 0; tells_apart--)
            for (int k = 0; k < w->out->hypotheses[h].expectation_count; k++) {
                const an_expectation *e = &w->out->hypotheses[h].expectations[k];
                an_missing missing = {h, e, !is_shared_by_all(w, e)};
                if (w->is_told[h * AN_EXPECTATIONS_MAX + k] || missing.tells_apart != (tells_apart != 0)) continue;
                if (!AN_PUSH(w->arena, &w->missing, missing)) return no_memory(w->error);
            }
    return ANNALS_OK;
}

/* ---- which incidents ---- */

/* What is written of an incident, beside its key. */
static annals_status on_incident(void *user, const an_incident *incident, annals_error *error)
{
    weighing *w = user;
    an_incident kept = {.key = incident->key, .type = incident->type, .dates = incident->dates, .date_precision = incident->date_precision,
                        .factuality = incident->factuality, .events = incident->events, .reports = incident->reports, .independent = incident->independent};
    w->fitting++;
    for (size_t i = 0; i < w->incidents.count; i++)
        if (w->incidents.items[i].key == incident->key) return ANNALS_OK;
    if (w->incidents.count == INCIDENTS_MAX) return an_fail(error, ANNALS_E_LIMIT, STAGE, 0, "more than %d incidents are chosen; name fewer", INCIDENTS_MAX);
    memcpy(kept.counts, incident->counts, sizeof kept.counts);
    if (incident->place.name.data)
        kept.place.name = (an_str){an_arena_copy(w->arena, incident->place.name.data, incident->place.name.length), incident->place.name.length};
    return AN_PUSH(w->arena, &w->incidents, kept) ? ANNALS_OK : no_memory(error);
}

typedef struct key_search {
    weighing *weighing;
    uint64_t key;
} key_search;

static annals_status on_keyed(void *user, const an_incident *incident, annals_error *error)
{
    key_search *search = user;
    return incident->key == search->key ? on_incident(search->weighing, incident, error) : ANNALS_OK;
}

/* The key of an incident is that of one of its events, and so leads to it over a document. */
static annals_status choose_by_key(weighing *w, const an_incident_choice *choice)
{
    key_search search = {w, choice->key};
    an_filter filter = {.dates = AN_DATE_RANGE_UNKNOWN};
    an_stored_document document;
    char key[AN_KEY_BYTES];
    annals_error unknown;
    if (an_store_load_by_key(w->store, w->arena, choice->key, &document, &unknown) == ANNALS_OK) {
        filter.document = an_str_from(document.document.article.sha256);
        AN_TRY(an_store_select_incidents(w->store, &filter, on_keyed, &search, w->error));
    }
    if (w->fitting) return ANNALS_OK;
    return an_fail(w->error, ANNALS_E_INPUT, STAGE, choice->line, "line %u: there is no incident with the key %s", choice->line, an_key_format(choice->key, key));
}

static annals_status choose_by_question(weighing *w, const an_incident_choice *choice)
{
    an_filter filter;
    an_factuality factuality;
    annals_error problem;
    if (an_query_read_filter(&choice->question, &filter, &factuality, &problem) != ANNALS_OK)
        return an_fail(w->error, ANNALS_E_INPUT, STAGE, choice->line, "line %u: %.300s", choice->line, problem.message);
    AN_TRY(an_store_select_incidents(w->store, &filter, on_incident, w, w->error));
    return w->fitting ? ANNALS_OK : an_fail(w->error, ANNALS_E_INPUT, STAGE, choice->line, "line %u: no incident fits", choice->line);
}

static annals_status choose_incidents(weighing *w)
{
    for (size_t i = 0; i < w->text->incidents.count; i++) {
        const an_incident_choice *choice = &w->text->incidents.items[i];
        w->fitting = 0;
        AN_TRY(choice->key ? choose_by_key(w, choice) : choose_by_question(w, choice));
    }
    return ANNALS_OK;
}

static annals_status gather(weighing *w)
{
    uint64_t keys[INCIDENTS_MAX];
    for (size_t i = 0; i < w->incidents.count; i++) keys[i] = w->incidents.items[i].key;
    return an_query_statements(w->store, keys, w->incidents.count, w->arena, &w->statements, w->error);
}

annals_status an_hypotheses_weigh(an_store *store, const an_hypothesis_text *text, an_arena *arena, an_matrix *out, annals_error *error)
{
    weighing w = {.store = store, .text = text, .arena = arena, .out = out, .error = error};
    *out = (an_matrix){.hypotheses = text->hypotheses.items, .hypothesis_count = (int)text->hypotheses.count};
    w.is_told = AN_NEW_ARRAY(arena, uint32_t, text->hypotheses.count * AN_EXPECTATIONS_MAX);
    if (!w.is_told) return no_memory(error);
    AN_TRY(choose_incidents(&w));
    AN_TRY(gather(&w));
    AN_TRY(list_changed(&w));
    AN_TRY(load_names(&w));
    for (size_t i = 0; i < w.statements.count; i++) AN_TRY(add_row(&w, &w.statements.items[i]));
    AN_TRY(check_judgements(&w));
    sum_up(&w);
    AN_TRY(find_missing(&w));
    if (w.rows.count) qsort(w.rows.items, w.rows.count, sizeof *w.rows.items, by_diagnosticity);
    out->incidents = w.incidents.items;
    out->incident_count = w.incidents.count;
    out->rows = w.rows.items;
    out->row_count = w.rows.count;
    out->missing = w.missing.items;
    out->missing_count = w.missing.count;
    return arena->is_exhausted ? no_memory(error) : ANNALS_OK;
}
