/* Text becomes pieces. A piece is as long as it can be without ever holding a boundary between words, so that the model only has to
 * say which neighbours belong together. Boundaries inside runs of letters ("cannot", "dont") are offered for a closed list of
 * English contractions only. Addresses of the net and of mail are found here by rule and glued: their inner points and slashes look
 * like everything else. Every length is bounded, so that no text, however strange, costs more than linear time. */
#include "split/units.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "split/addresses.h"
#include "split/contractions.h"

enum {
    PIECE_BYTES_MAX = 128,   /* a longer run of letters or marks is cut: no English word comes near it */
    SHAPE_RUN_MAX = 2,       /* "Xxxxx" and "Xxx" have one shape */
    MARK_RUN_MAX = 4         /* "----" and any longer line have one form */
};

/* Length of the white space character that stands at `bytes`, 0 if there is none. */
size_t an_split_space_length(const char *bytes, size_t available)
{
    size_t length;
    uint32_t c;
    if (!available) return 0;
    if ((unsigned char)bytes[0] < 0x80) return bytes[0] == ' ' || (bytes[0] >= '\t' && bytes[0] <= '\r');
    c = an_utf8_decode(bytes, available, &length);
    if (c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
        c == 0x205F || c == 0x3000 || c == 0xFEFF)
        return length;
    return 0;
}

/* Characters that belong to the one before them: accents, vowel signs, joiners, variation selectors, skin tones. */
static bool extends(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) || (c >= 0x610 && c <= 0x61A) ||
           (c >= 0x64B && c <= 0x65F) || c == 0x670 || (c >= 0x900 && c <= 0x903) || (c >= 0x93A && c <= 0x94F) ||
           (c >= 0xE31 && c <= 0xE3A) || (c >= 0xE47 && c <= 0xE4E) || (c >= 0x1AB0 && c <= 0x1AFF) || c == 0x200C || c == 0x200D ||
           (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0xAD;
}

static an_split_kind kind_of(uint32_t c)
{
    if (c >= '0' && c <= '9') return AN_UNIT_DIGITS;
    return an_utf8_is_letter(c) ? AN_UNIT_LETTERS : AN_UNIT_MARK;
}

/* Marks that come in runs ("...", "----"); brackets and quotes are each a mark of their own. */
static bool makes_runs(uint32_t c) { return c < 0x80 && c && strchr(".!?-*=_~+#<>|$", (int)c) != NULL; }

static size_t piece_length(const char *bytes, size_t available)
{
    size_t length, step;
    uint32_t first = an_utf8_decode(bytes, available, &length), c, previous = first;
    an_split_kind kind = kind_of(first);
    for (; length < available && length < PIECE_BYTES_MAX; length += step, previous = c) {
        c = an_utf8_decode(bytes + length, available - length, &step);
        if (extends(c) || (previous == 0x200D && kind == AN_UNIT_MARK)) continue;
        if (kind == AN_UNIT_MARK ? c != first || !makes_runs(c) : kind_of(c) != kind) break;
    }
    return length;
}

/* The byte that stands for the character in forms: ASCII in lower case, digits as 0, apostrophes straight; else as it is. */
static size_t fold(uint32_t c, const char *bytes, size_t length, char *out)
{
    if (c == 0x2019 || c == 0x2018 || c == 0x02BC || c == '`') c = '\'', length = 1;
    if (c >= '0' && c <= '9') c = '0';
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    if (c < 0x80) out[0] = (char)c;
    else memcpy(out, bytes, length);
    return length;
}

static char shape_of(uint32_t c)
{
    if (c == 0x2019 || c == 0x2018) return '\'';
    if (c < 0x80 && kind_of(c) == AN_UNIT_MARK) return (char)c;
    if (kind_of(c) == AN_UNIT_DIGITS) return '0';
    if (an_utf8_is_upper(c)) return 'X';
    if (an_utf8_is_letter(c)) return 'x';
    return (char)(0x80 | (c & 0x7F)); /* keeps dashes, curly quotes and bullets apart from one another */
}

/* Fills everything of a unit that its own characters tell; gap and boundary flags are left zero. Words longer than a bound are
 * described by their beginning. */
an_split_unit an_split_describe(an_str text, an_span span)
{
    char form[PIECE_BYTES_MAX + 4], shape[PIECE_BYTES_MAX + 4];
    size_t form_length = 0, shape_length = 0, run = 0, step;
    an_split_unit unit = {.span = span};
    bool is_address = an_is_address(an_str_of_span(text.data, span));
    for (uint32_t at = span.start; at < span.end && form_length < PIECE_BYTES_MAX; at += (uint32_t)step) {
        uint32_t c = an_utf8_decode(text.data + at, span.end - at, &step);
        char class = shape_of(c);
        run = shape_length && shape[shape_length - 1] == class ? run + 1 : 1;
        if (run <= SHAPE_RUN_MAX) shape[shape_length++] = class;
        if (at == span.start) unit.kind = (uint8_t)kind_of(c), unit.is_capital = class == 'X';
        if (class == 'x') unit.has_lower = true;
        if (run <= MARK_RUN_MAX || unit.kind != AN_UNIT_MARK) form_length += fold(c, text.data + at, step, form + form_length);
    }
    if (is_address) shape_length = (size_t)(stpcpy(shape, "address") - shape);
    unit.form = an_hash((an_str){form, form_length});
    unit.shape = an_hash((an_str){shape, shape_length});
    unit.suffix = form_length > 3 ? an_hash((an_str){form + form_length - 3, 3}) : unit.form;
    unit.ending = form_length > 2 ? an_hash((an_str){form + form_length - 2, 2}) : unit.form;
    unit.first = form_length ? form[0] : 0;
    unit.last = form_length ? form[form_length - 1] : 0;
    return unit;
}

static bool add_piece(an_arena *scratch, an_str text, an_span span, an_split_gap gap, bool is_inner, bool is_glued,
                      an_split_units *out)
{
    an_split_unit unit = an_split_describe(text, span);
    unit.gap = (uint8_t)gap;
    unit.is_inner = is_inner;
    unit.is_glued = is_glued;
    return AN_PUSH(scratch, out, unit);
}

/* Adds a run, cut where a contraction may have its seam. */
static bool add_run(an_arena *scratch, an_str text, an_span span, uint32_t end, an_split_gap gap, an_split_units *out)
{
    uint32_t cuts[AN_CONTRACTION_CUTS_MAX], start = span.start;
    size_t count = an_contraction_cuts(an_str_of_span(text.data, span), an_str_of_span(text.data, (an_span){span.end, end}), cuts);
    for (size_t i = 0; i < count; i++) {
        if (!add_piece(scratch, text, (an_span){start, span.start + cuts[i]}, gap, i > 0, false, out)) return false;
        start = span.start + cuts[i];
        gap = AN_GAP_NONE;
    }
    return add_piece(scratch, text, (an_span){start, span.end}, gap, count > 0, false, out);
}

static uint32_t skip_space(an_str text, uint32_t at, uint32_t end, an_split_gap *gap)
{
    size_t step;
    while ((step = an_split_space_length(text.data + at, end - at)) != 0) {
        if (*gap == AN_GAP_NONE) *gap = AN_GAP_SPACE;
        at += (uint32_t)step;
    }
    return at;
}

/* Appends the pieces of `part` of the text, in order; together they are all of it but white space. False if `scratch` is
 * exhausted. */
bool an_split_find_pieces(an_arena *scratch, an_str text, an_span part, an_split_units *out)
{
    an_split_gap gap = AN_GAP_START;
    uint32_t glued_until = 0, at = part.start;
    bool may_begin_address = true, is_ok = true;
    while (is_ok && (at = skip_space(text, at, part.end, &gap)) < part.end) {
        an_span span = {at, at + (uint32_t)piece_length(text.data + at, part.end - at)};
        bool is_glued = at < glued_until;
        size_t address = 0;
        if (!is_glued) address = an_address_length(an_str_of_span(text.data, (an_span){at, part.end}), may_begin_address || gap);
        if (address) glued_until = at + (uint32_t)address;
        if (is_glued || address) is_ok = add_piece(scratch, text, span, gap, false, is_glued, out);
        else is_ok = add_run(scratch, text, span, part.end, gap, out);
        may_begin_address = an_address_may_follow(text.data[at]);
        at = span.end;
        gap = AN_GAP_NONE;
    }
    return is_ok;
}
