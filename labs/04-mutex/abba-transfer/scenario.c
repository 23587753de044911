/* SPDX-License-Identifier: MIT */
/* A morning at the bank: two customers send each other money, two others have nothing to do with them. */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "bank.h"

enum { ANN, BOB, CARL, DORA };

static int times;

static void sign(void)
{
    lab_begin("sign");
    lab_end("sign");
}

static void *ann(void *unused)
{
    lab_meet(0);
    for (int i = 0; i < times; i++)
        bank_transfer(ANN, BOB, 3, sign);
    return unused;
}

static void *bob(void *unused)
{
    lab_meet(0);
    for (int i = 0; i < times; i++)
        bank_transfer(BOB, ANN, 1, sign);
    return unused;
}

static void *carl(void *unused)
{
    bank_transfer(CARL, DORA, 5, sign);
    return unused;
}

int main(void)
{
    void *(*customers[])(void *) = {ann, bob, carl};
    pthread_t threads[3];
    times = lab_scale(1, 10000);
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, customers[i], NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("sign", 2);

    bool right = bank_balance(ANN) == 100 - 2L * times && bank_balance(BOB) == 100 + 2L * times &&
                 bank_balance(CARL) == 95 && bank_balance(DORA) == 105;
    lab_outcome("balances=%s", right ? "right" : "wrong");
    lab_always(right, "every transfer is carried out, once");
    return 0;
}
