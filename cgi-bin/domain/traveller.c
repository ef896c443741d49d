/* People that an account books for again and again. */
#include "domain/traveller.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/account_internal.h"
#include "domain/passengers.h"
#include "store/travellers.h"

#include <string.h>

#define NAME_MAX_LENGTH 100
#define OLDEST 120

const struct err *traveller_list(struct desk *desk, struct travellers *out)
{
	struct browser browser;
	struct traveller *list;

	TRY(account_find_browser(desk, &browser));
	TRY(travellers_list(
	    desk->db, browser.customer_id, TRAVELLERS_MAX, desk->pool, &list, &out->n));
	out->email = browser.email;
	out->v = list;
	return NULL;
}

static const struct traveller *by_ref(const struct traveller *list, size_t count, const char *ref)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i].ref, ref) == 0)
			return &list[i];
	}
	return NULL;
}

static const struct err *missing(apr_pool_t *pool)
{
	return err_new(pool, CODE_NOT_FOUND, "no such traveller of this account");
}

const struct err *traveller_find(struct desk *desk, const char *ref, const struct traveller **out)
{
	struct travellers list;

	TRY(traveller_list(desk, &list));
	*out = by_ref(list.v, list.n, ref);
	return *out != NULL ? NULL : missing(desk->pool);
}

static const struct err *check(struct desk *desk, const struct traveller *traveller)
{
	int32_t today = date_at_offset(clock_now(), 0);

	if (traveller->given_name != NULL && text_length(traveller->given_name) > NAME_MAX_LENGTH)
		return account_invalid(desk, "given_name.1", say("This name is too long"));
	if (text_length(traveller->surname) > NAME_MAX_LENGTH)
		return account_invalid(desk, "surname.1", say("This name is too long"));
	if (text_fold_name(traveller->surname, desk->pool)[0] == '\0')
		return account_invalid(desk, "surname.1", say("The surname must have letters"));
	if (traveller->born_on > today + 1) /* it is tomorrow somewhere */
		return account_invalid(desk, "born_year.1", say("This date is in the future"));
	if (date_age(traveller->born_on, today) > OLDEST)
		return account_invalid(desk, "born_year.1", say("This date is too long ago"));
	return NULL;
}

struct saving {
	struct desk *desk;
	struct traveller traveller; /* ref NULL: a new one */
	const struct err *refusal;
};

/* The same person under another ref; NULL: there is none. */
static const struct traveller *same_person(
    const struct traveller *list, size_t count, const struct traveller *traveller)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i].born_on == traveller->born_on &&
		    strcmp(list[i].identity, traveller->identity) == 0 &&
		    (traveller->ref == NULL || strcmp(list[i].ref, traveller->ref) != 0))
			return &list[i];
	}
	return NULL;
}

static const struct err *add(
    struct saving *saving, struct db *db, int64_t customer_id, size_t count, apr_pool_t *pool)
{
	struct traveller fresh = saving->traveller;

	if (count >= TRAVELLERS_MAX) {
		saving->refusal = account_invalid(saving->desk, "surname.1",
		    say("There is room for 20 people. Remove one to add another"));
		return NULL;
	}
	fresh.ref = random_ref(pool);
	return travellers_insert(db, customer_id, &fresh, pool);
}

static const struct err *save_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	struct saving *saving = arg;
	const struct traveller *traveller = &saving->traveller;
	struct customer account;
	struct traveller *list;
	int64_t browser_id;
	size_t count;
	bool is_done;

	saving->refusal = NULL;
	TRY(account_lock_own(saving->desk, db, NULL, pool, &browser_id, &account, NULL));
	TRY(travellers_list(db, account.id, TRAVELLERS_MAX, pool, &list, &count));
	if (traveller->ref == NULL)
		return same_person(list, count, traveller) != NULL
		    ? NULL
		    : add(saving, db, account.id, count, pool);
	if (by_ref(list, count, traveller->ref) == NULL)
		return missing(pool);
	if (same_person(list, count, traveller) != NULL) {
		saving->refusal = account_invalid(
		    saving->desk, "surname.1", say("This person is in your list already"));
		return NULL;
	}
	return travellers_set_person(db, account.id, traveller, pool, &is_done);
}

const struct err *traveller_save(struct desk *desk, const struct traveller *traveller)
{
	struct saving saving = { .desk = desk, .traveller = *traveller };

	TRY(check(desk, traveller));
	saving.traveller.identity = passenger_identity(
	    traveller->given_name, traveller->surname, desk->pool);
	TRY(tx_run(desk->db, save_in_tx, &saving, desk->pool));
	return saving.refusal;
}

struct deleting {
	struct desk *desk;
	const char *ref;
};

static const struct err *delete_in_tx(struct db *db, void *arg, apr_pool_t *pool)
{
	const struct deleting *deleting = arg;
	struct customer account;
	struct traveller *list;
	int64_t browser_id;
	size_t count;
	bool is_done;

	TRY(account_lock_own(deleting->desk, db, NULL, pool, &browser_id, &account, NULL));
	TRY(travellers_list(db, account.id, TRAVELLERS_MAX, pool, &list, &count));
	if (by_ref(list, count, deleting->ref) == NULL)
		return NULL;
	return travellers_delete(db, account.id, deleting->ref, pool, &is_done);
}

const struct err *traveller_delete(struct desk *desk, const char *ref)
{
	struct deleting deleting = { desk, ref };

	return tx_run(desk->db, delete_in_tx, &deleting, desk->pool);
}
