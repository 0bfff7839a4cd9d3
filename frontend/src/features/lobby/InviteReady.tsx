/** The invite that was just copied: said in words, to be shared, and as a code for another phone. */
import { inviteCardText as t } from "../../text/lobby";
import { copyByHand, inviteText } from "../../text/circle";
import { Button } from "../../ui/Button";
import { CopyField } from "../../ui/CopyField";
import { Dialog } from "../../ui/Dialog";
import { ShareIcon } from "../../ui/icons";
import { Notice } from "../../ui/Notice";
import { QrCode } from "../../ui/QrCode";
import type { RoomSummary } from "../../wire";

/** What became of the press: a link, copied or not, or why there is none. */
export type Ready =
  | { readonly url: string; readonly copied: boolean }
  | { readonly refusal: string };

export interface InviteReadyProps {
  room: RoomSummary;
  ready: Ready;
  onClose: () => void;
}

export function InviteReady({ room, ready, onClose }: InviteReadyProps) {
  return (
    <Dialog title={t.title} closeText={t.close} isOpen onClose={onClose} shape="small">
      {"refusal" in ready ? (
        <Notice kind="error">{ready.refusal}</Notice>
      ) : (
        <Link room={room} {...ready} />
      )}
    </Dialog>
  );
}

function Link({ room, url, copied }: { room: RoomSummary; url: string; copied: boolean }) {
  const share = () => {
    // Whoever closes the sheet of their system changed their mind: nothing to say.
    navigator.share({ title: inviteText.shareTitle(room.topic), url }).catch(() => undefined);
  };
  return (
    <>
      {copied && <Notice kind="done">{t.copied}</Notice>}
      <p className="text-pretty text-muted">{t.means[room.roomType]}</p>
      <QrCode text={url} label={t.code(room.topic)} className="mx-auto w-48" />
      <CopyField
        label={inviteText.link}
        value={url}
        copyText={inviteText.copy}
        copiedText={inviteText.copied}
        copiedAloud={inviteText.copiedAloud}
        byHandText={copyByHand(navigator.platform, matchMedia("(pointer: coarse)").matches)}
      >
        {"share" in navigator && (
          <Button icon={<ShareIcon />} onPress={share}>
            {inviteText.share}
          </Button>
        )}
      </CopyField>
    </>
  );
}
