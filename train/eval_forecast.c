/* Reads the published data sets as they are distributed; see eval_forecast.h. */
#include "eval_forecast.h"

#include <math.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/calendar.h"

enum { ICEWS_DAYS = 365, ICEWS_TRAIN_DAYS = 304, ICEWS_EVENTS_MIN = 20, UCDP_TEST_WEEKS = 104, UCDP_EVENTS_MIN = 60, WARM_UP = 30, LINE_BYTES = 512 };

static void stop(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));
static void stop(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("eval_forecast: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(2);
}

static void need(annals_status status, const annals_error *error)
{
    if (status != ANNALS_OK) stop("%s", error->message);
}

/* ---- tables ---- */

static char *read_file(an_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    long size;
    char *text;
    if (!file || fseek(file, 0, SEEK_END) || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET)) stop("cannot read %s", path);
    text = an_arena_alloc(arena, (size_t)size + 1);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size) stop("cannot read %s", path);
    fclose(file);
    return text;
}

/* Ends the cell that begins at *at in place, moves *at behind it; true if a comma follows. */
static bool cut_cell(char **at, const char **cell)
{
    char *from = *at, *to = *at;
    bool is_quoted = *from == '"';
    *cell = to;
    from += is_quoted;
    while (*from && (is_quoted || (*from != ',' && *from != '\n' && *from != '\r'))) {
        if (is_quoted && *from == '"' && *++from != '"') {
            is_quoted = false;
            continue;
        }
        *to++ = *from++;
    }
    is_quoted = *from == ',';
    while (!is_quoted && (*from == '\r' || *from == '\n')) from++;
    *at = from + is_quoted;
    *to = '\0';
    return is_quoted;
}

an_table an_table_read(an_arena *arena, const char *path)
{
    char *at = read_file(arena, path);
    AN_ARRAY(const char *) cells = {0};
    an_table table = {0};
    while (*at) {
        const char *cell;
        bool has_more;
        do {
            has_more = cut_cell(&at, &cell);
            if (!AN_PUSH(arena, &cells, cell)) stop("out of memory");
        } while (has_more);
        if (!table.columns) table.columns = cells.count;
    }
    if (!table.columns || cells.count % table.columns) stop("%s is no table", path);
    table.names = cells.items;
    table.cells = cells.items + table.columns;
    table.row_count = cells.count / table.columns - 1;
    return table;
}

const char *an_table_text(const an_table *table, size_t row, const char *column)
{
    for (size_t c = 0; c < table->columns && row < table->row_count; c++)
        if (!strcmp(table->names[c], column)) return table->cells[row * table->columns + c];
    stop("no column %s, or no row %zu", column, row + 1);
}

double an_table_number(const an_table *table, size_t row, const char *column) { return strtod(an_table_text(table, row, column), NULL); }

/* ---- ICEWS ---- */

/* names[id] from lines of name, tab, id. */
static char **read_names(an_arena *arena, const char *folder, const char *file, uint32_t *count)
{
    char path[4096], *text, *line;
    AN_ARRAY(char *) names = {0};
    snprintf(path, sizeof path, "%s/icews14/%s", folder, file);
    text = read_file(arena, path);
    for (line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char *tab = strchr(line, '\t');
        if (!tab || strtoul(tab + 1, NULL, 10) != names.count) stop("%s: ids do not count up at %s", path, line);
        *tab = '\0';
        if (!AN_PUSH(arena, &names, line)) stop("out of memory");
    }
    *count = (uint32_t)names.count;
    return names.items;
}

static void read_facts(an_arena *arena, const char *folder, const char *file, an_interactions *out, size_t *capacity)
{
    char path[4096], line[LINE_BYTES];
    FILE *lines;
    snprintf(path, sizeof path, "%s/icews14/%s", folder, file);
    lines = fopen(path, "r");
    if (!lines) stop("cannot read %s", path);
    while (fgets(line, sizeof line, lines)) {
        an_interaction *f;
        if (out->count == *capacity && !an_array_reserve(arena, (void **)&out->facts, capacity, out->count,
                                                         sizeof *out->facts)) stop("out of memory");
        f = out->facts + out->count++;
        if (sscanf(line, "%" SCNu32 "%" SCNu32 "%" SCNu32 "%" SCNd32, &f->subject, &f->relation, &f->object,
                   &f->time) != 4) stop("%s: no fact: %s", path, line);
    }
    fclose(lines);
}

an_interactions an_interactions_icews(an_arena *arena, const char *folder)
{
    an_interactions all = {0};
    size_t capacity = 0;
    read_names(arena, folder, "entity2id.txt", &all.entities);
    read_names(arena, folder, "relation2id.txt", &all.relations);
    read_facts(arena, folder, "train.txt", &all, &capacity);
    read_facts(arena, folder, "valid.txt", &all, &capacity);
    all.test_from = INT32_MAX;
    for (size_t i = all.count, from = all.count; i >= from; i = 0) {
        read_facts(arena, folder, "test.txt", &all, &capacity);
        for (size_t k = from; k < all.count; k++)
            if (all.facts[k].time < all.test_from) all.test_from = all.facts[k].time;
    }
    return all;
}

/* What stands in the last brackets of a name, or NULL. */
static char *in_brackets(an_arena *arena, const char *name)
{
    size_t length = strlen(name);
    const char *open = strrchr(name, '(');
    if (!open || !length || name[length - 1] != ')') return NULL;
    return an_arena_copy(arena, open + 1, (size_t)(name + length - 1 - open - 1));
}

static int by_text(const void *left, const void *right) { return strcmp(*(char *const *)left, *(char *const *)right); }

static uint32_t number_of(char **sorted, size_t count, const char *name)
{
    char **found = bsearch(&name, sorted, count, sizeof *sorted, by_text);
    return found ? (uint32_t)(found - sorted) : UINT32_MAX;
}

/* country[entity]: a number, or UINT32_MAX for one that names no country. */
static uint32_t *find_countries(an_arena *arena, const char *folder, uint32_t *country_count)
{
    uint32_t count, *out;
    char **names = read_names(arena, folder, "entity2id.txt", &count), **countries = AN_NEW_ARRAY(arena, char *, count);
    size_t kept = 0, unique = 0;
    for (uint32_t i = 0; i < count; i++)
        if ((countries[kept] = in_brackets(arena, names[i]))) kept++;
    qsort(countries, kept, sizeof *countries, by_text);
    for (size_t i = 0; i < kept; i++)
        if (!unique || strcmp(countries[unique - 1], countries[i])) countries[unique++] = countries[i];
    out = AN_NEW_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        char *inside = in_brackets(arena, names[i]);
        out[i] = number_of(countries, unique, inside ? inside : names[i]);
    }
    *country_count = (uint32_t)unique;
    return out;
}

/* quad[relation] 0 to 3 by the CAMEO name with spaces for underscores. */
static uint32_t *find_quads(an_arena *arena, const char *folder)
{
    static const char *const quads[4] = {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"};
    char path[4096];
    uint32_t count, *out;
    char **names = read_names(arena, folder, "relation2id.txt", &count);
    an_table codes;
    snprintf(path, sizeof path, "%s/cameo/cameo_codes.csv", folder);
    codes = an_table_read(arena, path);
    out = AN_NEW_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        size_t row = 0;
        for (char *c = names[i]; *c; c++)
            if (*c == '_') *c = ' ';
        while (row < codes.row_count && strcasecmp(an_table_text(&codes, row, "name"), names[i])) row++;
        if (row == codes.row_count) stop("no CAMEO code is named %s", names[i]);
        while (out[i] < 4 && strcmp(quads[out[i]], an_table_text(&codes, row, "quad_category"))) out[i]++;
        if (out[i] == 4) stop("%s has no quad class", names[i]);
    }
    return out;
}

/* Keeps the streams with enough events before `train`; all: [stream * length + t]. */
static an_panel keep_busy(an_arena *arena, const double *all, const an_excite_stream *streams, size_t count, size_t length, size_t train,
                          double events_min)
{
    an_panel panel = {0, length, train, AN_NEW_ARRAY(arena, double, count * length), AN_NEW_ARRAY(arena, an_excite_stream, count)};
    if (!panel.counts || !panel.streams) stop("out of memory");
    for (size_t s = 0; s < count; s++) {
        double total = 0;
        for (size_t t = 0; t < train; t++) total += all[s * length + t];
        if (total < events_min) continue;
        memcpy(panel.counts + panel.stream_count * length, all + s * length, length * sizeof *all);
        panel.streams[panel.stream_count++] = streams[s];
    }
    return panel;
}

an_panel an_panel_icews(an_arena *arena, const char *folder)
{
    an_interactions all = an_interactions_icews(arena, folder);
    uint32_t country_count, *countries = find_countries(arena, folder, &country_count), *quads = find_quads(arena, folder), count = 0;
    uint32_t *number = AN_NEW_ARRAY(arena, uint32_t, (size_t)country_count * country_count * 4); /* stream + 1 */
    an_excite_stream *streams = AN_NEW_ARRAY(arena, an_excite_stream, all.count);
    double *counts;
    for (int pass = 0; pass < 2; pass++) {
        counts = pass ? AN_NEW_ARRAY(arena, double, (size_t)count * ICEWS_DAYS) : NULL;
        if (!number || !streams || (pass && !counts)) stop("out of memory");
        for (size_t i = 0; i < all.count; i++) {
            const an_interaction *f = all.facts + i;
            uint32_t from = countries[f->subject], to = countries[f->object], *at;
            if (from == UINT32_MAX || to == UINT32_MAX || from == to || f->time < 1 || f->time > ICEWS_DAYS) continue;
            at = number + ((size_t)from * country_count + to) * 4 + quads[f->relation];
            if (!*at) {
                streams[count] = (an_excite_stream){from, to, quads[f->relation]};
                *at = ++count;
            }
            if (pass) counts[(size_t)(*at - 1) * ICEWS_DAYS + (size_t)f->time - 1]++;
        }
    }
    return keep_busy(arena, counts, streams, count, ICEWS_DAYS, ICEWS_TRAIN_DAYS, ICEWS_EVENTS_MIN);
}

/* ---- UCDP ---- */

an_panel an_panel_ucdp(an_arena *arena, const char *path)
{
    an_table table = an_table_read(arena, path);
    char **dyads = AN_NEW_ARRAY(arena, char *, table.row_count);
    an_day first = an_day_from_ymd(9999, 1, 1), last = an_day_from_ymd(2023, 12, 31), *days = AN_NEW_ARRAY(arena, an_day, table.row_count);
    size_t dyad_count = 0, length;
    an_excite_stream *streams;
    double *counts;
    if (!dyads || !days) stop("out of memory");
    for (size_t i = 0; i < table.row_count; i++) {
        an_date_range range = AN_DATE_RANGE_UNKNOWN;
        an_iso_parse((an_str){an_table_text(&table, i, "date_start"), 10}, &range);
        days[i] = range.from;
        dyads[i] = an_arena_copy(arena, an_table_text(&table, i, "dyad_new_id"), strlen(an_table_text(&table, i, "dyad_new_id")));
        if (days[i] < first) first = days[i];
    }
    first -= an_day_weekday(first);
    length = (size_t)(last - first + 1) / 7;
    qsort(dyads, table.row_count, sizeof *dyads, by_text);
    for (size_t i = 0; i < table.row_count; i++)
        if (!dyad_count || strcmp(dyads[dyad_count - 1], dyads[i])) dyads[dyad_count++] = dyads[i];
    counts = AN_NEW_ARRAY(arena, double, dyad_count * length);
    streams = AN_NEW_ARRAY(arena, an_excite_stream, dyad_count);
    if (!counts || !streams) stop("out of memory");
    for (size_t i = 0; i < table.row_count; i++) {
        size_t week = (size_t)(days[i] - first) / 7, dyad = number_of(dyads, dyad_count, an_table_text(&table, i, "dyad_new_id"));
        if (an_table_number(&table, i, "date_prec") == 1 && week < length) counts[dyad * length + week]++;
    }
    for (size_t s = 0; s < dyad_count; s++) streams[s] = (an_excite_stream){(uint32_t)(2 * s), (uint32_t)(2 * s + 1), 0};
    return keep_busy(arena, counts, streams, dyad_count, length, length - UCDP_TEST_WEEKS, UCDP_EVENTS_MIN);
}

/* ---- back-tests ---- */

static an_backtest_scores score(an_arena *arena, const an_panel *panel, const double *means, const double *sizes, const an_backtest_scores *against)
{
    size_t periods = panel->length - panel->train;
    an_backtest_scores s = {.by_period = AN_NEW_ARRAY(arena, double, periods)};
    int64_t *cluster = AN_NEW_ARRAY(arena, int64_t, periods);
    double forecasts = (double)(periods * panel->stream_count);
    if (!s.by_period || !cluster) stop("out of memory");
    for (size_t t = panel->train; t < panel->length; t++) {
        cluster[t - panel->train] = (int64_t)t;
        for (size_t k = 0; k < panel->stream_count; k++) {
            an_counts d = {means[k * (panel->length + 1) + t], sizes[k]};
            double y = panel->counts[k * panel->length + t];
            s.by_period[t - panel->train] += an_score_count_log(d, y);
            s.crps += an_score_count_crps(d, y) / forecasts;
            s.brier += an_score_count_brier(d, y) / forecasts;
        }
        s.log += s.by_period[t - panel->train] / forecasts;
    }
    s.gain = an_score_paired(s.by_period, against ? against->by_period : s.by_period, cluster, periods);
    return s;
}

static double *make_means(an_arena *arena, const an_panel *panel, double **sizes)
{
    double *means = AN_NEW_ARRAY(arena, double, panel->stream_count * (panel->length + 1));
    *sizes = AN_NEW_ARRAY(arena, double, panel->stream_count);
    if (!means || !*sizes) stop("out of memory");
    return means;
}

an_backtest_scores an_backtest_baseline(an_arena *arena, const an_panel *panel, an_baseline baseline, const an_backtest_scores *against)
{
    double *sizes, *means = make_means(arena, panel, &sizes);
    for (size_t k = 0; k < panel->stream_count; k++) {
        const double *counts = panel->counts + k * panel->length;
        double *row = means + k * (panel->length + 1);
        an_baseline_means(baseline, counts, panel->length, row);
        sizes[k] = an_counts_fit_size(counts + WARM_UP, row + WARM_UP, panel->train - WARM_UP);
    }
    return score(arena, panel, means, sizes, against);
}

/* The panel as data of the engine, up to `length`. */
static an_excite_data data_until(an_arena *arena, const an_panel *panel, size_t length, const double half_lives[3], an_excite_links links)
{
    double *counts = AN_NEW_ARRAY(arena, double, panel->stream_count * length);
    if (!counts) stop("out of memory");
    for (size_t k = 0; k < panel->stream_count; k++) memcpy(counts + k * length, panel->counts + k * panel->length, length * sizeof *counts);
    return (an_excite_data){.stream_count = panel->stream_count, .length = length, .counts = counts, .half_lives = half_lives,
                            .half_life_count = 3, .links = links};
}

an_backtest_scores an_backtest_engine(an_arena *arena, const an_panel *panel, const double half_lives[3], unsigned roles,
                                      const an_excite_prior *prior,
                                      const an_backtest_scores *against)
{
    double *sizes, *means = make_means(arena, panel, &sizes), *totals = AN_NEW_ARRAY(arena, double, panel->stream_count);
    an_excite_links links;
    an_excite_data before, whole;
    an_excite fitted, run;
    an_excite_parameters p;
    annals_error error;
    for (size_t k = 0; totals && k < panel->stream_count; k++)
        for (size_t t = 0; t < panel->train; t++) totals[k] += panel->counts[k * panel->length + t];
    need(an_excite_link_streams(arena, panel->streams, totals, panel->stream_count, roles, 0, &links, &error), &error);
    before = data_until(arena, panel, panel->train, half_lives, links);
    whole = data_until(arena, panel, panel->length, half_lives, links);
    need(an_excite_prepare(arena, &before, &fitted, &error), &error);
    need(an_excite_prepare(arena, &whole, &run, &error), &error);
    need(an_excite_fit_streams(arena, arena, &fitted, prior, false, &p, &error), &error);
    for (size_t k = 0; k < panel->stream_count; k++) an_excite_means(&run, &p, k, means + k * (panel->length + 1));
    return score(arena, panel, means, p.sizes, against);
}
