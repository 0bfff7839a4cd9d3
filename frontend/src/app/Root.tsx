/** Round every page: who is signed in, the keys that work everywhere, and each begins at its top. */
import { lazy, useMemo, useState, useSyncExternalStore } from "react";
import { Outlet, useNavigate } from "react-router";

import { paths } from "../paths";
import { usePreferences } from "../state/preferences";
import { useSession } from "../state/session";
import { SettingsDialogContext, type SettingsDialogProps } from "../state/settingsDialog";
import { useShortcut, useShortcutKeys } from "../state/shortcuts";
import { frameText } from "../text/frame";
import { languageNow, onLanguage, withWords } from "../text/words";
import { focusNextRegion } from "../ui/regions";
import type { Frame } from "../ui/PageShell";
import { FrameContext } from "../ui/PageShell";
import { Spare } from "../ui/Spare";
import { AccountDoor } from "./AccountDoor";
import { useScrollPlaces } from "./places";

const ShortcutsDialog = lazy(async () => ({
  default: (await withWords(import("../features/help/ShortcutsDialog"), "more")).ShortcutsDialog,
}));

const SettingsDialog = lazy(async () => ({
  default: (await withWords(import("../features/settings/SettingsDialog"), "more")).SettingsDialog,
}));

const showSettings = (props: SettingsDialogProps) => (
  <Spare sorry={frameText.notFetched.lead} dismissText={frameText.close} onDismiss={props.onClose}>
    <SettingsDialog {...props} />
  </Spare>
);

/** The keys that work on every page. */
function Keys({ signedIn }: { signedIn: boolean }) {
  const navigate = useNavigate();
  const { singleKeys } = usePreferences();
  const [help, setHelp] = useState(false);
  useShortcutKeys(singleKeys);
  useShortcut("regions", focusNextRegion);
  useShortcut("settings", () => void navigate(paths.settings), signedIn);
  useShortcut("help", () => setHelp(true));
  if (!help) return null;
  return (
    <Spare
      sorry={frameText.notFetched.lead}
      dismissText={frameText.close}
      onDismiss={() => setHelp(false)}
    >
      <ShortcutsDialog onClose={() => setHelp(false)} />
    </Spare>
  );
}

export function Root() {
  useScrollPlaces();
  const session = useSession();
  const language = useSyncExternalStore(onLanguage, languageNow);
  const user = session.status === "signed_in" ? session.user : null;
  const frame = useMemo((): Frame => {
    const place = { skipText: frameText.skip };
    if (user === null) return { ...place, account: null, homePath: paths.landing };
    return { ...place, account: <AccountDoor key={language} user={user} />, homePath: paths.rooms };
  }, [user, language]);
  return (
    <FrameContext value={frame}>
      <SettingsDialogContext value={showSettings}>
        <Outlet />
      </SettingsDialogContext>
      <Keys key={language} signedIn={user !== null} />
    </FrameContext>
  );
}
