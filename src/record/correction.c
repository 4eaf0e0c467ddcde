/* Values of corrections: checking them, giving them to an event. One value is written and read in one form only (fields.h), so that the
 * log of one base can be taken by another. */
#include "record/correction.h"

#include "base/json.h"

#define ROW(name, word, target, field) {word, AN_TARGET_##target, field},
const an_action_row an_actions[AN_ACTION_COUNT] = {AN_ACTION_LIST(ROW)};
#define TEXT(name, text) text,
const char *const an_correction_state_names[AN_CORRECTION_STATE_COUNT] = {AN_CORRECTION_STATE_LIST(TEXT)};

enum { QUANTITY_DIGITS_MAX = 12 };

an_action an_action_parse(an_str word)
{
    for (int i = 0; i < AN_ACTION_COUNT; i++)
        if (an_str_is(word, an_actions[i].name)) return (an_action)i;
    return AN_ACTION_COUNT;
}

/* ---- reading values ---- */

/* The next word of a list apart by blanks; length 0 = no more. */
static an_str next_word(an_str *rest)
{
    an_str word;
    while (rest->length && rest->data[0] == ' ') rest->data++, rest->length--;
    word = (an_str){rest->data, 0};
    while (word.length < rest->length && word.data[word.length] != ' ') word.length++;
    rest->data += word.length;
    rest->length -= word.length;
    return word;
}

static const char *read_type(an_str value, an_event *out)
{
    an_str rest = value, word = next_word(&rest);
    out->type = an_type_parse(word);
    out->mode_count = 0;
    if (out->type == AN_TYPE_NONE) return "no type of event of PLOVER, as ASSAULT";
    while ((word = next_word(&rest)).length) {
        an_mode mode = an_mode_parse(out->type, word);
        if (mode == AN_MODE_NONE) return "a type with a mode that it has not";
        if (out->mode_count == AN_MODES_MAX) return "a type with too many modes";
        out->modes[out->mode_count++] = mode;
    }
    return NULL;
}

/* A single date, or two with ".." between; one of them may be missing. */
static const char *read_date(an_str value, an_event_date *out)
{
    static const char *const wrong = "no date: 2022, 2022-03, 2022-03-31, 2022-03-30..2022-03-31 or unknown";
    an_date_range first = AN_DATE_RANGE_UNKNOWN, second;
    size_t dots = 0;
    out->is_known = !an_str_is(value, "unknown");
    if (!out->is_known) return NULL;
    while (dots < value.length && (value.data[dots] != '.' || dots + 1 == value.length || value.data[dots + 1] != '.')) dots++;
    if (dots && !an_iso_parse((an_str){value.data, dots}, &first)) return wrong;
    if (dots < value.length) {
        an_str end = {value.data + dots + 2, value.length - dots - 2};
        second = AN_DATE_RANGE_UNKNOWN;
        if (end.length && !an_iso_parse(end, &second)) return wrong;
        first.to = second.to;
    }
    if (!an_date_range_is_known(first)) return wrong;
    if (first.from != AN_DAY_UNKNOWN && first.to != AN_DAY_UNKNOWN && first.to < first.from) return "a date that ends before it begins";
    out->time = (an_time){.range = first, .basis = AN_BASIS_GIVEN};
    return NULL;
}

static bool read_number(an_str *rest, int64_t *out)
{
    size_t digits = 0;
    *out = 0;
    while (digits < rest->length && rest->data[digits] >= '0' && rest->data[digits] <= '9' && digits < QUANTITY_DIGITS_MAX)
        *out = *out * 10 + (rest->data[digits++] - '0');
    rest->data += digits;
    rest->length -= digits;
    return digits > 0;
}

static const char *read_quantity(an_str value, an_event_quantity *out)
{
    static const char *const wrong = "no number: 6, 6-8, 139+ or unknown";
    an_str rest = value;
    out->is_known = !an_str_is(value, "unknown");
    if (!out->is_known) return NULL;
    if (!read_number(&rest, &out->low)) return wrong;
    out->high = out->low;
    if (rest.length == 1 && rest.data[0] == '+') {
        out->high = INT64_MAX;
        return NULL;
    }
    if (rest.length && rest.data[0] == '-') {
        rest.data++, rest.length--;
        if (!read_number(&rest, &out->high)) return wrong;
    }
    if (rest.length) return wrong;
    return out->high >= out->low ? NULL : "a number that ends before it begins";
}

static const char *read_factuality(an_str value, an_factuality *out)
{
    for (int i = 0; i < AN_FACTUALITY_COUNT; i++)
        if (an_str_is(value, an_factuality_names[i])) {
            *out = (an_factuality)i;
            return NULL;
        }
    return "no factuality, as happened or planned";
}

static const char *read_place(an_str value, an_event_place *out)
{
    out->is_known = !an_str_is(value, "unknown");
    return out->is_known ? an_place_read_line(value, &out->place) : NULL;
}

static an_event_quantity *quantity_of(an_event *event, an_action action)
{
    switch (action) {
    case AN_ACTION_KILLED: return &event->killed;
    case AN_ACTION_WOUNDED: return &event->wounded;
    case AN_ACTION_DETAINED: return &event->detained;
    default: return &event->displaced;
    }
}

/* Writes what the value says over the field. */
static const char *read_value(an_action action, an_str value, an_event *event)
{
    switch (action) {
    case AN_ACTION_TYPE: return read_type(value, event);
    case AN_ACTION_DATE: return read_date(value, &event->date);
    case AN_ACTION_PLACE: return read_place(value, &event->place);
    case AN_ACTION_KILLED: case AN_ACTION_WOUNDED: case AN_ACTION_DETAINED: case AN_ACTION_DISPLACED:
        return read_quantity(value, quantity_of(event, action));
    case AN_ACTION_FACTUALITY: return read_factuality(value, &event->factuality);
    default: return NULL;
    }
}

const char *an_correction_check(an_action action, an_str value)
{
    an_event scratch = {0};
    bool needs_none = action == AN_ACTION_DROP || action == AN_ACTION_DROP_DERIVATION;
    if (needs_none) return value.length ? "no value that this action takes: it takes none" : NULL;
    return value.length ? read_value(action, value, &scratch) : "missing: this action needs one";
}

bool an_correction_value_is_sound(const an_correction *c)
{
    static const size_t anchors[] = {[AN_TARGET_EVENT] = 1, [AN_TARGET_ACTOR] = 0, [AN_TARGET_INCIDENT] = 2, [AN_TARGET_DERIVATION] = 2};
    bool lists_actors = c->action == AN_ACTION_ACTOR || c->action == AN_ACTION_RECIPIENT;
    if (an_correction_check(c->action, c->value) || !c->target.length || c->anchors.count < anchors[an_actions[c->action].target]) return false;
    for (size_t i = 0; i < c->anchors.count; i++)
        if (!c->anchors.items[i].key && an_actions[c->action].target != AN_TARGET_DERIVATION && c->action != AN_ACTION_SPLIT_ACTOR) return false;
    if (an_actions[c->action].target == AN_TARGET_ACTOR) return c->actors.count == 1 && (c->action == AN_ACTION_MERGE_ACTORS || c->anchors.count);
    return !lists_actors || (c->actors.count == 0) == an_str_is(c->value, "none");
}

/* ---- applying ---- */

/* The code that the codebook gives the type with its first mode; the type's own where it knows no such mode. */
static void set_code(const an_act_codes *codes, an_event *event)
{
    const an_act_code *code = event->mode_count ? &codes->of_mode[event->modes[0]] : NULL;
    if (!code || !code->cameo[0]) code = &codes->of_type[event->type];
    memcpy(event->cameo, code->cameo, AN_CAMEO_CODE_BYTES);
    event->has_goldstein = code->cameo[0] != '\0';
    event->goldstein = code->goldstein;
}

/* Scores go with the type. */
static void score(an_event *event)
{
    double strongest = 0;
    event->quad = an_types[event->type].quad;
    event->plover_score = an_types[event->type].score;
    for (int i = 0; i < event->mode_count; i++) {
        double mode = an_modes[event->modes[i]].score, size = mode < 0 ? -mode : mode;
        if (size < strongest && i > 0) continue;
        strongest = size;
        event->plover_score = mode;
    }
}

static bool is_same_actor(const an_actor *a, const an_actor *b)
{
    if (a->id.data || b->id.data) return an_str_equal(a->id, b->id);
    return an_str_equal(a->name, b->name);
}

static const an_participant *find_participant(const an_participants *list, const an_actor *actor)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_same_actor(&list->items[i].actor, actor)) return &list->items[i];
    return NULL;
}

static bool is_decided(const an_correction *correction, const an_actor *actor)
{
    for (size_t i = 0; i < correction->actors.count; i++)
        if (is_same_actor(&correction->actors.items[i], actor)) return true;
    return false;
}

/* Who stays keeps its words; who comes takes the words of the next one that goes, which were misread. */
static bool replace_participants(an_arena *arena, const an_correction *correction, an_participants *list)
{
    an_participants made = {0};
    size_t gone = 0;
    for (size_t i = 0; i < correction->actors.count; i++) {
        const an_participant *stays = find_participant(list, &correction->actors.items[i]);
        an_participant one = {.actor = correction->actors.items[i], .mention = AN_NONE};
        if (find_participant(&made, &one.actor)) continue; /* named twice */
        if (stays) one = *stays;
        else {
            one.actor.resolution = AN_RESOLUTION_DECIDED;
            while (gone < list->count && is_decided(correction, &list->items[gone].actor)) gone++;
            if (gone < list->count) one.span = list->items[gone++].span;
        }
        if (!AN_PUSH(arena, &made, one)) return false;
    }
    *list = made;
    return true;
}

bool an_correction_apply(an_arena *arena, const an_correction *correction, const an_act_codes *codes, an_event *event)
{
    an_action action = correction->action;
    if (action == AN_ACTION_DROP || an_actions[action].field == AN_FIELD_COUNT) return true;
    if (action == AN_ACTION_ACTOR && !replace_participants(arena, correction, &event->actors)) return false;
    if (action == AN_ACTION_RECIPIENT && !replace_participants(arena, correction, &event->recipients)) return false;
    read_value(action, correction->value, event);
    if (action == AN_ACTION_TYPE) {
        set_code(codes, event);
        score(event);
    }
    event->corrected |= 1u << an_actions[action].field;
    return true;
}

static bool is_target(const an_correction *correction, const an_actor *actor)
{
    return actor->id.data ? an_str_equal(actor->id, correction->target) : actor->name.data && an_str_equal(actor->name, correction->target);
}

bool an_correction_apply_actor(const an_correction *correction, an_actor *actor)
{
    const an_actor *decided = correction->actors.items;
    if (correction->actors.count == 0) return false;
    if (is_target(correction, actor)) {
        an_str title = actor->title;
        *actor = *decided;
        actor->title = title;
        actor->resolution = AN_RESOLUTION_DECIDED;
        return true;
    }
    if (!actor->acts_for.data || !an_str_equal(actor->acts_for, correction->target) || !decided->id.data) return false;
    actor->acts_for = decided->id;
    return true;
}

/* ---- the log ---- */

static void put_text(an_json *json, const char *key, an_str text)
{
    an_json_key(json, key);
    an_json_str(json, text);
}

static void put_anchor(an_json *json, const an_anchor *anchor)
{
    char key[AN_KEY_BYTES];
    an_json_open_object(json);
    if (anchor->key) put_text(json, "key", an_str_from(an_key_format(anchor->key, key)));
    put_text(json, "document", an_str_from(anchor->document));
    if (anchor->key) {
        an_json_key(json, "span");
        an_json_span(json, anchor->span);
        an_json_key(json, "trigger");
        an_json_span(json, anchor->trigger);
        put_text(json, "type", an_str_from(an_types[anchor->type].name));
    }
    an_json_close_object(json);
}

static void put_lists(an_json *json, const an_correction *c)
{
    an_json_key(json, "anchors");
    an_json_open_array(json);
    for (size_t i = 0; i < c->anchors.count; i++) put_anchor(json, &c->anchors.items[i]);
    an_json_close_array(json);
    an_json_key(json, "actors");
    an_json_open_array(json);
    for (size_t i = 0; i < c->actors.count; i++) {
        an_strbuf actor;
        an_strbuf_init(&actor, 0);
        an_actor_write_json(&c->actors.items[i], (an_str){0}, (an_span){0, 0}, &actor);
        an_json_raw(json, an_strbuf_view(&actor));
        if (actor.has_failed) json->out->has_failed = true;
        an_strbuf_free(&actor);
    }
    an_json_close_array(json);
}

void an_correction_write_json(const an_correction *c, an_strbuf *out)
{
    an_json json;
    an_json_begin(&json, out);
    an_json_open_object(&json);
    an_json_key(&json, "number");
    an_json_int(&json, (int64_t)c->number);
    put_text(&json, "action", an_str_from(an_actions[c->action].name));
    put_text(&json, "target", c->target);
    put_text(&json, "value", c->value);
    put_text(&json, "by", c->by);
    put_text(&json, "day", c->day);
    put_text(&json, "note", c->note);
    put_text(&json, "state", an_str_from(an_correction_state_names[c->state]));
    put_text(&json, "seen", c->seen);
    put_text(&json, "now", c->now);
    put_lists(&json, c);
    an_json_close_object(&json);
}
