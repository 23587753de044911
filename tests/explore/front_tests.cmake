# SPDX-License-Identifier: MIT
# The front-end's tests: imports, replay strings, models of libc, traces.
rl_add_test(front_cases
  SOURCES front_imports_cases.c front_replay_cases.c front_models_cases.c front_trace_cases.c front_fair_cases.c
    front_programs.c
  LIBS rl_sanitizers PkgConfig::JANSSON
  DEFINITIONS _GNU_SOURCE
  LABELS explore
  TIMEOUT 300)
