/* annals hypotheses: rival explanations of an incident against what the base holds about it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

enum { TEXT_BYTES_MAX = 1 << 20 };

/* The library knows the line, the command knows the file. */
static void name_file(const char *path, annals_error *error)
{
    annals_error told = *error;
    if (error->status == ANNALS_E_INPUT && strncmp(error->message, "line ", 5) == 0)
        snprintf(error->message, sizeof error->message, "%.160s: %.340s", path, told.message);
}

int run_hypotheses(const struct options *options)
{
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
        status = annals_base_hypotheses(base, text, 0, answer_format(options), write_stdout, NULL, &error);
        annals_base_close(base);
    }
    free(text);
    if (status != ANNALS_OK) name_file(options->arguments[0], &error);
    return answer_status(status, &error);
}
