import { expect, test } from "../support/scenario";
import { KINDS, inState, open, openWithControls } from "./gallery";

test("the gallery lists every kind that there is a file of, and shows what is chosen", async ({ page, site }) => {
  await openWithControls(page, site, "kind=rating&state=error");
  const kind = page.getByRole("combobox", { name: "Kind" });
  const listed = await kind.getByRole("option").allTextContents();
  expect(listed.slice(1).sort()).toEqual(KINDS);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("alert")).toHaveText("Please answer this question.");
  await kind.selectOption("text");
  await expect(frame.getByRole("textbox", { name: "Which street do you live in?" })).toBeVisible();
  await page.getByRole("combobox", { name: "Width" }).selectOption("320");
  await expect(page.locator("iframe")).toHaveJSProperty("clientWidth", 320);
  await page.getByRole("combobox", { name: "Direction" }).selectOption("rtl");
  await expect(frame.locator("[part=card]")).toHaveAttribute("dir", "rtl");
});

test("what was tried out is not taken up again", async ({ page, site }) => {
  await open(page, site, "kind=text");
  await page.getByRole("textbox").fill("Elm Street");
  await open(page, site, "kind=text");
  await expect(page.getByRole("textbox")).toHaveValue("");
});

for (const width of [320, 768, 1280]) {
  test(`no kind in any state is wider than ${width} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const dir of ["ltr", "rtl"]) {
      await open(page, site, `state=long,error,described,answered&dir=${dir}`);
      const wide = await page.evaluate(() => {
        const all = [...document.querySelectorAll("section")];
        const tooWide = all.filter((section) => {
          const card = section.querySelector("journey-survey")?.shadowRoot?.querySelector("[part=card]");
          return !card || card.scrollWidth > card.clientWidth || section.scrollWidth > innerWidth;
        });
        return tooWide.map((section) => `${section.dataset["kind"]}: ${section.dataset["state"]}`);
      });
      expect(wide, dir).toEqual([]);
    }
  });
}

test("a theme colours what it should, light and dark", async ({ page, site }) => {
  const button = inState(page, "empty").locator("[part=next]");
  const colours = [];
  for (const theme of ["default", "soft", "contrast", "compact"]) {
    for (const scheme of ["light", "dark"]) {
      await open(page, site, `kind=text&theme=${theme}&scheme=${scheme}`);
      colours.push(await button.evaluate((button) => getComputedStyle(button).backgroundColor));
    }
  }
  expect(new Set(colours).size).toBe(8);
});
