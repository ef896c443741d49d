/* Folders that tests make and take away. */
#include "support/folder.h"

#include "base/pool.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#define OPEN_MAX_DEPTH 16

const char *folder_new(apr_pool_t *pool)
{
	const char *parent = getenv("TMPDIR");
	if (parent == NULL)
		parent = "/tmp";
	return mkdtemp(apr_pstrcat(pool, parent, "/aisle-test-XXXXXX", NULL));
}

static int delete_one(const char *path, const struct stat *about, int type, struct FTW *where)
{
	(void)about;
	(void)type;
	(void)where;
	return remove(path);
}

void folder_delete(const char *folder)
{
	nftw(folder, delete_one, OPEN_MAX_DEPTH, FTW_DEPTH | FTW_PHYS);
}
