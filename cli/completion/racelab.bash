# SPDX-License-Identifier: MIT
# Completion of racelab's command line for bash: commands and options as --help names them, labs, groups, files.
# Source it, or install it with `cmake --install`; it works for ./racelab, too.

# The program behind a launcher: the launcher would build first; what is built answers at once.
_racelab_program() {
    local program=$1 real
    real=$(readlink -f -- "$(type -P -- "$program")")
    [[ -x ${real%/*}/build/cli/racelab ]] && real=${real%/*}/build/cli/racelab
    printf '%s\n' "${real:-$program}"
}

_racelab() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]-} program i
    local words=0 offered='' files=''
    COMPREPLY=()
    program=$(_racelab_program "${COMP_WORDS[0]}")
    for ((i = 2; i < COMP_CWORD; i++)); do
        [[ ${COMP_WORDS[i]} == -* ]] || words=$((words + 1))
    done
    if ((COMP_CWORD == 1)); then
        offered="$("$program" --help 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p') --help --version"
    elif [[ $before == --under || $before == -u ]]; then
        offered='native tsan asan explore'
    elif [[ $before == --lab ]]; then
        offered=$("$program" list --names 2>/dev/null)
    elif [[ $before == --feedback ]]; then
        offered='full hints verdict'
    elif [[ $before == --kind || $before == -k ]]; then
        offered='fix build measure calibrate'
    elif [[ $before == --compiler || $before == -c ]]; then
        mapfile -t COMPREPLY < <(compgen -c -- "$current")
        return
    elif [[ $current == -* ]]; then
        offered=$("$program" "$command" --help 2>/dev/null | sed -n 's/^  \(-., \|    \)\(--[a-z-]*\).*/\2/p')
    else
        case $command-$words in
        show-0 | run-0 | hint-0 | start-0 | solution-0 | verify-labs-* | new-course-*)
            offered=$("$program" list --names 2>/dev/null)
            ;;
        check-0)
            offered=$("$program" list --names 2>/dev/null)
            files=1
            ;;
        new-lab-0)
            offered=$("$program" list --json 2>/dev/null | sed -n 's/^ *"group": "\(.*\)",$/\1\//p' | sort -u)
            compopt -o nospace 2>/dev/null
            ;;
        list-* | next-* | reset-* | watch-* | hint-* | show-* | run-* | doctor-* | compare-* | demo-*) ;;
        *) files=1 ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$current")
    if [[ -n $files ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$current")
    fi
}
complete -F _racelab racelab ./racelab
