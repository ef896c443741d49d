/* How much may be held: open holds at one time, and seats that are kept longer than one hold time without being bought. */
#include "domain/hold_internal.h"

#include "base/clock.h"
#include "base/pool.h"
#include "db/tx.h"
#include "store/keepings.h"

/* What an address may keep: less than this part of a departure, which is what a family needs from 121 seats on; of a smaller one what a family needs. */
#define ALLOWANCE_PERCENT 5
#define ALLOWANCE_MIN 6

/* So many of the largest parties may end unbought in a day before an address has to wait whatever it keeps. */
#define FREE_PARTIES 6

/* Hold times that a browser or account has used up before it has to wait. */
#define FREE_TIMES 2

/* From here on a cool-down that is doubled each time is above any that may be set. */
#define DOUBLINGS_MAX 24

const char *hold_address(const struct desk *desk)
{
	return desk->address != NULL && !desk->is_staff ? desk->address : "";
}

static const struct err *until(struct err *err, int64_t at, int64_t now)
{
	int64_t wait_s = at == CLOCK_NONE ? 1 : (at - now) / CLOCK_SECOND + 1;
	err->retry_after_s = (int)(wait_s < 1 ? 1 : wait_s);
	return err;
}

static const struct err *too_many(struct placing *placing, const char *whose, int64_t first_at)
{
	struct err *err = err_new(
	    placing->pool, CODE_TOO_MANY, "too many open holds of this %s", whose);
	return until(err_with(err, FACT_HELD, whose), first_at, placing->now);
}

const struct err *hold_check_open_count(struct placing *placing, const struct holds_open *open)
{
	const struct settings *settings = placing->desk->settings;
	if (placing->desk->is_staff)
		return NULL;
	int64_t of_browser = open->of_browser + 1, of_address = open->of_address + 1;
	int64_t of_customer = open->of_customer + 1 - (int64_t)placing->moving_count;
	for (size_t i = 0; i < placing->moving_count; i++) {
		of_browser -= placing->moving[i].is_of_browser ? 1 : 0;
		of_address -= placing->moving[i].is_of_address ? 1 : 0;
	}
	if (settings->holds_per_browser > 0 && of_browser > settings->holds_per_browser)
		return too_many(placing, "browser", open->first_of_browser_at);
	if (settings->holds_per_browser > 0 && of_customer > settings->holds_per_browser)
		return too_many(placing, "account", open->first_of_customer_at);
	if (settings->holds_per_address > 0 && of_address > settings->holds_per_address)
		return too_many(placing, "address", open->first_of_address_at);
	return NULL;
}

/* One hold time, doubled so often, and not above the longest. */
static int64_t cool_down(const struct settings *settings, int64_t doublings)
{
	int64_t longest = settings->hold_cool_down_s;
	int64_t wait_s = doublings < DOUBLINGS_MAX ? settings->hold_seconds << doublings : longest;
	return (wait_s < longest ? wait_s : longest) * CLOCK_SECOND;
}

static const struct err *kept_too_long(
    const char *departure, const char *whose, int64_t at, int64_t now, apr_pool_t *pool)
{
	struct err *err = err_new(
	    pool, CODE_KEPT_TOO_LONG, "seats of %s kept too long by this %s", departure, whose);
	return until(err_with(err, FACT_DEPARTURE, departure), at, now);
}

static bool has_cool_down(const struct settings *settings)
{
	return settings->hold_cool_down_s != 0 && settings->holds_per_browser != 0;
}

const struct err *hold_list_ends_later(struct placing *placing)
{
	if (!has_cool_down(placing->desk->settings))
		return NULL;
	return keepings_list_ends_later(placing->db, placing->here.customer_id,
	    placing->here.browser_id, placing->departure_ids, placing->offer->segment_count,
	    placing->pool, &placing->ends);
}

/* When this departure may be held again. A hold that ran out counts as one hold time, one that was given back as the part of it that it was kept. CLOCK_NONE: at any time. */
static int64_t again_at(const struct settings *settings, const struct keeping_end *ends,
    size_t count, int64_t departure_id)
{
	int64_t whole = settings->hold_seconds * CLOCK_SECOND, used = 0, last_at = CLOCK_NONE;
	for (size_t i = 0; i < count && !ends[i].is_bought; i++) {
		int64_t kept = ends[i].ended_at - ends[i].placed_at;
		if (ends[i].departure_id != departure_id)
			continue;
		used += kept < whole ? kept : whole;
		last_at = last_at == CLOCK_NONE ? ends[i].ended_at : last_at;
	}
	if (used / whole < FREE_TIMES)
		return CLOCK_NONE;
	return last_at + cool_down(settings, used / whole - FREE_TIMES);
}

const struct err *hold_check_again(struct placing *placing)
{
	const struct offer *offer = placing->offer;
	const char *name = NULL;
	int64_t at = placing->now;
	struct keeping_end *ends;
	size_t count;
	if (!has_cool_down(placing->desk->settings) || placing->is_new || placing->moving_count > 0)
		return NULL;
	keepings_read_ends(&placing->ends, placing->pool, &ends, &count);
	for (size_t i = 0; i < offer->segment_count; i++) {
		int64_t own_at = again_at(
		    placing->desk->settings, ends, count, placing->departure_ids[i]);
		if (own_at == CLOCK_NONE || own_at <= at)
			continue;
		at = own_at;
		name = offer->segments[i].departure->name;
	}
	if (name == NULL)
		return NULL;
	return kept_too_long(name, "browser", at, placing->now, placing->pool);
}

/* What an address has of one departure. */
struct share {
	int64_t allowance;
	int64_t kept;       /* seats kept longer, our own hold's included */
	int64_t own;        /* those of our own hold */
	int64_t others_end; /* of the first other hold among them; CLOCK_NONE: there is none */
	int64_t placed_at;  /* of our own hold, or the first of the holds whose seats ended */
	int64_t gone;       /* seats that ended unbought */
	int64_t first_gone_at, last_gone_at;
};

static int64_t allowance_of(int64_t seats)
{
	int64_t below = (seats * ALLOWANCE_PERCENT - 1) / 100;
	return below > ALLOWANCE_MIN ? below : ALLOWANCE_MIN;
}

static void add_gone(struct share *share, const struct keeping *keeping)
{
	if (share->gone == 0 || keeping->placed_at < share->placed_at)
		share->placed_at = keeping->placed_at;
	if (share->gone == 0 || keeping->first_at < share->first_gone_at)
		share->first_gone_at = keeping->first_at;
	if (share->gone == 0 || keeping->last_at > share->last_gone_at)
		share->last_gone_at = keeping->last_at;
	share->gone += keeping->seats;
}

/* Renewed, or begun after others had ended and over later than the first of those could have been. */
static bool is_kept(const struct share *share, const struct keeping *keeping, int64_t whole)
{
	return keeping->last_at - keeping->placed_at > whole ||
	    (share->gone > 0 && keeping->placed_at >= share->first_gone_at &&
		keeping->last_at > share->placed_at + whole);
}

static void add_held(struct share *share, const struct keeping *keeping, bool is_own)
{
	share->kept += keeping->seats;
	if (is_own)
		share->own += keeping->seats;
	else if (share->others_end == CLOCK_NONE || keeping->last_at < share->others_end)
		share->others_end = keeping->last_at;
}

static struct share share_of(const struct keeping *list, size_t count, int64_t departure_id,
    int64_t own_hold_id, int64_t whole)
{
	struct share share = { .allowance = ALLOWANCE_MIN, .others_end = CLOCK_NONE };
	int64_t own_placed_at = CLOCK_NONE;
	for (size_t i = 0; i < count; i++) {
		if (list[i].departure_id != departure_id)
			continue;
		if (list[i].kind == KEEPING_PLAN)
			share.allowance = allowance_of(list[i].seats);
		if (list[i].kind == KEEPING_GONE)
			add_gone(&share, &list[i]);
	}
	for (size_t i = 0; i < count; i++) {
		bool is_own = list[i].hold_id == own_hold_id;
		if (list[i].departure_id != departure_id || list[i].kind != KEEPING_HELD)
			continue;
		if (is_own)
			own_placed_at = list[i].placed_at;
		if (is_kept(&share, &list[i], whole))
			add_held(&share, &list[i], is_own);
	}
	if (own_placed_at != CLOCK_NONE && (share.gone == 0 || own_placed_at < share.placed_at))
		share.placed_at = own_placed_at;
	return share;
}

/* Ends are counted in parties, so that one party alone never doubles a wait. */
static int64_t parties(const struct share *share, int64_t seats)
{
	return seats / (share->allowance > PARTY_SEATS_MAX ? share->allowance : PARTY_SEATS_MAX);
}

/* A cool-down from the last end on, before more than the allowance may be kept: longer with each party that ended. */
static int64_t cooled_at(const struct settings *settings, const struct share *share)
{
	return share->last_gone_at + cool_down(settings, parties(share, share->gone - 1));
}

/* The same before anything may be held, when so many ended that it is no choosing any more. CLOCK_NONE: no need. */
static int64_t rested_at(const struct settings *settings, const struct share *share)
{
	int64_t more = parties(share, share->gone) - FREE_PARTIES;
	return more < 0 ? CLOCK_NONE : share->last_gone_at + cool_down(settings, more);
}

static void lower(int64_t *at, int64_t to)
{
	if (*at == CLOCK_NONE || to < *at)
		*at = to;
}

/* When a hold has to be over so that none of its seats is kept longer than one hold time by its address; a new one needs half of that to be of use. CLOCK_NONE: there is no such time. */
static int64_t end_of_first(
    const struct hold_keeping *keeping, const struct share *share, int64_t now)
{
	int64_t whole = keeping->settings->hold_seconds * CLOCK_SECOND;
	int64_t end_at = share->placed_at + whole;
	switch (keeping->step) {
	case STEP_PLACED:
		return end_at - now >= whole / 2 ? end_at : CLOCK_NONE;
	case STEP_MOVED:
		return keeping->old_end_at <= end_at ? keeping->old_end_at : CLOCK_NONE;
	case STEP_EXTENDED:
		break;
	}
	return CLOCK_NONE;
}

static const struct err *check_share(const struct hold_keeping *keeping, const struct share *share,
    const char *name, int64_t now, apr_pool_t *pool, int64_t *ends_by)
{
	const struct settings *settings = keeping->settings;
	int64_t at = share->others_end, rested = rested_at(settings, share);
	if (keeping->step != STEP_EXTENDED && rested != CLOCK_NONE && rested > now)
		return kept_too_long(name, "address", rested, now, pool);
	if (share->own == 0 || share->kept <= share->allowance)
		return NULL;
	if (keeping->step == STEP_PLACED) {
		int64_t cooled = cooled_at(settings, share);
		if (cooled <= now)
			return NULL;
		lower(&at, cooled);
	}
	int64_t end_at = end_of_first(keeping, share, now);
	if (end_at == CLOCK_NONE)
		return kept_too_long(name, "address", at, now, pool);
	lower(ends_by, end_at);
	return NULL;
}

/* CODE_KEPT_TOO_LONG when it is too much; `*is_kept_longer` whether any of our own hold is kept longer at all. */
static const struct err *check_shares(struct db *db, const struct hold_keeping *keeping,
    apr_pool_t *pool, int64_t *ends_by, bool *is_kept_longer)
{
	struct keeping *list;
	size_t count;
	int64_t now = keeping->now;
	*ends_by = CLOCK_NONE;
	*is_kept_longer = false;
	TRY(keepings_list(db, keeping->departure_ids, keeping->count, keeping->address, pool, &list,
	    &count, &now));
	for (size_t i = 0; i < keeping->count; i++) {
		struct share share = share_of(list, count, keeping->departure_ids[i],
		    keeping->hold_id, keeping->settings->hold_seconds * CLOCK_SECOND);
		if (keeping->step == STEP_PLACED && share.gone > 0 &&
		    keeping->now <= share.first_gone_at)
			return tx_again(pool, "the first seats ended while these were taken");
		*is_kept_longer |= share.own > 0;
		TRY(check_share(keeping, &share, keeping->names[i], now, pool, ends_by));
	}
	return NULL;
}

/* Where nothing ended, a hold that is just being placed is one hold time, and nothing is kept longer by it. */
static const struct err *may_be_kept(
    struct db *db, const struct hold_keeping *keeping, apr_pool_t *pool, bool *out)
{
	*out = true;
	if (keeping->step != STEP_PLACED)
		return NULL;
	return keepings_find_gone(
	    db, keeping->departure_ids, keeping->count, keeping->address, pool, out);
}

const struct err *hold_check_kept(
    struct db *db, const struct hold_keeping *keeping, apr_pool_t *pool, int64_t *ends_by)
{
	const struct settings *settings = keeping->settings;
	bool is_kept_longer;
	*ends_by = CLOCK_NONE;
	if (settings->hold_cool_down_s == 0 || settings->holds_per_address == 0)
		return NULL;
	TRY(may_be_kept(db, keeping, pool, &is_kept_longer));
	if (is_kept_longer)
		TRY(check_shares(db, keeping, pool, ends_by, &is_kept_longer));
	if (!is_kept_longer)
		return NULL;
	/* Of several who keep seats at the same moment each counts those before. */
	TRY(keepings_lock(db, keeping->departure_ids, keeping->count, pool));
	return check_shares(db, keeping, pool, ends_by, &is_kept_longer);
}
