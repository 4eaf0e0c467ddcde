/* Opens and searches the lists of lemmas: sorted tables, halved. Every reference is checked once here. */
#include "lexicon/lemmas.h"

#include "lexicon/lemmas_compile.h"

static const an_lemmas no_lemmas = {0};

const an_lemmas *an_lexicon_lemmas(const an_lexicon *lexicon)
{
    return lexicon->parts[AN_PART_LEMMAS] ? lexicon->parts[AN_PART_LEMMAS] : &no_lemmas;
}

static an_str text_of(const an_lemmas *lemmas, an_pool_ref ref) { return (an_str){lemmas->pool.data + ref.offset, ref.length}; }

uint32_t an_lemmas_find(const an_lemmas *lemmas, an_str word)
{
    uint32_t low = 0, high = lemmas ? lemmas->row_count : 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = an_str_compare(word, text_of(lemmas, lemmas->rows[middle].text));
        if (order == 0) return lemmas->rows[middle].is_lemma;
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return 0;
}

unsigned an_lemma_written_anyhow(uint32_t found)
{
    unsigned written = 0;
    for (an_lemma_class c = AN_LEMMA_NOUN; c < AN_LEMMA_CLASS_COUNT; c++) written |= an_lemma_written(found, c);
    return written;
}

static int compare_with(const an_lemmas *lemmas, an_lemma_class lemma_class, an_str form, const an_lemma_exception *exception)
{
    if (exception->lemma_class != (uint32_t)lemma_class) return (uint32_t)lemma_class < exception->lemma_class ? -1 : 1;
    return an_str_compare(form, text_of(lemmas, exception->form));
}

an_str an_lemmas_exception(const an_lemmas *lemmas, an_lemma_class lemma_class, an_str form)
{
    uint32_t low = 0, high = lemmas ? lemmas->exception_count : 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_with(lemmas, lemma_class, form, lemmas->exceptions + middle);
        if (order == 0) return text_of(lemmas, lemmas->exceptions[middle].lemma);
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return (an_str){0};
}

static bool rows_are_sound(const an_lemmas *lemmas)
{
    for (uint32_t i = 0; i < lemmas->row_count; i++) {
        if (!an_pool_ref_is_valid(lemmas->rows[i].text, lemmas->pool.length)) return false;
        if (i > 0 && an_str_compare(text_of(lemmas, lemmas->rows[i - 1].text), text_of(lemmas, lemmas->rows[i].text)) >= 0) return false;
    }
    return true;
}

static bool exceptions_are_sound(const an_lemmas *lemmas)
{
    for (uint32_t i = 0; i < lemmas->exception_count; i++) {
        const an_lemma_exception *e = lemmas->exceptions + i, *before = e - 1;
        if (!an_pool_ref_is_valid(e->form, lemmas->pool.length) || !an_pool_ref_is_valid(e->lemma, lemmas->pool.length)) return false;
        if (e->lemma_class >= AN_LEMMA_CLASS_COUNT || !e->lemma.length) return false;
        if (i > 0 && compare_with(lemmas, (an_lemma_class)before->lemma_class, text_of(lemmas, before->form), e) >= 0) return false;
    }
    return true;
}

static annals_status open_lemmas(an_lexicon *lexicon, annals_error *error)
{
    an_lemmas *lemmas = AN_NEW(&lexicon->arena, an_lemmas);
    const void *rows, *exceptions;
    if (!lemmas) return an_fail(error, ANNALS_E_MEMORY, "lexicon", 0, "out of memory");
    AN_TRY(an_lexicon_records(lexicon, "lemma.rows", sizeof *lemmas->rows, &rows, &lemmas->row_count, error));
    AN_TRY(an_lexicon_records(lexicon, "lemma.exceptions", sizeof *lemmas->exceptions, &exceptions, &lemmas->exception_count, error));
    lemmas->rows = rows;
    lemmas->exceptions = exceptions;
    lemmas->pool = an_image_section(&lexicon->image, "lemma.strings");
    if (!rows_are_sound(lemmas) || !exceptions_are_sound(lemmas))
        return an_fail(error, ANNALS_E_FORMAT, "lexicon", 0, "the dictionary's lists of lemmas are broken");
    lexicon->parts[AN_PART_LEMMAS] = lemmas;
    return ANNALS_OK;
}

static const char *const block_kinds[] = {"wordnet", NULL};
const an_lexicon_part an_lemmas_part = {
    .id = AN_PART_LEMMAS, .block_kinds = block_kinds, .compile = an_lemmas_compile, .open = open_lemmas, .check = an_lemmas_check};
