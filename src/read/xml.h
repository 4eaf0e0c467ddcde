/* libxml2, made ready for use by many threads. */
#ifndef ANNALS_READ_XML_H
#define ANNALS_READ_XML_H

void an_read_prepare_xml(void);

#endif
