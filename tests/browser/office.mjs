// Starts the demonstration and a real browser, for the tests that look at pages as people do.
//
// STANDSTILL names the binary; CHROMIUM the browser (default: Debian's). The office listens on a free
// port of this machine and its folder goes with it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The packages of web/ are used from here as well; there is one list of them.
const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export async function startOffice(extra = []) {
  const binary = process.env.STANDSTILL ?? "out/release/bin/standstill";
  const child = spawn(binary, ["demo", "--listen", "127.0.0.1:0", ...extra], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const found = /stands at (\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    child.on("exit", (code) => reject(new Error(`the office ended with ${code}: ${said}`)));
  });
  return {
    url,
    pid: child.pid,
    async stop() {
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGTERM");
      return ended;
    },
  };
}

export async function startBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
  return {
    browser,
    async stop() {
      await browser.close();
    },
  };
}

// A window of its own, signed in as one of the people of the demonstration; nobody: null.
export async function windowFor(browser, url, who, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  if (who) await signIn(page, url, who);
  return page;
}

export async function signIn(page, url, who) {
  await page.goto(url + "/");
  await page.click(`form:has(input[name="person"][value="${who}"]) button`);
  await page.waitForLoadState();
}

// What axe finds wrong with the page as it stands, a line each.
export async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } }), rules);
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) =>
      `${violation.id}: ${violation.help}: ${node.target.join(" ")} ${node.html.slice(0, 160)}`));
}

// By how many pixels the page is wider than its window.
export async function overflow(page) {
  return page.evaluate(
    () => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
}
