/* Where an account is signed in, and signing out there. */
#include "pages/account_form.h"
#include "pages/pages.h"

#include "base/clock.h"
#include "base/words.h"
#include "domain/account.h"
#include "pages/site_clock.h"
#include "view_keys.h"

static void fill_moment(struct view *row, enum view_key key, int64_t at, apr_pool_t *pool)
{
	struct view *view = view_each(row, key);

	view_text(view, K_INSTANT, clock_text(at, pool));
	view_text(view, K_TEXT, site_clock_moment(at, pool));
}

static void fill_session(struct view *list, const struct account_session *session, apr_pool_t *pool)
{
	struct view *row = view_each(list, K_SESSION);

	view_text(row, K_CLIENT, session->client);
	fill_moment(row, K_SIGNED_IN, session->signed_in_at, pool);
	fill_moment(row, K_LAST_SEEN, session->seen_at, pool);
	fill_moment(row, K_ENDS_BY, session->ends_at, pool);
	if (session->is_this)
		view_show(row, K_THIS_ONE);
	else
		view_text(view_each(row, K_OTHER_ONE), K_REF, session->ref);
}

const struct err *page_account_sessions_show(struct request *request, struct reply *reply)
{
	const struct account_session *sessions;
	const struct account *account;
	const struct err *err;
	const char *note;
	struct page_parts parts;
	size_t count;

	TRY(account_note(request, &note));
	TRY(account_of_browser(page_desk(request), &account)); /* a look is a sign of life */
	err = account_sessions(page_desk(request), &sessions, &count);
	if (err != NULL)
		return account_sign_in_first(reply, err);
	parts = page_begin(request, "pages/account_sessions", say("Where you are signed in"));
	account_nav_fill(&parts, "/account/sessions");
	account_note_fill(parts.body, note);
	view_text(parts.body, K_CLOCK_NOTE, site_clock_note(request->pool));
	for (size_t i = 0; i < count; i++)
		fill_session(parts.body, &sessions[i], request->pool);
	if (count > 1)
		view_show(parts.body, K_OTHERS);
	return page_end(reply, 200, &parts);
}

static const struct err *end(struct request *request, struct reply *reply, const char *ref)
{
	static const struct form_table nothing = { "end-session", NULL, 0 };
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &nothing, &form));
	err = account_end_sessions(page_desk(request), ref);
	if (err != NULL)
		return account_sign_in_first(reply, err);
	reply_see_other(reply, "/account/sessions?done=ended");
	return NULL;
}

const struct err *page_account_session_end(struct request *request, struct reply *reply)
{
	return end(request, reply, request->args[0]);
}

const struct err *page_account_sessions_end(struct request *request, struct reply *reply)
{
	return end(request, reply, NULL);
}
