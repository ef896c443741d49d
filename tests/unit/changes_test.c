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

/* Another process, that was started with this file, notes a change. */
static void another_notes(const char *path, int64_t id)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
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

/* Who remembers what he was told has to ask each time, then. */
static void assert_nobody_counts(void)
{
	uint64_t count;

	changes_note(7);
	changes_note_all();
	assert_false(changes_count(7, &count));
}

static void nobody_counts_before_the_start(void **state)
{
	(void)state;
	assert_nobody_counts();
}

static void programs_count_together(void **state)
{
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
}

/* A disk that is full later has no say in it: also of a file that was only as long as it should be. */
static void the_file_has_its_room_on_the_disk(void **state)
{
	struct stat about;

	(void)state;
	assert_int_equal(truncate(file, 0), 0);
	assert_int_equal(truncate(file, 65536), 0);
	changes_start(file);
	assert_int_equal(stat(file, &about), 0);
	assert_true(about.st_blocks * 512 >= 32768);
}

static void programs_of_the_group_write_to_it_whatever_umask_there_is(void **state)
{
	struct stat about;
	mode_t usual = umask(0077);

	(void)state;
	assert_int_equal(unlink(file), 0);
	changes_start(file);
	assert_int_equal(umask(usual), 0077);
	assert_int_equal(stat(file, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0660);
}

/* The processes of a program would each have counters of their own, and see nothing of the others. */
static void without_a_file_nobody_counts(void **state)
{
	(void)state;
	changes_start(nowhere);
	assert_nobody_counts();
	changes_start(folder);
	assert_nobody_counts();
}

static void a_link_is_not_followed(void **state)
{
	(void)state;
	assert_int_equal(symlink(file, link_to_it), 0);
	changes_start(link_to_it);
	assert_nobody_counts();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_counts_before_the_start),
		cmocka_unit_test(programs_count_together),
		cmocka_unit_test(the_file_has_its_room_on_the_disk),
		cmocka_unit_test(programs_of_the_group_write_to_it_whatever_umask_there_is),
		cmocka_unit_test(without_a_file_nobody_counts),
		cmocka_unit_test(a_link_is_not_followed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
