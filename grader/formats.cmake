# SPDX-License-Identifier: MIT
# Every form in which verdicts are handed on.
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)
target_sources(rl_grader PRIVATE marks.c interleaving.c formats.c format_common.c format_data.c format_text.c format_junit.c
  format_github.c format_summary.c format_sarif.c format_sarif_rules.c format_sarif_flow.c format_marks.c)
target_link_libraries(rl_grader PRIVATE PkgConfig::LIBXML2)
