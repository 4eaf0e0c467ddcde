#include "record/mention.h"

#define TEXT(name, text) text,
const char *const an_actor_kind_names[AN_ACTOR_KIND_COUNT] = {AN_ACTOR_KIND_LIST(TEXT)};
