/** Everybody in the room as a list: beside the stage where there is place, else a sheet. */
import { useId } from "react";

import { roomText } from "../../text/room";
import { Bars } from "../../ui/Bars";
import { Dialog } from "../../ui/Dialog";
import { Face } from "../../ui/Face";
import { IconButton } from "../../ui/IconButton";
import {
  ArcsIcon,
  CloseIcon,
  MicAlertIcon,
  MicIcon,
  MicOffIcon,
  SpeakerOffIcon,
} from "../../ui/icons";
import type { TileSign } from "../../ui/PersonTile";
import type { Tile } from "./roster";

export interface PeoplePanelProps {
  tiles: readonly Tile[];
  onClose: () => void;
}

export function PeoplePanel({ tiles, onClose }: PeoplePanelProps) {
  const heading = useId();
  return (
    <aside aria-labelledby={heading} className="flex min-h-0 flex-col px-5">
      <header className="flex min-h-18 flex-none items-center justify-between">
        <h2 id={heading} className="num text-h2">
          {roomText.people} <span className="font-normal text-subtle">{tiles.length}</span>
        </h2>
        <IconButton
          className="-me-2.5"
          label={roomText.closePeople}
          icon={<CloseIcon />}
          onPress={onClose}
        />
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll it */}
      <div tabIndex={0} className="-mx-2 min-h-0 overflow-y-auto rounded-tile px-2 pb-4">
        <PeopleList tiles={tiles} />
      </div>
    </aside>
  );
}

export function PeopleSheet({ tiles, isOpen, onClose }: PeoplePanelProps & { isOpen: boolean }) {
  return (
    <Dialog
      title={roomText.peopleCount(tiles.length)}
      closeText={roomText.closePeople}
      isOpen={isOpen}
      onClose={onClose}
      shape="small"
    >
      <PeopleList tiles={tiles} />
    </Dialog>
  );
}

const SIGNS: Record<TileSign, React.ReactNode> = {
  none: <MicIcon />,
  poor: <MicIcon />,
  muted: <MicOffIcon />,
  no_microphone: <MicAlertIcon />,
  hushed: <SpeakerOffIcon />,
  away: <ArcsIcon />,
  speaking: <Bars size="18px" />,
};

function PeopleList({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <ul>
      {tiles.map((tile) => (
        <li
          key={tile.key}
          data-level-of={tile.levelOf}
          className="flex min-h-15 items-center gap-3"
        >
          <Face
            id={tile.user._id}
            name={tile.user.name}
            avatar={tile.user.avatar}
            size="40px"
            className={tile.sign === "away" ? "face-away" : ""}
          />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-ui font-semibold">
              <bdi>{tile.name}</bdi>
            </span>
            <Second tile={tile} />
          </span>
          <span className="flex-none text-subtle">{SIGNS[tile.sign]}</span>
        </li>
      ))}
    </ul>
  );
}

/** What they do now, or who they are; the sign at the row's end is for the eye only. */
function Second({ tile }: { tile: Tile }) {
  if (tile.sign === "speaking") {
    return <span className="block text-small font-semibold text-voice-text">{tile.status}</span>;
  }
  const roles = [tile.person === undefined && roomText.you, tile.owner && roomText.owner];
  const facts = [...roles, tile.sign !== "none" && tile.status].filter(Boolean);
  return <span className="block truncate text-small text-subtle">{facts.join(" · ")}</span>;
}
