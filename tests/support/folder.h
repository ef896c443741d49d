/* Folders that tests make and take away. */
#ifndef SUPPORT_FOLDER_H
#define SUPPORT_FOLDER_H

#include <apr_pools.h>

/* A new empty folder of its own below TMPDIR (or /tmp). NULL where there cannot be one. */
const char *folder_new(apr_pool_t *pool);

/* The folder with all that is in it. */
void folder_delete(const char *folder);

#endif
