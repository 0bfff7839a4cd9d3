/** The words of one's account: how one signs in, and where. */
import { textOf } from "./words";

export const accountText = textOf("more", "accountText");

/** "Firefox on Windows", or what of it is known. */
export function deviceText(browser: string | null, system: string | null): string {
  const { unknownDevice, browserOn } = accountText.sessions;
  if (browser === null) return system ?? unknownDevice;
  return system === null ? browser : browserOn(browser, system);
}
