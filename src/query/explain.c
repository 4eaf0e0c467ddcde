/* Why an event or a claim is as it is: its sentence with the spans marked, the tree, the rule, and for each part the words that it
 * came from. */
#include "query/query.h"

#include "base/utf8.h"
#include "query/cells.h"
#include "store/correction.h"

enum {
    LABEL_WIDTH = 12,      /* of "Recipient" and the like */
    FORM_COLUMN = 44,      /* where tags begin beside the tree */
    INDENT = 2, INDENT_MAX = 30 /* deeper words are not moved further, or a long chain would fill pages with blanks */
};

static const char *const quad_names[] = {"unknown", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"};

typedef struct explainer {
    const an_stored_document *stored;
    const an_document *document;
    an_str text;
    const an_event *event; /* the event, or the one that the claim is about; may be NULL for a claim */
    const an_claim *claim; /* NULL when an event is explained */
    an_corrections decided; /* what persons decided about the event */
    const an_explain_help *help;
    an_arena *arena;
    an_strbuf *out;
} explainer;

/* ---- small pieces ---- */

static void label(explainer *x, const char *name)
{
    an_strbuf_printf(x->out, "%s", name);
    for (size_t i = strlen(name); i < LABEL_WIDTH; i++) an_strbuf_putc(x->out, ' ');
}

static void end_line(explainer *x) { an_strbuf_putc(x->out, '\n'); }

/* "Kabul" at bytes 12-17 */
static void put_words(explainer *x, an_span span)
{
    an_strbuf_puts(x->out, "\"");
    an_strbuf_put_str(x->out, an_str_of_span(x->text.data, span));
    an_strbuf_printf(x->out, "\" at bytes %u-%u", span.start, span.end);
}

/* Where words outside of the event's sentence stand: another telling of the same happening, or who speaks in a quotation. */
static void put_other_sentence(explainer *x, an_span span)
{
    const an_parsed_text *parsed = &x->document->parsed;
    uint32_t own = x->claim ? x->claim->sentence : x->event->sentence;
    if (own >= parsed->sentence_count || (span.start >= parsed->sentences[own].span.start && span.end <= parsed->sentences[own].span.end)) return;
    for (uint32_t s = 0; s < parsed->sentence_count; s++)
        if (span.start >= parsed->sentences[s].span.start && span.end <= parsed->sentences[s].span.end) an_strbuf_printf(x->out, ", told in sentence %u", s);
}

static void put_source(explainer *x, an_span span)
{
    an_strbuf_puts(x->out, ": ");
    if (an_span_is_empty(span)) an_strbuf_puts(x->out, "no words of its own");
    else {
        put_words(x, span);
        put_other_sentence(x, span);
    }
}

/* ---- document ---- */

static void put_document(explainer *x)
{
    const an_article *article = &x->document->article;
    label(x, "Document");
    an_strbuf_put_str(x->out, article->id);
    if (article->title.data) {
        an_strbuf_puts(x->out, ": ");
        an_strbuf_put_str(x->out, article->title);
    }
    end_line(x);
    label(x, "Published");
    if (an_date_range_is_known(article->published)) {
        an_cell_days(x->out, article->published);
        an_strbuf_printf(x->out, " (%s)", an_basis_names[article->published_basis]);
    } else {
        an_strbuf_puts(x->out, "date unknown");
    }
    if (article->outlet.data) {
        an_strbuf_puts(x->out, ", ");
        an_strbuf_put_str(x->out, article->outlet);
    }
    if (article->url.data) {
        an_strbuf_puts(x->out, ", ");
        an_strbuf_put_str(x->out, article->url);
    }
    end_line(x);
}

/* ---- marked sentence ---- */

typedef struct mark {
    const char *name;
    an_span span;
} mark;
typedef AN_ARRAY(mark) mark_list;

static void add_mark(explainer *x, mark_list *marks, const char *name, an_span span)
{
    if (!an_span_is_empty(span)) AN_PUSH(x->arena, marks, (mark){name, span});
}

static void add_event_marks(explainer *x, const an_event *event, mark_list *marks)
{
    for (size_t i = 0; i < event->accounts.count; i++) {
        add_mark(x, marks, "speaker", event->accounts.items[i].speaker.span);
        add_mark(x, marks, "saying", event->accounts.items[i].span);
    }
    for (size_t i = 0; i < event->actors.count; i++) add_mark(x, marks, "actor", event->actors.items[i].span);
    for (size_t i = 0; i < event->recipients.count; i++) add_mark(x, marks, "recipient", event->recipients.items[i].span);
    if (event->trigger_token < x->document->parsed.token_count)
        add_mark(x, marks, "act", x->document->parsed.tokens[event->trigger_token].span);
    if (event->date.is_known) add_mark(x, marks, "date", event->date.span);
    if (event->place.is_known) add_mark(x, marks, "place", event->place.span);
    if (event->killed.is_known) add_mark(x, marks, "killed", event->killed.span);
    if (event->wounded.is_known) add_mark(x, marks, "wounded", event->wounded.span);
    if (event->detained.is_known) add_mark(x, marks, "detained", event->detained.span);
    if (event->displaced.is_known) add_mark(x, marks, "displaced", event->displaced.span);
    add_mark(x, marks, "instrument", event->instrument);
}

static void add_claim_marks(explainer *x, const an_claim *claim, mark_list *marks)
{
    if (claim->has_speaker) add_mark(x, marks, "speaker", claim->speaker.span);
    add_mark(x, marks, "content", claim->content);
    if (claim->certainty.is_known) add_mark(x, marks, "certainty", claim->certainty.span);
}

/* Earlier first, then longer, so that what holds another opens before it. Few marks: insertion sort, and stable. */
static void sort_marks(mark_list *marks)
{
    for (size_t i = 1; i < marks->count; i++) {
        mark moved = marks->items[i];
        size_t k = i;
        for (; k > 0; k--) {
            an_span before = marks->items[k - 1].span;
            if (before.start < moved.span.start || (before.start == moved.span.start && before.end >= moved.span.end)) break;
            marks->items[k] = marks->items[k - 1];
        }
        marks->items[k] = moved;
    }
}

/* "[actor Russian troops] [act shelled] ...": brackets open and close where spans do. */
static void put_marked(explainer *x, an_span sentence, const mark_list *marks)
{
    an_strbuf_puts(x->out, "    ");
    for (uint32_t at = sentence.start; at <= sentence.end; at++) {
        for (size_t i = 0; i < marks->count; i++)
            if (marks->items[i].span.end == at && marks->items[i].span.start >= sentence.start) an_strbuf_putc(x->out, ']');
        if (at == sentence.end) break;
        for (size_t i = 0; i < marks->count; i++)
            if (marks->items[i].span.start == at && marks->items[i].span.end <= sentence.end)
                an_strbuf_printf(x->out, "[%s ", marks->items[i].name);
        an_strbuf_putc(x->out, x->text.data[at] == '\n' ? ' ' : x->text.data[at]);
    }
    end_line(x);
}

static void put_sentence(explainer *x, uint32_t number)
{
    an_span span = x->document->parsed.sentences[number].span;
    mark_list marks = {0};
    if (x->claim) add_claim_marks(x, x->claim, &marks);
    else add_event_marks(x, x->event, &marks);
    sort_marks(&marks);
    label(x, "Sentence");
    an_strbuf_printf(x->out, "%u, bytes %u-%u\n", number, span.start, span.end);
    put_marked(x, span, &marks);
}

/* ---- tree ---- */

typedef struct tree {
    const an_token *tokens;
    uint32_t count, first_token;
    uint32_t *first_child, *next_sibling; /* in the order of words; AN_NONE = no more */
    bool *is_written;
} tree;

/* Children are linked back to front, which leaves each list in the order of words. */
static bool link_tree(explainer *x, const an_sentence *sentence, tree *t)
{
    *t = (tree){.tokens = x->document->parsed.tokens + sentence->first_token, .count = sentence->token_count,
                .first_token = sentence->first_token};
    t->first_child = AN_NEW_ARRAY(x->arena, uint32_t, t->count);
    t->next_sibling = AN_NEW_ARRAY(x->arena, uint32_t, t->count);
    t->is_written = AN_NEW_ARRAY(x->arena, bool, t->count);
    if (!t->first_child || !t->next_sibling || !t->is_written) return false;
    for (uint32_t i = 0; i < t->count; i++) t->first_child[i] = t->next_sibling[i] = AN_NONE;
    for (uint32_t i = t->count; i-- > 0;) {
        int32_t head = t->tokens[i].head;
        if (head < 0 || head >= (int32_t)t->count) continue;
        t->next_sibling[i] = t->first_child[head];
        t->first_child[head] = i;
    }
    return true;
}

static void put_word(explainer *x, const tree *t, uint32_t i, uint32_t depth)
{
    const an_token *token = &t->tokens[i];
    size_t start = x->out->length, indent = depth * INDENT;
    bool is_act = x->event && !x->claim && x->event->trigger_token == t->first_token + i;
    for (size_t k = 0; k < 4 + (indent < INDENT_MAX ? indent : INDENT_MAX); k++) an_strbuf_putc(x->out, ' ');
    an_strbuf_put_str(x->out, token->form);
    do an_strbuf_putc(x->out, ' ');
    while (!x->out->has_failed && x->out->length - start < FORM_COLUMN);
    an_strbuf_printf(x->out, "%s%s%s  %s ", an_deprel_names[token->deprel], token->subrel ? ":" : "", an_subrel_names[token->subrel],
                     an_upos_names[token->upos]);
    an_strbuf_put_str(x->out, token->xpos);
    an_strbuf_puts(x->out, "  ");
    an_strbuf_put_str(x->out, token->lemma);
    if (is_act) an_strbuf_puts(x->out, "  <- the act");
    end_line(x);
}

/* Depth first with a stack of its own: a sentence may be one long chain. */
static void put_subtree(explainer *x, tree *t, uint32_t root, uint32_t *stack, uint32_t *depths)
{
    uint32_t height = 0;
    stack[height] = root;
    depths[height++] = 0;
    while (height) {
        uint32_t i = stack[--height], depth = depths[height];
        if (t->is_written[i]) continue;
        t->is_written[i] = true;
        put_word(x, t, i, depth);
        if (i != root && t->next_sibling[i] != AN_NONE) {
            stack[height] = t->next_sibling[i];
            depths[height++] = depth;
        }
        if (t->first_child[i] != AN_NONE) {
            stack[height] = t->first_child[i];
            depths[height++] = depth + 1;
        }
    }
}

/* From the roots; then words that no root reaches, which only a broken parse has. */
static void put_tree(explainer *x, uint32_t number)
{
    tree t;
    uint32_t *stack, *depths;
    if (!link_tree(x, &x->document->parsed.sentences[number], &t)) return;
    stack = AN_NEW_ARRAY(x->arena, uint32_t, (size_t)t.count + 1);
    depths = AN_NEW_ARRAY(x->arena, uint32_t, (size_t)t.count + 1);
    if (!stack || !depths) return;
    label(x, "Tree");
    an_strbuf_puts(x->out, "word, relation to the word above it, part of speech, Penn tag, lemma\n");
    for (uint32_t i = 0; i < t.count; i++)
        if (t.tokens[i].head < 0) put_subtree(x, &t, i, stack, depths);
    for (uint32_t i = 0; i < t.count; i++)
        if (!t.is_written[i]) put_subtree(x, &t, i, stack, depths);
}

/* ---- participants ---- */

static const char *how(an_resolution resolution)
{
    static const char *const words[] = {"known by its words only",          "by an alias in the dictionary",
                                        "by the office at that date",       "composed of country and role",
                                        "by a name given earlier in the text", "by reference to an earlier mention",
                                        "as a person decided"};
    return words[resolution];
}

static void put_detail(explainer *x, bool *has_some, an_str text)
{
    if (!text.length) return;
    an_strbuf_puts(x->out, *has_some ? ", " : " (");
    an_strbuf_put_str(x->out, text);
    *has_some = true;
}

static void put_actor_details(explainer *x, const an_actor *actor)
{
    bool has_some = false;
    put_detail(x, &has_some, an_str_from(actor->kind ? an_actor_kind_names[actor->kind] : NULL));
    put_detail(x, &has_some, an_str_from(actor->country));
    for (int i = 0; i < actor->sector_count; i++) put_detail(x, &has_some, an_str_from(an_sector_names[actor->sectors[i]]));
    put_detail(x, &has_some, actor->cameo);
    put_detail(x, &has_some, actor->title);
    if (actor->acts_for.data) {
        put_detail(x, &has_some, AN_STR("acts for "));
        an_strbuf_put_str(x->out, actor->acts_for);
    }
    if (has_some) an_strbuf_putc(x->out, ')');
}

static void put_participant(explainer *x, const an_participant *participant)
{
    const an_actor *actor = &participant->actor;
    an_cell_who(x->out, actor);
    if (actor->id.data && actor->name.data) {
        an_strbuf_puts(x->out, " ");
        an_strbuf_put_str(x->out, actor->name);
    }
    put_actor_details(x, actor);
    put_source(x, participant->span);
    an_strbuf_printf(x->out, ", %s\n", how(actor->resolution));
    if (x->help && x->help->describe_actor && actor->id.data) x->help->describe_actor(x->help->user, actor->id, x->out);
}

static void put_participants(explainer *x, const char *name, const an_participants *list)
{
    for (size_t i = 0; i < list->count; i++) {
        label(x, name);
        put_participant(x, &list->items[i]);
    }
}

/* ---- the event ---- */

static void put_type(explainer *x, const an_event *event)
{
    label(x, "Type");
    an_strbuf_puts(x->out, event->type ? an_types[event->type].name : "none");
    for (int i = 0; i < event->mode_count; i++) an_strbuf_printf(x->out, "%s%s", i ? ", " : " (", an_modes[event->modes[i]].name);
    if (event->mode_count) an_strbuf_putc(x->out, ')');
    if (event->quad > 0 && event->quad <= 4) an_strbuf_printf(x->out, ", %s", quad_names[event->quad]);
    an_strbuf_puts(x->out, ", PLOVER score ");
    an_cell_number(x->out, event->plover_score, 1);
    if (event->cameo[0]) an_strbuf_printf(x->out, ", CAMEO %s", event->cameo);
    if (event->has_goldstein) {
        an_strbuf_puts(x->out, ", Goldstein ");
        an_cell_number(x->out, event->goldstein, 1);
    }
    end_line(x);
    if (!event->contexts) return;
    label(x, "Contexts");
    for (int i = 0, written = 0; i < AN_CONTEXT_COUNT; i++)
        if (event->contexts >> i & 1) an_strbuf_printf(x->out, "%s%s", written++ ? ", " : "", an_context_names[i]);
    end_line(x);
}

static void put_rule(explainer *x, const an_event *event)
{
    if (!event->rule.data) return;
    label(x, "Rule");
    an_strbuf_put_str(x->out, event->rule);
    end_line(x);
    if (x->help && x->help->describe_rule) x->help->describe_rule(x->help->user, event->rule, x->out);
}

static void put_date(explainer *x, const an_event_date *date)
{
    label(x, "Date");
    if (!date->is_known) {
        an_strbuf_puts(x->out, "unknown\n");
        return;
    }
    an_cell_days(x->out, date->time.range);
    an_strbuf_printf(x->out, " (%s%s%s)", an_basis_names[date->time.basis], date->time.is_duration ? ", a duration" : "",
                     date->time.is_habitual ? ", habitual" : "");
    put_source(x, date->span);
    end_line(x);
    if (date->time.basis == AN_BASIS_DICTIONARY && x->help && x->help->describe_happening) x->help->describe_happening(x->help->user, an_str_of_span(x->text.data, date->span), x->out);
}

static void put_place(explainer *x, const an_event_place *place)
{
    const an_place *p = &place->place;
    bool has_some = false;
    label(x, "Place");
    if (!place->is_known) {
        an_strbuf_puts(x->out, "unknown\n");
        return;
    }
    an_strbuf_put_str(x->out, p->name);
    put_detail(x, &has_some, p->precision);
    put_detail(x, &has_some, p->parent);
    put_detail(x, &has_some, an_str_from(p->country));
    if (p->has_coordinates) {
        put_detail(x, &has_some, AN_STR("at "));
        an_cell_number(x->out, p->latitude, 5);
        an_strbuf_putc(x->out, ' ');
        an_cell_number(x->out, p->longitude, 5);
    }
    if (p->geonames) {
        put_detail(x, &has_some, AN_STR("GeoNames "));
        an_cell_int(x->out, p->geonames);
    }
    if (has_some) an_strbuf_putc(x->out, ')');
    put_source(x, place->span);
    end_line(x);
}

static void put_quantity(explainer *x, const char *name, const an_event_quantity *quantity)
{
    if (!quantity->is_known) return;
    label(x, name);
    if (quantity->high == INT64_MAX) an_strbuf_puts(x->out, "at least ");
    an_cell_int(x->out, quantity->low);
    if (quantity->high != INT64_MAX && quantity->high != quantity->low) {
        an_strbuf_puts(x->out, " to ");
        an_cell_int(x->out, quantity->high);
    }
    put_source(x, quantity->span);
    end_line(x);
}

static void put_accounts(explainer *x, const an_event *event)
{
    if (!event->accounts.count) {
        label(x, "Account");
        an_strbuf_puts(x->out, "the article's own voice\n");
    }
    for (size_t i = 0; i < event->accounts.count; i++) {
        const an_account *account = &event->accounts.items[i];
        label(x, i ? "  of what" : "Account");
        an_strbuf_puts(x->out, an_stance_names[account->stance]);
        put_source(x, account->span);
        end_line(x);
        label(x, "  speaker");
        put_participant(x, &account->speaker);
    }
}

static void put_event(explainer *x, const an_event *event)
{
    put_type(x, event);
    put_rule(x, event);
    put_participants(x, "Actor", &event->actors);
    put_participants(x, "Recipient", &event->recipients);
    put_date(x, &event->date);
    put_place(x, &event->place);
    put_quantity(x, "Killed", &event->killed);
    put_quantity(x, "Wounded", &event->wounded);
    put_quantity(x, "Detained", &event->detained);
    put_quantity(x, "Displaced", &event->displaced);
    if (!an_span_is_empty(event->instrument)) {
        label(x, "Instrument");
        put_words(x, event->instrument);
        end_line(x);
    }
    label(x, "Factuality");
    an_strbuf_printf(x->out, "%s\n", an_factuality_names[event->factuality]);
    put_accounts(x, event);
    label(x, "Confidence");
    an_cell_number(x->out, event->confidence, 2);
    end_line(x);
}

/* ---- claims ---- */

static void put_claim(explainer *x, const an_claim *claim)
{
    label(x, "Stance");
    an_strbuf_printf(x->out, "%s\n", an_stance_names[claim->stance]);
    label(x, "Speaker");
    if (claim->has_speaker) put_participant(x, &claim->speaker);
    else an_strbuf_puts(x->out, "nobody named\n");
    label(x, "Content");
    an_strbuf_put_str(x->out, an_str_of_span(x->text.data, claim->content));
    end_line(x);
    if (!claim->certainty.is_known) return;
    label(x, "Certainty");
    an_cell_number(x->out, claim->certainty.low, 2);
    an_strbuf_puts(x->out, " to ");
    an_cell_number(x->out, claim->certainty.high, 2);
    put_source(x, claim->certainty.span);
    end_line(x);
}

/* The claims of the document about the event. */
static void put_claims_about(explainer *x, const an_event *event)
{
    const an_claims *claims = &x->document->claims;
    for (size_t i = 0; i < claims->count; i++) {
        const an_claim *claim = &claims->items[i];
        if (claim->event >= x->document->events.count || &x->document->events.items[claim->event] != event) continue;
        label(x, "Claim");
        an_cell_key(x->out, claim->key);
        an_strbuf_puts(x->out, ": ");
        if (claim->has_speaker) an_cell_who(x->out, &claim->speaker.actor);
        else an_strbuf_puts(x->out, "nobody named");
        an_strbuf_printf(x->out, " %s\n", an_stance_names[claim->stance]);
    }
}

/* ---- the whole ---- */

static void put_coder(explainer *x)
{
    const an_coder *coder = &x->stored->coder;
    const struct { const char *name; an_str digest; } parts[] = {
        {"program", coder->program}, {"lexicon", coder->lexicon}, {"split", coder->split}, {"parse", coder->parse}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        label(x, i ? "" : "Coded by");
        an_strbuf_printf(x->out, "%s ", parts[i].name);
        an_strbuf_put_str(x->out, parts[i].digest);
        end_line(x);
    }
}

/* Who decided what, and what the program had said. */
static void put_decision(explainer *x, const an_correction *c)
{
    label(x, "Decided");
    an_strbuf_printf(x->out, "%llu: %s", (unsigned long long)c->number, an_actions[c->action].name);
    if (an_actions[c->action].target == AN_TARGET_ACTOR) an_strbuf_printf(x->out, " %.*s", (int)c->target.length, c->target.data);
    if (c->value.data) an_strbuf_printf(x->out, " %.*s", (int)c->value.length, c->value.data);
    if (c->by.data) an_strbuf_printf(x->out, ", by %.*s", (int)c->by.length, c->by.data);
    if (c->day.data) an_strbuf_printf(x->out, ", %.*s", (int)c->day.length, c->day.data);
    if (c->note.data) an_strbuf_printf(x->out, " (%.*s)", (int)c->note.length, c->note.data);
    if (c->seen.data && c->action != AN_ACTION_DROP) an_strbuf_printf(x->out, "; the program had said %.*s", (int)c->seen.length, c->seen.data);
    if (c->now.data) an_strbuf_printf(x->out, "; it now says %.*s", (int)c->now.length, c->now.data);
    if (c->action == AN_ACTION_DROP) an_strbuf_puts(x->out, "; no other question finds the event, below it stands as the program made it");
    end_line(x);
}

static void put_all(explainer *x)
{
    uint32_t sentence = x->claim ? x->claim->sentence : x->event->sentence;
    label(x, x->claim ? "Claim" : "Event");
    an_cell_key(x->out, x->claim ? x->claim->key : x->event->key);
    end_line(x);
    for (size_t i = 0; i < x->decided.count; i++) put_decision(x, &x->decided.items[i]);
    put_document(x);
    if (sentence < x->document->parsed.sentence_count) {
        put_sentence(x, sentence);
        put_tree(x, sentence);
    }
    if (x->claim) put_claim(x, x->claim);
    if (x->claim && x->event) {
        label(x, "About");
        an_strbuf_puts(x->out, "event ");
        an_cell_key(x->out, x->event->key);
        end_line(x);
    }
    if (x->event) put_event(x, x->event);
    if (x->event && !x->claim) put_claims_about(x, x->event);
    put_coder(x);
}

/* Sets the event or claim that the key is of. The document was found by it, so one is there unless the base is damaged. */
static bool find(explainer *x, uint64_t key)
{
    for (size_t i = 0; i < x->document->events.count && !x->event; i++)
        if (x->document->events.items[i].key == key) x->event = &x->document->events.items[i];
    for (size_t i = 0; i < x->document->claims.count && !x->event && !x->claim; i++)
        if (x->document->claims.items[i].key == key) x->claim = &x->document->claims.items[i];
    if (x->claim && x->claim->event < x->document->events.count) x->event = &x->document->events.items[x->claim->event];
    return x->event || x->claim;
}

static annals_status explain(an_store *store, uint64_t key, const an_explain_help *help, an_arena *arena, an_strbuf *out,
                             annals_error *error)
{
    an_stored_document stored;
    explainer x = {.stored = &stored, .document = &stored.document, .help = help, .arena = arena, .out = out};
    AN_TRY(an_store_load_by_key(store, arena, key, &stored, error));
    x.text = stored.document.article.text;
    if (!find(&x, key)) return an_fail(error, ANNALS_E_FORMAT, "query", 0, "the base is damaged: its index of keys does not fit its events");
    if (x.event && !x.claim) AN_TRY(an_store_corrections_of(store, arena, key, &x.decided, error));
    put_all(&x);
    return out->has_failed || arena->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "query", 0, "out of memory") : ANNALS_OK;
}

/* A base may come from anywhere, and the explanation is for a terminal: nothing in it may move the cursor or change colours. */
static void blank_controls(an_strbuf *out)
{
    size_t length;
    for (size_t at = 0; at < out->length; at += length) {
        uint32_t c = an_utf8_decode(out->data + at, out->length - at, &length);
        bool is_no_character = c == 0xFFFD && length == 1;
        if (c != '\n' && (an_utf8_acts_on_terminal(c) || is_no_character)) memset(out->data + at, ' ', length);
    }
}

annals_status an_query_explain(an_store *store, const char *key, const an_explain_help *help, annals_sink sink, void *user,
                               annals_error *error)
{
    an_arena arena;
    an_strbuf out;
    uint64_t number;
    annals_status status;
    if (!key || !an_key_parse(an_str_from(key), &number))
        return an_fail(error, ANNALS_E_USAGE, "query", 0, "key: '%.100s' is no key; a key is 16 digits 0-9 a-f", key ? key : "");
    an_arena_init(&arena, 0);
    an_strbuf_init(&out, 0);
    status = explain(store, number, help, &arena, &out, error);
    blank_controls(&out);
    if (status == ANNALS_OK && sink(user, out.data, out.length))
        status = an_fail(error, ANNALS_STOPPED, "query", 0, "the receiver wants no more");
    an_strbuf_free(&out);
    an_arena_free(&arena);
    return status;
}
