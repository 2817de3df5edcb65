/** One pixel. */
export const PICTURE =
  "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

const choices = ["red", "green", "blue"];

/** Every kind of question, a page that welcomes, a preview, and words of its own for the end. */
export const EVERY_KIND = {
  id: "every-kind",
  title: "Every kind",
  firstPageIsStartPage: true,
  startSurveyText: "Let us begin",
  showPreviewBeforeComplete: true,
  previewText: "Look again",
  editText: "Change something",
  completedHtml: "<h2>Thank you, {name}</h2>",
  pages: [
    { name: "welcome", elements: [{ type: "html", name: "hello", html: "<p>Welcome <b>here</b></p>" }] },
    {
      name: "choices",
      title: "Choices",
      elements: [
        { type: "radiogroup", name: "one", title: "One colour", choices, showOtherItem: true, isRequired: true },
        { type: "checkbox", name: "some", title: "Some colours", choices, showSelectAllItem: true, showNoneItem: true },
        { type: "dropdown", name: "list", title: "A colour from a list", choices, showOtherItem: true },
        { type: "tagbox", name: "tags", title: "Tags", choices },
        { type: "ranking", name: "rank", title: "Your order", choices },
        {
          type: "imagepicker",
          name: "picture",
          title: "A picture",
          choices: [
            { value: "lion", text: "A lion", imageLink: PICTURE },
            { value: "bear", text: "A bear", imageLink: PICTURE },
          ],
        },
        { type: "rating", name: "rate", title: "How good", showCommentArea: true, commentText: "Why so" },
        { type: "boolean", name: "sure", title: "Are you sure" },
        { type: "matrix", name: "grid", title: "Rows", rows: ["speed", "price"], columns: ["bad", "good"] },
      ],
    },
    {
      name: "texts",
      title: "Texts",
      elements: [
        { type: "text", name: "name", title: "Your name", isRequired: true },
        { type: "text", name: "count", title: "How many", inputType: "number", min: 1, max: 9 },
        { type: "comment", name: "more", title: "Anything else" },
        { type: "multipletext", name: "both", title: "Two fields", items: [{ name: "left", title: "Left" }, { name: "right", title: "Right" }] },
        { type: "expression", name: "twice", title: "Twice that", expression: "{count} * 2" },
        { type: "image", name: "shown", imageLink: PICTURE, altText: "Nothing much" },
        { type: "panel", name: "frame", title: "A frame", elements: [{ type: "text", name: "inside", title: "Inside" }] },
        {
          type: "paneldynamic",
          name: "people",
          title: "Person",
          addPanelText: "Another person",
          panelRemoveText: "Not this one",
          templateElements: [
            { type: "text", name: "who", title: "Who", isRequired: true },
            { type: "radiogroup", name: "role", title: "Role", choices: ["parent", "child"] },
          ],
        },
        { type: "file", name: "paper", title: "A paper", isRequired: true },
        { type: "signaturepad", name: "sign", title: "Your hand", isRequired: true },
      ],
    },
  ],
};
