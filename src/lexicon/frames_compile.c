/* Dictionary texts -> sections "frame.*". Words become numbers in the order in which they are met; every entry of every class is
 * reached through its triggers, which are grouped by key word at the end. Wrong lines are told and left out. */
#include "lexicon/frames.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"

enum {
    ITEMS_MAX = 256,          /* alternatives in one list */
    RANK_OF_PRESENCE = 2,     /* each thing that a trigger asks for makes it more special than one that does not ask: that a place is taken, */
    RANK_OF_VALUE = 4,        /* that it is taken by certain words or kinds, */
    RANK_OF_OWN_WORDS = 8,    /* that the words stand in the trigger itself ("lay + siege") */
    RANK_OF_PARTICLE = 4,
    RANK_OF_WORD_BEFORE = 4,
    RANK_OF_NOTHING = 4096,   /* what says that the words tell no event goes before all that say they do */
    TRUST_DEFAULT_PERCENT = 100
};

static const char *const prepositions[] = {"about", "above", "across", "after", "against", "along", "alongside", "amid", "among", "around", "as",
    "at", "before", "behind", "beside", "between", "beyond", "by", "during", "for", "from", "in", "inside", "into", "like", "near", "of",
    "off", "on", "onto", "out", "outside", "over", "through", "throughout", "to", "toward", "towards", "under", "until", "up", "upon", "via",
    "versus", "with", "within", "without", "because", "amongst", "regarding", "concerning", NULL};

/* Words that the coder asks for by itself, whatever the dictionary says. */
static const char *const grammar_words[] = {"by", "of", "against", "between", "with", "on", "in", "to", "from", "for", "into", "not", "if", "unless", "accord",
    "involve", "target", NULL};

typedef struct keyed_trigger {
    an_word key;
    uint32_t order;
    an_trigger trigger;
} keyed_trigger;

typedef struct compiler {
    an_lexicon_build *build;
    an_arena *arena;
    const an_block *block;
    uint32_t line;
    an_pool_builder pool;
    an_slots word_slots;
    AN_ARRAY(an_pool_ref) words;
    AN_ARRAY(keyed_trigger) triggers;
    AN_ARRAY(an_condition) conditions, shared; /* shared: of the block at hand */
    AN_ARRAY(uint32_t) numbers;
    AN_ARRAY(an_word_set) sets;
    AN_ARRAY(an_frame) frames;
    AN_ARRAY(an_content) contents;
    AN_ARRAY(an_light) lights;
    AN_ARRAY(an_report) reports;
    AN_ARRAY(an_attitude) attitudes;
    AN_ARRAY(an_instrument) instruments;
    AN_ARRAY(an_context_term) context_terms;
    AN_ARRAY(an_certainty_term) certainties;
} compiler;

typedef struct items {
    an_str items[ITEMS_MAX];
    uint32_t count;
} items;

static void complain(compiler *c, const char *what, an_str text)
{
    an_problem(c->build->problems, c->block->file, c->line, "%s: %.*s", what, (int)text.length, text.data ? text.data : "");
}

static items split(compiler *c, an_str text, char divider)
{
    items list = {.count = 0};
    size_t start = 0;
    for (size_t i = 0; text.data && i <= text.length; i++) {
        an_str item;
        if (i < text.length && text.data[i] != divider) continue;
        item = an_str_trim((an_str){text.data + start, i - start});
        start = i + 1;
        if (!item.length) continue;
        if (list.count < ITEMS_MAX) list.items[list.count++] = item;
        else if (list.count == ITEMS_MAX) complain(c, "too many items in one list", item);
    }
    return list;
}

static an_word intern(compiler *c, an_str text)
{
    an_str folded = an_utf8_fold(c->arena, text);
    uint64_t hash = an_hash(folded);
    uint32_t cursor = 0, number;
    while ((number = an_slots_next(&c->word_slots, hash, &cursor)) != UINT32_MAX)
        if (an_str_equal(an_pool_get(an_strbuf_view(&c->pool.bytes), c->words.items[number]), folded)) return number;
    an_slots_add(c->arena, &c->word_slots, hash, (uint32_t)c->words.count);
    AN_PUSH(c->arena, &c->words, an_pool_add(&c->pool, folded));
    return (an_word)(c->words.count - 1);
}

static void add_number(compiler *c, uint32_t number) { AN_PUSH(c->arena, &c->numbers, number); }

static bool is_preposition(an_str text)
{
    for (size_t i = 0; prepositions[i]; i++)
        if (an_str_is(text, prepositions[i])) return true;
    return false;
}

static bool find_set(const compiler *c, an_str name, an_range *words)
{
    an_str pool = an_strbuf_view(&c->pool.bytes);
    for (size_t i = 0; i < c->sets.count; i++)
        if (an_str_equal(an_pool_get(pool, c->sets.items[i].name), name)) {
            *words = c->sets.items[i].words;
            return true;
        }
    return false;
}

/* "siege/blockade/@weapons" at the end of numbers. */
static void add_words(compiler *c, an_str text, char divider)
{
    items list = split(c, text, divider);
    for (uint32_t i = 0; i < list.count; i++) {
        an_range set;
        if (list.items[i].data[0] != '@') {
            add_number(c, intern(c, list.items[i]));
            continue;
        }
        if (!find_set(c, (an_str){list.items[i].data + 1, list.items[i].length - 1}, &set)) complain(c, "no such set", list.items[i]);
        else for (uint32_t k = 0; k < set.count; k++) add_number(c, c->numbers.items[set.first + k]);
    }
}

static uint32_t parse_slot(compiler *c, an_str text)
{
    static const char *const names[] = {
#define SLOT_NAME(name, word) word,
        AN_SLOT_LIST(SLOT_NAME)
#undef SLOT_NAME
    };
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        if (an_str_is(text, names[i])) return i;
    if (is_preposition(text)) return AN_SLOT_PREPOSITION + intern(c, text);
    complain(c, "no such place in a sentence", text);
    return AN_SLOT_NONE;
}

static an_range parse_slots(compiler *c, an_str text)
{
    items list = split(c, text, ',');
    an_range range = {(uint32_t)c->numbers.count, list.count};
    for (uint32_t i = 0; i < list.count; i++) add_number(c, parse_slot(c, list.items[i]));
    return range;
}

static uint32_t parse_kind(compiler *c, an_str text)
{
    static const char *const names[] = {
#define KIND_NAME(name, word) word,
        AN_KIND_TEST_LIST(KIND_NAME)
#undef KIND_NAME
    };
    an_sector sector;
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
        if (an_str_is(text, names[i])) return i;
    for (uint32_t i = 0; i < AN_ACTOR_KIND_COUNT; i++)
        if (an_str_is(text, an_actor_kind_names[i])) return AN_KIND_ACTOR_KINDS + i;
    sector = an_sector_parse(text);
    if (sector != AN_SECTOR_NONE) return AN_KIND_SECTORS + (uint32_t)sector;
    complain(c, "no such kind of actor", text);
    return AN_KIND_KNOWN;
}

static an_range add_list_of_words(compiler *c, an_str text, char divider)
{
    an_range range = {(uint32_t)c->numbers.count, 0};
    add_words(c, text, divider);
    range.count = (uint32_t)c->numbers.count - range.first;
    return range;
}

/* ":state, weapon, @arms" or nothing. */
static void parse_test(compiler *c, an_str text, an_condition *condition)
{
    items list = split(c, text, ',');
    condition->test = list.count ? AN_TEST_VALUES : AN_TEST_PRESENT;
    condition->values.first = (uint32_t)c->numbers.count;
    for (uint32_t i = 0; i < list.count; i++) {
        an_str item = list.items[i];
        if (item.data[0] == ':') add_number(c, AN_VALUE_IS_KIND + parse_kind(c, (an_str){item.data + 1, item.length - 1}));
        else add_words(c, item, ',');
    }
    condition->values.count = (uint32_t)c->numbers.count - condition->values.first;
}

static an_str first_word(an_str *text)
{
    an_str word = {text->data, 0};
    while (word.length < text->length && text->data[word.length] != ' ' && text->data[word.length] != '\t') word.length++;
    *text = an_str_trim((an_str){text->data + word.length, text->length - word.length});
    return word;
}

static an_condition parse_condition(compiler *c, const an_field *field)
{
    an_condition condition = {.is_negated = an_str_is(field->key, "unless")};
    an_str rest = field->value;
    condition.slot = parse_slot(c, first_word(&rest));
    parse_test(c, rest, &condition);
    return condition;
}

/* "+ into custody/detention", "+ siege", "+ on". */
static an_condition parse_segment(compiler *c, an_str text)
{
    an_condition condition = {.slot = AN_SLOT_OBJECT};
    an_str rest = text, word = first_word(&rest);
    if (is_preposition(word)) {
        condition.slot = AN_SLOT_PREPOSITION + intern(c, word);
        text = rest;
    }
    condition.test = text.length ? AN_TEST_VALUES : AN_TEST_PRESENT;
    if (text.length) condition.values = add_list_of_words(c, text, '/');
    return condition;
}

/* The conditions that stand in the entry's `if` and `unless` lines hold for each of its triggers. */
static void read_shared_conditions(compiler *c)
{
    c->shared.count = 0;
    for (size_t i = 0; i < c->block->fields.count; i++) {
        const an_field *field = c->block->fields.items + i;
        if (!an_str_is(field->key, "if") && !an_str_is(field->key, "unless")) continue;
        c->line = field->line;
        AN_PUSH(c->arena, &c->shared, parse_condition(c, field));
    }
}

/* "unless" lines keep an entry away from what it does not mean; they do not make it more special. */
static uint32_t rank_of_conditions(const compiler *c, an_range conditions, uint32_t own_count)
{
    uint32_t rank = 0;
    for (uint32_t i = 0; i < conditions.count; i++) {
        const an_condition *condition = c->conditions.items + conditions.first + i;
        if (condition->is_negated) continue;
        rank += condition->test == AN_TEST_PRESENT ? RANK_OF_PRESENCE : i < own_count ? RANK_OF_OWN_WORDS : RANK_OF_VALUE;
    }
    return rank;
}

/* "carry out + attack": key, particle or words before, then what else must be there. */
static void add_trigger(compiler *c, an_str text, an_trigger trigger)
{
    items segments = split(c, text, '+');
    items words = segments.count ? split(c, segments.items[0], ' ') : segments;
    bool is_verb = trigger.pos == AN_KEY_VERB;
    an_word key;
    if (!words.count || (is_verb && words.count > 2)) {
        complain(c, "no trigger", text);
        return;
    }
    key = intern(c, words.items[is_verb ? 0 : words.count - 1]);
    trigger.particle = is_verb && words.count == 2 ? intern(c, words.items[1]) : AN_NONE;
    trigger.before = (an_range){(uint32_t)c->numbers.count, is_verb ? 0 : words.count - 1};
    for (uint32_t i = 0; i < trigger.before.count; i++) add_number(c, intern(c, words.items[i]));
    trigger.conditions = (an_range){(uint32_t)c->conditions.count, 0};
    for (uint32_t i = 1; i < segments.count; i++) AN_PUSH(c->arena, &c->conditions, parse_segment(c, segments.items[i]));
    for (size_t i = 0; i < c->shared.count; i++) AN_PUSH(c->arena, &c->conditions, c->shared.items[i]);
    trigger.conditions.count = (uint32_t)c->conditions.count - trigger.conditions.first;
    trigger.rank = rank_of_conditions(c, trigger.conditions, segments.count - 1) + (trigger.particle != AN_NONE) * RANK_OF_PARTICLE +
                   trigger.before.count * RANK_OF_WORD_BEFORE;
    if (trigger.entry_class == AN_ENTRY_FRAME && c->frames.items[trigger.entry].type == AN_TYPE_NONE) trigger.rank += RANK_OF_NOTHING;
    AN_PUSH(c->arena, &c->triggers, (keyed_trigger){key, (uint32_t)c->triggers.count, trigger});
}

static bool parse_pos(an_str key, uint16_t *pos)
{
    if (an_str_is(key, "verb")) *pos = AN_KEY_VERB;
    else if (an_str_is(key, "noun")) *pos = AN_KEY_NOUN;
    else if (an_str_is(key, "adjective")) *pos = AN_KEY_ADJECTIVE;
    else if (an_str_is(key, "word")) *pos = AN_KEY_WORDS;
    else return false;
    return true;
}

static void add_triggers(compiler *c, an_entry_class entry_class, size_t entry)
{
    read_shared_conditions(c);
    for (size_t i = 0; i < c->block->fields.count; i++) {
        const an_field *field = c->block->fields.items + i;
        an_trigger trigger = {.entry_class = (uint16_t)entry_class, .entry = (uint32_t)entry};
        items list;
        if (!parse_pos(field->key, &trigger.pos)) continue;
        c->line = field->line;
        list = split(c, field->value, ',');
        for (uint32_t k = 0; k < list.count; k++) {
            c->line = field->line;
            add_trigger(c, list.items[k], trigger);
        }
    }
}

static bool is_key_of_triggers(an_str key)
{
    uint16_t pos;
    return parse_pos(key, &pos) || an_str_is(key, "if") || an_str_is(key, "unless") || an_str_is(key, "example") || an_str_is(key, "note");
}

static bool parse_percent(an_str text, uint32_t *percent)
{
    *percent = 0;
    if (!text.length || text.length > 3) return false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return false;
        *percent = *percent * 10 + (uint32_t)(text.data[i] - '0');
    }
    return *percent <= 100;
}

/* "55-80" */
static void parse_scale(compiler *c, an_str text, uint32_t *low, uint32_t *high)
{
    items ends = split(c, text, '-');
    if (ends.count != 2 || !parse_percent(ends.items[0], low) || !parse_percent(ends.items[1], high) || *low > *high)
        complain(c, "not a range of percent", text);
}

static int parse_name(an_str text, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (an_str_is(text, names[i])) return i;
    return -1;
}

static uint32_t parse_factuality(compiler *c, an_str text)
{
    int value = parse_name(text, an_factuality_names, AN_FACTUALITY_COUNT);
    if (value < 0) complain(c, "no such factuality", text);
    return value < 0 ? AN_FACTUALITY_COUNT : (uint32_t)value;
}

static uint32_t parse_stance(compiler *c, an_str text)
{
    int value = parse_name(text, an_stance_names, AN_STANCE_COUNT);
    if (value < 0) complain(c, "no such stance", text);
    return value < 0 ? AN_STANCE_COUNT : (uint32_t)value;
}

static uint32_t parse_groups(compiler *c, an_str text)
{
    static const char *const names[] = {
#define GROUP_NAME(name, word) word,
        AN_GROUP_LIST(GROUP_NAME)
#undef GROUP_NAME
    };
    items list = split(c, text, ',');
    uint32_t groups = 0;
    for (uint32_t i = 0; i < list.count; i++) {
        int group = parse_name(list.items[i], names, AN_GROUP_COUNT);
        if (group < 0) complain(c, "no such group of nouns", list.items[i]);
        else groups |= 1u << group;
    }
    return groups;
}

static uint64_t parse_contexts(compiler *c, an_str text)
{
    items list = split(c, text, ',');
    uint64_t contexts = 0;
    for (uint32_t i = 0; i < list.count; i++) {
        int context = an_context_parse(list.items[i]);
        if (context < 0) complain(c, "no such context", list.items[i]);
        else contexts |= UINT64_C(1) << context;
    }
    return contexts;
}

static void parse_cameo(compiler *c, an_str text, char out[8])
{
    bool is_good = text.length >= 2 && text.length < AN_CAMEO_CODE_BYTES;
    for (size_t i = 0; is_good && i < text.length; i++) is_good = text.data[i] >= '0' && text.data[i] <= '9';
    if (!is_good) complain(c, "no CAMEO code", text);
    else memcpy(out, text.data, text.length);
}

static an_mode parse_mode(compiler *c, an_event_type type, an_str text)
{
    an_mode mode = an_mode_parse(type, text);
    if (mode == AN_MODE_NONE) complain(c, "no such mode of this type", text);
    return mode;
}

static void parse_modes(compiler *c, an_str text, an_frame *frame)
{
    items list = split(c, text, ',');
    for (uint32_t i = 0; i < list.count; i++) {
        if (frame->mode_count < AN_MODES_MAX) frame->modes[frame->mode_count++] = (uint8_t)parse_mode(c, (an_event_type)frame->type, list.items[i]);
        else complain(c, "too many modes", text);
    }
}

/* "killed object, of" */
static void parse_effect(compiler *c, an_str text, an_frame *frame)
{
    static const char *const names[] = {"none", "killed", "wounded", "detained", "displaced"};
    an_str rest = text;
    int effect = parse_name(first_word(&rest), names, 5);
    if (effect < 0) complain(c, "no such effect", text);
    else frame->effect = (uint8_t)effect;
    frame->effect_slots = parse_slots(c, rest);
}

static void parse_flags(compiler *c, an_str text, an_frame *frame)
{
    static const char *const names[] = {"result", "needs-recipient", "needs-actor", "keeps-content", "assigns", "needs-content"};
    items list = split(c, text, ',');
    for (uint32_t i = 0; i < list.count; i++) {
        int flag = parse_name(list.items[i], names, 6);
        if (flag < 0) complain(c, "no such mark", list.items[i]);
        else frame->flags |= 1u << flag;
    }
}

/* TYPE, TYPE/mode or *, as they stand on the left of a content line. */
static void parse_content_source(compiler *c, an_str text, an_content *content)
{
    items parts = split(c, text, '/');
    if (an_str_is(text, "*")) return;
    content->type = (uint8_t)an_type_parse(parts.count ? parts.items[0] : text);
    if (!content->type) complain(c, "no such event type", text);
    if (parts.count > 1) content->mode = (uint8_t)parse_mode(c, (an_event_type)content->type, parts.items[1]);
}

/* "RETREAT/release => [TYPE] [mode] [cameo]" */
static void parse_content(compiler *c, an_str text, an_frame *frame)
{
    an_content content = {0};
    an_event_type type = (an_event_type)frame->type;
    size_t arrow = 0;
    items words;
    while (arrow + 1 < text.length && !(text.data[arrow] == '=' && text.data[arrow + 1] == '>')) arrow++;
    if (arrow + 1 >= text.length) {
        complain(c, "content needs =>", text);
        return;
    }
    parse_content_source(c, an_str_trim((an_str){text.data, arrow}), &content);
    words = split(c, (an_str){text.data + arrow + 2, text.length - arrow - 2}, ' ');
    for (uint32_t i = 0; i < words.count; i++) {
        an_str word = words.items[i];
        if (word.data[0] >= '0' && word.data[0] <= '9') parse_cameo(c, word, content.cameo);
        else if (an_type_parse(word)) content.to_type = (uint8_t)(type = an_type_parse(word));
        else content.to_mode = (uint8_t)parse_mode(c, type, word);
    }
    if (!frame->contents.count) frame->contents.first = (uint32_t)c->contents.count;
    AN_PUSH(c->arena, &c->contents, content);
    frame->contents.count++;
}

static void read_frame_field(compiler *c, const an_field *field, an_frame *frame)
{
    an_str key = field->key, value = field->value;
    if (an_str_is(key, "type")) {
        frame->type = (uint8_t)an_type_parse(value);
        if (!frame->type && !an_str_is(value, "NONE")) complain(c, "no such event type", value);
    } else if (an_str_is(key, "mode")) parse_modes(c, value, frame);
    else if (an_str_is(key, "cameo")) parse_cameo(c, value, frame->cameo);
    else if (an_str_is(key, "actor")) frame->actor = parse_slots(c, value);
    else if (an_str_is(key, "recipient")) frame->recipient = parse_slots(c, value);
    else if (an_str_is(key, "both")) frame->both = parse_slots(c, value);
    else if (an_str_is(key, "effect")) parse_effect(c, value, frame);
    else if (an_str_is(key, "group")) frame->groups = parse_groups(c, value);
    else if (an_str_is(key, "context")) frame->contexts |= parse_contexts(c, value);
    else if (an_str_is(key, "mark")) parse_flags(c, value, frame);
    else if (an_str_is(key, "content-in")) frame->content_slots = parse_slots(c, value);
    else if (an_str_is(key, "content")) parse_content(c, value, frame);
    else if (an_str_is(key, "trust")) {
        if (!parse_percent(value, &frame->trust_percent)) complain(c, "trust is a percentage", value);
    } else if (!is_key_of_triggers(key)) complain(c, "no such key of a frame", key);
}

static void add_frame(compiler *c)
{
    an_frame frame = {.line = c->block->line, .trust_percent = TRUST_DEFAULT_PERCENT};
    bool has_type = false;
    frame.id = an_pool_add(&c->pool, c->block->id);
    frame.file = an_pool_add(&c->pool, c->block->file);
    for (int pass = 0; pass < 2; pass++) /* the type first: modes are read by it */
        for (size_t i = 0; i < c->block->fields.count; i++) {
            const an_field *field = c->block->fields.items + i;
            c->line = field->line;
            if (an_str_is(field->key, "type") == (pass == 0)) read_frame_field(c, field, &frame);
            has_type = has_type || an_str_is(field->key, "type");
        }
    c->line = c->block->line;
    if (!has_type) complain(c, "a frame needs a type", c->block->id);
    AN_PUSH(c->arena, &c->frames, frame);
    add_triggers(c, AN_ENTRY_FRAME, c->frames.count - 1);
}

static void add_light(compiler *c)
{
    static const char *const gives[] = {"none", "actor", "recipient", "both"};
    an_light light = {.factuality = AN_FACTUALITY_COUNT, .stance = AN_STANCE_COUNT, .noun_slot = AN_SLOT_OBJECT, .gives = AN_GIVES_ACTOR};
    light.id = an_pool_add(&c->pool, c->block->id);
    for (size_t i = 0; i < c->block->fields.count; i++) {
        const an_field *field = c->block->fields.items + i;
        c->line = field->line;
        if (an_str_is(field->key, "for")) light.groups = parse_groups(c, field->value);
        else if (an_str_is(field->key, "in")) light.noun_slot = parse_slot(c, field->value);
        else if (an_str_is(field->key, "means")) light.factuality = (uint8_t)parse_factuality(c, field->value);
        else if (an_str_is(field->key, "stance")) light.stance = (uint8_t)parse_stance(c, field->value);
        else if (an_str_is(field->key, "gives")) {
            int role = parse_name(field->value, gives, 4);
            if (role < 0) complain(c, "no such role", field->value);
            else light.gives = (uint8_t)role;
        } else if (!is_key_of_triggers(field->key)) complain(c, "no such key of a light verb", field->key);
    }
    AN_PUSH(c->arena, &c->lights, light);
    add_triggers(c, AN_ENTRY_LIGHT, c->lights.count - 1);
}

static void add_report(compiler *c)
{
    an_report report = {.stance = AN_STANCE_SAYS, .speaker_slot = AN_SLOT_SUBJECT, .content_slot = AN_SLOT_CLAUSE, .factuality = AN_FACTUALITY_COUNT};
    report.id = an_pool_add(&c->pool, c->block->id);
    for (size_t i = 0; i < c->block->fields.count; i++) {
        const an_field *field = c->block->fields.items + i;
        c->line = field->line;
        if (an_str_is(field->key, "stance")) report.stance = parse_stance(c, field->value);
        else if (an_str_is(field->key, "speaker")) report.speaker_slot = parse_slot(c, field->value);
        else if (an_str_is(field->key, "content")) report.content_slot = parse_slot(c, field->value);
        else if (an_str_is(field->key, "certainty")) parse_scale(c, field->value, &report.certainty_low, &report.certainty_high);
        else if (an_str_is(field->key, "means")) report.factuality = parse_factuality(c, field->value);
        else if (!is_key_of_triggers(field->key)) complain(c, "no such key of a reporting word", field->key);
    }
    AN_PUSH(c->arena, &c->reports, report);
    add_triggers(c, AN_ENTRY_REPORT, c->reports.count - 1);
}

static void add_attitude(compiler *c)
{
    const an_field *means = an_block_field(c->block, "means");
    an_attitude attitude = {.id = an_pool_add(&c->pool, c->block->id)};
    c->line = c->block->line;
    attitude.factuality = parse_factuality(c, means ? means->value : (an_str){0});
    AN_PUSH(c->arena, &c->attitudes, attitude);
    add_triggers(c, AN_ENTRY_ATTITUDE, c->attitudes.count - 1);
}

static void add_instrument(compiler *c)
{
    an_instrument instrument = {.order = (uint32_t)c->instruments.count};
    const an_field *type = an_block_field(c->block, "type"), *mode = an_block_field(c->block, "mode");
    instrument.id = an_pool_add(&c->pool, c->block->id);
    c->line = c->block->line;
    if (!type || !(instrument.type = an_type_parse(type->value))) complain(c, "an instrument needs an event type", c->block->id);
    if (mode) instrument.mode = parse_mode(c, (an_event_type)instrument.type, mode->value);
    for (size_t i = 0; i < c->block->fields.count; i++) {
        const an_field *field = c->block->fields.items + i;
        c->line = field->line;
        if (an_str_is(field->key, "cameo")) parse_cameo(c, field->value, instrument.cameo);
        else if (an_str_is(field->key, "context")) instrument.contexts |= parse_contexts(c, field->value);
        else if (field != type && field != mode && !is_key_of_triggers(field->key)) complain(c, "no such key of an instrument", field->key);
    }
    AN_PUSH(c->arena, &c->instruments, instrument);
    add_triggers(c, AN_ENTRY_INSTRUMENT, c->instruments.count - 1);
}

/* "suicide bomber 3": the words and the weight. */
static void add_term(compiler *c, uint32_t subject, an_str words)
{
    an_context_term term = {subject, 1};
    size_t end = words.length;
    while (end > 0 && words.data[end - 1] != ' ') end--;
    if (end > 0 && parse_percent((an_str){words.data + end, words.length - end}, &term.weight)) words = an_str_trim((an_str){words.data, end});
    else term.weight = 1;
    AN_PUSH(c->arena, &c->context_terms, term);
    c->shared.count = 0;
    add_trigger(c, words, (an_trigger){.entry_class = AN_ENTRY_CONTEXT, .pos = AN_KEY_WORDS, .entry = (uint32_t)c->context_terms.count - 1});
}

/* term WORDS WEIGHT, WORDS WEIGHT ... */
static void add_subject(compiler *c, uint32_t subject)
{
    for (size_t i = 0; i < c->block->fields.count; i++) {
        const an_field *field = c->block->fields.items + i;
        items terms;
        c->line = field->line;
        if (!an_str_is(field->key, "term")) {
            complain(c, "no such key of a context", field->key);
            continue;
        }
        terms = split(c, field->value, ',');
        for (uint32_t k = 0; k < terms.count; k++) add_term(c, subject, terms.items[k]);
    }
}

static void add_context(compiler *c)
{
    int context = an_context_parse(c->block->id);
    c->line = c->block->line;
    if (context < 0) complain(c, "no such context", c->block->id);
    else add_subject(c, (uint32_t)context);
}

static void add_topic(compiler *c)
{
#define TOPIC_NAME(name) #name,
    static const char *const names[] = {AN_TOPIC_LIST(TOPIC_NAME)};
#undef TOPIC_NAME
    uint32_t topic = 0;
    c->line = c->block->line;
    while (topic < AN_TOPIC_COUNT && !an_str_is(c->block->id, names[topic])) topic++;
    if (topic == AN_TOPIC_COUNT) complain(c, "no such topic", c->block->id);
    else add_subject(c, AN_CONTEXT_COUNT + topic);
}

static void add_certainty(compiler *c)
{
    const an_field *range = an_block_field(c->block, "range");
    an_certainty_term term = {0, 0};
    c->line = c->block->line;
    parse_scale(c, range ? range->value : (an_str){0}, &term.low, &term.high);
    AN_PUSH(c->arena, &c->certainties, term);
    add_triggers(c, AN_ENTRY_CERTAINTY, c->certainties.count - 1);
}

/* form overthrow ; word overthrew, overthrown */
static void add_form(compiler *c)
{
    an_word lemma = intern(c, c->block->id);
    c->line = c->block->line;
    add_triggers(c, AN_ENTRY_FORM, lemma);
}

/* Sets stand by name: an_frames_set looks for them by halves. */
static void sort_in_last_set(compiler *c)
{
    an_str pool = an_strbuf_view(&c->pool.bytes);
    for (size_t i = c->sets.count; i-- > 1;) {
        an_word_set *before = c->sets.items + i - 1, last = c->sets.items[i];
        if (an_str_compare(an_pool_get(pool, before->name), an_pool_get(pool, last.name)) <= 0) return;
        c->sets.items[i] = *before;
        *before = last;
    }
}

static void add_set(compiler *c)
{
    an_word_set set = {.words = {(uint32_t)c->numbers.count, 0}};
    c->line = c->block->line;
    for (size_t i = 0; i < c->block->fields.count; i++) {
        c->line = c->block->fields.items[i].line;
        if (an_str_is(c->block->fields.items[i].key, "word")) add_words(c, c->block->fields.items[i].value, ',');
        else complain(c, "no such key of a set", c->block->fields.items[i].key);
    }
    set.words.count = (uint32_t)c->numbers.count - set.words.first;
    set.name = an_pool_add(&c->pool, c->block->id);
    AN_PUSH(c->arena, &c->sets, set);
    sort_in_last_set(c);
}

typedef struct kind_row {
    const char *kind;
    void (*add)(compiler *c);
} kind_row;

static const kind_row kind_rows[] = {{"frame", add_frame}, {"light", add_light}, {"report", add_report}, {"attitude", add_attitude},
    {"instrument", add_instrument}, {"context", add_context}, {"topic", add_topic}, {"certainty", add_certainty}, {"form", add_form}};

/* Sets come first, wherever they stand: everything else may refer to them. */
static void read_blocks(compiler *c)
{
    const an_blocks *blocks = c->build->blocks;
    for (size_t i = 0; grammar_words[i]; i++) intern(c, an_str_from(grammar_words[i]));
    for (size_t i = 0; i < blocks->count; i++) {
        c->block = blocks->items + i;
        if (an_str_is(c->block->kind, "set")) add_set(c);
    }
    for (size_t i = 0; i < blocks->count; i++) {
        c->block = blocks->items + i;
        for (size_t k = 0; k < sizeof kind_rows / sizeof *kind_rows; k++)
            if (an_str_is(c->block->kind, kind_rows[k].kind)) kind_rows[k].add(c);
    }
}

static int compare_triggers(const void *a, const void *b)
{
    const keyed_trigger *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    if (x->trigger.entry_class != y->trigger.entry_class) return x->trigger.entry_class < y->trigger.entry_class ? -1 : 1;
    if (x->trigger.rank != y->trigger.rank) return x->trigger.rank > y->trigger.rank ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static annals_status write_section(compiler *c, const char *name, const void *bytes, size_t size, annals_error *error)
{
    return an_build_section(c->build, name, (an_str){bytes, size}, error);
}

static annals_status write_words(compiler *c, annals_error *error)
{
    uint32_t table_count = 16, count = (uint32_t)c->words.count;
    an_frame_word *words = AN_NEW_ARRAY(c->arena, an_frame_word, count + 1);
    an_trigger *triggers = AN_NEW_ARRAY(c->arena, an_trigger, c->triggers.count + 1);
    uint32_t *table;
    while (table_count < count * 2) table_count *= 2;
    table = AN_NEW_ARRAY(c->arena, uint32_t, table_count);
    if (!words || !triggers || !table) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    if (c->triggers.count) qsort(c->triggers.items, c->triggers.count, sizeof *c->triggers.items, compare_triggers);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = (uint32_t)an_hash(an_pool_get(an_strbuf_view(&c->pool.bytes), c->words.items[i])) & (table_count - 1);
        words[i].text = c->words.items[i];
        while (table[at]) at = (at + 1) & (table_count - 1);
        table[at] = i + 1;
    }
    for (size_t i = c->triggers.count; i-- > 0;) {
        an_range *range = &words[c->triggers.items[i].key].triggers;
        triggers[i] = c->triggers.items[i].trigger;
        range->first = (uint32_t)i;
        range->count++;
    }
    AN_TRY(write_section(c, "frame.table", table, table_count * sizeof *table, error));
    AN_TRY(write_section(c, "frame.words", words, count * sizeof *words, error));
    return write_section(c, "frame.triggers", triggers, c->triggers.count * sizeof *triggers, error);
}

#define WRITE(name, array) AN_TRY(write_section(c, name, c->array.items, c->array.count * sizeof *c->array.items, error))
static annals_status write_sections(compiler *c, annals_error *error)
{
    AN_TRY(write_words(c, error));
    WRITE("frame.conditions", conditions);
    WRITE("frame.numbers", numbers);
    WRITE("frame.sets", sets);
    WRITE("frame.frames", frames);
    WRITE("frame.contents", contents);
    WRITE("frame.lights", lights);
    WRITE("frame.reports", reports);
    WRITE("frame.attitudes", attitudes);
    WRITE("frame.instruments", instruments);
    WRITE("frame.context_terms", context_terms);
    WRITE("frame.certainties", certainties);
    return an_build_section_from(c->build, "frame.pool", &c->pool.bytes, error);
}
#undef WRITE

annals_status an_frames_compile(an_lexicon_build *build, annals_error *error)
{
    compiler c = {.build = build, .arena = build->arena};
    annals_status status;
    an_pool_builder_init(&c.pool, build->arena);
    read_blocks(&c);
    status = write_sections(&c, error);
    if (status == ANNALS_OK && c.pool.bytes.has_failed) status = an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    an_pool_builder_free(&c.pool);
    return status;
}
