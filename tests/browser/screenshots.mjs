// Pictures of the main pages, to be looked at: node tests/browser/screenshots.mjs [FOLDER [NAME...]]
//
// With names, only those, and no more of a page than a window shows: so the README's are made, in
// docs/pictures.
import { mkdirSync } from "node:fs";
import { startBrowser, startOffice, windowFor } from "./office.mjs";

const [folder = "out/screenshots", ...names] = process.argv.slice(2);
const shots = [
  ["home", null, "/", 1280],
  ["home-phone", null, "/", 390],
  ["waiting", "officer", "/", 1280],
  ["cases", "officer", "/cases", 1280],
  ["overview", "officer", "/cases/exercise-kestrel", 1280],
  ["overview-phone", "officer", "/cases/exercise-kestrel", 390],
  ["paragon", "officer", "/cases/ice-paragon-2024?at=2024-10-10T12:00:00-04:00", 1280],
  ["heron", "white-house", "/cases/exercise-heron", 1280],
  ["factors", "officer", "/cases/exercise-heron/factors", 1280],
  ["why", "officer", "/cases/exercise-kestrel/why", 1280],
  ["evidence", "officer", "/cases/exercise-kestrel/evidence", 1280],
  ["questions", "officer", "/cases/exercise-kestrel/questions", 1280],
  ["deadlines", "officer", "/cases/exercise-kestrel/deadlines", 1280],
  ["stop-work", "contracting", "/cases/exercise-kestrel/stop-work", 1280],
  ["timeline", "auditor", "/cases/exercise-osprey/timeline", 1280],
  ["verify", "auditor", "/cases/exercise-osprey/verify", 1280],
  ["notice", "head", "/cases/exercise-heron/notice", 1280],
  ["report-4d", "head", "/cases/exercise-osprey/reports/4d", 1280],
  ["act", "head", "/cases/exercise-kestrel/act", 1280],
  ["determination", "head", "/cases/exercise-kestrel/act/determination.made", 1280],
  ["new-case", "contracting", "/cases/new", 1280],
  ["screening", "officer", "/screening?name=Paragon+Solutions&kind=organization&country=us", 1280],
  ["screening-phone", "officer", "/screening?name=Paragon+Solutions", 390],
  ["screening-case", "officer", "/cases/ice-paragon-2024/screening", 1280],
  ["owners", "officer", "/screening/owners?of=intellexa-sa&at=2026-06-01", 1280],
  ["law", null, "/law/eo-14093", 1280],
  ["register", null, "/register", 1280],
  ["register-case", null, "/register/ice-paragon-2024", 1280],
  ["people", "administrator", "/admin/people", 1280],
  ["sign-in", null, "/sign-in", 1280],
];

mkdirSync(folder, { recursive: true });
const office = await startOffice();
const chromium = await startBrowser();
try {
  for (const [name, who, path, width] of shots) {
    if (names.length > 0 && !names.includes(name)) continue;
    const page = await windowFor(chromium.browser, office.url, who, { viewport: { width, height: 900 } });
    const answer = await page.goto(office.url + path);
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: names.length === 0 });
    console.log(`${folder}/${name}.png ${answer.status()} ${path}`);
    await page.context().close();
  }
} finally {
  await chromium.stop();
  await office.stop();
}
