#!/usr/bin/env bash
# usage: packages.sh unit|race|plain     names packages, one a line
#   unit   their tests need no database and no built program
#   race   tested with the race detector (all but plain)
#   plain  their tests start the program itself or millions of rows, where the detector sees little and costs much
set -euo pipefail
cd "$(dirname "$0")/.."
plain='^kernehus/(internal/app|internal/durability|bench)(/|$)'
case "$1" in
  unit) go list -f '{{.ImportPath}} {{.TestImports}} {{.XTestImports}}' ./... | grep -v 'kernel/db/dbtest' | cut -d' ' -f1 | grep -Ev "$plain" ;;
  race) go list ./... | grep -Ev "$plain" ;;
  plain) go list ./... | grep -E "$plain" || true ;;
  *) echo "usage: packages.sh unit|race|plain" >&2; exit 2 ;;
esac
