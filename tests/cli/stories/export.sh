# A case leaves in forms that others read: the same bytes again, and clear words where it cannot.
. tests/cli/stories/lib.sh
real=cases/ice-paragon-2024.yaml
at=2024-10-10T12:00:00-04:00
expect 0 "$standstill" export "$real" --as oscal --at "$at" --out "$work/one"
says "as of $at"
expect 0 "$standstill" export "$real" --as oscal --at "$at" --out "$work/two"
diff -r "$work/one" "$work/two" || fail "two exports differ"
for model in catalog profile mapping-collection component-definition assessment-plan \
    assessment-results poam; do
    [ -s "$work/one/$model.json" ] || fail "no $model"
done
# The texts of the law are those that the documents give the digests of.
digest=$(sha256sum "$work/one/rules/eo-14093/text.md" | cut -d' ' -f1)
grep -q "$digest" "$work/one/assessment-results.json" || fail "the text of the law has another digest"
digest=$(sha256sum "$work/one/assessment-plan.json" | cut -d' ' -f1)
grep -q "$digest" "$work/one/assessment-results.json" || fail "the plan has another digest"
expect 0 "$standstill" export "$real" --as oscal --at "$at" --out "$work/all.tar"
tar -tf "$work/all.tar" | grep -q '^poam.json$' || fail "no archive"
expect 0 "$standstill" export "$real" --as oscal --at "$at" --model plan-of-action-and-milestones
says '{"plan-of-action-and-milestones":'
expect 0 "$standstill" export "$real" --as oscal --at "$at" --model catalog --out "$work/catalog.json"
cmp -s "$work/catalog.json" "$work/one/catalog.json" || fail "one document alone differs"
# On record, the documents say where the log holds each event.
expect 0 "$standstill" --data "$data" import "$real"
expect 0 "$standstill" --data "$data" export ice-paragon-2024 --as oscal --at "$at" --model assessment-results
says '"name":"log-head-sha256"'
says '"name":"leaf-sha256"'
# The contract, and the order that stops it.
expect 0 "$standstill" export "$real" --as ocds --at "$at"
says '"ocid":"ocds-000000-ice-paragon-2024"'
says '"status":"inForce"'
expect 0 "$standstill" --data "$data" export ice-paragon-2024 --as ocds --at "$at" --out "$work/release.json"
says "release.json"
# What cannot be done is said.
expect 2 "$standstill" export "$real" --as oscal --model ssp
says '`ssp` is not a model of OSCAL, expected one of catalog, profile,'
expect 2 "$standstill" export "$real" --as oscal --model catalogue
says 'did you mean `catalog`?'
expect 2 "$standstill" --data "$data" export nothing-here --as oscal
says "no case is called \`nothing-here\`"
expect 2 "$standstill" export "$real" --as oscal --at yesterday
says "--at"
expect 2 "$standstill" export "$real" --as ocds --at 2024-09-01T00:00:00Z
says "no contract that may be published is on record"
expect 2 "$standstill" export "$real" --as ocds --ocid-prefix nonsense
says "is not an OCID prefix"
