/** Everything that browsers and style sheets treat in ways of their own. */
export const everyControl = {
  id: "every-control",
  title: "Your visit",
  showTitle: true,
  elements: [
    { type: "text", name: "text", title: "In a line", description: "Something to go by", isRequired: true, placeholder: "Here" },
    { type: "comment", name: "comment", title: "In some lines", rows: 2 },
    { type: "radiogroup", name: "one", title: "One of them", choices: ["red", "green"], showOtherItem: true },
    { type: "checkbox", name: "several", title: "Some of them", choices: ["north", "south"] },
    { type: "dropdown", name: "list", title: "From a list", choices: ["tea", "coffee"] },
    { type: "rating", name: "rating", title: "On a scale", rateMin: 0, rateMax: 10, minRateDescription: "Bad", maxRateDescription: "Good" },
    { type: "boolean", name: "yes", title: "Yes or no" },
    { type: "ranking", name: "order", title: "In order", choices: ["first", "second"] },
    { type: "matrix", name: "table", title: "In a table", columns: ["never", "always"], rows: ["friendly", "quick"] },
    { type: "html", name: "words", html: "<h3>Words</h3><p>With a <a href='https://example.com'>link</a>.</p><ul><li>And a list</li></ul>" },
    { type: "panel", name: "panel", title: "Together", elements: [{ type: "text", name: "date", title: "A day", inputType: "date" }] },
  ],
};
