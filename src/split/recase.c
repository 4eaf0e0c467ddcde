/* A text in one case is split, its words are given back their usual case in a copy (recase_words.c), and the copy is split again: now the
 * capitals tell where sentences begin. A character changes only where its other case has as many bytes, so that every span is good in
 * the copy and in the text.
 *
 *     gunmen killed two in lagos. the fbi left.  ->  Gunmen killed two in Lagos. The FBI left.
 *
 * What counts as one case is told by paragraphs, and so that no text in usual case is touched: a paragraph in small letters has almost
 * no capital in more words than any sentence in usual case goes without; one in capitals has no small letter in several words. */
#include "split/recase.h"

#include "base/array.h"
#include "base/utf8.h"
#include "lexicon/atoms.h"
#include "split/recase_words.h"
#include "split/units.h"

enum {
    SMALL_WORDS_MIN = 20,       /* a paragraph of so many words without a capital is in small letters */
    SMALL_WORDS_PER_CAPITAL = 60, /* in a longer one a stray capital may stand for so many words ("This story is from March 10") */
    SMALL_TEXT_WORDS_MIN = 5,   /* a whole text without a capital is, if it is no mere fragment */
    CAPITALS_WORDS_MIN = 4,     /* a paragraph of so many words in capitals; fewer may be abbreviations, or a dateline */
    CAPITALS_PER_WORDS = 20,    /* of so many words one may have a small letter ("McGrath") */
    HEADLINE_WORDS_MIN = 4,     /* a headline has so many words, two of three, that are usually small and have a capital here */
    HEADLINE_LONG_BYTES = 5     /* words of so many letters all have a capital in a headline; shorter ones ("from") need not */
};

typedef struct tally {
    uint32_t words, capitals, all_capitals; /* words of two letters and more, of them with a capital, and all in capitals */
    uint32_t long_small, headline_words;
    bool is_first_capital, ends_in_stop;
} tally;

static bool is_usually_small(const an_casing_table *table, an_str text, an_span span)
{
    return an_casing_find(table, an_split_describe(text, span).form) == AN_CASING_SMALL;
}

static void count_token(const an_casing_table *casing, const an_parsed_text *parsed, uint32_t token, tally *t)
{
    const an_token *word = parsed->tokens + token;
    uint32_t letters;
    an_atom_case written = an_atom_case_of(word->form, &letters);
    t->ends_in_stop = an_str_is(word->form, ".");
    if (letters < 2) return;
    if (!t->words) t->is_first_capital = written != AN_ATOM_LOWER;
    else if (written == AN_ATOM_CAPITAL && is_usually_small(casing, parsed->text, word->span)) t->headline_words++;
    t->words++;
    t->capitals += written != AN_ATOM_LOWER;
    t->all_capitals += written == AN_ATOM_ALL_CAPITALS;
    t->long_small += written == AN_ATOM_LOWER && letters >= HEADLINE_LONG_BYTES;
}

static an_passage judge(const tally *t, bool is_text_small)
{
    bool may_be_small = t->words >= SMALL_WORDS_MIN && !t->is_first_capital;
    if (is_text_small && !t->capitals) return AN_PASSAGE_SMALL;
    if ((may_be_small && !t->capitals) || (t->words >= SMALL_WORDS_MIN && t->capitals * SMALL_WORDS_PER_CAPITAL <= t->words)) return AN_PASSAGE_SMALL;
    if (t->words >= CAPITALS_WORDS_MIN && t->all_capitals * CAPITALS_PER_WORDS >= t->words * (CAPITALS_PER_WORDS - 1)) return AN_PASSAGE_CAPITALS;
    if (t->headline_words >= HEADLINE_WORDS_MIN && t->headline_words * 3 >= t->words * 2 && !t->long_small && !t->ends_in_stop) return AN_PASSAGE_HEADLINE;
    return AN_PASSAGE_USUAL;
}

/* The tokens of the paragraph that begins with sentence *sentence, which moves on behind it. */
static tally count_paragraph(const an_casing_table *casing, const an_parsed_text *parsed, uint32_t *sentence)
{
    tally t = {0};
    uint32_t paragraph = parsed->sentences[*sentence].paragraph;
    for (; *sentence < parsed->sentence_count && parsed->sentences[*sentence].paragraph == paragraph; ++*sentence)
        for (uint32_t i = 0; i < parsed->sentences[*sentence].token_count; i++)
            count_token(casing, parsed, parsed->sentences[*sentence].first_token + i, &t);
    return t;
}

/* True if the text has no capital but in a few of its words: then short paragraphs without any are in small letters too. */
static bool is_text_small(const an_casing_table *casing, const an_parsed_text *parsed)
{
    uint32_t words = 0, capitals = 0;
    for (uint32_t s = 0; s < parsed->sentence_count;) {
        tally t = count_paragraph(casing, parsed, &s);
        words += t.words;
        capitals += t.capitals;
    }
    return words >= SMALL_TEXT_WORDS_MIN && capitals * SMALL_WORDS_PER_CAPITAL <= words;
}

/* The passages by token; *is_any: one at least is not in usual case. */
static uint8_t *find_passages(an_arena *scratch, const an_casing_table *casing, const an_parsed_text *parsed, bool *is_any)
{
    uint8_t *passages = AN_NEW_ARRAY(scratch, uint8_t, parsed->token_count + 1);
    bool is_small = is_text_small(casing, parsed);
    *is_any = false;
    for (uint32_t s = 0, first = 0; passages && s < parsed->sentence_count; first = s) {
        tally t = count_paragraph(casing, parsed, &s);
        an_passage passage = judge(&t, is_small);
        if (passage == AN_PASSAGE_USUAL) continue;
        *is_any = true;
        for (uint32_t i = parsed->sentences[first].first_token, end = parsed->sentences[s - 1].first_token + parsed->sentences[s - 1].token_count; i < end; i++)
            passages[i] = (uint8_t)passage;
    }
    return passages;
}

/* Writes the character in its other case if that has as many bytes. */
static void set_case(char *bytes, size_t length, uint32_t character, bool is_upper)
{
    char other[4];
    uint32_t wanted = is_upper ? an_utf8_upper(character) : an_utf8_lower(character);
    if (wanted != character && an_utf8_encode(wanted, other) == length) memcpy(bytes, other, length);
}

static void write_word(char *text, an_span span, an_spelling spelling)
{
    size_t length;
    bool is_first = true;
    for (uint32_t at = span.start; at < span.end && spelling != AN_SPELLING_LEFT; at += (uint32_t)length) {
        uint32_t c = an_utf8_decode(text + at, span.end - at, &length);
        if (!an_utf8_is_letter(c)) continue;
        set_case(text + at, length, c, spelling == AN_SPELLING_CAPITALS || (is_first && spelling == AN_SPELLING_CAPITAL));
        is_first = false;
    }
}

/* A first word in small letters gets its capital. */
static void begin_sentences(const uint8_t *is_recased, char *text, const an_parsed_text *parsed)
{
    for (uint32_t s = 0; s < parsed->sentence_count; s++) {
        uint32_t first = parsed->sentences[s].first_token, end = first + parsed->sentences[s].token_count;
        uint32_t letters = 0;
        while (first < end && (an_atom_case_of(parsed->tokens[first].form, &letters), !letters)) first++;
        if (first == end || !is_recased[parsed->tokens[first].span.start] || parsed->tokens[first].form.data[0] == '\'') continue;
        if (an_atom_case_of(parsed->tokens[first].form, &letters) == AN_ATOM_LOWER) write_word(text, parsed->tokens[first].span, AN_SPELLING_CAPITAL);
    }
}

static annals_status split_recased(an_arena *arena, an_recaser *r, const an_splitter *splitter, an_parsed_text *out, annals_error *error)
{
    const an_parsed_text *parsed = r->parsed;
    an_str text = {an_arena_copy(arena, parsed->text.data, parsed->text.length), parsed->text.length};
    uint8_t *is_recased = AN_NEW_ARRAY(r->scratch, uint8_t, text.length + 1); /* by byte */
    if (!text.data || !is_recased || !an_recase_words(r)) return an_fail(error, ANNALS_E_MEMORY, "split", 0, "out of memory");
    for (uint32_t i = 0; i < parsed->token_count; i++) {
        write_word((char *)text.data, parsed->tokens[i].span, (an_spelling)r->spellings[i]);
        is_recased[parsed->tokens[i].span.start] = r->passages[i] != AN_PASSAGE_USUAL;
    }
    AN_TRY(an_split(arena, r->scratch, splitter, text, out, error));
    begin_sentences(is_recased, (char *)text.data, out);
    return ANNALS_OK;
}

annals_status an_split_as_read(an_arena *arena, an_arena *scratch, const an_splitter *splitter, const an_lexicon *lexicon, an_str text,
                               an_parsed_text *out, annals_error *error)
{
    an_recaser r = {.scratch = scratch, .casing = an_splitter_casing(splitter), .lexicon = lexicon};
    an_parsed_text written;
    bool is_any;
    AN_TRY(an_split(arena, scratch, splitter, text, out, error));
    if (!out->token_count) return ANNALS_OK;
    r.passages = find_passages(scratch, &r.casing, out, &is_any);
    if (!r.passages) return an_fail(error, ANNALS_E_MEMORY, "split", 0, "out of memory");
    if (!is_any) return ANNALS_OK;
    written = *out;
    r.parsed = &written;
    return split_recased(arena, &r, splitter, out, error);
}

void an_split_as_written(an_str text, an_parsed_text *parsed)
{
    if (parsed->text.data == text.data) return;
    parsed->text = text;
    for (uint32_t i = 0; i < parsed->token_count; i++) parsed->tokens[i].form = an_str_of_span(text.data, parsed->tokens[i].span);
}
