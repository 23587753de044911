# SPDX-License-Identifier: MIT
# Warnings, and one INTERFACE library a flavour: rl_flavour_plain, rl_flavour_tsan, rl_flavour_asan.
add_library(rl_warnings INTERFACE)
target_compile_options(rl_warnings INTERFACE -Wall -Wextra -Werror -Wshadow -Wvla -Wpointer-arith
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes>)
