/* "https://example.org/a?b=c", "www.example.org", "name@example.org": one word each, without the full stop, comma or closing bracket
 * that the sentence put after it. Bounded: an address is looked for only inside ADDRESS_BYTES_MAX bytes. */
#include "split/addresses.h"

enum { ADDRESS_BYTES_MAX = 512 };

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_mail_character(char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-' || c == '+'; }

/* Characters of an address; brackets and quotes around it end it. */
static bool is_net_character(char c) { return (unsigned char)c > ' ' && !strchr("<>\"{}|\\^`", c) && (unsigned char)c < 0x7F; }

static size_t without_closing_marks(const char *bytes, size_t length)
{
    while (length) {
        char last = bytes[length - 1];
        if (last == ')' && memchr(bytes, '(', length)) break; /* a pair inside of the address */
        if (!strchr(".,;:!?)]'*", last)) break;
        length--;
    }
    return length;
}

static size_t net_length(an_str text)
{
    static const char *const schemes[] = {"http://", "https://", "ftp://", "www."};
    size_t length = 0, prefix = 0;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t n = strlen(schemes[i]);
        if (text.length > n && an_str_equal_ignoring_ascii_case((an_str){text.data, n}, an_str_from(schemes[i]))) prefix = n;
    }
    if (!prefix || !is_letter_or_digit(text.data[prefix])) return 0;
    while (length < text.length && length < ADDRESS_BYTES_MAX && is_net_character(text.data[length])) length++;
    return without_closing_marks(text.data, length);
}

static size_t mail_length(an_str text)
{
    size_t at = 0, end, dots = 0;
    while (at < text.length && at < ADDRESS_BYTES_MAX && is_mail_character(text.data[at])) at++;
    if (!at || at >= text.length || text.data[at] != '@') return 0;
    for (end = at + 1; end < text.length && end < ADDRESS_BYTES_MAX && is_mail_character(text.data[end]); end++) {}
    end = at + 1 + without_closing_marks(text.data + at + 1, end - at - 1);
    for (size_t i = at + 1; i < end; i++) dots += text.data[i] == '.';
    return dots && is_letter_or_digit(text.data[at + 1]) ? end : 0;
}

/* True for a word that looks like an address of the net or of mail, or like the name of a file ("report.pdf"). */
bool an_is_address(an_str word)
{
    size_t inner = word.length > 2 ? word.length - 2 : 0;
    const char *dot = NULL;
    if (inner < 2) return false;
    if (memchr(word.data + 1, '@', inner)) return true;
    for (size_t i = 1; i <= inner; i++)
        if (word.data[i] == '.') dot = word.data + i;
    if (dot == NULL) return false;
    for (const char *c = dot + 1; c < word.data + word.length; c++)
        if (*c < 'a' || *c > 'z') return net_length(word) > 0;
    return word.data + word.length - dot > 2 && dot - word.data > 2;
}

/* True if a mail address may begin right behind this byte. */
bool an_address_may_follow(char mark) { return strchr("<([{\":,;|", mark) != NULL && mark; }

/* Length of the address that begins where `text` begins, 0 if there is none. `may_be_mail`: white space stands before, or a byte
 * that an_address_may_follow accepts; asking there only keeps the search linear. */
size_t an_address_length(an_str text, bool may_be_mail)
{
    size_t length;
    if (!text.length || !is_letter_or_digit(text.data[0])) return 0;
    length = net_length(text);
    return length || !may_be_mail ? length : mail_length(text);
}
