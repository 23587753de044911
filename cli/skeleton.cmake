# SPDX-License-Identifier: MIT
# Writes the files of cli/skeleton/ into a C table, of which `racelab new-lab` makes a lab: run by the build.
#
#   cmake -DFOLDER=… -DOUTPUT=… -P skeleton.cmake
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*.in)
list(SORT files)
set(rows "")
foreach(name IN LISTS files)
  file(READ ${FOLDER}/${name} text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n\"\n     \"" text "${text}")
  string(REGEX MATCH "^[^/]+" kind "${name}")
  string(REGEX REPLACE "^[^/]+/(.*)\\.in$" "\\1" below "${name}")
  string(APPEND rows "    {\"${kind}\", \"${below}\",\n     \"${text}\"},\n")
endforeach()
file(WRITE ${OUTPUT} "/* Made from cli/skeleton/ by skeleton.cmake. */
#include \"skeleton.h\"

const struct rl_skeleton_file rl_skeleton_files[] = {
${rows}    {0}};
")
