/* How far apart two spellings are. */
#include "base/pool.h"
#include "base/text.h"

#include <glib.h>

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* One row of the table of distances: of the first `i` letters of `a` to each beginning of `b`; `rows` are the one before the last, the last, and the new one. */
static void fill_row(const gunichar *a, const gunichar *b, size_t length, size_t i, size_t *rows[3])
{
	rows[2][0] = i;
	for (size_t j = 1; j <= length; j++) {
		bool is_same = a[i - 1] == b[j - 1];
		size_t best = least(rows[1][j] + 1, rows[2][j - 1] + 1);

		best = least(best, rows[1][j - 1] + (is_same ? 0 : 1));
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			best = least(best, rows[0][j - 2] + 1);
		rows[2][j] = best;
	}
}

size_t text_distance(const char *one, const char *other, apr_pool_t *pool)
{
	glong count, length;
	gunichar *a = g_utf8_to_ucs4_fast(one, -1, &count);
	gunichar *b = g_utf8_to_ucs4_fast(other, -1, &length);
	size_t width = (size_t)length + 1;
	size_t *table = pool_make_many(pool, size_t, 3 * width);
	size_t *rows[3] = { table, table + width, table + 2 * width };

	for (size_t j = 0; j < width; j++)
		rows[2][j] = j;
	for (size_t i = 1; i <= (size_t)count; i++) {
		size_t *spare = rows[0];

		rows[0] = rows[1];
		rows[1] = rows[2];
		rows[2] = spare;
		fill_row(a, b, (size_t)length, i, rows);
	}
	g_free(a);
	g_free(b);
	return rows[2][length];
}
