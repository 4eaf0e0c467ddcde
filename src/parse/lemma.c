/* A rule is written "l3+y" (lower case, cut three bytes, add y: "Parties" -> "party"), "k0+" (as written), "=be" (whole lemma).
 * Case means ASCII letters only, in training and here, so that the two cannot differ. */
#include "parse/lemma.h"

#include "base/hash.h"
#include "base/utf8.h"

enum { CUT_DIGITS_MAX = 4, KEY_BYTES_MAX = 64 /* longer forms are known by their beginning */ };

uint64_t an_parse_lemma_key(an_str form, unsigned upos) { return an_hash_mix(an_hash(form), upos); }

uint64_t an_parse_lemma_tag_key(uint64_t key, an_str xpos) { return an_hash_mix(key, an_hash(xpos)); }

uint64_t an_parse_lemma_lower_key(an_str form, unsigned upos)
{
    char lower[KEY_BYTES_MAX];
    size_t length = form.length < KEY_BYTES_MAX ? form.length : KEY_BYTES_MAX;
    for (size_t i = 0; i < length; i++) lower[i] = (char)(form.data[i] >= 'A' && form.data[i] <= 'Z' ? form.data[i] - 'A' + 'a' : form.data[i]);
    return an_parse_lemma_key((an_str){lower, length}, upos);
}

/* False if `text` is no rule. out->added points into `text`. */
bool an_parse_lemma_rule_read(an_str text, an_parse_lemma_rule *out)
{
    size_t at = 1;
    if (text.length < 2 || !memchr("lkt=", text.data[0], 4)) return false;
    *out = (an_parse_lemma_rule){.letter_case = text.data[0]};
    if (out->letter_case != '=') {
        while (at < text.length && at <= CUT_DIGITS_MAX && text.data[at] >= '0' && text.data[at] <= '9')
            out->cut_bytes = out->cut_bytes * 10 + (uint32_t)(text.data[at++] - '0');
        if (at == 1 || at == text.length || text.data[at++] != '+') return false;
    }
    out->added = (an_str){text.data + at, text.length - at};
    return an_utf8_is_valid(out->added);
}

static bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }

static bool changes_case(const an_parse_lemma_rule *rule, an_str form)
{
    if (rule->letter_case == 'k') return false;
    for (size_t i = rule->letter_case == 't'; i < form.length; i++)
        if (is_ascii_upper(form.data[i])) return true;
    return false;
}

/* Where the form may be cut: a rule that would cut all of it, or inside a character, cuts nothing and adds nothing. */
static bool cut_is_possible(const an_parse_lemma_rule *rule, an_str form)
{
    if (rule->cut_bytes >= form.length) return false;
    return rule->cut_bytes == 0 || ((unsigned char)form.data[form.length - rule->cut_bytes] & 0xC0) != 0x80;
}

/* Result in `arena`, or the form or the rule's own text where that is the lemma; data NULL if the arena is exhausted. */
an_str an_parse_lemma(an_arena *arena, const an_parse_lemma_rule *rule, an_str form)
{
    bool is_cut = cut_is_possible(rule, form);
    size_t kept = form.length - (is_cut ? rule->cut_bytes : 0);
    an_str added = is_cut ? rule->added : (an_str){0};
    char *out;
    if (form.length == 0) return AN_STR("");
    if (rule->letter_case == '=') return rule->added;
    if (kept == form.length && added.length == 0 && !changes_case(rule, form)) return form;
    out = an_arena_alloc(arena, kept + added.length + 1);
    if (!out) return (an_str){0};
    memcpy(out, form.data, kept);
    if (rule->letter_case != 'k')
        for (size_t i = rule->letter_case == 't'; i < kept; i++)
            if (is_ascii_upper(out[i])) out[i] = (char)(out[i] - 'A' + 'a');
    if (added.length) memcpy(out + kept, added.data, added.length);
    return (an_str){out, kept + added.length};
}
