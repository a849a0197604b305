"""Other programs on the same list and the same queries as standstill-screening-bench: a line each.

    peers.py rapidfuzz|logic-v2|watchman QUERIES SDN ALT [WATCHMAN]

QUERIES has `entry, tab, name` a line. Time is that of the processor, all threads; recall is the share
of the misspelt names whose entry is found.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request


def read_list(sdn, alt):
    """Entry, name, whether a person; primary names and aliases."""
    names, people = [], {}
    for path, column in ((sdn, 1), (alt, 3)):
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.reader(file):
                if len(row) > column and row[0].isdigit():
                    if column == 1:
                        people[row[0]] = row[2].strip() == "individual"
                    names.append((row[0], row[column].strip()))
    return names, people


def read_queries(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t", 1) for line in file]


def say(peer, count, seconds, found, expected, alerts, clean, note):
    rate = f"{count / seconds:,.1f}" if seconds else "-"
    alerted = f"{alerts} of {clean}" if clean else "not measured"
    print(f"| {peer} | {rate} | {seconds / count * 1e3:,.3f} | {found} of {expected} | {alerted} | {note} |")


def rapidfuzz(names, people, queries):
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cdist

    folded = [name.lower() for _, name in names]
    started = time.process_time()
    found = expected = alerts = clean = 0
    for begin in range(0, len(queries), 100):
        part = queries[begin : begin + 100]
        scores = cdist([text.lower() for _, text in part], folded, workers=1,
                       scorer=JaroWinkler.normalized_similarity, score_cutoff=0.85)
        for (entry, _), row in zip(part, scores):
            hits = row.nonzero()[0]
            if entry:
                expected += 1
                found += any(names[i][0] == entry for i in hits)
            else:
                clean += 1
                alerts += len(hits) > 0
    say("rapidfuzz cdist, Jaro-Winkler, 0.85", len(queries), time.process_time() - started, found,
        expected, alerts, clean, "whole names, every pair")


def logic_v2(names, people, queries):
    from followthemoney import model
    from nomenklatura.matching import LogicV2

    config = LogicV2.default_config()
    by_entry = {}
    for entry, name in names:
        by_entry.setdefault(entry, []).append(name)

    def entity(key, texts, person):
        return model.get_proxy({"id": key, "schema": "Person" if person else "Organization",
                                "properties": {"name": texts}})

    listed = {e: entity(e, texts, people.get(e, True)) for e, texts in by_entry.items()}
    # What is taken out of a name is remembered by the id of its entity, so each query has its own.
    found = expected = 0
    for number, (entry, text) in enumerate(queries):
        if not entry:
            continue
        expected += 1
        result = LogicV2.compare(entity(f"query {number}", [text], people.get(entry, True)), listed[entry], config)
        found += result.score >= 0.7
    # Each of these against every entity: nothing chooses candidates before, as Elasticsearch would.
    sample = [text for entry, text in queries if not entry][:2]
    started = time.process_time()
    for number, text in enumerate(sample):
        query = entity(f"sample {number}", [text], True)
        for other in listed.values():
            LogicV2.compare(query, other, config)
    seconds = time.process_time() - started
    say("nomenklatura 4.13.0 logic-v2, 0.7", len(sample), seconds, found, expected, 0, 0,
        "scores every entity; recall is of scoring the right one")


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def watchman(names, people, queries, program, sdn, alt):
    folder = tempfile.mkdtemp()
    for path, name in ((sdn, "sdn.csv"), (alt, "alt.csv")):
        with open(path, encoding="utf-8", errors="replace") as file:
            rows = [line for line in file if line.split(",", 1)[0].strip('"').isdigit()]
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.writelines(rows)
    for name in ("add.csv", "sdn_comments.csv"):
        with open(os.path.join(folder, name), "w", encoding="utf-8"):
            pass
    environment = dict(os.environ, INITIAL_DATA_DIRECTORY=folder, INCLUDED_LISTS="us_ofac",
                       DATA_REFRESH_INTERVAL="off", LOG_LEVEL="error", GOMAXPROCS="2")
    log = open(os.path.join(folder, "log"), "w", encoding="utf-8")
    server = subprocess.Popen([program], env=environment, stdout=log, stderr=log, cwd=folder)
    base = "http://127.0.0.1:8084"
    try:
        started = time.time()
        while True:
            try:
                with urllib.request.urlopen(base + "/v2/listinfo", timeout=5) as answer:
                    lists = json.load(answer).get("lists") or {}
                if any(lists.values()):
                    break
            except OSError:
                pass
            if server.poll() is not None or time.time() - started > 240:
                raise SystemExit(f"watchman did not start; see {folder}/log")
            time.sleep(0.5)
        load = processor_seconds(server.pid)
        with open(f"/proc/{server.pid}/status", encoding="ascii") as file:
            memory = next(line for line in file if line.startswith("VmRSS"))
        count, found, expected, alerts, clean = 0, 0, 0, 0, 0
        begin = processor_seconds(server.pid)
        for entry, text in queries[:400]:
            # Without a type, as the others are asked. An exact name scores 0.81 here, so 0.85, which
            # its examples use, would find nothing.
            url = f"{base}/v2/search?" + urllib.parse.urlencode(
                {"name": text, "limit": 10, "minMatch": 0.70})
            with urllib.request.urlopen(url, timeout=60) as answer:
                hits = json.load(answer).get("entities") or []
            count += 1
            if entry:
                expected += 1
                found += any(hit.get("sourceID") == entry for hit in hits)
            else:
                clean += 1
                alerts += len(hits) > 0
        seconds = processor_seconds(server.pid) - begin
        say("Watchman 0.61.1, 0.70", count, seconds, found, expected, alerts, clean,
            f"over HTTP, no TF-IDF; start took {load:.1f} s of processor, "
            f"{int(memory.split()[1]) / 1e3:.0f} MB resident")
    finally:
        server.terminate()
        server.wait()


def main():
    peer, queries, sdn, alt = sys.argv[1:5]
    names, people = read_list(sdn, alt)
    asked = read_queries(queries)
    if peer == "rapidfuzz":
        rapidfuzz(names, people, asked)
    elif peer == "logic-v2":
        logic_v2(names, people, asked)
    else:
        watchman(names, people, asked, sys.argv[5], sdn, alt)


main()
