#!/usr/bin/env bash
# usage: packages.sh unit|most|whole     names packages, one a line
#   unit   their tests need no database and no built program
#   whole  their tests start the program itself, on a disk that keeps its promises
#   most   all but whole
set -euo pipefail
cd "$(dirname "$0")/.."
whole='^kernehus/(internal/app|e2e|bench)(/|$)'
# databases lists the packages whose tests come to the test databases, directly or through others.
databases() { go list -test -f '{{.ImportPath}} {{join .Deps " "}}' ./... | grep -E '^[^ ]+\.test ' | grep 'kernel/db/dbtest' | sed -E 's/\.test .*//'; }

case "$1" in
  unit) comm -23 <(go list ./... | grep -Ev "$whole" | sort) <(databases | sort) ;;
  most) go list ./... | grep -Ev "$whole" ;;
  whole) go list ./... | grep -E "$whole" ;;
  *) echo "usage: packages.sh unit|most|whole" >&2; exit 2 ;;
esac
