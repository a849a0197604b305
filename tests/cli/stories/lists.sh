# A list is taken in as it came and kept: who left it is told, an old day still answers, and what is broken changes nothing.
. tests/cli/stories/lib.sh
from=tests/data/screening/lists
expect 2 "$standstill" --data "$data" lists show
says "no list was imported"
expect 0 "$standstill" --data "$data" lists import $from/ofac_alt_2025-12.csv --date 2025-12-24
says "us-ofac-sdn: 8653 entries as of 2025-12-24 (ofac-csv, f8c1cab56b08fb83)"
expect 0 "$standstill" --data "$data" lists import $from/ofac_alt_2026-06.csv --date 2026-06-02
expect 0 "$standstill" --data "$data" lists import $from/ofac_alt_2026-06.csv
says "nothing to do"
expect 0 "$standstill" --data "$data" lists diff us-ofac-sdn
says "162 came, 49 went"
says "48061     HAMOU-HEMSI, Sara"
expect 0 "$standstill" --data "$data" lists diff us-ofac-sdn --from 2026-01-01 --to 2026-07-01 --format json
says '"HAMOU, Sara Aleksandra"'
expect 0 "$standstill" --data "$data" lists diff us-ofac-sdn --from 2026-01-01 --to 2026-01-01
says "nothing changed"
expect 0 "$standstill" --data "$data" lists show us-ofac-sdn 48061 --as-of 2026-01-01
says "HAMOU, Sara Aleksandra"
expect 2 "$standstill" --data "$data" lists show us-ofac-sdn 48061
says "no entry \`48061\` in us-ofac-sdn as of 2026-06-02"
expect 0 "$standstill" lists diff $from/ofac_alt_2025-12.csv $from/ofac_alt_2026-06.csv
says "162 came, 49 went"

# What is no list, or a broken one, is said to be so and changes nothing.
printf '<html><body>403 Forbidden</body></html>' > "$work/un.xml"
expect 2 "$standstill" --data "$data" lists import "$work/un.xml"
says "a web page, perhaps the answer of a server that refused"
head -c 1000000 $from/un_sc_consolidated_2026-02-27.xml > "$work/un.xml"
expect 2 "$standstill" --data "$data" lists import "$work/un.xml"
says "not well-formed XML"
head -n 3000 $from/ofac_alt_2026-06.csv > "$work/alt.csv"
expect 2 "$standstill" --data "$data" lists import "$work/alt.csv" --date 2026-07-01
says "more than half are gone"
expect 0 "$standstill" --data "$data" lists show us-ofac-sdn --format json
never_says "2026-07-01"
expect 0 "$standstill" --data "$data" lists import "$work/alt.csv" --date 2026-07-01 --accept-shrink

# A table of one's own, and a name that wants to steer the terminal.
printf 'Nr;Firma\n1;ACME\033[2J GmbH\n' > "$work/own.csv"
expect 2 "$standstill" --data "$data" lists import "$work/own.csv"
says "no column of names"
expect 2 "$standstill" --data "$data" lists import "$work/own.csv" --column name=Frma
says 'did you mean `Firma`?'
expect 0 "$standstill" --data "$data" lists import --column name=Firma --column id=Nr "$work/own.csv" --list mine
expect 0 "$standstill" --data "$data" lists show mine 1
says "ACME?[2J GmbH"
expect 0 "$standstill" --data "$data" lists show --as-of 2026-01-01
says "us-ofac-sdn  2025-12-24"
never_says "mine"
expect 0 "$standstill" lists import --help
says "standstill lists import downloads/"
