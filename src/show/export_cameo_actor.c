/* Taking a CAMEO actor code apart: "AFGREBTAL" is Afghanistan, rebels, the Taliban. The lists are those of the CAMEO manual, as far as our
 * dictionaries use them. */
#include "show/export_cameo.h"

#include "show/export_countries.h"

static const char types[] =
    "AGRAMNBUSCOPCRMCVLDEVEDUELIENVGOVGRPHLHHRIIGOIMGINSINTJUDLABLEGMEDMILMNCMODNGMNGOOPPPTYRADREBREFRELSEPSETSPYUAFUISUNS";
static const char religions[] = "ABRALEATHBAHBUDCATCHRCONCPTCTHDOXDRZHINHSDITRJANJEWJHWLDSMAZMOSMRNNRMPAGPROSFISHISHNSIKSUNTAOUDXZRO";
static const char groups[] =
    "ACCADBAEUAFBALQAMFAMUANOAPEARLASNATDBCABISCAMCEMCFACISCOECPACPCCSSCWNDFNEADEBRECAECWEECEFTENNFAOFIDFLNGCCGOEGSSHAMHCHHCRHEZHIPHRW"
    "IACIADIAEIAFICCICGICJICOIDBIGCIHFILOIMFIOMIPUIRCITPJURLBAMBRMSFNAMNATNEPNONOASOAUOICOPCOPEPACPAPPLFPLOPMDRCRRNDSAASADSAISCESCOSOT"
    "SUFTALUEMUNOWADWAMWASWBKWCTWEFWEUWFPWHOWTOXFM";

static bool is_listed(const char *list, const char *part)
{
    for (; *list; list += 3)
        if (memcmp(list, part, 3) == 0) return true;
    return false;
}

static void set_first(char (*slots)[4], size_t count, const char *part)
{
    for (size_t i = 0; i < count; i++) {
        if (slots[i][0]) continue;
        memcpy(slots[i], part, 4);
        return;
    }
}

static void sort_part(an_cameo_actor *out, const char *part)
{
    if (is_listed(types, part)) set_first(out->types, AN_CAMEO_TYPES_MAX, part);
    else if (is_listed(religions, part)) set_first(out->religions, 2, part);
    else if (is_listed(groups, part)) set_first(&out->group, 1, part);
}

void an_cameo_actor_read(an_str code, const char *iso3, an_cameo_actor *out)
{
    const an_country *country = an_country_find(iso3);
    *out = (an_cameo_actor){0};
    if (country) memcpy(out->country, country->cameo, sizeof out->country);
    if (!code.data || code.length >= sizeof out->code) return;
    memcpy(out->code, code.data, code.length);
    for (size_t i = 0; i + 3 <= code.length; i += 3) {
        char part[4] = {code.data[i], code.data[i + 1], code.data[i + 2], '\0'};
        const an_country *named = i ? NULL : an_country_find(part);
        if (!named) {
            sort_part(out, part);
            continue;
        }
        memcpy(out->code, named->cameo, 3);
        memcpy(out->country, named->cameo, sizeof out->country);
    }
}
