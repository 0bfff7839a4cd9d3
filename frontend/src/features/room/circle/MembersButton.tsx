/** At the door of a private or group room: who belongs to it, behind one button. */
import { useState } from "react";

import { memberText as t } from "../../../text/circle";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { PeopleIcon } from "../../../ui/icons";
import { useCircle } from "./context";
import { MemberRows } from "./MemberRows";

export function MembersButton() {
  const circle = useCircle();
  const [open, setOpen] = useState(false);
  if (circle === null || circle.members.length === 0) return null;
  const { members, removable, remove, mayPart, part, bring, hostName } = circle;
  return (
    <>
      <Button icon={<PeopleIcon />} className="mt-6" onPress={() => setOpen(true)}>
        {t.count(members.length)}
      </Button>
      <Dialog
        title={t.count(members.length)}
        closeText={t.close}
        isOpen={open}
        onClose={() => setOpen(false)}
        shape="small"
      >
        <div>
          <MemberRows members={members} removable={removable} onRemove={remove} />
          {bring === null && (
            <p className="mt-2 text-small text-pretty text-muted">{t.askHost(hostName)}</p>
          )}
          {mayPart && (
            <Button kind="leave" className="-ms-[1.125rem] mt-1" onPress={part}>
              {t.part}
            </Button>
          )}
        </div>
      </Dialog>
    </>
  );
}
