/* Staff: who works with the pages under /admin/, and what each role may do there. */
#ifndef MODEL_STAFF_H
#define MODEL_STAFF_H

#include <stdbool.h>
#include <stdint.h>

/* In the order of the table's column. */
enum staff_role { STAFF_AGENT, STAFF_GATE, STAFF_MANAGER, STAFF_ADMIN, STAFF_ROLES };

/* What a page needs, and a role has: docs/staff.md has the table. */
enum staff_right {
	RIGHT_OWN = 1,          /* one's own sign-in: password, second factor, sessions */
	RIGHT_FLIGHTS = 2,      /* departures with what is sold, without names          */
	RIGHT_NAMES = 4,        /* who sits where                                       */
	RIGHT_AUDIT = 8,        /* the log of what staff did and read                   */
	RIGHT_TEAM = 16,        /* other people's sign-ins                              */
	RIGHT_FIGURES = 32,     /* sales and money                                      */
	RIGHT_MAILS = 64,       /* mails that could not be sent are tried again         */
	RIGHT_MONEY = 128,      /* that a booking was paid, or a refund went back       */
	RIGHT_BOOKINGS = 256,   /* bookings: found, read, and notes written about them  */
	RIGHT_SERVE = 512,      /* what customers may do, done for them                 */
	RIGHT_SEATS = 1024,     /* blocks seats of a departure and frees them again     */
	RIGHT_SALES = 2048,     /* closes and opens a departure's sales                 */
	RIGHT_GATE = 4096,      /* checking in, boarding, closing a flight              */
	RIGHT_UNDO = 8192,      /* undoing a check-in or a boarding                     */
	RIGHT_SCHEDULE = 16384, /* puts departures on sale, and changes them            */
	RIGHT_GIVE = 32768      /* goodwill: some of what was paid goes back            */
};

struct staff {
	int64_t id; /* 0: there is none */
	const char *name;
	enum staff_role role;
	int64_t version;
	bool is_password_given; /* somebody else has chosen the password */
	bool has_second_factor;
	int64_t created_at;
	int64_t signed_in_at; /* last; CLOCK_NONE: never */
	int64_t disabled_at;  /* CLOCK_NONE: may sign in */
};

#endif
