/** The seats: you, the others, and the first free one, by which whoever can brings somebody in. */
import { clsx } from "clsx";
import { memo } from "react";
import { Button } from "react-aria-components/Button";

import { memberText } from "../../text/circle";
import { roomText, statusWord } from "../../text/room";
import { Chair } from "../../ui/Chair";
import { LinkIcon, PlusIcon } from "../../ui/icons";
import { PersonTile } from "../../ui/PersonTile";
import { useCircle } from "./circle/context";
import type { Bring } from "./circle/useBring";
import { PersonMenu } from "./PersonMenu";
import type { Tile } from "./roster";
import { useSeatFocus } from "./useSeatFocus";
import { useSeats } from "./useSeats";

export interface StageProps {
  tiles: readonly Tile[];
}

/** The first row is never half empty: so many seats has it on the widest screen. */
const ROW = 5;
/** Where narrower screens end theirs. */
const BEYOND = ["", "", "", "max-md:hidden!", "max-2xl:hidden!"];

export function Stage({ tiles }: StageProps) {
  const bring = useCircle()?.bring ?? null;
  const seats = useSeats(tiles);
  const focus = useSeatFocus();
  // The first free seat is where one brings somebody to.
  const free = seats.indexOf(null);
  const taken = seats.length + (bring !== null && free === -1 ? 1 : 0);
  return (
    <main id="content" tabIndex={-1} className="stage">
      <div className="seats-place">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows between its buttons */}
        <ul {...focus} className="seats" aria-label={roomText.stage}>
          {seats.map((tile, place) => {
            if (tile !== null) return <Seat {...tile} key={tile.user._id} />;
            if (place === free && bring !== null) return <FreeSeat key="free" bring={bring} />;
            // oxlint-disable-next-line react/no-array-index-key -- a free seat is its place
            return <EmptySeat key={place} />;
          })}
          {bring !== null && free === -1 && <FreeSeat key="free" bring={bring} />}
          {Array.from({ length: Math.max(0, ROW - taken) }, (_, chair) => (
            <EmptySeat key={`chair-${chair}`} className={BEYOND[taken + chair]} />
          ))}
        </ul>
        {tiles.length === 1 && <Alone bring={bring} />}
        {bring?.failed === true && (
          <p role="alert" className="mx-auto mt-4 px-4 text-center text-small text-danger-text">
            {roomText.copyFailed}
          </p>
        )}
      </div>
    </main>
  );
}

function EmptySeat({ className }: { className?: string | undefined }) {
  return (
    <li aria-hidden="true" className={clsx("seat opacity-50", className)}>
      <Chair />
    </li>
  );
}

const Seat = memo(function Seat(tile: Tile) {
  return (
    <PersonTile
      person={{ id: tile.user._id, name: tile.user.name, avatar: tile.user.avatar }}
      name={tile.shownName}
      sign={tile.sign}
      status={tile.status === "" && tile.owner ? roomText.owner : tile.status}
      host={tile.status === "" && tile.owner}
      spoken={tile.status === "" ? statusWord.on : undefined}
      label={tile.label}
      levelOf={tile.levelOf}
      menu={tile.person && <PersonMenu name={tile.name} person={tile.person} />}
    />
  );
});

function Alone({ bring }: { bring: Bring | null }) {
  const circle = useCircle();
  const hint =
    bring === null ? memberText.askHost(circle?.hostName ?? "") : roomText.aloneHint[bring.by];
  return (
    <p className="mx-auto mt-4 max-w-[42ch] px-4 text-center text-balance text-muted">
      {roomText.alone} {circle !== null && hint}
    </p>
  );
}

function FreeSeat({ bring }: { bring: Bring }) {
  const Icon = bring.by === "invite" ? PlusIcon : LinkIcon;
  return (
    <li className="min-w-0">
      <Button className="seat cursor-pointer" onPress={bring.press}>
        <Chair>
          <Icon size="l" />
        </Chair>
        <span className="seat-name font-medium text-muted">{bring.text}</span>
        <span className="seat-status" />
      </Button>
    </li>
  );
}
