# SPDX-License-Identifier: MIT
# The body of an apt-get that installs stand-ins into $WORLD. APT_FAIL says how it fails.
tool() {
    { printf '#!/bin/bash\nprintf "%%s\\n" "%s $*" >>"$WORLD/calls"\n' "$1" && cat; } >"$WORLD/bin/$1"
    chmod +x "$WORLD/bin/$1"
}
header() {
    mkdir -p "$WORLD/sys/usr/include/$(echo "$1" | sed 's,[^/]*$,,')"
    : >"$WORLD/sys/usr/include/$1"
}
install() {
    case $1 in
    clang) tool clang <<<'[ "$1" = -dumpversion ] && echo 14.0.6; [ ! -e "$WORLD/runtime" ] || echo "/lib/${1#*=}"' ;;
    libclang-rt-dev | libclang-rt-14-dev) : >"$WORLD/runtime" ;;
    libclang-common-14-dev) [ -n "${APT_COMMON_HAS_NO_RUNTIME:-}" ] || : >"$WORLD/runtime" ;;
    llvm) tool llvm-symbolizer </dev/null ;;
    gcc) tool gcc <<<'echo 12.2.0' ;;
    g++) tool g++ </dev/null ;;
    binutils) tool objcopy </dev/null ;;
    cmake)
        tool cmake <<'BODY'
case $1 in
--version) echo "cmake version 3.25.1" ;;
-G)
    printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nCMAKE_GENERATOR:INTERNAL=Ninja\n' "$4" >"$6/CMakeCache.txt"
    : >"$6/build.ninja"
    ;;
--build)
    echo "[1/1] a.o"
    if [ -n "${BUILD_FAIL:-}" ]; then
        echo "FAILED: a.o"
        [ "$BUILD_FAIL" != space ] || echo "a.o: No space left on device"
        exit 1
    fi
    mkdir -p "$2/cli"
    printf '#!/bin/bash\necho "program in $PWD: $*"\nexit ${PROGRAM_STATUS:-0}\n' >"$2/cli/racelab"
    chmod +x "$2/cli/racelab"
    ;;
esac
BODY
        tool ctest <<'BODY'
failures=0
[ "${2##*/}" != "${CTEST_FAIL:-}" ] || failures=2
{
    printf '<testsuite name="x"\n\ttests="10"\n\tfailures="%d"\n\tdisabled="0"\n\tskipped="1"\n>\n' $failures
    for name in one fine 'two [&lt;x&gt;]'; do
        status=run
        [ $failures -eq 0 ] || [ "$name" = fine ] || status=fail
        printf '\t<testcase name="%s" classname="c" time="1" status="%s">\n\t\t<system-out>' "$name" $status
        for ((i = 1; i <= 70; i++)); do echo "$name $i &amp; more"; done
        printf '</system-out>\n\t</testcase>\n'
    done
    echo '</testsuite>'
} >"$2/test-results.xml"
echo "Total Test time (real) =   1.00 sec"
[ $failures -eq 0 ]
BODY
        ;;
    make) tool make </dev/null ;;
    ninja-build) tool ninja </dev/null ;;
    pkg-config) tool pkg-config </dev/null ;;
    libc6-dev) header stdio.h ;;
    liburcu-dev) header urcu/urcu-memb.h ;;
    libcyaml-dev) header cyaml/cyaml.h ;;
    libyaml-dev) header yaml.h ;;
    libjansson-dev) header jansson.h ;;
    libxml2-dev) header libxml2/libxml/xmlwriter.h ;;
    libsqlite3-dev) header sqlite3.h ;;
    libmd-dev) header sha2.h ;;
    libdw-dev) header elfutils/libdwfl.h ;;
    libelf-dev) header libelf.h ;;
    zip) tool zip </dev/null ;;
    bubblewrap) tool bwrap </dev/null ;;
    libseccomp-dev) header seccomp.h ;;
    libgtest-dev) header gtest/gtest.h ;;
    *)
        echo "E: Unable to locate package $1"
        exit 100
        ;;
    esac
}
while [[ ${1:-} == -* ]]; do
    [ "$1" != -o ] || shift
    shift
done
command=$1
shift
case ${APT_FAIL:-}/$command in
update/update)
    echo "E: Could not resolve the mirror"
    exit 100
    ;;
space/install)
    echo "E: write failed: No space left on device"
    exit 100
    ;;
install/install)
    exit 100
    ;;
locate/install)
    install no-such-package
    ;;
nothing/install)
    exit 0
    ;;
esac
if [ "$command" = install ]; then
    for package in "$@"; do
        [[ $package == -* ]] || install "$package"
    done
fi
exit 0
