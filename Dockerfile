# SPDX-License-Identifier: MIT
# Builds racelab; the default command runs its tests.
#   docker build -t racelab . && docker run --rm racelab
#   docker run --rm -it racelab ./racelab demo
FROM docker.io/library/debian:bookworm-slim
WORKDIR /racelab
COPY racelab .
RUN ./racelab --install-only && rm -rf /var/lib/apt/lists/*
COPY . .
# Builds with both compilers and lists the tests.
RUN ./racelab test -N
CMD ["./racelab", "test"]
