/** Starting a room: what it is about and who can come in; then straight to its door. */
import { useState } from "react";
import { useNavigate } from "react-router";

import { isRefusal, type Refusal } from "../../api/refusal";
import { useCreateRoomMutation } from "../../api/rooms";
import { paths } from "../../paths";
import { sentenceOf } from "../../text/errors";
import { createText } from "../../text/lobby";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { Notice } from "../../ui/Notice";
import { TextField } from "../../ui/TextField";
import type { RoomType } from "../../wire";
import { KindChoice } from "./KindChoice";
import { topicTrouble, TOPIC_MAX } from "./topic";

export function CreateRoom({ isOpen }: { isOpen: boolean }) {
  const navigate = useNavigate();
  const close = () => void navigate(paths.rooms, { replace: true });
  return (
    <Dialog
      title={createText.title}
      closeText={createText.close}
      isOpen={isOpen}
      onClose={close}
      shape="page"
    >
      <CreateForm onCancel={close} />
    </Dialog>
  );
}

function CreateForm({ onCancel }: { onCancel: () => void }) {
  const navigate = useNavigate();
  const [topic, setTopic] = useState("");
  const [kind, setKind] = useState<RoomType>("public");
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [create, { isLoading }] = useCreateRoomMutation();
  const trouble = topicTrouble(topic);

  const submit = async () => {
    setTried(true);
    if (trouble !== null) return;
    setRefusal(null);
    try {
      const room = await create({ topic: topic.trim(), roomType: kind }).unwrap();
      await navigate(paths.room(room._id), { replace: true });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      setRefusal(error);
    }
  };

  return (
    <form
      noValidate
      className="flex flex-1 flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isLoading) void submit();
      }}
    >
      <TopicField value={topic} onChange={setTopic} error={tried ? trouble : null} />
      <KindChoice value={kind} onChange={setKind} />
      {refusal && <Notice kind="error">{sentenceOf(refusal)}</Notice>}
      <DialogActions>
        <Button kind="plain" className="max-sm:hidden" onPress={onCancel}>
          {createText.cancel}
        </Button>
        <Button
          type="submit"
          kind="primary"
          className="max-lg:min-h-14"
          busy={isLoading}
          busyText={createText.submitting}
        >
          {createText.submit}
        </Button>
      </DialogActions>
    </form>
  );
}

interface TopicFieldProps {
  value: string;
  onChange: (topic: string) => void;
  error: "missing" | "too_long" | null;
}

function TopicField({ value, onChange, error }: TopicFieldProps) {
  const sentence = { missing: createText.topicMissing, too_long: createText.topicTooLong };
  return (
    <TextField
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog begins at its first field
      autoFocus
      label={createText.topic}
      value={value}
      onChange={onChange}
      maxLength={TOPIC_MAX}
      autoComplete="off"
      error={error === null ? undefined : sentence[error]}
      after={
        <span className="num text-small text-subtle" aria-hidden="true">
          {createText.topicCount(Array.from(value).length)}
        </span>
      }
    />
  );
}
