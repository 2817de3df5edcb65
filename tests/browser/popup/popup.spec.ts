import { expect, screen, test } from "../support/scenario";

test("one script tag shows a popup, which can be closed", async ({ page, site }) => {
  await page.goto(site.url);
  const card = page.locator("[part=card]");
  await expect(screen(page)).toHaveAttribute("data-screen", "overall");
  await expect(card).toHaveCSS("position", "fixed");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(card).toBeHidden();
});

test("show() resolves to a handle with the response, and tells what happens", async ({ page, site }) => {
  await page.goto(`${site.url}/plain.html`);
  await page.waitForFunction(() => "journeySurvey" in window);
  const before = await page.evaluate(async () => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const type of ["ready", "shown", "answered", "closed"]) {
      window.journeySurvey.on(type, () => heard.push(type));
    }
    const handle = await window.journeySurvey.show({
      survey: "/dist/surveys/installation.json",
      context: { plan: "pro" },
      shadow: "open",
    });
    handle.setContext({ ticket: "4711" });
    Object.assign(window, { handle });
    return handle.response();
  });
  expect(before).toMatchObject({ status: "partial", context: { plan: "pro", ticket: "4711" } });
  await page.getByRole("radio", { name: "4" }).check({ force: true });
  await page.getByRole("button", { name: "Next" }).click();
  const after = await page.evaluate(() => (window as any).handle.response());
  expect(after.journey.journey.overall).toBe(4);
  await page.evaluate(() => (window as any).handle.close());
  await expect(page.locator("[part=card]")).toBeHidden();
  expect(await page.evaluate(() => (window as any).heard)).toEqual(["ready", "shown", "answered", "closed"]);
});

test("show() twice shows one survey", async ({ page, site }) => {
  await page.goto(`${site.url}/plain.html`);
  await page.waitForFunction(() => "journeySurvey" in window);
  await page.evaluate(async () => {
    const options = { survey: "/dist/surveys/installation.json", shadow: "open" } as const;
    const handles = await Promise.all([window.journeySurvey.show(options), window.journeySurvey.show(options)]);
    Object.assign(window, { handles });
  });
  await expect(page.locator("journey-survey")).toHaveCount(1);
  await page.evaluate(() => (window as any).handles[1].close());
  await expect(page.locator("[part=card]")).toBeHidden();
  // Once it is closed another one may come.
  await page.evaluate(() => window.journeySurvey.show({ survey: "/dist/surveys/installation.json", shadow: "open" }));
  await expect(page.locator("[part=card]").last()).toBeVisible();
});

test.describe("a survey without questions", () => {
  test.use({ expectedConsole: { lines: [/^warning: Journey Survey: (error \[nothing-to-ask\]|There is a mistake)/] } });

  test("show() says why a survey cannot be shown", async ({ page, site }) => {
    site.answers.set("/survey.json", { type: "application/json", body: "{}" });
    await page.goto(`${site.url}/plain.html`);
    await page.waitForFunction(() => "journeySurvey" in window);
    const messages = await page.evaluate(async () => {
      const failure = (shown: Promise<unknown>) => shown.then(String, (error: Error) => error.message);
      return [
        await failure(window.journeySurvey.show({ survey: "/survey.json" })),
        await failure(window.journeySurvey.show({ survey: "/survey.json", container: "#nowhere" })),
      ];
    });
    expect(messages[0]).toBe("There is a mistake in the survey document.");
    expect(messages[1]).toContain("#nowhere");
  });
});

test("a script that is embedded twice shows one survey", async ({ page, site }) => {
  await page.goto(`${site.url}/twice.html`);
  await expect(screen(page)).toBeVisible();
  await expect(page.locator("journey-survey")).toHaveCount(1);
});
