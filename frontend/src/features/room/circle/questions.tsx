/** The two questions about belonging: removing somebody, and leaving for good. */
import { announce } from "@react-aria/live-announcer";
import { useState } from "react";
import { useNavigate } from "react-router";

import { useRemoveMemberMutation } from "../../../api/circle";
import { isRefusal } from "../../../api/refusal";
import { paths } from "../../../paths";
import { useUser } from "../../../state/session";
import { useVoiceEngine } from "../../../state/voiceEngine";
import { memberText as t } from "../../../text/circle";
import { sentenceOf } from "../../../text/errors";
import { frameText } from "../../../text/frame";
import { Confirm } from "../../../ui/Confirm";
import type { PublicUser, RoomWords } from "../../../wire";
import { nameOf } from "../roster";

interface QuestionProps {
  room: RoomWords;
  onClose: () => void;
}

export function RemoveQuestion({ room, user, onClose }: QuestionProps & { user: PublicUser }) {
  const name = nameOf(user);
  const { end, busy, fault } = useEnd(room._id, user._id, () => {
    announce(t.removed(name), "polite");
    onClose();
  });
  return (
    <Confirm
      title={t.removeTitle(name)}
      hint={t.removeHint(name)}
      doText={t.remove}
      busyText={t.removing}
      cancelText={frameText.cancel}
      closeText={frameText.close}
      busy={busy}
      fault={fault}
      onDo={end}
      onCancel={onClose}
    />
  );
}

export function PartQuestion({ room, onClose }: QuestionProps) {
  const engine = useVoiceEngine();
  const navigate = useNavigate();
  const { end, busy, fault } = useEnd(room._id, useUser()._id, () => void navigate(paths.rooms));
  // Out of the room by one's own will, before the server puts one out.
  const part = () => void engine.leave().then(end);
  return (
    <Confirm
      title={t.partTitle}
      hint={t.partHint(room.topic)}
      doText={t.part}
      busyText={t.parting}
      cancelText={frameText.cancel}
      closeText={frameText.close}
      busy={busy}
      fault={fault}
      onDo={part}
      onCancel={onClose}
    />
  );
}

/** Ends a membership; what stood in the way is a sentence. */
function useEnd(roomId: string, userId: string, onEnded: () => void) {
  const [remove, { isLoading }] = useRemoveMemberMutation();
  const [fault, setFault] = useState<string>();
  const end = async () => {
    setFault(undefined);
    try {
      await remove({ roomId, userId }).unwrap();
      onEnded();
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      setFault(sentenceOf(thrown));
    }
  };
  return { end: () => void end(), busy: isLoading, fault };
}
