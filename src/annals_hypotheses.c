/* annals_base_hypotheses: the text read, weighed against the base, written. */
#include "handles.h"
#include "query/hypotheses.h"
#include "show/rows.h"

static annals_status write_part(const an_matrix *matrix, an_matrix_part part, const char *format, annals_sink sink, void *user, annals_error *error)
{
    an_row_writer *writer;
    annals_status status;
    AN_TRY(an_row_writer_open(&writer, format, sink, user, error));
    status = an_matrix_write(matrix, part, an_row_writer_sink(writer), error);
    an_row_writer_close(writer);
    return status;
}

static annals_status say(const char *text, annals_sink sink, void *user, annals_error *error)
{
    return sink(user, text, strlen(text)) ? an_fail(error, ANNALS_STOPPED, "hypotheses", 0, "the receiver wants no more") : ANNALS_OK;
}

/* What the numbers are, and what they are not. */
static annals_status say_meaning(const an_matrix *matrix, annals_sink sink, void *user, annals_error *error)
{
    an_strbuf text;
    annals_status status;
    an_strbuf_init(&text, 0);
    an_strbuf_printf(&text,
                     "\n+ as the explanation has it   - not as it has it   . silent on it   ? names its actor, a person must read it\n"
                     "Left out: %zu other claims in these reports, which name no actor of the explanations.\n"
                     "The explanation with the least against it stands first. That is a count of what is said and by how many independent\n"
                     "voices, not a finding of what happened: voices can be wrong together, and what nobody reports is not counted.\n",
                     matrix->left_out);
    status = text.has_failed ? an_fail(error, ANNALS_E_MEMORY, "hypotheses", 0, "out of memory") : say(text.data, sink, user, error);
    an_strbuf_free(&text);
    return status;
}

static annals_status write_tables(const an_matrix *matrix, const char *format, annals_sink sink, void *user, annals_error *error)
{
    AN_TRY(write_part(matrix, AN_MATRIX_INCIDENTS, format, sink, user, error));
    AN_TRY(say("\n", sink, user, error));
    AN_TRY(write_part(matrix, AN_MATRIX_ROWS, format, sink, user, error));
    AN_TRY(say("\n", sink, user, error));
    AN_TRY(write_part(matrix, AN_MATRIX_SCORES, format, sink, user, error));
    if (matrix->missing_count) AN_TRY(say("\n", sink, user, error));
    AN_TRY(write_part(matrix, AN_MATRIX_MISSING, format, sink, user, error));
    return say_meaning(matrix, sink, user, error);
}

/* The format is looked at before the base is asked, so that a wrong one is told at once. */
static annals_status answer(an_store *store, an_arena *arena, an_str text, const char *format, annals_sink sink, void *user, annals_error *error)
{
    an_hypothesis_text read = {0};
    an_matrix matrix;
    an_row_writer *probe;
    AN_TRY(an_row_writer_open(&probe, format, sink, user, error));
    an_row_writer_close(probe);
    AN_TRY(an_hypotheses_read(arena, text, &read, error));
    AN_TRY(an_hypotheses_weigh(store, &read, arena, &matrix, error));
    if (strncmp(format, "table", 5) == 0) return write_tables(&matrix, format, sink, user, error);
    return write_part(&matrix, AN_MATRIX_ALL, format, sink, user, error);
}

annals_status annals_base_hypotheses(annals_base *base, const char *text, size_t length, const char *format, annals_sink sink, void *user,
                                     annals_error *error)
{
    an_arena arena;
    annals_status status;
    an_error_clear(error);
    an_arena_init(&arena, 0);
    status = answer(an_base_store(base), &arena, (an_str){text, length ? length : strlen(text)}, format, sink, user, error);
    an_arena_free(&arena);
    return status;
}
