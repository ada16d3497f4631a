import { expect, test } from "vitest";
import { installWay } from "../../../../src/ui/installed/install-way.ts";

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

test.each([
  [
    "ios",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1",
    5,
  ],
  ["ios", `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`, 5],
  ["mac-safari", `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`, 0],
  ["other", `${MAC} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`, 0],
  ["firefox-phone", "Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0", 5],
  ["firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", 0],
] as const)("%s is told apart", (way, userAgent, touchPoints) => {
  expect(installWay({ userAgent, touchPoints, isStandalone: false })).toBe(way);
  expect(installWay({ userAgent, touchPoints, isStandalone: true })).toBe("installed");
});
