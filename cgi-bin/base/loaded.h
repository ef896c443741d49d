/* The pages of the program's file and of its libraries that are mapped. */
#ifndef BASE_LOADED_H
#define BASE_LOADED_H

/*
 * Lets go of all of them that nobody can have written to: symbols and relocations, which the loader has read, and code that starting alone needs, would stay mapped for as long as
 * the process lives. What is used is there again when it is used, from the system's cache. For when a program has started; any thread may run meanwhile.
 */
void loaded_let_go(void);

#endif
