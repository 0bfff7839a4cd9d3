/** A room that nobody else can enter yet: what makes it one for more than one. */
import { inviteText, memberText as t } from "../../../text/circle";
import { Button } from "../../../ui/Button";
import { LinkIcon } from "../../../ui/icons";
export function OnlyYou({ invite }: { invite: () => void }) {
  return (
    <div className="mt-8 max-w-[30rem]">
      <h2 className="text-h3">{t.onlyYou}</h2>
      <p className="mt-1 mb-4 text-pretty text-muted">{t.onlyYouHint}</p>
      <Button icon={<LinkIcon />} onPress={invite}>
        {inviteText.invitePeople}
      </Button>
    </div>
  );
}
