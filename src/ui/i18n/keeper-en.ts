/** The pond's keeper, in English. */
export const keeperEn = {
  "keeping.title": "Be the pond’s memory",
  "keeping.hint":
    "A spare phone, tablet or computer with Shoal open helps everybody: who comes finds the pond, and its photos, when their owners are away. It gets no power over anyone. Plug it in and leave it open.",
  "keeping.switch": "Keep all photos here, and keep this screen awake",
  "keeping.count": "{pond}: {here} of {all} photos are here",
} as const;
