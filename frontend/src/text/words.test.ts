import { afterEach, expect, test, vi } from "vitest";

import { roomsAndPeople } from "./lobby";
import { frameText } from "./frame";
import { roomText } from "./room";
import { bringWords, languageNow, onLanguage, speak } from "./words";
import { longAge } from "./time";

afterEach(() => speak("en"));

test("what was taken hold of before follows the language", async () => {
  const { offline } = roomText;
  await speak("de");
  expect(frameText.close).toBe("Schließen");
  expect(offline.title).toBe("Du bist offline");
  expect(Object.keys(frameText.themes)).toEqual(["system", "light", "dark"]);
});

test("whoever shows words is told when the language changes, and not when it does not", async () => {
  const changed = vi.fn<() => void>();
  const stop = onLanguage(changed);
  await speak("en");
  expect(changed).not.toHaveBeenCalled();
  await speak("ar");
  expect(changed).toHaveBeenCalledOnce();
  expect(languageNow()).toBe("ar");
  stop();
});

test("a language that there is not changes nothing", async () => {
  await expect(speak("tlh")).rejects.toThrow("tlh");
  expect(languageNow()).toBe("en");
  await bringWords("first");
});

test("numbers have the forms that the language knows", async () => {
  expect(roomsAndPeople(1, 0)).toBe("1 room, nobody inside");
  await speak("de");
  expect(roomsAndPeople(1234, 1)).toBe("1.234 Räume, 1 Person drin");
  await speak("ar");
  expect(roomsAndPeople(2, 3)).toBe("غرفتان، وفيها 3 أشخاص");
  expect(roomsAndPeople(11, 100)).toBe("11 غرفة، وفيها 100 شخص");
});

test("an age is told by what the browser knows of the language", async () => {
  const now = Date.parse("2026-11-24T12:00:00.000Z");
  await speak("de");
  expect(longAge("2026-11-24T11:35:00.000Z", now)).toBe("vor 25 Minuten");
  await speak("ar");
  expect(longAge("2026-11-24T11:35:00.000Z", now)).toBe("قبل 25 دقيقة");
});
