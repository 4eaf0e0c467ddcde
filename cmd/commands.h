/* The commands of the program: one table, a file each. They use annals.h and nothing else of the library. */
#ifndef ANNALS_CMD_COMMANDS_H
#define ANNALS_CMD_COMMANDS_H

#include <annals.h>

/* Exit statuses of the contract. */
enum { EXIT_DONE = 0, EXIT_SOME_INPUT = 1, EXIT_USAGE = 2, EXIT_FAILED = 3 };

/* What stands on a command's line, whichever command it is; a command refuses options that its row does not name. */
struct options {
    const char *base, *output, *format, *data, *lexicon, *title;
    annals_query query;
    annals_forecast_question forecast;
    annals_correction correction;
    uint64_t undo;    /* number of a decision; 0 = not asked */
    const char *from; /* a log of decisions */
    unsigned threads;
    bool is_quiet, with_text, with_mentions, wants_help;
    const char *const *arguments;
    int argument_count;
};

struct command {
    const char *name;
    const char *arguments;     /* as the help shows them */
    const char *option_letters; /* which rows of the option table it takes, by their key */
    const char *summary;       /* one line */
    const char *help;          /* paragraphs and examples; may be "" */
    int (*run)(const struct options *options);
};

extern const struct command commands[];
extern const int command_count;

int run_code(const struct options *options);
int run_parse(const struct options *options);
int run_read(const struct options *options);
int run_query(const struct options *options);
int run_explain(const struct options *options);
int run_correct(const struct options *options);
int run_recode(const struct options *options);
int run_hypotheses(const struct options *options);
int run_report(const struct options *options);
int run_lexicon(const struct options *options);
int run_forecast(const struct options *options);
int run_whatif(const struct options *options);
int run_version(const struct options *options);

/* options.c */
int parse_options(const struct command *command, int argc, char **argv, struct options *out); /* EXIT_DONE or EXIT_USAGE, told on stderr */
void print_option_help(const struct command *command);

/* console.c: everything that the commands say */
int exit_status(annals_status status);
int complain(const annals_error *error); /* says it on stderr; returns its exit status */
void say_problem(void *user, const annals_error *problem); /* for on_problem callbacks; user is unused */
int write_stdout(void *user, const char *bytes, size_t length); /* an annals_sink; user is unused */
/* The whole file ("-": standard input), the caller's to free; NULL, and said on stderr, if it cannot be read, is empty, holds a NUL or is longer than
 * bytes_max. `what` it is: "a scenario". */
char *read_text(const char *path, const char *what, size_t bytes_max);
const char *answer_format(const struct options *options); /* as asked for; else a table for a terminal, tsv for a file or pipe */
int answer_status(annals_status status, const annals_error *error); /* of a function with a sink: complains, but not of a sink that stopped */
int refuse_arguments(const struct options *options); /* EXIT_DONE if there are none; EXIT_USAGE, told on stderr */
int close_stdout(int exit_code); /* a full disk or closed pipe is an error too */
annals_status open_engine(const struct options *options, annals_engine **engine, annals_error *error);

struct progress_bar {
    bool is_shown;
    double started;
};
void progress_begin(struct progress_bar *bar, const struct options *options);
void progress_show(struct progress_bar *bar, const annals_progress *progress);
void progress_end(struct progress_bar *bar);

#endif
