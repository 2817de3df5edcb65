import { expect, show, test } from "../support/scenario";

const survey = { id: "once", elements: [{ type: "text", name: "name", title: "Your name" }] };

test("a script that is loaded again changes nothing", async ({ page, site }) => {
  // Under the strict policy such scripts are refused.
  site.policy = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
  await show(page, site.url, survey);
  await page.getByRole("textbox").fill("Ada");
  const isSame = await page.evaluate(async () => {
    const before = window.journeySurvey;
    for (const address of ["/dist/journey-survey.js", "/dist/journey-survey.js?again"]) {
      const script = document.createElement("script");
      script.src = address;
      document.head.append(script);
      await new Promise((resolve) => script.addEventListener("load", resolve));
    }
    // @ts-ignore: the site serves it from there.
    const module = await import("/dist/journey-survey.mjs");
    return window.journeySurvey === before && module.version === before.version;
  });
  expect(isSame).toBe(true);
  await expect(page.locator("journey-survey")).toHaveCount(1);
  await expect(page.getByRole("textbox")).toHaveValue("Ada");
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(page.locator(".closing")).toBeVisible();
});

test("tags that each name a survey show each one once", async ({ page, site }) => {
  site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(survey) });
  site.answers.set("/", {
    type: "text/html",
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Somebody’s page</title></head><body>
      <script src="/dist/journey-survey.js" data-survey="/survey.json" data-shadow="open"></script>
      <script src="/dist/journey-survey.js" data-survey="/survey.json" data-shadow="open"></script>
      </body></html>`,
  });
  await page.goto(site.url);
  await expect(page.getByRole("textbox", { name: "Your name" })).toHaveCount(1);
});

test("tags that name different surveys show each of them", async ({ page, site }) => {
  for (const name of ["name", "town"]) {
    const survey = { id: name, elements: [{ type: "text", name, title: `Your ${name}` }] };
    site.answers.set(`/${name}.json`, { type: "application/json", body: JSON.stringify(survey) });
  }
  site.answers.set("/", {
    type: "text/html",
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Somebody’s page</title></head><body>
      <p id="journeySurvey">An element that is called as the script calls itself.</p>
      <script src="/dist/journey-survey.js" data-survey="/name.json" data-shadow="open"></script>
      <script src="/dist/journey-survey.js" data-survey="/town.json" data-shadow="open"></script>
      </body></html>`,
  });
  await page.goto(site.url);
  await expect(page.getByRole("textbox", { name: "Your name" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Your town" })).toBeVisible();
});
