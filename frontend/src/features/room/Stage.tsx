/** The seats: you, the others, and while it is public the first free one, which copies the link. */
import { memo } from "react";
import { Button } from "react-aria-components/Button";

import { useVoiceEngine } from "../../state/voiceEngine";
import { roomText, statusWord } from "../../text/room";
import { Chair } from "../../ui/Chair";
import { LinkIcon } from "../../ui/icons";
import { PersonTile } from "../../ui/PersonTile";
import { VolumeSlider } from "../../ui/VolumeSlider";
import type { Tile } from "./roster";
import type { RoomLink } from "./useRoomLink";

export interface StageProps {
  tiles: readonly Tile[];
  link: RoomLink | null;
}

/** A row is never half empty: free chairs wait in it, and nobody moves when they are taken. */
const ROW = 3;
/** Up to so many seats stand three in a row, in two rows. */
const FEW = 6;

export function Stage({ tiles, link }: StageProps) {
  const seats = tiles.length + (link === null ? 0 : 1);
  const alone = tiles.length === 1;
  return (
    <main id="content" tabIndex={-1} className="stage">
      <div className="seats-place" data-few={seats <= FEW ? "" : undefined}>
        <ul className="seats" aria-label={roomText.stage}>
          {tiles.map((tile) => (
            <Seat {...tile} key={tile.key} />
          ))}
          {link !== null && <FreeSeat link={link} />}
          {Array.from({ length: Math.max(0, ROW - seats) }, (_, chair) => (
            <li key={chair} aria-hidden="true" className="seat opacity-50">
              <Chair />
            </li>
          ))}
        </ul>
        {alone && (
          <p className="mx-auto mt-4 max-w-[42ch] px-4 text-center text-pretty text-muted">
            {roomText.alone} {link === null ? roomText.alonePrivate : roomText.aloneHint}
          </p>
        )}
        {link?.failed === true && (
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
      menu={tile.person && <Volume tile={tile} peerId={tile.person.peerId} />}
    />
  );
});

function Volume({ tile, peerId }: { tile: Tile; peerId: string }) {
  const engine = useVoiceEngine();
  return (
    <>
      <p className="truncate text-h3">
        <bdi>{tile.name}</bdi>
      </p>
      {tile.user.username !== null && (
        <p className="mb-4 truncate text-small text-subtle">
          <bdi>@{tile.user.username}</bdi>
        </p>
      )}
      <VolumeSlider
        label={roomText.volumeShort}
        name={roomText.volume(tile.name)}
        volume={tile.person?.volume ?? 1}
        onChange={(volume) => engine.setVolume(peerId, volume)}
      />
    </>
  );
}

function FreeSeat({ link }: { link: RoomLink }) {
  return (
    <li className="min-w-0">
      <Button className="seat cursor-pointer" onPress={link.copy}>
        <Chair>
          <LinkIcon size="l" />
        </Chair>
        <span className="seat-name font-medium text-muted">{link.text}</span>
        <span className="seat-status" />
      </Button>
    </li>
  );
}
