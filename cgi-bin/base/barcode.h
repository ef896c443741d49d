/* Barcodes: the door to libzint. */
#ifndef BASE_BARCODE_H
#define BASE_BARCODE_H

#include "base/err.h"

/* A square of dark and light modules, as a path of SVG in which a module is 1 by 1. */
struct barcode {
	int side;         /* with the light margin that readers need around it */
	const char *path; /* what is dark: "M4 4h7v1H4zM…", filled */
};

/* A QR code that can be read with a third of it gone. CODE_INVALID: more than it can hold (some hundred bytes; none). */
const struct err *barcode_qr(const char *text, apr_pool_t *pool, struct barcode *out);

#endif
