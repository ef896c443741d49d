/* What letters about an account say. */
#include "jobs/mail_account.h"

#include "base/pool.h"
#include "base/words.h"

#define TO_RESET "/reset?code="
#define TO_CONFIRM "/confirm?code="

struct letter {
	const char *headline, *message;
	const char *path; /* of the link, before the code; NULL: there is none */
};

/* Nobody but the reader of the mail learns whether there is an account. A mail may come late: what is said of a time counts from what was done, not from the mail. */
static const struct letter letters[] = {
	[MAIL_ACCOUNT_RESET] = { TO_SAY("Choose a new password"),
	    TO_SAY(
		"Somebody, hopefully you, asked for a new password. The link works once, within an hour of asking for it:"),
	    TO_RESET },
	[MAIL_ACCOUNT_EXISTS] = { TO_SAY("You already have an account"),
	    TO_SAY(
		"Somebody, hopefully you, wanted to use this address for an account, and it has one already. Sign in with it. If you do not know the password, this link lets you choose a new one, once, within an hour of that attempt:"),
	    TO_RESET },
	[MAIL_ACCOUNT_WELCOME] = { TO_SAY("Confirm your account"),
	    TO_SAY(
		"Somebody, hopefully you, made an account with this address. Open this link within a day of asking for this mail, to confirm that the address is yours; you are asked for the password that was chosen. If it was not you, do nothing: nobody can use the account to see anything of yours."),
	    TO_CONFIRM },
	[MAIL_ACCOUNT_UNKNOWN] = { TO_SAY("There is no account for this address"),
	    TO_SAY(
		"Somebody, hopefully you, asked for a new password, but no account has this address. Perhaps you used another one. Bookings can be found without an account, with their booking code and a surname."),
	    NULL },
	[MAIL_ACCOUNT_MOVE] = { TO_SAY("Confirm your new address"),
	    TO_SAY(
		"Somebody, hopefully you, wants to use this address for an account. Open this link within a day of asking for this mail, to confirm it. If it was not you, do nothing: the account keeps its old address."),
	    TO_CONFIRM },
	[MAIL_ACCOUNT_TAKEN] = { TO_SAY("This address has an account already"),
	    TO_SAY(
		"Somebody, hopefully you, wants to use this address for another account. It has an account of its own, so nothing was changed. Sign in to that one, or delete it to move the other account here. If you do not know its password, choose a new one on our site: \"I forgot my password\"."),
	    NULL },
	[MAIL_ACCOUNT_MOVED] = { TO_SAY("The address of your account was changed"),
	    TO_SAY(
		"Your account was given another e-mail address in place of this one. If that was not you, tell us at once."),
	    NULL },
	[MAIL_ACCOUNT_PASSWORD] = { TO_SAY("The password of your account was changed"),
	    TO_SAY(
		"Whoever was signed in elsewhere has been signed out. If that was not you, choose a new password on our site: \"I forgot my password\"."),
	    NULL },
	[MAIL_ACCOUNT_DELETED] = { TO_SAY("Your account was deleted"),
	    TO_SAY(
		"What was kept for the account is gone. Bookings stay valid: find them with their booking code and a surname, or by the links in their mails."),
	    NULL },
};

void mail_account_words(enum mail_kind kind, const char **headline, const char **message)
{
	*headline = say(letters[kind].headline);
	*message = say(letters[kind].message);
}

const char *mail_account_link(struct desk *desk, const struct mail_task *task)
{
	const char *path = letters[task->kind].path;

	if (path == NULL || task->detail[0] == '\0')
		return NULL;
	return apr_pstrcat(desk->pool, desk->settings->site_url, path, task->detail, NULL);
}
