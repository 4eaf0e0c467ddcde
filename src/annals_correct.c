/* Corrections of annals.h: taking decisions, taking them back, taking those of another base.
 *
 * Each call is one transaction: the log, what it changes, and the incidents that follow from it are written together or not at all. Who
 * decides while another one writes waits some seconds, and is then told so. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "handles.h"
#include "link/link.h"
#include "store/correction.h"

enum { TEXT_BYTES_MAX = 64 * 1024, LINE_BYTES_MAX = 4 * 1024 * 1024, SHOWN_MAX = 60 };

/* ---- one change of a base ---- */

typedef struct change {
    an_store *store;
    const an_lexicon *lexicon;
    an_arena arena;
    annals_error *error;
} change;

/* Before a decision is taken, what it speaks of must be there: documents that were read by a call that died are brought up to date. */
static annals_status begin(change *c, annals_base *base, const annals_engine *engine, annals_error *error)
{
    *c = (change){.store = an_base_store(base), .lexicon = engine ? engine->resources.lexicon : NULL, .error = error};
    an_arena_init(&c->arena, 0);
    an_base_take_codes(c->store, engine);
    AN_TRY(an_store_hold(c->store, error));
    AN_TRY(an_store_refresh_corrections(c->store, error));
    return an_link_update(c->store, c->lexicon, NULL, error);
}

/* With `status` OK what was changed is brought to the incidents and kept; else all is taken back, and the error stays as it is. */
static annals_status finish(change *c, annals_status status)
{
    if (status == ANNALS_OK) status = an_link_update(c->store, c->lexicon, NULL, c->error);
    if (status == ANNALS_OK) status = an_store_tidy_corrections(c->store, c->error);
    if (status == ANNALS_OK) status = an_store_release(c->store, true, c->error);
    else an_store_release(c->store, false, NULL);
    an_arena_free(&c->arena);
    return status;
}

/* ---- texts ---- */

static annals_status check_text(const char *name, an_str text, annals_error *error)
{
    if (text.length > TEXT_BYTES_MAX) return an_fail(error, ANNALS_E_LIMIT, "correct", 0, "%s: longer than %d bytes", name, TEXT_BYTES_MAX);
    if (text.length && !an_utf8_is_valid(text)) return an_fail(error, ANNALS_E_INPUT, "correct", 0, "%s: no UTF-8", name);
    return ANNALS_OK;
}

static annals_status check_texts(const an_correction *c, annals_error *error)
{
    an_date_range day;
    AN_TRY(check_text("target", c->target, error));
    AN_TRY(check_text("value", c->value, error));
    AN_TRY(check_text("by", c->by, error));
    AN_TRY(check_text("note", c->note, error));
    AN_TRY(check_text("seen", c->seen, error));
    AN_TRY(check_text("day", c->day, error));
    if (c->day.data && !an_iso_parse(c->day, &day))
        return an_fail(error, ANNALS_E_INPUT, "correct", 0, "day: '%.*s' is no date; write 2022-03-31", c->day.length < SHOWN_MAX ? (int)c->day.length : SHOWN_MAX, c->day.data);
    return ANNALS_OK;
}

/* The words of a list end where they end; none at all is no value. */
static an_str trimmed(const char *text)
{
    an_str result = an_str_trim(an_str_from(text));
    return result.length ? result : (an_str){0};
}

static annals_status read_action(const char *word, an_action *out, annals_error *error)
{
    an_strbuf names;
    *out = word ? an_action_parse(an_str_from(word)) : AN_ACTION_COUNT;
    if (*out != AN_ACTION_COUNT) return ANNALS_OK;
    an_strbuf_init(&names, 0);
    for (int i = 0; i < AN_ACTION_COUNT; i++) an_strbuf_printf(&names, "%s%s", i ? ", " : "", an_actions[i].name);
    an_fail(error, ANNALS_E_USAGE, "correct", 0, "action: '%.60s' is none; there are %.300s", word ? word : "", names.data ? names.data : "");
    an_strbuf_free(&names);
    return ANNALS_E_USAGE;
}

/* ---- taking and undoing one ---- */

annals_status annals_base_correct(annals_base *base, const annals_engine *engine, const annals_correction *correction, uint64_t *number,
                                  annals_error *error)
{
    an_correction made = {.target = trimmed(correction->target), .value = trimmed(correction->value), .by = trimmed(correction->by),
                          .day = trimmed(correction->day), .note = trimmed(correction->note)};
    change c;
    annals_status status;
    an_error_clear(error);
    AN_TRY(read_action(correction->action, &made.action, error));
    AN_TRY(check_texts(&made, error));
    status = begin(&c, base, engine, error);
    if (status == ANNALS_OK) status = an_store_prepare_correction(c.store, &c.arena, &made, error);
    if (status == ANNALS_OK) status = an_store_take_correction(c.store, &made, error);
    status = finish(&c, status);
    if (status == ANNALS_OK && number) *number = made.number;
    return status;
}

annals_status annals_base_undo(annals_base *base, const annals_engine *engine, uint64_t number, annals_error *error)
{
    change c;
    annals_status status;
    an_error_clear(error);
    status = begin(&c, base, engine, error);
    if (status == ANNALS_OK) status = an_store_undo_correction(c.store, number, error);
    return finish(&c, status);
}

/* ---- a log of another base ---- */

typedef struct log_reader {
    change *change;
    const char *path;
    uint64_t line, taken;
    bool pending; /* decisions are in the log that are not applied */
    void (*on_problem)(void *user, const annals_error *problem);
    void *user;
} log_reader;

static void tell(log_reader *r, annals_status status, const char *what)
{
    annals_error problem;
    an_fail(&problem, status, "correct", r->line, "%s:%llu: %s", r->path, (unsigned long long)r->line, what);
    if (r->on_problem) r->on_problem(r->user, &problem);
}

static an_str text_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? (an_str){json_string_value(value), json_string_length(value)} : (an_str){0};
}

static bool read_span(const json_t *value, an_span *out)
{
    json_int_t start, end;
    if (!value || json_is_null(value)) return true;
    if (!json_is_array(value) || json_array_size(value) != 2 || !json_is_integer(json_array_get(value, 0)) || !json_is_integer(json_array_get(value, 1))) return false;
    start = json_integer_value(json_array_get(value, 0));
    end = json_integer_value(json_array_get(value, 1));
    if (start < 0 || end < start || end > AN_ARTICLE_BYTES_MAX) return false;
    *out = (an_span){(uint32_t)start, (uint32_t)end};
    return true;
}

static bool read_anchor(const json_t *object, an_anchor *out)
{
    an_str document = text_of(object, "document"), key = text_of(object, "key");
    memset(out, 0, sizeof *out);
    if (document.length != AN_SHA256_HEX_BYTES - 1) return false;
    memcpy(out->document, document.data, document.length);
    if (!key.data) return true;
    out->type = an_type_parse(text_of(object, "type"));
    return an_key_parse(key, &out->key) && out->key && out->type != AN_TYPE_NONE && read_span(json_object_get(object, "span"), &out->span) &&
           read_span(json_object_get(object, "trigger"), &out->trigger);
}

static int index_of(an_str name, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (an_str_is(name, names[i])) return i;
    return -1;
}

static bool read_actor(const json_t *object, an_actor *out)
{
    an_str country = text_of(object, "country"), kind = text_of(object, "kind");
    const json_t *sectors = json_object_get(object, "sectors");
    int found = kind.data ? index_of(kind, an_actor_kind_names, AN_ACTOR_KIND_COUNT) : AN_ACTOR_UNKNOWN;
    *out = (an_actor){.id = text_of(object, "id"), .name = text_of(object, "name"), .cameo = text_of(object, "cameo"),
                      .acts_for = text_of(object, "acts_for"), .entry = AN_NONE};
    if ((!out->id.length && !out->name.length) || found < 0 || (country.length && country.length != AN_COUNTRY_BYTES - 1)) return false;
    out->kind = (an_actor_kind)found;
    memcpy(out->country, country.data ? country.data : "", country.length);
    for (size_t i = 0; i < json_array_size(sectors) && i < AN_SECTORS_MAX; i++) {
        const json_t *name = json_array_get(sectors, i);
        an_sector sector = json_is_string(name) ? an_sector_parse(an_str_from(json_string_value(name))) : AN_SECTOR_NONE;
        if (sector == AN_SECTOR_NONE) return false;
        out->sectors[out->sector_count++] = (uint8_t)sector;
    }
    return true;
}

static bool read_lists(log_reader *r, const json_t *object, an_correction *out)
{
    const json_t *anchors = json_object_get(object, "anchors"), *actors = json_object_get(object, "actors");
    for (size_t i = 0; i < json_array_size(anchors); i++) {
        an_anchor anchor;
        if (!read_anchor(json_array_get(anchors, i), &anchor) || !AN_PUSH(&r->change->arena, &out->anchors, anchor)) return false;
    }
    for (size_t i = 0; i < json_array_size(actors); i++) {
        an_actor actor;
        if (!read_actor(json_array_get(actors, i), &actor) || !AN_PUSH(&r->change->arena, &out->actors, actor)) return false;
    }
    return true;
}

/* What was written but not applied yet is applied. */
static annals_status apply_pending(log_reader *r)
{
    if (!r->pending) return ANNALS_OK;
    r->pending = false;
    AN_TRY(an_store_apply_log(r->change->store, r->change->error));
    return an_link_update(r->change->store, r->change->lexicon, NULL, r->change->error);
}

/* A line that somebody wrote by hand must find its target here, as all lines before it left the base. */
static annals_status take_by_hand(log_reader *r, an_correction *made)
{
    change *c = r->change;
    bool is_known;
    AN_TRY(apply_pending(r));
    AN_TRY(an_store_prepare_correction(c->store, &c->arena, made, c->error));
    AN_TRY(an_store_has_correction(c->store, made, &is_known, c->error));
    if (is_known) return ANNALS_OK;
    r->taken++;
    AN_TRY(an_store_take_correction(c->store, made, c->error));
    return an_link_update(c->store, c->lexicon, NULL, c->error);
}

/* A line that a base wrote has anchors, and is kept whether or not this base has what it speaks of. */
static annals_status take_from_base(log_reader *r, an_correction *made)
{
    change *c = r->change;
    bool is_there = true, is_known;
    if (!an_correction_value_is_sound(made)) return an_fail(c->error, ANNALS_E_INPUT, "correct", 0, "no correction that can be");
    AN_TRY(an_store_has_correction(c->store, made, &is_known, c->error));
    if (is_known) return ANNALS_OK;
    AN_TRY(an_store_find_anchors(c->store, made, c->error));
    AN_TRY(an_store_log_correction(c->store, made, c->error));
    r->pending = true;
    r->taken++;
    for (size_t i = 0; i < made->anchors.count; i++) is_there = is_there && made->anchors.items[i].event;
    if (!is_there) tell(r, ANNALS_E_INPUT, "kept, but the base does not hold what it speaks of");
    return ANNALS_OK;
}

static annals_status take(log_reader *r, an_correction *made)
{
    bool is_of_actors = an_actions[made->action].target == AN_TARGET_ACTOR;
    return (is_of_actors ? made->actors.count : made->anchors.count) ? take_from_base(r, made) : take_by_hand(r, made);
}

static annals_status take_object(log_reader *r, const json_t *object)
{
    an_correction made = {.target = text_of(object, "target"), .value = text_of(object, "value"), .by = text_of(object, "by"),
                          .day = text_of(object, "day"), .note = text_of(object, "note"), .seen = text_of(object, "seen")};
    annals_status status;
    made.action = an_action_parse(text_of(object, "action"));
    if (an_str_is(text_of(object, "state"), "undone")) return ANNALS_OK;
    if (made.action == AN_ACTION_COUNT) return an_fail(r->change->error, ANNALS_E_INPUT, "correct", 0, "there is no such action");
    status = check_texts(&made, r->change->error);
    if (status == ANNALS_OK && !read_lists(r, object, &made))
        status = an_fail(r->change->error, ANNALS_E_INPUT, "correct", 0, "anchors or actors that are none");
    return status == ANNALS_OK ? take(r, &made) : status;
}

/* A wrong line is told and left out; what the base refuses ends it all. */
static annals_status take_line(log_reader *r, an_str line)
{
    json_error_t details;
    json_t *object;
    annals_status status;
    line = an_str_trim(line);
    if (!line.length) return ANNALS_OK;
    object = json_loadb(line.data, line.length, 0, &details);
    if (!json_is_object(object)) {
        tell(r, ANNALS_E_INPUT, object ? "no object of JSON" : details.text);
        json_decref(object);
        return ANNALS_OK;
    }
    an_arena_reset(&r->change->arena);
    status = take_object(r, object);
    json_decref(object);
    if (status != ANNALS_E_INPUT && status != ANNALS_E_LIMIT) return status;
    tell(r, status, r->change->error->message);
    an_error_clear(r->change->error);
    return ANNALS_OK;
}

static annals_status take_lines(log_reader *r, FILE *file)
{
    char *line = malloc(LINE_BYTES_MAX);
    annals_status status = line ? ANNALS_OK : an_fail(r->change->error, ANNALS_E_MEMORY, "correct", 0, "out of memory");
    while (status == ANNALS_OK && fgets(line, LINE_BYTES_MAX, file)) {
        size_t length = strlen(line);
        bool is_whole = length && line[length - 1] == '\n';
        r->line++;
        if (is_whole || feof(file)) status = take_line(r, (an_str){line, length});
        else {
            int c;
            tell(r, ANNALS_E_LIMIT, "a line longer than 4 MiB, or one with a zero byte");
            while ((c = fgetc(file)) != EOF && c != '\n') {}
        }
    }
    if (status == ANNALS_OK && ferror(file)) status = an_fail(r->change->error, ANNALS_E_IO, "correct", 0, "%s: %s", r->path, strerror(errno));
    free(line);
    return status;
}

annals_status annals_base_read_corrections(annals_base *base, const annals_engine *engine, const char *path,
                                           void (*on_problem)(void *user, const annals_error *problem), void *user, uint64_t *taken,
                                           annals_error *error)
{
    annals_error own;
    change c;
    log_reader r = {.change = &c, .path = path, .on_problem = on_problem, .user = user};
    FILE *file = fopen(path, "rb");
    annals_status status;
    if (!error) error = &own;
    an_error_clear(error);
    if (!file) return an_fail(error, ANNALS_E_IO, "correct", 0, "%s: %s", path, strerror(errno));
    status = begin(&c, base, engine, error);
    if (status == ANNALS_OK) status = take_lines(&r, file);
    if (status == ANNALS_OK) status = apply_pending(&r);
    status = finish(&c, status);
    fclose(file);
    if (taken) *taken = status == ANNALS_OK ? r.taken : 0;
    return status;
}
