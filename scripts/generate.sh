#!/usr/bin/env bash
# usage: generate.sh     makes the generated files anew, directory by directory, so that each names its source alone
set -euo pipefail
cd "$(dirname "$0")/.."
find internal -name '*.templ' -printf '%h\n' | sort -u | while read -r dir; do
  log=$(go tool templ generate -path "$dir" 2>&1) || { echo "$log"; exit 1; }
done
