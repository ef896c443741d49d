/* A statement that went out with others and whose answer is read later. */
#ifndef STORE_ASKED_H
#define STORE_ASKED_H

#include "db/statement.h"

/*
 * Filled by a function called `…_later`; to be read, once, by the function that its header names, after the next call that waits for an answer, or db_settle. It
 * has to stay where it is till then. All zero: nothing was asked.
 */
struct asked {
	struct rows *rows;   /* of a SELECT */
	struct db_done done; /* of a change */
};

#endif
