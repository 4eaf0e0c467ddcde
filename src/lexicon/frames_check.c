/* Looks for frames that compile but cannot be meant: two of one id, words that never reach their frame because another always comes first,
 * the same words with another type, codes that the codebook lacks or gives another type, terms that stand twice.
 *
 * A word's triggers are tried in one order (most demanding first, then as they stand in the files), so a trigger is dead if one before
 * it asks for nothing that it does not ask for itself: "verb seize ; if object ship" behind "verb seize ; if object ship, boat". What one
 * demand says about another is decided here without a sentence, and only where it is certain. */
#include "lexicon/frames.h"

#include <stdio.h>
#include <stdlib.h>

#include "lexicon/cameo.h"

enum { WEIGHT_MAX = 3, DETAIL_BYTES = 256 };

typedef struct checker {
    an_lexicon_build *build;
    const an_frames *frames;
    const an_codebook *codebook;
} checker;

static an_str text_of(const checker *c, an_pool_ref ref)
{
    an_str text = an_pool_get(c->frames->pool, ref);
    return text.data ? text : AN_STR("");
}

static void doubt(const checker *c, const an_frame *frame, const char *what, an_str detail)
{
    an_str id = text_of(c, frame->id);
    an_problem(c->build->problems, text_of(c, frame->file), frame->line, "frame %.*s: %s%s%.*s", (int)id.length, id.data, what, detail.length ? ": " : "",
               (int)detail.length, detail.data ? detail.data : "");
}

/* ---- demands ---- */

static bool is_sector(uint32_t kind, an_sector sector) { return kind == AN_KIND_SECTORS + (uint32_t)sector; }
static bool is_actor_kind(uint32_t kind, an_actor_kind actor) { return kind == AN_KIND_ACTOR_KINDS + (uint32_t)actor; }

/* Whoever is of kind `narrow` is certainly of kind `wide` (see match.c). */
static bool is_kind_within(uint32_t narrow, uint32_t wide)
{
    bool is_somebody = narrow >= AN_KIND_ACTOR_KINDS || narrow == AN_KIND_KNOWN || narrow == AN_KIND_ARMED || narrow == AN_KIND_OFFICIAL;
    if (narrow == wide || (wide == AN_KIND_ACTOR && is_somebody)) return true;
    if (wide == AN_KIND_OFFICIAL)
        return is_actor_kind(narrow, AN_ACTOR_STATE) || is_actor_kind(narrow, AN_ACTOR_GOVERNMENT) || is_actor_kind(narrow, AN_ACTOR_IGO) ||
               is_sector(narrow, AN_SECTOR_GOV) || is_sector(narrow, AN_SECTOR_JUD) || is_sector(narrow, AN_SECTOR_LEG);
    if (wide == AN_KIND_ARMED || wide == AN_KIND_PEOPLE)
        return (wide == AN_KIND_PEOPLE && (narrow == AN_KIND_ARMED || is_actor_kind(narrow, AN_ACTOR_PERSON) || is_actor_kind(narrow, AN_ACTOR_POPULATION))) ||
               is_actor_kind(narrow, AN_ACTOR_MILITARY) || is_actor_kind(narrow, AN_ACTOR_ARMED_GROUP) || is_sector(narrow, AN_SECTOR_MIL) ||
               is_sector(narrow, AN_SECTOR_REB) || is_sector(narrow, AN_SECTOR_UAF) || is_sector(narrow, AN_SECTOR_COP) || is_sector(narrow, AN_SECTOR_PRM);
    return false;
}

static bool is_value_within(const checker *c, uint32_t value, an_range wide)
{
    for (uint32_t i = 0; i < wide.count; i++) {
        uint32_t other = c->frames->numbers[wide.first + i];
        if (value == other) return true;
        if (value >= AN_VALUE_IS_KIND && other >= AN_VALUE_IS_KIND && is_kind_within(value - AN_VALUE_IS_KIND, other - AN_VALUE_IS_KIND)) return true;
    }
    return false;
}

static bool are_values_within(const checker *c, an_range narrow, an_range wide)
{
    for (uint32_t i = 0; i < narrow.count; i++)
        if (!is_value_within(c, c->frames->numbers[narrow.first + i], wide)) return false;
    return true;
}

/* Whatever meets `narrow` (both ask for something, or both forbid) meets `wide`. */
static bool is_condition_within(const checker *c, const an_condition *narrow, const an_condition *wide)
{
    if (narrow->slot != wide->slot && wide->slot != AN_SLOT_ANY) return false;
    if (wide->test == AN_TEST_PRESENT) return narrow->test != AN_TEST_PRESENT || narrow->slot == wide->slot;
    return narrow->test == AN_TEST_VALUES && are_values_within(c, narrow->values, wide->values);
}

static bool is_demand_met(const checker *c, const an_trigger *narrow, const an_condition *wide)
{
    for (uint32_t i = 0; i < narrow->conditions.count; i++) {
        const an_condition *own = c->frames->conditions + narrow->conditions.first + i;
        if (own->is_negated != wide->is_negated) continue;
        if (own->is_negated ? is_condition_within(c, wide, own) : is_condition_within(c, own, wide)) return true;
    }
    return false;
}

static bool are_words_before_within(const checker *c, an_range narrow, an_range wide)
{
    if (wide.count > narrow.count) return false;
    for (uint32_t i = 0; i < wide.count; i++)
        if (c->frames->numbers[wide.first + i] != c->frames->numbers[narrow.first + narrow.count - wide.count + i]) return false;
    return true;
}

/* Wherever `narrow` fits, `wide` fits. */
static bool is_trigger_within(const checker *c, const an_trigger *narrow, const an_trigger *wide)
{
    if (narrow->pos != wide->pos || (wide->particle != AN_NONE && wide->particle != narrow->particle)) return false;
    if (!are_words_before_within(c, narrow->before, wide->before)) return false;
    for (uint32_t i = 0; i < wide->conditions.count; i++)
        if (!is_demand_met(c, narrow, c->frames->conditions + wide->conditions.first + i)) return false;
    return true;
}

/* ---- triggers ---- */

static void put_trigger(const checker *c, an_word word, const an_trigger *trigger, const an_frame *other, char out[DETAIL_BYTES])
{
    static const char *const kinds[] = {"verb", "noun", "adjective", "word"};
    an_str key = an_frames_word_text(c->frames, word), particle = an_frames_word_text(c->frames, trigger->particle);
    an_str before = trigger->before.count ? an_frames_word_text(c->frames, c->frames->numbers[trigger->before.first + trigger->before.count - 1]) : AN_STR("");
    an_str id = text_of(c, other->id), file = text_of(c, other->file);
    snprintf(out, DETAIL_BYTES, "%s %.*s%s%.*s%s%.*s (%.*s, %.*s:%u)", kinds[trigger->pos], (int)before.length, before.data, before.length ? " " : "", (int)key.length,
             key.data, particle.length ? " " : "", (int)particle.length, particle.data ? particle.data : "", (int)id.length, id.data, (int)file.length, file.data,
             other->line);
}

static bool is_same_event(const an_frame *a, const an_frame *b)
{
    return a->type == b->type && a->mode_count == b->mode_count && memcmp(a->modes, b->modes, a->mode_count) == 0;
}

/* True if a problem was told. */
static bool check_trigger(const checker *c, an_word word, const an_trigger *triggers, uint32_t at)
{
    const an_frame *frame = c->frames->frames + triggers[at].entry;
    for (uint32_t i = 0; i < at; i++) {
        const an_frame *other = c->frames->frames + triggers[i].entry;
        char detail[DETAIL_BYTES];
        bool is_contradiction;
        if (triggers[i].entry_class != AN_ENTRY_FRAME || !is_trigger_within(c, triggers + at, triggers + i)) continue;
        put_trigger(c, word, triggers + at, other, detail);
        is_contradiction = !is_same_event(frame, other) && is_trigger_within(c, triggers + i, triggers + at);
        doubt(c, frame, is_contradiction ? "the same words are of another type or mode in another frame" : "can never match here, another frame always comes first",
              an_str_from(detail));
        return true;
    }
    return false;
}

/* "unless SLOT VALUE" */
static bool is_forbidden(const checker *c, const an_trigger *trigger, uint32_t slot, uint32_t value)
{
    for (uint32_t i = 0; i < trigger->conditions.count; i++) {
        const an_condition *condition = c->frames->conditions + trigger->conditions.first + i;
        bool is_there = condition->is_negated && (condition->slot == slot || condition->slot == AN_SLOT_ANY);
        if (is_there && an_frames_has(c->frames, condition->values, value)) return true;
    }
    return false;
}

/* The first word that stands in both lists and that neither trigger forbids; AN_NONE. Kinds say too little. */
static an_word shared_word(const checker *c, const an_trigger *a, const an_condition *of_a, const an_trigger *b, const an_condition *of_b)
{
    for (uint32_t i = 0; i < of_a->values.count; i++) {
        uint32_t value = c->frames->numbers[of_a->values.first + i];
        if (value >= AN_VALUE_IS_KIND || !an_frames_has(c->frames, of_b->values, value)) continue;
        if (!is_forbidden(c, a, of_a->slot, value) && !is_forbidden(c, b, of_a->slot, value)) return value;
    }
    return AN_NONE;
}

/* Every demand of the one has a demand of the other that the same words meet; *word: the last of them. */
static bool do_demands_meet(const checker *c, const an_trigger *a, const an_trigger *b, an_word *word)
{
    for (uint32_t i = 0; i < a->conditions.count; i++) {
        const an_condition *own = c->frames->conditions + a->conditions.first + i;
        bool is_met = own->is_negated;
        for (uint32_t k = 0; k < b->conditions.count && !is_met; k++) {
            const an_condition *other = c->frames->conditions + b->conditions.first + k;
            if (other->is_negated || other->slot != own->slot || other->test != own->test) continue;
            is_met = own->test == AN_TEST_PRESENT;
            if (!is_met) is_met = (*word = shared_word(c, a, own, b, other)) != AN_NONE;
        }
        if (!is_met) return false;
    }
    return true;
}

/* Equal demands, but which frame it is rests on the order of the files. */
static bool do_overlap(const checker *c, const an_trigger *a, const an_trigger *b, an_word *word)
{
    if (a->rank != b->rank || a->pos != b->pos || a->particle != b->particle || a->before.count != b->before.count) return false;
    return are_words_before_within(c, a->before, b->before) && do_demands_meet(c, a, b, word) && do_demands_meet(c, b, a, word);
}

static void check_overlap(const checker *c, an_word word, const an_trigger *triggers, uint32_t at)
{
    const an_frame *frame = c->frames->frames + triggers[at].entry;
    for (uint32_t i = 0; i < at; i++) {
        const an_frame *other = c->frames->frames + triggers[i].entry;
        char detail[DETAIL_BYTES], what[DETAIL_BYTES];
        an_word shared = AN_NONE;
        an_str text;
        if (triggers[i].entry_class != AN_ENTRY_FRAME || frame->type == other->type || !do_overlap(c, triggers + at, triggers + i, &shared)) continue;
        put_trigger(c, word, triggers + at, other, detail);
        text = an_frames_word_text(c->frames, shared);
        snprintf(what, sizeof what, "with '%.*s' a frame of another type fits as well", (int)text.length, text.data ? text.data : "");
        doubt(c, frame, what, an_str_from(detail));
        return;
    }
}

static void check_triggers(const checker *c)
{
    for (an_word word = 0; word < c->frames->word_count; word++) {
        an_range range = c->frames->words[word].triggers;
        for (uint32_t i = 1; i < range.count; i++)
            if (c->frames->triggers[range.first + i].entry_class == AN_ENTRY_FRAME && !check_trigger(c, word, c->frames->triggers + range.first, i))
                check_overlap(c, word, c->frames->triggers + range.first, i);
    }
}

/* ---- frames ---- */

static void check_code(const checker *c, const an_frame *frame)
{
    const an_cameo_row *row;
    an_str code = an_str_from(frame->cameo);
    if (!code.length || !c->codebook) return;
    row = an_codebook_find(c->codebook, code);
    if (!row) doubt(c, frame, "a CAMEO code that the codebook does not hold", code);
}

static void check_contents(const checker *c, const an_frame *frame)
{
    for (uint32_t i = 0; i < frame->contents.count; i++) {
        const an_content *content = c->frames->contents + frame->contents.first + i;
        an_str code = an_str_from(content->cameo);
        if (code.length && c->codebook && !an_codebook_find(c->codebook, code)) doubt(c, frame, "a CAMEO code that the codebook does not hold", code);
        for (uint32_t k = 0; k < i; k++) {
            const an_content *before = content - i + k;
            bool is_within = (!before->type || before->type == content->type) && (!before->mode || before->mode == content->mode);
            if (is_within) doubt(c, frame, "a content line that can never match, one above always comes first", code);
            if (is_within) break;
        }
    }
}

/* ---- entries of every kind ---- */

static int compare_ids(const void *a, const void *b)
{
    const an_block *x = *(const an_block *const *)a, *y = *(const an_block *const *)b;
    int order = an_str_compare(x->kind, y->kind);
    if (!order) order = an_str_compare(x->id, y->id);
    return order ? order : (x > y) - (x < y);
}

static bool is_own_kind(an_str kind)
{
    for (const char *const *name = an_frames_part.block_kinds; *name; name++)
        if (an_str_is(kind, *name)) return true;
    return false;
}

/* What holds weighted terms. */
static bool is_weighted(an_str kind) { return an_str_is(kind, "context") || an_str_is(kind, "topic"); }

/* Ids name frames in events, and sets in conditions: there is one of each. A context's terms may stand in several entries. */
static annals_status check_ids(const checker *c, annals_error *error)
{
    const an_blocks *blocks = c->build->blocks;
    const an_block **sorted = AN_NEW_ARRAY(c->build->arena, const an_block *, blocks->count + 1);
    size_t count = 0;
    if (!sorted) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    for (size_t i = 0; i < blocks->count; i++)
        if (is_own_kind(blocks->items[i].kind) && !is_weighted(blocks->items[i].kind)) sorted[count++] = blocks->items + i;
    if (count) qsort(sorted, count, sizeof *sorted, compare_ids);
    for (size_t i = 1; i < count; i++) {
        const an_block *a = sorted[i - 1], *b = sorted[i];
        if (!b->id.length || !an_str_equal(a->kind, b->kind) || !an_str_equal(a->id, b->id)) continue;
        an_problem(c->build->problems, b->file, b->line, "%.*s %.*s: another one has this id (%.*s:%u)", (int)b->kind.length, b->kind.data, (int)b->id.length, b->id.data,
                   (int)a->file.length, a->file.data, a->line);
    }
    return ANNALS_OK;
}

static void check_frame_block(const checker *c, const an_block *block)
{
    if (!an_block_field(block, "example"))
        an_problem(c->build->problems, block->file, block->line, "frame %.*s: no example", (int)block->id.length, block->id.data);
    if (!an_block_field(block, "verb") && !an_block_field(block, "noun") && !an_block_field(block, "adjective"))
        an_problem(c->build->problems, block->file, block->line, "frame %.*s: no words lead to it", (int)block->id.length, block->id.data);
}

/* Words mean what they mean at all times: nobody reads a date here. */
static void check_dates(const checker *c, const an_block *block)
{
    for (size_t i = 0; i < block->fields.count; i++) {
        const an_field *field = block->fields.items + i;
        if (an_date_range_is_known(field->validity))
            an_problem(c->build->problems, block->file, field->line, "%.*s %.*s: has no dates", (int)block->kind.length, block->kind.data, (int)block->id.length, block->id.data);
    }
}

static void check_blocks(const checker *c)
{
    const an_blocks *blocks = c->build->blocks;
    for (size_t i = 0; i < blocks->count; i++) {
        if (an_str_is(blocks->items[i].kind, "frame")) check_frame_block(c, blocks->items + i);
        if (is_own_kind(blocks->items[i].kind)) check_dates(c, blocks->items + i);
    }
}

/* ---- terms of contexts ---- */

typedef struct term {
    an_str context, words, file;
    uint32_t line;
} term;
typedef AN_ARRAY(term) terms;

static int compare_terms(const void *a, const void *b)
{
    const term *x = a, *y = b;
    int order = an_str_compare(x->context, y->context);
    if (!order) order = an_str_compare(x->words, y->words);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* "suicide bomber 3": the words and the weight. */
static void add_term(const checker *c, const an_block *block, const an_field *field, an_str text, terms *list)
{
    term added = {block->id, text, block->file, field->line};
    size_t digits = text.length;
    while (digits > 0 && text.data[digits - 1] >= '0' && text.data[digits - 1] <= '9') digits--;
    if (digits < text.length && digits > 0 && text.data[digits - 1] == ' ') {
        added.words = an_str_trim((an_str){text.data, digits});
        if (text.length - digits > 1 || text.data[digits] > '0' + WEIGHT_MAX)
            an_problem(c->build->problems, added.file, added.line, "context %.*s: '%.*s' weighs more than %d", (int)block->id.length, block->id.data,
                       (int)added.words.length, added.words.data, WEIGHT_MAX);
    }
    AN_PUSH(c->build->arena, list, added);
}

static void add_terms(const checker *c, const an_block *block, terms *list)
{
    for (size_t i = 0; i < block->fields.count; i++) {
        const an_field *field = block->fields.items + i;
        size_t start = 0;
        for (size_t at = 0; at <= field->value.length; at++) {
            an_str text = an_str_trim((an_str){field->value.data + start, at - start});
            if (at < field->value.length && field->value.data[at] != ',') continue;
            start = at + 1;
            if (text.length) add_term(c, block, field, text, list);
        }
    }
}

/* One word may belong to several contexts, to each once; its weight is 0 (counts nothing) to 3. */
static void check_terms(const checker *c)
{
    terms list = {0};
    for (size_t i = 0; i < c->build->blocks->count; i++)
        if (is_weighted(c->build->blocks->items[i].kind)) add_terms(c, c->build->blocks->items + i, &list);
    if (list.count) qsort(list.items, list.count, sizeof *list.items, compare_terms);
    for (size_t i = 1; i < list.count; i++) {
        const term *a = list.items + i - 1, *b = list.items + i;
        if (an_str_equal(a->context, b->context) && an_str_equal(a->words, b->words))
            an_problem(c->build->problems, b->file, b->line, "context %.*s: '%.*s' stands twice", (int)b->context.length, b->context.data, (int)b->words.length, b->words.data);
    }
}

annals_status an_frames_check(an_lexicon_build *build, const an_lexicon *lexicon, annals_error *error)
{
    const an_codebook *codebook = an_lexicon_codebook(lexicon);
    checker c = {build, an_lexicon_frames(lexicon), codebook && codebook->count ? codebook : NULL};
    AN_TRY(check_ids(&c, error));
    check_blocks(&c);
    check_triggers(&c);
    check_terms(&c);
    for (uint32_t i = 0; i < c.frames->frame_count; i++) {
        check_code(&c, c.frames->frames + i);
        check_contents(&c, c.frames->frames + i);
    }
    return ANNALS_OK;
}
