/** The settings over the room, fetched when they are asked for; one goes on hearing everybody. */
import { use, useState } from "react";

import { SettingsDialogContext } from "../../state/settingsDialog";
import { useShortcut } from "../../state/shortcuts";

export function RoomSettings() {
  const show = use(SettingsDialogContext);
  const [open, setOpen] = useState(false);
  useShortcut("settings", () => setOpen(true), show !== null);
  if (!open || show === null) return null;
  return show({ onClose: () => setOpen(false) });
}
