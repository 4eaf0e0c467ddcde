#include "record/event.h"

#define TEXT(name, text) text,
const char *const an_factuality_names[AN_FACTUALITY_COUNT] = {AN_FACTUALITY_LIST(TEXT)};
const char *const an_stance_names[AN_STANCE_COUNT] = {AN_STANCE_LIST(TEXT)};
