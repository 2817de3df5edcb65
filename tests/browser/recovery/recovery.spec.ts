import type { Page } from "@playwright/test";
import { PANIC, panic } from "../support/panic";
import { append, expect, screen, test } from "../support/scenario";

test.describe("after a panic", () => {
  test.use({ expectedConsole: { lines: PANIC } });

  test("the widget comes back where it was", async ({ page, site }) => {
    await page.goto(site.url);
    await append(page);
    await page.getByRole("radio", { name: "2" }).check({ force: true });
    await page.getByRole("button", { name: "Next" }).click();
    await expect(screen(page)).toHaveAttribute("data-screen", "pick");
    await panic(page);
    await expect(screen(page)).toHaveAttribute("data-screen", /rating|pick/);
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("button", { name: "Back" }).click();
    await expect(screen(page)).toHaveAttribute("data-screen", "overall");
    await expect(page.getByRole("radio", { name: "2" })).toBeChecked();
  });
});

test.describe("after a panic while a response is on its way", () => {
  test.use({ expectedConsole: { lines: PANIC } });

  test("whoever has answered is not asked again, and other tabs send", async ({ page, site }) => {
    const survey = { id: "visit", elements: [{ type: "text", name: "name", title: "Your name" }], delivery: { endpoint: "/responses" } };
    site.answers.set("/survey.json", { type: "application/json", body: JSON.stringify(survey) });
    let hangs = true;
    const names: string[] = [];
    site.handlers.set("/responses", async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      if (hangs) return;
      names.push(JSON.parse(body).answers.name);
      response.end("{}");
    });
    const begin = async (page: Page) => {
      await page.goto(site.url);
      await append(page, "/survey.json");
      await expect(page.getByRole("textbox")).toBeVisible();
    };
    const answer = async (page: Page, name: string) => {
      await page.getByRole("textbox").fill(name);
      await page.getByRole("button", { name: "Send" }).click();
      await expect(page.locator(".closing")).toBeVisible();
    };
    await begin(page);
    await answer(page, "Ada");
    const second = await page.context().newPage();
    await begin(second);
    await page.waitForTimeout(300);
    // The element that answered is done; a second one brings the panic.
    await append(page);
    await page.getByRole("radio", { name: "2" }).check({ force: true });
    await page.getByRole("button", { name: "Next" }).click();
    await expect(screen(page)).toHaveAttribute("data-screen", "pick");
    await panic(page, 1);
    await expect(screen(page)).toHaveAttribute("data-screen", /rating|pick/);
    await expect(page.locator(".closing")).toBeVisible();
    hangs = false;
    await answer(second, "Ben");
    await expect.poll(() => [...new Set(names)].sort(), { timeout: 45_000 }).toEqual(["Ada", "Ben"]);
  });
});

test("a reload leads back to the same screen, with what was answered", async ({ page, site }) => {
  await page.goto(site.url);
  await append(page);
  await page.getByRole("radio", { name: "3" }).check({ force: true });
  await page.getByRole("button", { name: "Next" }).click();
  await expect(screen(page)).toHaveAttribute("data-screen", "pick");
  await page.reload();
  await append(page);
  await expect(screen(page)).toHaveAttribute("data-screen", "pick");
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByRole("radio", { name: "3" })).toBeChecked();
});
