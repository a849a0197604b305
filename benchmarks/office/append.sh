#!/bin/bash
# Events over HTTP: one event a request, each with its own key, each acknowledged once it is durable.
#
#   benchmarks/office/append.sh [CASES] [SECONDS] [ROUNDS]      64 cases, 5 seconds, 4 rounds
#
# 64 connections record on CASES cases in turn, round after round on the same cases, so that a cost
# that grows with the length of a case shows from round to round. A line a round: what wrk counted,
# and the processor's time and the memory of the server. Then the log is checked, and must hold what
# was acknowledged. Standstill is out/benchmark/bin/standstill unless STANDSTILL names another.
set -euo pipefail
cd "$(dirname "$0")/../.."
. benchmarks/peers/peers.sh
cases=${1:-64}
seconds=${2:-5}
rounds=${3:-4}
for tool in wrk awk; do have "$tool" || fail "$tool is missing"; done

if [ -z "${STANDSTILL:-}" ]; then
    cmake --preset benchmark >/dev/null
    cmake --build --preset benchmark --target standstill >/dev/null
    STANDSTILL=out/benchmark/bin/standstill
fi
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
us() { "$STANDSTILL" --data "$work/data" "$@"; }

us people add bench --office reviewer --registrar >/dev/null
TOKEN=$(us people token bench --may record --may read-cases)
export TOKEN
for ((i = 0; i < cases; i++)); do
    {
        printf 'case: case-%s\nrecord: []\n' "$i"
        sed -e '/^record:/,$d' -e '/^case:/d' tests/cases/lawful-way.yaml
    } >"$work/case.yaml"
    us import "$work/case.yaml" >/dev/null
done

"$STANDSTILL" --data "$work/data" serve --listen 127.0.0.1:0 >"$work/said" &
server=$!
url=
for ((i = 0; i < 100 && ${#url} == 0; i++)); do
    sleep 0.1
    url=$(sed -n 's/^Standstill serves \(http[^ ]*\) from.*/\1/p' "$work/said")
done
[ -n "$url" ] || fail "the server does not begin"

ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
resident() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status"; }
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg); $(nproc) cores; $cases cases"
printf '%6s %11s %9s %9s %10s %14s %8s\n' round events/s p50 p99 'CPU us' 'events a case' 'RSS MB'
acknowledged=0
for ((round = 1; round <= rounds; round++)); do
    before=$(ticks)
    RUN=$round CASES=$cases ASK=event wrk -t 1 -c 64 -d "${seconds}s" --latency \
        -s benchmarks/office/ask.lua "$url" >"$work/wrk"
    after=$(ticks)
    ! grep -E 'Non-2xx|Socket errors' "$work/wrk" || fail "not every event was taken"
    count=$(awk '/requests in/ { print $1 }' "$work/wrk")
    acknowledged=$((acknowledged + count))
    awk -v round="$round" -v used=$((after - before)) -v count="$count" -v rss="$(resident)" \
        -v each=$((acknowledged / cases)) '
        /50%/ { p50 = $2 } /99%/ { p99 = $2 } /^Requests\/sec/ { rate = $2 }
        END { printf "%6s %11.0f %9s %9s %10.1f %14d %8s\n", round, rate, p50, p99,
              used * 1e4 / count, each, rss }' "$work/wrk"
done
kill "$server"
wait "$server" || true
server=
us log check | tee "$work/check"
# wrk breaks off what is under way at the end of a round, so more may be on record than it counted.
kept=$(awk '{ print $1 }' "$work/check")
[ "$kept" -ge $((acknowledged + cases)) ] || fail "$acknowledged events were acknowledged, $kept are on record"
