/* Features are hashes of what stands around a place; each template mixes its own number in, which is its position in the list, so
 * every template is added every time. The models are linear: what must be seen together stands in one template. */
#include "split/features.h"

#include "base/hash.h"

enum { BRACKET_DEPTH_MAX = 3, TO_STOP_MAX = 1000 };

static const an_split_unit nothing = {.kind = AN_UNIT_MARK, .gap = AN_GAP_START, .form = 1, .shape = 1, .suffix = 1};

static const an_split_unit *at(const an_split_units *units, size_t i, int offset)
{
    if (offset < 0 && i < (size_t)-offset) return &nothing;
    i += (size_t)offset;
    return i < units->count ? units->items + i : &nothing;
}

static void add(an_split_features *out, uint64_t value)
{
    out->keys[out->count] = an_hash_mix(value, out->count);
    out->count++;
}

static uint64_t mix3(uint64_t a, uint64_t b, uint64_t c) { return an_hash_mix(an_hash_mix(a, b), c); }

static uint64_t mix4(uint64_t a, uint64_t b, uint64_t c, uint64_t d) { return an_hash_mix(mix3(a, b, c), d); }

/* Numbers as magnitudes: 0 1 2 3 4 then ever wider steps. */
static uint64_t bucket(uint64_t n)
{
    uint64_t step = 0;
    if (n < 5) return n;
    while (n >= 5 && step < 8) n = n * 2 / 3, step++;
    return 4 + step;
}

/* ---- tokens ---- */

/* Starts a chunk: the pieces from `i` up to the next white space. The word so far is piece `i`. */
void an_split_token_begin(an_split_token_state *state, const an_split_units *pieces, size_t i)
{
    size_t end = i + 1;
    memset(state, 0, sizeof *state);
    state->chunk_first = (uint32_t)i;
    state->chunk_form = pieces->items[i].form;
    while (end < pieces->count && pieces->items[end].gap == AN_GAP_NONE) {
        state->chunk_form = an_hash_mix(state->chunk_form, pieces->items[end].form);
        end++;
    }
    state->chunk_end = (uint32_t)end;
    state->form = pieces->items[i].form;
    state->shape = pieces->items[i].shape;
    state->piece_count = 1;
    state->previous = AN_SPLIT_TOKEN;
}

/* Takes piece `i` in, as decided. */
void an_split_token_advance(an_split_token_state *state, const an_split_units *pieces, size_t i, an_split_join decision)
{
    const an_split_unit *piece = pieces->items + i;
    if (decision == AN_JOIN) {
        state->form = an_hash_mix(state->form, piece->form);
        state->shape = an_hash_mix(state->shape, piece->shape);
        state->piece_count++;
        return;
    }
    state->form = piece->form;
    state->shape = piece->shape;
    state->piece_count = 1;
    state->previous = (uint8_t)decision;
}

static uint64_t edges(const an_split_units *pieces, size_t i)
{
    return (uint64_t)(at(pieces, i, -1)->gap != AN_GAP_NONE) | (uint64_t)(at(pieces, i, 1)->gap != AN_GAP_NONE) << 1 |
           (uint64_t)(at(pieces, i, 0)->is_inner) << 2 | (uint64_t)(at(pieces, i, 1)->is_inner) << 3;
}

/* The place before piece `i`, which touches piece i - 1. */
void an_split_token_features(const an_split_units *pieces, size_t i, const an_split_token_state *state, an_split_features *out)
{
    const an_split_unit *left = at(pieces, i, -1), *right = at(pieces, i, 0), *before = at(pieces, i, -2), *after = at(pieces, i, 1);
    const an_split_unit *second = at(pieces, i, 2), *next = at(pieces, state->chunk_end, 0), *previous = at(pieces, state->chunk_first, -1);
    uint64_t sides = edges(pieces, i), place = i - state->chunk_first, left_in_chunk = state->chunk_end - i;
    uint64_t word = an_hash_mix(state->form, right->form);
    out->count = 0;
    add(out, 0);
    add(out, an_hash_mix(left->form, sides));
    add(out, an_hash_mix(right->form, sides));
    add(out, mix3(left->form, right->form, sides));
    add(out, mix3(left->shape, right->shape, sides));
    add(out, mix4(before->shape, left->shape, right->shape, sides));
    add(out, mix4(left->shape, right->shape, after->shape, sides));
    add(out, mix4(before->form, left->form, right->form, before->gap));
    add(out, mix4(left->form, right->form, after->form, after->gap));
    add(out, an_hash_mix(mix4(before->shape, left->shape, right->shape, after->shape), sides));
    add(out, mix4(left->shape, right->form, after->form, after->gap));
    add(out, word);
    add(out, mix3(word, after->gap, after->shape));
    add(out, mix3(word, after->form, after->gap));
    add(out, mix4(state->shape, right->shape, after->gap, after->shape));
    add(out, mix4(state->shape, right->shape, after->gap, state->previous));
    add(out, mix3(state->previous, left->form, right->form));
    add(out, mix3(state->chunk_form, place, 0));
    add(out, mix3(right->form, left_in_chunk == 1, next->shape));
    add(out, mix4(left->shape, right->form, left_in_chunk == 1, next->shape));
    add(out, mix4(word, left_in_chunk == 1, next->is_capital, next->kind));
    add(out, mix3(left->suffix, right->form, after->gap));
    add(out, mix3(left->form, right->suffix, sides));
    add(out, mix3(previous->form, word, left_in_chunk == 1));
    add(out, mix3(word, left_in_chunk == 1, next->form));
    add(out, mix4(bucket(left->span.end - left->span.start), left->kind, right->form, after->gap));
    add(out, mix4(left->kind, right->form, bucket(right->span.end - right->span.start), after->gap));
    add(out, an_hash_mix(mix4(left->shape, right->shape, after->shape, second->shape), second->gap));
    add(out, mix4(state->piece_count > 3 ? 3 : state->piece_count, left->kind, right->form, bucket(left_in_chunk)));
    add(out, mix4(right->form, pieces->items[state->chunk_first].first != 0 ? pieces->items[state->chunk_first].form : 0, place > 1, after->gap));
}

/* ---- sentences ---- */

/* What a word is for the end of a sentence. */
typedef enum role {
    ROLE_WORD, ROLE_NUMBER, ROLE_STOP, ROLE_ASK, ROLE_ELLIPSIS, ROLE_COLON, ROLE_COMMA, ROLE_DASH, ROLE_OPEN, ROLE_CLOSE, ROLE_QUOTE,
    ROLE_ABBREVIATION, ROLE_OTHER
} role;

static role role_of_mark(const an_split_unit *word)
{
    uint32_t length = word->span.end - word->span.start;
    switch (word->first) {
    case '.': return length == 1 ? ROLE_STOP : ROLE_ELLIPSIS;
    case '?': case '!': return ROLE_ASK;
    case ':': case ';': return ROLE_COLON;
    case ',': return ROLE_COMMA;
    case '-': return ROLE_DASH;
    case '(': case '[': case '{': return ROLE_OPEN;
    case ')': case ']': case '}': return ROLE_CLOSE;
    case '"': case '\'': return ROLE_QUOTE;
    default: return ROLE_OTHER;
    }
}

/* Quotes, dashes and dots beyond ASCII, told by their bytes: forms keep them as they are. */
static role role_beyond_ascii(const an_split_unit *word)
{
    static const struct { uint8_t last; role role; } general_punctuation[] = {
        {0x93, ROLE_DASH}, {0x94, ROLE_DASH}, {0x9C, ROLE_OPEN}, {0x9D, ROLE_CLOSE}, {0xA6, ROLE_ELLIPSIS}};
    if ((uint8_t)word->first == 0xE2 && word->span.end - word->span.start == 3)
        for (size_t i = 0; i < sizeof general_punctuation / sizeof *general_punctuation; i++)
            if ((uint8_t)word->last == general_punctuation[i].last) return general_punctuation[i].role;
    return ROLE_OTHER;
}

static role role_of(const an_split_unit *word)
{
    if (word->kind == AN_UNIT_MARK) return (uint8_t)word->first < 0x80 ? role_of_mark(word) : role_beyond_ascii(word);
    if (word->last == '.') return ROLE_ABBREVIATION;
    return word->kind == AN_UNIT_DIGITS ? ROLE_NUMBER : ROLE_WORD;
}

/* Fills what words know of the words after them. To be called once the list is complete. */
void an_split_sentence_prepare(an_split_units *words)
{
    uint16_t distance = TO_STOP_MAX;
    for (size_t i = words->count; i-- > 0;) {
        role r = role_of(words->items + i);
        if (r == ROLE_STOP || r == ROLE_ASK || r == ROLE_ELLIPSIS) distance = 0;
        else if (distance < TO_STOP_MAX) distance++;
        words->items[i].to_stop = distance;
    }
}

/* A sentence begins with word `first`; the one before it began with word `previous` (the same word if there is none). */
void an_split_sentence_begin(an_split_sentence_state *state, size_t first, size_t previous)
{
    memset(state, 0, sizeof *state);
    state->previous = (uint32_t)previous;
    state->first = (uint32_t)first;
}

/* Takes word `i` in. */
void an_split_sentence_advance(an_split_sentence_state *state, const an_split_units *words, size_t i)
{
    const an_split_unit *word = words->items + i;
    role r = role_of(word);
    if (r == ROLE_OPEN && state->bracket_depth < BRACKET_DEPTH_MAX) state->bracket_depth++;
    if (r == ROLE_CLOSE && state->bracket_depth) state->bracket_depth--;
    if (r == ROLE_QUOTE && word->first == '"') state->is_quote_open = !state->is_quote_open;
}

/* Whether a sentence may end behind word `i` at all: not inside a multiword token, and without white space only behind a mark that
 * ends sentences or closes something. */
bool an_split_sentence_may_end(const an_split_units *words, size_t i)
{
    const an_split_unit *next = at(words, i, 1);
    role r;
    if (next->continues_word) return false;
    if (next->gap != AN_GAP_NONE) return true;
    r = role_of(words->items + i);
    return r == ROLE_STOP || r == ROLE_ASK || r == ROLE_ELLIPSIS || r == ROLE_CLOSE || r == ROLE_QUOTE || r == ROLE_OTHER;
}

static uint64_t case_of(const an_split_unit *word)
{
    return (uint64_t)word->kind | (uint64_t)word->is_capital << 2 | (uint64_t)word->has_lower << 3;
}

/* Templates about the words themselves. */
static void add_words(const an_split_units *words, size_t i, an_split_features *out)
{
    const an_split_unit *l = at(words, i, 0), *l1 = at(words, i, -1), *l2 = at(words, i, -2);
    const an_split_unit *r = at(words, i, 1), *r1 = at(words, i, 2), *r2 = at(words, i, 3);
    add(out, an_hash_mix(l->form, r->gap));
    add(out, mix3(l->shape, r->shape, r->gap));
    add(out, mix3(l->form, case_of(r), r->gap));
    add(out, an_hash_mix(r->form, case_of(r)));
    add(out, mix3(l->form, r->form, r->is_capital));
    add(out, mix4(l->form, r->shape, l1->shape, r->gap));
    add(out, mix3(l1->form, l->form, r->is_capital));
    add(out, mix3(r->form, r1->form, r->is_capital));
    add(out, mix3(l1->form, l->form, r->shape));
    add(out, mix3(l->shape, r->form, r->is_capital));
    add(out, mix3(l1->shape, l->shape, an_hash_mix(r->shape, r1->shape)));
    add(out, an_hash_mix(mix3(l2->shape, l1->shape, l->shape), mix3(r->shape, r1->shape, r2->shape)));
    add(out, mix3(l->suffix, r->suffix, r->is_capital));
    add(out, mix4(l1->form, l->form, r->form, r->is_capital));
    add(out, mix4(l->form, r->form, r1->form, r->is_capital));
    add(out, mix4(case_of(l), case_of(r), case_of(l1), an_hash_mix(case_of(r1), r->gap)));
    add(out, mix4(l->suffix, l1->suffix, case_of(r), r->gap));
    add(out, mix3(l1->form, case_of(l), case_of(r)));
    add(out, mix3(case_of(l), case_of(r), r1->form));
    add(out, mix3(l2->form, l1->form, l->form));
    add(out, mix3(r->form, r1->form, r2->form));
}

/* Templates about where the sentence stands. */
static void add_place(const an_split_units *words, size_t i, const an_split_sentence_state *state, an_split_features *out)
{
    const an_split_unit *l = at(words, i, 0), *l1 = at(words, i, -1), *r = at(words, i, 1), *r1 = at(words, i, 2);
    const an_split_unit *first = words->items + state->first, *last = words->items + words->count - 1;
    uint64_t length = bucket(i + 1 - state->first), to_stop = bucket(r->to_stop), rest = bucket(words->count - 1 - i);
    uint64_t lr = role_of(l), lr1 = role_of(l1), rr = role_of(r), rr1 = role_of(r1), last_role = role_of(last);
    uint64_t open = (uint64_t)state->is_quote_open | (uint64_t)state->bracket_depth << 1;
    uint64_t around = mix4(lr1, lr, rr, an_hash_mix(case_of(r), r->gap));
    add(out, mix3(l->form, length, case_of(r)));
    add(out, an_hash_mix(around, open));
    add(out, mix3(around, rr1, case_of(r1)));
    add(out, mix3(around, length, open));
    add(out, an_hash_mix(around, to_stop));
    add(out, mix3(around, length, to_stop));
    add(out, mix3(around, last_role, rest));
    add(out, mix3(first->form, length, around));
    add(out, mix3(first->shape, l->form, length));
    add(out, mix3(first->form, l->form, rr));
    add(out, mix3(around, to_stop, r->form));
    add(out, mix4(lr, length, r->form, case_of(r)));
    add(out, mix3(around, case_of(first), length));
    add(out, mix4(around, last->to_stop == 0, to_stop, length));
}

/* Templates about how the words are usually written. */
static void add_casing(const an_split_units *words, size_t i, an_split_features *out)
{
    const an_split_unit *l = at(words, i, 0), *l1 = at(words, i, -1), *r = at(words, i, 1), *r1 = at(words, i, 2);
    uint64_t left = mix3(l->casing, case_of(l), role_of(l)), right = mix3(r->casing, case_of(r), r->gap), second = mix3(r1->casing, case_of(r1), 0);
    add(out, an_hash_mix(left, right));
    add(out, mix3(left, right, second));
    add(out, mix4(l1->casing, case_of(l1), left, right));
    add(out, mix3(l->form, right, second));
    add(out, mix3(left, right, r1->form));
}

/* Templates about lists: lines that begin or end alike, one after another. */
static void add_repetition(const an_split_units *words, size_t i, const an_split_sentence_state *state, an_split_features *out)
{
    const an_split_unit *l = at(words, i, 0), *r = at(words, i, 1), *r1 = at(words, i, 2);
    const an_split_unit *first = words->items + state->first, *before = words->items + state->previous;
    const an_split_unit *end = state->first ? words->items + state->first - 1 : &nothing; /* the last word of the sentence before */
    bool has_before = state->previous != state->first;
    uint64_t alike = (uint64_t)(first->form == r->form) | (uint64_t)(first->shape == r->shape) << 1 |
                     (uint64_t)(has_before && before->form == r->form) << 2 | (uint64_t)(has_before && before->shape == r->shape) << 3 |
                     (uint64_t)(end->form == l->form) << 4 | (uint64_t)(end->shape == l->shape) << 5;
    uint64_t roles = mix4(role_of(l), role_of(r), role_of(end), case_of(r));
    add(out, mix3(alike, role_of(l), role_of(r)));
    add(out, mix4(alike, roles, r->gap, bucket(i + 1 - state->first)));
    add(out, mix3(alike, r->shape, l->shape));
    add(out, mix3(roles, has_before ? bucket(state->first - state->previous) : 99, bucket(i + 1 - state->first)));
    add(out, mix3(end->form, l->form, case_of(r)));
    add(out, mix4(alike, r->form, role_of(l), role_of(r1)));
}

/* The place behind word `i`, which is in `state` already and is not the paragraph's last. */
void an_split_sentence_features(const an_split_units *words, size_t i, const an_split_sentence_state *state, an_split_features *out)
{
    out->count = 0;
    add(out, 0);
    add_words(words, i, out);
    add_place(words, i, state, out);
    add_repetition(words, i, state, out);
    add_casing(words, i, out);
}
