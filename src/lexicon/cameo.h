/* CAMEO codes: name, Goldstein value and what PLOVER makes of them. */
#ifndef ANNALS_LEXICON_CAMEO_H
#define ANNALS_LEXICON_CAMEO_H

#include "lexicon/kinds.h"
#include "lexicon/pool.h"
#include "record/event.h"

typedef struct an_cameo_row {
    char code[8];
    uint32_t type, mode; /* AN_TYPE_NONE: no PLOVER type */
    int32_t goldstein_tenths;
    an_pool_ref name;
    uint32_t padding;
} an_cameo_row;

typedef struct an_codebook {
    const an_cameo_row *rows; /* by code */
    uint32_t count;
    an_str pool;
} an_codebook;

extern const an_lexicon_part an_codebook_part;
const an_codebook *an_lexicon_codebook(const an_lexicon *lexicon);
const an_cameo_row *an_codebook_find(const an_codebook *codebook, an_str code); /* NULL if there is none */
/* What the table says of each type without a mode, and of each mode: the lowest code of three or more digits. */
void an_codebook_list_codes(const an_codebook *codebook, an_act_codes *out);

#endif
