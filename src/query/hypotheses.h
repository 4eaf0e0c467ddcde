/* Rival explanations of an incident set against what the base holds about it. docs/formats.md has the text's format, docs/relations.md how it
 * is weighed. */
#ifndef ANNALS_QUERY_HYPOTHESES_H
#define ANNALS_QUERY_HYPOTHESES_H

#include "record/hypothesis.h"
#include "record/table.h"
#include "store/base.h"

/* Which incident is meant: by its key, or all that hold an event of this question. */
typedef struct an_incident_choice {
    uint64_t key;         /* 0 = by the question */
    annals_query question;
    uint32_t line;
} an_incident_choice;

/* A person's reading of a claim or event. */
typedef struct an_judgement {
    uint64_t key;
    an_verdict verdicts[AN_HYPOTHESES_MAX];
    bool is_set[AN_HYPOTHESES_MAX]; /* whether this explanation is spoken of */
    an_str note;
    double weight;        /* below 0 = not told */
    uint32_t line;
} an_judgement;

/* How much a speaker, outlet or article is worth to a person. */
typedef struct an_voice_weight {
    an_str id;
    double weight;
} an_voice_weight;

typedef struct an_hypothesis_text {
    AN_ARRAY(an_incident_choice) incidents;
    AN_ARRAY(an_hypothesis) hypotheses;
    AN_ARRAY(an_judgement) judgements;
    AN_ARRAY(an_voice_weight) voices;
} an_hypothesis_text;

/* Reads the text; its views stay `text`'s. E_INPUT with the line: "line 3: ...". */
annals_status an_hypotheses_read(an_arena *arena, an_str text, an_hypothesis_text *out, annals_error *error);

/* Fills the matrix from the base. E_INPUT: no such incident, or a judgement about something that is told of another one. */
annals_status an_hypotheses_weigh(an_store *store, const an_hypothesis_text *text, an_arena *arena, an_matrix *out, annals_error *error);

/* Writes what is asked for. The table comes in parts, each a table of its own; the others are one list of rows that tell by their first
 * column what they are. */
typedef enum an_matrix_part { AN_MATRIX_ALL, AN_MATRIX_INCIDENTS, AN_MATRIX_ROWS, AN_MATRIX_SCORES, AN_MATRIX_MISSING } an_matrix_part;
annals_status an_matrix_write(const an_matrix *matrix, an_matrix_part part, const an_row_sink *sink, annals_error *error);

#endif
