/* CoNLL-U for parsed texts. The text itself is not in the format, so what stands between tokens is written where it is not the
 * usual: SpaceAfter=No, and SpacesAfter=/SpacesBefore= with \s \t \n \r \p \\ for blank, tab, line ends, bar and backslash, and \uXXXX
 * for characters beyond ASCII. With that the reader builds the text again byte for byte, and every span with it; Start= and End= are for other readers, and say how
 * the words of a multiword token share it out. Usual means: one blank between tokens, an empty line between paragraphs. */
#include "record/sentence.h"

#include "base/array.h"
#include "base/utf8.h"

enum {
    COLUMN_ID, COLUMN_FORM, COLUMN_LEMMA, COLUMN_UPOS, COLUMN_XPOS, COLUMN_FEATURES, COLUMN_HEAD, COLUMN_DEPREL, COLUMN_DEPS,
    COLUMN_MISC, COLUMN_COUNT
};

static const char *const name_labels[] = {"", "PER", "ORG", "LOC", "MISC"};
enum { NAME_KIND_COUNT = sizeof name_labels / sizeof *name_labels };

/* Takes the part up to the next `separator` from the front of *rest. */
static an_str take_until(an_str *rest, char separator)
{
    const char *end = rest->length ? memchr(rest->data, separator, rest->length) : NULL;
    an_str part = {rest->data, end ? (size_t)(end - rest->data) : rest->length};
    size_t step = part.length + (end != NULL);
    rest->data = rest->data ? rest->data + step : NULL;
    rest->length -= step;
    return part;
}

/* True if one item of the token's features is `feature` ("Tense=Past"), name and value. */
bool an_token_has_feature(const an_token *token, const char *feature)
{
    an_str rest = token->features;
    while (rest.length)
        if (an_str_is(take_until(&rest, '|'), feature)) return true;
    return false;
}

/* ---- writing ---- */

/* A field must not hold the bytes that separate fields and lines. */
static void put_field(an_strbuf *out, an_str text)
{
    if (!text.length) an_strbuf_putc(out, '_');
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        an_strbuf_putc(out, c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
    }
}

static const char plain_bytes[] = " \t\n\r|\\", escape_letters[] = "stnrp\\";

static void put_escaped(an_strbuf *out, an_str text)
{
    size_t step;
    for (size_t i = 0; i < text.length; i += step) {
        uint32_t c = an_utf8_decode(text.data + i, text.length - i, &step);
        const char *found = c && c < 0x80 ? strchr(plain_bytes, (int)c) : NULL;
        bool is_malformed = step == 1 && (unsigned char)text.data[i] >= 0x80;
        if (found) an_strbuf_printf(out, "\\%c", escape_letters[found - plain_bytes]);
        else if (c < 0x80 || c > 0xFFFF || is_malformed) an_strbuf_put(out, text.data + i, step);
        else an_strbuf_printf(out, "\\u%04X", (unsigned)c);
    }
}

/* Items of MISC are apart by bars; the field begins at byte `field_start` of `out`. */
static void begin_misc_item(an_strbuf *out, size_t field_start)
{
    if (out->length > field_start) an_strbuf_putc(out, '|');
}

static an_str gap_before(const an_parsed_text *text, uint32_t token)
{
    uint32_t start = token ? text->tokens[token - 1].span.end : 0;
    return an_str_of_span(text->text.data, (an_span){start, text->tokens[token].span.start});
}

static an_str gap_after(const an_parsed_text *text, uint32_t token)
{
    uint32_t start = text->tokens[token].span.end;
    if (token + 1 < text->token_count) return gap_before(text, token + 1);
    return an_str_of_span(text->text.data, (an_span){start, (uint32_t)text->text.length});
}

/* What a reader supposes between `token` and the next one when MISC says nothing. */
static const char *usual_gap(const an_parsed_text *text, uint32_t sentence, uint32_t token)
{
    const an_sentence *s = text->sentences + sentence;
    bool is_last = token + 1 == s->first_token + s->token_count;
    if (is_last && sentence + 1 < text->sentence_count && s[1].paragraph != s->paragraph) return "\n\n";
    return " ";
}

static void put_spaces(an_strbuf *out, size_t field_start, const an_parsed_text *text, uint32_t sentence, uint32_t token)
{
    an_str gap = gap_after(text, token);
    if (an_str_is(gap, usual_gap(text, sentence, token))) return;
    begin_misc_item(out, field_start);
    if (gap.length) {
        an_strbuf_puts(out, "SpacesAfter=");
        put_escaped(out, gap);
    } else {
        an_strbuf_puts(out, "SpaceAfter=No");
    }
}

static void put_spaces_before(an_strbuf *out, size_t field_start, const an_parsed_text *text, uint32_t token)
{
    an_str gap = token ? (an_str){0} : gap_before(text, 0);
    if (!gap.length) return;
    begin_misc_item(out, field_start);
    an_strbuf_puts(out, "SpacesBefore=");
    put_escaped(out, gap);
}

static bool begins_name(const an_token *tokens, uint32_t i)
{
    return tokens[i].name != AN_NAME_NONE && (i == 0 || tokens[i].starts_name || tokens[i - 1].name != tokens[i].name);
}

/* The references that are open at a word, outermost first; `next`: the first one that has not begun. */
typedef struct reference_cursor {
    const an_parsed_text *text;
    uint32_t next, open[AN_REFERENCE_DEPTH_MAX], open_count;
    size_t field_start; /* of the MISC field that is being written */
    bool has_entity;    /* "Entity=" stands in it */
} reference_cursor;

static void begin_bracket(an_strbuf *out, reference_cursor *c)
{
    if (c->has_entity) return;
    begin_misc_item(out, c->field_start);
    an_strbuf_puts(out, "Entity=");
    c->has_entity = true;
}

/* "(e3-2-1": chain 3, its head is its second word, and it takes up the reference that began just before. */
static void open_references(an_strbuf *out, reference_cursor *c, uint32_t token)
{
    const an_reference *items = c->text->references;
    for (; c->next < c->text->reference_count && items[c->next].first_token <= token; c->next++) {
        const an_reference *r = items + c->next;
        if (r->first_token != token || c->open_count == AN_REFERENCE_DEPTH_MAX) continue;
        begin_bracket(out, c);
        an_strbuf_printf(out, "(e%u-%u-%u", r->chain, r->head_token - r->first_token + 1, r->antecedent == AN_NONE ? 0 : c->next - r->antecedent);
        if (r->end_token == token + 1) an_strbuf_putc(out, ')');
        else c->open[c->open_count++] = c->next;
    }
}

static void close_references(an_strbuf *out, reference_cursor *c, uint32_t token)
{
    uint32_t kept = 0;
    for (uint32_t i = c->open_count; i-- > 0;) {
        const an_reference *r = c->text->references + c->open[i];
        if (r->end_token != token + 1) continue;
        begin_bracket(out, c);
        an_strbuf_printf(out, "e%u)", r->chain);
    }
    for (uint32_t i = 0; i < c->open_count; i++)
        if (c->text->references[c->open[i]].end_token > token + 1) c->open[kept++] = c->open[i];
    c->open_count = kept;
}

static bool ends_name(const an_token *tokens, uint32_t count, uint32_t i)
{
    return tokens[i].name != AN_NAME_NONE && (i + 1 == count || tokens[i + 1].name != tokens[i].name || begins_name(tokens, i + 1));
}

/* True if a bracket that opens here stays open. */
static bool opens_for_long(const reference_cursor *c, uint32_t token, bool begins_name, bool ends_name)
{
    for (uint32_t i = c->next; i < c->text->reference_count && c->text->references[i].first_token <= token; i++)
        if (c->text->references[i].first_token == token && c->text->references[i].end_token > token + 1) return true;
    return begins_name && !ends_name;
}

static void open_brackets(an_strbuf *out, reference_cursor *c, uint32_t token, bool begins_name, bool ends_name)
{
    open_references(out, c, token);
    if (!begins_name) return;
    begin_bracket(out, c);
    an_strbuf_printf(out, "(%s%s", name_labels[c->text->tokens[token].name], ends_name ? ")" : "");
}

static void close_brackets(an_strbuf *out, reference_cursor *c, uint32_t token, bool begins_name, bool ends_name)
{
    if (ends_name && !begins_name) {
        begin_bracket(out, c);
        an_strbuf_printf(out, "%s)", name_labels[c->text->tokens[token].name]);
    }
    close_references(out, c, token);
}

/* Brackets of names and of references that begin or end at word `i` of the sentence. A label that closes must not stand right behind
 * one that stays open ("(e1-1-0" "PER)"), so it then comes first; else as others write it, what is inside first. */
static void put_entities(an_strbuf *out, size_t field_start, const an_sentence *s, reference_cursor *cursor, uint32_t i)
{
    const an_token *tokens = cursor->text->tokens + s->first_token;
    bool has_name = tokens[i].name != AN_NAME_NONE && tokens[i].name < NAME_KIND_COUNT;
    bool begins = has_name && begins_name(tokens, i), ends = has_name && ends_name(tokens, s->token_count, i);
    uint32_t token = s->first_token + i;
    cursor->field_start = field_start;
    cursor->has_entity = false;
    if (opens_for_long(cursor, token, begins, ends)) {
        close_brackets(out, cursor, token, begins, ends);
        open_brackets(out, cursor, token, begins, ends);
    } else {
        open_brackets(out, cursor, token, begins, ends);
        close_brackets(out, cursor, token, begins, ends);
    }
}

static void put_multiword(an_strbuf *out, const an_parsed_text *text, uint32_t sentence, uint32_t i)
{
    uint32_t first = text->sentences[sentence].first_token + i, last = first + text->tokens[first].multiword - 1u;
    an_span span = {text->tokens[first].span.start, text->tokens[last].span.end};
    size_t field_start;
    an_strbuf_printf(out, "%u-%u\t", i + 1, i + 1 + last - first);
    put_field(out, an_str_of_span(text->text.data, span));
    an_strbuf_puts(out, "\t_\t_\t_\t_\t_\t_\t_\t");
    field_start = out->length;
    put_spaces_before(out, field_start, text, first);
    put_spaces(out, field_start, text, sentence, last);
    if (out->length == field_start) an_strbuf_putc(out, '_');
    an_strbuf_putc(out, '\n');
}

static void put_head(an_strbuf *out, const an_token *token)
{
    if (token->deprel == AN_DEPREL_NONE || token->deprel >= AN_DEPREL_COUNT) {
        an_strbuf_puts(out, "_\t_");
        return;
    }
    an_strbuf_printf(out, "%d\t%s", (int)token->head + 1, an_deprel_names[token->deprel]);
    if (token->subrel != AN_SUBREL_NONE && token->subrel < AN_SUBREL_COUNT)
        an_strbuf_printf(out, ":%s", an_subrel_names[token->subrel]);
}

static void put_word(an_strbuf *out, const an_parsed_text *text, uint32_t sentence, reference_cursor *references, uint32_t i, bool in_multiword)
{
    const an_sentence *s = text->sentences + sentence;
    const an_token *token = text->tokens + s->first_token + i;
    size_t field_start;
    an_strbuf_printf(out, "%u\t", i + 1);
    put_field(out, token->form);
    an_strbuf_putc(out, '\t');
    put_field(out, token->lemma);
    an_strbuf_printf(out, "\t%s\t", token->upos < AN_UPOS_COUNT ? an_upos_names[token->upos] : "_");
    put_field(out, token->xpos);
    an_strbuf_putc(out, '\t');
    put_field(out, token->features);
    an_strbuf_putc(out, '\t');
    put_head(out, token);
    an_strbuf_puts(out, "\t_\t");
    field_start = out->length;
    an_strbuf_printf(out, "Start=%u|End=%u", token->span.start, token->span.end);
    put_entities(out, field_start, s, references, i);
    if (!in_multiword) {
        put_spaces_before(out, field_start, text, s->first_token + i);
        put_spaces(out, field_start, text, sentence, s->first_token + i);
    }
    an_strbuf_putc(out, '\n');
}

static void put_sentence(an_strbuf *out, const an_parsed_text *text, uint32_t sentence, reference_cursor *references, an_str document_id)
{
    const an_sentence *s = text->sentences + sentence;
    uint32_t multiword_end = 0;
    if (sentence && s->paragraph != s[-1].paragraph) an_strbuf_puts(out, "# newpar\n");
    an_strbuf_puts(out, "# sent_id = ");
    if (document_id.length) {
        put_field(out, document_id);
        an_strbuf_putc(out, '-');
    }
    an_strbuf_printf(out, "%u\n# text = ", sentence + 1);
    put_field(out, an_str_of_span(text->text.data, s->span));
    an_strbuf_putc(out, '\n');
    for (uint32_t i = 0; i < s->token_count; i++) {
        uint32_t words = text->tokens[s->first_token + i].multiword;
        if (words > 1 && i >= multiword_end && words <= s->token_count - i) {
            put_multiword(out, text, sentence, i);
            multiword_end = i + words;
        }
        put_word(out, text, sentence, references, i, i < multiword_end);
    }
    an_strbuf_putc(out, '\n');
}

/* Writes the whole text; an empty one gives the document's line alone. `document_id` may have data NULL: then there is no such
 * line and sentences are numbered plainly. What is not known yet (before the parse) is written as "_". */
void an_parsed_text_write_conllu(const an_parsed_text *text, an_str document_id, an_strbuf *out)
{
    reference_cursor references = {.text = text};
    if (document_id.data) {
        an_strbuf_puts(out, "# newdoc id = ");
        put_field(out, document_id);
        an_strbuf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < text->sentence_count && !out->has_failed; i++) put_sentence(out, text, i, &references, document_id);
}

/* ---- reading ---- */

typedef struct reader {
    an_arena *arena;
    an_strbuf text;                 /* as far as it is known */
    AN_ARRAY(an_token) tokens;
    AN_ARRAY(an_sentence) sentences;
    an_str pending_gap;             /* between the last token and the next one; data NULL = the usual one */
    uint32_t sentence_first;        /* first token of the sentence that is being read */
    uint32_t paragraph;
    uint32_t multiword_first, multiword_end; /* tokens of the multiword token that is being read; equal = none */
    uint32_t multiword_start_byte;
    uint32_t multiword_bytes;
    bool starts_paragraph;
    uint8_t open_name;              /* an_name_kind */
    AN_ARRAY(an_reference) references;
    uint32_t open[AN_REFERENCE_DEPTH_MAX], open_count; /* references that have begun, outermost first */
    uint64_t line;
    annals_error *error;
} reader;

static annals_status broken(const reader *r, const char *what)
{
    return an_fail(r->error, ANNALS_E_FORMAT, "conllu", r->line, "line %llu: %s", (unsigned long long)r->line, what);
}

/* The value of `key` ("Start=") in a MISC field; data NULL if it is not there. */
static an_str misc_value(an_str misc, const char *key)
{
    size_t length = strlen(key);
    while (misc.length) {
        an_str item = take_until(&misc, '|');
        if (an_str_starts_with(item, key)) return (an_str){item.data + length, item.length - length};
    }
    return (an_str){0};
}

static bool parse_number(an_str text, uint32_t *out)
{
    uint64_t value = 0;
    if (!text.length || text.length > 9) return false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return false;
        value = value * 10 + (uint64_t)(text.data[i] - '0');
    }
    *out = (uint32_t)value;
    return true;
}

/* The character of four hexadecimal digits; 0 if they are not there. */
static uint32_t parse_hexadecimal(an_str digits)
{
    static const char hexadecimal[] = "0123456789abcdef";
    uint32_t value = 0;
    if (digits.length < 4) return 0;
    for (size_t i = 0; i < 4; i++) {
        char c = digits.data[i];
        const char *found = c ? strchr(hexadecimal, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
        if (!found) return 0;
        value = value * 16 + (uint32_t)(found - hexadecimal);
    }
    return value >= 0xD800 && value <= 0xDFFF ? 0 : value;
}

/* What the escape at the start of `text` stands for, written to `out`; *taken = bytes of text. An unknown one stands for itself. */
static size_t unescape_one(an_str text, char out[4], size_t *taken)
{
    const char *found = NULL;
    *taken = 1;
    if (text.data[0] == '\\' && text.length > 1 && text.data[1]) {
        uint32_t c = text.data[1] == 'u' ? parse_hexadecimal((an_str){text.data + 2, text.length - 2}) : 0;
        *taken = 6;
        if (c) return an_utf8_encode(c, out);
        found = strchr(escape_letters, text.data[1]);
        *taken = found ? 2 : 1;
    }
    out[0] = found ? plain_bytes[found - escape_letters] : text.data[0];
    return 1;
}

static an_str unescape(an_arena *arena, an_str text)
{
    char *out = an_arena_alloc(arena, text.length + 4); /* an escape is longer than what it stands for */
    size_t length = 0, taken;
    if (!out) return (an_str){0};
    for (size_t i = 0; i < text.length; i += taken) {
        char bytes[4];
        size_t count = unescape_one((an_str){text.data + i, text.length - i}, bytes, &taken);
        memcpy(out + length, bytes, count);
        length += count;
    }
    return (an_str){out, length};
}

/* Notes what stands after the token that has just been read. */
static void note_gap(reader *r, an_str misc)
{
    an_str spaces = misc_value(misc, "SpacesAfter=");
    if (spaces.data) r->pending_gap = unescape(r->arena, spaces);
    else if (an_str_is(misc_value(misc, "SpaceAfter="), "No")) r->pending_gap = AN_STR("");
    else r->pending_gap = (an_str){0};
}

/* Writes the gap before a token that is about to be read; returns where the token starts. */
static uint32_t put_gap(reader *r, an_str misc)
{
    bool is_first = r->tokens.count == 0;
    an_str gap = r->pending_gap;
    if (is_first) gap = unescape(r->arena, misc_value(misc, "SpacesBefore="));
    else if (!gap.data || (r->starts_paragraph && !gap.length)) gap = r->starts_paragraph ? AN_STR("\n\n") : AN_STR(" ");
    an_strbuf_put_str(&r->text, gap);
    if (!is_first) r->tokens.items[r->tokens.count - 1].has_space_after = gap.length > 0;
    r->starts_paragraph = false;
    return (uint32_t)r->text.length;
}

static annals_status read_multiword(reader *r, an_str id, const an_str columns[COLUMN_COUNT])
{
    uint32_t first, last, expected = (uint32_t)r->tokens.count - r->sentence_first + 1;
    an_str first_text = take_until(&id, '-');
    if (!parse_number(first_text, &first) || !parse_number(id, &last) || first != expected || last <= first || last - first >= UINT8_MAX)
        return broken(r, "multiword range out of order");
    if (r->multiword_end > r->tokens.count) return broken(r, "multiword tokens overlap");
    r->multiword_start_byte = put_gap(r, columns[COLUMN_MISC]);
    r->multiword_bytes = (uint32_t)columns[COLUMN_FORM].length;
    an_strbuf_put_str(&r->text, columns[COLUMN_FORM]);
    r->multiword_first = (uint32_t)r->tokens.count;
    r->multiword_end = r->multiword_first + (last - first + 1);
    note_gap(r, columns[COLUMN_MISC]);
    return ANNALS_OK;
}

/* Shares out the multiword token that was just completed: by Start= and End= where they fit, else by the lengths of the forms,
 * the last word taking what is left ("cannot": can|not; "dunno" as du|n|no). */
static void share_multiword(reader *r)
{
    uint32_t begin = r->multiword_start_byte, end = begin + r->multiword_bytes, at = begin;
    an_token *tokens = r->tokens.items;
    uint32_t origin = tokens[r->multiword_first].span.start, count = r->multiword_end - r->multiword_first;
    bool is_given = true;
    for (uint32_t i = r->multiword_first; i < r->multiword_end; i++) {
        uint32_t expected = i == r->multiword_first ? origin : tokens[i - 1].span.end;
        is_given = is_given && tokens[i].span.start == expected && tokens[i].span.end > expected;
    }
    is_given = is_given && tokens[r->multiword_end - 1].span.end - origin == r->multiword_bytes;
    for (uint32_t i = r->multiword_first; i < r->multiword_end; i++) {
        uint32_t length = is_given ? tokens[i].span.end - tokens[i].span.start : (uint32_t)tokens[i].form.length;
        if (length > end - at || i + 1 == r->multiword_end) length = end - at;
        while (at + length < end && ((unsigned char)r->text.data[at + length] & 0xC0) == 0x80) length++; /* not inside a letter */
        tokens[i].span = (an_span){at, at + length};
        at += length;
    }
    tokens[r->multiword_first].multiword = (uint8_t)count;
}

static void read_name(reader *r, an_token *token, an_str label)
{
    for (uint8_t kind = 1; kind < NAME_KIND_COUNT; kind++)
        if (an_str_is(label, name_labels[kind])) {
            r->open_name = kind;
            token->starts_name = true;
        }
}

/* "e3-2-1" -> chain, head, how far back; false for another label (those of other treebanks are passed over). */
static bool parse_reference(an_str label, uint32_t *chain, uint32_t *head, uint32_t *back)
{
    an_str part = take_until(&label, '-');
    if (part.length < 2 || part.data[0] != 'e') return false;
    if (!parse_number((an_str){part.data + 1, part.length - 1}, chain) || !*chain) return false;
    return parse_number(take_until(&label, '-'), head) && parse_number(label, back);
}

static annals_status close_reference(reader *r, uint32_t open)
{
    an_reference *reference = r->references.items + r->open[open];
    reference->end_token = (uint32_t)r->tokens.count + 1;
    if (reference->head_token >= reference->end_token) return broken(r, "the head of a reference lies outside it");
    memmove(r->open + open, r->open + open + 1, (--r->open_count - open) * sizeof *r->open);
    return ANNALS_OK;
}

static annals_status open_reference(reader *r, an_str label)
{
    uint32_t chain, head, back, index = (uint32_t)r->references.count, token = (uint32_t)r->tokens.count;
    if (!parse_reference(label, &chain, &head, &back)) return ANNALS_OK;
    if (!head || back > index || (back && r->references.items[index - back].chain != chain)) return broken(r, "a reference to nothing of its chain");
    if (r->open_count == AN_REFERENCE_DEPTH_MAX) return broken(r, "too many references in one another");
    r->open[r->open_count++] = index;
    return AN_PUSH(r->arena, &r->references, (an_reference){.first_token = token, .head_token = token + head - 1, .chain = chain,
                                                            .antecedent = back ? index - back : AN_NONE}) ? ANNALS_OK : ANNALS_E_MEMORY;
}

/* A label that stands before ")": the name that is open, or the latest open reference of that chain. */
static annals_status close_label(reader *r, an_str label, bool *ends_name)
{
    uint32_t chain;
    if (r->open_name != AN_NAME_NONE && an_str_is(label, name_labels[r->open_name])) *ends_name = true;
    if (label.length < 2 || label.data[0] != 'e' || !parse_number((an_str){label.data + 1, label.length - 1}, &chain)) return ANNALS_OK;
    for (uint32_t i = r->open_count; i-- > 0;)
        if (r->references.items[r->open[i]].chain == chain) return close_reference(r, i);
    return ANNALS_OK;
}

/* "(" LABEL opens, "(" LABEL ")" opens and closes, LABEL ")" closes; several stand one after another. */
static annals_status read_entities(reader *r, an_token *token, an_str value)
{
    bool ends_name = false;
    for (size_t i = 0; i < value.length;) {
        bool opens = value.data[i] == '(', closes;
        size_t start = i + opens, end = start;
        an_str label;
        while (end < value.length && value.data[end] != '(' && value.data[end] != ')') end++;
        closes = end < value.length && value.data[end] == ')';
        label = (an_str){value.data + start, end - start};
        if (opens) {
            uint32_t before = r->open_count;
            read_name(r, token, label);
            AN_TRY(open_reference(r, label));
            if (closes && r->open_count > before) AN_TRY(close_reference(r, before));
            if (closes && token->starts_name && an_str_is(label, name_labels[r->open_name])) ends_name = true;
        } else if (closes) {
            AN_TRY(close_label(r, label, &ends_name));
        }
        i = end + closes;
    }
    token->name = r->open_name;
    if (ends_name) r->open_name = AN_NAME_NONE;
    return ANNALS_OK;
}

static an_str unless_empty(an_str column) { return an_str_is(column, "_") ? (an_str){0} : column; }

static annals_status read_tags(reader *r, an_token *token, const an_str columns[COLUMN_COUNT])
{
    an_deprel deprel = AN_DEPREL_NONE;
    an_subrel subrel = AN_SUBREL_NONE;
    uint32_t head = 0;
    bool is_form_line = an_str_is(columns[COLUMN_FORM], "_"); /* the form "_" has the lemma "_" */
    token->form = columns[COLUMN_FORM];
    token->lemma = is_form_line ? columns[COLUMN_LEMMA] : unless_empty(columns[COLUMN_LEMMA]);
    token->xpos = unless_empty(columns[COLUMN_XPOS]);
    token->features = an_str_is(columns[COLUMN_FEATURES], "_") ? AN_STR("") : columns[COLUMN_FEATURES];
    token->upos = (uint8_t)an_upos_parse(columns[COLUMN_UPOS]);
    if (token->upos == AN_UPOS_NONE && !an_str_is(columns[COLUMN_UPOS], "_")) return broken(r, "unknown part of speech");
    if (!an_str_is(columns[COLUMN_DEPREL], "_") && !an_deprel_parse(columns[COLUMN_DEPREL], &deprel, &subrel))
        return broken(r, "unknown relation");
    if (!an_str_is(columns[COLUMN_HEAD], "_") && !parse_number(columns[COLUMN_HEAD], &head)) return broken(r, "head is no number");
    token->deprel = (uint8_t)deprel;
    token->subrel = (uint8_t)subrel;
    token->head = (int32_t)head - 1;
    return ANNALS_OK;
}

static annals_status read_word(reader *r, const an_str columns[COLUMN_COUNT])
{
    an_token token = {0};
    uint32_t id, start, end, index = (uint32_t)r->tokens.count;
    bool in_multiword = index < r->multiword_end;
    if (!parse_number(columns[COLUMN_ID], &id) || id != index - r->sentence_first + 1) return broken(r, "word number out of order");
    if (!columns[COLUMN_FORM].length) return broken(r, "empty form");
    AN_TRY(read_tags(r, &token, columns));
    AN_TRY(read_entities(r, &token, misc_value(columns[COLUMN_MISC], "Entity=")));
    if (in_multiword) {
        bool is_given = parse_number(misc_value(columns[COLUMN_MISC], "Start="), &start) &&
                        parse_number(misc_value(columns[COLUMN_MISC], "End="), &end);
        if (is_given) token.span = (an_span){start, end}; /* share_multiword makes it a place in this text */
    } else {
        token.span.start = put_gap(r, columns[COLUMN_MISC]);
        an_strbuf_put_str(&r->text, token.form);
        token.span.end = (uint32_t)r->text.length;
        note_gap(r, columns[COLUMN_MISC]);
    }
    if (!AN_PUSH(r->arena, &r->tokens, token)) return ANNALS_E_MEMORY;
    if (in_multiword && r->tokens.count == r->multiword_end) share_multiword(r);
    return ANNALS_OK;
}

static annals_status end_sentence(reader *r)
{
    uint32_t first = r->sentence_first, count = (uint32_t)r->tokens.count - first;
    an_sentence sentence = {.first_token = first, .token_count = count, .paragraph = r->paragraph};
    if (!count) return ANNALS_OK;
    if (r->multiword_end > r->tokens.count) return broken(r, "the sentence ends inside a multiword token");
    for (uint32_t i = first; i < first + count; i++)
        if (r->tokens.items[i].head >= (int32_t)count || r->tokens.items[i].head == (int32_t)(i - first))
            return broken(r, "a head in the sentence that ends here is no other word of it");
    sentence.span = (an_span){r->tokens.items[first].span.start, r->tokens.items[first + count - 1].span.end};
    if (r->open_count) return broken(r, "the sentence ends inside a reference");
    r->sentence_first = (uint32_t)r->tokens.count;
    r->open_name = AN_NAME_NONE;
    return AN_PUSH(r->arena, &r->sentences, sentence) ? ANNALS_OK : ANNALS_E_MEMORY;
}

static void read_comment(reader *r, an_str line)
{
    bool is_new = an_str_starts_with(line, "# newpar") || an_str_starts_with(line, "# newdoc");
    if (!is_new || r->sentences.count == 0 || r->starts_paragraph || r->tokens.count > r->sentence_first) return;
    r->paragraph++;
    r->starts_paragraph = true;
}

static annals_status read_line(reader *r, an_str line)
{
    an_str columns[COLUMN_COUNT], rest = line;
    size_t tabs = 0;
    if (line.length && line.data[line.length - 1] == '\r') rest.length = --line.length;
    if (!line.length) return end_sentence(r);
    if (line.data[0] == '#') {
        read_comment(r, line);
        return ANNALS_OK;
    }
    for (size_t i = 0; i < line.length; i++) tabs += line.data[i] == '\t';
    if (tabs != COLUMN_COUNT - 1) return broken(r, "not ten columns");
    for (int i = 0; i < COLUMN_COUNT; i++) columns[i] = take_until(&rest, '\t');
    if (memchr(columns[COLUMN_ID].data, '.', columns[COLUMN_ID].length)) return ANNALS_OK; /* an empty node: no word of the text */
    if (memchr(columns[COLUMN_ID].data, '-', columns[COLUMN_ID].length)) return read_multiword(r, columns[COLUMN_ID], columns);
    return read_word(r, columns);
}

static annals_status read_all(reader *r, an_str conllu)
{
    while (conllu.length) {
        r->line++;
        AN_TRY(read_line(r, take_until(&conllu, '\n')));
    }
    AN_TRY(end_sentence(r));
    if (r->tokens.count) {
        an_strbuf_put_str(&r->text, r->pending_gap.data ? r->pending_gap : AN_STR(" "));
        r->tokens.items[r->tokens.count - 1].has_space_after = !r->pending_gap.data || r->pending_gap.length;
    }
    return r->text.has_failed || r->arena->is_exhausted ? ANNALS_E_MEMORY : ANNALS_OK;
}

/* Reads all sentences of `conllu`, of whatever documents, as one text. Everything in `out` is in `arena`. E_FORMAT names the line;
 * E_LIMIT over 1 GiB; E_MEMORY. Empty nodes, enhanced graphs and comments other than newdoc and newpar are passed over. */
annals_status an_parsed_text_read_conllu(an_arena *arena, an_str conllu, an_parsed_text *out, annals_error *error)
{
    enum { BYTES_MAX = 1 << 30 };
    reader r = {.arena = arena, .error = error};
    annals_status status;
    memset(out, 0, sizeof *out);
    if (conllu.length > BYTES_MAX) return an_fail(error, ANNALS_E_LIMIT, "conllu", 0, "more than %d bytes of CoNLL-U", BYTES_MAX);
    conllu.data = an_arena_copy(arena, conllu.data, conllu.length); /* the tokens' strings are views of it */
    if (!conllu.data) return an_fail(error, ANNALS_E_MEMORY, "conllu", 0, "out of memory");
    an_strbuf_init(&r.text, 0);
    status = read_all(&r, conllu);
    if (status == ANNALS_OK) {
        out->text = (an_str){an_arena_copy(arena, r.text.data, r.text.length), r.text.length};
        out->tokens = r.tokens.items;
        out->token_count = (uint32_t)r.tokens.count;
        out->sentences = r.sentences.items;
        out->sentence_count = (uint32_t)r.sentences.count;
        out->references = r.references.items;
        out->reference_count = (uint32_t)r.references.count;
        if (!out->text.data) status = ANNALS_E_MEMORY;
    }
    if (status == ANNALS_E_MEMORY) an_fail(error, ANNALS_E_MEMORY, "conllu", r.line, "out of memory");
    an_strbuf_free(&r.text);
    return status;
}
