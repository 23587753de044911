/* SPDX-License-Identifier: MIT */
/* base may include libc. */
#include <pthread.h>
