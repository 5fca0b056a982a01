#!/usr/bin/env bash
# usage: packages.sh unit|race|plain     names packages, one a line
#   unit   their tests need no database and no built program
#   race   tested with the race detector: where several goroutines meet (SQLite under it is fifteen times slower)
#   plain  all others
set -euo pipefail
cd "$(dirname "$0")/.."
plain='^kernehus/(internal/app|e2e|bench)(/|$)'
shared='^kernehus/(cmd|content|internal/(kernel|web|ui|arith|phone|api|mail|domain/(room|artefact|guide|check|municipality)))(/|$)'
# databases lists the packages whose tests come to the test databases, directly or through others.
databases() { go list -test -f '{{.ImportPath}} {{join .Deps " "}}' ./... | grep -E '^[^ ]+\.test ' | grep 'kernel/db/dbtest' | sed -E 's/\.test .*//'; }

case "$1" in
  unit) comm -23 <(go list ./... | grep -Ev "$plain" | sort) <(databases | sort) ;;
  race) go list ./... | grep -E "$shared" ;;
  plain) go list ./... | grep -Ev "$shared" ;;
  *) echo "usage: packages.sh unit|race|plain" >&2; exit 2 ;;
esac
