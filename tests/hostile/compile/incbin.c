/* SPDX-License-Identifier: MIT */
/* Puts a file of the machine into the program. */
/* expect: unsupported | by: screen | says: asm */
asm(".incbin \"/etc/passwd\"");
