# The record only grows: the same command twice is one, another content under it is refused, nothing is edited.
. tests/cli/stories/lib.sh
expect 2 "$standstill" --data "$data" list
says "nothing has been recorded here"
expect 0 "$standstill" --data "$data" import cases/ice-paragon-2024.yaml
expect 0 "$standstill" --data "$data" import cases/ice-paragon-2024.yaml
says "nothing new"
expect 2 "$standstill" --data "$data" record ice-paragon-2024 '{event: purpose.sett, purpose: operational}'
says 'did you mean `purpose.set`?'
expect 0 "$standstill" --data "$data" record ice-paragon-2024 '{event: purpose.set, by: reviewer, purpose: operational}' --command c1
says "1 event at index 27"
expect 2 "$standstill" --data "$data" record ice-paragon-2024 '{event: purpose.set, by: reviewer, purpose: testing}' --command c1
expect 2 "$standstill" --data "$data" record ice-paragon-2024 '{event: use.ended}' --expect 3
sed 's/WIRED/WIRED magazine/' cases/ice-paragon-2024.yaml > "$work/edited.yaml"
expect 2 "$standstill" --data "$data" import "$work/edited.yaml"
says "nothing that is on record is changed"
expect 2 "$standstill" --data "$data" record ice-paragon-2024 "{event: use.ended, at: '2099-01-01T00:00:00Z'}"
says "has not come yet"
expect 0 "$standstill" --data "$data" list
says "ice-paragon-2024"
expect 0 "$standstill" --data "$data" log check
says "28 events of 1 cases"
