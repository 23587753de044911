#!/bin/bash
# SPDX-License-Identifier: MIT
# The CI templates, run as the platforms run them: their steps, their variables, their folders; and racelab itself.
#
#   ci_test.sh CASE SOURCE_FOLDER RACELAB SCHEMA_CHECKER
set -u
source_folder=$2
racelab=$3
schema_checker=$4
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export RACELAB_LABS=$source_folder/tests/grader/fixtures/labs
export RL_RACELAB=$racelab HOME=$scratch
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
right=$RACELAB_LABS/90-fixture/tally/fixes/mutex.c
wrong=$RACELAB_LABS/90-fixture/tally/wrong/volatile.c

fail() {
    echo "$*" >&2
    exit 1
}
skip() {
    echo "skipped: $*"
    exit 77
}
holds() { # file, what must be in it
    grep -qF -- "$2" "$1" || fail "$1 lacks: $2
$(head -n 60 "$1")"
}
valid() { # schema, file
    "$schema_checker" "$source_folder/tests/formats/schemas/$1.schema.json" "$2" || fail "$2 does not fit $1"
}

write_course() { # folder
    mkdir -p "$1"
    printf 'format: 1\ntitle: A course\nlabs:\n  - lab: tally\n    points: 10\nroster: roster.csv   # who\noptions:\n  feedback: full\n' >"$1/course.yaml"
    printf 'ann,Ann\nben,Ben\n' >"$1/roster.csv"
}

# --- GitHub ---------------------------------------------------------------------------------------------------------

# The scripts of action.yml's steps, in their order.
steps_of() {
    sed -n "s/^ *run: '\(.*\)'\$/\1/p" "$source_folder/action.yml"
}

# Runs all steps of the action, as the runner does: each by bash in the workspace, with inputs in the environment.
run_action() { # VARIABLE=VALUE of the grading step …
    local step
    mkdir -p "$scratch/temp" "$scratch/bin"
    # prepare changes the kernel's settings: here it only asks to.
    printf '#!/bin/sh\necho "$@" >>"%s/asked"\n' "$scratch" | tee "$scratch/bin/sudo" >"$scratch/bin/sysctl"
    chmod +x "$scratch/bin/sudo" "$scratch/bin/sysctl"
    : >"$scratch/output"
    : >"$scratch/summary"
    : >"$scratch/log"
    while IFS= read -r step; do
        (cd "$scratch" && env PATH="$scratch/bin:$PATH" GITHUB_ACTION_PATH="$source_folder" RUNNER_TEMP="$scratch/temp" \
            GITHUB_OUTPUT="$scratch/output" GITHUB_STEP_SUMMARY="$scratch/summary" RL_TRUST=true "$@" \
            bash --noprofile --norc -eo pipefail -c "$step") >>"$scratch/log" 2>&1 || return $?
    done < <(steps_of)
}

# What the runner would obey: commands outside of a part in which they are stopped.
obeyed() {
    awk '/^::stop-commands::/ { token = substr($0, 18); next }
         token != "" { if ($0 == "::" token "::") token = ""; next }
         /^[ \t]*::[a-z-]+/ || /##\[/ { print }' "$scratch/log"
}

case_action_passes_a_right_fix() {
    [ "$(steps_of | wc -l)" -eq 2 ] || fail "the action has other steps than this test knows"
    write_course "$scratch/course"
    mkdir -p "$scratch/submissions/ann"
    cp "$right" "$scratch/submissions/ann/tally.c"
    run_action RL_COURSE=course/course.yaml RL_SUBMISSIONS=submissions || fail "status $?: $(<"$scratch/log")"
    holds "$scratch/asked" vm.mmap_rnd_bits=28
    holds "$scratch/output" failures=0
    holds "$scratch/output" tests=5
    holds "$scratch/summary" '| pass | 10 of 10 points |'
    obeyed >"$scratch/obeyed"
    holds "$scratch/obeyed" '::notice file=submissions/ann/tally.c,title=pass'
    valid sarif "$(sed -n 's/^sarif=//p' "$scratch/output")"
}

case_action_fails_a_wrong_fix_and_annotates_it() {
    write_course "$scratch/course"
    mkdir -p "$scratch/submissions/ann"
    cp "$wrong" "$scratch/submissions/ann/tally.c"
    run_action RL_COURSE=course/course.yaml RL_SUBMISSIONS=submissions RL_STRIP=submissions/ann && fail "it passes"
    obeyed >"$scratch/obeyed"
    holds "$scratch/obeyed" '::error file=tally.c,line='
    holds "$scratch/summary" '#### data-race'
    holds "$scratch/temp/racelab-results/racelab.sarif" '"uri": "tally.c"'
    run_action RL_COURSE=course/course.yaml RL_SUBMISSIONS=submissions RL_FAIL=false || fail "fail: false fails: $(<"$scratch/log")"
    holds "$scratch/output" failures=
    run_action RL_COURSE=course/course.yaml RL_SUBMISSIONS=submissions 'RL_STRIP=a|b' && fail "any prefix is taken"
    return 0
}

# Names are the learner's; the runner must take none for a command, and no shell for a script.
case_action_obeys_no_name() {
    local name
    for name in '::set-output name=failures::0' '$(touch pwned)' '`touch pwned`' '##[error]no' $'two\n::error::lines' '; touch pwned'; do
        mkdir -p "$scratch/submissions/$name"
        cp "$wrong" "$scratch/submissions/$name/tally.c"
    done
    run_action RL_LAB=tally RL_SUBMISSIONS=submissions
    [ -z "$(find "$scratch" -name pwned)" ] || fail "a name was run"
    obeyed | grep -v '^::\(error\|notice\|warning\) \(file\|title\)=' && fail "the runner obeys more than annotations"
    [ "$(wc -l <"$scratch/output")" -le 5 ] || fail "a name has reached the outputs: $(<"$scratch/output")"
    return 0
}

# Two runners grade a part each; joined, their stores are the class's.
case_action_grades_in_shards() {
    local shard
    write_course "$scratch/course"
    mkdir -p "$scratch/submissions/ann" "$scratch/submissions/ben"
    cp "$right" "$scratch/submissions/ann/tally.c"
    cp "$right" "$scratch/submissions/ben/tally.c"
    for shard in 1 2; do
        run_action RL_COURSE=course/course.yaml RL_SUBMISSIONS=submissions RL_SHARD=$shard/2 RL_RESULTS="$scratch/results$shard" ||
            fail "shard $shard: $(<"$scratch/log")"
    done
    "$racelab" merge "$scratch/all.sqlite" "$scratch"/results?/racelab-grades.sqlite >"$scratch/log" 2>&1 || fail "$(<"$scratch/log")"
    "$racelab" export "$scratch/all.sqlite" --output "csv=$scratch/marks.csv" >"$scratch/log" 2>&1 || fail "$(<"$scratch/log")"
    holds "$scratch/marks.csv" '"ann","90-fixture/tally",'
    holds "$scratch/marks.csv" '"ben","90-fixture/tally",'
    [ "$(wc -l <"$scratch/marks.csv")" = 3 ] || fail "somebody is in it twice: $(<"$scratch/marks.csv")"
}

case_action_says_when_nothing_was_handed_in() {
    write_course "$scratch/course"
    mkdir -p "$scratch/submissions/ann"
    run_action RL_COURSE=course/course.yaml RL_SUBMISSIONS=submissions && fail "nothing passes"
    holds "$scratch/log" 'there was no submission to grade'
}

case_action_gives_no_verdict_where_it_fails() {
    run_action RL_COURSE=course/nothing.yaml RL_SUBMISSIONS=submissions && fail "no course passes"
    holds "$scratch/log" 'This is no verdict'
    [ ! -s "$scratch/summary" ] || fail "there is a summary"
}

# Text of a learner's choice (titles, branches, names) is in github.…; in a script it would be run.
case_workflows_put_nothing_into_scripts() {
    local file
    for file in action.yml .github/workflows/grade.yml; do
        awk '/^ *(- )?run:/ { if (match($0, /\$\{\{/)) bad = 1
                 indent = match($0, /[^ ]/); block = $0 ~ /[|>][-+]?$/; next }
             block { if (match($0, /[^ ]/) > indent) { if (/\$\{\{/) bad = 1 } else block = 0 }
             END { exit bad }' "$source_folder/$file" || fail "$file has an expression in a script"
    done
    file=$source_folder/.github/workflows/grade.yml
    ! grep -E 'github\.(head_ref|event\.pull_request\.(title|body|head\.(ref|label)))' "$file" || fail "it uses text of a learner's choice"
    grep -qx 'permissions: {}' "$file" || fail "the workflow has permissions"
    ! grep -E '^ +[a-z-]+: *write' "$file" || fail "the job may write"
    [ "$(grep -c 'uses: actions/checkout@' "$file")" = "$(grep -c 'persist-credentials: false' "$file")" ] || fail "a checkout keeps its token"
    ! grep -E 'uses: actions/cache|cache: ' "$file" || fail "what a pull request builds could reach others through a cache"
    [ "$(grep -E '^ +uses: \./' "$file")" = '        uses: ./racelab' ] || fail "an action is taken from somewhere else"
}

case_templates_are_yaml() {
    command -v yamllint >/dev/null || skip "there is no yamllint"
    (cd "$source_folder" && yamllint -d '{extends: relaxed, rules: {line-length: {max: 140}}}' action.yml .github/workflows/grade.yml \
        ci/gitlab-ci.yml) || fail "yamllint complains"
}

case_scripts_are_clean() {
    command -v shellcheck >/dev/null || skip "there is no shellcheck"
    shellcheck "$source_folder"/ci/{grade,github,gitlab,gradescope_zip} "$source_folder"/ci/gradescope/{setup.sh,run_autograder} || fail "shellcheck complains"
}

# --- GitLab ---------------------------------------------------------------------------------------------------------

repository() { # folder: what lies in it becomes a repository
    git -C "$1" init -q -b main && git -C "$1" add -A && git -C "$1" commit -q -m 'first'
}

gitlab_job() { # the job's script, after what installs and clones
    local last
    last=$(sed -n 's,^    - /opt/racelab/\(ci/.*\)$,\1,p' "$source_folder/ci/gitlab-ci.yml")
    (cd "$scratch/project" && env CI_PROJECT_DIR="$scratch/project" CI_PROJECT_PATH=course/ann/fork COURSE_REPOSITORY="$scratch/course" \
        TRUST=true "$@" "$source_folder/$last") >"$scratch/log" 2>&1
}

case_gitlab_grades_a_project() {
    command -v git >/dev/null || skip "there is no git"
    write_course "$scratch/course"
    mkdir -p "$scratch/project"
    cp "$right" "$scratch/project/tally.c"
    repository "$scratch/course" && repository "$scratch/project" || fail "no repository"
    ln -s "$scratch" "$scratch/project/racelab-results"
    gitlab_job || fail "a right fix fails: $(<"$scratch/log")"
    holds "$scratch/log" 'ann / 90-fixture/tally: pass, 10 of 10 points'
    holds "$scratch/project/racelab-results/racelab.xml" 'failures="0"'
    [ ! -e "$scratch/racelab.xml" ] || fail "it wrote through a link of the learner's"
    cp "$wrong" "$scratch/project/tally.c"
    git -C "$scratch/project" commit -q -a -m 'worse'
    gitlab_job COURSE_TOKEN=secret && fail "a wrong fix passes"
    holds "$scratch/log" 'data-race'
    ! grep -rq secret "$scratch/project/racelab-results" || fail "the token is in the results"
    gitlab_job LEARNER='../x' && fail "any name is taken"
    gitlab_job LEARNER=stranger && fail "somebody who is not in the roster passes"
    holds "$scratch/log" 'is stranger in the roster?'
}

# --- Gradescope -----------------------------------------------------------------------------------------------------

case_gradescope_zip_is_the_same_each_time() {
    command -v zip >/dev/null && command -v unzip >/dev/null || skip "there is no zip"
    write_course "$scratch/course"
    printf 'format: 1\nlearners:\n  - ann\n# more\n  - ben\ntitle: kept\nlabs: [{lab: tally, points: 10}]\noptions: {feedback: full, labs: my-labs}\n' \
        >"$scratch/course/course.yaml"
    cp -R "$source_folder/tests/grader/fixtures/labs" "$scratch/course/my-labs"
    "$racelab" gradescope-zip "$scratch/course/course.yaml" "$scratch/one.zip" --source "$source_folder" >"$scratch/log" || fail "$(<"$scratch/log")"
    touch "$scratch/course/course.yaml"
    (cd "$scratch" && umask 077 && TZ=Asia/Tokyo "$racelab" gradescope-zip course/course.yaml two.zip) >"$scratch/log" || fail "$(<"$scratch/log")"
    cmp "$scratch/one.zip" "$scratch/two.zip" || fail "two zips of the same differ"
    unzip -q "$scratch/one.zip" -d "$scratch/unpacked" || fail "it cannot be unpacked"
    [ -x "$scratch/unpacked/setup.sh" ] && [ -x "$scratch/unpacked/run_autograder" ] || fail "what Gradescope starts is not at the top"
    [ -x "$scratch/unpacked/racelab/racelab" ] && [ -x "$scratch/unpacked/racelab/ci/grade" ] || fail "racelab is not in it"
    [ ! -e "$scratch/unpacked/course/roster.csv" ] || fail "the roster is in it"
    ! grep -qE 'roster|learners|ann|ben' "$scratch/unpacked/course/course.yaml" || fail "the course names its learners"
    holds "$scratch/unpacked/course/course.yaml" 'title: kept'
    [ -f "$scratch/unpacked/course/my-labs/90-fixture/tally/lab.yaml" ] || fail "the course's own labs are not in it"
    holds "$scratch/unpacked/course/course.yaml" 'feedback: full'
}

case_gradescope_zip_refuses_what_cannot_grade() {
    write_course "$scratch/course"
    sed -i 's/tally/tallie/' "$scratch/course/course.yaml"
    "$racelab" gradescope-zip "$scratch/course/course.yaml" "$scratch/one.zip" >"$scratch/log" 2>&1 && fail "a course with no such lab is packed"
    holds "$scratch/log" 'did you mean tally?'
    write_course "$scratch/course"
    "$racelab" gradescope-zip "$scratch/course/course.yaml" "$scratch/one.zip" --source "$scratch" >"$scratch/log" 2>&1 && fail "sources that are none are packed"
    holds "$scratch/log" '--source names a checkout'
    printf '{format: 1, title: T, labs: [{lab: tally}], learners: [ann]}\n' >"$scratch/course/course.yaml"
    "$racelab" gradescope-zip "$scratch/course/course.yaml" "$scratch/one.zip" >"$scratch/log" 2>&1 && fail "learners are packed"
    holds "$scratch/log" 'learners cannot be left out'
    [ ! -e "$scratch/one.zip" ] || fail "a zip is left"
}

autograder() { # file to hand in; runs it in Gradescope's layout
    rm -rf "$scratch/autograder/submission"
    mkdir -p "$scratch/autograder/submission" "$scratch/autograder/results" "$scratch/autograder/source/course"
    [ ! -f "$1" ] || cp "$1" "$scratch/autograder/submission/${2:-tally.c}"
    ln -sfn "$source_folder" "$scratch/autograder/source/racelab"
    printf 'format: 1\ntitle: A course\nlabs:\n  - lab: tally\n    points: 10\n' >"$scratch/autograder/source/course/course.yaml"
    (cd "$scratch/autograder" && AUTOGRADER=$scratch/autograder "$source_folder/ci/gradescope/run_autograder") >"$scratch/log" 2>&1
}

case_gradescope_gets_its_results() {
    local results=$scratch/autograder/results/results.json
    autograder "$right" || fail "$(<"$scratch/log")"
    valid gradescope "$results"
    holds "$results" '"score": 10'
    autograder "$wrong" || fail "$(<"$scratch/log")"
    valid gradescope "$results"
    holds "$results" 'data-race'
    autograder "$right" renamed.c || fail "$(<"$scratch/log")"
    holds "$results" 'There was no file to grade'
    echo 'format: 7' >"$scratch/broken.yaml"
    RL_RACELAB=/bin/false autograder "$right" && fail "a grader that fails gives a result"
    [ ! -e "$results" ] || fail "a grader that fails leaves an old result"
}

# The labs' own fixes lie beside the submission: neither a link to one nor an #include of one is an answer.
case_gradescope_answers_cannot_be_borrowed() {
    local results=$scratch/autograder/results/results.json
    autograder /dev/null
    ln -s "$right" "$scratch/autograder/submission/tally.c"
    AUTOGRADER=$scratch/autograder "$source_folder/ci/gradescope/run_autograder" >"$scratch/log" 2>&1
    [ ! -e "$results" ] || ! grep -q '"score": 10' "$results" || fail "a link to a fix is an answer"
    printf '#include "%s"\n' "$right" >"$scratch/borrowed.c"
    autograder "$scratch/borrowed.c"
    [ ! -e "$results" ] || ! grep -q '"score": 10' "$results" || fail "a fix that is included is an answer"
    ! grep -rq 'pthread_mutex_lock' "$scratch/autograder/results" || fail "the results show the fix"
}

case_gradescope_setup_installs_and_builds() {
    mkdir -p "$scratch/source/racelab"
    printf '#!/bin/sh\necho "$@" >>"%s/calls"\n' "$scratch" >"$scratch/source/racelab/racelab"
    chmod +x "$scratch/source/racelab/racelab"
    AUTOGRADER=$scratch bash "$source_folder/ci/gradescope/setup.sh" || fail "setup.sh fails"
    [ "$(tr '\n' ' ' <"$scratch/calls")" = '--install-only --version ' ] || fail "it calls: $(<"$scratch/calls")"
}

if [ $# -ne 4 ] || ! declare -F "case_$1" >/dev/null; then
    echo "usage: $0 CASE SOURCE_FOLDER RACELAB SCHEMA_CHECKER" >&2
    exit 2
fi
"case_$1"
