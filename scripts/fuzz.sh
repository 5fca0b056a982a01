#!/usr/bin/env bash
# usage: fuzz.sh TIME     runs every fuzz target for TIME, one after the other
set -euo pipefail
cd "$(dirname "$0")/.."
grep -rlE '^func Fuzz' --include='*_test.go' cmd internal content 2>/dev/null | sort | while read -r file; do
  package=./$(dirname "$file")
  for target in $(sed -nE 's/^func (Fuzz[A-Za-z0-9_]+)\(.*/\1/p' "$file"); do
    echo "== $package $target"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "${1:-20s}" -fuzzminimizetime 2s "$package"
  done
done
