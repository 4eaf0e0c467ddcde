/* A small gazetteer for tests: a table and blocks, compiled and opened. */
#ifndef ANNALS_TESTS_GAZETTEER_H
#define ANNALS_TESTS_GAZETTEER_H

#include "dictionary.h"

static const char gazetteer_table[] =
    "1138958\tKabul\tAFG\tKabul\t34.53\t69.17\t4434550\tcity\tcapital\t\t\n"
    "afg.kabul\tKabul\tAFG\t\t34.6\t69.2\t5000000\tdivision\t\t\t\n"
    "1140026\tHer\xC4\x81t\tAFG\tHerat\t34.35\t62.20\t574300\tcity\tseat\t\t\n"
    "afg.helmand\tHelmand\tAFG\t\t31.63\t64.24\t144909\tdivision\t\t\t\n"
    "1138336\tKandahar\tAFG\tKandahar\t31.61\t65.71\t523259\tcity\tseat\t\t\n"
    "afg.kandahar\tKandahar\tAFG\t\t31.63\t65.81\t524194\tdivision\t\t\t\n"
    "1215957\tTermez\tUZB\tSurxondaryo\t37.22\t67.28\t182800\tcity\tseat\t\tTirmiz\n"
    "524901\tMoscow\tRUS\tMoscow\t55.75\t37.62\t10381222\tcity\tcapital\t\t\n"
    "2988507\tParis\tFRA\t\t48.85\t2.35\t2138551\tcity\tcapital\t\t\n"
    "4717560\tParis\tUSA\tTexas\t33.66\t-95.56\t24782\tcity\t\t\t\n"
    "4736286\tTexas\tUSA\t\t31.0\t-98.0\t22266440\tdivision\t\t\t\n"
    "4197000\tGeorgia\tUSA\t\t33.0\t-83.6\t4835606\tdivision\t\t\t\n"
    "4180439\tAtlanta\tUSA\tGeorgia\t33.75\t-84.39\t510823\tcity\tseat\t\t\n"
    "611717\tTbilisi\tGEO\tTbilisi\t41.69\t44.83\t1049498\tcity\tcapital\t\t\n"
    "2639577\tReading\tGBR\tEngland\t51.46\t-0.97\t318014\tcity\t\tcommon\t\n"
    "216281\tGoma\tCOD\tNorth Kivu\t-1.67\t29.23\t432587\tcity\tseat\t\t\n"
    "3871336\tSantiago\tCHL\t\t-33.46\t-70.65\t4837295\tcity\tcapital\t\t\n"
    "173811\tAl-Hasakah\tSYR\tAl-Hasakah\t36.5\t40.74\t251570\tcity\tseat\t\t\n"
    "999001\tGeorgetown\tUSA\tTexas\t30.63\t-97.68\t63716\tcity\t\t\t\n"
    "999002\tSmallville\tAFG\tHerat\t34.0\t62.0\t9000\tcity\t\t\t\n"
    "999004\tRepublic\tUSA\tTexas\t33.0\t-97.0\t9000\tcity\t\t\t\n"
    "999003\tChina\tJPN\t\t27.3\t128.5\t5976\tcity\t\t\t\n";

static const char gazetteer_blocks[] =
    "place 1149361 ; name Afghanistan ; country AFG ; lat 33 ; lon 65 ; population 37000000 ; precision country\n    adjective Afghan\n"
    "place 1512440 ; name Uzbekistan ; country UZB ; lat 41 ; lon 64 ; precision country ; adjective Uzbek\n"
    "place 2017370 ; name Russia ; country RUS ; lat 60 ; lon 100 ; precision country ; adjective Russian\n"
    "place 690791 ; name Ukraine ; country UKR ; lat 49 ; lon 32 ; precision country\n"
    "place 614540 ; name Georgia ; country GEO ; lat 42 ; lon 43.5 ; population 3700000 ; precision country ; adjective Georgian\n"
    "place 174982 ; name Armenia ; country ARM ; lat 40 ; lon 45 ; precision country\n"
    "place 203312 ; name Congo ; country COD ; lat 0 ; lon 25 ; precision country\n"
    "place 6252001 ; name United States ; country USA ; lat 38 ; lon -97 ; precision country ; adjective American\n"
    "place 1814991 ; name China ; country CHN ; lat 35 ; lon 105 ; precision country\n"
    "place 1861060 ; name Japan ; country JPN ; lat 36 ; lon 138 ; precision country\n"
    "place kabul-airport ; name Hamid Karzai International Airport ; country AFG ; lat 34.57 ; lon 69.21 ; precision point ; alias Kabul airport\n"
    "place black-sea ; name Black Sea ; lat 43 ; lon 34 ; precision sea\n"
    "place 1138958 ; alias Caboul\n";

/* Compiles a table (its head is added) and blocks; NULL and `error` if that fails. */
static inline an_lexicon *open_gazetteer_with(const char *table, const char *blocks, annals_error *error)
{
    test_folder folder;
    char below[128], path[192];
    FILE *file;
    an_lexicon *lexicon = NULL;
    make_folder(&folder);
    write_entries(&folder, blocks);
    snprintf(below, sizeof below, "%s/places", folder.path);
    snprintf(path, sizeof path, "%s/gazetteer.tsv", below);
    if (mkdir(below, 0700) != 0 || !(file = fopen(path, "wb"))) abort();
    fputs("id\tname\tcountry\tdivision\tlat\tlon\tpopulation\tprecision\trank\tword\taliases\n", file);
    fputs(table, file);
    fclose(file);
    if (an_lexicon_compile(folder.path, folder.compiled, NULL, error) == ANNALS_OK) an_lexicon_open(&lexicon, folder.compiled, error);
    remove(path);
    rmdir(below);
    remove_folder(&folder);
    return lexicon;
}

static inline an_lexicon *open_gazetteer(void)
{
    annals_error error = {0};
    an_lexicon *lexicon = open_gazetteer_with(gazetteer_table, gazetteer_blocks, &error);
    if (!lexicon) fprintf(stderr, "%s\n", error.message);
    return lexicon;
}

#endif
