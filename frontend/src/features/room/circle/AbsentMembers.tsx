/** Below the people in a room: those who belong to it and are not there, and the way out for good. */
import { useId } from "react";

import { memberText as t } from "../../../text/circle";
import { Button } from "../../../ui/Button";
import type { Tile } from "../roster";
import { notAmong } from "./belonging";
import { useCircle } from "./context";
import { MemberRows } from "./MemberRows";

export function AbsentMembers({ tiles }: { tiles: readonly Tile[] }) {
  const heading = useId();
  const circle = useCircle();
  if (circle === null) return null;
  const absent = notAmong(circle.members, tiles);
  return (
    <>
      {absent.length > 0 && (
        <section aria-labelledby={heading} className="mt-5">
          <h3 id={heading} className="num pb-1 text-h3">
            {t.notHere} <span className="font-normal text-subtle">{absent.length}</span>
          </h3>
          <MemberRows members={absent} removable={circle.removable} onRemove={circle.remove} />
        </section>
      )}
      {circle.mayPart && (
        <Button kind="leave" className="mt-3 -ms-[1.125rem]" onPress={circle.part}>
          {t.part}
        </Button>
      )}
    </>
  );
}
