/* What other data sets call a country that we know by its ISO 3166-1 alpha-3 code. */
#ifndef ANNALS_SHOW_EXPORT_COUNTRIES_H
#define ANNALS_SHOW_EXPORT_COUNTRIES_H

#include <stddef.h>

typedef struct an_country {
    char iso3[4];
    char iso2[3];  /* ISO 3166-1 alpha-2; "" for states that are no more, and Kosovo, which has none */
    char fips[3];  /* FIPS 10-4; "" = none */
    char cameo[4]; /* as an actor of CAMEO */
    int cow, gw;   /* state numbers: Correlates of War; Gleditsch and Ward; 0 = no state of theirs */
    const char *name;
} an_country;

const an_country *an_country_find(const char *iso3); /* NULL if there is none */
const an_country *an_country_at(size_t index);       /* by code; NULL after the last */
const char *an_country_region(const an_country *country); /* of UCDP; "" for what is no state */

#endif
