#!/bin/bash
# Asks the same cases of every policy engine and prints two tables: what they answer when a fact is
# unknown, then how long they take. See README.md.
#
#     run.sh [--runs N] [--cases N] [--seed N] [--results FILE] [--standstill PROGRAM]
#            [--install-only]
#
# Our own engine joins as PROGRAM (or $STANDSTILL_BENCH), `standstill-policy-bench` of the build.

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../peers.sh"

# Versions of the peers written in Go and Rust stand in go/go.mod and rust/Cargo.toml.
npm_packages=(
    @cedar-policy/cedar-wasm@4.13.0
    @marcbachmann/cel-js@8.0.0
    @bufbuild/cel@0.6.1
    feelin@8.2.0
    json-rules-engine@7.3.1
)

runs=3 cases=1000 seed=14093 results= install_only=
standstill=${STANDSTILL_BENCH:-}
while [ $# -gt 0 ]; do
    case $1 in
        --install-only) install_only=yes; shift; continue ;;
        --runs|--cases|--seed|--results|--standstill) [ $# -ge 2 ] || fail "$1: expected a value" ;;
        *) fail "no such option: \`$1\`" ;;
    esac
    case $1 in
        --runs) runs=$2 ;;
        --cases) cases=$2 ;;
        --seed) seed=$2 ;;
        --results) results=$2 ;;
        --standstill) standstill=$2 ;;
    esac
    shift 2
done

have node && have npm || fail "node and npm are needed (the cases are made with node)"

install_node_peers() {
    local dir=$peers_cache/policy/node
    mkdir -p "$dir"
    if ! is_installed "$dir" "${npm_packages[*]}"; then
        say "installing ${npm_packages[*]}"
        quietly "the npm packages" npm install --prefix "$dir" --no-audit --no-fund \
            --no-package-lock --ignore-scripts "${npm_packages[@]}"
        mark_installed "$dir" "${npm_packages[*]}"
    fi
    # A module finds its packages beside itself, so that ours go where the packages are.
    rm -rf "$dir/policies"
    cp -r "$here"/node/*.mjs "$here/policies" "$dir/"
}

install_go_peers() {
    local dir=$peers_cache/policy/go sources
    sources=$(digest_of "$here"/go/*)
    mkdir -p "$dir"
    is_installed "$dir" "$sources" && return
    say "building OPA and cel-go (a minute)"
    quietly "OPA and cel-go" go build -C "$here/go" -o "$dir/policy-peers" .
    mark_installed "$dir" "$sources"
}

install_rust_peers() {
    local dir=$peers_cache/policy/rust sources
    sources=$(digest_of "$here/rust/Cargo.toml" "$here"/rust/src/*)
    mkdir -p "$dir"
    is_installed "$dir" "$sources" && return
    say "building Cedar (some minutes)"
    cp -r "$here/rust/." "$dir/"
    quietly "Cedar" cargo build --release --manifest-path "$dir/Cargo.toml" \
        --target-dir "$dir/target"
    mark_installed "$dir" "$sources"
}

install_node_peers
with_go= with_rust=
if have go; then
    install_go_peers
    with_go=yes
else
    say "skipped: OPA and cel-go (\`go\` is not installed)"
fi
if have cargo; then
    install_rust_peers
    with_rust=yes
else
    say "skipped: native Cedar (\`cargo\` is not installed)"
fi
[ -z "$install_only" ] || exit 0

if [ -z "$standstill" ]; then
    say "skipped: Standstill (name its standstill-policy-bench by --standstill or STANDSTILL_BENCH)"
elif [ ! -x "$standstill" ]; then
    fail "--standstill: \`$standstill\` is not an executable file"
fi

ask_everyone() {
    local file=$1 engine
    [ -z "$standstill" ] || "$standstill" "$file"
    for engine in cedar cel feel json_rules; do
        node "$peers_cache/policy/node/$engine.mjs" "$file"
    done
    [ -z "$with_go" ] || "$peers_cache/policy/go/policy-peers" "$here/policies" "$file"
    [ -z "$with_rust" ] ||
        "$peers_cache/policy/rust/target/release/policy-peers-cedar" "$here/policies" "$file"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node "$here/cases.mjs" "$work/cases.jsonl" --count "$cases" --seed "$seed"
for ((run = 1; run <= runs; run++)); do
    say "run $run of $runs"
    ask_everyone "$work/cases.jsonl" >>"$work/results.jsonl"
done
[ -z "$results" ] || cp "$work/results.jsonl" "$results"
node "$here/tables.mjs" "$work/cases.jsonl" "$work/results.jsonl"
