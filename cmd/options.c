/* The options of all commands: one table. A command names the rows that it takes by their key. */
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

enum kind { TEXT, NUMBER, LIMIT, FLAG };

struct option_row {
    char key; /* also the short option, if it is a lower-case letter */
    const char *name, *argument, *help;
    enum kind kind;
    size_t offset; /* in struct options */
};

#define AT(field) offsetof(struct options, field)
static const struct option_row rows[] = {
    {'b', "base", "FILE", "the base (default annals.db)", TEXT, AT(base)},
    {'o', "output", "FILE", "where to write", TEXT, AT(output)},
    {'f', "format", "FORMAT", "table, csv, tsv, jsonl or json (default: table on a terminal, else tsv)", TEXT, AT(format)},
    {'t', "threads", "N", "how many documents at once (default: one per core)", NUMBER, AT(threads)},
    {'q', "quiet", NULL, "no progress bar, no summary", FLAG, AT(is_quiet)},
    {'T', "text", NULL, "with the clean text, and each event's sentence", FLAG, AT(with_text)},
    {'M', "mentions", NULL, "with every mention of an actor, time, place and quantity", FLAG, AT(with_mentions)},
    {'A', "actor", "ID", "who acted: the actor, its parts, and those who act for it", TEXT, AT(query.actor)},
    {'R', "recipient", "ID", "whom it was done to", TEXT, AT(query.recipient)},
    {'Y', "type", "TYPE", "PLOVER type: ASSAULT, CONSULT, ...", TEXT, AT(query.type)},
    {'S', "since", "DATE", "not before (year, month or day)", TEXT, AT(query.since)},
    {'U', "until", "DATE", "not after", TEXT, AT(query.until)},
    {'P', "place", "PLACE", "name of a place, or a country's three letters", TEXT, AT(query.place)},
    {'F', "factuality", "WORD", "happened, planned, possible, ...", TEXT, AT(query.factuality)},
    {'K', "speaker", "ID", "by whose account", TEXT, AT(query.speaker)},
    {'D', "document", "ID", "one document, by id or the first digits of its digest", TEXT, AT(query.document)},
    {'W', "words", "WORDS", "sentences that hold these words (full-text search)", TEXT, AT(query.words)},
    {'n', "limit", "N", "at most so many rows", LIMIT, AT(query.limit)},
    {'1', "by", "PERIOD", "day, week, month or year: a row for each, with turning points", TEXT, AT(query.by)},
    {'2', "about", "INCIDENT", "what was said about the incident of this key, in the order of saying", TEXT, AT(query.about)},
    {'3', "who", "NAME", "who decides", TEXT, AT(correction.by)},
    {'4', "day", "DATE", "when it is decided (the program asks no clock)", TEXT, AT(correction.day)},
    {'5', "note", "TEXT", "why", TEXT, AT(correction.note)},
    {'6', "undo", "N", "takes the decision of this number back", LIMIT, AT(undo)},
    {'7', "from", "FILE", "takes the decisions of a log, as 'annals corrections --format jsonl' wrote it", TEXT, AT(from)},
    {'I', "title", "TEXT", "title of the page", TEXT, AT(title)},
    {'L', "lexicon", "PATH", "another compiled dictionary, or a folder of TABARI's or PETRARCH's dictionaries", TEXT, AT(lexicon)},
    {'d', "data", "FOLDER", "where the compiled dictionary and the models lie", TEXT, AT(data)},
    {'E', "events", "FILE", "a CSV of dated events instead of a base: date, source, target, class, count, goldstein", TEXT, AT(forecast.events)},
    {'C', "class", "CLASS", "verbal-cooperation, material-cooperation, verbal-conflict, material-conflict, cooperation, conflict or all", TEXT, AT(forecast.event_class)},
    {'H', "horizon", "TIME", "how far ahead: 12w, 84d (default 12w)", TEXT, AT(forecast.horizon)},
    {'G', "measure", "WORD", "count, or goldstein for weekly Goldstein sums (default count)", TEXT, AT(forecast.measure)},
    {'N', "seed", "N", "of the random numbers (default 0): same seed, same bytes", LIMIT, AT(forecast.seed)},
    {'O', "origins", "N", "from how many past weeks or days to test (default 104)", LIMIT, AT(forecast.origins)},
    {'Z', "streams", "N", "how many of the busiest dyads", LIMIT, AT(forecast.streams)},
    {'V', "actors", "IDS", "among whom, apart by commas", TEXT, AT(forecast.actors)},
    {'J', "inject", "STEP", "an act more: 'SOURCE > TARGET CLASS [at PERIOD] [count N] [deaths N]'", TEXT, AT(forecast.inject)},
    {'B', "hold", "STEP", "so many in each period: 'SOURCE > TARGET CLASS N [from PERIOD] [to PERIOD]'", TEXT, AT(forecast.hold)},
    {'h', "help", NULL, "this text", FLAG, AT(wants_help)},
};
enum { ROW_COUNT = sizeof rows / sizeof *rows };

static bool takes(const struct command *command, const struct option_row *row)
{
    return row->key == 'h' || strchr(command->option_letters, row->key) != NULL;
}

static bool has_short(const struct option_row *row) { return row->key >= 'a' && row->key <= 'z'; }

void print_option_help(const struct command *command)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        char name[40];
        if (!takes(command, &rows[i])) continue;
        snprintf(name, sizeof name, "--%s%s%s", rows[i].name, rows[i].argument ? " " : "", rows[i].argument ? rows[i].argument : "");
        if (has_short(&rows[i])) printf("  -%c, %-20s %s\n", rows[i].key, name, rows[i].help);
        else printf("      %-20s %s\n", name, rows[i].help);
    }
}

static int build_tables(const struct command *command, struct option *long_options, char *short_options)
{
    int count = 0;
    for (int i = 0; i < ROW_COUNT; i++) {
        if (!takes(command, &rows[i])) continue;
        long_options[count++] = (struct option){rows[i].name, rows[i].argument ? required_argument : no_argument, NULL, i + 256};
        if (!has_short(&rows[i])) continue;
        *short_options++ = rows[i].key;
        if (rows[i].argument) *short_options++ = ':';
    }
    long_options[count] = (struct option){0};
    *short_options = '\0';
    return count;
}

static bool read_number(const char *text, unsigned long long max, unsigned long long *value)
{
    char *end;
    if (*text < '0' || *text > '9') return false;
    *value = strtoull(text, &end, 10);
    return *end == '\0' && *value <= max;
}

static int store(const struct option_row *row, const char *text, struct options *out)
{
    char *at = (char *)out + row->offset;
    unsigned long long value = 0;
    if (row->kind == TEXT) {
        memcpy(at, &text, sizeof text);
        return EXIT_DONE;
    }
    if (row->kind == FLAG) {
        *(bool *)at = true;
        return EXIT_DONE;
    }
    if (!read_number(text, row->kind == NUMBER ? 4096 : UINT64_MAX, &value)) {
        fprintf(stderr, "annals: --%s: '%s' is no number that it takes\n", row->name, text);
        return EXIT_USAGE;
    }
    if (row->kind == NUMBER) *(unsigned *)at = (unsigned)value;
    else *(uint64_t *)at = value;
    return EXIT_DONE;
}

static const struct option_row *row_of(int found)
{
    if (found >= 256) return &rows[found - 256];
    for (int i = 0; i < ROW_COUNT; i++)
        if (rows[i].key == found) return &rows[i];
    return NULL;
}

int parse_options(const struct command *command, int argc, char **argv, struct options *out)
{
    struct option long_options[ROW_COUNT + 1];
    char short_options[2 * ROW_COUNT + 1];
    int found;
    memset(out, 0, sizeof *out);
    build_tables(command, long_options, short_options);
    optind = 1;
    while ((found = getopt_long(argc, argv, short_options, long_options, NULL)) != -1) {
        const struct option_row *row = row_of(found);
        if (!row) { /* getopt has said what is wrong */
            fprintf(stderr, "annals: 'annals %s --help' lists its options\n", command->name);
            return EXIT_USAGE;
        }
        if (store(row, optarg, out) != EXIT_DONE) return EXIT_USAGE;
    }
    if (!out->base) out->base = "annals.db";
    out->arguments = (const char *const *)(argv + optind);
    out->argument_count = argc - optind;
    return EXIT_DONE;
}
