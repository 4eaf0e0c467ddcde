/* annals code, annals parse: documents in, one text form out, no base. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"

struct writer {
    const struct options *options;
    struct progress_bar bar;
    bool is_parse;
    bool is_piped; /* somebody may wait at the other end: each document leaves at once */
    bool has_failed;
};

static int write_document(void *user, annals_document *document)
{
    struct writer *writer = user;
    unsigned flags = (writer->options->with_text ? ANNALS_WITH_TEXT : 0u) | (writer->options->with_mentions ? ANNALS_WITH_MENTIONS : 0u);
    size_t length = 0;
    const char *text = writer->is_parse ? annals_document_conllu(document, &length) : annals_document_json(document, flags, &length);
    writer->has_failed = !text || write_stdout(NULL, text, length) != 0 || (!writer->is_parse && putchar('\n') == EOF) || (writer->is_piped && fflush(stdout) != 0);
    return writer->has_failed;
}

static bool is_pipe(int descriptor)
{
    struct stat status;
    return fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode);
}

static void show(void *user, const annals_progress *progress) { progress_show(&((struct writer *)user)->bar, progress); }

static int run_writer(const struct options *options, bool is_parse)
{
    static const char *const standard_input[] = {"-"};
    struct writer writer = {.options = options, .is_parse = is_parse, .is_piped = is_pipe(STDOUT_FILENO)};
    annals_run_options run = {.threads = options->threads, .parse_only = is_parse, .user = &writer, .on_document = write_document,
                              .on_problem = say_problem, .on_progress = show};
    annals_engine *engine;
    annals_error error;
    annals_status status = open_engine(options, &engine, &error);
    if (status != ANNALS_OK) return complain(&error);
    progress_begin(&writer.bar, options);
    status = annals_run(engine, options->argument_count ? options->arguments : standard_input,
                        options->argument_count ? (size_t)options->argument_count : 1, &run, &error);
    progress_end(&writer.bar);
    annals_engine_close(engine);
    if (writer.has_failed) return EXIT_FAILED; /* close_stdout says why */
    if (status == ANNALS_OK) return EXIT_DONE;
    return status == ANNALS_E_INPUT ? EXIT_SOME_INPUT : complain(&error); /* each input was named already */
}

int run_code(const struct options *options) { return run_writer(options, false); }
int run_parse(const struct options *options) { return run_writer(options, true); }
