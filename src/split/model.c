/* Two linear models with hashed features and 16-bit weights. Sums are integers, so every machine decides alike. The number of
 * rows is fixed by the program, so a table of the right size needs no further check: every row that a hash can name is there. */
#include "split/model.h"

enum { SETTING_MAX = 1 << 24 }; /* no sum of weights comes near it, and none overflows with it */

static bool is_setting(int32_t value) { return value >= -SETTING_MAX && value <= SETTING_MAX; }

/* Opens and checks; on failure nothing is left open. E_FORMAT for another kind of model, E_VERSION for features of another
 * version of the program. */
annals_status an_split_model_open(an_split_model *model, const char *path, annals_error *error)
{
    an_str info, token, sentence, casing;
    annals_status status = ANNALS_OK;
    memset(model, 0, sizeof *model);
    AN_TRY(an_image_open(&model->image, path, AN_SPLIT_MAGIC, error));
    info = an_image_section(&model->image, "info");
    token = an_image_section(&model->image, "token");
    sentence = an_image_section(&model->image, "sentence");
    casing = an_image_section(&model->image, "casing");
    if (info.length == sizeof model->info) memcpy(&model->info, info.data, sizeof model->info);
    if (model->info.kind != AN_SPLIT_KIND)
        status = an_fail(error, ANNALS_E_FORMAT, "split", 0, "%s: not a model for splitting text", path);
    else if (model->info.feature_version != AN_SPLIT_FEATURE_VERSION || model->info.token_bits != AN_SPLIT_TOKEN_BITS ||
             model->info.sentence_bits != AN_SPLIT_SENTENCE_BITS)
        status = an_fail(error, ANNALS_E_VERSION, "split", 0, "%s: trained for another version of the program", path);
    else if (!is_setting(model->info.sentence_threshold) || !is_setting(model->info.network_reach) || !is_setting(model->info.network_weight))
        status = an_fail(error, ANNALS_E_FORMAT, "split", 0, "%s: impossible threshold", path);
    else if (token.length != sizeof(int16_t) * AN_SPLIT_JOIN_COUNT << AN_SPLIT_TOKEN_BITS ||
             sentence.length != sizeof(int16_t) << AN_SPLIT_SENTENCE_BITS || casing.length % sizeof(uint32_t) != 0)
        status = an_fail(error, ANNALS_E_FORMAT, "split", 0, "%s: a table of weights has the wrong size", path);
    model->token = (const int16_t *)(const void *)token.data;
    model->sentence = (const int16_t *)(const void *)sentence.data;
    model->casing = (an_casing_table){(const uint32_t *)(const void *)casing.data, casing.length / sizeof(uint32_t)};
    if (status == ANNALS_OK) status = an_split_network_open(&model->network, &model->image, error);
    if (status != ANNALS_OK) an_split_model_close(model);
    return status;
}

void an_split_model_close(an_split_model *model)
{
    an_image_close(&model->image);
    memset(model, 0, sizeof *model);
}

/* The class with the greatest sum; of equal ones the first. */
an_split_join an_split_model_join(const an_split_model *model, const an_split_features *features)
{
    int32_t sums[AN_SPLIT_JOIN_COUNT] = {0};
    int best = 0;
    for (uint32_t i = 0; i < features->count; i++) {
        const int16_t *row = model->token + (size_t)an_split_row(features->keys[i], AN_SPLIT_TOKEN_BITS) * AN_SPLIT_JOIN_COUNT;
        for (int class = 0; class < AN_SPLIT_JOIN_COUNT; class++) sums[class] += row[class];
    }
    for (int class = 1; class < AN_SPLIT_JOIN_COUNT; class++)
        if (sums[class] > sums[best]) best = class;
    return (an_split_join)best;
}

/* Greater than 0: a sentence ends here, the surer the greater. */
int32_t an_split_model_sentence(const an_split_model *model, const an_split_features *features)
{
    int32_t sum = 0;
    for (uint32_t i = 0; i < features->count; i++)
        sum += model->sentence[an_split_row(features->keys[i], AN_SPLIT_SENTENCE_BITS)];
    return sum - model->info.sentence_threshold;
}
