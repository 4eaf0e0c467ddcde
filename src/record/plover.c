#include "record/plover.h"

#define TYPE_ROW(name, quad, score) {#name, quad, score},
#define MODE_ROW(type, name, text, score) {AN_TYPE_##type, text, score},
#define NAME(name) #name,
const an_type_row an_types[AN_TYPE_COUNT] = {{"", 0, 0}, AN_TYPE_LIST(TYPE_ROW)};
const an_mode_row an_modes[AN_MODE_COUNT] = {{AN_TYPE_NONE, "", 0}, AN_MODE_LIST(MODE_ROW)};
const char *const an_context_names[AN_CONTEXT_COUNT] = {AN_CONTEXT_LIST(NAME)};
const char *const an_sector_names[AN_SECTOR_COUNT] = {"", AN_SECTOR_LIST(NAME)};

an_event_type an_type_parse(an_str text)
{
    for (int i = 1; i < AN_TYPE_COUNT; i++)
        if (an_str_is(text, an_types[i].name)) return (an_event_type)i;
    return AN_TYPE_NONE;
}

an_mode an_mode_parse(an_event_type type, an_str text)
{
    for (int i = 1; i < AN_MODE_COUNT; i++)
        if (an_modes[i].type == type && an_str_is(text, an_modes[i].name)) return (an_mode)i;
    return AN_MODE_NONE;
}

static bool is_context(an_str text, const char *name)
{
    if (text.length != strlen(name)) return false;
    for (size_t i = 0; i < text.length; i++)
        if ((text.data[i] == '-' ? '_' : text.data[i]) != name[i]) return false;
    return true;
}

int an_context_parse(an_str text)
{
    for (int i = 0; i < AN_CONTEXT_COUNT; i++)
        if (is_context(text, an_context_names[i])) return i;
    return -1;
}

an_sector an_sector_parse(an_str text)
{
    for (int i = 1; i < AN_SECTOR_COUNT; i++)
        if (an_str_is(text, an_sector_names[i])) return (an_sector)i;
    return AN_SECTOR_NONE;
}
