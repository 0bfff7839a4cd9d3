/** One person in a room: face, name, and in words what their microphone does. */
import "./seats.css";
import "./voice.css";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { DialogTrigger } from "react-aria-components/Dialog";

import { CardPopover } from "./CardPopover";
import { Face } from "./Face";
import { AlertIcon, CrownIcon, MicAlertIcon, SignalIcon, SpeakerOffIcon } from "./icons";
import { FaceDisc, MutedBadge } from "./MutedBadge";
import { useLinger } from "./useLinger";

/** What stands at the lower end of the face, or round it. */
export type TileSign =
  | "none"
  | "speaking"
  | "muted"
  | "no_microphone"
  | "hushed"
  | "poor"
  | "apart"
  | "away";

export interface PersonTileProps {
  person: { readonly id: string; readonly name: string | null; readonly avatar?: string | null };
  /** As shown: "Robin (you)". */
  name: string;
  sign: TileSign;
  status: string;
  /** What is true and needs no place on the tile: a microphone that is on and silent. */
  spoken?: string | undefined;
  /** They look after this room: a crown before the words. */
  host?: boolean;
  /** For assistive technology: "Ada Lovelace, speaking". */
  label: string;
  /** Whose level moves the ring: the style property `--level` is set on `data-level-of`. */
  levelOf: string;
  /** What opens on a press; without it the tile is not a button. */
  menu?: ReactNode;
}

const BADGES: Partial<Record<TileSign, ReactNode>> = {
  muted: <MutedBadge />,
  no_microphone: (
    <FaceDisc>
      <MicAlertIcon />
    </FaceDisc>
  ),
  hushed: (
    <FaceDisc>
      <SpeakerOffIcon />
    </FaceDisc>
  ),
};

const RING_OUT_MS = 400;

export function PersonTile({ label, levelOf, menu, ...looks }: PersonTileProps) {
  return (
    <li aria-label={label} data-level-of={levelOf} className="min-w-0">
      {menu === undefined ? (
        <div className="seat" data-sign={looks.sign}>
          <TileLook {...looks} />
        </div>
      ) : (
        <DialogTrigger>
          <Button className="seat cursor-pointer" data-sign={looks.sign}>
            <TileLook {...looks} />
          </Button>
          <CardPopover name={looks.name} offset={-12}>
            {menu}
          </CardPopover>
        </DialogTrigger>
      )}
    </li>
  );
}

type Looks = Pick<PersonTileProps, "person" | "name" | "sign" | "status" | "host" | "spoken">;

function TileLook({ person, name, sign, status, host, spoken }: Looks) {
  const ring = useLinger(sign === "speaking", RING_OUT_MS);
  const badge = BADGES[sign];
  const speaking = ring === "on" || (ring === "fading" && badge === undefined && sign !== "away");
  return (
    <>
      <Face
        {...person}
        speaking={speaking}
        away={sign === "away"}
        badge={badge}
        className={ring === "fading" ? "face-fading" : ""}
      />
      <span className="seat-name">
        <bdi>{name}</bdi>
      </span>{" "}
      <span className="seat-status">
        {sign === "apart" && <AlertIcon size="s" className="text-warning-text" />}
        {sign === "poor" && <SignalIcon size="s" className="text-warning-text" />}
        {host && <CrownIcon size="s" />}
        {status}
        {spoken !== undefined && <span className="aloud">{spoken}</span>}
      </span>
    </>
  );
}
