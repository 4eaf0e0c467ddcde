#include "record/contradiction.h"

#define TEXT(name, text) text,
const char *const an_contradiction_names[AN_CONTRADICTION_COUNT] = {AN_CONTRADICTION_LIST(TEXT)};

static void put_key(an_json *json, const char *name, uint64_t key)
{
    char text[AN_KEY_BYTES];
    an_json_key(json, name);
    an_json_cstr(json, key ? an_key_format(key, text) : NULL);
}

static void put_str(an_json *json, const char *name, an_str text)
{
    an_json_key(json, name);
    an_json_str(json, text);
}

static void put_side(an_json *json, const an_contradiction_side *side)
{
    char day[AN_ISO_DAY_BYTES];
    an_json_open_object(json);
    put_str(json, "value", side->value);
    put_str(json, "speaker", side->speaker.id.data ? side->speaker.id : side->speaker.name);
    put_str(json, "document", side->document);
    an_json_key(json, "published");
    an_json_cstr(json, side->published.from == AN_DAY_UNKNOWN ? NULL : an_iso_format(side->published.from, day));
    put_key(json, "event", side->event);
    put_key(json, "claim", side->claim);
    an_json_key(json, "accounts");
    an_json_int(json, side->accounts);
    an_json_close_object(json);
}

static void put_bool(an_json *json, const char *name, bool value)
{
    an_json_key(json, name);
    an_json_bool(json, value);
}

void an_contradiction_write_json(const an_contradiction *contradiction, an_strbuf *out)
{
    an_json json;
    an_json_begin(&json, out);
    an_json_open_object(&json);
    put_key(&json, "incident", contradiction->incident);
    an_json_key(&json, "field");
    an_json_cstr(&json, an_contradiction_names[contradiction->field]);
    an_json_key(&json, "sides");
    an_json_open_array(&json);
    for (int k = 0; k < 2; k++) put_side(&json, &contradiction->sides[k]);
    an_json_close_array(&json);
    put_bool(&json, "ordered", contradiction->is_ordered);
    put_bool(&json, "superseded", contradiction->is_superseded);
    put_bool(&json, "independent", contradiction->is_independent);
    an_json_close_object(&json);
}
