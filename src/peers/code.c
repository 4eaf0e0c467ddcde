/* Codes a document with the peers' dictionaries, sentence by sentence. */
#include "peers/coding.h"

static void diagnose_discard(an_peer_coding *coding, bool whole_story)
{
    an_diagnose(coding->arena, &coding->document->diagnostics, whole_story ? "discarded-story" : "discarded-sentence",
                coding->document->parsed.sentences[coding->sentence].span, "%s", whole_story ? "the dictionary discards stories with these words" : "the dictionary discards sentences with these words");
}

static bool is_issue_known(const an_diagnostics *list, an_str code)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].code, "issue") == 0 && an_str_equal(list->items[i].message, code)) return true;
    return false;
}

/* The issues that the dictionary sees in the document, each once, where it stands first. Words behind "~" are none. */
static void find_issues(an_peer_coding *coding)
{
    const an_peers *peers = coding->peers;
    if (peers->first_of_kind[AN_PEER_ISSUE] == peers->first_of_kind[AN_PEER_ISSUE + 1]) return;
    for (uint32_t u = 0; u < coding->units.count;) {
        uint32_t end = u + 1, hit = an_peer_phrase_at(coding, AN_PEER_ISSUE, u, 0, &end);
        const an_peer_topic *topic = hit == AN_NONE ? NULL : peers->topics.items + peers->phrases.items[hit].value;
        if (topic && !topic->is_ignored && !is_issue_known(&coding->document->diagnostics, topic->code))
            an_diagnose(coding->arena, &coding->document->diagnostics, "issue", (an_span){coding->units.items[u].span.start, coding->units.items[end - 1].span.end}, "%.*s",
                        (int)topic->code.length, topic->code.data);
        u = topic ? end : u + 1;
    }
}

static bool code_sentence(an_peer_coding *coding, bool *is_story_over)
{
    const an_parsed_text *parsed = &coding->document->parsed;
    bool whole_story = false;
    coding->sentence_steps = 0;
    coding->units = (an_peer_units){0};
    coding->mentions = (an_peer_mentions){0};
    coding->tokens = an_sentence_tokens(parsed, coding->sentence);
    coding->token_count = parsed->sentences[coding->sentence].token_count;
    if (coding->peers->dialect == AN_PEER_TABARI) return an_peer_code_tabari(coding, parsed->sentences[coding->sentence].span);
    if (!an_peer_make_units(coding)) return false;
    if (an_peer_is_discarded(coding, &whole_story)) {
        diagnose_discard(coding, whole_story);
        *is_story_over = whole_story;
        return true;
    }
    find_issues(coding);
    return an_peer_find_mentions(coding) && an_peer_code_petrarch(coding);
}

/* Two events of one span and code must not share a key. */
static void part_keys(const an_events *events)
{
    for (size_t i = 0; i < events->count; i++)
        for (size_t k = i; k-- > 0 && events->items[k].sentence == events->items[i].sentence;)
            if (events->items[k].key == events->items[i].key) events->items[i].key++;
}

bool an_peers_needs_parse(const an_peers *peers) { return peers->dialect != AN_PEER_TABARI; }

annals_status an_peers_code(const an_peers *peers, const an_codebook *codebook, an_arena *arena, an_arena *scratch, an_document *document,
                            annals_error *error)
{
    an_peer_coding coding = {.peers = peers, .codebook = codebook, .arena = arena, .scratch = scratch, .document = document, .date = document->article.published};
    bool is_story_over = false;
    for (uint32_t s = 0; s < document->parsed.sentence_count && !is_story_over; s++) {
        coding.sentence = s;
        if (!code_sentence(&coding, &is_story_over)) return an_fail(error, ANNALS_E_MEMORY, "peers", document->parsed.sentences[s].span.start, "out of memory");
        an_arena_reset(scratch);
    }
    if (is_story_over) document->events.count = 0;
    part_keys(&document->events);
    return arena->is_exhausted ? an_fail(error, ANNALS_E_MEMORY, "peers", 0, "out of memory") : ANNALS_OK;
}
