/* SPDX-License-Identifier: MIT */
/* Another program.
 * EXPECT status=unsupported names=execl */
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

int main(void)
{
    return execl("/bin/true", "true", (char *)NULL);
}
