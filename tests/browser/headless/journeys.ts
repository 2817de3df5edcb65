import { readFileSync } from "node:fs";

export interface Script {
  name: string;
  json: any;
  steps: any[][];
  data?: unknown;
  vars?: unknown;
  lists?: unknown;
  context?: Record<string, unknown>;
  locale?: string;
}

const installation = JSON.parse(
  readFileSync(new URL("../../../www/surveys/installation.json", import.meta.url), "utf8"),
);

const small = {
  id: "small",
  elements: [
    {
      type: "journey",
      name: "way",
      touchpoints: [
        { name: "order", title: "Ordering", causes: [{ value: "slow", text: "It was slow" }] },
        { name: "visit", title: "The visit", reachedIf: "{visited} = true" },
        { name: "bill", title: "The bill", elements: [{ type: "text", name: "amount", isRequired: true }] },
      ],
    },
    { type: "comment", name: "more" },
  ],
};

const skip = (times: number) => Array.from({ length: times }, () => ["next"]);

/** Journeys, and what can be done in them: said, skipped, taken back, refused. */
export const JOURNEYS: Script[] = [
  {
    name: "the installation, with what it gave trouble",
    json: installation,
    context: { plan: "pro", installed: true, billed: true },
    steps: [
      ["answer", 2],
      ["answer", "installer"],
      ["answer", 1],
      ["answer", "dont-know"],
      ["answer", 3],
      ["prev"],
      ["answer", 1],
      ...skip(12),
    ],
  },
  {
    name: "the installation in French, answered with nothing",
    json: installation,
    locale: "fr",
    steps: [...skip(8), ["locale", "en"], ...skip(6)],
  },
  {
    name: "answers that a screen does not offer",
    json: installation,
    steps: [
      ["answer", "nonsense"],
      ["answer", 99],
      ["answer", { other: "words" }],
      ["answer", 5],
      ["answer", ["a", "b"]],
      ["answer", "none"],
      ["answer", "did-not-happen"],
      ["prev"],
      ["prev"],
      ["prev"],
    ],
  },
  {
    name: "a small journey whose visit is met late",
    json: small,
    steps: [
      ["answer", 1],
      ["set", "visited", true],
      ["answer", "order"],
      ["answer", 1],
      ["answer", ["slow"]],
      ["next"],
      ["next"],
      ["set", "amount", "12"],
      ["next"],
      ["next"],
      ["set", "more", "thanks"],
      ["complete"],
      ["next"],
    ],
  },
  {
    name: "panels and a page beside a journey",
    json: {
      pages: [
        {
          elements: [
            {
              type: "paneldynamic",
              name: "people",
              panelCount: 1,
              maxPanelCount: 3,
              templateElements: [{ type: "text", name: "who", isRequired: true }],
            },
          ],
        },
        { elements: small.elements },
      ],
    },
    steps: [
      ["set", "people", [{ who: "Ada" }]],
      ["set", "people", [{ who: "Ada" }, {}]],
      ["next"],
      ["set", "people", [{ who: "Ada" }]],
      ["next"],
      ["answer", 3],
      ["prev"],
      ["prev"],
      ["goto", 0],
    ],
  },
];
