/* Opens the dictionaries of other coders for an engine. */
#ifndef ANNALS_PEERS_HANDLE_H
#define ANNALS_PEERS_HANDLE_H

#include "handles.h"

bool an_is_folder(const char *path);
/* engine->resources.peers and engine->peers_digest. E_IO, E_FORMAT, E_MEMORY, E_LIMIT. */
annals_status an_engine_open_peers(annals_engine *engine, const char *folder, const annals_engine_options *options, annals_error *error);

#endif
