/* Passengers as they are given: names folded, types and ages checked. Pure rules; no database. */
#ifndef DOMAIN_PASSENGERS_H
#define DOMAIN_PASSENGERS_H

#include "base/err.h"
#include "model/party.h"
#include "store/passengers.h"

/*
 * The people of a party in order, as they are written down (`out`, room for `count`): numbered, with types and identities. CODE_INVALID with FACT_FIELDS: ages that are not of the type on the local dates of
 * the first and last departure, birth in the future or over 120 years ago (born_year.n), a name without a letter (surname.n), twice the same person (surname.n of the later).
 */
const struct err *passengers_check(const struct party *party, const struct passenger *people,
    size_t count, int32_t first_on, int32_t last_on, apr_pool_t *pool, struct passenger_row *out);

/*
 * How many letters of a name of so many may be corrected, all corrections together: one up to four letters, two up to eight, then three. Letters are those of the folded name: accents, capitals, blanks and
 * hyphens are free.
 */
size_t passenger_letters_to_correct(size_t letters);

/*
 * The names of passengers who were sold, as they are to be written from now on: `typed` has the given name and surname of each of `people`. Against what staff wrote last, or else what was sold, each name may differ by as many letters
 * as passenger_letters_to_correct says, or both are exchanged for each other: however often it is corrected, nobody becomes another person. `out` (room for `count`) is each as it is written down then. CODE_INVALID with FACT_FIELDS of given_name.n and surname.n
 * (n counts `people`): more than a correction, no letter, too long, twice the same person.
 */
const struct err *passengers_correct(const struct passenger *people, const struct passenger *typed,
    size_t count, apr_pool_t *pool, struct passenger_row *out);

/* The same by staff, who may write a name in any other way; corrections are counted from it then. */
const struct err *passengers_rename(const struct passenger *people, const struct passenger *typed,
    size_t count, apr_pool_t *pool, struct passenger_row *out);

/* CODE_INVALID (email.1, phone.1). */
const struct err *passengers_check_contact(
    const struct contact *contact, apr_pool_t *pool, struct contact *out);

/* The same person has the same, whatever the spelling. `given_name` NULL: none. */
const char *passenger_identity(const char *given_name, const char *surname, apr_pool_t *pool);

/* The form under which the find form compares surnames. */
const char *passenger_fold_surname(const char *surname, apr_pool_t *pool);

#endif
