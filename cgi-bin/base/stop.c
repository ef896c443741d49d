/* Told to stop: a signal that is blocked and waits. */
#include "base/stop.h"

#include <signal.h>

bool stop_is_pending(void)
{
	sigset_t waiting;

	return sigpending(&waiting) == 0 &&
	    (sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGINT) == 1);
}
