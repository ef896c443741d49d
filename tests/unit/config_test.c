/* Settings: the file, the environment above it, clear complaints, secrets in files. */
#include "unit.h"

#include "base/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static apr_pool_t *pool;
static char dir[] = "/tmp/aisle-config-test-XXXXXX";

static const char *path_of(const char *name)
{
	return apr_pstrcat(pool, dir, "/", name, NULL);
}

static const char *write_file(const char *name, const char *bytes, size_t length, mode_t mode)
{
	const char *path = path_of(name);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, mode), 0);
	return path;
}

static const struct config *read_text(const char *text)
{
	const struct config *config = NULL;
	const struct err *err;

	setenv("AISLE_CONFIG", write_file("aisle.ini", text, strlen(text), 0644), 1);
	err = config_read(pool, &config);
	if (err != NULL)
		fail_msg("%s", err->text);
	return config;
}

static void test_settings_of_a_file(void **state)
{
	const struct config *config = read_text("# Aisle\n\n[hold]\nseconds = 900\n\n"
						"[mail]\n# where to\nserver=smtp.example:25  \n"
						"from = Aisle \"Air\" <no@example> # 1\n"
						"path = C:\\new\\table\nempty =\n"
						"[hold]\nmax_seconds=7200\n");

	(void)state;
	assert_string_equal(config_text(config, "hold", "seconds", "x"), "900");
	assert_string_equal(config_text(config, "hold", "max_seconds", "x"), "7200");
	assert_string_equal(config_text(config, "mail", "server", NULL), "smtp.example:25");
	assert_string_equal(
	    config_text(config, "mail", "from", NULL), "Aisle \"Air\" <no@example> # 1");
	assert_string_equal(config_text(config, "mail", "path", NULL), "C:\\new\\table");
	assert_string_equal(config_text(config, "mail", "empty", "x"), "x");
	assert_string_equal(config_text(config, "mail", "seconds", "x"), "x");
	assert_string_equal(config_text(config, "none", "seconds", "x"), "x");
	assert_null(config_text(config, "none", "seconds", NULL));
}

static void test_the_environment_is_above_the_file(void **state)
{
	const struct config *config = read_text(
	    "[hold]\nseconds = 900\n[holds]\nper-browser = 3\n");

	(void)state;
	setenv("AISLE_HOLD_SECONDS", "60", 1);
	setenv("AISLE_HOLDS_PER_BROWSER", "", 1);
	setenv("AISLE_SEATS_LOCKING", "optimistic", 1);
	assert_string_equal(config_text(config, "hold", "seconds", NULL), "60");
	assert_string_equal(config_text(config, "holds", "per-browser", "none"), "none");
	assert_string_equal(config_text(config, "seats", "locking", NULL), "optimistic");
	unsetenv("AISLE_HOLD_SECONDS");
	unsetenv("AISLE_HOLDS_PER_BROWSER");
	unsetenv("AISLE_SEATS_LOCKING");
	assert_string_equal(config_text(config, "hold", "seconds", NULL), "900");
	assert_string_equal(config_text(config, "holds", "per-browser", NULL), "3");
}

static void test_files_that_cannot_be_parsed(void **state)
{
	static const struct {
		const char *text;
		int line;
	} table[] = {
		{ "seconds = 1\n", 1 },
		{ "[hold]\nseconds = 1\nwhat is this\n", 3 },
		{ "[hold]\n\n# x\n[hold\nseconds=1\n", 4 },
		{ "[hold]\r\nseconds = 1\r\n= 5", 3 },
		{ "[hold]\nseconds = \xFF\n", 2 },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		const char *path = write_file("bad.ini", row->text, strlen(row->text), 0644);
		const struct config *config = NULL;
		const struct err *err;

		setenv("AISLE_CONFIG", path, 1);
		err = config_read(pool, &config);
		assert_true(err_is(err, CODE_INVALID));
		assert_non_null(strstr(err->text, apr_psprintf(pool, "%s:%d:", path, row->line)));
		assert_null(config);
	}
}

static void test_which_file_is_read(void **state)
{
	const struct config *config = NULL;
	char *before = getcwd(NULL, 0);
	const struct err *err;

	(void)state;
	setenv("AISLE_CONFIG", path_of("absent.ini"), 1);
	err = config_read(pool, &config);
	assert_true(err_is(err, CODE_INVALID));
	assert_non_null(strstr(err->text, "absent.ini"));
	read_text("[hold]\nseconds = 901\n");
	unsetenv("AISLE_CONFIG");
	assert_int_equal(chdir(dir), 0);
	assert_null(config_read(pool, &config));
	assert_string_equal(config_text(config, "hold", "seconds", NULL), "901");
	assert_int_equal(chdir(before), 0);
	free(before);
}

static void test_numbers(void **state)
{
	static const struct {
		const char *value;
		bool is_good;
		int64_t number;
	} table[] = {
		{ "1", true, 1 }, { "7200", true, 7200 }, { "", true, 1200 }, { "0", false, 0 },
		{ "7201", false, 0 }, { "-1", false, 0 }, { "1e3", false, 0 }, { "1 2", false, 0 },
		{ "ten", false, 0 }, { "99999999999999999999", false, 0 }, { "12.5", false, 0 },
	}, *row;
	const struct config *config = read_text("");
	int64_t number;

	(void)state;
	FOR_ROWS(row, table)
	{
		const struct err *err;

		setenv("AISLE_HOLD_SECONDS", row->value, 1);
		err = config_int(config, "hold", "seconds", 1, 7200, 1200, &number);
		assert_int_equal(err == NULL, row->is_good);
		if (err == NULL)
			assert_int_equal(number, row->number);
		else
			assert_non_null(strstr(err->text, "[hold] seconds (AISLE_HOLD_SECONDS)"));
	}
	unsetenv("AISLE_HOLD_SECONDS");
	assert_null(config_int(config, "hold", "seconds", 1, 7200, 1200, &number));
	assert_int_equal(number, 1200);
}

static void test_settings_that_must_be_there(void **state)
{
	const struct config *config = read_text("[db]\nname = aisle\nuser =\n");
	const char *text = NULL;
	const struct err *err;

	(void)state;
	assert_null(config_need(config, "db", "name", &text));
	assert_string_equal(text, "aisle");
	assert_true(err_is(config_need(config, "db", "user", &text), CODE_INVALID));
	err = config_need(config, "db", "socket", &text);
	assert_true(err_is(err, CODE_INVALID));
	assert_non_null(strstr(err->text, "[db] socket (AISLE_DB_SOCKET)"));
}

static char largest[4098];

static void test_secrets(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		mode_t mode;
		const char *secret;
	} table[] = {
		{ "s3cret", 6, 0600, "s3cret" }, { "s3cret\n", 7, 0400, "s3cret" },
		{ "s3cret\r\n", 8, 0640, "s3cret" }, { " a b \n\n", 7, 0600, " a b \n" },
		{ largest, 4096, 0600, NULL }, { "s3cret", 6, 0604, NULL },
		{ "s3cret", 6, 0644, NULL },
		{ "s3cret", 6, 0602, NULL }, { "", 0, 0600, NULL }, { "\n", 1, 0600, NULL },
		{ "a\0b", 3, 0600, NULL }, { largest, 4097, 0600, NULL },
	}, *row;
	const struct config *config = read_text("");
	const char *secret;

	(void)state;
	FOR_ROWS(row, table)
	{
		const struct err *err;

		setenv(
		    "AISLE_LINK_KEY", write_file("secret", row->bytes, row->length, row->mode), 1);
		err = config_secret(config, "link", "key", &secret);
		if (row->secret != NULL) {
			assert_null(err);
			assert_string_equal(secret, row->secret);
		} else if (row->length == 4096) {
			assert_null(err);
			assert_int_equal(strlen(secret), 4096);
		} else {
			assert_true(err_is(err, CODE_INVALID));
			assert_non_null(strstr(err->text, "AISLE_LINK_KEY"));
			assert_null(strstr(err->text, "s3cret"));
		}
	}
	unsetenv("AISLE_LINK_KEY");
	assert_true(err_is(config_secret(config, "link", "key", &secret), CODE_INVALID));
}

static void test_secrets_in_no_file(void **state)
{
	const struct config *config = read_text("");
	const char *secret;

	(void)state;
	setenv("AISLE_LINK_KEY", path_of("absent"), 1);
	assert_true(err_is(config_secret(config, "link", "key", &secret), CODE_INVALID));
	setenv("AISLE_LINK_KEY", dir, 1);
	assert_true(err_is(config_secret(config, "link", "key", &secret), CODE_INVALID));
	assert_int_equal(mkfifo(path_of("pipe"), 0600), 0);
	setenv("AISLE_LINK_KEY", path_of("pipe"), 1);
	assert_true(err_is(config_secret(config, "link", "key", &secret), CODE_INVALID));
	unsetenv("AISLE_LINK_KEY");
}

static int make_dir(void **state)
{
	(void)state;
	memset(largest, 'k', sizeof(largest) - 1);
	return mkdtemp(dir) == NULL ? -1 : 0;
}

static int remove_dir(void **state)
{
	static const char *const names[] = { "aisle.ini", "bad.ini", "secret", "pipe" };

	(void)state;
	for (size_t i = 0; i < ROWS(names); i++)
		unlink(path_of(names[i]));
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settings_of_a_file),
		cmocka_unit_test(test_the_environment_is_above_the_file),
		cmocka_unit_test(test_files_that_cannot_be_parsed),
		cmocka_unit_test(test_which_file_is_read),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_settings_that_must_be_there),
		cmocka_unit_test(test_secrets),
		cmocka_unit_test(test_secrets_in_no_file),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
