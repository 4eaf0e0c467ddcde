/* Measures how far confidence can be trusted, on events that a person judged one by one.
 *
 *     eval_confidence DATA REPORTS.jsonl JUDGED.tsv [--findings] [--sample NAME]
 *
 * DATA: the folder of the compiled files. REPORTS: documents as `annals code` takes them (id, text, published). JUDGED (train/judged_events.tsv):
 * sample, document's id, event type, first and last byte of its span, 1 or 0 (whether type, actors and recipients are right), actors and recipients
 * as they were judged (ids, else names, "; " between them). Events that are coded otherwise by now (another type, span or party) are counted as
 * lost and no more: of these nobody knows whether they are right. With --sample only the sample of that name counts. Prints, by tenth of
 * confidence, the mean and the share that is right, and the Brier score beside that of the share alone; with --findings also each event's judgement,
 * findings and sample, for train/fit_confidence.py. */
#include <stdlib.h>
#include <string.h>

#include "eval_events.h"

enum { JUDGED_MAX = 4096, ID_BYTES = 128, TYPE_BYTES = 32, PARTIES_BYTES = 512, LINE_BYTES = 2048, BINS = 10 };

typedef struct judged {
    char sample[TYPE_BYTES], id[ID_BYTES], type[TYPE_BYTES], actors[PARTIES_BYTES], recipients[PARTIES_BYTES];
    unsigned start, end, is_right;
} judged;

typedef struct run_state {
    an_eval_tools tools;
    judged items[JUDGED_MAX];
    size_t count, found, right, told[BINS], told_right[BINS];
    double confidence[BINS], brier;
    bool prints_findings;
} run_state;

/* The next column, "" if there is none; *rest behind it. */
static const char *column(char **rest)
{
    char *start = *rest, *end = start + strcspn(start, "\t\n");
    *rest = *end == '\t' ? end + 1 : end;
    *end = '\0';
    return start;
}

static void copy(char *to, size_t size, const char *from)
{
    size_t length = strlen(from) < size ? strlen(from) : size - 1;
    memcpy(to, from, length);
    to[length] = '\0';
}

static bool read_line(char *line, judged *out)
{
    copy(out->sample, sizeof out->sample, column(&line));
    copy(out->id, sizeof out->id, column(&line));
    copy(out->type, sizeof out->type, column(&line));
    out->start = (unsigned)strtoul(column(&line), NULL, 10);
    out->end = (unsigned)strtoul(column(&line), NULL, 10);
    out->is_right = (unsigned)strtoul(column(&line), NULL, 10);
    copy(out->actors, sizeof out->actors, column(&line));
    copy(out->recipients, sizeof out->recipients, column(&line));
    return out->end > out->start && out->is_right < 2;
}

static bool read_judged(run_state *r, const char *path, const char *sample)
{
    FILE *file = fopen(path, "r");
    char line[LINE_BYTES];
    if (!file) return perror(path), false;
    while (r->count < JUDGED_MAX && fgets(line, sizeof line, file)) r->count += read_line(line, r->items + r->count) && (!sample || strcmp(r->items[r->count].sample, sample) == 0);
    fclose(file);
    return true;
}

/* Ids, else names, "; " between them; cut where there is no more room, as those of the file are. */
static void list_parties(const an_participants *list, char *out)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < list->count && length < PARTIES_BYTES; i++) {
        const an_actor *a = &list->items[i].actor;
        an_str name = a->id.data ? a->id : a->name;
        int more = snprintf(out + length, PARTIES_BYTES - length, "%s%.*s", i ? "; " : "", (int)name.length, name.data ? name.data : "");
        length += more > 0 ? (size_t)more : 0;
    }
    for (char *c = out; *c; c++)
        if (*c == '\n' || *c == '\t') *c = ' ';
}

static bool is_coded_so(const judged *j, const an_event *e)
{
    char parties[PARTIES_BYTES];
    if (strcmp(an_types[e->type].name, j->type) != 0 || e->span.start != j->start || e->span.end != j->end) return false;
    list_parties(&e->actors, parties);
    if (strcmp(parties, j->actors) != 0) return false;
    list_parties(&e->recipients, parties);
    return strcmp(parties, j->recipients) == 0;
}

static void count_event(run_state *r, const judged *j, const an_event *e)
{
    int bin = e->confidence >= 1 ? BINS - 1 : (int)(e->confidence * BINS);
    double miss = e->confidence - j->is_right;
    r->found++;
    r->right += j->is_right;
    r->told[bin]++;
    r->told_right[bin] += j->is_right;
    r->confidence[bin] += e->confidence;
    r->brier += miss * miss;
    if (r->prints_findings) printf("finding\t%u\t%u\t%s\n", j->is_right, e->findings, j->sample);
}

static bool read_report(void *context, const json_t *object)
{
    run_state *r = context;
    const char *id = json_string_value(json_object_get(object, "id")), *text = json_string_value(json_object_get(object, "text"));
    an_document d;
    bool is_coded = false;
    for (size_t i = 0; i < r->count && id && text; i++) {
        const judged *j = r->items + i;
        if (strcmp(j->id, id) != 0) continue;
        if (!is_coded && !an_eval_code(&r->tools, an_str_from(text), json_string_value(json_object_get(object, "published")), &d)) return false;
        is_coded = true;
        for (size_t k = 0; k < d.events.count; k++) {
            const an_event *e = d.events.items + k;
            if (!is_coded_so(j, e)) continue;
            count_event(r, j, e);
            break;
        }
    }
    return true;
}

static void report(const run_state *r)
{
    double found = r->found ? (double)r->found : 1, share = (double)r->right / found;
    printf("judged events %zu, still coded so %zu, right %.1f %%, Brier score %.3f, of the share alone %.3f\n", r->count, r->found, an_eval_percent(r->right, r->found), r->brier / found, share * (1 - share));
    for (int i = 0; i < BINS; i++)
        if (r->told[i]) printf("confidence .%d: mean %.2f, right %5.1f %% of %zu\n", i, r->confidence[i] / (double)r->told[i], an_eval_percent(r->told_right[i], r->told[i]), r->told[i]);
}

int main(int count, char **words)
{
    static run_state r;
    const char *sample = NULL;
    bool is_good;
    if (count < 4) return fprintf(stderr, "usage: eval_confidence DATA REPORTS.jsonl JUDGED.tsv [--findings] [--sample NAME]\n"), 2;
    for (int i = 4; i < count; i++) {
        if (strcmp(words[i], "--findings") == 0) r.prints_findings = true;
        else if (strcmp(words[i], "--sample") == 0 && i + 1 < count) sample = words[++i];
    }
    if (!an_eval_open(&r.tools, words[1])) return 3;
    is_good = read_judged(&r, words[3], sample) && an_eval_lines(words[2], read_report, &r);
    report(&r);
    an_eval_close(&r.tools);
    return is_good ? 0 : 1;
}
