/* Who is named in a parsed sentence. Hits of the actors' and agents' phrases are gathered by noun phrase: the first actor of it, with the
 * agents of it ("Selnia's court ushers": SELJUD). A phrase with agents only takes the actors of the phrases below it ("the envoys of
 * A, B and C") or beside it ("Selnian press and police"), else it is an agent of nobody ("---GOV"). */
#include "peers/coding.h"

enum { GAP_MAX = 3, AGENTS_MAX = 6 }; /* words that a blank in an actor's phrase may pass over */

/* What a noun phrase holds, by its head token. */
typedef struct phrase {
    an_str actors[AN_PEER_CODES_MAX];
    uint32_t actor_count, agents[AGENTS_MAX], agent_count;
    uint32_t first, end; /* units; first > end: nothing */
    uint32_t group;      /* head of the first phrase of the list that it belongs to */
    bool is_taken, has_hits;
    an_str codes[AN_PEER_CODES_MAX];
    uint32_t code_count;
} phrase;

static bool is_inside_phrase(const an_token *token, bool has_case)
{
    switch (token->deprel) {
    case AN_DEPREL_COMPOUND: case AN_DEPREL_FLAT: case AN_DEPREL_AMOD: case AN_DEPREL_DET: case AN_DEPREL_NUMMOD: case AN_DEPREL_FIXED:
    case AN_DEPREL_GOESWITH: case AN_DEPREL_CASE: return true;
    case AN_DEPREL_NMOD: return token->subrel == AN_SUBREL_POSS || !has_case;
    default: return false;
    }
}

static bool has_preposition(const an_peer_coding *coding, uint32_t token)
{
    for (uint32_t i = 0; i < coding->token_count; i++)
        if (coding->tokens[i].head == (int32_t)token && coding->tokens[i].deprel == AN_DEPREL_CASE && !an_str_is(coding->tokens[i].xpos, "POS")) return true;
    return false;
}

/* The head of the noun phrase that a token stands in. */
static uint32_t head_of(const an_peer_coding *coding, uint32_t token)
{
    for (uint32_t hops = 0; hops < coding->token_count; hops++) {
        const an_token *t = coding->tokens + token;
        if (t->head < 0 || !is_inside_phrase(t, t->deprel == AN_DEPREL_NMOD && has_preposition(coding, token))) return token;
        token = (uint32_t)t->head;
    }
    return token;
}

/* The token of [first, end) that the others hang on. */
static uint32_t top_of(const an_peer_coding *coding, uint32_t first, uint32_t end)
{
    uint32_t low = coding->units.items[first].token, high = coding->units.items[end - 1].token;
    for (uint32_t u = first; u < end; u++) {
        int32_t head = coding->tokens[coding->units.items[u].token].head;
        if (head < (int32_t)low || head > (int32_t)high) return coding->units.items[u].token;
    }
    return high;
}

static void add_hit(an_peer_coding *coding, phrase *phrases, uint32_t head, uint32_t hit, uint32_t first, uint32_t end)
{
    const an_peer_phrase *found = coding->peers->phrases.items + hit;
    phrase *p = phrases + head;
    if (found->kind == AN_PEER_ACTOR) {
        an_str codes[AN_PEER_CODES_MAX];
        uint32_t count = an_peer_codes_of(coding, found->value, codes);
        if (!count) return;
        if (!p->actor_count) {
            memcpy(p->actors, codes, count * sizeof *codes);
            p->actor_count = count;
        }
    } else if (p->agent_count < AGENTS_MAX) {
        p->agents[p->agent_count++] = found->value;
    }
    if (!p->has_hits || first < p->first) p->first = first;
    if (!p->has_hits || end > p->end) p->end = end;
    p->has_hits = true;
}

static void find_hits(an_peer_coding *coding, phrase *phrases)
{
    uint32_t last_end = AN_NONE, last_head = 0; /* of the last actor */
    for (uint32_t u = 0; u < coding->units.count;) {
        uint32_t actor_end = 0, agent_end = 0, end, head;
        uint32_t actor = an_peer_phrase_at(coding, AN_PEER_ACTOR, u, GAP_MAX, &actor_end);
        uint32_t agent = an_peer_phrase_at(coding, AN_PEER_AGENT, u, 0, &agent_end);
        bool takes_agent = agent != AN_NONE && (actor == AN_NONE || agent_end > actor_end);
        if (actor == AN_NONE && agent == AN_NONE) {
            u++;
            continue;
        }
        end = takes_agent ? agent_end : actor_end;
        head = head_of(coding, top_of(coding, u, end));
        if (takes_agent && u == last_end) head = last_head; /* side by side they are one phrase, whatever the tree says */
        add_hit(coding, phrases, head, takes_agent ? agent : actor, u, end);
        last_end = takes_agent ? AN_NONE : end;
        last_head = head;
        u = end;
    }
}

/* The first of those named together. */
static uint32_t list_of(const an_peer_coding *coding, uint32_t token)
{
    for (uint32_t hops = 0; hops < coding->token_count && coding->tokens[token].deprel == AN_DEPREL_CONJ && coding->tokens[token].head >= 0; hops++)
        token = head_of(coding, (uint32_t)coding->tokens[token].head);
    return token;
}

static void combine(an_peer_coding *coding, phrase *p, const an_str *actors, uint32_t count)
{
    for (uint32_t i = 0; i < count && p->code_count < AN_PEER_CODES_MAX; i++)
        p->codes[p->code_count++] = an_peer_join_codes(coding, actors[i], p->agents, p->agent_count);
}

static bool is_below(const an_peer_coding *coding, uint32_t token, uint32_t top)
{
    for (uint32_t hops = 0; hops < coding->token_count; hops++) {
        if (token == top) return true;
        if (coding->tokens[token].head < 0) return false;
        token = (uint32_t)coding->tokens[token].head;
    }
    return false;
}

/* "the envoys of A, B and C": B and C are often hung on the envoys; being bare names they belong to the countries. */
static bool is_bare_conjunct(const an_peer_coding *coding, const phrase *phrases, uint32_t token, uint32_t head)
{
    if (phrases[token].group != phrases[head].group || phrases[token].agent_count || coding->tokens[token].upos != AN_UPOS_PROPN) return false;
    for (uint32_t i = 0; i < coding->token_count; i++)
        if (coding->tokens[i].head == (int32_t)token && (coding->tokens[i].deprel == AN_DEPREL_DET || coding->tokens[i].deprel == AN_DEPREL_CASE)) return false;
    return token > head;
}

/* "the envoys of A, B and C": the actors of the first list that hangs on the phrase by a preposition. */
static bool take_below(an_peer_coding *coding, phrase *phrases, uint32_t head)
{
    phrase *p = phrases + head;
    for (uint32_t t = 0; t < coding->token_count; t++) {
        if (coding->tokens[t].head != (int32_t)head || coding->tokens[t].deprel != AN_DEPREL_NMOD || !phrases[t].actor_count || phrases[t].is_taken) continue;
        for (uint32_t k = t; k < coding->token_count; k++) {
            phrase *below = phrases + k;
            if (!below->actor_count || !(k == t || (below->group == phrases[t].group && is_below(coding, k, t)) || is_bare_conjunct(coding, phrases, k, head))) continue;
            for (uint32_t i = 0; i < below->actor_count && p->code_count < AN_PEER_CODES_MAX; i++) {
                an_str own = an_peer_join_codes(coding, below->actors[i], below->agents, below->agent_count);
                p->codes[p->code_count++] = an_peer_join_codes(coding, own, p->agents, p->agent_count);
            }
            below->is_taken = true;
            if (below->end > p->end) p->end = below->end;
        }
        return p->code_count > 0;
    }
    return false;
}

/* "Selnian press and police": whose the first is, so is the second. "Farmers and miners of A": the other way round. */
static bool take_beside(an_peer_coding *coding, phrase *phrases, uint32_t head)
{
    phrase *p = phrases + head;
    for (uint32_t t = 0; t < coding->token_count; t++) {
        const phrase *other = phrases + t;
        if (t == head || !other->has_hits || other->group != p->group || other->is_taken) continue;
        if (other->actor_count && other->agent_count) {
            combine(coding, p, other->actors, other->actor_count);
            return true;
        }
    }
    return false;
}

static bool take_from_list_below(an_peer_coding *coding, phrase *phrases, uint32_t head)
{
    phrase *p = phrases + head;
    for (uint32_t t = 0; t < coding->token_count; t++) {
        uint32_t up = coding->tokens[t].head < 0 ? AN_NONE : (uint32_t)coding->tokens[t].head;
        if (!phrases[t].actor_count || coding->tokens[t].deprel != AN_DEPREL_NMOD || up == AN_NONE || up == head) continue;
        if (!phrases[up].has_hits || phrases[up].group != p->group || phrases[up].actor_count) continue;
        for (uint32_t k = t; k < coding->token_count; k++)
            if (phrases[k].actor_count && phrases[k].group == phrases[t].group) combine(coding, p, phrases[k].actors, phrases[k].actor_count);
        return p->code_count > 0;
    }
    return false;
}

static void settle(an_peer_coding *coding, phrase *phrases)
{
    static const char nobody[] = "---";
    for (uint32_t t = 0; t < coding->token_count; t++)
        if (phrases[t].has_hits) phrases[t].group = list_of(coding, t);
    for (uint32_t t = 0; t < coding->token_count; t++)
        if (phrases[t].has_hits && !phrases[t].actor_count && take_below(coding, phrases, t)) phrases[t].is_taken = false;
    for (uint32_t t = 0; t < coding->token_count; t++) {
        phrase *p = phrases + t;
        if (!p->has_hits || p->code_count) continue;
        if (p->actor_count) combine(coding, p, p->actors, p->actor_count);
        else if (!take_beside(coding, phrases, t) && !take_from_list_below(coding, phrases, t)) combine(coding, p, &(an_str){nobody, 3}, 1);
    }
}

static bool add_mention(an_peer_coding *coding, const phrase *p, uint32_t head)
{
    an_peer_mention mention = {.first = p->first, .end = p->end, .head = head, .group = p->group, .code_count = p->code_count, .actor = AN_NONE};
    memcpy(mention.codes, p->codes, sizeof mention.codes);
    mention.is_agent_only = p->code_count && an_str_starts_with(p->codes[0], "---");
    return AN_PUSH(coding->scratch, &coding->mentions, mention);
}

static int compare_mentions(const an_peer_mention *a, const an_peer_mention *b)
{
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* By place. Few mentions: an insertion sort. */
static void order_mentions(an_peer_coding *coding)
{
    an_peer_mention *items = coding->mentions.items;
    for (uint32_t i = 1; i < coding->mentions.count; i++) {
        an_peer_mention moved = items[i];
        uint32_t k = i;
        for (; k > 0 && compare_mentions(items + k - 1, &moved) > 0; k--) items[k] = items[k - 1];
        items[k] = moved;
    }
    for (uint32_t i = 0; i < coding->mentions.count; i++)
        for (uint32_t u = items[i].first; u < items[i].end; u++) coding->units.items[u].mention = i;
}

bool an_peer_find_mentions(an_peer_coding *coding)
{
    phrase *phrases = AN_NEW_ARRAY(coding->scratch, phrase, coding->token_count + 1);
    coding->mentions.count = 0;
    if (!phrases) return false;
    find_hits(coding, phrases);
    settle(coding, phrases);
    for (uint32_t t = 0; t < coding->token_count; t++)
        if (phrases[t].has_hits && !phrases[t].is_taken && phrases[t].code_count && !add_mention(coding, phrases + t, t)) return false;
    order_mentions(coding);
    return true;
}
