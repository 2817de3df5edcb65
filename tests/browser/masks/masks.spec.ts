import type { Page } from "@playwright/test";
import { answers, expect, show, test } from "../support/scenario";

const field = (page: Page, title: string) => page.getByRole("textbox", { name: title });

/** What is typed, what is seen meanwhile and afterwards, and what is recorded. */
const CASES = [
  { mask: { maskType: "currency", maskSettings: { max: 10000 } }, typed: "12000", meanwhile: "$1,200", left: "$1,200", answer: 1200 },
  { mask: { maskType: "numeric" }, typed: "hello", meanwhile: "", left: "", answer: undefined },
  { mask: { maskType: "numeric" }, typed: "-1234.50", meanwhile: "-1,234.50", left: "-1,234.5", answer: -1234.5 },
  { mask: { maskType: "numeric", maskSettings: { min: 10 } }, typed: "5", meanwhile: "5", left: "5", answer: 5 },
  { mask: date("dd/mm/yyyy"), typed: "5122024", meanwhile: "05/12/2024", left: "05/12/2024", answer: "2024-12-05" },
  { mask: date("dd/mm/yyyy"), typed: "31022024", meanwhile: "31/02/2024", left: "31/02/2024", answer: undefined },
  { mask: date("HH:MM"), typed: "0930", meanwhile: "09:30", left: "09:30", answer: "09:30" },
  { mask: pattern("aa-9999"), typed: "ab12345", meanwhile: "ab-1234", left: "ab-1234", answer: "ab1234" },
  { mask: pattern("(999) 999-9999"), typed: "555", meanwhile: "(555", left: "(555", answer: undefined },
];

function date(pattern: string) {
  return { maskType: "datetime", maskSettings: { pattern } };
}

function pattern(pattern: string) {
  return { maskType: "pattern", maskSettings: { pattern } };
}

test("a mask guides typing and records what is meant, or nothing while something is missing", async ({ page, site }) => {
  const elements = CASES.map(({ mask }, place) => ({ type: "text", name: `q${place}`, title: `Field ${place}.`, ...mask }));
  await show(page, site.url, { elements });
  for (const [place, { mask, typed, meanwhile, left, answer }] of CASES.entries()) {
    const what = `${JSON.stringify(mask)}: ${typed}`;
    await field(page, `Field ${place}.`).pressSequentially(typed);
    await expect(field(page, `Field ${place}.`), what).toHaveValue(meanwhile);
    await field(page, `Field ${place}.`).blur();
    await expect(field(page, `Field ${place}.`), what).toHaveValue(left);
    expect((await answers(page))[`q${place}`], what).toEqual(answer);
  }
});

test("what was taken back goes, sign by sign", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ type: "text", name: "q", title: "Phone", ...pattern("(999) 999-9999") }] });
  await expect(field(page, "Phone")).toHaveAttribute("placeholder", "(___) ___-____");
  await field(page, "Phone").pressSequentially("5551");
  for (const seen of ["(555", "(55", "(5", ""]) {
    await page.keyboard.press("Backspace");
    await expect(field(page, "Phone")).toHaveValue(seen);
  }
});

test("nobody goes on with half a number", async ({ page, site }) => {
  await show(page, site.url, { elements: [{ type: "text", name: "q", title: "Phone", ...pattern("999-9999") }] });
  await field(page, "Phone").pressSequentially("555");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("alert")).toHaveText("This is incomplete or not possible. Please check it.");
  await expect(field(page, "Phone")).toBeFocused();
  await expect(field(page, "Phone")).toHaveValue("555");
  await page.keyboard.press("End");
  await field(page, "Phone").pressSequentially("1234");
  await expect(field(page, "Phone")).toHaveValue("555-1234");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "Thank you" })).toBeVisible();
  expect(await answers(page)).toEqual({ q: "5551234" });
});
