/* SPDX-License-Identifier: MIT */
/* Channels between processes and shared data between threads: latency, throughput, and the race that only
 * sharing brings. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <racelab/measure.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SLOTS = 8, MESSAGE_MAX = 4096 };

/* A ring of messages in memory that both sides see. */
struct ring {
    pthread_mutex_t lock;
    pthread_cond_t not_full, not_empty;
    sem_t full, empty;
    unsigned head, tail; /* protected by lock, or each by the one sender and the one receiver */
    char slots[SLOTS][MESSAGE_MAX];
};

/* One channel with two directions: 0 to the partner, 1 back. */
struct channel {
    int fd[2][2]; /* pipe or socket: [direction][0 to read, 1 to write] */
    mqd_t queue[2];
    struct ring *ring;
};

struct kind {
    const char *name;
    int threads; /* the partner is a thread */
    int (*open)(struct channel *channel, int shared);
    void (*send)(struct channel *channel, int way, const char *data, size_t size);
    void (*receive)(struct channel *channel, int way, char *data, size_t size);
    void (*close)(struct channel *channel);
};

static void fail(const char *what)
{
    fprintf(stderr, "communication: %s: %s\n", what, strerror(errno));
    exit(4);
}

static int pipe_open(struct channel *channel, int shared)
{
    (void)shared;
    return pipe(channel->fd[0]) == 0 && pipe(channel->fd[1]) == 0 ? 0 : -1;
}

static int socket_open(struct channel *channel, int shared)
{
    int ends[2];
    (void)shared;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return -1;
    channel->fd[0][1] = channel->fd[1][0] = ends[0];
    channel->fd[0][0] = channel->fd[1][1] = ends[1];
    return 0;
}

static void fd_send(struct channel *channel, int way, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t done = write(channel->fd[way][1], data, size);
        if (done <= 0)
            fail("write");
        data += done;
        size -= (size_t)done;
    }
}

static void fd_receive(struct channel *channel, int way, char *data, size_t size)
{
    while (size > 0) {
        ssize_t done = read(channel->fd[way][0], data, size);
        if (done <= 0)
            fail("read");
        data += done;
        size -= (size_t)done;
    }
}

static void pipe_close(struct channel *channel)
{
    for (int i = 0; i < 4; i++)
        close(channel->fd[i / 2][i % 2]);
}

static void socket_close(struct channel *channel)
{
    close(channel->fd[0][0]);
    close(channel->fd[0][1]);
}

static int queue_open(struct channel *channel, int shared)
{
    struct mq_attr attributes = {.mq_maxmsg = SLOTS, .mq_msgsize = MESSAGE_MAX};
    (void)shared;
    for (int way = 0; way < 2; way++) {
        char name[64];
        snprintf(name, sizeof name, "/racelab-%ld-%d", (long)getpid(), way);
        channel->queue[way] = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
        if (channel->queue[way] == (mqd_t)-1)
            return -1;
        mq_unlink(name); /* the descriptor is inherited; nothing stays behind */
    }
    return 0;
}

static void queue_send(struct channel *channel, int way, const char *data, size_t size)
{
    if (mq_send(channel->queue[way], data, size, 0) != 0)
        fail("mq_send");
}

static void queue_receive(struct channel *channel, int way, char *data, size_t size)
{
    char message[MESSAGE_MAX];
    if (mq_receive(channel->queue[way], message, sizeof message, NULL) != (ssize_t)size)
        fail("mq_receive");
    memcpy(data, message, size);
}

static void queue_close(struct channel *channel)
{
    mq_close(channel->queue[0]);
    mq_close(channel->queue[1]);
}

static int ring_open(struct channel *channel, int shared)
{
    pthread_mutexattr_t mutex_attributes;
    pthread_condattr_t cond_attributes;
    channel->ring =
        mmap(NULL, 2 * sizeof(struct ring), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (channel->ring == MAP_FAILED)
        return -1;
    pthread_mutexattr_init(&mutex_attributes);
    pthread_condattr_init(&cond_attributes);
    pthread_mutexattr_setpshared(&mutex_attributes, shared);
    pthread_condattr_setpshared(&cond_attributes, shared);
    for (int way = 0; way < 2; way++) {
        struct ring *ring = &channel->ring[way];
        pthread_mutex_init(&ring->lock, &mutex_attributes);
        pthread_cond_init(&ring->not_full, &cond_attributes);
        pthread_cond_init(&ring->not_empty, &cond_attributes);
        sem_init(&ring->full, shared, 0);
        sem_init(&ring->empty, shared, SLOTS);
    }
    return 0;
}

static void semaphore_send(struct channel *channel, int way, const char *data, size_t size)
{
    struct ring *ring = &channel->ring[way];
    while (sem_wait(&ring->empty) != 0)
        ;
    memcpy(ring->slots[ring->head++ % SLOTS], data, size);
    sem_post(&ring->full);
}

static void semaphore_receive(struct channel *channel, int way, char *data, size_t size)
{
    struct ring *ring = &channel->ring[way];
    while (sem_wait(&ring->full) != 0)
        ;
    memcpy(data, ring->slots[ring->tail++ % SLOTS], size);
    sem_post(&ring->empty);
}

static void condition_send(struct channel *channel, int way, const char *data, size_t size)
{
    struct ring *ring = &channel->ring[way];
    pthread_mutex_lock(&ring->lock);
    while (ring->head - ring->tail == SLOTS)
        pthread_cond_wait(&ring->not_full, &ring->lock);
    memcpy(ring->slots[ring->head++ % SLOTS], data, size);
    pthread_cond_signal(&ring->not_empty);
    pthread_mutex_unlock(&ring->lock);
}

static void condition_receive(struct channel *channel, int way, char *data, size_t size)
{
    struct ring *ring = &channel->ring[way];
    pthread_mutex_lock(&ring->lock);
    while (ring->head == ring->tail)
        pthread_cond_wait(&ring->not_empty, &ring->lock);
    memcpy(data, ring->slots[ring->tail++ % SLOTS], size);
    pthread_cond_signal(&ring->not_full);
    pthread_mutex_unlock(&ring->lock);
}

static void ring_close(struct channel *channel)
{
    munmap(channel->ring, 2 * sizeof(struct ring));
}

static const struct kind kinds[] = {
    {"pipe", 0, pipe_open, fd_send, fd_receive, pipe_close},
    {"message queue", 0, queue_open, queue_send, queue_receive, queue_close},
    {"socket", 0, socket_open, fd_send, fd_receive, socket_close},
    {"shared memory", 0, ring_open, semaphore_send, semaphore_receive, ring_close},
    {"semaphores", 1, ring_open, semaphore_send, semaphore_receive, ring_close},
    {"mutex, condvars", 1, ring_open, condition_send, condition_receive, ring_close},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* What the partner does: `count` messages of `size` bytes, each sent back at once (echo), or only the last
 * one. */
struct partner {
    const struct kind *kind;
    struct channel *channel;
    int count, echo;
    size_t size;
};

static void *be_partner(void *arg)
{
    const struct partner *p = arg;
    char message[MESSAGE_MAX];
    for (int i = 0; i < p->count; i++) {
        p->kind->receive(p->channel, 0, message, p->size);
        if (p->echo || i == p->count - 1)
            p->kind->send(p->channel, 1, message, p->size);
    }
    return NULL;
}

static double drive(const struct partner *p)
{
    char message[MESSAGE_MAX] = {0};
    double start = measure_now();
    for (int i = 0; i < p->count; i++) {
        p->kind->send(p->channel, 0, message, p->size);
        if (p->echo || i == p->count - 1)
            p->kind->receive(p->channel, 1, message, p->size);
    }
    return measure_now() - start;
}

/* Seconds for the whole exchange, or 0 where the channel cannot be had on this machine. */
static double exchange(const struct kind *kind, int count, size_t size, int echo)
{
    struct channel channel;
    struct partner partner = {kind, &channel, count, echo, size};
    pthread_t thread;
    pid_t child = -1;
    if (kind->open(&channel, kind->threads ? PTHREAD_PROCESS_PRIVATE : PTHREAD_PROCESS_SHARED) != 0)
        return 0;
    if (kind->threads) {
        if (pthread_create(&thread, NULL, be_partner, &partner) != 0)
            fail("pthread_create");
    } else if ((child = fork()) == 0) {
        be_partner(&partner);
        _exit(0);
    } else if (child < 0) {
        fail("fork");
    }
    double seconds = drive(&partner);
    if (kind->threads)
        pthread_join(thread, NULL);
    else
        waitpid(child, NULL, 0);
    kind->close(&channel);
    return seconds;
}

/* On one processor every answer needs a switch, so that a round trip measures the channel and not who ran
 * where. */
static void pin_to_one_processor(cpu_set_t *before)
{
    cpu_set_t one;
    sched_getaffinity(0, sizeof *before, before);
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
}

/* The n-th of the processors that this process may use, so that two workers really run at the same time. */
static void run_on_own_processor(long n)
{
    cpu_set_t allowed, one;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) <= n)
        return;
    CPU_ZERO(&one);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &allowed) && n-- == 0)
            CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
}

/* Two workers count `rounds` each in shared memory without a lock; the total tells how many were lost. */
static void *count_shared(void *arg)
{
    volatile long *total = arg;
    run_on_own_processor(__atomic_fetch_add(&total[2], 1, __ATOMIC_RELAXED));
    while (__atomic_load_n(&total[2], __ATOMIC_RELAXED) < 2)
        sched_yield(); /* both begin together: one could be done before the other starts */
    for (long i = 0; i < total[1]; i++)
        total[0]++;
    return NULL;
}

static long count_by_two(int with_threads, long rounds)
{
    volatile long *total = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_t threads[2];
    if (total == MAP_FAILED)
        fail("mmap");
    total[1] = rounds;
    for (int i = 0; i < 2; i++) {
        if (with_threads)
            pthread_create(&threads[i], NULL, count_shared, (void *)total);
        else if (fork() == 0) {
            count_shared((void *)total);
            _exit(0);
        }
    }
    for (int i = 0; i < 2; i++)
        with_threads ? (void)pthread_join(threads[i], NULL) : (void)wait(NULL);
    long seen = total[0];
    munmap((void *)total, 4096);
    return seen;
}

/* The same by messages: each worker sends one byte a round through a pipe to the one who counts. */
static long count_by_messages(long rounds)
{
    int fd[2];
    char bytes[4096];
    long seen = 0;
    ssize_t got;
    if (pipe(fd) != 0)
        fail("pipe");
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            for (long k = 0; k < rounds; k++)
                if (write(fd[1], "x", 1) != 1)
                    _exit(4);
            _exit(0);
        }
    }
    close(fd[1]);
    while ((got = read(fd[0], bytes, sizeof bytes)) > 0)
        seen += got;
    close(fd[0]);
    while (wait(NULL) > 0)
        ;
    return seen;
}

static void show_race(void)
{
    long shared_rounds = measure_times(20000000), message_rounds = measure_times(100000);
    long processes = count_by_two(0, shared_rounds), threads = count_by_two(1, shared_rounds);
    long messages = count_by_messages(message_rounds);
    measure_table("Two workers count, nobody locks", "how|counted|should be|lost");
    measure_text("shared memory, two processes");
    measure_number((double)processes, 0);
    measure_number(2.0 * (double)shared_rounds, 0);
    measure_number(2.0 * (double)shared_rounds - (double)processes, 0);
    measure_text("shared memory, two threads");
    measure_number((double)threads, 0);
    measure_number(2.0 * (double)shared_rounds, 0);
    measure_number(2.0 * (double)shared_rounds - (double)threads, 0);
    measure_text("messages through a pipe");
    measure_number((double)messages, 0);
    measure_number(2.0 * (double)message_rounds, 0);
    measure_number(2.0 * (double)message_rounds - (double)messages, 0);
    int lost = threads < 2 * shared_rounds || processes < 2 * shared_rounds;
    measure_compare(
        "safety",
        messages == 2 * message_rounds ? "messages cannot race: one process owns the data"
                                       : "messages were lost",
        lost
            ? "shared data races unless every access is synchronised; so does shared memory between processes"
            : "shared data can race; this run was lucky and lost nothing",
        "lost without a lock: %ld between threads, %ld between processes in shared memory, %ld by messages",
        2 * shared_rounds - threads, 2 * shared_rounds - processes, 2 * message_rounds - messages);
}

/* best[0], best[1]: the shortest round trip between processes and between threads. */
static void show_latency(double best[2])
{
    cpu_set_t before;
    pin_to_one_processor(&before);
    measure_table("Ping-pong of 16 bytes, both on one processor",
                  "channel|between|microseconds a round trip");
    for (int k = 0; k < KINDS; k++) {
        int count = measure_times(5000);
        double micros = exchange(&kinds[k], count, 16, 1) * 1e6 / count;
        measure_text("%s", kinds[k].name);
        measure_text("%s", kinds[k].threads ? "threads" : "processes");
        if (micros > 0)
            measure_number(micros, 2);
        else
            measure_text("not to be had on this machine");
        if (micros > 0 && (best[kinds[k].threads] == 0 || micros < best[kinds[k].threads]))
            best[kinds[k].threads] = micros;
    }
    sched_setaffinity(0, sizeof before, &before);
}

static void show_throughput(void)
{
    static const size_t sizes[] = {16, 64, 256, 1024, 4096};
    enum { SIZES = sizeof sizes / sizeof *sizes };
    measure_table("Stream, MiB per second by message size", "channel|16|64|256|1024|4096");
    for (int k = 0; k < KINDS; k++) {
        measure_text("%s", kinds[k].name);
        for (int s = 0; s < SIZES; s++) {
            int count = measure_times(20000);
            double seconds = exchange(&kinds[k], count, sizes[s], 0);
            double rate = seconds > 0 ? (double)sizes[s] * count / seconds / (1 << 20) : 0;
            measure_number(rate, 1);
            if (rate > 0)
                measure_point(kinds[k].name, (double)sizes[s], rate);
        }
    }
}

int main(int argc, char **argv)
{
    double best[2] = {0, 0}; /* the shortest ping-pong of processes and of threads */

    measure_start(argc, argv, "communication",
                  "Communication: channels between processes, shared data between threads");
    measure_axes("bytes a message", "MiB per second, streaming");
    show_latency(best);
    show_throughput();
    measure_compare(
        "communication",
        "through a channel of the system: pipe, message queue, socket, or memory mapped by both",
        "through the memory that they share anyway, with a mutex, a semaphore or a condition variable",
        "the fastest round trip took %.2f us between processes, %.2f us between threads (ratio %.2f)",
        best[0], best[1], best[0] / best[1]);
    show_race();
    return measure_finish();
}
