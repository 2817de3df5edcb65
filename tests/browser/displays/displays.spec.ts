import type { Page } from "@playwright/test";
import { admitAxe, violations } from "../support/axe";
import { Keyboard } from "../support/keyboard";
import { expect, fate, test } from "../support/scenario";

const survey = {
  id: "displays",
  title: "Your visit",
  elements: [
    { type: "radiogroup", name: "how", title: "How did it go?", choices: ["Well", "Badly"] },
    { type: "text", name: "words", title: "Anything else?" },
  ],
};

/** Opens the survey as a page would: when its button is pressed. */
const open = async (page: Page, url: string, options: object) => {
  await page.goto(`${url}/page.html`);
  await page.waitForFunction(() => "journeySurvey" in window);
  await page.evaluate(
    (options) => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      window.journeySurvey.on("closed", () => heard.push("closed"));
      document.querySelector("#opener")?.addEventListener("click", async () => {
        const handle = await window.journeySurvey.show({ shadow: "open", ...options } as any);
        Object.assign(window, { handle });
      });
    },
    { survey, ...options },
  );
  const opener = page.locator("#opener");
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(card(page)).toBeVisible();
  await expect(page.getByText("How did it go?")).toBeVisible();
};

const card = (page: Page) => page.locator("[part=card]");
const heard = (page: Page) => page.evaluate(() => (window as any).heard);
const live = (page: Page) => page.locator("journey-survey > [role=status]");

for (const display of ["modal", "fullscreen"]) {
  test.describe(display, () => {
    test("keeps the focus, and gives it back when Escape closes it", async ({ page, site }) => {
      await open(page, site.url, { display });
      const dialog = page.getByRole("dialog", { name: "Your visit" });
      await expect(dialog).toBeVisible();
      await expect(dialog.getByRole("heading").first(), "the focus is in it at once").toBeFocused();
      const isOutside = () => page.evaluate(() => document.activeElement?.closest("p") !== null);
      for (let presses = 0; presses < 12; presses += 1) {
        await page.keyboard.press(presses < 6 ? "Tab" : "Shift+Tab");
        expect(await isOutside(), "the page has to wait").toBe(false);
      }
      await page.locator("#search").click({ force: true, timeout: 1000 }).catch(() => undefined);
      expect(await isOutside()).toBe(false);
      await page.keyboard.press("Escape");
      await expect(card(page)).toBeHidden();
      await expect(page.locator("#opener")).toBeFocused();
      expect(await heard(page)).toEqual(["closed"]);
      await page.locator("#search").click();
      await expect(page.locator("#search"), "the page goes on").toBeFocused();
    });

    test("closes by its button and by its handle", async ({ page, site }) => {
      await open(page, site.url, { display });
      await page.getByRole("button", { name: "Close" }).click();
      await expect(card(page)).toBeHidden();
      await expect(page.locator("#opener")).toBeFocused();
      await page.reload();
      await open(page, site.url, { display });
      await page.evaluate(() => (window as any).handle.close());
      await expect(card(page)).toBeHidden();
      await expect(page.locator("#opener")).toBeFocused();
      expect(await heard(page)).toEqual(["closed"]);
    });
  });
}

test("a popup takes no focus, is told of, and Escape within it closes it", async ({ page, site }) => {
  await open(page, site.url, { display: "popup" });
  await expect(page.locator("#opener"), "who writes into the page goes on writing").toBeFocused();
  await expect(live(page)).toHaveText("A survey is open at the end of this page: Your visit");
  await page.keyboard.press("Escape");
  await expect(card(page), "Escape elsewhere is the page’s").toBeVisible();
  const keyboard = new Keyboard(page);
  await keyboard.choose(page.getByRole("radio", { name: "Well" }));
  await expect(page.getByRole("dialog", { name: "Your visit" })).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(card(page)).toBeHidden();
  await expect(page.locator("#search"), "back to where one came from").toBeFocused();
  expect(await heard(page)).toEqual(["closed"]);
});

test("keys that mean something here are none of the page’s shortcuts", async ({ page, site }) => {
  await page.goto(`${site.url}/page.html`);
  await page.waitForFunction(() => "journeySurvey" in window);
  await page.evaluate(async (survey) => {
    await window.journeySurvey.show({ survey, shadow: "open", container: "#place" });
    const keys: string[] = [];
    Object.assign(window, { keys });
    for (const type of ["keydown", "keyup", "keypress"]) {
      document.addEventListener(type, (event) => keys.push((event as KeyboardEvent).key));
    }
  }, survey);
  const words = page.getByRole("textbox", { name: "Anything else?" });
  await words.click();
  await page.keyboard.type("j / k?");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await expect(words).toHaveValue("j / ?");
  await page.getByRole("radio", { name: "Well" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Badly" })).toBeChecked();
  expect(await page.evaluate(() => (window as any).keys)).toEqual([]);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  const rest: string[] = await page.evaluate(() => (window as any).keys);
  expect([...new Set(rest)], "what means nothing here is the page’s").toEqual(expect.arrayContaining(["k", "Escape"]));
});

test.describe("what becomes of the record", () => {
  for (const display of ["inline", "modal"]) {
    test(`is read out, ${display}, from the page’s own tree`, async ({ page, site, collector }) => {
      await open(page, site.url, {
        display,
        endpoint: `${collector.url}/v1/responses`,
        ...(display === "inline" ? { container: "#place" } : {}),
      });
      await page.getByRole("radio", { name: "Well" }).check();
      await page.getByRole("button", { name: "Send" }).click();
      await expect(page.getByRole("heading", { name: "Thank you" })).toBeFocused();
      await expect(fate(page)).toHaveAttribute("data-fate", "state.sent");
      await expect(live(page)).toHaveText("Sent. Your answers have arrived.");
      const client = await page.context().newCDPSession(page);
      const { nodes } = await client.send("Accessibility.getFullAXTree");
      const heard = nodes.filter((node) => !node.ignored && node.role?.value === "status");
      expect(heard, "an open dialog does not silence it").toHaveLength(1);
    });
  }
});

test.describe("a kiosk", () => {
  const kiosk = async (page: Page, url: string, endpoint: string) => {
    await page.clock.install();
    await open(page, url, { display: "kiosk", endpoint });
  };
  const wait = async (page: Page, seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 10) await page.clock.runFor(10_000);
  };

  test("cannot be closed, and has targets for fingers", async ({ page, site, collector }) => {
    await kiosk(page, site.url, `${collector.url}/v1/responses`);
    await expect(page.getByRole("button", { name: "Close" })).toHaveCount(0);
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("Escape");
    await expect(card(page)).toBeVisible();
    const isOpen = () => page.locator("dialog").evaluate((dialog) => (dialog as HTMLDialogElement).open);
    await expect.poll(isOpen).toBe(true);
    const small = () => page.locator("dialog").evaluate((dialog) => {
      const targets = dialog.querySelectorAll("button, select, textarea, label, input[type=text]");
      const boxes = [...targets].map((target) => [target.outerHTML, target.getBoundingClientRect()] as const);
      return boxes.filter(([, { width, height }]) => Math.min(width, height) < 44).map(([html]) => html);
    });
    await expect.poll(small).toEqual([]);
  });

  test("asks who has stopped whether they are there, and forgets them", async ({ page, site, collector }) => {
    await kiosk(page, site.url, `${collector.url}/v1/responses`);
    const well = page.getByRole("radio", { name: "Well" });
    await wait(page, 200);
    await expect(page.locator("[part=waits]"), "nobody was there").toHaveCount(0);
    await well.check({ force: true });
    await wait(page, 60);
    await expect(page.locator("[part=waits]")).toBeVisible();
    await expect(live(page)).toHaveText("Are you still there? This starts again in 30 seconds.");
    await page.getByRole("button", { name: "I am still here" }).click();
    await expect(page.locator("[part=waits]")).toHaveCount(0);
    await wait(page, 50);
    await expect(well).toBeChecked();
    await wait(page, 40);
    await expect(well).not.toBeChecked();
    await expect(page.getByRole("heading", { level: 2 })).toBeFocused();
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":d:")))).toEqual([]);
  });

  test("starts anew for the next person, once the record is safe", async ({ page, site, collector }) => {
    await kiosk(page, site.url, `${collector.url}/v1/responses`);
    const well = page.getByRole("radio", { name: "Well" });
    for (const goOn of [
      () => page.getByRole("button", { name: "Start again" }).click(),
      () => wait(page, 30),
    ]) {
      await well.check({ force: true });
      await page.getByRole("button", { name: "Send" }).click();
      await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
      await expect(fate(page)).toHaveAttribute("data-fate", "state.sent");
      await goOn();
      await expect(well).toBeVisible();
      await expect(well).not.toBeChecked();
    }
    await expect.poll(() => collector.count()).toBe(2);
  });
});

for (const display of ["popup", "modal", "fullscreen", "kiosk"]) {
  for (const width of [320, 1280]) {
    test(`axe finds nothing in ${display} at ${width} px`, async ({ page, site }) => {
      admitAxe(site);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 700 });
      await open(page, site.url, { display });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page)).toEqual([]);
      }
      const box = await card(page).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    });
  }
}

test.describe("where something joins the end later", () => {
  test.use({ expectedConsole: { lines: [/^error: Failed to load resource/] } });

  for (const [what, options, status] of [
    ["a button for the file", { container: "body" }, 400],
    ["a button for the next respondent", { display: "kiosk" }, 200],
  ] as const) {
    test(`the focus stays on the thanks: ${what}`, async ({ page, site }) => {
      site.answers.set("/responses", { status, body: "{}" });
      await open(page, site.url, { ...options, survey: { ...survey, delivery: { endpoint: "/responses" } } });
      await page.getByRole("button", { name: "Send" }).focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("button", { name: /file|Start again/ })).toBeVisible();
      await expect(page.getByRole("heading", { name: "Thank you" })).toBeFocused();
    });
  }
});

test("a survey without a title is not called by its id", async ({ page, site }) => {
  await open(page, site.url, { survey: { ...survey, title: undefined } });
  await expect(page.getByRole("dialog", { name: "Survey", exact: true })).toHaveCount(1);
  await expect(live(page)).toHaveText("A survey is open at the end of this page: Survey");
});
