import { expect, test } from "../support/scenario";

const survey = (endpoint: string) => ({
  type: "application/json",
  body: JSON.stringify({
    id: "framed",
    elements: [{ type: "text", name: "name", title: "Your name" }],
    delivery: { endpoint },
  }),
});

const framed = `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>In a frame</title>
  <script src="/dist/journey-survey.js"></script></head>
  <body><journey-survey survey="/survey.json" shadow="open"></journey-survey></body></html>`;

const framing = (sandbox: string) => `<!doctype html><html lang="en">
  <head><meta charset="utf-8" /><title>Somebody’s page</title></head>
  <body><h1>Your order</h1><iframe src="/framed.html" title="Survey" width="700" height="600" ${sandbox}></iframe></body></html>`;

test("a frame of the same origin is a page like any other", async ({ page, site, collector }) => {
  site.policy = `default-src 'none'; frame-src 'self'; connect-src 'self' ${collector.url}; script-src 'self' 'wasm-unsafe-eval'`;
  site.answers.set("/survey.json", survey(`${collector.url}/v1/responses`));
  site.answers.set("/framed.html", { type: "text/html", body: framed });
  site.answers.set("/", { type: "text/html", body: framing("") });
  await page.goto(site.url);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await frame.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(frame.locator("[data-fate]")).toHaveAttribute("data-fate", "state.sent");
});

test.describe("a frame that may not store anything", () => {
  test("says so before the first question, and sends all the same", async ({ page, site, collector }) => {
    const policy = (own: string) =>
      `default-src 'none'; frame-src ${own}; connect-src ${own} ${collector.url}; script-src ${own} 'wasm-unsafe-eval'`;
    site.policy = policy(site.url);
    // A frame without an origin of its own is a stranger to the files of its site.
    site.headers["Access-Control-Allow-Origin"] = "*";
    site.headers["Access-Control-Allow-Headers"] = "*";
    site.answers.set("/survey.json", survey(`${site.url}/responses`));
    site.answers.set("/responses", { body: "{}" });
    site.answers.set("/framed.html", { type: "text/html", body: framed });
    site.answers.set("/", { type: "text/html", body: framing(`sandbox="allow-scripts allow-forms"`) });
    await page.goto(site.url);
    const frame = page.frameLocator("iframe");
    await expect(frame.getByRole("textbox", { name: "Your name" })).toBeVisible();
    await expect(frame.locator("[data-fate]")).toContainText("This browser keeps nothing.");
    await frame.getByRole("textbox", { name: "Your name" }).fill("Ada");
    await frame.getByRole("button", { name: /Send|Complete/ }).click();
    await expect(frame.locator("[data-fate]")).toHaveAttribute("data-fate", "state.sent");
  });
});
