#!/usr/bin/env bash
# usage: test-browser.sh [FILE …]     the walks in a real browser; its last lines are the runner's own
set -euo pipefail
cd "$(dirname "$0")/.."
export KERNEHUS_CHROMIUM=${KERNEHUS_CHROMIUM:-$(scripts/ensure-chromium.sh)}
if [ $# -eq 0 ]; then mapfile -t walks < <(find e2e/harness e2e/walks -name '*.test.mjs' | sort); else walks=("$@"); fi
exec node --test --test-reporter=spec --test-timeout=900000 --test-force-exit --test-concurrency="${KERNEHUS_WALKS_AT_ONCE:-2}" "${walks[@]}"
