#!/usr/bin/env python3
"""The whole office under load, on loopback, for as long as it is given.

    office.py kill PROGRAM ROUNDS     64 connections record events; the server is killed (SIGKILL)
                                      under them and started again; each acknowledged event must
                                      be on record under its index, with its content
    office.py soak PROGRAM MINUTES    pages, gate and events mixed; the last third of the time may
                                      need no more memory or files than the first, by a tenth
    office.py pages PROGRAM FOLDER    latency of overview pages of a folder with cases `case-N`

Prints one closing line; status 0 only if nothing was found.
"""
import asyncio
import http.cookies
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

CONNECTIONS = 64
PASSWORD = "a-password-for-one-hour"
HEADER = {"standstill": 1, "title": "A case", "law": ["eo-14093"], "zone": "America/New_York",
          "agency": {"name": "Department of Homeland Security",
                     "head": "secretary-of-homeland-security"}}


class Server:
    """One process of `standstill serve` over a folder."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.process, self.port = None, None

    def prepare(self):
        def run(*words, text=None):
            return subprocess.run([self.program, "--data", self.folder, *words], input=text,
                                  check=True, capture_output=True, text=True).stdout.strip()
        known = run("--format", "json", "people", "list")  # of a folder that was here before
        if not any(person["id"] == "soak" for person in json.loads(known)):
            run("people", "add", "soak", "--office", "reviewer", "--registrar", "--password-file",
                "-", text=PASSWORD)
        self.token = run("people", "token", "soak", "--may", "ask-gate", "--may", "read-cases",
                         "--may", "record", "--may", "open-case", "--may", "read-entries")

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "--data", self.folder, "serve", "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if not found:
            sys.exit(f"office: the server does not begin: {line!r}")
        self.port = int(found.group(1))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(300)
        self.process.stdout.close()

    def resident(self):
        pages = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGESIZE")

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


class Client:
    """One connection that stays. `ask` gives status, headers and body."""

    def __init__(self, server, headers=None):
        self.server, self.headers = server, headers or {}
        self.reader = self.writer = None

    async def ask(self, method, path, body="", **more):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.server.port}"]
        for name, value in {**self.headers, **more}.items():
            lines.append(f"{name.replace('_', '-')}: {value}")
        data = body.encode()
        if data:
            lines.append(f"Content-Length: {len(data)}")
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + data)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        got = [line.partition(": ")[::2] for line in head[1:] if line]
        names = {name.lower(): value for name, value in got}
        status = int(head[0].split()[1])
        text = await self.reader.readexactly(int(names.get("content-length", 0)))
        cookies = [value for name, value in got if name.lower() == "set-cookie"]
        if names.get("connection", "").lower() == "close":
            self.close()
        return status, cookies, text.decode()

    def close(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


def with_token(server):
    return Client(server, {"Authorization": f"Bearer {server.token}",
                           "Content-Type": "application/json"})


def event(tool):
    return json.dumps({"event": "tool.named", "by": "reviewer", "tool": tool})


async def open_case(client, name):
    status, _, body = await client.ask("POST", "/api/cases", json.dumps({**HEADER, "case": name}))
    if status not in (201, 409):
        sys.exit(f"office: opening {name}: {status} {body}")


# ---- kill

async def record_until_dead(server, round_, number, kept):
    client = with_token(server)
    case = f"case-{number % 48}"  # some on one case, most on one of their own
    count = 0
    try:
        while True:
            key = f"{round_}-{number}-{count}"
            status, _, body = await client.ask("POST", f"/api/cases/{case}/events", event(key),
                                               Idempotency_Key=key)
            if status != 201:
                sys.exit(f"office: {status} {body}")
            kept[key] = (case, json.loads(body))
            count += 1
    except (asyncio.IncompleteReadError, ConnectionError):
        client.close()


async def events_of(client, case):
    found, start = {}, 0
    while start is not None:
        status, _, body = await client.ask("GET", f"/api/cases/{case}/events?from={start}&limit=1000")
        if status != 200:
            sys.exit(f"office: {case} cannot be read: {status} {body}")
        page = json.loads(body)
        for one in page["events"]:
            found[one["index"]] = one["facts"].get("tool")
        start = page["next"]
    return found


async def kill_rounds(server, rounds):
    kept, lost = {}, 0
    server.start()
    client = with_token(server)
    for number in range(48):
        await open_case(client, f"case-{number}")
    client.close()
    for round_ in range(rounds):
        works = [asyncio.create_task(record_until_dead(server, round_, number, kept))
                 for number in range(CONNECTIONS)]
        await asyncio.sleep(1 + random.random())
        server.kill()
        await asyncio.gather(*works)
        server.start()
    # The log is read as it stands after all of them, and each key is asked for again.
    client = with_token(server)
    on_record = {case: await events_of(client, case) for case in {c for c, _ in kept.values()}}
    for key, (case, receipt) in kept.items():
        if on_record[case].get(receipt["index"]) != key:
            lost += 1
            print(f"lost: {key} at {receipt['index']} of {case}", file=sys.stderr)
    for key in random.sample(sorted(kept), min(2000, len(kept))):
        case, receipt = kept[key]
        status, _, body = await client.ask("POST", f"/api/cases/{case}/events", event(key),
                                           Idempotency_Key=key)
        again = json.loads(body)
        if status != 201 or not again["repeated"] or again["index"] != receipt["index"]:
            lost += 1
            print(f"recorded again: {key}: {status} {body}", file=sys.stderr)
    client.close()
    server.stop()
    checked = subprocess.run([server.program, "--data", server.folder, "log", "check"],
                             capture_output=True, text=True)
    if checked.returncode != 0:
        lost += 1
        print(checked.stdout + checked.stderr, file=sys.stderr)
    print(f"kill: {rounds} rounds, {len(kept)} events acknowledged, {lost} lost or wrong")
    return lost == 0


# ---- soak

async def sign_in(server):
    client = Client(server)
    _, cookies, page = await client.ask("GET", "/sign-in")
    jar = http.cookies.SimpleCookie()
    for cookie in cookies:
        jar.load(cookie)
    sent = "; ".join(f"{name}={one.value}" for name, one in jar.items())
    form_token = re.search(r'name="form_token" value="([^"]*)"', page).group(1)
    form = urllib.parse.urlencode({"form_token": form_token, "next": "/", "person": "soak",
                                   "password": PASSWORD, "code": ""})
    status, cookies, body = await client.ask(
        "POST", "/sign-in", form, Cookie=sent, Content_Type="application/x-www-form-urlencoded")
    for cookie in cookies:
        jar.load(cookie)
    if status != 303:
        sys.exit(f"office: nobody can sign in: {status} {body[:500]}")
    client.headers["Cookie"] = "; ".join(f"{n}={c.value}" for n, c in jar.items() if c.value)
    return client


class Soak:
    def __init__(self, server, until):
        self.server, self.until = server, until
        self.counts = {"pages": 0, "gate": 0, "events": 0}
        self.cases = []

    def goes_on(self):
        return time.monotonic() < self.until

    async def paced(self, name, per_second, one):
        following = time.monotonic()
        while self.goes_on():
            await one()
            self.counts[name] += 1
            following = max(following + 1 / per_second, time.monotonic() - 1)
            await asyncio.sleep(max(0, following - time.monotonic()))

    async def pages(self):
        client = await sign_in(self.server)
        parts = ["", "/factors", "/why", "/evidence", "/questions", "/deadlines", "/timeline"]
        others = ["/", "/cases", "/law", "/register"]

        async def one():
            path = random.choice(others)
            if random.random() < 0.7:
                path = f"/cases/{random.choice(self.cases)}{random.choice(parts)}"
            status, _, _ = await client.ask("GET", path)
            if status != 200:
                sys.exit(f"office: {path}: {status}")
        await self.paced("pages", 30, one)

    async def gate(self):
        client = with_token(self.server)

        async def one():
            question = {"case": random.choice(self.cases), "signed": True}
            if random.random() < 0.5:
                question["nonce"] = f"n{self.counts['gate']}"
            status, _, body = await client.ask("POST", "/api/gate", json.dumps(question))
            if status != 200:
                sys.exit(f"office: the gate: {status} {body}")
        await self.paced("gate", 100, one)

    # A case gets twenty events, then the next one is opened: as real ones, cases stay short.
    async def events(self, number):
        client = with_token(self.server)
        count = 0

        async def one():
            nonlocal count
            name = f"case-{number}-{count // 20}"
            if count % 20 == 0:
                await open_case(client, name)
                self.cases.append(name)
            status, _, body = await client.ask("POST", f"/api/cases/{name}/events",
                                               event(f"Suite {count}"),
                                               Idempotency_Key=f"{number}-{count}")
            if status != 201:
                sys.exit(f"office: {name}: {status} {body}")
            count += 1
        await self.paced("events", 25, one)

    async def sample(self, seconds):
        samples = []
        while self.goes_on():
            await asyncio.sleep(seconds)
            samples.append((self.server.resident(), self.server.files()))
        return samples


def mean(numbers):
    return sum(numbers) / len(numbers)


# As many cases as are kept in memory and more, so that what comes to be kept is no growth.
async def fill(server, number):
    client = with_token(server)
    for count in range(number, 640, 4):
        name = f"filled-{count}"
        await open_case(client, name)
        body = "[" + ",".join(event(f"Suite {n}") for n in range(20)) + "]"
        status, _, answer = await client.ask("POST", f"/api/cases/{name}/events", body)
        if status != 201:
            sys.exit(f"office: {name}: {status} {answer}")
        await client.ask("POST", "/api/gate", json.dumps({"case": name, "signed": True}))
    await open_case(client, f"case-{number}-0")
    client.close()


async def soak(server, minutes):
    server.start()
    await asyncio.gather(*(fill(server, number) for number in range(4)))
    load = Soak(server, time.monotonic() + 60 * minutes)
    load.cases = [f"case-{number}-0" for number in range(4)]
    works = [load.pages(), load.gate(), load.gate()] + [load.events(n) for n in range(4)]
    results = await asyncio.gather(load.sample(10), *works)
    samples = results[0]
    server.stop()
    third = max(1, len(samples) // 3)
    said, good = [], True
    for place, (name, unit) in enumerate((("RSS", 1e6), ("open files", 1))):
        first = mean([one[place] for one in samples[:third]]) / unit
        last = mean([one[place] for one in samples[-third:]]) / unit
        good = good and last <= first * 1.1
        said.append(f"{name} {first:.1f} in the first third, {last:.1f} in the last")
    for resident, files in samples:
        print(f"{resident / 1e6:.1f} MB, {files} files", file=sys.stderr)
    counts = ", ".join(f"{count} {name}" for name, count in load.counts.items())
    print(f"soak: {minutes:g} minutes, {counts}; {'; '.join(said)}")
    return good


# ---- pages

async def pages(server):
    server.start()
    before = server.resident()
    client = await sign_in(server)
    for what, path in (("overview, another case each", lambda: f"/cases/case-{random.randrange(100_000)}"),
                       ("overview, one case", lambda: "/cases/case-77"),
                       ("list of cases", lambda: "/cases"), ("home", lambda: "/")):
        times = []
        for _ in range(300):
            target = path()
            begin = time.perf_counter()
            status, _, body = await client.ask("GET", target)
            times.append((time.perf_counter() - begin) * 1e3)
            if status != 200:
                sys.exit(f"office: {target}: {status} {body[:300]}")
            await asyncio.sleep(0.02)
        times.sort()
        print(f"{what}: p50 {times[150]:.2f} ms, p99 {times[297]:.2f} ms, {len(body)} bytes, "
              f"RSS {server.resident() / 1e6:.0f} MB")
    print(f"pages: RSS {before / 1e6:.0f} MB after the start, "
          f"{server.resident() / 1e6:.0f} MB at the end")
    server.stop()
    return True


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("kill", "soak", "pages"):
        sys.exit(__doc__)
    what, program, amount = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="standstill-office-") as scratch:
        server = Server(program, amount if what == "pages" else scratch)
        server.prepare()
        if what == "kill":
            good = asyncio.run(kill_rounds(server, int(amount)))
        elif what == "soak":
            good = asyncio.run(soak(server, float(amount)))
        else:
            good = asyncio.run(pages(server))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
