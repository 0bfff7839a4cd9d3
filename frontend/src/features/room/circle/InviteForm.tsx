/** How long a link shall work and for how many; then it is made. */
import { useEffect, useRef, useState } from "react";

import { useMakeInviteMutation } from "../../../api/circle";
import { isRefusal, type Refusal } from "../../../api/refusal";
import { type InviteLife, inviteText as t } from "../../../text/circle";
import { sentenceOf } from "../../../text/errors";
import { Button } from "../../../ui/Button";
import { Notice } from "../../../ui/Notice";
import { Segments } from "../../../ui/Segments";
import type { NewInviteWords } from "../../../wire";

const LIVES = ["1h", "1d", "7d", "30d"] as const;
const USES = [null, 1, 5, 20] as const;

export interface InviteFormProps {
  roomId: string;
  onMade: (invite: NewInviteWords) => void;
}

export function InviteForm({ roomId, onMade }: InviteFormProps) {
  const [life, setLife] = useState<InviteLife>("7d");
  const [uses, setUses] = useState("null");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [make, { isLoading }] = useMakeInviteMutation();
  const button = useRef<HTMLButtonElement>(null);
  // What is chosen suits most: the one press that is left comes first.
  useEffect(() => button.current?.focus(), []);

  async function submit() {
    setRefusal(null);
    const body = { expiresIn: life, uses: uses === "null" ? null : Number(uses) };
    try {
      onMade(await make({ roomId, body }).unwrap());
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      setRefusal(thrown);
    }
  }

  return (
    <>
      <Segments
        label={t.life}
        value={life}
        options={LIVES.map((value) => ({ value, text: t.lives[value] }))}
        onChange={setLife}
      />
      <Segments
        label={t.uses}
        value={uses}
        options={USES.map((people) => ({ value: String(people), text: t.usesOf(people) }))}
        onChange={setUses}
      />
      {refusal && <Notice kind="error">{whyNot(refusal)}</Notice>}
      <Button
        ref={button}
        kind="primary"
        busy={isLoading}
        busyText={t.making}
        onPress={() => void submit()}
      >
        {t.make}
      </Button>
    </>
  );
}

/** That there are too many already only the server can say. */
function whyNot(refusal: Refusal): string {
  return refusal.code === "action_forbidden" ? refusal.detail : sentenceOf(refusal);
}
