/* SPDX-License-Identifier: MIT */
/* Refused: a tag whose operation is gone. */
int take(void);
int take(void)
{
    /* [A1] acq_rel: pairs with [A1]. The last owner is done. */
    int result = 1;
    return result;
}
