# The public register: a stranger sees, without any fact, that no determination is on record.
. tests/cli/stories/lib.sh
expect 0 "$standstill" --data "$data" import cases/ice-paragon-2024.yaml tests/cases/lawful-way.yaml
expect 0 "$standstill" --data "$data" log checkpoint --key
printf '%s\n' "$out" > "$work/log.vkey"
expect 0 "$standstill" --data "$data" export ice-paragon-2024 --as public --out "$work/case.jsonl"
says "no determination under section 2(a) is on record"
rm -rf "$data/standstill.db"
expect 0 "$standstill" verify "$work/case.jsonl" --key "$work/log.vkey"
says "no determination under section 2(a) is on record in the"
says "Not proved"
says "not of the world"
expect 0 "$standstill" verify "$work/case.jsonl" --format json
says '"verdict":"verified"'
grep -q Graphite "$work/case.jsonl" && fail "the register shows a withheld word"
# One event fewer, and another kind: both are found, and named.
sed 5d "$work/case.jsonl" > "$work/fewer.jsonl"
expect 1 "$standstill" verify "$work/fewer.jsonl" --key "$work/log.vkey"
says "failed at entries"
sed '3,$s/determination.certified/determination.forgotten/' "$work/case.jsonl" > "$work/other.jsonl"
expect 1 "$standstill" verify "$work/other.jsonl" --key "$work/log.vkey"
says "changed, left out, added or moved"
# Another log's key does not vouch for it.
expect 0 "$standstill" --data "$work/other" import tests/cases/waiver.yaml
expect 0 "$standstill" --data "$work/other" log checkpoint --key
printf '%s\n' "$out" > "$work/other.vkey"
expect 1 "$standstill" verify "$work/case.jsonl" --key "$work/other.vkey"
says "failed at checkpoint"
# The whole log at once.
expect 0 "$standstill" --data "$work/other" export --all --as public --out "$work/all.jsonl"
expect 0 "$standstill" verify "$work/all.jsonl" --key "$work/other.vkey"
says "waiver under section 2(m) on record"
expect 2 "$standstill" --data "$work/other" export --as public
says "name a case"
expect 2 "$standstill" --data "$work/other" export no-such-case --as public
says "no case is called"
# The same for people, as a page.
expect 0 "$standstill" --data "$work/other" export waiver --as public --out "$work/waiver.html"
expect 0 cat "$work/waiver.html"
says "withheld under (b)(5)"
says "on record: waiver under section 2(m)"
never_says "<script"
