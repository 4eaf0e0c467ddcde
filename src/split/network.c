/* rows of word and pieces -> two bidirectional LSTM layers -> rectified layer over the states of a word and of the next -> one score,
 * with AN_MODEL_FRACTION_BITS after the point: the log odds that a sentence ends between the two.
 *
 * It is run over blocks of words, each with a margin on both sides, and only over blocks in which a place was unsure. Everything is
 * in integers (model/layer.h), so every machine decides alike; widths are the program's, so a file of the right size is a good one. */
#include "split/network.h"

#include "base/hash.h"
#include "split/casing.h"

enum { INPUT_WIDTH = AN_SPLIT_WORD_WIDTH + AN_SPLIT_PIECE_WIDTH, STATE_WIDTH = 2 * AN_SPLIT_HIDDEN, LENGTH_MAX = 12 };
enum { WIDEST = INPUT_WIDTH > STATE_WIDTH ? INPUT_WIDTH : STATE_WIDTH, WORDS_MAX = 1 << 20 };

/* Checks everything that running relies on. E_FORMAT. */
annals_status an_split_network_open(an_split_network *network, const an_image *image, annals_error *error)
{
    static const char *const sections[AN_SPLIT_LAYERS][4] = {
        {"lstm0.f.input", "lstm0.f.recurrent", "lstm0.b.input", "lstm0.b.recurrent"},
        {"lstm1.f.input", "lstm1.f.recurrent", "lstm1.b.input", "lstm1.b.recurrent"}};
    an_str keys = an_image_section(image, "word.keys");
    uint32_t columns = INPUT_WIDTH;
    memset(network, 0, sizeof *network);
    network->kernels = an_model_best_kernels();
    network->word_keys = (const uint64_t *)(const void *)keys.data;
    network->word_count = keys.length / sizeof *network->word_keys;
    if (keys.length % sizeof *network->word_keys != 0 || network->word_count > WORDS_MAX)
        return an_fail(error, ANNALS_E_FORMAT, "split", 0, "section word.keys: wrong size");
    AN_TRY(an_model_table_open(image, "word.rows", (uint32_t)network->word_count + 1, AN_SPLIT_WORD_WIDTH, &network->words, error));
    AN_TRY(an_model_table_open(image, "piece.rows", 1u << AN_SPLIT_PIECE_BITS, AN_SPLIT_PIECE_WIDTH, &network->pieces, error));
    AN_TRY(an_model_curves_open(image, &network->curves, error));
    for (int i = 0; i < AN_SPLIT_LAYERS; i++, columns = STATE_WIDTH) {
        AN_TRY(an_model_lstm_open(image, sections[i][0], sections[i][1], columns, AN_SPLIT_HIDDEN, &network->forward[i], error));
        AN_TRY(an_model_lstm_open(image, sections[i][2], sections[i][3], columns, AN_SPLIT_HIDDEN, &network->backward[i], error));
    }
    AN_TRY(an_model_dense_open(image, "judge", AN_SPLIT_JUDGE_WIDTH, 2 * STATE_WIDTH, &network->judge, error));
    return an_model_dense_open(image, "verdict", 1, AN_SPLIT_JUDGE_WIDTH, &network->verdict, error);
}

/* False if the arena is exhausted. */
bool an_split_network_room_new(an_arena *arena, an_split_network_room *room)
{
    const size_t count = AN_SPLIT_STRETCH_WORDS;
    room->states = AN_NEW_ARRAY(arena, int16_t, (count + 1) * WIDEST);
    room->next_states = AN_NEW_ARRAY(arena, int16_t, (count + 1) * WIDEST);
    room->sums = AN_NEW_ARRAY(arena, int32_t, count * AN_SPLIT_JUDGE_WIDTH);
    room->judged = AN_NEW_ARRAY(arena, int16_t, count * AN_SPLIT_JUDGE_WIDTH);
    room->gates = AN_NEW_ARRAY(arena, int32_t, count * 4 * AN_SPLIT_HIDDEN);
    room->lstm.gates = AN_NEW_ARRAY(arena, const int32_t *, count);
    room->lstm.step = AN_NEW_ARRAY(arena, int32_t, 4 * AN_SPLIT_HIDDEN);
    room->lstm.cell = AN_NEW_ARRAY(arena, int32_t, AN_SPLIT_HIDDEN);
    room->lstm.state = AN_NEW_ARRAY(arena, int16_t, AN_SPLIT_HIDDEN);
    if (arena->is_exhausted) return false;
    for (size_t i = 0; i < count; i++) room->lstm.gates[i] = room->gates + i * 4 * AN_SPLIT_HIDDEN;
    return true;
}

/* The rows of the table of pieces for a word. Training takes them from here. */
void an_split_network_pieces(const an_split_unit *word, uint32_t rows[AN_SPLIT_PIECES])
{
    uint64_t look = (uint64_t)word->is_capital | (uint64_t)word->has_lower << 1 | (uint64_t)word->casing << 2 | (uint64_t)word->kind << 4;
    uint64_t length = word->span.end - word->span.start;
    const uint64_t values[AN_SPLIT_PIECES] = {
        word->gap, look, word->shape, word->suffix, word->ending, word->kind == AN_UNIT_MARK ? word->form : look ^ word->ending,
        (length < LENGTH_MAX ? length : LENGTH_MAX) << 2 | (uint64_t)word->continues_word << 1 | (word->last == '.')};
    for (uint32_t k = 0; k < AN_SPLIT_PIECES; k++) rows[k] = (uint32_t)(an_hash_mix(values[k], k) >> (64 - AN_SPLIT_PIECE_BITS));
}

static uint32_t word_row(const an_split_network *network, uint64_t form)
{
    size_t low = 0, high = network->word_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (network->word_keys[middle] == form) return (uint32_t)middle + 1;
        if (network->word_keys[middle] < form) low = middle + 1;
        else high = middle;
    }
    return 0;
}

static void look_up(const an_split_network *network, const an_split_unit *word, int16_t *input)
{
    int32_t sums[INPUT_WIDTH] = {0};
    uint32_t rows[AN_SPLIT_PIECES];
    an_split_network_pieces(word, rows);
    an_model_table_add(network->kernels, &network->words, word_row(network, word->form), sums);
    for (int k = 0; k < AN_SPLIT_PIECES; k++) an_model_table_add(network->kernels, &network->pieces, rows[k], sums + AN_SPLIT_WORD_WIDTH);
    an_model_clip(sums, INPUT_WIDTH, -AN_MODEL_ACTIVATION_LIMIT, input);
}

static void run_direction(const an_split_network *network, an_split_network_room *room, const an_model_lstm *lstm, size_t stride, size_t count,
                          int is_backward)
{
    const an_model_sequence whole = {0, (uint32_t)count};
    an_model_dense_apply(network->kernels, &lstm->input, room->states, stride, count, room->gates);
    an_model_lstm_run(network->kernels, lstm, &network->curves, &whole, 1, is_backward, &room->lstm,
                      room->next_states + (is_backward ? AN_SPLIT_HIDDEN : 0), STATE_WIDTH);
}

/* Leaves the states of `count` words in room->states, and zeros behind them. */
static void read_stretch(const an_split_network *network, an_split_network_room *room, const an_split_unit *words, size_t count)
{
    size_t stride = INPUT_WIDTH;
    for (size_t i = 0; i < count; i++) look_up(network, words + i, room->states + i * stride);
    for (int layer = 0; layer < AN_SPLIT_LAYERS; layer++, stride = STATE_WIDTH) {
        int16_t *swap = room->states;
        run_direction(network, room, &network->forward[layer], stride, count, 0);
        run_direction(network, room, &network->backward[layer], stride, count, 1);
        room->states = room->next_states;
        room->next_states = swap;
    }
    memset(room->states + count * STATE_WIDTH, 0, STATE_WIDTH * sizeof *room->states);
}

/* Fills scores[i] for every word i of block number `block`: the log odds that a sentence ends behind it. */
void an_split_network_judge(const an_split_network *network, an_split_network_room *room, const an_split_units *words, size_t block,
                            int32_t *scores)
{
    size_t first = block * AN_SPLIT_BLOCK_WORDS, end = first + AN_SPLIT_BLOCK_WORDS;
    size_t from = first > AN_SPLIT_MARGIN_WORDS ? first - AN_SPLIT_MARGIN_WORDS : 0, to = end + AN_SPLIT_MARGIN_WORDS;
    size_t stride = an_model_dense_padded_rows(&network->verdict);
    if (end > words->count) end = words->count;
    if (to > words->count) to = words->count;
    read_stretch(network, room, words->items + from, to - from);
    /* a vector is the states of a word and of the next, which lie one behind the other */
    an_model_dense_apply(network->kernels, &network->judge, room->states + (first - from) * STATE_WIDTH, STATE_WIDTH, end - first, room->sums);
    an_model_clip(room->sums, (end - first) * AN_SPLIT_JUDGE_WIDTH, 0, room->judged);
    an_model_dense_apply(network->kernels, &network->verdict, room->judged, AN_SPLIT_JUDGE_WIDTH, end - first, room->sums);
    for (size_t i = first; i < end; i++) scores[i] = room->sums[(i - first) * stride];
}
