/* annals forecast, backtest, whatif, influence: what may follow, asked of a base or of a CSV of events. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

enum { SCENARIO_BYTES_MAX = 1 << 20 };

static annals_forecast_question read_question(const struct options *options)
{
    annals_forecast_question question = options->forecast;
    question.what = options->query.what;
    question.actor = options->query.actor;
    question.recipient = options->query.recipient;
    question.since = options->query.since;
    question.until = options->query.until;
    question.threads = options->threads;
    return question;
}

static int ask(const struct options *options, const annals_forecast_question *question)
{
    annals_base *base = NULL;
    annals_error error;
    annals_status status = ANNALS_OK;
    if (!question->events) status = annals_base_open(&base, options->base, ANNALS_BASE_READ_ONLY, &error);
    if (status != ANNALS_OK) return complain(&error);
    status = annals_forecast(base, question, answer_format(options), write_stdout, NULL, &error);
    annals_base_close(base);
    return answer_status(status, &error);
}

int run_forecast(const struct options *options)
{
    annals_forecast_question question = read_question(options);
    return refuse_arguments(options) == EXIT_DONE ? ask(options, &question) : EXIT_USAGE;
}

int run_whatif(const struct options *options)
{
    annals_forecast_question question = read_question(options);
    char *text = NULL;
    int status;
    if (options->argument_count > 1 || (options->argument_count == 1) == (question.inject || question.hold)) {
        fputs("annals: whatif needs one scenario file, or --inject or --hold\n", stderr);
        return EXIT_USAGE;
    }
    if (options->argument_count == 1 && !(text = read_text(options->arguments[0], "a scenario", SCENARIO_BYTES_MAX))) return EXIT_SOME_INPUT;
    question.scenario = text;
    status = ask(options, &question);
    free(text);
    return status;
}
