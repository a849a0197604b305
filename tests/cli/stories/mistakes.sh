# A mistake in a case file names file, line, column, the text, what was expected, and a near miss.
. tests/cli/stories/lib.sh
sed 's/event: determination.certified/event: determination.certifed/' tests/cases/lawful-way.yaml > "$work/case.yaml"
expect 2 "$standstill" review "$work/case.yaml"
says "case.yaml:122:"
says 'did you mean `determination.certified`?'
expect 2 "$standstill" review "$work/none.yaml"
says "no such file"
expect 2 "$standstill" review tests/cases/lawful-way.yaml --at yesterday
says "is not an instant"
expect 2 "$standstill" revew tests/cases/lawful-way.yaml
