/**
 * Which language somebody reads here. The choice is a cookie, for the server draws the first page in
 * it too; without a choice it is what the browser asks for (`public/theme.js`, before the first paint).
 */
import { DEFAULT_LANGUAGE, directionOf, fitting } from "./languages";
import { begin, LANGUAGES, speak } from "./words";

/** `public/theme.js`, gethory/web and deploy/nginx read the same cookie. */
const COOKIE = "gethory_language";
const YEAR_S = 31_536_000;

/** Null while the browser decides. */
export function chosenLanguage(): string | null {
  const kept = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`, "u").exec(document.cookie)?.[1];
  return LANGUAGES.find((language) => language === kept) ?? null;
}

/** Counts at once, everywhere; null leaves it to the browser again. */
export async function chooseLanguage(wish: string | null): Promise<void> {
  const secure = location.protocol === "https:" ? "; secure" : "";
  const kept = wish === null ? "; max-age=0" : `${wish}; max-age=${YEAR_S}`;
  // oxlint-disable-next-line unicorn/no-document-cookie -- not every browser has a cookieStore
  document.cookie = `${COOKIE}=${kept}; path=/; samesite=lax${secure}`;
  await show(wish ?? fitting(navigator.languages, LANGUAGES));
}

/** Begins in the language that the page came with. */
export function beginLanguage(): void {
  const { lang } = document.documentElement;
  begin(LANGUAGES.includes(lang) ? lang : DEFAULT_LANGUAGE);
}

async function show(language: string): Promise<void> {
  await speak(language);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
