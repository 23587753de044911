# SPDX-License-Identifier: MIT
# Warnings, and one INTERFACE library a flavour: rl_flavour_plain, rl_flavour_tsan, rl_flavour_asan.
#
# A flavour's flags go to those who link it; nothing else of the tree is instrumented, so that all flavours live in one
# tree. rl_flavour_library makes the copy of a library that belongs to a flavour.
#
# If CMAKE_C_FLAGS (or CFLAGS) hold -fsanitize=… by hand, the whole tree is that one flavour: RL_HAND_FLAVOUR names it,
# and the flags reach C++ and the linker as well.
add_library(rl_warnings INTERFACE)
target_compile_options(rl_warnings INTERFACE -Wall -Wextra -Werror -Wshadow -Wvla -Wpointer-arith
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes>
  # What gcc guesses of a text's length differs with its version and with the optimisation.
  $<$<C_COMPILER_ID:GNU>:-Wno-format-truncation>)

# For what must never be instrumented: a sanitizer calls it, or it stands in for a sanitizer.
add_library(rl_uninstrumented INTERFACE)
target_compile_options(rl_uninstrumented INTERFACE -fno-sanitize=all)

set(RL_FLAVOURS plain tsan asan)
set(RL_FLAGS_plain "")
set(RL_FLAGS_tsan -fsanitize=thread -fno-omit-frame-pointer)
set(RL_FLAGS_asan -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
foreach(flavour IN LISTS RL_FLAVOURS)
  add_library(rl_flavour_${flavour} INTERFACE)
endforeach()

string(REGEX MATCHALL "-f(no-)?sanitize[^ ]*" rl_hand_flags "${CMAKE_C_FLAGS}")
set(RL_HAND_FLAVOUR "")
if(rl_hand_flags)
  if(rl_hand_flags MATCHES "sanitize=[^;]*thread")
    set(RL_HAND_FLAVOUR tsan)
  elseif(rl_hand_flags MATCHES "sanitize=[^;]*address")
    set(RL_HAND_FLAVOUR asan)
  elseif(rl_hand_flags MATCHES "sanitize=[^;]*memory")
    message(WARNING "MemorySanitizer needs a GoogleTest that is instrumented too: the tests are left out.")
    set(RL_HAND_FLAVOUR msan)
    set(BUILD_TESTING OFF)
  else()
    set(RL_HAND_FLAVOUR plain)
  endif()
  list(JOIN rl_hand_flags " " rl_hand_flags)
  foreach(variable CMAKE_CXX_FLAGS CMAKE_EXE_LINKER_FLAGS CMAKE_SHARED_LINKER_FLAGS)
    string(APPEND ${variable} " ${rl_hand_flags}")
  endforeach()
  message(STATUS "The whole tree is built with ${rl_hand_flags}, as the C flags ask")
else()
  foreach(flavour IN LISTS RL_FLAVOURS)
    target_compile_options(rl_flavour_${flavour} INTERFACE ${RL_FLAGS_${flavour}})
    target_link_options(rl_flavour_${flavour} INTERFACE ${RL_FLAGS_${flavour}})
  endforeach()
endif()

# Answers in `out` the target that is `library` in the given flavour, and makes it if it is not there: the same sources,
# include folders, definitions and options. What is no compiled library of this tree (a system library, an INTERFACE
# library, a flag) is itself in every flavour.
function(rl_flavour_library out library flavour)
  set(${out} ${library} PARENT_SCOPE)
  if(flavour STREQUAL plain OR RL_HAND_FLAVOUR OR NOT TARGET ${library})
    return()
  endif()
  get_target_property(type ${library} TYPE)
  get_target_property(imported ${library} IMPORTED)
  if(imported OR NOT type MATCHES "^(STATIC|OBJECT)_LIBRARY$")
    return()
  endif()
  get_target_property(links ${library} LINK_LIBRARIES)
  if(links AND "rl_uninstrumented" IN_LIST links)
    return()
  endif()
  set(copy ${library}_${flavour})
  set(${out} ${copy} PARENT_SCOPE)
  if(TARGET ${copy})
    return()
  endif()
  rl_copy_library_(${copy} ${library} ${flavour} "${links}")
endfunction()

function(rl_copy_library_ copy library flavour links)
  get_target_property(sources ${library} SOURCES)
  get_target_property(folder ${library} SOURCE_DIR)
  set(absolute "")
  foreach(source IN LISTS sources)
    if(NOT IS_ABSOLUTE "${source}" AND NOT source MATCHES "^\\$<")
      set(source ${folder}/${source})
    endif()
    list(APPEND absolute ${source})
  endforeach()
  add_library(${copy} STATIC EXCLUDE_FROM_ALL ${absolute})
  add_dependencies(${copy} ${library}) # sources that are made in its folder
  foreach(property INCLUDE_DIRECTORIES INTERFACE_INCLUDE_DIRECTORIES COMPILE_DEFINITIONS
      INTERFACE_COMPILE_DEFINITIONS COMPILE_OPTIONS INTERFACE_COMPILE_OPTIONS COMPILE_FEATURES
      INTERFACE_COMPILE_FEATURES POSITION_INDEPENDENT_CODE)
    get_target_property(value ${library} ${property})
    if(value)
      set_property(TARGET ${copy} PROPERTY ${property} ${value})
    endif()
  endforeach()
  if(links)
    set(flavoured "")
    foreach(link IN LISTS links)
      rl_flavour_library(link_copy "${link}" ${flavour})
      list(APPEND flavoured ${link_copy})
    endforeach()
    target_link_libraries(${copy} PUBLIC ${flavoured})
  endif()
  target_link_libraries(${copy} PRIVATE rl_flavour_${flavour})
endfunction()
