import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { answerWhileDrawn, publishApplication } from "../support/application";
import { expect, test } from "../support/scenario";

const application = process.env["JOURNEY_SURVEY_YEW_HOST"] ?? "../../target/xtask/yew-host/yew-host.js";

test("a Yew application and the survey in it are two programs that do not disturb each other", async ({ page, site }) => {
  const module = join(dirname(application), "yew-host_bg.wasm");
  site.answers.set("/host/yew-host.js", { type: "text/javascript", body: readFileSync(application) });
  site.answers.set("/host/yew-host_bg.wasm", { type: "application/wasm", body: readFileSync(module) });
  site.answers.set("/host/start.js", { type: "text/javascript", body: 'import init from "./yew-host.js"; await init({ module_or_path: "/host/yew-host_bg.wasm" });' });
  publishApplication(site, "/host/start.js");
  await page.goto(site.url);
  const host = page.locator("main");
  const draw = async (times: number) => {
    const before = Number((await host.locator("p").first().textContent())?.match(/\d+/)?.[0]);
    for (let time = 0; time < times; time += 1) await page.getByRole("button", { name: "Draw again" }).click();
    await expect(host.locator("p").first()).toHaveText(`Drawn ${before + times} times`);
  };
  await page.getByRole("textbox", { name: "Your name" }).waitFor();
  const clicks = async () => Number(await host.getAttribute("data-clicks"));
  const before = await clicks();
  // The survey's own events do not set off twice what the application listens to.
  await answerWhileDrawn(page, draw, () => expect.poll(clicks).toBeGreaterThan(before));
});
