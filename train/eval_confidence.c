/* Measures how far confidence can be trusted, on events that a person judged one by one.
 *
 *     eval_confidence DATA REPORTS.jsonl JUDGED.tsv [--findings]
 *
 * DATA: the folder of the compiled files. REPORTS: documents as `annals code` takes them (id, text, published). JUDGED: document's id, event type,
 * first and last byte of its span, and 1 or 0: whether type and participants are right. Events that are coded otherwise by now (another type or
 * span) are counted as lost and no more. Prints, by tenth of confidence, the mean and the share that is right, and the Brier score; with
 * --findings also each event's judgement and findings, for train/fit_confidence.py. */
#include <stdlib.h>
#include <string.h>

#include "eval_events.h"

enum { JUDGED_MAX = 4096, ID_BYTES = 128, TYPE_BYTES = 32, LINE_BYTES = 512, BINS = 10 };

typedef struct judged {
    char id[ID_BYTES], type[TYPE_BYTES];
    unsigned start, end, is_right;
} judged;

typedef struct run_state {
    an_eval_tools tools;
    judged items[JUDGED_MAX];
    size_t count, found, right, told[BINS], told_right[BINS];
    double confidence[BINS], brier;
    bool prints_findings;
} run_state;

static bool read_judged(run_state *r, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[LINE_BYTES];
    if (!file) return perror(path), false;
    while (r->count < JUDGED_MAX && fgets(line, sizeof line, file)) {
        judged *j = r->items + r->count;
        r->count += sscanf(line, "%127s %31s %u %u %u", j->id, j->type, &j->start, &j->end, &j->is_right) == 5;
    }
    fclose(file);
    return true;
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
    if (r->prints_findings) printf("finding\t%u\t%u\n", j->is_right, e->findings);
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
            if (strcmp(an_types[e->type].name, j->type) != 0 || e->span.start != j->start || e->span.end != j->end) continue;
            count_event(r, j, e);
            break;
        }
    }
    return true;
}

int main(int count, char **words)
{
    static run_state r;
    bool is_good;
    if (count < 4) return fprintf(stderr, "usage: eval_confidence DATA REPORTS.jsonl JUDGED.tsv [--findings]\n"), 2;
    if (!an_eval_open(&r.tools, words[1])) return 3;
    r.prints_findings = count > 4 && strcmp(words[4], "--findings") == 0;
    is_good = read_judged(&r, words[3]) && an_eval_lines(words[2], read_report, &r);
    printf("judged events %zu, still coded so %zu, right %.1f %%, Brier score %.3f\n", r.count, r.found, an_eval_percent(r.right, r.found), r.found ? r.brier / (double)r.found : 0.0);
    for (int i = 0; i < BINS; i++)
        if (r.told[i]) printf("confidence .%d: mean %.2f, right %5.1f %% of %zu\n", i, r.confidence[i] / (double)r.told[i], an_eval_percent(r.told_right[i], r.told[i]), r.told[i]);
    an_eval_close(&r.tools);
    return is_good ? 0 : 1;
}
