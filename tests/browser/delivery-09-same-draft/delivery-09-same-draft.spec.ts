import { expect, expectFate, fate, finish, names, publish, survey, test } from "../support/delivery";

for (const hasLocks of [true, false]) {
  for (const isSent of [true, false]) {
    const title = `a tab that was duplicated ${hasLocks ? "with" : "without"} locks, while the first response ${isSent ? "was sent" : "waits"}`;
    test(title, async ({ context, site, endpoint }) => {
      if (!hasLocks) {
        await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined }));
      }
      if (!isSent) endpoint.behave = () => ({ cuts: true });
      const page = await context.newPage();
      await page.goto(site.url);
      await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
      await page.getByRole("textbox", { name: "Your name" }).blur();
      // A window that a page opens has a copy of its sessionStorage, as a duplicated tab has.
      const opened = context.waitForEvent("page");
      await page.evaluate(() => void window.open(location.href));
      const copy = await opened;
      await copy.getByRole("textbox", { name: "Your name" }).waitFor();
      await finish(page, "Ada");
      await expectFate(page, isSent ? "sent" : "waiting");
      await finish(copy, "Grace");
      if (isSent) await expectFate(copy, "sent");
      else await expect(fate(copy)).toHaveAttribute("data-fate", /^state\.(saved|waiting)$/);
      endpoint.behave = () => ({});
      await copy.evaluate(() => window.journeySurvey.outbox.flush());
      await expect.poll(() => names(endpoint.rows.values())).toEqual(["Ada", "Grace"]);
    });
  }
}

test("two documents without an id have drafts of their own", async ({ page, site, endpoint }) => {
  const { id: _, ...nameless } = survey(endpoint.address);
  publish(site, nameless);
  await page.goto(site.url);
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await page.getByRole("textbox", { name: "Your name" }).blur();
  site.answers.set("/other.json", { type: "application/json", body: JSON.stringify(nameless) });
  const first = site.answers.get("/");
  site.answers.set("/", { type: "text/html", body: String(first?.body).replace("/survey.json", "/other.json") });
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue("");
  site.answers.set("/", first ?? { body: "" });
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
});
