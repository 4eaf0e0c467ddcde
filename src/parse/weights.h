/* The trained parser: its layers and label lists, found in a mapped image and checked. */
#ifndef ANNALS_PARSE_WEIGHTS_H
#define ANNALS_PARSE_WEIGHTS_H

#include "model/layer.h"
#include "parse/features.h"
#include "parse/lemma.h"
#include "record/ud.h"

#define AN_PARSE_MODEL_MAGIC "ANMODEL1"

enum { AN_PARSE_MODEL_VERSION = 2, AN_PARSE_LAYERS_MAX = 4, AN_PARSE_CLASSES_MAX = 4096 };

/* Arcs are scored in 8 bits after the point, so that a sum over AN_PARSE_ARC_WIDTH_MAX products stays in int32. */
enum {
    AN_PARSE_NAME_SCORE_LIMIT = 1 << 18, /* 128 before the point, more than trained layers give; totals stay far from the ends of int32 */
    AN_PARSE_NAME_BREAK_COST = 1 << 21   /* more than labels and steps can make up for: a broken sequence never wins over one without */
};

enum { AN_PARSE_ARC_WIDTH_MAX = 192, AN_PARSE_ARC_HEAD_LIMIT = 2047, AN_PARSE_ARC_ASKED_LIMIT = 4095 };

/* The numbers of section "shape", in this order, as int32. */
typedef struct an_parse_shape {
    int32_t feature_version, buckets, pieces_max;
    int32_t word_count; /* known words; row 0 of the table is the unknown one */
    int32_t word_width, piece_width, layers, hidden;
    int32_t arc_width, label_width, tag_width, name_width;
    int32_t lemma_classes; /* lemma rules that the network chooses from; the list goes on with rarer ones */
    int32_t lemma_count;   /* forms with a part of speech whose lemma rule is known */
    int32_t mark_count;    /* words that the dictionaries give marks */
} an_parse_shape;

/* A list of labels, one a class. */
typedef struct an_parse_labels {
    uint32_t count;
    an_str *items;
} an_parse_labels;

typedef struct an_parse_relation {
    uint8_t deprel, subrel;
} an_parse_relation;

typedef struct an_parse_name_label {
    uint8_t kind;   /* an_name_kind, 0 = outside */
    bool is_start;
} an_parse_name_label;

typedef struct an_parse_weights {
    an_image image;
    an_arena lists; /* label lists, made at opening */
    an_parse_shape shape;
    const uint64_t *word_keys; /* ascending; key i has row i + 1 */
    an_model_table words, pieces; /* pieces: the buckets, then the marks */
    an_parse_marks marks;
    an_model_curves curves;
    an_model_lstm forward[AN_PARSE_LAYERS_MAX], backward[AN_PARSE_LAYERS_MAX];
    an_model_dense tag_hidden, upos_out, xpos_out, feats_out, lemma_out;
    an_model_dense name_hidden, name_out;
    an_model_dense arc_dependent, arc_head, arc_bilinear;
    an_model_dense label_dependent, label_head, label_out;
    const int16_t *arc_root;    /* [arc_width] */
    const int32_t *label_root;  /* [label_width] */
    an_parse_labels upos, xpos, feats, lemma, deprel, name;
    uint8_t *upos_values;               /* [upos.count] */
    an_parse_relation *relations;       /* [deprel.count] */
    an_parse_lemma_rule *lemma_rules;   /* [lemma.count] */
    an_parse_name_label *name_labels;   /* [name.count] */
    int32_t *name_steps;                /* [name.count + 1][name.count]: what a label behind another adds; the last row: at the start */
    const uint64_t *lemma_keys;         /* ascending */
    const uint16_t *lemma_rule_of_key;
    uint32_t input_width, state_width;  /* of a word before and after the layers */
    const an_model_kernels *kernels;
} an_parse_weights;

annals_status an_parse_weights_open(an_parse_weights *weights, const char *path, annals_error *error);
annals_status an_parse_weights_read(an_parse_weights *weights, annals_error *error); /* from weights->image, already mapped */
void an_parse_weights_close(an_parse_weights *weights);
const an_parse_lemma_rule *an_parse_known_lemma(const an_parse_weights *weights, an_str form, uint8_t upos); /* or NULL */
uint32_t an_parse_word_row(const an_parse_weights *weights, uint64_t key);

#endif
