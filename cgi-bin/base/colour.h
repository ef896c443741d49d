/* Colours of sRGB: read, written, mixed, and how well one is read on another (WCAG 2.2). */
#ifndef BASE_COLOUR_H
#define BASE_COLOUR_H

#include <apr_pools.h>
#include <stdbool.h>

struct colour {
	unsigned char red, green, blue;
};

/* "#0c5a62", in any case; false for anything else, and nothing set. */
bool colour_read(const char *text, struct colour *out);
/* "#0c5a62". */
const char *colour_text(struct colour colour, apr_pool_t *pool);

/* `percent` (0..100) of `other` in `colour`, component by component as browsers mix in sRGB. */
struct colour colour_mix(struct colour colour, struct colour other, int percent);

/* 1 (none) to 21 (black on white). Text of usual size needs 4.5. */
double colour_contrast(struct colour a, struct colour b);

#endif
