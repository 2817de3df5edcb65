import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { answerWhileDrawn, publishApplication } from "../support/application";
import { test } from "../support/scenario";

test("an application that is drawn again around the survey leaves it alone", async ({ page, site }) => {
  site.answers.set("/preact.mjs", {
    type: "text/javascript",
    body: readFileSync(createRequire(import.meta.url).resolve("preact")),
  });
  publishApplication(site, "/page.mjs");
  await page.goto(site.url);
  const draw = (times: number) =>
    page.evaluate((times) => {
      for (let time = 0; time < times; time += 1) (window as any).draw();
    }, times);
  await answerWhileDrawn(page, draw);
});
