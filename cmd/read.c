/* annals read: documents into a base. */
#include <stdio.h>

#include "commands.h"

static void show(void *user, const annals_progress *progress) { progress_show(user, progress); }

static annals_status read_into(annals_base *base, const struct options *options, annals_read_summary *summary, annals_error *error)
{
    struct progress_bar bar;
    annals_run_options run = {.threads = options->threads, .user = &bar, .on_problem = say_problem, .on_progress = show};
    annals_engine *engine;
    annals_status status = open_engine(options, &engine, error);
    if (status != ANNALS_OK) return status;
    progress_begin(&bar, options);
    status = annals_base_read(base, engine, options->arguments, (size_t)options->argument_count, &run, summary, error);
    progress_end(&bar);
    annals_engine_close(engine);
    return status;
}

int run_read(const struct options *options)
{
    annals_base *base;
    annals_error error;
    annals_read_summary summary = {0};
    annals_status status;
    if (!options->argument_count) {
        fputs("annals: read what? name files or folders, or '-'\n", stderr);
        return EXIT_USAGE;
    }
    status = annals_base_open(&base, options->base, ANNALS_BASE_CREATE, &error);
    if (status != ANNALS_OK) return complain(&error);
    status = read_into(base, options, &summary, &error);
    annals_base_close(base);
    if (!options->is_quiet)
        fprintf(stderr, "annals: %s: %llu documents stored, %llu known already, %llu events, %llu claims, %llu inputs failed\n",
                options->base, (unsigned long long)summary.stored, (unsigned long long)summary.known,
                (unsigned long long)summary.events, (unsigned long long)summary.claims, (unsigned long long)summary.failed_inputs);
    if (status == ANNALS_OK) return EXIT_DONE;
    return status == ANNALS_E_INPUT ? EXIT_SOME_INPUT : complain(&error);
}
