/** The room while one is in it: who is here, what one hears, and the controls. */
import "../../ui/call.css";
import { useRef, useState } from "react";

import { useUser } from "../../state/session";
import { useShortcut } from "../../state/shortcuts";
import { frameText } from "../../text/frame";
import { roomText } from "../../text/room";
import { SkipLink } from "../../ui/PageShell";
import { useDocumentTitle } from "../../ui/PageTitle";
import { useMedia } from "../../ui/useMedia";
import type { VoiceSnapshot } from "../../voice/types";
import type { RoomWords } from "../../wire";
import { Banners } from "./Banners";
import { CallHeader } from "./CallHeader";
import { ControlBar } from "./ControlBar";
import { Signs } from "./keep/Signs";
import { RoomSettings } from "./RoomSettings";
import { PeoplePanel, PeopleSheet } from "./PeoplePanel";
import { tilesOf } from "./roster";
import { Stage } from "./Stage";
import { useStageLevels } from "./useStageLevels";

export interface CallProps {
  voice: VoiceSnapshot;
  onLeave: () => void;
}

/** Where the list of people has its own place; below it is a sheet over the room. */
const WIDE = "(min-width: 64rem)";
/** Where that place is free from the start. */
const ROOMY = "(min-width: 80rem)";

export function Call({ voice, onLeave }: CallProps) {
  // Both are there from the moment the server let one in.
  return voice.room === null ? null : <CallIn voice={voice} room={voice.room} onLeave={onLeave} />;
}

function CallIn({ voice, room, onLeave }: CallProps & { room: RoomWords }) {
  const tiles = tilesOf(voice, useUser());
  const root = useRef<HTMLDivElement>(null);
  const wide = useMedia(WIDE);
  const [peopleOpen, setPeopleOpen] = useState(() => matchMedia(ROOMY).matches);
  const togglePeople = () => setPeopleOpen(!peopleOpen);
  useStageLevels(root);
  useShortcut("people", togglePeople);
  useDocumentTitle(roomText.tab(room.topic, voice.you?.muted ?? true));
  const closePeople = () => setPeopleOpen(false);
  return (
    <div ref={root} className="call" data-panel={wide && peopleOpen ? "" : undefined}>
      <SkipLink text={frameText.skip} />
      <div className="call-stage">
        <CallHeader room={room} count={tiles.length} />
        <Banners voice={voice} />
        <ControlBar
          voice={voice}
          count={tiles.length}
          peopleOpen={peopleOpen}
          onPeople={togglePeople}
          onLeave={onLeave}
        />
        <Stage tiles={tiles} />
        <Signs />
      </div>
      {wide && peopleOpen && <PeoplePanel tiles={tiles} onClose={closePeople} />}
      <RoomSettings />
      <PeopleSheet tiles={tiles} isOpen={!wide && peopleOpen} onClose={closePeople} />
    </div>
  );
}
