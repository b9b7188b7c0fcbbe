/**
 * Writes out/csp.json: the SHA-256 of every inline script the export contains.
 * `script-src` is the union for all pages; `pages` maps each HTML file (relative to out/) to its own hashes,
 * so that a server can send a short header.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const out = join(dirname(fileURLToPath(import.meta.url)), "..", "out");
const inlineScript = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;
const dataBlock = /<script[^>]*type="application\/(?:ld\+)?json"/;

/** @param {string} html */
function hashesOf(html) {
  const hashes = new Set();
  for (const [tag, body] of html.matchAll(inlineScript)) {
    if (dataBlock.test(tag) || body === "") continue;
    hashes.add(`'sha256-${createHash("sha256").update(body, "utf8").digest("base64")}'`);
  }
  return [...hashes];
}

const pages = {};
const files = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".html"));
for (const file of files.sort()) {
  pages[file.replaceAll("\\", "/")] = hashesOf(readFileSync(join(out, file), "utf8"));
}
const union = [...new Set(Object.values(pages).flat())].sort();
writeFileSync(join(out, "csp.json"), `${JSON.stringify({ "script-src": union, pages }, null, 2)}\n`);
process.stdout.write(`csp.json: ${union.length} inline scripts in ${Object.keys(pages).length} pages\n`);
