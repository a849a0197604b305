"""The client for yente of nomenklatura, which somebody else wrote, asks our POST /match.

    match.py URL TOKEN NAME SCHEMA...   names and their schemata, in turn

Prints a line a name: the best result, its score and its datasets. Ends with 1 where a name has none.
"""

import sys

from followthemoney import Dataset, StatementEntity
from nomenklatura.enrich.yente import YenteEnricher


class NoCache:
    """Every question goes to the server."""

    def get(self, *_args, **_kwargs):
        return None

    def get_json(self, *_args, **_kwargs):
        return None

    def set(self, *_args, **_kwargs):
        pass

    def set_json(self, *_args, **_kwargs):
        pass


def main() -> int:
    url, token, *pairs = sys.argv[1:]
    dataset = Dataset.make({"name": "own", "title": "Own"})
    enricher = YenteEnricher(dataset, NoCache(), {"api": url + "/", "api_key": token, "cutoff": 0.5})
    missing = 0
    for number, (name, schema) in enumerate(zip(pairs[::2], pairs[1::2])):
        entity = StatementEntity.from_data(
            dataset, {"id": f"own-{number}", "schema": schema, "properties": {"name": [name]}}
        )
        results = list(enricher.match(entity))
        if not results:
            print(f"{name}: nothing")
            missing += 1
            continue
        best = results[0]
        print(f"{name}: {best.caption} ({best.schema.name}, {best.id}), {len(results)} results")
        expanded = list(enricher.expand(entity, best))
        if not any(one.id == best.id for one in expanded):
            print(f"{name}: {best.id} cannot be fetched")
            missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
