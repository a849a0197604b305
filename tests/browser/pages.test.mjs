// Every page, as each of the people who come to it sees it: no violation that axe knows, no sideways
// scrolling on a phone or at 400 % zoom, nothing lost in forced colours or without script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { overflow, startBrowser, startOffice, violations, windowFor } from "./office.mjs";

const cases = ["ice-paragon-2024", "exercise-heron", "exercise-kestrel", "exercise-osprey"];
const chapters = [
  "", "/factors", "/why", "/evidence", "/questions", "/deadlines", "/stop-work", "/timeline",
  "/verify", "/screening", "/notice", "/reports/4a", "/reports/4b", "/reports/4c", "/reports/4d", "/reports/2h",
];
const everybody = [
  "/", "/about", "/accessibility", "/sign-in", "/law", "/law/eo-14093", "/law/far-52.242-15",
  "/law/eu-2021-821-art-5", "/law/eo-14093/versions", "/law/eo-14093/2(a)", "/register",
  ...cases.map((id) => `/register/${id}`), "/nothing-here",
];
const readers = [
  "/", "/cases", "/cases?words=paragon", "/cases?words=nothing-like-it", "/account",
  ...cases.flatMap((id) => chapters.map((chapter) => `/cases/${id}${chapter}`)),
  "/cases/ice-paragon-2024?at=2024-10-10T12:00:00-04:00",
  "/cases/ice-paragon-2024/deadlines?at=2024-10-10T12:00:00-04:00",
  "/cases/no-such-case", "/screening", "/screening?name=Paragon+Solutions&country=us&born=1970",
  "/screening?name=Nobody+Atall", "/screening/lists",
  "/screening/owners", "/screening/owners?of=intellexa-sa&at=2026-06-01",
];
const kinds = [
  "contract.awarded", "contract.reported", "contract.stop-work-ordered",
  "contract.stop-work-extended", "contract.stop-work-cancelled", "contract.terminated",
  "contract.closed-out", "tool.named", "scope.found", "purpose.set", "procurement.step",
  "procurement.made", "evidence.added", "factor.found", "mitigation.considered",
  "determination.made", "determination.submitted", "determination.certified", "use.decided",
  "use.notified", "apnsa.further-process", "apnsa.no-further-process", "use.started", "use.ended",
  "information.received", "waiver.issued", "waiver.revoked", "waiver.notified",
  "assessment.issued", "existing-use.reviewed", "report.submitted",
];
const writers = [
  "/cases/new", "/cases/exercise-kestrel/act",
  ...kinds.map((kind) => `/cases/exercise-kestrel/act/${kind}`),
];
const administrators = ["/", "/admin", "/admin/people", "/admin/offices", "/admin/keys", "/admin/access"];

const visits = [
  [null, everybody],
  ["officer", [...readers, ...writers]],
  ["head", ["/", "/cases/exercise-heron/act", "/cases/exercise-heron/act/use.decided"]],
  ["white-house", ["/", "/cases/exercise-heron/act/apnsa.no-further-process"]],
  ["auditor", ["/", "/cases/exercise-heron/verify", "/cases/exercise-heron/timeline"]],
  ["administrator", administrators],
];

let office, chromium;
before(async () => {
  office = await startOffice();
  chromium = await startBrowser();
});
after(async () => {
  await chromium?.stop();
  await office?.stop();
});

async function each(who, paths, options, look) {
  const page = await windowFor(chromium.browser, office.url, who, options);
  const wrong = [];
  page.on("console", (message) => {
    // A page that is not there says so to the console as well.
    if (message.type() === "error" && !/status of 40[34]/.test(message.text()))
      wrong.push(`${page.url()}: console: ${message.text()}`);
  });
  for (const path of paths) {
    const answer = await page.goto(office.url + path);
    const expected = /nothing-here|no-such-case/.test(path) ? 404 : 200;
    if (answer.status() !== expected) wrong.push(`${path}: status ${answer.status()}`);
    for (const line of await look(page)) wrong.push(`${path}: ${line}`);
  }
  await page.context().close();
  assert.deepEqual(wrong, []);
}

for (const [who, paths] of visits) {
  const name = who ?? "a visitor";
  test(`axe finds nothing on the pages of ${name}`, () => each(who, paths, {}, violations));
  test(`the pages of ${name} fit a phone, which is also 400 % zoom`, () =>
    each(who, paths, { viewport: { width: 320, height: 256 } }, async (page) => {
      const by = await overflow(page);
      return by > 0 ? [`${by} pixels wider than the window`] : [];
    }));
}

test("pages of every kind stand in forced colours", () =>
  each("officer", ["/", "/cases", ...chapters.map((chapter) => `/cases/exercise-kestrel${chapter}`),
                   "/cases/exercise-kestrel/act/factor.found", "/law/eo-14093", "/register"],
       { forcedColors: "active" }, violations));

test("without script every page says the same", async () => {
  const scripted = await windowFor(chromium.browser, office.url, "officer");
  const plain = await windowFor(chromium.browser, office.url, "officer", { javaScriptEnabled: false });
  const wrong = [];
  for (const path of ["/", "/cases", ...chapters.map((chapter) => `/cases/exercise-kestrel${chapter}`)]) {
    const words = [];
    for (const page of [scripted, plain]) {
      await page.goto(office.url + path);
      words.push((await page.textContent("main")).replace(/\d\d:\d\d(:\d\d)?(\.\d+)?/g, "").replace(/\s+/g, " "));
    }
    if (words[0] !== words[1]) wrong.push(path);
  }
  assert.deepEqual(wrong, []);
});
