/* SPDX-License-Identifier: MIT */
/* Logical threads: a stack, a parked kernel thread's thread-local block, clocks; and pthread_create, join,
 * detach, exit. */

#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "cancel.h"
#include "internal.h"
#include "sync.h"

extern void rlx_enter(void);

static struct donor {
    uintptr_t fs;
    int *error;
} * donor;

static void *donate(void *slot)
{
    struct donor *mine = slot;
    mine->error = &errno;
    __atomic_store_n(&mine->fs, (uintptr_t)__builtin_thread_pointer(), __ATOMIC_RELEASE);
    for (;;)
        pause();
    return 0;
}

/* A parked kernel thread at a fixed stack address lends its control block: thread-local variables, errno.
 * Where the program has no thread-local variables, one block does for all, and errno is put away when a
 * thread stops (rlx_point). */
static void make_donor(uint32_t id)
{
    void *stack = (void *)(RLX_DONORS + id * RLX_DONOR_EACH);
    pthread_attr_t attr;
    pthread_t thread;
    if (mmap(stack, RLX_DONOR_EACH, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE, -1, 0) != stack)
        rlx_die("cannot reserve a thread's control block", "free memory, then try again");
    pthread_attr_init(&attr);
    pthread_attr_setstack(&attr, stack, RLX_DONOR_EACH);
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    int error = pthread_create(&thread, &attr, donate, &donor[id]);
    pthread_sigmask(SIG_SETMASK, &old, 0);
    pthread_attr_destroy(&attr);
    if (error)
        rlx_die("cannot create a thread", "allow this user more processes (ulimit -u), then try again");
    while (!__atomic_load_n(&donor[id].fs, __ATOMIC_ACQUIRE))
        sched_yield();
}

void rlx_donors(uint32_t wanted)
{
    uintptr_t fs = rlx_get_fs();
    if (RLX->controller_fs && fs != RLX->controller_fs)
        rlx_set_fs(RLX->controller_fs);
    for (; RLX->donors < wanted; RLX->donors++) {
        uint32_t lender = RLX->tls_size ? RLX->donors : 0;
        if (lender == RLX->donors)
            make_donor(lender);
        RLX->thread[RLX->donors].fs = donor[lender].fs;
        RLX->thread[RLX->donors].error = donor[lender].error;
        uintptr_t stack = RLX_STACKS + RLX->donors * RLX_STACK_EACH;
        if (mmap((void *)(stack + 4096), RLX_STACK_EACH - 4096, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE, -1,
                 0) != (void *)(stack + 4096))
            rlx_die("cannot reserve a thread's stack", "free memory, then try again");
        RLX->thread[RLX->donors].low = stack + RLX_STACK_EACH;
        RLX->thread[RLX->donors].event_list = rlx_misc_alloc(RLX->event_room * sizeof(uint32_t));
    }
    if (RLX->controller_fs && fs != RLX->controller_fs)
        rlx_set_fs(fs);
}

static int find_tls(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size, (void)unused;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type != PT_TLS)
            continue;
        RLX->tls_image = (const void *)(info->dlpi_addr + p->p_vaddr);
        RLX->tls_image_size = p->p_filesz;
        RLX->tls_size = p->p_memsz;
        RLX->tls_offset = (p->p_memsz + p->p_align - 1) & ~(p->p_align - 1);
    }
    return 1; /* the program itself comes first */
}

void rlx_threads_init(void)
{
    donor = rlx_misc_alloc(sizeof *donor * RLX_MAX_THREADS);
    dl_iterate_phdr(find_tls, 0);
    for (int i = 0; i < RLX_MAX_THREADS; i++) {
        struct rlx_thread *thread = &RLX->thread[i];
        thread->id = i;
        thread->frames = (struct rlx_frame *)(RLX_FRAMES + (uintptr_t)i * RLX_FRAMES_EACH);
    }
    rlx_donors(4);
}

static void clear(struct rlx_thread *thread)
{
    thread->state = RLX_THREAD_LIVE;
    thread->detached = thread->joined = thread->parked = thread->wake = thread->weak_used =
        thread->weak_granted = 0;
    thread->joiner = -1;
    thread->hb.n = thread->fence_release.n = thread->fence_acquire.n = thread->dep.n = 0;
    thread->events = thread->held = thread->writes = thread->depth = thread->quiet = 0;
    thread->value = 0;
    thread->clock = 0;
    thread->impatient = 0;
    thread->idle = RLX_NOT_IDLE;
    thread->published = thread->points = 0;
    thread->shared.words = thread->takes.number = 0;
    thread->random = 0;
    thread->saved_error = 0;
    thread->ran = RLX->steps;
    thread->spin.rounds = 0;
    thread->looks.made = thread->looks.reads = thread->looks.overwritten = 0;
    thread->looks.seen = 0;
    thread->changes_for_now = 0;
    thread->taken = 0;
    thread->yields = thread->pauses = thread->effects = thread->marks = 0;
    thread->net = 0;
    thread->alone.cond = 0;
    thread->spin.pc = 0;
    thread->spin.hash = 0;
    thread->object.type = RLX_TYPE_THREAD;
    thread->object.addr = (uintptr_t)thread;
    thread->regions = 0;
    thread->ending = 0;
    thread->dying = thread->daemon = thread->weak_failures = 0;
    thread->spin.age = thread->spin.depth = 0;
    thread->op.pc = 0;
}

uint64_t *rlx_random_state(void)
{
    return &RLX->thread[rlx_self()].random;
}

/* Nothing of an earlier execution may be seen on the stack: what a program reads uninitialised is always
 * zero. */
static void clean_stack(struct rlx_thread *thread, uintptr_t top)
{
    uintptr_t bottom = top - RLX_STACK_EACH + 4096;
    uintptr_t low = thread->low - 4096 < bottom ? bottom : thread->low - 4096;
    memset((void *)low, 0, top - low);
    thread->low = top;
}

struct rlx_thread *rlx_thread_make(void *(*start)(void *), void *arg, uintptr_t pc)
{
    uint32_t id = RLX->threads;
    if (id >= RLX_MAX_THREADS)
        rlx_unsupported("pthread_create", "more than 64 threads in one execution. Start fewer", pc);
    if (id >= RLX->donors)
        rlx_donors(id + 1);
    RLX->threads++;
    struct rlx_thread *thread = &RLX->thread[id];
    clear(thread);
    uintptr_t top = RLX_STACKS + (id + 1) * RLX_STACK_EACH;
    clean_stack(thread, top);
    char *block = (char *)thread->fs - RLX->tls_offset;
    memcpy(block, RLX->tls_image, RLX->tls_image_size);
    memset(block + RLX->tls_image_size, 0, RLX->tls_size - RLX->tls_image_size);
    thread->live = top - 64;
    thread->start = start;
    thread->arg = arg;
    thread->create_pc = pc;
    thread->hb.n = id + 1;
    memset(thread->hb.v, 0, sizeof thread->hb.v[0] * (id + 1));
    thread->hb.v[id] = 1;
    uint64_t *sp = (uint64_t *)(top - 64);
    *--sp = (uintptr_t)rlx_enter;
    *--sp = 0;                           /* rbp */
    *--sp = 0;                           /* rbx */
    *--sp = (uintptr_t)rlx_begin_thread; /* r12 */
    *--sp = (uintptr_t)thread;           /* r13 */
    *--sp = 0;
    *--sp = 0;
    *--sp = 0x037f00001f80ULL; /* default mxcsr and control word */
    thread->sp = sp;
    return thread;
}

void rlx_begin_thread(struct rlx_thread *thread)
{
    *thread->error = 0;
    void *value = thread->start(thread->arg);
    rlx_thread_end(value, (uintptr_t)thread->start + 1); /* it has returned: the place is the function */
}

_Noreturn void rlx_thread_end(void *value, uintptr_t pc)
{
    struct rlx_thread *self = RLX->current;
    self->value = value;
    rlx_keys_end(self);
    rlx_rcu_thread_end(self, pc);
    if (self->held)
        rlx_robust_end(self, pc);
    if (self->held)
        rlx_lock_leak(self);
    rlx_begin(RLX_OP_END, pc);
    rlx_touch(self, &self->object, RLX_UNLOCK);
    rlx_point(self);
    rlx_stack_end(self, pc);
    self->state = RLX_THREAD_DONE;
    rlx_effect((uintptr_t)&self->object, 0);
    rlx_point_last(self);
}

enum rlx_enabled rlx_enabled_join(struct rlx_thread *thread)
{
    struct rlx_thread *other = (struct rlx_thread *)thread->op.object->addr;
    return other->state == RLX_THREAD_DONE || rlx_cancel_due(thread) ? RLX_YES : RLX_NO;
}
