# What the stories share: the binary, a folder of their own, and two ways to fail.
set -u
standstill=${STANDSTILL:?the binary under test}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data="$work/data"

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# expect STATUS COMMAND...: runs it, keeps what it prints in $out, and wants that exit status.
expect() {
    wanted=$1
    shift
    out=$("$@" 2>&1)
    got=$?
    [ "$got" = "$wanted" ] || fail "exit $got, wanted $wanted: $* -- $out"
}

# says TEXT: the last output holds it.
says() {
    case $out in
        *"$1"*) ;;
        *) fail "does not say \`$1\`: $out" ;;
    esac
}

never_says() {
    case $out in
        *"$1"*) fail "says \`$1\`: $out" ;;
    esac
}
