/* SPDX-License-Identifier: MIT */
/* There is no main.
 * EXPECT status=compile_error names=main */
#include <pthread.h>
#include <stddef.h>

int not_main(void);
int not_main(void)
{
    return 0;
}
