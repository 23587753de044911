/* SPDX-License-Identifier: MIT */
/* A weak write, which takes libc's place all the same. */
/* expect: rejected | by: screen | says: write */
__attribute__((weak)) long write(int fd, const void *bytes, unsigned long size) { (void)fd, (void)bytes; return (long)size; }
