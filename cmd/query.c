/* annals events, claims, documents, actors; explain; report: questions to a base. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"

int run_query(const struct options *options)
{
    annals_base *base;
    annals_error error;
    annals_status status;
    if (refuse_arguments(options) != EXIT_DONE) return EXIT_USAGE;
    status = annals_base_open(&base, options->base, ANNALS_BASE_READ_ONLY, &error);
    if (status != ANNALS_OK) return complain(&error);
    status = annals_base_query(base, &options->query, answer_format(options), write_stdout, NULL, &error);
    annals_base_close(base);
    return answer_status(status, &error);
}

int run_explain(const struct options *options)
{
    annals_base *base;
    annals_engine *engine;
    annals_error error;
    annals_status status;
    if (options->argument_count != 1) {
        fputs("annals: explain which? give one key, as 'annals events' prints it\n", stderr);
        return EXIT_USAGE;
    }
    status = annals_base_open(&base, options->base, ANNALS_BASE_READ_ONLY, &error);
    if (status != ANNALS_OK) return complain(&error);
    status = open_engine(options, &engine, &error);
    if (status == ANNALS_OK) {
        status = annals_base_explain(base, engine, options->arguments[0], write_stdout, NULL, &error);
        annals_engine_close(engine);
    }
    annals_base_close(base);
    return answer_status(status, &error);
}

static int write_file(void *user, const char *bytes, size_t length) { return fwrite(bytes, 1, length, user) == length ? 0 : 1; }

static int write_report(annals_base *base, const struct options *options)
{
    annals_error error;
    annals_status status;
    FILE *file = options->output ? fopen(options->output, "wb") : stdout;
    if (!file) {
        fprintf(stderr, "annals: %s: %s\n", options->output, strerror(errno));
        return EXIT_FAILED;
    }
    status = annals_base_report(base, &options->query, options->title, write_file, file, &error);
    if (options->output && fclose(file) != 0 && status == ANNALS_OK) status = ANNALS_STOPPED;
    if (status == ANNALS_OK) return EXIT_DONE;
    if (status != ANNALS_STOPPED) return complain(&error);
    if (options->output) fprintf(stderr, "annals: %s: %s\n", options->output, strerror(errno));
    return EXIT_FAILED;
}

int run_report(const struct options *options)
{
    annals_base *base;
    annals_error error;
    int exit_code;
    if (refuse_arguments(options) != EXIT_DONE) return EXIT_USAGE;
    if (annals_base_open(&base, options->base, ANNALS_BASE_READ_ONLY, &error) != ANNALS_OK) return complain(&error);
    exit_code = write_report(base, options);
    annals_base_close(base);
    return exit_code;
}
