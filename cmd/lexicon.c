/* annals lexicon, annals version: what the engine knows. */
#include <stdio.h>
#include <string.h>

#include "commands.h"

static int compile(const struct options *options)
{
    annals_error error;
    if (annals_lexicon_compile(options->arguments[1], options->arguments[2], say_problem, NULL, &error) == ANNALS_OK) return EXIT_DONE;
    return complain(&error);
}

static int check(const struct options *options)
{
    annals_error error;
    bool is_peers = annals_is_peers_folder(options->arguments[1]);
    annals_status status = is_peers ? annals_peers_check(options->arguments[1], say_problem, NULL, &error)
                                    : annals_lexicon_check(options->arguments[1], say_problem, NULL, &error);
    return status == ANNALS_OK ? EXIT_DONE : complain(&error);
}

typedef annals_status (*question)(const annals_engine *engine, const struct options *options, annals_error *error);

static int ask(const struct options *options, question put)
{
    annals_error error;
    annals_engine *engine;
    annals_status status = open_engine(options, &engine, &error);
    if (status != ANNALS_OK) return complain(&error);
    status = put(engine, options, &error);
    annals_engine_close(engine);
    return status == ANNALS_OK ? EXIT_DONE : complain(&error);
}

static annals_status ask_find(const annals_engine *engine, const struct options *options, annals_error *error)
{
    return annals_lexicon_find(engine, options->arguments[1], options->argument_count > 2 ? options->arguments[2] : NULL, write_stdout, NULL, error);
}
static int find(const struct options *options) { return ask(options, ask_find); }

static int import(const struct options *options)
{
    annals_error error;
    annals_engine *engine;
    annals_import_summary sum;
    annals_status status = open_engine(options, &engine, &error);
    if (status != ANNALS_OK) return complain(&error);
    status = annals_peers_import(engine, options->arguments[1], options->arguments[2], say_problem, NULL, &sum, &error);
    annals_engine_close(engine);
    if (status != ANNALS_OK) return complain(&error);
    fprintf(stderr, "annals: %s: %llu actors, %llu roles, %llu sets, %llu frames; %llu lines in not-imported.tsv\n", options->arguments[2],
            (unsigned long long)sum.actors, (unsigned long long)sum.roles, (unsigned long long)sum.sets, (unsigned long long)sum.frames,
            (unsigned long long)sum.not_imported);
    return EXIT_DONE;
}

static annals_status ask_list(const annals_engine *engine, const struct options *options, annals_error *error)
{
    return annals_lexicon_list(engine, options->arguments[1], write_stdout, NULL, error);
}
static int list(const struct options *options) { return ask(options, ask_list); }

static annals_status ask_stats(const annals_engine *engine, const struct options *options, annals_error *error)
{
    (void)options;
    return annals_lexicon_stats(engine, write_stdout, NULL, error);
}
static int stats(const struct options *options) { return ask(options, ask_stats); }

static int missing(const struct options *options)
{
    annals_error error;
    annals_engine *engine;
    annals_base *base;
    annals_status status = annals_base_open(&base, options->base, ANNALS_BASE_READ_ONLY, &error);
    if (status != ANNALS_OK) return complain(&error);
    status = open_engine(options, &engine, &error);
    if (status == ANNALS_OK) {
        status = annals_base_missing(base, engine, options->query.limit, write_stdout, NULL, &error);
        annals_engine_close(engine);
    }
    annals_base_close(base);
    return status == ANNALS_OK ? EXIT_DONE : complain(&error);
}

int run_lexicon(const struct options *options)
{
    static const struct {
        const char *name;
        int least, most;
        int (*run)(const struct options *options);
    } parts[] = {{"compile", 3, 3, compile}, {"check", 2, 2, check}, {"find", 2, 3, find},
                 {"list", 2, 2, list},       {"stats", 1, 1, stats},   {"missing", 1, 1, missing},
                 {"import", 3, 3, import}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts && options->argument_count; i++)
        if (strcmp(parts[i].name, options->arguments[0]) == 0 && options->argument_count >= parts[i].least &&
            options->argument_count <= parts[i].most)
            return parts[i].run(options);
    fputs("annals: usage: annals lexicon compile FOLDER FILE | check FOLDER | find WORDS [DATE] | list KIND | stats | missing -b BASE |\n"
          "               import FOLDER OUT-FOLDER\n", stderr);
    return EXIT_USAGE;
}

int run_version(const struct options *options)
{
    static const char *const parts[] = {"program", "lexicon", "split", "parse"};
    annals_error error;
    annals_engine *engine;
    printf("annals %s\n", annals_version());
    if (open_engine(options, &engine, &error) != ANNALS_OK) return complain(&error);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) printf("%-8s %s\n", parts[i], annals_engine_digest(engine, parts[i]));
    annals_engine_close(engine);
    return EXIT_DONE;
}
