/* The order of coding: per sentence triggers, then what they make together, roles, factuality, accounts, when and where; after the last
 * sentence the speakers of quotations, then what tellings of one happening lend one another. */
#include "event/events.h"

#include "event/retold.h"

static bool emit(an_coder *coder, const an_tree *tree, an_draft *draft)
{
    uint32_t quote = AN_NONE;
    an_find_instrument(coder, tree, draft);
    an_find_accounts(coder, tree, draft, &quote);
    an_turn_by_account(draft);
    an_find_details(coder, tree, draft);
    an_name_victim(coder, tree, draft);
    an_name_the_rest(coder, tree, draft);
    if (!an_is_worth_keeping(coder, tree, draft) || an_is_pastime(coder, tree, draft)) return true;
    an_forget_things(tree, draft);
    an_finish_event(coder, tree, draft);
    draft->number = (uint32_t)coder->document->events.count;
    return AN_PUSH(coder->arena, &coder->document->events, draft->event) && AN_PUSH(coder->scratch, &coder->quote_of_event, quote) && an_note_telling(coder, tree, draft);
}

static void settle_numbers(an_coder *coder)
{
    for (uint32_t i = 0; i < coder->draft_count; i++)
        for (uint32_t at = i, steps = 0; coder->drafts[i].number == AN_NONE && steps < coder->draft_count && coder->drafts[at].absorbed_by != AN_NONE; steps++) {
            at = coder->drafts[at].absorbed_by;
            coder->drafts[i].number = coder->drafts[at].number;
        }
}

static bool is_alone_in_paragraph(const an_parsed_text *parsed, uint32_t sentence)
{
    const an_sentence *s = parsed->sentences + sentence;
    if (parsed->sentence_count < 2) return false;
    return (!sentence || s[-1].paragraph != s->paragraph) && (sentence + 1 == parsed->sentence_count || s[1].paragraph != s->paragraph);
}

/* "A tangle of deals", "Trusting rebels to fight rebels?": words over a section, which tell nothing that it does not tell. Not "Rebels seize Goma". */
static bool is_heading(const an_tree *tree)
{
    uint32_t root = 0;
    const an_token *last = tree->count ? tree->tokens + tree->count - 1 : NULL;
    if (!last || !is_alone_in_paragraph(&tree->document->parsed, tree->sentence)) return false;
    if (last->upos == AN_UPOS_PUNCT && !an_str_is(last->form, "?")) return false;
    while (root < tree->count && an_tree_head(tree, root) != AN_NONE) root++;
    return root < tree->count && !an_tree_is_finite(tree, root) && !an_tree_has_subject(tree, root);
}

static bool code_sentence(an_coder *coder, const an_tree *tree)
{
    if (is_heading(tree)) return true;
    if (an_match_sentence(coder, tree)) {
        an_compose(coder, tree);
        an_drop_doubles(coder, tree); /* "met to discuss", while both are CONSULT */
        for (uint32_t i = 0; i < coder->draft_count; i++) {
            an_draft *draft = coder->drafts + i;
            if (draft->is_dropped) continue;
            draft->event.factuality = an_factuality_of(coder, tree, draft);
            draft->is_refused = an_is_refused(coder, tree, draft);
            draft->is_failed = an_is_failed(coder, tree, draft);
            draft->is_willed = an_is_willed(coder, tree, draft);
            an_turn_by_factuality(draft);
        }
        an_drop_doubles(coder, tree);
        for (uint32_t i = 0; i < coder->draft_count; i++)
            if (!coder->drafts[i].is_dropped && !emit(coder, tree, coder->drafts + i)) return false;
        an_share_places(coder, tree);
        settle_numbers(coder);
    }
    an_find_claims(coder, tree);
    return !coder->arena->is_exhausted && !coder->scratch->is_exhausted;
}

static uint32_t longest_sentence(const an_parsed_text *parsed)
{
    uint32_t longest = 0;
    for (uint32_t s = 0; s < parsed->sentence_count; s++)
        if (parsed->sentences[s].token_count > longest) longest = parsed->sentences[s].token_count;
    return longest;
}

/* Two events of one span and type (two triggers between the same words) must not share a key. */
static void part_keys(const an_events *events)
{
    for (size_t i = 0; i < events->count; i++)
        for (size_t k = i; k-- > 0 && events->items[k].sentence == events->items[i].sentence;)
            if (events->items[k].key == events->items[i].key) events->items[i].key++;
}

/* Words that somebody asks about; tokens NULL: none. */
typedef struct questions {
    const uint32_t *tokens;
    size_t count, next;
    an_event *answers;
} questions;

static void answer(an_coder *coder, const an_tree *tree, uint32_t token, an_event *out)
{
    uint32_t number = coder->draft_count ? coder->draft_at[token] : AN_NONE;
    const an_draft *told = number == AN_NONE ? NULL : coder->drafts + number;
    an_draft bare = {.token = token, .top = token, .light_token = AN_NONE, .is_noun = tree->tokens[token].upos == AN_UPOS_NOUN || tree->tokens[token].upos == AN_UPOS_PROPN};
    memset(out, 0, sizeof *out);
    bare.event.factuality = out->factuality = an_factuality_of(coder, tree, told && told->token == token ? told : &bare);
    if (told && told->number != AN_NONE) {
        out->type = coder->document->events.items[told->number].type;
        out->date = coder->document->events.items[told->number].date;
        return;
    }
    an_find_date(coder, tree, &bare);
    out->date = bare.event.date;
}

static void answer_sentence(an_coder *coder, const an_tree *tree, questions *asked)
{
    for (; asked->next < asked->count && asked->tokens[asked->next] < tree->first + tree->count; asked->next++)
        if (asked->tokens[asked->next] >= tree->first) answer(coder, tree, asked->tokens[asked->next] - tree->first, asked->answers + asked->next);
}

static annals_status code(an_coder *coder, questions *asked, annals_error *error)
{
    an_document *document = coder->document;
    uint32_t mention_cursor = 0;
    coder->drafts = AN_NEW_ARRAY(coder->scratch, an_draft, AN_DRAFTS_MAX);
    coder->draft_at = AN_NEW_ARRAY(coder->scratch, uint32_t, longest_sentence(&document->parsed) + 1);
    if (!coder->drafts || !coder->draft_at || !an_find_quotes(coder) || !an_begin_tellings(coder)) return an_fail(error, ANNALS_E_MEMORY, "event", 0, "out of memory");
    for (uint32_t s = 0; s < document->parsed.sentence_count; s++) {
        an_tree tree;
        if (!an_tree_build(coder->scratch, document, &coder->grammar, s, &mention_cursor, &tree) || !code_sentence(coder, &tree))
            return an_fail(error, ANNALS_E_MEMORY, "event", document->parsed.sentences[s].span.start, "out of memory");
        answer_sentence(coder, &tree, asked);
    }
    an_settle_quotes(coder);
    if (!an_complete_tellings(coder)) return an_fail(error, ANNALS_E_MEMORY, "event", 0, "out of memory");
    an_name_peoples(coder);
    part_keys(&document->events);
    return coder->arena->is_exhausted || coder->scratch->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "event", 0, "out of memory") : ANNALS_OK;
}

static an_coder begin(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, an_document *document)
{
    an_coder coder = {.arena = arena, .scratch = scratch, .document = document, .frames = an_lexicon_frames(lexicon), .codebook = an_lexicon_codebook(lexicon), .actors = an_lexicon_actors(lexicon), .places = an_lexicon_places(lexicon), .happenings = an_lexicon_happenings(lexicon)};
    coder.context_paragraph = coder.scored_sentence = coder.mishap_sentence = coder.option_sentence = AN_NONE;
    coder.is_review = an_is_review(document);
    an_grammar_init(&coder.grammar, coder.frames);
    return coder;
}

/* Reads document->article, ->parsed and ->mentions, fills ->events and ->claims. E_MEMORY. */
annals_status an_event_code(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, an_document *document, annals_error *error)
{
    an_coder coder = begin(arena, scratch, lexicon, document);
    return code(&coder, &(questions){.count = 0}, error);
}

annals_status an_event_probe(an_arena *arena, an_arena *scratch, const an_lexicon *lexicon, an_document *document, const uint32_t *tokens, size_t count, an_event *out, annals_error *error)
{
    an_coder coder = begin(arena, scratch, lexicon, document);
    return code(&coder, &(questions){tokens, count, 0, out}, error);
}
