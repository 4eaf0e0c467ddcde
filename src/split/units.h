/* The smallest pieces that a text can be split into, and the description of pieces and of words that the models look at. */
#ifndef ANNALS_SPLIT_UNITS_H
#define ANNALS_SPLIT_UNITS_H

#include "base/array.h"
#include "base/span.h"

/* White space before a unit; START: it is the first of a paragraph. */
typedef enum an_split_gap { AN_GAP_NONE, AN_GAP_SPACE, AN_GAP_START } an_split_gap;
typedef enum an_split_kind { AN_UNIT_LETTERS, AN_UNIT_DIGITS, AN_UNIT_MARK } an_split_kind; /* MARK: punctuation, symbol, emoji */

/* A piece: a run of letters, a run of digits, a run of one punctuation mark, or one other character. A word is described by the
 * same record, its hashes taken over all of its pieces. */
typedef struct an_split_unit {
    an_span span;
    uint64_t form;   /* of the letters in lower case, straight apostrophes, digits as 0 */
    uint64_t shape;  /* of what classes of characters follow one another: "Xx", "X", "0,0", "." */
    uint64_t suffix; /* of the last three bytes of the form */
    uint64_t ending; /* of its last two */
    uint16_t to_stop; /* in the list of words: how many words until the next full stop, question or exclamation mark */
    uint8_t gap;     /* an_split_gap */
    uint8_t casing;  /* an_casing; set in lists of words only */
    uint8_t kind;    /* an_split_kind of its first piece */
    char first, last; /* first and last byte of the form */
    bool is_capital; /* begins with an upper-case letter */
    bool has_lower;
    bool begins_line; /* the white space before it holds a line end; the models do not see this: treebanks have no lines */
    bool is_glued;   /* joined to the unit before it: no boundary is possible (inside an address of the net, ...) */
    bool is_inner;   /* begins inside a run of letters: "can|not" */
    bool continues_word; /* in the list of words: belongs to the same multiword token as the word before it */
} an_split_unit;

typedef AN_ARRAY(an_split_unit) an_split_units;

bool an_split_find_pieces(an_arena *scratch, an_str text, an_span part, an_split_units *out);
an_split_unit an_split_describe(an_str text, an_span span);
size_t an_split_space_length(const char *bytes, size_t available);

#endif
