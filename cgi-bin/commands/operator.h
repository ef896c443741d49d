/* Who gives a command. */
#ifndef COMMANDS_OPERATOR_H
#define COMMANDS_OPERATOR_H

#include <apr_pools.h>

/* "operator ada": the name on this machine, of who came by sudo the one that he signed in with. */
const char *operator_name(apr_pool_t *pool);

#endif
