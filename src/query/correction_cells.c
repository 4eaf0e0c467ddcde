/* The columns of corrections. */
#include "query/cells.h"

enum { FILE_ONLY = AN_COLUMN_FILE, BOTH = AN_COLUMN_FILE | AN_COLUMN_TABLE };

#define CORRECTION_CELL(name, expression) \
    static void name(an_strbuf *out, const an_record *r) { expression; }

CORRECTION_CELL(number, an_cell_int(out, (int64_t)r->correction->number))
CORRECTION_CELL(action, an_strbuf_puts(out, an_actions[r->correction->action].name))
CORRECTION_CELL(target, an_strbuf_put_str(out, r->correction->target))
CORRECTION_CELL(value, an_strbuf_put_str(out, r->correction->value))
CORRECTION_CELL(seen, an_strbuf_put_str(out, r->correction->seen))
CORRECTION_CELL(now, an_strbuf_put_str(out, r->correction->now))
CORRECTION_CELL(state, an_strbuf_puts(out, an_correction_state_names[r->correction->state]))
CORRECTION_CELL(by, an_strbuf_put_str(out, r->correction->by))
CORRECTION_CELL(day, an_strbuf_put_str(out, r->correction->day))
CORRECTION_CELL(note, an_strbuf_put_str(out, r->correction->note))

static const an_cell_row rows[] = {
    {{"number", BOTH | AN_COLUMN_NUMBER}, number},
    {{"action", BOTH}, action},
    {{"target", BOTH | AN_COLUMN_WHOLE}, target},
    {{"value", BOTH | AN_COLUMN_WIDE}, value},
    {{"seen", BOTH | AN_COLUMN_WIDE}, seen},
    {{"now", FILE_ONLY}, now},
    {{"state", BOTH}, state},
    {{"by", BOTH}, by},
    {{"day", BOTH}, day},
    {{"note", BOTH | AN_COLUMN_WIDE}, note},
};

static void put_json(an_strbuf *out, const an_record *record) { an_correction_write_json(record->correction, out); }

const an_cell_table an_correction_cells = {"corrections", rows, sizeof rows / sizeof *rows, put_json};
