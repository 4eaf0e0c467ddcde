/* Measures coding with the dictionaries of TABARI, PETRARCH-2 and UniversalPetrarch against their own suites.
 *
 *     eval_peers SPLIT_MODEL PARSE_MODEL DICTIONARIES RECORDS [-v] [--gold-parse]
 *
 * DICTIONARIES is the folder of the suite's own dictionaries; RECORDS its records: XML (PETRARCH-2, UniversalPetrarch: <Sentence> with
 * <EventCoding> and <Text>) or TABARI's text (a line with date and name, a text, then in a comment "{ SOURCE / TARGET / CODE }").
 *
 * Matching rule. A record is right if the set of (source, target, code) that is coded is the gold set, no more and no less. As in
 * UniversalPetrarch's own validation an event counts on neither side if one of its actors is empty: "---" alone, or the words of somebody
 * who is in no dictionary. Of TABARI's records those that hold "{---}", "{+++}" or "{###}" expect no event; codes behind "-{" are switched
 * off in the suite; "{ OPTION: ... }" sets the option for the records below. Left out: records that the suite marks as not implemented
 * (sentence="false"), and those whose gold is an error of the other parser's input (error="bad_input_parse"). Records are coded from their
 * text; --gold-parse takes the trees of UniversalPetrarch's file instead (read as UD version 2, their older labels mapped). With -v each
 * record that is not right is shown. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <stdlib.h>

#include "parse/parser.h"
#include "peers/dictionary.h"
#include "split/splitter.h"

enum { EVENTS_MAX = 64, CODE_BYTES = 48, LINE_BYTES = 4096, TEXT_BYTES = 1 << 16 };

typedef struct triple {
    char source[CODE_BYTES], target[CODE_BYTES], code[CODE_BYTES];
} triple;

typedef struct record {
    char id[64], date[16];
    char *text;      /* TEXT_BYTES */
    char *parse;     /* the same */
    char *before;    /* the same: the text of the record above, if pronouns may refer to it */
    triple gold[EVENTS_MAX];
    size_t gold_count;
    bool is_left_out;
} record;

typedef struct tools {
    an_splitter *splitter;
    an_parser *parser;
    an_peers *peers;
    bool is_verbose, takes_gold_parse;
    size_t records, right, with_events, right_with_events, left_out, no_parse;
} tools;

static void copy(char *out, size_t size, const char *text)
{
    snprintf(out, size, "%s", text ? text : "");
}

static bool is_empty_actor(const char *code) { return !code[0] || strcmp(code, "---") == 0 || code[0] == '"' || code[0] == '\''; }

static void add_triple(triple *list, size_t *count, const char *source, const char *target, const char *code)
{
    if (*count == EVENTS_MAX || is_empty_actor(source) || is_empty_actor(target)) return;
    for (size_t i = 0; i < *count; i++)
        if (strcmp(list[i].source, source) == 0 && strcmp(list[i].target, target) == 0 && strcmp(list[i].code, code) == 0) return;
    copy(list[*count].source, CODE_BYTES, source);
    copy(list[*count].target, CODE_BYTES, target);
    copy(list[(*count)++].code, CODE_BYTES, code);
}

/* White space made single blanks. */
static void tidy(char *text)
{
    size_t out = 0;
    for (size_t i = 0; text[i]; i++) {
        bool is_blank = text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r';
        if (is_blank && (out == 0 || text[out - 1] == ' ')) continue;
        text[out++] = is_blank ? ' ' : text[i];
    }
    while (out && text[out - 1] == ' ') out--;
    text[out] = '\0';
}

/* "19950101" or "950101". */
static an_date_range read_date(const char *digits)
{
    char year[5] = "", rest[5] = "";
    size_t length = strlen(digits);
    int y, md;
    an_day day;
    if (length == 7 || length == 9) length--; /* TABARI reads what it needs */
    if (length != 8 && length != 6) return AN_DATE_RANGE_UNKNOWN;
    memcpy(year, digits, length - 4);
    memcpy(rest, digits + length - 4, 4);
    y = atoi(year);
    md = atoi(rest);
    if (length == 6) y += y <= 30 ? 2000 : 1900;
    day = an_day_from_ymd(y, md / 100, md % 100);
    return (an_date_range){day, day};
}

typedef struct renaming {
    const char *old, *now;
} renaming;

/* UniversalPetrarch's trees follow UD version 1. */
static const renaming renamings[] = {{"CONJ", "CCONJ"}, {"dobj", "obj"}, {"nsubjpass", "nsubj:pass"}, {"auxpass", "aux:pass"}, {"csubjpass", "csubj:pass"},
    {"name", "flat"}, {"mwe", "fixed"}, {"neg", "advmod"}, {"foreign", "flat"}, {"remnant", "orphan"}};

static void put_column(an_strbuf *out, an_str column, int number)
{
    enum { UPOS = 3, DEPREL = 7 };
    for (size_t i = 0; i < sizeof renamings / sizeof *renamings; i++)
        if ((number == UPOS || number == DEPREL) && an_str_is(column, renamings[i].old)) column = an_str_from(renamings[i].now);
    if (number) an_strbuf_putc(out, '\t');
    an_strbuf_put_str(out, column);
}

static void modernise(const char *parse, an_strbuf *out)
{
    while (*parse) {
        size_t length = strcspn(parse, "\n");
        an_str line = an_str_trim((an_str){parse, length});
        size_t from = 0;
        for (int number = 0; line.length && from <= line.length; number++) {
            size_t end = from;
            while (end < line.length && line.data[end] != '\t') end++;
            put_column(out, (an_str){line.data + from, end - from}, number);
            from = end + 1;
        }
        if (line.length) an_strbuf_putc(out, '\n');
        parse += length + (parse[length] != '\0');
    }
    an_strbuf_putc(out, '\n');
}

/* Version 1 has one label for what hangs on nouns and on verbs. */
static void part_nmod(an_parsed_text *parsed)
{
    for (uint32_t s = 0; s < parsed->sentence_count; s++) {
        an_token *tokens = an_sentence_tokens(parsed, s);
        for (uint32_t i = 0; i < parsed->sentences[s].token_count; i++) {
            const an_token *above = tokens[i].head >= 0 ? tokens + tokens[i].head : NULL;
            if (tokens[i].deprel == AN_DEPREL_NMOD && above && (above->upos == AN_UPOS_VERB || above->upos == AN_UPOS_ADJ)) tokens[i].deprel = AN_DEPREL_OBL;
        }
    }
}

/* TABARI codes a record as one sentence. With FORWARD the record above it comes first. */
static annals_status one_sentence(an_arena *arena, const record *r, an_document *document, annals_error *error)
{
    size_t before = strlen(r->before), length = strlen(r->text);
    char *text = an_arena_alloc(arena, before + length + 2);
    an_parsed_text *parsed = &document->parsed;
    parsed->sentences = AN_NEW_ARRAY(arena, an_sentence, 2);
    parsed->tokens = AN_NEW_ARRAY(arena, an_token, 1);
    if (!text || !parsed->sentences || !parsed->tokens) return an_fail(error, ANNALS_E_MEMORY, "eval", 0, "out of memory");
    memcpy(text, r->before, before);
    memcpy(text + before, r->text, length + 1);
    document->article.text = parsed->text = (an_str){text, before + length};
    if (before) parsed->sentences[parsed->sentence_count++] = (an_sentence){.span = {0, (uint32_t)before}};
    parsed->sentences[parsed->sentence_count++] = (an_sentence){.span = {(uint32_t)before, (uint32_t)(before + length)}};
    return ANNALS_OK;
}

static annals_status parse_record(const tools *t, an_arena *arena, an_arena *scratch, const record *r, an_document *document, annals_error *error)
{
    annals_status status;
    if (t->takes_gold_parse && r->parse[0]) {
        an_strbuf conllu;
        an_strbuf_init(&conllu, 0);
        modernise(r->parse, &conllu);
        status = an_parsed_text_read_conllu(arena, (an_str){an_arena_copy(arena, conllu.data, conllu.length), conllu.length}, &document->parsed, error);
        an_strbuf_free(&conllu);
        if (status == ANNALS_OK) {
            document->article.text = document->parsed.text;
            part_nmod(&document->parsed);
        }
        return status;
    }
    document->article.text = an_str_from(r->text);
    if (t->peers->dialect == AN_PEER_TABARI) return one_sentence(arena, r, document, error);
    AN_TRY(an_split(arena, scratch, t->splitter, document->article.text, &document->parsed, error));
    an_arena_reset(scratch);
    return an_parse(arena, scratch, t->parser, &document->parsed, error);
}

static bool same_sets(const triple *a, size_t a_count, const triple *b, size_t b_count)
{
    if (a_count != b_count) return false;
    for (size_t i = 0; i < a_count; i++) {
        bool is_found = false;
        for (size_t k = 0; k < b_count && !is_found; k++)
            is_found = strcmp(a[i].source, b[k].source) == 0 && strcmp(a[i].target, b[k].target) == 0 && strcmp(a[i].code, b[k].code) == 0;
        if (!is_found) return false;
    }
    return true;
}

static void show(const char *title, const triple *list, size_t count)
{
    printf("   %s:", title);
    for (size_t i = 0; i < count; i++) printf(" (%s %s %s)", list[i].source, list[i].target, list[i].code);
    printf("\n");
}

static void code_cstr(char out[CODE_BYTES], an_str code) { snprintf(out, CODE_BYTES, "%.*s", (int)code.length, code.data ? code.data : ""); }

static void score(tools *t, const record *r)
{
    an_arena arena, scratch;
    an_document document = {0};
    annals_error error = {0};
    triple coded[EVENTS_MAX];
    size_t count = 0;
    if (r->is_left_out) {
        t->left_out++;
        return;
    }
    an_arena_init(&arena, 0);
    an_arena_init(&scratch, 0);
    document.article.published = read_date(r->date);
    if (parse_record(t, &arena, &scratch, r, &document, &error) != ANNALS_OK || an_peers_code(t->peers, NULL, &arena, &scratch, &document, &error) != ANNALS_OK) {
        fprintf(stderr, "%s: %s\n", r->id, error.message);
        t->no_parse++;
    }
    for (size_t i = 0; i < document.events.count; i++) {
        const an_event *event = document.events.items + i;
        char source[CODE_BYTES] = "", target[CODE_BYTES] = "";
        if (r->before && r->before[0] && event->sentence == 0) continue;
        if (event->actors.count) code_cstr(source, event->actors.items[0].actor.cameo);
        if (event->recipients.count) code_cstr(target, event->recipients.items[0].actor.cameo);
        add_triple(coded, &count, source, target, event->cameo);
    }
    t->records++;
    t->with_events += r->gold_count > 0;
    t->right_with_events += r->gold_count > 0 && same_sets(r->gold, r->gold_count, coded, count);
    if (same_sets(r->gold, r->gold_count, coded, count)) {
        t->right++;
    } else if (t->is_verbose) {
        printf("%s %s\n", r->id, r->text);
        show("gold ", r->gold, r->gold_count);
        show("coded", coded, count);
        for (size_t i = 0; i < document.events.count; i++) printf("   %.*s", (int)document.events.items[i].rule.length, document.events.items[i].rule.data);
        printf("\n");
    }
    an_arena_free(&arena);
    an_arena_free(&scratch);
}

static void attribute(xmlNode *node, const char *name, char *out, size_t size)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    copy(out, size, (const char *)value);
    xmlFree(value);
}

static void set_option(tools *t, const char *name, const char *value)
{
    char line[200];
    annals_error error;
    snprintf(line, sizeof line, "%s = %s", name, value);
    if (an_peers_option(t->peers, an_str_from(line), &error) != ANNALS_OK) fprintf(stderr, "%s\n", error.message);
}

static void read_xml_child(tools *t, xmlNode *node, record *r)
{
    char a[CODE_BYTES], b[CODE_BYTES], c[CODE_BYTES];
    xmlChar *text;
    if (xmlStrEqual(node->name, (const xmlChar *)"EventCoding")) {
        attribute(node, "error", a, sizeof a);
        if (strcmp(a, "bad_input_parse") == 0) r->is_left_out = true;
        attribute(node, "sourcecode", a, sizeof a);
        attribute(node, "targetcode", b, sizeof b);
        attribute(node, "eventcode", c, sizeof c);
        if (c[0]) add_triple(r->gold, &r->gold_count, a, b, c);
    } else if (xmlStrEqual(node->name, (const xmlChar *)"Config")) {
        attribute(node, "option", a, sizeof a);
        attribute(node, "value", b, sizeof b);
        if (strncmp(a, "comma", 5) == 0 || strcmp(a, "require_dyad") == 0) set_option(t, a, b);
    } else if (xmlStrEqual(node->name, (const xmlChar *)"Text") || xmlStrEqual(node->name, (const xmlChar *)"Parse")) {
        char *out = xmlStrEqual(node->name, (const xmlChar *)"Text") ? r->text : r->parse;
        text = xmlNodeGetContent(node);
        copy(out, TEXT_BYTES, (const char *)text);
        xmlFree(text);
        if (out == r->text) tidy(out);
    }
}

static void read_xml(tools *t, xmlNode *node, record *r)
{
    for (; node; node = node->next) {
        char flag[16];
        char *text = r->text, *parse = r->parse, *before = r->before;
        if (!xmlStrEqual(node->name, (const xmlChar *)"Sentence")) {
            read_xml(t, node->children, r);
            continue;
        }
        memset(r, 0, sizeof *r);
        r->text = text, r->parse = parse, r->before = before;
        text[0] = parse[0] = '\0';
        attribute(node, "id", r->id, sizeof r->id);
        attribute(node, "date", r->date, sizeof r->date);
        attribute(node, "sentence", flag, sizeof flag);
        r->is_left_out = strcmp(flag, "false") == 0;
        for (xmlNode *child = node->children; child; child = child->next) read_xml_child(t, child, r);
        score(t, r);
    }
}

static char *trimmed(char *text)
{
    size_t length;
    while (*text == ' ' || *text == '\t') text++;
    length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1])) text[--length] = '\0';
    return text;
}

/* "{ SOURCE / TARGET / CODE }"; "{ OPTION: ... }". */
static void read_braces(tools *t, char *line, record *r, bool *has_option)
{
    char *open = strchr(line, '{'), *end, *target, *code;
    if (!open) return;
    end = strchr(open, '}');
    if (end) *end = '\0';
    else if ((end = strstr(open, "*/")) != NULL) *end = '\0';
    if (strstr(open, "OPTION:")) {
        annals_error error;
        *has_option = true;
        if (an_peers_option(t->peers, an_str_from(trimmed(strstr(open, "OPTION:") + 7)), &error) != ANNALS_OK) fprintf(stderr, "%s\n", error.message);
        return;
    }
    if (open > line && open[-1] == '-') {
        r->is_left_out |= strchr(open, '/') != NULL; /* an event that is switched off: what is to be coded is not said */
        return;
    }
    target = strchr(open, '/');
    if (!target) return;
    *target++ = '\0';
    code = strchr(target, '/');
    if (!code) return;
    *code++ = '\0';
    add_triple(r->gold, &r->gold_count, trimmed(open + 1), trimmed(target), trimmed(code));
}

static bool is_head(const char *line)
{
    int digits = 0;
    while (line[digits] >= '0' && line[digits] <= '9') digits++;
    return digits >= 6 && digits <= 9 && (line[digits] == ' ' || line[digits] == '\t');
}

static void read_tabari(tools *t, FILE *file, record *r)
{
    char line[LINE_BYTES];
    bool is_in_record = false, is_in_comment = false, has_option = false, is_read = false;
    char *text = r->text, *parse = r->parse, *before = r->before;
    while (fgets(line, sizeof line, file)) {
        char *comment;
        if (!is_in_comment && (line[0] == '#' || !*trimmed(line))) continue;
        if (!is_in_comment && is_head(line)) {
            if (is_read && !has_option) score(t, r);
            if (strstr(line, "FINAL-01")) return; /* what stands below cannot be run in one go, says the suite */
            copy(before, TEXT_BYTES, t->peers->options.has_forward && !has_option ? text : "");
            memset(r, 0, sizeof *r);
            r->text = text, r->parse = parse, r->before = before;
            text[0] = parse[0] = '\0';
            is_read = false;
            sscanf(line, "%15s %63[^\n]", r->date, r->id);
            is_in_record = true;
            has_option = false;
            continue;
        }
        if (!is_in_record && is_read && strstr(line, "\\n")) read_braces(t, line, r, &has_option); /* some go on behind their comment */
        if (!is_in_record) continue;
        comment = is_in_comment ? line : strstr(line, "/*");
        if (comment != line) {
            size_t used = strlen(text), length = comment ? (size_t)(comment - line) : strlen(line);
            if (used + length + 2 < TEXT_BYTES) {
                memcpy(text + used, line, length);
                memcpy(text + used + length, " ", 2);
            }
        }
        if (!comment) continue;
        is_in_comment = strstr(comment, "*/") == NULL;
        read_braces(t, comment, r, &has_option);
        if (is_in_comment) continue;
        tidy(text);
        is_in_record = false;
        is_read = true;
    }
}

static int run(tools *t, const char *path)
{
    record *r = calloc(1, sizeof *r);
    xmlDoc *document;
    FILE *file;
    size_t length = strlen(path);
    if (!r || !(r->text = calloc(1, TEXT_BYTES)) || !(r->parse = calloc(1, TEXT_BYTES)) || !(r->before = calloc(1, TEXT_BYTES))) return 3;
    if (length > 4 && strcmp(path + length - 4, ".xml") == 0) {
        document = xmlReadFile(path, "UTF-8", XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        if (!document) return 1;
        read_xml(t, xmlDocGetRootElement(document), r);
        xmlFreeDoc(document);
    } else {
        file = fopen(path, "r");
        if (!file) return 1;
        read_tabari(t, file, r);
        fclose(file);
    }
    free(r->text);
    free(r->parse);
    free(r->before);
    free(r);
    printf("records %zu, coded exactly as gold %zu (%.1f of 100); of %zu with events %zu; left out %zu\n", t->records, t->right,
           t->records ? 100.0 * (double)t->right / (double)t->records : 0.0, t->with_events, t->right_with_events, t->left_out);
    return 0;
}

int main(int argc, char **argv)
{
    tools t = {0};
    annals_error error = {0};
    int status = 2;
    for (int i = 5; i < argc; i++) {
        if (strcmp(argv[i], "-v") == 0) t.is_verbose = true;
        if (strcmp(argv[i], "--gold-parse") == 0) t.takes_gold_parse = true;
    }
    if (argc < 5) fprintf(stderr, "usage: eval_peers SPLIT_MODEL PARSE_MODEL DICTIONARIES RECORDS [-v] [--gold-parse]\n");
    else if (an_splitter_open(&t.splitter, argv[1], &error) != ANNALS_OK || an_parser_open(&t.parser, argv[2], &error) != ANNALS_OK ||
             an_peers_open(argv[3], NULL, NULL, &t.peers, &error) != ANNALS_OK)
        fprintf(stderr, "%s\n", error.message);
    else status = run(&t, argv[4]);
    an_peers_close(t.peers);
    if (t.parser) an_parser_close(t.parser);
    if (t.splitter) an_splitter_close(t.splitter);
    return status;
}
