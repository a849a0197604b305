# A copy that was put back verifies; one that is older than what was last signed signs nothing more.
. tests/cli/stories/lib.sh
expect 2 "$standstill" --data "$data" backup "$work/none"
says "nothing has been recorded here"
expect 0 "$standstill" --data "$data" import tests/cases/lawful-way.yaml
expect 0 "$standstill" --data "$data" gate lawful-way --at 2024-10-16T00:00:00-04:00 --signed
expect 0 "$standstill" --data "$data" backup "$work/copy"
says "the log verifies"
[ ! -e "$work/copy/log.key" ] || fail "the key was copied"
expect 2 "$standstill" --data "$data" backup "$work/copy"
says "is there already"
expect 2 "$standstill" --data "$data" restore "$work/copy"
says "has a log already"

# Elsewhere, with the key put back by hand: the same log, which goes on.
expect 0 "$standstill" --data "$work/other" restore "$work/copy"
cp "$data/log.key" "$work/other/log.key"
expect 0 "$standstill" --data "$work/other" log check
expect 0 "$standstill" --data "$work/other" gate lawful-way --at 2024-10-16T00:00:00-04:00 --signed

# Here, after more was signed: the older log is found out.
expect 0 "$standstill" --data "$data" gate lawful-way --at 2024-10-16T00:00:00-04:00 --signed
rm "$data"/standstill.db*
rm -r "$data/rules"
expect 0 "$standstill" --data "$data" restore "$work/copy"
expect 2 "$standstill" --data "$data" gate lawful-way --at 2024-10-16T00:00:00-04:00 --signed
says "an older copy was put back"
expect 2 "$standstill" --data "$data" log checkpoint
says "an older copy was put back"
expect 0 "$standstill" --data "$data" log check
