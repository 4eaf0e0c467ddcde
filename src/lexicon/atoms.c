#include "lexicon/atoms.h"

#include "base/utf8.h"

static bool is_joint(char c) { return c == '-' || c == '/'; }

static bool is_dropped(char c) { return c == '\'' || c == '.'; }

static bool is_word_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '&' || c == '+';
}

bool an_atom_is_joint(an_str folded)
{
    for (size_t i = 0; i < folded.length; i++)
        if (!is_joint(folded.data[i])) return false;
    return folded.length > 0;
}

/* "'s" and "'" at the start of a token are the possessive: an atom of its own, so that "People's" and "People" differ. */
static bool next_of_possessive(an_str folded, size_t *at, an_atom *atom)
{
    if (*at != 0 || folded.length > 2 || folded.data[0] != '\'') return false;
    memcpy(atom->bytes, folded.data, folded.length);
    atom->length = (uint32_t)folded.length;
    *at = folded.length;
    return true;
}

bool an_atom_next(an_str folded, size_t *at, an_atom *atom)
{
    bool is_word;
    atom->length = 0;
    while (*at < folded.length && is_joint(folded.data[*at])) (*at)++;
    if (*at >= folded.length) return false;
    if (next_of_possessive(folded, at, atom)) return true;
    is_word = false;
    for (size_t i = *at; i < folded.length; i++) is_word = is_word || is_word_byte(folded.data[i]);
    for (; *at < folded.length && !is_joint(folded.data[*at]); (*at)++)
        if (!(is_word && is_dropped(folded.data[*at])) && atom->length < AN_ATOM_BYTES_MAX) atom->bytes[atom->length++] = folded.data[*at];
    return atom->length > 0 || an_atom_next(folded, at, atom);
}

an_atom_case an_atom_case_of(an_str form, uint32_t *letters)
{
    bool is_first_capital = false, has_small = false;
    *letters = 0;
    for (size_t i = 0; i < form.length;) {
        size_t step;
        uint32_t c = an_utf8_decode(form.data + i, form.length - i, &step);
        i += step;
        if (!an_utf8_is_letter(c)) continue;
        if (!(*letters)++) is_first_capital = an_utf8_is_upper(c);
        has_small = has_small || !an_utf8_is_upper(c);
    }
    if (!*letters || !is_first_capital) return AN_ATOM_LOWER;
    return has_small ? AN_ATOM_CAPITAL : AN_ATOM_ALL_CAPITALS;
}
