import { expect, test } from "vitest";

import { deviceOf } from "./device";

const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0";
const IOS = "AppleWebKit/605.1.15 (KHTML, like Gecko)";

test.for([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, "Chrome", "Windows"],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/150.0.0.0`,
    "Edge",
    "Windows",
  ],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36 OPR/130.0.0.0`, "Opera", "Linux"],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME} Safari/537.36`, "Chrome", "ChromeOS"],
  [
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Firefox",
    "Linux",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
    "Safari",
    "macOS",
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/150.0 Safari/537.36",
    "Chrome",
    "Linux",
  ],
] as const)("a computer is its browser and its system: %s", ([line, browser, system]) => {
  expect(deviceOf(line)).toEqual({ browser, system, handheld: false });
});

test.for([
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) ${IOS} Version/26.1 Mobile/15E148 Safari/604.1`,
    "Safari",
    "iPhone",
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) ${IOS} CriOS/150.0 Mobile/15E148 Safari/604.1`,
    "Chrome",
    "iPhone",
  ],
  [
    `Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) ${IOS} FxiOS/145.0 Mobile/15E148 Safari/604.1`,
    "Firefox",
    "iPad",
  ],
  [`Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, "Chrome", "Android"],
  [
    `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36`,
    "Samsung Internet",
    "Android",
  ],
  ["Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox", "Android"],
] as const)("a phone or tablet is one that is held: %s", ([line, browser, system]) => {
  expect(deviceOf(line)).toEqual({ browser, system, handheld: true });
});

test("a program has its own name, and one that says little is not guessed at", () => {
  expect(deviceOf("curl/8.5.0").browser).toBe("curl");
  expect(deviceOf("python-httpx/0.28.1").browser).toBe("python-httpx");
  expect(deviceOf("x".repeat(200)).browser).toHaveLength(40);
  expect(deviceOf("")).toEqual({ browser: null, system: null, handheld: false });
  // A page inside another app.
  expect(
    deviceOf(`Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) ${IOS} Mobile/15E148`),
  ).toEqual({ browser: null, system: "iPhone", handheld: true });
});
