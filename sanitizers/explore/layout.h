/* SPDX-License-Identifier: MIT */
/* Where everything lies: fixed addresses, so that no result depends on where the system put something. */
#ifndef RLX_LAYOUT_H
#define RLX_LAYOUT_H

/* The program is linked at 4 MB (no PIE); its own data ends below RLX_BASE or it is refused. All of the
 * runtime's state lies in [RLX_BASE, RLX_TOP): hooks refuse to touch it, and absolute 32-bit addresses reach
 * it. */
#define RLX_BASE        0x40000000UL
#define RLX_STATE_ROOM  0x02000000UL
#define RLX_NODES       (RLX_BASE + 0x02000000UL) /* 64 MB: the decision tree's current path */
#define RLX_EVENTS      (RLX_BASE + 0x06000000UL) /* 64 MB */
#define RLX_CLOCKS      (RLX_BASE + 0x0a000000UL) /* 128 MB: one dependence clock an event */
#define RLX_LINKS       (RLX_BASE + 0x12000000UL) /* 64 MB */
#define RLX_ENTRIES     (RLX_BASE + 0x16000000UL) /* 64 MB */
#define RLX_RECORDS     (RLX_BASE + 0x1a000000UL) /* 96 MB: overflow of the race shadow */
#define RLX_MISC        (RLX_BASE + 0x20000000UL) /* 256 MB: everything allocated once */
#define RLX_TEMP        (RLX_BASE + 0x30000000UL) /* 128 MB: what lives for one execution */
#define RLX_FRAMES      (RLX_BASE + 0x38000000UL) /* shadow call stacks */
#define RLX_FRAMES_EACH 0x100000UL
#define RLX_TOP         0x7f000000UL

/* The program's heap, thread stacks and thread-local blocks. Everything below RLX_TRACKED is watched. */
#define RLX_HEAP       0x1000000000UL /* 64 GB */
#define RLX_HEAP_EACH  0x20000000UL   /* 512 MB for each thread's allocations */
#define RLX_HEAP_LIMIT 0x10000000UL   /* 256 MB in use at once */
#define RLX_STACKS     0x2000000000UL
#define RLX_STACK_EACH 0x200000UL /* 2 MB, the lowest page a guard */
#define RLX_DONORS     0x2800000000UL
#define RLX_DONOR_EACH 0x40000UL
#define RLX_TRACKED    0x4000000000UL /* 2^38 */

/* Race shadow: 64 bytes for every 8 of the program. Addressability of the heap: 1 byte for 8. */
#define RLX_SHADOW      0x100000000000UL
#define RLX_SHADOW_TOP  (RLX_SHADOW + RLX_TRACKED * 8)
#define RLX_BLOCKS      0x170000000000UL /* what is known of each block: one array a thread */
#define RLX_HEAPMAP     0x180000000000UL
#define RLX_HEAPMAP_TOP (RLX_HEAPMAP + (RLX_HEAP_EACH * 64) / 8)

#endif
