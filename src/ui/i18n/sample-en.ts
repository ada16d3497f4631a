/** The sample, and hints that come once, in English. */
export const sampleEn = {
  "sample.look": "Look around in a sample",
  "sample.back": "Back to the sample",
  "sample.banner": "A sample, on this device only.",
  "sample.remove": "Remove it",
  "sample.gone": "The sample is gone.",
  "sample.visitor": "Visitor",
  "sample.outward": "Only in a pond of your own",
  "sample.inside": "Nothing leaves a sample: it meets nobody and gives no invites.",
  "sample.start": "Start a pond of your own",
  "hint.read": "Got it",
  "hint.compose": "One photo and one line are enough. You can change it later.",
  "hint.deal": "Accepting locks what you agreed on, for both of you.",
  "hint.member": "What counts comes from people whom you know.",
};
