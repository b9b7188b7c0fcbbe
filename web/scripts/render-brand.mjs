/**
 * Redraws the checked-in brand images after the mark changed: `node scripts/render-brand.mjs <origin of a running site>`.
 * Icons come from public/icon.svg, the social card from the English front page.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "./chromium.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "public");
const origin = process.argv[2] ?? "http://127.0.0.1:8000";
const svg = readFileSync(join(folder, "icon.svg"), "utf8");
/** A maskable icon fills the square; its content keeps to the middle four fifths. */
const maskable = svg.replace(' rx="7.5"', "").replace("scale(.86)", "scale(.66)");
const browser = await launchChromium();

async function png(source, size) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${source}`);
  const image = await page.screenshot({ omitBackground: true });
  await page.close();
  return image;
}

/** One PNG in an ICO container: header, one directory entry, the image. */
function ico(image, size) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(size, 6);
  head.writeUInt8(size, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(image.length, 14);
  head.writeUInt32LE(22, 18);
  return Buffer.concat([head, image]);
}

async function socialCard() {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
  await page.goto(`${origin}/en`, { waitUntil: "networkidle" });
  await page.addStyleTag({
    content: "header nav, main section:first-of-type div:has(> a), main section:first-of-type p:last-child { display: none !important }",
  });
  await page.evaluate(() => document.fonts.ready);
  const image = await page.screenshot();
  await page.close();
  return image;
}

writeFileSync(join(folder, "icon-192.png"), await png(svg, 192));
writeFileSync(join(folder, "icon-512.png"), await png(svg, 512));
writeFileSync(join(folder, "icon-maskable-512.png"), await png(maskable, 512));
writeFileSync(join(folder, "apple-touch-icon.png"), await png(maskable, 180));
writeFileSync(join(folder, "favicon.ico"), ico(await png(svg, 48), 48));
writeFileSync(join(folder, "social-card.png"), await socialCard());
await browser.close();
