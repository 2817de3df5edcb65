import { expect, test } from "../support/scenario";

const survey = {
  id: "hidden",
  elements: [
    { type: "rating", name: "how", title: "How was it?", rateMax: 10 },
    { type: "text", name: "name", title: "Your name" },
  ],
};

/** Where the page hides what is not due yet, and how it shows it. */
const hidings: Record<string, { page: string; show: () => void }> = {
  "the element": {
    page: `<journey-survey survey="/survey.json" shadow="open" class="hidden"></journey-survey>`,
    show: () => document.querySelector("journey-survey")?.classList.remove("hidden"),
  },
  "what it stands in": {
    page: `<div class="hidden"><journey-survey survey="/survey.json" shadow="open"></journey-survey></div>`,
    show: () => document.querySelector("div")?.classList.remove("hidden"),
  },
  "it by its attribute": {
    page: `<journey-survey survey="/survey.json" shadow="open" hidden></journey-survey>`,
    show: () => document.querySelector("journey-survey")?.removeAttribute("hidden"),
  },
  "it in closed details": {
    page: `<details><summary>Survey</summary><journey-survey survey="/survey.json" shadow="open"></journey-survey></details>`,
    show: () => document.querySelector("details")?.setAttribute("open", ""),
  },
};

for (const [what, hiding] of Object.entries(hidings)) {
  test(`a page that hides ${what} at first shows it whole later`, async ({ page, site }) => {
    site.policy = "default-src 'none'; connect-src 'self'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
    site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(survey) });
    site.answers.set("/host.css", { type: "text/css", body: ".hidden { display: none }" });
    site.answers.set("/", {
      type: "text/html",
      body: `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Somebody’s page</title>
        <link rel="stylesheet" href="/host.css" /><script src="/dist/journey-survey.js"></script></head>
        <body><a href="#top">A link</a>${hiding.page}</body></html>`,
    });
    await page.goto(site.url);
    const card = page.locator("[part=card]");
    await expect(page.locator("[part=question]")).toHaveCount(2);
    await expect(card).toBeHidden();
    await page.evaluate(hiding.show);
    await expect(card).toBeVisible();
    expect((await card.boundingBox())?.width).toBe(640);
    // It did not take the focus when it came.
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");
    await page.getByText("7", { exact: true }).click();
    await page.getByRole("textbox").fill("Ada");
    await page.getByRole("button", { name: /Send|Complete/ }).click();
    await expect(page.locator(".closing")).toBeVisible();
  });
}
