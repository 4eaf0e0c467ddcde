/* What the program says: data on stdout, diagnostics and a progress bar on stderr, and the exit status that sums it up. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
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

/* Bytes of the character of UTF-8 that begins at `text`; 0 for a byte of none. */
static size_t character_bytes(const unsigned char *text)
{
    size_t length = text[0] < 0x80 ? 1 : text[0] < 0xC2 ? 0 : text[0] < 0xE0 ? 2 : text[0] < 0xF0 ? 3 : text[0] < 0xF5 ? 4 : 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xC0) != 0x80) return 0;
    return length;
}

/* What a terminal acts on instead of showing it: controls of one byte and of two, and marks that turn the direction of writing. */
static bool acts_on_terminal(const unsigned char *c)
{
    if (c[0] < 0x20 || c[0] == 0x7F || (c[0] == 0xC2 && c[1] < 0xA0)) return true;
    if (c[0] != 0xE2) return false;
    return (c[1] == 0x80 && ((c[2] >= 0xA8 && c[2] <= 0xAE) || c[2] == 0x8E || c[2] == 0x8F)) || (c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9);
}

/* A message may hold the name of a file or a piece of an input: anybody's bytes. */
static void say(const char *message)
{
    const unsigned char *at = (const unsigned char *)message;
    fputs("annals: ", stderr);
    while (*at) {
        size_t length = character_bytes(at);
        if (length && !acts_on_terminal(at)) fwrite(at, 1, length, stderr);
        else fputs("\xEF\xBF\xBD", stderr);
        at += length ? length : 1;
    }
    fputc('\n', stderr);
}

int complain(const annals_error *error)
{
    say(error->message[0] ? error->message : annals_status_name(error->status));
    return exit_status(error->status);
}

void say_problem(void *user, const annals_error *problem)
{
    (void)user;
    if (isatty(STDERR_FILENO)) fputs("\r\033[K", stderr); /* the progress bar stands there */
    say(problem->message);
}

int write_stdout(void *user, const char *bytes, size_t length)
{
    (void)user;
    return fwrite(bytes, 1, length, stdout) == length ? 0 : 1;
}

char *read_text(const char *path, const char *what, size_t bytes_max)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char *text = file ? malloc(bytes_max + 1) : NULL;
    size_t length = text ? fread(text, 1, bytes_max + 1, file) : 0;
    bool is_good = false;
    if (!text || ferror(file)) fprintf(stderr, "annals: %s: %s\n", path, strerror(errno));
    else if (length > bytes_max) fprintf(stderr, "annals: %s: %s of more than %zu bytes\n", path, what, bytes_max);
    else if (length == 0) fprintf(stderr, "annals: %s: empty\n", path);
    else if (memchr(text, 0, length)) fprintf(stderr, "annals: %s: no text\n", path);
    else is_good = true;
    if (file && file != stdin) fclose(file);
    if (is_good) {
        text[length] = '\0';
        return text;
    }
    free(text);
    return NULL;
}

const char *answer_format(const struct options *options)
{
    return options->format ? options->format : isatty(STDOUT_FILENO) ? "table" : "tsv";
}

int answer_status(annals_status status, const annals_error *error)
{
    return status == ANNALS_OK ? EXIT_DONE : status == ANNALS_STOPPED ? EXIT_FAILED : complain(error);
}

int refuse_arguments(const struct options *options)
{
    if (!options->argument_count) return EXIT_DONE;
    fprintf(stderr, "annals: '%s' is not asked for here\n", options->arguments[0]);
    return EXIT_USAGE;
}

int close_stdout(int exit_code)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return exit_code;
    if (errno != EPIPE) fprintf(stderr, "annals: standard output: %s\n", strerror(errno));
    return EXIT_FAILED;
}

annals_status open_engine(const struct options *options, annals_engine **engine, annals_error *error)
{
    annals_engine_options engine_options = {.data_directory = options->data, .lexicon_path = options->lexicon, .on_problem = say_problem};
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
