/** The seats: you, the others, and the first free one, by which whoever can brings somebody in. */
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

export interface StageProps {
  tiles: readonly Tile[];
}

/** A row is never half empty: free chairs wait in it, and nobody moves when they are taken. */
const ROW = 3;
/** Up to so many seats stand three in a row, in two rows. */
const FEW = 6;

export function Stage({ tiles }: StageProps) {
  const bring = useCircle()?.bring ?? null;
  const seats = tiles.length + (bring === null ? 0 : 1);
  return (
    <main id="content" tabIndex={-1} className="stage">
      <div className="seats-place" data-few={seats <= FEW ? "" : undefined}>
        <ul className="seats" aria-label={roomText.stage}>
          {tiles.map((tile) => (
            <Seat {...tile} key={tile.key} />
          ))}
          {bring !== null && <FreeSeat bring={bring} />}
          {Array.from({ length: Math.max(0, ROW - seats) }, (_, chair) => (
            <li key={chair} aria-hidden="true" className="seat opacity-50">
              <Chair />
            </li>
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
