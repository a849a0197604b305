"""Runs each ledger several times on one disk and prints a table in Markdown.

A ledger is a program with two commands: `append`, which prints one result line when every event is
acknowledged and may then be killed or kill itself, and `found`, which in a new process says how
many events the log has kept. README.md holds the contract.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

FLUSHES = "fsync,fdatasync,sync_file_range,msync,sync,syncfs"


def fail(message):
    sys.exit(f"error: {message}")


def arguments():
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__.splitlines()[0])
    parser.add_argument("--tessera", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--dir", default=tempfile.gettempdir(),
                        help="a directory on the disk to measure")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--bytes", type=int, default=300)
    parser.add_argument("--writers", default="1,256,4096", help="numbers, separated by commas")
    parser.add_argument("--no-strace", action="store_true")
    parser.add_argument("--results", help="keep the result lines in this file")
    parser.add_argument("--standstill", default=os.environ.get("STANDSTILL_LEDGER_BENCH"),
                        help="our standstill-ledger-bench")
    chosen = parser.parse_args()
    try:
        chosen.writers = [int(text) for text in chosen.writers.split(",")]
    except ValueError:
        fail(f"--writers: expected numbers separated by commas, found `{chosen.writers}`")
    if not os.path.isdir(chosen.dir):
        fail(f"--dir: `{chosen.dir}` is not a directory")
    return chosen


def ledgers(chosen):
    """Name and command of each ledger."""
    usual = ["--name", "Tessera POSIX, its defaults (256 or 250 ms)"]
    found = [(chosen.tessera, usual)]
    for age in "2ms", "20ms":
        name = f"Tessera POSIX, batches of 4096 or {age.replace('ms', ' ms')}"
        found.append((chosen.tessera, ["--name", name, "--batch-size", "4096",
                                       "--batch-age", age]))
    if not chosen.standstill:
        print("skipped: Standstill (name its standstill-ledger-bench by --standstill or "
              "STANDSTILL_LEDGER_BENCH)", file=sys.stderr)
    elif not os.access(chosen.standstill, os.X_OK):
        fail(f"--standstill: `{chosen.standstill}` is not an executable file")
    else:
        found.insert(0, (chosen.standstill, []))
    return found


def run(command):
    """Standard output of a command that ends well or by its own SIGKILL."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          check=False)
    # strace passes the signal on as its own end; a shell would call it 137.
    if done.returncode not in (0, -signal.SIGKILL, 128 + signal.SIGKILL):
        fail(f"`{' '.join(command)}` ended with {done.returncode}:\n{done.stderr.strip()}")
    return done.stdout


def line_of(command):
    text = run(command)
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        fail(f"`{' '.join(command)}`: expected one line of JSON, found `{text[:200]}`")


def flushes_in(report):
    """Sum of the calls in the table that `strace -c` writes."""
    total = 0
    for line in report.splitlines():
        cells = line.split()
        if len(cells) >= 5 and cells[-1] in FLUSHES.split(","):
            total += int(cells[3])
    return total


def append(program, words, chosen, writers, events, tracing=()):
    """One run in a fresh directory: the result line, with what a new process found after it."""
    home = tempfile.mkdtemp(prefix="standstill-ledger-", dir=chosen.dir)
    where = ["--dir", os.path.join(home, "log")]
    try:
        size = ["--events", str(events), "--bytes", str(chosen.bytes), "--writers", str(writers)]
        line = line_of([*tracing, program, "append", *where, *size, *words])
        line["found"] = line_of([program, "found", *where])["found"]
    finally:
        shutil.rmtree(home)
    if line["events"] != events or line["found"] < events:
        fail(f"{line['engine']}: {events} events asked for, {line['events']} acknowledged, "
             f"{line['found']} found after the kill")
    return line


def traced_flushes(program, words, chosen, writers, events):
    with tempfile.NamedTemporaryFile("r", prefix="standstill-strace-") as report:
        tracing = ["strace", "-f", "--seccomp-bpf", "-qq", "-c", "-e", f"trace={FLUSHES}",
                   "-o", report.name]
        append(program, words, chosen, writers, events, tracing)
        return flushes_in(report.read())


def flush_floor(directory):
    """Median of `fdatasync` after a 4 KiB append, in microseconds: what no ledger can go below."""
    times = []
    with tempfile.NamedTemporaryFile(dir=directory) as file:
        for _ in range(500):
            os.write(file.fileno(), b"\0" * 4096)
            start = time.perf_counter_ns()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter_ns() - start)
    return statistics.median(times) / 1000


def read_first_line(path):
    try:
        with open(path, encoding="ascii") as file:
            return file.readline().strip()
    except OSError:
        return "not known"


def disk_of(directory):
    """File system and write-cache mode of the disk under a directory, in words."""
    kind = subprocess.run(["df", "--output=fstype", directory], capture_output=True, text=True,
                          check=False).stdout.split()[-1]
    device = os.stat(directory).st_dev
    block = os.path.realpath(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    if not os.path.isdir(os.path.join(block, "queue")):  # a partition: the disk is its parent
        block = os.path.dirname(block)
    cache = read_first_line(os.path.join(block, "queue", "write_cache"))
    return f"file system {kind}, write cache of the device: {cache}"


def events_for(writers, chosen):
    # One writer waits for every batch: with Tessera's defaults that is four events a second, and
    # the whole count would take hours and say no more.
    return min(chosen.events, 100 * writers)


def main():
    chosen = arguments()
    tracing = not chosen.no_strace and shutil.which("strace") is not None
    if not tracing and not chosen.no_strace:
        print("skipped: counting flushes (`strace` is not installed)", file=sys.stderr)
    entrants = ledgers(chosen)
    print(f"Durable appends of {chosen.bytes} bytes; {disk_of(chosen.dir)}; a 4 KiB append and "
          f"fdatasync takes {flush_floor(chosen.dir):.0f} us. Medians of {chosen.runs} runs.\n")
    print("| ledger | writers | acknowledged | per second (least to most) | p50 ms | p99 ms | flushes per 1,000 "
          "events | found after kill |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for program, words in entrants:
        for writers in chosen.writers:
            events = events_for(writers, chosen)
            lines = [append(program, words, chosen, writers, events) for _ in range(chosen.runs)]
            flushes = traced_flushes(program, words, chosen, writers, events) if tracing else None
            for line in lines:
                line["fsyncs"] = line.get("fsyncs", flushes)
            if chosen.results:
                with open(chosen.results, "a", encoding="utf-8") as file:
                    file.writelines(json.dumps(line) + "\n" for line in lines)

            def median(key, of=lines):
                return statistics.median(line[key] for line in of)

            rates = sorted(line["events_per_s"] for line in lines)
            counted = "not counted" if flushes is None else f"{1000 * flushes / events:.1f}"
            own = lines[0]["fsyncs"]
            if flushes is not None and own != flushes:
                counted += f" (its own count: {1000 * own / events:.1f})"
            print(f"| {lines[0]['engine']} | {writers} | {events:,} "
                  f"| {median('events_per_s'):,.0f} ({rates[0]:,.0f} to {rates[-1]:,.0f}) "
                  f"| {median('p50_ns') / 1e6:.2f} | {median('p99_ns') / 1e6:.2f} | {counted} "
                  f"| {min(line['found'] for line in lines):,} |", flush=True)


if __name__ == "__main__":
    main()
