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
