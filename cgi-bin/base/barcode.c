/* Barcodes: the door to libzint. */
#include "base/barcode.h"

#include "base/pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zint.h>

#define MARGIN 4 /* ISO/IEC 18004: modules around a QR code */
#define CORRECTION_H 4

static bool is_dark(const struct zint_symbol *symbol, int row, int column)
{
	return (symbol->encoded_data[row][column / 8] >> (column % 8) & 1) != 0;
}

/* Each run of dark modules in a row is one rectangle. */
static const char *path_of(const struct zint_symbol *symbol, apr_pool_t *pool)
{
	apr_array_header_t *runs = apr_array_make(pool, 128, sizeof(const char *));

	for (int row = 0; row < symbol->rows; row++) {
		for (int column = 0, end; column < symbol->width; column = end) {
			end = column + 1;
			if (!is_dark(symbol, row, column))
				continue;
			while (end < symbol->width && is_dark(symbol, row, end))
				end++;
			APR_ARRAY_PUSH(runs, const char *) = apr_psprintf(pool, "M%d %dh%dv1H%dz",
			    column + MARGIN, row + MARGIN, end - column, column + MARGIN);
		}
	}
	return apr_array_pstrcat(pool, runs, '\0');
}

const struct err *barcode_qr(const char *text, apr_pool_t *pool, struct barcode *out)
{
	struct zint_symbol *symbol = ZBarcode_Create();
	const struct err *err = NULL;

	if (symbol == NULL)
		abort();
	symbol->symbology = BARCODE_QRCODE;
	symbol->option_1 = CORRECTION_H;
	/* Length 0 would have it measure the text. */
	if (*text == '\0' ||
	    ZBarcode_Encode(symbol, (const unsigned char *)text, (int)strlen(text)) >= ZINT_ERROR)
		err = err_new(pool, CODE_INVALID, "no QR code: %s", symbol->errtxt);
	else
		*out = (struct barcode){ symbol->width + 2 * MARGIN, path_of(symbol, pool) };
	ZBarcode_Delete(symbol);
	return err;
}
