/* libxml2 has tables that must be made once before two threads use it. This is the one place of the library with state that is not
 * reached from a handle; it changes once and for all callers to the same value. */
#include "read/xml.h"

#include <libxml/parser.h>
#include <pthread.h>

/* Cheap after the first call. */
void an_read_prepare_xml(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, xmlInitParser);
}
