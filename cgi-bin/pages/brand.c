/* The operator's looks ([site] brand_colour, logo): read and checked once, given out as files of their own. */
#include "pages/brand.h"

#include "base/colour.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "pages/pages.h"
#include "pages/palette.h"

#include <stdio.h>
#include <string.h>

#define LOGO_BYTES (24 * 1024)
#define LOGO_HEIGHT 32
#define LOGO_WIDTH_MOST 160
#define HASH_BYTES 8
/* The band of static/site.css. */
#define BAND_LIGHT "#0e3d43"
#define BAND_DARK "#0a2a2e"
#define YEAR "public, max-age=31536000, immutable"
#define SOON "public, max-age=300"

/* A file, and the last part of its path: a name that says what is in it. */
struct file {
	const char *name, *type, *text;
	size_t length;
};

/* Set once, before there are threads. */
static struct brand shown;
static struct file stylesheet, logo;

static struct file file_of(
    const char *ending, const char *type, const char *text, size_t length, apr_pool_t *pool)
{
	unsigned char digest[SECRET_DIGEST_BYTES];

	secret_digest(text, length, digest);
	return (struct file){ apr_pstrcat(pool, text_hex(digest, HASH_BYTES, pool), ending, NULL),
		type, text, length };
}

static const char *path_of(const struct file *file, apr_pool_t *pool)
{
	return apr_pstrcat(pool, "/brand/", file->name, NULL);
}

/* For pages that no program makes, which have our mark: the logo instead of it. */
static const char *logo_rules(apr_pool_t *pool)
{
	if (shown.logo == NULL)
		return "";
	return apr_psprintf(pool,
	    ".plain .mark{display:none}\n.plain::before{content:\"\";width:%dpx;height:%dpx;background:url(%s) center/contain no-repeat}\n%s",
	    (int)shown.logo_width, (int)shown.logo_height, shown.logo,
	    shown.logo_has_name ? ".plain .site-name{position:absolute;clip-path:inset(50%)}\n"
				: "");
}

/* The logo is known before. */
static const struct err *read_colour(const struct config *config, apr_pool_t *pool)
{
	const char *text = config_text(config, "site", "brand_colour", NULL);
	const char *rules = "";
	struct colour colour;

	if (text != NULL) {
		if (!colour_read(text, &colour))
			return err_new(pool, CODE_INVALID,
			    "[site] brand_colour must be six hexadecimal digits after a #, as in #0e3d43");
		rules = palette_stylesheet(colour, pool);
	}
	rules = apr_pstrcat(pool, rules, logo_rules(pool), NULL);
	stylesheet = file_of(".css", "text/css", rules, strlen(rules), pool);
	if (text == NULL)
		return NULL;
	shown.stylesheet = path_of(&stylesheet, pool);
	shown.theme_light = colour_text(palette_of(colour, false).band, pool);
	shown.theme_dark = colour_text(palette_of(colour, true).band, pool);
	return NULL;
}

/* The file's text, or NULL. */
static const char *read_file(const char *path, apr_pool_t *pool, size_t *length)
{
	char *text = apr_palloc(pool, LOGO_BYTES + 2);
	FILE *file = fopen(path, "rbe");
	bool is_read;

	if (file == NULL)
		return NULL;
	*length = fread(text, 1, LOGO_BYTES + 1, file);
	is_read = ferror(file) == 0;
	fclose(file);
	text[*length] = '\0';
	return is_read ? text : NULL;
}

/* The two last numbers of the root's viewBox; false when it has none that is a size. */
static bool read_size(const char *text, apr_pool_t *pool, double *width, double *height)
{
	const char *root = strstr(text, "<svg");
	const char *end = root != NULL ? strchr(root, '>') : NULL;
	char *box = end != NULL ? apr_pstrmemdup(pool, root, (size_t)(end - root)) : NULL;

	box = box != NULL ? strstr(box, "viewBox=") : NULL;
	if (box == NULL)
		return false;
	for (char *c = box; *c != '\0'; c++) {
		if (*c == ',')
			*c = ' ';
	}
	return sscanf(box + strlen("viewBox="), "%*1[\"']%*f %*f %lf %lf", width, height) == 2 &&
	    *width > 0 && *height > 0 && *width <= 20 * *height && *height <= 20 * *width;
}

static const struct err *read_logo(const struct config *config, apr_pool_t *pool)
{
	const char *path = config_text(config, "site", "logo", NULL);
	const char *text;
	double width, height, scale;
	size_t length;

	if (path == NULL)
		return NULL;
	text = read_file(path, pool, &length);
	if (text == NULL)
		return err_new(pool, CODE_INVALID, "[site] logo: %s cannot be read", path);
	if (length > LOGO_BYTES)
		return err_new(pool, CODE_INVALID, "[site] logo: %s is larger than %d kB", path,
		    LOGO_BYTES / 1024);
	if (strlen(text) != length || !read_size(text, pool, &width, &height))
		return err_new(pool, CODE_INVALID,
		    "[site] logo: %s is no SVG file whose <svg> has a viewBox", path);
	logo = file_of(".svg", "image/svg+xml", text, length, pool);
	shown.logo = path_of(&logo, pool);
	scale = LOGO_HEIGHT / height;
	if (width * scale > LOGO_WIDTH_MOST)
		scale = LOGO_WIDTH_MOST / width;
	shown.logo_width = (int64_t)(width * scale + 0.5);
	shown.logo_height = (int64_t)(height * scale + 0.5);
	shown.logo_has_name = width > 2 * height;
	if (width <= 1.25 * height && height <= 1.25 * width)
		shown.icon = shown.logo;
	return NULL;
}

const struct err *brand_start(const struct config *config, apr_pool_t *pool)
{
	shown = (struct brand){ .theme_light = BAND_LIGHT, .theme_dark = BAND_DARK };
	logo = (struct file){ 0 };
	TRY(read_logo(config, pool));
	return read_colour(config, pool);
}

const struct brand *brand_shown(void)
{
	return &shown;
}

/*
 * A file by its present name, for a year; or by its plain name (for pages that no program makes) or a former one (for pages that
 * another process made, before or after the settings changed), as it is now and for a short while.
 */
const struct err *page_brand_file(struct request *request, struct reply *reply)
{
	const char *name = request->args[0];
	const char *ending = strrchr(name, '.');
	const struct file *file = NULL;

	if (ending != NULL && strcmp(ending, ".css") == 0)
		file = &stylesheet;
	else if (ending != NULL && strcmp(ending, ".svg") == 0 && logo.text != NULL)
		file = &logo;
	if (file == NULL)
		return err_new(
		    request->pool, CODE_NOT_FOUND, "no such file of the operator's looks");
	reply_header(reply, "Cache-Control", strcmp(name, file->name) == 0 ? YEAR : SOON);
	reply_body(reply, 200, file->type, file->text, file->length);
	return NULL;
}
