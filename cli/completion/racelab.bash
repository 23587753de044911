# SPDX-License-Identifier: MIT
# Completion of racelab's command line for bash: commands, options, labs, variants, files.
# Source it, or install it with `cmake --install`; it works for ./racelab, too.

_racelab_labs() {
    # The launcher would build first; what is built answers at once.
    local program=$1
    [[ $(basename -- "$program") == racelab && -x $(dirname -- "$program")/build/cli/racelab ]] &&
        program=$(dirname -- "$program")/build/cli/racelab
    "$program" list --names 2>/dev/null
}

_racelab() {
    local current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]-} program=${COMP_WORDS[0]}
    local commands="list show run check hint explore replay compare demo bench verify-labs test doctor --help --version"
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$current")
        return
    fi
    case ${COMP_WORDS[COMP_CWORD - 1]} in
    --under | -u)
        mapfile -t COMPREPLY < <(compgen -W "native tsan asan explore" -- "$current")
        return
        ;;
    --compiler | -c)
        mapfile -t COMPREPLY < <(compgen -c -- "$current")
        return
        ;;
    esac
    if [[ $current == -* ]]; then
        local options="--help"
        case $command in
        list) options+=" --json --names" ;;
        show) options+=" --json --outcomes" ;;
        run) options+=" --under --times --compiler --json --quick --svg" ;;
        check) options+=" --all --compiler --json --require-complete --sandbox" ;;
        compare) options+=" --json --quick" ;;
        hint | doctor) options+=" --json" ;;
        verify-labs) options+=" --compiler --jobs --json --matrix" ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
        return
    fi
    local words=0 i
    for ((i = 2; i < COMP_CWORD; i++)); do
        [[ ${COMP_WORDS[i]} == -* ]] || words=$((words + 1))
    done
    case $command in
    show | run | hint)
        ((words == 0)) && mapfile -t COMPREPLY < <(compgen -W "$(_racelab_labs "$program")" -- "$current")
        ;;
    verify-labs)
        mapfile -t COMPREPLY < <(compgen -W "$(_racelab_labs "$program")" -- "$current")
        ;;
    check)
        if ((words == 0)); then
            mapfile -t COMPREPLY < <(compgen -W "$(_racelab_labs "$program")" -- "$current")
        else
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
        fi
        ;;
    explore | replay)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        ;;
    esac
}
complete -F _racelab racelab ./racelab
