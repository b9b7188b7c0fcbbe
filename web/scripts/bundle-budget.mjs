/** Prints the first-load JavaScript of each Korean page (gzip, from the export) and fails when one is above its budget. */
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const out = join(dirname(fileURLToPath(import.meta.url)), "..", "out");
/** Pages a person may see first, and those behind them. */
const first = new Set(["ko.html", "ko/home.html", "ko/invite.html", "ko/login.html", "ko/signup.html"]);
const budgetFirst_kB = 200;
const budget_kB = 225;
const sizes = new Map();

/** gzip size of one script in bytes. */
function sizeOf(path) {
  if (!sizes.has(path)) sizes.set(path, gzipSync(readFileSync(join(out, path)), { level: 9 }).length);
  return sizes.get(path);
}

/** Scripts a page's HTML loads in a browser that knows modules. */
function scriptsOf(html) {
  const tags = [...html.matchAll(/<script\b[^>]*\ssrc="([^"?]+)[^"]*"[^>]*>/g)];
  return [...new Set(tags.filter(([tag]) => !/\snomodule/i.test(tag)).map(([, source]) => decodeURIComponent(source)))];
}

const pages = ["ko.html", ...readdirSync(join(out, "ko")).filter((file) => file.endsWith(".html")).map((file) => `ko/${file}`)];
let over = 0;
for (const page of pages.sort()) {
  const scripts = scriptsOf(readFileSync(join(out, page), "utf8"));
  const kB = scripts.reduce((sum, script) => sum + sizeOf(script), 0) / 1000;
  const limit_kB = first.has(page) ? budgetFirst_kB : budget_kB;
  if (kB > limit_kB) over += 1;
  const verdict = kB > limit_kB ? `over ${limit_kB} kB` : `of ${limit_kB}`;
  process.stdout.write(`${page.padEnd(26)} ${kB.toFixed(1).padStart(7)} kB ${verdict}\n`);
}
process.exit(over > 0 ? 1 : 0);
