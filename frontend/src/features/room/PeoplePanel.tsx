/** Everybody in the room as a list: beside the stage where there is place, else a sheet. */
import { useId } from "react";
import { DialogTrigger } from "react-aria-components/Dialog";

import { roomText } from "../../text/room";
import { Bars } from "../../ui/Bars";
import { CardPopover } from "../../ui/CardPopover";
import { Dialog } from "../../ui/Dialog";
import { Face } from "../../ui/Face";
import { IconButton } from "../../ui/IconButton";
import {
  AlertIcon,
  ArcsIcon,
  CloseIcon,
  MicAlertIcon,
  MicIcon,
  MicOffIcon,
  MoreIcon,
  SpeakerOffIcon,
} from "../../ui/icons";
import type { TileSign } from "../../ui/PersonTile";
import type { VoicePerson } from "../../voice/types";
import { AbsentMembers } from "./circle/AbsentMembers";
import { PanelFoot } from "./circle/PanelFoot";
import { PersonMenu } from "./PersonMenu";
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
      <div tabIndex={0} className="-mx-5 min-h-0 overflow-y-auto rounded-tile px-5 pb-4">
        <PeopleList tiles={tiles} />
        <AbsentMembers tiles={tiles} />
      </div>
      <PanelFoot className="mt-auto pt-2 pb-5" />
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
      <div>
        <PeopleList tiles={tiles} />
        <AbsentMembers tiles={tiles} />
      </div>
      <PanelFoot />
    </Dialog>
  );
}

const SIGNS: Record<TileSign, React.ReactNode> = {
  none: <MicIcon />,
  poor: <MicIcon />,
  muted: <MicOffIcon />,
  no_microphone: <MicAlertIcon />,
  hushed: <SpeakerOffIcon />,
  apart: <AlertIcon className="text-warning-text" />,
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
          {tile.person && <More name={tile.name} person={tile.person} />}
          {tile.person === undefined && tiles.length > 1 && <span className="w-6 flex-none" />}
        </li>
      ))}
    </ul>
  );
}

/** What one can do about somebody, for who does not want to look for their seat. */
function More({ name, person }: { name: string; person: VoicePerson }) {
  return (
    <DialogTrigger>
      <IconButton className="-mx-2.5" label={roomText.moreAbout(name)} icon={<MoreIcon />} />
      <CardPopover name={name}>
        <PersonMenu name={name} person={person} />
      </CardPopover>
    </DialogTrigger>
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
