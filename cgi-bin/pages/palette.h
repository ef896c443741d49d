/* The colours that follow from an operator's one: for each of them text is read well on what it stands on. */
#ifndef PAGES_PALETTE_H
#define PAGES_PALETTE_H

#include "base/colour.h"

/* By the names of static/site.css. */
struct palette {
	struct colour band,
	    on_band; /* top of each page: the operator's own colour (light), or darkened (dark) */
	struct colour brand,
	    brand_deep;           /* links, outlines and buttons, and these under the pointer */
	struct colour on_brand;   /* text on both */
	struct colour brand_soft; /* the ground of what is chosen: text and brand are read on it */
};

/* What the palettes are made for: the grounds of site.css on which brand is text, and its quiet text. */
struct palette_grounds {
	struct colour paper, card, sunk, soft;
};
const struct palette_grounds *palette_grounds(bool is_dark);

/* All texts reach a contrast of 4.5, whatever the colour is. */
struct palette palette_of(struct colour brand, bool is_dark);

/* As a style sheet for both colour schemes, to be read after site.css; not for print. */
const char *palette_stylesheet(struct colour brand, apr_pool_t *pool);

#endif
