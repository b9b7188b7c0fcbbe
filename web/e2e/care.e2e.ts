import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../scripts/chromium.mjs";
import { type Complaints, type Member, desk, isLive, ko, member, open, origin, phone, picture, press, settled, shownGold } from "./stage";

const complaints: Complaints = [];
let browser: Browser;
let player: Member;
let page: Page;

/** Throws for 100 gold and returns the status of the answer; a refused throw leaves the gold as it was. */
async function refusedThrow(words: string): Promise<number> {
  await page.goto(`${origin}/ko/rps`);
  await isLive(page);
  const before = await shownGold(page);
  const answer = page.waitForResponse("**/api/games/rps/play");
  await page.locator("button[aria-keyshortcuts=Space]:enabled").click();
  const status = (await answer).status();
  await page.getByRole("alert").getByText(words, { exact: false }).first().waitFor();
  expect(await shownGold(page)).toBe(before);
  return status;
}

beforeAll(async () => {
  browser = await launchChromium();
  player = await member(browser, phone, complaints);
  page = await open(player.context, "/ko/responsible-play");
});

afterAll(async () => {
  await browser.close();
});

describe("own limits", () => {
  it("hold at once in every game: a stake above the own limit is refused", async () => {
    const name = ko("frame", "limit.name.stake_max");
    await press(page, ko("responsible", "limits.changeOf", { name }));
    await page.getByLabel(`${name} (${ko("responsible", "limits.amount.gold")})`, { exact: true }).fill("50");
    await page.getByText(ko("responsible", "limits.atOnce")).waitFor();
    await press(page, ko("common", "save"));
    await page.getByRole("listitem").filter({ hasText: name }).getByText(ko("frame", "limit.unit.gold", { amount: 50 }), { exact: true }).first().waitFor();
    await settled(page);
    await picture(page, "limit-set-phone");
    expect(await refusedThrow(ko("errors", "code.limit_reached"))).toBe(403);
    await settled(page);
    await picture(page, "limit-refused-phone");
  });

  it("are raised a day later, not now", async () => {
    await page.goto(`${origin}/ko/responsible-play`);
    await press(page, ko("responsible", "limits.changeOf", { name: ko("frame", "limit.name.stake_max") }));
    await press(page, ko("responsible", "limits.remove"));
    await page.getByText(ko("responsible", "limits.savedLater")).first().waitFor();
    expect(await refusedThrow(ko("errors", "code.limit_reached"))).toBe(403);
  });
});

describe("the reality check", () => {
  it("stands over the game until it is answered, and then goes", async () => {
    let due = true;
    await page.route("**/api/responsible-play/session", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...((await response.json()) as object), reality_check_due: due, minutes: 61 } });
    });
    await page.goto(`${origin}/ko/rps`);
    const check = page.locator("[data-slot=reality-check]");
    await check.waitFor();
    await page.keyboard.press("Escape");
    await check.getByText(ko("frame", "reality.minutesValue", { minutes: 61 })).waitFor();
    await settled(page);
    await picture(page, "reality-check-phone");
    due = false;
    await press(page, ko("frame", "reality.goOn"));
    await check.waitFor({ state: "detached" });
    await page.unrouteAll({ behavior: "wait" });
  });
});

describe("a break", () => {
  it("of a day is asked once more, refuses every bet, and says until when", async () => {
    await page.goto(`${origin}/ko/responsible-play`);
    await press(page, ko("responsible", "break.24"));
    await settled(page);
    await picture(page, "break-asked-phone");
    await press(page, ko("responsible", "break.confirm"));
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText(/쉬어 가는 중이에요/).first().waitFor();
    expect(await refusedThrow("쉬기로 정한")).toBe(403);
    await page.getByRole("status").getByText(/쉬어 가는 중이에요/).first().waitFor();
    await settled(page);
    await picture(page, "break-refused-phone");
    await page.goto(`${origin}/ko/responsible-play`);
    await page.setViewportSize(desk);
    await settled(page);
    await picture(page, "responsible-break-desk");
  });

  it("never broke the content policy or threw", () => {
    expect(complaints.filter((line) => !/status of 403/.test(line))).toEqual([]);
  });
});
