/** At the door of a room while one is in another one: says so, and asks before one leaves it. */
import { type ReactNode, useState } from "react";

import { elsewhereText as t } from "../../text/calling";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import type { RoomWords } from "../../wire";

export function Elsewhere({ topic }: { topic: string }) {
  return (
    <div>
      <p className="text-h3">{t.title}</p>
      <p className="mt-1 text-small text-pretty text-muted">{t.hint(topic)}</p>
    </div>
  );
}

export interface LeaveFirst {
  /** Asks before it does that, if there is a room to leave. */
  readonly first: (then: () => void) => () => void;
  readonly question: ReactNode;
}

export function useLeaveFirst(there: RoomWords | null, here: RoomWords | undefined): LeaveFirst {
  const [wish, setWish] = useState<{ readonly go: () => void } | null>(null);
  const first = (go: () => void) => () => (there === null ? go() : setWish({ go }));
  const open = wish !== null && there !== null;
  const close = () => setWish(null);
  const question = open && (
    <Dialog
      title={t.leave(here?.topic ?? "", there.topic)}
      closeText={t.close}
      isOpen
      onClose={close}
      shape="small"
    >
      <p className="text-pretty text-muted">{t.question}</p>
      <DialogActions>
        <Button kind="plain" onPress={close}>
          {t.stay}
        </Button>
        <Button kind="primary" onPress={wish.go}>
          {t.submit}
        </Button>
      </DialogActions>
    </Dialog>
  );
  return { first, question };
}
