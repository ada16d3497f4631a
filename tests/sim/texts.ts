/** Texts that people may write, and that have broken programs elsewhere. All of them are lawful in a record. */
export const strangeTexts: readonly [string, ...string[]] = [
  "Mei",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "null",
  "undefined",
  "NaN",
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  "'; DROP TABLE records; --",
  "{{constructor.constructor('return 1')}}",
  "../../etc/passwd",
  "🏳️‍🌈👩‍👩‍👧‍👦",
  "ﷺﷺﷺ",
  "ｆｕｌｌ ｗｉｄｔｈ",
  "аdmin", // a Cyrillic first letter
  "e\u0301", // not composed
  "\u200Bzero\u200Bwidth\u200D",
  "\uFFFD\uFFFE",
  "水稻田",
];

/** Texts that no record may hold: they hide, turn around or end what is shown. */
export const forbiddenTexts: readonly [string, ...string[]] = [
  "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯A̴̵̜̰͔ͫ͗͢L",
  "turned \u202E around",
  "isolated \u2066 text",
  "\uFEFFmark",
  "bell\u0007",
  "null\u0000byte",
  "escape\u001B[2J",
  "   ",
  "",
  "x".repeat(41),
];
