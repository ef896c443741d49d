/* Table person: whom two sales must not give places in two aircraft at one time. */
#ifndef STORE_PERSONS_H
#define STORE_PERSONS_H

#include "db/statement.h"
#include "model/party.h"

/*
 * Write the rows of these passengers (at most PARTY_PASSENGERS_MAX), in the order of their key whatever theirs is: until the end of the transaction nobody else sells to any of them. CODE_DUPLICATE (PRIMARY)
 * comes out of what is waited for next, or tx_again, when somebody else wrote one of them for the first time at the same moment. No two of them are the same person. In a transaction.
 */
const struct err *persons_set_sold(
    struct db *db, const struct passenger *passengers, size_t count, apr_pool_t *pool);

#endif
