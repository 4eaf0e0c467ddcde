/* One sentence seen as the coder needs it: children, dictionary words, mentions by token, and for each predicate its arguments after
 * passive, relative clauses, control and coordination have been undone. */
#ifndef ANNALS_EVENT_TREE_H
#define ANNALS_EVENT_TREE_H

#include "lexicon/frames.h"
#include "record/event.h"

/* Words of the grammar that the coder itself asks for, by number in this dictionary (AN_NONE if it never uses them), and the sets of words of
 * data/frames/grammar.txt and its neighbours (which tell with examples what each is for). */
#define AN_GRAMMAR_WORD_LIST(X) \
    X(by, "by") X(of, "of") X(against, "against") X(between, "between") X(with, "with") X(on, "on") X(in, "in") X(to, "to") X(from, "from") \
    X(for_, "for") X(into, "into") X(if_, "if") X(unless, "unless") X(according, "accord") X(involve, "involve") X(include, "include") \
    X(under, "under") X(protest, "protest") X(over, "over") X(after, "after") X(as, "as") X(where_, "where") X(at, "at") \
    X(until, "until") X(during, "during")

#define AN_GRAMMAR_SET_LIST(X) \
    X(relative_pronouns, "relative-pronouns") X(containers, "containers") X(opposites, "opposites") X(possessed, "possessed") \
    X(oblique_control, "oblique-control") X(targeting, "targeting") X(accidents, "accidents") X(people, "people") X(negations, "negations") \
    X(habitual, "habitual") X(own_control, "own-control") X(structures, "structures") X(where, "where") X(ways, "ways") X(nobody, "nobody") \
    X(occasions, "occasions") X(active, "active") X(ongoing_words, "ongoing") X(mishaps, "mishaps") X(nature, "nature") \
    X(violence_words, "violence-words") X(counts, "counts") X(documents, "documents") X(thwarting, "thwarting") X(joining, "joining") \
    X(suffered, "suffered") X(unowned, "unowned") X(holding, "holding") X(leading, "leading") X(giving, "giving") X(enabling, "enabling") \
    X(forces, "forces") X(weapons, "weapons") X(hours, "hours") X(ordering, "ordering") X(accusing, "accusing") X(idiom_objects, "idiom-objects") \
    X(wishing, "wishing") X(longing, "longing") X(norms, "norms") X(addressing, "addressing") X(killings, "killings") \
    X(other_times, "other-times") X(taking_up, "taking-up") X(vague_acts, "vague-acts") X(pointing, "pointing") X(mere_doers, "mere-doers") X(anybody, "anybody") X(grounds, "grounds") X(conditions, "conditions") X(warning, "warning") X(towards, "towards") X(deadly, "deadly") \
    X(since, "since") X(ranks, "ranks") X(gatherings, "gatherings") X(outcomes, "outcomes") X(harms, "harms") \
    X(causes, "causes") X(commenting, "commenting") X(trials, "trials") X(meanwhile, "meanwhile") X(scene_words, "scene-words") \
    X(occasion_of_year, "occasion-of-year") X(occasion_of_day, "occasion-of-day") X(looking_back, "looking-back") X(time_units, "time-units") X(owning_up, "owning-up") \
    X(parts_played, "parts-played") X(asked_for, "asked-for") X(of_matter, "of-matter") X(bygone, "bygone") X(putting_off, "putting-off") \
    X(hearsay, "hearsay") X(edges, "edges") X(replies, "replies") X(tallies, "tallies") X(apart_in_time, "apart-in-time") X(crimes, "crimes") X(showing, "showing") X(visiting, "visiting") \
    X(place_parts, "place-parts") X(sites, "sites") X(buildings, "buildings") X(settled, "settled") X(attack_bases, "attack-bases") X(whither, "whither") X(apart_in_sense, "apart-in-sense") \
    X(aiming, "aiming") X(staying, "staying") X(missions, "missions") X(apart, "apart") X(charged, "charged") X(roads, "roads") \
    X(at_once, "at-once") X(towns, "towns") X(countries, "countries") X(papers, "papers") X(wielding, "wielding") X(portions, "portions") X(answering, "answering") \
    X(said_by_some, "said-by-some") X(alleged_by_some, "alleged-by-some") X(told_by_some, "told-by-some") X(texts_said, "texts-said") X(bodies_said, "bodies-said") X(papers_said, "papers-said") X(permitting, "permitting") X(opposing, "opposing") X(gauging, "gauging") X(rules_and_plans, "rules-and-plans") X(telling, "telling") X(seeming, "seeming") X(peoples_marks, "peoples-marks") X(after_which, "after-which") X(before_which, "before-which") \
    X(known_deeds, "known-deeds") X(traces_of_deeds, "traces-of-deeds") X(those_involved, "those-involved") X(done_to_persons, "done-to-persons") X(hitting, "hitting") X(body_parts, "body-parts") \
    X(agreements, "agreements") X(attackers, "attackers") X(bearing_arms, "bearing-arms") X(besieging, "besieging") X(blast_places, "blast-places") \
    X(blows, "blows") X(carrying, "carrying") X(enacting, "enacting") X(fighters_before, "fighters-before") X(frontiers, "frontiers") \
    X(gatherings_of_people, "gatherings-of-people") X(getting, "getting") X(in_connection, "in-connection") X(losses, "losses") X(mediating, "mediating") \
    X(mere_others, "mere-others") X(no_description, "no-description") X(no_doers, "no-doers") X(operations, "operations") \
    X(people_together, "people-together") X(plots, "plots") X(prison_terms, "prison-terms") X(punishment, "punishment") X(quarters, "quarters") \
    X(refusing_papers, "refusing-papers") X(remarks, "remarks") X(scenes, "scenes") X(strongholds, "strongholds") X(struck_parts, "struck-parts") \
    X(struck_things, "struck-things") X(telling_that, "telling-that") X(territory, "territory") X(violent_doers, "violent-doers") \
    X(ways_and_roads, "ways-and-roads")

typedef struct an_grammar {
    const an_frames *frames;
#define AN_WORD_FIELD(field, text) an_word field;
    AN_GRAMMAR_WORD_LIST(AN_WORD_FIELD)
#undef AN_WORD_FIELD
#define AN_SET_FIELD(field, name) an_range field;
    AN_GRAMMAR_SET_LIST(AN_SET_FIELD)
#undef AN_SET_FIELD
} an_grammar;

typedef struct an_tree {
    const an_document *document;
    const an_grammar *grammar;
    uint32_t sentence, first, count; /* first: number of the first token in the article */
    const an_token *tokens;          /* of the sentence; token numbers below count from it */
    uint32_t *first_child, *next_sibling;
    an_word *lemmas;
    uint32_t *actor_at; /* mention of kind actor whose head the token is, else the one that covers it; AN_NONE */
    uint32_t first_mention, end_mention;
} an_tree;

enum { AN_ARGUMENTS_MAX = 48, AN_CLIMB_MAX = 24 };

/* How an argument was come by: the further, the less trusted. */
typedef enum an_distance { AN_OWN, AN_NESTED, AN_INHERITED } an_distance;

typedef struct an_argument {
    uint32_t slot, token;
    uint32_t distance; /* an_distance */
} an_argument;

typedef struct an_arguments {
    an_argument items[AN_ARGUMENTS_MAX];
    uint32_t count;
} an_arguments;

void an_grammar_init(an_grammar *grammar, const an_frames *frames);
/* False when scratch is exhausted. *mention_cursor walks the document's mentions from sentence to sentence. */
bool an_tree_build(an_arena *scratch, const an_document *document, const an_grammar *grammar, uint32_t sentence, uint32_t *mention_cursor,
                   an_tree *tree);

/* The sentence's tokens, or a mended copy of them in scratch (mend.c). */
const an_token *an_tree_mend(an_arena *scratch, const an_grammar *grammar, const an_token *tokens, uint32_t count);

static inline uint32_t an_tree_head(const an_tree *tree, uint32_t token)
{
    int32_t head = tree->tokens[token].head;
    return head < 0 || (uint32_t)head >= tree->count ? AN_NONE : (uint32_t)head;
}
#define AN_FOR_CHILDREN(tree, child, token) \
    for (uint32_t child = (tree)->first_child[token]; child != AN_NONE; child = (tree)->next_sibling[child])

uint32_t an_tree_child(const an_tree *tree, uint32_t token, an_deprel relation); /* the first; AN_NONE */
an_word an_tree_case(const an_tree *tree, uint32_t token);                       /* its preposition, AN_NONE */
bool an_tree_has_case(const an_tree *tree, uint32_t token);
bool an_tree_is_predicate(const an_tree *tree, uint32_t token);                  /* a verb, or an adjective or noun with a copula */
/* A verb, or what the parser took for another word though it has a subject and no copula ("Police arrest five"). */
bool an_tree_is_verbal(const an_tree *tree, uint32_t token);
bool an_tree_is_finite(const an_tree *tree, uint32_t verb); /* past or present, by itself or by its auxiliary or copula */
bool an_tree_is_passive(const an_tree *tree, uint32_t verb);
bool an_tree_has_modal(const an_tree *tree, uint32_t verb); /* "will", "could" */
bool an_tree_dominates(const an_tree *tree, uint32_t above, uint32_t below);     /* also itself */
bool an_tree_lemma_in(const an_tree *tree, uint32_t token, an_range words);
bool an_tree_is_verb(const an_tree *tree, uint32_t token);                       /* tagged as one */
bool an_tree_is_tagged(const an_tree *tree, uint32_t token, const char *xpos);
bool an_tree_has_subject(const an_tree *tree, uint32_t verb);                    /* of its own */
bool an_tree_takes_object(const an_tree *tree, uint32_t token);                  /* a "noun" that can only be a verb */
bool an_tree_has_to(const an_tree *tree, uint32_t verb);                         /* "to withdraw" */
uint32_t an_tree_first_conjunct(const an_tree *tree, uint32_t token);
/* The last and first token of what hangs below. */
void an_tree_extent(const an_tree *tree, uint32_t token, uint32_t *first, uint32_t *last);
an_span an_tree_name(const an_tree *tree, uint32_t token);                       /* all words of the name that the token is in */

/* subject.c */
uint32_t an_subject_of(const an_tree *tree, uint32_t verb); /* on the surface; AN_NONE */
uint32_t an_own_subject(const an_tree *tree, uint32_t verb);
uint32_t an_antecedent(const an_tree *tree, uint32_t token, uint32_t clause); /* of a relative pronoun; else the token */
uint32_t an_agent_of(const an_tree *tree, uint32_t verb);                     /* its "by ..." */
uint32_t an_verb_of_object(const an_tree *tree, uint32_t noun);               /* whose object it is */
bool an_is_marked_with_object_control(const an_tree *tree, uint32_t verb);    /* "of withdrawing", "from withdrawing" */

/* arguments.c */
void an_arguments_of_verb(const an_tree *tree, uint32_t verb, an_arguments *out);
void an_arguments_of_noun(const an_tree *tree, uint32_t noun, an_arguments *out);
uint32_t an_word_before_hyphen(const an_tree *tree, uint32_t participle); /* "US" of "US-led"; AN_NONE */
void an_arguments_add(an_arguments *out, uint32_t slot, uint32_t token, uint32_t distance);

#endif
