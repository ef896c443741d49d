/* How people, and what mails are about, are written on all staff pages. */
#include "staff/words.h"

#include "base/pool.h"

#include <string.h>

const char *staff_person_name(const char *given_name, const char *surname, apr_pool_t *pool)
{
	if (surname == NULL)
		return "";
	if (given_name == NULL || given_name[0] == '\0')
		return surname;
	return apr_pstrcat(pool, surname, ", ", given_name, NULL);
}

const char *staff_type_name(enum passenger_type type)
{
	static const char *const names[] = { "adult", "child", "infant" };

	return names[type];
}

struct mail_words {
	const char *kind, *words, *of_booking;
};

/* NULL: it is of no booking. */
static const struct mail_words *words_of_mail(const char *kind)
{
	static const struct mail_words mails[] = {
		{ "booking_confirmed", "Confirmation of a booking", "confirmation" },
		{ "booking_cancelled", "Cancellation", "cancellation" },
		{ "booking_changed", "Change of a booking", "change" },
		{ "booking_link", "Link to a booking", "link, or sent again" },
		{ "booking_moved", "Former address of a booking", "to the former address" },
	};

	for (size_t i = 0; i < sizeof(mails) / sizeof(mails[0]); i++)
		if (strcmp(mails[i].kind, kind) == 0)
			return &mails[i];
	return NULL;
}

const char *staff_mail_words(const char *kind)
{
	const struct mail_words *mail = words_of_mail(kind);

	return mail != NULL ? mail->words : "About an account";
}

const char *staff_mail_of_booking(const char *kind)
{
	const struct mail_words *mail = words_of_mail(kind);

	return mail != NULL ? mail->of_booking : kind;
}
