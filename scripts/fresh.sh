#!/usr/bin/env bash
# usage: fresh.sh     fails when a generated file is not what its source makes, and leaves the right one in place
set -euo pipefail
cd "$(dirname "$0")/.."
sums() { find internal -name '*_templ.go' -type f -exec sha256sum {} + 2>/dev/null | sort -k2; }
before=$(sums)
log=$(go tool templ generate -path internal 2>&1) || { echo "$log"; exit 1; }
after=$(sums)
if [ "$before" != "$after" ]; then
  echo "These generated files were stale and are right now; commit them:"
  diff <(echo "$before") <(echo "$after") | sed -nE 's/^[<>] [0-9a-f]+  /  /p' | sort -u
  exit 1
fi
if [ -n "${CI:-}" ] && [ -n "$(git ls-files --others --exclude-standard -- 'internal/*_templ.go')" ]; then
  echo "Generated files are not committed:"; git ls-files --others --exclude-standard -- 'internal/*_templ.go'; exit 1
fi
