# SPDX-License-Identifier: MIT
# Grading a class: the store, batches, courses, letters, handouts.
target_sources(rl_grader PRIVATE
  digest.c fingerprint.c store.c store_open.c store_read.c store_merge.c labs_set.c assign.c
  batch.c batch_claims.c batch_task.c batch_judge.c isolation.c
  class.c class_schema.c class_roll.c class_example.c letters.c letters_html.c handout.c handout_manifest.c)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(LIBMD REQUIRED IMPORTED_TARGET libmd)
target_link_libraries(rl_grader PRIVATE PkgConfig::SQLITE PkgConfig::LIBMD)
