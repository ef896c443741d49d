/* What every unit test begins with: the test library with what it needs, and tables of rows. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/pool.h"

/* The number of rows of a table, and a walk over them. */
#define ROWS(table) (sizeof(table) / sizeof((table)[0]))
#define FOR_ROWS(row, table) for ((row) = (table); (row) < (table) + ROWS(table); (row)++)

#endif
