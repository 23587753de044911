# SPDX-License-Identifier: MIT
# rl_add_test: a test program of C cases, run through the GoogleTest shim.
function(rl_add_test name)
endfunction()
