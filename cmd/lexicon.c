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
    if (annals_lexicon_check(options->arguments[1], say_problem, NULL, &error) == ANNALS_OK) return EXIT_DONE;
    return complain(&error);
}

static int find(const struct options *options)
{
    annals_error error;
    annals_engine *engine;
    annals_status status = open_engine(options, &engine, &error);
    if (status != ANNALS_OK) return complain(&error);
    status = annals_lexicon_find(engine, options->arguments[1], options->argument_count > 2 ? options->arguments[2] : NULL, write_stdout, NULL, &error);
    annals_engine_close(engine);
    return status == ANNALS_OK ? EXIT_DONE : complain(&error);
}

int run_lexicon(const struct options *options)
{
    static const struct {
        const char *name;
        int least, most;
        int (*run)(const struct options *options);
    } parts[] = {{"compile", 3, 3, compile}, {"check", 2, 2, check}, {"find", 2, 3, find}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts && options->argument_count; i++)
        if (strcmp(parts[i].name, options->arguments[0]) == 0 && options->argument_count >= parts[i].least &&
            options->argument_count <= parts[i].most)
            return parts[i].run(options);
    fputs("annals: usage: annals lexicon compile FOLDER FILE | check FOLDER | find WORDS [DATE]\n", stderr);
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
