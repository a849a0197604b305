# The gate exits with 0 only where use is permitted, with 3 where it is refused, with 2 where the question is bad.
. tests/cli/stories/lib.sh
expect 3 "$standstill" gate tests/cases/lawful-way.yaml --at 2024-10-15T23:59:59-04:00
says "2(g)"
expect 0 "$standstill" gate tests/cases/lawful-way.yaml --at 2024-10-16T00:00:00-04:00
expect 3 "$standstill" gate tests/cases/forensics-in-hand.yaml --at 2024-08-08T00:00:00-04:00
says "outside"
expect 2 "$standstill" gate tests/cases/lawful-way.yaml --at 2024-10-16T00:00:00-04:00 --signed
says "import the case first"
expect 2 "$standstill" gate no-such-case --data "$data"
# On record: every answer is an event, and a signed one carries the checkpoint; refusals are signed too.
expect 0 "$standstill" --data "$data" import tests/cases/lawful-way.yaml
expect 0 "$standstill" --data "$data" gate lawful-way --at 2024-10-16T00:00:00-04:00 --signed
says "eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9."
expect 3 "$standstill" --data "$data" gate lawful-way --at 2024-10-15T23:59:59-04:00 --signed
says "eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9."
# A permit is given for now; a signed answer about an instant to come is a refusal.
expect 3 "$standstill" --data "$data" gate lawful-way --at 2099-01-01T00:00:00Z --signed --format json
says "asked-for-the-future"
expect 0 "$standstill" --data "$data" log show --case lawful-way
says "answer.given"
