/* How far two texts are apart: optimal string alignment. */
#include "base/text.h"

#include <glib.h>

/* The letters that count; how many. */
static size_t letters_of(const char *text, gunichar *out)
{
	size_t count = 0;

	for (; *text != '\0' && count < TEXT_DISTANCE_MAX; text = g_utf8_next_char(text))
		out[count++] = g_utf8_get_char(text);
	return count;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The row of the table for the nth letter of `a`: what makes its first n letters of the first 0, 1, 2 … letters of `b`. */
static void next_row(const gunichar *a, size_t n, const gunichar *b, size_t b_length,
    const size_t *before, const size_t *last, size_t *row)
{
	row[0] = n;
	for (size_t i = 1; i <= b_length; i++) {
		size_t change = last[i - 1] + (a[n - 1] != b[i - 1]);

		row[i] = smaller(change, smaller(last[i], row[i - 1]) + 1);
		if (n > 1 && i > 1 && a[n - 1] == b[i - 2] && a[n - 2] == b[i - 1])
			row[i] = smaller(row[i], before[i - 2] + 1);
	}
}

size_t text_distance(const char *one, const char *other, enum text_extent extent)
{
	gunichar a[TEXT_DISTANCE_MAX], b[TEXT_DISTANCE_MAX];
	size_t rows[3][TEXT_DISTANCE_MAX + 1];
	size_t a_length = letters_of(one, a), b_length = letters_of(other, b);
	size_t nearest;

	/* A beginning of the other that is longer than this is further away than a shorter one. */
	if (extent == TEXT_START && b_length > 2 * a_length)
		b_length = 2 * a_length;
	for (size_t i = 0; i <= b_length; i++)
		rows[0][i] = i;
	for (size_t n = 1; n <= a_length; n++)
		next_row(a, n, b, b_length, rows[(n + 1) % 3], rows[(n - 1) % 3], rows[n % 3]);
	nearest = rows[a_length % 3][b_length];
	for (size_t i = 0; i < b_length && extent == TEXT_START; i++)
		nearest = smaller(nearest, rows[a_length % 3][i]);
	return nearest;
}
