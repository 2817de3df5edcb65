import { expect, expectFate, finish, isTold, names, publish, queue, survey, test, uuid } from "../support/delivery";

const fill = () => {
  let size = 1 << 20;
  for (let number = 0; size > 0; ) {
    try {
      localStorage.setItem(`foreign-${number}`, "x".repeat(size));
      number += 1;
    } catch {
      size >>= 1;
    }
  }
};

test("a response finds room although another script has filled the storage", async ({ site, endpoint, device }) => {
  endpoint.behave = () => ({ cuts: true });
  const page = await device.page();
  await page.goto(site.url);
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await page.evaluate(fill);
  await finish(page, "Ada");
  await expectFate(page, "waiting");
  expect(await isTold(page, "saved")).toBe(true);
  await device.kill();
  endpoint.behave = () => ({});
  await (await device.page()).goto(site.url);
  await expect.poll(() => names(endpoint.rows.values())).toEqual(["Ada"]);
});

test("full from the beginning, it is said before the first question, and sent all the same", async ({ page, site, endpoint }) => {
  site.answers.set("/nothing", { type: "text/html", body: "<!doctype html><title>Somebody</title>" });
  await page.goto(`${site.url}/nothing`);
  await page.evaluate(fill);
  await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { get: () => undefined }));
  await page.goto(site.url);
  await expectFate(page, "memory");
  await finish(page, "Ada");
  await expectFate(page, "sent");
  expect(await isTold(page, "saved")).toBe(false);
  expect(names(endpoint.rows.values())).toEqual(["Ada"]);
});

test.describe("a queue that fills the storage", () => {
  test.use({
    expectedConsole: {
      lines: [
        /Failed to load resource/,
        /^warning: Journey Survey: The storage of this browser is full/,
        // Said by the survey that is still there when it looks while the storage is being filled.
        /^warning: Journey Survey: more than 70 %/,
      ],
    },
  });

  test("refuses new runs and offers itself as a file", async ({ page, site, endpoint }) => {
    endpoint.behave = () => ({ cuts: true });
    await page.goto(site.url);
    await queue(page, endpoint.address, 2);
    await page.evaluate(fill);
    await page.evaluate(() => localStorage.removeItem("js1:main:b"));
    await page.evaluate(fill);
    publish(site, { ...survey(endpoint.address), id: "another" });
    await page.reload();
    await expect(page.getByRole("alert")).toContainText("storage of this browser is full");
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save them as a file" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("responses.ndjson");
    let text = "";
    for await (const chunk of await download.createReadStream()) text += chunk;
    expect(text.split("\n").filter(Boolean).map((line) => JSON.parse(line).id)).toEqual([uuid(1), uuid(2)]);
  });
});
