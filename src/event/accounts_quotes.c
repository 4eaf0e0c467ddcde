/* Quotations: where they stand, and whose words they are. A quotation takes the speaker of the word of saying that stands nearest to it in its
 * sentence, else of a sentence that ends with a colon before it, else the person of whom the sentence before tells, else the speaker of the
 * quotation before it in the paragraph or the next one. Quotations without marks: a paragraph that begins with "Name:" in a transcript, and the
 * paragraph behind a colon that ends one. Each sentence of a quotation is a claim of its speaker. */
#include "event/accounts.h"

enum {
    STATEMENT_TOKENS_MIN = 4,  /* shorter quotations are words set apart, not statements */
    QUOTE_TOKENS_MAX = 4000,
    LABEL_TOKENS_MAX = 4,      /* "Dr. Jane Doe:" */
    LABELS_MIN = 3,            /* fewer paragraphs with a label make no transcript: "Photo: ..." */
    COLON_REACH = 2,           /* tokens between a colon and the quotation that it opens */
    SIGNATURE_TOKENS_MAX = 16, /* "- Jane Doe, Minister of Justice" */
    OWN_SENTENCE_FAR = 1 << 20,                  /* further than any word of saying in the quotation's own sentences */
    SENTENCE_BEFORE_FAR = OWN_SENTENCE_FAR + 1,
    BLOCK_FAR = OWN_SENTENCE_FAR + 2             /* a paragraph behind a colon: nobody else's words if nobody says them */
};

typedef enum quote_mark { MARK_NONE, MARK_DOUBLE, MARK_SINGLE } quote_mark;

static quote_mark opening_mark(const an_token *token, quote_mark inside)
{
    an_str form = token->form;
    if (an_str_is(form, "\xE2\x80\x9C") || an_str_is(form, "``") || an_str_is(form, "\xC2\xAB") || an_str_is(form, "\xE2\x80\x9E")) return MARK_DOUBLE;
    if (inside != MARK_NONE) return MARK_NONE;
    if (an_str_is(form, "\"")) return MARK_DOUBLE;
    return an_str_is(form, "\xE2\x80\x98") || (an_str_is(form, "'") && an_str_is(token->xpos, "``")) ? MARK_SINGLE : MARK_NONE;
}

static bool closes(const an_token *token, quote_mark inside)
{
    an_str form = token->form;
    if (inside == MARK_DOUBLE) return an_str_is(form, "\xE2\x80\x9D") || an_str_is(form, "''") || an_str_is(form, "\"") || an_str_is(form, "\xC2\xBB");
    return inside == MARK_SINGLE && token->upos == AN_UPOS_PUNCT && (an_str_is(form, "\xE2\x80\x99") || an_str_is(form, "'"));
}

/* The "United" of a name is no verb. */
static bool has_verb(const an_parsed_text *parsed, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if ((parsed->tokens[t].upos == AN_UPOS_VERB || parsed->tokens[t].upos == AN_UPOS_AUX) && !an_str_starts_with(parsed->tokens[t].xpos, "NNP")) return true;
    return false;
}

static an_quote *add_quote(an_coder *coder, uint32_t first, uint32_t end)
{
    if (end < first + STATEMENT_TOKENS_MIN || end - first > QUOTE_TOKENS_MAX || !has_verb(&coder->document->parsed, first, end)) return NULL;
    if (!AN_PUSH(coder->scratch, &coder->quotes, (an_quote){.first_token = first, .end_token = end, .distance = UINT32_MAX})) return NULL;
    return coder->quotes.items + coder->quotes.count - 1;
}

/* ---- transcripts: "HOST: Welcome." ---- */

/* The token behind the colon of a label that begins the sentence; AN_NONE. */
static uint32_t after_label(const an_parsed_text *parsed, const an_sentence *sentence)
{
    for (uint32_t i = 1; i <= LABEL_TOKENS_MAX && i + 1 < sentence->token_count; i++) {
        const an_token *t = parsed->tokens + sentence->first_token + i;
        if (t[-1].upos == AN_UPOS_NUM) return AN_NONE; /* "2016: Rebels took the town" */
        if (an_str_is(t->form, ":")) return sentence->first_token + i + 1;
        if (t[-1].upos != AN_UPOS_PROPN && t[-1].upos != AN_UPOS_NOUN) return AN_NONE;
    }
    return AN_NONE;
}

static bool begins_paragraph(const an_parsed_text *parsed, uint32_t sentence) { return sentence == 0 || parsed->sentences[sentence - 1].paragraph != parsed->sentences[sentence].paragraph; }

static bool is_transcript(const an_parsed_text *parsed)
{
    uint32_t labels = 0;
    for (uint32_t s = 0; s < parsed->sentence_count && labels < LABELS_MIN; s++)
        labels += begins_paragraph(parsed, s) && after_label(parsed, parsed->sentences + s) != AN_NONE;
    return labels >= LABELS_MIN;
}

static an_participant speaker_of_label(const an_coder *coder, uint32_t first, uint32_t end)
{
    const an_document *d = coder->document;
    an_participant p = {.mention = AN_NONE, .span = {d->parsed.tokens[first].span.start, d->parsed.tokens[end - 1].span.end}};
    for (uint32_t m = 0; m < d->mentions.count; m++) {
        const an_mention *mention = d->mentions.items + m;
        if (mention->first_token >= end) break;
        if (mention->kind != AN_MENTION_ACTOR || mention->first_token < first || mention->end_token > end || !mention->actor.id.data) continue;
        p.mention = m;
        p.actor = mention->actor;
        return p;
    }
    p.actor.name = an_str_of_span(d->article.text.data, p.span);
    p.actor.entry = AN_NONE;
    p.actor.kind = AN_ACTOR_PERSON;
    return p;
}

/* The paragraph behind a label as one quotation; the number of the first sentence behind it, or `sentence` if there is no label. */
static uint32_t read_turn(an_coder *coder, uint32_t sentence)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    const an_sentence *s = parsed->sentences + sentence;
    uint32_t start = after_label(parsed, s), end = sentence;
    an_quote *quote;
    if (start == AN_NONE) return sentence;
    while (end < parsed->sentence_count && parsed->sentences[end].paragraph == s->paragraph) end++;
    quote = add_quote(coder, start, parsed->sentences[end - 1].first_token + parsed->sentences[end - 1].token_count);
    if (quote) {
        quote->speaker = speaker_of_label(coder, s->first_token, start - 1);
        quote->words = quote->speaker.span;
        quote->has_speaker = true;
        quote->distance = 0;
    }
    return end;
}

/* ---- finding quotations ---- */

typedef struct scan {
    uint32_t start; /* of the quotation that is open; AN_NONE */
    quote_mark mark;
} scan;

static void read_marks(an_coder *coder, const an_sentence *sentence, scan *open)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    for (uint32_t t = sentence->first_token; t < sentence->first_token + sentence->token_count; t++) {
        const an_token *token = parsed->tokens + t;
        quote_mark mark = opening_mark(token, open->start == AN_NONE ? MARK_NONE : open->mark);
        if (mark != MARK_NONE) *open = (scan){t + 1, mark};
        else if (open->start != AN_NONE && closes(token, open->mark)) {
            add_quote(coder, open->start, t);
            open->start = AN_NONE;
        }
    }
}

/* A quotation that its paragraph does not close; a single mark that nothing closes is an apostrophe. */
static void end_paragraph(an_coder *coder, scan *open, uint32_t end)
{
    an_quote *quote = open->start != AN_NONE && open->mark == MARK_DOUBLE ? add_quote(coder, open->start, end) : NULL;
    if (quote) quote->is_unclosed = true;
    open->start = AN_NONE;
}

/* ---- paragraphs that are quoted without marks: "The report found: // Prices rose." ---- */

static uint32_t end_of_paragraph(const an_parsed_text *parsed, uint32_t sentence)
{
    uint32_t end = sentence;
    while (end < parsed->sentence_count && parsed->sentences[end].paragraph == parsed->sentences[sentence].paragraph) end++;
    return end;
}

static uint32_t end_token_of(const an_parsed_text *parsed, uint32_t sentence) { return parsed->sentences[sentence].first_token + parsed->sentences[sentence].token_count; }

static bool has_marks(const an_parsed_text *parsed, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t < end; t++)
        if (opening_mark(parsed->tokens + t, MARK_NONE) == MARK_DOUBLE) return true;
    return false;
}

/* "[The militia] has grown": words that an editor put into what he quotes. */
static bool has_editor_words(const an_parsed_text *parsed, uint32_t first, uint32_t end)
{
    for (uint32_t t = first; t + 2 < end; t++)
        if (an_str_is(parsed->tokens[t].form, "[") && parsed->tokens[t + 1].upos != AN_UPOS_PUNCT && parsed->tokens[t + 1].upos != AN_UPOS_NUM) return true;
    return false;
}

static bool is_dash(an_str form) { return an_str_is(form, "\xE2\x80\x94") || an_str_is(form, "\xE2\x80\x93") || an_str_is(form, "-") || an_str_is(form, "--"); }

/* "- Jane Doe, Minister of Justice": who signed what stands before. */
static bool is_signature(const an_parsed_text *parsed, uint32_t sentence)
{
    const an_sentence *s = parsed->sentences + sentence;
    const an_token *t = parsed->tokens + s->first_token;
    return s->token_count > 1 && s->token_count <= SIGNATURE_TOKENS_MAX && is_dash(t[0].form) && t[1].upos == AN_UPOS_PROPN && !has_verb(parsed, s->first_token, s->first_token + s->token_count);
}

static bool is_block(const an_parsed_text *parsed, uint32_t sentence, bool goes_on)
{
    uint32_t end = end_token_of(parsed, end_of_paragraph(parsed, sentence) - 1), first = parsed->sentences[sentence].first_token;
    if (!sentence || !first || has_marks(parsed, first, end)) return false;
    return an_str_is(parsed->tokens[first - 1].form, ":") || (goes_on && has_editor_words(parsed, first, end));
}

/* The paragraph that begins with the sentence as a quotation, if it is one; the number of the first sentence behind it, else `sentence`. */
static uint32_t read_block(an_coder *coder, uint32_t sentence, bool *goes_on)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    uint32_t after = end_of_paragraph(parsed, sentence), last = after - 1;
    an_quote *quote;
    *goes_on = is_block(parsed, sentence, *goes_on);
    if (!*goes_on) return sentence;
    if (last > sentence && is_signature(parsed, last)) last--;
    quote = add_quote(coder, parsed->sentences[sentence].first_token, end_token_of(parsed, last));
    if (quote) quote->distance = BLOCK_FAR;
    return after;
}

static void read_signature(an_coder *coder, uint32_t sentence)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    const an_sentence *s = parsed->sentences + sentence;
    uint32_t first = s->first_token + 1, end = first;
    an_quote *quote = coder->quotes.count ? coder->quotes.items + coder->quotes.count - 1 : NULL;
    if (!quote || !is_signature(parsed, sentence) || quote->has_speaker || quote->end_token + COLON_REACH < s->first_token || quote->end_token > s->first_token) return;
    while (end < s->first_token + s->token_count && parsed->tokens[end].upos == AN_UPOS_PROPN) end++;
    quote->speaker = speaker_of_label(coder, first, end);
    quote->words = quote->speaker.span;
    quote->has_speaker = true;
    quote->distance = OWN_SENTENCE_FAR;
}

/* What of the paragraph that begins here is a quotation without marks; the number of the first sentence behind that, else `sentence`. */
static uint32_t read_unmarked(an_coder *coder, uint32_t sentence, bool has_turns, bool *goes_on)
{
    uint32_t after = has_turns ? read_turn(coder, sentence) : sentence;
    return after > sentence ? after : read_block(coder, sentence, goes_on);
}

/* Lists the quotations of the text. */
bool an_find_quotes(an_coder *coder)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    bool has_turns = is_transcript(parsed), goes_on = false;
    scan open = {AN_NONE, MARK_NONE};
    for (uint32_t s = 0; s < parsed->sentence_count; s++) {
        if (begins_paragraph(parsed, s)) {
            uint32_t after;
            end_paragraph(coder, &open, parsed->sentences[s].first_token);
            after = read_unmarked(coder, s, has_turns, &goes_on);
            if (after > s) {
                s = after - 1;
                read_signature(coder, s);
                continue;
            }
        }
        read_signature(coder, s);
        read_marks(coder, parsed->sentences + s, &open);
    }
    end_paragraph(coder, &open, parsed->token_count);
    return !coder->scratch->is_exhausted;
}

/* The first quotation that ends after the token. */
size_t an_first_quote_after(const an_coder *coder, uint32_t token)
{
    size_t low = 0, high = coder->quotes.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (coder->quotes.items[middle].end_token <= token) low = middle + 1;
        else high = middle;
    }
    return low;
}

uint32_t an_quote_at(const an_coder *coder, uint32_t token)
{
    size_t quote = an_first_quote_after(coder, token);
    return quote < coder->quotes.count && coder->quotes.items[quote].first_token <= token ? (uint32_t)quote : AN_NONE;
}

/* ---- whose words they are ---- */

static uint32_t distance_to(const an_quote *quote, uint32_t token) { return token < quote->first_token ? quote->first_token - token : token - quote->end_token + 1; }

static void offer(an_quote *quote, an_span words, const an_participant *speaker, uint32_t distance)
{
    if (quote->distance <= distance) return;
    quote->distance = distance;
    quote->speaker = *speaker;
    quote->words = words;
    quote->has_speaker = true;
}

/* Offers the quotations that this word of saying stands beside its speaker: the nearest word has it. */
void an_offer_to_quotes(an_coder *coder, const an_tree *tree, uint32_t word, const an_participant *speaker)
{
    uint32_t end = tree->first + tree->count, at = word + tree->first;
    bool ends_with_colon = tree->count && an_str_is(tree->tokens[tree->count - 1].form, ":");
    if (an_quote_at(coder, at) != AN_NONE) return;
    for (size_t i = an_first_quote_after(coder, tree->first); i < coder->quotes.count; i++) {
        an_quote *q = coder->quotes.items + i;
        if (q->first_token < end) offer(q, tree->tokens[word].span, speaker, distance_to(q, at));
        else if (ends_with_colon && q->first_token <= end + COLON_REACH) offer(q, tree->tokens[word].span, speaker, OWN_SENTENCE_FAR);
        else break;
    }
}

/* Offers the quotation that begins the next sentence to whom this one tells of. */
void an_offer_to_next(an_coder *coder, const an_tree *tree, uint32_t word, const an_participant *speaker)
{
    uint32_t end = tree->first + tree->count;
    size_t next = an_first_quote_after(coder, end);
    if (next < coder->quotes.count && coder->quotes.items[next].first_token == end + 1) offer(coder->quotes.items + next, tree->tokens[word].span, speaker, SENTENCE_BEFORE_FAR);
}

static uint32_t paragraph_of(const an_parsed_text *parsed, uint32_t token, uint32_t *sentence)
{
    while (*sentence + 1 < parsed->sentence_count && parsed->sentences[*sentence + 1].first_token <= token) ++*sentence;
    return parsed->sentences[*sentence].paragraph;
}

static void take_over(an_quote *quote, const an_quote *from)
{
    quote->speaker = from->speaker;
    quote->words = from->words;
    quote->has_speaker = true;
}

/* A quotation that runs on in the next paragraph has the speaker who is named there. */
static void inherit_backwards(an_coder *coder)
{
    for (size_t i = coder->quotes.count; i-- > 1;)
        if (coder->quotes.items[i].has_speaker && coder->quotes.items[i - 1].is_unclosed && !coder->quotes.items[i - 1].has_speaker) take_over(coder->quotes.items + i - 1, coder->quotes.items + i);
}

/* A quotation without a speaker of its own goes on with the one before it in the same or the previous paragraph; if there is none, one that
 * comes after it in its paragraph speaks there too. */
static void inherit_speakers(an_coder *coder)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    uint32_t sentence = 0, last_paragraph = 0;
    const an_quote *last = NULL;
    inherit_backwards(coder);
    for (size_t i = 0; i < coder->quotes.count; i++) {
        an_quote *q = coder->quotes.items + i;
        uint32_t paragraph = paragraph_of(parsed, q->first_token, &sentence), ahead = sentence;
        if (!q->has_speaker && q->distance == BLOCK_FAR && !(last == q - 1 && last && last->end_token + COLON_REACH >= q->first_token)) continue; /* goes on only as a block */
        if (!q->has_speaker && last && paragraph <= last_paragraph + 1) take_over(q, last);
        if (!q->has_speaker && i + 1 < coder->quotes.count && q[1].has_speaker && paragraph_of(parsed, q[1].first_token, &ahead) == paragraph) take_over(q, q + 1);
        if (!q->has_speaker) continue;
        last = q;
        last_paragraph = paragraph;
    }
}

static bool is_first_person(an_str form)
{
    static const char *const words[] = {"I", "we", "me", "us", "my", "our"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (an_str_equal_ignoring_ascii_case(form, an_str_from(words[i]))) return true;
    return false;
}

static uint32_t token_of(const an_parsed_text *parsed, uint32_t sentence, an_span span)
{
    const an_sentence *s = parsed->sentences + sentence;
    for (uint32_t t = s->first_token; t < s->first_token + s->token_count; t++)
        if (parsed->tokens[t].span.start == span.start) return t;
    return AN_NONE;
}

/* "I" in a quotation is whoever speaks there: his id, this word. */
static void settle_first_persons(an_coder *coder)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    for (size_t i = 0; i < coder->document->claims.count; i++) {
        an_participant *speaker = &coder->document->claims.items[i].speaker;
        uint32_t token, quote;
        if (!coder->document->claims.items[i].has_speaker || speaker->actor.id.data || !is_first_person(an_str_of_span(parsed->text.data, speaker->span))) continue;
        token = token_of(parsed, coder->document->claims.items[i].sentence, speaker->span);
        quote = token == AN_NONE ? AN_NONE : an_quote_at(coder, token);
        if (quote == AN_NONE || !coder->quotes.items[quote].has_speaker) continue;
        speaker->actor = coder->quotes.items[quote].speaker.actor;
        speaker->mention = coder->quotes.items[quote].speaker.mention;
    }
}

/* ---- what the speaker of a quotation says in it ---- */

static bool is_same_speaker(const an_participant *a, const an_participant *b) { return a->actor.id.data && b->actor.id.data && an_str_equal(a->actor.id, b->actor.id); }

static void settle_events(an_coder *coder)
{
    for (size_t i = 0; i < coder->quote_of_event.count; i++) {
        uint32_t quote = coder->quote_of_event.items[i];
        an_accounts *accounts = &coder->document->events.items[i].accounts;
        an_accounts inner = *accounts;
        if (quote == AN_NONE || !coder->quotes.items[quote].has_speaker) continue;
        memset(accounts, 0, sizeof *accounts);
        AN_PUSH(coder->arena, accounts, (an_account){coder->quotes.items[quote].speaker, AN_STANCE_QUOTES, coder->quotes.items[quote].words});
        if (inner.count && is_same_speaker(&inner.items[0].speaker, &coder->quotes.items[quote].speaker)) accounts->count = 0; /* "the official said", inside of what he is quoted with */
        for (size_t k = 0; k < inner.count; k++) AN_PUSH(coder->arena, accounts, inner.items[k]);
    }
}

/* Whether a claim of the quotation's speaker says already what stands between these bytes, or a claim that takes them all in. */
static bool is_claimed(const an_claims *claims, size_t count, uint32_t sentence, an_span words, const an_participant *speaker)
{
    for (size_t i = 0; i < count; i++) {
        const an_claim *c = claims->items + i;
        bool is_same = is_same_speaker(&c->speaker, speaker) || (c->speaker.span.start == speaker->span.start && c->speaker.span.end == speaker->span.end);
        if (c->sentence != sentence || !c->has_speaker || c->span.start >= words.end || words.start >= c->span.end) continue;
        if (is_same || (c->span.start <= words.start && c->span.end >= words.end)) return true;
    }
    return false;
}

static uint32_t event_of_quote(const an_coder *coder, uint32_t quote, uint32_t sentence)
{
    for (size_t i = 0; i < coder->quote_of_event.count; i++)
        if (coder->quote_of_event.items[i] == quote && coder->document->events.items[i].sentence == sentence) return (uint32_t)i;
    return AN_NONE;
}

bool an_is_bracket_of(const an_token *tokens, uint32_t first, uint32_t last, uint32_t mark)
{
    bool is_open = an_str_is(tokens[mark].form, "[") || an_str_is(tokens[mark].form, "("), is_close = an_str_is(tokens[mark].form, "]") || an_str_is(tokens[mark].form, ")");
    for (uint32_t t = first; t <= last && (is_open || is_close); t++)
        if (is_open ? an_str_is(tokens[t].form, "]") || an_str_is(tokens[t].form, ")") : an_str_is(tokens[t].form, "[") || an_str_is(tokens[t].form, "(")) return true;
    return false;
}

static void add_claim(an_coder *coder, uint32_t quote, uint32_t sentence, size_t told)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    const an_sentence *s = parsed->sentences + sentence;
    const an_quote *q = coder->quotes.items + quote;
    uint32_t first = q->first_token > s->first_token ? q->first_token : s->first_token, end = s->first_token + s->token_count;
    an_claim claim = {.sentence = sentence, .stance = AN_STANCE_QUOTES, .speaker = q->speaker, .has_speaker = true};
    if (q->end_token < end) end = q->end_token;
    while (first < end && parsed->tokens[first].upos == AN_UPOS_PUNCT && !an_is_bracket_of(parsed->tokens, first, end - 1, first)) first++;
    while (end > first && parsed->tokens[end - 1].upos == AN_UPOS_PUNCT && !an_is_bracket_of(parsed->tokens, first, end - 1, end - 1)) end--;
    if (end < first + STATEMENT_TOKENS_MIN || !has_verb(parsed, first, end)) return;
    claim.span = claim.content = (an_span){parsed->tokens[first].span.start, parsed->tokens[end - 1].span.end};
    if (is_claimed(&coder->document->claims, told, sentence, claim.content, &claim.speaker)) return;
    claim.event = event_of_quote(coder, quote, sentence);
    claim.key = an_key_of(coder, claim.span, an_stance_names[claim.stance]);
    AN_PUSH(coder->arena, &coder->document->claims, claim);
}

/* Claims in the order of the text; `told` of them are so already, and those behind them are. */
static void put_in_order(an_coder *coder, size_t told)
{
    an_claims *claims = &coder->document->claims;
    an_claim *merged = AN_NEW_ARRAY(coder->arena, an_claim, claims->count + 1);
    size_t left = 0, right = told, count = 0;
    if (!merged) return;
    while (count < claims->count) {
        bool takes_left = left < told && (right >= claims->count || claims->items[left].sentence <= claims->items[right].sentence);
        merged[count++] = claims->items[takes_left ? left++ : right++];
    }
    claims->items = merged;
    claims->capacity = claims->count;
}

static void claim_quotes(an_coder *coder)
{
    const an_parsed_text *parsed = &coder->document->parsed;
    size_t told = coder->document->claims.count;
    uint32_t sentence = 0;
    for (uint32_t i = 0; i < coder->quotes.count; i++) {
        if (!coder->quotes.items[i].has_speaker) continue;
        while (sentence > 0 && parsed->sentences[sentence].first_token > coder->quotes.items[i].first_token) sentence--;
        paragraph_of(parsed, coder->quotes.items[i].first_token, &sentence);
        for (; sentence < parsed->sentence_count && parsed->sentences[sentence].first_token < coder->quotes.items[i].end_token; sentence++) add_claim(coder, i, sentence, told);
        if (sentence) sentence--; /* the next quotation may begin in the sentence that this one ends in */
    }
    put_in_order(coder, told);
}

void an_settle_quotes(an_coder *coder)
{
    inherit_speakers(coder);
    settle_first_persons(coder);
    settle_events(coder);
    claim_quotes(coder);
}
