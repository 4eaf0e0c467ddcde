/* The dictionary functions of annals.h: compile, check, and "who is it then". */
#include "handles.h"

#include "lexicon/actors.h"
#include "base/utf8.h"

static annals_status close_build(annals_status status, const an_problem_sink *problems, const char *folder, annals_error *error)
{
    if (status != ANNALS_OK || !problems->count) return status;
    return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "%s: %llu problems", folder, (unsigned long long)problems->count);
}

annals_status annals_lexicon_compile(const char *folder, const char *out_path,
                                     void (*on_problem)(void *user, const annals_error *problem), void *user,
                                     annals_error *error)
{
    an_problem_sink problems = {.on_problem = on_problem, .user = user};
    an_error_clear(error);
    return close_build(an_lexicon_compile(folder, out_path, &problems, error), &problems, folder, error);
}

annals_status annals_lexicon_check(const char *folder, void (*on_problem)(void *user, const annals_error *problem), void *user,
                                   annals_error *error)
{
    an_problem_sink problems = {.on_problem = on_problem, .user = user};
    an_error_clear(error);
    return close_build(an_lexicon_check(folder, &problems, error), &problems, folder, error);
}

/* ---- find ---- */

typedef struct finding {
    const an_actors *actors;
    an_date_range date;
    an_arena arena;
    AN_ARRAY(uint32_t) printed; /* entries: several of one's words may match */
    an_strbuf out;
} finding;

static void print_entry(finding *f, const char *how, uint32_t entry)
{
    an_actor actor;
    for (size_t i = 0; i < f->printed.count; i++)
        if (f->printed.items[i] == entry) return;
    AN_PUSH(&f->arena, &f->printed, entry);
    an_actors_describe(&f->arena, f->actors, entry, f->date, &actor);
    an_strbuf_printf(&f->out, "%s\t", how);
    an_strbuf_put_str(&f->out, actor.id);
    an_strbuf_putc(&f->out, '\t');
    an_strbuf_put_str(&f->out, actor.name);
    an_strbuf_printf(&f->out, "\t%s\t%s\t", an_actor_kind_names[actor.kind], actor.country);
    for (int i = 0; i < actor.sector_count; i++) an_strbuf_printf(&f->out, "%s%s", i ? " " : "", an_sector_names[actor.sectors[i]]);
    an_strbuf_putc(&f->out, '\t');
    an_strbuf_put_str(&f->out, actor.cameo);
    an_strbuf_putc(&f->out, '\t');
    an_strbuf_put_str(&f->out, actor.acts_for);
    an_strbuf_putc(&f->out, '\t');
    an_strbuf_put_str(&f->out, an_pool_get(f->actors->pool, f->actors->entries[entry].file));
    an_strbuf_printf(&f->out, ":%u\n", f->actors->entries[entry].line);
}

static void print_with_holder(finding *f, const char *how, uint32_t entry)
{
    uint32_t holder = AN_NONE;
    print_entry(f, how, entry);
    if (f->actors->entries[entry].is_office) holder = an_actors_holder(f->actors, entry, f->date);
    if (holder != AN_NONE) print_entry(f, "holder", holder);
}

static void print_phrase(finding *f, an_str words)
{
    an_phrase_match match;
    if (!an_phrase_lookup(&f->actors->phrases, words, &match)) return;
    for (uint32_t i = 0; i < match.value_count; i++) {
        const an_form *form = &f->actors->forms[match.values[i]];
        if (form->kind == AN_FORM_NOT || !an_validity_meets(form->validity, f->date)) continue;
        print_with_holder(f, form->kind == AN_FORM_ADJECTIVE ? "adjective" : "words", form->entry);
    }
}

/* "Russian president": the adjective or name of a state, then the title of one of its offices. */
static void print_composed(finding *f, an_str words)
{
    for (size_t blank = 1; blank + 1 < words.length; blank++) {
        an_phrase_match match;
        an_str title;
        if (words.data[blank] != ' ' || !an_phrase_lookup(&f->actors->phrases, (an_str){words.data, blank}, &match)) continue;
        title = an_utf8_fold(&f->arena, (an_str){words.data + blank + 1, words.length - blank - 1});
        for (uint32_t i = 0; i < match.value_count; i++) {
            const an_form *form = &f->actors->forms[match.values[i]];
            uint32_t office;
            if (form->kind == AN_FORM_NOT || !an_validity_meets(form->validity, f->date)) continue;
            office = an_actors_office(f->actors, form->entry, title, f->date);
            if (office != AN_NONE) print_with_holder(f, "office", office);
        }
    }
}

static annals_status find(finding *f, an_str words, annals_sink sink, void *user, annals_error *error)
{
    print_phrase(f, words);
    print_composed(f, words);
    if (!f->out.length) return an_fail(error, ANNALS_E_INPUT, "lexicon", 0, "'%.*s': nobody is known by these words then", (int)(words.length < 100 ? words.length : 100), words.data);
    if (f->out.has_failed || f->arena.is_exhausted) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    return sink(user, f->out.data, f->out.length) == 0 ? ANNALS_OK : ANNALS_STOPPED;
}

annals_status annals_lexicon_find(const annals_engine *engine, const char *words, const char *date, annals_sink sink, void *user,
                                  annals_error *error)
{
    finding f = {.actors = an_lexicon_actors(engine->resources.lexicon), .date = AN_DATE_RANGE_UNKNOWN};
    annals_status status;
    an_error_clear(error);
    if (date && !an_iso_parse(an_str_from(date), &f.date))
        return an_fail(error, ANNALS_E_USAGE, "lexicon", 0, "'%.40s' is no ISO 8601 date", date);
    if (!f.actors) return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "the dictionary holds no actors");
    an_arena_init(&f.arena, 0);
    an_strbuf_init(&f.out, 0);
    status = find(&f, an_str_trim(an_str_from(words)), sink, user, error);
    an_strbuf_free(&f.out);
    an_arena_free(&f.arena);
    return status;
}
