#!/usr/bin/env bash
# usage: test-go.sh     every Go test, beside a PostgreSQL: with the race detector wherever packages.sh says so, and with an
# honest disk where the program itself is killed
set -euo pipefail
cd "$(dirname "$0")/.."
race=$(scripts/packages.sh race)
plain=$(scripts/packages.sh plain)
whole=$(scripts/packages.sh whole)
[ -n "$race" ] || { echo "no packages to test"; exit 1; }
scripts/with-postgres.sh go test -race -timeout 20m $race
scripts/with-postgres.sh go test -timeout 20m $plain
FSYNC=on scripts/with-postgres.sh go test -timeout 20m $whole
