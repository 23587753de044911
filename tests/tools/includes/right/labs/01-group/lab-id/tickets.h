/* SPDX-License-Identifier: MIT */
/* A lab's header. */
#include <semaphore.h>
