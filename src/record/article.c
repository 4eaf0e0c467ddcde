#include "record/article.h"

#include <stdarg.h>
#include <stdio.h>

#define TEXT(name, text) text,
const char *const an_basis_names[AN_BASIS_COUNT] = {AN_BASIS_LIST(TEXT)};

enum { MESSAGE_BYTES = 512 };

/* Adds a diagnostic; when the arena is exhausted it is lost, which the arena itself remembers. */
void an_diagnose(an_arena *arena, an_diagnostics *list, const char *code, an_span span, const char *format, ...)
{
    char message[MESSAGE_BYTES];
    va_list args;
    an_diagnostic diagnostic = {.code = code, .span = span};
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    diagnostic.message = (an_str){an_arena_copy(arena, message, strlen(message)), strlen(message)};
    if (diagnostic.message.data) AN_PUSH(arena, list, diagnostic);
}
