#!/usr/bin/env bash
# One source or several, beside datasketch, rensa and text-dedup, in one run: README.md.
#
#     run.sh --standstill PROGRAM --corpora DIR [--extra DIR] [--stored COUNT]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=benchmarks/peers/peers.sh
source "$here/../peers/peers.sh"

program='' corpora='' extra='' stored=1000000
while [ $# -gt 0 ]; do
    case $1 in
        --standstill) program=$2 ;;
        --corpora) corpora=$2 ;;
        --extra) extra=$2 ;;
        --stored) stored=$2 ;;
        *) fail "unknown option \`$1\`" ;;
    esac
    shift 2
done
[ -n "$corpora" ] || fail "--corpora names the folder of the corpora"
have python3 || fail "python3 is needed"

versions='datasketch==2.0.0 rensa==0.5.0 text-dedup==0.4.0'
peers="$peers_cache/evidence"
if ! is_installed "$peers" "$versions"; then
    mkdir -p "$peers"
    quietly "a Python environment" python3 -m venv "$peers/venv"
    # shellcheck disable=SC2086
    quietly "$versions" "$peers/venv/bin/pip" install --quiet $versions
    mark_installed "$peers" "$versions"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$peers/venv/bin/python" "$here/prepare.py" "$corpora" "$work" ${extra:+"$extra"}

if [ -n "$program" ]; then
    echo "## Standstill"
    echo
    "$program" recall "$work/documents.tsv" "$work/positives.tsv"
    "$program" speed "$work/documents.tsv" "$stored"
    echo
fi
echo "## Peers, at a limit that joins no independent pair"
echo
"$peers/venv/bin/python" "$here/peers.py" "$work/documents.tsv" "$work/positives.tsv"
