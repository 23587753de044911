/* SPDX-License-Identifier: MIT */
/* Asks whether a file of the machine is there. */
/* expect: rejected | by: screen | says: a question for a file */
#if __has_include("@OTHER@")
#error the host is visible
#endif
