/* CAMEO codes: name, Goldstein value and what PLOVER makes of them. */
#ifndef ANNALS_LEXICON_CAMEO_H
#define ANNALS_LEXICON_CAMEO_H

#include "lexicon/kinds.h"
#include "lexicon/pool.h"
#include "record/event.h"

/* What a code is the plain one of, by the field "default"; without the mark, the lowest code is. */
typedef enum an_cameo_default { AN_DEFAULT_OF_NOTHING, AN_DEFAULT_OF_TYPE, AN_DEFAULT_OF_MODE } an_cameo_default;

typedef struct an_cameo_row {
    char code[8];
    uint32_t type, mode; /* AN_TYPE_NONE: no PLOVER type */
    int32_t goldstein_tenths;
    an_pool_ref name;
    uint32_t stands_for; /* an_cameo_default */
} an_cameo_row;

typedef struct an_codebook {
    const an_cameo_row *rows; /* by code */
    uint32_t count;
    an_str pool;
} an_codebook;

extern const an_lexicon_part an_codebook_part;
const an_codebook *an_lexicon_codebook(const an_lexicon *lexicon);
const an_cameo_row *an_codebook_find(const an_codebook *codebook, an_str code); /* NULL if there is none */
/* The code of a type with this mode (AN_MODE_NONE: with none) where nothing says more: the marked one, else the lowest of three or more digits; for
 * a mode without codes that of its type. NULL if the table knows neither. */
const an_cameo_row *an_codebook_default(const an_codebook *codebook, an_event_type type, an_mode mode);
/* The same for all types and modes. A mode without codes of its own is left empty. */
void an_codebook_list_codes(const an_codebook *codebook, an_act_codes *out);

#endif
