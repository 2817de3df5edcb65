import { expect, type Locator, type Page } from "@playwright/test";

/** Answers with nothing but keys, as somebody would who has no mouse. */
export class Keyboard {
  constructor(readonly page: Page) {}

  /** Presses Tab until `wanted` has the focus. */
  async tabTo(wanted: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await hasFocus(wanted)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`60 times ${key} did not lead to ${wanted}`);
  }

  /** Chooses a radio button: Tab leads into the group, arrows within it. */
  async choose(radio: Locator): Promise<void> {
    const name = await radio.getAttribute("name");
    const group = this.page.locator(`input[type=radio][name="${name}"]`);
    await this.#tabInto(group);
    for (let presses = 0; presses < 30; presses += 1) {
      if (await hasFocus(radio)) {
        if (!(await radio.isChecked())) await this.page.keyboard.press("Space");
        await expect(radio).toBeChecked();
        return;
      }
      await this.page.keyboard.press("ArrowDown");
    }
    throw new Error(`no arrow led to ${radio}`);
  }

  async check(checkbox: Locator): Promise<void> {
    await this.tabTo(checkbox);
    await this.page.keyboard.press("Space");
    await expect(checkbox).toBeChecked();
  }

  async write(field: Locator, text: string): Promise<void> {
    await this.tabTo(field);
    await this.page.keyboard.type(text);
  }

  async press(button: Locator): Promise<void> {
    await this.tabTo(button);
    await this.page.keyboard.press("Enter");
  }

  async #tabInto(group: Locator): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      for (const radio of await group.all()) if (await hasFocus(radio)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error("60 times Tab did not lead into the group");
  }
}

/** `:focus` looks into open shadow roots, `document.activeElement` does not. */
const hasFocus = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element);
