#!/bin/bash
# SPDX-License-Identifier: MIT
# Gradescope runs this once, as root, when it builds the autograder's image: installs and builds racelab.
set -eu
cd "${AUTOGRADER:-/autograder}/source/racelab"
DEBIAN_FRONTEND=noninteractive ./racelab --install-only
./racelab --version
