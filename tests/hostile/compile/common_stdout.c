/* SPDX-License-Identifier: MIT */
/* A variable of libc's. */
/* expect: rejected compile_error | by: screen | says: environ */
char **environ;
