/* The operator's looks ([site] brand_colour, logo): read and checked once, given out as files of their own. */
#ifndef PAGES_BRAND_H
#define PAGES_BRAND_H

#include "base/config.h"

/* What pages say of it. Paths change with what is there; so they are kept for a year. */
struct brand {
	const char *stylesheet; /* read after site.css; NULL: site.css has all colours */
	const char *theme_light, *theme_dark; /* the band's colour, for the browser's own frame */
	const char *logo;                     /* NULL: our mark */
	int64_t logo_width, logo_height;      /* px, as it is shown */
	bool logo_has_name; /* more than twice as wide as high: the name is not said beside it */
	const char *icon;   /* the logo, where it is about square; NULL: ours */
};

/*
 * Once per process, before threads. CODE_INVALID naming the setting: a colour that is none, a logo
 * that cannot be read, is larger than 24 kB or is no SVG with a viewBox.
 */
const struct err *brand_start(const struct config *config, apr_pool_t *pool);

/* Of the latest brand_start; any thread. */
const struct brand *brand_shown(void);

#endif
