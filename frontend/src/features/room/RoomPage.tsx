/** The page of a room, one address for all of it: the door, the room, and outside again. */
import { useDeferredValue, useEffect, useState } from "react";
import { useNavigate, useParams } from "react-router";

import { paths } from "../../paths";
import { isInCall, useVoiceState } from "../../state/voice";
import { useVoiceEngine } from "../../state/voiceEngine";
import type { JoinOptions, VoiceSnapshot } from "../../voice/types";
import { Call } from "./Call";
import { CircleProvider } from "./circle/CircleProvider";
import { Entrance } from "./Entrance";
import { Outside } from "./Outside";
import { atDoor, roomView, type WayBack } from "./roomView";
import { useRoom } from "./useRoom";
import { useSkipDoor } from "./useSkipDoor";

/** Muted, always: the microphone opens with the room, its switch is the person's own. */
const WITH_MICROPHONE: JoinOptions = { microphone: true, muted: true };
const LISTENING: JoinOptions = { microphone: false, muted: true };

export function RoomPage() {
  const { roomId = "" } = useParams();
  return <RoomAt key={roomId} roomId={roomId} />;
}

function RoomAt({ roomId }: { roomId: string }) {
  const engine = useVoiceEngine();
  const voice = useVoiceState((state) => state);
  const { options, join } = useJoin(roomId);
  const view = roomView(voice, roomId, useOnce(options !== null || isHere(voice, roomId)));
  const { room, refusal, reload } = useRoom(roomId, view.screen === "entrance");
  const people = room?.count ?? 0;
  const here = voice.roomId === roomId ? voice.room : null;
  const enter = (chosen: JoinOptions) => join({ ...chosen, people });
  const takeWay = useWays(reload, () => enter(options ?? WITH_MICROPHONE));
  useGoodbye();

  const outside = view.screen === "entrance" && !view.joining;
  useEffect(() => {
    if (outside) engine.warmUp(roomId, people);
  }, [engine, outside, roomId, people]);

  const elsewhere = isInCall(voice) && here === null ? voice.room : null;
  const open = room !== undefined && !room.full && refusal === null && elsewhere === null;
  useSkipDoor(outside && open, (microphone) => enter(microphone ? WITH_MICROPHONE : LISTENING));

  const shown = atDoor(view, refusal, room !== undefined);
  // A call is drawn bit by bit behind the door: whoever is inside is connected to meanwhile.
  const drawn = useDeferredValue(shown.screen);
  const arriving = shown.screen === "call" && drawn !== "call";
  return (
    <CircleProvider room={shown.screen === "outside" ? undefined : (room ?? here)}>
      {shown.screen === "call" && !arriving && (
        <Call voice={voice} onLeave={() => void engine.leave()} />
      )}
      {shown.screen === "outside" && <Outside {...shown} onWay={takeWay} />}
      {(shown.screen === "entrance" || arriving) && (
        <Entrance
          room={room}
          microphone={voice.microphone}
          elsewhere={elsewhere}
          joining={shown.screen !== "entrance" || shown.joining}
          onJoin={() => enter(WITH_MICROPHONE)}
          onListen={() => enter(LISTENING)}
        />
      )}
    </CircleProvider>
  );
}

const isHere = (voice: VoiceSnapshot, roomId: string) => isInCall(voice) && voice.roomId === roomId;

/** True from the first time on. */
function useOnce(now: boolean): boolean {
  const [was, setWas] = useState(now);
  if (now && !was) setWas(true);
  return was || now;
}

/** A call goes on without this page, in the small bar; what was opened at the door does not. */
function useGoodbye(): void {
  const engine = useVoiceEngine();
  useEffect(
    () => () => {
      if (isInCall(engine.getSnapshot())) return;
      void engine.leave();
      engine.closeMicrophone();
    },
    [engine],
  );
}

/** Why the join failed, if it did, is in the snapshot. */
function useJoin(roomId: string) {
  const engine = useVoiceEngine();
  const [options, setOptions] = useState<JoinOptions | null>(null);
  const join = (chosen: JoinOptions) => {
    setOptions(chosen);
    engine.join(roomId, chosen).catch(() => undefined);
  };
  return { options, join };
}

function useWays(reload: () => unknown, rejoin: () => void): (way: WayBack) => void {
  const navigate = useNavigate();
  const back = { pathname: paths.signIn, search: new URLSearchParams({ to: location.pathname }) };
  return (way) => {
    if (way === "join") rejoin();
    else if (way === "reload") reload();
    else if (way === "sign_in") void navigate({ ...back, search: back.search.toString() });
  };
}
