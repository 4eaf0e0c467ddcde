/* Inputs of every kind, whole and broken, through an_source: what comes out, in which order, and what is said about the rest. */
#include "read_helper.h"

#include <zlib.h>
#include <zstd.h>

#include "base/strbuf.h"
#include "read/limits.h"

/* ---- packed files ---- */

static size_t pack_gzip(const char *text, size_t length, unsigned char *out, size_t room)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (unsigned)length;
    z.next_out = out;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

static const char lines[] = "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"b\",\"text\":\"Two.\"}\n";

static void gzip_of_two_members_is_one_input(void **state)
{
    read_fixture *f = *state;
    unsigned char packed[512];
    size_t n = pack_gzip(lines, strlen(lines), packed, sizeof packed);
    n += pack_gzip(lines, strlen(lines), packed + n, sizeof packed - n);
    read_one(f, write_bytes(f, "two.jsonl.gz", packed, n));
    assert_int_equal(f->documents, 4);
    assert_int_equal(f->failures, 0);
    assert_str(f->results[3].raw.id, "b");
    assert_int_equal(f->done_bytes, n);
    assert_int_equal(f->total_bytes, n);
}

static void zstd_of_two_frames_is_one_input(void **state)
{
    read_fixture *f = *state;
    char packed[512];
    size_t n = ZSTD_compress(packed, sizeof packed, lines, strlen(lines), 3);
    n += ZSTD_compress(packed + n, sizeof packed - n, lines, strlen(lines), 3);
    read_one(f, write_bytes(f, "named.wrongly.txt", packed, n));
    assert_int_equal(f->documents, 4);
    assert_int_equal(f->failures, 0);
}

/* Lines that do not pack well, so that a cut in the middle leaves many whole ones. */
static void put_lines(an_strbuf *out, int count)
{
    uint32_t noise = 7;
    for (int i = 0; i < count; i++) {
        an_strbuf_printf(out, "{\"id\":\"%d\",\"text\":\"", i);
        for (int k = 0; k < 40; k++) an_strbuf_printf(out, "%08x", (unsigned)(noise = noise * 1664525u + 1013904223u));
        an_strbuf_puts(out, ".\"}\n");
    }
}

static void cut_gzip_gives_what_stands_before_the_cut(void **state)
{
    read_fixture *f = *state;
    an_strbuf text;
    unsigned char packed[32768];
    size_t n;
    an_strbuf_init(&text, 0);
    put_lines(&text, 40);
    n = pack_gzip(text.data, text.length, packed, sizeof packed);
    read_one(f, write_bytes(f, "cut.gz", packed, n / 2));
    assert_true(f->documents > 5 && f->documents < 40);
    assert_int_equal(f->failures, 1);
    assert_int_equal(f->results[f->count - 1].status, ANNALS_E_INPUT);
    assert_mentions(&f->results[f->count - 1].error, "cut.gz");
    assert_mentions(&f->results[f->count - 1].error, "cut off at byte");
    assert_int_equal(f->results[f->count - 1].error.offset, n / 2);
    an_strbuf_free(&text);
}

static void cut_zstd_and_damaged_gzip_are_told(void **state)
{
    read_fixture *f = *state;
    unsigned char packed[512];
    size_t n = ZSTD_compress(packed, sizeof packed, lines, strlen(lines), 3);
    read_one(f, write_bytes(f, "cut.zst", packed, n - 4));
    assert_int_equal(f->failures, 1);
    assert_mentions(&f->results[f->count - 1].error, "cut off");
    n = pack_gzip(lines, strlen(lines), packed, sizeof packed);
    packed[n - 6] ^= 0x55; /* the check sum */
    read_one(f, write_bytes(f, "bad.gz", packed, n));
    assert_int_equal(f->failures, 1);
    assert_mentions(&f->results[f->count - 1].error, "damaged");
}

/* `megabytes` times a mebibyte of blanks that ends with `last`, packed. */
static size_t pack_blanks(const char *first, char last, int megabytes, char *packed, size_t room)
{
    enum { MEBIBYTE = 1 << 20 };
    char *chunk = malloc(MEBIBYTE);
    z_stream z = {0};
    assert_non_null(chunk);
    memset(chunk, ' ', MEBIBYTE);
    chunk[MEBIBYTE - 1] = last;
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_out = (unsigned char *)packed;
    z.avail_out = (unsigned)room;
    z.next_in = (unsigned char *)(uintptr_t)first;
    z.avail_in = (unsigned)strlen(first);
    assert_int_equal(deflate(&z, Z_NO_FLUSH), Z_OK);
    for (int i = 0; i < megabytes; i++) {
        z.next_in = (unsigned char *)chunk;
        z.avail_in = MEBIBYTE;
        assert_int_equal(deflate(&z, i == megabytes - 1 ? Z_FINISH : Z_NO_FLUSH), i == megabytes - 1 ? Z_STREAM_END : Z_OK);
    }
    deflateEnd(&z);
    free(chunk);
    return room - z.avail_out;
}

static void bombs_are_stopped(void **state)
{
    read_fixture *f = *state;
    size_t room = 1 << 20, n;
    char *packed = malloc(room);
    assert_non_null(packed);
    n = pack_blanks("A text.", ' ', 40, packed, room);
    read_one(f, write_bytes(f, "text.gz", packed, n));
    assert_int_equal(f->count, 1);
    assert_int_equal(f->results[0].status, ANNALS_E_LIMIT);
    assert_mentions(&f->results[0].error, "text.gz: one document of more than 32 MiB");
    n = pack_blanks(lines, '\n', 270, packed, room);
    read_one(f, write_bytes(f, "lines.gz", packed, n));
    assert_int_equal(f->documents, 2);
    assert_int_equal(f->failures, 1);
    assert_int_equal(f->results[2].status, ANNALS_E_LIMIT);
    assert_mentions(&f->results[2].error, "lines.gz: it unpacks to more than 400 times its size");
    free(packed);
}

/* ---- JSON ---- */

typedef struct json_case {
    const char *name, *input, *ids; /* ids of documents and, for failures, "!" and the words that the message must have; '|' apart */
} json_case;

static const json_case json_cases[] = {
    {"lines", "{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"b\",\"text\":\"y\"}", "a|b"},
    {"byte order mark", "\xef\xbb\xbf{\"id\":\"a\",\"text\":\"x\"}\n", "a"},
    {"broken in the middle", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\n{\"id\":\"c\",\"text\":\"z\"}\n", "a|!:2: not JSON|c"},
    {"broken first", "{\"id\":\"a\",\"text\":\"x\n{\"id\":\"b\",\"text\":\"y\"}\n", "!:1: not JSON|b"},
    {"no text", "{\"id\":\"a\"}\n{\"id\":\"b\",\"text\":\"y\"}\n", "!:1: there is no \"text\"|b"},
    {"text of another type", "{\"id\":\"a\",\"text\":[1]}\n", "!\"text\" must be a text"},
    {"title of another type", "{\"id\":\"a\",\"text\":\"x\",\"title\":3}\n", "!must be texts"},
    {"null is absent", "{\"id\":\"a\",\"text\":\"x\",\"title\":null,\"published\":null}\n", "a"},
    {"number as id", "{\"id\":17,\"text\":\"x\"}\n", "17"},
    {"unknown keys", "{\"id\":\"a\",\"text\":\"x\",\"foo\":{\"bar\":[1,2]}}\n", "a"},
    {"wrong date", "{\"id\":\"a\",\"text\":\"x\",\"published\":\"March\"}\n", "!:1: \"published\" is no ISO 8601 date"},
    {"not an object", "{\"id\":\"a\",\"text\":\"x\"}\n[1]\n", "a|!:2: a document must be"},
    {"pretty object", "{\n  \"id\": \"a\",\n  \"text\": \"brace } and \\\" quote\"\n}\n", "a"},
    {"pretty list", "[\n {\n \"id\":\"a\",\n \"text\":\"x\"},\n {\"id\":\"b\",\n \"text\": 5},\n {\"id\":\"c\",\"text\":\"z\"}\n]\n", "a|!:5: \"text\" must|c"},
    {"list on one line", "[{\"id\":\"a\",\"text\":\"x\"},{\"id\":\"b\",\"text\":\"y\"}]", "a|b"},
    {"list not closed", "[{\"id\":\"a\",\"text\":\"x\"},{\"id\":\"b\",\"te", "a|!:1: the object is not closed"},
    {"bad bytes", "{\"id\":\"a\",\"text\":\"caf\xe9\"}\n", "a"},
};

static void check_results(read_fixture *f, const char *name, const char *expected)
{
    size_t i = 0;
    char copy[1024], *rest = copy;
    snprintf(copy, sizeof copy, "%s", expected);
    for (char *word; (word = strsep(&rest, "|")); i++) {
        if (i >= f->count) fail_msg("%s: only %zu results, not \"%s\"", name, f->count, word);
        if (word[0] == '!') {
            if (f->results[i].status == ANNALS_OK) fail_msg("%s: document %zu should have failed", name, i);
            assert_mentions(&f->results[i].error, word + 1);
        } else {
            if (f->results[i].status != ANNALS_OK) fail_msg("%s: %s", name, f->results[i].error.message);
            assert_str(f->results[i].raw.id, word);
        }
    }
    if (i != f->count) fail_msg("%s: %zu results where %zu were expected", name, f->count, i);
}

static void json_of_many_shapes(void **state)
{
    read_fixture *f = *state;
    for (size_t i = 0; i < sizeof json_cases / sizeof *json_cases; i++) {
        read_one(f, write_text(f, "case.json", json_cases[i].input));
        check_results(f, json_cases[i].name, json_cases[i].ids);
    }
}

static void json_fields_arrive(void **state)
{
    read_fixture *f = *state;
    const an_raw_document *raw = &f->results[0].raw;
    read_one(f, write_text(f, "fields.jsonl",
                           "{\"id\":\"k1\",\"text\":\"T.\",\"title\":\"H\",\"outlet\":\"O\",\"author\":\"A\",\"url\":\"http://u\",\"lang\":\"en\",\"published\":\"2024-03\"}\n"));
    assert_int_equal(f->documents, 1);
    assert_int_equal(raw->kind, AN_RAW_CLEAN);
    assert_str(raw->bytes, "T.");
    assert_str(raw->title, "H");
    assert_str(raw->outlet, "O");
    assert_str(raw->author, "A");
    assert_str(raw->url, "http://u");
    assert_str(raw->lang, "en");
    assert_range(raw->published, "2024-03-01", "2024-03-31");
    assert_int_equal(raw->published_basis, AN_BASIS_GIVEN);
    assert_int_equal(raw->offset, 1);
}

static void endless_line_is_passed_over(void **state)
{
    read_fixture *f = *state;
    const char *path = in_folder(f, "long.jsonl");
    FILE *file = fopen(path, "wb");
    char block[65536];
    memset(block, 'x', sizeof block);
    assert_non_null(file);
    fputs("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"", file);
    for (size_t written = 0; written <= (size_t)AN_READ_LINE_BYTES_MAX; written += sizeof block) fwrite(block, 1, sizeof block, file);
    fputs("\"}\n{\"id\":\"c\",\"text\":\"z\"}\n", file);
    assert_int_equal(fclose(file), 0);
    read_one(f, path);
    check_results(f, "endless line", "a|!:2: a document of more than 16 MiB|c");
    assert_int_equal(f->results[1].status, ANNALS_E_LIMIT);
}

/* ---- folders ---- */

static void folder_is_read_in_byte_order(void **state)
{
    read_fixture *f = *state;
    mkdir(in_folder(f, "b"), 0755);
    mkdir(in_folder(f, ".hidden"), 0755);
    write_text(f, "c.txt", "Third.");
    write_text(f, "a.txt", "First.");
    write_text(f, "b/z.txt", "Second.");
    write_text(f, ".hidden/h.txt", "Never.");
    write_text(f, ".dot.txt", "Never.");
    write_text(f, "annals.db-wal", "Never.");
    write_bytes(f, "annals.db", "SQLite format 3\0....", 20);
    write_text(f, "empty.txt", "");
    assert_int_equal(symlink("..", in_folder(f, "b/loop")), 0);
    read_one(f, f->folder);
    assert_int_equal(f->failures, 0);
    assert_int_equal(f->documents, 3);
    assert_str(f->results[0].raw.bytes, "First.");
    assert_str(f->results[1].raw.bytes, "Second.");
    assert_str(f->results[2].raw.bytes, "Third.");
    assert_true(an_str_ends_with(f->results[1].raw.input, "/b/z.txt"));
    assert_int_equal(f->done_bytes, f->total_bytes);
}

static void what_cannot_be_opened_is_told_and_the_rest_read(void **state)
{
    read_fixture *f = *state;
    const char *paths[3] = {in_folder(f, "none.txt"), in_folder(f, "ring"), write_text(f, "good.txt", "Here.")};
    assert_int_equal(symlink("ring", paths[1]), 0);
    read_paths(f, paths, 3);
    assert_int_equal(f->count, 3);
    assert_int_equal(f->results[0].status, ANNALS_E_INPUT);
    assert_mentions(&f->results[0].error, "none.txt: there is no such file");
    assert_mentions(&f->results[1].error, "circle");
    assert_str(f->results[2].raw.bytes, "Here.");
}

/* ---- kinds ---- */

typedef struct kind_case {
    const char *bytes;
    size_t length;
    const char *message; /* NULL: a document */
    an_raw_kind kind;
} kind_case;

#define BYTES(text) text, sizeof(text) - 1
static const kind_case kind_cases[] = {
    {BYTES("Six people were killed."), NULL, AN_RAW_TEXT},
    {BYTES("  \n<!doctype html><p>Six people"), NULL, AN_RAW_HTML},
    {BYTES("<div>Six people</div>"), NULL, AN_RAW_HTML},
    {BYTES("Intro text, then <p>markup</p> follows"), NULL, AN_RAW_HTML},
    {BYTES("<?xml version=\"1.0\"?>\n<!-- x --><html><body>Six</body></html>"), NULL, AN_RAW_HTML},
    {BYTES("[Note] a text in brackets"), NULL, AN_RAW_TEXT},
    {BYTES("{curly} text"), NULL, AN_RAW_TEXT},
    {BYTES("A text with one \0 in it, which is strange but readable."), NULL, AN_RAW_TEXT},
    {BYTES("\xff\xfe" "S\0i\0x\0 \0p\0e\0o\0p\0l\0e\0.\0"), NULL, AN_RAW_TEXT},
    {BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "a PNG image", 0},
    {BYTES("%PDF-1.4\n1 0 obj"), "a PDF document", 0},
    {BYTES("\x7f" "ELF\2\1\1\0\0\0\0"), "a program", 0},
    {BYTES("SQLite format 3\0\20\0"), "a database", 0},
    {BYTES("\1\2\3\4\5\6\7 some \0\0\0\0"), "not a text", 0},
    {BYTES("<?xml version=\"1.0\"?><urlset><url/></urlset>"), "XML that is neither", 0},
};

static void kinds_are_told_by_content(void **state)
{
    read_fixture *f = *state;
    for (size_t i = 0; i < sizeof kind_cases / sizeof *kind_cases; i++) {
        const kind_case *c = &kind_cases[i];
        read_one(f, write_bytes(f, "thing", c->bytes, c->length));
        assert_int_equal(f->count, 1);
        if (c->message) {
            assert_int_equal(f->results[0].status, ANNALS_E_INPUT);
            assert_mentions(&f->results[0].error, c->message);
        } else {
            if (f->results[0].status != ANNALS_OK) fail_msg("case %zu: %s", i, f->results[0].error.message);
            assert_int_equal(f->results[0].raw.kind, c->kind);
        }
    }
}

/* ---- WARC ---- */

static void put_record(an_strbuf *out, const char *type, const char *content_type, const char *uri, const char *block,
    size_t length, long lie)
{
    an_strbuf_printf(out,
        "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2020-02-03T04:05:06Z\r\nContent-Type: %s\r\nContent-Length: %ld\r\n\r\n", type, uri,
                     content_type, (long)length + lie);
    an_strbuf_put(out, block, length);
    an_strbuf_puts(out, "\r\n\r\n");
}

static void put_response(an_strbuf *out, const char *uri, const char *http, long lie)
{
    put_record(out, "response", "application/http; msgtype=response", uri, http, strlen(http), lie);
}

#define PAGE(headers, body) "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-2\r\n" headers "\r\n" body

static void warc_records_become_documents(void **state)
{
    read_fixture *f = *state;
    an_strbuf warc;
    unsigned char packed[256];
    char http[512];
    size_t n = pack_gzip("<p>Packed.</p>", 14, packed, sizeof packed), head;
    an_strbuf_init(&warc, 0);
    put_record(&warc, "warcinfo", "application/warc-fields", "x", "software: x\r\n", 13, 0);
    put_response(&warc, "http://a.example/1", PAGE("", "<p>Plain.</p>"), 0);
    put_response(&warc, "<http://a.example/2>", PAGE("Transfer-Encoding: chunked\r\n",
        "5\r\n<p>Ch\r\n9\r\nunked.</p\r\n1\r\n>\r\n0\r\n\r\n"), 0);
    head = (size_t)snprintf(http, sizeof http, PAGE("Content-Encoding: gzip\r\n", ""));
    memcpy(http + head, packed, n);
    put_record(&warc, "response", "application/http; msgtype=response", "http://a.example/3", http, head + n, 0);
    put_response(&warc, "http://a.example/4", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone.</p>", 0);
    put_response(&warc, "http://a.example/5", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxxxx", 0);
    put_record(&warc, "conversion", "text/plain", "http://a.example/6", "Just text.", 10, 0);
    read_one(f, write_bytes(f, "crawl.warc", warc.data, warc.length));
    assert_int_equal(f->failures, 0);
    assert_int_equal(f->documents, 4);
    assert_str(f->results[0].raw.bytes, "<p>Plain.</p>");
    assert_str(f->results[0].raw.charset, "ISO-8859-2");
    assert_str(f->results[0].raw.url, "http://a.example/1");
    assert_range(f->results[0].raw.published, "", "2020-02-03");
    assert_int_equal(f->results[0].raw.published_basis, AN_BASIS_ARCHIVE);
    assert_str(f->results[1].raw.bytes, "<p>Chunked.</p>");
    assert_str(f->results[1].raw.url, "http://a.example/2");
    assert_str(f->results[2].raw.bytes, "<p>Packed.</p>");
    assert_str(f->results[3].raw.bytes, "Just text.");
    assert_int_equal(f->results[3].raw.kind, AN_RAW_TEXT);
    an_strbuf_free(&warc);
}

typedef struct lie_case {
    long lie;
    size_t documents; /* of three records, the second of which lies */
} lie_case;

static void false_lengths_cost_one_record_only(void **state)
{
    static const lie_case cases[] = {{-5, 2}, {7, 2}, {400, 2}, {100000, 2}, {2000000000, 2}};
    read_fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        an_strbuf warc;
        an_strbuf_init(&warc, 0);
        put_response(&warc, "http://a.example/1", PAGE("", "<p>One.</p>"), 0);
        put_response(&warc, "http://a.example/2", PAGE("", "<p>Two.</p>"), cases[i].lie);
        put_response(&warc, "http://a.example/3", PAGE("", "<p>Three.</p>"), 0);
        read_one(f, write_bytes(f, "lie.warc", warc.data, warc.length));
        if (f->documents != cases[i].documents || f->failures != 1) fail_msg("lie %ld: %zu documents, %zu failures", cases[i].lie,
            f->documents, f->failures);
        assert_str(f->results[0].raw.url, "http://a.example/1");
        assert_mentions(&f->results[1].error, "lie.warc: record at byte");
        assert_mentions(&f->results[1].error, "Content-Length");
        assert_str(f->results[2].raw.url, "http://a.example/3");
        an_strbuf_free(&warc);
    }
}

static void headers_without_end_or_length_are_told(void **state)
{
    read_fixture *f = *state;
    read_one(f, write_text(f, "x.warc", "WARC/1.0\r\nWARC-Type: response\r\n"));
    check_results(f, "no end", "!headers do not end");
    read_one(f, write_text(f, "x.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n"));
    check_results(f, "no number", "!missing or no number");
}

/* ---- feeds ---- */

static const char rss[] =
    "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"m\">"
    "<channel><title>Harbour Times</title><link>http://h.example/</link><language>en-gb</language><image><title>Logo</title></image>"
    "<item><title>Port closed &amp; ships wait</title><link> http://h.example/1 </link><pubDate>Thu, 28 Mar 2024 10:00:00 GMT</pubDate><dc:creator>Ana Reed</dc:creator>"
    "<media:description>A picture of cranes</media:description><description>Short.</description><content:encoded><![CDATA[<p>The port was closed.</p>]]></content:encoded></item>"
    "<item><title>Second&nbsp;one</title><guid>x</guid><description>Only a summary of it.</description></item></channel></rss>";
static const char atom[] =
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>Atom Herald</title><entry><title type=\"html\">A &lt;b&gt;bold&lt;/b&gt; move</title>"
    "<link rel=\"self\" href=\"http://a.example/self\"/><link rel=\"alternate\" href=\"http://a.example/1\"/><updated>2024-04-02T00:00:00Z</updated><published>2024-04-01T23:00:00-05:00</published>"
    "<author><name>Bo Lind</name><email>bo@a.example</email></author><author><name>Cy Tan</name></author>"
    "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Inline <i>markup</i>.</p></div></content></entry></feed>";
static const char rdf[] =
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"d\"><channel><title>RDF Post</title></channel>"
    "<item><title>Third kind</title><link>http://r.example/1</link><description>Text of it.</description><dc:date>2023-12-05</dc:date></item></rdf:RDF>";

static void rss_items_become_documents(void **state)
{
    read_fixture *f = *state;
    const an_raw_document *raw = &f->results[0].raw;
    read_one(f, write_text(f, "feed", rss));
    assert_int_equal(f->documents, 2);
    assert_int_equal(f->failures, 0);
    assert_str(raw->title, "Port closed & ships wait");
    assert_str(raw->url, "http://h.example/1");
    assert_str(raw->outlet, "Harbour Times");
    assert_str(raw->author, "Ana Reed");
    assert_str(raw->lang, "en-gb");
    assert_str(raw->bytes, "<p>The port was closed.</p>");
    assert_int_equal(raw->kind, AN_RAW_HTML);
    assert_range(raw->published, "2024-03-28", "2024-03-28");
    assert_int_equal(raw->published_basis, AN_BASIS_FEED);
    assert_str(f->results[1].raw.title, "Second\xc2\xa0one");
    assert_str(f->results[1].raw.bytes, "Only a summary of it.");
    assert_int_equal(f->results[1].raw.kind, AN_RAW_CLEAN);
}

static void atom_and_rdf_too(void **state)
{
    read_fixture *f = *state;
    const an_raw_document *raw = &f->results[0].raw;
    read_one(f, write_text(f, "feed", atom));
    assert_int_equal(f->documents, 1);
    assert_str(raw->url, "http://a.example/1");
    assert_str(raw->author, "Bo Lind, Cy Tan");
    assert_str(raw->outlet, "Atom Herald");
    assert_range(raw->published, "2024-04-01", "2024-04-01");
    assert_non_null(strstr(raw->bytes.data, "<i>markup</i>"));
    read_one(f, write_text(f, "feed", rdf));
    assert_int_equal(f->documents, 1);
    assert_str(raw->outlet, "RDF Post");
    assert_range(raw->published, "2023-12-05", "2023-12-05");
}

static void cut_feed_gives_its_whole_items(void **state)
{
    read_fixture *f = *state;
    read_one(f, write_bytes(f, "feed.xml", rss, sizeof rss - 60));
    assert_int_equal(f->documents, 1);
    assert_int_equal(f->failures, 1);
    assert_mentions(&f->results[1].error, "feed.xml:1: broken XML");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(gzip_of_two_members_is_one_input, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(zstd_of_two_frames_is_one_input, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(cut_gzip_gives_what_stands_before_the_cut, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(cut_zstd_and_damaged_gzip_are_told, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(bombs_are_stopped, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(json_of_many_shapes, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(json_fields_arrive, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(endless_line_is_passed_over, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(folder_is_read_in_byte_order, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_opened_is_told_and_the_rest_read, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(kinds_are_told_by_content, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(warc_records_become_documents, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(false_lengths_cost_one_record_only, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(headers_without_end_or_length_are_told, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(rss_items_become_documents, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(atom_and_rdf_too, read_setup, read_teardown),
        cmocka_unit_test_setup_teardown(cut_feed_gives_its_whole_items, read_setup, read_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
