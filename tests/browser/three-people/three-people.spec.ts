import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { admitAxe, violations } from "../support/axe";
import { expect, screen, show, test } from "../support/scenario";

const document = JSON.parse(
  readFileSync(fileURLToPath(new URL("../../../www/surveys/installation.json", import.meta.url)), "utf8"),
);

/** The installation journey, of which respondents may look up why they are asked something. */
const survey = {
  ...document,
  locale: "en",
  pages: document.pages.map((page: any) => ({
    ...page,
    elements: page.elements.map((element: any) =>
      element.type === "journey" ? { ...element, adaptive: { ...element.adaptive, explain: true } } : element,
    ),
  })),
};

const opening = "We start with the whole before we ask about its parts.";
const narrowing = "Your answer tells us which steps to ask about, and which to leave out.";

interface Person {
  who: string;
  respondent: string;
  context: Record<string, unknown>;
  /** By screen: the names of what is chosen. Elsewhere a 5. */
  says: Record<string, string[]>;
  /** Each screen and why it is asked. */
  path: [address: string, because: string][];
  /** Steps that are never named. */
  never: string[];
}

const people: Person[] = [
  {
    who: "all well",
    respondent: "ada",
    context: { installation: "technician", ordered_tv: true },
    says: { overall: ["5"], pick: ["None of them gave me trouble"] },
    path: [
      ["overall", opening],
      ["pick", narrowing],
      ["installer.rating", "After what you said so far, this tells us most: The installer’s visit."],
      ["internet.rating", "After what you said so far, this tells us most: The internet connection."],
    ],
    never: ["The self-installation guide"],
  },
  {
    who: "the installer came without parts, because the order was wrong",
    respondent: "ben",
    context: { installation: "technician", ordered_tv: true },
    says: {
      overall: ["2"],
      pick: ["The installer’s visit"],
      "installer.why": ["Parts were missing or wrong"],
      "installer.why.2": ["The installer’s job sheet was wrong"],
      "installer.rating": ["1"],
    },
    path: [
      ["overall", opening],
      ["pick", narrowing],
      ["installer.why", "You said this gave you the most trouble, so we ask why: The installer’s visit."],
      ["installer.why.2", "You named a cause, so we ask what was behind it."],
      ["installer.rating", "This one was drawn by lot, so that every step has its fair turn: The installer’s visit."],
    ],
    never: ["The self-installation guide"],
  },
  {
    who: "no television, installed without a technician",
    respondent: "cleo",
    context: { installation: "self", ordered_tv: false },
    says: {
      overall: ["4"],
      pick: ["Wi-Fi around your home"],
      "wifi.why": ["The signal is weak in some rooms"],
      "wifi.why.2": ["I don’t know"],
    },
    path: [
      ["overall", opening],
      ["pick", narrowing],
      ["wifi.why", "You said this gave you the most trouble, so we ask why: Wi-Fi around your home."],
      ["wifi.why.2", "You named a cause, so we ask what was behind it."],
      ["updates.rating", "This one was drawn by lot, so that every step has its fair turn: The updates while you waited."],
    ],
    never: ["The TV box", "The installer’s visit"],
  },
];

for (const { who, respondent, context, says, path, never } of people) {
  test(`${who}: a path of their own, each question explained`, async ({ page, site }) => {
    admitAxe(site);
    await show(page, site.url, survey, { container: "body", respondent, context });
    const walked: [string, string][] = [];
    while (await screen(page).count()) {
      const address = (await screen(page).getAttribute("data-screen")) ?? "";
      const because = page.locator("[part=because]");
      await expect(because.locator("p"), "closed until it is asked for").toBeHidden();
      await because.getByText("Why am I asked this?").click();
      walked.push([address, await because.locator("p").innerText()]);
      if (address === "pick") expect(await violations(page)).toEqual([]);
      for (const title of never) await expect(page.getByText(title, { exact: true })).toHaveCount(0);
      for (const name of says[address] ?? ["5"]) {
        const choice = page.getByRole("radio", { name }).or(page.getByRole("checkbox", { name }));
        await choice.first().check({ force: true });
      }
      await page.locator("[part=next]").click();
      await expect(page.locator(`[data-screen="${address}"]`)).toHaveCount(0);
    }
    expect(walked).toEqual(path);
    const { asked } = await page.evaluate(() => (window as any).handle.response().journey.journey);
    expect(asked.map((entry: any) => [entry.address, entry.because])).toEqual(path);
  });
}
