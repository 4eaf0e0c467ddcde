/* Compiles the folder that a `wordnet` block names into the sections lemma.rows, lemma.exceptions and lemma.strings:
 *
 *     wordnet
 *         folder "/usr/share/wordnet"         (absolute, or from the dictionaries' folder)
 *
 * Of each class three files are read (wndb(5), wninput(5), morphy(7)): index.CLASS says which lemmas there are, data.CLASS how they are
 * written, CLASS.exc the irregular forms. Phrases ("take_off") are left out. A folder that is not there gives empty lists, so
 * that Annals can be built without WordNet; check tells of it. A file that is cut off or is something else cannot pass for one of
 * WordNet's: a line of data begins with its own place in the file, every file ends with a line's end, and index and data must name
 * the same words. */
#include "lexicon/lemmas_compile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "lexicon/lemmas.h"

enum {
    LIST_BYTES_MAX = 64 * 1024 * 1024, /* the largest of WordNet 3.0, data.noun, has 15 MB */
    LIST_PROBLEMS_MAX = 10,            /* told of one file; then it is given up */
    WORD_BYTES_MAX = 100,              /* WordNet's longest single word has 34 */
    SYNSET_WORDS_MAX = 255,            /* two hexadecimal digits */
    OFFSET_DIGITS = 8
};

typedef struct class_files {
    const char *index, *data, *exceptions;
    const char *letters; /* that stand for the class in index and data; "s" is an adjective that belongs to another one */
} class_files;

static const class_files files_of[AN_LEMMA_CLASS_COUNT] = {
    [AN_LEMMA_NOUN] = {"index.noun", "data.noun", "noun.exc", "n"},
    [AN_LEMMA_VERB] = {"index.verb", "data.verb", "verb.exc", "v"},
    [AN_LEMMA_ADJECTIVE] = {"index.adj", "data.adj", "adj.exc", "as"},
    [AN_LEMMA_ADVERB] = {"index.adv", "data.adv", "adv.exc", "r"},
};

typedef struct word {
    an_str text;
    uint32_t is_lemma;                        /* as in an_lemma_row, from the data files */
    uint32_t index_line[AN_LEMMA_CLASS_COUNT]; /* 0 = not in that index */
} word;

typedef struct irregular {
    an_str form, lemma;
    uint32_t lemma_class, line;
} irregular;

typedef struct compiler {
    an_lexicon_build *build;
    AN_ARRAY(word) words;
    AN_ARRAY(irregular) irregulars;
    an_slots by_text;
} compiler;

/* One file while it is read. */
typedef struct list {
    compiler *c;
    an_lemma_class lemma_class;
    an_str path, text;
    size_t at, line_start;
    uint32_t line;
    uint64_t problems;
} list;

static void wrong(list *l, const char *what)
{
    l->problems++;
    an_problem(l->c->build->problems, l->path, l->line, "%s", what);
}

/* ---- lines and fields ---- */

static bool is_plain(an_str line)
{
    for (size_t i = 0; i < line.length; i++)
        if ((unsigned char)line.data[i] < ' ' || (unsigned char)line.data[i] > '~') return false;
    return true;
}

/* False at the end, and where the file cannot be trusted any more. */
static bool next_line(list *l, an_str *line)
{
    const char *end;
    if (l->at == l->text.length || l->problems >= LIST_PROBLEMS_MAX) return false;
    l->line++;
    l->line_start = l->at;
    end = memchr(l->text.data + l->at, '\n', l->text.length - l->at);
    if (!end) return wrong(l, "the file ends in the middle of a line: it is cut off"), false;
    *line = (an_str){l->text.data + l->at, (size_t)(end - l->text.data) - l->at};
    l->at += line->length + 1;
    if (!is_plain(*line)) return wrong(l, "no line of WordNet: a character that is not ASCII text"), false;
    return true;
}

/* Takes the first field, up to a blank, off the line; empty at the end. */
static an_str cut_field(an_str *line)
{
    an_str field = {line->data, 0};
    while (field.length < line->length && line->data[field.length] != ' ') field.length++;
    line->data += field.length;
    line->length -= field.length;
    while (line->length && line->data[0] == ' ') line->data++, line->length--;
    return field;
}

/* A number of up to 8 digits; false if it is none. */
static bool read_number(an_str field, unsigned base, uint32_t *out)
{
    *out = 0;
    if (!field.length || field.length > 8) return false;
    for (size_t i = 0; i < field.length; i++) {
        char c = field.data[i];
        unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0') : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : base;
        if (digit >= base) return false;
        *out = *out * base + digit;
    }
    return true;
}

static bool is_letter_of(const list *l, an_str field) { return field.length == 1 && strchr(files_of[l->lemma_class].letters, field.data[0]); }

static bool is_phrase(an_str text) { return memchr(text.data, '_', text.length) != NULL; }

static bool is_word(an_str text) { return text.length > 0 && text.length <= WORD_BYTES_MAX; }

/* ---- words ---- */

static char small(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

static unsigned written(an_str text)
{
    bool has_capital = false, has_small = false;
    for (size_t i = 0; i < text.length; i++) {
        has_capital |= text.data[i] >= 'A' && text.data[i] <= 'Z';
        has_small |= text.data[i] >= 'a' && text.data[i] <= 'z';
    }
    if (!has_capital) return AN_LEMMA_SMALL;
    return has_small || text.length == 1 ? AN_LEMMA_CAPITAL : AN_LEMMA_CAPITALS;
}

static word *find_word(compiler *c, an_str text, uint64_t hash)
{
    uint32_t cursor = 0, number;
    while ((number = an_slots_next(&c->by_text, hash, &cursor)) != UINT32_MAX)
        if (an_str_equal(c->words.items[number].text, text)) return c->words.items + number;
    return NULL;
}

/* NULL if memory is exhausted, which the build's arena remembers. */
static word *add_word(compiler *c, an_str text)
{
    uint64_t hash = an_hash(text);
    word *known = find_word(c, text, hash);
    if (known) return known;
    if (!an_slots_add(c->build->arena, &c->by_text, hash, (uint32_t)c->words.count) ||
        !AN_PUSH(c->build->arena, &c->words, (word){.text = text}))
        return NULL;
    return c->words.items + c->words.count - 1;
}

/* lemma pos synset_cnt p_cnt [symbol...] sense_cnt tagsense_cnt offset... ; lines of the licence begin with a blank. */
static void read_index_line(list *l, an_str line)
{
    an_str text = cut_field(&line), letter = cut_field(&line);
    uint32_t senses;
    word *entry;
    if (!is_word(text) || !is_letter_of(l, letter) || !read_number(cut_field(&line), 10, &senses) || senses == 0) {
        wrong(l, "no line of WordNet's index: it needs a lemma, the letter of its class and a number of meanings");
        return;
    }
    if (is_phrase(text)) return;
    entry = add_word(l->c, text);
    if (entry) entry->index_line[l->lemma_class] = l->line;
}

static void note_written(list *l, an_str text)
{
    char lower[WORD_BYTES_MAX];
    an_str key = {lower, text.length};
    word *entry;
    if (is_phrase(text)) return;
    for (size_t i = 0; i < text.length; i++) lower[i] = small(text.data[i]);
    entry = find_word(l->c, key, an_hash(key));
    if (!entry || !entry->index_line[l->lemma_class]) wrong(l, "a word that the index lacks: one of the two files is cut off or of another version");
    else entry->is_lemma |= (uint32_t)written(text) << (l->lemma_class * AN_LEMMA_WRITTEN_BITS);
}

/* "galore(ip)": the mark says where an adjective may stand. */
static an_str without_mark(an_str text)
{
    const char *mark = text.length && text.data[text.length - 1] == ')' ? memchr(text.data, '(', text.length) : NULL;
    return mark && mark > text.data ? (an_str){text.data, (size_t)(mark - text.data)} : text;
}

/* offset lex_filenum ss_type w_cnt word lex_id [word lex_id...] and much that is not wanted. */
static void read_data_line(list *l, an_str line)
{
    an_str offset = cut_field(&line), file = cut_field(&line), letter = cut_field(&line);
    uint32_t place, number, count;
    if (offset.length != OFFSET_DIGITS || !read_number(offset, 10, &place) || !read_number(file, 10, &number) || !is_letter_of(l, letter) ||
        !read_number(cut_field(&line), 16, &count) || count == 0 || count > SYNSET_WORDS_MAX) {
        wrong(l, "no line of WordNet's data: it needs a place, a file number, the letter of its class and a number of words");
        return;
    }
    if (place != l->line_start) {
        wrong(l, "the line says that it stands elsewhere in the file: something before it is missing or too much");
        return;
    }
    for (uint32_t i = 0; i < count && l->problems < LIST_PROBLEMS_MAX; i++) {
        an_str text = without_mark(cut_field(&line));
        if (!is_word(text) || !read_number(cut_field(&line), 16, &number)) {
            wrong(l, "fewer words than the line says");
            return;
        }
        note_written(l, text);
    }
}

/* form lemma [lemma...]; the first lemma is taken. */
static void read_exception_line(list *l, an_str line)
{
    irregular entry = {.lemma_class = l->lemma_class, .line = l->line};
    entry.form = cut_field(&line);
    entry.lemma = cut_field(&line);
    if (!is_word(entry.form) || !is_word(entry.lemma)) {
        wrong(l, "no line of WordNet's exceptions: it needs a form and its lemma");
        return;
    }
    if (!is_phrase(entry.form) && !is_phrase(entry.lemma)) AN_PUSH(l->c->build->arena, &l->c->irregulars, entry);
}

/* ---- files ---- */

static annals_status load(an_arena *arena, const char *path, an_str *out, annals_error *error)
{
    struct stat info;
    annals_status status = ANNALS_OK;
    char *bytes = NULL;
    FILE *file = fopen(path, "rb");
    if (!file) return an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: %s", path, strerror(errno));
    if (fstat(fileno(file), &info) != 0 || !S_ISREG(info.st_mode)) status = an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: not a regular file", path);
    else if (info.st_size > LIST_BYTES_MAX) status = an_fail(error, ANNALS_E_LIMIT, "lexicon", 0, "%s: more than %d MiB", path, LIST_BYTES_MAX >> 20);
    else if (!(bytes = an_arena_alloc(arena, (size_t)info.st_size + 1))) status = an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "%s: out of memory", path);
    else *out = (an_str){bytes, fread(bytes, 1, (size_t)info.st_size, file)};
    if (status == ANNALS_OK && ferror(file)) status = an_fail(error, ANNALS_E_IO, "lexicon", 0, "%s: cannot be read", path);
    fclose(file);
    return status;
}

/* Reads "folder/name" line by line. A file that is missing is an error of the lists, told with its name. */
static annals_status read_list(compiler *c, const char *folder, const char *name, an_lemma_class lemma_class,
                               void (*read_line)(list *l, an_str line), annals_error *error)
{
    list l = {.c = c, .lemma_class = lemma_class};
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = an_arena_alloc(c->build->arena, size);
    an_str line;
    if (!path) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    snprintf(path, size, "%s/%s", folder, name);
    AN_TRY(load(c->build->arena, path, &l.text, error));
    l.path = an_str_from(path);
    if (!l.text.length) wrong(&l, "the list is empty");
    while (next_line(&l, &line))
        if (line.length && line.data[0] != ' ') read_line(&l, line);
    return ANNALS_OK;
}

/* Every lemma of the index must have come up in the data. */
static void compare_index_with_data(compiler *c, const char *folder, an_lemma_class lemma_class)
{
    char path[4096];
    uint64_t told = 0;
    snprintf(path, sizeof path, "%s/%s", folder, files_of[lemma_class].index);
    for (size_t i = 0; i < c->words.count && told < LIST_PROBLEMS_MAX; i++) {
        const word *w = c->words.items + i;
        if (!w->index_line[lemma_class] || an_lemma_written(w->is_lemma, lemma_class)) continue;
        an_problem(c->build->problems, an_str_from(path), w->index_line[lemma_class], "a lemma that %s lacks: one of the two files is cut off or of another version",
                   files_of[lemma_class].data);
        told++;
    }
}

static annals_status read_class(compiler *c, const char *folder, an_lemma_class lemma_class, annals_error *error)
{
    const class_files *names = &files_of[lemma_class];
    uint64_t before = c->build->problems->count;
    AN_TRY(read_list(c, folder, names->index, lemma_class, read_index_line, error));
    AN_TRY(read_list(c, folder, names->data, lemma_class, read_data_line, error));
    if (c->build->problems->count == before) compare_index_with_data(c, folder, lemma_class);
    return read_list(c, folder, names->exceptions, lemma_class, read_exception_line, error);
}

/* ---- sections ---- */

static int compare_words(const void *a, const void *b) { return an_str_compare(((const word *)a)->text, ((const word *)b)->text); }

static int compare_irregulars(const void *a, const void *b)
{
    const irregular *x = a, *y = b;
    int order = x->lemma_class < y->lemma_class ? -1 : x->lemma_class > y->lemma_class;
    if (!order) order = an_str_compare(x->form, y->form);
    return order ? order : x->line < y->line ? -1 : x->line > y->line;
}

static bool is_same_form(const irregular *a, const irregular *b) { return a->lemma_class == b->lemma_class && an_str_equal(a->form, b->form); }

static annals_status write_rows(compiler *c, an_pool_builder *pool, annals_error *error)
{
    an_lemma_row *rows = AN_NEW_ARRAY(c->build->arena, an_lemma_row, c->words.count + 1);
    if (!rows) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for the lists of lemmas");
    if (c->words.count) qsort(c->words.items, c->words.count, sizeof *c->words.items, compare_words);
    for (size_t i = 0; i < c->words.count; i++) rows[i] = (an_lemma_row){an_pool_add(pool, c->words.items[i].text), c->words.items[i].is_lemma};
    return an_build_section(c->build, "lemma.rows", (an_str){(const char *)rows, c->words.count * sizeof *rows}, error);
}

/* A form that stands twice keeps its first line. */
static annals_status write_exceptions(compiler *c, an_pool_builder *pool, annals_error *error)
{
    an_lemma_exception *rows = AN_NEW_ARRAY(c->build->arena, an_lemma_exception, c->irregulars.count + 1);
    size_t count = 0;
    if (!rows) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory for the lists of lemmas");
    if (c->irregulars.count) qsort(c->irregulars.items, c->irregulars.count, sizeof *c->irregulars.items, compare_irregulars);
    for (size_t i = 0; i < c->irregulars.count; i++) {
        const irregular *entry = c->irregulars.items + i;
        if (i > 0 && is_same_form(entry - 1, entry)) continue;
        rows[count++] = (an_lemma_exception){an_pool_add(pool, entry->form), an_pool_add(pool, entry->lemma), entry->lemma_class};
    }
    return an_build_section(c->build, "lemma.exceptions", (an_str){(const char *)rows, count * sizeof *rows}, error);
}

static annals_status write_sections(compiler *c, annals_error *error)
{
    an_pool_builder pool;
    annals_status status;
    an_pool_builder_init(&pool, c->build->arena);
    status = write_rows(c, &pool, error);
    if (status == ANNALS_OK) status = write_exceptions(c, &pool, error);
    if (status == ANNALS_OK) status = an_build_section_from(c->build, "lemma.strings", &pool.bytes, error);
    an_pool_builder_free(&pool);
    return status;
}

/* ---- blocks ---- */

/* The folder that the dictionaries name, in the arena; NULL if they name none or not properly. */
static const char *named_folder(const an_lexicon_build *build, const an_block **where)
{
    const an_block *named = NULL;
    const an_field *folder;
    size_t size;
    char *path;
    for (size_t i = 0; i < build->blocks->count; i++) {
        const an_block *block = build->blocks->items + i;
        if (!an_str_is(block->kind, "wordnet")) continue;
        if (named) an_problem(build->problems, block->file, block->line, "WordNet stands twice");
        else named = block;
    }
    folder = named ? an_block_field(named, "folder") : NULL;
    if (named && (!folder || !folder->value.length || named->fields.count != 1)) an_problem(build->problems, named->file, named->line, "WordNet needs one field: folder");
    if (!folder || !folder->value.length) return NULL;
    size = strlen(build->folder) + folder->value.length + 2;
    path = an_arena_alloc(build->arena, size);
    if (!path) return NULL;
    snprintf(path, size, "%s%s%.*s", folder->value.data[0] == '/' ? "" : build->folder, folder->value.data[0] == '/' ? "" : "/", (int)folder->value.length, folder->value.data);
    *where = named;
    return path;
}

static bool is_there(const char *folder)
{
    struct stat info;
    return stat(folder, &info) == 0 && S_ISDIR(info.st_mode);
}

/* See kinds.h. */
annals_status an_lemmas_compile(an_lexicon_build *build, annals_error *error)
{
    compiler c = {.build = build};
    const an_block *where;
    const char *folder = named_folder(build, &where);
    for (an_lemma_class k = AN_LEMMA_NOUN; folder && is_there(folder) && k < AN_LEMMA_CLASS_COUNT; k++) AN_TRY(read_class(&c, folder, k, error));
    return write_sections(&c, error);
}

/* See kinds.h. */
annals_status an_lemmas_check(an_lexicon_build *build, const an_lexicon *lexicon, annals_error *error)
{
    const an_block *where;
    const char *folder = named_folder(build, &where);
    (void)lexicon;
    (void)error;
    if (folder && !is_there(folder))
        an_problem(build->problems, where->file, where->line, "%s is not there (Debian: wordnet-base), so lemmas of unknown words are guesses", folder);
    return ANNALS_OK;
}
