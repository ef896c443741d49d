/* The colours that follow from an operator's one: for each of them text is read well on what it stands on. */
#include "pages/palette.h"

#include "base/pool.h"

/* WCAG 2.2, 1.4.3. */
#define READABLE 4.5

static const struct colour BLACK = { 0, 0, 0 };
static const struct colour WHITE = { 255, 255, 255 };

/* --paper, --card, --sunk and --soft of static/site.css. */
static const struct palette_grounds LIGHT = { { 0xf4, 0xf0, 0xe8 }, { 0xff, 0xfd, 0xf8 },
	{ 0xec, 0xe6, 0xda }, { 0x51, 0x62, 0x65 } };
static const struct palette_grounds DARK = { { 0x0c, 0x14, 0x16 }, { 0x14, 0x20, 0x23 },
	{ 0x1d, 0x2c, 0x30 }, { 0xa1, 0xb2, 0xb2 } };

const struct palette_grounds *palette_grounds(bool is_dark)
{
	return is_dark ? &DARK : &LIGHT;
}

/* One of the two is always read: where they are alike, both have 4.58. */
static struct colour ink_on(struct colour ground)
{
	return colour_contrast(WHITE, ground) >= READABLE ? WHITE : BLACK;
}

static bool is_read(const struct palette *palette, const struct palette_grounds *grounds)
{
	return colour_contrast(palette->brand, grounds->paper) >= READABLE &&
	    colour_contrast(palette->brand, grounds->card) >= READABLE &&
	    colour_contrast(palette->brand, grounds->sunk) >= READABLE &&
	    colour_contrast(palette->brand, palette->brand_soft) >= READABLE;
}

struct palette palette_of(struct colour brand, bool is_dark)
{
	const struct palette_grounds *grounds = palette_grounds(is_dark);
	struct colour towards = is_dark ? WHITE : BLACK;
	struct palette palette;

	palette.band = is_dark ? colour_mix(brand, BLACK, 55) : brand;
	palette.on_band = ink_on(palette.band);
	/* As near to the operator's colour as can be read. */
	for (int percent = 0; percent <= 100; percent++) {
		palette.brand = colour_mix(brand, towards, percent);
		palette.brand_soft = colour_mix(grounds->card, palette.brand, 12);
		if (is_read(&palette, grounds))
			break;
	}
	palette.brand_deep = colour_mix(palette.brand, towards, 28);
	palette.on_brand = is_dark ? grounds->paper : WHITE;
	return palette;
}

static const char *rule(struct colour brand, bool is_dark, apr_pool_t *pool)
{
	struct palette palette = palette_of(brand, is_dark);

	return apr_psprintf(pool,
	    ":root{--band:%s;--on-band:%s;--mark:%s;--brand:%s;--brand-deep:%s;--on-brand:%s;--brand-soft:%s}",
	    colour_text(palette.band, pool), colour_text(palette.on_band, pool),
	    colour_text(palette.on_band, pool), colour_text(palette.brand, pool),
	    colour_text(palette.brand_deep, pool), colour_text(palette.on_brand, pool),
	    colour_text(palette.brand_soft, pool));
}

const char *palette_stylesheet(struct colour brand, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "@media screen{", rule(brand, false, pool),
	    "}\n@media screen and (prefers-color-scheme:dark){", rule(brand, true, pool), "}\n",
	    NULL);
}
