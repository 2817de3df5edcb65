import { answers, expect, show, test } from "../support/scenario";

/** Each of these shows something that follows from `lead`, in a way of its own. */
const followers = [
  { type: "text", name: "titled", title: "After {lead}" },
  { type: "text", name: "described", description: "You said {lead}." },
  { type: "radiogroup", name: "chosen", choices: [{ value: 1, text: "As {lead}" }, 2] },
  { type: "rating", name: "rated", minRateDescription: "Not {lead}", maxRateDescription: "Very {lead}" },
  { type: "text", name: "enabled", enableIf: "{lead} = 'yes'" },
  { type: "text", name: "required", requiredIf: "{lead} = 'yes'" },
  { type: "checkbox", name: "offered", choices: [{ value: "always" }, { value: "sometimes", visibleIf: "{lead} = 'yes'" }] },
  { type: "checkbox", name: "possible", choices: [{ value: "this", enableIf: "{lead} = 'yes'" }] },
  { type: "radiogroup", name: "carried", choicesFromQuestion: "source", choicesFromQuestionMode: "selected" },
  { type: "checkbox", name: "source", choices: ["north", "south"], setValueIf: "{lead} = 'yes'", setValueExpression: "['south']" },
  { type: "expression", name: "computed", expression: "iif({lead} = 'yes', 'Computed', 'Not yet')" },
  { type: "comment", name: "set", setValueIf: "{lead} notempty", setValueExpression: "{lead} + '!'" },
  { type: "html", name: "markup", html: "<p>Markup of {lead}</p>" },
  { type: "matrix", name: "table", columns: ["never", { value: "often", text: "Often {lead}" }], rows: ["one", { value: "two", visibleIf: "{lead} = 'yes'" }] },
  { type: "panel", name: "panel", title: "Panel {lead}", enableIf: "{lead} = 'yes'", elements: [{ type: "boolean", name: "within" }] },
  { type: "imagepicker", name: "pictured", showLabel: true, choices: [{ value: "a", text: "Picture of {lead}" }] },
];

test("what follows from an answer is drawn with it, and nothing else is touched", async ({ page, site }) => {
  const lead = { type: "text", name: "lead", title: "Lead" };
  const alone = Array.from({ length: 5 }, (_, at) => ({ type: "rating", name: `alone${at}`, title: `Alone ${at}` }));
  await show(page, site.url, { id: "still", elements: [lead, ...followers, ...alone] });
  const card = page.locator("[part=card]");
  const said = (answer: string) => ({
    "a title": page.getByText(`After ${answer}`),
    "a description": page.getByText(`You said ${answer}.`),
    "a choice": page.getByText(`As ${answer}`),
    "the ends of a scale": page.getByText(`Very ${answer}`).first(),
    "markup": page.getByText(`Markup of ${answer}`),
    "a column": page.getByText(`Often ${answer}`).first(),
    "a panel's title": page.getByText(`Panel ${answer}`),
    "a picture's text": page.getByText(`Picture of ${answer}`),
  });
  const question = (name: string) => page.locator("[part=question]").filter({ hasText: new RegExp(`^${name}`) });
  await page.evaluate(() => {
    const root = document.querySelector("journey-survey")!.shadowRoot!;
    const touched = new Set<string>();
    Object.assign(window, { touched });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        touched.add(element?.closest("[part=question]")?.querySelector(".title")?.textContent ?? "");
      }
    }).observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  for (const answer of ["no", "yes", "no", "yes"]) {
    await page.getByRole("textbox", { name: "Lead" }).fill(answer);
    for (const [what, text] of Object.entries(said(answer))) await expect(text, what).toBeVisible();
    const isYes = answer === "yes";
    await expect(question("enabled").getByRole("textbox")).toBeEditable({ editable: isYes });
    await expect(question("required").locator(".mark")).toHaveCount(isYes ? 1 : 0);
    await expect(question("offered").getByRole("checkbox")).toHaveCount(isYes ? 2 : 1);
    await expect(question("possible").getByRole("checkbox")).toBeEnabled({ enabled: isYes });
    await expect(question("computed").locator("output")).toHaveText(isYes ? "Computed" : "Not yet");
    await expect(question("set").getByRole("textbox")).toHaveValue(`${answer}!`);
    await expect(question("table").getByRole("radio")).toHaveCount(isYes ? 4 : 2);
    await expect(question("within").locator("input").first()).toBeEditable({ editable: isYes });
  }
  await expect(question("source").getByRole("checkbox", { name: "south" })).toBeChecked();
  await expect(question("carried").getByRole("radio", { name: "south" })).toHaveCount(1);
  const touched = await page.evaluate(() => [...(window as any).touched]);
  expect(touched.filter((title) => title.startsWith("Alone"))).toEqual([]);
  await expect(card.getByRole("alert")).toHaveCount(0);
  await page.getByRole("button", { name: /Send|Complete/ }).click();
  await expect(question("required").getByRole("alert")).toBeVisible();
  await page.getByRole("textbox", { name: "required" }).fill("this");
  await expect(question("required").getByRole("alert")).toHaveCount(0);
});

test("a field shows what was made of what was typed", async ({ page, site }) => {
  await show(page, site.url, {
    id: "still",
    elements: [
      { type: "checkbox", name: "most", choices: ["a", "b", "c"], maxSelectedChoices: 1 },
      { type: "text", name: "tidy", maskType: "pattern", maskSettings: { pattern: "99-99" } },
    ],
  });
  const field = page.getByRole("textbox");
  for (let time = 0; time < 2; time += 1) {
    await field.fill("1234x");
    await field.blur();
    await expect(field).toHaveValue("12-34");
  }
  expect(await answers(page)).toMatchObject({ tidy: expect.stringContaining("12") });
});
