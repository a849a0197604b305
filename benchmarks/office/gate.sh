#!/bin/bash
# The gate over HTTP, beside OPA's server on the same gate, one after the other on one core.
#
#   benchmarks/office/gate.sh [SECONDS]      5 seconds each unless told otherwise
#
# Both are asked about the same two cases first, and must answer the same: one where everything is
# in order, one where nothing is on record. Then wrk asks each about the first. Ours reads the case
# from the record, signs its answer and keeps it in the log; OPA's gets all facts with the question
# and only answers. Standstill is out/benchmark/bin/standstill unless STANDSTILL names another; OPA is
# fetched by Go into the folder of the peers (benchmarks/peers). Needs wrk, curl and two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
. benchmarks/peers/peers.sh
seconds=${1:-5}
version=v1.22.0
for tool in wrk curl go python3; do have "$tool" || fail "$tool is missing"; done

if [ -z "${STANDSTILL:-}" ]; then
    cmake --preset benchmark >/dev/null
    cmake --build --preset benchmark --target standstill >/dev/null
    STANDSTILL=out/benchmark/bin/standstill
fi
opa=$peers_cache/opa/opa
if [ ! -x "$opa" ]; then
    say "building OPA $version (some minutes)"
    quietly OPA env "GOBIN=$peers_cache/opa" CGO_ENABLED=0 go install "github.com/open-policy-agent/opa@$version"
fi

work=$(mktemp -d)
servers=()
cleanup() {
    for pid in "${servers[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

ours() { "$STANDSTILL" --data "$work/data" "$@" >/dev/null; }
ours people add bench --office reviewer --registrar
TOKEN=$("$STANDSTILL" --data "$work/data" people token bench --may ask-gate)
export TOKEN
ours import tests/cases/lawful-way.yaml
sed -e '/^record:/,$d' -e 's/^case: .*/case: nothing/' tests/cases/lawful-way.yaml >"$work/nothing.yaml"
echo 'record: []' >>"$work/nothing.yaml"
ours import "$work/nothing.yaml"
taskset -c 0 "$STANDSTILL" --data "$work/data" serve --listen 127.0.0.1:0 >"$work/out" &
servers+=($!)
url=
for ((i = 0; i < 300 && ${#url} == 0; i++)); do
    sleep 0.1
    url=$(sed -n 's/^Standstill serves \(http[^ ]*\) from.*/\1/p' "$work/out")
done
[ -n "$url" ] || fail "Standstill does not begin"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
GOMAXPROCS=1 taskset -c 0 "$opa" run --server --addr "127.0.0.1:$port" --log-level error \
    --disable-telemetry benchmarks/peers/policy/policies/guarded.rego >"$work/opa" 2>&1 &
servers+=($!)
theirs=http://127.0.0.1:$port
curl --silent --retry 50 --retry-connrefused --retry-delay 1 "$theirs/health" >/dev/null

# What the two cases say, as facts for a policy.
export IN_ORDER='{"input": {"factors": {}, "determination": "not-prohibited", "submitted_to_dni": true, "certified_by": "secretary-of-homeland-security", "use_decided": true, "notice_complete": true, "days_since_notice": 14, "apnsa_release": false, "stop_work": false, "new_information": false, "waiver_in_force": false}}'
nothing='{"input": {"factors": {}, "determination": "none", "submitted_to_dni": false, "certified_by": "none", "use_decided": false, "notice_complete": false, "days_since_notice": 0, "apnsa_release": false, "stop_work": false, "new_information": false, "waiver_in_force": false}}'
said() { python3 -c "import json, sys; print(json.load(sys.stdin)['$1'])"; }
we_say() {
    curl --silent --fail --header "Authorization: Bearer $TOKEN" --header 'Content-Type: application/json' \
        --data "{\"case\": \"$1\", \"signed\": true}" "$url/api/gate" | said use
}
they_say() { curl --silent --fail --data "$1" "$theirs/v1/data/guarded/allow" | said result; }
[ "$(we_say lawful-way) $(they_say "$IN_ORDER")" = "permitted True" ] || fail "they differ on what is in order"
[ "$(we_say nothing) $(they_say "$nothing")" = "refused False" ] || fail "they differ on what is not"
say "both permit what is in order and refuse what is not"

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
# NAME, PID, CONNECTIONS, URL; ASK says what is asked. A line, and the rate in `rate`.
measure() {
    local before report
    before=$(ticks "$2")
    report=$(RUN=$3 CASES=lawful-way taskset -c 1 wrk -t 1 -c "$3" -d "${seconds}s" --latency \
        -s benchmarks/office/ask.lua "$4")
    printf '%s\n' "$before" "$(ticks "$2")" "$report" | awk -v name="$1" -v connections="$3" '
        NR == 1 { used = $1 } NR == 2 { used = $1 - used }
        /50%/ { p50 = $2 } /99%/ { p99 = $2 } /^Requests\/sec/ { rate = $2 }
        /requests in/ { count = $1 } /Non-2xx|Socket errors/ { bad = $0 }
        END { printf "%-34s %11s %11.0f %9s %9s %10.1f %12.0f %s\n", name, connections, rate, p50, p99,
              used * 1e4 / count, count / used * 100, bad }' | tee -a "$work/table"
}
echo "load before: $(cut -d' ' -f1-3 /proc/loadavg); $(nproc) cores"
printf '%-34s %11s %11s %9s %9s %10s %12s\n' gate connections requests/s p50 p99 'CPU us' 'per CPU s'
for connections in 64 1; do
    ASK=shared measure "Standstill, signed" "${servers[0]}" "$connections" "$url"
    ASK=nonce measure "Standstill, signed, a nonce each" "${servers[0]}" "$connections" "$url"
    ASK=opa measure "OPA $version, unsigned" "${servers[1]}" "$connections" "$theirs"
done
awk '{ per = $(NF) } /signed  / && !/nonce|OPA/ { ours = per } /nonce/ { each = per }
     /OPA/ { printf "per second of processor: %.1f times OPA signed, %.1f times with a nonce each\n", ours / per, each / per }' \
    "$work/table"
