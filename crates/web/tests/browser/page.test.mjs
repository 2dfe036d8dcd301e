// The page in headless Chromium. QUELL names the program, CHROMIUM the browser.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../../..");
const quell = process.env.QUELL ?? join(root, "target/release/quell");
const axe = createRequire(import.meta.url)("axe-core").source;
const text = "Hafen: Brücke bleibt zu\n\n„Wir bauen bis Mai“, sagte Bürgermeisterin Ida Moor der dpa. Der Stahl sei angeblich marode.\n";

let server, browser, base, folder, article, statement;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "quell-browser-"));
  const store = join(folder, "record.db");
  const line = (words) => JSON.stringify({ url: "https://bote.example/7", title: "Rat stimmt zu", outlet: "Bote", date: "2025-03-14", text: words }) + "\n";
  writeFileSync(join(folder, "1.jsonl"), line("Die Brücke soll angeblich im Mai öffnen, sagte Bürgermeisterin Ida Moor. „Wir bauen weiter“, sagte Moor."));
  writeFileSync(join(folder, "2.jsonl"), line("Die Brücke soll im Mai öffnen, erklärte der Rat. „Wir bauen weiter“, sagte Moor."));
  for (const input of [join(root, "samples/hafen"), join(folder, "1.jsonl"), join(folder, "2.jsonl")]) {
    const added = spawnSync(quell, ["add", input, "--store", store, "--quiet"], { encoding: "utf8" });
    assert.equal(added.error, undefined);
  }
  server = spawn(quell, ["serve", "--port", "0", "--store", store], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = await new Promise((done) => createInterface(server.stdout).once("line", (line) => done([line])));
  base = url.replace(/\/$/, "");
  const found = await (await fetch(`${base}/api/search?q=Hafenbrand`)).json();
  article = found.articles.find((one) => one.url)?.id ?? found.articles[0].id;
  statement = (await (await fetch(`${base}/api/articles/${article}`)).json()).statements[0].id;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  server?.kill("SIGINT");
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/// A page that notes what goes wrong, and that asks nobody else.
async function opened(options) {
  const context = await browser.newContext({ locale: "de-DE", ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && !message.text().includes("404") && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => request.url().startsWith(base) || wrong.push(`asked for ${request.url()}`));
  return { page, wrong, close: () => context.close() };
}

const pages = () => [
  "/",
  "/search?q=Hafen",
  `/article/${article}`,
  `/article/${article}?kind=direct`,
  `/article/${article}/why/${statement}`,
  "/claim",
  "/claim?q=Betreiber%20wusste%20von%20den%20M%C3%A4ngeln",
  "/claim?q=Niemand%20sagt%20das",
  "/who?name=Jessen",
  "/changes?at=https%3A%2F%2Fbote.example%2F7",
  `/correct?statement=${statement}`,
  "/corrections",
  "/api",
  "/nowhere",
];

for (const [width, colorScheme, locale] of [[1440, "light", "de-DE"], [360, "dark", "en-GB"]]) {
  test(`every page at ${width} pixels, ${colorScheme}, ${locale}`, async () => {
    const { page, wrong, close } = await opened({ viewport: { width, height: 900 }, colorScheme, locale });
    for (const path of pages()) {
      await page.goto(base + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} pixels wider than the window`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 5).join(", ")}`);
      assert.deepEqual(told, [], path);
    }
    assert.deepEqual(wrong, []);
    await close();
  });
}

test("the chain of a statement is shown where the pointer is, without a script", async () => {
  const { page, close } = await opened({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: false });
  await page.goto(base);
  await page.fill("#text", text);
  await page.click(".read button.main");
  const said = page.locator(".words .said.direct").first();
  assert.match(await said.textContent(), /Wir bauen bis Mai/);
  const card = page.locator(".note").first().locator(".card");
  assert.equal(await card.isVisible(), false);
  await said.hover();
  assert.equal(await card.isVisible(), true);
  assert.match(await card.textContent(), /Ida Moor/);
  await close();
});

test("a statement is reached, explained and left by keyboard alone", async () => {
  const { page, close } = await opened({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${base}/article/${article}`);
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.className), /skip/);
  await page.keyboard.press("Enter");
  let steps = 0;
  while (!(await page.evaluate(() => document.activeElement.matches(".words .ref")))) {
    await page.keyboard.press("Tab");
    assert.ok(++steps < 80, "the first statement is not far");
  }
  const number = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  const card = page.locator(".note:target .card");
  await card.waitFor({ state: "visible" });
  assert.equal(await page.locator(".note:target .number").textContent(), number);
  steps = 0;
  while (!(await page.evaluate(() => document.activeElement.getAttribute("href")?.includes("/why/")))) {
    await page.keyboard.press("Tab");
    assert.ok(++steps < 6, "“Why?” is near");
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/why\//);
  await close();
});

test("a source is corrected and the correction undone by click", async () => {
  const { page, close } = await opened({ viewport: { width: 360, height: 800 } });
  await page.goto(`${base}/correct?statement=${statement}`);
  await page.fill("#name", "Kreise der Feuerwehr");
  await page.click("button.main");
  await page.waitForURL(/\/article\//);
  assert.match(await page.textContent(".note:target"), /Kreise der Feuerwehr/);
  await page.goto(`${base}/corrections`);
  assert.match(await page.textContent(".kept li"), /Kreise der Feuerwehr/);
  await page.click(".kept button");
  assert.match(await page.textContent(".kept li"), /zurückgenommen/);
  await close();
});

test("files that are dropped are read", async () => {
  const { page, wrong, close } = await opened({ viewport: { width: 1440, height: 900 } });
  await page.goto(base);
  const transfer = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "bruecke.txt", { type: "text/plain" }));
    return transfer;
  }, text);
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await page.waitForURL(/\/article\//);
  assert.match(await page.textContent(".side"), /Ida Moor/);
  assert.deepEqual(wrong, []);
  await close();
});
