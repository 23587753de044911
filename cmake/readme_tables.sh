#!/bin/bash
# SPDX-License-Identifier: MIT
# Writes the tables of README.md anew: a row for every manifest under labs/ and for every header in primitives/.
# A test holds them against `racelab list --json` and the folder.
set -eu
cd "$(dirname "$0")/.."

labs() {
    local manifest folder
    echo '| lab | what happens | hazard |'
    echo '|---|---|---|'
    for manifest in labs/[0-9]*/*/lab.yaml; do
        folder=${manifest%/lab.yaml}
        awk -v link="[${folder##*/}]($folder)" '
            function value(line) {
                sub(/^[a-z]+: */, "", line)
                sub(/ +#.*$/, "", line)
                if (line ~ /^".*"$/) { line = substr(line, 2, length(line) - 2); gsub(/\\"/, "\"", line) }
                return line
            }
            /^title: / { title = value($0) }
            /^hazard: / { hazard = value($0) }
            END { printf "| %s | %s | %s |\n", link, title, hazard ? hazard : "-" }' "$manifest"
    done
}

# A header says what it is in the first sentence of its second line.
primitives() {
    local header
    echo '| header | what it is |'
    echo '|---|---|'
    for header in primitives/*.h; do
        awk -v link="[${header##*/}]($header)" '
            NR >= 2 {
                line = $0
                sub(/^ *\/?\*+ */, "", line)
                sub(/ *\*\/.*$/, "", line)
                text = text (text ? " " : "") line
                if (match(text, /\.( |$)/)) { text = substr(text, 1, RSTART); exit }
            }
            END { printf "| %s | %s |\n", link, text }' "$header"
    done
}

# Puts the output of a function between two lines that begin with the given words.
replace() { # function, words of the first line, the last line
    "$1" >README.table
    awk -v begin="$2" -v end="$3" '
        index($0, end) == 1 { inside = 0 }
        !inside { print }
        index($0, begin) == 1 { inside = 1; while ((getline line < "README.table") > 0) print line }' README.md >README.new
    mv README.new README.md
    rm README.table
}

replace labs '<!-- labs:' '<!-- end of labs -->'
replace primitives '<!-- primitives:' '<!-- end of primitives -->'
