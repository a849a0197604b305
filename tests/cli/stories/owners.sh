# Somebody asks who is behind a vendor: the table that ships answers, dated, with its sources.
. tests/cli/stories/lib.sh
expect 1 "$standstill" owners 'Cytrox AD' --at 2026-06-01 --rule us-ofac-50
says "blocked: it is listed itself"
expect 0 "$standstill" owners 'Cytrox AD' --at 2023-12-01 --rule us-ofac-50
says "no known holder points to anybody listed"
expect 0 "$standstill" owners hackingteam --at 2017-01-01 --rule us-ofac-50
says "David Vincenzetti: 80 %"
says "not blocked"
expect 1 "$standstill" owners hackingteam --at 2017-01-01 --blocked david-vincenzetti --rule us-ofac-50
says "David Vincenzetti (blocked): 80 %"
expect 0 "$standstill" owners hackingteam --at 2026-11-20 --rule us-bis-affiliates
says "not known whether in force since 2026-11-10"
expect 2 "$standstill" owners hakingteam
says "did you mean"
expect 0 "$standstill" owners hackingteam --at 2017-01-01 --format svg
says "<svg"

# What it writes, it reads: the same answer from its own files.
"$standstill" owners hackingteam --at 2017-01-01 --format ftm >"$work/owners.ftm.json"
"$standstill" owners hackingteam --at 2017-01-01 --format bods >"$work/owners.bods.json"
for file in "$work/owners.ftm.json" "$work/owners.bods.json"; do
    expect 1 "$standstill" owners hackingteam --graph "$file" --at 2017-01-01 \
        --blocked david-vincenzetti --rule us-ofac-50
    says "David Vincenzetti (blocked): 80 %"
done
