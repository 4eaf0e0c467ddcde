/* Rival explanations of an incident, and the matrix of what is told of it against them: analysis of competing hypotheses (R. J. Heuer,
 * "Psychology of Intelligence Analysis", chapter 8, CIA Center for the Study of Intelligence, 1999). */
#ifndef ANNALS_RECORD_HYPOTHESIS_H
#define ANNALS_RECORD_HYPOTHESIS_H

#include "record/statement.h"

/* What an explanation can say. X(constant, word in the text, kind of its value) */
#define AN_EXPECTATION_LIST(X)                                                                                           \
    X(ACTOR, "actor", IDS) X(RECIPIENT, "recipient", IDS) X(TYPE, "type", TYPES) X(MODE, "mode", MODES)                    \
    X(PLACE, "place", WORDS) X(DATE, "date", DATES) X(KILLED, "killed", COUNT) X(WOUNDED, "wounded", COUNT)                \
    X(DETAINED, "detained", COUNT) X(DISPLACED, "displaced", COUNT) X(INSTRUMENT, "instrument", WORDS)                     \
    X(HAPPENED, "happened", YES_NO)       /* whether it was at all */                                                    \
    X(CLAIMED_BY, "claimed-by", IDS) X(DENIED_BY, "denied-by", IDS) X(ACCUSED_BY, "accused-by", IDS)                       \
    X(CONFIRMED_BY, "confirmed-by", IDS)  /* who would say so if it were true */
#define AN_ENUM_EXPECTATION(name, text, kind) AN_EXPECT_##name,
typedef enum an_expectation_field { AN_EXPECTATION_LIST(AN_ENUM_EXPECTATION) AN_EXPECTATION_FIELDS } an_expectation_field;
extern const char *const an_expectation_names[AN_EXPECTATION_FIELDS];

enum { AN_HYPOTHESES_MAX = 16, AN_EXPECTATIONS_MAX = 64, AN_ALTERNATIVES_MAX = 32 };

typedef struct an_expectation {
    an_expectation_field field;
    bool is_not;           /* it excludes the value */
    an_str text;           /* the value as written */
    an_str alternatives[AN_ALTERNATIVES_MAX]; /* ids or words, one of which it is */
    int alternative_count;
    uint64_t types, modes; /* bits of an_event_type; an_mode % 64 */
    an_date_range dates;
    an_incident_count count; /* low and high */
    bool is_yes;
    uint32_t line;
} an_expectation;

typedef struct an_hypothesis {
    an_str id, says;       /* says.data NULL = only the id */
    an_expectation expectations[AN_EXPECTATIONS_MAX];
    int expectation_count;
    uint32_t line;
} an_hypothesis;

#define AN_VERDICT_LIST(X)                                                                                               \
    X(SILENT, "silent")   /* says nothing of what the explanation says */                                                \
    X(FOR, "for")         /* as the explanation would have it */                                                         \
    X(AGAINST, "against") /* not as it would have it */                                                                  \
    X(OPEN, "open")       /* names somebody of it, in words that the program cannot weigh */
#define AN_ENUM_VERDICT(name, text) AN_VERDICT_##name,
typedef enum an_verdict { AN_VERDICT_LIST(AN_ENUM_VERDICT) AN_VERDICTS } an_verdict;
extern const char *const an_verdict_names[AN_VERDICTS];

/* Why a statement counts less than one. */
#define AN_STANDING_LIST(X)                                                                                              \
    X(INDEPENDENT, "independent")                                                                                        \
    X(TAKEN, "taken")         /* its words are another article's: counts nothing, its source counts */                   \
    X(REPEATED, "repeated")   /* the same voice said it before: counts nothing */                                        \
    X(WITHDRAWN, "withdrawn") /* its voice said otherwise later: counts nothing */                                       \
    X(NO_ACCOUNT, "no account") /* a forecast, a proposal, a plan: counts nothing */
#define AN_ENUM_STANDING(name, text) AN_STANDING_##name,
typedef enum an_standing { AN_STANDING_LIST(AN_ENUM_STANDING) AN_STANDINGS } an_standing;
extern const char *const an_standing_names[AN_STANDINGS];

/* One row of the matrix. */
typedef struct an_matrix_row {
    const an_statement *statement;
    an_standing standing;
    bool is_judged;                        /* a person said how it is to be read */
    an_str note;                           /* that person's; data NULL = none */
    double weight;                         /* 0 to 1 */
    an_verdict verdicts[AN_HYPOTHESES_MAX];
    uint32_t fields_for[AN_HYPOTHESES_MAX], fields_against[AN_HYPOTHESES_MAX]; /* bits of an_expectation_field */
    double diagnosticity;                  /* 0: all explanations alike; 1: for one and against another */
} an_matrix_row;

/* What an explanation says and nobody speaks of. */
typedef struct an_missing {
    int hypothesis;
    const an_expectation *expectation;
    bool tells_apart; /* some other explanation does not say the same */
} an_missing;

typedef struct an_hypothesis_score {
    double against, in_favour; /* sums of weights */
    int64_t open, silent;      /* rows that count */
    int rank;                  /* 1 = least against; equal ones share it */
} an_hypothesis_score;

/* Owner: the arena of whoever fills it. */
typedef struct an_matrix {
    const an_hypothesis *hypotheses;
    int hypothesis_count;
    const an_incident *incidents;
    size_t incident_count;
    an_matrix_row *rows;     /* most telling first, then in the order in which they were said */
    size_t row_count;
    an_hypothesis_score scores[AN_HYPOTHESES_MAX];
    const an_missing *missing; /* by explanation, those that tell apart first */
    size_t missing_count;
    size_t left_out;         /* claims beside the incident that name nobody of the explanations */
} an_matrix;

/* "not actor ukr" */
void an_expectation_write(const an_expectation *expectation, an_strbuf *out);
/* "actor killed" */
void an_expectation_fields_write(uint32_t fields, an_strbuf *out);

#endif
