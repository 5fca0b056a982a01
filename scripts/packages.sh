#!/usr/bin/env bash
# usage: packages.sh unit|race|plain|whole     names packages, one a line
#   unit   their tests need no database and no built program
#   race   tested with the race detector: where several goroutines meet (SQLite under it is fifteen times slower)
#   plain  all others but whole
#   whole  their tests start the program itself, on a disk that keeps its promises
set -euo pipefail
cd "$(dirname "$0")/.."
whole='^kernehus/(internal/app|e2e|bench)(/|$)'
shared='^kernehus/(cmd|content|internal/(kernel|web|ui|arith|phone|api|mail|domain/(room|artefact|guide|check|municipality)))(/|$)'
# databases lists the packages whose tests come to the test databases, directly or through others.
databases() { go list -test -f '{{.ImportPath}} {{join .Deps " "}}' ./... | grep -E '^[^ ]+\.test ' | grep 'kernel/db/dbtest' | sed -E 's/\.test .*//'; }

case "$1" in
  unit) comm -23 <(go list ./... | grep -Ev "$whole" | sort) <(databases | sort) ;;
  race) go list ./... | grep -E "$shared" ;;
  plain) go list ./... | grep -Ev "$shared" | grep -Ev "$whole" ;;
  whole) go list ./... | grep -E "$whole" ;;
  *) echo "usage: packages.sh unit|race|plain|whole" >&2; exit 2 ;;
esac
