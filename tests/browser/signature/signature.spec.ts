import { answers, expect, show, test } from "../support/scenario";
import { points } from "../support/canvas";
import { Keyboard } from "../support/keyboard";
import type { Page } from "@playwright/test";

const pad = { type: "signaturepad", name: "s", title: "Your signature" };

/** A line across the paper, from one tenth of it to nine tenths. */
const sign = async (page: Page) => {
  const box = (await page.locator(".paper canvas").boundingBox())!;
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.1, 0.5));
  await page.mouse.down();
  await page.mouse.move(...at(0.4, 0.3), { steps: 8 });
  await page.mouse.move(...at(0.9, 0.6), { steps: 8 });
  await page.mouse.up();
};

/** How many points of the paper have ink on them, by thirds from left to right. */
const ink = async (page: Page) => {
  const width = 150;
  const data = await points(page.locator(".paper canvas"), width, 100);
  const thirds = [0, 0, 0];
  for (let point = 0; point < data.length; point += 4) {
    const isInk = data[point + 3]! > 0 && data[point]! < 200;
    if (isInk) thirds[Math.floor((((point / 4) % width) / width) * 3)]! += 1;
  }
  return thirds;
};

const inked = async (page: Page) => (await ink(page)).every((points) => points > 20);
const blank = async (page: Page) => (await ink(page)).every((points) => points === 0);

const formats = [
  { format: "png", start: "data:image/png;base64," },
  { format: "jpeg", start: "data:image/jpeg;base64," },
  { format: "svg", start: "data:image/svg+xml;base64," },
];

for (const { format, start } of formats) {
  test(`a signature is drawn, cleared, brought back and kept as ${format}`, async ({ page, site }) => {
    const survey = { id: "signed", elements: [{ ...pad, dataFormat: format }, { type: "text", name: "t" }] };
    site.answers.set("/signed.json", { type: "application/json", body: JSON.stringify(survey) });
    await show(page, site.url, survey);
    await expect(page.getByText("Sign here")).toBeVisible();
    await sign(page);
    await expect(page.getByText("Sign here")).toBeHidden();
    await expect(page.getByRole("img", { name: "Signature", exact: true })).toBeVisible();
    const { s } = await answers(page);
    expect(s.slice(0, start.length)).toBe(start);
    expect(await inked(page)).toBe(true);
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => blank(page)).toBe(true);
    expect(await answers(page)).toEqual({});
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => inked(page)).toBe(true);
    expect((await answers(page)).s).toBe(s);
    await show(page, site.url, survey);
    await expect.poll(() => inked(page), "after a reload").toBe(true);
    expect((await answers(page)).s).toBe(s);
  });
}

test("a drawing in lines goes on where it was", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ ...pad, dataFormat: "svg", penColor: "#a00", backgroundColor: "#ffe" }] });
  const drawing = async () => atob((await answers(page)).s?.split(",")[1] ?? "");
  await sign(page);
  await expect.poll(drawing).toContain("</svg>");
  const first = await drawing();
  expect(first).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="300" height="200"/);
  expect(first).toContain('stroke="#a00"');
  expect(first).toContain('fill="#ffe"');
  await sign(page);
  await expect.poll(drawing).not.toBe(first);
  const second = await drawing();
  expect(second.startsWith(first.replace("</svg>", ""))).toBe(true);
  expect(second.match(/<path/g)!.length).toBeGreaterThan(first.match(/<path/g)!.length + 10);
});

for (const format of ["png", "svg"]) {
  test(`a name is written with keys in the place of a drawing, as ${format}`, async ({ page, site }) => {
    await show(page, site.url, { elements: [{ ...pad, dataFormat: format }] });
    const keyboard = new Keyboard(page);
    const name = page.getByLabel("Or type your name");
    await keyboard.write(name, "Ada <Lovelace> & Co");
    await expect.poll(() => inked(page)).toBe(true);
    expect((await answers(page)).s).toMatch(/^data:image\//);
    await keyboard.press(page.getByRole("button", { name: "Clear" }));
    await expect(name).toHaveValue("");
    await expect.poll(() => blank(page)).toBe(true);
    expect(await answers(page)).toEqual({});
  });
}

test("a signature that is missing is asked for", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ ...pad, isRequired: true }] });
  await page.getByRole("button", { name: "Send" }).click();
  const name = page.getByLabel("Or type your name");
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/Please answer this question/);
});

test("what was signed is shown and cannot be changed where it is read only", async ({ page, site }) => {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 300;
    canvas.height = 200;
    canvas.getContext("2d")!.fillRect(0, 90, 300, 20);
    return canvas.toDataURL();
  });
  await show(page, site.url, { elements: [{ ...pad, readOnly: true, defaultValue: url }, { ...pad, name: "t", readOnly: true }] });
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await expect(page.getByRole("img", { name: "Signature", exact: true })).toHaveCount(1);
  await expect(page.getByText("No signature")).toBeVisible();
  const box = (await page.locator(".paper canvas").first().boundingBox())!;
  await page.mouse.click(box.x + 10, box.y + 10);
  expect((await answers(page)).s).toBe(url);
});

const sizes = [
  { question: {}, width: 600, expected: [300, 200] },
  { question: { signatureWidth: 500, signatureHeight: 100 }, width: 320, narrower: true, expected: [500, 100] },
  { question: { signatureAutoScaleEnabled: true, signatureWidth: 300, signatureHeight: 100 }, width: 600, wider: true, expected: [300, 100] },
];

for (const { question, width, narrower, wider, expected } of sizes) {
  test(`the paper of ${JSON.stringify(question)} fits into ${width} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 700 });
    await show(page, site.url, { elements: [{ ...pad, ...question }] });
    const canvas = page.locator(".paper canvas");
    // Twice as fine as the document says.
    await expect(canvas).toHaveAttribute("width", String(expected[0]! * 2));
    await expect(canvas).toHaveAttribute("height", String(expected[1]! * 2));
    const box = (await canvas.boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    if (wider) expect(box.width).toBeGreaterThan(expected[0]!);
    else if (narrower) expect(box.width).toBeLessThan(expected[0]!);
    else expect(box.width).toBeCloseTo(expected[0]!, 0);
    expect(box.height / box.width).toBeCloseTo(expected[1]! / expected[0]!, 1);
    await sign(page);
    await expect.poll(() => inked(page)).toBe(true);
  });
}
