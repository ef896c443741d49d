/* `aisle staff`: staff are added, listed, disabled, enabled, and get another password. */
#include "commands/staff.h"
#include "commands/operator.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/staff.h"

#include <stdio.h>
#include <string.h>

#define AT_ONCE 500
#define PASSWORD_BYTES_MAX 512

static const char HELP[] =
    "usage: aisle staff add NAME ROLE [--password-file FILE] [--unless-there]\n"
    "       aisle staff list\n"
    "       aisle staff disable NAME\n"
    "       aisle staff enable NAME\n"
    "       aisle staff reset NAME [--password-file FILE]\n"
    "\n"
    "Who may sign in at /admin/. ROLE is agent, gate, manager or admin (docs/staff.md says who may what).\n"
    "add and reset make a password and print it, once; or take the first line of FILE (\"-\": standard\n"
    "input). reset takes the second factor away too, which is set up again at the next sign-in;\n"
    "disable and reset end all sessions at once. --unless-there: somebody of that name is left as is.\n"
    "Every change is in the audit log, with your name on this machine.\n"
    "\n"
    "Settings (aisle.ini, or AISLE_SECTION_KEY in the environment):\n"
    "  [database] socket, or host and port          where the server is\n"
    "  [admin]    account, password_file, database  the staff pages' own\n"
    "\n"
    "Exit status: 0 done; 1 no such name, or failed; 2 wrong usage.\n";

struct order {
	const char *what, *name;
	enum staff_role role;
	const char *password_file; /* NULL: one is made */
	bool is_unless_there;
};

static bool is_word(const struct order *order, const char *word)
{
	return strcmp(order->what, word) == 0;
}

static const char *understand_options(int argc, char **argv, struct order *out)
{
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--unless-there") == 0 && is_word(out, "add"))
			out->is_unless_there = true;
		else if (strcmp(argv[i], "--password-file") == 0 && i + 1 < argc &&
		    (is_word(out, "add") || is_word(out, "reset")))
			out->password_file = argv[++i];
		else
			return "what is that at the end?";
	}
	return NULL;
}

/* NULL: understood; else what is wrong. */
static const char *understand(int argc, char **argv, struct order *out)
{
	static const char *const words[] = { "add", "list", "disable", "enable", "reset" };
	int used = 2;

	*out = (struct order){ .what = argc > 0 ? argv[0] : "" };
	if (!text_is_one_of(out->what, words, sizeof(words) / sizeof(words[0])))
		return "add, list, disable, enable or reset";
	if (is_word(out, "list"))
		return argc == 1 ? NULL : "list stands alone";
	if (argc < 2)
		return "whom?";
	out->name = argv[1];
	if (is_word(out, "add")) {
		if (argc < 3 || !staff_role_parse(argv[2], &out->role))
			return "the role is agent, gate, manager or admin";
		used = 3;
	}
	return understand_options(argc - used, argv + used, out);
}

/* The first line of the file. */
static const struct err *read_password(const char *path, apr_pool_t *pool, const char **out)
{
	char line[PASSWORD_BYTES_MAX];
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	bool is_read = file != NULL && fgets(line, sizeof(line), file) != NULL;

	if (file != NULL && file != stdin)
		fclose(file);
	if (!is_read)
		return err_new(pool, CODE_INVALID, "%s cannot be read", path);
	line[strcspn(line, "\r\n")] = '\0';
	if (!text_is_utf8(line, strlen(line)))
		return err_new(pool, CODE_INVALID, "%s: the password is no UTF-8", path);
	*out = apr_pstrdup(pool, line);
	return NULL;
}

static const char *time_or_dash(int64_t at, apr_pool_t *pool)
{
	return at == CLOCK_NONE ? "-" : clock_text(at, pool);
}

static const struct err *list(struct desk *desk)
{
	const struct staff *staff;
	const char *after = "";
	size_t count;

	do {
		TRY(staff_list(desk, after, AT_ONCE, &staff, &count));
		for (size_t i = 0; i < count; i++)
			printf("%-24s %-8s %-9s %-14s last signed in %s\n", staff[i].name,
			    staff_role_name(staff[i].role),
			    staff[i].disabled_at == CLOCK_NONE ? "active" : "disabled",
			    staff[i].has_second_factor ? "second factor" : "password alone",
			    time_or_dash(staff[i].signed_in_at, desk->pool));
		after = count > 0 ? staff[count - 1].name : after;
	} while (count == AT_ONCE);
	return NULL;
}

static const struct err *set_password(struct desk *desk, const struct order *order)
{
	const char *password = staff_new_password(desk->pool);

	if (order->password_file != NULL)
		TRY(read_password(order->password_file, desk->pool, &password));
	if (is_word(order, "add"))
		TRY(staff_add(desk, order->name, order->role, password, false));
	else
		TRY(staff_reset(desk, order->name, STAFF_ANY_VERSION, password, false));
	printf("%s: %s\n", order->name, is_word(order, "add") ? "added" : "reset");
	if (order->password_file == NULL)
		printf("password: %s\n", password);
	return NULL;
}

static const struct err *carry_out(struct desk *desk, const struct order *order)
{
	struct staff there;

	if (is_word(order, "list"))
		return list(desk);
	if (order->is_unless_there && staff_find(desk, order->name, &there) == NULL) {
		printf("%s: is there already\n", order->name);
		return NULL;
	}
	if (is_word(order, "add") || is_word(order, "reset"))
		return set_password(desk, order);
	if (is_word(order, "disable"))
		TRY(staff_disable(desk, order->name, STAFF_ANY_VERSION));
	else
		TRY(staff_enable(desk, order->name, STAFF_ANY_VERSION));
	printf("%s: %sd\n", order->name, order->what);
	return NULL;
}

const struct err *command_staff(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status)
{
	struct desk desk;
	struct order order;
	const char *wrong;
	const struct err *err;

	if (argc > 0 && strcmp(argv[0], "--help") == 0) {
		fputs(HELP, stdout);
		return NULL;
	}
	wrong = understand(argc, argv, &order);
	if (wrong != NULL) {
		fprintf(stderr, "aisle staff: %s\n%s", wrong, HELP);
		*status = 2;
		return NULL;
	}
	TRY(operator_desk(config, "admin", pool, &desk));
	err = carry_out(&desk, &order);
	if (err_is(err, CODE_NOT_FOUND))
		return err_new(pool, CODE_NOT_FOUND, "there is no %s", order.name);
	return err;
}
