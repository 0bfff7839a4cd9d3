/** What one can do about somebody in the room: hear them so, or not; for who may, their removal. */
import { Button } from "react-aria-components/Button";
import { Link } from "react-router";

import { useVoiceEngine } from "../../state/voiceEngine";
import { paths } from "../../paths";
import { apartText } from "../../text/apart";
import { callingText } from "../../text/calling";
import { memberText } from "../../text/circle";
import { roomText } from "../../text/room";
import { buttonLook } from "../../ui/buttonLook";
import { SpeakerIcon, SpeakerOffIcon } from "../../ui/icons";
import { VolumeSlider } from "../../ui/VolumeSlider";
import type { VoicePerson } from "../../voice/types";
import { useCircle } from "./circle/context";

export interface PersonMenuProps {
  name: string;
  person: VoicePerson;
}

export function PersonMenu({ name, person: { peerId, user, volume, hushed } }: PersonMenuProps) {
  const { ears } = useVoiceEngine();
  const silent = hushed || volume === 0;
  const circle = useCircle();
  return (
    <>
      <p className="truncate text-h3">
        <bdi>{name}</bdi>
      </p>
      {user.username !== null && (
        <p className="mb-4 truncate text-small text-subtle">
          <bdi>@{user.username}</bdi>
        </p>
      )}
      <VolumeSlider
        label={roomText.volumeShort}
        name={roomText.volume(name)}
        volume={hushed ? 0 : volume}
        onChange={(wish) => ears.setVolume(peerId, wish)}
      />
      <Button
        className={`${buttonLook("plain")} -mx-3 mt-1`}
        onPress={() => ears.setHushed(peerId, !silent)}
      >
        {silent ? <SpeakerIcon /> : <SpeakerOffIcon />}
        {silent ? callingText.unhush : callingText.hush}
      </Button>
      {/* In a tab of its own: that page is for everybody, and has no call. */}
      <Link
        to={paths.diagnostics}
        target="_blank"
        className="link mt-2 inline-flex min-h-11 items-center rounded-chip text-small"
      >
        {apartText.silent}
      </Link>
      {circle?.removable.has(user._id) === true && (
        <Button
          slot="close"
          className={`${buttonLook("leave")} -mx-3 mt-2 -mb-2`}
          onPress={() => circle.remove(user)}
        >
          {memberText.removeFromRoom}
        </Button>
      )}
    </>
  );
}
