import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../scripts/chromium.mjs";
import { type Complaints, isLive, ko, open, origin, phone, picture, visitor } from "./stage";

/** A seeded account that no other journey touches: this one needs a product whose data folder is fresh. */
const seeded = { name: "user004", password: "123455" };
const chosen = "a door of my own";
const complaints: Complaints = [];

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(async () => {
  await browser.close();
});

describe("the first log-in of an account somebody else made", () => {
  it("leads nowhere but to a password of one's own, and then home", async () => {
    const page = await open(await visitor(browser, phone, complaints), "/ko/login");
    await page.getByLabel(ko("auth", "siteIdOrNickname"), { exact: true }).fill(seeded.name);
    await page.getByLabel(ko("auth", "password"), { exact: true }).fill(seeded.password);
    await page.getByRole("button", { name: ko("auth", "login.submit"), exact: true }).click();
    await page.waitForURL("**/ko/change-password*");
    await picture(page, "change-password-phone");

    await page.goto(`${origin}/ko/wallet`);
    await page.waitForURL("**/ko/change-password*");

    await page.getByLabel(ko("auth", "change.current"), { exact: true }).fill(seeded.password);
    await page.getByLabel(ko("auth", "change.next"), { exact: true }).fill(chosen);
    await page.getByRole("button", { name: ko("auth", "change.submit"), exact: true }).click();
    await page.waitForURL((url) => !url.pathname.includes("change-password"));
    await isLive(page);
    await page.goto(`${origin}/ko/home`);
    await isLive(page);
    await page.getByText(seeded.name).first().waitFor();
    expect(complaints.filter((line) => !line.includes("403"))).toEqual([]);
  });
});
