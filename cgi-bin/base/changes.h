/* How often things have changed, counted by all programs of a machine together: who remembers what he was told sees whether it may still be so without asking. */
#ifndef BASE_CHANGES_H
#define BASE_CHANGES_H

#include "base/err.h"

/*
 * Once in each process, before it has threads: the counters are in this file, which is made if it is missing. It may be deleted while none of the programs runs; those that are started after that
 * count apart from those that run. Where it cannot be had, which is logged, nothing is counted: no process would see what the others change.
 */
void changes_start(const char *path);

/* The thing of this number has just changed; or anything may have. Any thread; nothing where nothing was started. */
void changes_note(int64_t id);
void changes_note_all(void);

/* A number that is another one after each note of this id (and may be after notes of others). False: nobody counts. */
bool changes_count(int64_t id, uint64_t *count);

#endif
