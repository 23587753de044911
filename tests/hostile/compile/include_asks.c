/* SPDX-License-Identifier: MIT */
/* Asks whether a file of the machine is there, and says so in a message. */
/* expect: compile_error | by: files | says: the host is not visible */
#if __has_include("@OTHER@")
#error the host is visible
#else
#error the host is not visible
#endif
