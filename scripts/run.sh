#!/usr/bin/env bash
# usage: run.sh     serves the demo municipality; called by `make run` with ADDR, DB and LAN
# LAN=1 lets telephones on the same network in: see --lan in bin/kernehus serve --help.
set -euo pipefail
lan=()
if [ -n "${LAN:-}" ]; then lan=(--lan); fi
exec bin/kernehus serve --demo --addr "$ADDR" --db "$DB" "${lan[@]}"
