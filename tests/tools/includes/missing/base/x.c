/* SPDX-License-Identifier: MIT */
/* Refused: a file that is not there. */
  #  include "gone.h"
