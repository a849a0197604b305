# The papers: a notice and a report that anybody can print, the same bytes each time, with sources.
. tests/cli/stories/lib.sh
case=cases/ice-paragon-2024.yaml
at=2026-06-01T12:00:00-04:00
expect 0 "$standstill" export $case --as notice --at $at --out "$work/notice.html" --pdf "$work/notice.pdf"
expect 0 "$standstill" export $case --as notice --at $at --pdf "$work/again.pdf"
cmp "$work/notice.pdf" "$work/again.pdf" || fail "another PDF for the same question"
expect 0 cat "$work/notice.html"
says "No decision to make operational use is on record"
says 'role="doc-noteref"'
never_says "<script"
expect 0 pdfinfo "$work/notice.pdf"
says "Tagged:          yes"
says "Notice under section 2(g)"
expect 0 env TZ=UTC pdfinfo -isodates "$work/notice.pdf"
says "2026-06-01T16:00:00Z"
expect 0 pdftotext "$work/notice.pdf" -
says "Unknown. No determination is on record, and so no reasons."
says "page 1 of"
expect 0 pdfinfo -dests "$work/notice.pdf"
says "note-1"
for name in 4a 4b 4c 4d 2h; do
    expect 0 "$standstill" export $case --as notice --report $name --at $at --pdf "$work/$name.pdf"
    expect 0 pdftotext "$work/$name.pdf" -
    says "DRAFT"
    says "What is not known"
done
expect 2 "$standstill" export $case --as notice --report 4e
says "no report is called"
