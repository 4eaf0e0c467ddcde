/* The file of weights and word classes: opened, checked once, asked. */
#include <stdlib.h>

#include "mention/coreference_parts.h"

enum { CLASS_BITS = 6, GENDER_BITS = 2, SLOTS_MAX = 1 << 20 };

static annals_status broken(annals_error *error, const char *section)
{
    return an_fail(error, ANNALS_E_FORMAT, "model", 0, "coreference model: section %s has a wrong size", section);
}

/* A table must have a free place, or looking for a word that it lacks would not end. */
static annals_status open_table(const an_image *image, const char *section, const uint32_t **table, uint32_t *slots, annals_error *error)
{
    an_str bytes = an_image_section(image, section);
    size_t count = bytes.length / sizeof **table;
    if (!bytes.data || !count || bytes.length % sizeof **table || count > SLOTS_MAX || (count & (count - 1))) return broken(error, section);
    *table = (const uint32_t *)(const void *)bytes.data;
    *slots = (uint32_t)count;
    for (size_t i = 0; i < count; i++)
        if (!(*table)[i]) return ANNALS_OK;
    return an_fail(error, ANNALS_E_FORMAT, "model", 0, "coreference model: section %s is full", section);
}

static annals_status open_sections(an_coreference *model, annals_error *error)
{
    an_str weights = an_image_section(&model->image, "weights");
    if (model->image.version != AN_COREFERENCE_VERSION)
        return an_fail(error, ANNALS_E_VERSION, "model", 0, "coreference model of version %u; this program knows %d", model->image.version, AN_COREFERENCE_VERSION);
    if (weights.length != AN_COREFERENCE_WEIGHTS * sizeof *model->weights) return broken(error, "weights");
    model->weights = (const int16_t *)(const void *)weights.data;
    AN_TRY(open_table(&model->image, "nouns", &model->nouns, &model->noun_slots, error));
    return open_table(&model->image, "names", &model->names, &model->name_slots, error);
}

annals_status an_coreference_open(an_coreference **out, const char *path, annals_error *error)
{
    an_coreference *model = calloc(1, sizeof *model);
    annals_status status;
    *out = NULL;
    if (!model) return an_fail(error, ANNALS_E_MEMORY, "model", 0, "out of memory");
    status = an_image_open(&model->image, path, AN_COREFERENCE_MAGIC, error);
    if (status == ANNALS_OK) {
        status = open_sections(model, error);
        if (status != ANNALS_OK) an_image_close(&model->image);
    }
    if (status == ANNALS_OK) *out = model;
    else free(model);
    return status;
}

/* NULL is allowed. */
void an_coreference_close(an_coreference *model)
{
    if (!model) return;
    an_image_close(&model->image);
    free(model);
}

const char *an_coreference_digest(const an_coreference *model) { return model->image.sha256; }

/* The value in the lowest `bits` of the entry for `key`; 0 if there is none. */
static uint32_t look_up(const uint32_t *table, uint32_t slots, uint32_t key, uint32_t bits)
{
    uint32_t value_mask = (UINT32_C(1) << bits) - 1, wanted = key & ~value_mask;
    for (uint32_t at = (key >> bits) & (slots - 1); table[at]; at = (at + 1) & (slots - 1))
        if ((table[at] & ~value_mask) == wanted) return table[at] & value_mask;
    return 0;
}

uint8_t an_coreference_class(const an_coreference *model, uint32_t key) { return (uint8_t)look_up(model->nouns, model->noun_slots, key, CLASS_BITS); }

uint8_t an_coreference_name_gender(const an_coreference *model, uint32_t key)
{
    uint32_t gender = look_up(model->names, model->name_slots, key, GENDER_BITS);
    return gender == (AN_GENDER_M | AN_GENDER_F) ? 0 : (uint8_t)gender;
}
