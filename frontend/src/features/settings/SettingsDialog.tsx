/** The settings over a room: one goes on hearing it, and its people stay where they are. */
import type { SettingsDialogProps } from "../../state/settingsDialog";
import { settingsText as t } from "../../text/settings";
import { Dialog } from "../../ui/Dialog";
import { Preferred } from "./Preferred";

/** The dialog is the card here. */
const FLAT =
  "-mt-3 [&>section]:mt-8 [&>section]:rounded-none [&>section]:bg-transparent [&>section]:p-0 [&>section]:shadow-none forced-colors:[&>section]:border-0";

export function SettingsDialog({ onClose }: SettingsDialogProps) {
  return (
    <Dialog title={t.title} closeText={t.close} isOpen onClose={onClose}>
      <div className={FLAT}>
        <p className="text-muted">{t.lead}</p>
        <Preferred />
      </div>
    </Dialog>
  );
}
