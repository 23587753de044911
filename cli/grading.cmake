# SPDX-License-Identifier: MIT
# The commands with which a class is graded.
target_sources(racelab PRIVATE cmd_grade.c grade_session.c grade_dry_run.c grading.c grading_table.c cmd_merge.c
  cmd_export.c cmd_new_course.c cmd_review.c cmd_handout.c cmd_gradescope_zip.c)
