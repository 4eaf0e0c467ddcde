/* Dictionaries of other coders (TABARI, PETRARCH, PETRARCH-2 and UniversalPetrarch): read them, name what is wrong in them, code CAMEO
 * events with them, turn them into dictionary texts of Annals. */
#ifndef ANNALS_PEERS_PEERS_H
#define ANNALS_PEERS_PEERS_H

#include "lexicon/block.h"
#include "lexicon/cameo.h"
#include "record/event.h"

/* Dictionaries in memory: read-only once open, shared by any number of threads. */
typedef struct an_peers an_peers;

typedef void (*an_peers_on_problem)(void *user, const annals_error *problem);

/* Reads the dictionaries in `folder` (not below it); what each file is, is told by its content, and which of several are used, by a
 * project file or configuration if there is one. Every wrong line is told to on_problem (may be NULL) as "FILE:LINE: what is wrong" and
 * left out; the others are used. E_IO if the folder cannot be read, E_FORMAT if it holds no verbs or no actors, E_MEMORY, E_LIMIT. */
annals_status an_peers_open(const char *folder, an_peers_on_problem on_problem, void *user, an_peers **peers, annals_error *error);
/* The same for files that the caller names. */
annals_status an_peers_open_files(const char *const *paths, size_t count, an_peers_on_problem on_problem, void *user, an_peers **peers,
                                  annals_error *error);
void an_peers_close(an_peers *peers);
/* True if a file in `folder` begins like verbs, actors or agents of such dictionaries. Nothing is read but the beginnings. */
bool an_peers_is_folder(const char *folder);
/* Names every wrong line of every dictionary in `folder`, used or not. E_FORMAT (with the first one) if there is any; a folder without
 * verbs or actors is no failure. */
annals_status an_peers_check(const char *folder, an_peers_on_problem on_problem, void *user, annals_error *error);

/* One line of an options file ("SET: CODE ALL", "COMMA: MIN = 2 MAX = 8") or of a configuration ("require_dyad = True"): before coding
 * only, since it changes what all threads share. E_FORMAT if it is unknown. */
annals_status an_peers_option(an_peers *peers, an_str line, annals_error *error);

/* False for TABARI's dictionaries: sentences are enough, no parse is looked at. */
bool an_peers_needs_parse(const an_peers *peers);

/* Reads document->article and ->parsed, adds to ->events (rule "FILE:LINE" of the pattern, CAMEO codes in actor.cameo) and ->diagnostics.
 * Replaces the stages mention and event. `codebook` gives PLOVER type and Goldstein value; may be NULL. E_MEMORY. */
annals_status an_peers_code(const an_peers *peers, const an_codebook *codebook, an_arena *arena, an_arena *scratch, an_document *document,
                            annals_error *error);

/* Turns the dictionaries in `folder` into dictionary texts of Annals in `out_folder`, which is made if it is not there: actors.txt,
 * roles.txt, frames.txt, and not-imported.tsv with what cannot be said in them (file:line, reason, words; a line each). `codebook` says
 * which event types the CAMEO codes are. `counts` may be NULL. Status as an_peers_open; E_IO if a file cannot be written. */
typedef struct an_peers_import_counts {
    uint64_t actors, roles, sets, frames, not_imported;
} an_peers_import_counts;
annals_status an_peers_import(const char *folder, const an_codebook *codebook, const char *out_folder, an_peers_on_problem on_problem, void *user,
                              an_peers_import_counts *counts, annals_error *error);

#endif
