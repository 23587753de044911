/* SPDX-License-Identifier: MIT */
/* Has ThreadSanitizer ignore what it does. */
/* expect: rejected unsupported | by: screen | says: AnnotateIgnore */
void AnnotateIgnoreWritesBegin(const char *file, int line);
static void attack(void) { AnnotateIgnoreWritesBegin(__FILE__, __LINE__); }
