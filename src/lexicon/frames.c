/* Opens the compiled frame dictionary. Every number that code will follow is checked here once, so that matching can trust them. */
#include "lexicon/frames.h"

#include "base/hash.h"

static annals_status broken(annals_error *error, const char *what, uint32_t at)
{
    return an_fail(error, ANNALS_E_FORMAT, "lexicon", at, "frame dictionary: %s %u is broken", what, at);
}

static bool is_inside(an_range range, uint32_t count) { return range.first <= count && range.count <= count - range.first; }

static bool is_slot(const an_frames *f, uint32_t slot)
{
    return slot <= AN_SLOT_ANY || (slot >= AN_SLOT_PREPOSITION && slot - AN_SLOT_PREPOSITION < f->word_count);
}

static bool are_slots(const an_frames *f, an_range range)
{
    if (!is_inside(range, f->number_count)) return false;
    for (uint32_t i = 0; i < range.count; i++)
        if (!is_slot(f, f->numbers[range.first + i])) return false;
    return true;
}

static bool is_code(const char code[8]) { return memchr(code, '\0', AN_CAMEO_CODE_BYTES) != NULL; }

static uint32_t entries_of(const an_frames *f, uint32_t entry_class)
{
    const uint32_t counts[AN_ENTRY_COUNT] = {f->frame_count, f->light_count, f->report_count, f->attitude_count, f->instrument_count,
        f->context_term_count, f->certainty_count, f->word_count};
    return entry_class < AN_ENTRY_COUNT ? counts[entry_class] : 0;
}

static annals_status check_words(const an_frames *f, annals_error *error)
{
    uint32_t used = 0;
    if (!f->table_count || (f->table_count & (f->table_count - 1))) return broken(error, "table of size", f->table_count);
    for (uint32_t i = 0; i < f->table_count; i++) {
        if (f->table[i] > f->word_count) return broken(error, "table place", i);
        used += f->table[i] != 0;
    }
    if (used == f->table_count) return broken(error, "full table of size", used);
    for (uint32_t i = 0; i < f->word_count; i++)
        if (!an_pool_ref_is_valid(f->words[i].text, f->pool.length) || !is_inside(f->words[i].triggers, f->trigger_count)) return broken(error, "word", i);
    for (uint32_t i = 0; i < f->set_count; i++)
        if (!an_pool_ref_is_valid(f->sets[i].name, f->pool.length) || !is_inside(f->sets[i].words, f->number_count)) return broken(error, "set", i);
    return ANNALS_OK;
}

static annals_status check_triggers(const an_frames *f, annals_error *error)
{
    for (uint32_t i = 0; i < f->trigger_count; i++) {
        const an_trigger *t = f->triggers + i;
        if (t->entry >= entries_of(f, t->entry_class) || t->pos > AN_KEY_WORDS || !is_inside(t->before, f->number_count) ||
            !is_inside(t->conditions, f->condition_count) || (t->particle != AN_NONE && t->particle >= f->word_count))
            return broken(error, "trigger", i);
    }
    for (uint32_t i = 0; i < f->condition_count; i++)
        if (!is_slot(f, f->conditions[i].slot) || f->conditions[i].test > AN_TEST_VALUES || !is_inside(f->conditions[i].values, f->number_count))
            return broken(error, "condition", i);
    return ANNALS_OK;
}

static bool is_frame(const an_frames *f, const an_frame *frame)
{
    if (!an_pool_ref_is_valid(frame->id, f->pool.length) || !an_pool_ref_is_valid(frame->file, f->pool.length)) return false;
    if (frame->type >= AN_TYPE_COUNT || frame->mode_count > AN_MODES_MAX || frame->effect > AN_EFFECT_DISPLACED) return false;
    for (int i = 0; i < frame->mode_count; i++)
        if (frame->modes[i] == AN_MODE_NONE || frame->modes[i] >= AN_MODE_COUNT) return false;
    return is_code(frame->cameo) && are_slots(f, frame->actor) && are_slots(f, frame->recipient) && are_slots(f, frame->both) &&
           are_slots(f, frame->effect_slots) && are_slots(f, frame->content_slots) && is_inside(frame->contents, f->content_count);
}

static annals_status check_frames(const an_frames *f, annals_error *error)
{
    for (uint32_t i = 0; i < f->frame_count; i++)
        if (!is_frame(f, f->frames + i)) return broken(error, "frame", i);
    for (uint32_t i = 0; i < f->content_count; i++) {
        const an_content *c = f->contents + i;
        if (c->type >= AN_TYPE_COUNT || c->to_type >= AN_TYPE_COUNT || c->mode >= AN_MODE_COUNT || c->to_mode >= AN_MODE_COUNT || !is_code(c->cameo))
            return broken(error, "content", i);
    }
    return ANNALS_OK;
}

static annals_status check_others(const an_frames *f, annals_error *error)
{
    for (uint32_t i = 0; i < f->light_count; i++)
        if (!is_slot(f, f->lights[i].noun_slot) || f->lights[i].gives > AN_GIVES_BOTH || f->lights[i].factuality > AN_FACTUALITY_COUNT ||
            f->lights[i].stance > AN_STANCE_COUNT)
            return broken(error, "light verb", i);
    for (uint32_t i = 0; i < f->report_count; i++)
        if (f->reports[i].stance >= AN_STANCE_COUNT || !is_slot(f, f->reports[i].speaker_slot) || !is_slot(f, f->reports[i].content_slot) ||
            f->reports[i].certainty_high > 100 || f->reports[i].factuality > AN_FACTUALITY_COUNT)
            return broken(error, "reporting word", i);
    for (uint32_t i = 0; i < f->attitude_count; i++)
        if (f->attitudes[i].factuality >= AN_FACTUALITY_COUNT) return broken(error, "attitude", i);
    for (uint32_t i = 0; i < f->instrument_count; i++)
        if (f->instruments[i].type >= AN_TYPE_COUNT || f->instruments[i].mode >= AN_MODE_COUNT || !is_code(f->instruments[i].cameo))
            return broken(error, "instrument", i);
    for (uint32_t i = 0; i < f->context_term_count; i++)
        if (f->context_terms[i].subject >= AN_SUBJECT_COUNT) return broken(error, "context term", i);
    for (uint32_t i = 0; i < f->certainty_count; i++)
        if (f->certainties[i].high > 100) return broken(error, "certainty", i);
    return ANNALS_OK;
}

#define RECORDS(name, field, counter)                                                                          \
    do {                                                                                                       \
        const void *records = NULL;                                                                            \
        AN_TRY(an_lexicon_records(lexicon, "frame." name, sizeof *f->field, &records, &f->counter, error));    \
        f->field = records;                                                                                    \
    } while (0)

static annals_status open_sections(const an_lexicon *lexicon, an_frames *f, annals_error *error)
{
    f->pool = an_image_section(&lexicon->image, "frame.pool");
    RECORDS("table", table, table_count);
    RECORDS("words", words, word_count);
    RECORDS("triggers", triggers, trigger_count);
    RECORDS("conditions", conditions, condition_count);
    RECORDS("numbers", numbers, number_count);
    RECORDS("sets", sets, set_count);
    RECORDS("frames", frames, frame_count);
    RECORDS("contents", contents, content_count);
    RECORDS("lights", lights, light_count);
    RECORDS("reports", reports, report_count);
    RECORDS("attitudes", attitudes, attitude_count);
    RECORDS("instruments", instruments, instrument_count);
    RECORDS("context_terms", context_terms, context_term_count);
    RECORDS("certainties", certainties, certainty_count);
    return ANNALS_OK;
}
#undef RECORDS

static annals_status open_frames(an_lexicon *lexicon, annals_error *error)
{
    an_frames *f = AN_NEW(&lexicon->arena, an_frames);
    if (!f) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    AN_TRY(open_sections(lexicon, f, error));
    AN_TRY(check_words(f, error));
    AN_TRY(check_triggers(f, error));
    AN_TRY(check_frames(f, error));
    AN_TRY(check_others(f, error));
    lexicon->parts[AN_PART_FRAMES] = f;
    return ANNALS_OK;
}

const an_frames *an_lexicon_frames(const an_lexicon *lexicon) { return lexicon->parts[AN_PART_FRAMES]; }

an_word an_frames_word(const an_frames *frames, an_str folded_lemma)
{
    uint32_t at = (uint32_t)an_hash(folded_lemma) & (frames->table_count - 1);
    for (; frames->table[at]; at = (at + 1) & (frames->table_count - 1))
        if (an_str_equal(an_pool_get(frames->pool, frames->words[frames->table[at] - 1].text), folded_lemma)) return frames->table[at] - 1;
    return AN_NONE;
}

an_str an_frames_word_text(const an_frames *frames, an_word word)
{
    return word < frames->word_count ? an_pool_get(frames->pool, frames->words[word].text) : (an_str){0};
}

an_range an_frames_triggers(const an_frames *frames, an_word word)
{
    return word < frames->word_count ? frames->words[word].triggers : (an_range){0, 0};
}

an_range an_frames_set(const an_frames *frames, const char *name)
{
    uint32_t low = 0, high = frames->set_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = an_str_compare(an_pool_get(frames->pool, frames->sets[middle].name), an_str_from(name));
        if (order == 0) return frames->sets[middle].words;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return (an_range){0, 0};
}

static const char *const kinds[] = {"frame", "light", "report", "attitude", "instrument", "context", "topic", "certainty", "form", "set", NULL};
const an_lexicon_part an_frames_part = {AN_PART_FRAMES, kinds, an_frames_compile, open_frames, an_frames_check};
