/* The columns of dyads. */
#include "query/cells.h"
#include "record/relation.h"

enum { BOTH = AN_COLUMN_FILE | AN_COLUMN_TABLE, MEAN_DECIMALS = 2 };

#define CELL(name, expression)                                               \
    static void name(an_strbuf *out, const an_record *record)                \
    {                                                                        \
        const an_relation *r = record->relation;                             \
        expression;                                                          \
    }

static double mean_goldstein(const an_relation *r) { return r->goldstein_sum / (double)r->goldstein_count; }

CELL(actor, an_strbuf_put_str(out, r->actor))
CELL(actor_name, an_strbuf_put_str(out, r->actor_name))
CELL(recipient, an_strbuf_put_str(out, r->recipient))
CELL(recipient_name, an_strbuf_put_str(out, r->recipient_name))
CELL(events, an_cell_int(out, r->events))
CELL(verbal_cooperation, an_cell_int(out, r->quads[1]))
CELL(material_cooperation, an_cell_int(out, r->quads[2]))
CELL(verbal_conflict, an_cell_int(out, r->quads[3]))
CELL(material_conflict, an_cell_int(out, r->quads[4]))
CELL(goldstein_mean, if (r->goldstein_count) an_cell_number(out, mean_goldstein(r), MEAN_DECIMALS))
CELL(first, an_cell_day(out, r->dates.from))
CELL(last, an_cell_day(out, r->dates.to))

static const an_cell_row rows[] = {
    {{"actor", BOTH}, actor},
    {{"actor_name", AN_COLUMN_FILE | AN_COLUMN_WIDE}, actor_name},
    {{"recipient", BOTH}, recipient},
    {{"recipient_name", AN_COLUMN_FILE | AN_COLUMN_WIDE}, recipient_name},
    {{"events", BOTH | AN_COLUMN_NUMBER}, events},
    {{"verbal_coop", BOTH | AN_COLUMN_NUMBER}, verbal_cooperation},
    {{"material_coop", BOTH | AN_COLUMN_NUMBER}, material_cooperation},
    {{"verbal_conflict", BOTH | AN_COLUMN_NUMBER}, verbal_conflict},
    {{"material_conflict", BOTH | AN_COLUMN_NUMBER}, material_conflict},
    {{"goldstein", BOTH | AN_COLUMN_NUMBER}, goldstein_mean},
    {{"first", BOTH}, first},
    {{"last", BOTH}, last},
};

static void put_json(an_strbuf *out, const an_record *record)
{
    static const char *const quad_keys[] = {NULL, "verbal_coop", "material_coop", "verbal_conflict", "material_conflict"};
    const an_relation *r = record->relation;
    an_json json;
    an_json_begin(&json, out);
    an_json_open_object(&json);
    an_cell_json_text(&json, "actor", r->actor);
    an_cell_json_text(&json, "actor_name", r->actor_name);
    an_cell_json_text(&json, "recipient", r->recipient);
    an_cell_json_text(&json, "recipient_name", r->recipient_name);
    an_cell_json_count(&json, "events", r->events);
    for (int quad = 1; quad <= 4; quad++) an_cell_json_count(&json, quad_keys[quad], r->quads[quad]);
    an_json_key(&json, "goldstein");
    if (r->goldstein_count) an_json_number(&json, mean_goldstein(r), MEAN_DECIMALS);
    else an_json_null(&json);
    an_cell_json_day(&json, "first", r->dates.from);
    an_cell_json_day(&json, "last", r->dates.to);
    an_json_close_object(&json);
}

const an_cell_table an_relation_cells = {"relations", rows, sizeof rows / sizeof *rows, put_json};
