/** A question before something that cannot be undone: what happens, the way back, the deed. */
import { Button } from "./Button";
import { Dialog, DialogActions } from "./Dialog";
import { Notice } from "./Notice";

export interface ConfirmProps {
  title: string;
  hint: string;
  doText: string;
  busyText: string;
  cancelText: string;
  closeText: string;
  busy: boolean;
  /** Why it did not work the last time. */
  fault?: string | undefined;
  onDo: () => void;
  onCancel: () => void;
}

export function Confirm(props: ConfirmProps) {
  const { title, hint, doText, busyText, cancelText, closeText, busy, fault, onDo, onCancel } =
    props;
  return (
    <Dialog
      title={title}
      closeText={closeText}
      isOpen
      onClose={onCancel}
      shape="small"
      role="alertdialog"
    >
      <p className="text-pretty text-muted">{hint}</p>
      {fault !== undefined && <Notice kind="error">{fault}</Notice>}
      <DialogActions>
        <Button kind="plain" onPress={onCancel}>
          {cancelText}
        </Button>
        <Button kind="danger" busy={busy} busyText={busyText} onPress={onDo}>
          {doText}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
