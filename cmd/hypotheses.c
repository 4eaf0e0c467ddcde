/* annals hypotheses: rival explanations of an incident against what the base holds about it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"

enum { TEXT_BYTES_MAX = 1 << 20 };

/* The library knows the line, the command knows the file. */
static int complain_of(const char *path, const annals_error *error)
{
    annals_error named = *error;
    if (error->status != ANNALS_E_INPUT || strncmp(error->message, "line ", 5) != 0) return complain(error);
    snprintf(named.message, sizeof named.message, "%.160s: %.340s", path, error->message);
    return complain(&named);
}

int run_hypotheses(const struct options *options)
{
    const char *format = options->format ? options->format : isatty(STDOUT_FILENO) ? "table" : "tsv";
    annals_base *base;
    annals_error error;
    annals_status status;
    char *text;
    if (options->argument_count != 1) {
        fputs("annals: hypotheses needs one file that names them, or '-'\n", stderr);
        return EXIT_USAGE;
    }
    text = read_text(options->arguments[0], "hypotheses", TEXT_BYTES_MAX);
    if (!text) return EXIT_SOME_INPUT;
    status = annals_base_open(&base, options->base, ANNALS_BASE_READ_ONLY, &error);
    if (status == ANNALS_OK) {
        status = annals_base_hypotheses(base, text, 0, format, write_stdout, NULL, &error);
        annals_base_close(base);
    }
    free(text);
    return status == ANNALS_OK ? EXIT_DONE : status == ANNALS_STOPPED ? EXIT_FAILED : complain_of(options->arguments[0], &error);
}
