#!/bin/bash
# SPDX-License-Identifier: MIT
# What racelab writes, read by programs that are not racelab's, where they are installed: python3-jsonschema,
# python3-junitparser, Python's csv, and cmark. Each must also refuse something broken.
#
#   readers_test.sh CASE SCHEMA_FOLDER SAMPLE_WRITER
set -u
schemas=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "$*" >&2
    exit 1
}
skip() {
    echo "skipped: $*"
    exit 77
}
# Debian's packages belong to Debian's Python, which need not be the first one.
python=''
python_has() {
    for python in python3 /usr/bin/python3; do
        if "$python" -c "import $1" 2>/dev/null; then return; fi
    done
    skip "there is no Python with $1"
}
mkdir "$scratch/out"
"$3" "$scratch/out" || fail "the samples cannot be written"

case_jsonschema() {
    python_has jsonschema
    "$python" - "$schemas" "$scratch/out" <<'PY' || fail "python3-jsonschema does not take it"
import glob, json, sys
import jsonschema
schemas, out = sys.argv[1:]
looked_at = 0
for name in ("sarif", "gradescope", "classroom50"):
    with open(f"{schemas}/{name}.schema.json") as file:
        schema = json.load(file)
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    for path in sorted(glob.glob(f"{out}/*.{name}")):
        if name == "gradescope" and path.endswith("plain.gradescope"):
            continue  # with an infra among them there is no score, which is the point
        with open(path) as file:
            value = json.load(file)
        validator.validate(value)
        looked_at += 1
        value.pop("runs" if name == "sarif" else "score")
        if validator.is_valid(value):
            sys.exit(f"{path}: broken, and taken")
with open(f"{schemas}/verdict.schema.json") as file:
    validator = jsonschema.Draft202012Validator(json.load(file))
for path in sorted(glob.glob(f"{out}/*.json")):
    with open(path) as file:
        for verdict in json.load(file):
            validator.validate(verdict)
            looked_at += 1
sys.exit(None if looked_at > 60 else f"only {looked_at} were looked at")
PY
}

case_junitparser() {
    python_has junitparser
    "$python" - "$scratch/out" <<'PY' || fail "python3-junitparser does not take it"
import glob, sys
from junitparser import Error, Failure, JUnitXml, Skipped
out = sys.argv[1]
for path in sorted(glob.glob(f"{out}/*.junit")):
    xml = JUnitXml.fromfile(path)
    cases = [case for suite in xml for case in suite]
    for kind, told in ((Failure, xml.failures), (Error, xml.errors), (Skipped, sum(suite.skipped for suite in xml))):
        found = sum(isinstance(result, kind) for case in cases for result in case.result)
        assert found == told, (path, kind, found, told)
    assert len(cases) == xml.tests and cases, path
plain = JUnitXml.fromfile(f"{out}/plain.junit")
assert plain.failures > 3 and plain.errors == 1, (plain.failures, plain.errors)
with open(f"{out}/broken", "w") as file:
    file.write(open(f"{out}/plain.junit").read().replace("</testsuite>", "", 1))
try:
    JUnitXml.fromfile(f"{out}/broken")
except Exception:
    sys.exit(0)
sys.exit("broken, and taken")
PY
}

case_csv() {
    python_has csv
    "$python" - "$scratch/out" <<'PY' || fail "Python's csv does not take it"
import csv, glob, sys
for path in sorted(glob.glob(f"{sys.argv[1]}/*.csv")):
    with open(path, newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert {len(row) for row in rows} == {20}, path
    assert len(rows) == (10 if "plain" in path else 2), path
PY
}

# Rendered as GitHub renders it, the summary holds no element, link or image that is not racelab's.
case_cmark() {
    local file
    command -v cmark >/dev/null || skip "there is no cmark"
    for file in "$scratch"/out/*.github-summary; do
        cmark --unsafe "$file" >"$scratch/html" || fail "$file cannot be rendered"
        ! grep -E '<(script|img|a |b |!--)' "$scratch/html" || fail "$file holds foreign HTML"
        [ "$(grep -o '<details>' "$scratch/html" | wc -l)" = "$(grep -o '</details>' "$scratch/html" | wc -l)" ] || fail "$file ends a block early"
    done
    printf '[a](javascript:x) <script>y</script>\n' | cmark --unsafe | grep -qE '<(script|a )' || fail "cmark finds nothing"
}

case_xmllint() {
    local file
    command -v xmllint >/dev/null || skip "there is no xmllint"
    for file in "$scratch"/out/*.junit; do
        xmllint --noout --schema "$schemas/junit.xsd" "$file" 2>"$scratch/log" || fail "$file: $(head -n 5 "$scratch/log")"
    done
    sed 's/ tests="/ test="/' "$scratch/out/plain.junit" >"$scratch/broken.xml"
    ! xmllint --noout --schema "$schemas/junit.xsd" "$scratch/broken.xml" 2>/dev/null || fail "broken, and taken"
}

if [ $# -ne 3 ] || ! declare -F "case_$1" >/dev/null; then
    echo "usage: $0 CASE SCHEMA_FOLDER SAMPLE_WRITER" >&2
    exit 2
fi
"case_$1"
