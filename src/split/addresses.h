/* Addresses of the net and of mail, found by rule. */
#ifndef ANNALS_SPLIT_ADDRESSES_H
#define ANNALS_SPLIT_ADDRESSES_H

#include "base/span.h"

size_t an_address_length(an_str text, bool may_be_mail);
bool an_is_address(an_str word);
bool an_address_may_follow(char mark);

#endif
