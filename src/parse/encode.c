/* From words to class numbers and heads, in fixed point (model/layer.h):
 *
 *   table row of the word | sum of the rows of its pieces     input
 *   BiLSTM layers                                             states
 *   rectified layer -> a layer a kind of label                classes (part of speech, Penn tag, features, lemma rule)
 *   rectified layer -> layer -> best sequence                 name labels (a linear chain, Lafferty et al. 2001)
 *   bilinear form of two rectified layers -> best tree        heads (Dozat and Manning 2017)
 *   rectified sum of a layer of word and of head -> layer     relations
 */
#include "parse/encode.h"

enum { ARC_SHIFT = 3 }; /* from activations' 11 bits after the point to the 8 of AN_PARSE_ARC_*_LIMIT */

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

static size_t padded(size_t rows) { return (rows + AN_MODEL_TILE_ROWS - 1) / AN_MODEL_TILE_ROWS * AN_MODEL_TILE_ROWS; }

static size_t widest_hidden(const an_parse_shape *s)
{
    return larger(larger((size_t)s->arc_width, (size_t)s->label_width), larger((size_t)s->tag_width, (size_t)s->name_width));
}

static size_t widest_layer(const an_parse_weights *w)
{
    size_t classes = larger(larger(w->upos.count, w->xpos.count), larger(w->feats.count, (size_t)w->shape.lemma_classes));
    return padded(larger(larger(classes, larger(w->deprel.count, w->name.count)), widest_hidden(&w->shape)));
}

/* How many sums the first layer's input weights make of a word: those of both directions' gates. */
size_t an_parse_input_sums(const an_parse_weights *w) { return 2 * 4 * (size_t)w->shape.hidden; }

/* False if the arena is exhausted. */
bool an_parse_room_new(an_arena *arena, const an_parse_weights *w, uint32_t capacity, an_parse_room *out)
{
    size_t state = larger(w->input_width, w->state_width), wide = widest_layer(w), hidden = (size_t)w->shape.hidden;
    out->capacity = capacity;
    out->recent = NULL;
    out->words = AN_NEW_ARRAY(arena, an_token *, capacity);
    out->score_stride = padded((size_t)capacity + 1);
    out->states = AN_NEW_ARRAY(arena, int16_t, capacity * state);
    out->next_states = AN_NEW_ARRAY(arena, int16_t, capacity * state);
    out->hidden = AN_NEW_ARRAY(arena, int16_t, capacity * widest_hidden(&w->shape));
    out->wide = AN_NEW_ARRAY(arena, int32_t, capacity * wide);
    out->wide_too = AN_NEW_ARRAY(arena, int32_t, capacity * wide);
    out->head_tiles = AN_NEW_ARRAY(arena, int16_t, out->score_stride * (size_t)w->shape.arc_width);
    out->scores = AN_NEW_ARRAY(arena, int32_t, capacity * out->score_stride);
    out->heads = AN_NEW_ARRAY(arena, int32_t, capacity);
    out->sums = AN_NEW_ARRAY(arena, int32_t, w->input_width);
    out->classes = AN_NEW_ARRAY(arena, uint32_t, capacity);
    out->gates = AN_NEW_ARRAY(arena, int32_t, capacity * an_parse_input_sums(w));
    out->input_sums = AN_NEW_ARRAY(arena, const int32_t *, capacity);
    out->chosen = AN_NEW_ARRAY(arena, uint32_t, capacity);
    out->lstm.gates = AN_NEW_ARRAY(arena, const int32_t *, capacity);
    out->lstm.step = AN_NEW_ARRAY(arena, int32_t, AN_PARSE_PIECES_AT_ONCE * 4 * hidden);
    out->lstm.cell = AN_NEW_ARRAY(arena, int32_t, AN_PARSE_PIECES_AT_ONCE * hidden);
    out->lstm.state = AN_NEW_ARRAY(arena, int16_t, AN_PARSE_PIECES_AT_ONCE * hidden);
    out->tree = an_parse_tree_room_new(arena, capacity);
    return !arena->is_exhausted;
}

static bool look_up_word(an_arena *scratch, const an_parse_weights *w, an_parse_room *room, an_str form, int16_t *input)
{
    an_parse_features features;
    if (!an_parse_features_of(scratch, form, &features)) return false;
    an_parse_add_marks(&w->marks, &features);
    memset(room->sums, 0, w->input_width * sizeof *room->sums);
    an_model_table_add(w->kernels, &w->words, an_parse_word_row(w, features.word), room->sums);
    for (uint32_t i = 0; i < features.piece_count; i++) an_model_table_add(w->kernels, &w->pieces, features.pieces[i], room->sums + w->shape.word_width);
    an_model_clip(room->sums, w->input_width, -AN_MODEL_ACTIVATION_LIMIT, input);
    return true;
}

/* The pieces with the longest first, equal ones in their order. */
static void sort_by_length(const an_parse_piece *pieces, uint32_t count, an_parse_piece *sorted)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = i;
        for (; place > 0 && sorted[place - 1].count < pieces[i].count; place--) sorted[place] = sorted[place - 1];
        sorted[place] = pieces[i];
    }
}

/* Fills room->input_sums. Words that are not among those met lately are looked up, their inputs lying together, and multiplied together. */
static bool weigh_words(an_arena *scratch, const an_parse_weights *w, an_parse_room *room, uint32_t count)
{
    const size_t stride = w->input_width, sums = an_parse_input_sums(w);
    uint32_t fresh = 0;
    for (uint32_t i = 0; i < count; i++) {
        an_str form = room->words[i]->form;
        room->input_sums[i] = room->recent ? an_parse_recent_find(room->recent, form) : NULL;
        if (room->input_sums[i]) continue;
        if (!look_up_word(scratch, w, room, form, room->states + fresh * stride)) return false;
        room->input_sums[i] = room->gates + fresh++ * sums;
    }
    w->kernels->multiply(&w->forward[0].input.product, room->states, stride, fresh, room->gates, sums);
    w->kernels->multiply(&w->backward[0].input.product, room->states, stride, fresh, room->gates + sums / 2, sums);
    return true;
}

/* After the words met lately have been used: what is kept may take their places. */
static void remember_words(const an_parse_weights *w, an_parse_room *room, uint32_t count)
{
    const int32_t *next = room->gates;
    for (uint32_t i = 0; room->recent && i < count; i++) {
        if (room->input_sums[i] != next) continue;
        an_parse_recent_keep(room->recent, room->words[i]->form, next);
        next += an_parse_input_sums(w);
    }
}

static void run_layer(const an_parse_weights *w, an_parse_room *room, const an_model_lstm *lstm, const an_parse_piece *sorted,
                      uint32_t piece_count, bool is_backward)
{
    an_model_lstm_run(w->kernels, lstm, &w->curves, sorted, piece_count, is_backward, &room->lstm,
                      room->next_states + (is_backward ? w->shape.hidden : 0), w->state_width);
}

static void first_layer(const an_parse_weights *w, an_parse_room *room, const an_parse_piece *sorted, uint32_t piece_count, uint32_t count)
{
    const size_t half = an_parse_input_sums(w) / 2;
    for (uint32_t i = 0; i < count; i++) room->lstm.gates[i] = room->input_sums[i];
    run_layer(w, room, &w->forward[0], sorted, piece_count, false);
    for (uint32_t i = 0; i < count; i++) room->lstm.gates[i] = room->input_sums[i] + half;
    run_layer(w, room, &w->backward[0], sorted, piece_count, true);
}

/* A layer over the states of the one before. */
static void next_layer(const an_parse_weights *w, an_parse_room *room, int layer, const an_parse_piece *sorted, uint32_t piece_count, uint32_t count)
{
    const size_t stride = 4 * (size_t)w->shape.hidden;
    for (uint32_t i = 0; i < count; i++) room->lstm.gates[i] = room->gates + i * stride;
    an_model_dense_apply(w->kernels, &w->forward[layer].input, room->states, w->state_width, count, room->gates);
    run_layer(w, room, &w->forward[layer], sorted, piece_count, false);
    an_model_dense_apply(w->kernels, &w->backward[layer].input, room->states, w->state_width, count, room->gates);
    run_layer(w, room, &w->backward[layer], sorted, piece_count, true);
}

static void swap_states(an_parse_room *room)
{
    int16_t *swap = room->states;
    room->states = room->next_states;
    room->next_states = swap;
}

/* Leaves the states of room->words in room->states, state_width apart. The pieces follow one another from word 0 on; at most
 * AN_PARSE_PIECES_AT_ONCE, of room->capacity words together. False if the scratch arena is exhausted. */
bool an_parse_encode(an_arena *scratch, const an_parse_weights *w, an_parse_room *room, const an_parse_piece *pieces, uint32_t piece_count)
{
    uint32_t count = pieces[piece_count - 1].first + pieces[piece_count - 1].count;
    an_parse_piece sorted[AN_PARSE_PIECES_AT_ONCE];
    if (!weigh_words(scratch, w, room, count)) return false;
    sort_by_length(pieces, piece_count, sorted);
    first_layer(w, room, sorted, piece_count, count);
    remember_words(w, room, count);
    swap_states(room);
    for (int layer = 1; layer < w->shape.layers; layer++) {
        next_layer(w, room, layer, sorted, piece_count, count);
        swap_states(room);
    }
    return true;
}

static const int16_t *states_of(const an_parse_weights *w, const an_parse_room *room, an_parse_piece words)
{
    return room->states + (size_t)words.first * w->state_width;
}

/* room->hidden = rectified layer of the words' states, from its start on. */
void an_parse_hidden(const an_parse_weights *w, an_parse_room *room, const an_model_dense *layer, an_parse_piece words)
{
    an_model_dense_apply(w->kernels, layer, states_of(w, room, words), w->state_width, words.count, room->wide);
    an_model_clip(room->wide, (size_t)words.count * layer->rows, 0, room->hidden);
}

/* room->classes = best row of the layer over room->hidden, the first among equals. */
void an_parse_classify(const an_parse_weights *w, an_parse_room *room, const an_model_dense *layer, uint32_t count)
{
    size_t stride = an_model_dense_padded_rows(layer);
    an_model_dense_apply(w->kernels, layer, room->hidden, layer->columns, count, room->wide);
    for (uint32_t i = 0; i < count; i++) room->classes[i] = w->kernels->best(room->wide + i * stride, layer->rows);
}

/* The same for the words whose places stand in room->chosen, in ascending order: room->classes[k] belongs to the k-th of them. Overwrites
 * room->hidden. */
void an_parse_classify_chosen(const an_parse_weights *w, an_parse_room *room, const an_model_dense *layer, uint32_t chosen_count)
{
    const size_t width = layer->columns;
    for (uint32_t k = 0; k < chosen_count; k++) memmove(room->hidden + k * width, room->hidden + room->chosen[k] * width, width * sizeof *room->hidden);
    an_parse_classify(w, room, layer, chosen_count);
}

static uint32_t best_of(const int32_t *scores, uint32_t count)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < count; i++)
        if (scores[i] > scores[best]) best = i;
    return best;
}

/* The label that best stands before `next`, given the best total of the sequences that end in each. */
static uint32_t name_before(const int32_t *steps, uint32_t label_count, const int32_t *totals, uint32_t next)
{
    uint32_t best = 0;
    for (uint32_t l = 1; l < label_count; l++)
        if (totals[l] + steps[l * label_count + next] > totals[best] + steps[best * label_count + next]) best = l;
    return best;
}

static int32_t name_score(int32_t score)
{
    return score > AN_PARSE_NAME_SCORE_LIMIT ? AN_PARSE_NAME_SCORE_LIMIT : score < -AN_PARSE_NAME_SCORE_LIMIT ? -AN_PARSE_NAME_SCORE_LIMIT : score;
}

/* A word's scores -> best totals of sequences that end there, less the best total of the word before, so that they stay small. */
static void add_up_names(const int32_t *steps, uint32_t label_count, const int32_t *totals, int32_t *scores)
{
    int32_t most = totals[best_of(totals, label_count)];
    for (uint32_t l = 0; l < label_count; l++) {
        uint32_t before = name_before(steps, label_count, totals, l);
        scores[l] = name_score(scores[l]) + totals[before] + steps[before * label_count + l] - most;
    }
}

/* classes = the sequence of labels of highest total of scores and steps (Viterbi 1967; steps as in an_parse_weights). `scores` holds
 * those of word i at i * stride and is overwritten. */
void an_parse_best_names(const int32_t *steps, uint32_t label_count, int32_t *scores, size_t stride, uint32_t count, uint32_t *classes)
{
    const int32_t *first = steps + label_count * label_count;
    for (uint32_t l = 0; count > 0 && l < label_count; l++) scores[l] = name_score(scores[l]) + first[l];
    for (uint32_t i = 1; i < count; i++) add_up_names(steps, label_count, scores + (i - 1) * stride, scores + i * stride);
    for (uint32_t i = count; i-- > 0;) {
        const int32_t *totals = scores + i * stride;
        classes[i] = i + 1 == count ? best_of(totals, label_count) : name_before(steps, label_count, totals, classes[i + 1]);
    }
}

/* room->classes = the name labels of the words of the pieces, from room->hidden. */
void an_parse_names(const an_parse_weights *w, an_parse_room *room, const an_parse_piece *pieces, uint32_t piece_count)
{
    uint32_t count = pieces[piece_count - 1].first + pieces[piece_count - 1].count;
    size_t stride = an_model_dense_padded_rows(&w->name_out);
    an_model_dense_apply(w->kernels, &w->name_out, room->hidden, w->name_out.columns, count, room->wide);
    for (uint32_t p = 0; p < piece_count; p++)
        an_parse_best_names(w->name_steps, w->name.count, room->wide + pieces[p].first * stride, stride, pieces[p].count,
                            room->classes + pieces[p].first);
}

static int16_t for_arcs(int32_t value, int32_t least, int32_t most)
{
    value = (value + (1 << (ARC_SHIFT - 1))) >> ARC_SHIFT;
    return (int16_t)(value < least ? least : value > most ? most : value);
}

/* Lays `columns` values out as a row of weights (AN_MODEL_TILE_ROWS in kernel.h). */
static void put_in_tiles(int16_t *tiles, size_t columns, size_t row, const int16_t *values)
{
    int16_t *place = tiles + row / AN_MODEL_TILE_ROWS * columns * AN_MODEL_TILE_ROWS + 2 * (row % AN_MODEL_TILE_ROWS);
    for (size_t c = 0; c < columns; c += 2, place += 2 * AN_MODEL_TILE_ROWS) {
        place[0] = values[c];
        place[1] = values[c + 1];
    }
}

/* Possible heads laid out as rows of weights, the root first. Rows of padding keep old values: their scores are not read. */
static void lay_out_heads(const an_parse_weights *w, an_parse_room *room, an_parse_piece piece)
{
    size_t width = (size_t)w->shape.arc_width, count = piece.count;
    an_model_dense_apply(w->kernels, &w->arc_head, states_of(w, room, piece), w->state_width, count, room->wide);
    for (size_t i = 0; i < count * width; i++) room->hidden[i] = for_arcs(room->wide[i], 0, AN_PARSE_ARC_HEAD_LIMIT);
    put_in_tiles(room->head_tiles, width, 0, w->arc_root);
    for (size_t i = 0; i < count; i++) put_in_tiles(room->head_tiles, width, i + 1, room->hidden + i * width);
}

/* room->heads = the best tree. */
void an_parse_heads(const an_parse_weights *w, an_parse_room *room, an_parse_piece piece)
{
    uint32_t count = piece.count;
    size_t width = (size_t)w->shape.arc_width, stride = padded((size_t)count + 1);
    an_model_product possible = {.weights = room->head_tiles, .tiles = stride / AN_MODEL_TILE_ROWS, .columns = width};
    lay_out_heads(w, room, piece);
    an_parse_hidden(w, room, &w->arc_dependent, piece);
    an_model_dense_apply(w->kernels, &w->arc_bilinear, room->hidden, width, count, room->wide);
    for (size_t i = 0; i < count * width; i++)
        room->hidden[i] = for_arcs(room->wide[i], -AN_PARSE_ARC_ASKED_LIMIT, AN_PARSE_ARC_ASKED_LIMIT);
    w->kernels->multiply(&possible, room->hidden, width, count, room->scores, stride);
    an_parse_tree(room->tree, room->scores, stride, count, room->heads);
}

static bool is_root_relation(const an_parse_weights *w, uint32_t relation) { return w->relations[relation].deprel == AN_DEPREL_ROOT; }

/* The best relation of all nearly always is one of the asked kind. */
static uint32_t best_relation(const an_parse_weights *w, const int32_t *scores, bool is_root)
{
    uint32_t best = w->kernels->best(scores, w->deprel.count);
    if (is_root_relation(w, best) == is_root) return best;
    best = UINT32_MAX;
    for (uint32_t i = 0; i < w->deprel.count; i++)
        if (is_root_relation(w, i) == is_root && (best == UINT32_MAX || scores[i] > scores[best])) best = i;
    return best;
}

/* room->classes = the best relation of each word to its head in room->heads; the root's is UINT32_MAX if the model has none. */
void an_parse_relations(const an_parse_weights *w, an_parse_room *room, an_parse_piece piece)
{
    const uint32_t count = piece.count;
    const int16_t *states = states_of(w, room, piece);
    size_t width = (size_t)w->shape.label_width, stride = an_model_dense_padded_rows(&w->label_out);
    an_model_dense_apply(w->kernels, &w->label_head, states, w->state_width, count, room->wide_too);
    an_model_dense_apply(w->kernels, &w->label_dependent, states, w->state_width, count, room->wide);
    for (size_t i = 0; i < count; i++) {
        const int32_t *head = room->heads[i] < 0 ? w->label_root : room->wide_too + (size_t)room->heads[i] * width;
        for (size_t c = 0; c < width; c++) room->wide[i * width + c] += head[c];
    }
    an_model_clip(room->wide, count * width, 0, room->hidden);
    an_model_dense_apply(w->kernels, &w->label_out, room->hidden, width, count, room->wide);
    for (size_t i = 0; i < count; i++) room->classes[i] = best_relation(w, room->wide + i * stride, room->heads[i] < 0);
}
