#!/usr/bin/env bash
# usage: packages.sh unit|race|plain     names packages, one a line
#   unit   their tests need no database and no built program
#   race   tested with the race detector (all but plain)
#   plain  their tests start the program itself or millions of rows, where the detector sees little and costs much
set -euo pipefail
cd "$(dirname "$0")/.."
plain='^kernehus/(internal/app|e2e|bench)(/|$)'
# databases lists the packages whose tests come to the test databases, directly or through others.
databases() { go list -test -f '{{.ImportPath}} {{join .Deps " "}}' ./... | grep -E '^[^ ]+\.test ' | grep 'kernel/db/dbtest' | sed -E 's/\.test .*//'; }

case "$1" in
  unit) comm -23 <(go list ./... | grep -Ev "$plain" | sort) <(databases | sort) ;;
  race) go list ./... | grep -Ev "$plain" ;;
  plain) go list ./... | grep -E "$plain" || true ;;
  *) echo "usage: packages.sh unit|race|plain" >&2; exit 2 ;;
esac
