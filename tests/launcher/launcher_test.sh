#!/bin/bash
# SPDX-License-Identifier: MIT
# The launcher in a made-up system: every command that it could install or build with is a stand-in that notes its call.
#
#   launcher_test.sh LAUNCHER CASE
set -u
launcher=$1
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT
failures=0

fail() {
    printf '%s: %s\n' "${BASH_LINENO[1]}" "$*"
    failures=$((failures + 1))
}

# --- the made-up system ---------------------------------------------------------------------------------------------

stand_in() { # name; its body comes from stdin
    { printf '#!/bin/bash\nprintf "%%s\\n" "%s $*" >>"%s/calls"\n' "$1" "$world" && cat; } >"$world/bin/$1"
    chmod +x "$world/bin/$1"
}

make_world() { # contents of os-release
    local tool
    mkdir -p "$world/bin" "$world/sys/etc" "$world/sys/usr/include" "$world/checkout/base" "$world/checkout/labs/01-a" \
        "$world/home" "$world/elsewhere"
    : >"$world/calls"
    chmod a+rwx "$world" "$world/home" "$world/elsewhere" "$world/calls"
    printf '%s\n' "$@" >"$world/sys/etc/os-release"
    for tool in awk bash cat chmod cksum cp cut date df env find flock grep head mkdir mktemp mv nproc readlink rm sed sort \
        tail tee touch tr; do
        ln -s "$(command -v $tool)" "$world/bin/$tool"
    done
    stand_in uname <<<'echo x86_64'
    stand_in id <<<'echo 0'
    stand_in apt-get <"$(dirname "$0")/apt_get_stand_in.sh"
    cp "$launcher" "$world/checkout/racelab"
    : >"$world/checkout/base/a.c"
    : >"$world/checkout/labs/01-a/buggy.c"
}

debian() {
    make_world 'ID=debian' 'VERSION_ID="12"'
}

# Installs everything, as apt-get would.
install_all() {
    WORLD=$world PATH=$world/bin "$world/bin/apt-get" install clang libclang-rt-dev llvm gcc g++ binutils cmake ninja-build make \
        pkg-config libc6-dev liburcu-dev libcyaml-dev libyaml-dev libjansson-dev libxml2-dev libsqlite3-dev libmd-dev libdw-dev libelf-dev zip bubblewrap libseccomp-dev libgtest-dev
    : >"$world/calls"
}

status=0
run() { # VARIABLE=value … arguments; output in $world/out and $world/err, status in $status
    local settings=()
    while [[ ${1:-} == *=* ]]; do
        settings+=("$1")
        shift
    done
    (cd "$world/elsewhere" && env -i WORLD="$world" PATH="$world/bin" HOME="$world/home" RACELAB_SYSROOT="$world/sys" \
        ${settings[@]+"${settings[@]}"} "${entry:-$world/checkout/racelab}" "$@" >"$world/out" 2>"$world/err" </dev/null)
    status=$?
}

shows() {
    sed 's/^/  | /' "$world/err" "$world/out"
    sed 's/^/  called: /' "$world/calls"
}

ended_with() {
    [ "$status" -eq "$1" ] || fail "status $status, expected $1"
}
says() { # words in stderr, in any order
    local words
    for words in "$@"; do
        grep -qF -- "$words" "$world/err" || fail "stderr lacks: $words"
    done
}
silent_about() {
    ! grep -qF -- "$1" "$world/err" || fail "stderr has: $1"
}
called() { # a whole line of the calls
    grep -qF -- "$1" "$world/calls" || fail "was not called: $1"
}
never_called() {
    ! grep -q -- "^$1" "$world/calls" || fail "was called: $(grep -- "^$1" "$world/calls")"
}
ran_program() { # its arguments
    [ "$(<"$world/out")" = "program in $world/elsewhere: $*" ] || fail "the program did not run with: $*; stdout: $(<"$world/out")"
}

# --- cases ----------------------------------------------------------------------------------------------------------

everything='clang libclang-rt-dev llvm gcc g++ binutils cmake ninja-build make pkg-config libc6-dev liburcu-dev libcyaml-dev libyaml-dev libjansson-dev libxml2-dev libsqlite3-dev libmd-dev libdw-dev libelf-dev zip bubblewrap libseccomp-dev libgtest-dev'

case_installs_builds_and_runs_on_debian() {
    debian
    run demo 'an argument with spaces'
    ended_with 0
    says 'these packages are missing' 'liburcu-dev              read-copy-update' 'installing them: apt-get install'
    called 'apt-get -o DPkg::Lock::Timeout=120 update'
    called "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $everything"
    called "cmake -G Ninja -S $world/checkout -B $world/checkout/build -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++"
    called "cmake --build $world/checkout/build --target base/all primitives/all sanitizers/all grader/all cli/all bench/all"
    never_called sudo
    ran_program 'demo an argument with spaces'
    # Says first, then does.
    [ "$(grep -n 'are missing' "$world/err" | cut -d: -f1)" -lt "$(grep -n 'asking for the lists' "$world/err" | cut -d: -f1)" ] ||
        fail 'it did before it said'
}

case_install_only_builds_nothing() {
    debian
    run --install-only
    ended_with 0
    called "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $everything"
    never_called 'cmake -G'
    [ ! -e "$world/checkout/build" ] || fail 'there is a build folder'
    : >"$world/calls"
    run --install-only
    ended_with 0
    never_called apt-get
}

case_installs_ubuntu_names() {
    make_world 'ID=ubuntu' 'VERSION_ID="22.04"'
    run demo
    ended_with 0
    called "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends ${everything/libclang-rt-dev/libclang-common-14-dev}"
    rm -rf "${world:?}/bin" "$world/sys" "$world/checkout"
    make_world 'ID=ubuntu' 'VERSION_ID="24.04"'
    run demo
    ended_with 0
    called "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $everything"
    silent_about 'names may differ'
}

case_installs_the_runtime_of_the_clang_that_is_there() {
    make_world 'ID=ubuntu' 'VERSION_ID="22.04"'
    run APT_COMMON_HAS_NO_RUNTIME=1 demo
    ended_with 0
    called 'libclang-common-14-dev'
    called 'apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends libclang-rt-14-dev'
    ran_program demo
}

case_installs_only_what_is_missing() {
    debian
    install_all
    rm "$world/sys/usr/include/urcu/urcu-memb.h" "$world/bin/ninja"
    run demo
    ended_with 0
    called 'apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends ninja-build liburcu-dev'
    ran_program demo
}

case_installs_nothing_where_nothing_is_missing() {
    debian
    install_all
    run --no-install demo
    ended_with 0
    never_called apt-get
    ran_program demo
}

case_no_install_prints_the_command() {
    debian
    local arguments
    for arguments in '--no-install demo' 'demo --no-install' 'RACELAB_NO_INSTALL=1 demo' '--no-install test'; do
        # shellcheck disable=SC2086
        run $arguments
        ended_with 2
        says "  apt-get update && apt-get install -y --no-install-recommends $everything"
        never_called apt-get
        [ ! -s "$world/out" ] || fail 'stdout is not empty'
    done
    stand_in id <<<'echo 1000'
    stand_in sudo <<<'exit 9'
    run --no-install demo
    ended_with 2
    says '  sudo apt-get update && sudo apt-get install -y'
    never_called sudo
}

case_uses_sudo_when_not_root() {
    debian
    stand_in id <<<'echo 1000'
    stand_in sudo <<<'[ "$1" = -v ] || exec "$@"'
    run demo
    ended_with 0
    called 'sudo -v'
    called 'sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 update'
    called 'sudo env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y'
    ran_program demo
}

case_stops_where_sudo_is_refused_or_absent() {
    debian
    stand_in id <<<'echo 1000'
    stand_in sudo <<<'exit 1'
    run demo
    ended_with 4
    says 'sudo was refused'
    rm "$world/bin/sudo"
    run demo
    ended_with 4
    says 'there is no sudo' 'apt-get update && apt-get install -y'
    never_called apt-get
}

case_names_packages_where_there_is_no_apt() {
    make_world 'ID=fedora' 'VERSION_ID=40'
    rm "$world/bin/apt-get"
    run demo
    ended_with 4
    says 'there is no apt-get' 'liburcu-dev'
}

case_warns_on_another_distribution() {
    make_world 'ID=linuxmint' 'VERSION_ID=22'
    run demo
    ended_with 0
    says 'names may differ'
}

case_explains_apt_failures() {
    debian
    run APT_FAIL=update demo
    ended_with 4
    says 'apt-get update failed' 'Could not resolve'
    run APT_FAIL=space demo
    ended_with 4
    says 'the disk is full'
    run APT_FAIL=install demo
    ended_with 4
    says 'apt-get install failed. Try it yourself'
    run APT_FAIL=nothing demo
    ended_with 4
    says 'installed, and still not found: clang'
    rm -rf "${world:?}/bin" "$world/sys" "$world/checkout"
    make_world 'ID=ubuntu' 'VERSION_ID="24.04"'
    run APT_FAIL=locate demo
    ended_with 4
    says 'universe'
}

case_refuses_a_full_disk() {
    debian
    rm "$world/bin/df"
    stand_in df <<<'printf "Filesystem 1M Used Available\n/dev/x 1 1 3\n"'
    run demo
    ended_with 4
    says 'the disk is full' '3 MB are free'
    never_called apt-get
}

case_refuses_old_tools() {
    debian
    install_all
    stand_in clang <<<'[ "$1" = -dumpversion ] && echo 11.0.1 || echo "/lib/${1#*=}"'
    run demo
    ended_with 4
    says 'clang is 11.0.1 here; racelab needs 14 or newer'
}

case_refuses_other_machines() {
    debian
    stand_in uname <<<'echo aarch64'
    run demo
    ended_with 4
    says 'x86-64 only; this is aarch64'
    never_called apt-get
}

case_help_installs_nothing() {
    debian
    run --help
    ended_with 0
    grep -q '^Usage: ./racelab' "$world/out" || fail 'no help'
    never_called apt-get
}

built_again() { # what was done; yes or no
    : >"$world/calls"
    run list
    ended_with 0
    ran_program list
    if grep -q '^cmake --build' "$world/calls"; then
        [ "$2" = yes ] || fail "$1: it built again"
    else
        [ "$2" = no ] || fail "$1: it did not build"
    fi
}

case_builds_again_when_a_source_changed() {
    debian
    install_all
    cp -p "$world/checkout/base/a.c" "$world/old.c"
    run list
    built_again 'nothing' no
    echo x >>"$world/checkout/base/a.c"
    built_again 'an edit' yes
    built_again 'nothing after an edit' no
    : >"$world/checkout/base/b.c"
    built_again 'a new file' yes
    rm "$world/checkout/base/b.c"
    built_again 'a removed file' yes
    cp -p "$world/old.c" "$world/checkout/base/a.c"
    built_again 'a file with an old date' yes
    echo x >>"$world/checkout/labs/01-a/buggy.c"
    built_again "a learner's edit of a lab" no
    mkdir -p "$world/checkout/.git/x" "$world/checkout/tests/x" "$world/checkout/build-gcc"
    built_again 'folders that are not built from' no
    echo x >"$world/checkout/.git/x/index"
    echo x >"$world/checkout/build-gcc/x"
    built_again 'git and other builds' no
    rm "$world/checkout/build/cli/racelab"
    built_again 'the program was removed' yes
}

case_builds_again_after_a_failure() {
    debian
    install_all
    run BUILD_FAIL=1 list
    ended_with 4
    says 'FAILED: a.o' 'building failed; the whole log is'
    built_again 'a failed build' yes
    echo x >>"$world/checkout/base/a.c"
    run BUILD_FAIL=1 list
    ended_with 4
    built_again 'a failed second build' yes
    run BUILD_FAIL=space list
    rm "$world/checkout/build/cli/racelab"
    run BUILD_FAIL=space list
    ended_with 4
    says 'the disk is full: building'
}

case_follows_a_moved_checkout() {
    debian
    install_all
    run list
    mv "$world/checkout" "$world/moved"
    entry=$world/moved/racelab
    run list
    ended_with 0
    says 'was made for another checkout'
    called "cmake -G Ninja -S $world/moved -B $world/moved/build"
    ran_program list
}

case_refuses_a_foreign_build_folder() {
    debian
    install_all
    mkdir "$world/checkout/build"
    printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nCMAKE_GENERATOR:INTERNAL=Unix Makefiles\n' "$world/checkout" \
        >"$world/checkout/build/CMakeCache.txt"
    run list
    ended_with 4
    says 'was configured by hand for Unix Makefiles' 'RACELAB_BUILD'
}

case_runs_through_a_symlink() {
    debian
    install_all
    ln -s ../checkout/racelab "$world/home/racelab"
    entry=$world/home/racelab
    run check lab ./relative.c
    ended_with 0
    ran_program 'check lab ./relative.c'
    called "cmake -G Ninja -S $world/checkout"
}

case_hands_on_the_status() {
    debian
    install_all
    run PROGRAM_STATUS=3 list
    ended_with 3
}

case_read_only_checkout_builds_in_the_cache() {
    debian
    install_all
    chmod -R a-w "$world/checkout"
    chmod -R a+rX "$world"
    local unprivileged=()
    if [ "$(id -u)" -eq 0 ]; then
        unprivileged=(setpriv --reuid 65534 --regid 65534 --clear-groups)
    fi
    (cd "$world/elsewhere" && ${unprivileged[@]+"${unprivileged[@]}"} env -i WORLD="$world" PATH="$world/bin" \
        HOME="$world/home" RACELAB_SYSROOT="$world/sys" "$world/checkout/racelab" list >"$world/out" 2>"$world/err")
    ended_with 0
    says 'cannot be written: building in' "$world/home/.cache/racelab/build-"
    ran_program list
    chmod -R u+w "$world/checkout"
}

case_another_build_folder_can_be_named() {
    debian
    install_all
    run RACELAB_BUILD=here list
    ended_with 0
    called "cmake -G Ninja -S $world/checkout -B $world/elsewhere/here"
    ran_program list
}

case_tests_with_both_compilers() {
    debian
    run test -R 'a name'
    ended_with 0
    called "cmake --build $world/checkout/build --target all"
    called "cmake -G Ninja -S $world/checkout -B $world/checkout/build-gcc -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++"
    called "ctest --test-dir $world/checkout/build-gcc --output-on-failure"
    called "ctest --test-dir $world/checkout/build --output-on-failure"
    called "--output-junit $world/checkout/build-gcc/test-results.xml -LE ^long\$ -R a name"
    called "--output-junit $world/checkout/build/test-results.xml -R a name"
    [ "$(tail -n 1 "$world/out")" = '18 passed, 0 failed, 2 skipped' ] || fail "the last line is: $(tail -n 1 "$world/out")"
}

case_test_quick_uses_one_compiler() {
    debian
    install_all
    run test --quick
    ended_with 0
    called "ctest --test-dir $world/checkout/build --output-on-failure"
    never_called 'cmake -G Ninja .*build-gcc'
    never_called 'ctest .*build-gcc'
}

case_a_failed_test_fails_the_run() {
    debian
    install_all
    run CTEST_FAIL=build-gcc test
    ended_with 1
    [ "$(tail -n 1 "$world/out")" = '16 passed, 2 failed, 2 skipped' ] || fail "the last line is: $(tail -n 1 "$world/out")"
    called "ctest --test-dir $world/checkout/build --output-on-failure"
    run CTEST_FAIL=build test
    ended_with 1
    run test
    ended_with 0
}

# Both folders' failures stand at the end, where the log of a CI that keeps only the last lines has them.
case_what_failed_is_told_at_the_end() {
    debian
    install_all
    run CTEST_FAIL=build-gcc test
    ended_with 1
    tail -n 130 "$world/out" >"$world/end"
    grep -qx 'one failed in build-gcc:' "$world/end" || fail "one is not told"
    grep -qxF 'two [<x>] failed in build-gcc:' "$world/end" || fail "two is not told"
    grep -qxF '  one 70 & more' "$world/end" && grep -qxF '  two [<x>] 11 & more' "$world/end" || fail "the output is not there"
    ! grep -q '^  one 10 ' "$world/out" || fail "more than the last lines are told"
    ! grep -q 'fine' "$world/out" || fail "a test that passed is told"
    run test
    ! grep -q 'failed in' "$world/out" || fail "a failure of the run before is told"
}

if [ $# -ne 2 ] || ! declare -F "case_$2" >/dev/null; then
    echo "usage: $0 LAUNCHER CASE" >&2
    exit 2
fi
"case_$2"
if [ $failures -gt 0 ]; then
    shows
    exit 1
fi
