/* The closed lists of Universal Dependencies v2: parts of speech, relations and the subtypes that English treebanks use. */
#ifndef ANNALS_RECORD_UD_H
#define ANNALS_RECORD_UD_H

#include "base/span.h"

/* ROW(constant suffix, text); not X, which is a part of speech itself. */
#define AN_UPOS_LIST(ROW)                                                                                                  \
    ROW(NONE, "_") ROW(ADJ, "ADJ") ROW(ADP, "ADP") ROW(ADV, "ADV") ROW(AUX, "AUX") ROW(CCONJ, "CCONJ") ROW(DET, "DET")                  \
    ROW(INTJ, "INTJ") ROW(NOUN, "NOUN") ROW(NUM, "NUM") ROW(PART, "PART") ROW(PRON, "PRON") ROW(PROPN, "PROPN") ROW(PUNCT, "PUNCT")     \
    ROW(SCONJ, "SCONJ") ROW(SYM, "SYM") ROW(VERB, "VERB") ROW(X, "X")

#define AN_DEPREL_LIST(X)                                                                                                \
    X(NONE, "_") X(ACL, "acl") X(ADVCL, "advcl") X(ADVMOD, "advmod") X(AMOD, "amod") X(APPOS, "appos") X(AUX, "aux")      \
    X(CASE, "case") X(CC, "cc") X(CCOMP, "ccomp") X(CLF, "clf") X(COMPOUND, "compound") X(CONJ, "conj") X(COP, "cop")     \
    X(CSUBJ, "csubj") X(DEP, "dep") X(DET, "det") X(DISCOURSE, "discourse") X(DISLOCATED, "dislocated") X(EXPL, "expl")   \
    X(FIXED, "fixed") X(FLAT, "flat") X(GOESWITH, "goeswith") X(IOBJ, "iobj") X(LIST, "list") X(MARK, "mark")             \
    X(NMOD, "nmod") X(NSUBJ, "nsubj") X(NUMMOD, "nummod") X(OBJ, "obj") X(OBL, "obl") X(ORPHAN, "orphan")                 \
    X(PARATAXIS, "parataxis") X(PUNCT, "punct") X(REPARANDUM, "reparandum") X(ROOT, "root") X(VOCATIVE, "vocative")       \
    X(XCOMP, "xcomp")

#define AN_SUBREL_LIST(X)                                                                                                \
    X(NONE, "") X(AGENT, "agent") X(DESC, "desc") X(FOREIGN, "foreign") X(NPMOD, "npmod") X(OUTER, "outer")               \
    X(PASS, "pass") X(POSS, "poss") X(PRECONJ, "preconj") X(PREDET, "predet") X(PRT, "prt") X(RELCL, "relcl")             \
    X(TMOD, "tmod") X(UNMARKED, "unmarked")

#define AN_ENUM_UPOS(name, text) AN_UPOS_##name,
#define AN_ENUM_DEPREL(name, text) AN_DEPREL_##name,
#define AN_ENUM_SUBREL(name, text) AN_SUBREL_##name,
typedef enum an_upos { AN_UPOS_LIST(AN_ENUM_UPOS) AN_UPOS_COUNT } an_upos;
typedef enum an_deprel { AN_DEPREL_LIST(AN_ENUM_DEPREL) AN_DEPREL_COUNT } an_deprel;
typedef enum an_subrel { AN_SUBREL_LIST(AN_ENUM_SUBREL) AN_SUBREL_COUNT } an_subrel;

extern const char *const an_upos_names[AN_UPOS_COUNT];
extern const char *const an_deprel_names[AN_DEPREL_COUNT];
extern const char *const an_subrel_names[AN_SUBREL_COUNT];

an_upos an_upos_parse(an_str text); /* AN_UPOS_NONE if unknown */
bool an_deprel_parse(an_str text, an_deprel *relation, an_subrel *subtype); /* "nsubj:pass"; an unknown subtype is dropped */

#endif
