// The whole life of a case, by the people whose acts it needs, each in a window of their own: opened,
// stopped, looked into, determined, certified, decided, notified, released, used, and verified. The
// clock is the real one, so the White House's release takes the place of seven days.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser, startOffice, violations, windowFor } from "./office.mjs";

const id = "exercise-kestrel";
const password = "look-around-freely";
const factors = [
  "2(a)(i)(A)", "2(a)(i)(B)(1)", "2(a)(i)(B)(2)", "2(a)(i)(B)(3)",
  "2(a)(ii)(A)(1)", "2(a)(ii)(A)(2)", "2(a)(ii)(B)",
];

let office, chromium;
const people = {};
before(async () => {
  office = await startOffice();
  chromium = await startBrowser();
  for (const who of ["officer", "contracting", "counsel", "head", "white-house", "auditor"])
    people[who] = await windowFor(chromium.browser, office.url, who);
});
after(async () => {
  await chromium?.stop();
  await office?.stop();
});

// Fills a form field by its name, whatever kind of control it is.
async function fill(page, name, value) {
  const field = page.locator(`[name="${name}"]`);
  const kind = await field.first().evaluate((e) => (e.type || e.tagName).toLowerCase());
  if (kind === "radio" || kind === "checkbox") {
    // The design system draws the box beside the control; a person clicks the label.
    const box = page.locator(`[name="${name}"][value="${value}"]`);
    if (!(await box.isChecked())) await page.locator(`label[for="${await box.getAttribute("id")}"]`).click();
  } else if (kind.startsWith("select")) {
    await field.selectOption(value);
  } else {
    await field.fill(value);
  }
}

// One act from form to record: form, review, where it must be a fresh proof of identity, record.
async function act(who, kind, fields, caseId = id) {
  const page = people[who];
  await page.goto(`${office.url}/cases/${caseId}/act/${kind}`);
  for (const [name, value] of fields) await fill(page, name, value);
  await page.getByRole("button", { name: "Review before recording" }).click();
  if (new URL(page.url()).pathname === "/confirm") {
    await page.fill("#password", password);
    await page.getByRole("button", { name: "Confirm" }).click();
    // Back at the form, with what was typed.
    const again = page.getByRole("button", { name: "Review before recording" });
    if (await again.count()) await again.click();
  }
  const mistakes = page.locator(".usa-alert--error");
  if (await mistakes.count()) assert.fail(`${kind}: ${await mistakes.first().innerText()}`);
  const found = await violations(page);
  assert.deepEqual(found, [], `review page of ${kind}`);
  await page.locator('form[action$="/record"] button[type="submit"]').first().click();
  const wrong = page.locator(".usa-alert--error");
  if (await wrong.count()) assert.fail(`${kind}: ${await wrong.first().innerText()}`);
}

// What the page of the case says in one word.
async function gate() {
  const page = people.auditor;
  await page.goto(`${office.url}/cases/${id}`);
  return (await page.locator(".gate-word").first().innerText()).trim();
}

test("the officer looks into a stopped contract, and unknown keeps the gate shut", async () => {
  assert.equal(await gate(), "REFUSED");
  await act("contracting", "contract.stop-work-cancelled", []);
  await act("officer", "purpose.set", [["purpose", "operational"]]);
  await act("officer", "procurement.step", [["step", "3(b)"]]);
  await act("officer", "procurement.step", [["step", "3(c)"]]);
  for (const entity of ["Kestrel Labs Ltd", "Kestrel Systems LLC"])
    await act("officer", "procurement.step", [["step", "3(d)"], ["entity", entity]]);
  await act("officer", "evidence.added", [
    ["id", "e6"], ["kind", "filing"], ["publisher", "Exercise Registry"],
    ["grade.letter", "A"], ["grade.digit", "2"],
  ]);
  for (const factor of factors)
    await act("officer", "factor.found", [
      ["factor", factor],
      ["value", factor === "2(a)(ii)(A)(1)" ? "present" : "absent"],
      ["evidence", "e2"],
    ]);
  await act("officer", "mitigation.considered", [
    ["knew", "no"], ["measures.0.kind", "cancelled-contracts"], ["measures.0.evidence", "e2"],
  ]);
  assert.equal(await gate(), "REFUSED");
});

test("whoever graded its evidence is told why they may not certify", async () => {
  const page = people.officer;
  await page.goto(`${office.url}/cases/${id}/act/determination.certified`);
  assert.equal(await page.getByRole("button", { name: "Review before recording" }).count(), 0);
});

test("the head determines, certifies, decides and notifies, each with a fresh proof", async () => {
  await act("head", "determination.made", [
    ["outcome", "not-prohibited"], ["reasons", "The vendor ended the contract concerned."],
  ]);
  await act("head", "determination.submitted", [["to", "director-of-national-intelligence"]]);
  await act("head", "determination.certified", []);
  await act("head", "use.decided", []);
  assert.equal(await gate(), "REFUSED");
  await act("head", "use.notified", [
    ["parts", "due-diligence"], ["parts", "factors"], ["parts", "reasons"],
  ]);
  assert.equal(await gate(), "REFUSED");  // seven days run
});

test("the White House releases, and the gate opens; new information closes it", async () => {
  await act("white-house", "apnsa.no-further-process", []);
  assert.equal(await gate(), "PERMITTED");
  await act("officer", "information.received", [["factor", "2(a)(ii)(B)"], ["evidence", "e3"]]);
  assert.equal(await gate(), "REFUSED");
});

test("the auditor downloads the record, and the binary verifies it without the office", async () => {
  const folder = mkdtempSync(join(tmpdir(), "standstill-journey-"));
  try {
    const page = people.auditor;
    await page.goto(`${office.url}/cases/${id}/verify`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /bundle/i }).first().click(),
    ]);
    const bundle = join(folder, "case.tar");
    await download.saveAs(bundle);
    const said = execFileSync(process.env.STANDSTILL ?? "out/release/bin/standstill",
                              ["verify", bundle], { encoding: "utf8" });
    assert.match(said, /verif/i);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("by keyboard alone an officer gets from the home page to a recorded finding", async () => {
  const page = await windowFor(chromium.browser, office.url, "officer");
  await page.goto(office.url + "/");
  // Tabs until the focused element matches, and says where it went if it never does.
  const reach = async (what) => {
    for (let i = 0; i < 200; ++i) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const e = document.activeElement;
        const shown = e.getBoundingClientRect();
        return {
          text: (e.innerText || e.value || "").trim(), id: e.id, name: e.name, value: e.value, href: e.href,
          outlined: getComputedStyle(e).outlineStyle !== "none" ||
                    getComputedStyle(e).boxShadow !== "none" || e.type === "radio" || e.type === "checkbox",
          shown: shown.width > 0 || e.type === "radio" || e.type === "checkbox",
        };
      });
      if (here.id === "main-content") continue;
      assert.ok(here.outlined, `no visible focus on ${here.text || here.id}`);
      if (what(here)) return;
    }
    assert.fail(`never reached ${what}`);
  };
  await reach((e) => e.text === "Skip to main content");
  await reach((e) => (e.href ?? "").endsWith("/cases"));
  const follow = () => Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await follow();
  await reach((e) => (e.href ?? "").includes("/cases/exercise-osprey"));
  await follow();
  await reach((e) => /Record something/.test(e.text));
  await follow();
  await reach((e) => (e.href ?? "").endsWith("/act/contract.reported"));
  await follow();
  await reach((e) => e.name === "publisher");
  await page.keyboard.type("Exercise Gazette");
  await reach((e) => /Review before recording/.test(e.text));
  await follow();
  await reach((e) => e.name === "do" && e.value === "record");
  await follow();
  assert.match(await page.innerText("main"), /recorded/i);
});

test("a case is opened by its form, without script, and stands refused", async () => {
  const page = await windowFor(chromium.browser, office.url, "contracting", { javaScriptEnabled: false });
  await page.goto(office.url + "/cases/new");
  await page.fill("#title", "EXERCISE (invented): Plover");
  await page.fill("#agency-name", "Department of Homeland Security");
  await page.selectOption("#agency-head", "secretary-of-homeland-security");
  for (let step = 0; step < 8; ++step) {
    const open = page.getByRole("button", { name: /^Open the case/ });
    if (await open.count()) {
      await open.click();
      break;
    }
    await page.locator('main form button[type="submit"][name="do"][value="review"]').last().click();
    const wrong = page.locator(".usa-alert--error");
    if (await wrong.count()) assert.fail(await wrong.first().innerText());
  }
  await page.waitForLoadState();
  assert.match(await page.innerText("main"), /REFUSED/);
});
