/* The peers' dictionaries as texts of Annals: what the writers of actors and frames share. */
#ifndef ANNALS_PEERS_IMPORT_H
#define ANNALS_PEERS_IMPORT_H

#include "base/strbuf.h"
#include "peers/dictionary.h"

typedef struct an_peer_import {
    const an_peers *peers;
    const an_codebook *codebook;
    an_arena *arena;
    an_strbuf out;    /* the file that is written now */
    an_strbuf missed; /* not-imported.tsv */
    an_peers_import_counts counts;
} an_peer_import;

void an_peer_miss(an_peer_import *import, uint32_t file, uint32_t line, const char *reason, an_str words);
void an_peer_put_words(an_peer_import *import, const an_peer_phrase *phrase, bool in_title_case);
void an_peer_import_actors(an_peer_import *import);
void an_peer_import_roles(an_peer_import *import);
void an_peer_import_frames(an_peer_import *import);

#endif
