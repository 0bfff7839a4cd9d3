/** The room while one is in it: who is here, what one hears, and the controls. */
import "../../ui/call.css";
import { useRef, useState } from "react";

import { frameText } from "../../text/frame";
import { useUser } from "../../state/session";
import { useVoiceEngine } from "../../state/voiceEngine";
import { SkipLink } from "../../ui/PageShell";
import { useDocumentTitle } from "../../ui/PageTitle";
import { useMedia } from "../../ui/useMedia";
import type { VoiceSnapshot } from "../../voice/types";
import type { RoomWords } from "../../wire";
import { Banners } from "./Banners";
import { CallHeader } from "./CallHeader";
import { ControlBar } from "./ControlBar";
import { DeviceNotice } from "./devices/DeviceNotice";
import { PeoplePanel, PeopleSheet } from "./PeoplePanel";
import { tilesOf } from "./roster";
import { Stage } from "./Stage";
import { useCallAnnouncements } from "./useCallAnnouncements";
import { useStageLevels } from "./useStageLevels";
import { useTalkKeys } from "./useTalkKeys";

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
  const engine = useVoiceEngine();
  const tiles = tilesOf(voice, useUser());
  const root = useRef<HTMLDivElement>(null);
  const muted = voice.you?.muted ?? true;
  const setMuted = (wish: boolean) => void engine.setMuted(wish);
  const holding = useTalkKeys({ muted, setMuted });
  const wide = useMedia(WIDE);
  const [peopleOpen, setPeopleOpen] = useState(() => matchMedia(ROOMY).matches);
  useStageLevels(root);
  useCallAnnouncements(voice, room.topic);
  useDocumentTitle(room.topic);
  const closePeople = () => setPeopleOpen(false);
  return (
    <div ref={root} className="call" data-panel={wide && peopleOpen ? "" : undefined}>
      <SkipLink text={frameText.skip} />
      <div className="call-stage">
        <CallHeader room={room} count={tiles.length} />
        <Banners voice={voice} />
        <ControlBar
          voice={voice}
          holding={holding}
          muted={muted}
          setMuted={setMuted}
          count={tiles.length}
          peopleOpen={peopleOpen}
          onPeople={() => setPeopleOpen(!peopleOpen)}
          onLeave={onLeave}
        />
        <Stage tiles={tiles} />
        <DeviceNotice />
      </div>
      {wide && peopleOpen && <PeoplePanel tiles={tiles} onClose={closePeople} />}
      <PeopleSheet tiles={tiles} isOpen={!wide && peopleOpen} onClose={closePeople} />
    </div>
  );
}
