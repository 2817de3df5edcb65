const owners = {
  front: [
    { role: "Shop", kind: "creator" },
    { role: "Billing", kind: "enabler" },
  ],
  behind: [{ role: "Warehouse", kind: "enabler" }],
};

const touchpoint = (name: string, title: string, stage: string, by: keyof typeof owners = "front") => ({
  name,
  title,
  stage,
  owners: owners[by],
});

/** Three stages, seven steps, one of them behind the scenes; the map first, then the worst step. */
export const survey = {
  id: "map",
  locale: "en",
  elements: [
    {
      type: "journey",
      name: "journey",
      stages: [
        { name: "order", title: "Ordering" },
        { name: "wait", title: "Waiting for the delivery" },
        { name: "use", title: "First days" },
      ],
      touchpoints: [
        touchpoint("shop", "The shop", "order"),
        touchpoint("payment", "Payment", "order"),
        touchpoint("packing", "Packing your order", "wait", "behind"),
        touchpoint("messages", "The messages while you waited", "wait"),
        touchpoint("driver", "The driver", "wait"),
        touchpoint("manual", "The manual", "use"),
        touchpoint("help", "The help line", "use"),
      ],
      adaptive: { budget: 9, screen: "both" },
    },
  ],
};

/** The same, where one step is rated whatever else is asked. */
export const rating = (step: string) => ({
  ...survey,
  elements: survey.elements.map((journey) => ({ ...journey, adaptive: { ...journey.adaptive, always: [step] } })),
});

/** The same, read from right to left. */
export const arabic = {
  ...survey,
  locale: "ar",
  elements: survey.elements.map((journey) => ({
    ...journey,
    stages: journey.stages.map((stage, place) => ({ ...stage, title: ["الطلب", "انتظار التوصيل", "الأيام الأولى"][place] })),
    touchpoints: journey.touchpoints.map((touchpoint, place) => ({
      ...touchpoint,
      title: ["المتجر", "الدفع", "تجهيز الطلب", "الرسائل", "السائق", "الدليل", "خط المساعدة"][place],
    })),
  })),
};
