/* Colours of sRGB: read, written, mixed, and how well one is read on another (WCAG 2.2). */
#include "base/colour.h"

#include "base/pool.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static int digit(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

bool colour_read(const char *text, struct colour *out)
{
	unsigned char parts[3];

	if (text[0] != '#' || strlen(text) != 7)
		return false;
	for (int i = 0; i < 3; i++) {
		const char *two = text + 1 + 2 * i;

		if (!isxdigit((unsigned char)two[0]) || !isxdigit((unsigned char)two[1]))
			return false;
		parts[i] = (unsigned char)(digit(two[0]) * 16 + digit(two[1]));
	}
	*out = (struct colour){ parts[0], parts[1], parts[2] };
	return true;
}

const char *colour_text(struct colour colour, apr_pool_t *pool)
{
	return apr_psprintf(pool, "#%02x%02x%02x", colour.red, colour.green, colour.blue);
}

static unsigned char mix(unsigned char a, unsigned char b, int percent)
{
	return (unsigned char)((a * (100 - percent) + b * percent + 50) / 100);
}

struct colour colour_mix(struct colour colour, struct colour other, int percent)
{
	return (struct colour){ mix(colour.red, other.red, percent),
		mix(colour.green, other.green, percent), mix(colour.blue, other.blue, percent) };
}

static double linear(unsigned char part)
{
	double share = part / 255.0;

	return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

/* WCAG's relative luminance, 0 to 1. */
static double luminance(struct colour colour)
{
	return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) +
	    0.0722 * linear(colour.blue);
}

double colour_contrast(struct colour a, struct colour b)
{
	double one = luminance(a) + 0.05, other = luminance(b) + 0.05;

	return one > other ? one / other : other / one;
}
