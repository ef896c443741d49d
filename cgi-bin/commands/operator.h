/* The desk of who gives a command. */
#ifndef COMMANDS_OPERATOR_H
#define COMMANDS_OPERATOR_H

#include "domain/desk.h"

/*
 * A desk on the booking database, by the account of `section` ("booking", "admin"). What is done there is written down under a request id of its own and the name on this machine, "operator ada"; of who came by sudo,
 * the one that he signed in with. Errors as desk_start and desk_parts_open have them.
 */
const struct err *operator_desk(
    const struct config *config, const char *section, apr_pool_t *pool, struct desk *out);

#endif
