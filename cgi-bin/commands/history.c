/* `aisle history`: what happened to a booking, a hold or a departure, a line a change. */
#include "commands/history.h"
#include "commands/operator.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/pool.h"
#include "domain/history.h"

#include <stdio.h>
#include <string.h>

#define LINES_AT_ONCE 500

static const char HELP[] =
    "usage: aisle history LOCATOR|REF|FLIGHT/DATE [--json]\n"
    "\n"
    "Prints each change in order of time: of a booking with the hold that it was made from and the\n"
    "changes of its departures since then, of a hold alike, or of one departure (AX204/2026-12-01).\n"
    "\n"
    "  2026-11-25T20:14:07.123Z booking K7QXZM v2 confirmed -> cancelled by customer, request 5f..\n"
    "\n"
    "A change without a state before it made the thing. --json: one array of objects, for programs.\n"
    "Nothing is changed or locked.\n"
    "\n"
    "Exit status: 0 printed, 1 there is nothing of this name, or failed, 2 wrong usage.\n";

/* RFC 3339 with milliseconds. */
static const char *time_of(int64_t at, apr_pool_t *pool)
{
	const char *text = clock_text(at, pool);
	int64_t ms = at % CLOCK_SECOND / 1000;

	return apr_psprintf(pool, "%.*s.%03dZ", (int)strlen(text) - 1, text, (int)ms);
}

/* What people typed must not break the lines. */
static const char *on_a_line(const char *text, apr_pool_t *pool)
{
	char *copy = apr_pstrdup(pool, text);

	for (char *c = copy; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	return copy;
}

static void print_line(const struct history_line *line, apr_pool_t *pool)
{
	printf("%s %s %s v%lld ", time_of(line->at, pool), line->subject, line->name,
	    (long long)line->version);
	if (line->from_state[0] != '\0')
		printf("%s -> ", line->from_state);
	printf("%s by %s", line->to_state, on_a_line(line->actor, pool));
	if (line->request_id[0] != '\0')
		printf(", request %s", on_a_line(line->request_id, pool));
	if (line->detail[0] != '\0')
		printf(": %s", on_a_line(line->detail, pool));
	putchar('\n');
}

static void print_json(const struct history_line *line, bool is_first, apr_pool_t *pool)
{
	struct json_out *out = json_out_new(pool);

	json_open(out, NULL, '{');
	json_put_text(out, "at", time_of(line->at, pool));
	json_put_text(out, "subject", line->subject);
	json_put_text(out, "name", line->name);
	json_put_int(out, "version", line->version);
	json_put_text(out, "from", line->from_state);
	json_put_text(out, "to", line->to_state);
	json_put_text(out, "actor", line->actor);
	json_put_text(out, "request_id", line->request_id);
	json_put_text(out, "detail", line->detail);
	json_close(out, '}');
	printf("%s%s", is_first ? "[" : ",\n", json_out_text(out, NULL));
}

static void print(
    const struct history_line *lines, size_t count, bool is_json, bool is_first, apr_pool_t *pool)
{
	for (size_t i = 0; i < count; i++)
		if (is_json)
			print_json(&lines[i], is_first && i == 0, pool);
		else
			print_line(&lines[i], pool);
}

/* Part by part, each with memory of its own. */
static const struct err *show(
    const char *name, bool is_json, const struct config *config, apr_pool_t *pool)
{
	struct history_place place = HISTORY_START;
	struct desk from;
	size_t count = LINES_AT_ONCE;

	TRY(operator_desk(config, "booking", pool, &from));
	for (bool is_first = true; count == LINES_AT_ONCE; is_first = false) {
		struct desk desk = from;
		const struct history_line *lines;

		desk.pool = pool_new(pool);
		TRY(history_list_after(&desk, name, place, LINES_AT_ONCE, &lines, &count));
		print(lines, count, is_json, is_first, desk.pool);
		if (count > 0)
			place = (struct history_place){ lines[count - 1].at, lines[count - 1].id };
		apr_pool_destroy(desk.pool);
	}
	if (is_json)
		puts("]");
	return NULL;
}

const struct err *command_history(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status)
{
	const char *name = NULL;
	bool is_json = false, is_wrong = false;

	if (argc > 0 && strcmp(argv[0], "--help") == 0) {
		fputs(HELP, stdout);
		return NULL;
	}
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			is_json = true;
		else if (name == NULL)
			name = argv[i]; /* a hold's ref may begin with "-" */
		else
			is_wrong = true;
	}
	if (name != NULL && !is_wrong)
		return show(name, is_json, config, pool);
	fputs(HELP, stderr);
	*status = 2;
	return NULL;
}
