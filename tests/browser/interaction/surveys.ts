/** A journey that asks about each of its 12 touchpoints, and why where something went wrong. */
export const journey = {
  id: "twelve",
  touchpoints: Array.from({ length: 12 }, (_, at) => ({
    name: `touchpoint${at + 1}`,
    title: `Part ${at + 1} of the way`,
    causes: ["late", "rude", "wrong", "unclear"].map((value) => ({ value, text: `It was ${value}` })),
  })),
  adaptive: { budget: 40, stopBelow: 0, screen: "both", minQuestions: 30 },
};

const QUESTIONS = 200;

const kinds: ((name: string, title: string) => object)[] = [
  (name, title) => ({ type: "rating", name, title, rateMax: 10 }),
  (name, title) => ({ type: "radiogroup", name, title, choices: ["red", "green", "blue", "other one", "none"] }),
  (name, title) => ({ type: "checkbox", name, title, choices: ["north", "east", "south", "west"], showNoneItem: true }),
  (name, title) => ({ type: "text", name, title }),
  (name, title) => ({ type: "boolean", name, title }),
];

/** All kinds of question that are answered with a click or a key, some with conditions and piped titles. */
export const page = {
  id: "two-hundred",
  elements: Array.from({ length: QUESTIONS }, (_, at) => {
    const name = `question${at}`;
    const title = at % 20 === 19 ? `Question ${at}, after {question${at - 1}}` : `Question ${at}`;
    const element = kinds[at % kinds.length]?.(name, title) ?? {};
    return at % 25 === 24 ? { ...element, enableIf: `{question${at - 4}} notempty` } : element;
  }),
};
