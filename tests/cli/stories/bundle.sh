# A bundle verifies with nothing of ours but itself: every hash, and every answer given again.
. tests/cli/stories/lib.sh
expect 0 "$standstill" --data "$data" import cases/ice-paragon-2024.yaml tests/cases/waiver.yaml
expect 0 "$standstill" --data "$data" review ice-paragon-2024 --record --at 2024-10-10T12:00:00-04:00
expect 0 "$standstill" --data "$data" gate waiver --at 2024-10-16T00:00:00-04:00
expect 0 "$standstill" --data "$data" log checkpoint --key
printf '%s\n' "$out" > "$work/log.vkey"
expect 0 "$standstill" --data "$data" export ice-paragon-2024 --as bundle --output "$work/bundle.tar"
rm -rf "$data"
expect 0 "$standstill" verify "$work/bundle.tar" --key "$work/log.vkey"
says "replay       ok, 2"
says "verified"
expect 0 "$standstill" verify "$work/bundle.tar" --format json
says '"verdict":"verified"'
# Another key does not vouch for it.
expect 0 "$standstill" --data "$work/other" import tests/cases/waiver.yaml
expect 0 "$standstill" --data "$work/other" log checkpoint --key
printf '%s\n' "$out" > "$work/other.vkey"
expect 1 "$standstill" verify "$work/bundle.tar" --key "$work/other.vkey"
says "failed"
# A changed byte is found wherever it is.
size=$(wc -c < "$work/bundle.tar")
for at in 0 600 5000 $((size / 2)) $((size - 1)); do
    cp "$work/bundle.tar" "$work/changed.tar"
    printf '\377' | dd of="$work/changed.tar" bs=1 seek="$at" conv=notrunc 2>/dev/null
    expect 1 "$standstill" verify "$work/changed.tar" --key "$work/log.vkey"
    says "failed"
done
