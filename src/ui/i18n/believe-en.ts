/** Messages of the sync page: who has what, and why nobody is met, in English. */
export const believeEn = {
  "believe.way-relay": "met over a relay",
  "believe.way-paired": "connected by codes",
  "believe.way-network": "met on another network",
  "believe.way-introduced": "introduced by somebody you both know",
  "believe.thing-listing": "Listing",
  "believe.thing-deal": "Deal",
  "believe.thing-word": "Your word on",
  "believe.only-others.one": "and {n} more record",
  "believe.only-others.other": "and {n} more records",
  "believe.photos.one": "{here} of {n} photo has come: {bytes} of {all}",
  "believe.photos.other": "{here} of {n} photos have come: {bytes} of {all}",
  "believe.photos-wait": "They come as soon as somebody is met who has them.",
  "believe.listings": "Your listings",
  "believe.only-this": "only on this device so far",
  "believe.on-devices.one": "on at least {n} other device",
  "believe.on-devices.other": "on at least {n} other devices",
  "believe.listing-only-this":
    "As you last wrote it, this is only on this device so far. It goes out by itself as soon as somebody is met.",
  "believe.listing-on-devices.one": "Your listing is on at least {n} other device.",
  "believe.listing-on-devices.other": "Your listing is on at least {n} other devices.",
  "believe.refused-why": "What was refused, and why",
  "believe.refused-flood": "{n}: somebody sent more than a device needs to. Nothing to do.",
  "believe.refused-garbled": "{n}: they were in no form that Shoal knows. Nothing to do.",
  "believe.refused-wasteful": "{n}: somebody kept on sending what is here already. Nothing to do.",
  "believe.refused-impostor": "{n}: somebody was not the device it said it was, and was not heard. Nothing to do.",
  "believe.refused-photo": "{n}: a photo was another one than its listing names, or was not asked for. Nothing to do.",
  "believe.refused-other": "{n}: for a reason that this version has no words for. Nothing to do.",
  "believe.test-title": "Why do I meet nobody?",
  "believe.test-title-met": "Is somebody missing?",
  "believe.test-hint": "Shoal looks at the network, the relays and this browser, and says what to do next.",
  "believe.test-run": "Find out",
  "believe.test-again": "Look again",
  "believe.test-busy": "Looking around. This takes up to fifteen seconds.",
  "believe.check-network": "Network of this device",
  "believe.check-browser": "Connections in this browser",
  "believe.check-tab": "The tab that looks for others",
  "believe.check-relay": "A relay answers",
  "believe.check-room": "Others in this pond",
  "believe.check-clock": "Clock of this device",
  "believe.check-storage": "Room on this device",
  "believe.verdict-fine": "all right",
  "believe.verdict-wrong": "needs a look",
  "believe.verdict-unknown": "could not be looked at",
  "believe.verdict-waiting": "is being looked at …",
  "believe.cause-well.one": "All is well: you are connected with {n} device.",
  "believe.cause-well.other": "All is well: you are connected with {n} devices.",
  "believe.cause-offline":
    "This device has no network. Turn on Wi-Fi or mobile data. Two phones on one hotspot can also meet by codes, without internet.",
  "believe.cause-missing":
    "This browser has no way to connect directly with others. Open the pond in another browser, or carry your records by file.",
  "believe.cause-blocked":
    "This browser does not let pages connect directly with others: an extension or a setting for privacy may block WebRTC. Allow it for this page, or carry your records by file.",
  "believe.cause-asleep":
    "The part of Shoal that looks for others does not answer. If another tab or window of Shoal is open, close it; then load this page anew.",
  "believe.cause-no-relay":
    "No relay is set up here, so others are not found by themselves. Connect by codes with somebody beside you.",
  "believe.cause-relay":
    "No relay can be reached: it may be down, or this network may block it. Try another network, or connect by codes with somebody beside you. What you write is kept.",
  "believe.cause-no-way":
    "Somebody of this pond is there, but your two networks let no connection through. Join the same Wi-Fi or hotspot and connect by codes. Whoever hosts this app can also set up a TURN server.",
  "believe.cause-nobody":
    "The relay answers, but nobody else of this pond is there at the moment. You will meet as soon as somebody opens it. Invite people, or ask somebody to open Shoal.",
  "believe.cause-clock":
    "The clock of this device shows {now}. If that is wrong, set it right in the settings of the device: records do not travel between clocks that differ.",
  "believe.cause-full":
    "This device is nearly full, so nothing more can be kept. Make room, and what is missing comes in by itself.",
  "believe.invite": "Invite somebody",
  "believe.storage": "See what takes up room",
} as const;
