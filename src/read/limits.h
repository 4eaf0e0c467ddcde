/* Every bound on what is read, with its reason: the only place where they are chosen. */
#ifndef ANNALS_READ_LIMITS_H
#define ANNALS_READ_LIMITS_H

#include <stddef.h>

enum {
    AN_READ_LINE_BYTES_MAX = 16 * 1024 * 1024,   /* a line of JSON; an article may be as long, its escapes rarely double it */
    AN_READ_RECORD_BYTES_MAX = 32 * 1024 * 1024, /* a page, text or archive record as it lies; real pages stay under 5 MB */
    AN_READ_HEADER_BYTES_MAX = 64 * 1024,        /* WARC and HTTP headers of one record */
    AN_READ_SNIFF_BYTES = 64 * 1024,             /* looked at to tell what a file is */
    AN_READ_CHUNK_BYTES = 256 * 1024,            /* asked from the system at once */
    AN_READ_FIELD_BYTES_MAX = 4096,              /* title, outlet, author, url, id: longer ones are cut */
    AN_READ_FOLDER_DEPTH_MAX = 128,              /* folders inside folders */
    AN_READ_HTML_DEPTH_MAX = 1024,               /* open elements; pages with unclosed tags reach some hundreds */
    AN_READ_HTML_ATTRIBUTES_MAX = 256,           /* of one element; real ones have under 50 */
    AN_READ_HTML_NODES_MAX = 600 * 1000,         /* a node costs about 100 bytes; real pages stay under 30,000 */
    AN_READ_JSON_LD_BYTES_MAX = 1024 * 1024,     /* one script element; real ones stay under 100 kB */
    AN_READ_JSON_LD_DEPTH_MAX = 32,
    AN_READ_ZSTD_WINDOW_LOG_MAX = 27             /* 128 MiB of memory, zstd's own default bound */
};

/* A packed stream that unfolds more than this many times, once it has given the amount below, is a bomb. Deflate cannot do more
 * than 1,032 times; packed news gives 3 to 10, very repetitive tables some 100. */
#define AN_READ_UNPACK_RATIO_MAX 400
#define AN_READ_UNPACK_FREE_BYTES ((size_t)256 * 1024 * 1024)

/* Steps that the HTML parser may spend on end tags that close nothing (each looks through all open elements). */
#define AN_READ_HTML_WORK_MAX ((size_t)200 * 1000 * 1000)

#endif
