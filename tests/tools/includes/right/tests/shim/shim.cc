/* SPDX-License-Identifier: MIT */
/* The shim may include GoogleTest. */
#include <gtest/gtest.h>
