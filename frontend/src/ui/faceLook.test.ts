import { expect, test } from "vitest";

import { faceLook, hasPicture, initials } from "./faceLook";

test("the same id always looks the same, and ids spread over all hues", () => {
  const id = "65f0aa11bb22cc33dd44ee55";
  expect(faceLook(id)).toEqual(faceLook(id));
  const hues = new Set(Array.from({ length: 400 }, (_, n) => faceLook(`id${n}`).hue));
  expect(hues.size).toBe(12);
});

test("no face has a hue near the one that means sound", () => {
  for (let n = 0; n < 400; n += 1) {
    const { hue } = faceLook(`id${n}`);
    expect(hue <= 120 || hue >= 228).toBe(true);
  }
});

test("initials are the first graphemes of two words, one for a single name", () => {
  expect(initials("Robin Example")).toBe("RE");
  expect(initials("  ada   king  lovelace ")).toBe("AK");
  expect(initials("Plato")).toBe("P");
  expect(initials("élodie")).toBe("É");
  expect(initials("👩‍🚀 Zoë")).toBe("👩‍🚀Z");
  expect(initials("")).toBe("");
});

test("the server's stand-in picture counts as none", () => {
  expect(hasPicture("https://talk.example.org/storage/profile.png")).toBe(false);
  expect(hasPicture(null)).toBe(false);
  expect(hasPicture("https://talk.example.org/storage/a1b2.webp")).toBe(true);
  expect(hasPicture("data:image/webp;base64,AA")).toBe(true);
});
