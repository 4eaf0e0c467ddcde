/* annals correct, recode: what persons decide about a base, and coding it anew. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

static int wrong_usage(const char *message)
{
    fprintf(stderr, "annals: %s\n", message);
    return EXIT_USAGE;
}

/* Base and engine for a command that changes a base. */
static annals_status open_both(const struct options *options, annals_base **base, annals_engine **engine, annals_error *error)
{
    annals_status status = annals_base_open(base, options->base, 0, error);
    if (status != ANNALS_OK) return status;
    status = open_engine(options, engine, error);
    if (status != ANNALS_OK) annals_base_close(*base);
    return status;
}

/* Words of a list come as several arguments, or as one. */
static char *join_words(const char *const *words, int count)
{
    size_t length = 1;
    char *joined;
    for (int i = 0; i < count; i++) length += strlen(words[i]) + 1;
    joined = calloc(length, 1);
    for (int i = 0; joined && i < count; i++) {
        if (i) strcat(joined, " ");
        strcat(joined, words[i]);
    }
    return joined;
}

static annals_status take_one(annals_base *base, const annals_engine *engine, const struct options *options, annals_error *error)
{
    annals_correction correction = options->correction;
    char *value = options->argument_count > 2 ? join_words(options->arguments + 2, options->argument_count - 2) : NULL;
    uint64_t number = 0;
    annals_status status;
    correction.action = options->arguments[0];
    correction.target = options->arguments[1];
    correction.value = value;
    status = annals_base_correct(base, engine, &correction, &number, error);
    free(value);
    if (status == ANNALS_OK && !options->is_quiet) fprintf(stderr, "annals: %s: correction %llu taken\n", options->base, (unsigned long long)number);
    return status;
}

static void count_problem(void *user, const annals_error *problem)
{
    ++*(uint64_t *)user;
    say_problem(NULL, problem);
}

static annals_status take_log(annals_base *base, const annals_engine *engine, const struct options *options, uint64_t *problems, annals_error *error)
{
    uint64_t taken = 0;
    annals_status status = annals_base_read_corrections(base, engine, options->from, count_problem, problems, &taken, error);
    if (status == ANNALS_OK && !options->is_quiet)
        fprintf(stderr, "annals: %s: %llu corrections taken\n", options->base, (unsigned long long)taken);
    return status;
}

static annals_status undo(annals_base *base, const annals_engine *engine, const struct options *options, annals_error *error)
{
    annals_status status = annals_base_undo(base, engine, options->undo, error);
    if (status == ANNALS_OK && !options->is_quiet)
        fprintf(stderr, "annals: %s: correction %llu undone\n", options->base, (unsigned long long)options->undo);
    return status;
}

int run_correct(const struct options *options)
{
    annals_base *base;
    annals_engine *engine;
    annals_error error;
    annals_status status;
    uint64_t problems = 0;
    int ways = (options->argument_count > 0) + (options->undo > 0) + (options->from != NULL);
    if (ways != 1 || options->argument_count == 1)
        return wrong_usage("correct what? name an action, a target and a value, or --undo N, or --from FILE");
    status = open_both(options, &base, &engine, &error);
    if (status != ANNALS_OK) return complain(&error);
    if (options->from) status = take_log(base, engine, options, &problems, &error);
    else status = options->undo ? undo(base, engine, options, &error) : take_one(base, engine, options, &error);
    annals_engine_close(engine);
    annals_base_close(base);
    if (status != ANNALS_OK) return complain(&error);
    return problems ? EXIT_SOME_INPUT : EXIT_DONE;
}

static void show(void *user, const annals_progress *progress) { progress_show(user, progress); }

int run_recode(const struct options *options)
{
    struct progress_bar bar;
    annals_run_options run = {.threads = options->threads, .user = &bar, .on_problem = say_problem, .on_progress = show};
    annals_base *base;
    annals_engine *engine;
    annals_error error;
    annals_recode_summary summary = {0};
    annals_status status;
    if (options->argument_count) return wrong_usage("recode takes no arguments: it codes the whole base anew");
    status = open_both(options, &base, &engine, &error);
    if (status != ANNALS_OK) return complain(&error);
    progress_begin(&bar, options);
    status = annals_base_recode(base, engine, &run, &summary, write_stdout, NULL, &error);
    progress_end(&bar);
    annals_engine_close(engine);
    annals_base_close(base);
    if (status == ANNALS_OK && !options->is_quiet)
        fprintf(stderr, "annals: %s: %llu documents coded anew: %llu events the same, %llu changed, %llu gone, %llu new; %llu claims the same, %llu changed, %llu gone, "
                "%llu new; %llu corrections in conflict\n",
                options->base, (unsigned long long)summary.documents, (unsigned long long)summary.same_events,
                (unsigned long long)summary.changed_events, (unsigned long long)summary.gone_events, (unsigned long long)summary.new_events,
                (unsigned long long)summary.same_claims, (unsigned long long)summary.changed_claims, (unsigned long long)summary.gone_claims,
                (unsigned long long)summary.new_claims,
                (unsigned long long)summary.conflicts);
    return answer_status(status, &error);
}
