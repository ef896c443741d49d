/* The three addresses that every program answers by itself. Private to web/. */
#ifndef WEB_PROBE_H
#define WEB_PROBE_H

#include "web/router.h"

/* What answers "/healthz", "/readyz" or "/metrics"; NULL for any other path (NULL too). */
page *probe_find(const struct program *program, const char *path);

#endif
