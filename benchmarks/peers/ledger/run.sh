#!/bin/bash
# Appends the same events to every ledger, on the same disk, and prints what was acknowledged, how
# fast, with how many flushes, and how much was still there after a kill. See README.md.
#
#     run.sh [--dir DIR] [--runs N] [--events N] [--writers N,N,...] [--no-strace]
#            [--results FILE] [--standstill PROGRAM] [--install-only]
#
# Our own ledger joins as PROGRAM (or $STANDSTILL_LEDGER_BENCH), `standstill-ledger-bench` of the
# build.

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../peers.sh"

have python3 || fail "python3 is needed (it runs the measurement)"
have go || fail "go is needed (the peer is written in it)"

dir=$peers_cache/ledger
sources=$(digest_of "$here"/*.go "$here"/go.*)
mkdir -p "$dir"
if ! is_installed "$dir" "$sources"; then
    say "building Tessera"
    quietly "Tessera" go build -C "$here" -o "$dir/tessera-bench" .
    mark_installed "$dir" "$sources"
fi

for word in "$@"; do
    [ "$word" != --install-only ] || exit 0
done
exec python3 "$here/measure.py" --tessera "$dir/tessera-bench" "$@"
