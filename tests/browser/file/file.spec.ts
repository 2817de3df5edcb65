import { points } from "../support/canvas";
import { answers, expect, fate, show, test } from "../support/scenario";
import type { Page } from "@playwright/test";

const several = { type: "file", name: "f", title: "Papers", allowMultiple: true };

/** A file to choose. */
const text = (name: string, content = "hello") => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

/** A picture full of noise, which no format makes small, as somebody's camera gives it. */
const picture = async (page: Page, width: number, height: number, type: string) => {
  const url = await page.evaluate(
    ([width, height, type]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d")!;
      for (let y = 0; y < height; y += 8) {
        for (let x = 0; x < width; x += 8) {
          context.fillStyle = `rgb(${(x * 7) % 256} ${(y * 13) % 256} ${(x * y) % 256})`;
          context.fillRect(x, y, 8, 8);
        }
      }
      return canvas.convertToBlob({ type }).then(
        (blob) =>
          new Promise<string>((resolve) => {
            const reader = new FileReader();
            reader.onload = () => resolve(reader.result as string);
            reader.readAsDataURL(blob);
          }),
      );
    },
    [width, height, type] as const,
  );
  const ending = type.split("/")[1] ?? "";
  return { name: `photo.${ending}`, mimeType: type, buffer: Buffer.from(url.split(",")[1] ?? "", "base64") };
};

const sizeOf = (page: Page, url: string) =>
  page.evaluate(async (url) => {
    const bytes = Uint8Array.from(atob(url.split(",")[1] ?? ""), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
    return [bitmap.width, bitmap.height];
  }, url);

/** Lets go of, or pastes, a file over the question. */
const carry = (page: Page, event: "drop" | "paste", name: string, type: string) =>
  page.locator(".drop").evaluate(
    (zone, [event, name, type]) => {
      const data = new DataTransfer();
      data.items.add(new File(["carried"], name, { type }));
      const options = { bubbles: true, cancelable: true, composed: true };
      zone.dispatchEvent(
        event === "drop"
          ? new DragEvent("drop", { ...options, dataTransfer: data })
          : new ClipboardEvent("paste", { ...options, clipboardData: data }),
      );
    },
    [event, name, type] as const,
  );

test("files are chosen, dropped, pasted and removed", async ({ page, site }) => {
  await show(page, site.url, { elements: [several] });
  await page.getByLabel("Choose files").setInputFiles([text("a.txt"), text("b.txt", "there")]);
  await expect(page.locator(".file")).toHaveCount(2);
  expect(await answers(page)).toEqual({
    f: [
      { name: "a.txt", type: "text/plain", content: "data:text/plain;base64,aGVsbG8=" },
      { name: "b.txt", type: "text/plain", content: "data:text/plain;base64,dGhlcmU=" },
    ],
  });
  await carry(page, "drop", "c.txt", "text/plain");
  await expect(page.locator(".file")).toHaveCount(3);
  await carry(page, "paste", "d.txt", "text/plain");
  await expect(page.locator(".name")).toHaveText(["a.txt", "b.txt", "c.txt", "d.txt"]);
  await page.getByRole("button", { name: "Remove: b.txt" }).click();
  await expect(page.getByRole("button", { name: "Remove b.txt? No" }), "pressing twice loses nothing").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove: b.txt" })).toBeFocused();
  await page.getByRole("button", { name: "Remove: b.txt" }).click();
  await page.getByRole("button", { name: "Remove b.txt? Yes" }).click();
  await expect(page.locator(".name")).toHaveText(["a.txt", "c.txt", "d.txt"]);
  // The same file can be chosen again.
  await page.getByLabel("Choose files").setInputFiles([text("b.txt")]);
  await expect(page.locator(".file")).toHaveCount(4);
});

test("one file takes the place of another, and the last one leaves no answer", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ type: "file", name: "f", needConfirmRemoveFile: false, isRequired: true }] });
  const input = page.getByLabel("Choose a file");
  await input.setInputFiles(text("a.txt"));
  await expect(page.locator(".name")).toHaveText(["a.txt"]);
  await input.setInputFiles(text("b.txt"));
  await expect(page.locator(".name")).toHaveText(["b.txt"]);
  await page.getByRole("button", { name: "Remove: b.txt" }).click();
  await expect(page.locator(".file")).toHaveCount(0);
  await expect(input).toBeFocused();
  expect(await answers(page)).toEqual({});
  await page.getByRole("button", { name: "Send" }).click();
  await expect(input).toHaveAccessibleDescription(/Please answer this question/);
  await expect(input).toHaveAttribute("aria-invalid", "true");
});

const refusals = [
  { title: "too large", question: { maxSize: 4 }, file: text("a.txt"), said: /“a.txt” is too large: at most 1 KB/ },
  { title: "of the wrong type", question: { acceptedTypes: ".pdf, image/*" }, file: text("a.txt"), said: /not accepted/ },
  { title: "one too many", question: { maxFiles: 1, allowMultiple: true }, file: text("b.txt"), said: /Only 1 file/, first: true },
  { title: "too large to send", question: {}, file: text("a.txt", "x".repeat(3 << 20)), said: /too large to be sent/ },
];

for (const { title, question, file, said, first } of refusals) {
  test(`a file that is ${title} is refused with a reason`, async ({ page, site }) => {
    await show(page, site.url, { elements: [{ type: "file", name: "f", ...question }] });
    const input = page.locator("input[type=file]");
    if (first) {
      await input.setInputFiles(text("a.txt"));
      await expect(page.locator(".file")).toHaveCount(1);
    }
    await input.setInputFiles(file);
    await expect(page.getByRole("alert").filter({ hasText: said })).toBeVisible();
    await expect(input).toHaveAccessibleDescription(said);
    await expect(input).toHaveAttribute("aria-invalid", "true");
    await expect(page.locator(".file")).toHaveCount(first ? 1 : 0);
  });
}

test("what is dropped is checked like what is chosen", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ ...several, acceptedCategories: ["image"] }] });
  await carry(page, "drop", "a.exe", "application/x-msdownload");
  await expect(page.getByRole("alert").filter({ hasText: "a.exe" })).toBeVisible();
  expect(await answers(page)).toEqual({});
});

test("large pictures are scaled down and small ones stay", async ({ page, site }) => {
  await show(page, site.url, { elements: [several] });
  const large = await picture(page, 3000, 1000, "image/png");
  const small = await picture(page, 64, 32, "image/png");
  await page.getByLabel("Choose files").setInputFiles([large, small]);
  await expect(page.locator(".file")).toHaveCount(2);
  const { f } = await answers(page);
  expect(f[0]).toMatchObject({ name: "photo.jpg", type: "image/jpeg" });
  expect(await sizeOf(page, f[0].content)).toEqual([2048, 682]);
  expect(f[1]).toMatchObject({ name: "photo.png", type: "image/png" });
  expect(f[1].content).toBe(`data:image/png;base64,${small.buffer.toString("base64")}`);
  // A preview is drawn of both, under a policy that forbids images.
  for (const preview of await page.locator("canvas.thumb").all()) {
    await expect.poll(async () => (await points(preview, 1, 1))[3]).toBe(255);
  }
});

test("the camera of a telephone is asked for", async ({ page, site }) => {
  const camera = { type: "file", name: "f", sourceType: "file-camera", cameraFacingMode: "environment" };
  await show(page, site.url, { elements: [camera] });
  const photo = page.getByLabel("Take a photo");
  await expect(photo).toHaveAttribute("capture", "environment");
  await expect(photo).toHaveAttribute("accept", "image/*");
  await expect(page.getByLabel("Choose a file")).not.toHaveAttribute("capture");
});

test("a file that is being read when the respondent goes on is waited for", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ ...several, isRequired: true }] });
  const large = await picture(page, 3000, 3000, "image/png");
  await page.getByLabel("Choose files").setInputFiles([large, large]);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  expect((await answers(page)).f).toHaveLength(2);
});

const place = (page: Page, endpoint: string, survey: string) =>
  page.evaluate(
    ([endpoint, survey]) => {
      const element = document.createElement("journey-survey");
      element.setAttribute("shadow", "open");
      element.setAttribute("endpoint", endpoint);
      element.setAttribute("survey", survey);
      document.body.append(element);
    },
    [endpoint, survey] as const,
  );

test("files survive a reload and arrive, and nothing of them stays behind", async ({ page, site, collector }) => {
  const survey = { id: "papers", elements: [several, { type: "text", name: "t", title: "Words" }] };
  site.answers.set("/papers.json", { type: "application/json", body: JSON.stringify(survey) });
  await page.goto(site.url);
  await place(page, `${collector.url}/v1/responses`, "/papers.json");
  const large = await picture(page, 2500, 2500, "image/png");
  await page.getByLabel("Choose files").setInputFiles([large, text("a.txt", "hello ".repeat(1000))]);
  await expect(page.locator(".file")).toHaveCount(2);
  await page.getByLabel("Words").fill("w");
  const stored = () => page.evaluate(() => Object.values(localStorage).join("").length);
  await expect.poll(() => contents(page)).toBe(2);
  expect(await stored(), "the draft only refers to its files").toBeLessThan(100_000);
  await page.reload();
  await place(page, `${collector.url}/v1/responses`, "/papers.json");
  await expect(page.locator(".name")).toHaveText(["photo.jpg", "a.txt"]);
  await expect(page.getByLabel("Words")).toHaveValue("w");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(fate(page)).toHaveAttribute("data-fate", "state.sent");
  await expect.poll(() => contents(page)).toBe(0);
  await collector.stop();
  const [row] = await collector.rows();
  const body = JSON.parse(row?.body ?? "{}");
  const { f } = body.answers;
  expect(f.map((file: { name: string }) => file.name)).toEqual(["photo.jpg", "a.txt"]);
  expect(f[0].content).toMatch(/^data:image\/jpeg;base64,/);
  expect(Buffer.from(f[1].content.split(",")[1], "base64").toString()).toBe("hello ".repeat(1000));
});

test("as many files as may be sent are sent", async ({ page, site, collector }) => {
  const survey = { id: "papers", elements: [several] };
  site.answers.set("/papers.json", { type: "application/json", body: JSON.stringify(survey) });
  await page.goto(site.url);
  await place(page, `${collector.url}/v1/responses`, "/papers.json");
  const files = ["a", "b", "c", "d"].map((name) => text(`${name}.txt`, name.repeat(700_000)));
  await page.getByLabel("Choose files").setInputFiles(files);
  await expect(page.locator(".name")).toHaveText(["a.txt", "b.txt", "c.txt"]);
  await expect(page.getByRole("alert").filter({ hasText: "“d.txt” is too large to be sent" })).toBeVisible();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(fate(page)).toHaveAttribute("data-fate", "state.sent");
  await collector.stop();
  const [row] = await collector.rows();
  expect(JSON.parse(row?.body ?? "{}").answers.f).toHaveLength(3);
});

/** How many contents of drafts lie in the database. */
const contents = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("js1:main:contents");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction("records").objectStore("records").count();
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
        };
      }),
  );

test("where nothing can be kept it is said, and the files are sent all the same", async ({ page, site, collector }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("refused", "SecurityError");
    };
  });
  const survey = { id: "papers", elements: [several] };
  site.answers.set("/papers.json", { type: "application/json", body: JSON.stringify(survey) });
  await page.goto(site.url);
  await place(page, `${collector.url}/v1/responses`, "/papers.json");
  await page.getByLabel("Choose files").setInputFiles([text("a.txt", "hello ".repeat(1000))]);
  await expect(page.getByText("This browser could not keep this for you.")).toBeVisible();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(fate(page)).toHaveAttribute("data-fate", "state.sent");
});
