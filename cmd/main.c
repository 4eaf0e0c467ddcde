/* annals: finds the command, reads its options, runs it. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"

#define FILTERS "ARYSUPFKDWn"

const struct command commands[] = {
    {"code", "[FILE...]", "tqTMLd", "documents in, JSON lines out; no base",
     "Reads plain text, HTML, JSON lines, RSS or Atom, WARC, each also packed as .gz or .zst, folders, or '-' (standard input, also when no\n"
     "FILE is given), told apart by content. Prints one line of JSON for each document, in input order.\n\n"
     "  annals code report.html | jq '.events[].type'\n", run_code},
    {"parse", "[FILE...]", "tqd", "documents in, CoNLL-U out", "Prints sentences, tokens and their tree in Universal Dependencies v2.\n", run_parse},
    {"read", "-b BASE INPUT...", "btqLd", "read and code into a base",
     "Makes the base if there is none. What the base holds already is not read twice, so an interrupted run is completed by running\n"
     "it again.\n\n  annals read -b annals.db articles/\n", run_read},
    {"events", "-b BASE [filters]", "bf" FILTERS, "who did what to whom, when, where, by whose account",
     "  annals events --actor rus --recipient ukr --since 2022-02-01 --until 2022-03-31 --format csv\n", run_query},
    {"claims", "-b BASE [filters]", "bf2" FILTERS, "who says, denies, accuses, confirms what; --about: the ledger of an incident", "", run_query},
    {"documents", "-b BASE [filters]", "bf" FILTERS, "what was read", "", run_query},
    {"actors", "-b BASE [filters]", "bf" FILTERS, "who acts and is acted on, how often", "", run_query},
    {"relations", "-b BASE [filters]", "bf1" FILTERS, "dyads: who acts on whom, how often, how; --by: over time, with turning points",
     "  annals relations --actor rus --recipient taliban --by year\n", run_query},
    {"incidents", "-b BASE [filters]", "bf" FILTERS, "what happened once: reports of one happening joined, numbers best, low and high", "", run_query},
    {"contradictions", "-b BASE [filters]", "bf" FILTERS, "accounts of one incident, or claims, that cannot both hold", "", run_query},
    {"derivations", "-b BASE [filters]", "bf" FILTERS, "which report takes text from which", "", run_query},
    {"hypotheses", "-b BASE FILE", "bf", "rival explanations of an incident against all that is told of it",
     "FILE names the incident and the explanations (docs/formats.md); the answer is a matrix of claims and events that speak for, against or\n"
     "not at all, and what tells the explanations apart.\n", run_hypotheses},
    {"correct", "-b BASE ACTION TARGET [VALUE] | --undo N | --from FILE", "bqLd34567", "a person's decision: kept apart, made again on every recode, undoable",
     "Actions: drop, type, actor, recipient, date, place, killed, wounded, detained, displaced, factuality (of an event, by its key);\n"
     "merge-actors, split-actor (ids); join-incidents, split-incident; drop-derivation. docs/formats.md tells their values.\n\n"
     "  annals correct -b annals.db type 1f2e3d4c5b6a7988 PROTEST --who 'A. Lee' --note 'a march, no attack'\n"
     "  annals corrections -b annals.db --format jsonl >decisions.jsonl\n", run_correct},
    {"corrections", "-b BASE", "bfn", "the log of decisions", "", run_query},
    {"recode", "-b BASE", "btqLd", "code every stored text anew, make the decisions again, tell what changed", "", run_recode},
    {"explain", "-b BASE KEY", "bLd", "why an event or claim was coded: sentence, tree, rule, every span", "", run_explain},
    {"report", "-b BASE -o FILE [filters]", "boI" FILTERS, "a page that stands alone: events, timeline, network, sources",
     "Without -o the page goes to standard output.\n", run_report},
    {"forecast", "-b BASE | --events FILE.csv [filters]", "bfARSUECHGNOt", "what follows, with honest bands, beside what the simplest method says",
     "Tested first on the past, with what had been published by then: where the engine does not beat the best baseline, the answer says so and\n"
     "shows the baseline. Formats: table, csv, tsv, jsonl, svg.\n\n"
     "  annals forecast -b annals.db --actor rus --recipient ukr --class conflict --horizon 12w\n"
     "  annals forecast --events acled.csv --actor a --recipient b --format svg >fan.svg\n", run_forecast},
    {"backtest", "-b BASE | --events FILE.csv [filters]", "bfARSUECHGNOZt", "how good would the forecasts have been?",
     "Engine, baselines and their pool, origin by origin through the past. Without actors: the busiest dyads together.\n\n"
     "  annals backtest -b annals.db --class conflict --streams 50 --origins 364\n", run_forecast},
    {"whatif", "-b BASE | --events FILE.csv [SCENARIO-FILE]", "bfARSUECHNJB", "if such an event is reported, what does the model expect?",
     "Courses of action on the same random numbers, with their precedents. docs/forecast.md has the format of scenarios.\n\n"
     "  annals whatif -b annals.db examples/scenarios/attack.txt\n"
     "  annals whatif -b annals.db --inject 'iskp > rus conflict' --actor rus --recipient taliban --class cooperation\n", run_whatif},
    {"influence", "-b BASE | --events FILE.csv [--actors IDS]", "bfSUECHGNZV", "whose events are followed by whose: arrows only where the model is sure",
     "  annals influence -b annals.db --actors rus,ukr,usa --format svg >influence.svg\n", run_forecast},
    {"lexicon", "compile FOLDER FILE | check FOLDER | find WORDS [DATE] | list KIND | stats | missing -b BASE | import FOLDER OUT-FOLDER", "Ldbn",
     "dictionaries: compile, check, look up, list, count, and what a base holds that they lack",
     "KIND is actors, offices, tenures, roles, frames, places or happenings. import turns dictionaries of TABARI or PETRARCH into ours; check names the\n"
     "wrong lines of either.\n\n"
     "  annals lexicon find \"Russian president\" 2010-06-01\n"
     "  annals lexicon missing -b annals.db --limit 50\n", run_lexicon},
    {"version", "", "Ld", "version and digests of program, dictionaries and models", "", run_version},
};
const int command_count = sizeof commands / sizeof *commands;

static void print_overview(FILE *out)
{
    fputs("annals: reads reports and turns them into the system they describe\n\nusage: annals COMMAND [options]\n\n", out);
    for (int i = 0; i < command_count; i++) fprintf(out, "  %-14s %s\n", commands[i].name, commands[i].summary);
    fputs("\n'annals COMMAND --help' tells more.\n"
          "Exit status: 0 all done; 1 some input could not be read; 2 wrong usage; 3 the base or the system failed.\n", out);
}

static int print_help(const struct command *command)
{
    printf("usage: annals %s [options] %s\n\n%s.\n\n", command->name, command->arguments, command->summary);
    if (command->help[0]) printf("%s\n", command->help);
    print_option_help(command);
    return close_stdout(EXIT_DONE);
}

static const struct command *find_command(const char *name)
{
    for (int i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

static int run_command(const struct command *command, int argc, char **argv)
{
    struct options options;
    int status = parse_options(command, argc, argv, &options);
    if (status != EXIT_DONE) return status;
    if (options.wants_help) return print_help(command);
    options.query.what = command->name;
    return close_stdout(command->run(&options));
}

int main(int argc, char **argv)
{
    const struct command *command;
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error that writing tells of, so that a base is closed well */
    signal(SIGXFSZ, SIG_IGN); /* the same for a file over the limit of `ulimit -f` */
    if (argc < 2) {
        print_overview(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        print_overview(stdout);
        return close_stdout(EXIT_DONE);
    }
    if (strcmp(argv[1], "--version") == 0) argv[1] = (char[]){"version"};
    command = find_command(argv[1]);
    if (!command) {
        fprintf(stderr, "annals: there is no command '%s'; 'annals --help' lists them\n", argv[1]);
        return EXIT_USAGE;
    }
    return run_command(command, argc - 1, argv + 1);
}
