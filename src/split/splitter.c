/* text -> paragraphs -> parts -> pieces -> words -> sentences.
 *
 * A paragraph ends every sentence. It is read in parts of bounded size; the last sentence of a part that is not the paragraph's
 * last is left for the next part, so parts show in the result only where one sentence fills a whole part. Inside a part the token
 * model goes over the places between touching pieces and joins them to words, then the sentence model goes over the places between
 * words; where that one is not sure, the network reads the words around and is added in, for each block of words at most once. All go
 * from left to right and never back, except that a sentence without any end is cut at its best place once it is SENTENCE_WORDS_MAX
 * long, and what follows is read again: at most twice. So time is linear whatever the text. */
#include "split/splitter.h"

#include <stdlib.h>

#include "base/array.h"
#include "split/dateline.h"
#include "split/model.h"
#include "split/rules.h"

enum {
    PART_BYTES_MAX = 64 * 1024,   /* of a paragraph, read at once: bounds memory */
    TOKEN_BYTES_MAX = 1024,       /* longer ones are cut; addresses have up to 512 */
    MULTIWORD_WORDS_MAX = 4,      /* English has three at most: "du|n|no" */
    SENTENCE_WORDS_MAX = 400,     /* the parser's cost and memory grow with it; the longest in the treebanks has about 160 */
    SENTENCE_WORDS_CUT_MIN = 200, /* a sentence that must be cut is cut behind this many words at least */
    NETWORK_UNIT = 2048,          /* an_split_info.network_weight that leaves the network's score as it is */
    SCORE_MAX = 1 << 28,          /* of the network's score: added to a sum it stays inside int32 */
    TOKENS_MAX = 4000000          /* an article of the greatest size allowed has 3.5 million words if it is prose */
};

struct an_splitter {
    an_split_model model;
};

/* A word of a finished sentence; tokens are made of these at the end, once it is known how many there are. */
typedef struct placed_word {
    an_span span;
    bool continues_word;
} placed_word;

typedef struct splitting {
    const an_split_model *model;
    an_arena *scratch;
    an_str text;
    an_split_units pieces, words;       /* of the part at hand */
    int32_t scores[SENTENCE_WORDS_MAX]; /* of the sentence so far, by word */
    an_split_network_room room;
    AN_ARRAY(int32_t) judged;           /* the network's scores by word, where the word's block has been judged ... */
    AN_ARRAY(uint8_t) is_judged;        /* ... as this says by block */
    AN_ARRAY(placed_word) placed;       /* of the whole text */
    AN_ARRAY(an_sentence) sentences;
    uint32_t paragraph;
    bool has_too_many;                  /* words: over TOKENS_MAX */
} splitting;

/* Maps and checks the model. *splitter is the caller's; any number of threads may use it. E_IO, E_FORMAT, E_VERSION, E_MEMORY. */
annals_status an_splitter_open(an_splitter **splitter, const char *path, annals_error *error)
{
    annals_status status;
    an_splitter *made = calloc(1, sizeof *made);
    *splitter = NULL;
    if (!made) return an_fail(error, ANNALS_E_MEMORY, "split", 0, "out of memory");
    status = an_split_model_open(&made->model, path, error);
    if (status == ANNALS_OK) *splitter = made;
    else free(made);
    return status;
}

/* SHA-256 of the model file in hexadecimal; lives as long as the splitter. */
const char *an_splitter_digest(const an_splitter *splitter) { return splitter->model.image.sha256; }

an_casing_table an_splitter_casing(const an_splitter *splitter) { return splitter->model.casing; }

/* NULL is allowed. */
void an_splitter_close(an_splitter *splitter)
{
    if (!splitter) return;
    an_split_model_close(&splitter->model);
    free(splitter);
}

/* ---- pieces to words ---- */

static bool is_line_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool add_word(splitting *s, an_span span, const an_split_unit *first_piece, bool continues_word)
{
    an_split_unit word = an_split_describe(s->text, span);
    uint32_t space = span.start;
    word.gap = first_piece->gap;
    word.casing = (uint8_t)an_casing_find(&s->model->casing, word.form);
    while (space > 0 && is_line_space(s->text.data[space - 1])) word.begins_line |= s->text.data[--space] == '\n';
    word.continues_word = continues_word;
    return AN_PUSH(s->scratch, &s->words, word);
}

static an_split_join decide_join(const splitting *s, size_t i, const an_split_token_state *state)
{
    an_split_features features;
    an_split_join join;
    if (an_split_join_rule(s->text, &s->pieces, i, state, &join)) return join;
    an_split_token_features(&s->pieces, i, state, &features);
    return an_split_model_join(s->model, &features);
}

/* The words of one chunk, the pieces from `i` up to the next white space. Returns where the next chunk begins; 0 = out of memory. */
static size_t split_chunk(splitting *s, size_t i)
{
    an_split_token_state state;
    size_t word_first = i, words_of_token = 1;
    bool continues_word = false;
    an_split_token_begin(&state, &s->pieces, i);
    for (i++; i < state.chunk_end; i++) {
        an_span span = {s->pieces.items[word_first].span.start, s->pieces.items[i].span.start};
        an_split_join join = decide_join(s, i, &state);
        if (join == AN_JOIN && s->pieces.items[i].span.end - span.start > TOKEN_BYTES_MAX) join = AN_SPLIT_TOKEN;
        if (join == AN_SPLIT_WORD && words_of_token >= MULTIWORD_WORDS_MAX) join = AN_SPLIT_TOKEN;
        an_split_token_advance(&state, &s->pieces, i, join);
        if (join == AN_JOIN) continue;
        if (!add_word(s, span, s->pieces.items + word_first, continues_word)) return 0;
        continues_word = join == AN_SPLIT_WORD;
        words_of_token = continues_word ? words_of_token + 1 : 1;
        word_first = i;
    }
    if (!add_word(s, (an_span){s->pieces.items[word_first].span.start, s->pieces.items[i - 1].span.end}, s->pieces.items + word_first, continues_word))
        return 0;
    return i;
}

/* Nothing of the part at hand has been judged. */
static bool make_judged(splitting *s)
{
    size_t blocks = s->words.count / AN_SPLIT_BLOCK_WORDS + 1;
    s->is_judged.count = 0;
    while (s->is_judged.count < blocks)
        if (!AN_PUSH(s->scratch, &s->is_judged, 0)) return false;
    while (s->judged.count < s->words.count)
        if (!AN_PUSH(s->scratch, &s->judged, 0)) return false;
    return true;
}

static bool split_words(splitting *s, an_span part)
{
    s->pieces.count = s->words.count = 0;
    if (!an_split_find_pieces(s->scratch, s->text, part, &s->pieces)) return false;
    for (size_t i = 0; i < s->pieces.count;)
        if ((i = split_chunk(s, i)) == 0) return false;
    an_split_sentence_prepare(&s->words);
    return make_judged(s);
}

/* ---- words to sentences ---- */

/* Words [first, end) of the part are a sentence. */
static bool add_sentence(splitting *s, size_t first, size_t end)
{
    an_sentence sentence = {.span = {s->words.items[first].span.start, s->words.items[end - 1].span.end},
                            .first_token = (uint32_t)s->placed.count,
                            .token_count = (uint32_t)(end - first),
                            .paragraph = s->paragraph};
    s->has_too_many = s->placed.count + (end - first) > TOKENS_MAX;
    if (s->has_too_many) return false;
    for (size_t i = first; i < end; i++)
        if (!AN_PUSH(s->scratch, &s->placed, (placed_word){s->words.items[i].span, s->words.items[i].continues_word})) return false;
    return AN_PUSH(s->scratch, &s->sentences, sentence);
}

/* What the network has to say about an end behind word `i`; its block is judged when it is first asked for. */
static int32_t network_score(splitting *s, size_t i)
{
    size_t block = i / AN_SPLIT_BLOCK_WORDS;
    int64_t score;
    if (!s->is_judged.items[block]) an_split_network_judge(&s->model->network, &s->room, &s->words, block, s->judged.items);
    s->is_judged.items[block] = 1;
    score = (int64_t)s->judged.items[i] * s->model->info.network_weight / NETWORK_UNIT;
    return (int32_t)(score > SCORE_MAX ? SCORE_MAX : score < -SCORE_MAX ? -SCORE_MAX : score);
}

/* A word in small letters behind another word, in a sentence that began with a capital: hardly ever a new sentence, and two places
 * out of three. They are passed over. */
static bool is_plain_middle(const splitting *s, size_t i, const an_split_sentence_state *state)
{
    const an_split_unit *first = s->words.items + state->first, *word = s->words.items + i, *next = word + 1;
    return word->kind == AN_UNIT_LETTERS && word->last != '.' && next->kind == AN_UNIT_LETTERS && !next->is_capital && first->is_capital;
}

/* How sure it is that the sentence in `state` ends behind word `i`: greater than 0 = it does; INT32_MIN = it cannot. */
static int32_t score_end(splitting *s, size_t i, const an_split_sentence_state *state)
{
    an_split_features features;
    an_split_rule rule;
    int32_t sum;
    if (!an_split_sentence_may_end(&s->words, i)) return INT32_MIN;
    if (is_plain_middle(s, i, state)) return INT32_MIN + 1;
    rule = an_split_sentence_rule(s->text, &s->words, i);
    if (rule == AN_RULE_ENDS) return INT32_MAX;
    an_split_sentence_features(&s->words, i, state, &features);
    if (rule == AN_RULE_GOES_ON) return INT32_MIN + 1;
    sum = an_split_model_sentence(s->model, &features);
    return sum > -s->model->info.network_reach && sum < s->model->info.network_reach ? sum + network_score(s, i) : sum;
}

/* Where a sentence of SENTENCE_WORDS_MAX words without an end is best cut: its new length. */
static size_t best_cut(const splitting *s, size_t first)
{
    size_t best = 0;
    for (size_t k = SENTENCE_WORDS_CUT_MIN - 1; k < SENTENCE_WORDS_MAX; k++)
        if (s->scores[k] != INT32_MIN && (!best || s->scores[k] >= s->scores[best])) best = k;
    if (best) return best + 1;
    for (best = SENTENCE_WORDS_MAX; s->words.items[first + best].continues_word;) best--;
    return best;
}

/* The end of the sentence that begins with word `first` (the one before it with `previous`); the number of words if none is found before. */
static size_t find_end(splitting *s, size_t first, size_t previous)
{
    an_split_sentence_state state;
    an_split_sentence_begin(&state, first, previous);
    for (size_t i = first; i + 1 < s->words.count; i++) {
        int32_t score;
        if (i - first == SENTENCE_WORDS_MAX) return first + best_cut(s, first);
        an_split_sentence_advance(&state, &s->words, i);
        s->scores[i - first] = score = score_end(s, i, &state);
        if (score > 0) return i + 1;
    }
    return s->words.count;
}

/* How many words from `first`, which begins a sentence, are a dateline. */
static size_t dateline_length(const splitting *s, size_t first)
{
    const an_split_units rest = {s->words.items + first, s->words.count - first, 0};
    if (rest.items[0].gap != AN_GAP_START && !rest.items[0].begins_line) return 0;
    return an_split_dateline_end(s->text, &rest);
}

/* Adds the sentences of the part. If it `is_last` of its paragraph all of them, else all but the last one if there are more;
 * *end is where the next part begins. */
static bool split_sentences(splitting *s, bool is_last, uint32_t *end)
{
    for (size_t first = 0, previous = 0, next; first < s->words.count; previous = first, first = next) {
        size_t dateline = dateline_length(s, first);
        next = dateline ? first + dateline : find_end(s, first, previous);
        if (next == s->words.count && !is_last && first > 0) {
            *end = s->words.items[first].span.start;
            return true;
        }
        if (!add_sentence(s, first, next)) return false;
    }
    return true;
}

/* ---- paragraphs and parts ---- */

/* Where a part that starts at `start` ends: at the paragraph's end, or behind the last white space, or before a character. */
static uint32_t part_end(an_str text, uint32_t start, uint32_t paragraph_end)
{
    uint32_t end = start + PART_BYTES_MAX, at;
    if (paragraph_end - start <= PART_BYTES_MAX) return paragraph_end;
    for (at = end; at > start + PART_BYTES_MAX / 2; at--)
        if (an_split_space_length(text.data + at, text.length - at)) return at;
    while (((unsigned char)text.data[end] & 0xC0) == 0x80 && end > start + PART_BYTES_MAX / 2) end--;
    return end;
}

static bool split_paragraph(splitting *s, uint32_t start, uint32_t end)
{
    size_t before = s->sentences.count;
    while (start < end) {
        uint32_t next = part_end(s->text, start, end);
        if (!split_words(s, (an_span){start, next}) || !split_sentences(s, next == end, &next)) return false;
        start = next;
    }
    if (s->sentences.count > before) s->paragraph++;
    return true;
}

/* The end of the paragraph that begins at `start`: before a line that is empty or blank. */
static uint32_t paragraph_end(an_str text, uint32_t start)
{
    const char *line = text.data + start, *end = text.data + text.length;
    while ((line = memchr(line, '\n', (size_t)(end - line))) != NULL) {
        const char *at = line + 1;
        while (at < end && (*at == ' ' || *at == '\t' || *at == '\r')) at++;
        if (at == end || *at == '\n') return (uint32_t)(line + 1 - text.data);
        line++;
    }
    return (uint32_t)text.length;
}

static an_token make_token(const splitting *s, size_t i)
{
    const placed_word *word = s->placed.items + i;
    uint32_t end = word->span.end;
    size_t words = 1;
    an_token token = {.span = word->span, .form = an_str_of_span(s->text.data, word->span), .head = AN_HEAD_ROOT};
    token.has_space_after = an_split_space_length(s->text.data + end, s->text.length - end) > 0;
    if (word->continues_word) return token;
    while (i + words < s->placed.count && s->placed.items[i + words].continues_word) words++;
    if (words > 1) token.multiword = (uint8_t)words;
    return token;
}

static annals_status deliver(an_arena *arena, const splitting *s, an_parsed_text *out, annals_error *error)
{
    out->text = s->text;
    out->tokens = AN_NEW_ARRAY(arena, an_token, s->placed.count);
    out->sentences = AN_NEW_ARRAY(arena, an_sentence, s->sentences.count);
    if (!out->tokens || !out->sentences) return an_fail(error, ANNALS_E_MEMORY, "split", 0, "out of memory");
    for (size_t i = 0; i < s->placed.count; i++) out->tokens[i] = make_token(s, i);
    if (s->sentences.count) memcpy(out->sentences, s->sentences.items, s->sentences.count * sizeof *out->sentences);
    out->token_count = (uint32_t)s->placed.count;
    out->sentence_count = (uint32_t)s->sentences.count;
    return ANNALS_OK;
}

/* Splits `text` (UTF-8; malformed bytes become words of their own; paragraphs apart by an empty line), which must live as long as
 * the result. Every byte but white space is in exactly one word. Empty text gives no sentences. Results are in `arena`; `scratch`
 * is only grown. E_LIMIT over TOKENS_MAX words or about 4 GiB; E_MEMORY. */
annals_status an_split(an_arena *arena, an_arena *scratch, const an_splitter *splitter, an_str text, an_parsed_text *out,
                       annals_error *error)
{
    splitting s = {.model = &splitter->model, .scratch = scratch, .text = text};
    memset(out, 0, sizeof *out);
    if (!an_split_network_room_new(scratch, &s.room)) return an_fail(error, ANNALS_E_MEMORY, "split", 0, "out of memory");
    if (text.length >= UINT32_MAX - PART_BYTES_MAX) return an_fail(error, ANNALS_E_LIMIT, "split", 0, "a text of %zu bytes", text.length);
    for (uint32_t start = 0, end; start < text.length; start = end) {
        end = paragraph_end(text, start);
        if (split_paragraph(&s, start, end)) continue;
        if (s.has_too_many) return an_fail(error, ANNALS_E_LIMIT, "split", start, "more than %d words", TOKENS_MAX);
        return an_fail(error, ANNALS_E_MEMORY, "split", start, "out of memory");
    }
    return deliver(arena, &s, out, error);
}
