#!/bin/bash
# SPDX-License-Identifier: MIT
# The build itself, put to the test: flags by hand, flavours, warnings, installation.
#
#   house_test.sh CASE SOURCE_FOLDER BUILD_FOLDER
set -u
source_folder=$2
build_folder=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "$*" >&2
    exit 1
}

# Configures the checkout by hand, as somebody would who does not know the presets.
configure_by_hand() { # further arguments
    cmake -S "$source_folder" -B "$scratch/b" "$@" >"$scratch/log" 2>&1 || fail "configuring failed: $(<"$scratch/log")"
}
build_by_hand() {
    cmake --build "$scratch/b" --parallel 2 --target "$@" >"$scratch/log" 2>&1 || fail "building failed: $(<"$scratch/log")"
}
calls() { # file, word: does its object code call it?
    nm "$1" 2>/dev/null | grep -q "$2"
}

hand_flags() { # compiler, flags, flavour, a symbol of its runtime
    configure_by_hand -DCMAKE_C_COMPILER="$1" -DCMAKE_C_FLAGS="$2"
    build_by_hand "shim_passing_$3" "shim_refusing_$3" rl_base
    local tests=$scratch/b/tests/shim_selftest
    [ ! -e "$tests/shim_passing" ] || fail "a second flavour was built"
    calls "$tests/shim_passing_$3" "$4" || fail "the C code was not instrumented"
    calls "$scratch/b/base/librl_base.a" "$4" || fail "the libraries were not instrumented"
    calls "$scratch/b/tests/librl_shim.a" "$4" || fail "the flags did not reach C++"
    ctest --test-dir "$scratch/b" -R "^$3:shim" --no-tests=error --output-on-failure || fail "its tests fail"
}

case_hand_flags_thread_clang() {
    hand_flags clang -fsanitize=thread tsan __tsan_func_entry
}
case_hand_flags_thread_gcc() {
    hand_flags gcc -fsanitize=thread tsan __tsan_func_entry
}
case_hand_flags_address_clang() {
    hand_flags clang '-g -fsanitize=address,undefined' asan __asan_init
}

case_flags_from_the_environment() {
    CFLAGS=-fsanitize=thread CC=clang configure_by_hand
    grep -q 'CXX compiler identification is Clang' "$scratch/log" || fail "the C++ compiler is not clang's partner"
    build_by_hand shim_passing_tsan
    ctest --test-dir "$scratch/b" -R '^tsan:shim\.' --no-tests=error || fail "its tests fail"
}

case_libraries_follow_the_flavour() {
    local flavour symbol library found
    for flavour in tsan:__tsan_func_entry asan:__asan_init; do
        symbol=${flavour#*:}
        flavour=${flavour%:*}
        found=''
        while IFS= read -r library; do
            found=1
            calls "$library" "$symbol" || fail "$library is not instrumented"
        done < <(find "$build_folder/tests" -name "librl_base_$flavour.a")
        [ -n "$found" ] || fail "there is no rl_base in flavour $flavour"
    done
    ! calls "$build_folder/base/librl_base.a" '__tsan_\|__asan_' || fail "the plain library is instrumented"
}

case_tests_carry_all_their_labels() {
    local labels
    labels=$(ctest --test-dir "$build_folder" -N --print-labels -R '^tsan:shim\.compares_text$')
    for label in tsan shim_selftest quick; do
        grep -q "^  $label$" <<<"$labels" || fail "label $label is lost: $labels"
    done
}

case_a_warning_is_an_error() {
    local compiler
    for compiler in gcc clang; do
        mkdir "$scratch/$compiler"
        printf 'cmake_minimum_required(VERSION 3.22)\nproject(warns C CXX)\ninclude(%s/cmake/RlFlavours.cmake)\nadd_library(warns STATIC warns.c)\ntarget_link_libraries(warns PRIVATE rl_warnings)\n' \
            "$source_folder" >"$scratch/$compiler/CMakeLists.txt"
        echo 'int first(void); int first(void) { int unused; return 0; }' >"$scratch/$compiler/warns.c"
        cmake -S "$scratch/$compiler" -B "$scratch/$compiler/b" -DCMAKE_C_COMPILER=$compiler >/dev/null 2>&1 || fail "configuring failed"
        ! cmake --build "$scratch/$compiler/b" >"$scratch/log" 2>&1 || fail "$compiler built it"
        grep -q 'unused' "$scratch/log" || fail "it failed for another reason: $(<"$scratch/log")"
        echo 'int first(void); int first(void) { return 0; }' >"$scratch/$compiler/warns.c"
        cmake --build "$scratch/$compiler/b" >"$scratch/log" 2>&1 || fail "without the warning it fails too: $(<"$scratch/log")"
    done
}

case_presets_are_understood() {
    (cd "$source_folder" && cmake --list-presets=all) >"$scratch/log" 2>&1 || fail "$(<"$scratch/log")"
    for preset in default gcc clang tsan asan tsan-flavour quick; do
        grep -q "\"$preset\"" "$scratch/log" || fail "no preset $preset"
    done
}

case_installs_and_runs_elsewhere() {
    cmake --install "$build_folder" --prefix "$scratch/usr" >"$scratch/log" 2>&1 || fail "installing failed: $(<"$scratch/log")"
    # Neither the checkout nor the build folder may be needed: a copy of the installed tree must do.
    mv "$scratch/usr" "$scratch/moved"
    cd / || exit 1
    "$scratch/moved/bin/racelab" list >"$scratch/list" || fail "racelab list fails"
    grep -q counter-lost-update "$scratch/list" || fail "the labs are not there: $(<"$scratch/list")"
    "$scratch/moved/bin/racelab" show counter-lost-update >"$scratch/shown" || fail "racelab show fails"
    ! tr -s '[:space:]' '\n' <"$scratch/shown" | grep -q "^$source_folder/" || fail "it shows files of the checkout: $(<"$scratch/shown")"
    # 0: pass or unproven. Judging needs all that is linked into observed programs.
    "$scratch/moved/bin/racelab" check counter-lost-update "$(find "$scratch/moved" -path '*counter-lost-update/fixes/mutex.c')" ||
        fail "a right fix is not accepted"
}

if [ $# -ne 3 ] || ! declare -F "case_$1" >/dev/null; then
    echo "usage: $0 CASE SOURCE_FOLDER BUILD_FOLDER" >&2
    exit 2
fi
"case_$1"
