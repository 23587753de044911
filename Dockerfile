# SPDX-License-Identifier: MIT
# Builds racelab; the default command runs its tests.
#   docker build -t racelab . && docker run --rm racelab
#   docker run --rm -it racelab ./racelab demo
FROM docker.io/library/debian:bookworm-slim
WORKDIR /racelab
COPY . .
RUN ./racelab --version && rm -rf /var/lib/apt/lists/*
CMD ["./racelab", "test"]
