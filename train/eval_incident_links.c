/* Scores incidents of a base on pairs that a person judged.
 *
 *     eval_incident_links BASE PAIRS.tsv [-v]
 *
 * PAIRS: one pair a line, six fields apart by tabs; lines that begin with "#" and empty ones are left out.
 *
 *     DOCUMENT  WHICH  DOCUMENT  WHICH  VERDICT  SET
 *
 * DOCUMENT: the id that the base knows. WHICH: which of its events is meant: the event's key (16 hexadecimal digits), the number of its
 * sentence from 0 ("s2"), or "-" for any of them. VERDICT: 1 both tell of the same happening, 0 they do not. SET: a word; each set is scored by itself.
 *
 * A pair is joined if one event of the one side is in the same incident as one of the other side. Precision: of joined pairs those judged
 * the same. Recall: of pairs judged the same those that are joined. A side is coded if one of its events is in an incident at all: pairs
 * of which a side is not (nothing coded there, or another coder's keys) are counted apart, and recall is given without them too.
 *
 * Keys of events depend on the words that the coder took: pairs drawn from what one version joined are a sample of that version's joins.
 * -v prints each pair that is not as judged. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "read_file.h"
#include "store/link.h"

enum { PAIRS_BYTES_MAX = 64 << 20, FIELDS = 6, SETS_MAX = 32, SET_BYTES = 64, INCIDENTS_MAX = 4096 };

typedef struct side {
    an_str document, which;
    uint64_t incidents[INCIDENTS_MAX];
    size_t count;
} side;

typedef struct tally {
    char set[SET_BYTES];
    size_t pairs, same, uncoded_same, joined, joined_same;
} tally;

typedef struct scoring {
    an_store *store;
    annals_error error;
    tally tallies[SETS_MAX];
    size_t sets;
    bool is_verbose;
    side sides[2];
    side *side;        /* that is looked for */
    uint64_t incident; /* that is looked at */
    an_row_list keys;  /* of the incidents that the document is part of */
    an_arena arena;
} scoring;

static int fail(const char *file, size_t line, const char *what)
{
    if (line) fprintf(stderr, "eval_incident_links: %s:%zu: %s\n", file, line, what);
    else fprintf(stderr, "eval_incident_links: %s: %s\n", file, what);
    return 1;
}

/* ---- where a side's events are ---- */

static bool is_meant(const side *s, const an_event *event)
{
    char words[20];
    if (an_str_is(s->which, "-")) return true;
    if (s->which.data[0] == 's') snprintf(words, sizeof words, "s%" PRIu32, event->sentence);
    else snprintf(words, sizeof words, "%016" PRIx64, event->key);
    return an_str_is(s->which, words);
}

static annals_status take_member(void *user, const an_found_member *member, annals_error *error)
{
    scoring *s = user;
    side *of = s->side;
    (void)error;
    if (!an_str_equal(member->found->document->article.id, of->document) || !is_meant(of, member->found->event)) return ANNALS_OK;
    if (of->count < INCIDENTS_MAX && !(of->count && of->incidents[of->count - 1] == s->incident)) of->incidents[of->count++] = s->incident;
    return ANNALS_OK;
}

static annals_status take_incident(void *user, const an_incident *incident, annals_error *error)
{
    scoring *s = user;
    return AN_PUSH(&s->arena, &s->keys, (int64_t)incident->key) ? ANNALS_OK : an_fail(error, ANNALS_E_MEMORY, "eval", 0, "out of memory");
}

static annals_status find_incidents(scoring *s, side *of)
{
    an_filter filter = {.dates = AN_DATE_RANGE_UNKNOWN, .document = of->document};
    s->side = of;
    of->count = 0;
    s->keys = (an_row_list){0};
    an_arena_reset(&s->arena);
    AN_TRY(an_store_select_incidents(s->store, &filter, take_incident, s, &s->error));
    for (size_t i = 0; i < s->keys.count; i++) {
        s->incident = (uint64_t)s->keys.items[i];
        AN_TRY(an_store_select_members(s->store, s->incident, 0, take_member, s, &s->error));
    }
    return ANNALS_OK;
}

static bool are_joined(const side *a, const side *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (a->incidents[i] == b->incidents[k]) return true;
    return false;
}

/* ---- pairs ---- */

static tally *tally_of(scoring *s, an_str set)
{
    for (size_t i = 0; i < s->sets; i++)
        if (an_str_is(set, s->tallies[i].set)) return &s->tallies[i];
    if (s->sets == SETS_MAX || set.length >= SET_BYTES || !set.length) return NULL;
    memcpy(s->tallies[s->sets].set, set.data, set.length);
    return &s->tallies[s->sets++];
}

/* Cuts a line into its fields; false if there are more or fewer. */
static bool cut(an_str line, an_str fields[FIELDS])
{
    size_t count = 0, start = 0;
    for (size_t i = 0; i <= line.length; i++) {
        if (i < line.length && line.data[i] != '\t') continue;
        if (count == FIELDS) return false;
        fields[count++] = (an_str){line.data + start, i - start};
        start = i + 1;
    }
    return count == FIELDS && fields[1].length && fields[3].length;
}

/* NULL, or what is wrong with the line. */
static const char *score_line(scoring *s, an_str line)
{
    an_str fields[FIELDS];
    tally *t;
    bool is_same, are;
    if (!cut(line, fields)) return "six fields are needed";
    is_same = an_str_is(fields[4], "1");
    if (!is_same && !an_str_is(fields[4], "0")) return "the verdict is 1 or 0";
    t = tally_of(s, fields[5]);
    if (!t) return "too many sets, or a set's name that is empty or too long";
    for (int k = 0; k < 2; k++) {
        s->sides[k].document = fields[2 * k];
        s->sides[k].which = fields[2 * k + 1];
        if (find_incidents(s, &s->sides[k]) != ANNALS_OK) return s->error.message;
    }
    are = are_joined(&s->sides[0], &s->sides[1]);
    t->pairs++;
    t->same += is_same;
    t->uncoded_same += is_same && !(s->sides[0].count && s->sides[1].count);
    t->joined += are;
    t->joined_same += are && is_same;
    if (s->is_verbose && are != is_same) printf("%s\t%.*s\n", are ? "joined" : "apart", (int)line.length, line.data);
    return NULL;
}

static double share(size_t part, size_t whole) { return whole ? (double)part / (double)whole : 0; }

static void print(const scoring *s)
{
    printf("set\tpairs\tsame\tjoined\tright\tprecision\trecall\tnot coded\trecall of coded\n");
    for (size_t i = 0; i < s->sets; i++) {
        const tally *t = &s->tallies[i];
        printf("%s\t%zu\t%zu\t%zu\t%zu\t%.3f\t%.3f\t%zu\t%.3f\n", t->set, t->pairs, t->same, t->joined, t->joined_same, share(t->joined_same, t->joined),
               share(t->joined_same, t->same), t->uncoded_same, share(t->joined_same, t->same - t->uncoded_same));
    }
}

static int score(scoring *s, const char *path, an_str text)
{
    size_t start = 0, number = 0;
    while (start < text.length) {
        const char *stop = memchr(text.data + start, '\n', text.length - start);
        size_t end = stop ? (size_t)(stop - text.data) : text.length;
        an_str line = {text.data + start, end - start};
        const char *wrong;
        number++;
        start = end + 1;
        if (!line.length || line.data[0] == '#') continue;
        wrong = score_line(s, line);
        if (wrong) return fail(path, number, wrong);
    }
    print(s);
    return 0;
}

int main(int argc, char **argv)
{
    static scoring s;
    an_strbuf text;
    int status = 1;
    if (argc < 3 || argc > 4 || (argc == 4 && strcmp(argv[3], "-v") != 0)) {
        fprintf(stderr, "usage: eval_incident_links BASE PAIRS.tsv [-v]\n");
        return 2;
    }
    s.is_verbose = argc == 4;
    an_strbuf_init(&text, 0);
    an_arena_init(&s.arena, 0);
    if (an_eval_read_file(argv[2], PAIRS_BYTES_MAX, &text, &s.error) != ANNALS_OK) fail(argv[2], 0, s.error.message);
    else if (an_store_open(&s.store, argv[1], &(an_store_options){.read_only = true}, &s.error) != ANNALS_OK) fail(argv[1], 0, s.error.message);
    else status = score(&s, argv[2], an_strbuf_view(&text));
    an_store_close(s.store);
    an_arena_free(&s.arena);
    an_strbuf_free(&text);
    return status;
}
