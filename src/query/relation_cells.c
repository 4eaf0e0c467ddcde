/* The columns of dyads, as a whole and over time. A terminal has room for short names of the quad classes only. */
#include "query/cells.h"
#include "record/event.h"
#include "record/relation.h"

enum { FILE_ONLY = AN_COLUMN_FILE, TABLE_ONLY = AN_COLUMN_TABLE, BOTH = FILE_ONLY | TABLE_ONLY, NUMBER = AN_COLUMN_NUMBER, SCORE_DECIMALS = 2, P_DECIMALS = 3 };

#define CELL(name, expression)                                               \
    static void name(an_strbuf *out, const an_record *record)                \
    {                                                                        \
        const an_relation *r = record->relation;                             \
        expression;                                                          \
    }

static double mean_goldstein(const an_relation *r) { return r->goldstein_sum / (double)r->goldstein_count; }
static double mean_score(const an_relation *r) { return r->score_sum / (double)r->incidents; }

CELL(actor, an_strbuf_put_str(out, r->actor))
CELL(actor_name, an_strbuf_put_str(out, r->actor_name))
CELL(recipient, an_strbuf_put_str(out, r->recipient))
CELL(recipient_name, an_strbuf_put_str(out, r->recipient_name))
CELL(incidents, an_cell_int(out, r->incidents))
CELL(events, an_cell_int(out, r->events))
CELL(reports, an_cell_int(out, r->reports))
CELL(independent, an_cell_int(out, r->independent))
CELL(verbal_cooperation, an_cell_int(out, r->quads[1]))
CELL(material_cooperation, an_cell_int(out, r->quads[2]))
CELL(verbal_conflict, an_cell_int(out, r->quads[3]))
CELL(material_conflict, an_cell_int(out, r->quads[4]))
CELL(goldstein_sum, if (r->goldstein_count) an_cell_number(out, r->goldstein_sum, SCORE_DECIMALS))
CELL(goldstein_mean, if (r->goldstein_count) an_cell_number(out, mean_goldstein(r), SCORE_DECIMALS))
CELL(score_sum, if (r->incidents) an_cell_number(out, r->score_sum, SCORE_DECIMALS))
CELL(score_mean, if (r->incidents) an_cell_number(out, mean_score(r), SCORE_DECIMALS))
CELL(first, an_cell_day(out, r->dates.from))
CELL(last, an_cell_day(out, r->dates.to))
CELL(period_from, an_cell_day(out, r->period.from))
CELL(period_to, an_cell_day(out, r->period.to))

static const char *label_of(const an_record *record, char out[AN_PERIOD_LABEL_BYTES])
{
    an_day start = record->relation->period.from;
    return start == AN_DAY_UNKNOWN ? NULL : an_relation_period_label(record->by, start, out);
}

static void period(an_strbuf *out, const an_record *record)
{
    char label[AN_PERIOD_LABEL_BYTES];
    const char *text = label_of(record, label);
    if (text) an_strbuf_puts(out, text);
}

/* ---- turning points: lists in step, apart by ';' ---- */

typedef void (*put_turning)(an_strbuf *out, const an_turning *turning);

static void put_list(an_strbuf *out, const an_relation *r, put_turning put)
{
    for (int i = 0; i < r->turning_count; i++) {
        if (i) an_strbuf_putc(out, ';');
        put(out, &r->turnings[i]);
    }
}

static const char *direction_of(const an_turning *t) { return t->after > t->before ? "up" : "down"; }
static void put_measure(an_strbuf *out, const an_turning *t) { an_strbuf_puts(out, an_turning_names[t->measure]); }
static void put_direction(an_strbuf *out, const an_turning *t) { an_strbuf_puts(out, direction_of(t)); }
static void put_before(an_strbuf *out, const an_turning *t) { an_cell_number(out, t->before, SCORE_DECIMALS); }
static void put_after(an_strbuf *out, const an_turning *t) { an_cell_number(out, t->after, SCORE_DECIMALS); }
static void put_p(an_strbuf *out, const an_turning *t) { an_cell_number(out, t->p, P_DECIMALS); }

static void put_carriers(an_strbuf *out, const an_turning *t)
{
    for (int i = 0; i < t->carrier_count; i++) {
        if (i) an_strbuf_putc(out, ' ');
        an_cell_key(out, t->carriers[i]);
    }
}

/* "conflict 0.4 > 3.2" */
static void put_shown(an_strbuf *out, const an_turning *t)
{
    put_measure(out, t);
    an_strbuf_putc(out, ' ');
    put_before(out, t);
    an_strbuf_puts(out, " > ");
    put_after(out, t);
}

CELL(turning_shown, put_list(out, r, put_shown))
CELL(turning, put_list(out, r, put_measure))
CELL(turning_direction, put_list(out, r, put_direction))
CELL(turning_before, put_list(out, r, put_before))
CELL(turning_after, put_list(out, r, put_after))
CELL(turning_p, put_list(out, r, put_p))
CELL(turning_events, put_list(out, r, put_carriers))

/* ---- tables ---- */

#define WHO                                                                                                              \
    {{"actor", BOTH}, actor}, {{"actor_name", FILE_ONLY | AN_COLUMN_WIDE}, actor_name}, {{"recipient", BOTH}, recipient}, \
        {{"recipient_name", FILE_ONLY | AN_COLUMN_WIDE}, recipient_name}
#define WHAT                                                                                                             \
    {{"incidents", BOTH | NUMBER}, incidents}, {{"events", FILE_ONLY | NUMBER}, events}, {{"reports", BOTH | NUMBER}, reports}, \
        {{"independent", FILE_ONLY | NUMBER}, independent}, {{"v_coop", TABLE_ONLY | NUMBER}, verbal_cooperation},         \
        {{"m_coop", TABLE_ONLY | NUMBER}, material_cooperation}, {{"v_conf", TABLE_ONLY | NUMBER}, verbal_conflict},       \
        {{"m_conf", TABLE_ONLY | NUMBER}, material_conflict}, {{"verbal_coop", FILE_ONLY | NUMBER}, verbal_cooperation},   \
        {{"material_coop", FILE_ONLY | NUMBER}, material_cooperation}, {{"verbal_conflict", FILE_ONLY | NUMBER}, verbal_conflict}, \
        {{"material_conflict", FILE_ONLY | NUMBER}, material_conflict}, {{"goldstein_sum", FILE_ONLY | NUMBER}, goldstein_sum},   \
        {{"goldstein", BOTH | NUMBER}, goldstein_mean}, {{"score_sum", FILE_ONLY | NUMBER}, score_sum},                   \
        {{"score", FILE_ONLY | NUMBER}, score_mean}

static const an_cell_row rows[] = {WHO, WHAT, {{"first", BOTH}, first}, {{"last", BOTH}, last}};

static const an_cell_row rows_by[] = {
    WHO,
    {{"period", BOTH}, period},
    {{"period_from", FILE_ONLY}, period_from},
    {{"period_to", FILE_ONLY}, period_to},
    WHAT,
    {{"turning", TABLE_ONLY | AN_COLUMN_WIDE}, turning_shown},
    {{"turning", FILE_ONLY}, turning},
    {{"turning_direction", FILE_ONLY}, turning_direction},
    {{"turning_before", FILE_ONLY}, turning_before},
    {{"turning_after", FILE_ONLY}, turning_after},
    {{"turning_p", FILE_ONLY}, turning_p},
    {{"turning_events", FILE_ONLY}, turning_events},
};

/* ---- JSON ---- */

static void put_number_or_null(an_json *json, const char *key, bool is_known, double value)
{
    an_json_key(json, key);
    if (is_known) an_json_number(json, value, SCORE_DECIMALS);
    else an_json_null(json);
}

static void put_who(an_json *json, const an_relation *r)
{
    an_cell_json_text(json, "actor", r->actor);
    an_cell_json_text(json, "actor_name", r->actor_name);
    an_cell_json_text(json, "recipient", r->recipient);
    an_cell_json_text(json, "recipient_name", r->recipient_name);
}

static void put_what(an_json *json, const an_relation *r)
{
    static const char *const quad_keys[] = {NULL, "verbal_coop", "material_coop", "verbal_conflict", "material_conflict"};
    an_cell_json_count(json, "incidents", r->incidents);
    an_cell_json_count(json, "events", r->events);
    an_cell_json_count(json, "reports", r->reports);
    an_cell_json_count(json, "independent", r->independent);
    for (int quad = 1; quad <= 4; quad++) an_cell_json_count(json, quad_keys[quad], r->quads[quad]);
    put_number_or_null(json, "goldstein_sum", r->goldstein_count > 0, r->goldstein_sum);
    put_number_or_null(json, "goldstein", r->goldstein_count > 0, r->goldstein_count ? mean_goldstein(r) : 0);
    put_number_or_null(json, "score_sum", r->incidents > 0, r->score_sum);
    put_number_or_null(json, "score", r->incidents > 0, r->incidents ? mean_score(r) : 0);
}

static void put_turning_json(an_json *json, const an_turning *t)
{
    char key[AN_KEY_BYTES];
    an_json_open_object(json);
    an_cell_json_text(json, "measure", an_str_from(an_turning_names[t->measure]));
    an_cell_json_text(json, "direction", an_str_from(direction_of(t)));
    put_number_or_null(json, "before", true, t->before);
    put_number_or_null(json, "after", true, t->after);
    an_json_key(json, "p");
    an_json_number(json, t->p, P_DECIMALS);
    an_json_key(json, "events");
    an_json_open_array(json);
    for (int i = 0; i < t->carrier_count; i++) an_json_cstr(json, an_key_format(t->carriers[i], key));
    an_json_close_array(json);
    an_json_close_object(json);
}

static void put_json(an_strbuf *out, const an_record *record)
{
    const an_relation *r = record->relation;
    an_json json;
    an_json_begin(&json, out);
    an_json_open_object(&json);
    put_who(&json, r);
    put_what(&json, r);
    an_cell_json_day(&json, "first", r->dates.from);
    an_cell_json_day(&json, "last", r->dates.to);
    an_json_close_object(&json);
}

static void put_json_by(an_strbuf *out, const an_record *record)
{
    const an_relation *r = record->relation;
    char label[AN_PERIOD_LABEL_BYTES];
    an_json json;
    an_json_begin(&json, out);
    an_json_open_object(&json);
    put_who(&json, r);
    an_cell_json_text(&json, "period", an_str_from(label_of(record, label)));
    an_cell_json_day(&json, "from", r->period.from);
    an_cell_json_day(&json, "to", r->period.to);
    put_what(&json, r);
    an_json_key(&json, "turning");
    an_json_open_array(&json);
    for (int i = 0; i < r->turning_count; i++) put_turning_json(&json, &r->turnings[i]);
    an_json_close_array(&json);
    an_json_close_object(&json);
}

const an_cell_table an_relation_cells = {"relations", rows, sizeof rows / sizeof *rows, put_json};
const an_cell_table an_relation_by_cells = {"relations", rows_by, sizeof rows_by / sizeof *rows_by, put_json_by};
