/* command_near.h - what somebody may have meant who typed a name that there is none of. */
#ifndef ADQUEM_COMMAND_NEAR_H
#define ADQUEM_COMMAND_NEAR_H

/* The one of names (NULL-terminated) that is nearest to what was typed, by at most two slips of the finger and half of
 * its letters; the first of those that are equally near. NULL if none is. Not owned by the caller. */
const char *command_nearest(const char *typed, const char *const *names);

#endif
