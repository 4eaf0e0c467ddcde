/* A table from sequences of words to values, built when dictionaries are compiled, read from the mapped file. */
#ifndef ANNALS_LEXICON_PHRASE_H
#define ANNALS_LEXICON_PHRASE_H

#include "base/image.h"
#include "base/strbuf.h"
#include "record/sentence.h"

/* Words are compared folded (an_utf8_fold). A phrase written in capitals with at most AN_PHRASE_CASED_BYTES_MAX letters ("US",
 * "WHO", "IS") matches only words in capitals, and one written with a capital ("Turkey") only words that have it. */
enum { AN_PHRASE_WORDS_MAX = 16, AN_PHRASE_CASED_BYTES_MAX = 5 };

typedef struct an_phrase_builder an_phrase_builder;
an_phrase_builder *an_phrase_builder_new(void);
void an_phrase_builder_free(an_phrase_builder *builder);
/* Splits `words` as the tokenizer does ("al-Qaida's" -> words and punctuation), so that text and dictionary meet. */
annals_status an_phrase_builder_add(an_phrase_builder *builder, an_str words, uint32_t value, annals_error *error);
annals_status an_phrase_builder_finish(an_phrase_builder *builder, an_strbuf *section, annals_error *error);

typedef struct an_phrase_table {
    const void *section;
    size_t size;
} an_phrase_table;

/* What stands at one place: `values` are those of the phrase of word_count words; they live in the file. */
typedef struct an_phrase_match {
    uint32_t word_count;
    const uint32_t *values;
    uint32_t value_count;
} an_phrase_match;

annals_status an_phrase_table_open(an_phrase_table *table, an_str section, const char *name, annals_error *error);
/* True if every value is below `limit`: to be asked when a file is opened whose values are indices. */
bool an_phrase_values_are_below(const an_phrase_table *table, uint32_t limit);
/* All phrases that begin at word `first`, shortest first; returns how many (<= AN_PHRASE_WORDS_MAX). `folded` holds the folded
 * forms of all tokens (AN_NONE-free, same indices as tokens); tokens give the case and the limits of the sentence. */
size_t an_phrase_find(const an_phrase_table *table, const an_token *tokens, const an_str *folded, uint32_t first,
                      uint32_t end, an_phrase_match out[AN_PHRASE_WORDS_MAX]);
/* How the dictionary writes a phrase. */
typedef struct an_phrase_spelling {
    uint32_t word_count; /* tokens */
    uint32_t capitals;   /* bit i: the i-th token begins with a capital */
    bool is_all_capitals;
} an_phrase_spelling;
/* The longest phrase that begins at word `first`, whatever the case of the text; false if there is none. */
bool an_phrase_spell(const an_phrase_table *table, const an_token *tokens, const an_str *folded, uint32_t first, uint32_t end,
                     an_phrase_spelling *out);
/* The same for free words ("find WORDS"): matches of the whole of `words` only. */
bool an_phrase_lookup(const an_phrase_table *table, an_str words, an_phrase_match *out);

#endif
