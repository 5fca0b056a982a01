#!/usr/bin/env bash
# usage: test-go.sh     every Go test, beside a PostgreSQL: with the race detector wherever packages.sh says so, and with an
# honest disk where the program itself is killed
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t race < <(scripts/packages.sh race)
mapfile -t plain < <(scripts/packages.sh plain)
scripts/with-postgres.sh go test -race -timeout 20m "${race[@]}"
if [ ${#plain[@]} -gt 0 ]; then FSYNC=on scripts/with-postgres.sh go test -timeout 20m "${plain[@]}"; fi
