/* SPDX-License-Identifier: MIT */
/* Reads a file above the lab. */
/* expect: compile_error rejected | by: files */
#include "../../../CMakeLists.txt"
