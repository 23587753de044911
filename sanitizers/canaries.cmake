# SPDX-License-Identifier: MIT
# Builds the canaries with every compiler that is here, so that a check does not have to. canary.c looks for them as
# lib/canary/clang-14.0.6/NAME, and builds its own from lib/canary/canary_NAME.c where there is none.
set(RL_CANARY_DIR ${RL_LIB_DIR}/canary)
set(rl_canary_sources tsan/canary_tsan_clean.c tsan/canary_tsan_racy.c asan/canary_asan_clean.c
  asan/canary_asan_overflow.c asan/canary_asan_leak.c)

# Answers in `out` what racelab calls this compiler ("clang-14.0.6"), or nothing.
function(rl_compiler_version out path)
  set(${out} "" PARENT_SCOPE)
  execute_process(COMMAND ${path} -dM -E -x c /dev/null OUTPUT_VARIABLE macros ERROR_QUIET RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    return()
  endif()
  if(macros MATCHES "#define __clang_major__ ([0-9]+)")
    set(major ${CMAKE_MATCH_1})
    string(REGEX MATCH "#define __clang_minor__ ([0-9]+)" unused "${macros}")
    set(minor ${CMAKE_MATCH_1})
    string(REGEX MATCH "#define __clang_patchlevel__ ([0-9]+)" unused "${macros}")
    set(${out} clang-${major}.${minor}.${CMAKE_MATCH_1} PARENT_SCOPE)
  elseif(macros MATCHES "#define __GNUC__ ([0-9]+)")
    set(major ${CMAKE_MATCH_1})
    string(REGEX MATCH "#define __GNUC_MINOR__ ([0-9]+)" unused "${macros}")
    set(minor ${CMAKE_MATCH_1})
    string(REGEX MATCH "#define __GNUC_PATCHLEVEL__ ([0-9]+)" unused "${macros}")
    set(${out} gcc-${major}.${minor}.${CMAKE_MATCH_1} PARENT_SCOPE)
  endif()
endfunction()

# As toolchain_flags.c has them.
set(rl_wrapped -Wl,--wrap=main,--wrap=pthread_create,--wrap=pthread_join,--wrap=pthread_detach
  -Wl,--wrap=pthread_tryjoin_np,--wrap=pthread_timedjoin_np)

function(rl_add_canaries path)
  rl_compiler_version(version ${path})
  if(NOT version)
    return()
  endif()
  set(made "")
  foreach(source IN LISTS rl_canary_sources)
    string(REGEX REPLACE ".*/canary_((tsan|asan)_.*)\\.c" "\\1" name ${source})
    string(REGEX REPLACE "_.*" "" observer ${name})
    set(sanitize $<IF:$<STREQUAL:${observer},tsan>,thread,address$<COMMA>undefined>)
    set(program ${RL_CANARY_DIR}/${version}/${name})
    # A compiler without its sanitizers' runtime makes none, and canary.c says so when it is asked.
    add_custom_command(OUTPUT ${program}.tried
      COMMAND ${CMAKE_COMMAND} -E make_directory ${RL_CANARY_DIR}/${version}
      COMMAND ${path} -std=gnu11 -g -O0 -fno-pie -no-pie -fno-omit-frame-pointer -pthread -fsanitize=${sanitize}
        ${CMAKE_CURRENT_SOURCE_DIR}/${source} ${rl_wrapped} -Wl,--whole-archive
        $<TARGET_FILE:rl_support_${observer}> -Wl,--no-whole-archive -o ${program} || true
      COMMAND ${CMAKE_COMMAND} -E touch ${program}.tried
      DEPENDS ${source} rl_support_${observer} VERBATIM COMMENT "Canary ${name} with ${version}")
    list(APPEND made ${program}.tried)
  endforeach()
  add_custom_target(rl_canaries_${version} ALL DEPENDS ${made})
  install(DIRECTORY ${RL_CANARY_DIR}/${version} DESTINATION lib/racelab/canary USE_SOURCE_PERMISSIONS
    PATTERN "*.tried" EXCLUDE)
endfunction()

foreach(source IN LISTS rl_canary_sources)
  get_filename_component(file ${source} NAME)
  configure_file(${source} ${RL_CANARY_DIR}/${file} COPYONLY)
  install(FILES ${source} DESTINATION lib/racelab/canary)
endforeach()
set(rl_canary_compilers "")
foreach(name clang gcc)
  find_program(RL_CANARY_${name} ${name})
  if(RL_CANARY_${name})
    list(APPEND rl_canary_compilers ${RL_CANARY_${name}})
  endif()
endforeach()
foreach(path IN LISTS rl_canary_compilers)
  rl_add_canaries(${path})
endforeach()
