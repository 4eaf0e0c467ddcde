/* Counts words that nearly every English sentence has against words that the other languages of news in Latin script have, over
 * the first words of the text; and letters that are not Latin. Words of other languages count only in small letters: names are
 * full of them ("Al", "La", "Su"). English prose has about two in five function words; a list of the commonest finds one in four
 * or five. */
#include "read/language.h"

#include "base/utf8.h"

enum {
    WORDS_MAX = 400,        /* looked at: enough to be sure, and bounded */
    WORDS_FOR_OTHER = 16,   /* a verdict "not English" needs so many */
    ENGLISH_PER_CENT = 12,  /* of all words, for "English" */
    OTHER_PER_CENT = 12,    /* rival words for "not English" */
    WORD_BYTES = 8
};

static const char english[] =
    " the of and to in is that for on was with as by at from it were be has have had are this which not after said "
    "who his an its their been they will ";
static const char others[] =
    " der die und das den von zu mit sich des auf ist nicht ein eine dem le la les et des du une dans qui pour sur "
    "pas est que el los las del en por con una para se il di che per della non sono gli het een van de met voor "
    "zijn niet op och att som det til av og ikke er na nie jest os em um uma com ve bir bu ne za je ";

static bool is_in(const char *list, const char *word, size_t length)
{
    char padded[WORD_BYTES + 3];
    if (length > WORD_BYTES) return false;
    padded[0] = ' ';
    memcpy(padded + 1, word, length);
    padded[length + 1] = ' ';
    padded[length + 2] = '\0';
    return strstr(list, padded) != NULL;
}

typedef struct word_count {
    size_t words, english, others, foreign_letters, letters;
} word_count;

static void count_word(word_count *count, const char *word, size_t length, bool is_small)
{
    if (!length) return;
    count->words++;
    if (is_in(english, word, length)) count->english++;
    else if (is_small && is_in(others, word, length)) count->others++;
}

static word_count count_words(an_str text)
{
    word_count count = {0};
    char word[WORD_BYTES + 1] = "";
    size_t length = 0;
    bool is_small = true;
    for (size_t i = 0; i < text.length && count.words < WORDS_MAX && count.letters < WORDS_MAX * 8;) {
        size_t step;
        uint32_t c = an_utf8_decode(text.data + i, text.length - i, &step);
        if (c < 0x80 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) {
            if (!length) is_small = c >= 'a';
            if (length <= WORD_BYTES) word[length < WORD_BYTES ? length : WORD_BYTES] = (char)(c | 0x20);
            length++;
            count.letters++;
        } else if (c >= 0x80 && an_utf8_is_letter(c)) {
            length = WORD_BYTES + 1; /* a word with such a letter is in no list, but it is a word */
            count.letters++;
            count.foreign_letters += c >= 0x250;
        } else {
            count_word(&count, word, length, is_small);
            length = 0;
        }
        i += step;
    }
    count_word(&count, word, length, is_small);
    return count;
}

/* OTHER only when it is clear; short texts stay UNKNOWN unless they are clearly English. */
an_read_language an_read_guess_language(an_str text)
{
    word_count count = count_words(text);
    if (count.letters >= 20 && count.foreign_letters * 2 > count.letters) return AN_READ_LANGUAGE_OTHER;
    if (count.english && count.english * 100 >= count.words * ENGLISH_PER_CENT &&
        count.english > count.others) return AN_READ_LANGUAGE_ENGLISH;
    if (count.words < WORDS_FOR_OTHER) return AN_READ_LANGUAGE_UNKNOWN;
    if (count.others * 100 >= count.words * OTHER_PER_CENT && count.others > count.english) return AN_READ_LANGUAGE_OTHER;
    return AN_READ_LANGUAGE_UNKNOWN;
}
