/* Measures names of places, organisations and persons on re3d (reports on the war in Syria and Iraq).
 *
 *     eval_entities DATA FOLDER... [-v]
 *
 * DATA: the folder of the compiled files; FOLDER: one source of the set, with documents.json and entities.json (lines of JSON; begin and end
 * count characters of the document's text).
 * Matching rule. Location: found if a place mention shares a character with it; the set gives no countries, so the share with a country is
 * shown, not whether it is the right one.
 * Organisation, Person, Nationality: found if an actor mention shares a character, resolved if it has an id. -v prints what is not found. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "eval_events.h"

enum { PATH_BYTES = 1024, KINDS = 4 };
static const char *const kinds[KINDS] = {"Location", "Organisation", "Person", "Nationality"};

typedef struct run_state {
    an_eval_tools tools;
    json_t *entities; /* of the source at hand */
    size_t gold[KINDS], found[KINDS], resolved[KINDS];
} run_state;

static uint32_t byte_of_character(const char *text, long characters)
{
    size_t at = 0, length = strlen(text);
    while (characters-- > 0 && at < length) {
        size_t step = an_utf8_length(text + at, length - at);
        at += step ? step : 1;
    }
    return (uint32_t)at;
}

static int kind_of(const char *type)
{
    for (int k = 0; k < KINDS; k++)
        if (type && strcmp(type, kinds[k]) == 0) return k;
    return -1;
}

static void score(run_state *r, int kind, an_span span, const an_document *d)
{
    bool is_found = false, is_resolved = false;
    for (size_t i = 0; i < d->mentions.count; i++) {
        const an_mention *m = d->mentions.items + i;
        if (!an_eval_overlaps(m->span, span) || m->kind != (kind == 0 ? AN_MENTION_PLACE : AN_MENTION_ACTOR)) continue;
        is_found = true;
        is_resolved = is_resolved || (kind == 0 ? m->place.country[0] != '\0' : m->actor.id.data != NULL);
    }
    r->gold[kind]++;
    r->found[kind] += is_found;
    r->resolved[kind] += is_resolved;
    if (r->tools.is_verbose && !is_found) printf("%s\t%.*s\n", kinds[kind], (int)(span.end - span.start), d->article.text.data + span.start);
}

static bool measure_document(void *context, const json_t *object)
{
    run_state *r = context;
    const char *id = json_string_value(json_object_get(object, "_id")), *text = json_string_value(json_object_get(object, "text"));
    an_document d;
    if (!id || !text) return true;
    if (!an_eval_code(&r->tools, an_str_from(text), NULL, &d)) return false;
    for (size_t i = 0; i < json_array_size(r->entities); i++) {
        const json_t *e = json_array_get(r->entities, i);
        const char *document = json_string_value(json_object_get(e, "documentId"));
        int kind = kind_of(json_string_value(json_object_get(e, "type")));
        if (kind < 0 || !document || strcmp(document, id) != 0) continue;
        score(r, kind, (an_span){byte_of_character(text, (long)json_integer_value(json_object_get(e, "begin"))), byte_of_character(text, (long)json_integer_value(json_object_get(e, "end")))}, &d);
    }
    return true;
}

static bool keep(void *context, const json_t *object)
{
    run_state *r = context;
    return json_array_append_new(r->entities, json_deep_copy(object)) == 0;
}

static bool measure_source(run_state *r, const char *folder)
{
    char path[PATH_BYTES];
    bool is_good;
    r->entities = json_array();
    snprintf(path, sizeof path, "%s/entities.json", folder);
    is_good = an_eval_lines(path, keep, r);
    snprintf(path, sizeof path, "%s/documents.json", folder);
    is_good = is_good && an_eval_lines(path, measure_document, r);
    json_decref(r->entities);
    return is_good;
}

int main(int count, char **words)
{
    static run_state r;
    bool is_good = true;
    if (count < 3) return fprintf(stderr, "usage: eval_entities DATA FOLDER... [-v]\n"), 2;
    if (!an_eval_open(&r.tools, words[1])) return 3;
    r.tools.is_verbose = strcmp(words[count - 1], "-v") == 0;
    for (int i = 2; i < count - r.tools.is_verbose && is_good; i++) is_good = measure_source(&r, words[i]);
    for (int k = 0; k < KINDS; k++)
        printf("%-13s %4zu  found %5.1f %%  %s %5.1f %%\n", kinds[k], r.gold[k], an_eval_percent(r.found[k], r.gold[k]), k == 0 ? "with a country" : "with an id", an_eval_percent(r.resolved[k], r.gold[k]));
    an_eval_close(&r.tools);
    return is_good ? 0 : 1;
}
