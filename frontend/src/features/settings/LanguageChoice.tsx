/** Which language everything is in: each under its own name. */
import { useRef } from "react";

import { chooseLanguage, chosenLanguage } from "../../text/choice";
import { ownName } from "../../text/languages";
import { settingsText as t } from "../../text/settings";
import { LANGUAGES } from "../../text/words";
import { Choice } from "../../ui/Choice";

const BROWSER = "";
const PLACE = "language";

export function LanguageChoice() {
  const busy = useRef(false);
  async function choose(wish: string) {
    if (busy.current) return;
    busy.current = true;
    await chooseLanguage(wish === BROWSER ? null : wish).catch(() => undefined);
    busy.current = false;
    // The page was drawn anew meanwhile: who chose stays where they were.
    document.querySelector<HTMLElement>(`#${PLACE} button`)?.focus({ preventScroll: true });
  }
  return (
    <div id={PLACE}>
      <Choice
        label={t.language}
        value={chosenLanguage() ?? BROWSER}
        options={[
          { value: BROWSER, text: t.languageOfBrowser },
          ...LANGUAGES.map((value) => ({ value, text: ownName(value) })),
        ]}
        onChange={(wish) => void choose(wish)}
      />
    </div>
  );
}
