/* What all parts that find actors stand on, besides the tree: hits are added, looked up and joined, mentions are emitted, and a few
 * questions to a hit. It calls none of the parts; they are in one line, each calling only those before it: tree.c, this file,
 * actors_names.c, actors_hits.c, actors_join.c, actors_whole.c, actors_identity.c, actors_parts.c, actors_compose.c, actors_metonym.c,
 * actors_localise.c, actors_control.c, actors_antecedent.c, actors_refer.c, actors.c. */
#include "mention/actor_words.h"
#include "mention/actors.h"

#define SECTOR(name) (UINT64_C(1) << AN_SECTOR_##name)

an_hit *an_mention_add_hit(an_actor_finder *f, an_hit hit)
{
    hit.sentence = f->sentence_of[hit.first];
    hit.head = an_mention_span_head(f, hit.first, hit.end);
    hit.core_first = hit.first;
    hit.core_end = hit.end;
    hit.part_of = AN_NONE;
    if (!AN_PUSH(f->scratch, &f->hits, hit)) return NULL;
    for (uint32_t i = hit.first; i < hit.end; i++) f->hit_at[i] = (uint32_t)f->hits.count - 1;
    return f->hits.items + f->hits.count - 1;
}

uint32_t an_mention_first_hit(const an_actor_finder *f, uint32_t sentence)
{
    uint32_t at = (uint32_t)f->hits.count;
    while (at > 0 && f->hits.items[at - 1].sentence >= sentence) at--;
    return at;
}

an_hit *an_mention_hit(an_actor_finder *f, uint32_t number) { return f->hits.items + number; }

static void widen(an_hit *hit, uint32_t first, uint32_t end)
{
    if (first < hit->first) hit->first = first;
    if (end > hit->end) hit->end = end;
}

/* `whole` now speaks for `part` too. */
void an_mention_swallow(an_actor_finder *f, uint32_t whole, uint32_t part)
{
    an_mention_hit(f, part)->part_of = whole;
    widen(an_mention_hit(f, whole), an_mention_hit(f, part)->first, an_mention_hit(f, part)->end);
}

bool an_mention_emit(an_actor_finder *f, an_mention mention, an_emitted about)
{
    const an_token *tokens = f->parsed->tokens;
    mention.kind = AN_MENTION_ACTOR;
    mention.sentence = f->sentence_of[mention.head_token];
    mention.span = (an_span){tokens[mention.first_token].span.start, tokens[mention.end_token - 1].span.end};
    about.is_subject = an_mention_is_relation(f, an_mention_coordination_head(f, mention.head_token), AN_DEPREL_NSUBJ);
    return AN_PUSH(f->arena, f->mentions, mention) && AN_PUSH(f->scratch, &f->emitted, about);
}

/* The words as written, without the line end that may stand between them. */
an_str an_mention_words(an_actor_finder *f, uint32_t first, uint32_t end)
{
    an_span span = {f->parsed->tokens[first].span.start, f->parsed->tokens[end - 1].span.end};
    an_str text = an_str_of_span(f->parsed->text.data, span);
    char *copy = an_arena_copy(f->arena, text.data, text.length);
    for (size_t i = 0; copy && i < text.length; i++)
        if (copy[i] == '\n' || copy[i] == '\t') copy[i] = ' ';
    return (an_str){copy, copy ? text.length : 0};
}

uint32_t an_mention_state_of(const an_actor_finder *f, const char country[AN_COUNTRY_BYTES]) { return an_actors_state_or_territory(f->actors, country, f->date); }

enum { CLIMB_MAX = 3 };

/* True if the tree has `left` below `right`, at most CLIMB_MAX steps, or the other way round. */
bool an_mention_is_left_part_of(const an_actor_finder *f, uint32_t left, uint32_t right)
{
    uint32_t at = left;
    uint32_t head = an_mention_head_of(f, left);
    if (an_mention_head_of(f, right) == left) return true;
    if (head != AN_NONE && head == an_mention_head_of(f, right) && an_mention_is_relation(f, left, AN_DEPREL_COMPOUND)) return true; /* both hang on a name */
    for (int i = 0; i < CLIMB_MAX && at != AN_NONE; i++)
        if ((at = an_mention_head_of(f, at)) == right) return true;
    return false;
}

/* In the service of a state, or one of its powers. */
bool an_mention_is_official(const an_role *role)
{
    static const uint64_t sectors = SECTOR(GOV) | SECTOR(MIL) | SECTOR(COP) | SECTOR(JUD) | SECTOR(LEG) | SECTOR(SPY);
    return role->sector_count && sectors >> role->sectors[0] & 1;
}

/* "former prime minister" may be a role of its own. */
static bool is_former_role(const an_actor_finder *f, uint32_t role)
{
    an_str id = an_pool_get(f->roles->pool, f->roles->roles[role].id);
    return an_str_starts_with(id, "former ") || an_str_starts_with(id, "ex-") || an_str_starts_with(id, "late ");
}

bool an_mention_has_word_before(const an_actor_finder *f, const an_hit *role, const char *const *words)
{
    uint32_t first = f->parsed->sentences[role->sentence].first_token;
    for (uint32_t at = role->first, i = 0; at > first && i < 3; i++)
        if (an_mention_is_one_of(f->folded[--at], words)) return true;
    return false;
}

bool an_mention_is_former(const an_actor_finder *f, const an_hit *role)
{
    return is_former_role(f, role->role) || an_mention_has_word_before(f, role, an_words_past_words);
}

bool an_mention_is_elect(const an_actor_finder *f, uint32_t token)
{
    static const char *const words[] = {"elect", "designate", "nominate", NULL};
    return an_mention_is_one_of(f->folded[token], words);
}

/* "Quetta police", "Quetta's police" */
bool an_mention_is_modifier_of(const an_actor_finder *f, uint32_t token, const an_hit *hit)
{
    uint32_t head = an_mention_head_of(f, token);
    return (head == hit->head || (token < hit->first && hit->first <= head && head < hit->end)) && /* "Kano" of "Kano State government" */
           (an_mention_is_relation(f, token, AN_DEPREL_COMPOUND) || an_mention_is_subrelation(f, token, AN_DEPREL_NMOD, AN_SUBREL_POSS));
}

bool an_mention_is_place_noun(an_str lemma) { return an_mention_is_one_of(lemma, an_words_place_nouns); }
