#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs a program without address randomisation where that is allowed: with vm.mmap_rnd_bits at 32 the ThreadSanitizer of
# clang 14 and gcc 12 cannot start otherwise. Inside a container it may be forbidden; then the program runs as it is.
if setarch -R true 2>/dev/null; then
    exec setarch -R "$@"
fi
exec "$@"
