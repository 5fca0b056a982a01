#!/usr/bin/env bash
# usage: test-go.sh     every Go test with the race detector, beside a PostgreSQL, and on an honest disk where the program
# itself is killed
set -euo pipefail
cd "$(dirname "$0")/.."
most=$(scripts/packages.sh most)
whole=$(scripts/packages.sh whole)
[ -n "$most" ] || { echo "no packages to test"; exit 1; }
# What the tests build themselves is built so too. The two packages left out are SQLite and its C library put from C into Go:
# they lock as they did in C, hold nothing of ours, and would be four fifths of all that is watched. arith/disclosure does
# one thing at a time (internal/arch holds it to that) and would take four times as long.
export GOFLAGS="-race -gcflags=modernc.org/sqlite/lib=-race=false -gcflags=modernc.org/libc/...=-race=false -gcflags=kernehus/internal/arith/disclosure=-race=false"
scripts/with-postgres.sh go test -timeout 20m $most
FSYNC=on scripts/with-postgres.sh go test -timeout 20m $whole
