# SPDX-License-Identifier: MIT
# rl_sync: the primitives that are built from atomics and futex; one pair of files each.
add_library(rl_sync STATIC
  tas.c ttas.c ticket.c mcs.c clh.c mutex.c fair.c semaphore.c condvar.c rdpref.c wrpref.c phasefair.c
  seqlock.c barrier.c once.c latch.c spsc.c mpmc.c stack.c hazard.c epoch.c rcuqs.c rcumb.c)
target_link_libraries(rl_sync PUBLIC rl_base PRIVATE rl_warnings)
target_include_directories(rl_sync PUBLIC ${PROJECT_SOURCE_DIR})
