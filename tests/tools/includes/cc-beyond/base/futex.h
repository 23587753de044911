/* SPDX-License-Identifier: MIT */
/* _Atomic in a header is no C++. */
#include <stdatomic.h>
