/* A text as the words that are compared: folded, stemmed, weighed by how common they are, with sentences and quotation marks. */
#ifndef ANNALS_LINK_WORDS_H
#define ANNALS_LINK_WORDS_H

#include "base/arena.h"
#include "base/array.h"
#include "base/span.h"

/* Weights in bits: of the rarest words, and the least of a word that says something ("content"). */
enum { AN_LINK_RARE_BITS = 14, AN_LINK_CONTENT_BITS = 9 };

typedef struct an_link_common_row {
    uint8_t bits;
    const char *stems; /* apart by blanks */
} an_link_common_row;
extern const an_link_common_row an_link_common[];
extern const size_t an_link_common_count;

/* A word of a text. Two words are the same if their `form` is, and akin if their `stem` is: hashes, for comparing only. */
typedef struct an_link_word {
    an_span span;
    uint32_t form, stem;
    uint16_t sentence;
    uint8_t bits;
    bool is_quoted, is_name, is_number;
} an_link_word;

/* Owner: the arena given. Sentence s is words [sentences[s], sentences[s + 1]). Words beyond AN_LINK_WORDS_MAX are left out. */
typedef struct an_link_words {
    an_str text;
    an_link_word *items;
    uint32_t count;
    uint32_t *sentences;
    uint32_t sentence_count;
} an_link_words;

enum { AN_LINK_WORDS_MAX = 60000 };

/* The common words made ready to look up; read-only, shared. */
typedef struct an_link_vocabulary {
    uint32_t *stems; /* open addressing; 0 = empty */
    uint8_t *bits;
    uint32_t mask;
} an_link_vocabulary;

/* False when the arena is exhausted. */
bool an_link_vocabulary_make(an_arena *arena, an_link_vocabulary *out);
bool an_link_words_find(an_arena *arena, const an_link_vocabulary *vocabulary, an_str text, an_link_words *out);
/* The stem of a folded word: plural, tense and adverb endings off; written over `word`, returns its new length. */
size_t an_link_stem(char *word, size_t length);

static inline bool an_link_is_content(const an_link_word *word) { return word->bits >= AN_LINK_CONTENT_BITS; }

#endif
