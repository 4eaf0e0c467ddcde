/* What CAMEO calls its codes, and what the parts of an actor's code mean. */
#ifndef ANNALS_SHOW_EXPORT_CAMEO_H
#define ANNALS_SHOW_EXPORT_CAMEO_H

#include "base/span.h"

const char *an_cameo_name(const char *code); /* of an event code; "" if there is none */

enum { AN_CAMEO_TYPES_MAX = 3 };

/* An actor's code in three-letter parts, sorted by what they are. "" = not there; a part that is in no list stands in `code` only. */
typedef struct an_cameo_actor {
    char code[32]; /* the whole, with CAMEO's own country codes */
    char country[4], group[4], religions[2][4], types[AN_CAMEO_TYPES_MAX][4];
} an_cameo_actor;

/* `code` as our dictionaries have it (ISO countries), data NULL = unknown; iso3: the actor's country, "" = none. */
void an_cameo_actor_read(an_str code, const char *iso3, an_cameo_actor *out);

#endif
