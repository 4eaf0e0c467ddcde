/* What the program says: data on stdout, diagnostics and a progress bar on stderr, and the exit status that sums it up. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "commands.h"

int exit_status(annals_status status)
{
    switch (status) {
    case ANNALS_OK:
    case ANNALS_END:
        return EXIT_DONE;
    case ANNALS_E_INPUT:
    case ANNALS_E_LIMIT:
        return EXIT_SOME_INPUT;
    case ANNALS_E_USAGE:
        return EXIT_USAGE;
    default:
        return EXIT_FAILED;
    }
}

int complain(const annals_error *error)
{
    fprintf(stderr, "annals: %s\n", error->message[0] ? error->message : annals_status_name(error->status));
    return exit_status(error->status);
}

void say_problem(void *user, const annals_error *problem)
{
    (void)user;
    if (isatty(STDERR_FILENO)) fputs("\r\033[K", stderr); /* the progress bar stands there */
    fprintf(stderr, "annals: %s\n", problem->message);
}

int write_stdout(void *user, const char *bytes, size_t length)
{
    (void)user;
    return fwrite(bytes, 1, length, stdout) == length ? 0 : 1;
}

int close_stdout(int exit_code)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return exit_code;
    if (errno != EPIPE) fprintf(stderr, "annals: standard output: %s\n", strerror(errno));
    return EXIT_FAILED;
}

annals_status open_engine(const struct options *options, annals_engine **engine, annals_error *error)
{
    annals_engine_options engine_options = {.data_directory = options->data, .lexicon_path = options->lexicon};
    return annals_engine_open(engine, &engine_options, error);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_begin(struct progress_bar *bar, const struct options *options)
{
    bar->is_shown = !options->is_quiet && isatty(STDERR_FILENO);
    bar->started = seconds();
}

/* documents, rate, and the time left as the bytes of the inputs tell it. */
void progress_show(struct progress_bar *bar, const annals_progress *progress)
{
    enum { WIDTH = 24 };
    double elapsed = seconds() - bar->started, share;
    int filled;
    if (!bar->is_shown || elapsed <= 0) return;
    fprintf(stderr, "\r\033[K%llu documents  %.0f/s", (unsigned long long)progress->documents,
            (double)progress->documents / elapsed);
    if (!progress->total_bytes || !progress->done_bytes) return;
    share = (double)progress->done_bytes / (double)progress->total_bytes;
    if (share > 1) share = 1;
    filled = (int)(share * WIDTH);
    fprintf(stderr, "  [%.*s%*s] %3.0f %%  %.0f s left", filled, "########################", WIDTH - filled, "", share * 100,
            elapsed * (1 - share) / share);
}

void progress_end(struct progress_bar *bar)
{
    if (bar->is_shown) fputs("\r\033[K", stderr);
}
