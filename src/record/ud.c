#include "record/ud.h"

#define TEXT(name, text) text,
const char *const an_upos_names[AN_UPOS_COUNT] = {AN_UPOS_LIST(TEXT)};
const char *const an_deprel_names[AN_DEPREL_COUNT] = {AN_DEPREL_LIST(TEXT)};
const char *const an_subrel_names[AN_SUBREL_COUNT] = {AN_SUBREL_LIST(TEXT)};

static int find(const char *const *names, int count, an_str text)
{
    for (int i = 0; i < count; i++)
        if (an_str_is(text, names[i])) return i;
    return 0;
}

an_upos an_upos_parse(an_str text) { return (an_upos)find(an_upos_names, AN_UPOS_COUNT, text); }

/* Splits at the colon. False, with both outputs NONE, if the universal part is not in the list. */
bool an_deprel_parse(an_str text, an_deprel *relation, an_subrel *subtype)
{
    const char *colon = text.length ? memchr(text.data, ':', text.length) : NULL;
    an_str universal = colon ? (an_str){text.data, (size_t)(colon - text.data)} : text;
    *subtype = AN_SUBREL_NONE;
    *relation = (an_deprel)find(an_deprel_names, AN_DEPREL_COUNT, universal);
    if (colon && *relation != AN_DEPREL_NONE)
        *subtype = (an_subrel)find(an_subrel_names, AN_SUBREL_COUNT, (an_str){colon + 1, text.length - universal.length - 1});
    return *relation != AN_DEPREL_NONE;
}
