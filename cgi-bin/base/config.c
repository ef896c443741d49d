/* Settings: the file, the environment above it, and secrets in files of their own. */
#include "base/config.h"

#include "base/pool.h"
#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONFIG_NAME_BYTES 128
#define CONFIG_SECRET_BYTES 4096

struct setting {
	const char *section;
	const char *key;
	const char *value;
};

struct config {
	apr_pool_t *pool; /* for errors and secrets, under config_lock; has its own allocator */
	const struct setting *settings;
	size_t count;
};

static pthread_mutex_t config_lock = PTHREAD_MUTEX_INITIALIZER;

/* The first line that makes the text up to its end unreadable. */
static int bad_line(const char *text, size_t length)
{
	int line = 0;

	for (size_t end = 0; end < length;) {
		GKeyFile *file = g_key_file_new();
		gboolean is_good;

		while (end < length && text[end] != '\n')
			end++;
		end += end < length ? 1 : 0;
		line++;
		is_good = g_key_file_load_from_data(file, text, end, G_KEY_FILE_NONE, NULL);
		g_key_file_free(file);
		if (!is_good)
			break;
	}
	return line;
}

static void copy_section(GKeyFile *file, const char *section, apr_array_header_t *settings)
{
	gchar **keys = g_key_file_get_keys(file, section, NULL, NULL);

	for (gchar **key = keys; key != NULL && *key != NULL; key++) {
		gchar *value = g_key_file_get_value(file, section, *key, NULL);
		struct setting *setting = apr_array_push(settings);

		setting->section = apr_pstrdup(settings->pool, section);
		setting->key = apr_pstrdup(settings->pool, *key);
		setting->value = apr_pstrdup(settings->pool, g_strstrip(value));
		g_free(value);
	}
	g_strfreev(keys);
}

static const struct err *parse(
    struct config *config, const char *path, const char *text, size_t length, apr_pool_t *pool)
{
	apr_array_header_t *settings = apr_array_make(config->pool, 32, sizeof(struct setting));
	GKeyFile *file = g_key_file_new();
	gchar **sections = NULL;

	if (!text_is_utf8(text, length) ||
	    !g_key_file_load_from_data(file, text, length, G_KEY_FILE_NONE, NULL)) {
		g_key_file_free(file);
		return err_new(pool, CODE_INVALID,
		    "%s:%d: neither [section], key = value, # comment nor empty", path,
		    bad_line(text, length));
	}
	sections = g_key_file_get_groups(file, NULL);
	for (gchar **section = sections; *section != NULL; section++)
		copy_section(file, *section, settings);
	g_strfreev(sections);
	g_key_file_free(file);
	config->settings = (const struct setting *)settings->elts;
	config->count = (size_t)settings->nelts;
	return NULL;
}

/* The file to read; NULL: none is there, and none need be. */
static const char *find_file(void)
{
	const char *path = getenv("AISLE_CONFIG");

	if (path != NULL && *path != '\0')
		return path;
	if (access("aisle.ini", F_OK) == 0)
		return "aisle.ini";
	return access("/etc/aisle/aisle.ini", F_OK) == 0 ? "/etc/aisle/aisle.ini" : NULL;
}

const struct err *config_read(apr_pool_t *pool, const struct config **out)
{
	struct config *config = pool_make(pool, struct config);
	const char *path = find_file();
	const struct err *err;
	gchar *text;
	gsize length;

	config->pool = pool_new_apart(pool);
	if (path != NULL) {
		if (!g_file_get_contents(path, &text, &length, NULL))
			return err_new(pool, CODE_INVALID, "%s: cannot be read", path);
		err = parse(config, path, text, length, pool);
		g_free(text);
		TRY(err);
	}
	*out = config;
	return NULL;
}

/* The name of a setting in the environment. */
static void environment_name(const char *section, const char *key, char out[CONFIG_NAME_BYTES])
{
	int length = snprintf(out, CONFIG_NAME_BYTES, "AISLE_%s_%s", section, key);

	assert(length > 0 && length < CONFIG_NAME_BYTES);
	(void)length;
	for (char *c = out; *c != '\0'; c++)
		*c = g_ascii_isalnum(*c) ? g_ascii_toupper(*c) : '_';
}

const char *config_text(
    const struct config *config, const char *section, const char *key, const char *fallback)
{
	char name[CONFIG_NAME_BYTES];
	const char *value;

	environment_name(section, key, name);
	value = getenv(name);
	for (size_t i = 0; value == NULL && i < config->count; i++)
		if (strcmp(config->settings[i].section, section) == 0 &&
		    strcmp(config->settings[i].key, key) == 0)
			value = config->settings[i].value;
	return value == NULL || *value == '\0' ? fallback : value;
}

/* An error about a setting, with all its names. */
static const struct err *complain(
    const struct config *config, const char *section, const char *key, const char *what)
{
	char name[CONFIG_NAME_BYTES];
	const struct err *err;

	environment_name(section, key, name);
	pthread_mutex_lock(&config_lock);
	err = err_new(
	    config->pool, CODE_INVALID, "setting [%s] %s (%s) %s", section, key, name, what);
	pthread_mutex_unlock(&config_lock);
	return err;
}

const struct err *config_need(
    const struct config *config, const char *section, const char *key, const char **out)
{
	const char *value = config_text(config, section, key, NULL);

	if (value == NULL)
		return complain(config, section, key, "is not set");
	*out = value;
	return NULL;
}

const struct err *config_int(const struct config *config, const char *section, const char *key,
    int64_t min, int64_t max, int64_t fallback, int64_t *out)
{
	const char *value = config_text(config, section, key, NULL);
	char what[CONFIG_NAME_BYTES];

	if (value == NULL) {
		*out = fallback;
		return NULL;
	}
	if (text_to_int(value, min, max, out))
		return NULL;
	snprintf(what, sizeof(what), "is no whole number from %" PRId64 " to %" PRId64, min, max);
	return complain(config, section, key, what);
}

/* The file's bytes, ended by NUL; what is wrong with it, or NULL. */
static const char *read_secret(const char *path, char text[CONFIG_SECRET_BYTES + 2])
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat info;
	ssize_t length;

	if (file < 0)
		return "names a file that cannot be opened";
	if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
		close(file);
		return "names something that is no file";
	}
	if ((info.st_mode & 007) != 0) {
		close(file);
		return "names a file that others may use: chmod o-rwx it";
	}
	do
		length = read(file, text, CONFIG_SECRET_BYTES + 1);
	while (length < 0 && errno == EINTR);
	close(file);
	if (length < 0)
		return "names a file that cannot be read";
	text[length] = '\0';
	if (length > CONFIG_SECRET_BYTES || strlen(text) != (size_t)length)
		return "names a file of more than 4 kB or with NUL bytes";
	return NULL;
}

const struct err *config_secret(
    const struct config *config, const char *section, const char *key, const char **out)
{
	char text[CONFIG_SECRET_BYTES + 2] = "";
	const char *path = "";
	const char *wrong;
	size_t length;

	TRY(config_need(config, section, key, &path));
	wrong = read_secret(path, text);
	if (wrong != NULL)
		return complain(config, section, key, wrong);
	length = strlen(text);
	if (length > 0 && text[length - 1] == '\n')
		length--;
	if (length > 0 && text[length - 1] == '\r')
		length--;
	if (length == 0)
		return complain(config, section, key, "names an empty file");
	pthread_mutex_lock(&config_lock);
	*out = apr_pstrmemdup(config->pool, text, length);
	pthread_mutex_unlock(&config_lock);
	explicit_bzero(text, sizeof(text));
	return NULL;
}
