import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "../support/scenario";

const application = process.env["JOURNEY_SURVEY_YEW_HOST"] ?? "../../target/xtask/yew-host/yew-host.js";

const survey = {
  id: "within",
  context: ["clicks"],
  pages: [
    { elements: [{ type: "radiogroup", name: "size", title: "Size", choices: ["small", "large"] }, { type: "text", name: "name", title: "Your name" }] },
    { elements: [{ type: "comment", name: "more", title: "Anything else?" }] },
  ],
};

test("a Yew application and the survey in it are two programs that do not disturb each other", async ({ page, site }) => {
  const module = join(dirname(application), "yew-host_bg.wasm");
  site.answers.set("/host/yew-host.js", { type: "text/javascript", body: readFileSync(application) });
  site.answers.set("/host/yew-host_bg.wasm", { type: "application/wasm", body: readFileSync(module) });
  site.answers.set("/host/start.js", { type: "text/javascript", body: 'import init from "./yew-host.js"; await init({ module_or_path: "/host/yew-host_bg.wasm" });' });
  site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(survey) });
  site.answers.set("/", {
    type: "text/html",
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Somebody’s application</title>
      <script src="/dist/journey-survey.js"></script><script type="module" src="/host/start.js"></script></head><body></body></html>`,
  });
  await page.goto(site.url);
  const host = page.locator("main");
  const draw = async (times: number) => {
    const before = Number((await host.locator("p").first().textContent())?.match(/\d+/)?.[0]);
    for (let time = 0; time < times; time += 1) await page.getByRole("button", { name: "Draw again" }).click();
    await expect(host.locator("p").first()).toHaveText(`Drawn ${before + times} times`);
  };
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await draw(7);
  await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
  const clicks = async () => Number(await host.getAttribute("data-clicks"));
  const before = await clicks();
  await page.getByText("large").click();
  // The survey's own events do not set off twice what the application listens to.
  await expect.poll(clicks).toBeGreaterThan(before);
  await expect(page.getByRole("radio", { name: "large" })).toBeChecked();
  await draw(3);
  await page.getByRole("button", { name: "Next" }).click();
  await draw(4);
  await page.getByRole("textbox", { name: "Anything else?" }).fill("No");
  await draw(1);
  const completed = page.evaluate(
    () => new Promise<any>((resolve) => addEventListener("journey-survey:completed", (event) => resolve((event as CustomEvent).detail))),
  );
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(page.locator(".closing")).toBeVisible();
  await draw(2);
  await expect(page.locator(".closing")).toBeVisible();
  await expect(page.locator("journey-survey")).toHaveCount(1);
  expect((await completed).answers).toEqual({ size: "large", name: "Ada", more: "No" });
});
