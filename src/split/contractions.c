/* A run of letters may hide two words: "do|n't" always, "cannot" always, "its" for "it's" now and then. Only runs that are listed
 * here are offered to the model with a seam; the model decides each case by its context. */
#include "split/contractions.h"

typedef struct contraction {
    const char *word;
    uint8_t cuts[AN_CONTRACTION_CUTS_MAX]; /* bytes before each seam; 0 = none */
} contraction;

/* Sorted by bytes: looked up by halving. */
static const contraction contractions[] = {
    {"aint", {2, 0}},     {"alot", {1, 0}},    {"arent", {3, 0}},   {"awhile", {1, 0}},   {"cannot", {3, 0}},   {"cant", {2, 0}},
    {"couldnt", {5, 0}},  {"couldve", {5, 0}}, {"didnt", {3, 0}},    {"doesnt", {4, 0}},   {"dont", {2, 0}},
    {"dunno", {2, 3}},    {"elses", {4, 0}},   {"gimme", {3, 0}},    {"gonna", {3, 0}},    {"gotta", {3, 0}},
    {"hadnt", {3, 0}},    {"hasnt", {3, 0}},   {"havent", {4, 0}},   {"hes", {2, 0}},      {"hows", {3, 0}},
    {"im", {1, 0}},       {"isnt", {2, 0}},    {"itll", {2, 0}},     {"its", {2, 0}},      {"ive", {1, 0}},
    {"lemme", {3, 0}},    {"lets", {3, 0}},    {"mightnt", {5, 0}},  {"mustnt", {4, 0}},   {"neednt", {4, 0}},
    {"outta", {3, 0}},    {"shes", {3, 0}},    {"shouldnt", {6, 0}}, {"shouldve", {6, 0}}, {"somebodys", {8, 0}},
    {"someones", {7, 0}}, {"sorta", {4, 0}},   {"thatll", {4, 0}},   {"thats", {4, 0}},    {"theres", {5, 0}},
    {"theyll", {4, 0}},   {"theyre", {4, 0}},  {"theyve", {4, 0}},   {"todays", {5, 0}},   {"wanna", {3, 0}},
    {"wasnt", {3, 0}},    {"werent", {4, 0}},  {"weve", {2, 0}},     {"whats", {4, 0}},    {"wheres", {5, 0}},
    {"whos", {3, 0}},     {"wont", {2, 0}},    {"wouldnt", {5, 0}},  {"wouldve", {5, 0}},  {"youll", {3, 0}},
    {"youre", {3, 0}},    {"youve", {3, 0}}};

enum { CONTRACTION_COUNT = sizeof contractions / sizeof *contractions, LONGEST_BYTES = 9 };

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* An apostrophe, straight or curly, stands at the start of `text`: its length, else 0. */
static size_t apostrophe_length(an_str text)
{
    if (text.length && (text.data[0] == '\'' || text.data[0] == '`')) return 1;
    return an_str_starts_with(text, "\xE2\x80\x99") || an_str_starts_with(text, "\xE2\x80\x98") ? 3 : 0;
}

/* "don" before "'t": the n belongs to what follows. */
static bool is_before_t(an_str letters, an_str rest)
{
    size_t length = apostrophe_length(rest);
    if (!length || letters.length < 2 || lower(letters.data[letters.length - 1]) != 'n') return false;
    if (rest.length <= length || lower(rest.data[length]) != 't') return false;
    length++;
    return rest.length == length || !(lower(rest.data[length]) >= 'a' && lower(rest.data[length]) <= 'z');
}

static const contraction *find(an_str letters)
{
    char word[LONGEST_BYTES + 1];
    size_t low = 0, high = CONTRACTION_COUNT;
    if (letters.length > LONGEST_BYTES) return NULL;
    for (size_t i = 0; i < letters.length; i++) word[i] = lower(letters.data[i]);
    word[letters.length] = '\0';
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(contractions[middle].word, word);
        if (order == 0) return contractions + middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

/* Fills `cuts` with the byte offsets of possible seams inside `letters` (a whole run), ascending, and returns how many there are;
 * `rest` is the text that follows the run. */
size_t an_contraction_cuts(an_str letters, an_str rest, uint32_t cuts[AN_CONTRACTION_CUTS_MAX])
{
    const contraction *found;
    size_t count = 0;
    if (is_before_t(letters, rest)) {
        cuts[0] = (uint32_t)letters.length - 1;
        return 1;
    }
    found = find(letters);
    for (size_t i = 0; found && i < AN_CONTRACTION_CUTS_MAX && found->cuts[i]; i++) cuts[count++] = found->cuts[i];
    return count;
}
