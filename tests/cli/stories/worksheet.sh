# The main job: the worksheet of the real case, as a compliance officer reads it.
. tests/cli/stories/lib.sh
expect 0 "$standstill" review cases/ice-paragon-2024.yaml --at 2024-10-10T12:00:00-04:00
says "REFUSED: operational use is not permitted"
says "FAR 52.242-15   A stop-work order of 2024-10-08 is in force until the end of 2025-01-06"
says "2(a)(ii)(A)(1)  unknown"
says "Open questions, the most telling first"
says "88 days left"
says "event 0 (contract.awarded, 2024-09-27): Bought before the step was taken."
says "Where these lines come from"
says "OQ-12"
expect 0 "$standstill" review cases/ice-paragon-2024.yaml --at 2024-10-10T12:00:00-04:00 --format json --explain
says '"use":"refused"'
says '"why":{'
