/** The call while one looks at another page: which room, who speaks, the microphone, the way back. */
import "../../../ui/miniBar.css";
import { Link } from "react-router";

import { paths } from "../../../paths";
import { useVoiceEngine } from "../../../state/voiceEngine";
import { callingText, whoSpeaks } from "../../../text/calling";
import { endedText, roomText } from "../../../text/room";
import { Bars } from "../../../ui/Bars";
import { Button } from "../../../ui/Button";
import { IconButton } from "../../../ui/IconButton";
import { HeadphonesIcon, HeadphonesOffIcon, LeaveIcon, MicOffIcon } from "../../../ui/icons";
import type { VoiceSnapshot } from "../../../voice/types";
import type { RoomWords } from "../../../wire";
import { MiniMic } from "./MiniMic";
import { Signs } from "./Signs";
import { speaking } from "./useCallKeys";

export function MiniBar({ voice }: { voice: VoiceSnapshot }) {
  const { room, phase, ended, error } = voice;
  if (room === null) return null;
  if (phase === "failed") return <Over topic={room.topic} why={error?.detail ?? ""} />;
  if (phase !== "ended") return <Going voice={voice} room={room} />;
  // Whoever left, or was signed out, knows it.
  if (ended === null || ended === "left" || ended === "session_ended") return null;
  return <Over topic={room.topic} why={endedText[ended].title} />;
}

function Going({ voice, room }: { voice: VoiceSnapshot; room: RoomWords }) {
  const engine = useVoiceEngine();
  const { deafened } = voice;
  const heard = voice.you?.speaking === true || speaking(voice).length > 0;
  return (
    <div className="mini-place">
      <Signs />
      <section aria-label={callingText.bar} className="mini-bar">
        <Link to={paths.room(room._id)} className="mini-way">
          <span className="aloud">{callingText.backTo(room.topic)}. </span>
          <span className="mini-sign">{heard && !deafened ? <Bars size="20px" /> : null}</span>
          <span className="min-w-0">
            <b className="block truncate text-ui font-semibold">{room.topic}</b>
            <span className="block truncate text-small text-muted">{stateOf(voice)}</span>
          </span>
        </Link>
        <MiniMic voice={voice} />
        <IconButton
          label={deafened ? callingText.undeafen : callingText.deafen}
          icon={deafened ? <HeadphonesOffIcon size="l" /> : <HeadphonesIcon size="l" />}
          aria-keyshortcuts="D"
          className="mini-deafen"
          onPress={() => engine.ears.setDeafened(!deafened)}
        />
        <IconButton
          label={callingText.leave(room.topic)}
          icon={<LeaveIcon size="l" />}
          className="text-danger-text!"
          onPress={() => void engine.leave()}
        />
      </section>
    </div>
  );
}

function stateOf(voice: VoiceSnapshot): string {
  if (voice.phase === "reconnecting") return roomText.reconnecting.title;
  if (voice.deafened) return callingText.deafenedShort;
  const names = speaking(voice);
  return names.length > 0 ? whoSpeaks(names) : roomText.here(voice.people.length + 1);
}

/** It ended while nobody looked. */
function Over({ topic, why }: { topic: string; why: string }) {
  const engine = useVoiceEngine();
  return (
    <section aria-label={callingText.bar} className="mini-place mini-bar">
      <p role="alert" className="min-w-0 flex-1 px-3 py-2 text-ui text-pretty">
        <MicOffIcon className="me-2 inline-block align-[-0.2em] text-muted" />
        {callingText.over(topic, why)}
      </p>
      <Button onPress={() => void engine.leave()}>{callingText.dismiss}</Button>
    </section>
  );
}
