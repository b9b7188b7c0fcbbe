/** Where a Chromium is (CHROMIUM, or a usual place) and how it starts quietly. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const usualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of the browser, or null when there is none. */
export function chromiumPath() {
  const places = process.env.CHROMIUM ? [process.env.CHROMIUM] : usualPlaces;
  return places.find((place) => existsSync(place)) ?? null;
}

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts it headless with a fresh profile. */
export function launchChromium() {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error("No Chromium found: install it or set CHROMIUM to its path.");
  return chromium.launch({ executablePath, headless: true, args: quiet });
}
