/* English words in their base form, how they are written, and irregular forms, as the lists of WordNet have them. */
#ifndef ANNALS_LEXICON_LEMMAS_H
#define ANNALS_LEXICON_LEMMAS_H

#include "lexicon/kinds.h"
#include "lexicon/pool.h"

typedef enum an_lemma_class { AN_LEMMA_NOUN, AN_LEMMA_VERB, AN_LEMMA_ADJECTIVE, AN_LEMMA_ADVERB, AN_LEMMA_CLASS_COUNT } an_lemma_class;

/* How a word is written, as bits: "march" has the first two. */
enum { AN_LEMMA_SMALL = 1, AN_LEMMA_CAPITAL = 2, AN_LEMMA_CAPITALS = 4, AN_LEMMA_WRITTEN_BITS = 3 };

/* As it lies in the file. */
typedef struct an_lemma_row {
    an_pool_ref text;   /* in lower case; rows ascend by it */
    uint32_t is_lemma;  /* AN_LEMMA_WRITTEN_BITS of each class, the first class lowest */
} an_lemma_row;

typedef struct an_lemma_exception {
    an_pool_ref form, lemma; /* in lower case; rows ascend by class, then by form */
    uint32_t lemma_class;
} an_lemma_exception;

/* Points into the lexicon's file. Words are asked for in lower case (ASCII letters; others stay as they are). */
typedef struct an_lemmas {
    const an_lemma_row *rows;
    const an_lemma_exception *exceptions;
    uint32_t row_count, exception_count;
    an_str pool;
} an_lemmas;

extern const an_lexicon_part an_lemmas_part;

/* Never NULL; without lists (see data/lemmas) every answer is "not known". Lives as long as the lexicon. */
const an_lemmas *an_lexicon_lemmas(const an_lexicon *lexicon);

/* The word's bits of all classes, 0 if it is no lemma: one search for several questions. `lemmas` may be NULL. */
uint32_t an_lemmas_find(const an_lemmas *lemmas, an_str word);
/* How the found word is written as one of `lemma_class`, 0 if it is none. */
static inline unsigned an_lemma_written(uint32_t found, an_lemma_class lemma_class)
{
    return found >> (lemma_class * AN_LEMMA_WRITTEN_BITS) & ((1U << AN_LEMMA_WRITTEN_BITS) - 1);
}
/* The same of any class. */
unsigned an_lemma_written_anyhow(uint32_t found);
/* The lemma of an irregular form ("underwent" as a verb); data NULL if it is not listed as one. `lemmas` may be NULL. */
an_str an_lemmas_exception(const an_lemmas *lemmas, an_lemma_class lemma_class, an_str form);

/* Is `word`, in lower case, the base form of a word of this class? */
static inline bool an_lexicon_lemma_exists(const an_lexicon *lexicon, an_lemma_class lemma_class, an_str word)
{
    return an_lemma_written(an_lemmas_find(an_lexicon_lemmas(lexicon), word), lemma_class) != 0;
}

#endif
