#!/bin/sh
# SPDX-License-Identifier: MIT
# same_verdict.sh RACELAB LAB/FILE…: the verdict in the sandbox is, byte for byte, the one without it (but for what
# belongs to the run). Status 77 where there is no sandbox.
racelab=$1
shift
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
"$racelab" doctor --json >"$folder/doctor"
grep -A1 '"name": "sandbox"' "$folder/doctor" | grep -q '"ok": true' || exit 77
status=0
for file; do
    lab=$(echo "$file" | sed 's|.*labs/[^/]*/\([^/]*\)/.*|\1|')
    for option in --again --sandbox; do
        "$racelab" check --again --json $option "$lab" "$file" >"$folder/all$option"
        sed '/"this_run"/,$d' "$folder/all$option" >"$folder/$option"
    done
    grep -q '"verdict"' "$folder/--sandbox" || { echo "$file: no verdict"; status=1; }
    if ! diff "$folder/--again" "$folder/--sandbox"; then
        echo "$file: another verdict in the sandbox"
        status=1
    fi
done
exit $status
