import type { Locator, Page } from "@playwright/test";
import { Keyboard } from "../support/keyboard";
import { expect, test } from "../support/scenario";
import { KINDS, inState, open } from "./gallery";

/** What an answer is given with. Texts come from an on-screen keyboard where there is only a pointer. */
interface Hand {
  choose(radio: Locator): Promise<void>;
  check(checkbox: Locator): Promise<void>;
  press(button: Locator): Promise<void>;
  write(field: Locator, text: string): Promise<void>;
  /** Takes some of what a list offers, in its order. */
  pick(list: Locator, ...texts: string[]): Promise<void>;
}

const byKeys = (page: Page): Hand => {
  const keys = new Keyboard(page);
  return {
    choose: (radio) => keys.choose(radio),
    check: (checkbox) => keys.check(checkbox),
    press: (button) => keys.press(button),
    write: (field, text) => keys.write(field, text),
    async pick(list, ...texts) {
      await keys.tabTo(list);
      for (const text of texts) {
        if (await isNative(list)) await page.keyboard.type(text);
        else await stepTo(list, text);
        await page.keyboard.press("Enter");
      }
      if (await isOpen(list)) await page.keyboard.press("Escape");
    },
  };
};

const isNative = (list: Locator) => list.evaluate((list) => list instanceof HTMLSelectElement);
const isOpen = async (list: Locator) => (await list.getAttribute("aria-expanded")) === "true";

/** Goes down a list to a choice. */
const stepTo = async (list: Locator, text: string) => {
  for (let presses = 0; presses < 30; presses += 1) {
    await list.press("ArrowDown");
    const active = await list.evaluate((list) => {
      const id = list.getAttribute("aria-activedescendant") ?? "";
      return (list.getRootNode() as ShadowRoot).getElementById(id)?.textContent?.trim();
    });
    if (active === text) return;
  }
  throw new Error(`no arrow led to ${text}`);
};

const byPointer = (page: Page): Hand => {
  const click = async (target: Locator) => {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error(`${target} is nowhere`);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  // The button itself may be invisible: people click what they read.
  const label = (input: Locator) => input.locator("xpath=..");
  return {
    choose: (radio) => click(label(radio)),
    check: (checkbox) => click(label(checkbox)),
    press: click,
    async write(field, text) {
      await click(field);
      await page.keyboard.insertText(text);
    },
    async pick(list, ...texts) {
      // The browser's own list stands outside the page.
      if (await isNative(list)) return void (await list.selectOption(texts.map((label) => ({ label }))));
      await click(list);
      for (const text of texts) await click(page.getByRole("option", { name: text, exact: true }));
      // A press beside the list closes it.
      if (await isOpen(list)) await page.mouse.click(1, 1);
    },
  };
};

const radio = (question: Locator, name: string) => question.getByRole("radio", { name, exact: true });
const checkbox = (question: Locator, name: string) => question.getByRole("checkbox", { name, exact: true });
const textbox = (question: Locator, name: string | RegExp) => question.getByRole("textbox", { name });

/** For each kind, how it is answered, and what the record says then. */
const ANSWERS: Record<string, { give: (hand: Hand, question: Locator) => Promise<void>; recorded: Record<string, unknown> }> = {
  text: {
    give: (hand, question) => hand.write(question.getByRole("textbox"), "Elm Street"),
    recorded: { answer: "Elm Street" },
  },
  comment: {
    give: (hand, question) => hand.write(question.getByRole("textbox"), "A call before"),
    recorded: { answer: "A call before" },
  },
  radiogroup: {
    async give(hand, question) {
      await hand.choose(radio(question, "In another way"));
      await hand.write(question.getByRole("textbox"), "By letter");
    },
    recorded: { answer: "other", "answer-Comment": "By letter" },
  },
  checkbox: {
    async give(hand, question) {
      await hand.check(checkbox(question, "Living room"));
      await hand.check(checkbox(question, "Cellar"));
    },
    recorded: { answer: ["living", "cellar"] },
  },
  dropdown: {
    give: (hand, question) => hand.pick(question.getByRole("combobox"), "Through a neighbour"),
    recorded: { answer: "neighbour" },
  },
  tagbox: {
    async give(hand, question) {
      const list = question.getByRole("combobox");
      if (await list.count()) return hand.pick(list, "Kitchen", "Cellar");
      await hand.check(checkbox(question, "Kitchen"));
      await hand.check(checkbox(question, "Cellar"));
    },
    recorded: { answer: ["kitchen", "cellar"] },
  },
  rating: {
    give: (hand, question) => hand.choose(question.getByRole("radio", { name: "4" })),
    recorded: { answer: 4 },
  },
  nps: {
    give: (hand, question) => hand.choose(question.getByRole("radio", { name: /^10\b/ })),
    recorded: { answer: 10 },
  },
  csat: {
    give: (hand, question) => hand.choose(question.getByRole("radio", { name: "2" })),
    recorded: { answer: 2 },
  },
  ces: {
    give: (hand, question) => hand.choose(question.getByRole("radio", { name: "6" })),
    recorded: { answer: 6 },
  },
  boolean: {
    give: (hand, question) => hand.choose(radio(question, "No")),
    recorded: { answer: false },
  },
  ranking: {
    async give(hand, question) {
      await hand.press(question.getByRole("button", { name: "Move down: A time that is kept" }));
      await hand.press(question.getByRole("button", { name: "Move up: The price that was agreed" }));
    },
    recorded: { answer: ["clean", "time", "price", "words"] },
  },
  imagepicker: {
    give: (hand, question) => hand.choose(radio(question, "A boat")),
    recorded: { answer: "boat" },
  },
  matrix: {
    async give(hand, question) {
      await hand.choose(radio(question.getByRole("group", { name: "The first call" }), "Well"));
      await hand.choose(radio(question.getByRole("group", { name: "The bill" }), "Fairly"));
    },
    recorded: { answer: { call: 3, bill: 2 } },
  },
  multipletext: {
    async give(hand, question) {
      await hand.write(textbox(question, "E-mail"), "ada@example.com");
      await hand.write(textbox(question, "Phone"), "4711");
    },
    recorded: { answer: { mail: "ada@example.com", phone: "4711" } },
  },
  panel: {
    async give(hand, question) {
      await hand.write(textbox(question, "Street"), "Elm Street");
      await hand.choose(radio(question, "Yes"));
    },
    recorded: { street: "Elm Street", lift: true },
  },
  paneldynamic: {
    async give(hand, question) {
      await hand.write(textbox(question, "First name"), "Ada");
      await hand.press(question.getByRole("button", { name: "Add a person" }));
      const second = question.getByRole("group", { name: "Person 2" });
      await hand.write(textbox(second, "First name"), "Tom");
      await hand.choose(radio(second, "Child"));
    },
    recorded: { answer: [{ name: "Ada" }, { name: "Tom", age: "child" }] },
  },
};

/** Nobody answers these. */
const NOT_ASKED = ["expression", "html", "image"];
/** These are answered in scenarios of their own. */
const ELSEWHERE = ["file", "journey", "signaturepad"];

test("every kind is answered", () => {
  expect([...Object.keys(ANSWERS), ...NOT_ASKED, ...ELSEWHERE].sort()).toEqual(KINDS);
});

for (const [way, handOf] of [["the keyboard", byKeys], ["a pointer", byPointer]] as const) {
  for (const [kind, { give, recorded }] of Object.entries(ANSWERS)) {
    test(`${kind} is answered with nothing but ${way}`, async ({ page, site }) => {
      await open(page, site, `kind=${kind}`);
      const hand = handOf(page);
      const shown = inState(page, "empty");
      await give(hand, shown);
      await expect
        .poll(() => shown.locator("journey-survey").evaluate((survey: any) => survey.response().answers))
        .toMatchObject(recorded);
      await hand.press(shown.getByRole("button", { name: "Send" }));
      await expect(shown.getByRole("heading", { name: "Thank you" })).toBeFocused();
    });
  }
}
