/* The cache's folder as a whole: how much its files take, and which of them go. For the flight_files. */
#ifndef REMOTE_FLIGHT_FOLDER_H
#define REMOTE_FLIGHT_FOLDER_H

#include <stddef.h>
#include <stdint.h>

/* How the cache's own files end; others in its folder are not looked at. */
#define FLIGHT_FILE_ANSWER ".answer"
#define FLIGHT_FILE_FORGOTTEN ".forgotten"
#define FLIGHT_FILE_NEW ".new"

/* What a file of so many bytes takes of the disk: whole blocks of 4 KiB, and at least one. */
int64_t flight_folder_cost(int64_t length);

/*
 * Deletes the cache's files that were written before the instant `before`, and then the oldest ones until what is left costs at most `bytes`: oldest first, but for a thirtieth of an age. How many. Reads
 * the folder once, twice when it is too full, in a few kB of memory however much is in it. Several may do so at once, and others may write meanwhile.
 */
size_t flight_folder_tidy(const char *path, int64_t before, int64_t bytes);

#endif
