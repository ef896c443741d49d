/* How people, and what mails are about, are written on all staff pages. */
#ifndef STAFF_WORDS_H
#define STAFF_WORDS_H

#include "model/party.h"

#include <apr_pools.h>

/* "Lovelace, Ada"; of who has one name, that (`given_name` NULL or ""); "" where nobody is named yet (`surname` NULL). */
const char *staff_person_name(const char *given_name, const char *surname, apr_pool_t *pool);
/* "adult", "child", "infant" */
const char *staff_type_name(enum passenger_type type);

/* What a mail is about, by its kind in the outbox: "Confirmation of a booking"; "About an account" where it is of no booking. */
const char *staff_mail_words(const char *kind);
/* The same, shorter, where the booking is named already: "confirmation"; the kind itself where there is no word for it. */
const char *staff_mail_of_booking(const char *kind);

#endif
