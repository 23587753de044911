/* SPDX-License-Identifier: MIT */
/* One account, two places: the counter pays in 3 at a time while the cash machine pays out 1 at a time. */
#include <pthread.h>
#include <racelab/lab.h>

#include "account.h"

static int payments;

static void slip(long balance)
{
    (void)balance;
    lab_begin("slip");
    lab_end("slip");
}

static void *counter(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 0; i < payments; i++)
        account_pay_in(3, slip);
    return NULL;
}

static void *cash_machine(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 0; i < payments; i++)
        account_pay_out(1, slip);
    return NULL;
}

int main(void)
{
    pthread_t at_counter, at_machine;

    payments = lab_scale(2, 10000);
    pthread_create(&at_counter, NULL, counter, NULL);
    pthread_create(&at_machine, NULL, cash_machine, NULL);
    pthread_join(at_counter, NULL);
    pthread_join(at_machine, NULL);
    lab_overlap("slip", 2);

    long expected = 2L * payments;
    long balance = account_balance();
    lab_outcome("balance=%s", balance == expected ? "right" : balance < expected ? "short" : "over");
    lab_always(balance == expected, "the balance is what was paid in less what was paid out");
    return 0;
}
