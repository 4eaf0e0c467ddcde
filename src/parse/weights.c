/* Opening a parser's model. Everything that parsing relies on is checked here, once: the sections' sizes, the layers' ranges
 * (model/layer.c), that label lists are as long as their layers, that labels are labels. Parsing itself then checks nothing. */
#include "parse/weights.h"

#include "base/utf8.h"
#include "record/sentence.h"

enum { WIDTH_MAX = 1024, WORDS_MAX = 1 << 22, LABEL_BYTES_MAX = 256 };
enum { NAME_LABELS_MAX = 64 }; /* choosing the best sequence takes time in the square of it */

static annals_status broken(annals_error *error, const char *section, const char *what)
{
    return an_fail(error, ANNALS_E_FORMAT, "model", 0, "section %s: %s", section, what);
}

static bool is_width(int32_t value) { return value >= AN_MODEL_TILE_ROWS && value <= WIDTH_MAX && value % AN_MODEL_TILE_ROWS == 0; }

static annals_status read_shape(an_parse_weights *w, annals_error *error)
{
    an_str bytes = an_image_section(&w->image, "shape");
    an_parse_shape *s = &w->shape;
    if (bytes.length != sizeof *s) return broken(error, "shape", "wrong size");
    memcpy(s, bytes.data, sizeof *s);
    if (s->feature_version != AN_PARSE_FEATURE_VERSION || s->buckets != AN_PARSE_BUCKETS || s->pieces_max != AN_PARSE_PIECES_MAX)
        return an_fail(error, ANNALS_E_VERSION, "model", 0, "parser model: made with other word features than this program has");
    if (s->word_count < 1 || s->word_count > WORDS_MAX) return broken(error, "shape", "impossible number of words");
    if (s->lemma_count < 0 || s->lemma_count > WORDS_MAX) return broken(error, "shape", "impossible number of lemmas");
    if (s->mark_count < 0 || s->mark_count > WORDS_MAX) return broken(error, "shape", "impossible number of marks");
    if (s->layers < 1 || s->layers > AN_PARSE_LAYERS_MAX) return broken(error, "shape", "impossible number of layers");
    if (!is_width(s->word_width) || !is_width(s->piece_width) || !is_width(s->hidden) || !is_width(s->arc_width) ||
        !is_width(s->label_width) || !is_width(s->tag_width) || !is_width(s->name_width) || s->arc_width > AN_PARSE_ARC_WIDTH_MAX)
        return broken(error, "shape", "a layer of impossible width");
    w->input_width = (uint32_t)(s->word_width + s->piece_width);
    w->state_width = 2 * (uint32_t)s->hidden;
    return ANNALS_OK;
}

static annals_status read_words(an_parse_weights *w, annals_error *error)
{
    an_str bytes = an_image_section(&w->image, "word.keys");
    uint32_t count = (uint32_t)w->shape.word_count;
    if (bytes.length != (size_t)count * sizeof *w->word_keys) return broken(error, "word.keys", "wrong size");
    w->word_keys = (const uint64_t *)(const void *)bytes.data;
    AN_TRY(an_model_table_open(&w->image, "word.rows", count + 1, (uint32_t)w->shape.word_width, &w->words, error));
    return an_model_table_open(&w->image, "piece.rows", AN_PARSE_BUCKETS + AN_PARSE_MARKS_MAX, (uint32_t)w->shape.piece_width, &w->pieces,
                               error);
}

static annals_status read_marks(an_parse_weights *w, annals_error *error)
{
    an_str keys = an_image_section(&w->image, "mark.keys"), bits = an_image_section(&w->image, "mark.bits");
    size_t count = (size_t)w->shape.mark_count;
    if (keys.length != count * sizeof *w->marks.keys) return broken(error, "mark.keys", "wrong size");
    if (bits.length != count * sizeof *w->marks.bits) return broken(error, "mark.bits", "wrong size");
    w->marks = (an_parse_marks){(const uint64_t *)(const void *)keys.data, (const uint16_t *)(const void *)bits.data, (uint32_t)count};
    return ANNALS_OK;
}

/* Labels end with a line feed each. */
static annals_status read_labels(an_parse_weights *w, const char *section, an_parse_labels *out, annals_error *error)
{
    an_str bytes = an_image_section(&w->image, section);
    size_t start = 0;
    if (!bytes.length || bytes.data[bytes.length - 1] != '\n') return broken(error, section, "no labels");
    for (size_t i = 0; i < bytes.length; i++) out->count += bytes.data[i] == '\n';
    if (out->count > AN_PARSE_CLASSES_MAX) return broken(error, section, "too many labels");
    out->items = AN_NEW_ARRAY(&w->lists, an_str, out->count);
    if (!out->items) return an_fail(error, ANNALS_E_MEMORY, "model", 0, "out of memory");
    for (uint32_t n = 0; n < out->count; n++) {
        const char *end = memchr(bytes.data + start, '\n', bytes.length - start);
        out->items[n] = (an_str){bytes.data + start, (size_t)(end - bytes.data) - start};
        if (out->items[n].length > LABEL_BYTES_MAX) return broken(error, section, "a label too long");
        if (!an_utf8_is_valid(out->items[n])) return broken(error, section, "a label that is not UTF-8");
        start += out->items[n].length + 1;
    }
    return ANNALS_OK;
}

static annals_status read_upos(an_parse_weights *w, annals_error *error)
{
    AN_TRY(read_labels(w, "upos.labels", &w->upos, error));
    w->upos_values = AN_NEW_ARRAY(&w->lists, uint8_t, w->upos.count);
    if (!w->upos_values) return an_fail(error, ANNALS_E_MEMORY, "model", 0, "out of memory");
    for (uint32_t i = 0; i < w->upos.count; i++) {
        w->upos_values[i] = (uint8_t)an_upos_parse(w->upos.items[i]);
        if (w->upos_values[i] == AN_UPOS_NONE) return broken(error, "upos.labels", "an unknown part of speech");
    }
    return ANNALS_OK;
}

/* The first relation must be another than root, so that a word under a word always has one to take. */
static annals_status read_relations(an_parse_weights *w, annals_error *error)
{
    uint32_t roots = 0;
    AN_TRY(read_labels(w, "deprel.labels", &w->deprel, error));
    w->relations = AN_NEW_ARRAY(&w->lists, an_parse_relation, w->deprel.count);
    if (!w->relations) return an_fail(error, ANNALS_E_MEMORY, "model", 0, "out of memory");
    for (uint32_t i = 0; i < w->deprel.count; i++) {
        an_deprel relation;
        an_subrel subtype;
        if (!an_deprel_parse(w->deprel.items[i], &relation, &subtype)) return broken(error, "deprel.labels", "an unknown relation");
        w->relations[i] = (an_parse_relation){(uint8_t)relation, (uint8_t)subtype};
        roots += relation == AN_DEPREL_ROOT;
    }
    return roots == w->deprel.count ? broken(error, "deprel.labels", "no relation but root") : ANNALS_OK;
}

static annals_status read_known_lemmas(an_parse_weights *w, annals_error *error)
{
    an_str keys = an_image_section(&w->image, "lemma.keys"), rules = an_image_section(&w->image, "lemma.rules");
    size_t count = (size_t)w->shape.lemma_count;
    if (keys.length != count * sizeof *w->lemma_keys) return broken(error, "lemma.keys", "wrong size");
    if (rules.length != count * sizeof *w->lemma_rule_of_key) return broken(error, "lemma.rules", "wrong size");
    w->lemma_keys = (const uint64_t *)(const void *)keys.data;
    w->lemma_rule_of_key = (const uint16_t *)(const void *)rules.data;
    for (size_t i = 0; i < count; i++)
        if (w->lemma_rule_of_key[i] >= w->lemma.count) return broken(error, "lemma.rules", "a rule that does not exist");
    return ANNALS_OK;
}

static annals_status read_lemma_rules(an_parse_weights *w, annals_error *error)
{
    AN_TRY(read_labels(w, "lemma.labels", &w->lemma, error));
    w->lemma_rules = AN_NEW_ARRAY(&w->lists, an_parse_lemma_rule, w->lemma.count);
    if (!w->lemma_rules) return an_fail(error, ANNALS_E_MEMORY, "model", 0, "out of memory");
    for (uint32_t i = 0; i < w->lemma.count; i++)
        if (!an_parse_lemma_rule_read(w->lemma.items[i], &w->lemma_rules[i])) return broken(error, "lemma.labels", "an unreadable rule");
    if (w->shape.lemma_classes < 1 || (uint32_t)w->shape.lemma_classes > w->lemma.count) return broken(error, "shape", "impossible number of lemma rules");
    return read_known_lemmas(w, error);
}

static uint8_t name_kind(an_str kind)
{
    if (an_str_is(kind, "PER")) return AN_NAME_PERSON;
    if (an_str_is(kind, "ORG")) return AN_NAME_ORGANISATION;
    if (an_str_is(kind, "LOC")) return AN_NAME_PLACE;
    return AN_NAME_MISC;
}

/* An inside label behind a label of another kind must not be. */
static bool may_follow(const an_parse_weights *w, uint32_t before, uint32_t next)
{
    uint8_t kind_before = before < w->name.count ? w->name_labels[before].kind : AN_NAME_NONE;
    an_parse_name_label label = w->name_labels[next];
    return label.kind == AN_NAME_NONE || label.is_start || label.kind == kind_before;
}

static annals_status read_name_steps(an_parse_weights *w, annals_error *error)
{
    an_str bytes = an_image_section(&w->image, "name.steps");
    uint32_t count = (w->name.count + 1) * w->name.count;
    if (bytes.length != count * sizeof *w->name_steps) return broken(error, "name.steps", "wrong size");
    w->name_steps = AN_NEW_ARRAY(&w->lists, int32_t, count);
    if (!w->name_steps) return an_fail(error, ANNALS_E_MEMORY, "model", 0, "out of memory");
    memcpy(w->name_steps, bytes.data, bytes.length);
    for (uint32_t i = 0; i < count; i++) {
        if (w->name_steps[i] < -AN_PARSE_NAME_SCORE_LIMIT || w->name_steps[i] > AN_PARSE_NAME_SCORE_LIMIT)
            return broken(error, "name.steps", "a value out of range");
        if (!may_follow(w, i / w->name.count, i % w->name.count)) w->name_steps[i] = -AN_PARSE_NAME_BREAK_COST;
    }
    return ANNALS_OK;
}

static annals_status read_name_labels(an_parse_weights *w, annals_error *error)
{
    AN_TRY(read_labels(w, "name.labels", &w->name, error));
    if (w->name.count > NAME_LABELS_MAX) return broken(error, "name.labels", "too many labels");
    w->name_labels = AN_NEW_ARRAY(&w->lists, an_parse_name_label, w->name.count);
    if (!w->name_labels) return an_fail(error, ANNALS_E_MEMORY, "model", 0, "out of memory");
    for (uint32_t i = 0; i < w->name.count; i++) {
        an_str label = w->name.items[i];
        if (an_str_is(label, "O")) continue;
        if (label.length < 3 || label.data[1] != '-') return broken(error, "name.labels", "an unknown label");
        w->name_labels[i] = (an_parse_name_label){name_kind((an_str){label.data + 2, label.length - 2}), label.data[0] == 'B'};
    }
    return read_name_steps(w, error);
}

static annals_status read_layers(an_parse_weights *w, annals_error *error)
{
    static const char *const sections[AN_PARSE_LAYERS_MAX][4] = {
        {"lstm0.f.input", "lstm0.f.recurrent", "lstm0.b.input", "lstm0.b.recurrent"},
        {"lstm1.f.input", "lstm1.f.recurrent", "lstm1.b.input", "lstm1.b.recurrent"},
        {"lstm2.f.input", "lstm2.f.recurrent", "lstm2.b.input", "lstm2.b.recurrent"},
        {"lstm3.f.input", "lstm3.f.recurrent", "lstm3.b.input", "lstm3.b.recurrent"}};
    uint32_t hidden = (uint32_t)w->shape.hidden;
    AN_TRY(an_model_curves_open(&w->image, &w->curves, error));
    for (int i = 0; i < w->shape.layers; i++) {
        uint32_t columns = i == 0 ? w->input_width : w->state_width;
        AN_TRY(an_model_lstm_open(&w->image, sections[i][0], sections[i][1], columns, hidden, &w->forward[i], error));
        AN_TRY(an_model_lstm_open(&w->image, sections[i][2], sections[i][3], columns, hidden, &w->backward[i], error));
    }
    return ANNALS_OK;
}

static annals_status read_heads(an_parse_weights *w, annals_error *error)
{
    const an_parse_shape *s = &w->shape;
    const uint32_t state = w->state_width, tag = (uint32_t)s->tag_width, arc = (uint32_t)s->arc_width;
    const uint32_t label = (uint32_t)s->label_width, name = (uint32_t)s->name_width;
    const struct {
        const char *section;
        uint32_t rows, columns;
        an_model_dense *out;
    } layers[] = {
        {"tag.hidden", tag, state, &w->tag_hidden},
        {"upos.out", w->upos.count, tag, &w->upos_out},
        {"xpos.out", w->xpos.count, tag, &w->xpos_out},
        {"feats.out", w->feats.count, tag, &w->feats_out},
        {"lemma.out", (uint32_t)s->lemma_classes, tag, &w->lemma_out},
        {"name.hidden", name, state, &w->name_hidden},
        {"name.out", w->name.count, name, &w->name_out},
        {"arc.dependent", arc, state, &w->arc_dependent},
        {"arc.head", arc, state, &w->arc_head},
        {"arc.bilinear", arc, arc, &w->arc_bilinear},
        {"label.dependent", label, state, &w->label_dependent},
        {"label.head", label, state, &w->label_head},
        {"label.out", w->deprel.count, label, &w->label_out},
    };
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        AN_TRY(an_model_dense_open(&w->image, layers[i].section, layers[i].rows, layers[i].columns, layers[i].out, error));
    return ANNALS_OK;
}

/* What stands for the root among the possible heads. */
static annals_status read_roots(an_parse_weights *w, annals_error *error)
{
    an_str arc = an_image_section(&w->image, "arc.root"), label = an_image_section(&w->image, "label.root");
    if (arc.length != (size_t)w->shape.arc_width * sizeof(int16_t)) return broken(error, "arc.root", "wrong size");
    if (label.length != (size_t)w->shape.label_width * sizeof(int32_t)) return broken(error, "label.root", "wrong size");
    w->arc_root = (const int16_t *)(const void *)arc.data;
    w->label_root = (const int32_t *)(const void *)label.data;
    for (int i = 0; i < w->shape.arc_width; i++)
        if (w->arc_root[i] < 0 || w->arc_root[i] > AN_PARSE_ARC_HEAD_LIMIT) return broken(error, "arc.root", "a value out of range");
    for (int i = 0; i < w->shape.label_width; i++)
        if (w->label_root[i] < -(1 << 24) || w->label_root[i] > 1 << 24) return broken(error, "label.root", "a value out of range");
    return ANNALS_OK;
}

annals_status an_parse_weights_read(an_parse_weights *w, annals_error *error)
{
    an_arena_init(&w->lists, 0);
    w->kernels = an_model_best_kernels();
    if (w->image.version != AN_PARSE_MODEL_VERSION)
        return an_fail(error, ANNALS_E_VERSION, "model", 0, "parser model: version %u, this program reads %d", w->image.version, AN_PARSE_MODEL_VERSION);
    AN_TRY(read_shape(w, error));
    AN_TRY(read_words(w, error));
    AN_TRY(read_marks(w, error));
    AN_TRY(read_upos(w, error));
    AN_TRY(read_labels(w, "xpos.labels", &w->xpos, error));
    AN_TRY(read_labels(w, "feats.labels", &w->feats, error));
    AN_TRY(read_lemma_rules(w, error));
    AN_TRY(read_relations(w, error));
    AN_TRY(read_name_labels(w, error));
    AN_TRY(read_layers(w, error));
    AN_TRY(read_heads(w, error));
    return read_roots(w, error);
}

/* On failure nothing stays open. */
annals_status an_parse_weights_open(an_parse_weights *weights, const char *path, annals_error *error)
{
    annals_status status;
    memset(weights, 0, sizeof *weights);
    AN_TRY(an_image_open(&weights->image, path, AN_PARSE_MODEL_MAGIC, error));
    status = an_parse_weights_read(weights, error);
    if (status != ANNALS_OK) an_parse_weights_close(weights);
    return status;
}

void an_parse_weights_close(an_parse_weights *weights)
{
    an_arena_free(&weights->lists);
    an_image_close(&weights->image);
}

/* Row of the table of words; 0 for a word that is not in it. */
uint32_t an_parse_word_row(const an_parse_weights *weights, uint64_t key)
{
    uint32_t count = (uint32_t)weights->shape.word_count, place = an_parse_find_key(weights->word_keys, count, key);
    return place < count ? place + 1 : 0;
}

/* The rule that training showed for this form as this part of speech; capitals are read as small letters if that helps, save in
 * proper nouns. */
const an_parse_lemma_rule *an_parse_known_lemma(const an_parse_weights *weights, an_str form, uint8_t upos)
{
    uint32_t count = (uint32_t)weights->shape.lemma_count;
    uint32_t place = an_parse_find_key(weights->lemma_keys, count, an_parse_lemma_key(form, upos));
    if (place == count && upos != AN_UPOS_PROPN) place = an_parse_find_key(weights->lemma_keys, count, an_parse_lemma_lower_key(form, upos));
    return place < count ? &weights->lemma_rules[weights->lemma_rule_of_key[place]] : NULL;
}
