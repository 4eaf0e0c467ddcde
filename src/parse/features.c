/* Features of one word form. Worked example, "Kabul":
 *
 *   folded            kabul                      (lower case, accents off, quotes plain, digits as 0)
 *   word              hash of "kabul"
 *   whole pieces      shape "Xxxx" (runs cut to 3), exact form "Kabul"
 *   prefixes          k ka kab            suffixes   l ul bul abul
 *   inner pieces      all runs of 3 and 4 bytes of "<kabul>"
 *
 * Every piece is hashed with a seed of its kind, so that the prefix "a" and the suffix "a" are two pieces. Bytes are used instead
 * of characters: after folding nearly all of English is ASCII, and a cut inside a character does no harm to a hash.
 *
 * Marks are further pieces with rows of their own. The table of marks is made from the dictionaries when a model is trained and
 * travels in the model file, so that a word list edited later does not change what the trained weights see. */
#include "parse/features.h"

#include "base/hash.h"
#include "base/utf8.h"

enum { FORM_BYTES_MAX = 96 }; /* longer forms (URLs, garbage) are looked at up to here only */
enum { PREFIX_MAX = 3, SUFFIX_MAX = 4, INNER_MIN = 3, INNER_MAX = 4, SHAPE_RUN_MAX = 3, SHAPE_BYTES_MAX = 16 };

typedef enum piece_kind { PIECE_SHAPE = 1, PIECE_FORM, PIECE_PREFIX, PIECE_SUFFIX, PIECE_INNER } piece_kind;

static void add(an_parse_features *out, piece_kind kind, an_str text)
{
    if (out->piece_count == AN_PARSE_PIECES_MAX) return;
    out->pieces[out->piece_count++] = (uint32_t)(an_hash_seeded(text, (uint64_t)kind) % AN_PARSE_BUCKETS);
}

static char shape_of_byte(unsigned char c)
{
    if (c >= 'A' && c <= 'Z') return 'X';
    if (c >= 'a' && c <= 'z') return 'x';
    if (c >= '0' && c <= '9') return '0';
    return c < 0x80 ? (char)c : 'u';
}

/* Capitals, small letters and digits as X, x and 0; a run of one sort counts up to SHAPE_RUN_MAX. */
static void add_shape(an_parse_features *out, an_str form)
{
    char shape[SHAPE_BYTES_MAX];
    size_t length = 0, run = 0;
    for (size_t i = 0; i < form.length && length < SHAPE_BYTES_MAX; i++) {
        char c = shape_of_byte((unsigned char)form.data[i]);
        run = length && shape[length - 1] == c ? run + 1 : 1;
        if (run <= SHAPE_RUN_MAX) shape[length++] = c;
    }
    add(out, PIECE_SHAPE, (an_str){shape, length});
}

static void add_ends(an_parse_features *out, an_str folded)
{
    for (size_t n = 1; n <= PREFIX_MAX && n <= folded.length; n++) add(out, PIECE_PREFIX, (an_str){folded.data, n});
    for (size_t n = 1; n <= SUFFIX_MAX && n <= folded.length; n++)
        add(out, PIECE_SUFFIX, (an_str){folded.data + folded.length - n, n});
}

/* `bracketed` is the folded form between < and >. */
static void add_inner(an_parse_features *out, an_str bracketed)
{
    for (size_t n = INNER_MIN; n <= INNER_MAX; n++)
        for (size_t i = 0; i + n <= bracketed.length; i++) add(out, PIECE_INNER, (an_str){bracketed.data + i, n});
}

static bool is_ascii(an_str text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] >= 0x80) return false;
    return true;
}

/* Folds into `out`, which holds room for FORM_BYTES_MAX bytes. The length, or SIZE_MAX if the scratch arena is exhausted. */
static size_t fold(an_arena *scratch, an_str form, char *out)
{
    an_str source = is_ascii(form) ? form : an_utf8_fold(scratch, form);
    size_t length = source.length < FORM_BYTES_MAX ? source.length : FORM_BYTES_MAX;
    if (!source.data && form.length) return SIZE_MAX;
    for (size_t i = 0; i < length; i++) {
        char c = source.data[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        else if (c >= '0' && c <= '9') c = '0';
        else if (c == '`') c = '\'';
        out[i] = c;
    }
    return length;
}

/* False only if `scratch` is exhausted. An empty form is allowed. */
bool an_parse_features_of(an_arena *scratch, an_str form, an_parse_features *out)
{
    char bracketed[FORM_BYTES_MAX + 2];
    an_str folded = {bracketed + 1, 0};
    if (form.length > FORM_BYTES_MAX) form.length = FORM_BYTES_MAX;
    folded.length = fold(scratch, form, bracketed + 1);
    if (folded.length == SIZE_MAX) return false;
    bracketed[0] = '<';
    bracketed[folded.length + 1] = '>';
    out->piece_count = 0;
    out->word = an_hash(folded);
    add_shape(out, form);
    add(out, PIECE_FORM, form);
    add_ends(out, folded);
    add_inner(out, (an_str){bracketed, folded.length + 2});
    return true;
}

/* Place of `key` among `count` ascending keys, or `count` if it is not there. In a damaged file, any place. */
uint32_t an_parse_find_key(const uint64_t *keys, uint32_t count, uint64_t key)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (keys[middle] < key) low = middle + 1;
        else high = middle;
    }
    return low < count && keys[low] == key ? low : count;
}

/* Adds the marks of the word of `features`. */
void an_parse_add_marks(const an_parse_marks *marks, an_parse_features *features)
{
    uint32_t place = an_parse_find_key(marks->keys, marks->count, features->word);
    uint16_t bits = place < marks->count ? marks->bits[place] : 0;
    for (uint32_t mark = 0; mark < AN_PARSE_MARKS_MAX; mark++)
        if (bits >> mark & 1) features->pieces[features->piece_count++] = AN_PARSE_BUCKETS + mark;
}
