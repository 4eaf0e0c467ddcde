/* Finding the words of a text.
 *
 * This is no tokenizer for grammar (that is split/): texts of many outlets are compared, so what differs between house styles must
 * not count. Case, accents, apostrophes of possession and hyphens go; "1,500" is one word. Sentences and quotations are told by
 * punctuation alone, which is the same in both texts when one copies the other. Everything is a function of the text. */
#include "link/words.h"

#include "base/hash.h"
#include "base/utf8.h"

enum {
    WORD_BYTES_MAX = 48,      /* longer words are cut, in all texts alike */
    VOCABULARY_SLOTS = 8192,  /* some 1,500 stems */
    ABBREVIATION_BYTES_MAX = 3, /* "U.S.", "Gen.": a stop after so few letters ends no sentence */
    SENTENCES_MAX = UINT16_MAX
};

/* ---- stems ---- */

static bool ends(const char *word, size_t length, const char *ending)
{
    size_t n = strlen(ending);
    return length >= n && memcmp(word + length - n, ending, n) == 0;
}

static size_t strip_plural(char *word, size_t length)
{
    if (length >= 6 && ends(word, length, "ies")) {
        word[length - 3] = 'y';
        return length - 2;
    }
    if (length >= 5 && ends(word, length, "sses")) return length - 2;
    if (length >= 5 && word[length - 1] == 's' && !ends(word, length, "ss") && !ends(word, length, "us") && !ends(word, length, "is"))
        return length - 1;
    return length;
}

size_t an_link_stem(char *word, size_t length)
{
    static const char *const endings[] = {"ingly", "edly", "ing", "ed", "ly"};
    length = strip_plural(word, length);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (length < n + 4 || !ends(word, length, endings[i])) continue;
        length -= n;
        break;
    }
    if (length >= 5 && word[length - 1] == word[length - 2] && strchr("bdgmnprt", word[length - 1])) length--;
    if (length >= 5 && word[length - 1] == 'e') length--;
    return length;
}

static uint32_t hash_word(const char *word, size_t length)
{
    uint32_t hash = (uint32_t)an_hash((an_str){word, length});
    return hash ? hash : 1; /* 0 marks an empty slot */
}

/* ---- common words ---- */

static void add_stem(an_link_vocabulary *v, an_str stem, uint8_t bits)
{
    uint32_t hash = hash_word(stem.data, stem.length), slot = hash & v->mask;
    while (v->stems[slot] && v->stems[slot] != hash) slot = (slot + 1) & v->mask;
    v->stems[slot] = hash;
    v->bits[slot] = bits;
}

bool an_link_vocabulary_make(an_arena *arena, an_link_vocabulary *out)
{
    *out = (an_link_vocabulary){AN_NEW_ARRAY(arena, uint32_t, VOCABULARY_SLOTS), AN_NEW_ARRAY(arena, uint8_t, VOCABULARY_SLOTS),
                                VOCABULARY_SLOTS - 1};
    if (!out->stems || !out->bits) return false;
    for (size_t row = 0; row < an_link_common_count; row++)
        for (const char *at = an_link_common[row].stems; *at;) {
            size_t length = strcspn(at, " ");
            add_stem(out, (an_str){at, length}, an_link_common[row].bits);
            at += length + (at[length] == ' ');
        }
    return true;
}

static uint8_t bits_of(const an_link_vocabulary *v, uint32_t stem)
{
    uint32_t slot = stem & v->mask;
    while (v->stems[slot] && v->stems[slot] != stem) slot = (slot + 1) & v->mask;
    return v->stems[slot] ? v->bits[slot] : AN_LINK_RARE_BITS;
}

/* ---- words ---- */

typedef struct finding {
    an_arena *arena;
    const an_link_vocabulary *vocabulary;
    an_link_words *out;
    AN_ARRAY(an_link_word) words;
    AN_ARRAY(uint32_t) sentences;
    bool in_quotation, may_end; /* may_end: a stop was seen after the last word */
    bool has_failed;
} finding;

typedef struct letter {
    uint32_t character;
    size_t bytes;
} letter;

static letter read_letter(an_str text, size_t at)
{
    letter l;
    l.character = an_utf8_decode(text.data + at, text.length - at, &l.bytes);
    return l;
}

static bool is_word_letter(uint32_t c) { return (c >= '0' && c <= '9') || an_utf8_is_letter(c); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* What may stand inside a word: an apostrophe or stop between letters, a comma or stop between digits. */
static bool joins(an_str text, size_t at, size_t bytes, uint32_t c)
{
    letter after;
    if (at == 0 || at + bytes >= text.length) return false;
    after = read_letter(text, at + bytes);
    if (!is_word_letter(after.character)) return false;
    if (c == '\'' || c == 0x2019) return true;
    return (c == ',' || c == '.') && is_digit(text.data[at - 1]) && is_digit(text.data[at + bytes]);
}

/* The end of the word that begins at `start`. */
static size_t word_end(an_str text, size_t start)
{
    size_t at = start;
    while (at < text.length) {
        letter l = read_letter(text, at);
        if (!is_word_letter(l.character) && !joins(text, at, l.bytes, l.character)) break;
        at += l.bytes;
    }
    return at;
}

/* Folded, without apostrophes and the "s" of possession, commas of numbers out. */
static size_t fold_word(const finding *f, an_str raw, char out[WORD_BYTES_MAX])
{
    an_str folded = an_utf8_fold(f->arena, raw);
    size_t length = 0;
    if (folded.length > 2 && ends(folded.data, folded.length, "'s")) folded.length -= 2;
    for (size_t i = 0; i < folded.length && length < WORD_BYTES_MAX; i++)
        if (folded.data[i] != '\'' && folded.data[i] != ',') out[length++] = folded.data[i];
    return length;
}

/* The numbers that reports write out; beyond twelve they print digits. */
static bool is_number_word(an_str word)
{
    static const char *const names[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
                                        "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "million", "billion"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (an_str_is(word, names[i])) return true;
    return false;
}

static void open_sentence(finding *f)
{
    uint32_t at = (uint32_t)f->words.count;
    if (f->sentences.count && (f->sentences.items[f->sentences.count - 1] == at || f->sentences.count >= SENTENCES_MAX)) return;
    if (!AN_PUSH(f->arena, &f->sentences, at)) f->has_failed = true;
}

static void add_word(finding *f, an_span span)
{
    an_str raw = an_str_of_span(f->out->text.data, span);
    char word[WORD_BYTES_MAX];
    size_t length = fold_word(f, raw, word), stem;
    an_link_word w = {.span = span, .is_quoted = f->in_quotation};
    if (length == 0) return;
    w.form = hash_word(word, length);
    w.is_number = is_digit(word[0]) || is_number_word((an_str){word, length});
    w.is_name = an_utf8_is_upper(read_letter(raw, 0).character);
    if (f->may_end && (w.is_name || is_digit(word[0]))) open_sentence(f);
    f->may_end = false;
    w.is_name = w.is_name && f->sentences.items[f->sentences.count - 1] != f->words.count; /* a first word says nothing */
    stem = an_link_stem(word, length);
    w.stem = hash_word(word, stem);
    w.bits = bits_of(f->vocabulary, w.stem);
    w.sentence = (uint16_t)(f->sentences.count - 1);
    if (!AN_PUSH(f->arena, &f->words, w)) f->has_failed = true;
}

static bool is_abbreviation(const finding *f)
{
    const an_link_word *last = f->words.count ? &f->words.items[f->words.count - 1] : NULL;
    return last && an_utf8_is_upper(read_letter(f->out->text, last->span.start).character) &&
           last->span.end - last->span.start <= ABBREVIATION_BYTES_MAX;
}

static void take_mark(finding *f, size_t at, uint32_t c)
{
    if (c == 0x201C) f->in_quotation = true;
    else if (c == 0x201D) f->in_quotation = false;
    else if (c == '"') f->in_quotation = !f->in_quotation;
    else if (c == '!' || c == '?' || (c == '.' && !is_abbreviation(f))) f->may_end = true;
    else if (c == '\n') {
        if (at + 1 < f->out->text.length && f->out->text.data[at + 1] == '\n') f->in_quotation = false; /* a mark that was never closed */
        open_sentence(f);
    }
}

static void find_words(finding *f)
{
    an_str text = f->out->text;
    for (size_t at = 0; at < text.length && f->words.count < AN_LINK_WORDS_MAX && !f->has_failed;) {
        letter l = read_letter(text, at);
        if (is_word_letter(l.character)) {
            size_t end = word_end(text, at);
            add_word(f, (an_span){(uint32_t)at, (uint32_t)end});
            at = end;
        } else {
            take_mark(f, at, l.character);
            at += l.bytes;
        }
    }
}

bool an_link_words_find(an_arena *arena, const an_link_vocabulary *vocabulary, an_str text, an_link_words *out)
{
    finding f = {.arena = arena, .vocabulary = vocabulary, .out = out};
    *out = (an_link_words){.text = text};
    open_sentence(&f);
    if (f.has_failed) return false;
    find_words(&f);
    out->items = f.words.items;
    out->count = (uint32_t)f.words.count;
    out->sentence_count = (uint32_t)f.sentences.count;
    while (out->sentence_count && f.sentences.items[out->sentence_count - 1] >= out->count) out->sentence_count--;
    f.sentences.count = out->sentence_count;
    if (!AN_PUSH(arena, &f.sentences, out->count)) return false;
    out->sentences = f.sentences.items;
    return !f.has_failed && !arena->is_exhausted;
}
