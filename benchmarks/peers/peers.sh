# Shell words shared by the peer benchmarks: where peers are kept, and how a missing one is told.
# Sourced, never run.

peers_cache="${STANDSTILL_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/standstill-peers}"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "error: $*"
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Runs an installation step quietly; its words are shown only if it fails.
#     quietly WHAT COMMAND...
quietly() {
    local what=$1 log
    shift
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        fail "could not install $what (the last lines are above); without a network, run once" \
            "where there is one and keep $peers_cache"
    fi
    rm -f "$log"
}

# True if DIR was installed from exactly this text (versions and sources); else the caller
# installs and then calls mark_installed with the same words.
is_installed() { [ "$(cat "$1/installed" 2>/dev/null)" = "$2" ]; }
mark_installed() { printf '%s' "$2" >"$1/installed"; }

digest_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
