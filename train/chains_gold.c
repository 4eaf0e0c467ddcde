/* Entity=(12-person-...(13-place-...)12): "(" ID and more opens a mention, ID ")" closes it; a mention of one word closes at once. Only
 * the ID, up to the first "-", is read. The reader of records knows nothing of it, so that the field is read here a second time. */
#include "chains_gold.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "lexicon/slots.h"

enum { BYTES_MAX = 1 << 28 };

typedef struct open_mention {
    uint32_t chain, first_token;
} open_mention;

typedef struct reader {
    an_arena *arena;
    an_gold_document *out;
    uint32_t token;
    AN_ARRAY(open_mention) open;
    an_slots ids;
} reader;

/* Personal, possessive, reflexive and demonstrative pronouns: what "accuracy of pronouns" counts. */
static uint8_t pronoun_of(an_arena *arena, const an_token *token)
{
    static const char *const words[AN_EVAL_PRONOUN_COUNT][7] = {
        [AN_EVAL_I] = {"i", "me", "my", "mine", "myself"}, [AN_EVAL_WE] = {"we", "us", "our", "ours", "ourselves", "'s"},
        [AN_EVAL_YOU] = {"you", "your", "yours", "yourself", "yourselves"}, [AN_EVAL_HE] = {"he", "him", "his", "himself"},
        [AN_EVAL_SHE] = {"she", "her", "hers", "herself"}, [AN_EVAL_IT] = {"it", "its", "itself"},
        [AN_EVAL_THEY] = {"they", "them", "their", "theirs", "themselves", "'em"}, [AN_EVAL_THIS] = {"this", "that", "these", "those"}};
    an_str folded = an_utf8_fold(arena, token->form);
    if (token->upos != AN_UPOS_PRON && token->upos != AN_UPOS_DET) return AN_EVAL_NO_PRONOUN;
    for (uint8_t kind = 1; kind < AN_EVAL_PRONOUN_COUNT; kind++)
        for (int i = 0; words[kind][i]; i++)
            if (an_str_is(folded, words[kind][i])) return kind;
    return AN_EVAL_NO_PRONOUN;
}

/* The word of a span that hangs on a word outside it; the first of several. */
static uint32_t head_of_span(const an_parsed_text *text, uint32_t first, uint32_t end)
{
    for (uint32_t s = 0; s < text->sentence_count; s++) {
        const an_sentence *sentence = text->sentences + s;
        if (first < sentence->first_token || first >= sentence->first_token + sentence->token_count) continue;
        for (uint32_t i = first; i < end; i++) {
            int64_t head = (int64_t)text->tokens[i].head + sentence->first_token;
            if (text->tokens[i].head < 0 || head < first || head >= end) return i;
        }
    }
    return end - 1;
}

an_eval_mention an_gold_place(const an_parsed_text *text, uint32_t first, uint32_t end, uint32_t head)
{
    return (an_eval_mention){.span = {text->tokens[first].span.start, text->tokens[end - 1].span.end}, .head = text->tokens[head].span, .antecedent = AN_EVAL_NONE};
}

static bool add_mention(reader *r, uint32_t chain, uint32_t first, uint32_t end)
{
    const an_parsed_text *text = &r->out->text;
    an_eval_mention m = an_gold_place(text, first, end, head_of_span(text, first, end));
    m.chain = chain;
    m.pronoun = end == first + 1 ? pronoun_of(r->arena, text->tokens + first) : AN_EVAL_NO_PRONOUN;
    return AN_PUSH(r->arena, &r->out->chains.mentions, m);
}

static bool number_of_chain(reader *r, an_str id, uint32_t *chain)
{
    uint32_t cursor = 0;
    uint64_t hash = an_hash(id);
    *chain = an_slots_next(&r->ids, hash, &cursor);
    if (*chain != UINT32_MAX) return true;
    *chain = r->out->chains.chain_count++;
    return an_slots_add(r->arena, &r->ids, hash, *chain);
}

static an_str id_of(an_str label)
{
    const char *dash = memchr(label.data, '-', label.length);
    return (an_str){label.data, dash ? (size_t)(dash - label.data) : label.length};
}

static bool close_mention(reader *r, uint32_t chain)
{
    for (size_t i = r->open.count; i-- > 0;) {
        open_mention closed = r->open.items[i];
        if (closed.chain != chain) continue;
        memmove(r->open.items + i, r->open.items + i + 1, (r->open.count - i - 1) * sizeof closed);
        r->open.count--;
        return add_mention(r, chain, closed.first_token, r->token + 1);
    }
    return true; /* closes what was never opened: passed over */
}

static bool read_brackets(reader *r, an_str value)
{
    size_t i = 0;
    while (i < value.length) {
        bool opens = value.data[i] == '(', closes;
        size_t start = opens ? i + 1 : i, end = start;
        uint32_t chain;
        while (end < value.length && value.data[end] != '(' && value.data[end] != ')') end++;
        closes = end < value.length && value.data[end] == ')';
        if (!number_of_chain(r, id_of((an_str){value.data + start, end - start}), &chain)) return false;
        if (opens && closes && !add_mention(r, chain, r->token, r->token + 1)) return false;
        if (opens && !closes && !AN_PUSH(r->arena, &r->open, (open_mention){chain, r->token})) return false;
        if (!opens && closes && !close_mention(r, chain)) return false;
        i = end + closes;
        if (!opens && !closes) break;
    }
    return true;
}

static an_str take_line(an_str *rest)
{
    const char *end = memchr(rest->data, '\n', rest->length);
    an_str line = {rest->data, end ? (size_t)(end - rest->data) : rest->length};
    size_t step = line.length + (end != NULL);
    rest->data += step;
    rest->length -= step;
    return line;
}

/* The value of Entity= in a line of a word; data NULL. */
static an_str entity_of(an_str line)
{
    static const char key[] = "Entity=";
    const char *end = line.data + line.length, *at = end;
    while (at > line.data && at[-1] != '\t') at--; /* MISC is the last column */
    while (at < end) {
        const char *bar = memchr(at, '|', (size_t)(end - at)), *stop = bar ? bar : end;
        if ((size_t)(stop - at) > sizeof key - 1 && memcmp(at, key, sizeof key - 1) == 0) return (an_str){at + sizeof key - 1, (size_t)(stop - at) - (sizeof key - 1)};
        at = stop + 1;
    }
    return (an_str){0};
}

/* A line of a word: "12<tab>..."; not "12-13", "12.1" or a comment. */
static bool is_word_line(an_str line)
{
    size_t digits = 0;
    while (digits < line.length && line.data[digits] >= '0' && line.data[digits] <= '9') digits++;
    return digits > 0 && digits < line.length && line.data[digits] == '\t';
}

static int compare_mentions(const void *a, const void *b)
{
    const an_eval_mention *x = a, *y = b;
    if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end) return x->span.end > y->span.end ? -1 : 1;
    return x->chain < y->chain ? -1 : x->chain > y->chain;
}

static annals_status read_document(an_arena *arena, an_str lines, an_gold_document *out, annals_error *error)
{
    reader r = {.arena = arena, .out = out};
    AN_TRY(an_parsed_text_read_conllu(arena, lines, &out->text, error));
    while (lines.length) {
        an_str line = take_line(&lines);
        if (!is_word_line(line)) continue;
        if (!read_brackets(&r, entity_of(line))) return an_fail(error, ANNALS_E_MEMORY, "eval", 0, "out of memory");
        r.token++;
    }
    if (out->chains.mentions.count) qsort(out->chains.mentions.items, out->chains.mentions.count, sizeof *out->chains.mentions.items, compare_mentions);
    return ANNALS_OK;
}

annals_status an_gold_next(an_arena *arena, an_str *conllu, an_gold_document *out, annals_error *error)
{
    static const char mark[] = "# newdoc id = ";
    an_str rest = *conllu, lines = *conllu;
    memset(out, 0, sizeof *out);
    while (rest.length) {
        an_str before = rest, line = take_line(&rest);
        if (!an_str_starts_with(line, mark)) continue;
        if (out->id.data) {
            lines.length = (size_t)(before.data - lines.data);
            *conllu = before;
            return read_document(arena, lines, out, error);
        }
        out->id = (an_str){line.data + sizeof mark - 1, line.length - (sizeof mark - 1)};
        lines = before;
    }
    if (!out->id.data) return ANNALS_END;
    conllu->length = 0;
    return read_document(arena, lines, out, error);
}

annals_status an_gold_forget_parse(an_arena *arena, const an_parsed_text *gold, an_parsed_text *out, annals_error *error)
{
    *out = *gold;
    out->tokens = AN_NEW_ARRAY(arena, an_token, gold->token_count + 1);
    if (!out->tokens) return an_fail(error, ANNALS_E_MEMORY, "eval", 0, "out of memory");
    for (uint32_t i = 0; i < gold->token_count; i++) {
        const an_token *token = gold->tokens + i;
        out->tokens[i] = (an_token){.span = token->span, .form = token->form, .head = AN_HEAD_ROOT, .multiword = token->multiword,
                                    .has_space_after = token->has_space_after};
    }
    return ANNALS_OK;
}

annals_status an_gold_read_file(const char *path, an_strbuf *out, annals_error *error)
{
    char bytes[1 << 16];
    size_t length;
    FILE *file = fopen(path, "rb");
    bool is_read;
    if (!file) return an_fail(error, ANNALS_E_IO, "eval", 0, "%s: cannot be opened", path);
    while ((length = fread(bytes, 1, sizeof bytes, file)) > 0 && out->length < BYTES_MAX) an_strbuf_put(out, bytes, length);
    is_read = !ferror(file) && feof(file) && !out->has_failed;
    fclose(file);
    return is_read ? ANNALS_OK : an_fail(error, ANNALS_E_IO, "eval", 0, "%s: cannot be read", path);
}
