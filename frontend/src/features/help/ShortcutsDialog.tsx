/** The list of keyboard shortcuts, as they are now. */
import type { MouseEvent } from "react";
import { Link } from "react-router";

import { paths } from "../../paths";
import { usePreferences } from "../../state/preferences";
import {
  askForShortcut,
  isSingle,
  type Shortcut,
  SHORTCUT_GROUPS,
  type ShortcutGroup,
  SHORTCUTS,
} from "../../state/shortcuts";
import { groupText, keysText, keyText, shortcutText } from "../../text/keys";
import { Dialog } from "../../ui/Dialog";

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { singleKeys } = usePreferences();
  // In a room they open over it.
  const follow = (event: MouseEvent) => {
    onClose();
    if (askForShortcut("settings")) event.preventDefault();
  };
  return (
    <Dialog title={keysText.title} closeText={keysText.close} isOpen onClose={onClose}>
      {SHORTCUT_GROUPS.map((group) => (
        <Group key={group} group={group} singleKeys={singleKeys} />
      ))}
      <p className="text-small text-muted">
        {singleKeys ? keysText.on : keysText.off}{" "}
        <Link className="link" to={paths.settings} onClick={follow}>
          {keysText.settings}
        </Link>
      </p>
    </Dialog>
  );
}

function Group({ group, singleKeys }: { group: ShortcutGroup; singleKeys: boolean }) {
  const shown = SHORTCUTS.filter((one) => one.group === group && (singleKeys || !isSingle(one)));
  if (shown.length === 0) return null;
  return (
    <section aria-label={groupText[group]}>
      <h3 className="mb-1 text-h3">{groupText[group]}</h3>
      <dl>
        {shown.map((one) => (
          <div key={one.id} className="flex min-h-10 items-center justify-between gap-4 text-ui">
            <dt className="text-pretty text-muted">{shortcutText[one.id]}</dt>
            <dd className="flex flex-none items-center gap-1">
              <Keys shortcut={one} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const onMac = () => /mac|iphone|ipad/iu.test(navigator.userAgent);

function Keys({ shortcut }: { shortcut: Shortcut }) {
  const { key, ctrl, shift, held } = shortcut;
  const keys = [ctrl === true && "ctrl", shift === true && "shift", key].filter(
    (one) => one !== false,
  );
  return (
    <>
      {held === true && <span className="text-small text-subtle">{keysText.hold}</span>}
      {keys.map((one) => (
        <kbd
          key={one}
          className="grid min-h-8 min-w-8 place-items-center rounded-chip bg-surface-3 px-2 font-sans text-small font-semibold forced-colors:border"
        >
          {keyText(one, onMac())}
        </kbd>
      ))}
    </>
  );
}
