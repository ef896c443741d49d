/* Who may see a staff page: asked of the route table before the page itself. */
#include "staff/page.h"

#include "base/network.h"
#include "base/pool.h"

#include <string.h>

const char *staff_first_of_all(const struct staff_here *here)
{
	if (here->needs_code)
		return "/admin/sign-in/code";
	if (here->needs_password)
		return "/admin/account/password";
	if (here->needs_second_factor)
		return "/admin/account/second-factor";
	return NULL;
}

struct desk *staff_desk(struct request *request)
{
	const struct desk_parts *parts = request->thread;
	const struct staff_here *here = request->admitted;
	struct desk *desk = pool_make(request->pool, struct desk);

	desk->pool = request->pool;
	desk->db = parts->db;
	desk->flights = parts->flights;
	desk->settings = parts->settings;
	desk->request_id = request->id;
	desk->actor = here != NULL && here->staff.id != 0 ? here->staff.name : "nobody";
	desk->is_staff = here != NULL && here->staff.id != 0;
	desk->browser = request->browser;
	desk->is_browser_new = request->is_browser_new;
	desk->address = network_of(request->address, request->pool);
	return desk;
}

/* What was typed into a form would be lost on the way: whoever sent it is told that nothing was done. */
static const struct err *lead_to(
    const char *first, const struct staff_here *here, struct request *request, struct reply *reply)
{
	if (request->method != METHOD_GET)
		return err_new(request->pool, CODE_UNAUTHENTICATED, "%s comes first", first);
	if (here->needs_code)
		staff_sign_in_first(request, reply, first);
	else
		reply_see_other(reply, first);
	return NULL;
}

const struct err *staff_admit(
    const struct route *route, struct request *request, struct reply *reply)
{
	struct staff_here *here = pool_make(request->pool, struct staff_here);
	unsigned rights = route->needs / ROUTE_OWN;
	const char *first;

	TRY(staff_find_here(staff_desk(request), here));
	request->admitted = here;
	if (rights == 0)
		return NULL;
	if (here->staff.id == 0)
		return err_new(request->pool, CODE_UNAUTHENTICATED, "not signed in");
	first = staff_first_of_all(here);
	if (first != NULL && !(rights == RIGHT_OWN && strcmp(request->path, first) == 0))
		return lead_to(first, here, request, reply);
	if ((rights & ~staff_rights(here->staff.role)) != 0)
		return err_new(request->pool, CODE_FORBIDDEN, "%s is a role without that right",
		    staff_role_name(here->staff.role));
	return NULL;
}

const struct staff_here *staff_here(const struct request *request)
{
	static const struct staff_here nobody;

	return request->admitted != NULL ? request->admitted : &nobody;
}

bool staff_may(const struct request *request, enum staff_right right)
{
	const struct staff_here *here = staff_here(request);

	return here->staff.id != 0 && staff_first_of_all(here) == NULL &&
	    (staff_rights(here->staff.role) & right) != 0;
}
