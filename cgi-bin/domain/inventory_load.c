/* The load by which staff's lists are ordered: kept up by the worker, out of the way of buyers. What a page says of seats is counted when it is asked. */
#include "domain/inventory_load.h"

#include "base/pool.h"
#include "store/job_states.h"
#include "store/loads.h"

#define JOB "loads"
#define EVENTS_AT_ONCE 5000
#define ROUNDS 20

static const struct err *count_anew(
    struct desk *desk, const int64_t *departure_ids, size_t n, int64_t *count, apr_pool_t *pool)
{
	for (size_t i = 0; i < n; i++) {
		struct load load;

		TRY(loads_find(desk->db, departure_ids[i], pool, &load));
		if (load.kept_permille == load.permille)
			continue;
		TRY(loads_set(desk->db, departure_ids[i], load.permille, pool));
		(*count)++;
	}
	return NULL;
}

const struct err *inventory_count_loads(struct desk *desk, int64_t settled_after_s, int64_t *count)
{
	int64_t cursor;

	*count = 0;
	TRY(job_states_find(desk->db, JOB, desk->pool, &cursor));
	for (int round = 0; round < ROUNDS; round++) {
		const int64_t *departure_ids;
		int64_t last_id;
		size_t n;

		TRY(loads_list_changed(desk->db, cursor, settled_after_s, EVENTS_AT_ONCE,
		    desk->pool, &departure_ids, &n, &last_id));
		if (n == 0)
			break;
		TRY(count_anew(desk, departure_ids, n, count, desk->pool));
		cursor = last_id;
		TRY(job_states_set(desk->db, JOB, cursor, desk->pool));
	}
	return NULL;
}
