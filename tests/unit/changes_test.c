/* Counters of changes: what one program notes another one sees. */
#include "unit.h"

#include "base/changes.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* As an id of `note`: all of them. */
#define EVERYTHING (-1)

static char folder[] = "/tmp/aisle-changes.XXXXXX";
static char file[64], link_to_it[64], nowhere[64];

static int set_up(void **state)
{
	(void)state;
	log_start("changes_test", LOG_ERROR);
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(file, sizeof(file), "%s/changes", folder);
	snprintf(link_to_it, sizeof(link_to_it), "%s/link", folder);
	snprintf(nowhere, sizeof(nowhere), "%s/none/changes", folder);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	(void)unlink(link_to_it);
	(void)unlink(file);
	return rmdir(folder);
}

static void note(int64_t id)
{
	if (id == EVERYTHING)
		changes_note_all();
	else
		changes_note(id);
}

/* Another process notes a change; with a path it is another program, that was started with it. */
static void another_notes(const char *path, int64_t id)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		if (path != NULL)
			changes_start(path);
		note(id);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static uint64_t count_of(int64_t id)
{
	uint64_t count;

	assert_true(changes_count(id, &count));
	return count;
}

static void nobody_counts_before_the_start(void **state)
{
	uint64_t count;

	(void)state;
	changes_note(7);
	assert_false(changes_count(7, &count));
}

static void programs_count_together(void **state)
{
	struct stat about;

	(void)state;
	changes_start(file);
	uint64_t seven = count_of(7), eight = count_of(8);
	another_notes(file, 7);
	assert_int_not_equal(count_of(7), seven);
	assert_int_equal(count_of(8), eight);
	seven = count_of(7);
	another_notes(file, EVERYTHING);
	assert_int_not_equal(count_of(7), seven);
	assert_int_not_equal(count_of(8), eight);
	/* Whatever is noted is another number, numbers below zero too. */
	seven = count_of(INT64_MIN);
	another_notes(file, INT64_MIN);
	assert_int_not_equal(count_of(INT64_MIN), seven);
	assert_int_equal(stat(file, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0660);
}

static void without_a_file_the_program_counts_for_itself(void **state)
{
	(void)state;
	changes_start(nowhere);
	uint64_t seven = count_of(7);
	another_notes(NULL, 7);
	assert_int_not_equal(count_of(7), seven);
	seven = count_of(7);
	another_notes(file, 7);
	assert_int_equal(count_of(7), seven);
}

static void a_link_is_not_followed(void **state)
{
	(void)state;
	assert_int_equal(symlink(file, link_to_it), 0);
	changes_start(link_to_it);
	uint64_t seven = count_of(7);
	another_notes(file, 7);
	assert_int_equal(count_of(7), seven);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_counts_before_the_start),
		cmocka_unit_test(programs_count_together),
		cmocka_unit_test(without_a_file_the_program_counts_for_itself),
		cmocka_unit_test(a_link_is_not_followed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
