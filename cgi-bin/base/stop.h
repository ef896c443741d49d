/* Told to stop, for programs that keep SIGTERM and SIGINT blocked while they work. */
#ifndef BASE_STOP_H
#define BASE_STOP_H

#include <stdbool.h>

/* Does one of the two wait to be taken? Whoever has many pieces of work asks before each. */
bool stop_is_pending(void);

#endif
