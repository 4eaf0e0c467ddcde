/* What PETRARCH-2 makes of "not": the code of the refusal of what a code tells ("did not provide aid": 1221 refuses aid), after the
 * structure of CAMEO itself: cooperation that does not come is a rejection of the same matter, and the reverse of a reversal. */
#include "peers/coding.h"

typedef struct reversal {
    const char *code, *negated;
} reversal;

static const reversal reversals[] = {
    {"010", "011"}, {"015", "016"}, {"011", "010"}, {"016", "015"}, {"060", "121"}, {"061", "1211"}, {"062", "1212"},
    {"080", "124"}, {"081", "1241"}, {"082", "1242"}, {"085", "1244"}, {"086", "1245"}, {"087", "1246"},
    {"110", "050"}, {"170", "057"}, {"121", "060"}, {"1211", "061"}, {"1212", "062"}, {"124", "080"},
};

/* The code itself if there is no other. */
an_str an_peer_negation(an_str code)
{
    for (size_t i = 0; i < sizeof reversals / sizeof *reversals; i++)
        if (an_str_is(code, reversals[i].code)) return an_str_from(reversals[i].negated);
    return code;
}
