/* What the finder of quantities is made of: numbers as words and digits, and the words that tell what became of people.
 * Private to quantities*.c. */
#ifndef ANNALS_MENTION_QUANTITIES_H
#define ANNALS_MENTION_QUANTITIES_H

#include "record/mention.h"

/* The tokens of one sentence. */
typedef struct an_number_text {
    const an_token *tokens;
    const an_str *folded;
    uint32_t count;
} an_number_text;

/* A number with the words that bound it: "at least 20", "dozens", "between 10 and 15". Tokens [first, end). */
typedef struct an_number {
    uint32_t first, end;
    uint32_t amount_first; /* where the number itself begins, after "at least" */
    int64_t low, high;     /* high INT64_MAX = open */
    bool is_article;       /* "a soldier": one, if anything counts here */
    bool is_digits;
} an_number;

/* The number that begins at token `at`; false if there is none. */
bool an_number_read(const an_number_text *text, uint32_t at, an_number *out);

/* What a word says of people's fate. */
typedef enum an_fate { AN_FATE_NONE, AN_FATE_KILLED, AN_FATE_WOUNDED, AN_FATE_DETAINED, AN_FATE_DISPLACED } an_fate;
typedef enum an_fate_role {
    AN_FATE_OF_OBJECT,  /* "kill", "injure": what it is done to */
    AN_FATE_OF_SUBJECT, /* "die", "flee": who does it */
    AN_FATE_NOUN,       /* "death", "arrest" */
    AN_FATE_STATE       /* "dead", "wounded", "homeless" */
} an_fate_role;

an_fate an_fate_of(an_str lemma, an_fate_role role);
bool an_is_person_noun(an_str lemma);
bool an_is_measure(an_str lemma); /* units, and things that are counted but have no human fate */
bool an_currency_of(an_str folded, const char **code); /* "$", "dollar", "euros" -> ISO 4217 */

#endif
