# SPDX-License-Identifier: MIT
# rl_add_test: a test program of C cases, run through the GoogleTest shim.
#
#   rl_add_test(base_cases SOURCES fence_cases.c … [LIBS rl_base …] [FLAVOURS plain tsan asan] [LABELS slow …]
#               [TIMEOUT seconds] [ENVIRONMENT NAME=value …] [DEFINITIONS NAME=value …] [DEPENDS target …] [SERIAL]
#               [NOT_BY_HAND tsan asan])
#
# One program a flavour (default: plain), each case one CTest test: "suite.case", "tsan:suite.case", "asan:suite.case",
# labelled with the flavour, the name of the tests' folder, and LABELS. The libraries of LIBS are taken in the same
# flavour. ENVIRONMENT values hold no semicolon. SERIAL: it measures, or loads the machine, and runs alone.
# Where the whole tree is one flavour by hand, every test is built in it, whatever FLAVOURS says, and runs with three times
# its timeout; one that was not written for asan is not judged on what it leaks. NOT_BY_HAND names the flavours in which
# it must not run then (it races on purpose, …): it is only built. The label "long": `racelab test` runs it with one
# compiler, not with both.
# DEFINITIONS may hold generator expressions; DEPENDS names what must have been built before the tests run.
include(GoogleTest)

function(rl_add_test name)
  if(NOT BUILD_TESTING)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "SERIAL" "TIMEOUT"
    "SOURCES;LIBS;FLAVOURS;LABELS;ENVIRONMENT;DEFINITIONS;DEPENDS;NOT_BY_HAND")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
    message(FATAL_ERROR "rl_add_test(${name}): SOURCES is missing, or these are not understood: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_FLAVOURS)
    set(arg_FLAVOURS plain)
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  if(RL_HAND_FLAVOUR)
    if(RL_HAND_FLAVOUR STREQUAL asan AND NOT asan IN_LIST arg_FLAVOURS)
      list(APPEND arg_ENVIRONMENT ASAN_OPTIONS=detect_leaks=0)
    endif()
    set(arg_FLAVOURS ${RL_HAND_FLAVOUR})
    math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 3")
  endif()
  foreach(flavour IN LISTS arg_FLAVOURS)
    if(NOT flavour IN_LIST RL_FLAVOURS)
      message(FATAL_ERROR "rl_add_test(${name}): no flavour ${flavour}; there are ${RL_FLAVOURS}")
    endif()
    rl_add_test_program_(${name} ${flavour})
  endforeach()
endfunction()

# A program of cases that is built and not run by CTest: a fixture, for another test to run. Variables as in rl_add_test.
function(rl_add_test_executable_ program flavour)
  add_executable(${program} ${arg_SOURCES})
  target_include_directories(${program} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${program} PRIVATE ${arg_DEFINITIONS})
  foreach(library IN LISTS arg_LIBS)
    rl_flavour_library(copy ${library} ${flavour})
    target_link_libraries(${program} PRIVATE ${copy})
  endforeach()
  if(flavour STREQUAL tsan)
    target_link_libraries(${program} PRIVATE rl_shim_tsan)
  endif()
  target_link_libraries(${program} PRIVATE rl_warnings rl_flavour_${flavour} rl_shim)
  if(arg_DEPENDS)
    add_dependencies(${program} ${arg_DEPENDS})
  endif()
endfunction()

function(rl_add_test_program_ name flavour)
  set(program ${name})
  set(prefix "")
  if(NOT flavour STREQUAL plain)
    set(program ${name}_${flavour})
    set(prefix "${flavour}:")
    set_property(GLOBAL APPEND PROPERTY RL_SANITIZED_TESTS ${program})
  endif()
  rl_add_test_executable_(${program} ${flavour})
  if(flavour STREQUAL tsan)
    # gtest_discover_tests lists and runs through it.
    set_target_properties(${program} PROPERTIES CROSSCOMPILING_EMULATOR ${PROJECT_SOURCE_DIR}/cmake/without-aslr.sh)
  endif()
  if(RL_HAND_FLAVOUR AND RL_HAND_FLAVOUR IN_LIST arg_NOT_BY_HAND)
    return()
  endif()
  gtest_discover_tests(${program} TEST_PREFIX "${prefix}" TEST_LIST ${program}_list DISCOVERY_TIMEOUT 60
    WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
  # gtest_discover_tests keeps only the first of several labels, so a second script sets the properties that are lists.
  get_filename_component(folder ${CMAKE_CURRENT_SOURCE_DIR} NAME)
  set(properties "LABELS [==[${flavour};${folder};${arg_LABELS}]==] TIMEOUT ${arg_TIMEOUT}")
  list(APPEND arg_ENVIRONMENT RACELAB_STATE=${PROJECT_BINARY_DIR}/Testing/state) # progress of whoever runs them stays theirs
  string(APPEND properties " ENVIRONMENT [==[${arg_ENVIRONMENT}]==]")
  if(arg_SERIAL)
    string(APPEND properties " RUN_SERIAL TRUE")
  endif()
  set(script ${CMAKE_CURRENT_BINARY_DIR}/${program}_properties.cmake)
  file(WRITE ${script}.new "if(${program}_list)\n  set_tests_properties(\${${program}_list} PROPERTIES ${properties})\nendif()\n")
  file(COPY_FILE ${script}.new ${script} ONLY_IF_DIFFERENT)
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${script})
endfunction()

# rl_add_fixture(name SOURCES … [LIBS …] [FLAVOURS one] …): builds the program `name`, which CTest does not run.
function(rl_add_fixture name)
  if(NOT BUILD_TESTING)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS;FLAVOURS;DEFINITIONS;DEPENDS")
  if(NOT arg_FLAVOURS)
    set(arg_FLAVOURS plain)
  endif()
  if(RL_HAND_FLAVOUR)
    set(arg_FLAVOURS ${RL_HAND_FLAVOUR})
  endif()
  rl_add_test_executable_(${name} ${arg_FLAVOURS})
endfunction()
