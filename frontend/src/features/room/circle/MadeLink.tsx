/** A link that was just made: to be copied or shared now, because it is never shown again. */
import { type ComponentType, lazy, Suspense } from "react";

import { copyByHand, inviteText as t, whatIsLeft } from "../../../text/circle";
import { inviteCardText } from "../../../text/lobby";
import { Button } from "../../../ui/Button";
import { CopyField } from "../../../ui/CopyField";
import { ShareIcon } from "../../../ui/icons";
import type { QrCodeProps } from "../../../ui/QrCode";
import { TextButton } from "../../../ui/TextButton";
import { useNow } from "../../../ui/useNow";
import type { InviteWords, NewInviteWords } from "../../../wire";

// A picture that does not arrive takes no link with it.
const QrCode = lazy<ComponentType<QrCodeProps>>(() =>
  import("../../../ui/QrCode").then(
    ({ QrCode: Shown }) => ({ default: Shown }),
    () => ({ default: () => null }),
  ),
);
const CODE = "mx-auto my-4 aspect-square w-48";

export interface MadeLinkProps {
  topic: string;
  made: NewInviteWords;
  /** The same one as it is by now. */
  now: InviteWords;
  onAnother: () => void;
}

export function MadeLink({ topic, made, now: fresh, onAnother }: MadeLinkProps) {
  const now = useNow(60_000);
  const share = () => {
    // Whoever closes the sheet of their system changed their mind: nothing to say.
    navigator.share({ title: t.shareTitle(topic), url: made.url }).catch(() => undefined);
  };
  return (
    <div>
      <CopyField
        label={t.link}
        value={made.url}
        copyText={t.copy}
        copiedText={t.copied}
        copiedAloud={t.copiedAloud}
        byHandText={copyByHand(navigator.platform, matchMedia("(pointer: coarse)").matches)}
      >
        {"share" in navigator && (
          <Button icon={<ShareIcon />} onPress={share}>
            {t.share}
          </Button>
        )}
      </CopyField>
      <Suspense fallback={<div className={CODE} />}>
        <QrCode text={made.url} label={inviteCardText.code(topic)} className={CODE} />
      </Suspense>
      <p className="mt-2 flex flex-wrap items-center gap-x-4 text-small text-muted">
        <span className="num">{whatIsLeft(fresh, now)}</span>
        <TextButton onPress={onAnother}>{t.another}</TextButton>
      </p>
    </div>
  );
}
